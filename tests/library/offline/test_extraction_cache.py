"""What is kept of the reader's own files: by what was asked, whole, and no more than a bound."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from blogreader.errors import Empty
from blogreader.extract import Extracted, Hints
from blogreader.extract.worker.protocol import packed
from blogreader.library.offline import extraction_cache
from blogreader.library.offline.extraction_cache import ExtractionCache
from blogreader.library.offline.extraction_pool import ExtractionPool

PAGE = (b"head", b"A text.")
ANSWER = b'{"text": "A text.", "published": null, "images": [], "dropped": []}'


@pytest.fixture
def cache(tmp_path: Path) -> ExtractionCache:
    return ExtractionCache(tmp_path / "own-files")


def aged(folder: Path, page: tuple[bytes, bytes], cache: ExtractionCache, seconds: int) -> None:
    """Put an answer that was asked for at a time."""
    before = {*folder.glob("*")}
    cache.put(page, bytes(100 - 32))
    (new,) = {*folder.glob("*")} - before
    os.utime(new, (seconds, seconds))


def test_an_answer_is_found_by_what_was_asked(cache: ExtractionCache) -> None:
    assert cache.get(PAGE) is None
    cache.put(PAGE, ANSWER)
    assert cache.get(PAGE) == ANSWER
    for other in ((b"head", b"A text"), (b"hea", b"dA text."), (b"", b""), (b"other", b"A text.")):
        assert cache.get(other) is None


def test_another_version_of_the_extraction_has_answers_of_its_own(
    cache: ExtractionCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.put(PAGE, ANSWER)
    module = tmp_path / "extract" / "__init__.py"
    (module.parent / "formats").mkdir(parents=True)
    module.touch()
    (module.parent / "formats" / "markdown.py").touch()
    monkeypatch.setattr(extraction_cache, "extract", SimpleNamespace(__file__=str(module)))
    folder = tmp_path / "own-files"
    assert ExtractionCache(folder).get(PAGE) is None
    ExtractionCache(folder).put(PAGE, ANSWER)
    assert ExtractionCache(folder).get(PAGE) == ANSWER
    for changed in (module.parent / "formats" / "markdown.py", tmp_path / "text.py"):
        changed.write_text("changed")
        assert ExtractionCache(folder).get(PAGE) is None
        ExtractionCache(folder).put(PAGE, ANSWER)
        assert ExtractionCache(folder).get(PAGE) == ANSWER


@pytest.mark.parametrize("damage", [b"", ANSWER, bytes(200), bytes(32) + ANSWER])
def test_a_damaged_answer_is_none(cache: ExtractionCache, tmp_path: Path, damage: bytes) -> None:
    cache.put(PAGE, ANSWER)
    (kept,) = (tmp_path / "own-files").iterdir()
    kept.write_bytes(damage)
    assert cache.get(PAGE) is None
    cache.put(PAGE, ANSWER)
    assert cache.get(PAGE) == ANSWER


def test_those_that_nobody_asked_for_longest_make_room(tmp_path: Path) -> None:
    cache = ExtractionCache(tmp_path, most_bytes=300)
    for number in range(5):
        aged(tmp_path, (b"", b"%d" % number), cache, 1_000 + number)
    assert [cache.get((b"", b"%d" % number)) is not None for number in range(5)] == [False, False, True, True, True]


def test_one_that_was_asked_for_stays_before_one_that_was_not(tmp_path: Path) -> None:
    cache = ExtractionCache(tmp_path, most_bytes=200)
    for number in range(2):
        aged(tmp_path, (b"", b"%d" % number), cache, 1_000 + number)
    assert cache.get((b"", b"0"))
    cache.put((b"", b"2"), bytes(100 - 32))
    assert [cache.get((b"", b"%d" % number)) is not None for number in range(3)] == [True, False, True]


def test_an_answer_that_is_too_large_is_not_kept_and_costs_no_other_its_place(
    cache: ExtractionCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction_cache, "_LARGEST", 100)
    cache.put((b"", b"fits"), bytes(68))
    cache.put((b"", b"too large"), bytes(69))
    assert (cache.get((b"", b"fits")), cache.get((b"", b"too large"))) == (bytes(68), None)


def test_what_is_kept_is_closed_to_others(cache: ExtractionCache, tmp_path: Path) -> None:
    cache.put(PAGE, ANSWER)
    folder = tmp_path / "own-files"
    assert (folder.stat().st_mode & 0o777, next(folder.iterdir()).stat().st_mode & 0o777) == (0o700, 0o600)


def test_where_nothing_can_be_read_or_written_nothing_is_kept(cache: ExtractionCache, tmp_path: Path) -> None:
    cache.put(PAGE, ANSWER)
    (kept,) = (tmp_path / "own-files").iterdir()
    kept.unlink()
    kept.mkdir()
    cache.put(PAGE, ANSWER)
    assert cache.get(PAGE) is None
    (tmp_path / "file").touch()
    nowhere = ExtractionCache(tmp_path / "file" / "own-files")
    nowhere.put(PAGE, ANSWER)
    assert nowhere.get(PAGE) is None


async def test_a_page_is_asked_for_once_unless_it_failed(
    cache: ExtractionCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[bytes, bytes]] = []

    async def ask(_: ExtractionPool, page: tuple[bytes, bytes]) -> bytes:
        asked.append(page)
        return ANSWER if b"text" in page[1] else b'{"error": "Empty", "sentence": "There is nothing."}'

    monkeypatch.setattr(ExtractionPool, "ask", ask)
    pool = ExtractionPool()
    for _ in range(2):
        assert (await pool.extract("A text.", "file:///a.md", Hints(), "markdown", cache)).text == "A text."
        with pytest.raises(Empty):
            await pool.extract("", "file:///b.md", Hints(), "markdown", cache)
    text = packed("A text.", "file:///a.md", Hints(), "markdown")
    nothing = packed("", "file:///b.md", Hints(), "markdown")
    assert asked == [text, nothing, nothing]
    assert isinstance(await pool.extract("A text.", "https://a.example/", Hints(), "html"), Extracted)
    assert len(asked) == 4
