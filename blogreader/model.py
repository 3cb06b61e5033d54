"""The nouns of the program: what an index, a page and a reader say, as frozen values."""

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from blogreader import reading_figures
from blogreader.records import dataclass, field
from blogreader.sites import SiteRules

_PICTURE_PAUSES = (dt.timedelta(days=1), dt.timedelta(days=7), dt.timedelta(days=30))
"""After the first, the second, and every later time that a picture could not be had."""


class Status(StrEnum):
    """How far an article has been read; nothing goes back by itself."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"


class Via(StrEnum):
    """How the text of a document was got."""

    MARKDOWN = "markdown"
    EXTRACTED = "extracted"
    LOCAL = "local"
    FEED = "feed"
    """The full text that its blog's feed had."""
    WAYBACK = "wayback"
    """A copy in a web archive, of a page that is gone."""


@dataclass(frozen=True, slots=True)
class Article:
    """What an index says of a post."""

    key: str
    """The canonical URL: the article's identity."""
    url: str
    """The URL as the index gave it: what is fetched and opened."""
    title: str
    date: dt.date | None = None
    category: str | None = None
    minutes: int | None = None
    """Reading time as the index gives it."""
    summary: str = ""
    """Inline Markdown, links kept."""
    gone: bool = False
    """Its index had it once, and no longer does."""


@dataclass(frozen=True, slots=True)
class IndexWarning:
    """A line of an index that could not be understood."""

    line: int
    """Counted from 1."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Index:
    """A list of articles, as one text has it."""

    title: str | None
    articles: tuple[Article, ...]
    warnings: tuple[IndexWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """An index that the library follows."""

    name: str
    """Short and unique in a library; file names are made of it: `[a-z0-9-]+`."""
    location: str
    """An absolute path, a URL, `-` for what came from standard input, or `import:name` for another program's export."""
    base: str | None = None
    """Where the redirects ended, against which relative addresses resolve; None: at the location."""
    title: str | None = None
    format: str = "markdown"
    """`markdown`; `archive`: a blog found from its address; `imported`: what another program kept."""
    completeness: str | None = None
    """Of a blog: `complete`, `probably`, `newest only`."""
    ways: str | None = None
    """Of a blog: by which ways its posts were found, with commas between."""
    watched: str | None = None
    """Of a blog: the address that a refresh asks for; the validators are of its answer."""
    etag: str | None = None
    last_modified: str | None = None
    read_at: dt.datetime | None = None
    """When the text was last read from its location; None: never, it came with the program."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader stands inside a document."""

    block: int
    """Which top-level block of the document, counted from 0."""
    offset: int
    """Characters into the block's plain text."""
    quote: str
    """About 40 characters of the plain text from there: by these the place is found again in a changed document."""
    fraction: float
    """How much of the document was read up to there, 0 to 1: what was jumped over was not."""

    @property
    def percent(self) -> int:
        """The same in per cent, as it is shown everywhere."""
        return reading_figures.percent(self.fraction)


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place in an article that its reader gave a letter: a small one within the article, a capital everywhere."""

    letter: str
    key: str
    place: Place | None
    """None: the one that is kept of the article."""
    rows: int = 0
    """Below the place: the row at the top may have no text of its own."""

    @property
    def is_everywhere(self) -> bool:
        """Whether it is known in other articles too."""
        return self.letter.isupper()


Spans = tuple[tuple[float, float], ...]
"""Parts of a document, from and to, 0 to 1; in order, and apart from each other."""


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """What one sitting at an article took, on one day.

    Only who began it counts it on, and it never shrinks: whatever windows and machines write, all of it is kept, and
    a copy of it at another address is known by its id.
    """

    id: str
    day: dt.date
    """Its reader's."""
    seconds: float = 0.0
    """While the text was on the screen and somebody was there."""
    skimmed: float = 0.0
    """Of these, where more was scrolled past than anybody reads."""
    prose_words: int = 0
    """Of stretches that had hardly anything else."""
    prose_seconds: float = 0.0
    """What these took."""
    code_words: int = 0
    code_seconds: float = 0.0
    read: float = 0.0
    """Seconds for what was read and not skimmed."""
    expected: float = 0.0
    """Seconds that the same takes by the minutes of its index."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a highlight stands in a text, told so that it is found again in another version of it.

    As the W3C's Web Annotation Data Model has it: a position, and a quote (the highlight's) with what stands around it.
    """

    block: int
    """Which top-level block of the document, counted from 0, it begins in."""
    start: int
    """Characters into that block's plain text."""
    last: int
    """The block that it ends in."""
    end: int
    """Behind its last character, in the last block's plain text."""
    before: str = ""
    """What stands before the quote."""
    after: str = ""
    """What stands behind it."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage that its reader marked, with what they wrote on it; either may be empty."""

    id: str
    quote: str = ""
    """The plain text of the passage; empty: the note is on the article as a whole."""
    note: str = ""
    """As it was written: Markdown, where its reader writes such."""
    colour: str = "yellow"
    at: dt.datetime | None = None
    """When it was made; None: the program that it came from does not say."""
    anchor: Anchor | None = None
    """None: nobody knows where it stands."""


NoteFields = tuple[tuple[str, Any], ...]
"""Highlights as they are kept: names of fields of the state, with what they have; `highlights` reads them."""


@dataclass(frozen=True, slots=True)
class State:
    """What the reader did with one article. The only thing that can't be had again."""

    key: str
    status: Status = Status.UNREAD
    bookmark: float | None = None
    """Position in the reading list, smallest first; None: not on it."""
    place: Place | None = None
    opened_at: dt.datetime | None = None
    read_at: dt.datetime | None = None
    seen: Spans | None = None
    """What has been on the screen for long enough to be read; None: nobody kept it."""
    times: tuple[ReadingTime, ...] = ()
    """What its sittings took; the states of a list leave them out."""
    notes: NoteFields = ()
    """Highlights and notes; the states of a list leave them out too."""

    @property
    def percent(self) -> int:
        """How much of the article is read, in per cent."""
        if self.status is Status.READING:
            return self.place.percent if self.place else 0
        return 100 if self.status is Status.READ else 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last attempt to get an article failed."""

    sentence: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list: an article, what the reader did with it, and whether it is archived."""

    article: Article
    state: State
    source: str
    offline: bool = False
    new: bool = False
    """Appeared at the last refresh."""
    failure: Failure | None = None
    bookmark_position: int | None = None
    """Rank in the reading list, counted from 1; None: not on it, or read, and so only on it to be taken off."""
    changed: bool = False
    """Whether its text is another one than the one that was read."""


@dataclass(frozen=True, slots=True)
class ArchivedImage:
    """A picture of a document that is kept in the archive."""

    url: str
    """As the document has it among its `images`."""
    file: str
    """The name that the archive gave it: `<sha256>.<extension>`."""


@dataclass(frozen=True, slots=True)
class LostImage:
    """A picture of a document that could not be had."""

    url: str
    sentence: str
    """Why."""
    at: dt.datetime | None = None
    """When it was last asked for; None: not known."""
    times: int = 1
    """How often it was asked for when its time had come."""

    @property
    def due(self) -> dt.datetime | None:
        """When it is to be asked for again, with pauses that grow; None: only on request."""
        pause = _PICTURE_PAUSES[min(max(self.times, 1), len(_PICTURE_PAUSES)) - 1]
        try:
            return None if self.at is None else self.at + pause
        except OverflowError:  # of the year 9999
            return None


@dataclass(frozen=True, slots=True)
class Document:
    """What a page says: the article's text, and how it was got."""

    key: str
    url: str
    text: str
    """CommonMark with tables, task lists, footnotes and callouts; links absolute; no front matter."""
    fetched: dt.datetime
    via: Via
    final_url: str | None = None
    """Where the redirects ended."""
    title: str | None = None
    author: str | None = None
    published: dt.date | None = None
    category: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    """Of the text, in hex."""
    language: str | None = None
    images: tuple[str, ...] = field(default=())
    """Absolute URLs, in the order in which the text has them."""
    pictures: tuple[ArchivedImage, ...] = field(default=())
    """Those of the `images` that are archived, in the same order."""
    lost: tuple[LostImage, ...] = field(default=())
    """Those of the `images` that could not be had, in the same order."""

    @property
    def wanting(self) -> tuple[str, ...]:
        """Those of the `images` that are still to be fetched."""
        settled = {picture.url for picture in self.pictures} | {picture.url for picture in self.lost}
        return tuple(url for url in self.images if url not in settled)

    def due(self, now: dt.datetime) -> tuple[str, ...]:
        """Return those of the `images` that are to be asked for: those still wanting, and lost ones after a pause."""
        # A time that is to come is that of a clock that was wrong.
        due = {one.url for one in self.lost if one.due and (one.due <= now or (one.at and one.at > now))}
        due.update(self.wanting)
        return tuple(url for url in self.images if url in due)


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How pages are asked for, and what is kept of them."""

    seconds: float = 30
    """How long one page may take, with its redirects and attempts."""
    delay: float = 0.5
    """Seconds between two requests to one host, when many articles are fetched; 0: no pause, and parallel requests."""
    jobs: int = 4
    """Articles that are fetched at once."""
    largest_page: int = 10_000_000
    """Bytes."""
    largest_picture: int = 25_000_000
    """Bytes."""
    pictures: bool = True
    """Whether pictures are archived."""
    pages: bool = True
    """Whether the HTML of a page is archived beside the document made of it."""
    wayback: bool = False
    """Whether a page that is gone is asked for in a web archive."""
    wayback_address: str = "https://web.archive.org/web/{date}id_/{url}"
    """Where: `{url}` is the page's address, `{date}` the day of its article as 20190503, or 0."""
    proxy: str = ""
    """The address of the proxy for all requests; empty: what the environment names."""
    words_per_minute: int = 200
    """How fast the reader is, for the minutes of articles whose index has none."""
    sites: Mapping[str, SiteRules] = field(default_factory=dict)
    """By host, in lower case: which part of its pages is the article."""


@dataclass(frozen=True, slots=True)
class Page:
    """The answer to one request: text and the headers that matter."""

    url: str
    final_url: str
    content_type: str
    """Media type alone, lower case: `text/html`."""
    text: str
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    """The server said 304: the text is empty and what we have still holds."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a set of articles has been read."""

    articles: int = 0
    read: int = 0
    reading: int = 0
    minutes: int = 0
    minutes_left: int = 0
    """Of those not read; of an article that is being read, what is left of it."""

    @property
    def share_read(self) -> float:
        """How much of them is read, 0 to 1: of their minutes; where no index gives any, of the articles."""
        if self.minutes:
            return 1 - self.minutes_left / self.minutes
        return self.read / self.articles if self.articles else 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with the files of a library, or may be."""

    sentence: str
    mend: Callable[[], None] | None = None
    """Mends it, losing nothing; raises LibraryError. None: nothing that is at hand mends it."""
    takes_away: bool = False
    """Whether its article is not offline any more once it is mended."""
    is_remark: bool = False
    """It is for the reader to say whether anything is wrong."""
