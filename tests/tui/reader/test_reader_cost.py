"""What reading costs: bytes for the terminal, modules before they are needed; and what is found again afterwards."""

from pathlib import Path

import pytest

from tests.driving import BLOG, archived, paragraph, prose, reading
from tests.test_layers import loaded
from tests.tui.test_terminal import Terminal, terminal

pytestmark = pytest.mark.app

MOST_OF_A_ROW = 6_000
MOST_OF_A_PAGE = 15_000


def written(running: Terminal, keys: str, shown: str) -> int:
    """How many bytes the terminal got for keys, until nothing more comes."""
    before = len(running.received)
    running.send(keys)
    running.until_shown(shown)
    while running._read(0.3):
        pass
    return len(running.received) - before


@pytest.mark.slow
def test_a_row_and_a_page_cost_few_bytes(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"long": prose(300)})
    words = ("--library", str(tmp_path / "library"), "--index", str(index), "--offline")
    with terminal(*words, width=120, height=36) as running:
        running.until_shown(" of 1")
        running.send("\r")
        running.until_shown("Paragraph 1 begins")
        while running._read(0.5):
            pass
        pages = [written(running, " ", f"Paragraph {number} ") for number in (11, 17, 23)]
        rows = [written(running, "j", "end of number") for _ in range(4)]
        running.send("\x11")
        assert running.end() == 0
    assert all(100 < count <= MOST_OF_A_PAGE for count in pages), pages
    assert all(100 < count <= MOST_OF_A_ROW for count in rows), rows


@pytest.mark.slow
def test_what_lays_out_and_colours_is_not_loaded_with_the_screens() -> None:
    modules = loaded("import blogreader.tui.app, blogreader.tui.screen.screen, blogreader.tui.reader.reader")
    assert "textual" in modules
    assert {"PIL", "pygments", "markdown_it"} & modules == set()


@pytest.mark.slow
def test_pillow_is_not_loaded_by_reading_an_article_with_a_picture(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"art": f"A text with **marks**.\n\n![A picture]({BLOG}a.png)\n"})
    code = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom tests.driving import reading\n"
        "async def main():\n"
        f"    folder, index = Path({str(tmp_path / 'library')!r}), Path({str(index)!r})\n"
        "    async with reading(folder, index=index, offline=True) as driver:\n"
        "        await driver.read('art')\n"
        "        assert 'A text with marks.' in driver.sight\n"
        "        await driver.press('j', 'tab')\n"
        "asyncio.run(main())\n"
    )
    modules = loaded(f"import sys\nsys.path.insert(0, {str(Path(__file__).parents[3])!r})\n{code}")
    assert "markdown_it" in modules
    assert not any(name.partition(".")[0] == "PIL" for name in modules)


@pytest.mark.slow
async def test_the_place_is_found_in_a_new_version_of_the_text(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"one": prose(40)})
    async with reading(tmp_path / "library", index=index, size=(100, 30)) as driver:
        await driver.read("one")
        await driver.press("slash", *"Paragraph", "space", *"20", "enter", "escape")
        while "Paragraph 20 " not in driver.pane[0]:
            await driver.press("j")
    archived(tmp_path / "library", {"one": f"## New\n\n{prose(9, first=300)}\n\n{prose(15)}\n\n{prose(30, first=18)}"})
    async with reading(tmp_path / "library", index=index, size=(100, 30)) as driver:
        await driver.read("one")
        assert driver.pane[0].strip().startswith("Paragraph 20 ")
        assert "resumed at" in driver.header


@pytest.mark.slow
async def test_a_restart_at_another_width_shows_the_same_sentence(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"one": prose(60)})
    async with reading(tmp_path / "library", index=index, size=(100, 30)) as driver:
        await driver.read("one")
        await driver.press("space", "space", "j")
        top = driver.pane[0].strip()
        before = driver.pane
    async with reading(tmp_path / "library", index=index, size=(40, 12)) as driver:
        await driver.read("one")
        assert top.split()[0] in driver.pane[0]
    async with reading(tmp_path / "library", index=index, size=(100, 30)) as driver:
        await driver.read("one")
        assert driver.pane == before


@pytest.mark.slow
async def test_a_restart_shows_the_same_rows_and_at_most_one_more_above(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"one": "\n\n".join(paragraph(number) for number in range(1, 40))})
    for moves in range(4):
        async with reading(tmp_path / "library", index=index, size=(100, 30)) as driver:
            await driver.read("one")
            await driver.press("space" if not moves else "j")
            before = driver.pane
        async with reading(tmp_path / "library", index=index, size=(100, 30)) as driver:
            await driver.read("one")
            # A blank row has no place of its own: the line above it comes back with it.
            at = 0 if before[0] else 1
            assert driver.pane[at : at + 20] == before[:20] or driver.pane == before
            assert before[at] in driver.pane[: 2 * at + 1]
