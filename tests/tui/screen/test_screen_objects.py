"""What the controllers of the screen decide, each with panes and a library that only tell what is asked of them."""

import asyncio
import inspect
import os
import re
import signal
import sys
import termios
import threading
import tty
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.drivers import linux_driver
from textual.geometry import Size
from textual.worker import WorkerCancelled

from blogreader.conditions import Arrangement, Grouping
from blogreader.config import Config
from blogreader.errors import LibraryError, NamesFeeds, ProgramError, SourceError
from blogreader.keys import TABLE
from blogreader.library import VIEWS, Progress, SourceProgress, SourceReport
from blogreader.library.reports import Fetched
from blogreader.model import Article, Entry, Source, State, Status, Tally
from blogreader.records import replace
from blogreader.tui.panes.sidebar import Contents
from blogreader.tui.reader.content import Ending, Failed, Loaded, Loading, Preview, identity
from blogreader.tui.row_selection import RowSelection
from blogreader.tui.screen import bulk_fetch, layout, programs, shutdown, source_changes
from blogreader.tui.screen.external_changes import ExternalChanges
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.shutdown import SIGNALS, Shutdown, is_hung_up
from blogreader.tui.screen.tasks import BackgroundTasks, Superseded
from blogreader.tui.worker_groups import WorkerGroup


def fake(**attributes: object) -> Any:
    return SimpleNamespace(**attributes)


def entry(slug: str, **facts: Any) -> Entry:
    url = f"https://blog.example/{slug}"
    return Entry(Article(url, url, slug.title(), **facts), State(url), "blog")


ONE, TWO = entry("one", minutes=9), entry("two")


class LaidOut(ReadingLayout):
    """A layout whose panes are not on any screen."""

    def __init__(self) -> None:
        super().__init__(
            Config(), VIEWS[3], {"all": "rust"}, {"all": Arrangement(group=Grouping.MONTH)}, lambda *_: (0, 0, ())
        )
        self.footer = fake(said="", message="", is_error=False)
        self.header = fake(shown=None, total=None, activities=(1,))
        self.articles = fake(entries_read=[], listing=None, headings=())
        self.reader = fake(slowness=1.0)
        self.timers: list[tuple[float, Any]] = []

    def later(self, timer: Any, seconds: float, do: Any) -> Any:
        del timer
        self.timers.append((seconds, do))
        return fake(stop=lambda: self.timers.append((-1.0, None)))


# Messages


def test_a_message_stays_until_it_is_read_and_the_next_one_until_it_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "_NOTICED_SECONDS", 2.0)
    shown: Any = LaidOut()
    shown.say("One\nline")
    assert (shown.footer.message, shown.footer.is_error, shown.timers) == ("One line", False, [(2.0, shown._notice)])
    shown.fail_with("No.")
    shown.fail(LibraryError("Why."))
    assert shown.footer.message == "One line"  # it has not been noticed yet
    shown._notice()
    assert (shown.footer.message, shown.footer.is_error) == ("No.", True)
    shown._notice()
    assert (shown.footer.message, shown.footer.is_error) == ("Why.", True)
    shown._notice()
    assert shown.timers[-1] == (4 / 15, shown._next_message)
    shown.say("Again")  # replaces what has been noticed
    assert (shown.footer.message, shown.footer.is_error) == ("Again", False)
    shown._notice()
    shown._next_message()
    assert (shown.footer.message, shown.footer.is_error) == ("", False)
    assert [notice.sentence for notice in shown.messages] == ["One line", "No.", "Why.", "Again"]


def test_fifty_messages_are_kept() -> None:
    shown: Any = LaidOut()
    for number in range(60):
        shown.say(str(number))
    assert [notice.sentence for notice in shown.messages] == [str(number) for number in range(10, 60)]


def test_messages_that_are_dropped_leave_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "_SAID_SECONDS", 5.0)
    shown: Any = LaidOut()
    shown.say("One")
    shown.say("Two")
    shown.explain("Why [/b]\x1b not")
    assert shown.footer.said == "Why [/b] not"
    assert shown.timers[-1] == (5.0, shown.explain_no_more)
    shown.forget_messages()
    assert (shown.footer.message, shown.footer.said, shown.header.activities) == ("", "", ())
    assert shown.timers[-1] == (-1.0, None)
    shown.footer.said = "of another"
    shown.explain_no_more()  # its time is over already
    assert shown.footer.said == "of another"


# What is shown


@pytest.mark.parametrize(("columns", "is_narrow"), [(79, True), (80, False)])
def test_the_remark_on_a_filter_has_two_lines_in_a_narrow_window(
    columns: int, is_narrow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    classes: dict[str, bool] = {}
    pane = fake(set_class=lambda on, name: classes.update({name: on}))
    monkeypatch.setattr(layout, "FilterPane", lambda *_, **__: pane)
    shown: Any = LaidOut()
    shown._made_filter_pane(Size(columns, 24))
    assert classes == {"-shown": True, "-narrow": is_narrow}
    classes.clear()
    monkeypatch.setattr(LaidOut, "size", Size(columns, 24))
    shown._show_panes = lambda: None
    shown.on_resize()
    assert classes == {"-narrow": is_narrow}
    shown.filters.clear()
    shown._made_filter_pane(Size(columns, 24))
    assert not classes["-shown"]


def test_a_state_is_shown_wherever_its_article_is() -> None:
    shown: Any = LaidOut()
    source: Any = object()
    read = replace(ONE, state=replace(ONE.state, status=Status.READ))
    shown.set_reactive(ReadingLayout.page, Preview(ONE, today=date(2026, 11, 1)))
    shown.set_reactive(ReadingLayout.behind, Loaded(ONE, source, None, 3))
    shown.articles.entries_read = [TWO]
    assert shown.entries_shown == [TWO, ONE, ONE]
    shown.show_state(replace(TWO, offline=True))
    assert shown.page == Preview(ONE, today=date(2026, 11, 1))
    shown.show_state(read)
    assert shown.page == Preview(read, today=date(2026, 11, 1))
    assert shown.behind == Loaded(read, source, None, 3)
    shown.set_reactive(ReadingLayout.page, Loaded(ONE, source, (1, 2)))
    shown.set_reactive(ReadingLayout.behind, None)
    shown.show_state(TWO)
    assert shown.page == Loaded(ONE, source, (1, 2))
    shown.show_state(read)
    assert shown.page == Loaded(read, source, (1, 2))
    loading = Loading(ONE, None)
    shown.set_reactive(ReadingLayout.page, loading)
    shown.show_state(read)
    assert shown.page is loading
    assert shown.entries_shown == [TWO]


def test_each_view_has_its_filter_and_its_arrangement() -> None:
    shown: Any = LaidOut()
    assert (shown.filter, shown.arrangement) == ("rust", Arrangement(group=Grouping.MONTH))
    assert (shown.half_typed_filter, shown.half_typed_address, shown.is_filter_shown) == ("", "", True)
    shown.set_reactive(ReadingLayout.view, VIEWS[0])
    assert (shown.filter, shown.arrangement) == ("", Arrangement())
    assert shown.keys is shown.config.keys


def test_counts_are_those_of_the_list_and_of_its_parts() -> None:
    shown: Any = LaidOut()
    sources = tuple(
        SourceProgress(source, Tally(), ()) for source in (Source("a", "/a", title="A blog"), Source("b", "/b"))
    )
    tally = Tally(9, 3, minutes=40)
    shown.show_counts(tally)
    assert (shown.header.shown, shown.articles.headings) == (tally, ())
    groups = (
        (None, None),
        (Grouping.SOURCE, "a"),
        (Grouping.SOURCE, "b"),
        (Grouping.SOURCE, "c"),
        (Grouping.MONTH, "2026-04"),
    )
    parts = [
        fake(is_read=False, by=by, name=name, start=start, tally=Tally(start))
        for start, (by, name) in enumerate(groups)
    ]
    parts.append(fake(is_read=True, by=Grouping.MONTH, name="2026-04", start=5, tally=Tally(5)))
    shown.articles.listing = fake(parts=parts)
    shown.set_reactive(ReadingLayout.contents, Contents((), Progress(Tally(), 0, 0, (), sources)))
    shown.set_reactive(ReadingLayout.view, next(view for view in VIEWS if view.read_apart))
    shown.show_counts(tally)
    assert [(one.title, one.row, one.tally) for one in shown.articles.headings] == [
        ("A blog", 1, Tally(1)),
        ("b", 2, Tally(2)),
        ("c", 3, Tally(3)),
        ("April 2026", 4, Tally(4)),
        ("Read", 5, Tally(5)),
    ]
    assert shown.header.shown == Tally(6, 0, minutes=40)


@pytest.mark.parametrize(("offline", "are_most"), [(4, False), (5, False), (6, True)])
def test_articles_that_are_not_offline_are_marked_where_they_are_fewer(offline: int, are_most: bool) -> None:
    shown: Any = LaidOut()
    shown.watch_contents(Contents((), Progress(Tally(10, 1), offline, 0, (), slowness=1.5)))
    assert shown.header.total == Tally(10, 1)
    assert shown.articles.are_most_offline is are_most
    assert shown.header.slowness == shown.articles.slowness == shown.reader.slowness == 1.5
    shown.watch_contents(Contents())
    assert (shown.header.total, shown.articles.are_most_offline, shown.header.slowness) == (Tally(), False, 1.5)


def test_a_page_is_the_same_while_its_text_is_and_one_that_loads_is_like_no_other() -> None:
    source: Any = object()
    other: Any = object()
    assert identity(Loaded(ONE, source, None)) is identity(Loaded(TWO, source, (1, 2)))
    assert identity(Loaded(ONE, source, None)) is not identity(Loaded(ONE, other, None))
    assert identity(Preview(ONE)) == identity(Preview(ONE))
    assert Loading(ONE, None) != Loading(ONE, None)
    error = LibraryError("No.")
    assert identity(Failed(ONE, error)) == Failed(ONE, error)
    ending = Ending(Status.READ, 3, 9)
    assert ending.before(None) is ending
    assert ending.before(ONE, in_series=True) == Ending(Status.READ, 3, 9, "One", 9, True)
    assert ending.before(TWO).in_series is False


# Tasks


async def test_a_result_counts_only_for_what_is_still_shown() -> None:
    shown: Any = LaidOut()
    tasks = BackgroundTasks(shown, fake())

    async def later(page: Preview, error: LibraryError | None = None) -> str:
        shown.set_reactive(ReadingLayout.page, page)
        if error:
            raise error
        return "found"

    before = Preview(ONE)
    shown.set_reactive(ReadingLayout.page, before)
    assert await tasks.here(later(before)) == "found"
    with pytest.raises(LibraryError):
        await tasks.here(later(before, LibraryError("No.")))
    with pytest.raises(Superseded):
        await tasks.here(later(Preview(TWO)))
    with pytest.raises(Superseded):
        await tasks.here(later(Preview(ONE), LibraryError("No.")))
    assert tasks.attempt(lambda: 3) == 3

    def fail() -> int:
        raise LibraryError("No.")

    assert tasks.attempt(fail) is None
    assert shown.footer.message == "No."


# Changes from outside


class OutsideWorld:
    """A library that others change, and the screen that looks at it."""

    def __init__(self) -> None:
        self.told: list[object] = []
        self.unsaved = (0, 0.0, "")
        self.news: Any = []
        self.is_fetching = False
        self.looking = [fake(is_finished=True)]

        async def show(entries: list[Entry]) -> None:
            self.told.append(entries)

        async def show_all() -> None:
            self.told.append("all")

        async def follow(at: object) -> None:
            self.told.append(f"listed from {at}")

        async def change(change: Any) -> Any:
            return change()

        self.header = fake(unsaved=None)
        shown = fake(
            header=self.header,
            fail=lambda error: self.told.append(str(error)),
            fail_with=self.told.append,
            say=self.told.append,
            set_interval=lambda seconds, _: self.told.append(seconds),
            run_worker=self._run,
        )
        sync = fake(
            unsaved=lambda: self.unsaved,
            news=self._news,
            said=lambda: ["A sentence."],
            entries=lambda keys: [one for one in (ONE, TWO) if one.article.key in keys],
        )
        self.changes = ExternalChanges(
            shown,
            fake(sync=sync, change=change),
            fake(show=show, show_all=show_all),
            fake(cursor="the third", follow_count=follow),
            fake(is_running=False),
        )

    def _run(self, task: Any, *, group: object) -> Any:
        assert task == self.changes._look
        self.told.append(f"looks in {group}")
        return self.looking[-1]

    def _news(self, *, archive: bool) -> Any:
        self.told.append(f"archive {archive}")
        if isinstance(self.news, Exception):
            raise self.news
        return self.news

    async def look(self) -> list[object]:
        self.told.clear()
        await self.changes._look()
        return self.told

    def tick(self) -> list[object]:
        self.told.clear()
        self.changes._tick()
        return self.told


async def test_what_others_changed_is_shown_and_a_failure_once_until_it_is_over() -> None:
    world = OutsideWorld()
    assert await world.look() == ["archive True", "A sentence."]
    world.news = [TWO]
    assert await world.look() == ["archive True", "A sentence.", [TWO]]
    world.news = None
    assert await world.look() == ["archive True", "A sentence.", "all", "listed from the third"]
    world.changes._bulk_fetch.is_running = True  # type: ignore[misc]
    world.news = LibraryError("No.")
    assert await world.look() == ["archive False", "No."]
    assert await world.look() == ["archive False"]
    world.news = LibraryError("Another.")
    assert await world.look() == ["archive False", "Another."]
    world.news = []
    await world.look()
    world.news = LibraryError("Another.")
    assert await world.look() == ["archive False", "Another."]


def test_one_look_after_the_other_and_changes_that_wait_for_the_disk_are_told() -> None:
    world = OutsideWorld()
    world.changes.start()
    assert world.told == [0.25]
    assert world.tick() == ["looks in external"]
    world.looking.append(fake(is_finished=False))
    assert world.tick() == ["looks in external"]
    assert world.tick() == []
    world.looking[-1].is_finished = True
    world.looking.append(fake(is_finished=False))
    world.unsaved = (3, 0.25, "")
    assert world.tick() == ["looks in external"]
    assert world.header.unsaved == 0
    world.unsaved = (3, 0.26, "The disk is full.")
    assert world.tick() == ["Not saved yet, trying again: The disk is full."]
    assert world.header.unsaved == 3
    assert world.tick() == []
    world.unsaved = (3, 9.0, "")
    assert world.tick() == []
    world.unsaved = (3, 9.0, "The disk is full.")
    assert world.tick() == ["Not saved yet, trying again: The disk is full."]


def test_trouble_at_the_first_look_is_told_too() -> None:
    world = OutsideWorld()
    world.unsaved = (1, 1.0, "The disk is full.")
    assert world.tick() == ["Not saved yet, trying again: The disk is full.", "looks in external"]


# Sources and many articles


@pytest.mark.parametrize(
    ("seconds", "done", "of", "left"),
    [
        (1.9, 5, 10, ""),
        (2.0, 5, 10, " · about 5 s"),
        (2.0, 0, 10, ""),
        (2.0, 10, 10, ""),
        (10.0, 5, 10, " · about 10 s"),
        (12.0, 5, 10, " · about 10 s"),
        (13.0, 5, 10, " · about 15 s"),
        (90.0, 5, 10, " · about 90 s"),
        (91.0, 5, 10, " · about 2 min"),
        (60.0, 1, 11, " · about 10 min"),
    ],
)
def test_the_time_left_is_told_once_it_can_be_estimated(seconds: float, done: int, of: int, left: str) -> None:
    assert bulk_fetch._left(seconds, done, of) == left


async def test_keys_are_read_some_at_a_time_and_in_few_steps() -> None:
    """Each step costs a walk over the rows before it: of a million rows in steps of 500 these took half a minute."""
    asked: list[tuple[int, int]] = []

    def keys(start: int, count: int) -> list[str]:
        asked.append((start, count))
        return [str(row) for row in range(start, start + count)]

    found = await bulk_fetch._keys(fake(keys=keys), RowSelection(((2, 4), (600, 50_000))))
    assert asked == [(2, 2), (600, 20_000), (20_600, 20_000), (40_600, 9_400)]
    assert [*found] == ["2", "3", *(str(row) for row in range(600, 50_000))]
    asked.clear()
    await bulk_fetch._keys(fake(keys=keys), RowSelection(((0, 1_000_000),)))
    assert len(asked) <= 50


@pytest.mark.parametrize("changed", [None, 0, 499, 500, 999, 1_000])
def test_titles_and_dates_that_changed_are_found_on_every_page(changed: int | None) -> None:
    entries = [entry(f"a{number}") for number in range(1_001)]
    before = {one.article.key: one.article for one in entries}
    now = {one.article.key: one for one in entries}
    if changed is not None:
        one = entries[changed]
        now[one.article.key] = replace(one, article=replace(one.article, title="Another"))
    library: Any = fake(entries=lambda keys: [now[key] for key in keys])
    assert bulk_fetch._are_others(library, before) is (changed is not None)


def report(name: str, articles: int, **facts: Any) -> SourceReport:
    remark = facts.pop("remark", None)
    return SourceReport(Source(name, f"/{name}", **facts), articles, **({"remark": remark} if remark else {}))


@pytest.mark.parametrize(
    ("reports", "failed", "number", "left_out", "said"),
    [
        ([report("blog", 1)], [], 1, [], "blog: 1 article."),
        ([report("blog", 9, title="A blog", completeness="complete")], [], 1, [], "A blog: 9 articles, complete."),
        ([report("blog", 9, remark="It was found.")], [], 1, [], "It was found. blog: 9 articles."),
        ([report("a", 2), report("b", 3)], [], 2, [], "2 of 2 feeds are followed, with 5 articles."),
        (
            [report("a", 2)],
            [SourceError("b: No.")],
            2,
            [(3, "no address"), (4, "none either")],
            "1 of 2 feeds is followed, with 2 articles. b: No. 2 lines are left out: no address.",
        ),
        ([], [], 1, [(1, "no address")], "0 of 1 feeds are followed, with 0 articles. 1 line is left out: no address."),
    ],
)
def test_what_is_followed_failed_or_left_out_is_said(
    reports: Any, failed: Any, number: int, left_out: Any, said: str
) -> None:
    assert source_changes._said(reports, failed, number, left_out) == said


@pytest.mark.parametrize(("stopped_after", "found", "failures"), [(9, 2, 1), (1, 1, 0), (2, 1, 1)])
async def test_of_the_feeds_that_are_named_those_after_a_stop_are_left_alone(
    stopped_after: int, found: int, failures: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def search(_: object, location: str, stop: asyncio.Event) -> SourceReport:
        asked.append(location)
        if location == "list":
            raise NamesFeeds(location, ("one", "bad", "two"), ((4, "no address"),))
        if len(asked) > stopped_after:
            stop.set()
        if location == "bad":
            raise SourceError("No.")
        return report(location, 1)

    monkeypatch.setattr(source_changes.SourceChanges, "_search", search)
    changes = source_changes.SourceChanges(fake(), fake(), fake())
    reports, failed, number, left_out = await changes._follow("list", asyncio.Event())
    assert (len(reports), len(failed), number, left_out) == (found, failures, 3, ((4, "no address"),))
    assert asked == ["list", "one", "bad", "two"][: 1 + found + failures]


async def fetched(
    *coming: Fetched, left: bool = False, fails: Exception | None = None, entries: tuple[Entry, ...] = ()
) -> tuple[list[str], list[object]]:
    """What the header and the footer say while articles are fetched, and what else is asked for."""
    said: list[str] = []
    told: list[object] = []

    async def fetch(keys: dict[str, None]) -> AsyncIterator[Fetched]:
        told.append([*keys])
        for one in coming:
            yield one
        if fails:
            raise fails

    @contextmanager
    def doing(sentence: str) -> Iterator[Any]:
        said.append(sentence)
        yield lambda sentence, fraction: said.append(f"{sentence} ({fraction:.2f})")

    async def tell(what: str) -> None:
        told.append(what)

    shown = fake(
        articles=fake(listing=fake(keys=lambda start, count: ["one", "two", "three", "four"][start : start + count])),
        keys=TABLE,
        header=fake(doing=doing),
        entries_shown=[*entries],
        say=said.append,
        explain=said.append,
        show_state=told.append,
    )
    shown.articles.replace = lambda entries: told.append(len(entries)) if entries else None
    sync = fake(fetch=fetch, entries=lambda _: [], current=lambda one: replace(one, offline=True))
    library = fake(sync=sync, is_being_left=left)
    count, other = partial(tell, "counted"), partial(tell, "listed again")
    bulk = bulk_fetch.BulkFetch(shown, library, fake(count=count), fake(show_other_articles=other))
    try:
        await bulk._fetch_shown(RowSelection(((0, 4),)))
    except LibraryError as error:
        said.append(str(error))
    assert bulk.has_just_ended is not left
    return said, told


def came(slug: str, **facts: Any) -> Fetched:
    return Fetched(entry(slug).article, **facts)


async def test_fetching_says_how_far_it_is_what_failed_and_what_was_not_tried() -> None:
    no = SourceError("No.")
    said, told = await fetched(
        came("one"), came("two", unchanged=True), came("three", error=no), came("four", error=no, untried=True)
    )
    assert said == [
        "Fetching 0/4 · Esc stops",
        "Fetching 1/4 · Esc stops (0.25)",
        "Fetching 3/4 · 1 failed · Esc stops (0.75)",
        "Fetching 4/4 · 1 failed · Esc stops (1.00)",
        "2 of 4 are offline, 1 failed: No. 1 more was not tried.",
    ]
    assert told == [["one", "two", "three", "four"], "counted"]
    said, _ = await fetched(came("one"))
    assert said[-1] == "1 of 4 is offline."


async def test_what_is_fetched_is_shown_wherever_its_article_is() -> None:
    _, told = await fetched(came("one"), came("two", unchanged=True), entries=(ONE, TWO))
    assert told[1:] == [1, replace(ONE, offline=True), "counted"]


def test_a_key_may_have_been_meant_to_stop_what_ended_in_the_last_second_and_a_half(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times = iter((0.0, 101.4, 101.6))
    monkeypatch.setattr(bulk_fetch, "monotonic", lambda: next(times))
    bulk = bulk_fetch.BulkFetch(fake(), fake(), fake(), fake())
    assert not bulk.has_just_ended
    bulk._ended_at = 100.0
    assert [bulk.has_just_ended for _ in range(2)] == [True, False]


async def test_a_hundred_articles_that_are_as_they_were_are_told_together() -> None:
    said, _ = await fetched(*[came("one", unchanged=True)] * 250)
    assert said[1:-1] == ["Fetching 100/4 · Esc stops (25.00)", "Fetching 200/4 · Esc stops (50.00)"]


async def test_fetching_that_ends_early_says_after_how_many_and_is_silent_on_the_way_out() -> None:
    said, _ = await fetched(came("one"), fails=LibraryError("The disk is full."))
    assert said[-1] == "Stopped after 1 of 4. The disk is full."
    _, told = await fetched(came("one"), left=True)
    assert told == [["one", "two", "three", "four"]]


# Programs


async def test_of_the_output_of_a_program_only_so_much_is_kept_and_all_is_read() -> None:
    async def kept(*sizes: int) -> tuple[int, int]:
        pieces = [bytes([65 + number]) * size for number, size in enumerate(sizes)] + [b""]

        async def read(most: int) -> bytes:
            assert most >= 4_096
            return pieces.pop(0)

        process: Any = fake(stdout=fake(read=read))
        return len(await programs._read(process)), len(pieces)

    assert await kept() == (0, 0)
    assert await kept(3, 4) == (7, 0)
    assert await kept(600_000, 399_999) == (999_999, 0)
    assert await kept(600_000, 400_000, 5) == (1_000_000, 0)
    assert await kept(600_000, 600_000, 600_000) == (1_000_000, 0)
    assert await programs._read(fake(stdout=None)) == b""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            OSError(7, "Argument list too long"),
            "p can't be started: the text is too long for an argument; on standard input it has room.",
        ),
        (OSError(2, "No such file or directory"), "p can't be started: no such file or directory."),
        (ValueError("embedded null byte"), "p can't be started: embedded null byte."),
    ],
)
def test_a_program_that_can_not_be_started_says_why(error: Exception, said: str) -> None:
    assert str(programs._not_started(["/bin/p", "x"], error)).lower() == said


def test_the_editor_is_the_one_that_is_named_or_the_first_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "vi", "two words"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    def editor(visual: str = "", editor: str = "") -> list[str]:
        monkeypatch.setenv("VISUAL", visual)
        monkeypatch.setenv("EDITOR", editor)
        return programs._editor()

    assert editor() == ["vi"]
    assert editor(" ", "one -w 'a b'") == ["one", "-w", "a b"]
    assert editor("two words", "one") == ["two words"]
    for visual, named in (("none -w", "VISUAL names none -w"), ("one 'x", "VISUAL names one 'x")):
        with pytest.raises(ProgramError, match=f"{named}, which can't be started."):
            editor(visual, "one")
    (tmp_path / "nano").write_text("#!/bin/sh\n")
    (tmp_path / "nano").chmod(0o755)
    assert editor() == ["nano"]
    for name in ("vi", "nano"):
        (tmp_path / name).unlink()
    with pytest.raises(ProgramError, match="No editor was found"):
        editor()


def test_a_program_in_the_terminal_gives_its_status() -> None:
    assert programs._in_terminal([sys.executable, "-c", "import sys; sys.exit(len(sys.stdin.read()))"], b"four") == 4
    with pytest.raises(ProgramError, match="no-such-program can't be started"):
        programs._in_terminal(["no-such-program"], None)


# The way out


class WayOut:
    """A program that ends; what happens on the way is told."""

    def __init__(self, *, fails: Exception | None = None, stops: bool = True) -> None:
        self.told: list[object] = []
        self.done, self.on_disk = threading.Event(), threading.Event()

        async def settle() -> None:
            self.told.append("settled")

        async def stop() -> None:
            await asyncio.to_thread(self.on_disk.wait, 20)
            await (asyncio.sleep(0) if stops else asyncio.Event().wait())
            self.told.append("stopped")

        def submit(change: Any) -> Any:
            from concurrent.futures import Future

            future: Any = Future()
            try:
                future.set_result(change())
            except Exception as error:
                future.set_exception(error)
            return future

        def change() -> None:
            self.told.append("changed")
            if fails:
                raise fails

        def leave(return_code: int, message: object) -> None:
            self.told.append((return_code, str(message) if message else None))
            self.done.set()

        def fail(task: Any) -> None:
            task.close()
            self.told.append("raised")
            self.done.set()

        def flush(seconds: float) -> None:
            self.told.append("on disk" if seconds == 10 else seconds)
            self.on_disk.set()

        self.library = fake(is_being_left=False, submit=submit, flush=flush)
        self.app = fake(exit=leave, run_worker=fail)
        self.shutdown = Shutdown(self.app, self.library, settle, lambda: [change, change], stop)

    async def end(self, status: int = 0) -> list[object]:
        self.shutdown.attach()
        due = [self.shutdown.is_due]
        self.shutdown.begin(status)
        self.shutdown.begin(9)  # only the first counts
        assert [*due, self.shutdown.is_due] == [False, True]
        assert self.library.is_being_left
        assert await asyncio.to_thread(self.done.wait, 20)
        return self.told


@pytest.mark.parametrize(
    ("status", "fails", "end"),
    [
        (0, None, (0, None)),
        (3, None, (3, None)),
        (0, LibraryError("The disk is full."), (LibraryError("").exit_status, "The disk is full.")),
        (143, LibraryError("The disk is full."), (143, "The disk is full.")),
        (0, ZeroDivisionError(), "raised"),
    ],
)
async def test_on_the_way_out_everything_is_saved_before_the_screen_goes(
    status: int, fails: Exception | None, end: object
) -> None:
    told = await WayOut(fails=fails).end(status)
    assert told.index("settled") < told.index("changed") < told.index(end)
    assert told.count("changed") == 2  # each, even if another fails
    assert told.index("changed") < told.index("on disk") < told.index(end)
    assert told[-2:] == ["stopped", end]


async def test_a_task_that_does_not_stop_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutdown, "_STOPPING_SECONDS", 0)
    assert (await WayOut(stops=False).end())[-1] == (0, None)


async def test_what_needs_the_panes_is_stopped_before_they_go_and_no_change() -> None:
    told: list[str] = []

    async def wait(group: WorkerGroup) -> None:
        told.append(f"{group} ended")
        raise WorkerCancelled

    def worker(group: WorkerGroup, *, is_finished: bool = False) -> Any:
        cancel, ended = partial(told.append, group.value), partial(wait, group)
        return fake(group=group, is_finished=is_finished, cancel=cancel, wait=ended)

    workers = [*map(worker, WorkerGroup), worker(WorkerGroup.ADD, is_finished=True)]
    await shutdown.end_background(fake(workers=workers))
    stopped = ["open", "complete", "fetch", "refresh", "add", "sources", "catch_up"]
    assert told == [*stopped, *(f"{group} ended" for group in stopped)]


async def test_who_was_told_to_end_before_there_was_a_loop_ends_in_it() -> None:
    way = WayOut()
    way.shutdown.begin()
    way.shutdown.attach()
    assert await asyncio.to_thread(way.done.wait, 20)
    assert "changed" in way.told
    assert way.told[-1] == (0, None)
    assert not way.shutdown.is_listening
    down = WayOut()
    down.shutdown.taken_down()
    down.shutdown.begin()
    assert not down.shutdown.is_due


class Flag(threading.Event):
    """What is waited for, and how long."""

    def __init__(self, *, comes: bool) -> None:
        super().__init__()
        self._comes = comes
        self.patience: float | None = None

    def wait(self, timeout: float | None = None) -> bool:
        self.patience = timeout
        return super().wait(20 if self._comes else 0)


@pytest.mark.parametrize(
    ("hangs", "is_slow", "told"),
    [
        (False, False, ["settled", "changed", "on disk", (3, None), "ended with 3"]),
        (False, True, ["settled", "changed", "on disk", (3, None), "put right", "ended with 3"]),
        (True, False, ["changed", "on disk", "put right", "ended with 3"]),
    ],
    ids=["in time", "screen too slow", "loop hangs"],
)
async def test_a_process_ends_also_if_the_loop_or_the_screen_hangs(
    hangs: bool, is_slow: bool, told: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    way, left, ended = WayOut(), threading.Event(), threading.Event()
    interval = sys.getswitchinterval()

    def leave(return_code: int, message: object) -> None:
        way.told.append((return_code, message))
        left.set()
        if not is_slow:
            way.shutdown.taken_down()

    def end(status: int) -> None:
        way.told.append(f"ended with {status}")
        ended.set()

    way.app.exit = leave
    way.shutdown._end = end  # type: ignore[assignment]

    def put_right(_: Shutdown) -> None:
        if not hangs:
            assert left.wait(20)
        way.told.append("put right")

    monkeypatch.setattr(Shutdown, "_put_right", put_right)
    monkeypatch.setattr(shutdown, "_CLOSING_SECONDS", 0)
    gathered = way.shutdown._gathered = Flag(comes=not hangs)
    down = way.shutdown._is_down = Flag(comes=not (hangs or is_slow))
    if not hangs:
        way.shutdown.attach()
    way.shutdown.begin(3)
    hurried = sys.getswitchinterval()
    sys.setswitchinterval(interval)
    assert await asyncio.to_thread(ended.wait, 20)
    assert hurried == pytest.approx(0.0002)
    assert (gathered.patience, down.patience) == (1, 0 if hangs else 1)
    assert [one for one in dict.fromkeys(way.told) if one != "stopped"] == told


def test_a_terminal_that_is_put_right_is_as_before_all_that_the_driver_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    way: Any = WayOut()
    ours, theirs = os.openpty()
    try:
        before = termios.tcgetattr(theirs)
        tty.setraw(theirs)
        monkeypatch.setattr("sys.__stderr__", fake(fileno=lambda: theirs))
        way.shutdown._attributes = before
        way.shutdown._put_right()
        assert termios.tcgetattr(theirs) == before
        os.write(theirs, b"END")
        written = b""
        while not written.endswith(b"END"):
            written += os.read(ours, 1_000)
    finally:
        os.close(ours)
        os.close(theirs)
    modes = re.findall(r'(?m)^ +(?:self\.)?write\("\\x1b\[\?(\d+)h', inspect.getsource(linux_driver))
    assert len(modes) > 6
    assert [one for one in modes if f"\x1b[?{one}{'h' if one in ('7', '25') else 'l'}".encode() not in written] == []
    assert written.endswith(b"\x1b[?1049l\x1b[?25h\x1b[0mEND")
    way.shutdown._put_right()  # which is closed by now
    monkeypatch.setattr("sys.__stderr__", None)
    way.shutdown._put_right()


def test_signals_end_with_their_status(monkeypatch: pytest.MonkeyPatch) -> None:
    way: Any = WayOut()
    ours, theirs = os.openpty()
    monkeypatch.setattr("sys.__stdin__", fake(fileno=lambda: theirs))
    before = {number: signal.getsignal(number) for number in SIGNALS}
    begun: list[int] = []
    way.shutdown.begin = begun.append
    end: Any = lambda _: None  # noqa: E731
    try:
        way.shutdown.listen(end)
        assert way.shutdown.is_listening
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGHUP)
        assert way.shutdown._attributes == termios.tcgetattr(theirs)
        way.shutdown.listen(end, ["as they were"])
        assert way.shutdown._attributes == ["as they were"]
    finally:
        os.close(ours)
        os.close(theirs)
        for number, handler in before.items():
            signal.signal(number, handler)
    assert begun == [143, 129]


def test_a_terminal_is_gone_when_its_other_end_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.openpty()
    monkeypatch.setattr("sys.__stdin__", fake(fileno=lambda: theirs))
    assert not is_hung_up()
    os.close(ours)
    assert is_hung_up()
    os.close(theirs)

    def closed() -> int:
        raise ValueError

    monkeypatch.setattr("sys.__stdin__", fake(fileno=closed))
    assert not is_hung_up()


@pytest.mark.parametrize(
    ("output", "status", "stopped", "said"),
    [
        ("", 0, False, "W [/b]: done."),
        ("\n\nquiq\n\n", 0, False, "W [/b]: quiq"),
        ("q" * 300, 0, False, f"W [/b]: {'q' * 199}…"),
        ("one\nquiq\n", 3, False, "W [/b] ended with status 3: quiq"),
        ("", 3, False, "W [/b] ended with status 3: without a reason"),
        ("one\ntwo", 0, False, "shown"),
        ("one\ntwo", 3, True, "W [/b]: stopped."),
    ],
)
def test_what_a_program_printed_is_said_or_shown(output: str, status: int, stopped: bool, said: str) -> None:
    told: list[str] = []
    shown = fake(say=told.append, keys=TABLE, app=fake(push_screen=lambda _: told.append("shown")))
    running = programs.Programs(shown, fake(), lambda use: use())
    running._is_stopped = stopped
    try:
        running._show(fake(title="W [/b]"), output, status)
    except ProgramError as error:
        told.append(str(error))
    assert told == [said]
