"""The central types: what an index, a page and a reader say of an article, as frozen values."""

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from blogreader import reading_figures
from blogreader.records import dataclass, field
from blogreader.sites import SiteRules

_PICTURE_PAUSES = (dt.timedelta(days=1), dt.timedelta(days=7), dt.timedelta(days=30))
"""After the first, the second, and every later failure to fetch a picture."""


class Status(StrEnum):
    """How far an article has been read; nothing goes back by itself."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"


class Via(StrEnum):
    """How the text of a document was obtained."""

    MARKDOWN = "markdown"
    EXTRACTED = "extracted"
    LOCAL = "local"
    FEED = "feed"
    """The full text in the feed of its blog."""
    WAYBACK = "wayback"
    """A copy of a lost page, from a web archive."""


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
    """It was in the index once, and no longer is."""
    author: str | None = None
    """As the index says; in an entry, if the index says nothing, as its document does."""


@dataclass(frozen=True, slots=True)
class IndexWarning:
    """A line of an index that could not be understood."""

    line: int
    """Counted from 1."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Index:
    """The list of articles in one text."""

    title: str | None
    articles: tuple[Article, ...]
    warnings: tuple[IndexWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """An index that the library follows."""

    name: str
    """Short and unique in a library; also used for file names: `[a-z0-9-]+`."""
    location: str
    """An absolute path, a URL, `-` for what came from standard input, or `import:name` for another program's export."""
    base: str | None = None
    """Where redirects ended, which relative addresses are resolved against; None: at the location."""
    title: str | None = None
    format: str = "markdown"
    """`markdown`; `archive`: a blog found from its address; `imported`: an export of another program."""
    completeness: str | None = None
    """Of a blog: `complete`, `probably`, `newest only`."""
    ways: str | None = None
    """For a blog: the ways in which its posts were found, separated by commas."""
    watched: str | None = None
    """For a blog: the address that a refresh requests; the validators belong to its response."""
    etag: str | None = None
    last_modified: str | None = None
    read_at: dt.datetime | None = None
    """When the text was last read from its location; None: never, since it ships with the program."""


@dataclass(frozen=True, slots=True)
class Place:
    """The reader's position in a document."""

    block: int
    """The index of the top-level block in the document, counted from 0."""
    offset: int
    """Characters into the block's plain text."""
    quote: str
    """About 40 characters of the plain text from there, which find the place again in a changed document."""
    fraction: float
    """How much of the document was read up to there, 0 to 1: what was jumped over was not."""

    @property
    def percent(self) -> int:
        """The fraction in per cent, as shown everywhere."""
        return reading_figures.percent(self.fraction)


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place with a letter: a small letter is valid within its article, a capital one everywhere."""

    letter: str
    key: str
    place: Place | None
    """None: the saved place of the article."""
    rows: int = 0
    """Rows below the place: the top row may have no text of its own."""

    @property
    def is_everywhere(self) -> bool:
        """Whether it is valid in other articles too."""
        return self.letter.isupper()


Spans = tuple[tuple[float, float], ...]
"""Parts of a document as start and end, 0 to 1; sorted and disjoint."""


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """The time that one sitting at an article took, on one day.

    Only the window that began it updates it, and it never shrinks: whatever windows and machines write, nothing is
    lost, and a copy at another address is recognised by its id.
    """

    id: str
    day: dt.date
    """In the reader's time zone."""
    seconds: float = 0.0
    """While the text was on the screen and somebody was there."""
    skimmed: float = 0.0
    """The part of it in which more was scrolled past than anybody can read."""
    prose_words: int = 0
    """Of stretches that consisted almost entirely of prose."""
    prose_seconds: float = 0.0
    """The time for these words."""
    code_words: int = 0
    code_seconds: float = 0.0
    read: float = 0.0
    """Seconds spent on what was read, not skimmed."""
    expected: float = 0.0
    """Seconds that the same should take according to the minutes of the index."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The position of a highlight, with enough context to find it again in another version of the text.

    Follows the W3C's Web Annotation Data Model: a position, a quote (the highlight's), and the text around it.
    """

    block: int
    """The index of the top-level block in which it begins, counted from 0."""
    start: int
    """Characters into that block's plain text."""
    last: int
    """The index of the block in which it ends."""
    end: int
    """After its last character, in the plain text of the last block."""
    before: str = ""
    """The text before the quote."""
    after: str = ""
    """The text after it."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage marked by the reader, with a note on it; either may be empty."""

    id: str
    quote: str = ""
    """The plain text of the passage; empty: the note is about the whole article."""
    note: str = ""
    """As written; Markdown, if the reader writes that."""
    colour: str = "yellow"
    at: dt.datetime | None = None
    """When it was made; None: the program that it was imported from does not tell."""
    anchor: Anchor | None = None
    """None: its position is unknown."""


@dataclass(frozen=True, slots=True)
class LinkSentence:
    """A plain sentence of an article, with a link in it."""

    text: str = ""
    at: int = 0
    """The offset behind the words of the link, or at the address that stands for them."""


NoteFields = tuple[tuple[str, Any], ...]
"""Highlights as stored: names of fields of the state, with their values; `highlights` reads them."""


@dataclass(frozen=True, slots=True)
class State:
    """What the reader did with one article: the only data that can't be recreated."""

    key: str
    status: Status = Status.UNREAD
    bookmark: float | None = None
    """Position in the reading list, smallest first; None: not on it."""
    place: Place | None = None
    opened_at: dt.datetime | None = None
    read_at: dt.datetime | None = None
    seen: Spans | None = None
    """The parts that were on the screen long enough to be read; None: not recorded."""
    times: tuple[ReadingTime, ...] = ()
    """The times of its sittings; the states in a list leave them out."""
    notes: NoteFields = ()
    """Highlights and notes; the states in a list leave them out too."""

    @property
    def percent(self) -> int:
        """How much of the article is read, in per cent."""
        if self.status is Status.READING:
            return self.place.percent if self.place else 0
        return 100 if self.status is Status.READ else 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last attempt to fetch an article failed."""

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
    """It appeared at the last refresh."""
    failure: Failure | None = None
    bookmark_position: int | None = None
    """Rank on the reading list, counted from 1; None: not on it, or read and only waiting to be taken off."""
    changed: bool = False
    """Whether its text is no longer the one that was read."""


@dataclass(frozen=True, slots=True)
class ArchivedImage:
    """An archived picture of a document."""

    url: str
    """Its address, as among the document's `images`."""
    file: str
    """Its file name in the archive: `<sha256>.<extension>`."""


@dataclass(frozen=True, slots=True)
class LostImage:
    """A picture of a document that could not be fetched."""

    url: str
    sentence: str
    """The reason."""
    at: dt.datetime | None = None
    """When it was last requested; None: unknown."""
    times: int = 1
    """How many scheduled attempts were made."""

    @property
    def due(self) -> dt.datetime | None:
        """When to request it again, after growing pauses; None: only on demand."""
        pause = _PICTURE_PAUSES[min(max(self.times, 1), len(_PICTURE_PAUSES)) - 1]
        try:
            return None if self.at is None else self.at + pause
        except OverflowError:  # after the year 9999
            return None


@dataclass(frozen=True, slots=True)
class Document:
    """What a page says: the text of the article, and how it was obtained."""

    key: str
    url: str
    text: str
    """CommonMark with tables, task lists, footnotes and callouts; links absolute, without front matter."""
    fetched: dt.datetime
    via: Via
    final_url: str | None = None
    """Where redirects ended."""
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
    """Absolute URLs, in the order of the text."""
    pictures: tuple[ArchivedImage, ...] = field(default=())
    """The archived ones of `images`, in the same order."""
    lost: tuple[LostImage, ...] = field(default=())
    """The ones of `images` that could not be fetched, in the same order."""

    @property
    def base(self) -> str:
        """The address that its relative links are resolved against."""
        return self.final_url or self.url

    @property
    def wanting(self) -> tuple[str, ...]:
        """The ones of `images` that have not been requested yet."""
        settled = {picture.url for picture in self.pictures} | {picture.url for picture in self.lost}
        return tuple(url for url in self.images if url not in settled)

    def due(self, now: dt.datetime) -> tuple[str, ...]:
        """Return the `images` to request now: those not requested yet, and failed ones after a pause."""
        # A time in the future comes from a clock that was wrong.
        due = {one.url for one in self.lost if one.due and (one.due <= now or (one.at and one.at > now))}
        due.update(self.wanting)
        return tuple(url for url in self.images if url in due)


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How pages are requested, and what is kept of them."""

    seconds: float = 30
    """The time limit for one page, redirects and retries included."""
    delay: float = 0.5
    """Seconds between two requests to one host in a bulk fetch; 0: no pause, and parallel requests."""
    jobs: int = 4
    """Articles fetched at the same time."""
    largest_page: int = 10_000_000
    """Bytes."""
    largest_picture: int = 25_000_000
    """Bytes."""
    pictures: bool = True
    """Whether pictures are archived."""
    pages: bool = True
    """Whether the HTML of a page is archived beside its document."""
    wayback: bool = False
    """Whether a web archive is asked for pages that are gone."""
    wayback_address: str = "https://web.archive.org/web/{date}id_/{url}"
    """Its address: `{url}` is that of the page, `{date}` the day of its article as 20190503, or 0."""
    proxy: str = ""
    """The proxy for all requests; empty: the one in the environment."""
    words_per_minute: int = 200
    """The reader's speed, for the minutes of articles whose index gives none."""
    sites: Mapping[str, SiteRules] = field(default_factory=dict)
    """By host, in lower case: which parts of its pages are the article."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A text as its server compressed it, from UTF-8: what is kept of it need not be compressed again."""

    deflated: bytes
    """RFC 1951."""
    ending: bytes
    """The checksum and the length, as at the end of a gzip file (RFC 1952, 2.3.1)."""


@dataclass(frozen=True, slots=True)
class Page:
    """The response to one request: text and the headers that matter."""

    url: str
    final_url: str
    content_type: str
    """Media type alone, lower case: `text/html`."""
    text: str
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    """The server answered 304: the text is empty, and the version at hand is current."""
    packed: Packed | None = None
    """The same text, if the server sent it so."""

    @property
    def source(self) -> str | Packed:
        """The text in the form in which it is kept with least work."""
        return self.packed or self.text


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a set of articles is read."""

    articles: int = 0
    read: int = 0
    reading: int = 0
    minutes: int = 0
    minutes_left: int = 0
    """Of unread articles, and the rest of those being read."""
    lengthless: int = 0
    """Articles that are not read and whose length nothing tells: no index, and they have not been fetched yet."""

    @property
    def left(self) -> int | None:
        """The minutes left, where some lengths are unknown with the mean of the others; None: most are unknown."""
        unread = self.articles - self.read
        known = unread - self.lengthless
        if known < self.lengthless:
            return None
        return round(self.minutes_left * unread / known) if self.lengthless else self.minutes_left

    @property
    def share_read(self) -> float:
        """How much of them is read, 0 to 1: of their minutes; where most lengths are unknown, of the articles."""
        left = self.left
        if left is not None and self.minutes:
            return 1 - left / (self.minutes + left - self.minutes_left)
        return self.read / self.articles if self.articles else 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, or a possible one, with the files of a library."""

    sentence: str
    mend: Callable[[], None] | None = None
    """Repairs it without losing anything; raises LibraryError. None: it can't be repaired here."""
    takes_away: bool = False
    """Whether the repair takes the article offline."""
    is_remark: bool = False
    """The reader has to judge whether anything is wrong."""
