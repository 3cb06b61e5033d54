"""The TeX of formulas, wherever the program that set them left it."""

from urllib.parse import quote

import pytest

from tests.extract.test_rare_markup import between

ANNOTATED = "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>a_1</annotation></semantics></math>"

DRAWN = "<mjx-msub><mjx-mi>a</mjx-mi><mjx-script><mjx-mn>1</mjx-mn></mjx-script></mjx-msub>"
ALIGNED = """<table class=ltx_equationgroup>
<tr class=ltx_eqn_row><td class=ltx_eqn_eqno>(1)<td><math alttext='\\displaystyle a'></math>
<td><math alttext='=b'></math>
<td class=ltx_eqn_center_padright></tr><tr class=ltx_eqn_row><td><math alttext='c'></math><td></tr></table>"""


def written(html: str) -> str:
    return between(f"<p>Before it.</p>{html}").removeprefix("Before it.").strip("\n")


@pytest.mark.parametrize(
    "formula",
    [
        ANNOTATED,
        "<math alttext='a_1'><mi>x</mi></math>",
        "<math data-latex='a_1'><mi>x</mi></math>",
        "<math><msub><mi>a</mi><mn>1</mn></msub></math>",
        *(
            f"<span class='{name}'>{ANNOTATED}</span>"
            for name in ("mwe-math-element", "katex", "MathJax", "MathJax_SVG")
        ),
        f"<span class='MathJax_CHTML'>{ANNOTATED}</span>",
        f"<mjx-container>{ANNOTATED}</mjx-container>",
        "<span class='MathJax' data-mathml='<math><msub><mi>a</mi><mn>1</mn></msub></math>'>drawn</span>",
        "<span class='MathJax'><i data-mathml='<math><msub><mi>a</mi><mn>1</mn></msub></math>'>drawn</i></span>",
        "<mjx-container><svg><g data-mml-node='math' data-latex='a_1'></g></svg></mjx-container>",
        "<mjx-container><mjx-math data-latex='a_1'>x</mjx-math></mjx-container>",
        f"<mjx-container><mjx-math>{DRAWN}</mjx-math></mjx-container>",
        "<span class='katex'><span class='katex-mathml'>a\n1\na_1</span></span>",
        "<script type='math/tex'>a_1</script>",
        "<span class='MathJax'>drawn</span><script type='math/tex'>a_1</script>",
        "<span class='MJXp-math'>drawn</span><script type='math/tex'>a_1</script>",
        "<script type='math/tex'>% <![CDATA[\na_1 %]]></script>",
        "<script type='math/tex'>{\\displaystyle a_1}</script>",
        "<img class='latex' alt='a_1' src='/a.png'>",
        "<img class='big latex' alt='a_1' src='/a.png'>",
        "<img class='mwe-math-fallback-image-inline' alt='a_1' src='/a.png'>",
        "<img class='formulaInl' alt='$a_1$' src='/a.png'>",
        "<img alt='$a_1$' src='/a.png'>",
        "<img alt='$$a_1$$' src='/a.png'>",
        r"<img alt='\(a_1\)' src='/a.png'>",
        r"<img alt='\[a_1\]' src='/a.png'>",
        "<img src='https://latex.codecogs.com/svg.image?a_1'>",
        r"<img src='https://latex.codecogs.com/gif.latex?\inline \dpi{150} a_1'>",
        "<img src='https://www.zhihu.com/equation?tex=a_1&amp;x=y'>",
        "<img src='https://s0.wp.com/latex.php?latex=a_1&amp;bg=ffffff'>",
        "<img src='https://s0.wp.com/latex.php?zoom=2&amp;latex=a_1'>",
        "<img src='https://chart.example/chart?cht=tx&amp;chl=a_1'>",
        "<img src='/cgi-bin/mathtex.cgi?a_1'>",
        "<img src='/cgi-bin/mimetex.cgi?a_1'>",
        "<img alt='a_1' src='https://wikimedia.example/api/math/render/svg/0a'>",
        "<img alt='a_1' src='https://example.org/mathoid/0a'>",
    ],
)
def test_the_tex_of_a_formula_is_found(formula: str) -> None:
    assert written(f"<p>So {formula} is.</p>") == "So $a_1$ is."


@pytest.mark.parametrize("command", ["begin{x}", "frac", "sum", "int", "sqrt", "exp", "log", "operatorname", "mathrm"])
def test_a_picture_described_by_commands_of_tex_is_a_formula(command: str) -> None:
    assert written(f"<p>So <img alt='\\{command} 1' src='/a.png'> is.</p>") == f"So $\\{command} 1$ is."


@pytest.mark.parametrize("command", ["mathbb", "text", "alpha", "beta"])
def test_so_is_one_with_letters_of_tex(command: str) -> None:
    assert written(f"<p>So <img alt='\\{command} 1' src='/a.png'> is.</p>") == f"So $\\{command} 1$ is."
    assert "a.png" in written(f"<p>So <img alt='{command} 1' src='/a.png'> is.</p>")


@pytest.mark.parametrize(
    "formula",
    [
        *(f"<div class='{name} katex'>{ANNOTATED}</div>" for name in ("katex-display", "math-display", "math-block")),
        *(f"<div class='{name} MathJax'>{ANNOTATED}</div>" for name in ("MathJax_Display", "MathJax_SVG_Display")),
        f"<div class='MJXc-display MathJax'>{ANNOTATED}</div>",
        f"<div class='katex--display'><span class='katex'>{ANNOTATED}</span></div>",
        f"<p class='katex'>{ANNOTATED}</p>",
        "<div data-tex='a_1'>drawn</div>",
        ANNOTATED.replace("<math>", "<math display='block'>"),
        f"<span class='katex'>{ANNOTATED.replace('<math>', '<math display=block>')}</span>",
        f"<mjx-container display='true'>{ANNOTATED}</mjx-container>",
        f"<span class='mwe-math-element'><span class='mwe-math-mathml-display'>{ANNOTATED}</span></span>",
        f"<span class='mwe-math-element'>{ANNOTATED}<i class='mwe-math-fallback-image-display'></i></span>",
        "<script type='math/tex; mode=display'>a_1</script>",
        "<p><img alt='$a_1$' src='/a.png'></p>",
        "<div><img class='latex' alt='a_1' src='/a.png'></div>",
        f"<table class='ltx_equation'><tr><td>{ANNOTATED}</td><td>(1)</td></tr></table>",
        f"<table class='formula'><tr><td>{ANNOTATED}</td><td>(12.3a)</td></tr></table>",
    ],
)
def test_a_formula_apart_from_the_text_is_a_block(formula: str) -> None:
    assert written(formula) == "$$\na_1\n$$"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            f"<p>So {ANNOTATED} and <b class='katex-display'>{ANNOTATED}</b> is.</p>",
            "So $a_1$ and\n\n$$\na_1\n$$\n\nis.",
        ),
        ("<p><img alt='$a$' src='/a.png'> and <img alt='$b$' src='/b.png'></p>", "$a$ and $b$"),
        ("<p><img alt='$a$' src='/a.png'><img alt='$b$' src='/b.png'></p>", "$a$$b$"),
        # Blanks within its element, beside words.
        (f"<p>So<span class='katex'> {ANNOTATED} </span>is.</p>", "So $a_1$ is."),
        (f"<p>So<span class='katex'>{ANNOTATED}</span>is.</p>", "So$$a_1$$is."),
        (f"<p>So (<span class='katex'> {ANNOTATED} </span>).</p>", "So ($a_1$)."),
        (f"<div class='katex'><div>{ANNOTATED}</div></div>", "$a_1$"),
        # Empty ones.
        ("<p>So <script type='math/tex'> </script>is.</p>", "So is."),
        ("<p>So <mjx-container></mjx-container>is.</p>", "So is."),
        # Braces around the whole, and braces that only look so.
        (r"<p>So <script type='math/tex'>{\displaystyle \{a\}}</script> is.</p>", r"So $\{a\}$ is."),
        (r"<p>So <script type='math/tex'>{\displaystyle a}+{b}</script> is.</p>", r"So ${\displaystyle a}+{b}$ is."),
        (r"<p>So <script type='math/tex'>{\displaystyle \}a}</script> is.</p>", r"So $\}a$ is."),
        # LaTeX2HTML's environments.
        (r"<p>So <img alt='\begin{displaymath}a\end{displaymath}' src='/a'> is.</p>", "So $a$ is."),
        (
            r"<p>So <img alt='\begin{eqnarray*}a\end{eqnarray*}' src='/a'> is.</p>",
            r"So $\begin{aligned}a\end{aligned}$ is.",
        ),
        # A table with more than a formula and its number.
        (
            f"<table class='formula'><tr><td>{ANNOTATED}</td><td>and so on</td></tr></table>",
            "| $a_1$ | and so on |\n| --- | --- |",
        ),
        (
            f"<table><tr><td>{ANNOTATED}</td><td>(1)</td></tr></table>",
            "| $a_1$ | (1) |\n| --- | --- |",
        ),
        # Equations that LaTeXML aligned.
        (ALIGNED, "$$\n\\begin{aligned}\na & =b \\\\\nc\n\\end{aligned}\n$$"),
        ("<p>So <span class='math inline'>a_1</span> is.</p>", "So $a_1$ is."),
        ("<p>So <span class='math display'>a_1</span> is.</p>", "So\n\n$$\na_1\n$$\n\nis."),
        ("<p>So <d-math>a_1</d-math> is.</p>", "So $a_1$ is."),
        ("<p>So <d-math block>a_1</d-math> is.</p>", "So\n\n$$\na_1\n$$\n\nis."),
        ("<p>So <dt-math>a_1</dt-math> is.</p>", "So $a_1$ is."),
        ("<p>So <span data-math-style=display>a_1</span> is.</p>", "So\n\n$$\na_1\n$$\n\nis."),
        ("<p>So <span data-math-style=inline>a_1</span> is.</p>", "So $a_1$ is."),
        ("<p>So <code class=math-inline>a_1</code> is.</p>", "So $a_1$ is."),
        ("<p>So <span class='math inline other'>a_1</span> is.</p>", "So $a_1$ is."),
        ("<pre><code class=math-display>a_1</code></pre>", "$$\na_1\n$$"),
        ("<p>So <span class='math inline'>\\(a_1\\)</span> is.</p>", "So $a_1$ is."),
        ("<p>So <span class='math inline'>a<b>1</b></span> is.</p>", "So a**1** is."),
        ("<p>So <span class='math inline'></span> is.</p>", "So is."),
        ("<p>So <span class='math inline'><code>a_1</code></span> is.</p>", "So $a_1$ is."),
        ("<p>So <span class=math-inline data-math=a_1>drawn</span> is.</p>", "So $a_1$ is."),
        ("<p>So <span class=hurmet-tex data-entry=a_1>drawn</span> is.</p>", "So $a_1$ is."),
        ("<p>So <span data-tex=a_1>drawn</span> is.</p>", "So $a_1$ is."),
        ("<p>So <span data-latex-source=a_1>drawn</span> is.</p>", "So $a_1$ is."),
        ("<p>So <span data-katex=a_1>drawn</span> is.</p>", "So $a_1$ is."),
        ("<p>So <span data-tex=' '>drawn</span> is.</p>", "So drawn is."),
        ("<p>So <span class=other data-math=a_1>drawn</span> is.</p>", "So drawn is."),
        ("<p>So <tex-math data-expr=a_1>x</tex-math> is.</p>", "So $a_1$ is."),
        ("<p>So <i class=katex-block data-expr=a_1>x</i> is.</p>", "So $a_1$ is."),
        ("<p>So <b>bold</b><script type='math/tex'>a_1</script> is.</p>", "So **bold**$a_1$ is."),
        (
            "<p>So <i class='x MathJax'>d</i><i class=MJX>d</i><script type='math/tex'>a_1</script> is.</p>",
            "So $a_1$ is.",
        ),
        ("<p>So <i class=MathJax>d</i> <script type='math/tex'>a_1</script> is.</p>", "So *d* $a_1$ is."),
        ("<p>So <mjx-container>words</mjx-container> is.</p>", "So words is."),
        ("<p>So <i class=katex></i>is.</p>", "So is."),
        (
            (
                "<table class=ltx_equationgroup><tr class=ltx_eqn_row><td><math alttext='a'></math></td><td><math "
                "alttext='=b'></math></td></tr></table>"
            ),
            "$$\n\\begin{aligned}\na & =b\n\\end{aligned}\n$$",
        ),
        (
            ("<table class=ltx_equationgroup><tr class=ltx_eqn_row><td><math alttext='a'></math>(1)</td></tr></table>"),
            "$$\na\n$$",
        ),
        ("<table class=ltx_equationgroup><tr class=ltx_eqn_row><td>x</td></tr></table>", "x"),
        (
            (
                "<table class=ltx_equationgroup><tr class=ltx_eqn_row><td><math alttext='a'></math></td></tr><tr "
                "class=ltx_eqn_row><td>x</td></tr><tr class=ltx_eqn_row><td><math alttext='c'></math></td></tr>"
                "</table>"
            ),
            "$$\n\\begin{aligned}\na \\\\\nc\n\\end{aligned}\n$$",
        ),
        (
            (
                "<table class=ltx_equationgroup><tr class=ltx_eqn_row><td><math alttext='a'></math></td></tr><tr>"
                "<td class=ltx_intertext>and</td></tr><tr class=ltx_eqn_row><td><math alttext='c'></math></td></tr>"
                "</table>"
            ),
            "| $a$ |\n| --- |\n| and |\n| $c$ |",
        ),
        (
            (
                "<table class=ltx_equationgroup><tr class=ltx_eqn_row><td><math alttext='a'></math></td><td><math "
                "alttext='b'></math></td><td></td></tr><tr class=ltx_eqn_row><td><math alttext='c'></math></td><td>"
                "<math alttext='d'></math><math alttext='e'></math></td></tr></table>"
            ),
            "$$\n\\begin{aligned}\na & b \\\\\nc & de\n\\end{aligned}\n$$",
        ),
        ("<p>So <img class=formulaDsp alt='\\[a_1\\]' src=/a.png> is.</p>", "So $a_1$ is."),
        (
            "<p>So <img src='https://example.org/equation?tex='> is.</p>",
            "So ![](https://example.org/equation?tex=) is.",
        ),
        ("<p>So <img src='/mathoid/x' alt=''> is.</p>", "So ![](https://blog.example/mathoid/x) is."),
        ("<p>So <img src='/latex.php?latex=%5Cbg_white%20a_1+b'> is.</p>", "So $a_1 b$ is."),
        ("<p>So <img src='/eq?cht=tx&amp;chs=1&amp;chl=a_1'> is.</p>", "So $a_1$ is."),
        ("<p>So <img src='https://latex.codecogs.com/x?\\huge a+b'> is.</p>", "So $a+b$ is."),
        ("<p>Words <img class=latex alt=a src=/a.png></p>", "Words $a$"),
        ("<div><img class=latex alt=a src=/a.png><img class=latex alt=b src=/a.png></div>", "$a$$b$"),
        ("<section><img class=latex alt=a src=/a.png></section>", "$a$"),
        ("<p>So <i class=katex><i class=katex-mathml>a\n1\nxyz\na_1</i></i> is.</p>", "So $a 1 xyz a_1$ is."),
        ("<p>So <i class=katex><i class=katex-mathml>ab\nabc\nabcd</i></i> is.</p>", "So $ab abc abcd$ is."),
        ("<p>So <i class=katex><i class=katex-mathml>ab\ncd\nabc</i></i> is.</p>", "So $abc$ is."),
        ("<p>So <i class=katex><i class=katex-mathml>abc\n\n def</i></i> is.</p>", "So $abc def$ is."),
        (
            (
                "<p>So <math><semantics><mi>x</mi><annotation encoding='application/x-tex'> </annotation>"
                "</semantics></math> is.</p>"
            ),
            "So $x$ is.",
        ),
        ("<p>So <math alttext='' data-latex=b><mi>x</mi></math> is.</p>", "So $b$ is."),
        ("<p>So <i class=MathJax data-mathml='words'>d</i> is.</p>", "So *d* is."),
        ("<p>So <script type='math/tex'>{\\displaystyle }</script>is.</p>", "So is."),
        ("<p>So <script type='math/tex'>{\\displaystyle {a}b}</script> is.</p>", "So ${a}b$ is."),
        ("<p>So <script type='math/tex'>{\\displaystyle a}{b}</script> is.</p>", "So ${\\displaystyle a}{b}$ is."),
        ("<p>So <script type='math/tex'>//<![CDATA[\na_1\n//]]></script> is.</p>", "So $a_1$ is."),
        (
            (
                "<table class=eqn><tr><td><math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></td><td>(1234567)</td></tr>"
                "</table>"
            ),
            "$$\na_1\n$$",
        ),
        (
            (
                "<table class=eqn><tr><td><math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></td><td>(12345678)</td></tr>"
                "</table>"
            ),
            "| $a_1$ | (12345678) |\n| --- | --- |",
        ),
        (
            (
                "<table class=numbers><tr><td><math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></td><td>(1)</td></tr></table>"
            ),
            "| $a_1$ | (1) |\n| --- | --- |",
        ),
        (
            (
                "<table class=eqn><tr><td><math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></td><td>(1)</td></tr><tr>"
                "<td>x</td></tr></table>"
            ),
            "| $a_1$ | (1) |\n| --- | --- |\n| x |  |",
        ),
        (
            (
                "<table class=eqn><tr><td>so <math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></td><td>(1)</td></tr></table>"
            ),
            "| so $a_1$ | (1) |\n| --- | --- |",
        ),
        (
            (
                "<table class=eqn><tr><td><b><b><b><b><b><math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></b></b></b></b></b></td>"
                "<td>(1)</td></tr></table>"
            ),
            "| **$a_1$** | (1) |\n| --- | --- |",
        ),
        (
            (
                "<p>a <i class=katex-display><math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></i></p>"
            ),
            "a\n\n$$\na_1\n$$",
        ),
        (
            (
                "<p><i class=katex-display><math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></i></p>"
            ),
            "$$\na_1\n$$",
        ),
        (
            (
                "<p><span><i class=katex-display><math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></i></span> b</p>"
            ),
            "$$\na_1\n$$\n\nb",
        ),
        (
            (
                "<section>a <i class=katex-display><math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></i></section>"
            ),
            "a\n\n$$\na_1\n$$",
        ),
        (
            (
                "<p>So<i class=katex> <math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math></i>is.</p>"
            ),
            "So $$a_1$$is.",
        ),
        (
            (
                "<p>So<i class=katex><math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math> </i>is.</p>"
            ),
            "So$$a_1$$ is.",
        ),
        (
            (
                "<p>So.<i class=katex> <math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math> </i>.</p>"
            ),
            "So.$a_1$.",
        ),
        (
            (
                "<p><b>So</b><i class=katex> <math><semantics><mi>x</mi><annotation "
                "encoding='application/x-tex'>a_1</annotation></semantics></math> </i><b>is</b></p>"
            ),
            "**So**$a_1$**is**",
        ),
    ],
)
def test_formulas_in_their_surroundings(html: str, markdown: str) -> None:
    assert written(html) == markdown


def test_an_address_that_draws_a_formula_may_be_encoded() -> None:
    tex = r"\frac{a}{b} + 1"
    assert written(f"<p>So <img src='https://latex.codecogs.com/png.image?{quote(tex)}'> is.</p>") == f"So ${tex}$ is."
    plus = quote(tex).replace("%20", "+")
    assert written(f"<p>So <img src='https://s0.wp.com/latex.php?latex={plus}'> is.</p>").startswith(r"So $\frac{a}{b}")


def test_a_very_long_description_is_no_formula() -> None:
    for length, is_formula in ((2_000, True), (2_001, False)):
        text = written(f"<p>So <img alt='${'a' * (length - 2)}$' src='/a.png'> is.</p>")
        assert ("a.png" not in text) is is_formula
