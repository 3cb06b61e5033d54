"""How sure the search says that it is: `complete` only where the site says so, or two ways that can't share a gap agree."""

import json

import pytest

from blogreader.indexes.blog import answers, feeds
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.requests import SiteAnswer
from blogreader.indexes.blog.survey import Survey
from blogreader.indexes.blog.ways import Certainty, Ways
from tests.blogs import FEED_LINK, HOST, Blog, home, posts, rss, sitemap, survey, with_pages_of

_KEYS = {f"/{number}" for number in range(30)}


def _ways(**keys: set[str]) -> Ways:
    ways = Ways()
    for name, said in keys.items():
        ways[Way[name]].keys |= said
    return ways


def test_two_ways_that_have_all_posts_agree() -> None:
    assert _ways(FEED=_KEYS, SITEMAP=_KEYS).certainty(_KEYS, is_in_doubt=False) is Certainty.COMPLETE


def test_a_way_that_lacks_one_post_agrees_with_none() -> None:
    ways = _ways(FEED=_KEYS - {"/3"}, SITEMAP=_KEYS)
    assert ways.certainty(_KEYS, is_in_doubt=False) is Certainty.PROBABLY


def test_two_ways_agree_on_nothing_while_more_may_be_posts() -> None:
    assert _ways(FEED=_KEYS, SITEMAP=_KEYS).certainty(_KEYS, is_in_doubt=True) is Certainty.PROBABLY


def test_a_list_of_which_only_a_part_was_taken_agrees_with_none() -> None:
    ways = _ways(FEED=_KEYS, SITEMAP=_KEYS)
    ways[Way.SITEMAP].is_cut = True
    assert ways.certainty(_KEYS, is_in_doubt=False) is Certainty.NEWEST


@pytest.mark.parametrize(
    ("size", "expected"), [(10, Certainty.NEWEST), (8, Certainty.PROBABLY), (11, Certainty.COMPLETE)]
)
def test_a_feed_and_one_page_that_have_the_same_newest_posts_do_not_say_that_these_are_all(
    size: int, expected: Certainty
) -> None:
    listed = posts(size, lambda _, __, slug: f"/blog/{slug}/")
    blog = with_pages_of(Blog(listed, {"/": home(listed, FEED_LINK.format("/rss.xml")), "/rss.xml": rss(listed)}))
    assert survey(blog).found.certainty() is expected


def test_a_feed_of_ten_and_a_sitemap_that_has_no_more_are_complete() -> None:
    listed = posts(10, lambda _, __, slug: f"/blog/{slug}/")
    blog = with_pages_of(Blog(listed, {"/": home(listed, FEED_LINK.format("/rss.xml")), "/rss.xml": rss(listed)}))
    blog.pages["/sitemap.xml"] = sitemap([post.path for post in listed])
    assert survey(blog).found.certainty() is Certainty.COMPLETE


def _of_api(*, is_missing: bool) -> Survey:
    """Search a WordPress whose API gives a hundred posts and then no answer."""
    listed = posts(120, lambda _, __, slug: f"/{slug}/")
    api = '<link rel="https://api.w.org/" href="/wp-json/">'
    first = home(listed[:5], api)
    answer = json.dumps(
        [
            {"link": HOST + one.path, "title": {"rendered": one.title}, "date": f"{one.date}T00:00:00"}
            for one in listed[:100]
        ]
    )
    search = Survey(f"{HOST}/")
    steps = search.steps()
    ask = next(steps)
    try:
        while True:
            if ask.url == f"{HOST}/":
                ask = steps.send(SiteAnswer(ask.url, answers.read(first, ask.url)))
            elif "page=1&" in ask.url:
                ask = steps.send(SiteAnswer(ask.url, answers.read(answer, ask.url), answer))
            else:
                ask = steps.send(SiteAnswer(ask.url, is_missing=is_missing))
    except StopIteration:
        return search


def test_an_api_that_ends_says_that_this_was_all() -> None:
    assert _of_api(is_missing=True).found.certainty() is Certainty.COMPLETE


def test_an_api_that_fails_after_a_hundred_posts_does_not_say_that_this_was_all() -> None:
    search = _of_api(is_missing=False)
    assert len(search.found.posts()) == 100
    assert search.found.certainty() is not Certainty.COMPLETE


def test_the_last_page_of_wordpress_s_feed_is_one_that_is_not_there_and_not_one_that_failed() -> None:
    listed = posts(10, lambda _, __, slug: f"/{slug}/")
    for is_missing, expected in ((True, True), (False, False)):
        search = Survey(f"{HOST}/")
        search.found.take_feed(f"{HOST}/feed/", _feed(rss(listed, generator="https://wordpress.org/?v=6")))
        steps = search._pages_of_feed()
        ask = next(steps)
        assert ask.url.endswith("paged=2")
        with pytest.raises(StopIteration):
            steps.send(SiteAnswer(ask.url, is_missing=is_missing))
        assert search.found.is_settled() is expected


def _feed(text: str) -> AnswerFacts:
    reading = feeds.read(text, f"{HOST}/feed/")
    assert reading.kind is AnswerKind.FEED
    return reading
