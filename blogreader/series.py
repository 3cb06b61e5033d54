"""Articles that are parts of a series, as their titles say: `Raft, part 2`, `3. Logs`, `Notes, May 2024`."""

from collections.abc import Iterable

from blogreader.lazy import lazily
from blogreader.text import fold

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_NUMBER = rf"(\d{{1,3}}|{'|'.join(_WORDS)}|[ivx]{{1,4}})"
# In a folded title; the first that matches counts. `of 3` and `/3` after a number are ignored.
_MARKS = (
    lazily(
        r"(?<!\w)(?:part|pt|teil|partie|parte|deel|del|czesc|chapter|kapitel|chapitre|capitulo|episode|folge|volume|vol|"
        rf"lesson|lektion|day|week)\b[.]?\s?[#]?{_NUMBER}(?![\w.])(?:\s?(?:of|von|de|/)\s?\d{{1,3}})?"
    ),
    lazily(r"[(\[]\s?(\d{1,3})\s?(?:of|von|de|/)\s?\d{1,3}\s?[)\]]"),
    lazily(r"[(\[]?#(\d{1,3})(?![\w.])[)\]]?"),
    lazily(r"第\s?(\d{1,3})\s?[回部章話篇]"),
    lazily(r"^(\d{1,3})[.):]\s"),
    lazily(rf"[\s:,-](\d{{1,2}}|{'|'.join(_ROMAN[1:])})$"),
)
_BLANKS = lazily(r"\s+")
_AROUND = " .,:;-–—|/()[]#"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b[.]?"
)
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)(?!\w)"
_DATES = (
    lazily(rf"(?<!\w){_YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\w-])"),
    lazily(rf"(?<!\w){_DAY}\s{_MONTH},?\s{_YEAR}"),
    lazily(rf"(?<!\w){_MONTH}\s{_DAY},?\s{_YEAR}"),
    lazily(rf"(?<!\w){_MONTH},?\s{_YEAR}"),
)
# Titles with the day or month in them that are one series, and no two posts of one name.
_LEAST_DATED = 3
_LEAST_STEM = 3
"""Characters that the titles of a series must have in common."""


def part_of(title: str) -> tuple[str, int] | None:
    """Return what a title calls its series, folded, and the number of the part; None: it names none."""
    folded = _folded(title)
    for mark in _MARKS:
        match = mark.search(folded)
        number = _number(match[1]) if match else None
        if match and number is not None:
            stem = folded[: match.start()].strip(_AROUND) or folded[match.end() :].strip(_AROUND)
            return (stem, number) if len(stem) >= _LEAST_STEM else None
    return None


def stems_of(title: str) -> tuple[str, ...]:
    """Return, folded, what the titles of the other parts of a title's series may have in common with it."""
    found = [own[0] for own in (dated(title), part_of(title)) if own]
    return tuple(found) or tuple(filter(None, (_folded(title),)))


def dated(title: str) -> tuple[str, int] | None:
    """Return what a title is called but for the day or month at its beginning or end, and that as a number.

    `Weeknotes, 3 May 2024`; a year alone is none: `Trip to Japan 2019` is no part of anything.
    """
    folded = _folded(title)
    for form in _DATES:
        match = form.search(folded)
        if match is None or (match.start() and match.end() < len(folded)):
            continue
        said = match.groupdict()
        month, day = said["month"], int(said.get("day") or 0)
        number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1
        stem = (folded[: match.start()] or folded[match.end() :]).strip(_AROUND)
        if 1 <= number <= 12 and day <= 31 and len(stem) >= _LEAST_STEM:
            return stem, int(said["year"]) * 372 + number * 31 + day
    return None


def following(title: str, others: Iterable[tuple[str, str]]) -> str | None:
    """Return the key of the part after the one with this title, from keys and titles; None if there is none.

    A part whose number two articles have is no part: nobody knows which is meant. A title without a number begins the
    series that bears its name.
    """
    others = list(others)
    if (day := dated(title)) and (key := _following_day(*day, others)):
        return key
    own = part_of(title)
    stem, number = own or (_folded(title).strip(_AROUND + "?!"), 1)
    parts: dict[int, list[str]] = {}
    for key, other in others:
        found = part_of(other)
        if found and found[0] == stem and found[1] > number:
            parts.setdefault(found[1], []).append(key)
    if not parts:
        return None
    nearest = min(parts)
    # If a part is missing, the one after it follows; but not after a title without a number.
    return parts[nearest][0] if len(parts[nearest]) == 1 and (own or nearest == number + 1) else None


def _following_day(stem: str, number: int, others: Iterable[tuple[str, str]]) -> str | None:
    """Return the key of what has the next day or month in its title; a series has a few of these."""
    parts: dict[int, list[str]] = {number: []}
    for key, other in others:
        found = dated(other)
        if found and found[0] == stem:
            parts.setdefault(found[1], []).append(key)
    later = sorted(one for one in parts if one > number)
    return parts[later[0]][0] if len(parts) >= _LEAST_DATED and later and len(parts[later[0]]) == 1 else None


def _folded(title: str) -> str:
    return _BLANKS.sub(" ", fold(title)).strip()


def _number(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    for words in (_WORDS, _ROMAN):
        if text in words:
            return words.index(text) + 1
    return None
