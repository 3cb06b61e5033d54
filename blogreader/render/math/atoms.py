"""The pieces of a formula, and how they are put beside each other in a line."""

import re
from typing import NamedTuple
from unicodedata import category, normalize

from blogreader.render.math.symbols import ALONE, BIG, CLOSING, OPENING, SIGNS

_SIMPLE = re.compile(r"[∂∇√]?(?:[^\W\d_]|[\d.]+|[∞∅°])[\u0300-\u036f\u20d0-\u20ff]*[′″‴⁰-ₜ²³¹ᴬ-ᵪⱼⱽˢ-ˣʰʲʳʷʸᶜᶠᶻ]*")


class Unshown(Exception):
    """A formula that can't be said in a line."""


class Atom(NamedTuple):
    """A piece of a formula."""

    text: str
    kind: str
    """atom, number, word, big, operator, fraction, open, close, comma, blank or row."""


def kind_of(text: str) -> str:
    """Return what a symbol is to its neighbours."""
    if text in OPENING:
        return "open"
    if text in CLOSING:
        return "close"
    if text in BIG:
        return "big"
    if text.isdigit() or text == ".":
        return "number"
    arrow = len(text) == 1 and ("\u2190" <= text <= "\u21ff" or "\u27f0" <= text <= "\u27ff")
    if (
        len(text) == 1
        and text not in ALONE
        and text not in {"|", "/"}
        and (arrow or category(text) == "Sm" or text == "·")
    ):
        return "operator"
    return "atom"


def attached(before: list[Atom], script: str) -> Atom:
    """Put a script behind the atom before it, which it replaces."""
    while before and before[-1].kind == "blank":
        before.pop()
    if not before:
        return Atom(script, "atom")
    last = before.pop()
    text = f"({last.text})" if last.kind == "fraction" else last.text
    kind = {"fraction": "close", "number": "atom", "operator": "operator", "open": "atom"}.get(last.kind, last.kind)
    return Atom(text + script, kind)


def accented(content: str, mark: str) -> Atom:
    """Put an accent on a letter, or a stroke over several."""
    if not content or (len(content) > 1 and (mark not in {"\u0305", "\u0332"} or " " in content)):
        raise Unshown
    return Atom(normalize("NFC", "".join(character + mark for character in content)), "atom")


def split(atoms: list[Atom], kind: str) -> list[list[Atom]]:
    """Divide atoms at those of a kind."""
    rows: list[list[Atom]] = [[]]
    for atom in atoms:
        if atom.kind == kind:
            rows.append([])
        else:
            rows[-1].append(atom)
    return rows


def joined(atoms: list[Atom]) -> str:
    """Put atoms beside each other, blanks around what stands between two, brackets around what would be misread."""
    if any(atom.kind == "row" for atom in atoms):
        raise Unshown
    out = ""
    last = "open"
    pending = False
    for number, atom in enumerate(atoms):
        if atom.kind == "blank":
            pending = True
            continue
        text = atom.text
        if atom.kind == "fraction":
            after = next((one.kind for one in atoms[number + 1 :] if one.kind != "blank"), "operator")
            if last in {"atom", "number", "word", "fraction", "text"} or after in {
                "atom",
                "number",
                "word",
                "open",
                "fraction",
            }:
                text = f"({text})"
        binary = atom.kind == "operator" and last not in {"open", "operator", "operator.binary", "comma", "big"}
        apart = (
            binary
            or last == "operator.binary"
            or (last == "comma" and not (text[0].isdigit() and not pending))
            or (last == "big" and atom.kind != "close")
            or (last == "word" and atom.kind not in {"open", "close", "comma"})
            or (atom.kind == "word" and last in {"atom", "number", "close", "fraction"})
            or (
                pending
                and last not in {"open", "operator"}
                and atom.kind not in {"close", "comma"}
                and out[-1:] not in "∂∇"
            )
            or (atom.kind == "operator" and last in {"comma", "big"})
        )
        if apart and out and out[-1] != " " and text[:1] != " ":
            out += " "
        out += text
        relation = atom.kind == "operator" and (binary or text not in SIGNS)
        last = "operator.binary" if relation else atom.kind
        pending = False
    return out.strip()


def product(text: str) -> str:
    """Return a numerator: in brackets unless it is a product at most."""
    depth = 0
    for character in text:
        depth += (character in OPENING) - (character in CLOSING)
        if depth == 0 and (character in "/," or kind_of(character) == "operator" or character in BIG):
            return f"({text})"
    return text


def grouped(text: str) -> str:
    """Return what stands behind a stroke or a root: in brackets unless it is one thing."""
    if _SIMPLE.fullmatch(text):
        return text
    inner = re.fullmatch(r"\w*\(([^()]*)\)", text)
    return text if inner else f"({text})"
