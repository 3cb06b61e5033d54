"""Makes addresses in Markdown absolute, except in code, and collects those of pictures."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import quote

from blogreader.extract.elements.media import absolute
from blogreader.extract.formats.markdown_blocks import code_lines
from blogreader.extract.lazy_patterns import lazily

_CODE_SPAN = lazily(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
# An inline link or image, without its text, so that images inside links work, too.
_INLINE = lazily(
    r"(\]\()(<[^<>\n]*+>|[^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*+)"
    r"(?=[ \t\n]*+(?:(?:\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|\((?:[^()\\\n]|\\.)*+\))[ \t\n]*+)?\))"
)
# An image: inline, by reference, or as HTML.
_IMAGE = lazily(
    r"!\[((?:[^\[\]\\]|\\.)*+)\](?:\((?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))|\[([^\[\]\n]*+)\])?"
    r"|<img\b[^<>]*?\bsrc\s*=\s*([\"'])(.*?)\5",
    re.IGNORECASE,
)
_REFERENCE = lazily(r"^([ ]{0,3}\[(?!\^)(?:[^\]\\\n]|\\.)+\]:[ \t]*)(<[^<>\n]*>|\S+)", re.MULTILINE)
_HTML_ADDRESS = lazily(r"(<(?:a|img)\b[^<>]*?\b(?:href|src)\s*=\s*)([\"'])(.*?)\2", re.IGNORECASE)
_DATA = "data:image/"
_DATA_SAFE = ":;,/+=%.-_~"


def _drawn(text: str) -> frozenset[str]:
    """Return the shown addresses that contain pictures themselves; links to such lead nowhere."""
    if _DATA not in text:
        return frozenset()
    return frozenset(address for address in _images(text) if address.startswith(_DATA))


def with_addresses(lines: list[str], url: str) -> tuple[str, tuple[str, ...]]:
    """Return Markdown with absolute addresses outside of code, and the addresses of its pictures in order."""
    drawn = _drawn("\n".join(lines))

    @cache
    def target(address: str) -> str:
        return _target(address, url, drawn)

    kept: list[str] = []
    out: list[str] = []
    prose: list[str] = []

    def flush() -> None:
        if prose:
            out.append(_rewritten("\n".join(prose), target, kept))
            prose.clear()

    is_code = code_lines(lines)
    for number, line in enumerate(lines):
        if number in is_code:
            flush()
            out.append(line)
        else:
            prose.append(line)
            if not line.strip():
                flush()
    flush()
    return "\n".join(out).strip("\n"), tuple(dict.fromkeys(_images("\n".join(kept))))


def _rewritten(text: str, target: Callable[[str], str], kept: list[str]) -> str:
    if "`" not in text:
        text = _addressed(text, target)
        kept.append(text)
        return text
    pieces: list[str] = []
    position = 0
    for code in _CODE_SPAN.finditer(text):
        pieces.extend((text[position : code.start()], code[0]))
        position = code.end()
    pieces.append(text[position:])
    for number in range(0, len(pieces), 2):
        pieces[number] = _addressed(pieces[number], target)
        kept.append(pieces[number])
    return "".join(pieces)


def _images(text: str) -> Iterator[str]:
    """Yield the addresses of the images in a text without code, in order."""
    found = _REFERENCE.finditer(text) if "]:" in text else ()
    targets = {match[1].strip()[1:-2].casefold(): match[2].strip("<>") for match in found}
    for match in _IMAGE.finditer(text):
        alternative, pointed, bare, label, _, source = match.groups()
        address = pointed or bare or source or targets.get((label or alternative or "").casefold(), "")
        if address.startswith(("http", "file:///", _DATA)):
            yield address


def _addressed(text: str, target: Callable[[str], str]) -> str:
    if "](" in text:
        text = _INLINE.sub(lambda match: match[1] + target(match[2]), text)
    if "]:" in text:
        text = _REFERENCE.sub(lambda match: match[1] + target(match[2]), text)
    if "<" in text:
        text = _HTML_ADDRESS.sub(lambda match: f"{match[1]}{match[2]}{target(match[3])}{match[2]}", text)
    return text


def _target(address: str, url: str, drawn: frozenset[str]) -> str:
    """Return the absolute address, or an embedded picture as it is; empty if it can't be opened."""
    bare = address[1:-1] if address.startswith("<") else address
    if bare in drawn:
        return quote(bare, safe=_DATA_SAFE)
    return (absolute(bare, url) or "").replace("(", "%28").replace(")", "%29")
