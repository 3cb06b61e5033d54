"""Spelling suggestions: a word that occurs in texts and differs from what was typed by a letter or two.

Every text within a distance of one edit, or two, is generated and looked up (P. Norvig, "How to Write a Spelling
Corrector"): that takes no list of the words in memory.
"""

import string
from collections.abc import Callable, Iterator, Sequence

_SHORTEST = 3
_TWO_EDITS = 6
"""In words of at least this many letters, two mistakes are considered."""
_TWO_OF_ANY = 9
_LONGEST = 20


def nearest(word: str, known: Callable[[Sequence[str]], dict[str, int]]) -> str | None:
    """Return the nearest known word, the most frequent of several; `known` returns in how many texts words occur."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return None
    letters = string.ascii_lowercase if word.isascii() else "".join(sorted({*string.ascii_lowercase, *word}))
    once = {*_edits(word, letters)}
    found = known(sorted(once))
    if not found and len(word) >= _TWO_EDITS:
        # For a long word only deletions and swaps: all edits would be some hundred thousand.
        found = known(sorted({two for one in once for two in _edits(one, letters if len(word) <= _TWO_OF_ANY else "")}))
    return max(found, key=lambda one: (found[one], one), default=None)


def _edits(word: str, letters: str) -> Iterator[str]:
    """Return a word with one letter deleted, swapped with the next, replaced or inserted."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            if after:
                yield before + letter + after[1:]
            yield before + letter + after
