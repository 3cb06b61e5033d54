"""The named queries of the sidebar."""

from dataclasses import dataclass

from blogreader.query import quoted
from blogreader.text import clean_line


@dataclass(frozen=True, slots=True)
class View:
    """A named query."""

    id: str
    title: str
    query: str


VIEWS = (
    View("continue", "Continue", "is:reading sort:-opened"),
    View("reading-list", "Reading list", "is:bookmarked sort:list"),
    View("unread", "Unread", "is:unread"),
    View("all", "All", ""),
    View("offline", "Offline", "is:offline"),
)


def category_view(category: str | None) -> View:
    """Give the view of one category; None: of the articles without one."""
    title = clean_line(category, 200) if category else "Without a category"
    return View(f"category {category or ''}", title, f"category:{quoted(category or '')}")
