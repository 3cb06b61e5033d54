"""A sheet whose links can be reached: by Tab, by hints, by the mouse; one of them is at hand."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from blogreader.tui.reader.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogreader.render import Line
    from blogreader.render.layout.links import Link
    from blogreader.render.layout.marks import Mark
    from blogreader.render.layout.virtual_document import Position

_LETTERS = "fjdkslahgrueiwotyvncmbpqxz"
"""Of hints, those under the resting fingers first."""


class LinkedSheet(Sheet, inherit_bindings=False):
    """Links are selected first, so that their reader sees where they lead, and followed then."""

    link: var["Link | None"] = var(None, init=False)
    """The link at hand."""

    class Followed(Message):
        """Where a link leads is wanted; `seen`: where that is was on the screen before."""

        def __init__(self, link: "Link", *, seen: bool) -> None:
            super().__init__()
            self.link = link
            self.seen = seen

    class NoLink(Message):
        """A link was wanted where there is none; `where`: in words."""

        def __init__(self, where: str) -> None:
            super().__init__()
            self.where = where

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._hints: dict[str, Link] = {}
        self._typed = ""
        self._settled: list[tuple[Position, Line]] = []
        self._settled_at = Size()

    @property
    def in_sight(self) -> "list[tuple[Position, Line]]":
        """The rows in sight, from the top."""
        rows = super().in_sight
        if self.size == self._settled_at:  # else the text is about to be laid out for another size
            self._settled = rows
        return rows

    def marks_of(self, block: int, first: int, last: int) -> "Sequence[Mark]":
        """Mark the link at hand."""
        link = self.link
        return (*super().marks_of(block, first, last), *((link.mark,) if link and link.block == block else ()))

    def at_hand(self) -> tuple[int, int] | None:
        """Return the block, and the offset in its text, of what stays in sight when the window changes."""
        return (self.link.block, self.link.start) if self.link else None

    def lay_out(self) -> None:
        """Lay out; what is at hand is found again where it stands now."""
        self._hints = {}
        super().lay_out()

    def stand_still(self) -> None:
        """Keep in sight what is at hand, if it was; a link stands in another row now."""
        from blogreader.render.layout.links import links_of

        at_hand, link = self.at_hand(), self.link
        held = at_hand if at_hand and shows(self._settled, *at_hand) else None
        super().stand_still()
        self._settled_at = self.size
        if held and self.galley and not shows(self.in_sight, *held):
            # Not a move: the standpoint stays where it is, and is at the top again when there is room for both.
            position = self.galley.moved(self.galley.position_of(*held), -(self.size.height // 3))
            self._position, self._rows = self.galley.clamped(position, self.size.height), None
        if link and self.galley:
            links = links_of(link.block, self.galley.rows(link.block))
            self.link = next((one for one in links if (one.start, one.href) == (link.start, link.href)), None)

    @property
    def is_asking(self) -> bool:
        """Whether the next letters choose a link."""
        return bool(self._hints)

    # Watchers

    def watch_link(self) -> None:
        """Show another link as the one at hand."""
        self.repaint()

    # Actions

    async def action_next_link(self) -> None:
        """Select the next link."""
        await self._step_link(1)

    async def action_previous_link(self) -> None:
        """Select the previous link."""
        await self._step_link(-1)

    def action_hints(self) -> None:
        """Put letters on the links in sight, to choose one by typing them."""
        links = self._links_in_sight()
        if not links:
            self.post_message(self.NoLink("in sight"))
            return
        self._typed = ""
        self._hints = dict(zip(labels(len(links)), links, strict=True))
        self.repaint(marks=False)

    def action_follow(self) -> None:
        """Go where the link at hand leads."""
        if self.link:
            self.post_message(self.Followed(self.link, seen=True))
        else:
            self.post_message(self.NoLink("at hand"))

    # Handlers

    def on_key(self, event: events.Key) -> None:
        """Take the letters of a hint; any other key puts the hints away."""
        if not self._hints:
            return
        event.stop()
        event.prevent_default()
        typed = self._typed + (event.character or "")
        left = {label: link for label, link in self._hints.items() if event.character and label.startswith(typed)}
        self._hints, self._typed = (left, typed) if typed not in left else ({}, "")
        self.repaint(marks=False)
        if typed in left:
            self.choose(left[typed])

    def moved(self) -> None:
        """Let go of a link that is out of sight."""
        self._hints = {}
        link = self.link
        if link and not any((position.block, position.row) == (link.block, link.row) for position, _ in self.in_sight):
            self.link = None

    # Helpers

    def choose(self, link: "Link") -> None:
        """Select a link and wish to follow it."""
        seen = self.link == link
        self.link = link
        self.post_message(self.Followed(link, seen=seen))

    def choose_return(self, block: int, href: str) -> None:
        """Put the way back at hand that stands behind a footnote: it shows which note was jumped to."""
        from blogreader.render.layout.links import links_of

        if self.galley:
            number = block + self.galley.head
            self.link = next((one for one in links_of(number, self.galley.rows(number)) if one.href == href), self.link)

    def link_at(self, x: int, y: int) -> "Link | None":
        """Return the link at a cell of the window."""
        from blogreader.render.layout.links import links_on

        rows = self.in_sight
        if not self.galley or not 0 <= y < len(rows):
            return None
        position = rows[y][0]
        for link, start, end in links_on(position.block, self.galley.rows(position.block), position.row):
            if start <= x - self.margin < end:
                return link
        return None

    def render_line(self, y: int) -> Strip:
        """Paint a row, with the letters of the hints over it."""
        strip = super().render_line(y)
        rows = self.in_sight
        if not self._hints or y >= len(rows):
            return strip
        position = rows[y][0]
        for label, link in self._hints.items():
            if (link.block, link.row) == (position.block, position.row):
                x, rest = self.margin + link.column, label[len(self._typed) :]
                shown = Strip([Segment(rest, self._painter.style(("text", "hint")))])
                strip = Strip.join([strip.crop(0, x), shown, strip.crop(x + len(rest), self.size.width)])
        return strip

    def _links_in_sight(self) -> "list[Link]":
        from blogreader.render.layout.links import links_of

        if not self.galley:
            return []
        seen = {(position.block, position.row) for position, _ in self.in_sight}
        return [
            link
            for block in dict.fromkeys(block for block, _ in sorted(seen))
            for link in links_of(block, self.galley.rows(block))
            if (link.block, link.row) in seen
        ]

    async def _step_link(self, step: int) -> None:
        from blogreader.render.layout.links import links_of, may_have_links

        in_sight = self._links_in_sight()
        if self.link in in_sight:
            in_sight = in_sight[in_sight.index(self.link) + 1 :] if step > 0 else in_sight[: in_sight.index(self.link)]
        elif step < 0:
            in_sight = []
        if in_sight:
            self.link = in_sight[0] if step > 0 else in_sight[-1]
            return
        galley, rows = self.galley, self.in_sight
        if galley is None or not rows:
            self.post_message(self.NoLink("here"))
            return
        edge = rows[-1][0] if step > 0 else rows[0][0]
        if step > 0 and not await self.parsed():
            return
        numbers = range(edge.block, len(galley.blocks)) if step > 0 else range(edge.block, -1, -1)
        for block in numbers:
            if may_have_links(galley.blocks[block]):
                links = links_of(block, galley.rows(block))
                beyond = [link for link in links if _beyond(link, edge, step)]
                if beyond:
                    link = beyond[0] if step > 0 else beyond[-1]
                    self.show_row(link.block, link.row)
                    self.link = link
                    return
        self.post_message(self.NoLink("below" if step > 0 else "above"))


def labels(count: int) -> list[str]:
    """Return so many words of one or two letters, none of which begins another."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    firsts = min(-(-(count - len(_LETTERS)) // (len(_LETTERS) - 1)), len(_LETTERS))
    words = [*_LETTERS[firsts:], *(first + second for first in _LETTERS[:firsts] for second in _LETTERS)]
    return words[:count]


def shows(rows: "list[tuple[Position, Line]]", block: int, offset: int) -> bool:
    """Return whether an offset of a block's text stands in rows."""
    return any(
        span.offset is not None and span.offset <= offset < span.offset + len(span.text)
        for position, line in rows
        if position.block == block
        for span in line.spans
    )


def _beyond(link: "Link", edge: "Position", step: int) -> bool:
    here, there = (link.block, link.row), (edge.block, edge.row)
    return here > there if step > 0 else here < there
