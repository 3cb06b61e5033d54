"""Text that a page hides until it is clicked (an abstract, an answer, a spoiler), which belongs to the article."""

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import attribute, elements, names, previous_element, text_of
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.lazy_patterns import lazily

_HIDDEN = "[style*=none i], [style*=hidden i], .hidden, .hide, .d-none, .collapse, .collapsed, .spoiler"
_CONTROLS = "[onclick], [aria-controls], [data-target], [data-bs-target], a[href^='javascript:' i], [data-toggle]"
_POINTING = ("onclick", "href", "aria-controls", "data-target", "data-bs-target")
_ID = lazily(r"[A-Za-z_][\w:.-]*+")
_SENTENCE = lazily(r"(?:^|[.!?。！？])[^.!?。！？]{40,}+[.!?。！？]|[\u3040-\u9fff]{12}")
_OTHERS = lazily(
    r" (?:modal|dialog|popup|menu|dropdown|nav|navbar|navigation|lightbox|overlay|tooltip|cookie|share|search|sidebar"
    r"|drawer|subscribe|newsletter|comments?) "
)
_TEXT = frozenset(("p", "ul", "ol", "pre", "blockquote", "h2", "h3", "h4", "h5", "table", "figure", "br"))
_FEW_LINKED = 0.3


def show_disclosed(tree: HtmlPage) -> set[int]:
    """Show elements with sentences that are opened by a control in the text, and return their identities."""
    hidden = tree.css(_HIDDEN)
    if not hidden:
        return set()
    pointed_at: set[str] = set()
    controls = set()
    for control in tree.css(_CONTROLS):
        controls.add(control.mem_id)
        for name in _POINTING:
            pointed_at.update(_ID.findall(attribute(control, name)))
    if not controls:
        return set()
    shown = [
        node
        for node in hidden
        if (((said := node.id) and said in pointed_at) or _follows_one(node, controls)) and _is_text(node)
    ]
    for node in shown:
        if "style" in node.attrs:
            del node.attrs["style"]
    return {node.mem_id for node in shown}


def _follows_one(node: LexborNode, controls: set[int]) -> bool:
    """Return whether a control, or something that ends with one, is directly before an element."""
    before = previous_element(node)
    if before is None:
        return False
    return before.mem_id in controls or any(part.mem_id in controls for part in before.css(_CONTROLS))


def _is_text(node: LexborNode) -> bool:
    """Return whether an element of a text contains sentences, and is not a form or a part of the page."""
    around = node.parent
    said = text_of(node)
    if around is None or around.tag == "body" or not _SENTENCE.search(said) or _OTHERS.search(names(node)):
        return False
    if "role" in node.attrs or node.css_first("form, input, textarea, nav, h1") is not None:
        return False
    if sum(len(text_of(link)) for link in node.css("a[href]")) > _FEW_LINKED * len(said):
        return False
    return any(part.tag in _TEXT for part in elements(around))
