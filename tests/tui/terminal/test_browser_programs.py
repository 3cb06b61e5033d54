"""Of the programs that open addresses the first one that does not give up is kept."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader import web_browser
from blogreader.tui.terminal.browser import open_in_browser, text_browser


class Program:
    """One that ends with a status after so many looks; None: it can't be started."""

    seconds = 0.0
    """How long all of them together were waited for."""

    def __init__(self, status: int | None, after: int = 0, *, is_text: bool = False) -> None:
        self.is_text = is_text
        self.looks = 0
        self._status = status
        self._after = after

    def start(self) -> Any:
        return self if self._after >= 0 else None

    def poll(self) -> int | None:
        self.looks += 1
        return None if self.looks <= self._after else self._status


async def opened(*programs: Program, patch: pytest.MonkeyPatch) -> tuple[bool, int]:
    """Whether an address was opened, and how often a program had been started."""
    started: list[None] = []

    async def wait(seconds: float) -> None:
        Program.seconds += seconds

    patch.setattr(asyncio, "sleep", wait)
    patch.setattr(web_browser, "commands", lambda url: programs if url == "https://a.example/" else ())
    return await open_in_browser("https://a.example/", lambda: started.append(None)), len(started)


async def test_one_that_runs_on_or_ends_well_has_opened_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Program, "seconds", 0.0)
    runs, well, later = Program(None), Program(0), Program(0, after=4)
    for program in (runs, well, later):
        next_one = Program(0)
        assert await opened(program, next_one, patch=monkeypatch) == (True, 1)
        assert next_one.looks == 0
    assert (well.looks, later.looks) == (2, 6)
    assert runs.looks == 11  # half a second, and the last look
    assert Program.seconds == pytest.approx(0.5 + 0.05 + 0.25)


async def test_after_one_that_gives_up_or_can_not_be_started_the_next_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await opened(Program(3), Program(1, after=2), Program(0), patch=monkeypatch) == (True, 3)
    assert await opened(Program(0, after=-1), Program(0, is_text=True), patch=monkeypatch) == (False, 0)
    assert await opened(Program(0, after=-1), Program(0, is_text=True), Program(0), patch=monkeypatch) == (True, 1)
    assert await opened(Program(3), patch=monkeypatch) == (False, 1)
    assert await opened(patch=monkeypatch) == (False, 0)


def test_a_text_browser_is_run_where_there_is_one_and_its_status_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def chosen(*commands: tuple[bool, tuple[str, ...]]) -> int | None:
        monkeypatch.setattr(
            web_browser, "commands", lambda _: [SimpleNamespace(is_text=text, words=words) for text, words in commands]
        )
        run = text_browser("https://a.example/")
        return None if run is None else run()

    assert chosen() is None
    assert chosen((False, ("true",))) is None
    assert chosen((False, ("true",)), (True, ("sh", "-c", "exit 4"))) == 4
    assert chosen((True, ("there-is-no-such-program",))) == 127
