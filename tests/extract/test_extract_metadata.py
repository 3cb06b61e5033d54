"""What a page says of its article: the day that its reader sees, and the title that two sources agree on."""

import re
from datetime import date

import pytest

from blogreader.extract import Extracted, Hints, extract, metadata

PROSE = (
    "<p>The lock keeper writes down every boat that passes, and at the end of the year he counts them, "
    "though nobody has asked him to.</p>"
)


def read(head: str, body: str, url: str = "https://blog.example/locks") -> Extracted:
    return extract(f"<html><head>{head}</head><body>{body}</body></html>", url, Hints())


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ('<div class="wp-block-post-date"><time datetime="2011-02-04T23:26:00+00:00">05.02.2011</time></div>', 5),
        ("<p><span>05 February 2011 by Ada</span></p>", 5),
        ("<p>5 February, 2011</p>", 5),
        ('<div class="meta">Feb 5th, 2011 · 4 min</div>', 5),
        ("<p>mardi 5 février 2011</p>", 5),
        ("<p>5 de febrero de 2011</p>", 5),
        ("<span>2011年2月5日</span>", 5),
        ("<span>2011. 2. 5.</span>", 5),
        ("<p>Updated 5 February 2011</p>", None),
        ("<p>3/2/2011</p>", None),
        ("<p>On 5 February 2011 the lock was closed.</p>", None),
        ('<div class="related"><span>5 February 2011</span></div>', None),
    ],
)
def test_the_day_is_read_from_the_line_beside_the_title(line: str, day: int | None) -> None:
    page = read("<title>Locks</title>", f"<main><h1>Locks</h1>{line}{PROSE}</main>")
    assert page.published == (date(2011, 2, day) if day else None)


def test_a_line_above_the_title_says_the_day_too_and_a_comment_does_not() -> None:
    heading = '<h2 class="date-header"><span>mercredi 12 octobre 2011</span></h2><h3 class="post-title">Locks</h3>'
    comment = '<div class="comments"><span class="date">20 octobre 2011</span></div>'
    page = read("<title>Locks</title>", f'<div class="widget Blog">{heading}<div>{PROSE * 3}</div></div>{comment}')
    assert page.published == date(2011, 10, 12)


def test_the_day_that_a_reader_sees_is_the_one_where_the_head_gives_a_time_in_another_zone() -> None:
    head = '<title>Locks</title><meta property="article:published_time" content="2018-02-23T23:09:13Z">'
    shown = f'<main><h1>Locks</h1><p>by Ada · <span class="published">2018年2月24日</span></p>{PROSE}</main>'
    assert read(head, shown).published == date(2018, 2, 24)
    assert read(head, f"<main><h1>Locks</h1>{PROSE}</main>").published == date(2018, 2, 23)
    changed = f"<main><h1>Locks</h1><p>24 August 2019</p>{PROSE}</main>"
    assert read(head, changed).published == date(2018, 2, 23)


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (
            "<title>Locks - The river book</title>",
            '<div id="menu-bar"><h1 class="menu-title">The river book</h1></div>',
        ),
        ("<title>The river book</title>", '<header><h1><a href="/">The river book</a></h1></header>'),
        ("<title>Locks － The river book</title>", ""),
        ('<title>The river book</title><meta property="og:title" content="Locks | The river book">', ""),
        ('<title>Locks -- a book of rivers</title><meta property="og:title" content="Locks">', ""),
        ('<title>Locks</title><meta property="og:title" content="Canals">', "<div><h1>Canals</h1></div>"),
        ("<title>Locks | Old canals</title>", "<div><h2>Old canals</h2></div>"),
    ],
)
def test_the_name_of_the_site_is_no_title(head: str, top: str) -> None:
    page = read(head, f'{top}<main><article><h1 id="l"><a href="#l">Locks</a></h1>{PROSE}</article></main>')
    assert page.title == "Locks"


def test_the_author_is_read_in_whatever_case_the_head_names_it() -> None:
    page = read('<title>Locks</title><meta name="Author" content="Ada Holt">', f"<main><h1>Locks</h1>{PROSE}</main>")
    assert page.author == "Ada Holt"


def nested(data: str, depth: int) -> str:
    return f'<script type="application/ld+json">{"[" * depth}{data}{"]" * depth}</script>'


POSTING = '{"@type": "BlogPosting", "author": {"name": "Ada Lock"}}'
WEB_PAGE = '{"@type": "WebPage", "mainEntity": %s}'


@pytest.mark.parametrize(
    ("data", "author"),
    [
        (nested(POSTING, 0), "Ada Lock"),
        (nested(POSTING, 1), "Ada Lock"),
        (nested(POSTING, 3), "Ada Lock"),
        (nested('{"@graph": [[' + POSTING + "]]}", 2), "Ada Lock"),
        (nested(WEB_PAGE % f"[{POSTING}]", 2), "Ada Lock"),
        (nested('"text", 5, null, [], {}, [' + POSTING + "]", 1), "Ada Lock"),
        (nested(POSTING.replace("Ada", "Eve") + f", {POSTING}", 1), "Eve Lock"),
        (nested(POSTING.replace('"BlogPosting"', '["Thing", "BlogPosting"]'), 2), "Ada Lock"),
        (nested(POSTING.replace("BlogPosting", "Person"), 1), None),
        (nested(POSTING, 60), None),  # so deep nobody means it
    ],
)
def test_an_article_is_found_in_lists_of_lists_of_json_ld(data: str, author: str | None) -> None:
    assert read(f"<title>Locks</title>{data}", f"<main><h1>Locks</h1>{PROSE}</main>").author == author


@pytest.mark.parametrize(
    ("said", "words", "found"),
    [
        ("en", "Река начинается в холмах за городом, и лодки идут по ней до моря. ", None),
        ("en-US", "川は町の裏の丘から流れ、古い水車のそばを通って海に出る。", "ja"),
        ("en", "河流从城镇后面的山上流下来，经过老磨坊，最后流入大海。", "zh"),
        ("de", "강은 마을 뒤의 언덕에서 시작되어 바다로 흘러간다. ", "ko"),
        ("en", "Ο ποταμός αρχίζει στους λόφους πίσω από την πόλη. ", "el"),
        ("en", "The river rises in the hills behind the town. Река. ", "en"),
        ("en", "The river rises in the hills behind the town: 川 and かわ. ", "en"),
        ("uk", "Річка починається в пагорбах за містом і тече до моря. ", "uk"),
        ("ja", "河流从城镇后面的山上流下来，经过老磨坊。", "ja"),
    ],
)
def test_the_language_of_a_theme_is_none_of_a_text_in_other_letters(said: str, words: str, found: str | None) -> None:
    page = f"<html lang={said}><body><article><p>{words * 12}</p></article></body></html>"
    assert extract(page, "https://blog.example/a", Hints()).language == found


def test_a_heading_that_is_the_address_is_the_title_where_the_head_has_the_name_of_the_site_alone() -> None:
    head = "<title>Hexo</title><meta property=og:title content=Hexo>"
    words = "The river rises in the hills, and runs to the sea. " * 9
    body = f"<article><h1>Vue为何采用异步渲染</h1><p>{words}</p></article>"
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    for address in (
        "Vue为何采用异步渲染/index.html",
        "Vue%E4%B8%BA%E4%BD%95%E9%87%87%E7%94%A8%E5%BC%82%E6%AD%A5%E6%B8%B2%E6%9F%93/",
    ):
        assert extract(page, f"https://blog.example/2022/07/{address}", Hints()).title == "Vue为何采用异步渲染"
    assert extract(page, "https://blog.example/2022/07/other/", Hints()).title


def test_the_language_of_a_text_is_told_from_each_of_its_letters_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking nine patterns about each of four thousand letters took longer than all else that extraction does."""
    asked: list[object] = []
    scripts = metadata._scripts()

    def counted() -> tuple[tuple[str, re.Pattern[str]], ...]:
        asked.append(1)
        return scripts

    monkeypatch.setattr(metadata, "_scripts", counted)
    assert metadata.agreed_language("en", "A text in English letters. " * 200) == "en"
    assert asked == []
    assert metadata.agreed_language("en", "Текст русскими буквами, а не иными. " * 200) is None
    assert len(asked) < 30
