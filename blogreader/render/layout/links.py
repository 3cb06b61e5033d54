"""The links in laid-out rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from blogreader.cell_text import cells
from blogreader.render.blocks import Block, Footnotes, Html, Image, Inline, Table, children
from blogreader.render.document.to_plain_text import holds
from blogreader.render.layout.lines import Line
from blogreader.render.layout.marks import Mark

# Every link contains one of these in Markdown: brackets, raw HTML, an address, or an escaped one.
_SIGNS = ("]", "<", "://", "&", "\\")


@dataclass(frozen=True, slots=True)
class Link:
    """A link in laid-out text, over one or more rows."""

    block: int
    start: int
    """Offset in the block's plain text; -1 for decoration: the way back of a footnote, a picture without words."""
    end: int
    href: str
    text: str
    row: int
    """The first row of the block that shows it."""
    column: int
    """Its first cell in that row."""
    image: bool
    """Whether it is a picture."""

    @property
    def mark(self) -> Mark:
        """The mark that shows it as selected."""
        return Mark(self.start, self.end, "link.current", self.href if self.start < 0 else None)


def links_of(block: int, rows: Sequence[Line]) -> list[Link]:
    """Return the links in a block's rows, in the order of the text."""
    found: list[Link] = []
    open_links: dict[tuple[str, int], tuple[int, int]] = {}  # address and end -> index of the link, and its last row
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
                        found.pop()  # the mark before the words of a picture
                    index = len(found)
                    found.append(Link(block, offset, end, span.href, span.text, number, column, "image" in span.roles))
                if index is not None:
                    open_links[span.href, end] = index, number
            column += cells(span.text)
    return found


def _continued(open_links: Mapping[tuple[str, int], tuple[int, int]], href: str, offset: int, row: int) -> int | None:
    """Return the link that continues at an offset; in a table, links of other cells come between its rows."""
    if (href, offset) in open_links:
        return open_links[href, offset][0] if offset >= 0 else None
    # The blank at which a link was wrapped is on no row; one inside a row separates two links.
    index, last = open_links.get((href, offset - 1), (None, row))
    return index if last < row and offset > 0 else None


def links_on(block: int, rows: Sequence[Line], row: int) -> Iterator[tuple[Link, int, int]]:
    """Return the links on one row of a block, each with its first and last cell."""
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
    """Return whether a block may contain a link, without parsing its text."""
    return holds(block, lambda one: isinstance(one, Image | Footnotes)) or any(
        sign in inline.source for inline in _inlines(block) for sign in _SIGNS
    )


def _inlines(block: Block) -> Iterator[Inline]:
    if isinstance(block, Table):
        yield from block.header  # a part that continues a table may repeat its labels
    elif isinstance(block, Html):
        yield Inline(block.text)
    for part in children(block):
        if isinstance(part, Inline):
            yield part
        else:
            yield from _inlines(part)
