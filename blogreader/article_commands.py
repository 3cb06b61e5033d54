"""The reader's own commands for an article: program, arguments and standard input, from `[commands]`."""

from collections.abc import Mapping

from blogreader.lazy import lazily
from blogreader.records import dataclass

NAMES = ("url", "slug", "title", "path", "text")
"""The placeholders, written in braces."""
_PLACEHOLDER = lazily(r"\{(\w{1,40})\}")
_NEARLY = 0.75


@dataclass(frozen=True, slots=True)
class ArticleCommand:
    """A program to run on the article at hand; no shell interprets its words."""

    key: str
    """The key that chooses it, under Textual's name."""
    words: tuple[str, ...]
    """The program and its arguments, with placeholders."""
    title: str
    """Its title in the list to choose from."""
    stdin: str = ""
    """The text for its standard input, with placeholders; empty: none."""
    terminal: bool = False
    """Whether it gets the terminal until it ends; otherwise its output is shown."""

    @property
    def wanted(self) -> frozenset[str]:
        """The placeholders in use: expensive values are computed only if they occur."""
        return frozenset(name for text in (*self.words, self.stdin) for name in _known(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders replaced; other braces are left alone."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def argument(word: str, values: Mapping[str, str]) -> str:
    """Return an argument with its placeholders replaced.

    A page chooses its own title: if that would make the argument start with a dash, and so become an option, a blank
    is prepended. NUL is removed, since no argument can contain it.
    """
    text = filled(word, values).replace("\0", "")
    return f" {text}" if text.startswith("-") and not word.startswith("-") else text


def has_placeholder(text: str) -> bool:
    """Return whether it contains any placeholder."""
    return bool(_known(text))


def misspelt(text: str) -> tuple[str, str] | None:
    """Return a name in braces that looks like a misspelt placeholder, and the placeholder; None for other braces."""
    from difflib import get_close_matches  # most configurations have no commands

    for name in _PLACEHOLDER.findall(text):
        if name not in NAMES and (close := get_close_matches(name.lower(), NAMES, cutoff=_NEARLY)):
            return name, close[0]
    return None


def _known(text: str) -> list[str]:
    return [name for name in _PLACEHOLDER.findall(text) if name in NAMES]
