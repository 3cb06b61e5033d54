"""Targets of links, and bare addresses in text."""

import re
from urllib.parse import urljoin

from blogreader.text import clean
from blogreader.urls import local_file, openable

# Ends where a sentence of Chinese or Japanese does, for want of blanks, and before a bracket that it did not open.
_ADDRESS = re.compile(
    r"""https?://(?:
        \\[!-/:-@\[-`{-~] | \$(?![^\s$]*\$) | \[[\w.-]*\](?!\()
        | [^\s<>"'`$\\\[\]\u2018-\u201f\u3000-\u3003\u3008-\u301b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]
    )++""",
    re.IGNORECASE | re.VERBOSE,
)
_TRAILING = ".,:;!?'\""


def link_to(address: str, base: str | None = None) -> str | None:
    """Return the target of a link, if it may be followed: an openable address, or a fragment of this document.

    `base` is the document's own address, against which relative ones are resolved. Of a local file others may be
    named too.
    """
    address = clean(address).strip()
    if address.startswith("#"):
        return address if len(address) > 1 else None
    opened = resolved(address, base)
    if opened and base and "#" in opened:
        page, _, fragment = opened.partition("#")
        if page == (openable(base) or local_file(base) or "").partition("#")[0]:
            return f"#{fragment}"
    return opened


def resolved(address: str, base: str | None) -> str | None:
    """Return the openable address of a link in the document, or the file for a local one; None if there is none."""
    address = clean(address).strip()
    if base and address:
        try:
            address = urljoin(base, address)
        except ValueError:
            return None
    return openable(address) or (local_file(address) if base and base.startswith("file:") else None)


def bare_address(text: str, start: int, ends: str = "") -> tuple[str, int] | None:
    """Return the address that begins at an offset in Markdown, and its end; None if it can't be opened.

    `ends` are the marks of emphasis that is open: what ends it is no part of the address, as little as what ends a
    sentence (GFM, extended autolinks).
    """
    from markdown_it.common.utils import unescapeAll

    found = _ADDRESS.match(text, start)
    written = found[0] if found else ""
    if closing := ends.replace("_", ""):  # which closes nothing inside a word
        outside = re.match(rf"(?:\\.|[^\\{re.escape(closing)}])*", written)
        written = outside[0] if outside else ""
    while written:
        stripped = written.rstrip(_TRAILING + ends)
        if stripped.endswith(")") and stripped.count(")") > stripped.count("("):
            stripped = stripped[:-1]
        if stripped == written:
            break
        written = stripped.removesuffix("\\")  # from an escaped character
    address = unescapeAll(written)
    return (address, start + len(written)) if openable(address) else None
