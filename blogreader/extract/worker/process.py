"""The extraction process, which ends with its parent: pages arrive on stdin, articles leave on stdout.

Run as `python -c "…; blogreader.extract.worker.process.main([SECONDS, BYTES])"` by
`blogreader.library.offline.extraction_pool`.
"""

import json
import os
import queue
import resource
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import asdict
from types import TracebackType
from typing import Any, BinaryIO

from blogreader.errors import FetchError, TooMuch
from blogreader.extract.formats.markdown import markdown_page
from blogreader.extract.formats.plain_text import plain_page
from blogreader.extract.pipeline import extract, read_fingerprints
from blogreader.extract.result import Extracted, Hints
from blogreader.extract.worker.protocol import SIZES, values_of
from blogreader.sites import SiteRules

_SIZE = struct.Struct(">I")
_GRACE_SECONDS = 2
"""Added to the limit, since normally the parent stops a page that takes too long; this is for a dead parent."""
_LOOK_SECONDS = 0.1
_OUT_OF_MEMORY = 9


def main(words: list[str], read: Callable[[bytes, bytes], dict[str, Any]] | None = None) -> None:
    """Process pages until the other side closes; `words` are the limits: seconds per page, and bytes.

    `read` makes an answer from a header and a page; by default the article is extracted.
    """
    seconds, most_bytes = float(words[0]), int(words[1])
    answers = os.fdopen(os.dup(1), "wb")
    # Output of libraries must not get between the answers.
    os.dup2(2, 1)
    sys.excepthook = _teller(answers)
    _bound_memory(most_bytes)
    pages: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_read_pages, args=(sys.stdin.buffer, pages), daemon=True).start()
    while True:
        head, body = pages.get()
        # Works inside C code, too: the default action of SIGALRM ends the process.
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)
        answer = (read or _answer)(head, body)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(answers, answer)


def _answer(head: bytes, body: bytes) -> dict[str, Any]:
    asked = json.loads(head)
    wanted = asked["hints"]
    hints = Hints(**{**wanted, "rules": SiteRules(**wanted["rules"]), "template": tuple(wanted["template"])})
    try:
        return _as_json(_read(asked["form"], body.decode("utf-8", "replace"), asked["url"], hints))
    except FetchError as error:
        return {"error": type(error).__name__, "sentence": str(error)}
    except (MemoryError, RecursionError):
        return {"error": TooMuch.__name__, "sentence": "Reading this page takes too much memory."}


def _read(form: str, text: str, url: str, hints: Hints) -> Extracted:
    if form == "template":
        return read_fingerprints(text)
    if form == "plain":
        return plain_page(text, hints)
    return markdown_page(text, url, hints) if form == "markdown" else extract(text, url, hints)


def _as_json(article: Extracted) -> dict[str, Any]:
    published = article.published
    return values_of(article) | {
        "published": published.isoformat() if published else None,
        "dropped": [asdict(part) for part in article.dropped],
    }


def _send(answers: BinaryIO, answer: dict[str, Any]) -> None:
    written = json.dumps(answer).encode()
    answers.write(_SIZE.pack(len(written)) + written)
    answers.flush()


def _read_pages(stdin: BinaryIO, pages: "queue.SimpleQueue[tuple[bytes, bytes]]") -> None:
    """Read pages in a thread of its own, so that the parent's end is noticed even while a page is processed."""
    while True:
        sizes = stdin.read(SIZES.size)
        if len(sizes) < SIZES.size:
            os._exit(0)
        head, body = SIZES.unpack(sizes)
        pages.put((stdin.read(head), stdin.read(body)))


def _teller(answers: BinaryIO) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return an exception hook that reports a bug to the parent, where it is raised."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _send(answers, {"error": "bug", "sentence": "".join(traceback.format_exception(kind, error, trace))})

    return tell


def _bound_memory(most: int) -> None:
    """Limit the memory of this process; on systems that can't (macOS), by polling."""
    if os.uname().sysname != "Darwin":
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        return
    threading.Thread(target=_watch_memory, args=(most,), daemon=True).start()


def _watch_memory(most: int) -> None:
    """End the process once it is too large; on macOS `ru_maxrss` is in bytes."""
    waiting = threading.Event()
    while not waiting.wait(_LOOK_SECONDS):
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > most:
            os._exit(_OUT_OF_MEMORY)
