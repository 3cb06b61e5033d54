"""The tree of blocks a generated post is made of, from which both its Markdown and its HTML are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Alignment = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Inline code."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold words."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised words."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """The mark in the text that refers to a footnote."""

    label: str


Inline = Text | Code | Strong | Emphasis | Link | FootnoteReference
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title: level 2 or 3."""

    level: int
    text: str

    @property
    def anchor(self) -> str:
        """The id that the heading has in HTML."""
        return slugify(self.text)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Fenced code; the source ends without a newline."""

    language: str
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row."""

    header: tuple[str, ...]
    alignments: tuple[Alignment, ...]
    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: its words, then the blocks below them; `checked` is None unless the list is one of tasks."""

    content: Inlines
    blocks: tuple[Block, ...] = ()
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """An ordered or unordered list."""

    ordered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture on a line of its own."""

    source: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The notes at the end of a post, as pairs of label and words."""

    notes: tuple[tuple[str, Inlines], ...]


Block = Paragraph | Heading | CodeBlock | Table | ListBlock | Quote | Image | Rule | Footnotes


def slugify(text: str) -> str:
    """Lower-case ASCII words joined with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def join_sentences(sentences: list[Inlines]) -> Inlines:
    """One run of inlines out of several sentences, neighbouring plain words merged."""
    joined: list[Inline] = []
    for position, sentence in enumerate(sentences):
        pieces: Inlines = (Text(" "), *sentence) if position else sentence
        for piece in pieces:
            previous = joined[-1] if joined else None
            if isinstance(piece, Text) and isinstance(previous, Text):
                joined[-1] = Text(previous.text + piece.text)
            else:
                joined.append(piece)
    return tuple(joined)
