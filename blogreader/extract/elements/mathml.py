"""Converts MathML to TeX, as close as possible to the author's."""

import unicodedata
from collections.abc import Callable
from itertools import cycle

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.dom.nodes import attribute, children, elements, own_text
from blogreader.extract.elements import tex_symbols as names
from blogreader.text import clean

_SIMPLE = ("mi", "mn", "mo", "mtext", "mrow", "mstyle", "mpadded", "mtable", "mtr", "mtd", "mspace", "mphantom", "ms")
_UNSEEN = frozenset(("nstrut", "dstrut", "line", "spacer", "surd", "strut", "tstrut", "mspacer", "assistive-mml"))


def as_mathml(drawn: LexborNode) -> LexborNode:
    """Return a `<math>` for an `<mjx-math>`."""
    tree = LexborHTMLParser(f"<math>{_inside(drawn)}</math>")
    found = tree.css_first("math")
    return found if found is not None else drawn


def _inside(node: LexborNode) -> str:
    return "".join(_element(child) for child in children(node))


def _element(node: LexborNode) -> str:
    if node.is_text_node:
        return own_text(node).replace("&", "&amp;").replace("<", "&lt;")
    name = (node.tag or "").removeprefix("mjx-")
    if name in _UNSEEN:
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
    if name == "msubsup":  # the superscript is drawn first
        scripts.reverse()
    return f"<mrow>{base}</mrow>{''.join(scripts)}"


def _of(node: LexborNode, part: str) -> str:
    found = node.css_first(f"mjx-{part}")
    return _inside(found) if found is not None else ""


_TRANSPARENT = frozenset(("math", "mstyle", "mpadded", "mrow", "texatom", "math-box", "merror", "maction"))
_SKIPPED = frozenset(("annotation", "annotation-xml", "mprescripts", "none", "maligngroup", "malignmark"))


def tex_of(math: LexborNode) -> str:
    """Return the TeX of a `<math>` element."""
    return _row([child for child in elements(math) if (child.tag or "") not in _SKIPPED]).strip()


def symbol(character: str) -> str:
    """Return the TeX command for a character, or the character itself."""
    if character in names.SIGNS:
        return names.SIGNS[character]
    if character.isascii():
        return character
    name = unicodedata.name(character, "")
    if name.startswith("GREEK SMALL LETTER ") and name.count(" ") == 3:
        return "\\" + name.rpartition(" ")[2].lower().replace("lamda", "lambda")
    if name.startswith("GREEK CAPITAL LETTER ") and name.count(" ") == 3:
        return "\\" + name.rpartition(" ")[2].capitalize().replace("Lamda", "Lambda")
    plain = unicodedata.normalize("NFKC", character)
    style = names.STYLED.get(name.partition(" CAPITAL")[0].partition(" SMALL")[0].partition(" DIGIT")[0])
    if plain == character:
        return character
    written = "".join(symbol(part) for part in plain)
    return f"{style}{{{written}}}" if style else written


def _signs(text: str) -> str:
    return _joined([symbol(character) for character in text])


def _joined(pieces: list[str]) -> str:
    """Join pieces, with a blank where a command would absorb the following letter."""
    out = ""
    for piece in pieces:
        ends_in_command = out and out[-1].isalpha() and "\\" in out and out[out.rfind("\\") + 1 :].isalpha()
        out += (" " if ends_in_command and piece[:1].isalpha() else "") + piece
    return out


def _text(node: LexborNode) -> str:
    return " ".join(clean(node.text()).split())


def _tex(node: LexborNode) -> str:
    tag = (node.tag or "").lower()
    if tag in _SKIPPED:
        return ""
    leaf = _LEAVES.get(tag)
    if leaf is not None:
        return leaf(node)
    parts = [child for child in elements(node) if (child.tag or "") not in _SKIPPED]
    builder = _BUILDERS.get(tag)
    if builder is not None and parts:
        return builder(node, parts)
    return _row(parts)


def _row(parts: list[LexborNode]) -> str:
    """Write a row; a table between two fences is a matrix, and one after a single brace is cases."""
    pieces = [_tex(part) for part in parts]
    if parts and parts[0].tag == "mo":
        pieces[0] = pieces[0].lstrip() if len(pieces) == 1 else pieces[0].strip()  # a sign before a number
    for place, part in enumerate(parts):
        inner = _only_table(part)
        if inner is None or place == 0:
            continue
        before, after = pieces[place - 1].strip(), pieces[place + 1].strip() if place + 1 < len(pieces) else ""
        kind = "cases" if before == r"\{" and after in ("", ".") else names.MATRICES.get((before, after))
        if kind is None:
            continue
        pieces[place - 1] = ""
        pieces[place] = f"\\begin{{{kind}}} {_rows(inner)} \\end{{{kind}}}"
        if after and place + 1 < len(pieces):
            pieces[place + 1] = ""
    return _joined(pieces)


def _only_table(node: LexborNode) -> LexborNode | None:
    while (node.tag or "") in _TRANSPARENT:
        inner = list(elements(node))
        if len(inner) != 1:
            return None
        node = inner[0]
    return node if node.tag == "mtable" else None


def _identifier(node: LexborNode) -> str:
    text = _text(node)
    variant = attribute(node, "mathvariant")
    if text in names.FUNCTIONS:
        return f"\\{text}"
    written = _signs(text)
    if len(text) > 1 and text.isalpha() and text.isascii():
        return names.VARIANTS.get(variant, "\\mathrm") + f"{{{text}}}"
    command = names.VARIANTS.get(variant)
    return f"{command}{{{written}}}" if command and not (variant == "normal" and written.startswith("\\")) else written


def _number(node: LexborNode) -> str:
    command = names.VARIANTS.get(attribute(node, "mathvariant"))
    written = _signs(_text(node))
    return f"{command}{{{written}}}" if command and command != r"\mathrm" else written


def _operator(node: LexborNode) -> str:
    text = _text(node)
    if text in names.FUNCTIONS:
        return f"\\{text}"
    if len(text) > 1 and text.isalpha():
        return f"\\operatorname{{{text}}}"
    written = _signs(text)
    return f" {written} " if written in names.SPACED and attribute(node, "form") != "prefix" else written


def _words(node: LexborNode) -> str:
    text = clean(node.text()).replace("\xa0", " ")
    words = " ".join(text.split())
    if not words:
        return r"\ " if text else ""
    if not any(character.isalpha() for character in words):
        return _signs(words)
    before, after = " " * (text[:1].isspace()), " " * (text[-1:].isspace())
    return f"\\text{{{before}{words}{after}}}"


def _space(node: LexborNode) -> str:
    width = attribute(node, "width")
    try:
        ems = float(width.removesuffix("em")) if width.endswith("em") else 0.0
    except ValueError:
        return ""
    if attribute(node, "linebreak") == "newline":
        return r" \\ "
    return (
        r" \qquad " if ems >= 2 else r" \quad " if ems >= 1 else r" \; " if ems > 0.25 else r" \, " if ems > 0.1 else ""
    )


def _braced(node: LexborNode) -> str:
    return f"{{{_tex(node).strip()}}}"


def _script(node: LexborNode) -> str:
    """Write a subscript or superscript, in braces if the author had them: typesetters keep these as a row."""
    written = _tex(node).strip()
    tag = (node.tag or "").lower()
    is_single = (len(written) == 1 and written != "^") or (written.startswith("\\") and written[1:].isalpha())
    if tag in ("mi", "mn", "mo") and is_single:
        return written
    return f"{{{written}}}"


def _base(node: LexborNode) -> str:
    written = _tex(node).strip()
    single = len(written) <= 1 or (written.startswith("\\") and written[1:].isalpha()) or written[:1] in ")]|"
    if single or (node.tag or "").lower() not in ("msup", "msub", "msubsup", "mfrac"):
        return written
    return f"{{{written}}}"


def _fraction(node: LexborNode, parts: list[LexborNode]) -> str:
    if len(parts) < 2:
        return _row(parts)
    if attribute(node, "linethickness").startswith("0"):
        return f"{{{_tex(parts[0]).strip()} \\atop {_tex(parts[1]).strip()}}}"
    return f"\\frac{_braced(parts[0])}{_braced(parts[1])}"


def _root(node: LexborNode, parts: list[LexborNode]) -> str:
    if node.tag == "msqrt" or len(parts) < 2:
        return f"\\sqrt{{{_row(parts).strip()}}}"
    return f"\\sqrt[{_tex(parts[1]).strip()}]{_braced(parts[0])}"


def _scripts(node: LexborNode, parts: list[LexborNode]) -> str:
    base = _base(parts[0])
    if node.tag == "msup" and len(parts) > 1:
        raised = _script(parts[1])
        return base + (raised if raised.strip("{}'") == "" and "'" in raised else f"^{raised}")
    signs = "_^" if len(parts) > 2 else "_"
    return base + "".join(sign + _script(part) for sign, part in zip(signs, parts[1:], strict=False))


def _prescripts(node: LexborNode, _: list[LexborNode]) -> str:
    """Write scripts on both sides: the base, pairs of lower and upper ones, and after `<mprescripts>` those before."""
    everything = list(elements(node))
    split = next((place for place, part in enumerate(everything) if part.tag == "mprescripts"), len(everything))
    before, after = _pairs(everything[split + 1 :]), _pairs(everything[1:split])
    return ("{}" + before if before else "") + _base(everything[0]) + after


def _pairs(scripts: list[LexborNode]) -> str:
    written = ("" if script.tag in _SKIPPED else _script(script) for script in scripts)
    return "".join(sign + script for sign, script in zip(cycle("_^"), written, strict=False) if script.strip("{}"))


def _over_and_under(node: LexborNode, parts: list[LexborNode]) -> str:
    if len(parts) < 2:
        return _row(parts)
    base = _tex(parts[0]).strip()
    if len(parts) == 2 and base not in names.LARGE:
        sign = _text(parts[1])
        accent = (names.OVER if node.tag == "mover" else names.UNDER).get(sign)
        if accent:
            wide = len(list(elements(parts[0]))) > 1 or len(_text(parts[0])) > 1
            accent = names.WIDE.get(accent, accent) if wide else accent
            return f"{accent}{{{base}}}"
    signs = "_^" if len(parts) > 2 else "_" if node.tag == "munder" else "^"
    if base in names.LARGE or base.startswith((r"\operatorname", r"\under", r"\over", r"\int")):
        return base + "".join(sign + _script(part) for sign, part in zip(signs, parts[1:], strict=False)) + " "
    stacked = base
    for sign, part in zip(signs, parts[1:], strict=False):
        stacked = f"\\{'under' if sign == '_' else 'over'}set{_braced(part)}{{{stacked}}}"
    return stacked


def _rows(table: LexborNode) -> str:
    rows = []
    for row in elements(table):
        cells = [_tex(cell).strip() for cell in elements(row)]
        if row.tag == "mlabeledtr" and cells:
            cells = [*cells[1:-1], f"{cells[-1]} {cells[0]}"] if len(cells) > 1 else cells
        rows.append(" & ".join(cells))
    return r" \\ ".join(rows)


def _table(node: LexborNode, parts: list[LexborNode]) -> str:
    if len(parts) == 1 and len(list(elements(parts[0]))) <= 2:
        return _rows(node)
    aligned = any(side in attribute(node, "columnalign") for side in ("left", "right"))
    kind = "aligned" if aligned else "matrix"
    return f"\\begin{{{kind}}}{_rows(node)}\\end{{{kind}}}"


def _enclosed(node: LexborNode, parts: list[LexborNode]) -> str:
    notation = attribute(node, "notation")
    command = {"top": r"\overline", "bottom": r"\underline", "box": r"\boxed", "radical": r"\sqrt"}.get(notation)
    command = command or (r"\cancel" if "strike" in notation else "")
    return f"{command}{{{_row(parts).strip()}}}" if command else _row(parts)


def _fenced(node: LexborNode, parts: list[LexborNode]) -> str:
    attributes = node.attributes
    opening, closing = _signs(attributes.get("open") or "("), _signs(attributes.get("close") or ")")
    return f"{opening}{', '.join(_tex(part).strip() for part in parts)}{closing}"


def _phantom(_: LexborNode, parts: list[LexborNode]) -> str:
    return f"\\phantom{{{_row(parts).strip()}}}"


def _first(_: LexborNode, parts: list[LexborNode]) -> str:
    return _tex(parts[0])


_LEAVES: dict[str, Callable[[LexborNode], str]] = {
    "mi": _identifier,
    "mn": _number,
    "mo": _operator,
    "mtext": _words,
    "ms": _words,
    "mspace": _space,
}
_BUILDERS: dict[str, Callable[[LexborNode, list[LexborNode]], str]] = {
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root,
    "msub": _scripts,
    "msup": _scripts,
    "msubsup": _scripts,
    "mmultiscripts": _prescripts,
    "mover": _over_and_under,
    "munder": _over_and_under,
    "munderover": _over_and_under,
    "mtable": _table,
    "menclose": _enclosed,
    "mfenced": _fenced,
    "mphantom": _phantom,
    "semantics": _first,
}
