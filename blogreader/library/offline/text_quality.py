"""Judges by words which of two texts is the article; pure."""

import re
from itertools import islice

from blogreader.extract.lazy_patterns import lazily

_WORD = lazily(r"\w+")
# In scripts without blanks, about two characters make a word.
_WITHOUT_BLANKS = lazily(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# A picture in a `data:` address contains no words, although it looks as if it had thousands.
_PICTURE = lazily(r"data:image/[^\s()<>\"]+")
_FENCED = lazily(r"^(```++|~~~++).*?(?:^\1|\Z)", re.DOTALL | re.MULTILINE)
_LINK = lazily(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*+)\]\([^()\s]*+(?:\([^()]*+\)[^()\s]*+)*+(?:\s++\"[^\"]*+\")?\)")
_WORDS_A_MINUTE = 200
"""As usual in blogs."""
_SHORT = 0.35
"""The least share of the expected words: authors count minutes differently, and code hardly counts at all."""
_LINKED = 0.6
_FEWEST_LESS = 40
"""Words."""


def words(text: str) -> int:
    """Count the words of a text."""
    text = _without_pictures(text)
    blankless = 0 if text.isascii() else sum(1 for _ in _WITHOUT_BLANKS.finditer(text))
    return sum(1 for _ in _WORD.finditer(text)) + blankless // 2


def minutes(text: str, per_minute: int = _WORDS_A_MINUTE) -> int:
    """Return the minutes that a text takes at so many words a minute."""
    return max(1, round(words(text) / per_minute))


def has_fewer_words(text: str, number: int) -> bool:
    """Return whether a text has fewer words than a number from 1 on, without counting all of them."""
    text = _without_pictures(text)
    last = next(islice(_WORD.finditer(text), number - 1, None), None)
    return last is None and words(text) < number


def _without_pictures(text: str) -> str:
    return _PICTURE.sub("", text) if "data:image/" in text else text


def without_links(text: str) -> str:
    """Return Markdown with links replaced by their texts."""
    return _LINK.sub(r"\1", _without_pictures(text))


def linked_share(text: str) -> float:
    """Return the share of a Markdown text's words outside of code that are in links, 0 to 1."""
    prose = _FENCED.sub("", text)
    linked = sum(words(match[1]) for match in _LINK.finditer(prose))
    bare = words(_LINK.sub(r"\1", prose))
    return min(linked / bare, 1.0) if bare else 0.0  # without brackets, two links may merge into one word


def is_doubtful(text: str, minutes: int | None) -> bool:
    """Return whether a text is too short for its minutes, or mostly links, as in a dump of a whole page."""
    if minutes and words(text) < minutes * _WORDS_A_MINUTE * _SHORT:
        return True
    return linked_share(text) > _LINKED


def prefers_second(first: str, second: str, minutes: int | None) -> bool:
    """Return whether the second text is more likely the article: it is not doubtful, or has more prose."""
    doubts = is_doubtful(first, minutes), is_doubtful(second, minutes)
    if doubts[0] != doubts[1]:
        return doubts[0]
    return _prose(second) > _prose(first)


def is_much_less(text: str, kept: str) -> bool:
    """Return whether a text has so much less than the archived one that the reader has to decide between them."""
    number, before = words(text), words(kept)
    return number * 2 < before and before - number >= _FEWEST_LESS


def _prose(text: str) -> float:
    return words(text) * (1 - linked_share(text))
