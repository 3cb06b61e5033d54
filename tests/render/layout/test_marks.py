"""Marks over laid-out text, and the links in it: where they stand, to the character and to the cell."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.cell_text import cells, grapheme_cells, graphemes
from blogreader.render import Block, Line, Options, Span, layout, parse, plain_text
from blogreader.render.layout.links import Link, links_of, links_on, may_have_links
from blogreader.render.layout.marks import Mark, marked, offset_at
from tests.conftest import scaled
from tests.render.test_render import DOCUMENTS, MARKDOWN
from tests.render.test_render_spec import EXAMPLES

BASE = "https://example.com/"
property_test = settings(database=None, max_examples=scaled(100), derandomize=True)
widths = st.integers(8, 120)
marks = st.lists(
    st.builds(
        lambda start, length, role: Mark(start, start + length, role),
        st.integers(-2, 60),
        st.integers(0, 40),
        st.sampled_from(["match", "match.current", "link.current", "selected"]),
    ),
    max_size=4,
)
golden = st.sampled_from([path.read_text("utf-8") for path in DOCUMENTS])


def rows_of(markdown: str, width: int = 80) -> tuple[Line, ...]:
    (block,) = parse(markdown, BASE)
    return layout(block, width)


def links(markdown: str, width: int = 80) -> list[Link]:
    return links_of(7, rows_of(markdown, width))


# Marks


@pytest.mark.slow
@property_test
@given(MARKDOWN, widths, marks)
def test_a_mark_changes_no_text_and_no_offset(markdown: str, width: int, marks: list[Mark]) -> None:
    for block in parse(markdown):
        text = plain_text(block)
        for line in layout(block, width):
            after = marked(line, marks)
            assert after.text == line.text
            assert letters(after, ()) == letters(line, marks)
            for span in after.spans:
                assert span.text or not any(mark.role in span.roles for mark in marks)
        assert plain_text(block) == text


def letters(line: Line, marks: list[Mark] | tuple[()]) -> list[tuple[object, ...]]:
    """Return each character with its looks, link and offset, marked one by one."""
    return [
        (
            character,
            None if span.offset is None else span.offset + index,
            span.href,
            (
                *span.roles,
                *(
                    mark.role
                    for mark in marks
                    if span.offset is not None and mark.start <= span.offset + index < mark.end
                ),
            ),
        )
        for span in line.spans
        for index, character in enumerate(span.text)
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # The text has the offsets 5 to 9, and then 10 to 14.
        (0, 5, "abcde fghij"),
        (0, 6, "<a>bcde fghij"),
        (5, 6, "<a>bcde fghij"),
        (6, 9, "a<bcd>e fghij"),
        (9, 10, "abcd<e> fghij"),
        (10, 11, "abcde <f>ghij"),
        (8, 12, "abc<de> <fg>hij"),
        (14, 99, "abcde fghi<j>"),
        (15, 99, "abcde fghij"),
        (7, 7, "abcde fghij"),
        (0, 99, "<abcde> <fghij>"),
    ],
)
def test_a_mark_lies_over_its_characters_alone(start: int, end: int, expected: str) -> None:
    line = Line((Span("abcde", ("text",), None, 5), Span(" ", ("rule",)), Span("fghij", ("text",), "#x", 10)))
    after = marked(line, [Mark(start, end, "match")])
    assert "".join(f"<{span.text}>" if "match" in span.roles else span.text for span in after.spans) == expected
    plain = "     abcdefghij"
    assert all(plain[span.offset :].startswith(span.text) for span in after.spans if span.offset is not None)
    assert all(span.href == ("#x" if (span.offset or 0) >= 10 else None) for span in after.spans)


def test_a_link_that_is_decoration_is_marked_by_its_address() -> None:
    line = Line((Span("↩", ("footnote",), "#a"), Span("↩", ("footnote",), "#b"), Span("│", ("rule",))))
    after = marked(line, [Mark(-1, -1, "link.current", "#a"), Mark(0, 9, "match")])
    assert [span.roles for span in after.spans] == [("footnote", "link.current"), ("footnote",), ("rule",)]


def test_the_offset_at_each_cell_of_a_line() -> None:
    line = Line(
        (Span("│ ", ("rule",)), Span("日a", ("text",), None, 5), Span("──", ("rule",)), Span("b", ("text",), None, 8))
    )
    assert [offset_at(line, column) for column in range(-1, 10)] == [5, 5, 5, 5, 5, 6, 8, 8, 8, 9, 9]
    assert offset_at(Line((Span("│ ", ("rule",)),)), 0) is None


def test_the_links_on_a_row_have_their_cells() -> None:
    rows = rows_of("aa [日b](/x) c [d](/y)[e](/x)")
    assert [(link.text, first, last) for link, first, last in links_on(7, rows, 0)] == [
        ("日b", 3, 6),
        ("d", 9, 10),
        ("e", 10, 11),
    ]


def test_a_sign_of_a_link_is_of_the_first_one_that_leads_there() -> None:
    (row,) = rows_of("[d](/x) [e](/x)")
    signed = replace(row, spans=(*row.spans, replace(row.spans[0], text="↗", offset=None)))
    assert [link.text for link, *_ in links_on(7, (signed,), 0)] == ["d", "e", "d"]


def test_a_link_over_two_rows_is_on_both() -> None:
    rows = rows_of("- [one two three](/x) [four](/x)", 12)
    assert [line.text for line in rows] == ["• one two", "  three four"]
    on_rows = [[(link.text, first, last) for link, first, last in links_on(7, rows, row)] for row in range(2)]
    assert on_rows == [[("one two three", 2, 9)], [("one two three", 2, 7), ("four", 8, 12)]]


def test_a_later_mark_lies_over_an_earlier_one() -> None:
    line = Line((Span("abcdef", ("text",), None, 10),))
    after = marked(line, [Mark(11, 14, "match"), Mark(13, 20, "selected")])
    assert [(span.text, span.roles, span.offset) for span in after.spans] == [
        ("a", ("text",), 10),
        ("bc", ("text", "match"), 11),
        ("d", ("text", "match", "selected"), 13),
        ("ef", ("text", "selected"), 14),
    ]


def test_decoration_is_never_marked_and_what_has_no_mark_is_the_same_line() -> None:
    line = Line((Span("• ", ("marker",)), Span("abc", ("text",), None, 0)))
    assert marked(line, []).spans == line.spans
    assert marked(line, [Mark(3, 9, "match")]).spans == line.spans
    assert marked(line, [Mark(0, 9, "match")]).spans == (line.spans[0], replace(line.spans[1], roles=("text", "match")))
    assert marked(Line((Span("───", ("rule",)),)), [Mark(0, 9, "selected")]).text == "───"
    assert marked(Line(), [Mark(0, 9, "selected")]) == Line()


# Offsets


@property_test
@given(st.one_of(MARKDOWN, golden), widths)
def test_the_offset_at_a_cell_is_that_of_the_character_there(markdown: str, width: int) -> None:
    for block in parse(markdown):
        text = plain_text(block)
        for line in layout(block, width):
            column = 0
            for span in line.spans:
                end = column + cells(span.text)
                place = span.offset
                for grapheme in graphemes(span.text):
                    size = grapheme_cells(grapheme)
                    for cell in range(column, column + size):
                        if place is not None:
                            assert offset_at(line, cell) == place
                    column += size
                    place = None if place is None else place + len(grapheme)
                assert column == end
            last = [span for span in line.spans if span.offset is not None]
            behind = None if not last else (last[-1].offset or 0) + len(last[-1].text)
            assert offset_at(line, column) == offset_at(line, column + 50) == behind
            assert behind is None or behind <= len(text)


@pytest.mark.parametrize("width", [8, 20, 80])
def test_words_of_a_table_in_parts_have_their_offsets_in_each_part(width: int) -> None:
    rows = "".join(f"| w{number} | v{number} |\n" for number in range(400))
    blocks = parse(f"| Name | Value |\n|---|---|\n{rows}")
    assert len(blocks) > 1
    for block in blocks:
        text = plain_text(block)
        for line in layout(block, width):
            for span in line.spans:
                if span.offset is not None and span.text[:1] in ("w", "v"):
                    assert text[span.offset :].startswith(span.text.strip())


def test_a_cell_left_of_the_text_is_its_beginning_and_one_on_its_marker_too() -> None:
    (line,) = rows_of("- 日本語 text")
    assert line.text == "• 日本語 text"
    assert [offset_at(line, column) for column in (-3, 0, 1, 2, 3, 4, 7, 8, 9, 99)] == [0, 0, 0, 0, 0, 1, 2, 3, 4, 8]
    assert offset_at(rows_of("---")[0], 2) is None


# Links


def test_a_link_is_one_over_as_many_rows_as_it_takes() -> None:
    (link,) = links("Words, then [a link that is wrapped over several rows](/x) and words.", 16)
    words = "a link that is wrapped over several rows"
    assert link == Link(7, 12, 12 + len(words), f"{BASE}x", words, 0, 12, image=False)
    assert link.mark == Mark(12, 52, "link.current")
    (first,) = links("[a](/x) word")
    assert first.mark == Mark(0, 1, "link.current")
    (nameless,) = links("![](view.png)")
    assert nameless.mark == Mark(-1, -1, "link.current", f"{BASE}view.png")


def test_a_link_says_where_it_begins_on_its_row() -> None:
    rows = rows_of("- 日本 [one](/1)\n- word [two](/2)")
    assert [(link.text, link.row, link.column) for link in links_of(0, rows)] == [("one", 0, 7), ("two", 1, 7)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a](/1)[b](/2)", [("a", "1"), ("b", "2")]),
        ("[a](/1) [b](/2)", [("a", "1"), ("b", "2")]),
        ("[a](/1) [b](/1)", [("a", "1"), ("b", "1")]),
        ("[a](/1), [b](/1)", [("a", "1"), ("b", "1")]),
        ("[*a* `b` c](/1)", [("a b c", "1")]),
        ("[one  two](/1)", [("one two", "1")]),
        ("<https://example.com/x> and https://example.com/y", [(f"{BASE}x", "x"), (f"{BASE}y", "y")]),
        ("no link, [none](javascript:x), `[none](/x)`", []),
        ("## [In a heading](/1)", [("In a heading", "1")]),
        ("> [!NOTE] See [a](/1)\n> [b](/2)", [("a", "1"), ("b", "2")]),
    ],
)
def test_links_are_told_from_their_neighbours(markdown: str, expected: list[tuple[str, str]]) -> None:
    found = [(link.text, link.href.removeprefix(BASE)) for link in links(markdown)]
    assert found == expected


@pytest.mark.parametrize("width", [9, 12, 20, 80])
def test_two_links_to_one_place_are_two_at_any_width(width: int) -> None:
    found = links("[first one](/1), [second one](/1)", width)
    assert [link.text for link in found] == ["first one", "second one"]
    rows = rows_of("[first one](/1), [second one](/1)", width)
    on_rows = [link.text for row in range(len(rows)) for link, _, _ in links_on(7, rows, row)]
    assert list(dict.fromkeys(on_rows)) == ["first one", "second one"]


@pytest.mark.parametrize("width", [20, 26, 34, 80])
def test_a_link_that_is_wrapped_in_a_cell_of_a_table_is_one(width: int) -> None:
    table = "| a | b |\n|---|---|\n| [first long link](/1) | [second long link](/2) |\n| [third one](/1) | word |\n"
    found = sorted(links(table, width), key=lambda link: link.start)
    assert [(link.text, link.href.removeprefix(BASE)) for link in found] == [
        ("first long link", "1"),
        ("second long link", "2"),
        ("third one", "1"),
    ]


def test_a_picture_that_stands_alone_is_a_link_with_or_without_words() -> None:
    (named,) = links("![A *view* of it](view.png)")
    assert (named.text, named.href, named.column, named.image) == ("A view of it", f"{BASE}view.png", 2, True)
    assert plain_text(parse("![A *view* of it](view.png)")[0])[named.start : named.end] == "A view of it"
    (nameless,) = links("![](view.png)")
    assert (nameless.start, nameless.end, nameless.href, nameless.image) == (-1, -1, f"{BASE}view.png", True)
    (long,) = links("![Words enough for several rows of text](view.png)", 14)
    assert long.text == "Words enough for several rows of text"


def test_footnotes_lead_there_and_back() -> None:
    text, notes = parse("Text[^a] and more[^b].\n\n[^a]: One.\n\n[^b]: Two, see [it](/x).\n", BASE)
    assert [link.href for link in links_of(0, layout(text, 80))] == ["#fn-1", "#fn-2"]
    assert [link.href for link in links_of(1, layout(notes, 80))] == ["#fnref-1", f"{BASE}x", "#fnref-2"]


@property_test
@given(st.one_of(MARKDOWN, golden), widths)
def test_a_links_text_is_that_of_the_block_and_every_linked_span_belongs_to_one(markdown: str, width: int) -> None:
    for block in parse(markdown, BASE):
        text, rows = plain_text(block), layout(block, width)
        found = links_of(0, rows)
        for link in found:
            assert link.start < 0 or "".join(text[link.start : link.end].split()) == "".join(link.text.split())
            spans = rows[link.row].spans
            columns = [sum(cells(before.text) for before in spans[:index]) for index in range(len(spans))]
            assert (link.column, link.href) in zip(columns, (span.href for span in spans), strict=True)
        for line in rows:
            for span in line.spans:
                if span.href and span.offset is not None:
                    within = [link for link in found if link.start <= span.offset < link.end]
                    assert [link.href for link in within] == [span.href]


@property_test
@given(st.one_of(MARKDOWN, golden), widths)
def test_the_cells_of_links_on_a_row_are_those_of_its_linked_spans(markdown: str, width: int) -> None:
    for block in parse(markdown, BASE):
        rows = layout(block, width)
        for number, line in enumerate(rows):
            expected, column = [], 0
            for span in line.spans:
                if span.href:
                    expected.append((span.href, column, column + cells(span.text)))
                column += cells(span.text)
            on_row = list(links_on(0, rows, number))
            assert [(link.href, start, end) for link, start, end in on_row] == expected
            for link, start, _ in on_row:
                offset = offset_at(line, start)
                if link.start >= 0 and offset is not None and "image" not in {r for s in line.spans for r in s.roles}:
                    assert link.start <= offset < link.end


def has_links(block: Block) -> bool:
    return bool(links_of(0, layout(block, 80, Options(wrap_code=True))))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_no_link_of_a_document_is_overlooked(path: object) -> None:
    markdown = path.read_text("utf-8")  # type: ignore[attr-defined]
    assert all(may_have_links(block) for block in parse(markdown, BASE) if has_links(block))


@pytest.mark.slow
def test_no_link_of_the_specifications_is_overlooked() -> None:
    for example in EXAMPLES:
        for block in parse(example.markdown, BASE):
            assert may_have_links(block) or not has_links(block), example.name


@pytest.mark.parametrize(
    "markdown",
    [
        '<IMG SRC="x.png"> words',
        'words <A HREF="/x">x</A>',
        'words <a\nhref="/x">x</a>',
        'words <Img src="x.png">',
        "https&colon;//example.com/x",
        "https:\\//example.com",
        "HTTPS://EXAMPLE.COM/x",
        "[x]\n\n[x]: /y",
        "<div>\n\n[x](/y)\n\n</div>",
        "<figure><img src='x.png'><figcaption>x</figcaption></figure>",
        "<details><summary><a href='/x'>x</a></summary>\n\nx\n\n</details>",
        "term\n: [x](/y)",
        "[t](/y)\n: x",
        "| [x](/y) |\n|---|\n| z |",
        "- - > [x](/y)",
        "text[^1]\n\n[^1]: x",
    ],
)
def test_no_way_to_write_a_link_is_overlooked(markdown: str) -> None:
    assert all(may_have_links(block) for block in parse(markdown, BASE) if has_links(block))


@property_test
@given(MARKDOWN)
def test_no_link_of_any_text_is_overlooked(markdown: str) -> None:
    assert all(may_have_links(block) for block in parse(markdown, BASE) if has_links(block))


@pytest.mark.parametrize(
    "markdown", ["Words only.", "# Heading", "```\n[x](y) https://example.com\n```", "---", "$$\nx\n$$"]
)
def test_what_can_have_no_link_is_not_looked_at(markdown: str) -> None:
    (block,) = parse(markdown)
    assert not may_have_links(block)


def test_the_examples_are_there() -> None:
    assert len(EXAMPLES) > 1_000
    assert json.dumps([path.stem for path in DOCUMENTS]).count("links") == 1
