"""A library's access to the web: settings, known hosts, and connections shared by all that fetch."""

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
"""After which connections that nobody uses are closed: the next article may be of the same host."""


class Web:
    """Made once by a library; httpx and what it stands on, which take 100 ms to load, are loaded when first needed."""

    def __init__(
        self,
        settings: FetchSettings,
        public_hosts: Callable[[], set[str]],
        transport: "httpx.AsyncBaseTransport | None",
        *,
        offline: bool,
    ) -> None:
        """Make one; `public_hosts` returns those that were met in the open internet, and takes more.

        `transport` takes the place of the network.
        """
        self.settings = settings
        self.offline = offline
        self._public_hosts = public_hosts
        self._transport = transport
        self._loading = threading.Lock()
        self._connections: _Connections | None = None
        """Those of the event loop that asked last."""

    @asynccontextmanager
    async def fetcher(self, settings: FetchSettings | None = None) -> AsyncIterator["Fetcher"]:
        """Lend what fetches, with other settings than usual where they are given; its connections are shared."""
        import asyncio  # a list is shown without it

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
        """Fetch otherwise from now on; what is on its way ends as it began."""
        if settings.proxy != self.settings.proxy:
            self._connections = None  # they end with those who use them
        self.settings = settings

    @cached_property
    def _certificates(self) -> "Certificates":
        from blogreader.fetch import Certificates

        return Certificates()

    def _load(self) -> None:
        """Load what fetching needs, and the hosts that are known, in whatever thread comes first."""
        from blogreader.fetch import load

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
    """The connections of one event loop, which end with it, or when nobody has used them for some seconds."""

    def __init__(
        self,
        loop: "asyncio.AbstractEventLoop",
        transport: "httpx.AsyncBaseTransport",
        forget: "Callable[[_Connections], None]",
    ) -> None:
        """Make them; `forget` is called before they are closed."""
        self.loop = loop
        self.transport = transport
        self._forget = forget
        self._users = 0
        self._until_idle: asyncio.TimerHandle | None = None
        self._closing: asyncio.Task[None] | None = None
        self._lifetime = self._live()

    async def open(self) -> None:
        """Begin; nothing is connected yet."""
        await anext(self._lifetime)

    async def _live(self) -> AsyncGenerator[None]:
        # An event loop ends every generator that was begun in it before it closes itself.
        try:
            yield
        finally:
            self._forget(self)
            await self.transport.aclose()

    def take(self) -> None:
        """Count one more who uses them."""
        self._users += 1
        if self._until_idle is not None:
            self._until_idle.cancel()
            self._until_idle = None

    def give_back(self) -> None:
        """Count one less; when it was the last for a while they are closed."""
        self._users -= 1
        if not self._users and not self.loop.is_closed():
            self._until_idle = self.loop.call_later(_IDLE_SECONDS, self._close)

    def _close(self) -> None:
        self._forget(self)
        self._closing = self.loop.create_task(self._lifetime.aclose())
