"""The value that the reader pane shows."""

from typing import TYPE_CHECKING

from blogreader.errors import BlogreaderError
from blogreader.model import Entry, Status
from blogreader.records import dataclass, replace

if TYPE_CHECKING:
    from datetime import date

    from blogreader.render import ParsedDocument
    from blogreader.search_terms import Finder


@dataclass(frozen=True, slots=True)
class Preview:
    """The card of the article under the cursor, or nothing."""

    entry: Entry | None = None
    welcome: bool = False
    """Whether this is the very first screen of a new reader."""
    today: "date | None" = None
    """The day on which it is shown; None: it does not matter."""


@dataclass(frozen=True, slots=True, eq=False)
class Loading:  # equal to no other, so that a repeated request is waited for anew
    """An article that is loading; `host` is the one contacted, None if it comes from the disk."""

    entry: Entry
    host: str | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article to read, from its saved place on."""

    entry: Entry
    source: "ParsedDocument"
    start: tuple[int, int] | None
    """The block and the offset in its text to begin at; None: the top."""
    rows: int = 0
    """Rows below it."""
    resumed: float | None = None
    """The fraction, 0 to 1, of the saved place at which it was opened; None: opened elsewhere."""
    finder: "Finder | None" = None
    """Finds the terms of the search that led here."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that could not be loaded, and the reason."""

    entry: Entry
    error: BlogreaderError


@dataclass(frozen=True, slots=True)
class Ending:
    """The text at the end of an article: how far it and the archive are read, and what Space opens next."""

    status: Status
    read: int
    articles: int
    """In the archive; `read` of these are read."""
    following: str | None = None
    """The title of the next article; None if no unread one follows in this list."""
    minutes: int | None = None
    in_series: bool = False
    """Whether it is the next part of the same series."""
    has_above: bool = False
    """Whether an unread article stands above this one in the list."""

    def before(self, following: Entry | None, *, in_series: bool = False) -> "Ending":
        """Return this with the next article."""
        if following is None:
            return self
        article = following.article
        return replace(self, following=article.title, minutes=article.minutes, in_series=in_series)


Page = Preview | Loading | Loaded | Failed


def identity(page: Page) -> object:
    """Return a value that stays the same while the same page is shown, even if its article's state changes."""
    return page.source if isinstance(page, Loaded) else page
