"""Extraction in processes of its own: what ends them, and what does not."""

import asyncio
import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from blogreader.errors import Empty, TooMuch
from blogreader.extract import Extracted, Hints, extract, markdown_page
from blogreader.library.offline import extraction_pool
from blogreader.library.offline.extraction_pool import ExtractionPool, rules_for
from blogreader.sites import SiteRules
from tests.conftest import environment
from tests.spare_processes import _Worker

pytestmark = [pytest.mark.installed, pytest.mark.usefixtures("own_processes")]

URL = "https://blog.example/posts/rivers"
HINTS = Hints("Rivers", 3, SiteRules("article", (".advert",)))
PAGE = '<article><h1>Rivers</h1><p class="advert">Buy!</p>' + "<p>Words of an article, a dozen or so of them.</p>" * 5
LONG = PAGE + "<p>of many words</p>" * 2_000_000
"""What takes some seconds."""
MANY_BYTES = 1_000_000_000


@pytest.fixture
def pool() -> Iterator[ExtractionPool]:
    it = ExtractionPool()
    yield it
    it.close()


def processes(pool: ExtractionPool) -> list[int]:
    return [worker._process.pid for worker in (*pool._idle, *pool._busy)]


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def number_of_open_files() -> int:
    return len([*Path("/dev/fd").iterdir()])


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)  # a process that is nobody's child here can't be waited for


@pytest.mark.slow
async def test_a_page_comes_back_as_it_does_without_a_process(pool: ExtractionPool) -> None:
    assert processes(pool) == []
    assert await pool.extract(PAGE, URL, HINTS, "html") == extract(PAGE, URL, HINTS)
    text = "---\ntitle: Boats\ndate: 2025-03-04\n---\n![x](y.png)\n"
    expected = markdown_page(text, URL, HINTS)
    assert isinstance(expected, Extracted)
    assert expected.images
    assert await pool.extract(text, URL, HINTS, "markdown") == expected


@pytest.mark.slow
async def test_a_process_is_kept_for_the_next_page_and_no_more_than_two_are_started(pool: ExtractionPool) -> None:
    await pool.extract(PAGE, URL, HINTS, "html")
    first = processes(pool)
    await pool.extract(PAGE, URL, HINTS, "html")
    assert processes(pool) == first
    articles = await asyncio.gather(*(pool.extract(PAGE + str(n), URL, HINTS, "html") for n in range(40)))
    assert [article.text.rstrip().endswith(str(n)) for n, article in enumerate(articles)] == [True] * 40
    assert first[0] in processes(pool)
    assert len(processes(pool)) <= 2


@pytest.mark.slow
async def test_processes_are_started_ahead_as_many_as_there_are_pages_and_two_at_most(pool: ExtractionPool) -> None:
    pool.start(1)
    first = processes(pool)
    assert len(first) == 1
    pool.start(9)
    pool.start(9)
    both = processes(pool)
    assert (len(both), both[:1]) == (2, first)
    await asyncio.gather(*(pool.extract(PAGE, URL, HINTS, "html") for _ in range(8)))
    assert sorted(processes(pool)) == sorted(both)
    pool.close()
    pool.start(9)
    assert processes(pool) == []


@pytest.mark.slow
async def test_pages_are_waited_for_without_a_thread(pool: ExtractionPool, monkeypatch: pytest.MonkeyPatch) -> None:
    pool.start(2)
    monkeypatch.setattr(asyncio, "to_thread", None)
    before = set(threading.enumerate())
    articles = await asyncio.gather(*(pool.extract(PAGE + str(n), URL, HINTS, "html") for n in range(8)))
    assert [article.text.rstrip().endswith(str(n)) for n, article in enumerate(articles)] == [True] * 8
    assert set(threading.enumerate()) <= before


async def test_a_page_that_is_given_up_while_it_waits_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    ask, asked = _Worker.ask, list[bytes]()

    async def noted(worker: _Worker, page: tuple[bytes, bytes], seconds: float) -> bytes:
        asked.append(page[1][-1:])
        return await ask(worker, page, seconds)

    monkeypatch.setattr(_Worker, "ask", noted)
    pool = ExtractionPool(workers=1)
    try:
        callers = [asyncio.create_task(pool.extract(PAGE + str(n), URL, HINTS, "html")) for n in range(4)]
        await asyncio.to_thread(wait_for, lambda: bool(pool._busy))
        callers[2].cancel()
        await asyncio.gather(*callers, return_exceptions=True)
    finally:
        pool.close()
    assert asked == [b"0", b"1", b"3"]


@pytest.mark.slow
async def test_closing_leaves_no_file_open_of_what_was_idle_or_busy() -> None:
    before, pool = number_of_open_files(), ExtractionPool()
    await pool.extract(PAGE, URL, HINTS, "html")
    busy = asyncio.create_task(pool.extract(LONG, URL, HINTS, "html"))
    pool.start(2)
    await asyncio.to_thread(wait_for, lambda: bool(pool._busy))
    assert number_of_open_files() == before + 4
    pool.close()
    with pytest.raises(TooMuch):
        await busy
    assert number_of_open_files() == before


@pytest.mark.slow
async def test_a_long_page_is_made_ready_outside_the_event_loop(
    pool: ExtractionPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_thread, used = asyncio.to_thread, list[str]()

    async def noted(how: Callable[..., object], *arguments: object) -> object:
        used.append(how.__name__)
        return await to_thread(how, *arguments)

    pool.start(2)
    monkeypatch.setattr(asyncio, "to_thread", noted)
    text = "<article><h1>Rivers</h1>" + "<p>Words of an article, a dozen or so of them.</p>" * 6_000
    assert len((await pool.extract(text, URL, HINTS, "html")).text) > 200_000
    assert used == ["packed", "unpacked"]


@pytest.mark.slow
def test_the_processes_outlive_an_event_loop_even_one_that_ended_amid_a_page(pool: ExtractionPool) -> None:
    async def begin() -> None:
        reading = asyncio.create_task(pool.extract(LONG, URL, HINTS, "html"))
        await asyncio.to_thread(wait_for, lambda: bool(pool._busy))
        assert not reading.done()

    pool.start(2)
    (kept, other) = processes(pool)
    asyncio.run(begin())
    assert sum(map(is_running, (kept, other))) == 1
    assert asyncio.run(pool.extract(PAGE, URL, HINTS, "html")).text
    assert set(processes(pool)) < {kept, other}


@pytest.mark.slow
def test_pages_wait_for_a_process_in_one_event_loop_as_in_the_next(pool: ExtractionPool) -> None:
    async def some() -> list[Extracted]:
        return await asyncio.gather(*(pool.extract(PAGE, URL, HINTS, "html") for _ in range(3)))

    assert asyncio.run(some()) == asyncio.run(some()) == [extract(PAGE, URL, HINTS)] * 3


async def test_a_page_without_an_article_is_told_as_ever(pool: ExtractionPool) -> None:
    with pytest.raises(Empty, match="No article was found on this page"):
        await pool.extract("<p> </p>", URL, HINTS, "html")


@pytest.mark.slow
async def test_a_page_that_takes_too_long_is_told_and_the_next_one_is_read() -> None:
    pool = ExtractionPool(seconds=0.5)
    try:
        with pytest.raises(TooMuch, match=r"takes longer than 0\.5 s"):
            await pool.extract(LONG, URL, HINTS, "html")
        assert processes(pool) == []
    finally:
        pool.close()


@pytest.mark.slow
async def test_after_a_page_that_takes_too_long_the_next_one_is_read(pool: ExtractionPool) -> None:
    pool._seconds = 0.5
    with pytest.raises(TooMuch):
        await pool.extract(LONG, URL, HINTS, "html")
    pool._seconds = 20
    assert (await pool.extract(PAGE, URL, HINTS, "html")).text


@pytest.mark.slow
async def test_a_process_that_does_not_even_take_its_page_is_ended_in_time(pool: ExtractionPool) -> None:
    await pool.extract(PAGE, URL, HINTS, "html")
    (process,) = processes(pool)
    os.kill(process, signal.SIGSTOP)
    pool._seconds = 0.3
    with pytest.raises(TooMuch, match="takes longer"):
        await pool.extract(PAGE + "<p>more than a pipe holds</p>" * 100_000, URL, HINTS, "html")
    assert not is_running(process)
    pool._seconds = 20
    assert (await pool.extract(PAGE, URL, HINTS, "html")).text


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no such limit; there the memory is watched")
async def test_a_page_that_takes_too_much_memory_is_told_and_the_next_one_is_read() -> None:
    pool = ExtractionPool(most_bytes=150_000_000)
    try:
        with pytest.raises(TooMuch, match="too much memory"):
            await pool.extract(LONG, URL, HINTS, "html")
        assert (await pool.extract(PAGE, URL, HINTS, "html")).text
    finally:
        pool.close()


@pytest.mark.slow
@pytest.mark.parametrize("pages", [0, 1])
async def test_a_process_that_was_killed_is_replaced(pool: ExtractionPool, pages: int) -> None:
    pool.start(1)
    for _ in range(pages):
        await pool.extract(PAGE, URL, HINTS, "html")
    (process,) = processes(pool)
    os.kill(process, signal.SIGKILL)
    assert (await pool.extract(PAGE, URL, HINTS, "html")).text
    assert process not in processes(pool)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["subprocess.Popen", "os.pipe"])
async def test_where_no_process_can_be_had_it_is_told_and_nothing_is_left_open(
    pool: ExtractionPool, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    before = number_of_open_files()
    with monkeypatch.context() as patch:
        patch.setattr(f"blogreader.library.offline.extraction_pool.{what}", refused)
        pool.start(2)
        with pytest.raises(TooMuch, match=r"^No process could be started to read this page: resource temporarily"):
            await pool.extract(PAGE, URL, HINTS, "html")
    assert number_of_open_files() == before
    assert (await pool.extract(PAGE, URL, HINTS, "html")).title == "Rivers"


@pytest.mark.slow
async def test_a_caller_that_is_cancelled_disturbs_nobody(pool: ExtractionPool) -> None:
    await pool.extract(PAGE, URL, HINTS, "html")
    callers = [asyncio.create_task(pool.extract(PAGE * 200, URL, HINTS, "html")) for _ in range(6)]
    others = [asyncio.create_task(pool.extract(PAGE + str(n), URL, HINTS, "html")) for n in range(6)]
    await asyncio.sleep(0)
    for caller in callers:
        caller.cancel()
    articles = await asyncio.gather(*others)
    assert [article.text.rstrip().endswith(str(n)) for n, article in enumerate(articles)] == [True] * 6


@pytest.mark.slow
async def test_closing_ends_the_processes_whatever_they_are_at() -> None:
    pool = ExtractionPool()
    await pool.extract(PAGE, URL, HINTS, "html")
    busy = asyncio.create_task(pool.extract(LONG, URL, HINTS, "html"))
    await asyncio.to_thread(wait_for, lambda: bool(pool._busy))
    running = processes(pool)
    pool.close()
    assert not any(map(is_running, running))
    with pytest.raises(TooMuch):
        await busy


async def test_as_many_processes_are_started_ahead_as_there_are_pages_for_and_none_once_it_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended: list[object] = []
    monkeypatch.setattr(extraction_pool, "_Worker", lambda *_: Mock(end=lambda: ended.append("ended")))
    pool = ExtractionPool(workers=3)
    for pages, started in ((0, 0), (1, 1), (1, 1), (2, 2), (9, 3)):
        pool.start(pages)
        assert len(pool._idle) == started
    pool.close()
    pool.start(9)
    assert (ended, pool._idle) == (["ended"] * 3, [])
    with pytest.raises(TooMuch, match=r"^Reading this page takes too much memory\.$"):
        await pool.extract(PAGE, URL, HINTS, "html")


@pytest.mark.parametrize(
    ("in_time", "closed", "is_kept"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_the_process_of_an_abandoned_page_is_kept_where_it_is_done_in_time(
    in_time: bool, closed: bool, is_kept: bool
) -> None:
    pool, worker = ExtractionPool(), Mock(finish=Mock(return_value=in_time))
    pool._busy.add(worker)
    pool._closed = closed
    pool._finish(worker)
    assert (pool._idle == [worker], pool._busy, worker.end.called) == (is_kept, set(), not is_kept)


class FakeProcess:
    """The other side of the pipes."""

    def __init__(self, _: object, *, stdin: int, stdout: int, **__: object) -> None:
        self.pages, self.answers = os.dup(stdin), os.dup(stdout)
        self.kill, self.wait = Mock(), Mock()

    def answer(self, data: bytes) -> None:
        os.write(self.answers, len(data).to_bytes(4) + data)

    def close(self) -> None:
        for end in (self.pages, self.answers):
            os.close(end)


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Worker]:
    """A process that a test answers for, and which is closed at the end."""
    before = number_of_open_files()
    with monkeypatch.context() as patch:
        patch.setattr("blogreader.library.offline.extraction_pool.subprocess.Popen", FakeProcess)
        made = _Worker(5, MANY_BYTES, "none")
    yield made
    made.end()
    made.end()
    process_of(made).close()
    assert number_of_open_files() == before


def process_of(worker: _Worker) -> FakeProcess:
    assert isinstance(worker._process, FakeProcess)
    return worker._process


async def abandon(worker: _Worker, page: bytes) -> None:
    asked = asyncio.create_task(worker.ask((b"head", page), 5))
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)


async def test_what_is_abandoned_is_finished_and_the_next_page_gets_its_own_answer(worker: _Worker) -> None:
    await abandon(worker, b"page")
    process_of(worker).answer(b"first")
    assert worker.finish(5)
    process_of(worker).answer(b"")
    assert await worker.ask((b"head", b"page"), 5) == b""
    process_of(worker).answer(b"third")
    assert await worker.ask((b"head", b"page"), 5) == b"third"
    assert os.read(process_of(worker).pages, 99) == b"headpage" * 3
    assert not process_of(worker).kill.called


@pytest.mark.parametrize("page", [b"page", b"more than a pipe holds" * 100_000])
async def test_what_is_not_answered_in_time_is_not_finished(worker: _Worker, page: bytes) -> None:
    await abandon(worker, page)
    os.write(process_of(worker).answers, b"\0\0")
    assert not worker.finish(0)


async def test_what_a_process_that_ended_was_asked_is_not_finished(worker: _Worker) -> None:
    await abandon(worker, b"page")
    os.dup2(process_of(worker).pages, process_of(worker).answers)  # nobody writes any more
    assert not worker.finish(5)


async def test_a_process_that_does_not_answer_in_time_is_killed_and_one_that_is_killed_is_asked_nothing(
    worker: _Worker,
) -> None:
    with pytest.raises(TimeoutError):
        await worker.ask((b"head", b"page"), 0)
    assert (worker.was_late, process_of(worker).kill.call_count) == (True, 1)
    worker.end()
    with pytest.raises(EOFError):
        await worker.ask((b"head", b"page"), 5)


PARENT = """
import asyncio, signal, sys
from blogreader.extract import Hints
from blogreader.library.offline.extraction_pool import ExtractionPool
pool = ExtractionPool()
asyncio.run(pool.extract("<p>" + "word " * 40, "https://a.example/", Hints(), "html"))
print(pool._idle[0]._process.pid, flush=True)
if sys.argv[1] == "busy":
    page = "<p>" + "word " * 40 + "<p>of many words</p>" * 2_000_000
    asyncio.run(pool.extract(page, "https://a.example/", Hints(), "html"))
signal.pause()
"""


@pytest.mark.slow
@pytest.mark.parametrize("doing", ["idle", "busy"])
def test_a_process_dies_with_its_parent_however_that_ends(doing: str) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, doing], stdout=subprocess.PIPE, env=environment()) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_running(child)
        parent.kill()
        parent.wait()
        wait_for(lambda: not is_running(child))


async def test_a_process_has_neither_the_terminal_nor_the_session_of_its_parent(pool: ExtractionPool) -> None:
    await pool.extract(PAGE, URL, HINTS, "html")
    (process,) = processes(pool)
    assert os.getsid(process) == process
    assert os.getpgid(process) == process
    if sys.platform == "linux":
        assert os.path.samefile(f"/proc/{process}/fd/2", os.devnull)  # noqa: ASYNC240, PTH121 - it is there


@pytest.mark.slow
async def test_a_bug_in_the_process_is_raised_here(pool: ExtractionPool) -> None:
    with pytest.raises(RuntimeError, match=r"A bug in the extraction of .*\n(?:.*\n)*.*SelectolaxError"):
        await pool.extract(PAGE, URL, Hints(rules=SiteRules("p[")), "html")
    assert (await pool.extract(PAGE, URL, HINTS, "html")).text


def test_the_rules_of_a_host_hold_with_and_without_www_and_for_no_other() -> None:
    rules = SiteRules("main")
    sites = {"blog.example": rules}
    assert rules_for(sites, "https://blog.example/x") == rules
    assert rules_for(sites, "https://WWW.Blog.Example:8080/x") == rules
    assert rules_for(sites, "https://other.blog.example/x") == SiteRules()
    assert rules_for(sites, "not a readable address") == SiteRules()


@pytest.mark.slow
async def test_a_page_that_nobody_waits_for_gives_its_process_up(pool: ExtractionPool) -> None:
    await pool.extract(PAGE, URL, HINTS, "html")
    (kept,) = processes(pool)
    forgotten = asyncio.create_task(pool.extract(LONG, URL, HINTS, "html"))
    await asyncio.to_thread(wait_for, lambda: bool(pool._busy))
    forgotten.cancel()
    await asyncio.gather(forgotten, return_exceptions=True)
    await asyncio.to_thread(wait_for, lambda: not pool._busy)
    assert not is_running(kept)
    assert (await pool.extract(PAGE, URL, HINTS, "html")).text


@pytest.mark.slow
async def test_a_page_that_is_done_at_once_keeps_its_process_though_nobody_waits(pool: ExtractionPool) -> None:
    await pool.extract(PAGE, URL, HINTS, "html")
    before = processes(pool)
    for _ in range(20):
        forgotten = asyncio.create_task(pool.extract(PAGE, URL, HINTS, "html"))
        await asyncio.sleep(0)
        forgotten.cancel()
    await asyncio.gather(forgotten, return_exceptions=True)
    await asyncio.to_thread(wait_for, lambda: not pool._busy)
    assert set(before) <= set(processes(pool))


@pytest.mark.slow
async def test_closing_leaves_no_file_open_of_a_page_that_nobody_waited_for() -> None:
    before, pool = number_of_open_files(), ExtractionPool()
    await pool.extract(PAGE, URL, HINTS, "html")
    forgotten = asyncio.create_task(pool.extract(PAGE, URL, HINTS, "html"))
    await asyncio.sleep(0)
    forgotten.cancel()
    await asyncio.gather(forgotten, return_exceptions=True)
    await asyncio.to_thread(wait_for, lambda: not pool._busy)
    assert len(processes(pool)) == 1
    pool.close()
    assert number_of_open_files() == before


async def test_plain_text_is_read_there_too(pool: ExtractionPool) -> None:
    assert (await pool.extract("a *b*\n", URL, HINTS, "plain")).text == "a \\*b\\*\n"
