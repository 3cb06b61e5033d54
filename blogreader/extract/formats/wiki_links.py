"""Converts notebooks' links (Obsidian, Foam, Logseq): `[[Note]]`, `![[picture.png]]`; removes `%%` comments."""

import re
from collections.abc import Callable
from urllib.parse import quote

from blogreader.extract.formats.shortcodes import outside_code
from blogreader.extract.lazy_patterns import lazily

_LINK = lazily(
    r"(?<!\\)(!?)\[\[(?![ \t])([^\[\]|#^\n]*+)(?:#([^\[\]|^\n]*+))?+(?:\^[^\[\]|\n]*+)?+(?:\|([^\[\]\n]*+))?+\]\](?!\()"
)
_COMMENT = lazily("%%")
_BLOCK_NAME = lazily(r"(?:(?<=[ \t])|^)\^[A-Za-z0-9-]{1,60}[ \t]*+$", re.MULTILINE)
_MARKED = lazily(r"==(?=[^\s=])([^=\n]*[^\s=])==")
_SIGNS = ("[[", "%%", "==", " ^", "\n^")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".avif", ".svg")
_SIZE = lazily(r"\d+(?:x\d+)?")
_NO_SLUG = lazily(r"[^\w\- ]")


def is_needed(text: str) -> bool:
    """Return whether a text may contain such links, or anything else that only a notebook's program shows."""
    return any(sign in text for sign in _SIGNS)


def with_links(text: str, find: Callable[[str], str | None], *, is_notebook: bool) -> str:
    """Return the Markdown of a note with its links converted.

    `find` returns the address of a linked file, relative to the note. Outside of notebooks, brackets are literal unless
    one of them names a file.
    """
    found: dict[str, str | None] = {}
    for match in _LINK.finditer(text):
        name = match[2].rstrip("\\").strip()
        if name and name not in found:
            found[name] = find(name)
    if not is_notebook and not any(found.values()):
        return text

    def linked(match: re.Match[str]) -> str:
        name, heading = match[2].rstrip("\\").strip(), (match[3] or "").rstrip("\\").strip()
        label = (match[4] or "").strip()
        if not name and not heading:
            return match[0]
        address = found.get(name) if name else ""
        if match[1] and name.lower().endswith(_PICTURES):
            alternative = "" if _SIZE.fullmatch(label) else label
            return f"![{alternative or name}]({address})" if address else alternative or name
        said = label or (f"{name} > {heading}" if name and heading else name or heading)
        if address is None:
            return said
        place = f"#{quote(_NO_SLUG.sub('', heading.lower()).replace(' ', '-'))}" if heading else ""
        return f"[{said}]({address}{place})"

    def reduced(part: str) -> str:
        if is_notebook:
            part = _MARKED.sub(r"<mark>\1</mark>", _BLOCK_NAME.sub("", _without_comments(part)))
        return _LINK.sub(linked, part)

    return outside_code(text, reduced)


def _without_comments(text: str) -> str:
    """Return a text without comments between two `%%`; unclosed ones stay."""
    parts = _COMMENT.split(text)
    if len(parts) % 2 == 0:
        parts[-2:] = [f"{parts[-2]}%%{parts[-1]}"]
    return "".join(parts[::2])
