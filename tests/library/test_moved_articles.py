"""What a refresh does to articles that left their index, or have another address now: nothing is lost."""

from pathlib import Path

import pytest

from blogreader.companion_files import CompanionFiles
from blogreader.errors import FetchError, LibraryError, UnknownArticle, UnknownSource
from blogreader.library import Library
from blogreader.library.discovery import Wanted
from blogreader.model import FetchSettings, Status, Via
from blogreader.source_files import SourceFiles
from tests import blogs
from tests.answering import Web as Pages
from tests.answering import reply
from tests.blogs import HOST, Blog, Post
from tests.conftest import Commands
from tests.driving import NOW, folders
from tests.indexes.blog.test_survey import jekyll
from tests.library.discovery.test_discovery import Web, library

LONG = "Many words of the whole article. " * 40


def of_pages(folder: Path, web: Pages) -> Library:
    made = Library(folders(folder), now=lambda: NOW, transport=web, fetching=FetchSettings(delay=0, pictures=False))
    made.open()
    return made


def index(*rows: tuple[str, str, str]) -> str:
    return "# Notes\n\n" + "".join(f"### [{title}]({url})\n{day}\n\n" for title, url, day in rows)


ONE = ("The lamp", "https://n.example/lamp", "2020-05-03")
TWO = ("The rope", "https://n.example/rope", "2020-05-04")
SOURCE = "https://n.example/index.md"


async def test_what_left_an_index_stays_and_says_so(tmp_path: Path) -> None:
    web = Pages()
    web.put(SOURCE, index(ONE, TWO), content_type="text/markdown")
    made = of_pages(tmp_path, web)
    await made.add(SOURCE)
    made.mark([ONE[1]], Status.READ)
    web.put(SOURCE, index(TWO), content_type="text/markdown")
    (report,) = await made.refresh()
    assert (report.new, report.changed, report.gone, dict(report.moved)) == (0, 0, 1, {})
    (report,) = await made.refresh()
    assert report.gone == 0
    made.close()
    again = of_pages(tmp_path, web)
    assert [entry.article.key for entry in again.select("is:gone").page(0, 9)] == [ONE[1]]
    assert [entry.article.key for entry in again.select("-is:gone").page(0, 9)] == [TWO[1]]
    assert again.entry(ONE[1]).state.status is Status.READ
    web.put(SOURCE, index(ONE, TWO), content_type="text/markdown")
    await again.refresh()
    assert again.select("is:gone").tally.articles == 0
    again.remove("n-example")
    with pytest.raises(UnknownArticle):
        again.entry(ONE[1])
    again.close()


@pytest.mark.parametrize(
    ("rows", "fails"), [((TWO,), "write_gone"), ((TWO,), "write_text"), ((ONE, TWO), "write_text")]
)
async def test_a_write_that_fails_loses_no_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: tuple[tuple[str, str, str], ...], fails: str
) -> None:
    web = Pages()
    web.put(SOURCE, index(ONE, TWO), content_type="text/markdown")
    made = of_pages(tmp_path, web)
    await made.add(SOURCE)
    if ONE in rows:
        web.put(SOURCE, index(TWO), content_type="text/markdown")
        await made.refresh()

    def fail(*_: object) -> None:
        raise LibraryError("There is no room.")

    web.put(SOURCE, index(*rows), content_type="text/markdown")
    with monkeypatch.context() as patched:
        patched.setattr(CompanionFiles if fails == "write_gone" else SourceFiles, fails, fail)
        with pytest.raises(LibraryError, match="no room"):
            await made.refresh()
    made.close()
    again = of_pages(tmp_path, web)
    assert {entry.article.key for entry in again.select("").page(0, 9)} == {ONE[1], TWO[1]}
    again.close()


@pytest.mark.parametrize(
    "now",
    [
        ("The lamp", "https://n.example/2020/lamp.html", "2020-05-03"),
        ("The LAMP", "https://n.example/2020/lamp.html", "2020-05-03"),
        ("Another title", "https://new.example/lamp", "2020-05-03"),
        ("The lamp", "http://n.example/lamp", ""),
    ],
)
async def test_state_and_document_move_along(tmp_path: Path, now: tuple[str, str, str]) -> None:
    web = Pages()
    web.put(SOURCE, index(ONE, TWO), content_type="text/markdown")
    web.put(ONE[1], f"<article><h1>The lamp</h1><p>{LONG}</p></article>", ETag='"1"')
    made = of_pages(tmp_path, web)
    await made.add(SOURCE)
    await made.document(ONE[1])
    made.mark([ONE[1]], Status.READ)
    made.bookmark([ONE[1]], True)
    web.put(SOURCE, index(now, TWO), content_type="text/markdown")
    (report,) = await made.refresh()
    assert (report.new, report.gone, dict(report.moved)) == (0, 0, {ONE[1]: now[1]})
    entry = made.entry(now[1])
    assert (entry.state.status, entry.state.bookmark is not None, entry.offline) == (Status.READ, True, True)
    document = await made.document(now[1])
    assert (document.via, document.etag) == (Via.EXTRACTED, None)
    assert LONG.strip() in document.text
    assert made.select("").tally.articles == 2
    made.close()


@pytest.mark.parametrize(
    "rows",
    [
        [ONE, TWO, ("The lamp", "https://n.example/lamp-2", "2020-05-03")],
        [TWO, ("The lamp", "https://n.example/a", "2020-05-03"), ("The lamp", "https://n.example/b", "2020-05-03")],
        [TWO, ("The lamp", "https://n.example/a", "2021-05-03")],
        [TWO, ("The lamp", "https://n.example/a", "")],
    ],
    ids=["both are there", "it could be two", "another day", "no day"],
)
async def test_what_may_be_another_article_is_one(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    web = Pages()
    web.put(SOURCE, index(ONE, TWO), content_type="text/markdown")
    made = of_pages(tmp_path, web)
    await made.add(SOURCE)
    made.mark([ONE[1]], Status.READ)
    web.put(SOURCE, index(*rows), content_type="text/markdown")
    (report,) = await made.refresh()
    assert dict(report.moved) == {}
    assert [entry.article.key for entry in made.select("is:read").page(0, 9)] == [ONE[1]]
    made.close()


NEW = ("The lamp, rewritten", "https://n.example/notes/7", "2024-01-01")


def _redirect(web: Pages, old: str, new: str, status: int = 301) -> None:
    web.put(old, status=status, Location=new)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("status", [301, 302, 308])
async def test_a_redirect_alone_tells_that_an_article_moved(tmp_path: Path, when: str, status: int) -> None:
    web = Pages()
    web.put(SOURCE, index(ONE, TWO), content_type="text/markdown")
    made = of_pages(tmp_path, web)
    await made.add(SOURCE)
    web.put(NEW[1], f"<article><h1>The lamp</h1><p>{LONG}</p></article>")
    if when == "before":  # it was fetched when its address already led on, and the index did not know it
        _redirect(web, ONE[1], NEW[1], status)
    else:
        web.put(ONE[1], f"<article><h1>The lamp</h1><p>{LONG}</p></article>")
    await made.document(ONE[1])
    made.mark([ONE[1]], Status.READ)
    made.bookmark([ONE[1]], True)
    _redirect(web, ONE[1], NEW[1], status)
    web.put(SOURCE, index(NEW, TWO), content_type="text/markdown")
    asked = web.asked_for("/lamp")
    (report,) = await made.refresh()
    assert (report.new, report.gone, dict(report.moved)) == (0, 0, {ONE[1]: NEW[1]})
    assert web.asked_for("/lamp") - asked == (0 if when == "before" else 1)
    entry = made.entry(NEW[1])
    assert (entry.state.status, entry.state.bookmark is not None, entry.offline) == (Status.READ, True, True)
    assert LONG.strip() in (await made.document(NEW[1])).text
    assert made.select("").tally.articles == 2
    made.close()


async def test_where_nothing_would_be_lost_nobody_is_asked_where_an_article_is(tmp_path: Path) -> None:
    web = Pages()
    web.put(SOURCE, index(ONE, TWO), content_type="text/markdown")
    made = of_pages(tmp_path, web)
    await made.add(SOURCE)
    _redirect(web, ONE[1], NEW[1])
    web.put(SOURCE, index(NEW, TWO), content_type="text/markdown")
    (report,) = await made.refresh()
    assert (report.new, report.gone, dict(report.moved)) == (1, 1, {})
    assert web.asked_for("/lamp") == 0
    made.close()


@pytest.mark.parametrize("leads", ["home", "nowhere", "in a circle", "to what was there"])
async def test_a_redirect_to_something_else_moves_nothing(tmp_path: Path, leads: str) -> None:
    web = Pages()
    web.put(SOURCE, index(ONE, TWO), content_type="text/markdown")
    web.put("https://n.example/", "<h1>Home</h1>")
    made = of_pages(tmp_path, web)
    await made.add(SOURCE)
    made.mark([ONE[1]], Status.READ)
    there = {"home": "https://n.example/", "nowhere": "https://n.example/404", "in a circle": ONE[1]}.get(leads, TWO[1])
    _redirect(web, ONE[1], there)
    web.put(TWO[1], "<h1>The rope</h1>")
    web.put(SOURCE, index(NEW, TWO), content_type="text/markdown")
    (report,) = await made.refresh()
    assert (report.new, report.gone, dict(report.moved)) == (1, 1, {})
    assert [entry.article.key for entry in made.select("is:read").page(0, 9)] == [ONE[1]]
    made.close()


async def test_of_many_that_left_at_most_ten_are_asked_where_they_are(tmp_path: Path) -> None:
    web = Pages()
    rows = [(f"Number {number}", f"https://n.example/{number}", "2020-05-03") for number in range(30)]
    web.put(SOURCE, index(*rows), content_type="text/markdown")
    made = of_pages(tmp_path, web)
    await made.add(SOURCE)
    made.mark([url for _, url, _ in rows], Status.READ)
    web.put(SOURCE, index(NEW), content_type="text/markdown")
    before = len(web.asked)
    (report,) = await made.refresh()
    assert (report.new, report.gone) == (1, 30)
    assert len(web.asked) - before <= 12
    made.close()


@pytest.mark.slow
async def test_a_post_of_a_blog_that_redirects_moves_when_its_feed_has_the_new_address(tmp_path: Path) -> None:
    web = Web(jekyll())
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    post = web.blog.posts[1]
    old = f"{HOST}{post.path}"
    made.mark([old], Status.READ)
    new = Post("/now/elsewhere/", "Another title", post.date)
    changed = Blog([web.blog.posts[0], new, *web.blog.posts[2:]])
    changed.pages["/"] = blogs.home(changed.posts, blogs.FEED_LINK.format("/feed.xml"))
    changed.pages["/feed.xml"] = blogs.atom(changed.posts[:10])
    blogs.with_pages_of(changed)
    web.blog = changed
    leads = {post.path: reply(status=301, Location=new.path)}
    web.before = leads.get
    (report,) = await made.refresh()
    assert dict(report.moved) == {old: f"{HOST}{new.path.rstrip('/')}"}
    assert made.entry(report.moved[old]).state.status is Status.READ
    made.close()


def elsewhere(blog: Blog, count: int) -> Blog:
    """The same blog, whose newest posts have other addresses."""
    new = Blog([Post(f"/new{post.path}", post.title, post.date) for post in blog.posts[:count]] + blog.posts[count:])
    new.pages["/"] = blogs.home(new.posts, blogs.FEED_LINK.format("/feed.xml"))
    new.pages["/feed.xml"] = blogs.atom(new.posts[:10])
    new.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in new.posts])
    return blogs.with_pages_of(new)


@pytest.mark.slow
@pytest.mark.parametrize(("count", "whole"), [(4, False), (10, False), (47, True)])
async def test_posts_of_a_blog_move_and_are_there_once(tmp_path: Path, count: int, whole: bool) -> None:
    web = Web(jekyll())
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    old = f"{HOST}{web.blog.posts[1].path}"
    made.mark([old], Status.READ)
    web.blog = elsewhere(web.blog, count)
    (report,) = await made.refresh(wanted=Wanted(whole=whole))
    assert (report.new, report.gone, len(report.moved)) == (0, 0, count)
    assert made.select("").tally.articles == 47
    assert made.entry(report.moved[old]).state.status is Status.READ
    made.close()


async def test_a_source_that_moved_keeps_its_states(tmp_path: Path) -> None:
    web = Pages()
    web.put(SOURCE, index(ONE, TWO), content_type="text/markdown")
    made = of_pages(tmp_path, web)
    await made.add(SOURCE)
    made.mark([ONE[1]], Status.READ)
    there = "https://new.example/list.md"
    with pytest.raises(UnknownSource):
        await made.move("nowhere", there)
    with pytest.raises(FetchError):
        await made.move("n-example", there)
    assert made.sources()[0].source.location == SOURCE
    moved = [(title, url.replace("n.example", "new.example"), day) for title, url, day in (ONE, TWO)]
    web.put(there, index(*moved), content_type="text/markdown")
    report = await made.move("n-example", there)
    assert len(report.moved) == 2
    assert [(one.source.name, one.source.location) for one in made.sources()] == [("n-example", there)]
    assert made.entry(moved[0][1]).state.status is Status.READ
    assert made.select("").tally.articles == 2
    made.close()


def test_a_folder_that_moved_is_told_by_a_command(commands: Commands, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for name in ("one", "two", "three"):
        (notes / f"{name}.md").write_text(f"---\ntitle: {name.title()}\ndate: 2020-01-02\n---\n\n{LONG}\n")
    commands.done("add", str(notes))
    commands.done("mark", "read", "title:one")
    (tmp_path / "deep").mkdir()
    notes.rename(tmp_path / "deep" / "texts")
    commands.done("sources", "--move", "notes", str(tmp_path / "deep" / "texts"))
    assert commands.done("list", "--count", "is:read").out == "1\n"
    assert commands.done("list", "--count").out == "3\n"
    assert commands("sources", "--move", "notes").status == 2


async def test_a_post_in_a_folder_is_read_as_it_is_now_without_what_its_generator_fills_in(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    post = notes / "one.mdx"
    post.write_text(
        f"---\ntitle: One\n---\n\nimport X from './x'\n\n{LONG}\n\n<X />\n\n"
        '{{< figure src="https://n.example/m.png" >}}\n'
    )
    made = of_pages(tmp_path / "library", Pages())
    await made.add(str(notes))
    (entry,) = made.select("").page(0, 9)
    document = await made.document(entry)
    assert LONG.strip() in document.text
    assert "import" not in document.text
    assert "<X" not in document.text
    assert "(https://n.example/m.png)" in document.text
    post.write_text(f"---\ntitle: One and a half\n---\n\n{LONG} More of it.\n")
    assert "More of it." in (await made.document(entry)).text
    (report,) = await made.refresh()
    assert (report.changed, made.entry(entry.article.key).article.title) == (1, "One and a half")
    made.close()


async def test_an_article_that_changed_and_moved_is_still_compared_with_what_was_read(tmp_path: Path) -> None:
    web = Pages()
    web.put(SOURCE, index(ONE, TWO), content_type="text/markdown")
    made = of_pages(tmp_path, web)
    await made.add(SOURCE)
    web.put(ONE[1], f"<article><h1>The lamp</h1><p>It was slow then. {LONG}</p></article>")
    await made.document(ONE[1])
    made.mark([ONE[1]], Status.READ)
    made.notes.add(ONE[1], quote="slow", note="how slow?")
    web.put(ONE[1], f"<article><h1>The lamp</h1><p>It was fast then. {LONG}</p></article>")
    await made.document(ONE[1], again=True)
    assert made.select("is:changed").tally.articles == 1
    _redirect(web, ONE[1], NEW[1])
    web.put(NEW[1], f"<article><h1>The lamp</h1><p>It was fast then. {LONG}</p></article>")
    web.put(SOURCE, index(NEW, TWO), content_type="text/markdown")
    (report,) = await made.refresh()
    assert dict(report.moved) == {ONE[1]: NEW[1]}
    assert made.select("is:changed").keys(0, 9) == [NEW[1]]
    changed = made.changed_texts.of(NEW[1])
    assert changed is not None
    assert changed.differences
    assert "slow" in str(changed.differences)
    assert [(one.quote, one.note) for one in made.notes.of(NEW[1])] == [("slow", "how slow?")]
    made.close()
