"""MathML as TeX, element by element."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from blogreader.extract.elements.mathml import as_mathml, tex_of

A, B, C = "<mi>a</mi>", "<mi>b</mi>", "<mi>c</mi>"
AB = f"<mrow>{A}<mo>+</mo>{B}</mrow>"


def tex(written: str) -> str:
    math = LexborHTMLParser(f"<math>{written}</math>").css_first("math")
    assert math is not None
    return tex_of(math)


@pytest.mark.parametrize(
    ("mathml", "expected"),
    [
        (f"<mfrac>{A}{B}</mfrac>", r"\frac{a}{b}"),
        (f'<mfrac linethickness="0">{A}{B}</mfrac>', r"{a \atop b}"),
        (f"<mfrac>{A}</mfrac>", "a"),
        (f"<msqrt>{A}<mo>+</mo>{B}</msqrt>", r"\sqrt{a + b}"),
        (f"<mroot>{A}<mn>3</mn></mroot>", r"\sqrt[3]{a}"),
        (f"<mroot>{AB}{C}</mroot>", r"\sqrt[c]{a + b}"),
        (f"<mroot>{A}</mroot>", r"\sqrt{a}"),
        (f"<msup>{A}{B}</msup>", "a^b"),
        (f"<msup>{A}{AB}</msup>", "a^{a + b}"),
        (f"<msup>{A}<mo>′</mo></msup>", "a'"),
        (f"<msub>{A}{B}</msub>", "a_b"),
        (f"<msubsup>{A}{B}{C}</msubsup>", "a_b^c"),
        (f"<msup><msub>{A}{B}</msub>{C}</msup>", "{a_b}^c"),
        (f"<munder>{A}{B}</munder>", r"\underset{b}{a}"),
        (f"<mover>{A}{B}</mover>", r"\overset{b}{a}"),
        (f"<munderover>{A}{B}{C}</munderover>", r"\overset{c}{\underset{b}{a}}"),
        (f"<munderover><mo>∑</mo>{A}{B}</munderover>{C}", r"\sum_a^b c"),
        (f"<mover>{A}<mo>¯</mo></mover>", r"\bar{a}"),
        (f"<mover>{AB}<mo>¯</mo></mover>", r"\overline{a + b}"),
        (f"<mfenced>{A}{B}</mfenced>", "(a, b)"),
        (f'<mfenced open="[" close="]">{A}</mfenced>', "[a]"),
        (f'<menclose notation="box">{A}</menclose>', r"\boxed{a}"),
        (f'<menclose notation="updiagonalstrike">{A}</menclose>', r"\cancel{a}"),
        (f"<mphantom>{A}</mphantom>", r"\phantom{a}"),
        (f"<mtext>if </mtext>{A}", r"\text{if }a"),
    ],
)
def test_each_element_is_written_with_its_parts_in_their_places(mathml: str, expected: str) -> None:
    assert tex(mathml) == expected


ROWS = f"<mtable><mtr><mtd>{A}</mtd><mtd>{B}</mtd></mtr><mtr><mtd>{B}</mtd><mtd>{C}</mtd></mtr></mtable>"


@pytest.mark.parametrize("around", ["{}", "<mrow>{}</mrow>", "<mstyle><mrow>{}</mrow></mstyle>"])
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("(", ")", r"\begin{pmatrix} a & b \\ b & c \end{pmatrix}"),
        ("[", "]", r"\begin{bmatrix} a & b \\ b & c \end{bmatrix}"),
        ("|", "|", r"\begin{vmatrix} a & b \\ b & c \end{vmatrix}"),
        ("{", "", r"\begin{cases} a & b \\ b & c \end{cases}"),
        ("[", ")", r"[\begin{matrix}a & b \\ b & c\end{matrix})"),
        ("", "", r"\begin{matrix}a & b \\ b & c\end{matrix}"),
    ],
)
@pytest.mark.parametrize("table", [ROWS, f"<mrow>{ROWS}</mrow>", f"<mpadded><mrow>{ROWS}</mrow></mpadded>"])
def test_a_table_between_fences_is_a_matrix(around: str, before: str, after: str, expected: str, table: str) -> None:
    fences = [f"<mo>{sign}</mo>" if sign else "" for sign in (before, after)]
    assert tex(around.format(f"{fences[0]}{table}{fences[1]}")) == expected


def test_what_is_not_only_a_table_between_fences_is_no_matrix() -> None:
    assert tex(f"<mo>(</mo><mrow>{A}{ROWS}</mrow><mo>)</mo>") == r"(a\begin{matrix}a & b \\ b & c\end{matrix})"
    assert tex(f"<mo>(</mo><mrow>{A}{B}</mrow><mo>)</mo>") == "(ab)"


@pytest.mark.parametrize(
    ("mathml", "expected"),
    [
        ("<mi>Γ</mi>", r"\Gamma"),
        ("<mi>Λ</mi>", r"\Lambda"),
        ("<mi>λ</mi>", r"\lambda"),
        ("<mi>ж</mi>", "ж"),
        ("<mi>𝐀</mi>", r"\mathbf{A}"),
        ("<mi>ℝ</mi>", r"\mathbb{R}"),
        ("<mi>sin</mi><mi>x</mi>", r"\sin x"),
        ("<mi>foo</mi>", r"\mathrm{foo}"),
        ('<mi mathvariant="bold">x</mi>', r"\mathbf{x}"),
        ('<mi mathvariant="bold">ab</mi>', r"\mathbf{ab}"),
        ('<mi mathvariant="normal">d</mi>', r"\mathrm{d}"),
        ('<mi mathvariant="normal">α</mi>', r"\alpha"),
        ('<mn mathvariant="bold">1</mn>', r"\mathbf{1}"),
        ('<mn mathvariant="normal">1</mn>', "1"),
        (f"<mo>lim</mo>{A}", r"\lim a"),
        (f"<mo>rank</mo>{A}", r"\operatorname{rank}a"),
        ("<mo>-</mo><mn>1</mn>", "-1"),
        (f"{A}<mo>-</mo>{B}", "a - b"),
        (f'{A}<mo form="prefix">-</mo>{B}', "a-b"),
        (f"{A}<mtext> </mtext>{B}", r"a\ b"),
        (f"{A}<mtext>\xa0</mtext>{B}", r"a\ b"),
        (f"{A}<mtext></mtext>{B}", "ab"),
        (f"{A}<mtext>,</mtext>{B}", "a,b"),
        (f"{A}<mtext> and </mtext>{B}", r"a\text{ and }b"),
        (f"{A}<ms>so</ms>{B}", r"a\text{so}b"),
        (f'{A}<mspace linebreak="newline"></mspace>{B}', r"a \\ b"),
        (f"<munder><mi>max</mi>{A}</munder>{B}", r"\max_a b"),
        (f"<munder>{AB}<mo>_</mo></munder>", r"\underline{a + b}"),
        (f"<munder>{A}<mo>⏟</mo></munder>", r"\underbrace{a}"),
        (f"<munder><mo>rank</mo>{A}</munder>", r"\operatorname{rank}_a"),
        (f"<munder><munder>{A}<mo>⏟</mo></munder>{B}</munder>", r"\underbrace{a}_b"),
        (f"<mover><mover>{A}<mo>⏞</mo></mover>{B}</mover>", r"\overbrace{a}^b"),
        (f"<munder><mo>∫∫</mo>{B}</munder>", r"\int\int_b"),
        (f"<mover>{A}</mover>", "a"),
        (f'<menclose notation="top">{A}</menclose>', r"\overline{a}"),
        (f'<menclose notation="bottom">{A}</menclose>', r"\underline{a}"),
        (f'<menclose notation="radical">{A}</menclose>', r"\sqrt{a}"),
        (f'<menclose notation="unknown">{A}</menclose>', "a"),
        (f"<mmultiscripts>{A}{B}{C}<mprescripts></mprescripts><none></none>{C}</mmultiscripts>", "{}^ca_b^c"),
        (f"<semantics><mrow>{A}</mrow><annotation>b</annotation></semantics>", "a"),
        (f"<annotation>b</annotation>{A}<maligngroup></maligngroup>", "a"),
        (f"<mtable><mlabeledtr><mtd><mtext>(1)</mtext></mtd><mtd>{A}</mtd></mlabeledtr></mtable>", "a (1)"),
        (f"<mtable><mlabeledtr><mtd>{A}</mtd></mlabeledtr></mtable>", "a"),
        (f"<mtable><mtr><mtd>{A}</mtd><mtd>{B}</mtd></mtr></mtable>", "a & b"),
        (
            f"<mtable><mtr><mtd>{A}</mtd><mtd>{B}</mtd><mtd>{C}</mtd></mtr></mtable>",
            r"\begin{matrix}a & b & c\end{matrix}",
        ),
        (f'<mtable columnalign="right left">{ROWS[8:]}', r"\begin{aligned}a & b \\ b & c\end{aligned}"),
        ("<mi>α</mi><mi>x</mi>", "\\alpha x"),
        ("<mi>α</mi><mn>1</mn>", "\\alpha1"),
        ("<mi>x</mi><mi>α</mi><mi>y</mi>", "x\\alpha y"),
        ("<mi>ab</mi><mi>c</mi>", "\\mathrm{ab}c"),
        ("<mi>ϕ</mi><mi>ς</mi>", "\\phi\\varsigma"),
        ("<mi>Ά</mi>", "Ά"),
        ("<mi>𝟏</mi>", "\\mathbf{1}"),
        ("<mi>ﬁ</mi>", "fi"),
        ("<mi>é</mi>", "é"),
        ("<mi> x  y </mi>", "x y"),
        ("<mi mathvariant=double-struck>R</mi>", "\\mathbb{R}"),
        ("<mi mathvariant=script>L</mi>", "\\mathcal{L}"),
        ("<mi mathvariant=unknown>L</mi>", "L"),
        ("<mi mathvariant=unknown>LM</mi>", "\\mathrm{LM}"),
        ("<mi>x1</mi>", "x1"),
        ("<mi>αβ</mi>", "\\alpha\\beta"),
        ("<mi>sin</mi><mn>2</mn>", "\\sin2"),
        ("<mn mathvariant=italic>1</mn>", "1"),
        ("<mn>1.5</mn>", "1.5"),
        ("<mo>=</mo>", "="),
        ("<mo>=</mo><mi>a</mi>", "=a"),
        ("<mi>a</mi><mo>=</mo>", "a ="),
        ("<mi>a</mi><mo>∈</mo><mi>b</mi>", "a \\in b"),
        ("<mo>a</mo>", "a"),
        ("<mo>((</mo>", "(("),
        ("<mi>a</mi><mo>log</mo><mi>b</mi>", "a\\log b"),
        ("<mtext>a  b</mtext>", "\\text{a b}"),
        ("<mtext> 1 </mtext>", "1"),
        ("<mtext>a </mtext>", "\\text{a }"),
        ("<mtext>\xa0a</mtext>", "\\text{ a}"),
        ("<msup><mi>a</mi><mn>12</mn></msup>", "a^{12}"),
        ("<msup><mi>a</mi><mi>α</mi></msup>", "a^\\alpha"),
        ("<msup><mi>a</mi><mtext>b</mtext></msup>", "a^{\\text{b}}"),
        ("<msup><mi>a</mi><mrow><mi>b</mi></mrow></msup>", "a^{b}"),
        ("<msup><mi>a</mi><mo>″</mo></msup>", "a{''}"),
        ("<msup><mi>a</mi><mrow><mo>′</mo><mo>′</mo></mrow></msup>", "a{''}"),
        ("<msup><mi>a</mi><mrow></mrow></msup>", "a^{}"),
        ("<msup><mi>a</mi></msup>", "a"),
        ("<msub><mi>a</mi></msub>", "a"),
        ("<msub><mi>α</mi><mi>b</mi></msub>", "\\alpha_b"),
        ("<msub><mi>ab</mi><mi>b</mi></msub>", "\\mathrm{ab}_b"),
        ("<msup><msup><mi>a</mi><mi>b</mi></msup><mi>c</mi></msup>", "{a^b}^c"),
        ("<msup><mfrac><mi>a</mi><mi>b</mi></mfrac><mi>c</mi></msup>", "{\\frac{a}{b}}^c"),
        ("<msup><mo>)</mo><mi>c</mi></msup>", ")^c"),
        ("<msubsup><mi>a</mi><mi>b</mi></msubsup>", "a_b"),
        ("<munder><mo>→</mo><mi>a</mi></munder>", "\\underset{a}{\\to}"),
        ("<munder><mo>lim</mo><mrow><mi>a</mi><mo>→</mo><mn>0</mn></mrow></munder><mi>b</mi>", "\\lim_{a \\to 0} b"),
        ("<mover><mo>∑</mo><mi>a</mi></mover>", "\\sum^a"),
        ("<munderover><mo>∫</mo><mi>a</mi><mi>b</mi></munderover>", "\\int_a^b"),
        ("<munder><mo>rank</mo><mi>a</mi></munder>", "\\operatorname{rank}_a"),
        ("<munder><munder><mi>a</mi><mo>⏟</mo></munder><mi>b</mi></munder>", "\\underbrace{a}_b"),
        ("<mover><mi>a</mi><mo>→</mo></mover>", "\\vec{a}"),
        ("<mover><mi>ab</mi><mo>^</mo></mover>", "\\widehat{\\mathrm{ab}}"),
        ("<mover><mi>a</mi><mo>^</mo></mover>", "\\hat{a}"),
        ("<mover><mrow><mi>a</mi></mrow><mo>~</mo></mover>", "\\tilde{a}"),
        ("<munder></munder><mi>a</mi>", "a"),
        ("<mmultiscripts><mi>a</mi><mi>b</mi><mi>c</mi></mmultiscripts>", "a_b^c"),
        ("<mmultiscripts><mi>a</mi><mprescripts></mprescripts><mi>b</mi><mi>c</mi></mmultiscripts>", "{}_b^ca"),
        ("<mmultiscripts><mi>a</mi><none></none><mi>c</mi></mmultiscripts>", "a^c"),
        ("<mfenced><mi>a</mi></mfenced>", "(a)"),
        ("<mfenced open='|' close='|'><mi>a</mi><mi>b</mi></mfenced>", "|a, b|"),
        ("<mfenced open='{'><mi>a</mi></mfenced>", "\\{a)"),
        ("<mfenced></mfenced>", ""),
        ("<menclose notation=downdiagonalstrike><mi>a</mi><mi>b</mi></menclose>", "\\cancel{ab}"),
        ("<menclose><mi>a</mi></menclose>", "a"),
        ("<mfrac linethickness=0pt><mi>a</mi><mi>b</mi></mfrac>", "{a \\atop b}"),
        ("<mfrac linethickness=1><mi>a</mi><mi>b</mi></mfrac>", "\\frac{a}{b}"),
        ("<msqrt><mi>a</mi></msqrt>", "\\sqrt{a}"),
        ("<msqrt></msqrt>", ""),
        ("<mphantom><mi>a</mi><mi>b</mi></mphantom>", "\\phantom{ab}"),
        (
            "<mo>(</mo><mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>",
            "(\\begin{matrix}a \\\\ b\\end{matrix}",
        ),
        (
            (
                "<mo>{</mo><mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>"
                "<mo>.</mo><mi>c</mi>"
            ),
            "\\begin{cases} a \\\\ b \\end{cases}c",
        ),
        (
            ("<mo>{</mo><mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable><mo>}</mo>"),
            "\\begin{Bmatrix} a \\\\ b \\end{Bmatrix}",
        ),
        (
            ("<mi>c</mi><mo>{</mo><mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>"),
            "c\\begin{cases} a \\\\ b \\end{cases}",
        ),
        (
            "<mtable columnalign=left><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>",
            "\\begin{aligned}a \\\\ b\\end{aligned}",
        ),
        (
            ("<mtable columnalign=center><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>"),
            "\\begin{matrix}a \\\\ b\\end{matrix}",
        ),
        ("<mtable><mlabeledtr></mlabeledtr></mtable><mi>a</mi>", "a"),
        (
            (
                "<mtable><mlabeledtr><mtd><mtext>1</mtext></mtd><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd><mtd>"
                "<mi>c</mi></mtd></mlabeledtr></mtable>"
            ),
            "\\begin{matrix}a & b & c 1\\end{matrix}",
        ),
        ("<munder><mo>∑</mo><mo>_</mo></munder>", "\\sum_{\\_}"),
        ("<munderover><mi>a</mi><mo>_</mo><mi>b</mi></munderover>", "\\overset{b}{\\underset{\\_}{a}}"),
        ("<mover><mo>∑</mo><mo>^</mo></mover>", "\\sum^{^}"),
    ],
)
def test_letters_signs_words_and_tables_are_written_as_an_author_would(mathml: str, expected: str) -> None:
    assert tex(mathml) == expected


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        ("2em", r"a \qquad b"),
        ("1.99em", r"a \quad b"),
        ("1em", r"a \quad b"),
        ("0.26em", r"a \; b"),
        ("0.25em", r"a \, b"),
        ("0.11em", r"a \, b"),
        ("0.1em", "ab"),
        ("-1em", "ab"),
        ("wideem", "ab"),
        ("10px", "ab"),
        ("", "ab"),
    ],
)
def test_a_space_is_as_wide_as_the_next_that_tex_has(width: str, expected: str) -> None:
    assert tex(f'{A}<mspace width="{width}"></mspace>{B}') == expected


MA, MB, MC = (f"<mjx-mi>{letter}</mjx-mi>" for letter in "abc")
UNDER = f"<mjx-box><mjx-munder><mjx-base>{MA}</mjx-base><mjx-under>{MB}</mjx-under></mjx-munder></mjx-box>"


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (f"<mjx-nstrut>c</mjx-nstrut>{MA}", "a"),
        (f"<mjx-texatom>{MA}{MB}</mjx-texatom>", "ab"),
        (f"<mjx-unknown>{MA}</mjx-unknown>", "a"),
        ("<mjx-mo>&lt;</mjx-mo><mjx-mi>&amp;</mjx-mi>", r"<\&"),
        (f"<mjx-mfrac><mjx-frac><mjx-num>{MA}</mjx-num><mjx-den>{MB}</mjx-den></mjx-frac></mjx-mfrac>", r"\frac{a}{b}"),
        (f"<mjx-msqrt><mjx-sqrt><mjx-surd>c</mjx-surd><mjx-box>{MA}</mjx-box></mjx-sqrt></mjx-msqrt>", r"\sqrt{a}"),
        (f"<mjx-mroot><mjx-root>{MB}</mjx-root><mjx-box>{MA}</mjx-box></mjx-mroot>", r"\sqrt[b]{a}"),
        (f"<mjx-mover><mjx-over>{MB}</mjx-over><mjx-base>{MA}</mjx-base></mjx-mover>", r"\overset{b}{a}"),
        (f"<mjx-munder><mjx-base>{MA}</mjx-base><mjx-under>{MB}</mjx-under></mjx-munder>", r"\underset{b}{a}"),
        (f"<mjx-munderover><mjx-over>{MC}</mjx-over>{UNDER}</mjx-munderover>", r"\overset{c}{\underset{b}{a}}"),
        (f"<mjx-msup>{MA}<mjx-script>{MB}</mjx-script></mjx-msup>", "a^b"),
        (f"<mjx-msub>{MA}<mjx-script>{MB}</mjx-script></mjx-msub>", "a_b"),
        (f"<mjx-msubsup>{MA}<mjx-script>{MC}<mjx-spacer></mjx-spacer>{MB}</mjx-script></mjx-msubsup>", "a_b^c"),
    ],
)
def test_what_mathjax_drew_is_read_back(drawn: str, expected: str) -> None:
    node = LexborHTMLParser(f"<mjx-math>{drawn}</mjx-math>").css_first("mjx-math")
    assert node is not None
    assert tex_of(as_mathml(node)) == expected


@pytest.mark.parametrize(
    "part", ["nstrut", "dstrut", "line", "spacer", "surd", "strut", "tstrut", "mspacer", "assistive-mml"]
)
def test_what_only_takes_room_in_a_drawn_formula_is_not_written(part: str) -> None:
    node = LexborHTMLParser(f"<mjx-math><mjx-{part}>c</mjx-{part}>{MA}</mjx-math>").css_first("mjx-math")
    assert node is not None
    assert tex_of(as_mathml(node)) == "a"


@pytest.mark.parametrize("tag", ["mrow", "mstyle", "mpadded", "texatom", "math-box", "merror", "maction"])
def test_a_table_between_fences_is_a_matrix_whatever_is_around_it(tag: str) -> None:
    expected = r"\begin{pmatrix} a & b \\ b & c \end{pmatrix}"
    assert tex(f"<mo>(</mo><{tag}>{ROWS}</{tag}><mo>)</mo>") == expected


@pytest.mark.parametrize("tag", ["annotation", "annotation-xml", "mprescripts", "none", "maligngroup", "malignmark"])
def test_what_is_said_beside_a_formula_is_not_written(tag: str) -> None:
    assert tex(f"<{tag}>b</{tag}>{A}") == "a"
    assert tex(f"<mrow><{tag}>b</{tag}>{A}</mrow>") == "a"


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        *(("𝔸", r"\mathbb{A}"), ("𝒜", r"\mathcal{A}"), ("𝓐", r"\mathcal{A}"), ("𝐚", r"\mathbf{a}")),
        *(("𝔄", r"\mathfrak{A}"), ("𝖠", r"\mathsf{A}"), ("𝙰", r"\mathtt{A}"), ("𝟏", r"\mathbf{1}"), ("𝐴", "A")),
        *((f"a{sign}b", "ab") for sign in "\u2061\u2062\u2063\u2064\u200b"),
    ],
)
def test_letters_of_mathematical_alphabets_are_commands(letter: str, expected: str) -> None:
    assert tex(f"<mo>{letter}</mo>" if len(letter) == 1 else f"<mtext>1{letter}</mtext>") in (
        expected,
        rf"\text{{1{letter}}}",
    )
