"""Markdown to blocks; their inline text is parsed on demand."""

import re
from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING

from blogreader.commonmark import DEEPEST
from blogreader.render.blocks import (
    Block,
    Context,
    Definition,
    Details,
    Html,
    Image,
    Inline,
    ListBlock,
    ListItem,
    Math,
    Paragraph,
    Quote,
    Rule,
)
from blogreader.render.markdown.html import reduce
from blogreader.render.markdown.inline import image, image_of, tokens_of
from blogreader.render.markdown.link_targets import link_to
from blogreader.render.markdown.splitting import (
    code_parts,
    definition_parts,
    details_parts,
    heading_parts,
    html_parts,
    list_parts,
    literal_parts,
    paragraph_parts,
    quote_parts,
    table_parts,
)
from blogreader.render.markdown.tokens import block_tokens
from blogreader.text import clean, clean_line

if TYPE_CHECKING:
    from markdown_it.token import Token

# Nested disclosures are read recursively, and the parser's own limit doesn't count them.
_DISCLOSURES = 8
_TASK = re.compile(r"\[([ xX])\][ \t\n]+(?=\S)")
_CALLOUT = re.compile(r"\[!([A-Za-z][\w-]{0,60})(?:\|[^\]\n]{0,100})?\][+-]?[ \t]*([^\n]*)(?:\n|$)")
_CALLOUTS = {
    # What is not named here is a note, as in Obsidian, whose readers make kinds of their own.
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "check": "tip",
    "done": "tip",
    "important": "important",
    "question": "important",
    "help": "important",
    "faq": "important",
    "warning": "warning",
    "attention": "warning",
    "caution": "caution",
    "danger": "caution",
    "error": "caution",
    "failure": "caution",
    "fail": "caution",
    "missing": "caution",
    "bug": "caution",
}
_SUMMARY = re.compile(r"<summary[^<>]*>(.*?)(?:</summary>|$)", re.DOTALL | re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")
_MOST_MISSING = 0x10000
"""Cells that the parser adds to the rows of a table that are short of some."""


def read_blocks(tokens: "list[Token]", text: str, context: Context, notes: dict[str, tuple[Block, ...]]) -> list[Block]:
    """Return the blocks for the tokens of a document or a chunk; footnotes are added to `notes`, by label.

    `text` is the source of the tokens. Anything nested more than some 25 levels deep is kept as plain text.
    """
    return _Reader(tokens, text, context, notes).all()


def read_items(
    tokens: "list[Token]", text: str, context: Context, notes: dict[str, tuple[Block, ...]]
) -> ListBlock | None:
    """Return the list that these tokens form, with all its items; None if they are anything else."""
    if not tokens or tokens[0].type not in ("bullet_list_open", "ordered_list_open"):
        return None
    reader = _Reader(tokens, text, context, notes)
    reader.position = 1
    whole = reader.whole_list(tokens[0])
    return whole if reader.position == len(tokens) else None


def read_table(text: str, context: Context) -> list[Block] | None:
    """Return the table of which every line of a text but the second is a row; None: it is to be parsed as any text.

    A cell takes a microsecond here, and ten with the parser's tokens.
    """
    lines = text.rstrip("\n").split("\n")
    tokens, _ = block_tokens("\n".join(lines[:2]))
    if not tokens or tokens[0].type != "table_open" or tokens[-1].type != "table_close":
        return None
    reader = _Reader(tokens, text, context, {})
    reader.position = 1
    (header, *_), alignments = reader.rows()
    count, missing, rows = len(header), 0, []
    for line in lines[2:]:
        cells = _cells_of(line.strip())
        missing += count - len(cells)
        if missing > _MOST_MISSING:
            return None
        cells = cells[:count] + [""] * (count - len(cells))
        rows.append(tuple([Inline(cell.strip(), context) for cell in cells]))
    return table_parts(header, rows, alignments)


def _cells_of(line: str) -> list[str]:
    """Return the cells of a row, split as the parser does; bars may be escaped."""
    cells = [cell.replace("\\|", "|") for cell in _BAR.split(line)] if "\\" in line else line.split("|")
    if cells and cells[0] == "":
        del cells[0]
    if cells and cells[-1] == "":
        del cells[-1]
    return cells


class _Reader:
    """Walks through the tokens of a document or a chunk."""

    def __init__(self, tokens: "list[Token]", text: str, context: Context, notes: dict[str, tuple[Block, ...]]) -> None:
        self.tokens = tokens
        self.text = text
        self.lines: list[str] | None = None
        self.position = 0
        self.disclosures = 0
        self.last_closing = max((index for index, token in enumerate(tokens) if _closes(token)), default=-1)
        self.notes = notes
        self.context = context

    def all(self) -> list[Block]:
        blocks: list[Block] = []
        while self.position < len(self.tokens):
            blocks += self.top()
        return blocks

    def top(self) -> list[Block]:
        """Read one top-level block, or its source if it is nested too deeply."""
        start = self.position
        depth = deepest = 0
        for index in range(start, len(self.tokens)):
            token = self.tokens[index]
            depth += token.nesting
            deepest = max(deepest, depth)
            if depth <= 0:
                break
        lines = self.tokens[start].map
        if deepest >= DEEPEST - 1 and lines:
            self.position = index + 1
            self.lines = self.lines or self.text.split("\n")
            return literal_parts("\n".join(self.lines[lines[0] : lines[1]]))
        return self.block()

    def until(self, closing: str) -> tuple[Block, ...]:
        """Read blocks up to a closing token, and skip that."""
        blocks: list[Block] = []
        while self.tokens[self.position].type != closing:
            blocks += self.block()
        self.position += 1
        return tuple(blocks)

    def block(self) -> list[Block]:
        token = self.tokens[self.position]
        self.position += 1
        match token.type:
            case "paragraph_open":
                return self.paragraph()
            case "heading_open":
                return heading_parts(int(token.tag[1]), self.inline())
            case "bullet_list_open" | "ordered_list_open":
                return self.listing(token)
            case "blockquote_open":
                return self.quote()
            case "fence" | "code_block":
                return code_parts(token.content.removesuffix("\n"), clean_line(_unescaped(token.info)))
            case "table_open":
                return self.table()
            case "hr":
                return [Rule()]
            case "html_block":
                return self.html(token.content)
            case "dl_open":
                return self.definitions()
            case "footnote_reference_open":
                blocks = self.until("footnote_reference_close")
                self.notes.setdefault(token.meta["label"], blocks)
                return []
            case "math_block" | "math_block_label":
                return [Math(dedent(token.content).strip("\n "))]
            case _:
                return []

    def inline(self) -> Inline:
        """Read an inline token, and skip the closing one after it."""
        source = self.tokens[self.position].content
        self.position += 2
        return Inline(source, self.context)

    def paragraph(self) -> list[Block]:
        content = self.inline()
        if content.source.startswith(("![", "[![")):
            images = _images(content)
            if images:
                return [*images]
        return paragraph_parts(content)

    def listing(self, opening: "Token") -> list[Block]:
        return list_parts(self.whole_list(opening))

    def whole_list(self, opening: "Token") -> ListBlock:
        """Read a list up to its end."""
        ordered = opening.type == "ordered_list_open"
        closing = opening.type.replace("open", "close")
        begin = self.position
        items: list[ListItem] = []
        while self.tokens[self.position].type != closing:
            self.position += 1
            items.append(_task(self.until("list_item_close")))
        # The paragraphs of a tight list's items are hidden, whatever else the items contain.
        paragraphs = (token for token in self.tokens[begin : self.position] if token.type == "paragraph_open")
        tight = all(token.hidden for token in paragraphs if token.level == opening.level + 2)
        self.position += 1
        start = int(opening.attrGet("start") or 0) if opening.attrGet("start") is not None else 1
        return ListBlock(ordered, start, tuple(items), tight)

    def quote(self) -> list[Block]:
        return quote_parts(self.callout(self.until("blockquote_close")))

    def callout(self, blocks: tuple[Block, ...]) -> Quote:
        match blocks:
            case (Paragraph(Inline(source)), *rest) if found := _CALLOUT.match(source):
                kind = _CALLOUTS.get(found[1].lower(), "note")
                words = found[2] or (found[1].replace("-", " ").capitalize() if found[1].lower() != kind else "")
                remainder = source[found.end() :].strip()
                body = (Paragraph(Inline(remainder, self.context)), *rest) if remainder else tuple(rest)
                return Quote(body, kind, Inline(words, self.context) if words else None)
        return Quote(blocks)

    def table(self) -> list[Block]:
        rows, alignments = self.rows()
        return table_parts(rows[0], rows[1:], alignments)

    def rows(self) -> tuple[list[tuple[Inline, ...]], list[str]]:
        """Read the rows of a table, the header first, and the alignments of its columns."""
        rows: list[tuple[Inline, ...]] = []
        alignments: list[str] = []
        row: list[Inline] = []
        while (token := self.tokens[self.position]).type != "table_close":
            self.position += 1
            if token.type == "inline":
                row.append(Inline(token.content, self.context))
            elif token.type == "th_open":
                style = str(token.attrGet("style") or "")
                alignments.append(style.removeprefix("text-align:") or "left")
            elif token.type == "tr_close":
                rows.append(tuple(row))
                row = []
        self.position += 1
        return rows, alignments

    def definitions(self) -> list[Block]:
        items: list[tuple[Inline, list[tuple[Block, ...]]]] = []
        while (token := self.tokens[self.position]).type != "dl_close":
            self.position += 1
            if token.type == "dt_open":
                items.append((self.inline(), []))
            else:
                items[-1][1].append(self.until("dd_close"))
        self.position += 1
        return definition_parts([Definition((term,), tuple(meanings)) for term, meanings in items])

    def html(self, source: str) -> list[Block]:
        opens = source.lstrip()[:8].lower() == "<details" and "</details" not in source.lower()
        if opens and self.position <= self.last_closing and self.disclosures < _DISCLOSURES:
            return details_parts(self.details(source))
        reduced = reduce(source)
        text = clean(reduced.text)
        if source.lstrip()[:4].lower() == "<pre":
            return code_parts(text) if text else []
        base = self.context.base
        if len(reduced.images) == 1 and "<figcaption" in source.lower():
            ((alt, url),) = reduced.images
            return [image(clean_line(alt), url, clean_line(text), base)]
        images: list[Block] = [image(clean_line(alt), url, "", base) for alt, url in reduced.images]
        return [*images, *html_parts(text)] if text else images

    def details(self, source: str) -> Details:
        """Read the blocks up to the closing tag, or to the end of the enclosing block."""
        found = _SUMMARY.search(source)
        summary = clean_line(reduce(found[1]).text) if found else ""
        rest = clean(reduce(_SUMMARY.sub("", source)).text)
        blocks: list[Block] = [Html(rest)] if rest else []
        self.disclosures += 1
        while self.position < len(self.tokens) and self.tokens[self.position].nesting >= 0:
            token = self.tokens[self.position]
            blocks += self.block()
            if _closes(token):
                break
        self.disclosures -= 1
        return Details(Inline(summary or "Details"), tuple(blocks))


def _unescaped(info: str) -> str:
    """Resolve the backslash escapes and character references of an info string."""
    from markdown_it.common.utils import unescapeAll

    return unescapeAll(info)


def _closes(token: "Token") -> bool:
    return token.type == "html_block" and "</details" in token.content.lower()


def _task(blocks: tuple[Block, ...]) -> ListItem:
    match blocks:
        case (Paragraph(Inline(source, context)), *rest) if found := _TASK.match(source):
            return ListItem(found[1] != " ", (Paragraph(Inline(source[found.end() :], context)), *rest))
    return ListItem(None, blocks)


def _images(content: Inline) -> list[Image]:
    """Return the pictures of a paragraph that contains nothing else; otherwise none."""
    context = content.context or Context()
    tokens = tokens_of(content.source, context)
    images = []
    link: str | None = None
    for token in tokens or ():
        if token.type == "link_open":
            link = link_to(str(token.attrGet("href") or ""), context.base)
        elif token.type == "link_close":
            link = None
        elif token.type == "image":
            images.append(replace(image_of(token, context.base), link=link))
        elif token.type not in {"softbreak", "hardbreak"} and token.content.strip():
            return []
    return images
