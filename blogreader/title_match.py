"""Which titles are meant by some letters: whole words first, then any letters in this order; pure."""

from collections.abc import Iterator, Sequence
from heapq import nsmallest

from blogreader.text import fold

_LONGEST = 300
"""Characters of a title that are looked at."""


def ranked(titles: Sequence[str], words: str, most: int, *, fuzzy: bool = True) -> list[int]:
    """Return the numbers of the titles that are meant, the likeliest first, of equals those that stand first.

    The titles are folded (`text.fold`); `fuzzy`: any letters in this order mean one too. Of ten thousand it takes some
    milliseconds.
    """
    wanted = fold(words).split()
    if not wanted:
        return list(range(min(most, len(titles))))
    found = nsmallest(most, _with_words(titles, wanted))
    if fuzzy and len(found) < most:
        known = {number for _, number in found}
        letters = "".join(wanted)
        others = ((span, number) for span, number in _with_letters(titles, letters) if number not in known)
        found += nsmallest(most - len(found), others)
    return [number for _, number in found]


def _with_words(titles: Sequence[str], wanted: list[str]) -> Iterator[tuple[int, int]]:
    """Return a rank and the number of each title that has all of these somewhere."""
    first, phrase = wanted[0], " ".join(wanted)
    for number, title in enumerate(titles):
        if first in title and all(word in title for word in wanted):
            if title.startswith(phrase):
                rank = 0
            elif phrase in title:
                rank = 1
            else:
                rank = 2 if all(f" {word}" in f" {title}" for word in wanted) else 3
            yield rank, number


def _with_letters(titles: Sequence[str], letters: str) -> Iterator[tuple[int, int]]:
    """Return over how many characters these letters are spread in each title that has them in this order."""
    for number, title in enumerate(titles):
        start = at = title.find(letters[0])
        for letter in letters[1:]:
            if at < 0:
                break
            at = title.find(letter, at + 1, _LONGEST)
        if at >= 0:
            yield at - start, number
