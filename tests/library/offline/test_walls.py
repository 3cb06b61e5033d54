"""Pages that stand before an article: told from articles, from short ones too, and from those about such pages."""

import pytest

from blogreader.errors import Busy, ChecksForHumans, Empty, FetchError, NeedsConsent, NeedsLogin, ServerFailed
from blogreader.extract import Extracted, Hints, extract
from blogreader.library.offline.walls import (
    Wall,
    failure,
    fault_of,
    fault_of_rest,
    fault_of_shell,
    is_long,
    is_remnant,
    wall,
)
from tests.wall_pages import ARTICLES
from tests.wall_pages import WALLS as PAGES

WALLS = [
    (Wall.CONSENT, "We value your privacy. We and our 842 partners store information on a device. Accept all or go."),
    (Wall.CONSENT, "# Before you continue\n\nWe use cookies to deliver our services.\n\n- Accept all\n- Reject all\n"),
    (
        Wall.CONSENT,
        "Wir schätzen Ihre Privatsphäre. Wir verwenden Cookies.\n\n[Alle akzeptieren](/ja) [Alle ablehnen](/nein)",
    ),
    (Wall.CONSENT, "Nous respectons votre vie privée. Nos 210 partenaires utilisent des cookies.\n\nTout accepter\n"),
    (Wall.CONSENT, "Valoramos tu privacidad. Utilizamos cookies propias y de terceros.\n\nAceptar todo\n"),
    (
        Wall.LOGIN,
        "# Sign in\n\nEmail\n\nPassword\n\n[Forgot your password?](/x)\n\nDon't have an account? [Sign up](/u)\n",
    ),
    (Wall.LOGIN, "Please log in to read this article.\n"),
    (Wall.LOGIN, "This post is for subscribers only.\n\nAlready a subscriber? [Sign in](/in)\n"),
    (Wall.LOGIN, "# Anmelden\n\nBenutzername\n\nPasswort\n\n[Passwort vergessen?](/p)\n"),
    (Wall.CHECK, "Just a moment...\n\nVerify you are human by completing the action below.\n\nRay ID: 8a7f\n"),
    (Wall.CHECK, "Our systems have detected unusual traffic. Please solve this captcha.\n"),
    (Wall.MAINTENANCE, "We are currently undergoing scheduled maintenance. Please check back soon.\n"),
    (Wall.MAINTENANCE, "# Maintenance\n\nOur blog is temporarily unavailable. We'll be back shortly!\n"),
    (Wall.MAINTENANCE, "Wegen Wartungsarbeiten ist diese Seite nicht erreichbar. Wir sind gleich wieder da.\n"),
]


@pytest.mark.parametrize(("kind", "text"), WALLS)
def test_a_wall_is_known(kind: Wall, text: str) -> None:
    assert wall(text, "Blog", "How tides work") is kind
    assert wall(text, None, None) is kind


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Moving house",
            (
                "The blog will be down for scheduled maintenance on Saturday. I move it to another host, and hope"
                " that nobody notices. Photos of the boxes follow when they are unpacked."
            ),
        ),
        (
            "On banners",
            (
                "“We value your privacy”, says every banner. I counted fourteen of them before breakfast, and not"
                " one meant it. So here is none: this page keeps nothing, asks nothing, and remembers nobody."
            ),
        ),
        (
            "Passwords",
            (
                "Forgot your password? So did I. It was the name of a boat that I never owned, and of a harbour that"
                " no longer exists. I have a book for such things now, and the book is lost."
            ),
        ),
        (
            "Captchas",
            (
                "I was asked eleven times today whether I am a robot. The twelfth time I was no longer sure. There was"
                " a bus in every picture, and I began to wait for it."
            ),
        ),
        ("Short", ("It rains.")),
        ("Link", ("[A good text on harbours](https://blog.example/harbours), by way of Ada.")),
        ("Out", ("I am back soon. The mountains first, then the sea, and then perhaps a text on both of them.")),
        (
            "Cookies",
            ("Take butter, sugar and flour. Use cookies of yesterday for the crust. Bake until they are golden."),
        ),
    ],
)
@pytest.mark.parametrize("wanted", [True, False])
def test_a_short_article_is_none(title: str, text: str, *, wanted: bool) -> None:
    assert wall(f"{text}\n", title, title if wanted else "posts/one") is None


def test_a_long_text_is_none_whatever_it_speaks_of() -> None:
    assert wall("We value your privacy. We use cookies. Accept all. " * 60, "Blog", "One") is None


@pytest.mark.parametrize("start", ["", "![One](data:image/png;base64,", "![One](data:image/png;base64,iVBOR/w0K+Ggo) "])
@pytest.mark.parametrize("number", [0, 200, 246, 247, 248, 249, 250, 251, 252, 253, 254, 400])
def test_what_is_long_by_its_beginning_is_no_notice(start: str, number: int) -> None:
    text = " " * (20_000 - 5 * number - len(start)) + "word " * number + start + "a/b+c" * 100
    assert not (is_long(text) and wall(text.replace("word", "Sign in."), "Blog", "One"))
    assert is_long(text) or number < 254
    assert not is_long("word " * 100 + " " * 20_000)


def test_so_much_of_the_beginning_is_looked_at() -> None:
    text = "w " * 252 + " " * (20_000 - 505) + "w"
    assert (len(text), is_long(text), is_long(f" {text}")) == (20_000, True, False)


def test_a_page_with_the_title_of_the_article_must_say_nothing_else() -> None:
    text = (
        "We value your privacy. Accept all cookies. Tides come twice a day, as the moon goes round, and so do ships.\n"
    )
    assert wall(text, "How tides work", "How tides work") is None
    assert wall(WALLS[0][1] + " Manage options.", "How tides work", "How tides work") is Wall.CONSENT


@pytest.mark.parametrize(
    ("kind", "error", "sentence"),
    [
        (Wall.CONSENT, NeedsConsent, "n.example asks for consent first; open this page in the browser."),
        (Wall.LOGIN, NeedsLogin, "n.example asks for a login first; open this page in the browser."),
        (Wall.CHECK, ChecksForHumans, "n.example wants to check that you are human; open this page in the browser."),
        (Wall.JAVASCRIPT, Empty, "This page of n.example shows nothing without JavaScript; open it in the browser."),
        (Wall.BUSY, Busy, "n.example says that it is getting too many requests; try again later."),
        (Wall.MAINTENANCE, ServerFailed, "n.example is under maintenance; try again later."),
    ],
)
def test_each_has_its_failure(kind: Wall, error: type[Exception], sentence: str) -> None:
    found = failure(kind, "n.example")
    assert isinstance(found, error)
    assert str(found) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "You need to enable JavaScript to run this app.",
        "Please turn on JavaScript in your browser and reload the page.",
        "JavaScript is disabled in your browser.",
        "This site requires javascript.",
        "This page does not work without JavaScript.",
        "JAVASCRIPT REQUIRED",
    ],
)
def test_a_notice_that_asks_for_javascript_is_no_article(text: str) -> None:
    assert wall(text, "App", "How tides work") is Wall.JAVASCRIPT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A short note on JavaScript.",
        "JavaScript engines compare objects by identity.",
        "TypeScript needs a compiler. JavaScript is fine.",
        "The reader nods and turns the page, since there is more to come. " * 10
        + "You need to enable JavaScript to see the comments.",
    ],
)
def test_a_text_about_javascript_is_an_article(text: str) -> None:
    assert wall(text, "App", "How tides work") is None


def fault(title: str, body: str, wanted: str) -> FetchError | None:
    """Return what is wrong with a page, as it is extracted where the index calls the article `wanted`."""
    html = f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    url, hints = "https://blog.example/tides", Hints(wanted, None)
    try:
        return fault_of(extract(html, url, hints), url, hints)
    except Empty as error:
        return error


@pytest.mark.parametrize(("kind", "title", "body"), PAGES)
def test_no_page_that_stands_before_an_article_is_one(kind: str, title: str, body: str) -> None:
    found = fault(title, body, "How tides work")
    assert found is not None
    if not isinstance(found, Empty):
        assert type(found) is type(failure(Wall(kind), "blog.example"))


@pytest.mark.parametrize("wanted", [True, False])
@pytest.mark.parametrize(("title", "body"), ARTICLES)
def test_no_short_article_about_such_pages_is_taken_for_one(title: str, body: str, *, wanted: bool) -> None:
    page = f"<header><a href=/>Harbour</a></header><article><h1>{title}</h1>{body}</article><footer>Log in</footer>"
    assert fault(f"{title} · Harbour", page, title if wanted else "posts/one") is None


@pytest.mark.parametrize(
    "text",
    [
        "“We value your privacy. Accept all cookies.” Nobody means it.",
        "Please log in, it said. So I did, and there was nothing to read.",
    ],
)
def test_what_is_quoted_or_said_by_somebody_asks_for_nothing(text: str) -> None:
    assert wall(text, "Blog", "One") is None


ASKED, OTHER, BY_SOMEBODY = "Please log in to read this article.", "harbour ", "And then I went to sea. "
"""Seven words that ask for something, one that is about something else, and six of a person."""


def mixed(asking: int, others: int, more: str = "") -> str:
    return f"{ASKED} " * asking + f"{OTHER * others}. {more}\n"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (mixed(1, 7), True),
        (mixed(1, 8), False),  # not half of it
        (mixed(2, 14), True),
        (mixed(2, 15), False),
        (mixed(1, 0, "You must log in " + "harbour " * 21), True),
        ("You must log in " + OTHER * 21, True),  # one sentence of 25 words
        ("You must log in " + OTHER * 22, False),
        (mixed(35, 5), True),  # 250 words
        (mixed(35, 6), False),
        (mixed(3, 0, "Harbours I like."), True),  # a label
        (mixed(3, 0, "Harbours I like much."), True),
        (mixed(3, 0, "Harbours I like very much."), False),  # a person
        (mixed(3, 0, BY_SOMEBODY), False),
        (mixed(3, 0, "I have forgotten my password."), True),
        ("The need to log in is over.\n", False),  # about it, and asking nobody
        ("You need to log in to the site.\n", True),
        ("The have to log in: button\n", True),  # six words: a button
        ("The have to log in: long button\n", False),
        ("", False),
    ],
)
def test_a_wall_is_short_and_about_hardly_anything_else(text: str, is_one: bool) -> None:
    assert (wall(text, "Blog", "One") is Wall.LOGIN) is is_one


def test_a_page_with_the_title_of_the_index_has_to_ask_twice_and_in_three_quarters_of_its_words() -> None:
    for text, is_one in ((mixed(1, 0), False), (mixed(2, 0), True), (mixed(3, 7), True), (mixed(3, 8), False)):
        assert (wall(text, "One", " ÓNE ") is Wall.LOGIN) is is_one, text
        assert wall(text, "Two", "One") is Wall.LOGIN
    assert wall(mixed(1, 0), "", "") is wall(mixed(1, 0), None, "") is wall(mixed(1, 0), "", None) is Wall.LOGIN


@pytest.mark.parametrize(
    ("number", "minutes", "is_fault"),
    [(7, 2, True), (8, 2, False), (7, 1, False), (7, None, False), (0, None, True), (1, 0, False)],
)
def test_an_article_of_minutes_has_eight_words_at_least(number: int, minutes: int | None, is_fault: bool) -> None:
    found = fault_of(Extracted(OTHER * number), "https://blog.example/a", Hints("One", minutes))
    assert isinstance(found, Empty) is is_fault
    if found:
        assert str(found) == "No article was found on this page of blog.example."


JAVASCRIPT = "Please enable JavaScript."


@pytest.mark.parametrize(
    ("text", "kept", "is_one"),
    [
        (OTHER * 23, OTHER * 116, True),
        (OTHER * 23, OTHER * 115, False),  # a fifth of it
        (OTHER * 24, OTHER * 500, False),  # more than the rest of a page
        (JAVASCRIPT + OTHER * 76, OTHER * 159, True),
        (JAVASCRIPT + OTHER * 76, OTHER * 158, False),  # half of it
        (JAVASCRIPT + OTHER * 90, OTHER * 500, True),
        (JAVASCRIPT + OTHER * 76, OTHER * 500 + JAVASCRIPT, True),
        (JAVASCRIPT + OTHER * 77, OTHER * 500 + JAVASCRIPT, False),  # 80 words, and it spoke of that before
        (OTHER * 76, OTHER * 500, False),
    ],
)
def test_a_remnant_is_almost_nothing_of_what_was_there_or_asks_for_javascript(
    text: str, kept: str, is_one: bool
) -> None:
    text = text.replace(JAVASCRIPT, f"{JAVASCRIPT} ")
    assert is_remnant(text, kept) is is_one
    found = fault_of_rest(text, kept, "https://blog.example/a")
    assert isinstance(found, Empty) is is_one
    if found:
        assert ("JavaScript" in str(found)) is (JAVASCRIPT in text)


def test_a_page_without_an_article_says_so_or_that_it_needs_javascript() -> None:
    url = "https://blog.example/a"
    assert "without JavaScript" in str(fault_of_shell(f"<noscript>{JAVASCRIPT}</noscript>", url))
    assert fault_of_shell("<p>JavaScript is a language", url) is None
