"""C-o goes back to where a jump began and C-n forward again, over texts, lists and views."""

from pathlib import Path

import pytest

from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = pytest.mark.app

SIZE = (100, 24)
TEXT = (
    f"{prose(20)}\n\n## Second part\n\n{prose(20, first=21)}\n\nA [link]({BLOG}second) and [one down](#second-part).\n"
)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(
        tmp_path / "library",
        {"first": TEXT, "second": f"See [the first]({BLOG}first).\n\n{prose(30)}", "third": "Short."},
    )


def state(driver: Driver) -> tuple[str, list[str]]:
    """What its reader sees of where they are."""
    return driver.screen.at, driver.pane if driver.screen.at == "reader" else driver.lines[:-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "jump",
    [
        ("G",),
        ("end",),
        ("space", "g"),
        ("slash", *"31", "enter"),
        ("slash", *"31", "enter", "n", "n"),
        ("t", "j", "enter"),
        ("J",),
        ("n",),
        ("p", "q", "G"),
        ("3",),
        ("2",),
    ],
)
async def test_a_jump_is_gone_back_over_and_forward_again(tmp_path: Path, index: Path, jump: tuple[str, ...]) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter", "space", "j")
        before = state(driver)
        await driver.press(*jump)
        after = state(driver)
        if jump[-1] == "g":
            await driver.press("ctrl+o")
            assert driver.reader.at_end is False
            return
        assert after != before
        await driver.press("ctrl+o")
        assert state(driver) == before
        await driver.press("ctrl+n")
        assert state(driver)[0] == after[0]
        assert driver.screen.at == "articles" or [line.strip() for line in driver.pane] == [
            line.strip() for line in after[1]
        ]
        await driver.press("ctrl+o")
        assert state(driver) == before


@pytest.mark.slow
async def test_a_link_is_gone_back_over_by_both_keys(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("G")
        end = state(driver)
        for key in ("ctrl+o", "backspace"):
            await driver.click("link")
            assert driver.screen.current_article.key == BLOG + "second"
            await driver.press("space", key)
            assert state(driver)[1][:12] == end[1][:12]  # below it stands what comes next
            await driver.press("ctrl+n")
            assert driver.screen.current_article.key == BLOG + "second"
            await driver.press("ctrl+o")


@pytest.mark.slow
async def test_what_was_read_on_after_coming_back_is_where_forward_comes_from(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("space", "G", "k", "k")
        there = state(driver)
        await driver.press("ctrl+o", "j", "ctrl+n")
        assert state(driver) == there


@pytest.mark.slow
async def test_an_article_that_was_opened_from_the_list_leads_back_to_its_row(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("slash", *"first", "enter", "enter", "4")
        assert driver.screen.filter == ""
        await driver.press("ctrl+o")
        assert driver.screen.at == "reader"
        await driver.press("ctrl+o")
        assert (driver.screen.at, driver.screen.filter) == ("articles", "first")
        assert "/ first" in driver.lines[-2]


@pytest.mark.slow
@pytest.mark.parametrize("to_list", [("m", "2"), ("slash", *"first", "enter")])
async def test_an_article_comes_back_with_the_list_that_it_was_read_from(
    tmp_path: Path, index: Path, to_list: tuple[str, ...]
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press(*to_list)
        before = driver.screen.view, driver.screen.filter, driver.screen.articles.count
        assert before[2] == 1
        await driver.press("enter", "space", "5")
        assert (driver.screen.view, driver.screen.filter, driver.screen.articles.count) != before
        await driver.press("ctrl+o")
        assert driver.screen.at == "reader"
        assert (driver.screen.view, driver.screen.filter, driver.screen.articles.count) == before
        await driver.press("q")
        assert (driver.screen.view, driver.screen.filter, driver.screen.articles.count) == before


async def test_the_ends_of_a_list_are_jumps(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("j", "G")
        assert driver.screen.articles.cursor == 2
        await driver.press("ctrl+o")
        assert driver.screen.articles.cursor == 1
        await driver.press("ctrl+n")
        assert driver.screen.articles.cursor == 2


async def test_keys_in_a_burst_end_where_slow_ones_end(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("space")
        start = state(driver)
        await driver.press("G", "g", "t", "j", "enter", "J")
        await driver.burst("ctrl+o", "ctrl+o", "ctrl+o", "ctrl+o")
        assert state(driver) == start
        await driver.burst("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+o", "j")
        assert "Second part" not in driver.pane[0]
        assert "Paragraph 21 " in driver.sight


@pytest.mark.parametrize(
    ("key", "said"), [("ctrl+o", "There is no earlier jump."), ("ctrl+n", "There is no later jump")]
)
async def test_where_no_jump_is_left_it_is_said(tmp_path: Path, index: Path, key: str, said: str) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press(key)
        assert driver.said.startswith(said)
        await driver.press("h", key)
        assert driver.said.startswith(said)


@pytest.mark.slow
async def test_an_article_that_has_gone_meanwhile_is_told_and_the_keys_go_on(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter", "J")
        driver.library._catalogue._connection().execute("DELETE FROM entries WHERE key = ?", (BLOG + "first",))
        await driver.press("ctrl+o")
        assert driver.said
        await driver.press("ctrl+o")
        assert driver.screen.at == "articles"
