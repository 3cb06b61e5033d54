"""`?` shows the keys of a pane, and `/` finds one of them; pages can be copied."""

from pathlib import Path

import pytest

from blogreader.tui.app import BlogreaderApp
from tests.driving import reading

pytestmark = pytest.mark.app


@pytest.mark.slow
@pytest.mark.parametrize("size", [(140, 40), (100, 30), (60, 24), (40, 20)])
async def test_keys_are_found_by_words_as_they_are_typed(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(tmp_path, size=size, offline=True) as driver:
        await driver.press("question_mark")
        assert "Open the article" in driver.text
        await driver.press("slash")
        await driver.type("reading list top")
        assert "Put at the top of the reading list" in " ".join(driver.text.split())
        assert "Open the article" not in driver.text
        await driver.press("enter", "escape")
        assert "Open the article" in driver.text
        await driver.press("escape")
        assert len(driver.app.screen_stack) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "sentence"), [("C-o", "Back to before the last jump"), ("U", "Undo the last change")]
)
async def test_a_key_is_found_by_its_name(tmp_path: Path, words: str, sentence: str) -> None:
    async with reading(tmp_path, size=(100, 40), offline=True) as driver:
        await driver.press("question_mark", "slash")
        await driver.type(words)
        assert sentence in driver.text


@pytest.mark.slow
async def test_what_no_key_does_is_said_and_esc_in_the_line_shows_all_again(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(100, 40), offline=True) as driver:
        await driver.burst("question_mark", "slash", *"qqqq")
        assert "No key of this pane matches these words." in driver.text
        await driver.press("escape")
        assert "Open the article" in driver.text
        assert len(driver.app.screen_stack) == 2
        await driver.press("j", "q")
        assert len(driver.app.screen_stack) == 1


async def test_a_page_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(BlogreaderApp, "copy_to_clipboard", lambda _, text: copied.append(text))
    monkeypatch.setattr("blogreader.tui.terminal.clipboard._tools", lambda: iter(()))
    async with reading(tmp_path, size=(100, 40), offline=True) as driver:
        await driver.press("p", "y")
        assert copied
        assert copied[0].startswith("0 of 102 read\n")
        assert "Without a category" in copied[0] or "AI/ML" in copied[0]
        assert driver.said.startswith("Copied ")
