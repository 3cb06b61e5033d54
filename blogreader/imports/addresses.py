"""Plain lists: an address a line, with a title behind it, before it or around it."""

import re

from blogreader.imports.items import Imported

_SIGN = re.compile(r"(?:[-*+•]|\d{1,6}[.)])\s+(?:\[[ xX]\]\s+)?")
_LINK = re.compile(
    r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*+\])++)\]\(<?(https?://(?:[^\s<>()]|\([^\s<>()]*+\))++)(?:[ >][^()\n]*+)?\)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_JOINED = re.compile(r"[,;|](?=https?://)", re.IGNORECASE)
"""Between two addresses without a blank; an archive has one address within another, but behind a slash."""
_AROUND = " \t-–—|:,;\"'#<>()[]"
_NEWSBOAT = re.compile(
    r'^[ \t]*"?(?:query:[^:\n]+:|exec:|filter:[^:\n]+:)|^[ \t]*"?https?://[^\s"]+"?[ \t][^\n]*"[~!]', re.MULTILINE
)
_SNIFFED = 50


def is_list(text: str) -> bool:
    """Return whether most lines of a text begin with an address; links in Markdown are an index, which `add` reads."""
    lines = [line for line in (one.strip() for one in text[:20_000].split("\n")) if line and line[0] != "#"][:_SNIFFED]
    return bool(lines) and 2 * sum(map(_begins, lines)) > len(lines)


def _begins(line: str) -> bool:
    sign = _SIGN.match(line)
    rest = line[sign.end() :] if sign else line
    return _ADDRESS.match(rest.lstrip("<\"'")) is not None


def is_newsboats(text: str, name: str) -> bool:
    """Return whether a list is newsboat's, of feeds, by what only that has, or by its name."""
    return _NEWSBOAT.search(text[:20_000]) is not None or (name == "urls" and is_list(text))


def read(text: str, into: Imported) -> None:
    """Read a list; what begins with `#` is a remark."""
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        links = [(match[2], match[1]) for match in _LINK.finditer(bare)]
        found = links or _addresses(bare)
        if not found:
            into.refuse(number, "there is no address in this line")
        for address, title in found:
            into.add(number, address, title=title)


def _addresses(line: str) -> list[tuple[str, str]]:
    """Return the addresses in a line; one alone has the rest of the line as its title."""
    sign = _SIGN.match(line)
    line = line[sign.end() :] if sign else line
    places = [*_ADDRESS.finditer(line)]
    found = [part for place in places for part in _JOINED.split(place[0])]
    if len(found) != 1:
        return [(_bare(one.rstrip(",;|")), "") for one in found]
    [place] = places
    before, after = line[: place.start()].strip(_AROUND), line[place.end() :].strip(_AROUND)
    return [(_bare(found[0].rstrip(".,;:!?") if before and not after else found[0]), after or before)]


def _bare(address: str) -> str:
    """Return an address without the quotation marks and the bracket that close around it."""
    address = address.rstrip("'")
    return address[:-1] if address.endswith(")") and "(" not in address else address
