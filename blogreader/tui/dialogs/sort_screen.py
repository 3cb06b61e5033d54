"""A dialog for the order and groups of a list: chosen by a letter, or by Enter on a row."""

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Label

from blogreader.conditions import Arrangement, Grouping, Order, Sort
from blogreader.keys import TABLE, Key
from blogreader.records import dataclass, replace
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs.overlay import Overlay
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.sort_words import GROUPINGS, SORTS

_ACTIONS = {
    "everywhere.back": "dismiss",
    "everywhere.stop": "dismiss",
}


@dataclass(frozen=True, slots=True)
class SortChoice:
    """A row: its letter, its words, and what it changes."""

    letter: str
    words: str
    sort: Sort | None = None
    group: Grouping | None = None

    def applied(self, arrangement: Arrangement) -> Arrangement:
        """Apply this choice to an arrangement; the last row resets all choices."""
        if self.sort is not None:
            return replace(arrangement, sort=self.sort)
        if self.group is not None:
            return replace(arrangement, group=self.group)
        return Arrangement()


CHOICES = (
    *(
        SortChoice(letter, SORTS[sort], sort=sort)
        for letter, sort in (
            ("n", Sort(Order.DATE, descending=True)),
            ("o", Sort(Order.DATE)),
            ("s", Sort(Order.MINUTES)),
            ("t", Sort(Order.TITLE)),
            ("c", Sort(Order.CATEGORY)),
            ("l", Sort(Order.OPENED, descending=True)),
            ("r", Sort(Order.LIST)),
        )
    ),
    *(
        SortChoice(letter, GROUPINGS[group], group=group)
        for letter, group in (
            ("M", Grouping.MONTH),
            ("C", Grouping.CATEGORY),
            ("S", Grouping.SOURCE),
            ("N", Grouping.NONE),
        )
    ),
    SortChoice("x", "as the view has it"),
)
_HEADINGS = {0: "Sort", 7: "Group", 11: "Neither of them"}


class SortChoices(RowList):
    """The choices, with marks at those in force."""

    class Chosen(Message):
        """A row was chosen, by its number."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, in_force: Arrangement, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._in_force = in_force
        self.set_reactive(RowList.count, len(CHOICES))
        self.set_reactive(RowList.headings_at, tuple(_HEADINGS))
        at = (row for row, choice in enumerate(CHOICES) if choice.sort and choice.sort == in_force.sort)
        self.set_reactive(RowList.cursor, next(at, 0))

    def action_choose(self) -> None:
        """Choose the row."""
        self.post_message(self.Chosen(self.cursor))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Take the height of all rows."""
        return len(CHOICES) + len(_HEADINGS)

    def render_heading(self, heading: int, width: int) -> Strip:  # noqa: ARG002 - the lists' signature
        """Paint the heading of one kind of rows."""
        dim = self.get_component_rich_style("rows--dim", partial=True)
        return Strip([Segment(f" {[*_HEADINGS.values()][heading]}", dim)])

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:  # noqa: ARG002 - one line a row
        """Paint a choice after its letter."""
        choice = CHOICES[index]
        mark = self.get_component_rich_style("rows--accent", partial=True)
        in_force = (choice.sort or choice.group) in (self._in_force.sort, self._in_force.group)
        return Strip(
            [
                Segment("▎" if in_force else " ", mark),
                Segment(f" {choice.letter}  ", mark if in_force else Style(bold=True)),
                Segment(choice.words, mark if in_force else None),
            ]
        )


class SortScreen(Overlay[Arrangement | None]):
    """Dismissed with the chosen arrangement, or None."""

    BINDINGS = dialog_bindings(_ACTIONS)

    def __init__(
        self, arrangement: Arrangement, in_force: Arrangement, title: str, keys: tuple[Key, ...] = TABLE
    ) -> None:
        """`arrangement` is the current choice, `in_force` its result with defaults, `title` the name of the list."""
        super().__init__(keys)
        self._arrangement = arrangement
        self._in_force = in_force
        self._title = title

    def compose(self) -> ComposeResult:
        """Show the choices in a box, under the name of the view."""
        with Vertical(id="sort"):
            yield Label(Content(self._title), id="sort-title")
            yield SortChoices(self._in_force, id="sort-choices")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(SortChoices).focus()

    def on_key(self, event: events.Key) -> None:
        """Choose a row by its letter, before the letter can move the cursor."""
        row = next((row for row, choice in enumerate(CHOICES) if choice.letter == event.key), None)
        if row is None:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        self._choose_row(row)

    @on(RowList.FilterWanted)
    def _tell_no_filter(self) -> None:
        self._explain(f"There is nothing to filter here{self._way_back}.")

    @on(SortChoices.Chosen)
    def _choose(self, event: SortChoices.Chosen) -> None:
        self._choose_row(event.row)

    def _choose_row(self, row: int) -> None:
        self.dismiss(CHOICES[row].applied(self._arrangement))
