"""What is cut around the title and at the end of an article, and how little of it there must be."""

import pytest
from selectolax.lexbor import LexborNode

from blogreader.extract.content.trimming import (
    cut_before_title,
    cut_byline,
    cut_neighbours,
    cut_repeated,
    cut_tail,
    has_title_of_docutils,
    holds_more,
    is_heading_itself,
    is_sentence,
    prose,
    reads_as_prose,
    weight_of_links,
)
from blogreader.extract.dom.nodes import text_of as text_in
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders
from tests.extract.content.cutting import CODE, LISTINGS, article_in, left, only

WORDS = "The harbour keeps a slow clock, and every boat that leaves is written in a book which nobody reads. "


def text_of(before: str = "", after: str = "", count: int = 8) -> str:
    """Return the text of an article with lines before and after its paragraphs, as the steps leave it."""

    def cut(page: HtmlPage, article: LexborNode) -> None:
        cut_byline(page, article, "On rivers", Placeholders())
        cut_tail(page, article, Placeholders())
        cut_neighbours(page, article)
        cut_repeated(page, article)

    paragraphs = "".join(f"<p>Part {number}. {WORDS}</p>" for number in range(count))
    return left(f"<h1>On rivers</h1>{before}{paragraphs}{after}", cut).removeprefix("On rivers ")


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
        f"<p>By Ann {CODE}</p>",
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
    assert not is_cut_after(f"{heading}<p>{CODE}</p>")
    assert not is_cut_after(f"{heading}<table><tr><th>a<th>b<tr><td>c<td>d</table>")


def before(html: str, title: str | None = "On rivers") -> str:
    return left(html, lambda page, article: cut_before_title(page, article, title, Placeholders()))


TEXT = f"<p>{'y' * 3000}</p>"
LEAD = "<p>It rained all through the night, and on the morning.</p>"


@pytest.mark.parametrize(
    ("html", "starts"),
    [
        # Any words of a site's, up to 400 characters and a fifth of the article.
        (f"<p>{'x' * 399}</p><h1>On rivers</h1>{TEXT}", "On rivers"),
        (f"<p>{'x' * 400}</p><h1>On rivers</h1>{TEXT}", "xx"),
        (f"<p>{'x' * 100}</p><h1>On rivers</h1><p>{'y' * 392}</p>", "On rivers"),
        (f"<p>{'x' * 100}</p><h1>On rivers</h1><p>{'y' * 391}</p>", "xx"),
        (f"<p>{'x' * 399}<a href='/'>{'z' * 99}</a></p><h1>On rivers</h1>{TEXT}", "On rivers"),
        (f"{' ' * 9}{'x' * 399} <h1>On rivers</h1>{TEXT}", "On rivers"),
        (f"{'x' * 400}<h1>On rivers</h1>{TEXT}", "xx"),
        (f"<p>{'x' * 200}</p><p>{'x' * 200}</p><h1>On rivers</h1>{TEXT}", "xx"),
        (f"<i>One</i><div><i>Two</i><header><i>Three</i><h1>On rivers</h1></header>{TEXT}</div>", "On rivers"),
        (f"<i>One</i><pre>x</pre><h1>On rivers</h1>{TEXT}", "One"),
        (f"<i>One</i><img src=a><h1>On rivers</h1>{TEXT}", "One"),
        # The heading with the title, before any other.
        (f"<h1>Notes</h1><h2>On rivers</h2>{TEXT}", "On rivers"),
        (f"<h2>Notes</h2><h2>On Rivers!</h2>{TEXT}", "On Rivers!"),
        (f"<h1>Notes</h1><h3>On rivers</h3>{TEXT}", "Notes"),
        # A beginning stays, unless the title stands outside as well.
        (f"{LEAD}<h2>On rivers</h2>{TEXT}", "It rained"),
        (f"{LEAD}<h1>On rivers</h1>{TEXT}", "On rivers"),
        (f"<h1>Notes</h1><article>{LEAD}<h1>On rivers</h1>{TEXT}</article>", "Notes On rivers"),
        (f"<h1>On  Rivers.</h1><article>{LEAD}<h1>On rivers</h1>{TEXT}</article>", "On Rivers. It rained"),
        (f"<main><h1>Notes</h1><article>{LEAD}<h1>On rivers</h1>{TEXT}</article></main>", "Notes It rained"),
        # Another heading: only what is no sentence goes, and nothing if it isn't the article's only one.
        (f"<p>Today</p><h1>Of boats</h1>{TEXT}", "Of boats"),
        (f"<p>It rained.</p><h1>Of boats</h1>{TEXT}", "It rained."),
        (f"<p>Today</p><h1>Of boats</h1>{TEXT}<h1>Of lakes</h1>", "Today"),
        (f"<main><h1>On rivers</h1><article><p>Today</p><h1>Of boats</h1>{TEXT}</article></main>", "On rivers Today"),
        (f"<h1>Notes</h1><article><p>Today</p><h1>Of boats</h1>{TEXT}</article>", "Notes Of boats"),
        (f"<p>Today</p><h2>Of boats</h2>{TEXT}", "Today"),
    ],
)
def test_what_stands_before_the_title_goes_if_it_is_little_and_no_beginning(html: str, starts: str) -> None:
    assert before(html).startswith(starts)


def test_without_a_title_the_first_heading_of_the_first_level_is_like_any_other() -> None:
    assert before(f"<p>Today</p><h1>On rivers</h1>{TEXT}", None).startswith("On rivers")
    assert before(f"<p>It rained.</p><h1>On rivers</h1>{TEXT}", None).startswith("It rained.")
    assert before(f"<p>It rained.</p><h1>On rivers</h1>{TEXT}").startswith("On rivers")


@pytest.mark.parametrize(
    ("lead", "is_lead"),
    [
        (f"It {'x' * 36}.", False),
        (f"It {'x' * 37}.", True),
        ("It rained all through the night and the day", False),
        ("It is a 3 min read, and was written by day.", False),
    ],
)
def test_a_beginning_is_a_sentence_longer_than_a_line_and_no_byline(lead: str, is_lead: bool) -> None:
    assert before(f"<p>{lead}</p><h2>On rivers</h2>{TEXT}").startswith("It") == is_lead
    assert before(f"{lead}<h2>On rivers</h2>{TEXT}").startswith("It") == is_lead


def test_a_title_with_code_is_recognised() -> None:
    placeholders = Placeholders()
    token = placeholders.put(PlaceholderKind.INLINE_CODE, "rivers")
    html = f"<h1>Notes</h1><h2>On {CODE}</h2><p>By Ann</p>{TEXT}"
    assert left(html, lambda page, article: cut_byline(page, article, "On rivers", placeholders)).startswith(
        f"Notes On {token} y"
    )
    assert left(html, lambda page, article: cut_before_title(page, article, "On rivers", placeholders)).startswith("On")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        *(
            ("It rained.", True),
            ("It rained!", True),
            ("It rained? No", True),
            ("So: rain", False),
            ("So it is: rain", True),
        ),
        *(
            ("“It rained.”", True),
            ("It rained", False),
            ("Rain.", False),
            ("", False),
            ("It, rain.", True),
            ("A .", False),
        ),
        *(
            ("川は流れる。", True),
            ("川は流れ！", True),
            ("流れ、流れる。", True),
            ("川は流。", False),
            ("川は流れる", False),
        ),
    ],
)
def test_a_sentence_has_two_words_or_four_characters_without_blanks_and_an_end(said: str, expected: bool) -> None:
    assert is_sentence(said) == expected
    assert reads_as_prose(only(f"<div>{said}</div>")) == expected
    text = only(f"<div>{said or ' '}</div>").first_child
    assert text is not None
    assert reads_as_prose(text) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        *((f"<div>None<{tag}>It rained.</{tag}></div>", True) for tag in ("p", "li", "blockquote", "dd")),
        ("<div>It rained.<p>None</p></div>", False),
        ("<div><p>None</p><p>It rained.</p></div>", True),
        ("<div>It <i>rained</i>.</div>", True),
        # Less than half of it is linked.
        ("<p><a href=/>It ra</a>ined.</p>", False),
        ("<p><a href=/>It r</a>ained.</p>", True),
        ("<p><a href=/>It r</a>aine<a href=/>d</a>.</p>", False),
        ("<p><a>It rained.</a></p>", True),
    ],
)
def test_prose_is_a_sentence_outside_of_links(html: str, expected: bool) -> None:
    assert reads_as_prose(only(html)) == expected


@pytest.mark.parametrize(
    ("html", "weight"),
    [
        ("", 0),
        ("abc", 3),
        ("ab<a href=/>cd</a>", 2),
        ("ab<a>cd</a>", 4),
        ("<a href=/>ab</a>", 0),
        ("<p>ab</p><p>c</p>", 3),
    ],
)
def test_prose_weighs_its_characters_without_links(html: str, weight: int) -> None:
    node = only(f"<div>{html}</div>")
    assert prose(node, Placeholders()) == weight
    assert [holds_more(node, least, Placeholders()) for least in (weight - 1, weight)] == [True, False]


def test_code_weighs_as_much_as_it_is_long() -> None:
    node = only(f"<div>{CODE}<a href=/>abc{CODE}</a></div>")
    assert prose(node, LISTINGS) == len("[0]") + 30
    assert weight_of_links(node, LISTINGS) == len("abc[0]") + 30


def byline(html: str, title: str | None = "On rivers") -> str:
    return left(html, lambda page, article: cut_byline(page, article, title, Placeholders()))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # Below the heading with the title, or else the first one, or else at the beginning.
        ("<p>By Ann</p><h1>Notes</h1><p>By Bob</p><h2>On rivers</h2><p>By Cat</p>", "By Ann Notes By Bob On rivers"),
        ("<p>By Ann</p><h1>Notes</h1><p>By Bob</p><h2>On lakes</h2><p>By Cat</p>", "By Ann Notes On lakes By Cat"),
        ("<p>By Ann</p><p>By Bob</p><p>By Cat</p>", "By Cat"),
        ("<p>By Ann</p><h2>On lakes</h2><p>By Bob</p>", "On lakes By Bob"),
        # Beside the heading, and then around it.
        ("<div><h1>On rivers</h1>By<p>By Ann</p></div><p>By Bob</p>Words<p>By Cat</p>", "On rivers By Words"),
        ("<article><h1>On rivers</h1></article><p>By Ann</p>", "On rivers By Ann"),
        ("<h1>On rivers</h1><p></p><p>1</p><p>2</p><p>By Ann</p>", "On rivers 1 2"),
        ("<h1>On rivers</h1><p>1</p><p>2</p><p>3</p><p>4</p><p>By Ann</p>", "On rivers 1 2 3 4 By Ann"),
        ("<div><h1>On rivers</h1><p>1</p><p>2</p></div><p>3</p><p>4</p><p>By Ann</p>", "On rivers 1 2 3 4 By Ann"),
        # Until the text begins.
        ("<h1>On rivers</h1><h3>Banks</h3><p>By Ann</p>", "On rivers Banks By Ann"),
        *(
            (f"<h1>On rivers</h1><div>Words{part}</div><p>By Ann</p>", "On rivers Words By Ann")
            for part in ("<h2></h2>", "<h3></h3>", "<pre></pre>", "<img src=a>")
        ),
        ("<h1>On rivers</h1><img src=a><p>By Ann</p>", "On rivers By Ann"),
        ("<h1>On rivers</h1><div>Words<h4></h4></div><p>By Ann</p>", "On rivers Words"),
        (f"<h1>On rivers</h1><p>{'x' * 180}</p><p>By Ann</p>", f"On rivers {'x' * 180}"),
        (f"<h1>On rivers</h1><p>{'x' * 181}</p><p>By Ann</p>", f"On rivers {'x' * 181} By Ann"),
        (f"<h1>On rivers</h1><p>{'x ' * 12}.</p><p>By Ann</p>", f"On rivers {'x ' * 12}. By Ann"),
        (f"<h1>On rivers</h1><p>{'x ' * 11}x.</p><p>By Ann</p>", f"On rivers {'x ' * 11}x."),
        # A time is a line of date, however it is written.
        ("<h1>On rivers</h1><time>Noon</time><p>at <time>noon</time></p><p>Words</p>", "On rivers Words"),
    ],
)
def test_lines_of_date_and_author_below_the_title_go_until_the_text_begins(html: str, expected: str) -> None:
    assert byline(html) == expected


def test_a_byline_is_before_code_and_a_page_without_a_title_has_one_too() -> None:
    assert byline(f"<h1>On rivers</h1><p>{CODE}</p><p>By Ann</p>").endswith("By Ann")
    assert byline("<h2>Notes</h2><h1>On lakes</h1><p>By Ann</p>", None) == "Notes On lakes"
    assert byline("<h2></h2><p>By Bob</p><h1>On lakes</h1><p>By Ann</p>", None) == "By Bob On lakes"


def tail(html: str, placeholders: Placeholders | None = None) -> str:
    return left(html, lambda page, article: cut_tail(page, article, placeholders or Placeholders()))


LINK = "<a href='/a'>One of the others</a>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>Text</p><h3>Tags</h3><p>{LINK}</p><h3>More</h3><p>Words</p>", "Text More Words"),
        (f"<p>Text</p><h3>Tags</h3><p>{LINK}</p><h2>More</h2><p>Words</p>", "Text More Words"),
        (f"<p>Text</p><h3>Tags</h3><p>{LINK}</p><h4>More</h4><p>{LINK}</p>", "Text"),
        (f"<p>Text</p><p><strong>Tags</strong></p><p>{LINK}</p><h6>More</h6><p>Words</p>", "Text More Words"),
        (f"<p>Text</p><p><strong>Tags</strong> <b>b</b></p><p>{LINK}</p>", "Text Tags b One of the others"),
        (f"<p>Text</p><h1>Tags</h1><p>{LINK}</p>", "Text Tags One of the others"),
        (f"<p>Text</p><h6>Tags</h6><p>{LINK}</p>", "Text Tags One of the others"),
        (f"<p>Text</p><h3>Boats</h3><p>{LINK}</p>", "Text Boats One of the others"),
        # What is around the heading goes with it, if nothing stands before it there.
        (f"<p>Text</p><div><div><h3>Tags</h3></div>{LINK}</div>", "Text"),
        (f"<p>Text</p><div>\n<!-- x --><h3>Tags</h3></div>{LINK}", "Text"),
        (f"<div>Text<h3>Tags</h3>{LINK}</div><p>Words</p>", "Text Words"),
        (f"<div><p>Text</p><h3>Tags</h3>{LINK}</div>", "Text"),
        (f"<div><i></i><h3>Tags</h3></div>{LINK}", "One of the others"),
        # Most of what follows is linked, or nothing does.
        ("<p>Text</p><h3>Tags</h3><p><a href=/>abcdef</a> abcd</p><p>x</p>", "Text"),
        ("<p>Text</p><h3>Tags</h3><p><a href=/>abcde</a></p><p>It is a very long sentence, to be sure.</p>", None),
        ("<p>Text</p><h3>Tags</h3><h3>More</h3>", "Text More"),
    ],
)
def test_a_heading_of_what_follows_an_article_goes_up_to_the_next(html: str, expected: str | None) -> None:
    assert tail(html) == (expected or left(html, lambda _page, _article: None))


@pytest.mark.parametrize("name", ["Tags", "Leave a comment"])
@pytest.mark.parametrize(
    ("after", "goes"),
    [
        # The words, with the blank before them, are half linked.
        ("<p><a href=/>abcd</a>xx</p><h3>More</h3>", True),
        ("<p><a href=/>abcd</a>xxx</p><h3>More</h3>", False),
        *(
            (f"<p>It was said and done.</p>{part}<h3>More</h3>", True)
            for part in ("<form></form>", "<textarea></textarea>")
        ),
        *((f"<p>It was said and done.</p>{part}<h3>More</h3>", True) for part in ("<input>", "<button></button>")),
        *(
            (f"<p {name}>It was said and done.</p><h3>More</h3>", True)
            for name in ("id=comment-1", "class=a-Comment", "class=resubscribed", "class=Newsletters")
        ),
        # A frame among an author's sentences is the author's.
        ("<p>It was said and done.</p><iframe src=a></iframe><h3>More</h3>", False),
        ("<p>It was said and done</p><iframe src=a></iframe><h3>More</h3>", True),
        ("<p>It was said and done.</p><iframe src=a></iframe><form></form><h3>More</h3>", True),
        ("<p><a href=/>abcd</a></p><dl><dt>x</dl><h3>More</h3>", False),
        ("<p><a href=/>abcd</a></p><table><tr><td>x</table><h3>More</h3>", False),
        # At the end, a few characters are what is left of something.
        (f"<p>{'x' * 23}</p>", True),
        (f"<p>{'x' * 23}</p><h3>More</h3>", False),
        (f"<div><p>{'x' * 23}</p></div>", True),
    ],
)
def test_what_follows_a_heading_goes_with_a_second_sign(name: str, after: str, goes: bool) -> None:
    assert (name not in tail(f"<p>Text</p><h3>{name}</h3>{after}")) == goes


@pytest.mark.parametrize(("name", "most"), [("Tags", 23), ("Leave a comment", 298)])
def test_at_the_end_less_than_so_much_goes_under_a_heading(name: str, most: int) -> None:
    for html in ("<p>Text</p><h3>{}</h3><p>{}</p>", "<p>Text</p><div><div><h3>{}</h3> <p>{}</p></div> <b> </b></div> "):
        assert tail(html.format(name, "x" * most)) == "Text"
        assert name in tail(html.format(name, "x" * (most + 1)))
        assert name in tail(html.format(name, "x" * most) + "<h2>More</h2>")


def test_what_follows_around_a_heading_is_after_it() -> None:
    for after in ("<p>Words</p>", "Words", "<b> </b><i>Words</i>"):
        assert "Tags" in tail(f"<p>Text</p><div><section><b>b</b><h3>Tags</h3><p>xx</p></section>{after}</div>")
    assert "Tags" not in tail("<article><p>Text</p><section><b>b</b><h3>Tags</h3><p>xx</p></section></article>Words")


def test_code_under_a_heading_is_an_author_s() -> None:
    assert "Tags" in tail(f"<p>Text</p><h3>Tags</h3><p><a href=/>{'x' * 99}</a>{CODE}</p>")


def test_headings_at_the_end_go_from_the_last_on() -> None:
    html = f"<p>Text</p><h2>Comments</h2><p>{'x' * 22}</p><h2>Share this</h2><p>{'x' * 99}</p>"
    assert tail(html) == "Text"


def neighbours(html: str) -> str:
    return left(html, cut_neighbours)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Text</p><p><a href=/1>← One</a></p><p><a href=/2>Two →</a></p>", "Text"),
        ("<p>Text</p><a href=/1>← One</a><a href=/2>Two →</a>", "Text"),
        # The last three, and none before what stays.
        ("<p>Text</p><p><a href=/0>← No</a></p>" + "<p><a href=/1>← One</a></p>" * 3, "Text ← No"),
        ("<p>Text</p><p><a href=/0>← No</a></p>" + "<p></p>" * 3, "Text ← No"),
        ("<p>Text</p><p><a href=/0>← No</a></p><p>Words</p><p><a href=/1>← One</a></p>", "Text ← No Words"),
        ("<p>Text</p><p><a href=/0>← No</a></p> Words <p><a href=/1>← One</a></p>", "Text ← No Words"),
        # Four fifths of it are linked.
        ("<p>Text</p><p><a href=/1>← 345678</a>90</p>", "Text"),
        ("<p>Text</p><p><a href=/1>← 34567</a>890</p>", "Text ← 34567 890"),
        ("<p>Text</p><p><a href=/1>One</a> <a href=/2>Two →</a></p>", "Text"),
        ("<p>Text</p><p><a href=/>Home</a> <a href=/>Archive</a></p>", "Text"),
        ("<p>Text</p><p><a href=/>Home</a> <a href=/>One</a></p>", "Text Home One"),
        ("<p>Text</p><p><a href=/>Home</a><i>xx</i></p>", "Text Home xx"),
        ("<p>Text</p><p><a href=https://a.example>Home</a></p>", "Text"),
        ("<p>Text</p><p><a href=/all/posts>Home</a></p>", "Text"),
        ("<p>Text</p><p><a href=https://ko-fi.com/a>Tip me</a>x</p>", "Text"),
        ("<p>Text</p><p><a href=https://ko-fi.com/a>Tip me</a>xx</p>", "Text Tip me xx"),
        ("<p>Text</p><p><a href=https://ko-fi.com/a>Tip me</a> <a href=/a>Me</a></p>", "Text Tip me Me"),
        ("<p>Text</p><p><a href=/0>← No</a></p><p><a href=https://ko-fi.com/a>Tip me</a></p>", "Text"),
    ],
)
def test_of_the_last_parts_those_go_that_only_lead_on(html: str, expected: str) -> None:
    assert neighbours(html) == expected


@pytest.mark.parametrize("tag", ["img", "iframe", "video", "audio", "embed", "math", "div"])
def test_an_empty_part_at_the_end_goes_unless_it_shows_something(tag: str) -> None:
    page, article = article_in(f"<p>Text</p><p><a href=/1>← One</a></p><p><{tag}></p>")
    cut_neighbours(page, article)
    assert (article.css_first(tag) is None) == (tag == "div")
    assert (text_in(article) == "Text") == (tag == "div")


def repeated(html: str) -> str:
    return left(html, cut_repeated)


BOX = f"<p>{'x' * 36} <a href=/>here</a></p>"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        (BOX + "<p>a</p>" * 6 + BOX, 1),
        (BOX + "<p>a</p>" * 5 + BOX, 2),
        (BOX + "<p>a</p>" * 5 + "<p> </p>" + BOX, 2),
        ("<p>a</p>" * 2 + BOX + "<p>a</p>" * 4 + BOX + "<p>a</p>", 1),
        ("<p>a</p>" * 3 + BOX + "<p>a</p>" * 3 + BOX + "<p>a</p>", 2),
        (BOX + "<p>a</p>" * 5 + BOX + "<p>a</p>" * 2, 2),
        (BOX.replace("xx", "x", 1) + "<p>a</p>" * 6 + BOX.replace("xx", "x", 1), 2),
        (BOX.replace(" href=/", "") + "<p>a</p>" * 6 + BOX, 2),
    ],
)
def test_of_the_last_two_parts_that_goes_which_repeats_one_of_the_first_three(html: str, count: int) -> None:
    assert repeated(html).count("here") == count


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2><a href=#a>Of boats</a></h2>", True),
        ("<a href=#a><h3>Of boats</h3></a>", True),
        ("<h2><a href=#a>#</a></h2>", False),
        ("<h2>Of <a href=#a>boats</a></h2>", False),
        ("<a href=#a><h3>Of boats</h3> #</a>", False),
        ("<p><a href=#a>Of boats</a></p>", False),
        ("<h2><span>Of boats</span></h2>", False),
    ],
)
def test_a_permalink_may_contain_its_heading(html: str, expected: bool) -> None:
    assert is_heading_itself(only(html, "a, span")) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div><p class=topic-title>Boats</p></div>", True),
        ("<div>Words<p class='x sidebar-title'>Boats</p></div>", True),
        ("<p class=topic-title>Boats</p>", True),
        ("<p class=topic>Boats</p>", False),
        ("<div><b>x</b><p class=topic-title>Boats</p></div>", False),
        ("<div><div class=topic-title>Boats</div></div>", False),
        ("<div></div>", False),
    ],
)
def test_an_aside_of_docutils_begins_with_its_title(html: str, expected: bool) -> None:
    assert has_title_of_docutils(only(html)) == expected
