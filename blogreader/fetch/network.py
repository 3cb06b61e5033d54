"""Connecting to hosts: which addresses are allowed, proxies, and a connection pool for each level of trust."""

import asyncio
import select
import socket
import ssl
import threading
import urllib.request
from asyncio.trsock import TransportSocket
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, suppress
from functools import cache
from typing import Any, cast

import anyio
import httpcore
import httpx

from blogreader.errors import BlockedAddress, HostNotFound, Unreachable
from blogreader.fetch.connection_pool import ConnectionPool
from blogreader.urls import is_public


@cache
def load() -> None:
    """Import it now: to be called in a thread without an event loop."""
    for name in ("Event", "Lock", "connect_tcp", "fail_after"):
        getattr(anyio, name)
    anyio.run(anyio.sleep, 0)


class Certificates:
    """The trusted certificates: loaded with the first TLS connection, in 50 ms, and shared by all."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._context: ssl.SSLContext | None = None

    async def context(self) -> ssl.SSLContext:
        """Return the TLS context; from any event loop."""
        return await asyncio.to_thread(self._load) if self._context is None else self._context

    def _load(self) -> ssl.SSLContext:
        with self._loading:
            if self._context is None:
                self._context = httpx.create_ssl_context()
            return self._context


NAMED = "blogreader.named"
"""The request extension that says whether the reader's own index names the host."""
_STAGGER_SECONDS = 0.25
"""Between attempts to connect to the addresses of one host: RFC 8305 (Happy Eyeballs), section 5."""


class Network(httpx.AsyncBaseTransport):
    """Sends requests; raises BlockedAddress and HostNotFound in addition to what httpx raises.

    Two pools: what only the open internet may answer must not find a connection that was made to a private address.
    """

    def __init__(self, public_hosts: set[str], certificates: Certificates, proxy: str = "") -> None:
        """Create it for the running event loop; `public_hosts` were met on the public internet, and more are added.

        `proxy` takes all requests but those that the environment's `no_proxy` excepts; empty: what that names.
        """
        self._proxy = proxy
        self._public_hosts = public_hosts
        self._certificates = certificates
        self._pools: dict[tuple[bool, bool], ConnectionPool] = {}
        """By whether the index names the host, and whether TLS is used."""
        self._proxies: dict[str, httpx.AsyncHTTPTransport] = {}
        self._ways: dict[tuple[str, str], str | None] = {}
        """The proxies for schemes and hosts: the environment is read once for each."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, through a proxy if there is one for its host."""
        named, url = bool(request.extensions.get(NAMED)), request.url
        way = (url.scheme, url.host)
        if way not in self._ways:
            self._ways[way] = _proxy_of(url, self._proxy)
        proxy = self._ways[way]
        if proxy is not None:
            if not named and not is_public(url.host):
                raise blocked(url.host)
            return await (await self._by_proxy(proxy)).handle_async_request(request)
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        pool = await self._pool(named=named, secure=url.scheme == "https")
        async with AsyncExitStack() as borrowed:
            connection = await borrowed.enter_async_context(pool.connection(asked.url.origin))
            try:
                response = await connection.handle_async_request(asked)
            except _FAILURES as error:
                raise _as_httpx(error, request) from error
            return httpx.Response(
                response.status,
                headers=response.headers,
                stream=_Stream(response, request, borrowed.pop_all()),
                extensions=response.extensions,
            )

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            await pool.aclose()
        for proxy in self._proxies.values():
            await proxy.aclose()

    async def _pool(self, *, named: bool, secure: bool) -> ConnectionPool:
        if (named, secure) not in self._pools:
            context = await self._certificates.context() if secure else None
            if (named, secure) not in self._pools:  # another task may have waited for the same
                guard = Guard(private=named, public_hosts=self._public_hosts)
                self._pools[named, secure] = ConnectionPool(context, guard)
        return self._pools[named, secure]

    async def _by_proxy(self, proxy: str) -> httpx.AsyncHTTPTransport:
        context = await self._certificates.context()
        if proxy not in self._proxies:
            try:
                self._proxies[proxy] = httpx.AsyncHTTPTransport(proxy=proxy, verify=context)
            except (ValueError, httpx.InvalidURL) as error:
                raise Unreachable("The proxy that the environment or the configuration names can't be used.") from error
        return self._proxies[proxy]


class Guard(httpcore.AsyncNetworkBackend):
    """Connects only to addresses that it checked: a name may resolve differently each time."""

    def __init__(self, *, private: bool, public_hosts: set[str]) -> None:
        self._private = private
        self._public_hosts = public_hosts
        """Hosts that were on the public internet: if one later resolves to a private address, that is an attack."""
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,  # noqa: ARG002 - as above; which one is the system's to choose
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - as above; httpcore gives none
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers; raises HostNotFound, BlockedAddress, httpcore's errors."""
        try:
            async with asyncio.timeout(timeout):
                addresses = self._allowed(host, await _addresses(host, port))
                return await self._first(addresses, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error

    def _allowed(self, host: str, addresses: Sequence[str]) -> Sequence[str]:
        host = host.rstrip(".")
        public = [address for address in addresses if is_public(address)]
        # One public address among others is enough, unless the name itself belongs to a home network.
        if public and (len(public) == len(addresses) or is_public(host)):
            self._public_hosts.add(host)
        if self._private and host not in self._public_hosts:
            return addresses
        if not public:
            raise moved(host) if self._private else blocked(host)
        return public

    async def _first(self, addresses: Sequence[str], port: int) -> httpcore.AsyncNetworkStream:
        waiting, running = list(addresses), set[asyncio.Task[httpcore.AsyncNetworkStream]]()
        failure: BaseException | None = None
        try:
            while waiting or running:
                if waiting:
                    running.add(asyncio.create_task(self._backend.connect_tcp(waiting.pop(0), port)))
                pause = _STAGGER_SECONDS if waiting else None
                done, _ = await asyncio.wait(running, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    if (failure := task.exception()) is None:
                        running.discard(task)
                        return _Connection(task.result())
                running -= done
        finally:
            await _given_up(running)
        raise cast("BaseException", failure)


class _Connection(httpcore.AsyncNetworkStream):
    """A connection that is closed if TLS fails on it or is cancelled."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, below: TransportSocket | None = None) -> None:
        self._stream = stream
        self._socket: TransportSocket | None = below or stream.get_extra_info("socket")

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - as above
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as above
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - as above
    ) -> httpcore.AsyncNetworkStream:
        async with AsyncExitStack() as undoing:
            undoing.push_async_callback(self._stream.aclose)
            secure = await self._stream.start_tls(ssl_context, server_hostname, timeout)
            undoing.pop_all()
            return _Connection(secure, self._socket)

    def get_extra_info(self, info: str) -> Any:
        # Asked of a connection before each request, to see whether its server hung up; anyio asks the system for all
        # that it can tell of a socket before it gives the socket.
        if info == "is_readable" and self._socket is not None:
            return _is_readable(self._socket)
        return self._stream.get_extra_info(info)


def _is_readable(connection: TransportSocket) -> bool:
    """Return, without waiting, whether there is something to read or the connection is closed."""
    if connection.fileno() < 0:
        return True
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))


async def _given_up(attempts: set[asyncio.Task[httpcore.AsyncNetworkStream]]) -> None:
    """Cancel the attempts that lost, and close their connections."""
    for task in attempts:
        task.cancel()
    for late in await asyncio.gather(*attempts, return_exceptions=True):
        if isinstance(late, httpcore.AsyncNetworkStream):
            await late.aclose()


async def _addresses(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host in the order in which to try them; raises HostNotFound."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | OSError | UnicodeError) -> None:
        if answer.done():
            return
        if isinstance(found, list):
            answer.set_result(found)
        else:
            answer.set_exception(found)

    def ask() -> None:
        found: list[str] | OSError | UnicodeError
        try:
            known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(address[0]) for *_, address in known))
        except (OSError, UnicodeError) as error:
            found = error
        with suppress(RuntimeError):  # the loop ended during the look-up
            loop.call_soon_threadsafe(settle, found)

    # A thread of its own: getaddrinfo(3) can't be interrupted, and asyncio waits for its own threads at exit.
    threading.Thread(target=ask, daemon=True).start()
    try:
        return await answer
    except (OSError, UnicodeError) as error:
        raise HostNotFound(f"{host} can't be found: there is no such host, or no network.") from error


def blocked(host: str) -> BlockedAddress:
    """Return the error for a host that must not be contacted."""
    return BlockedAddress(f"{host} is on a private network and not listed in your index; it was not contacted.")


def moved(host: str) -> BlockedAddress:
    """Return the error for a host that the index names and that now resolves to a private address."""
    return BlockedAddress(
        f"{host} used to be on the public internet and now leads into a private network; it was not contacted. If it"
        " really moved there, remove its index and add it again."
    )


class _Stream(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response, request: httpx.Request, borrowed: AsyncExitStack) -> None:
        """Create it; `borrowed` is given back when it is closed: the connection."""
        self._response = response
        self._request = request
        self._borrowed = borrowed

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._response.aiter_stream():
                yield chunk
        except _FAILURES as error:
            raise _as_httpx(error, self._request) from error

    async def aclose(self) -> None:
        async with self._borrowed:
            await self._response.aclose()


_FAILURES = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)


def _as_httpx(error: Exception, request: httpx.Request) -> Exception:
    """Return httpx's error of the same name, as httpx's own transport does."""
    kind = cast("type[httpx.TransportError]", getattr(httpx, type(error).__name__))
    return kind(str(error), request=request)


def _proxy_of(url: httpx.URL, chosen: str) -> str | None:
    """Return the address of the proxy for a host: the configured one, or else that of the environment."""
    proxies = urllib.request.getproxies()
    proxy = chosen or proxies.get(url.scheme) or proxies.get("all")
    if not proxy or urllib.request.proxy_bypass(url.host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
