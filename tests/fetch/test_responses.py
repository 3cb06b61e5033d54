"""What an answer means: its status in words, how long a busy server wants to be left alone, and checks for humans."""

from datetime import UTC, datetime

import pytest

from blogreader.errors import Busy, ChecksForHumans, Gone, NeedsLogin, Refused, ServerFailed
from blogreader.fetch import responses
from tests.answering import reply

HOST = "blog.example"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
CHECK = "<title>Just a moment...</title>"
CLOSED = {"script": "</script>", "style": "</STYLE>", "noscript": "</noscript>", "template": "</template>"}


def refused(status: int, start: str = "", **headers: str) -> tuple[type[Refused], str]:
    failure = responses.refusal(reply(start, status, **headers), start, HOST)
    assert isinstance(failure, Refused)
    return type(failure), str(failure)


@pytest.mark.parametrize(
    ("statuses", "kind", "words"),
    [
        ((404, 410), Gone, "blog.example says that this page is gone ({})."),
        ((401, 402, 403, 451), NeedsLogin, "blog.example does not show this page to everyone ({})."),
        ((429, 503), Busy, "blog.example is busy ({}); try again later."),
        ((500, 501, 502, 504, 599), ServerFailed, "blog.example failed to answer ({}); try again later."),
        (
            (204, 206, 300, 304, 400, 405, 411, 418, 428, 499),
            Refused,
            "blog.example answered with something other than a page ({}).",
        ),
    ],
)
def test_a_status_is_said_in_words(statuses: tuple[int, ...], kind: type[Refused], words: str) -> None:
    assert [refused(status) for status in statuses] == [(kind, words.format(status)) for status in statuses]


def test_a_busy_server_that_says_for_how_long_is_told_with_it() -> None:
    for status in (429, 503):
        failure = responses.refusal(reply("", status, retry_after="90"), "", HOST)
        assert isinstance(failure, Busy)
        assert failure.retry_after == 90
        assert str(failure) == f"blog.example is busy ({status}); it asks you to wait 90 s."


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("9" * 19, float("9" * 19)),
        ("9" * 20, None),
        ("\u0663", None),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("Sun, 01 Nov 2026 12:01:30 GMT", 90),
        ("Sun, 01 Nov 2026 12:01:30 -0000", 90),
        ("Sun, 01 Nov 2026 13:00:10 +0100", 10),
        ("Sun, 01 Nov 2026 11:00:00 GMT", 0),
        ("Sun, 99 Nov 2026 11:00:00 GMT", None),
    ],
)
def test_how_long_to_wait_is_a_number_of_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert responses.retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cf_mitigated", "challenge"),
        ("x_amzn_waf_action", "challenge"),
        ("x_amzn_waf_action", "Captcha"),
        ("x_vercel_mitigated", "challenge"),
    ],
)
def test_what_the_headers_call_a_check_is_one_whatever_the_status(name: str, value: str) -> None:
    words = "blog.example wants to check that you are human; open this page in the browser."
    said, other = {name: value}, {name: "deny"}
    assert refused(500, **said) == (ChecksForHumans, words)
    assert responses.is_challenge(reply("", 200, "", **said), "Much to read. " * 1_000)
    assert refused(500, **other)[0] is ServerFailed
    assert not responses.is_challenge(reply("", 200, "", **other), "")


def test_a_check_stands_behind_the_statuses_that_such_services_answer_with_and_no_other() -> None:
    found = {
        status: refused(status, CHECK)[0] is ChecksForHumans for status in (400, 401, 403, 404, 429, 451, 500, 503)
    }
    assert [status for status, is_check in found.items() if is_check] == [401, 403, 429, 503]
    assert refused(403, "<title>Members only</title>")[0] is NeedsLogin


@pytest.mark.parametrize(
    "page",
    [
        "<script src=/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1></script>",
        "<script src=/cdn-cgi/challenge-platform/h/b/orchestrate/jsch/v1></script>",
        "<div class=CF-browser-verification>",
        "<input name=__cf_chl_tk>",
        "<TITLE>Just a moment</TITLE>",
        "<script id=anubis_challenge>",
        "<img src=/.within.website/x/happy.webp>",
        "<script src=https://ct.captcha-delivery.com/c.js>",
        "<div id=px-captcha>",
        "<script>window._pxAppId = 1</script>",
        "<iframe src=/_Incapsula_Resource?x>",
        "<script>sucuri_cloudproxy_js=1</script>",
        "<title>DDoS-Guard</title>",
        "<script>AwsWafIntegration.x()</script>",
        "<script src=https://a.awswaf.com/x.js>",
        "<div class=h-captcha>",
        "<div class=g-recaptcha>",
        "<p>Verify you are human by completing the action below.",
        "<p>Verifying that you are human. This may take a few seconds.",
        "<p>Checking if you are a human",
        "<p>Please confirm  you\nare human",
        "<p>Making sure you&#39;re not a bot!",
        "<p>Making sure you’re not a bot!",
    ],
)
def test_the_marks_of_services_that_keep_programs_out_are_known(page: str) -> None:
    assert responses.is_challenge(reply(), page)


@pytest.mark.parametrize(
    "page", ["", "\ud800", "<p>Are you a human?", "<p>I am not a bot.", "<script src=/cdn-cgi/email.js>"]
)
def test_a_short_page_is_no_check_by_its_length_alone(page: str) -> None:
    assert not responses.is_challenge(reply(), page)


def test_an_article_about_such_pages_is_none() -> None:
    letters = 1_199 - len("Justamoment...")
    assert responses.is_challenge(reply(), CHECK + " a\n" * letters)
    assert not responses.is_challenge(reply(), CHECK + " a\n" * (letters + 1))


@pytest.mark.parametrize("tag", CLOSED)
def test_scripts_and_the_like_are_not_counted_as_words(tag: str) -> None:
    unseen = f"<{tag.upper()} x>{'not to be seen ' * 200}{CLOSED[tag]}"
    assert responses.is_challenge(reply(), f"{CHECK}{unseen}<!--{'nor this ' * 300}-->{unseen}wait")
    assert not responses.is_challenge(reply(), f"{CHECK}{unseen}{'to be seen ' * 200}{unseen}")
    assert not responses.is_challenge(reply(), f"{CHECK}{unseen}{'to be seen ' * 200}")
    assert not responses.is_challenge(reply(), f"{CHECK}<!-- {unseen} -->{'to be seen ' * 200}")
    for comment in ("<!-->", "<!--->", "<!-- -->"):
        assert not responses.is_challenge(reply(), f"{CHECK}{comment}{'to be seen ' * 200}")
    # One that does not end hides the rest, as in a browser.
    assert responses.is_challenge(reply(), f"{CHECK}<!-- {unseen}{'not to be seen ' * 200}")


def test_tags_are_not_counted_as_words() -> None:
    assert responses.is_challenge(reply(), CHECK + "<p title='many words in it'>" * 500)


def test_a_long_page_is_not_looked_into() -> None:
    room = 200_000 - len(CHECK)
    assert responses.is_challenge(reply(), CHECK + " " * room)
    assert not responses.is_challenge(reply(), CHECK + " " * (room + 1))


def test_of_a_page_of_nothing_but_scripts_only_the_first_are_looked_at() -> None:
    script, words = "<script>x</script>", "to be seen " * 200
    assert not responses.is_challenge(reply(), CHECK + script * 199 + words)
    assert responses.is_challenge(reply(), CHECK + script * 200 + words)
