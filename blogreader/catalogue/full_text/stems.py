"""The stems of words, by the language of their text: Snowball's algorithms (snowballstem.org)."""

from collections.abc import Callable
from functools import lru_cache

_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""By the first part of a language tag (BCP 47)."""
_SHORTEST = 3
_LONGEST = 40


def language_of(tag: str | None) -> str:
    """Return the language of a tag (`en-GB` -> `en`) if there are stems for it; otherwise empty."""
    language = (tag or "").replace("_", "-").partition("-")[0].lower()
    return language if language in _ALGORITHMS else ""


def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; the word itself if the language has no stems."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return word
    return _stemmer(_ALGORITHMS[language])(word) or word


@lru_cache(maxsize=4)
def _stemmer(algorithm: str) -> "Callable[[str], str]":
    import snowballstemmer  # the first text in a language pays for loading it

    found: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord
    return found
