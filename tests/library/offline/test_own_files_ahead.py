"""The reader's own files before they are opened: what is kept of them, and what is extracted for that."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from blogreader.errors import Empty
from blogreader.extract import Extracted, Form, Hints
from blogreader.library import Library
from blogreader.library.offline import extraction as extraction_module
from blogreader.library.offline import own_files
from blogreader.library.offline.extraction import Extraction
from blogreader.library.offline.extraction_cache import ExtractionCache
from blogreader.library.offline.extraction_pool import ExtractionPool
from blogreader.library.offline.template_files import TemplateFiles
from blogreader.model import Entry
from blogreader.paths import Paths

WORDS = "The harbour keeps a slow clock, and every boat that leaves is written in a book."
ASKED: tuple[str, str, Hints, Form] = ("Words.\n", "file:///notes/a.md", Hints(), "markdown")
Note = Callable[[str, str], Entry]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(Paths(library=tmp_path / "library", cache=tmp_path / "cache", config=tmp_path / "config.toml"))
    made.open()
    yield made
    made.close()


@pytest.fixture
def note(library: Library, tmp_path: Path) -> Note:
    """Return a function that writes a file, lists it and returns its entry."""

    def made(name: str, text: str) -> Entry:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        (tmp_path / "index.md").write_text(f"### [A note]({name})\n2026-01-02 · Notes · 10 min\n", encoding="utf-8")
        asyncio.run(library.add(str(tmp_path / "index.md")))
        return library.entry(path.as_uri())

    return made


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"# A note\n\n{WORDS}\n"),
        ("a.mdx", f"import A from './a.js'\n\n{WORDS}\n"),
        ("a.txt", f"{WORDS}\n"),
        ("a.html", f"<article><h1>A note</h1><p>{WORDS}</p><p>{WORDS}</p></article>"),
    ],
)
def test_a_file_is_ready_as_it_is_opened_once_it_was_extracted_and_until_it_changes(
    library: Library, note: Note, tmp_path: Path, name: str, text: str
) -> None:
    entry = note(name, text)
    assert library.read_ahead(entry) is None
    ahead = asyncio.run(library.extract_ahead(entry))
    assert ahead is not None
    assert WORDS in ahead[0].text
    assert ahead == library.read_ahead(entry)
    assert ahead == (asyncio.run(library.document(entry)), library.document_stamp(entry.article.key))
    (tmp_path / name).write_text(text.replace("slow", "very slow"), encoding="utf-8")
    assert ahead[1] != library.document_stamp(entry.article.key)
    assert library.read_ahead(entry) is None
    assert [*library._offline.archive.tree.document_folders()] == []
    assert not library.current(entry).offline


def test_a_file_that_was_opened_is_ready(library: Library, note: Note) -> None:
    entry = note("a.md", f"{WORDS}\n")
    opened = asyncio.run(library.document(entry))
    assert library.read_ahead(entry) == (opened, library.document_stamp(entry.article.key))


@pytest.mark.parametrize("text", ["", "words\0words"])
def test_one_that_is_no_article_is_not_ready_and_says_so_only_when_it_is_opened(
    library: Library, note: Note, text: str
) -> None:
    entry = note("a.md", text)
    assert asyncio.run(library.extract_ahead(entry)) is None
    assert library.read_ahead(entry) is None
    assert library.said() == []


def test_a_file_that_is_gone_or_too_large_is_not_read(
    library: Library, note: Note, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = note("a.md", f"{WORDS}\n")
    size = len(WORDS) + 1
    monkeypatch.setattr(own_files, "MOST_EXTRACTED", size - 1)
    assert asyncio.run(library.extract_ahead(entry)) is None
    assert not (tmp_path / "cache" / "own-files").exists()
    monkeypatch.setattr(own_files, "MOST_EXTRACTED", size)
    assert asyncio.run(library.extract_ahead(entry))
    assert library.read_ahead(entry)
    monkeypatch.setattr(own_files, "MOST_READ", size - 1)
    assert library.read_ahead(entry) is None
    monkeypatch.undo()
    (tmp_path / "a.md").unlink()
    assert library.read_ahead(entry) is None
    assert asyncio.run(library.extract_ahead(entry)) is None
    assert library.document_stamp(entry.article.key) is None


def test_nothing_else_is_extracted_ahead(
    library: Library, note: Note, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    entry = note("a.md", f"{WORDS}\n")
    with monkeypatch.context() as patch:
        patch.setattr(library._catalogue_sync, "lacking", lambda entries: entries)
        assert asyncio.run(library.extract_ahead(entry)) is None
    (tmp_path / "index.md").write_text("### [A page](https://blog.example/a)\n2026-01-02 · Notes · 10 min\n")
    asyncio.run(library.add(str(tmp_path / "index.md")))
    assert asyncio.run(library.extract_ahead(library.entry("https://blog.example/a"))) is None
    assert "_extraction" not in vars(library._offline)


def test_a_file_that_was_archived_is_read_from_the_archive(library: Library, note: Note) -> None:
    entry = note("a.md", f"{WORDS}\n")
    opened = asyncio.run(library.document(entry))
    library._offline.archive.write(replace(opened, text="Archived.\n"))
    ahead = library.read_ahead(entry)
    assert ahead is not None
    assert (ahead[0].text, ahead[1]) == ("Archived.\n", library.document_stamp(entry.article.key))
    assert asyncio.run(library.extract_ahead(entry)) is None


def test_there_is_one_pool_even_if_another_thread_makes_it_meanwhile(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = object()

    @contextmanager
    def creating() -> Iterator[None]:
        vars(library._offline)["_extraction"] = other
        yield

    monkeypatch.setattr(library._offline, "_creating", creating())
    assert library._offline._extraction is other
    vars(library._offline).pop("_extraction")


class Pool(ExtractionPool):
    """A pool without processes, whose pages are done when they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.cancelled: list[str] = []
        self.begun, self.let_go = asyncio.Event(), asyncio.Event()
        self.others_are_busy = False
        self.failure: Exception | None = None

    @property
    def is_busy(self) -> bool:
        return self.others_are_busy

    async def extract(self, text: str, *_: Any) -> Extracted:
        self.asked.append(text)
        self.begun.set()
        try:
            await self.let_go.wait()
        except asyncio.CancelledError:
            self.cancelled.append(text)
            raise
        if self.failure:
            raise self.failure
        return Extracted(text)


@pytest.fixture
def pool() -> Pool:
    return Pool()


@pytest.fixture
def extraction(tmp_path: Path, pool: Pool) -> Extraction:
    made = Extraction({}, TemplateFiles(tmp_path / "templates"), ExtractionCache(tmp_path / "own-files"))
    made._pool = pool
    return made


async def begun(extraction: Extraction, pool: Pool, text: str = ASKED[0]) -> "asyncio.Task[Extracted | None]":
    """Have a file extracted ahead, until the process has it."""
    task = asyncio.create_task(extraction.extract_ahead(text, *ASKED[1:]))
    await pool.begun.wait()
    return task


async def left(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()


async def test_one_that_is_opened_while_it_is_extracted_is_extracted_once(extraction: Extraction, pool: Pool) -> None:
    await left(await begun(extraction, pool))
    opened = asyncio.create_task(extraction.extract(*ASKED))
    await asyncio.sleep(0)
    pool.let_go.set()
    assert (await opened).text == ASKED[0]
    assert (pool.asked, pool.cancelled) == ([ASKED[0]], [])
    assert (await extraction.extract(*ASKED)).text == ASKED[0]
    assert len(pool.asked) == 2


async def test_one_that_was_opened_is_not_given_up_with_its_reading_ahead_but_with_its_opening(
    extraction: Extraction, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction_module, "_GIVEN_UP_AFTER_SECONDS", 0)
    ahead = await begun(extraction, pool)
    opened = asyncio.create_task(extraction.extract(*ASKED))
    await asyncio.sleep(0)
    await left(ahead)
    for _ in range(5):
        await asyncio.sleep(0)
    assert not pool.cancelled
    await left(opened)
    assert pool.cancelled == [ASKED[0]]


async def test_one_that_is_not_opened_is_given_up_a_moment_later(
    extraction: Extraction, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[tuple[float, Callable[..., None], Any]] = []
    monkeypatch.setattr(asyncio.get_running_loop(), "call_later", lambda *one: later.append(one))
    await left(await begun(extraction, pool))
    assert not pool.cancelled
    ((seconds, give_up, task),) = later
    give_up(task)
    await asyncio.wait([task])
    assert (seconds, pool.cancelled) == (extraction_module._GIVEN_UP_AFTER_SECONDS, [ASKED[0]])
    pool.let_go.set()
    assert (await extraction.extract(*ASKED)).text == ASKED[0]


async def test_other_pages_are_not_taken_for_it(extraction: Extraction, pool: Pool) -> None:
    await begun(extraction, pool)
    opened = asyncio.create_task(extraction.extract("Other words.\n", *ASKED[1:]))
    await asyncio.sleep(0)
    pool.let_go.set()
    assert (await opened).text == "Other words.\n"


async def test_files_are_extracted_ahead_one_after_the_other_and_none_beside_other_pages(
    extraction: Extraction, pool: Pool
) -> None:
    first = await begun(extraction, pool)
    second = asyncio.create_task(extraction.extract_ahead("Second.\n", *ASKED[1:]))
    for _ in range(5):
        await asyncio.sleep(0)
    assert pool.asked == [ASKED[0]]
    pool.let_go.set()
    assert [one and one.text for one in await asyncio.gather(first, second)] == [ASKED[0], "Second.\n"]
    pool.others_are_busy = True
    assert await extraction.extract_ahead("Third.\n", *ASKED[1:]) is None
    assert pool.asked == [ASKED[0], "Second.\n"]


async def test_a_failure_that_nobody_waits_for_is_not_told(extraction: Extraction, pool: Pool) -> None:
    told: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
    await left(await begun(extraction, pool))
    assert extraction._ahead
    task = extraction._ahead.task
    pool.failure = Empty("Nothing.")
    pool.let_go.set()
    await asyncio.wait([task])
    assert vars(extraction)["_ahead"] is None
    del task
    gc.collect()
    assert told == []
    with pytest.raises(Empty):
        await extraction.extract_ahead(*ASKED)


async def test_a_pool_is_busy_while_it_has_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = ExtractionPool()
    assert not pool.is_busy
    seen: list[bool] = []
    keeps = ExtractionPool._keeps

    def watched(self: ExtractionPool, worker: Any) -> bool:
        seen.append(self.is_busy)
        return keeps(self, worker)

    monkeypatch.setattr(ExtractionPool, "_keeps", watched)
    await pool.extract(*ASKED)
    assert seen[-1]
    assert not pool.is_busy
    pool.close()
