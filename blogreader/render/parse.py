"""Markdown to blocks: only the blocks are parsed here, their inline text when it is looked at."""

import re
from typing import TYPE_CHECKING

from blogreader.render.blocks import (
    Block,
    Code,
    Context,
    Definition,
    DefinitionList,
    Details,
    FootnoteDefinition,
    Footnotes,
    Heading,
    Html,
    Image,
    Inline,
    ListBlock,
    ListItem,
    Math,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from blogreader.render.inline import image_of, tokens_of
from blogreader.render.markup import reduce
from blogreader.render.tokens import DEEPEST, References, block_tokens, footnote_numbers, without_front_matter
from blogreader.text import clean, clean_line

if TYPE_CHECKING:
    from markdown_it.token import Token

# Disclosures inside disclosures; they are read by recursion, and the parser's limit doesn't count them.
_DISCLOSURES = 8
# Lists and tables are cut into blocks of about so much, so that the first screen of a long one needs no other.
_ITEMS = 100
_CELLS = 1_000
_TASK = re.compile(r"\[([ xX])\][ \t\n]+(?=\S)")
_CALLOUT = re.compile(r"\[!([A-Za-z]+)\][+-]?[ \t]*([^\n]*)(?:\n|$)")
_CALLOUTS = {
    "note": "note",
    "info": "note",
    "abstract": "note",
    "summary": "note",
    "todo": "note",
    "example": "note",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "important": "important",
    "question": "important",
    "warning": "warning",
    "attention": "warning",
    "caution": "caution",
    "danger": "caution",
    "error": "caution",
    "failure": "caution",
    "bug": "caution",
}
_SUMMARY = re.compile(r"<summary[^<>]*>(.*?)(?:</summary>|$)", re.DOTALL | re.IGNORECASE)
_DETAILS_TAG = re.compile("</?details[^<>]*>", re.IGNORECASE)


def parse(markdown: str) -> tuple[Block, ...]:
    """Give the blocks of a document, footnotes last; every input has blocks, and no control character gets into them.

    Front matter is dropped. What is nested more than some 25 deep is kept as plain text.
    """
    text = without_front_matter(clean(markdown))
    tokens, references = block_tokens(text)
    return _Reader(tokens, text, references).document()


class _Reader:
    """Goes through the tokens of one document."""

    def __init__(self, tokens: "list[Token]", text: str, references: References) -> None:
        self.tokens = tokens
        self.text = text
        self.lines: list[str] | None = None
        self.position = 0
        self.disclosures = 0
        self.last_closing = max((index for index, token in enumerate(tokens) if _closes(token)), default=-1)
        self.notes: dict[str, tuple[Block, ...]] = {}
        self.context = Context(references, footnote_numbers(tokens))

    def document(self) -> tuple[Block, ...]:
        blocks: list[Block] = []
        while self.position < len(self.tokens):
            blocks += self.top()
        if self.notes:
            numbers = self.context.footnotes
            blocks.append(
                Footnotes(
                    tuple(
                        FootnoteDefinition(numbers[label], self.notes[label])
                        for label in numbers
                        if label in self.notes
                    )
                )
            )
        return tuple(blocks)

    def top(self) -> list[Block]:
        """Read one top-level block, or its source when it is nested too deep."""
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
            return [Paragraph(Inline("\n".join(self.lines[lines[0] : lines[1]])))]
        return self.block()

    def until(self, closing: str) -> tuple[Block, ...]:
        """Read blocks up to a closing token, and step over it."""
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
                return [Heading(int(token.tag[1]), self.inline())]
            case "bullet_list_open" | "ordered_list_open":
                return self.listing(token)
            case "blockquote_open":
                return [self.quote()]
            case "fence" | "code_block":
                return [Code(token.content.removesuffix("\n"), clean_line(token.info))]
            case "table_open":
                return self.table()
            case "hr":
                return [Rule()]
            case "html_block":
                return self.html(token.content)
            case "dl_open":
                return [self.definitions()]
            case "footnote_reference_open":
                blocks = self.until("footnote_reference_close")
                self.notes.setdefault(token.meta["label"], blocks)
                return []
            case "math_block" | "math_block_label":
                return [Math(token.content.strip("\n"))]
            case _:
                return []

    def inline(self) -> Inline:
        """Read an inline token and the closing one behind it."""
        source = self.tokens[self.position].content
        self.position += 2
        return Inline(source, self.context)

    def paragraph(self) -> list[Block]:
        content = self.inline()
        if content.source.startswith(("![", "[![")):
            images = _images(content)
            if images:
                return [*images]
        return [Paragraph(content)]

    def listing(self, opening: "Token") -> list[Block]:
        ordered = opening.type == "ordered_list_open"
        closing = opening.type.replace("open", "close")
        tight = True
        items: list[ListItem] = []
        while self.tokens[self.position].type != closing:
            self.position += 1
            first = self.tokens[self.position]
            if first.type == "paragraph_open":
                tight = tight and first.hidden
            items.append(_task(self.until("list_item_close")))
        self.position += 1
        start = int(opening.attrGet("start") or 0) if opening.attrGet("start") is not None else 1
        return [
            ListBlock(ordered, start + index, tuple(items[index : index + _ITEMS]), tight, continues=index > 0)
            for index in range(0, len(items), _ITEMS)
        ]

    def quote(self) -> Quote:
        blocks = self.until("blockquote_close")
        match blocks:
            case (Paragraph(Inline(source)), *rest) if found := _CALLOUT.match(source):
                kind = _CALLOUTS.get(found[1].lower())
                if kind is None:
                    return Quote(blocks)
                words = found[2] or (found[1].capitalize() if found[1].lower() != kind else "")
                remainder = source[found.end() :].strip()
                body = (Paragraph(Inline(remainder, self.context)), *rest) if remainder else tuple(rest)
                return Quote(body, kind, Inline(words, self.context) if words else None)
        return Quote(blocks)

    def table(self) -> list[Block]:
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
        header, body = rows[0], tuple(rows[1:])
        size = max(_CELLS // len(header), 1)
        return [
            Table(header, body[index : index + size], tuple(alignments), index > 0, body[:size] if index else ())
            for index in range(0, max(len(body), 1), size)
        ]

    def definitions(self) -> DefinitionList:
        items: list[Definition] = []
        terms: list[Inline] = []
        meanings: list[tuple[Block, ...]] = []
        while (token := self.tokens[self.position]).type != "dl_close":
            self.position += 1
            if token.type == "dt_open":
                if meanings:
                    items.append(Definition(tuple(terms), tuple(meanings)))
                    terms, meanings = [], []
                terms.append(self.inline())
            else:
                meanings.append(self.until("dd_close"))
        self.position += 1
        return DefinitionList((*items, Definition(tuple(terms), tuple(meanings))))

    def html(self, source: str) -> list[Block]:
        opens = source.lstrip()[:8].lower() == "<details" and "</details" not in source.lower()
        if opens and self.position <= self.last_closing and self.disclosures < _DISCLOSURES:
            return [self.details(source)]
        reduced = reduce(source)
        text = clean(reduced.text)
        if source.lstrip()[:4].lower() == "<pre":
            return [Code(text)] if text else []
        images: list[Block] = [Image(clean_line(alt), clean(url)) for alt, url in reduced.images]
        if len(reduced.images) == 1 and "<figcaption" in source.lower():
            alt, url = reduced.images[0]
            return [Image(clean_line(alt), clean(url), clean_line(text))]
        return [*images, Html(text)] if text else images

    def details(self, source: str) -> Details:
        """Read the blocks up to the closing tag, or to where the block that holds them ends."""
        found = _SUMMARY.search(source)
        summary = clean_line(reduce(found[1]).text) if found else ""
        rest = clean(reduce(_DETAILS_TAG.sub("", source.replace(found[0], "") if found else source)).text)
        blocks: list[Block] = [Html(rest)] if rest else []
        self.disclosures += 1
        while self.position < len(self.tokens) and self.tokens[self.position].nesting >= 0:
            token = self.tokens[self.position]
            blocks += self.block()
            if _closes(token):
                break
        self.disclosures -= 1
        return Details(Inline(summary or "Details"), tuple(blocks))


def _closes(token: "Token") -> bool:
    return token.type == "html_block" and "</details" in token.content.lower()


def _task(blocks: tuple[Block, ...]) -> ListItem:
    match blocks:
        case (Paragraph(Inline(source, context)), *rest) if found := _TASK.match(source):
            return ListItem(found[1] != " ", (Paragraph(Inline(source[found.end() :], context)), *rest))
    return ListItem(None, blocks)


def _images(content: Inline) -> list[Image]:
    """Give the pictures of a paragraph that holds nothing else; none when it does."""
    tokens = tokens_of(content.source, content.context or Context())
    images = []
    for token in tokens or ():
        if token.type == "image":
            images.append(image_of(token))
        elif token.type not in {"softbreak", "hardbreak", "link_open", "link_close"} and token.content.strip():
            return []
    return images
