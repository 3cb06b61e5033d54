"""Links: reached by Tab, hints and mouse, followed, and the exact way back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from blogreader.model import Status
from blogreader.tui.screen import navigation
from tests.conftest import FORBIDDEN
from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = pytest.mark.app

ONE = f"""## Start

{prose(10)}

A paragraph with [a link to two]({BLOG}two) and [one to a part]({BLOG}two#second-part) and
[elsewhere](https://other.example/page) and [below](#far-below) and [bank.com](https://evil.example/x)
and [run me](javascript:alert) and a note.[^n]

{prose(32, first=11)}

## Far below

{prose(30, first=43)}

[^n]: The words of the note.
"""
TWO = f"""## First part

{prose(20, first=100)}

## Second part

{prose(20, first=120)}

Here is [three]({BLOG}three/?utm_source=two).

{prose(20, first=140)}
"""
THREE = f"## Third\n\n{prose(20, first=200)}\n\n[on to one]({BLOG}one)\n\n{prose(20, first=220)}"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", {"one": ONE, "two": TWO, "three": THREE})


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened in the browser."""
    addresses: list[str] = []

    async def browser(url: str, started: Callable[[], None]) -> bool:
        addresses.append(url)
        started()
        return True

    monkeypatch.setattr(navigation, "open_in_browser", browser)
    return addresses


def title(driver: Driver) -> str:
    entry = driver.screen.page.entry
    return entry.article.title if entry else ""


@pytest.mark.slow
async def test_tab_goes_through_the_links_in_order_and_shift_tab_back(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        seen = []
        for _ in range(6):
            await driver.press("tab")
            seen.append("".join(driver.looking("link-current")))
        assert seen == ["a link to two", "one to a part", "elsewhere", "below", "bank.com", "[1]"]
        await driver.press("shift+tab", "shift+tab")
        assert driver.looking("link-current") == ["below"]


async def test_the_footer_says_where_the_link_at_hand_leads(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        for shown in ("→ Two", "→ Two", "→ other.example/page", "→ in this article"):
            await driver.press("tab")
            assert driver.footer.endswith(shown)


@pytest.mark.slow
async def test_a_link_whose_words_name_another_host_is_shown_with_a_warning(
    tmp_path: Path, index: Path, opened: list[str]
) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press(*["tab"] * 5)
        assert driver.footer.endswith("⚠ not where it says: → evil.example/x")
        assert opened == []
        await driver.press("enter")
        assert opened == ["https://evil.example/x"]


async def test_an_address_of_another_kind_is_no_link(tmp_path: Path, opened: list[str]) -> None:
    text = "[run](javascript:alert(1)) [mail](mailto:a@b.example) [file](file:///etc/passwd) [data](data:text/html,x)"
    index = archived(tmp_path / "library", {"bad": text})
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("bad")
        await driver.press("tab", "enter", "f", "f")
        assert driver.reader.link is None
        assert "run mail file data" in driver.sight
        await driver.click("run")
        assert opened == []


async def test_enter_opens_a_link_to_elsewhere_in_the_browser_and_says_so(
    tmp_path: Path, index: Path, opened: list[str]
) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("tab", "tab", "tab", "enter")
        assert opened == ["https://other.example/page"]
        assert "In the browser: other.example/page" in driver.said
        assert title(driver) == "One"


async def test_a_link_to_an_article_of_the_library_opens_it_here_and_offline(
    tmp_path: Path, index: Path, opened: list[str]
) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36), offline=True) as driver:
        await driver.read("one")
        await driver.press("tab", "enter")
        assert title(driver) == "Two"
        assert "Paragraph 100 " in driver.sight
        assert driver.screen.articles.current is not None
        assert driver.screen.articles.current.article.title == "Two"
        assert opened == []


@pytest.mark.slow
async def test_a_link_to_a_part_of_another_article_opens_it_there(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("tab", "tab", "enter")
        assert title(driver) == "Two"
        assert driver.pane[0].strip() == "Second part"


async def test_backspace_returns_to_the_exact_lines_across_three_articles(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        stops = []
        for moves in (("tab",), ("space", "j", "slash", *"three", "enter", "escape", "j", "tab"), ("tab",)):
            await driver.press(*moves)
            stops.append((title(driver), driver.pane))
            await driver.press("enter")
        assert title(driver) == "One"
        await driver.press("G")
        for name, pane in reversed(stops):
            await driver.press("backspace")
            assert title(driver) == name
            assert driver.pane == pane
        await driver.press("backspace")
        assert "You did not follow a link to get here." in driver.said


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 2, 3, 4])
async def test_backspace_returns_to_the_exact_rows_under_the_title_too(tmp_path: Path, rows: int) -> None:
    index = archived(tmp_path / "library", {"a": f"[to b]({BLOG}b)\n\n{prose(20)}", "b": prose(20)})
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("a")
        await driver.burst(*["j"] * rows)
        before = driver.pane
        await driver.press("tab", "enter")
        assert title(driver) == "B"
        await driver.press("backspace")
        assert driver.pane == before


@pytest.mark.slow
async def test_three_backspaces_in_a_burst_go_three_stops_back(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("space", "space")
        before = None
        for slug in ("two", "three"):
            await driver.press("g")
            before = before or driver.pane
            await driver.press("tab", "enter")
            assert title(driver) == slug.title()
        await driver.burst("backspace", "backspace")
        assert title(driver) == "One"


@pytest.mark.slow
async def test_a_fragment_jumps_within_the_text_and_backspace_comes_back(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("space", "j", "tab", "tab", "tab", "tab")
        assert driver.looking("link-current") == ["below"]
        before = driver.pane
        await driver.press("enter")
        assert driver.pane[0].strip() == "Far below"
        await driver.press("j", "j", "backspace")
        assert driver.pane == before


@pytest.mark.slow
async def test_a_note_is_jumped_to_and_returned_from(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("space")
        while driver.pane[0]:
            await driver.press("j")
        await driver.press(*["tab"] * 6)
        before = driver.pane
        await driver.press("enter")
        assert "The words of the note." in driver.sight
        await driver.press("backspace")
        assert driver.pane == before


@pytest.mark.slow
async def test_the_mark_of_a_note_leads_back_to_where_it_is_referred_to(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("G", "tab")
        assert driver.reader.link is not None
        assert driver.reader.link.href == "#fnref-1"
        await driver.press("enter")
        assert "and a note" in " ".join(" ".join(driver.pane[:3]).split())


async def test_a_fragment_that_is_nowhere_says_so(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"lost": f"[lost](#nowhere)\n\n{prose(20)}"})
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("lost")
        before = driver.pane
        await driver.press("tab", "enter")
        assert "a part of the page that the text" in driver.said
        await driver.press("escape")
        assert driver.here == (0, 0)
        assert len(before) == len(driver.pane)


@pytest.mark.slow
async def test_hints_stand_on_the_links_in_sight_and_a_letter_follows(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("f")
        assert "No link in sight." in driver.said
        await driver.press("space", "f")
        hints = driver.looking("hint")
        assert len(hints) == len(set(hints)) == 6
        x, y = driver.cell_of("a link to two")
        assert driver.pane[y][x - 1] == hints[0]
        await driver.press(hints[0])
        assert title(driver) == "Two"
        assert driver.looking("hint") == []


@pytest.mark.slow
async def test_a_hint_typed_in_one_go_with_its_key_follows(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.burst("space", "f", "f")
        assert title(driver) == "Two"


@pytest.mark.slow
async def test_a_hint_to_elsewhere_shows_first_where_it_leads(tmp_path: Path, index: Path, opened: list[str]) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("space", "f")
        await driver.press(driver.looking("hint")[2])
        assert opened == []
        assert driver.footer.endswith("→ other.example/page")
        await driver.press("enter")
        assert opened == ["https://other.example/page"]


@pytest.mark.slow
async def test_another_key_puts_the_hints_away_and_does_nothing_else(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("space")
        before = driver.pane
        for key in ("z", "escape", "space", "1", "down"):
            await driver.press("f")
            assert driver.pane != before
            await driver.press(key)
            assert driver.pane == before
            assert driver.screen.at == "reader"


@pytest.mark.slow
async def test_more_links_than_letters_have_hints_of_two(tmp_path: Path, opened: list[str]) -> None:
    text = " ".join(f"[link{number}](https://other.example/{number})" for number in range(60))
    index = archived(tmp_path / "library", {"many": text})
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("many")
        await driver.press("f")
        hints = driver.looking("hint")
        # Two hints that stand side by side look like one piece.
        assert len("".join(hints)) > 60
        labels = list(driver.reader.links.hints)
        assert len(set(labels)) == 60
        assert not any(one != other and other.startswith(one) for one in labels for other in labels)
        last = next(label for label in labels if driver.reader.links.hints[label].text == "link59")
        await driver.press(*last, "enter")
        assert opened == ["https://other.example/59"]


@pytest.mark.slow
async def test_a_click_on_a_link_selects_it_and_another_follows(tmp_path: Path, index: Path, opened: list[str]) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("space")
        await driver.click("elsewhere")
        assert opened == []
        assert driver.footer.endswith("→ other.example/page")
        await driver.click("elsewhere")
        assert opened == ["https://other.example/page"]
        await driver.click("link to two")
        assert title(driver) == "Two"
        await driver.press("backspace")
        assert "a link to two" in driver.sight


@pytest.mark.slow
async def test_escape_lets_go_of_a_link_and_then_leaves(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("tab")
        await driver.press("q")
        assert driver.reader.link is None
        assert driver.looking("link-current") == []
        assert driver.screen.at == "reader"
        await driver.press("q")
        assert driver.screen.at == "articles"


@pytest.mark.slow
async def test_a_link_is_let_go_of_when_it_goes_out_of_sight(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("tab", "G")
        assert driver.reader.link is None
        assert "→" not in driver.footer


@pytest.mark.slow
async def test_the_link_at_hand_stays_it_at_every_width(tmp_path: Path, index: Path, opened: list[str]) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        await driver.press("space", "tab", "tab", "tab")
        for width in (60, 40, 120):
            await driver.resize(width, 36)
            assert "".join(driver.looking("link-current")) == "elsewhere"
        await driver.press("tab")
        assert "".join(driver.looking("link-current")) == "below"
        await driver.press("shift+tab", "enter")
        assert opened == ["https://other.example/page"]


@pytest.mark.slow
async def test_foreign_text_in_links_and_headings_is_text(tmp_path: Path) -> None:
    evil = "[/b]\x1b[31m\u202ecod\u202c[@click=app.quit]x[/]"
    escaped = evil.replace("[", "\\[").replace("]", "\\]")
    text = (
        f"## {escaped}\n\n[{escaped}](https://other.example/a%0Ab\u202e) and ![{escaped}](https://other.example/p.png)\n\n"
        f"![{escaped}](https://other.example/q.png)\n\n{prose(3)}"
    )
    index = archived(tmp_path / "library", {"evil": text}, titles={"evil": "Evil \u202e title [/b]"})
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("evil")
        for keys in (("tab",), ("tab",), ("tab", "f"), ("escape", "t"), ("escape", "slash", *"cod"), ("enter", "n")):
            await driver.press(*keys)
            assert not FORBIDDEN.search(driver.text)
            assert "[/b]" in driver.text
            assert driver.app.is_running


@pytest.mark.slow
async def test_the_outline_says_where_one_is_enter_jumps_and_backspace_returns(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("two")
        await driver.press("space", "space", "j")
        before = driver.pane
        await driver.press("t")
        assert "▎ First part" in driver.text
        assert "▎ Second part" not in driver.text
        await driver.press("escape")
        assert driver.pane == before
        await driver.press("t", "g", "j", "enter")
        assert driver.pane[0].strip() == "Second part"
        await driver.press("backspace")
        assert driver.pane == before


@pytest.mark.slow
async def test_the_outline_marks_the_heading_that_one_jumped_to(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("two")
        await driver.press("right_square_bracket", "right_square_bracket")
        assert driver.pane[0].strip() == "Second part"
        await driver.press("t")
        assert "▎ Second part" in driver.text
        await driver.press("escape", "k", "t")
        assert "▎ First part" in driver.text


@pytest.mark.slow
async def test_an_outline_typed_in_one_go_goes_where_slow_keys_go(tmp_path: Path, index: Path) -> None:
    keys = ("t", "slash", *"sec", "enter")
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("two")
        await driver.press(*keys)
        assert driver.pane[0].strip() == "Second part"
        await driver.press("g")
        await driver.burst(*keys)
        assert driver.pane[0].strip() == "Second part"
        assert driver.screen.page.entry is not None
        assert not driver.reader.text_search.words


async def test_an_article_without_headings_says_so(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"plain": prose(3)})
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("plain")
        await driver.press("t")
        assert "This article has no headings." in driver.said


@pytest.mark.slow
async def test_a_note_that_was_looked_at_makes_nothing_read_and_keeps_the_place(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.read("one")
        while "and a note" not in driver.sight:
            await driver.press("j")
        place = driver.reader.place
        await driver.press(*["tab"] * 6, "enter")
        assert "The words of the note." in driver.sight
        assert driver.reader.at_end
        await driver.settle()
        entry = driver.library.entry(f"{BLOG}one")
        assert entry.state.status is Status.READING
        assert driver.reader.link is not None
        assert driver.reader.link.href == "#fnref-1"
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        kept = driver.library.entry(f"{BLOG}one").state.place
        assert kept is not None
        assert (kept.block, kept.offset) == (place.block, place.offset)


@pytest.mark.slow
async def test_a_link_between_files_opens_the_other_one_here(tmp_path: Path, opened: list[str]) -> None:
    (tmp_path / "index.md").write_text("- [One](one.md)\n- [Two](notes/two.md)\n")
    (tmp_path / "notes").mkdir()
    (tmp_path / "one.md").write_text("See [the other](notes/two.md#second) and [no article](notes/three.md).\n")
    (tmp_path / "notes" / "two.md").write_text("Words.\n\n## Second\n\nAnd back to [one](../one.md).\n")
    async with reading(tmp_path / "library", index=tmp_path / "index.md", size=(100, 36)) as driver:
        driver.screen.current_article.open(driver.library.find("one.md"))
        driver.screen.at = "reader"
        await driver.settle()
        await driver.until(lambda: "See the other" in driver.sight)
        await driver.press("tab")
        assert driver.footer.endswith("→ Two")
        await driver.press("enter")
        await driver.until(lambda: title(driver) == "Two")
        await driver.until(lambda: "And back to one" in driver.sight)
        await driver.press("backspace")
        await driver.until(lambda: title(driver) == "One")
        assert opened == []
