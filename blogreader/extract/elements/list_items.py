"""Prepares lists for Markdown: explicit numbers, adjacent lists, breaks within an item."""

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import ancestors, attribute, element, elements, text_of, whole_number
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import TOKEN, PlaceholderKind, Placeholders


def settle_numbers(tree: HtmlPage, article: LexborNode, placeholders: Placeholders) -> None:
    """Keep the numbers of items, and separate adjacent lists by another bullet (CommonMark 5.3)."""
    for part in reversed(tree.ask("ol:has(> li[value]), ol[reversed]", article)):
        _part_by_numbers(tree, part)
    for part in article.css("ul + ul"):
        before = part.prev
        while before is not None and not before.is_element_node and not (before.text_content or "").strip():
            before = before.prev
        if before is not None and before.is_element_node and text_of(before) and _has_bullets(part, placeholders):
            part.insert_before(element(tree, "p", placeholders.put(PlaceholderKind.LIST, "")))


def _has_bullets(part: LexborNode, placeholders: Placeholders) -> bool:
    """Return whether a list has items other than footnotes."""
    said = text_of(part)
    thing = placeholders.get(token) if (token := TOKEN.match(said)) else None
    return bool(said) and (thing is None or thing.kind is not PlaceholderKind.FOOTNOTE)


def protect_breaks(article: LexborNode, placeholders: Placeholders) -> None:
    """Replace line breaks in items by placeholders, since the conversion would lose their indentation."""
    for mark in article.css("li br"):
        if not any(around.tag in ("td", "th") for around in ancestors(mark)):
            mark.replace_with(placeholders.put(PlaceholderKind.LINE, ""))


def _part_by_numbers(tree: HtmlPage, part: LexborNode) -> None:
    """Split a list whose items have explicit numbers, since Markdown counts from the first."""
    items = [child for child in elements(part) if child.tag == "li"]
    step = -1 if "reversed" in part.attributes else 1
    number = whole_number(attribute(part, "start"), len(items) if step < 0 else 1)
    lists: list[tuple[int, list[LexborNode]]] = []
    for item in items:
        number = whole_number(attribute(item, "value"), number)
        if lists and number == lists[-1][0] + len(lists[-1][1]):
            lists[-1][1].append(item)
        else:
            lists.append((number, [item]))
        number += step
    if not items or (len(lists) == 1 and lists[0][0] == whole_number(attribute(part, "start"), 1)):
        return
    for start, inside in lists:
        fresh = element(tree, "ol")
        fresh.attrs["start"] = str(start)
        for item in inside:
            fresh.insert_child(item)
        part.insert_before(fresh)
    part.decompose()
