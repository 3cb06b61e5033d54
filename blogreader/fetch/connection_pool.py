"""Connections by host, each lent to one request at a time, over httpcore's."""

import asyncio
import ssl
import time
from collections import defaultdict
from typing import TypeAlias

import anyio
import httpcore

_MOST = 32
"""Connections, in use or idle."""
_IDLE_SECONDS = 15.0
"""How long an idle connection stays open."""
_Host: TypeAlias = tuple[bytes, bytes, int]
"""Scheme, host and port."""
_PORTS = {b"http": 80, b"https": 443}


class ConnectionPool:
    """Lends idle connections, the last used first, and makes others; `send` and `give_back` belong together.

    httpcore's own pool asks every connection for its state, and the system whether its server hung up, with each
    request and again with each response: for sixteen connections that takes as long as the request. This one looks at
    the connection that it is about to lend, and at those that were idle for too long.
    """

    def __init__(self, ssl_context: ssl.SSLContext | None, backend: httpcore.AsyncNetworkBackend) -> None:
        self._ssl_context = ssl_context
        self._backend = backend
        self._places = asyncio.Semaphore(_MOST)
        self._lent: dict[httpcore.AsyncHTTPConnection, _Host] = {}
        self._idle: dict[httpcore.AsyncHTTPConnection, tuple[_Host, float]] = {}
        """In the order in which they became idle, with the time."""
        self._by_host: defaultdict[_Host, list[httpcore.AsyncHTTPConnection]] = defaultdict(list)
        """The same by host."""

    async def send(self, request: httpcore.Request) -> tuple[httpcore.Response, httpcore.AsyncHTTPConnection]:
        """Send a request; return the response, and the connection to be given back once that is closed."""
        url = request.url
        host = (url.scheme, url.host, url.port or _PORTS[url.scheme])
        await self._places.acquire()
        connection: httpcore.AsyncHTTPConnection | None = None
        try:
            await self._close_old()
            connection = await self._reused(host) or await self._made(host)
            return await connection.handle_async_request(request), connection
        except BaseException:
            if connection is not None:
                self._lent.pop(connection, None)
                await _close(connection)
            self._places.release()
            raise

    async def give_back(self, connection: httpcore.AsyncHTTPConnection) -> None:
        """Take a connection back; one that was given up in the middle of a response is closed."""
        host = self._lent.pop(connection, None)
        if host is None:  # the pool was closed meanwhile
            return
        self._places.release()
        if connection.is_idle():
            self._idle[connection] = host, time.monotonic()
            self._by_host[host].append(connection)
        else:
            await _close(connection)

    async def aclose(self) -> None:
        """Close every connection, even those in use."""
        connections = [*self._lent, *self._idle]
        for known in (self._lent, self._idle, self._by_host):
            known.clear()
        for connection in connections:
            await _close(connection)

    async def _reused(self, host: _Host) -> httpcore.AsyncHTTPConnection | None:
        while idle := self._by_host.get(host):
            connection = idle[-1]
            self._forget(connection)
            if not connection.has_expired():
                self._lent[connection] = host
                return connection
            await _close(connection)
        return None

    async def _made(self, host: _Host) -> httpcore.AsyncHTTPConnection:
        connection = httpcore.AsyncHTTPConnection(
            httpcore.Origin(*host),
            ssl_context=self._ssl_context,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=self._backend,
        )
        self._lent[connection] = host
        while self._idle and len(self._lent) + len(self._idle) > _MOST:
            await self._close_idle(next(iter(self._idle)))
        return connection

    async def _close_old(self) -> None:
        latest = time.monotonic() - _IDLE_SECONDS
        while self._idle:
            connection, (_, since) = next(iter(self._idle.items()))
            if since > latest:
                break
            await self._close_idle(connection)

    async def _close_idle(self, connection: httpcore.AsyncHTTPConnection) -> None:
        self._forget(connection)
        await _close(connection)

    def _forget(self, connection: httpcore.AsyncHTTPConnection) -> None:
        host, _ = self._idle.pop(connection)
        self._by_host[host].remove(connection)
        if not self._by_host[host]:
            del self._by_host[host]


async def _close(connection: httpcore.AsyncHTTPConnection) -> None:
    if not connection.is_closed():
        with anyio.CancelScope(shield=True):
            await connection.aclose()
