"""Footnotes of pages: which links, numbers and boxes are marks, and what of a note is its text."""

import pytest

from tests.extract.test_rare_markup import AFTER, between


def with_notes(html: str) -> str:
    """Return the Markdown for HTML in an article, directly followed by its notes."""
    return between(html).replace(f"{AFTER}\n\n", "").removesuffix(AFTER).strip()


def first_note(html: str) -> str:
    """Return the Markdown for what follows the mark of a note named `fn1`."""
    return with_notes(f"<p>a<sup><a href='#fn1'>1</a></sup></p>{html}").removeprefix("a[^1]\n\n")


def note_text(html: str) -> str:
    """Return the Markdown for the paragraph of a note."""
    return first_note(f"<p id=fn1>{html}</p>").removeprefix("[^1]: ")


def with_numbers(html: str) -> str:
    """Return the Markdown for what follows the numbers 1 and 2 that are raised, but no links."""
    return with_notes(f"<p>a.<sup>1</sup> b.<sup>2</sup></p>{html}")


def test_a_link_is_the_mark_of_a_note_if_its_place_or_its_note_says_so() -> None:
    for html, markdown in [
        # Superscript links.
        ("<p>a<sup><a href='#n1'>1</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        (
            "<p>a<sup><b><i><u><a href='#h'>1</a></u></i></b></sup> b</p><p id=h>1 Part</p>",
            "a<strong><em>[^1]</em></strong> b\n\n[^1]: Part",
        ),
        ("<p>a<a href='#h'><sup>1</sup></a> b</p><p id=h>1 Part</p>", "a[^1] b\n\n[^1]: Part"),
        ("<p>a <a href='#h'>1</a> b</p><p id=h>1 Part</p>", 'a [1](#h) b\n\n<a id="h"></a>1 Part'),
        # The target is named like a note, and begins with the number.
        ("<p>a <a href='#mynote1'>1</a> b</p><p id=mynote1>1. Part</p>", "a [^1] b\n\n[^1]: Part"),
        (
            "<p>a <a href='#mynote1'>1</a> b</p><p id=mynote1>2. Part</p>",
            'a [1](#mynote1) b\n\n<a id="mynote1"></a>2. Part',
        ),
        ("<p>a <a href='#mynote1'>[1]</a> b</p><p id=mynote1>(1) Part</p>", "a [^1] b\n\n[^1]: Part"),
        (
            "<p>a <a href='#mynote1'>1</a> b</p><p id=mynote1>1Part</p>",
            'a [1](#mynote1) b\n\n<a id="mynote1"></a>1Part',
        ),
        ("<p>a <a href='#part1'>1</a> b</p><p id=part1>1. Part</p>", 'a [1](#part1) b\n\n<a id="part1"></a>1. Part'),
        # It leads back.
        (
            "<p>a <a id=r href='#h'>1</a> b</p><p id=h>Part <a href='#r'>back</a></p>",
            '<a id="r"></a>a [^1] b\n\n[^1]: Part [back](#r)',
        ),
        (
            "<p>a <a name=r href='#h'>1</a> b</p><p id=h>Part <a href='#r'>back</a></p>",
            '<a id="r"></a>a [^1] b\n\n[^1]: Part [back](#r)',
        ),
        (
            "<p>a <b id=r><i><a href='#h'>1</a></i></b> b</p><p id=h>Part <a href='#r'>back</a></p>",
            '<a id="r"></a>a ***[^1]*** b\n\n[^1]: Part [back](#r)',
        ),
        (
            "<p>a <b id=r><i><u><a href='#h'>1</a></u></i></b> b</p><p id=h>Part <a href='#r'>back</a></p>",
            '<a id="r"></a>a ***[1](#h)*** b\n\n<a id="h"></a>Part [back](#r)',
        ),
        (
            "<p>a <a href='#h'>1</a> b</p><p id=h>Part <a href='#'>back</a></p>",
            'a [1](#h) b\n\n<a id="h"></a>Part back',
        ),
        # It is in a section of notes.
        (
            (
                "<p>a <a href='#h'>1</a> b</p><section class=endnotes><div><div><div><p id=h>1 Part.</p></div>"
                "</div></div></section>"
            ),
            "a [^1] b\n\n[^1]: Part.",
        ),
        (
            (
                "<p>a <a href='#h'>1</a> b</p><section class=endnotes><div><div><div><div><p id=h>1 Part.</p></div>"
                "</div></div></div></section>"
            ),
            'a [1](#h) b\n\n<a id="h"></a>1 Part.',
        ),
        # A part of the text is none.
        (
            "<p>a<sup><a href='#h'>1</a></sup> b</p><h3 id=h>1 Part</h3><p>x</p>",
            'a<sup>[1](#h)</sup> b\n\n### <a id="h"></a>1 Part\n\nx',
        ),
        (
            "<p>a<sup><a href='#h'>1</a></sup> b</p><div id=h><h4>1 Part</h4><p>x</p></div>",
            'a<sup>[1](#h)</sup> b\n\n#### <a id="h"></a>1 Part\n\nx',
        ),
        (
            "<p>a.<sup><a href='#n'>1</a></sup></p><pre id=n>1 One.</pre>",
            'a.<sup>[1](#n)</sup>\n\n<a id="n"></a>\n\n```\n1 One.\n```',
        ),
        ("<p>a<sup><a href='#gone'>1</a></sup></p>", "a<sup>[1](#gone)</sup>"),
        ("<p>a<sup><a href='#'>1</a></sup></p><p id=''>1. One.</p>", "a<sup>1</sup>\n\n1\\. One."),
        (
            "<p>a<sup><a href='#n1'>1</a></sup></p><ul><li id=n1>One, see <sup><a href='#n1'>1</a></sup>.</ul>",
            "a[^1]\n\n[^1]: One, see <sup>[1](#n1)</sup>.",
        ),
        # Names are marks only if they name their note.
        ("<p>a<sup><a href='#fn_boat'>boat</a></sup></p><p id=fn_boat>One.</p>", "a[^boat]\n\n[^boat]: One."),
        (
            "<p>a<sup><a href='#fm_boat'>boat</a></sup></p><p id=fm_boat>One.</p>",
            'a<sup>[boat](#fm_boat)</sup>\n\n<a id="fm_boat"></a>One.',
        ),
        (
            "<p>a<b><a href='#fn_boat'>boat</a></b></p><p id=fn_boat>One.</p>",
            'a<strong>[boat](#fn_boat)</strong>\n\n<a id="fn_boat"></a>One.',
        ),
        (
            "<p>a<sup><a href='#fn1'>ship</a></sup></p><p id=fn1>One.</p>",
            'a<sup>[ship](#fn1)</sup>\n\n<a id="fn1"></a>One.',
        ),
        # Addresses of the page itself.
        (
            "<p>a<sup><a href='https://blog.example/posts/rivers#n1'>1</a></sup></p><ul><li id=n1>One.</ul>",
            "a[^1]\n\n[^1]: One.",
        ),
        ("<p>a<sup><a href='rivers#n1'>1</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='./rivers#n1'>1</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='/posts/rivers#n1'>1</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        (
            "<p>a<sup><a href='other#n1'>1</a></sup></p><ul><li id=n1>One.</ul>",
            "a<sup>[1](https://blog.example/posts/other#n1)</sup>\n\n- One.",
        ),
        (
            "<p>a<sup><a href='/rivers#n1'>1</a></sup></p><ul><li id=n1>One.</ul>",
            "a<sup>[1](https://blog.example/rivers#n1)</sup>\n\n- One.",
        ),
        ("<p>a<a role=doc-noteref href='other#n1'>1</a></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        (
            "<p>a<sup><a href='#' onclick=\"scrollToReference('n1')\">1</a></sup></p><ul><li id=n1>One.</ul>",
            "a[^1]\n\n[^1]: One.",
        ),
    ]:
        assert with_notes(html) == markdown, html


def test_marks_are_labels_or_the_next_number() -> None:
    for html, markdown in [
        ("<p>a<sup><a href='#n1'>[note 1]</a></sup></p><ul><li id=n1>One.</ul>", "a[^note-1]\n\n[^note-1]: One."),
        ("<p>a<sup><a href='#n1'>[1]</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n1'>(1)</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n1'>1.</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n1'>1:</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n1'>a</a></sup></p><ul><li id=n1>One.</ul>", "a[^a]\n\n[^a]: One."),
        ("<p>a<sup><a href='#n1'>*</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n1'>†</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n1'>‡‡</a></sup></p><ul><li id=n1>One.</ul>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n1'>999</a></sup></p><ul><li id=n1>One.</ul>", "a[^999]\n\n[^999]: One."),
        (
            "<p>a<sup><a href='#n1'>1000</a></sup></p><ul><li id=n1>One.</ul>",
            'a<sup>[1000](#n1)</sup>\n\n- <a id="n1"></a>One.',
        ),
        (
            "<p>a<sup><a href='#n1'>n 2</a></sup></p><ul><li id=n1>One.</ul>",
            'a<sup>[n 2](#n1)</sup>\n\n- <a id="n1"></a>One.',
        ),
        ("<p>a<sup><a href='#n1'>[n 2]</a></sup></p><ul><li id=n1>One.</ul>", "a[^n-2]\n\n[^n-2]: One."),
        ("<p>a<sup><a href='#n1'>[2</a></sup></p><ul><li id=n1>One.</ul>", "a[^2]\n\n[^2]: One."),
        (
            "<p>a<sup><a href='#n1'>abc</a></sup></p><ul><li id=n1>One.</ul>",
            'a<sup>[abc](#n1)</sup>\n\n- <a id="n1"></a>One.',
        ),
        (
            (
                "<p>a<sup><a href='#n1'>1</a></sup> b<sup><a href='#n2'>*</a></sup> c<sup><a href='#n3'>**</a>"
                "</sup></p><ul><li id=n1>One.<li id=n2>Two.<li id=n3>Three.</ul>"
            ),
            "a[^1] b[^2] c[^3]\n\n[^1]: One.\n\n[^2]: Two.\n\n[^3]: Three.",
        ),
        (
            (
                "<p>a<sup><a href='#n1'>1</a></sup> b<sup><a href='#m1'>1</a></sup></p><ul><li id=n1>One.<li "
                "id=m1>Two.</ul>"
            ),
            "a[^1] b[^2]\n\n[^1]: One.\n\n[^2]: Two.",
        ),
        (
            "<p>a<sup><a href='#n1'>1</a></sup> b<sup><a href='#n1'>1</a></sup></p><ul><li id=n1>One.</ul>",
            "a[^1] b[^1]\n\n[^1]: One.",
        ),
        # Definitions are in the order of numbers, then of letters.
        (
            (
                "<p>b<sup><a href='#fn10'>10</a></sup> c<sup><a href='#fna'>a</a></sup> d<sup><a href='#fn9'>9</a>"
                "</sup> e<sup><a href='#fn999'>999</a></sup></p><p id=fna>A.</p><p id=fn10>10. Ten.</p><p "
                "id=fn999>Last.</p><p id=fn9>9. Nine.</p>"
            ),
            "b[^10] c[^a] d[^9] e[^999]\n\n[^9]: Nine.\n\n[^10]: Ten.\n\n[^999]: Last.\n\n[^a]: A.",
        ),
        (
            (
                "<p>a.<sup>10</sup> b.<sup>9</sup></p><h3>Notes</h3><ol>"
                "<li>A<li>B<li>C<li>D<li>E<li>F<li>G<li>H<li>Nine.<li>Ten.</ol>"
            ),
            (
                "a.[^10] b.[^9]\n\n### Notes\n\n1. A\n2. B\n3. C\n4. D\n5. E\n6. F\n7. G\n8. H\n\n[^9]: Nine.\n\n"
                "[^10]: Ten."
            ),
        ),
        # Only notes whose marks are in the article.
        (
            (
                "<p>a<sup><a href='#n1'>1</a></sup></p><ul><li id=n1>One<sup><a href='#n2'>2</a></sup>.<li "
                "id=n2>Two<sup><a href='#n3'>3</a></sup>.<li id=n3>Three.</ul>"
            ),
            "a[^1]\n\n[^1]: One[^2].\n\n[^2]: Two[^3].\n\n[^3]: Three.",
        ),
        ("<p>a</p><nav>b<sup><a href='#n1'>1</a></sup></nav><ul><li id=n1>One.</ul>", "a"),
    ]:
        assert with_notes(html) == markdown, html


def test_brackets_and_raised_spans_around_a_mark_go() -> None:
    for html, markdown in [
        ("<p>a [<a href='#fn1'>1</a>] b</p><p id=fn1>One.</p>", "a [^1] b\n\n[^1]: One."),
        ("<p>a [<a href='#fn1'>1</a> and</p><p id=fn1>One.</p>", "a \\[[^1] and\n\n[^1]: One."),
        ("<p>a <a href='#fn1'>1</a>] and</p><p id=fn1>One.</p>", "a [^1]\\] and\n\n[^1]: One."),
        ("<p>[<a href='#fn1'>1</a>]</p><p id=fn1>One.</p>", "[^1]\n\n[^1]: One."),
        (
            ("<p>a<sup>[<span><span><span><a href='#fn1'>1</a></span></span></span>]</sup> b</p><p id=fn1>One.</p>"),
            "a[^1] b\n\n[^1]: One.",
        ),
        ("<p>a<b>[<a href='#fn1'>1</a></b> b</p><p id=fn1>One.</p>", "a<strong>\\[[^1]</strong> b\n\n[^1]: One."),
        (
            ("<p>a<sup><a href='#fn1'>1</a>, <a href='#fn2'>2</a></sup> b</p><p id=fn1>One.</p><p id=fn2>Two.</p>"),
            "a[^1], [^2] b\n\n[^1]: One.\n\n[^2]: Two.",
        ),
        (
            "<p>a<sup><a href='#fn1'>1</a>–<a href='#fn2'>2</a></sup> b</p><p id=fn1>One.</p><p id=fn2>Two.</p>",
            "a[^1]–[^2] b\n\n[^1]: One.\n\n[^2]: Two.",
        ),
        ("<p>a<sup>see <a href='#fn1'>1</a></sup> b</p><p id=fn1>One.</p>", "a<sup>see [^1]</sup> b\n\n[^1]: One."),
        (
            "<p>a<sup>[<a href='#fn1'>1</a> and]</sup> b</p><p id=fn1>One.</p>",
            "a<sup>\\[[^1] and\\]</sup> b\n\n[^1]: One.",
        ),
    ]:
        assert with_notes(html) == markdown, html


def test_a_note_is_the_block_of_its_target() -> None:
    for html, markdown in [
        ("<p>a<sup><a href='#n'>1</a></sup></p><p id=n>1 One.</p>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n'>1</a></sup></p><div id=n>1 One.</div>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n'>1</a></sup></p><aside id=n>1 One.</aside>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n'>1</a></sup></p><section id=n>1 One.</section>", "a[^1]\n\n[^1]: One."),
        ("<p>a<sup><a href='#n'>1</a></sup></p><blockquote id=n>1 One.</blockquote>", "a[^1]\n\n[^1]: One."),
        (
            "<p>a<sup><a href='#n'>1</a></sup></p><p><small><b><i><sup id=n>1</sup></i></b></small> One.</p>",
            "a[^1]\n\n[^1]: One.",
        ),
        ("<p>b<sup><a href='#f1'>1</a></sup></p><dl><dt id=f1>1</dt><dd>One.</dd></dl>", "b[^1]\n\n[^1]: One."),
        (
            (
                "<p>b<sup><a href='#f1'>1</a></sup></p><dl><dt>Word</dt><dd id=f1>One.</dd><dt>More</dt>"
                "<dd>Two.</dd></dl>"
            ),
            "b[^1]\n\n**Word**\n\n**More**\n\nTwo.\n\n[^1]: One.",
        ),
        (
            "<p>b<sup><a href='#f1'>1</a></sup></p><dl><dt id=f1>One.</dt><dt>Two.</dt></dl>",
            "b[^1]\n\n**Two.**\n\n[^1]: One.",
        ),
        (
            "<p>b<sup><a href='#f1'>1</a></sup></p><table><tr id=f1><td>1</td><td>One.</td></tr></table>",
            "b[^1]\n\n[^1]: One.",
        ),
        (
            (
                "<p>b<sup><a href='#f1'>1</a></sup></p><table><tr id=f1><td>1</td><td>-</td><td>-</td><td>One.</td>"
                "</tr></table>"
            ),
            "b[^1]\n\n[^1]: One.",
        ),
        (
            ("<p>b<sup><a href='#f1'>1</a></sup></p><table><tr><td><a id=f1>[1]</a></td><td>One.</td></tr></table>"),
            "b[^1]\n\n[^1]: One.",
        ),
        (
            "<p>b<sup><a href='#f1'>1</a></sup></p><table><tr><th><a id=f1>1</a></th><td>One.</td></tr></table>",
            "b[^1]\n\n[^1]: One.",
        ),
        (
            (
                "<p>b<sup><a href='#f1'>1</a></sup></p><table><tr><td><a id=f1>1</a> and words</td><td>One.</td>"
                "</tr></table>"
            ),
            'b<sup>[1](#f1)</sup>\n\n| <a id="f1"></a>1 and words | One. |\n| --- | --- |',
        ),
        # Texinfo's heading, with only the number.
        (
            (
                "<p>a<a id='DOCF1' href='#FOOT1'><sup>1</sup></a> b</p><h5><a id='FOOT1' href='#DOCF1'>(1)</a></h5>"
                "<p>One.</p><p>More.</p><h5><a id='FOOT2' href='#DOCF2'>(2)</a></h5><p>Two.</p>"
            ),
            "a[^1] b\n\nTwo.\n\n[^1]: One.\n\n    More.",
        ),
        # Notes without an id, by their way back.
        (
            "<p>a<sup><a id=_ftnref1 href='#_ftn1'>1</a></sup></p><p><a href='#_ftnref1'>1</a> One.</p>",
            "a[^1]\n\n[^1]: One.",
        ),
        (
            "<p>a<sup><a id=_ftnref1 href='#_ftn1'>1</a></sup></p><p><a href='#_ftnref1'>word</a> One.</p>",
            '<a id="_ftnref1"></a>a<sup>[1](#_ftn1)</sup>\n\n[word](#_ftnref1) One.',
        ),
    ]:
        assert with_notes(html) == markdown, html


def test_a_note_continues_up_to_the_next() -> None:
    for html, markdown in [
        (
            "<hr><p><b>1</b> One.</p><p>More of it.</p><p><b>2</b> Two.</p><p>And after.</p>",
            "a.[^1] b.[^2]\n\n---\n\nMore of it.\n\nAnd after.\n\n[^1]: One.\n\n[^2]: Two.",
        ),
        (
            (
                "<div class=footnotes><p><b>1</b> One.</p><p>More of it.</p><ul><li>l</ul><p><b>2</b> Two.</p>"
                "<p>And after.</p></div>"
            ),
            "a.[^1] b.[^2]\n\nAnd after.\n\n[^1]: One.\n\n    More of it.\n\n    - l\n\n[^2]: Two.",
        ),
        (
            (
                "<div class=footnotes><p><b>1</b> One.</p><pre>code</pre><blockquote><p>q</p></blockquote><ol>"
                "<li>m</ol><p></p><p><b>2</b> Two.</p><ul><li>last</ul></div><p>x</p>"
            ),
            (
                "a.[^1] b.[^2]\n\nx\n\n[^1]: One.\n\n    ```\n    code\n    ```\n\n    > q\n\n    1. m\n\n[^2]: "
                "Two.\n\n    - last"
            ),
        ),
        (
            (
                "<div class=footnotes><p><b>1</b> One.</p><div>stop</div><ul><li>out</ul><p><b>2</b> Two.</p></div>"
                "<p>x</p>"
            ),
            "a.[^1] b.[^2]\n\nstop\n\n- out\n\nx\n\n[^1]: One.\n\n[^2]: Two.",
        ),
        (
            "<div><h3>Notes</h3><p><b>1</b> One.</p><p>More of it.</p><p><b>2</b> Two.</p></div><p>x</p>",
            "a.[^1] b.[^2]\n\nx\n\n[^1]: One.\n\n    More of it.\n\n[^2]: Two.",
        ),
        (
            "<div><p>Words</p><hr><p><b>1</b> One.</p><p>More of it.</p><p><b>2</b> Two.</p></div><p>x</p>",
            "a.[^1] b.[^2]\n\nWords\n\n---\n\nMore of it.\n\nx\n\n[^1]: One.\n\n[^2]: Two.",
        ),
    ]:
        assert with_numbers(html) == markdown, html


def test_what_leads_to_a_note_and_back_is_not_its_text() -> None:
    for html, markdown in [
        ("<span class=sidenote-number>1</span>One.", "One."),
        ("<sup>1</sup>. One.", "One."),
        ("<sup>1</sup>) One.", "One."),
        ("<sup>1</sup>… One.", "… One."),
        ("<sup>1</sup>.5 boats.", ".5 boats."),
        ("<b>Word</b> One.", "**Word** One."),
        ("<b>1</b>", "[^1]:"),
        ("<code>1</code> One.", "`1` One."),
        ("<em>*</em> One.", "One."),
        ("<a href='#x'>^</a> One.", "One."),
        ("One. <a href='#x'>↩</a>", "One."),
        ("One. <a href='/x'>↩</a>", "One. [↩](https://blog.example/x)"),
        ("One. <a href='#ref1'>1</a>", "One."),
        ("One. See <a href='#part1'>2</a>", "One. See [2](#part1)"),
        ("One. <a href='#fnref1'>Back to the text</a>", "One."),
        ("One. <a class=footnote-backref href='#x'>back</a> <a class=footnote-back href='#y'>back</a>", "One."),
        ("1. One.", "One."),
        ("1) One.", "One."),
        ("1: One.", "One."),
        ("1 One.", "One."),
        ("^ One.", "One."),
        ("* One.", "One."),
        ("*. One.", "One."),
        ("† One.", "One."),
        ("‡ One.", "One."),
        ("[1] One.", "One."),
        ("(1) One.", "One."),
        ("2. One.", "One."),
        ("[2] One.", "One."),
        ("12 boats.", "12 boats."),
        ("2 boats.", "2 boats."),
        ("1999 boats.", "1999 boats."),
        ("1.5 boats.", "1.5 boats."),
        ("[1 boats.", "\\[1 boats."),
        ("(1 boats.", "(1 boats."),
        ("*1 boats.", "\\*1 boats."),
        ("1% boats.", "1% boats."),
    ]:
        assert note_text(html) == markdown, html


def test_the_number_goes_and_the_emptied_container_with_its_heading() -> None:
    for html, markdown in [
        ("<div id=fn1><div><p><b><sup>1</sup></b> One.</p></div></div><p>after</p>", "after\n\n[^1]: One."),
        (
            "<div id=fn1><div><div><div><p><sup>1</sup> One.</p></div></div></div></div><p>after</p>",
            "after\n\n[^1]: One.",
        ),
        ("<h3>Notes</h3><div><p id=fn1>One.</p></div><p>after</p>", "after\n\n[^1]: One."),
        ("<h3>Footnotes: [–]</h3><div><p id=fn1>One.</p></div><p>after</p>", "after\n\n[^1]: One."),
        ("<hr><div><p id=fn1>One.</p></div><p>after</p>", "after\n\n[^1]: One."),
        ("<h3>Other</h3><div><p id=fn1>One.</p></div><p>after</p>", "### Other\n\nafter\n\n[^1]: One."),
        (
            "<h3>Notes and more</h3><div><p id=fn1>One.</p></div><p>after</p>",
            "### Notes and more\n\nafter\n\n[^1]: One.",
        ),
        (
            ("<h3>Notes</h3><div><div><div><div><div><p id=fn1>One.</p></div></div></div></div></div><p>after</p>"),
            "after\n\n[^1]: One.",
        ),
        ("<div><h3>Notes</h3><hr><br><p id=fn1>One.</p></div><p>after</p>", "after\n\n[^1]: One."),
        ("<div><p>kept</p><hr><h3>Notes</h3><p id=fn1>One.</p><br></div><p>after</p>", "kept\n\nafter\n\n[^1]: One."),
        (
            "<div><p>kept</p><p></p><img src=/a.png><p id=fn1>One.</p></div><p>after</p>",
            "kept\n\n![](https://blog.example/a.png)\n\nafter\n\n[^1]: One.",
        ),
        (
            "<div><p><img src=/a.png></p><p id=fn1>One.</p></div><p>after</p>",
            "![](https://blog.example/a.png)\n\nafter\n\n[^1]: One.",
        ),
        (
            ("<div><p>kept</p><iframe src='https://video.example/1'></iframe><p id=fn1>One.</p></div><p>after</p>"),
            "kept\n\n[video.example](https://video.example/1)\n\nafter\n\n[^1]: One.",
        ),
        (
            "<div><p><video src='https://video.example/1'></video></p><p id=fn1>One.</p></div><p>after</p>",
            "[video.example](https://video.example/1)\n\nafter\n\n[^1]: One.",
        ),
    ]:
        assert first_note(html) == markdown, html


def test_notes_in_the_text_become_notes_at_its_end() -> None:
    for html, markdown in [
        ("<p>a<span class=sidenote>Note.</span> b</p>", "a[^1] b\n\n[^1]: Note."),
        ("<p>a<span class=sidenote></span> b</p>", "a b"),
        (
            "<p>a<span class=inline-footnote>1<span class=footnoteContent>Note.</span></span> b</p>",
            "a[^1] b\n\n[^1]: Note.",
        ),
        ("<p>a<span class=inline-footnote>1 no content</span> b</p>", "a1 no content b"),
        ("<p>a<span class=sidenote>Note <span class=sidenote>inner</span></span> b</p>", "a[^1] b\n\n[^1]: Note inner"),
        ("<p>a<a data-definition=d1>1</a> b</p><div id=d1>Def.</div>", "a[^1] b\n\n[^1]: Def."),
        ("<p>a<a data-definition=d2>1</a> b</p><div id=d1>Def.</div>", "a1 b\n\nDef."),
        (
            (
                "<p>a<label class=margin-toggle>+</label><input class=margin-toggle type=checkbox><span "
                "class=sidenote>Note.</span> b</p>"
            ),
            "a[^1] b\n\n[^1]: Note.",
        ),
        # A copy of a note, shown beside its mark.
        (
            ("<p>a<a href='#fn1' class=footnote-ref>1</a><span class=sidenote>Beside.</span> b</p><p id=fn1>One.</p>"),
            "a[^1] b\n\n[^1]: One.",
        ),
        (
            ("<p>a<a href='#fn1' class=footnote-ref>1</a> <span class=sidenote>Beside.</span> b</p><p id=fn1>One.</p>"),
            "a[^1] b\n\n[^1]: One.",
        ),
        (
            (
                "<p>a<a href='#fn1' class=footnote-ref>1</a> x <span class=sidenote>Beside.</span> b</p><p "
                "id=fn1>One.</p>"
            ),
            "a[^1] x [^2] b\n\n[^1]: One.\n\n[^2]: Beside.",
        ),
        ("<p>a <code>c</code><span class=sidenote>Beside.</span> b</p>", "a `c`[^1] b\n\n[^1]: Beside."),
    ]:
        assert with_notes(html) == markdown, html


@pytest.mark.parametrize(
    "heading",
    [
        *("Footnotes", "Footnote:", "Notes", "Endnotes", "End notes", "Foot notes", "Fußnoten", "Anmerkungen"),
        *("Notes de bas de page", "Notas", "Notas al pie", "Notas de rodapé", "Сноски", "Примечания"),
        *("脚注", "注釈", "註", "注", "脚註", "脚注说明", "각주"),
    ],
)
def test_notes_stand_below_a_heading_in_many_languages(heading: str) -> None:
    notes = f"<h3>{heading}</h3><ol><li>One.</li><li>Two.</li></ol>"
    assert with_numbers(notes) == "a.[^1] b.[^2]\n\n[^1]: One.\n\n[^2]: Two."


def test_numbers_without_links_are_marks_if_there_are_notes_with_these_numbers() -> None:
    for html, markdown in [
        ("<h3>Notes</h3><ol><li>One.</li><li>Two.</li></ol>", "a.[^1] b.[^2]\n\n[^1]: One.\n\n[^2]: Two."),
        (
            "<h3>Words</h3><ol><li>One.</li><li>Two.</li></ol>",
            "a.<sup>1</sup> b.<sup>2</sup>\n\n### Words\n\n1. One.\n2. Two.",
        ),
        (
            "<p><strong>Notes</strong></p><p><b>1</b> One.</p><p><b>2</b> Two.</p>",
            "a.[^1] b.[^2]\n\n**Notes**\n\n[^1]: One.\n\n[^2]: Two.",
        ),
        (
            "<p><strong>Words</strong></p><p><b>1</b> One.</p><p><b>2</b> Two.</p>",
            "a.<sup>1</sup> b.<sup>2</sup>\n\n**Words**\n\n**1** One.\n\n**2** Two.",
        ),
        (
            "<div class=endnotes><p><a>[1]</a> One.</p><p><span>2.</span> Two.</p></div>",
            "a.[^1] b.[^2]\n\n[^1]: One.\n\n[^2]: Two.",
        ),
        (
            "<div class=endnotes><div><p><u>1</u> One.</p><p>2. <i>Two.</i></p></div></div>",
            "a.[^1] b.[^2]\n\n[^1]: One.\n\n[^2]: *Two.*",
        ),
        ("<div class=endnotes><ol><li>One.</li><li>Two.</li></ol></div>", "a.[^1] b.[^2]\n\n[^1]: One.\n\n[^2]: Two."),
        ("<ol class=footnotes><li>One.</li><li>Two.</li></ol>", "a.[^1] b.[^2]\n\n[^1]: One.\n\n[^2]: Two."),
        (
            "<hr><p>x</p><hr><p><b>1</b> One.</p><p><b>2</b> Two.</p>",
            "a.[^1] b.[^2]\n\n---\n\nx\n\n---\n\n[^1]: One.\n\n[^2]: Two.",
        ),
        (
            "<hr><p><b>1</b> One.</p><p><b>2</b> Two.</p><hr><p>x</p>",
            "a.<sup>1</sup> b.<sup>2</sup>\n\n---\n\n**1** One.\n\n**2** Two.\n\n---\n\nx",
        ),
        (
            "<p class=footnote><b>1</b> One.</p><p>y</p><div class=footnote-2><b>2</b> Two.</div>",
            "a.[^1] b.[^2]\n\ny\n\n[^1]: One.\n\n[^2]: Two.",
        ),
        ("<ol><li>One.</li><li>Two.</li></ol>", "a.<sup>1</sup> b.<sup>2</sup>\n\n1. One.\n2. Two."),
    ]:
        assert with_numbers(html) == markdown, html


def test_exponents_and_other_numbers_are_no_marks() -> None:
    for html, markdown in [
        (
            (
                "<p>a.<sup>[1]</sup> b.<sup>(2)</sup> c.<sup>3</sup></p><h3>Notes:</h3><p><sup>1</sup> One.</p><p>"
                "<sup>2</sup> Two.</p>"
            ),
            "a.[^1] b.[^2] c.<sup>3</sup>\n\n### Notes:\n\n[^1]: One.\n\n[^2]: Two.",
        ),
        (
            "<p>a.<sup>2</sup></p><hr><p><b>2</b> Two.</p><p><b>3</b> Three.</p>",
            "a.<sup>2</sup>\n\n---\n\n**2** Two.\n\n**3** Three.",
        ),
        (
            "<p>a.<sup>1</sup></p><hr><p><b>1</b> One<sup>1</sup>.</p><p><b>1</b> Other.</p>",
            "a.[^1]\n\n---\n\n**1** Other.\n\n[^1]: One<sup>1</sup>.",
        ),
        (
            "<p>a.<sup>1</sup> again.<sup>1</sup></p><hr><p> <!-- c --> <b>1</b> One.</p>",
            "a.[^1] again.[^1]\n\n---\n\n[^1]: One.",
        ),
        (
            "<p>a.<sup>1</sup></p><hr><p>x</p><p><b>1</b> One.</p><h3>After</h3><p><b>2</b> no</p>",
            "a.[^1]\n\n---\n\nx\n\n### After\n\n**2** no\n\n[^1]: One.",
        ),
        (
            "<p>a.<sup>1</sup></p><hr><p>x</p><h3>After</h3><p><b>1</b> no</p>",
            "a.<sup>1</sup>\n\n---\n\nx\n\n### After\n\n**1** no",
        ),
        (
            (
                "<p>x<sup>1</sup> 12 m<sup>1</sup> km<sup>1</sup> f(x)<sup>1</sup> y]<sup>1</sup> 3<sup>1</sup> "
                "word<sup>1</sup> <b>w</b><sup>1</sup> <sup>1000</sup></p><hr><p><b>1</b> One.</p>"
            ),
            (
                "x<sup>1</sup> 12 m<sup>1</sup> km<sup>1</sup> f(x)<sup>1</sup> y\\]<sup>1</sup> 3<sup>1</sup> "
                "word[^1] **w**[^1] <sup>1000</sup>\n\n---\n\n[^1]: One."
            ),
        ),
    ]:
        assert with_notes(html) == markdown, html


def test_a_note_has_at_most_six_thousand_characters() -> None:
    for length, is_note in ((6_000, True), (6_001, False)):
        assert ("[^1]" in with_notes(f"<p>a<sup><a href='#n'>1</a></sup></p><p id=n>{'x' * length}</p>")) is is_note
