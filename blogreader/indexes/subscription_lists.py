"""Lists of subscriptions: OPML, and newsboat's `urls`; parsed without entities and DTDs."""

import html
import re
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from blogreader.text import clean_line, unescaped_attribute

_HEAD = 2_000
_OPML = re.compile(r"<opml[\s>]", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(xmlUrl|htmlUrl)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_NEWSBOAT = re.compile(r"\"?(https?://[^\s\"]+)")
_NO_FEED = re.compile(r"\"?(?:query|exec|filter|file):")


class _RefusedOutline(Exception):
    """An entity, which no OPML needs."""


def is_opml(text: str) -> bool:
    """Return whether a text is OPML, by its beginning."""
    return _OPML.search(text[:_HEAD]) is not None


def read(text: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that an OPML subscribes to."""
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.lower() == "outline":
            named = {key.lower(): value for key, value in attributes.items()}
            if named.get("xmlurl"):
                found.append(named["xmlurl"])

    parser = expat.ParserCreate(encoding="utf-8")
    parser.StartElementHandler = start
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(text.lstrip("\ufeff \r\n\t").encode("utf-8", "replace"), True)
    except (expat.ExpatError, _RefusedOutline):
        matches = _ATTRIBUTE.finditer(text)
        found = [unescaped_attribute(match[2] or match[3] or "") for match in matches if match[1].lower() == "xmlurl"]
    return _addresses(found)


def read_newsboat(text: str) -> tuple[str, ...]:
    """Return the addresses in newsboat's `urls`, without the lines that `not_followed` counts."""
    return _addresses([match[1] for line in text.splitlines() if (match := _NEWSBOAT.match(line.strip()))])


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


def _addresses(found: list[str]) -> tuple[str, ...]:
    cleaned = (clean_line(one, 4_000) for one in found)
    return tuple(dict.fromkeys(one for one in cleaned if one.startswith(("http://", "https://"))))


def _refuse(*_: object) -> None:
    raise _RefusedOutline
