"""What marks highlights in a text, and selecting by keys: pure, and no dearer for a thousand."""

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.highlights import new_highlight
from blogreader.render import Options, ParsedDocument
from blogreader.render.document.anchors import Passage
from blogreader.render.layout.virtual_document import VirtualDocument
from blogreader.tui.reader.highlight_marks import Highlighted, Highlighting, marks_of
from blogreader.tui.reader.visual_mode import Unit, VisualMode

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
COLOURS = ("yellow", "green", "blue", "pink")


def highlighted(number: int, passage: Passage | None, note: str = "") -> Highlighted:
    highlight = new_highlight("k", NOW, quote=f"q{number}", note=note, colour=COLOURS[number % 4])
    return Highlighted(highlight, passage)


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8)


@given(spans)
def test_marks_don_t_overlap_and_every_highlighted_letter_has_one(found: list[tuple[int, int]]) -> None:
    passages = [Passage(0, start, 0, start + length) for start, length in found]
    marks = marks_of([highlighted(number, one) for number, one in enumerate(passages)]).get(0, [])
    assert [mark.start for mark in marks] == sorted(mark.start for mark in marks)
    assert all(one.end <= other.start for one, other in itertools.pairwise(marks))
    covered = {at for mark in marks for at in range(mark.start, mark.end)}
    assert covered == {at for one in passages for at in range(one.start, one.end)}


def test_of_two_highlights_the_one_that_begins_later_lies_over_the_other() -> None:
    found = [highlighted(0, Passage(0, 0, 0, 20)), highlighted(1, Passage(0, 5, 0, 9), "a note")]
    marks = [(mark.start, mark.end, mark.role) for mark in marks_of(found)[0]]
    assert marks == [(0, 5, "note.yellow"), (5, 9, "note.green.noted"), (9, 20, "note.yellow")]


def test_of_two_highlights_that_end_together_no_mark_is_empty() -> None:
    found = [highlighted(0, Passage(0, 0, 0, 20)), highlighted(1, Passage(0, 5, 0, 20)), highlighted(2, None)]
    assert [(mark.start, mark.end) for mark in marks_of(found)[0]] == [(0, 5), (5, 20)]


def test_the_current_highlight_is_marked_besides_in_all_of_its_blocks() -> None:
    one, other = highlighted(0, Passage(1, 4, 3, 6)), highlighted(1, Passage(1, 4, 1, 6))
    highlighting = Highlighting()
    highlighting.take((one, other), marks_of([one]))
    assert highlighting.choose("nowhere") is None
    assert [highlighting.choose(shown.highlight.id) for shown in (other, one)] == [other, one]
    assert {highlighting.number(shown) for shown in (one, other)} == {1, 2}
    current = {
        block: [(mark.start, mark.end > 1_000, mark.end) for mark in highlighting.marks(block, 0, 9)[1:]]
        for block in range(5)
    }
    assert [[(start, far or end) for start, far, end in current[block]] for block in range(5)] == [
        [],
        [(4, True)],
        [(0, True)],
        [(0, 6)],
        [],
    ]
    assert [highlighting.drop(), highlighting.drop()] == [True, False]
    assert len(highlighting.marks(1, 0, 9)) == 1
    highlighting.choose(one.highlight.id)
    highlighting.take((other,), {})
    assert highlighting.drop() is False
    highlighting.take((one,), {})
    highlighting.choose(one.highlight.id)
    moved = Highlighted(one.highlight, None)
    highlighting.take((moved,), {})
    assert highlighting.current is moved
    assert highlighting.marks(2, 0, 9) == []


def test_a_row_asks_for_its_own_marks_alone_however_many_there_are() -> None:
    found = tuple(highlighted(number, Passage(0, 10 * number, 0, 10 * number + 5)) for number in range(1_000))
    highlighting = Highlighting()
    highlighting.take(found, marks_of(found))
    assert len(highlighting.marks(0, 5_000, 5_080)) == 8
    assert highlighting.marks(1, 0, 80) == []


def test_a_highlight_over_blocks_marks_all_of_those_between() -> None:
    marks = marks_of([highlighted(0, Passage(1, 4, 3, 6))])
    assert {block: (one[0].start, one[0].end > 1_000) for block, one in marks.items()} == {
        1: (4, True),
        2: (0, True),
        3: (0, False),
    }


def test_steps_go_from_the_place_in_sight_and_then_from_one_to_the_next() -> None:
    found = tuple(highlighted(number, Passage(number, 0, number, 5)) for number in (1, 5, 9))
    highlighting = Highlighting()
    highlighting.take((*found, highlighted(7, None)), {})
    assert highlighting.step((4, 0), 1) is found[1]
    assert highlighting.step((0, 0), 1) is found[2]
    assert highlighting.step((0, 0), 1) is None
    highlighting.drop()
    assert highlighting.step((5, 0), -1) is found[0]
    highlighting.drop()
    assert highlighting.step((5, 0), 1) is found[1]
    assert highlighting.count == 3


TEXT = """\
First one. Second one? “Third one!” And 日本語の文。次の文。

```
if x {
    y()
}
```

- an item
- another

***

Last words.
"""


def visual(at: tuple[int, int] = (0, 0)) -> tuple[VirtualDocument, VisualMode]:
    source = ParsedDocument(TEXT)
    source.all()
    document = VirtualDocument((), source)
    document.grow()
    document.lay_out(40, Options(column=40))
    return document, VisualMode(document, *at)


def walked(unit: Unit, step: int = 1, at: tuple[int, int] = (0, 0)) -> list[str]:
    _document, mode = visual(at)
    found = []
    texts = ParsedDocument(TEXT).texts()
    while mode.move(unit, step):
        block, start, end = mode.cursor
        found.append(texts[block][start:end])
        assert len(found) < 200
    return found


def test_units_are_what_a_reader_takes_for_them() -> None:
    assert walked("sentence")[:5] == ["First one.", "Second one?", "“Third one!”", "And 日本語の文。", "次の文。"]
    assert walked("word")[:3] == ["one", ".", "Second"]
    assert "日" in walked("word")
    assert walked("line")[2:5] == ["if x {", "y()", "}"]
    assert walked("block")[1:] == ["if x {\n    y()\n}", "an item\nanother", "Last words."]


@pytest.mark.parametrize("unit", ["word", "line", "sentence", "block"])
def test_the_way_back_has_the_same_units(unit: Unit) -> None:
    there = walked(unit)
    back = walked(unit, -1, at=(4, 5))
    assert set(back[1:-1]) <= set(there) | {"First"}
    assert len(back) >= len(there) - 2


def test_what_is_selected_grows_and_shrinks_with_the_cursor() -> None:
    _, mode = visual()
    assert mode.ends == ((0, 0), (0, 5))
    assert mode.start()
    mode.move("word", 1)
    mode.move("word", 1)
    assert mode.ends == ((0, 0), (0, 10))
    mode.move("word", -1)
    assert mode.ends == ((0, 0), (0, 9))
    mode.swap()
    assert (mode.cursor, mode.ends) == ((0, 0, 5), ((0, 0), (0, 9)))
    assert not mode.start()


def mode_of(text: str, width: int = 40) -> tuple[VirtualDocument, VisualMode]:
    source = ParsedDocument(text)
    source.all()
    document = VirtualDocument((), source)
    document.grow()
    document.lay_out(width, Options(column=width))
    return document, VisualMode(document, 0, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ab日本c", ["ab", "日", "本", "c"]),
        ("日c本 d", ["日", "c", "本", "d"]),
        ("日", ["日"]),
        ("one\n\n日本", ["one", "日", "本"]),
        ("one-two", ["one", "-", "two"]),
        ("one\n\nI am\n\n***\n\na", ["one", "I", "am", "a"]),
    ],
)
def test_words_are_letters_that_stand_together_and_each_letter_of_a_wide_script(text: str, words: list[str]) -> None:
    source = ParsedDocument(text)
    _, mode = mode_of(text)
    cursors = [mode.cursor]
    while mode.move("word", 1):
        cursors.append(mode.cursor)
    assert [source.texts()[block][start:end] for block, start, end in cursors] == words
    back = [mode.cursor]
    while mode.move("word", -1):
        back.append(mode.cursor)
    assert back == cursors[::-1]


def test_lines_are_those_of_the_width_at_hand() -> None:
    document, mode = mode_of("word " * 12)
    assert mode.move("line", 1)
    assert mode.cursor == (0, 0, 39)
    assert mode.move("line", 1)
    document.lay_out(20, Options(column=20))
    mode.forget_lines()
    assert mode.move("line", -1)
    assert mode.cursor == (0, 20, 39)


def test_a_selection_over_blocks_begins_at_the_earlier_end_whichever_way_it_was_made() -> None:
    _, mode = mode_of("a first one here\n\nsecond one here")
    mode.move("word", 1)
    mode.move("word", 1)
    mode.start()
    mode.move("block", 1)
    assert mode.ends == ((0, 0), (0, 16))
    mode.move("block", 1)
    assert mode.ends == ((0, 8), (1, 15))
    mode.swap()
    assert (mode.ends, mode.cursor) == (((0, 8), (1, 15)), (0, 8, 11))
    mode.start()
    mode.swap()  # there is no other end
    assert mode.ends == ((0, 8), (0, 11))
    mode.start()
    mode.move("word", -1)
    assert mode.ends == ((0, 2), (0, 11))


def test_a_text_without_words_has_nothing_to_select() -> None:
    source = ParsedDocument("***")
    source.all()
    document = VirtualDocument((), source)
    document.grow()
    document.lay_out(40, Options(column=40))
    assert VisualMode(document, 0, 0).is_empty
