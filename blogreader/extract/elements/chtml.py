"""MathJax 3's drawn formulas, where it left no MathML beside them, as the MathML that they were drawn from."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.dom.nodes import children

_SIMPLE = ("mi", "mn", "mo", "mtext", "mrow", "mstyle", "mpadded", "mtable", "mtr", "mtd", "mspace", "mphantom", "ms")
_SKIPPED = frozenset(("nstrut", "dstrut", "line", "spacer", "surd", "strut", "tstrut", "mspacer", "assistive-mml"))


def as_mathml(drawn: LexborNode) -> LexborNode:
    """Return a `<math>` for an `<mjx-math>`."""
    tree = LexborHTMLParser(f"<math>{_inside(drawn)}</math>")
    found = tree.css_first("math")
    return found if found is not None else drawn


def _inside(node: LexborNode) -> str:
    return "".join(_element(child) for child in children(node))


def _element(node: LexborNode) -> str:
    if node.is_text_node:
        return (node.text_content or "").replace("&", "&amp;").replace("<", "&lt;")
    name = (node.tag or "").removeprefix("mjx-")
    if name in _SKIPPED:
        return ""
    if name == "texatom":
        return f"<mrow>{_inside(node)}</mrow>"
    if name in _SIMPLE:
        return f"<{name}>{_inside(node)}</{name}>"
    if name in ("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "mover", "munder", "munderover"):
        return f"<{name}>{_arguments(node, name)}</{name}>"
    return _inside(node)


def _arguments(node: LexborNode, name: str) -> str:
    if name == "mfrac":
        return "".join(f"<mrow>{_of(node, part)}</mrow>" for part in ("num", "den"))
    if name in ("msqrt", "mroot"):
        index = f"<mrow>{_of(node, 'root')}</mrow>" if name == "mroot" else ""
        return f"<mrow>{_of(node, 'box')}</mrow>{index}"
    if name in ("mover", "munder", "munderover"):
        parts = ("base", "under", "over") if name == "munderover" else ("base", name.removeprefix("m"))
        return "".join(f"<mrow>{_of(node, part)}</mrow>" for part in parts)
    script = next((child for child in children(node) if child.tag == "mjx-script"), None)
    base = "".join(_element(child) for child in children(node) if child.tag != "mjx-script")
    scripts = [_element(child) for child in children(script)] if script is not None else []
    scripts = [written for written in scripts if written]
    if name == "msubsup":  # the raised one is drawn first
        scripts.reverse()
    return f"<mrow>{base}</mrow>{''.join(scripts)}"


def _of(node: LexborNode, part: str) -> str:
    found = node.css_first(f"mjx-{part}")
    return _inside(found) if found is not None else ""
