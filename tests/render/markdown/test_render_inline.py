"""Inline Markdown: addresses to the letter, emphasis and line breaks beside Chinese characters, long paragraphs."""

import time

import pytest

from blogreader.render import Paragraph, Run, Table, parse, plain_text, runs


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
