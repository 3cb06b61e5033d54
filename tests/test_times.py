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


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-01T09:30:00Z", datetime(2026, 11, 1, 9, 30, tzinfo=UTC)),
        ("2026-11-01T09:30:00", datetime(2026, 11, 1, 9, 30, tzinfo=UTC)),
        ("2026-11-01T09:30:00+02:00", datetime(2026, 11, 1, 7, 30, tzinfo=UTC)),
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00+00:00", datetime(1, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00+01:00", None),
        ("9999-12-31T23:59:59-01:00", None),
        ("soon", None),
        ("", None),
        (5, None),
        (None, None),
    ],
)
def test_a_time_in_a_file_is_read_as_utc(text: object, at: datetime | None) -> None:
    if at is None:
        with pytest.raises(ValueError, match=r"is not a time|not text|not in a year"):
            times.from_text(text)
    else:
        found = times.from_text(text)
        assert (found, found.utcoffset()) == (at, timedelta(0))


def test_a_time_is_written_to_the_second_and_sorts_as_text() -> None:
    assert times.to_text(datetime(2026, 11, 1, 9, 30, 15, 999, tzinfo=UTC)) == "2026-11-01T09:30:15Z"
    assert times.to_text(datetime(999, 1, 2, tzinfo=UTC)) == "0999-01-02T00:00:00Z"
    assert times.to_text(times.from_text("2026-11-01T09:30:00+02:00")) == "2026-11-01T07:30:00Z"


def test_months_have_their_english_names() -> None:
    names = [times.month_in_words(date(2026, month, 1)) for month in range(1, 13)]
    assert " ".join(name.removesuffix(" 2026") for name in names) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


@pytest.mark.parametrize("zone", ["<+02>-2"], indirect=True)
@pytest.mark.usefixtures("zone")
def test_the_time_of_the_system_stays_in_its_zone_when_it_is_reckoned_with() -> None:
    zone = times.SystemZone()
    found = datetime(2026, 11, 1, 9, tzinfo=UTC).astimezone(zone)
    assert (found.hour, found.utcoffset(), found.tzname()) == (11, timedelta(hours=2), "+02")
    assert found.tzinfo is zone
    assert times.local(datetime(9999, 12, 31, 23, tzinfo=UTC)) == datetime(9999, 12, 31, 23, tzinfo=UTC)
    assert zone.utcoffset(None) is None
    assert zone.tzname(None) is None
