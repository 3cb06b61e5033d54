"""Cards of other pages, and what is a listing, a label of one or prose."""

import pytest

from blogreader.extract import Hints, extract
from tests.extract.test_rare_markup import between

LINK = "https://www.other.example/x"


def card(inside: str, around: str = "x") -> str:
    text = between(f"<p>Before it.</p><div class='{around}'><a href='{LINK}'>{inside}</a></div>")
    return text.removeprefix("Before it.").strip("\n")


@pytest.mark.parametrize(
    ("inside", "markdown"),
    [
        ("<div>A title</div><p>What it is of.</p>", f"[A title]({LINK})\n\nWhat it is of."),
        ("<h3>A title</h3><p>What it is of.</p>", f"### [A title]({LINK})\n\nWhat it is of."),
        ("<p>What it is of.</p><h3>A title</h3>", f"### [A title]({LINK})\n\nWhat it is of."),
        ("<div><div>A title</div><div>What it is of.</div></div>", f"[A title]({LINK})\n\nWhat it is of."),
        ("<div><span>A title</span><span>What it is of.</span></div>", f"[A title]({LINK})\n\nWhat it is of."),
        ("<div>One <b>title</b></div><p>What it is of.</p>", f"[One **title**]({LINK})\n\nWhat it is of."),
        ("<p>A <span>title</span></p><p>What it is of.</p>", f"[A title]({LINK})\n\nWhat it is of."),
        ("<p>A title</p><p>other.example/x</p>", f"[A title]({LINK})"),
        ("<p>A title</p><p>https://www.other.example</p>", f"[A title]({LINK})"),
        ("<p>other.example</p>", f"[other.example]({LINK})"),
        ("<p>A title</p><img src='/a.png' alt='A'>", f"![A](https://blog.example/a.png)\n\n[A title]({LINK})"),
        ("<p>A title</p><img src='/a.png' alt=' '>", f"[A title]({LINK})"),
        ("<p>A title<img src='/a.png' alt='A'></p>", f"![A](https://blog.example/a.png)\n\n[A title]({LINK})"),
        ("<h3>By Ann</h3><p>What it is of.</p>", f"### [By Ann]({LINK})\n\nWhat it is of."),
    ],
)
def test_a_card_is_its_linked_title_and_the_lines_below(inside: str, markdown: str) -> None:
    assert card(inside) == markdown


@pytest.mark.parametrize(
    "name",
    [
        *("metadata", "meta", "footer", "domain", "href", "site", "publisher", "author", "icon", "favicon", "host"),
        *(
            "url",
            "date",
            "label",
            "badge",
            "provider",
            "hostname",
            "source",
            "thumbnail",
            "thumb",
            "image",
            "card-date",
        ),
    ],
)
def test_lines_that_say_where_or_whose_a_page_is_are_left_out_of_its_card(name: str) -> None:
    for inner in (f"<p class='{name}'>Some words</p>", f"<div class='{name}'><p>Some words</p></div>"):
        text = card(f"<p>A title</p>{inner}")
        assert text in (f"[A title]({LINK})", f"[A title]({LINK})\n\nSome words")
        assert "Some words" not in text
    assert "Some words" in card(f"<p>A title</p><p class='{name} own'>Some words</p>")


@pytest.mark.parametrize("name", ["bookmark", "blogcard", "linkcard", "embed", "preview", "oembed", "kg-bookmark-card"])
def test_the_picture_of_a_bookmark_is_no_picture_of_the_article(name: str) -> None:
    inside = "<p>A title</p><img src='/a.png' alt='A'>"
    assert "a.png" not in card(inside, name)
    assert "a.png" in card(inside, "own")


PROSE = "One sentence of it.\nAnother sentence of it.\nShort one.\n"


def set_as_code(text: str, style: str = "white-space: pre", tag: str = "div") -> bool:
    html = f"<p>Before it.</p><{tag} style='{style}'>{text}</{tag}><p>After it.</p>"
    return "```" in between(html)


@pytest.mark.parametrize(
    ("text", "is_code"),
    [
        ("a\nb", True),
        ("a", False),
        ("One sentence of it.\nAnother sentence of it.", False),
        ("One sentence it.\nAnother sentence it.", True),
        ("One sentence of it.\nb", True),
        ("One sentence of it.\nOne sentence of it.\nb", False),
        *((f"One sentence of it{sign}\nOne sentence of it{sign}", False) for sign in ".!?…:"),
        ("One sentence of it;\nOne sentence of it;", True),
        ("(One sentence of it.)\n(One sentence of it.)", False),
    ],
)
def test_lines_that_a_style_keeps_are_code_unless_they_are_sentences(text: str, is_code: bool) -> None:
    assert set_as_code(text) is is_code
    assert set_as_code(text, "white-space: pre; font-family: monospace") is ("\n" in text)


@pytest.mark.parametrize(
    ("style", "is_code"),
    [
        ("white-space:pre", True),
        ("WHITE-SPACE : PRE !important", True),
        ("white-space:pre-wrap", False),
        ("white-space:pre-line", False),
        ("white-space:normal", False),
        *((f"white-space:pre-wrap; font-family: {font}", True) for font in ("Menlo", "Consolas", "Courier New")),
        *((f"white-space:pre-wrap; font-family: {font}", True) for font in ("Fira Code", "Source Code Pro", "x-mono")),
        ("white-space:pre-wrap; font-family: Arial", False),
        ("white-space:pre-wrap; font: Menlo", False),
    ],
)
def test_a_style_that_keeps_lines_means_code_or_only_paragraphs(style: str, is_code: bool) -> None:
    assert set_as_code("a\nb", style) is is_code


def titled(head: str, heading: str = "", site: str = "") -> str | None:
    named = f'<meta property="og:site_name" content="{site}">' if site else ""
    page = f"<head><title>{head}</title>{named}</head><body>{heading}<article><p>{PROSE * 5}</p></article></body>"
    return extract(f"<html>{page}</html>", "https://blog.example/p/1", Hints()).title


@pytest.mark.parametrize(
    ("head", "site", "title"),
    [
        *((f"A long title of it {sign} Ann's", "", "A long title of it") for sign in "|-–—·"),
        ("Ann's | A long title of it", "", "Ann's | A long title of it"),
        ("Ann's | A long title of it", "Ann's", "A long title of it"),
        ("A long title of it | Ann's", "Ann's", "A long title of it"),
        ("Ann | Of Ann's many travels", "Of Ann's many travels", "Ann"),
        ("A title | Part two of it | Ann's", "", "A title | Part two of it"),
        ("Ann's | A title | Part two of it", "Ann's", "A title | Part two of it"),
        ("A long title of it", "", "A long title of it"),
        ("A long title-of it", "", "A long title-of it"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(head: str, site: str, title: str) -> None:
    assert titled(head, site=site) == title
