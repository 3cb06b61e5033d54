"""The article list: one row an article, read from the listing a page at a time."""

from collections import OrderedDict
from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from blogreader.errors import LibraryError
from blogreader.icons import Icons
from blogreader.keys import ARTICLES
from blogreader.library import Listing
from blogreader.model import Entry, Status
from blogreader.text import clean_line
from blogreader.transitions import length
from blogreader.tui.bindings import bindings
from blogreader.tui.cell_text import cut, fitted
from blogreader.tui.messages import ArticleActions, Jumped, Opened, Stepped
from blogreader.tui.panes.row_list import RowList

_PAGE = 128
_PAGES_KEPT = 8
_WIDE = 76
"""Cells from which a row is one line; below, title and facts take a line each."""
_DATE = 10
_MINUTES = 7
_CATEGORY = 20


class ArticleList(ArticleActions, RowList, inherit_bindings=True):
    """Shows a listing; what is to be done to an article is a message to the screen."""

    BINDINGS = bindings(ARTICLES)

    class Highlighted(Message):
        """The cursor is on another article, or on none."""

        def __init__(self, entry: Entry | None) -> None:
            super().__init__()
            self.entry = entry

    class Unreadable(Message):
        """Rows can't be read."""

        def __init__(self, error: LibraryError) -> None:
            super().__init__()
            self.error = error

    listing: var[Listing | None] = var(None, init=False)
    """What is shown."""
    when_empty: var[str] = var("", init=False)
    """What is said when the listing has no article."""
    reading: var[str | None] = var(None, init=False)
    """The key of the article in the reader pane."""
    standing: var[tuple[str, int] | None] = var(None, init=False)
    """How far its reader is in the article that is open, in per cent; what is kept of it comes a moment later."""

    def __init__(self, icons: Icons, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._icons = icons
        self._pages: OrderedDict[int, tuple[Entry, ...]] = OrderedDict()

    # Watchers

    def watch_listing(self) -> None:
        """Show another list, from its top."""
        self._pages.clear()
        self.count = len(self.listing) if self.listing else 0
        self.set_reactive(RowList.cursor, 0)
        self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh()
        self.post_message(self.Highlighted(self.current))

    def watch_reading(self) -> None:
        """Mark the row of the article that is being read."""
        self.refresh()

    def watch_standing(self, old: tuple[str, int] | None, new: tuple[str, int] | None) -> None:
        """Say it in the article's row."""
        keys = {one[0] for one in (old, new) if one} if old != new else set()
        for number, page in self._pages.items():
            for offset, entry in enumerate(page):
                if entry.article.key in keys:
                    self.refresh_row(number * _PAGE + offset)

    # Actions

    def action_open(self) -> None:
        """Open the article under the cursor."""
        self._request(Opened)

    def action_choose(self) -> None:
        """Open the article that was clicked."""
        self.action_open()

    def action_next_unread(self) -> None:
        """Go to the next unread article."""
        self.post_message(Stepped(1, unread=True, opened=False))

    def action_previous_unread(self) -> None:
        """Go to the previous unread article."""
        self.post_message(Stepped(-1, unread=True, opened=False))

    def action_top(self) -> None:
        """First row."""
        self._jump(super().action_top)

    def action_bottom(self) -> None:
        """Last row."""
        self._jump(super().action_bottom)

    # Handlers

    def on_resize(self) -> None:
        """Take one or two lines a row, as the width allows."""
        self.row_height = 1 if self.size.width >= _WIDE else 2
        super().on_resize()

    def cursor_moved(self) -> None:
        """Say which article is under the cursor."""
        self.post_message(self.Highlighted(self.current))

    # Helpers

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entry_at(self.cursor)

    def _jump(self, move: Callable[[], None]) -> None:
        """Move far, and say from where."""
        before, row = self.current, self.cursor
        move()
        if before and row != self.cursor:
            self.post_message(Jumped(before))

    def entry_at(self, row: int) -> Entry | None:
        """Return the entry of a row, read with its page when it was not looked at before."""
        if self.listing is None or not 0 <= row < self.count:
            return None
        number, offset = divmod(row, _PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
        else:
            self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def take_icons(self, icons: Icons) -> None:
        """Mark the rows by other signs from now on."""
        if icons is not self._icons:
            self._icons = icons
            self.refresh()

    def renew(self) -> None:
        """Read the rows in sight again, and paint those that changed; they keep their places, and the cursor its own.

        The others are read again when they come in sight.
        """
        before = dict(self._pages)
        self._pages.clear()
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        rows = range(top // self.row_height, min(bottom // self.row_height + 1, self.count))
        for row in rows:
            number, offset = divmod(row, _PAGE)
            was = before.get(number, ())[offset : offset + 1]
            if was != ((now,) if (now := self.entry_at(row)) else ()):
                self.refresh_row(row)

    def replace(self, entries: list[Entry]) -> None:
        """Show entries as they are now; rows keep their places, and the cursor its own."""
        fresh = {entry.article.key: entry for entry in entries}
        for number, page in self._pages.items():
            for offset, entry in enumerate(page):
                if entry.article.key in fresh:
                    self.refresh_row(number * _PAGE + offset)
            self._pages[number] = tuple(fresh.get(entry.article.key, entry) for entry in page)

    def _read(self, number: int) -> tuple[Entry, ...]:
        try:
            page = self.listing.page(number * _PAGE, _PAGE) if self.listing else ()
        except LibraryError as error:  # painted blank, and said where there is room for it
            page = ()
            self.post_message(self.Unreadable(error))
        self._pages[number] = page
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window; the second one says why there is nothing else."""
        if self.listing is not None and not self.count and y == 1:
            width, style = self.size.width, self.rich_style
            dim = self.get_component_rich_style("rows--dim", partial=True)
            return (
                Strip([Segment(f"  {cut(self.when_empty, width - 3)}", dim)])
                .adjust_cell_length(width)
                .apply_style(style)
            )
        return super().render_line(y)

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Paint one line of an article's row."""
        entry = self.entry_at(index)
        if entry is None:
            return Strip.blank(width)
        dim = None if at_cursor else self.get_component_rich_style("rows--dim", partial=True)
        if self.row_height == 1:
            return self._one_line(entry, width, dim)
        return self._first_line(entry, width, dim) if line == 0 else self._second_line(entry, width, dim)

    def _marks(self, entry: Entry) -> list[Segment]:
        mark = self.get_component_rich_style("rows--mark", partial=True)
        # What can be read is shown as that: of an archived article the card tells which attempt failed.
        icons = self._icons
        offline = icons.offline if entry.offline else "!" if entry.failure else " "
        return [
            Segment(icons.open if entry.article.key == self.reading else " ", mark),
            Segment(icons.status(entry.state.status), None if entry.state.status is Status.READ else mark),
            Segment(icons.bookmark if entry.state.bookmark is not None else " ", mark),
            Segment(offline + " "),
        ]

    def _title_style(self, entry: Entry, dim: Style | None) -> Style | None:
        return dim if entry.state.status is Status.READ else Style(bold=entry.state.status is Status.UNREAD)

    def _one_line(self, entry: Entry, width: int, dim: Style | None) -> Strip:
        article = entry.article
        facts = (
            f" {fitted(clean_line(article.category or ''), _CATEGORY)} {self._length(entry):>{_MINUTES}}  "
            f"{article.date.isoformat() if article.date else '':<{_DATE}} "
        )
        marks = self._marks(entry)
        room = width - 5 - len(facts)
        return Strip(
            [
                *marks,
                Segment(fitted(clean_line(article.title), room), self._title_style(entry, dim)),
                Segment(facts, dim),
            ]
        )

    def _first_line(self, entry: Entry, width: int, dim: Style | None) -> Strip:
        title = cut(clean_line(entry.article.title), width - 6)
        return Strip([*self._marks(entry), Segment(title, self._title_style(entry, dim))])

    def _second_line(self, entry: Entry, width: int, dim: Style | None) -> Strip:
        article = entry.article
        facts = (
            article.date.isoformat() if article.date else "",
            self._length(entry),
            clean_line(article.category or ""),
        )
        return Strip([Segment("     " + cut(" · ".join(fact for fact in facts if fact), width - 6), dim)])

    def _length(self, entry: Entry) -> str:
        at = self.standing[1] if self.standing and self.standing[0] == entry.article.key else None
        return length(entry, at)
