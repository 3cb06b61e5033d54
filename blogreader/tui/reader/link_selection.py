"""Selection of links by Tab, by hint letters or by mouse, before they are followed."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogreader.render import Line
    from blogreader.render.layout.links import Link
    from blogreader.render.layout.marks import Mark
    from blogreader.render.layout.virtual_document import Position, VirtualDocument

_LETTERS = "fjdkslahgrueiwotyvncmbpqxz"
"""The letters of hints, home row first."""


class LinkSelection:
    """The selected link, and the hints over visible links while one is chosen by typing."""

    def __init__(self) -> None:
        self.link: Link | None = None
        """The selected link."""
        self.hints: dict[str, Link] = {}
        """The links that can still be chosen, by their whole hints."""
        self._typed = ""

    @property
    def is_asking(self) -> bool:
        """Whether the next letters choose a link."""
        return bool(self.hints)

    def ask(self, links: "Sequence[Link]") -> None:
        """Show hints on links, to choose one by typing: on as many as two letters can name."""
        self._typed = ""
        self.hints = dict(zip(labels(len(links)), links, strict=False))

    def type(self, character: str | None) -> "Link | None":
        """Take a letter of a hint; return the link after the last letter. Any other key hides the hints."""
        typed = self._typed + (character or "")
        left = {label: link for label, link in self.hints.items() if character and label.startswith(typed)}
        self.hints, self._typed = (left, typed) if typed not in left else ({}, "")
        return left.get(typed)

    def stop_asking(self) -> None:
        """Hide the hints."""
        self.hints = {}

    def hints_in(self, row: "Position") -> "Iterator[tuple[Link, str]]":
        """Yield the links of a row that have hints, with the letters still to be typed."""
        for label, link in self.hints.items():
            if (link.block, link.row) == (row.block, row.row):
                yield link, label[len(self._typed) :]

    def marks(self, block: int) -> "tuple[Mark, ...]":
        """Return the mark of the selected link, if it is in a block."""
        return (self.link.mark,) if self.link and self.link.block == block else ()

    def step(self, links: "Sequence[Link]", step: int) -> "Link | None":
        """Return the next (1) or previous (-1) visible link; None if it is beyond the window.

        Without a selected link in view, the way down begins with the first visible one, and the way up above it.
        """
        if self.link in links:
            at = links.index(self.link) + step
            return links[at] if 0 <= at < len(links) else None
        return links[0] if links and step > 0 else None

    def is_in(self, rows: "Sequence[tuple[Position, Line]]") -> bool:
        """Return whether the selected link begins in these rows."""
        link = self.link
        return link is not None and any((at.block, at.row) == (link.block, link.row) for at, _ in rows)

    def found_again(self, document: "VirtualDocument") -> "Link | None":
        """Return the selected link with its position after a new layout."""
        from blogreader.render.layout.links import links_of

        if (link := self.link) is None:
            return None
        links = links_of(link.block, document.rows(link.block))
        return next((one for one in links if (one.start, one.href) == (link.start, link.href)), None)


def links_in(document: "VirtualDocument", rows: "Sequence[tuple[Position, Line]]") -> "list[Link]":
    """Return the links that begin in these rows, in the order of the text."""
    from blogreader.render.layout.links import links_of

    seen = {(position.block, position.row) for position, _ in rows}
    return [
        link
        for block in dict.fromkeys(block for block, _ in sorted(seen))
        for link in links_of(block, document.rows(block))
        if (link.block, link.row) in seen
    ]


def link_beyond(document: "VirtualDocument", edge: "Position", step: int) -> "Link | None":
    """Return the nearest link below (1) or above (-1) a row, in the parsed part of the text."""
    from blogreader.render.layout.links import links_of, may_have_links

    for block in range(edge.block, len(document.blocks)) if step > 0 else range(edge.block, -1, -1):
        if may_have_links(document.blocks[block]):
            beyond = [link for link in links_of(block, document.rows(block)) if _is_beyond(link, edge, step)]
            if beyond:
                return beyond[0] if step > 0 else beyond[-1]
    return None


def link_to(document: "VirtualDocument", block: int, href: str) -> "Link | None":
    """Return the link in a block that leads to an address."""
    from blogreader.render.layout.links import links_of

    return next((one for one in links_of(block, document.rows(block)) if one.href == href), None)


def link_at(document: "VirtualDocument", row: "Position", column: int) -> "Link | None":
    """Return the link at a cell of a row's text."""
    from blogreader.render.layout.links import links_on

    return next(
        (link for link, start, end in links_on(row.block, document.rows(row.block), row.row) if start <= column < end),
        None,
    )


def labels(count: int) -> list[str]:
    """Return `count` hints of one or two letters, none of which begins another; fewer if there are no more."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    firsts = min(-(-(count - len(_LETTERS)) // (len(_LETTERS) - 1)), len(_LETTERS))
    words = [*_LETTERS[firsts:], *(first + second for first in _LETTERS[:firsts] for second in _LETTERS)]
    return words[:count]


def _is_beyond(link: "Link", edge: "Position", step: int) -> bool:
    here, there = (link.block, link.row), (edge.block, edge.row)
    return here > there if step > 0 else here < there
