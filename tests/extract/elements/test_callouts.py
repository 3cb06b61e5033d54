"""Boxes of pages that are callouts, and boxes that are something else."""

from tests.extract.test_rare_markup import between


def after_words(html: str) -> str:
    """Return the Markdown for HTML after a paragraph."""
    return between(f"<p>Before it.</p>{html}").removeprefix("Before it.").strip("\n")


def box_of(inside: str) -> str:
    """Return the Markdown for a box of the type TIP."""
    return after_words(f"<div class=tip>{inside}</div>")


def test_a_box_has_the_type_that_its_attributes_or_its_class_say() -> None:
    for html, markdown in [
        ("<div class=callout data-callout=TIP><p>Mind it.</p></div>", "> [!TIP]\n> Mind it."),
        ("<div class=callout data-callout=own><p>Mind it.</p></div>", "> [!OWN]\n> Mind it."),
        ("<div class=callout data-callout=own2><p>Mind it.</p></div>", "Mind it."),
        ("<div class=callout data-type=warning><p>Mind it.</p></div>", "> [!WARNING]\n> Mind it."),
        ("<div class=callout data-type=own><p>Mind it.</p></div>", "Mind it."),
        ("<div class=callout data-callout-fold='-' data-callout=''><p>Mind it.</p></div>", "Mind it."),
        ("<div class=callout><p>Mind it.</p></div>", "Mind it."),
        ("<div class='callout own'><p>Mind it.</p></div>", "Mind it."),
        ("<div class='hint own'><p>Mind it.</p></div>", "> [!TIP]\n> Mind it."),
        ("<div class=note><p>Mind it.</p></div>", "> [!NOTE]\n> Mind it."),
        ("<div class='note hint'><p>Mind it.</p></div>", "> [!NOTE]\n> Mind it."),
        ("<div class='warning tip note'><p>Mind it.</p></div>", "> [!WARNING]\n> Mind it."),
        ("<aside class=my-notes><p>Mind it.</p></aside>", "Mind it."),
        ("<aside class=tip><p>Mind it.</p></aside>", "> [!TIP]\n> Mind it."),
        ("<aside class=own><p>Mind it.</p></aside>", "Mind it."),
        ("<details class=quote><p>Mind it.</p></details>", "> [!QUOTE]\n> Mind it."),
        ("<details class=own><p>Mind it.</p></details>", "Mind it."),
        ("<blockquote class=prompt-tip><p>Mind it.</p></blockquote>", "> [!TIP]\n> Mind it."),
        ("<blockquote class=note><p>Mind it.</p></blockquote>", "> [!NOTE]\n> Mind it."),
        ("<blockquote class=own><p>Mind it.</p></blockquote>", "> Mind it."),
        ("<div class=confluence-information-macro-tip><p>Mind it.</p></div>", "Mind it."),
        (
            "<div class='confluence-information-macro confluence-information-macro-tip'><p>Mind it.</p></div>",
            "> [!TIP]\n> Mind it.",
        ),
        ("<div id=tip><p>Mind it.</p></div>", "Mind it."),
        ("<div class=notice id=warning><p>Mind it.</p></div>", "> [!WARNING]\n> Mind it."),
    ]:
        assert after_words(html) == markdown, html


def test_boxes_without_a_word_have_the_type_of_their_icon_sign_or_title() -> None:
    for html, markdown in [
        (
            (
                "<div class=admonitionblock><table><tr><td class=icon><img src=/a.png alt=Note></td><td>Mind "
                "it.</td></tr></table></div>"
            ),
            "> [!NOTE]\n> Mind it.",
        ),
        (
            "<div class=admonitionblock><table><tr><td class=icon>Own</td><td>Mind it.</td></tr></table></div>",
            "| Own | Mind it. |\n| --- | --- |",
        ),
        ("<div class=admonitionblock><p>Mind it.</p></div>", "Mind it."),
        (
            "<div class=callout><table><tr><td class=icon>Tip</td><td>Mind it.</td></tr></table></div>",
            "| Tip | Mind it. |\n| --- | --- |",
        ),
        ("<div class=callout><div>⚠</div><p>Mind it.</p></div>", "> [!WARNING]\n> Mind it."),
        ("<div class=alert><div>⚠</div><p>Mind it.</p></div>", "⚠\n\nMind it."),
        ("<div class=callout>⚠<p>Mind it.</p></div>", "⚠\n\nMind it."),
        ("<div class=callout></div>", ""),
        ("<div class=admonition><p class=admonition-title>Own</p><p>Mind it.</p></div>", "> [!NOTE] Own\n> Mind it."),
        (
            "<div class=admonition><p>x</p><p class=admonition-title>Own</p><p>Mind it.</p></div>",
            "x\n\nOwn\n\nMind it.",
        ),
        ("<div class=admonition><p>Mind it.</p></div>", "Mind it."),
    ]:
        assert after_words(html) == markdown, html


def test_the_title_of_a_box_is_beside_its_type_unless_it_says_the_same() -> None:
    for html, markdown in [
        ("<p class=title>A title</p><p>Mind it.</p>", "> [!TIP] A title\n> Mind it."),
        ("<p class=own-title>A title</p><p>Mind it.</p>", "> [!TIP] A title\n> Mind it."),
        ("<p class='x title-y'>A title</p><p>Mind it.</p>", "> [!TIP]\n> A title\n>\n> Mind it."),
        ("<p class=title>Tip</p><p>Mind it.</p>", "> [!TIP]\n> Mind it."),
        ("<p class=title>HINT!</p><p>Mind it.</p>", "> [!TIP]\n> Mind it."),
        ("<p class=title>Tip::</p><p>Mind it.</p>", "> [!TIP]\n> Mind it."),
        ("<p class=title>Warning</p><p>Mind it.</p>", "> [!TIP] Warning\n> Mind it."),
        ("<p class=title></p><p>Mind it.</p>", "> [!TIP]\n> Mind it."),
        ("<span class=title>A title</span><p>Mind it.</p>", "> [!TIP]\n> A title\n>\n> Mind it."),
        ("<div class=title>A title</div><p>Mind it.</p>", "> [!TIP] A title\n> Mind it."),
        ("<h3 class=title>A title</h3><p>Mind it.</p>", "> [!TIP] A title\n> Mind it."),
        ("<h4 class=title>A title</h4><p>Mind it.</p>", "> [!TIP] A title\n> Mind it."),
        ("<h5 class=title>A title</h5><p>Mind it.</p>", "> [!TIP] A title\n> Mind it."),
        ("<h6 class=title>A title</h6><p>Mind it.</p>", "> [!TIP]\n>\n> ###### A title\n> Mind it."),
        ("<summary>A title</summary><p>Mind it.</p>", "> [!TIP] A title\n> Mind it."),
        ("<strong>Tip</strong><p>Mind it.</p>", "> [!TIP]\n> Mind it."),
        ("<strong>Tip</strong>", "> [!TIP]\n> **Tip**"),
        ("<strong>Hint!</strong> <p>Mind it.</p>", "> [!TIP]\n> Mind it."),
        ("<strong>Own</strong><p>Mind it.</p>", "> [!TIP]\n> **Own**\n>\n> Mind it."),
        ("<b>Tip</b><p>Mind it.</p>", "> [!TIP]\n> **Tip**\n>\n> Mind it."),
        ("<p>Mind it.</p><p class=callout-title>A title</p>", "> [!TIP] A title\n> Mind it."),
        ("<div class=callout-header><b>A</b> title</div>Mind it.", "> [!TIP] A title\n> Mind it."),
        ("<div><p class=alert-title>A title</p></div><p>Mind it.</p>", "> [!TIP] A title\n> Mind it."),
        ("Mind it.", "> [!TIP]\n> Mind it."),
        ("Mind <b>it</b>.", "> [!TIP]\n> Mind **it**."),
        ("<p class=alert-title>A title</p>", "> [!TIP] A title"),
        ("<p class=title>A title</p>", "> [!TIP] A title"),
        ("<p class=title>Tip</p>", ""),
        ("<p class=title>Edit <code>app.ini</code></p>", "> [!TIP] Edit app.ini"),
        (
            "<p class=title>Of <code>a_b</code> and <code>c</code></p><p>Mind it.</p>",
            "> [!TIP] Of a_b and c\n> Mind it.",
        ),
        ("<p class=alert-title>A title</p><img src=/a.png>", "> [!TIP] A title\n>\n> ![](https://blog.example/a.png)"),
        ("", ""),
        # In a table.
        ("<table><tr><td>Tip</td><td>Mind it.</td></tr></table>", "> [!TIP]\n> Mind it."),
        ("<table><tr><td></td><td>Mind it.</td></tr></table>", "> [!TIP]\n> Mind it."),
        (
            "<table><tr><td>Note</td><td>Mind it.</td></tr></table>",
            "> [!TIP]\n>\n> | Note | Mind it. |\n> | --- | --- |",
        ),
        ("<table><tr><td>HINT:</td><td>Mind it.</td></tr></table>", "> [!TIP]\n> Mind it."),
        (
            "<table><tr><td>Tip</td><th>A title</th></tr><tr><td>Mind it.</td></tr></table>",
            "> [!TIP] A title\n> Mind it.",
        ),
        ("<table><tr><th>A title</th></tr><tr><td>Mind it.</td></tr></table>", "> [!TIP] A title\n> Mind it."),
        ("<table><tr><td>Mind it.</td></tr></table>", "> [!TIP]\n> Mind it."),
        (
            "<table><tr><td></td><td></td><td></td><td>Mind it.</td></tr></table>",
            "> [!TIP]\n>\n> |  |  |  | Mind it. |\n> | --- | --- | --- | --- |",
        ),
        (
            "<table><tr><td>Tip</td><td>Mind <table><tr><td>x</td></tr></table></td></tr></table>",
            "> [!TIP]\n>\n> | Tip | Mind<br> x |\n> | --- | --- |",
        ),
        (
            "<table><tr><td>Tip</td><td>Mind it.</td></tr></table><p>x</p>",
            "> [!TIP]\n>\n> | Tip | Mind it. |\n> | --- | --- |\n>\n> x",
        ),
    ]:
        assert box_of(html) == markdown, html


def test_boxes_of_dates_links_and_notes_are_no_callouts() -> None:
    for html, markdown in [
        ("<div class=info>12 May 2024</div>", "> [!INFO]\n> 12 May 2024"),
        ("<div class=info>Updated: 12 May 2024</div>", ""),
        ("<div class=info>Updated on 12 May 2024 with more words</div>", ""),
        (
            (
                "<div class=info>Updated: 12 May 2024 and so on and so on and so on and so on and so on and so on "
                "and so on and so on and so on and so on</div>"
            ),
            (
                "> [!INFO]\n> Updated: 12 May 2024 and so on and so on and so on and so on and so on and so on and "
                "so on and so on and so on and so on"
            ),
        ),
        ("<div class=info>Words of 12 May 2024</div>", ""),
        (
            (
                "<div class=info>Last updated "
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxx</div>"
            ),
            (
                "Last updated "
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxx"
            ),
        ),
        (
            (
                "<div class=info>Last updated "
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxx</div>"
            ),
            (
                "> [!INFO]\n> Last updated "
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            ),
        ),
        ("<div class=info><p>Notes</p><p>Mind it.</p></div>", "Notes\n\nMind it."),
        ("<div class=info><p>Notes of it</p><p>Mind it.</p></div>", "> [!INFO]\n> Notes of it\n>\n> Mind it."),
        ("<div class=info>Notes<p>Mind it.</p></div>", "> [!INFO]\n> Notes\n>\n> Mind it."),
        ("<div class=info><a href='/a'>One</a>, <a href='/b'>two</a></div>", ""),
        ("<div class=info><a href='/a'>One</a></div>", "> [!INFO]\n> [One](https://blog.example/a)"),
        (
            "<div class=info><a href='/a'>One</a> and some words more, <a href='/b'>two</a></div>",
            "> [!INFO]\n> [One](https://blog.example/a) and some words more, [two](https://blog.example/b)",
        ),
        (
            "<div class=info><p><a href='/a'>One</a>, <a href='/b'>two</a></p></div>",
            "> [!INFO]\n> [One](https://blog.example/a), [two](https://blog.example/b)",
        ),
        (
            "<div class=info><a href='/a'>abcde</a>123456789 <a href='/b'>fghij</a></div>",
            "> [!INFO]\n> [abcde](https://blog.example/a)123456789 [fghij](https://blog.example/b)",
        ),
        (
            "<div class=info><a href='/a'>abcde</a>12345678 <a href='/b'>fghij</a></div>",
            "[abcde](https://blog.example/a)12345678 [fghij](https://blog.example/b)",
        ),
        (
            (
                "<div class=info><a href='/a'>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</a>, <a "
                "href='/b'>bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb</a></div>"
            ),
            "",
        ),
        (
            (
                "<div class=info><a href='/a'>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</a>, <a "
                "href='/b'>bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb</a></div>"
            ),
            (
                "> [!INFO]\n> "
                "[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa](https://blog.example/a), "
                "[bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb](https://blog.example/b)"
            ),
        ),
        (
            "<div class=info><ul><li><a href='#a'>One</a></li><li><a href='#a'>Two</a></li></ul></div>",
            "- [One](#a)\n- [Two](#a)",
        ),
        ("<div class=info><ul><li><a href='#a'>One</a></li></ul></div>", "> [!INFO]\n>\n> - [One](#a)"),
        (
            "<div class=info><ul><li><a href='/a'>One</a></li><li><a href='/b'>Two</a></li></ul></div>",
            "> [!INFO]\n>\n> - [One](https://blog.example/a)\n> - [Two](https://blog.example/b)",
        ),
        (
            "<div class=info>Contents<ul><li><a href='#a'>One</a></li><li><a href='#a'>Two</a></li></ul></div>",
            "Contents\n\n- [One](#a)\n- [Two](#a)",
        ),
        (
            (
                "<div class=info>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx<ul><li><a href='#a'>One</a></li><li><a "
                "href='#a'>Two</a></li></ul></div>"
            ),
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n\n- [One](#a)\n- [Two](#a)",
        ),
        (
            (
                "<div class=info>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx<ul><li><a href='#a'>One</a></li><li><a "
                "href='#a'>Two</a></li></ul></div>"
            ),
            "> [!INFO]\n> xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n>\n> - [One](#a)\n> - [Two](#a)",
        ),
        (
            "<div class=info><ul><li><a href='#a'>aaaaaaaaa</a></li><li><a href='/b'>bb</a></li></ul></div>",
            "- [aaaaaaaaa](#a)\n- [bb](https://blog.example/b)",
        ),
        (
            "<div class=info><ul><li><a href='#a'>aaaaaaaa</a></li><li><a href='/b'>bb</a></li></ul></div>",
            "> [!INFO]\n>\n> - [aaaaaaaa](#a)\n> - [bb](https://blog.example/b)",
        ),
        (
            "<div class=info><ul><li><a href='#a'>One</a><ul><li><a href='#a'>Two</a></li></ul></li></ul></div>",
            "- [One](#a)\n  - [Two](#a)",
        ),
    ]:
        assert after_words(html) == markdown, html


def test_boxes_are_in_each_other_up_to_a_depth() -> None:
    for html, markdown in [
        ("<div class=tip><div class=tip>x</div></div>", "> [!TIP]\n> > [!TIP]\n> > x"),
        (
            "<div class=tip><div class=tip><div class=tip><div class=tip>x</div></div></div></div>",
            "> [!TIP]\n> > [!TIP]\n> > > [!TIP]\n> > > > [!TIP]\n> > > > x",
        ),
        (
            (
                "<div class=tip><div class=tip><div class=tip><div class=tip><div class=tip>x</div></div></div>"
                "</div></div>"
            ),
            "> [!TIP]\n> > [!TIP]\n> > > [!TIP]\n> > > > [!TIP]\n> > > > x",
        ),
        (
            (
                "<div class=tip><div class=tip><div class=tip><div class=tip><div class=tip><div class=tip>x</div>"
                "</div></div></div></div></div>"
            ),
            "> [!TIP]\n> > [!TIP]\n> > > [!TIP]\n> > > > [!TIP]\n> > > > x",
        ),
    ]:
        assert after_words(html) == markdown, html


def test_quotations_in_githubs_form_are_callouts() -> None:
    for html, markdown in [
        ("<blockquote><p>[!note]<br>Mind it.</p></blockquote>", "> [!NOTE]\n> Mind it."),
        ("<blockquote><p>[!NOTE]\nMind it.</p></blockquote>", "> [!NOTE]\n> Mind it."),
        ("<blockquote><p> [!own] A title \nMind it.</p></blockquote>", "> [!OWN] A title\n> Mind it."),
        ("<blockquote><p><b>[!tip]</b> x</p></blockquote>", "> **\\[!tip\\]** x"),
        ("<blockquote><p>x [!tip]</p></blockquote>", "> x \\[!tip\\]"),
        ("<blockquote><p>x</p><p>[!tip]</p></blockquote>", "> x\n>\n> \\[!tip\\]"),
        ("<blockquote><div>x</div><p>[!tip]\nx</p></blockquote>", "> x\n>\n> [!TIP]\n> x"),
        ("<blockquote>[!tip] x</blockquote>", "> \\[!tip\\] x"),
        ("<blockquote><p>[!] x</p></blockquote>", "> \\[!\\] x"),
        ("<blockquote><p></p></blockquote>", ""),
        ("<p class=tip>Mind <b>it</b>.</p>", "> [!TIP]\n> Mind **it**."),
    ]:
        assert after_words(html) == markdown, html
