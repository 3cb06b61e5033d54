"""TeX formulas as a line of Unicode where that is equivalent; the others are shown as source."""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

from blogreader.render.math.symbols import (
    ACCENTS,
    ALONE,
    ALPHABETS,
    BIG,
    BLANKS,
    CLOSING,
    IGNORED,
    LINES,
    MATRICES,
    OPENING,
    OWN,
    PLAIN_IF_NOT,
    PRIMES,
    ROOTS,
    SIGNS,
    SIZES,
    TEXTS,
    WORDS,
    tables,
)

_SIMPLE = re.compile(r"[∂∇√]?(?:[^\W\d_]|[\d.]+|[∞∅°])[\u0300-\u036f\u20d0-\u20ff]*[′″‴⁰-ₜ²³¹ᴬ-ᵪⱼⱽˢ-ˣʰʲʳʷʸᶜᶠᶻ]*")


class Unshown(Exception):
    """A formula that can't be written in one line."""


class Atom(NamedTuple):
    """A piece of a formula."""

    text: str
    kind: str
    """atom, word, big, operator, fraction, open, close, comma, blank or row."""


def kind_of(text: str) -> str:
    """Return how a symbol is spaced."""
    if text in OPENING:
        return "open"
    if text in CLOSING:
        return "close"
    if text in BIG:
        return "big"
    if (
        len(text) == 1
        and text not in ALONE
        and text not in {"|", "/"}
        and ("\u2190" <= text <= "\u21ff" or category(text) == "Sm" or text == "·")
    ):
        return "operator"
    return "atom"


def attached(before: list[Atom], script: str) -> Atom:
    """Attach a script to the preceding atom, which it replaces."""
    while before and before[-1].kind == "blank":
        before.pop()
    if not before:
        return Atom(script, "atom")
    last = before.pop()
    text = f"({last.text})" if last.kind == "fraction" else last.text
    kind = {"fraction": "close", "operator": "operator", "open": "atom"}.get(last.kind, last.kind)
    return Atom(text + script, kind)


def accented(content: str, mark: str) -> Atom:
    """Put an accent on a letter, or a line over several."""
    if not content or (len(content) > 1 and (mark not in {"\u0305", "\u0332"} or " " in content)):
        raise Unshown
    return Atom(normalize("NFC", "".join(character + mark for character in content)), "atom")


def split(atoms: list[Atom], kind: str) -> list[list[Atom]]:
    """Split atoms at those of a kind."""
    rows: list[list[Atom]] = [[]]
    for atom in atoms:
        if atom.kind == kind:
            rows.append([])
        else:
            rows[-1].append(atom)
    return rows


def joined(atoms: list[Atom]) -> str:
    """Join atoms, with blanks around operators and brackets where the result would be ambiguous."""
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
            if last in {"atom", "word", "fraction", "text"} or after in {
                "atom",
                "word",
                "open",
                "fraction",
            }:
                text = f"({text})"
        binary = atom.kind == "operator" and last not in {"open", "operator", "operator.binary", "comma", "big"}
        apart = (
            binary
            or last == "operator.binary"
            or (last == "comma" and not (text[:1].isdigit() and not pending))
            or (last == "big" and atom.kind != "close")
            or (last == "word" and atom.kind not in {"open", "close", "comma"})
            or (atom.kind == "word" and last in {"atom", "close", "fraction"})
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
    """Return a numerator, in brackets unless it is at most a product."""
    depth = 0
    for character in text:
        depth += (character in OPENING) - (character in CLOSING)
        if depth == 0 and (character in "/," or kind_of(character) == "operator" or character in BIG):
            return f"({text})"
    return text


def grouped(text: str) -> str:
    """Return a denominator or radicand, in brackets unless it is a single atom."""
    if _SIMPLE.fullmatch(text):
        return text
    inner = re.fullmatch(r"\w*\(([^()]*)\)", text)
    return text if inner else f"({text})"


_LONGEST = 2_000
_DEEPEST = 30
_TOKEN = re.compile(r"\\(?:[a-zA-Z]+\*?|.)|[ \t\n~]+|.", re.DOTALL)


@lru_cache(maxsize=1024)
def shown(tex: str, lines: bool = False) -> str:
    """Return a formula as it is shown: in Unicode, or its source; on several lines only if requested."""
    if len(tex) > _LONGEST:
        return tex
    try:
        text = _Formula(tex).read()
    except Unshown:
        return tex
    return text if text and (lines or "\n" not in text) else tex


class _Formula:
    def __init__(self, tex: str) -> None:
        self.tokens: list[str] = _TOKEN.findall(tex)
        self.position = 0
        self.depth = 0

    def read(self) -> str:
        atoms = self.until("")
        rows = [joined(row) for row in split(atoms, "row")]
        return "\n".join(row for row in rows if row)

    def next(self) -> str:
        if self.position == len(self.tokens):
            raise Unshown
        self.position += 1
        return self.tokens[self.position - 1]

    def until(self, closing: str) -> list[Atom]:
        """Read up to a character and skip it; empty: to the end."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unshown
        atoms: list[Atom] = []
        while self.position < len(self.tokens):
            sign = self.next()
            if sign == closing:
                self.depth -= 1
                return atoms
            atoms += self.one(sign, atoms)
        if closing:
            raise Unshown
        return atoms

    def shown_sign(self) -> str:
        """Return the next sign that is no blank."""
        while (sign := self.next()).isspace():
            pass
        return sign

    def single(self, sign: str) -> Atom:
        """Return what a sign stands for, where only one thing may stand."""
        atoms = self.one(sign, [])
        if len(atoms) != 1:
            raise Unshown
        return atoms[0]

    def argument(self) -> str:
        sign = self.shown_sign()
        return joined(self.until("}") if sign == "{" else self.one(sign, []))

    def raw(self) -> str:
        """Read a group as verbatim text."""
        if self.shown_sign() != "{":
            raise Unshown
        out = ""
        while (sign := self.next()) != "}":
            if sign == "$":
                out += joined(self.until("$"))  # a formula within the text, as in `\text{for all $x_i$}`
                continue
            if sign == "{" or (sign[0] == "\\" and sign[1:] not in {"_", "%", "&", "#", " ", ","}):
                raise Unshown
            out += " " if sign in {"~", "\\ ", "\\,"} else sign.removeprefix("\\")
        return out

    def one(self, sign: str, before: list[Atom]) -> list[Atom]:
        if sign[0] == "\\" and len(sign) > 1:
            return self.command(sign[1:], before)
        if sign.isspace() or sign == "~":
            return [Atom(" ", "blank")]
        match sign:
            case "{":
                return [*self.until("}")]
            case "}" | "&" | "%" | "#" | "$" | "\\":
                raise Unshown
            case "^" | "_":
                return self.script(sign, before)
            case "'":
                count = 1
                while self.position < len(self.tokens) and self.tokens[self.position] == "'":
                    self.position += 1
                    count += 1
                return [attached(before, PRIMES.get(count, "′" * count))]
            case "-":
                return [Atom("−", "operator")]
            case ",":
                return [Atom(",", "comma")]
        return [Atom(sign, kind_of(sign))]

    def script(self, mark: str, before: list[Atom]) -> list[Atom]:
        content = self.argument()
        dense = content.replace(" ", "") if not re.search(r"\w \w", content) else content
        table = tables().above if mark == "^" else tables().below
        if mark == "^" and (alone := {"∘": "°", "′": "′", "*": "*", "∗": "*", "†": "†", "+": "⁺"}.get(dense)):
            return [attached(before, alone)]
        if dense and all(character in table for character in dense):
            return [attached(before, "".join(table[character] for character in dense))]
        if not dense:
            return []
        return [attached(before, mark + (dense if len(dense) == 1 or dense.isdigit() else f"({dense})"))]

    def command(self, name: str, before: list[Atom]) -> list[Atom]:  # noqa: PLR0912 - a case a kind
        if name in WORDS:
            return [Atom(name, "word")]
        if name in TEXTS:
            text = self.raw()
            return [Atom(text, "word" if name.startswith("operatorname") else "text")]
        if name in IGNORED:
            return []
        if name in BLANKS or name == " ":
            return [Atom(" ", "blank")]
        if name in SIZES:
            sign = self.shown_sign()
            if sign == ".":
                return []
            atom = self.single(sign)
            kind = {"left": "open", "right": "close"}.get(name, "atom" if atom.kind == "operator" else atom.kind)
            return [Atom(atom.text, kind)]
        if name in ACCENTS:
            return [accented(self.argument(), ACCENTS[name])]
        if name in ALPHABETS or name in PLAIN_IF_NOT:
            return [Atom(self.letters(name), "atom")]
        match name:
            case "\\":
                return [Atom("", "row")]
            case "frac" | "dfrac" | "tfrac" | "cfrac":
                above, below = self.argument(), self.argument()
                return [Atom(f"{product(above)}/{grouped(below)}", "fraction")]
            case "binom" | "dbinom" | "tbinom":
                return [Atom(f"({self.argument()} choose {self.argument()})", "atom")]
            case "sqrt":
                return [self.root()]
            case "pmod":
                return [Atom(f" (mod {self.argument()})", "close")]
            case "bmod":
                return [Atom("mod", "word")]
            case "label" | "color":
                self.raw()
                return []
            case "textcolor":
                self.raw()
                return [Atom(self.argument(), "atom")]
            case "tag" | "tag*":
                return [Atom(f"  ({self.raw()})", "close")]
            case "not":
                atom = self.single(self.shown_sign())
                return [Atom(normalize("NFC", atom.text + "\u0338"), atom.kind)]
            case "begin":
                return self.environment(before)
        symbol: str | None = OWN.get(name) or tables().symbols.get("\\" + name)
        if symbol is None:
            raise Unshown
        if category(symbol[0]) in {"Mn", "Me"}:  # it stands on the letter that follows: `\overrightarrow{h}`
            return [accented(self.argument(), symbol)]
        return [Atom(symbol, kind_of(symbol))]

    def letters(self, name: str) -> str:
        alphabet = ALPHABETS.get(name, "mathbf")
        out = ""
        for character in self.argument():
            letter: str | None = tables().symbols.get(f"\\{alphabet}{{{character}}}")
            if letter is None and name not in PLAIN_IF_NOT:
                raise Unshown
            out += letter or character
        return out

    def root(self) -> Atom:
        index = ""
        if self.position < len(self.tokens) and self.tokens[self.position] == "[":
            self.position += 1
            index = joined(self.until("]"))
        above = tables().above
        sign = ROOTS.get(index) or ("".join(above[one] for one in index) + "√" if set(index) <= set(above) else None)
        if sign is None:
            raise Unshown
        return Atom(sign + grouped(self.argument()), "atom")

    def environment(self, before: list[Atom]) -> list[Atom]:
        name = self.raw()
        end = self.ending(name)
        if name in LINES:
            if any(atom.kind != "blank" for atom in before):
                raise Unshown
            self.tokens[self.position : end] = [sign for sign in self.tokens[self.position : end] if sign != "&"]
            atoms = self.until("\\end")
            self.raw()
            return atoms
        if name != "cases" and name not in MATRICES:
            raise Unshown
        rows, start = [], self.position
        cells: list[str] = []
        for place in range(start, end + 1):
            if place == end or self.tokens[place] in {"&", "\\\\"}:
                inner = _Formula("")
                inner.tokens, inner.depth = self.tokens[start:place], self.depth + 1
                cells.append(inner.read())
                start = place + 1
                if place == end or self.tokens[place] == "\\\\":
                    rows.append(cells)
                    cells = []
        self.position = end + 1
        self.raw()
        if any("\n" in cell for row in rows for cell in row):
            raise Unshown
        brackets, gap = ("{}", ", ") if name == "cases" else (MATRICES[name], " ")
        content = "; ".join(gap.join(cell for cell in row if cell) for row in rows if any(row))
        return [Atom(brackets[0] + content + brackets[1], "atom")]

    def ending(self, name: str) -> int:
        """Return the end of an environment; nested ones of the same kind don't fit in a line."""
        text = "".join(self.tokens[self.position :])
        before, found, _ = text.partition(f"\\end{{{name}}}")
        if not found or "\\begin" in before:
            raise Unshown
        return self.position + len(_TOKEN.findall(before))
