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
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogreader import files
from blogreader.errors import Empty, TooMuch
from blogreader.sites import SiteRules

if TYPE_CHECKING:
    from blogreader.extract import Extracted, Form, Hints
    from blogreader.library.offline.extraction_cache import ExtractionCache

_SECONDS = 20
_MOST_BYTES = 1_000_000_000
_WORKERS = 2
_FINISHING_SECONDS = 0.5
"""How long an abandoned page may occupy its process; starting a new one takes as long."""
_SIZE = struct.Struct(">I")
_LOOK_SECONDS = 0.05
"""Between two looks for a process that becomes idle."""
_AT_ONCE = 200_000
"""Characters of a page, or bytes of an answer, that are encoded in the event loop, in a millisecond or so."""
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
    Used by one event loop at a time: the processes outlive it.
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
        self._workers = workers
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._program = program
        self._lock = threading.Lock()
        self._starting = threading.Lock()
        """Held while a process is started, in some thread: the event loop must not wait for that."""
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._places = asyncio.Semaphore(workers)
        """Of this event loop: a place for each page that is being processed."""

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._idle.clear()
        for worker in workers:
            worker.end()

    @property
    def is_busy(self) -> bool:
        """Whether a page is being processed."""
        return bool(self._busy)

    def start(self, pages: int) -> None:
        """Start the processes for this many pages: they load while the first page is being fetched."""
        with suppress(OSError):  # reported by the page that needs one
            while self._add(min(pages, self._workers)):
                pass

    def _add(self, most: int) -> bool:
        """Start a process unless there are so many; return whether it was. Raises OSError."""
        with self._starting:
            with self._lock:
                if self._closed or len(self._idle) + len(self._busy) >= most:
                    return False
            worker = _Worker(self._seconds, self._most_bytes, self._program)
            if self._keeps(worker):
                return True
        worker.end()
        return False

    def _keeps(self, worker: "_Worker") -> bool:
        """Have a process ready for the next page; return whether there may be one."""
        with self._lock:
            self._busy.discard(worker)
            if not self._closed:
                self._idle.append(worker)
            return not self._closed

    async def extract(
        self, text: str, url: str, hints: "Hints", form: "Form", cache: "ExtractionCache | None" = None
    ) -> "Extracted":
        """Return the article of a page, from a cache if it has it; raises Empty, TooMuch."""
        from blogreader.extract.worker.protocol import packed, unpacked

        is_short = len(text) <= _AT_ONCE
        page = packed(text, url, hints, form) if is_short else await asyncio.to_thread(packed, text, url, hints, form)
        known = await asyncio.to_thread(cache.get, page) if cache else None
        said = known if known is not None else await self.ask(page)
        answer = unpacked(said) if len(said) <= _AT_ONCE else await asyncio.to_thread(unpacked, said)
        if not isinstance(answer, tuple):
            if cache and known is None:
                await asyncio.to_thread(cache.put, page, said)
            return answer
        name, sentence = answer
        if name not in _ERRORS:
            raise RuntimeError(f"A bug in the extraction of {url}:\n{sentence}")
        raise _ERRORS[name](sentence)

    async def ask(self, page: tuple[bytes, bytes]) -> bytes:
        """Send a header and a page to the program; raises TooMuch."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._places = loop, asyncio.Semaphore(self._workers)
        places, finishing = self._places, None
        await places.acquire()
        try:
            while True:
                try:
                    worker, was_there = await self._taken()
                except OSError as error:  # too many processes or open files, too little memory
                    raise TooMuch(f"No process could be started to read this page: {files.reason(error)}.") from error
                try:
                    answer = await worker.ask(page, self._seconds)
                except asyncio.CancelledError:
                    finishing = loop.run_in_executor(None, self._finish, worker)
                    raise
                except (OSError, EOFError) as error:
                    await asyncio.to_thread(self._end, worker)
                    if worker.was_late:
                        raise TooMuch(f"Reading this page takes longer than {self._seconds:g} s.") from error
                    # A reused process, or one started ahead, may have died since for reasons of its own.
                    if was_there and not self._closed:
                        continue
                    raise TooMuch("Reading this page takes too much memory.") from error
                if not self._keeps(worker):
                    worker.end()
                return answer
        finally:
            if finishing is None:
                places.release()
            else:
                finishing.add_done_callback(lambda _: places.release())

    def _finish(self, worker: "_Worker") -> None:
        """Have an abandoned page finished, or end its process, so that the next page need not wait for it."""
        if not worker.finish(_FINISHING_SECONDS) or not self._keeps(worker):
            self._end(worker)

    def _end(self, worker: "_Worker") -> None:
        worker.end()
        with self._lock:
            self._busy.discard(worker)

    async def _taken(self) -> tuple["_Worker", bool]:
        """Return a process, and whether it existed already; raises OSError, TooMuch."""
        was_there = True
        while True:
            with self._lock:
                if self._closed:
                    raise TooMuch("Reading this page takes too much memory.")
                if self._idle:
                    worker = self._idle.pop()
                    self._busy.add(worker)
                    return worker, was_there
            was_there = not await asyncio.to_thread(self._add, self._workers)
            if was_there and not self._idle:  # of another event loop, that ended, a page is being finished
                await asyncio.sleep(_LOOK_SECONDS)


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
        self._lock = threading.Lock()
        self._is_sent = False
        """Whether all of the page was."""
        self._answer = bytearray()
        """What has come of it."""
        self._is_asked = False
        self._is_ended = False
        self._is_open = True
        self.was_late = False
        """Whether it was killed because a page took too long."""

    async def ask(self, page: tuple[bytes, bytes], seconds: float) -> bytes:
        """Send a page and wait for the result; raises OSError or EOFError if the process ends.

        After a cancellation `finish` has to be called.
        """
        with self._lock:
            if self._is_ended:
                raise EOFError
            self._is_asked = True
        self._is_sent, self._answer = False, bytearray()
        try:
            async with asyncio.timeout(seconds):
                await self._write(b"".join(page))
                self._is_sent = True
                await self._read()
        except TimeoutError:
            self.was_late = True
            self._process.kill()
            self._is_answered()
            raise
        except (OSError, EOFError):
            self._is_answered()
            raise
        self._is_answered()
        return bytes(memoryview(self._answer)[_SIZE.size :])

    def finish(self, seconds: float) -> bool:
        """Wait for the result of an abandoned page, in some thread; return whether it came in time."""
        until, poll = time.monotonic() + seconds, select.poll()
        poll.register(self._stdout, select.POLLIN)
        try:
            while self._is_sent and self._lacks():
                if not poll.poll(max(until - time.monotonic(), 0) * 1000):
                    return False
                self._take()
        except (OSError, EOFError):
            return False
        finally:
            self._is_answered()
        return self._is_sent

    def end(self) -> None:
        """Kill the process, and wait until it is gone; who waits for an answer gets an error."""
        self._process.kill()
        self._process.wait()
        with self._lock:
            self._is_ended = True
            if not self._is_asked:  # who waits for it notices that it is gone, and closes the pipes
                self._close()

    def _is_answered(self) -> None:
        with self._lock:
            self._is_asked = False

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            os.close(self._stdin)
            os.close(self._stdout)

    async def _write(self, data: bytes) -> None:
        left, loop = memoryview(data), asyncio.get_running_loop()
        while left:
            try:
                left = left[os.write(self._stdin, left) :]
            except BlockingIOError:  # full, as with pages that are larger than the pipe
                await _called(
                    lambda ready: loop.add_writer(self._stdin, ready), lambda: loop.remove_writer(self._stdin)
                )

    async def _read(self) -> None:
        loop = asyncio.get_running_loop()
        while self._lacks():
            await _called(lambda ready: loop.add_reader(self._stdout, ready), lambda: loop.remove_reader(self._stdout))
            self._take()

    def _lacks(self) -> bool:
        """Return whether something of the answer is still to come; nothing follows it until the next page is sent."""
        there = len(self._answer)
        return there < _SIZE.size or there < _SIZE.size + _SIZE.unpack_from(self._answer)[0]

    def _take(self) -> None:
        with suppress(BlockingIOError):
            piece = os.read(self._stdout, _PIECE)
            if not piece:
                raise EOFError
            self._answer += piece


async def _called(begin: Callable[[Callable[[], None]], None], end: Callable[[], object]) -> None:
    """Wait for a callback that is registered, and taken back at the end."""
    called = asyncio.get_running_loop().create_future()
    begin(lambda: None if called.done() else called.set_result(None))
    try:
        await called
    finally:
        end()
