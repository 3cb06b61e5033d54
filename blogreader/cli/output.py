"""What commands print: data on stdout, messages on stderr, foreign text cleaned."""

import os
import sys
from collections.abc import Iterable
from typing import Any

from blogreader import times
from blogreader.errors import BlogreaderError
from blogreader.files import reason
from blogreader.icons import UNICODE, Icons
from blogreader.model import Entry, IndexWarning
from blogreader.text import clean, clean_line, counted, without_credentials
from blogreader.transitions import length
from blogreader.urls import slug_of

CLEARED = "\r\x1b[K"
"""What is on the line goes: to stderr, where it is a terminal."""
_MOST_WARNINGS = 20
_USUAL_COLUMNS = 80
_CATEGORY = 24
"""Cells of a category in a row."""
_WIDE = 75
"""Cells beside the facts, from which on a category has its own."""


class UnwritableOutput(BlogreaderError):
    """Standard output takes no more: whoever read it has enough, or the disk is full."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"Standard output can't be written: {reason(error)}.")
        self.enough = isinstance(error, BrokenPipeError)


def data(text: str) -> None:
    """Print a piece of data; raises UnwritableOutput."""
    as_is(clean(text))


def as_is(text: str) -> None:
    """Print what is clean already and holds our own escape sequences; raises UnwritableOutput."""
    try:
        print(text)
    except OSError as error:
        raise UnwritableOutput(error) from error


def as_bytes(pieces: Iterable[bytes]) -> None:
    """Write bytes, which a terminal gets as text without what it would obey; raises UnwritableOutput."""
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        for piece in pieces:
            data(piece.decode("utf-8", "replace").removesuffix("\n"))
        return
    finish()
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise UnwritableOutput(error) from error


def finish() -> None:
    """Print what is still buffered; raises UnwritableOutput."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise UnwritableOutput(error) from error


def as_json(value: object, indent: int | None = 1) -> None:
    """Print a value as JSON: what a terminal must not get stands there as an escape, so that no value changes."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    data(text if clean(text) == text else json.dumps(value, indent=indent))


def message(text: str) -> None:
    """Print a sentence on stderr; passwords in addresses, also in those that were typed, are left out."""
    print(without_credentials(clean(text)), file=sys.stderr)


def warn(name: str, warnings: Iterable[IndexWarning]) -> None:
    """Print what could not be understood of an index, the first ones by line."""
    warnings = list(warnings)
    for warning in warnings[:_MOST_WARNINGS]:
        message(f"{name}, line {warning.line}: {warning.sentence}.")
    if len(warnings) > _MOST_WARNINGS:
        message(f"… and {counted(len(warnings) - _MOST_WARNINGS, 'more such line')}.")


def article(entry: Entry) -> dict[str, Any]:
    """Return an entry as a JSON object; scripts depend on its names: none changes, more may come."""
    article, state = entry.article, entry.state
    return {
        "url": article.url,
        "slug": slug_of(article.key),
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "category": article.category,
        "minutes": article.minutes,
        "summary": article.summary,
        "source": entry.source,
        "status": state.status.value,
        "bookmarked": state.bookmark is not None,
        "bookmark_position": entry.bookmark_position,
        "offline": entry.offline,
        "fraction": state.place.fraction if state.place else None,
        "opened_at": times.to_text(state.opened_at) if state.opened_at else None,
        "read_at": times.to_text(state.read_at) if state.read_at else None,
        "error": entry.failure.sentence if entry.failure else None,
    }


def plain(entry: Entry) -> str:
    """Return an entry as fields between tabs; blanks inside a field are folded, so that a tab always separates."""
    article, state = entry.article, entry.state
    fields = (
        state.status.value,
        article.date.isoformat() if article.date else "",
        "" if article.minutes is None else str(article.minutes),
        article.category or "",
        article.title,
        article.url,
        slug_of(article.key),
        entry.failure.sentence if entry.failure else "",
    )
    return "\t".join(clean_line(one) for one in fields)


def row(entry: Entry, width: int | None = None, icons: Icons = UNICODE) -> str:
    """Return an entry as a line for a person, its slug last; with a width the title makes room for the slug."""
    article, state = entry.article, entry.state
    facts = (
        f"{icons.status(state.status.value)}{icons.bookmark if state.bookmark is not None else ' '}"
        f"{icons.offline if entry.offline else ' '} "
        f"{article.date.isoformat() if article.date else '':<10}  "
        f"{length(entry):>7}  "
    )
    category, title, slug = (
        clean_line(article.category or ""),
        clean_line(article.title),
        clean_line(slug_of(article.key)),
    )
    why = f"! {clean_line(entry.failure.sentence)}" if entry.failure and not entry.offline else ""
    if width is None:
        return f"{facts}{clean_line(category, _CATEGORY):<{_CATEGORY}}  {title}  {slug}{why and f'  {why}'}"
    from blogreader.cell_text import cells, cut, fitted  # where no terminal is, nothing is measured

    left = width - len(facts)
    if left >= _WIDE:
        facts += fitted(category, _CATEGORY) + "  "
        left -= _CATEGORY + 2
    # Any part of a slug names an article that no other has: its beginning is enough where the room is short.
    of_slug = min(len(slug), max(left // 2, left - 2 - cells(title)))
    line = cut(f"{facts}{fitted(title, max(left - of_slug - 2, 0))}  {cut(slug, of_slug)}", width)
    return line + (why and f"\n{cut(f'    {why}', width)}")


def colourful(no_color: bool) -> bool:
    """Return whether colours are wanted on stdout.

    As https://no-color.org and https://bixense.com/clicolors have it; where both ask, nobody is sent what disturbs.
    """
    has = os.environ.get
    if no_color or has("NO_COLOR"):
        return False
    if has("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and has("CLICOLOR") != "0" and has("TERM") != "dumb"


def columns() -> int:
    """Return the width of the terminal, as `shutil.get_terminal_size` does, which loads three compressions."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and int(wanted) > 0:
        return int(wanted)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL_COLUMNS
    except (OSError, ValueError):  # not a terminal, or not a file at all
        return _USUAL_COLUMNS
