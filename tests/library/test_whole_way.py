"""The whole way on a real site: add, refresh, fetch all, offline, open each, mark, progress, as a person would."""

import json
import re
from pathlib import Path

import pytest

from blogreader.cli import main
from blogreader.tui.reader.content import Loaded
from tests.driving import reading
from tests.site import Site

pytestmark = pytest.mark.slow(seconds=60)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BLOGREADER_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("BLOGREADER_CONFIG", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "library"


def squeezed(text: str) -> str:
    """The text without its blanks: lines are broken after hyphens too."""
    return "".join(text.split())


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out.strip()


@pytest.mark.installed
def test_from_an_address_to_an_archive_that_is_read_to_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    with Site() as site:
        assert run(capsys, "add", site.index_url).endswith("102 articles")
        assert run(capsys, "refresh").endswith("new 0, changed 0, gone 0")
        site.change_summary(site.posts[4].slug, "Another summary.")
        assert run(capsys, "refresh").endswith("new 0, changed 1, gone 0")
        newest = site.add_post()
        assert run(capsys, "refresh").endswith("new 1, changed 0, gone 0")
        assert newest.title in run(capsys, "list", "is:new")
        assert run(capsys, "fetch", "-q") == "103 fetched, 0 unchanged, 0 failed"
        assert run(capsys, "fetch", "-q") == "0 fetched, 103 unchanged, 0 failed"
        posts = site.posts
    # From here on there is no network.
    for entry in json.loads(run(capsys, "list", "--json")):
        assert entry["offline"]
        text = squeezed(run(capsys, "show", "--offline", "--width", "100", entry["url"]))
        post = next(post for post in posts if post.slug == entry["slug"])
        for marker in (post.markers.first, post.markers.middle, post.markers.last):
            assert squeezed(marker) in text, entry["slug"]
    in_category = sum(post.category == "AI/ML" for post in posts)
    assert run(capsys, "mark", "reading", "cat:AI/ML") == f"{in_category} marked reading"
    assert run(capsys, "mark", "read", "").startswith("103 marked read")
    assert "103/103  done" in run(capsys, "progress")
    progress = json.loads(run(capsys, "progress", "--json"))
    assert (progress["read"], progress["minutes_left"], progress["offline"]) == (103, 0, 103)


@pytest.mark.app
async def test_every_article_is_opened_to_its_end_in_the_app_without_the_network(folder: Path) -> None:
    with Site() as site:
        async with reading(folder, size=(140, 36)) as driver:
            await driver.library.add(site.index_url)
            await driver.press("ctrl+l", "D")
            assert any(re.match(r" Offline +102\b", line) for line in driver.lines)
        posts = site.posts
    async with reading(folder, offline=True, size=(140, 120)) as driver:  # a page of paper at a time: it is a long way
        await driver.press("enter")
        for number, post in enumerate(posts, 1):
            assert isinstance(driver.screen.page, Loaded)
            assert driver.screen.page.entry.article.title == post.title
            for marker in (post.markers.first, post.markers.middle, post.markers.last):
                assert squeezed(marker) in squeezed(driver.article)
            while not driver.reader.at_end:
                await driver.press("space")
            # What stands below the end is shown, where it is out of sight, before the next one comes.
            for _ in range(2):
                if driver.screen.page.entry.article.title == post.title:
                    await driver.press("space")
            assert driver.library.progress().total.read == number
        assert driver.library.progress().total.minutes_left == 0
