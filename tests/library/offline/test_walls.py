"""Pages that stand before an article: told from articles, from short ones too, and from those about such pages."""

import pytest

from blogreader.errors import Busy, ChecksForHumans, Empty, FetchError, NeedsConsent, NeedsLogin, ServerFailed
from blogreader.extract import Hints, extract
from blogreader.library.offline.walls import Wall, failure, fault_of, is_long, wall
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


def test_a_page_with_the_title_of_the_article_must_say_nothing_else() -> None:
    text = (
        "We value your privacy. Accept all cookies. Tides come twice a day, as the moon goes round, and so do ships.\n"
    )
    assert wall(text, "How tides work", "How tides work") is None
    assert wall(WALLS[0][1] + " Manage options.", "How tides work", "How tides work") is Wall.CONSENT


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Wall.CONSENT, NeedsConsent),
        (Wall.LOGIN, NeedsLogin),
        (Wall.CHECK, ChecksForHumans),
        (Wall.JAVASCRIPT, Empty),
        (Wall.BUSY, Busy),
        (Wall.MAINTENANCE, ServerFailed),
    ],
)
def test_each_has_its_failure(kind: Wall, error: type[Exception]) -> None:
    found = failure(kind, "blog.example")
    assert isinstance(found, error)
    assert "blog.example " in str(found)


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
