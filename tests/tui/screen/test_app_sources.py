"""Sources in the app: a blog is added, stopped, shown with its categories, read again, removed and taken back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from blogreader.library import Library
from blogreader.model import FetchSettings
from blogreader.tui.messages import AddressWanted
from tests import blogs
from tests.blogs import HOST, Blog
from tests.driving import NOW, Driver, folders, reading
from tests.indexes.blog.test_survey import hugo, jekyll
from tests.library.discovery.test_discovery import Web


class Waiting(Web):
    """A web in which one page does not come until it is let through."""

    def __init__(self, blog: Blog, path: str) -> None:
        super().__init__(blog)
        self.path = path
        self.reached = asyncio.Event()
        self.let = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == self.path:
            self.reached.set()
            await self.let.wait()
        return await super().handle_async_request(request)


@asynccontextmanager
async def app(folder: Path, web: Web) -> AsyncIterator[Driver]:
    async with reading(folder) as driver:
        driver.library._web._transport = web
        driver.library._web.settings = FetchSettings(delay=0)
        yield driver


async def command(driver: Driver, text: str) -> None:
    """Type a command and Enter as fast as one can."""
    await driver.press("colon")
    await driver.burst(*((" /:-".find(one) >= 0 and NAMES[one]) or one for one in text), "enter")


NAMES = {" ": "space", "/": "slash", ":": "colon", "-": "minus"}


def sidebar(driver: Driver) -> list[str]:
    return [line[:26].rstrip() for line in driver.lines[1:-1]]


def activity(driver: Driver) -> str:
    """What the header says, to the right of the title, that is being done."""
    assert driver.lines[0].startswith(" All  ")
    return driver.lines[0].removeprefix(" All").strip()


def categorized() -> Blog:
    """A feed of everything, with categories."""
    blog = Blog(blogs.posts(9, lambda _index, _day, slug: f"/log/{slug}"))
    items = "".join(
        f"<item><title>{post.title}</title><link>{HOST}{post.path}</link><category>{'Ropes' if number % 2 else 'Sails'}"
        f"</category><pubDate>{post.date:%a, %d %b %Y} 08:00:00 GMT</pubDate></item>"
        for number, post in enumerate(blog.posts)
    )
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Knots</title><link>{HOST}/</link>'
    blog.pages["/feed"] = f"{head}{items}</channel></rss>"
    blog.pages["/"] = blogs.home(blog.posts, blogs.FEED_LINK.format("/feed"))
    return blogs.with_pages_of(blog)


@pytest.mark.slow
async def test_a_blog_is_added_by_a_command_typed_at_once(tmp_path: Path) -> None:
    async with app(tmp_path, Web(jekyll())) as driver:
        assert "follows a blog of your own" in driver.sight
        await command(driver, f"add {HOST}/")
        assert "of your own" not in driver.sight
        assert driver.said == "A blog: 47 articles, complete."
        assert driver.screen.articles.count == 47
        assert any("A blog" in line and "0/47" in line for line in sidebar(driver))


@pytest.mark.slow
async def test_a_blog_that_is_followed_is_not_followed_again_at_another_of_its_addresses(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    lines = "".join(f'<outline type="rss" xmlUrl="{HOST}{path}"/>' for path in ("/feed.xml", "/", "/#newest"))
    opml.write_text(f'<opml version="2.0"><body>{lines}</body></opml>')
    async with app(tmp_path, Web(jekyll())) as driver:
        await command(driver, f"add {HOST}/")
        await command(driver, f"add {HOST}/feed.xml")
        said = f"{HOST}/feed.xml is already followed as blog-example. A blog: 47 articles, complete."
        assert driver.said == said
        await command(driver, f"add {opml}")
        assert driver.said == "3 of 3 feeds are followed, with 47 articles."
        assert [report.source.name for report in driver.library.sources()] == ["blog-example"]


@pytest.mark.slow
async def test_an_address_without_a_scheme_is_enough_and_the_prompt_asks_for_it(tmp_path: Path) -> None:
    async with app(tmp_path, Web(jekyll())) as driver:
        driver.screen.post_message(AddressWanted())
        await driver.settle()
        await driver.burst(*"blog.example", "escape")
        assert (driver.screen.articles.count, driver.screen.has_class("-adding")) == (102, False)
        driver.screen.post_message(AddressWanted())
        await driver.settle()
        await driver.burst(*"blog.example", "down", "enter")
        assert driver.screen.articles.count == 47


@pytest.mark.slow
async def test_add_without_an_address_asks_for_one(tmp_path: Path) -> None:
    async with app(tmp_path, Web(jekyll())) as driver:
        await command(driver, "add")
        assert driver.screen.has_class("-adding")
        await driver.burst(*"blog.example", "enter")
        assert driver.screen.articles.count == 47


@pytest.mark.slow
async def test_a_command_chosen_in_the_palette_does_what_the_same_command_typed_does(tmp_path: Path) -> None:
    web = Web(categorized())
    await followed(tmp_path, (f"{HOST}/", web))
    async with app(tmp_path, web) as driver:
        await driver.press("colon")
        await driver.burst(*"emove")
        await driver.until(lambda: "remove blog-example" in driver.text)
        await driver.press("enter")
        assert "blog-example is no longer followed" in driver.said


@pytest.mark.slow
async def test_esc_stops_the_search_and_keeps_what_was_found(tmp_path: Path) -> None:
    web = Waiting(hugo(), "/sitemap.xml")
    async with app(tmp_path, web) as driver:
        driver.screen.source_changes.add(f"{HOST}/")
        await driver.until(web.reached.is_set)
        await driver.until(lambda: "10 posts, " in driver.lines[0])
        assert activity(driver).startswith("Looking for the archive of https://blog.example/ … 10 posts, ")
        assert activity(driver).endswith("Esc stops")
        driver.screen.source_changes.add(f"{HOST}/other")
        await driver.until(lambda: "A blog is being searched" in driver.said)
        await driver.pilot.press("escape")
        await driver.settle()
        assert driver.screen.articles.count == 10
        assert "what was found was kept" in driver.screen.messages[-1].sentence
        assert any("0/10" in line for line in sidebar(driver))


@pytest.mark.slow
async def test_what_a_search_found_is_kept_when_the_app_is_left(tmp_path: Path) -> None:
    web = Waiting(hugo(), "/sitemap.xml")
    async with app(tmp_path, web) as driver:
        driver.screen.source_changes.add(f"{HOST}/")
        await driver.until(web.reached.is_set)
        await driver.until(lambda: "10 posts, " in driver.lines[0])
        await driver.app.leaving._stop()
    kept = Library(folders(tmp_path), now=lambda: NOW)
    kept.open()
    assert [report.articles for report in kept.sources()] == [10]
    kept.close()


async def test_a_source_that_was_added_is_shown_alone_unless_it_is_the_only_one(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"# {name.title()}\n\n- [{name}](https://{name}.example/)\n")
    async with app(tmp_path / "library", Web(Blog([]))) as driver:
        for name, title in (("one", "All"), ("two", "Two")):
            driver.screen.source_changes.add(str(tmp_path / f"{name}.md"))
            await driver.settle()
            await driver.until(lambda: driver.screen.articles.count == 1)
            assert driver.screen.view.title == title


@pytest.mark.slow
async def test_the_feeds_that_a_list_names_are_followed(tmp_path: Path) -> None:
    blog = jekyll()
    outlines = "".join(f'<outline xmlUrl="{HOST}/{name}"/>' for name in ("feed.xml", "gone.xml"))
    blog.pages["/blogroll.opml"] = f'<opml version="2.0"><body>{outlines}</body></opml>'
    async with app(tmp_path, Web(blog)) as driver:
        await command(driver, f"add {HOST}/blogroll.opml")
        await driver.until(lambda: driver.screen.articles.count == 47)
        assert driver.screen.messages[-1].sentence.startswith("1 of 2 feeds is followed, with 47 articles. ")


@pytest.mark.slow
async def test_of_the_feeds_of_a_list_that_is_stopped_it_is_said_how_many_are_followed(tmp_path: Path) -> None:
    blog = jekyll()
    outlines = "".join(f'<outline xmlUrl="{HOST}/{name}"/>' for name in ("feed.xml", "gone.xml", "other.xml"))
    blog.pages["/blogroll.opml"] = f'<opml version="2.0"><body>{outlines}</body></opml>'
    web = Waiting(blog, "/gone.xml")
    async with app(tmp_path, web) as driver:
        driver.screen.source_changes.add(f"{HOST}/blogroll.opml")
        await driver.until(web.reached.is_set)
        await driver.pilot.press("escape")
        web.let.set()
        await driver.until(lambda: driver.screen.articles.count == 47)
        assert driver.screen.messages[-1].sentence.startswith("1 of 3 feeds is followed, with 47 articles.")


@pytest.mark.slow
async def test_a_password_in_the_address_that_is_looked_for_is_not_shown(tmp_path: Path) -> None:
    web = Waiting(hugo(), "/sitemap.xml")
    async with app(tmp_path, web) as driver:
        driver.screen.source_changes.add(f"{HOST.replace('://', '://me:hunter2@')}/")
        assert "hunter2" not in driver.text
        await driver.until(web.reached.is_set)
        await driver.until(lambda: activity(driver).startswith("Looking for the archive of https://blog.example/ … "))
        assert "hunter2" not in driver.text
        web.let.set()
        await driver.settle()


@pytest.mark.slow
async def test_what_is_no_blog_is_told_and_changes_nothing(tmp_path: Path) -> None:
    async with app(tmp_path, Web(Blog([]))) as driver:
        await command(driver, f"add {HOST}/")
        assert "404" in driver.said
        assert driver.screen.articles.count == 102


async def followed(folder: Path, *sources: tuple[str, Web]) -> None:
    for location, web in sources:
        library = Library(folders(folder), fetching=FetchSettings(delay=0), now=lambda: NOW, transport=web)
        library.open()
        await library.add(location)
        library.close()


@pytest.mark.slow
async def test_each_source_is_a_view_with_its_categories_below_it(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes\n\n" + "".join(f"### [N {n}](https://n.example/{n})\n\n" for n in range(3)))
    folder = tmp_path / "library"
    await followed(folder, (f"{HOST}/", Web(categorized())), (str(notes), Web(Blog([]))))
    async with app(folder, Web(Blog([]))) as driver:
        assert [line.split() for line in sidebar(driver)[8:11]] == [["SOURCES"], ["Knots", "0/9"], ["Notes", "0/3"]]
        await driver.press("h", "G")
        assert driver.screen.view.title == "Notes"
        assert driver.screen.articles.count == 3
        await driver.press("k")
        assert driver.lines[0].split()[:2] == ["Knots", "(complete)"]
        assert [line.split() for line in sidebar(driver)[9:13]] == [
            ["Knots", "0/9"],
            ["Ropes", "0/4"],
            ["Sails", "0/5"],
            ["Notes", "0/3"],
        ]
        await driver.press("j")
        assert (driver.screen.view.query, driver.screen.articles.count) == ("source:blog-example category:Ropes", 4)


@pytest.mark.slow
@pytest.mark.parametrize("burst", [True, False], ids=["fast", "slowly"])
async def test_keys_pressed_fast_end_where_keys_pressed_slowly_do(tmp_path: Path, burst: bool) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes\n\n### [N](https://n.example/n)\n")
    folder = tmp_path / "library"
    await followed(folder, (f"{HOST}/", Web(categorized())), (str(notes), Web(Blog([]))))
    async with app(folder, Web(Blog([]))) as driver:
        await driver.press("h", "g")
        keys = ["j"] * 7
        await (driver.burst(*keys) if burst else driver.press(*keys))
        assert driver.screen.view.title == "Sails"


@pytest.mark.slow
async def test_a_removed_source_comes_back_as_it_was(tmp_path: Path) -> None:
    web = Web(categorized())
    await followed(tmp_path, (f"{HOST}/", web))
    async with app(tmp_path, web) as driver:
        key = f"{HOST}{web.blog.posts[0].path}"
        driver.library.mark([key], None)
        await command(driver, "remove blog-example")
        assert driver.screen.articles.count == 0
        assert "no longer followed" in driver.said
        web.statuses.clear()
        await command(driver, "follow again")
        assert driver.screen.articles.count == 9
        assert (driver.library.entry(key).state.status.value, web.statuses) == ("read", [])
        await command(driver, "follow again")
        assert driver.said == "Nothing has been removed since the app started."


@pytest.mark.slow
async def test_of_two_sources_that_are_removed_at_once_both_go(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes\n\n### [N](https://n.example/n)\n")
    folder = tmp_path / "library"
    await followed(folder, (f"{HOST}/", Web(categorized())), (str(notes), Web(Blog([]))))
    async with app(folder, Web(Blog([]))) as driver:
        for name in ("blog-example", "notes"):
            driver.screen.source_changes.remove(name)
        await driver.settle()
        assert (driver.library.sources(), driver.screen.articles.count) == ([], 0)
        said = " ".join(one.sentence for one in driver.screen.messages)
        assert "blog-example is no longer followed" in said
        assert "notes is no longer followed" in said


@pytest.mark.slow
async def test_one_source_is_read_again(tmp_path: Path) -> None:
    web = Web(categorized())
    await followed(tmp_path, (f"{HOST}/", web))
    async with app(tmp_path, web) as driver:
        web.statuses.clear()
        await command(driver, "refresh blog-example")
        assert (driver.said, web.statuses) == ("blog-example: new 0, changed 0, gone 0", [304])


@pytest.mark.slow
async def test_the_palette_shows_a_title_as_it_is(tmp_path: Path) -> None:
    web = Web(categorized())
    feed = str(web.blog.pages["/feed"])
    web.blog.pages["/feed"] = feed.replace("<title>Knots</title>", "<title>[/b][@click=app.quit]Knots</title>")
    await followed(tmp_path, (f"{HOST}/", web))
    async with app(tmp_path, web) as driver:
        await driver.press("colon")
        await driver.burst(*"remove")
        await driver.until(lambda: "remove blog-example  [/b][@click=app.quit]Knots" in driver.text)


@pytest.mark.slow
async def test_titles_and_days_that_only_pages_say_order_the_list_when_they_are_fetched(tmp_path: Path) -> None:
    """A sitemap of posts in no order, more than are looked at, called by their addresses until then."""
    blog = Blog(blogs.posts(48, lambda index, _day, _slug: f"/{'abcdefgh'[index % 8]}{index}/"))
    blog.pages["/"] = blogs.page(f"{blogs.MENU.format('')}<main><p>Hello</p></main>")
    blog.pages["/sitemap.xml"] = blogs.sitemap(sorted(post.path for post in blog.posts))
    for post in blog.posts:
        words = " ".join(f"Sentence {number} is of boats and harbours." for number in range(40))
        blog.pages[post.path] = blogs.post_page(post).replace("<p>Words", f"<p>{words}</p><p>Words")
    async with app(tmp_path, Web(blogs.with_pages_of(blog))) as driver:
        await command(driver, f"add {HOST}/")
        assert "No list has the titles or dates of" in driver.said
        await driver.press("D")
        titles = [post.title for post in blog.posts]
        shown = [title for line in driver.lines if (title := line[28:66].strip()) in titles]
        assert len(shown) > 10
        assert shown == titles[: len(shown)]
