"""The pictures of articles: fetched, kept beside them, lost or still wanting; a library at the edge of a false web."""

import asyncio
import base64
import hashlib
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

import httpx
import pytest

from blogreader.archive import Archive
from blogreader.errors import Unwritable
from blogreader.fetch import sniff
from blogreader.library import Fetched, Library
from blogreader.library.offline import documents, images
from blogreader.model import Document, FetchSettings, Via
from blogreader.paths import Paths
from tests.answering import Web, reply
from tests.site.images import png

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
PATIENCE_SECONDS = 20
BLOG = "https://blog.example"
POST, OTHER = f"{BLOG}/one", f"{BLOG}/two"
PROSE = "<p>" + "The reader nods and turns the page, since there is more to come. " * 12 + "</p>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
WEBP = b"RIFF\x1a\0\0\0WEBP"
POINTS = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0",
    "gif": b"GIF89a\1\0\1\0\x80\0\0",
    "lossy.webp": WEBP + b"VP8 \x0e\0\0\0\x30\1\0\x9d\x01\x2a\1\0\1\0",
    "lossless.webp": WEBP + b"VP8L\x0d\0\0\0\x2f\0\0\0\0\x07",
    "extended.webp": WEBP + b"VP8X\x0a\0\0\0\x10\0\0\0\0\0\0\0\0\0",
}
Make = Callable[..., Library]


def page(*sources: str) -> str:
    pictures = "".join(f'<p><img src="{source}" alt="picture {number}"></p>' for number, source in enumerate(sources))
    return f"<!doctype html><title>One</title><article><h1>One</h1>{PROSE}{pictures}{PROSE}</article>"


class Held(Web):
    """A web whose pictures may be kept back until they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = asyncio.Event()
        self.let_go = asyncio.Event()
        self.let_go.set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith(".png"):
            self.reached.set()
            await self.let_go.wait()
        return await super().handle_async_request(request)


@pytest.fixture
def web() -> Held:
    return Held()


@pytest.fixture
def make(tmp_path: Path, web: Web) -> Iterator[Make]:
    """Makes libraries on one folder that follow two articles of the false web."""
    index = tmp_path / "index.md"
    index.write_text(f"# A blog\n\n### [One]({POST})\n\n### [Two]({OTHER})\n")
    made: list[Library] = []

    def library(**settings: object) -> Library:
        folder = tmp_path / "library"
        fetching = replace(FetchSettings(delay=0, seconds=0.3), **settings)  # type: ignore[arg-type]
        new = Library(
            Paths(folder, folder / "cache", folder / "config.toml"),
            index=str(index),
            fetching=fetching,
            now=lambda: NOW,
            transport=web,
        )
        made.append(new)
        new.open()
        return new

    yield library
    for one in made:
        one.close()


async def fetch(library: Library, *keys: str, again: bool = False, lost: bool = False) -> list[Fetched]:
    async with aclosing(library.fetch(keys or (POST,), again=again, lost=lost)) as coming:
        return [one async for one in coming]


def kept(library: Library, key: str = POST) -> Document:
    document = library._offline.archive.read(key)
    assert document is not None
    return document


def files(library: Library) -> list[Path]:
    return sorted(library._offline.archive.tree.picture_paths())


async def test_pictures_are_kept_under_the_hash_of_their_bytes_and_named_by_the_document(make: Make, web: Web) -> None:
    web.put(POST, page("/a.png", "https://cdn.example/b.png"))
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    web.put("https://cdn.example/b.png", png(2), content_type="text/plain")
    library = make()
    [fetched] = await fetch(library)
    assert (fetched.error, fetched.wanting) == (None, 0)
    document = kept(library)
    assert document.images == (f"{BLOG}/a.png", "https://cdn.example/b.png")
    names = [f"{hashlib.sha256(png(number)).hexdigest()}.png" for number in (1, 2)]
    assert [picture.file for picture in document.pictures] == names
    assert [library.pictures(POST)[url].read_bytes() for url in document.images] == [png(1), png(2)]
    assert all(stat.S_ISREG(path.lstat().st_mode) for path in files(library))
    assert list(library.folders.library.rglob(".*")) == []


async def test_a_picture_belongs_to_a_page_that_may_be_read_whatever_a_robots_txt_says_of_it(
    make: Make, web: Web
) -> None:
    web.put(POST, page("/a.png", "https://cdn.example/b.png"))
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    web.put("https://cdn.example/b.png", png(2), content_type="image/png")
    web.put(f"{BLOG}/robots.txt", "User-agent: *\nDisallow: /*.png$\n", content_type="text/plain")
    web.put("https://cdn.example/robots.txt", "User-agent: *\nDisallow: /\n", content_type="text/plain")
    [fetched] = await fetch(make())
    assert (fetched.error, fetched.wanting) == (None, 0)
    assert [url for url in web.asked if url.endswith("robots.txt")] == [f"{BLOG}/robots.txt"]


async def test_one_picture_at_two_addresses_is_kept_once(make: Make, web: Web) -> None:
    web.put(POST, page("/a.png", "/b.png", "/a.png"))
    web.put(OTHER, page("/a.png"))
    for name in "ab":
        web.put(f"{BLOG}/{name}.png", png(1), content_type="image/png")
    library = make()
    await fetch(library, POST, OTHER)
    assert len(files(library)) == 1
    assert len(library.pictures(POST)) == 2
    assert len(library.pictures(OTHER)) == 1
    assert web.asked_for("/b.png") == 1


async def test_a_picture_is_there_before_the_document_that_names_it(
    make: Make, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.put(POST, page("/a.png", "/b.png"))
    for number, name in enumerate("ab"):
        web.put(f"{BLOG}/{name}.png", png(number), content_type="image/png")
    write = Archive.write
    states: list[bool] = []

    def checked(archive: Archive, document: Document, **options: Any) -> None:
        states.append(all(archive.image_path(picture.file) for picture in document.pictures))
        write(archive, document, **options)

    monkeypatch.setattr(Archive, "write", checked)
    await fetch(make())
    assert states == [True]  # and it is written once


async def test_a_text_whose_pictures_take_long_is_there_before_them(
    make: Make, web: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_SOON_SECONDS", 0.01)
    web.put(POST, page("/a.png"))
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    web.let_go.clear()
    library, write, written = make(seconds=PATIENCE_SECONDS), Archive.write, threading.Event()

    def told(archive: Archive, document: Document, **options: Any) -> None:
        write(archive, document, **options)
        written.set()

    monkeypatch.setattr(Archive, "write", told)
    fetching = asyncio.create_task(fetch(library))
    assert await asyncio.to_thread(written.wait, PATIENCE_SECONDS)
    assert kept(library).wanting == (f"{BLOG}/a.png",)
    assert not fetching.done()
    web.let_go.set()
    [fetched] = await fetching
    assert (fetched.unchanged, fetched.wanting, len(kept(library).pictures)) == (False, 0, 1)
    assert library._offline.archive.is_whole(POST)


async def test_who_gives_up_while_pictures_come_keeps_the_text(make: Make, web: Held) -> None:
    web.put(POST, page("/a.png"))
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    web.let_go.clear()
    library = make(seconds=PATIENCE_SECONDS)
    fetching = asyncio.create_task(fetch(library))
    await asyncio.wait_for(web.reached.wait(), PATIENCE_SECONDS)
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching
    assert kept(library).wanting == (f"{BLOG}/a.png",)
    assert library.entry(POST).offline
    web.let_go.set()
    [fetched] = await fetch(library)
    assert (fetched.unchanged, fetched.wanting) == (False, 0)
    assert web.asked_for("/one") == 1


async def test_a_picture_that_can_not_be_written_leaves_the_document_wanting_it(
    make: Make, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.put(POST, page("/a.png"))
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")

    def full(*_: object) -> str:
        raise Unwritable("images", "no space left on device")

    library = make()
    with monkeypatch.context() as patched:
        patched.setattr(Archive, "keep_image", full)
        with pytest.raises(Unwritable):
            await fetch(library)
    assert kept(library).wanting == (f"{BLOG}/a.png",)
    assert kept(library).pictures == ()
    assert not library._offline.archive.is_whole(POST)
    await fetch(library)
    assert library._offline.archive.is_whole(POST)
    assert web.asked_for("/one") == 1


@pytest.mark.parametrize("packed", [True, False])
async def test_a_picture_inside_the_page_is_kept_without_asking_anybody(make: Make, web: Web, packed: bool) -> None:
    data = f";base64,{base64.b64encode(png(3)).decode()}" if packed else f",{quote_from_bytes(png(3))}"
    web.put(POST, page(f"data:image/png{data}", "data:image/png;base64," + "A" * 3_000))
    library = make()
    [fetched] = await fetch(library)
    assert (fetched.error, fetched.wanting) == (None, 0)
    assert [path.read_bytes() for path in files(library)] == [png(3)]
    document = kept(library)
    [picture] = document.pictures
    assert picture.url == f"{POST}#picture-{picture.file[:12]}"
    assert document.images == (picture.url,)
    assert f"({picture.url})" in document.text
    assert "data:" not in document.text
    assert {*web.asked} <= {POST, "https://blog.example/robots.txt"}


async def test_of_the_pictures_inside_a_page_so_many_are_kept_as_are_fetched_of_others(
    make: Make, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MOST", 2)
    held = [f"data:image/png;base64,{base64.b64encode(png(number)).decode()}" for number in range(1, 6)]
    web.put(POST, page(*held))
    library = make()
    for again in (False, True):
        [fetched] = await fetch(library, again=again)
        assert (fetched.error, fetched.wanting) == (None, 3)
        document = kept(library)
        assert [(picture.url, picture.sentence) for picture in document.lost] == [
            (url, "It is beyond the limit of pictures per article (300).") for url in held[2:]
        ]
        assert [path.read_bytes() for path in library.pictures(POST).values()] == [png(1), png(2)]
        assert len(files(library)) == 2
    assert {*web.asked} <= {POST, "https://blog.example/robots.txt"}


async def test_a_picture_inside_a_page_of_markdown_is_kept_as_that_of_html_is(make: Make, web: Web) -> None:
    one, two, three = (f"data:image/png;base64,{base64.b64encode(png(number)).decode()}" for number in (1, 2, 3))
    junk = "data:image/png;base64," + "A" * 3_000
    web.put(
        POST,
        f"# One\n\n{'Words to read. ' * 60}\n\n![first]({one}) and ![second][two]\n\n![junk][junk]\n\n"
        f"[a link]({three})\n\n{'More words. ' * 60}\n\n[two]: <{two}>\n[junk]: {junk}\n",
        content_type="text/markdown",
    )
    library = make()
    [fetched] = await fetch(library)
    assert (fetched.error, fetched.wanting) == (None, 0)
    document = kept(library)
    assert document.via is Via.MARKDOWN
    assert [library.pictures(POST)[url].read_bytes() for url in document.images] == [png(1), png(2)]
    assert len(files(library)) == 2
    assert f"![first]({document.images[0]}) and ![second][two]" in document.text
    assert f"[two]: {document.images[1]}\n" in document.text
    assert "[a link]()" in document.text
    assert "data:" not in document.text
    assert {*web.asked} <= {POST, "https://blog.example/robots.txt"}


@pytest.mark.parametrize("name", POINTS)
async def test_a_picture_of_one_point_goes_from_the_text(make: Make, web: Web, name: str) -> None:
    web.put(POST, page("/a.png", f"/count/{name}?who=1"))
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    web.put(f"{BLOG}/count/{name}?who=1", POINTS[name], content_type="image/png")
    library = make()
    await fetch(library)
    document = kept(library)
    assert document.images == (f"{BLOG}/a.png",)
    assert "count" not in document.text
    assert "a.png" in document.text
    assert (document.lost, document.wanting) == ((), ())
    assert len(files(library)) == 1


@pytest.mark.parametrize("name", POINTS)
def test_a_picture_of_more_than_a_point_is_none(name: str) -> None:
    point = POINTS[name]
    assert sniff.is_point(point)
    for at in range(len(point)):
        wider = bytearray(point)
        wider[at] ^= 0x02
        changed = bytes(wider)
        assert isinstance(sniff.is_point(changed), bool)
    size = {"png": 19, "gif": 6, "lossy.webp": 26, "lossless.webp": 21, "extended.webp": 24}[name]
    larger = bytearray(point)
    larger[size] ^= 0x02
    assert not sniff.is_point(bytes(larger))
    assert not sniff.is_point(point[: len(point) // 2])


async def test_an_svg_is_kept_as_a_file(make: Make, web: Web) -> None:
    web.put(POST, page("/a.svg"))
    web.put(f"{BLOG}/a.svg", SVG, content_type="image/svg+xml")
    library = make()
    await fetch(library)
    [path] = files(library)
    assert (path.suffix, path.read_bytes()) == (".svg", SVG)


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b"%PDF-1.7\n", 200, "blog.example did not send a picture."),
        (b"<!doctype html><p>Log in</p>", 200, "blog.example did not send a picture."),
        (b"", 200, "blog.example did not send a picture."),
        (b"gone", 404, "blog.example says that this page is gone (404)."),
        (b"no", 403, "blog.example does not show this page to everyone (403)."),
        (b"\x89PNG\r\n\x1a\n" + bytes(200_000), 200, "blog.example sent more than 0 MB, which is over the limit."),
    ],
)
async def test_a_picture_that_can_not_be_had_is_lost_with_why_and_not_asked_for_again(
    make: Make, web: Web, body: bytes, status: int, says: str
) -> None:
    web.put(POST, page("/a.png"))
    web.put(f"{BLOG}/a.png", body, status, content_type="image/png")
    library = make(largest_picture=100_000)
    [fetched] = await fetch(library)
    assert (fetched.error, fetched.wanting) == (None, 1)
    assert [(picture.url, picture.sentence) for picture in kept(library).lost] == [(f"{BLOG}/a.png", says)]
    [fetched] = await fetch(library)
    assert fetched.unchanged
    assert web.asked_for("/a.png") == 1
    assert library.with_lost_pictures() == [POST]
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    [fetched] = await fetch(library, again=True)
    assert (fetched.wanting, kept(library).lost) == (0, ())
    assert library.with_lost_pictures() == []


async def test_lost_pictures_are_asked_for_again_without_their_article_when_that_is_wished(
    make: Make, web: Web
) -> None:
    web.put(POST, page("/a.png", "/b.png"))
    web.put(OTHER, page())
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    web.put(f"{BLOG}/b.png", "gone", 404)
    library = make()
    await fetch(library, POST, OTHER)
    assert library.with_lost_pictures("url:two") == []
    assert library.with_lost_pictures("url:one") == library.with_lost_pictures() == [POST]
    before = kept(library)
    web.asked.clear()
    one, other = sorted(await fetch(library, POST, OTHER, lost=True), key=lambda fetched: fetched.article.key)
    assert (one.unchanged, one.wanting) == (other.unchanged, 1 + other.wanting) == (True, 1)
    assert kept(library) == before
    assert web.asked == [f"{BLOG}/b.png"]
    web.put(f"{BLOG}/b.png", png(2), content_type="image/png")
    [one] = await fetch(library, lost=True)
    assert (one.unchanged, one.wanting) == (False, 0)
    assert (len(kept(library).pictures), kept(library).lost) == (2, ())
    assert web.asked_for("/one") == 0


async def test_lost_pictures_of_a_page_that_is_not_modified_are_asked_for_when_it_is_fetched_again(
    make: Make, web: Web
) -> None:
    web.put(POST, page("/a.png"), ETag='"one"')
    web.put(f"{BLOG}/a.png", "gone", 404)
    library = make()
    await fetch(library)
    web.put(POST, "", 304)
    [one] = await fetch(library, again=True)
    assert (one.unchanged, one.wanting) == (True, 1)
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    [one] = await fetch(library, again=True)
    assert (one.unchanged, one.wanting, kept(library).lost) == (False, 0, ())


async def test_without_pictures_none_is_asked_for_and_later_they_come(make: Make, web: Web) -> None:
    web.put(POST, page("/a.png"))
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    bare = make(pictures=False)
    await fetch(bare)
    assert (await fetch(bare))[0].unchanged
    assert not await bare.complete(POST)
    assert web.asked_for("/a.png") == 0
    whole = make()
    [fetched] = await fetch(whole)
    assert not fetched.unchanged
    assert (web.asked_for("/one"), web.asked_for("/a.png")) == (1, 1)


async def test_a_fetch_completes_what_was_opened_alone(make: Make, web: Web) -> None:
    web.put(POST, page("/a.png"))
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    library = make()
    document = await library.document(POST)
    assert document.wanting == (f"{BLOG}/a.png",)
    assert web.asked == [POST]  # no robots.txt for what one person opens
    assert await library.complete(POST)
    assert not await library.complete(POST)
    assert len(library.pictures(POST)) == 1
    assert (await fetch(library))[0].unchanged


async def test_pictures_of_a_page_that_is_not_modified_are_kept(make: Make, web: Web) -> None:
    web.put(f"{BLOG}/a.png", png(1), content_type="image/png")
    web.put(POST, page("/a.png"), ETag='"1"')
    library = make()
    await fetch(library)
    web.pages[POST] = lambda request: reply("", 304 if request.headers.get("If-None-Match") == '"1"' else 500)
    before = kept(library)
    await fetch(library, again=True)
    assert kept(library) == before
    assert web.asked_for("/a.png") == 1


async def test_a_page_that_is_fetched_again_is_asked_for_by_both_of_its_validators(make: Make, web: Web) -> None:
    day = "Thu, 16 Apr 2026 10:00:00 GMT"
    web.pages[POST] = lambda _: reply(page(), ETag='"1"', Last_Modified=day)
    library = make()
    await fetch(library)
    said: list[tuple[str | None, str | None]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        said.append((request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")))
        return reply("", 304)

    web.pages[POST] = answer
    await fetch(library, again=True)
    assert said == [('"1"', day)]


async def test_a_picture_inside_a_page_that_is_none_leaves_links_to_it_that_lead_nowhere(make: Make, web: Web) -> None:
    junk = "data:image/png;base64," + "A" * 3_000
    text = f"# One\n\n{'Words to read. ' * 60}\n\n![junk]({junk})\n\n<a href='{junk}'>the junk</a> and more words.\n"
    web.put(POST, text, content_type="text/markdown")
    library = make()
    await fetch(library)
    assert "data:" not in kept(library).text
    assert kept(library).text.rstrip().endswith("<a href='#'>the junk</a> and more words.")


async def test_a_document_that_came_anew_while_its_pictures_were_on_their_way_stays(make: Make, web: Web) -> None:
    web.put(POST, page("/a.png"))
    library = make()
    await library.document(POST)
    archive = library._offline.archive
    anew = replace(kept(library), text="Anew.\n", images=(), fetched=NOW.replace(year=2027))

    def meanwhile(_: httpx.Request) -> httpx.Response:
        archive.write(anew)
        return reply(png(1), content_type="image/png")

    web.pages[f"{BLOG}/a.png"] = meanwhile
    await library.complete(POST)
    assert kept(library).text == "Anew.\n"


class Counting(Web):
    """A web with an article of twelve pictures, which counts how many of them are under way at once."""

    def __init__(self) -> None:
        super().__init__()
        self.running = self.most = 0
        sources = [f"/{number}.png" for number in range(12)]
        self.put(POST, page(*sources))
        for number, source in enumerate(sources):
            self.put(BLOG + source, png(number), content_type="image/png")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.running += 1
        self.most = max(self.most, self.running)
        for _ in range(20):  # the others begin meanwhile
            await asyncio.sleep(0)
        self.running -= 1
        return await super().handle_async_request(request)


@pytest.mark.parametrize("web", [Counting()], ids=[""])
@pytest.mark.parametrize("jobs", [1, 4, 7])
async def test_as_many_pictures_as_jobs_are_fetched_at_once(make: Make, web: Counting, jobs: int) -> None:
    web.most = 0
    library = make(jobs=jobs)
    await fetch(library)
    assert len(kept(library).pictures) == 12
    assert web.most == jobs


@pytest.mark.parametrize("web", [Counting()], ids=[""])
async def test_of_an_article_that_is_opened_a_few_pictures_are_fetched_at_once(make: Make, web: Counting) -> None:
    library = make(jobs=16, seconds=PATIENCE_SECONDS)
    await library.document(POST)
    await library.complete(POST)
    assert len(kept(library).pictures) == 12
    assert web.most == 4
