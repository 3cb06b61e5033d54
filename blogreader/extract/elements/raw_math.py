r"""TeX in the text of a page, meant for a script to typeset: `$$…$$`, `\[…\]`, `$…$`."""

import re

from blogreader.extract.dom.nodes import attribute, children, elements, own_text
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import clean

_RAW = lazily(
    r"\$\$([^$]+)\$\$|\\\[((?:[^\\]|\\[^\[\]])+?)\\\]|\\\(((?:[^\\]|\\[^()])+?)\\\)"
    r"|(\\begin\{(equation|align|gather|multline|eqnarray)(\*?)\}(?:(?!\\begin\{\5\6\}).)+?\\end\{\5\6\})",
    re.DOTALL,
)
# A formula between single dollars, only if the page has TeX in other places or this can be nothing else.
# Letters of scripts without blanks may be beside it, and any letters beside what is clearly TeX: `$n$th`.
_DOLLARS = lazily(
    r"\$(?<![\\$A-Za-z0-9]\$)(?=[^\s$])"
    r"(?:([^$\n]{1,300}?)(?<=[^\s\\])\$(?![A-Za-z0-9_$])"
    r"|([A-Za-z]|[^$\n\\^]{0,300}[\\^][^$\n]{0,300})(?<=[^\s\\])\$(?![0-9$]))"
)
_IS_TEX = lazily(r"\\[a-zA-Z]|[\w)}][_^][\w{\\(]|\{")
_TEX_PAGE = lazily(r"mathjax|katex|tex2jax", re.IGNORECASE)


def protect_raw_math(tree: HtmlPage, placeholders: Placeholders, *, is_typeset: bool) -> None:
    r"""Protect `$$…$$`, `\[…\]` and `\(…\)` that a script would typeset; to be called after code is protected.

    `is_typeset`: the page loads such a script, which was removed before.
    """
    body = tree.body
    if body is None:
        return
    whole = body.text_lexbor()
    # In prose, `\(` and `\[` also occur in regular expressions and Markdown; TeX is more than a letter.
    signs = any(sign in whole for sign in ("\\(", "\\[", "$$", "\\begin{")) and any(
        is_typeset or _says_tex(match) for match in _RAW.finditer(whole)
    )
    dollars = "$" in whole and (signs or _has_tex(whole))
    if not dollars and not signs:
        return
    _join_split(tree)

    def protected(match: re.Match[str]) -> str:
        kind = PlaceholderKind.INLINE_MATH if match[3] else PlaceholderKind.MATH
        return placeholders.put(kind, clean(match[1] or match[2] or match[3] or match[4]).strip())

    for node in [node for node in body.traverse(include_text=True) if node.is_text_node]:
        text = own_text(node)
        changed = _RAW.sub(protected, text) if signs else text
        if dollars:
            changed = _DOLLARS.sub(
                lambda match: placeholders.put(PlaceholderKind.INLINE_MATH, clean(match[1] or match[2])), changed
            )
        if changed != text:
            node.replace_with(changed)


def _says_tex(match: re.Match[str]) -> bool:
    """Return whether a match is a formula, whatever the page."""
    written = match[2] or match[3]
    return written is None or _IS_TEX.search(written) is not None or "=" in written


def _has_tex(text: str) -> bool:
    return any(_IS_TEX.search(match[1] or match[2]) for match in _DOLLARS.finditer(text))


def loads_typesetter(tree: HtmlPage) -> bool:
    """Return whether a page loads a script that typesets formulas."""
    addresses = (attribute(node, "src") + attribute(node, "href") for node in tree.css("script[src], link[href]"))
    return any(_TEX_PAGE.search(address) for address in addresses)


def _join_split(tree: HtmlPage) -> None:
    """Join the text of formulas in which Markdown found emphasis or breaks: `$$a<em>i b</em>j$$`."""
    for node in tree.css("p:has(> em), li:has(> em), td:has(> em)"):
        dollars = 0
        for part in children(node):
            if (
                part.tag == "em"
                and dollars % 2
                and part.first_child is not None
                and part.text_lexbor().count("$") % 2 == 0
            ):
                part.insert_before("_")
                part.insert_after("_")
                part.unwrap()
            else:
                dollars += part.text_lexbor().replace("\\$", "").count("$")
        node.merge_text_nodes()
    for node in tree.css("p, li, td"):
        if any(part.tag not in ("em", "br") for part in elements(node)) or not _RAW.fullmatch(node.text().strip()):
            continue
        for part in reversed(node.css("em")):
            part.insert_before("_")
            part.insert_after("_")
            part.unwrap()
        for part in node.css("br"):
            part.replace_with("\n")
        node.merge_text_nodes()
