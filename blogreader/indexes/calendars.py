"""Dates in calendars that count years differently: Solar Hijri, Buddhist, Minguo, and the eras of Japan."""

import re
from datetime import date

# As they are called in Iran, and in Afghanistan.
_HIJRI_MONTHS = """
فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند
حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت
"""
_HIJRI_NAMES = {
    name: number for names in _HIJRI_MONTHS.strip().split("\n") for number, name in enumerate(names.split(), 1)
}
_HIJRI = re.compile(rf"(?<!\d)(\d{{1,2}}) ?({'|'.join(_HIJRI_NAMES)})(?:ماه)?,? ?(1[34]\d\d)(?!\d)")
_HIJRI_NUMBERS = re.compile(r"(?<![\d/.-])(1[34]\d\d)([/.-])(\d{1,2})\2(\d{1,2})(?![\d/])")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)}) ?(元|\d{{1,3}}) ?年 ?(\d{{1,2}}) ?月 ?(\d{{1,2}}) ?日?")
_THAI = re.compile(r"[\u0e01-\u0e4e]")
_BUDDHIST_YEAR = re.compile(r"(?<!\d)(25[0-9]{2})(?!\d)")
_BUDDHIST = 543
_FIRST_OF_HIJRI = date(2020, 3, 20).toordinal()
"""The first day of the year 1399, from which the others are counted."""
_BASE_YEAR = 1399
_BEFORE_CYCLE = 11
"""Years from the beginning of a cycle to the year 0."""


def day_in(text: str) -> tuple[date, int, int] | None:
    """Return the first date of another calendar in a text, with its start and end; digits must be ASCII."""
    if text.isascii() and "13" not in text and "14" not in text:
        return None
    if match := _HIJRI.search(text):
        day = _of_hijri(int(match[3]), _HIJRI_NAMES[match[2]], int(match[1]))
        return (day, match.start(), match.end()) if day else None
    if match := _HIJRI_NUMBERS.search(text):
        day = _of_hijri(int(match[1]), int(match[3]), int(match[4]))
        return (day, match.start(), match.end()) if day else None
    if match := _ERA.search(text):
        year = _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        try:
            return date(year, int(match[3]), int(match[4])), match.start(), match.end()
        except ValueError:
            return None
    return None


def with_common_years(text: str) -> str:
    """Return a text, if it is Thai, with Buddhist years converted to common ones; its length stays the same."""
    if text.isascii() or not _THAI.search(text):
        return text
    return _BUDDHIST_YEAR.sub(lambda match: str(int(match[1]) - _BUDDHIST), text)


def _of_hijri(year: int, month: int, day: int) -> date | None:
    """Return a date of the Solar Hijri calendar, whose leap years recur every 33 years in the years of blogs."""
    if not (1 <= month <= 12 and 1 <= day <= 31 and (month <= 6 or day <= 30)):
        return None
    months = 31 * (month - 1) - max(0, month - 7)
    return date.fromordinal(_FIRST_OF_HIJRI + _days_before(year) - _days_before(_BASE_YEAR) + months + day - 1)


def _days_before(year: int) -> int:
    whole, rest = divmod(year + _BEFORE_CYCLE, 33)
    return 365 * year + 8 * whole + (rest + 3) // 4
