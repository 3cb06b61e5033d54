"""Keys that are commands go to what they are bound to, and only letters that are asked for pass through the panes."""

from pathlib import Path

import pytest
from textual import events

from blogreader.tui.panes.article_list import ArticleList
from blogreader.tui.screen.screen import ReadingScreen
from tests.driving import archived, prose, reading

pytestmark = pytest.mark.app


async def test_a_key_passes_through_the_panes_only_where_it_may_be_no_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[str] = []
    on_key = ReadingScreen.on_key

    def recorded(screen: ReadingScreen, event: events.Key) -> None:
        passed.append(event.key)
        on_key(screen, event)

    monkeypatch.setattr(ReadingScreen, "on_key", recorded)
    index = archived(tmp_path / "library", {"one": prose(40), "two": prose(40), "three": prose(40)})
    async with reading(tmp_path / "library", index=index, size=(140, 30), offline=True) as driver:
        await driver.press("j", "r", "k", "enter", "j")
        assert passed == []
        await driver.press("`", "a", "f9")
        assert passed == ["a", "f9"]
        assert driver.said
        await driver.press("v", "j")
        assert passed == ["a", "f9"]  # the pane takes it, which selects by keys
        assert driver.reader.selected
        await driver.press("escape", "q")
        monkeypatch.setattr(ArticleList, "message_queue_size", 1)  # what comes before it may change what it means
        await driver.press("j")
        assert passed == ["a", "f9", "j"]
        assert driver.screen.articles.cursor == 1
        monkeypatch.undo()
        await driver.press("slash", "j", "k")  # into a line, every key is typed
        assert driver.screen.filter_pane.line.value == "jk"
        await driver.press("escape", "escape", "g", "j")
        driver.app.post_message(events.AppBlur())
        await driver.settle()
        await driver.press("k")  # the first key says that the terminal has the focus again
        assert driver.app.app_focus
        assert driver.screen.articles.cursor == 0
