"""Days in many languages, and which of those on a page says when its article was published."""

from datetime import date

import pytest

from blogreader.extract import Hints, extract
from blogreader.extract.dates import day_of, is_day, spoken_day

WORDS = "The harbour keeps a slow clock, and every boat that leaves is written in a book which nobody reads. " * 3
MONTHS = [
    "January Jan enero gennaio января stycznia ocak janvier Januar",
    "February Feb fevereiro février февраля lutego şubat Februar",
    "March mar März Mrz марта maart mars marzo",
    "April avril abril апреля kwietnia nisan",
    "May mai maggio мая май maja mei",
    "June juin giugno июня czerwca haziran Juni",
    "July juillet luglio июля lipca temmuz Juli",
    "August août aout agosto августа sierpnia ağustos",
    "September settembre сентября września eylül Sept",
    "October Oktober outubro ottobre октября października ekim",
    "November ноября listopada kasım novembre",
    "December Dezember décembre diciembre декабря grudnia aralık dezembro",
]


@pytest.mark.parametrize(
    ("number", "name"), [(number, name) for number, names in enumerate(MONTHS, 1) for name in names.split()]
)
def test_months_are_known_in_the_languages_of_most_blogs(number: int, name: str) -> None:
    assert spoken_day(f"7 {name} 2021") == date(2021, number, 7)
    assert spoken_day(f"{name} 7, 2021") == date(2021, number, 7)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5th March 2021", date(2021, 3, 5)),
        ("1er mars 2021", date(2021, 3, 1)),
        ("5. März 2021", date(2021, 3, 5)),
        ("5 de março de 2021", date(2021, 3, 5)),
        ("5 de marzo del 2021", date(2021, 3, 5)),
        ("Mar. 5th, 2021", date(2021, 3, 5)),
        ("2021-3-5", date(2021, 3, 5)),
        ("2021/03/05", date(2021, 3, 5)),
        ("2021年3月5日", date(2021, 3, 5)),
        ("2021년 3월 5일", date(2021, 3, 5)),
        ("5.3.2021", date(2021, 3, 5)),
        ("13/3/2021", date(2021, 3, 13)),
        ("3/13/2021", date(2021, 3, 13)),
        ("12/13/2021", date(2021, 12, 13)),
        ("13/12/2021", date(2021, 12, 13)),
        ("3/3/2021", date(2021, 3, 3)),
        ("12/12/2021", date(2021, 12, 12)),
        ("3/12/2021", None),
        ("13/14/2021", None),
        ("3/4/2021, which is 5 March 2021", date(2021, 3, 5)),
        ("31 February 2021, then 5 March 2021", date(2021, 3, 5)),
        ("5 Harbours 2021", None),
        ("32.1.2021", None),
        ("5 March 1899", None),
        ("5 March 3021", None),
        ("no day", None),
    ],
)
def test_a_day_is_read_from_a_line_unless_it_could_be_another(text: str, day: date | None) -> None:
    assert spoken_day(text) == day


def test_only_the_first_three_days_of_a_line_are_looked_at() -> None:
    assert spoken_day("3/4/2021 3/5/2021 5 March 2021") == date(2021, 3, 5)
    assert spoken_day("3/4/2021 3/5/2021 3/6/2021 5 March 2021") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 March 2021", True),
        ("5 March 2021.", True),
        ("5 March 2021 x", False),
        ("2024年4月5日", True),
        ("On 5 March 2021", False),
        ("32 March 2021", False),
        ("5 Harbours 2021", False),
        ("", False),
    ],
)
def test_a_line_is_a_day_if_nothing_else_is_in_it(text: str, expected: bool) -> None:
    assert is_day(text) is expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-03-05", date(2021, 3, 5)),
        (" 2021-03-05T10:00:00Z", date(2021, 3, 5)),
        ("2021-02-30", None),
        ("2021-13-01", None),
        ("5 March 2021", None),
        ("", None),
    ],
)
def test_a_day_of_a_machine_is_the_beginning_of_a_time(text: str, day: date | None) -> None:
    assert day_of(text) == day


def published(
    body: str = "", head: str = "", url: str = "https://blog.example/rivers", *, title: str = "On rivers"
) -> date | None:
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}<article><p>{WORDS}</p></article></body></html>"
    return extract(page, url, Hints()).published


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-03-05T10:00:00Z">',
        *(
            f'<meta name="{name}" content="2021-03-05">'
            for name in ("date", "dc.date", "DC.date.issued", "publish_date")
        ),
        '<script type="application/ld+json">{"@type": "Article", "datePublished": "2021-03-05"}</script>',
    ],
)
def test_the_head_of_a_page_says_when_it_was_published(head: str) -> None:
    assert published(head=head) == date(2021, 3, 5)


@pytest.mark.parametrize(
    "body",
    [
        '<span itemprop="datePublished" content="2021-03-05"></span>',
        '<time itemprop="datePublished" datetime="2021-03-05"></time>',
        *(
            f'<time class="{name}" datetime="2021-03-05"></time>'
            for name in ("dt-published", "entry-date", "published")
        ),
        '<time pubdate datetime="2021-03-05"></time>',
        *(f'<div class="{name}">5 March 2021</div>' for name in ("date", "post-date", "entry-date", "published")),
        *(f'<div class="{name}">5 March 2021</div>' for name in ("posted-on", "post-meta", "byline")),
        '<header><time datetime="2021-03-05">a while ago</time></header>',
        "<h1>On rivers</h1><p>5 March 2021</p>",
        "<h1>On rivers</h1><p>Words</p><p>Published 5 March 2021</p>",
        "<h2>On rivers</h2><div><span>5 March 2021</span></div>",
        "<p>5 March 2021</p><h1>On rivers</h1>",
        "<div><div><small>5 March 2021</small></div></div><div><h3>On rivers</h3></div>",
        '<h1>On rivers</h1><time datetime="2021-03-05">a while ago</time>',
        '<h1>On rivers</h1><abbr title="2021-03-05">a while ago</abbr>',
        '<h1>On rivers</h1><time datetime="2021-03-09">5 March 2021</time>',
        '<div class="related"><h1>On rivers</h1><p>5 March 2021</p></div>',
        *(f"<h1>On rivers</h1><{tag}>5 March 2021</{tag}>" for tag in ("h2", "h3", "h4", "span", "div", "li", "small")),
        f"<h1>On rivers</h1><p>{'x' * 107} 5 March 2021</p>",
        f"<h1>On rivers</h1><p>{'x' * 200}</p><p>5 March 2021</p>",
        f"<div><p>{'x' * 130}</p><small>5 March 2021</small></div><h1>On rivers</h1>",
        "<h1>On rivers</h1><p>It is about 5 March 2021.</p>",
    ],
)
def test_what_is_seen_on_a_page_says_when_it_was_published(body: str) -> None:
    assert published(body) == date(2021, 3, 5)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>On lakes</h1><p>5 March 2021</p>",
        *(
            f"<h1>On rivers</h1><p>{word} 5 March 2021</p>"
            for word in ("Updated", "Modified", "©", "Copyright", "更新")
        ),
        *(f"<h1>On rivers</h1><p>We were there on 5 March 2021{sign}</p>" for sign in ".。!?"),
        "<h1>On rivers</h1><p>It is around 5 March 2021.</p>",
        f"<h1>On rivers</h1><p>{'x' * 108} 5 March 2021</p>",
        f"<h1>On rivers</h1><p>{'x' * 201}</p><p>5 March 2021</p>",
        *(f'<h1>On rivers</h1><div class="{name}"><p>5 March 2021</p></div>' for name in ("comments", "related")),
        *(f'<h1>On rivers</h1><div class="{name}"><p>5 March 2021</p></div>' for name in ("sidebar", "widget")),
        "<h1>On rivers</h1><aside><p>5 March 2021</p></aside>",
        "<h1>On rivers</h1><nav><p>5 March 2021</p></nav>",
        f"<h1>On rivers</h1><p>{'word ' * 41}</p><p>5 March 2021</p>",
        '<div class="related"><div class="date">5 March 2021</div></div>',
        '<aside><div class="date">5 March 2021</div></aside>',
        '<header><time datetime="2021-03-05">a</time><time datetime="2021-03-06">b</time></header>',
        '<p><time datetime="2021-03-05">a</time></p>',
    ],
)
def test_a_day_of_something_else_is_not_that_of_the_article(body: str) -> None:
    assert published(body) is None


def test_of_a_page_without_a_title_no_day_is_that_beside_it() -> None:
    assert published("<h1></h1><p>5 March 2021</p>", title="") is None


def test_a_day_is_looked_for_in_thirty_lines_after_the_title_and_twenty_before_it() -> None:
    def lines(count: int) -> str:
        return "<p>Words</p>" * count

    assert published(f"<h1>On rivers</h1>{lines(29)}<p>5 March 2021</p>") == date(2021, 3, 5)
    assert published(f"<h1>On rivers</h1>{lines(30)}<p>5 March 2021</p>") is None
    assert published(f"<p>5 March 2021</p>{lines(19)}<h1>On rivers</h1>{lines(30)}") == date(2021, 3, 5)
    assert published(f"<p>5 March 2021</p>{lines(20)}<h1>On rivers</h1>{lines(30)}") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://blog.example/2021/03/05/rivers", date(2021, 3, 5)),
        ("https://blog.example/2021-03-05-rivers", date(2021, 3, 5)),
        ("https://blog.example/2021/03/rivers", None),
        ("https://blog.example/2021/02/31/rivers", None),
        ("https://blog.example/1821/03/05/rivers", None),
    ],
)
def test_an_address_may_have_the_day(url: str, day: date | None) -> None:
    assert published(url=url) == day


def test_of_a_time_in_utc_and_the_day_that_is_shown_the_latter_counts_if_they_are_neighbours() -> None:
    said = '<meta property="article:published_time" content="2021-03-05T23:30:00Z">'
    assert published("<h1>On rivers</h1><p>6 March 2021</p>", said) == date(2021, 3, 6)
    assert published("<h1>On rivers</h1><p>4 March 2021</p>", said) == date(2021, 3, 4)
    assert published("<h1>On rivers</h1><p>7 March 2021</p>", said) == date(2021, 3, 5)
    assert published(head=said, url="https://blog.example/2021/03/06/rivers") == date(2021, 3, 6)
    assert published("<h1>On rivers</h1><p>1 March 2021</p>", url="https://blog.example/2021/03/06/r") == date(
        2021, 3, 1
    )
