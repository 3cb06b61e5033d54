"""Where the reading screen sends what its panes and keys ask for, and what it does when there are several."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from textual import events

from blogreader.conditions import Arrangement, Grouping, Order, Sort
from blogreader.config import Config
from blogreader.errors import LibraryError, UsageError
from blogreader.keys import ARTICLES, READER, SELECTING, SIDEBAR, TABLE
from blogreader.model import Status
from blogreader.records import replace
from blogreader.tui import messages
from blogreader.tui.panes.bars import OpenText
from blogreader.tui.panes.filter_line import FilterLine
from blogreader.tui.reader.content import Loaded, Loading, Preview
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.screen import ReadingScreen
from blogreader.tui.session import Session
from tests.tui.screen.told_panes import ALL, ONE, OTHER, TWO, counts, fake


class Teller:
    """Stands for a controller: tells each method that is called, and answers False."""

    def __init__(self, name: str, told: list[Any], **values: object) -> None:
        self._name, self._told = name, told
        for key, value in values.items():
            setattr(self, key, value)

    def __getattr__(self, method: str) -> Any:
        def call(*arguments: object, **options: object) -> bool:
            self._told.append((f"{self._name}.{method}", *arguments, *options.values()))
            return False

        return call


class Routed(ReadingScreen):
    """A reading screen with controllers that tell what they are asked for, on no terminal."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        ReadingLayout.__init__(self, Config(), ALL, {}, {}, lambda *_: (0, 0, ()))
        for name in (
            *("state_changes", "lists", "batch_changes", "bulk_fetch", "source_changes", "pages", "palette_commands"),
            *("external_changes", "text_upkeep", "programs", "manual", "config_changes"),
        ):
            setattr(self, name, Teller(name, self.told))
        told: Any = Teller
        ending = told("current_article.ending", self.told)
        self.current_article = told("current_article", self.told, key="a key", warm_up="warm up", ending=ending)
        self.navigation = told("navigation", self.told, jump=self._jump, searched="sea")
        self.place_marks = told("place_marks", self.told, is_asking=False)
        self.note_changes = told("note_changes", self.told, noting="")
        self.bulk_fetch: Any = told("bulk_fetch", self.told, has_just_ended=False)
        self.library: Any = fake(sync=fake(query=self._query))
        self.is_ready = False
        self._session = Session()
        self.footer: Any = fake(pane=ARTICLES, standing="", has_text=None, hints=(), bare=False)
        self.header: Any = fake(text=None, total=None)
        self.articles: Any = told(
            "articles", self.told, current=ONE, selected=0, range_start=None, drop_selection=lambda: False, reading=""
        )
        self.reader: Any = told(
            "reader",
            self.told,
            current=TWO,
            link=None,
            section="A section",
            standing="25%",
            share_read=0.5,
            visual=False,
            page=Preview(),
            is_asking=False,
            let_go=lambda: False,
        )
        self.line_of: Any = told("line", self.told, value="typed")
        self.filter_of: Any = fake(
            line=self.line_of, set_class=lambda on, name: self.told.append(("class", name, on)), remark=fake()
        )

    @contextmanager
    def _jump(self) -> Iterator[None]:
        self.told.append("jump")
        yield
        self.told.append("jumped")

    def _query(self, text: str) -> None:
        if "?" in text:
            raise UsageError("No.")

    def explain(self, sentence: str) -> None:
        self.told.append(("explained", sentence))

    def fail(self, error: Exception) -> None:
        self.told.append(("failed", str(error)))

    def note(self, sentence: str, _: str = "") -> None:
        self.told.append(("note", sentence))

    async def line(self, name: str) -> Any:
        self.told.append(name)
        return self.line_of

    async def filter_line(self) -> Any:
        return self.line_of

    @property
    def filter_pane(self) -> Any:
        return self.filter_of

    def set_focus(self, widget: Any, scroll_visible: bool = True, from_app_focus: bool = False) -> None:  # noqa: ARG002 - Textual's
        self.told.append(("focus", widget._name, scroll_visible))

    def query_one(self, name: Any, _: Any = None) -> Any:
        return Teller(str(name), self.told)

    @property
    def app(self) -> Any:  # type: ignore[override]
        return fake(
            theme="nord",
            push_screen=lambda shown, *_: self.told.append(type(shown).__name__),
            post_message=lambda message: self.told.append(type(message).__name__),
            action_suspend_process=partial(self.told.append, "suspended"),
        )

    def put(self, **values: object) -> None:
        """Set values without their watchers."""
        for name, value in values.items():
            self.set_reactive(getattr(ReadingLayout, name), value)

    def tell(self, what: object) -> None:
        self.told.append(what)

    def since(self) -> list[Any]:
        told = [*self.told]
        self.told.clear()
        return told


@pytest.fixture
def screen() -> Routed:
    return Routed()


SORT = Sort(Order.DATE)


@pytest.mark.parametrize(
    ("handler", "event", "told"),
    [
        ("_tell_why", messages.Unable("Why."), [("explained", "Why.")]),
        ("_tell_unreadable", fake(error=LibraryError("Damaged.")), [("failed", "Damaged.")]),
        ("_preview", None, [("current_article.preview",), ("current_article.ending.tell",)]),
        ("_fetch", None, [("bulk_fetch.fetch_shown",)]),
        ("_mark", messages.Marked(ONE), [("state_changes.mark", ONE)]),
        ("_bookmark", messages.Bookmarked(ONE, top=True), [("state_changes.bookmark", ONE, True)]),
        ("_move_on_list", messages.Moved(ONE, -1), [("lists.move", -1)]),
        ("_mark_many", messages.BatchMarked(Status.READ, "q"), [("batch_changes.mark", Status.READ, "q")]),
        (
            "_bookmark_many",
            messages.BatchBookmarked(on=True, top=True, query="q"),
            [("batch_changes.bookmark", True, True, "q")],
        ),
        ("_take_read_off", None, [("batch_changes.unbookmark_read",)]),
        ("_fit", messages.FitWanted(15), [("lists.fit", 15)]),
        ("_save_view", messages.ViewSaved("Rust"), [("lists.save", "Rust")]),
        ("_show_view", messages.ViewWanted("Rust"), [("lists.show_view", "Rust")]),
        ("_browse", messages.Browsed(ONE), [("navigation.browse", ONE.article.url)]),
        ("_copy", messages.Copied(ONE), [("navigation.copy", ONE.article.url)]),
        ("_copy", messages.Copied(ONE, "text"), [("navigation.copy", "text")]),
        (
            "_keep_place",
            fake(entry=ONE, place="place", laid_out=True, way="read"),
            [("current_article.moved", ONE, "place", True, "read")],
        ),
        ("_go_to", fake(key="a key"), [("palette_commands.go_to", "a key")]),
        ("_set_finish", fake(day="2027-03-31"), [("pages.set_finish", "2027-03-31")]),
        ("_remember_jump", messages.Jumped(ONE, None, 4), [("navigation.jumped_from", ONE, None, 4)]),
        ("_follow", fake(link="link", seen=True), [("navigation.follow", "link", True)]),
        ("_show_pictures", fake(addresses={1: "a"}, seen=True), [("navigation.show_pictures", {1: "a"}, True)]),
        ("_return", None, [("navigation.go_back",)]),
        ("_show_outline", None, [("navigation.show_outline",)]),
        ("_show_changes", None, [("navigation.show_changes",)]),
        ("_show_dropped", None, [("navigation.show_dropped",)]),
        ("_show_notes", None, [("note_changes.show",)]),
        ("_keep_note", None, [("note_changes.keep",)]),
        ("_keep_draft", None, [("note_changes.typed",)]),
        ("_drop_note", None, [("note_changes.cancel",)]),
        ("_take_colour", fake(step=-1), [("note_changes.colour", -1)]),
        ("_add", messages.SourceAdded("~/a"), [("source_changes.add", "~/a")]),
        ("_refresh", messages.SourcesRefreshed("one", "two"), [("bulk_fetch.refresh", ("one", "two"))]),
        ("_remove", messages.SourceRemoved("one"), [("source_changes.remove", "one")]),
        ("_restore", None, [("source_changes.restore",)]),
        ("_step", messages.Stepped(1, unread=True, opened=False), [("current_article.step", 1, True, False)]),
        (
            "_step",
            messages.Stepped(-1, unread=False, opened=True),
            ["jump", ("current_article.step", -1, False, True), "jumped"],
        ),
        ("action_refresh", None, [("bulk_fetch.refresh",)]),
        ("action_search", None, [("navigation.show_search",), ("text_upkeep.look",)]),
        ("action_connections", None, [("navigation.show_connections", ONE), ("text_upkeep.look",)]),
        ("action_jump_back", None, [("navigation.jump_back",)]),
        ("action_jump_forward", None, [("navigation.jump_forward",)]),
        ("action_set_mark", None, [("place_marks.ask", True)]),
        ("action_go_to_mark", None, [("place_marks.ask", False)]),
        ("action_suspend", None, ["suspended"]),
        ("action_quit", None, ["QuitWanted"]),
        ("action_pipe", None, [("programs.pipe", ONE)]),
        ("action_edit", None, [("programs.edit", ONE)]),
        ("action_palette", None, [("palette_commands.show",)]),
        ("action_help", None, ["KeyHelp"]),
        ("action_manual", None, [("manual.show",)]),
        ("action_progress", None, [("pages.show_progress",)]),
        ("on_screen_suspend", None, [("current_article.look",)]),
        ("on_screen_resume", None, [("current_article.look",)]),
    ],
)
def test_what_is_asked_for_goes_where_it_is_done(screen: Routed, handler: str, event: Any, told: list[object]) -> None:
    getattr(screen, handler)(*([] if event is None else [event]))
    assert screen.since() == told


async def test_undoing_may_change_the_order_of_the_list(screen: Routed) -> None:
    async def done(what: str, *, redo: bool = False) -> None:
        screen.told.append((what, redo))

    anything: Any = screen
    anything.state_changes.take_back = partial(done, "taken back")
    anything.lists.follow_order = partial(done, "ordered")
    await screen.action_undo()
    await screen.action_redo()
    assert screen.since() == [("taken back", False), ("ordered", False), ("taken back", True), ("ordered", False)]


async def test_a_note_is_asked_for_on_what_was_selected_or_is_in_view(screen: Routed) -> None:
    async def ask(*what: object, selected: bool | None = None) -> None:
        screen.told.append((*what, selected))

    anything: Any = screen
    anything.note_changes.ask = anything.note_changes.edit = ask
    anchor: Any = fake()
    await screen._ask_note(messages.NoteWanted(ONE, "quote", anchor, selected=True))
    highlight: Any = fake()
    await screen._ask_other_note(messages.NoteEdited(ONE, highlight))
    assert screen.since() == [(ONE, "quote", anchor, True), (ONE, highlight, None)]


def test_opening_and_going_on_are_jumps(screen: Routed) -> None:
    screen.put(at=READER)
    screen._open(messages.Opened(ONE, again=True))
    assert screen.since() == ["jump", ("current_article.open", ONE, True), "jumped"]
    screen._go_on(fake(entry=ONE))
    assert screen.since() == ["jump", ("current_article.finish", ONE), ("pages.show_if_finished",), "jumped"]
    anything: Any = screen
    anything.current_article.finish = lambda _: True
    screen._go_on(fake(entry=ONE))
    assert screen.since() == ["jump", "jumped"]


@pytest.mark.parametrize(
    ("sort", "group", "arrangement"),
    [
        (SORT, None, Arrangement(SORT, Grouping.MONTH)),
        (None, Grouping.SOURCE, Arrangement(Sort(Order.TITLE), Grouping.SOURCE)),
    ],
)
def test_an_order_or_groups_are_chosen_beside_the_other(
    screen: Routed, sort: Sort | None, group: Grouping | None, arrangement: Arrangement
) -> None:
    screen.arrangements["all"] = Arrangement(Sort(Order.TITLE), Grouping.MONTH)
    screen._choose_arrangement(messages.ArrangementChosen(sort, group))
    assert screen.since() == [("lists.arrange", arrangement)]
    screen._lay_out(None)
    screen._lay_out(Arrangement())
    assert screen.since() == [("lists.arrange", Arrangement())]


def test_what_acts_on_an_article_is_for_the_open_one_in_the_reader(screen: Routed) -> None:
    screen.action_pipe()
    screen.put(at=READER)
    screen.action_pipe()
    assert screen.since() == [("programs.pipe", ONE), ("programs.pipe", TWO)]


def test_the_dialog_of_orders_is_shown_where_the_query_has_one(screen: Routed) -> None:
    screen.library.sync.laid_out = lambda *_: Arrangement()
    screen.action_sort()
    assert screen.since() == ["SortScreen"]

    def refuse(*_: object) -> None:
        raise UsageError("No.")

    screen.library.sync.laid_out = refuse
    screen.action_sort()
    assert screen.since() == [("explained", "No.")]


# Stopping and going back


STOPPED: list[object] = [("source_changes.stop",), ("bulk_fetch.stop",), ("programs.stop",)]
"""What is asked to stop, one after the other, where nothing is under way."""


def begin(screen: Routed, what: str) -> None:
    """Have something under way."""
    anything: Any = screen
    match what:
        case "stop_overlay":
            anything.stop_overlay = lambda: True
        case "loading":
            screen.put(page=Loading(ONE, None))
        case "just ended":
            anything.bulk_fetch.has_just_ended = True
        case "drop":
            screen.articles.drop_selection = lambda: True
        case "zen":
            screen.put(zen=True, at=READER)
            anything.watch_zen = lambda zen: screen.told.append(("zen", zen))
        case "nothing":
            pass
        case _:
            getattr(anything, what).stop = lambda: True


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("stop_overlay", []),
        ("loading", [("current_article.stop",)]),
        ("source_changes", [("explained", "Stopped; what was found was kept.")]),
        ("bulk_fetch", [("source_changes.stop",)]),
        ("programs", [("source_changes.stop",), ("bulk_fetch.stop",)]),
        ("just ended", [*STOPPED, ("explained", "Fetching has just finished.")]),
        ("drop", STOPPED),
        ("nothing", [*STOPPED, ("explained", "Nothing to stop or drop · q quits")]),
    ],
)
def test_esc_stops_what_is_the_newest_and_says_when_there_is_nothing(
    screen: Routed, what: str, told: list[object]
) -> None:
    begin(screen, what)
    screen.action_stop()
    assert screen.since() == told


def test_esc_names_the_key_that_goes_back_if_there_is_one(screen: Routed) -> None:
    screen.put(at=READER)
    screen.action_stop()
    assert screen.since()[-1] == ("explained", "Nothing to stop or drop · q goes back")
    screen.put(zen=True)
    screen.action_stop()
    assert screen.since()[-1] == ("explained", "Nothing to stop or drop · q leaves zen")
    keys = tuple(replace(key, keys=()) if key.id == "everywhere.back" else key for key in TABLE)
    screen.config = Config(keys=keys)
    screen.action_stop()
    assert screen.since()[-1] == ("explained", "Nothing to stop or drop")
    screen.reader.let_go = lambda: True
    screen.action_stop()
    assert ("explained", "Nothing to stop or drop") not in screen.since()


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("stop_overlay", []),
        ("loading", [("current_article.stop",)]),
        ("drop", []),
        ("zen", [("zen", False)]),
        ("nothing", ["QuitWanted"]),
    ],
)
def test_going_back_takes_one_step(screen: Routed, what: str, told: list[object]) -> None:
    begin(screen, what)
    screen.action_back()
    assert screen.since() == told


def test_from_a_text_one_goes_back_to_the_list(screen: Routed) -> None:
    anything: Any = screen
    anything.watch_at = screen.tell
    screen.put(at=READER)
    screen.action_back()
    assert screen.since() == [ARTICLES]
    screen.put(at=READER)
    screen.reader.let_go = lambda: True
    screen.action_back()
    assert screen.since() == []


@pytest.mark.parametrize(
    ("at", "has_filter", "is_dropped"),
    [(ARTICLES, True, True), (SIDEBAR, True, True), (ARTICLES, False, False), (READER, True, False)],
)
def test_a_filter_is_dropped_last(screen: Routed, at: str, has_filter: bool, is_dropped: bool) -> None:
    screen.put(at=at)
    screen.filters["all"] = "rust" * has_filter
    assert screen._drop() is is_dropped
    assert screen.since() == ([("line.action_cancel",)] if is_dropped else [])
    screen.articles.drop_selection = lambda: True
    assert screen._drop() is (is_dropped or at == ARTICLES)
    assert screen.since() == ([("line.action_cancel",)] if at == SIDEBAR else [])


# Keys, filters and lines


def key(name: str) -> Any:
    return events.Key(name, name if len(name) == 1 else None)


def test_a_key_is_the_letter_of_a_mark_or_says_where_it_has_an_effect(
    screen: Routed, monkeypatch: pytest.MonkeyPatch
) -> None:
    anything: Any = screen
    monkeypatch.setattr(Routed, "active_bindings", {"tab": 1})
    screen.on_key(key("j"))
    screen.on_key(key("tab"))
    assert screen.since() == []
    screen.on_key(key("f12"))
    [(_, said)] = screen.since()
    assert said == "F12 does nothing here; ? shows the keys."
    anything.place_marks.is_asking = True
    assert screen.is_asking
    event = key("a")
    screen.on_key(event)
    assert screen.since() == [("place_marks.take", "a", "a")]
    assert event._stop_propagation
    assert event._no_default_action


@pytest.mark.parametrize(("at", "is_asking"), [(ARTICLES, False), (READER, True)])
def test_a_letter_is_asked_for_by_a_mark_or_by_the_text_that_is_read(screen: Routed, at: str, is_asking: bool) -> None:
    screen.put(at=at)
    assert not screen.is_asking
    screen.reader.is_asking = True
    assert screen.is_asking is is_asking


def typed(text: str, *, has_focus: bool = True) -> Any:
    return fake(line=fake(value=text, has_focus=has_focus), text=text)


def test_a_filter_narrows_the_list_once_it_is_one(screen: Routed) -> None:
    screen._filter(typed("rust"))
    assert screen.since() == [("lists.narrow", "rust", True)]
    screen.filters["all"] = "rust"
    screen._filter(typed("rust"))
    assert (screen.since(), screen.mistake) == ([], "")
    screen._filter(typed("", has_focus=False))
    assert screen.since() == [("lists.narrow", "", False)]
    anything: Any = screen
    anything.watch_mistake = screen.tell
    screen._filter(typed("rust?"))
    assert screen.since() == ["No."]
    screen._filter(typed("rust"))
    assert screen.since() == [""]


@pytest.mark.parametrize(
    ("candidates", "chosen", "said"),
    [
        ((), 0, ("explained", "There is no completion for this.")),
        (("read",), 0, ("note", "")),
        (("read", "reading", "ready"), 1, ("note", "reading ready read · 3 fit")),
        (("x" * 9,) * 99, 0, ("note", ("x" * 9 + " ") * 49 + "x" * 9 + "…")),
    ],
)
def test_what_a_word_may_become_is_noted_from_the_chosen_one_on(
    screen: Routed, candidates: tuple[str, ...], chosen: int, said: object
) -> None:
    screen._tell_completed(fake(candidates=candidates, chosen=chosen))
    assert screen.since() == [said]


def test_the_line_of_the_filter_is_left_for_the_list_unless_it_is_none_yet(screen: Routed) -> None:
    screen._filter_pane = screen.filter_of
    screen._leave_filter()
    assert screen.since() == [("class", "-shown", False), ("articles.focus",)]
    screen.filters["all"] = "rust"
    screen._leave_filter()
    assert screen.since()[0] == ("class", "-shown", True)
    screen.put(mistake="No.")
    screen._leave_filter()
    assert screen.since() == [("explained", "This is not a valid filter yet: Esc clears it.")]
    screen.line_of.value = ""
    screen._leave_filter()
    assert screen.since()[-1] == ("articles.focus",)


async def test_lines_are_shown_and_take_the_keys(screen: Routed) -> None:
    anything: Any = screen
    anything.add_class = lambda name: screen.told.append(f"+{name}")
    anything.remove_class = lambda name: screen.told.append(f"-{name}")
    await screen._show_filter()
    assert screen.since() == [("lists.begin_filter",), ("class", "-shown", True), ("line.focus",)]
    await screen._show_find()
    assert screen.since() == ["find", "+-finding", ("line.focus",)]
    assert screen.line_of.value == ""
    screen._find(typed("words"))
    assert screen.since() == []
    anything.has_class = lambda name: name == "-finding"
    screen._find(typed("words"))
    assert screen.since() == [("reader.search", "words")]
    screen._leave_find()
    assert screen.since() == ["--finding", ("reader.focus",)]
    screen.address = "https://"
    await screen._show_prompt()
    assert screen.since() == ["address", "+-adding", ("line.focus",)]
    assert (screen.line_of.value, screen.line_of.cursor_position, screen.address) == ("https://", 8, "")
    screen._leave_prompt(typed(" https://x.example "))
    assert screen.since() == ["--adding", ("#articles.focus",), ("source_changes.add", "https://x.example")]
    screen._leave_prompt(typed("  "))
    assert screen.since() == ["--adding", ("#articles.focus",)]


def test_the_panes_are_gone_through_to_their_ends(screen: Routed) -> None:
    anything: Any = screen
    anything.watch_at = screen.tell
    screen.action_previous_pane()
    screen.action_previous_pane()
    assert screen.since() == [SIDEBAR, ("explained", "This is the first pane.")]
    screen.put(at=READER)
    screen.action_previous_pane()
    screen.put(at=READER)
    screen.action_next_pane()
    assert screen.since() == [ARTICLES, ("explained", "This is the last pane."), ("current_article.bring_back",)]


def test_what_has_the_focus_is_the_pane_in_force_and_a_mistake_is_dropped_there(
    screen: Routed, monkeypatch: pytest.MonkeyPatch
) -> None:
    anything: Any = screen
    anything.watch_at = screen.tell
    anything.watch_mistake = lambda _: None
    line = FilterLine("", "words", id="query")
    pane = fake(id=SIDEBAR)
    screen._filter_pane = screen.filter_of
    focused: list[Any] = [line]
    monkeypatch.setattr(Routed, "focused", property(lambda _: focused[0]))
    screen.on_descendant_focus(fake(widget=pane))  # it has moved on
    assert screen.since() == []
    screen.on_descendant_focus(fake(widget=line))
    assert screen.since() == [("class", "-typing", True)]
    assert screen.footer.hints == FilterLine.HINTS
    focused[0] = pane
    screen.on_descendant_focus(fake(widget=pane))
    assert screen.since() == [("class", "-typing", False), SIDEBAR]
    assert screen.footer.hints == ()
    screen.put(mistake="No.")
    assert not screen.is_filter_shown
    screen.on_descendant_focus(fake(widget=pane))
    assert (anything.mistake, screen.line_of.value, screen.is_filter_shown) == ("", "", True)
    screen.put(mistake="No.")
    screen.on_descendant_focus(fake(widget=pane))
    assert anything.mistake == "No."


@pytest.mark.parametrize("is_open", [True, False])
def test_where_one_is_is_saved(screen: Routed, is_open: bool) -> None:
    screen.filters, screen.address = {"all": "rust"}, "https://"
    screen.arrangements = {"all": Arrangement(SORT)}
    screen.finish_by = dt.date(2027, 3, 31)
    screen.reader.rows_below, screen.articles.scroll_offset = 6, fake(y=4)
    screen.put(page=Loaded(TWO, fake(), None) if is_open else Preview(TWO), mistake="No.")
    anything: Any = screen
    anything.note_changes.noting, anything.palette_commands.half_typed = "a key", "fit"
    session = screen.session
    assert (session.view, session.filters, session.arrangements) == (ALL, {"all": "rust"}, {"all": Arrangement(SORT)})
    assert (session.article, session.top) == (ONE.article.key, 4)
    assert (session.reading, session.rows) == ((TWO.article.key, 6) if is_open else (None, 0))
    assert (session.finish_by, session.noting, session.searched, session.half_command) == (
        *("2027-03-31", "a key", "sea", "fit"),
    )
    assert (session.address, session.half_filter, session.theme) == ("https://", "typed", "nord")
    screen.finish_by = None
    assert screen.session.finish_by == ""


# What is shown


def test_views_are_shown_unfiltered_and_the_one_that_is_shown_says_so(screen: Routed) -> None:
    anything: Any = screen
    anything.watch_view = lambda: screen.told.append(screen.view.id)
    anything.watch_at = screen.tell
    screen.action_show_view("saved")
    assert screen.since() == ["jump", ("lists.show_saved",), "jumped"]
    screen.action_show_view("all")
    assert screen.since() == ["jump", ("explained", "All is shown already."), "jumped"]
    screen.put(at=SIDEBAR)
    screen.action_show_view("all")
    assert screen.since() == ["jump", ARTICLES, "jumped"]
    screen.filters = {"all": "rust", "unread": "sea"}
    screen.action_show_view("all")
    assert (screen.since(), screen.filters) == (["jump", "all", "jumped"], {"unread": "sea"})
    screen.action_show_view("unread")
    assert (screen.since(), screen.filters) == (["jump", "unread", "jumped"], {})
    screen._choose(fake(view=OTHER, entered=False))
    assert screen.since() == [OTHER.id]
    screen.put(at=SIDEBAR)
    screen._choose(fake(view=ALL, entered=True))
    assert screen.since() == ["all", ARTICLES]


def test_title_and_progress_stand_above_a_text_and_the_selection_below_the_list(screen: Routed) -> None:
    link: Any = fake()
    screen.reader.link = link
    anything: Any = screen
    anything.navigation.target_of = lambda _: "→ there"
    screen.show_standing()
    assert (screen.footer.standing, screen.header.text) == ("", None)
    screen.articles.selected = 3
    screen.show_standing()
    assert screen.footer.standing == "3 selected"
    screen.articles.range_start = 0
    screen.show_standing()
    assert screen.footer.standing == "3 selected · V ends it"
    screen.config = Config(
        keys=tuple(replace(one, keys=()) if one.id == "articles.select-range" else one for one in TABLE)
    )
    screen.show_standing()
    assert screen.footer.standing == "3 selected"
    screen.put(at=READER)
    screen.show_standing()
    assert screen.footer.standing == "→ there"
    assert screen.header.text == OpenText("Two", "A section", "25%", 0.5)
    screen.reader.link = None
    screen.show_standing()
    assert screen.footer.standing == ""
    screen.reader.current, screen.reader.link = None, link
    screen.show_standing()
    assert (screen.footer.standing, screen.header.text) == ("", None)


def test_the_keys_shown_are_those_of_the_text_the_card_or_the_selection(screen: Routed) -> None:
    screen._show_page()
    assert (screen.footer.has_text, screen.footer.pane) == (False, ARTICLES)
    for page in (Loading(ONE, None), Loaded(ONE, fake(), None)):
        screen.reader.page = page
        screen._show_keys()
        assert screen.footer.has_text is True
    screen.put(at=READER)
    screen._show_keys()
    assert screen.footer.pane == READER
    screen.reader.visual = True
    screen._show_keys()
    assert screen.footer.pane == SELECTING


def test_what_changes_on_the_screen_is_noticed_by_the_open_article_and_its_notes(screen: Routed) -> None:
    old, new = Preview(ONE), Preview(TWO)
    screen.watch_page(old, new)
    assert screen.since() == [("current_article.notice_state", old, new), ("note_changes.look",)]
    assert screen.articles.reading == "a key"
    one = Loading(ONE, None)
    screen.watch_behind(None, one)
    assert screen.since() == [("current_article.notice_state", None, one)]
    screen.watch_contents(counts(3))
    assert screen.header.total.articles == 3
    assert screen.since() == [("current_article.ending.tell",)]
    screen.show_state(ONE)
    assert screen.since() == [("note_changes.look",)]
    screen.watch_view()
    assert screen.since() == [("lists.relist",)]
    assert screen.mistake == ""


def test_only_in_the_reader_anything_is_read(screen: Routed) -> None:
    anything: Any = screen
    anything._show_panes = partial(screen.told.append, "panes")
    for pane, told in (
        (READER, [("current_article.look",)]),
        (ARTICLES, [("current_article.look",), ("current_article.leave",), ("current_article.preview",)]),
    ):
        screen.put(at=pane)
        screen.watch_at(pane)
        assert screen.since() == ["panes", ("focus", f"#{pane}", False), *told]
        assert screen.footer.pane == pane
    anything.watch_at = screen.tell
    screen.action_next_pane()
    assert screen.since() == [READER, ("current_article.bring_back",)]
    screen.put(at=SIDEBAR)
    screen.action_next_pane()
    assert screen.since() == [ARTICLES]


# The start


@pytest.mark.parametrize("query", [None, "rust"])
def test_what_was_half_typed_stands_there_again_and_the_view_unless_a_query_was_given(query: str | None) -> None:
    kept = Session(
        OTHER,
        {OTHER.id: "zig"},
        {OTHER.id: Arrangement(group=Grouping.MONTH)},
        finish_by="2027-03-31",
        address="https://a.example",
        searched="sea",
        half_command="fit",
    )
    completions: Any = "completions"
    figures = fake(today=lambda: dt.date(2026, 11, 1))
    library: Any = fake(
        sync=fake(session=kept.record, saved_views=fake(all=lambda: ()), completions=completions, figures=figures)
    )
    file: Any = fake()
    start: Any = ReadingScreen
    for config_file in (None, file):
        screen = start(library, Config(), query, config_file, None, None)
        assert (screen.config_changes is None) is (config_file is None)
    assert (screen.navigation.searched, screen.palette_commands.half_typed) == ("sea", "fit")
    assert (screen.address, screen.finish_by, screen.is_ready) == ("https://a.example", dt.date(2027, 3, 31), False)
    assert screen.view == (OTHER if query is None else ALL)
    assert screen.filters == {OTHER.id: "zig", **({ALL.id: query} if query else {})}
    assert screen.arrangements == kept.arrangements


def test_behind_the_first_frame_the_rest_begins_and_what_was_half_typed_is_offered(screen: Routed) -> None:
    anything: Any = screen
    anything.call_after_refresh = lambda do, text: screen.told.append((do.__name__, text))
    begun = [
        *(("current_article.run", "warm_up", "warm up"), ("external_changes.start",), ("text_upkeep.start",)),
        ("config_changes.start",),
    ]
    screen.begin()
    assert screen.since() == begun
    anything.config_changes = None
    screen._session = Session(half_filter="rust?", noting="a key", reading="another")
    screen.begin()
    assert screen.since() == [("_restore_half_typed", "rust?"), ("note_changes.tell_draft", "a key"), *begun[:-1]]
    screen._session = Session(noting="a key", reading="a key")
    screen.begin()
    assert screen.since() == begun[:-1]


async def test_a_half_typed_filter_stands_in_its_line_again(screen: Routed) -> None:
    await screen._restore_half_typed("rust?")
    assert screen.line_of.value == "rust?"


@pytest.mark.parametrize("is_open", [True, False])
def test_at_the_start_the_article_that_was_open_is_opened_again(screen: Routed, is_open: bool) -> None:
    anything: Any = screen
    anything.watch_at = screen.tell
    anything.watch = lambda _, name, do, init: screen.told.append((name, do.__name__, init))
    anything.lists.start = lambda session: ONE if is_open and session.rows == 4 else None
    screen._session = Session(rows=4)
    screen.on_mount()
    watched = ["page", "standing", "link", "section", "visual", "selected", "range_start"]
    told = screen.since()
    assert told[0] == ARTICLES
    assert [name for name, *_ in told[1:8]] == watched
    assert not any(init for *_, init in told[1:8])
    assert told[8:] == (["jump", ("current_article.open", ONE, 4), "jumped"] if is_open else [])
    assert screen.is_ready
