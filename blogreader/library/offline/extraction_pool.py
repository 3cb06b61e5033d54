"""A pool of extraction processes: started on demand, reused, bounded in time and memory."""

import asyncio
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from blogreader import files
from blogreader.errors import Empty, TooMuch
from blogreader.sites import SiteRules

if TYPE_CHECKING:
    from blogreader.extract import Extracted, Form, Hints

_R = TypeVar("_R")
_SECONDS = 20
_MOST_BYTES = 1_000_000_000
_WORKERS = 2
_FINISHING_SECONDS = 0.5
"""How long an abandoned page may occupy its process; starting a new one takes as long."""
_SIZE = struct.Struct(">I")
_PIECE = 65_536
"""Bytes read at once: as many as a pipe holds."""
_ERRORS = {error.__name__: error for error in (Empty, TooMuch)}
_NO_RULES = SiteRules()


def rules_for(sites: Mapping[str, SiteRules], url: str) -> SiteRules:
    """Return the reader's rules for the host of an address; those for `example.com` include `www.example.com`."""
    host = (urlsplit(url).hostname or "").lower()
    return sites.get(host) or sites.get(host.removeprefix("www.")) or _NO_RULES


class ExtractionPool:
    """Extracts pages for any number of concurrent callers; its processes end with `close` or with this process.

    A caller that is cancelled leaves its page to be finished, and disturbs nobody; a page that takes long is given up.
    """

    def __init__(
        self,
        *,
        workers: int = _WORKERS,
        seconds: float = _SECONDS,
        most_bytes: int = _MOST_BYTES,
        program: str = "blogreader.extract.worker.process",
    ) -> None:
        """Create it; `program` is the module whose `main` answers."""
        # Answers are awaited in threads, so that the processes outlive an event loop, and can be ended without one.
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="extraction")
        self._workers = workers
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._program = program
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._idle.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.end()

    def start(self, pages: int) -> None:
        """Start the processes for this many pages: they load while the first page is being fetched."""
        for _ in range(min(pages, self._workers)):
            with suppress(OSError), self._lock:  # reported by the page that needs one
                if self._closed or len(self._idle) + len(self._busy) >= min(pages, self._workers):
                    return
                self._idle.append(_Worker(self._seconds, self._most_bytes, self._program))

    async def extract(self, text: str, url: str, hints: "Hints", form: "Form") -> "Extracted":
        """Return the article of a page; raises Empty, TooMuch."""
        return await self._read(lambda order: self._made(text, url, hints, form, order))

    def _made(self, text: str, url: str, hints: "Hints", form: "Form", order: "_Request") -> "Extracted":
        from blogreader.extract.worker.protocol import packed, unpacked

        answer = unpacked(self._asked(packed(text, url, hints, form), order))
        if not isinstance(answer, tuple):
            return answer
        name, sentence = answer
        if name not in _ERRORS:
            raise RuntimeError(f"A bug in the extraction of {url}:\n{sentence}")
        raise _ERRORS[name](sentence)

    async def ask(self, page: tuple[bytes, bytes]) -> bytes:
        """Send a header and a page to the program; raises TooMuch."""
        return await self._read(lambda order: self._asked(page, order))

    async def _read(self, read: "Callable[[_Request], _R]") -> _R:
        order = _Request()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, read, order)
        except asyncio.CancelledError:
            loop.call_later(_FINISHING_SECONDS, self._give_up, order)
            raise

    def _give_up(self, order: "_Request") -> None:
        """End a process that is still busy with an abandoned page, so that the next page need not wait for it."""
        with self._lock:
            order.given_up = True
            if order.worker is not None:
                order.worker.kill()

    def _asked(self, page: tuple[bytes, bytes], order: "_Request") -> bytes:
        while True:
            try:
                worker, was_there = self._taken(order)
            except OSError as error:  # too many processes or open files, too little memory
                raise TooMuch(f"No process could be started to read this page: {files.reason(error)}.") from error
            try:
                answer = worker.ask(page, self._seconds)
            except (OSError, EOFError) as error:
                self._let_go(worker, order, alive=False)
                if worker.was_late:
                    raise TooMuch(f"Reading this page takes longer than {self._seconds:g} s.") from error
                # A reused process, or one started ahead, may have died since for reasons of its own.
                if was_there and not self._closed and not order.given_up:
                    continue
                raise TooMuch("Reading this page takes too much memory.") from error
            self._let_go(worker, order, alive=True)
            return answer

    def _taken(self, order: "_Request") -> tuple["_Worker", bool]:
        """Return a process, and whether it existed already."""
        with self._lock:
            was_there = bool(self._idle)
            worker = self._idle.pop() if was_there else _Worker(self._seconds, self._most_bytes, self._program)
            self._busy.add(worker)
            order.worker = worker
            return worker, was_there

    def _let_go(self, worker: "_Worker", order: "_Request", *, alive: bool) -> None:
        with self._lock:
            order.worker = None
            self._busy.discard(worker)
            if alive and not self._closed:
                self._idle.append(worker)
                return
        worker.end()


class _Request:
    """A page to be processed, and the process working on it."""

    def __init__(self) -> None:
        self.worker: _Worker | None = None
        self.given_up = False


class _Worker:
    """One process of the pool, without access to the terminal."""

    def __init__(self, seconds: float, most_bytes: int, program: str) -> None:
        """Start it; raises OSError."""
        # Isolated from the folder and the environment, with the packages of this process. A fifth of the time to load
        # them would go into a search for garbage among what stays.
        places = [place for place in (str(Path(__file__).parents[3]), *sys.path) if Path(place).is_absolute()]
        code = (
            f"import gc, sys; gc.disable(); sys.path[:0] = {places!r}; import {program} as process;"
            " gc.freeze(); gc.enable(); process.main(sys.argv[1:])"
        )
        with ExitStack() as undoing, ExitStack() as theirs:
            pages, self._stdin = os.pipe()
            theirs.callback(os.close, pages)
            undoing.callback(os.close, self._stdin)
            self._stdout, answers = os.pipe()
            theirs.callback(os.close, answers)
            undoing.callback(os.close, self._stdout)
            for end in (self._stdin, self._stdout):
                os.set_blocking(end, False)
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-I", "-S", "-c", code, str(seconds), str(most_bytes)],
                stdin=pages,
                stdout=answers,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            undoing.pop_all()
        self._asking = threading.Lock()
        self._is_open = True
        self.was_late = False
        """Whether it was killed because a page took too long."""

    def ask(self, page: tuple[bytes, bytes], seconds: float) -> bytes:
        """Send a page and wait for the result; raises OSError or EOFError if the process ends."""
        with self._asking:
            if not self._is_open:
                raise EOFError
            until = time.monotonic() + seconds
            # In as few calls as they fit into: each lets another thread run, and waits for its turn again.
            self._write(b"".join(page), until)
            return self._read(until)

    def kill(self) -> None:
        """Kill the process; callers waiting for it get an error."""
        self._process.kill()

    def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        # Threads waiting for it notice that it is gone, and close the pipes.
        with self._asking:
            if self._is_open:
                self._is_open = False
                os.close(self._stdin)
                os.close(self._stdout)

    def _write(self, data: bytes, until: float) -> None:
        left = memoryview(data)
        while left:
            try:
                left = left[os.write(self._stdin, left) :]
            except BlockingIOError:  # full, as with pages that are larger than the pipe
                self._wait(self._stdin, select.POLLOUT, until)

    def _read(self, until: float) -> bytes:
        """Return an answer without its size; nothing follows it until the next page is sent."""
        data, end = bytearray(), _SIZE.size
        while len(data) < end:
            self._wait(self._stdout, select.POLLIN, until)
            piece = os.read(self._stdout, _PIECE)
            if not piece:
                raise EOFError
            data += piece
            if len(data) >= _SIZE.size:
                end = _SIZE.size + _SIZE.unpack_from(data)[0]
        return bytes(memoryview(data)[_SIZE.size :])

    def _wait(self, pipe: int, event: int, until: float) -> None:
        """Wait for a pipe; after the time limit kill the process and raise TimeoutError."""
        poll = select.poll()
        poll.register(pipe, event)
        left = until - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            self.was_late = True
            self._process.kill()
            raise TimeoutError
