"""A server on loopback that answers whatever a test says: pages by path, or functions that write what they like."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Said:
    """An answer; a body that comes in pieces is sent until whoever asked has enough."""

    body: str | bytes | Iterator[bytes] = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Answer = Callable[[str], Said | None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    loopback: "Loopback"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: who asked may hang up."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        loopback = self.server.loopback
        path = urlsplit(self.path)._replace(scheme="", netloc="").geturl()
        loopback.asked.append(path)
        loopback.agents.add(self.headers.get("User-Agent", ""))
        said = loopback.answer(path) or loopback.pages.get(path) or Said("Nothing here.", status=404)
        said = said if isinstance(said, Said) else Said(said)
        self.send_response(said.status)
        self.send_header("Content-Type", said.kind)
        for name, value in said.headers.items():
            self.send_header(name, value)
        if isinstance(said.body, str | bytes):
            data = said.body.encode() if isinstance(said.body, str) else said.body
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            return
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for piece in said.body:
            self.wfile.write(piece)
            loopback.sent += len(piece)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Loopback:
    """Serves `pages`, and what `answer` says before them; `asked` are the paths in their order."""

    def __init__(self) -> None:
        self.pages: dict[str, Said | str] = {}
        self.answer: Answer = lambda _path: None
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.sent = 0
        """Bytes of bodies that came in pieces."""
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.loopback = self
        self.home = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
