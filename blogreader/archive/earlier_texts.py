"""The text that a reader has read, kept as a delta beside the document when another one replaces it.

A file of JSON: what is copied from the lines of today's text, and what stood in it besides. It is bounded: of a text
that has nothing in common with today's, and is very long, only the fact is kept that it was another one.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypeAlias

from blogreader import files, times
from blogreader.errors import LibraryError
from blogreader.records import dataclass

LARGEST = 2_000_000
"""Bytes of a file."""
_MOST_COMPARED = 4_000_000
"""Pairs of lines; of more the beginning and the end that are alike are enough."""
Delta: TypeAlias = "list[list[int] | str]"
"""First and last line (excluded) to copy from the present text, or literal text."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of the text that was read."""

    changed: datetime
    """When it was replaced."""
    text: str | None
    """None: it was not kept, or can't be reconstructed from the present text any more."""
    seen: datetime | None = None
    """When its reader looked at the differences."""


def written(key: str, earlier: Earlier, today: str) -> bytes:
    """Return the contents of the file for an earlier text, beside the present one."""
    record: dict[str, object] = {
        "url": key,
        "changed": times.to_text(earlier.changed),
        "seen": times.to_text(earlier.seen) if earlier.seen else None,
        "of": _hash(today),
    }
    if earlier.text is not None:
        delta = {"sha256": _hash(earlier.text), "delta": _delta(earlier.text, today)}
        data = _line(record | delta)
        if len(data) <= LARGEST:
            return data
    return _line(record)


def parsed(data: bytes, today: str | None = None) -> Earlier:
    """Parse a file, with its text if the present one is given; raises ValueError if it is not such a file."""
    try:
        record = json.loads(data)
        seen = record["seen"]
        changed = times.from_text(record["changed"])
        earlier = Earlier(changed, None, None if seen is None else times.from_text(seen))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("it does not say what was read, or when it changed") from error
    if today is None or "delta" not in record or record.get("of") != _hash(today):
        return earlier
    text = _applied(record["delta"], today)
    return Earlier(changed, text if text is not None and _hash(text) == record.get("sha256") else None, earlier.seen)


def owner(data: bytes) -> str | None:
    """Return the key of the article that this file belongs to; None if it doesn't say."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return None
    url = record.get("url") if isinstance(record, dict) else None
    return url if isinstance(url, str) else None


def read(path: Path, key: str, today: str | None = None) -> Earlier | None:
    """Read a file; None if there is none of this article, or it is damaged, which `doctor` reports."""
    try:
        data = files.read_bytes(path, LARGEST)
        return parsed(data, today) if owner(data) == key else None
    except (OSError, ValueError):
        return None


def write(path: Path, key: str, earlier: Earlier | None, today: str) -> None:
    """Write an earlier text, replacing another; None deletes it. Raises LibraryError."""
    if earlier is None:
        with suppress(LibraryError):
            files.remove(path)
    else:
        files.replace(path, written(key, earlier, today))


def _line(record: dict[str, object]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _delta(earlier: str, today: str) -> Delta:
    old, new = _lines(earlier), _lines(today)
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    delta: Delta = [[0, begin]] if begin else []
    delta += _middle(old[begin : len(old) - end], new[begin : len(new) - end], begin)
    return [*delta, [len(new) - end, len(new)]] if end else delta


def _middle(old: Sequence[str], new: Sequence[str], shift: int) -> Delta:
    if len(old) * len(new) > _MOST_COMPARED:
        return ["".join(old)]
    delta: Delta = []
    # What stands between all paragraphs is not looked for alone: of a thousand empty lines it would take half a minute.
    for kind, first, last, from_new, to_new in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            delta.append([from_new + shift, to_new + shift])
        elif first < last:
            delta.append("".join(old[first:last]))
    return delta


def _applied(delta: object, today: str) -> str | None:
    """Apply a delta to the present text; None if it is damaged."""
    lines = _lines(today)
    pieces: list[str] = []
    for one in delta if isinstance(delta, list) else [None]:
        match one:
            case str():
                pieces.append(one)
            case [int(first), int(last)] if 0 <= first <= last <= len(lines):
                pieces += lines[first:last]
            case _:
                return None
    return "".join(pieces)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
