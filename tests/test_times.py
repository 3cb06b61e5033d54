"""Times in the system's zone, whatever it is set to."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from blogreader import times
from blogreader.conditions import Between
from blogreader.query import parse


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Set the system's zone as POSIX writes it, with the sign of what is to be added to come to UTC."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.parametrize("zone", ["<+24>-24:59", "<-24>24", "<+24>-24:59<+23>-23,M3.2.0,M11.1.0"], indirect=True)
@pytest.mark.usefixtures("zone")
def test_a_zone_of_a_day_and_more_is_taken_for_utc() -> None:
    now = times.system_now()
    assert abs(now - datetime.now(UTC)) < timedelta(days=1)
    assert (now.dst(), bool(now.tzname())) == (None, True)
    assert times.local(datetime(2026, 11, 1, tzinfo=UTC)).date() == date(2026, 11, 1)
    found = parse("read:2026-11", now.replace(year=2026)).condition
    assert isinstance(found, Between)
    assert isinstance(found.low, datetime)
    assert abs(found.low - datetime(2026, 11, 1, tzinfo=UTC)) < timedelta(days=1)


@pytest.mark.parametrize("zone", ["<+14>-14", "<-12>12", "<+2359>-23:59"], indirect=True)
@pytest.mark.usefixtures("zone")
def test_any_other_zone_is_the_systems() -> None:
    offset = timedelta(seconds=time.localtime().tm_gmtoff)
    assert times.system_now().utcoffset() == offset
    assert times.local(datetime(2026, 11, 1, tzinfo=UTC)).utcoffset() == offset


@pytest.mark.parametrize(("day", "said"), [(29, "today"), (28, "yesterday"), (27, "27 Nov 2026"), (30, "30 Nov 2026")])
def test_a_day_is_said_from_the_one_on_which_it_is_read(day: int, said: str) -> None:
    assert times.day_from(date(2026, 11, day), date(2026, 11, 29)) == said
    assert times.day_from(datetime(2026, 11, day, 23, tzinfo=UTC), date(2026, 11, 29)) == said
    assert times.day_from(date(2026, 11, day), None) == f"{day} Nov 2026"
