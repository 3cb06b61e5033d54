"""Removes boilerplate around the article by role and name, with exemptions."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from blogreader.extract import known_markup
from blogreader.extract.content import boilerplate_words
from blogreader.extract.content.comments import is_among_prose, is_discussion
from blogreader.extract.content.evidence import Evidence, sides_in_a_line
from blogreader.extract.content.scoring import link_density
from blogreader.extract.content.trimming import has_title_of_docutils, holds_more, is_heading_itself, prose
from blogreader.extract.dom.nodes import (
    ancestors,
    attribute,
    heading_level,
    names,
    outermost,
    previous_element,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import TOKEN, Placeholders
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.titles import plain

_SHARED_PICTURE = lazily(r" shar(?:e|ed|ing) (?:pic|picture|img|image|photo|figure) ")
_NAMED = "[class], [id]:not([class])"
_CANDIDATES = frozenset(
    (
        *("div", "section", "aside", "ul", "ol", "p", "header", "footer", "table", "details", "figure", "time"),
        *("small", "hr", "address"),
    )
)
_CANDIDATES_BY_CLASS = frozenset(("a", "span"))
# `hidden md:block`, `d-none d-lg-flex`.
_SHOWN_WIDER = lazily(r":|\bd-\w+-(?!none)")
_MUCH = 0.4
_LITTLE = 0.1
_NEARLY_ALL = 0.6
_LONG = 200
_SEVERAL = 3
_BEGINNING = 80
"""Characters of prose."""
_ONE_ARTICLE = (
    "article, [role=article], [itemtype$='/BlogPosting'], [itemtype$='/Article'], [itemtype$='/NewsArticle'], .hentry, "
    ".h-entry, div.post, section.post"
)


def only_article(tree: HtmlPage, body: LexborNode, placeholders: Placeholders) -> LexborNode | None:
    """Return a page's only element marked as an article, with title and prose; None without such an element."""
    found = outermost(tree.ask(_ONE_ARTICLE, body))
    if len(found) != 1:
        return None
    mark = found[0]
    titles = [heading for heading in mark.css("h1, h2") if text_of(heading)]
    said = plain(" ".join(text_of(node) for node in tree.css("head > title")))
    named = [
        heading for heading in titles if (name := plain(text_of(heading))) and (heading.tag == "h1" or name in said)
    ]
    if not named and not any(plain(text_of(heading)) in said for heading in body.css("h1") if text_of(heading)):
        return None
    return mark if prose(mark, placeholders) > _BEGINNING and link_density(mark, placeholders) < _MUCH else None


class Pruner:
    """Removes boilerplate by role and by name, sparing whatever contains much of the page's prose."""

    def __init__(self, tree: HtmlPage, body: LexborNode, placeholders: Placeholders) -> None:
        self._tree = tree
        self._body = body
        self._placeholders = placeholders
        self._mark = only_article(tree, body, placeholders)
        self._total = max(1, prose(body, placeholders))
        self._evidence = Evidence(tree, body, placeholders, self._holds_much)

    def prune(self) -> None:
        """Remove the boilerplate from the page."""
        for node in self._inside(known_markup.BOILERPLATE):
            if (node.tag == "form" and self._holds_much(node)) or is_heading_itself(node):
                last = node.last_child
                if last is not None and last.is_element_node and text_of(last) in ("#", "¶", "§"):
                    last.decompose()
                node.unwrap()
            elif "itemprop" in node.attrs and sides_in_a_line(node):
                pass  # part of a sentence
            elif not self._holds_much(node) or node.tag == "nav":
                self._tree.drop(node, "marked by the page as not part of the text")
        self._prune_named()

    def _prune_named(self) -> None:
        for node in self._inside("[id*=comment i], [class*=comment i], [id*=respond i]"):
            if is_discussion(node):
                self._tree.drop(node, "comments")
        for node in self._inside("[data-nosnippet]"):
            if not self._holds_much(node) and self._evidence.convicts(node, names(node)):
                self._tree.drop(node, "kept from search engines")
        for node in self._inside("footer, header, aside, [role=complementary]"):
            if self._is_outside(node):
                self._tree.drop(node, f"<{node.tag}> beside the text")
        for node in self._inside(".hidden, .hide, .d-none"):
            if self._is_hidden(node):
                self._tree.drop(node, "hidden by its class")
        for node in self._inside(_NAMED):
            if node.tag not in _CANDIDATES and not (node.tag in _CANDIDATES_BY_CLASS and "class" in node.attrs):
                continue
            said = names(node)
            is_card = boilerplate_words.names_card(said) and len(node.css("a[href]")) > 1
            if is_card or (
                boilerplate_words.names_boilerplate(said)
                and self._may_go(node)
                and (self._holds_much(node) or self._evidence.convicts(node, said))
            ):
                self._tree.drop(node, f"named {said.strip()!r}")

    def _inside(self, selectors: str) -> Iterator[LexborNode]:
        """Yield what selectors match in the body, innermost first, so that each may be removed; never the body."""
        return (node for node in reversed(self._tree.ask(selectors, self._body)) if node.mem_id != self._body.mem_id)

    def _holds_much(self, node: LexborNode) -> bool:
        return holds_more(node, _MUCH * self._total, self._placeholders)

    def _is_outside(self, node: LexborNode) -> bool:
        """Return whether a footer, header or aside belongs to the page, and not to the text."""
        parent = node.parent
        if node.tag == "footer" and self._is_behind_main(node):
            return True
        if self._holds_much(node):
            return False
        if node.tag == "footer":
            if is_among_prose(node, after=True) and self._evidence.holds_prose(node):
                return False  # the text continues
            return parent is None or parent.tag != "blockquote"
        if node.tag == "aside" or attribute(node, "role") == "complementary":
            if has_title_of_docutils(node):
                return False
            if is_among_prose(node) or self._evidence.holds_prose(node):
                return self._leads_away(node)
            return len(node.css("a[href]")) > 2 or self._is_announcement(node)
        return node.css_first("h1, h2, h3, img, p") is None and not self._evidence.holds_prose(node)

    def _is_behind_main(self, node: LexborNode) -> bool:
        """Return whether a footer follows the page's main element, and that has the title and the text."""
        before = previous_element(node)
        while before is not None and before.tag not in ("main", "article"):
            before = previous_element(before)
        return (
            before is not None
            and before.css_first("h1") is not None
            and self._placeholders.weight(text_of(before)) > _BEGINNING
            and node.css_first("h1, article") is None
        )

    def _leads_away(self, node: LexborNode) -> bool:
        """Return, for an aside between paragraphs, whether two signs show that the site inserted it."""
        said = names(node)
        is_named = boilerplate_words.names_boilerplate(said)
        is_last = not is_among_prose(node, after=True)
        if is_named and is_last and self._evidence.holds_prose(node) and not self._evidence.convicts(node, said):
            return False  # for sentences, two signs are too little
        signs = (
            link_density(node, self._placeholders) > 0.5,
            is_named or not boilerplate_words.WEAK_WORDS.isdisjoint(said.split()),
            node.css_first("form, input, textarea, button, iframe") is not None,
            any(
                boilerplate_words.RELATED_HEADINGS.fullmatch(text_of(part))
                for part in node.css("h1, h2, h3, h4, h5, strong")
            ),
            node.css_first("article, time, a:has(img)") is not None,
            node.css_first("a[href]") is not None and self._is_announcement(node),
            is_last,
            any(boilerplate_words.READ_ON.fullmatch(text_of(link)) for link in node.css("a[href]")),
        )
        return sum(signs) > 1

    def _is_hidden(self, node: LexborNode) -> bool:
        """Return whether an element stays hidden, unless a wider screen, a script or a tab may show it."""
        if (
            node.mem_id in self._tree.disclosed
            or _SHOWN_WIDER.search(attribute(node, "class"))
            or node.tag in ("img", "picture", "figure", "pre")
        ):
            return False
        if attribute(node, "role") == "tabpanel" or TOKEN.search(node.text_lexbor()):
            return False
        return not holds_more(node, _LITTLE * self._total, self._placeholders)

    def _is_announcement(self, node: LexborNode) -> bool:
        """Return whether an aside has no content of its own: a few words, or a heading and a link."""
        links = node.css("a[href]")
        parts = outermost(node.css("h2, h3, h4, h5, h6, a[href]")) if links else []
        return self._placeholders.weight(text_of(node)) - sum(len(text_of(part)) for part in parts) < 40

    def _may_go(self, node: LexborNode) -> bool:
        if has_title_of_docutils(node):
            return False
        title = node.css_first("h1")
        if self._is_text_of_mark(node):
            return False
        if heading_level(node) or (title is not None and not _announces_others(text_of(title))):
            return False
        if node.tag in ("a", "span", "small") and any(heading_level(around) for around in ancestors(node, 3)):
            return False  # docutils' `toc-backref` is the heading itself
        if _SHARED_PICTURE.search(names(node)) and any(
            all(around.tag != "a" for around in ancestors(image, 4)) for image in node.css("img")
        ):
            return False  # a picture with a share button
        if any(around.tag == "figure" for around in ancestors(node, 4)) and node.css_first("img") is not None:
            return False  # enlarged pictures are called modals or popups
        if node.tag in ("a", "span", "p", "figure", "small") and len(text_of(node)) > _LONG:
            return False
        if " paywall " in names(node) and sum(len(text_of(part)) > _LONG for part in node.css("p")) >= _SEVERAL:
            return False  # the overlay's background
        return not self._holds_much(node) or self._is_beside_the_text(node)

    def _is_text_of_mark(self, node: LexborNode) -> bool:
        """Return whether nearly all prose of the page's only article is in this element, whatever its class."""
        mark = self._mark
        if mark is None or not any(around.mem_id == mark.mem_id for around in ancestors(node)):
            return False
        return prose(node, self._placeholders) > _NEARLY_ALL * prose(mark, self._placeholders)

    def _is_beside_the_text(self, node: LexborNode) -> bool:
        """Return whether another part of the page is named as the article's text, and has paragraphs."""
        mark = self._mark
        if mark is not None and mark.mem_id != node.mem_id and node.css_first("article, main, h1") is None:
            inside = any(around.mem_id == mark.mem_id for around in ancestors(node))
            if not inside and all(around.mem_id != node.mem_id for around in ancestors(mark)):
                return True
        own = [
            part
            for part in self._body.css("div[class], section[class], div[id]")
            if boilerplate_words.OWN_WORDS.search(names(part)) and len(part.css("p, pre")) >= _SEVERAL
        ]
        around = {node.mem_id, *(ancestor.mem_id for ancestor in ancestors(node))}
        return any(
            part.mem_id not in around and all(ancestor.mem_id != node.mem_id for ancestor in ancestors(part))
            for part in own
        )


def _announces_others(heading: str) -> bool:
    """Return whether a heading, in a part with a boilerplate name, announces other posts."""
    return boilerplate_words.RELATED_HEADINGS.fullmatch(heading) is not None or heading.lower() in (
        "see also",
        "related",
    )
