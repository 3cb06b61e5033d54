"""Running text: where its lines break, and what stands before and around them."""

import pytest

from blogreader.render.blocks import Run
from blogreader.render.layout.flow import Frame, Row, blank, boxed, fitted, flow, marked, prefixed, room
from blogreader.render.layout.lines import Options, Span


def said(rows: list[Row]) -> list[str]:
    return ["".join(span.text for span in row) for row in rows]


def frame(width: int, measure: int = 0) -> Frame:
    return Frame(width, measure or width, Options())


@pytest.mark.parametrize(
    ("runs", "width", "expected"),
    [
        ([Run("one two three")], 7, ["one two", "three"]),
        # In words a line may break behind a hyphen, in code and links it may not.
        ([Run("a well-known word")], 8, ["a well-", "known", "word"]),
        ([Run("a "), Run("well-known", ("code",)), Run(" word")], 10, ["a", "well-known", "word"]),
        ([Run("a "), Run("well-known", ("link",), "#x"), Run(" word")], 10, ["a", "well-known", "word"]),
        ([Run("a", ("code",)), Run(" well-known word")], 8, ["a well-", "known", "word"]),
        # The mark of a footnote stays with its word, whether a blank is between them or not.
        ([Run("aaaa bbbb cc"), Run("[1]", ("footnote",))], 12, ["aaaa bbbb", "cc[1]"]),
        ([Run("aaaa bbbb "), Run("[1]", ("footnote",), "#fn-1")], 12, ["aaaa", "bbbb [1]"]),
        ([Run("aaaa bbbb "), Run("[1]", ("link",), "#x")], 12, ["aaaa bbbb", "[1]"]),
        ([Run("[1]", ("footnote",)), Run(" aaaa")], 12, ["[1] aaaa"]),
        ([Run("one\ntwo")], 12, ["one", "two"]),
        ([], 12, [""]),
    ],
)
def test_text_is_wrapped_where_its_runs_allow_it(runs: list[Run], width: int, expected: list[str]) -> None:
    assert said(flow(runs, width, 0, ("text",))) == expected


def test_each_piece_of_a_line_has_its_roles_its_address_and_its_offset() -> None:
    runs = [Run("one "), Run("two three", ("strong", "link"), "#x"), Run(" four")]
    assert flow(runs, 8, 100, ("text",)) == [
        (Span("one ", ("text",), None, 100), Span("two", ("text", "strong", "link"), "#x", 104)),
        (Span("three", ("text", "strong", "link"), "#x", 108),),
        (Span("four", ("text",), None, 114),),
    ]


def test_of_a_run_without_text_nothing_is_in_a_line() -> None:
    assert flow([Run("a"), Run("", ("strong",)), Run(" b")], 8, 0, ("text",)) == [
        (Span("a", ("text",), None, 0), Span(" b", ("text",), None, 1))
    ]


def test_what_is_written_from_the_right_is_a_piece_by_itself() -> None:
    assert flow([Run("a שלום, עולם b"), Run("עולם", ("strong",))], 40, 10, ("text",)) == [
        (
            Span("a ", ("text",), None, 10),
            Span("שלום, עולם", ("text",), None, 12),
            Span(" b", ("text",), None, 22),
            Span("עולם", ("text", "strong"), None, 24),
        )
    ]


def test_there_is_room_for_an_indentation_where_eight_cells_are_left() -> None:
    assert (room(frame(10), 2), room(frame(9), 2)) == (2, 0)
    assert (room(frame(80, 12), 4), room(frame(80, 11), 4)) == (4, 0)


def test_a_frame_is_narrower_by_what_is_before_it() -> None:
    inner = Frame(80, 40, Options(), "quote", 2).inset(3)
    assert (inner.width, inner.measure, inner.role, inner.depth) == (77, 37, "quote", 2)
    assert (frame(2).inset(2).width, frame(2).inset(2).measure) == (1, 1)
    assert frame(5).inset(0) == frame(5)


ROW = (Span("text", ("text",)),)
BAR = (Span("│ ", ("quote.bar",)),)


def test_decoration_stands_before_each_line_and_no_blanks_before_nothing() -> None:
    assert prefixed([ROW, (), ROW], BAR, (blank(2),)) == [(*BAR, *ROW), (), (blank(2), *ROW)]
    assert prefixed([(), ROW, ()], (blank(2),), BAR) == [(), (*BAR, *ROW), BAR]


def test_a_marker_hangs_before_its_text_or_stands_above_it() -> None:
    marker = (Span("10. ", ("marker",)),)
    assert marked([ROW, ROW], marker, frame(12), 4) == [(*marker, *ROW), (blank(4), *ROW)]
    assert marked([], marker, frame(12), 4) == [marker]
    assert marked([ROW], marker, frame(11), 4) == [marker, ROW]
    assert marked([ROW], marker, frame(2), 4) == [(Span("10", ("marker",)),), ROW]


def test_decoration_is_cut_at_the_width() -> None:
    spans = (Span("ab", ("one",)), Span("日本", ("two",)), Span("c", ("three",)))
    assert fitted(spans, 7) == spans
    assert fitted(spans, 6) == spans[:2]
    assert fitted(spans, 4) == (spans[0], Span("日", ("two",)))
    assert fitted(spans, 3) == (spans[0], Span("c", ("three",)))
    assert fitted(spans, 0) == ()


def test_a_box_is_as_wide_as_its_longest_line_and_its_mark() -> None:
    mark = Span("▨ ", ("image",))
    assert said(boxed([(Span("a", ()),), (Span("words", ()),)], mark)) == [
        "╭╴▨ ────╮",
        "│ a     │",
        "│ words │",
        "╰───────╯",
    ]
    assert said(boxed([(Span("a", ()),)], mark)) == ["╭╴▨ ──╮", "│ a   │", "╰─────╯"]
    assert said(boxed([(Span("日本", ()),)], mark)) == ["╭╴▨ ───╮", "│ 日本 │", "╰──────╯"]
