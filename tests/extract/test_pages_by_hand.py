"""Pages written by hand, most of them in the nineties: tables for layout, lines for paragraphs, fonts for headings."""

import pytest

from blogreader.extract import Hints, extract

URL = "https://home.example/~ann/lake.html"
FIRST = "The lake is deep and cold all year round, and the fish in it are blind, as everyone here will tell you."
SECOND = "My grandfather once caught one that was as long as his boat, or so he said, and he had scars to prove it."
THIRD = "We have not swum there since, although the water looks very inviting, in the summer at any rate."
LINKS = '<a href="/1">Home</a><br><a href="/2">Links</a><br><a href="/3">Guestbook</a>'
CHANGED = '<font size=1>Last updated: 12 May 1998. <a href="mailto:ann@home.example">Mail me</a></font>'
PRICES = "<table border=1><tr><td>Boat</td><td>40</td></tr><tr><td>Rod</td><td>20</td></tr></table>"
LAKE = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def text_of(body: str) -> str:
    text = extract(f"<html><head><title>The lake</title></head><body>{body}</body></html>", URL, Hints()).text
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


@pytest.mark.parametrize(
    "page",
    [
        (
            f"<table><tr><td colspan=2><font size=5>Ann's Home Page</font></td></tr><tr><td width=150>{LINKS}</td><td>"
            f"<font size=4><b>The lake</b></font><br><br><font face=Arial>{FIRST}<br><br>{SECOND}<br><br>{THIRD}"
            f"</font><br>{PRICES}</td></tr><tr><td colspan=2><hr>{CHANGED}</td></tr></table>"
        ),
        (
            f"<center><table><tr><td>{LINKS}</td></tr><tr><td><center><h1>The lake</h1></center><font size=2><i>"
            f"{FIRST}</i><br><br>{SECOND}<br><br><big>{THIRD}</big>{PRICES}</font></td></tr></table>{CHANGED}</center>"
        ),
        (
            f"<table><tr><td><table><tr><td>{LINKS}</td></tr></table></td><td><table><tr><td>"
            f"<h3>The lake</h3></td></tr><tr><td><font face=Verdana>{FIRST}<p>{SECOND}</p><p>{THIRD}</p>{PRICES}</font>"
            f"</td></tr></table></td></tr><tr><td>{CHANGED}</td></tr></table>"
        ),
    ],
)
def test_the_cell_with_the_text_is_the_article_whatever_its_font_is_around(page: str) -> None:
    text = text_of(page).replace("*", "")
    assert text.startswith(LAKE)
    assert "| Boat | 40 |" in text
    assert "Guestbook" not in text
    assert "Mail me" not in text


def test_two_columns_are_below_each_other() -> None:
    columns = f"<td>{FIRST}<br><br>{SECOND}</td><td>{THIRD}<br><br>{FIRST}</td>"
    expected = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{FIRST}"
    assert text_of(f"<table><tr>{columns}</tr></table>") == expected
    assert text_of(f"<table><tr>{columns.replace('</td><td>', '</td></tr><tr><td>')}</tr></table>") == expected


def test_a_quotation_around_a_whole_long_text_is_its_margin() -> None:
    long = "".join(f"<p>{part}</p>" for part in (FIRST, SECOND, THIRD) * 4)
    text = text_of(f"<center><h2>The lake</h2></center><blockquote>{long}</blockquote>")
    assert text == "\n\n".join([LAKE] * 4)


@pytest.mark.parametrize(
    "quoted",
    [
        "<blockquote><p>{short}</p></blockquote>",
        "<blockquote><p>{long}</p></blockquote><p>So it says.</p>",
        '<blockquote cite="https://lakes.example/"><p>{long}</p></blockquote>',
    ],
)
def test_any_other_quotation_stays_one(quoted: str) -> None:
    assert "> The lake" in text_of(f"<h2>The lake</h2>{quoted.format(short=FIRST, long=f'{FIRST} {SECOND} ' * 7)}")


def test_items_saved_by_a_word_processor_are_lists() -> None:
    def item(mark: str, said: str, level: int = 1) -> str:
        blanks = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"
        start = f"<![if !supportLists]><span style='font-family:Symbol'>{mark}{blanks}</span><![endif]>"
        return f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>{start}{said}<o:p></o:p></p>"

    paragraph = f"<p class=MsoNormal>{FIRST}</p><p class=MsoNormal>{SECOND}</p>"
    items = (
        item("\u00b7", "A <b>boat</b>")
        + item("o", "Two oars", 2)
        + item("\u00a7", "A sail", 2)
        + item("\u00b7", "A rod")
    )
    steps = item("1.", "Row out") + item("2.", "Wait") + "<p class=MsoListParagraph>So it is done.</p>"
    text = text_of(f"<div class=Section1>{paragraph}{items}<p class=MsoNormal>{THIRD}</p>{steps}{paragraph}</div>")
    assert (
        f"{SECOND}\n\n- A **boat**\n  - Two oars\n  - A sail\n- A rod\n\n{THIRD}\n\n1. Row out\n2. Wait\n\nSo it is"
        in text
    )


def test_styles_of_a_word_processor_are_emphasis() -> None:
    words = (
        "A <span style='font-weight:700'>bold</span> and <span style='font-style: italic; color: red'>leaning</span> "
        "<span style='text-decoration: underline line-through'>gone</span> <span style='font-weight:400'>plain</span>"
    )
    title = "<h2><span style='font-weight: bold'>Of it</span></h2>"
    text = text_of(f"<p>{FIRST}</p><p>{SECOND}</p>{title}<p>{words} word.</p><p>{THIRD}</p>")
    assert "## Of it\n\nA **bold** and *leaning* ~~gone~~ plain word." in text


@pytest.mark.parametrize(
    ("alternative", "formula"),
    [
        ("$x^{2}$", "$x^{2}$"),
        (r"$\displaystyle y_i$", r"$\displaystyle y_i$"),
        (r"\(a+b\)", "$a+b$"),
        (r"\begin{displaymath}z = 1\end{displaymath}", "$z = 1$"),
    ],
)
def test_a_picture_described_by_nothing_but_tex_is_a_formula(alternative: str, formula: str) -> None:
    picture = f'<img src="img1.png" align="middle" alt="{alternative}">'
    assert f"Let {formula} be" in text_of(f"<p>{FIRST}</p><p>{SECOND}</p><p>Let {picture} be so.</p><p>{THIRD}</p>")


def test_a_picture_of_money_is_a_picture() -> None:
    picture = '<img src="note.jpg" alt="A bill of $20 and one of $50">'
    assert "![A bill of" in text_of(f"<p>{FIRST}</p><p>{SECOND}</p><p>Here: {picture}</p><p>{THIRD}</p>")
