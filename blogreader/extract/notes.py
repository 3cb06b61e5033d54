"""Math and callouts of every generator, brought to one form."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.shelf import Kind, Shelf
from blogreader.extract.tree import (
    adopt,
    ancestors,
    attribute,
    element,
    elements,
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
