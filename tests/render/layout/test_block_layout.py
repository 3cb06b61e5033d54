"""Blocks to lines: the parts of a long one go on where the part before ended, and offsets are those of the text."""

import pytest

from blogreader.render import Block, Options, blank_before, layout, plain_text
from blogreader.render.blocks import (
    Code,
    Context,
    Definition,
    DefinitionList,
    Details,
    FootnoteDefinition,
    Footnotes,
    Heading,
    Html,
    Image,
    Inline,
    ListBlock,
    ListItem,
    Math,
    Paragraph,
    Quote,
    Rule,
    Table,
)

NEW, GOING_ON = Paragraph(Inline("new")), Paragraph(Inline("going on"), continues=True)
TERM = Inline("term")


def items(*blocks: Block, continues: bool = False) -> tuple[ListItem, ...]:
    return (ListItem(None, blocks, continues),)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (NEW, True),
        (GOING_ON, False),
        (Html("a"), True),
        (Html("a", continues=True), False),
        (Code("a"), True),
        (Code("a", continues=True), False),
        (Table((TERM,), (), ("left",)), True),
        (Table((TERM,), (), ("left",), continues=True), False),
        (Heading(1, TERM), True),
        (Rule(), True),
        (Math("a"), True),
        (Image("a", "b"), True),
        # A part of a list begins with an item of its own, or with what belongs to the last one of the part before.
        (ListBlock(False, 1, items(NEW)), True),
        (ListBlock(False, 1, items(NEW), tight=False), True),
        (ListBlock(False, 1, items(NEW), continues=True), False),
        (ListBlock(False, 1, items(NEW), tight=False, continues=True), True),
        (ListBlock(False, 1, items(NEW, continues=True), continues=True), True),
        (ListBlock(False, 1, items(GOING_ON, NEW, continues=True), continues=True), False),
        (ListBlock(False, 1, items(NEW, GOING_ON, continues=True), continues=True), True),
        (ListBlock(False, 1, items(ListBlock(False, 1, items(NEW)), continues=True), continues=True), False),
        (
            ListBlock(False, 1, items(ListBlock(False, 1, items(NEW)), continues=True), tight=False, continues=True),
            True,
        ),
        # A quotation has a line with a bar of its own instead.
        (Quote((NEW,)), True),
        (Quote((NEW,), continues=True), False),
        (DefinitionList((Definition((TERM,), ((NEW,),)),)), True),
        (DefinitionList((Definition((TERM,), ((NEW,),)),), continues=True), True),
        (DefinitionList((Definition((), ((NEW,),)),), continues=True), False),
        (DefinitionList((Definition((), ((NEW,),), continues=True),), continues=True), True),
        (DefinitionList((Definition((), ((GOING_ON,), (NEW,)), continues=True),), continues=True), False),
        (Footnotes((FootnoteDefinition(1, (NEW,)),)), True),
        (Footnotes((FootnoteDefinition(1, (NEW,)),), continues=True), False),
        (Footnotes((FootnoteDefinition(1, (NEW,), continues=True),), continues=True), True),
        (Footnotes((FootnoteDefinition(1, (GOING_ON,), continues=True),), continues=True), False),
        (Details(TERM, (NEW,)), True),
        (Details(TERM, (NEW,), continues=True), True),
        (Details(TERM, (GOING_ON, NEW), continues=True), False),
        (Details(TERM, (NEW, GOING_ON), continues=True), True),
        (Footnotes((FootnoteDefinition(1, (NEW, GOING_ON), continues=True),), continues=True), True),
        (DefinitionList((Definition((), ((NEW, GOING_ON),), continues=True),), continues=True), True),
    ],
)
def test_a_blank_line_stands_before_a_block_unless_it_goes_on(block: Block, expected: bool) -> None:
    assert blank_before(block) is expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (ListBlock(True, 9, (*items(NEW), *items(NEW))), [" 9. new", "10. new"]),
        (ListBlock(True, 1, items(NEW), last=100), ["  1. new"]),
        (ListBlock(True, 100, items(NEW), last=9), ["100. new"]),
        (
            ListBlock(False, 1, (ListItem(None, (NEW, NEW), continues=True), ListItem(True, (NEW,)), *items(NEW))),
            ["  new", "", "  new", "☑ new", "• new"],
        ),
        (ListBlock(True, 1, (ListItem(True, (NEW,)), ListItem(False, (NEW,)))), ["1. new", "2. new"]),
        (ListBlock(False, 1, (ListItem(False, (NEW,)),)), ["☐ new"]),
        (ListBlock(False, 1, (*items(NEW, NEW), *items(NEW)), tight=False), ["• new", "", "  new", "", "• new"]),
        (
            ListBlock(
                False, 1, items(ListBlock(False, 1, items(ListBlock(False, 1, items(ListBlock(False, 1, items(NEW)))))))
            ),
            ["• ◦ ▪ ▪ new"],
        ),
        (Quote((NEW, NEW)), ["│ new", "│ ", "│ new"]),
        (Quote((NEW,), continues=True), ["│ ", "│ new"]),
        (Quote((GOING_ON,), continues=True), ["│ going on"]),
        (Quote((NEW,), "tip"), ["▌ Tip", "▌ new"]),
        (Quote((NEW,), "tip", Inline("Title")), ["▌ Title", "▌ new"]),
        (Quote((NEW,), "tip", continues=True), ["▌ ", "▌ new"]),
        (Details(TERM, ()), ["▾ term"]),
        (Details(TERM, (NEW, NEW)), ["▾ term", "", "  new", "", "  new"]),
        (Details(TERM, (NEW,), continues=True), ["  new"]),
        (
            Footnotes((FootnoteDefinition(9, (NEW,)), FootnoteDefinition(10, (NEW,), referred=False))),
            ["─" * 12, "[9]  new ↩", "[10] new"],
        ),
        (Footnotes((FootnoteDefinition(1, (NEW,), continues=True),), continues=True), ["    new ↩"]),
        (Footnotes((FootnoteDefinition(1, (Code("a"),)),)), ["─" * 12, "[1]   a", "    ↩"]),
        (Footnotes((FootnoteDefinition(1, ()),)), ["─" * 12, "[1] ↩"]),
        (
            DefinitionList(
                (Definition((TERM, TERM), ((NEW,),)), Definition((TERM,), ((NEW, NEW), (NEW,)), several=True))
            ),
            ["term", "term", "    new", "", "term", "  – new", "", "    new", "  – new"],
        ),
        (
            DefinitionList((Definition((), ((NEW,), (NEW,)), several=True, continues=True),), continues=True),
            ["    new", "  – new"],
        ),
        (DefinitionList((Definition((), ((NEW,), (NEW,)), several=True),), continues=True), ["  – new", "  – new"]),
        (Heading(1, TERM), ["term", "════"]),
        (Heading(2, TERM), ["term", "────"]),
        (Heading(3, TERM), ["▪ term"]),
        (Heading(4, TERM), ["▫ term"]),
        (Heading(6, TERM), ["· term"]),
        (Rule(), ["─" * 20]),
        (Math("a"), ["    a"]),
        (Paragraph(Inline("")), []),
        (Image("", "https://a.example/b/c.png?d"), ["╭╴▨ ────╮", "│ c.png │", "╰───────╯"]),
        (Image("", "https://a.example/b/"), ["╭╴▨ ──╮", "│ b   │", "╰─────╯"]),
        (Image("", ""), ["╭╴▨ ────╮", "│ image │", "╰───────╯"]),
        (
            Image("", "https://a.example/Caf%C3%A9%20x.png?w=%20"),
            ["╭╴▨ ─────────╮", "│ Café x.png │", "╰────────────╯"],
        ),
        (Image("", "https://a.example/b%2Fc%1b%0Ad.png"), ["╭╴▨ ────────╮", "│ b/c d.png │", "╰───────────╯"]),
        (Image("alt", "b", "caption"), ["╭╴▨ ──────╮", "│ alt     │", "│ caption │", "╰─────────╯"]),
    ],
)
def test_a_block_is_these_lines(block: Block, expected: list[str]) -> None:
    lines = layout(block, 20)
    assert [line.text for line in lines] == expected
    plain = plain_text(block)
    shown = [(span.offset, span.text) for line in lines for span in line.spans if span.offset is not None]
    assert [plain[offset : offset + len(text)] for offset, text in shown] == [text for _, text in shown]
    # Each letter is shown once, in its order.
    assert "".join(text for _, text in shown) == plain.replace("\n", "").replace("\t", "")
    assert shown == sorted(shown)


def test_text_beside_a_label_is_indented_as_far_as_there_is_room() -> None:
    block = Paragraph(Inline("Label one two three"), hang=6)
    assert [line.text for line in layout(block, 14)] == ["Label one two", "      three"]
    assert [line.text for line in layout(block, 13)] == ["Label one two", "three"]


def test_rules_of_headings_are_as_long_as_the_text_or_the_column_and_may_be_left_out() -> None:
    block = Heading(2, Inline("one two three", Context()))
    assert [line.text for line in layout(block, 20)] == ["one two three", "─" * 13]
    assert [line.text for line in layout(block, 80, Options(column=8))] == ["one two", "three", "─" * 7]
    assert [line.text for line in layout(block, 20, Options(rules=False))] == ["one two three"]


def test_the_way_back_takes_a_word_with_it_where_it_does_not_fit() -> None:
    def noted(words: str, width: int) -> list[str]:
        note = FootnoteDefinition(1, (Paragraph(Inline(words, Context())),))
        return [line.text for line in layout(Footnotes((note,)), width)][1:]

    assert noted("one two three", 19) == ["[1] one two three ↩"]
    assert noted("one two three", 18) == ["[1] one two", "    three ↩"]
    for two in ("*two*", "`two`", "[two](https://a.example)", "**two**"):
        assert noted(f"one {two} three", 19) == ["[1] one two three ↩"]
        assert noted(f"one {two} three", 18) == ["[1] one two", "    three ↩"]
    assert noted("one two*three*", 17) == ["[1] one twothree", "    ↩"]
    assert noted("onetwothree", 15) == ["[1] onetwothree", "    ↩"]
    block = Footnotes((FootnoteDefinition(1, (Paragraph(Inline("one two three", Context())),)),))
    moved = [span for span in layout(block, 18)[-1].spans if span.text == "three"]
    assert [span.offset for span in moved] == [plain_text(block).index("three")]  # a search marks it there


@pytest.mark.parametrize("width", [-3, 0])
def test_no_width_is_a_width_of_one(width: int) -> None:
    for block in (NEW, Rule(), Heading(1, TERM), Code("ab"), Paragraph(Inline("日a"))):
        assert layout(block, width) == layout(block, 1)
    assert [line.text for line in layout(Paragraph(Inline("日a")), 1)] == ["·", "a"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("ab日", 1, ["a", "b", "·"]),
        ("ab日", 2, ["ab", "日"]),
        ("ab", 0, ["a", "b"]),
    ],
)
def test_in_the_narrowest_window_what_is_wider_than_it_is_a_dot(text: str, width: int, lines: list[str]) -> None:
    assert [line.text for line in layout(Paragraph(Inline(text)), width)] == lines
