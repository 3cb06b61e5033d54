"""What stands at the edges of an article, of it and not of it: greetings, faces, boxes said twice, tables of notes."""

from dataclasses import fields

import pytest

from blogreader.extract import Hints, extract, to_markdown

URL = "https://blog.example/posts/rivers"
WORDS = "The harbour keeps a slow clock, and every boat that leaves is written in a book which nobody reads. " * 3


def read(body: str) -> str:
    return extract(f"<title>Rivers</title><body>{body}</body>", URL, Hints()).text


def paragraphs(count: int = 8) -> str:
    return "".join(f"<p>Part {number}. {WORDS}</p>" for number in range(count))


@pytest.mark.parametrize("tag", ["section", "div"])
@pytest.mark.parametrize("greeting", ["Hello, this is Ann from the harbour!", "大家好，我是来自港口的安！"])
def test_a_greeting_in_a_box_of_its_own_is_of_the_text(tag: str, greeting: str) -> None:
    text = read(f"<div><{tag}>{greeting}</{tag}><{tag} style='x'>{paragraphs()}</{tag}></div><footer>About</footer>")
    assert text.startswith(f"{greeting}\n\nPart 0.")


@pytest.mark.parametrize("said", ["Navigation", "Back to <a href='/'>the front page</a>."])
def test_what_is_no_sentence_or_leads_away_is_no_greeting(said: str) -> None:
    assert read(f"<div><div>{said}</div><div style='x'>{paragraphs()}</div></div>").startswith("Part 0.")


@pytest.mark.parametrize(
    "face",
    [
        "<a href='/@ann?source=post'><img alt='Ann' src='/a.jpg' width='48' height='48'></a>",
        "<div class='author'><img src='/a.jpg' width='40'></div>",
        "<a href='/author/ann/'><img class='avatar' src='/a.jpg'></a>",
    ],
)
def test_a_face_before_the_text_is_left_out(face: str) -> None:
    assert read(f"<article><div>{face}</div>{paragraphs()}</article>").startswith("Part 0.")


@pytest.mark.parametrize("picture", ["<img src='/a.jpg' width='48'>", "<a href='/@ann'><img src='/a.jpg'></a>"])
def test_one_sign_of_a_face_is_not_enough(picture: str) -> None:
    assert "a.jpg" in read(f"<article><p>{picture}</p>{paragraphs()}</article>")


@pytest.mark.parametrize("start", ["<li>", "<dd>", "<li><p>", "<dt>", "<td>", "<option>"])
def test_an_item_without_a_list_is_text(start: str) -> None:
    assert WORDS[:60] in read(f"{start}{WORDS}")
    assert WORDS[:60] in extract(f"{start}{WORDS}", URL, Hints()).text


def test_a_box_that_is_said_twice_is_said_once() -> None:
    box = "<div><p>Watch this with <a href='/course'>the course of rivers</a>, which tells more of it all.</p></div>"
    assert read(f"<article>{box}{paragraphs()}{box}</article>").count("Watch this") == 1


def test_what_a_script_writes_while_it_loads_is_left_out_at_the_end() -> None:
    assert read(f"<article>{paragraphs()}<p><a href='https://blog.example/'>Archive</a></p></article>").endswith(".\n")
    assert "Loading" not in read(f"<article>{paragraphs()}<div>Loading comments…</div></article>")


def test_a_table_of_notes_becomes_notes() -> None:
    row = (
        '<tr><th scope="row"><a id="back+1" href="#r+1"><span id="f+1"></span>↑1</a></th>'
        '<td>Said <a href="https://a.example/x">elsewhere</a>.</td></tr>'
    )
    mark = '<a href="#f+1"><sup id="r+1">[1]</sup></a>'
    heading = "<div><p><span>脚注</span><span>[<a>+</a>]</span></p></div>"
    notes = f"{heading}<div><table><caption>脚注</caption>{row}</table></div>"
    text = read(f"<article><p>First{mark}. {WORDS}</p>{paragraphs()}<div>{notes}</div></article>")
    assert text.startswith("First[^1]. The")
    assert text.endswith("nobody reads.\n\n[^1]: Said [elsewhere](https://a.example/x).\n")


def test_a_listing_that_a_script_drew_is_there_once() -> None:
    drawn = (
        '<div class="enlighter-default"><div class="enlighter-toolbar"><img src="data:image/svg+xml,%3Csvg/%3E"></div>'
        '<div class="enlighter"><div><div><span>ls</span></div></div></div><div class="enlighter-raw">ls cd</div></div>'
        '<pre class="EnlighterJSRAW" data-enlighter-language="bash">ls\ncd</pre>'
    )
    text = read(f"<article>{paragraphs(4)}{drawn}{paragraphs(4)}</article>")
    assert "\n```bash\nls\ncd\n```\n" in text
    assert text.count("ls") == 1
    assert "svg" not in text


def test_a_list_of_links_to_other_sites_is_an_article_where_its_page_says_so() -> None:
    links = "".join(f"<li><a href='https://site{number}.example/'>Phone {number}</a></li>" for number in range(5))
    page = f"<nav><a href='/'>Home</a></nav><div><div class='post-body'><ul>{links}</ul></div></div>"
    assert read(page).startswith("- [Phone 0](https://site0.example/)\n")


@pytest.mark.parametrize(
    "said", ["碎碎念。", "Rain.", "<img src='/boat.jpg'> The boat.", "Today nothing happened at all."]
)
def test_a_post_of_a_line_is_a_post(said: str) -> None:
    page = f"<nav><a href='/'>Home</a></nav><main><article><h1>Rivers</h1><p>{said}</p></article></main>"
    assert read(page).strip()


@pytest.mark.parametrize(
    "page",
    [
        "<article><p><img src='/a.jpg' width='{}'></p>{}</article>",
        "<main><h1>Rivers</h1><img src='/a.jpg' height='{}'><div class='post-content'>{}</div></main>",
        "<article><div><pre><code>ls</code></pre><img src='/a.jpg' width='{}px'></div>{}</article>",
    ],
)
def test_a_number_on_a_page_may_have_any_length(page: str) -> None:
    assert "Part 7." in read(page.format("9" * 5_000, paragraphs()))


def titled(head: str, body: str, url: str = "https://blog.example/posts/slow-harbour-clocks/") -> str | None:
    return extract(f"<title>{head}</title><body>{body}</body>", url, Hints()).title


def test_a_title_is_not_the_name_of_the_host_nor_the_last_part_of_many() -> None:
    link = f"<article><div class='article-title'><a href='/x'>On harbours</a></div>{paragraphs()}</article>"
    assert titled("blog.example", link) == "On harbours"
    header = "<header><h1><a href='/'>Ann's blog</a></h1><h2>Void main of harbours</h2></header>"
    page = f"{header}<h1>Clocks - a series</h1><article>{paragraphs()}</article>"
    assert titled("Clocks - a series | Ann's blog - Void main of harbours", page) == "Clocks - a series"


def test_a_heading_that_the_address_repeats_is_the_title_where_the_head_has_only_the_site() -> None:
    page = f"<header><a href='/'>Lucky</a></header><h1>Slow clocks of the harbour</h1><article>{paragraphs()}</article>"
    assert titled("Lucky | Ann's blog", page) == "Slow clocks of the harbour"
    assert titled("Clocks of Ann", page) == "Clocks of Ann"


def test_what_stands_before_the_first_chapter_is_of_the_text_where_the_title_stands_outside() -> None:
    body = f"<p>Interesting for newcomers like me~</p><h1>Chapter</h1>{paragraphs()}"
    page = f"<main><h1>On harbours</h1><div class='post-content'>{body}</div></main>"
    assert read(page).startswith("Interesting for newcomers like me~")


def test_a_footer_behind_the_main_part_is_no_article_however_little_prose_that_has() -> None:
    links = "".join(
        f"<li><a href='https://site{number}.example/'>Episode note {number}</a></li>" for number in range(9)
    )
    page = f"<main><h1>Episode 9</h1><p>Recorded on a boat.</p><h2>Notes</h2><ul>{links}</ul></main>"
    text = read(f"{page}<footer><h2>About</h2><p>{WORDS}</p></footer>")
    assert "Recorded on a boat." in text
    assert "The harbour keeps" not in text


@pytest.mark.parametrize("at", ["start", "end"])
def test_tags_are_told_by_where_they_lead_and_where_they_stand(at: str) -> None:
    tags = "<p><i>Tagged: <a href='tags/boats.html'>boats</a>, <a href='/tag/ice'>ice</a></i></p>"
    text = read(f"<article>{tags * (at == 'start')}{paragraphs()}{tags * (at == 'end')}</article>")
    assert "ice" not in text
    assert "ice" in read(f"<article>{paragraphs(4)}{tags}{paragraphs(4)}</article>")


@pytest.mark.parametrize("day", ["05 Apr 2024", "5 April 2024", "2024年4月5日"])
def test_a_day_before_the_text_goes_and_one_that_signs_it_stays(day: str) -> None:
    assert read(f"<article><em>Published on: <time>{day}</time></em>{paragraphs()}</article>").startswith("Part 0.")
    assert read(f"<article>{paragraphs()}<p>{day}</p></article>").endswith(f"{day}\n")


def test_a_page_without_a_head_has_the_title_that_it_names_so() -> None:
    page = f"<div id='content'><h5 id='page_title'>Clocks</h5>{paragraphs()}</div>"
    found = extract(f"<html><head></head><body>{page}</body></html>", URL, Hints())
    assert found.title == "Clocks"
    assert found.text.startswith("Part 0.")


def test_what_a_theme_names_after_the_author_goes_with_the_heading_of_other_posts() -> None:
    who = "<section class='whoami'><div>WRITTEN BY</div><div>Ann</div><div>A student of ice.</div></section>"
    related = "<section class='related'><h1>See Also</h1><ul><li><a href='/a'>One</a></li></ul></section>"
    meta = "<h2>Rivers</h2><h3></h3><div><time>May 3, 2021</time> · 1 min read · views</div>"
    text = read(f"<main>{meta}<article>{paragraphs()}</article>{who}{related}</main>")
    assert text.startswith("Part 0.")
    assert text.endswith("nobody reads.\n")


def test_no_choice_of_the_conversion_is_looked_up_by_its_name_for_each_page() -> None:
    options = to_markdown._options()
    assert options.preprocessing is not None
    named = {
        one.name
        for part in (options, options.preprocessing)
        for one in fields(part)
        if isinstance(getattr(part, one.name), str) and not str(one.type).startswith("str")
    }
    assert not named


def test_a_table_without_headings_whose_cells_have_several_links_stays_a_table() -> None:
    cells = "".join(f'<td><a href="/{side}1">One</a> <a href="/{side}2">Two</a></td>' for side in "ab")
    text = read(f"<article><h1>Rivers</h1>{paragraphs()}<table><tr>{cells}</tr></table>{paragraphs()}</article>")
    host = "https://blog.example"
    assert f"| [One]({host}/a1) [Two]({host}/a2) | [One]({host}/b1) [Two]({host}/b2) |\n| --- | --- |\n" in text
