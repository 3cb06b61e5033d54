"""The word that was meant: one that texts have, and that differs from what was typed in a letter or two.

Every text within a distance of one edit, or two, is made and looked up (P. Norvig, "How to Write a Spelling
Corrector"): that takes no list of the words in memory.
"""

import string
from collections.abc import Callable, Iterator, Sequence

_SHORTEST = 3
_TWO_EDITS = 6
"""Letters from which on two of them may be wrong."""
_TWO_OF_ANY = 9
_LONGEST = 20


def nearest(word: str, known: Callable[[Sequence[str]], dict[str, int]]) -> str | None:
    """Return the nearest word that is known, of several the most frequent; `known` says of words in how many texts."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return None
    letters = string.ascii_lowercase if word.isascii() else "".join(sorted({*string.ascii_lowercase, *word}))
    once = {*_edits(word, letters)}
    found = known(sorted(once))
    if not found and len(word) >= _TWO_EDITS:
        # Of a long word only letters too many, or swapped: all would be some hundred thousand.
        found = known(sorted({two for one in once for two in _edits(one, letters if len(word) <= _TWO_OF_ANY else "")}))
    return max(found, key=lambda one: (found[one], one), default=None)


def _edits(word: str, letters: str) -> Iterator[str]:
    """Return what is made of a word by one letter left out, swapped with the next, replaced, or put in."""
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
