"""Walls before a page: of cookies, of checks that a person is there; and what is sent to whom."""

from __future__ import annotations

from tests.misbehaving import sentences
from tests.misbehaving.case import PAGE, Case
from tests.misbehaving.server import Visit
from tests.misbehaving.wire import answer, moved

_CLOUDFLARE = (
    "<!DOCTYPE html><html lang=en-US><head><title>Just a moment...</title><meta name=robots content=noindex>"
    "<meta http-equiv=refresh content=360></head><body><div class=main-wrapper><noscript><span id=challenge-error-text>"
    "Enable JavaScript and cookies to continue</span></noscript></div><script>(function(){window._cf_chl_opt={cvId:'3'"
    "};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1';"
    "})();</script></body></html>"
)
_ANUBIS = (
    '<!doctype html><html lang="en"><head><title>Making sure you&#39;re not a bot!</title>'
    '<script id="anubis_version" type="application/json">"v1.18.0"</script>'
    '<script id="anubis_challenge" type="application/json">{"rules":{"algorithm":"fast","difficulty":4}}</script>'
    '</head><body><main><h1 id="title">Making sure you&#39;re not a bot!</h1><p id="status">Loading...</p>'
    '<script async type="module" src="/.within.website/x/cmd/anubis/static/js/main.mjs?v=1"></script>'
    "<noscript><p>Sadly, you must enable JavaScript to get past this challenge.</p></noscript></main></body></html>"
)
_DATADOME = (
    "<html lang=en><head><title>example.org</title><style>#cmsg{animation: A 1.5s;}</style></head><body>"
    '<p id="cmsg">Please enable JS and disable any ad blocker</p><script>var dd={"rt":"c","host":'
    '"geo.captcha-delivery.com"}</script><script src="https://ct.captcha-delivery.com/c.js"></script></body></html>'
)
_ARTICLE_ABOUT_WALLS = (
    "<!DOCTYPE html><html lang=en><title>How Anubis and Cloudflare check for humans</title><article><h1>How Anubis and "
    "Cloudflare check for humans</h1>"
    + "<p>A page that says “Just a moment...” or “Making sure you're not a bot!” wants to see a browser. Its script, "
    "anubis_challenge or challenge-platform, does work; Enable JavaScript and cookies to continue, it says.</p>"
    * 30
    + "</article></html>"
)


async def _until_the_cookie_returns(visit: Visit) -> None:
    if "seen=yes" in visit.header("Cookie"):
        await visit.send(answer(PAGE))
    else:
        await visit.send(moved("/", Set_Cookie="seen=yes; Path=/; HttpOnly"))


async def _never(visit: Visit) -> None:
    await visit.send(moved("/", Set_Cookie=f"seen={visit.number}; Path=/"))


async def _no_cookie_the_second_time(visit: Visit) -> None:
    if visit.header("Cookie"):
        await visit.send(answer(b"", "403 Forbidden"))
    else:
        await visit.send(answer(PAGE, Set_Cookie="id=7; Path=/; Max-Age=86400"))


async def _markdown_if_it_is_liked(visit: Visit) -> None:
    accept = visit.header("Accept")
    liked = accept.find("text/markdown")
    if 0 <= liked < accept.find("text/html"):
        await visit.send(answer("# One\n", content_type="text/markdown", Vary="Accept"))
    else:
        await visit.send(answer(PAGE, Vary="Accept"))


async def _anything_else_is_not_acceptable(visit: Visit) -> None:
    accept = visit.header("Accept")
    if "*/*" in accept and "text/html" in accept:
        await visit.send(answer(PAGE))
    else:
        await visit.send(answer(b"", "406 Not Acceptable"))


async def _gzip_if_it_is_asked_for_alone(visit: Visit) -> None:
    asked = visit.header("Accept-Encoding")
    await visit.send(answer(PAGE if asked == "gzip" else f"asked for {asked}"))


async def _who_says_who_it_is(visit: Visit) -> None:
    agent = visit.header("User-Agent")
    if agent.startswith("blogreader/") and "Mozilla" not in agent:
        await visit.send(answer(PAGE))
    else:
        await visit.send(answer(b"", "403 Forbidden"))


async def _nobody_from_anywhere(visit: Visit) -> None:
    told = [visit.header(name) for name in ("Referer", "Cookie", "Authorization", "From", "Origin")]
    await visit.send(answer(PAGE) if not any(told) else answer(b"", "403 Forbidden"))


async def _other_host(visit: Visit) -> None:
    """A wall that gives its cookie to whoever comes, and a door on another host that must not get to see it."""
    if visit.path == "/":
        await visit.send(moved("http://other.test:{port}/there", Set_Cookie="secret=1; Path=/"))
    else:
        await visit.send(answer(b"", "403 Forbidden") if visit.header("Cookie") else answer(PAGE))


def _human(name: str, status: str, body: str, **headers: str) -> Case:
    return Case(name, answer(body, status, **headers), "ChecksForHumans", sentences.HUMANS)


CASES = (
    Case("a wall that wants its cookie back", _until_the_cookie_returns, requests=("/", "/")),
    Case(
        "a wall with a door of its own",
        {
            "/": moved("/wall?to=/"),
            "/wall?to=/": moved("/door", Set_Cookie="ok=1; Path=/"),
            "/door": answer(PAGE),
        },
    ),
    Case("a wall that gives another cookie each time", _never, "TooManyRedirects", sentences.TOO_MANY),
    Case(
        "a wall that no cookie opens",
        moved("/", Set_Cookie="seen=yes; Path=/"),
        "TooManyRedirects",
        sentences.CIRCLES,
        requests=("/", "/"),
    ),
    Case("a page that dislikes its own cookie", _no_cookie_the_second_time, again=True, requests=("/", "/")),
    Case(
        "a cookie of another host's",
        _other_host,
        start="http://elsewhere.test:{port}/",
        names={"elsewhere.test": ("93.184.216.34",), "other.test": ("1.1.1.1",)},
        connects=("93.184.216.34", "1.1.1.1"),
    ),
    _human("Cloudflare's check", "403 Forbidden", _CLOUDFLARE, cf_mitigated="challenge", Server="cloudflare"),
    _human("Cloudflare's check of old", "503 Service Temporarily Unavailable", _CLOUDFLARE, Server="cloudflare"),
    _human("Anubis's check, which says 200", "200 OK", _ANUBIS),
    _human("Anubis's check, which says 401", "401 Unauthorized", _ANUBIS),
    _human("DataDome's check", "403 Forbidden", _DATADOME, X_DataDome="protected"),
    _human("Amazon's check, which says 202", "202 Accepted", "", x_amzn_waf_action="challenge"),
    _human(
        "Amazon's riddle, which says 405", "405 Method Not Allowed", "<p>Solve it.</p>", x_amzn_waf_action="captcha"
    ),
    Case("an article about such checks", answer(_ARTICLE_ABOUT_WALLS), text=_ARTICLE_ABOUT_WALLS),
    Case(
        "an article about such checks from Cloudflare",
        answer(_ARTICLE_ABOUT_WALLS, Server="cloudflare", CF_RAY="8f-FRA"),
        text=_ARTICLE_ABOUT_WALLS,
    ),
    Case("a server that has Markdown", _markdown_if_it_is_liked, text="# One\n"),
    Case("a server that has HTML alone", _anything_else_is_not_acceptable),
    Case("a server that packs for those who ask", _gzip_if_it_is_asked_for_alone),
    Case("a server that wants to know who asks", _who_says_who_it_is),
    Case("a server that must not know where one comes from", _nobody_from_anywhere),
)
