"""Finds the article on its page, and removes what is around it and between its parts."""

from selectolax.lexbor import LexborNode

from blogreader.extract import known_markup
from blogreader.extract.content.boilerplate import clean_parts
from blogreader.extract.content.lead_image import cut_faces, lead_of
from blogreader.extract.content.prune import Pruner, only_article
from blogreader.extract.content.scoring import (
    are_sections,
    best_candidate,
    outermost_section,
    with_siblings,
)
from blogreader.extract.content.tables_of_contents import cut_contents
from blogreader.extract.content.trimming import (
    cut_before_title,
    cut_byline,
    cut_neighbours,
    cut_repeated,
    cut_tail,
    prose,
    reads_as_prose,
    weight_of_links,
)
from blogreader.extract.dom.nodes import (
    ancestors,
    attribute,
    children,
    classes,
    element,
    elements,
    heading_level,
    outermost,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import Placeholders

_LAYOUT = frozenset(
    ("div", "section", "article", "main", "center", "td", "table", "tbody", "tr", "span", "header", "ul", "li")
)
_PLENTY = 600
"""Characters of prose that make a container named as the article the article, whatever else is on the page."""
_SEVERAL = 3
_BEGINNING = 80
"""Characters of prose."""
_PROSE_CHILDREN = frozenset(("p", "pre", "blockquote", "h2", "h3", "h4", "ul", "ol", "table", "figure", "dl"))


def find_article(tree: HtmlPage, title: str | None, placeholders: Placeholders, chosen: str = "") -> LexborNode | None:
    """Return the element with the article's text, without boilerplate; None if the page has no body.

    `chosen` is a selector configured by the reader: what it matches is the article, without further search.
    """
    body = tree.body
    if body is None:
        return None
    if chosen and (named := outermost(tree.css(chosen))):
        return _put_together(tree, named, placeholders)
    Pruner(tree, body, placeholders).prune()
    start = _preferred(tree, body, placeholders)
    article = _descend(start, placeholders)
    lead = lead_of(tree, article)
    clean_parts(tree, article, placeholders)
    cut_before_title(tree, article, title, placeholders)
    cut_byline(tree, article, title, placeholders)
    cut_faces(tree, article)
    cut_contents(tree, article)
    cut_tail(tree, article, placeholders)
    cut_neighbours(tree, article)
    cut_repeated(tree, article)
    first = article.first_child
    if lead is not None and first is not None:
        first.insert_before(lead)
    return article


def _put_together(tree: HtmlPage, parts: list[LexborNode], placeholders: Placeholders) -> LexborNode:
    """Return the parts that the reader chose as one article, without boilerplate."""
    for part in parts:
        Pruner(tree, part, placeholders).prune()
    if len(parts) == 1:
        return parts[0]
    article = element(tree, "div")
    for part in parts:
        article.insert_child(part)
    parts[0].insert_before(article)
    placed = parts[0].prev  # insertion copies
    for part in parts:
        part.decompose()
    return placed or article


def _preferred(tree: HtmlPage, body: LexborNode, placeholders: Placeholders) -> LexborNode:
    """Return the container that generators or authors mark as the article, or else the one with the best score."""
    total = max(1, prose(body, placeholders))
    marked: LexborNode | None = None
    for _, _, selector in known_markup.CONTAINERS:
        found = outermost(tree.ask(selector, body))
        if not found:
            continue
        marked = _together(found, placeholders)
        weight = prose(marked, placeholders)
        if weight > 0.5 * total or (weight > _PLENTY and len(marked.css("p, pre, li")) >= _SEVERAL):
            return marked
        if weight > 0.1 * total:
            break
        marked = None
    only = only_article(tree, body, placeholders)
    start = only if only is not None else _generic(tree, body, total, placeholders)
    best = best_candidate(tree, start, placeholders)
    if best is None:
        return marked or start
    if marked is not None and prose(marked, placeholders) > 0.6 * prose(best.node, placeholders):
        return marked
    cell = next((node for node in (best.node, *ancestors(best.node)) if _is_cell(node)), None)
    if cell is not None and cell.parent is not None:
        return cell.parent  # all cells, whichever is the longest
    return outermost_section(with_siblings(tree, best, placeholders))


def _together(found: list[LexborNode], placeholders: Placeholders) -> LexborNode:
    """Return the container with nearly all the text of several, or else the element around those that share it."""
    weights = [prose(node, placeholders) for node in found]
    longest = weights.index(max(weights))
    # Containers before the longest are beginnings, however short; after it, teasers.
    share = [
        node
        for number, (node, weight) in enumerate(zip(found, weights, strict=True))
        if weight > 0.1 * sum(weights)
        or (number < longest and weight > _BEGINNING and node.css_first("p, pre, li") is not None)
    ]
    best = found[longest]
    if len(share) < 2 or (max(weights) > 0.8 * sum(weights) and share[0].mem_id == best.mem_id):
        return best
    around = [{ancestor.mem_id for ancestor in ancestors(node)} for node in share]
    shared = next((a for a in ancestors(best) if all(a.mem_id in ids for ids in around)), None)
    return best if shared is None or shared.tag in ("body", "html") else shared


def _generic(tree: HtmlPage, body: LexborNode, total: int, placeholders: Placeholders) -> LexborNode:
    """Return the innermost `<article>`, `<main>` or similar with nearly all the text of the heaviest."""
    weights = [(prose(node, placeholders), node) for node in tree.ask(known_markup.GENERIC_CONTAINERS, body)]
    heaviest = max((weight for weight, _ in weights), default=0)
    if heaviest < 0.3 * total:
        return body
    return next(node for weight, node in reversed(weights) if weight > 0.9 * heaviest)


def _is_cell(node: LexborNode) -> bool:
    """Return whether this is a cell of a notebook; one with only a short listing is a paragraph by now."""
    return not known_markup.CELLS.isdisjoint(classes(node))


def _greets(node: LexborNode) -> bool:
    """Return whether a part before the text is a sentence, without a boilerplate name or a link."""
    return not attribute(node, "class") and node.css_first("a, time, img") is None and reads_as_prose(node)


def _descend(node: LexborNode, placeholders: Placeholders) -> LexborNode:
    """Descend from layout to text while one child has most of the prose and only boilerplate is beside it."""
    while True:
        wholes = [(placeholders.weight(child.text_lexbor()), child) for child in elements(node)]
        own = sum(len((child.text_content or "").strip()) for child in children(node) if child.is_text_node)
        if not wholes or own > 40 or (len(wholes) > 1 and any(_is_cell(child) for _, child in wholes)):
            return node
        # An upper bound for layout against a lower bound for everything: usually that decides, and no part has to be
        # weighed without its links.
        most = max((whole for whole, child in wholes if child.tag in _LAYOUT), default=0)
        if most < 0.6 * (own + sum(whole for whole, _ in wholes) - weight_of_links(node, placeholders)):
            return node
        parts = [(max(0, whole - weight_of_links(child, placeholders)), child) for whole, child in wholes]
        weight, best = max(parts, key=lambda part: part[0])
        total = own + sum(part for part, _ in parts)
        if best.tag not in _LAYOUT or total == 0 or weight < 0.6 * total:
            return node
        before = True
        for part, child in parts:
            if child.mem_id == best.mem_id:
                before = False
            if child.mem_id == best.mem_id or part == 0:
                continue
            if before and (heading_level(child) or _greets(child)):
                return node
            if (child.tag in _PROSE_CHILDREN and part > 20) or are_sections(child, best):
                return node
            if part > _BEGINNING and sum(prose(inner, placeholders) for inner in child.css("p, li")) > _BEGINNING:
                return node
            alike = child.tag == best.tag and attribute(child, "class") == attribute(best, "class")
            if (alike or part > 0.25 * total) and part > 0.04 * total:
                return node
        if weight < 0.97 * total and any(
            child.css_first("img, table") for _, child in parts if child.mem_id != best.mem_id
        ):
            return node
        node = best
