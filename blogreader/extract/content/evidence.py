"""Evidence besides its name that an element is boilerplate: a name alone proves too little."""

from collections.abc import Callable
from functools import cached_property

from selectolax.lexbor import LexborNode

from blogreader.extract.content import boilerplate_words
from blogreader.extract.content.boilerplate import are_cards
from blogreader.extract.content.trimming import is_sentence, weight_of_links
from blogreader.extract.dates import is_day
from blogreader.extract.dom.nodes import ancestors, around_all, attribute, names, outermost, text_of
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import TOKEN, Placeholders
from blogreader.extract.titles import plain

_BLOCKS = "p, li, dd, dt, blockquote, td, th, h1, h2, h3, h4, h5, h6"
_PROSE = "p, pre, li, blockquote, dd"
_SENTENCE = 60
"""Characters: shorter sentences may be a site's (`All rights reserved.`)."""
_PARAGRAPH = 80
_LITTLE = 80
_MOST_LINKED = 0.5
_FEW_LINKED = 0.3
_SEVERAL = 3
_PARTS_OF_COMMENTS = (
    "[class*=comment-meta i], [class*=comment__meta i], [class*=comment-author i], [class*=comment__author i], "
    "[class*=comment-date i], [class*=comment__date i], [class*=commentmetadata i]"
)
_INLINE = frozenset(("a", "span", "small", "time"))


class Evidence:
    """Finds a second sign, independent of the name, that a part named as boilerplate is boilerplate."""

    def __init__(
        self,
        tree: HtmlPage,
        body: LexborNode,
        placeholders: Placeholders,
        holds_much: Callable[[LexborNode], bool],
    ) -> None:
        self._tree = tree
        self._body = body
        self._placeholders = placeholders
        self._holds_much = holds_much
        self._spared: dict[int, bool] = {}
        # Before their names and dates are removed.
        self._with_comments = around_all(tree.ask(_PARTS_OF_COMMENTS, body))

    def convicts(self, node: LexborNode, said: str) -> bool:
        """Return whether more than its names shows that a part does not belong to the text."""
        words = said.split()
        if not boilerplate_words.WIDGET_WORDS.isdisjoint(words):
            return True
        text = text_of(node)
        if node.tag in _INLINE and (sides := sides_in_a_line(node)):
            # At the start or end of its line it may be a label.
            return sides == 1 and boilerplate_words.LINES.fullmatch(text) is not None
        links = node.css("a[href]")
        if not boilerplate_words.OF_POSTS.isdisjoint(words) and _lead_elsewhere(links):
            return False
        if any(boilerplate_words.SHARING_ADDRESSES.search(attribute(link, "href")) for link in links):
            return True
        picture = _shows_something(node)
        if not text and not picture:
            return True
        has_prose = self.holds_prose(node)
        is_strong = boilerplate_words.names_site(said)
        has_own = (has_prose and picture) or TOKEN.search(text) is not None
        if not has_own and self._has_controls(node):
            return True
        if text and not TOKEN.search(text):
            linked = self._linked(node, text)
            if node.tag != "a" and linked > _MOST_LINKED and not has_own:
                return True
            if links and (are_cards(node) or node.css_first("article, time") is not None or _leads_on(node)):
                return True
        if self._says_so(node, text, has_prose=has_prose and len(links) < _SEVERAL):
            return True
        if self._is_outside(node):
            return is_strong or not (has_prose or picture)
        if is_strong and (links or not (has_prose or picture)):
            return True
        return not has_prose and not picture and self._says_little(node, text)

    def holds_prose(self, node: LexborNode) -> bool:
        """Return whether a part contains a sentence of some length, or a listing."""
        for block in node.css(_BLOCKS) or [node]:
            said = text_of(block)
            if len(said) < _SENTENCE and not TOKEN.search(said):
                continue
            weight = self._placeholders.weight(said)
            is_own = weight >= _SENTENCE and weight_of_links(block, self._placeholders) < _FEW_LINKED * weight
            if is_own and (is_sentence(said) or TOKEN.search(said)):
                return True
        return False

    def _linked(self, node: LexborNode, text: str) -> float:
        """Return the share of a part's text that is linked, whatever the targets."""
        return weight_of_links(node, self._placeholders) / max(1, len(text))

    def _has_controls(self, node: LexborNode) -> bool:
        return node.mem_id in self._tree.with_controls or any(
            boilerplate_words.CALLING_FRAMES.search(attribute(frame, "src")) for frame in node.css("iframe[src]")
        )

    def _says_so(self, node: LexborNode, text: str, *, has_prose: bool) -> bool:
        """Return whether a part has the words of a site: a heading of other posts, a date, a request."""
        if len(text) < 200 and (
            boilerplate_words.LINES.fullmatch(text)
            or boilerplate_words.DATE_LINES.fullmatch(text)
            or is_day(text)
            or boilerplate_words.RIGHTS.search(text)
        ):
            return True
        asked = [text_of(part) for part in node.css("p") or [node]]
        if any(boilerplate_words.CALLS.fullmatch(line) or boilerplate_words.ASKING.search(line) for line in asked):
            return True
        if node.mem_id in self._with_comments:
            return True
        for heading in node.css("h1, h2, h3, h4, h5, h6, strong, summary"):
            name = plain(heading.text_lexbor())
            if name in boilerplate_words.PLAIN_HEADINGS:
                return True
            if not has_prose and (
                name in boilerplate_words.HEADINGS
                or name in boilerplate_words.CONTENTS_HEADINGS
                or boilerplate_words.RELATED_HEADINGS.fullmatch(text_of(heading))
            ):
                return True
        return False

    def _says_little(self, node: LexborNode, text: str) -> bool:
        """Return whether a part is a single line, without a sentence or a listing."""
        lines = [part for part in outermost(node.css(_BLOCKS)) if text_of(part)]
        return len(text) < _LITTLE and len(lines) < 2 and not TOKEN.search(text)

    def _is_outside(self, node: LexborNode) -> bool:
        """Return whether a part is before the first paragraph of the text, or after the last."""
        if self._text is None:
            return False
        first, last = self._text
        return comes_before(node, first) or comes_before(last, node)

    @cached_property
    def _text(self) -> tuple[LexborNode, LexborNode] | None:
        """The first and the last paragraph of the text, once the page is without most of what is around it."""
        paragraphs = self._body.css(_PROSE)
        for first in filter(self._is_of_text, paragraphs):
            return first, next(filter(self._is_of_text, reversed(paragraphs)))
        return None

    def _is_of_text(self, part: LexborNode) -> bool:
        """Return whether this is a paragraph outside of anything named as the site's."""
        said = part.text_lexbor()
        weight = self._placeholders.weight(said)
        if weight < _PARAGRAPH or weight_of_links(part, self._placeholders) > _FEW_LINKED * weight:
            return False
        return all(self._is_spared(around) for around in (part, *ancestors(part)))

    def _is_spared(self, node: LexborNode) -> bool:
        known = self._spared.get(node.mem_id)
        if known is None:
            known = self._spared[node.mem_id] = not boilerplate_words.names_boilerplate(
                names(node)
            ) or self._holds_much(node)
        return known


def sides_in_a_line(node: LexborNode) -> int:
    """Return on how many sides of an element there is text in the same line, 0 to 2."""
    return sum(
        beside is not None and beside.is_text_node and bool((beside.text_content or "").strip(" \n\t\r|·•/,-–—:"))
        for beside in (node.prev, node.next)
    )


def _shows_something(node: LexborNode) -> bool:
    """Return whether a part contains a picture or similar, other than the icon of a sharing service."""
    return any(
        part.tag != "img"
        or not (boilerplate_words.SHARING_PICTURES.search(attribute(part, "src")) or " avatar " in names(part))
        for part in node.css("img, video, audio, iframe")
    )


def _lead_elsewhere(links: list[LexborNode]) -> bool:
    """Return whether links lead to several other sites, unlike those of tags and categories."""
    hosts = {attribute(link, "href").partition("://")[2].partition("/")[0] for link in links}
    return len(hosts) > 1 and "" not in hosts


def _leads_on(node: LexborNode) -> bool:
    """Return whether a part points to further reading elsewhere."""
    return any(
        part.first_child is not None and boilerplate_words.READ_ON.fullmatch(text_of(part))
        for part in node.css("a, span, div, p, button")
    )


def comes_before(node: LexborNode, other: LexborNode) -> bool:
    """Return whether an element ends before another one begins."""
    around = {part.mem_id: part for part in (other, *ancestors(other))}
    if node.mem_id in around:
        return False
    path = [node, *ancestors(node)]
    for number, part in enumerate(path[1:], 1):
        if part.mem_id in around:
            after = path[number - 1].next
            while after is not None:
                if after.mem_id in around:
                    return True
                after = after.next
            return False
    return False
