"""The app: the looks, the last wall against control characters, and the reading screen."""

import asyncio
import signal
from collections.abc import Callable, Iterable, Sequence

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import Worker

from blogreader import paths
from blogreader.keys import CHAINS, EVERYWHERE, TABLE, Key, first, shown
from blogreader.library import Library
from blogreader.tui.bindings import keymap
from blogreader.tui.keyboard import Keyboard
from blogreader.tui.paint import ROLES
from blogreader.tui.reading import ReadingScreen
from blogreader.tui.session import Session
from blogreader.tui.themes import DEFAULTS, THEMES
from blogreader.tui.thrift import thrifty_driver
from blogreader.tui.wall import ControlFilter

_ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


class BlogreaderApp(App[None], inherit_bindings=False):
    """Reads one library."""

    TITLE = "blogreader"
    CSS_PATH = [paths.styles() / name for name in ("app.tcss", "lists.tcss", "reader.tcss", "outline.tcss")]
    COMPONENT_CLASSES = {f"sheet--{role}" for role in ROLES}
    # Our own key table has the palette and the way out; Textual's bindings of them could not be changed.
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+c", "help_quit", show=False)]

    def __init__(self, library: Library, keys: tuple[Key, ...] = TABLE, query: str | None = None) -> None:
        super().__init__()
        self._library = library
        self._keys = keys
        self._query = query
        self._wall = ControlFilter()
        self._keyboard = Keyboard(self, super().on_event, self._at_work)
        for theme in THEMES:
            self.register_theme(theme)
        kept = Session.of(library.session()).theme
        self.theme = kept if kept in self.available_themes else THEMES[0].name
        self.set_keymap(keymap(keys))

    def get_driver_class(self) -> type[Driver]:
        """Write less to the terminal."""
        return thrifty_driver(super().get_driver_class())

    def get_default_screen(self) -> Screen[None]:
        """Start with the reading screen."""
        return ReadingScreen(self._library, self._keys, self._query)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own variables for the themes that lack them."""
        return DEFAULTS

    def send(self, sequence: str) -> None:
        """Send the terminal what no widget can paint."""
        if sequence and self._driver is not None:
            self._driver.write(sequence)

    async def on_event(self, event: events.Event) -> None:
        """Take keys from the terminal one at a time; everything else goes the usual way."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self.screen_stack and isinstance(self.screen_stack[0], ReadingScreen):
                self.screen_stack[0].explain_no_more()
            self._keyboard.take(event)
        else:
            await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no control character through, whatever widget it comes from."""
        return [*super().get_line_filters(), self._wall]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action of the focused pane by its sentence, and the themes."""
        if isinstance(screen, ReadingScreen):
            for pane in CHAINS[screen.footer.pane]:
                for key in self._keys:
                    if key.pane == pane and key.id != "everywhere.palette":
                        yield SystemCommand(key.sentence, " ".join(map(shown, key.keys)), self._runner(screen, key))
        yield SystemCommand("Another theme", "Choose the colours", self.action_change_theme)

    def on_mount(self) -> None:
        """Leave as with the key when the system ends the program: with the place kept and the terminal whole."""
        for number in _ENDING_SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, lambda: asyncio.ensure_future(self.action_quit()))

    def on_ready(self) -> None:
        """Let the keys in: what is typed while the program starts waits for the list."""
        self._keyboard.open()

    def on_unmount(self) -> None:
        """Give the signals back."""
        for number in _ENDING_SIGNALS:
            asyncio.get_running_loop().remove_signal_handler(number)

    def action_help_quit(self) -> None:
        """Tell who presses C-c, out of habit, how to leave."""
        self.notify(f"{first(self._keys, 'everywhere.quit')} quits.", markup=False)

    async def action_quit(self) -> None:
        """Keep everything, and leave."""
        if isinstance(self.screen_stack[0], ReadingScreen):
            self.screen_stack[0].action_quit()

    def _at_work(self) -> Worker[None] | None:
        screen = self.screen_stack[0]
        return screen.opening.at_once if isinstance(screen, ReadingScreen) else None

    def _runner(self, screen: ReadingScreen, key: Key) -> Callable[[], None]:
        pane = screen if key.pane == EVERYWHERE else screen.query_one(f"#{screen.at}")

        def run() -> None:
            screen.call_later(pane.run_action, key.action)

        return run
