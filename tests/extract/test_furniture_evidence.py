"""A name alone takes nothing out of an article: what goes shows by two signs that it is the site's."""

import pytest

from blogreader.extract import Hints, extract

URL = "https://blog.example/posts/zebras"
RIVER = (
    "The river rises in the hills behind the town, runs past the old mill and the two locks, and reaches the sea after "
    "forty slow miles, most of which can be walked on a towpath that the county keeps."
)
LOCKS = (
    "Each of the locks has a keeper, and each keeper a book in which the boats are written down, with their names, the "
    "hour at which they came, and the weather, which is said to be wet more often than it was."
)
PROSE = f"<p>{RIVER}</p><p>{LOCKS}</p><p>{RIVER} Or so it is told.</p><p>{LOCKS} Nobody has counted.</p>"
SAID = "A zebra was seen in the lower lock on Monday, and it would not say where it had come from."
PICTURE = '<img src="/img/zebra-1200x800.jpg" alt="A zebra" width="1200">'
HEAD = "<title>On wet feet | A blog</title>"

WRITTEN = [
    f"<section><p>{SAID}</p><footer><p>{SAID}</p></footer><p>{SAID}</p></section>",
    f"<section><header><div>{SAID}</div></header><p>{RIVER}</p></section>",
    f'<section id="comments"><h2>Comments</h2><p>{SAID}</p><pre><code>// a comment</code></pre></section>',
    f'<div class="comments"><h2>Comments in code</h2><p>{SAID}</p></div>',
    f"<h2>Comments</h2><p>{SAID}</p>",
    f"<h2>Tags</h2><p>{SAID}</p><p>Each has one.</p>",
    f'<h2 class="related">Related work</h2><p>{SAID}</p>',
    f'<section class="related"><h2>Related work</h2><p>{SAID}</p></section>',
    f'<div id="related"><h2>Related</h2><p>{SAID}</p></div>',
    f"<h2>Share</h2><p>{SAID}</p>",
    f'<div class="share"><p>{SAID}</p></div>',
    f'<div class="social"><h3>Social networks</h3><p>{SAID}</p></div>',
    f'<div class="menu"><h3>The menu</h3><ul><li>{SAID}</li><li>Soup</li></ul></div>',
    f'<ul class="menu"><li>{SAID}</li><li>Soup, and bread with it</li></ul>',
    f'<p class="banner">{SAID}</p>',
    f'<div class="modal"><p>{SAID}</p></div>',
    f'<p class="popup">{SAID}</p>',
    f'<div class="disclaimer"><p>{SAID}</p></div>',
    f'<section class="outline"><h2>Outline</h2><p>{SAID}</p></section>',
    f'<div class="cookie"><h3>How cookies work</h3><p>{SAID}</p></div>',
    f'<div class="newsletter"><p>{SAID}</p></div>',
    f'<div class="popular"><h3>What is popular</h3><p>{SAID}</p></div>',
    f'<div class="feedback"><p>{SAID}</p><p>{SAID}</p></div>',
    f'<div class="bio"><p>{SAID}</p></div>',
    f'<ul class="post"><li>{SAID}</li><li>Another one</li></ul>',
    f'<ul class="likes"><li>{SAID}</li><li>Another one</li></ul>',
    f"<aside>{SAID}</aside>",
    f"<aside><p>{SAID}</p></aside>",
    f'<aside class="admonition admonition-zebras"><p class="admonition-title">Zebras</p><p>{SAID}</p></aside>',
    f'<aside class="related"><p>{SAID}</p></aside>',
    f'<aside class="tip"><a href="/1">One</a>, <a href="/2">two</a> and <a href="/3">three</a>: {SAID}</aside>',
    f'<table class="recommended"><tr><th>Animal</th></tr><tr><td>{SAID}</td></tr></table>',
    f'<p>Said <span class="byline">the zebra</span>, which was wet: {SAID}</p>',
    f'<p>{SAID} Asked <span itemprop="author">the zebra</span> itself.</p>',
    f"<div data-nosnippet><p>{SAID}</p></div>",
    f'<details class="toc"><summary>More</summary><p>{SAID}</p></details>',
    f'<div class="sponsor"><h3>Who pays for the zebra</h3><p>{SAID}</p></div>',
    f'<div class="donate"><p>{SAID}</p></div>',
]


def text_of(body: str) -> str:
    return extract(f"<html><head>{HEAD}</head><body>{body}</body></html>", URL, Hints()).text


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize(
    "page", ["<article>{0}{1}{0}</article>", "<main><h1>On wet feet</h1><div>{0}{1}{0}</div></main>"]
)
def test_what_an_author_wrote_stays_between_paragraphs_whatever_it_is_called(page: str, written: str) -> None:
    text = text_of(page.format(PROSE, written))
    assert "ebra" in text
    assert SAID in " ".join(text.replace("- ", "").replace("> ", "").split()) or "](" in text


@pytest.mark.parametrize("written", WRITTEN)
def test_what_an_author_wrote_stays_at_the_end_whatever_it_is_called(written: str) -> None:
    written = written.replace('class="bio"', "")  # there it is its author's
    assert "ebra was seen" in text_of(f"<main><article><h1>On wet feet</h1>{PROSE}{written}</article></main>")


@pytest.mark.parametrize(
    "picture",
    [
        f'<a class="popup img-link" href="/img/zebra.jpg">{PICTURE}</a>',
        f'<p><a class="popup" href="/img/zebra.jpg">{PICTURE}</a></p>',
        f'<div class="modal">{PICTURE}</div>',
        f'<span class="popup">{PICTURE}</span>',
        f'<div class="banner">{PICTURE}</div>',
        f'<figure class="related">{PICTURE}<figcaption>A zebra</figcaption></figure>',
        f'<div class="share">{PICTURE}</div>',
        f'<div class="code-box"><pre><code>zebra()</code></pre><figure>{PICTURE}</figure></div>',
    ],
)
def test_a_picture_stays_whatever_is_said_of_it(picture: str) -> None:
    assert "zebra-1200x800.jpg" in text_of(f"<article>{PROSE}{picture}{PROSE}</article>")
    assert "zebra-1200x800.jpg" in text_of(f"<article>{PROSE}{picture}</article>")


@pytest.mark.parametrize("tag", ["p", "div class=intro", "div class=share"])
def test_a_beginning_stays_before_a_heading_that_says_the_title_again(tag: str) -> None:
    lead = f"<{tag}>{SAID}</{tag.split(maxsplit=1)[0]}>"
    heading = "<h2>On wet feet</h2>"
    text = text_of(f"<h1>On wet feet</h1><div class=post-content>{lead}{heading}{PROSE}</div>")
    assert text.startswith(SAID)


FURNITURE = [
    '<div class="share"><a href="/s?z">Zebra on one</a> <a href="/t?z">Zebra on two</a></div>',
    '<div class="social-share"><h4>Share this</h4><span>Zebra</span></div>',
    '<div class="related"><h3>Related posts</h3><ul><li><a href="/a">A zebra again</a></li></ul></div>',
    '<div class="newsletter"><p>Get zebras by letter.</p><form><input type="email"></form></div>',
    '<div class="subscribe"><p>Zebras, weekly.</p><iframe src="https://list.example/subscribe"></iframe></div>',
    '<div class="toc"><ul><li><a href="#a">Zebras</a></li><li><a href="#b">Locks</a></li></ul></div>',
    '<nav class="breadcrumb"><a href="/">Home</a> › <a href="/z">Zebras</a></nav>',
    '<div class="disqus"><p>Zebra: please enable it to view what was said.</p></div>',
    '<div class="sharedaddy"><h3>Share zebras:</h3></div>',
    '<div class="comments"><h3>2 Comments</h3><ol><li id="comment-1"><p>Zebra! I saw it too.</p></li></ol></div>',
    '<div class="popular"><ul><li><a href="/1">A zebra</a></li><li><a href="/2">Another zebra</a></li></ul></div>',
]


@pytest.mark.parametrize("furniture", FURNITURE)
@pytest.mark.parametrize(
    "page", ["<article>{0}{1}{0}</article>", "<main><article><h1>On wet feet</h1>{0}{1}</article></main>"]
)
def test_what_a_site_puts_there_goes(page: str, furniture: str) -> None:
    assert "ebra" not in text_of(page.format(PROSE, furniture)).replace("posts/zebras", "")


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="author-box"><p>Zebra Quay writes of rivers and of locks, and has a boat by the sea.</p></div>',
        '<div class="byline">By Zebra Quay</div>',
        '<div class="post-meta">Zebra, four minutes</div>',
        '<div class="likes">12 zebras</div>',
        '<p class="copyright">Zebra Press, all rights reserved.</p>',
    ],
)
def test_what_is_named_the_site_s_and_stands_outside_of_the_text_goes(furniture: str) -> None:
    assert "ebra" not in text_of(f"<article><h1>On wet feet</h1>{furniture}{PROSE}</article>")
    assert "ebra" not in text_of(f"<article><h1>On wet feet</h1>{PROSE}{furniture}</article>")


def test_items_that_are_called_as_a_site_s_lines_are_stay_where_an_author_lists_them() -> None:
    items = "<ul>{}<li>Zoom</li><li>Close</li><li>Share</li><li>12 comments</li></ul>"
    text = text_of(f"<article>{PROSE}{items.format('<li>Print</li>')}{PROSE}</article>")
    assert "- Print\n- Zoom\n- Close\n- Share\n- 12 comments\n" in text
    shared = '<ul class="share"><li><a href="/s">Share</a></li><li><a href="/p">Print</a></li></ul>'
    assert "Share" not in text_of(f"<article>{PROSE}{shared}{PROSE}</article>")
