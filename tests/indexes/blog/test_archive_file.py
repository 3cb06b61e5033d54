"""The archive of a blog in its file: what is written reads back, and a damaged line costs its post alone."""

from datetime import UTC, date, datetime

import pytest

from blogreader.indexes.blog.archive_file import BlogArchive, Post, parse, write

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


@pytest.mark.parametrize(
    ("what", "instead"),
    [
        *(('"minutes": 4', f'"minutes": {number}') for number in ("1e999", "-4", "NaN", "9" * 40, "[4]", '"4"')),
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
