"""The meaning of a response: its status, how long to wait, and pages that check for humans."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from blogreader.errors import Busy, ChecksForHumans, FetchError, Gone, NeedsLogin, Refused, ServerFailed

REDIRECTS = (301, 302, 303, 307, 308)
LONGEST_WAIT = 120.0
"""The longest wait that a server can demand, in seconds."""
_MOST_CHARACTERS = 1_200
"""Visible characters on a page that is only a check: an article about such pages has more."""
_MOST_PARTS = 200
"""Scripts and the like on such a page."""
_LONGEST_PAGE = 200_000
"""The length of such a page, scripts included, in characters."""
_CHALLENGE_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-vercel-mitigated", "challenge"),
)
# Marks of the pages of bot-detection services, in lower case.
_CHALLENGES = (
    b"/orchestrate/chl_",  # Cloudflare; the scripts that it adds to every page are in the same folder
    b"/orchestrate/jsch",
    b"cf-browser-verification",
    b"__cf_chl_",
    b"<title>just a moment",
    b"anubis_challenge",  # Anubis
    b"/.within.website/",
    b"captcha-delivery.com",  # DataDome
    b"px-captcha",  # HUMAN
    b"_pxappid",
    b"_incapsula_resource",  # Imperva
    b"sucuri_cloudproxy",  # Sucuri
    b"ddos-guard",
    b"awswafintegration",  # Amazon
    b"awswaf.com",
    b"h-captcha",
    b"g-recaptcha",
)
_IN_WORDS = re.compile(
    r"(?:verify|verifying|check|checking|confirm)\s+(?:that\s+)?(?:if\s+)?you\s+are\s+(?:a\s+)?human"
    r"|making sure you&?#?\w*;?['’]?re not a bot"
)
_UNSEEN = re.compile(r"<!--|<(script|style|noscript|template|svg)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*+>")


def refusal(response: httpx.Response, start: str, host: str) -> FetchError:
    """Return the error for a response that is not a page, by its status and the beginning of its body."""
    status = response.status_code
    if _says_challenge(response) or (status in (401, 403, 429, 503) and _looks_like_challenge(start)):
        return checks_for_humans(host)
    match status:
        case 404 | 410:
            return Gone(f"{host} says that this page is gone ({status}).")
        case 401 | 402 | 403 | 451:
            return NeedsLogin(f"{host} does not show this page to everyone ({status}).")
        case 429 | 503:
            seconds = retry_after(response.headers.get("retry-after", ""))
            return Busy(f"{host} is busy ({status}); {_when(seconds)}.", seconds)
        case _ if status >= 500:
            return ServerFailed(f"{host} failed to answer ({status}); try again later.")
        case _:
            return Refused(f"{host} answered with something other than a page ({status}).")


def is_challenge(response: httpx.Response, text: str) -> bool:
    """Return whether a page with a successful status is only a check for humans."""
    if _says_challenge(response):
        return True
    if len(text) > _LONGEST_PAGE or not _looks_like_challenge(text):
        return False
    return len("".join(_visible(text).split())) < _MOST_CHARACTERS


def _visible(text: str) -> str:
    """Return roughly the visible text of a page, in linear time."""
    parts: list[str] = []
    position = 0
    while start := _UNSEEN.search(text, position):
        parts.append(text[position : start.start()])
        # `<!-->` is a whole comment (HTML, 13.2.5.43).
        closing, begin = (f"</{start[1].lower()}", start.end()) if start[1] else ("-->", start.end() - 2)
        position = text.lower().find(closing, begin) if len(parts) < _MOST_PARTS else -1
        if position < 0:
            break
    else:
        parts.append(text[position:])
    return _TAG.sub("", "".join(parts))


def _looks_like_challenge(text: str) -> bool:
    data = text.encode("utf-8", "replace").lower()  # on bytes this takes a tenth of the time, and the marks are ASCII
    if any(sign in data for sign in _CHALLENGES):
        return True
    # What these sentences end with: looking for the sentences themselves takes eight times as long.
    return (b"human" in data or b"not a bot" in data) and _IN_WORDS.search(text.lower()) is not None


def _says_challenge(response: httpx.Response) -> bool:
    return any(response.headers.get(name, "").lower() == value for name, value in _CHALLENGE_HEADERS)


def checks_for_humans(host: str) -> ChecksForHumans:
    """Return the error for such a page, which says what the reader can do."""
    return ChecksForHumans(f"{host} wants to check that you are human; open this page in the browser.")


def retry_after(value: str, now: datetime | None = None) -> float | None:
    """Return the seconds in a Retry-After, given as a number or a date (RFC 9110, 10.2.3); None if it is neither."""
    value = value.strip()
    if value.isascii() and value.isdecimal() and len(value) < 20:
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - (now or datetime.now(UTC))).total_seconds())


def _when(seconds: float | None) -> str:
    if not seconds:
        return "try again later"
    if seconds < 120:
        return f"it asks you to wait {max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 120:
        return f"it asks you to wait {minutes} min"
    hours = round(minutes / 60)
    return f"it asks you to wait {hours} h" if hours <= 48 else "it asks you to wait for days"
