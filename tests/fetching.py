"""A fetcher by the real network, or by a transport that stands for it, for tests without a library."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from blogreader.fetch import Certificates, Fetcher, Network


@asynccontextmanager
async def fetching(transport: httpx.AsyncBaseTransport | None = None, **options: Any) -> AsyncIterator[Fetcher]:
    """Lend a fetcher with these options; its connections end with it."""
    transport = transport or Network(set(), Certificates())
    try:
        yield Fetcher(transport, **options)
    finally:
        await transport.aclose()
