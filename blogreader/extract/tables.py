"""Tables, lists and quotations, made such as Markdown can say them."""

import re

from selectolax.lexbor import LexborNode

from blogreader.extract.patterns import lazily
from blogreader.extract.selectors import Page
from blogreader.extract.shelf import Kind, Shelf
from blogreader.extract.tree import adopt, attribute, children, element, elements, names, text_of

_ALIGN = lazily(r"text-align\s*:\s*(left|center|right)", re.IGNORECASE)
_DELIMITERS = {"left": ":---", "center": ":---:", "right": "---:"}
_BLOCKS = "p, ul, ol, blockquote, table, div, h2, h3, h4, figure, dl, hr"


def settle_tables(tree: Page, article: LexborNode, shelf: Shelf) -> None:
    """Unwrap tables that only lay out the page, and keep the alignment of the columns of the others."""
    for table in reversed(tree.ask("table", article)):
        rows = table.css("tr")
        cells = table.css("td, th")
        if len(cells) <= 1 or len(table.css("table")) > 1 or _lays_out(table, cells):
            _unwrap(table)
            continue
        columns = max(rows, key=lambda row: len(list(elements(row))))
        alignments = [_alignment(cell) for cell in elements(columns) if cell.tag in ("td", "th")]
        for cell in cells:
            paragraphs = list(elements(cell))
            if len(paragraphs) == 1 and paragraphs[0].tag == "p":
                paragraphs[0].unwrap()
        if any(alignments):
            delimiters = [_DELIMITERS.get(alignment, "---") for alignment in alignments]
            first = cells[0]
            token = shelf.put(Kind.ALIGNMENT, f"| {' | '.join(delimiters)} |")
            start = first.first_child
            if start is None:
                first.insert_child(token)
            else:
                start.insert_before(token)


def _lays_out(table: LexborNode, cells: list[LexborNode]) -> bool:
    """Tell whether a table only sets the page: one of its cells holds a text of several paragraphs."""
    if attribute(table, "role") == "presentation":
        return True
    if table.css_first("th, thead") is not None:
        return False
    return any(len(cell.text_lexbor()) > 800 and len(cell.css("p, ul, ol, blockquote, h2, h3")) >= 3 for cell in cells)


def _alignment(cell: LexborNode) -> str:
    found = _ALIGN.search(attribute(cell, "style"))
    if found:
        return found[1].lower()
    said = attribute(cell, "align").lower()
    if said in _DELIMITERS:
        return said
    words = names(cell)
    return next((side for side in _DELIMITERS if f" text {side} " in words or f" align {side} " in words), "")


def _unwrap(table: LexborNode) -> None:
    """Leave the content of a table's cells, one below the other."""
    for part in reversed(table.css("thead, tbody, tfoot, tr, colgroup, col, caption")):
        part.unwrap()
    for cell in reversed(table.css("td, th")):
        if cell.css_first(_BLOCKS) is None:
            cell.insert_before(" ")
        cell.unwrap()
    table.unwrap()


def settle_quotes(tree: Page, article: LexborNode, shelf: Shelf) -> None:
    """Mark where a quotation needs a blank line before it."""
    for quote in article.css("blockquote"):
        before = quote.prev
        while before is not None and not before.is_element_node and not (before.text_content or "").strip():
            before = before.prev
        if before is not None:
            quote.insert_before(element(tree, "p", shelf.put(Kind.BREAK, "")))


def settle_lists(tree: Page, article: LexborNode) -> None:
    """Make the terms of definition lists strong, for which Markdown has no list.

    Put lists that stand beside items into the items that they belong to. And make tight the lists that docutils writes
    with a paragraph in each item, and marks as `simple`.
    """
    for part in reversed(article.css("ul, ol")):
        _take_in_lists(part)
    for term in tree.ask("dl > dt, dl > div > dt", article):
        if term.css_first("strong, b, p, div, h2, h3, h4") is None and text_of(term):
            strong = element(tree, "strong")
            adopt(strong, term)
            for part in reversed(list(children(term))):
                part.decompose()
            term.insert_child(strong)
    for item in tree.ask("ul.simple > li, ol.simple > li", article):
        paragraphs = [child for child in children(item) if child.tag == "p"]
        if len(paragraphs) == 1:
            paragraphs[0].unwrap()


def _take_in_lists(part: LexborNode) -> None:
    """Put the lists that stand beside the items of a list into the items before them."""
    item = None
    for child in elements(part):
        if child.tag == "li":
            item = child
        elif child.tag in ("ul", "ol"):
            if item is None:
                child.unwrap()
            else:
                item.insert_child(child)
                child.decompose()
