"""Protects the code of all highlighters, verbatim and with its language, by placeholders before any other step."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from textwrap import dedent

from selectolax.lexbor import LexborNode

from blogreader.extract import known_markup
from blogreader.extract.dom.nodes import (
    ancestors,
    attribute,
    children,
    classes,
    element,
    matches,
    next_element,
    outermost,
    own_text,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders
from blogreader.extract.elements import code_languages
from blogreader.extract.elements.code_labels import file_and_language, label_over, language_of, without_buttons
from blogreader.extract.elements.code_shapes import (
    BLOCKS,
    codes_for_lines,
    cut_labels,
    is_listing,
    is_set_as_code,
    shows_more,
    stands_alone,
)
from blogreader.extract.elements.linked_parts import CARRIED, carry
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import clean, clean_line

_TABLES = ", ".join(selector for _, _, selector in known_markup.CODE_TABLES)
_DIVS = ", ".join(selector for _, _, selector in known_markup.CODE_DIVS)
_LINES = ", ".join(selector for _, _, selector in known_markup.CODE_LINES)
_WRAPPERS = ", ".join(selector for _, _, selector in known_markup.CODE_WRAPPERS)
_ONLY_NUMBERS = lazily(r"[\s\d.:|›-]*")
_NUMBER_COLUMN = lazily(r"\s*\d+(?:\s+\d+)*\s*")
_BLANKS = lazily(r"[ \t]+")
_BEFORE_MARK = lazily(r"(?<![ \t])[ \t]*+(?:(?://|#|--|;;|%)[ \t]*+)?\Z")
_BREAKING = f"br, {', '.join(sorted(BLOCKS))}"
_INVISIBLE = str.maketrans({"\u200b": None, "\ufeff": None, "\u2060": None, "\xa0": " "})
_LONGEST_LABEL = 100


def protect_code(tree: HtmlPage, placeholders: Placeholders) -> None:
    """Replace all listings and inline code of a page by tokens."""
    _CodeProtector(tree, placeholders).protect()


def code_text(tree: HtmlPage, block: LexborNode, *, keep_end: bool = False) -> str:
    """Return the text of a listing as written, without gutters, buttons and final line breaks."""
    for mark in reversed(tree.ask(known_markup.CODE_CALLOUTS, block)):
        before = mark.prev
        if before is not None and before.is_text_node:
            # Including blanks before it, and the sign of a comment.
            before.replace_with(_BEFORE_MARK.sub("", own_text(before)))
        elif before is not None and before.tag == "span" and _BLANKS.fullmatch(before.text_lexbor()):
            before.decompose()
        mark.decompose()
    for junk in reversed(tree.ask(known_markup.CODE_JUNK, block)):
        if junk.mem_id != block.mem_id:
            junk.decompose()
    for number in reversed(tree.ask(known_markup.CODE_NUMBERS, block)):
        if number.mem_id != block.mem_id and _ONLY_NUMBERS.fullmatch(number.text()):
            number.decompose()
    lines = outermost(tree.ask(_LINES, block)) or codes_for_lines(block)
    # If only line feeds break lines, the text is used as it is.
    read = _text if tree.ask(_BREAKING, block) else LexborNode.text_lexbor
    text = _text_of_lines(block, lines, read) if lines else None
    text = _text(block, {line.mem_id for line in lines}) if text is None else text
    if not keep_end:
        return _tidy(text)
    # Up to the last line break: blanks after it belong to the page.
    return clean(re.sub(r"\n[ \t]*\Z", "\n", text.lstrip("\n"))).translate(_INVISIBLE)


def _text_of_lines(block: LexborNode, lines: list[LexborNode], read: Callable[[LexborNode], str]) -> str | None:
    """Join the lines of a listing with an element for each line; None if there is text between them."""
    inside = {line.mem_id for line in lines}
    between = list(_texts(block, without=inside))
    if any(text.strip() for text in between):
        return None
    texts = [read(line) for line in lines]
    if not any("\n" in text.partition("\n")[2] for text in between):
        return "\n".join(text.removesuffix("\n") for text in texts)
    # Empty lines need no element; equal separators between all lines belong to the page.
    gaps = [text.endswith("\n") + _breaks_after(line) for line, text in zip(lines, texts, strict=True)]
    least = max(1, min(gaps[:-1], default=1))
    parts = (text.removesuffix("\n") + "\n" * (1 + max(0, gap - least)) for text, gap in zip(texts, gaps, strict=True))
    return "".join(parts).rstrip("\n")


def _breaks_after(line: LexborNode) -> int:
    """Return the number of line feeds between an element and the next one."""
    count, after = 0, line.next
    while after is not None and after.is_text_node:
        count += own_text(after).count("\n")
        after = after.next
    return count


def _texts(node: LexborNode, without: set[int]) -> Iterator[str]:
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if here.is_text_node:
            yield own_text(here)
        elif here.mem_id not in without:
            waiting.extend(children(here))


def _text(node: LexborNode, lines: AbstractSet[int] = frozenset()) -> str:
    """Return the text with line breaks for `<br>`, and at both ends of blocks and of the elements in `lines`."""
    only = node.first_child
    if only is not None and only.is_text_node and only.next is None:  # as nearly all code in a line
        return own_text(only)
    pieces: list[str] = []
    waiting: list[LexborNode | str] = list(reversed(list(children(node))))
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            if pieces and not pieces[-1].endswith("\n"):
                pieces.append(here)
        elif here.is_text_node:
            if text := here.text_content:
                pieces.append(text)
        elif here.tag == "br":
            pieces.append("\n")
        elif here.tag in BLOCKS or here.mem_id in lines:
            if pieces and not pieces[-1].endswith("\n"):
                pieces.append("\n")
            waiting.append("\n")
            waiting.extend(reversed(list(children(here))))
        else:
            waiting.extend(reversed(list(children(here))))
    return "".join(pieces)


def _tidy(text: str) -> str:
    text = clean(text).translate(_INVISIBLE).rstrip()
    lines = text.split("\n")
    while len(lines) > 1 and not lines[0].strip():
        del lines[0]
    return "\n".join(line.rstrip() if not line.strip() else line for line in lines)


def _gutter_and_code(table: LexborNode) -> bool:
    """Return whether a table consists of line numbers and a listing."""
    rows = table.css("tr")
    if len(rows) != 1:
        return False
    cells = rows[0].css("td")
    return len(cells) == 2 and bool(_NUMBER_COLUMN.fullmatch(cells[0].text())) and cells[1].css_first("pre") is not None


def _line_text(cell: LexborNode) -> str:
    for number in reversed(cell.css(known_markup.CODE_NUMBERS)):
        if number.mem_id != cell.mem_id and _ONLY_NUMBERS.fullmatch(number.text()):
            number.decompose()
    return _text(cell).strip("\n")


class _CodeProtector:
    """Replaces the code in one page."""

    def __init__(self, tree: HtmlPage, placeholders: Placeholders) -> None:
        self._tree = tree
        self._placeholders = placeholders
        self._file = ""
        """The file name above the current listing."""
        self._wrappers = {node.mem_id for node in tree.ask(_WRAPPERS)}

    def protect(self) -> None:
        for table in outermost(self._tree.ask(_TABLES)):
            self._protect_table(table)
        held = any(ancestor.tag == "table" for block in self._tree.css("pre") for ancestor in ancestors(block))
        for table in outermost(self._tree.css("table:has(pre)")) if held else ():
            if _gutter_and_code(table):
                self._protect_table(table)
        for block in outermost(self._tree.ask(_DIVS)):
            around = next((ancestor for ancestor in ancestors(block) if ancestor.tag == "pre"), block)
            text = code_text(self._tree, block)
            label = label_over(text_of(around), text_of(block)) if around.mem_id != block.mem_id else ""
            self._protect_block(around, text, language_of(block) or code_languages.LABELS.get(label, ""))
        for _, _, selector, going_on in known_markup.CODE_BLOCKS:
            self._protect_code_blocks(selector, going_on)
        for block in outermost(self._tree.css("pre")):
            label = cut_labels(block)
            self._protect_block(block, code_text(self._tree, block), language_of(block) or label)
        for block in outermost(self._tree.ask("[style*='white-space' i]")):
            if is_set_as_code(block, _text):
                self._protect_block(block, code_text(self._tree, block), language_of(block))
        for inline in outermost(self._tree.ask("code, tt, samp, d-code, span.stt")):  # the last one is Scribble's
            self._protect_inline(inline)

    def _protect_table(self, table: LexborNode) -> None:
        if not is_listing(table):
            return
        language = ""
        for node in (*table.css("code, pre"), table):
            language = language or language_of(node)
        rows = [row for row in table.css("tr") if row.css_first("th.filename") is None]
        cells = [row.css("td, th")[-1] for row in rows if row.css_first("td, th") is not None]
        if cells:
            text = "\n".join(code_text(self._tree, cell) if len(cells) == 1 else _line_text(cell) for cell in cells)
            # Rouge puts its table into a `<pre>`.
            around = next((ancestor for ancestor in ancestors(table) if ancestor.tag == "pre"), table)
            self._protect_block(around, _tidy(text), language)

    def _protect_code_blocks(self, selector: str, going_on: str) -> None:
        """Replace listings that are only `<code>`, joining those that directly continue one."""
        done: set[int] = set()
        for block in outermost(self._tree.ask(selector)):
            # Inside a `<pre>` it is the inner part of a listing: react-syntax-highlighter sets these styles there, too.
            if block.mem_id in done or any(ancestor.tag == "pre" for ancestor in ancestors(block)):
                continue
            parts = [block]
            while going_on and (after := next_element(parts[-1])) is not None and matches(after, going_on):
                parts.append(after)
            done.update(part.mem_id for part in parts)
            language = language_of(block) or next((c for c in classes(block) if c in code_languages.LABELS), "")
            texts = [dedent(code_text(self._tree, part, keep_end=True)) for part in parts]
            for part in parts[1:]:
                part.decompose()
            joined = "".join(text if text.endswith("\n") else f"{text}\n" for text in texts)
            self._protect_block(block, _tidy(joined), language)

    def _protect_block(self, block: LexborNode, text: str, language: str) -> None:
        self._file = ""
        place, language = self._wrapper(block, language)
        text = self._placeholders.spelled_out(text)
        if not text.strip():
            place.decompose()
            return
        titles = [text_of(found) for found in self._tree.ask(known_markup.CODE_TITLES, place)]
        titles = [title for title in titles if title and title.lower() != language]
        title = titles[0] if titles else self._file or attribute(block, "data-title").strip()
        if title and (place.mem_id != block.mem_id or not titles):
            place.insert_before(
                element(self._tree, "p", self._placeholders.put(PlaceholderKind.INLINE_CODE, clean_line(title)))
            )
        listing = element(self._tree, "p", self._placeholders.put(PlaceholderKind.CODE, text, language))
        carry(listing, {attribute(node, name): None for node in (place, block) for name in ("id", CARRIED)})
        place.replace_with(listing)

    def _wrapper(self, block: LexborNode, language: str) -> tuple[LexborNode, str]:
        """Return the outermost wrapper that contains only this listing, its label and its buttons.

        Also return the language, which may be named only by the label.
        """
        found = block
        for ancestor in ancestors(block, 6):
            if ancestor.tag in ("body", "article", "main", "li", "td", "blockquote") or ancestor.css_first("p, h2, h3"):
                break
            if len(ancestor.css("pre, table")) > len(block.css("pre, table")) or shows_more(ancestor, block):
                break
            if ancestor.mem_id in self._wrappers:
                found = ancestor
                if not language:
                    whole = text_of(ancestor)
                    label = without_buttons(whole[: max(0, len(whole) - len(text_of(block)))])
                    language = code_languages.LABELS.get(label, "")
            elif ancestor.tag in ("div", "figure"):
                whole = text_of(ancestor)
                label = without_buttons(whole[: max(0, len(whole) - len(text_of(block)))])
                if label in ("", language) or (not language and label in code_languages.LABELS):
                    found, language = ancestor, language or code_languages.LABELS[label] if label else language
                elif len(label) < _LONGEST_LABEL and (
                    named := file_and_language(_texts(ancestor, without={block.mem_id}), language)
                ):
                    found, (self._file, language) = ancestor, named
        return found, language

    def _protect_inline(self, inline: LexborNode) -> None:
        text = clean(_text(inline)).translate(_INVISIBLE)
        if "\n" in text.strip() and stands_alone(inline):
            self._protect_block(inline, _tidy(text), language_of(inline))
        elif text.strip():
            spelled = self._placeholders.spelled_out(" ".join(text.split("\n")).strip())
            inline.replace_with(self._placeholders.put(PlaceholderKind.INLINE_CODE, spelled))
        elif text:
            inline.replace_with(" ")  # Scribble's `1<tt>&nbsp;</tt>Title`
        else:
            inline.decompose()
