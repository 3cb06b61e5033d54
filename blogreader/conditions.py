"""What a query asks for, as a tree: `query` builds it from text, the catalogue turns it into SQL."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from blogreader.records import dataclass

Bound = int | date | datetime
"""Minutes, a day of publication, or an aware UTC time; one kind in one range."""


class Flag(StrEnum):
    """What `is:` can ask."""

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
    """The folded text stands somewhere in the field.

    `any` is title, summary and category; `note` what its reader wrote on the article, or highlighted in it.
    """

    field: Literal["any", "title", "url", "note"]
    text: str


@dataclass(frozen=True, slots=True)
class At:
    """The article is at this address, however it is written; without such an article, the folded text stands in it."""

    address: str


@dataclass(frozen=True, slots=True)
class Equals:
    """The whole field, case and accents aside."""

    field: Literal["category", "source"]
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
    """The archived text holds these words, or this phrase."""

    text: str
    phrase: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """The article links to one with this slug or address, or, `backwards`, that one links to it."""

    article: str
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What does not match the part."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """What matches every part; without parts: everything."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """What matches at least one part."""

    parts: tuple["Condition", ...]


Condition = Contains | At | Equals | Is | Between | FullText | Linked | Not | All | Any

EVERYTHING = All()


class Order(StrEnum):
    """What `sort:` can name."""

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
    """By what `group:` can part a list."""

    MONTH = "month"
    CATEGORY = "category"
    SOURCE = "source"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Query:
    """A condition, and how the list of what matches is laid out; what is None is left to whoever shows it."""

    condition: Condition = EVERYTHING
    sort: Sort | None = None
    """None: newest first."""
    fits: int | None = None
    """Of what matches, only the articles that can be read to their ends in so many minutes, one after the other."""
    group: Grouping | None = None
    """By what the list is parted."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a reader wants a list laid out, where its query does not say it."""

    sort: Sort | None = None
    group: Grouping | None = None
