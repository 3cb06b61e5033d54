"""The key that shows what an article links to, what links to it in which words, and what is like it."""

from pathlib import Path

import pytest

from blogreader import times
from tests.conftest import FORBIDDEN
from tests.driving import BLOG, archived, prose, reading
from tests.tui.test_frames import HEIGHT, WIDTHS, check

pytestmark = pytest.mark.app

TEXTS = {
    "raft": "Raft elects a leader. It is simpler than [Paxos](paxos), which came [long before](paxos#history).",
    "paxos": f"{prose(2)} Nobody understands Paxos. That is why [Raft](raft) was made: to be \x1b]0;it understood.",
    "votes": "Leaders are elected by votes, as in [/b] [Raft](raft#elections).",
    "bread": "Flour, water, salt and time; nothing elects a leader here.",
}
TITLES = {"votes": "[/b]Votes\u202e that are counted and counted again, " + "for a very long time, " * 9}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", TEXTS, titles=TITLES)


@pytest.mark.slow
@pytest.mark.usefixtures("every_frame")  # painting asks for the texts of what comes in sight
@pytest.mark.parametrize("width", WIDTHS)
async def test_what_is_connected_is_as_its_frame(tmp_path: Path, index: Path, width: int) -> None:
    async with reading(tmp_path / "library", index=index, size=(width, HEIGHT)) as driver:
        await driver.press("enter", "L")
        assert not FORBIDDEN.search(driver.text)
        check("connections", width, driver.lines)


@pytest.mark.slow
async def test_an_article_is_opened_from_there_and_backspace_comes_back(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, HEIGHT)) as driver:
        await driver.press("enter", "L", "enter")
        assert "Nobody understands Paxos" in driver.text
        await driver.press("backspace")
        assert "Raft elects a leader" in driver.text


@pytest.mark.slow
async def test_the_list_has_the_key_too_and_every_way_back_leaves_things_alone(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, HEIGHT)) as driver:
        await driver.press("j")
        before = driver.pane
        for back in ("L", "q", "escape"):
            await driver.press("L")
            assert "Links to 1 article in your library" in driver.text
            await driver.press(back)
            assert driver.pane == before


@pytest.mark.slow
async def test_the_sentence_around_a_link_is_told_and_not_the_whole_text(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, HEIGHT)) as driver:
        await driver.press("enter", "L")
        await driver.until(lambda: "“That is why Raft was made" in driver.text)
        assert "Nobody understands" not in driver.text


@pytest.mark.slow
@pytest.mark.parametrize("width", [40, 100])
async def test_of_a_sentence_that_has_no_room_what_is_around_the_link_is_shown(tmp_path: Path, width: int) -> None:
    long = "Some of the background is in what others wrote before, in the books, and in this older post on the same: "
    texts = {
        "raft": "Words.",
        "votes": f"{long} [the boats of Raft](raft), which is long too, and goes on for a while.",
    }
    index = archived(tmp_path / "library", texts)
    async with reading(tmp_path / "library", index=index, size=(width, HEIGHT)) as driver:
        await driver.read("raft")
        await driver.press("L")
        await driver.until(lambda: "the boats of Raft" in driver.text)
        assert "Some of the background" not in driver.text


@pytest.mark.slow
async def test_an_article_without_connections_says_so(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"alone": "Nothing."})
    async with reading(tmp_path / "library", index=index, size=(100, HEIGHT)) as driver:
        await driver.press("L")
        assert "links to no article in your library" in driver.text
        await driver.press("enter")
        await driver.until(lambda: "There is nothing to open." in driver.text)


async def test_a_filter_of_links_lists_them(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, HEIGHT), query="links:raft") as driver:
        listing = driver.screen.articles.listing
        assert listing is not None
        assert {entry.article.url for entry in listing.page(0, 9)} == {f"{BLOG}paxos", f"{BLOG}votes"}


@pytest.mark.slow
@pytest.mark.parametrize("keys", [("L",), ("s", *"raft")])
async def test_months_are_written_as_on_cards(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setattr(times, "_MONTHS", ("Ianuarius",) * 12)
    async with reading(tmp_path / "library", index=index, size=(100, HEIGHT)) as driver:
        await driver.press("enter", *keys)
        await driver.until(lambda: "Ianuarius 2026" in driver.text)
        assert "Jan 2026" not in driver.text
