"""Rows of other programs' exports in our terms."""

import datetime as dt
from dataclasses import dataclass, field, replace

from blogreader.model import IndexWarning, Status
from blogreader.text import clean, clean_line, people, without_credentials
from blogreader.urls import canonical, without_userinfo

TITLES = {
    "states": "blogreader",
    "bookmarks": "Bookmarks",
    "pocket": "Pocket",
    "instapaper": "Instapaper",
    "readwise": "Readwise",
    "wallabag": "wallabag",
    "omnivore": "Omnivore",
    "newsboat": "newsboat",
    "table": "Table",
    "opml": "OPML",
    "urls": "List of addresses",
}
"""The formats, and what the programs are called that write them."""
FORMATS = tuple(TITLES)
SUBSCRIPTIONS = ("opml", "newsboat-urls")
"""What names feeds to be followed, and no articles."""
_LONGEST_TAG = 100
_LONGEST_NOTE = 100_000
_LONGEST_SUMMARY = 10_000
_FURTHEST = {Status.UNREAD: 0, Status.READING: 1, Status.READ: 2}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage that its reader marked, with what they wrote on it; either may be empty."""

    quote: str
    note: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An article that somebody saved; what the export does not say is empty."""

    line: int
    """Where it stands in the export, counted from 1: a line, or what its format counts in."""
    key: str
    """The canonical URL."""
    url: str
    title: str = ""
    saved: dt.datetime | None = None
    status: Status = Status.UNREAD
    read: dt.datetime | None = None
    """When it was read."""
    listed: bool = False
    """It is on a list of what to read next."""
    category: str = ""
    tags: tuple[str, ...] = ()
    author: str = ""
    date: dt.date | None = None
    minutes: int | None = None
    summary: str = ""
    notes: tuple[Quotation, ...] = ()

    def joined(self, other: "Item") -> "Item":
        """Return this with what another item says of the same article: all tags and notes, and the furthest status."""
        further = other if _FURTHEST[other.status] > _FURTHEST[self.status] else self
        tags = (*self.tags, *((other.category,) if other.category and other.category != self.category else ()))
        saved = [time for time in (self.saved, other.saved) if time]
        return replace(
            self,
            title=self.title or other.title,
            saved=min(saved) if saved else None,
            status=further.status,
            read=further.read,
            listed=self.listed or other.listed,
            category=self.category or other.category,
            tags=tuple(dict.fromkeys((*tags, *other.tags))),
            author=self.author or other.author,
            date=self.date or other.date,
            minutes=self.minutes or other.minutes,
            summary=self.summary or other.summary,
            notes=tuple(dict.fromkeys((*self.notes, *other.notes))),
        )


@dataclass(slots=True)
class Imported:
    """What was read of an export so far."""

    format: str
    items: dict[str, Item] = field(default_factory=dict)
    """By their keys, in the order of the export."""
    warnings: list[IndexWarning] = field(default_factory=list)
    rows: int = 0
    """How many the export has, those that could not be understood included."""
    refused: int = 0
    """How many rows could not be understood."""
    left_out: dict[str, int] = field(default_factory=dict)
    """What is not taken over, and how often it was met."""
    text: str = field(default="", repr=False)
    """Of an export that is our own, and of subscriptions: all of it."""
    feeds: tuple[str, ...] = ()
    """Of subscriptions: the addresses of the feeds."""

    @property
    def repeated(self) -> int:
        """How many rows are of articles that stood there before."""
        return self.rows - self.refused - len(self.items)

    def warn(self, line: int, sentence: str) -> None:
        """Say what is doubtful about a row."""
        self.warnings.append(IndexWarning(line, sentence))

    def refuse(self, line: int, sentence: str) -> None:
        """Say why a row is left out."""
        self.rows += 1
        self.refused += 1
        self.warn(line, sentence)

    def leave(self, what: str, times: int = 1) -> None:
        """Count something that is not taken over."""
        if times:
            self.left_out[what] = self.left_out.get(what, 0) + times

    def add(
        self,
        line: int,
        address: object,
        *,
        title: object = "",
        saved: dt.datetime | None = None,
        status: Status = Status.UNREAD,
        read: dt.datetime | None = None,
        listed: bool = False,
        category: str = "",
        tags: tuple[str, ...] = (),
        author: object = "",
        date: dt.date | None = None,
        minutes: int | None = None,
        summary: object = "",
        notes: tuple[Quotation, ...] = (),
    ) -> None:
        """Take a row; one without an address that can be read is warned of."""
        given = address.strip() if isinstance(address, str) else ""
        url = without_userinfo(clean(given))
        key = canonical(url)
        if key is None or not key.startswith(("http://", "https://")):
            shown = clean_line(without_credentials(given), 80)
            self.refuse(line, f"not a web address: {shown}" if shown else "there is no address")
            return
        self.rows += 1
        if url != given and "@" in given and "@" not in url:
            self.leave("user names and passwords in addresses")
        called = _line(title, 2_000)
        kept = (_line(tag, _LONGEST_TAG) for tag in tags)
        item = Item(
            line=line,
            key=key,
            url=url,
            title="" if called == given or ("://" in called and canonical(called) == key) else called,
            saved=saved,
            status=status,
            read=read if status is Status.READ else None,
            listed=listed,
            category=_line(category, _LONGEST_TAG),
            tags=tuple(dict.fromkeys(tag for tag in kept if tag)),
            author=people([_line(author, 200)]),
            date=date,
            minutes=minutes if minutes and 0 < minutes < 10_000 else None,
            summary=_paragraphs(summary),
            notes=tuple(note for note in map(_noted, notes) if note.quote or note.note),
        )
        known = self.items.get(key)
        self.items[key] = item if known is None else known.joined(item)


def _noted(note: Quotation) -> Quotation:
    return Quotation(clean(note.quote)[:_LONGEST_NOTE].strip(), clean(note.note)[:_LONGEST_NOTE].strip(), note.at)


def _line(value: object, longest: int) -> str:
    return clean_line(without_credentials(value), longest) if isinstance(value, str) else ""


def _paragraphs(value: object) -> str:
    """Return a text as a summary is kept: paragraphs with an empty line between."""
    if not isinstance(value, str) or not value.strip():
        return ""
    cleaned = clean(without_credentials(value[: 2 * _LONGEST_SUMMARY]))
    text = "\n\n".join(" ".join(one.split()) for one in cleaned.split("\n\n") if one.strip())
    return text if len(text) <= _LONGEST_SUMMARY else text[:_LONGEST_SUMMARY].rstrip() + "…"
