"""The names of an archive's files, and which article a file belongs to.

A name is made of a slug, for the eye, and of a hash of the canonical URL. That two articles share 128 bits of SHA-256
does not happen; files are copied and renamed by hand, though, and older versions took 40 bits, which two of some
hundred thousand addresses may well share. So what a file says of itself counts, and not its name.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from blogreader import files
from blogreader.archive import document_header
from blogreader.errors import Damaged
from blogreader.text import fold_letters
from blogreader.urls import canonical, slug_of

HEX = 32
"""Hex digits of the hash in a name: 128 bits."""
OLD_HEX = 10
"""In the names of versions before 0.2."""
DOCUMENT = ".md"
PAGE = ".html.gz"
FAILED = ".failed"
WANTING = ".wanting"
"""A file beside a document whose pictures are missing, so that nothing has to read every document.

It contains the time from which they may be requested, and how many they are; empty: at once.
"""
AGAIN = ".again"
"""An empty file beside a document that was found damaged when it was read: the next fetch replaces it."""
SHORTER = ".shorter"
"""A new version with far less text than the document: a document too, waiting for its reader's choice."""
EARLIER = ".earlier"
"""The text that was read, if another one came since."""
BESIDE = (PAGE, FAILED, WANTING, AGAIN, SHORTER, EARLIER)
"""The files that may exist beside a document."""
_LONGEST_SLUG = 60
"""Characters, for names of at most 100: some file systems allow 143, and a temporary name is longer."""
_LONGEST_OLD_SLUG = 80
_AT_HAND = 256
"""Articles whose names are remembered: each is asked for a dozen times while its files are written."""
_HEAD = 16_384
"""Bytes in which nearly every document has its address."""
_URL = re.compile(rb"---\nurl: (https?://[^\s'\"#]+)\n")


def digest(key: str) -> str:
    """Return the hash of a key for use in names; the old one is a prefix of it."""
    return _hash(key)[:HEX]


@lru_cache(_AT_HAND)
def stem(key: str) -> str:
    """Return the name of an article's files, without suffixes."""
    return f"{_slug(key, _LONGEST_SLUG)}-{digest(key)}"


@lru_cache(_AT_HAND)
def old_stem(key: str) -> str:
    """Return the same for older versions."""
    return f"{_slug(key, _LONGEST_OLD_SLUG)}-{_hash(key)[:OLD_HEX]}"


@lru_cache(_AT_HAND)
def folder_of(key: str) -> str:
    """Return the name of the folder for an article's files."""
    return _hash(key)[:2]


def split(name: str) -> tuple[str, str, str]:
    """Return the stem of a file's name, the hash in it, and the suffix."""
    start, dot, ending = name.partition(".")
    return start, start.rpartition("-")[2], dot + ending


def identity(url: str) -> str:
    """Return the key of the article at a document's address."""
    return canonical(url) or url


def owner(path: Path, largest: int) -> str | None:
    """Return the key of the article that this document belongs to; None: unknown, or no document."""
    try:
        head = files.read_head(path, _HEAD)
        if match := _URL.match(head):
            return identity(match[1].decode())
        text = files.read_bytes(path, largest).decode()
        return identity(document_header.parsed("", text, path).url)
    except (OSError, UnicodeDecodeError, Damaged):
        return None


def owner_of(data: bytes) -> str | None:
    """Return the key of the article that the document in these bytes belongs to; None: it is none."""
    if match := _URL.match(data):
        return identity(match[1].decode())
    try:
        return identity(document_header.parsed("", data.decode(), Path()).url)
    except (UnicodeDecodeError, Damaged):
        return None


def is_name_of(name: str, key: str) -> bool:
    """Return whether this is, or was, a name for the document of this article."""
    _, found, _ = split(name)
    return len(found) in (HEX, OLD_HEX) and _hash(key).startswith(found)


def owner_of_failure(path: Path, largest: int) -> str | None:
    """Return the key of the article that this failure belongs to; None: unknown, or no failure."""
    try:
        record = json.loads(files.read_bytes(path, largest))
    except (OSError, ValueError, RecursionError):
        return None
    url = record.get("url") if isinstance(record, dict) else None
    return url if isinstance(url, str) else None


class Owners:
    """Finds which of some articles a file belongs to."""

    def __init__(self, keys: Iterable[str], largest: int) -> None:
        self._largest = largest
        self._by_digest: dict[str, str] = {}
        self._shared: dict[str, set[str]] = {}
        """The articles that share a hash."""
        self._by_old: dict[str, str] | None = None
        for key in keys:
            self._put(self._by_digest, digest(key), key)

    def of(self, path: Path) -> str | None:
        """Return the key; a file is only read if several articles could have its name."""
        _, found, ending = split(path.name)
        if len(found) == HEX:
            key = self._by_digest.get(found)
        elif len(found) == OLD_HEX:
            key = self._old().get(found)
        else:
            return None
        if found in self._shared:
            key = owner_of_failure(path, self._largest) if ending == FAILED else owner(path, self._largest)
            return key if key in self._shared[found] else None
        return key

    def _old(self) -> dict[str, str]:
        if self._by_old is None:
            self._by_old = {}
            for whole, key in self._by_digest.items():
                self._put(self._by_old, whole[:OLD_HEX], key)
        return self._by_old

    def _put(self, keys: dict[str, str], found: str, key: str) -> None:
        other = keys.setdefault(found, key)
        if other != key:
            self._shared.setdefault(found, {other}).add(key)


def _slug(key: str, longest: int) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold_letters(slug_of(key))).strip("-")[:longest] or "article"


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
