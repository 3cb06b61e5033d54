"""The named queries of the sidebar."""

from dataclasses import dataclass

from blogreader.catalogue import Catalogue
from blogreader.model import Status, Tally
from blogreader.text import clean_line


@dataclass(frozen=True, slots=True)
class View:
    """A named query."""

    id: str
    title: str
    query: str
    when_empty: str = "Nothing here."
    """What is said when it has no article."""


VIEWS = (
    View("continue", "Continue", "is:reading sort:-opened", "Nothing is being read: Enter opens an article."),
    View("reading-list", "Reading list", "is:bookmarked sort:list", "The list is empty: m puts an article on it."),
    View("unread", "Unread", "is:unread", "Everything is read."),
    View("all", "All", "", "No articles yet: `blogreader add SOURCE` follows an index."),
    View("offline", "Offline", "is:offline", "Nothing is offline yet: D fetches all that a list shows."),
)


def counted(catalogue: Catalogue) -> list[tuple[View, Tally]]:
    """Give the named queries with their counts."""
    count = catalogue.tally
    counts = (
        count(status=Status.READING),
        count(bookmarked=True),
        count(status=Status.UNREAD),
        count(),
        count(offline=True),
    )
    return list(zip(VIEWS, counts, strict=True))


def category_view(category: str | None) -> View:
    """Give the view of one category; None: of the articles without one."""
    from blogreader.query import quoted  # only the sidebar asks

    title = clean_line(category, 200) if category else "Without a category"
    return View(f"category {category or ''}", title, f"category:{quoted(category or '')}")
