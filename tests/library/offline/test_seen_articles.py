"""Pages that were read in the search for a blog: made documents of two at a time, and nothing more is asked rudely."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.errors import Disallowed
from blogreader.library.offline.images import Turn
from blogreader.library.offline.seen_articles import keep
from blogreader.model import Article, Entry, FetchSettings, Page, State

HOSTS = [f"https://{letter}.example" for letter in "abcde"]


class SeenRun:
    """Documents that are kept as soon as `made` says so, and a network of a robots.txt."""

    def __init__(self, made: Callable[[Entry, Turn], Any]) -> None:
        self.settings = FetchSettings(delay=0)
        self.started: list[int] = []
        self.asked: list[tuple[str, bool]] = []
        self._made = made

    async def start(self, pages: int) -> SimpleNamespace:
        self.started.append(pages)
        return SimpleNamespace(get=self._get)

    async def keep(self, entry: Entry, page: Page, turn: Turn) -> bool:
        assert page.url == entry.article.url
        return bool(await self._made(entry, turn))

    async def _get(self, url: str, *, named: bool, **_: object) -> Page:
        self.asked.append((url, named))
        return Page(url, url, "text/plain", "User-agent: *\nDisallow: /closed\n")


async def kept(run: SeenRun, *, go_on: Callable[[int], bool] = lambda _: True, lost: str = "") -> list[str]:
    entries = [Entry(Article(f"{host}/", f"{host}/", "One"), State(f"{host}/"), "a") for host in HOSTS]
    seen = SimpleNamespace(take=lambda key, url: None if key == f"{lost}/" else Page(url, url, "text/html", "word"))
    return await keep(run, entries, seen, go_on)  # type: ignore[arg-type]


async def test_the_articles_are_told_of_which_a_page_was_kept_and_has_a_text() -> None:
    async def made(entry: Entry, _: Turn) -> bool:
        return entry.article.key != f"{HOSTS[2]}/"

    run = SeenRun(made)
    assert sorted(await kept(run, lost=HOSTS[1])) == [f"{host}/" for host in (HOSTS[0], *HOSTS[3:])]
    assert run.started == [5]
    numbers: list[int] = []

    def go_on(number: int) -> bool:
        numbers.append(number)
        return number < 2

    assert len(await kept(run, go_on=go_on)) in (2, 3)  # another one may be under way
    assert numbers[:2] == [0, 0]
    assert await kept(run, go_on=lambda _: False) == []


async def test_two_texts_are_made_at_once() -> None:
    running: list[str] = []
    two, goes_on = asyncio.Event(), asyncio.Event()

    async def made(entry: Entry, _: Turn) -> bool:
        running.append(entry.article.key)
        if len(running) >= 2:
            two.set()
        await goes_on.wait()
        return True

    keeping = asyncio.create_task(kept(SeenRun(made)))
    async with asyncio.timeout(20):
        await two.wait()
        for _ in range(5):
            await asyncio.to_thread(lambda: None)
        assert len(running) == 2
        goes_on.set()
        assert len(await keeping) == 5


async def test_for_more_of_a_page_its_host_is_asked_as_a_stranger_and_one_host_at_a_time() -> None:
    under_way: list[int] = [0, 0]

    async def made(entry: Entry, turn: Turn) -> bool:
        with pytest.raises(Disallowed):
            async with turn(f"{entry.article.url}closed"):
                pass
        async with turn(f"{entry.article.url}open"):
            under_way[0] += 1
            under_way[1] = max(under_way)
            await asyncio.sleep(0)
            under_way[0] -= 1
        return True

    run = SeenRun(made)
    assert len(await kept(run)) == 5
    assert sorted(run.asked) == [(f"{host}/robots.txt", False) for host in HOSTS]
    assert under_way == [0, 1]
