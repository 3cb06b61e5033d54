"""Which form of a page is the article: each way that its Markdown, its HTML and what it names can turn out."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from blogreader.errors import Busy, Empty, FetchError, Gone, NeedsLogin
from blogreader.extract import Extracted, Form, Hints
from blogreader.library.offline import conversion
from blogreader.library.offline.conversion import Converted
from blogreader.model import ArchivedImage, Article, Document, LostImage, Packed, Page, Via

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
URL = "https://blog.example/posts/one"
AT = f"{URL}.html"
BESIDE = '<link rel="alternate" type="text/markdown" href="/posts/one.md">'
WALL = "Please log in to read this article. Please sign in to continue."
NEEDS_JAVASCRIPT = "This page of blog.example shows nothing without JavaScript; open it in the browser."
JAVASCRIPT = "<noscript>Enable JavaScript to read this.</noscript>"


def words(number: int) -> str:
    return "word " * number


def linked(number: int) -> str:
    return f"[{words(number)}](/a)"


class Forms:
    """The forms of a page: what is answered when another is asked for, and what comes of each."""

    def __init__(self, other: Page | FetchError | None = None, failure: FetchError | None = None) -> None:
        self.other = other
        self.failure = failure
        """Raised for a page without a word."""
        self.asked: list[tuple[str, bool]] = []
        self.extracted: list[tuple[str, Form]] = []

    async def ask(self, url: str, html: bool) -> Page:
        self.asked.append((url, html))
        if isinstance(self.other, Page):
            return self.other
        raise self.other or Gone("Nobody should ask.")

    async def extract(self, text: str, url: str, hints: Hints, form: Form) -> Extracted:
        self.extracted.append((url, form))
        said = text.replace(BESIDE, "").replace(JAVASCRIPT, "")
        if not said:
            raise self.failure or Empty("Not a word.")
        return Extracted(said, hints.title)

    async def make(self, page: Page, *, minutes: int | None = None) -> Converted:
        return await conversion.make(Article(URL, URL, "One", minutes=minutes), page, self.ask, self.extract)


def markdown(text: str) -> Page:
    return Page(URL, AT, "text/markdown", text, '"first"', "Monday")


def html(text: str, **facts: object) -> Page:
    return replace(Page(URL, AT, "text/html", text, '"html"', "Tuesday"), **facts)  # type: ignore[arg-type]


PACKED = Packed(b"deflated", b"ending")


async def test_markdown_without_a_doubt_is_the_article() -> None:
    forms = Forms()
    page = markdown(words(700))
    made = await forms.make(page, minutes=10)
    assert made == Converted(Extracted(page.text, "One"), Via.MARKDOWN, page)
    assert (forms.asked, forms.extracted) == ([], [(AT, "markdown")])


@pytest.mark.parametrize(("first", "second"), [(words(699), words(700)), (words(300), words(301)), ("", words(8))])
async def test_html_with_more_of_it_takes_the_place_of_markdown_and_is_asked_for_as_that_was(
    first: str, second: str
) -> None:
    forms = Forms(html(second, final_url=f"{URL}/there", packed=PACKED))
    made = await forms.make(markdown(first), minutes=10)
    page = html(second, final_url=f"{URL}/there", packed=PACKED, etag='"first"', last_modified="Monday")
    assert made == Converted(Extracted(second, "One"), Via.EXTRACTED, page, PACKED)
    assert forms.asked == [(URL, True)]
    assert forms.extracted == [(AT, "markdown"), (f"{URL}/there", "html")]


@pytest.mark.parametrize(
    "other",
    [html(words(300)), html(words(299)), html(""), markdown(words(900)), Busy("Not now.")],
    ids=["as much", "less", "nothing", "the same form", "busy"],
)
async def test_markdown_in_doubt_stays_where_nothing_better_comes(other: Page | FetchError) -> None:
    forms = Forms(other)
    page = markdown(words(300))
    made = await forms.make(page, minutes=10)
    assert made == Converted(Extracted(page.text, "One"), Via.MARKDOWN, page)
    assert forms.asked == [(URL, True)]


async def test_a_wall_in_html_is_better_only_than_nothing() -> None:
    page, forms = markdown(linked(50)), Forms(html(WALL))
    assert (await forms.make(page)).extracted.text == page.text
    made = await forms.make(markdown(""))
    assert (made.via, type(made.fault)) == (Via.EXTRACTED, NeedsLogin)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Busy("Not now."), "Not now."),
        (html(""), "Not a word."),
        (html(" \n"), "No article was found on this page of blog.example."),
        (markdown("a"), "No article was found on this page of blog.example."),
    ],
)
async def test_where_neither_form_has_a_word_it_is_said_why(other: Page | FetchError, said: str) -> None:
    with pytest.raises(FetchError) as caught:
        await Forms(other).make(markdown(""))
    assert str(caught.value) == said


@pytest.mark.parametrize("page", [markdown(WALL), html(WALL), html(WALL, content_type="text/plain")])
async def test_a_wall_in_any_form_is_made_with_its_fault(page: Page) -> None:
    made = await Forms().make(page)
    assert (made.extracted.text, type(made.fault)) == (WALL, NeedsLogin)


async def test_what_is_too_little_for_its_minutes_has_a_fault_and_without_them_none() -> None:
    assert (await Forms().make(html(words(7)), minutes=1)).fault is None
    assert str((await Forms().make(html(words(7)), minutes=2)).fault) == (
        "No article was found on this page of blog.example."
    )


@pytest.mark.parametrize(
    ("content_type", "text", "form", "is_kept"),
    [
        ("text/plain", words(9), "plain", False),
        ("text/plain", f" \n<{words(9)}", "html", True),
        ("text/html", words(9), "html", True),
        ("", words(9), "html", True),
        ("application/markdown", words(9), "markdown", False),
        ("text/x-markdown", words(9), "markdown", False),
    ],
)
async def test_a_page_is_read_by_its_type_and_only_that_of_html_is_kept(
    content_type: str, text: str, form: Form, is_kept: bool
) -> None:
    forms, page = Forms(), html(text, content_type=content_type)
    made = await forms.make(page)
    assert forms.extracted == [(AT, form)]
    assert made.via is (Via.MARKDOWN if form == "markdown" else Via.EXTRACTED)
    assert made.html == (text if is_kept else None)
    assert made.page == page


# The Markdown that a page names


@pytest.mark.parametrize(
    ("said", "beside", "minutes"),
    [
        (words(100), words(80), None),
        (words(10), words(90), None),
        (WALL, words(5), None),
        ("", words(5), None),
        (words(800), words(700), 10),
    ],
)
async def test_the_markdown_beside_a_page_is_the_article_if_it_is_as_whole(
    said: str, beside: str, minutes: int | None
) -> None:
    forms, page = Forms(replace(markdown(beside), final_url=f"{URL}.md")), html(BESIDE + said)
    made = await forms.make(page, minutes=minutes)
    assert made == Converted(Extracted(beside, "One"), Via.MARKDOWN, page)
    assert forms.asked == [(f"{URL}.md", False)]
    assert forms.extracted == [(AT, "html"), (AT, "markdown")]


@pytest.mark.parametrize(
    ("other", "minutes"),
    [
        (markdown(words(79)), None),
        (markdown(words(699)), 10),
        (markdown(linked(200)), None),
        (markdown(""), None),
        (markdown(f"{WALL} {WALL * 9}"), None),
        (html(words(100)), None),
        (Busy("Not now."), None),
    ],
)
async def test_the_page_is_the_article_if_what_is_beside_it_is_less(
    other: Page | FetchError, minutes: int | None
) -> None:
    page = html(BESIDE + words(100), packed=PACKED)
    made = await Forms(other).make(page, minutes=minutes)
    assert made == Converted(Extracted(words(100), "One"), Via.EXTRACTED, page, PACKED)


@pytest.mark.parametrize(
    ("text", "failure", "said"),
    [
        ("", None, "Not a word."),
        (JAVASCRIPT, None, NEEDS_JAVASCRIPT),
        (JAVASCRIPT, Busy("Too much."), "Too much."),
        (BESIDE, None, "Not a word."),
        (" ", None, "No article was found on this page of blog.example."),
    ],
)
async def test_where_a_page_and_what_is_beside_it_say_nothing_it_is_said_why(
    text: str, failure: FetchError | None, said: str
) -> None:
    with pytest.raises(FetchError) as caught:
        await Forms(markdown(WALL), failure).make(html(text))
    assert str(caught.value) == said


# What becomes of it


def document(**facts: object) -> Document:
    return replace(Document(URL, URL, "word", NOW, Via.EXTRACTED), **facts)  # type: ignore[arg-type]


def test_a_document_has_what_its_index_its_page_and_its_text_say() -> None:
    article = Article("https://blog.example/posts/1", URL, "One")
    bare = conversion.document(article, Extracted("word\n"), Via.MARKDOWN, NOW)
    assert bare == Document(article.key, URL, "word\n", NOW, Via.MARKDOWN)
    extracted = Extracted("word\n", "Two", "Ada", "Notes", date(2020, 5, 3), "de", ("https://blog.example/a.png",))
    assert conversion.document(article, extracted, Via.EXTRACTED, NOW, AT, html("")) == Document(
        article.key,
        URL,
        "word\n",
        NOW,
        Via.EXTRACTED,
        final_url=AT,
        title="Two",
        author="Ada",
        published=date(2020, 5, 3),
        category="Notes",
        etag='"html"',
        last_modified="Tuesday",
        language="de",
        images=("https://blog.example/a.png",),
    )


def test_only_an_address_that_a_page_was_led_to_is_its_final_one() -> None:
    assert conversion.final(html("")) == AT
    assert conversion.final(html("", final_url=URL)) is None


def test_pictures_that_are_archived_are_not_fetched_again_and_lost_ones_are() -> None:
    one, two, gone = (ArchivedImage(f"https://blog.example/{name}.png", f"{name}.png") for name in ("1", "2", "3"))
    kept = document(pictures=(two, gone), lost=(LostImage(one.url, "No."),))
    new = document(images=(one.url, two.url), text="another")
    assert conversion.with_pictures_of(kept, new) == replace(new, pictures=(two,))
    again = replace(new, pictures=(replace(two, file="other.png"), one))
    assert conversion.with_pictures_of(kept, again).pictures == (one, replace(two, file="other.png"))


@pytest.mark.parametrize(
    ("text", "fault", "said"),
    [
        (words(50), None, None),
        (words(49), None, "The page has 49 words now, and 100 are archived; the archived text was kept."),
        ("word", None, "No article was found on this page of blog.example. The archived text was kept."),
        (words(100), Busy("Not now."), "Not now. The archived text was kept."),
        (
            words(40) + "It needs JavaScript.",
            None,
            f"{NEEDS_JAVASCRIPT} The archived text was kept.",
        ),
    ],
)
def test_a_text_replaces_the_archived_one_unless_it_is_no_article_or_far_less(
    text: str, fault: FetchError | None, said: str | None
) -> None:
    assert conversion.loss(document(text=words(100)), document(text=text), fault) == said
