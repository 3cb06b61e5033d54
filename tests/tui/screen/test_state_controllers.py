"""What is shown and said of states, marks, settings and figures, with panes that tell it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Size

from blogreader.config import Config
from blogreader.errors import ConfigError, LibraryError, SourceError
from blogreader.keys import ARTICLES, READER, SIDEBAR
from blogreader.library import Progress, Taken
from blogreader.library.reports import Fetched, Refreshed, SourceReport
from blogreader.model import Entry, Place, PlaceMark, Source, Tally
from blogreader.records import replace
from blogreader.tui.panes.sidebar import Contents
from blogreader.tui.reader.content import Failed, Loaded, Loading, Page, Preview
from blogreader.tui.row_selection import RowSelection
from blogreader.tui.screen import async_library, config_changes, last_frame, source_changes, state_changes
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.bulk_fetch import BulkFetch
from blogreader.tui.screen.config_changes import ConfigChanges, ConfigFile
from blogreader.tui.screen.pages import Pages
from blogreader.tui.screen.place_marks import PlaceMarks
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.worker_groups import WorkerGroup
from tests.tui.screen.told_panes import (
    ALL,
    ONE,
    THREE,
    TWO,
    Held,
    Rows,
    counts,
    fake,
    held,
    screen,
)

# States


class States(Held):
    """A library with states, which counts."""

    def __init__(self, told: list[object], **sync: object) -> None:
        self.counts = iter(range(1, 9))
        super().__init__(told, current=lambda one: replace(one, offline=True), **sync)

    async def contents(self) -> Contents:
        number = next(self.counts)
        await asyncio.sleep(0)
        return counts(number)

    async def recount(self, _: object, keys: object) -> Tally:
        self.told.append(("recounted", keys))
        return Tally(99, 4)


def states(panes: Any, **sync: object) -> Any:
    library: Any = States(panes.told, **sync)
    return StateChanges(panes, library)


async def test_a_state_is_shown_in_the_list_the_text_and_the_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    panes = screen(ONE, TWO)
    panes.page = Preview(TWO)
    panes.articles.listing = Rows(ONE, TWO)
    await states(panes).show([ONE])
    assert await panes.since() == [
        ["One", "Two"],
        *("shown One unread", "shown Two unread"),
        ("recounted", [ONE.article.key, TWO.article.key]),
        ("counted", Tally(2, 4)),
    ]
    assert panes.contents == counts(1)
    panes.articles.listing = None
    await states(panes).show([TWO])
    assert await panes.since() == [["Two"], "shown Two unread"]
    panes.behind = Loaded(ONE, fake(), None)
    await states(panes).show_all()
    assert await panes.since() == ["renewed", "shown Two unread", "shown One unread"]
    panes.page = Preview()
    panes.behind = None
    await states(panes).show_all()
    assert await panes.since() == ["renewed"]
    panes.articles.listing = Rows(ONE, TWO)
    monkeypatch.setattr(state_changes, "give_back", lambda: panes.told.append("memory given back"))
    await states(panes).show_all()
    assert await panes.since() == ["renewed", ("recounted", None), ("counted", Tally(2, 4)), "memory given back"]


async def test_counts_of_a_list_that_is_gone_are_not_shown() -> None:
    panes = screen(ONE)
    panes.articles.listing = Rows(ONE)
    controller = states(panes)

    async def recount(_: object, __: object) -> Tally:
        panes.articles.listing = Rows(ONE, TWO)
        return Tally(1)

    controller._library.recount = recount
    await controller._recount(None)
    assert await panes.since() == []


async def test_of_two_counts_the_one_begun_later_is_right_and_none_on_the_way_out() -> None:
    panes = screen()
    controller = states(panes)
    gates: list[asyncio.Event] = []

    async def contents() -> Contents:
        gates.append(asyncio.Event())
        number = len(gates)
        await gates[-1].wait()
        return counts(number)

    controller._library.contents = contents
    tasks = [asyncio.ensure_future(controller.count()) for _ in range(2)]
    await asyncio.sleep(0)
    for gate in reversed(gates):
        gate.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert panes.contents == counts(2)
    controller._library.is_being_left = True
    task = asyncio.ensure_future(controller.count())
    await asyncio.sleep(0)
    gates[-1].set()
    await task
    assert panes.contents == counts(2)


async def test_a_page_of_figures_agrees_with_the_panes_whose_views_are_not_counted_for_it() -> None:
    panes = screen()
    views: Any = ("a view",)
    panes.contents = Contents(views)
    await states(panes, progress=lambda: counts(7).progress).show_figures()
    assert panes.told == ["renewed"]
    assert panes.contents == Contents(views, counts(7).progress)


@pytest.mark.parametrize(
    ("top", "bookmark", "position", "at", "said"),
    [
        (False, None, None, ARTICLES, []),
        (False, None, None, READER, ["Put on the reading list."]),
        (False, 2.0, 3, READER, ["Taken off the reading list."]),
        (True, None, None, ARTICLES, []),
        (True, None, None, READER, ["Put at the top of the reading list."]),
        (True, 2.0, 3, ARTICLES, ["Put at the top of the reading list."]),
        (True, 2.0, 1, ARTICLES, ["It is at the top of the reading list already."]),
        (False, 2.0, 1, ARTICLES, []),
    ],
)
async def test_a_place_on_the_list_is_said_where_no_row_shows_it(
    top: bool, bookmark: Any, position: int | None, at: str, said: list[str]
) -> None:
    panes = screen()
    panes.at = at
    one = replace(ONE, state=replace(ONE.state, bookmark=bookmark))
    asked: list[object] = []

    def put(keys: list[str], on: bool | None, *, top: bool) -> list[Entry]:
        asked.append((keys, on, top))
        return [replace(one, state=replace(one.state, bookmark=None if bookmark and not top else 1.0))]

    controller = states(panes, bookmark=put)
    controller._library.sync.current = lambda _: fake(bookmark_position=position)
    controller.bookmark(one, top=top)
    told = await panes.since()
    assert (
        list(dict.fromkeys(about for what, about in (one for one in told if len(one) == 2) if what == "explained"))
        == said
    )
    if position != 1 or not top:
        assert asked == [([ONE.article.key], True if top else None, top)]


async def test_a_mark_is_said_where_a_text_is_read_also_of_an_article_that_is_in_no_index_any_more() -> None:
    panes = screen()
    panes.at = READER
    controller = states(panes, mark=lambda *_: [])
    controller.mark(ONE)
    assert (await panes.since())[1:3] == [("explained", "Marked as unread."), ["One"]]


async def test_what_was_taken_back_is_said_with_the_key_that_does_the_other() -> None:
    panes = screen()
    taken: Any = Taken((ONE.article.key,), "marked as read again", "A title " * 20)

    async def told(*, redo: bool) -> Any:
        await states(panes, undo=lambda: taken, redo=lambda: taken).take_back(redo=redo)
        return (await panes.since())[-1]

    said = f"{'A title ' * 7}A tit…: marked as read again"
    assert await told(redo=False) == ("said", f"{said} · C-r redoes it")
    assert (await told(redo=True))[1].endswith("…: marked as read again · U takes it back")
    taken = Taken((), "Undone.")
    assert await told(redo=True) == ("said", "Undone.")
    taken = None
    assert await told(redo=False) == ("explained", "Nothing to undo.")
    assert await told(redo=True) == ("explained", "Nothing to redo.")

    def refuse() -> None:
        raise LibraryError("The disk is full.")

    await states(panes, undo=refuse).take_back(redo=False)
    assert await panes.since() == [("failed", "The disk is full.")]


async def test_that_others_are_writing_is_said_after_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    panes = screen()
    release = asyncio.Event()

    async def change(how: Callable[[], Any]) -> Any:
        await release.wait()
        return how()

    for redo, sentence in ((False, "Undoing"), (True, "Redoing")):
        release.clear()
        told = panes.header.is_told = asyncio.Event()
        controller = states(panes, undo=lambda: None, redo=lambda: None)
        controller._library.change = change
        monkeypatch.setattr(state_changes, "_MOMENT_SECONDS", 0.0)
        task = asyncio.ensure_future(controller.take_back(redo=redo))
        await told.wait()
        release.set()
        await task
        assert (await panes.since())[:2] == [("doing", f"{sentence} … the states are being written"), "done"]
    monkeypatch.setattr(state_changes, "_MOMENT_SECONDS", 60.0)
    await states(panes, undo=lambda: None).take_back(redo=False)
    assert (await panes.since())[0] == "renewed"


# Marks


def marks(panes: Any) -> tuple[Any, list[PlaceMark]]:
    kept: list[PlaceMark] = []
    of = {"b": 1, "A": 1, "a": 1}
    sync: Any = {"place_marks": fake(set=kept.append, of=lambda key: of if key else {})}
    navigation = fake(
        jump_back=partial(panes.told.append, "back"), go_to_mark=lambda letter, key: panes.told.append((letter, key))
    )
    return PlaceMarks(panes, held(panes.told, **sync), navigation), kept


PLACE = Place(3, 4, "a quote", 0.5)
TEXT = Loaded(ONE, fake(), None)


@pytest.mark.parametrize(
    ("at", "page", "letter", "mark", "said"),
    [
        (READER, TEXT, "a", PlaceMark("a", ONE.article.key, PLACE, 6), "Marked: 'a comes back here."),
        (READER, TEXT, "A", PlaceMark("A", ONE.article.key, PLACE, 6), "Marked: 'A comes back here from anywhere."),
        (READER, Loading(TWO, None), "A", PlaceMark("A", TWO.article.key, None, 0), "Marked: 'A comes back here from"),
        (ARTICLES, TEXT, "A", PlaceMark("A", TWO.article.key, None, 0), "Marked: 'A comes back here from anywhere."),
        (ARTICLES, TEXT, "a", None, "In a list A-Z mark the article; a-z mark a place in its text."),
        (READER, TEXT, "1", None, "No mark was set. Marks have the letters a-z and A-Z."),
        (READER, TEXT, None, None, "No mark was set."),
        (READER, TEXT, "'", None, "No mark was set. Marks have the letters a-z and A-Z."),
    ],
)
async def test_a_letter_marks_a_place_or_an_article(
    at: str, page: Page, letter: str | None, mark: PlaceMark | None, said: str
) -> None:
    panes = screen(ONE, TWO, cursor=1)
    panes.at, panes.page = at, page
    controller, kept = marks(panes)
    assert not controller.is_asking
    controller.ask(sets=True)
    assert controller.is_asking
    assert await panes.since() == [("explained", "Mark this place: a-z in this article, A-Z everywhere.")]
    controller.take(letter or "escape", letter)
    assert not controller.is_asking
    assert kept == []
    [*_, (_, told)] = await panes.since()
    assert told.startswith(said)
    assert kept == ([mark] if mark else [])


@pytest.mark.parametrize(
    ("key", "letter", "told"),
    [
        ("a", "a", ("a", TWO.article.key)),
        ("apostrophe", "'", "back"),
        ("escape", None, ("explained", "No mark chosen.")),
        ("1", "1", ("explained", "No mark chosen. Marks have the letters a-z and A-Z.")),
    ],
)
async def test_a_letter_leads_to_its_mark(key: str, letter: str | None, told: object) -> None:
    panes = screen(ONE, TWO, cursor=1)
    controller, _ = marks(panes)
    controller.ask(sets=False)
    assert (await panes.since())[1] == ("explained", "Go to which mark? a b A · ' before the last jump")
    controller.take(key, letter)
    assert await panes.since() == [told]


async def test_where_no_article_is_nothing_is_marked_and_what_is_asked_is_told_while_it_is_asked() -> None:
    panes = screen()
    controller, _ = marks(panes)
    controller.ask(sets=True)
    assert not controller.is_asking
    assert await panes.since() == [("explained", "There is no article here to mark.")]
    panes.at = READER
    controller.ask(sets=True)
    assert not controller.is_asking
    panes.told.clear()
    controller.ask(sets=False)
    assert (await panes.since())[1] == ("explained", "Go to which mark? none is set here · ' before the last jump")
    controller.ask(sets=False)
    controller.take("a", "a")
    assert await panes.since() == ["runs marks", ("a", None)]


# Settings


async def test_a_file_is_read_once_it_stands_still_and_what_waits_for_a_start_is_said(tmp_path: Path) -> None:
    panes = screen()
    path = tmp_path / "config.toml"
    took: list[Config] = []
    answer: Any = Config(theme="nord")
    reads: list[int] = []

    def read() -> Config:
        reads.append(1)
        if isinstance(answer, Exception):
            raise answer
        found: Config = answer
        return found

    def take(config: Config) -> None:
        took.append(config)
        panes.config = config

    changes: Any = ConfigChanges(panes, ConfigFile(path, read), take)
    changes.start()
    assert await panes.since() == [(0.5, "_tick")]
    await changes.look()
    assert reads == []
    await changes.look()
    assert (took, await panes.since()) == ([answer], [])  # at first it is as the program was started
    await changes.look()
    assert len(reads) == 1

    async def saved(config: Any) -> Any:
        nonlocal answer
        answer = config
        path.write_text("x" * (len(path.read_text()) + 1) if path.exists() else "")
        await changes.look()
        before = len(reads)
        await changes.look()
        assert len(reads) == before + 1
        return await panes.since()

    assert await saved(Config(theme="dracula")) == [("said", "The configuration was read again.")]
    assert await saved(Config(theme="dracula")) == []
    assert await saved(Config(theme="dracula", views=(("a", "b"),))) == []
    assert took[-1].views
    assert await saved(ConfigError("Line 3.")) == [("failed", "Line 3.")]
    both = "The configuration was read again; library and offline at the next start."
    assert await saved(Config(library="x", offline=True)) == [("said", both)]
    assert await saved(Config(library="y", offline=True)) == [("said", both.replace(" and offline", ""))]


def test_one_look_at_the_settings_comes_after_the_other(tmp_path: Path) -> None:
    panes = screen()
    changes: Any = ConfigChanges(panes, ConfigFile(tmp_path / "x", Config), lambda _: None)
    changes._tick()
    changes._tick()
    assert panes.told == ["runs config"]
    changes._looking.is_finished = True
    changes._tick()
    assert panes.told == ["runs config"] * 2
    assert config_changes._state(tmp_path / "missing") == ()
    (tmp_path / "there").write_text("abc")
    assert config_changes._state(tmp_path / "there")[1] == 3


# Pages of figures


@pytest.mark.parametrize(("read", "is_finished"), [(2, True), (1, False)])
async def test_after_the_last_article_the_page_of_the_end_comes_and_before_it_a_sentence(
    read: int, is_finished: bool
) -> None:
    panes = screen()

    async def show_figures() -> None:
        panes.told.append("figures")

    report = fake(progress=Progress(Tally(2, read), 0, 0, ()))
    sync: Any = {"progress": lambda: Progress(Tally(2, read), 0, 0, ()), "figures": fake(finished=lambda: report)}
    pages = Pages(panes, held(panes.told, **sync), fake(show_figures=show_figures))
    pages.show_if_finished()
    assert panes.overlay_task is not None
    told = await panes.since()
    if is_finished:
        assert told == ["runs page", "figures", "TextScreen"]
    else:
        assert told == ["runs page", ("explained", "No more unread articles below.")]
    pages.show_finished()
    assert await panes.since() == ["runs page", "figures", "TextScreen"]


async def test_a_day_to_finish_by_is_one_or_none_and_the_page_says_what_it_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panes = screen()

    async def show_figures() -> None:
        panes.told.append("figures")

    monkeypatch.setattr("blogreader.tui.dialogs.progress_page.progress_page", lambda *about: fake(about=about))
    panes.app.push_screen = lambda page: panes.told.append(page.about)
    sync: Any = {"figures": fake(report=lambda: "a report")}
    pages = Pages(panes, held(panes.told, **sync), fake(show_figures=show_figures))
    pages.set_finish("in\x1b spring")
    assert panes.told == [("explained", "in spring is not a date; write it as 2027-03-31.")]
    pages.set_finish("2027-03-31")
    assert str(panes.finish_by) == "2027-03-31"
    assert panes.told[1:] == [f"runs {WorkerGroup.PAGE}"]
    assert (await panes.since())[2:] == ["figures", ("a report", panes.finish_by, panes.keys)]
    pages.set_finish("")
    assert panes.finish_by is None
    assert (await panes.since())[1:] == ["figures", ("a report", None, panes.keys)]


# Fetching, and the library outside the event loop


def bulk(panes: Any, **sync: object) -> Any:
    async def tell(what: str) -> None:
        panes.told.append(what)

    counting: Any = fake(count=partial(tell, "counts"))
    listing: Any = fake(show_other_articles=partial(tell, "listed"))
    return BulkFetch(panes, held(panes.told, **sync), counting, listing)


@pytest.mark.parametrize(
    ("at", "rows", "fetched"),
    [
        (ARTICLES, RowSelection(((0, 1),)), RowSelection(((0, 1),))),
        (ARTICLES, RowSelection(), RowSelection(((0, 2),))),
        (SIDEBAR, RowSelection(((0, 1),)), RowSelection(((0, 2),))),
    ],
)
async def test_what_is_fetched_is_the_selection_or_the_list_and_once(
    at: str, rows: RowSelection, fetched: RowSelection
) -> None:
    panes = screen(ONE, TWO)
    panes.at, panes.articles.rows_selected, panes.articles.count = at, rows, 2
    controller = bulk(panes)
    assert (controller.is_running, controller.stop()) == (False, False)
    controller.fetch_shown()
    assert panes.tasks.pop().args[0].args == (fetched,)
    assert panes.told == [*(["deselected"] if fetched == rows else []), "runs fetch"]
    panes.told.clear()
    running = controller._fetching
    running.is_cancelled, running.cancel = False, partial(panes.told.append, "cancelled")
    controller.fetch_shown()
    assert controller.stop()
    assert panes.told == [("explained", "Articles are being fetched; Esc stops."), "cancelled"]
    running.is_cancelled = True
    assert not controller.is_running
    panes.articles.count = 0
    panes.told.clear()
    controller.fetch_shown()
    assert panes.told == [("explained", "The list is empty: there is nothing to fetch.")]


NONE_FOLLOWED = "You are not following any source: `add ADDRESS` in the command palette follows one."
NOTHING_NEW = ("said", "a: new 0, changed 0, gone 0")


def refreshed(name: str, **facts: Any) -> Refreshed:
    return Refreshed(Source(name, f"/{name}"), **facts)


@pytest.mark.parametrize(
    ("reports", "changed", "said"),
    [
        ([], (), [("explained", NONE_FOLLOWED)]),
        ([refreshed("a", new=1, changed=2, gone=3)], (), [("said", "a: new 1, changed 2, gone 3")]),
        ([refreshed("a", moved={"x": "y"})], (), [("said", "a: new 0, changed 0, gone 0, moved 1")]),
        ([refreshed("b", error=SourceError("No.")), refreshed("a")], (), [("failed", "No."), NOTHING_NEW]),
        ([refreshed("a")], (ONE,), [NOTHING_NEW, ("said", "“One” has changed.")]),
        ([refreshed("a")], (ONE, TWO), [NOTHING_NEW, ("said", "2 articles have changed.")]),
    ],
)  # fmt: skip
async def test_what_a_refresh_brought_is_said(
    reports: list[Refreshed], changed: tuple[Entry, ...], said: list[Any]
) -> None:
    async def refresh(names: object) -> list[Refreshed]:
        assert names == ("a",)
        return reports

    async def look(found: object) -> AsyncIterator[Fetched]:
        assert found is reports
        for one in changed:
            yield Fetched(one.article)
        yield Fetched(TWO.article, unchanged=True)
        yield Fetched(TWO.article, error=SourceError("No."))

    panes = screen(ONE, TWO)
    by_key = {one.article.key: one for one in (ONE, TWO)}
    controller = bulk(panes, refresh=refresh, look_for_changes=look, entries=lambda keys: [by_key[key] for key in keys])
    controller.refresh(("a",))
    told = await panes.since()
    assert [one for one in told if one[0] in ("said", "explained", "failed")] == said
    assert [one for one in told if one[0] == "doing"] == [
        *(("doing", "Reading the sources again …"), ("doing", "Looking for texts that changed …")),
    ]
    assert ("counts" in told) is bool(changed)
    assert [one for one in told if str(one).startswith("shown")] == [
        f"shown {one.article.title} unread" for one in changed
    ]
    controller._refreshing.cancel = partial(panes.told.append, "cancelled")
    assert controller.stop()
    assert panes.told == ["cancelled", ("explained", "Stopped reading the sources.")]
    controller._refreshing.is_finished = True
    assert not controller.stop()


@pytest.mark.parametrize(
    ("unsaved", "waits"),
    [([(0, 0.0, "")], 0), ([(2, 0.1, ""), (1, 0.2, ""), (0, 0.0, "")], 2), ([(2, 9.0, "The disk is full.")], 0)],
)
def test_changes_are_waited_for_until_they_are_on_the_disk_or_it_refuses_them(
    unsaved: list[Any], waits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(async_library, "time", fake(monotonic=lambda: len(slept), sleep=slept.append))
    library = AsyncLibrary(fake(unsaved=lambda: unsaved.pop(0)))
    assert (library.images, library.is_being_left) == ("auto", False)
    library.flush(60.0)
    assert (len(slept), unsaved) == (waits, [])
    unsaved = [(1, 0.0, "")] * 9
    library.flush(3.0)
    assert len(slept) == waits + 3  # and no longer than that
    assert {*slept} == {0.002}


async def test_changes_are_made_by_one_thread_and_a_list_does_not_wait_for_a_slow_one() -> None:
    release, both_lists = threading.Event(), threading.Barrier(2)
    library = AsyncLibrary(fake(show=lambda *_: both_lists.wait(20)))

    def change() -> int:
        assert release.wait(20)
        return threading.get_ident()

    changes = [library.submit(change) for _ in range(2)]
    release.set()
    assert changes[0].result() == changes[1].result()
    what: Any = ("view", "filter", "order")
    lists: Any = await asyncio.gather(library.show(*what), library.show(*what))
    assert sorted(lists) == [0, 1]
    library.close()


async def test_rows_are_listed_and_counted_after_the_changes_before_them() -> None:
    told: list[object] = []
    rows: Any = fake(parts_now=told.append, now=lambda _: told.append("counted"))
    library = AsyncLibrary(fake(show=lambda *what: told.append(what[:3])))
    what: Any = ("view", "filter", "order")
    for ask in (partial(library.show, *what), partial(library.recount, rows, ["a"])):
        release = threading.Event()
        library.submit(release.wait)
        library.submit(partial(told.append, "changed"))
        task = asyncio.ensure_future(ask())
        for _ in range(3):
            await asyncio.to_thread(lambda: None)
        release.set()
        await task
    assert told == ["changed", what, "changed", ["a"], "counted"]
    library.close()


@pytest.mark.parametrize(
    ("ask", "asked"),
    [
        (lambda library: library.excerpt(ONE, "finder"), ("excerpt", ONE.article.key, "finder")),
        (lambda library: library.connections("one"), ("connections", "one")),
        (lambda library: library.sentence("one", "two"), ("sentence", "one", "two")),
        (lambda library: library.pictures("one", ["a.png"]), ("pictures", "one", ["a.png"])),
        (lambda library: library.contents(), Contents(((ALL, Tally(7)),), counts(4).progress)),
        (lambda library: asyncio.to_thread(library.contents_now, quick=True), Contents((), counts(4).progress)),
    ],
)
async def test_what_the_library_says_is_returned_from_a_thread(ask: Any, asked: object) -> None:
    def say(what: str) -> Callable[..., object]:
        def said(*about: object) -> object:
            assert threading.current_thread() is not threading.main_thread()
            return what, *about

        return said

    connections = fake(of=say("connections"), sentence=say("sentence"))
    library = AsyncLibrary(
        fake(
            texts=fake(excerpt=say("excerpt")),
            connections=connections,
            pictures=say("pictures"),
            views=lambda *, quick: [] if quick else [(ALL, Tally(7))],
            progress=lambda: counts(4).progress,
        )
    )
    assert await ask(library) == asked
    library.close()


async def test_a_place_in_a_text_is_a_block_and_an_offset() -> None:
    library = AsyncLibrary(fake())
    document: Any = fake(text="One paragraph.\n\n## Second\n\nThe end.", base="https://blog.example/")
    source, start = await library.text(document, "second")
    assert start == (1, 0)
    assert await library.anchor(source, "second") == (1, 0)
    assert await library.anchor(source, "third") is None
    assert await library.start(source, Place(2, 4, "", 0.5)) == (2, 4)
    library.close()


async def test_once_it_is_closed_the_changes_that_wait_are_made_and_the_lists_are_not() -> None:
    release = threading.Event()
    library = AsyncLibrary(fake(show=lambda *_: release.wait(20)))
    what: Any = ("view", "filter", "order")
    lists = [asyncio.ensure_future(library.show(*what)) for _ in range(3)]
    await asyncio.sleep(0)
    await library.change(lambda: None)  # after it, two lists are being made and the third waits for its turn
    changes = [library.submit(lambda: release.wait(20)) for _ in range(2)]
    library.close()
    release.set()
    assert [change.result() for change in changes] == [True, True]
    found: list[Any] = await asyncio.gather(*lists, return_exceptions=True)
    assert [one is True for one in found] == [True, True, False]


async def test_of_several_counts_only_the_last_is_made_to_its_end_and_none_once_the_program_quits() -> None:
    """Among a million unread articles each takes seconds, and there are few threads for them."""
    told: list[object] = []
    loop, begun, release = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def now(is_wanted: Callable[[], bool]) -> Tally | None:
        loop.call_soon_threadsafe(begun.set)
        assert release.wait(30)
        return Tally(3) if is_wanted() else None

    rows: Any = fake(parts_now=told.append, now=now)
    library = AsyncLibrary(fake())
    counts = [asyncio.ensure_future(library.recount(rows, [key])) for key in "abc"]
    await begun.wait()
    release.set()
    assert await asyncio.gather(*counts) == [None, None, Tally(3)]
    assert sorted(told) == [["a"], ["b"], ["c"]]  # type: ignore[type-var]  # what changed counts in the parts
    library.is_being_left = True
    assert await library.recount(rows, ["d"]) is None
    library.close()


async def test_a_search_gives_up_the_one_before_it() -> None:
    told: list[object] = []
    texts = fake(interrupt=partial(told.append, "interrupted"), search=lambda *how, **more: (*how, more))
    parts = fake(parts_now=told.append, now=lambda _: Tally(3))
    library = AsyncLibrary(fake(texts=texts, show=lambda *what: what[:3]))
    found: Any = await library.search("words", quick=True)
    assert found == ("words", 200, {"typing": True, "quick": True})
    assert told == ["interrupted"]
    what: Any = ("view", "filter", "order")
    shown: Any = await library.show(*what)
    assert shown == ("view", "filter", "order")
    assert await library.recount(parts, ["a"]) == Tally(3)
    assert told[1:] == [["a"]]
    library.close()
    with pytest.raises(RuntimeError):
        library.submit(lambda: None)


@pytest.mark.parametrize(
    ("at", "start"),
    [
        (None, None),
        (Place(0, 0, "", 0.0), None),
        (Place(1, 4, "", 0.5), (1, 4)),
        ("second", (2, 0)),
        ("none", None),
        ("end", (3, 0)),
        ("far", (4, 301)),
        ("near", (5, 0)),
        ("nowhere", None),
    ],
)
def test_a_text_is_read_from_its_place_a_fragment_or_the_first_hit_on(at: Any, start: tuple[int, int] | None) -> None:
    parts = ["One paragraph.", "Another one of it.", "## Second", "The end.", "x" * 300 + " far", "y" * 299 + " near"]
    document: Any = fake(text="\n\n".join(parts), base="https://blog.example/")
    if at in ("end", "far", "near", "nowhere"):
        word = at
        at = fake(found=lambda text: [(text.find(word), 0, 0)] if word in text else [])
    source, found = async_library._read(document, at)
    assert (found, next(iter(source.texts()))) == (start, "One paragraph.")


# Sources


class Blogs:
    """A screen that follows blogs, and a library that searches them until it is told to stop."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.panes = screen(ONE)
        self.panes.is_first = True
        self.sources = 1
        self.answer: Any = SourceReport(Source("a", "/a"), 3)
        self.release = asyncio.Event()
        self.wanted: Any = None

        async def add(where: str, *, wanted: Any) -> SourceReport:
            self.panes.told.append(("followed", where))
            self.wanted = wanted
            wanted[0]("12 posts")
            await self.release.wait()
            if isinstance(self.answer, Exception):
                raise self.answer
            found: SourceReport = self.answer
            return found

        async def listed() -> None:
            self.panes.told.append("listed")

        monkeypatch.setattr(source_changes, "_wanted", lambda *wanted: wanted)
        self.library = held(
            self.panes.told,
            add=add,
            sources=lambda: [1] * self.sources,
            remove=lambda name: [Source(name, "/x")],
            restore=lambda: self.answer and self.answer.source,
        )
        self.lists: Any = fake(show_other_articles=listed)
        self.changes: Any = source_changes.SourceChanges(self.panes, self.library, self.lists)

    async def since(self) -> Any:
        return await self.panes.since()


@pytest.fixture
def blogs(monkeypatch: pytest.MonkeyPatch) -> Blogs:
    return Blogs(monkeypatch)


@pytest.mark.parametrize(
    ("sources", "at", "view"), [(1, ARTICLES, "all"), (2, ARTICLES, "source a"), (2, READER, "before")]
)
async def test_a_source_that_was_added_is_shown_unless_somebody_reads(
    blogs: Blogs, sources: int, at: str, view: str
) -> None:
    panes = blogs.panes
    panes.at, blogs.sources = at, sources
    panes.view = replace(panes.view, id="before")
    panes.filters = {"all": "rust", "source a": "sea"}
    assert not blogs.changes.stop()
    blogs.release.set()
    blogs.changes.add("https://me:secret@blog.example/")
    told = await blogs.since()
    looking = "Looking for the archive of https://blog.example/ … "
    assert told == [
        *("runs add", ("doing", f"{looking}Esc stops"), ("followed", "https://me:secret@blog.example/")),
        *(("doing", f"{looking}12 posts · Esc stops"), "done", ("said", "a: 3 articles."), "listed"),
    ]
    assert panes.view.id == view
    assert view not in panes.filters
    assert not panes.is_first
    assert blogs.changes._stop is None


async def test_one_search_at_a_time_is_stopped_and_then_the_saving_of_its_pages(blogs: Blogs) -> None:
    blogs.changes.add("/a")
    task = asyncio.ensure_future(blogs.panes.tasks.pop()())
    while blogs.wanted is None:  # noqa: ASYNC110 - it is in a thread for a moment
        await asyncio.sleep(0)
    _, stop, at_once = blogs.wanted
    blogs.panes.told.clear()
    blogs.changes.add("/b")
    said = "A blog is being searched; Esc stops the search and keeps what was found."
    assert blogs.panes.told == [("explained", said)]
    assert (blogs.changes.stop(), stop.is_set(), at_once.is_set()) == (True, True, False)
    assert (blogs.changes.stop(), at_once.is_set()) == (True, True)
    assert not blogs.changes.stop()
    at_once.clear()
    leaving = asyncio.ensure_future(blogs.changes.stop_at_once())
    await asyncio.sleep(0)
    assert at_once.is_set()
    assert not leaving.done()
    blogs.release.set()
    await asyncio.gather(leaving, task)
    await blogs.changes.stop_at_once()
    assert not blogs.changes.stop()


async def test_what_is_no_source_is_told_and_another_can_be_added(blogs: Blogs) -> None:
    blogs.answer = SourceError("It is no blog.")
    blogs.release.set()
    blogs.changes.add("/a")
    assert (await blogs.since())[-1] == ("failed", "It is no blog.")
    assert blogs.panes.is_first
    assert blogs.changes._stop is None
    assert blogs.changes._added.is_set()


async def test_a_source_is_removed_and_followed_again(blogs: Blogs) -> None:
    panes = blogs.panes
    panes.view = replace(panes.view, id="source x", source="x")
    blogs.changes.remove("x")
    told = await blogs.since()
    assert told[:2] == ["runs sources", "listed"]
    assert told[2][1].startswith("x is no longer followed. What you did with")
    assert panes.view.id == "all"
    panes.view = other = replace(panes.view, id="source y", source="y")
    blogs.changes.remove("x")
    await blogs.since()
    assert panes.view is other
    blogs.changes.restore()
    assert await blogs.since() == ["runs sources", "listed", ("said", "a is followed again.")]
    blogs.answer = None
    blogs.changes.restore()
    assert await blogs.since() == [
        *("runs sources", ("explained", "Nothing has been removed since the app started.")),
    ]


# The cells for the next start


@pytest.mark.parametrize(
    ("is_list", "is_text", "width", "is_front", "are_rows"),
    [
        (True, False, 80, True, True),
        (False, True, 80, True, True),
        (False, False, 80, True, False),
        (True, False, 0, True, False),
        (True, False, 80, False, False),
    ],
)
async def test_what_does_not_last_is_taken_off_before_the_cells_are_kept(
    is_list: bool, is_text: bool, width: int, is_front: bool, are_rows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    panes = screen(ONE)
    told = panes.told
    monkeypatch.setattr(last_frame, "_is_list", lambda _: is_list)
    monkeypatch.setattr(last_frame, "_is_text", lambda _: is_text)
    monkeypatch.setattr(last_frame, "_ground", lambda pane, console: (pane, console))
    monkeypatch.setattr(last_frame, "pieces", lambda rendered: [rendered])

    async def take_sizes(sized: Any) -> None:
        told.append(("sized", sized))

    panes.size, panes.header, panes.footer, panes.panes = Size(width, width and 24), "header", "footer", ("a", "b")
    panes.app = fake(console="console", screen=panes if is_front else None)
    panes.forget_messages, panes.take_sizes = partial(told.append, "silent"), take_sizes
    panes.articles.welcome = ("hello",)
    panes.strips = lambda: [fake(render=lambda console: f"row on {console}")]
    kept: Any = await last_frame.last_screen(panes)
    assert kept.rows == ([["row on console"]] if are_rows else [])
    assert kept.grounds == [(one, "console") for one in ("header", "a", "b")]
    assert kept.size == (width, width and 24)
    before = ["silent", "deselected", ("sized", ("a", "b", "header", "footer"))]
    assert told == (before if are_rows else [])
    assert panes.articles.welcome == (() if are_rows else ("hello",))


LATEST = Loaded(replace(ONE, offline=True), fake(), None)
FINISHED = replace(THREE, offline=True)


@pytest.mark.parametrize(
    ("what", "is_kept"),
    [
        ({}, True),
        ({"at": SIDEBAR}, False),
        ({"focused": None}, False),
        ({"behind": LATEST}, False),
        ({"page": LATEST}, False),
        ({"page": Failed(ONE, LibraryError("No."))}, True),
        ({"is_whole": True}, False),
    ],
)
def test_a_list_with_the_card_of_its_article_is_kept_for_the_next_start(what: dict[str, Any], is_kept: bool) -> None:
    panes = screen(ONE)
    panes.page, panes.focused, panes.articles.is_whole, panes.reader.top = Preview(ONE), panes.articles, False, 0
    for name, value in what.items():
        setattr(panes.articles if name == "is_whole" else panes, name, value)
    assert last_frame._is_list(panes) is is_kept
    if is_kept:
        assert panes.page == Preview(ONE)


@pytest.mark.parametrize(
    ("what", "is_kept"),
    [
        ({}, True),
        ({"at": ARTICLES}, False),
        ({"focused": None}, False),
        ({"zen": True}, False),
        ({"page": Preview(ONE)}, False),
        ({"page": replace(LATEST, entry=TWO)}, False),
        ({"current": ONE}, False),
        ({"current": None}, False),
        ({"at_end": True}, False),
        ({"at_end": True, "page": replace(LATEST, entry=FINISHED), "current": FINISHED}, True),
        ({"column": 60}, False),
        ({"wrap_code": True}, False),
        ({"code_offset": 4}, False),
        ({"images": fake(addresses={1: "x"})}, False),
        ({"standpoint": (1, 7)}, True),
        ({"standpoint": (2, 7)}, True),
        ({"standpoint": None}, True),
    ],
)
def test_a_text_that_will_be_opened_again_is_kept_as_it_will_be_then(what: dict[str, Any], is_kept: bool) -> None:
    panes = screen(replace(ONE, offline=True))
    told: list[Any] = []
    panes.reader = fake(
        at_end=False,
        column=80,
        usual_column=80,
        wrap_code=False,
        code_offset=0,
        rows_below=3,
        images=fake(addresses={}),
        let_go=lambda: len(told) < 2 and not told.append("let go"),  # type: ignore[func-returns-value]
        standpoint=(5, 7),
        document=fake(head=2),
        fraction=0.5,
        show=lambda _, source, start, rows: told.append((source, start, rows)),
        watch_ending=lambda: told.append("ending"),
        stand=lambda: told.append("stands"),
    )
    panes.at, panes.focused, panes.zen, panes.page = READER, panes.reader, False, LATEST
    for name, value in what.items():
        owner = panes.reader if hasattr(panes.reader, name) else panes.articles if name == "current" else panes
        setattr(owner, name, value)
    assert last_frame._is_text(panes) is is_kept
    if is_kept:
        start = {(5, 7): (3, 7), (2, 7): (0, 7), (1, 7): None, None: None}[panes.reader.standpoint]
        assert told == ["let go", "let go", (LATEST.source, start, 3), "ending", "stands"]
        assert (panes.page.start, panes.reader.resumed) == (start, 0.5)
    else:
        assert told == []
