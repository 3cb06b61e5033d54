"""What extraction writes is what is read: a random tree becomes a page, the page Markdown, and that the tree again."""

import random
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.extract import Hints, extract
from blogreader.render import Block, Code, Heading, Inline, ListBlock, Math, Paragraph, Quote, Rule, Table, parse, runs
from tests.conftest import scaled

WORDS = (
    *(
        "wind",
        "the boat",
        "港は",
        "注意：",
        "（古い）",
        "「語」",
        "(x)",
        "a*b",
        "**",
        "*",
        "_",
        "_u_",
        "a_b",
        "`",
        "[",
        "]",
    ),
    *(
        "](",
        "<b>",
        "&amp;",
        "\\",
        "|",
        "~~",
        "~",
        "!",
        "$5",
        "US$6",
        ".",
        "。",
        "-",
        "+",
        "#",
        "1.",
        "2)",
        ">",
        "=",
        "---",
    ),
    *("===", "값은", "는", "é", "“q”", "…", "—", ":", "/", '"', "'", "mère", "x^2", "{", "}", "%", "[x]", "[^1]", "<"),
    *("https://e.example/a_b_c", "www.e.example/x_y", "10", "\\*", "\\n", "!["),
)
ADDRESSES = (
    *("/a", "/a_b_c", "/f(x)", "/f(x", "/f)x", "/a*b*", "/a%20b", "https://x.example/?q=[a]&b=c", "/ä", "/a~b~"),
    *("#frag", '/q"uote', "/back\\slash"),
)
FORMULAS = ("x", "x_1", "\\alpha", "a^2", "w_{ij}", "f(x)=y")
CODES = ("f()", "a`b", "`", "x | y", "``", "\\", "<b>", "a  b", "*x*")
LISTINGS = ("x = 1", "a\n\n  b", "```\nq\n```", "- x", "\tt", "> q")
BEGINNING = (
    "<p>There are enough words in this paragraph for the page to have an article, and no links at all in it.</p>"
)
END = "<p>And at its end there are as many words again, so that nothing of what stands between is at an edge.</p>"
EMPHASES = {"strong": "strong", "em": "emphasis", "del": "strike"}
DEEPEST = 3


class Part(NamedTuple):
    """A piece of a tree: an element by its tag, with its text or what is in it."""

    tag: str
    text: str = ""
    parts: "tuple[Part, ...]" = ()


Character: TypeAlias = tuple[str, frozenset[str], bool]
"""A character, how it is emphasised, and whether it is linked."""
Shape: TypeAlias = tuple[object, ...]


class _Grower:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def words(self) -> Part:
        chance = self.chance
        return Part(
            "text", "".join(chance.choice(WORDS) + chance.choice(("", " ")) for _ in range(chance.randint(1, 4)))
        )

    def line(self, depth: int = 0, around: tuple[str, ...] = ()) -> tuple[Part, ...]:
        return tuple(self.inline(depth, around) for _ in range(self.chance.randint(1, 2 if depth else 4)))

    def inline(self, depth: int, around: tuple[str, ...]) -> Part:
        chance = self.chance
        kind = chance.choice(("text", "text", "strong", "em", "del", "code", "a", "math"))
        if kind == "text" or kind in around or depth >= DEEPEST:
            return self.words()
        if kind == "code":
            return Part("code", chance.choice(CODES))
        if kind == "math":
            return Part("math", chance.choice(FORMULAS))
        return Part(kind, chance.choice(ADDRESSES), self.line(depth + 1, (*around, kind)))

    def blocks(self, depth: int = 0) -> tuple[Part, ...]:
        return tuple(self.block(depth) for _ in range(self.chance.randint(1, 3)))

    def block(self, depth: int) -> Part:
        chance = self.chance
        kind = chance.choice(("p", "p", "p", "pre", "h2", "table", "hr", "formula", "blockquote", "ul", "ol"))
        if depth >= DEEPEST or (depth and kind in ("h2", "hr")):
            kind = "p"
        match kind:
            case "pre":
                return Part(kind, chance.choice(LISTINGS))
            case "formula":
                return Part(kind, chance.choice(FORMULAS))
            case "hr":
                return Part(kind)
            case "table":
                rows = (tuple(Part("td", parts=self.line(2)) for _ in range(2)) for _ in range(chance.randint(2, 3)))
                return Part(kind, parts=tuple(Part("tr", parts=row) for row in rows))
            case "blockquote":
                return Part(kind, parts=self.blocks(depth + 1))
            case "ul" | "ol":
                return Part(kind, parts=tuple(self.item(depth + 1) for _ in range(chance.randint(1, 3))))
        parts = self.line(1, ("a",)) if kind == "h2" else self.line()
        if kind == "p" and chance.random() < 0.2:
            parts = (*parts, Part("br"), *self.line())
        return Part(kind, parts=parts)

    def item(self, depth: int) -> Part:
        first = Part("p", parts=self.line())
        if self.chance.random() < 0.4:
            return Part("li", parts=(first, *self.blocks(depth)))
        return Part("li", parts=first.parts if self.chance.random() < 0.5 else (first,))


def _formula(tex: str, display: str) -> str:
    annotation = f'<annotation encoding="application/x-tex">{escape(tex)}</annotation>'
    return f'<span class="katex"><math display="{display}"><semantics><mi>x</mi>{annotation}</semantics></math></span>'


def _html(parts: Iterable[Part]) -> str:
    return "".join(map(_element, parts))


def _element(part: Part) -> str:
    match part.tag:
        case "text":
            return escape(part.text, quote=False)
        case "br" | "hr":
            return f"<{part.tag}>"
        case "code":
            return f"<code>{escape(part.text)}</code>"
        case "pre":
            return f"<pre><code>{escape(part.text)}\n</code></pre>"
        case "math":
            return _formula(part.text, "inline")
        case "formula":
            return f"<p>{_formula(part.text, 'block')}</p>"
        case "a":
            return f'<a href="{escape(part.text)}">{_html(part.parts)}</a>'
    return f"<{part.tag}>{_html(part.parts)}</{part.tag}>"


def _told(characters: Sequence[Character]) -> tuple[Character, ...]:
    """Fold blanks, which have no look of their own, and leave out the links that addresses make by themselves."""
    whole = "".join(character for character, _, _ in characters)
    bare = {place for match in re.finditer(r"\S*https?://\S*", whole) for place in range(*match.span())}
    out: list[Character] = []
    for place, (character, roles, linked) in enumerate(characters):
        if character.isspace():
            if out and out[-1][0] != " ":
                out.append((" ", frozenset(), False))
        elif not ("math" in roles and out and "math" in out[-1][1]):
            out.append((character, roles, linked and place not in bare))
    return tuple(out[:-1] if out and out[-1][0] == " " else out)


def _wanted(parts: Iterable[Part], roles: frozenset[str] = frozenset(), linked: bool = False) -> list[Character]:
    out: list[Character] = []
    for part in parts:
        match part.tag:
            case "text":
                out += [(character, roles, linked) for character in part.text]
            case "code":
                out += [(character, roles | {"code"}, linked) for character in part.text]
            case "math":
                out.append(("M", roles | {"math"}, linked))
            case "br":
                out.append((" ", roles, linked))
            case "a":
                out += _wanted(part.parts, roles, linked=True)
            case _:
                out += _wanted(part.parts, roles | {EMPHASES[part.tag]}, linked)
    return out


def _grown(parts: Iterable[Part]) -> Shape:
    shapes: list[object] = []
    for part in parts:
        match part.tag:
            case "p" | "h2":
                shapes.append((part.tag, _told(_wanted(part.parts))))
            case "pre" | "formula" | "hr":
                shapes.append((part.tag, part.text))
            case "table":
                shapes.append(
                    ("table", *(tuple(_told(_wanted(cell.parts)) for cell in row.parts) for row in part.parts))
                )
            case "blockquote":
                shapes.append(("blockquote", _grown(part.parts)))
            case _:
                items = [
                    item.parts if item.parts[0].tag == "p" else (Part("p", parts=item.parts),) for item in part.parts
                ]
                shapes.append((part.tag, *map(_grown, items)))
    return tuple(shapes)


def _seen(line: Inline) -> tuple[Character, ...]:
    out: list[Character] = []
    for run in runs(line):
        roles = frozenset(run.roles) - {"link"}
        text = "M" if "math" in roles else run.text
        out += [(character, roles, run.href is not None) for character in text]
    return _told(out)


def _read(blocks: Iterable[Block]) -> Shape:
    shapes: list[object] = []
    for block in blocks:
        match block:
            case Paragraph(content=content):
                shapes.append(("p", _seen(content)))
            case Heading(content=content):
                shapes.append(("h2", _seen(content)))
            case Code(text=text):
                shapes.append(("pre", text))
            case Math(text=text):
                shapes.append(("formula", text))
            case Rule():
                shapes.append(("hr", ""))
            case Table(header=header, rows=rows):
                shapes.append(("table", *(tuple(map(_seen, row)) for row in (header, *rows))))
            case Quote(blocks=inside):
                shapes.append(("blockquote", _read(inside)))
            case ListBlock(ordered=ordered, items=items):
                shapes.append(("ol" if ordered else "ul", *(_read(item.blocks) for item in items)))
            case _:
                shapes.append(block)
    return tuple(shapes)


@pytest.mark.slow
@settings(max_examples=scaled(300))
@given(st.randoms(use_true_random=False))
def test_what_is_written_is_read_as_the_same_tree(chance: random.Random) -> None:
    tree = _Grower(chance).blocks()
    page = f"<html><body><article>{BEGINNING}{_html(tree)}{END}</article></body></html>"
    text = extract(page, "https://e.example/p", Hints()).text
    assert _read(parse(text))[1:-1] == _grown(tree), text
