"""Which of two texts is the article, and which text is none: pure judgements, by the words in them."""

import re
from itertools import islice

from blogreader.extract.lazy_patterns import lazily

_WORD = lazily(r"\w+")
# Scripts that are written without blanks: two characters are about a word.
_WITHOUT_BLANKS = lazily(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# A picture as an address is no words, though it has thousands of what looks like some.
_PICTURE = lazily(r"data:image/[^\s()<>\"]+")
_FENCED = lazily(r"^(```++|~~~++).*?(?:^\1|\Z)", re.DOTALL | re.MULTILINE)
_LINK = lazily(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*+)\]\([^()\s]*+(?:\([^()]*+\)[^()\s]*+)*+(?:\s++\"[^\"]*+\")?\)")
_WORDS_A_MINUTE = 200
_SHORT = 0.35
"""Of the words that an article of so many minutes has: authors count differently, code hardly counts at all."""
_LINKED = 0.6
_FEW_WORDS = 80
_NEXT_TO_NOTHING = 12
"""Words: an error that a server sends with a good status has about so many."""
_NOTHING = 8
"""Words of which no article of several minutes is made; a post of ten may have been counted with its pictures."""
_FEWEST_LESS = 40
"""Words."""
_JAVASCRIPT = lazily(
    r"\b(?:enable|enabled|require[sd]?|needs?|turn\s+on|activate|disabled|without|support|supported)\b[^.]{0,60}\bjavascript\b"
    r"|\bjavascript\b[^.]{0,60}\b(?:enabled?|required?|disabled|turned\s+(?:on|off)|needed|supported|activated?)\b",
    re.IGNORECASE,
)


def words(text: str) -> int:
    """Count the words of a text."""
    text = _without_pictures(text)
    blankless = 0 if text.isascii() else sum(1 for _ in _WITHOUT_BLANKS.finditer(text))
    return sum(1 for _ in _WORD.finditer(text)) + blankless // 2


def minutes(text: str) -> int:
    """Return how long a text takes to read."""
    return max(1, round(words(text) / _WORDS_A_MINUTE))


def _has_fewer_words(text: str, number: int) -> bool:
    """Return it without counting all of them."""
    text = _without_pictures(text)
    found = sum(1 for _ in islice(_WORD.finditer(text), number))
    return found < number and words(text) < number


def _without_pictures(text: str) -> str:
    return _PICTURE.sub("", text) if "data:image/" in text else text


def without_links(text: str) -> str:
    """Return Markdown with the texts of its links alone."""
    return _LINK.sub(r"\1", _without_pictures(text))


def linked_share(text: str) -> float:
    """Return which share of a Markdown text's words, code left out, are the texts of links, 0 to 1."""
    prose = _FENCED.sub("", text)
    linked = sum(words(match[1]) for match in _LINK.finditer(prose))
    bare = words(_LINK.sub(r"\1", prose))
    return linked / bare if bare else 0.0


def is_doubtful(text: str, minutes: int | None) -> bool:
    """Return whether a text is too short for its minutes, or mostly links: a dump of a whole page has such."""
    if minutes and words(text) < minutes * _WORDS_A_MINUTE * _SHORT:
        return True
    return linked_share(text) > _LINKED


def prefers_second(first: str, second: str, minutes: int | None) -> bool:
    """Return whether the second of two texts is rather the article: without doubt, or with more prose."""
    doubts = is_doubtful(first, minutes), is_doubtful(second, minutes)
    if doubts[0] != doubts[1]:
        return doubts[0]
    return _prose(second) > _prose(first)


def speaks_of_javascript(text: str) -> bool:
    """Return whether a text says that programs are to be run."""
    return _JAVASCRIPT.search(text) is not None


def is_remnant(text: str, kept: str) -> bool:
    """Return whether a text is what is left of a kept one: on a page that wants its programs run, or says nothing."""
    number, before = words(text), words(kept)
    asks = number * 2 < before and speaks_of_javascript(text)
    if asks and (number < _FEW_WORDS or not speaks_of_javascript(kept)):
        return True
    return number < _NEXT_TO_NOTHING * 2 and number * 5 < before


def is_much_less(text: str, kept: str) -> bool:
    """Return whether a text has so much less than a kept one that its reader is asked which one is to stay."""
    number, before = words(text), words(kept)
    return number * 2 < before and before - number >= _FEWEST_LESS


def is_nothing(text: str, minutes: int | None) -> bool:
    """Return whether a text is far too little for an article of so many minutes: a notice, or an error."""
    return (minutes or 0) > 1 and _has_fewer_words(text, _NOTHING)


def _prose(text: str) -> float:
    return words(text) * (1 - linked_share(text))
