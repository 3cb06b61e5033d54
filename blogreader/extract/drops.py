"""What is left out of an article: reported on request, and restored if the reader's rules keep it."""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from blogreader.dropped import Dropped
from blogreader.extract.dom.nodes import ancestors, children
from blogreader.extract.dom.page import HtmlPage


def tell_beside(tree: HtmlPage, article: LexborNode) -> None:
    """Add the rest of the page, beside the article, to what was dropped."""
    for before, node in _beside(article):
        if not node.is_comment_node and (text := " ".join(node.text_lexbor().split())):
            tree.dropped.append(Dropped("before the article" if before else "after the article", text))


def bring_kept(tree: HtmlPage, article: LexborNode, selectors: Iterable[str]) -> None:
    """Put elements that the reader's rules keep, from beside the article, into it."""
    wanted = {node.mem_id for selector in selectors for node in tree.css(selector)}
    if not wanted:
        return
    first, after = article.first_child, []
    for before, beside in _beside(article):
        for node in beside.css("*") if beside.is_element_node else ():  # the first is `beside` itself
            if node.mem_id in wanted and not any(around.mem_id in wanted for around in ancestors(node)):
                if before and first is not None:
                    first.insert_before(node)
                else:
                    after.append(node)
    for node in after:
        article.insert_child(node)


def _beside(article: LexborNode) -> Iterator[tuple[bool, LexborNode]]:
    """Yield the nodes before the article, each with True, and after it, in the order of the page."""
    path = [article, *(around for around in ancestors(article) if around.tag != "html")]
    inside = {node.mem_id for node in path}
    for around in reversed(path[1:]):
        for child in children(around):
            if child.mem_id in inside:
                break
            yield True, child
    for around in path[1:]:
        behind = False
        for child in children(around):
            if child.mem_id in inside:
                behind = True
            elif behind:
                yield False, child
