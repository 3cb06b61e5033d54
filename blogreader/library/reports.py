"""The types of the library's larger results."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from blogreader.catalogue import Catalogue
from blogreader.errors import BlogreaderError, Unwritable
from blogreader.library.views import without_read
from blogreader.model import Article, Entry, Finding, IndexWarning, Source, Status, Tally
from blogreader.reading_figures import at_speed
from blogreader.records import dataclass, field

if TYPE_CHECKING:
    from blogreader.search_terms import Finder, Span


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search of the texts."""

    entries: tuple[Entry, ...] = ()
    """Of the articles, best first."""
    total: int = 0
    """In how many texts it stands; of an incomplete answer at least."""
    is_complete: bool = True
    """Whether all of them were ranked."""
    finder: "Finder | None" = None
    """Finds in a text what was searched for; None: that was nothing."""
    suggestion: str | None = None
    """What may have been meant, where nothing was found."""
    behind: int | None = 0
    """How many texts were not looked at, because they are still to be read; None: it is not known yet."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line or two of a text."""

    text: str
    spans: "tuple[Span, ...]" = ()
    """Where in it stands what was searched for."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A source, and how many articles its index has."""

    source: Source
    articles: int
    moved: Mapping[str, str] = field(default_factory=dict)
    """Which article of before is which one now, where it was followed already."""
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
    moved: Mapping[str, str] = field(default_factory=dict)
    """Which article of before is which one now, by their keys."""
    warnings: tuple[IndexWarning, ...] = ()
    error: BlogreaderError | None = None
    remark: str = ""
    """Why there may be more than was found."""
    hints: Mapping[str, datetime | None] = field(default_factory=dict)
    """The articles whose text may be another one, by their keys: since when; None: since the source was read before."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought, or would bring."""

    source: Source
    articles: tuple[Article, ...]
    """Those of the export, where nothing is changed: they are listed then."""
    new: int
    """How many of them the source did not have."""
    statuses: Mapping[Status, int]
    """How many of them are of each, as the export has it."""
    listed: int
    """How many are on a list of what to read next."""
    notes: int
    changed: int
    """How many have another state now than before."""


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
    is_mendable: bool = True
    """Whether any of what is wrong can be mended here."""


def checked(found: Iterable[Finding], *, repair: bool) -> Checkup:
    """Return what was found, mended where it is to be and can be; what went meanwhile is mended."""
    wrong, remarks, failed = list[str](), list[str](), list[str]()
    is_well, is_mendable = True, False
    for finding in found:
        if finding.is_remark:
            remarks.append(finding.sentence)
            continue
        wrong.append(finding.sentence)
        is_well = is_well and repair and finding.mend is not None
        is_mendable = is_mendable or finding.mend is not None
        if repair and finding.mend:
            try:
                finding.mend()
            except BlogreaderError as error:
                if not (isinstance(error, Unwritable) and isinstance(error.__cause__, FileNotFoundError)):
                    failed.append(str(error))
    return Checkup((*wrong, *failed), is_well and not failed, tuple(remarks), is_mendable)


@dataclass(frozen=True, slots=True)
class CategoryProgress:
    """How far one category has been read; `category` None: the articles without one."""

    category: str | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """How far one source has been read."""

    source: Source
    tally: Tally
    categories: tuple[CategoryProgress, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the archive has been read."""

    total: Tally
    offline: int
    bookmarked: int
    """On the reading list, and not read."""
    categories: tuple[CategoryProgress, ...]
    sources: tuple[SourceProgress, ...] = ()
    slowness: float = 1.0
    """How many minutes its reader needs for one of an index."""

    def left(self, tally: Tally) -> int:
        """Return how many minutes what is left takes its reader."""
        return at_speed(tally.minutes_left, self.slowness)

    @classmethod
    def of(cls, catalogue: Catalogue, sources: Iterable[Source]) -> "Progress":
        """Ask the catalogue for it."""
        from blogreader import reading_pace  # a list is made without it

        tallies = catalogue.sources()
        return cls(
            total=catalogue.tally(),
            offline=catalogue.tally(offline=True).articles,
            bookmarked=without_read(catalogue.tally(bookmarked=True)).articles,
            categories=_categories(catalogue, None),
            sources=tuple(
                SourceProgress(one, tallies.get(one.name, Tally()), _categories(catalogue, one.name)) for one in sources
            ),
            slowness=reading_pace.slowness(catalogue.reading_speed()),
        )


def _categories(catalogue: Catalogue, source: str | None) -> tuple[CategoryProgress, ...]:
    return tuple(CategoryProgress(name, tally) for name, tally in catalogue.categories(source))
