"""The terminal is handed to a program or to the shell and taken back, and signals find the one that they are for."""

import asyncio
import os
import signal
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.tui.terminal.suspension import Suspension

NOBODY = "This terminal has no job control: nothing could bring blogreader back."
HANDLED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGCONT)


def fake(**attributes: object) -> Any:
    return SimpleNamespace(**attributes)


class LentTerminal:
    """A suspension whose app, driver and screen only say what was wanted of them."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.app = fake(return_code=None)
        self.driver = fake(
            suspend_application_mode=lambda: self.told.append("given back"),
            resume_application_mode=lambda: self.told.append("taken"),
        )
        self.suspension = Suspension(
            self.app,
            keep=lambda: self.told.append("kept"),
            say=self.told.append,
            redraw=lambda: self.told.append("painted"),
        )

    @property
    def since(self) -> list[str]:
        """What was told since the last look."""
        told, self.told[:] = [*self.told], []
        return told


@pytest.fixture
def lent() -> Iterator[LentTerminal]:
    before = {number: signal.getsignal(number) for number in HANDLED}
    yield LentTerminal()
    for number, handler in before.items():
        signal.signal(number, handler)


async def test_signals_that_come_while_a_program_has_the_terminal_are_heard_when_it_is_taken_back(
    lent: LentTerminal,
) -> None:
    lent.suspension.listen(lent.driver)
    heard: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: heard.append(number))
    wakeup = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(wakeup)

    def use() -> int:
        assert lent.since == ["kept", "given back"]
        assert signal.getsignal(signal.SIGTSTP) == signal.getsignal(signal.SIGCONT) == signal.SIG_DFL
        assert signal.set_wakeup_fd(-1) == -1
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(os.getpid(), number)
        assert heard == []
        return 3

    assert lent.suspension.lend(use) == 3
    assert lent.since == ["taken", "painted"]
    assert heard == [signal.SIGTERM, signal.SIGHUP]
    assert signal.set_wakeup_fd(wakeup) == wakeup


async def test_a_program_that_fails_gives_the_terminal_back_too(lent: LentTerminal) -> None:
    lent.suspension.listen(lent.driver)

    def use() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        lent.suspension.lend(use)
    assert lent.since == ["kept", "given back", "taken", "painted"]


async def test_without_a_terminal_a_program_is_only_run_and_nothing_is_stopped(lent: LentTerminal) -> None:
    assert lent.suspension.lend(lambda: 4) == 4
    lent.suspension._go_on()
    lent.suspension._stop(False)
    assert lent.since == []
    lent.suspension.suspend()
    assert lent.since == [NOBODY]


@pytest.mark.parametrize("is_stopped", [True, False])
async def test_a_stop_is_of_the_whole_job_or_of_this_process_and_one_that_did_not_happen_is_told(
    lent: LentTerminal, is_stopped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[tuple[int, int]] = []

    def stop(_: Suspension, whom: int, number: int) -> bool:
        stopped.append((whom, number))
        return is_stopped

    monkeypatch.setattr(Suspension, "_stopped", stop)
    monkeypatch.setattr(os, "getsid", {0: 1}.__getitem__)
    lent.suspension.listen(lent.driver)
    lent.suspension.suspend()
    lent.suspension._stop(False)
    assert [one for one in stopped if one[1] == signal.SIGTSTP] == [(0, signal.SIGTSTP), (os.getpid(), signal.SIGTSTP)]
    assert lent.since == ["kept", "given back", "taken", "painted", *([] if is_stopped else [NOBODY])] * 2
    monkeypatch.setattr(os, "getsid", {0: os.getpid()}.__getitem__)
    lent.suspension.suspend()
    assert lent.since == [NOBODY]
    lent.app.return_code = 0
    lent.suspension._stop(True)
    lent.suspension._go_on()
    assert lent.since == []


async def test_a_stop_that_is_asked_for_from_outside_stops_this_process_alone(
    lent: LentTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[int] = []

    def stop(_: Suspension, whom: int, __: int) -> bool:
        stopped.append(whom)
        return True

    monkeypatch.setattr(Suspension, "_stopped", stop)
    monkeypatch.setattr(Suspension, "_wait_for_foreground", lambda _: None)
    lent.suspension.listen(lent.driver)
    assert signal.getsignal(signal.SIGTSTP) != signal.SIG_DFL  # which would stop the tests
    os.kill(os.getpid(), signal.SIGTSTP)
    for _ in range(3):
        await asyncio.sleep(0)
    assert (lent.since, stopped) == (["kept", "given back", "taken", "painted"], [os.getpid()])


async def test_a_program_that_goes_on_unannounced_takes_the_terminal_again_and_no_twice_for_one_stop(
    lent: LentTerminal,
) -> None:
    lent.suspension.listen(lent.driver)
    lent.suspension._answered = 1  # a stop has taken it already
    os.kill(os.getpid(), signal.SIGCONT)
    for _ in range(3):
        await asyncio.sleep(0)
    assert lent.since == []
    lent.suspension._go_on()
    assert lent.since == ["given back", "taken", "painted"]


@pytest.mark.parametrize("continues", [True, False])
async def test_a_stop_that_happened_is_told_by_the_signal_that_ends_it_which_is_answered_then(
    lent: LentTerminal, continues: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(whom: int, number: int) -> None:
        assert (whom, number) == (0, signal.SIGTSTP)
        assert signal.getsignal(number) == signal.SIG_DFL
        if continues:
            signal.raise_signal(signal.SIGCONT)

    monkeypatch.setattr(os, "kill", kill)
    lent.suspension.listen(lent.driver)
    assert lent.suspension._stopped(0, signal.SIGTSTP) is continues
    lent.suspension._go_on()
    assert lent.since == ([] if continues else ["given back", "taken", "painted"])
    lent.suspension._go_on()
    assert lent.since == ["given back", "taken", "painted"]


@pytest.mark.parametrize("way", ["lent", "stopped", "continued"])
async def test_the_terminal_is_taken_back_only_in_the_foreground(
    way: str, lent: LentTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Suspension, "_stopped", lambda *_: True)
    monkeypatch.setattr(Suspension, "_wait_for_foreground", lambda _: lent.told.append("waited"))
    lent.suspension.listen(lent.driver)
    if way == "lent":
        lent.suspension.lend(lambda: 0)
    elif way == "stopped":
        lent.suspension._stop(True)
    else:
        lent.suspension._go_on()
    assert lent.since[-4:] == ["given back", "waited", "taken", "painted"]


async def test_while_another_job_has_the_terminal_the_program_stays_stopped(
    lent: LentTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    owners = [1, 1, os.getpgrp()]
    stopped: list[tuple[int, int]] = []

    def stop(_: Suspension, whom: int, number: int) -> bool:
        stopped.append((whom, number))
        return True

    monkeypatch.setattr("sys.__stdin__", SimpleNamespace(fileno=lambda: 0))
    monkeypatch.setattr(os, "tcgetpgrp", lambda _: owners.pop(0))
    monkeypatch.setattr(Suspension, "_stopped", stop)
    lent.suspension._wait_for_foreground()
    assert stopped == [(0, signal.SIGTTOU)] * 2
    owners[:] = [1, 1, 1]
    monkeypatch.setattr(Suspension, "_stopped", lambda *_: False)
    lent.suspension._wait_for_foreground()
    assert owners == [1, 1]
