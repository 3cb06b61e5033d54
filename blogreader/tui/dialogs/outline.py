"""A dialog with the outline of an article, to go to one of its headings."""

from collections.abc import Sequence

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import Label

from blogreader.cell_text import fitted
from blogreader.keys import TABLE, Key
from blogreader.reading_figures import percent
from blogreader.text import clean_line, fold
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs.overlay import Overlay
from blogreader.tui.panes.filter_line import FilterLine
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.reader.landmarks import OutlineRow

_ACTIONS = {
    "everywhere.back": "dismiss",
    "everywhere.stop": "dismiss",
    "reader.outline": "dismiss",
    "reader.return": "dismiss",
}
_FRACTION = 5
_INDENT = 2


class Headings(RowList):
    """The filtered headings, indented by level; a click chooses."""

    class Chosen(Message):
        """Go to a heading, by its number among all."""

        def __init__(self, heading: int) -> None:
            super().__init__()
            self.heading = heading

    shown: var[tuple[int, ...]] = var((), init=False)
    """The numbers of the shown headings."""

    def __init__(self, headings: Sequence[OutlineRow], current: int, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._headings = headings
        self._current = current
        self._top_level = min((heading.level for heading in headings), default=1)
        self.set_reactive(Headings.shown, tuple(range(len(headings))))
        self.set_reactive(RowList.count, len(headings))
        self.set_reactive(RowList.cursor, max(current, 0))

    # Watchers

    def watch_shown(self, old: tuple[int, ...], new: tuple[int, ...]) -> None:
        """Show other headings; the cursor stays on its heading, or moves to the next one left."""
        at = old[self.cursor] if self.cursor < len(old) else self._current
        self.count = len(new)
        self.cursor = next((row for row, number in enumerate(new) if number >= at), max(len(new) - 1, 0))
        self.refresh()

    # Actions

    def action_choose(self) -> None:
        """Go to the heading."""
        if self.cursor < self.count:
            self.post_message(self.Chosen(self.shown[self.cursor]))

    # Helpers

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the height of all headings, regardless of the filter, so that the box stays still while you type."""
        return len(self._headings)

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window; an empty list says why it is empty."""
        return super().render_line(y) if self.count else self.remark_line(y, "No heading contains these words.")

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:  # noqa: ARG002 - one line a row
        """Paint a heading: the title on the left, its position in the article on the right."""
        number = self.shown[index]
        heading = self._headings[number]
        here = number == self._current
        mark = self.get_component_rich_style("rows--accent", partial=True)
        dim = self.get_component_rich_style("rows--dim", partial=True)
        room = width - _FRACTION - 3
        indent = " " * min(_INDENT * (heading.level - self._top_level), room // 3)
        title = fitted(indent + clean_line(heading.title), room)
        return Strip(
            [
                Segment("▎" if here else " ", mark),
                Segment(" "),
                Segment(title, mark if here else None),
                Segment(f"{percent(heading.fraction):>{_FRACTION - 1}}% ", None if at_cursor else dim),
            ]
        )


class HeadingFilter(FilterLine):
    """Filters the headings while you type; Enter goes to the one under the cursor."""

    class Submitted(Message):
        """Go to the heading under the cursor."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__("", "words in a heading", id=id)

    async def action_submit(self) -> None:
        """Go to the heading under the cursor."""
        self.post_message(self.Submitted())


class OutlineScreen(Overlay[int | None]):
    """The headings to choose from; dismissed with the number of the chosen one, or None."""

    BINDINGS = dialog_bindings(_ACTIONS)

    def __init__(self, headings: Sequence[OutlineRow], current: int, keys: tuple[Key, ...] = TABLE) -> None:
        """`current` is the number of the heading of the current section, -1 before the first."""
        super().__init__(keys)
        self._headings = headings
        self._current = current
        self._folded = [fold(clean_line(heading.title)) for heading in headings]

    def compose(self) -> ComposeResult:
        """Show the headings in a box, with the filter line or the keys below."""
        with Vertical(id="outline"):
            yield Headings(self._headings, self._current, id="headings")
            with Horizontal(id="outline-foot"):
                yield Label(Content("/"), id="outline-slash")
                yield HeadingFilter(id="outline-filter")
                yield Label(self._hint(), id="outline-hint")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Headings).focus()

    # Handlers

    @on(RowList.FilterWanted)
    def _filter(self) -> None:
        self.add_class("-filtered")
        self.query_one(HeadingFilter).focus()

    @on(FilterLine.Typed)
    def _narrow(self, event: FilterLine.Typed) -> None:
        words = fold(event.text).split()
        self.query_one(Headings).shown = tuple(
            number for number, title in enumerate(self._folded) if all(word in title for word in words)
        )

    @on(FilterLine.Left)
    def _leave_filter(self) -> None:
        self.set_class(bool(self.query_one(HeadingFilter).value), "-filtered")
        self.query_one(Headings).focus()

    @on(HeadingFilter.Submitted)
    def _submit(self) -> None:
        self.query_one(Headings).action_choose()

    @on(Headings.Chosen)
    def _choose(self, event: Headings.Chosen) -> None:
        self.dismiss(event.heading)

    # Helpers

    def _hint(self) -> Content:
        return self.named_keys(("lists.choose", "go there"), ("lists.filter", "filter"), ("everywhere.back", "back"))
