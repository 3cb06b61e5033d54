"""The named queries of the sidebar."""

from collections.abc import Iterable

from blogreader.catalogue import Catalogue
from blogreader.errors import UnknownView
from blogreader.model import Source, Status, Tally
from blogreader.records import dataclass, field
from blogreader.text import clean_line


@dataclass(frozen=True, slots=True)
class View:
    """A named query."""

    id: str
    title: str
    query: str
    when_empty: str = "Nothing here."
    """What is said when it has no article."""
    source: str = ""
    """The name of the source of which it is a view."""
    remark: str | None = field(default=None, compare=False)
    """What is said beside its title, where that is shown."""


SURENESS = {"complete": "complete", "probably": "probably complete", "newest only": "the newest only"}
"""What is said of how sure it is that all posts of a blog are there."""
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
    ),
    View("unread", "Unread", "is:unread", "You have read everything."),
    View("all", "All", "", "No articles yet: `blogreader add SOURCE` follows a blog or an index."),
    View("offline", "Offline", "is:offline", "Nothing is offline yet. Press D to fetch everything a list shows."),
)


def tallied(catalogue: Catalogue) -> list[tuple[View, Tally]]:
    """Return the named queries with their counts."""
    count = catalogue.tally
    counts = (
        count(status=Status.READING),
        count(bookmarked=True),
        count(status=Status.UNREAD),
        count(),
        count(offline=True),
    )
    return list(zip(VIEWS, counts, strict=True))


def saved_views(pairs: Iterable[tuple[str, str]]) -> tuple[View, ...]:
    """Return a reader's own views, of names and queries."""
    return tuple(View(f"saved {name}", name, query) for name, query in pairs)


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
    from blogreader.query import quoted  # only the sidebar asks

    title = clean_line(category, 200) if category else "No category"
    query = f"category:{quoted(category or '')}"
    if source is None:
        return View(f"category {category or ''}", title, query)
    name = f"source {source.name} category {category or ''}"
    return View(name, title, f"source:{source.name} {query}", source=source.name)


def source_view(source: Source) -> View:
    """Return the view of one source, called by its own title, and how sure it is that it has everything."""
    title = clean_line(source.title or "", 200) or source.name
    remark = SURENESS.get(source.completeness or "")
    return View(f"source {source.name}", title, f"source:{source.name}", source=source.name, remark=remark)
