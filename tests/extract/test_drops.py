"""What stands beside an article on its page: told in order, and brought into it."""

import pytest

from blogreader.dropped import Dropped
from blogreader.extract.dom.nodes import text_of
from blogreader.extract.drops import bring_kept, tell_beside
from tests.extract.content.cutting import article_in

PAGE = (
    "one<!-- no --><i id=a>two <b id=b>three</b></i><main><p id=c>four</p><article>{}</article> five <p> </p>"
    "<p id=d>six</p></main><p id=e>seven</p>"
)


def test_what_stands_beside_an_article_is_told_in_the_order_of_the_page_with_its_side() -> None:
    page, article = article_in(PAGE.format("<p>Text</p>"))
    page.dropped.append(Dropped("named", "zero"))
    tell_beside(page, article)
    before, after = "before the article", "after the article"
    assert page.dropped == [
        Dropped("named", "zero"),
        *(Dropped(before, said) for said in ("one", "two three", "four")),
        *(Dropped(after, said) for said in ("five", "six", "seven")),
    ]


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        ((), "Text"),
        (("#none",), "Text"),
        (("#a",), "two threeText"),
        (("#b",), "threeText"),
        (("#a", "#b"), "two threeText"),
        (("#c", "#a"), "two threefourText"),
        (("#d",), "Textsix"),
        (("#e", "#d"), "Textsixseven"),
        (("p",), "fourText sixseven"),
        (("article",), "Text"),
    ],
)
def test_what_a_reader_keeps_comes_before_the_text_or_after_it(selectors: tuple[str, ...], expected: str) -> None:
    page, article = article_in(PAGE.format("<p>Text</p>"))
    bring_kept(page, article, selectors)
    assert text_of(article) == expected


def test_an_article_without_text_has_what_a_reader_keeps_in_order() -> None:
    page, article = article_in(PAGE.format(""))
    bring_kept(page, article, ("#a", "#d"))
    assert text_of(article) == "two threesix"
