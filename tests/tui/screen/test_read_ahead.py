"""The next article is read while its reader reads: opening it waits for nothing, and shows what is kept of it now."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual._compositor import Compositor, ReflowResult
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

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


@pytest.mark.parametrize("pane", ["list", "text", "zen"])
@pytest.mark.usefixtures("every_frame")
async def test_its_first_screen_is_painted_before_it_is_opened(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, pane: str
) -> None:
    if pane != "list":
        await driver.press("enter", *(["z", "J"] if pane == "zen" else []))
        await driver.until(lambda: ready(driver) == ["three" if pane == "zen" else "two"])
        await driver.settle()
    painted: list[object] = []
    paint = Reader._paint

    def counted(reader: Reader, position: Position, line: Line) -> Strip:
        painted.append(position)
        return paint(reader, position, line)

    monkeypatch.setattr(Reader, "_paint", counted)
    monkeypatch.setattr(driving, "is_looking_for_stale_rows", False)
    await driver.press("enter" if pane == "list" else "J")
    assert "Paragraph" in driver.sight
    seen = {position for position, _ in driver.reader.in_sight}
    again = [position for position in painted if position in seen]
    assert len(again) <= 2  # beside the end of the scrollbar's thumb, which gets shorter


@pytest.mark.parametrize("is_ready", [True, False])
@pytest.mark.usefixtures("every_frame")
async def test_the_screen_is_laid_out_once_for_a_text(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, is_ready: bool
) -> None:
    if not is_ready:
        driver.screen.current_article._ahead._ready.clear()
    layouts: list[Size] = []
    reflow = Compositor.reflow

    def counted(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
        layouts.append(size)
        return reflow(compositor, parent, size)

    monkeypatch.setattr(Compositor, "reflow", counted)
    await driver.press("enter")
    assert "Paragraph 100 begins" in driver.sight
    assert len(layouts) == 1


async def test_an_article_is_read_ahead_also_where_no_card_has_room(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {slug: prose(3) for slug in SLUGS})
    async with reading(tmp_path / "library", index=index, size=(70, 20), offline=True) as driver:
        await driver.press("enter", "q", "j")
        await driver.until(lambda: ready(driver) == ["two"])
        await driver.settle()
        ahead = driver.screen.current_article._ahead._ready[f"{BLOG}two"].first
        await driver.press("enter")
        assert ahead is not None
        assert driver.reader.document is ahead.document
        assert "Paragraph 1 begins" in driver.sight


@pytest.mark.slow
@pytest.mark.parametrize("changed", ["theme", "column", "wrapping", "size", "nothing"])
@pytest.mark.usefixtures("every_frame")
async def test_a_first_screen_that_would_look_otherwise_now_is_painted_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    monkeypatch.setattr(read_ahead, "_AFTER_SECONDS", 0.001)
    wide = "```python\nlong = " + " + ".join(f"number_{number}" for number in range(40)) + "\n```\n\n"
    index = archived(tmp_path / "library", {slug: wide + prose(40, first=100 * n) for n, slug in enumerate(SLUGS, 1)})
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await driver.press("enter")
        await driver.until(lambda: ready(driver) == ["two"])
        await driver.settle()
        if changed == "theme":
            driver.app.theme = "nord"
        elif changed == "size":
            await driver.resize(101, 30)
        elif changed != "nothing":
            await driver.press("minus" if changed == "column" else "w")
        await driver.settle()
        assert ready(driver) == ["two"]
        await driver.press("J")
        lines = range(driver.reader.size.height)
        shown = [driver.reader.render_line(y) for y in lines]
        driver.reader.repaint()
        driver.reader.document.lay_out(*driver.reader.document.layout)  # type: ignore[union-attr]
        assert [driver.reader.render_line(y) for y in lines] == shown
        assert "long = number_0" in driver.sight


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


async def test_a_file_of_the_readers_is_extracted_before_it_is_opened_and_anew_when_it_was_written_meanwhile(
    tmp_path: Path,
) -> None:
    (tmp_path / "own.md").write_text("# Own\n\nWhat I wrote myself, in more than a few words of my own.\n")
    index = tmp_path / "index.md"
    index.write_text(f"# Mine\n\n### [Own]({(tmp_path / 'own.md').as_uri()})\n2026-01-02\n")
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.settle()
        await driver.until(lambda: any(one.first for one in driver.screen.current_article._ahead._ready.values()))
        document = next(iter(driver.screen.current_article._ahead._ready.values())).first.document  # type: ignore[union-attr]
        await driver.press("enter")
        assert driver.reader.document is document
        assert "What I wrote myself" in driver.sight
        await driver.press("q", "j", "k")
        await driver.settle()
        (tmp_path / "own.md").write_text("# Own\n\nWhat I wrote later, in more than a few words of my own.\n")
        await driver.press("enter")
        assert "What I wrote later" in driver.sight
