"""Parsing dates in pages and feeds: ISO, numbers in several orders, and months by their names."""

import re
import unicodedata
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from blogreader.indexes import calendars, month_names

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-/]|\. ?)(\d{1,2})(?:[-/]|\. ?)(\d{1,2})(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]?")
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2}) tháng (\d{1,2}),? (?:năm )?((?:19|20)\d\d)", re.IGNORECASE)
_LAST_YEAR = re.compile(r"(?<![\d.])(\d{1,2})([./-]) ?(\d{1,2})\2 ?((?:19|20)\d\d)(?!\d)")
_BEFORE = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[ \u00a0./-]*(?:de |d')?$")
_AFTER = re.compile(r"^\.?[ \u00a0./-]*(\d{1,2})(?:st|nd|rd|th)?(?!\d|:)")
# `2019 Mar 12`, `2019. március 12.`, `2019 m. kovo 12 d.`
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)[ \u00a0.,m]*$")
_YEAR_AFTER = re.compile(r"^\.?,?[ \u00a0./-]*(?:de |del )?((?:19|20)\d\d)(?!\d)")
_YEAR_AFTER_DAY = re.compile(r"^\.?[ \u00a0./-]*\d{1,2}(?:st|nd|rd|th)?,?[ \u00a0./-]*((?:19|20)\d\d)(?!\d)")
_LAST_SHORT_YEAR = re.compile(r"(?<![\d.:/-])(\d{1,2})([./-])(\d{1,2})\2'?(\d\d)(?![\d:/-]|\.\d)")
_SHORT_YEAR = re.compile(r"^\.?,?[ \u00a0./-]*'?(\d\d)(?!\d)")
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})[-/.](\d{1,2})(?!\d|\.\d)")
_CJK_NUMBERS = re.compile(r"(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]?")
_YEAR_AND_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d) ?[-/.年년] ?(0?[1-9]|1[0-2])(?![\d/.-])")
_ONLY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
# Between slashes, or together in a name: `/2011/10/20-years` is of some day in October.
_PATH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?=/|$)")
_NAME = re.compile(r"(?:^|[/_-])((?:19|20)\d\d)([_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=[/_. -]|$)")
# Of notes that are called by the minute in which they were begun: `/notes/202312131102`.
_MINUTE = re.compile(
    r"[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?=[/_. -]|$)"
)
# What programs write where no day was set: the first one of the calendar of theirs.
_UNSET = re.compile(r"(?<![\d+.:T-])000[01](?!\d)|^\s*(?:1970-01-01|1000-01-01|19700101)|\b0?1 Jan 1970\b")
_LONGEST = 400
"""Characters of a text that are searched for a date."""
_SECONDS, _THOUSANDTHS = 10, 13
"""Digits of a time since 1970, from 2001 on."""


def made(year: int | str, month: int | str, day: int | str) -> date | None:
    """Return that date; None if it doesn't exist."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_unset(text: str) -> bool:
    """Return whether a timestamp is what programs write for a missing one: in the year 1, say."""
    return _UNSET.search(text[:_LONGEST]) is not None


def of_time(text: str) -> date | None:
    """Return the date of a timestamp: ISO 8601, RFC 822, or anything that `found_in` reads."""
    text = text.strip()[:_LONGEST]
    if is_unset(text):
        return None
    if match := _ISO.search(text):
        return made(match[1], match[2], match[3])
    is_begun = len(text) >= 8 and text[:8].isdecimal() and text[:2] in ("19", "20")
    if is_begun and (day := made(text[:4], text[4:6], text[6:8])):
        return day
    if len(text) in (_SECONDS, _THOUSANDTHS) and text.isascii() and text.isdecimal():
        return datetime.fromtimestamp(int(text[:_SECONDS]), UTC).date()
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, IndexError, OverflowError, TypeError):
        return found_in(text)


def in_path(path: str) -> date | None:
    """Return the complete date in a path: `/2020/01/02/`, `/2020-01-02-title`."""
    if match := _PATH.search(path):
        return made(match[1], match[2], match[3])
    if match := _NAME.search(path):
        return made(match[1], match[3], match[4])
    match = _MINUTE.search(path)
    return made(match[1], match[2], match[3]) if match else None


def year_of(text: str) -> int | None:
    """Return the year in a short heading: `2019`, `Posts of 2019`, `March 2019`."""
    years = _ONLY_YEAR.findall(text) if len(text) <= 40 else []
    return int(years[0]) if len(years) == 1 else None


def month_of(text: str, year: int | None = None) -> tuple[int, int] | None:
    """Return the year and month in a short heading: `May 2019`, `2019/05`, or `May` below one with a year."""
    if match := _YEAR_AND_MONTH.search(text):
        return int(match[1]), int(match[2])
    months = {month for word in month_names.WORD.findall(text) if (month := month_names.number_of(word))}
    year = year_of(text) or year
    return (year, months.pop()) if year is not None and len(months) == 1 else None


def is_day_first(text: str) -> bool:
    """Return whether dates in a text are written as 31/12/2019, judging by those that can be read only so."""
    pairs = [(int(match[1]), int(match[3])) for match in _LAST_YEAR.finditer(text) if match[2] == "/"]
    return any(first > 12 for first, _ in pairs) and all(second <= 12 for _, second in pairs)


def found_in(text: str, year: int | None = None, *, day_first: bool = False) -> date | None:
    """Return the first date in a text; `year` is that of the heading above, for dates without one."""
    found = span_in(text, year, day_first=day_first)
    return found[0] if found else None


def span_in(text: str, year: int | None = None, *, day_first: bool = False) -> tuple[date, int, int] | None:
    """Return the first date in a text, with its start and end."""
    text = calendars.with_common_years(_with_ascii_digits(text[:_LONGEST]))
    if not any(character.isdigit() for character in text):
        return None
    if found := _plain(text) or calendars.day_in(text) or _spoken(text, year):
        return found
    if match := _LAST_YEAR.search(text):
        first, second = int(match[1]), int(match[3])
        # `3/14/2015` is American, and so is what stands between slashes and could be either; points are European.
        month_first = second > 12 or (match[2] == "/" and first <= 12 and not day_first)
        day = made(match[4], first if month_first else second, second if month_first else first)
        if day:
            return day, match.start(), match.end()
    if match := _LAST_SHORT_YEAR.search(text):
        first, second, short = int(match[1]), int(match[3]), int(match[4])
        month_first = second > 12 or (match[2] == "/" and first <= 12 and not day_first)
        whole = 2000 + short - (100 if short > 60 else 0)
        day = made(whole, first if month_first else second, second if month_first else first)
        if day:
            return day, match.start(), match.end()
    if year is not None:
        for pattern in (_CJK_NUMBERS, _NUMBERS):
            if match := pattern.search(text):
                first, second = int(match[1]), int(match[2])
                is_day_first = first > 12 or text[match.end() : match.end() + 1] == "."  # `11.08.` is of August
                day = made(year, second, first) if is_day_first else made(year, first, second)
                if day:
                    return day, match.start(), match.end()
    return None


def _plain(text: str) -> tuple[date, int, int] | None:
    """Return the first date whose numbers can be read in only one order."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_CJK, (1, 2, 3)), (_VIETNAMESE, (3, 2, 1))):
        if (match := pattern.search(text)) and (day := made(*(match[part] for part in order))):
            return day, match.start(), match.end()
    return None


def _with_ascii_digits(text: str) -> str:
    """Return a text with digits of other scripts (`۲۰۱۹/۰۵/۱۲`) converted to ASCII."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in text)


def _spoken(text: str, year: int | None) -> tuple[date, int, int] | None:
    for word in month_names.WORD.finditer(text):
        month = month_names.number_of(word[0])
        if month is None:
            continue
        before, after = text[max(0, word.start() - 12) : word.start()], text[word.end() : word.end() + 16]
        day_before, day_after = _BEFORE.search(before), _AFTER.search(after)
        start = word.start() - (len(before) - day_before.start()) if day_before else word.start()
        if day_before and (found := _YEAR_AFTER.search(after)):
            made_day = made(found[1], month, day_before[1])
            end = word.end() + found.end()
        elif day_after and (found := _YEAR_AFTER_DAY.search(after)):
            made_day, start = made(found[1], month, day_after[1]), word.start()
            end = word.end() + found.end()
        elif day_before and (found := _SHORT_YEAR.search(after)) and year is None:
            made_day = made(2000 + int(found[1]) - (100 if int(found[1]) > 60 else 0), month, day_before[1])
            end = word.end() + found.end()
        elif year is not None and (day_before or day_after):
            match = day_before or day_after
            made_day = made(year, month, match[1] if match else 0)
            end = word.end() + (day_after.end() if day_after and not day_before else 0)
        elif day_after and (found := _YEAR_BEFORE.search(before)):
            made_day = made(found[1], month, day_after[1])
            start = word.start() - len(before) + found.start()
            end = word.end() + day_after.end()
        else:
            continue
        if made_day:
            return made_day, start, end
    return None
