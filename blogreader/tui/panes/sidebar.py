"""The sidebar: named views with counts, and sources and categories with progress."""

from rich.segment import Segment
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from blogreader.cell_text import fitted
from blogreader.keys import SIDEBAR
from blogreader.library import VIEWS, CategoryProgress, Progress, SourceProgress, View, category_view, source_view
from blogreader.model import Source, Tally
from blogreader.reading_lengths import duration
from blogreader.records import dataclass
from blogreader.text import clean_line
from blogreader.tui.bindings import bindings
from blogreader.tui.messages import BatchBookmarked, BatchMarked
from blogreader.tui.panes.row_list import RowList

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_ROOM = 23
"""Cells for a title and a count."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of the sidebar."""

    views: tuple[tuple[View, Tally | None], ...] = ()
    """Views with their counts; None: an invalid query, or not counted yet."""
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class SidebarRow:
    """A view, the fold of small categories, or an inert row: a heading or an empty line."""

    title: str
    count: str
    view: View | None
    folds: bool = False
    share: float | None = None
    """How much of it is read, 0 to 1; None: not shown."""
    depth: int = 0
    """1 below a source."""

    @property
    def is_done(self) -> bool:
        """Whether everything in it is read."""
        return self.share == 1

    @property
    def can_be_chosen(self) -> bool:
        """Whether the cursor can be here."""
        return self.view is not None or self.folds


def _share(tally: Tally) -> float:
    return tally.read / tally.articles if tally.articles else 0


def _gauge(share: float | None) -> str:
    """Return a share as one cell, filled by eighths, and a blank."""
    if share is None:
        return ""
    return f"{_EIGHTHS[min(int(share * 8 + 0.999), 8)]} "


class Sidebar(RowList):
    """Moving the cursor shows a view at once; keys act on the whole view."""

    BINDINGS = bindings(SIDEBAR)

    class Chosen(Message):
        """Show a view; `entered`: and go to its list."""

        def __init__(self, view: View, entered: bool) -> None:
            super().__init__()
            self.view = view
            self.entered = entered

    contents: var[Contents] = var(Contents, init=False)
    """The current views and counts."""
    shown: var[View] = var(VIEWS[3], init=False)
    """The view that the list shows."""
    unfolded: var[bool] = var(False, init=False)
    """Whether categories with a single article are shown."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._rows: list[SidebarRow] = []
        self._open = ""
        """The name of the source whose categories are shown."""

    # Watchers

    def watch_contents(self) -> None:
        """Show new counts; the cursor stays on its view."""
        self._build()

    def watch_unfolded(self) -> None:
        """Show or hide the small categories."""
        self._build()

    def watch_shown(self, old: View, new: View) -> None:
        """Put the cursor on the shown view, unfolding it if necessary."""
        if old.may_be_hidden or new.may_be_hidden:
            self._build()
        self._open_source_of(self.shown)
        if all(row.view != self.shown for row in self._rows) and not self.unfolded and self._is_small(self.shown):
            self.unfolded = True
        self._find_shown()

    # Actions

    def action_choose(self) -> None:
        """Show the view and go to its list, or open the fold."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        if row and row.folds:
            self.unfolded = not self.unfolded
        elif row and row.view:
            self.post_message(self.Chosen(row.view, entered=True))

    def action_mark(self) -> None:
        """Mark the whole view as read, or as unread."""
        self.post_message(BatchMarked())

    def action_bookmark(self) -> None:
        """Put the whole view on the reading list, or take it off."""
        self.post_message(BatchBookmarked())

    def action_bookmark_top(self) -> None:
        """Put the whole view at the top of the reading list."""
        self.post_message(BatchBookmarked(on=True, top=True))

    def cursor_moved(self) -> None:
        """Show the view under the cursor."""
        view = self._rows[self.cursor].view
        if view is not None:  # at once, so that the next key acts on these rows
            self._open_source_of(view)
        if view is not None and view != self.shown:
            self.post_message(self.Chosen(view, entered=False))

    # Helpers

    def move_to(self, row: int) -> None:
        """Move the cursor, skipping headings and empty lines."""
        rows = [number for number, one in enumerate(self._rows) if one.can_be_chosen]
        if rows:
            beyond = (
                [one for one in rows if one >= row] if row > self.cursor else [one for one in rows if one <= row][::-1]
            )
            super().move_to(beyond[0] if beyond else rows[-1] if row > self.cursor else rows[0])

    def _show_cursor(self) -> None:
        super()._show_cursor()
        if not any(one.can_be_chosen for one in self._rows[: self.cursor]):
            self.scroll_to(y=0, animate=False, immediate=True)  # including the heading above it

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:  # noqa: ARG002 - one line a row
        """Paint a view: the title on the left, the count on the right."""
        row = self._rows[index]
        dim = self.get_component_rich_style("rows--dim", partial=True)
        accent = self.get_component_rich_style("rows--accent", partial=True)
        gauge = _gauge(row.share)
        room = width - len(row.count) - len(gauge) - 3 - row.depth
        is_dim = row.is_done or not row.can_be_chosen
        title_style = accent if row.view is not None and row.view == self.shown else dim if is_dim else None
        return Strip(
            [
                Segment(" " * (1 + row.depth)),
                Segment(fitted(row.title, room), title_style),
                Segment(" "),
                Segment(gauge, dim),
                Segment(row.count, None if at_cursor else dim),
                Segment(" "),
            ]
        )

    def _build(self) -> None:
        at = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        progress = self.contents.progress
        rows = [SidebarRow("VIEWS", "", None)] if self.contents.views else []
        rows += [
            SidebarRow(clean_line(view.title), _count(view, tally, progress), view)
            for view, tally in self.contents.views
            if not view.may_be_hidden or view == self.shown or (tally and tally.articles)
        ]
        if progress and (sources := self._sources(progress.sources)):
            rows += [SidebarRow("", "", None), SidebarRow("SOURCES", "", None), *sources]
        elif progress and (categories := self._categories(progress.categories)):
            rows += [SidebarRow("", "", None), SidebarRow("CATEGORIES", "", None), *categories]
        self._rows = rows
        self.count = len(rows)
        self.refresh()
        same = next(
            (number for number, row in enumerate(rows) if at and (row.view, row.folds) == (at.view, at.folds)), None
        )
        if same is not None:
            self.cursor = same
        else:
            self._find_shown()

    def _sources(self, sources: tuple[SourceProgress, ...]) -> list[SidebarRow]:
        """Return the sources, with the categories of the shown one; empty if there is nothing to show."""
        if len(sources) == 1 and sources[0].source.completeness is None:
            return []
        rows: list[SidebarRow] = []
        for one in sources:
            tally, view = one.tally, source_view(one.source)
            more = "+" if one.source.completeness == "newest only" else ""
            share = min(_share(tally), 0.99) if more else _share(tally)
            rows.append(SidebarRow(view.title, f"{tally.read}/{tally.articles}{more}", view, share=share))
            if len(sources) == 1 or one.source.name == self._open:
                rows += self._categories(one.categories, one.source)
        return rows

    def _categories(self, categories: tuple[CategoryProgress, ...], source: Source | None = None) -> list[SidebarRow]:
        rows: list[SidebarRow] = []
        small: list[SidebarRow] = []
        if source is not None and all(one.category is None for one in categories):
            return rows
        depth = int(source is not None)
        for one in categories:
            tally, view = one.tally, category_view(one.category, source)
            row = SidebarRow(view.title, f"{tally.read}/{tally.articles}", view, share=_share(tally), depth=depth)
            (rows if tally.articles > 1 else small).append(row)
        if not rows:  # there is nothing to fold them under
            return small
        if small:
            more = "▾ Less" if self.unfolded else "▸ More"
            rows.append(SidebarRow(more, str(len(small)), None, folds=True, depth=depth))
            rows += small if self.unfolded else []
        return rows

    def _open_source_of(self, view: View) -> None:
        name = view.source
        if name and name != self._open:
            self._open = name
            self._build()

    def _find_shown(self) -> None:
        self.cursor = next((number for number, row in enumerate(self._rows) if row.view == self.shown), self.cursor)
        self.refresh()

    def _is_small(self, view: View) -> bool:
        return "category " in view.id


def _count(view: View, tally: Tally | None, progress: Progress | None) -> str:
    """Return how many articles a view has, and what is left of them if there is room."""
    if tally is None:
        return ""
    # Offline articles are not a list to be worked off.
    left = progress.left(tally) if progress and view.id != "offline" else 0
    count = f"{tally.articles} · {duration(left or 0)}"
    return count if left and len(view.title) + len(count) <= _ROOM else str(tally.articles)
