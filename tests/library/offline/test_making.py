"""A page becomes an article: its Markdown or its HTML, what is told of it, and what never replaces a kept one."""

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from blogreader.errors import Busy, Empty, FetchError, Gone, MuchShorter, NeedsConsent
from blogreader.extract import Hints, alternate_markdown, plain_page
from blogreader.library import Library
from blogreader.library.offline import conversion
from blogreader.model import Document, FetchSettings, Page, Via
from tests.answering import Web, reply
from tests.driving import NOW, folders

POST = "https://blog.example/posts/one"
SENTENCE = "The reader nods and turns the page, since there is more to come. "
PROSE = SENTENCE * 40
HTML = f"<!doctype html><title>One</title><article><h1>One</h1><p>{PROSE}</p><p>The end of the HTML.</p></article>"
MARKDOWN = f"# One\n\n{PROSE}\n\nThe end of the Markdown.\n"
DUMP = "# Blog\n\n" + "- [Home page](/)\n- [All of the posts](/posts)\n" * 30
NOTICE = "<!doctype html><title>One</title><noscript>You need to enable JavaScript to run this app.</noscript>"
WHOLE_NOTICE = "You need to enable JavaScript to run this app, or else nothing of what is here can be seen by anybody."


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def library(tmp_path: Path, web: Web) -> Library:
    index = tmp_path / "index.md"
    index.write_text(f"# A blog\n\n### [One]({POST})\n2026-01-01 · Notes · 2 min\n")
    found = Library(
        folders(tmp_path / "library"),
        index=str(index),
        fetching=FetchSettings(seconds=0.3),
        now=lambda: NOW,
        transport=web,
    )
    found.open()
    return found


@pytest.fixture(autouse=True)
def closing(library: Library) -> object:
    yield None
    library.close()


def negotiated(web: Web, markdown: bytes | str, html: str, url: str = POST) -> None:
    """Serve Markdown to those who ask for it, and HTML to others."""

    def say(request: httpx.Request) -> httpx.Response:
        if "text/markdown" in request.headers["Accept"]:
            return reply(markdown, content_type="text/markdown")
        return reply(html)

    web.pages[url] = say


async def got(library: Library, *, again: bool = False) -> Document:
    return await library.document(POST, again=again)


# Markdown or HTML


async def test_markdown_that_leaves_no_doubt_is_taken_and_nothing_else_is_asked(library: Library, web: Web) -> None:
    negotiated(web, f"---\ntitle: One\n---\n{MARKDOWN}", HTML)
    document = await got(library)
    assert document.via is Via.MARKDOWN
    assert "The end of the Markdown." in document.text
    assert "title:" not in document.text
    assert web.asked == [POST]
    assert library._offline.archive.read_page(POST) is None


@pytest.mark.parametrize("markdown", [DUMP, f"# One\n\n{SENTENCE}\n", "# One\n", "\n"])
async def test_markdown_in_doubt_gives_way_to_the_html_of_the_page(library: Library, web: Web, markdown: str) -> None:
    negotiated(web, markdown, HTML)
    document = await got(library)
    assert document.via is Via.EXTRACTED
    assert "The end of the HTML." in document.text
    assert web.asked == [POST, POST]
    assert library._offline.archive.read_page(POST) == HTML


async def test_markdown_in_doubt_stays_when_the_html_is_no_better(library: Library, web: Web) -> None:
    short = f"# One\n\n{SENTENCE * 5}\n"
    for html in (f"<!doctype html><article><p>{SENTENCE * 2}</p></article>", NOTICE, "<!doctype html><p>x</p>"):
        negotiated(web, short, html)
        document = await got(library, again=True)
        assert (document.via, document.text.count("The reader nods")) == (Via.MARKDOWN, 5)


async def test_markdown_in_doubt_stays_when_the_html_can_not_be_had(library: Library, web: Web) -> None:
    def say(request: httpx.Request) -> httpx.Response:
        if "text/markdown" in request.headers["Accept"]:
            return reply(f"# One\n\n{SENTENCE * 5}\n", content_type="text/markdown")
        return reply("", 404)

    web.pages[POST] = say
    assert (await got(library)).via is Via.MARKDOWN


async def test_a_server_that_has_markdown_alone_is_asked_for_html_once(library: Library, web: Web) -> None:
    web.put(POST, f"# One\n\n{SENTENCE}\n", content_type="text/markdown")
    assert (await got(library)).via is Via.MARKDOWN
    assert len(web.asked) == 2


async def test_what_is_asked_for_the_next_time_is_the_first_form_of_the_page(library: Library, web: Web) -> None:
    def say(request: httpx.Request) -> httpx.Response:
        if "text/markdown" in request.headers["Accept"]:
            return reply(DUMP, content_type="text/markdown", ETag='"markdown"')
        return reply(HTML, ETag='"html"')

    web.pages[POST] = say
    document = await got(library)
    assert (document.via, document.etag) == (Via.EXTRACTED, '"markdown"')


@pytest.mark.parametrize(
    ("content_type", "path", "text", "expected"),
    [
        ("text/markdown", "/a", "# A", True),
        ("text/x-markdown", "/a", "A", True),
        ("text/plain", "/a.md", "# A", True),
        ("text/plain", "/a.MD?x=1", "# A", True),
        ("application/octet-stream", "/a.markdown", "A", True),
        ("", "/a.md", "A", True),
        ("text/plain", "/a.txt", "# A", False),
        ("text/plain", "/a", "# A", False),
        ("text/html", "/a.md", "# A", False),
        ("text/markdown", "/a", "\n <!doctype html>", False),
        ("text/plain", "/a?x=.md", "# A", False),
    ],
)
def test_markdown_is_known_by_its_type_or_its_name_and_html_never_is(
    content_type: str, path: str, text: str, expected: bool
) -> None:
    url = f"https://blog.example{path}"
    assert conversion.is_markdown(Page(url, url, content_type, text)) is expected


# The author's own Markdown, named by the page


@pytest.mark.parametrize(
    ("url", "href", "expected"),
    [
        ("/posts/one", "/posts/one.md", "/posts/one.md"),
        ("/posts/one/", "index.md", "/posts/one/index.md"),
        ("/posts/one", "https://blog.example/posts/one/index.html.md#x", "/posts/one/index.html.md"),
        ("/posts/one.html", "one.md", "/posts/one.md"),
        ("/posts/one?x=1", "one.markdown", "/posts/one.markdown"),
        ("/posts/one", "/llms.txt", None),
        ("/posts/one", "/index.md", None),
        ("/posts/one/", "/posts/one.md", "/posts/one.md"),
        ("/posts/one", "/posts/two.md", None),
        ("/posts/one", "https://other.example/posts/one.md", None),
        ("/posts/one", "", None),
        ("/posts/one", "http://[", None),
        ("/posts/one.md", "/posts/one.md", None),
    ],
)
def test_a_markdown_beside_the_page_counts_only_when_it_is_of_this_very_page(
    url: str, href: str, expected: str | None
) -> None:
    found = alternate_markdown(
        f'<LINK href="{href}" rel="nofollow Alternate" type=text/markdown>', f"https://blog.example{url}"
    )
    assert found == (f"https://blog.example{expected}" if expected else None)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_link_to_markdown_is_found_in_the_first_200_000_characters(quote: str) -> None:
    link = f"<link rel='alternate' type={quote}text/markdown{quote} href={quote}/posts/one.md?a=1&amp;b=2#c{quote}>"
    address = "https://blog.example/posts/one.md?a=1&b=2"
    assert alternate_markdown(f"<link>{link}", POST) == address
    assert alternate_markdown(link.rjust(200_000), POST) == address
    assert alternate_markdown(link.rjust(200_001), POST) is None


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="/posts/one.md">',
        '<link rel="stylesheet" type="text/markdown" href="/posts/one.md">',
        '<a rel="alternate" type="text/markdown" href="/posts/one.md">',
        '<link type="text/markdown" href="/posts/one.md">',
    ],
)
def test_other_links_are_no_markdown(link: str) -> None:
    assert alternate_markdown(link, POST) is None


LINKED = HTML.replace("<article>", '<link rel="alternate" type="text/markdown" href="/posts/one.md"><article>')


async def test_the_authors_own_markdown_is_taken_where_the_page_names_it(library: Library, web: Web) -> None:
    web.put(POST, LINKED, ETag='"page"')
    web.put(f"{POST}.md", MARKDOWN, content_type="text/plain", ETag='"other"')
    document = await got(library)
    assert (document.via, document.etag, document.final_url) == (Via.MARKDOWN, '"page"', None)
    assert "The end of the Markdown." in document.text


@pytest.mark.parametrize("other", [None, f"# One\n\n{SENTENCE}\n", DUMP, HTML, MARKDOWN[: len(MARKDOWN) // 2]])
async def test_the_page_itself_is_taken_when_its_markdown_is_missing_or_less(
    library: Library, web: Web, other: str | None
) -> None:
    web.put(POST, LINKED)
    if other is not None:
        web.put(f"{POST}.md", other, content_type="text/markdown")
    document = await got(library)
    assert document.via is Via.EXTRACTED
    assert "The end of the HTML." in document.text


async def test_a_page_that_shows_nothing_is_read_by_its_markdown(library: Library, web: Web) -> None:
    web.put(POST, NOTICE.replace("<noscript>", '<link rel=alternate type=text/markdown href="one.md"><noscript>'))
    web.put(f"{POST}.md", MARKDOWN, content_type="text/markdown")
    assert (await got(library)).via is Via.MARKDOWN


# Plain text


def test_plain_text_reads_the_same_as_markdown() -> None:
    text = plain_page(
        "\ufeffFirst *one*\nand [this](x) <b>\n\n\n# no heading\n\n1. no list\n\n- nor this\n", Hints()
    ).text
    assert text == "First \\*one\\*\\\nand \\[this\\](x) \\<b\\>\n\n\\# no heading\n\n1\\. no list\n\n\\- nor this\n"


def test_what_is_set_in_columns_stays_to_the_letter() -> None:
    text = plain_page("Words.\n\nname    size\na.txt   1 `x` ```\n\n  indented\n\nMore.\n", Hints()).text
    assert text == "Words.\n\n````text\nname    size\na.txt   1 `x` ```\n\n  indented\n````\n\nMore.\n"


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff\n"])
def test_a_text_without_a_word_is_none(text: str) -> None:
    with pytest.raises(Empty):
        plain_page(text, Hints())


async def test_a_page_of_plain_text_is_an_article(library: Library, web: Web) -> None:
    web.put(POST, f"{PROSE}\n\n2 * 3 * 4\n", content_type="text/plain")
    document = await got(library)
    assert document.via is Via.EXTRACTED
    assert r"2 \* 3 \* 4" in document.text


async def test_html_that_says_that_it_is_plain_text_is_html(library: Library, web: Web) -> None:
    web.put(POST, HTML, content_type="text/plain")
    assert "<" not in (await got(library)).text


# What never takes the place of a kept document


@pytest.mark.parametrize(
    "worse",
    [
        NOTICE,
        f"<!doctype html><article><p>{WHOLE_NOTICE}</p></article>",
        f"<!doctype html><article><p>{SENTENCE * 9}</p><p>Enable JavaScript to read the rest.</p></article>",
        "<!doctype html><p>Nothing here.</p>",
        "",
    ],
)
async def test_a_kept_document_is_not_replaced_by_a_remnant_or_an_empty_page(
    library: Library, web: Web, worse: str
) -> None:
    web.put(POST, HTML)
    first = await got(library)
    web.put(POST, worse)
    with pytest.raises((Empty, MuchShorter), match=r"without JavaScript|No article was found"):
        await got(library, again=True)
    assert (await got(library)).text == first.text
    assert library._offline.archive.read_page(POST) == HTML
    assert library.entry(POST).failure is not None  # and it is told


@pytest.mark.parametrize(("status", "kind"), [(404, Gone), (503, Busy), (500, FetchError), (403, FetchError)])
async def test_a_kept_document_is_not_replaced_by_an_error(
    library: Library, web: Web, status: int, kind: type[FetchError]
) -> None:
    web.put(POST, HTML)
    first = await got(library)
    web.put(POST, HTML, status)
    with pytest.raises(kind):
        await got(library, again=True)
    assert await got(library) == replace(first, sha256=(await got(library)).sha256)


async def test_a_page_that_wants_its_programs_run_is_told_so(library: Library, web: Web) -> None:
    web.put(POST, f"<!doctype html><article><p>{WHOLE_NOTICE}</p></article>")
    with pytest.raises(Empty, match=r"This page of blog\.example shows nothing without JavaScript"):
        await got(library)


async def test_a_text_that_its_author_shortened_takes_the_place_of_the_longer_one(library: Library, web: Web) -> None:
    web.put(POST, HTML)
    await got(library)
    web.put(POST, f"<!doctype html><article><p>{SENTENCE * 25}</p></article>")
    assert (await got(library, again=True)).text.count("The reader nods") == 25


LONG = "<!doctype html><title>One</title><article><h1>One</h1>" + f"<p>{PROSE}</p>" * 5 + "</article>"
CONSENT = (
    "<!doctype html><title>Before you continue</title><main><h1>Before you continue</h1><p>We value your privacy. We"
    " and our 842 partners store and access information on a device. Accept all or manage options.</p></main>"
)


def beside(error: MuchShorter) -> str | None:
    """Return the copy that a sentence names; None: it is not there."""
    path = Path(str(error).rpartition(" in ")[2].removesuffix("."))
    return path.read_text(encoding="utf-8") if path.exists() else None


@pytest.mark.parametrize(
    "page",
    [
        LONG[:400],
        LONG[: len(LONG) // 3],
        f"<!doctype html><title>One</title><article><p>{SENTENCE * 4}<p>Read more for 5 € a month.</article>",
        "<!doctype html><title>Gone</title><article><p>" + "This blog has moved on to other shores. " * 5,
    ],
)
async def test_far_less_than_what_is_kept_is_a_copy_beside_it_until_its_reader_takes_it(
    library: Library, web: Web, page: str
) -> None:
    web.pages[POST] = lambda _: reply(LONG)
    kept = await library.document(POST)
    web.pages[POST] = lambda _: reply(page)
    for _ in range(2):
        with pytest.raises(MuchShorter, match=r"words now, and 2\d\d\d are archived") as caught:
            await library.document(POST, again=True)
    assert (beside(caught.value) or "").startswith("---\nurl: ")
    assert (await library.document(POST)).text == kept.text
    assert library.entry(POST).failure
    assert library.entry(POST).offline
    taken = await library.document(POST, again=True, shorter=True)
    assert taken.text != kept.text
    assert (await library.document(POST)).text == taken.text
    assert beside(caught.value) is None


async def test_a_copy_goes_when_the_whole_text_is_there_again(library: Library, web: Web) -> None:
    web.pages[POST] = lambda _: reply(LONG)
    await library.document(POST)
    web.pages[POST] = lambda _: reply(LONG[: len(LONG) // 3])
    with pytest.raises(MuchShorter) as caught:
        await library.document(POST, again=True)
    web.pages[POST] = lambda _: reply(LONG.replace("turns the page", "turns a page"))
    assert "turns a page" in (await library.document(POST, again=True)).text
    assert beside(caught.value) is None


async def test_a_text_that_was_cut_by_its_author_to_two_thirds_is_taken(library: Library, web: Web) -> None:
    web.pages[POST] = lambda _: reply(LONG)
    kept = await library.document(POST)
    web.pages[POST] = lambda _: reply(LONG[: len(LONG) * 2 // 3])
    assert len((await library.document(POST, again=True)).text) < len(kept.text)


@pytest.mark.parametrize("again", [False, True])
async def test_a_wall_is_no_article_and_takes_no_place(library: Library, web: Web, *, again: bool) -> None:
    if again:
        web.pages[POST] = lambda _: reply(LONG)
        await library.document(POST)
    web.pages[POST] = lambda _: reply(CONSENT)
    with pytest.raises(MuchShorter if again else NeedsConsent, match=r"blog\.example asks for consent first"):
        await library.document(POST, again=again)
    assert library.entry(POST).offline is again
    if again:
        assert "turns the page" in (await library.document(POST)).text


TEASER = (
    f"<!doctype html><title>One</title><article><h1>One</h1><p>{SENTENCE * 3}</p><p>Subscribe to read on.</p></article>"
)
LOGIN = (
    "<!doctype html><title>Sign in</title><main><h1>Sign in</h1><form><label>Email</label><input>"
    "<label>Password</label><input type=password></form><p>Forgot your password?</p>"
    "<p>Don't have an account? Sign up</p></main>"
)
MAINTENANCE = (
    "<!doctype html><title>Down</title><main><p>We are down for maintenance. Please try again later.</p></main>"
)
TOO_MANY = (
    "<!doctype html><title>429</title><p>Slow down! Your network sends requests too quickly for a blog of our size.</p>"
)
GERMAN = (
    "<!doctype html><title>Hafenblatt</title><main><h1>Ihre Privatsphäre ist uns wichtig</h1><p>Wir und unsere"
    " 80 Partner verarbeiten Daten mit Cookies.</p><p>Alle akzeptieren</p><p>Alle ablehnen</p></main>"
)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (TEASER, r"The page has \d+ words now"),
        (LONG[:400], r"The page has \d+ words now"),
        (LOGIN, "asks for a login first"),
        (CONSENT, "asks for consent first"),
        (GERMAN, "asks for consent first"),
        (MAINTENANCE, "is under maintenance"),
        (TOO_MANY, "is getting too many requests"),
        (
            f"<!doctype html><article><p>{SENTENCE * 6}</p><p>{WHOLE_NOTICE}</p></article>",
            "shows nothing without JavaScript",
        ),
        ("<!doctype html><p>The boats have gone, and so did I.</p>", "No article was found"),
    ],
    ids=["teaser", "cut", "login", "consent", "german", "maintenance", "busy", "javascript", "remnant"],
)
async def test_what_stands_before_a_kept_article_is_a_copy_beside_it_until_its_reader_takes_it(
    library: Library, web: Web, page: str, said: str
) -> None:
    web.pages[POST] = lambda _: reply(LONG)
    kept = await library.document(POST)
    web.pages[POST] = lambda _: reply(page)
    with pytest.raises(MuchShorter, match=said) as caught:
        await library.document(POST, again=True)
    assert (beside(caught.value) or "").startswith("---\nurl: ")
    assert (await library.document(POST)).text == kept.text
    taken = await library.document(POST, again=True, shorter=True)
    assert taken.text != kept.text
    assert (await library.document(POST)).text == taken.text
    assert beside(caught.value) is None


@pytest.mark.parametrize("page", [LOGIN, CONSENT, GERMAN, MAINTENANCE, TOO_MANY])
async def test_a_first_answer_that_is_a_wall_is_no_article_whatever_was_accepted(
    library: Library, web: Web, page: str
) -> None:
    web.pages[POST] = lambda _: reply(page)
    for again in (False, True):
        with pytest.raises(FetchError) as caught:
            await library.document(POST, again=again, shorter=again)
        assert not isinstance(caught.value, MuchShorter)
    assert not library.entry(POST).offline


async def test_a_wall_in_one_form_of_a_page_does_not_hide_the_article_in_the_other(library: Library, web: Web) -> None:
    negotiated(web, f"# One\n\n{SENTENCE}\n", CONSENT)
    assert (await got(library)).text.count("The reader nods") == 1


@pytest.mark.parametrize("form", ["text/markdown", "text/plain"])
async def test_a_wall_in_plain_text_or_markdown_is_one_too(library: Library, web: Web, form: str) -> None:
    web.put(POST, "# Sign in\n\nPlease log in to read this post.\n\nForgot your password?\n", content_type=form)
    with pytest.raises(FetchError, match="asks for a login first"):
        await got(library)


async def test_ten_words_are_an_article(library: Library, web: Web) -> None:
    web.put(
        POST,
        "<!doctype html><title>One</title><article><h1>One</h1><p>The ice is out, and the first boat came at noon.</p>",
    )
    assert "first boat" in (await got(library)).text


@pytest.mark.parametrize("times", [4, 6])
async def test_an_article_that_was_edited_takes_its_place_and_leaves_no_copy(
    library: Library, web: Web, times: int
) -> None:
    web.pages[POST] = lambda _: reply(LONG)
    await library.document(POST)
    edited = PROSE.replace("nods", "shrugs")
    web.pages[POST] = lambda _: reply(LONG.replace(f"<p>{PROSE}</p>" * 5, f"<p>{edited}</p>" * times))
    assert "shrugs" in (await library.document(POST, again=True)).text
    assert library.entry(POST).failure is None
