"""TeX commands in Unicode; `characters.tsv` has the symbols, alphabets and scripts."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

WORDS = frozenset(
    [
        "arccos",
        "arcsin",
        "arctan",
        "arg",
        "cos",
        "cosh",
        "cot",
        "coth",
        "csc",
        "deg",
        "det",
        "dim",
        "exp",
        "gcd",
        "hom",
        "inf",
        "ker",
        "lcm",
        "lg",
        "lim",
        "liminf",
        "limsup",
        "ln",
        "log",
        "max",
        "min",
        "mod",
        "Pr",
        "sec",
        "sin",
        "sinh",
        "sup",
        "tan",
        "tanh",
        "argmax",
        "argmin",
    ]
)
TEXTS = frozenset(
    [
        "text",
        "textrm",
        "textit",
        "textbf",
        "textsf",
        "texttt",
        "textnormal",
        "mbox",
        "mathrm",
        "mathit",
        "mathsf",
        "mathtt",
        "operatorname",
        "operatorname*",
    ]
)
ALPHABETS = {"mathbb": "mathbb", "mathcal": "mathcal", "mathscr": "mathcal", "mathfrak": "mathfrak"}
# Bold letters; what has no bold form stays plain.
PLAIN_IF_NOT = frozenset(["boldsymbol", "bm", "mathbf"])
SIZES = frozenset(
    [
        "left",
        "right",
        "middle",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
        "bigm",
        "Bigm",
    ]
)
IGNORED = frozenset(
    [
        *("displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits", "nonumber", "notag"),
        *("tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge", "Huge"),
        *("!", "-", "/"),
    ]
)
BLANKS = frozenset([",", ";", ":", "quad", "qquad", "enspace", "thinspace", ">", "space"])
LINES = frozenset(
    [
        "aligned",
        "align",
        "align*",
        "alignat",
        "gathered",
        "gather",
        "gather*",
        "equation",
        "equation*",
        "split",
        "eqnarray",
        "eqnarray*",
        "multline",
        "multline*",
    ]
)
MATRICES = {"pmatrix": "()", "bmatrix": "[]", "matrix": "[]", "vmatrix": "||", "Bmatrix": "{}", "smallmatrix": "[]"}
ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304", "dot": "\u0307",
    "overline": "\u0305", "ddot": "\u0308", "vec": "\u20d7", "check": "\u030c", "breve": "\u0306",
    "underline": "\u0332", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
}  # fmt: skip
# Missing in characters.tsv, or different in formulas.
OWN = {
    "dots": "…", "dotsc": "…", "dotsb": "⋯", "dotsm": "⋯", "dotso": "…", "lbrack": "[", "rbrack": "]", "lvert": "|",
    "rvert": "|", "mid": "|", "lVert": "‖", "rVert": "‖", "cdot": "·", "star": "⋆",
    "ast": "∗", "langle": "⟨", "rangle": "⟩", "square": "□", "Box": "□", "qed": "∎", "iff": "⟺", "sim": "~",
    "epsilon": "ϵ",
    "lt": "<", "gt": ">",
    "blacksquare": "■",
}  # fmt: skip
BIG = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀")
# Symbols that stand alone, not between two operands.
ALONE = frozenset("∂∇∞∀∃∄¬√∛∜∅∆⊤⊥∠ℵ⋮⋱⋰") | BIG
# Prefix operators.
SIGNS = frozenset("−+±∓¬")
OPENING = frozenset("([{⟨⌈⌊")
CLOSING = frozenset(")]}⟩⌉⌋")
PRIMES = {1: "′", 2: "″", 3: "‴"}
ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


class SymbolTables(NamedTuple):
    """The contents of characters.tsv."""

    symbols: dict[str, str]
    """By command, including the backslash; letters of alphabets as `\\mathbb{R}`."""
    above: dict[str, str]
    below: dict[str, str]


@lru_cache(maxsize=1)
def tables() -> SymbolTables:
    """Load the tables with the first formula."""
    text = Path(__file__).with_name("characters.tsv").read_text("utf-8")
    pairs = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    symbols, above, below = (
        {written[start:]: shown for written, shown in pairs if written[0] == sign}
        for sign, start in (("\\", 0), ("^", 1), ("_", 1))
    )
    return SymbolTables(symbols, above, below)
