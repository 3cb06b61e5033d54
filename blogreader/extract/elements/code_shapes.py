"""Tells listings from similar things: tables of data, pictures beside code, labels inside `<pre>`."""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import (
    ancestors,
    attribute,
    children,
    classes,
    elements,
    is_blank,
    names,
    own_text,
    text_of,
    whole_number,
)
from blogreader.extract.elements import code_languages
from blogreader.extract.elements.code_labels import is_file, without_buttons
from blogreader.extract.lazy_patterns import lazily

BLOCKS = frozenset(("div", "p", "li", "tr", "section", "figure", "ol", "ul", "table", "tbody", "thead", "dd", "dt"))
_SET_APART = BLOCKS | {
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "blockquote",
    "hr",
    "aside",
    "details",
    "dl",
    "header",
}
_BESIDE_LINE = lazily(r"[\s\d.:|›+\-−…⋯↩]*")
_KEPT = lazily(r"white-space\s*:\s*(?:pre(-wrap|-line)?|break-spaces)\s*(?:;|!|$)", re.IGNORECASE)
_MONOSPACE = lazily(r"mono|consolas|menlo|courier|source code|fira code", re.IGNORECASE)
_SENTENCE_ENDS = (".", "!", "?", "…", ":")
_FEWEST_WORDS = 4
_LABELS = lazily(
    r" (?:label|lang|language|title|caption|header|head|toolbar|tool|copy|copied|copyable|tooltip|button|btn|file"
    r"|filename|name|badge|tag|message|toast|status|info|only) "
)
_SHOWN = "img, video, iframe, audio, object, embed, canvas"
_LARGEST_ICON = 32
"""Pixels."""


def is_listing(table: LexborNode) -> bool:
    """Return whether a table with a highlighter's class contains code: some themes use the same class for data.

    In a listing, only numbers and marks precede the last cell of a row, and nothing is above a heading.
    """
    if any(ancestor.tag in ("pre", "code") for ancestor in ancestors(table)):
        return True
    rows = [[cell for cell in elements(row) if cell.tag in ("td", "th")] for row in table.css("tr")]
    rows = [cells for cells in rows if cells and not any("filename" in classes(cell) for cell in cells)]
    texts = []
    for cells in rows:
        if len(cells) > 1 and all(cell.tag == "th" for cell in cells) and text_of(cells[-1]):
            return False
        if not all(_BESIDE_LINE.fullmatch(cell.text_lexbor()) for cell in cells[:-1]):
            return False
        texts.append(cells[-1])
    if len(rows) == 1 or any(len(cells) == 1 for cells in rows):
        return any(cell.css_first("pre, code, span") is not None for cell in texts)
    return any(not _BESIDE_LINE.fullmatch(cell.text_lexbor()) for cell in texts)


def codes_for_lines(block: LexborNode) -> list[LexborNode]:
    """Return the `<code>` elements of a `<pre>` that has one for each line, and nothing else (WeChat)."""
    if block.tag != "pre":
        return []
    inside = [child for child in children(block) if child.is_element_node or own_text(child)]
    if len(inside) < 2 or any(child.tag != "code" for child in inside):
        return []
    return inside


def shows_more(around: LexborNode, block: LexborNode) -> bool:
    """Return whether a picture, a video or a frame is beside a listing, so that `around` is not just its wrapper."""
    inside = {part.mem_id for part in block.css(_SHOWN)}
    return any(
        part.mem_id not in inside and (part.tag != "img" or not _is_icon(part, around)) for part in around.css(_SHOWN)
    )


def _is_icon(image: LexborNode, around: LexborNode) -> bool:
    """Return whether an image is the icon of a language or a button."""
    if whole_number(attribute(image, "width").removesuffix("px"), _LARGEST_ICON + 1) <= _LARGEST_ICON:
        return True
    for node in (image, *ancestors(image)):
        if node.mem_id == around.mem_id:
            break
        if node.tag == "button" or " icon " in names(node):
            return True
    return False


def cut_labels(block: LexborNode) -> str:
    """Remove elements beside the `<code>` in a `<pre>`, such as labels and messages; return the language.

    Text outside of elements, and mere signs (a prompt), are the author's.
    """
    parts = [child for child in children(block) if not is_blank(child)]
    codes = [part for part in parts if part.tag == "code" or (part.is_element_node and part.css_first("code"))]
    if len(codes) != 1 or any(part.is_text_node for part in parts):
        return ""
    language = ""
    for part in parts:
        if part.mem_id == codes[0].mem_id:
            continue
        said = without_buttons(text_of(part))
        if said in code_languages.LABELS:
            language = code_languages.LABELS[said]
        elif is_file(text_of(part)):
            block.attrs["data-title"] = text_of(part)
        elif any(map(str.isalnum, said)) and not (_LABELS.search(names(part)) or attribute(part, "role")):
            continue
        if any(map(str.isalnum, text_of(part))) or not text_of(part):
            part.decompose()
    return language


def is_set_as_code(block: LexborNode, read: Callable[[LexborNode], str]) -> bool:
    """Return whether a style keeps the lines of an element, as in code pasted from editors; `read` returns its text.

    `pre-wrap` alone means nothing: many word processors use it for paragraphs.
    """
    style = attribute(block, "style")
    kept = _KEPT.search(style)
    if kept is None or block.tag in ("body", "article", "main", "section", "table", "td", "th", "li", "a"):
        return False
    is_code = block.tag in ("code", "tt", "samp") or _is_monospace(style)
    if (kept[1] and not is_code) or "\n" not in (text := read(block).strip("\n")):
        return False
    if block.tag in ("code", "tt", "samp", "span"):
        return stands_alone(block)
    if block.css_first("h1, h2, h3, h4, p, ul, ol, table, img, pre") is not None:
        return False
    return is_code or not _reads_as_prose(text)


def _is_monospace(style: str) -> bool:
    return any(
        name.strip().lower() == "font-family" and _MONOSPACE.search(value)
        for name, _, value in (rule.partition(":") for rule in style.split(";"))
    )


def _reads_as_prose(text: str) -> bool:
    """Return whether most of the lines are sentences."""
    lines = [line.rstrip(')"”’ ') for line in text.split("\n") if line.strip()]
    said = [line for line in lines if len(line.split()) >= _FEWEST_WORDS and line.endswith(_SENTENCE_ENDS)]
    return len(said) > len(lines) / 2


def stands_alone(inline: LexborNode) -> bool:
    """Return whether an element is not part of a line: only blocks are beside it."""
    parent = inline.parent
    if parent is None or (parent.tag == "p" and inline.css_first("br") is None):
        return False  # line feeds in a paragraph belong to the page's source
    # A tag with a hyphen is a custom element for highlighting.
    if parent.tag not in ("div", "figure", "body", "article", "section", "p", "main") and "-" not in (parent.tag or ""):
        return False
    for step in ("prev", "next"):
        beside = getattr(inline, step)
        while beside is not None and is_blank(beside):
            beside = getattr(beside, step)
        if beside is not None and beside.tag not in _SET_APART:
            return False
    return True
