"""What the extraction process is asked and answers: the same as if the page were read here."""

import json

import pytest

from blogreader.extract import Extracted, Hints, extract, markdown_page, plain_page
from blogreader.extract.pipeline import read_fingerprints
from blogreader.extract.result import Form
from blogreader.extract.worker import process, protocol
from blogreader.sites import SiteRules

URL = "https://blog.example/2026/04/05/boats"
WORDS = "The harbour keeps a slow clock, and every boat that leaves is written in a book which nobody reads. " * 3
PAGE = (
    f"<html lang=de><title>Boats</title><meta name=author content=Ann><body><nav>Menu</nav><article><h1>Boats</h1>"
    f"<p>{WORDS}</p><p class=own>{WORDS}<img src=/a.png></p></article></body></html>"
)


def answered(text: str, form: Form = "html", hints: Hints = Hints()) -> Extracted | tuple[str, str]:  # noqa: B008 - frozen
    start, body = protocol.packed(text, URL, hints, form)
    head = start[protocol.SIZES.size :]
    assert protocol.SIZES.unpack(start[: protocol.SIZES.size]) == (len(head), len(body))
    return protocol.unpacked(json.dumps(process._answer(head, body)).encode())


@pytest.mark.parametrize(
    "hints",
    [
        Hints(),
        Hints("Boats", 5, tells=True),
        Hints(rules=SiteRules("article", ("nav",), (".own",)), tells=True),
        Hints(rules=SiteRules(".none")),
        Hints(template=("a", "b")),
    ],
)
def test_a_page_is_read_as_it_would_be_here(hints: Hints) -> None:
    found = answered(PAGE, hints=hints)
    assert found == extract(PAGE, URL, hints)
    assert isinstance(found, Extracted)
    assert bool(found.dropped) is hints.tells
    assert (found.author, found.language, found.images) == ("Ann", "de", ("https://blog.example/a.png",))
    assert found.published is not None


def test_other_forms_are_read_as_they_would_be_here() -> None:
    text = f"# Boats\n\n{WORDS} é\n"
    assert answered(text, "markdown") == markdown_page(text, URL, Hints())
    assert answered(text, "plain") == plain_page(text, Hints())
    assert answered(PAGE, "template") == read_fingerprints(PAGE)
    assert answered("Half a letter: \ud83d", "plain") == plain_page("Half a letter: ?", Hints())


def test_where_there_is_no_article_the_answer_says_so() -> None:
    assert answered("<p></p>") == ("Empty", "No article was found on this page.")
