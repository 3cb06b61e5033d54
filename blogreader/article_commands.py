"""A reader's own commands for an article: which program, with what for arguments, and what on standard input."""

from collections.abc import Mapping

from blogreader.lazy import lazily
from blogreader.records import dataclass

NAMES = ("url", "slug", "title", "path", "text")
"""What stands for the article in braces."""
_PLACEHOLDER = lazily(r"\{(\w{1,40})\}")
_NEARLY = 0.75


@dataclass(frozen=True, slots=True)
class ArticleCommand:
    """A program for the article at hand; no shell reads its words."""

    key: str
    """Which chooses it, in Textual's name."""
    words: tuple[str, ...]
    """The program and its arguments, with placeholders."""
    title: str
    """What it is called when one is chosen."""
    stdin: str = ""
    """What comes on standard input, with placeholders; empty: nothing."""
    terminal: bool = False
    """Whether it takes the terminal until it ends; else what it prints is shown."""

    @property
    def wanted(self) -> frozenset[str]:
        """The placeholders in it: what is expensive is made only for those that ask for it."""
        return frozenset(name for text in (*self.words, self.stdin) for name in _known(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with what its placeholders stand for; braces around anything else stay as they are."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def argument(word: str, values: Mapping[str, str]) -> str:
    """Return an argument with what its placeholders stand for.

    A page chooses its title: where that would begin the argument with a dash, and so make an option of it, a blank
    stands before it. No argument can hold a NUL.
    """
    text = filled(word, values).replace("\0", "")
    return f" {text}" if text.startswith("-") and not word.startswith("-") else text


def has_placeholder(text: str) -> bool:
    """Return whether anything in it stands for the article."""
    return bool(_known(text))


def misspelt(text: str) -> tuple[str, str] | None:
    """Return a name in braces that is nearly a placeholder, and that one; other braces are a program's own."""
    from difflib import get_close_matches  # most configurations have no command

    for name in _PLACEHOLDER.findall(text):
        if name not in NAMES and (close := get_close_matches(name.lower(), NAMES, n=1, cutoff=_NEARLY)):
            return name, close[0]
    return None


def _known(text: str) -> list[str]:
    return [name for name in _PLACEHOLDER.findall(text) if name in NAMES]
