"""Exports in JSON: wallabag, Omnivore, Pinboard, Readwise's highlights, and the passages that Pocket keeps apart."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from blogreader.imports.items import Imported, Quotation
from blogreader.imports.json_rows import MOST_BROKEN, objects
from blogreader.imports.values import day, fraction, listed, moment, whole
from blogreader.model import Status
from blogreader.text import counted

_BACK = re.compile("\\[\u2934\ufe0f?\\]\\([^\\s()]*+\\)")
"""The link at the end of a passage that leads to it."""
_NO_OBJECT = "this is not an article in JSON; reading goes on after it"


def kind(text: str) -> str | None:
    """Return which program's JSON this is, by its first objects; None: of none that is known."""
    for _, record in islice(objects(text), 3):
        names = set(record or ())
        if "url" in names and names & {"is_archived", "is_read", "hashed_url"}:  # `is_read`: of its first version
            return "wallabag"
        if {"url", "slug"} <= names and names & {"savedAt", "readingProgress", "labels", "state"}:
            return "omnivore"
        if {"user_book_id", "highlights"} <= names:
            return "readwise"
        if {"url", "highlights"} <= names:
            return "pocket"
        if {"href", "description", "tags"} <= names:  # Pinboard's, and of those who took its form over
            return "bookmarks"
    return None


def read(text: str, into: Imported, notes: Mapping[str, tuple[Quotation, ...]] | None = None) -> None:
    """Read objects in the form of the format; `notes`: of Omnivore the passages, by slug."""
    take = {"wallabag": _wallabag, "pocket": _pocket, "bookmarks": _pinboard, "readwise": _readwise}.get(into.format)
    broken = 0
    for line, record in objects(text):
        if record is None:
            into.refuse(line, _NO_OBJECT)
            broken += 1
            if broken == MOST_BROKEN:
                into.leave(f"what comes after {counted(broken, 'value')} that can't be read (line {line})")
        elif take:
            take(line, record, into)
        else:
            _omnivore(line, record, into, notes or {})


def _wallabag(line: int, record: dict[str, Any], into: Imported) -> None:
    is_read = _is_on(record.get("is_archived", record.get("is_read")))
    notes = [
        Quotation(_text(one.get("quote")), _text(one.get("text")), moment(one.get("created_at")))
        for one in _dicts(record.get("annotations"))
    ]
    starred = ("starred",) if _is_on(record.get("is_starred", record.get("is_fav"))) else ()
    author = record.get("published_by")
    into.leave("texts of articles (`blogreader fetch` fetches them)", int(bool(record.get("content"))))
    into.add(
        line,
        record.get("given_url") if not record.get("url") else record["url"],
        title=record.get("title"),
        saved=moment(record.get("created_at")),
        status=Status.READ if is_read else Status.UNREAD,
        read=moment(record.get("archived_at")),
        tags=(*listed(record.get("tags")), *starred),
        author=", ".join(one for one in author if isinstance(one, str)) if isinstance(author, list) else author,
        date=day(record.get("published_at")),
        minutes=whole(record.get("reading_time")),
        notes=tuple(notes),
    )


def _omnivore(line: int, record: dict[str, Any], into: Imported, notes: Mapping[str, tuple[Quotation, ...]]) -> None:
    progress = fraction(_percent(record.get("readingProgress")) / 100)
    is_read = _text(record.get("state")).lower() == "archived" or progress >= 1
    if progress and not is_read:
        into.leave("reading positions (how far an article was read)")
    into.add(
        line,
        record.get("url"),
        title=record.get("title"),
        saved=moment(record.get("savedAt")),
        status=Status.READ if is_read else Status.READING if progress else Status.UNREAD,
        read=moment(record.get("readAt")),
        tags=listed(record.get("labels")),
        author=record.get("author"),
        date=day(record.get("publishedAt")),
        summary=record.get("description"),
        notes=notes.get(_text(record.get("slug")), ()),
    )


def _pocket(line: int, record: dict[str, Any], into: Imported) -> None:
    notes = [
        Quotation(_text(one.get("quote")), _text(one.get("note")), moment(one.get("created_at")))
        for one in _dicts(record.get("highlights"))
    ]
    into.add(line, record.get("url"), title=record.get("title"), notes=tuple(notes))


def _readwise(line: int, record: dict[str, Any], into: Imported) -> None:
    """Take the highlights of an article, and their tags as tags are written here."""
    address = record.get("source_url")
    if not _text(address).startswith(("http://", "https://")):
        into.leave("highlights of books, mails and others that have no address")
        return
    notes = [Quotation("", _text(record.get("document_note")))]
    for one in _dicts(record.get("highlights")):
        if not (_is_on(one.get("is_discard")) or _is_on(one.get("is_deleted"))):
            tags = " ".join("#" + "-".join(name.split()) for name in listed(one.get("tags")))
            note = "\n\n".join(filter(None, (_text(one.get("note")).strip(), tags)))
            notes.append(Quotation(_text(one.get("text")), note, moment(one.get("highlighted_at"))))
    into.add(
        line,
        address,
        title=record.get("readable_title") or record.get("title"),
        tags=listed(record.get("book_tags")),
        author=record.get("author"),
        summary=record.get("summary"),
        notes=tuple(notes),
    )


def _pinboard(line: int, record: dict[str, Any], into: Imported) -> None:
    into.add(
        line,
        record.get("href"),
        title=record.get("description"),
        saved=moment(record.get("time")),
        listed=record.get("toread") == "yes",
        tags=listed(record.get("tags"), " "),
        summary=record.get("extended"),
    )


def quotations(markdown: str) -> tuple[Quotation, ...]:
    """Return the passages of a file of Omnivore's highlights: quoted, with the note after each.

    A passage of several lines has its mark before the first one alone.
    """
    found: list[tuple[list[str], list[str]]] = []
    is_quoted = False
    for line in [*markdown.splitlines(), ""]:
        if line.startswith(">") or (is_quoted and line.strip()):
            if not found or found[-1][1]:
                found.append(([], []))
            found[-1][0].append(_BACK.sub("", line.removeprefix(">")).strip())
            is_quoted = True
            continue
        is_quoted = False
        if line.strip():
            if not found:
                found.append(([], []))
            found[-1][1].append(line.strip())
        elif found and found[-1][0] and not found[-1][1] and found[-1][0][-1]:
            found[-1][0].append("")
    return tuple(
        Quotation("\n".join(quote).strip(), "\n".join(note).strip()) for quote, note in found if any(quote) or any(note)
    )


def _is_on(value: object) -> bool:
    return value in (True, 1, "1")


def _percent(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(max(0, min(value, 100)))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
