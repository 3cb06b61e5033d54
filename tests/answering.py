"""A web without a network: answers by address, at the edge where httpx would connect."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

Say = Callable[[httpx.Request], httpx.Response]


class _Stream(httpx.AsyncByteStream):
    """A body that comes in pieces, as from a wire; httpx's own is read as soon as it is made."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._data), 65_536):
            yield self._data[start : start + 65_536]


def reply(
    body: bytes | str = b"", status: int = 200, content_type: str = "text/html; charset=utf-8", **headers: str
) -> httpx.Response:
    """Make an answer; an underscore in the name of a header stands for a hyphen."""
    data = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": content_type, "Content-Length": str(len(data))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=fields, stream=_Stream(data))


@dataclass
class Web(httpx.AsyncBaseTransport):
    """What stands at each address; anything else is missing (404)."""

    pages: dict[str, Say | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(
        self, url: str, body: bytes | str = b"", status: int = 200, content_type: str = "text/html", **headers: str
    ) -> None:
        """Say what stands at an address."""
        self.pages[url] = lambda _: reply(body, status, content_type, **headers)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, or fail as a connection would."""
        url = str(request.url)
        self.asked.append(url)
        said = self.pages.get(url)
        if isinstance(said, Exception):
            raise said
        return said(request) if said else reply("Nothing here.", 404)

    def asked_for(self, ending: str) -> int:
        """Count how often an address with this ending was asked for."""
        return sum(urlsplit(url).path.endswith(ending) for url in self.asked)
