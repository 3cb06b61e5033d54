"""The full texts in a source's feed, packed in one file beside its index."""

import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from blogreader import files
from blogreader.errors import Unwritable

_UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
"""What `zipfile` raises for other files, damaged ones, and unsupported compression."""
_LARGEST = 200_000_000
"""Packed bytes; beyond that the oldest texts are left out."""
_LARGEST_TEXT = 50_000_000
"""Unpacked bytes: no feed has an article that long."""


def read(path: Path, key: str) -> str | None:
    """Return the text of an article, in HTML; None if there is none, or no longer."""
    try:
        with files.open_regular(path) as file, zipfile.ZipFile(file) as packed:
            member = packed.getinfo(_member(key))
            return None if member.file_size > _LARGEST_TEXT else packed.read(member).decode("utf-8", "replace")
    except (*_UNREADABLE, KeyError):
        return None  # it is only a substitute for the page


def names(path: Path) -> frozenset[str]:
    """Return the names of the stored texts, for `has`."""
    try:
        with files.open_regular(path) as file, zipfile.ZipFile(file) as packed:
            return frozenset(packed.namelist())
    except _UNREADABLE:
        return frozenset()


def has(names: frozenset[str], key: str) -> bool:
    """Return whether the text of an article is among those with these names."""
    return bool(names) and _member(key) in names


def fault(path: Path) -> str:
    """Return what is wrong with the file; empty if nothing is, or if there is no file."""
    try:
        with files.open_regular(path) as file, zipfile.ZipFile(file) as packed:
            return "a text in it is damaged" if packed.testzip() else ""
    except FileNotFoundError:
        return ""
    except _UNREADABLE as error:
        return files.reason(error) if isinstance(error, OSError) else "it is not an archive of texts"


def differing(path: Path, texts: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of texts that differ from stored ones, by their checksums."""
    try:
        with files.open_regular(path) as file, zipfile.ZipFile(file) as packed:
            kept = {one.filename: one.CRC for one in packed.infolist()}
    except _UNREADABLE:  # nothing is known about the previous texts
        return frozenset()
    now = {key: (_member(key), zlib.crc32(text.encode("utf-8", "replace"))) for key, text in texts.items()}
    return frozenset(key for key, (member, crc) in now.items() if kept.get(member, crc) != crc)


def put(path: Path, texts: Mapping[str, str]) -> None:
    """Store texts by article key, in addition to the previous ones; raises LibraryError."""
    if not texts:
        return
    new = {_member(key): text.encode("utf-8", "replace") for key, text in texts.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for member, data in new.items():
            packed.writestr(member, data)
        try:
            with files.open_regular(path) as file, zipfile.ZipFile(file) as before:
                for one in before.infolist():
                    if one.filename not in new and one.file_size <= _LARGEST_TEXT and written.tell() < _LARGEST:
                        packed.writestr(one.filename, before.read(one))
        except FileNotFoundError:
            pass  # these are the first
        except _UNREADABLE:
            _keep_aside(path)
    files.replace(path, written.getvalue())


def _keep_aside(path: Path) -> None:
    """Rename an unreadable file, since its texts may exist nowhere else; raises Unwritable."""
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    aside = next(one for one in names if not os.path.lexists(one))
    try:
        path.rename(aside)
    except OSError as error:
        raise Unwritable(path, files.reason(error)) from error


def _member(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]
