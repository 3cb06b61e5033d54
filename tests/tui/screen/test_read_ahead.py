"""The next article is read while its reader reads: opening it waits for nothing, and shows what is kept of it now."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.strip import Strip

from blogreader.model import Place, Status
from blogreader.render import Line
from blogreader.render.layout.virtual_document import Position
from blogreader.tui.reader.content import Loaded
from blogreader.tui.reader.reader import Reader
from blogreader.tui.screen import read_ahead
from tests import driving
from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = pytest.mark.app

SLUGS = ("one", "two", "three", "four", "five")


@pytest.fixture
async def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Driver]:
    monkeypatch.setattr(read_ahead, "_AFTER_SECONDS", 0.001)
    index = archived(tmp_path / "library", {slug: prose(40, first=100 * n) for n, slug in enumerate(SLUGS, 1)})
    async with reading(tmp_path / "library", index=index, offline=True) as running:
        yield running


def ready(driver: Driver) -> list[str]:
    return [key.removeprefix(BLOG) for key in driver.screen.current_article._ahead._ready]


async def test_the_next_article_is_opened_from_what_was_read_in_the_background(driver: Driver) -> None:
    await driver.press("enter")
    await driver.until(lambda: ready(driver) == ["two"])
    source = driver.screen.current_article._ahead._ready[f"{BLOG}two"].source
    pages: list[object] = []

    def came(page: object) -> None:
        pages.append(page)

    driver.screen.watch(driver.reader, "page", came, init=False)
    await driver.press("J")
    assert "Paragraph 200 begins" in driver.sight
    assert "Two" in driver.header
    assert {type(page) for page in pages} == {Loaded}
    assert {page.source for page in pages if isinstance(page, Loaded)} == {source}
    assert driver.status("two") == driver.status("one") == "reading"


@pytest.mark.slow
async def test_going_to_a_text_that_is_at_hand_is_a_jump_like_another(driver: Driver) -> None:
    await driver.press("enter")
    await driver.until(lambda: ready(driver) == ["two"])
    await driver.burst("J", "ctrl+o")
    assert "Paragraph 100 begins" in driver.sight
    await driver.press("ctrl+n")
    assert "Paragraph 200 begins" in driver.sight


@pytest.mark.slow
@pytest.mark.usefixtures("every_frame")
async def test_its_rows_are_painted_once(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    await driver.press("enter")
    await driver.until(lambda: ready(driver) == ["two"])
    await driver.settle()
    painted: list[object] = []
    paint = Reader._paint

    def counted(reader: Reader, position: Position, line: Line, width: int) -> Strip:
        painted.append(position)
        return paint(reader, position, line, width)

    monkeypatch.setattr(Reader, "_paint", counted)
    monkeypatch.setattr(driving, "is_looking_for_stale_rows", False)
    await driver.press("J")
    seen = {position for position, _ in driver.reader.in_sight}
    again = [position for position in painted if position in seen]
    assert driver.reader.size.height <= len(again) <= driver.reader.size.height + 2  # the scrollbar gets shorter


@pytest.mark.slow
async def test_an_article_that_was_fetched_again_meanwhile_is_shown_as_it_is_now(
    driver: Driver, tmp_path: Path
) -> None:
    await driver.press("enter")
    await driver.until(lambda: ready(driver) == ["two"])
    archived(tmp_path / "library", {"two": prose(40, first=700)})
    await driver.press("J")
    assert "Paragraph 700 begins" in driver.sight


@pytest.mark.slow
async def test_it_is_opened_at_its_place_also_where_that_is_another_one_by_now(driver: Driver) -> None:
    await driver.press("enter", "J", "space", "space")
    here = driver.reader.standpoint
    await driver.press("K")
    await driver.until(lambda: "two" in ready(driver))
    await driver.press("J")
    assert driver.reader.standpoint == here
    assert "resumed" in driver.header
    await driver.press("K")
    await driver.until(lambda: "two" in ready(driver))
    driver.library.keep_place(f"{BLOG}two", Place(30, 0, "Paragraph 230", 0.8))
    await driver.press("J")
    assert "Paragraph 230 begins" in driver.pane[0]


@pytest.mark.slow
async def test_who_goes_through_the_list_with_a_held_key_has_nothing_read_on_the_way(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_ahead, "_AFTER_SECONDS", 3600.0)
    await driver.press("enter")
    await driver.burst("J", "J", "J")
    assert ready(driver) == []
    assert isinstance(driver.screen.page, Loaded)
    assert driver.screen.page.entry.article.key == f"{BLOG}four"


@pytest.mark.slow
async def test_only_the_next_row_and_the_next_unread_article_are_at_hand(driver: Driver) -> None:
    driver.library.mark([f"{BLOG}two", f"{BLOG}three"], Status.READ)
    await driver.press("enter")
    await driver.until(lambda: ready(driver) == ["two", "four"])
    await driver.press("J")
    await driver.until(lambda: sorted(ready(driver)) == ["four", "three"])
    await driver.press("n")
    assert "Paragraph 400 begins" in driver.sight
    await driver.until(lambda: ready(driver) == ["five"])


@pytest.mark.slow
async def test_a_damaged_text_is_told_when_it_is_opened_and_not_before(driver: Driver, tmp_path: Path) -> None:
    (path,) = (tmp_path / "library").rglob("two-*.md")
    path.write_bytes(b"\xff\xfe")
    await driver.press("enter")
    await driver.settle()
    assert "damaged" not in driver.text
    await driver.press("J")
    assert "damaged" in driver.text
