"""What is shown and said of states, marks, settings and figures, with panes that tell it."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from blogreader.config import Config
from blogreader.errors import ConfigError, LibraryError
from blogreader.keys import ARTICLES, READER
from blogreader.library import Progress, Taken
from blogreader.model import Entry, Place, PlaceMark, Tally
from blogreader.records import replace
from blogreader.tui.panes.sidebar import Contents
from blogreader.tui.reader.content import Loaded, Loading, Page, Preview
from blogreader.tui.screen import config_changes, state_changes
from blogreader.tui.screen.config_changes import ConfigChanges, ConfigFile
from blogreader.tui.screen.pages import Pages
from blogreader.tui.screen.place_marks import PlaceMarks
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.worker_groups import WorkerGroup
from tests.tui.screen.told_panes import (
    ONE,
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


async def test_a_state_is_shown_in_the_list_the_text_and_the_counts() -> None:
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
    taken: Any = Taken((ONE.article.key,), "Undone: read.")

    async def told(*, redo: bool) -> object:
        await states(panes, undo=lambda: taken, redo=lambda: taken).take_back(redo=redo)
        return (await panes.since())[-1]

    assert await told(redo=False) == ("said", "Undone: read. · C-r redoes it")
    assert await told(redo=True) == ("said", "Undone: read. · U takes it back")
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


async def test_a_day_to_finish_by_is_one_or_none() -> None:
    panes = screen()

    async def show_figures() -> None:
        panes.told.append("figures")

    sync: Any = {"figures": fake(report=lambda: None)}
    pages = Pages(panes, held(panes.told, **sync), fake(show_figures=show_figures))
    pages.set_finish("in\x1b spring")
    assert panes.told == [("explained", "in spring is not a date; write it as 2027-03-31.")]
    pages.set_finish("2027-03-31")
    assert str(panes.finish_by) == "2027-03-31"
    assert panes.told[1:] == [f"runs {WorkerGroup.PAGE}"]
    pages.set_finish("")
    assert panes.finish_by is None
    assert len(panes.tasks) == 2
