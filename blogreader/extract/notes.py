"""Math, footnotes and callouts of every generator, brought to one form."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.shelf import Kind, Shelf
from blogreader.extract.tree import (
    adopt,
    ancestors,
    attribute,
    children,
    element,
    elements,
    matches,
    names,
    outermost,
    text_of,
)
from blogreader.text import clean

_RAW_MATH = re.compile(r"\$\$([^$]+)\$\$|\\\[((?:[^\\]|\\[^\[\]])+?)\\\]|\\\(((?:[^\\]|\\[^()])+?)\\\)", re.DOTALL)
_MATH_CONTAINERS = ".katex-display, .katex, mjx-container, .MathJax_Display, .MathJax, math"
_DISPLAY = "katex-display", "MathJax_Display", "math-display", "display"

_CALLOUTS = ", ".join(
    (
        ".admonition, .theme-admonition, .custom-block, .markdown-alert, .starlight-aside, .callout, .alert, .notice",
        ".hint, .admonitionblock, aside[class*=note], aside[class*=callout], div[class*=callout], details.admonition",
        "div.note, div.tip, div.warning, div.important, div.caution, div.danger, div.info, p.note, p.tip, p.warning",
    )
)
_DEEPEST_CALLOUT = 3
_CALLOUT_TITLES = ", ".join(
    (
        ".admonition-title, .custom-block-title, .markdown-alert-title, .starlight-aside__title, .callout-title",
        "[class*=admonitionHeading], .admonition-heading, .alert-heading, .alert-title, .hint-title, .notice-title",
        "details.admonition > summary, .custom-block > summary, .callout-header",
    )
)
# Each word that a class may say, and the type that GitHub and Obsidian write for it.
_CALLOUT_TYPES = {
    "note": "NOTE", "secondary": "NOTE", "seealso": "NOTE", "primary": "NOTE",
    "info": "INFO", "tip": "TIP", "hint": "TIP", "success": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "attention": "WARNING", "warn": "WARNING",
    "caution": "CAUTION", "danger": "DANGER", "error": "DANGER", "bug": "BUG",
    "abstract": "ABSTRACT", "summary": "ABSTRACT", "todo": "TODO", "question": "QUESTION", "example": "EXAMPLE",
    "quote": "QUOTE",
    "success-alert": "TIP", "failure": "FAILURE",
}  # fmt: skip

_REFERENCES = ", ".join(
    (
        "a.footnote-ref, a.footnote-reference, a[role=doc-noteref], a[data-footnote-ref], a[rel=footnote], a.footnote",
        "sup a[href^='#'], a[href^='#']:has(> sup), a[href^='#fn'], a[href^='#footnote'], a[href^='#note']",
    )
)
_BACKREFERENCES = ", ".join(
    (
        "a.footnote-backref, a.footnote-back, a[role=doc-backlink], a[data-footnote-backref]",
        "a.reversefootnote, a.fn-backref",
        "a.backref, a[href^='#fnref'], a[href^='#footnote-ref'], a[rev=footnote], span.backrefs",
        "a[href^='#user-content-fnref']",
    )
)
_ARROWS = re.compile(r"[\s↩︎↑^⏎\ufe0e\ufe0f⤴]*")
_MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[*†‡§]|[a-zA-Z])\s*[\])]?\.?:?")
_LABEL = re.compile(r"[^\w-]+")
_SIDENOTES = "span.sidenote, span.marginnote, small.sidenote, aside.sidenote"


def shelve_math(tree: LexborHTMLParser, shelf: Shelf) -> None:
    """Put TeX on the shelf, from where the page's typesetting program left it."""
    for container in outermost(tree.css(_MATH_CONTAINERS)):
        source = container.css_first('annotation[encoding*="tex"]')
        tex = source.text() if source is not None else ""
        if not tex:
            mathml = container.css_first("math")
            tex = attribute(mathml, "alttext") if mathml is not None else ""
        display = any(name in attribute(container, "class") for name in _DISPLAY) or (
            attribute(container, "display") in ("true", "block")
        )
        if tex.strip():
            _put_math(tree, container, tex, display, shelf)
    for script in tree.css('script[type^="math/tex"]'):
        before = script.prev
        while before is not None and (before.is_text_node is False and "MathJax" in attribute(before, "class")):
            rendered, before = before, before.prev
            rendered.decompose()
        _put_math(tree, script, script.text(), "display" in attribute(script, "type"), shelf)


def _put_math(tree: LexborHTMLParser, node: LexborNode, tex: str, display: bool, shelf: Shelf) -> None:
    tex = clean(tex).strip()
    if not tex:
        node.decompose()
        return
    if display:
        node.replace_with(element(tree, "p", shelf.put(Kind.MATH, tex)))
    else:
        node.replace_with(shelf.put(Kind.RAW, f"${' '.join(tex.split())}$"))


def shelve_raw_math(tree: LexborHTMLParser, shelf: Shelf) -> None:
    r"""Find `$$…$$`, `\[…\]` and `\(…\)` that a script in the page would typeset; after the code is out of the way."""
    body = tree.body
    if body is None or not any(sign in body.text() for sign in ("\\(", "\\[", "$$")):
        return
    texts = [
        node
        for node in body.traverse(include_text=True)
        if node.is_text_node and _RAW_MATH.search(node.text_content or "")
    ]
    for node in texts:
        text = node.text_content or ""
        parent = node.parent
        first = _RAW_MATH.fullmatch(text.strip())
        if first and parent is not None and parent.tag in ("p", "div") and text_of(parent) == " ".join(text.split()):
            node.replace_with(shelf.put(Kind.MATH, clean(first[1] or first[2] or first[3]).strip()))
            continue

        def shelved(match: re.Match[str]) -> str:
            mark = "$" if match[3] else "$$"
            return shelf.put(Kind.RAW, f"{mark}{' '.join(clean(match[1] or match[2] or match[3]).split())}{mark}")

        node.replace_with(_RAW_MATH.sub(shelved, text))


def shelve_callouts(tree: LexborHTMLParser, shelf: Shelf) -> None:
    """Make every kind of callout a quotation that begins with `[!TYPE]`, and its title when that says more."""
    found = tree.css(_CALLOUTS)
    callouts = {node.mem_id for node in found}
    for node in reversed(found):
        kind = _callout_type(node)
        if kind is None or sum(other.mem_id in callouts for other in ancestors(node)) > _DEEPEST_CALLOUT:
            continue
        title = ""
        heading = next((found for found in node.css(_CALLOUT_TITLES) if found.mem_id != node.mem_id), None)
        if heading is not None:
            title = text_of(heading)
            # Docusaurus and Sphinx put the content beside the title, some put it around: only the title goes.
            heading.decompose()
        if not text_of(node) and node.css_first("img") is None:
            continue
        said = "" if title.lower().rstrip(":!") in ("", kind.lower(), *_words_of(kind)) else f" {title}"
        quote = element(tree, "blockquote")
        quote.insert_child(element(tree, "p", shelf.put(Kind.RAW, f"[!{kind}]{said}")))
        if node.tag == "p":
            inner = element(tree, "p")
            adopt(inner, node)
            quote.insert_child(inner)
        else:
            adopt(quote, node)
        node.replace_with(quote)
    for quote in tree.css("blockquote"):
        first = next((child for child in elements(quote) if child.tag == "p"), None)
        start = first.first_child if first is not None else None
        if start is not None and start.is_text_node and (match := re.match(r"\s*\[!(\w+)\]", start.text_content or "")):
            rest = (start.text_content or "")[match.end() :].lstrip(" ")
            start.replace_with(
                shelf.put(Kind.RAW, f"[!{match[1].upper()}]") + (rest if rest.startswith("\n") else f" {rest}")
            )


def _callout_type(node: LexborNode) -> str | None:
    said = (attribute(node, "data-callout") or attribute(node, "data-type")).lower()
    if said in _CALLOUT_TYPES:
        return _CALLOUT_TYPES[said]
    words = names(node).split()
    return next((_CALLOUT_TYPES[word] for word in words if word in _CALLOUT_TYPES), None)


def _words_of(kind: str) -> list[str]:
    return [word for word, type_ in _CALLOUT_TYPES.items() if type_ == kind]


def shelve_footnotes(tree: LexborHTMLParser, shelf: Shelf) -> None:
    """Turn footnotes and their marks into `[^label]`, the definitions into one list."""
    _shelve_sidenotes(tree, shelf)
    defined: dict[str, LexborNode] = {}
    for node in tree.css("[id], a[name]"):
        defined.setdefault(attribute(node, "id") or attribute(node, "name"), node)
    labels: dict[str, str] = {}
    references: list[tuple[LexborNode, str]] = []
    for link in outermost(tree.css(_REFERENCES)):
        target = attribute(link, "href").partition("#")[2]
        mark = _MARK.fullmatch(text_of(link))
        definition = _definition(defined.get(target))
        if mark is None or definition is None or matches(link, _BACKREFERENCES):
            continue
        if any(ancestor.mem_id == definition.mem_id for ancestor in ancestors(link)):
            continue
        labels.setdefault(target, mark[1] if mark[1].isalnum() else str(len(labels) + 1))
        references.append((link, target))
    if not references:
        return
    for link, target in references:
        around = link.parent
        place = (
            around
            if around is not None and around.tag in ("sup", "span") and text_of(around) == text_of(link)
            else link
        )
        place.replace_with(shelf.put(Kind.RAW, f"[^{_label(labels[target])}]"))
    _gather_definitions(tree, {target: defined[target] for target in labels}, labels, shelf)


def _definition(node: LexborNode | None) -> LexborNode | None:
    """Give the block that a footnote's anchor belongs to."""
    while node is not None and node.tag in ("a", "span", "sup", "b", "strong"):
        node = node.parent
    return node if node is not None and node.tag in ("li", "p", "div", "aside", "dt", "section", "tr") else None


def _label(mark: str) -> str:
    return _LABEL.sub("-", mark).strip("-") or "note"


def _gather_definitions(
    tree: LexborHTMLParser, defined: dict[str, LexborNode], labels: dict[str, str], shelf: Shelf
) -> None:
    notes = element(tree, "ul")
    notes.attrs["data-footnotes"] = "1"
    blocks = {target: block for target, node in defined.items() if (block := _definition(node)) is not None}
    home = next(iter(blocks.values()), None)
    if home is None:
        return
    lists: list[LexborNode] = []
    for target, block in blocks.items():
        note = element(tree, "li", shelf.put(Kind.FOOTNOTE, _label(labels[target])))
        content = block
        beside = _next_element(block)
        if block.tag == "dt" and beside is not None and beside.tag == "dd":
            content = beside
        _cut_mark(content)
        for back in reversed(content.css(_BACKREFERENCES)):
            back.decompose()
        adopt(note, content)
        notes.insert_child(note)
        if content.mem_id != block.mem_id:
            content.decompose()
        lists.append(block)
    place = lists[-1]
    section = next((a for a in ancestors(place, 4) if "footnote" in names(a) or a.tag in ("ol", "ul")), None)
    anchor = section if section is not None and section.tag not in ("body", "main", "article") else place
    # The outermost of the footnotes' own containers goes with its heading and its rule.
    if anchor.mem_id == place.mem_id:
        place.insert_after(notes)
        for block in lists:
            block.decompose()
        return
    outer = next((a for a in ancestors(anchor, 2) if "footnote" in names(a) and a.tag in ("section", "div")), anchor)
    outer.insert_after(notes)
    outer.decompose()


def _next_element(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and not following.is_element_node:
        following = following.next
    return following


def _cut_mark(content: LexborNode) -> None:
    """Take the number off the beginning of a footnote, and arrows that lead back off its end."""
    first = next(
        (child for child in children(content) if child.is_element_node or (child.text_content or "").strip()), None
    )
    if first is not None and first.tag in ("a", "sup", "span", "label", "td") and _MARK.fullmatch(text_of(first)):
        first.decompose()
    for link in reversed(content.css("a[href^='#']")):
        if _ARROWS.fullmatch(text_of(link)) or _MARK.fullmatch(text_of(link)):
            link.decompose()


def _shelve_sidenotes(tree: LexborHTMLParser, shelf: Shelf) -> None:
    """Tufte's side notes stand where they are meant: each becomes a footnote at the end of its text."""
    found = outermost(tree.css(_SIDENOTES))
    if not found:
        return
    notes = element(tree, "ul")
    for number, note in enumerate(found, start=1):
        item = element(tree, "li", shelf.put(Kind.FOOTNOTE, f"side-{number}"))
        adopt(item, note)
        notes.insert_child(item)
    block = next((a for a in ancestors(found[-1]) if a.tag in ("p", "li", "blockquote", "div", "dd")), None)
    while block is not None and block.parent is not None and block.parent.tag in ("li", "ul", "ol", "blockquote"):
        block = block.parent
    parent = block.parent if block is not None else tree.body
    for toggle in tree.css("label.margin-toggle, input.margin-toggle"):
        toggle.decompose()
    for number, note in enumerate(found, start=1):
        note.replace_with(shelf.put(Kind.RAW, f"[^side-{number}]"))
    if parent is not None:
        parent.insert_child(notes)
