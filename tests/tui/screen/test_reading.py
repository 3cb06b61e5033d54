"""Reading: open, stop, fail, finish, leave and come back, against a real server on loopback."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input
from textual.worker import WorkerFailed

from blogreader.archive import Archive
from blogreader.library import Library
from blogreader.model import Document, Entry, Status
from blogreader.store.state_store import StateStore
from blogreader.tui.reader.content import Failed, Loaded, Loading, Preview
from tests.driving import archived, follow, prose, reading
from tests.site import Site

pytestmark = pytest.mark.app

TIMES_TO_THE_END = 60


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
async def folder(tmp_path: Path, site: Site) -> Path:
    await follow(tmp_path / "library", site.index_url)
    return tmp_path / "library"


@pytest.mark.slow
async def test_enter_fetches_an_article_shows_it_and_marks_it_as_being_read(folder: Path, site: Site) -> None:
    async with reading(folder) as driver:
        await driver.press("enter")
        assert site.posts[0].markers.first[:30] in driver.text
        assert driver.screen.articles.current is not None
        assert driver.screen.articles.current.state.status is Status.READING
        assert driver.screen.articles.current.offline
        assert "· 8 min left" in driver.header
        await driver.press("q")
        assert "Continue       1 · 8 min" in driver.text


@pytest.mark.slow
async def test_who_is_asked_is_on_the_screen_while_the_article_is_on_its_way(folder: Path, site: Site) -> None:
    hold = site.hold(site.posts[0].slug)
    async with reading(folder) as driver:
        await driver.pilot.press("enter")
        await driver.until(hold.reached.is_set)
        assert "Fetching from 127.0.0.1 … q stops" in driver.text
        said, _, title, *_ = driver.pane
        assert said.index("Fetching") == len(title) - len(title.lstrip())
        driver.reader._spin()
        assert driver.pane[0].index("Fetching") == said.index("Fetching") == driver.pane[0].index(" Fetching") + 1
        assert driver.pane[0].split()[0] != "Fetching"
        hold.release()
        await driver.settle()
        assert isinstance(driver.screen.page, Loaded)


async def test_escape_stops_a_fetch_down_to_its_socket(folder: Path, site: Site) -> None:
    hold = site.hold(site.posts[0].slug)
    async with reading(folder) as driver:
        await driver.pilot.press("enter")
        await driver.until(hold.reached.is_set)
        await driver.pilot.press("escape")
        await driver.until(hold.disconnected.is_set)
        await driver.settle()
        assert isinstance(driver.screen.page, Preview)
        assert driver.screen.at == "articles"
        entry = driver.screen.articles.current
        assert entry is not None
        assert (entry.state.status, entry.offline, entry.failure) == (Status.UNREAD, False, None)


@pytest.mark.slow
async def test_opening_another_article_cancels_the_first(folder: Path, site: Site) -> None:
    first = site.hold(site.posts[0].slug)
    async with reading(folder) as driver:
        await driver.pilot.press("enter")
        await driver.until(first.reached.is_set)
        await driver.pilot.press("J")
        await driver.until(first.disconnected.is_set)
        await driver.settle()
        assert isinstance(driver.screen.page, Loaded)
        assert site.posts[1].markers.first[:30] in driver.text


@pytest.mark.slow
async def test_what_is_pressed_while_an_article_is_on_its_way_holds_when_it_is_there(folder: Path, site: Site) -> None:
    hold = site.hold(site.posts[2].slug)
    async with reading(folder) as driver:
        await driver.press("j", "j")
        await driver.pilot.press("enter")
        await driver.until(hold.reached.is_set)
        await driver.pilot.press("space", "space", "j")
        hold.release()
        await driver.settle()
        assert driver.screen.reader.top == 2 * (driver.screen.reader.size.height - 2) + 1


@pytest.mark.slow
async def test_an_archived_article_opens_without_the_network(tmp_path: Path) -> None:
    with Site() as site:
        await follow(tmp_path / "library", site.index_url)
        async with reading(tmp_path / "library") as driver:
            await driver.press("enter")
    async with reading(tmp_path / "library", offline=True) as driver:
        assert isinstance(driver.screen.page, Loaded)
        assert site.posts[0].markers.first[:30] in driver.text


async def test_offline_an_article_that_is_not_archived_shows_its_card_and_why(folder: Path, site: Site) -> None:
    site.requests.clear()
    async with reading(folder, offline=True) as driver:
        await driver.press("enter")
        post = site.posts[0]
        for words in (post.category, f"{post.minutes} min", "Offline, and this article is not in the archive yet."):
            assert words in driver.article
        assert "Enter tries again · o opens it in the browser · q goes back" in driver.article
        assert site.requests == []
        # The keys below it are those of a card.
        assert "read" in driver.footer
        assert not {"heading", "find", "outline", "note", "links"} & set(driver.footer.split())
        await driver.press("slash")
        assert driver.footer.strip() == "This is a card: Enter tries again."


@pytest.mark.slow
async def test_a_failure_is_kept_with_the_article_until_it_is_mended(folder: Path, site: Site) -> None:
    site.broken[site.posts[0].slug] = 500
    async with reading(folder) as driver:
        await driver.press("enter")
        assert isinstance(driver.screen.page, Failed)
        assert "127.0.0.1 failed to answer (500); try again later." in driver.text
    async with reading(folder) as driver:
        assert "Last attempt, " in driver.text
        site.broken.clear()
        await driver.press("enter")
        assert isinstance(driver.screen.page, Loaded)
        assert driver.screen.page.entry.failure is None


@pytest.mark.slow
async def test_enter_on_the_card_of_a_failure_tries_again(folder: Path, site: Site) -> None:
    site.broken[site.posts[0].slug] = 404
    async with reading(folder) as driver:
        await driver.press("enter")
        assert "is gone (404)" in driver.text
        site.broken.clear()
        await driver.press("enter")
        assert isinstance(driver.screen.page, Loaded)


async def test_the_end_of_the_text_marks_it_as_read(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("enter")
        pages = 0
        while not driver.screen.reader.at_end:
            assert driver.screen.articles.current is not None
            assert driver.screen.articles.current.state.status is Status.READING
            await driver.press("space")
            pages += 1
            assert pages < TIMES_TO_THE_END
        assert driver.screen.articles.current is not None
        assert driver.screen.articles.current.state.status is Status.READ
        assert driver.library.progress().total.read == 1


async def test_space_at_the_end_goes_to_the_next_unread_article(folder: Path, site: Site) -> None:
    async with reading(folder) as driver:
        await driver.press("j", "r", "k", "enter", "G", "space")
        assert isinstance(driver.screen.page, Loaded)
        assert driver.screen.page.entry.article.title == site.posts[2].title


async def test_closing_and_starting_again_resumes_at_the_same_line(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("j", "j", "j", "enter", "space", "space", "j")
        before = driver.lines[1:5]
    async with reading(folder) as driver:
        assert driver.screen.at == "reader"
        assert driver.lines[1:5] == before
        assert "resumed at" in driver.header
        await driver.press("k")
        assert "resumed at" not in driver.header


@pytest.mark.slow
async def test_the_place_is_on_the_disk_while_the_program_still_runs_and_may_be_killed(folder: Path) -> None:
    async with reading(folder, background=True) as driver:
        await driver.press("enter")
        await driver.burst("space", "space", "j")
        key = driver.screen.page.entry.article.key if driver.screen.page.entry else ""

        def is_kept() -> bool:  # what a program that is started after a kill finds: nothing but files
            kept, standing = StateStore(folder, machine="after").get(key).place, driver.screen.reader.place
            return bool(kept and standing and (kept.block, kept.offset) == (standing.block, standing.offset))

        await driver.until(is_kept)
        assert driver.here > (0, 0)
        assert driver.app.is_running


@pytest.mark.slow
async def test_the_sentence_at_the_top_stays_at_any_width_and_back(folder: Path) -> None:
    async with reading(folder, size=(120, 36)) as driver:
        await driver.press("j", "j", "j", "enter", "space", "space")
        place = driver.screen.reader.place
        assert place is not None
        shown = driver.lines[1:]
        document = driver.screen.reader.document
        assert document is not None
        for width in (40, 60, 33, 120, 61):
            await driver.pilot.resize_terminal(width, 36)
            await driver.settle()
            top = document.place_at(driver.screen.reader.in_sight[0][0], 0.0)
            assert top is not None
            assert top.block == place.block
            # The line that holds the place began at most a line of text before it.
            assert 0 <= place.offset - top.offset < width
        await driver.pilot.resize_terminal(120, 36)
        await driver.settle()
        assert driver.lines[1:] == shown


@pytest.mark.slow
async def test_an_article_that_was_read_stays_read_when_it_is_opened_again(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("r", "enter")
        assert driver.screen.articles.current is not None
        assert driver.screen.articles.current.state.status is Status.READ


@pytest.mark.slow
async def test_a_text_shorter_than_the_window_is_read_when_it_is_left(tmp_path: Path) -> None:
    text = "# Short\n\nThree sentences are an article too. This is the second one. Here it ends.\n"
    (tmp_path / "short.md").write_text(text)
    index = tmp_path / "index.md"
    index.write_text("# Notes\n\n### [Short](short.md)\n2026-01-01 · Notes · 1 min\n\n### [Other](other.md)\n")
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.press("enter")
        assert "Three sentences" in driver.text
        status = driver.library.entry((tmp_path / "short.md").as_uri()).state.status
        assert status is Status.READING
        await driver.press("q", "j", "enter")
        assert driver.library.entry((tmp_path / "short.md").as_uri()).state.status is Status.READ


@pytest.mark.slow
async def test_fetching_again_takes_the_page_as_it_is_now(folder: Path, site: Site) -> None:
    async with reading(folder) as driver:
        await driver.press("enter", "F")
        assert site.requests.count(f"/posts/{site.posts[0].slug}") == 2
        assert isinstance(driver.screen.page, Loaded)


@pytest.mark.slow
async def test_all_that_is_shown_is_made_offline_while_the_keys_stay_alive(folder: Path, site: Site) -> None:
    site.broken[site.posts[5].slug] = 500
    hold = site.hold(site.posts[3].slug)
    async with reading(folder) as driver:
        await driver.pilot.press("D")
        await driver.until(hold.reached.is_set)
        await driver.pilot.press("j", "j")
        await driver.until(lambda: driver.screen.articles.cursor == 2)
        # Whether the one that fails has failed by then, and how long all will take, depends on the machine.
        assert re.search(r"Fetching [0-9]+/102 ·.* Esc stops", driver.lines[0])
        hold.release()
        await driver.settle()
        assert driver.screen.articles.cursor == 2
        assert "Offline              101" in driver.text
        failed = driver.screen.articles.entry_at(5)
        assert failed is not None
        assert failed.failure is not None


@pytest.mark.slow
@pytest.mark.parametrize(("before", "keys"), [((), ("D",)), (("enter",), ("h", "D", "l"))])
async def test_escape_stops_making_articles_offline_wherever_the_reader_is(
    folder: Path, site: Site, before: tuple[str, ...], keys: tuple[str, ...]
) -> None:
    hold = site.hold(site.posts[3].slug)
    async with reading(folder) as driver:
        await driver.press(*before)
        at = driver.screen.at
        await driver.pilot.press(*keys)
        await driver.until(hold.reached.is_set)
        await driver.pilot.press("escape")
        await driver.until(hold.disconnected.is_set)
        await driver.settle()
        assert driver.app.is_running
        assert driver.screen.at == at
        assert "Esc stops" not in driver.lines[0]
        assert re.fullmatch(r" Stopped after \d+ of 102 · D goes on", driver.footer)


@pytest.mark.slow
async def test_articles_on_their_way_are_let_go_before_the_screen_is(
    folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = site.hold(site.posts[3].slug)
    async with reading(folder) as driver:
        app, leave = driver.app, driver.app.exit
        running: list[bool] = []

        def recorded(*arguments: Any, **options: Any) -> None:
            running.append(any(worker.group == "fetch" and not worker.is_finished for worker in app.workers))
            leave(*arguments, **options)

        monkeypatch.setattr(app, "exit", recorded)
        await driver.pilot.press("D")
        await driver.until(hold.reached.is_set)
        await driver.pilot.press("ctrl+q")
        await driver.until(hold.disconnected.is_set)
        await driver.until(lambda: bool(running))
        assert running == [False]


@pytest.mark.slow
async def test_refreshing_shows_new_articles_and_leaves_the_cursor_on_its_own(folder: Path, site: Site) -> None:
    async with reading(folder) as driver:
        await driver.press("j", "j", "j")
        before = driver.screen.articles.current
        site.add_post()
        await driver.press("ctrl+l")
        assert driver.header.endswith("0 of 103 · 15 h 13 min left")
        after = driver.screen.articles.current
        assert before is not None
        assert after is not None
        assert before.article.key == after.article.key
        assert driver.screen.articles.cursor == 4


async def test_a_bug_ends_the_program_with_a_status_that_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    with pytest.raises(WorkerFailed, match="a bug"):  # noqa: PT012 - what is raised comes out of the app's own end
        async with reading(folder) as driver:
            monkeypatch.setattr(driver.library, "document", broken)
            await driver.pilot.press("enter")
            await driver.until(lambda: driver.app.return_code == 1)


async def test_leaving_with_a_fetch_on_its_way_ends_cleanly(folder: Path, site: Site) -> None:
    hold = site.hold(site.posts[0].slug)
    async with reading(folder) as driver:
        await driver.pilot.press("enter")
        await driver.until(hold.reached.is_set)
        await driver.pilot.press("ctrl+q")
        await driver.until(lambda: not driver.app.is_running or driver.app._exit)
    await asyncio.to_thread(hold.disconnected.wait, 10)
    assert hold.disconnected.is_set()


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_ahead")
async def test_the_loading_page_names_no_host_for_what_comes_from_the_disk(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("enter", "q", "j", "k")
        seen: list[object] = []
        driver.screen.watch(driver.screen, "page", lambda page: seen.append(page), init=False)  # noqa: PLW0108 - Textual counts parameters
        await driver.press("enter")
        assert [page.host for page in seen if isinstance(page, Loading)] == [None]


@pytest.mark.slow
async def test_reopening_the_open_article_finds_the_place_where_it_was_left(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("enter", "space", "space", "j")
        place = driver.screen.reader.place
        await driver.burst("h", "enter")
        again = driver.screen.reader.place
        assert place is not None
        assert again is not None
        assert (again.block, again.offset) == (place.block, place.offset)


@pytest.mark.slow
async def test_escape_in_a_fetch_of_an_archived_article_goes_back_to_its_text(folder: Path, site: Site) -> None:
    async with reading(folder) as driver:
        await driver.press("enter", "space")
        place = driver.screen.reader.place
        hold = site.hold(site.posts[0].slug)
        await driver.pilot.press("F")
        await driver.until(hold.reached.is_set)
        await driver.pilot.press("escape")
        await driver.until(hold.disconnected.is_set)
        await driver.settle()
        assert isinstance(driver.screen.page, Loaded)
        assert driver.screen.at == "reader"
        again = driver.screen.reader.place
        assert place is not None
        assert again is not None
        assert (again.block, again.offset) == (place.block, place.offset)


@pytest.mark.slow
async def test_an_article_that_was_not_moved_in_opens_with_its_title_again(folder: Path, site: Site) -> None:
    async with reading(folder) as driver:
        await driver.press("j", "j", "enter", "q", "enter")
        assert site.posts[2].title in driver.lines[2]  # below a line of air


@pytest.mark.slow
async def test_a_text_that_lost_its_end_does_not_cost_the_place_in_it(folder: Path) -> None:
    async with reading(folder, size=(120, 36)) as driver:
        await driver.press("j", "j", "j", "enter", "G", "b", "b")
        assert driver.screen.page.entry is not None
        key, place = driver.screen.page.entry.article.key, driver.reader.place
    path = Archive(folder / "archive").path_of(key)
    whole = path.read_text()
    path.write_text(whole[: len(whole) // 3])
    async with reading(folder, size=(120, 36)) as driver:
        assert isinstance(driver.screen.page, Loaded)
        await driver.press("q")
    path.write_text(whole)
    async with reading(folder, size=(120, 36)) as driver:
        kept = driver.library.entry(key).state.place
        assert kept is not None
        assert place is not None
        assert (kept.block, kept.offset) == (place.block, place.offset)


@pytest.mark.slow
async def test_what_is_typed_right_after_an_archived_article_was_opened_reaches_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Library.document

    async def slow(self: Library, key: str, *, again: bool = False, shorter: bool = False) -> Document:
        for _ in range(200):  # turns of the event loop, in which the next keys come
            await asyncio.sleep(0)
        return await document(self, key, again=again, shorter=shorter)

    monkeypatch.setattr(Library, "document", slow)
    async with reading(folder, size=(120, 36)) as driver:
        await driver.press("j", "enter", "q", "k")
        await driver.burst("j", "enter", "slash", "t", "h", "r", "m")
        assert driver.screen.query_one("#find", Input).value == "thrm"
        assert driver.library.select("is:bookmarked").tally.articles == 0


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_ahead")
async def test_an_article_that_opens_slowly_opens_also_when_the_next_key_waited_long_enough(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogreader.tui.terminal.key_queue._PATIENCE_SECONDS", 0.001)
    document, go = Library.document, asyncio.Event()

    async def slow(self: Library, article: str | Entry, **options: bool) -> Document:
        await go.wait()
        return await document(self, article, **options)

    async with reading(folder) as driver:
        await driver.press("enter", "q")
        monkeypatch.setattr(Library, "document", slow)
        await driver.pilot.press("enter", "j", "j")
        coming = driver.screen.page
        assert isinstance(coming, Loading)
        go.set()
        await driver.settle()
        assert isinstance(driver.screen.page, Loaded)


@pytest.mark.parametrize(("facts", "left"), [("2026-01-01 · Notes · 9 min", True), ("2026-01-01 · Notes", False)])
async def test_the_header_of_an_article_without_minutes_says_how_much_is_read_and_no_time(
    tmp_path: Path, facts: str, left: bool
) -> None:
    index = archived(tmp_path / "library", {"one": prose(30)})
    index.write_text(index.read_text().replace("2026-01-01 · Notes · 9 min", facts))
    async with reading(tmp_path / "library", index=index, size=(120, 30), offline=True) as driver:
        await driver.read("one")
        page = driver.screen.page
        assert isinstance(page, Loaded)
        assert (page.entry.article.minutes is not None) is left
        assert driver.header.endswith("left" if left else "%")
