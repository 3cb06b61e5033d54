"""What the app decides, with a library and a screen that only tell what is asked of them: its themes, keys, filters."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from rich.segment import Segment
from textual import events
from textual.app import App
from textual.color import Color
from textual.filter import ANSIToTruecolor
from textual.widgets import Input

from blogreader.config import Config
from blogreader.keys import TABLE
from blogreader.records import replace
from blogreader.tui import app as app_module
from blogreader.tui.app import BlogreaderApp
from blogreader.tui.bindings import bindings, dialog_bindings, keymap
from blogreader.tui.screen.screen import ReadingScreen
from blogreader.tui.screen.shutdown import HUNG_UP
from blogreader.tui.session import Session
from blogreader.tui.terminal.ground import UNKNOWN, Ground
from blogreader.tui.terminal.output_filter import AsciiFilter, ControlFilter, PlainFilter
from blogreader.tui.themes import CONTRAST, DARK, LIGHT
from blogreader.tui.worker_groups import WorkerGroup


def fake(**attributes: object) -> Any:
    return SimpleNamespace(**attributes)


class Shown(ReadingScreen):
    """A reading screen that is nowhere shown."""

    is_asking = False

    def __init__(self) -> None:
        """Leave out the panes."""


class Apart(BlogreaderApp):
    """An app that does not run; what it asks of its library and its screen is told."""

    def __init__(self, config: Config | None = None, ground: Ground = UNKNOWN, **session: object) -> None:
        self.told: list[object] = []
        sync = fake(
            session=lambda: session,
            use=lambda **settings: self.told.append(settings),
            keep_session=lambda record: self.told.append(("kept", record["top"])),
            unsaved=lambda: (0, 0.0, ""),
        )
        super().__init__(sync, config or Config(), ground=ground)
        self.top = 0
        self.has_focus: object = None
        self.shown: Any = None

    def show(self, **parts: object) -> None:
        """Have a reading screen with these parts."""
        self.shown = fake(
            say=partial(self._tell, "said"),
            explain=partial(self._tell, "explained"),
            take=lambda config: self.told.append(("took", config.sort)),
            lists=fake(show_otherwise=lambda: self.told.append("listed again"), listing=None),
            note_changes=fake(unkept=lambda: [partial(self.told.append, "note")]),
            current_article=fake(
                places=lambda: [partial(self.told.append, "place")],
                last_changes=lambda: [partial(self.told.append, "last")],
                at_once=None,
            ),
            navigation=fake(under_way=None),
            articles="articles",
            reader=fake(text_search=fake(is_running=False), searching=None, is_whole=True),
            overlay_under_way=None,
            state_changes=fake(run=self._run),
            footer=fake(said=""),
            explain_no_more=partial(self._tell, "explained no more", None),
        )
        for name, part in parts.items():
            setattr(self.shown, name, part)

    def _tell(self, what: str, sentence: object) -> None:
        self.told.append((what, sentence) if sentence is not None else what)

    def _run(self, group: object, how: object, change: Callable[[], object]) -> None:
        assert (group, how) == (WorkerGroup.CHANGE, self.library.change)
        change()

    @property
    def _reading_screen(self) -> Any:
        if self.shown is not None:
            self.shown.session = Session(top=self.top)
        return self.shown

    @property
    def focused(self) -> Any:
        return self.has_focus

    def told_since(self) -> list[object]:
        """Return what was told since the last time."""
        told = [*self.told]
        self.told.clear()
        return told


# Themes and filters


@pytest.mark.parametrize(
    ("named", "saved", "is_dark", "theme"),
    [
        ("", "", None, DARK),
        ("", "nord", None, "nord"),
        (CONTRAST, "nord", None, CONTRAST),
        ("no-such-theme", "", None, DARK),
        ("", "no-such-theme", False, DARK),
        ("auto", "", None, DARK),
        ("auto", "", True, DARK),
        ("auto", "", False, LIGHT),
        (DARK, "", False, DARK),
    ],
)
def test_the_first_theme_is_the_one_that_is_named_or_was_chosen_last(
    named: str, saved: str, is_dark: bool | None, theme: str
) -> None:
    app = Apart(Config(theme=named), Ground(is_dark, b""), theme=saved)
    assert app.theme == theme
    assert app.stylesheet._variables["primary"] == app.get_css_variables()["primary"]
    [colours] = [one for one in app.get_line_filters() if isinstance(one, ANSIToTruecolor)]
    assert colours._terminal_theme is app.ansi_theme


def test_other_themes_have_our_variables_and_the_row_at_the_cursor_a_shade_of_their_own() -> None:
    app = Apart(Config(theme="nord"))
    variables = app.get_css_variables()
    assert variables["muted"] == "#8a8f98"
    assert variables["cursor-ground"] == Color.parse(app.current_theme.primary).with_alpha(0.2).hex
    assert Apart().get_css_variables()["cursor-ground"] == "#2b343f"


@pytest.mark.parametrize(
    ("no_color", "icons", "kinds"),
    [
        (False, "unicode", [ControlFilter]),
        (False, "ascii", [AsciiFilter, ControlFilter]),
        (True, "unicode", [PlainFilter, ControlFilter]),
        (True, "ascii", [PlainFilter, AsciiFilter, ControlFilter]),
    ],
)
def test_colours_and_marks_are_left_out_where_they_are_not_wanted(
    no_color: bool, icons: str, kinds: list[type], monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    filters = Apart(Config(icons=icons)).get_line_filters()
    assert [type(one) for one in filters if not isinstance(one, ANSIToTruecolor)] == kinds


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "ü"), ("latin-1", "ü"), ("ascii", "?"), (None, "?")])
def test_letters_stay_where_the_terminal_has_them(
    encoding: str | None, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.__stderr__", fake(encoding=encoding))
    [segment] = Apart()._ascii_filter.apply([Segment("ü")], Color(0, 0, 0))
    assert segment.text == shown


def test_without_colours_the_grounds_of_panes_are_none_and_grey_text_is_dim() -> None:
    app = Apart()
    plain = app._plain_filter
    assert plain._grounds == {"#16181c", "#1a1d22", "#20242a", "#1e2228"}
    assert plain._muted == "#989fab"
    assert app._plain_filter is plain


# Keys and actions


def test_the_keys_of_a_pane_or_a_dialog_are_those_of_the_table_under_their_ids() -> None:
    def told(found: Any) -> dict[str, tuple[str, str]]:
        return {one.id: (one.key, one.action) for one in found}

    articles = told(bindings("articles"))
    assert articles["articles.mark"] == ("r", "mark")
    assert {name.partition(".")[0] for name in articles} == {"articles"}
    assert told(bindings("reader"))["reader.page-down"] == ("space,pagedown,ctrl+f", "page_down")
    assert told(dialog_bindings({"everywhere.back": "dismiss", "everywhere.quit": "leave"})) == {
        "everywhere.back": ("q", "dismiss"),
        "everywhere.quit": ("ctrl+q", "leave"),
        "everywhere.suspend": ("ctrl+z", "app.suspend_process"),
    }
    assert told(dialog_bindings({}))["everywhere.quit"] == ("ctrl+q", "app.quit")
    several = tuple(replace(one, keys=("f7", "f8")) if one.id == "articles.mark" else one for one in TABLE)
    assert (keymap(TABLE), keymap(several)) == ({}, {"articles.mark": "f7,f8"})


@pytest.mark.parametrize("is_open", [True, False])
async def test_a_key_of_the_terminal_waits_for_its_turn_and_what_is_said_of_the_last_one_goes(
    is_open: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Any = Apart()
    passed_on: list[object] = []

    async def on_event(_: object, event: object) -> None:
        passed_on.append(event)

    monkeypatch.setattr(App, "on_event", on_event)

    async def press(key: events.Key) -> None:
        app.told.append(key.key)

    app._keyboard = fake(is_open=is_open, press=press)
    app.library.sync.texts = fake(make_way=partial(app._tell, "made way", None))
    await app.on_event(events.Key("j", "j"))
    assert app.told_since() == ["made way", "j"]
    app.show(paint_first=partial(app._tell, "painted", None))
    await app.on_event(events.Key("j", "j"))
    assert app.told_since() == ["explained no more", *(["painted"] if is_open else []), "made way", "j"]
    given = events.Key("j", "j")
    given._set_forwarded()
    other = events.MouseMove(None, 0, 0, 0, 0, 0, False, False, False)
    await app.on_event(given)
    await app.on_event(other)
    assert (app.told_since(), passed_on) == ([], [given, other])


@pytest.mark.parametrize(
    ("changed", "is_waiting", "told"),
    [
        ({}, False, ["runs j", "painted"]),
        ({}, True, ["runs j"]),
        ({"is_bound": False}, False, ["runs j", "passed on"]),
        ({"takes_commands": False}, False, ["passed on"]),
        ({"screen": None}, False, ["passed on"]),
    ],
)
async def test_a_command_goes_to_what_it_is_bound_to_and_is_painted_before_anything_else(
    changed: dict[str, Any], is_waiting: bool, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Any = Apart()

    async def on_event(*_: object) -> None:
        app.told.append("passed on")

    async def check(_: object, key: str) -> bool:
        app.told.append(f"runs {key}")
        return bool(changed.get("is_bound", True))

    app._keyboard = fake(is_waiting=is_waiting)
    app.show(
        takes_commands=changed.get("takes_commands", True),
        paint_changes=partial(app.told.append, "painted"),
    )
    monkeypatch.setattr(App, "on_event", on_event)
    monkeypatch.setattr(App, "_check_bindings", check)
    app.shown = changed.get("screen", app.shown)
    await app._deliver(events.Key("j", "j"))
    assert app.told_since() == told


async def test_a_long_action_goes_on_in_the_background_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    app: Any = Apart()
    release = asyncio.Event()

    async def run_action(_: object, action: str, *others: object) -> bool:
        assert others == (None, None)
        if action == "long":
            await release.wait()
        return action != "refused"

    async def later() -> None:
        raise AssertionError

    app.action_long = app.action_refused = app._action_hidden = later
    app.action_done = app.action_hidden = list

    monkeypatch.setattr(App, "run_action", run_action)
    monkeypatch.setattr(app_module, "_ACTION_SECONDS", 0.0)
    running = fake(is_finished=False, cancel=partial(app.told.append, "cancelled"))

    def run_worker(work: Any, *, group: object) -> Any:
        app.told.append((group, asyncio.ensure_future(work())))
        return running

    app.run_worker = run_worker
    assert not app.stop_action()
    assert await app.run_action("long") is True
    [(group, task)] = app.told_since()
    assert (group, task.done()) == (WorkerGroup.ACTION, False)
    assert app.stop_action()
    assert app.told_since() == ["cancelled"]
    release.set()
    await task
    running.is_finished = True
    assert not app.stop_action()
    monkeypatch.setattr(app_module, "_ACTION_SECONDS", 60.0)
    assert [await app.run_action(name) for name in ("done", "refused", "hidden")] == [True, False, True]
    assert app.told_since() == []


@pytest.mark.parametrize(
    ("shown", "are_waiting", "is_painted"),
    [(None, False, True), (None, True, True), (True, False, False), (True, True, True), (False, False, True)],
)
async def test_at_the_start_the_first_frame_comes_before_the_keys_and_these_before_the_rest(
    shown: bool | None, are_waiting: bool, is_painted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Any = Apart()
    told = app.told
    monkeypatch.setattr(app_module, "gc", fake(freeze=lambda: None, enable=partial(told.append, "collecting")))
    app._add_styles = lambda *names: told.append(f"styles {names[0]}")
    app._keyboard = fake(is_waiting=are_waiting, open=partial(told.append, "keys"))
    app._begin = lambda screen: told.append("begun" if screen is app.shown else screen)
    app._shown = None if shown is None else fake(is_whole=shown)
    await app.on_ready()
    assert app.told == (before := ["styles reader", "styles lines", "keys", "collecting"])
    told.clear()

    async def take_sizes(panes: str) -> None:
        told.append(panes)

    def later(timer: object, seconds: float, do: Callable[[], None]) -> None:
        assert timer is None
        told.append(seconds)
        do()

    app.show(panes="sizes", take_sizes=take_sizes, paint_first=partial(told.append, "painted"), later=later)
    await app.on_ready()
    painted, waiting = ["painted"] if is_painted else [], [0.02] if are_waiting else []
    assert told == [before[0], "sizes", *painted, *before[1:], *waiting, "begun"]
    assert app.shown.is_shown is bool(shown)


def test_before_its_panes_exist_no_screen_is_asked() -> None:
    app = BlogreaderApp(fake(session=dict))
    assert app._reading_screen is None
    for screen in (fake(is_ready=True), shown := Shown()):
        app._screen_stacks["_default"] = [screen]
        shown.is_ready = False
        assert app._reading_screen is None
    shown.is_ready = True
    assert app._reading_screen is shown


# Settings that are saved while it runs


def test_settings_that_are_saved_are_in_force_at_once() -> None:
    app = Apart()
    assert (app.library.images, app.library.sync.usual_order) == ("auto", "-date")
    app.show()
    app.take(Config(theme=LIGHT, images="blocks"))
    assert (app.theme, app.library.images) == (LIGHT, "blocks")
    assert app.told_since() == [{"fetching": Config().fetching, "views": ()}, ("took", "-date")]
    app.theme = "nord"  # chosen in the palette
    app.take(Config(theme=LIGHT, sort="title"))
    assert (app.theme, app.library.sync.usual_order) == ("nord", "title")
    assert app.told_since()[1:] == [("took", "title"), "listed again"]
    app.take(Config(sort="title", views=(("Short", "minutes:<5"),)))
    assert app.theme == "nord"
    assert app.told_since()[1:] == [("took", "title"), "listed again"]
    app.shown = None
    app.take(Config(theme="auto"))
    assert app.theme == DARK
    assert len(app.told_since()) == 1


def changed(key_id: str, *keys: str) -> Config:
    return Config(keys=tuple(replace(one, keys=keys) if one.id == key_id else one for one in TABLE))


def at_once(app: Apart, key: str, character: str | None = None) -> object:
    found = app._at_once(events.Key(key, character))
    return getattr(found, "__name__", None) or (found and getattr(found, "args", None))


def test_keys_that_were_changed_leave_and_stop() -> None:
    app = Apart(changed("everywhere.quit", "f9"))
    app._screen_stacks["_default"] = [Shown()]
    assert app._keymap == {"everywhere.quit": "f9"}
    assert at_once(app, "f9") == "action_quit"
    assert at_once(app, "ctrl+q") is None
    app.take(changed("everywhere.suspend", "f8"))
    assert app._keymap == {"everywhere.suspend": "f8"}
    assert [at_once(app, key) for key in ("f9", "ctrl+q", "f8", "ctrl+z")] == [None, "action_quit", "_suspend", None]


def test_no_pane_delays_a_key_that_leaves_goes_back_or_stops() -> None:
    app = Apart()
    assert at_once(app, "ctrl+q") is None  # there is no screen yet
    screen = Shown()
    app._screen_stacks["_default"] = [screen]
    assert at_once(app, "ctrl+q") == "action_quit"
    assert at_once(app, "ctrl+z") == "_suspend"
    assert at_once(app, "q", "q") == (screen, "back")
    assert at_once(app, "escape") == (screen, "stop")
    assert at_once(app, "j", "j") is None
    screen.is_asking = True
    assert (at_once(app, "q", "q"), at_once(app, "ctrl+q")) == (None, "action_quit")
    screen.is_asking = False
    app.has_focus = Input()  # in which a letter is one, and which Esc leaves
    assert [at_once(app, *key) for key in (("q", "q"), ("escape",), ("ctrl+q",), ("ctrl+z",))] == [
        *(None, None, "action_quit", "_suspend"),
    ]
    app.has_focus = None
    app._screen_stacks["_default"] = [fake()]
    assert (at_once(app, "q", "q"), at_once(app, "ctrl+q")) == (None, "action_quit")


async def test_a_key_that_stops_stops_what_the_last_one_is_still_doing() -> None:
    app = Apart()
    cancelled: list[bool] = []
    app._long_action = fake(is_finished=False, cancel=lambda: cancelled.append(True))
    ran: list[str] = []

    async def run_action(name: str) -> None:
        ran.append(name)

    screen: Any = fake(explain=partial(app._tell, "explained"), run_action=run_action)
    await app._go_back(screen, "stop")
    assert (cancelled, ran, app.told_since()) == ([True], [], [("explained", "Stopped.")])
    await app._go_back(screen, "back")
    assert (cancelled, ran) == ([True, True], ["back"])
    app._long_action = fake(is_finished=True)
    await app._go_back(screen, "stop")
    app._long_action = None
    await app._go_back(screen, "stop")
    assert (cancelled, ran, app.told_since()) == ([True, True], ["back", "stop", "stop"], [])


# What the next key waits for


def worker() -> Any:
    return fake(is_finished=False, group=WorkerGroup.LIST)


def test_a_key_waits_for_what_the_one_before_it_asked_for() -> None:
    app = Apart()
    assert app._work is None
    one, two, three, four, five = (worker() for _ in range(5))
    app.show(
        lists=fake(listing=one),
        reader=fake(text_search=fake(is_running=True), searching=two),
        current_article=fake(at_once=three),
        navigation=fake(under_way=four),
    )
    app.has_focus = "articles"
    assert app._work is one
    app.has_focus = app.shown.reader
    assert app._work is two
    for idle in (True, False):  # its search has ended, or none was begun
        two.is_finished = idle
        app.shown.reader.text_search.is_running = idle
        assert app._work is three
    app.has_focus = None
    assert app._work is three
    app.shown.current_article.at_once = None
    assert app._work is four
    app._long_action = five
    assert app._work is five
    five.is_finished = True
    assert app._work is four


async def test_a_key_waits_for_a_dialog_that_opens_but_not_for_a_page_that_is_read_again() -> None:
    app = Apart()
    assert app._at_work() is None
    settled = asyncio.Event()
    settled.set()
    app.show(overlay_settled=settled)
    assert app._at_work() is None
    app.shown.overlay_under_way = fake(group=WorkerGroup.DROPPED)
    assert app._at_work() is None
    app.shown.overlay_under_way = fake(group=WorkerGroup.PAGE)
    waiting = app._at_work()
    assert waiting is not None
    assert await waiting is True
    ended = asyncio.Event()

    async def wait() -> None:
        ended.set()

    app._long_action = fake(is_finished=False, wait=wait)
    waiting = app._at_work()
    assert waiting is not None
    await waiting
    assert ended.is_set()


async def test_until_a_long_text_is_read_to_its_match_no_key_moves_in_it_and_why_is_said() -> None:
    app = Apart()
    assert app._deciding() is None
    searching = worker()
    app.show(reader=fake(text_search=fake(is_running=False), searching=searching, is_whole=True))
    app.has_focus = app.shown.reader
    assert app._deciding() is None
    app.shown.reader.text_search.is_running = True

    async def wait() -> None:
        app.shown.footer.said = app.told[-1][1]  # type: ignore[index]

    searching.wait = wait
    app.has_focus = "articles"
    assert app._deciding() is None
    app.has_focus = app.shown.reader
    waiting = app._deciding()
    assert waiting is not None
    await waiting
    why = "The rest of this long text is being read; Esc stops."
    assert app.told_since() == [("explained", why), "explained no more"]

    async def find_nothing() -> None:
        app.shown.footer.said = "Not found."

    searching.wait = find_nothing
    app.take(changed("everywhere.stop"))
    app.told.clear()
    waiting = app._deciding()
    assert waiting is not None
    await waiting
    assert app.told_since() == [("explained", "The rest of this long text is being read.")]
    app.shown.reader.text_search.is_running = False
    app.shown.reader.is_whole = False
    assert app._deciding() is None
    app.shown.current_article.at_once = fake(is_finished=True)
    assert app._deciding() is None
    app.shown.current_article.at_once = fake(is_finished=False, wait=find_nothing)
    waiting = app._deciding()
    assert waiting is not None
    await waiting


# What is kept


def test_where_one_is_is_kept_once_one_rests_there() -> None:
    app = Apart(**Session().record())
    app.keep_session()
    app.show()
    app.keep_session()
    app.keep_session()
    assert app.told_since() == []  # as it was
    app.top = 3
    app.keep_session()
    app.top = 4
    app.keep_session()
    assert app.told_since() == []
    app.keep_session()
    app.keep_session()
    assert app.told_since() == [("kept", 4)]
    app.top = 5
    app.keep_session()
    app.leaving = fake(is_due=True)
    app.keep_session()
    assert app.told_since() == []


def test_before_it_is_stopped_and_at_the_end_all_that_could_be_lost_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Apart()
    app._keep_now()
    assert app._last_changes() == []

    def submit(change: Callable[[], object]) -> "Future[object]":
        done: Future[object] = Future()
        done.set_result(change())
        return done

    monkeypatch.setattr(app.library, "submit", submit)
    monkeypatch.setattr(app.library, "flush", lambda seconds: app.told.append(("flushed", seconds)))
    app.show()
    app.top = 7
    app._keep_now()
    assert app.told_since() == ["place", "note", ("kept", 7), ("flushed", 1.0)]
    for change in app._last_changes():
        change()
    assert app.told_since() == ["note", "last", ("kept", 7)]


async def test_on_the_way_out_the_panes_have_their_messages_and_the_screen_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app: Any = Apart()
    told = app.told

    async def settled(node: object, *, seconds: float) -> None:
        told.append((node, seconds))

    async def stop(what: object = "sources") -> None:
        told.append(what)

    async def capture(screen: object) -> object:
        return ("cells of", screen)

    monkeypatch.setattr(app_module, "passed", settled)
    monkeypatch.setattr(app_module, "end_background", stop)
    monkeypatch.setattr(app_module, "last_screen", capture)
    app._keyboard = fake(close=partial(told.append, "no more keys"))
    app.leaving = fake(is_listening=False)
    await app._settle()
    await app._end_background()
    assert told == []
    app.show(source_changes=fake(stop_at_once=stop))
    shown = app.shown
    await app._settle()
    assert told == ["no more keys", (shown.reader, 0.1), (shown, 0.1)]
    told.clear()
    await app._end_background()
    assert (told, app.last_screen) == (["sources", shown], None)
    app.leaving.is_listening = True
    await app._end_background()
    assert app.last_screen == ("cells of", shown)


# Sentences, and the terminal


def test_what_has_no_effect_is_said_on_the_reading_screen_once_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Apart()
    app.action_help_quit()
    app._explain(fake(why="It does nothing."))
    app.show()
    app.action_help_quit()
    app._explain(fake(why="It does nothing."))
    assert app.told_since() == [("said", "C-q quits."), ("explained", "It does nothing.")]
    app._keyboard = fake(take=lambda key: app.told.append(key.key))
    app._press(fake(key="j"))
    app._send(fake(sequence="x"))  # there is no terminal yet
    app._driver = fake(write=app.told.append)
    app._send(fake(sequence="x"))
    assert app.told_since() == ["j", "x"]
    app.leaving = fake(begin=lambda status=0: app.told.append(status))
    app._leave()
    app._leave_without_terminal()
    assert app.told_since() == [0, HUNG_UP]
    for is_gone in (False, True):
        monkeypatch.setattr(app_module, "is_hung_up", lambda is_gone=is_gone: is_gone)
        app._look_at_terminal()
        assert app.told_since() == ([HUNG_UP] if is_gone else [])


@pytest.mark.parametrize(
    ("is_listening", "can_suspend", "is_watched"),
    [(True, True, True), (True, False, False), (False, True, False), (True, None, False)],
)
def test_a_terminal_is_watched_where_the_program_has_it_to_itself(
    is_listening: bool, can_suspend: bool | None, is_watched: bool
) -> None:
    app: Any = Apart()
    told: list[object] = []
    app.leaving = fake(attach=partial(told.append, "attached"), is_listening=is_listening)
    app._driver = None if can_suspend is None else fake(can_suspend=can_suspend)
    app.suspension = fake(listen=lambda _: told.append("listening"))
    app.library = fake(bound_threads=partial(told.append, "threads bound"))
    app.set_interval = lambda seconds, do: told.append((seconds, do.__name__))
    app.on_mount()
    watched = ["listening", (1.0, "_look_at_terminal"), (1.0, "keep_session")]
    assert told == ["threads bound", "attached", *(watched if is_watched else [])]


def test_a_terminal_that_is_taken_back_is_laid_out_anew_once_its_size_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    app: Any = Apart()

    def call_later(seconds: float, do: Callable[[], None]) -> None:
        app.told.append(seconds)
        do()

    monkeypatch.setattr(asyncio, "get_running_loop", lambda: fake(call_later=call_later))
    app.call_later = lambda do: do()
    app.refresh = lambda **how: app.told.append(how)
    app._redraw()
    assert app.told_since() == [0.01, {"layout": True}]


async def test_both_ways_to_suspend_do() -> None:
    app: Any = Apart()
    app.suspension = fake(suspend=partial(app.told.append, "suspended"))
    app.action_suspend_process()
    await app._suspend()
    assert app.told_since() == ["suspended"] * 2


def test_a_traceback_is_printed_where_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    app: Any = Apart()
    monkeypatch.setattr(App, "_print_error_renderables", lambda _: app.told.append("printed"))
    app._print_error_renderables()
    app._shown = fake(leave=partial(app.told.append, "left"))
    app._print_error_renderables()
    assert app.told_since() == ["printed", "left", "printed"]


@pytest.mark.parametrize("is_shown", [True, False])
def test_behind_the_first_frame_one_that_stands_there_already_is_painted_over_when_it_is_whole(is_shown: bool) -> None:
    app: Any = Apart()
    told: list[object] = []
    app.call_later = lambda _: told.append("styles")
    screen: Any = fake(begin=partial(told.append, "begun"), is_shown=is_shown, panes=("a",), paint_later=told.append)
    app._begin(screen)
    assert told == ["styles", "begun", *([("a",)] if is_shown else [])]
