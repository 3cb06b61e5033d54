"""Where the links of a document lead, and the addresses that stand in its text as they are."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from blogreader.render.blocks import Run
from blogreader.text import clean
from blogreader.urls import openable

_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'`]+")
_TRAILING = ".,:;!?*_~'\""


def link_to(address: str, base: str | None = None) -> str | None:
    """Give where a link leads when it may be followed: an openable address, or a fragment of this document.

    `base` is the document's own address, against which relative ones are resolved.
    """
    address = clean(address).strip()
    if address.startswith("#"):
        return address if len(address) > 1 else None
    opened = resolved(address, base)
    if opened and base and "#" in opened:
        page, _, fragment = opened.partition("#")
        if fragment and page == (openable(base) or "").partition("#")[0]:
            return f"#{fragment}"
    return opened


def resolved(address: str, base: str | None) -> str | None:
    """Give the openable address that a document means; None when there is none."""
    address = clean(address).strip()
    if base and address:
        try:
            address = urljoin(base, address)
        except ValueError:
            return None
    return openable(address)


def linked(pieces: list[Run]) -> Iterable[Run]:
    """Make links of the addresses that stand in the text as they are."""
    for run in pieces:
        if "://" not in run.text or run.href or "code" in run.roles or "math" in run.roles:
            yield run
            continue
        position = 0
        for match in _ADDRESS.finditer(run.text):
            address = _bare(match.group())
            href = openable(address)
            if href is None:
                continue
            if position < match.start():
                yield Run(run.text[position : match.start()], run.roles)
            yield Run(address, (*run.roles, "link"), href)
            position = match.start() + len(address)
        if position < len(run.text):
            yield Run(run.text[position:], run.roles)


def _bare(address: str) -> str:
    """Take off what ends the sentence and not the address (GFM, extended autolinks)."""
    while address:
        stripped = address.rstrip(_TRAILING)
        if stripped.endswith(")") and stripped.count(")") > stripped.count("("):
            stripped = stripped[:-1]
        if stripped == address:
            break
        address = stripped
    return address
