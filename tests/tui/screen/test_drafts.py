"""What is half typed is there again, however the app was left: notes, an address, a filter, a search, a command."""

from pathlib import Path

import pytest

from blogreader.highlights import COLOURS
from blogreader.library.note_drafts import NoteDraft, from_record, to_record
from blogreader.model import Anchor, Highlight
from blogreader.records import replace
from blogreader.tui.panes.filter_line import FilterLine
from blogreader.tui.screen import note_changes
from tests.driving import BLOG, NOW, Driver, archived, prose, reading

pytestmark = pytest.mark.app

SIZE = (100, 24)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", {"first": prose(40), "second": prose(4)})


def notes(driver: Driver, slug: str = "first") -> list[Highlight]:
    return [*driver.library.notes.of(BLOG + slug)]


def line(driver: Driver) -> str:
    return driver.screen.query_one("#note").value  # type: ignore[attr-defined, no-any-return]


async def begin(driver: Driver, words: str, note: str) -> None:
    x, y = driver.cell_of(words)
    await driver.drag((x, y), (x + len(words), y))
    await driver.press("a")
    await driver.type(note)


@pytest.mark.slow
async def test_a_note_that_is_half_written_when_the_app_is_left_is_gone_on_with(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await begin(driver, "goes on about", "half of a thought")
        await driver.press("tab", "space")
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        said = "There is an unfinished note here: a continues it."
        assert [one.sentence for one in driver.screen.messages] == [said]  # where it was left it is open again
        await driver.read("second")
        assert len(driver.screen.messages) == 1
        await driver.read("first")
        assert [one.sentence for one in driver.screen.messages] == [said, said]
        assert notes(driver) == []
        await driver.press("G", "a")
        assert line(driver) == "half of a thought "
        assert driver.looking("selected") == ["goes on about"]
        await driver.type("and the rest")
        await driver.press("enter")
        [one] = notes(driver)
        assert (one.quote, one.note, one.colour) == ("goes on about", "half of a thought and the rest", COLOURS[1])
        assert driver.library.note_drafts.of(BLOG + "first") == ()
        await driver.press("a")
        assert line(driver) == ""


@pytest.mark.slow
async def test_what_is_typed_is_kept_before_the_app_is_left(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_changes, "_KEEP_DRAFT_AFTER_SECONDS", 0.001)
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await begin(driver, "goes on about", "half")
        await driver.until(lambda: [one.note for one in driver.library.note_drafts.of(BLOG + "first")] == ["half"])
        await driver.press(*["backspace"] * 4)
        await driver.until(lambda: not driver.library.note_drafts.of(BLOG + "first"))
        await driver.press("escape")


@pytest.mark.slow
async def test_another_note_on_a_highlight_is_gone_on_with_and_the_old_one_stays_until_then(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await begin(driver, "goes on about", "old")
        await driver.press("enter", "right_parenthesis", "a")
        await driver.type("er")
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        assert [one.note for one in notes(driver)] == ["old"]
        await driver.press("right_parenthesis", "a")
        assert line(driver) == "older"
        await driver.press("enter")
        assert [one.note for one in notes(driver)] == ["older"]


@pytest.mark.slow
async def test_a_draft_on_a_highlight_that_was_deleted_makes_it_anew(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await begin(driver, "goes on about", "old")
        await driver.press("enter", "right_parenthesis", "a")
        await driver.type("er")
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        driver.library.notes.delete(BLOG + "first", notes(driver)[0].id)
        await driver.read("first")
        await driver.press("a", "enter")
        assert [(one.quote, one.note) for one in notes(driver)] == [("goes on about", "older")]


@pytest.mark.slow
async def test_a_selection_of_its_own_comes_before_a_draft_which_stays(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await begin(driver, "goes on about", "half")
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await begin(driver, "Paragraph 2", "whole")
        await driver.press("enter")
        assert [one.note for one in notes(driver)] == ["whole"]
        await driver.press("escape", "a")
        assert line(driver) == "half"


@pytest.mark.slow
async def test_escape_drops_a_draft_for_good_and_gives_it_back_on_the_same_words(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await begin(driver, "goes on about", "half")
        await driver.press("escape")
        await begin(driver, "Paragraph 2", "")
        assert line(driver) == ""
        await driver.press("escape")
        await begin(driver, "goes on about", "")
        assert line(driver) == "half"
        assert driver.said == "This is what you wrote before: Enter saves it, Esc drops it."
        await driver.press("escape")
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("a")
        assert line(driver) == ""
        await driver.press("escape")


@pytest.mark.slow
async def test_a_note_on_a_whole_article_that_is_half_written_is_told_at_the_start(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        title = driver.screen.articles.current.article.title  # type: ignore[union-attr]
        await driver.press("a")
        await driver.type("on the whole")
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        assert driver.said == f"A note on “{title}” is unfinished: a there continues it."
        await driver.press("a", "enter")
        [one] = notes(driver, title.lower())
        assert (one.quote, one.note) == ("", "on the whole")


@pytest.mark.slow
async def test_two_windows_lose_neither_of_two_drafts(tmp_path: Path, index: Path) -> None:
    async with (
        reading(tmp_path / "library", index=index, size=SIZE, offline=True) as one,
        reading(tmp_path / "library", index=index, size=SIZE, offline=True) as other,
    ):
        for driver, words in ((one, "goes on about"), (other, "Paragraph 2")):
            await driver.read("first")
            await begin(driver, words, words[:4])
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        for _ in range(2):
            await driver.press("escape", "a", "enter")
        assert {(one.quote, one.note) for one in notes(driver)} == {("goes on about", "goes"), ("Paragraph 2", "Para")}


@pytest.mark.slow
async def test_an_address_that_was_half_typed_stands_there_when_one_is_asked_for_again(
    tmp_path: Path, index: Path
) -> None:
    async def ask(driver: Driver) -> str:
        await driver.press("colon")
        await driver.type("add")
        await driver.press("enter")
        return driver.screen.query_one("#address").value  # type: ignore[attr-defined, no-any-return]

    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        assert await ask(driver) == ""
        await driver.type("blog.exam")
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        pass
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        assert await ask(driver) == "blog.exam"
        await driver.press("escape")
        assert await ask(driver) == ""


@pytest.mark.slow
async def test_a_filter_that_is_none_yet_stands_there_with_its_mistake(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("slash")
        await driver.type("minutes:<")
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        assert "minutes:<" in driver.text
        assert driver.screen.mistake
        assert driver.screen.filter == "minutes"


@pytest.mark.slow
async def test_what_was_typed_in_the_search_and_the_palette_stands_there_again_and_a_letter_replaces_it(
    tmp_path: Path, index: Path
) -> None:
    def typed(driver: Driver, name: str) -> str:
        return driver.app.screen.query_one(f"#{name}", FilterLine).value

    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("s")
        await driver.type("matter at")
        await driver.press("escape", "s")
        assert typed(driver, "search-line") == "matter at"
        await driver.press("escape", "colon")
        assert typed(driver, "palette-line") == ""
        await driver.type("mark")
        shown = driver.text
        await driver.press("escape", "colon")
        assert typed(driver, "palette-line") == "mark"
        await driver.until(lambda: driver.text == shown)
        await driver.type("view")  # what stood there is selected
        assert typed(driver, "palette-line") == "view"
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("s")
        assert typed(driver, "search-line") == "matter at"
        await driver.press("escape", "colon")
        assert typed(driver, "palette-line") == "view"
        await driver.type("go to article second")
        await driver.press("enter")
        await driver.until(lambda: driver.screen.at == "reader")
        await driver.press("colon")
        assert typed(driver, "palette-line") == ""  # it was done


@pytest.mark.slow
async def test_what_was_searched_outlasts_a_start_with_a_query(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("s")
        await driver.type("matter at")
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True, query="is:unread"):
        pass
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("s")
        assert driver.app.screen.query_one("#search-line", FilterLine).value == "matter at"


@pytest.mark.parametrize("value", [None, 1, [], {}, {"key": 1}, {"key": "a", "at": "x", "note": ""}, ["a", "b"]])
def test_what_is_no_draft_is_none(value: object) -> None:
    assert from_record("id", value) is None


def test_a_draft_comes_back_as_it_was_kept() -> None:
    draft = NoteDraft("id", BLOG, NOW, "n", "q", Anchor(0, 1, 2, 3, "b", "a"), COLOURS[2], "h")
    assert from_record("id", to_record(draft)) == draft
    assert from_record("id", {**to_record(draft), "colour": "puce"}) is None
    assert from_record("id", {**to_record(draft), "anchor": [1]}) == replace(draft, anchor=None)
