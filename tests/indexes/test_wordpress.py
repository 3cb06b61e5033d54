"""WordPress's list of posts: which pages are asked for, when it ends, and what its categories are called."""

import json

import pytest

from blogreader.indexes import wordpress
from blogreader.indexes.blog.answers import read
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.requests import Ask, Asked, SiteAnswer

HOST = "https://blog.example"
PAGE = "/wp-json/wp/v2/posts?per_page=100&page={}&_fields=link,title,date,categories"
NAMES = "/wp-json/wp/v2/categories?per_page=100&_fields=id,name"


def ask(url: str) -> Asked:
    return (yield Ask(url))


def post(number: int, category: int | str = 7) -> dict[str, object]:
    return {"link": f"{HOST}/{number}", "title": {"rendered": f"Post {number}"}, "categories": [category]}


def known(**said: str) -> Findings:
    found = Findings(f"{HOST}/")
    for name, value in said.items():
        setattr(found, name, value)
    return found


def asked(found: Findings, *pages: object, names: object = ()) -> list[str]:
    """Answer what is asked for with these pages of posts, None for one that is missing; return what that was."""
    urls: list[str] = []
    waiting = iter(pages)
    steps = wordpress.steps(found, ask)
    answer: SiteAnswer | None = None
    while True:
        try:
            request = next(steps) if answer is None else steps.send(answer)
        except StopIteration:
            return urls
        urls.append(request.url.removeprefix(HOST))
        value = names if "/categories" in request.url else next(waiting)
        text = json.dumps(value)
        reading = None if value is None else read(text, request.url)
        answer = SiteAnswer(request.url, reading, text=text, is_missing=value is None)


def test_only_a_blog_of_wordpress_that_does_not_say_that_its_feed_has_all_is_asked() -> None:
    assert asked(known()) == []
    assert asked(known(generator="hugo")) == []
    found = known(api=f"{HOST}/wp-json/")
    found.listed[Way.FEED].is_sure = True
    assert asked(found) == []


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ({"api": f"{HOST}/x/wp-json/"}, "/x" + PAGE),
        ({"generator": "https://wordpress.org/?v=6"}, PAGE),
        ({"generator": "wordpress", "home": f"{HOST}/notes"}, "/notes" + PAGE),
        (
            {"api": f"{HOST}/?rest_route=/"},
            "/?rest_route=/wp/v2/posts&per_page=100&page={}&_fields=link,title,date,categories",
        ),
    ],
)
def test_posts_are_asked_for_where_the_blog_has_them(said: dict[str, str], first: str) -> None:
    assert asked(known(**said), []) == [first.format(1)]


@pytest.mark.parametrize(
    ("pages", "number", "is_sure"),
    [
        ([[post(n) for n in range(99)]], 1, True),
        ([[post(n) for n in range(100)], [post(200)]], 2, True),
        ([[post(n) for n in range(100)], None], 2, True),
        ([[post(n) for n in range(100)], {"code": "rest_error"}], 2, False),
        ([None], 1, False),
        ([[post(n) for n in range(100)], [post(n) for n in range(100)]], 2, False),
    ],
)
def test_the_list_ends_with_a_page_that_is_not_full_or_not_there(
    pages: list[object], number: int, is_sure: bool
) -> None:
    found = known(api=f"{HOST}/wp-json/")
    urls = asked(found, *pages)
    assert [url for url in urls if url != NAMES] == [PAGE.format(page) for page in range(1, number + 1)]
    assert found.listed[Way.API].is_sure is is_sure


def test_categories_have_their_names_asked_for_once() -> None:
    found = known(api=f"{HOST}/wp-json/")
    urls = asked(found, [post(1, 7), post(2, 8), post(3, "Sea")], names=[{"id": 7, "name": "Rail"}])
    assert urls == [PAGE.format(1), NAMES]
    assert [one.category for one in found.candidates.of.values()] == ["Rail", "", "Sea"]
    assert found.listed[Way.API].keys == {"/1", "/2", "/3"}
    found = known(api=f"{HOST}/wp-json/")
    assert asked(found, [post(1, "Sea")]) == [PAGE.format(1)]
