"""Callouts, lists and tables of all generators as Markdown, construct by construct."""

import pytest

from tests.extract.test_rare_markup import between

TYPES = {
    "NOTE": "note secondary seealso primary",
    "INFO": "info",
    "TIP": "tip hint success success-alert",
    "IMPORTANT": "important",
    "WARNING": "warning attention warn",
    "CAUTION": "caution",
    "DANGER": "danger error",
    "BUG": "bug",
    "ABSTRACT": "abstract summary",
    "TODO": "todo",
    "QUESTION": "question",
    "EXAMPLE": "example",
    "QUOTE": "quote",
    "FAILURE": "failure",
}
KINDS = [(word, kind) for kind, words in TYPES.items() for word in words.split()]


@pytest.mark.parametrize(("word", "kind"), KINDS)
def test_the_word_in_the_class_of_a_box_is_its_type(word: str, kind: str) -> None:
    assert between(f"<div class='admonition {word}'><p>Mind it.</p></div>") == f"> [!{kind}]\n> Mind it."


@pytest.mark.parametrize(("word", "kind"), KINDS)
def test_a_title_that_is_only_the_type_is_not_repeated(word: str, kind: str) -> None:
    title = "<p class='admonition-title'>%s</p><p>Mind it.</p>"
    said = f"> [!{kind}]\n> Mind it."
    assert between(f"<div class='admonition {word}'>{title % f'{word.upper()}:'}</div>") == said
    assert between(f"<div class='admonition {word}'>{title % f'{kind.lower()}!'}</div>") == said
    own = f"> [!{kind}] A title\n> Mind it."
    assert between(f"<div class='admonition {word}'>{title % 'A title'}</div>") == own


@pytest.mark.parametrize(
    ("sign", "kind"),
    [
        ("💡", "TIP"),
        ("⚠️", "WARNING"),
        ("ℹ️", "INFO"),
        ("❗", "IMPORTANT"),
        ("🚫", "DANGER"),
        ("🚨", "DANGER"),
        ("❌", "DANGER"),
    ],
)
def test_the_sign_in_front_of_a_box_is_its_type(sign: str, kind: str) -> None:
    box = f"<div class='callout'><div>{sign}</div><div>Mind it.</div></div>"
    assert between(box) == f"> [!{kind}]\n> Mind it."
    assert "[!" not in between(box.replace("callout", "other"))
    assert "[!" not in between(box.replace(sign, "🌍"))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        # Of several words the one that is not the theme's name for its boxes.
        ("<div class='note note-danger'><p>Mind it.</p></div>", "> [!DANGER]\n> Mind it."),
        ("<div class='hint hint-warning'><p>Mind it.</p></div>", "> [!WARNING]\n> Mind it."),
        ("<p class='tip'>Mind it.</p>", "> [!TIP]\n> Mind it."),
        ("<div class='callout' data-callout='warning'><p>Mind it.</p></div>", "> [!WARNING]\n> Mind it."),
        ("<div class='callout' data-callout='own'><p>Mind it.</p></div>", "> [!OWN]\n> Mind it."),
        (
            "<div class='callout' data-callout='tip' data-callout-fold='-'><p>Mind it.</p></div>",
            "> [!TIP]-\n> Mind it.",
        ),
        (
            "<div class='callout' data-callout='tip' data-callout-fold='+'><p>Mind it.</p></div>",
            "> [!TIP]+\n> Mind it.",
        ),
        (
            "<div class='callout' data-callout='tip' data-callout-fold='x'><p>Mind it.</p></div>",
            "> [!TIP]\n> Mind it.",
        ),
        ("<div class='callout tip' data-callout-fold='-'><p>Mind it.</p></div>", "> [!TIP]\n> Mind it."),
        # Titles in every form.
        ("<details class='note'><summary>A title</summary><p>Mind it.</p></details>", "> [!NOTE] A title\n> Mind it."),
        ("<div class='tip'><p class='title'>A title</p><p>Mind it.</p></div>", "> [!TIP] A title\n> Mind it."),
        ("<div class='tip'><h3 class='title'>A title</h3><p>Mind it.</p></div>", "> [!TIP] A title\n> Mind it."),
        ("<div class='tip'><strong>Tip:</strong><p>Mind it.</p></div>", "> [!TIP]\n> Mind it."),
        ("<div class='tip'><strong>Hint</strong><p>Mind it.</p></div>", "> [!TIP]\n> Mind it."),
        ("<div class='tip'><strong>Words</strong><p>Mind it.</p></div>", "> [!TIP]\n> **Words**\n>\n> Mind it."),
        (
            "<div class='admonition'><p class='admonition-title'>A title</p><p>Mind it.</p></div>",
            "> [!NOTE] A title\n> Mind it.",
        ),
        # In a table with an icon, as DocBook and AsciiDoc have it.
        (
            "<div class='admonitionblock'><table><td class='icon'><img alt='Tip'></td><td>Mind it.</td></table></div>",
            "> [!TIP]\n> Mind it.",
        ),
        (
            "<div class='admonitionblock'><table><tr><td class='icon'>Caution</td><td>Mind it.</td></tr></table></div>",
            "> [!CAUTION]\n> Mind it.",
        ),
        (
            "<div class='tip'><table><tr><td>Tip</td><th>A title</th></tr><tr><td>Mind it.</td></tr></table></div>",
            "> [!TIP] A title\n> Mind it.",
        ),
        # GitHub's own, as a quotation.
        ("<blockquote><p>[!note]<br>Mind it.</p></blockquote>", "> [!NOTE]\n> Mind it."),
        ("<blockquote><p>[!tip] A title\nMind it.</p></blockquote>", "> [!TIP] A title\n> Mind it."),
        ("<div class='callout warning'></div>", ""),
    ],
)
def test_a_box_is_a_quotation_that_begins_with_its_type(html: str, markdown: str) -> None:
    assert between(f"<p>Before it.</p>{html}").removeprefix("Before it.").strip("\n") == markdown


@pytest.mark.parametrize(
    "box",
    [
        "<a href='/a'>One of them</a>, <a href='/b'>another one</a>",
        "<ul><li><a href='#a'>One</a></li><li><a href='#b'>Two</a></li></ul>",
    ],
)
def test_a_box_of_links_is_no_callout(box: str) -> None:
    assert "[!" not in between(f"<p>Before it.</p><div class='info'>{box}</div>")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ol><li value=4>a</li><li>b</li></ol>", "4. a\n5. b"),
        ("<ol start=4><li>a</li><li value=5>b</li></ol>", "4. a\n5. b"),
        ("<ol reversed><li>a</li><li>b</li></ol>", "2. a\n\n1) b"),
        ("<ol reversed start=9><li>a</li><li>b</li></ol>", "9. a\n\n8) b"),
        ("<ol reversed><li>a</li></ol>", "1. a"),
        ("<ol reversed><li>a</li><li value=2>b</li><li value=3>c</li></ol>", "3. a\n\n2) b\n3) c"),
        ("<ol><li value=x>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ol><li value=1>a</li><li value=1>b</li></ol>", "1. a\n\n1) b"),
        ("<ol><li value=1234567890>a</li></ol>", "1. a"),
        ("<ol><li value=123456789>a</li></ol>", "123456789. a"),
        # Two lists, one after the other.
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<ul><li>a</li></ul> <!-- c --> <ul><li>b</li></ul>", "- a\n\n* b"),
        ("<ul><li>a</li></ul><p>x</p><ul><li>b</li></ul>", "- a\n\nx\n\n- b"),
        # Lists beside the items of a list, and breaks in items.
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<ul><ul><li>b</li></ul></ul>", "- b"),
        ("<ol><li>a</li><ol><li>b</li></ol><li>c</li></ol>", "1. a\n   1. b\n2. c"),
        ("<ul><li>a<br>b</li></ul>", "- a  \n  b"),
        ("<ul><li>a<br><br>b</li></ul>", "- a  \n\n  b"),
        ("<ul><li><br>a</li></ul>", "- a"),
        ("<ul><li>a<br></li><li>b</li></ul>", "- a\n- b"),
        # Terms of definition lists are strong, unless they are that already.
        ("<dl><dt>a</dt><dd>b</dd></dl>", "**a**\n\nb"),
        ("<dl><dt><b>a</b></dt><dd>b</dd></dl>", "**a**\n\nb"),
        ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "**a**\n\nb"),
        # Tasks of Asciidoctor and Org, and tight lists of docutils and Asciidoctor.
        (
            "<ul class=checklist><li><p><i class='fa-check-square-o'></i> a</p><li><p><i class='fa'></i> b</p></ul>",
            "- [x] a\n\n- [ ] b",
        ),
        ("<ul class=checklist><li><p>\u2713 a</p></li><li><p>\u274f b</p></li></ul>", "- [x] a\n\n- [ ] b"),
        ("<ul class=simple><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b"),
        ("<ol class=simple><li><p>a</p></li><li><p>b</p></li></ol>", "1. a\n2. b"),
        ("<ol reversed start=1><li>a</li></ol>", "1. a"),
        ("<ol reversed></ol>", ""),
        # Paragraphs that Word makes of items.
        *(
            (f"<p class={name}><span>·</span>a</p><p class={name}><span>·</span>b</p>", "- a\n- b")
            for name in ("MsoListParagraph", "MsoListParagraphCxSpFirst", "MsoListParagraphCxSpMiddle", "MsoListBullet")
        ),
        ("<p class=MsoListNumber><span>(1)</span>a</p><p class=MsoListNumber><span>b.</span>b</p>", "1. a\n2. b"),
        ("<p class=MsoListParagraph>a</p>", "a"),
        ("<p class=MsoListParagraph><b>a</b> b</p>", "**a** b"),
        ("<p class=MsoListParagraph>a <b>o</b></p>", "a **o**"),
        (
            "".join(
                f"<p class=MsoListParagraph style='mso-list:l0 level{level}'><span>o</span>{said}</p>"
                for level, said in ((1, "a"), (2, "b"), (2, "c"), ("", "d"))
            ),
            "- a\n  - b\n  - c\n- d",
        ),
        ("<div class=ulist><ul><li><p>a</p></li><li><p>b</p></li></ul></div>", "- a\n- b"),
        ("<div class=olist><ol><li><p>a</p></li><li><p>b</p></li></ol></div>", "1. a\n2. b"),
        ("<ul class=simple><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
    ],
)
def test_lists_are_numbered_and_nested_as_on_their_page(html: str, markdown: str) -> None:
    assert between(f"<p>Before it.</p>{html}").removeprefix("Before it.").strip("\n") == markdown


ROW = "<tr><td>c</td><td>d</td></tr>"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<table><tr><td>a</td></tr></table>", "a"),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
        ("<table><tr><td>a<br><br>b</td></tr></table>", "a  \n\nb"),
        (f"<table><tr><th>a</th><th>b</th></tr>{ROW}</table>", "| a | b |\n| --- | --- |\n| c | d |"),
        (f"<table><tr><td>a</td><td>b</td></tr>{ROW}</table>", "| a | b |\n| --- | --- |\n| c | d |"),
        (f"<table><tr><th><p>a</p></th><th>b</th></tr>{ROW}</table>", "| a | b |\n| --- | --- |\n| c | d |"),
        *(
            (
                f"<table><tr><th {left}>a</th><th {right}>b</th></tr>{ROW}</table>",
                "| a | b |\n| :--- | ---: |\n| c | d |",
            )
            for left, right in (
                ("style='text-align: left'", "style='text-align:RIGHT'"),
                ("align=left", "align=RIGHT"),
                ("class=text-left", "class=text-right"),
                ("class=align-left", "class=align-right"),
                ("class=org-left", "class=org-right"),
            )
        ),
        (f"<table><tr><th align=center>a</th><th>b</th></tr>{ROW}</table>", "| a | b |\n| :---: | --- |\n| c | d |"),
        (f"<table><tr><th align=top>a</th><th>b</th></tr>{ROW}</table>", "| a | b |\n| --- | --- |\n| c | d |"),
        (f"<table role=presentation>{ROW}</table>", "c d"),
        # In items and quotations.
        ("<ul><li>a<table><tr><th>b</th><th>c</th></tr></table></li></ul>", "- a\n\n  | b | c |\n  | --- | --- |"),
        ("<blockquote><table><tr><th>b</th><th>c</th></tr></table></blockquote>", "> | b | c |\n> | --- | --- |"),
        # Notes on a listing, in AsciiDoc and DocBook.
        (
            "<div class=colist><table><tr><td>1</td><td>a</td></tr><tr><td>2</td><td>b</td></tr></table></div>",
            "1. a\n2. b",
        ),
        ("<div class=calloutlist><dl><dt>1</dt><dd>a</dd><dt>2</dt><dd>b</dd></dl></div>", "1. a\n2. b"),
        # Disclosures.
        ("<details><summary><h3>a</h3></summary><p>b</p></details>", "**a**\n\nb"),
        # Two quotations.
        ("<blockquote>a</blockquote><blockquote>b</blockquote>", "> a\n\n> b"),
    ],
)
def test_tables_notes_and_quotations(html: str, markdown: str) -> None:
    assert between(f"<p>Before it.</p>{html}").removeprefix("Before it.").strip("\n") == markdown


def test_a_cell_with_a_long_text_of_several_paragraphs_is_layout() -> None:
    def table(length: int, paragraphs: int = 3) -> str:
        part = "a" * ((length - 3) // paragraphs)
        text = f"<p>{part}</p>" * paragraphs + "a" * (length - paragraphs * len(part))
        return between(f"<p>Before it.</p><table><tr><td>b</td><td>{text}</td></tr>{ROW}</table>")

    assert "|" not in table(801)
    assert "|" in table(800)
    assert "|" in table(801, 2)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <span style='font-weight:bold'>b</span></p>", "a **b**"),
        ("<p>a <span style='font-weight: 600'>b</span></p>", "a **b**"),
        ("<p>a <span style='font-weight: 500'>b</span></p>", "a b"),
        ("<p>a <span style='font-style:italic'>b</span></p>", "a *b*"),
        ("<p>a <span style='font-style:oblique'>b</span></p>", "a *b*"),
        ("<p>a <span style='text-decoration:line-through'>b</span></p>", "a ~~b~~"),
        ("<p>a <span style='text-decoration-line: underline line-through'>b</span></p>", "a ~~b~~"),
        *((f"<p>a <{tag}>b</{tag}></p>", "a **b**") for tag in ("b", "strong")),
        *((f"<p>a <{tag}>b</{tag}></p>", "a *b*") for tag in ("i", "em")),
        *((f"<p>a <{tag}>b</{tag}></p>", "a ~~b~~") for tag in ("s", "del", "strike")),
        *(
            (f"<p>a <b><{tag}>b <strong>c</strong></{tag}></b></p>", "a **b c**")
            for tag in ("span", "font", "u", "small", "big", "abbr", "time", "ins", "data", "bdi", "bdo")
        ),
        ("<p>a <b><cite>b <strong>c</strong></cite></b></p>", "a **b c**"),
        ("<p>a <b><q>b <strong>c</strong></q></b></p>", 'a **"b c"**'),
        ("<p>a <b><var>b <strong>c</strong></var></b></p>", "a ***b c***"),
        ("<p>a <b><dfn>b <strong>c</strong></dfn></b></p>", "a ***b c***"),
        ("<p>a <b>b</b><b>c</b></p>", "a **bc**"),
        ("<p>a <b>b</b> <b>c</b></p>", "a **b** **c**"),
        ("<p>a <b>(b)</b>c</p>", "a <strong>(b)</strong>c"),
        ("<p>a<b>(b)</b> c</p>", "a<strong>(b)</strong> c"),
        ("<p>a <b>(b)</b>, c</p>", "a **(b)**, c"),
        ("<p>a <b> b </b>c</p>", "a **b** c"),
        ("<p>a <b>b<i>c</i></b></p>", "a **b<em>c</em>**"),
        ("<p>https://a.example/b<b>c</b></p>", "https://a.example/b<strong>c</strong>"),
        ("<p>b!<a href='/x'>c</a></p>", "b\\![c](https://blog.example/x)"),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby></p>", "漢(kan)字(ji)"),
        ("<p><ruby>漢<rt></rt></ruby></p>", "漢"),
        ("<p><span style='font-weight:bold'> </span>a</p>", "a"),
        ("<p>a <b><sup>b</sup></b>c</p>", "a <strong><sup>b</sup></strong>c"),
        ("<p>a<b><code>b</code></b> c</p>", "a<strong>`b`</strong> c"),
        ("<p>a <b><a href='/x'>b</a></b>c</p>", "a <strong>[b](https://blog.example/x)</strong>c"),
        ("<p>a <b><img alt=b src='/x.png'></b>c</p>", "a <strong>![b](https://blog.example/x.png)</strong>c"),
        ("<p>a <a href='/x'><b>(b)</b></a></p>", "a [**(b)**](https://blog.example/x)"),
        ("<p>a <i><b>(b)</b>c</i></p>", "a *<strong>(b)</strong>c*"),
        ("<p>a<span> <b>(b)</b></span> c</p>", "a **(b)** c"),
        ("<p>a<b></b>b</p>", "ab"),
    ],
)
def test_emphasis_is_written_where_its_signs_work_and_as_html_elsewhere(html: str, markdown: str) -> None:
    assert between(f"<p>Before it.</p>{html}").removeprefix("Before it.").strip("\n") == markdown


def test_a_style_around_a_whole_text_or_in_a_heading_emphasises_nothing() -> None:
    assert "**" in between(f"<p>x <span style='font-weight:bold'>{'a' * 1_000}</span></p>")
    assert "**" not in between(f"<p>x <span style='font-weight:bold'>{'a' * 1_001}</span></p>")
    for tag in ("h2", "h3", "h4", "h5", "h6", "summary"):
        assert "**Two**" not in between(f"<p>x</p><{tag}>One <span style='font-weight:bold'>Two</span></{tag}><p>y</p>")
    around = f"<th>{'<i>' * 9}<span style='font-weight:bold'>Two</span>"
    assert "**Two**" not in between(f"<p>x</p><table><tr>{around}<th>y<tr><td>a<td>b</table>")
    assert "*Two*" not in between("<p>x</p><span style='font-style:italic'><p>Two</p></span>")
