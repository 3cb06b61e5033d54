"""Simplifies tables, lists and quotations to what Markdown can express."""

import re

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import (
    adopt,
    attribute,
    children,
    classes,
    element,
    elements,
    names,
    own_text,
    shown_before,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import TOKEN, PlaceholderKind, Placeholders
from blogreader.extract.elements.list_items import settle_lists_of_word
from blogreader.extract.lazy_patterns import lazily

_CODE_LABELS = lazily(
    r"(?:show|view|see|hide|toggle|expand|unfold)?(?: the)? ?(?:r |python )?(?:source )?code|code anzeigen|quellcode"
    r"|(?:ver|mostrar|exibir)?(?: el| o)? ?c[óo]digo|(?:voir|afficher)(?: le)? code|mostra(?: il)? codice"
    r"|(?:显示|查看)?代码|コード(?:を表示)?|показать код|код",
    re.IGNORECASE,
)
_ALIGN = lazily(r"text-align\s*:\s*(left|center|right)", re.IGNORECASE)
_NOTES = ".colist > table, .calloutlist > table, .calloutlist > dl, dl[class^=code-annotation]"
_WAYS = ("text", "align", "org")
_BOXES = ("\N{CHECK MARK} ", "\N{LOWER RIGHT DROP-SHADOWED WHITE SQUARE} ", "\N{BALLOT BOX} ")
_DELIMITERS = {"left": ":---", "center": ":---:", "right": "---:"}
_WRAPPERS = frozenset(("div", "section", "figure"))
_SHOWN = frozenset(("img", "hr", "a", "figure", "iframe"))
_LONG = 1_000
"""Characters of a text that nobody quotes without a word."""
_BLOCKS = "p, ul, ol, blockquote, table, div, h2, h3, h4, figure, dl, hr"


def settle_tables(tree: HtmlPage, article: LexborNode, placeholders: Placeholders) -> None:
    """Unwrap tables that only lay out the page, and keep the column alignment of the others."""
    if article.tag in ("tr", "tbody"):
        _unwrap_columns(tree, article)
    for notes in tree.ask(_NOTES, article):
        _list_notes(tree, notes)
    for table in reversed(tree.ask("table", article)):
        rows = table.css("tr")
        cells = table.css("td, th")
        if len(cells) <= 1 or len(table.css("table")) > 1 or _lays_out(table, cells):
            _unwrap(tree, table)
            continue
        columns = max(rows, key=lambda row: len(list(elements(row))))
        alignments = [_alignment(cell) for cell in elements(columns) if cell.tag in ("td", "th")]
        for cell in cells:
            paragraphs = list(elements(cell))
            if len(paragraphs) == 1 and paragraphs[0].tag == "p":
                paragraphs[0].unwrap()
        if table.css_first("th") is None:
            # Without one, the conversion makes a list of a table that is mostly links.
            head = element(tree, "th")
            adopt(head, cells[0])
            cells[0].replace_with(head)
            cells = table.css("td, th")
        if any(alignments):
            delimiters = [_DELIMITERS.get(alignment, "---") for alignment in alignments]
            first = cells[0]
            token = placeholders.put(PlaceholderKind.ALIGNMENT, f"| {' | '.join(delimiters)} |")
            start = first.first_child
            if start is None:
                first.insert_child(token)
            else:
                start.insert_before(token)


def _lays_out(table: LexborNode, cells: list[LexborNode]) -> bool:
    """Return whether a table only lays out the page: a cell contains a text of several paragraphs."""
    if attribute(table, "role") == "presentation" or table.css_first("figure") is not None:
        return True
    if table.css_first("th, thead") is not None:
        return False
    return any(len(cell.text_lexbor()) > 800 and len(cell.css("p, ul, ol, blockquote, h2, h3")) >= 3 for cell in cells)


def _list_notes(tree: HtmlPage, numbered: LexborNode) -> None:
    """Turn the numbered notes on a listing, a table in AsciiDoc, DocBook and Quarto, into a list."""
    notes = element(tree, "ol")
    for note in numbered.css("td:last-child, dd"):
        item = element(tree, "li")
        adopt(item, note)
        notes.insert_child(item)
    numbered.replace_with(notes)


def _alignment(cell: LexborNode) -> str:
    found = _ALIGN.search(attribute(cell, "style"))
    if found:
        return found[1].lower()
    said = attribute(cell, "align").lower()
    if said in _DELIMITERS:
        return said
    words = names(cell)
    return next((side for side in _DELIMITERS if any(f" {way} {side} " in words for way in _WAYS)), "")


def _unwrap_columns(tree: HtmlPage, article: LexborNode) -> None:
    """Put the columns of an article that is a part of the page's layout below each other."""
    for row in [article] if article.tag == "tr" else list(elements(article)):
        for column in [cell for cell in elements(row) if cell.tag in ("td", "th")]:
            _replace_by_block(tree, column)
        if row.mem_id != article.mem_id:
            row.unwrap()


def _replace_by_block(tree: HtmlPage, cell: LexborNode) -> None:
    block = element(tree, "div")
    adopt(block, cell)
    cell.replace_with(block)


def _unwrap(tree: HtmlPage, table: LexborNode) -> None:
    """Replace a table by the contents of its cells, one below another."""
    for part in reversed(table.css("thead, tbody, tfoot, tr, colgroup, col, caption")):
        part.unwrap()
    for cell in reversed(table.css("td, th")):
        if cell.css_first("br + br") is not None:
            _replace_by_block(tree, cell)
            continue
        if cell.css_first(_BLOCKS) is None:
            cell.insert_before(" ")
        cell.unwrap()
    _replace_by_block(tree, table)


def settle_quotes(tree: HtmlPage, article: LexborNode, placeholders: Placeholders) -> None:
    """Mark where a quotation needs a blank line before it."""
    for quote in article.css("blockquote"):
        before = shown_before(quote)
        around = quote.parent
        while before is None and around is not None and around.mem_id != article.mem_id and around.tag in _WRAPPERS:
            before, around = shown_before(around), around.parent
        if before is not None:
            quote.insert_before(element(tree, "p", placeholders.put(PlaceholderKind.BREAK, "")))


def within_margins(article: LexborNode) -> str:
    """Return the HTML of an article without a quotation around the whole of it, as it gave margins in the nineties."""
    around: LexborNode | None = article
    while around is not None and around.tag != "blockquote":
        around = _only_part(around)
    if around is None or attribute(around, "class") or attribute(around, "cite") or len(text_of(around)) < _LONG:
        return article.html or ""
    return around.inner_html or ""


def _only_part(node: LexborNode) -> LexborNode | None:
    """Return the only element with text in another; None if there are more, or text."""
    parts = [part for part in children(node) if part.text_lexbor().strip() or part.tag in _SHOWN]
    return parts[0] if len(parts) == 1 and parts[0].is_element_node else None


def protect_tables(tree: HtmlPage, article: LexborNode, placeholders: Placeholders) -> None:
    """Replace tables in lists and quotations by placeholders, to be converted separately."""
    for table in tree.ask("li table, blockquote table, dd table", article):
        table.replace_with(element(tree, "p", placeholders.put(PlaceholderKind.TABLE, table.html or "")))


def _is_label_of_code(summary: LexborNode, around: LexborNode) -> bool:
    """Return whether a summary only says that code is folded, and nothing else is."""
    said = text_of(summary)
    rest = "".join(part.text_lexbor() for part in children(around) if part.mem_id != summary.mem_id)
    return (
        _CODE_LABELS.fullmatch(said) is not None
        and TOKEN.search(rest) is not None
        and not TOKEN.sub("", rest).strip()
        and around.css_first("img, summary + summary") is None
    )


def settle_details(article: LexborNode) -> None:
    """Reduce a summary's markup to inline elements, and make it strong as a whole.

    Summaries that only say that a listing is folded are removed.
    """
    for summary in article.css("details > summary"):
        around = summary.parent
        if around is not None and _is_label_of_code(summary, around):
            summary.decompose()
            around.unwrap()
    for part in reversed(article.css("summary :is(span, h1, h2, h3, h4, h5, h6)")):
        part.unwrap()


def settle_lists(tree: HtmlPage, article: LexborNode) -> None:
    """Make the terms of definition lists strong, since Markdown has no such lists.

    Also move lists beside items into these items, and make lists tight that docutils writes with a paragraph in each
    item and marks as `simple`.
    """
    settle_lists_of_word(tree, article)
    for part in reversed(article.css("ul, ol")):
        _take_in_lists(part)
    for term in tree.ask("dl > dt, dl > div > dt", article):
        if term.css_first("strong, b, p, div, h2, h3, h4") is None and text_of(term):
            strong = element(tree, "strong")
            adopt(strong, term)
            for part in reversed(list(children(term))):
                part.decompose()
            term.insert_child(strong)
    for mark in tree.ask("ul.checklist > li > p:first-child > i:first-child", article):
        # Asciidoctor's tasks, shown by an icon.
        paragraph, is_done = mark.parent, "fa-check-square-o" in classes(mark)
        mark.decompose()
        if paragraph is not None:
            _put_box(tree, paragraph, is_done)
    for paragraph in tree.ask("ul.checklist > li > p:first-child", article):
        # Or by a character.
        start = paragraph.first_child
        text = own_text(start)
        if start is not None and text[:2] in _BOXES:
            start.replace_with(text[2:])
            _put_box(tree, paragraph, text[0] == "\N{CHECK MARK}")
    for item in tree.ask("ul.org-ul > li.on, ul.org-ul > li.off", article):
        start = item.first_child
        if start is not None and (token := TOKEN.match(own_text(start))):
            start.replace_with(own_text(start)[token.end() :])
            _put_box(tree, item, "on" in classes(item))
    for item in tree.ask("ul.simple > li, ol.simple > li, .ulist > ul > li, .olist > ol > li", article):
        paragraphs = [child for child in children(item) if child.tag == "p"]
        if len(paragraphs) == 1:
            paragraphs[0].unwrap()


def _put_box(tree: HtmlPage, item: LexborNode, is_done: bool) -> None:
    """Turn an item into a task, which the conversion recognises by the checkbox at its beginning."""
    box = element(tree, "input")
    box.attrs["type"] = "checkbox"
    if is_done:
        box.attrs["checked"] = ""
    first = item.first_child
    if first is not None:
        first.insert_before(box)


def _take_in_lists(part: LexborNode) -> None:
    """Move lists that are beside the items of a list into the items before them."""
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
