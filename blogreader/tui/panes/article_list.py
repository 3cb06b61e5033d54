"""The article list: a row for each article, read from the listing a page at a time."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection
from functools import partial

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from blogreader.cell_text import broken, cut, fitted, without_markup
from blogreader.errors import LibraryError
from blogreader.keys import ARTICLES
from blogreader.library import Listing
from blogreader.model import Entry, Status, Tally
from blogreader.reading_lengths import length, minutes_to_go
from blogreader.records import dataclass
from blogreader.text import clean_line
from blogreader.times import month_in_words
from blogreader.tui.bindings import bindings
from blogreader.tui.messages import (
    NO_ARTICLE,
    ArticleActions,
    BatchBookmarked,
    BatchMarked,
    Jumped,
    Moved,
    NoteWanted,
    Opened,
    Stepped,
    Unable,
)
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.row_marks import bookmark_mark, status_mark
from blogreader.tui.row_selection import RowSelection

_PAGE, _PAGES_KEPT = 128, 8
_WIDE = 112
"""In at least this many cells a row is one line; in less, title and facts take a line each."""
_MARGIN = 5
"""Cells to the left of the words: the cursor's bar, the marks, a blank."""
_FACTS = 46
_TITLE_LINES = 2
"""Title lines in the row at the cursor, enough for usual titles."""
_WHOLE_LINES = 12
"""The most lines of an unfolded row, so that its surroundings stay in view."""
_CHANGED = "≠"
"""The text differs from the one that was read."""


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """The heading of a part of the list."""

    title: str
    row: int
    """The first row below it."""
    tally: Tally


class ArticleList(ArticleActions, RowList, inherit_bindings=True):
    """Shows a listing; actions on articles are messages to the screen."""

    BINDINGS = bindings(ARTICLES)
    FOCUS_ON_CLICK = False  # a press would make the rows beside a text higher, and its release meet another one

    class Highlighted(Message):
        """The cursor moved to another article, or there is none."""

        def __init__(self, entry: Entry | None) -> None:
            super().__init__()
            self.entry = entry

    class Unreadable(Message):
        """Rows can't be read."""

        def __init__(self, error: LibraryError) -> None:
            super().__init__()
            self.error = error

    listing: var[Listing | None] = var(None, init=False)
    """The listing that is shown."""
    when_empty: var[str] = var("", init=False)
    """The sentence for an empty listing."""
    reading: var[str | None] = var(None, init=False)
    """The key of the article in the reader pane."""
    are_most_offline: var[bool] = var(False, init=False)
    """Whether most articles are offline, so that the others are marked instead."""
    has_titles_only: var[bool] = var(False, init=False)
    """Whether a text beside it takes the room, so that rows are one line with the title."""
    is_whole: var[bool] = var(False, init=False)
    """Whether the row at the cursor shows the whole title and the summary."""
    standing: var[tuple[str, int] | None] = var(None, init=False)
    """The key of the open article and its progress in per cent, which is saved a moment later."""

    headings: var[tuple[GroupHeading, ...]] = var((), init=False)
    """The headings of the parts."""
    selection: var[RowSelection] = var(RowSelection, init=False)
    """The selected rows."""
    range_start: var[int | None] = var(None, init=False)
    """The row where the selected range begins."""
    selected: var[int] = var(0, init=False)
    """The number of rows that the next command acts on."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._pages: OrderedDict[int, tuple[Entry, ...]] = OrderedDict()
        self._marked = RowSelection()
        """The rows painted as selected."""

    slowness: var[float] = var(1.0, init=False)
    """How many minutes its reader needs for one of an index."""
    welcome: var[tuple[str, ...]] = var((), init=False)
    """How to begin, shown below the rows if there is no card."""
    is_alone: var[bool] = var(False, init=False)
    """Whether neither a card nor a text is shown beside it."""

    # Watchers

    def watch_welcome(self) -> None:
        """Show it, or the rows that it stood over."""
        if self.is_alone:
            self.repaint()

    def watch_slowness(self) -> None:
        """Repaint the minutes left."""
        self.repaint()

    def watch_listing(self) -> None:
        """Show another list from its top."""
        self._pages.clear()
        self.count = len(self.listing) if self.listing else 0
        self.set_reactive(RowList.cursor, 0)
        self.drop_selection()
        self.scroll_to(y=0, animate=False, immediate=True)
        self.repaint()
        self._fit()
        self.post_message(self.Highlighted(self.current))

    def watch_headings(self) -> None:
        """Show other headings."""
        self.headings_at = tuple(heading.row for heading in self.headings)
        self.repaint()

    def watch_selection(self) -> None:
        """Mark the selected rows."""
        self._show_selection()

    def watch_range_start(self) -> None:
        """Mark the rows from there to the cursor."""
        self._show_selection()

    def watch_reading(self, old: str | None, new: str | None) -> None:
        """Mark the row of the open article."""
        self._refresh_articles({old, new})

    def watch_standing(self, old: tuple[str, int] | None, new: tuple[str, int] | None) -> None:
        """Show it in the article's row."""
        self._refresh_articles({one[0] for one in (old, new) if one} if old != new else set())

    def _refresh_articles(self, keys: Collection[str | None]) -> None:
        """Repaint the rows of some articles, as far as they have been read from the listing."""
        for number, page in self._pages.items():
            for offset, entry in enumerate(page):
                if entry.article.key in keys:
                    self.refresh_row(number * _PAGE + offset)

    def watch_are_most_offline(self) -> None:
        """Change the marks."""
        self.repaint()

    def watch_has_titles_only(self) -> None:
        """Change the height of rows."""
        self._fit()

    def watch_is_whole(self) -> None:
        """Unfold or fold the row at the cursor."""
        self._fit()

    def watch_cursor(self, old: int, new: int) -> None:
        """Fold the row that was left."""
        self.is_whole = False
        super().watch_cursor(old, new)
        if self.range_start is not None:  # all rows from there to the cursor are selected
            self._show_selection()

    # Actions

    def action_note(self) -> None:
        """Write a note on the article as a whole."""
        self._request(NoteWanted)

    def action_whole(self) -> None:
        """Unfold the title and summary of the article under the cursor, or fold them."""
        if self.current is None:
            self.post_message(Unable(NO_ARTICLE))
            return
        lines = [line for line in self._unfolded(self.current) if line[0]]
        if not self.is_whole and self.extra_lines and lines == self._whole(self.current):
            self.post_message(Unable("The whole title is visible already, and there is no more summary."))
        else:
            self.is_whole = not self.is_whole

    def action_open(self) -> None:
        """Open the article under the cursor."""
        self._request(Opened)

    def action_choose(self) -> None:
        """Open the article that was clicked."""
        self.action_open()

    def action_mark(self) -> None:
        """Mark the selected articles, or the one under the cursor."""
        if self.selected:
            self.post_message(BatchMarked())
        else:
            super().action_mark()

    def action_bookmark(self) -> None:
        """Put the selected articles, or the one under the cursor, on the reading list, or take them off."""
        if self.selected:
            self.post_message(BatchBookmarked())
        else:
            super().action_bookmark()

    def action_bookmark_top(self) -> None:
        """Put the selected articles, or the one under the cursor, at the top of the reading list."""
        if self.selected:
            self.post_message(BatchBookmarked(on=True, top=True))
        else:
            super().action_bookmark_top()

    def action_move_up(self) -> None:
        """Move the article up the reading list."""
        self._request(partial(Moved, step=-1))

    def action_move_down(self) -> None:
        """Move the article down the reading list."""
        self._request(partial(Moved, step=1))

    def action_select(self) -> None:
        """Select or deselect the row."""
        if not self.count:
            self.post_message(Unable("The list is empty."))
            return
        self._end_range()
        self.selection = self.selection.toggled(self.cursor)

    def action_select_range(self) -> None:
        """Begin or end a range of selected rows."""
        if not self.count:
            self.post_message(Unable("The list is empty."))
        elif self.range_start is None:
            self.range_start = self.cursor
        else:
            self._end_range()

    def action_select_all(self) -> None:
        """Select all rows, or none if all are selected."""
        if not self.count:
            self.post_message(Unable("The list is empty."))
        elif len(self.rows_selected) == self.count:
            self.drop_selection()
        else:
            self.range_start = None
            self.selection = RowSelection(((0, self.count),))

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

    def on_click(self, event: events.Click) -> None:
        """Choose no row that can't be seen."""
        if self._welcome_line(event.get_content_offset_capture(self).y) is not None:
            event.prevent_default()

    def on_resize(self) -> None:
        """Use one or two lines a row, depending on the width."""
        self._fit()
        super().on_resize()

    def cursor_moved(self) -> None:
        """Post which article is under the cursor."""
        self.post_message(self.Highlighted(self.current))

    # Helpers

    def _fit(self) -> None:
        """Use as many lines a row as there is room for."""
        self.row_height = 1 if self.has_titles_only or self.size.width >= _WIDE else 2
        if self.is_whole and self.current:
            self.extra_lines = len(self._whole(self.current)) - self.row_height
        else:
            self.extra_lines = 0 if self.has_titles_only or self.size.width >= _WIDE else _TITLE_LINES - 1

    @property
    def rows_selected(self) -> RowSelection:
        """The rows that the next command acts on."""
        if self.range_start is None:
            return self.selection
        first, last = sorted((self.range_start, self.cursor))
        return self.selection.with_rows(first, last + 1)

    def are_in_one_part(self, step: int) -> bool:
        """Return whether no heading lies between the cursor and the row `step` rows away."""
        rows = self.headings_at
        return bisect_right(rows, self.cursor) == bisect_right(rows, self.cursor + step)

    def drop_selection(self) -> bool:
        """Deselect everything; False if nothing was selected."""
        was_selected = self.selected > 0
        self.range_start = None
        self.selection = RowSelection()
        return was_selected

    def _end_range(self) -> None:
        self.selection, self.range_start = self.rows_selected, None

    def _show_selection(self) -> None:
        """Repaint visible rows that were selected or deselected."""
        before, self._marked = self._marked, self.rows_selected
        self.selected = len(self._marked)
        self.forget_rows()
        for row in self.rows_in_sight:
            if (row in before) is not (row in self._marked):
                self.refresh_row(row)

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entry_at(self.cursor)

    def _jump(self, move: Callable[[], None]) -> None:
        """Make a long move, and post where it began."""
        before, row = self.current, self.cursor
        move()
        if before and row != self.cursor:
            self.post_message(Jumped(before))

    def entry_at(self, row: int) -> Entry | None:
        """Return the entry of a row, reading its page if needed."""
        if self.listing is None or not 0 <= row < self.count:
            return None
        number, offset = divmod(row, _PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
        else:
            self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def renew(self) -> None:
        """Read the visible rows again and repaint those that changed, without moving rows or the cursor.

        Others are read again when they come into view.
        """
        before = dict(self._pages)
        self._pages.clear()
        for row in self.rows_in_sight:
            number, offset = divmod(row, _PAGE)
            was = before.get(number, ())[offset : offset + 1]
            if was != ((now,) if (now := self.entry_at(row)) else ()):
                self.refresh_row(row)

    @property
    def entries_read(self) -> list[Entry]:
        """The entries read from the listing, in view or near it."""
        return [entry for page in self._pages.values() for entry in page]

    def replace(self, entries: list[Entry]) -> None:
        """Show current entries without moving rows or the cursor."""
        fresh = {entry.article.key: entry for entry in entries}
        for number, page in self._pages.items():
            for offset, entry in enumerate(page):
                if fresh.get(entry.article.key, entry) != entry:
                    self.refresh_row(number * _PAGE + offset)
            self._pages[number] = tuple(fresh.get(entry.article.key, entry) for entry in page)

    def _read(self, number: int) -> tuple[Entry, ...]:
        try:
            page = self.listing.page(number * _PAGE, _PAGE) if self.listing else ()
        except LibraryError as error:  # painted blank, and reported in the footer
            page = ()
            self.post_message(self.Unreadable(error))
        self._pages[number] = page
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        if self.listing is not None and not self.count:
            return self.remark_line(y, self.when_empty, _MARGIN)
        return self._welcome_line(y) or super().render_line(y)

    def _welcome_line(self, y: int) -> Strip | None:
        return self.foot_line(y, self.welcome, _MARGIN) if self.is_alone and self.welcome else None

    def render_heading(self, heading: int, width: int) -> Strip:
        """Paint the heading of a part: its name, and how much of it is read."""
        one = self.headings[heading]
        dim = self.get_component_rich_style("rows--dim", partial=True)
        count = f"{one.tally.read}/{one.tally.articles}"
        return Strip(
            [
                Segment(f" {cut(clean_line(one.title), width - len(count) - 4)}", Style(bold=True)),
                Segment(f"  {count}", dim),
            ]
        )

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Paint one line of an article's row."""
        entry = self.entry_at(index)
        if entry is None:
            return Strip.blank(width)
        dim = self.get_component_rich_style("rows--dim", partial=True)
        if at_cursor and self.extra_lines:
            text, is_title = self._unfolded(entry)[line]
            style = self._title_style(entry, at_cursor=True) if is_title else dim
            return Strip([*(self._marks(index, entry) if line == 0 else self._margin(entry)), Segment(text, style)])
        if self.row_height == 2 and line == 1:
            return Strip([*self._margin(entry), Segment(cut(self._facts(entry), width - _MARGIN - 1), dim)])
        return self._title_line(index, entry, width, dim, at_cursor=at_cursor)

    def _margin(self, entry: Entry) -> list[Segment]:
        """Return the margin of all lines of a row except for the first."""
        accent = self.get_component_rich_style("rows--mark", partial=True)
        is_open = entry.article.key == self.reading
        return [Segment("▎" if is_open else " ", accent), Segment(" " * (_MARGIN - 1))]

    def _marks(self, row: int, entry: Entry) -> list[Segment]:
        """Return the marks before the first line of a row: status, bookmark, and problems."""
        state = entry.state
        error = self.get_component_rich_style("rows--error", partial=True)
        dim = self.get_component_rich_style("rows--dim", partial=True)
        bar, *_ = self._margin(entry)
        if row in self._marked:
            bar = Segment("+", bar.style)
        mark = Segment(status_mark(state), dim if state.status is Status.READ else None)
        # Readable articles are shown as such: the card of an archived one tells which attempt failed.
        if entry.changed:
            mark = Segment(_CHANGED)
        elif state.status is Status.UNREAD and not entry.offline and entry.failure:
            mark = Segment("!", error)
        elif state.status is Status.UNREAD and entry.offline != self.are_most_offline:
            mark = Segment("○" if self.are_most_offline else "↓", dim)
        return [bar, mark, Segment(" "), Segment(bookmark_mark(state)), Segment(" ")]

    def _title_style(self, entry: Entry, *, at_cursor: bool) -> Style | None:
        if entry.article.key == self.reading:
            return self.get_component_rich_style("rows--accent", partial=True)
        if at_cursor:
            return Style(bold=True)
        is_done = entry.state.status is Status.READ and not entry.changed
        return self.get_component_rich_style("rows--dim", partial=True) if is_done else None

    def _title_line(self, row: int, entry: Entry, width: int, dim: Style | None, *, at_cursor: bool) -> Strip:
        style = self._title_style(entry, at_cursor=at_cursor)
        title = clean_line(entry.article.title)
        if self.has_titles_only:  # the progress of an article being read
            far = f" {length(entry, self._at(entry))} " if entry.state.status is Status.READING else " "
            room = width - _MARGIN - len(far)
            return Strip([*self._marks(row, entry), Segment(fitted(title, room), style), Segment(far, dim)])
        if self.row_height == 2:
            return Strip([*self._marks(row, entry), Segment(cut(title, width - _MARGIN - 1), style)])
        facts = fitted(f"  {self._facts(entry)}", _FACTS)
        return Strip(
            [*self._marks(row, entry), Segment(fitted(title, width - _MARGIN - _FACTS), style), Segment(facts, dim)]
        )

    def _unfolded(self, entry: Entry) -> list[tuple[str, bool]]:
        """Return the lines of the row at the cursor, each with whether it belongs to the title."""
        if self.is_whole:
            return self._whole(entry)
        room = self.size.width - _MARGIN - 1
        titles = broken(clean_line(entry.article.title), room, _TITLE_LINES)
        lines = [*((line, True) for line in titles), (cut(self._facts(entry), room), False)]
        if len(titles) < _TITLE_LINES:  # rows at the cursor are equally high, so that nothing below moves
            lines.append((cut(without_markup(clean_line(entry.article.summary)), room), False))
        return lines

    def _whole(self, entry: Entry) -> list[tuple[str, bool]]:
        room = self.size.width - _MARGIN - 1
        titles = broken(clean_line(entry.article.title), room, _WHOLE_LINES)
        summary = broken(without_markup(clean_line(entry.article.summary)), room, _WHOLE_LINES)
        lines = [*((line, True) for line in titles), (cut(self._facts(entry), room), False)]
        return [*lines, *((line, False) for line in summary if line)]

    def _facts(self, entry: Entry) -> str:
        """Return the facts of an article: its length, or what is left of it; category; month."""
        article = entry.article
        at = self._at(entry)
        to_go = minutes_to_go(entry, at, self.slowness)
        category = clean_line(article.category or "")
        month = month_in_words(article.date) if article.date else ""
        changed = "changed" if entry.changed else ""
        facts = (length(entry, at), to_go and f"{to_go} left", changed, category, month)
        return " · ".join(fact for fact in facts if fact)

    def _at(self, entry: Entry) -> int | None:
        """Return the reader's progress in an open article, in per cent."""
        return self.standing[1] if self.standing and self.standing[0] == entry.article.key else None
