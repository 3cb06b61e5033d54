"""Parses a blog's responses in a separate process, bounded in time and memory, as `extract.worker` does with pages."""

import json
from typing import Any

from blogreader.errors import TooMuch
from blogreader.extract.worker import process
from blogreader.indexes.blog import answer_protocol, answers


def main(words: list[str]) -> None:
    """Answer requests until the other side closes; `words` are the limits: seconds per answer, and bytes."""
    process.main(words, _read)


def _read(head: bytes, body: bytes) -> dict[str, Any]:
    asked = json.loads(head)
    try:
        return answer_protocol.packed(answers.read(body.decode("utf-8", "replace"), asked["url"], asked["type"]))
    except (MemoryError, RecursionError):
        return {"error": TooMuch.__name__, "sentence": "Reading this takes too much memory."}
