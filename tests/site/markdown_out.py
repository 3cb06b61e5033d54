"""Writes a tree of blocks as Markdown: the true text of a post."""

from __future__ import annotations

import re

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

_DELIMITERS: dict[Alignment, str] = {"left": ":---", "center": ":---:", "right": "---:"}


def escape(text: str) -> str:
    """Plain words as Markdown source; an underscore within a word needs no backslash."""
    return re.sub(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|&(?=\w+;)", lambda found: "\\" + found[0], text)


def escape_title(title: str) -> str:
    """A title as the words of a link in the index: what means something there stands behind a backslash."""
    return re.sub(r"[\\\[\]*]|&(?=#?\w+;)", lambda match: "\\" + match[0], title)


def _inline(piece: Inline) -> str:
    match piece:
        case Text(text):
            return escape(text)
        case Code(text):
            return f"``{text}``" if "`" in text else f"`{text}`"
        case Strong(text):
            return f"**{escape(text)}**"
        case Emphasis(text):
            return f"*{escape(text)}*"
        case Link(text, target):
            return f"[{escape(text)}]({target})"
        case FootnoteReference(label):
            return f"[^{label}]"


def inlines(pieces: Inlines) -> str:
    """A run of inline pieces."""
    return "".join(_inline(piece) for piece in pieces)


def _indented(text: str, first: str, rest: str) -> str:
    """Lines behind a prefix, blank ones without trailing spaces."""
    return "\n".join(
        ((rest if position else first) + line).rstrip(" ") for position, line in enumerate(text.split("\n"))
    )


def _item(item: ListItem, marker: str) -> str:
    task = "" if item.checked is None else "[x] " if item.checked else "[ ] "
    text = task + inlines(item.content)
    for block in item.blocks:
        # A nested list keeps the item tight; anything else is a block of its own.
        text += ("\n" if isinstance(block, ListBlock) else "\n\n") + _block(block)
    return _indented(text, marker, " " * len(marker))


def _list(block: ListBlock) -> str:
    return "\n".join(
        _item(item, f"{position}. " if block.ordered else "- ") for position, item in enumerate(block.items, 1)
    )


def _table(table: Table) -> str:
    rows = [
        list(table.header),
        [_DELIMITERS[alignment] for alignment in table.alignments],
        *([inlines(cell).replace("|", "\\|") for cell in row] for row in table.rows),
    ]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _block(block: Block) -> str:
    match block:
        case Paragraph(content):
            return inlines(content)
        case Heading(level, text):
            return f"{'#' * level} {escape(text)}"
        case CodeBlock(language, source):
            return f"```{language}\n{source}\n```"
        case Table():
            return _table(block)
        case ListBlock():
            return _list(block)
        case Quote(blocks):
            return _indented(render(blocks).rstrip("\n"), "> ", "> ")
        case Image(source, alternative):
            return f"![{escape(alternative)}]({source})"
        case Rule():
            return "---"
        case Footnotes(notes):
            return "\n\n".join(f"[^{label}]: {inlines(content)}" for label, content in notes)


def render(blocks: tuple[Block, ...]) -> str:
    """The blocks as Markdown, ending in one newline."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def count_words(markdown: str) -> int:
    """How many words the text has outside its code blocks."""
    prose = re.sub(r"^ *```.*?^ *```$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return sum(1 for word in prose.split() if re.search(r"\w", word))
