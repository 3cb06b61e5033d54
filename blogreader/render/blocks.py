"""The blocks of a document: the structure of its Markdown, before it has a width."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What inline text depends on in its document; compared by identity."""

    references: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Definitions of reference links, as markdown-it keeps them: label -> href, title."""
    footnotes: Mapping[str, int] = field(default_factory=dict)
    """Label -> number, counted from 1 in the order in which the text refers to them."""
    base: str | None = None
    """The document's own address, against which relative links resolve."""


@dataclass(frozen=True, slots=True)
class Inline:
    """Inline Markdown, parsed on demand (`inline.runs`): most of a long document never is."""

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
    """Whether it continues the previous block: a very long paragraph is split."""
    role: str = ""
    """A special look for text that a screen adds; empty in parsed documents."""
    hang: int = 0
    """The length of a label that a screen put before the text, whose lines stand below each other beside it."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; `task` says whether a task is done, None when it is not a task."""

    task: bool | None
    blocks: "tuple[Block, ...]"
    continues: bool = False
    """Whether it continues the last item of the previous block: a very long item is split. Always the first item."""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; `tight` ones have no blank line between their items."""

    ordered: bool
    start: int
    items: tuple[ListItem, ...]
    tight: bool = True
    continues: bool = False
    """Whether it continues the previous block: a very long list is split."""
    last: int | None = None
    """The number of the last item of the whole list, if it is in another block: all markers are equally wide."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, or a callout (`> [!NOTE]`)."""

    blocks: "tuple[Block, ...]"
    callout: str | None = None
    """note, tip, important, warning or caution."""
    title: Inline | None = None
    """A callout's own title; None: the name of its kind."""
    continues: bool = False
    """Whether it continues the previous block: a very long quotation is split."""


@dataclass(frozen=True, slots=True)
class Code:
    """A listing, verbatim, without the last line break."""

    text: str
    language: str = ""
    continues: bool = False
    """Whether it continues the previous block: a long listing is split."""
    whole: str = field(default="", repr=False)
    """The whole listing that this is a part of, for copying and highlighting; empty if this is the whole."""
    start: int = 0
    """Where in the whole listing this part begins."""
    colours: tuple[tuple[int, int, str], ...] = field(default=(), repr=False)
    """Start, end and role of all its pieces, where they are known without a language."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The rows that determine the column widths of a table; compared by identity, since widths are cached by it."""

    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; rows are as long as the header."""

    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    alignments: tuple[str, ...]
    """`left`, `right` or `center`, one a column."""
    continues: bool = False
    """Whether it continues the previous block, without the header: a very long table is split."""
    sample: Sample | None = field(default=None, compare=False, repr=False)
    """Shared by all parts of a split table; None: its own rows determine the widths."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a paragraph of its own."""

    alt: str
    url: str
    """Resolved against the document's address, if known; otherwise cleaned."""
    caption: str = ""
    link: str | None = None
    """The target of a picture that is a link: an `http` or `https` address, or a `#fragment`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class FootnoteDefinition:
    """One footnote; references to it lead to `#fn-<number>`."""

    number: int
    blocks: "tuple[Block, ...]"
    referred: bool = True
    """Whether the text refers to it, so that there is a way back at its end."""
    continues: bool = False
    """Whether it continues the last one of the previous block: a very long one is split. Always the first one."""


@dataclass(frozen=True, slots=True)
class Footnotes:
    """All footnotes of a document, in the order of their numbers; its last block."""

    definitions: tuple[FootnoteDefinition, ...]
    continues: bool = False
    """Whether they continue the previous block: very many are split."""


@dataclass(frozen=True, slots=True)
class Definition:
    """Terms that share their definitions."""

    terms: tuple[Inline, ...]
    definitions: "tuple[tuple[Block, ...], ...]"
    several: bool = False
    """Whether the terms have several definitions, some of them in the blocks before and after this one."""
    continues: bool = False
    """Whether the first definition continues the last one of the previous block: a very long one is split."""


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms with their definitions."""

    items: tuple[Definition, ...]
    continues: bool = False
    """Whether it continues the previous block: a very long list is split."""


@dataclass(frozen=True, slots=True)
class Details:
    """A disclosure (`<details>`), shown open."""

    summary: Inline
    blocks: "tuple[Block, ...]"
    continues: bool = False
    """Whether it continues the previous block, without the summary: a very long one is split."""


@dataclass(frozen=True, slots=True)
class Math:
    """A displayed formula, as TeX source."""

    text: str


@dataclass(frozen=True, slots=True)
class Html:
    """A block of raw HTML, reduced to its text."""

    text: str
    continues: bool = False
    """Whether it continues the previous block: a very long one is split."""


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
    """Return the inline texts and blocks directly in a block; its plain text has one character between two of them."""
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
