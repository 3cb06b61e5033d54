"""What a page says about itself: its heading among all that stand on it, and when posts changed."""

from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from blogreader.indexes.blog import heads
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind, Find
from blogreader.library.discovery.blogs import _updated

BASE = "https://blog.example/posts/clocks"
SITE = "<h1><a href='/'>The harbour</a></h1>"


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("", "<article><h1>Slow clocks</h1></article>", "Slow clocks"),
        ("", "<main><h1>Slow clocks</h1></main><h1>Later</h1>", "Slow clocks"),
        ("", "<h1>Before</h1><main><h1>Slow clocks</h1></main>", "Slow clocks"),
        ("", "<h1>Slow clocks</h1>", "Slow clocks"),
        ("", f"{SITE}<h1>Slow clocks</h1>", "Slow clocks"),
        ("Slow clocks | The harbour", f"{SITE}<h2>Slow clocks</h2><h2>Others</h2>", "Slow clocks"),
        ("The harbour | Slow clocks", f"{SITE}<h2>Others</h2><h2>Slow clocks</h2>", "Slow clocks"),
        ("The harbour", f"{SITE}<h2>Others</h2>", "The harbour"),
    ],
)
def test_the_heading_of_a_post_is_its_own_and_not_that_of_its_site(title: str, body: str, expected: str) -> None:
    tree = LexborHTMLParser(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    assert heads.facts(tree, BASE, "").title == expected


def test_posts_changed_when_a_feed_or_a_sitemap_says_so_and_a_day_counts_to_its_end() -> None:
    reading = AnswerFacts(
        AnswerKind.FEED,
        finds=(
            Find("https://blog.example/a", updated="2026-04-01T10:00:00Z"),
            Find("https://blog.example/b"),
            Find("mailto:ada@blog.example", updated="2026-04-01"),
            Find("https://blog.example/c", updated="not a day"),
        ),
        addresses=("https://blog.example/d", "https://blog.example/e", "https://blog.example/f"),
        changed=("2026-04-02", "", "2026-04-03T00:00:00Z"),
    )
    assert _updated(reading) == {
        "https://blog.example/a": datetime(2026, 4, 1, 10, tzinfo=UTC),
        "https://blog.example/d": datetime(2026, 4, 3, tzinfo=UTC),
        "https://blog.example/f": datetime(2026, 4, 3, tzinfo=UTC),
    }
