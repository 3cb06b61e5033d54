"""One GET against real servers on loopback: what comes through, what is refused, and in which words."""

import asyncio
import gzip
import socket
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import httpx
import pytest

from blogreader import __version__
from blogreader.archive import packed_pages
from blogreader.errors import (
    BadAddress,
    Busy,
    CutOff,
    FetchError,
    Gone,
    NeedsLogin,
    NotText,
    Refused,
    SecureConnectionFailed,
    ServerFailed,
    TimedOut,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from blogreader.fetch import responses
from blogreader.text import clean
from tests.answering import reply
from tests.fetching import fetching
from tests.site import Site

PATIENCE_SECONDS = 10
HTML = "text/html; charset=utf-8"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    """A server that says what it was told to, byte by byte, to one path after the other."""

    answers: dict[str, Answer]
    url: str = ""
    requests: list[str] = field(default_factory=list)
    """The head of each request."""
    disconnected: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a client went away before its answer ended."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and close."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.requests.append(head)
            answer = self.answers[head.split(" ")[1]]
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.disconnected.set()
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


@asynccontextmanager
async def serving(answers: dict[str, Answer] | Answer) -> AsyncIterator[Server]:
    server = Server(answers if isinstance(answers, dict) else {"/": answers})
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    async with listener:
        yield server


def answer(body: bytes = b"", status: str = "200 OK", content_type: str = HTML, **headers: str) -> bytes:
    """Write an answer; an underscore in the name of a header stands for a hyphen."""
    fields = {"Content-Type": content_type, "Content-Length": str(len(body)), "Connection": "close"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def moved(to: str, status: str = "302 Found") -> bytes:
    return answer(status=status, Location=to)


async def refusal(reply: Answer | dict[str, Answer], *, limit: int = 1_000_000) -> FetchError:
    """Fetch what must fail, and see to it that the sentence is one."""
    async with serving(reply) as server, fetching(seconds=PATIENCE_SECONDS) as fetcher:
        with pytest.raises(FetchError) as caught:
            async with asyncio.timeout(2 * PATIENCE_SECONDS):
                await fetcher.get(server.url + "/", limit=limit)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert clean(sentence) == sentence
    assert "127.0.0.1" in sentence
    return caught.value


@pytest.fixture(autouse=True)
def without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


async def test_a_page_comes_with_its_address_type_text_and_validators(site: Site) -> None:
    post = site.posts[0]
    resource = site.resource(post.path, "text/html")
    assert resource
    async with fetching() as fetcher:
        page = await fetcher.get(site.url_of(post))
    assert (page.url, page.final_url) == (site.url_of(post), site.url_of(post))
    assert (page.content_type, page.not_modified) == ("text/html", False)
    assert page.text.encode() == resource.body
    assert page.etag


async def test_markdown_is_what_is_asked_for_first(site: Site) -> None:
    site.markdown = True
    async with fetching() as fetcher:
        page = await fetcher.get(site.url_of(site.posts[0]))
    assert page.content_type == "text/markdown"
    assert page.text.startswith("# ")


async def test_a_page_that_is_not_modified_is_not_sent_again(site: Site) -> None:
    async with fetching() as fetcher:
        first = await fetcher.get(site.index_url)
        again = await fetcher.get(site.index_url, etag=first.etag, last_modified="Thu, 16 Apr 2026 10:00:00 GMT")
        site.add_post()
        changed = await fetcher.get(site.index_url, etag=first.etag)
    assert (again.not_modified, again.text, again.etag) == (True, "", first.etag)
    assert (changed.not_modified, changed.etag != first.etag) == (False, True)
    assert [status for _, status in site.answers] == [200, 304, 200]


async def test_a_request_says_who_asks_and_for_what() -> None:
    async with serving(answer(b"ok")) as server, fetching() as fetcher:
        await fetcher.get(server.url + "/", etag='"5d2"', last_modified="Thu, 16 Apr 2026 10:00:00 GMT")
    lines = server.requests[0].splitlines()
    assert lines[0] == "GET / HTTP/1.1"
    assert f"User-Agent: blogreader/{__version__}" in lines
    assert "Accept-Encoding: gzip" in lines
    assert any(line.startswith("Accept: text/markdown, text/html;q=0.9") for line in lines)
    assert 'If-None-Match: "5d2"' in lines
    assert "If-Modified-Since: Thu, 16 Apr 2026 10:00:00 GMT" in lines


async def test_an_etag_that_is_not_ascii_is_sent_back() -> None:
    async with serving({"/": answer(b"ok", ETag='"é"')}) as server, fetching() as fetcher:
        etag = (await fetcher.get(server.url + "/")).etag
        assert etag == '"é"'
        await fetcher.get(server.url + "/", etag=etag)
    assert "If-None-Match: " in server.requests[1]


async def test_a_cookie_goes_along_the_redirects_of_one_request_to_its_own_host() -> None:
    asked: list[tuple[str, str | None]] = []
    hops = {
        "https://blog.example/": {"Location": "/two", "Set-Cookie": "id=7; Path=/"},
        "https://blog.example/two": {"Location": "/three"},
        "https://blog.example/three": {"Location": "https://other.example/"},
        "https://other.example/": {"Set-Cookie": "id=8"},
    }

    def replied(request: httpx.Request) -> httpx.Response:
        asked.append((str(request.url), request.headers.get("cookie")))
        said = hops[str(request.url)]
        return reply("ok", 302 if "Location" in said else 200, **said)

    async with fetching(httpx.MockTransport(replied)) as fetcher:
        for _ in range(2):
            assert (await fetcher.get("https://blog.example/")).text == "ok"
    assert asked == [*zip(hops, (None, "id=7", "id=7", None), strict=True)] * 2


async def test_a_fragment_is_not_sent_and_an_address_with_blanks_is_written_as_the_web_wants_it() -> None:
    async with serving({"/a%20b?q=%C3%BC": answer(b"ok")}) as server, fetching() as fetcher:
        page = await fetcher.get(server.url + "/a b?q=ü#part")
    assert page.text == "ok"
    assert page.url == server.url + "/a b?q=ü#part"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"])
async def test_redirects_are_followed_and_where_they_end_is_told(status: str) -> None:
    answers: dict[str, Answer] = {
        "/": moved("/here/a", status),
        "/here/a": moved("b?c=1", status),
        "/here/b?c=1": answer(b"end"),
    }
    async with serving(answers) as server, fetching() as fetcher:
        page = await fetcher.get(server.url + "/")
    assert (page.text, page.final_url) == ("end", server.url + "/here/b?c=1")


@pytest.mark.parametrize("cookie", ["", "id=7"])
async def test_redirects_without_an_end_are_given_up(cookie: str) -> None:
    failure = await refusal(answer(status="302 Found", Location="/", Set_Cookie=cookie))
    assert (type(failure), str(failure)) == (TooManyRedirects, "127.0.0.1 redirects in a loop.")


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://xn--/",
        "http://127.0.0.1:99999/",
    ],
)
async def test_a_redirect_to_what_is_not_of_the_web_is_refused(target: str) -> None:
    failure = await refusal(moved(target))
    assert type(failure) is BadAddress
    assert "redirects to an address that can't be fetched" in str(failure)


@pytest.mark.parametrize("target", ["http://[::1", "http://127.0.0.1:x/", "http://127.0.0.1:1/\xff"])
async def test_a_redirect_to_nonsense_is_a_failure_and_no_crash(target: str) -> None:
    assert isinstance(await refusal(moved(target)), FetchError)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "post.md",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "http://xn--/",
        "http://xn--a/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1/" + "a" * 70_000,
        "\x1b]0;x\x07",
    ],
)
async def test_what_is_no_web_address_is_not_asked_for(url: str) -> None:
    async with fetching() as fetcher:
        with pytest.raises(BadAddress, match=r" is not a web address\.$") as caught:
            await fetcher.get(url)
    assert clean(str(caught.value)) == str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, Gone),
        (410, Gone),
        (401, NeedsLogin),
        (402, NeedsLogin),
        (403, NeedsLogin),
        (451, NeedsLogin),
        (429, Busy),
        (503, Busy),
        (500, ServerFailed),
        (502, ServerFailed),
        (599, ServerFailed),
        (400, Refused),
        (418, Refused),
        (204, Refused),
        (206, Refused),
        (300, Refused),
    ],
)
async def test_a_server_that_refuses_is_told_with_its_status(site: Site, status: int, kind: type[Refused]) -> None:
    post = site.posts[0]
    site.broken[post.slug] = status
    async with fetching() as fetcher:
        with pytest.raises(Refused) as caught:
            await fetcher.get(site.url_of(post))
        assert type(caught.value) is kind
        assert f"({status})" in str(caught.value)
        # The next one is not harmed by it.
        assert (await fetcher.get(site.url_of(site.posts[1]))).text


async def test_a_redirect_that_leads_nowhere_is_refused() -> None:
    failure = await refusal(answer(b"lost", "302 Found"))
    assert type(failure) is Refused
    assert str(failure) == "127.0.0.1 answered with something other than a page (302)."


async def test_a_page_may_have_just_as_many_bytes_as_allowed() -> None:
    page = answer(b"x" * 1000)
    packed = answer(gzip.compress(b"x" * 1000), Content_Encoding="gzip")
    async with serving({"/": page, "/packed": packed}) as server, fetching() as fetcher:
        for path in ("/", "/packed"):
            assert len((await fetcher.get(server.url + path, limit=1000)).text) == 1000
            with pytest.raises(TooLarge):
                await fetcher.get(server.url + path, limit=999)


@pytest.mark.slow
async def test_a_bomb_is_given_up_before_it_fills_the_memory() -> None:
    packer = zlib.compressobj(wbits=31)
    megabyte = bytes(1_000_000)
    bomb = b"".join([*(packer.compress(megabyte) for _ in range(100)), packer.flush()])
    assert len(bomb) < 200_000
    tracemalloc.start()
    failure = await refusal(answer(bomb, Content_Encoding="gzip"), limit=2_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert type(failure) is TooLarge
    assert "more than 2 MB" in str(failure)
    assert peak < 12_000_000


async def test_a_page_without_an_end_is_given_up() -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(answer(content_type=HTML, Content_Length=""))
        while True:
            writer.write(b"words " * 1_000)
            await writer.drain()

    failure = await refusal(endless, limit=3_000_000)
    assert type(failure) is TooLarge
    assert str(failure) == "127.0.0.1 sent more than 3 MB, which is over the limit."


@pytest.mark.slow
@pytest.mark.parametrize(
    "reply",
    [
        answer(gzip.compress(b"words " * 1000)[:40], Content_Encoding="gzip"),
        answer(b"no gzip at all", Content_Encoding="gzip"),
        answer(b"cut", Content_Length="1000"),
        answer(b"5\r\nwords\r\n5\r\nwo", Content_Length="", Transfer_Encoding="chunked"),
        answer(b"5\r\nwords\r\nnonsense\r\n", Content_Length="", Transfer_Encoding="chunked"),
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Ty",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x00\xff" * 100,
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
    ],
)
async def test_what_is_cut_off_or_garbled_is_no_page(reply: bytes) -> None:
    assert type(await refusal(reply)) is CutOff


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, br", "\xe9"])
async def test_a_packing_that_was_not_asked_for_is_refused(coding: str) -> None:
    assert type(await refusal(answer(b"words", Content_Encoding=coding))) is NotText


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "x-gzip", "identity", ""])
async def test_packed_and_plain_pages_are_read(coding: str) -> None:
    body = gzip.compress(b"words", mtime=0) if "gzip" in coding.lower() else b"words"
    async with serving(answer(body, Content_Encoding=coding)) as server, fetching() as fetcher:
        assert (await fetcher.get(server.url + "/")).text == "words"


def gzipped(body: bytes) -> bytes:
    """Pack in the same bytes at any time."""
    return gzip.compress(body, mtime=0)


def named(body: bytes) -> bytes:
    """Pack as the command `gzip` does, with the name of a file."""
    plain = gzipped(body)
    return plain[:3] + b"\x08" + plain[4:10] + b"page.html\0" + plain[10:]


@pytest.mark.parametrize(
    ("body", "coding", "is_kept"),
    [
        (gzipped("Grüße".encode()), "gzip", True),
        (gzipped(("Grüße " * 50_000).encode()), "x-gzip", True),
        (gzipped(b""), "gzip", True),
        ("Grüße".encode(), "", False),
        (zlib.compress("Grüße".encode()), "deflate", False),
        (gzipped(b"Gr") + gzipped("üße".encode()), "gzip", False),
        (gzipped("Grüße".encode()) + b"what follows the end", "gzip", False),
        (named("Grüße".encode()), "gzip", False),
        (gzipped("Grüße".encode("utf-8-sig")), "gzip", False),
        (gzipped("Grüße".encode("utf-16")), "gzip", False),
        (gzipped("Grüße, schöne Grüße".encode("latin-1")), "gzip", False),
        (gzipped("Grüße, schöne Grüße ".encode("latin-1") * 10_000), "gzip", False),
        (b"", "gzip", False),
    ],
)
async def test_what_a_server_packed_itself_is_what_is_kept_if_it_is_the_text_to_the_byte(
    body: bytes, coding: str, is_kept: bool
) -> None:
    async with serving(answer(body, Content_Encoding=coding)) as server, fetching() as fetcher:
        page = await fetcher.get(server.url + "/")
    assert (page.packed is not None) is is_kept
    file = packed_pages.packed("https://blog.example/a", page.source)
    assert gzip.decompress(file).decode() == page.text == packed_pages.unpacked(file)
    assert packed_pages.owner(file) == "https://blog.example/a"
    assert not is_kept or body[10:] in file


@pytest.mark.parametrize(
    ("content_type", "body", "what"),
    [
        ("application/pdf", PDF, "a PDF"),
        ("text/html", PDF, "a PDF"),
        ("text/html", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("text/plain", b"PK\x03\x04", "a ZIP archive"),
        ("text/html", gzip.compress(b"packed twice", mtime=0), "a compressed file"),
        ("image/svg+xml", b"<svg/>", "image/svg+xml"),
        ("application/json", b"{}", "application/json"),
        ("video/mp4\x1b[31m", b"x", "video/mp4"),
        ("application/octet-stream", b"words\0more", "a binary file"),
        ("text/html", b"words\0more", "a binary file"),
    ],
)
async def test_what_is_no_text_is_said_to_be_what_it_is(content_type: str, body: bytes, what: str) -> None:
    if "\x1b" in content_type:  # h11 refuses it before us
        assert isinstance(await refusal(answer(body, content_type=content_type)), FetchError)
        return
    failure = await refusal(answer(body, content_type=content_type))
    assert type(failure) is NotText
    assert f"sent {what}, not a page" in str(failure)


@pytest.mark.parametrize("content_type", ["", "TEXT/HTML", "text/x-anything", "application/xhtml+xml; charset=utf-8"])
async def test_text_of_any_name_is_read(content_type: str) -> None:
    async with serving(answer("Grüße".encode(), content_type=content_type)) as server, fetching() as fetcher:
        page = await fetcher.get(server.url + "/")
    assert (page.text, page.content_type) == ("Grüße", content_type.partition(";")[0].lower())


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("text/html", "Grüße".encode(), "Grüße"),
        ("text/html; charset=iso-8859-1", "Grüße".encode(), "Grüße"),
        ("text/html; charset=iso-8859-1", "Grüße “so”".encode("cp1252"), "Grüße “so”"),
        ('text/html; x=y; Charset="ISO-8859-2"', "žluť".encode("iso-8859-2"), "žluť"),
        ("text/html", "Grüße".encode("cp1252"), "Grüße"),
        ("text/html; charset=shift_jis", "漢字".encode("shift_jis"), "漢字"),
        ("text/html", b"<meta charset=euc-jp>" + "漢字".encode("euc-jp"), "<meta charset=euc-jp>漢字"),
        (
            "text/html",
            b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">' + "да".encode("koi8-r"),
            '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">да',
        ),
        ("text/html; charset=no-such-thing", "Grüße".encode("cp1252"), "Grüße"),
        ("text/html; charset=base64", "Grüße".encode("cp1252"), "Grüße"),
        ("text/html; charset=", "Grüße".encode("cp1252"), "Grüße"),
        ("text/html; charset=utf-8", b"caf\xe9", "café"),
        ("text/html; charset=utf-8", "Grüße, ".encode() * 20 + b"caf\xe9", "Grüße, " * 20 + "caf\ufffd"),
        ("text/html", "Grüße".encode("utf-8-sig"), "Grüße"),
        ("text/html; charset=utf-8", "Grüße".encode("utf-16"), "Grüße"),
        ("text/html", b"\xfe\xff" + "Grüße".encode("utf-16-be"), "Grüße"),
        ("text/html", b"", ""),
    ],
)
async def test_a_page_is_decoded_by_what_it_is_before_what_it_is_said_to_be(
    content_type: str, body: bytes, text: str
) -> None:
    async with serving(answer(body, content_type=content_type)) as server, fetching() as fetcher:
        assert (await fetcher.get(server.url + "/")).text == text


async def drip(writer: asyncio.StreamWriter) -> None:
    """Send a byte now and then, so that no single read ever takes long."""
    writer.write(answer(Content_Length="100000"))
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.01)


@pytest.mark.slow
async def test_a_page_that_drips_is_given_up_when_its_time_is_over() -> None:
    async with serving(drip) as server, fetching(seconds=0.3) as fetcher:
        async with asyncio.timeout(PATIENCE_SECONDS):
            with pytest.raises(TimedOut, match=r"127\.0\.0\.1 did not finish within 0\.3 seconds\."):
                await fetcher.get(server.url + "/")
            await server.disconnected.wait()


@pytest.mark.slow
async def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    post = site.posts[0]
    hold = site.hold(post.slug)
    async with fetching(seconds=0.2) as fetcher:
        with pytest.raises(TimedOut, match=r"^127\.0\.0\.1 did not finish within 0\.2 seconds\.$"):
            await fetcher.get(site.url_of(post))
        assert await asyncio.to_thread(hold.disconnected.wait, PATIENCE_SECONDS)


async def test_cancelling_closes_the_connection_as_the_server_sees_it(site: Site) -> None:
    post, other = site.posts[:2]
    hold = site.hold(post.slug)
    async with fetching() as fetcher:
        task = asyncio.create_task(fetcher.get(site.url_of(post)))
        assert await asyncio.to_thread(hold.reached.wait, PATIENCE_SECONDS)
        assert not hold.disconnected.is_set()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(hold.disconnected.wait, PATIENCE_SECONDS)
        assert (await fetcher.get(site.url_of(other))).text


async def test_cancelling_in_the_middle_of_a_page_closes_the_connection() -> None:
    dripping = asyncio.Event()

    async def told(writer: asyncio.StreamWriter) -> None:
        dripping.set()
        await drip(writer)

    async with serving(told) as server, fetching() as fetcher:
        task = asyncio.create_task(fetcher.get(server.url + "/"))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await dripping.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await server.disconnected.wait()


async def test_where_nobody_listens_nobody_can_be_reached() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        async with fetching() as fetcher:
            port = taken.getsockname()[1]
            with pytest.raises(
                Unreachable, match=rf"^127\.0\.0\.1:{port} can't be reached: the connection was refused\.$"
            ):
                await fetcher.get(f"http://127.0.0.1:{port}/")


async def test_a_server_without_tls_is_told_apart(site: Site) -> None:
    async with fetching() as fetcher:
        with pytest.raises(SecureConnectionFailed, match="answers without TLS: the address may have to begin with"):
            await fetcher.get(site.url.replace("http:", "https:"))


async def test_many_pages_are_fetched_at_once(site: Site) -> None:
    async with fetching() as fetcher:
        pages = await asyncio.gather(*(fetcher.get(site.url_of(post)) for post in site.posts[:20]))
    assert [page.url for page in pages] == [site.url_of(post) for post in site.posts[:20]]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "try again later"),
        (0.0, "try again later"),
        (0.2, "it asks you to wait 1 s"),
        (1.6, "it asks you to wait 2 s"),
        (119.0, "it asks you to wait 119 s"),
        (120.0, "it asks you to wait 2 min"),
        (7_140.0, "it asks you to wait 119 min"),
        (7_200.0, "it asks you to wait 2 h"),
        (48 * 3_600.0, "it asks you to wait 48 h"),
        (49 * 3_600.0, "it asks you to wait for days"),
    ],
)
def test_how_long_a_busy_server_asks_to_wait_is_said_in_the_unit_that_one_counts_in(
    seconds: float | None, words: str
) -> None:
    assert responses._when(seconds) == words
