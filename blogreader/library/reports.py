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
    """The result of a search in the texts."""

    entries: tuple[Entry, ...] = ()
    """The matching articles, best first."""
    total: int = 0
    """The number of matching texts; a lower bound for an incomplete result."""
    is_complete: bool = True
    """Whether all of them were ranked."""
    finder: "Finder | None" = None
    """Finds the search terms in a text; None: there were none."""
    suggestion: str | None = None
    """What may have been meant, if nothing was found."""
    behind: int | None = 0
    """How many texts were not searched, since they are not indexed yet; None: unknown yet."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line or two of a text."""

    text: str
    spans: "tuple[Span, ...]" = ()
    """The positions of the hits in it."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A source, and the number of articles in its index."""

    source: Source
    articles: int
    moved: Mapping[str, str] = field(default_factory=dict)
    """The new keys of moved articles by their old ones, for a source that was followed already."""
    warnings: tuple[IndexWarning, ...] = ()
    remark: str = ""
    """Why there may be more articles than were found."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The result of reading a source again, or why it could not be read."""

    source: Source
    new: int = 0
    changed: int = 0
    gone: int = 0
    moved: Mapping[str, str] = field(default_factory=dict)
    """The new keys of moved articles by their old ones."""
    warnings: tuple[IndexWarning, ...] = ()
    error: BlogreaderError | None = None
    remark: str = ""
    """Why there may be more articles than were found."""
    hints: Mapping[str, datetime | None] = field(default_factory=dict)
    """The keys of articles whose text may have changed, with the time; None: since the previous refresh."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of an import, or of a dry run."""

    source: Source
    articles: tuple[Article, ...]
    """The articles of the export, to be listed by a dry run."""
    new: int
    """How many of them are new in the source."""
    statuses: Mapping[Status, int]
    """How many of them have each status in the export."""
    listed: int
    """How many are on a reading list there."""
    notes: int
    changed: int
    """How many states changed."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The result for one article of many: fetched (without an error), unchanged, or failed."""

    article: Article
    unchanged: bool = False
    unasked: bool = False
    """Whether the server was not asked, because the article is archived."""
    error: BlogreaderError | None = None
    wanting: int = 0
    """The number of pictures that could not be fetched."""
    untried: bool = False
    """Whether it was not requested, because its host could not be reached several times in a row."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """What is wrong with a library's files."""

    wrong: tuple[str, ...]
    """Sentences."""
    is_well: bool
    """Whether nothing is wrong, or everything was repaired."""
    remarks: tuple[str, ...] = ()
    """Sentences about what may be intended."""
    is_mendable: bool = True
    """Whether any of it can be repaired here."""


def checked(found: Iterable[Finding], *, repair: bool) -> Checkup:
    """Return the findings, repaired if asked for and possible; what is gone meanwhile counts as repaired."""
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
    """Articles on the reading list that are not read."""
    categories: tuple[CategoryProgress, ...]
    sources: tuple[SourceProgress, ...] = ()
    slowness: float = 1.0
    """The reader's minutes for each minute in an index."""

    def left(self, tally: Tally) -> int | None:
        """Return the minutes that the reader needs for the rest; None: most lengths are unknown."""
        return None if tally.left is None else at_speed(tally.left, self.slowness)

    @classmethod
    def of(cls, catalogue: Catalogue, sources: Iterable[Source]) -> "Progress":
        """Compute it from the catalogue."""
        from blogreader import reading_pace  # lists don't need it

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
