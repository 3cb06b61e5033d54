"""Serves the test site as cheaply as Python lets it: `python tests/bench/serving.py SECONDS`, the delay of a response.

A process of its own, in which every answer is made and packed before the first request: what is measured beside it on
the same processors is the programs that ask. It writes a line of JSON, the address of the index and those of the
articles, and for each line that it reads another one: the addresses that were asked for since.
"""

import asyncio
import gzip
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.site import Site  # noqa: E402 - the tests are not installed

_PICTURE = re.compile(r"/images/\d+\.png")
_END = b"\r\n\r\n"
_NOTHING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def main() -> None:
    """Serve until standard input closes."""
    asyncio.run(_serve(float(sys.argv[1])))


async def _serve(delay: float) -> None:
    site = Site()  # never entered: it gives its pages and its socket alone
    answers, asked = _answers(site), list[str]()
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: _Connection(answers, delay, asked), sock=site._server.socket)
    print(json.dumps([site.index_url, [site.url_of(post) for post in site.posts]]), flush=True)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while await lines.readline():
        print(json.dumps([site.url + path for path in asked]), flush=True)
        asked.clear()


def _answers(site: Site) -> dict[str, tuple[bytes, bytes]]:
    """Return the answers by path, plain and packed."""
    answers: dict[str, tuple[bytes, bytes]] = {}
    paths = ["/index.md", "/robots.txt", *(post.path for post in site.posts)]
    for path in paths:  # which grows by the pictures
        resource = site.resource(path, "text/html")
        assert resource is not None
        plain = packed = _answer(resource.content_type, resource.body)
        if resource.content_type.startswith("text/"):
            packed = _answer(resource.content_type, gzip.compress(resource.body, mtime=0), "Content-Encoding: gzip\r\n")
            paths += set(_PICTURE.findall(resource.body.decode())) - {*answers, *paths}
        answers[path] = plain, packed
    return answers


def _answer(content_type: str, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class _Connection(asyncio.Protocol):
    """A client that asks for one thing after the other."""

    def __init__(self, answers: dict[str, tuple[bytes, bytes]], delay: float, asked: list[str]) -> None:
        self._answers = answers
        self._delay = delay
        self._asked = asked
        self._got = b""
        self._transport: asyncio.WriteTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        while _END in self._got:
            head, _, self._got = self._got.partition(_END)
            path = head.split(b" ", 2)[1].decode()
            self._asked.append(path)
            plain, packed = self._answers.get(path, (_NOTHING, _NOTHING))
            answer = packed if b"gzip" in head else plain
            delay = self._delay if path.startswith(("/posts/", "/images/")) else 0
            asyncio.get_running_loop().call_later(delay, self._transport.write, answer)


if __name__ == "__main__":
    main()
