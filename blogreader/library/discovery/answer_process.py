"""Answers of a blog read in a process of its own, as `extract.worker` extracts pages: bounded in time and memory."""

import json
from typing import Any

from blogreader.errors import TooMuch
from blogreader.extract.worker import process
from blogreader.indexes.blog import answer_protocol, answers


def main(words: list[str]) -> None:
    """Answer until the other side closes; `words` are the limits: seconds an answer, and bytes."""
    process.main(words, _read)


def _read(head: bytes, body: bytes) -> dict[str, Any]:
    asked = json.loads(head)
    try:
        return answer_protocol.packed(answers.read(body.decode("utf-8", "replace"), asked["url"], asked["type"]))
    except (MemoryError, RecursionError):
        return {"error": TooMuch.__name__, "sentence": "Reading this takes too much memory."}
