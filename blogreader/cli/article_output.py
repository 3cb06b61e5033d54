"""Entries as commands print them: JSON objects, fields between tabs, lines for a person."""

from typing import Any

from blogreader import times
from blogreader.icons import Icons
from blogreader.model import Document, Entry, Highlight
from blogreader.reading_lengths import length
from blogreader.text import clean_line
from blogreader.urls import slug_of

_CATEGORY = 24
"""Width of a category in a row, in cells."""
_WIDE = 75
"""The number of cells left beside the facts from which on a row has a column for the category."""


def article(entry: Entry) -> dict[str, Any]:
    """Return an entry as a JSON object; scripts depend on its names: add some, but never change one."""
    article, state = entry.article, entry.state
    return {
        "url": article.url,
        "slug": slug_of(article.key),
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "category": article.category,
        "minutes": article.minutes,
        "summary": article.summary,
        "author": article.author,
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


def text(entry: Entry, document: Document | None) -> dict[str, Any]:
    """Return what a document adds to the object of its article."""
    return {
        "author": entry.article.author or (document and clean_line(document.author or "")) or None,
        "text": document.text if document else None,
    }


def note(one: Highlight) -> dict[str, Any]:
    """Return a highlight or note as a JSON object."""
    return {
        "id": one.id,
        "quote": one.quote or None,
        "note": one.note or None,
        "colour": one.colour if one.quote else None,
        "at": times.to_text(one.at) if one.at else None,
    }


def plain(entry: Entry) -> str:
    """Return an entry as fields separated by tabs; white space inside a field is folded to single blanks."""
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


def row(entry: Entry, width: int | None, icons: Icons) -> str:
    """Return an entry as a line for a person, its slug last; with a `width` the title is cut to make room for it."""
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
    from blogreader.cell_text import cells, cut, fitted  # without a terminal nothing is measured

    left = width - len(facts)
    if left >= _WIDE:
        facts += fitted(category, _CATEGORY) + "  "
        left -= _CATEGORY + 2
    # Any unambiguous part of a slug names its article: its beginning will do where room is short.
    of_slug = min(len(slug), max(left // 2, left - 2 - cells(title)))
    line = cut(f"{facts}{fitted(title, max(left - of_slug - 2, 0))}  {cut(slug, of_slug)}", width)
    return line + (why and f"\n{cut(f'    {why}', width)}")
