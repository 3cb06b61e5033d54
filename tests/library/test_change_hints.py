"""A source that is read again leads to the articles that say something else by now, and to few others."""

from collections.abc import Callable, Iterator
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from blogreader.library import Library, change_hints
from blogreader.model import FetchSettings
from tests.answering import Web, reply
from tests.conftest import Commands
from tests.driving import NOW, folders, reading
from tests.loopback import Loopback, Said

BLOG = "https://n.example/"
INDEX = BLOG + "index.md"
FILLER = "<p>" + "The reader nods and turns the page, since there is more to come. " * 12 + "</p>"


def page(words: str) -> str:
    return f"<!doctype html><title>One</title><article><h1>One</h1><p>{words}</p>{FILLER}</article>"


def tagged(words: str, asked: list[str]) -> Callable[[httpx.Request], httpx.Response]:
    """A page with a validator, which notes how it is asked for."""

    def say(request: httpx.Request) -> httpx.Response:
        tag = f'"{len(words)}"'
        if request.headers.get("If-None-Match") == tag:
            asked.append("conditionally")
            return reply("", 304, ETag=tag)
        asked.append("whole")
        return reply(page(words), ETag=tag)

    return say


class Followed:
    """A library that follows a source of a false web, with articles that are archived."""

    def __init__(self, folder: Path) -> None:
        self.web = Web()
        self.now = NOW
        settings = FetchSettings(delay=0, pictures=False)
        self.library = Library(folders(folder), now=lambda: self.now, transport=self.web, fetching=settings)
        self.library.open()

    async def have(self, *slugs: str) -> None:
        """Archive articles."""
        async with aclosing(self.library.fetch([BLOG + slug for slug in slugs])) as coming:
            assert [one.error async for one in coming] == [None] * len(slugs)

    async def refreshed(self) -> list[str]:
        """Read the sources again a day later; return the slugs of what says something else then."""
        self.now += timedelta(days=1)
        self.web.asked.clear()
        reports = await self.library.refresh()
        assert [report.error for report in reports] == [None] * len(reports)
        async with aclosing(self.library.look_for_changes(reports)) as coming:
            return [one.article.key.removeprefix(BLOG) async for one in coming if not (one.unchanged or one.error)]

    @property
    def changed(self) -> list[str]:
        listing = self.library.select("is:changed")
        return [key.removeprefix(BLOG) for key in listing.keys(0, len(listing))]

    @property
    def pages_asked(self) -> list[str]:
        names = (url.removeprefix(BLOG) for url in self.web.asked)
        return [name for name in names if name not in ("index.md", "feed.xml", "robots.txt")]


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    made = Followed(tmp_path)
    yield made
    made.library.close()


def index(count: int, summary: str = "") -> str:
    rows = [f"### [Post {n}]({BLOG}p{n})\n2026-01-{n + 1:02}\n\n{summary if n == 0 else ''}\n" for n in range(count)]
    return "# Notes\n\n" + "\n".join(rows)


@pytest.mark.slow
async def test_what_was_read_is_asked_for_by_its_validator_and_what_was_not_read_is_not(followed: Followed) -> None:
    asked: list[str] = []
    followed.web.put(INDEX, index(3), content_type="text/markdown")
    for number in range(3):
        followed.web.pages[f"{BLOG}p{number}"] = tagged("It was slow then.", asked)
    await followed.library.add(INDEX)
    await followed.have("p0", "p1", "p2")
    followed.library.opened([BLOG + "p0", BLOG + "p1"])
    asked.clear()
    followed.web.pages[BLOG + "p1"] = tagged("It was much faster then.", asked)
    followed.web.pages[BLOG + "p2"] = tagged("It was much faster then.", asked)
    assert await followed.refreshed() == ["p1"]
    assert followed.changed == ["p1"]
    assert sorted(asked) == ["conditionally", "whole"]
    assert await followed.refreshed() == []
    assert sorted(asked) == ["conditionally", "conditionally", "conditionally", "whole"]


@pytest.mark.slow
async def test_only_few_are_asked_for_without_a_hint_and_in_the_end_all_had_their_turn(
    followed: Followed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_hints, "MOST_OTHERS", 2)
    followed.web.put(INDEX, index(5), content_type="text/markdown")
    for number in range(5):
        followed.web.put(f"{BLOG}p{number}", page("It was slow then."))
    await followed.library.add(INDEX)
    slugs = [f"p{number}" for number in range(5)]
    await followed.have(*slugs)
    followed.library.opened([BLOG + slug for slug in slugs])
    asked: list[str] = []
    for _ in range(3):
        assert await followed.refreshed() == []
        assert len(followed.pages_asked) == 2
        asked += followed.pages_asked
    assert set(asked) == set(slugs)


async def test_what_the_index_describes_otherwise_is_asked_for_though_nobody_read_it(followed: Followed) -> None:
    followed.web.put(INDEX, index(2, "As it was."), content_type="text/markdown")
    for number in range(2):
        followed.web.put(f"{BLOG}p{number}", page("It was slow then."))
    await followed.library.add(INDEX)
    await followed.have("p0", "p1")
    followed.web.put(INDEX, index(2, "As it is."), content_type="text/markdown")
    followed.web.put(f"{BLOG}p0", page("It was fast then."))
    assert await followed.refreshed() == ["p0"]
    assert followed.pages_asked == ["p0"]
    assert await followed.refreshed() == []
    assert followed.pages_asked == []


def feed(*entries: tuple[str, str, str]) -> str:
    rows = "".join(
        f"<entry><title>{slug}</title><link href='{BLOG}{slug}'/><id>{slug}</id>"
        f"<published>2026-01-01T00:00:00Z</published><updated>{updated}</updated>"
        + (f"<content type='html'>{text}</content>" if text else "")
        + "</entry>"
        for slug, updated, text in entries
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Notes</title><link href='{BLOG}'/>{rows}</feed>"


OLD = "2026-01-01T00:00:00Z"
TEXT = "A text that is whole, as feeds of some blogs have it. " * 30


@pytest.mark.slow
@pytest.mark.parametrize(
    "after",
    [
        (("a", "2026-11-02T08:00:00Z", ""), ("b", OLD, ""), ("c", OLD, "")),
        (("a", OLD, TEXT + "And more."), ("b", OLD, TEXT), ("c", OLD, TEXT)),
    ],
    ids=["updated", "text"],
)
async def test_a_feed_that_says_that_an_article_changed_is_believed_once(
    followed: Followed, after: tuple[tuple[str, str, str], ...]
) -> None:
    text = TEXT if after[0][2] else ""
    followed.web.put(BLOG + "feed.xml", feed(*((slug, OLD, text) for slug in "abc")), content_type="application/xml")
    for slug in "abc":
        followed.web.put(BLOG + slug, page("It was slow then."))
    await followed.library.add(BLOG + "feed.xml")
    await followed.have("a", "b", "c")
    followed.web.put(BLOG + "feed.xml", feed(*after), content_type="application/xml")
    followed.web.put(BLOG + "a", page("It was fast then."))
    assert await followed.refreshed() == ["a"]
    assert followed.pages_asked == ["a"]
    assert await followed.refreshed() == []
    assert followed.pages_asked == []


async def test_a_source_that_can_not_be_read_leads_to_nothing_and_offline_nothing_is_asked(followed: Followed) -> None:
    followed.web.put(INDEX, index(1), content_type="text/markdown")
    followed.web.put(BLOG + "p0", page("It was slow then."))
    await followed.library.add(INDEX)
    await followed.have("p0")
    followed.library.opened([BLOG + "p0"])
    followed.web.put(INDEX, "no", 500)
    followed.web.asked.clear()
    reports = await followed.library.refresh()
    assert [one async for one in followed.library.look_for_changes(reports)] == []
    followed.library.offline = True
    assert [one async for one in followed.library.look_for_changes([])] == []
    assert followed.pages_asked == []


@pytest.mark.slow
def test_the_command_names_what_changed(commands: Commands) -> None:
    with Loopback() as blog:
        blog.pages["/index.md"] = Said(index(2).replace(BLOG, f"{blog.home}/"), kind="text/markdown")
        blog.pages |= {f"/p{number}": page("It was slow then.") for number in range(2)}
        assert commands("add", f"{blog.home}/index.md").status == 0
        assert commands("fetch").status == 0
        assert commands("mark", "read", "title:Post").status == 0
        assert len(commands.done("refresh").out.splitlines()) == 1
        blog.pages["/p1"] = page("It was fast then.")
        assert commands.done("refresh").out.splitlines()[1:] == ["1 article has changed: p1"]
        assert commands.done("list", "is:changed", "--count").out == "1\n"


@pytest.mark.slow
async def test_the_app_says_what_changed(followed: Followed, tmp_path: Path) -> None:
    followed.web.put(INDEX, index(2), content_type="text/markdown")
    for number in range(2):
        followed.web.put(f"{BLOG}p{number}", page("It was slow then."))
    await followed.library.add(INDEX)
    await followed.have("p0", "p1")
    followed.library.opened([BLOG + "p0", BLOG + "p1"])
    followed.web.put(f"{BLOG}p0", page("It was fast then."))
    async with reading(tmp_path) as driver:
        driver.library._web._transport = followed.web
        driver.library._web.settings = FetchSettings(delay=0, pictures=False)
        await driver.press("ctrl+l")
        assert [one.sentence for one in driver.screen.messages][-1] == "“Post 0” has changed."
        assert driver.library.entry(BLOG + "p0").changed
