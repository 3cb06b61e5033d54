"""Exports in CSV: Pocket, Instapaper, Readwise Reader, and any table with a column of addresses."""

import re
from collections.abc import Mapping

from blogreader.imports.csv_rows import rows
from blogreader.imports.items import Imported, Quotation
from blogreader.imports.values import day, fraction, listed, moment, whole
from blogreader.model import Status
from blogreader.text import clean_line

_ADDRESSES = ("url", "link", "address", "href", "uri", "resolved_url", "given_url", "source url", "source_url")
_NAMES = {
    "title": ("title", "name", "description title", "resolved_title"),
    "saved": (
        "time_added",
        "saved date",
        "timestamp",
        "date_added",
        "created",
        "created_at",
        "saved",
        "saved_at",
        "added",
        "date",
    ),
    "read": ("read_at", "archived_at", "date_read", "time_read", "finished"),
    "status": ("status", "location", "state"),
    "folder": ("folder", "category", "collection", "list"),
    "tags": ("tags", "document tags", "labels", "tag"),
    "progress": ("reading progress", "progress", "reading_progress"),
    "author": ("author", "byline"),
    "published": ("published", "published_at", "published date"),
    "minutes": ("minutes", "reading_time", "time_to_read"),
    "summary": ("excerpt", "summary", "description"),
    "quote": ("selection", "highlight"),
    "note": ("note", "notes", "comment"),
    "favourite": ("favorite", "favourite", "starred", "is_starred"),
    "archived": ("archived", "is_archived", "read"),
}
_KNOWN = frozenset(("id", "seen", *_ADDRESSES, *(name for names in _NAMES.values() for name in names)))
_READ = frozenset(("archive", "archived", "read", "done", "finished", "1", "true", "yes"))
_LISTED = frozenset(("shortlist", "queue"))
_NO_FOLDER = frozenset(("unread", "archive", "starred", "unsorted", "home", "inbox", ""))
_YES = frozenset(("1", "true", "yes", "y"))
_SPLIT = re.compile(r"[,;\t]")


def kind(head: str) -> str | None:
    """Return whose first line this is, which names columns; `table`: of another; None: it is none."""
    names = {one.strip(' "\r').lower() for one in _SPLIT.split(head)}
    if {"url", "time_added", "status"} <= names:
        return "pocket"
    if {"url", "title", "selection", "folder"} <= names:
        return "instapaper"
    if {"url", "title", "location", "reading progress"} <= names or {"url", "document tags", "saved date"} <= names:
        return "readwise"
    if len(names) > 1 and any(name in names for name in _ADDRESSES) and "://" not in head:
        return "table"
    return None


def is_of_books(head: str) -> bool:
    """Return whether this is the first line of Readwise's table of highlights, which has titles alone."""
    return {"highlight", "book title"} <= {one.strip(' "\r').lower() for one in _SPLIT.split(head)}


def read(text: str, into: Imported) -> None:
    """Read a table whose first line names its columns."""
    width = address = 0
    at: dict[str, int] = {}
    places: dict[str, int] = {}

    def is_whole(row: list[str]) -> bool:
        return len(row) == width and "://" in row[address]

    for line, row in rows(text, is_whole):
        if row is None:
            into.refuse(line, "a quotation mark is not closed")
        elif not width:
            width = len(row)
            places = {name.strip().lower(): place for place, name in reversed([*enumerate(row)])}
            found = [places[name] for name in _ADDRESSES if name in places]
            if not found:
                into.warn(line, "there is no column called `url`")
                return
            address = found[0]
            at = {what: places[name] for what, names in _NAMES.items() for name in reversed(names) if name in places}
        else:
            is_odd = len(row) < width or any(row[width:])
            if is_odd and not (address < len(row) and "://" in row[address]):
                into.refuse(line, f"{len(row)} columns instead of {width}")
                continue
            _take(
                line, row[address], {what: row[place].strip() for what, place in at.items() if place < len(row)}, into
            )
            for name, place in places.items():
                if name not in _KNOWN and place < len(row) and row[place].strip():
                    into.leave(f"values of the column `{clean_line(name, 40)}`")


def _take(line: int, address: str, row: Mapping[str, str], into: Imported) -> None:
    """Take one row, its fields by what they mean."""
    folder, said = row.get("folder", ""), row.get("status", "").lower()
    progress = fraction(row.get("progress", ""))
    is_read = said in _READ or row.get("archived", "").lower() in _YES or folder.lower() == "archive"
    status = (
        Status.READ
        if is_read or progress >= 1
        else Status.READING
        if progress > 0 or said == "reading"
        else Status.UNREAD
    )
    if status is Status.READING:
        into.leave("reading positions (how far an article was read)")
    separators = "|" if into.format == "pocket" else ",;|"
    tags = [*listed(row.get("tags", ""), separators)]
    if row.get("favourite", "").lower() in _YES or folder.lower() == "starred":
        tags.append("starred")
    if said == "feed":  # of Readwise Reader: not saved, but subscribed to
        tags.append("feed")
    notes: tuple[Quotation, ...] = ()
    if row.get("quote") or row.get("note"):
        notes = (Quotation(row.get("quote", ""), row.get("note", "")),)
    saved = moment(row.get("saved", ""))
    if row.get("saved") and saved is None:
        into.warn(line, f"{clean_line(row['saved'], 40)} is not a time; the article is kept without it")
    into.add(
        line,
        address,
        title=row.get("title", ""),
        saved=saved,
        status=status,
        read=moment(row.get("read", "")),
        listed=said in _LISTED,
        category="" if folder.lower() in _NO_FOLDER else folder,
        tags=tuple(tags),
        author=row.get("author", ""),
        date=day(row["published"]) if row.get("published") else None,
        minutes=whole(row.get("minutes", "")),
        summary=row.get("summary", ""),
        notes=notes,
    )
