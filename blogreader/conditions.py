"""The syntax tree of a query: `query` parses text into it, the catalogue turns it into SQL."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from blogreader.records import dataclass

Bound = int | date | datetime
"""Minutes, a day of publication, or an aware UTC time; one kind in one range."""


class Flag(StrEnum):
    """The values of `is:`."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"
    BOOKMARKED = "bookmarked"
    OFFLINE = "offline"
    FAILED = "failed"
    NEW = "new"
    NOTED = "noted"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Contains:
    """The field contains the folded text.

    `any` is title, summary and category; `note` the reader's notes and highlights; `tag` a whole `#tag` in a note.
    """

    field: Literal["any", "title", "author", "url", "note", "tag"]
    text: str


@dataclass(frozen=True, slots=True)
class At:
    """The article is at this address, in any spelling; if there is none, address or text contains the folded text."""

    address: str


@dataclass(frozen=True, slots=True)
class Equals:
    """The field equals the text, regardless of case and accents; an empty text: it has no value.

    `lang` also equals what its tag begins with: `de` is the language of `de-AT` (RFC 4647, 3.3.1).
    """

    field: Literal["category", "source", "author", "lang"]
    text: str


@dataclass(frozen=True, slots=True)
class Is:
    """A fact of the state, the archive or the index."""

    flag: Flag


@dataclass(frozen=True, slots=True)
class Between:
    """`low <= field < high`; None is open; an article without the value never matches."""

    field: Literal["minutes", "date", "read", "opened"]
    low: Bound | None
    high: Bound | None


@dataclass(frozen=True, slots=True)
class FullText:
    """The archived text contains these words, or this phrase."""

    text: str
    phrase: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """The article links to one with this slug or address; `backwards`: is linked from it."""

    article: str
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not match."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Every part matches; without parts this matches everything."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part matches."""

    parts: tuple["Condition", ...]


Condition = Contains | At | Equals | Is | Between | FullText | Linked | Not | All | Any

EVERYTHING = All()


class Order(StrEnum):
    """The values of `sort:`."""

    DATE = "date"
    MINUTES = "minutes"
    TITLE = "title"
    OPENED = "opened"
    CATEGORY = "category"
    LIST = "list"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order; articles without the value come last either way."""

    order: Order
    descending: bool = False


class Grouping(StrEnum):
    """The values of `group:`."""

    MONTH = "month"
    CATEGORY = "category"
    SOURCE = "source"
    NONE = "none"


_DAYS = ("today", "yesterday", "7d", "30d")
USUAL_VALUES: Mapping[str, tuple[str, ...]] = {
    "is": tuple(Flag),
    "sort": tuple(f"{sign}{order}" for order in Order for sign in ("", "-")),
    "group": tuple(Grouping),
    "fits": ("10", "15", "30", "60"),
    "minutes": ("<5", "<10", "5..10", ">10"),
    "date": _DAYS,
    "read": _DAYS,
    "opened": _DAYS,
}
"""Of fields that have few values, or some usual ones: what completion offers."""


@dataclass(frozen=True, slots=True)
class Query:
    """A condition and a layout for the list of matches; None leaves a choice to the caller."""

    condition: Condition = EVERYTHING
    sort: Sort | None = None
    """None: newest first."""
    fits: int | None = None
    """Keep only the articles that can be read to the end, one after the other, in this many minutes."""
    group: Grouping | None = None
    """What the list is grouped by."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The layout that a reader chose for a list, used where the query does not specify one."""

    sort: Sort | None = None
    group: Grouping | None = None
