"""Recognises pages that are only a notice, or stand in front of an article, despite a successful status.

Walls ask for consent, a login, a check or JavaScript, or report maintenance; notices are errors, or remnants of an
article. A wall is short, asks its visitor for something, and is about hardly anything else. An article about such pages
also says other things, or has a person speaking; a short post may be about nothing else, but then its title is the one
that the index gives.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from blogreader.errors import Busy, ChecksForHumans, Empty, FetchError, NeedsConsent, NeedsLogin, UnderMaintenance
from blogreader.extract.lazy_patterns import lazily
from blogreader.library.offline import wall_phrases
from blogreader.library.offline.text_quality import has_fewer_words, without_links, words
from blogreader.text import fold
from blogreader.urls import host_of

if TYPE_CHECKING:
    from blogreader.extract import Extracted, Hints

_LONGEST = 250
"""Words."""
_BEGINNING = 20_000
"""Characters that can be searched in a fraction of a millisecond."""
_OF_A_PICTURE = 3
"""Words: of `![words](data:image/p` those that are no words of the text."""
_SHORT = 25
"""Up to this many words, one sentence is enough."""
_SHARE = 0.5
"""The least share of words in sentences about it."""
_NAMED_SHARE = 0.75
"""The same for a page with the title that the index gives."""
_FEWEST = 2
"""The least number of sentences about it."""
_LONGEST_LABEL = 4
"""Words of a field's label: `Remember me`."""
_LONGEST_BUTTON = 6
"""Words."""
_FEW_WORDS = 80
_NEXT_TO_NOTHING = 12
"""Words: about the length of an error that is sent with a successful status."""
_NOTHING = 8
"""Words: less can't be an article of several minutes; a post of ten words may be counted with its pictures."""
_AROUND = " \t#*>-+|[]()_¿¡「」"
_JAVASCRIPT = lazily(
    r"\b(?:enable|enabled|require[sd]?|needs?|turn\s+on|activate|disabled|without|support|supported)\b[^.]{0,60}\bjavascript\b"
    r"|\bjavascript\b[^.]{0,60}\b(?:enabled?|required?|disabled|turned\s+(?:on|off)|needed|supported|activated?)\b",
    re.IGNORECASE,
)
_SENTENCES = lazily(r"[.!?…。！？\n]+")
_QUOTED = lazily(r"[“„«][^“”„«»\n]{1,200}[”“»]|\"[^\"\n]{1,200}\"|`[^`\n]{1,200}`|「[^「」\n]{1,200}」")


class Wall(StrEnum):
    """The kinds of pages in front of an article."""

    CHECK = "check"
    CONSENT = "consent"
    LOGIN = "login"
    JAVASCRIPT = "javascript"
    BUSY = "busy"
    MAINTENANCE = "maintenance"


def _by_kind(phrases: Mapping[str, Iterable[str]]) -> dict[Wall, re.Pattern[str]]:
    return dict(zip(Wall, map(lazily, ("|".join(map(fold, phrases[kind])) for kind in Wall)), strict=True))


_ASKS = _by_kind(wall_phrases.ASKS)
_SPEAKS = _by_kind(wall_phrases.SPEAKS)
_IMPERSONAL, _ADDRESSES = lazily(wall_phrases.IMPERSONAL), lazily(wall_phrases.ADDRESSES)
_SOMEBODY = lazily(wall_phrases.SOMEBODY)


def fault_of(extracted: "Extracted", url: str, hints: "Hints") -> FetchError | None:
    """Return why a text is not the article: it is too short for its minutes, or a wall; None if it is the article."""
    text = extracted.text
    if (kind := wall(text, extracted.title, hints.title)) is not None:
        return failure(kind, host_of(url))
    return empty(url) if not text.strip() or _is_too_little(text, hints.minutes) else None


def is_long(text: str) -> bool:
    """Return whether the beginning of a text alone has more words than any notice: its `fault_of` is None.

    A picture that is written as an address, and cut where the beginning ends, counts as a few words.
    """
    return not has_fewer_words(text[:_BEGINNING], _LONGEST + _OF_A_PICTURE)


def fault_of_rest(text: str, kept: str, url: str) -> FetchError | None:
    """Return why a text is only a remnant of the archived one; None if it is more than that."""
    if not is_remnant(text, kept):
        return None
    return failure(Wall.JAVASCRIPT, host_of(url)) if _speaks_of_javascript(text) else empty(url)


def fault_of_shell(html: str, url: str) -> FetchError | None:
    """Return why a page has no article, if it says that it needs JavaScript; otherwise None."""
    return failure(Wall.JAVASCRIPT, host_of(url)) if _speaks_of_javascript(html) else None


def empty(url: str) -> Empty:
    """Return the error for a page without an article."""
    return Empty(f"No article was found on this page of {host_of(url)}.")


def is_remnant(text: str, kept: str) -> bool:
    """Return whether a text is only a remnant of the archived one: almost nothing, or a request for JavaScript."""
    number, before = words(text), words(kept)
    asks = number * 2 < before and _speaks_of_javascript(text)
    if asks and (number < _FEW_WORDS or not _speaks_of_javascript(kept)):
        return True
    return number < _NEXT_TO_NOTHING * 2 and number * 5 < before


def _speaks_of_javascript(text: str) -> bool:
    return _JAVASCRIPT.search(text) is not None


def _is_too_little(text: str, minutes: int | None) -> bool:
    """Return whether a text is far too short for an article of so many minutes: a notice, or an error."""
    return minutes is not None and minutes > 1 and has_fewer_words(text, _NOTHING)


def wall(text: str, title: str | None, wanted: str | None) -> Wall | None:
    """Return what this page is instead of an article; `title`: the page's, `wanted`: the index's."""
    if not has_fewer_words(text, _LONGEST + 1):  # as nearly always, and without counting all
        return None
    said = without_links(text)
    asking = _sentences(_QUOTED.sub(" ", said))
    kinds = [kind for kind in Wall if any(_ASKS[kind].search(fold(one)) and _is_said_to_me(one) for one in asking)]
    if not kinds:
        return None
    sentences = _sentences(said)
    is_named = bool(wanted) and bool(title) and fold(wanted or "").strip() == fold(title or "").strip()
    return next((kind for kind in kinds if _is_about(kind, sentences, is_named=is_named)), None)


def _is_about(kind: Wall, sentences: list[str], *, is_named: bool) -> bool:
    """Return whether a text is about hardly anything else, without a person speaking."""
    total = about = number = 0
    for sentence in sentences:
        folded = fold(sentence)
        length = words(sentence)
        total += length
        asks = _ASKS[kind].search(folded) is not None
        if asks or _SPEAKS[kind].search(folded):
            about, number = about + length, number + 1
        if not asks and length > _LONGEST_LABEL and _SOMEBODY.search(sentence):
            return False
    if is_named:
        return about >= _NAMED_SHARE * total and number >= _FEWEST
    return about >= _SHARE * total and (number >= _FEWEST or total <= _SHORT)


def _is_said_to_me(sentence: str) -> bool:
    """Return whether a sentence is a button, or addresses the visitor instead of discussing something."""
    if words(sentence) <= _LONGEST_BUTTON or not _IMPERSONAL.search(sentence):
        return True
    return _ADDRESSES.search(sentence) is not None


def _sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text, without surrounding Markdown."""
    return [one for part in _SENTENCES.split(text) if (one := part.strip(_AROUND))]


def failure(kind: Wall, host: str) -> FetchError:
    """Return the error for such a page."""
    match kind:
        case Wall.CONSENT:
            return NeedsConsent(f"{host} asks for consent first; open this page in the browser.")
        case Wall.LOGIN:
            return NeedsLogin(f"{host} asks for a login first; open this page in the browser.")
        case Wall.JAVASCRIPT:
            return Empty(f"This page of {host} shows nothing without JavaScript; open it in the browser.")
        case Wall.BUSY:
            return Busy(f"{host} says that it is getting too many requests; try again later.")
        case Wall.CHECK:
            return ChecksForHumans(f"{host} wants to check that you are human; open this page in the browser.")
        case Wall.MAINTENANCE:
            return UnderMaintenance(f"{host} is under maintenance; try again later.")
