"""What visitors see of a page, but its markup has elsewhere: names of tabs, notes in popovers, boxes, labels."""

import pytest

from tests.extract.test_rare_markup import between


def below(html: str) -> str:
    """Return the Markdown for HTML below a paragraph."""
    return between(f"<p>Before it.</p>{html}").removeprefix("Before it.").strip("\n")


def test_each_panel_has_the_name_of_its_tab_above_it() -> None:
    for html, markdown in [
        (
            (
                "<div><label for=t1 class=tab-label>A</label><label for=t2 class=tab-label>B</label><div "
                "class=tab-content><p>a</p></div><div class=tab-content><p>b</p></div></div>"
            ),
            "**A**\n\na\n\n**B**\n\nb",
        ),
        (
            (
                "<div><label for=t1 class=tab-label>A</label><div class=tab-content><p>a</p></div><label for=t2 "
                "class=tab-label>B</label><div class=tab-content><p>b</p></div></div>"
            ),
            "**A**\n\na\n\n**B**\n\nb",
        ),
        (
            (
                "<div><input type=radio><label for=t1 class=tab-label>A</label><div class=tab-content><p>a</p>"
                "</div><input type=radio><label for=t2 class=tab-label>B</label><div class=tab-content><p>b</p>"
                "</div></div>"
            ),
            "**A**\n\na\n\n**B**\n\nb",
        ),
        (
            (
                "<div><ul class=nav-tabs><li>A</li><li>B</li></ul><div class=tab-content><p>a</p></div><div "
                "class=tab-content><p>b</p></div></div>"
            ),
            "**A**\n\na\n\n**B**\n\nb",
        ),
        (
            (
                "<div><ul class=nav-tabs><li>A</li><li>B</li></ul><div><div class=tab-content><p>a</p></div><div "
                "class=tab-content><p>b</p></div></div></div>"
            ),
            "**A**\n\na\n\n**B**\n\nb",
        ),
        (
            (
                "<div><ul class=nav-tabs><li>A</li><li>B</li></ul><div><div><div><div class=tab-content><p>a</p>"
                "</div><div class=tab-content><p>b</p></div></div></div></div></div>"
            ),
            "**A**\n\na\n\n**B**\n\nb",
        ),
        (
            (
                "<div><ul class=nav-tabs><li>A</li><li>B</li></ul><div><div><div><div><div class=tab-content>"
                "<p>a</p></div><div class=tab-content><p>b</p></div></div></div></div></div></div>"
            ),
            "- A\n- B\n\na\n\nb",
        ),
        (
            (
                "<div><ul class=nav-tabs><li>A</li><li>B</li><li>C</li></ul><div class=tab-content><p>a</p></div>"
                "<div class=tab-content><p>b</p></div></div>"
            ),
            "- A\n- B\n- C\n\na\n\nb",
        ),
        ("<div><ul class=nav-tabs><li>A</li></ul><div class=tab-content><p>a</p></div></div>", "- A\n\na"),
        (
            (
                "<div><ul class=nav-tabs><li>A</li><li> </li></ul><div class=tab-content><p>a</p></div><div "
                "class=tab-content><p>b</p></div></div>"
            ),
            "- A\n-\n\na\n\nb",
        ),
        (
            (
                "<div><label for=t1 class=tab-label>A</label><label for=t2 "
                "class=tab-label>BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB</label><div "
                "class=tab-content><p>a</p></div><div class=tab-content><p>b</p></div></div>"
            ),
            "**A**\n\na\n\n**BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB**\n\nb",
        ),
        (
            (
                "<div><label for=t1 class=tab-label>A</label><label for=t2 "
                "class=tab-label>BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB</label><div "
                "class=tab-content><p>a</p></div><div class=tab-content><p>b</p></div></div>"
            ),
            "a\n\nb",
        ),
        (
            (
                "<div><label for=t1 class=tab-label>A</label><label for=t2 class=tab-label>B</label><div "
                "class=tab-content><p>A</p></div><div class=tab-content><p>b</p></div></div>"
            ),
            "A\n\n**B**\n\nb",
        ),
        (
            (
                "<div><label for=t1 class=tab-label>A</label><label for=t2 class=tab-label>B</label><div "
                "class=tab-content><p>a</p></div><p>x</p><div class=tab-content><p>b</p></div></div>"
            ),
            "a\n\nx\n\nb",
        ),
        (
            (
                "<div><label for=t1 class=tab-label>A</label><label for=t2 class=tab-label>B</label><div "
                "class=tab-content>a</div><div class=tab-content></div></div>"
            ),
            "**A**\n\na\n\n**B**",
        ),
        (
            (
                "<div><label for=t1 class=tab-label>A</label><label for=t2 class=tab-label><b class=tab-label>B</b>"
                "</label><div class=tab-content><p>a</p></div><div class=tab-content><p>b</p></div></div>"
            ),
            "**A**\n\na\n\n**B**\n\nb",
        ),
        ("<div><div class=tab-content><p>a</p></div><div class=tab-content><p>b</p></div></div>", "a\n\nb"),
        (
            (
                "<div><label for=t1 class=tab-label>A</label><label for=t2 class=tab-label>B</label><div "
                "class=tab-content><p>a</p></div><div class=tab-content><p>b</p></div></div><div><label for=t1 "
                "class=tab-label>C</label><label for=t2 class=tab-label>D</label><div class=tab-content><p>c</p>"
                "</div><div class=tab-content><p>d</p></div></div>"
            ),
            "**A**\n\na\n\n**B**\n\nb\n\n**C**\n\nc\n\n**D**\n\nd",
        ),
        (
            (
                "<div><label for=t1 class=tab-label>A</label><label for=t2 class=tab-label>B</label><div "
                "class=tab-content><label for=t3 class=tab-label>C</label>x</div><div class=tab-content><p>b</p>"
                "</div></div>"
            ),
            "**A**\n\nx\n\n**B**\n\nb",
        ),
    ]:
        assert below(html) == markdown, html


def test_a_note_that_opens_in_a_popover_is_a_footnote() -> None:
    for html, markdown in [
        (
            "<p>So <button popovertarget=n1>1</button> is.</p><div id=n1 popover>One.</div>",
            ("So [^1] is.\n\nMore words stand here, so that there is a text before and after it all.\n\n[^1]: One."),
        ),
        (
            "<p>So <a data-toggle=popover data-content='One.'>1</a> is.</p>",
            ("So [^1] is.\n\nMore words stand here, so that there is a text before and after it all.\n\n[^1]: One."),
        ),
        (
            "<p>So <a data-toggle=popover data-bs-content='One.'>1</a> is.</p>",
            ("So [^1] is.\n\nMore words stand here, so that there is a text before and after it all.\n\n[^1]: One."),
        ),
        (
            "<p>So <a data-toggle=popover data-original-title='One.'>1</a> is.</p>",
            ("So [^1] is.\n\nMore words stand here, so that there is a text before and after it all.\n\n[^1]: One."),
        ),
        (
            "<p>So <a data-toggle=popover data-bs-original-title='One.'>1</a> is.</p>",
            ("So [^1] is.\n\nMore words stand here, so that there is a text before and after it all.\n\n[^1]: One."),
        ),
        (
            "<p>So <a data-toggle=popover data-bs-title='One.'>1</a> is.</p>",
            ("So [^1] is.\n\nMore words stand here, so that there is a text before and after it all.\n\n[^1]: One."),
        ),
        (
            "<p>So <a data-toggle=popover title='One.'>1</a> is.</p>",
            ("So [^1] is.\n\nMore words stand here, so that there is a text before and after it all.\n\n[^1]: One."),
        ),
        ("<p>So <a data-toggle=popover data-other='One.'>1</a> is.</p>", "So 1 is."),
        (
            ("<p>So <a data-bs-toggle=tooltip title='One.'>2</a> and <a data-toggle=tooltip title='Two.'>3</a>.</p>"),
            (
                "So [^2] and [^3].\n\nMore words stand here, so that there is a text before and after it all.\n\n"
                "[^2]: One.\n\n[^3]: Two."
            ),
        ),
        ("<p>So <a data-toggle=popover title='One.'>word</a> is.</p>", "So word is."),
        ("<p>So <a data-toggle=popover title='One.'>x</a> is.</p>", "So x is."),
        (
            "<p>So <a data-toggle=popover title='One.'>*</a> is.</p>",
            ("So [^1] is.\n\nMore words stand here, so that there is a text before and after it all.\n\n[^1]: One."),
        ),
        (
            "<p>So <a data-toggle=popover title=' ' data-bs-title='One.'>1</a> is.</p>",
            ("So [^1] is.\n\nMore words stand here, so that there is a text before and after it all.\n\n[^1]: One."),
        ),
        (
            "<p>So <a data-toggle=popover data-content='One.' title=Two>1</a> is.</p>",
            ("So [^1] is.\n\nMore words stand here, so that there is a text before and after it all.\n\n[^1]: One."),
        ),
    ]:
        assert below(html) == markdown, html


@pytest.mark.parametrize(
    ("word", "box"),
    [
        *((word, "[x] ") for word in ("on", "checked", "done", "complete", "completed")),
        *((word, "[ ] ") for word in ("off", "unchecked", "todo", "open", "incomplete")),
        ("other", ""),
    ],
)
def test_a_box_is_ticked_by_its_class(word: str, box: str) -> None:
    assert below(f"<ul><li><i class='checkbox {word}'></i> a</li><li>b</li></ul>") == f"- {box}a\n- b"


def test_an_element_drawn_as_a_checkbox_is_one() -> None:
    for html, markdown in [
        ("<ul><li><i class='checkbox on'></i> a</li><li>b</li></ul>", "- [x] a\n- b"),
        ("<ul><li><i class='checkbox off'></i> a</li><li>b</li></ul>", "- [ ] a\n- b"),
        ("<ul><li><i class='checkbox done'></i> a</li><li>b</li></ul>", "- [x] a\n- b"),
        ("<ul><li><i class='checkbox todo'></i> a</li><li>b</li></ul>", "- [ ] a\n- b"),
        ("<ul><li><i class='checkbox'></i> a</li><li>b</li></ul>", "- a\n- b"),
        ("<ul><li><i class='my-checkbox-checked'></i> a</li><li>b</li></ul>", "- [x] a\n- b"),
        ("<ul><li><i role=checkbox aria-checked=true></i> a</li><li>b</li></ul>", "- [x] a\n- b"),
        ("<ul><li><i role=checkbox aria-checked=false></i> a</li><li>b</li></ul>", "- [ ] a\n- b"),
        ("<ul><li><i class='checkbox on' aria-checked=false></i> a</li><li>b</li></ul>", "- [ ] a\n- b"),
        ("<ul><li><i data-checked=true></i> a</li><li>b</li></ul>", "- [x] a\n- b"),
        ("<ul><li><i data-checked=no></i> a</li><li>b</li></ul>", "- [ ] a\n- b"),
        ("<ul><li><i class='checkbox on'>x</i> a</li><li>b</li></ul>", "- *x* a\n- b"),
        (
            "<ul><li><i class='checkbox on'><img src=/a.png></i> a</li><li>b</li></ul>",
            "- *![](https://blog.example/a.png)* a\n- b",
        ),
        ("<ul><li><i class='checkbox on'><input type=checkbox></i> a</li><li>b</li></ul>", "- [ ] a\n- b"),
        ("<ul><li><input type=checkbox class='checkbox on'> a</li><li>b</li></ul>", "- [ ] a\n- b"),
        ("<ul><li><i class='other on'></i> a</li><li>b</li></ul>", "- a\n- b"),
        ("<ul><li><div><div><i class='checkbox on'></i></div></div>a</li></ul>", "- [x] a"),
        ("<ul><li><div><div><div><i class='checkbox on'></i></div></div></div>a</li></ul>", "- a"),
        ("<ul><li> <i class='checkbox on'></i> <b>a</b></li></ul>", "- [x] **a**"),
        ("<ul><li><i class='checkbox on'></i><i class='checkbox on'></i>a</li></ul>", "- [x] a"),
        ("<ul><li><i class='checkbox on'></i></li><li>a</li></ul>", "- a"),
        ("<p><i class='checkbox on'></i>a</p>", "a"),
    ]:
        assert below(html) == markdown, html


def test_a_name_in_an_attribute_is_shown_where_nothing_else_is() -> None:
    for html, markdown in [
        ('<p>So <span data-attrs=\'{"name": "Ann"}\'></span> is.</p>', "So Ann is."),
        ('<p>So <a data-attrs=\'{"label": "Ann"}\'></a> is.</p>', "So Ann is."),
        ('<p>So <span data-attrs=\'{"text": "Ann"}\'></span> is.</p>', "So Ann is."),
        ('<p>So <span data-attrs=\'{"name": "", "label": "Ann"}\'></span> is.</p>', "So Ann is."),
        ('<p>So <span data-attrs=\'{"name": 7, "text": "Ann"}\'></span> is.</p>', "So Ann is."),
        ('<p>So <span data-attrs=\'{"id": "Ann"}\'></span> is.</p>', "So is."),
        ("<p>So <span data-attrs='[\"Ann\"]'></span> is.</p>", "So is."),
        ("<p>So <span data-attrs='{\"name\"'></span> is.</p>", "So is."),
        ('<p>So <span data-attrs=\'{"name": "Ann"}\'>Bob</span> is.</p>', "So Bob is."),
        ('<p>So <b data-attrs=\'{"name": "Ann"}\'></b> is.</p>', "So is."),
        (
            (
                '<p>So <span data-attrs=\'{"name": '
                '"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}\'></span> is.</p>'
            ),
            "So AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA is.",
        ),
        (
            (
                '<p>So <span data-attrs=\'{"name": '
                '"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}\'></span> is.</p>'
            ),
            "So is.",
        ),
    ]:
        assert below(html) == markdown, html


def test_a_drawing_of_a_listing_is_none() -> None:
    for html, markdown in [
        ("<div class=enlighter-default>drawn</div><pre class=EnlighterJSRAW>x</pre>", "```\nx\n```"),
        ("<div class=enlighter-default>drawn</div><pre>x</pre>", "drawn\n\n```\nx\n```"),
        ("<div class=enlighter-default>drawn</div><p class=EnlighterJSRAW>x</p>", "drawn\n\nx"),
        ("<div class=enlighter-default>drawn</div>", "drawn"),
        (
            (
                "<div class=code-with-filename><div class=code-with-filename-file><pre><strong>a.py</strong></pre>"
                "</div><pre>x</pre></div>"
            ),
            "`a.py`\n\n```\nx\n```",
        ),
    ]:
        assert below(html) == markdown, html


def test_names_nested_without_end_are_none() -> None:
    assert below(f"<p>So <span data-attrs='{'[' * 100_000}'></span> is.</p>") == "So is."
