"""Converts the formulas of all typesetting programs back to TeX."""

import re
from itertools import accumulate
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract import known_markup
from blogreader.extract.dom.nodes import ancestors, attribute, classes, element, elements, outermost, own_text, text_of
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders
from blogreader.extract.elements.mathml import as_mathml, tex_of
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import clean

_CONTAINERS = (
    ".mwe-math-element, .katex-display, .katex, mjx-container, .MathJax_Display, .MathJax, .MathJax_SVG, "
    ".MathJax_CHTML, math"
)
_DISPLAY = (
    "katex-display",
    "katex--display",
    "MathJax_Display",
    "MathJax_SVG_Display",
    "MJXc-display",
    "math-display",
    "math-block",
)
_OPENINGS = ("\\(", "\\[", "$$")
_EDGE_CELL = lazily("pad(?:left|right)|ltx_eqn_eqno")
_SHOWN_APART = ".mwe-math-mathml-display, .mwe-math-fallback-image-display"
_EQUATION_IMAGE = lazily(r"\\(?:begin|frac|sum|int|sqrt|exp|log|operatorname|mathrm|mathbb|text|alpha|beta)\b")


# Services that draw a formula in their address, and the size and colour there.
_DRAWERS = lazily(
    r"latex\.codecogs\.com/[\w.]*\?(?P<codecogs>.+)|/equation\?tex=(?P<zhihu>[^&]+)|latex\.php\?(?:(?!latex=)[^&?]*+&)*+latex=(?P<wp>[^&]+)"
    r"|[?&]cht=tx&(?:(?!chl=|cht=)[^&?]*+&)*+chl=(?P<chart>[^&]+)|/(?:mathtex|mimetex)\.cgi\?(?P<cgi>.+)|/math/render/|/mathoid/"
)
_LONGEST_ADDRESS = 2_000
_SWITCHES = lazily(r"(?:\\(?:inline|dpi\{?\d+\}?|bg_\w+|fn_\w+|small|large|Large|LARGE|huge)\s*)+")
# CDATA marks around TeX, by kramdown and others.
_CDATA = lazily(r"(?:(?:%|//)[ \t]*+|(?<![ \t])[ \t]++)?+(?:<!\[CDATA\[|\]\]>)")
_SHORTEST_PART = 2
_DISPLAYSTYLE = lazily(r"\{\\displaystyle\s*(.*)\}", re.DOTALL)

# The alternative texts of LaTeX2HTML and others are nothing but TeX.
_DELIMITED = lazily(r"\s*(?:\$([^$]+)\$|\$\$([^$]+)\$\$|\\\((.+)\\\)|\\\[(.+)\\\]|(\\begin\{.+\}))\s*", re.DOTALL)
_ALIGNED = lazily(r"\\(begin|end)\{eqnarray\*?\}")
_APART = lazily(r"\\(?:begin|end)\{(?:displaymath|equation|math)\*?\}")


def protect_math(tree: HtmlPage, placeholders: Placeholders) -> None:
    """Protect TeX by placeholders, wherever the page's typesetting program left it."""
    for node in outermost(tree.ask(known_markup.MATH_SOURCES)):
        tex = next((value for name in known_markup.MATH_ATTRIBUTES if (value := attribute(node, name)).strip()), "")
        if tex:
            _put(tree, node, tex, _is_display(node), placeholders)
    for node in outermost(tree.ask(known_markup.MATH_WRITTEN)):
        inner = node.css_first("code") or node
        written = inner.text().strip()
        if inner.first_child is not None and next(elements(inner), None) is None and written[:2] not in _OPENINGS:
            apart = "display" in (attribute(node, "data-math-style"), *classes(node)) or "block" in node.attrs
            _put(tree, node, written, apart or node.tag == "pre", placeholders)
    for script in tree.ask('script[type^="math/tex"], script[type^="math/mml"]'):
        before = script.prev
        while before is not None and not before.is_text_node and _is_rendered(before):
            rendered, before = before, before.prev
            rendered.decompose()
        display = "display" in attribute(script, "type")
        _put(tree, script, script.text(), display, placeholders)
    for group in outermost(tree.ask("table.ltx_equationgroup")):
        _protect_equations(tree, group, placeholders)
    for container in outermost(tree.ask(_CONTAINERS)):
        tex = _tex_in(container)
        if tex.strip():
            _put(tree, container, tex, _is_display(container), placeholders)
        elif container.tag == "mjx-container" and not text_of(container):
            container.decompose()
    for image in tree.css("img"):
        if tex := _tex_drawn(image):
            around = image.parent
            alone = around is not None and around.tag in ("p", "div") and not text_of(around)
            _put(tree, image, tex, alone and len(around.css("img")) == 1 if around else False, placeholders)


def _protect_equations(tree: HtmlPage, group: LexborNode, placeholders: Placeholders) -> None:
    """Protect equations that LaTeXML aligned in the cells of a table, as one formula."""
    rows = []
    for row in group.css("tr.ltx_eqn_row"):
        cells = (cell for cell in row.css("td") if not _EDGE_CELL.search(attribute(cell, "class")))
        parts = ["".join(_tex_in(part).strip().removeprefix("\\displaystyle") for part in c.css("math")) for c in cells]
        if any(parts):
            rows.append(" & ".join(part.strip() for part in parts).strip().removesuffix("&").rstrip())
    if not rows or group.css_first(".ltx_intertext") is not None:
        return
    tex = rows[0]
    if len(rows) > 1 or "&" in tex:
        lines = " \\\\\n".join(rows)
        tex = f"\\begin{{aligned}}\n{lines}\n\\end{{aligned}}"
    _put(tree, group, tex, True, placeholders)


def _tex_drawn(image: LexborNode) -> str:
    """Return the TeX source of an image, from its alternative text or its address; empty for a picture."""
    alternative, named = attribute(image, "alt").strip("$"), attribute(image, "class")
    if named in ("formulaInl", "formulaDsp"):  # Doxygen
        return alternative.removeprefix("\\[").removesuffix("\\]")
    if alternative and (delimited := _DELIMITED.fullmatch(attribute(image, "alt")[:_LONGEST_ADDRESS])):
        written = next(part for part in delimited.groups() if part)
        return _APART.sub("", _ALIGNED.sub(r"\\\1{aligned}", written))
    if "latex" in named.split() or "mwe-math-fallback" in named or _EQUATION_IMAGE.search(alternative):
        return alternative
    address = attribute(image, "src")[:_LONGEST_ADDRESS]
    drawn = _DRAWERS.search(address) if "tex" in address or "math" in address or "cht=tx" in address else None
    if drawn is None:
        return ""
    written = next((value for value in drawn.groups() if value), "")
    return _SWITCHES.sub("", unquote(written.replace("+", " ") if drawn["wp"] else written)) or alternative


def _is_rendered(node: LexborNode) -> bool:
    return "MathJax" in attribute(node, "class") or attribute(node, "class").startswith("MJX")


def _tex_in(container: LexborNode) -> str:
    source = container.css_first('annotation[encoding*="tex" i]')
    if source is not None and source.text().strip():
        return source.text()
    mathml = container if container.tag == "math" else container.css_first("math")
    if mathml is not None:
        return attribute(mathml, "alttext") or attribute(mathml, "data-latex") or tex_of(mathml)
    for node in (container, *container.css("[data-mathml]")):
        if written := attribute(node, "data-mathml"):
            inner = LexborHTMLParser(written).css_first("math")
            return tex_of(inner) if inner is not None else ""
    for node in container.css("[data-mml-node=math][data-latex], mjx-math[data-latex]"):
        return attribute(node, "data-latex")
    copy = container.css_first(".katex-mathml")
    if copy is not None and text_of(copy):
        return _last_part(copy.text())
    drawn = container.css_first("mjx-math")
    return tex_of(as_mathml(drawn)) if drawn is not None else ""


def _last_part(text: str) -> str:
    """Return the TeX in KaTeX's copy for screen readers, after it was reduced to text.

    The remains of the MathML before the TeX have a line for each sign.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if sum(len(line) <= _SHORTEST_PART for line in lines) > len(lines) / 2:
        return lines[-1]
    return " ".join(lines)


def _is_display(node: LexborNode) -> bool:
    around = attribute(node.parent, "class") if node.parent is not None else ""
    if (
        any(name in attribute(node, "class") for name in _DISPLAY)
        or "katex--display" in around
        or node.css_first(_SHOWN_APART) is not None
    ):
        return True
    math = node if node.tag == "math" else node.css_first("math")
    if any(attribute(part, "display") in ("true", "block") for part in (node, math) if part is not None):
        return True
    return node.tag in ("p", "div") and len(node.css("p, div")) == 1  # itself


def _put(tree: HtmlPage, node: LexborNode, tex: str, display: bool, placeholders: Placeholders) -> None:
    tex = _without_style(_CDATA.sub("", clean(tex)).strip())
    if not tex:
        node.decompose()
        return
    cell = next((ancestor for ancestor in ancestors(node, 6) if ancestor.tag in ("td", "table")), None)
    table = next((ancestor for ancestor in ancestors(node, 8) if ancestor.tag == "table"), None)
    if cell is not None and table is not None and text_of(cell) in ("", text_of(node)) and _holds_only(table, node):
        # A table that only separates a formula from its number: LaTeXML, publishers.
        table.replace_with(element(tree, "p", placeholders.put(PlaceholderKind.MATH, tex)))
    elif display:
        _put_block(tree, node, placeholders.put(PlaceholderKind.MATH, tex))
    else:
        before, after = _blanks_around(node)
        node.replace_with(before + placeholders.put(PlaceholderKind.INLINE_MATH, tex) + after)


def _blanks_around(node: LexborNode) -> tuple[str, str]:
    """Return the blanks before and after a formula inside of its element, as left by MathJax."""
    before = own_text(node.prev)[-1:].isalnum() and own_text(node.first_child).isspace()
    after = own_text(node.next)[:1].isalnum() and own_text(node.last_child).isspace()
    return " " * before, " " * after


def _without_style(tex: str) -> str:
    r"""Remove the `{\displaystyle …}` that MediaWiki puts around an author's TeX."""
    match = _DISPLAYSTYLE.fullmatch(tex)
    if match is None:
        return tex
    depths = accumulate((sign == "{") - (sign == "}") for sign in match[1].replace("\\{", "").replace("\\}", ""))
    return match[1].strip() if min(depths, default=0) >= 0 else tex


def _put_block(tree: HtmlPage, node: LexborNode, token: str) -> None:
    parent = node.parent
    if parent is not None and parent.tag in ("p", "span") and text_of(parent) != text_of(node):
        node.replace_with(token)  # in the middle of a paragraph, which it splits
        return
    node.replace_with(element(tree, "p", token))


def _holds_only(table: LexborNode, node: LexborNode) -> bool:
    if len(table.css("tr")) != 1 or not ("eq" in attribute(table, "class") or "formula" in attribute(table, "class")):
        return False
    rest = text_of(table).replace(text_of(node), "", 1).strip(" ()")
    return len(rest) < 8
