"""Authors, categories and languages, from each place where a page may say them."""

import json

import pytest

from blogreader.extract import Extracted, Hints, extract
from blogreader.extract.dom.html_parser import parse
from blogreader.extract.metadata import agreed_language, read_metadata

WORDS = "The harbour keeps a slow clock, and every boat that leaves is written in a book which nobody reads. " * 3


def read(head: str = "", body: str = "", root: str = "") -> Extracted:
    page = f"<html {root}><head><title>Rivers</title>{head}</head><body>{body}<article><p>{WORDS}</p></article></body>"
    return extract(f"{page}</html>", "https://blog.example/rivers", Hints())


def linked(value: object) -> Extracted:
    return read(f'<script type="application/ld+json">{json.dumps(value)}</script>')


@pytest.mark.parametrize(
    "body",
    [
        '<div itemprop="author">Ann</div>',
        '<div itemprop="author"><b itemprop="name">Ann</b></div>',
        '<a rel="author" href="/">Ann</a>',
        *(f'<div class="{name}">Ann</div>' for name in ("p-author", "author-name")),
        '<div class="vcard"><b class="fn">Ann</b></div>',
        '<div class="author"><b class="name">Ann</b></div>',
        '<div class="byline">by <a href="/">Ann</a></div>',
    ],
)
def test_the_author_is_named_on_the_page(body: str) -> None:
    assert read(body=body).author == "Ann"
    assert read(body=body.replace("Ann", "https://ann.example")).author is None
    assert read(body=body.replace("Ann", "ann@a.example")).author is None
    assert read(body=body.replace("Ann", "www.ann.example")).author is None


@pytest.mark.parametrize("head", ['<meta name="author" content="{}">', '<meta property="article:author" content="{}">'])
def test_the_author_is_named_in_the_head(head: str) -> None:
    assert read(head.format("Ann")).author == "Ann"
    assert read(head.format("A")).author is None
    assert read(head.format("Al")).author == "Al"
    assert read(head.format("a" * 100)).author == "a" * 100
    assert read(head.format("a" * 101)).author is None


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ann", "Ann"),
        ({"name": "Ann"}, "Ann"),
        ([{"name": "Ann"}, "Ben"], "Ann, Ben"),
        (["Al", "Bo", "Cy", "Di", "Ed", "Fay"], "Al, Bo, Cy, Di, Ed"),
        ([{"name": "https://ann.example"}, "Ben"], "Ben"),
        ({}, None),
        (7, None),
        ([], None),
    ],
)
def test_the_author_is_named_in_linked_data(author: object, expected: str | None) -> None:
    assert linked({"@type": "Article", "author": author}).author == expected


KINDS = "Article BlogPosting NewsArticle TechArticle Report ScholarlyArticle Posting"


@pytest.mark.parametrize("kind", [*KINDS.split(), ["Thing", "Article"]])
def test_linked_data_of_every_kind_of_article_is_read(kind: object) -> None:
    article = {"@type": kind, "author": "Ann"}
    assert linked(article).author == "Ann"
    assert linked([article]).author == "Ann"
    assert linked({"@graph": [{"@type": "Thing"}, article]}).author == "Ann"
    assert linked({"@type": "WebPage", "mainEntity": article}).author == "Ann"
    assert linked({"other": article}).author is None


def test_linked_data_of_another_kind_or_too_deep_is_not_read() -> None:
    assert linked({"@type": "Person", "author": "Ann"}).author is None
    assert linked({"@type": 7, "author": "Ann"}).author is None
    nested: object = {"@type": "Article", "author": "Ann"}
    for _ in range(12):
        nested = [nested]
    assert linked(nested).author == "Ann"
    assert linked([nested]).author is None
    assert read('<script type="application/ld+json">{</script>').author is None
    entity: object = {"@type": "Article", "author": "Ann"}
    for _ in range(12):
        entity = {"mainEntity": entity}
    assert linked(entity).author == "Ann"
    assert linked({"mainEntity": entity}).author is None


def test_the_first_article_of_linked_data_counts() -> None:
    articles = [{"@type": "Article", "author": "Ann"}, {"@type": "Article", "author": "Ben"}]
    assert linked(articles).author == "Ann"


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("Ships", "Ships"),
        (["Ships", "Boats"], "Ships"),
        ("Articles", None),
        ("article", None),
        ("Entries", None),
        ([], None),
        (7, None),
    ],
)
def test_the_category_is_the_first_that_is_no_folder_of_all_posts(section: object, expected: str | None) -> None:
    assert linked({"@type": "Article", "articleSection": section}).category == expected
    if isinstance(section, str):
        assert read(f'<meta property="article:section" content="{section}">').category == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [("en", "en"), ("de-AT", "de-AT"), ("pt_BR", "pt-BR"), ("zh-Hans-CN", "zh-Hans-CN"), ("english", None), ("", None)],
)
def test_the_language_is_that_of_the_page(said: str, expected: str | None) -> None:
    assert read(root=f'lang="{said}"').language == expected
    assert read(f'<meta http-equiv="content-language" content="{said}">').language == expected
    assert read('<meta http-equiv="content-language" content="fr">', root=f'lang="{said}"').language == expected


def test_the_first_source_that_says_something_counts() -> None:
    articles = [{"@type": "Article"}, {"@type": "Article", "author": "Ann", "articleSection": "Ships"}]
    head = f'<script type="application/ld+json">{json.dumps(articles)}</script>'
    others = '<meta name="author" content="Ben"><meta property="article:section" content="Boats">'
    assert (read(head + others).author, read(head + others).category) == ("Ann", "Ships")
    named = '<b itemprop="author">Di</b><b class="p-author">Ed</b>'
    assert read('<meta property="article:author" content="Cy">' + others, named).author == "Ben"
    assert read('<meta property="article:author" content="Cy">', named).author == "Cy"
    assert read(body=named).author == "Di"
    assert read('<meta name="author" content="https://a.example"><meta name="author" content="Al">').author == "Al"
    folder = '<meta property="article:section" content="articles">'
    assert read(folder + others).category == "Boats"
    assert read(head.replace("Ships", "Articles") + others).category == "Boats"


def test_the_longest_text_in_linked_data_is_the_article_s() -> None:
    def body_of(*bodies: object) -> str:
        data = json.dumps([{"@type": "Article", "articleBody": body} for body in bodies])
        return read_metadata(parse(f'<script type="application/ld+json">{data}</script>'), None).body

    assert body_of("one", "three", "two") == "three"
    assert body_of(7, None) == ""
    assert body_of() == ""


LATIN = "en de fr es pt it nl pl sv da nb no fi cs tr id"


@pytest.mark.parametrize("said", [*LATIN.split(), "en-GB", "EN"])
@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("中文", "zh"),
        ("ひらがな", "ja"),
        ("한국", "ko"),
        ("עברית", "he"),
        ("ελλ", "el"),
        ("ไทย", "th"),
        ("русск", None),
        ("عربي", None),
        ("हिन", None),
    ],
)
def test_letters_that_a_language_does_not_have_contradict_it(said: str, letters: str, expected: str | None) -> None:
    assert agreed_language(said, letters * 60) == expected
    assert agreed_language("ru", letters * 60) == "ru"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中" * 79, "en"),
        ("中" * 80, "zh"),
        ("中" * 80 + "a" * 53, "zh"),
        ("中" * 80 + "a" * 54, "en"),
        ("中" * 100 + "の" * 5, "zh"),
        ("中" * 100 + "の" * 6, "ja"),
        ("中" * 50 + "の" * 40 + "a" * 10, "ja"),
        ("中" * 30 + "の" * 30 + "a" * 40, "en"),
        ("中" * 31 + "の" * 30 + "a" * 39, "ja"),
        ("ä" * 100, "en"),
        ("ä" * 100 + "中" * 50, "en"),
        ("a" * 1_600 + "中" * 2_400 + "a" * 999, "zh"),
        ("a" * 1_601 + "中" * 9_000, "en"),
        (None, None),
    ],
)
def test_most_of_the_first_letters_decide(text: str | None, expected: str | None) -> None:
    assert agreed_language("en" if text else None, text or "") == expected
