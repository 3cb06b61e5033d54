"""What the lists ask for and say, and the commands on many articles, with panes that tell it."""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from blogreader.conditions import EVERYTHING, Arrangement, Equals, Grouping, Order, Sort
from blogreader.errors import UsageError
from blogreader.keys import ARTICLES, READER, SIDEBAR, TABLE
from blogreader.library import SourceProgress
from blogreader.model import Entry, Source, Status, Tally
from blogreader.records import replace
from blogreader.tui.messages import NO_ARTICLE
from blogreader.tui.reader.content import Preview
from blogreader.tui.row_selection import RowSelection
from blogreader.tui.screen.batch_changes import BatchChanges
from blogreader.tui.screen.lists import Cursor, Lists
from blogreader.tui.session import Session
from tests.tui.screen.told_panes import (
    ALL,
    ONE,
    OTHER,
    READING_LIST,
    THREE,
    TWO,
    Held,
    Rows,
    counts,
    entry,
    fake,
    screen,
)

# Lists


def narrowed(text: str) -> Any:
    return fake(
        sort=Sort(Order.TITLE) if "sort:" in text else None,
        group=Grouping.MONTH if "group:" in text else None,
        fits=9 if "fit:" in text else None,
        condition=Equals("source", text.removeprefix("source:")) if "source:" in text else EVERYTHING,
    )


class ListMaker(Held):
    """A library that lists what it is told to."""

    def __init__(self, told: list[object], listing: Any = None, **sync: object) -> None:
        self.listing = listing or Rows(ONE, TWO)
        self.saved = [replace(OTHER, id=f"saved {name}", title=name) for name in ("Short", "Long")]
        super().__init__(
            told,
            query=narrowed,
            is_behind=False,
            saved_views=fake(all=lambda: self.saved),
            folders=fake(config="config.toml"),
            batch=fake(
                move_bookmark=lambda key, beside, *, after: told.append(
                    f"{key[-3:]} {'after' if after else 'before'} {beside[-3:]}"
                )
            ),
            **sync,
        )

    async def show(self, view: Any, words: str, arrangement: Arrangement) -> Any:
        await asyncio.sleep(0)
        self.told.append((view.id, words, arrangement))
        if isinstance(self.listing, Exception):
            raise self.listing
        return self.listing


def lists(panes: Any, **sync: object) -> tuple[Any, Any]:
    library: Any = ListMaker(panes.told, **sync)

    async def count() -> None:
        panes.told.append("count")

    controller: Any = Lists(panes, library, fake(count=count))
    return controller, library


@pytest.mark.parametrize(
    ("entries", "cursor", "step", "view", "said"),
    [
        ((), 0, 1, READING_LIST, NO_ARTICLE),
        ((ONE, TWO), 0, 1, ALL, "Only the reading list has an order of your own; 2 shows it."),
        ((THREE, TWO), 0, 1, READING_LIST, "Read articles have no place on the list any more."),
        ((ONE, TWO), 1, 1, READING_LIST, "This is the last article of the list."),
        ((ONE, TWO), 0, -1, READING_LIST, "This is the first article of the list."),
        ((ONE, THREE), 0, 1, READING_LIST, "This is the last article of the list."),
    ],
)
async def test_why_an_article_can_not_be_moved_is_said(
    entries: tuple[Entry, ...], cursor: int, step: int, view: Any, said: str
) -> None:
    panes = screen(*entries, cursor=cursor)
    panes.view = view
    lists(panes)[0].move(step)
    assert await panes.since() == [("explained", said)]


@pytest.mark.parametrize(
    ("words", "arrangement", "is_said"),
    [
        ("", Arrangement(), False),
        ("", Arrangement(Sort(Order.LIST)), False),
        ("sort:title", Arrangement(), True),
        ("fit:9", Arrangement(), True),
        ("", Arrangement(Sort(Order.DATE)), True),
        ("", Arrangement(Sort(Order.LIST, descending=True)), True),
    ],
)
async def test_the_reading_list_is_arranged_where_it_is_shown_in_its_own_order(
    words: str, arrangement: Arrangement, is_said: bool
) -> None:
    panes = screen(ONE, TWO, cursor=1)
    panes.view = READING_LIST
    panes.filters[READING_LIST.id], panes.arrangements[READING_LIST.id] = words, arrangement
    controller, _ = lists(panes)
    controller.move(-1)
    told = await panes.since()
    if is_said:
        assert told == [("explained", "The reading list is shown in a different order; S r shows its own.")]
    else:
        assert told[:2] == ["runs list", "two before one"]
        assert ("moved to", 1) in told
        panes.articles.current, panes.articles.cursor = ONE, 0
        panes.articles.are_in_one_part = lambda _: False
        controller.move(1)
        assert await panes.since() == [("explained", "This is the last article of the list.")]


async def test_another_order_is_shown_from_its_top_and_other_groups_where_one_is() -> None:
    panes = screen(ONE, TWO, cursor=1)
    controller, _ = lists(panes)
    controller.arrange(Arrangement(group=Grouping.MONTH))
    assert ("moved to", 1) in await panes.since()
    panes.articles.current = ONE  # it moved meanwhile
    controller.arrange(Arrangement(group=Grouping.SOURCE))
    panes.articles.cursor = 0
    assert ("moved to", 0) in await panes.since()
    controller.arrange(Arrangement(Sort(Order.DATE)))
    told = await panes.since()
    assert not [one for one in told if one[0] == "moved to"]
    assert told[1] == ("all", "", Arrangement(Sort(Order.DATE)))
    assert controller.listing is not None
    controller._listing.is_finished = True
    assert controller.listing is None


@pytest.mark.parametrize(
    ("words", "arrangement", "is_said"),
    [
        ("sort:title", Arrangement(Sort(Order.DATE)), True),
        ("sort:title", Arrangement(group=Grouping.MONTH), False),
        ("group:month", Arrangement(group=Grouping.SOURCE), True),
        ("group:month", Arrangement(Sort(Order.DATE)), False),
        ("fit:9", Arrangement(), True),
    ],
)
async def test_that_a_filter_has_an_order_of_its_own_is_said(
    words: str, arrangement: Arrangement, is_said: bool
) -> None:
    panes = screen(ONE)
    panes.filters["all"] = words
    lists(panes)[0].arrange(arrangement)
    said = ("explained", "The filter has its own order or groups, which take precedence.")
    assert (said in await panes.since()) is is_said


async def test_what_is_listed_is_told_above_it() -> None:
    panes = screen(ONE, TWO, cursor=1)
    controller, library = lists(panes)
    panes.view = replace(READING_LIST, remark="incomplete")
    panes.filters[READING_LIST.id] = "rust\x1b"
    panes.arrangements[READING_LIST.id] = Arrangement(Sort(Order.DATE))
    controller.relist()
    told = await panes.since()
    assert told[-1] == ("counted", Tally(2))
    assert panes.header.title == f"{READING_LIST.title} (incomplete), oldest first / rust"
    assert (panes.articles.when_empty, panes.mistake) == ("", "")
    assert panes.articles.listing is library.listing
    panes.view, panes.mistake, panes.is_filter_shown = ALL, "typed", False
    library.sync.is_behind = True
    library.listing = Rows()
    await controller.list_now()
    assert (panes.header.title, panes.articles.when_empty, panes.mistake) == (
        *(ALL.title, "The list is loading …", "typed"),
    )
    library.sync.is_behind = False
    await controller.list_now()
    assert panes.articles.when_empty == ALL.when_empty


async def test_a_filter_that_matches_nothing_says_so_or_which_source_there_is_not() -> None:
    panes = screen(ONE)
    controller, library = lists(panes)
    library.listing = Rows()
    panes.filters["all"] = "source:blgo"
    await controller.list_now()
    assert panes.articles.when_empty == "Nothing matches."  # what is followed is not known yet
    progress = counts(1).progress
    assert progress
    followed = tuple(SourceProgress(Source(name, f"/{name}.md"), Tally(0), ()) for name in ("blog", "notes"))
    panes.contents = replace(counts(1), progress=replace(progress, sources=followed))
    await controller.list_now()
    assert panes.articles.when_empty == "No source is called blgo; there are blog, notes."
    panes.filters["all"] = "source:notes"
    await controller.list_now()
    assert panes.articles.when_empty == "Nothing matches."


async def test_a_query_that_is_none_leaves_the_list_and_one_that_was_overtaken_is_not_shown() -> None:
    panes = screen(ONE)
    controller, library = lists(panes)
    library.listing = UsageError("No.")
    await controller.list_now()
    assert (panes.mistake, panes.articles.listing) == ("No.", None)
    library.listing = first = Rows(ONE)
    task = asyncio.ensure_future(controller.list_now())
    await asyncio.sleep(0)
    panes.filters["all"] = "other"
    await task
    assert (panes.articles.listing, panes.mistake) == (None, "No.")
    await controller.list_now(to=ONE.article.key)
    assert panes.articles.listing is first
    assert ("moved to", 0) in await panes.since()
    # Of two lists of the same, the one begun later stays.
    release = asyncio.Event()
    shown = library.show

    async def slowly(*asked: Any) -> Any:
        await release.wait()
        return await shown(*asked)

    library.show = slowly
    task = asyncio.ensure_future(controller.list_now())
    await asyncio.sleep(0)
    library.show = shown
    library.listing = second = Rows(ONE, TWO)
    await controller.list_now()
    library.listing = Rows()
    release.set()
    await task
    assert panes.articles.listing is second


async def test_a_view_is_shown_by_its_name_and_saved_ones_in_turn() -> None:
    panes = screen(ONE)
    controller, library = lists(panes)
    panes.at = READER
    controller.show_view("long")
    assert (panes.view.id, panes.at) == ("saved Long", ARTICLES)
    controller.show_view(OTHER.title.upper())
    assert panes.view == OTHER
    controller.show_view("n" * 70)
    assert await panes.since() == [("explained", f"No view is called {'n' * 59}….")]
    seen = []
    for _ in range(3):
        panes.at = SIDEBAR
        controller.show_saved()
        seen.append((panes.view.title, panes.at))
    assert seen == [("Short", ARTICLES), ("Long", ARTICLES), ("Short", ARTICLES)]
    assert await panes.since() == []
    del library.saved[1]
    panes.at = SIDEBAR
    controller.show_saved()
    assert await panes.since() == []
    controller.show_saved()
    assert await panes.since() == [("explained", "Short is the only saved view.")]
    panes.view = ALL
    controller.show_saved()
    assert (panes.view.title, await panes.since()) == ("Short", [])
    library.saved.clear()
    controller.show_saved()
    [(_, said)] = await panes.since()
    assert said.startswith("No view is saved: `save NAME`")


async def test_a_view_that_is_saved_is_shown_unless_another_is_by_then() -> None:
    panes = screen(ONE)
    made = replace(OTHER, id="saved Rust", title="Rust")
    controller, library = lists(panes)
    kept: list[object] = []

    def save_view(name: str, *shown: object) -> Any:
        kept.append((name, *shown))
        if isinstance(answer, Exception):
            raise answer
        if moves_on:
            panes.view = OTHER
        return answer

    library.sync.save_view = save_view
    answer: Any = UsageError("No.")
    moves_on = False
    controller.save("Rust")
    assert await panes.since() == ["runs save", ("explained", "No.")]
    answer = made
    panes.filters = {"all": "rust", "saved Rust": "old"}
    panes.arrangements = {"saved Rust": Arrangement(Sort(Order.DATE))}
    controller.save("Rust")
    assert await panes.since() == ["runs save", ("said", "Saved as Rust, in config.toml."), "count"]
    assert kept[-1] == ("Rust", ALL, "rust", Arrangement())
    assert (panes.view, panes.filters, panes.arrangements) == (made, {"all": "rust"}, {})
    panes.filters["saved Rust"] = "more"
    controller.save("Rust")
    told = await panes.since()
    assert told[3:5] == ["filter shown", "runs list"]
    assert panes.filter == ""
    moves_on, panes.view = True, ALL
    controller.save("Rust")
    await panes.since()
    assert panes.view is OTHER


async def test_a_filter_starts_at_the_top_and_one_that_is_cleared_leads_back() -> None:
    panes = screen(ONE, TWO, cursor=1)
    controller, library = lists(panes, fitting=lambda words, minutes: f"{words} fit:{minutes}")

    async def moves(words: str, *, is_typing: bool) -> list[object]:
        controller.narrow(words, is_typing=is_typing)
        assert panes.filter == words
        return [one for one in await panes.since() if one[0] == "moved to"]

    assert await moves("", is_typing=True) == []
    assert await moves("", is_typing=False) == [("moved to", 1)]
    controller.begin_filter()
    panes.articles.current, panes.articles.cursor = ONE, 0
    assert await moves("rust", is_typing=True) == []
    controller.begin_filter()  # from a filter: the place is that before it
    assert await moves("", is_typing=True) == [("moved to", 1)]
    assert await moves("", is_typing=False) == [("moved to", 0)]
    controller.fit(15)
    assert panes.filter == " fit:15"
    assert (await panes.since())[:2] == ["filter shown", "runs list"]
    controller.show(OTHER, "words", TWO.article.key)
    told = await panes.since()
    assert (panes.view, panes.filter) == (OTHER, "words")
    assert told[0] == "filter shown"
    assert ("moved to", 1) in told
    assert controller.cursor == Cursor(0, ONE.article.key)
    panes.articles.current = None
    assert controller.cursor is None
    assert library.listing is panes.articles.listing


async def test_the_row_of_an_article_is_looked_for_outside_the_event_loop_unless_the_cursor_moved_meanwhile() -> None:
    """Among a million articles, SQLite counts for a tenth of a second how many are before it."""
    panes = screen(ONE, TWO, cursor=1)
    controller, library = lists(panes)
    looked: list[tuple[str, bool]] = []
    position_of = library.listing.position_of

    def noted(key: str) -> int | None:
        looked.append((key, threading.current_thread() is threading.main_thread()))
        found: int | None = position_of(key)
        return found

    library.listing.position_of = noted
    await controller.list_now(to=TWO.article.key)
    await controller.list_now(controller.cursor)
    assert looked == [(TWO.article.key, False)] * 2
    await controller.list_now(Cursor(0, ONE.article.key))
    assert looked[2:] == [(ONE.article.key, False), (TWO.article.key, True)]
    assert [one for one in await panes.since() if one[0] == "moved to"] == [("moved to", 1)] * 3
    await controller.list_now()
    assert len(looked) == 4


async def test_a_list_is_made_again_when_there_are_more_articles() -> None:
    panes = screen(ONE, TWO, cursor=1)
    controller, _ = lists(panes)
    await controller.follow_order()
    await controller.follow_count(controller.cursor)
    assert await panes.since() == []
    panes.contents = counts(3)
    await controller.follow_count(controller.cursor)
    assert ("moved to", 1) in await panes.since()
    await controller.follow_count(controller.cursor)
    assert await panes.since() == []
    panes.view = READING_LIST
    await controller.follow_order()
    assert ("moved to", 1) in await panes.since()
    controller.show_otherwise()
    told = await panes.since()
    assert told[:2] == ["runs list", "count"]
    assert ("moved to", 1) in told


@pytest.mark.parametrize(
    ("reading", "is_offline", "has_saved", "is_behind", "groups"),
    [
        ("one", True, False, False, []),
        ("one", False, False, False, []),
        ("two", True, True, False, ["runs count"]),
        ("one", True, True, True, ["runs count", "runs catch_up"]),
    ],
)
def test_a_start_shows_the_list_and_opens_what_was_open(
    reading: str, is_offline: bool, has_saved: bool, is_behind: bool, groups: list[str]
) -> None:
    one = replace(ONE, offline=is_offline)
    panes = screen(one, TWO)
    controller, library = lists(panes)
    library.sync.is_behind = is_behind
    if not has_saved:
        library.saved.clear()
    library.contents_now = lambda quick: counts(2 if quick else 3)
    library.sync.show = lambda *_: Rows(one, TWO)
    key = f"https://blog.example/{reading}"
    opened = controller.start(Session(article=TWO.article.key, reading=key, top=4))
    assert opened == (one if reading == "one" and is_offline else None)
    assert [told for told in panes.told if str(told).startswith("runs")] == groups
    assert ("moved to", 1) in panes.told
    assert (panes.articles.begin_at, panes.contents) == (4, counts(2))


def test_a_filter_that_is_none_any_more_is_left_out_at_the_start_and_a_failure_is_told() -> None:
    panes = screen()
    controller, library = lists(panes)
    library.saved.clear()
    library.contents_now = lambda quick: counts(int(quick))

    def show(_: object, words: str, __: object) -> Rows:
        if words or panes.view is OTHER:
            raise UsageError("There is no such word.")
        return Rows()

    library.sync.show = show
    panes.filters["all"] = "is:odd"
    assert controller.start(Session()) is None
    assert panes.told[:2] == [("said", "The filter was left out. There is no such word."), "filter shown"]
    assert panes.filters == {}
    panes.told.clear()
    panes.view = OTHER
    assert controller.start(Session()) is None
    assert panes.told == [("failed", "There is no such word.")]


async def test_a_catalogue_that_is_behind_is_filled_behind_the_list() -> None:
    panes = screen(ONE)
    controller, library = lists(panes)
    went_on: list[bool] = []

    def catch_up(go_on: Callable[[int], bool]) -> None:
        went_on.extend((go_on(1_000), go_on(2_000)))

    library.sync.catch_up = catch_up
    await controller._catch_up()
    told = await panes.since()
    assert went_on == [True, True]
    loading = ("Loading the list … 1,000", "Loading the list … 2,000")
    assert [one[1] for one in told if one[0] == "doing"] == ["Reading the index …", *loading]
    assert told.count("runs list") == 1  # as soon as there is something to show
    assert told[-1] == ("counted", Tally(2))
    assert "count" in told


# Many articles


def batch(panes: Any, **sync: object) -> Any:
    async def tell(what: str, *about: object) -> None:
        panes.told.append((what, *about) if about else what)

    shown = fake(show_all=partial(tell, "all shown"))
    listed = fake(list_now=partial(tell, "listed"), cursor="cursor")
    library: Any = Held(panes.told, select=lambda query: Rows(*(ONE, TWO, THREE)[: len(query.split())]), **sync)
    return BatchChanges(panes, library, shown, listed)


@pytest.mark.parametrize(
    ("query", "at", "words", "titles", "named"),
    [
        ("a b c", ARTICLES, "", "otf", ""),
        ("a", SIDEBAR, "", "o", ""),
        (None, SIDEBAR, "", "ot", f" of {ALL.title}"),
        (None, SIDEBAR, "rust" * 20, "ot", f" of {ALL.title} / {'rust' * 20}"[:63] + "…"),
        (None, ARTICLES, "", "t", ""),
        (None, READER, "", "f", ""),
    ],
)
async def test_a_command_is_for_the_matches_the_view_the_row_or_the_text(
    query: str | None, at: str, words: str, titles: str, named: str
) -> None:
    panes = screen(ONE, TWO, cursor=1)
    panes.at, panes.page = at, Preview(THREE)
    panes.filters["all"] = words
    target = batch(panes, show=lambda *_: Rows(ONE, TWO))._target(query)
    panes.at, panes.page, panes.view = ARTICLES, Preview(), OTHER  # the articles are those of before
    keys = {"o": ONE, "t": TWO, "f": THREE}
    assert [*target.keys()] == [keys[one].article.key for one in titles]
    assert target.words == named


async def test_a_command_is_for_the_selection_as_it_was_and_for_nothing_where_nothing_is() -> None:
    panes = screen(ONE, TWO)
    panes.articles.selected, panes.articles.rows_selected = True, RowSelection(((0, 1), (2, 4)))
    panes.articles.listing = Rows(ONE, TWO, THREE, entry("four"))
    controller = batch(panes)
    target = controller._target(None)
    panes.articles.listing, panes.articles.rows_selected = None, RowSelection()
    assert [key[-4:] for key in [*target.keys()]] == ["/one", "hree", "four"]
    assert await panes.since() == ["deselected"]
    assert controller.take_selected()() == []
    panes.articles.selected, panes.articles.current = False, None
    assert [*controller._target(None).keys()] == []
    panes.at = READER
    assert [*controller._target(None).keys()] == []


@pytest.mark.parametrize(
    ("query", "changed", "said"),
    [
        ("", 0, ("explained", NO_ARTICLE)),
        ("a b", 0, ("explained", "2 articles: read already.")),
        ("a b", 1, ("said", "Marked 1 article as read · U takes it back")),
    ],
)
async def test_what_was_marked_is_said(query: str, changed: int, said: object) -> None:
    panes = screen()
    controller = batch(panes, batch=fake(mark=lambda _, status: (changed, status)))
    controller.mark(Status.READ, query)
    told = await panes.since()
    assert told == ["runs change", said, *(["all shown"] if changed else [])]
    panes.view = READING_LIST
    panes.keys = tuple(replace(key, keys=()) if key.id == "everywhere.undo" else key for key in TABLE)
    controller.mark(Status.READING, query)
    if changed:
        assert (await panes.since())[1:] == [
            *(("said", "Marked 1 article as being read"), "all shown", ("listed", "cursor")),
        ]


@pytest.mark.parametrize(
    ("query", "top", "changed", "is_on", "said"),
    [
        ("", False, 0, True, ("explained", NO_ARTICLE)),
        ("a", False, 0, True, ("explained", "1 article: on the reading list already.")),
        ("a b", False, 0, False, ("explained", "2 articles: off the reading list already.")),
        ("a b", False, 2, True, ("said", "Put 2 articles on the reading list · U takes it back")),
        ("a b", True, 2, True, ("said", "Put 2 articles at the top of the reading list · U takes it back")),
        ("a b", True, 2, False, ("said", "Took 2 articles off the reading list · U takes it back")),
    ],
)
async def test_what_was_put_on_the_list_is_said(query: str, top: bool, changed: int, is_on: bool, said: object) -> None:
    panes = screen()
    asked: list[object] = []

    def bookmark(keys: list[str], on: bool | None, *, top: bool) -> tuple[int, bool]:
        asked.append((len(keys), on, top))
        return changed, is_on

    controller = batch(panes, batch=fake(bookmark=bookmark))
    controller.bookmark(None, top=top, query=query)
    assert (await panes.since())[1] == said
    assert asked == [(len(query.split()), None, top)]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, ("explained", "Nothing on the reading list is read.")),
        (2, ("said", "Took 2 read articles off the reading list · U takes it back")),
    ],
)
async def test_what_is_read_is_taken_off_the_list(number: int, said: object) -> None:
    panes = screen()
    asked: list[object] = []

    def bookmark(keys: list[str], *, on: bool) -> tuple[int, bool]:
        asked.append((len(keys), on))
        return len(keys), on

    def select(query: str) -> Rows:
        assert query == "is:bookmarked is:read"
        return Rows(*(ONE, TWO)[:number])

    controller = batch(panes, batch=fake(bookmark=bookmark))
    controller._library.sync.select = select
    controller.unbookmark_read()
    assert (await panes.since())[1] == said
    assert asked == ([(number, False)] if number else [])
