"""What one case is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .server import Answers

HOST = "127.0.0.1"
PAGE = (
    "<!DOCTYPE html><html lang=en><title>One</title><article><h1>One</h1>"
    "<p>One page, whole and as it was sent: the words of an article that somebody wrote with care, that a reader wants"
    " to have on a train, and that no cut, no packing and no detour may take a letter from.</p>"
    "<p>Its second paragraph says the same again in other words, because a page of a single line is hardly an article,"
    " and whoever looks for the text of a page would be right to doubt that there is one.</p></article></html>\n"
)
"""What the fetcher must give when a case ends well, unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Case:
    """One misbehaviour, with what must come of it: a text, or an error and the sentence that the reader sees."""

    name: str
    answers: Answers
    error: str = ""
    """The type of the error, exactly; empty: the page is read."""
    says: str = ""
    """The sentence; `{host}` stands for the host, `{port}` for the port that the case is served at."""
    text: str = PAGE
    seconds: float = 2.0
    """The overall timeout that the fetcher is given."""
    limit: int | None = None
    """Bytes that the page may have; None leaves the fetcher's own limit."""
    start: str = "http://127.0.0.1:{port}/"
    """What is fetched."""
    again: bool = False
    """Whether it is fetched twice by one fetcher; what comes of the second time counts."""
    final: str | None = None
    """The address at which a page that is read must have been found; `{port}` as above."""
    requests: tuple[str, ...] | None = None
    """The paths that the server must be asked for, in their order; None: any."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """What the fetcher is told to send: `etag`, `last_modified`."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What other hosts' names mean: the address at the first look-up, at the second, and so on; the last one stays.
    Connections to addresses that are not of loopback lead to the server, as if it were out there."""
    connects: tuple[str, ...] = (HOST,)
    """The addresses that the fetcher may connect to; a connection to another fails the case."""
    retry_after: tuple[float, float] | None = None
    """Between which two numbers of seconds the error must say to wait; (-1, -1): it must not say."""
    certificate: str = ""
    """Whether and how the server proves who it is: empty (no TLS), good, self-signed, other host, expired."""
