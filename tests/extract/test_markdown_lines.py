"""Lines of Markdown after the conversion: what is escaped, what is not, and where lines and lists are parted."""

from blogreader.extract import markdown_lines as lines
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders
from blogreader.extract.to_markdown import to_markdown


def protected(text: str) -> tuple[str, Placeholders]:
    """Return a text with tokens for `{KIND text}` or `{KIND/info text}`."""
    placeholders, pieces = Placeholders(), text.split("{")
    out = pieces[0]
    for piece in pieces[1:]:
        written, _, rest = piece.partition("}")
        name, _, inner = written.partition(" ")
        kind, _, info = name.partition("/")
        out += placeholders.put(PlaceholderKind[kind], inner, info) + rest
    return out, placeholders


def parted(line: str) -> str:
    """Return a line split at its breaks."""
    return "\n".join(lines.lines_of(*protected(line)))


def with_bullets(text: str) -> str:
    """Return lines with another bullet for a list after a list."""
    written, placeholders = protected(text)
    return "\n".join(lines.with_bullets(written.split("\n"), placeholders))


def single_blanks(text: str) -> str:
    """Return lines without double blank ones in quotations."""
    return "\n".join(lines.without_double_blanks(text.split("\n")))


def separated(text: str) -> str:
    """Return lines with blank ones between what would be one."""
    return "\n".join(lines.separated(text.split("\n")))


def beside_math(line: str) -> str:
    """Return a line of a text with formulas."""
    return lines.plain_dollars(line, has_math=True)


def without_math(line: str) -> str:
    """Return a line of a text without formulas."""
    return lines.plain_dollars(line, has_math=False)


def converted(html: str) -> str:
    """Return the Markdown for HTML with tokens."""
    return to_markdown(*protected(html))


def test_a_line_is_split_at_its_breaks() -> None:
    for html, markdown in [
        ("a", "a"),
        ("a{RAW b}c", "a\ufdd00\ufdd1c"),
        ("a{LINE}b", "a  \nb"),
        ("- a{LINE}b", "- a  \n  b"),
        ("> - a {LINE} b", "> - a  \n>   b"),
        ("1. a{LINE}b{LINE}c", "1. a  \n   b  \n   c"),
        ("- a{LINE}{LINE}b", "- a  \n\n  b"),
        ("- {LINE}a", "-  \n  a"),
        ("- a{LINE}", "- a"),
        ("- a{LINE}{LINE}", "- a"),
        ("> a{LINE}", "> a"),
        ("| a{LINE}b |", "| a\ufdd00\ufdd1b |"),
        ("> | a{LINE}b |", "> | a\ufdd00\ufdd1b |"),
        ("- a{RAW x}{LINE}b{RAW y}", "- a\ufdd00\ufdd1  \n  b\ufdd02\ufdd1"),
        ("10) a{LINE}b", "10) a  \n    b"),
        ("  - a{LINE}b", "  - a  \n    b"),
        ("- a{LINE} {LINE}b", "- a  \n\n  b"),
        ("> a{LINE}>", "> a"),
    ]:
        assert parted(html) == markdown, html


def test_a_list_directly_after_a_list_has_another_bullet() -> None:
    for html, markdown in [
        ("- a\n\n{LIST}\n\n- b\n- c", "- a\n\n* b\n* c"),
        ("- a\n\n{LIST}\n\n- b\n\n{LIST}\n\n- c\n\n{LIST}\n\n- d", "- a\n\n* b\n\n- c\n\n* d"),
        ("- a\n{LIST}\n- b\n  - c\n  d\n\nx\n\n- e", "- a\n* b\n  - c\n  d\n\nx\n\n- e"),
        ("> - a\n>\n> {LIST}\n>\n> - b\n> x\n> - c", "> - a\n>\n> * b\n> x\n> - c"),
        ("- a\n  - b\n\n  {LIST}\n\n  - c\n- d", "- a\n  - b\n\n  * c\n- d"),
        ("{RAW x}\n- a", "\ufdd00\ufdd1\n- a"),
        ("x {LIST}\n- a", "x \ufdd00\ufdd1\n- a"),
        ("- a\n{LIST} \n- b", "- a\n* b"),
        ("{LIST}\n- b\n\ny\n{LIST}\n- c", "* b\n\ny\n* c"),
        ("- a\n\n{LIST}\n\n- b\n> {LIST}\n> - c", "- a\n\n* b\n> * c"),
    ]:
        assert with_bullets(html) == markdown, html


def test_escapes_that_markdown_does_not_need_go() -> None:
    for html, markdown in [
        ("a b", "a b"),
        ("snake\\_case", "snake_case"),
        ("\\_a", "\\_a"),
        ("a\\_", "a\\_"),
        ("a \\_b", "a \\_b"),
        ("a\\_1", "a_1"),
        ("a \\= b", "a = b"),
        ("\\= b", "= b"),
        ("a \\+ b", "a \\+ b"),
        ("\\+ b", "\\+ b"),
        ("- \\+ b", "- \\+ b"),
        ("a\\#", "a#"),
        ("\\# a", "\\# a"),
        ("a \\# b", "a \\# b"),
        ("a \\> b", "a \\> b"),
        ("\\> b", "\\> b"),
        ("a\\.b", "a.b"),
        ("1\\.5", "1\\.5"),
        ("1\\.", "1\\."),
        ("1\\. x", "1\\. x"),
        ("> 1\\. x", "> 1\\. x"),
        ("- 1\\. x", "- 1\\. x"),
        ("a 1\\. x", "a 1. x"),
        ("12\\) x", "12\\) x"),
        ("a\\) b", "a) b"),
        ("a\\-b", "a-b"),
        ("\\- b", "\\- b"),
        ("a \\~ b", "a \\~ b"),
        ("a \\~~ b", "a \\~~ b"),
        ("a \\~\\~ b", "a \\~\\~ b"),
        ("\\~ b", "\\~ b"),
        ("a=\\~", "a=~"),
        ("a\\{b\\}", "a{b}"),
        ("a\\:b", "a:b"),
        ("a\\;", "a;"),
        ("a\\,", "a,"),
        ("a\\'", "a'"),
        ('a\\"', 'a"'),
        ("a\\/b", "a/b"),
        ("a\\?", "a?"),
        ("a\\@b", "a@b"),
        ("a\\%", "a%"),
        ("a\\^b", "a^b"),
        ("\\{", "{"),
        ("a \\&", "a &"),
        ("a \\&amp;", "a \\&amp;"),
        ("a \\&#38;", "a \\&#38;"),
        ("a \\& b;", "a & b;"),
        ("a\\\\_b", "a\\\\_b"),
        ("a\\\\\\_b", "a\\\\\\_b"),
        ("\\[x\\]", "\\[x\\]"),
        ("a\\*b", "a\\*b"),
        ("a\\`b", "a\\`b"),
        ("a\\|b", "a|b"),
        ("\\|b", "\\|b"),
        ("\\|a\\|", "\\|a|"),
        ("> \\|a\\|", "> \\|a|"),
        ("- \\|a\\|b", "- \\|a|b"),
        ("| a\\|b |", "| a\\|b |"),
        ("> | a\\|b |", "> | a\\|b |"),
        ("a\\=~", "a=~"),
        ("a\\.~", "a.~"),
    ]:
        assert lines.freed(html) == markdown, html


def test_a_bar_at_the_start_of_a_line_is_a_bar() -> None:
    for html, markdown in [
        ("\\|a\\|", "|a\\|"),
        ("> \\|a", "> |a"),
        ("a\\|", "a\\|"),
        ("| a\\|b |", "| a\\|b |"),
        ("a", "a"),
        ("  \\|a", "  |a"),
    ]:
        assert lines.with_bar(html) == markdown, html


def test_of_blank_lines_in_a_quotation_one_stays() -> None:
    for html, markdown in [
        ("> a\n>\n>\n> b", "> a\n>\n> b"),
        ("> a\n> >\n>\n> b", "> a\n>\n> b"),
        ("> a\n>\n> >\n> b", "> a\n>\n> b"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("> a\n\n>\n> b", "> a\n\n>\n> b"),
        ("> a\n>\n\nb", "> a\n\nb"),
        (">\n>", ">"),
        (">\na\n>", ">\na\n>"),
        ("> > a\n> >\n> >\n>\n> b", "> > a\n>\n> b"),
        ("> a\n>\n", "> a\n"),
    ]:
        assert single_blanks(html) == markdown, html


def test_lines_that_would_continue_what_precedes_them_are_parted() -> None:
    for html, markdown in [
        ("> - a\n> b", "> - a\n>\n> b"),
        ("> - a\n>   b", "> - a\n>   b"),
        ("> - a\n> - b", "> - a\n> - b"),
        ("> 1. a\n> b", "> 1. a\n>\n> b"),
        ("- a\nb", "- a\nb"),
        ("> - a\n>   - b\n> c", "> - a\n>   - b\n>\n> c"),
        ("> a\n> b", "> a\n> b"),
        ("> * a\n> _b_", "> * a\n>\n> _b_"),
        ("| a |\nb", "| a |\n\nb"),
        ("| a |\n| b |", "| a |\n| b |"),
        ("| a |\n b", "| a |\n b"),
        ("> | a |\n> b", "> | a |\n>\n> b"),
        ("> | a |\n> | b |", "> | a |\n> | b |"),
        ("a|b\n---", "a|b\n\n---"),
        ("a\n---", "a\n---"),
        ("> a|b\n> ---", "> a|b\n>\n> ---"),
        ("a|b\n----", "a|b\n----"),
        ("> - a\n>\n> b", "> - a\n>\n> b"),
        ("| a |\n\nb", "| a |\n\nb"),
        ("| a |\n(b", "| a |\n\n(b"),
        ("> - a\n> ", "> - a\n> "),
        ("> - a\n_b_", "> - a\n_b_"),
        ("| a |\n> b", "| a |\n> b"),
        ("---", "---"),
    ]:
        assert separated(html) == markdown, html


def test_signs_at_the_start_of_a_line_are_signs() -> None:
    for html, markdown in [
        ("a", "a"),
        (": a", "\\: a"),
        (":\ta", "\\:\ta"),
        (":a", ":a"),
        ("> : a", "> \\: a"),
        ("- : a", "- \\: a"),
        ("==", "\\=="),
        ("= =", "\\= ="),
        ("=a", "=a"),
        ("> ==", "> \\=="),
        ("- ===", "- \\==="),
        ("a ==", "a =="),
        ("1. : a", "1. \\: a"),
        ("a : b", "a : b"),
    ]:
        assert lines.plain_start(html) == markdown, html


def test_dollars_beside_formulas_are_dollars() -> None:
    for html, markdown in [
        ("a", "a"),
        ("$5", "\\$5"),
        ("\\$5", "\\$5"),
        ("\\\\$5", "\\\\\\$5"),
        ("\\\\\\$5", "\\\\\\$5"),
        ("$5 and $6", "\\$5 and \\$6"),
    ]:
        assert beside_math(html) == markdown, html


def test_two_dollars_in_a_line_are_no_formula() -> None:
    for html, markdown in [
        ("a", "a"),
        ("$5", "$5"),
        ("$5 and $6", "$5 and $6"),
        ("$5-$6", "$5-$6"),
        ("\\$5 and $6", "\\$5 and $6"),
        ("$a$", "$a$"),
        ("$a", "$a"),
        ("$a_1$", "$a_1$"),
        ("$\\a$", "$\\a$"),
        ("$a=b$", "$a=b$"),
        ("$x{y}$", "$x{y}$"),
        ("($5)^2 $6", "($5)^2 $6"),
        ("a$b$", "a$b$"),
        ("$5$6", "$5$6"),
        ("$ 5 $", "$ 5 $"),
        ("$5 $6 $7", "$5 $6 $7"),
        ("`$5` $6", "`$5` $6"),
        ("A$5 and $6", "A$5 and $6"),
        ("$5 and 6$7", "$5 and 6$7"),
        ("$ab$", "\\$ab$"),
        ("$12$", "\\$12$"),
    ]:
        assert without_math(html) == markdown, html


def test_tokens_become_what_they_stand_for() -> None:
    for html, markdown in [
        ("<p>{CODE/go x}</p>", "```go\nx\n```\n"),
        ("<p>{CODE a\nb}</p>", "```\na\nb\n```\n"),
        ("<p>a {CODE x} b</p>", "a\n\n```\nx\n```\n\nb\n"),
        ("<p>a{CODE x}{CODE y}b</p>", "a\n\n```\nx\n```\n```\ny\n```\n\nb\n"),
        ("<ul><li>{CODE a\n\nb}</li></ul>", "- ```\n  a\n\n  b\n  ```\n"),
        (
            "<ul><li>a {CODE x}</li><li><p>b</p><p>{CODE x}</p></li></ul>",
            "- a\n\n  ```\n  x\n  ```\n\n- b\n\n  ```\n  x\n  ```\n",
        ),
        ("<ol><li>{CODE x} b</li></ol>", "1. ```\n   x\n   ```\n\n   b\n"),
        ("<blockquote><p>{CODE a\n\nb}</p></blockquote>", "> ```\n> a\n>\n> b\n> ```\n"),
        ("<blockquote><p>a</p><p>{CODE x}</p></blockquote>", "> a\n>\n> ```\n> x\n> ```\n"),
        ("<table><tr><th>{CODE a\n b }</th><th>{CODE  c }</th></tr></table>", "| `a`<br>` b` | `c` |\n| --- | --- |\n"),
        ("<h2>{CODE x}</h2>", "## `x`\n"),
        ("<h2>a {CODE x\ny}</h2>", "## a `x`<br>`y`\n"),
        ("<p>{CODE ```\nx}</p>", "````\n```\nx\n````\n"),
        ("<p>{CODE   ````\nx}</p>", "`````\n  ````\nx\n`````\n"),
        ("<p>{CODE ~~~~~\nx}</p>", "``````\n~~~~~\nx\n``````\n"),
        ("<p>{CODE a ``` b}</p>", "```\na ``` b\n```\n"),
        ("<p>{CODE ``}</p>", "```\n``\n```\n"),
        ("<p>a {INLINE_CODE x} b</p>", "a `x` b\n"),
        ("<p>{INLINE_CODE x}{INLINE_CODE y}</p>", "`xy`\n"),
        ("<p>{INLINE_CODE x}{RAW r}{INLINE_CODE y}</p>", "`x`r`y`\n"),
        ("<p>{INLINE_CODE a`b}</p>", "``a`b``\n"),
        ("<p>{INLINE_CODE `a}</p>", "`` `a ``\n"),
        ("<p>{INLINE_CODE a`}</p>", "`` a` ``\n"),
        ("<p>{INLINE_CODE a``b`c}</p>", "```a``b`c```\n"),
        ("<p>{INLINE_CODE a``b}</p>", "`a``b`\n"),
        ("<p>{INLINE_CODE a```b`c``d}</p>", "````a```b`c``d````\n"),
        ("<p>{INLINE_CODE  a }</p>", "`a`\n"),
        ("<p>{INLINE_CODE a\n\n b }</p>", "`a`<br>` b`\n"),
        (
            "<table><tr><th>{INLINE_CODE a|b}</th><th>{RAW a|b}</th></tr></table>",
            "| `a\\|b` | a\\|b |\n| --- | --- |\n",
        ),
        ("<p>a {INLINE_MATH x} b</p>", "a $x$ b\n"),
        ("<p>{INLINE_MATH  x \n y }</p>", "$x y$\n"),
        ("<p>a{INLINE_MATH x}b</p>", "a$$x$$b\n"),
        ("<p>a{INLINE_MATH x} b</p>", "a$$x$$ b\n"),
        ("<p>({INLINE_MATH x})</p>", "($x$)\n"),
        ("<p>{INLINE_MATH x}b</p>", "$x$b\n"),
        ("<p>{INLINE_MATH x}5</p>", "$$x$$5\n"),
        ("<p>{INLINE_MATH 5}b</p>", "$$5$$b\n"),
        ("<p>{INLINE_MATH a^2}b</p>", "$a^2$b\n"),
        ("<p>{INLINE_MATH a^2}5</p>", "$$a^2$$5\n"),
        ("<p>{INLINE_MATH 5}.</p>", "$5$.\n"),
        ("<p>{INLINE_MATH a`b}</p>", "$$a`b$$\n"),
        ("<p>{INLINE_MATH a$b}</p>", "$$a$b$$\n"),
        ("<p>漢{INLINE_MATH x}字</p>", "漢$x$字\n"),
        ("<p>5{INLINE_MATH x}</p>", "5$$x$$\n"),
        ("<p>{INLINE_MATH x} and{INLINE_MATH y}</p>", "$x$ and$$y$$\n"),
        ("<p>a{INLINE_MATH x} and b{INLINE_MATH y}</p>", "a$$x$$ and b$$y$$\n"),
        ("<p>{INLINE_MATH a`x} and {INLINE_MATH b`y}</p>", "<span></span>$$a`x$$ and $$b`y$$\n"),
        ("<p>{INLINE_MATH a`x} and {INLINE_MATH b`y}.</p>", "$$a`x$$ and $$b`y$$.\n"),
        ("<ul><li>{INLINE_MATH a`x} and {INLINE_MATH b`y}</li></ul>", "- <span></span>$$a`x$$ and $$b`y$$\n"),
        ("<p>{MATH a\n\nb}</p>", "$$\na\nb\n$$\n"),
        ("<p>a {MATH x} b</p>", "a\n\n$$\nx\n$$\n\nb\n"),
        ("<ul><li>{MATH a\nb}</li></ul>", "- $$\n  a\n  b\n  $$\n"),
        (
            "<table><tr><th>{MATH a\nb}</th><th>{MATH |c|}</th></tr></table>",
            "| $$a b$$ | $$\\|c\\|$$ |\n| --- | --- |\n",
        ),
        ("<h3>{MATH a\nb}</h3>", "### $$a b$$\n"),
        ("<p>a{RAW [^1]} b</p>", "a[^1] b\n"),
        ("<ul><li>{FOOTNOTE 1}One.</li><li>{FOOTNOTE 2} Two.</li></ul>", "[^1]: One.\n\n[^2]: Two.\n"),
        (
            "<ul><li>{FOOTNOTE 1}<p>One.</p><p>More.</p><ul><li>x</li></ul></li></ul><p>b</p>",
            "[^1]: One.\n\n    More.\n\n    - x\n\nb\n",
        ),
        ("<ul><li>{FOOTNOTE 1}{CODE x}</li></ul>", "[^1]:\n\n    ```\n    x\n    ```\n"),
        ("<ul><li>{FOOTNOTE 1}<p>{MATH x}</p><p>b</p></li></ul>", "[^1]:\n\n    $$\n    x\n    $$\n\n    b\n"),
        ("<ul><li>{FOOTNOTE 1}<p>{RAW x}</p></li></ul>", "[^1]: x\n"),
        ("<p>a</p><ul><li>{FOOTNOTE 1}One.</li></ul>", "a\n\n[^1]: One.\n"),
        ("<ul><li>a</li><li>{FOOTNOTE 1}One.</li></ul>", "- a\n\n[^1]: One.\n"),
        ("<p>a {FOOTNOTE 1} b</p>", "a [^1] b\n"),
        ("<ul><li>{RAW x} One.</li></ul>", "- x One.\n"),
        ("<ul><li>{FOOTNOTE 1}</li></ul>", "[^1]:\n"),
        ("<ol><li>{FOOTNOTE 1}One.</li></ol>", "1. [^1]One.\n"),
        ("<p>a</p><p>{BREAK}</p><blockquote>b</blockquote>", "a\n\n> b\n"),
        ("<blockquote>a</blockquote><p>{BREAK}</p><blockquote>b</blockquote>", "> a\n\n> b\n"),
        ("<blockquote><p>a</p><p>{BREAK}</p><blockquote>b</blockquote></blockquote>", "> a\n>\n> > b\n"),
        ("<ul><li>a{LINE}b</li></ul>", "- a  \n  b\n"),
        ("<p>a{LINE}b</p>", "a  \nb\n"),
        ("<table><tr><th>a{LINE}b</th><th>c</th></tr></table>", "| a<br>b | c |\n| --- | --- |\n"),
        ("<ul><li>a</li></ul><p>{LIST}</p><ul><li>b</li></ul>", "- a\n\n* b\n"),
        (
            ("<table><tr><th>{ALIGNMENT | --- | ---: |}a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>"),
            "| a | b |\n| --- | ---: |\n| c | d |\n",
        ),
        (
            "<table><tr><th>{ALIGNMENT | --- |}a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c | d |\n",
        ),
        (
            "<blockquote><table><tr><th>{ALIGNMENT | --- | ---: |}a</th><th>b</th></tr></table></blockquote>",
            "> | a | b |\n> | --- | ---: |\n",
        ),
        ("<p>{ALIGNMENT | --- |}a</p>", "a\n"),
        (
            "<table><tr><th>a {CODE x}{ALIGNMENT | --- | ---: |}</th><th>b</th></tr></table>",
            "| a `x` | b |\n| --- | ---: |\n",
        ),
        ("<ul><li>{TABLE <table><tr><th>a</th><th>b</th></tr></table>}</li></ul>", "- | a | b |\n  | --- | --- |\n"),
        (
            "<ul><li>a{TABLE <table><tr><th>a</th><th>b</th></tr></table>} c</li></ul>",
            "- a\n\n  | a | b |\n  | --- | --- |\n\n  c\n",
        ),
        (
            "<blockquote><p>{TABLE <table><tr><th>a</th><th>b</th></tr></table>}</p></blockquote>",
            "> | a | b |\n> | --- | --- |\n",
        ),
        ("<table><tr><th>{TABLE x}</th><th>b</th></tr></table>", "|  | b |\n| --- | --- |\n"),
        ("<p>a\ufdd099\ufdd1b</p>", "ab\n"),
        ("<p>\ufdd099\ufdd1{CODE x}</p>", "```\nx\n```\n"),
    ]:
        assert converted(html) == markdown, html


def test_elements_and_signs_become_markdown() -> None:
    for html, markdown in [
        ("<p>a*b*c</p>", "a\\*b\\*c\n"),
        ("<p>a_b</p>", "a_b\n"),
        ("<p>_a_</p>", "\\_a\\_\n"),
        ("<p>[a](b)</p>", "\\[a\\](b)\n"),
        ("<p># a</p>", "\\# a\n"),
        ("<p>1. a</p>", "1\\. a\n"),
        ("<p>a<br>b</p>", "a  \nb\n"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb\n"),
        ("<p>: a</p>", "\\: a\n"),
        ("<p>==</p>", "\\==\n"),
        ("<p>|a|b|</p>", "|a|b|\n"),
        ("<p>a|b</p><hr>", "a|b\n\n---\n"),
        ("<p>~~a~~</p>", "\\~\\~a\\~\\~\n"),
        ("<p>&lt;b&gt; &amp;amp;</p>", "\\<b> \\&amp;\n"),
        ("<p>`a`</p>", "\\`a\\`\n"),
        ("<p>+ a</p>", "\\+ a\n"),
        ("<p>$a and b$</p>", "\\$a and b$\n"),
        ("<p>$5 {INLINE_MATH x}</p>", "\\$5 $x$\n"),
        ("<p>$5 {MATH x}</p>", "\\$5\n\n$$\nx\n$$\n"),
        ("<p>$5 {RAW x}</p>", "$5 x\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p>a</p></blockquote>", "> [!NOTE]\n> a\n"),
        ("<blockquote><p>{RAW [!TIP]+ Title}</p><p>a</p></blockquote>", "> [!TIP]+ Title\n> a\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><ul><li>a</li></ul></blockquote>", "> [!NOTE]\n>\n> - a\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p>{CODE x}</p></blockquote>", "> [!NOTE]\n> ```\n> x\n> ```\n"),
        ("<blockquote><p>{RAW [!note]}</p><p>a</p></blockquote>", "> [!note]\n>\n> a\n"),
        ("<blockquote><blockquote><p>{RAW [!NOTE]}</p><p>a</p></blockquote></blockquote>", "> > [!NOTE]\n> > a\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p>[a](b)</p></blockquote>", "> [!NOTE]\n> \\[a\\](b)\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p>(a)</p></blockquote>", "> [!NOTE]\n> (a)\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p><b>a</b></p></blockquote>", "> [!NOTE]\n> **a**\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p><em>a</em></p></blockquote>", "> [!NOTE]\n> *a*\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p>“a”</p></blockquote>", "> [!NOTE]\n> “a”\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p>{INLINE_CODE a}</p></blockquote>", "> [!NOTE]\n> `a`\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p>{RAW <kbd>}a</p></blockquote>", "> [!NOTE]\n> <kbd>a\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p>- a</p></blockquote>", "> [!NOTE]\n> \\- a\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p>漢</p></blockquote>", "> [!NOTE]\n> 漢\n"),
        ("<blockquote><p>{RAW [!NOTE]}</p><p>$a$</p></blockquote>", "> [!NOTE]\n>\n> $a$\n"),
        ("<p>a</p><p></p><p> </p><p>b</p>", "a\n\nb\n"),
        ("<div>a</div><div>b</div>", "a\n\nb\n"),
        ("", "\n"),
        ("<p>a  b\nc</p>", "a b c\n"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b\n"),
        ("<mark>a</mark>", "==a==\n"),
        ("<q>a</q>", '"a"\n'),
        ("<blockquote cite='https://a.example/'><p>a</p></blockquote>", "> a\n"),
        ("<p>https://a.example/</p>", "https://a.example/\n"),
        ("<a href='https://a.example/'>https://a.example/</a>", "[https://a.example/](https://a.example/)\n"),
        ("<abbr title=x>a</abbr>", "a\n"),
        ("<svg><path></svg>a", "![](data:image/svg+xml;base64,PHN2Zz48cGF0aCAvPjwvc3ZnPg==)a\n"),
    ]:
        assert converted(html) == markdown, html
