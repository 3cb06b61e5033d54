"""Connections to servers, each lent to one request at a time and kept for the next one.

httpcore's own pool looks, at every request and every response, at each of its connections once for each other one, and
offers one that is free to all requests that wait: at 16 requests at once, that took a tenth of the processor time.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpcore

_MOST = 32
"""Connections, lent and idle ones."""
_IDLE_SECONDS = 15
"""How long an unused connection may wait for a request."""


class ConnectionPool:
    """Connections of one event loop, over HTTP/1.1."""

    def __init__(self, ssl_context: ssl.SSLContext | None, backend: httpcore.AsyncNetworkBackend) -> None:
        self._ssl_context = ssl_context
        self._backend = backend
        self._places = asyncio.Semaphore(_MOST)
        self._idle: list[httpcore.AsyncHTTPConnection] = []
        """The one that waits longest first."""
        self._lent: set[httpcore.AsyncHTTPConnection] = set()

    @asynccontextmanager
    async def connection(self, origin: httpcore.Origin) -> AsyncIterator[httpcore.AsyncHTTPConnection]:
        """Lend a connection for a request and its response; waits while there are too many."""
        async with self._places:
            connection = await self._taken(origin)
            self._lent.add(connection)
            try:
                yield connection
            finally:
                self._lent.discard(connection)
                if connection.is_available():
                    self._idle.append(connection)
                elif not connection.is_closed():  # the request ended before its response did
                    await connection.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        for connection in (*self._idle, *self._lent):
            await connection.aclose()
        self._idle.clear()

    async def _taken(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        """Return the connection to a server that was used last, or a new one."""
        while self._idle and self._idle[0].has_expired():
            await self._idle.pop(0).aclose()
        # Only those that wait are looked at, and of these only what must be.
        for connection in reversed(self._idle):
            if connection.can_handle_request(origin):
                self._idle.remove(connection)
                if not connection.has_expired():
                    return connection
                await connection.aclose()
                return await self._taken(origin)
        if len(self._idle) + len(self._lent) >= _MOST:
            await self._idle.pop(0).aclose()
        return httpcore.AsyncHTTPConnection(
            origin, self._ssl_context, keepalive_expiry=_IDLE_SECONDS, network_backend=self._backend
        )
