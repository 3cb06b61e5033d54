"""Lists that a typed word asks for, a letter at a time."""

import asyncio
import threading
from pathlib import Path

import pytest

from blogreader.conditions import Arrangement
from blogreader.library import VIEWS, Library, Listing, View
from blogreader.library.abandonable import Abandonable, Abandoned
from blogreader.tui.screen.async_library import AsyncLibrary
from tests.driving import archived, folders, prose, reading


async def test_of_the_lists_that_wait_while_others_are_made_only_the_last_one_wanted_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a million articles each takes half a second, and the last one would wait for all of them."""
    made: list[str] = []
    begun, may_end = threading.Semaphore(0), threading.Event()
    show = Library.show

    def slowly(
        self: Library,
        view: View,
        filter: str,  # noqa: A002 - as there
        arrangement: Arrangement,
        _: Abandonable,
    ) -> Listing:
        made.append(filter)
        begun.release()
        may_end.wait()
        return show(self, view, filter, arrangement)

    library = Library(folders(tmp_path))
    library.open()
    monkeypatch.setattr(Library, "show", slowly)
    lists = AsyncLibrary(library)
    try:
        tasks: list[asyncio.Task[Listing]] = []
        for number, typed in enumerate(("n", "ne", "net", "netw", "network")):
            if tasks:
                tasks[-1].cancel()
            tasks.append(asyncio.create_task(lists.show(VIEWS[0], typed, Arrangement())))
            if number < 2:
                await asyncio.to_thread(begun.acquire)
            else:
                await asyncio.sleep(0)  # it begins with a turn among the changes, and this one comes after it
                await lists.change(lambda: None)
        may_end.set()
        assert len(await tasks[-1]) == 0
        assert made == ["n", "ne", "network"]
    finally:
        may_end.set()
        lists.close()
        library.close()


@pytest.mark.app
async def test_few_threads_read_however_much_is_wanted_at_once(tmp_path: Path) -> None:
    """Each has a connection to the catalogue, and with it files and memory."""
    index = archived(tmp_path / "library", {"one": prose(3)})
    async with reading(tmp_path / "library", index=index) as driver:
        seen: set[str] = set()
        may_end = threading.Event()

        def read() -> None:
            driver.library.progress()
            seen.add(threading.current_thread().name)
            may_end.wait()

        tasks = [asyncio.create_task(asyncio.to_thread(read)) for _ in range(24)]
        try:
            await driver.until(lambda: len(seen) >= 4)
        finally:
            may_end.set()
        await asyncio.gather(*tasks)
        assert len(seen) == 4


async def test_a_list_that_is_being_made_for_a_shorter_word_is_made_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a million articles a letter is looked for as long as two seconds, beside the list that is wanted."""
    begun, abandoned = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    is_abandoned = threading.Event()
    monkeypatch.setattr(Abandonable, "abandon", lambda _: is_abandoned.set())

    def for_ever(*_: object) -> Listing:
        loop.call_soon_threadsafe(begun.set)
        assert is_abandoned.wait(30)
        loop.call_soon_threadsafe(abandoned.set)
        raise Abandoned

    library = Library(folders(tmp_path))
    library.open()
    lists = AsyncLibrary(library)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(Library, "show", for_ever)
            task = asyncio.create_task(lists.show(VIEWS[0], "n", Arrangement()))
            await begun.wait()
        task.cancel()
        assert len(await lists.show(VIEWS[0], "network", Arrangement())) == 0
        assert task.cancelled()
        await asyncio.wait_for(abandoned.wait(), 30)
    finally:
        is_abandoned.set()
        lists.close()
        library.close()
