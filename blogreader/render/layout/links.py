"""The links of laid-out rows, as their reader meets them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from blogreader.cell_text import cells
from blogreader.render.blocks import Block, Footnotes, Html, Image, Inline, Table, children
from blogreader.render.document.to_plain_text import holds
from blogreader.render.layout.lines import Line
from blogreader.render.layout.marks import Mark

# What the Markdown of every link has one of: brackets, raw HTML, an address, or one written with escapes.
_SIGNS = ("]", "<", "://", "&", "\\")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands in laid-out text, over as many rows as it takes."""

    block: int
    start: int
    """In the block's plain text; -1 for decoration: the way back of a footnote, a picture that has no words."""
    end: int
    href: str
    text: str
    row: int
    """The first row of the block that shows it."""
    column: int
    """Cells from the beginning of that row."""
    image: bool
    """Whether it is a picture."""

    @property
    def mark(self) -> Mark:
        """What shows that it is the one at hand."""
        return Mark(self.start, self.end, "link.current", self.href if self.start < 0 else None)


def links_of(block: int, rows: Sequence[Line]) -> list[Link]:
    """Return the links of a block's rows, in the order of the text."""
    found: list[Link] = []
    open_links: dict[tuple[str, int], tuple[int, int]] = {}  # address and end -> which link, and its last row
    for number, line in enumerate(rows):
        column = 0
        for span in line.spans:
            if span.href:
                last = found[-1] if found else None
                offset = -1 if span.offset is None else span.offset
                end = offset + len(span.text) if offset >= 0 else -1
                index = _continued(open_links, span.href, offset, number)
                if index is not None:
                    begun = found[index]
                    joined = begun.text + " " * (offset - begun.end) + span.text
                    found[index] = replace(begun, end=end, text=joined)
                elif offset >= 0 or not (last and last.href == span.href):
                    if last and last.start < 0 and last.href == span.href:
                        found.pop()  # the mark before a picture's words
                    index = len(found)
                    found.append(Link(block, offset, end, span.href, span.text, number, column, "image" in span.roles))
                if index is not None:
                    open_links[span.href, end] = index, number
            column += cells(span.text)
    return found


def _continued(open_links: Mapping[tuple[str, int], tuple[int, int]], href: str, offset: int, row: int) -> int | None:
    """Return the link that goes on at an offset; in a table, links of other cells stand between its rows."""
    if (href, offset) in open_links:
        return open_links[href, offset][0] if offset >= 0 else None
    # The blank at which a link was wrapped belongs to no row; one within a row divides two links.
    index, last = open_links.get((href, offset - 1), (None, row))
    return index if last < row and offset > 0 else None


def links_on(block: int, rows: Sequence[Line], row: int) -> Iterator[tuple[Link, int, int]]:
    """Return the links on one row of a block, with the cells at which each begins and ends there."""
    links = links_of(block, rows)
    column = 0
    for span in rows[row].spans:
        end = column + cells(span.text)
        if span.href:
            offset = span.offset
            for link in links:
                if link.href == span.href and (offset is None or link.start <= offset < link.end):
                    yield link, column, end
                    break
        column = end


def may_have_links(block: Block) -> bool:
    """Return whether there may be a link in a block, without parsing its text."""
    return holds(block, lambda one: isinstance(one, Image | Footnotes)) or any(
        sign in inline.source for inline in _inlines(block) for sign in _SIGNS
    )


def _inlines(block: Block) -> Iterator[Inline]:
    if isinstance(block, Table):
        yield from block.header  # a part that goes on with a table may say its labels again
    elif isinstance(block, Html):
        yield Inline(block.text)
    for part in children(block):
        if isinstance(part, Inline):
            yield part
        else:
            yield from _inlines(part)
