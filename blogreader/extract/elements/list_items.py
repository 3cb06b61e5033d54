"""Prepares lists for Markdown: explicit numbers, adjacent lists, breaks within an item."""

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import (
    adopt,
    ancestors,
    attribute,
    element,
    elements,
    previous_element,
    shown_before,
    text_of,
    whole_number,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import TOKEN, PlaceholderKind, Placeholders
from blogreader.extract.lazy_patterns import lazily


def settle_numbers(tree: HtmlPage, article: LexborNode, placeholders: Placeholders) -> None:
    """Keep the numbers of items, and separate adjacent lists by another bullet (CommonMark 5.3)."""
    for part in reversed(tree.ask("ol:has(> li[value]), ol[reversed]", article)):
        _part_by_numbers(tree, part)
    for part in article.css("ul + ul"):
        before = shown_before(part)
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
    for start, inside in lists:
        fresh = element(tree, "ol")
        fresh.attrs["start"] = str(start)
        for item in inside:
            fresh.insert_child(item)
        part.insert_before(fresh)
    for item in items:
        item.decompose()
    part.unwrap()  # what stood beside the items is below them


_OF_WORD = ", ".join(
    f"p.{name}"
    for name in (
        *("MsoListParagraph", "MsoListParagraphCxSpFirst", "MsoListParagraphCxSpMiddle", "MsoListParagraphCxSpLast"),
        *("MsoListBullet", "MsoListNumber"),
    )
)
# `o` and `§` are bullets in other fonts.
_MARK_OF_WORD = lazily(r"[·•o§Ø▪▫◦‣➢*–-]|\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]")
_LEVEL_OF_WORD = lazily(r"mso-list:\s*\w+\s+level([1-9])")


def settle_lists_of_word(tree: HtmlPage, article: LexborNode) -> None:
    """Make lists of the paragraphs with bullets and numbers that Microsoft Word saves for items."""
    runs: dict[int, list[tuple[int, str, LexborNode]]] = {}
    for paragraph in tree.ask(_OF_WORD, article):
        first = next(elements(paragraph), None)
        found = _MARK_OF_WORD.fullmatch(text_of(first)) if first is not None else None
        if first is None or found is None or not text_of(paragraph).startswith(found[0]):
            continue
        level = _LEVEL_OF_WORD.search(attribute(paragraph, "style"))
        before = previous_element(paragraph)
        run = runs.pop(before.mem_id, []) if before is not None else []
        run.append((int(level[1]) if level else 1, "ol" if found[1] else "ul", paragraph))
        runs[paragraph.mem_id] = run
        first.decompose()
    for run in runs.values():
        run[0][2].insert_before(_list_of(tree, run))
        for _, _, paragraph in run:
            paragraph.decompose()


def _list_of(tree: HtmlPage, run: list[tuple[int, str, LexborNode]]) -> LexborNode:
    level, tag, _ = run[0]
    made = element(tree, tag)
    start = 0
    while start < len(run):
        end = next((number for number in range(start + 1, len(run)) if run[number][0] <= level), len(run))
        item = element(tree, "li")
        adopt(item, run[start][2])
        if end > start + 1:
            item.insert_child(_list_of(tree, run[start + 1 : end]))
        made.insert_child(item)
        start = end
    return made
