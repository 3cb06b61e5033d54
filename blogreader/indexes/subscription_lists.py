"""Lists of subscriptions: OPML, and newsboat's `urls`; parsed without entities and DTDs."""

import html
import re
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from blogreader.model import IndexWarning
from blogreader.text import clean_line, counted, unescaped_attribute, without_credentials
from blogreader.urls import host_of, is_public

_HEAD = 2_000
_OPML = re.compile(r"<opml[\s>]", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(xmlUrl|htmlUrl)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_NEWSBOAT = re.compile(r"\"?(https?://[^\s\"]+)")
_NO_FEED = re.compile(r"\"?(?:query|exec|filter|file):")
_FEED_SCHEME = re.compile(r"feed:(?:(?://)?(?P<web>https?://)|//)", re.IGNORECASE)
"""Begins addresses that were made for programs which follow feeds: `feed://a.example/`, `feed:https://a.example/`."""

_CREDENTIALS = re.compile(r"//[^/@\s]*@")
"""Also where the scheme is none of the web."""


class FeedList(NamedTuple):
    """What a list of subscriptions names."""

    lines: dict[str, int]
    """The addresses of the feeds, each with its line, counted from 1."""
    warnings: tuple[IndexWarning, ...] = ()
    """What is left out."""

    @property
    def feeds(self) -> tuple[str, ...]:
        """The addresses."""
        return tuple(self.lines)

    @property
    def left_out(self) -> tuple[tuple[int, str], ...]:
        """The numbers of the lines that are left out, each with the reason."""
        return tuple((one.line, one.sentence) for one in self.warnings)

    @property
    def doubt(self) -> str:
        """A sentence on the first line that is left out, after a blank; empty if there is none."""
        if not self.warnings:
            return ""
        first, doubtful = self.warnings[0], counted(len(self.warnings), "doubtful line")
        return f" The first of {doubtful}: {first.line}, {first.sentence}."


class _RefusedOutline(Exception):
    """An entity, which no OPML needs."""


def is_opml(text: str) -> bool:
    """Return whether a text is OPML, by its beginning."""
    return _OPML.search(text[:_HEAD]) is not None


def read(text: str) -> FeedList:
    """Return the feeds that an OPML subscribes to."""
    found: list[tuple[int, str]] = []
    stripped = text.lstrip("\ufeff \r\n\t")
    above = text.count("\n", 0, len(text) - len(stripped))

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.lower() == "outline":
            named = {key.lower(): value for key, value in attributes.items()}
            if named.get("xmlurl"):
                found.append((above + parser.CurrentLineNumber, named["xmlurl"]))

    parser = expat.ParserCreate(encoding="utf-8")
    parser.StartElementHandler = start
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(stripped.encode("utf-8", "replace"), True)
    except (expat.ExpatError, _RefusedOutline):
        found, line, end = [], 1, 0
        for match in _ATTRIBUTE.finditer(text):
            line, end = line + text.count("\n", end, match.start()), match.start()
            if match[1].lower() == "xmlurl":
                found.append((line, unescaped_attribute(match[2] or match[3] or "")))
    return _subscriptions(found)


def read_newsboat(text: str) -> FeedList:
    """Return the feeds in newsboat's `urls`, without the lines that `not_followed` counts."""
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    told = [(number, line) for number, line in lines if line and not line.startswith("#") and not _NO_FEED.match(line)]
    return _subscriptions([(number, match[1] if (match := _NEWSBOAT.match(line)) else line) for number, line in told])


def not_followed(text: str) -> int:
    """Return how many lines of newsboat's `urls` are not addresses: queries, filters, programs, files."""
    return sum(1 for line in text.splitlines() if _NO_FEED.match(line.strip()))


def write(title: str, sources: list[tuple[str, str, str]]) -> str:
    """Write OPML 2.0 with titles, feeds and home pages."""
    outlines = "".join(
        f'    <outline type="rss" text={quoteattr(name)} title={quoteattr(name)} xmlUrl={quoteattr(feed)}'
        f" htmlUrl={quoteattr(home)}/>\n"
        for name, feed, home in sources
    )
    escaped = html.escape(title, quote=False)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head>\n'
        f"    <title>{escaped}</title>\n  </head>\n  <body>\n{outlines}  </body>\n</opml>\n"
    )


def public(found: FeedList) -> FeedList:
    """Return the feeds on the public internet, with a warning of each other one."""
    lines = {one: line for one, line in found.lines.items() if is_public(host_of(one))}
    left = (
        IndexWarning(line, f"{without_credentials(one)} is on a private network; `add` it by its address to follow it")
        for one, line in found.lines.items()
        if one not in lines
    )
    return FeedList(lines, (*found.warnings, *left))


def _subscriptions(found: list[tuple[int, str]]) -> FeedList:
    lines: dict[str, int] = {}
    warnings: list[IndexWarning] = []
    for line, given in found:
        address = clean_line(given, 4_000)
        if scheme := _FEED_SCHEME.match(address):
            address = f"{scheme['web'] or 'http://'}{address[scheme.end() :]}"
        if address.lower().startswith(("http://", "https://")):
            lines.setdefault(address, line)
        else:
            shown = clean_line(_CREDENTIALS.sub("//", given), 80)
            warnings.append(IndexWarning(line, f"not a web address: {shown}"))
    return FeedList(lines, tuple(warnings))


def _refuse(*_: object) -> None:
    raise _RefusedOutline
