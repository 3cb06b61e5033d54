"""Articles that are parts of a series, as their titles say: `Raft, part 2`, `Raft (2/3)`, `3. Logs`."""

from collections.abc import Iterable

from blogreader.lazy import lazily
from blogreader.text import fold

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_NUMBER = rf"(\d{{1,3}}|{'|'.join(_WORDS)}|[ivx]{{1,4}})"
# In a folded title; the first that is found counts. `of 3` and `/3` behind a number say no more.
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
_LEAST_STEM = 3
"""Characters of what the titles of a series have in common."""


def part_of(title: str) -> tuple[str, int] | None:
    """Return what a title calls its series, folded, and the number of the part; None: it names none."""
    folded = _BLANKS.sub(" ", fold(title)).strip()
    for mark in _MARKS:
        match = mark.search(folded)
        number = _number(match[1]) if match else None
        if match and number is not None:
            stem = folded[: match.start()].strip(_AROUND) or folded[match.end() :].strip(_AROUND)
            return (stem, number) if len(stem) >= _LEAST_STEM else None
    return None


def following(title: str, others: Iterable[tuple[str, str]]) -> str | None:
    """Return the key of the part that comes after the one with this title, of keys and titles; None: none does.

    A part whose number two articles have is no part: nobody knows which is meant. A title without a number begins the
    series that bears its name.
    """
    own = part_of(title)
    stem, number = own or (_BLANKS.sub(" ", fold(title)).strip(_AROUND + "?!"), 1)
    parts: dict[int, list[str]] = {}
    for key, other in others:
        found = part_of(other)
        if found and found[0] == stem and found[1] > number:
            parts.setdefault(found[1], []).append(key)
    if not parts:
        return None
    nearest = min(parts)
    # Where a part is missing the one after it is still the next, but not for a title without any number.
    return parts[nearest][0] if len(parts[nearest]) == 1 and (own or nearest == number + 1) else None


def _number(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    for words in (_WORDS, _ROMAN):
        if text in words:
            return words.index(text) + 1
    return None
