"""The server itself: a loop in a thread of its own, that says byte by byte what a case has it say."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import Self

PATIENCE_SECONDS = 5.0
_LONGEST_HEAD = 200_000


@dataclass
class Visit:
    """One request, and what can be said to it."""

    head: str
    number: int
    """How often this path has been asked for, this time included."""
    ports: Mapping[str, int]
    """What stands for `{port}` and `{secure}` in answers."""
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @property
    def path(self) -> str:
        """What is asked for."""
        return self.head.split(" ")[1]

    def header(self, name: str) -> str:
        """Return a header of the request, empty when it was not sent."""
        for line in self.head.splitlines()[1:]:
            field_name, _, value = line.partition(":")
            if field_name.lower() == name.lower():
                return value.strip()
        return ""

    async def send(self, *pieces: bytes) -> None:
        """Send now, at the pace of whoever reads."""
        for piece in pieces:
            self.writer.write(self.filled(piece))
            await self.writer.drain()

    async def send_all(self, pieces: Iterable[bytes]) -> None:
        """Send as it comes."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()

    async def pause(self, seconds: float) -> None:
        """Say nothing for a while."""
        await asyncio.sleep(seconds)

    async def stall(self) -> None:
        """Say nothing any more, until the other side has gone."""
        while await self.reader.read(1_000):
            pass

    def reset(self) -> None:
        """End the connection with an RST: what was sent may be lost, too."""
        _reset_on_close(self.writer)
        self.writer.transport.abort()

    def filled(self, data: bytes) -> bytes:
        """Put the ports of this server in place of their names, in heads alone (bodies would no longer fit)."""
        beginning, end, body = data.partition(b"\r\n\r\n")
        for name, port in self.ports.items():
            beginning = beginning.replace(b"{%s}" % name.encode(), str(port).encode())
        return beginning + end + body


Deed = Callable[[Visit], Awaitable[None]]
Answer = bytes | Deed
Answers = Answer | Sequence[Answer] | Mapping[str, Answer | Sequence[Answer]]
"""To every path the same, or to each its own; in a sequence the first visit gets the first, the last one stays.

What is under `CONNECTED` is done before a request was read, and in its place.
"""
CONNECTED = "connected"


@dataclass
class Served:
    """A case while it is served."""

    port: int = 0
    secure_port: int = 0
    requests: list[Visit] = field(default_factory=list)
    connections: int = 0
    left: int = 0
    """Connections that were still open when serving ended and did not end then; there ought to be none."""


class Server:
    """Serves cases, one after the other; a context manager that has ended when it is left."""

    def __init__(self, contexts: Mapping[str, ssl.SSLContext]) -> None:
        self._contexts = contexts
        """What proves who the server is, by the name that cases give it."""
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="misbehaving server", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @contextmanager
    def serving(self, answers: Answers, certificate: str = "", *, robots: Answer | None = None) -> Iterator[Served]:
        """Serve one case on ports of its own; `robots` is what /robots.txt gives, None: what any path does."""
        serving = _Serving(answers, robots)
        self._wait(serving.start(self._contexts[certificate or "good"], secure=bool(certificate)))
        try:
            yield serving.served
        finally:
            self._wait(serving.end())

    def _wait(self, awaited: Awaitable[None]) -> None:
        async def wait() -> None:
            await awaited

        asyncio.run_coroutine_threadsafe(wait(), self._loop).result(2 * PATIENCE_SECONDS)


class _Serving:
    def __init__(self, answers: Answers, robots: Answer | None) -> None:
        self.served = Served()
        self._answers: Mapping[str, Answer | Sequence[Answer]]
        self._answers = answers if isinstance(answers, Mapping) else {"": answers}
        if robots is not None:
            self._answers = {**self._answers, "/robots.txt": robots}
        self._visits: Counter[str] = Counter()
        self._listeners: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._ports: dict[str, int] = {}

    async def start(self, context: ssl.SSLContext, *, secure: bool) -> None:
        """Listen without TLS on one port and with it on another; `secure`: the first has it, too."""
        for name, chosen in (("port", context if secure else None), ("secure", context)):
            listener = await asyncio.start_server(
                self._accepted, "127.0.0.1", 0, ssl=chosen, limit=_LONGEST_HEAD, backlog=64
            )
            self._listeners.append(listener)
            self._ports[name] = listener.sockets[0].getsockname()[1]
        self.served.port, self.served.secure_port = self._ports["port"], self._ports["secure"]

    async def end(self) -> None:
        """Stop listening, and see whether the other side let go of every connection."""
        for listener in self._listeners:
            listener.close()
        if self._tasks:
            _, left = await asyncio.wait(self._tasks, timeout=PATIENCE_SECONDS)
            self.served.left = len(left)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._connected(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.served.connections += 1
        try:
            await self._serve(reader, writer)
        # The other side went away, or said what is no request: it is the one that is tested, and tells of it.
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError, ssl.SSLError, TimeoutError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if callable(deed := self._answers.get(CONNECTED)):
            self._visits[CONNECTED] += 1
            await deed(Visit("", self._visits[CONNECTED], self._ports, reader, writer))
            return
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split(" ")[1]
        self._visits[path] += 1
        visit = Visit(head, self._visits[path], self._ports, reader, writer)
        self.served.requests.append(visit)
        said = self._answers.get(path, self._answers.get("", NOTHING_HERE))
        if isinstance(said, Sequence) and not isinstance(said, bytes):
            said = said[min(visit.number, len(said)) - 1]
        if isinstance(said, bytes):
            await visit.send(said)
        else:
            await said(visit)


NOTHING_HERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def _reset_on_close(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    if connection is not None:
        # An RST in place of a FIN: linger for no time at all (socket(7), SO_LINGER).
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
