"""Servers that do not prove who they are."""

from __future__ import annotations

from tests.misbehaving import sentences
from tests.misbehaving.case import PAGE, Case
from tests.misbehaving.server import CONNECTED, Visit
from tests.misbehaving.wire import answer

_SECURE = "https://127.0.0.1:{port}/"


async def _alert(visit: Visit) -> None:
    """A fatal alert, handshake_failure (RFC 8446, 6.2)."""
    await visit.reader.read(1_000)
    await visit.send(b"\x15\x03\x03\x00\x02\x02\x28")


async def _close(visit: Visit) -> None:
    await visit.reader.read(1_000)


async def _garbage(visit: Visit) -> None:
    await visit.reader.read(1_000)
    await visit.send(b"\x16\x03\x03\xff\xff" + bytes(70_000))


async def _plain(visit: Visit) -> None:
    await visit.reader.read(1_000)
    await visit.send(answer(PAGE, "400 Bad Request"))


def _unproved(name: str, certificate: str, sentence: str) -> Case:
    return Case(
        name,
        answer(PAGE),
        "SecureConnectionFailed",
        sentence,
        start=_SECURE,
        certificate=certificate,
        requests=(),
    )


CASES = (
    Case("a server that proves who it is", answer(PAGE), start=_SECURE, certificate="good"),
    Case(
        "a server that proves its name",
        answer(PAGE),
        start="https://localhost:{port}/",
        certificate="good",
        names={"localhost": ("127.0.0.1",)},
    ),
    _unproved("a certificate that somebody signed for himself", "self-signed", sentences.STRANGER),
    _unproved("a certificate of another host's", "other host", sentences.OTHER_HOST),
    _unproved("a certificate that has expired", "expired", sentences.EXPIRED),
    _unproved("a certificate of days to come", "not yet", sentences.NOT_YET),
    Case(
        "an alert in place of a certificate",
        {CONNECTED: _alert},
        "SecureConnectionFailed",
        sentences.NOT_PROVED,
        start=_SECURE,
    ),
    Case(
        "rubbish in place of a certificate",
        {CONNECTED: _garbage},
        "SecureConnectionFailed",
        sentences.NOT_PROVED,
        start=_SECURE,
    ),
    Case(
        "a server without TLS at an address with it",
        {CONNECTED: _plain},
        "SecureConnectionFailed",
        sentences.NOT_TLS,
        start=_SECURE,
    ),
    Case("a handshake that is cut", {CONNECTED: _close}, "SecureConnectionFailed", sentences.NOT_PROVED, start=_SECURE),
    Case(
        "an address without TLS at a server with it",
        answer(PAGE),
        "CutOff",
        sentences.HUNG_UP,
        certificate="good",
    ),
)
