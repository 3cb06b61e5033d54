"""Many articles made offline: turns of hosts, busy ones, jobs, what arrives when, and what ends it."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from blogreader.archive import Archive, document_names
from blogreader.errors import Busy, Disallowed, HostNotFound, Unwritable
from blogreader.fetch import politeness
from blogreader.library import Fetched, Library
from blogreader.library.offline import fetch_run
from blogreader.library.offline.documents import Documents
from blogreader.model import Article, Document, Entry, Failure, FetchSettings, State, Via
from tests.answering import Web, reply
from tests.driving import NOW, folders

PATIENCE_SECONDS = 20
PAGE = "<!doctype html><title>One</title><article><p>" + "The reader nods and turns the page. " * 30 + "</p></article>"
Make = Callable[..., Library]


class Held(Web):
    """A web whose answers wait until they are let go, and which counts those under way."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: dict[str, asyncio.Event] = {}
        self.running: list[str] = []
        self.most: dict[str, int] = {}
        """How many were under way at once, by host; `all` of them."""
        self.changed = asyncio.Condition()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host, url = request.url.host, str(request.url)
        self.running.append(host)
        for name, number in ((host, self.running.count(host)), ("all", len(self.running))):
            self.most[name] = max(self.most.get(name, 0), number)
        try:
            async with self.changed:
                self.changed.notify_all()
            await asyncio.sleep(0)
            if url in self.waiting:
                await self.waiting[url].wait()
            return await super().handle_async_request(request)
        finally:
            self.running.remove(host)

    def hold(self, url: str) -> asyncio.Event:
        """Keep whoever asks for this waiting."""
        self.waiting[url] = asyncio.Event()
        return self.waiting[url]

    async def until(self, number: int) -> None:
        """Wait until so many are under way."""
        async with asyncio.timeout(PATIENCE_SECONDS), self.changed:
            await self.changed.wait_for(lambda: len(self.running) == number)


@pytest.fixture
def web() -> Held:
    return Held()


@pytest.fixture
def make(tmp_path: Path, web: Held) -> Iterator[Make]:
    """Makes libraries that follow articles of some hosts, each with a page."""
    made: list[Library] = []

    def library(*urls: str, offline: bool = False, **settings: object) -> Library:
        index = tmp_path / "index.md"
        index.write_text("# A blog\n\n" + "\n".join(f"### [{url[8:]}]({url})\n" for url in urls))
        for url in urls:
            web.put(url, PAGE)
        new = Library(
            folders(tmp_path / "library"),
            index=str(index),
            offline=offline,
            fetching=replace(FetchSettings(delay=0.001, seconds=10), **settings),  # type: ignore[arg-type]
            now=lambda: NOW,
            transport=web,
        )
        made.append(new)
        new.open()
        return new

    yield library
    for one in made:
        one.close()


def urls(*hosts: str, each: int = 1) -> list[str]:
    return [f"https://{host}.example/{number}" for number in range(each) for host in hosts]


async def fetch(library: Library, keys: list[str], **options: bool) -> list[Fetched]:
    async with asyncio.timeout(PATIENCE_SECONDS), aclosing(library.fetch(keys, **options)) as coming:  # type: ignore[arg-type]
        return [one async for one in coming]


async def test_hosts_are_asked_beside_each_other_each_one_page_at_a_time(make: Make, web: Held) -> None:
    some = urls("a", "b", "c", each=3)
    holds = [web.hold(url) for url in some[:3]]
    fetching = asyncio.create_task(fetch(make(*some), some))
    await web.until(3)
    for hold in holds:
        hold.set()
    found = await fetching
    assert sorted(one.article.key for one in found) == sorted(some)
    assert not any(one.error for one in found)
    assert web.most == {"a.example": 1, "b.example": 1, "c.example": 1, "all": 3}


@pytest.mark.parametrize("jobs", [1, 2])
async def test_no_more_than_the_jobs_are_under_way_at_once(make: Make, web: Held, jobs: int) -> None:
    some = urls("a", "b", "c", "d", each=2)
    assert len(await fetch(make(*some, jobs=jobs), some)) == 8
    assert web.most["all"] == jobs


async def test_a_slow_host_keeps_no_other_waiting_and_what_is_done_is_told_at_once(make: Make, web: Held) -> None:
    some = urls("slow", "quick", each=3)
    library = make(*some)
    holds = [web.hold(url) for url in urls("slow", each=3)]
    got: list[str] = []
    async with asyncio.timeout(PATIENCE_SECONDS), aclosing(library.fetch(some)) as coming:
        async for one in coming:
            got.append(one.article.key)
            if len(got) == 3:
                assert sorted(got) == urls("quick", each=3)
                for hold in holds:
                    hold.set()
    assert sorted(got[3:]) == urls("slow", each=3)


async def test_other_settings_than_the_usual_hold_for_one_fetch(make: Make, web: Held) -> None:
    some = urls("a", each=4)
    library = make(*some)
    web.put(some[0], PAGE.replace("</p>", "</p><img src=/x.png alt=x>"))
    settings = replace(library.fetching, delay=0, jobs=3, pictures=False, pages=False)
    holds = [web.hold(url) for url in some[:3]]

    async def all_of_them() -> list[object]:
        async with aclosing(library.fetch(some, settings=settings)) as coming:
            return [one.error async for one in coming]

    fetching = asyncio.create_task(all_of_them())
    await web.until(3)
    for hold in holds:
        hold.set()
    assert await fetching == [None] * 4
    assert web.most["a.example"] == 3
    assert web.asked_for("/x.png") == 0
    assert library._offline.archive.read_page(some[0]) is None
    assert library.fetching.jobs == 4


# Busy hosts


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float]]:
    """For how long hosts were held; nobody waits for it."""
    told: list[tuple[str, float]] = []
    monkeypatch.setattr(politeness.Politeness, "hold", lambda _, url, seconds: told.append((url, seconds)))
    return told


async def test_a_busy_host_is_held_and_asked_again(make: Make, web: Held, held: list[tuple[str, float]]) -> None:
    [url] = urls("a")
    library = make(url, seconds=0.5)
    answers = [reply("", 429, Retry_After="60"), reply("", 503, Retry_After="90"), reply(PAGE)]
    web.pages[url] = lambda _: answers.pop(0)
    [one] = await fetch(library, [url])
    assert one.error is None
    assert held == [(url, 60), (url, 90)]


@pytest.mark.parametrize("after", ["60", None, "86400", "soon"])
async def test_a_host_that_stays_busy_or_asks_too_much_is_given_up(
    make: Make, web: Held, held: list[tuple[str, float]], after: str | None
) -> None:
    [url] = urls("a")
    library = make(url, seconds=0.5)
    web.put(url, "", 429, **({"Retry_After": after} if after else {}))
    [one] = await fetch(library, [url])
    assert isinstance(one.error, Busy)
    assert len(held) == (2 if after == "60" else 0)
    failure = library.entry(url).failure
    assert failure is not None
    assert failure.sentence == str(one.error)


# robots.txt


async def test_what_a_robots_txt_closes_is_left_out_of_many_and_opened_alone(make: Make, web: Held) -> None:
    some = urls("a", each=3)
    library = make(*some)
    web.put("https://a.example/robots.txt", "User-agent: *\nDisallow: /1\n", content_type="text/plain")
    found = {one.article.key: one.error for one in await fetch(library, some)}
    assert isinstance(found[some[1]], Disallowed)
    assert (found[some[0]], found[some[2]]) == (None, None)
    assert some[1] not in web.asked
    assert web.asked_for("/robots.txt") == 1
    failure = library.entry(some[1]).failure
    assert failure is not None
    assert "robots.txt" in failure.sentence
    web.asked.clear()
    assert (await library.document(some[1])).text
    assert web.asked == [some[1]]


# The end


@pytest.mark.slow
async def test_a_full_disk_ends_it_with_a_sentence_and_leaves_nothing_running(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = urls("a", "b", each=5)
    library = make(*some, jobs=1)
    write = Archive.write
    written: list[object] = []

    def full(archive: Archive, document: Document, **options: Any) -> None:
        if len(written) == 3:
            raise Unwritable(archive.folder, "no space left on device")
        written.append(document)
        write(archive, document, **options)

    monkeypatch.setattr(Archive, "write", full)
    before = asyncio.all_tasks()
    with pytest.raises(Unwritable, match="no space left on device"):
        await fetch(library, some)
    assert asyncio.all_tasks() == before
    assert library.progress().offline == 3
    monkeypatch.undo()
    found = await fetch(library, some)
    assert sum(one.unchanged for one in found) == 3
    assert library.progress().offline == 10


@pytest.mark.parametrize("how", ["cancel", "close"])
async def test_who_gives_up_leaves_nothing_running(make: Make, web: Held, how: str) -> None:
    some = urls("a", "b", each=3)
    library = make(*some)
    web.hold(some[2])
    before = asyncio.all_tasks()
    first = asyncio.Event()

    async def some_of_them() -> None:
        async with aclosing(library.fetch(some)) as coming:
            async for _ in coming:
                first.set()
                if how == "close":
                    break

    task = asyncio.create_task(some_of_them())
    await first.wait()
    if how == "cancel":
        task.cancel()
    await asyncio.wait([task], timeout=PATIENCE_SECONDS)
    assert task.cancelled() == (how == "cancel")
    assert asyncio.all_tasks() == before
    assert web.running == []
    assert not any(library.entry(url).failure for url in some)


async def test_a_bug_in_what_was_being_written_is_raised_also_when_it_was_given_up(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    [url] = urls("a")
    library = make(url)
    loop, writing, go_on = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def write(*_: object, **__: object) -> None:
        loop.call_soon_threadsafe(writing.set)
        go_on.wait(PATIENCE_SECONDS)
        raise KeyError("a bug")

    monkeypatch.setattr(Archive, "write", write)
    fetching = asyncio.create_task(fetch(library, [url]))
    await writing.wait()
    fetching.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(KeyError, match="a bug"):
        await fetching


async def test_offline_nothing_is_asked_and_nothing_fails_for_good(make: Make, web: Held) -> None:
    some = urls("a", each=2)
    library = make(*some, offline=True)
    found = await fetch(library, some)
    assert {type(one.error).__name__ for one in found} == {"NotArchived"}
    assert web.asked == []
    assert not library.entry(some[0]).failure


@pytest.mark.parametrize(
    ("silence", "said"),
    [
        (HostNotFound("gone.example can't be found."), "gone.example can't be found."),
        (httpx.ConnectTimeout("silence"), "gone.example did not answer in time."),
        (httpx.ConnectError("no route"), "gone.example can't be reached: there is no route to it."),
    ],
)
async def test_a_host_that_does_not_answer_is_not_asked_a_hundred_times(
    make: Make, web: Held, silence: Exception, said: str
) -> None:
    gone, there = urls("gone", each=12), urls("there", each=2)
    library = make(*gone, *there, seconds=0.2)
    for url in gone:
        web.pages[url] = silence
    fetched = await fetch(library, [*gone, *there])
    assert {one.article.key for one in fetched if one.error is None} == set(there)
    assert {str(one.error) for one in fetched if one.error} == {said}
    assert len({url for url in web.asked if url in gone}) < 6


async def test_a_host_that_has_none_of_them_is_asked_for_each(make: Make, web: Held) -> None:
    gone = urls("gone", each=5)
    library = make(*gone)
    for url in gone:
        web.put(url, status=404)
    assert [one.untried for one in await fetch(library, gone)] == [False] * 5
    assert {*gone} <= {*web.asked}


async def test_offline_what_lacks_its_pictures_is_there_and_has_the_name_that_it_has_today(make: Make) -> None:
    (url,) = urls("a")
    library = make(url, offline=True)
    archive = Archive(library.folders.library / "archive")
    archive.write(Document(url, url, "Words.", NOW, Via.EXTRACTED, images=(f"{url}.png",)))
    path = archive.path_of(url)
    path.rename(path.with_name(document_names.old_stem(url) + path.suffix))
    assert [(one.unchanged, one.error, one.wanting) for one in await fetch(library, [url])] == [(True, None, 0)]
    assert path.exists()


@pytest.mark.slow
async def test_what_of_a_silent_host_was_to_be_fetched_again_is_remembered_without_being_asked_for(
    make: Make, web: Held
) -> None:
    gone = urls("gone", each=12)
    library = make(*gone)
    assert not any(one.error for one in await fetch(library, gone))
    for url in gone:
        web.pages[url] = HostNotFound("gone.example can't be found: there is no such host, or no network.")
    web.asked.clear()
    assert all(one.error for one in await fetch(library, gone, again=True))
    assert len(web.asked) < 8
    listing = library.select("is:failed is:offline")
    assert {entry.article.key for entry in listing.page(0, len(listing))} == set(gone)
    for url in gone:
        web.put(url, PAGE)
    assert not any(one.error for one in await fetch(library, gone, lost=True))
    assert len(library.select("is:failed")) == 0


@pytest.mark.slow
@pytest.mark.parametrize("blogs", ["a", "ab"])
async def test_what_is_known_at_once_begins_no_thread(
    make: Make, web: Held, monkeypatch: pytest.MonkeyPatch, blogs: str
) -> None:
    some = urls(*blogs, each=12)
    library = make(*some)
    for url in some:
        web.put(url, PAGE.replace("<p>", "<p>" + "So many words are no notice. " * 60))
    begun = 0
    really = asyncio.BaseEventLoop.run_in_executor

    def counted(*arguments: object) -> object:
        nonlocal begun
        begun += 1
        return really(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(asyncio.BaseEventLoop, "run_in_executor", counted)
    assert not any(one.error for one in await fetch(library, some))
    # Is it there, extract it, write it, see to its pictures; and as often at the most: fill its row.
    assert begun <= 5 * len(some) + 15


async def test_what_an_index_does_not_say_is_looked_for_in_no_document(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled: list[object] = []
    monkeypatch.setattr(Library, "_fill", lambda _, keys: filled.append(keys))
    some = urls("a", "b")
    assert [one.error for one in await fetch(make(*some), some)] == [None, None]
    assert filled == []


async def test_where_all_is_archived_nothing_is_begun_and_each_is_told_as_unchanged(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = urls("a", "b", each=3)
    library = make(*some, pictures=False)
    await fetch(library, some)
    monkeypatch.setattr(fetch_run, "_BATCH", 4)

    async def begun(*_: object) -> None:
        raise AssertionError("nothing is to be fetched")

    monkeypatch.setattr(Documents, "start", begun)
    for one in (library, make(*some, offline=True)):
        for lost in (False, True):
            told = await fetch(one, some, lost=lost)
            assert [(each.unchanged, each.error, each.wanting) for each in told] == [(True, None, 0)] * 6


@pytest.mark.parametrize(
    ("options", "is_failed", "is_so"),
    [
        ({}, True, False),
        ({"again": True}, False, True),
        ({"check": True}, False, True),
        ({"lost": True}, True, True),
        ({"lost": True}, False, False),
        ({"offline": True, "shorter": True}, True, False),
    ],
)
def test_what_is_archived_is_fetched_again_if_that_is_asked_for_or_it_failed(
    options: dict[str, bool], is_failed: bool, is_so: bool
) -> None:
    url = "https://a.example/0"
    failure = Failure("No.", NOW) if is_failed else None
    entry = Entry(Article(url, url, "A"), State(url), "index", offline=True, failure=failure)
    assert fetch_run.FetchRequest(**options).fetches_again(entry) is is_so
