"""The blocks of a document: what Markdown says, before it has a width."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What inline text needs to know of its document; compared by identity."""

    references: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Definitions of reference links, as markdown-it keeps them: label -> href, title."""
    footnotes: Mapping[str, int] = field(default_factory=dict)
    """Label -> number, counted from 1 in the order in which the text refers to them."""
    base: str | None = None
    """The document's own address, against which relative links resolve."""


@dataclass(frozen=True, slots=True)
class Inline:
    """Inline Markdown that is parsed when it is looked at (`inline.runs`): most of a long document never is."""

    source: str
    context: Context | None = field(default=None, compare=False, repr=False)
    """None: the source is literal text, not Markdown."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of inline text that looks the same throughout."""

    text: str
    roles: tuple[str, ...] = ()
    """Outermost first: emphasis, strong, strike, code, math, image, footnote, link."""
    href: str | None = None
    """An `http` or `https` address, or a `#fragment`."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, level 1 to 6."""

    level: int
    content: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    content: Inline
    continues: bool = False
    """A very long one is cut into several blocks; this one goes on with the one before."""
    role: str = ""
    """How it looks besides, where a screen says something of its own; empty in what is parsed."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; `task` says whether a task is done, None when it is not a task."""

    task: bool | None
    blocks: "tuple[Block, ...]"
    continues: bool = False
    """A very long item goes on in the next block of its list, without a marker: always the first item there."""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; `tight` ones have no blank line between their items."""

    ordered: bool
    start: int
    items: tuple[ListItem, ...]
    tight: bool = True
    continues: bool = False
    """A very long list is cut into several blocks; this one goes on with the one before."""
    last: int | None = None
    """The number of the last item of the whole list, when that is not in this block: markers are as wide everywhere."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, or a callout (`> [!NOTE]`)."""

    blocks: "tuple[Block, ...]"
    callout: str | None = None
    """note, tip, important, warning or caution."""
    title: Inline | None = None
    """A callout's own title; None: the name of its kind."""
    continues: bool = False
    """A very long quotation is cut into several blocks; this one goes on with the one before."""


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code, to the letter, without the last line break."""

    text: str
    language: str = ""
    continues: bool = False
    """A long listing is cut into several blocks; this one goes on with the one before."""
    whole: str = field(default="", repr=False)
    """The whole listing that this is a part of: what is copied and what is highlighted; empty: it is all there is."""
    start: int = 0
    """Where in the whole listing this part begins."""
    colours: tuple[tuple[int, int, str], ...] = field(default=(), repr=False)
    """Start, end and role of all its pieces, where they are known without a language."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Rows that the widths of a table's columns are taken from; compared by identity, for widths are kept by it."""

    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; rows are as long as the header."""

    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    alignments: tuple[str, ...]
    """`left`, `right` or `center`, one a column."""
    continues: bool = False
    """A very long table is cut into several blocks; this one goes on with the one before, without its header."""
    sample: Sample | None = field(default=None, compare=False, repr=False)
    """What the widths of the columns are taken from, the same for all parts of a table; None: its own rows."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that stands alone."""

    alt: str
    url: str
    """Resolved against the document's address where that is known; else as the document has it, cleaned."""
    caption: str = ""
    link: str | None = None
    """Where the picture leads, when it is a link; an `http` or `https` address, or a `#fragment`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class FootnoteDefinition:
    """One footnote; references to it lead to `#fn-<number>`."""

    number: int
    blocks: "tuple[Block, ...]"
    referred: bool = True
    """Whether the text refers to it: there is a way back."""


@dataclass(frozen=True, slots=True)
class Footnotes:
    """All footnotes of a document, in the order of their numbers; its last block."""

    definitions: tuple[FootnoteDefinition, ...]
    continues: bool = False
    """Very many are cut into several blocks; this one goes on with the one before."""


@dataclass(frozen=True, slots=True)
class Definition:
    """Terms that share their definitions."""

    terms: tuple[Inline, ...]
    definitions: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms with what they mean."""

    items: tuple[Definition, ...]
    continues: bool = False
    """A very long list is cut into several blocks; this one goes on with the one before."""


@dataclass(frozen=True, slots=True)
class Details:
    """A disclosure (`<details>`), shown open."""

    summary: Inline
    blocks: "tuple[Block, ...]"
    continues: bool = False
    """A very long one is cut into several blocks; this one goes on with the one before, without its summary."""


@dataclass(frozen=True, slots=True)
class Math:
    """A displayed formula, as TeX source."""

    text: str


@dataclass(frozen=True, slots=True)
class Html:
    """A block of raw HTML, reduced to its text."""

    text: str
    continues: bool = False
    """A very long one is cut into several blocks; this one goes on with the one before."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | ListBlock
    | Quote
    | Code
    | Table
    | Image
    | Rule
    | Footnotes
    | DefinitionList
    | Details
    | Math
    | Html
)


def children(block: Block) -> Iterator[Inline | Block]:  # noqa: PLR0912 - a case a kind
    """Return the inline texts and blocks directly in a block; one character stands between two in its plain text."""
    match block:
        case Heading(content=content) | Paragraph(content=content):
            yield content
        case ListBlock(items=items):
            for item in items:
                yield from item.blocks
        case Quote(blocks=blocks, title=title):
            yield from (title,) if title else ()
            yield from blocks
        case Table(header=header, rows=rows, continues=continues):
            for row in rows if continues else (header, *rows):
                yield from row
        case Footnotes(definitions=definitions):
            for definition in definitions:
                yield from definition.blocks
        case DefinitionList(items=entries):
            for entry in entries:
                yield from entry.terms
                for meaning in entry.definitions:
                    yield from meaning
        case Details(summary=summary, blocks=blocks, continues=continues):
            yield from () if continues else (summary,)
            yield from blocks
        case _:
            return
