"""The named queries of the sidebar."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from blogreader.catalogue import Catalogue, Listing
from blogreader.conditions import EVERYTHING, All, Flag, Query
from blogreader.errors import UnknownView, UsageError
from blogreader.model import Source, Status, Tally
from blogreader.quoted_values import quoted
from blogreader.records import dataclass, field, replace
from blogreader.text import clean_line

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class View:
    """A named query."""

    id: str
    title: str
    query: str
    when_empty: str = "Nothing here."
    """The sentence shown when it has no articles."""
    source: str = ""
    """The name of the source that it belongs to."""
    remark: str | None = field(default=None, compare=False)
    """Text shown beside its title."""
    read_apart: bool = False
    """Whether read articles are not counted, and are listed below the rest."""
    may_be_hidden: bool = False
    """Whether the sidebar omits it while it is empty."""


SURENESS = {"complete": "complete", "probably": "probably complete", "newest only": "the newest only"}
"""How certain it is that a blog's archive is complete, in words."""
VIEWS = (
    View(
        "continue",
        "Continue",
        "is:reading sort:-opened",
        "Nothing in progress. Press Enter to open an article.",
    ),
    View(
        "reading-list",
        "Reading list",
        "is:bookmarked sort:list",
        "The reading list is empty. Press m to put an article on it.",
        read_apart=True,
    ),
    View("unread", "Unread", "is:unread", "You have read everything."),
    View("all", "All", "", "No articles yet: `blogreader add SOURCE` follows a blog or an index."),
    View("offline", "Offline", "is:offline", "Nothing is offline yet. Press D to fetch everything a list shows."),
    View("new", "New", "is:new", "The last refresh brought nothing new. Press C-l to refresh.", may_be_hidden=True),
    View("failed", "Failed", "is:failed", "Nothing failed.", may_be_hidden=True),
    View("changed", "Changed", "is:changed", "No article changed since you read it.", may_be_hidden=True),
)


def tallied(
    catalogue: Catalogue, saved: Iterable[View], select: Callable[[str], Listing] | None
) -> list[tuple[View, Tally | None]]:
    """Return the named queries with their counts; None for an invalid query, or a saved one without `select`."""
    count = catalogue.tally
    counts = (
        count(status=Status.READING),
        without_read(count(bookmarked=True)),
        count(status=Status.UNREAD),
        count(),
        count(offline=True),
        count(new=True),
        catalogue.tally_of(Flag.FAILED),
        catalogue.tally_of(Flag.CHANGED),
    )
    found: list[tuple[View, Tally | None]] = [*zip(VIEWS, counts, strict=True)]
    for view in saved:
        try:
            found.append((view, select(view.query).tally if select else None))
        except UsageError:
            found.append((view, None))
    return found


def without_read(tally: Tally) -> Tally:
    """Return the count of a list without its read articles."""
    return replace(tally, articles=tally.articles - tally.read, read=0)


def saved_view(name: str, query: str) -> View:
    """Return a view that a reader saved."""
    return View(f"saved {name}", name, query, "Nothing matches.")


def united(queries: Iterable[Query]) -> Query:
    """Return the conjunction of these queries, with the layout of the last one that has any."""
    all_of_them = list(queries)
    conditions = [query.condition for query in all_of_them if query.condition != EVERYTHING]
    condition = conditions[0] if len(conditions) == 1 else All(tuple(conditions))
    return Query(
        condition,
        _last(query.sort for query in all_of_them),
        _last(query.fits for query in all_of_them),
        _last(query.group for query in all_of_them),
    )


def _last(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in reversed([*values]) if value is not None), None)


def named(name: str, own: Iterable[View]) -> View:
    """Return a view by its id or its title; raises UnknownView."""
    known = (*own, *VIEWS)
    asked = name.strip().lower()
    found = next(
        (view for view in known if asked in (view.id.removeprefix("saved ").lower(), view.title.lower())), None
    )
    if found is None:
        raise UnknownView(name, tuple(view.title for view in known))
    return found


def category_view(category: str | None, source: Source | None = None) -> View:
    """Return the view of one category, of all sources or of one; None: of the articles without one."""
    title = clean_line(category, 200) if category else "No category"
    query = f"category:{quoted(category or '')}"
    if source is None:
        return View(f"category {category or ''}", title, query)
    name = f"source {source.name} category {category or ''}"
    return View(name, title, f"source:{source.name} {query}", source=source.name)


def source_view(source: Source) -> View:
    """Return the view of one source, with its own title and how certainly it is complete."""
    title = clean_line(source.title or "", 200) or source.name
    remark = SURENESS.get(source.completeness or "")
    return View(f"source {source.name}", title, f"source:{source.name}", source=source.name, remark=remark)
