"""Makes text of content that a script or style would show: names of tabs, checkboxes, labels in attributes."""

import json
from itertools import islice

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import (
    ancestors,
    attribute,
    classes,
    element,
    elements,
    matches,
    names,
    next_element,
    previous_element,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.elements.footnote_blocks import MARK, first_child

_PANELS = (
    "[role=tabpanel], .tab-content, .tab-pane, .tab-panel, .tabbed-block, .sd-tab-content, .sphinx-tabs-panel, "
    ".vp-code-group > .blocks > div, .tabs-panel, .tabcontent, .tab__content"
)
_LABELS = (
    "[role=tab], label[for], .tab-label, .sd-tab-label, .sphinx-tabs-tab, .tabbed-labels > label, .nav-tabs > li, "
    ".tab-nav > li, .tabs > li, .tablinks, .tab-title, .tab__title"
)
_POPOVERS = (
    "[popovertarget], [data-toggle=popover], [data-bs-toggle=popover], [data-toggle=tooltip], [data-bs-toggle=tooltip]"
)
_SAID_IN = (
    *("data-bs-content", "data-content", "data-bs-original-title", "data-original-title", "data-bs-title"),
    "title",
)
_MOST_GROUPS = 200
"""Names are looked for around each group, so that time grows with their product."""
_BETWEEN_PANELS = frozenset(("input", "label", "button"))
_LONGEST_LABEL = 60
_FURTHEST = 3
_BOXES = "li [class*=checkbox i], li [role=checkbox], li [data-checked]"
_DONE = frozenset(("on", "checked", "done", "complete", "completed"))
_OPEN = frozenset(("off", "unchecked", "todo", "open", "incomplete"))


def show_widgets(tree: HtmlPage) -> None:
    """Put what visitors see, but the markup has elsewhere, into the text."""
    _name_tabs(tree)
    for number, mark in enumerate(tree.ask(_POPOVERS)):
        _link_note(tree, mark, f"popover-note-{number}")
    for filename in tree.ask(".code-with-filename-file > pre"):
        filename.unwrap()  # Quarto's file name above a listing is not a listing itself
    for drawn in reversed(tree.ask(".enlighter-default")):
        source = next_element(drawn)
        if source is not None and source.tag == "pre" and "EnlighterJSRAW" in classes(source):
            drawn.decompose()  # a script's drawing of the following listing
    for mark in tree.css(_BOXES):
        _show_box(tree, mark)
    for span in tree.ask("span[data-attrs], a[data-attrs]"):
        if span.first_child is None and (name := _name_in(attribute(span, "data-attrs"))):
            span.insert_child(name)


def _name_tabs(tree: HtmlPage) -> None:
    """Put the name of each tab above its panel, if there are as many names as panels."""
    # Panels beside each other, by the last of them.
    groups: dict[int, list[LexborNode]] = {}
    # A selector list returns a node once for each selector that it matches.
    for panel in {panel.mem_id: panel for panel in tree.ask(_PANELS)}.values():
        before = previous_element(panel)
        while before is not None and (before.tag in _BETWEEN_PANELS or matches(before, _LABELS)):
            before = previous_element(before)
        group = groups.pop(before.mem_id, []) if before is not None else []
        group.append(panel)
        groups[panel.mem_id] = group
    for panels in islice(groups.values(), _MOST_GROUPS):
        labels = _labels_of(panels) if len(panels) > 1 else []
        if len(labels) != len(panels):
            continue
        for panel, label in zip(panels, labels, strict=True):
            said = text_of(label)
            first = next(elements(panel), None)
            if first is not None and text_of(first) == said:
                continue
            name = element(tree, "p")
            name.insert_child(element(tree, "strong", said))
            panel.insert_before(name)
        for label in labels:
            label.decompose()


def _labels_of(panels: list[LexborNode]) -> list[LexborNode]:
    """Return the names of panels, in order: directly before them, or in the nearest element around them with any."""
    inside = {panel.mem_id for panel in panels}
    for around in (panels[0], *ancestors(panels[0], _FURTHEST)):
        before = previous_element(around)
        if before is not None and len(found := _labels_in(before, inside)) == len(panels):
            return found
        if around.mem_id not in inside and (found := _labels_in(around, inside)):
            return found
        if around.tag in ("article", "main", "body"):
            break
    return []


def _labels_in(around: LexborNode, inside: set[int]) -> list[LexborNode]:
    found: dict[int, LexborNode] = {}
    for label in around.css(_LABELS):
        outer = {ancestor.mem_id for ancestor in ancestors(label)}
        said = text_of(label)
        if said and len(said) <= _LONGEST_LABEL and outer.isdisjoint(inside) and outer.isdisjoint(found):
            found[label.mem_id] = label
    return list(found.values())


def _link_note(tree: HtmlPage, mark: LexborNode, place: str) -> None:
    """Link the mark of a footnote that opens in a popover to its note: `<button popovertarget=n1>1</button>`."""
    written = text_of(mark)
    said = next((value for name in _SAID_IN if (value := attribute(mark, name).strip())), "")
    if MARK.fullmatch(written) is None or written.isalpha() or tree.body is None:
        return  # a letter may be the cross that closes a window
    if not (attribute(mark, "popovertarget") or said):
        return
    if not attribute(mark, "popovertarget"):
        note = element(tree, "div", said)
        note.attrs["id"] = place
        tree.body.insert_child(note)
    raised, link = element(tree, "sup"), element(tree, "a", written)
    link.attrs["href"] = f"#{attribute(mark, 'popovertarget') or place}"
    raised.insert_child(link)
    mark.replace_with(raised)


def _show_box(tree: HtmlPage, mark: LexborNode) -> None:
    """Turn an element drawn as a checkbox into one."""
    if mark.tag == "input" or text_of(mark) or mark.css_first("input, img") is not None:
        return
    words = set(names(mark).split())
    said = attribute(mark, "aria-checked") or attribute(mark, "data-checked")
    is_done = said == "true" or (not said and not words.isdisjoint(_DONE))
    if not said and not is_done and words.isdisjoint(_OPEN):
        return
    item = next((around for around in ancestors(mark, _FURTHEST) if around.tag == "li"), None)
    if item is None or item.css_first("input") is not None:
        return
    box = element(tree, "input")
    box.attrs["type"] = "checkbox"
    if is_done:
        box.attrs["checked"] = ""
    mark.decompose()
    first = first_child(item)
    if first is not None:
        first.insert_before(box)


def _name_in(written: str) -> str:
    """Return the name in an attribute's JSON; empty if there is none."""
    try:
        said = json.loads(written)
    except (ValueError, RecursionError):
        return ""
    found = (said.get(key) for key in ("name", "label", "text")) if isinstance(said, dict) else ()
    return next((name for name in found if isinstance(name, str) and 0 < len(name) <= _LONGEST_LABEL), "")
