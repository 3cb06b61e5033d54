"""Inline Markdown: addresses to the letter, emphasis and line breaks beside Chinese characters, long paragraphs."""

import time

import pytest

from blogreader.render import Paragraph, Run, Table, parse, plain_text, runs
from blogreader.render.blocks import Context, Inline
from blogreader.render.markdown.inline import is_long


def read(markdown: str) -> list[Run]:
    return [run for block in parse(markdown) if isinstance(block, Paragraph) for run in runs(block.content)]


def said(markdown: str) -> str:
    return "".join(run.text for run in read(markdown))


@pytest.mark.parametrize(
    ("markdown", "address"),
    [
        ("at https://docs.example/model.html#object.__init__ it is", "https://docs.example/model.html#object.__init__"),
        ("https://wiki.example/Ship_(craft)_and_Boat_(craft).", "https://wiki.example/Ship_(craft)_and_Boat_(craft)"),
        ("(at https://files.example/*/x*y)", "https://files.example/*/x*y"),
        ("**https://example.org/a_b**, and", "https://example.org/a_b"),
        ("x **https://example.org/a_b**c", "https://example.org/a_b"),
        ("*see https://example.org/a_b_*", "https://example.org/a_b_"),
        (r"https://example.org/\_\_init\_\_?a=1&amp;b=2!", "https://example.org/__init__?a=1&b=2"),
        ("见https://example.org/a_b_c。然后", "https://example.org/a_b_c"),
        ("https://example.org/list?ids[]=1]", "https://example.org/list?ids[]=1"),
    ],
)
def test_an_address_in_the_text_is_a_link_to_the_letter(markdown: str, address: str) -> None:
    (link,) = [run for run in read(markdown) if run.href]
    assert link.text == address
    assert not any("*" in run.text or "\\" in run.text for run in read(markdown) if not run.href)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("x<sup>ab</sup>", "xᵃᵇ"),
        ("x<sup>Ж</sup>", "x^Ж"),
        ("x<sub>Ж</sub>", "x_Ж"),
        ("x<sup>ЖЖ</sup>", "x^(ЖЖ)"),
        ("x<sup>∞</sup>", "x^(∞)"),
    ],
)
def test_what_stands_above_or_below_without_letters_for_it_is_set_apart(markdown: str, text: str) -> None:
    assert said(markdown) == text


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a $x$ b", "a <x> b"),
        ("$x$ $y$", "<x> <y>"),
        ("$a\nb$", "<a b>"),
        ("**$x$**", "<x>"),
        ("日$x$日", "日<x>日"),
        # Two signs on each side: blanks are allowed there, but not nothing.
        ("a$$x$$", "a<x>"),
        ("$$x$$a", "<x>a"),
        ("a $$ x $$ b", "a <x> b"),
        ("a $$$$ b", "a $$$$ b"),
        ("a $$ $$ b", "a $$ $$ b"),
        ("a $$x b", "a $$x b"),
        # One sign: no blank within it, no letter before it, nothing empty, and no code.
        ("a $ x$ b", "a $ x$ b"),
        ("a $x $ b", "a $x $ b"),
        ("a $x b", "a $x b"),
        ("a$x$", "a$x$"),
        ("é$x$", "é$x$"),
        ("1$x$", "1$x$"),
        ("$`a`$", "$a$"),
        # Escaped ones are a part of it, or begin none.
        ("$a\\$b$", "<a$b>"),
        ("$a\\$b\\$c$", "<a$b$c>"),
        ("$x\\$ y", "$x$ y"),
        ("\\$x$", "$x$"),
        # Behind a letter, a command or a power may stand an ending, behind anything else no letter, and never a digit.
        ("$n$th", "<n>th"),
        ("$12$th", "$12$th"),
        ("$x^2$s", "<x²>s"),
        ("$\\alpha$b", "<α>b"),
        ("$AB$c", "$AB$c"),
        ("$x_1$s", "$x_1$s"),
        ("$x$1", "$x$1"),
        ("$x^2$1", "$x^2$1"),
        ("$12$ th", "<12> th"),
    ],
)
def test_a_formula_stands_between_signs_that_can_be_neither_money_nor_a_variable(markdown: str, expected: str) -> None:
    assert "".join(f"<{run.text}>" if "math" in run.roles else run.text for run in read(markdown)) == expected


@pytest.mark.parametrize(
    ("markdown", "addresses"),
    [
        # Emphasis that is open ends at an address, whatever opened it; what is closed, or no emphasis, does not.
        ("**see https://a.example/x** y", ["https://a.example/x"]),
        ("*see https://a.example/x* y", ["https://a.example/x"]),
        ("_see https://a.example/x_ y", ["https://a.example/x"]),
        ("~~see https://a.example/x~~ y", ["https://a.example/x"]),
        ("***see https://a.example/x*** y", ["https://a.example/x"]),
        ("*a* see https://a.example/x*y z", ["https://a.example/x*y"]),
        ("**a* see https://a.example/x* y", ["https://a.example/x"]),
        ("**a** *b* see https://a.example/x*y", ["https://a.example/x*y"]),
        ("_a *b* see https://a.example/x*y_ z", ["https://a.example/x*y"]),
        ("a * b https://a.example/x*y", ["https://a.example/x*y"]),
        ("*a https://a.example/x* *b https://a.example/y*", ["https://a.example/x", "https://a.example/y"]),
        # Its scheme is told from letters before it.
        ("HTTPS://a.example/x", ["https://a.example/x"]),
        ("(http://a.example/x)", ["http://a.example/x"]),
        ("xhttp://a.example/x", []),
        ("1https://a.example/x", []),
        ("shttp://a.example/x", []),
        ("ftp://a.example/x", []),
        ("://a.example/x", []),
    ],
)
def test_an_address_ends_before_the_emphasis_around_it(markdown: str, addresses: list[str]) -> None:
    assert [run.href for run in read(markdown) if run.href] == addresses


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a[^x]", [("a", None), ("[1]", "#fn-1")]),
        ("a [^y] b", [("a ", None), ("[1]", "#fn-1"), (" b", None)]),
        ("a[^z] b", [("a[^z] b", None)]),
        ("a[^x", [("a[^x", None)]),
        ("a[^x][^y]", [("a", None), ("[1]", "#fn-1"), ("[2]", "#fn-2")]),
        ("**a[^x]**", [("a", None), ("[1]", "#fn-1")]),
    ],
)
def test_a_footnote_that_is_defined_is_referred_to(markdown: str, expected: list[tuple[str, str | None]]) -> None:
    (first, *_) = parse(f"{markdown}\n\n[^x] [^y]\n\n[^x]: X\n\n[^y]: Y")
    assert isinstance(first, Paragraph)
    assert [(run.text, run.href) for run in runs(first.content)] == expected


@pytest.mark.parametrize(
    ("markdown", "emphasised"),
    [
        # Beside wide characters a delimiter opens before a word, and closes behind one.
        ("日**本**語", ["本"]),
        ("日*「本」*語", ["「本」"]),
        ("日 **「本」**", ["「本」"]),
        ("日** 本**", []),
        ("日_「本」_語", []),
        ("a**「本」**b", ["「本」"]),
        ("(**本)**", ["本)"]),
        ("日**(a)**b", []),
        ("日**(a)**(b", ["(a)"]),
        ("日**a **b", []),
    ],
)
def test_where_emphasis_opens_and_closes_beside_wide_characters(markdown: str, emphasised: list[str]) -> None:
    assert [run.text for run in read(markdown) if run.roles] == emphasised


def test_an_address_within_a_link_is_its_text() -> None:
    assert [(run.text, run.href) for run in read("[https://a.example/__x__](https://b.example/y)")] == [
        ("https://a.example/__x__", "https://b.example/y")
    ]
    assert [run.href for run in read("ahttps://a.example/x `https://a.example/__x__` http://")] == [None] * 3


@pytest.mark.parametrize(
    ("markdown", "strong"),
    [
        ("これは**「重要な語」**です。", "「重要な語」"),
        ("**注意：**港は", "注意："),
        ("他说**“你好”**，然后", "“你好”"),
        ("이것은 **중요(重要)**하다", "중요(重要)"),
        ("这是~~（旧）~~的", "（旧）"),
    ],
)
def test_emphasis_stands_beside_wide_characters(markdown: str, strong: str) -> None:
    assert [run.text for run in read(markdown) if {"strong", "strike"} & {*run.roles}] == [strong]


def test_emphasis_beside_other_letters_is_as_commonmark_has_it() -> None:
    assert said("2**“a”**3 and a * b") == "2**“a”**3 and a * b"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("持っていて、\n出ていく船", "持っていて、出ていく船"),
        ("氷が**厚く**\nなるまで", "氷が厚くなるまで"),
        ("他说：\n“你好”，\n再见", "他说：“你好”，再见"),
        ("a word\n港は word\nend", "a word 港は word end"),
        ("한국어\n문장", "한국어 문장"),
        ("港\n`code`\n港", "港 code 港"),
    ],
)
def test_a_line_break_of_the_source_parts_no_words_of_chinese_and_japanese(markdown: str, text: str) -> None:
    assert said(markdown) == text


def test_long_addresses_make_no_text_long() -> None:
    (block,) = parse(", ".join(f"[person {n}](https://code.example/users/person-{n}/?tab=1)" for n in range(300)))
    assert plain_text(block).startswith("person 0, person 1, ")


@pytest.mark.parametrize(
    "sentence",
    [
        "A [slow clock](https://example.org/a_b) and `every` boat *that leaves* is **written** in a book. ",
        "港は**遅い**時計を[持って](https://example.org/a)いて、出ていく船は`みな`。",
        "Words `a`, *b*, ",
        "[a long link. With two sentences](https://example.org/x) ",
    ],
)
def test_the_pieces_of_a_long_paragraph_read_as_the_whole_does(sentence: str) -> None:
    blocks = parse(sentence * 900)
    assert len(blocks) > 5
    once = said(sentence).strip()
    assert "".join(map(plain_text, blocks)).replace(" ", "") == (once * 900).replace(" ", "")
    links = [run for run in read(sentence * 900) if run.href]
    assert len(links) == 900 * sentence.count("](")


@pytest.mark.slow
def test_a_long_cell_keeps_its_links() -> None:
    cell = ", ".join(f"[n{n}](https://example.org/{n})" for n in range(3_000))
    (table,) = parse(f"| a |\n|---|\n| {cell} |\n")
    assert isinstance(table, Table)
    assert sum(run.href is not None for run in runs(table.rows[0][0])) == 3_000


@pytest.mark.parametrize("sentence", ["A [link](https://example.org/) and words. ", "`a` and words of it. "])
def test_a_long_cell_keeps_its_text_to_the_end(sentence: str) -> None:
    (table,) = parse(f"| a |\n|---|\n| {sentence * 1_200}The end. |\n")
    assert isinstance(table, Table)
    assert plain_text(table).partition("\n")[2] == f"{said(sentence).strip()} " * 1_200 + "The end."


@pytest.mark.parametrize("sign", ["*", "[", "`", "<", "$x ", "**a ", "a_b ", "](", "`` ` ", "x"])
def test_no_sign_makes_a_long_paragraph_take_long(sign: str) -> None:
    began = time.process_time()
    blocks = parse("a " + sign * (60_000 // len(sign)))
    assert "".join(map(plain_text, blocks))
    assert time.process_time() - began < 10


def test_text_is_long_from_10_000_characters_or_800_of_the_same_mark_on() -> None:
    def long(source: str) -> bool:
        return is_long(Inline(source, Context()))

    assert [long("x" * size) for size in (10_000, 10_001)] == [False, True]
    for mark in "[*_`<":
        assert [long("x" * 20 + mark * count) for count in (800, 801)] == [False, True]
    assert not long("x" * 20 + "~" * 801)
    # Of links and of pictures that are their own data only the words count.
    assert not long(f"[x](/{'y' * 20_000}) " + "x" * 9_000)
    assert not long(f"![x](data:image/png;base64,{'y' * 20_000}) " + "x" * 9_000)
    assert long(f"[x](/y) {'y' * 10_000}")


@pytest.mark.parametrize("cell", ["[" * 12_000, "words of it " * 1_000, "*" * 900, "`" * 4_000 + " x"])
def test_a_cell_that_can_not_be_parsed_or_parted_is_its_text(cell: str) -> None:
    (table,) = parse(f"| a |\n|---|\n| {cell} |\n")
    assert isinstance(table, Table)
    assert plain_text(table).partition("\n")[2] == cell.strip()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a <sup>Ж</sup>", "a Ж"),
        ("a<sup>b</sup>", "aᵇ"),
        ("a <sup>2</sup>", "a ²"),
        ("<sup>Ж</sup>", "Ж"),
        ("a<sup></sup>b", "ab"),
        ("a<sup> </sup>b", "a b"),
        ("a<sup>Ж</sub>", "aЖ"),
        ("a<sup>b", "ab"),
        ("a</sup>b", "ab"),
        ("a<sup>1<sub>2</sub></sup>", "a^(1₂)"),
        ("a<sup>*Ж*</sup>", "a^Ж"),
        ("a\n<sup>2</sup>", "a ²"),
        ("a<br>b", "a\nb"),
        ("a<q>b</q>", "a“b”"),
        ("a<img alt=x src=/y>b", "axb"),
        ("a<img src=/y>b", "aimageb"),
        ("a<!-- b -->c", "ac"),
        ("a<u>b</u>", "ab"),
        ("a  \nb", "a\nb"),
        ("a\n b", "a b"),
        ("a \t b", "a b"),
        ("`a\nb`", "a b"),
        ("&nbsp;a", "\u00a0a"),
    ],
)
def test_text_is_what_its_tags_and_marks_make_of_it(markdown: str, expected: str) -> None:
    assert said(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("<b>a</b>c", [("a", "strong"), ("c",)]),
        ("<strong>a<em>b</em></strong>", [("a", "strong"), ("b", "strong", "emphasis")]),
        ("<i>a</i> <cite>b</cite>", [("a", "emphasis"), (" ",), ("b", "emphasis")]),
        ("<s>a</s><del>b</del>", [("ab", "strike")]),
        ("<code>a</code> <kbd>b</kbd>", [("a", "code"), (" ",), ("b", "code")]),
        ("<samp>a</samp><tt>b</tt>", [("ab", "code")]),
        ("a</b>c", [("ac",)]),
        ("<b/>c", [("c",)]),
        ("<b>a</i>c</b>d", [("ac", "strong"), ("d",)]),
        ("**a<b>b</b>c**", [("abc", "strong")]),
        ("***a** b*", [("a", "emphasis", "strong"), (" b", "emphasis")]),
        ("~~a~~", [("a", "strike")]),
    ],
)
def test_a_role_ends_with_its_own_end(markdown: str, expected: list[tuple[str, ...]]) -> None:
    assert [(run.text, *run.roles) for run in read(markdown)] == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a](https://a.example) b", [("a", "https://a.example"), (" b", None)]),
        ("<a href='https://a.example'>a</a> b", [("a", "https://a.example"), (" b", None)]),
        (
            "<a href='https://a.example'>a <a href='https://b.example'>b</a> c</a> d",
            [("a ", "https://a.example"), ("b", "https://b.example"), (" c", "https://a.example"), (" d", None)],
        ),
        (
            "<a href='https://a.example'>a [b](https://b.example) c</a>",
            [("a ", "https://a.example"), ("b", "https://b.example"), (" c", "https://a.example")],
        ),
        ("a</a> [b](https://b.example)", [("a ", None), ("b", "https://b.example")]),
        ("x ![a](https://a.example)", [("x ", None), ("a", "https://a.example")]),
        ("x [![a](https://a.example)](https://b.example)", [("x ", None), ("a", "https://b.example")]),
        ("x ![](https://a.example)", [("x ", None), ("image", "https://a.example")]),
        ("x ![a](javascript:b)", [("x ", None), ("a", None)]),
        ("x <img src='https://a.example' alt=a>", [("x ", None), ("a", "https://a.example")]),
        ("[a](javascript:b)", [("a", None)]),
    ],
)
def test_a_link_or_a_picture_leads_where_it_says(markdown: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(run.text, run.href) for run in read(markdown)] == expected
