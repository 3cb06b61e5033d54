"""Answers the HTTP requests of the test site: conditional, compressed, delayed, held or broken as the site says."""

from __future__ import annotations

import gzip
import hashlib
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Condition, Event
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from .hold import Hold

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Resource:
    """What a path leads to."""

    content_type: str
    body: bytes


class Backend(Protocol):
    """What the handler asks the site."""

    delay: float
    broken: dict[str, int]
    holds: dict[str, Hold]
    stopping: Event

    def note_request(self, path: str) -> None:
        """Remember what was asked for."""

    def note_answer(self, path: str, status: int) -> None:
        """Remember what was answered."""

    def resource(self, path: str, accept: str) -> Resource | None:
        """What the path leads to for a client that accepts these types."""


def weights(header: str) -> dict[str, float]:
    """The choices of an Accept or Accept-Encoding header with their weights, in lower case."""
    found = {}
    for choice in header.lower().split(","):
        name, *parameters = (part.strip() for part in choice.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                with suppress(ValueError):
                    weight = float(parameter[2:])
        if name:
            found[name] = weight
    return found


class Handler(BaseHTTPRequestHandler):
    """One connection; `server` is a `Server`."""

    server: Server
    protocol_version = "HTTP/1.1"
    # Headers and body leave together, so that no response waits for a delayed acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with the resource, unless a switch of the site says otherwise."""
        site = self.server.site
        site.note_request(self.path)
        path = unquote(urlsplit(self.path).path)
        name = path.removeprefix("/posts/").lstrip("/")
        hold = site.holds.get(name)
        if hold is not None and not hold.keep(self.connection, site.stopping):
            self.close_connection = True
            return
        if path.startswith(("/posts/", "/images/")) and site.delay > 0 and site.stopping.wait(site.delay):
            self.close_connection = True
            return
        if name in site.broken:
            self._send_status(site.broken[name])
            return
        resource = site.resource(path, self.headers.get("Accept", ""))
        if resource is None:
            self._send_status(HTTPStatus.NOT_FOUND)
        else:
            self._send_resource(resource)

    def do_HEAD(self) -> None:
        """Answer as to GET, but for the body."""
        self.do_GET()

    def _send_status(self, status: int) -> None:
        try:
            phrase = HTTPStatus(status).phrase
        except ValueError:
            phrase = "Unknown"
        body = f"<!DOCTYPE html><title>{status} {phrase}</title><h1>{phrase}</h1><p>Nothing to read here.</p>\n"
        self._send(status, {"Content-Type": HTML}, body.encode())

    def _send_resource(self, resource: Resource) -> None:
        # Weak, because the compressed and the plain body share it.
        etag = f'W/"{hashlib.sha256(resource.body).hexdigest()[:24]}"'
        headers = {"ETag": etag, "Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
        known = {tag.strip().removeprefix("W/") for tag in self.headers.get("If-None-Match", "").split(",")}
        if "*" in known or etag.removeprefix("W/") in known:
            self._send(HTTPStatus.NOT_MODIFIED, headers, b"")
            return
        body = resource.body
        headers["Content-Type"] = resource.content_type
        is_text = resource.content_type.startswith("text/")
        if is_text and weights(self.headers.get("Accept-Encoding", "")).get("gzip", 0) > 0:
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self._send(HTTPStatus.OK, headers, body)

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        # Before it is sent: whoever has the answer may count on the note.
        self.server.site.note_answer(self.path, int(status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        bodiless = status < HTTPStatus.OK or status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
        if not bodiless:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not bodiless and self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: tests read `requests` of the site instead."""


class Server(ThreadingHTTPServer):
    """A server that knows its open connections, so that it can end them when it stops."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, site: Backend, port: int) -> None:
        self.site = site
        self._connections: set[socket.socket] = set()
        self._change = Condition()
        super().__init__(("127.0.0.1", port), Handler)

    def server_bind(self) -> None:
        """Bind without the look-up of the host's name that the base class makes, which may take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.socket.getsockname()[1]

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        """Remember the connection, then serve it in a thread."""
        if isinstance(request, socket.socket):
            with self._change:
                self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Close the connection and forget it."""
        super().shutdown_request(request)
        if isinstance(request, socket.socket):
            with self._change:
                self._connections.discard(request)
                self._change.notify_all()

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        """Report errors, except that a client went away, which the tests make clients do."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def end_connections(self, timeout: float = 2.0) -> None:
        """Cut the connections that clients keep alive, and wait for the threads that serve them."""
        with self._change:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            self._change.wait_for(lambda: not self._connections, timeout)
