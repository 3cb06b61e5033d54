"""What is said of pace and forecast: every sentence, and where one gives way to another."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from blogreader.library.forecast import sentences
from blogreader.library.reading_report import ReadingReport

TODAY = date(2026, 11, 8)


def said(by: date | None = None, **changes: Any) -> list[str]:
    time = SimpleNamespace(seconds=7_260, skimmed=changes.pop("skimmed", 0), day=date(2026, 10, 1))
    usual = {
        "time": time,
        "today": TODAY,
        "days": {date(2026, 11, 1): 6_000, date(2026, 11, 2): 600, TODAY: 660, date(2026, 11, 9): 5_000},
        "prose": None,
        "code": None,
        "minutes_left": 600,
        "pace": 90.4,
        "finished_on": date(2026, 12, 25),
        "progress": SimpleNamespace(total=SimpleNamespace(articles=9)),
        "needed": lambda by: None if by < TODAY else 30,
    }
    return [*sentences(cast("ReadingReport", SimpleNamespace(**{**usual, **changes})), by)]


def test_time_pace_and_the_end_are_told() -> None:
    assert said() == [
        "Read for 2 h 1 min since 1 Oct 2026; 21 min in the last seven days.",
        "10 h left. At your pace, 1 h 30 min a week, the archive is finished on 25 Dec 2026.",
    ]


@pytest.mark.parametrize(("skimmed", "is_told"), [(59, False), (60, True), (600, True)])
def test_a_minute_of_skimming_is_told(skimmed: int, is_told: bool) -> None:
    assert (f", {skimmed // 60} min of it skimmed;" in said(skimmed=skimmed)[0]) is is_told


LEFT = "10 h left. At your pace, 1 h 30 min a week, the archive is finished"


@pytest.mark.parametrize(
    ("prose", "code", "sentence"),
    [
        (200, None, "Your speed: 200 words of prose a minute."),
        (None, 90, "Your speed: 90 words of code a minute."),
        (200, 90, "Your speed: 200 words of prose and 90 words of code a minute."),
    ],
)
def test_speeds_that_are_known_are_told(prose: int | None, code: int | None, sentence: str) -> None:
    assert said(prose=prose, code=code)[1] == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"minutes_left": None},
            "How much is left is not known: most articles tell their length only when they have been fetched.",
        ),
        ({"minutes_left": 0}, "Nothing is left."),
        (
            {"minutes_left": 0, "progress": SimpleNamespace(total=SimpleNamespace(articles=0))},
            "There is nothing to read yet.",
        ),
        ({"pace": None}, "10 h left. Your pace is known once you have read for ten minutes."),
        ({"finished_on": None}, f"{LEFT} in more than a hundred years."),
        ({"finished_on": TODAY}, f"{LEFT} today."),
    ],
)
def test_what_is_not_known_or_is_done_is_told_as_that(changes: dict[str, Any], sentence: str) -> None:
    assert said(**changes)[-1] == sentence
    assert said(**changes, days={})[0] == "No reading time yet: it is counted while a text is on the screen."


def test_what_a_date_takes_is_told_if_there_is_something_left() -> None:
    day = date(2026, 12, 1)
    assert said(day)[-1] == "By 1 Dec 2026 it takes 30 min a week."
    assert said(date(2026, 11, 7))[-1] == "7 Nov 2026 is past."
    assert len(said(day, minutes_left=0)) == len(said(minutes_left=0)) == 2
    assert len(said(day, minutes_left=None)) == 2
