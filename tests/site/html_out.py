"""Writes a tree of blocks as HTML in the flavour of one kind of site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from . import code_html
from .blocks import (
    Alignment,
    Block,
    Code,
    CodeBlock,
    Emphasis,
    FootnoteReference,
    Footnotes,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
)


def _plain_heading(heading: Heading) -> str:
    return f'<h{heading.level} id="{heading.anchor}">{escape(heading.text)}</h{heading.level}>'


def _styled_cell(tag: str, alignment: Alignment, content: str) -> str:
    return f'<{tag} style="text-align: {alignment}">{content}</{tag}>'


def _plain_image(image: Image) -> str:
    return f'<p><img src="{image.source}" alt="{escape(image.alternative)}"></p>'


@dataclass(frozen=True, slots=True)
class Flavour:
    """How one kind of site writes the things that sites write differently."""

    code: Callable[[CodeBlock], str] = code_html.plain
    heading: Callable[[Heading], str] = _plain_heading
    image: Callable[[Image], str] = _plain_image
    cell: Callable[[str, Alignment, str], str] = _styled_cell
    table: str = "<table>{rows}</table>"
    paragraph: str = "<p>"
    outside_link: str = ""
    strong: str = "strong"
    emphasis: str = "em"
    inline_code: str = "<code>{text}</code>"


class HtmlWriter:
    """Writes blocks in one flavour."""

    def __init__(self, flavour: Flavour) -> None:
        self._flavour = flavour

    def render(self, blocks: tuple[Block, ...]) -> str:
        """The blocks as HTML, one after another."""
        return "\n".join(self._block(block) for block in blocks)

    def inlines(self, pieces: Inlines) -> str:
        """A run of inline pieces."""
        return "".join(self._inline(piece) for piece in pieces)

    def _inline(self, piece: Inline) -> str:
        flavour = self._flavour
        match piece:
            case Text(text):
                return escape(text, quote=False)
            case Code(text):
                return flavour.inline_code.format(text=escape(text, quote=False))
            case Strong(text):
                return f"<{flavour.strong}>{escape(text, quote=False)}</{flavour.strong}>"
            case Emphasis(text):
                return f"<{flavour.emphasis}>{escape(text, quote=False)}</{flavour.emphasis}>"
            case Link(text, target):
                attributes = flavour.outside_link if target.startswith("https:") else ""
                return f'<a href="{escape(target)}"{attributes}>{escape(text, quote=False)}</a>'
            case FootnoteReference(label):
                return (
                    f'<sup id="fnref:{label}"><a href="#fn:{label}" class="footnote-ref" role="doc-noteref">{label}</a>'
                    "</sup>"
                )

    def _paragraph(self, content: Inlines) -> str:
        return f"{self._flavour.paragraph}{self.inlines(content)}</p>"

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(content):
                return self._paragraph(content)
            case Heading():
                return self._flavour.heading(block)
            case CodeBlock():
                return self._flavour.code(block)
            case Table():
                return self._table(block)
            case ListBlock():
                return self._list(block)
            case Quote(blocks):
                return f"<blockquote>\n{self.render(blocks)}\n</blockquote>"
            case Image():
                return self._flavour.image(block)
            case Rule():
                return "<hr>"
            case Footnotes(notes):
                return self._footnotes(notes)

    def _list(self, block: ListBlock) -> str:
        tag = "ol" if block.ordered else "ul"
        tasks = any(item.checked is not None for item in block.items)
        # As in Markdown, one item with a block of its own makes the whole list loose.
        loose = any(not isinstance(inner, ListBlock) for item in block.items for inner in item.blocks)
        items = "\n".join(self._item(item, loose) for item in block.items)
        attributes = ' class="contains-task-list"' if tasks else ""
        return f"<{tag}{attributes}>\n{items}\n</{tag}>"

    def _item(self, item: ListItem, loose: bool) -> str:
        content = self._paragraph(item.content) if loose else self.inlines(item.content)
        inner = f"\n{self.render(item.blocks)}\n" if item.blocks else ""
        if item.checked is None:
            return f"<li>{content}{inner}</li>"
        checked = " checked" if item.checked else ""
        return f'<li class="task-list-item"><input type="checkbox" disabled{checked}> {content}{inner}</li>'

    def _table(self, table: Table) -> str:
        cell = self._flavour.cell
        head = "".join(
            cell("th", alignment, escape(words))
            for alignment, words in zip(table.alignments, table.header, strict=True)
        )
        body = "\n".join(
            "<tr>"
            + "".join(
                cell("td", alignment, self.inlines(content))
                for alignment, content in zip(table.alignments, row, strict=True)
            )
            + "</tr>"
            for row in table.rows
        )
        rows = f"\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n"
        return self._flavour.table.format(rows=rows)

    def _footnotes(self, notes: tuple[tuple[str, Inlines], ...]) -> str:
        items = "\n".join(
            f'<li id="fn:{label}"><p>{self.inlines(content)}&#160;<a href="#fnref:{label}" class="footnote-backref" '
            'role="doc-backlink">&#x21a9;&#xfe0e;</a></p></li>'
            for label, content in notes
        )
        return f'<div class="footnotes" role="doc-endnotes">\n<hr>\n<ol>\n{items}\n</ol>\n</div>'
