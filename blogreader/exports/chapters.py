"""An article with what is kept of it, as every form of export needs it."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from blogreader import files
from blogreader.model import Article, Document, Entry, Highlight
from blogreader.text import clean_line
from blogreader.urls import openable

LARGEST_PICTURE = 50_000_000
"""Bytes."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SCRIPTED = re.compile(
    rb"<(?:[\w-]+:)?(?:script|foreignObject|iframe|handler|animate|set)\b|\son[a-z]+\s*=|<!DOCTYPE|<!ENTITY|<\?xml-stylesheet"
    rb"|@import|(?:href|src)\s*+=\s*+[\"']?+\s*+(?![#\"'])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article with its document, where there is one, and the files of its pictures by their addresses."""

    entry: Entry
    document: Document | None = None
    pictures: Mapping[str, Path] = field(default_factory=dict)
    find: Callable[[str], Path | None] | None = None
    """Finds the pictures of an article that is a file, by their addresses beside it."""
    highlights: tuple[Highlight, ...] = ()
    """What its reader highlighted in it, and wrote on it."""

    @property
    def article(self) -> Article:
        """What the index says of it."""
        return self.entry.article

    @property
    def title(self) -> str:
        """In one line."""
        return clean_line(self.article.title) or clean_line(self.article.url)

    @property
    def date(self) -> dt.date | None:
        """When it was published, as the index or the page says."""
        return self.article.date or (self.document.published if self.document else None)

    @property
    def anchor(self) -> str:
        """A name of its own in whatever it is exported to, the same each time."""
        return f"a{digest(self.article.key)}"

    @property
    def author(self) -> str:
        """Who wrote it, as far as the page says so."""
        return clean_line((self.document.author if self.document else None) or "", 200)

    @property
    def language(self) -> str | None:
        """As a tag (BCP 47); None: not known."""
        said = self.document.language if self.document else None
        return said if said and _LANGUAGE.fullmatch(said) else None

    @property
    def base(self) -> str:
        """Against what its relative links resolve."""
        document = self.document
        return (document.final_url or document.url) if document else self.article.url

    def picture(self, address: str) -> Path | None:
        """Return the file of a picture."""
        found = self.pictures.get(address)
        if found is None:
            found = next((path for url, path in self.pictures.items() if openable(url) == address), None)
        return self.find(address) if found is None and self.find else found


class Chapters:
    """Articles in their order, whose texts are read one after the other, each time that they are gone through."""

    def __init__(self, entries: Sequence[Entry], load: Callable[[Entry], Chapter]) -> None:
        self.entries = entries
        self._load = load

    def __iter__(self) -> Iterator[Chapter]:
        return map(self._load, self.entries)

    def targets(self, form: str) -> dict[str, str]:
        """Return where each article is, by its key: its anchor in this form."""
        return {entry.article.key: form.format(Chapter(entry).anchor) for entry in self.entries}


def digest(key: str) -> str:
    """Return 16 hex digits of a key's hash."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ChapterPicture:
    """A picture that may be shown to anybody: it is what its first bytes say, and runs nothing."""

    data: bytes
    media_type: str
    extension: str


def picture_of(path: Path) -> ChapterPicture | None:
    """Return a picture as its bytes have it; None: it can't be read, or is none that is safe to pass on."""
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
