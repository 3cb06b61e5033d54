"""A library's access to the web: settings, known hosts, and shared connections."""

import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from blogreader.model import FetchSettings

if TYPE_CHECKING:
    import asyncio

    import httpx

    from blogreader.fetch import Certificates, Fetcher

_IDLE_SECONDS = 15.0
"""How long unused connections stay open, since the next article may be from the same host."""


class Web:
    """Created once by a library; httpx and its dependencies, which take 100 ms to load, are loaded on demand."""

    def __init__(
        self,
        settings: FetchSettings,
        public_hosts: Callable[[], set[str]],
        transport: "httpx.AsyncBaseTransport | None",
        *,
        offline: bool,
    ) -> None:
        """Create it; `public_hosts` returns the set of hosts met on the public internet, to which more are added.

        `transport` replaces the network.
        """
        self.settings = settings
        self.offline = offline
        self._public_hosts = public_hosts
        self._transport = transport
        self._loading = threading.Lock()
        self._connections: _Connections | None = None
        """The connections of the event loop that fetched last."""

    @asynccontextmanager
    async def fetcher(self, settings: FetchSettings | None = None) -> AsyncIterator["Fetcher"]:
        """Lend a fetcher, with the usual or the given settings; its connections are shared."""
        import asyncio  # lists don't need it

        await asyncio.to_thread(self._load)
        from blogreader.fetch import Fetcher

        loop = asyncio.get_running_loop()
        connections = self._connections
        if connections is None or connections.loop is not loop:
            connections = self._connections = _Connections(loop, self._new_transport(), self._forget)
            await connections.open()
        connections.take()
        settings = settings or self.settings
        try:
            yield Fetcher(
                connections.transport,
                seconds=settings.seconds,
                largest_page=settings.largest_page,
                largest_picture=settings.largest_picture,
            )
        finally:
            connections.give_back()

    def use(self, settings: FetchSettings) -> None:
        """Use other settings from now on; running requests keep theirs."""
        if settings.proxy != self.settings.proxy:
            self._connections = None  # closed by their last users
        self.settings = settings

    @cached_property
    def _certificates(self) -> "Certificates":
        from blogreader.fetch import Certificates

        return Certificates()

    def _load(self) -> None:
        """Load what fetching needs, and the known hosts, in whatever thread comes first."""
        from blogreader.fetch import Fetcher, Politeness, load  # noqa: F401 - nobody else is to wait for them

        with self._loading:
            load()
            self._public_hosts()

    def _new_transport(self) -> "httpx.AsyncBaseTransport":
        from blogreader.fetch import Network

        return self._transport or Network(self._public_hosts(), self._certificates, self.settings.proxy)

    def _forget(self, connections: "_Connections") -> None:
        if self._connections is connections:
            self._connections = None


class _Connections:
    """The connections of one event loop, closed with it, or after some seconds without use."""

    def __init__(
        self,
        loop: "asyncio.AbstractEventLoop",
        transport: "httpx.AsyncBaseTransport",
        forget: "Callable[[_Connections], None]",
    ) -> None:
        """Create it; `forget` is called before the connections are closed."""
        self.loop = loop
        self.transport = transport
        self._forget = forget
        self._users = 0
        self._until_idle: asyncio.TimerHandle | None = None
        self._closing: asyncio.Task[None] | None = None
        self._lifetime = self._live()

    async def open(self) -> None:
        """Open the pool; nothing is connected yet."""
        await anext(self._lifetime)

    async def _live(self) -> AsyncGenerator[None]:
        # An event loop closes its asynchronous generators before it is closed itself.
        try:
            yield
        finally:
            self._forget(self)
            await self.transport.aclose()

    def take(self) -> None:
        """Count one more user."""
        self._users += 1
        if self._until_idle is not None:
            self._until_idle.cancel()
            self._until_idle = None

    def give_back(self) -> None:
        """Count one user less; after the last one, the connections are closed in a while."""
        self._users -= 1
        if not self._users and not self.loop.is_closed():
            self._until_idle = self.loop.call_later(_IDLE_SECONDS, self._close)

    def _close(self) -> None:
        self._forget(self)
        self._closing = self.loop.create_task(self._lifetime.aclose())
