"""What changes behind the screen's back: other windows, a disk that takes nothing, steps that are taken back."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partialmethod
from pathlib import Path

import pytest

from blogreader import files
from blogreader.errors import Unwritable
from blogreader.library import Library
from blogreader.model import Entry, Status
from blogreader.store.state_store import StateStore
from blogreader.tui.reader.content import Loaded
from tests.conftest import environment, no_more_than_8_kb
from tests.driving import NOW, Driver, folders, follow, reading
from tests.site import Site
from tests.tui.test_terminal import Terminal

pytestmark = pytest.mark.app


@pytest.fixture(autouse=True)
def _looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a fourth of a second until the app looks again."""
    monkeypatch.setattr("blogreader.tui.screen.external_changes._EVERY_SECONDS", 0.05)


@contextmanager
def other_window(folder: Path) -> Iterator[Library]:
    library = Library(folders(folder), now=lambda: NOW)
    library.open()
    try:
        yield library
    finally:
        library.close()


def entry_at(driver: Driver, row: int) -> Entry:
    entry = driver.screen.articles.entry_at(row)
    assert entry
    return entry


def said(driver: Driver) -> str:
    return " / ".join(one.sentence for one in driver.screen.messages)


@pytest.mark.slow
@pytest.mark.parametrize("background", [False, True])
async def test_what_another_window_changes_is_shown_and_the_cursor_stays(tmp_path: Path, background: bool) -> None:
    async with reading(tmp_path, background=background) as driver:
        await driver.press("j", "j", "r")
        key = entry_at(driver, 5).article.key
        with other_window(tmp_path) as other:
            other.mark([key], Status.READ)
            other.bookmark([key], on=True)
        await driver.until(lambda: entry_at(driver, 5).state.bookmark is not None)
        assert entry_at(driver, 5).state.status is Status.READ
        assert driver.screen.articles.cursor == 2
        assert entry_at(driver, 2).state.status is Status.READ
        await driver.until(lambda: "2 of 102 ·" in driver.lines[0])


@pytest.mark.slow
async def test_a_card_says_at_once_what_is_done_with_its_article_here_and_in_another_window(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(140, 30)) as driver:
        await driver.press("m")
        assert "first on your list" in driver.text
        with other_window(tmp_path) as other:
            other.bookmark([entry_at(driver, 0).article.key], on=False)
        await driver.until(lambda: "first on your list" not in driver.text)


@pytest.mark.slow
async def test_what_is_read_stays_in_sight_while_another_window_changes_it(tmp_path: Path) -> None:
    index = tmp_path / "index.md"
    with Site() as site:
        index.write_text(site.index_markdown())
        async with reading(tmp_path, index=index, background=True) as driver:
            await driver.press("enter")
            await driver.until(lambda: isinstance(driver.screen.page, Loaded))
            await driver.press("j", "j", "j")
            page, top = driver.screen.page, driver.screen.reader.top
            assert isinstance(page, Loaded)
            library = Library(folders(tmp_path), index=str(index), now=lambda: NOW)
            library.open()
            library.bookmark([page.entry.article.key], on=True)
            library.close()
            await driver.until(lambda: driver.screen.page.entry is not page.entry)
            now = driver.screen.page
            assert isinstance(now, Loaded)
            assert (now.source is page.source, driver.screen.reader.top) == (True, top)


@pytest.mark.slow
async def test_what_is_fetched_beside_an_open_app_is_shown_there_and_the_cursor_stays(tmp_path: Path) -> None:
    index = tmp_path / "index.md"
    with Site() as site:
        index.write_text(site.index_markdown())
        async with reading(tmp_path, index=index, background=True) as driver:
            await driver.press("j", "j")
            keys = [entry_at(driver, row).article.key for row in (1, 4)]
            library = Library(folders(tmp_path), index=str(index), now=lambda: NOW)
            library.open()
            async for _ in library.fetch(keys):
                pass
            library.close()
            await driver.until(lambda: entry_at(driver, 1).offline and entry_at(driver, 4).offline)
            assert not entry_at(driver, 2).offline
            assert driver.screen.articles.cursor == 2
            await driver.until(lambda: "Offline" in driver.text and offline_count(driver) == "2")


@pytest.mark.slow
async def test_articles_that_a_refresh_beside_an_open_app_brings_are_listed_and_the_cursor_stays_at_its_own(
    tmp_path: Path,
) -> None:
    index = tmp_path / "index.md"
    entries = [f"### [Article {n}](http://127.0.0.1:9/{n})\n2026-01-0{n} · Rust · 5 min\n" for n in range(1, 7)]
    index.write_text("# Blog\n\n" + "\n".join(entries[:3]))
    await follow(tmp_path, str(index))
    async with reading(tmp_path, background=True) as driver:
        await driver.press("4", "g", "j")
        current = entry_at(driver, driver.screen.articles.cursor).article.title
        index.write_text("# Blog\n\n" + "\n".join(entries))
        with other_window(tmp_path) as other:
            await other.refresh()
        await driver.until(lambda: driver.screen.articles.count == 6)
        assert entry_at(driver, driver.screen.articles.cursor).article.title == current
        await driver.until(lambda: "Article 6" in driver.text)


def offline_count(driver: Driver) -> str:
    return next(line.split("Offline")[1].split()[0] for line in driver.lines if "Offline" in line)


async def test_undo_and_redo_say_what_they_took_back(tmp_path: Path) -> None:
    async with reading(tmp_path, background=True) as driver:
        await driver.press("j", "r", "U")
        assert entry_at(driver, 1).state.status is Status.UNREAD
        begin = "TLA+ for Formal Verification: Catching Distributed Systems Bugs Before Writing"
        assert entry_at(driver, 1).article.title.startswith(begin)
        assert f"{begin}…: marked as unread again · C-r redoes it" in said(driver)
        await driver.press("ctrl+r")
        assert entry_at(driver, 1).state.status is Status.READ
        assert "…: marked as read again · U takes it back" in said(driver)


async def test_a_batch_of_another_window_is_one_step(tmp_path: Path) -> None:
    async with reading(tmp_path) as driver:
        keys = [entry_at(driver, row).article.key for row in range(12)]
        with other_window(tmp_path) as other:
            other.mark(keys, Status.READ)
        await driver.press("U")
        assert "12 articles: marked as unread again · C-r redoes it" in said(driver)
        assert entry_at(driver, 11).state.status is Status.UNREAD


@pytest.mark.slow
async def test_what_the_disk_does_not_take_is_marked_until_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Unwritable("journal", "no space left on device")

    async with reading(tmp_path, background=True) as driver:
        with monkeypatch.context() as patch:
            patch.setattr("blogreader.store.journal.writer.append", refuse)
            await driver.press("r")
            assert entry_at(driver, 0).state.status is Status.READ
            await driver.until(lambda: "1 unsaved" in driver.lines[0])
            await driver.until(lambda: "no space left on device" in said(driver))
        await driver.press("j", "r")
        await driver.until(lambda: "unsaved" not in driver.lines[0])
    with other_window(tmp_path) as other:
        assert other.select("is:read").tally.articles == 2


def test_after_a_crash_the_catalogue_shows_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Unwritable("journal", "no space left on device")

    monkeypatch.setattr("blogreader.store.journal.writer.append", refuse)
    monkeypatch.setattr(StateStore, "close", partialmethod(StateStore.close, 0.1))
    with other_window(tmp_path) as crashing:
        crashing.keep_in_background()
        key = crashing.select().page(0, 1)[0].article.key
        assert crashing.mark([key], Status.READ)[0].state.status is Status.READ
        with other_window(tmp_path) as other:
            assert other.entry(key).state.status is Status.UNREAD


@contextmanager
def leaving_soon(folder: Path) -> Iterator[Terminal]:
    """Start the program, which waits for a second where it usually waits for ten."""
    script = folder / "program.py"
    script.write_text(
        "import sys\n"
        "from functools import partialmethod\n"
        "from blogreader import files\n"
        "from blogreader.cli import main\n"
        "from blogreader.store.state_store import StateStore\n"
        "from blogreader.tui.screen import shutdown\n"
        "files.PATIENCE_SECONDS, shutdown._KEEPING_SECONDS = 0.5, 1.0\n"
        "StateStore.close = partialmethod(StateStore.close, 1.0)\n"
        "sys.exit(main())\n"
    )
    words = [sys.executable, str(script), "--library", str(folder / "library")]
    running = Terminal(words, 120, 40, {"PYTHONPATH": environment()["PYTHONPATH"]})
    try:
        running.until_shown("0 of 102")
        yield running
    finally:
        running.close()


@pytest.mark.slow
def test_leaving_with_something_unsaved_says_so_and_is_no_success(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with leaving_soon(tmp_path) as running:
        (library / "state.json.lock").mkdir()
        running.send("r")
        running.until_shown("unsaved")
        running.send("\x11")
        assert running.end() == 1
        assert b"1 change could not be saved." in running.received


@pytest.mark.slow
async def test_a_disk_that_takes_nothing_is_told_of_once_and_again_when_it_fails_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    why, looks = "", 0

    def unsaved(_: Library) -> tuple[int, float, str]:
        nonlocal looks
        looks += 1
        return bool(why), 1.0 if why else 0.0, why

    async def looked() -> None:
        last = looks + 3
        await driver.until(lambda: looks > last)

    async with reading(tmp_path) as driver:
        with monkeypatch.context() as patch:
            patch.setattr(Library, "unsaved", unsaved)
            why = "the disk is full"
            await looked()
            assert said(driver).count("Not saved yet") == 1
            why = "the disk is gone"
            await looked()
            assert said(driver).count("Not saved yet") == 2
            why = ""
            await looked()
            assert said(driver).count("Not saved yet") == 2
            why = "the disk is gone"
            await looked()
            assert said(driver).count("Not saved yet") == 3


@pytest.mark.slow
async def test_a_trouble_with_looking_that_stays_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    def refuse(_: Library, **__: object) -> None:
        looks.append(1)
        raise Unwritable("journal", "permission denied")

    async with reading(tmp_path, background=True) as driver:
        monkeypatch.setattr(Library, "news", refuse)
        await driver.until(lambda: len(looks) > 3)
        assert said(driver).count("permission denied") == 1


async def test_leaving_wishes_everything_also_when_one_of_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Unwritable("session", "no space left on device")

    done = []
    async with reading(tmp_path, background=True) as driver:
        monkeypatch.setattr(driver.library, "keep_session", refuse)
        monkeypatch.setattr(
            driver.screen.current_article, "last_changes", lambda: [refuse, lambda: done.append("a change")]
        )
        driver.screen.action_quit()
        await driver.until(lambda: driver.app.return_code is not None)
        assert (done, driver.app.return_code) == (["a change"], 1)


def test_leaving_a_library_that_can_only_be_read_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with other_window(tmp_path) as before:
        before.bookmark([before.select().page(0, 1)[0].article.key], on=True)
    there = sorted(tmp_path.iterdir())
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    monkeypatch.setattr("blogreader.store.journal.writer.append", lambda *_: pytest.fail("nothing was done"))
    library = Library(folders(tmp_path), now=lambda: NOW)
    library.open()
    library.keep_in_background()
    library.keep_session({"view": "all"})
    assert (library.close(), sorted(tmp_path.iterdir())) == (0, there)


@pytest.mark.slow
def test_leaving_while_another_process_holds_the_lock_ends_and_says_so(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with leaving_soon(tmp_path) as running:
        with files.locked(library / "state.json"):
            running.send("r")
            running.until_shown("unsaved")
            running.send("\x11")
            assert running.end() == 1
        assert b"1 change could not be saved." in running.received
        assert b"another process has locked it" in running.received


# A catalogue that becomes unusable


def refuse_to_append(*_: object) -> None:
    raise Unwritable("journal", "no space left on device")


async def test_on_a_full_disk_marking_goes_on_and_all_of_it_is_kept_when_there_is_room_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path, background=True) as driver:
        with monkeypatch.context() as patch, no_more_than_8_kb():
            patch.setattr("blogreader.store.journal.writer.append", refuse_to_append)
            await driver.press("r", "j", "r", "j", "m")
            assert [entry_at(driver, row).state.status for row in (0, 1, 2)] == [
                Status.READ,
                Status.READ,
                Status.UNREAD,
            ]
            await driver.until(lambda: "3 unsaved" in driver.lines[0])
            await driver.press("2")
            assert "1 of 1" in driver.lines[0]
            await driver.until(lambda: "journal can't be written" in said(driver))
        await driver.until(lambda: "kept in memory" in said(driver))
        await driver.press("4", "g", "m")
        await driver.until(lambda: "unsaved" not in driver.lines[0])
        assert "2 of 102 ·" in driver.lines[0]
        assert (said(driver).count("kept in memory"), said(driver).count("trying again")) == (1, 1)
    with other_window(tmp_path) as other:
        assert [other.select(query).tally.articles for query in ("is:read", "is:bookmarked")] == [2, 2]
        assert other.said() == []


@pytest.mark.slow
@pytest.mark.parametrize("how", ["deleted", "damaged"])
async def test_a_cache_that_is_lost_under_the_app_is_made_anew_and_nothing_else_happens(
    tmp_path: Path, how: str
) -> None:
    async with reading(tmp_path, background=True) as driver:
        await driver.press("j", "r")
        path = tmp_path / "cache" / "catalogue.db"
        if how == "deleted":
            shutil.rmtree(path.parent)
        else:
            for name in ("catalogue.db", "catalogue.db-wal"):
                (path.parent / name).write_bytes(b"no database" * 1_000)
        await driver.press("j", "r", "G", "g", "2", "4", "slash")
        await driver.type("rust")
        await driver.press("enter", "r")
        await driver.until(lambda: "3 of 102 ·" in driver.lines[0])
        if how == "damaged":  # told with the next look at what others changed
            await driver.until(lambda: "was damaged" in said(driver))
        assert ("was damaged" in said(driver)) == (how == "damaged")
        assert path.exists()
    with other_window(tmp_path) as other:
        assert other.select("is:read").tally.articles == 3


@pytest.mark.slow
async def test_what_can_not_be_mended_is_said_and_does_not_end_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise Unwritable("catalogue", "the disk is gone")

    async with reading(tmp_path, background=True) as driver:
        with monkeypatch.context() as patch:
            patch.setattr("blogreader.catalogue.database.CatalogueFile.get", refused)
            driver.screen.articles.renew()
            await driver.press("j", "r", "m", "n", "2", "U", "slash", "x", "escape", "G", "p", "escape")
            assert "the disk is gone" in said(driver)
        await driver.press("4", "g", "r")
        await driver.until(lambda: " of 102 ·" in driver.lines[0])
        assert entry_at(driver, 0).article.title[:20] in driver.text
