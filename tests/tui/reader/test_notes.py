"""Highlights and notes in the app: made, shown, gone to, changed, deleted, undone, and never lost."""

import threading
from pathlib import Path

import pytest
from textual import events

from blogreader.model import Highlight
from blogreader.store.state_store import StateStore
from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = pytest.mark.app

SIZE = (100, 24)
MIXED = """\
The lamp at the end of the mole is lit at dusk. Boats that are late see it from afar.

| boat | length |
|---|---|
| Anna | 12 m |
| Berta | 9 m |

```go
func main() {
\tif late {
\t\tlight("lamp")
\t}
}
```

$$
\\frac{a}{b}
$$

![The mole in winter](https://example.org/mole.png)

港の灯りは夕暮れにともる。遅れた船は遠くからそれを見る。

The ferry 🚢 leaves 👩‍👩‍👧 at nine.

השלט על המזח נדלק עם ערב.
"""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", {"first": prose(40), "second": prose(4), "mixed": MIXED})


def app(tmp_path: Path, index: Path) -> "object":
    return reading(tmp_path / "library", index=index, size=SIZE, offline=True)


def notes(driver: Driver, slug: str = "first") -> list[Highlight]:
    return [*driver.library.notes.of(BLOG + slug)]


def quotes(driver: Driver, slug: str = "first") -> list[tuple[str, str]]:
    return [(one.quote, one.note) for one in notes(driver, slug)]


def painted(driver: Driver, role: str = "note.yellow") -> str:
    return " ".join("".join(driver.looking(role)).split())


async def select(driver: Driver, words: str) -> None:
    """Select words of one line with the mouse."""
    x, y = driver.cell_of(words)
    await driver.drag((x, y), (x + len(words), y))


@pytest.mark.slow
async def test_what_the_mouse_selected_is_highlighted_with_a_note_and_is_there_again_in_the_next_sitting(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await select(driver, "goes on about")
        await driver.press("a")
        assert "Enter keep" in driver.footer
        await driver.type("what matters")
        await driver.press("enter")
        assert quotes(driver) == [("goes on about", "what matters")]
        assert painted(driver, "note.yellow.noted") == "goes on about"
        assert not driver.screen.query_one("#noting").has_class("-shown")
        assert driver.screen.focused is driver.reader
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        assert painted(driver, "note.yellow.noted") == "goes on about"


@pytest.mark.slow
async def test_without_a_selection_the_block_at_hand_is_highlighted_and_no_note_is_typed(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("a", "enter")
        [(quote, note)] = quotes(driver)
        assert quote.startswith("Paragraph 1 begins here")
        assert (quote.endswith("number 1."), note) == (True, "")
        assert painted(driver).startswith("Paragraph 1 begins here")


@pytest.mark.slow
async def test_a_heading_at_the_top_is_not_the_block_that_is_highlighted(tmp_path: Path) -> None:
    text = "## Of lamps\n\nWords of it.\n\n" + prose(40)
    index = archived(tmp_path / "library", {"headed": text})
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("headed")
        await driver.press("a", "enter")
        assert quotes(driver, "headed") == [("Words of it.", "")]


@pytest.mark.slow
async def test_tab_takes_another_colour_which_the_next_highlight_has_too(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await select(driver, "Paragraph 1")
        await driver.press("a", "tab", "tab", "shift+tab", "enter")
        await select(driver, "Paragraph 2")
        await driver.press("a", "enter")
        assert [one.colour for one in notes(driver)] == ["green", "green"]
        assert driver.looking("note.green") == ["Paragraph 1", "Paragraph 2"]


@pytest.mark.slow
async def test_escape_highlights_nothing(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("a")
        await driver.type("words")
        await driver.press("escape")
        assert quotes(driver) == []
        assert driver.said == "No note was made."
        assert driver.looking("selected") == []
        await driver.press("j")
        assert driver.screen.at == "reader"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        (("v",), "Paragraph"),
        (("v", "w"), "1"),
        (("v", "v", "w", "w"), "Paragraph 1 begins"),
        (("v", "w", "w", "v", "b"), "1 begins"),
        (("v", "v", "right_curly_bracket"), "Paragraph 1 begins here, …"),
        (("v", "right_curly_bracket", "right_curly_bracket"), "Paragraph 2 begins here, …"),
        (("v", "w", "right_parenthesis"), "Paragraph 1 begins here, …"),
        (("v", "w", "w", "v", "w", "o", "b"), "1 begins here"),
    ],
)
async def test_text_is_selected_by_words_lines_sentences_and_blocks(
    tmp_path: Path, index: Path, keys: tuple[str, ...], selected: str
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press(*keys)
        found = driver.reader.selected
        assert found.startswith(selected[:-2]) if selected.endswith("…") else found == selected
        await driver.press("enter", "enter")
        assert quotes(driver) == [(found, "")]
        assert driver.reader.visual is None


@pytest.mark.slow
async def test_lines_are_those_of_the_window_and_the_cursor_stays_in_sight(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("v", "v", "j")
        for _ in range(40):
            await driver.press("j")
        assert driver.looking("selected")
        assert driver.reader.selected.startswith("Paragraph 1 begins here")
        await driver.press("escape")
        assert driver.reader.selected == ""
        assert driver.reader.visual is None


@pytest.mark.slow
async def test_selecting_goes_on_behind_what_was_taken_last_while_that_is_in_sight(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("v", "v", "w", "w", "enter", "enter")
        await driver.until(lambda: quotes(driver) == [("Paragraph 1 begins", "")])
        await driver.press("v")
        assert driver.reader.selected == "here"
        await driver.press("w", "w", "escape", "v")
        assert driver.reader.selected == "and"
        await driver.press("escape", "G", "v")
        assert driver.looking("selected")
        assert driver.reader.selected != "and"
        before = driver.article
        await driver.press("escape", "J")
        await driver.until(lambda: driver.article != before)
        await driver.press("v")
        assert driver.reader.selected == "Paragraph"


@pytest.mark.slow
async def test_while_text_is_selected_the_footer_and_the_help_have_its_keys_and_others_work_as_ever(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        before = driver.footer
        await driver.press("v")
        assert "a highlight" in driver.footer
        await driver.press("question_mark")
        assert "While selecting text" in driver.text
        await driver.press("q")
        await driver.press("q")
        assert driver.footer == before
        assert driver.screen.at == "reader"
        await driver.press("v", "v", "w", "y")
        assert driver.said == "Copied: Paragraph 1"


@pytest.mark.slow
async def test_parentheses_go_from_highlight_to_highlight_and_say_the_note(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("right_parenthesis")
        assert driver.said == "There is no highlight in this text."
        await select(driver, "Paragraph 2")
        await driver.press("a", "x", "enter")
        await driver.press("G")
        await select(driver, "Paragraph 40")
        await driver.press("a", "y", "enter", "g")
        await driver.press("right_parenthesis")
        assert driver.said == "1/2 x"
        assert driver.looking("note.current") == ["Paragraph 2"]
        await driver.press("right_parenthesis")
        assert driver.said == "2/2 y"
        assert "Paragraph 40" in driver.sight
        await driver.press("right_parenthesis")
        assert driver.said == "No highlight below."
        await driver.press("left_parenthesis", "a")
        assert driver.screen.query_one("#note").value == "x"  # type: ignore[attr-defined]
        await driver.press("z", "enter")
        assert [note for _, note in quotes(driver)] == ["xz", "y"]
        await driver.press("escape")
        assert driver.looking("note.current") == []


@pytest.mark.slow
async def test_going_to_a_highlight_is_a_jump_from_which_one_comes_back(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("G")
        await select(driver, "Paragraph 40")
        await driver.press("a", "x", "enter", "g", "space")
        before = driver.sight
        await driver.press("right_parenthesis")
        assert "Paragraph 40" in driver.sight
        await driver.press("ctrl+o")
        assert driver.sight == before


@pytest.mark.slow
async def test_the_list_goes_to_changes_and_deletes_and_undo_brings_back(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("A")
        assert driver.said == "There are no highlights or notes here; a makes one."
        await select(driver, "Paragraph 1")
        await driver.press("a", "x", "enter")
        await driver.press("G")
        await select(driver, "Paragraph 40")
        await driver.press("a", "enter", "g", "A")
        assert "Paragraph 1 — x" in driver.text
        await driver.press("j", "enter")
        assert "Paragraph 40" in driver.sight
        await driver.press("A", "k", "a", "z", "enter")
        assert quotes(driver)[0] == ("Paragraph 1", "xz")
        await driver.press("A", "x")
        assert driver.said == "Deleted; U brings it back."
        assert len(quotes(driver)) == 1
        await driver.press("q", "U")
        assert len(quotes(driver)) == 2
        assert len([*driver.looking("note.yellow"), *driver.looking("note.yellow.noted")]) >= 1


@pytest.mark.slow
async def test_in_the_list_undo_brings_back_what_was_deleted_there(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await select(driver, "Paragraph 1")
        await driver.press("a", "x", "enter", "A", "x")
        await driver.until(lambda: not quotes(driver))
        assert driver.said == "Deleted; U brings it back."  # and the list is closed: it has no rows
        await driver.press("U", "G")
        await select(driver, "Paragraph 40")
        await driver.press("a", "enter", "A", "g", "x")
        await driver.until(lambda: quotes(driver) == [("Paragraph 40", "")])
        await driver.press("U")
        await driver.until(lambda: "Paragraph 1 — x" in driver.text)
        assert quotes(driver) == [("Paragraph 1", "x"), ("Paragraph 40", "")]
        await driver.press("ctrl+r")
        await driver.until(lambda: "Paragraph 1 — x" not in driver.text)
        assert quotes(driver) == [("Paragraph 40", "")]


@pytest.mark.slow
async def test_undo_takes_a_highlight_off_the_text_at_once(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("a", "enter")
        assert painted(driver)
        await driver.press("U")
        assert painted(driver) == ""
        assert ": 1 highlight or note gone again" in driver.said
        await driver.press("ctrl+r")
        assert painted(driver)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "end", "quote"),
    [
        ("Anna", "Berta", "Anna\t12 m\nBerta"),
        ("if late", 'light("lamp")', 'if late {\n\t\tlight("lamp")'),
        ("港の灯り", "港の灯り", "港の灯り"),
        ("🚢 leaves", "at nine", "🚢 leaves 👩‍👩‍👧 at nine"),
        ("afar", "boat", "afar.\n\nboat"),
        ("The mole in", "winter", "The mole in winter"),
    ],
)
async def test_a_selection_over_anything_is_kept_found_again_and_painted(
    tmp_path: Path, index: Path, words: str, end: str, quote: str
) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 50), offline=True) as driver:
        await driver.read("mixed")
        from rich.cells import cell_len

        x, y = driver.cell_of(end)
        await driver.drag(driver.cell_of(words), (x + cell_len(end), y))
        await driver.press("a", "enter")
        assert quotes(driver, "mixed") == [(quote, "")]
        first = quote.split("\n", maxsplit=1)[0].split("\t", maxsplit=1)[0]
        assert first in "".join(driver.looking("note.yellow"))


@pytest.mark.slow
async def test_a_formula_a_picture_and_what_is_read_from_right_to_left_are_highlighted_as_blocks(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 50), offline=True) as driver:
        await driver.read("mixed")
        for number in range(1, 9):  # selecting goes on behind what was highlighted
            await driver.press("v", "right_curly_bracket", "a", "enter")
            await driver.until(lambda number=number: len(quotes(driver, "mixed")) == number)  # type: ignore[misc]
        found = [quote for quote, _ in quotes(driver, "mixed")]
        assert found[-1].startswith("השלט")
        assert any("mole in winter" in quote for quote in found)
        assert any("\t\tlight" in quote for quote in found)


@pytest.mark.slow
async def test_a_long_note_many_lines_and_escape_sequences_are_kept_as_they_were_pasted(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("a")
        long = "\n".join(f"line {number} of a long note \x1b[31mred" for number in range(3_500))
        driver.app.post_message(events.Paste(long))
        await driver.settle()
        await driver.press("enter")
        [(_, note)] = quotes(driver)
        assert note == long.replace("\x1b", "")
        assert len(note) > 100_000
        await driver.press("right_parenthesis", "left_parenthesis", "A")
        assert "line 0 of a long note" in driver.text
        await driver.press("a", "x", "enter")
        assert quotes(driver)[0][1] == note + "x"


@pytest.mark.slow
async def test_a_note_on_the_whole_article_is_written_in_the_list_and_listed_in_the_text(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("a", "enter")
        assert driver.said.startswith("A note on the whole article needs words")
        await driver.type("twice")
        await driver.press("enter")
        assert driver.screen.at == "articles"
        slug = next(one for one in ("first", "second", "mixed") if notes(driver, one))
        assert quotes(driver, slug) == [("", "twice")]
        await driver.read(slug)
        await driver.press("A")
        assert "twice" in driver.text
        await driver.press("enter")
        assert driver.said == "It is on the whole article."


@pytest.mark.slow
async def test_what_is_not_in_the_text_any_more_stays_in_the_list_with_its_quote(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        driver.library.notes.add(BLOG + "first", quote="something that nobody wrote here, at all", note="kept")
        await driver.read("first")
        await driver.press("A")
        assert "?" in driver.text
        assert "not in the text any more" in driver.text
        await driver.press("enter")
        assert driver.said == "This passage is not in the text any more; its quote is kept."
        assert quotes(driver) == [("something that nobody wrote here, at all", "kept")]


@pytest.mark.slow
async def test_what_another_window_highlights_shows_in_the_text(tmp_path: Path, index: Path) -> None:
    async with (
        reading(tmp_path / "library", index=index, size=SIZE, offline=True, background=True) as one,
        reading(tmp_path / "library", index=index, size=SIZE, offline=True, background=True) as other,
    ):
        await one.read("first")
        await other.read("first")
        await other.press("a", "enter")
        await one.until(lambda: bool(painted(one)))


@pytest.mark.slow
async def test_another_width_keeps_what_is_highlighted_and_selected(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("a", "enter", "v", "v", "w")
        before = driver.reader.selected
        await driver.resize(60, 20)
        assert driver.reader.selected == before
        assert painted(driver)
        await driver.press("j")
        assert driver.reader.selected.startswith(before)


@pytest.mark.slow
async def test_an_article_whose_text_is_gone_shows_its_notes_from_the_card(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        driver.library.notes.add(BLOG + "second", quote="Paragraph 2", note="kept")
        for path in (tmp_path / "library" / "archive").rglob("second-*"):
            path.unlink()
        await driver.read("second")
        await driver.press("A")
        assert "Paragraph 2 — kept" in driver.text
        assert "any more" not in driver.text
        await driver.press("enter")
        assert driver.said == "There is no text here to go to; the quote is kept."
        await driver.press("A", "x")
        assert notes(driver, "second") == []
        await driver.press("U")
        assert quotes(driver, "second") == [("Paragraph 2", "kept")]


@pytest.mark.slow
async def test_a_note_that_is_being_written_is_not_lost_to_another(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("a")
        await driver.type("half")
        driver.reader.focus()
        await driver.settle()
        await driver.press("a")
        assert driver.said == "A note is being written: Enter saves it, Esc drops it."
        await driver.press("enter")
        assert [note for _, note in quotes(driver)] == ["half"]


@pytest.mark.slow
async def test_what_is_highlighted_already_is_changed_and_not_highlighted_twice(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.read("first")
        await driver.press("a", "x", "enter", "a", "y", "tab", "enter")
        assert [(one.note, one.colour) for one in notes(driver)] == [("xy", "green")]


async def test_the_state_is_not_read_in_the_event_loop_when_the_first_text_is_opened(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[bool] = []
    made = StateStore.__init__

    def note(self: StateStore, *arguments: object, **options: object) -> None:
        reads.append(threading.current_thread() is threading.main_thread())
        made(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(StateStore, "__init__", note)
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter")
        assert "Paragraph 1" in driver.text
        assert reads == [False]
