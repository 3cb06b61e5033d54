"""Listings: the part of a line that is in sight, and lines that are wrapped."""

import pytest

from blogreader.cell_text import cells, graphemes
from blogreader.render import Options, layout
from blogreader.render.blocks import Code
from blogreader.render.layout.code import window
from blogreader.render.layout.lines import Span

LISTING = "0123456789abcdefghij\nab日本語c日本\na\tbc\t\td\n\nx\n👩‍🔬👩‍🔬 a👩‍🔬b"
WIDEST = 20


def in_cells(line: str) -> list[str]:
    """Return what stands in each cell of a line: the second one of a wide character has nothing."""
    return [part for one in graphemes(line.expandtabs(4)) for part in (one, *[""] * (cells(one) - 1))]


def in_sight(line: str, offset: int, width: int) -> str:
    """Return the part of a line that a window shows, by its cells."""
    all_cells = in_cells(line)
    if not offset and len(all_cells) <= width:
        return "".join(all_cells)
    left, right = offset > 0 and bool(all_cells), len(all_cells) > offset + width
    if width <= left + right:
        return "›" if right else "‹" if left else ""
    first, last = offset + left, offset + width - right
    shown = all_cells[first:last]
    if shown and not shown[0]:
        shown[0] = " "  # half a wide character
    if shown and last < len(all_cells) and not all_cells[last]:
        shown[-1] = " "
    return "‹" * left + "".join(shown) + "›" * right


@pytest.mark.parametrize("width", [*range(1, 28)])
def test_the_window_on_a_listing_shows_the_cells_that_are_in_it(width: int) -> None:
    margin = 2 if width >= 10 else 0
    inside = width - margin
    for offset in range(24):
        farthest = min(offset, max(WIDEST - inside, 0))
        shown = [line.text for line in layout(Code(LISTING), width, Options(code_offset=offset))]
        assert shown == [" " * margin + in_sight(line, farthest, inside) for line in LISTING.split("\n")]


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_half_a_wide_character_leaves_no_empty_piece(width: int) -> None:
    for offset in range(8):
        shown = window([Span("日本", ("one",), None, 0), Span("語x", ("two",), None, 2)], 7, offset, width)
        assert all(span.text for span in shown)


def test_a_tab_counts_as_four_cells_for_how_far_a_listing_scrolls() -> None:
    code = Code("ab\t0123456789")  # 14 cells, and 16 at the most
    shown = [
        "  ab  012345›",
        "  ‹  0123456›",
        "  ‹ 01234567›",
        "  ‹0123456789",
        "  ‹123456789",
        "  ‹23456789",
        "  ‹23456789",
    ]
    assert [layout(code, 13, Options(code_offset=offset))[0].text for offset in range(7)] == shown


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        # After a word, but not more than half a line earlier.
        ("alpha beta gamma", 16, ["  alpha beta ", "  ↳ gamma"]),
        ("alphabe(gammadelta)", 16, ["  alphabe(", "  ↳ gammadelta)"]),
        ("alphab(gammadeltas)", 16, ["  alphab(gammade", "  ↳ ltas)"]),
        ("alphabetgam_delta_s", 16, ["  alphabetgam_de", "  ↳ lta_s"]),
        # Lines that go on stand below the indentation, where there is room for that.
        ("      one two three", 18, ["        one two ", "        ↳ three"]),
        ("       one two three", 18, ["         one two ", "  ↳ three"]),
        # In less than eight cells nothing shows that a line goes on.
        ("one two three", 8, ["one two ", "↳ three"]),
        ("one two three", 7, ["one two", " three"]),
        ("ab", 1, ["a", "b"]),
        ("日本", 1, ["·", "·"]),
        ("日本日本", 5, ["日本", "日本"]),
        # A line that just fits is whole.
        ("0123456789abcd", 16, ["  0123456789abcd"]),
        ("0123456789abcde", 16, ["  0123456789abcd", "  ↳ e"]),
        ("0123456789abcdefghijklmnopq", 16, ["  0123456789abcd", "  ↳ efghijklmnop", "  ↳ q"]),
        ("\tx\n\ny", 16, ["      x", "  ", "  y"]),
    ],
)
def test_lines_are_wrapped_between_words_and_hang(text: str, width: int, expected: list[str]) -> None:
    assert [line.text for line in layout(Code(text), width, Options(wrap_code=True))] == expected


def test_wrapped_lines_keep_their_colours_and_their_offsets() -> None:
    lines = layout(Code("if x:  # a comment", "py"), 12, Options(wrap_code=True))
    assert [[(span.text, span.roles[-1], span.offset) for span in line.spans[1:]] for line in lines] == [
        [
            ("if", "code.keyword", 0),
            (" x", "code.plain", 2),
            (":", "code.operator", 4),
            ("  ", "code.plain", 5),
            ("# a", "code.comment", 7),
        ],
        [("↳ ", "code.cut", None), (" comment", "code.comment", 10)],
    ]


def test_a_line_that_goes_on_in_the_next_part_is_marked_there_from_eight_cells_on() -> None:
    whole = f"{'x' * 20}\ny"
    for start, width, marked in ((10, 8, True), (10, 7, False), (10, 80, True), (21, 80, False), (0, 80, False)):
        part = Code(whole[start:], "", start > 0, whole, start)
        for options in (Options(), Options(wrap_code=True)):
            first, *others = (line.text for line in layout(part, width, options))
            assert first.lstrip().startswith("↳ ") is marked
            assert marked or options.wrap_code or not any("↳" in line for line in others)


def test_a_window_has_a_mark_on_each_side_where_there_is_more() -> None:
    spans = [Span("ab", ("one",), None, 5), Span("cd", ("two",))]
    assert window(spans, 4, 0, 4) == spans
    assert window(spans, 4, 0, 3) == [Span("ab", ("one",), None, 5), Span("›", ("code.cut",))]
    assert window(spans, 4, 1, 3) == [Span("‹", ("code.cut",)), Span("cd", ("two",))]
    assert window(spans, 4, 0, 1) == [Span("›", ("code.cut",))]
    assert window(spans, 4, 4, 1) == [Span("‹", ("code.cut",))]
    assert window([], 0, 4, 3) == []
