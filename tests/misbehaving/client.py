"""Fetches what it is told on standard input and says what came of it: a process of its own, so that it can be measured.

`python -m tests.misbehaving.client` reads a line of JSON for each page and writes one.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import resource
import socket
import sys
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from tests.misbehaving.outcome import Outcome

SERVER = "127.0.0.1"
_PAUSE_SECONDS = 0.05
"""Before a second attempt; what a reader waits is none of what is tested here."""
_CLEAR = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")
# What comes from 198.18.0.0/15 is for benchmarks (RFC 2544) and from 203.0.113.0/24 for examples (RFC 5737): a fetcher
# may well refuse those. These are addresses of the public kind; they are never really connected to.
PUBLIC = ("93.184.216.34", "1.1.1.1")


class Names:
    """A network of our own: what names mean is said by the case, and what is not loopback leads to the server."""

    def __init__(self) -> None:
        self.meanings: dict[str, list[str]] = {}
        self.connected: list[str] = []
        self._asked: Counter[str] = Counter()
        self._look_up = socket.getaddrinfo
        self._connect = socket.socket.connect

    def take_over(self) -> None:
        """Stand in the way of every look-up and connection of this process."""
        names = self

        def look_up(host: Any, *arguments: Any, **options: Any) -> Any:
            return names.look_up(host, *arguments, **options)

        def connect(connection: socket.socket, address: Any) -> None:
            names.connect(connection, address)

        socket.getaddrinfo = look_up
        socket.socket.connect = connect  # type: ignore[method-assign, assignment]

    def reset(self, meanings: dict[str, list[str]]) -> None:
        """Begin another case."""
        self.meanings = meanings
        self.connected = []
        self._asked.clear()

    def look_up(self, host: Any, *arguments: Any, **options: Any) -> Any:
        """Resolve, without asking anybody else."""
        name = (host.decode() if isinstance(host, bytes) else str(host or "")).lower()
        if (meanings := self.meanings.get(name.rstrip("."))) is not None:
            self._asked[name] += 1
            host = meanings[min(self._asked[name], len(meanings)) - 1]
        elif not _is_number(name) and name.rstrip(".") != "localhost":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self._look_up(host, *arguments, **options)

    def connect(self, connection: socket.socket, address: Any) -> None:
        """Connect to the server, when the address is one of the world outside; refuse what else is not loopback."""
        if connection.family not in (socket.AF_INET, socket.AF_INET6):
            self._connect(connection, address)
            return
        host, port = str(address[0]), int(address[1])
        self.connected.append(host)
        if host in PUBLIC:
            self._connect(connection, (SERVER, port))
        elif host == "::1" or host.startswith("127."):
            self._connect(connection, address)
        else:
            raise OSError(101, "Network is unreachable")


def _is_number(name: str) -> bool:
    """Return whether the system would take it for an address: then nobody is asked."""
    try:
        socket.inet_aton(name)
    except OSError:
        try:
            socket.inet_pton(socket.AF_INET6, name.partition("%")[0])
        except OSError:
            return False
    return True


def _memory(name: str) -> int:
    """Return a figure of /proc/self/status in bytes."""
    for line in _STATUS.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def _start_measuring() -> int:
    """Return what is in use now, and forget what was the most of it so far."""
    gc.collect()
    if not _CLEAR.exists():
        return _most()
    _CLEAR.write_text("5")  # resets the peak (proc(5), clear_refs)
    return _memory("VmRSS")


def _most() -> int:
    if _CLEAR.exists():
        return _memory("VmHWM")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


async def _fetch(request: dict[str, Any]) -> dict[str, Any]:
    from blogreader.errors import FetchError
    from tests.fetching import fetching

    options = dict(request["headers"])
    if request["limit"] is not None:
        options["limit"] = request["limit"]
    seconds = request["seconds"]
    found: dict[str, Any] = {}
    async with fetching(seconds=seconds, pause=_PAUSE_SECONDS) as fetcher:
        for _ in range(2 if request["again"] else 1):
            found = {}
            try:
                page = await fetcher.get(request["url"], **options)
            except FetchError as error:
                found = {
                    "error": type(error).__name__,
                    "sentence": str(error),
                    "retry_after": getattr(error, "retry_after", None),
                }
            else:
                found = {"text": page.text, "final_url": page.final_url, "not_modified": page.not_modified}
    return found


def _answer(request: dict[str, Any], names: Names) -> Outcome:
    names.reset(request["names"])
    before = _start_measuring()
    try:
        found = asyncio.run(_fetch(request))
    # Whatever it is: it is what the test is told.
    except Exception as error:
        found = {"error": type(error).__name__, "sentence": str(error), "trace": traceback.format_exc()}
    most = _most()
    return Outcome(
        error=found.get("error", ""),
        sentence=found.get("sentence", ""),
        text=found.get("text", "")[:1_000_000],
        final_url=found.get("final_url", ""),
        not_modified=found.get("not_modified", False),
        memory=max(0, most - before),
        connected=names.connected,
        retry_after=found.get("retry_after"),
        trace=found.get("trace", ""),
    )


def main() -> None:
    """Answer line by line."""
    # What the first fetch loads is no part of what it costs.
    importlib.import_module("blogreader.fetch")

    names = Names()
    names.take_over()
    for line in sys.stdin:
        outcome = _answer(json.loads(line), names)
        sys.stdout.write(json.dumps(outcome._asdict()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
