"""The search of the archive in the app: results as one types, opened at the hit, and the way back to them."""

import os
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widgets import Label

from blogreader.errors import LibraryError
from blogreader.keys import TABLE, Key, in_force
from blogreader.library import Found
from blogreader.tui.dialogs import search_screen
from blogreader.tui.dialogs.search_screen import SearchLine, SearchScreen
from blogreader.tui.panes.results import Results, wrapped
from blogreader.tui.screen.async_library import AsyncLibrary
from tests.driving import BLOG, Driver, archived, paragraph, prose, reading
from tests.site import HOSTILE_TITLES

pytestmark = pytest.mark.app

FRAMES = Path(__file__).parents[2] / "frames"
SIZE = (100, 30)
# Nobody waits for a hand to rest here.
search_screen._SETTLED_SECONDS = search_screen._AGAIN_SECONDS = 0.001

TEXTS = {
    "lighthouse": (
        f"{prose(20)}\n\nThe *keeper* lights the [lamp](https://x.example) at dusk.\n\n{prose(20)}\n\nKeeper."
    ),
    "harbour": f"A keeper sweeps the quay. {paragraph(1)}\n\nHis lamp is small.",
    "tides": "Water comes and goes; don’t wait for it.",
    "lantern": "港の灯台は夜に光る。日本語の本文はここにある。",
    "signals": "Flags: `Vec<Flag>` in C++.",
}
TITLES = {
    "lighthouse": "The Lighthouse",
    "harbour": "Keeper of the Harbour",
    "lantern": "灯台の話",
    "tides": "Tides — naïve",
}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", TEXTS, titles=TITLES)


def opened(
    tmp_path: Path, index: Path, size: tuple[int, int] = SIZE, keys: tuple[Key, ...] = TABLE
) -> AbstractAsyncContextManager[Driver]:
    return reading(tmp_path / "library", index=index, offline=True, size=size, keys=keys)


def is_searching(driver: Driver) -> bool:
    return isinstance(driver.app.screen, SearchScreen)


def titles(driver: Driver) -> list[str]:
    return [entry.article.title for entry in driver.app.screen.query_one(Results).found.entries]


def marked(driver: Driver) -> list[str]:
    """The pieces of text on the screen that are marked as hits."""
    results = driver.app.screen.query_one(Results)
    colour = results.get_component_rich_style("rows--match", partial=True).color
    strips = [results.render_line(y) for y in range(results.size.height)]
    return [segment.text for strip in strips for segment in strip if segment.style and segment.style.color == colour]


@pytest.mark.usefixtures("every_frame")  # painting asks for the texts of what comes in sight
async def test_titles_and_texts_are_found_as_one_types_with_the_hits_marked(tmp_path: Path, index: Path) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        assert "Nothing is searched yet." in driver.text
        await driver.type("kee")
        assert titles(driver) == ["Keeper of the Harbour", "The Lighthouse"]
        assert "A keeper sweeps the quay." in driver.text
        assert "The keeper lights the lamp at dusk." in " ".join(driver.text.split())
        assert set(marked(driver)) - {" ★"} >= {"Keeper", "keeper"}
        await driver.type("per lamp quay")
        assert titles(driver) == ["Keeper of the Harbour"]
        await driver.press("backspace", *["backspace"] * 4)
        assert len(titles(driver)) == 2


@pytest.mark.slow
async def test_the_number_of_what_is_found_is_said(tmp_path: Path, index: Path) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        await driver.type("keeper")
        assert driver.lines[0].endswith("2 articles")
        await driver.type(" quay")
        assert driver.lines[0].endswith("1 article")
        await driver.type("zzz")
        assert driver.lines[0].endswith("0 articles")
        await driver.press(*["backspace"] * 14)
        assert "article" not in driver.lines[0]


@pytest.mark.slow
async def test_enter_opens_at_the_hit_and_n_and_shift_n_go_on(tmp_path: Path, index: Path) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        await driver.type("keeper dusk")
        await driver.press("enter")
        assert driver.screen.at == "reader"
        assert "The keeper lights the lamp at dusk." in driver.sight
        assert "1/3" in driver.text
        assert driver.looking("match.current") == ["keeper"]
        await driver.press("n")
        assert driver.looking("match.current") == ["dusk"]
        await driver.press("n")
        assert driver.looking("match.current") == ["Keeper"]
        assert "3/3" in driver.text
        await driver.press("N", "N")
        assert "1/3" in driver.text
        await driver.press("escape")
        assert driver.looking("match.current") == []
        assert driver.status("lighthouse").value == "reading"


@pytest.mark.slow
async def test_a_hit_in_the_title_alone_opens_at_the_top_of_the_text(tmp_path: Path, index: Path) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        await driver.type("c++")
        await driver.press("enter")
        assert "Flags: Vec<Flag> in C++." in driver.sight
        assert "1/1" in driver.text


@pytest.mark.slow
async def test_c_o_comes_back_to_the_results_and_from_there_to_where_the_search_began(
    tmp_path: Path, index: Path
) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("j", "j", "enter")
        before = driver.pane[:5]  # below, the end of the article says how far one is
        await driver.press("s")
        await driver.type("keeper")
        await driver.press("down", "enter")
        first = driver.pane[:5]
        assert "The keeper lights" in driver.sight
        await driver.press("ctrl+o")
        assert is_searching(driver)
        results = driver.app.screen.query_one(Results)
        assert (titles(driver)[results.cursor], results.has_focus) == ("The Lighthouse", True)
        await driver.press("k", "enter")
        assert "A keeper sweeps" in driver.sight
        await driver.press("ctrl+o", "ctrl+o")
        assert driver.pane[:5] == before
        await driver.press("ctrl+n")
        assert is_searching(driver)
        await driver.press("q")
        assert not is_searching(driver)
        assert first != before


@pytest.mark.slow
async def test_the_words_are_there_the_next_time_and_typing_replaces_them(tmp_path: Path, index: Path) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        await driver.type("keeper")
        await driver.press("escape", "s")
        assert driver.app.screen.query_one(SearchLine).value == "keeper"
        assert len(titles(driver)) == 2
        await driver.type("flags")
        assert driver.app.screen.query_one(SearchLine).value == "flags"
        assert titles(driver) == ["Signals"]


@pytest.mark.slow
@pytest.mark.parametrize("leave", [("escape",), ("tab", "escape"), ("tab", "q")])
async def test_the_search_is_left_to_where_one_was(tmp_path: Path, index: Path, leave: tuple[str, ...]) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("j")
        before = driver.lines
        await driver.press("s")
        await driver.type("keeper")
        await driver.press(*leave)
        assert driver.lines == before
        assert driver.app.is_running


@pytest.mark.slow
async def test_keys_move_in_the_results_from_the_line_and_in_the_list(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {f"part-{number:02}": f"keeper {number}" for number in range(40)})
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        await driver.type("keeper")
        results = driver.app.screen.query_one(Results)
        for key, row in (
            ("down", 1),
            ("ctrl+n", 2),
            ("up", 1),
            ("ctrl+p", 0),
            ("pagedown", 8),
            ("pageup", 0),
        ):
            await driver.press(key)
            assert (key, results.cursor) == (key, row)
        assert driver.app.screen.query_one(SearchLine).value == "keeper"
        await driver.press("tab")
        for key, row in (("j", 1), ("k", 0), ("G", 39), ("g", 0), ("space", 8), ("b", 0), ("d", 4), ("u", 0)):
            await driver.press(key)
            assert (key, results.cursor) == (key, row)
        await driver.press("k")
        assert driver.said == "This is the first row."
        await driver.press("s")
        await driver.type("7")
        assert titles(driver) == ["Part-07"]
        await driver.press("tab", "slash", "8")
        assert titles(driver) == ["Part-08"]


async def test_a_key_that_has_nothing_to_do_says_so(tmp_path: Path, index: Path) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s", "enter")
        assert driver.said == "There is nothing to open."
        await driver.press("tab", "m")
        assert driver.said.startswith("m does nothing here")
        await driver.press("D")
        assert driver.said.startswith("Nothing can be fetched here")
        await driver.press("ctrl+n")
        assert driver.said.startswith("There is no later jump")


@pytest.mark.slow
async def test_a_click_opens_a_result(tmp_path: Path, index: Path) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        await driver.type("keeper")
        await driver.pilot.click(Results, offset=(10, 4))
        await driver.settle()
        assert "The keeper lights the lamp" in driver.sight


@pytest.mark.slow
async def test_what_may_have_been_meant_is_a_key_away(tmp_path: Path, index: Path) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        await driver.type("keeprr lamp")
        assert "Did you mean keeper lamp? Enter searches it." in driver.text
        await driver.press("enter")
        assert len(titles(driver)) == 2
        assert driver.app.screen.query_one(SearchLine).value == "keeper lamp"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("灯台", ["灯台の話"]),
        ("日本語", ["灯台の話"]),
        ("don't", ["Tides — naïve"]),
        ("naive", ["Tides — naïve"]),
        ('"keeper sweeps"', ["Keeper of the Harbour"]),
        ("keeper -quay", ["The Lighthouse"]),
        ("c++", ["Signals"]),
        ("vec", ["Signals"]),
        ('"', []),
        ("*", []),
        ("AND OR NOT", []),
        ("x.example", []),
    ],
)
async def test_any_text_is_searched(tmp_path: Path, index: Path, words: str, found: list[str]) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        driver.app.screen.query_one(SearchLine).value = words
        await driver.settle()
        assert titles(driver) == found


@pytest.mark.slow
async def test_a_document_that_was_written_by_hand_meanwhile_is_found(tmp_path: Path, index: Path) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        await driver.type("xyzzy")
        assert "No archived text contains that." in driver.text
        await driver.press("escape")
        path = driver.library._offline.archive.path_of(f"{BLOG}tides")
        path.write_text(path.read_text() + "\n\nxyzzy\n")
        await driver.press("s")
        await driver.until(lambda: titles(driver) == ["Tides — naïve"])


@pytest.mark.slow
async def test_while_the_texts_are_read_what_is_missing_is_said(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path, index) as driver:
        texts = driver.library.texts
        monkeypatch.setattr(texts, "at_once", 1)
        answers = [Found(finder=None, behind=3), None]
        ask = texts.search
        monkeypatch.setattr(texts, "search", lambda *one, **how: answers.pop(0) if answers else ask(*one, **how))
        await driver.press("s")
        await driver.type("keeper")
        assert answers == []
        assert len(titles(driver)) == 2


@pytest.mark.slow
async def test_a_search_that_fails_says_why_without_control_characters(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> Found:
        raise LibraryError("The file red\x1b[31m\nrose can't be read.")

    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        monkeypatch.setattr(AsyncLibrary, "search", fail)
        await driver.type("lamp")
        assert driver.app.screen.query_one(Results).remark == "The file red[31m rose can't be read."


@pytest.mark.usefixtures("every_frame")
@pytest.mark.parametrize("width", [140, *(pytest.param(width, marks=pytest.mark.slow) for width in (100, 60)), 40])
@pytest.mark.parametrize("name", ["search", "search-nothing", "search-hit"])
async def test_the_search_is_as_its_frame(tmp_path: Path, index: Path, name: str, width: int) -> None:
    async with opened(tmp_path, index, size=(width, 24)) as driver:
        await driver.press("s")
        await driver.type({"search": "keeper lamp 台", "search-nothing": "keeprr", "search-hit": "dusk"}[name])
        if name == "search":
            driver.app.screen.query_one(SearchLine).value = "a"
            await driver.settle()
            driver.app.screen.query_one(SearchLine).value = "keeper"
            await driver.settle()
        if name == "search-hit":
            await driver.press("enter")
        frame = "\n".join(driver.lines) + "\n"
        path = FRAMES / f"{name}-{width}.txt"
        if os.environ.get("BLOGREADER_FRAMES") == "write":
            path.write_text(frame)
        assert frame == path.read_text()


@pytest.mark.slow
async def test_what_means_harm_is_shown_as_text_in_rows_of_the_right_width(tmp_path: Path) -> None:
    hostile = {f"title-{number}": title for number, title in enumerate(HOSTILE_TITLES)}
    index = archived(
        tmp_path / "library",
        {slug: f"keeper {title} \x1b[2J [/b] [@click=app.quit]x[/] \u202egnp" for slug, title in hostile.items()},
    )
    for width in (40, 100):
        async with opened(tmp_path, index, size=(width, 30)) as driver:
            await driver.press("s")
            await driver.type("keeper")
            for _ in range(len(hostile) // 8 + 1):
                assert all(cell_len(line) <= width for line in driver.lines)
                assert "\x1b" not in driver.text
                assert "\u202e" not in driver.text
                await driver.press("pagedown")
            assert len(titles(driver)) == len(hostile)


async def test_other_keys_may_be_given_to_it(tmp_path: Path, index: Path) -> None:
    keys = in_force({"everywhere.search": ["ctrl+g"], "everywhere.back": ["Q"]})
    async with opened(tmp_path, index, keys=keys) as driver:
        await driver.press("s")
        assert not is_searching(driver)
        await driver.press("ctrl+g")
        assert is_searching(driver)
        assert "other words" not in driver.lines[-1]  # letters are typed
        await driver.press("tab")
        assert "C-g other words" in driver.lines[-1]
        await driver.press("Q")
        assert not is_searching(driver)


@pytest.mark.slow
async def test_the_newest_words_win_whatever_comes_last(tmp_path: Path, index: Path) -> None:
    async with opened(tmp_path, index) as driver:
        await driver.press("s")
        await driver.burst(*"keeper", *["backspace"] * 6, *"flags")
        assert titles(driver) == ["Signals"]
        assert str(driver.app.screen.query_one("#search-count", Label).render()) == "1 article"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three four", 9, ["one two", "three"]),
        ("one two", 9, ["one two"]),
        ("onetwothree", 4, ["onet", "woth"]),
        ("日本語の本文はここ", 8, ["日本語の", "本文はこ"]),
        ("", 9, []),
        ("a", 1, ["a"]),
        ("日本", 1, ["日", "本"]),
    ],
)
def test_a_text_is_cut_into_lines_at_blanks_where_there_are_some(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrapped(text, width, 2)] == lines


@pytest.mark.slow
async def test_a_title_that_is_cut_says_so_beside_the_scroll_bar(tmp_path: Path) -> None:
    title = "A title as long as the screen is wide, and then some"
    texts = {f"a{number}": "The keeper." for number in range(20)}
    index = archived(tmp_path / "library", texts, titles=dict.fromkeys(texts, title))
    async with opened(tmp_path, index, (40, 20)) as driver:
        await driver.press("s", *"keeper")
        shown = [line for line in driver.lines if line.lstrip().startswith("A title")]
        assert shown
        assert all("…" in line for line in shown)


FINDER: Any = object()


@pytest.mark.parametrize(
    ("line", "found", "quick", "said", "count"),
    [
        ("", Found(), False, "Nothing is searched yet.", ""),
        ("!?", Found(), False, "There are no letters or digits to search for.", ""),
        ("a", Found(finder=FINDER, behind=1), False, "Nothing yet; 1 text is still to be read.", "0 articles"),
        ("a", Found(finder=FINDER, behind=3), False, "Nothing yet; 3 texts are still to be read.", "0 articles"),
        ("a", Found(finder=FINDER, suggestion="b"), False, "Did you mean b? Enter searches it.", "0 articles"),
        ("a", Found(finder=FINDER), True, "", "0 articles"),
        ("a", Found(finder=FINDER), False, "No archived text contains that.", "0 articles"),
        ("a", Found((), 1, finder=FINDER), True, "", "1 article"),
        ("a", Found((), 1_200, is_complete=False, finder=FINDER), True, "", "over 1,200 articles"),
    ],
)
def test_what_was_not_found_says_why_and_what_was_is_counted(
    line: str, found: Found, quick: bool, said: str, count: str
) -> None:
    searching: Any = object()
    assert SearchScreen(searching)._remark(line, found, quick=quick) == said
    assert search_screen._count(found) == count
