"""Marks: a letter for a place, within an article or from everywhere, in any sitting."""

from pathlib import Path

import pytest

from blogreader.library.kept_marks import from_record, to_record
from blogreader.model import Place, PlaceMark
from tests.driving import BLOG, archived, prose, reading

pytestmark = pytest.mark.app

SIZE = (100, 24)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", {"first": prose(40), "second": prose(40, first=51), "third": "Short."})


@pytest.mark.slow
async def test_a_small_letter_marks_a_place_in_its_article(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("space", "space", "j")
        marked = driver.pane
        await driver.press("grave_accent", "a")
        assert driver.said == "Marked: 'a comes back here."
        await driver.press("G", "apostrophe", "a")
        assert driver.pane == marked
        await driver.press("apostrophe", "a")
        assert driver.said == "This is where the mark a is."
        await driver.press("J", "apostrophe", "a")
        assert driver.said == "No place in this article has the mark a."


@pytest.mark.slow
async def test_a_capital_letter_comes_back_from_another_article_a_list_and_the_next_sitting(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("space", "grave_accent", "A")
        marked = driver.pane
        for keys in (("J",), ("q", "j"), ("h",)):
            await driver.press(*keys, "apostrophe", "A")
            assert driver.pane == marked
            assert driver.screen.at == "reader"
        await driver.press("J", "G")
        end = driver.pane
        await driver.press("apostrophe", "A", "ctrl+o")
        assert driver.pane == end
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("4", "apostrophe", "A")
        assert driver.pane == marked


async def test_an_article_is_marked_in_the_list_by_a_capital_letter_alone(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("j", "grave_accent", "a")
        assert driver.said.startswith("In a list A-Z mark the article")
        await driver.press("grave_accent", "B", "k", "apostrophe", "B")
        assert driver.screen.current_article.key == BLOG + "second"


@pytest.mark.slow
async def test_the_same_key_twice_goes_back_over_the_last_jump_and_over_that(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("space")
        before = driver.pane
        await driver.press("G", "apostrophe", "apostrophe")
        assert driver.pane == before


@pytest.mark.slow
async def test_keys_that_are_no_letters_drop_it_and_those_that_are_do_nothing_else(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        for key in ("escape", "7", "enter", "ctrl+o"):
            await driver.press("grave_accent", key)
            assert driver.said.startswith("No mark was set.")
        await driver.burst("grave_accent", "q", "space", "apostrophe", "q")
        assert driver.screen.at == "reader"
        assert "Paragraph 1 " in driver.sight
        await driver.press("apostrophe")
        assert driver.said == "Go to which mark? q · ' before the last jump"
        await driver.press("escape", "q")
        assert driver.screen.at == "articles"


async def test_nothing_is_marked_where_there_is_no_article(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("2", "grave_accent")
        assert driver.said == "There is no article here to mark."
        await driver.press("apostrophe", "Z")
        assert driver.said == "No place anywhere has the mark Z."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("A", None),
        ("A", [BLOG, -1, 0, "", 0.5, 0]),
        ("A", [BLOG, 0, 0, "", 7, 0]),
        ("a", [BLOG]),
        (f"a {BLOG}other", [BLOG, 0, 0, "", 0.5, 0]),
        ("", [BLOG]),
        ("Ä", [BLOG]),
        ("A", {"key": BLOG}),
    ],
)
def test_a_file_that_holds_no_mark_gives_none(name: str, value: object) -> None:
    assert from_record(name, value) is None


@pytest.mark.parametrize("letter", ["a", "Z"])
@pytest.mark.parametrize("place", [None, Place(3, 14, "a quote", 0.25)])
def test_a_mark_is_read_as_it_was_written(letter: str, place: Place | None) -> None:
    mark = PlaceMark(letter, BLOG + "first", place, 2 if place else 0)
    assert from_record(*to_record(mark)) == mark


@pytest.mark.slow
async def test_marks_of_two_windows_are_both_kept(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True, background=True) as one:
        async with reading(tmp_path / "library", index=index, size=SIZE, offline=True, background=True) as other:
            await one.read("first")
            await other.read("second")
            await one.press("grave_accent", "A")
            await other.press("grave_accent", "B")
        async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as third:
            await third.press("apostrophe", "A")
            assert third.screen.current_article.key == BLOG + "first"
            await third.press("apostrophe", "B")
            assert third.screen.current_article.key == BLOG + "second"
