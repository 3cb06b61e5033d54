"""The command `search`."""

import sys
import time
from collections.abc import Callable, Iterator
from textwrap import wrap
from typing import Any

from blogreader.cli import article_output, output
from blogreader.cli.arguments import Arguments
from blogreader.cli.context import opened
from blogreader.errors import UsageError
from blogreader.icons import Icons, shown
from blogreader.library import Excerpt, Found
from blogreader.model import Entry
from blogreader.text import clean, counted

_SHORT_SECONDS = 1.0
"""Indexing that takes no longer is not mentioned."""
_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"
_WIDEST = 100
_INDENT = 4


def search(arguments: Arguments) -> int:
    """Print the articles whose texts contain the words, best match first."""
    if arguments.limit < 1:
        raise UsageError("--limit takes a number of articles, at least 1.")
    line = clean(" ".join(arguments.words))
    with opened(arguments) as library:
        library.texts.catch_up(None if arguments.quiet else _progress(arguments.icons))
        found = library.texts.search(line, arguments.limit) or Found()
        hits = [(entry, library.texts.excerpt(entry.article.key, found.finder)) for entry in found.entries]
        if arguments.json:
            output.as_json([_record(entry, excerpt) for entry, excerpt in hits])
        else:
            colourful = output.colourful(arguments.no_color)
            for entry, excerpt in hits:
                _print(entry, excerpt, colourful, arguments.icons)
        _tell(found, line, len(hits))
    return 0


def _record(entry: Entry, excerpt: Excerpt) -> dict[str, Any]:
    return {**article_output.article(entry), "snippet": excerpt.text, "matches": [[*span] for span in excerpt.spans]}


def _print(entry: Entry, excerpt: Excerpt, colourful: bool, icons: Icons) -> None:
    width = output.row_width()
    width = width and min(_WIDEST, width)
    output.data(article_output.row(entry, width, icons))
    for line in _wrapped(excerpt, width - _INDENT - 1 if width else len(excerpt.text)):
        marked = "".join(f"{_BOLD}{piece}{_PLAIN}" if is_hit and colourful else piece for piece, is_hit in line)
        output.as_is(" " * _INDENT + shown(marked, icons))


def _wrapped(excerpt: Excerpt, width: int) -> Iterator[list[tuple[str, bool]]]:
    """Break an excerpt at blanks into lines of pieces, each with whether it is a hit."""
    at = 0
    for line in wrap(excerpt.text, max(width, 1), break_on_hyphens=False):
        start = excerpt.text.index(line, at)
        at = start + len(line)
        pieces, position = list[tuple[str, bool]](), start
        for span in excerpt.spans:
            first, last = max(span[0], position), min(span[1], at)
            if first < last:
                pieces += ((excerpt.text[position:first], False), (excerpt.text[first:last], True))
                position = last
        yield [*pieces, (excerpt.text[position:at], False)]


def _tell(found: Found, line: str, shown: int) -> None:
    if found.finder is None:
        output.message(f"Nothing to search for in `{line}`: it has no letters or digits.")
    elif not found.total:
        meant = f" Did you mean `{found.suggestion}`?" if found.suggestion else ""
        output.message(f"No archived text contains that.{meant}")
    elif found.total > shown:
        output.message(f"{counted(found.total, 'article')} in all; --limit shows more.")
    if found.behind:
        output.message(f"{counted(found.behind, 'text')} could not be searched yet.")


def _progress(icons: Icons) -> Callable[[int, int], bool]:
    """Return a callback that, on a terminal, shows how many texts were indexed, if that takes more than a moment."""
    begun = time.monotonic()

    def tell(done: int, number: int) -> bool:
        if sys.stderr.isatty() and (time.monotonic() - begun > _SHORT_SECONDS):
            output.how_far(f"Reading the texts … {done:,} of {number:,}" if done < number else "", icons)
        return True

    return tell
