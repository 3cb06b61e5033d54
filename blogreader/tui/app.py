"""The app: themes, the final filter for control characters, and the reading screen."""

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import wait
from functools import cached_property, partial
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import App
from textual.binding import Binding
from textual.color import Color
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import Worker

from blogreader import icons, paths
from blogreader.config import Config
from blogreader.keys import Key, first
from blogreader.library import Library
from blogreader.tui.bindings import keymap
from blogreader.tui.messages import Explained, KeyWanted, QuitWanted, TerminalSequence
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.config_changes import ConfigFile
from blogreader.tui.screen.last_frame import last_screen
from blogreader.tui.screen.screen import ReadingScreen
from blogreader.tui.screen.shutdown import HUNG_UP, Shutdown, end_background, is_hung_up
from blogreader.tui.screen.unfinished import ended, explained, searching
from blogreader.tui.session import Session
from blogreader.tui.terminal.cells import LastScreen
from blogreader.tui.terminal.compact_sgr import TerminalGone, compact_driver
from blogreader.tui.terminal.ground import UNKNOWN, Ground
from blogreader.tui.terminal.key_queue import Keyboard, end_of, passed
from blogreader.tui.terminal.output_filter import AsciiFilter, ControlFilter, PlainFilter
from blogreader.tui.terminal.shown_screen import ShownScreen
from blogreader.tui.terminal.suspension import Suspension
from blogreader.tui.themes import AUTO, DARK, DEFAULTS, LIGHT, THEMES
from blogreader.tui.worker_groups import WorkerGroup

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

_USUAL = Config()
_BEHIND_KEYS_SECONDS = 0.02
_AT_CURSOR = 0.2
"""How much of a theme's primary colour lies over the ground of the row at the cursor, if the theme does not say."""
_DIALOGS = ("lines", "pages", "notes", "outline", "choice", "palette", "search", "sort", "connections", "manual")
_ACTION_SECONDS = 0.05
"""After this, an action continues in the background."""
_LOOK_SECONDS = 1.0
_REDRAW_SECONDS = 0.01
_STOPPING_SECONDS = 1.0
_SETTLING_SECONDS = 0.1
"""How long quitting waits for the panes to handle their messages."""


class BlogreaderApp(App[None], inherit_bindings=False):
    """Reads one library."""

    TITLE = "blogreader"
    CSS_PATH = [paths.styles() / f"{name}.tcss" for name in ("app", "lists")]
    # Our key table has keys for the palette and quitting; Textual's own could not be changed.
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+c", "help_quit")]

    def __init__(
        self,
        library: Library,
        config: Config = _USUAL,
        query: str | None = None,
        *,
        file: ConfigFile | None = None,
        ground: Ground = UNKNOWN,
        shown: ShownScreen | None = None,
    ) -> None:
        """Create the app; changes saved in `file` take effect while it runs.

        `ground` is the terminal's answer about its colours, `shown` what it shows already.
        """
        self._shown = shown
        super().__init__()
        self._disable_notifications = self._disable_tooltips = True  # two widgets of each screen, never used
        self.last_screen: LastScreen | None = None
        """The screen when the app was quit normally."""
        self._config = config
        self._file = file
        self._query = query
        self._control_filter = ControlFilter()
        self._ascii_filter = AsciiFilter(getattr(sys.__stderr__, "encoding", None) or "ascii")
        self._long_action: Worker[None] | None = None
        self._session: Mapping[str, object] = library.session()
        """The session when it was last checked."""
        self._kept_session = self._session
        self._keyboard = Keyboard(self, self._deliver, self._at_work, self._deciding, self._at_once)
        self._names: dict[str, set[str]] = {}
        self.library = AsyncLibrary(library)
        self.library.images = config.images
        self.library.sync.usual_order = config.sort
        self.suspension = Suspension(self, keep=self._keep_now, say=self._say, redraw=self._redraw)
        self.leaving = Shutdown(self, self.library, self._settle, self._last_changes, self._end_background)
        for theme in THEMES:
            self.register_theme(theme)
        self._ground = ground
        self._begin_with(self._named(config.theme or Session.of(self._session).theme))
        self._take_keys()
        for event in ground.typed_keys():
            self._keyboard.take(event)

    def _begin_with(self, theme: str) -> None:
        """Set the first theme without a change of themes, which would read all styles twice."""
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self._refresh_truecolor_filter(self.ansi_theme)

    def get_driver_class(self) -> type[Driver]:
        """Write less to the terminal."""
        return compact_driver(super().get_driver_class(), self._shown)

    def get_default_screen(self) -> Screen[None]:
        """Start with the reading screen."""
        screen = ReadingScreen(self.library, self._config, self._query, self._file, self._lend_terminal, self.take)
        self._add_styles(*(["lines"] if screen.filter else ()))  # its line is in the first frame
        return screen

    def take(self, config: Config) -> None:
        """Apply settings from a file that was just saved."""
        old, self._config = self._config, config
        if config.keys != old.keys:
            self._take_keys()
        if config.theme and config.theme != old.theme:
            self.theme = self._named(config.theme)
        self.library.images = config.images
        self.library.sync.use(fetching=config.fetching, views=config.views)
        self.library.sync.usual_order = config.sort
        if (screen := self._reading_screen) is not None:
            screen.take(config)
            if config.sort != old.sort or config.views != old.views:
                screen.lists.show_otherwise()

    def _named(self, theme: str) -> str:
        """Return the theme for a name: `auto` follows the terminal, unknown names mean the default."""
        if theme == AUTO and self._ground.is_dark is False:
            return LIGHT
        return theme if theme in self.available_themes else DARK

    @cached_property
    def _plain_filter(self) -> PlainFilter:
        """The filter that removes colours, for the backgrounds of the first theme."""
        theme = self.current_theme
        variables = {**DEFAULTS, **theme.variables}
        colours = (theme.background, theme.surface, theme.panel, variables["code-ground"])
        grounds = frozenset(Color.parse(colour).hex6.lower() for colour in colours if colour)
        return PlainFilter(grounds, Color.parse(variables["muted"]).hex6.lower())

    def _take_keys(self) -> None:
        self._names = {
            name: {one for key in self._keys if key.id == f"everywhere.{name}" for one in key.keys}
            for name in ("quit", "suspend", "back", "stop")
        }
        self.set_keymap(keymap(self._keys))

    @property
    def _keys(self) -> tuple[Key, ...]:
        """The key table in force."""
        return self._config.keys

    def _lend_terminal(self, use: Callable[[], int]) -> int:
        return self.suspension.lend(use)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own variables for the themes that lack them."""
        return {**DEFAULTS, "cursor-ground": Color.parse(self.current_theme.primary).with_alpha(_AT_CURSOR).hex}

    async def on_event(self, event: events.Event) -> None:
        """Queue keys from the terminal; pass on all other events."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if (screen := self._reading_screen) is not None:
                screen.explain_no_more()
                if self._keyboard.is_open:
                    screen.paint_first()
            self.library.sync.texts.make_way()
            await self._keyboard.press(event)
        else:
            await super().on_event(event)

    async def _deliver(self, event: events.Event) -> None:
        """Deliver a key: to what it is bound to, if no pane could want it for itself; else as Textual does."""
        # Through the queues of the pane and its ancestors, a third of the time went before an action began.
        screen = self._reading_screen
        is_meant = screen is not None and screen.takes_commands
        if not (is_meant and isinstance(event, events.Key) and await self._check_bindings(event.key)):
            await super().on_event(event)
        elif screen is not None and not self._keyboard.is_waiting:  # otherwise one paint shows what all of them changed
            screen.paint_changes()

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, leaving long ones to the background: all keys, even those that quit, pass through here."""
        node, name, _ = self._parse_action(action, default_namespace or self, namespaces)
        if not iscoroutinefunction(getattr(node, f"_action_{name}", None) or getattr(node, f"action_{name}", None)):
            return await super().run_action(action, default_namespace, namespaces)
        task = asyncio.create_task(super().run_action(action, default_namespace, namespaces))
        await asyncio.wait({task}, timeout=_ACTION_SECONDS)
        if task.done():
            return task.result()
        self._long_action = self.run_worker(partial(ended, task), group=WorkerGroup.ACTION)
        return True

    def stop_action(self) -> bool:
        """Stop what the last key is still doing; False if it is done."""
        worker = self._long_action
        if worker is None or worker.is_finished:
            return False
        worker.cancel()
        return True

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return filters that remove control characters, and unwanted marks and colours, from all widgets."""
        # For NO_COLOR Textual uses greys, which are colours, too.
        filters = [one for one in super().get_line_filters() if not isinstance(one, Monochrome)]
        if self.no_color:
            filters.append(self._plain_filter)
        if icons.chosen(self._config.icons) is icons.ASCII:
            filters.append(self._ascii_filter)
        return [*filters, self._control_filter]

    def on_mount(self) -> None:
        """Treat signals like the key that quits: save the place and restore the terminal."""
        self.library.bound_threads()
        self.leaving.attach()
        if self.leaving.is_listening and self._driver is not None and self._driver.can_suspend:
            self.suspension.listen(self._driver)
            self.set_interval(_LOOK_SECONDS, self._look_at_terminal)
            self.set_interval(_LOOK_SECONDS, self.keep_session)

    async def on_ready(self) -> None:
        """Show the first frame, then deliver keys: those typed during the start wait for the list."""
        are_keys_waiting = self._keyboard.is_waiting
        self._add_styles("reader")  # parsed when a text or a card is painted, which may be the first frame
        if (screen := self._reading_screen) is not None:
            await screen.take_sizes(screen.panes)
            screen.is_shown = self._shown is not None and self._shown.is_whole
            if not screen.is_shown or are_keys_waiting:
                screen.paint_first()
        self._add_styles(*_DIALOGS)
        self._keyboard.open()
        # Everything loaded by now stays. `cli` has disabled garbage collection, since there is no garbage yet.
        gc.freeze()
        gc.enable()
        if screen is None:
            return
        if are_keys_waiting:  # they come first: what starts here would compete with them for the interpreter
            screen.later(None, _BEHIND_KEYS_SECONDS, partial(self._begin, screen))
        else:
            self._begin(screen)

    def _add_styles(self, *names: str) -> None:
        """Add style sheets, to be parsed when something first needs them: `Stylesheet.read` leaves out one node."""
        for name in names:
            path = paths.styles() / f"{name}.tcss"
            self.stylesheet.add_source(path.read_text(encoding="utf-8"), (str(path), ""))

    def _begin(self, screen: ReadingScreen) -> None:
        """Do what comes behind the first frame, and the keys that were typed before it."""
        self.call_later(lambda: self.stylesheet.rules)  # parsed now, and not when a dialog is opened
        screen.begin()
        if screen.is_shown:  # complete, it must not be replaced by one without its card or text
            screen.paint_later(screen.panes)

    def on_unmount(self) -> None:
        """Stop making changes."""
        self.library.close()

    def action_help_quit(self) -> None:
        """Say which key quits, since C-c is pressed out of habit."""
        self._say(f"{first(self._keys, 'everywhere.quit')} quits.")

    async def action_quit(self) -> None:
        """Save everything and quit."""
        self.leaving.begin()

    def action_suspend_process(self) -> None:
        """Suspend until the shell continues the program."""
        self.suspension.suspend()

    async def _suspend(self) -> None:
        self.suspension.suspend()

    @on(TerminalSequence)
    def _send(self, event: TerminalSequence) -> None:
        if self._driver is not None:
            self._driver.write(event.sequence)

    @on(Explained)
    def _explain(self, event: Explained) -> None:
        if (screen := self._reading_screen) is not None:
            screen.explain(event.why)

    @on(KeyWanted)
    def _press(self, event: KeyWanted) -> None:
        self._keyboard.take(events.Key(event.key, None))

    @on(QuitWanted)
    def _leave(self) -> None:
        self.leaving.begin()

    @on(TerminalGone)
    def _leave_without_terminal(self) -> None:
        self.leaving.begin(HUNG_UP)

    def _look_at_terminal(self) -> None:
        """Quit if the terminal is gone: its reader would read end of file in a loop."""
        if is_hung_up():
            self.leaving.begin(HUNG_UP)

    def keep_session(self) -> None:
        """Save where the reader is, if that has changed and then been the same at two checks.

        A program that is killed, or whose machine loses power, can't save it when it ends.
        """
        screen, before = self._reading_screen, self._session
        if screen is None or self.leaving.is_due:
            return
        self._session = screen.session.record()
        if before == self._session != self._kept_session:
            self._kept_session = self._session
            screen.state_changes.run(
                WorkerGroup.CHANGE, self.library.change, partial(self.library.sync.keep_session, self._session)
            )

    def _keep_now(self) -> None:
        """Save what a stopped program could lose, without holding locks that would block others meanwhile."""
        if (screen := self._reading_screen) is not None:
            session = partial(self.library.sync.keep_session, screen.session.record())
            places = screen.current_article.places()
            due: list[Callable[[], object]] = [*places, *screen.note_changes.unkept(), session]
            wait([self.library.submit(change) for change in due], _STOPPING_SECONDS)
            self.library.flush(_STOPPING_SECONDS)

    def _say(self, sentence: str) -> None:
        if (screen := self._reading_screen) is not None:
            screen.say(sentence)

    def _redraw(self) -> None:
        # Only once the terminal's current size is known.
        asyncio.get_running_loop().call_later(
            _REDRAW_SECONDS, partial(self.call_later, partial(self.refresh, layout=True))
        )

    async def _settle(self) -> None:
        if (screen := self._reading_screen) is not None:
            self._keyboard.close()
            for node in (screen.reader, screen):
                await passed(node, seconds=_SETTLING_SECONDS)

    def _last_changes(self) -> list[Callable[[], object]]:
        screen = self._reading_screen
        if screen is None:
            return []
        session = partial(self.library.sync.keep_session, screen.session.record())
        return [*screen.note_changes.unkept(), *screen.current_article.last_changes(), session]

    async def _end_background(self) -> None:
        if (screen := self._reading_screen) is not None:
            await screen.source_changes.stop_at_once()
            await end_background(screen)
            if self.leaving.is_listening:
                self.last_screen = await last_screen(screen)

    def _print_error_renderables(self) -> None:
        if self._shown is not None:
            self._shown.leave()
        super()._print_error_renderables()

    @property
    def _reading_screen(self) -> ReadingScreen | None:
        """The reading screen, once its panes exist."""
        screen = self.screen_stack[0] if self.screen_stack else None
        return screen if isinstance(screen, ReadingScreen) and screen.is_ready else None

    def _at_once(self, key: events.Key) -> Callable[[], Awaitable[object]] | None:
        """Return the effect of a key that no pane may delay: it quits, suspends, goes back or stops something."""
        name = next((name for name, keys in self._names.items() if keys.intersection(key.aliases)), None)
        if name is None or not self.screen_stack:
            return None
        screen = self.screen
        if isinstance(self.focused, Input) and (key.is_printable or name in ("back", "stop")):
            return None
        if name == "quit":
            return self.action_quit
        if name == "suspend":
            return self._suspend
        if isinstance(screen, ReadingScreen) and not screen.is_asking:
            return partial(self._go_back, screen, name)
        return None

    async def _go_back(self, screen: ReadingScreen, name: str) -> None:
        if self.stop_action() and name == "stop":
            screen.explain("Stopped.")
        else:
            await screen.run_action(name)

    def _at_work(self) -> Awaitable[object] | None:
        """Return an awaitable for the end of what the next key has to wait for."""
        worker, screen = self._work, self._reading_screen
        if worker is not None:
            # Shielded: cancelling the wait would cancel the worker.
            return asyncio.shield(end_of(worker))
        overlay = screen.overlay_under_way if screen else None
        # Re-extracting a page takes longer than keys can wait.
        if screen is None or overlay is None or overlay.group == WorkerGroup.DROPPED:
            return None
        return screen.overlay_settled.wait()

    def _deciding(self) -> Awaitable[object] | None:
        """Return an awaitable for the end of a move in a long text: until then no key knows where it starts."""
        screen = self._reading_screen
        if screen is None or self.focused is not screen.reader:
            return None
        worker = searching(screen.reader) or (None if screen.reader.is_whole else self._work)
        if worker is None or worker.is_finished:
            return None
        stop = first(self._keys, "everywhere.stop")
        why = "The rest of this long text is being read" + (f"; {stop} stops." if stop else ".")
        return explained(screen, why, end_of(worker))

    @property
    def _work(self) -> Worker[None] | None:
        if self._long_action is not None and not self._long_action.is_finished:
            return self._long_action
        screen = self._reading_screen
        if screen is None:
            return None
        # A key in the list acts on the list that was requested before it; keys in the filter don't wait.
        listing = screen.lists.listing if self.focused is screen.articles else None
        in_text = searching(screen.reader) if self.focused is screen.reader else None
        return listing or in_text or screen.current_article.at_once or screen.navigation.under_way
