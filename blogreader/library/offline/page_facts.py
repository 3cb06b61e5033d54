"""The author and the language that documents name, for the catalogue: those of archived pages and of local files."""

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from blogreader.errors import LibraryError
from blogreader.library.offline import local_articles
from blogreader.model import Document, Via
from blogreader.text import clean_line

if TYPE_CHECKING:
    from blogreader.archive import Archive
    from blogreader.catalogue import Catalogue

PageFacts = tuple[str, str]
"""The author, and the language as a tag in lower case; empty: the document names none."""
_NONE: PageFacts = ("", "")
_AT_ONCE = 500
"""Documents read between two writes to the catalogue."""
_LONGEST_AUTHOR = 200
_LONGEST_TAG = 35
"""Characters (RFC 5646, 4.4.1)."""
_HEAD = 60_000
"""Bytes of a local file in which its front matter ends."""


def of_document(document: Document) -> PageFacts:
    """Return what a document names; of a local file in Markdown, what all of its front matter does."""
    if document.via is Via.LOCAL and local_articles.is_markdown(document.key):
        return of_file(document.key)
    return _facts(document.author, document.language)


def of_file(key: str) -> PageFacts:
    """Return what a local file in Markdown names, by its front matter and its name."""
    from blogreader import files
    from blogreader.indexes import folder_posts  # most libraries have no local files

    path = local_articles.path_of(key)
    try:
        head = files.read_head(files.target(path), _HEAD).decode("utf-8", "replace")
    except OSError:  # it is reported when it is opened
        return _NONE
    return _facts(*folder_posts.author_and_language(path.name, head))


def catch_up(archive: "Archive", catalogue: "Catalogue") -> None:
    """Read the heads of documents that the catalogue knows nothing about; raises LibraryError."""
    coming = iter(catalogue.without_page_facts())
    while keys := [*islice(coming, _AT_ONCE)]:
        catalogue.put_page_facts(dict(_read(archive, keys)))


def _read(archive: "Archive", keys: Iterable[str]) -> Iterable[tuple[str, PageFacts]]:
    for key in keys:
        try:
            yield key, of_file(key) if local_articles.is_local(key) else _facts(*archive.author_and_language(key))
        except LibraryError:  # as above
            yield key, _NONE


def _facts(author: str | None, language: str | None) -> PageFacts:
    tag = clean_line(language or "", _LONGEST_TAG + 1).lower().replace("_", "-")
    return clean_line(author or "", _LONGEST_AUTHOR), tag if len(tag) <= _LONGEST_TAG else ""
