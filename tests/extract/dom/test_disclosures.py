"""What a page hides until it is clicked is a part of the text if it has sentences."""

import pytest

from blogreader.extract.dom.html_parser import parse, settle

SENTENCE = "This is a sentence that has words enough for a text."


def shows(html: str) -> bool:
    """Return whether the sentence in an article is left of a page."""
    page = parse(f"<html><body><article><p>Words.</p>{html}</article></body></html>")
    settle(page)
    assert page.body is not None
    return any(word in page.body.text() for word in ("sentence", "aaaa", "文文"))


def hidden(inside: str, attributes: str = "id=x", style: str = "style='display:none'", tag: str = "div") -> str:
    return f"<{tag} {attributes} {style}>{inside}</{tag}>"


@pytest.mark.parametrize(
    ("control", "is_shown"),
    [
        ("<a onclick=\"toggle('x')\">More</a>", True),
        ("<a href=\"javascript:toggle('x')\">More</a>", True),
        ("<a aria-controls=x>More</a>", True),
        ("<a data-target='#x'>More</a>", True),
        ("<a data-bs-target='#x'>More</a>", True),
        ("<a data-toggle=collapse href='#x'>More</a>", True),
        ("<a onclick=\"toggle('y')\">More</a><p>z</p>", False),
        ("<a href='#x'>More</a>", False),
        ("<b>More</b>", False),
        ("", False),
        *((f"<a {name}>More</a><p>z</p>", True) for name in ("onclick=\"toggle('x')\"", "aria-controls=x")),
        *((f"<a {name}='#x'>More</a><p>z</p>", True) for name in ("data-target", "data-bs-target")),
        ("<a href=\"javascript:toggle('x')\">More</a><p>z</p>", True),
        # Directly before it, whatever it names.
        ("<a onclick='toggle()'>More</a>", True),
        ("<p>Words <a data-toggle=any>More</a></p>", True),
        ("<p>Words <a data-toggle=any>More</a></p><p>z</p>", False),
    ],
)
def test_it_is_named_by_a_control_or_directly_after_one(control: str, is_shown: bool) -> None:
    assert shows(f"{control}{hidden(SENTENCE)}") is is_shown


def test_a_control_before_nothing_shows_nothing() -> None:
    assert not shows(f"<section>{hidden(SENTENCE, '')}<p>z</p></section><a onclick='toggle()'>More</a>")


@pytest.mark.parametrize(
    ("inside", "is_shown"),
    [
        (SENTENCE, True),
        ("Few words of it.", False),
        (f"{'a' * 40}.", True),
        (f"{'a' * 39}.", False),
        (f"{'a' * 60}", False),
        (f"So. {'a' * 39}!", True),
        ("文" * 12, True),
        ("文" * 11, False),
        *((f"{SENTENCE}<{tag}></{tag}>", False) for tag in ("form", "textarea", "nav", "h1")),
        (f"{SENTENCE}<input>", False),
        (f"{SENTENCE}<h2>x</h2>", True),
        (f"{'a' * 69}. <a href='/x'>{'b' * 29}</a>", True),
        (f"{'a' * 68}. <a href='/x'>{'b' * 30}</a>", True),
        (f"{'a' * 67}. <a href='/x'>{'b' * 31}</a>", False),
    ],
)
def test_it_has_sentences_and_neither_fields_nor_many_links(inside: str, is_shown: bool) -> None:
    assert shows(f"<a onclick='toggle(\"x\")'>More</a>{hidden(inside)}") is is_shown


@pytest.mark.parametrize(
    "name", ["modal", "my-dropdown", "cookie", "share", "sidebar", "newsletter", "comments", "menu"]
)
def test_parts_of_the_page_stay_hidden(name: str) -> None:
    control = "<a onclick='toggle(\"x\")'>More</a>"
    assert not shows(control + hidden(SENTENCE, f"id=x class={name}"))
    assert shows(control + hidden(SENTENCE, "id=x class=own"))
    assert not shows(control + hidden(SENTENCE, "id=x role=tooltip"))


@pytest.mark.parametrize("tag", ["p", "ul", "ol", "pre", "blockquote", "h2", "h3", "h4", "h5", "table", "figure", "br"])
def test_it_stands_in_a_text(tag: str) -> None:
    inside = f"<a onclick='toggle(\"x\")'>More</a>{hidden(SENTENCE)}"
    assert shows(f"<section>{inside}<{tag}></section>")
    assert not shows(f"<section>{inside}<hr></section>")


def test_parts_of_the_body_itself_stay_hidden() -> None:
    page = parse(f"<html><body><p>a</p><a onclick='toggle(\"x\")'>More</a>{hidden(SENTENCE)}</body></html>")
    settle(page)
    assert page.body is not None
    assert "sentence" not in page.body.text()


@pytest.mark.parametrize("name", ["hidden", "hide", "d-none", "collapse", "collapsed", "spoiler"])
def test_it_may_be_hidden_by_its_class(name: str) -> None:
    page = parse(f"<article><p>a</p><a data-target='#x'>More</a><div id=x class={name}>{SENTENCE}</div></article>")
    settle(page)
    found = page.css_first("#x")
    assert found is not None
    assert found.mem_id in page.disclosed


def test_what_is_shown_has_no_style_any_more() -> None:
    page = parse(f"<article><p>a</p><a data-target='#x'>More</a>{hidden(SENTENCE)}</article>")
    settle(page)
    found = page.css_first("#x")
    assert found is not None
    assert found.attributes == {"id": "x"}
