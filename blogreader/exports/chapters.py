"""An article with its document, pictures and highlights, as every export format needs them."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from blogreader import files
from blogreader.exports.xhtml import NO_XML
from blogreader.model import Article, Document, Entry, Highlight
from blogreader.text import clean_line
from blogreader.urls import openable

LARGEST_PICTURE = 50_000_000
"""Bytes."""
_LONGEST_TITLE = 2_000
_LONGEST_AUTHOR = 200
"""Characters."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SCRIPTED = re.compile(
    rb"<(?:[\w-]+:)?(?:script|foreignObject|iframe|handler|animate|set)\b|\son[a-z]+\s*=|<!DOCTYPE|<!ENTITY|<\?xml-stylesheet"
    rb"|@import|(?:href|src)\s*+=\s*+[\"']?+\s*+(?![#\"'])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article with its document, if there is one, and the files of its pictures by address."""

    entry: Entry
    document: Document | None = None
    pictures: Mapping[str, Path] = field(default_factory=dict)
    find: Callable[[str], Path | None] | None = None
    """Finds the pictures of a local article, by their relative addresses."""
    highlights: tuple[Highlight, ...] = ()
    """Its reader's highlights and notes."""

    @property
    def article(self) -> Article:
        """Its entry in the index."""
        return self.entry.article

    @property
    def title(self) -> str:
        """On one line."""
        return _line(self.article.title) or clean_line(self.article.url)

    @property
    def date(self) -> dt.date | None:
        """The date of publication in the index or on the page."""
        return self.article.date or (self.document.published if self.document else None)

    @property
    def anchor(self) -> str:
        """A unique name for it within any export, the same each time."""
        return f"a{digest(self.article.key)}"

    @property
    def author(self) -> str:
        """The author, if the index or the page names one."""
        said = (self.article.author, self.document.author if self.document else None)
        return next((line for one in said if one and (line := _line(one, _LONGEST_AUTHOR))), "")

    @property
    def language(self) -> str | None:
        """As a tag (BCP 47); None: not known."""
        said = self.document.language if self.document else None
        return said if said and _LANGUAGE.fullmatch(said) else None

    @property
    def base(self) -> str:
        """The address that its relative links are resolved against."""
        return self.document.base if self.document else self.article.url

    def picture(self, address: str) -> Path | None:
        """Return the file of a picture."""
        found = self.pictures.get(address)
        if found is None:
            found = next((path for url, path in self.pictures.items() if openable(url) == address), None)
        return self.find(address) if found is None and self.find else found


class Chapters:
    """Articles in order; their texts are read one at a time in each iteration."""

    def __init__(self, entries: Sequence[Entry], load: Callable[[Entry], Chapter]) -> None:
        self.entries = entries
        self._load = load

    def __iter__(self) -> Iterator[Chapter]:
        return map(self._load, self.entries)

    def targets(self, form: str) -> dict[str, str]:
        """Return the anchors of the articles by key, in this form."""
        return {entry.article.key: form.format(Chapter(entry).anchor) for entry in self.entries}


def _line(text: str, longest: int = _LONGEST_TITLE) -> str:
    """Return a text as one line, without what XML can't hold: a book has no empty title and no empty name."""
    return clean_line(NO_XML.sub("", text), longest)


def digest(key: str) -> str:
    """Return 16 hex digits of a key's hash."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ChapterPicture:
    """A picture that is safe to pass on: its first bytes show its type, and it contains no scripts."""

    data: bytes
    media_type: str
    extension: str


def picture_of(path: Path) -> ChapterPicture | None:
    """Return the picture in a file; None if it is unreadable, or not of a safe type."""
    try:
        data = files.read_bytes(path, LARGEST_PICTURE)
    except OSError:
        return None
    for begin, media_type, extension in (
        (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
        (b"\xff\xd8\xff", "image/jpeg", "jpg"),
        (b"GIF87a", "image/gif", "gif"),
        (b"GIF89a", "image/gif", "gif"),
    ):
        if data.startswith(begin):
            return ChapterPicture(data, media_type, extension)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ChapterPicture(data, "image/webp", "webp")
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return ChapterPicture(data, "image/avif", "avif")
    if b"<svg" in data[:2_000] and not _SCRIPTED.search(data):
        return ChapterPicture(data, "image/svg+xml", "svg")
    return None
