"""When facts from documents that are being fetched are saved: soon, and for a twentieth of the time at most."""

import pytest

from blogreader.library.missing_facts import MissingFacts


class Saved:
    """A clock, and what is saved, which takes so long."""

    def __init__(self, patch: pytest.MonkeyPatch, seconds: float) -> None:
        self.now = 100.0
        self.seconds = seconds
        self.lots: list[list[str]] = []
        patch.setattr("blogreader.library.missing_facts.time.monotonic", lambda: self.now)

    def __call__(self, keys: list[str]) -> None:
        self.lots.append(keys)
        self.now += self.seconds


async def test_what_takes_no_time_is_saved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = Saved(monkeypatch, 0)
    facts = MissingFacts(saved)
    await facts.finish()
    for key in "abcdefghij":
        await facts.add(key)
    await facts.finish()
    assert saved.lots == [[key] for key in "abcdefghij"]


async def test_what_takes_time_is_saved_after_twenty_times_as_long_or_with_an_eighth_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved = Saved(monkeypatch, 1)
    facts = MissingFacts(saved)
    for key in "abcdefgh":  # of eight, each is an eighth
        await facts.add(key)
    assert [len(lot) for lot in saved.lots] == [1] * 8
    saved.lots.clear()
    for number in range(64 - 8):
        await facts.add(str(number))
    sizes, number = [len(lot) for lot in saved.lots], 8
    for size in sizes:
        number += size
        assert size * 8 >= number
        assert (size - 1) * 8 < number - 1, "not later than that"
    await facts.finish()
    assert sum(len(lot) for lot in saved.lots) == 64 - 8
    seconds = 8 + len(sizes)
    saved.now = 100 + seconds / 0.05 - 0.1
    saved.lots.clear()
    await facts.add("early")
    assert saved.lots == []
    saved.now = 100 + seconds / 0.05 + 0.1
    await facts.add("late")
    assert saved.lots == [["early", "late"]]


async def test_what_could_not_be_saved_is_saved_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = Saved(monkeypatch, 0)
    is_broken = [True]

    def save(keys: list[str]) -> None:
        if is_broken.pop() if is_broken else False:
            raise KeyError(keys[0])
        saved(keys)

    facts = MissingFacts(save)
    with pytest.raises(KeyError):
        await facts.add("a")
    await facts.finish()
    assert saved.lots == [["a"]]
