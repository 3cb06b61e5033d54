"""Extraction processes that a pool of one test is done with, for the pools of the next.

Starting one, and loading what it reads pages with, takes more of the processor than most tests do.
"""

from collections import defaultdict
from typing import TypeAlias

from blogreader.library.offline import extraction_pool
from blogreader.library.offline.extraction_pool import ExtractionPool

_Limits: TypeAlias = tuple[float, int, str]
_MOST = 2
"""As many of a kind as a pool has."""
_Worker = extraction_pool._Worker
_close = ExtractionPool.close
_spare: dict[_Limits, list[_Worker]] = defaultdict(list)
are_kept = False
"""Whether pools leave their processes behind; tests of what becomes of them set it to false."""


def keep() -> None:
    """Let pools leave their idle processes behind, and begin with those that others left."""
    global are_kept  # noqa: PLW0603 - of a process of tests
    are_kept = True
    extraction_pool._Worker = _taken  # type: ignore[misc,assignment]
    ExtractionPool.close = _close_and_leave  # type: ignore[method-assign,assignment]


def end() -> None:
    """End those that were left."""
    for workers in _spare.values():
        while workers:
            workers.pop().end()


def _taken(seconds: float, most_bytes: int, program: str) -> _Worker:
    spare = _spare[seconds, most_bytes, program] if are_kept else []
    while spare:
        worker = spare.pop()
        if worker._process.poll() is None:
            return worker
        worker.end()
    return _Worker(seconds, most_bytes, program)


def _close_and_leave(pool: ExtractionPool) -> None:
    spare = _spare[pool._seconds, pool._most_bytes, pool._program]
    with pool._lock:
        while are_kept and pool._idle and len(spare) < _MOST:
            spare.append(pool._idle.pop())
    _close(pool)
