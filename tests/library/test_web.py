"""What a library keeps of its way to the web between two articles: counted, over real connections."""

import asyncio
import gc
import ssl
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
import trustme

from blogreader.errors import FetchError
from blogreader.library import Library, web
from blogreader.model import FetchSettings
from tests.conftest import environment
from tests.driving import folders
from tests.misbehaving.case import PAGE
from tests.misbehaving.wire import answer
from tests.site import Site

PATIENCE_SECONDS = 10
HOST = "127.0.0.1"


class KeepAlive:
    """A server that answers on one connection as often as it is asked, and counts its connections."""

    def __init__(self) -> None:
        self.port = 0
        self.made = 0
        self.open: set[asyncio.Task[None]] = set()
        self.held = asyncio.Event()
        """Set: what ends in `held` is answered too."""
        self.held.set()
        self.asked = asyncio.Event()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.open.add(task)
        self.made += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.asked.set()
                if b"held" in head:
                    await self.held.wait()
                writer.write(answer(PAGE, Connection="keep-alive"))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open.discard(task)
            writer.close()


@asynccontextmanager
async def serving(context: ssl.SSLContext | None = None) -> AsyncIterator[KeepAlive]:
    server = KeepAlive()
    listener = await asyncio.start_server(server.accept, HOST, 0, ssl=context)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        await until(lambda: not server.open)


async def until(is_so: Callable[[], bool]) -> None:
    """Let the event loop go on until something is so."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_so():  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0)


async def ended(library: Library) -> None:
    """End a library's connections as an event loop does at its own end."""
    if library._web._connections:
        await library._web._connections._lifetime.aclose()


@pytest.fixture(autouse=True)
def without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return context


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> list[ssl.SSLContext]:
    """The TLS contexts that clients make from now on."""
    made: list[ssl.SSLContext] = []
    make = httpx.create_ssl_context

    def counted() -> ssl.SSLContext:
        made.append(make())
        return made[-1]

    monkeypatch.setattr(httpx, "create_ssl_context", counted)
    return made


def library_of(folder: Path, *urls: str) -> Library:
    """Return a library that follows an index of these."""
    index = folder / "index.md"
    index.write_text("# Pages\n\n" + "".join(f"- [Page {number}]({url})\n" for number, url in enumerate(urls)))
    library = Library(folders(folder), index=str(index), fetching=FetchSettings(seconds=PATIENCE_SECONDS, delay=0))
    library.open()
    return library


class Held(NamedTuple):
    """What this process and a library hold at a moment."""

    descriptors: int
    threads: list[str]
    catalogue_connections: int


def held_by(library: Library) -> Held:
    gc.collect()
    listing = Path("/proc/self/fd")
    return Held(
        len(list(listing.iterdir())) if listing.is_dir() else 0,
        sorted(thread.name for thread in threading.enumerate()),
        len(library._catalogue._file.connections),
    )


@pytest.mark.slow
async def test_articles_opened_one_by_one_share_connection_certificates_and_threads(
    tmp_path: Path, certificate: ssl.SSLContext, contexts: list[ssl.SSLContext]
) -> None:
    # asyncio starts another thread when the last one has not said yet that it has nothing to do.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    async with serving(certificate) as server:
        urls = [f"https://{HOST}:{server.port}/{number}" for number in range(8)]
        library = library_of(tmp_path, *urls)
        try:
            await library.document(urls[0])
            first = held_by(library)
            for url in urls[1:]:
                await library.document(url)
                assert held_by(library) == first
            await library.document(urls[0], again=True)
            assert server.made == 1
            async for fetched in library.fetch(urls, again=True):
                assert fetched.error is None
            assert server.made <= library.fetching.jobs
            assert len(contexts) == 1
            assert [name for name in held_by(library).threads if name.startswith("archive")] == ["archive_0"]
        finally:
            library.close()
            await ended(library)


@pytest.mark.slow
async def test_a_connection_that_nobody_uses_is_closed_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "_IDLE_SECONDS", 0.0)
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(serving()) for _ in range(5)]
        urls = [f"http://{HOST}:{server.port}/page" for server in servers]
        library = library_of(tmp_path, *urls)
        for url, server in zip(urls, servers, strict=True):
            await library.document(url)
            await until(lambda server=server: not server.open)  # type: ignore[misc]
        assert [server.made for server in servers] == [1] * 5
        library.close()


async def test_what_is_still_fetched_keeps_its_connection_while_others_come_and_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "_IDLE_SECONDS", 0.0)
    async with serving() as slow, serving() as quick:
        slow.held.clear()
        urls = [f"http://{HOST}:{slow.port}/held", f"http://{HOST}:{quick.port}/page"]
        library = library_of(tmp_path, *urls)
        coming = asyncio.create_task(library.document(urls[0]))
        await slow.asked.wait()
        await library.document(urls[1])
        given_up = asyncio.create_task(library.document(f"http://{HOST}:{quick.port}/page", again=True))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.wait([given_up])
        assert len(slow.open) == 1
        slow.held.set()
        assert "One page, whole" in (await coming).text
        await until(lambda: not slow.open)
        library.close()


async def test_when_one_of_two_is_given_up_its_connection_alone_is_closed(tmp_path: Path) -> None:
    async with serving() as one, serving() as other:
        one.held.clear()
        other.held.clear()
        urls = [f"http://{HOST}:{server.port}/held" for server in (one, other)]
        library = library_of(tmp_path, *urls)
        tasks = [asyncio.create_task(library.document(url)) for url in urls]
        await one.asked.wait()
        await other.asked.wait()
        tasks[0].cancel()
        one.held.set()
        await until(lambda: not one.open)
        assert len(other.open) == 1
        other.held.set()
        assert "One page, whole" in (await tasks[1]).text
        assert tasks[0].cancelled()
        library.close()
        await ended(library)


IMPORTS_OF_THE_LOOP = """
import asyncio, sys, threading
from pathlib import Path
from blogreader.library import Library
from blogreader.paths import Paths

folder, names = Path(sys.argv[1]), []
library = Library(Paths(folder, folder / "cache", folder / "config.toml"))
library.open()

class Searches:
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is threading.main_thread():
            names.append(name)

async def follow_and_refresh():
    sys.meta_path.insert(0, Searches())
    await library.add(sys.argv[2])
    await library.refresh()
    del sys.meta_path[0]

asyncio.run(follow_and_refresh())
library.close()
print(*(name for name in names if name.partition(".")[0] in ("blogreader", "httpx", "httpcore", "anyio", "selectolax")))
"""


@pytest.mark.slow
def test_what_reads_sources_is_not_loaded_in_the_event_loop(tmp_path: Path) -> None:
    with Site() as site:
        done = subprocess.run(
            [sys.executable, "-c", IMPORTS_OF_THE_LOOP, str(tmp_path), site.index_url],
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout.split() == []


@pytest.mark.slow
def test_connections_end_with_their_event_loop_and_the_next_one_has_its_own(tmp_path: Path) -> None:
    with Site() as site:
        urls = [site.url_of(post) for post in site.posts[:3]]
        library = library_of(tmp_path, *urls)
        for url in urls:
            assert asyncio.run(library.document(url)).text
            # A connection that was left open would be told of as a warning, which is an error here.
            gc.collect()
            assert library._web._connections is None
        library.close()


@pytest.mark.slow
def test_two_event_loops_at_once_disturb_neither(tmp_path: Path) -> None:
    with Site() as site:
        urls = [site.url_of(post) for post in site.posts[:8]]
        library = library_of(tmp_path, *urls)
        failures: list[FetchError] = []

        async def read(some: list[str]) -> None:
            for url in some:
                try:
                    await library.document(url)
                except FetchError as error:
                    failures.append(error)

        threads = [threading.Thread(target=lambda some=urls[at::2]: asyncio.run(read(some))) for at in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert library.progress().offline == 8
        library.close()


async def test_connections_that_are_about_to_be_closed_are_lent_to_nobody(tmp_path: Path) -> None:
    library = library_of(tmp_path, f"http://{HOST}:1/page")
    async with library._web.fetcher():
        lent = library._web._connections
    assert lent is not None
    lent._close()  # as after some seconds without use; what closes them runs in a moment
    assert library._web._connections is None
    assert lent._closing
    await lent._closing
    library.close()


async def test_other_settings_hold_from_the_next_article_on_and_another_proxy_has_its_own_connections() -> None:
    settings = FetchSettings()
    way = web.Web(settings, set, None, offline=False)
    async with way.fetcher() as first, way.fetcher(replace(settings, seconds=7, largest_page=5)) as second:
        assert (first._seconds, second._seconds, second._largest_page) == (30, 7, 5)
        assert first._transport is second._transport
    way.use(replace(settings, seconds=9, largest_picture=6))
    async with way.fetcher() as third:
        assert (third._seconds, third._largest_picture, third._transport is first._transport) == (9, 6, True)
    way.use(replace(settings, proxy="http://127.0.0.1:1"))
    async with way.fetcher() as fourth:
        assert fourth._transport is not first._transport
