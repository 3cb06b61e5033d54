"""The command palette: a line for each command with its key, all article titles, and typed commands."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widgets import Label
from textual.worker import Worker, WorkerCancelled

from blogreader.cell_text import cut, fitted
from blogreader.keys import TABLE, Key
from blogreader.text import clean_line, fold
from blogreader.title_match import ranked
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs import list_commands
from blogreader.tui.dialogs.overlay import Overlay
from blogreader.tui.messages import (
    AddressWanted,
    ArticleWanted,
    FinishWanted,
    SourceAdded,
    SourceRemoved,
    SourceRestored,
    SourcesRefreshed,
)
from blogreader.tui.panes.filter_line import FilterLine
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.worker_groups import WorkerGroup

FOLLOW, REFRESH, REMOVE, AGAIN, FINISH, GO = "add", "refresh", "remove", "follow again", "finish by", "go to article"
_SHORT_GO = "go"
_MOST_TITLES = 50
_NOTHING = "No command or title contains these letters."
_ROWS = 16
_AROUND = 6
"""Lines above the rows and below them: of the screen, the input line and the air around them."""


class PaletteRow(NamedTuple):
    """A row of the palette."""

    words: str
    """A sentence of ours, or a command as typed."""
    does: "Callable[[], object] | Message | str"
    """What is called or posted; a text is put into the line to be continued."""
    key: str = ""
    """The key with the same effect, in readable form."""
    about: str = ""
    """Foreign text, such as a title."""
    alias: str = ""
    """Further words that find it."""


class Title(NamedTuple):
    """An article to go to."""

    key: str
    title: str
    folded: str


def typed(text: str) -> Message | None:
    """Return the message for a complete command; None if the line is not one."""
    line = text.strip()
    word, _, rest = line.partition(" ")
    rest = rest.strip()
    if word == FOLLOW:
        return SourceAdded(rest) if rest else AddressWanted()
    if line.startswith(("http://", "https://")) and not rest:
        return SourceAdded(word)
    if word == REMOVE and rest:
        return SourceRemoved(rest)
    if word == REFRESH:
        return SourcesRefreshed(*rest.split())
    if line.startswith(f"{FINISH} "):
        return FinishWanted(line.removeprefix(FINISH).strip())
    return SourceRestored() if line == AGAIN else list_commands.typed(text)


class Commands(RowList):
    """The offered rows; a click runs one."""

    rows: var[tuple[PaletteRow, ...]] = var((), init=False)
    """The shown rows."""

    class Chosen(Message):
        """Run a row."""

        def __init__(self, command: PaletteRow) -> None:
            super().__init__()
            self.command = command

    # Watchers

    def watch_rows(self, old: tuple[PaletteRow, ...], new: tuple[PaletteRow, ...]) -> None:
        """Show other rows from the top; if rows were only added, the cursor stays."""
        self.count = len(new)
        if not old or new[: len(old)] != old:
            self.set_reactive(RowList.cursor, 0)
            self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh()

    # Actions

    def action_choose(self) -> None:
        """Run the row under the cursor."""
        if self.cursor < self.count:
            self.post_message(self.Chosen(self.rows[self.cursor]))

    # Helpers

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return a constant height, so that the box stays still while you type; less where the screen is low."""
        return max(min(_ROWS, viewport.height - _AROUND), 1)

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window; an empty list says why it is empty."""
        return super().render_line(y) if self.count else self.remark_line(y, _NOTHING, 1)

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:  # noqa: ARG002 - one line a row
        """Paint a command: its words on the left, its key on the right."""
        one = self.rows[index]
        dim = self.get_component_rich_style("rows--dim", partial=True)
        key = f"  {one.key} " if one.key else " "
        room = max(width - cell_len(key) - 1, 1)
        words = cut(one.words, room)
        about = fitted(f"  {clean_line(one.about)}" if one.about else "", room - cell_len(words))
        return Strip([Segment(f" {words}"), Segment(about, None if at_cursor else dim), Segment(key, dim)])


class PaletteLine(FilterLine):
    """The input line; keys that are not part of a text move in the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, f"rows('{action}')")
        for keys, action in (
            ("down,ctrl+n,tab", "down"),
            ("up,ctrl+p,shift+tab", "up"),
            ("pagedown,ctrl+d", "page_down"),
            ("pageup,ctrl+u", "page_up"),
        )
    ]

    class Moved(Message):
        """Move the cursor of the list."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    class Submitted(Message):
        """Run what was typed, or the row under the cursor."""

    def action_rows(self, action: str) -> None:
        """Move in the list."""
        self.post_message(self.Moved(action))

    def action_cancel(self) -> None:
        """Close the palette; the typed text is there again next time."""
        self.post_message(self.Left(self))

    async def action_submit(self) -> None:
        """Run it."""
        self.post_message(self.Submitted())


class Palette(Overlay["Callable[[], object] | Message | None"]):
    """Dismissed with what to call or post, or None."""

    BINDINGS = dialog_bindings({})

    def __init__(
        self,
        commands: Sequence[PaletteRow],
        titles: Callable[[], Sequence[Title]],
        keys: tuple[Key, ...] = TABLE,
        line: str = "",
    ) -> None:
        """`titles` reads all titles, and is called in a thread. `line` was typed earlier and not run."""
        super().__init__(keys)
        self.half_typed = line
        """What was typed and not run."""
        self._commands = tuple(commands)
        self._read = titles
        self._titles: Sequence[Title] | None = None
        self._folded: list[str] = []
        self._lock = Lock()
        self._matching: Worker[None] | None = None
        self._reading: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Show the line and the list in a box."""
        with Vertical(id="palette"):
            with Horizontal(id="palette-head"):
                yield Label(Content(":"), id="palette-sign")
                yield PaletteLine(self.half_typed, "a command, or letters of a title", id="palette-line")
            yield Commands(id="palette-rows")

    def on_mount(self) -> None:
        """Take the keys."""
        line = self.query_one(PaletteLine)
        line.focus()
        line.select_all()  # the next letter replaces it
        self.query_one(Commands).rows = self._commands
        if self.half_typed:
            self._match(self.half_typed)
        self._reading = self.run_worker(self._read_ahead, group=WorkerGroup.PALETTE_TITLES)

    # Handlers

    @on(FilterLine.Typed)
    def _narrow(self, event: FilterLine.Typed) -> None:
        self.half_typed = event.line.value
        self._match(event.line.value)

    @on(FilterLine.Left)
    def _leave(self) -> None:
        self.dismiss(None)

    @on(PaletteLine.Moved)
    async def _move(self, event: PaletteLine.Moved) -> None:
        await self.query_one(Commands).run_action(event.action)

    @on(PaletteLine.Submitted)
    async def _submit(self) -> None:
        if self._matching is not None:
            with suppress(WorkerCancelled):
                await self._matching.wait()
        commands = self.query_one(Commands)
        line = self.query_one(PaletteLine).value
        if commands.cursor == 0 and any(row.does == line for row in _begun(line)):  # no more is typed
            commands.rows = (PaletteRow(list_commands.mistake(line), line), *commands.rows[1:])
        else:
            commands.action_choose()

    @on(Commands.Chosen)
    def _choose(self, event: Commands.Chosen) -> None:
        does = event.command.does
        if isinstance(does, str):
            line = self.query_one(PaletteLine)
            line.value = does
            line.cursor_position = len(does)
            line.focus()
        else:
            self.half_typed = ""
            self.dismiss(does)

    # Helpers

    def _match(self, text: str) -> None:
        """Show matches: a complete command, commands with these words, and titles with these letters."""
        words, only_titles = _wanted_title(text)
        asked = typed(text)
        rows = [PaletteRow(clean_line(text), asked, key="Enter")] if asked else []
        if not asked:  # otherwise something similar would be run instead
            rows = _begun(text)
            if not rows and (why := list_commands.mistake(text)):
                rows = [PaletteRow(why, text), *_completing(list_commands.of_word(text), "")]
        if not only_titles:
            there = {row.words for row in rows}
            rows += [row for row in self._matching_commands(text) if row.words not in there]
        if rows or not words:
            self.query_one(Commands).rows = tuple(rows)
        if not words:
            self._stop_matching()
        else:
            self._matching = self.run_worker(
                partial(self._add_titles, tuple(rows), words, only_titles=only_titles),
                group=WorkerGroup.PALETTE,
                exclusive=True,
            )

    def _stop_matching(self) -> None:
        if self._matching is not None:
            self._matching.cancel()
            self._matching = None

    def _matching_commands(self, text: str) -> list[PaletteRow]:
        if not text.strip():
            return list(self._commands)
        told = [fold(f"{one.words} {clean_line(one.about)} {one.alias}") for one in self._commands]
        return [self._commands[number] for number in ranked(told, text, len(told), fuzzy=False)]

    async def _add_titles(self, rows: tuple[PaletteRow, ...], words: str, *, only_titles: bool) -> None:
        titles, numbers, are_scattered = await asyncio.to_thread(self._matching_titles, words)
        found = (PaletteRow("→", ArticleWanted(titles[number].key), about=titles[number].title) for number in numbers)
        if are_scattered and not rows and not only_titles:  # or who asks for `help` opens what they know nothing of
            rows = (PaletteRow(f"There is no command {clean_line(words, 30)}; titles with these letters:", words),)
        self.query_one(Commands).rows = (*rows, *found)

    async def _read_ahead(self) -> None:
        await asyncio.to_thread(self._read_titles)

    def _matching_titles(self, words: str) -> tuple[Sequence[Title], list[int], bool]:
        """Return all titles, the numbers of those that match, and whether none of these has the words themselves."""
        titles = self._read_titles()
        numbers = ranked(self._folded, words, _MOST_TITLES)
        return titles, numbers, bool(numbers) and not ranked(self._folded, words, 1, fuzzy=False)

    def _read_titles(self) -> Sequence[Title]:
        """Read the titles while the first letters are typed; later calls wait for that."""
        with self._lock:
            if self._titles is None:
                self._titles = self._read()
                self._folded = [one.folded for one in self._titles]
            return self._titles


def _begun(text: str) -> list[PaletteRow]:
    """Return the rows of the commands that a half-typed line may become; they complete it as far as that is clear."""
    return _completing(list_commands.begun(text), text)


def _completing(commands: Sequence[list_commands.ListCommand], text: str) -> list[PaletteRow]:
    typed_words = text.strip()
    return [
        PaletteRow(
            f"{one.words} {one.rest}".rstrip(),
            f"{one.words} " if one.words.startswith(typed_words) else text,
            about=one.sentence,
        )
        for one in commands
    ]


def _wanted_title(text: str) -> tuple[str, bool]:
    """Return the letters of a wanted title, and whether only titles are wanted."""
    line = text.lstrip()
    for start in (f"{GO} ", f"{_SHORT_GO} "):
        if line.startswith(start) and (start != f"{_SHORT_GO} " or not f"{GO} ".startswith(line)):
            return line.removeprefix(start).strip(), True
    return line.strip() if len(line.strip()) > 1 else "", False
