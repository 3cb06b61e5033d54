"""What the library answers when more than an entry is asked for."""

from dataclasses import dataclass

from blogreader.catalogue import Catalogue
from blogreader.errors import BlogreaderError
from blogreader.model import Article, IndexWarning, Source, Tally


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A source, and how many articles its index has."""

    source: Source
    articles: int
    warnings: tuple[IndexWarning, ...] = ()
    remark: str = ""
    """Why there may be more than was found."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What reading a source again brought, or why it could not be read."""

    source: Source
    new: int = 0
    changed: int = 0
    gone: int = 0
    warnings: tuple[IndexWarning, ...] = ()
    error: BlogreaderError | None = None
    remark: str = ""
    """Why there may be more than was found."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one article of many: unchanged, fetched (without an error), or failed."""

    article: Article
    unchanged: bool = False
    error: BlogreaderError | None = None
    wanting: int = 0
    """Pictures that could not be had."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """What is wrong with what is kept."""

    wrong: tuple[str, ...]
    """Sentences."""
    is_well: bool
    """Whether nothing is wrong, or all of it was mended."""
    remarks: tuple[str, ...] = ()
    """Sentences on what may be as the reader wants it."""


@dataclass(frozen=True, slots=True)
class CategoryProgress:
    """How far one category has been read; `category` None: the articles without one."""

    category: str | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the archive has been read."""

    total: Tally
    offline: int
    bookmarked: int
    categories: tuple[CategoryProgress, ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Progress":
        """Ask the catalogue for it."""
        return cls(
            total=catalogue.tally(),
            offline=catalogue.tally(offline=True).articles,
            bookmarked=catalogue.tally(bookmarked=True).articles,
            categories=tuple(CategoryProgress(name, tally) for name, tally in catalogue.categories()),
        )
