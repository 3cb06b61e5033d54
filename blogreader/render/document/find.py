"""Finding text in an article: what is typed becomes a pattern that is matched against the text of every block."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from blogreader.text import INVISIBLE, QUOTES, clean, fold_letters

_LONGEST = 100
"""Characters of a search."""
_EXPANDED = "ßẞﬀﬁﬂﬃﬄﬅﬆĲĳ…"
"""Characters with an alternative spelling of several letters."""
# Where letters with accents, wide and narrow forms stand: Latin, Greek, Cyrillic, Hebrew, Arabic, kana, and forms of
# compatibility. Beyond the first 65 536 the search would become several times slower.
_LETTERS = ((0x41, 0x530), (0x1D00, 0x2000), (0x2070, 0x2190), (0x2460, 0x2500), (0x3040, 0x3100), (0xFB00, 0xFFE0))
_ACCENTS = ((0x300, 0x370), (0x483, 0x488), (0x591, 0x700), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00), (0x20D0, 0x2100))
_MORE_ACCENTS = ((0x3099, 0x309B), (0xFE20, 0xFE30))


@dataclass(frozen=True, slots=True)
class Match:
    """A match: its block, and its start and end in the block's text (end excluded)."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Form:
    """One spelling of a part of the search."""

    first: str
    """The characters that it can begin with."""
    rest: str = ""
    """A pattern for the rest."""


def pattern(words: str) -> re.Pattern[str] | None:
    """Return the pattern for what was typed, which never matches an empty text; None if nothing was typed.

    Taken literally, but: case matters only when a capital was typed, accents only when one was; a blank is any run of
    blanks; quotes and dashes are found in any form, ligatures by their letters, and words across soft hyphens.
    Whole characters match: `i` does not find the half of `ﬁ`.
    """
    typed = "".join(_spelled(character) for character in clean(words)[:_LONGEST] if character not in INVISIBLE)
    pieces = re.sub(r"\s+", " ", unicodedata.normalize("NFC", typed)).strip()
    if not pieces:
        return None
    with_case = any(character.istitle() for character in pieces)
    accented = any(map(unicodedata.combining, unicodedata.normalize("NFD", pieces)))
    between = f"[{INVISIBLE}]*+" if accented else f"[{_accents()}{INVISIBLE}]*+"
    after = f"(?![{_accents()}])" if accented else f"[{_accents()}]*+"
    parts: list[str] = []
    for letters in _tokens(pieces, with_case):
        if letters == " ":
            parts.append(r"\s+")
        else:
            forms = _forms(letters, with_case, accented, between)
            parts.append(_either(forms) + (after if accented else ""))
    return re.compile(between.join(parts) + ("" if accented else after))


def matches(text: str, block: int, pattern: re.Pattern[str]) -> Iterator[Match]:
    """Return all matches in a block's text, without overlaps."""
    for match in pattern.finditer(text):
        yield Match(block, *match.span())


def _spelled(character: str) -> str:
    """Return the spelled-out letters of a ligature-like character."""
    if character in _EXPANDED:
        return {"ß": "ss", "ẞ": "SS"}.get(character) or unicodedata.normalize("NFKD", character)
    return character


def _tokens(text: str, with_case: bool) -> Iterator[str]:
    """Split into units to be matched together: letters with an equivalent character, or a letter with its accents."""
    spellings = _spellings(with_case)
    longest = max(map(len, spellings))
    at = 0
    while at < len(text):
        end = next((at + n for n in range(longest, 1, -1) if _cased(text[at : at + n], with_case) in spellings), at + 1)
        while text[at] != " " and end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield text[at:end]
        at = end


def _cased(text: str, with_case: bool) -> str:
    return text if with_case else text.casefold()


@cache
def _spellings(with_case: bool) -> dict[str, str]:
    """Return the characters of `_EXPANDED` that are spelled with these letters, by those letters."""
    found: dict[str, str] = {}
    for character in _EXPANDED:
        letters = _cased(_spelled(character), with_case)
        found[letters] = found.get(letters, "") + character
    return found


def _forms(letters: str, with_case: bool, accented: bool, between: str) -> list[_Form]:
    """Return every spelling of some letters: each on its own, or one character for several."""
    single = _accented_forms(letters[0], with_case) if accented else [_Form(_like(letters[0], with_case))]
    if len(letters) == 1:
        return single
    if unicodedata.combining(letters[1]):
        return _accented_forms(letters, with_case)
    forms = [
        _Form(form.first, form.rest + between + _either(_forms(letters[1:], with_case, accented, between)))
        for form in single
    ]
    for count in range(2, len(letters) + 1):
        standing = _spellings(with_case).get(_cased(letters[:count], with_case))
        if standing:
            rest = between + _either(_forms(letters[count:], with_case, accented, between)) if letters[count:] else ""
            forms.append(_Form(standing, rest))
    return forms


def _accented_forms(letter: str, with_case: bool) -> list[_Form]:
    """Return the spellings of a letter with exactly these accents, in one character or in several."""
    cases = {letter} if with_case else {letter, letter.lower(), letter.upper(), letter.title()}
    composed = {unicodedata.normalize("NFC", case) for case in cases if fold_letters(case) == fold_letters(letter)}
    whole = "".join(sorted(text for text in composed if len(text) == 1))
    forms = [_Form("".join(sorted({other for one in whole for other in _quotes(one)})))] if whole else []
    several = composed.union(unicodedata.normalize("NFD", text) for text in composed)
    return forms + [_Form(text[0], re.escape(text[1:])) for text in sorted(several) if len(text) > 1]


def _either(forms: list[_Form]) -> str:
    """Return the pattern that matches any of these forms.

    It begins with a character class, which `re` searches many times faster than alternatives.
    """
    if len(forms) == 1:
        return f"[{re.escape(forms[0].first)}]{forms[0].rest}"
    ways = "|".join(f"(?<=[{re.escape(form.first)}]){form.rest}" for form in forms)
    return f"[{re.escape(''.join(form.first for form in forms))}](?:{ways})"


def _like(character: str, with_case: bool) -> str:
    """Return the characters equal to this one regardless of accents."""
    key = _stripped(character) if with_case else fold_letters(character)
    cases = {character} if with_case else {character, character.lower(), character.upper(), character.title()}
    own = {one for one in cases if len(one) == 1 and fold_letters(one) == fold_letters(character)}
    return "".join(sorted(own.union(_alike(with_case).get(key, ()), _quotes(character))))


def _quotes(character: str) -> str:
    return next((alike for alike in QUOTES if character in alike), character)


def _stripped(character: str) -> str:
    """Return a character without its accents, in the same case."""
    return "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))


@cache
def _alike(with_case: bool) -> dict[str, list[str]]:
    """Return characters that differ only in accents and form, grouped by their base letter."""
    found: dict[str, list[str]] = {}
    for first, end in _LETTERS:
        for character in map(chr, range(first, end)):
            folded = fold_letters(character)
            key = _stripped(character) if with_case else folded
            if len(key) == 1 and len(folded) == 1 and not key.isspace() and fold_letters(key) == folded:
                found.setdefault(key, []).append(character)
    return found


@cache
def _accents() -> str:
    """Return all combining accents, as a character class."""
    every = (chr(number) for first, end in (*_ACCENTS, *_MORE_ACCENTS) for number in range(first, end))
    return "".join(character for character in every if unicodedata.combining(character) and not fold_letters(character))
