"""Removes copies of the table of contents from an article."""

from selectolax.lexbor import LexborNode

from blogreader.extract.content import boilerplate_words
from blogreader.extract.dom.nodes import attribute, elements, next_element, outermost, previous_element, text_of
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.titles import plain


def cut_contents(tree: HtmlPage, article: LexborNode) -> None:
    """Remove copies of the table of contents: lists that only link to parts of the page."""
    for part in outermost([part for part in article.css("ul, ol") if _is_contents(part)]):
        block, before = part, _label_of(part)
        around = part.parent
        if around is not None and around.tag == "details" and before is not None and before.tag == "summary":
            block, before = around, previous_element(around)
        if before is not None and _names_contents(before):
            tree.drop(before, "the label of a table of contents")
        tree.drop(block, "a table of contents")
    for heading in tree.ask("h2, h3, h4, h5, h6", article):
        if plain(heading.text_lexbor()) in boilerplate_words.CONTENTS_ALONE and not _is_before_a_list(heading):
            tree.drop(heading, "the heading of a table of contents that a script writes")


def _names_contents(label: LexborNode) -> bool:
    said = plain(label.text_lexbor())
    return said in boilerplate_words.CONTENTS_HEADINGS or boilerplate_words.OPEN_CONTENTS.fullmatch(said) is not None


def _label_of(part: LexborNode) -> LexborNode | None:
    """Return the element directly before a list, however the list is wrapped."""
    node = part
    while (before := previous_element(node)) is None:
        around = node.parent
        if around is None or around.tag not in ("div", "nav", "section", "details"):
            return None
        node = around
    return before


def _is_before_a_list(heading: LexborNode) -> bool:
    """Return whether the next thing on the page, however wrapped, is a list."""
    block = heading
    while (after := next_element(block)) is None or not text_of(after):
        step = after if after is not None else block.parent
        if step is None or step.tag in ("article", "main", "body"):
            return False
        block = step
    while after is not None and after.tag not in ("ul", "ol"):
        after = next(elements(after), None)
    return after is not None


def _is_contents(part: LexborNode) -> bool:
    links = part.css("a[href]")
    label = _label_of(part)
    if (
        len(links) < (1 if label is not None and _names_contents(label) else 3)
        or len(links) < len(part.css("li"))
        or not all(attribute(link, "href").startswith("#") for link in links)
    ):
        return False
    return sum(len(text_of(link)) for link in links) >= 0.85 * len(text_of(part))
