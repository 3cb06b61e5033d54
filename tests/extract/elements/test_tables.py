"""Tables, lists, quotations and disclosures of pages, and which tables only lay out a page."""

import pytest

from blogreader.extract import Hints, extract
from tests.extract.test_rare_markup import between


def below_words(html: str) -> str:
    """Return the Markdown for HTML below a paragraph."""
    return between(f"<p>Before it.</p>{html}").removeprefix("Before it.").strip("\n")


def test_a_table_is_a_table_unless_it_only_lays_out_the_page() -> None:
    for html, markdown in [
        ("<table><tr><td>c</td><td>d</td></tr></table>", "| c | d |\n| --- | --- |"),
        ("<table><tr><td>a</td></tr></table>", "a"),
        ("<table></table>", ""),
        ("<table><tr><td></td></tr></table>", ""),
        (
            (
                "<table><tr><td>c</td><td>d</td></tr><tr><td><table><tr><td>c</td><td>d</td></tr></table></td>"
                "<td>e</td></tr></table>"
            ),
            "c d c d e",
        ),
        (
            (
                "<table role=presentation><thead><tr><th>a</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr>"
                "</tbody></table>"
            ),
            "a c d",
        ),
        (
            (
                "<table role=presentation><caption>a</caption><colgroup><col></colgroup><tr><td>c</td><td>d</td>"
                "</tr><tfoot><tr><td>e</td></tr></tfoot></table>"
            ),
            "a c d e",
        ),
        (
            (
                "<table role=presentation><tr><td><p>a</p></td><td>b</td><td>c<br>d</td><td>e<br><br>f</td><td>"
                "<h3>g</h3></td></tr></table>"
            ),
            "a\n\nb c  \nd\n\ne  \n\nf\n\n### g",
        ),
        ("<table><caption>Words</caption><tr><td>c</td><td>d</td></tr></table>", "*Words*\n\n| c | d |\n| --- | --- |"),
        # Paragraphs in cells.
        (
            "<table><tr><td><p>a</p></td><td><p>b</p><p>c</p></td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b<br>c |\n| --- | --- |\n| c | d |",
        ),
        (
            "<table><tr><td><div>a</div></td><td><p>b</p> c</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b c |\n| --- | --- |\n| c | d |",
        ),
        # The first row is the head, though it has no such cells.
        (
            ("<table><tr><td>a <b>b</b></td><td><a href='/x'>c</a></td></tr><tr><td>c</td><td>d</td></tr></table>"),
            "| a **b** | [c](https://blog.example/x) |\n| --- | --- |\n| c | d |",
        ),
        (
            "<table><tr><td>c</td><td>d</td></tr><tr><th>a</th><td>b</td></tr></table>",
            "| c | d |\n| --- | --- |\n| a | b |",
        ),
        (
            (
                "<table><tr><td><a href='/x'>a</a></td><td><a href='/y'>b</a></td></tr><tr><td><a href='/x'>a</a>"
                "</td><td><a href='/y'>b</a></td></tr></table>"
            ),
            (
                "| [a](https://blog.example/x) | [b](https://blog.example/y) |\n| --- | --- |\n| "
                "[a](https://blog.example/x) | [b](https://blog.example/y) |"
            ),
        ),
    ]:
        assert below_words(html) == markdown, html


def test_columns_are_aligned_as_their_page_says() -> None:
    for html, markdown in [
        (
            ("<table><tr><td>a</td><td style='text-align:center'>b</td></tr><tr><td>c</td><td>d</td></tr></table>"),
            "| a | b |\n| --- | :---: |\n| c | d |",
        ),
        (
            ("<table><tr><td>a</td><td style='TEXT-ALIGN : Right;'>b</td></tr><tr><td>c</td><td>d</td></tr></table>"),
            "| a | b |\n| --- | ---: |\n| c | d |",
        ),
        (
            ("<table><tr><td>a</td><td style='text-align:justify'>b</td></tr><tr><td>c</td><td>d</td></tr></table>"),
            "| a | b |\n| --- | --- |\n| c | d |",
        ),
        (
            (
                "<table><tr><td>a</td><td style='vertical-align:top' align=right>b</td></tr><tr><td>c</td>"
                "<td>d</td></tr></table>"
            ),
            "| a | b |\n| --- | ---: |\n| c | d |",
        ),
        (
            (
                "<table><tr><td>a</td><td style='text-align:left' align=right>b</td></tr><tr><td>c</td><td>d</td>"
                "</tr></table>"
            ),
            "| a | b |\n| --- | :--- |\n| c | d |",
        ),
        (
            "<table><tr><td>a</td><td align=CENTER>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | :---: |\n| c | d |",
        ),
        (
            "<table><tr><td>a</td><td align=char>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c | d |",
        ),
        (
            "<table><tr><td>a</td><td class=text-center>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | :---: |\n| c | d |",
        ),
        (
            "<table><tr><td>a</td><td class='x align-right y'>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | ---: |\n| c | d |",
        ),
        (
            "<table><tr><td>a</td><td class=org-left>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | :--- |\n| c | d |",
        ),
        (
            "<table><tr><td>a</td><td class=center>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c | d |",
        ),
        (
            "<table><tr><td>a</td><td class=textcenter>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c | d |",
        ),
        (
            (
                "<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td align=right>c</td></tr><tr><td>c</td>"
                "<td>d</td></tr></table>"
            ),
            "| a |  |\n| --- | ---: |\n| b | c |\n| c | d |",
        ),
        (
            "<table><tr><td></td><td align=right>c</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "|  | c |\n| --- | ---: |\n| c | d |",
        ),
        (
            (
                "<blockquote><table><tr><td>a</td><td align=right>c</td></tr><tr><td>c</td><td>d</td></tr></table>"
                "</blockquote>"
            ),
            "> | a | c |\n> | --- | ---: |\n> | c | d |",
        ),
        ("<table role=presentation><tr><td align=right>a</td><td>b</td></tr></table>", "a b"),
        ("<table><tr><td align=right><b>a</b></td><td>b</td></tr></table>", "| **a** | b |\n| ---: | --- |"),
    ]:
        assert below_words(html) == markdown, html


def test_a_quotation_keeps_apart_from_what_precedes_it() -> None:
    for html, markdown in [
        ("<blockquote>a</blockquote><blockquote>b</blockquote>", "> a\n\n> b"),
        ("<blockquote>a</blockquote> <!-- x --> <blockquote>b</blockquote>", "> a\n\n> b"),
        ("<div><blockquote>a</blockquote></div><div><blockquote>b</blockquote></div>", "> a\n\n> b"),
        (
            (
                "<section><figure><blockquote>a</blockquote></figure></section><section><div>"
                "<blockquote>b</blockquote></div></section>"
            ),
            "> a\n\n> b",
        ),
        ("a<blockquote>b</blockquote>", "a\n\n> b"),
        ("<ul><li>a<blockquote>b</blockquote></li></ul>", "- a\n\n  > b"),
        ("<ul><li><blockquote>b</blockquote></li></ul>", "- > b"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        ("<blockquote><blockquote>b</blockquote></blockquote>", "> > b"),
        ("<blockquote><p>a</p></blockquote><p>b</p><blockquote>c</blockquote>", "> a\n\nb\n\n> c"),
    ]:
        assert below_words(html) == markdown, html


def test_a_summary_is_strong_unless_it_only_says_that_code_is_folded() -> None:
    for html, markdown in [
        ("<details><summary>A title</summary><p>b</p></details>", "**A title**\n\nb"),
        ("<details><summary><h3>A <span>title</span></h3></summary><p>b</p></details>", "**A title**\n\nb"),
        ("<details><summary><b>A</b> title</summary><p>b</p></details>", "**A title**\n\nb"),
        ("<details><summary>Code</summary><pre>x</pre></details>", "```\nx\n```"),
        ("<details><summary>Show code</summary><pre>x</pre></details>", "```\nx\n```"),
        ("<details><summary>show the code</summary><pre>x</pre></details>", "```\nx\n```"),
        ("<details><summary>Hide R code</summary><pre>x</pre></details>", "```\nx\n```"),
        ("<details><summary>View source code</summary><pre>x</pre></details>", "```\nx\n```"),
        ("<details><summary>Ver código</summary><pre>x</pre></details>", "```\nx\n```"),
        ("<details><summary>Voir le code</summary><pre>x</pre></details>", "```\nx\n```"),
        ("<details><summary>Код</summary><pre>x</pre></details>", "```\nx\n```"),
        ("<details><summary>显示代码</summary><pre>x</pre></details>", "```\nx\n```"),
        ("<details><summary>Code of it</summary><pre>x</pre></details>", "**Code of it**\n\n```\nx\n```"),
        ("<details><summary></summary><pre>x</pre></details>", "```\nx\n```"),
        ("<details><summary>Code</summary><pre>x</pre><p>b</p></details>", "**Code**\n\n```\nx\n```\n\nb"),
        ("<details><summary>Code</summary><p>b</p></details>", "**Code**\n\nb"),
        ("<details><summary>Code</summary></details>", "**Code**"),
        (
            "<details><summary>Code</summary><pre>x</pre><img src=/a.png></details>",
            "**Code**\n\n```\nx\n```\n\n![](https://blog.example/a.png)",
        ),
        ("<details><summary>Code</summary><pre>x</pre> <pre>y</pre></details>", "```\nx\n```\n\n```\ny\n```"),
        ("<div><summary>Code</summary><pre>x</pre></div>", "**Code**\n\n```\nx\n```"),
    ]:
        assert below_words(html) == markdown, html


def test_lists_of_terms_tasks_and_nested_lists() -> None:
    for html, markdown in [
        ("<dl><dt>a</dt><dd>b</dd></dl>", "**a**\n\nb"),
        ("<dl><dt>a <i>b</i></dt><dd>c</dd></dl>", "**a *b***\n\nc"),
        ("<dl><dt><strong>a</strong> b</dt><dd>c</dd></dl>", "**a** b\n\nc"),
        ("<dl><dt><p>a</p></dt><dd>c</dd></dl>", "a\n\nc"),
        ("<dl><dt></dt><dd>c</dd></dl>", "c"),
        ("<dl><dt><div>a</div></dt><dd>c</dd></dl>", "a\n\nc"),
        ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "**a**\n\nb"),
        ("<dl><dt><h3>a</h3></dt><dd>c</dd></dl>", "### a\n\nc"),
        # Tasks.
        (
            (
                "<ul class=checklist><li><p><i class='fa fa-check-square-o'></i> a</p></li><li><p><i class='fa "
                "fa-square-o'></i> b</p></li><li><p>c</p></li></ul>"
            ),
            "- [x] a\n\n- [ ] b\n\n- c",
        ),
        (
            (
                "<ul class=checklist><li><p>✓ a</p></li><li><p>❐ b</p></li><li><p>❏ b</p></li><li><p>☐ c</p></li>"
                "<li><p>✓d</p></li><li><p><b>✓ e</b></p></li></ul>"
            ),
            "- [x] a\n\n- ❐ b\n\n- [ ] b\n\n- [ ] c\n\n- ✓d\n\n- **✓ e**",
        ),
        (
            (
                "<ul class=org-ul><li class=on><code>[X]</code> a</li><li class=off><code>[ ]</code> b</li><li "
                "class=on><code>[X]</code>x</li><li class=on>c</li><li><code>[X]</code> d</li></ul>"
            ),
            "- [x] a\n- [ ] b\n- [x] x\n- c\n- `[X]` d",
        ),
        # One paragraph in each item.
        ("<ul class=simple><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n\n- b"),
        ("<ul class=simple><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>", "- a\n\n  b\n\n- c"),
        ("<ol class=simple><li><p>a</p><ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n   - b\n2. c"),
        # Lists beside items.
        ("<ul><li>a</li><ul><li>b</li></ul><ol><li>c</li></ol><li>d</li></ul>", "- a\n  - b\n  1. c\n- d"),
        ("<ul><ol><li>a</li></ol><li>b</li></ul>", "- a\n- b"),
        ("<ul><li>a</li><p>x</p><ul><li>b</li></ul></ul>", "- a\n  - b\n\nx"),
        # Notes on a listing.
        (
            (
                "<div class=colist><table><tr><td>1</td><td>a <b>b</b></td></tr><tr><td>2</td><td>c</td></tr>"
                "</table></div>"
            ),
            "1. a **b**\n2. c",
        ),
        ("<dl class=code-annotation-container-grid><dt>1</dt><dd>a</dd><dt>2</dt><dd>b</dd></dl>", "1. a\n2. b"),
        ("<div class=other><table><tr><td>1</td><td>a</td></tr></table></div>", "| 1 | a |\n| --- | --- |"),
        # Lists beside each other.
        ("<ul><li>a</li></ul><ul><li>b</li></ul><ul><li>c</li></ul>", "- a\n\n* b\n\n- c"),
        ("<ul><li>a</li></ul>x<ul><li>b</li></ul>", "- a\n\nx\n\n- b"),
        ("<ul><li></li></ul><ul><li>b</li></ul>", "- b"),
        ("<ul><li>a</li></ul><ul><li></li></ul>", "- a"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n1) b"),
        ("<ul><li><code>a</code></li></ul><ul><li><code>b</code></li></ul>", "- `a`\n\n* `b`"),
        ("<ol start=2><li>a</li><li value=3>b</li></ol>", "2. a\n3. b"),
        ("<ol start=x><li>a</li></ol>", "1. a"),
        ("<ol><li>a</li><li value=5>b</li><li>c</li></ol>", "1. a\n\n5) b\n6) c"),
        ("<ol reversed start=9><li>a</li><li>b</li></ol>", "9. a\n\n8) b"),
        ("<ol start=2><li value=2>a</li></ol>", "2. a"),
        ("<ol><li value=2>a</li><p>x</p><li>b</li></ol>", "2. a\n3. b\n\nx"),
        ("<ol reversed><li>a</li><li>b</li><li>c</li></ol>", "3. a\n\n2) b\n\n1. c"),
        # Breaks.
        (
            "<ul><li>a<br>b<table><tr><td>c<br>d</td><td>e</td></tr></table></li></ul>",
            "- a  \n  b\n\n  | c<br>d | e |\n  | --- | --- |",
        ),
    ]:
        assert below_words(html) == markdown, html


def test_items_that_word_saves_as_paragraphs() -> None:
    for html, markdown in [
        (
            (
                "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>1.</span>a</p><p "
                "class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>2.</span>b</p>"
            ),
            "1. a\n2. b",
        ),
        (
            (
                "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>·</span>a</p><p "
                "class=MsoListParagraph style='mso-list:l0 level3 lfo1'><span>a)</span>b</p><p "
                "class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span>b)</span>c</p><p "
                "class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>·</span>d</p>"
            ),
            "- a\n  1. b\n  2. c\n- d",
        ),
        ("<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span>iv.</span>a</p>", "1. a"),
        ("<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>1234.</span>a</p>", "1234\\.a"),
        ("<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>ab.</span>a</p>", "ab.a"),
        ("<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>1</span>a</p>", "1a"),
        ("<p class=MsoNormal style='mso-list:l0 level1 lfo1'><span>1.</span>a</p>", "1\\.a"),
        (
            (
                "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span>·</span>a</p><p "
                "class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>·</span>b</p>"
            ),
            "- a\n- b",
        ),
        (
            "<p class=MsoListParagraph><span>·</span>a</p><p>x</p><p class=MsoListParagraph><span>·</span>b</p>",
            "- a\n\nx\n\n- b",
        ),
        ("<p class=MsoListParagraph>x <span>·</span></p>", "x ·"),
    ]:
        assert below_words(html) == markdown, html


@pytest.mark.parametrize(
    ("tag", "is_layout"),
    [("p", True), ("ul", True), ("ol", True), ("h2", True), ("h3", True), ("blockquote", True), ("h4", False)],
)
def test_parts_of_a_text_make_a_long_cell_layout(tag: str, is_layout: bool) -> None:
    text = f"{'a' * 801}{f'<{tag}>b</{tag}>' * 3}"
    assert ("|" not in below_words(f"<table><tr><td>{text}</td><td>x</td></tr></table>")) is is_layout
    for head in ("<tr><th>h</th></tr>", "<thead></thead>"):
        assert "|" in below_words(f"<table>{head}<tr><td>{text}</td><td>x</td></tr></table>")


def test_a_quotation_around_the_whole_is_its_margin_if_nobody_would_quote_so_much() -> None:
    for length, is_quoted in ((999, True), (1_000, False)):
        page = f"<html><body><article><blockquote><p>{'boat ' * 100}{'x' * (length - 500)}</p></blockquote></article>"
        assert extract(page, "https://blog.example/x", Hints()).text.startswith("> ") is is_quoted


_CAPTIONED = (
    "<table class=tr-caption-container><tr><td><a href=/i.jpg><img src=/a.jpg></a></td></tr>"
    "<tr><td class=tr-caption>By <b>night</b></td></tr></table>"
)
_FIGURE = "[![](https://blog.example/a.jpg)](https://blog.example/i.jpg)\n\n*By **night***"


def test_a_picture_that_blogger_sets_above_its_caption_in_a_table_is_a_figure() -> None:
    for html, markdown in [
        (_CAPTIONED, _FIGURE),
        (f"{_CAPTIONED}After<br>it", f"{_FIGURE}\n\nAfter  \nit"),
        (f"{_CAPTIONED}{_CAPTIONED}", f"{_FIGURE}\n\n{_FIGURE}"),
        (f"<table><tr><td>{_CAPTIONED}</td><td>Beside it</td></tr></table>", f"{_FIGURE}\n\nBeside it"),
        # Neither without a caption nor with a picture in several cells.
        (
            _CAPTIONED.replace("=tr-caption>", "=other>"),
            "| [![](https://blog.example/a.jpg)](https://blog.example/i.jpg) |\n| --- |\n| By **night** |",
        ),
        (
            _CAPTIONED.replace("By", "<img src=/b.jpg> By"),
            (
                "| [![](https://blog.example/a.jpg)](https://blog.example/i.jpg) |\n| --- |\n"
                "| ![](https://blog.example/b.jpg) By **night** |"
            ),
        ),
    ]:
        assert below_words(html) == markdown, html


def test_what_a_table_lays_out_stands_in_lines_of_its_own() -> None:
    for html, markdown in [
        ("Above<table><tr><td>a</td></tr></table>Below<br>it", "Above\n\na\n\nBelow  \nit"),
        ("<p>Above<table><tr><td><b>a</b></td></tr></table>Below", "Above\n\n**a**\n\nBelow"),
        ("Above<table role=presentation><tr><td>a</td><td>b</td></tr></table><i>Below</i>", "Above\n\na b\n\n*Below*"),
    ]:
        assert below_words(f"<div>{html}</div>") == markdown, html
