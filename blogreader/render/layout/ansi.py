"""Laid-out lines as text for a terminal or a file."""

from collections.abc import Iterable
from functools import lru_cache

from blogreader.render.layout.lines import Line

# Select Graphic Rendition (ECMA-48, 8.3.117): attributes and the sixteen colours alone, to which every terminal's own
# theme gives a readable value.
_SGR = {
    "heading1": "1;35",
    "heading2": "1;36",
    "heading3": "1;36",
    "heading4": "1",
    "heading5": "1",
    "heading6": "1",
    "quote": "3",
    "quote.bar": "90",
    "callout.note": "34",
    "callout.tip": "32",
    "callout.important": "35",
    "callout.warning": "33",
    "callout.caution": "31",
    "strong": "1",
    "emphasis": "3",
    "strike": "9",
    "code": "36",
    "math": "36",
    "link": "4;34",
    "image": "35",
    "footnote": "34",
    "code.keyword": "35",
    "code.name": "34",
    "code.string": "32",
    "code.number": "33",
    "code.comment": "90",
    "code.operator": "",
    "code.plain": "",
    "code.inserted": "32",
    "code.deleted": "31",
    "code.heading": "1;36",
    "code.prompt": "90",
    "code.output": "",
    "code.cut": "90",
    "marker": "36",
    "rule": "90",
    "table.border": "90",
    "table.header": "1",
    "table.label": "90",
    "term": "1",
}


def to_plain(lines: Iterable[Line]) -> str:
    r"""Return lines as text, without trailing blanks; every line ends with `\n`."""
    return "".join([line.text.rstrip() + "\n" for line in lines])


def to_ansi(lines: Iterable[Line]) -> str:
    """Return lines as text for a terminal with sixteen colours; every line ends with a reset."""
    out: list[str] = []
    for line in lines:
        now = ""
        for span in line.spans:
            look = sgr(span.roles)
            if look != now and not (span.text.isspace() and not now):
                out.append(f"\x1b[0;{look}m" if look and now else f"\x1b[{look or '0'}m")
                now = look
            out.append(span.text)
        out.append("\x1b[0m\n" if now else "\n")
    return "".join(out)


@lru_cache(maxsize=512)
def sgr(roles: tuple[str, ...]) -> str:
    """Return the SGR parameters for a span's roles, the last colour winning; empty for plain text."""
    attributes: dict[str, None] = {}
    colour = ""
    for role in roles:
        for parameter in _SGR.get(role, "").split(";"):
            if len(parameter) > 1:
                colour = parameter
            elif parameter:
                attributes[parameter] = None
    return ";".join([*attributes, *([colour] if colour else [])])
