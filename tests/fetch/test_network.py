"""The way to a host: names that lead into private networks, answers of the DNS that change, and proxies.

The addresses are real ones, judged as they are; the wires to them all end at servers on loopback.
"""

import asyncio
import socket
import ssl
import sys
import threading
from asyncio.trsock import TransportSocket
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpcore
import httpx
import pytest

from blogreader.errors import (
    BlockedAddress,
    BlogreaderError,
    ConnectionRefused,
    HostNotFound,
    TimedOut,
    TooManyRedirects,
    Unreachable,
)
from blogreader.fetch import Fetcher, network
from blogreader.library import Library
from blogreader.library.discovery import Wanted
from blogreader.model import FetchSettings
from blogreader.text import clean
from blogreader.urls import is_loopback, is_public
from tests.driving import folders
from tests.fetch.test_fetch import answer, moved
from tests.fetching import fetching

PUBLIC, ALSO_PUBLIC = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
PRIVATE, ALSO_PRIVATE = "192.168.1.20", "fd12:3456::1"
BLOG = "http://blog.example"
PATIENCE_SECONDS = 10
PRIVATE_ADDRESSES = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.254",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "ff0e::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "2002:a00:1::",
    "2002:7f00:1::1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::10.0.0.1",
    "::10.0.0.1",
    "::127.0.0.1",
    "::ffff:0.0.0.0",
    "::ffff:100.64.0.1",
    "::ffff:0:10.0.0.1",
    "2002:6440:1::",
    "2600:1f00::5efe:10.0.0.1",
    "fec0::1",
    "3fff::1",
    "5f00::1",
    "0.1.2.3",
]
PUBLIC_ADDRESSES = [
    "1.1.1.1",
    "93.184.215.14",
    "172.15.0.1",
    "172.32.0.1",
    "100.63.0.1",
    "100.128.0.1",
    "192.167.0.1",
    "2606:4700:4700::1111",
    "::ffff:1.1.1.1",
    "2002:101:101::",
    "64:ff9b::1.1.1.1",
    "2a00:1450:4001:82b::200e",
    "2600:1f00::5efe:1.1.1.1",
]


@dataclass
class Server:
    """Answers by path, keeps connections open, and counts them."""

    answers: dict[str, bytes]
    port: int = 0
    heads: list[str] = field(default_factory=list)
    connections: list["asyncio.Task[None]"] = field(default_factory=list)

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one connection."""
        self.connections.append(asyncio.create_task(self.serve(reader, writer)))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer what is asked on one connection."""
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while True:
                    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                    self.heads.append(head)
                    writer.write(self.answers[head.split(" ")[1]])
                    await writer.drain()
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


@asynccontextmanager
async def serving(answers: dict[str, bytes] | None = None) -> AsyncIterator[Server]:
    server = Server(answers or {"/": page()})
    listener = await asyncio.start_server(server.accept, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    async with listener:
        yield server
        for connection in server.connections:
            connection.cancel()
        await asyncio.gather(*server.connections, return_exceptions=True)


def page(text: str = "words") -> bytes:
    return answer(text.encode(), Connection="")


@dataclass
class Wires:
    """What names lead to, where the wires to addresses end, and which were tried."""

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    """The answers of the DNS, one after the other; the last one stays."""
    ends: dict[str, int | None] = field(default_factory=dict)
    """Ports on loopback; None: nobody answers, ever."""
    tried: list[str] = field(default_factory=list)
    trying: asyncio.Event = field(default_factory=asyncio.Event)

    def lead(self, name: str, *answers: list[str]) -> None:
        """Say what a name leads to, each time that it is asked for."""
        self.names[name] = list(answers)

    async def addresses(self, host: str, _: int) -> list[str]:
        """Return what the DNS would answer."""
        if host not in self.names:
            return [host]
        answers = self.names[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.fixture
def wires(monkeypatch: pytest.MonkeyPatch) -> Wires:
    wires = Wires()
    connect = httpcore.AnyIOBackend.connect_tcp

    async def connect_tcp(
        self: httpcore.AnyIOBackend, host: str, port: int, *rest: Any, **options: Any
    ) -> httpcore.AsyncNetworkStream:
        assert port in (80, 443, 81, 8080)
        wires.tried.append(host)
        wires.trying.set()
        end = wires.ends.get(host, 1)  # port 1 of loopback: nobody answers
        if end is None:
            await asyncio.Event().wait()
            raise AssertionError("nobody sets it")
        return await connect(self, "127.0.0.1", end, *rest, **options)

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect_tcp)
    monkeypatch.setattr(network, "_addresses", wires.addresses)
    monkeypatch.setattr(network, "_STAGGER_SECONDS", 0.001)
    return wires


@pytest.fixture(autouse=True)
def without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http", "https", "all"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name.upper()}_PROXY", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with fetching(seconds=PATIENCE_SECONDS, pause=0) as fetcher:
        yield fetcher


# Addresses


@pytest.mark.parametrize("address", [*PRIVATE_ADDRESSES, "10.0.0.1%eth0", "10.0.0.1%"])
def test_an_address_inside_a_private_network_is_not_public(address: str) -> None:
    assert not is_public(address)
    if ":" in address:
        assert not is_public(f"[{address}]")


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("name", "public"),
    [
        ("example.org", True),
        ("localhost.example.org", True),
        ("mylocalhost", False),
        ("localhost", False),
        ("LOCALHOST", False),
        ("localhost.", False),
        ("a.localhost", False),
        ("printer.local", False),
        ("router.lan", False),
        ("nas.home.arpa", False),
        ("wiki.corp.internal", False),
    ],
)
def test_a_name_is_judged_by_how_it_ends(name: str, public: bool) -> None:
    assert is_public(name) is public


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("LocalHost.", True),
        ("blog.localhost", True),
        ("10.0.0.1", False),
        ("0.0.0.0", False),
        ("::2", False),
        ("example.org", False),
        ("localhost.example.org", False),
        ("", False),
    ],
)
def test_this_machine_is_known_by_its_names_and_addresses(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


# Names that lead into private networks


@pytest.mark.parametrize("address", [PRIVATE, ALSO_PRIVATE, "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "::1"])
async def test_a_name_that_leads_into_a_private_network_is_not_asked(
    wires: Wires, fetcher: Fetcher, address: str
) -> None:
    wires.lead("blog.example", [address])
    async with serving() as server:
        wires.ends[address] = server.port
        with pytest.raises(BlockedAddress, match=r"blog\.example is on a private network") as caught:
            await fetcher.get(f"{BLOG}/", named=False)
        assert (wires.tried, server.heads) == ([], [])
    assert clean(str(caught.value)) == str(caught.value)


@pytest.mark.parametrize("host", [PRIVATE, f"[{ALSO_PRIVATE}]", "127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1"])
async def test_an_address_inside_a_private_network_is_not_asked_however_it_is_written(
    fetcher: Fetcher, host: str
) -> None:
    with pytest.raises(BlockedAddress):
        await fetcher.get(f"http://{host}/", named=False)


async def test_a_host_that_the_reader_names_may_be_private(wires: Wires, fetcher: Fetcher) -> None:
    wires.lead("blog.example", [PRIVATE])
    async with serving() as server:
        wires.ends[PRIVATE] = server.port
        assert (await fetcher.get(f"{BLOG}/")).text == "words"


async def test_a_host_that_nobody_named_is_asked_in_the_open_internet(wires: Wires, fetcher: Fetcher) -> None:
    wires.lead("blog.example", [PUBLIC])
    async with serving() as server:
        wires.ends[PUBLIC] = server.port
        assert (await fetcher.get(f"{BLOG}/", named=False)).text == "words"
    assert "Host: blog.example\r\n" in server.heads[0]


@pytest.mark.parametrize("named", [True, False])
async def test_a_host_that_was_public_and_then_gives_a_private_address_is_not_asked(
    wires: Wires, fetcher: Fetcher, named: bool
) -> None:
    wires.lead("blog.example", [PUBLIC], [PRIVATE])
    async with serving({"/": answer(b"words")}) as server:
        wires.ends |= {PUBLIC: server.port, PRIVATE: server.port}
        assert (await fetcher.get(f"{BLOG}/", named=named)).text == "words"
        with pytest.raises(BlockedAddress):
            await fetcher.get(f"{BLOG}/", named=named)
    assert (wires.tried, len(server.heads)) == ([PUBLIC], 1)


async def test_of_mixed_answers_those_of_the_open_internet_are_used(wires: Wires, fetcher: Fetcher) -> None:
    wires.lead("blog.example", [PRIVATE, PUBLIC, ALSO_PRIVATE, ALSO_PUBLIC])
    async with serving() as server:
        wires.ends |= {PRIVATE: server.port, ALSO_PRIVATE: server.port, ALSO_PUBLIC: server.port}
        assert (await fetcher.get(f"{BLOG}/", named=False)).text == "words"
    assert wires.tried == [PUBLIC, ALSO_PUBLIC]


async def test_of_mixed_answers_a_host_that_was_public_gets_no_private_one(wires: Wires, fetcher: Fetcher) -> None:
    wires.lead("blog.example", [PUBLIC], [PRIVATE, ALSO_PUBLIC])
    async with serving({"/": answer(b"words")}) as server:
        wires.ends |= {PUBLIC: server.port, PRIVATE: server.port, ALSO_PUBLIC: server.port}
        for _ in range(2):
            assert (await fetcher.get(f"{BLOG}/")).text == "words"
    assert wires.tried == [PUBLIC, ALSO_PUBLIC]


async def test_a_host_that_the_reader_names_is_public_when_one_of_its_addresses_is(
    wires: Wires, fetcher: Fetcher
) -> None:
    wires.lead("blog.example", [PRIVATE, PUBLIC], [PRIVATE])
    async with serving({"/": answer(b"words")}) as server:
        wires.ends |= {PUBLIC: server.port, PRIVATE: server.port}
        assert (await fetcher.get(f"{BLOG}/")).text == "words"
        with pytest.raises(BlockedAddress) as caught:
            await fetcher.get(f"{BLOG}/")
    assert str(caught.value) == (
        "blog.example used to be on the public internet and now leads into a private network; it was not contacted. If"
        " it really moved there, remove its index and add it again."
    )
    assert wires.tried == [PUBLIC]


async def test_a_name_of_a_network_at_home_may_have_an_address_in_the_open_internet_too(
    wires: Wires, fetcher: Fetcher
) -> None:
    wires.lead("nas.local", [PRIVATE, ALSO_PUBLIC])
    async with serving() as server:
        wires.ends |= {PRIVATE: server.port}
        assert (await fetcher.get("http://nas.local/")).text == "words"


# From one run to the next

INDEX_OF = f"# A blog\n\n- [One]({BLOG}/one)\n- [Two]({BLOG}/two)\n- [Three](http://blog.example./three)\n"
ARTICLE = b"<title>One</title><article><p>" + b"The reader nods and turns the page. " * 20 + b"</p></article>"
INSIDE = [
    [PRIVATE],
    ["127.0.0.1"],
    ["0.0.0.0"],
    ["169.254.169.254"],
    ["100.64.0.1"],
    ["::ffff:192.168.1.20"],
    ["64:ff9b::c0a8:114"],
    ["fe80::1"],
    [PRIVATE, ALSO_PRIVATE],
]


@asynccontextmanager
async def run(folder: Path, index: str | None = None) -> AsyncIterator[Library]:
    """A library as one run of the program has it."""
    library = Library(folders(folder), index=index, fetching=FetchSettings(delay=0))
    try:
        library.open()
        yield library
    finally:
        library.close()


async def error_of(library: Library, key: str, *, again: bool = False) -> BlogreaderError | None:
    async with aclosing(library.fetch([key], again=again)) as coming:
        [one] = [one async for one in coming]
    return one.error


@asynccontextmanager
async def blog_of_the_world(wires: Wires) -> AsyncIterator[Server]:
    """A blog that is in the open internet first, and then wherever its DNS says."""
    page = answer(ARTICLE, Content_Type="text/html")
    paths = {"/one": page, "/two": page, "/three": page, "/robots.txt": answer(b"")}
    async with serving({"/index.md": answer(INDEX_OF.encode(), Content_Type="text/markdown"), **paths}) as server:
        wires.lead("blog.example", [PUBLIC])
        wires.ends[PUBLIC] = server.port
        yield server


@pytest.mark.parametrize("addresses", INSIDE, ids=" ".join)
async def test_a_host_that_was_public_in_one_run_is_not_asked_inside_in_another(
    wires: Wires, tmp_path: Path, addresses: list[str]
) -> None:
    async with blog_of_the_world(wires) as server:
        async with run(tmp_path) as library:
            await library.add(f"{BLOG}/index.md")
        wires.lead("blog.example", addresses)
        wires.lead("blog.example.", addresses)
        wires.ends |= dict.fromkeys(addresses, server.port)
        wires.tried.clear()
        async with run(tmp_path) as library:
            [refreshed] = await library.refresh()
            assert type(refreshed.error) is BlockedAddress
            for path in ("one", "three"):
                assert (
                    type(await error_of(library, f"{BLOG}/{path}".replace("example/three", "example./three")))
                    is BlockedAddress
                )
    assert wires.tried == []


async def test_what_an_index_on_disk_names_is_remembered_when_an_article_came(wires: Wires, tmp_path: Path) -> None:
    index = tmp_path / "index.md"
    index.write_text(INDEX_OF)
    for only in (None, str(index)):
        async with blog_of_the_world(wires) as server:
            folder = tmp_path / f"library-{only is None}"
            async with run(folder, only) as library:
                if only is None:
                    await library.add(str(index))
                assert await error_of(library, f"{BLOG}/one") is None
            wires.lead("blog.example", [PRIVATE])
            wires.ends[PRIVATE] = server.port
            wires.tried.clear()
            async with run(folder, only) as library:
                assert type(await error_of(library, f"{BLOG}/two")) is BlockedAddress
                assert type(await error_of(library, f"{BLOG}/one", again=True)) is BlockedAddress
            assert wires.tried == []


async def test_a_host_that_was_always_inside_is_asked_there_in_every_run(wires: Wires, tmp_path: Path) -> None:
    async with blog_of_the_world(wires) as server:
        wires.lead("blog.example", [PRIVATE])
        wires.ends[PRIVATE] = server.port
        async with run(tmp_path) as library:
            await library.add(f"{BLOG}/index.md")
        async with run(tmp_path) as library:
            assert await error_of(library, f"{BLOG}/one") is None
    assert set(wires.tried) == {PRIVATE}


async def test_who_removes_an_index_and_adds_it_again_says_where_its_host_is(wires: Wires, tmp_path: Path) -> None:
    async with blog_of_the_world(wires) as server:
        async with run(tmp_path) as library:
            report = await library.add(f"{BLOG}/index.md")
        wires.lead("blog.example", [PRIVATE])
        wires.ends[PRIVATE] = server.port
        async with run(tmp_path) as library:
            library.remove(report.source.name)
        async with run(tmp_path) as library:
            await library.add(f"{BLOG}/index.md")
            assert await error_of(library, f"{BLOG}/one") is None


async def test_who_removes_an_index_may_add_it_again_without_a_new_start(wires: Wires, tmp_path: Path) -> None:
    async with blog_of_the_world(wires) as server, run(tmp_path) as library:
        report = await library.add(f"{BLOG}/index.md")
        wires.lead("blog.example", [PRIVATE])
        wires.ends[PRIVATE] = server.port
        assert type(await error_of(library, f"{BLOG}/one")) is BlockedAddress
        library.remove(report.source.name)
        await library.add(f"{BLOG}/index.md")
        assert await error_of(library, f"{BLOG}/one") is None


async def test_who_takes_a_removal_back_has_said_nothing_of_the_host(wires: Wires, tmp_path: Path) -> None:
    async with blog_of_the_world(wires) as server:
        async with run(tmp_path) as library:
            report = await library.add(f"{BLOG}/index.md")
        wires.lead("blog.example", [PRIVATE])
        wires.ends[PRIVATE] = server.port
        wires.tried.clear()
        async with run(tmp_path) as library:
            library.remove(report.source.name)
            library.restore()
            assert type(await error_of(library, f"{BLOG}/one")) is BlockedAddress
        async with run(tmp_path) as library:
            assert type(await error_of(library, f"{BLOG}/one")) is BlockedAddress
    assert wires.tried == []


async def test_what_was_met_before_its_index_could_be_followed_is_remembered_with_it(
    wires: Wires, tmp_path: Path
) -> None:
    async with blog_of_the_world(wires) as server:
        server.answers["/nothing.md"] = answer(b"", Content_Type="text/markdown")
        async with run(tmp_path) as library:
            with pytest.raises(BlogreaderError):
                await library.add(f"{BLOG}/nothing.md")
            await library.add(f"{BLOG}/index.md")
        wires.lead("blog.example", [PRIVATE])
        wires.ends[PRIVATE] = server.port
        wires.tried.clear()
        async with run(tmp_path) as library:
            assert type(await error_of(library, f"{BLOG}/one")) is BlockedAddress
    assert wires.tried == []


async def test_a_host_with_a_dot_at_its_end_is_remembered_too(wires: Wires, tmp_path: Path) -> None:
    index = tmp_path / "index.md"
    index.write_text(INDEX_OF.replace(f"{BLOG}/", f"{BLOG}./"))
    async with blog_of_the_world(wires) as server:
        wires.lead("blog.example.", [PUBLIC])
        async with run(tmp_path) as library:
            await library.add(str(index))
            assert await error_of(library, f"{BLOG}./one") is None
        wires.lead("blog.example.", [PRIVATE])
        wires.ends[PRIVATE] = server.port
        wires.tried.clear()
        async with run(tmp_path) as library:
            assert type(await error_of(library, f"{BLOG}./two")) is BlockedAddress
    assert wires.tried == []


@pytest.mark.slow
async def test_a_feed_that_a_page_named_elsewhere_is_never_asked_inside(wires: Wires, tmp_path: Path) -> None:
    posts = "".join(
        f"<item><title>Post {number}</title><link>{BLOG}/{number}</link>"
        f"<pubDate>Mon, 0{number} Feb 2026 08:00:00 GMT</pubDate></item>"
        for number in range(1, 5)
    )
    feed = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>{BLOG}/</link>{posts}</channel></rss>'
    )
    home = '<link rel="alternate" type="application/rss+xml" href="http://feeds.example/feed"><h1>A blog</h1>'
    nothing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    answers = defaultdict(lambda: nothing, {"/": answer(home.encode()), "/feed": answer(feed.encode())})
    async with serving(answers) as server:
        for name in ("blog.example", "feeds.example"):
            wires.lead(name, [PUBLIC])
        wires.ends[PUBLIC] = wires.ends[PRIVATE] = server.port
        async with run(tmp_path) as library:
            await library.add(f"{BLOG}/", wanted=Wanted(feed_only=True))
            assert library.sources()[0].source.watched == "http://feeds.example/feed"
        wires.lead("feeds.example", [PRIVATE])
        wires.tried.clear()
        async with run(tmp_path) as library:
            [refreshed] = await library.refresh()
            assert type(refreshed.error) is BlockedAddress
    assert PRIVATE not in wires.tried


# Redirects


@pytest.mark.parametrize(
    "target",
    [
        "http://other.example/",
        f"http://{PRIVATE}/",
        f"http://[{ALSO_PRIVATE}]/",
        "http://localhost/",
        "http://127.0.0.1/",
        f"{BLOG}:8080/",
        "//other.example/",
    ],
)
async def test_a_redirect_to_another_private_host_or_port_is_not_followed(
    wires: Wires, fetcher: Fetcher, target: str
) -> None:
    for name in ("blog.example", "other.example", "localhost"):
        wires.lead(name, [PRIVATE])
    async with serving({"/start": moved(target), "/": page("secret")}) as server:
        wires.ends[PRIVATE] = wires.ends[ALSO_PRIVATE] = wires.ends["127.0.0.1"] = server.port
        with pytest.raises(BlockedAddress):
            await fetcher.get(f"{BLOG}/start")
    assert len(server.heads) == 1


@pytest.mark.parametrize("target", ["/", f"{BLOG}/", "http://BLOG.example:80/", "//blog.example/"])
async def test_a_redirect_to_the_same_private_host_is_followed(wires: Wires, fetcher: Fetcher, target: str) -> None:
    wires.lead("blog.example", [PRIVATE])
    async with serving({"/start": moved(target), "/": page("here")}) as server:
        wires.ends[PRIVATE] = server.port
        assert (await fetcher.get(f"{BLOG}/start")).text == "here"


async def test_a_redirect_from_the_open_internet_into_a_private_network_is_not_followed(
    wires: Wires, fetcher: Fetcher
) -> None:
    wires.lead("blog.example", [PUBLIC])
    wires.lead("router.example", [PRIVATE])
    async with serving({"/": moved("http://router.example/admin"), "/admin": page("secret")}) as server:
        wires.ends |= {PUBLIC: server.port, PRIVATE: server.port}
        for named in (True, False):
            with pytest.raises(BlockedAddress, match=r"router\.example"):
                await fetcher.get(f"{BLOG}/", named=named)
    assert wires.tried == [PUBLIC, PUBLIC]


async def test_a_redirect_out_and_home_again_is_followed_and_one_in_circles_is_not(
    wires: Wires, fetcher: Fetcher
) -> None:
    wires.lead("blog.example", [PRIVATE])
    wires.lead("login.example", [PUBLIC])
    out, back = moved("http://login.example/in"), moved(f"{BLOG}/page")
    async with serving({"/": out, "/in": back, "/page": page("here")}) as server:
        wires.ends |= {PUBLIC: server.port, PRIVATE: server.port}
        assert (await fetcher.get(f"{BLOG}/")).text == "here"
        server.answers["/page"] = out
        with pytest.raises(TooManyRedirects):
            await fetcher.get(f"{BLOG}/")


async def test_a_picture_may_lie_beside_its_article_in_a_private_network_and_nowhere_else(
    wires: Wires, fetcher: Fetcher
) -> None:
    for name in ("blog.example", "router.example"):
        wires.lead(name, [PRIVATE])
    async with serving({"/a.gif": answer(b"GIF89a\1\0\1\0", content_type="image/gif", Connection="")}) as server:
        wires.ends[PRIVATE] = server.port
        assert (await fetcher.picture(f"{BLOG}/a.gif", beside=f"{BLOG}/post"))[1] == "gif"
        for url, beside in (
            ("http://router.example/a.gif", f"{BLOG}/post"),
            (f"{BLOG}/a.gif", None),
            (f"{BLOG}:81/a.gif", f"{BLOG}/post"),
        ):
            with pytest.raises(BlockedAddress):
                await fetcher.picture(url, beside=beside)
    assert len(server.heads) == 1


# Connections


async def test_a_connection_that_was_made_for_a_named_host_is_not_used_for_others(
    wires: Wires, fetcher: Fetcher
) -> None:
    wires.lead("blog.example", [PRIVATE])
    async with serving() as server:
        wires.ends[PRIVATE] = server.port
        for _ in range(2):
            await fetcher.get(f"{BLOG}/")
        assert (len(server.connections), len(server.heads)) == (1, 2)  # kept, and used again
        with pytest.raises(BlockedAddress):
            await fetcher.get(f"{BLOG}/", named=False)
        assert len(server.heads) == 2


async def test_when_the_first_address_refuses_the_second_is_tried(wires: Wires, fetcher: Fetcher) -> None:
    wires.lead("blog.example", [PUBLIC, ALSO_PUBLIC])
    async with serving() as server:
        wires.ends[ALSO_PUBLIC] = server.port
        assert (await fetcher.get(f"{BLOG}/")).text == "words"
    assert wires.tried == [PUBLIC, ALSO_PUBLIC]


async def test_when_the_first_address_says_nothing_the_second_is_tried_beside_it(
    wires: Wires, fetcher: Fetcher
) -> None:
    wires.lead("blog.example", [PUBLIC, ALSO_PUBLIC])
    async with serving() as server:
        wires.ends |= {PUBLIC: None, ALSO_PUBLIC: server.port}
        assert (await fetcher.get(f"{BLOG}/")).text == "words"
    assert wires.tried == [PUBLIC, ALSO_PUBLIC]


async def test_when_every_address_refuses_nobody_answers_there(wires: Wires, fetcher: Fetcher) -> None:
    wires.lead("blog.example", [PUBLIC, ALSO_PUBLIC])
    with pytest.raises(ConnectionRefused, match=r"^blog\.example can't be reached: the connection was refused"):
        await fetcher.get(f"{BLOG}/")
    assert set(wires.tried) == {PUBLIC, ALSO_PUBLIC}


async def test_an_attempt_to_connect_is_given_up_with_the_fetch(wires: Wires, fetcher: Fetcher) -> None:
    wires.lead("blog.example", [PUBLIC])
    wires.ends[PUBLIC] = None
    before = asyncio.all_tasks()
    task = asyncio.create_task(fetcher.get(f"{BLOG}/"))
    await wires.trying.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == before


async def test_a_host_that_lets_nobody_connect_is_given_up_before_the_time_for_the_page_is_over(
    wires: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogreader.fetch.fetcher._CONNECT_SECONDS", 0.01)
    wires.lead("blog.example", [PUBLIC])
    wires.ends[PUBLIC] = None
    async with fetching(seconds=5) as fetcher:
        with pytest.raises(TimedOut, match=r"^blog\.example did not answer in time\.$"):
            await fetcher.get(f"{BLOG}/")


class Wire(httpcore.AsyncNetworkStream):
    """A connection on which TLS may fail."""

    def __init__(self, failure: Exception | None = None, below: TransportSocket | None = None) -> None:
        self._failure, self._below, self.is_closed = failure, below, False

    async def start_tls(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        if self._failure:
            raise self._failure
        return Wire()

    async def aclose(self) -> None:
        self.is_closed = True

    def get_extra_info(self, info: str) -> Any:
        return self._below if info == "socket" else info if info == "ssl_object" else None


async def test_a_connection_on_which_tls_fails_is_closed_and_one_on_which_it_does_not_is_kept() -> None:
    for failure in (httpcore.ConnectError("handshake"), None):
        wire = Wire(failure)
        connection = network._Connection(wire)
        if failure:
            with pytest.raises(httpcore.ConnectError):
                await connection.start_tls(ssl.create_default_context(), "blog.example")
        else:
            secure = await connection.start_tls(ssl.create_default_context(), "blog.example")
            assert secure.get_extra_info("ssl_object") == "ssl_object"
        assert wire.is_closed is (failure is not None)


async def test_a_connection_has_something_to_read_once_its_server_said_something_or_hung_up_or_it_is_closed() -> None:
    for what in ("said something", "hung up", "closed"):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            connection = network._Connection(Wire(below=TransportSocket(ours)))
            assert connection.get_extra_info("is_readable") is False
            assert connection.get_extra_info("ssl_object") == "ssl_object"
            if what == "said something":
                theirs.send(b"unasked")
            else:
                (theirs if what == "hung up" else ours).close()
            assert connection.get_extra_info("is_readable") is True


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A DNS that says nothing before this is set, which happens at the end, or when a test is stuck."""
    release = threading.Event()
    asking: list[threading.Thread] = []

    def getaddrinfo(*_: object, **__: object) -> list[Any]:
        asking.append(threading.current_thread())
        release.wait()
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC, 80))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    stuck = threading.Timer(2 * PATIENCE_SECONDS, release.set)
    stuck.start()
    yield release
    stuck.cancel()
    release.set()
    for thread in asking:
        thread.join()


class Searches:
    """Notes what is searched for on the import path."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(self, name: str, *_: object) -> None:
        self.names.append(name)


async def test_after_the_first_request_nothing_is_loaded_nor_searched_for(
    monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher
) -> None:
    async with serving() as server:
        url = f"http://127.0.0.1:{server.port}/"
        await fetcher.get(url)
        searches = Searches()
        monkeypatch.setattr(sys, "meta_path", [searches, *sys.meta_path])
        await asyncio.gather(*(fetcher.get(url) for _ in range(3)))
    assert searches.names == []


async def test_certificates_are_loaded_when_a_host_has_to_prove_who_it_is(fetcher: Fetcher) -> None:
    transport = fetcher._transport
    assert isinstance(transport, network.Network)
    async with serving() as server:
        await fetcher.get(f"http://127.0.0.1:{server.port}/")
    certificates = transport._certificates

    def loaded() -> object:
        return certificates._context

    assert loaded() is None
    with pytest.raises(Unreachable):  # nobody listens there any more
        await fetcher.get(f"https://127.0.0.1:{server.port}/")
    assert loaded() is not None
    assert await certificates.context() is loaded()


async def test_a_host_proves_who_it_is_to_the_certificates_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    trusted, used = ssl.create_default_context(), list[object]()

    class Secured(Wire):
        async def start_tls(self, ssl_context: ssl.SSLContext, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
            used.append(ssl_context)
            raise httpcore.ConnectError("That is enough.")

    async def connect_tcp(*_: Any, **__: Any) -> Wire:
        return Secured()

    async def context() -> ssl.SSLContext:
        return trusted

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect_tcp)
    certificates: Any = SimpleNamespace(context=context)
    transport = network.Network(set(), certificates)
    with pytest.raises(httpx.ConnectError):
        await transport.handle_async_request(
            httpx.Request("GET", "https://127.0.0.1/", extensions={network.NAMED: True})
        )
    await transport.aclose()
    assert used == [trusted]


@pytest.mark.usefixtures("without_a_proxy")
def test_a_dns_that_never_answers_holds_up_neither_the_time_limit_nor_the_end(silent: threading.Event) -> None:
    async def fetch() -> None:
        async with fetching(seconds=0.1) as fetcher:
            with pytest.raises(TimedOut, match=r"blog\.example did not"):
                await fetcher.get(f"{BLOG}/")

    asyncio.run(fetch())  # which waits for the threads of the loop
    assert not silent.is_set()


async def test_a_dns_that_never_answers_does_not_hold_up_who_gives_up(
    silent: threading.Event, fetcher: Fetcher
) -> None:
    task = asyncio.create_task(fetcher.get(f"{BLOG}/"))
    done, _ = await asyncio.wait([task], timeout=0.05)
    assert not done
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not silent.is_set()


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long"), OSError(101, "x")])
async def test_a_name_that_the_dns_does_not_know_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher, error: Exception
) -> None:
    asked: list[object] = []

    def getaddrinfo(*name: object, **_: object) -> None:
        asked.append(name)
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(HostNotFound, match=r"blog\.example can't be found: there is no such host, or no network"):
        await fetcher.get(f"{BLOG}/")
    assert len(asked) == 1


async def test_addresses_are_tried_in_the_order_of_the_dns_each_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = [(2, 1, 6, "", (PUBLIC, 80)), (10, 1, 6, "", (ALSO_PUBLIC, 80, 0, 0)), (2, 1, 6, "", (PUBLIC, 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: known)
    assert await network._addresses("blog.example", 80) == [PUBLIC, ALSO_PUBLIC]


# Proxies


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("http_proxy", "http://127.0.0.1:{}"),
        ("HTTP_PROXY", "http://127.0.0.1:{}/"),
        ("http_proxy", "127.0.0.1:{}"),
        ("all_proxy", "127.0.0.1:{}"),
        ("ALL_PROXY", "http://127.0.0.1:{}"),
    ],
)
async def test_a_proxy_of_the_environment_is_asked(
    monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher, variable: str, value: str
) -> None:
    monkeypatch.delenv("no_proxy")
    async with serving({f"{BLOG}/": page("by proxy")}) as proxy:
        monkeypatch.setenv(variable, value.format(proxy.port))
        for named in (True, False):
            assert (await fetcher.get(f"{BLOG}/", named=named)).text == "by proxy"
    assert proxy.heads[0].startswith(f"GET {BLOG}/ HTTP/1.1\r\n")


@pytest.mark.parametrize("spared", ["*", "example", "blog.example", "other.org, blog.example"])
async def test_a_host_that_is_spared_is_asked_itself(
    monkeypatch: pytest.MonkeyPatch, wires: Wires, fetcher: Fetcher, spared: str
) -> None:
    wires.lead("blog.example", [PUBLIC])
    async with serving() as server:
        wires.ends[PUBLIC] = server.port
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        monkeypatch.setenv("no_proxy", spared)
        assert (await fetcher.get(f"{BLOG}/")).text == "words"


@pytest.mark.parametrize("host", ["localhost", "router.local", "nas.lan", PRIVATE, "127.0.0.1", f"[{ALSO_PRIVATE}]"])
async def test_a_proxy_is_not_asked_for_what_is_private_by_its_name(
    monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher, host: str
) -> None:
    monkeypatch.delenv("no_proxy")
    async with serving({f"http://{host}/": page("at home"), f"{BLOG}/": moved(f"http://{host}/")}) as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(BlockedAddress):
            await fetcher.get(f"http://{host}/", named=False)
        assert proxy.heads == []
        with pytest.raises(BlockedAddress):
            await fetcher.get(f"{BLOG}/")
        assert len(proxy.heads) == 1
        if ":" not in host:  # httpcore names an IPv6 address to a proxy without its brackets
            assert (await fetcher.get(f"http://{host}/")).text == "at home"


@pytest.mark.parametrize("value", ["http://127.0.0.1:1", "foo://127.0.0.1:1", "http://[", "http://127.0.0.1:x"])
async def test_a_proxy_that_can_not_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher, value: str
) -> None:
    monkeypatch.delenv("no_proxy")
    monkeypatch.setenv("http_proxy", value)
    with pytest.raises(Unreachable) as caught:
        await fetcher.get(f"{BLOG}/")
    assert str(caught.value).endswith(".")


async def test_a_proxy_that_refuses_a_way_through_is_told(monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher) -> None:
    monkeypatch.delenv("no_proxy")
    async with serving({"blog.example:443": answer(b"", "403 Forbidden")}) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(Unreachable, match=r"blog\.example can't be reached: the proxy refused the connection"):
            await fetcher.get("https://blog.example/")
    assert proxy.heads[0].startswith("CONNECT blog.example:443 ")
