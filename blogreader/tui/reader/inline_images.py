"""A sheet whose pictures are shown below their captions, when they are wanted."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from blogreader.tui.messages import TerminalSequence
from blogreader.tui.reader.text_search import SearchedSheet

if TYPE_CHECKING:
    from blogreader.render import Block
    from blogreader.render.layout.virtual_document import Position
    from blogreader.tui.terminal.image_strips import Picture

_BESIDE = 3
"""Rows that are left for the caption and some text."""


class Room(NamedTuple):
    """What there is for a picture."""

    columns: int
    rows: int
    background: tuple[int, int, int]


class PicturedSheet(SearchedSheet, inherit_bindings=False):
    """Each picture takes rows of its own, as long as it is shown."""

    class PicturesWanted(Message):
        """Pictures are to be shown: the blocks that they stand in, with their addresses."""

        def __init__(self, addresses: dict[int, str], *, seen: bool = False) -> None:
            super().__init__()
            self.addresses = addresses
            self.seen = seen
            """Its reader saw before where the one picture that is wanted comes from."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._pictures: dict[int, Picture] = {}
        self._addresses: dict[int, str] = {}
        self._room: Room | None = None

    # Actions

    def action_pictures(self) -> None:
        """Show all pictures, or none."""
        if self._pictures:
            self.drop_pictures()
        else:
            self.post_message(self.PicturesWanted(self._all_addresses()))

    # Helpers

    def toggle_picture(self, block: int, url: str, *, seen: bool) -> None:
        """Show the picture of a block, or fold it again."""
        if self._addresses.get(block) == url:
            self._drop(block)
            self.repaint()
        else:
            self.post_message(self.PicturesWanted({block: url}, seen=seen))

    @property
    def room(self) -> Room:
        """What there is for a picture now."""
        background = self.background_colors[1]
        return Room(self.text_width, max(self.size.height - _BESIDE, 1), background.rgb)

    def put_picture(self, block: int, url: str, picture: "Picture") -> None:
        """Show a picture below the lines of its block."""
        if self.galley is None or block >= len(self.galley.blocks):
            return
        self._drop(block)
        self._room = self.room
        # What was sent to the terminal once is not kept: it is most of a picture's memory.
        self._pictures[block] = replace(picture, transmission="")
        self._addresses[block] = url
        self.galley.reserve(block, len(picture.strips))
        self.repaint()

    def drop_pictures(self) -> None:
        """Fold all pictures."""
        for block in [*self._pictures]:
            self._drop(block)
        self.repaint()

    def laid_out(self) -> None:
        """Fit the pictures into another width."""
        super().laid_out()
        if self._pictures and self._room and self._room.columns != self.room.columns:
            wanted = {**self._addresses}
            self.drop_pictures()
            self.post_message(self.PicturesWanted(wanted))

    def picture_at(self, position: "Position") -> Strip | None:
        """Return the part of a picture that stands at a row."""
        picture = self._pictures.get(position.block)
        first = self.galley.reserved_from(position.block) if picture and self.galley else None
        if picture is None or first is None or not 0 <= position.row - first < len(picture.strips):
            return None
        strip = picture.strips[position.row - first]
        return Strip([Segment(" " * self.margin, self._painter.style(())), *strip], self.margin + strip.cell_length)

    def _drop(self, block: int) -> None:
        picture = self._pictures.pop(block, None)
        self._addresses.pop(block, None)
        if picture is None:
            return
        if self.galley and block < len(self.galley.blocks):
            self.galley.reserve(block, 0)
        if picture.deletion:
            self.post_message(TerminalSequence(picture.deletion))

    def _all_addresses(self) -> dict[int, str]:
        from blogreader.render import Image
        from blogreader.render.document.to_plain_text import holds, within

        found: dict[int, str] = {}
        for number, block in enumerate(self.galley.blocks if self.galley else ()):
            for _, image in within(block, _is_image) if holds(block, _is_image) else ():
                if isinstance(image, Image):
                    found.setdefault(number, image.url)
        return found


def _is_image(block: "Block") -> bool:
    from blogreader.render import Image

    return isinstance(block, Image)
