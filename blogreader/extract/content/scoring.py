"""Scores elements to find the article on pages without markup for it.

The idea and most numbers are from Readability (arc90, later mozilla/readability, `_grabArticle`).
"""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from blogreader.extract.content import boilerplate_words
from blogreader.extract.dom.nodes import (
    ancestors,
    around_all,
    attribute,
    children,
    classes,
    elements,
    heading_level,
    names,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import Placeholders
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.titles import plain

_PARAGRAPHS = "p, td, li, dd, blockquote, div, section, article"
_INNER_BLOCKS = "p, div, ul, ol, dl, table, blockquote, section, article, h1, h2, h3, h4, pre, figure"
# Around the text of a whole cell, with its lists and tables, on pages of the nineties.
_SET_BY_HAND = frozenset(("font", "center", "big", "small", "tt", "b", "i", "strong", "em", "u"))
_WITH_BLOCKS = frozenset(("div", "section", "article", "li", "td", "dd"))
_COMMAS = lazily("[,،﹐︐︑⹁，、]")
_FEWEST_CHARACTERS = 25
_LEVELS = 5
_BY_TAG = {
    "div": 5,
    "article": 10,
    "main": 10,
    "section": 2,
    "pre": 3,
    "td": 3,
    "blockquote": 3,
    "address": -3,
    "ol": -3,
    "ul": -3,
    "dl": -3,
    "dd": -3,
    "dt": -3,
    "li": -3,
    "form": -3,
    "h1": -5,
    "h2": -5,
    "h3": -5,
    "h4": -5,
    "h5": -5,
    "h6": -5,
    "th": -5,
}
_CLASS_POINTS = 25
_ALTERNATIVES = 3
_RIVAL = 0.75
"""The least share of the best candidate's points that makes a rival."""
_TOP = 5
_END_OF_SENTENCE = lazily(r"[.。!?！？](?: |$)")
_FEW_LINKS = 0.25
_PLAIN = frozenset(("p", "ul", "ol", "dl", "pre", "blockquote", "h2", "h3", "h4"))
_SECTIONS = frozenset(("section", "chapter", "preface", "appendix", "sect1", "sect2", "sect3", "refsect1", "refentry"))
# The depth of a section, in Pandoc's classes.
_LEVEL = lazily(r"(?:^|(?<=\s))level\d(?=\s|$)")
_TITLES = frozenset(("titlepage", "refnamediv"))


@dataclass(slots=True)
class Candidate:
    """An element that contains prose, and its points."""

    node: LexborNode
    points: float
    is_settled: bool = False
    """Whether linked text has been subtracted from the points, which takes long and is done only for the best."""


def class_points(node: LexborNode) -> int:
    """Return points for class and id: 25 for, -25 against, an element being part of an article."""
    said = names(node)
    if said == "  ":
        return 0
    words = said.split()
    points = 0
    if not boilerplate_words.WORDS.isdisjoint(words) or not boilerplate_words.WEAK_WORDS.isdisjoint(words):
        points -= _CLASS_POINTS
    if not boilerplate_words.ARTICLE_WORDS.isdisjoint(words):
        points += _CLASS_POINTS
    return points


def link_density(node: LexborNode, placeholders: Placeholders) -> float:
    """Return the share of an element's text that is linked to other pages; links within the page count a third."""
    linked = 0.0
    for link in node.css("a[href]"):
        within = attribute(link, "href").startswith("#")
        linked += placeholders.weight(text_of(link)) * (0.3 if within else 1)
    whole = placeholders.weight(text_of(node)) if linked else 0
    return linked / whole if whole else 0


def best_candidate(tree: HtmlPage, body: LexborNode, placeholders: Placeholders) -> Candidate | None:
    """Return the element with most of the page's prose and least of anything else."""
    candidates: dict[int, Candidate] = {}
    holders = around_all(tree.ask(_INNER_BLOCKS, body))
    for block in tree.ask(_PARAGRAPHS, body):
        own = block.tag in _WITH_BLOCKS and block.mem_id in holders
        # In elements with blocks, text beside these counts as a paragraph.
        text = (_text_beside(block) if own else block.text_lexbor()).strip()
        weight = placeholders.weight(text)
        if weight < _FEWEST_CHARACTERS:
            continue
        points = 1 + len(_COMMAS.findall(text)) + min(weight // 100, 3 if not own else 100)
        # An item counts for what is around its list, where it stands in one.
        start = 1 if block.tag in ("li", "dd") and block.parent is not None and block.parent.tag != "body" else 0
        around = (block, *ancestors(block, _LEVELS - 1)) if own else tuple(ancestors(block, _LEVELS + start))[start:]
        for level, ancestor in enumerate(around):
            share = points / (1, 2, 6, 9, 12)[level]
            found = candidates.get(ancestor.mem_id)
            if found is None:
                known = _BY_TAG.get(ancestor.tag or "", 0) + class_points(ancestor)
                candidates[ancestor.mem_id] = Candidate(ancestor, known + share)
            else:
                found.points += share
            if ancestor.tag == "body":
                break
    ranked = _ranked(candidates, placeholders)
    return _raised(ranked, candidates, placeholders) if ranked else None


def _ranked(candidates: dict[int, Candidate], placeholders: Placeholders) -> list[Candidate]:
    """Return the best candidates in order; subtracting linked text can only lower points."""
    best: list[float] = []
    for candidate in sorted(candidates.values(), key=lambda candidate: -candidate.points):
        if len(best) == _TOP and candidate.points < best[0] >= 0:
            break
        least = _RIVAL * best[-1] if best else 0
        if candidate.points < least > 0 and sum(points >= least for points in best) <= _ALTERNATIVES:
            break  # no more rivals, and too few to raise the best one
        best = sorted((*best, _settled(candidate, placeholders).points))[-_TOP:]
    settled = (candidate for candidate in candidates.values() if candidate.is_settled)
    return sorted(settled, key=lambda candidate: -candidate.points)[:_TOP]


def _settled(candidate: Candidate, placeholders: Placeholders) -> Candidate:
    if not candidate.is_settled:
        candidate.points *= 1 - link_density(candidate.node, placeholders)
        candidate.is_settled = True
    return candidate


def _text_beside(block: LexborNode) -> str:
    """Return the text of an element beside its inner blocks, also in `<font>` and the like, but not in links."""
    pieces: list[str] = []
    waiting = list(children(block))
    while waiting:
        node = waiting.pop()
        if node.is_text_node:
            pieces.append(node.text_content or "")
        elif node.tag in _SET_BY_HAND:
            waiting.extend(children(node))
    return "".join(reversed(pieces))


def _raised(ranked: list[Candidate], candidates: dict[int, Candidate], placeholders: Placeholders) -> Candidate:
    """Ascend from the best candidate to an element that also contains its equals."""
    best = ranked[0]
    rivals = [rival for rival in ranked[1:] if rival.points >= _RIVAL * best.points]
    if len(rivals) >= _ALTERNATIVES:
        around = [{ancestor.mem_id for ancestor in ancestors(rival.node)} for rival in rivals]
        for ancestor in ancestors(best.node):
            if ancestor.tag == "body":
                break
            if sum(ancestor.mem_id in other for other in around) >= _ALTERNATIVES:
                best = candidates.get(ancestor.mem_id) or Candidate(ancestor, best.points)
                break
    last, least = best.points, best.points / 3
    for ancestor in ancestors(best.node):
        if ancestor.tag == "body":
            break
        found = candidates.get(ancestor.mem_id)
        if found is None:
            continue
        if _settled(found, placeholders).points < least:
            break
        if found.points > last:
            best = found
            break
        last = found.points
    node = _around_table(best.node)
    while (
        node.tag != "body"
        and (outer := node.parent) is not None
        and outer.tag != "body"
        and sum(1 for _ in elements(outer)) == 1
    ):
        node = outer
    return Candidate(node, best.points)


def _around_table(node: LexborNode) -> LexborNode:
    """Return the element around a table of figures with paragraphs or headings: a table is never the whole article."""
    table = node.parent if node.tag == "tbody" else node
    if table is None or table.tag != "table" or table.css_first("th") is None:
        return node
    for around in ancestors(node):
        if around.tag == "body":
            break
        if any(child.tag in ("p", "h1", "h2", "h3") and text_of(child) for child in elements(around)):
            node = around
            if sum(child.tag == "p" for child in elements(around)) > 1:
                break
    return node


def with_siblings(tree: HtmlPage, best: Candidate, placeholders: Placeholders) -> LexborNode:
    """Return the best candidate with the siblings that belong to it."""
    around = best.node.parent
    if around is None:
        return best.node
    others = [node for node in elements(around) if node.mem_id != best.node.mem_id]
    kept = {node.mem_id for node in others if _is_sibling(node, best, placeholders)}
    if len(kept) >= 2:
        # The parts of one article, some of which are only a picture or a heading.
        kept |= {node.mem_id for node in others if _is_kin(node, best.node, placeholders)}
    parts = list(elements(around))
    ours = [number for number, node in enumerate(parts) if node.mem_id in kept or node.mem_id == best.node.mem_id]
    # Pictures between them belong to them without text, and an author's words whatever their length.
    kept |= {
        node.mem_id
        for node in parts[ours[0] : ours[-1]]
        if (node.css_first("img") is not None and node.css_first("a[href]") is None and class_points(node) >= 0)
        or (node.tag in _PLAIN and not node.attrs.get("class") and link_density(node, placeholders) < _FEW_LINKS)
    } - {best.node.mem_id}
    if not kept:
        return best.node
    for node in others:
        if node.mem_id not in kept:
            tree.drop(node, "beside the part with most of the prose")
    return around


def _is_sibling(node: LexborNode, best: Candidate, placeholders: Placeholders) -> bool:
    """Return whether an element beside the best one belongs to the article too."""
    inside = list(elements(node))
    if len(inside) == 1 and inside[0].tag == "p" and class_points(node) >= 0:
        node = inside[0]
    text = node.text_lexbor().strip()
    weight = placeholders.weight(text)
    density = link_density(node, placeholders)
    if node.tag == "p":
        if weight > 80:
            return density < 0.25
        return density == 0 and bool(_END_OF_SENTENCE.search(text))
    if node.tag == "tr":
        # Rows that lay out a page below each other.
        return weight > 80 and density < 0.25 and bool(_END_OF_SENTENCE.search(text))
    if node.tag in ("div", "section") and weight <= 80 and not names(node).strip() and density == 0:
        # A greeting, if every paragraph is a box.
        return bool(_END_OF_SENTENCE.search(text)) and node.css_first("a, time, form, input, button, img") is None
    same = (said := attribute(node, "class")) and said == attribute(best.node, "class")
    if same and node.tag == best.node.tag and class_points(node) >= 0:
        return density < 0.25 and weight > 80
    if are_sections(node, best.node):
        return density < _FEW_LINKS or _is_titled_by_author(node)
    if (
        node.parent is not None
        and node.parent.tag == "article"
        and node.tag in ("div", "section", "pre", "blockquote", "figure", "ul", "ol", "table")
        and class_points(node) >= 0
        and weight > 80
        and density < 0.25
        and node.css_first("figcaption") is None
    ):
        return True  # in an article, everything belongs to it unless something speaks against it
    paragraphs = [part.text_lexbor() for part in node.css("p, li, pre, blockquote")]
    points = class_points(node) + sum(
        1 + len(_COMMAS.findall(part)) + min(placeholders.weight(part) // 100, 3)
        for part in paragraphs
        if placeholders.weight(part) >= _FEWEST_CHARACTERS
    )
    return points * (1 - density) >= max(10, 0.2 * best.points)


def _is_titled_by_author(node: LexborNode) -> bool:
    """Return whether a section has a heading with words of its own: authors collect links, too."""
    heading = node.css_first("h1, h2, h3, h4, h5, h6")
    if heading is None or node.css_first("time, form, article, img") is not None:
        return False
    said = text_of(heading)
    return (
        bool(said)
        and not boilerplate_words.RELATED_HEADINGS.fullmatch(said)
        and (plain(said) not in boilerplate_words.HEADINGS)
    )


def are_sections(node: LexborNode, best: LexborNode) -> bool:
    """Return whether two elements are plain sections under an author's headings."""
    own, others = (_LEVEL.sub("", attribute(part, "class")).split() for part in (node, best))
    if own != others:
        return False
    if _is_titled(node):
        return True
    if node.tag != "section" or best.tag != "section" or own:
        return False
    first = next(elements(node), None)
    return first is not None and heading_level(first) > 1


def outermost_section(node: LexborNode) -> LexborNode:
    """Return the outermost DocBook or AsciiDoc section of whose prose this one has most, or all."""
    for around in ancestors(node):
        if around.tag == "body":
            break
        if _is_titled(around):
            node = around
    parent = node.parent
    if parent is None or parent.tag == "body" or not _is_titled(node):
        return node
    return parent if sum(_is_titled(child) for child in elements(parent)) > 1 else node


def _is_titled(node: LexborNode) -> bool:
    """Return whether this is named as a section, and begins with its title."""
    if _SECTIONS.isdisjoint(classes(node)):
        return False
    first = next((child for child in elements(node) if child.tag != "a"), None)
    return first is not None and (heading_level(first) > 0 or not _TITLES.isdisjoint(classes(first)))


def _is_kin(node: LexborNode, best: LexborNode, placeholders: Placeholders) -> bool:
    """Return whether an element has the same name as the best one beside it, and does not lead away."""
    first = classes(best)[:1]
    return (
        bool(first) and node.tag == best.tag and classes(node)[:1] == first and link_density(node, placeholders) < 0.25
    )
