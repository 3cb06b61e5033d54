"""What opening an article, reading and leaving it ask for and say, with panes that tell it and a clock set by hand."""

import asyncio
import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from textual.geometry import Size

from blogreader.errors import FetchError, LibraryError, MuchShorter
from blogreader.keys import ARTICLES, READER
from blogreader.library import Progress
from blogreader.model import Entry, Place, State, Status, Tally
from blogreader.reading_time import Words
from blogreader.records import replace
from blogreader.render import plain_text
from blogreader.transitions import ReadingRule
from blogreader.tui.panes.sidebar import Contents
from blogreader.tui.reader.content import Ending, Failed, Loaded, Loading, Preview
from blogreader.tui.screen import current_article, read_ahead
from blogreader.tui.screen.current_article import CurrentArticle, no_unread
from blogreader.tui.screen.read_ahead import ReadAhead, ReadyText
from blogreader.tui.screen.state_changes import StateChanges
from tests.tui.screen.told_panes import ONE, THREE, TWO, Rows, counts, entry, fake, held, screen

TODAY = dt.date(2026, 11, 1)
PLACE, LATER = Place(3, 4, "a quote", 0.25), Place(9, 0, "another", 0.5)
SOURCE: Any = object()


class Desk:
    """A screen with an article, and what it asks for; time passes when `now` is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *entries: Entry, cursor: int = 0) -> None:
        self.now = 0.0
        self.panes = screen(*(entries or (ONE, TWO)), cursor=cursor)
        self.told: list[Any] = self.panes.told
        self.ready: Loaded | None = None
        self.answer: Any = fake(text="text")
        panes = self.panes
        panes.is_waiting, panes.is_first, panes.footer = False, True, fake()
        panes.timers = []
        panes.later = self._later
        panes.wait = partial(self.told.append, "waits")
        panes.lay_out = partial(self.told.append, "laid out at once")
        panes.lay_out_waiting = partial(self._done, "laid out")
        panes.paint_waiting = partial(self._done, "painted")
        panes.workers = fake(cancel_group=lambda _, group: self.told.append(f"stops {group}"))
        panes.app.screen = panes
        panes.articles.welcome, panes.articles.count, panes.articles.standing = ("hello",), len(entries) or 2, None
        panes.articles.move_to = self._move_to
        panes.reader = fake(
            place=PLACE,
            rows_below=6,
            at_end=False,
            fits=False,
            window=(0.0, 0.1),
            in_sight=((0, 9),),
            document=fake(head=2),
            standpoint=(5, 7),
            display=True,
            warm_up=partial(self.told.append, "reader is warm"),
            ending=None,
        )
        monkeypatch.setattr(current_article, "clock", lambda: self.now)
        # Where the app is driven by keys, all rests are short.
        for name, seconds in (("_PREVIEW_AFTER_SECONDS", 0.15), ("_KEEP_PLACE_AFTER_SECONDS", 1.0)):
            monkeypatch.setattr(current_article, name, seconds)
        monkeypatch.setattr(current_article, "_END_SEEN_AFTER", 1.05)
        monkeypatch.setattr(current_article, "words_of", lambda *_: Words(100))
        monkeypatch.setattr(current_article, "words_between", lambda _, start, end: Words(end - start))
        self.part: Entry | None = None
        self.looked_up = 0
        self.library = held(
            self.told,
            session=dict,
            figures=fake(today=lambda: TODAY),
            document=self._document,
            current=lambda one: replace(one, offline=True),
            opened=partial(self._record, "opened"),
            mark=partial(self._record, "marked"),
            keep_place=self._keep_place,
            complete=partial(self._done, "completed"),
            connections=fake(next_in_series=self._next_part),
            entries=lambda keys: [self.part] if keys and self.part else [],
            offline=False,
        )
        self.library.text = self._text
        self.library.warm_up = partial(self._done, "warm")
        states: Any = StateChanges(panes, self.library)

        async def show(entries: list[Entry]) -> None:
            self.told.append([one.article.title for one in entries])

        states.show = show
        self.article: Any = CurrentArticle(panes, self.library, states)
        self.expected: list[Callable[[], Any]] = []
        self.begun: list[list[Entry]] = []
        self.article._ahead = fake(take=self._take, expect=self.expected.append, begin=self.begun.append)
        self.article.ending._ahead = self.article._ahead

    def _take(self, entry: Entry, place_in: Callable[[Entry], Place | None], rows: int) -> Loaded | None:
        self.told.append(("ahead", place_in(entry), rows))
        return self.ready

    def _later(self, timer: Any, seconds: float, do: Callable[[], None]) -> Any:
        if timer:
            timer.stop()
        made = fake(seconds=seconds, do=do)
        made.stop = lambda: made in self.panes.timers and self.panes.timers.remove(made)
        self.panes.timers.append(made)
        return made

    def rest(self) -> list[float]:
        """Let all timers end; return after how many seconds they do."""
        timers, self.panes.timers[:] = [*self.panes.timers], []
        for timer in timers:
            timer.do()
        return [timer.seconds for timer in timers]

    async def _done(self, what: str, *_: object) -> None:
        await asyncio.sleep(0)
        self.told.append(what)

    def _record(self, what: str, keys: list[str], *how: object) -> list[Entry]:
        self.told.append((what, *(key.rpartition("/")[2] for key in keys), *how))
        return [ONE]

    def _keep_place(self, key: str, place: Place, seen: object, time: object) -> list[Entry]:
        self.told.append(("kept", key.rpartition("/")[2], place, seen, time is not None))
        return [ONE]

    async def _document(self, entry: Entry, *, again: bool, shorter: bool) -> Any:
        self.told.append(("fetched", entry.article.title, again, shorter))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    async def _text(self, document: object, at: object) -> tuple[Any, tuple[int, int] | None]:
        assert document is self.answer
        self.told.append(("parsed", at))
        return SOURCE, (1, 2)

    def _next_part(self, _: Entry) -> Entry | None:
        self.looked_up += 1
        return self.part

    def _move_to(self, row: int) -> None:
        self.panes.articles.cursor, self.panes.articles.current = row, self.panes.rows[row]

    def read(self, entry: Entry = ONE, *, rule: ReadingRule | None = None) -> Loaded:
        """Have an article open in the pane with the focus."""
        self.panes.at = READER
        self.panes.page = page = Loaded(entry, SOURCE, None)
        if rule:
            self.panes.config = replace(self.panes.config, rule=rule)
        self.article._sit_down(entry, is_resumed=False)
        return page

    def page(self) -> Any:
        """What the reader pane shows."""
        return self.panes.page

    def behind(self) -> Any:
        """The article behind a card."""
        return self.panes.behind

    def see(self, *windows: tuple[float, float], seconds: float = 3.0) -> None:
        """Look at parts of the text, each for so long."""
        for window in windows:
            self.panes.reader.window = window
            self.article.look()
            self.now += seconds

    async def since(self) -> list[Any]:
        told: list[Any] = await self.panes.since()
        return told


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(monkeypatch)


OFFLINE = replace(ONE, offline=True)


# Opening


@pytest.mark.parametrize(
    ("one", "again", "host"),
    [
        (ONE, False, "blog.example"),
        (ONE, True, "blog.example"),
        (OFFLINE, False, None),
        (OFFLINE, True, "blog.example"),
        (replace(ONE, article=replace(ONE.article, url="file:///a.md")), False, None),
    ],
)
async def test_an_article_is_opened_from_the_disk_or_from_its_host(
    desk: Desk, one: Entry, again: bool, host: str | None
) -> None:
    desk.panes.behind = Loaded(TWO, SOURCE, None)
    desk.article.open(one, again=again)
    loading = desk.page()
    assert isinstance(loading, Loading)
    assert (loading.host, loading.entry) == (host, one)
    assert (desk.article.at_once is None) is (host is not None)
    assert desk.article.key == one.article.key
    assert (desk.behind(), desk.panes.is_first, desk.panes.articles.welcome) == (None, False, ())
    told = await desk.since()
    first = [*([] if again else [("ahead", None, 0)]), *([] if host else ["waits"]), "runs open"]
    assert told[: len(first) + 1] == [*first, ("fetched", "One", again, False)]
    assert desk.page() == Loaded(replace(one, offline=True), SOURCE, (1, 2))
    order = [one for one in told if one in ("laid out", "painted", "completed") or one[0] in ("opened", "parsed")]
    assert order == [("parsed", None), "laid out", "painted", *order[3:]]
    assert {*order[3:]} == {("opened", "one"), "completed"}
    assert desk.panes.at == READER


async def test_an_article_is_opened_at_its_place_unless_it_is_opened_elsewhere(desk: Desk) -> None:
    placed = replace(OFFLINE, state=replace(OFFLINE.state, place=PLACE))
    desk.article.open(placed, rows=4)
    assert desk.told[0] == ("ahead", PLACE, 4)
    told = await desk.since()
    assert ("parsed", PLACE) in told
    assert (desk.page().rows, desk.page().resumed, desk.page().finder) == (4, 0.25, None)
    assert desk.article._resumed == placed.article.key
    finder = fake()
    for at, is_finder in ((LATER, False), ("fragment", False), (finder, True)):
        desk.article.open(placed, at=at)
        assert not [one for one in desk.told if one[0] == "ahead"]
        assert ("parsed", at) in await desk.since()
        assert (desk.page().resumed, desk.page().finder) == (None, finder if is_finder else None)
        assert desk.article._resumed is None


async def test_a_text_that_is_ready_is_there_at_once(desk: Desk) -> None:
    desk.ready = Loaded(OFFLINE, SOURCE, (3, 4), resumed=0.5)
    desk.panes.at = READER
    desk.article.open(OFFLINE)
    assert desk.page() is desk.ready
    assert desk.article.at_once is not None
    told = await desk.since()
    assert [one for one in told if one[0] in ("fetched", "parsed")] == []
    assert told.index("painted") < told.index("completed")
    assert desk.article.is_completing
    desk.article._completing.is_finished = True
    desk.article._at_once.is_finished = True
    assert (desk.article.is_completing, desk.article.at_once) == (False, None)
    desk.ready = None
    desk.article.open(OFFLINE, again=True)
    assert isinstance(desk.page(), Loading)


async def test_a_text_that_is_ready_comes_when_its_pane_has_the_width_of_a_text(desk: Desk) -> None:
    desk.ready = Loaded(OFFLINE, SOURCE, (3, 4), resumed=0.5)
    desk.panes.at = ARTICLES
    desk.article.open(OFFLINE)
    assert (desk.page(), desk.panes.at) == (desk.ready, READER)
    told = await desk.since()
    assert [one for one in told if one[0] in ("fetched", "parsed")] == []
    # A thread that records it would compete with the paint.
    order = ["laid out at once", "painted", "runs change"]
    assert [one for one in told if one in order] == order
    desk.article.open(OFFLINE)
    assert "laid out at once" not in await desk.since()
    desk.panes.at = ARTICLES
    desk.article.open(OFFLINE, focus=False)
    assert "laid out at once" not in await desk.since()
    assert desk.panes.at == ARTICLES


async def test_that_an_article_was_opened_is_recorded_first_and_also_when_it_is_left_before_it_is_painted(
    desk: Desk,
) -> None:
    desk.ready = Loaded(OFFLINE, SOURCE, None)
    desk.article.open(OFFLINE)
    desk.panes.tasks.clear()  # another key came first
    desk.article._place = (ONE.article.key, PLACE)
    desk.article.leave()
    told = [one[0] for one in await desk.since()]
    assert [one for one in told if one in ("opened", "kept")] == ["opened", "kept"]
    desk.article.leave()
    assert "opened" not in [one[0] for one in await desk.since()]
    desk.article.open(OFFLINE)
    desk.panes.tasks.clear()  # the program is ended
    desk.article._place = (ONE.article.key, PLACE)
    desk.told.clear()
    for change in desk.article.last_changes():
        change()
    assert [one[0] for one in desk.told] == ["opened", "kept"]


async def test_a_changed_article_says_so_and_one_that_is_offline_that_it_was_not_fetched(desk: Desk) -> None:
    changed = replace(OFFLINE, changed=True)
    desk.library.sync.current = lambda one: one
    desk.article.open(changed)
    assert ("said", "c shows what changed since you read it.") in await desk.since()
    desk.panes.keys = tuple(replace(key, keys=()) if key.id == "reader.changes" else key for key in desk.panes.keys)
    desk.article.open(changed)
    assert ("said", "This article changed since you read it.") in await desk.since()
    desk.library.sync.offline = True
    said = ("explained", "Offline: this is the archived text; it was not fetched again.")
    desk.article.open(OFFLINE)
    assert said not in await desk.since()
    desk.article.open(OFFLINE, again=True)
    assert said in await desk.since()


async def test_an_article_that_can_not_be_loaded_says_why_and_that_it_was_tried_again(desk: Desk) -> None:
    desk.answer = FetchError("No route.")
    desk.article.open(ONE)
    told = await desk.since()
    assert desk.page() == Failed(OFFLINE, desk.answer)
    assert ["One"] in told
    again = ("explained", "Tried again; it failed again.")
    assert again not in told
    assert "completed" not in told
    desk.article.open(TWO)
    assert again not in await desk.since()
    desk.article.open(TWO, again=True)
    assert again in await desk.since()


async def test_a_text_that_is_open_stays_when_it_can_not_be_fetched_again(desk: Desk) -> None:
    desk.panes.page = Loaded(OFFLINE, SOURCE, None)
    desk.answer = FetchError("No route.")
    desk.article.open(OFFLINE, again=True)
    work, desk.panes.tasks[:] = desk.panes.tasks[0], []
    await work()
    assert ("failed", "No route.") in desk.told
    assert isinstance(desk.page(), Loading)  # it is opened from the disk
    assert desk.page().host is None
    # But a much shorter one is told on its card, where another time accepts it.
    desk.panes.tasks.clear()
    desk.panes.page = Loaded(OFFLINE, SOURCE, None)
    desk.answer = MuchShorter("Shorter.")
    desk.article.open(OFFLINE, again=True)
    assert ("fetched", "One", True, False) in await desk.since()
    assert isinstance(desk.page(), Failed)
    for one, again, shorter in ((OFFLINE, True, True), (TWO, True, False), (OFFLINE, False, False)):
        desk.panes.page = Failed(OFFLINE, desk.answer)
        desk.article.open(one, again=again)
        assert next(told for told in await desk.since() if told[0] == "fetched")[2:] == (again, shorter)


async def test_what_is_not_wanted_any_more_is_not_shown_and_behind_a_card_it_waits(desk: Desk) -> None:
    error = FetchError("No route.")
    loading = Loading(ONE, None)
    assert not desk.article._arrive(loading, Loaded(ONE, SOURCE, None))
    assert desk.page() == Preview()
    desk.panes.behind = loading
    page = Loaded(ONE, SOURCE, None)
    assert desk.article._arrive(loading, page)
    assert (desk.page(), desk.behind()) == (Preview(), page)
    assert desk.article.key == ONE.article.key
    await desk.article._paint(None)
    assert ("opened", "one") in await desk.since()
    desk.panes.behind = loading
    assert desk.article._arrive(loading, Failed(ONE, error))
    assert desk.behind() is None
    assert await desk.since() == [("failed", "No route."), "shown One unread"]
    assert desk.article.key is None


# Texts that are kept ready


async def test_a_text_that_was_read_ahead_is_opened_if_it_is_what_would_be_read_now(desk: Desk) -> None:
    ahead: Any = ReadAhead(desk.panes, desk.library)
    document: Any = fake()
    painted: Any = "painted"
    desk.panes.reader.expected = None
    stamp = "now"
    desk.library.sync.document_stamp = lambda _: stamp
    desk.library.sync.texts = fake(is_due=False)

    def take(place: Place | None, rows: int = 4) -> Loaded | None:
        ahead._ready[ONE.article.key] = ReadyText(document, "now", SOURCE, PLACE, (1, 2), painted)
        found: Loaded | None = ahead.take(ONE, lambda _: place, rows)
        assert ahead._ready == {}
        return found

    assert ahead.take(ONE, lambda _: PLACE, 0) is None
    assert take(LATER) is None
    assert desk.told == ["stops read_ahead"] * 2
    assert (desk.library.sync.texts.is_due, desk.panes.reader.expected) == (False, None)
    assert take(PLACE) == Loaded(OFFLINE, SOURCE, (1, 2), 4, 0.25)
    assert desk.told[2:] == ["stops read_ahead", "stops open"]
    assert (desk.library.sync.texts.is_due, desk.panes.reader.expected) == (True, "painted")
    stamp = "later"
    assert take(PLACE) is None


async def test_only_archived_texts_are_read_ahead_once_the_open_one_was_shown_for_a_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead: Any = ReadAhead(desk.panes, desk.library)
    read: list[str] = []

    def text(_: object, one: Entry, *found: str) -> Any:
        assert found == (("extracted", "stamp") if one is own else ("archived", "stamp"))
        title: Any = one.article.title
        return ReadyText(title, None, title, None, None)

    def archived(one: Entry) -> tuple[str, str] | None:
        read.append(one.article.title)
        return ("archived", "stamp") if one not in (two, own) else None

    async def extracted(one: Entry) -> tuple[str, str] | None:
        return ("extracted", "stamp") if one is own else None

    async def first_screen(head: Any, title: object, start: object, size: Size) -> Any:
        # Beside a list there is a card, of another width than the text.
        assert ((plain_text(head[1]), start, size)) == (title, None, Size(84, 20))
        return f"{title} painted"

    monkeypatch.setattr(read_ahead, "_read", text)
    desk.panes.size, desk.panes.zen = Size(120, 24), False
    desk.panes.query_one = lambda _: fake(size=Size(120, 20))
    desk.panes.reader.first_screen = first_screen
    desk.library.sync.read_ahead, desk.library.sync.extract_ahead = archived, extracted
    two, three = replace(TWO, offline=True), replace(THREE, offline=True)
    own = replace(ONE, article=replace(ONE.article, key="file:///a.md", url="file:///a.md", title="Own"))
    ahead.expect(lambda: [OFFLINE, two, replace(entry("four"), offline=False)])
    assert desk.rest() == [0.3]
    await desk.since()
    assert (read, {key: one.first for key, one in ahead._ready.items()}) == (
        ["One", "Two"],
        {ONE.article.key: "One painted"},
    )
    ahead.expect(lambda: [three, OFFLINE])
    desk.rest()
    await desk.since()
    assert read == ["One", "Two", "Three"]
    ahead.expect(lambda: [three])
    desk.rest()
    assert (await desk.since(), {*ahead._ready}) == ([], {THREE.article.key})
    ahead.expect(lambda: [OFFLINE])
    ahead.take(ONE, lambda _: None, 0)
    assert desk.panes.timers == []
    ahead.begin([OFFLINE])
    await desk.since()
    assert (read[3:], {*ahead._ready}) == (["One"], {ONE.article.key})
    ahead.begin([own])
    await desk.since()
    assert (read[4:], {key: one.first for key, one in ahead._ready.items()}) == (
        ["Own"],
        {"file:///a.md": "Own painted"},
    )


@pytest.mark.parametrize(
    ("text", "place", "start"),
    [
        (("word " * 19 + "wor\n\n") * 40_000, None, None),
        (("word " * 19 + "wor\n\n") * 40_000 + ".", None, "none"),
        ("One.\n\nTwo.\n\nThree.", Place(1, 2, "", 0.5), (1, 2)),
    ],
    ids=["long", "too long", "begun"],
)
def test_of_a_text_that_is_read_ahead_the_place_is_found_unless_it_is_very_long(
    text: str, place: Place | None, start: object
) -> None:
    document: Any = fake(text=text, base=ONE.article.key)
    library: Any = fake(
        current=lambda one: replace(one, state=replace(one.state, place=place)),
    )
    ready = read_ahead._read(library, ONE, document, "stamp")
    if start == "none":
        assert ready is None
    else:
        assert ready is not None
        assert (ready.document, ready.stamp, ready.place, ready.start) == (document, "stamp", place, start)


# The end of a text


def next_rows(desk: Desk, below: int | None, above: int | None = None) -> None:
    listing: Any = Rows(*desk.panes.rows)
    listing.next_unread = lambda _, step: below if step > 0 else above
    desk.panes.articles.listing = listing


async def test_the_end_says_what_comes_next_and_anew_when_that_is_another(desk: Desk) -> None:
    desk.article.ending.tell()
    desk.read()
    desk.article.ending.tell()
    desk.panes.contents = counts(9)
    desk.panes.is_waiting = True
    desk.article.ending.tell()
    assert desk.told == []
    desk.panes.is_waiting = False
    next_rows(desk, 1)
    desk.article.ending.tell()
    assert await desk.since() == ["runs ending"]
    assert desk.panes.reader.ending == Ending(Status.UNREAD, 0, 9, "Two")
    assert [*desk.expected[-1]()] == [TWO, TWO]
    desk.article.ending.tell()
    assert await desk.since() == []
    desk.panes.contents = Contents((), Progress(Tally(9, 0, reading=1), 0, 0, ()))
    desk.article.ending.tell()
    assert await desk.since() == ["runs ending"]
    desk.panes.articles.cursor = 1
    next_rows(desk, None, 0)
    desk.article.ending.tell()
    await desk.since()
    assert desk.panes.reader.ending == Ending(Status.UNREAD, 0, 9, has_above=True)
    assert [*desk.expected[-1]()] == []
    next_rows(desk, None)
    await desk.article.ending._tell()
    assert desk.panes.reader.ending == Ending(Status.UNREAD, 0, 9)
    desk.panes.articles.listing = None
    desk.panes.reader.ending = None
    await desk.article.ending._tell()
    assert desk.panes.reader.ending is None


async def test_the_next_part_of_a_series_comes_first_and_is_looked_up_once(desk: Desk) -> None:
    desk.read()
    desk.panes.contents = counts(9)
    next_rows(desk, 1)
    desk.part = replace(THREE, state=State(THREE.article.key))
    for _ in range(2):
        await desk.article.ending._tell()
        assert desk.panes.reader.ending == Ending(Status.UNREAD, 0, 9, "Three", in_series=True)
    assert desk.looked_up == 1
    assert [*desk.expected[-1]()] == [TWO, desk.part]
    assert desk.article.ending.next_part == desk.part
    desk.article.ending.forget()
    assert desk.article.ending.next_part is None
    await desk.article.ending._tell()
    assert desk.looked_up == 2
    desk.part = THREE  # read by now
    await desk.article.ending._tell()
    assert desk.panes.reader.ending == Ending(Status.UNREAD, 0, 9, "Two")
    desk.part = None
    desk.article.ending._part = None
    await desk.article.ending._tell()
    await desk.article.ending._tell()
    assert desk.looked_up == 3


def test_the_sentence_of_the_end_names_the_direction() -> None:
    assert no_unread(1) == "No more unread articles below."
    assert no_unread(-1) == "No more unread articles above."


# Cards


async def test_a_card_comes_once_the_cursor_rests_and_never_over_an_open_text(desk: Desk) -> None:
    desk.article.preview()
    assert desk.rest() == [0.15]
    assert desk.page() == Preview()  # nothing is loaded yet with which it could be laid out
    desk.panes.at = ARTICLES
    await desk.article.warm_up()
    assert "reader is warm" in desk.told
    assert desk.page() == Preview(ONE, welcome=True, today=TODAY)
    assert desk.begun == [[ONE]]  # it may be the next to be opened
    assert desk.panes.articles.welcome
    for has_begun in ("cursor", "filter", "arrangements"):
        desk.panes.is_first = True
        if has_begun == "cursor":
            desk.panes.articles.cursor = 1
        elif has_begun == "filter":
            desk.panes.filters["all"] = "rust"
        else:
            desk.panes.arrangements["all"] = fake()
        desk.article.preview()
        assert (desk.panes.is_first, desk.panes.articles.welcome) == (False, ())
        desk.panes.articles.cursor, desk.panes.filters, desk.panes.arrangements = 0, {}, {}
    desk.article.preview()
    assert desk.panes.articles.welcome == ()
    page = desk.read()
    desk.rest()
    assert desk.page() is page
    desk.panes.at, desk.panes.reader.display = ARTICLES, False
    desk.article._preview()
    assert desk.page() is page
    desk.panes.reader.display = True
    desk.begun.clear()
    desk.article._preview()
    assert desk.page() == Preview(ONE, today=TODAY)
    assert desk.begun == [[ONE]]
    desk.panes.articles.current = None
    desk.article._preview()
    assert desk.begun == [[ONE], []]
    desk.panes.articles.current = ONE
    assert desk.behind() == Loaded(ONE, SOURCE, (3, 7), 6)


async def test_an_article_behind_a_card_comes_back_where_it_was_left(desk: Desk) -> None:
    desk.article._put_behind()
    assert desk.behind() is None
    found = Loaded(ONE, SOURCE, (1, 1), 2, 0.5, fake())
    for standpoint, start in (((5, 7), (3, 7)), ((2, 7), (0, 7)), ((1, 7), None), (None, None)):
        desk.panes.page, desk.panes.reader.standpoint = found, standpoint
        desk.article._put_behind()
        assert desk.behind() == Loaded(ONE, SOURCE, start, 6)
    desk.panes.page = desk.behind()
    desk.panes.reader.document = None
    desk.panes.reader.standpoint = (1, 7)
    desk.article._put_behind()
    assert desk.behind().start == (1, 7)
    loading = Loading(ONE, None)
    desk.panes.page = loading
    desk.article._put_behind()
    assert desk.behind() is loading
    desk.panes.page = Preview(TWO)
    desk.panes.articles.listing = Rows(TWO, ONE)
    desk.article.bring_back()
    assert (desk.page(), desk.behind(), desk.panes.articles.cursor) == (loading, None, 1)
    desk.panes.behind, desk.panes.page = found, loading
    desk.article.bring_back()
    assert (desk.page(), desk.behind()) == (loading, None)
    desk.panes.page = Preview(TWO)
    desk.article.bring_back()
    assert desk.page() == Preview(TWO)


@pytest.mark.parametrize(
    ("one", "host", "is_opened", "is_waiting"),
    [
        (OFFLINE, "blog.example", True, False),
        (OFFLINE, None, False, True),
        (ONE, "blog.example", False, False),
    ],
)
async def test_what_is_stopped_leads_to_the_archived_text_or_to_the_list(
    desk: Desk, one: Entry, host: str | None, is_opened: bool, is_waiting: bool
) -> None:
    desk.panes.at, desk.panes.page, desk.panes.is_waiting = READER, Loading(one, host), is_waiting
    desk.article.stop()
    assert desk.told[0] == "stops open"
    assert isinstance(desk.page(), Loading if is_opened else Preview)
    assert desk.page().entry == one
    assert desk.panes.at == (READER if is_opened else ARTICLES)
    if not is_opened:
        assert desk.page().today == TODAY
        assert [told for told in await desk.since() if told == "painted"] == ["painted"] * is_waiting


@pytest.mark.parametrize(
    ("cursor", "step", "unread", "below", "row", "said"),
    [
        (0, 1, False, None, 1, ""),
        (1, -1, False, None, 0, ""),
        (1, 1, False, None, None, "This is the last article in the list."),
        (0, -1, False, None, None, "This is the first article in the list."),
        (0, 1, True, 1, 1, ""),
        (0, 1, True, None, None, "No more unread articles below."),
        (0, -1, True, None, None, "No more unread articles above."),
    ],
)
async def test_one_steps_through_the_list_to_its_ends(
    desk: Desk, cursor: int, step: int, unread: bool, below: int | None, row: int | None, said: str
) -> None:
    assert not desk.article.step(1, unread=False, opened=False)
    assert desk.told == [("explained", "The list is empty.")]
    next_rows(desk, below)
    desk.panes.articles.count = 0
    assert not desk.article.step(1, unread=False, opened=False)
    desk.panes.articles.count = 2
    desk._move_to(cursor)
    desk.told.clear()
    assert desk.article.step(step, unread=unread, opened=False) is (row is not None)
    assert desk.told == ([("explained", said)] if said else [])
    assert desk.panes.articles.cursor == (cursor if row is None else row)
    assert (desk.page(), desk.panes.at) == (Preview(), ARTICLES)
    desk._move_to(cursor)
    if desk.article.step(step, unread=unread, opened=True):
        assert (desk.article.key, desk.panes.at) == (desk.panes.rows[row].article.key, READER)


# The place


async def test_the_place_is_kept_once_the_text_rests_and_every_four_seconds_while_it_moves(desk: Desk) -> None:
    desk.article.moved(ONE, PLACE, laid_out=False, way="read")
    page = desk.read()
    desk.article.moved(TWO, PLACE, laid_out=False, way="read")
    assert (desk.panes.articles.standing, desk.panes.timers) == (None, [])
    desk.article.moved(ONE, PLACE, laid_out=False, way="read")
    assert desk.panes.articles.standing == (ONE.article.key, 25)
    assert desk.rest() == [1.0]
    assert ("kept", "one", PLACE, (), False) in await desk.since()
    desk.rest()
    desk.article._keep_place()
    assert await desk.since() == []  # it is as it was
    for now, is_kept in ((4.0, False), (4.1, True), (8.1, False), (8.2, True)):
        desk.now = now
        desk.article.moved(ONE, replace(LATER, offset=round(now * 10)), laid_out=False, way="jump")
        assert bool([one for one in await desk.since() if one[0] == "kept"]) is is_kept
    desk.article.moved(ONE, PLACE, laid_out=False, way="aside")
    assert desk.panes.articles.standing == (ONE.article.key, 50)
    desk.panes.page = replace(page, source=fake())
    assert desk.article._kept_place(ONE) is None


async def test_with_the_place_what_was_seen_until_then_is_kept_and_shown_in_the_list(desk: Desk) -> None:
    desk.read(rule=WHOLE)
    desk.panes.reader.window = (0.0, 0.5)
    desk.article.moved(ONE, PLACE, laid_out=False, way="read")
    desk.now += 3.0
    desk.rest()
    assert (await desk.since())[-2:] == [("kept", "one", PLACE, ((0.0, 0.5),), True), ["One"]]


async def test_a_place_that_a_shorter_text_lacks_is_not_lost_until_the_reader_moves(desk: Desk) -> None:
    desk.panes.at, desk.panes.page = READER, Loaded(ONE, SOURCE, None)
    placed = replace(ONE, state=replace(ONE.state, place=LATER))
    desk.article._sit_down(placed, is_resumed=True)
    desk.article.moved(ONE, PLACE, laid_out=True, way="jump")
    assert desk.panes.timers == []
    assert desk.article.places() == []
    desk.article.moved(ONE, PLACE, laid_out=False, way="jump")
    desk.article.moved(ONE, replace(PLACE, offset=5), laid_out=True, way="jump")
    [keep] = desk.article.places()
    keep()
    assert desk.told[-1][:3] == ("kept", "one", replace(PLACE, offset=5))
    assert desk.article.places() == []


async def test_a_place_that_is_on_its_way_to_the_disk_counts_when_the_article_is_opened_again(desk: Desk) -> None:
    desk.read()
    desk.article.moved(ONE, PLACE, laid_out=False, way="read")
    desk.rest()
    assert desk.article._kept_place(ONE) == PLACE
    desk.article._sit_down(ONE, is_resumed=False)
    assert desk.article._place == (ONE.article.key, PLACE)
    await desk.since()
    assert desk.article._kept_place(ONE) is None
    desk.article._sit_down(ONE, is_resumed=False)
    assert desk.article._place is None


async def test_a_sitting_that_goes_over_midnight_is_two(desk: Desk) -> None:
    desk.read()
    first = desk.article._timer
    desk.article._keep_place()
    assert desk.article._timer is first
    desk.library.sync.figures.today = lambda: TODAY + dt.timedelta(1)
    desk.panes.page = Preview()
    desk.article._keep_place()
    assert desk.article._timer is first
    desk.panes.page = Loaded(ONE, SOURCE, None)
    desk.article._keep_place()
    assert desk.article._timer.day == TODAY + dt.timedelta(1)
    assert desk.article._top is None


# Reading to the end


WHOLE = ReadingRule(seconds=2.0, share=0.8)


async def test_an_article_is_read_when_its_end_was_seen_for_a_while_and_most_of_it_before(desk: Desk) -> None:
    desk.read(rule=WHOLE)
    reader = desk.panes.reader
    desk.see((0.0, 0.5), (0.5, 0.9))
    reader.window, reader.at_end = (0.9, 1.0), True
    desk.article.moved(ONE, LATER, laid_out=False, way="read")
    assert [timer.seconds for timer in desk.panes.timers] == [pytest.approx(2.1), 1.0]
    desk.article._see_end()  # the timer was early
    assert len(desk.panes.timers) == 2
    desk.now += 2.1
    desk.article._see_end()
    assert ("marked", "one", Status.READ) in await desk.since()
    desk.article._see_end()
    desk.article.leave()
    assert not [one for one in await desk.since() if one[0] == "marked"]


@pytest.mark.parametrize(("seconds", "is_expected"), [(1.9, True), (2.0, False)])
async def test_an_end_that_was_seen_long_enough_of_a_text_that_was_skipped_is_not_waited_for_again(
    desk: Desk, seconds: float, is_expected: bool
) -> None:
    desk.read(rule=WHOLE)
    desk.panes.reader.at_end = True
    desk.see((0.9, 1.0), seconds=seconds)
    desk.article._see_end()
    assert len(desk.panes.timers) == is_expected


@pytest.mark.parametrize(("at_end", "fits"), [(False, False), (True, True)])
async def test_the_end_is_not_waited_for_where_it_is_not_in_sight_or_the_text_fits_on_the_screen(
    desk: Desk, at_end: bool, fits: bool
) -> None:
    desk.read(rule=WHOLE)
    desk.panes.reader.at_end = True
    desk.article._expect_end()
    assert len(desk.panes.timers) == 1
    desk.panes.reader.at_end, desk.panes.reader.fits = at_end, fits
    desk.article._expect_end()
    assert desk.panes.timers == []
    desk.see((0.0, 1.0))
    desk.article._see_end()
    assert not [one for one in await desk.since() if one[0] == "marked"]
    desk.panes.config = replace(desk.panes.config, rule=ReadingRule(seconds=0.0, share=0.8))
    desk.panes.reader.at_end, desk.panes.reader.fits = True, False
    desk.article._expect_end()
    assert [timer.seconds for timer in desk.panes.timers] == [0.001]


@pytest.mark.parametrize(("at_end", "seen", "is_read"), [(True, 1.0, True), (True, 0.5, False), (False, 1.0, False)])
async def test_who_leaves_at_the_end_has_read_it(desk: Desk, at_end: bool, seen: float, is_read: bool) -> None:
    desk.article.leave()
    desk.read(rule=WHOLE)
    desk.panes.reader.at_end = desk.panes.reader.fits = at_end
    desk.article.moved(ONE, PLACE, laid_out=False, way="read")
    desk.see((0.0, seen))
    last = desk.article.last_changes()
    for change in last:
        change()
    marked = [one for one in desk.told if one[0] == "marked"]
    assert marked == ([("marked", "one", Status.READ)] if is_read else [])
    assert len(last) == 1 + is_read
    desk.told.clear()
    desk.article.leave()
    marked = [one for one in await desk.since() if one[0] == "marked"]
    assert marked == ([("marked", "one", Status.READ)] if is_read else [])
    assert desk.article._sitting.glances == ()


async def test_nothing_is_seen_of_a_text_that_is_not_in_front(desk: Desk) -> None:
    desk.read(rule=WHOLE)
    for at, shown, page, is_seen in (
        (READER, desk.panes, desk.panes.page, True),
        (ARTICLES, desk.panes, desk.panes.page, False),
        (READER, fake(), desk.panes.page, False),
        (READER, desk.panes, Preview(), False),
    ):
        desk.panes.at, desk.panes.app.screen, desk.panes.page = at, shown, page
        desk.article.look()
        assert bool(desk.article._sitting.glances) is is_seen
        assert (desk.article._timer._since is not None) is is_seen


async def test_words_count_that_were_scrolled_past_and_a_jump_ends_what_was_measured(desk: Desk) -> None:
    desk.read()
    timer = desk.article._timer
    told: list[object] = []
    timer.scrolled = lambda words, share: told.append((words.prose, round(share, 2)))
    timer.end_stretch = partial(told.append, "ended")
    reader = desk.panes.reader

    def move(row: int, window: float, way: str = "read", *, laid_out: bool = False) -> list[object]:
        told.clear()
        reader.in_sight, reader.window = ((row, row + 9),), (window, window + 0.1)
        desk.article.moved(ONE, PLACE, laid_out=laid_out, way=way)
        return [*told]

    assert move(3, 0.1) == []
    assert move(5, 0.3) == [(2, 0.2)]
    assert move(5, 0.3) == []
    assert move(4, 0.2) == ["ended"]
    assert move(6, 0.1) == [(2, 0.0)]
    assert move(9, 0.4, "jump") == ["ended"]
    assert move(11, 0.5, laid_out=True) == ["ended"]
    reader.in_sight = ()
    desk.article.moved(ONE, PLACE, laid_out=False, way="read")
    assert move(12, 0.6) == []


@pytest.mark.parametrize(
    ("seen", "status", "is_settled", "told"),
    [
        (1.0, Status.READING, False, [("marked", "one", Status.READ)]),
        (0.1, Status.READING, False, ["Not marked as read: you skipped most of it. r in the list marks an article."]),
        (0.1, Status.UNREAD, False, []),
        (0.1, Status.READING, True, []),
        (1.0, Status.READ, False, []),
    ],
)
async def test_from_the_end_one_goes_on_and_what_was_skipped_is_said(
    desk: Desk, seen: float, status: Status, is_settled: bool, told: list[object]
) -> None:
    one = replace(ONE, state=replace(ONE.state, status=status))
    desk.read(one, rule=WHOLE)
    next_rows(desk, 1)
    assert desk.article.finish(TWO)  # of an article that is gone by now
    desk.see((0.0, seen))
    desk.article._sitting = replace(desk.article._sitting, is_settled=is_settled)
    assert desk.article.finish(one)
    assert (desk.article.key, desk.panes.at) == (TWO.article.key, READER)
    said = [one if one[0] == "marked" else one[1] for one in await desk.since() if one[0] in ("marked", "said")]
    assert said == told


async def test_the_next_part_of_a_series_is_opened_from_the_end_and_without_an_unread_one_none_is(desk: Desk) -> None:
    desk.read()
    next_rows(desk, 1)
    desk.article.ending.next_part = THREE
    assert desk.article.finish(ONE)
    assert desk.article.key == THREE.article.key
    desk.read()
    desk.article.ending.next_part = ONE  # itself
    assert desk.article.finish(ONE)
    assert desk.article.key == TWO.article.key
    desk.read()
    next_rows(desk, None)
    desk.told.clear()
    assert not desk.article.finish(ONE)
    assert not [one for one in desk.told if one[0] == "explained"]


@pytest.mark.parametrize(
    ("before", "now", "is_settled", "has_place"),
    [
        (Status.READ, Status.UNREAD, True, False),
        (Status.READING, Status.UNREAD, True, False),
        (Status.READ, Status.READING, True, True),
        (Status.READING, Status.READ, False, True),
        (Status.UNREAD, Status.READING, False, True),
        (Status.READ, Status.READ, False, True),
    ],
)
def test_a_status_that_was_set_by_hand_counts_whatever_was_seen(
    desk: Desk, before: Status, now: Status, is_settled: bool, has_place: bool
) -> None:
    old = replace(ONE, state=replace(ONE.state, status=before, place=PLACE))
    new = replace(ONE, state=replace(ONE.state, status=now))
    page = desk.read(old)
    desk.article.notice_state(None, page)
    desk.article.notice_state(page, Preview(new))
    desk.article.notice_state(page, Loaded(new, fake(), None))
    assert not desk.article._sitting.is_settled
    desk.article.notice_state(page, Loaded(new, SOURCE, None))
    assert desk.article._sitting.is_settled is is_settled
    assert (desk.article._place is not None) is has_place


async def test_a_failure_to_keep_a_place_is_told(desk: Desk) -> None:
    def refuse(*_: object) -> list[Entry]:
        raise LibraryError("The disk is full.")

    desk.library.sync.keep_place = refuse
    desk.read()
    desk.article.moved(ONE, PLACE, laid_out=False, way="read")
    desk.rest()
    assert ("failed", "The disk is full.") in await desk.since()
