"""Files with names of older versions: read where they are, and renamed when something writes beside them.

Whatever ends a renaming in the middle, each file is found under one of its two names: each is looked for under the
new one first, and the document, which says whose the others are, is renamed last. No start waits for it: what is read
is found by one more look at the folder, and a fetch, which goes through all names anyway, renames what it sees.
"""

import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from blogreader import files
from blogreader.archive import document_names
from blogreader.errors import Unwritable

if TYPE_CHECKING:
    from blogreader.archive.archive import Archive

_LARGEST = 50_000_000
_COPIES = (".damaged", *(f".damaged-{number}" for number in range(2, 100)))


def found(archive: "Archive", key: str, ending: str) -> Path | None:
    """Return the file of an article with its old name; None if there is none, or it is another article's."""
    start = _start(archive, key)
    if not os.path.lexists(start + ending):
        return None
    return Path(start + ending) if _is_own(key, _document(archive, key), ending) else None


def rename(archive: "Archive", key: str) -> None:
    """Rename the files of an article to their new names; raises Unwritable."""
    start = _start(archive, key)
    # Before each file that is written; nearly always there are none.
    endings = [
        ending for ending in (*document_names.BESIDE, document_names.DOCUMENT) if os.path.lexists(start + ending)
    ]
    if not endings:
        return
    document = _document(archive, key)
    copies = [ending for ending in _COPIES if os.path.lexists(document.with_suffix(ending))]
    for ending in chain(copies, endings):  # the document goes last
        if _is_own(key, document, ending):
            _move(document.with_suffix(ending), archive.path_of(key), ending)


def rename_all(archive: "Archive") -> None:
    """Rename all files that say which article they belong to; raises LibraryError.

    A page without a document or a failure doesn't: it is found and renamed by whoever knows its article.
    """
    for path in list(archive.tree.paths()):
        _, digest, ending = document_names.split(path.name)
        if len(digest) != document_names.OLD_HEX or ending not in (document_names.DOCUMENT, document_names.FAILED):
            continue
        owner_of = document_names.owner if ending == document_names.DOCUMENT else document_names.owner_of_failure
        key = owner_of(path, _LARGEST)
        if key is not None and _document(archive, key).with_suffix(ending) == path:
            with archive.locked():
                rename(archive, key)


def _start(archive: "Archive", key: str) -> str:
    """Return the paths of an article's files, up to what they end with."""
    return f"{archive.folder}/{document_names.folder_of(key)}/{document_names.old_stem(key)}"


def _document(archive: "Archive", key: str) -> Path:
    return Path(_start(archive, key) + document_names.DOCUMENT)


def _is_own(key: str, document: Path, ending: str) -> bool:
    """Return whether an old file belongs to this article, and not to another with the same forty bits.

    Files that don't say so belong to the document's article; documents that no longer do, to the one of their name.
    """
    if ending == document_names.FAILED:
        return document_names.owner_of_failure(document.with_suffix(document_names.FAILED), _LARGEST) in (None, key)
    whose = document_names.owner(document, _LARGEST)
    if whose is None and not os.path.lexists(document):
        whose = document_names.owner_of_failure(document.with_suffix(document_names.FAILED), _LARGEST)
    return whose in (None, key)


def _move(path: Path, document: Path, ending: str) -> None:
    """Rename a file; if the new name is taken, a document is kept as a copy, and anything else is deleted.

    Not synced: if a power cut brings the old name back, that does no harm.
    """
    to = document.with_suffix(ending)
    if os.path.lexists(to):
        if ending not in (document_names.DOCUMENT, *_COPIES):
            files.remove(path)
            return
        to = next(copy for copy in map(document.with_suffix, _COPIES) if not os.path.lexists(copy))
    try:
        path.rename(to)
    except FileNotFoundError:  # another process was faster
        return
    except OSError as error:
        raise Unwritable(path, files.reason(error)) from error
