"""Finding single articles, by what a reader types or a page links to."""

from blogreader.catalogue.catalogue import Catalogue
from blogreader.errors import AmbiguousArticle, UnknownArticle
from blogreader.model import Entry
from blogreader.urls import canonical

_CANDIDATES = 10
_OTHER_SCHEME = {"http": "https", "https": "http"}


def at_address(catalogue: Catalogue, url: str) -> Entry | None:
    """Return the entry for the target of a link, by `http` or `https`; None if it is unknown."""
    key = canonical(url)
    if key is None:
        return None
    scheme, colon, rest = key.partition(":")
    return catalogue.entry(key, f"{_OTHER_SCHEME.get(scheme, scheme)}{colon}{rest}")


def key_of(catalogue: Catalogue, words: str) -> str:
    """Return the key of an article by URL, slug or part of a slug; raises UnknownArticle, AmbiguousArticle.

    A text with a slash or a question mark may be part of the whole address, for blogs whose slugs are all alike.
    """
    words = words.strip()
    while words.startswith(("./", "../")):  # as completed by a shell, for files
        words = words.partition("/")[2]
    if not words:
        raise UnknownArticle(words)
    key = canonical(words) if "://" in words or words.startswith("/") else None
    if key is not None and (known := at_address(catalogue, key)):
        return known.article.key
    found, total = catalogue.with_slug(words, _CANDIDATES)
    if not found and "://" not in words and ("/" in words or "?" in words):
        found, total = catalogue.with_address(words.rstrip("/"), _CANDIDATES)
    if not found:
        if key is not None:
            return key
        raise UnknownArticle(words)
    if total > 1:
        slugs = [slug for slug, _ in found]
        shown = found if len(set(slugs)) < len(slugs) else None
        raise AmbiguousArticle(words, tuple(key for _, key in shown) if shown else tuple(slugs), total)
    return found[0][1]
