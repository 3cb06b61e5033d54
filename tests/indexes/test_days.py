"""Days as pages, feeds and addresses write them."""

from datetime import date, timedelta

import pytest

from blogreader.indexes import days

_DAY = date(2019, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2019-03-05",
        "2019/3/5",
        "2019.03.05",
        "Posted on March 5, 2019 by Anna",
        "March 5th, 2019",
        "5 March 2019",
        "Tue, 5th Mar 2019",
        "05-Mar-2019",
        "Mar 05 2019",
        "2019 Mar 5",
        "5. März 2019",
        "le 5 mars 2019",
        "5 de marzo de 2019",
        "5 de março de 2019",
        "5 marca 2019",
        "5 марта 2019 г.",
        "5 березня 2019",
        "2019年3月5日",
        "2019년 3월 5일",
        "05.03.2019",
        "3/5/2019",
        "25/12/2018 is later, 05.03.2019 is not",
    ],
)
def test_a_day_in_words_is_read(text: str) -> None:
    expected = date(2018, 12, 25) if text.startswith("25/") else _DAY
    assert days.found_in(text) == expected


@pytest.mark.parametrize(
    "text", ["Mar 05", "5 March", "03-05", "3月5日", "March 5 - A title of 3 words", "March 5th", "5th March"]
)
def test_a_day_without_its_year_takes_that_of_the_heading_above(text: str) -> None:
    assert days.found_in(text, 2019) == _DAY
    assert days.found_in(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "Version 1.2.3", "10 things of 2019", "Maybe 5 cats", "May 2019", "99/99/2019", "31 February 2019", "3:15"],
)
def test_what_names_no_day_has_none(text: str) -> None:
    assert days.found_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2019-03-05T23:30:00-08:00",
        "Tue, 05 Mar 2019 23:30:00 -0800",
        "20190305",
        "2019-03-05 23:30",
        "Tue, 5 Mar 2019 23:30 PST",
        "5 March 2019",
    ],
)
def test_the_day_of_a_time_is_that_of_its_own_zone(text: str) -> None:
    assert days.of_time(text) == _DAY


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2019/03/05/a-title/", _DAY),
        ("/2019/3/5/a-title", _DAY),
        ("/blog/2019-03-05-a-title", _DAY),
        ("/notes/20190305", _DAY),
        ("/2019/03/05-ways-to-see", None),
        ("/2019/03/a-title", None),
        ("/posts/2019-in-review", None),
        ("/1234567890", None),
    ],
)
def test_the_day_in_an_address(path: str, day: date | None) -> None:
    assert days.in_path(path) == day


@pytest.mark.parametrize(
    ("heading", "year"),
    [("2019", 2019), ("Posts from 2019", 2019), ("March 2019", 2019), ("2018 – 2019", None), ("All", None)],
)
def test_the_year_of_a_heading(heading: str, year: int | None) -> None:
    assert days.year_of(heading) == year


@pytest.mark.parametrize(
    "text", ["5. maaliskuuta 2019", "5 martie 2019", "5. marts 2019", "5 Μαρτίου 2019", "5 Mart 2019", "5 mars 2019"]
)
def test_months_of_more_languages(text: str) -> None:
    assert days.found_in(text) == _DAY


def test_the_order_of_a_page_is_that_of_its_plain_days() -> None:
    assert days.is_day_first("03/05/2019 and 31/12/2019")
    assert not days.is_day_first("03/05/2019 and 12/31/2019")
    assert not days.is_day_first("03/05/2019")
    assert days.found_in("05/03/2019", day_first=True) == _DAY
    assert days.found_in("03/05/2019") == _DAY


@pytest.mark.parametrize("text", ["03/05/19", "3/5/19 A title", "05.03.19", "05-03-19", "posted 3/5/'19"])
def test_a_year_of_two_digits_is_one_of_this_century_or_the_last(text: str) -> None:
    assert days.found_in(text) == _DAY
    assert days.found_in(text.replace("19", "98")) == date(1998, 3, 5)


@pytest.mark.parametrize(
    "text", ["1.2.34.5", "10:03/05/19", "version 1.2.3", "192.168.1.20", "99/99/99", "3/5", "1/2/34/5"]
)
def test_other_numbers_are_no_days_of_a_short_year(text: str) -> None:
    assert days.found_in(text) is None


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("May 2019", None, (2019, 5)),
        ("mai 2014 (5)", None, (2014, 5)),
        ("2019年5月", None, (2019, 5)),
        ("2019-05", None, (2019, 5)),
        ("May", 2019, (2019, 5)),
        ("May", None, None),
        ("2019", None, None),
        ("May and June 2019", None, None),
        ("The marching band", 2019, None),
    ],
)
def test_a_heading_names_a_month(text: str, year: int | None, month: tuple[int, int] | None) -> None:
    assert days.month_of(text, year) == month


@pytest.mark.parametrize("text", ["1551771000", "1551771000000", " 1551771000 "])
def test_seconds_since_1970_are_a_time(text: str) -> None:
    assert days.of_time(text) == date(2019, 3, 5)


@pytest.mark.parametrize("text", ["20190305", "2019030507", "20190305T073000"])
def test_digits_of_a_day_are_no_seconds(text: str) -> None:
    assert days.of_time(text) == date(2019, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "5 मार्च 2019",
        "५ मार्च २०१९",
        "৫ মার্চ ২০১৯",
        "5 மார்ச் 2019",
        "5 มีนาคม 2562",
        "๕ มี.ค. ๒๕๖๒",
        "5 მარტი 2019",
        "5 մարտի 2019",
        "5 مارس 2019",
        "5 Mart 2019",
        "5 marca 2019",
        "5 tháng 3, 2019",
        "5. ožujka 2019.",
        "2019 m. kovo 5 d.",
        "2019. március 5.",
        "5 de març de 2019",
        "۱۴ اسفند ۱۳۹۷",
        "1397/12/14",
        "平成31年3月5日",
        "民國108年3月5日",
        "民国108年3月5日",
        "5 Mac 2019",
    ],
)
def test_a_day_in_other_scripts_languages_and_calendars_is_read(text: str) -> None:
    assert days.found_in(text) == _DAY


@pytest.mark.parametrize("text", ["1400 words, 5 cats", "1.3.1400", "see 13/14", "令和元年", "31 اسفند 1398"])
def test_what_only_looks_like_a_day_of_another_calendar_is_none(text: str) -> None:
    assert days.found_in(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 فروردین 1399", date(2020, 3, 20)),
        ("1 فروردین 1398", date(2019, 3, 21)),
        ("30 اسفند 1399", date(2021, 3, 20)),
    ],
)
def test_the_years_of_the_solar_hijri_calendar_begin_in_spring(text: str, day: date) -> None:
    assert days.found_in(text) == day


@pytest.mark.parametrize(
    "names",
    [
        "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
        "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    ],
)
def test_months_of_the_solar_hijri_calendar_have_their_names_of_iran_and_of_afghanistan(names: str) -> None:
    days_before = [0, 31, 62, 93, 124, 155, 186, 216, 246, 276, 306, 336]
    for name, before in zip(names.split(), days_before, strict=True):
        assert days.found_in(f"1 {name} 1398") == date(2019, 3, 21) + timedelta(before)
        assert days.found_in(f"2 {name}ماه 1398") == date(2019, 3, 22) + timedelta(before)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/notes/201903051102.html", _DAY),
        ("/zettel/20190305110259", _DAY),
        ("/p/201903059902", None),
        ("/id/2019030511025999", None),
    ],
)
def test_a_note_that_is_called_by_its_minute_is_of_that_day(path: str, day: date | None) -> None:
    assert days.in_path(path) == day


@pytest.mark.parametrize("text", ["19. May 3", "20m Mar 5", "19 – 20. Mar 5: notes"])
def test_two_digits_before_a_month_are_no_year(text: str) -> None:
    assert days.found_in(text) is None


@pytest.mark.parametrize("text", ["Release 1404.2.1 of 2019-03-05", "1399-1-2, 2019年3月5日"])
def test_numbers_of_another_calendar_are_none_beside_a_plain_day(text: str) -> None:
    assert days.found_in(text) == _DAY


@pytest.mark.parametrize("text", ["2019-03-05T0000", "20190305T0001Z"])
def test_midnight_is_a_time(text: str) -> None:
    assert days.of_time(text) == _DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20260405", date(2026, 4, 5)),
        ("20260405T101010Z", date(2026, 4, 5)),
        ("2026045", None),
        ("30260405", None),
        ("1775350800", date(2026, 4, 5)),
        ("1775350800000", date(2026, 4, 5)),
        ("177535080000", None),
        ("2026-04-05T23:30:00-08:00", date(2026, 4, 5)),
        ("Sun, 05 Apr 2026 23:30:00 -0800", date(2026, 4, 5)),
        ("0001-01-01T00:00:00Z", None),
        ("x" * 390 + "2026-04-05", date(2026, 4, 5)),
        ("x" * 391 + "2026-04-15", date(2026, 4, 1)),
        ("1970-01-01", None),
        ("", None),
    ],
)
def test_a_timestamp_is_a_day_in_its_own_zone(text: str, day: date | None) -> None:
    assert days.of_time(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1.2.60", date(2060, 2, 1)),
        ("1.2.61", date(1961, 2, 1)),
        ("13.2.20", date(2020, 2, 13)),
        ("2.12.20", date(2020, 12, 2)),
        ("2.12.2020", date(2020, 12, 2)),
        ("12/2/20", date(2020, 12, 2)),
        ("2/13/20", date(2020, 2, 13)),
        ("2/3/20", date(2020, 2, 3)),
        ("2.3.20", date(2020, 3, 2)),
        ("2/3/2020", date(2020, 2, 3)),
        ("12/12/2020", date(2020, 12, 12)),
        ("13/12/2020", date(2020, 12, 13)),
        ("12/13/2020", date(2020, 12, 13)),
    ],
)
def test_which_number_is_the_month_is_told_by_its_size_and_by_the_sign_between(text: str, day: date) -> None:
    assert days.found_in(text) == day
    if text == "2/3/2020":
        assert days.found_in(text, day_first=True) == date(2020, 3, 2)


@pytest.mark.parametrize(
    ("text", "year", "day", "said"),
    [
        ("on 2019-03-05.", None, _DAY, "2019-03-05"),
        ("x 5 March 2019 y", None, _DAY, "5 March 2019"),
        ("x March 5, 2019 y", None, _DAY, "March 5, 2019"),
        ("x 5 Mar 19 y", None, _DAY, "5 Mar 19"),
        ("5 Mar. '60", None, date(2060, 3, 5), "5 Mar. '60"),
        ("5 Mar 61", None, date(1961, 3, 5), "5 Mar 61"),
        ("5 Mar 18", 2019, _DAY, "5 Mar"),
        ("x March 5 y", 2019, _DAY, "March 5"),
        ("x 5 March y", 2019, _DAY, "5 March"),
        ("x 5 March 7 y", 2019, _DAY, "5 March"),
        ("x2019, m.\u00a0Mar 5 y", None, _DAY, "2019, m.\u00a0Mar 5"),
        ("5 March" + " " * 12 + "2019", None, _DAY, "5 March" + " " * 12 + "2019"),
        ("2019 Mar 5 y", None, _DAY, "2019 Mar 5"),
        ("x 2019. március 5. y", None, _DAY, "2019. március 5"),
        ("May Mar 5, 2019", None, _DAY, "Mar 5, 2019"),
        ("31 Feb 2019, 5 Mar 2019", None, _DAY, "5 Mar 2019"),
        ("x 05.03.2019 y", None, _DAY, "05.03.2019"),
        ("x 05.03.19 y", None, _DAY, "05.03.19"),
        ("25/25/2019 3/5/19", None, _DAY, "3/5/19"),
        ("x 3/5 y", 2019, _DAY, "3/5"),
        ("x 3月5日 y", 2019, _DAY, "3月5日"),
        ("11.08.", 2019, date(2019, 8, 11), "11.08"),
        ("8.11", 2019, date(2019, 8, 11), "8.11"),
        ("13-2", 2019, date(2019, 2, 13), "13-2"),
        ("12-2", 2019, date(2019, 12, 2), "12-2"),
        ("x 1397/12/14 y", None, _DAY, "1397/12/14"),
        ("x ۱۴ اسفند ۱۳۹۷ y", None, _DAY, "۱۴ اسفند ۱۳۹۷"),
        ("x 令和元年5月1日 y", None, date(2019, 5, 1), "令和元年5月1日"),
        ("令和2年5月1日", None, date(2020, 5, 1), "令和2年5月1日"),
        ("昭和64年1月7日", None, date(1989, 1, 7), "昭和64年1月7日"),
        ("平成 元 年 1 月 8", None, date(1989, 1, 8), "平成 元 年 1 月 8"),
        ("x 5 มีนาคม 2562 y", None, _DAY, "5 มีนาคม 2562"),
        ("x" * 390 + "2019-03-05", None, _DAY, "2019-03-05"),
    ],
)
def test_a_day_is_told_with_where_it_stands(text: str, year: int | None, day: date, said: str) -> None:
    found = days.span_in(text, year)
    assert found is not None
    assert (found[0], text[found[1] : found[2]]) == (day, said)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1398/05/12", date(2019, 8, 3)),
        ("1402/05/03", date(2023, 7, 25)),
        ("1402/06/31", date(2023, 9, 22)),
        ("1402/07/30", date(2023, 10, 22)),
        ("1402/07/31", None),
        ("1402/12/03", date(2024, 2, 22)),
        ("1402/13/03", None),
        ("1402/00/03", None),
        ("1402/01/00", None),
        ("1402/01/32", None),
        ("令和2年13月1日", None),
        ("1819 Mar 5", None),
        ("019 Mar 5", None),
        ("5 March" + " " * 13 + "2019", None),
        ("2019" + " " * 9 + "Mar 5", None),
        ("13/13", None),
        ("x" * 391 + "2019-03-05", None),
    ],
)
def test_a_day_is_one_of_its_calendar(text: str, day: date | None) -> None:
    assert days.found_in(text) == day


def test_only_a_short_heading_names_a_year() -> None:
    assert days.year_of("x" * 36 + "2019") == 2019
    assert days.year_of("x" * 37 + "2019") is None


@pytest.mark.parametrize(
    ("text", "is_unset"),
    [
        *((text, True) for text in ("0001-01-01", "0000", " 1970-01-01", "1000-01-01", "19700101", "Thu, 01 Jan 1970")),
        *((text, False) for text in ("2019-03-05T0000", "x 1970-01-01", "10001", "0002", "11 Jan 1970", "")),
        ("x" * 396 + "0001", True),
        ("x" * 397 + "0001", False),
    ],
)
def test_a_day_that_was_never_set_is_the_first_of_a_calendar(text: str, is_unset: bool) -> None:
    assert days.is_unset(text) is is_unset
