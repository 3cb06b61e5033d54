"""Pictures that are shown below their captions, in rows of their own."""

from typing import TYPE_CHECKING, NamedTuple

from blogreader.records import replace

if TYPE_CHECKING:
    from textual.strip import Strip

    from blogreader.render import Block
    from blogreader.render.layout.virtual_document import Position, VirtualDocument
    from blogreader.tui.terminal.image_strips import Picture


class Room(NamedTuple):
    """The space and format for a picture."""

    columns: int
    rows: int
    background: tuple[int, int, int]


class InlineImages:
    """The shown pictures of one document, by the numbers of their blocks."""

    def __init__(self) -> None:
        self.pictures: dict[int, Picture] = {}
        self.addresses: dict[int, str] = {}
        self._room: Room | None = None

    def shows(self, block: int, url: str) -> bool:
        """Return whether a block shows this picture."""
        return self.addresses.get(block) == url

    def is_outgrown(self, room: Room) -> bool:
        """Return whether the pictures were made for another width."""
        return bool(self.pictures) and self._room is not None and self._room.columns != room.columns

    def put(self, document: "VirtualDocument", block: int, url: str, picture: "Picture", room: Room) -> str:
        """Show a picture below the lines of its block; return the sequence that removes the previous one."""
        deletion = self.drop(document, block)
        self._room = room
        # The transmission, most of a picture's memory, is sent once and not kept.
        self.pictures[block] = replace(picture, transmission="")
        self.addresses[block] = url
        document.reserve(block, len(picture.strips))
        return deletion

    def drop(self, document: "VirtualDocument | None", block: int) -> str:
        """Remove the picture of a block; return the sequence for the terminal."""
        picture = self.pictures.pop(block, None)
        self.addresses.pop(block, None)
        if picture is None:
            return ""
        if document:
            document.reserve(block, 0)
        return picture.deletion

    def drop_all(self, document: "VirtualDocument | None") -> str:
        """Remove all pictures; return the sequence for the terminal."""
        return "".join([self.drop(document, block) for block in [*self.pictures]])

    def strip_at(self, document: "VirtualDocument", position: "Position") -> "Strip | None":
        """Return the part of a picture at a row."""
        picture = self.pictures.get(position.block)
        first = document.reserved_from(position.block) if picture else None
        if picture is None or first is None or not 0 <= position.row - first < len(picture.strips):
            return None
        return picture.strips[position.row - first]


def image_addresses(document: "VirtualDocument") -> dict[int, str]:
    """Return the address of the first picture of each block that has any, by block."""
    from blogreader.render import Image
    from blogreader.render.document.to_plain_text import holds, within

    found: dict[int, str] = {}
    for number, block in enumerate(document.blocks):
        for _, image in within(block, _is_image) if holds(block, _is_image) else ():
            if isinstance(image, Image):
                found.setdefault(number, image.url)
    return found


def _is_image(block: "Block") -> bool:
    from blogreader.render import Image

    return isinstance(block, Image)
