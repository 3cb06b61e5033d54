"""The article is found on its page, and what stands around it and between its parts is taken out."""

from selectolax.lexbor import LexborNode

from blogreader.extract import rules, wording
from blogreader.extract.cuts import (
    cut_before_title,
    cut_byline,
    cut_contents,
    cut_neighbours,
    cut_tail,
    has_title_of_docutils,
    holds_more,
    is_heading_itself,
    prose,
    weight_of_links,
)
from blogreader.extract.furniture import clean_parts
from blogreader.extract.lead import lead_of
from blogreader.extract.patterns import lazily
from blogreader.extract.score import are_sections, best_candidate, outermost_section, with_siblings
from blogreader.extract.selectors import Page
from blogreader.extract.shelf import TOKEN, Shelf
from blogreader.extract.tree import (
    ancestors,
    attribute,
    children,
    classes,
    element,
    elements,
    heading_level,
    names,
    outermost,
    text_of,
)

_LAYOUT = frozenset(
    (
        *("html", "body", "div", "section", "article", "main", "center", "form", "td", "table", "tbody", "tr", "span"),
        *("header", "ul", "li"),
    )
)
_SHARED_PICTURE = lazily(r" shar(?:e|ed|ing) (?:pic|picture|img|image|photo|figure) ")
_NAMED = "[class], [id]:not([class])"
_CANDIDATES = frozenset(
    (
        *("div", "section", "aside", "ul", "ol", "p", "header", "footer", "table", "details", "figure", "time"),
        *("small", "hr", "address", "h2", "h3", "h4"),
    )
)
_CANDIDATES_BY_CLASS = frozenset(("a", "span"))
# `hidden md:block`, `d-none d-lg-flex`.
_SHOWN_WIDER = lazily(r":|\bd-\w+-(?!none)")
_MUCH = 0.4
_LITTLE = 0.1
_PLENTY = 600
"""Characters of prose that are an article where a container says so, whatever else is on the page."""
_LONG = 200
_SEVERAL = 3
_BEGINNING = 80
"""Characters of prose."""
_PROSE_CHILDREN = frozenset(("p", "pre", "blockquote", "h2", "h3", "h4", "ul", "ol", "table", "figure", "dl"))


def find_article(tree: Page, title: str | None, shelf: Shelf, chosen: str = "") -> LexborNode | None:
    """Give the element that holds the article's text, furniture pruned; None when the page has no body.

    `chosen` is a selector that the reader set: the element that it finds is the article, without looking further.
    """
    body = tree.body
    if body is None:
        return None
    if chosen and (named := outermost(tree.css(chosen))):
        return _put_together(tree, named, shelf)
    _Pruner(tree, body, shelf).prune()
    start = _preferred(tree, body, shelf)
    article = _descend(start, shelf)
    lead = lead_of(tree, article)
    clean_parts(tree, article, shelf)
    cut_before_title(article, title, shelf)
    cut_byline(article, title, shelf)
    cut_contents(tree, article)
    cut_tail(tree, article, shelf)
    cut_neighbours(article)
    first = article.first_child
    if lead is not None and first is not None:
        first.insert_before(lead)
    return article


def _put_together(tree: Page, parts: list[LexborNode], shelf: Shelf) -> LexborNode:
    """Give the parts that the reader chose as one article, furniture pruned in them."""
    article = parts[0]
    if len(parts) > 1:
        article = element(tree, "div")
        parts[0].insert_before(article)
        for part in parts:
            article.insert_child(part)
            part.decompose()
    _Pruner(tree, article, shelf).prune()
    return article


class _Pruner:
    """Takes out furniture by role and by name, sparing whatever holds much of the page's prose."""

    def __init__(self, tree: Page, body: LexborNode, shelf: Shelf) -> None:
        self._tree = tree
        self._body = body
        self._shelf = shelf
        self._total = max(1, prose(body, shelf))

    def prune(self) -> None:
        for node in reversed(self._tree.ask(rules.FURNITURE, self._body)):
            if (node.tag == "form" and self._holds_much(node)) or is_heading_itself(node):
                last = node.last_child
                if last is not None and last.is_element_node and text_of(last) in ("#", "¶", "§"):
                    last.decompose()
                node.unwrap()
            elif not self._holds_much(node) or node.tag == "nav":
                node.decompose()
        for node in reversed(self._tree.ask("footer, header, aside", self._body)):
            if self._is_outside(node):
                node.decompose()
        for node in reversed(self._tree.ask(".hidden, .hide, .d-none", self._body)):
            if self._is_hidden(node):
                node.decompose()
        for node in reversed(self._body.css(_NAMED)):
            if node.tag not in _CANDIDATES and not (node.tag in _CANDIDATES_BY_CLASS and "class" in node.attrs):
                continue
            said = names(node)
            is_card = wording.names_card(said) and len(node.css("a[href]")) > 1
            if is_card or (wording.names_furniture(said) and self._may_go(node)):
                node.decompose()

    def _holds_much(self, node: LexborNode) -> bool:
        return holds_more(node, _MUCH * self._total, self._shelf)

    def _is_outside(self, node: LexborNode) -> bool:
        """Tell of a footer, header or aside whether it belongs to the page and not to the text."""
        parent = node.parent
        if self._holds_much(node):
            return False
        if node.tag == "footer":
            return parent is None or parent.tag != "blockquote"
        if node.tag == "aside":
            if has_title_of_docutils(node):
                return False
            return len(node.css("a[href]")) > 2 or self._is_announcement(node)
        return node.css_first("h1, h2, h3") is None and node.css_first("img, p") is None

    def _is_hidden(self, node: LexborNode) -> bool:
        """Tell of what its class hides whether it stays so: what is wider, a script or a tab may show is spared."""
        if _SHOWN_WIDER.search(attribute(node, "class")) or node.tag in ("img", "picture", "figure", "pre"):
            return False
        if attribute(node, "role") == "tabpanel" or TOKEN.search(node.text_lexbor()):
            return False
        return not holds_more(node, _LITTLE * self._total, self._shelf)

    def _is_announcement(self, node: LexborNode) -> bool:
        """Tell of an aside whether it has nothing to say of its own: a few words, or a heading and a link with them."""
        links = node.css("a[href]")
        parts = outermost(node.css("h2, h3, h4, h5, h6, a[href]")) if links else []
        return self._shelf.weight(text_of(node)) - sum(len(text_of(part)) for part in parts) < 40

    def _may_go(self, node: LexborNode) -> bool:
        if has_title_of_docutils(node):
            return False
        title = node.css_first("h1")
        if heading_level(node) or (title is not None and not wording.RELATED_HEADINGS.fullmatch(text_of(title))):
            return False
        if node.tag in ("a", "span", "small") and any(heading_level(around) for around in ancestors(node, 3)):
            return False  # docutils' `toc-backref` is the heading itself
        if _SHARED_PICTURE.search(names(node)) and any(
            all(around.tag != "a" for around in ancestors(image, 4)) for image in node.css("img")
        ):
            return False  # a picture with a button to share it
        if any(around.tag == "figure" for around in ancestors(node, 4)) and node.css_first("img") is not None:
            return False  # what enlarges a picture is called a modal or a popup
        if node.tag in ("a", "span", "p", "figure", "small") and len(text_of(node)) > _LONG:
            return False
        if " paywall " in names(node) and sum(len(text_of(part)) > _LONG for part in node.css("p")) >= _SEVERAL:
            return False  # what is behind it
        return not self._holds_much(node) or self._is_beside_the_text(node)

    def _is_beside_the_text(self, node: LexborNode) -> bool:
        """Tell whether a part of the page outside of this one is named the article's text, and has paragraphs."""
        own = [
            part
            for part in self._body.css("div[class], section[class], div[id], section[id]")
            if wording.OWN_WORDS.search(names(part)) and len(part.css("p, pre")) >= _SEVERAL
        ]
        around = {node.mem_id, *(ancestor.mem_id for ancestor in ancestors(node))}
        return any(
            part.mem_id not in around and all(ancestor.mem_id != node.mem_id for ancestor in ancestors(part))
            for part in own
        )


def _preferred(tree: Page, body: LexborNode, shelf: Shelf) -> LexborNode:
    """Give the container that generators or authors mark as the article's, else the one that prose speaks for."""
    total = max(1, prose(body, shelf))
    marked: LexborNode | None = None
    for _, _, selector in rules.CONTAINERS:
        found = outermost(tree.ask(selector, body))
        if not found:
            continue
        marked = _together(found, shelf)
        weight = prose(marked, shelf)
        if weight > 0.5 * total or (weight > _PLENTY and len(marked.css("p, pre, li")) >= _SEVERAL):
            return marked
        if weight > 0.1 * total:
            break
        marked = None
    start = _generic(tree, body, total, shelf)
    best = best_candidate(tree, start, shelf)
    if best is None:
        return marked or start
    if marked is not None and prose(marked, shelf) > 0.6 * prose(best.node, shelf):
        return marked
    return outermost_section(with_siblings(best, shelf))


def _together(found: list[LexborNode], shelf: Shelf) -> LexborNode:
    """Give the one container that holds nearly all that several do, or what is around those that share it."""
    weights = [prose(node, shelf) for node in found]
    longest = weights.index(max(weights))
    # What comes before the longest is a beginning, however short; after it come teasers.
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


def _generic(tree: Page, body: LexborNode, total: int, shelf: Shelf) -> LexborNode:
    """Give the innermost `<article>`, `<main>` or the like that still holds nearly all that the heaviest holds."""
    weights = [(prose(node, shelf), node) for node in tree.ask(rules.GENERIC_CONTAINERS, body)]
    heaviest = max((weight for weight, _ in weights), default=0)
    if heaviest < 0.3 * total:
        return body
    return next(node for weight, node in reversed(weights) if weight > 0.9 * heaviest)


def _is_cell(node: LexborNode) -> bool:
    """Tell of a part of a notebook; that of a short listing alone is a paragraph by now."""
    return not rules.CELLS.isdisjoint(classes(node))


def _descend(node: LexborNode, shelf: Shelf) -> LexborNode:
    """Go down from layout to text while one child holds most of the prose and only furniture is beside it."""
    while True:
        wholes = [(shelf.weight(child.text_lexbor()), child) for child in elements(node)]
        own = sum(len((child.text_content or "").strip()) for child in children(node) if child.is_text_node)
        if not wholes or own > 40 or (len(wholes) > 1 and any(_is_cell(child) for _, child in wholes)):
            return node
        # What layout holds at the most, against all there is at the least: in a text that tells, and no part is weighed
        # without its links.
        most = max((whole for whole, child in wholes if child.tag in _LAYOUT), default=0)
        if most < 0.6 * (own + sum(whole for whole, _ in wholes) - weight_of_links(node, shelf)):
            return node
        parts = [(max(0, whole - weight_of_links(child, shelf)), child) for whole, child in wholes]
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
            if before and heading_level(child):
                return node
            if (child.tag in _PROSE_CHILDREN and part > 20) or are_sections(child, best):
                return node
            if part > _BEGINNING and sum(prose(inner, shelf) for inner in child.css("p, li")) > _BEGINNING:
                return node
            alike = child.tag == best.tag and attribute(child, "class") == attribute(best, "class")
            if (alike or part > 0.25 * total) and part > 0.04 * total:
                return node
        if weight < 0.97 * total and any(
            child.css_first("img, table") for _, child in parts if child.mem_id != best.mem_id
        ):
            return node
        node = best
