"""Emphasis, styles and readings of pages, beside every kind of neighbour."""

from tests.extract.test_rare_markup import between


def test_a_style_is_emphasis_of_a_phrase() -> None:
    for html, markdown in [
        ("<p>a <span style='font-weight:700'>b</span></p>", "a **b**"),
        ("<p>a <span style='font-weight:900'>b</span></p>", "a **b**"),
        ("<p>a <span style='font-weight:600'>b</span></p>", "a **b**"),
        ("<p>a <span style='font-weight:500'>b</span></p>", "a b"),
        ("<p>a <span style='font-weight:400'>b</span></p>", "a b"),
        ("<p>a <span style='font-weight:bolder'>b</span></p>", "a **b**"),
        ("<p>a <span style='font-weight:normal'>b</span></p>", "a b"),
        ("<p>a <span style='font-weight:BOLD'>b</span></p>", "a **b**"),
        ("<p>a <span style='font-weight:bold;font-style:italic'>b</span></p>", "a ***b***"),
        (
            "<p>a <span style='font-weight:bold;font-style:italic;text-decoration:line-through'>b</span></p>",
            "a ~~***b***~~",
        ),
        ("<p>a <span style='text-decoration:underline'>b</span></p>", "a b"),
        ("<p>a <span style='text-decoration:none;x:line-through'>b</span></p>", "a b"),
        ("<p>a <span style='font-style:normal'>b</span></p>", "a b"),
        ("<p>a <span style='font-weight:bold'></span></p>", "a"),
        ("<p>a <span style='font-weight:bold'> </span></p>", "a"),
        ("<p>a <span style='font-weight:bold'>b<br>c</span></p>", "a **b  \nc**"),
        ("<p>a <span style='font-weight:bold'>b<br><br>c</span></p>", "a b  \n\nc"),
        ("<p>a <span style='font-weight:bold'>b<i>c</i>d</span></p>", "a **b<em>c</em>d**"),
        ("<div>a<span style='font-weight:bold'><ul><li>b</li></ul></span></div>", "a\n\n- b"),
        ("<h2>a <span style='font-weight:bold'>b</span></h2>", "## a b"),
        ("<h6>a <span style='font-weight:bold'>b</span></h6>", "###### a b"),
        ("<h2>a <u><u><span style='font-style:italic'>b</span></u></u></h2>", "## a b"),
        (
            "<table><tr><th><span style='font-weight:bold'>b</span></th><th>c</th></tr></table>",
            "| b | c |\n| --- | --- |",
        ),
        (
            (
                "<dl><dt><span style='font-style:italic'>b</span></dt><dd><span style='font-style:italic'>c</span>"
                "</dd></dl>"
            ),
            "**b**\n\n*c*",
        ),
    ]:
        assert between(html) == markdown, html


def test_emphasis_in_or_beside_emphasis_of_its_kind_is_one() -> None:
    for html, markdown in [
        ("<p>a <b>b <strong>c</strong> d</b></p>", "a **b c d**"),
        ("<p>a <b>b <i>c <strong>d</strong></i></b></p>", "a **b *c d***"),
        ("<p>a <b>b <a href='/x'><b>c</b></a></b></p>", "a **b [c](https://blog.example/x)**"),
        ("<p>a <b>b<p><b>c</b></p></b></p>", "a **b**\n\n**c**"),
        ("<p>a <s>b <del>c</del></s></p>", "a ~~b c~~"),
        ("<p>a <em>b<i>c</i></em></p>", "a *bc*"),
        ("<p>a <b>b</b><strong>c</strong><b>d</b></p>", "a **bcd**"),
        ("<p>a <b>b</b><i>c</i></p>", "a **b**<em>c</em>"),
        ("<p>a <i>b</i><b>c</b></p>", "a *b*<strong>c</strong>"),
        ("<p>a <b>b</b><s>c</s></p>", "a **b**~~c~~"),
        ("<p>a <b>b</b><b></b><b>c</b></p>", "a **bc**"),
        ("<p>a <b>b</b><!-- --><b>c</b></p>", "a **b**<strong>c</strong>"),
    ]:
        assert between(html) == markdown, html


def test_delimiters_work_only_between_certain_characters() -> None:
    for html, markdown in [
        ("<p>a<b>b</b>c</p>", "a**b**c"),
        ("<p>a <b>b</b>c</p>", "a **b**c"),
        ("<p>a<b>b</b> c</p>", "a**b** c"),
        ("<p>a(<b>b</b>)c</p>", "a(**b**)c"),
        ("<p>(<b>b</b>)</p>", "(**b**)"),
        ("<p>漢<b>b</b>字</p>", "漢**b**字"),
        ("<p>a。<b>b</b>字</p>", "a。**b**字"),
        ("<p>a <b>(b)</b>c</p>", "a <strong>(b)</strong>c"),
        ("<p>a<b>(b)</b> c</p>", "a<strong>(b)</strong> c"),
        ("<p>a(<b>(b)</b>)c</p>", "a(**(b)**)c"),
        ("<p>a <b>(b)</b> c</p>", "a **(b)** c"),
        ("<p>a-<b>(b)</b>-c</p>", "a-**(b)**-c"),
        ("<p>漢<b>(b)</b>字</p>", "漢<strong>(b)</strong>字"),
        ("<p><b>(b)</b></p>", "**(b)**"),
        ("<p>a<b>(b)</b>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a<b>(b</b>c</p>", "a<strong>(b</strong>c"),
        ("<p>a <b>(b</b>c</p>", "a **(b**c"),
        ("<p>a<b>b)</b>c</p>", "a<strong>b)</strong>c"),
        ("<p>a<b>b)</b> c</p>", "a**b)** c"),
        ("<p>a<b>€b€</b>c</p>", "a<strong>€b€</strong>c"),
        ("<p>a <b>€b€</b> c</p>", "a **€b€** c"),
        ("<p>a<s>(b)</s>c</p>", "a<del>(b)</del>c"),
        ("<p>a <s>(b)</s> c</p>", "a ~~(b)~~ c"),
        ("<p>a<b> b </b>c</p>", "a **b** c"),
        ("<p>a<b> (b) </b>c</p>", "a **(b)** c"),
        ("<p>a<b> </b>c</p>", "a c"),
        ("<p>a<b><br></b>c</p>", "a  \nc"),
        ("<p><b>注：</b>港</p>", "<strong>注：</strong>港"),
        ("<p>注<b>：港</b></p>", "注<strong>：港</strong>"),
    ]:
        assert between(html) == markdown, html


def test_what_is_in_or_around_emphasis_is_a_neighbour_as_it_is_written() -> None:
    for html, markdown in [
        ("<p>a<b><span>(b)</span></b>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a<b><u>(b)</u></b>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a<b><small>(b)</small></b>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a<b><cite>(b)</cite></b>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a<span><b>(b)</b></span>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a<u><b>(b)</b></u>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a<small><b>(b)</b></small>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a<ins><b>(b)</b></ins>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a <span><b>(b)</b></span> c</p>", "a **(b)** c"),
        ("<p>a <u><b>(b)</b></u> c</p>", "a **(b)** c"),
        ("<p>a <sub><b>(b)</b></sub> c</p>", "a <sub>**(b)**</sub> c"),
        ("<p>a <mark><b>(b)</b></mark> c</p>", "a <mark>**(b)**</mark> c"),
        ("<p>a <kbd><b>(b)</b></kbd> c</p>", "a <kbd>**(b)**</kbd> c"),
        ("<p>a<b>b<sub>c</sub></b>d</p>", "a<strong>b<sub>c</sub></strong>d"),
        ("<p>a<b>b<sup>c</sup></b>d</p>", "a<strong>b<sup>c</sup></strong>d"),
        ("<p>a<b>b<mark>c</mark></b>d</p>", "a<strong>b<mark>c</mark></strong>d"),
        ("<p>a<b>b<kbd>c</kbd></b>d</p>", "a<strong>b<kbd>c</kbd></strong>d"),
        ("<p>a<b>b<code>c</code></b>d</p>", "a<strong>b`c`</strong>d"),
        ("<p><b>b</b><sub>c</sub></p>", "**b**<sub>c</sub>"),
        ("<p><b>b</b><code>c</code></p>", "**b**`c`"),
        ("<p><b>b</b><span>c</span></p>", "**b**c"),
        ("<p><sub>c</sub><b>b</b></p>", "<sub>c</sub>**b**"),
        ("<p><code>c</code><b>b</b></p>", "`c`**b**"),
        ("<p><span>c</span><b>b</b></p>", "c**b**"),
        ("<p>a<span></span><b>(b)</b><span></span>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a <span></span><b>(b)</b><span></span> c</p>", "a **(b)** c"),
        ("<p>a<!-- x --><b>(b)</b>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a<b><!-- x -->(b)<!-- y --></b>c</p>", "a<strong>(b)</strong>c"),
        ("<p>a <b><span></span>(b)<span></span></b> c</p>", "a **(b)** c"),
        ("<p>a <b><i></i>b</b>c</p>", "a **b**c"),
        ("<p>a<img src=/a.png alt=i><b>b</b></p>", "a![i](https://blog.example/a.png)**b**"),
        ("<p>a<img src=/a.png alt=i><b>(b)</b></p>", "a![i](https://blog.example/a.png)**(b)**"),
        ("<p>a<b><img src=/a.png alt=i></b>c</p>", "a<strong>![i](https://blog.example/a.png)</strong>c"),
        ("<p>a<br><b>(b)</b><br>c</p>", "a  \n**(b)**  \nc"),
        ("<p>a<b><br>(b)</b>c</p>", "a<strong>  \n(b)</strong>c"),
        ("<p>a<i><b>(b)</b></i>c</p>", "a<em><strong>(b)</strong></em>c"),
        ("<p>a <i><b>(b)</b></i> c</p>", "a ***(b)*** c"),
        ("<p>a <i><b>(b)</b></i>c</p>", "a <em><strong>(b)</strong></em>c"),
        ("<p>a<u><i><b>(b)</b></i></u>c</p>", "a<em><strong>(b)</strong></em>c"),
        ("<p>a <s>x<b>(b)</b></s> c</p>", "a ~~x<strong>(b)</strong>~~ c"),
        ("<p><i>a <a href='/x'><b>字</b></a></i></p>", "*a [<strong>字</strong>](https://blog.example/x)*"),
        ("<p><i>a <a href='/x'><b>b</b></a></i></p>", "*a [**b**](https://blog.example/x)*"),
        ("<p><i>a <sub><b>(b)</b></sub></i></p>", "*a <sub><strong>(b)</strong></sub>*"),
        ("<p><i>a <s><b>字</b></s></i></p>", "*a ~~<strong>字</strong>~~*"),
        ("<p>a <i></i><b>(b)</b><i></i>c</p>", "a <strong>(b)</strong>c"),
        ("<p>a<i></i><i></i><b>(b)</b> c</p>", "a<strong>(b)</strong> c"),
        ("<p>a <b>(b)</b><i></i><i></i>c</p>", "a <strong>(b)</strong>c"),
        ("<p>x <u></u><u></u><b>(b)</b></p>", "x **(b)**"),
        ("<p><u>a(</u><b>(b)</b> c</p>", "a(**(b)** c"),
        ("<p><u>(a</u><b>(b)</b> c</p>", "(a<strong>(b)</strong> c"),
        ("<p>a <b>(b)</b><u>)c</u></p>", "a **(b)**)c"),
        ("<p>a <b>(b)</b><u>c)</u></p>", "a <strong>(b)</strong>c)"),
        ("<p><u>a <i></i></u><b>(b)</b><u> c</u></p>", "a **(b)** c"),
        ("<p>a<b><u>(b</u></b>c</p>", "a<strong>(b</strong>c"),
        ("<p>a<b><u>b)</u></b>c</p>", "a<strong>b)</strong>c"),
        ("<p>a<b><u><!-- -->(b</u></b>c</p>", "a<strong>(b</strong>c"),
        ("<p>a<b><u>(b<!-- --></u></b>c</p>", "a<strong>(b</strong>c"),
        ("<p>a<b><u>(</u>b</b> c</p>", "a<strong>(b</strong> c"),
        ("<p>a <b>b<u>)</u></b>c</p>", "a <strong>b)</strong>c"),
        ("<p><a href='/x'>a</a><b>b</b></p>", "[a](https://blog.example/x)**b**"),
        ("<p><a href='/x'>a</a><b>(b)</b></p>", "[a](https://blog.example/x)**(b)**"),
        ("<p><b>b</b><a href='/x'>a</a></p>", "**b**[a](https://blog.example/x)"),
        ("<p><a href='/x'>a<b>(b)</b>c</a></p>", "[a<strong>(b)</strong>c](https://blog.example/x)"),
        ("<p><a href='/x'><b>(b)</b></a></p>", "[**(b)**](https://blog.example/x)"),
        ("<p>a <i><b>b</b></i> c</p>", "a ***b*** c"),
        ("<p>a <i>x <b>b</b> y</i> c</p>", "a *x **b** y* c"),
        ("<p>a <i>x<b>b</b>y</i> c</p>", "a *x<strong>b</strong>y* c"),
        ("<p>a <i><b>b</b> y</i> c</p>", "a ***b** y* c"),
        ("<p>a <i>x <b>b</b></i> c</p>", "a *x **b*** c"),
        ("<p>a <i>x <b>(b)</b>y</i> c</p>", "a *x <strong>(b)</strong>y* c"),
        ("<p>a <b><i> b</i></b> c</p>", "a ***b*** c"),
        ("<p>a <b>b<i> </i></b>c</p>", "a **b** c"),
        ("<p>a <s><b>b</b></s> c</p>", "a ~~**b**~~ c"),
        ("<p>a <s><b>(b)</b></s> c</p>", "a ~~**(b)**~~ c"),
        ("<p>a <b><s>b</s></b> c</p>", "a **~~b~~** c"),
        ("<p>a <b><s>(b)</s></b> c</p>", "a **~~(b)~~** c"),
        ("<p>a<b><s>b</s></b>c</p>", "a<strong>~~b~~</strong>c"),
        ("<p>a<s><b>b</b></s>c</p>", "a<del>**b**</del>c"),
        ("<p>a <s>b</s><b>c</b> d</p>", "a ~~b~~**c** d"),
        ("<p>a <b>b</b><s>c</s> d</p>", "a **b**~~c~~ d"),
        ("<p>a <s>b</s><b>(c)</b> d</p>", "a ~~b~~**(c)** d"),
        ("<p>a <u><i>b</i></u><i>c</i> d</p>", "a *b*<em>c</em> d"),
        ("<p>a <u><i>b</i></u><b>c</b> d</p>", "a *b*<strong>c</strong> d"),
        ("<p>a <i>b</i><u><b>c</b></u> d</p>", "a *b*<strong>c</strong> d"),
        ("<p><i>漢<b>字</b></i></p>", "*漢<strong>字</strong>*"),
        ("<p><i>a <b>字</b></i></p>", "*a **字***"),
        ("<p><i>「<b>字</b></i></p>", "*「<strong>字</strong>*"),
        ("<p><i>(<b>b</b></i></p>", "*(**b***"),
        ("<p><i>(<b>(b)</b></i></p>", "*(<strong>(b)</strong>*"),
        ("<p><i>x<b>(b)</b></i></p>", "*x<strong>(b)</strong>*"),
        ("<p><i>x (<b>b</b>) y</i></p>", "*x (**b**) y*"),
    ]:
        assert between(html) == markdown, html


def test_an_address_directly_before_would_include_the_delimiters() -> None:
    for html, markdown in [
        ("<p>https://a.example/b<b>c</b></p>", "https://a.example/b<strong>c</strong>"),
        ("<p>https://a.example/b <b>c</b></p>", "https://a.example/b **c**"),
        ("<p>see https://a.example/b<i>c</i></p>", "see https://a.example/b<em>c</em>"),
        ("<p>(https://a.example/b<b>c</b></p>", "(https://a.example/b<strong>c</strong>"),
        ("<p>HTTP://a.example/b<b>c</b></p>", "HTTP://a.example/b<strong>c</strong>"),
        ("<p>https://a.example/b<u><b>c</b></u></p>", "https://a.example/b<strong>c</strong>"),
        ("<p>https://a.example/b<a href='/x'><b>c</b></a></p>", "https://a.example/b[**c**](https://blog.example/x)"),
        ("<p>example/b<b>c</b></p>", "example/b**c**"),
        ("<p><i>https://a.example/b</i><b>c</b></p>", "*https://a.example/b*<strong>c</strong>"),
    ]:
        assert between(html) == markdown, html


def test_readings_are_in_brackets_after_their_characters() -> None:
    for html, markdown in [
        ("<p><ruby>漢<rt>kan</rt></ruby></p>", "漢(kan)"),
        ("<p><ruby>漢<rp>(</rp><rt>kan <b>x</b></rt><rp>)</rp>字</ruby></p>", "漢(kan x)字"),
        ("<p><ruby>漢<rt> </rt></ruby>x</p>", "漢x"),
        ("<p><ruby>漢</ruby></p>", "漢"),
        ("<p>a<b><ruby>(漢<rt>kan</rt></ruby></b>b</p>", "a<strong>(漢(kan)</strong>b"),
        ("<p><ruby>漢<rp>x</rp></ruby></p>", "漢"),
    ]:
        assert between(html) == markdown, html


def test_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    for html, markdown in [
        ("<p>b!<a href='/x'>c</a></p>", "b\\![c](https://blog.example/x)"),
        ("<p>b! <a href='/x'>c</a></p>", "b! [c](https://blog.example/x)"),
        ("<p>!<a href='/x'>c</a></p>", "\\![c](https://blog.example/x)"),
        ("<p>b!!<a href='/x'>c</a></p>", "b!\\![c](https://blog.example/x)"),
        ("<p><b>b!</b><a href='/x'>c</a></p>", "**b!**[c](https://blog.example/x)"),
        ("<p>b!<i>c</i></p>", "b!*c*"),
    ]:
        assert between(html) == markdown, html


def test_a_style_around_a_whole_text_emphasises_nothing() -> None:
    assert between(f"<p>a <span style='font-weight:bold'>{'b' * 1_000}</span></p>") == f"a **{'b' * 1_000}**"
    assert between(f"<p>a <span style='font-weight:bold'>{'b' * 1_001}</span></p>") == f"a {'b' * 1_001}"


def test_behind_a_very_long_address_nothing_is_looked_at() -> None:
    for length, is_html in ((2_000, True), (2_001, False)):
        address = "https://a.example/".ljust(length, "x")
        assert between(f"<p>{address}<b>b</b></p>").endswith("<strong>b</strong>" if is_html else "**b**")
