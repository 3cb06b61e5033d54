"""The value that the reader pane shows."""

from typing import TYPE_CHECKING

from blogreader.errors import BlogreaderError
from blogreader.model import Entry, Status
from blogreader.records import dataclass

if TYPE_CHECKING:
    from blogreader.render import ParsedDocument
    from blogreader.search_terms import Finder


@dataclass(frozen=True, slots=True)
class Preview:
    """The card of the article under the cursor, or nothing."""

    entry: Entry | None = None
    welcome: bool = False
    """Whether it is the first that its reader sees of the program."""


@dataclass(frozen=True, slots=True, eq=False)
class Loading:  # equal to no other: what is asked for again is waited for anew
    """An article on its way; `host` is who is asked, None when it comes from the disk."""

    entry: Entry
    host: str | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article to read, from its kept place on."""

    entry: Entry
    source: "ParsedDocument"
    start: tuple[int, int] | None
    """The block to begin at, and the offset in its text; None: at the top."""
    rows: int = 0
    """So many rows below it."""
    resumed: float | None = None
    """The fraction of the kept place that it was opened at, 0 to 1; None: it was opened elsewhere."""
    finder: "Finder | None" = None
    """Finds what was searched for in the archive, where that led here."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that could not be had, and why."""

    entry: Entry
    error: BlogreaderError


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said at the end of an article: how far it and all are read, and what a page more opens."""

    status: Status
    read: int
    articles: int
    """In the archive, of which so many are read."""
    following: str | None = None
    """The title of the article that comes next; None: no unread one does in this list."""
    minutes: int | None = None
    in_series: bool = False
    """Whether that is the next part of the series that the article is of."""


Page = Preview | Loading | Loaded | Failed


def identity(page: Page) -> object:
    """Return what is the same as long as the same page is shown, whatever becomes of its article's state."""
    return page.source if isinstance(page, Loaded) else page
