"""What formulas become, command by command, and where a formula is too much for a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.render.math.formula import shown


def spaced(names: str) -> list[str]:
    return names.split()


@pytest.mark.parametrize(
    "name",
    spaced("arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lcm lg lim liminf limsup ln")
    + spaced("log max min mod Pr sec sin sinh sup tan tanh argmax argmin"),
)
def test_functions_are_words_apart_from_letters_and_not_from_brackets(name: str) -> None:
    assert shown(rf"a\{name} b") == f"a {name} b"
    assert shown(rf"2\{name}(b)") == f"2 {name}(b)"


@pytest.mark.parametrize(
    "name", spaced("text textrm textit textbf textsf texttt textnormal mbox mathrm mathit mathsf mathtt")
)
def test_texts_are_as_they_are_written(name: str) -> None:
    assert shown(rf"x\{name}{{ is a }}y") == "x is a y"
    assert shown(rf"\{name}{{a~b\ c\,d\_e\&f\#g}}") == "a b c d_e&f#g"


@pytest.mark.parametrize("name", ["operatorname", "operatorname*"])
def test_operators_with_names_of_their_own_are_words(name: str) -> None:
    assert shown(rf"a\{name}{{rank}}b") == "a rank b"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("mathbb", "ℕℝ"),
        ("mathcal", "𝒩ℛ"),
        ("mathscr", "𝒩ℛ"),
        ("mathfrak", "𝔑ℜ"),
        ("mathbf", "𝐍𝐑"),
        ("boldsymbol", "𝐍𝐑"),
        ("bm", "𝐍𝐑"),
    ],
)
def test_alphabets_have_letters_of_their_own(name: str, letters: str) -> None:
    assert shown(rf"\{name}{{NR}}") == letters


@pytest.mark.parametrize("name", ["boldsymbol", "bm", "mathbf"])
def test_what_has_no_bold_form_stays_plain(name: str) -> None:
    assert shown(rf"\{name}{{N+1é}}").endswith("é")


@pytest.mark.parametrize(
    "name",
    spaced("left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm"),
)
def test_sizes_of_brackets_are_left_out(name: str) -> None:
    assert shown(rf"\alpha\{name}(x") == "α(x"


@pytest.mark.parametrize(
    "name",
    spaced("displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag tiny scriptsize")
    + spaced("footnotesize small normalsize large Large LARGE huge Huge ! - /"),
)
def test_what_only_sets_type_is_left_out(name: str) -> None:
    assert shown(rf"\alpha\{name}\beta") == "αβ"


@pytest.mark.parametrize("name", spaced(", ; : quad qquad enspace thinspace > space"))
def test_blanks_are_a_blank(name: str) -> None:
    assert shown(rf"\alpha\{name}\beta") == "α β"


@pytest.mark.parametrize(
    "name",
    [
        *spaced(
            "aligned align align* alignat gathered gather gather* equation equation* split eqnarray eqnarray* multline"
        ),
        "multline*",
    ],
)
def test_environments_of_lines_are_lines(name: str) -> None:
    tex = rf"\begin{{{name}}} a &= b \\ c &= d \end{{{name}}}"
    assert shown(tex, lines=True) == "a = b\nc = d"
    assert shown(tex) == tex


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pmatrix", "(a b; c d)"),
        ("bmatrix", "[a b; c d]"),
        ("matrix", "[a b; c d]"),
        ("vmatrix", "|a b; c d|"),
        ("Bmatrix", "{a b; c d}"),
        ("smallmatrix", "[a b; c d]"),
        ("cases", "{a, b; c, d}"),
    ],
)
def test_matrices_and_cases_are_in_their_brackets(name: str, expected: str) -> None:
    assert shown(rf"\begin{{{name}}} a & b \\ c & d \\ \end{{{name}}}") == expected
    assert shown(rf"\alpha \begin{{{name}}} & a & b \\ c & d \end{{{name}}} + 1") == f"α {expected} + 1"


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("hat", "̂"),
        ("widehat", "̂"),
        ("tilde", "̃"),
        ("widetilde", "̃"),
        ("bar", "̄"),
        ("overline", "̅"),
        ("dot", "̇"),
        ("ddot", "̈"),
        ("vec", "⃗"),
        ("check", "̌"),
        ("breve", "̆"),
        ("underline", "̲"),
        ("acute", "́"),
        ("grave", "̀"),
        ("mathring", "̊"),
    ],
)
def test_accents_stand_on_their_letter(name: str, mark: str) -> None:
    assert shown(rf"\{name}{{q}}") == f"q{mark}"
    assert shown(rf"\{name} q") == f"q{mark}"
    assert shown(rf"\{name}{{}}") == rf"\{name}{{}}"


@pytest.mark.parametrize(("name", "mark"), [("overline", "\u0305"), ("underline", "\u0332")])
def test_only_lines_stand_on_several_letters(name: str, mark: str) -> None:
    assert shown(rf"\{name}{{AB}}") == f"A{mark}B{mark}"
    assert shown(rf"\{name}{{a+b}}") == rf"\{name}{{a+b}}"
    assert shown(r"\bar{AB}") == r"\bar{AB}"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (r"\dots \dotsc \dotso \dotsb \dotsm", "… … … ⋯ ⋯"),
        (r"\lbrack \lvert \vert \mid \rvert \rbrack", "[| | | |]"),
        (r"\lVert \Vert \rVert \|", "‖ ‖ ‖ ‖"),
        (r"\langle x \rangle", "⟨x⟩"),
        (r"a \cdot b \star c \ast d", "a · b ⋆ c ∗ d"),
        (r"\square \Box \qed \blacksquare", "□ □ ∎ ■"),
        (r"a \iff b \implies c", "a ⟺ b ⟹ c"),
        (r"a \sim b", "a ~ b"),
        (r"\epsilon \prime \degree \backslash", "ϵ ′ ° \\"),
        (r"a \colon b", "a : b"),
        (r"a \lt b \gt c \le d \ge e \ne f", "a < b > c ≤ d ≥ e ≠ f"),
        (r"a \land b \lor c", "a ∧ b ∨ c"),
        (r"a \triangleq b \coloneqq c", "a ≜ b ≔ c"),
        (r"\_ \% \$ \& \#", "_ % $ & #"),
        (r"\{ a \}", "{a}"),
        (r"\lbrace a \rbrace", "{a}"),
    ],
)
def test_symbols_that_formulas_have_otherwise_than_texts(names: str, expected: str) -> None:
    assert shown(names) == expected


@pytest.mark.parametrize("sign", "∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀")
def test_big_signs_stand_apart_from_what_they_are_applied_to(sign: str) -> None:
    assert shown(f"{sign}x") == f"{sign} x"
    assert shown(f"({sign})x") == f"({sign})x"
    assert shown(rf"\frac{{{sign}x}}{{2}}") == f"({sign} x)/2"


@pytest.mark.parametrize("sign", "∂∇∞∀∃∄¬√∛∜∅∆⊤⊥∠ℵ⋮⋱⋰|/")
def test_signs_that_stand_alone_have_no_blanks_around_them(sign: str) -> None:
    assert shown(f"a{sign}b") == f"a{sign}b"


@pytest.mark.parametrize("sign", "+=<>±∓×≤∈·→←⇒⟶⟹")
def test_signs_between_two_operands_have_blanks_around_them(sign: str) -> None:
    assert shown(f"a{sign}b") == f"a {sign} b"


@pytest.mark.parametrize("sign", "−-+±∓")
def test_a_sign_before_an_operand_belongs_to_it(sign: str) -> None:
    written = sign.replace("-", "−")
    assert shown(f"{sign}a") == f"{written}a"
    assert shown(f"({sign}a)") == f"({written}a)"
    assert shown(f"x={sign}a") == f"x = {written}a"
    assert shown(f"x,{sign}a") == f"x, {written}a"
    assert shown(f"∑{sign}a") == f"∑ {written}a"


@pytest.mark.parametrize(("opening", "closing"), ["()", "[]", "⟨⟩", "⌈⌉", "⌊⌋"])
def test_brackets_stand_at_what_they_hold(opening: str, closing: str) -> None:
    assert shown(rf"{opening} a {closing} b") == f"{opening}a{closing} b"
    assert shown(rf"\frac{{{opening}a+b{closing}}}{{c}}") == f"{opening}a + b{closing}/c"
    assert shown(rf"\sin{opening}a{closing}") == f"sin{opening}a{closing}"


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        # Primes, one character for up to three.
        ("f'", "f′"),
        ("f''", "f″"),
        ("f'''", "f‴"),
        ("f''''", "f′′′′"),
        ("f'x'", "f′x′"),
        # Scripts: of all that has a raised form, and otherwise in brackets unless it is one sign or a number.
        ("x^{a+b}", "xᵃ⁺ᵇ"),
        ("x^q", "x^q"),
        ("x_{qr}", "x_(qr)"),
        ("x_{∞}", "x_∞"),
        ("x_b", "x_b"),
        ("x^{}", "x"),
        (r"x^\circ", "x°"),
        ("x^*", "x*"),
        ("x^∗", "x*"),
        (r"x^\dagger", "x†"),
        ("x^+", "x⁺"),
        ("x^′", "x′"),
        ("x _ 2", "x₂"),
        (r"\frac{1}{2}^2", "(1/2)²"),
        ("2^2 3", "2² 3"),
        ("(^2a", "(²a"),
        ("a+^2b", "a +² b"),
        # Roots.
        (r"\sqrt x", "√x"),
        (r"\sqrt[2]{x}", "√x"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"\sqrt[4]{x}", "∜x"),
        (r"\sqrt[n]{x}", "ⁿ√x"),
        (r"\sqrt[n+1]{ab}", r"\sqrt[n+1]{ab}"),
        (r"\sqrt[q]{x}", r"\sqrt[q]{x}"),
        (r"\sqrt{f(x)}", "√f(x)"),
        (r"\sqrt{x_i^2}", "√xᵢ²"),
        # Fractions, in brackets where anything is next to them.
        (r"\frac{a}{b}", "a/b"),
        (r"\dfrac{a}{b}", "a/b"),
        (r"\tfrac{a}{b}", "a/b"),
        (r"\cfrac{a}{b}", "a/b"),
        (r"\frac{ab}{c}", "ab/c"),
        (r"\frac{a,b}{c}", "(a, b)/c"),
        (r"\frac{a/b}{c}", "(a/b)/c"),
        (r"\frac{(a+b)c}{d}", "(a + b)c/d"),
        (r"\frac{a}{12.5}", "a/12.5"),
        (r"\frac{a}{∂x}", "a/∂x"),
        (r"\frac{a}{bc}", "a/(bc)"),
        (r"\frac{a}{x^2}", "a/x²"),
        (r"a\frac{b}{c}", "a(b/c)"),
        (r"\frac{b}{c}a", "(b/c)a"),
        (r"\frac{b}{c}2", "(b/c)2"),
        (r"\frac{b}{c}(a)", "(b/c)(a)"),
        (r"\frac{b}{c}\frac{d}{e}", "(b/c)(d/e)"),
        (r"\frac{b}{c}\sin x", "(b/c) sin x"),
        (r"\text{a}\frac{b}{c}", "a(b/c)"),
        (r"\log\frac{b}{c}", "log (b/c)"),
        (r"\frac{b}{c} = a", "b/c = a"),
        (r"\frac{b}{c}, a", "b/c, a"),
        (r"\frac{b}{c} )", "b/c)"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"\dbinom{n}{k}", "(n choose k)"),
        (r"\tbinom{n}{k}", "(n choose k)"),
        # Commas part words and letters, not the digits of a number.
        ("f(x,y)", "f(x, y)"),
        ("1,000", "1,000"),
        ("1, 000", "1, 000"),
        # What is between two brackets of one size, and blanks that were written.
        (r"\left| x \right|", "|x|"),
        (r"\bigl< x", "< x"),
        (r"a\big+b", "a+b"),
        ("a b", "a b"),
        ("∇ f", "∇f"),
        ("∂ x", "∂x"),
        ("( a )", "(a)"),
        ("a , b", "a, b"),
        # Labels are the page's; marks on what follows need something to stand on.
        (r"\label{eq:1} x = \alpha", "x = α"),
        (r"\label x", r"\label x"),
        (r"\textcolor{red}{x+y}", "x + y"),
        (r"a \bmod n", "a mod n"),
        (r"\alpha~\beta", "α β"),
        (r"\text{ a}", "a"),
    ],
)
def test_parts_of_formulas_in_one_line(tex: str, expected: str) -> None:
    assert shown(tex) == expected


@pytest.mark.parametrize("sign", ["}", "&", "%", "#", "$", "\\"])
def test_a_sign_that_only_tex_understands_leaves_the_formula_as_it_is(sign: str) -> None:
    assert shown(rf"\alpha {sign}") == rf"\alpha {sign}"


def test_of_a_formula_with_two_thousand_characters_all_is_shown_and_of_longer_ones_the_source() -> None:
    fits = "x" * (2_000 - len(r"\alpha")) + r"\alpha"
    assert shown(fits) == fits.replace(r"\alpha", "α")
    assert shown("x" + fits) == "x" + fits


def test_groups_in_each_other_are_shown_up_to_a_depth_and_beside_each_other_in_any_number() -> None:
    def nested(depth: int) -> str:
        return "{" * depth + r"\alpha" + "}" * depth

    assert shown(nested(29)) == "α"
    assert shown(nested(30)) == nested(30)
    assert shown(nested(20) * 40) == "α" * 40
    matrix = r"\begin{matrix} %s \end{matrix}"
    assert shown("{" * 10 + matrix % nested(17) + "}" * 10) == "[α]"
    assert shown("{" * 10 + matrix % nested(18) + "}" * 10) == "{" * 10 + matrix % nested(18) + "}" * 10


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        # A number behind a comma may belong to the one before it; anything else stands apart.
        ("(a,2^n)", "(a,2ⁿ)"),
        ("(a, 2^n)", "(a, 2ⁿ)"),
        ("(a,x^2)", "(a, x²)"),
        (r"a,\mathbb{}", "a,"),
        ("1,000", "1,000"),
        # Arrows are operators, whatever Unicode says of them.
        (r"a\leftarrow b", "a ← b"),
        (r"a\nearrow b", "a ↗ b"),
        (r"a\longmapsto b", "a ⟼ b"),
        (r"a\cdot b", "a · b"),
        (r"a|b", "a|b"),
        (r"a/b", "a/b"),
    ],
)
def test_blanks_stand_where_a_formula_would_be_ambiguous(tex: str, expected: str) -> None:
    assert shown(tex) == expected


def test_a_formula_of_more_than_2_000_characters_is_its_source() -> None:
    assert shown(r"\pi " + "x" * 1_996) == "π " + "x" * 1_996
    assert shown(r"\pi " + "x" * 1_997) == r"\pi " + "x" * 1_997


def test_a_formula_is_read_29_groups_deep() -> None:
    for depth, is_read in ((29, True), (30, False)):
        tex = "{" * depth + "x" + "}" * depth
        assert shown(tex) == ("x" if is_read else tex)
        assert shown("{y}" * 40 + tex) == ("y" * 40 + "x" if is_read else "{y}" * 40 + tex)


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a b; c d)"),
        (r"\begin{cases}a&b\\c\end{cases}", "{a, b; c}"),
        (r"\begin{bmatrix}ab\\\end{bmatrix}", "[ab]"),
        (r" \, \begin{aligned}a\end{aligned}", "a"),
        (r"x\begin{aligned}a\end{aligned}", r"x\begin{aligned}a\end{aligned}"),
    ],
)
def test_cells_of_a_matrix_are_whole_without_blanks_between_them(tex: str, expected: str) -> None:
    assert shown(tex) == expected


@pytest.mark.parametrize(
    "tex",
    [
        *(r"\left{a b}", r"\left{ a", r"\big{}", r"\left\color{red}", r"\Bigl\begin{cases} a \\ b \end{cases}c\left"),
        *(r"\not{ab}", r"\not{}", r"\not\color{red}", r"\not\limits x", r"\not", r"\hat{}", r"\right\label{a}"),
    ],
)
def test_a_command_that_takes_one_sign_leaves_a_formula_with_more_or_none_as_it_is_written(tex: str) -> None:
    assert shown(tex) == tex


_SIGNS = st.sampled_from(
    [
        *spaced(
            r"\left \right \big \not \frac \sqrt \hat \overrightarrow \mathbb \text \color \textcolor \tag \pmod \binom"
        ),
        *spaced(
            r"\limits \quad \begin{cases} \end{cases} \begin{pmatrix} \end{pmatrix} \begin{aligned} \end{aligned} \\ &"
        ),
        *spaced(r"{ } [ ] ( ) { } ^ _ ' . , - + = | a x 2 $ % # \alpha \sum \log \nabla"),
        " ",
    ]
)


@given(st.lists(_SIGNS, max_size=14).map("".join))
def test_any_formula_is_shown_somehow(tex: str) -> None:
    for lines in (False, True):
        assert shown(tex, lines=lines) or not tex
