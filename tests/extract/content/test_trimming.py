"""What is cut around the title and at the end of an article, and how little of it there must be."""

import pytest

from blogreader.extract import Hints, extract

WORDS = "The harbour keeps a slow clock, and every boat that leaves is written in a book which nobody reads. "


def text_of(before: str = "", after: str = "", count: int = 8) -> str:
    paragraphs = "".join(f"<p>Part {number}. {WORDS}</p>" for number in range(count))
    body = f"<article><h1>On rivers</h1>{before}{paragraphs}{after}</article>"
    page = f"<html><head><title>On rivers</title></head><body>{body}</body></html>"
    return extract(page, "https://blog.example/rivers", Hints()).text


def is_cut_before(html: str) -> bool:
    text = text_of(html)
    assert "Part 0." in text
    return text.startswith("Part 0.")


def is_cut_after(html: str) -> bool:
    text = text_of(after=html).strip()
    assert "Part 7." in text
    return text.endswith("nobody reads.")


@pytest.mark.parametrize(
    "line",
    [
        *("5 min read", "12 minutes read", "3-min · of it", "1 min"),
        *("By Ann", "Written by Ann", "Posted on Monday", "Posted by Ann", "Published on Monday", "Published by Ann"),
        *("Published Monday", "Updated Monday", "Last updated Monday", "Last modified Monday"),
        *("January 5, 2021 in Ships", "Sept. 5th 2021 in Ships", "5th March 2021 in Ships", "12 May, 2021 in Ships"),
        *("Reading time: short", "Read time: short", "Time to read: short", "Lesezeit: kurz", "Temps de lecture"),
        *("Tiempo de lectura", "Tempo di lettura", "Tempo de leitura", "Leestijd", "Время чтения"),
        *(
            "阅读时间",
            "閱讀時間",
            "読了時間",
            "読了目安",
            "읽는 시간",
            "2021-03-05 Ann",
            "5.3.2021 Ann",
            "5/3/2021 Ann",
        ),
    ],
)
def test_a_line_below_the_title_with_date_or_reading_time_goes(line: str) -> None:
    assert is_cut_before(f"<p>{line}</p>")
    assert is_cut_before(f"<div><span>{line}</span></div>")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Harbours of it all</p>",
        "<p>By and by the harbours of it all have become something else that nobody knew of before.</p>",
        f"<p>By {'x' * 178}</p>",
        "<p>By Ann <img src='/a.png'></p>",
        "<p>By Ann <code>x = 1</code></p>",
        "<h2>By Ann</h2>",
        "<div>By Ann<pre>x = 1</pre></div>",
    ],
)
def test_another_line_below_the_title_is_of_the_text(html: str) -> None:
    assert not is_cut_before(html)


def test_bylines_are_of_some_length_and_a_sentence_is_none() -> None:
    assert is_cut_before(f"<p>By {'x' * 177}</p>")
    assert is_cut_before("<p>By Ann of the harbour and of eleven other such places there.</p>")
    assert not is_cut_before("<p>By Ann of the harbour and of eleven other such places over there.</p>")
    assert is_cut_before("<p>By Ann of the harbour and of eleven other such places over there</p>")


def test_of_the_lines_below_the_title_the_first_four_are_looked_at() -> None:
    other = "<p>Words</p>"
    assert "By Ann" not in text_of(f"{other * 3}<p>By Ann</p>")
    assert "By Ann" in text_of(f"{other * 4}<p>By Ann</p>")


@pytest.mark.parametrize(
    "link",
    [
        *(
            f"<a href='/x'>{said}</a>"
            for said in ("« One", "← One", "‹ One", "&lt; One", "Previous: One", "Prev", "Older")
        ),
        *(f"<a href='/x'>{said}</a>" for said in ("One »", "One →", "One ›", "One &gt;", "The next", "To newer")),
        *(f"<a href='/'>{said}</a>" for said in ("Home", "Back to home", "Archives", "Index", "The blog", "Main page")),
        *(f"<a href='/'>{said}</a>" for said in ("Front page", "All posts", "Back to all articles", "Home page")),
        "<a href='https://blog.example/'>Home</a>",
    ],
)
def test_links_to_other_posts_at_the_end_go(link: str) -> None:
    assert is_cut_after(f"<p>{link}</p>")
    assert is_cut_after(f"<p>{link}</p><p> </p>")
    assert not is_cut_after(f"<p>{link} and so on, with some words of its own</p>")
    assert not is_cut_after(f"<p>{link}</p>Words")


@pytest.mark.parametrize(
    "html",
    [
        "<p><a href='/x'>One of them</a></p>",
        "<p><a href='https://blog.example/x'>Home</a></p>",
        "<p><a href='/'>Home</a> <a href='/x'>One of them</a></p>",
        "<p>Words of it.</p>",
    ],
)
def test_another_link_at_the_end_is_of_the_text(html: str) -> None:
    assert not is_cut_after(html)


@pytest.mark.parametrize(
    "address",
    [
        *("www.buymeacoffee.com/ann", "buymeacoff.ee/ann", "ko-fi.com/ann", "patreon.com/ann", "paypal.me/ann"),
        *("paypal.com/donate?x", "paypal.com/cgi-bin/x", "liberapay.com/ann", "opencollective.com/ann"),
        *("github.com/sponsors/ann", "afdian.net/ann", "afdian.com/ann", "flattr.com/ann", "boosty.to/ann"),
    ],
)
def test_a_donation_button_at_the_end_goes(address: str) -> None:
    for said in ("Buy me a boat", "<img src='/a.png'>", "x" * 39):
        assert is_cut_after(f"<p><a href='https://{address}'>{said}</a></p>")
    assert not is_cut_after(f"<p><a href='https://{address}'>{'x' * 40}</a></p>")
    assert not is_cut_after(f"<p>I live of what readers give: <a href='https://{address}'>here</a></p>")


def test_what_comes_last_and_repeats_what_comes_first_goes_from_eight_parts_on() -> None:
    box = f"<div>{'Watch this with all of your friends now, '}<a href='/x'>as it is</a></div>"
    assert text_of(box, box, 5).count("Watch this") == 1
    assert text_of(box, box, 4).count("Watch this") == 2
    short = box.replace("with all of your friends now, ", "")
    assert text_of(short, short, 6).count("Watch this") == 2
    plain = box.replace("<a href='/x'>as it is</a>", "as it is")
    assert text_of(plain, plain, 6).count("Watch this") == 2


@pytest.mark.parametrize(
    "heading",
    [
        *("<h2>Related posts</h2>", "<h3>Share this</h3>", "<h4>About the author</h4>", "<h5>Leave a comment</h5>"),
        *("<h2>Comments</h2>", "<p><strong>About the author</strong></p>"),
    ],
)
def test_a_heading_of_what_follows_an_article_goes_with_links_and_forms_below_it(heading: str) -> None:
    links = "<ul><li><a href='/a'>One of them</a></li><li><a href='/b'>Another</a></li></ul>"
    assert is_cut_after(f"{heading}{links}")
    assert is_cut_after(f"{heading}<div id='comment-1'>{WORDS}</div>")
    assert is_cut_after(heading)
    assert not is_cut_after(f"{heading}<p>{WORDS * 4} The end.</p>")
    assert not is_cut_after(f"{heading}<pre><code>x = 1</code></pre>")
    assert not is_cut_after(f"{heading}<table><tr><th>a<th>b<tr><td>c<td>d</table>")
