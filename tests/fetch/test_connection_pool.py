"""The connections that the pool keeps, lends and closes: counted, without a network."""

import asyncio
from collections.abc import Iterable
from typing import Any

import httpcore
import pytest

from blogreader.fetch import connection_pool
from blogreader.fetch.connection_pool import ConnectionPool

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords"
CLOSING = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwords"


class Wire(httpcore.AsyncMockStream):
    """Answers each request in the same way, until it is closed or its server hangs up."""

    def __init__(self, answer: bytes) -> None:
        super().__init__([])
        self._answer = answer
        self.is_closed = False
        self.is_hung_up = False
        self.looks = 0

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002, ASYNC109 - httpcore's
        await asyncio.sleep(0)
        return self._answer

    async def aclose(self) -> None:
        self.is_closed = True

    def get_extra_info(self, info: str) -> Any:
        if info != "is_readable":
            return None
        self.looks += 1
        return self.is_hung_up


class Wires(httpcore.AsyncNetworkBackend):
    """Connects to whatever is asked for."""

    def __init__(self, answer: bytes = ANSWER) -> None:
        self.made: list[Wire] = []
        self.is_refused = False
        self._answer = answer

    async def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        await asyncio.sleep(0)
        if self.is_refused:
            raise httpcore.ConnectError(f"{host}:{port}")
        self.made.append(Wire(self._answer))
        return self.made[-1]

    @property
    def open(self) -> int:
        return sum(not wire.is_closed for wire in self.made)


def request(host: str = "a.example") -> httpcore.Request:
    return httpcore.Request("GET", f"http://{host}/", headers=[("Host", host)])


async def fetch(pool: ConnectionPool, host: str = "a.example", *, whole: bool = True) -> None:
    response, connection = await pool.send(request(host))
    try:
        if whole:
            assert await response.aread() == b"words"
    finally:
        try:
            await response.aclose()
        finally:
            await pool.give_back(connection)


async def together(pool: ConnectionPool, hosts: Iterable[str]) -> None:
    await asyncio.gather(*(fetch(pool, host) for host in hosts))


async def test_one_connection_serves_all_requests_to_a_host_one_after_the_other() -> None:
    pool = ConnectionPool(None, wires := Wires())
    for _ in range(3):
        await fetch(pool)
    await fetch(pool, "b.example")
    assert len(wires.made) == 2


async def test_a_request_looks_at_the_connection_that_it_uses_and_at_no_other() -> None:
    pool = ConnectionPool(None, wires := Wires())
    await together(pool, ["a.example"] * 16)
    for wire in wires.made:
        wire.looks = 0
    await fetch(pool)
    assert sum(wire.looks for wire in wires.made) == 1


async def test_a_connection_whose_server_hung_up_is_closed_and_another_one_made() -> None:
    pool = ConnectionPool(None, wires := Wires())
    await fetch(pool)
    wires.made[0].is_hung_up = True
    await fetch(pool)
    assert [wire.is_closed for wire in wires.made] == [True, False]


@pytest.mark.parametrize("whole", [False, True])
async def test_a_connection_that_can_serve_no_more_is_not_kept(whole: bool) -> None:
    pool = ConnectionPool(None, wires := Wires(CLOSING if whole else ANSWER))
    await fetch(pool, whole=whole)
    await fetch(pool, whole=whole)
    assert [wire.is_closed for wire in wires.made] == [True, True]


async def test_what_was_idle_for_too_long_is_closed_with_the_next_request_to_any_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pool = ConnectionPool(None, wires := Wires())
    await together(pool, ["a.example", "b.example"])
    monkeypatch.setattr(connection_pool, "_IDLE_SECONDS", -1.0)
    await fetch(pool, "c.example")
    assert [wire.is_closed for wire in wires.made] == [True, True, False]


async def test_at_most_so_many_connections_are_open_and_the_longest_idle_one_gives_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection_pool, "_MOST", 3)
    pool = ConnectionPool(None, wires := Wires())
    for host in ("a", "b", "c", "d"):
        await fetch(pool, f"{host}.example")
    assert [wire.is_closed for wire in wires.made] == [True, False, False, False]
    await together(pool, [f"{number}.example" for number in range(20)])
    assert wires.open == 3


async def test_a_request_that_fails_or_is_cancelled_leaves_its_place_and_no_open_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection_pool, "_MOST", 1)
    pool = ConnectionPool(None, wires := Wires())
    wires.is_refused = True
    for _ in range(2):
        with pytest.raises(httpcore.ConnectError):
            await pool.send(request())
    wires.is_refused = False
    for turns in range(12):
        task = asyncio.create_task(fetch(pool))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await fetch(pool)
    assert wires.open == 1


async def test_closing_the_pool_closes_connections_in_use_too() -> None:
    pool = ConnectionPool(None, wires := Wires())
    await fetch(pool, "b.example")
    response, connection = await pool.send(request())
    await pool.aclose()
    assert wires.open == 0
    await response.aclose()
    await pool.give_back(connection)
