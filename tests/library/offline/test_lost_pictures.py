"""Pictures that can't be had: a dead host is given up for a run, and what is lost is asked for again after a pause."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from blogreader.errors import HostNotFound
from blogreader.fetch import Fetcher
from blogreader.library import Fetched, Library
from blogreader.model import Document, FetchSettings
from tests.answering import Web
from tests.driving import folders
from tests.site.images import png

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
BLOG, DEAD, ALIVE = "https://blog.example", "https://dead.example", "https://alive.example"
POSTS = [f"{BLOG}/{number}" for number in range(4)]
PROSE = "<p>" + "The reader nods and turns the page, since there is more to come. " * 12 + "</p>"
DAY, WEEK = timedelta(days=1), timedelta(days=7)
Trouble = Callable[[], Exception]


def page(*sources: str) -> str:
    pictures = "".join(f'<p><img src="{source}" alt=""></p>' for source in sources)
    return f"<!doctype html><title>One</title><article><h1>One</h1>{PROSE}{pictures}{PROSE}</article>"


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


class FetchedLibrary:
    """A library that follows some articles of a false web, at a time of its own."""

    def __init__(self, folder: Path) -> None:
        index = folder / "index.md"
        index.write_text("# A blog\n\n" + "\n".join(f"### [{url[-1]}]({url})\n" for url in POSTS))
        self.web = Web()
        self.now = NOW
        self.library = Library(
            folders(folder / "library"),
            index=str(index),
            fetching=FetchSettings(delay=0, seconds=0.2),
            now=lambda: self.now,
            transport=self.web,
        )
        self.library.open()

    async def fetch(self, *keys: str, lost: bool = False, again: bool = False) -> list[Fetched]:
        """Fetch articles; what was asked for before is forgotten."""
        self.web.asked.clear()
        async with aclosing(self.library.fetch(keys or (POSTS[0],), again=again, lost=lost)) as coming:
            return [one async for one in coming]

    def asked_of(self, host: str) -> set[str]:
        """What of a host was asked for in the last fetch."""
        return {url for url in self.web.asked if url.startswith(host)}

    def kept(self, key: str = POSTS[0]) -> Document:
        """The archived document."""
        document = self.library._offline.archive.read(key)
        assert document is not None
        return document


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FetchedLibrary]:
    """Its time is over before a second attempt begins: what is counted is what a run asks for."""
    monkeypatch.setitem(Fetcher.__init__.__kwdefaults__, "pause", 60.0)  # type: ignore[arg-type]
    made = FetchedLibrary(tmp_path)
    yield made
    made.library.close()


TROUBLES: dict[str, tuple[Trouble, int]] = {
    "refuses": (lambda: caused(httpx.ConnectError("refused"), ConnectionRefusedError()), 1),
    "no way": (lambda: httpx.ConnectError("no route"), 1),
    "no DNS": (lambda: HostNotFound("dead.example can't be found."), 1),
    "never connects": (lambda: httpx.ConnectTimeout("silence"), 1),
    "no TLS": (lambda: caused(httpx.ConnectError("TLS"), ssl.SSLError()), 1),
    "says nothing": (lambda: httpx.ReadTimeout("silence"), 2),
    "resets": (lambda: httpx.ReadError("reset"), 2),
    "hangs up": (lambda: httpx.RemoteProtocolError("Server disconnected"), 2),
}
"""What a host does, and how many of its pictures are asked for until that is clear."""


@pytest.mark.parametrize("name", TROUBLES)
async def test_a_host_that_can_not_be_reached_is_given_up_for_the_run_and_others_are_not(
    fetched: FetchedLibrary, name: str
) -> None:
    trouble, patience = TROUBLES[name]
    for post in POSTS:
        dead = [f"{DEAD}/{post[-1]}-{number}.png" for number in range(10)]
        fetched.web.put(post, page(*dead, f"{ALIVE}/{post[-1]}.png"))
        fetched.web.put(f"{ALIVE}/{post[-1]}.png", png(int(post[-1])), content_type="image/png")
        fetched.web.pages |= dict.fromkeys(dead, trouble())
    done = await fetched.fetch(*POSTS)
    assert [(one.error, one.wanting) for one in done] == [(None, 10)] * 4
    assert len(fetched.asked_of(DEAD)) <= patience
    assert len(fetched.asked_of(ALIVE)) == 4
    # What was not asked for is lost as well, and asked for no sooner.
    done = await fetched.fetch(*POSTS)
    assert [(one.unchanged, one.wanting) for one in done] == [(True, 10)] * 4
    assert fetched.web.asked == []


async def test_several_dead_hosts_are_given_up_each_for_itself(fetched: FetchedLibrary) -> None:
    hosts = [f"https://dead-{number}.example" for number in range(5)]
    pictures = [f"{host}/{number}.png" for host in hosts for number in range(5)]
    fetched.web.put(POSTS[0], page(*pictures))
    fetched.web.pages |= {url: HostNotFound(f"{url} can't be found.") for url in pictures}
    await fetched.fetch()
    assert [len(fetched.asked_of(host)) for host in hosts] == [1] * 5


@pytest.mark.parametrize("status", [404, 403, 500])
async def test_a_picture_in_many_articles_is_asked_for_once_in_a_run(fetched: FetchedLibrary, status: int) -> None:
    for post in POSTS:
        fetched.web.put(post, page("/logo.png", "/there.png"))
    fetched.web.put(f"{BLOG}/logo.png", "no", status)
    fetched.web.put(f"{BLOG}/there.png", png(1), content_type="image/png")
    done = await fetched.fetch(*POSTS)
    assert [one.wanting for one in done] == [1] * 4
    assert (fetched.web.asked_for("/logo.png"), fetched.web.asked_for("/there.png")) == (1, 1)
    assert [len(fetched.kept(post).pictures) for post in POSTS] == [1] * 4


async def test_a_host_that_has_none_of_its_pictures_is_asked_for_each_once(fetched: FetchedLibrary) -> None:
    fetched.web.put(POSTS[0], page(*[f"{DEAD}/{number}.png" for number in range(6)]))
    [one] = await fetched.fetch()
    assert (one.wanting, len(fetched.asked_of(DEAD))) == (6, 6)


async def test_one_that_fails_now_and_then_is_not_given_up(fetched: FetchedLibrary) -> None:
    pictures = [f"{ALIVE}/{number}.png" for number in range(10)]
    fetched.web.put(POSTS[0], page(*pictures))
    for number, url in enumerate(pictures):
        fetched.web.put(url, png(number), 200 if number % 2 else 500, "image/png")
    [one] = await fetched.fetch()
    assert (one.wanting, len(fetched.asked_of(ALIVE))) == (5, 10)


@pytest.mark.slow
@pytest.mark.parametrize("trouble", ["silence", "refused", "404", "503", "no picture"])
async def test_lost_pictures_are_asked_for_again_after_a_day_a_week_and_longer(
    fetched: FetchedLibrary, trouble: str
) -> None:
    picture = f"{BLOG}/a.png"
    fetched.web.put(POSTS[0], page("/a.png"))
    match trouble:
        case "silence":
            fetched.web.pages[picture] = httpx.ReadTimeout("silence")
        case "refused":
            fetched.web.pages[picture] = caused(httpx.ConnectError("refused"), ConnectionRefusedError())
        case "no picture":
            fetched.web.put(picture, "<p>Log in</p>")
        case _:
            fetched.web.put(picture, b"", int(trouble))
    [one] = await fetched.fetch()
    assert (one.unchanged, one.wanting) == (False, 1)
    since = NOW
    for pause in (DAY, WEEK, 30 * DAY, 30 * DAY):
        for fetched.now, asked in ((since, 0), (since + pause - timedelta(minutes=1), 0), (since + pause, 1)):
            [one] = await fetched.fetch()
            assert (one.unchanged, one.wanting, bool(fetched.asked_of(picture))) == (True, 1, bool(asked))
            assert not await fetched.library.complete(POSTS[0])
        since += pause
    assert not fetched.asked_of(POSTS[0])
    fetched.web.put(picture, png(1), content_type="image/png")
    [one] = await fetched.fetch()
    assert one.unchanged
    fetched.now = since + 30 * DAY
    [one] = await fetched.fetch()
    assert (one.unchanged, one.wanting, fetched.kept().lost) == (False, 0, ())
    [one] = await fetched.fetch()
    assert (one.unchanged, one.wanting, fetched.web.asked) == (True, 0, [])


async def test_an_explicit_request_is_made_at_once_and_does_not_make_the_pause_longer(fetched: FetchedLibrary) -> None:
    fetched.web.put(POSTS[0], page("/a.png"))
    await fetched.fetch()
    before = fetched.kept()
    for _ in range(3):
        [one] = await fetched.fetch(lost=True)
        assert (one.unchanged, one.wanting, fetched.web.asked) == (True, 1, [f"{BLOG}/a.png"])
    assert fetched.kept() == before
    fetched.now = NOW + DAY
    await fetched.fetch()
    assert fetched.web.asked == [f"{BLOG}/a.png"]


async def test_without_a_network_nothing_is_lost_that_was_not_lost_before(fetched: FetchedLibrary) -> None:
    fetched.web.put(POSTS[0], page(f"{DEAD}/a.png", f"{ALIVE}/b.png"))
    await fetched.library.document(POSTS[0])
    fetched.now = NOW + timedelta(hours=1)
    for url in (f"{DEAD}/a.png", f"{ALIVE}/b.png"):
        fetched.web.pages[url] = HostNotFound("There is no such host, or no network.")
    assert not await fetched.library.complete(POSTS[0])
    assert (fetched.kept().lost, len(fetched.kept().wanting)) == ((), 2)
    fetched.web.put(f"{ALIVE}/b.png", png(1), content_type="image/png")
    assert await fetched.library.complete(POSTS[0])
    assert [one.url for one in fetched.kept().lost] == [f"{DEAD}/a.png"]
    fetched.now += DAY
    await fetched.fetch()
    await fetched.fetch()
    assert (fetched.web.asked, fetched.kept().lost[0].times) == ([], 2)


async def test_a_clock_that_was_wrong_delays_nothing_for_long(fetched: FetchedLibrary) -> None:
    fetched.web.put(POSTS[0], page("/a.png"))
    fetched.now = NOW.replace(year=2099)
    await fetched.fetch()
    fetched.now = NOW
    await fetched.fetch()
    assert fetched.web.asked == [f"{BLOG}/a.png"]
    await fetched.fetch()
    assert fetched.web.asked == []


async def test_a_mark_that_can_not_be_read_has_its_article_looked_at(fetched: FetchedLibrary) -> None:
    fetched.web.put(POSTS[0], page("/a.png"))
    await fetched.fetch()
    mark = fetched.library._offline.archive.path_of(POSTS[0]).with_suffix(".wanting")
    for content in (b"", b"tomorrow 1", b"\xff\xfe", b"0001-01-01T00:00:00+14:00 x", b"9" * 500):
        mark.write_bytes(content)
        [one] = await fetched.fetch()
        assert (one.unchanged, one.wanting, fetched.web.asked) == (True, 1, [])
        assert mark.read_bytes() == b"2026-11-09T12:30:00Z 1\n"


async def test_without_pictures_none_is_lost(fetched: FetchedLibrary) -> None:
    fetched.web.put(POSTS[0], page("/a.png"))
    async with aclosing(
        fetched.library.fetch([POSTS[0]], settings=FetchSettings(delay=0, seconds=1, pictures=False))
    ) as coming:
        assert [one.wanting async for one in coming] == [0]
