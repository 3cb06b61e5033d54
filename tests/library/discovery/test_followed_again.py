"""A blog is followed once, at whatever of its addresses it is added again; another one of its host is another one."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.errors import AlreadyFollowed, SourceError
from blogreader.library import Library
from blogreader.library.blog_archives import FollowedBlogs
from blogreader.library.discovery import Wanted
from blogreader.model import Source
from blogreader.records import replace
from tests import blogs
from tests.answering import reply
from tests.blogs import HOST
from tests.indexes.blog.test_survey import jekyll
from tests.library.discovery.test_discovery import Web, library
from tests.library.opened import NOW

NAME = "blog-example"


async def followed(folder: Path, web: Web, location: str = HOST, *, feed_only: bool = False) -> Library:
    made = library(folder, web)
    await made.add(location, wanted=Wanted(feed_only=feed_only))
    return made


def names(made: Library) -> list[str]:
    return [report.source.name for report in made.sources()]


@pytest.mark.slow
@pytest.mark.parametrize(
    "location",
    [HOST, f"{HOST}/", f"{HOST}/#top", f"{HOST}:443", HOST.upper().replace("HTTPS", "https"), "HTTPS://Blog.Example"],
)
async def test_another_spelling_of_its_address_reads_the_same_source_again(tmp_path: Path, location: str) -> None:
    made = await followed(tmp_path, Web(jekyll()))
    report = await made.add(location, wanted=Wanted())
    assert report.remark == f"{location} is already followed as {NAME}; it was read again."
    assert (names(made), report.articles, report.source.location) == ([NAME], 47, HOST)
    made.close()


@pytest.mark.parametrize(
    "path", ["/feed.xml", "/feed.xml#newest", "/life/2019/01/14/the-harbour-and-the-copper-1.html"]
)
@pytest.mark.parametrize("host", [HOST, HOST.replace("https://", "http://www.")])
async def test_its_feed_and_its_posts_are_known_without_a_request(tmp_path: Path, path: str, host: str) -> None:
    web = Web(jekyll())
    made = await followed(tmp_path, web)
    web.statuses.clear()
    report = await made.add(f"{host}{path}", wanted=Wanted())
    assert report.remark == f"{host}{path} is already followed as {NAME}."
    assert (names(made), report.articles, web.statuses) == ([NAME], 47, [])
    made.close()


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/about/", "/tags/life/"])
async def test_any_page_of_it_is_known_by_the_posts_that_the_search_finds(tmp_path: Path, path: str) -> None:
    web = Web(jekyll())
    made = await followed(tmp_path, web)
    report = await made.add(f"{HOST}{path}", wanted=Wanted())
    assert report.remark == f"{HOST}{path} is already followed as {NAME}."
    assert (names(made), report.articles) == ([NAME], 47)
    made.close()


async def test_an_address_that_redirects_to_it_is_its_address(tmp_path: Path) -> None:
    web = Web(jekyll())
    made = await followed(tmp_path, web)
    web.before = lambda path: reply(status=301, Location=f"{HOST}/") if path == "/old" else None
    web.statuses.clear()
    report = await made.add(f"{HOST}/old", wanted=Wanted())
    assert report.remark == f"{HOST}/old is already followed as {NAME}."
    assert (names(made), web.statuses) == ([NAME], [301, 200])
    made.close()


async def test_of_a_blog_with_its_newest_posts_alone_it_says_how_all_of_it_is_found(tmp_path: Path) -> None:
    made = await followed(tmp_path, Web(jekyll()), f"{HOST}/feed.xml", feed_only=True)
    report = await made.add(HOST, wanted=Wanted())
    assert report.remark == (
        f"{HOST} is already followed as {NAME}. `blogreader refresh --whole {NAME}` searches its whole archive."
    )
    (refreshed,) = await made.refresh([NAME], Wanted(whole=True))
    assert (refreshed.new, names(made)) == (37, [NAME])
    made.close()


async def test_a_dry_run_says_it_too(tmp_path: Path) -> None:
    made = await followed(tmp_path, Web(jekyll()))
    for location in (HOST, f"{HOST}/", f"{HOST}/feed.xml", f"{HOST}/about/"):
        with pytest.raises(AlreadyFollowed, match=f"^{location} is already followed as {NAME}.$"):
            await made.look(location, Wanted())
    made.close()


async def test_another_blog_of_its_host_is_followed_beside_it(tmp_path: Path) -> None:
    web = Web(jekyll())
    others = blogs.posts(6, lambda _index, _day, slug: f"/sea/{slug}/", year=2024)
    web.blog.pages["/sea/feed.xml"] = blogs.rss(others)
    made = await followed(tmp_path, web)
    report = await made.add(f"{HOST}/sea/feed.xml", wanted=Wanted(feed_only=True))
    assert (report.remark, report.articles) == ("", 6)
    assert names(made) == [NAME, f"{NAME}-2"]
    made.close()


async def test_an_index_of_its_host_is_another_source(tmp_path: Path) -> None:
    web = Web(jekyll())
    web.blog.pages["/index.md"] = f"# Mine\n\n### [One]({HOST}{web.blog.posts[0].path})\n2020-05-23\n"
    made = await followed(tmp_path, web)
    report = await made.add(f"{HOST}/index.md", wanted=Wanted())
    assert (report.remark, report.source.format, names(made)) == ("", "markdown", [NAME, f"{NAME}-2"])
    report = await made.add(f"{HOST.upper()}:443/index.md".replace("HTTPS", "https"), wanted=Wanted())
    assert report.remark.endswith(f"is already followed as {NAME}-2; it was read again.")
    assert names(made) == [NAME, f"{NAME}-2"]
    made.close()


async def test_what_was_removed_is_followed_anew(tmp_path: Path) -> None:
    made = await followed(tmp_path, Web(jekyll()))
    made.remove(NAME)
    report = await made.add(f"{HOST}/feed.xml", wanted=Wanted())
    assert (report.remark, report.articles, names(made)) == ("", 47, [NAME])
    made.close()


@pytest.mark.slow
async def test_a_followed_blog_with_a_damaged_text_hinders_nobody(tmp_path: Path) -> None:
    made = await followed(tmp_path, Web(jekyll()))
    (tmp_path / "sources" / f"{NAME}.jsonl").write_text("{}\n")
    with pytest.raises(SourceError):
        made.left_out(NAME)
    report = await made.add(f"{HOST}/feed.xml", wanted=Wanted())
    assert (report.articles, len(names(made))) == (47, 2)
    made.close()


def test_a_search_without_posts_found_no_followed_blog() -> None:
    known = Source("known", f"{HOST}/", format="archive")
    archives: Any = SimpleNamespace(read=lambda _: SimpleNamespace(home=f"{HOST}/", posts=()))
    found: Any = SimpleNamespace(index=SimpleNamespace(articles=()), source=Source("new", f"{HOST}/~new/"))
    made = FollowedBlogs(lambda: (known,), archives)
    assert made.checked(found.source, found) is found


def test_a_source_that_is_read_again_is_no_second_one_of_a_blog() -> None:
    known = Source("known", f"{HOST}/", format="archive", watched=f"{HOST}/feed.xml")
    archives: Any = SimpleNamespace(read=lambda _: SimpleNamespace(home=f"{HOST}/", posts=()))
    made = FollowedBlogs(lambda: (known,), archives)
    found: Any = SimpleNamespace(index=SimpleNamespace(articles=()), source=known)
    assert made.checked(known, found) is found
    assert made.checked(replace(known, name="new", read_at=NOW), found) is found
    with pytest.raises(AlreadyFollowed):
        made.checked(replace(known, name="new"), found)
    assert made.checked(replace(known, name="new"), None) is None
