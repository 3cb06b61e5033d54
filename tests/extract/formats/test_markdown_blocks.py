"""Markdown from elsewhere: containers, blocks of HTML, places that links lead to, code to the letter, local files."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blogreader.commonmark import block_parser
from blogreader.extract import Hints, extract, markdown_page, plain_page
from blogreader.extract.formats import markdown_addresses, markdown_blocks
from blogreader.extract.formats.markdown_blocks import code_lines, html_blocks
from blogreader.render import anchors, parse
from tests.conftest import scaled

URL = "https://example.org/posts/a"
NOTE = "> [!NOTE]\n> Body.\n\nAfter.\n"


def read(text: str, url: str = URL) -> str:
    return markdown_page(text, url, Hints()).text


@pytest.mark.parametrize(
    ("text", "callout"),
    [
        (":::note\nBody.\n:::\nAfter.", NOTE),
        ("::: note\n\nBody.\n\n:::\n\nAfter.", NOTE),
        ("::: {.callout-note}\nBody.\n:::\nAfter.", NOTE),
        (":::{note}\n:class: dropdown\n\nBody.\n:::\nAfter.", NOTE),
        ("```{note}\nBody.\n```\nAfter.", NOTE),
        ("!!! note\n    Body.\n\nAfter.", NOTE),
        ("???+ note\n\tBody.\n\nAfter.", NOTE),
        ("/// note\nBody.\n///\nAfter.", NOTE),
        ("{% note() %}\nBody.\n{% end %}\nAfter.", NOTE),
        ("{% note %}\nBody.\n{% endnote %}\nAfter.", NOTE),
        ('{{< callout type="note" >}}\nBody.\n{{< /callout >}}\nAfter.', NOTE),
        ("{{% notice note %}}\nBody.\n{{% /notice %}}\nAfter.", NOTE),
        (":::tip[A title]\nBody.\n:::", "> [!TIP] A title\n> Body.\n"),
        (":::tip A title\nBody.\n:::", "> [!TIP] A title\n> Body.\n"),
        ("::: {.callout-tip}\n## A title\n\nBody.\n:::", "> [!TIP] A title\n> Body.\n"),
        ('!!! tip "A title"\n    Body.', "> [!TIP] A title\n> Body.\n"),
        ("- item\n\n  :::tip\n  Body.\n  :::", "- item\n\n  > [!TIP]\n  > Body.\n"),
        ("::::tip\nOuter.\n:::warning\nInner.\n:::\n::::", "> [!TIP]\n> Outer.\n>\n> > [!WARNING]\n> > Inner.\n"),
        ("::: details More\nBody.\n:::", "<details>\n<summary>More</summary>\n\nBody.\n\n</details>\n"),
        ("::: columns\nBody.\n:::", "Body.\n"),
        ('=== "Linux"\n\n    Body.\n', "**Linux**\n\nBody.\n"),
    ],
)
def test_a_container_is_a_callout(text: str, callout: str) -> None:
    assert read(text) == callout


@pytest.mark.parametrize(
    "text",
    [
        "```\n:::note\nBody.\n:::\n```\n",
        "    :::note\n    Body.\n    :::\n",
        ":::note without an end\n",
        "Words ::: words\n",
        "{% raw %}\nBody.\n{% endraw %}\n",
        "```{python}\nprint()\n```\n",
        "A title\n===\n\nWords.\n\nAnother\n===\n",
    ],
)
def test_what_is_no_container_stays(text: str) -> None:
    assert read("Words.\n\n" + text) == "Words.\n\n" + text


def test_a_container_behind_one_without_an_end_is_a_callout() -> None:
    text = ":::note\n\n:::tip\nOne.\n:::\n\n{% note %}\n\n{% note %}\nTwo.\n{% endnote %}\n\n:::tip\nThree.\n:::\n"
    assert read(text) == (":::note\n\n> [!TIP]\n> One.\n\n{% note %}\n\n> [!NOTE]\n> Two.\n\n> [!TIP]\n> Three.\n")


@pytest.mark.slow
@pytest.mark.parametrize("piece", [":::note\n", "{% note %}\n", "/// note\n"])
def test_containers_without_an_end_take_no_longer_than_others(piece: str) -> None:
    began = time.process_time()
    assert read(piece * 8_000) == piece * 8_000
    assert read(f":::note\n{chr(10) * 200_000}Words.\n:::\n") == "> [!NOTE]\n> Words.\n"
    assert time.process_time() - began < 10


def test_blocks_of_html_are_read_as_markdown() -> None:
    text = read(
        'Words.\n\n<h3 align="center"><a href="/docs">Docs</a> | <a href="c">Chat</a></h3>\n\n'
        "<table>\n<tr><th>A</th><th>B</th></tr>\n\n<tr><td><a href='d'>x</a></td><td>y</td></tr>\n</table>\n\n"
        "<ol><li>one</li><li>two</li></ol>\n\n> <p>Said <a href='e'>here</a></p>\n\n"
        "- item\n\n  <ul><li>inner</li></ul>\n"
    )
    assert text == (
        "Words.\n\n### [Docs](https://example.org/docs) | [Chat](https://example.org/posts/c)\n\n"
        "| A | B |\n| --- | --- |\n| [x](https://example.org/posts/d) | y |\n\n1. one\n2. two\n\n"
        "> Said [here](https://example.org/posts/e)\n\n- item\n\n  - inner\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What follows a block stands apart from it, in its quotation or list.
        ("<pre>a</pre>\nText\n", "```\na\n```\n\nText\n"),
        ("> <pre>a</pre>\n> Text\n", "> ```\n> a\n> ```\n>\n> Text\n"),
        ("> <p>a</p>\n>\n> Text\n", "> a\n>\n> Text\n"),
        ("> > <p>a</p>\n> Text\n", "> > a\n>\n> Text\n"),
        ("> <p>a</p>\nText\n", "> a\n\nText\n"),
        ("<pre>a</pre>\n> Text\n", "```\na\n```\n>\n> Text\n"),
        ("- <ul><li>a</li><li>b</li></ul>\n\n  Text\n", "- - a\n  - b\n\n  Text\n"),
        ("1. > <p>a</p><p>b</p>\n", "1. > a\n   >\n   > b\n"),
        # A table or a list goes on behind its empty lines, and not behind text.
        ("<table>\n\n<tr><td>a</td><td>b</td></tr>\n\n</table>\n\nText\n", "| a | b |\n| --- | --- |\n\nText\n"),
        ("<ul>\n\n<li>a</li>\n\n<li>b</li>\n\n</ul>\n\n<p>c</p>\n\n<p>d</p>\n", "- a\n- b\n\nc\n\nd\n"),
        ("<table>\n\n<tr><td>a</td></tr>\n\nText\n\n</table>\n", "a\n\nText\n\n</table>\n"),
        ("</ul>\n\n<p>a</p>\n\n<p>b</p>\n", "</ul>\n\na\n\nb\n"),
        # Places stand before the next words, whatever these are in.
        ("<a id=x></a>\n\n# T\n\nText\n", '# <a id="x"></a>T\n\nText\n'),
        ("<a id=x></a>\n\n<p>T</p>\n\nText\n", '<a id="x"></a>T\n\nText\n'),
        ("<a id=x></a>\n<a name='y'/>\n\n> Text\n", '> <a id="x"></a><a id="y"></a>Text\n'),
        ("Text\n\n<a id=x></a>\n\n<!-- c -->\n\nMore\n", 'Text\n\n\n<!-- c -->\n\n<a id="x"></a>More\n'),
        ("<a id=x></a>\n\n```\na\n```\n\nText\n", "```\na\n```\n\nText\n"),
        ("<a id=x></a>\n\n- Text\n", "- Text\n"),
        ("Text\n\n<a id=x></a>\n", "Text\n"),
        # A disclosure on one line is HTML.
        ("<details><summary>S</summary><p>x</p></details>\n", "**S**\n\nx\n"),
        ("<div></div>\n\nText\n", "<div></div>\n\nText\n"),
    ],
)
def test_a_block_of_html_is_read_in_its_place(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text\n```\n[a](b)\n```\n[c](d)\n", "text\n```\n[a](b)\n```\n[c](/d)\n"),
        # Code in a line ends in its paragraph.
        ("a ` b\n\n[x](y) ` c\n", "a ` b\n\n[x](/y) ` c\n"),
        ("a ` b\n[x](y) ` c\n", "a ` b\n[x](y) ` c\n"),
        ("a `` ` [x](y) `` [x](y)\n", "a `` ` [x](y) `` [x](/y)\n"),
        ("[a\nb](c)\n", "[a\nb](/c)\n"),
        ("[a](<b c> 'T')\n", "[a](/b%20c 'T')\n"),
        ('[a](b_(c) "T")\n', '[a](/b_%28c%29 "T")\n'),
        ("[![a](b)](c)\n", "[![a](/b)](/c)\n"),
        ("[a](b c)\n", "[a](b c)\n"),
        ("[a]: b\n[^c]: d\n", "[a]: /b\n[^c]: d\n"),
        ("<a href='b'>x</a> <img alt=x src=\"c\">\n", "<a href='/b'>x</a> <img alt=x src=\"/c\">\n"),
        ("[a](javascript:b) [c](#d)\n", "[a]() [c](#d)\n"),
    ],
)
def test_addresses_are_made_absolute_outside_of_code(text: str, expected: str) -> None:
    assert read(text).replace("https://example.org/posts", "") == expected


def test_disclosures_comments_and_what_only_lays_out_stay() -> None:
    text = (
        '<details>\n<summary>S</summary>\n\nBody.\n\n</details>\n\n<!-- c -->\n\n<div align="center">\n\nx\n\n</div>\n'
    )
    assert read(text) == text


def test_names_are_places() -> None:
    text = read(
        'Words.\n\n<h2 id="usage">How to use it</h2>\n\nText.\n\n<a name="old"></a>\n\n## A heading\n\n'
        'Words <a id="here"></a>of a paragraph. [to usage](#usage) [old](#old) [here](#here)\n'
    )
    places = anchors(parse(text))
    assert [places[name][0] for name in ("usage", "how-to-use-it", "old", "a-heading", "here")] == [1, 1, 3, 3, 4]


def test_code_is_left_to_the_letter() -> None:
    code = (
        "Words.\n\n    handlers[i](event)\n    ![pic](p.png)\n\n- item\n\n      nested[0](code)\n\n"
        "1. one\n\n   ```\n   fenced[0](ok)\n   ```\n"
    )
    assert read(code) == code
    assert "table[key](arg)" in read("Words.\n\n<pre>\ntable[key](arg)\n</pre>\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n```\nb\n```\nc", {1, 2, 3}),
        ("a\n\n    b\n\n    c\n\nd", {2, 3, 4}),
        ("> ~~~\n> a\n\nb", {0, 1}),
        ("<pre>\na\n\nb\n</pre>\nc", {0, 1, 2, 3, 4}),
        ("  <TEXTAREA>a</TEXTAREA>\nb", {0}),
        ("<div>\na\n</div>\n\n`b`", set()),
    ],
)
def test_lines_of_code_are_those_of_the_parser(text: str, expected: set[int]) -> None:
    assert code_lines(text.split("\n")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a</p>", [(0, 1, "<p>a</p>")]),
        ("a\n\n<div>\nb\n</div>\n\nc", [(2, 5, "<div>\nb\n</div>\n")]),
        ("> <p>a\n> b</p>", [(0, 2, "<p>a\nb</p>")]),
        ("<a id='x'></a> <A NAME=y />\n\na", [(0, 1, "<a id='x'></a> <A NAME=y />")]),
        ("<a id='x'>a</a>", []),
        ("a <b>c</b>", []),
        ("a", []),
    ],
)
def test_blocks_of_html_are_those_of_the_parser_and_targets_of_links(
    text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert [(start, end, html.rstrip("\n")) for start, end, html in html_blocks(text.split("\n"))] == [
        (start, end, html.rstrip("\n")) for start, end, html in expected
    ]


CONTAINERS = ("> ", "- ", "1. ", "+\t", ": ", "~ ", "[^1]: ", "[^1]:", "# ", "| ", "|-|")
BEGINNINGS = ("```", "~~~", "<pre", "<p>", "<Script>", "<div>", "<a id=x></a>", "<a\n", "> id=x></a>", "<", "a")
BLANKS = (" ", "   ", "    ", "\t", "\n", "\n\n")


@example(["# ", "<a id=x></a>"])
@example(["a", "\n", "~ ", "<p>"])
@example(["a", "\n", ": ", "<p>"])
@example(["- ", "1. ", "> ", "[^1]:", "<p>"])
@settings(database=None, max_examples=scaled(400), derandomize=True)
@given(st.lists(st.sampled_from((*CONTAINERS, *BEGINNINGS, *BLANKS)), max_size=12))
def test_a_text_that_is_not_parsed_for_its_code_and_html_has_none(pieces: list[str]) -> None:
    lines = "".join(pieces).split("\n")
    found = markdown_blocks._parsed("\n".join(lines))
    assert (code_lines(lines), tuple(html_blocks(lines))) == found


def test_a_text_without_signs_of_code_and_html_is_not_parsed_and_another_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    class Parser:
        def parse(self, text: str, environment: dict[str, object]) -> object:
            parsed.append(text)
            return block_parser().parse(text, environment)

    monkeypatch.setattr(markdown_blocks, "block_parser", Parser)
    read("A first sentence.\n\n" + "![a](b.png)\n\n> c <b>d</b>\n\n- [e](f) `g`\n\n" * 20)
    assert not parsed
    read("A {.b} <p\n\n```\nc\n```\n\n<!-- d -->\n")
    assert len(parsed) == 1


def test_an_address_that_occurs_often_is_made_absolute_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def absolute(address: str, _: str) -> str:
        asked.append(address)
        return f"/{address}"

    monkeypatch.setattr(markdown_addresses, "absolute", absolute)
    assert read("Words.\n\n[a](b)\n\n> [c](b) <d>\n\n![e](f)\n").count("(/b)") == 2
    assert asked == ["b", "f"]


def test_links_of_local_files_lead_to_files_and_those_of_pages_do_not() -> None:
    text = '[b](b.md "B") [c](../c%20d.md#part) [self](a.md#x) [r][r] ![p](p.png)\n\n[r]: sub/e.md\n'
    page = markdown_page(text, "file:///notes/a.md", Hints())
    assert page.text == (
        '[b](file:///notes/b.md "B") [c](file:///c%20d.md#part) [self](#x) [r][r] ![p](file:///notes/p.png)\n\n'
        "[r]: file:///notes/sub/e.md\n"
    )
    assert page.images == ("file:///notes/p.png",)
    assert read("[a](file:///etc/passwd) ![b](file:///x.png)\n") == "[a]() ![b]()\n"


def test_the_lines_of_a_plain_text_are_kept_but_where_they_were_wrapped() -> None:
    wrapped = "The harbour keeps a slow clock and every boat that leaves\nis written in a book which nobody reads.\n"
    text = plain_page(f"A title\n=======\n\nroses\nviolets\n\n{wrapped}", Hints()).text
    assert text == f"A title\\\n\\=======\n\nroses\\\nviolets\n\n{wrapped}"


def test_lines_of_the_source_part_no_words_of_chinese() -> None:
    words = "港口有一个走得很慢的钟，每条离开的船都写在一本书里。" * 3
    page = f"<article><p>{words}\n<b>没有人</b>读它，\n<a href='/x'>直到冬天</a>来临 and\nmore.</p></article>"
    assert (
        extract(page, URL, Hints()).text == f"{words}**没有人**读它，[直到冬天](https://example.org/x)来临 and more.\n"
    )


@pytest.mark.parametrize("tag", ["body", "div", "td", "blockquote"])
def test_text_beside_paragraphs_keeps_its_line_breaks(tag: str) -> None:
    words = "The harbour keeps a slow clock and every boat that leaves is written in a book, which nobody reads. " * 3
    inside = f"<p>One. {words}</p>Two. {words}<br>Three. {words}<br><br><b>Four.</b> {words}<br>Five. {words}"
    around = {"td": "<table><tr><td>{}</td></tr></table>", "body": "{}"}.get(tag, f"<{tag}>{{}}</{tag}>")
    text = extract(f"<title>T</title><h1>T</h1>{around.format(inside)}", URL, Hints()).text
    lines = [line.strip("> ").split()[0] for line in text.splitlines() if line.strip("> ")]
    assert lines == ["One.", "Two.", "Three.", "**Four.**", "Five."]
