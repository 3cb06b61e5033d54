"""The archive of a blog in its file: what is written reads back, and a damaged line costs its post alone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from blogreader.indexes.blog.archive_file import (
    BlogArchive,
    Post,
    Said,
    article_of,
    filled,
    is_named_after_address,
    lacks,
    named_after,
    parse,
    posts_of,
    read,
    without,
    write,
)
from blogreader.records import replace

POST = Post(
    "https://a.example/1",
    "Ropes",
    date(2019, 3, 5),
    category="sea",
    minutes=4,
    summary="Of tar.",
    author="Ann",
    ways=("feed", "lists"),
    gone=True,
    tags=("knots",),
    saved=datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
)
ARCHIVE = BlogArchive(
    "A blog", (POST, Post("https://a.example/2", minutes=1)), (Post("https://a.example/3"),), "https://a.example/"
)


def test_an_archive_reads_back() -> None:
    assert parse(write(ARCHIVE), "a") == (ARCHIVE, [])
    assert '"title": "Été"' in write(BlogArchive("", (Post("https://a.example/1", "Été"),)))


@pytest.mark.parametrize(
    ("what", "instead"),
    [
        *(('"minutes": 4', f'"minutes": {number}') for number in ("1e999", "-4", "NaN", "1000000000", "[4]", '"4"')),
        ('"date": "2019-03-05"', '"date": 5'),
        ('"date": "2019-03-05"', '"date": "2019-03-50"'),
        ('"saved": "2020', '"saved": "20200'),
        ('"tags": ["knots"]', '"tags": [5]'),
        ('"title": "Ropes"', '"title": {}'),
        ('"url": "https://a.example/1"', '"url": 5'),
        ('"url": "https://a.example/1", ', ""),
    ],
)
def test_a_damaged_line_costs_its_post_alone(what: str, instead: str) -> None:
    text = write(ARCHIVE)
    assert what in text
    archive, warnings = parse(text.replace(what, instead, 1), "a")
    assert [post.url for post in archive.posts] == ["https://a.example/2"]
    assert archive.left_out == ARCHIVE.left_out
    assert [(one.line, one.sentence) for one in warnings] == [(2, "this is not a post of the archive")]


def test_the_longest_text_takes_less_than_a_thousand_million_minutes() -> None:
    long = replace(ARCHIVE, posts=(replace(POST, minutes=999_999_999),))
    assert parse(write(long), "a") == (long, [])


def test_a_post_is_an_article_with_its_tags_in_its_summary() -> None:
    one = replace(POST, category="c" * 201, author="a" * 201, title=" Ropes\n", tags=("knots", "tar", "c" * 201))
    article = article_of(one)
    assert article is not None
    assert (article.key, article.url, article.title, article.date) == (POST.url, POST.url, "Ropes", POST.date)
    assert (article.category, article.author, article.minutes, article.gone) == (
        *(f"{'c' * 199}…", f"{'a' * 199}…", 4, True),
    )
    assert article.summary == "Of tar.\n\nTags: knots, tar"
    bare = article_of(Post("https://a.example/on-slow-trains"))
    assert bare is not None
    assert (bare.title, bare.category, bare.author, bare.summary) == ("On slow trains", None, None, "")
    assert article_of(replace(POST, category="c" * 200)).category == "c" * 200  # type: ignore[union-attr]
    assert article_of(Post("mailto:ann@a.example")) is None
    assert article_of(Post("file:///a.md")) is None


@pytest.mark.parametrize(
    ("end", "title"),
    [
        ("on_slow-trains", "On slow trains"),
        ("on%20slow-trains", "On slow-trains"),
        ("%C3%A9t%C3%A9", "Été"),
        ("---", "---"),
        ("", "A.example"),
        ("x" * 201, f"X{'x' * 198}…"),
    ],
)
def test_a_post_without_a_title_is_named_after_its_address(end: str, title: str) -> None:
    assert named_after(f"https://a.example/{end}") == title


def test_what_an_article_lacks_its_document_may_say() -> None:
    whole = article_of(POST)
    assert whole is not None
    assert not lacks(whole)
    unknown: list[Any] = [{"date": None}, {"category": None}, {"minutes": None}]
    assert all(lacks(replace(whole, **one)) for one in unknown)
    assert not is_named_after_address(whole)
    assert lacks(replace(whole, title=named_after(whole.url)))
    said = Said("A title", date(2020, 1, 1), "Bob", "rail", 9)
    bare = Post("https://a.example/2")
    archive = BlogArchive("", (POST, bare, replace(bare, url="https://a.example/4")))
    one, two, three = filled(archive, {"https://a.example/1": said, "https://a.example/2": said}).posts
    assert (one, three) == (POST, archive.posts[2])
    assert two == replace(bare, title="A title", date=date(2020, 1, 1), author="Bob", category="rail", minutes=9)


def test_articles_and_posts_are_made_of_each_other() -> None:
    index = read(write(replace(ARCHIVE, posts=(*ARCHIVE.posts, replace(POST, title="Again")))), "a")
    assert (index.title, len(index.articles), index.warnings) == ("A blog", 2, ())
    assert read(write(BlogArchive("t" * 201, ())), "a").title == f"{'t' * 199}…"
    assert read(write(BlogArchive("", ())), "a").title is None
    first = replace(POST, summary="Of tar.\n\nTags: knots", ways=(), tags=(), saved=None)
    assert posts_of(index.articles) == (first, Post("https://a.example/2", "2", minutes=1))
    assert without(ARCHIVE, {"https://a.example/1"}).posts == ARCHIVE.posts[1:]
