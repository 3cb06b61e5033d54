"""Where blocks that are too long for a quick layout are split: the sizes, and what the parts say of each other."""

import pytest

from blogreader.render import Code, FootnoteDefinition, Html, Inline, ListBlock, ListItem, Paragraph, Quote, Table
from blogreader.render.blocks import Block, Context, Definition, DefinitionList, Details, Footnotes, Heading
from blogreader.render.markdown.pieces import pieces
from blogreader.render.markdown.splitting import (
    code_parts,
    definition_parts,
    details_parts,
    footnote_parts,
    heading_parts,
    html_parts,
    list_parts,
    literal_parts,
    paragraph_parts,
    quote_parts,
    table_parts,
)


def words(length: int) -> Paragraph:
    return Paragraph(Inline("a" * length))


def codes(text: str) -> list[tuple[str, bool, int]]:
    return [(part.text, part.continues, part.start) for part in code_parts(text) if isinstance(part, Code)]


def test_a_listing_is_split_after_a_hundred_lines() -> None:
    assert len(codes("\n".join(["x"] * 100))) == 1
    first, second = codes("\n".join(["x"] * 101))
    assert first == ("\n".join(["x"] * 100), False, 0)
    assert second == ("x", True, 200)
    assert [text for text, _, _ in codes("\n" * 150)] == ["\n" * 99, "\n" * 50]
    assert codes("x\n" * 100) == [("x\n" * 99 + "x", False, 0), ("", True, 200)]


def test_a_listing_is_split_before_the_line_with_which_it_would_be_too_long() -> None:
    line = "x" * 1_999
    assert len(codes("\n".join([line, line, line + "x"]))) == 1
    assert [len(text) for text, _, _ in codes("\n".join([line, line, line + "xxx"]))] == [3_999, 2_002]
    assert [len(text) for text, _, _ in codes("\n".join([line, line, line + "xx"]))] == [3_999, 2_001]


def test_a_line_of_code_that_is_longer_than_a_part_is_split_between_characters() -> None:
    assert [(len(text), start) for text, _, start in codes("x" * 6_000)] == [(6_000, 0)]
    assert [(len(text), start) for text, _, start in codes("x" * 6_001)] == [(6_000, 0), (1, 6_000)]
    accents = "x" * 5_999 + "e\u0301\u0302" + "x" * 10
    assert [text[0] for text, _, _ in codes(accents)] == ["x", "e"]
    family = "x" * 5_997 + "👩\u200d👩\u200d👧" + "x" * 10
    assert [text[0] for text, _, _ in codes(family)] == ["x", "👩"]
    assert [len(text) for text, _, _ in codes("e" + "\u0301" * 7_000)] == [6_000, 1_001]


def test_code_knows_its_language_and_the_whole_of_which_it_is_a_part() -> None:
    text = "\n".join(["x"] * 250)
    assert {(part.language, part.whole) for part in code_parts(text, "py") if isinstance(part, Code)} == {("py", text)}
    assert [(part.whole, part.start) for part in code_parts("x", "py") if isinstance(part, Code)] == [("", 0)]


def texts(parts: list[Block]) -> list[tuple[int, bool]]:
    return [
        (len(part.text if isinstance(part, Html) else part.content.source), part.continues)
        for part in parts
        if isinstance(part, Html | Paragraph)
    ]


def test_text_is_split_at_the_last_end_of_a_sentence_in_the_fourth_quarter_of_a_part() -> None:
    assert texts(literal_parts("a" * 5_000)) == [(5_000, False)]
    assert texts(literal_parts("a" * 5_001)) == [(4_000, False), (1_001, True)]
    assert texts(html_parts("a" * 5_001)) == [(4_000, False), (1_001, True)]
    for end in (". ", "! ", "? ", "。 ", '." ', "\n"):
        behind = "a" * 3_400 + end + "a " * 900
        assert texts(literal_parts(behind))[0] == (len(("a" * 3_400 + end).rstrip()), False)
    early = "a" * 2_990 + ". " + "a" * 500 + " " + "a" * 2_000
    assert texts(literal_parts(early))[0] == (3_492, False)
    assert texts(literal_parts("a " * 3_000))[0] == (3_999, False)
    assert texts(literal_parts("a" + " " + "b" * 6_000)) == [(1, False), (4_000, True), (2_000, True)]


def test_a_heading_is_a_heading_as_far_as_it_can_be_parsed() -> None:
    first, *rest = heading_parts(2, Inline("*" * 6_000))
    assert isinstance(first, Heading)
    assert (first.level, len(first.content.source)) == (2, 4_000)
    assert texts(rest) == [(2_000, True)]


def sizes(parts: list[Block]) -> list[int]:
    """Return how many blocks or items each part has."""
    counted = []
    for part in parts:
        match part:
            case Quote(blocks=blocks) | Details(blocks=blocks):
                counted.append(len(blocks))
            case ListBlock(items=items):
                counted.append(len(items))
            case Table(rows=rows):
                counted.append(len(rows))
            case DefinitionList(items=definitions):
                counted.append(len(definitions))
            case Footnotes(definitions=notes):
                counted.append(len(notes))
    return counted


def test_a_quotation_is_split_after_forty_blocks_or_six_thousand_characters() -> None:
    assert sizes(quote_parts(Quote((words(1),) * 40))) == [40]
    assert sizes(quote_parts(Quote((words(1),) * 81))) == [40, 40, 1]
    # Each block costs as much as forty characters more.
    assert sizes(quote_parts(Quote((words(1_960),) * 4))) == [3, 1]
    assert sizes(quote_parts(Quote((words(1_961),) * 4))) == [2, 2]
    assert sizes(quote_parts(Quote((Quote((words(1_960),)),) * 4))) == [3, 1]
    first, second = quote_parts(Quote((words(3_000),) * 2, "note", Inline("A title")))
    assert isinstance(first, Quote)
    assert isinstance(second, Quote)
    assert (first.title, first.continues, first.callout) == (Inline("A title"), False, "note")
    assert (second.title, second.continues, second.callout) == (None, True, "note")
    assert [part.continues for part in details_parts(Details(Inline("s"), (words(3_000),) * 2))] == [False, True]  # type: ignore[union-attr]
    assert sizes(details_parts(Details(Inline("s"), (words(1_960),) * 7))) == [3, 3, 1]
    assert sizes(quote_parts(Quote((words(1_960),) * 7))) == [3, 3, 1]
    assert sizes(quote_parts(Quote(()))) == [0]


def test_what_is_nested_costs_what_is_in_it() -> None:
    def listed(length: int) -> ListBlock:
        return ListBlock(False, 1, (ListItem(None, (words(length),)),) * 2)

    assert sizes(quote_parts(Quote((listed(960),) * 4))) == [3, 1]
    assert sizes(quote_parts(Quote((listed(961),) * 4))) == [2, 2]
    assert sizes(quote_parts(Quote((Details(Inline("s"), (words(1_960),)),) * 4))) == [3, 1]
    assert sizes(quote_parts(Quote((Details(Inline("s"), (words(1_961),)),) * 4))) == [2, 2]

    # Half as much a cell, with the header: here three rows of two cells, which is 160.
    def table(length: int) -> Table:
        row = (Inline("a"), Inline("b"))
        return Table(row, ((Inline("a" * length), Inline("")), *[row] * 2), ("left", "left"))

    assert sizes(quote_parts(Quote((table(2_000 - 6 - 160),) * 4))) == [3, 1]
    assert sizes(quote_parts(Quote((table(2_001 - 6 - 160),) * 4))) == [2, 2]


def test_a_paragraph_that_is_too_long_goes_on_in_others() -> None:
    assert texts(paragraph_parts(Inline("A sentence. " * 10, Context()))) == [(120, False)]
    parts = paragraph_parts(Inline("A sentence. " * 1_000, Context()))
    assert [continues for _, continues in texts(parts)] == [False, True, True]
    # What has no end to be split at is text.
    literal, *rest = paragraph_parts(Inline("*" * 12_000, Context()))
    assert literal == Paragraph(Inline("*" * 4_000))
    assert literal.content.context is None
    assert texts(rest) == [(4_000, True), (4_000, True)]


def test_a_list_is_split_after_twenty_items_and_its_numbers_go_on() -> None:
    def listed(*items: tuple[Block, ...], start: int = 1) -> list[tuple[int, int, bool, int | None]]:
        parts = list_parts(ListBlock(True, start, tuple(ListItem(None, item) for item in items)))
        return [
            (part.start, len(part.items), part.continues, part.last) for part in parts if isinstance(part, ListBlock)
        ]

    assert listed(*[(words(1),)] * 20) == [(1, 20, False, None)]
    assert listed(*[(words(1),)] * 41, start=3) == [(3, 20, False, 43), (23, 20, True, 43), (43, 1, True, 43)]
    assert listed(*[(words(1_960),)] * 4) == [(1, 3, False, 4), (4, 1, True, 4)]
    assert [length for _, length, *_ in listed(*[(words(1_960),)] * 7)] == [3, 3, 1]
    assert listed(*[(words(1_961),)] * 4) == [(1, 2, False, 4), (3, 2, True, 4)]
    # An item of several parts goes on in the next one.
    assert listed((words(3_000), words(3_000)), (words(1),)) == [(1, 1, False, 2), (1, 2, True, 2)]
    first, second = list_parts(ListBlock(False, 1, (ListItem(True, (words(3_000), words(3_000))),)))
    assert isinstance(first, ListBlock)
    assert isinstance(second, ListBlock)
    assert [(item.task, item.continues) for item in (*first.items, *second.items)] == [(True, False), (True, True)]


def test_a_table_is_split_by_cells_characters_and_columns() -> None:
    def table(rows: int, columns: int, length: int = 1) -> list[Block]:
        row = (Inline("a" * length),) * columns
        return table_parts(row, [row] * rows, ["left"] * columns)

    assert sizes(table(100, 2)) == [100]
    assert sizes(table(201, 2)) == [100, 100, 1]
    assert sizes(table(2, 150)) == [2, 2]
    assert sizes(table(3, 201)) == [2, 1, 2, 1, 3]
    assert sizes(table(3, 1, 2_000)) == [3]
    assert sizes(table(3, 1, 2_001)) == [2, 1]
    assert sizes(table(7, 1, 2_000)) == [3, 3, 1]
    assert sizes(table(0, 2)) == [0]
    wide = table(1, 150)
    assert [len(part.header) for part in wide if isinstance(part, Table)] == [100, 50]
    assert [len(part.alignments) for part in wide if isinstance(part, Table)] == [100, 50]


def test_the_parts_of_a_table_have_the_longest_rows_of_all_in_common() -> None:
    rows = [(Inline("a"), Inline("b"))] * 250
    rows[120], rows[230] = (Inline("a" * 9), Inline("b")), (Inline("a"), Inline("b" * 9))
    parts = [part for part in table_parts(rows[0], rows, ["left"] * 2) if isinstance(part, Table)]
    assert [(part.continues, len(part.rows)) for part in parts] == [(False, 100), (True, 100), (True, 50)]
    for part in parts:
        assert part.sample is not None
        assert part.sample.rows == (*rows[:100], rows[120], rows[230])


def test_definitions_are_split_after_twenty_terms_and_between_what_explains_a_term() -> None:
    def item(*lengths: int) -> Definition:
        return Definition((Inline("t"),), tuple((words(length),) for length in lengths))

    assert sizes(definition_parts([item(1)] * 20)) == [20]
    assert sizes(definition_parts([item(1)] * 21)) == [20, 1]
    # A term or a definition costs as much as forty characters more.
    assert sizes(definition_parts([item(1_919)] * 7)) == [3, 3, 1]
    assert sizes(definition_parts([item(1_920)] * 4)) == [2, 2]

    def meanings(*lengths: int) -> list[int]:
        return [
            len(one.definitions)
            for part in definition_parts([item(*lengths)])
            if isinstance(part, DefinitionList)
            for one in part.items
        ]

    assert meanings(*[1] * 41) == [20, 20, 1]
    assert meanings(*[1_960] * 7) == [3, 3, 1]
    assert meanings(*[1_961] * 4) == [2, 2]
    parts = [part for part in definition_parts([item(3_000, 3_000)]) if isinstance(part, DefinitionList)]
    assert [part.continues for part in parts] == [False, True]
    assert [one.several for part in parts for one in part.items] == [True, True]
    assert [len(one.terms) for part in parts for one in part.items] == [1, 0]
    assert [one.continues for part in parts for one in part.items] == [False, False]
    long = Definition((Inline("t"),), ((words(3_000), words(3_000)),))
    assert [
        (one.several, one.continues)
        for part in definition_parts([long])
        if isinstance(part, DefinitionList)
        for one in part.items
    ] == [(False, False), (False, True)]


def test_footnotes_are_split_after_twenty_and_the_way_back_is_at_the_end_of_each() -> None:
    def note(number: int, *lengths: int) -> FootnoteDefinition:
        return FootnoteDefinition(number, tuple(words(length) for length in lengths), referred=True)

    assert sizes(footnote_parts([note(number, 1) for number in range(20)])) == [20]
    assert sizes(footnote_parts([note(number, 1) for number in range(21)])) == [20, 1]
    assert sizes(footnote_parts([note(number, 1_960) for number in range(7)])) == [3, 3, 1]
    assert sizes(footnote_parts([note(number, 1_961) for number in range(4)])) == [2, 2]
    parts = [part for part in footnote_parts([note(1, 3_000, 3_000), note(2, 1)]) if isinstance(part, Footnotes)]
    assert [part.continues for part in parts] == [False, True]
    assert [(one.number, one.referred, one.continues) for part in parts for one in part.definitions] == [
        (1, False, False),
        (1, True, True),
        (2, True, False),
    ]


@pytest.mark.parametrize(
    ("markup", "is_whole"),
    [
        ("*{}*", True),
        ("**{}**", True),
        ("_{}_", True),
        ("[{}](/x)", True),
        ("![{}](/x)", True),
        ("`{}`", True),
        ("a_b {} c_d", False),
        ("* {} *", False),
        ("{}", False),
    ],
)
def test_long_text_is_parted_outside_of_markup(markup: str, is_whole: bool) -> None:
    inside = markup.format("One sentence. " * 50)
    text = "A sentence. " * 310 + inside + " Another one. " * 300
    found = list(pieces(text))
    assert len(found) > 1
    assert " ".join(found).split() == text.split()
    assert any(inside.strip() in piece for piece in found) is is_whole


def test_a_piece_ends_with_a_sentence_where_one_ends_in_its_second_half_and_else_with_a_word() -> None:
    first, *_ = pieces("A sentence. " * 700)
    assert (len(first), first[-1]) == (4_007, ".")
    first, *_ = pieces("A sentence. " + "word " * 1_600)
    assert (len(first), first[-4:]) == (4_001, "word")
    for end in ("。", "！", "？"):
        first, *_ = pieces(f"文字文字{end}" * 1_600)
        assert first.endswith(end)
    # Addresses of links don't count, delimiters do.
    assert len(list(pieces(f"[a](/{'x' * 5_000}) " + "word " * 700))) == 1
    assert len(next(pieces("`a` " * 2_000))) == 4 * 299 - 1
    assert list(pieces("  ")) == []
    assert list(pieces(" a ")) == ["a"]


@pytest.mark.parametrize(
    ("source", "longest"),
    [
        # A piece has at most 4 000 characters and its last sentence, or 300 marks: a link has two, as emphasis has.
        ("A sentence. " * 1_500, 4_007),
        ("A [b](/c) d. " * 1_500, 1_949),
        ("A *b* c. " * 1_500, 1_349),
        ("A b] c. " * 1_500, 2_399),
        # What is never closed holds up nothing for long.
        ("**a " + "A sentence. " * 1_500, 4_007),
        ("[ " + "A sentence. " * 1_500, 8_007),
    ],
)
def test_pieces_are_of_about_one_size_whatever_marks_are_in_them(source: str, longest: int) -> None:
    found = list(pieces(source))
    assert " ".join(found) == source.strip()
    assert max(map(len, found)) == longest
    assert len(found) > 2
