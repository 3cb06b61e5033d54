"""Finding in the text that is read: `/`, `n`, `N`, what is marked, and what is pressed while it is looked for."""

import threading
from pathlib import Path

import pytest

from blogreader.tui.reader import text_search
from tests.driving import Driver, archived, paragraph, prose, reading

pytestmark = pytest.mark.app

NEEDLES = "\n\n".join(
    paragraph(number, more=(" at a Needle" if number % 8 == 0 else " at a needle") if number % 4 == 0 else "")
    for number in range(1, 69)
)
"""Seventeen needles, eight of them capital, four paragraphs apart."""
FIND = ("slash", *"needle", "enter")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", {"needles": f"{prose(3)}\n\n## Hay\n\n{NEEDLES}", "hay": prose(9)})


def current(driver: Driver) -> list[str]:
    return driver.looking("match-current")


@pytest.mark.slow
async def test_a_word_is_gone_to_and_counted_and_n_goes_round(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("needles")
        await driver.press(*FIND)
        assert "1/17" in driver.header
        assert "number 4." in driver.sight
        await driver.press("n", "n")
        assert "3/17" in driver.header
        assert "Paragraph 12 " in driver.sight
        await driver.press("N")
        assert "2/17" in driver.header
        await driver.press("N", "N")
        assert "17/17" in driver.header
        assert "Paragraph 68 " in driver.sight
        await driver.press("n")
        assert "1/17" in driver.header
        assert current(driver) == ["needle"]


@pytest.mark.slow
async def test_matches_are_marked_and_the_one_at_hand_otherwise(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("needles")
        assert driver.looking("match") == current(driver) == []
        await driver.press(*FIND)
        assert current(driver) == ["needle"]
        shown = driver.sight.lower().count("needle")
        # The title in the head has it too, and is no part of the text.
        assert len(driver.looking("match")) >= 1
        assert {match.lower() for match in driver.looking("match")} == {"needle"}
        assert len(driver.looking("match")) + 1 >= shown - 1
        await driver.press("n")
        assert current(driver) == ["Needle"]


@pytest.mark.slow
async def test_a_capital_letter_finds_only_what_has_it(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("needles")
        await driver.press("slash", *"Needle", "enter")
        assert "1/8" in driver.header
        assert current(driver) == ["Needle"]


@pytest.mark.slow
async def test_each_letter_finds_from_where_the_search_began(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("needles")
        await driver.press("space", "space")
        before, standpoint = driver.pane, driver.here
        await driver.press("slash", *"number ")
        counts = driver.header
        await driver.press(*"60")
        assert "Paragraph 60 " in driver.sight
        assert "1/1" in driver.header
        assert "1/1" not in counts
        await driver.press(*["backspace"] * 2)
        assert driver.here == standpoint
        await driver.press("escape")
        assert driver.pane == before
        assert not driver.looking("match")
        assert driver.screen.at == "reader"


@pytest.mark.slow
async def test_a_search_begins_with_what_is_in_sight_and_not_with_the_text(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("needles")
        await driver.press("G", "b", *FIND)
        number, _, count = driver.reader.text_search.found.partition("/")
        assert count == "17"
        assert 12 < int(number) <= 17
        assert driver.screen.at == "reader"


@pytest.mark.slow
async def test_words_that_are_nowhere_are_said_to_be_so_and_nothing_moves(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("needles")
        await driver.press("space")
        before = driver.pane
        await driver.press("slash", *"zebra", "enter")
        assert "no match" in driver.header
        assert driver.pane == before
        await driver.press("n", "N")
        assert driver.pane == before
        assert driver.screen.page.entry is not None
        assert driver.screen.page.entry.article.title == "Needles"


@pytest.mark.slow
async def test_a_search_typed_in_one_go_is_the_one_typed_slowly(tmp_path: Path) -> None:
    # The first match is far below: one in the last row is seen once Enter closes the line, and not before.
    index = archived(tmp_path / "library", {"needles": f"{prose(16)}\n\n## Hay\n\n{NEEDLES}", "hay": prose(9)})
    keys = (*FIND, "n", "n", "j")
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("needles")
        await driver.press(*keys)
        slow = driver.pane, driver.header, driver.footer, current(driver)
        await driver.press("escape", "g")
        await driver.burst(*keys)
        assert (driver.pane, driver.header, driver.footer, current(driver)) == slow
        assert "3/17" in driver.header


@pytest.mark.slow
async def test_what_is_pressed_before_the_matches_are_there_counts(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, go_on = text_search._matches, threading.Event()

    def slowly(*arguments: object) -> object:
        go_on.wait(20)
        return found(*arguments)  # type: ignore[arg-type]

    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("needles")
        monkeypatch.setattr(text_search, "_matches", slowly)
        await driver.pilot.press(*FIND, "n", "n", "n", "N")
        assert driver.screen.page.entry is not None
        assert driver.screen.page.entry.article.title == "Needles"
        assert "/17" not in driver.header
        go_on.set()
        await driver.settle()
        assert "3/17" in driver.header
        assert "Paragraph 12 " in driver.sight


@pytest.mark.slow
async def test_a_match_stays_at_hand_at_every_width(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", size=(120, 36), index=index) as driver:
        await driver.read("needles")
        await driver.press(*FIND, "n", "n", "n", "n")
        before = driver.pane
        for width, height in ((60, 36), (40, 12), (140, 50), (33, 9), (120, 36)):
            await driver.resize(width, height)
            assert "5/17" in driver.header
            assert current(driver) == ["needle"]
        assert driver.pane == before
        await driver.press("n")
        assert "6/17" in driver.header


@pytest.mark.slow
async def test_matches_in_code_tables_links_headings_and_notes_are_all_marked(tmp_path: Path) -> None:
    text = (
        "## The quark heading\n\nA [quark of a link](https://example.org/) and **qu**ark.\n\n"
        "```python\nquark = 1\n```\n\n"
        "| a | quark |\n|---|---|\n| b | quark |\n\n- a quark\n\n> a quark\n\n![a quark](x.png)\n\nA note.[^1]\n\n"
        "[^1]: A quark below.\n"
    )
    index = archived(tmp_path / "library", {"kinds": text})
    async with reading(tmp_path / "library", index=index, size=(100, 45)) as driver:
        await driver.read("kinds")
        await driver.press("slash", *"quark", "enter")
        assert "1/10" in driver.header
        marked = []
        for _ in range(10):
            marked.append("".join(current(driver)))
            await driver.press("n")
        assert marked == ["quark"] * 10
        assert "".join(driver.looking("match")).count("quark") == 9


@pytest.mark.slow
async def test_words_on_two_lines_are_marked_on_both(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"wrapped": prose(1)})
    async with reading(tmp_path / "library", index=index, size=(60, 20)) as driver:
        await driver.read("wrapped")
        row = next(row for row in driver.pane if "Paragraph 1" in row)
        last = row.split()[-1]
        words = f"{last} {driver.pane[driver.pane.index(row) + 1].split()[0]}"
        await driver.press("slash", *(named(letter) for letter in words), "enter")
        assert "1/1" in driver.header
        assert " ".join(current(driver)) == words


def named(letter: str) -> str:
    return {" ": "space", ",": "comma", "[": "left_square_bracket", "/": "slash", "]": "right_square_bracket"}.get(
        letter, {"(": "left_parenthesis", "*": "asterisk", "\\": "backslash"}.get(letter, letter)
    )


@pytest.mark.slow
@pytest.mark.parametrize("words", ["[/b]", "a(*", "\\n"])
async def test_signs_are_looked_for_as_they_are(tmp_path: Path, words: str) -> None:
    index = archived(tmp_path / "library", {"signs": "`[/b]` and `a(*` and `\\n` and [/b] once more, and no `nb`."})
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("signs")
        await driver.press("slash", *map(named, words), "enter")
        assert f"1/{2 if words == '[/b]' else 1}" in driver.header
        assert current(driver) == [words]


@pytest.mark.slow
async def test_escape_ends_a_search_and_then_says_that_there_is_nothing_to_drop(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("needles")
        await driver.press(*FIND, "n")
        before = driver.here
        await driver.press("escape")
        assert driver.screen.at == "reader"
        assert "/17" not in driver.header
        assert driver.looking("match") == current(driver) == []
        assert driver.here == before
        await driver.press("escape")
        assert driver.screen.at == "reader"
        assert "Nothing to stop or drop" in driver.footer


@pytest.mark.slow
async def test_a_search_ends_with_its_article(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("needles")
        await driver.press(*FIND)
        await driver.read("hay")
        assert "/17" not in driver.header
        assert not driver.reader.text_search.words
        await driver.press("N")
        assert "above" in driver.said  # no search any more: the unread article above


@pytest.mark.slow
async def test_a_long_text_is_searched_while_keys_are_pressed_and_moves_do_not_end_it(tmp_path: Path) -> None:
    texts = (paragraph(number, more=" at a needle" if number % 1_000 == 0 else "") for number in range(1, 9_001))
    index = archived(tmp_path / "library", {"long": "\n\n".join(texts)})
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("long")
        await driver.burst(*FIND, "n", "n")
        assert "3/9" in driver.header
        assert "Paragraph 3000 " in driver.sight
        await driver.press("j", "j")
        assert "3/9" in driver.header
        await driver.press("N", "N", "N")
        assert "9/9" in driver.header
        assert "Paragraph 9000 " in driver.sight
        await driver.resize(60, 30)
        assert current(driver) == ["needle"]


@pytest.mark.slow
async def test_a_match_below_the_first_screen_of_one_block_is_brought_into_sight(tmp_path: Path) -> None:
    code = "\n".join(f"line {number}" for number in range(300)) + "\nneedle = 1\n" + "\n" * 40
    index = archived(tmp_path / "library", {"code": f"Text.\n\n```python\n{code}```\n"})
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("code")
        await driver.press(*FIND)
        assert "needle = 1" in driver.sight
        assert current(driver) == ["needle"]


@pytest.mark.slow
async def test_a_match_beyond_the_edge_of_wide_code_is_in_sight(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"wide": "Text.\n\n```\n" + "x" * 150 + " needle\n```\n\n" + prose(30)})
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.read("wide")
        await driver.press(*FIND)
        assert "1/1" in driver.header
        assert current(driver) == ["needle"]
