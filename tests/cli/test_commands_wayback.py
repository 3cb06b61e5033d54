"""A post that is gone, from a web archive, over real servers on loopback."""

import json
from collections.abc import Iterator

import pytest

from tests import blogs
from tests.blogs import HOST
from tests.conftest import Commands
from tests.loopback import Loopback, Said

pytestmark = pytest.mark.slow

LONG = "<p>" + "Many words of the whole article, one after the other. " * 30


@pytest.fixture
def blog() -> Iterator[Loopback]:
    with Loopback() as running:
        listed = blogs.posts(6, lambda _, __, slug: f"/log/{slug}/")
        running.pages["/"] = blogs.home(listed, blogs.FEED_LINK.format("/feed.xml"))
        running.pages["/feed.xml"] = Said(blogs.rss(listed).replace(HOST, running.home), "application/xml")
        for post in listed:
            running.pages[post.path] = blogs.post_page(post).replace("<p>Words", f"{LONG}<p>Words")
        yield running


@pytest.fixture
def archive() -> Iterator[Loopback]:
    with Loopback() as running:
        yield running


def _allow(commands: Commands, archive: Loopback, *, wayback: bool) -> None:
    folder = commands.library.parent / "home" / "blogreader"
    folder.mkdir(parents=True, exist_ok=True)
    allowed = "true" if wayback else "false"
    template = f"{archive.home}/web/{{date}}id_/{{url}}"
    (folder / "config.toml").write_text(
        f'[network]\ndelay = 0.001\nwayback = {allowed}\nwayback_address = "{template}"\n'
    )


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("wayback", [True, False])
def test_what_is_gone_is_had_from_a_web_archive_where_that_is_allowed(
    commands: Commands, blog: Loopback, archive: Loopback, status: int, wayback: bool
) -> None:
    _allow(commands, archive, wayback=wayback)
    commands.done("add", blog.home)
    path = next(path for path in blog.pages if path.startswith("/log/"))
    whole = blog.pages[path]
    blog.answer = lambda asked: Said("Gone.", status=status) if asked == path else None
    archive.answer = lambda asked: Said(str(whole)) if asked.endswith(f"{blog.home}{path}") else None
    result = commands("fetch")
    assert result.status == (0 if wayback else 3), result.err
    assert len(archive.asked) == (1 if wayback else 0)
    (article,) = [one for one in json.loads(commands.done("list", "--json").out) if one["url"].endswith(path)]
    assert (article["offline"], article["error"] is None) == (wayback, wayback)
    if wayback:
        assert archive.asked == [f"/web/{article['date'].replace('-', '')}id_/{blog.home}{path}"]
        document = commands.done("show", "--format", "md", article["url"]).out
        assert "Many words of the whole article" in document
        kept = next(
            file for file in commands.library.glob("archive/*/*.md") if path.strip("/").split("/")[-1] in file.name
        )
        assert "\nvia: wayback\n" in kept.read_text()


def test_an_archive_that_has_it_not_is_no_other_failure(commands: Commands, blog: Loopback, archive: Loopback) -> None:
    _allow(commands, archive, wayback=True)
    commands.done("add", blog.home)
    path = next(path for path in blog.pages if path.startswith("/log/"))
    blog.answer = lambda asked: Said("Gone.", status=404) if asked == path else None
    result = commands("fetch")
    assert result.status == 3
    assert "404" in result.err
    assert len(archive.asked) == 1
    assert commands.done("list", "--count", "is:failed").out == "1\n"
