"""Where servers send one: on, in circles, out of the web, and into networks that are none of theirs."""

from __future__ import annotations

from tests.misbehaving import sentences
from tests.misbehaving.case import PAGE, Case
from tests.misbehaving.server import Answer, Visit
from tests.misbehaving.wire import answer, head, moved

_HERE = "http://127.0.0.1:{port}"
_ELSEWHERE = "93.184.216.34"
_OTHER = "1.1.1.1"
BLOCKED = sentences.BLOCKED.replace("{host}", "{where}")


def _to(name: str, where: str | bytes, end: str, status: str = "302 Found") -> Case:
    """Be sent to a path of this server, and read the page there."""
    return Case(
        name,
        {"/": moved(where, status), end: answer(PAGE)},
        final=_HERE + end,
        requests=("/", end),
    )


def _not_of_the_web(name: str, where: str | bytes) -> Case:
    return Case(name, {"/": moved(where)}, "BadAddress", sentences.NOT_FETCHABLE, requests=("/",))


def _private(name: str, where: str, shown: str, **names: tuple[str, ...]) -> Case:
    return Case(
        name,
        {"/": moved(where), "": answer(PAGE)},
        "BlockedAddress",
        BLOCKED.replace("{where}", shown),
        requests=("/",),
        names={name.replace("_", "."): meanings for name, meanings in names.items()},
    )


def _chain(length: int) -> dict[str, Answer]:
    return {
        **{f"/{at or ''}": moved(f"/{at + 1}") for at in range(length)},
        f"/{length}": answer(PAGE),
    }


async def _endless_body(visit: Visit) -> None:
    if visit.path == "/there":
        await visit.send(answer(PAGE))
        return
    await visit.send(head("Location: /there", "Connection: close", status="302 Found"))
    while True:
        await visit.send(b"moved, and more than moved " * 1_000)


async def _stalled_body(visit: Visit) -> None:
    if visit.path == "/there":
        await visit.send(answer(PAGE))
        return
    await visit.send(head("Location: /there", "Content-Length: 1000", status="302 Found"))
    await visit.stall()


async def _by_name(visit: Visit) -> None:
    if visit.header("Host").startswith("elsewhere.test"):
        await visit.send(moved("http://other.test:{port}/there"))
    else:
        await visit.send(answer(PAGE))


CASES = (
    _to("301, relative", "/there", "/there", "301 Moved Permanently"),
    _to("302, relative to where one is", "there", "/there"),
    _to("303, a query alone", "?page=2", "/?page=2", "303 See Other"),
    _to("307, absolute", _HERE + "/there", "/there", "307 Temporary Redirect"),
    _to("308, without a scheme", "//127.0.0.1:{port}/there", "/there", "308 Permanent Redirect"),
    _to("a path that climbs out of its root", "/../../there", "/there"),
    _to("a fragment, which nobody is told", "/there#part", "/there"),
    _to("a scheme in capitals", "HTTP://127.0.0.1:{port}/there", "/there"),
    _to("blanks around and inside", "  /over there  ", "/over%20there"),
    _to("letters beyond ASCII, in UTF-8", "/größe".encode(), "/gr%C3%B6%C3%9Fe"),
    Case(
        "from HTTP to HTTPS",
        {"/": moved("https://elsewhere.test:{secure}/there"), "/there": answer(PAGE)},
        start="http://elsewhere.test:{port}/",
        names={"elsewhere.test": (_ELSEWHERE,)},
        connects=(_ELSEWHERE,),
        requests=("/", "/there"),
        final="https://elsewhere.test:{secure}/there",
    ),
    Case(
        "from HTTPS to HTTP",
        {"/": moved("http://elsewhere.test:{port}/there"), "/there": answer(PAGE)},
        start="https://elsewhere.test:{secure}/",
        names={"elsewhere.test": (_ELSEWHERE,)},
        connects=(_ELSEWHERE,),
        requests=("/", "/there"),
        final="http://elsewhere.test:{port}/there",
    ),
    Case(
        "to another port of this machine, where something else may listen",
        {"/": moved("https://127.0.0.1:{secure}/there"), "/there": answer(PAGE)},
        "BlockedAddress",
        BLOCKED.replace("{where}", "127.0.0.1"),
        requests=("/",),
    ),
    Case("a hop to where it is, which is a circle of one", {"/": moved("/")}, "TooManyRedirects", sentences.CIRCLES),
    Case(
        "a circle of two",
        {"/": moved("/there"), "/there": moved("/")},
        "TooManyRedirects",
        sentences.CIRCLES,
    ),
    Case("ten hops", _chain(10), final=_HERE + "/10"),
    Case("eleven hops", _chain(11), "TooManyRedirects", sentences.TOO_MANY),
    _not_of_the_web("to a file", "file:///etc/passwd"),
    _not_of_the_web("to a script", "javascript:alert(1)"),
    _not_of_the_web("to another protocol", "ftp://127.0.0.1/page"),
    _not_of_the_web("to a page in the address", "data:text/html,words"),
    _not_of_the_web("to a port that does not exist", "http://127.0.0.1:99999/"),
    _not_of_the_web("to a port that is not a number", "http://127.0.0.1:http/"),
    _not_of_the_web("to half an address", "http://[::1"),
    _not_of_the_web("to no host", "http://:80/there"),
    _not_of_the_web("to a name that is none", "http://xn--/"),
    _not_of_the_web("to an address of 70 kB", _HERE + "/" + "x" * 70_000),
    Case(
        "that contains a user name and password",
        {"/": moved("http://me:secret@127.0.0.1:{port}/there"), "/there": answer(PAGE)},
        "BadAddress",
        sentences.SECRET,
        requests=("/",),
    ),
    _private("to another address of this machine", "http://127.0.0.2:{port}/", "127.0.0.2"),
    _private("to this machine in IPv6", "http://[::1]:{port}/", "::1"),
    _private("to this machine in IPv6 that means IPv4", "http://[::ffff:127.0.0.1]:{port}/", "::ffff:7f00:1"),
    _private("to no address at all", "http://0.0.0.0:{port}/", "0.0.0.0"),
    _private("to a private network", "http://10.0.0.1/", "10.0.0.1"),
    _private("to the router", "http://192.168.1.1/", "192.168.1.1"),
    _private("to the keys of a cloud", "http://169.254.169.254/latest/meta-data/", "169.254.169.254"),
    _private("to a network of carriers", "http://100.64.0.1/", "100.64.0.1"),
    _private("to a private network in IPv6", "http://[fd00::1]/", "fd00::1"),
    _private("to this machine by name", "http://localhost:{port}/", "localhost", localhost=("127.0.0.1",)),
    _private("to this machine by name with a dot", "http://localhost.:{port}/", "localhost", localhost=("127.0.0.1",)),
    _private("to this machine as one number", "http://2130706433:{port}/", "2130706433"),
    _private("to this machine in hexadecimal", "http://0x7f.1:{port}/", "0x7f.1"),
    _private(
        "to a name that means this machine", "http://inside.test:{port}/", "inside.test", inside_test=("127.0.0.1",)
    ),
    Case(
        "from one host to another",
        _by_name,
        start="http://elsewhere.test:{port}/",
        names={"elsewhere.test": (_ELSEWHERE,), "other.test": (_OTHER,)},
        connects=(_ELSEWHERE, _OTHER),
        final="http://other.test:{port}/there",
        requests=("/", "/there"),
    ),
    Case(
        "from outside to this machine",
        {"/": moved("http://127.0.0.1:{port}/there"), "/there": answer(PAGE)},
        "BlockedAddress",
        BLOCKED.replace("{where}", "127.0.0.1"),
        start="http://elsewhere.test:{port}/",
        names={"elsewhere.test": (_ELSEWHERE,)},
        connects=(_ELSEWHERE,),
        requests=("/",),
    ),
    Case(
        "from outside to a name that means outside first and this machine then",
        {"/": moved("http://other.test:{port}/there"), "/there": moved("/then"), "/then": answer(PAGE)},
        "BlockedAddress",
        BLOCKED.replace("{where}", "other.test"),
        start="http://elsewhere.test:{port}/",
        names={"elsewhere.test": (_ELSEWHERE,), "other.test": (_OTHER, "127.0.0.1")},
        connects=(_ELSEWHERE, _OTHER),
        requests=("/", "/there"),
    ),
    Case(
        "to a host that does not exist",
        moved("http://none-such.test/"),
        "HostNotFound",
        sentences.NOT_FOUND.replace("{host}", "none-such.test"),
    ),
    Case("to an empty address", moved(" "), "Refused", sentences.status(sentences.SOMETHING_ELSE, 302)),
    Case("to nowhere", answer(b"lost", "302 Found"), "Refused", sentences.status(sentences.SOMETHING_ELSE, 302)),
    Case(
        "300, to choose from",
        moved("/there", "300 Multiple Choices"),
        "Refused",
        sentences.status(sentences.SOMETHING_ELSE, 300),
    ),
    Case("a hop with a body without an end", _endless_body, requests=("/", "/there")),
    Case("a hop with a body that stalls", _stalled_body, requests=("/", "/there")),
    Case("a hop with a body that is cut", {"/": moved("/there", Content_Length="1000"), "/there": answer(PAGE)}),
    Case(
        "a hop to a page that is gone",
        {"/": moved("/there"), "/there": answer(b"", "404 Not Found")},
        "Gone",
        sentences.status(sentences.GONE, 404),
    ),
)
