"""Full-text search terms: words in their folded form, and where a text contains them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from blogreader.text import INVISIBLE, clean, fold_letters, pieces

_LONGEST_SEARCH = 1_000
"""Characters of a search."""
_MOST_TERMS = 32
_PIECE = 20_000
"""Characters searched at a time."""
# Scripts without blanks between words, or with particles attached: Thai to Burmese, Khmer, Hangul, Chinese, Japanese.
# Each letter counts as a word, so that a word is a phrase of letters, wherever it begins and ends.
_BLANKLESS = "\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\U0003ffff"
# Indian scripts, whose vowel signs Python doesn't count as letters.
_INDIC = "\u0900-\u0963\u0966-\u0dff"
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u3099\u309a"
# Typed for an apostrophe, which parts words, though Unicode counts it as a letter.
_APOSTROPHE = "\u02bc"
# `c++`, `c#` and the like are not the same word as the letter.
_SIGNS = r"(?:\+\+|\#(?!\w))?"
_RUN = re.compile(rf"(?:[^\W_{_APOSTROPHE}]|[{_INDIC}{_MARKS}{INVISIBLE}])++{_SIGNS}")
"""A run of words in a text as written."""
_WORD = re.compile(rf"(?=\w)[{_BLANKLESS}]|(?:[^\W_{_APOSTROPHE}{_BLANKLESS}]|[{_INDIC}])++{_SIGNS}")
"""A word in a folded text."""
_LETTER = re.compile(rf"(?:[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|.)[{_MARKS}{INVISIBLE}]*+", re.DOTALL)
"""A letter with its accents, or a Hangul syllable."""
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<quoted>[^"]*)"?|[“”„‟](?P<typeset>[^“”„‟"]*)[“”„‟"]?|(?P<bare>[^\s"“”„‟]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase."""

    words: tuple[str, ...]
    """Folded."""
    is_prefix: bool = False
    """Whether the last word is only the beginning of one."""
    is_exact: bool = False
    """Whether only this very form matches, without other forms of the word."""
    is_excluded: bool = False
    """Whether a text must not contain it."""


Forms = Mapping[str, Collection[str]]
"""Other forms of words: `connects` for `connected`."""
Span = tuple[int, int]
"""Start and end of a match, the end excluded."""


def words(text: str) -> list[str]:
    """Return the words of a text in order, folded."""
    if len(text) > _PIECE:
        return [word for piece in pieces(text, _PIECE) for word in words(piece)]
    if text.isascii():
        return _WORD.findall(text.lower())
    found: list[str] = []
    for run in _RUN.findall(text):
        if run.isascii():
            found.append(run.lower())
        else:
            found += _WORD.findall(_folded(run))
    return found


def terms(text: str, *, typing: bool = False) -> tuple[Term, ...]:
    """Parse a search: words, `"phrases"`, `-excluded`, `prefix*`; everything else is plain text.

    `typing`: the last word may be incomplete. A part without a letter or digit matches nothing.
    """
    text = clean(text)[:_LONGEST_SEARCH]
    found: list[Term] = []
    for part in _PART.finditer(text):
        bare = part["bare"]
        literal = bare if bare is not None else part["quoted"] if part["quoted"] is not None else part["typeset"]
        of_term = tuple(words(literal))
        if of_term:
            may_go_on = bare is not None and (bare.endswith("*") or (typing and part.end() == len(text)))
            found.append(Term(of_term, may_go_on, is_exact=bare is None, is_excluded=bool(part["minus"])))
    return tuple(dict.fromkeys(found))[:_MOST_TERMS]


class Finder:
    """Finds terms in texts, including their other forms."""

    def __init__(self, terms: Iterable[Term], forms: Forms | None = None) -> None:
        ways = [_Ways(term, forms or {}) for term in terms]
        self._wanted = [one for one in ways if not one.is_excluded]
        self._unwanted = [one for one in ways if one.is_excluded]
        # For most words of a text one look-up shows that no term begins with them.
        self._firsts = frozenset(word for one in self._wanted for word in one.firsts)
        self._prefixes = tuple(one.prefix for one in self._wanted if one.prefix)

    def spans(self, text: str) -> list[Span]:
        """Return where a text contains the required terms, without overlaps."""
        return [(start, end) for start, end, _ in self.found(text)]

    def found(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Return the matches, each with the index of its term among the required ones."""
        tokens = [*_tokens(text)]
        folded = [word for _, _, word in tokens]
        free = end = 0
        for at, word in enumerate(folded):
            if at < free or not (word in self._firsts or (self._prefixes and word.startswith(self._prefixes))):
                continue
            lengths = [ways.length_at(folded, at) for ways in self._wanted]
            if longest := max(lengths):
                free = at + longest
                if tokens[at][0] >= end:
                    end = tokens[free - 1][1]
                    yield tokens[at][0], end, lengths.index(longest)

    def matches(self, words: Sequence[str]) -> bool:
        """Return whether a text with these words contains all required terms and no excluded one."""
        return all(ways.stand_in(words) for ways in self._wanted) and not any(
            ways.stand_in(words) for ways in self._unwanted
        )


class _Ways:
    """The forms that one term can take."""

    def __init__(self, term: Term, forms: Forms) -> None:
        is_one = len(term.words) == 1
        self.is_excluded = term.is_excluded
        self._words = term.words
        self._prefix = term.words[-1] if term.is_prefix else None
        self._forms = frozenset(forms.get(term.words[0], ())) if is_one and not term.is_exact else frozenset[str]()
        self.firsts = self._forms | {term.words[0]}
        """The words that it can begin with."""
        self.prefix = self._prefix if is_one else None
        """The prefix that such a word can have."""

    def length_at(self, words: Sequence[str], at: int) -> int:
        """Return the number of words matched at an index; 0: no match."""
        if words[at] in self._forms:
            return 1
        last = at + len(self._words) - 1
        if last >= len(words) or any(words[at + number] != word for number, word in enumerate(self._words[:-1])):
            return 0
        is_there = words[last] == self._words[-1] or (self._prefix is not None and words[last].startswith(self._prefix))
        return len(self._words) if is_there else 0

    def stand_in(self, words: Sequence[str]) -> bool:
        """Return whether a text contains it anywhere."""
        return any(self.length_at(words, at) for at in range(len(words)))


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Return the words of a text with their positions."""
    for run in _RUN.finditer(text):
        start, raw = run.start(), run[0]
        if raw.isascii():
            yield start, run.end(), raw.lower()
            continue
        folded = _folded(raw)
        parts = [*_WORD.finditer(folded)]
        if len(parts) == 1:
            yield start, run.end(), parts[0][0]
            continue
        letters = [letter.span() for letter in _LETTER.finditer(raw) for _ in _folded_letter(letter[0])]
        if len(letters) != len(folded):  # a combining character: it is highlighted with its letter
            letters = [(0, len(raw))] * len(folded)
        for part in parts:
            yield start + letters[part.start()][0], start + letters[part.end() - 1][1], part[0]


def _folded(run: str) -> str:
    # Composed, because of Hangul: its syllables would be three letters each.
    return unicodedata.normalize("NFC", fold_letters("".join(one for one in run if one not in INVISIBLE)))


@lru_cache(maxsize=10_000)
def _folded_letter(letter: str) -> str:
    return _folded(letter)
