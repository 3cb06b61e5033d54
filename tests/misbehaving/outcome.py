"""What the client reports of a fetch."""

from __future__ import annotations

from typing import NamedTuple


class Outcome(NamedTuple):
    """What came of one fetch."""

    error: str
    """The type; empty when a page was had."""
    sentence: str
    text: str
    final_url: str
    not_modified: bool
    memory: int
    """Bytes at the worst moment, over what it had at the start."""
    connected: list[str]
    """The addresses that were connected to, or would have been."""
    retry_after: float | None
    trace: str
    """Of an error that no reader should ever see."""
