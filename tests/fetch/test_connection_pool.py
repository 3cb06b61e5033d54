"""Which connection a request gets, and what becomes of it afterwards."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpcore
import pytest

from blogreader.fetch import connection_pool
from blogreader.fetch.connection_pool import ConnectionPool

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords"
BLOG, OTHER = "http://blog.example/", "http://other.example/"


class Wire(httpcore.AsyncNetworkStream):
    """A connection to a server that answers all requests alike, until it hangs up."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.asked = 0
        self.hung_up = self.is_closed = False

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109 - httpcore's
        self.asked += buffer.startswith(b"GET ")

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002, ASYNC109 - httpcore's
        await asyncio.sleep(0)
        return ANSWER

    async def aclose(self) -> None:
        self.is_closed = True

    def get_extra_info(self, info: str) -> Any:
        return self.hung_up if info == "is_readable" else None


class Wires(httpcore.AsyncNetworkBackend):
    """Connects to everything but `nowhere.example`."""

    def __init__(self) -> None:
        self.made: list[Wire] = []

    async def connect_tcp(self, host: str, *_: Any, **__: Any) -> Wire:
        if host == "nowhere.example":
            raise httpcore.ConnectError
        self.made.append(Wire(host))
        return self.made[-1]


@pytest.fixture
def wires() -> Wires:
    return Wires()


@pytest.fixture
def pool(wires: Wires) -> ConnectionPool:
    return ConnectionPool(None, wires)


@asynccontextmanager
async def asking(pool: ConnectionPool, url: str) -> AsyncIterator[httpcore.Response]:
    """Lends a response that is not read yet."""
    request = httpcore.Request("GET", url, headers={"Host": "a host"})
    async with pool.connection(request.url.origin) as connection:
        response = await connection.handle_async_request(request)
        try:
            yield response
        finally:
            await response.aclose()


async def ask(pool: ConnectionPool, url: str) -> bytes:
    async with asking(pool, url) as response:
        return await response.aread()


async def test_requests_one_after_the_other_share_a_connection(pool: ConnectionPool, wires: Wires) -> None:
    for _ in range(3):
        assert await ask(pool, BLOG) == b"words"
    assert [(wire.host, wire.asked) for wire in wires.made] == [("blog.example", 3)]


async def test_requests_at_once_get_a_connection_each_and_the_next_one_gets_the_one_used_last(
    pool: ConnectionPool, wires: Wires
) -> None:
    async with asking(pool, BLOG) as first:
        async with asking(pool, BLOG) as second:
            await second.aread()
        await first.aread()
    assert [wire.asked for wire in wires.made] == [1, 1]
    await ask(pool, BLOG)
    assert [wire.asked for wire in wires.made] == [2, 1]


async def test_no_connection_is_used_for_another_host(pool: ConnectionPool, wires: Wires) -> None:
    for url in (BLOG, OTHER, "http://blog.example:8080/", BLOG):
        await ask(pool, url)
    assert [(wire.host, wire.asked) for wire in wires.made] == [
        ("blog.example", 2),
        ("other.example", 1),
        ("blog.example", 1),
    ]


@pytest.mark.parametrize("hung_up", [0, 1])
async def test_a_connection_whose_server_hung_up_is_closed_and_another_one_is_used(
    pool: ConnectionPool, wires: Wires, hung_up: int
) -> None:
    async with asking(pool, BLOG) as first, asking(pool, BLOG) as second:
        await first.aread()
        await second.aread()
    wires.made[hung_up].hung_up = True
    await ask(pool, BLOG)
    assert len(wires.made) == 2
    assert wires.made[1 - hung_up].asked == 2
    await ask(pool, OTHER)
    wires.made[1 - hung_up].hung_up = True
    await ask(pool, BLOG)
    assert [wire.is_closed for wire in wires.made] == [True, True, False, False]


async def test_a_connection_that_waited_too_long_is_closed(
    pool: ConnectionPool, wires: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_pool, "_IDLE_SECONDS", -1)
    await ask(pool, BLOG)
    await ask(pool, OTHER)
    assert [wire.is_closed for wire in wires.made] == [True, False]


async def test_a_connection_whose_response_was_not_read_to_the_end_is_closed(
    pool: ConnectionPool, wires: Wires
) -> None:
    async with asking(pool, BLOG) as response:
        assert response.status == 200
    assert wires.made[0].is_closed
    await ask(pool, BLOG)
    assert len(wires.made) == 2


async def test_a_connection_whose_response_nobody_closed_is_closed(pool: ConnectionPool, wires: Wires) -> None:
    request = httpcore.Request("GET", BLOG, headers={"Host": "a host"})
    async with pool.connection(request.url.origin) as connection:
        await connection.handle_async_request(request)
    assert wires.made[0].is_closed


@pytest.fixture
def two_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_pool, "_MOST", 2)


@pytest.mark.usefixtures("two_at_most")
async def test_no_more_connections_are_lent_than_there_may_be(wires: Wires) -> None:
    pool = ConnectionPool(None, wires)
    async with asking(pool, BLOG) as first, AsyncExitStack() as ending:
        second = await ending.enter_async_context(asking(pool, BLOG))
        third = asyncio.create_task(ask(pool, OTHER))
        for _ in range(20):
            await asyncio.sleep(0)
        assert [wire.host for wire in wires.made] == ["blog.example", "blog.example"]
        await second.aread()
        await ending.aclose()
        assert await third == b"words"
        await first.aread()
    # The one that was idle made room.
    assert [wire.is_closed for wire in wires.made] == [False, True, False]


@pytest.mark.usefixtures("two_at_most")
async def test_where_no_connection_comes_about_the_next_request_finds_a_place(wires: Wires) -> None:
    pool = ConnectionPool(None, wires)
    for _ in range(3):
        with pytest.raises(httpcore.ConnectError):
            await ask(pool, "http://nowhere.example/")
    assert await ask(pool, BLOG) == b"words"


async def test_all_connections_are_closed_at_the_end_those_in_use_too(pool: ConnectionPool, wires: Wires) -> None:
    await ask(pool, OTHER)
    async with asking(pool, BLOG):
        await pool.aclose()
        assert [wire.is_closed for wire in wires.made] == [True, True]
