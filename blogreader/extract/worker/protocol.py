"""The messages to the extraction process and back, for a side that doesn't import the extraction."""

import json
import struct
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from blogreader.dropped import Dropped
from blogreader.extract.result import Extracted, Form, Hints

SIZES = struct.Struct(">II")
"""Precedes a page: the numbers of bytes of its header, and of the page itself."""


def packed(text: str, url: str, hints: Hints, form: Form) -> tuple[bytes, bytes]:
    """Return what to send to the process for a page: a header, and the page itself."""
    body = text.encode("utf-8", "replace")
    wanted = values_of(hints) | {"rules": asdict(hints.rules)}
    head = json.dumps({"url": url, "hints": wanted, "form": form}).encode()
    return SIZES.pack(len(head), len(body)) + head, body


def values_of(record: Hints | Extracted) -> dict[str, Any]:
    """Return the values of the fields by name; `asdict` would copy each text and each fingerprint in them, too."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def unpacked(answer: bytes) -> Extracted | tuple[str, str]:
    """Parse the process's answer: an article, or the name of an error and its sentence."""
    said: dict[str, Any] = json.loads(answer)
    if "error" in said:
        return said["error"], said["sentence"]
    published = said["published"]
    said["published"] = date.fromisoformat(published) if published else None
    said["images"] = tuple(said["images"])
    said["dropped"] = tuple(Dropped(**one) for one in said["dropped"])
    return Extracted(**said)
