"""What a piece of Markdown is read as: callouts, tasks, pictures, disclosures, raw HTML, tables by their lines."""

import pytest

from blogreader.render import Block, parse
from blogreader.render.blocks import (
    Code,
    Context,
    Definition,
    DefinitionList,
    Details,
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
from blogreader.render.markdown.block_parser import read_items, read_table
from blogreader.render.markdown.tokens import block_tokens


def text(source: str) -> Paragraph:
    return Paragraph(Inline(source))


def summary(source: str) -> Inline:
    return Inline(source)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        # A callout has the kind that is named, or else is a note with its own name above it.
        ("> [!TIP]\n> Body", Quote((text("Body"),), "tip")),
        ("> [!hint]\n> Body", Quote((text("Body"),), "tip", Inline("Hint"))),
        *(
            (f"> [!{name}]\n> Body", Quote((text("Body"),), kind, Inline(name.capitalize()) if name != kind else None))
            for kind, names in (
                ("note", "note info abstract summary todo example"),
                ("tip", "tip hint success check done"),
                ("important", "important question help faq"),
                ("warning", "warning attention"),
                ("caution", "caution danger error failure fail missing bug"),
            )
            for name in names.split()
        ),
        ("> [!my-kind]\n> Body", Quote((text("Body"),), "note", Inline("My kind"))),
        ("> [!note] A *title*\n> Body", Quote((text("Body"),), "note", Inline("A *title*"))),
        ("> [!warning]- Folded\n> Body", Quote((text("Body"),), "warning", Inline("Folded"))),
        ("> [!warning|left]+\n> Body", Quote((text("Body"),), "warning")),
        (
            "> [!bug]\n>\n> Body\n>\n> - item",
            Quote((text("Body"), ListBlock(False, 1, (ListItem(None, (text("item"),)),))), "caution", Inline("Bug")),
        ),
        ("> [!NOTE]", Quote((), "note")),
        (f"> [!a{'b' * 60}]\n> x", Quote((text("x"),), "note", Inline(f"A{'b' * 60}"))),
        (f"> [!a{'b' * 61}]\n> x", Quote((text(f"[!a{'b' * 61}]\nx"),))),
        (f"> [!note|{'b' * 100}]\n> x", Quote((text("x"),), "note")),
        (f"> [!note|{'b' * 101}]\n> x", Quote((text(f"[!note|{'b' * 101}]\nx"),))),
        ("> [!1st]\n> x", Quote((text("[!1st]\nx"),))),
        ("> x [!note]", Quote((text("x [!note]"),))),
        ("> - [!note]", Quote((ListBlock(False, 1, (ListItem(None, (text("[!note]"),)),)),))),
        # Tasks.
        ("- [ ] to do", ListBlock(False, 1, (ListItem(False, (text("to do"),)),))),
        ("- [x] done\n- [X] done", ListBlock(False, 1, (ListItem(True, (text("done"),)),) * 2)),
        ("- [y] text", ListBlock(False, 1, (ListItem(None, (text("[y] text"),)),))),
        ("- [x]", ListBlock(False, 1, (ListItem(None, (text("[x]"),)),))),
        ("- [x] a\n\n  b", ListBlock(False, 1, (ListItem(True, (text("a"), text("b"))),), tight=False)),
        # Lists: where they begin, and how far their items are apart.
        ("7. a\n8. b", ListBlock(True, 7, (ListItem(None, (text("a"),)), ListItem(None, (text("b"),))))),
        ("0. a", ListBlock(True, 0, (ListItem(None, (text("a"),)),))),
        ("1. a", ListBlock(True, 1, (ListItem(None, (text("a"),)),))),
        ("- a\n\n- b", ListBlock(False, 1, (ListItem(None, (text("a"),)), ListItem(None, (text("b"),))), tight=False)),
        (
            "- a\n  - b\n\n  - c",
            ListBlock(
                False,
                1,
                (
                    ListItem(
                        None,
                        (
                            text("a"),
                            ListBlock(
                                False, 1, (ListItem(None, (text("b"),)), ListItem(None, (text("c"),))), tight=False
                            ),
                        ),
                    ),
                ),
            ),
        ),
        # Definitions.
        ("Term\n: one", DefinitionList((Definition((Inline("Term"),), ((text("one"),),)),))),
        (
            "Term\n\n: one\n: two\n\n    three\n\nOther\n: *four*",
            DefinitionList(
                (
                    Definition((Inline("Term"),), ((text("one"),), (text("two"), text("three"))), several=True),
                    Definition((Inline("Other"),), ((text("*four*"),),)),
                )
            ),
        ),
        # What else there is.
        ("### Title", Heading(3, Inline("Title"))),
        ("***", Rule()),
        ("```py\na\n```", Code("a", "py")),
        ("``` a&amp;b\\!\na\n\n```", Code("a\n", "a&b!")),
        ("    a\n    b", Code("a\nb")),
        ("$$\n  a\n    b\n$$", Math("a\n  b")),
    ],
)
def test_a_construct_of_markdown_is_read_as_a_block(markdown: str, expected: Block) -> None:
    assert parse(markdown) == (expected,)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        # A paragraph of pictures is these pictures, in one line or several.
        ("![a](/x)", [Image("a", "https://a.example/x")]),
        ("![a](/x)\n![b](/y) ![c](/z)", [Image(name, f"https://a.example/{end}") for name, end in ("ax", "by", "cz")]),
        ("![a](/x)  \n![b](/y)", [Image("a", "https://a.example/x"), Image("b", "https://a.example/y")]),
        ('![a](/x "A caption")', [Image("a", "https://a.example/x", "A caption")]),
        (
            "[![a](/x)](/target) ![b](/y)",
            [Image("a", "https://a.example/x", link="https://a.example/target"), Image("b", "https://a.example/y")],
        ),
        ("[![a](/x)](javascript:x)", [Image("a", "https://a.example/x")]),
        ("![a](/x) and words", [text("![a](/x) and words")]),
        ("![a", [text("![a")]),
        # Raw HTML: its pictures, and its text.
        (
            "<div><img src='/x' alt='a'><img src='/y'></div>",
            [Image("a", "https://a.example/x"), Image("", "https://a.example/y")],
        ),
        ("<div><img src='/x' alt='a'>words</div>", [Image("a", "https://a.example/x"), Html("words")]),
        (
            "<figure><img src='/x' alt='a'><figcaption>A <b>caption</b></figcaption></figure>",
            [Image("a", "https://a.example/x", "A caption")],
        ),
        (
            "<figure><img src='/x'><img src='/y'><FigCaption>Both</FigCaption></figure>",
            [Image("", "https://a.example/x"), Image("", "https://a.example/y"), Html("Both")],
        ),
        ("<figure><figcaption>None</figcaption></figure>", [Html("None")]),
        ("<pre>a\n  b</pre>", [Code("a\n  b")]),
        ("  <PRE>a</PRE>", [Code("a")]),
        ("<pre></pre>", []),
        ("<!-- nothing -->", []),
    ],
)
def test_pictures_and_raw_html_are_read_as_what_they_show(markdown: str, expected: list[Block]) -> None:
    assert parse(markdown, "https://a.example/b") == tuple(expected)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("<details>\n\nA\n\n</details>\n\nB", [Details(summary("Details"), (text("A"),)), text("B")]),
        (
            "<details><summary>More <b>on</b> it</summary>\n\nA\n\n</details>",
            [Details(summary("More on it"), (text("A"),))],
        ),
        # What stands beside the summary, even if it is the same.
        (
            "<details open>\n<summary>S</summary>\nrest\n\nA\n\n</details>",
            [Details(summary("S"), (Html("rest"), text("A")))],
        ),
        ("<details><SUMMARY class=x>S</SUMMARY>S\n\nA\n\n</details>", [Details(summary("S"), (Html("S"), text("A")))]),
        ("<details><summary>S\n\nA\n\n</details>", [Details(summary("S"), (text("A"),))]),
        # HTML in it ends nothing, its own end does, however that is written.
        (
            "<details>\n\n<div>x</div>\n\nA\n\n</DETAILS>\n\nB",
            [Details(summary("Details"), (Html("x"), text("A"))), text("B")],
        ),
        ("<details>\n\nA\n\n<p>x</p></details>\n\nB", [Details(summary("Details"), (text("A"), Html("x"))), text("B")]),
        (
            "> <details>\n>\n> A\n\nB\n\n</details>\n\nC",
            [Quote((Details(summary("Details"), (text("A"),)),)), text("B"), text("C")],
        ),
        # One of which there is no end is text.
        ("<details>words\n\nA", [Html("words"), text("A")]),
        (
            "<details>\n\nA\n\n<details>\n\nB\n\n</details>\n\nC",
            [Details(summary("Details"), (text("A"), Details(summary("Details"), (text("B"),)), text("C")))],
        ),
        ("<details>\n\nA\n\n</details>\n\n" * 10, [Details(summary("Details"), (text("A"),))] * 10),
    ],
)
def test_a_disclosure_contains_what_stands_before_its_end(markdown: str, expected: list[Block]) -> None:
    assert parse(markdown) == tuple(expected)


def depth(block: Block) -> int:
    return 1 + max(map(depth, block.blocks), default=0) if isinstance(block, Details | Quote) else 0


def test_disclosures_are_nested_eight_deep_and_quotations_until_the_parser_gives_up() -> None:
    for levels, expected in ((7, 7), (8, 8), (9, 8)):
        (outermost,) = parse("<details>\n\n" * levels + "kept\n\n" + "</details>\n\n" * levels)
        assert depth(outermost) == expected
        assert "kept" in repr(outermost)
    *_, last = parse("<details>\n\nA\n\n</details>\n\n" * 3 + "<details>\n\n" * 9 + "kept\n\n" + "</details>\n\n" * 9)
    assert depth(last) == 8
    for levels in (24, 47):
        (outermost,) = parse(f"{'> ' * levels}kept")
        assert depth(outermost) == levels
    assert parse(f"Above.\n\n{'> ' * 48}kept *as it is*\n\nBelow.") == (
        text("Above."),
        text(f"{'> ' * 48}kept *as it is*"),
        text("Below."),
    )


# By their lines


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("|a|b|\n|-|-|\n|c|d|\n", [["c", "d"]]),
        ("|a|b|\n|-|-|\n| c | d |  \n|e|f|", [["c", "d"], ["e", "f"]]),
        # Cells that are missing are empty, and those that are too many are none.
        ("|a|b|\n|-|-|\n|c|\n|d|e|f|\n", [["c", ""], ["d", "e"]]),
        ("|a|b|\n|-|-|\n||c|\n| | |\n", [["", "c"], ["", ""]]),
        # An escaped bar is a letter.
        ("|a|b|\n|-|-|\n|c\\|d|e|\n|f|g\\||\n", [["c|d", "e"], ["f", "g|"]]),
    ],
)
def test_a_table_is_read_by_its_lines_as_the_parser_reads_it(source: str, rows: list[list[str]]) -> None:
    header = (Inline("a"), Inline("b"))
    expected = Table(header, tuple(tuple(map(Inline, row)) for row in rows), ("left", "left"))
    assert read_table(source, Context()) == [expected]
    assert parse(source) == (expected,)


def test_the_columns_of_a_table_have_their_alignments() -> None:
    source = "|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|\n"
    for (table,) in (read_table(source, Context()) or [], parse(source)):
        assert isinstance(table, Table)
        assert table.alignments == ("left", "center", "right", "left")


@pytest.mark.parametrize("source", ["|a|b|\n|-|\n|c|d|\n", "words\n", "|a|\n|-|x\n|b|\n", "> |a|\n> |-|\n"])
def test_what_the_parser_takes_for_no_table_is_none(source: str) -> None:
    assert read_table(source, Context()) is None


def test_as_many_cells_are_added_to_a_table_as_the_parser_adds() -> None:
    head = "|a" * 1_025 + "|\n" + "|-" * 1_025 + "|\n"
    assert read_table(head + "|x|\n" * 64, Context()) is not None
    assert read_table(head + "|x|\n" * 64 + "|x" * 1_024 + "|\n", Context()) is None


def test_a_list_is_read_with_all_its_items_and_nothing_else_is() -> None:
    def read(source: str) -> ListBlock | None:
        return read_items(block_tokens(source)[0], source, Context(), {})

    items = tuple(ListItem(None, (text(word),)) for word in ("a", "b"))
    assert read("- a\n- b\n") == ListBlock(False, 1, items)
    assert read("3. a\n4. b\n") == ListBlock(True, 3, items)
    many = read("- a\n" * 50)
    assert many is not None
    assert len(many.items) == 50
    for other in ("- a\n\nwords\n", "- a\n+ b\n", "words\n", ""):
        assert read(other) is None
