"""Pages that stand before an article, with a good status: a question for consent, a login, a check, maintenance.

Such a page is short, asks its reader for something, and nearly all of it is about that. An article about such pages
says other things too, or somebody speaks in it; a short post may be about nothing else, and then the index calls it by
the name that stands above it.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from blogreader.errors import Busy, ChecksForHumans, Empty, FetchError, NeedsConsent, NeedsLogin, UnderMaintenance
from blogreader.extract.lazy_patterns import lazily
from blogreader.library.offline import wall_phrases
from blogreader.library.offline.text_quality import without_links, words
from blogreader.text import fold

_LONGEST = 250
"""Words."""
_SHORT = 25
"""Words of which one sentence says enough."""
_SHARE = 0.5
"""Of the words, in sentences that speak of it."""
_NAMED_SHARE = 0.75
"""The same, where the page has the title that the index gives."""
_FEWEST = 2
"""Sentences that speak of it."""
_LONGEST_LABEL = 4
"""Words of a field: `Remember me`."""
_LONGEST_BUTTON = 6
"""Words."""
_AROUND = " \t#*>-+|[]()_¿¡「」"
_SENTENCES = lazily(r"[.!?…。！？\n]+")
_QUOTED = lazily(r"[“„«][^“”„«»\n]{1,200}[”“»]|\"[^\"\n]{1,200}\"|`[^`\n]{1,200}`|「[^「」\n]{1,200}」")


class Wall(StrEnum):
    """What stands before an article."""

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


def wall(text: str, title: str | None, wanted: str | None) -> Wall | None:
    """Return what this page is instead of an article; `title`: the page's, `wanted`: the index's."""
    if words(text) > _LONGEST:
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
    """Return whether nearly nothing else is said, and by nobody."""
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
    share = about / total if total else 0
    if is_named:
        return share >= _NAMED_SHARE and number >= _FEWEST
    return share >= _SHARE and (number >= _FEWEST or total <= _SHORT)


def _is_said_to_me(sentence: str) -> bool:
    """Return whether a sentence is a button, or speaks to its reader and not about something."""
    if words(sentence) <= _LONGEST_BUTTON or not _IMPERSONAL.search(sentence):
        return True
    return _ADDRESSES.search(sentence) is not None


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text, and its lines, without the signs of Markdown around them."""
    return [one for part in _SENTENCES.split(text) if (one := part.strip(_AROUND))]


def failure(kind: Wall, host: str) -> FetchError:
    """Return what is wrong with such a page."""
    match kind:
        case Wall.CONSENT:
            return NeedsConsent(f"{host} asks for consent first; open this page in the browser.")
        case Wall.LOGIN:
            return NeedsLogin(f"{host} asks for a login first; open this page in the browser.")
        case Wall.JAVASCRIPT:
            return Empty(f"The page of {host} shows nothing without JavaScript; open it in the browser.")
        case Wall.BUSY:
            return Busy(f"{host} says that it is asked too often; try again later.")
        case Wall.CHECK:
            return ChecksForHumans(f"{host} checks that you are human; open this page in the browser.")
        case Wall.MAINTENANCE:
            return UnderMaintenance(f"{host} is under maintenance; try again later.")
