"""Wraps loose text in paragraphs, since between blocks the conversion would lose its line breaks."""

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import children, element
from blogreader.extract.dom.page import HtmlPage

_HOLDERS = frozenset(
    ("body", "div", "section", "article", "main", "center", "font", "span", "form", "blockquote", "dd", "details")
)
_BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "main", "aside", "header", "footer", "center", "form", "blockquote"),
        *("ul", "ol", "dl", "table", "pre", "hr", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "details", "address"),
    )
)


def settle_loose_lines(tree: HtmlPage, article: LexborNode) -> None:
    """Put text with line breaks beside blocks into a paragraph of its own."""
    seen: set[int] = set()
    for mark in article.css("br"):
        holder = mark.parent
        if holder is None or holder.mem_id in seen:
            continue
        seen.add(holder.mem_id)
        if (holder.tag in _HOLDERS or holder.mem_id == article.mem_id) and any(
            child.tag in _BLOCKS for child in children(holder)
        ):
            for run in _runs(holder):
                _wrap(tree, run)


def _runs(holder: LexborNode) -> list[list[LexborNode]]:
    """Return the runs of nodes between the blocks of an element."""
    runs: list[list[LexborNode]] = [[]]
    for child in children(holder):
        if child.tag in _BLOCKS or (child.is_element_node and child.css_first(",".join(_BLOCKS)) is not None):
            runs.append([])
        else:
            runs[-1].append(child)
    return runs


def _wrap(tree: HtmlPage, run: list[LexborNode]) -> None:
    has_words = any((node.text_content or "").strip() if node.is_text_node else node.text().strip() for node in run)
    if not has_words or not any(node.tag == "br" for node in run):
        return
    paragraph = element(tree, "p")
    for node in run:
        paragraph.insert_child(node)
    run[0].insert_before(paragraph)
    for node in run:
        node.decompose()
