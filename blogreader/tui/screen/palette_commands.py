"""The entries of the command palette: actions of the pane, commands on sources, themes, and all titles."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from blogreader.keys import CHAINS, EVERYWHERE, Key, shown
from blogreader.text import clean_line
from blogreader.tui.messages import AddressWanted, SourceRemoved, SourceRestored, SourcesRefreshed, ViewWanted
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.navigation import Navigation
from blogreader.tui.screen.pages import Pages
from blogreader.tui.screen.tasks import BackgroundTasks

if TYPE_CHECKING:
    from blogreader.tui.dialogs.palette import Palette, PaletteRow, Title

_MOVING = frozenset(
    (
        *("down", "up", "line-down", "line-up", "page-down", "page-up", "half-down", "half-up", "top", "bottom"),
        *("next-heading", "previous-heading", "next-code", "previous-code", "next-link", "previous-link"),
        *("next-article", "previous-article", "next-unread", "previous-unread", "next-pane", "previous-pane"),
        *("jump-back", "jump-forward", "code-right", "code-left", "choose", "palette", "stop"),
    )
)
"""Actions left out, since nobody looks up their keys here."""
_ALIASES = {"help": "keys commands", "manual": "help import export version configuration settings", "quit": "exit wq"}
"""Words by which actions are looked for, besides those of their names."""


class PaletteCommands(BackgroundTasks):
    """Shows the palette, and runs the choice once it is closed."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, navigation: Navigation, pages: Pages) -> None:
        super().__init__(layout, library)
        self._navigation = navigation
        self._pages = pages
        self._line = ""
        self._palette: Palette | None = None

    @property
    def half_typed(self) -> str:
        """The text typed in the palette and not run."""
        return self._palette.half_typed if self._palette else self._line

    def begin_with(self, line: str) -> None:
        """Restore the half-typed text of the last session."""
        self._line = line

    def show(self) -> None:
        """Show the palette, with the half-typed text of last time."""
        from blogreader.tui.dialogs.palette import Palette

        self._palette = Palette([*self._commands()], self._titles, self._layout.keys, self.half_typed)
        self._layout.app.push_screen(self._palette, self._run)

    def go_to(self, key: str) -> None:
        """Open the chosen article."""
        self._navigation.open_article(key)

    def _run(self, chosen: "Callable[[], object] | Message | None") -> None:
        if isinstance(chosen, Message):
            self._layout.post_message(chosen)
        elif chosen is not None:
            chosen()

    def _commands(self) -> "Iterator[PaletteRow]":
        from blogreader.tui.dialogs import list_commands
        from blogreader.tui.dialogs.palette import AGAIN, FINISH, FOLLOW, GO, REFRESH, REMOVE, PaletteRow

        layout = self._layout
        yield PaletteRow(f"{GO} …", f"{GO} ")
        for pane in CHAINS[layout.footer.pane]:
            for key in layout.keys:
                if key.pane == pane and key.id.partition(".")[2] not in _MOVING:
                    name = key.id.partition(".")[2]
                    alias = f"{name} {_ALIASES.get(name, '')}"
                    yield PaletteRow(
                        key.sentence, self._runner(key), shown(key.keys[0]) if key.keys else "", alias=alias
                    )
        yield PaletteRow("The archive in figures, as far as it is read", self._pages.show_finished)
        yield PaletteRow(f"{FINISH} …", f"{FINISH} ", about="a day, such as 2027-03-31: the pace it takes")
        yield PaletteRow(f"{FOLLOW} …", AddressWanted(), about="a blog, a feed, an index, a file or a folder")
        for command in list_commands.COMMANDS:
            asked = list_commands.typed(command.words)
            rest = f" {command.rest}" if command.rest else ""
            yield PaletteRow(f"{command.words}{rest}", asked or f"{command.words} ", about=command.sentence)
        for view, _ in layout.contents.views:
            yield PaletteRow(f"view {clean_line(view.title, 60)}", ViewWanted(view.title))
        progress = layout.contents.progress
        for one in progress.sources if progress else ():
            name, title = one.source.name, clean_line(one.source.title or one.source.location, 60)
            yield PaletteRow(f"{REFRESH} {name}", SourcesRefreshed(name), about=title)
            yield PaletteRow(f"{REMOVE} {name}", SourceRemoved(name), about=title)
        yield PaletteRow(AGAIN, SourceRestored(), about="the last removed source")
        for theme in sorted(layout.app.available_themes):
            current = "in force" if theme == layout.app.theme else ""
            yield PaletteRow(f"theme {theme}", partial(self._choose_theme, theme), about=current)

    def _choose_theme(self, name: str) -> None:
        self._layout.app.theme = name

    def _runner(self, key: Key) -> Callable[[], object]:
        layout = self._layout
        pane = layout if key.pane == EVERYWHERE else layout.query_one(f"#{layout.at}")
        return partial(layout.call_later, pane.run_action, key.action)

    def _titles(self) -> "list[Title]":
        from blogreader.tui.dialogs.palette import Title

        return [Title(*row) for row in self._library.sync.figures.titles()]
