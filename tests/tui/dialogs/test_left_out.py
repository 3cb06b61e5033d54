"""The key that shows what was left out of a page, and why."""

from pathlib import Path

import pytest

from tests.conftest import FORBIDDEN
from tests.driving import archived, prose, reading

pytestmark = pytest.mark.app

PAGE = f"""<title>Rivers</title><body><main><article><h1>Rivers</h1><p>{prose(6)}</p>
<div class="share-buttons">Share &#27;]0;it [/b] now</div><p>{prose(6, first=7)}</p></article></main>
<div id="last">The last box</div></body>"""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "rivers.html").write_text(PAGE)
    (tmp_path / "plain.md").write_text(f"{prose(6)}\n")
    (tmp_path / "index.md").write_text("- [Rivers](rivers.html)\n- [Plain](plain.md)\n")
    return tmp_path / "index.md"


@pytest.mark.slow
@pytest.mark.parametrize("size", [(140, 36), (100, 36), (40, 24)])
async def test_what_was_left_out_is_shown_with_the_reason_until_a_key_goes_back(
    tmp_path: Path, index: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path / "library", index=index, size=size) as driver:
        await driver.press("enter")
        before = driver.pane
        for back in ("q", "escape", "X", "enter"):
            await driver.press("X")
            assert "2 parts of this page left out" in driver.text
            assert "The last box" in driver.text
            assert "After the article" in driver.text
            assert "[/b] now" in driver.text
            assert not FORBIDDEN.search(driver.text)
            await driver.press(back)
            assert driver.pane == before


@pytest.mark.slow
async def test_where_nothing_was_left_out_it_is_said(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.press("j", "enter", "X")
        assert "Nothing was left out of this page." in driver.text


@pytest.mark.slow
async def test_where_no_page_is_kept_it_is_said(tmp_path: Path) -> None:
    kept = archived(tmp_path / "library", {"one": prose(4)})
    async with reading(tmp_path / "library", index=kept, size=(100, 36)) as driver:
        await driver.press("enter", "X")
        assert "left out" in driver.text.splitlines()[-1] or "page" in driver.text.splitlines()[-1]


@pytest.mark.slow
async def test_the_help_names_the_key(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 60)) as driver:
        await driver.press("enter", "question_mark")
        assert "What was left out of this page, and why" in driver.text


async def test_without_a_text_the_key_says_so(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 36)) as driver:
        await driver.press("l")
        before = driver.text
        await driver.press("X")
        assert driver.text.splitlines()[:-1] == before.splitlines()[:-1]
        assert driver.text.splitlines()[-1] != before.splitlines()[-1]
