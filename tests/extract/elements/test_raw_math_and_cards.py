"""TeX between signs in the text of a page, cards of other pages, and what scripts would show."""

from tests.extract.test_rare_markup import between

CARD = "https://www.other.example/x"


def with_typesetter(html: str) -> str:
    """Return the Markdown for HTML on a page that loads a program for formulas."""
    return between(f"<script src='/js/MathJax.js'></script>{html}")


def card(inside: str) -> str:
    """Return the Markdown for a link to another page around some blocks."""
    return between(f"<p>Before it.</p><div><a href='{CARD}'>{inside}</a></div>").removeprefix("Before it.").strip("\n")


def test_signs_around_tex_make_a_formula() -> None:
    for html, markdown in [
        ("<p>$$a$$</p>", "$$\na\n$$"),
        ("<p>$$ a\n+ b $$</p>", "$$\na\n+ b\n$$"),
        ("<p>So $$a$$ is.</p>", "So\n\n$$\na\n$$\n\nis."),
        ("<p>\\[a_1\\]</p>", "$$\na_1\n$$"),
        ("<p>\\(a_1\\)</p>", "$a_1$"),
        ("<p>So \\(a=b\\) is.</p>", "So $a=b$ is."),
        ("<p>So \\(a\\) is.</p>", "So \\\\(a\\\\) is."),
        ("<p>So \\[a-z\\] is.</p>", "So \\\\\\[a-z\\\\\\] is."),
        ("<p>So \\(a\\) is and \\(b_1\\) is.</p>", "So $a$ is and $b_1$ is."),
        ("<p>So \\(x\\{y\\}\\) is.</p>", "So $x\\{y\\}$ is."),
        ("<p>\\begin{equation}a\\end{equation}</p>", "$$\n\\begin{equation}a\\end{equation}\n$$"),
        ("<p>\\begin{align*}a\\end{align*}</p>", "$$\n\\begin{align*}a\\end{align*}\n$$"),
        ("<p>\\begin{gather}a\\end{gather}</p>", "$$\n\\begin{gather}a\\end{gather}\n$$"),
        ("<p>\\begin{multline}a\\end{multline}</p>", "$$\n\\begin{multline}a\\end{multline}\n$$"),
        ("<p>\\begin{eqnarray}a\\end{eqnarray}</p>", "$$\n\\begin{eqnarray}a\\end{eqnarray}\n$$"),
        ("<p>\\begin{matrix}a\\end{matrix}</p>", "\\\\begin{matrix}a\\\\end{matrix}"),
        ("<p>\\begin{align}a\\end{gather}</p>", "\\\\begin{align}a\\\\end{gather}"),
        (
            "<p>So \\begin{align}a\\begin{x}b\\end{x}\\end{align} is.</p>",
            "So\n\n$$\n\\begin{align}a\\begin{x}b\\end{x}\\end{align}\n$$\n\nis.",
        ),
        ("<p>$$a$$ <i>b</i></p>", "$$\na\n$$\n\n*b*"),
        ("<p>a<br>$$b$$</p>", "a  \n$$\nb\n$$"),
        ("<p>$$$$</p>", "$$$$"),
        ("<p>a $$ b</p>", "a $$ b"),
        ("<div>$$a$$</div>", "$$\na\n$$"),
        ("<ul><li>$$a$$</li></ul>", "- $$\n  a\n  $$"),
        ("<section>$$a$$</section>", "$$\na\n$$"),
        ("<table><tr><td>$$a$$</td><td>b</td></tr></table>", "| $$a$$ | b |\n| --- | --- |"),
        ("<code>$$a$$</code>", "`$$a$$`"),
        ("<p><code>$a_1$</code></p>", "`$a_1$`"),
    ]:
        assert between(html) == markdown, html


def test_single_dollars_are_signs_on_pages_with_tex() -> None:
    for html, markdown in [
        ("<p>So $a_1$ is and $b$.</p>", "So $a_1$ is and $b$."),
        ("<p>So $5 and $6 is.</p>", "So $5 and $6 is."),
        ("<p>So $5 and $6 is, and $a_1$.</p>", "So \\$5 and \\$6 is, and $a_1$."),
        ("<p>So $x$ is.</p>", "So $x$ is."),
        ("<p>So $\\alpha$ is.</p>", "So $\\alpha$ is."),
        ("<p>So $a^{2}$ is.</p>", "So $a^{2}$ is."),
        ("<p>So $a\nb$ and $c_1$.</p>", "So \\$a b\\$ and $c_1$."),
        ("<p>The $n$th of $a_1$.</p>", "The $n$th of $a_1$."),
        ("<p>The $a_1$th.</p>", "The $a_1$th."),
        ("<p>The $ a_1$ and $b_1 $.</p>", "The $ a_1$ and $b_1 $."),
        ("<p>So \\$a_1$ is.</p>", "So \\\\$a_1$ is."),
        ("<p>US$5 and $a_1$.</p>", "US\\$5 and $a_1$."),
        ("<p>So $a_1$0 is.</p>", "So $a_1$0 is."),
        ("<p>So $$a$$ and $b$.</p>", "So\n\n$$\na\n$$\n\nand $b$."),
        ("<p>So $$a$$ and $5 or $6.</p>", "So\n\n$$\na\n$$\n\nand \\$5 or \\$6."),
        ("<p>So $a_1$_b$.</p>", "So $a_1$\\_b$."),
        ("<p>漢$a_1$字</p>", "漢$a_1$字"),
    ]:
        assert between(html) == markdown, html


def test_a_page_that_loads_a_program_for_formulas_has_formulas() -> None:
    for html, markdown in [
        ("<p>So $x$ is.</p>", "So $x$ is."),
        ("<p>So \\(a\\) is.</p>", "So $a$ is."),
        ("<p>So \\[a\\] is.</p>", "So\n\n$$\na\n$$\n\nis."),
        ("<p>So $5 and x$ is.</p>", "So \\$5 and x$ is."),
        ("<p>So 5$ is.</p>", "So 5$ is."),
        ("<p>So it is.</p>", "So it is."),
        ("<p>So a\\b.</p>", "So a\\\\b."),
        ("<p>So \\(a and \\[b.</p>", "So \\\\(a and \\\\\\[b."),
        ("<p>$$<i>x</i>$$</p>", "$$*x*$$"),
    ]:
        assert with_typesetter(html) == markdown, html


def test_other_programs_and_addresses() -> None:
    for html, markdown in [
        ("<script src='/katex.min.js'></script><p>So \\(a\\) is.</p>", "So $a$ is."),
        ("<link href='/katex.css'><p>So \\(a\\) is.</p>", "So $a$ is."),
        ("<script src='/tex2jax.js'></script><p>So \\(a\\) is.</p>", "So $a$ is."),
        ("<script src='/other.js'></script><p>So \\(a\\) is.</p>", "So \\\\(a\\\\) is."),
        ("<script>katex</script><p>So \\(a\\) is.</p>", "So \\\\(a\\\\) is."),
        ("<link rel=mathjax><p>So \\(a\\) is.</p>", "So \\\\(a\\\\) is."),
    ]:
        assert between(html) == markdown, html


def test_emphasis_that_markdown_found_in_a_formula_is_undone() -> None:
    for html, markdown in [
        ("<p>$a<em>1 + b</em>2$ of $c_1$.</p>", "$a_1 + b_2$ of $c_1$."),
        ("<p>So $c_1$ <em>is</em> it.</p>", "So $c_1$ *is* it."),
        ("<p>So $c_1$ and $a<em>1$ b</em></p>", "So $c_1$ and \\$a*1\\$ b*"),
        ("<p>So \\$5 $a<em>1</em>2$ of $c_1$.</p>", "So \\\\\\$5 $a_1_2$ of $c_1$."),
        ("<p>So $c_1$: <em></em>.</p>", "So $c_1$: ."),
        ("<p>$c_1$ $a<em>$b$</em>c$</p>", "$c_1$ \\$a\\_$b$\\_c\\$"),
        ("<p>$$a<em>1</em>2$$</p>", "$$\na_1_2\n$$"),
        ("<p>$$a<b>1</b>2$$</p>", "$$a**1**2$$"),
        ("<p>$$a<em>1</em><b>2</b>$$</p>", "$$a*1*<strong>2</strong>$$"),
        ("<p>\\[a<em>1</em>2\\]</p>", "\\\\\\[a*1*2\\\\\\]"),
        ("<p>\\(a<em>1=</em>2\\)</p>", "$a_1=_2$"),
        ("<p>$$a<em>1</em>2$$ x</p>", "$$a*1*2$$ x"),
        ("<p>$$<br>a<br>$$</p>", "$$\na\n$$"),
        ("<p>a<em>1</em>2</p>", "a*1*2"),
        ("<p>$$a<em>1<i>b</i></em>2$$</p>", "$$a_1*b*\\_2$$"),
        ("<ul><li>$a<em>1</em>2$ of $c_1$.</li></ul>", "- $a_1_2$ of $c_1$."),
        ("<ul><li>$$a<em>1</em>2$$</li></ul>", "- $$\n  a_1_2\n  $$"),
        (
            "<table><tr><td>$a<em>1</em>2$ of $c_1$</td><td>$$a<em>1</em>2$$</td></tr></table>",
            "| $a_1_2$ of $c_1$ | $$a_1_2$$ |\n| --- | --- |",
        ),
        ("<h3>$a<em>1</em>2$ of $c_1$.</h3>", "### \\$a*1*2\\$ of $c_1$."),
    ]:
        assert between(html) == markdown, html


def test_a_link_around_blocks_is_its_title_and_the_lines_below() -> None:
    for html, markdown in [
        ("<p>A title</p>", "[A title](https://www.other.example/x)"),
        ("<p>A title</p><p>Of it.</p>", "[A title](https://www.other.example/x)\n\nOf it."),
        ("A title", "[A title](https://www.other.example/x)"),
        ("<p>A title</p>words", "[A title words](https://www.other.example/x)"),
        ("<span>A title</span> <span>Of it.</span>", "[A title Of it.](https://www.other.example/x)"),
        ("<div>A <b>title</b> of it</div>", "[A **title** of it](https://www.other.example/x)"),
        ("<div><b>A title</b><br>of it</div>", "[**A title**  \nof it](https://www.other.example/x)"),
        ("<div><b>A title</b></div><div>Of it.</div>", "[**A title**](https://www.other.example/x)\n\nOf it."),
        ("<div><b>A title</b><small>Of it.</small></div>", "[A title](https://www.other.example/x)\n\nOf it."),
        ("<div><p>A title</p></div><p><span>Of</span> it.</p>", "[A title](https://www.other.example/x)\n\nOf it."),
        (
            "<section><div><h4>A title</h4></div><ul><li>One</li></ul></section>",
            "#### [A title](https://www.other.example/x)\n\n- One",
        ),
        ("<p></p><p>A title</p>", "[A title](https://www.other.example/x)"),
        ("<div></div>", ""),
        (
            "<figure><img src=/a.png alt=A></figure><p>A title</p>",
            "![A](https://blog.example/a.png)\n\n[A title](https://www.other.example/x)",
        ),
        ("<p><a>A</a> title</p><div>Of</div>", "A title\n\nOf"),
        ("<p>other.example</p><h2>A title</h2>", "## [A title](https://www.other.example/x)"),
        (
            "<p>https://other.example/x</p><p>http://www.other.example/y</p>",
            "[https://other.example/x](https://www.other.example/x)",
        ),
        ("<p>See other.example</p><p>Of it.</p>", "[See other.example](https://www.other.example/x)\n\nOf it."),
        ("<h3>other.example</h3><p>Of it.</p>", "[Of it.](https://www.other.example/x)"),
        ("<h3 class=site>A title</h3><p>Of it.</p>", "### [A title](https://www.other.example/x)\n\nOf it."),
        ("<p class=site>A site</p><p>Of it.</p>", "[Of it.](https://www.other.example/x)"),
        ("<p class='site own'>A site</p><p>Of it.</p>", "[A site](https://www.other.example/x)\n\nOf it."),
        ("<div class=meta><div><p>A site</p></div></div><p>Of it.</p>", "[Of it.](https://www.other.example/x)"),
        ("<p class=date>A</p><p class=url>B</p>", "[A](https://www.other.example/x)"),
        ("<p>A</p><h3>T</h3><h4>U</h4>", "### [T](https://www.other.example/x)\n\nA\n\nU"),
        ("<h3>A <div>title</div></h3><p>Of</p>", "### [A title](https://www.other.example/x)\n\nOf"),
        ("<p>A <span><div>title</div></span> of it</p><p>B</p>", "[A title of it B](https://www.other.example/x)"),
        ("<div><div>A</div> title</div><p>B</p>", "[A title B](https://www.other.example/x)"),
        ("<h3><p>A</p><p>title</p></h3><p>B</p>", "### [A title](https://www.other.example/x)\n\nB"),
        ("<h3><div>A</div><div>title</div></h3><p>B</p>", "### [A title](https://www.other.example/x)\n\nB"),
        (
            "<p>A title<img src=/a.png alt=A></p><p>B</p>",
            "![A](https://blog.example/a.png)\n\n[A title](https://www.other.example/x)\n\nB",
        ),
    ]:
        assert card(html) == markdown, html


def test_links_around_blocks_that_are_no_cards() -> None:
    for html, markdown in [
        ("<a href='#x'><p>A</p><p>B</p></a>", "[A B](#x)"),
        ("<a href='/x'><b>A</b> B</a>", "[**A** B](https://blog.example/x)"),
        ("<a href='/x'>words <p>A</p></a>", "[words A](https://blog.example/x)"),
        ("<div class=provider><a href='/x'><p>A</p><p>B</p></a></div>", "[A](https://blog.example/x)\n\nB"),
        (
            (
                "<div class=x><div class=x><div class=x><a class=bookmark href='/x'><p>A</p><p>B</p><img "
                "src=/a.png alt=A></a></div></div></div>"
            ),
            "[A](https://blog.example/x)\n\nB",
        ),
        (
            (
                "<div class=x><div class=x><div class=embed><a class=x href='/x'><p>A</p><p>B</p><img src=/a.png "
                "alt=A></a></div></div></div>"
            ),
            "[A](https://blog.example/x)\n\nB",
        ),
        (
            (
                "<div class=x><div class=preview><div class=x><a class=x href='/x'><p>A</p><p>B</p><img src=/a.png "
                "alt=A></a></div></div></div>"
            ),
            "[A](https://blog.example/x)\n\nB",
        ),
        (
            (
                "<div class=linkcard><div class=x><div class=x><a class=x href='/x'><p>A</p><p>B</p><img "
                "src=/a.png alt=A></a></div></div></div>"
            ),
            "![A](https://blog.example/a.png)\n\n[A](https://blog.example/x)\n\nB",
        ),
    ]:
        assert between(html) == markdown, html


def test_embedded_pages_and_players_are_links() -> None:
    for html, markdown in [
        (
            "<p>Words.</p><iframe src='https://www.video.example/1'></iframe>",
            "Words.\n\n[video.example](https://www.video.example/1)",
        ),
        ("<p>Words.</p><iframe src='/e' title=' A  film '></iframe>", "Words.\n\n[A film](https://blog.example/e)"),
        ("<p>Words.</p><iframe data-src='/e'></iframe>", "Words.\n\n[blog.example](https://blog.example/e)"),
        ("<p>Words.</p><iframe></iframe>", "Words."),
        ("<p>Words.</p><iframe src='about:blank'></iframe>", "Words."),
        ("<p>Words.</p><iframe src='#x'></iframe>", "Words."),
        ("<p>Words.</p><iframe src='mailto:a@b.example'></iframe>", "Words."),
        (
            "<p>Words.</p><video><source><source src='/a.mp4'></video>",
            "Words.\n\n[blog.example](https://blog.example/a.mp4)",
        ),
        (
            "<p>Words.</p><video src='/b.mp4'><source src='/a.mp4'></video>",
            "Words.\n\n[blog.example](https://blog.example/b.mp4)",
        ),
        ("<p>Words.</p><audio src='/a.mp3'></audio>", "Words.\n\n[blog.example](https://blog.example/a.mp3)"),
        ("<p>Words.</p><embed src='/a.swf'>", "Words.\n\n[blog.example](https://blog.example/a.swf)"),
        (
            "<p>Words.</p><iframe src='https://www.youtube.com/embed/abc-DEF_123'></iframe>",
            "Words.\n\n[youtube.com](https://www.youtube.com/watch?v=abc-DEF_123)",
        ),
        (
            "<p>Words.</p><iframe src='https://www.youtube-nocookie.com/embed/abc123?rel=0'></iframe>",
            "Words.\n\n[youtube.com](https://www.youtube.com/watch?v=abc123)",
        ),
        (
            "<p>Words.</p><iframe src='https://www.youtube.com/embed/abcde'></iframe>",
            "Words.\n\n[youtube.com](https://www.youtube.com/embed/abcde)",
        ),
        (
            "<p>Words.</p><lite-youtube videoid=abc-D_1></lite-youtube>",
            "Words.\n\n[youtube.com](https://www.youtube.com/watch?v=abc-D_1)",
        ),
        ("<p>Words.</p><lite-youtube videoid='a/b'></lite-youtube>", "Words."),
        (
            "<p>Words.</p><youtube-embed data-videoid=abc></youtube-embed>",
            "Words.\n\n[youtube.com](https://www.youtube.com/watch?v=abc)",
        ),
        (
            "<p>Words.</p><amp-youtube data-videoid=abc></amp-youtube>",
            "Words.\n\n[youtube.com](https://www.youtube.com/watch?v=abc)",
        ),
        ("<p>Words.</p><lite-vimeo videoid=123></lite-vimeo>", "Words.\n\n[vimeo.com](https://vimeo.com/123)"),
        ("<p>Words.</p><video loop poster=/a.png data-alt=A></video>", "Words.\n\n![A](https://blog.example/a.png)"),
        ("<p>Words.</p><video loop poster=/a.png title=T></video>", "Words.\n\n![T](https://blog.example/a.png)"),
        ("<p>Words.</p><video loop data-poster=/a.png></video>", "Words.\n\n![](https://blog.example/a.png)"),
        ("<p>Words.</p><video loop poster=/blank.png></video>", "Words."),
        ("<p>Words.</p><video poster=/a.png></video>", "Words."),
        ("<p>Words.</p><video loop></video>", "Words."),
        (
            "<p>Words.</p><video loop poster=/blank.gif data-poster-url=/c.png></video>",
            "Words.\n\n![](https://blog.example/c.png)",
        ),
        (
            "<p>Words.</p><table><tr><td>a</td><td><iframe src=/e></iframe></td></tr></table>",
            "Words.\n\n| a | [blog.example](https://blog.example/e) |\n| --- | --- |",
        ),
        (
            "<p>Words.</p><table><tr><th>a</th><th><iframe src=/e></iframe></th></tr></table>",
            "Words.\n\n| a | [blog.example](https://blog.example/e) |\n| --- | --- |",
        ),
        (
            (
                "<p>Words.</p><table><tr><td>a</td><td><div><div><div><iframe src=/e></iframe></div></div></div>"
                "</td></tr></table>"
            ),
            "Words.\n\n| a | [blog.example](https://blog.example/e) |\n| --- | --- |",
        ),
        (
            (
                "<p>Words.</p><table><tr><td>a</td><td><iframe src=/e></iframe><iframe src=/f></iframe></td></tr>"
                "</table>"
            ),
            (
                "Words.\n\n| a | [blog.example](https://blog.example/e)<br>[blog.example](https://blog.example/f) "
                "|\n| --- | --- |"
            ),
        ),
        (
            "<p>Words.</p><video src=/a.mp4><iframe src=/b></iframe></video>",
            "Words.\n\n[blog.example](https://blog.example/a.mp4)",
        ),
        (
            "<p>Words.</p><p>So <iframe src=/e></iframe> it is.</p>",
            "Words.\n\nSo\n\n[blog.example](https://blog.example/e)\n\nit is.",
        ),
    ]:
        assert between(html) == markdown, html
