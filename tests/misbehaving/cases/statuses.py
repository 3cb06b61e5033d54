"""Every status that means something, and how long a busy server asks to wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus

from tests.misbehaving import sentences
from tests.misbehaving.case import PAGE, Case
from tests.misbehaving.server import Visit
from tests.misbehaving.wire import answer

_GONE = (404, 410)
_LOGIN = (401, 402, 403, 451)
_FAILED = (
    500,
    501,
    502,
    504,
    505,
    506,
    507,
    508,
    509,
    510,
    511,
    520,
    521,
    522,
    523,
    524,
    525,
    526,
    530,
    598,
    599,
    600,
    700,
    999,
)
_BUSY = (429, 503)
_SOMETHING_ELSE = (
    *(201, 202, 204, 205, 206, 207, 226),
    *(300, 305, 306),
    *(
        400,
        405,
        406,
        408,
        409,
        411,
        412,
        413,
        414,
        415,
        416,
        417,
        418,
        421,
        422,
        423,
        424,
        425,
        426,
        428,
        431,
        444,
        499,
    ),
)
_WITHOUT_BODY = (204, 304)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "So It Is"


def _plain(status: int) -> bytes:
    if status in _WITHOUT_BODY:
        return answer(b"", f"{status} {_phrase(status)}", Content_Length="")
    return answer(f"<title>{status}</title><p>Nothing to read here.</p>", f"{status} {_phrase(status)}")


def _case(status: int, error: str, sentence: str) -> Case:
    return Case(f"{status} {_phrase(status)}", _plain(status), error, sentences.status(sentence, status))


async def _busy_until_asked_again(visit: Visit) -> None:
    if visit.number == 1:
        await visit.send(answer(b"", "429 Too Many Requests", Retry_After="1"))
    else:
        await visit.send(answer(PAGE))


async def _busy_until_a_date(visit: Visit) -> None:
    if visit.number == 1:
        soon = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
        await visit.send(answer(b"", "503 Service Unavailable", Retry_After=soon))
    else:
        await visit.send(answer(PAGE))


async def _busy_until_a_later_date(visit: Visit) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    await visit.send(answer(b"", "503 Service Unavailable", Retry_After=later))


def _busy(
    name: str, retry_after: str, between: tuple[float, float], when: str = "try again later", **options: float
) -> Case:
    return Case(
        name,
        answer(b"", "429 Too Many Requests", Retry_After=retry_after),
        "Busy",
        sentences.status(sentences.BUSY, 429).replace("{when}", when),
        retry_after=between,
        **options,  # type: ignore[arg-type]
    )


_NEVER = (-1.0, -1.0)

CASES = (
    Case("203 Non-Authoritative Information", answer(PAGE, "203 Non-Authoritative Information")),
    *(_case(status, "Gone", sentences.GONE) for status in _GONE),
    *(_case(status, "NeedsLogin", sentences.LOGIN) for status in _LOGIN),
    *(_case(status, "Busy", sentences.BUSY.replace("{when}", "try again later")) for status in _BUSY),
    *(_case(status, "ServerFailed", sentences.FAILED) for status in _FAILED),
    *(_case(status, "Refused", sentences.SOMETHING_ELSE) for status in _SOMETHING_ELSE),
    Case("304 when nothing was known", _plain(304), "Refused", sentences.status(sentences.SOMETHING_ELSE, 304)),
    Case(
        "a 304 that is asked for",
        answer(b"", "304 Not Modified", Content_Length=""),
        text="",
        headers={"etag": '"1"'},
    ),
    Case("099, which is below all", answer(PAGE, "099 Low"), "CutOff", sentences.NO_WEB_SERVER),
    Case("20000, which is too long", answer(PAGE, "20000 High"), "CutOff", sentences.NO_WEB_SERVER),
    # What is asked again, and what is not
    Case("a failure, and the page when it is asked again", [_plain(500), answer(PAGE)], requests=("/", "/")),
    Case("two failures, and the page at the third time", [_plain(502), _plain(504), answer(PAGE)], requests=("/",) * 3),
    Case(
        "a failure that stays is met three times",
        _plain(500),
        "ServerFailed",
        sentences.status(sentences.FAILED, 500),
        requests=("/",) * 3,
    ),
    Case(
        "a page that is gone is asked for once",
        _plain(404),
        "Gone",
        sentences.status(sentences.GONE, 404),
        requests=("/",),
    ),
    Case(
        "a page behind a login is asked for once",
        _plain(403),
        "NeedsLogin",
        sentences.status(sentences.LOGIN, 403),
        requests=("/",),
    ),
    # Retry-After
    Case("busy for a second", _busy_until_asked_again, seconds=3, requests=("/", "/")),
    Case("busy until a date a second ahead", _busy_until_a_date, seconds=4, requests=("/", "/")),
    _busy("busy for a minute", "60", (60, 60), "it asks you to wait 60 s"),
    Case(
        "busy until a date ten minutes ahead",
        _busy_until_a_later_date,
        "Busy",
        sentences.status(sentences.BUSY, 503).replace("{when}", "it asks you to wait 10 min"),
        retry_after=(590, 600),
    ),
    _busy("busy until a date that has passed", "Wed, 21 Oct 2015 07:28:00 GMT", (-1, 0)),
    _busy("busy for a word", "soon", _NEVER),
    _busy("busy for less than nothing", "-60", _NEVER),
    _busy("busy for a fraction", "1.5", (-1, 1.5)),
    _busy("busy for thirty years", "999999999", (999_999_999, 999_999_999), "it asks you to wait for days"),
    _busy("busy for thirty thousand years", "999999999999", (120, 1e12), "it asks you to wait for days"),
    _busy("busy for more digits than Python reads", "9" * 5_000, (-1, float("inf"))),
    _busy("busy until a day that does not exist", "Wed, 32 Oct 2099 07:28:00 GMT", _NEVER),
    _busy("busy until a year that does not exist", "Wed, 21 Oct 99999 07:28:00 GMT", _NEVER),
    _busy("busy for nothing", "0", (-1, 0)),
)
