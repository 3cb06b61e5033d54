"""A virtual document: moves are exact, whatever was estimated, and one that is parsed on the way loses no row."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.render import Block, Heading, Line, ParsedDocument, blank_before, layout, parse
from blogreader.render.layout import virtual_document as document_module
from blogreader.render.layout.lines import Options
from blogreader.render.layout.virtual_document import Position, VirtualDocument
from tests.conftest import scaled
from tests.render.markdown.test_source import CONSTRUCTS, DEFINITIONS, small_chunks
from tests.render.test_render import DOCUMENTS, MARKDOWN

property_test = settings(database=None, max_examples=scaled(80), derandomize=True)
HEAD = parse("# Title\n\nWho wrote it\n")
golden = st.sampled_from([path.read_text("utf-8") for path in DOCUMENTS])
documents = st.one_of(
    golden, MARKDOWN, st.lists(st.sampled_from([*CONSTRUCTS, DEFINITIONS]), min_size=1, max_size=10).map("\n".join)
)
widths = st.integers(1, 140)
WORDS = "".join(f"Paragraph {number}: {'words of it ' * (number % 9)}\n\n" for number in range(120))


def virtual_document(markdown: str, width: int = 80, head: Sequence[Block] = HEAD) -> VirtualDocument:
    """Return a virtual document of a document that is parsed already."""
    source = ParsedDocument(markdown)
    source.all()
    return laid_out(VirtualDocument(head, source), width)


def laid_out(made: VirtualDocument, width: int = 80) -> VirtualDocument:
    made.lay_out(width, Options(column=min(width, 80)))
    return made


def all_rows(blocks: Sequence[Block], width: int = 80) -> list[tuple[Position, str]]:
    """Return every row of blocks with the blank ones between, from their layout alone."""
    out = []
    for number, block in enumerate(blocks):
        lines = [*layout(block, width, Options(column=min(width, 80)))]
        if number + 1 < len(blocks) and blank_before(blocks[number + 1]):
            lines.append(Line())
        out += [(Position(number, row), line.text) for row, line in enumerate(lines)]
    return out


def text_of(rows: Sequence[tuple[Position, Line]]) -> list[tuple[Position, str]]:
    return [(position, line.text) for position, line in rows]


def walked(made: VirtualDocument) -> list[Position]:
    """Return the positions that one step after another leads to, from the top to where there is none below."""
    out = [Position()]
    while (following := made.moved(out[-1], 1)) != out[-1]:
        out.append(following)
    return out


# Moves


@property_test
@given(documents, widths)
def test_a_walk_from_the_top_visits_every_row_in_order_and_back(markdown: str, width: int) -> None:
    made = virtual_document(markdown, width)
    expected = [position for position, _ in all_rows(made.blocks, width)]
    down = walked(made)
    assert down == expected
    up = [down[-1]]
    while (above := made.moved(up[-1], -1)) != up[-1]:
        up.append(above)
    assert up == [*reversed(expected)]


@property_test
@given(documents, widths, st.data())
def test_a_move_and_the_same_back_is_none(markdown: str, width: int, data: st.DataObject) -> None:
    made = virtual_document(markdown, width)
    positions = [position for position, _ in all_rows(made.blocks, width)]
    index = data.draw(st.integers(0, len(positions) - 1))
    by = data.draw(st.integers(-index, len(positions) - 1 - index))
    there = made.moved(positions[index], by)
    assert there == positions[index + by]
    assert made.moved(there, -by) == positions[index]
    assert made.moved(positions[index], len(positions) + 9) == positions[-1]
    assert made.moved(positions[index], -len(positions) - 9) == positions[0]


@property_test
@given(documents, widths, st.integers(0, 60), st.data())
def test_a_window_is_the_rows_from_there_on(markdown: str, width: int, height: int, data: st.DataObject) -> None:
    made = virtual_document(markdown, width)
    rows = all_rows(made.blocks, width)
    index = data.draw(st.integers(0, len(rows) - 1))
    assert text_of([*made.window(rows[index][0], height)]) == rows[index : index + height]
    assert made.rows_below(rows[index][0], height) == min(height, len(rows) - index)


@property_test
@given(documents, widths, st.integers(1, 60), st.data())
def test_no_row_of_a_window_is_empty_when_there_are_enough(
    markdown: str, width: int, height: int, data: st.DataObject
) -> None:
    made = virtual_document(markdown, width)
    rows = all_rows(made.blocks, width)
    index = data.draw(st.integers(0, len(rows) - 1))
    top = made.clamped(rows[index][0], height)
    assert len([*made.window(top, height)]) == min(height, len(rows))
    assert top == rows[min(index, max(len(rows) - height, 0))][0]
    assert made.last_top(height) == rows[max(len(rows) - height, 0)][0]


# Estimates


@property_test
@given(documents, widths, st.lists(st.integers(0, 200), max_size=12), st.data())
def test_nothing_moves_when_estimates_turn_out_wrong(
    markdown: str, width: int, looked_at: list[int], data: st.DataObject
) -> None:
    made, untouched = virtual_document(markdown, width), virtual_document(markdown, width)
    rows = all_rows(made.blocks, width)
    top = rows[data.draw(st.integers(0, len(rows) - 1))][0]
    before = text_of([*untouched.window(top, 20)])
    for block in looked_at:
        made.rows(block % len(made.blocks))
    assert text_of([*made.window(top, 20)]) == before
    assert made.clamped(top, 20) == untouched.clamped(top, 20)
    assert made.seen(top) == untouched.seen(top)


@property_test
@given(documents, widths)
def test_lines_and_positions_are_each_others_once_everything_was_in_sight(markdown: str, width: int) -> None:
    made = virtual_document(markdown, width)
    rows = all_rows(made.blocks, width)
    assert made.line_count > 0  # an estimate
    for block in range(len(made.blocks)):
        made.rows(block)
    assert made.line_count == len(rows)
    for number, (position, _) in enumerate(rows):
        assert made.line_of(position) == number
        assert made.at_line(number) == position
    assert made.at_line(len(rows) + 50) == rows[-1][0]
    assert made.at_line(-1) == Position()


@property_test
@given(documents, widths, st.integers(0, 2_000))
def test_a_line_that_is_estimated_is_a_row_that_there_is(markdown: str, width: int, number: int) -> None:
    made = virtual_document(markdown, width)
    assert made.at_line(number) in {position for position, _ in all_rows(made.blocks, width)}


# How far


@property_test
@given(documents, widths)
def test_what_was_seen_gets_more_with_every_row_up_to_everything(markdown: str, width: int) -> None:
    made = virtual_document(markdown, width)
    rows = all_rows(made.blocks, width)
    seen = [made.seen(position) for position, _ in rows]
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert all(0 <= part <= 1 for part in seen)


@property_test
@given(documents, widths, widths, st.data())
def test_what_was_seen_is_the_same_at_any_width(markdown: str, width: int, other: int, data: st.DataObject) -> None:
    first, second = virtual_document(markdown, width), virtual_document(markdown, other)
    block = data.draw(st.integers(0, len(first.blocks) - 1))
    assert first.share(block) == second.share(block)
    # Up to the end of a block there is no difference; within it, none greater than the block.
    ends = [made.seen(Position(block, len(made.rows(block)) - 1)) for made in (first, second)]
    assert ends[0] == ends[1] == first.share(block, 1.0)
    for made in (first, second):
        for row in range(len(made.rows(block))):
            assert first.share(block) <= made.seen(Position(block, row)) <= ends[0]


def test_of_the_head_nothing_counts() -> None:
    made = virtual_document(WORDS)
    assert made.seen(Position(0, 0)) == made.seen(Position(1, 0)) == 0.0
    assert made.share(2) == 0.0
    assert 0 < made.seen(Position(2, 0)) < 0.02


# Rows that are kept


def test_of_a_long_document_only_some_blocks_are_kept_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counting(block: Block, width: int, options: Options) -> tuple[Line, ...]:
        calls.append(block)
        return layout(block, width, options)

    monkeypatch.setattr(document_module, "layout", counting)
    monkeypatch.setattr(document_module, "_KEPT", 10)
    made = virtual_document(WORDS)
    first = made.rows(0)
    for block in range(len(made.blocks)):
        made.rows(block)
        assert made.rows(0) is first  # what is looked at again and again stays
        assert len(made._rows) <= 10
    assert len(calls) == len(made.blocks)
    made.rows(5)
    assert len(calls) == len(made.blocks) + 1
    text = text_of([*made.window(Position(), 10_000)])
    assert text == all_rows(made.blocks)


def test_a_jump_to_the_end_lays_out_what_is_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counting(block: Block, width: int, options: Options) -> tuple[Line, ...]:
        calls.append(block)
        return layout(block, width, options)

    monkeypatch.setattr(document_module, "layout", counting)
    made = virtual_document(WORDS)
    list(made.window(made.clamped(made.last_top(20), 20), 20))
    list(made.window(made.clamped(made.position_of(60, 0), 20), 20))
    assert made.line_count > 200
    assert len(calls) < 30


def test_another_width_is_laid_out_anew() -> None:
    made = virtual_document(WORDS, 80)
    assert text_of([*made.window(Position(), 10_000)]) == all_rows(made.blocks, 80)
    laid_out(made, 30)
    assert text_of([*made.window(Position(), 10_000)]) == all_rows(made.blocks, 30)


def test_a_block_is_laid_out_again_when_it_is_said_so() -> None:
    made = virtual_document(WORDS)
    rows = made.rows(4)
    assert made.rows(4) is rows
    made.lay_out_again(4)
    assert made.rows(4) is not rows
    assert made.rows(4) == rows


# Rows that are reserved


@pytest.mark.parametrize("reserved", [0, 1, 12])
def test_rows_are_reserved_below_a_block_and_above_the_blank_one(reserved: int) -> None:
    made = virtual_document("![Words](x.png)\n\nText.\n\n![Last](y.png)")
    for block, blank in ((2, 1), (4, 0)):
        lines = len(layout(made.blocks[block], 80))
        before = made.rows(block)
        assert made.reserved_from(block) is None
        made.reserve(block, reserved)
        assert len(made.rows(block)) == lines + reserved + blank
        assert made.rows(block)[:lines] == before[:lines]
        assert all(line == Line() for line in made.rows(block)[lines:])
        assert made.reserved_from(block) == (lines if reserved else None)
    assert made.line_count == len(all_rows(made.blocks)) + 2 * reserved
    assert [position for position, _ in made.window(Position(), 10_000)] == walked(made)
    laid_out(made, 30)
    lines = len(layout(made.blocks[2], 30, Options(column=30)))
    assert made.reserved_from(2) == (lines if reserved else None)


# Starts


def test_the_next_start_is_found_in_both_directions() -> None:
    made = virtual_document("Text\nof it.\n\n## One\n\nText.\n\n## Two\n\n" + "Text. " * 90 + "\n\n## Three\n")

    def is_heading(block: Block) -> bool:
        return isinstance(block, Heading)

    one, two, three = (Position(number) for number, block in enumerate(made.blocks) if is_heading(block) and number > 1)
    assert made.next_start(Position(), is_heading, 1) == one
    assert made.next_start(one, is_heading, 1) == two
    assert made.next_start(Position(one.block, 1), is_heading, 1) == two
    assert made.next_start(three, is_heading, 1) is None
    assert made.next_start(made.last_top(1), is_heading, -1) == three
    assert made.next_start(three, is_heading, -1) == two
    assert made.next_start(Position(two.block, 1), is_heading, -1) == two
    assert made.next_start(one, is_heading, -1) is None  # the title in the head is none of the document's


# A document that is parsed on the way


@property_test
@given(
    st.lists(st.sampled_from([*CONSTRUCTS, "[nothing]: /seen\n"]), min_size=1, max_size=10).map("\n".join),
    st.integers(1, 100),
    st.integers(1, 30),
    st.booleans(),
)
def test_what_is_parsed_on_the_way_loses_no_row(markdown: str, size: int, step: int, headless: bool) -> None:
    head = () if headless else HEAD
    with small_chunks(size):
        made = laid_out(VirtualDocument(head, ParsedDocument(markdown)))
        top = made.clamped(Position(), step)
        shown = dict(text_of([*made.window(top, step)]))
        while True:
            following = made.clamped(made.moved(top, step), step)
            if following <= top:
                break  # above, when the last row was a blank one that is no more
            top = following
            shown |= text_of([*made.window(top, step)])
        assert made.complete
        whole = ParsedDocument(markdown).all()
    rows = all_rows([*head, *whole])
    # The blank row below what was the last block for a while may be none in the end.
    assert [row for row in sorted(shown.items()) if row in rows] == rows
    assert all(not text for position, text in shown.items() if (position, text) not in rows)
    assert text_of([*made.window(Position(), 10_000)]) == rows


def test_a_move_beyond_what_is_parsed_parses_as_far_as_it_must() -> None:
    with small_chunks():
        made = laid_out(VirtualDocument(HEAD, ParsedDocument(WORDS)))
        assert len(made.blocks) == len(HEAD) + len(made.blocks[len(HEAD) :]) < 10
        position = made.moved(Position(), 50)
        assert position == all_rows([*HEAD, *parse(WORDS)])[50][0]
        assert not made.complete
        assert made.rows_below(position, 20) == 20
        assert not made.complete
        assert made.moved(Position(), 10_000) == all_rows([*HEAD, *parse(WORDS)])[-1][0]
        assert made.complete


def test_the_blank_row_below_the_last_block_goes_when_nothing_follows() -> None:
    made = laid_out(VirtualDocument(HEAD, ParsedDocument("[a]: /nothing-to-see\n")))
    rows = all_rows(HEAD)
    assert len(made.rows(1)) == 2
    assert made.moved(Position(), len(rows) + 5) == rows[-1][0]
    assert made.complete
    assert len(made.rows(1)) == 1
    assert made.line_count == len(rows)


@pytest.mark.parametrize("height", [1, 3, 4, 5, 6, 40])
def test_rows_are_counted_right_when_the_count_finds_the_end(height: int) -> None:
    rows = all_rows(HEAD)
    for position, _ in rows:
        made = laid_out(VirtualDocument(HEAD, ParsedDocument("[a]: /nothing-to-see\n")))
        top = made.clamped(position, height)
        assert len([*made.window(top, height)]) == (min(height, len(rows)) if made.complete else height)
        made = laid_out(VirtualDocument(HEAD, ParsedDocument("[a]: /nothing-to-see\n")))
        counted = made.rows_below(position, height)
        assert made.complete or counted == height
        assert not made.complete or counted == min(height, len(rows) - rows.index((position, dict(rows)[position])))


def test_what_was_parsed_elsewhere_is_not_taken_for_the_end() -> None:
    # A search parses everything, in a thread and for seconds, before the virtual document hears of it.
    with small_chunks():
        source = ParsedDocument(WORDS)
        made = laid_out(VirtualDocument(HEAD, source))
        source.all()
    assert not made.complete
    assert made.rows_below(Position(), 60) == 60
    assert made.moved(Position(), 60) == all_rows([*HEAD, *source.blocks])[60][0]
    assert made.seen(made.moved(Position(), 60)) < 1.0
    assert made.moved(Position(), 10_000) == all_rows([*HEAD, *source.blocks])[-1][0]
    assert made.complete


def test_how_much_was_seen_only_grows_less_uncertain() -> None:
    with small_chunks(200):
        source = ParsedDocument(WORDS)
        made = laid_out(VirtualDocument(HEAD, source))
        before = []
        while source.more():
            made.grow()
            before.append(made.seen(Position(len(HEAD))))
            assert 0 < before[-1] < 1
        made.grow()
    assert len(before) > 10
    assert all(abs(part - made.seen(Position(len(HEAD)))) < 0.01 for part in before)


def test_the_line_count_of_what_is_not_parsed_is_about_right() -> None:
    with small_chunks(2_000):
        made = laid_out(VirtualDocument(HEAD, ParsedDocument(WORDS)))
        made.moved(Position(), 5)
    assert not made.complete
    assert 0.4 < made.line_count / len(all_rows([*HEAD, *parse(WORDS)])) < 2


# Nothing


@pytest.mark.parametrize("source", [None, ParsedDocument(""), ParsedDocument("[a]: /b")])
def test_a_virtual_document_without_anything_has_one_position(source: ParsedDocument | None) -> None:
    made = laid_out(VirtualDocument((), source))
    assert made.complete
    assert made.moved(Position(), 5) == made.moved(Position(), -5) == Position()
    assert made.clamped(Position(), 20) == made.last_top(20) == made.at_line(3) == Position()
    assert made.rows_below(Position(), 20) == 0
    assert [*made.window(Position(), 20)] == []
    assert made.line_count == made.line_of(Position()) == 0
    assert made.offset_at(Position()) == (0, 0)
    assert made.position_of(0, 0) == Position()
    assert made.place_at(Position(), 0.0) is None
    assert made.seen(Position()) == 1.0
    assert made.next_start(Position(), lambda _: True, 1) is None


def test_a_head_alone_is_complete() -> None:
    made = laid_out(VirtualDocument(HEAD))
    assert made.complete
    assert walked(made) == [position for position, _ in all_rows(HEAD)]
    assert made.seen(made.last_top(1)) == 1.0


# Exactly


TEN_LINES = "  \n".join(["A line of it"] * 10)
"""A paragraph that has ten lines at any width."""
LONG_WORDS = " ".join(["w" * 41] * 10)
"""One of which more lines are made than is estimated."""


def test_of_a_document_that_is_one_block_the_rows_seen_are_counted() -> None:
    made = virtual_document(TEN_LINES, head=())
    assert [made.seen(Position(0, row)) for row in (0, 4, 9, 20)] == pytest.approx([0.1, 0.5, 1.0, 1.0])
    assert made.last_top(3) == made.clamped(Position(0, 9), 3) == Position(0, 7)
    assert made.share(0) == 0.0
    assert made.share(0, 0.25) == 0.25


def test_the_blocks_above_count_with_the_blank_row_below_each() -> None:
    made = virtual_document(f"{TEN_LINES}\n\n{TEN_LINES}\n\n{TEN_LINES}\n\n{TEN_LINES}", head=())
    assert [made.share(block) for block in range(4)] == [0.0, 0.25, 0.5, 0.75]
    for block in range(4):
        made.rows(block)
    assert [made.line_of(Position(block, 3)) for block in range(4)] == [3, 14, 25, 36]


def test_the_number_of_lines_is_corrected_as_blocks_come_into_sight() -> None:
    made = virtual_document(f"{LONG_WORDS}\n\n{LONG_WORDS}", head=())
    estimated = made.line_count
    assert estimated < 20
    made.rows(0)
    made.rows(1)
    assert made.line_count == made.line_of(Position(1, 0)) + 10 == 21


def test_a_window_from_below_the_rows_of_a_block_begins_with_the_next_one() -> None:
    made = virtual_document(TEN_LINES + "\n\n" + TEN_LINES, head=())
    for row in (11, 12, 99):
        assert [position for position, _ in made.window(Position(0, row), 3)] == [Position(1, row) for row in range(3)]


def test_heights_of_very_many_blocks_are_estimated_from_their_lengths() -> None:
    source = ParsedDocument(f"{'word ' * 29}word.\n\nx\n\n" * 1_001)
    made = VirtualDocument((), source)
    made.lay_out(80, Options(column=80))
    while source.more():
        made.grow()
    made.grow()
    assert len(made.blocks) == 2_002
    for width, column, lines in ((80, 80, (3, 2)), (40, 80, (6, 4)), (160, 40, (6, 4)), (160, 160, (2, 2))):
        made.lay_out(width, Options(column=column))
        assert made.line_count == 1_001 * sum(lines)
        assert made.line_of(Position(3)) == lines[0] + lines[1] + lines[0]
    made.lay_out(80, Options(column=80))
    assert made.line_of(Position(2)) == len(made.rows(0)) + len(made.rows(1)) == 5
    assert made.share(1_001) == pytest.approx((500 * 5 + 3) / (1_001 * 5))
    at_once = laid_out(VirtualDocument((), source))
    assert at_once.line_count == made.line_count
    assert at_once.share(1_001) == made.share(1_001)


# A foot


FOOT = parse("Below it.\n\nAnd *below* that.")


@pytest.mark.parametrize("markdown", ["Text.", f"Text.\n\n{TEN_LINES}"])
def test_a_foot_stands_below_the_document_and_is_no_part_of_it(markdown: str) -> None:
    made = virtual_document(markdown)
    text = all_rows(made.blocks)
    made.put_foot(FOOT)
    assert made.end == len(made.blocks) - len(FOOT)
    assert text_of([*made.window(Position(), 10_000)]) == all_rows([*made.blocks[: made.end], *FOOT])
    assert made.line_count == len(text) + 1 + len(all_rows(FOOT))
    last = text[-1][0]
    assert made.seen(last) < made.seen(Position(made.end)) == made.share(made.end) == made.share(made.end + 1) == 1.0
    for number in (made.end, made.end + 1):
        assert made.offset_at(Position(number)) == made.offset_at(last)
    assert [made.ends_in([position]) for position, _ in text[-2:]] == [False, True]
    assert made.ends_in([Position(made.end - 1, last.row + 1)])
    assert made.ends_in([Position(), Position(made.end)])
    assert not made.ends_in([])
    made.put_foot(FOOT[:1])
    assert made.blocks[made.end :] == list(FOOT[:1])
    assert text_of([*made.window(Position(), 10_000)]) == all_rows([*made.blocks[: made.end], *FOOT[:1]])
    made.put_foot(())
    assert text_of([*made.window(Position(), 10_000)]) == text
    assert made.line_count == len(text)
    assert [made.ends_in([position]) for position, _ in text[-2:]] == [False, True]


def test_a_foot_waits_for_the_end_of_the_document() -> None:
    with small_chunks():
        made = laid_out(VirtualDocument(HEAD, ParsedDocument(WORDS)))
        made.put_foot(FOOT)
        assert made.end is None
        assert not made.ends_in([Position(len(made.blocks) - 1, 99)])
        made.moved(Position(), 10_000)
    assert made.blocks[made.end :] == list(FOOT)
    alone = laid_out(VirtualDocument(HEAD))
    alone.put_foot(FOOT)
    assert alone.blocks == list(HEAD)


# Rows that are no text


def test_the_row_near_an_offset_is_not_beyond_other_text() -> None:
    made = virtual_document("One  \ntwo  \nthree\n\n![Words](x.png)\n\nText.", head=())
    assert [made.row_near(0, 4, rows) for rows in (-1, 0, 1)] == [Position(0, 1)] * 3
    made.reserve(1, 3)
    (words,) = (row for row, line in enumerate(made.rows(1)) if "Words" in line.text)
    below = len(made.rows(1)) - 1
    assert below - words >= 4
    assert [made.row_near(1, 0, rows).row - words for rows in (0, 1, 2, 3)] == [0, 1, 2, 3]
    assert made.row_near(1, 0, 99) == Position(1, below)
    assert [made.row_near(1, 0, -rows).row for rows in range(words + 2)] == [*range(words, -1, -1), 0]
    assert made.row_near(9, 0, 1) == Position()
    nothing = laid_out(VirtualDocument(()))
    assert nothing.row_near(0, 0, 1) == Position()
