"""The archive in the app: pictures that come after the text, many articles fetched, failures, and a long index."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blogreader.library import Library, catalogue_sync
from blogreader.model import Entry, FetchSettings
from blogreader.tui.app import BlogreaderApp
from blogreader.tui.reader.content import Failed, Loaded
from tests.driving import NOW, Driver, folders, follow, reading
from tests.site import Site

pytestmark = pytest.mark.app

QUERY = "category:Security"
LOGIN = "<title>Sign in</title><main><p>Please log in to read this post.</p><p>Forgot your password?</p></main>"
CUT = "<title>One</title><article><p>The harbour has three gates, and the oldest of them is closed at night."
CUT += " A engine comes at six, counts the boats that lie inside, writes the number down, and goes home.</article>"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
async def folder(tmp_path: Path, site: Site) -> Path:
    await follow(tmp_path / "library", site.index_url)
    return tmp_path / "library"


def image_of(site: Site) -> str:
    """The path of the first picture of the newest post."""
    found = re.search(r"images/\d+\.png", site.posts[0].markdown)
    assert found is not None
    return found[0]


@pytest.mark.slow
async def test_the_pictures_of_an_article_from_the_network_are_there_a_moment_later(folder: Path, site: Site) -> None:
    hold = site.hold(image_of(site))
    async with reading(folder) as driver:
        await driver.pilot.press("enter")
        await driver.until(hold.reached.is_set)
        await driver.until(lambda: isinstance(driver.screen.page, Loaded))
        assert site.posts[0].markers.first[:30] in driver.article
        assert driver.screen.current_article.is_completing
        hold.release()
        await driver.settle()
        await driver.press("i")
        assert driver.reader.images.pictures


@pytest.mark.slow
async def test_another_article_lets_go_of_the_pictures_of_the_first(folder: Path, site: Site) -> None:
    hold = site.hold(image_of(site))
    async with reading(folder) as driver:
        await driver.pilot.press("enter")
        await driver.until(hold.reached.is_set)
        await driver.until(lambda: isinstance(driver.screen.page, Loaded))
        await driver.pilot.press("J")
        await driver.until(hold.disconnected.is_set)
        hold.release()
        await driver.settle()
        assert site.posts[1].markers.first[:30] in driver.article


@pytest.mark.slow
async def test_stopping_reads_what_is_in_sight_and_not_every_article_that_was_wanted(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = "".join(f"### [Post {number}]({site.url_of(site.posts[0])}?{number})\n\n" for number in range(3_000))
    (tmp_path / "index.md").write_text(pages)
    await follow(tmp_path / "library", str(tmp_path / "index.md"))
    hold = site.hold(site.posts[0].slug)
    async with reading(tmp_path / "library") as driver:
        await driver.pilot.press("D")
        await driver.until(hold.reached.is_set)
        read: list[str] = []
        current = Library.current

        def counted(library: Library, entry: Entry) -> Entry:
            read.append(entry.article.key)
            return current(library, entry)

        monkeypatch.setattr(Library, "current", counted)
        await driver.press("escape")
        assert "Fetching" not in driver.text
        assert 0 < len(read) < 1_200
        hold.release()


@pytest.mark.slow
async def test_fetching_what_is_shown_is_stopped_and_goes_on_where_it_was(folder: Path, site: Site) -> None:
    shown = [post for post in site.posts if post.category == "Security"]
    hold = site.hold(shown[2].slug)
    async with reading(folder, query=QUERY) as driver:
        await driver.pilot.press("D")
        await driver.until(hold.reached.is_set)
        await driver.until(lambda: f"{len(shown) - 1}/{len(shown)} · " in driver.text)
        assert " stops" in driver.text
        await driver.pilot.press("j")
        assert driver.screen.articles.cursor == 1
        await driver.pilot.press("escape")
        await driver.until(hold.disconnected.is_set)
        await driver.settle()
        assert driver.library.progress().offline == len(shown) - 1
        assert " stops" not in driver.text
        assert driver.screen.articles.cursor == 1
        site.requests.clear()
        hold.release()
        await driver.press("D")
        assert driver.library.progress().offline == len(shown)
        assert [path for path in site.requests if path.startswith("/posts/")] == [shown[2].path]
        assert driver.said == f"{len(shown)} of {len(shown)} are offline."


@pytest.mark.slow
@pytest.mark.parametrize("way", [("h",), ("enter",)], ids=["sidebar", "reader"])
async def test_what_the_list_shows_is_made_offline_from_every_pane(
    folder: Path, site: Site, way: tuple[str, ...]
) -> None:
    shown = [post for post in site.posts if post.category == "Security"]
    async with reading(folder, query=QUERY) as driver:
        await driver.press(*way)
        assert driver.screen.at != "articles"
        at, entry = driver.screen.at, driver.screen.page.entry
        assert entry is not None
        await driver.press("D")
        assert driver.library.progress().offline == len(shown)
        assert driver.screen.at == at
        assert driver.screen.page.entry is not None
        assert driver.screen.page.entry.article.key == entry.article.key


@pytest.mark.slow
async def test_a_failed_article_says_when_why_and_which_key_tries_again(folder: Path, site: Site) -> None:
    site.broken[site.posts[0].slug] = 410
    async with reading(folder) as driver:
        await driver.press("enter")
        assert isinstance(driver.screen.page, Failed)
        assert "Enter tries again" in driver.article
    async with reading(folder) as driver:
        at = NOW.astimezone()
        when = f"Last attempt, {at.day} {at:%b %Y}, {at:%H:%M}: "
        assert f"{when}127.0.0.1 says that this page is gone (410)." in driver.article
        assert "Enter tries again · o opens it in the browser" in driver.article


@pytest.mark.slow
async def test_what_a_silent_host_was_not_asked_for_is_not_said_to_have_failed(tmp_path: Path) -> None:
    with Site() as gone:
        await follow(tmp_path / "library", gone.index_url)
    async with reading(tmp_path / "library") as driver:
        await driver.press("D")
        await driver.until(lambda: any("offline" in message.sentence for message in driver.screen.messages))
        said = driver.screen.messages[-1].sentence
        numbers = re.fullmatch(
            r"0 of 102 are offline, (\d+) failed: .* was refused\. (\d+) more were not tried\.", said
        )
        assert numbers is not None, said
        failed, untried = map(int, numbers.groups())
        assert failed + untried == 102
        assert failed == len(driver.library.select("is:failed"))


@pytest.mark.slow
async def test_an_archived_article_that_could_not_be_fetched_again_is_read_all_the_same(
    folder: Path, site: Site
) -> None:
    post = site.posts[0]
    async with reading(folder) as driver:
        await driver.press("enter")
        site.broken[post.slug] = 500
        await driver.press("F")
        await driver.until(lambda: "failed to answer (500)" in driver.said)
        assert post.markers.first[:30] in driver.article
        assert "▎◐   " in driver.text
        await driver.press("q")
    async with reading(folder) as driver:
        assert "Last attempt, " in driver.article
        assert "Enter opens the archived text · F fetches it again" in " ".join(driver.article.split())
        await driver.press("enter")
        assert post.markers.first[:30] in driver.article


@pytest.mark.slow
@pytest.mark.parametrize("status", [500, 404, 403])
async def test_a_text_that_cannot_be_fetched_again_stays_open_where_it_is(
    folder: Path, site: Site, status: int
) -> None:
    post = site.posts[0]
    async with reading(folder, size=(120, 16)) as driver:
        await driver.press("enter", "space", "space")
        before = driver.pane
        site.broken[post.slug] = status
        for _ in range(2):
            await driver.press("F")
            await driver.until(lambda: f"({status})" in driver.said)
            assert isinstance(driver.screen.page, Loaded)
            assert driver.pane == before
        await driver.press("q")
        assert "Last attempt, " in driver.article


@pytest.mark.slow
async def test_a_text_that_is_missing_altogether_has_a_card_when_it_cannot_be_fetched(folder: Path, site: Site) -> None:
    async with reading(folder) as driver:
        site.broken[site.posts[1].slug] = 500
        await driver.press("j", "enter")
        assert isinstance(driver.screen.page, Failed)
        await driver.press("F")
        assert isinstance(driver.screen.page, Failed)


@pytest.mark.slow
@pytest.mark.parametrize(("page", "said"), [(LOGIN, "asks for a login first"), (CUT, "words now, and")])
async def test_what_came_instead_of_an_archived_article_takes_its_place_when_f_is_pressed_once_more(
    folder: Path, site: Site, page: str, said: str
) -> None:
    post = site.posts[0]
    async with reading(folder) as driver:
        await driver.press("enter")
        site.instead[post.slug] = page
        await driver.press("F")
        shown = " ".join(driver.article.split())
        assert said in shown
        assert "Enter opens the archived text · F accepts the shorter one" in shown
        await driver.press("enter")
        assert post.markers.first[:30] in driver.article
        await driver.press("F")
        assert said in " ".join(driver.article.split())  # what was opened meanwhile is what is chosen
        await driver.press("F")
        assert isinstance(driver.screen.page, Loaded)
        assert post.markers.first[:30] not in driver.article


@pytest.mark.slow
async def test_a_damaged_article_names_the_key_that_brings_it_again(folder: Path, site: Site) -> None:
    async with reading(folder) as driver:
        await driver.press("enter")
        await driver.press("q")
        path = driver.library._offline.archive.path_of(site.url_of(site.posts[0]))
        path.write_bytes(b"no document")
        await driver.press("enter")
        assert isinstance(driver.screen.page, Failed)
        assert "is damaged (no front matter)" in " ".join(driver.article.split())
        assert "F fetches it again · o opens it in the browser" in " ".join(driver.article.split())
        await driver.press("F")
        assert site.posts[0].markers.first[:30] in driver.article


# A long index


class Gate:
    """Stops the filling of the list before it begins, and remembers how it ended."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.open, self.ended = threading.Event(), threading.Event(), threading.Event()
        self.result: bool | None = None
        catch_up = Library.catch_up

        def gated(library: Library, go_on: Callable[[int], bool]) -> bool:
            self.reached.set()
            self.open.wait(20)
            try:
                self.result = catch_up(library, go_on)
                return self.result
            finally:
                self.ended.set()

        monkeypatch.setattr(Library, "catch_up", gated)


@pytest.fixture
def behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library whose list is still to be made, as it is opened for the app."""
    (folder / "cache" / "catalogue.db").unlink()
    monkeypatch.setattr(catalogue_sync, "_LONG", 0)
    library = Library(folders(folder), fetching=FetchSettings(seconds=10), now=lambda: NOW)
    library.open(later=True)
    assert library.is_behind
    yield library
    library.close()


@pytest.mark.slow
async def test_a_long_index_is_read_behind_the_list(behind: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    app = BlogreaderApp(behind, query=None)
    async with app.run_test(size=(120, 36)) as pilot:
        driver = Driver(app, pilot, behind)
        await driver.until(gate.reached.is_set)
        await driver.until(lambda: "Reading the index …" in driver.text)
        assert "The list is loading …" in driver.text
        await pilot.press("j", "slash", "escape", "p", "escape")  # keys stay live
        gate.open.set()
        await driver.settle()
        assert gate.result
        assert not behind.is_behind
        assert driver.screen.articles.count == 102
        assert "0 of 102 · " in driver.lines[0]
        assert "…" not in driver.lines[0]


@pytest.mark.slow
async def test_leaving_while_the_list_is_made_is_clean_and_the_next_start_goes_on(
    behind: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        gate = Gate(patched)
        app = BlogreaderApp(behind, query=None)
        async with app.run_test(size=(120, 36)) as pilot:
            driver = Driver(app, pilot, behind)
            await driver.until(gate.reached.is_set)
            await pilot.press("q")
            await driver.until(lambda: not app.is_running or app._exit)
        gate.open.set()
        assert gate.ended.wait(20)
        assert gate.result is False
    assert app.return_code == 0
    assert behind.close() == 0
    async with reading(folder) as driver:
        assert driver.screen.articles.count == 102
