"""Parts that most pages of a host share: recognised by fingerprints, and removed on further evidence.

Unique parts are content. Repetition is only one sign: a repeated part is removed if it is before or after the text, or
if its name, its links or its controls confirm it.
"""

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from blogreader.extract.content import boilerplate_words
from blogreader.extract.content.evidence import comes_before
from blogreader.extract.content.trimming import weight_of_links
from blogreader.extract.dom.nodes import ancestors, attribute, heading_level, names, text_of
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import Placeholders
from blogreader.extract.lazy_patterns import lazily

_MOST_BLOCKS = 4_000
_BLOCKS = "div, section, aside, ul, ol, p, header, footer, table, figure, blockquote, details, h2, h3, h4, h5, hr"
_PROSE = "p, pre, li, blockquote, dd, td"
_LINES = frozenset(("p", "figure", "blockquote", "hr", "h2", "h3", "h4", "h5"))
_LONGEST = 3_000
"""The most characters of a block: longer ones are not boilerplate, or only their parts are."""
_LEAST = 40
_COUNTER = 80
_PARAGRAPH = 60
_MOST_LINKED = 0.5
_DIGITS = lazily(r"\d+")
_BYTES = 8


def fingerprints(tree: HtmlPage) -> frozenset[str]:
    """Return the fingerprints of a page's blocks, made from their contents and their ancestors."""
    body = tree.body
    return frozenset(mark for _, mark in _marked(body)) if body is not None else frozenset()


def cut_repeated_parts(tree: HtmlPage, template: Sequence[str], placeholders: Placeholders) -> None:
    """Remove a page's parts that are in its host's template, if a second sign shows that they are not text."""
    body = tree.body
    if body is None or not template:
        return
    known = frozenset(template)
    found = [node for node, mark in _marked(body) if mark in known]
    if not found:
        return
    repeated = {node.mem_id for node in found}
    paragraphs = [part for part in body.css(_PROSE) if _is_own(part, repeated, placeholders)]
    if not paragraphs:
        return
    first, last = paragraphs[0], paragraphs[-1]
    gone: set[int] = set()
    going = []
    for node in found:
        if any(around.mem_id in gone for around in ancestors(node)):
            continue
        if _may_go(tree, node, first, last, placeholders):
            gone.add(node.mem_id)
            going.append(node)
    for node in reversed(going):
        tree.drop(node, "most pages of this host have it in this place")


def _marked(body: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Yield the non-empty blocks of a page with their fingerprints."""
    from hashlib import blake2b  # loads OpenSSL, for the few pages that are compared with others of their host

    for number, node in enumerate(body.css(_BLOCKS)):
        if number == _MOST_BLOCKS:
            return
        said = text_of(node)
        if len(said) > _LONGEST:
            continue
        shown = " ".join(attribute(image, "src") for image in node.css("img"))
        if not (said or shown):
            continue
        place = " ".join(
            f"{part.tag}.{_DIGITS.sub('', attribute(part, 'class'))}" for part in (node, *ancestors(node, 2))
        )
        counts = len(said) < _COUNTER  # views, comments
        written = f"{place}\n{_DIGITS.sub('0', said) if counts else said}\n{shown}"
        yield node, blake2b(written.encode("utf-8", "replace"), digest_size=_BYTES).hexdigest()


def _is_own(part: LexborNode, repeated: set[int], placeholders: Placeholders) -> bool:
    """Return whether a paragraph is unique to this page."""
    said = part.text_lexbor()
    weight = placeholders.weight(said)
    if weight < _PARAGRAPH or weight_of_links(part, placeholders) > _MOST_LINKED * weight:
        return False
    return part.mem_id not in repeated and all(around.mem_id not in repeated for around in ancestors(part))


def _may_go(tree: HtmlPage, node: LexborNode, first: LexborNode, last: LexborNode, placeholders: Placeholders) -> bool:
    """Return whether more than repetition shows that a part is the site's."""
    if node.css_first("h1, main, article, pre") is not None:  # it is among what is found in it
        return False
    if comes_before(last, node):
        return True
    if comes_before(node, first):
        return not heading_level(node)  # `Introduction` is on many pages
    if node.tag in _LINES and not names(node).strip():
        return False
    if boilerplate_words.names_boilerplate(names(node)) or node.mem_id in tree.with_controls:
        return True
    weight = placeholders.weight(text_of(node))
    return weight > _LEAST and weight_of_links(node, placeholders) > _MOST_LINKED * weight
