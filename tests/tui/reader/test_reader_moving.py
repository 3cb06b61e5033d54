"""Moving through a text: bursts, widths, the end, the scrollbar, the wheel, what is selected and copied, pictures."""

import asyncio
import io
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from blogreader.model import Status
from blogreader.render import ParsedDocument
from blogreader.tui.reader.content import Loaded, Loading
from blogreader.tui.screen import current_article
from tests.driving import BLOG, Driver, archived, paragraph, prose, reading

pytestmark = pytest.mark.app

CODE = "def one(x):\n\tif x:\n\t\treturn 'a\\tb'   # three blanks\n\n\treturn None"
MIXED = f"""{prose(3)}

## Code

```python
{CODE}
```

{prose(2, first=4)}

```text
{"0123456789" * 20}
```

| {" | ".join(f"column {n}" for n in range(12))} |
|{"---|" * 12}
| {" | ".join(f"a cell of {n}" for n in range(12))} |

{prose(40, first=6)}
"""
ALONE = (100, 30)
PAGES_TO_THE_END = ("space",) * 11
"""Of the long article."""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(
        tmp_path / "library", {"mixed": MIXED, "long": prose(60), "short": "Three words here.", "other": prose(30)}
    )


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put on the clipboard; the system's own tools are kept out of it."""
    texts: list[str] = []
    monkeypatch.setattr("blogreader.tui.app.BlogreaderApp.copy_to_clipboard", lambda _, text: texts.append(text))
    monkeypatch.setattr("blogreader.tui.terminal.clipboard._tools", lambda: iter(()))
    return texts


def end_of(driver: Driver, words: str) -> tuple[int, int]:
    x, y = driver.cell_of(words)
    return x + len(words), y


# Bursts


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys",
    [["down"] * 30, ["pagedown"] * 5, ["space", "d", "b", "u", "j", "j", "k"], ["G", "k", "k"], ["G", "g", "j"]],
    ids=lambda keys: "-".join(dict.fromkeys(keys)),
)
async def test_keys_in_a_burst_move_as_far_as_slow_ones(tmp_path: Path, index: Path, keys: list[str]) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("long")
        await driver.press(*keys)
        slow = driver.pane
        await driver.press("g")
        assert driver.pane != slow or keys[0] == "G"
        await driver.burst(*keys)
        assert driver.pane == slow


@pytest.mark.slow
async def test_thirty_downs_are_thirty_rows_and_five_pages_five(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("long")
        await driver.burst(*["down"] * 30)
        assert driver.reader.top == 30
        await driver.burst("g", *["pagedown"] * 5)
        assert driver.reader.top == 5 * (driver.reader.size.height - 2)


@pytest.mark.slow
async def test_the_end_of_a_long_text_just_opened_is_its_end(tmp_path: Path) -> None:
    text = "\n\n".join(paragraph(number) for number in range(1, 11_001))
    index = archived(tmp_path / "library", {"long": text, "other": prose(5)})
    assert len(text) > 2_000_000
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        driver.screen.current_article.open(driver.library.entry(BLOG + "long"))
        driver.screen.at = "reader"
        await driver.until(lambda: isinstance(driver.screen.page, Loaded))
        await driver.burst("G", "k")
        above = driver.reader.at_bottom
        await driver.press("j")
        assert (above, driver.reader.at_bottom) == (False, True)
        assert "end of number 11000" in driver.sight
        assert "100%" in driver.header
        await driver.press("g")
        assert "Paragraph 1 " in driver.sight


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_ahead")
async def test_a_key_behind_the_one_for_the_end_of_a_text_on_its_way_waits_for_that_end(tmp_path: Path) -> None:
    text = "\n\n".join(paragraph(number) for number in range(1, 11_001))
    index = archived(tmp_path / "library", {"long": text})
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        driver.screen.current_article.open(driver.library.entry(BLOG + "long"))
        driver.screen.at = "reader"
        assert isinstance(driver.screen.page, Loading)
        await driver.reader.action_bottom()
        await driver.until(lambda: isinstance(driver.reader.page, Loaded))
        driver.reader.action_line_up()  # the text is there, its end is not parsed yet
        await driver.settle()
        assert not driver.reader.at_bottom
        assert "end of number 10999" in driver.sight


@pytest.mark.slow
@pytest.mark.parametrize("is_stopped", [False, True])
async def test_a_key_that_comes_while_the_end_is_looked_for_is_counted_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_stopped: bool
) -> None:
    text = "\n\n".join(paragraph(number) for number in range(1, 11_001))
    index = archived(tmp_path / "library", {"long": text})
    held, more = threading.Event(), ParsedDocument.more

    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:

        def late(document: ParsedDocument) -> None:
            if isinstance(driver.reader.page, Loaded):  # its beginning is there, the rest is not parsed
                held.wait(20)
            more(document)

        monkeypatch.setattr(ParsedDocument, "more", late)
        driver.screen.current_article.open(driver.library.entry(BLOG + "long"))
        driver.screen.at = "reader"
        await driver.until(lambda: isinstance(driver.reader.page, Loaded))
        to_end = asyncio.create_task(driver.reader.action_bottom())
        await asyncio.sleep(0)
        driver.reader.action_line_up()  # whoever pressed it did not wait for the end
        if is_stopped:
            to_end.cancel()
        held.set()
        await asyncio.wait([to_end])
        await driver.settle()
        if is_stopped:
            assert driver.reader.top == 0
            await driver.press("j")
            assert driver.reader.top == 1
        else:
            assert not driver.reader.at_bottom
            assert "end of number 10999" in driver.sight


@pytest.mark.slow
async def test_another_article_is_opened_while_a_long_one_is_parsed(tmp_path: Path) -> None:
    text = "\n\n".join(paragraph(number) for number in range(1, 11_001))
    index = archived(tmp_path / "library", {"long": text, "other": f"## Only\n\n{prose(5, first=90_001)}"})
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        driver.screen.current_article.open(driver.library.entry(BLOG + "long"))
        driver.screen.at = "reader"
        await driver.until(lambda: isinstance(driver.screen.page, Loaded))
        await driver.burst("G", "J")
        assert "Paragraph 90001 " in driver.sight
        assert driver.reader.document is not None
        assert "number 11000." not in driver.article
        await driver.press("k", "k")
        assert driver.screen.page.entry is not None
        assert driver.screen.page.entry.article.title == "Other"


# Headings and code


@pytest.mark.slow
async def test_headings_and_code_blocks_are_gone_to(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("mixed")
        await driver.press("right_square_bracket")
        assert driver.pane[0].strip() == "Code"
        await driver.press("right_curly_bracket")
        assert "def one(x)" in driver.pane[0]
        await driver.press("right_curly_bracket")
        assert "0123456789" in driver.pane[0]
        await driver.press("left_curly_bracket")
        assert "def one(x)" in driver.pane[0]
        await driver.press("left_square_bracket")
        assert driver.pane[0].strip() == "Code"
        before = driver.pane
        await driver.press("left_square_bracket", "right_square_bracket")
        assert driver.pane == before


# Widths


@pytest.mark.slow
async def test_wide_code_and_tables_are_moved_and_wrapped(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("mixed")
        await driver.press("right_curly_bracket", "right_curly_bracket")
        before = driver.pane
        assert before[0].endswith("›")
        await driver.press("greater_than_sign")
        assert "‹" in driver.pane[0]
        assert driver.pane != before
        await driver.press("less_than_sign")
        assert driver.pane == before
        await driver.press("less_than_sign")
        assert driver.pane == before
        await driver.burst(*["greater_than_sign"] * 60)
        assert "a cell of 11" in driver.sight
        assert not driver.pane[0].endswith("›")
        await driver.burst(*["less_than_sign"] * 60)
        assert driver.pane == before
        await driver.press("w")
        assert "›" not in driver.pane[0]
        digits = "".join("".join(driver.pane[:4]).replace("↳", "").split())
        assert digits.startswith("0123456789" * 20)
        await driver.press("w")
        assert driver.pane == before


@pytest.mark.slow
async def test_the_column_is_made_wider_and_narrower_and_usual_again(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 30)) as driver:
        await driver.read("long")
        await driver.press("z")
        await driver.press("space", "j")
        before = driver.pane
        widest = max(map(len, (line.strip() for line in before)))
        await driver.press("minus", "minus")
        assert max(map(len, (line.strip() for line in driver.pane))) <= widest - 4
        await driver.burst(*["plus"] * 8)
        assert max(map(len, (line.strip() for line in driver.pane))) > widest + 8
        await driver.press("equals_sign")
        assert driver.pane == before


@pytest.mark.slow
async def test_the_place_stands_at_any_size_and_back(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("mixed")
        for keys in (["j"], ["space"], ["j"], ["j"], ["j"], ["right_curly_bracket"], ["j"] * 4, ["G"], ["k"]):
            await driver.burst(*keys)
            before = driver.pane
            for size in ((40, 12), (140, 60), (33, 8), (100, 50), ALONE):
                await driver.resize(*size)
            assert driver.pane == before


async def test_zen_is_the_text_alone_and_back(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 30)) as driver:
        await driver.read("long")
        await driver.press("space")
        before = driver.lines
        await driver.press("z")
        assert driver.reader.region.width == 140
        assert "of 4" not in driver.text
        await driver.press("q")
        assert driver.lines == before
        assert driver.screen.at == "reader"


async def test_everything_works_at_forty_columns(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(40, 12)) as driver:
        await driver.read("mixed")
        await driver.press("space", "t", "enter", "slash", *"number", "space", "7", "enter", "n")
        assert "1/1" in driver.footer
        assert "end of number 7." in driver.sight
        assert driver.looking("match-current") == ["number 7"]
        await driver.press("escape", "q")
        assert "Mixed" in driver.text
        assert driver.screen.at == "articles"


# The end


@pytest.mark.slow
async def test_an_end_that_was_only_passed_is_not_the_end(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current_article, "_END_SEEN_AFTER", 3_600)
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("long")
        await driver.press(*PAGES_TO_THE_END)
        assert driver.reader.at_end
        await driver.press("g")
        driver.screen.current_article._see_end()
        await driver.settle()
        assert driver.status("long") is Status.READING
        await driver.press("G")
        driver.screen.current_article._see_end()
        await driver.settle()
        assert driver.status("long") is Status.READ


@pytest.mark.slow
async def test_the_end_that_stood_for_a_moment_is_read(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("long")
        await driver.press(*PAGES_TO_THE_END)
        await driver.until(lambda: driver.status("long") is Status.READ)


@pytest.mark.slow
async def test_a_larger_window_does_not_read_an_article(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 12)) as driver:
        await driver.read("other")
        await driver.press("slash", *"number", "space", *"27", "enter", "escape")
        assert "number 30" not in driver.sight
        await driver.resize(100, 40)
        assert "end of number 30" in driver.sight
        assert driver.reader.top > 0
        await driver.resize(100, 12)
        assert driver.status("other") is Status.READING


async def test_a_short_article_is_read_by_space_and_not_by_being_opened(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("short")
        await driver.press("j", "k", "G", "g")
        assert driver.status("short") is Status.READING
        await driver.press("space")
        assert driver.status("short") is Status.READ


# Mouse


async def test_the_wheel_moves_three_rows_a_turn(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("long")
        await driver.wheel(down=True, turns=4)
        assert driver.reader.top == 12
        await driver.wheel(down=False, turns=5)
        assert driver.reader.top == 0


@pytest.mark.slow
async def test_the_scrollbar_is_dragged_to_the_end_and_back(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("long")
        width, height = driver.reader.size
        await driver.drag((width - 1, 0), (width - 1, height // 2))
        assert "Paragraph 33 " in driver.sight
        await driver.drag((width - 1, height // 2), (width - 1, height - 1))
        assert driver.reader.at_end
        await driver.drag((width - 1, height - 1), (width - 1, 0))
        assert driver.reader.top == 0
        assert not driver.reader.selected


@pytest.mark.parametrize("backwards", [False, True])
async def test_what_is_selected_over_lines_and_blocks_is_copied_as_text(
    tmp_path: Path, index: Path, copied: list[str], backwards: bool
) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("long")
        spots = [driver.cell_of("begins here"), end_of(driver, "number 2")]
        await driver.drag(*reversed(spots) if backwards else spots)
        assert driver.reader.selected
        assert "".join(driver.looking("selected")).strip().startswith("begins here")
        await driver.press("y")
        first, second = paragraph(1), paragraph(2)
        assert copied == [first[first.index("begins") :] + "\n\n" + second.removesuffix(".")]
        await driver.press("escape")
        assert not driver.reader.selected
        assert driver.screen.at == "reader"


async def test_code_that_is_selected_is_to_the_letter(tmp_path: Path, index: Path, copied: list[str]) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("mixed")
        await driver.drag(driver.cell_of("def one"), end_of(driver, "return None"))
        await driver.press("y")
        assert copied == [CODE]


async def test_y_copies_the_code_block_at_hand_to_the_letter_and_else_the_address(
    tmp_path: Path, index: Path, copied: list[str]
) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("mixed")
        await driver.press("right_square_bracket", "y")
        assert copied == [CODE]
        assert "Copied 5 lines: def one(x): …" in driver.said
        await driver.press("G", "y")
        assert copied[1:] == [f"{BLOG}mixed"]


@pytest.mark.slow
async def test_a_selection_goes_on_beyond_the_window(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("long")
        height = driver.reader.size.height
        await driver.pilot.mouse_down(driver.reader, driver.cell_of("Paragraph 1 "))
        for _ in range(6):
            await driver.pilot.hover("#footer", (10, 0))
        await driver.pilot.mouse_up("#footer", (10, 0))
        await driver.settle()
        assert driver.reader.top >= 5
        assert driver.reader.selected.startswith("Paragraph 1 ")
        assert len(driver.looking("selected")) >= height - 8
        await driver.press("j")
        assert driver.reader.selected


async def test_a_selection_survives_a_resize(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE) as driver:
        await driver.read("long")
        await driver.drag(driver.cell_of("begins here"), end_of(driver, "the reader nods"))
        selected = driver.reader.selected
        await driver.resize(50, 30)
        assert driver.reader.selected == selected
        shown = " ".join(" ".join(driver.looking("selected")).split())
        assert shown == selected


# Pictures


def png(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def illustrated(tmp_path: Path) -> Path:
    text = (
        f"{prose(1)}\n\n![A red field]({BLOG}red.png)\n\n{prose(1, first=2)}\n\n![Lost]({BLOG}lost.png)\n\n"
        f"![Wide]({BLOG}wide.png)\n\n{prose(30, first=3)}"
    )
    return archived(tmp_path / "library", {"art": text}, pictures={"red.png": png(16, 8), "wide.png": png(300, 40)})


def painted(driver: Driver) -> int:
    """How many rows of the screen have cells of the pictures' red."""
    strips = driver.app.screen._compositor.render_strips()
    return sum(
        any(
            segment.style and segment.style.bgcolor and segment.style.bgcolor.triplet == (200, 30, 30)
            for segment in strip
        )
        for strip in strips
    )


@pytest.mark.slow
async def test_enter_shows_the_picture_of_a_link_and_folds_it_again(tmp_path: Path, illustrated: Path) -> None:
    async with reading(tmp_path / "library", index=illustrated, size=ALONE, offline=True) as driver:
        await driver.read("art")
        before = driver.pane
        await driver.press("tab")
        assert "blog.example/red.png" in driver.footer
        await driver.press("enter")
        assert painted(driver) == 4
        assert driver.pane != before
        await driver.press("enter")
        assert painted(driver) == 0
        await driver.press("escape")
        assert driver.pane == before


@pytest.mark.slow
async def test_i_shows_all_pictures_and_none_again(tmp_path: Path, illustrated: Path) -> None:
    async with reading(tmp_path / "library", index=illustrated, size=(100, 40), offline=True) as driver:
        await driver.read("art")
        before = driver.pane
        await driver.press("i")
        assert painted(driver) > 4
        await driver.press("i")
        assert driver.pane == before
        assert painted(driver) == 0


async def test_where_the_terminal_is_kitty_it_is_sent_the_picture_and_told_when_it_goes(
    tmp_path: Path, illustrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMUX", "STY", "ZELLIJ", "TEXTUAL_DRIVER", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("TERM", "xterm-kitty"), ("COLORTERM", "truecolor")):
        monkeypatch.setenv(name, value)
    async with reading(tmp_path / "library", index=illustrated, size=(100, 40), offline=True) as driver:
        assert driver.app._driver is not None
        sent: list[str] = []
        monkeypatch.setattr(driver.app._driver, "write", sent.append)
        await driver.read("art")
        before = driver.pane
        await driver.press("i")
        assert painted(driver) == 0  # no half blocks
        assert "\U0010eeee" in driver.text
        numbers = [match[1] for match in re.finditer(r"\x1b_Ga=T,[^;]*\bi=(\d+)", "".join(sent))]
        assert len(numbers) == 2  # one of the three pictures is not archived
        sent.clear()
        await driver.press("i")
        assert driver.pane == before
        assert all(re.search(rf"\x1b_Ga=d[^\x1b]*\bi={number}\b", "".join(sent)) for number in numbers), sent


@pytest.mark.slow
async def test_a_picture_is_fitted_anew_when_the_window_is_another_one(tmp_path: Path, illustrated: Path) -> None:
    async with reading(tmp_path / "library", index=illustrated, size=(100, 40), offline=True) as driver:
        await driver.read("art")
        await driver.press("i")
        before, rows = driver.pane, painted(driver)
        await driver.resize(40, 40)
        assert all(picture.columns <= 38 for picture in driver.reader.images.pictures.values())
        assert len(driver.reader.images.pictures) == 2
        assert painted(driver) > 0
        await driver.resize(100, 40)
        assert (driver.pane, painted(driver)) == (before, rows)


@pytest.mark.slow
@pytest.mark.usefixtures("every_frame")
@pytest.mark.parametrize("has_terminal", [True, False])
async def test_where_the_terminal_knows_how_it_is_sent_a_picture_before_its_rows_are_painted(
    tmp_path: Path, illustrated: Path, monkeypatch: pytest.MonkeyPatch, has_terminal: bool
) -> None:
    for name in ("NO_COLOR", "TMUX", "STY", "ZELLIJ", "TEXTUAL_DRIVER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-kitty")
    monkeypatch.setenv("COLORTERM", "truecolor")
    if not has_terminal:
        monkeypatch.setattr("sys.__stderr__", None)
    async with reading(tmp_path / "library", index=illustrated, size=(100, 40), offline=True) as driver:
        await driver.read("art")
        sent: list[tuple[str, bool]] = []
        assert driver.app._driver is not None
        monkeypatch.setattr(
            driver.app._driver, "write", lambda sequence: sent.append((sequence, "\U0010eeee" in "".join(driver.pane)))
        )
        await driver.press("tab", "enter")
        pictures = [(sequence, painted) for sequence, painted in sent if sequence.startswith("\x1b_G")]
        if not has_terminal:
            assert pictures == []
            assert painted(driver) == 4
            return
        assert [is_painted for _, is_painted in pictures] == [False]
        assert "a=T" in pictures[0][0]
        assert sum("\U0010eeee" in row for row in driver.pane) > 0
        sent.clear()
        await driver.press("enter")
        assert [sequence for sequence, _ in sent if "a=d" in sequence] != []
        assert not any("\U0010eeee" in row for row in driver.pane)
        await driver.press("i")
        sent.clear()
        await driver.resize(60, 40)
        commands = "".join(sequence for sequence, _ in sent)
        assert (commands.count("a=d"), commands.count("a=T")) == (2, 2)
        assert any("\U0010eeee" in row for row in driver.pane)


async def test_a_picture_that_is_not_archived_is_said_to_be_so(
    tmp_path: Path, illustrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    async def browser(url: str, started: Callable[[], None]) -> bool:
        opened.append(url)
        started()
        return True

    monkeypatch.setattr("blogreader.tui.screen.navigation.open_in_browser", browser)
    async with reading(tmp_path / "library", index=illustrated, size=ALONE, offline=True) as driver:
        await driver.read("art")
        await driver.click("Lost")
        assert driver.said == "This picture is not in the archive."
        assert opened == []
        await driver.press("enter")
        assert opened == [f"{BLOG}lost.png"]


@pytest.mark.slow
async def test_pictures_go_with_their_article(tmp_path: Path, illustrated: Path) -> None:
    async with reading(tmp_path / "library", index=illustrated, size=ALONE, offline=True) as driver:
        await driver.read("art")
        await driver.press("i")
        assert painted(driver) > 0
        await driver.read("art")
        assert painted(driver) == 0
        await driver.press("i")
        assert painted(driver) > 0


STEPS = f"""{prose(20)}

1. First do this:

   ```sh
   make\tit
   ```

2. Then that.

{prose(20, first=30)}

<details>
<summary>More</summary>

## Hidden heading

Some words.

</details>

{prose(20, first=60)}
"""


@pytest.mark.slow
async def test_code_and_headings_inside_lists_and_disclosures_are_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    async def copy(_: object, text: str) -> None:
        copied.append(text)

    monkeypatch.setattr("blogreader.tui.terminal.clipboard.copy", copy)
    index = archived(tmp_path / "library", {"steps": STEPS})
    async with reading(tmp_path / "library", index=index, size=(100, 20)) as driver:
        await driver.read("steps")
        await driver.press("right_curly_bracket")
        assert driver.pane[0].strip() == "make    it"
        await driver.press("y")
        assert copied == ["make\tit"]
        await driver.press("right_square_bracket")
        assert "Hidden heading" in driver.pane[0]
        await driver.press("left_curly_bracket")
        assert driver.pane[0].strip() == "make    it"


@pytest.mark.slow
async def test_the_theme_is_kept(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"one": prose(5)})
    async with reading(tmp_path / "library", index=index) as driver:
        driver.app.theme = "blogreader-light"
    async with reading(tmp_path / "library", index=index) as driver:
        assert driver.app.theme == "blogreader-light"
