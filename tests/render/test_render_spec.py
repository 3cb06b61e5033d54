"""The examples of the CommonMark and GFM specifications: what their HTML says is what the laid-out lines say."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from blogreader import render
from blogreader.cell_text import cells
from blogreader.render import Options
from blogreader.urls import openable
from tests.conftest import scaled
from tests.render.test_render import CONTROL

SPECIFICATIONS = Path(__file__).parent / "spec"
WIDTHS = (13, 40, 80, 120)
WHOLE = Options(wrap_code=True)
BASE = "https://example.com/a/"

Part: TypeAlias = tuple[object, ...]
"""A piece of a document's structure, its text without blanks: `("h2", text)`, `("ul", tight, 3)` … `("end",)`."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a specification."""

    name: str
    section: str
    """With the name of the specification."""
    markdown: str
    html: str

    @property
    def raw(self) -> bool:
        """Whether tags of the source stand in the result as they are."""
        return any(tag in self.markdown for tag in re.findall("<[^>]*>?", self.html))


def examples() -> Iterator[Example]:
    for path in sorted(SPECIFICATIONS.glob("*.json")):
        for example in json.loads(path.read_text("utf-8"))["examples"]:
            section = f"{path.stem}: {example['section']}"
            yield Example(f"{path.stem}-{example['number']}", section, example["markdown"], example["html"])


EXAMPLES = list(examples())
SECTIONS = {section: list(group) for section, group in groupby(EXAMPLES, lambda example: example.section)}
"""A test tries a section: to begin and to end one for each of 2 500 examples takes longer than to try them."""

# Where our dialect is another one, and what it makes of them.
OUR_TEXT = {
    # A picture without an alternative text is called one.
    "commonmark-475": "*image",
    "gfm-484": "*image",
    # Raw HTML is reduced to its text; nothing in it could do harm, so GFM's filter has nothing to do.
    "gfm-652": "isdisallowed.isalsodisallowed.",
}
OUR_STRUCTURE: dict[str, list[Part]] = {
    # A YAML header that is empty.
    "commonmark-98": [],
    "gfm-68": [],
    # GFM's extended autolinks are always on.
    "commonmark-602": [("p", "<https://foo.bar/bazbim>", ("https://foo.bar/baz",))],
    "commonmark-608": [("p", "<https://foo.bar>", ("https://foo.bar",))],
    "commonmark-611": [("p", "https://example.com", ("https://example.com",))],
    # The text of GFM turns them off in these examples.
    "gfm-610": [("p", "<http://foo.bar/bazbim>", ("http://foo.bar/baz",))],
    "gfm-616": [("p", "<http://foo.bar>", ("http://foo.bar",))],
    "gfm-619": [("p", "http://example.com", ("http://example.com",))],
    # An address without a scheme stays text.
    "gfm-621": [("p", "www.commonmark.org", ())],
    "gfm-622": [("p", "Visitwww.commonmark.org/helpformoreinformation.", ())],
    "gfm-623": [("p", "Visitwww.commonmark.org.", ()), ("p", "Visitwww.commonmark.org/a.b.", ())],
    "gfm-624": [
        ("p", "www.google.com/search?q=Markup+(business)", ()),
        ("p", "www.google.com/search?q=Markup+(business)))", ()),
        ("p", "(www.google.com/search?q=Markup+(business))", ()),
        ("p", "(www.google.com/search?q=Markup+(business)", ()),
    ],
    "gfm-625": [("p", "www.google.com/search?q=(business))+ok", ())],
    "gfm-626": [
        ("p", "www.google.com/search?q=commonmark&hl=en", ()),
        ("p", "www.google.com/search?q=commonmark&hl;", ()),
    ],
    "gfm-627": [("p", "www.commonmark.org/he<lp", ())],
}
# Markdown-it knows no task boxes and no extended autolinks; and what is code alone may be raw HTML in company.
ALONE = {*OUR_TEXT, *OUR_STRUCTURE, "gfm-279", "gfm-280", "gfm-628"}
TOGETHER = [one for one in EXAMPLES if one.name not in ALONE and not re.search("<(?!http)", one.markdown)]


# What the HTML says

BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "li", "blockquote", "hr", "table"}
# What a browser hides of these differs between versions of Python's parser.
HIDDEN = re.compile(r"<!--(?:-?>|.*?(?:-->|\Z))|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z][^>]*>", re.DOTALL)


@dataclass(slots=True)
class Element:
    """An element of HTML, and what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def elements(self, *tags: str) -> "list[Element]":
        return [child for child in self.children if isinstance(child, Element) and child.tag in tags]

    def descendants(self, *tags: str) -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.descendants(*tags)

    def addresses(self) -> Iterator[str]:
        """Return where the visible links lead, and the pictures outside of them; nothing for the text between."""
        for child in self.children:
            match child:
                case str():
                    yield ""
                case Element("img"):
                    yield child.attributes["src"]
                case Element("a"):
                    yield child.attributes["href"] if child.text().strip() else ""
                case _:
                    yield from child.addresses()

    def text(self) -> str:
        """Return all text, alternative texts of pictures for the pictures."""
        if self.tag in {"script", "style"}:
            return ""
        if self.tag == "img":
            return self.attributes.get("alt", "")
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class Tree(HTMLParser):
    """Reads HTML; what is never closed lasts to the end, and what was never opened is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open = [Element("")]
        self.feed(HIDDEN.sub("", html))
        self.close()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in {"img", "br", "hr", "input"}:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].tag == tag:
                del self.open[index:]
                break


def read(html: str) -> Element:
    return Tree(html).open[0]


def squeezed(text: str) -> str:
    return "".join(text.split())


def leaf(name: str, element: Element) -> Part:
    return (name, squeezed(element.text()), distinct(map(opened, element.addresses())))


def distinct(addresses: Iterable[str | None]) -> tuple[str, ...]:
    """Return the addresses without those that lead nowhere, and one for several in a row that are the same."""
    return tuple(address for address, _ in groupby(addresses) if address)


def opened(address: str) -> str | None:
    return address if address.startswith("#") else openable(urljoin(BASE, address)) if address else None


def aligned(cell: Element) -> str:
    """Return how a cell is aligned, as GFM or as markdown-it says it."""
    return cell.attributes.get("align") or cell.attributes.get("style", "").removeprefix("text-align:") or "left"


def said(children: "Iterable[Element | str]") -> Iterator[Part]:
    """Return the structure of what stands in an element; text without a paragraph around it is one."""
    for blocks, group in groupby(children, lambda child: isinstance(child, Element) and child.tag in BLOCKS):
        for child in group if blocks else [Element("p", children=[*group])]:
            assert isinstance(child, Element)
            yield from said_by(child)


def said_by(block: Element) -> Iterator[Part]:
    match block.tag:
        case "p":
            images = [*block.descendants("img")]
            if images and squeezed(block.text()) == squeezed("".join(image.text() for image in images)):
                for image in images:
                    alt, title, src = (image.attributes.get(name, "") for name in ("alt", "title", "src"))
                    yield ("image", squeezed(alt), squeezed(title), opened(src))
            elif any(isinstance(child, Element) or child.strip() for child in block.children):
                yield leaf("p", block)
        case "pre":
            (code,) = block.elements("code")
            yield ("code", code.attributes.get("class", "").removeprefix("language-"), code.text().removesuffix("\n"))
        case "ul" | "ol":
            items = block.elements("li")
            start = int(block.attributes.get("start", 1)) if block.tag == "ol" else 0
            yield (block.tag, start, not any(item.elements("p") for item in items))
            for item in items:
                box = item.elements("input")
                yield ("item", "checked" in box[0].attributes if box else None)
                yield from said([child for child in item.children if child not in box])
            yield ("end",)
        case "blockquote":
            yield ("quote",)
            yield from said(block.children)
            yield ("end",)
        case "table":
            rows = [row.elements("th", "td") for row in block.descendants("tr")]
            yield ("table", tuple(aligned(cell) for cell in rows[0]))
            yield from (tuple(leaf("cell", cell) for cell in row) for row in rows)
        case "hr":
            yield ("hr",)
        case _:
            yield leaf(block.tag, block)


def text_said(parts: Iterable[object]) -> str:
    """Return the text of a structure; the title of a picture that stands alone is its caption."""
    out = ""
    for part in parts:
        match part:
            case ("image", str(alt), str(title), _):
                out += alt + title
            case ("code", _, str(text)):
                out += squeezed(text)
            case (str(), str(text), tuple()):
                out += text
            case (tuple(), *_):
                assert isinstance(part, tuple)
                out += text_said(part)
    return out


# What is shown


def shown(blocks: Iterable[render.Block], width: int) -> str:
    """Return what lines show of the text of blocks, in the order of the text and without blanks."""
    out = ""
    for block in blocks:
        lines = render.layout(block, width, WHOLE)
        pieces = [(span.offset, span.text) for line in lines for span in line.spans if span.offset is not None]
        if "Table(" not in repr(block):
            assert pieces == sorted(pieces)
        end = 0
        for offset, text in sorted(pieces):
            assert offset >= end
            end = offset + len(text)
            out += squeezed(text)
    return out


def shown_leaf(name: str, content: render.Inline) -> Part:
    runs = render.runs(content)
    text = "".join(run.text for run in runs)
    return (name, squeezed(text), distinct(run.href for run in runs))


def structure(blocks: Iterable[render.Block], parts: list[Part] | None = None) -> list[Part]:
    """Return the structure of blocks behind the parts before them; blocks that go on with each other are one."""
    parts = [] if parts is None else parts

    def begin(opening: Part, continues: bool) -> None:
        if continues:
            assert parts.pop() == ("end",)
        else:
            parts.append(opening)

    for block in blocks:
        match block:
            case render.Paragraph(content):
                parts.append(shown_leaf("p", content))
            case render.Heading(level, content):
                parts.append(shown_leaf(f"h{level}", content))
            case render.Code(text, language):
                parts.append(("code", language.partition(" ")[0], text))
            case render.Image(alt, url, caption):
                parts.append(("image", squeezed(alt), squeezed(caption), openable(url)))
            case render.ListBlock(ordered, start, items, tight):
                begin(("ol" if ordered else "ul", start if ordered else 0, tight), block.continues)
                for item in items:
                    parts += [] if item.continues else [("item", item.task)]
                    structure(item.blocks, parts)
                parts.append(("end",))
            case render.Quote(inner):
                begin(("quote",), block.continues)
                structure(inner, parts)
                parts.append(("end",))
            case render.Table(header, rows, alignments):
                parts.append(("table", alignments))
                parts += [tuple(shown_leaf("cell", cell) for cell in row) for row in (header, *rows)]
            case render.Rule():
                parts.append(("hr",))
            case _:
                parts.append((type(block).__name__,))
    return parts


@pytest.mark.parametrize("section", SECTIONS)
def test_the_examples_of_a_section_are_laid_out_with_all_their_text(section: str) -> None:
    for example in SECTIONS[section]:
        html = read(example.html)
        text = squeezed(html.text()) if example.raw else text_said(said(html.children))
        expected = OUR_TEXT.get(example.name, text)
        blocks = render.parse(example.markdown)
        for width in WIDTHS:
            for line in render.text(blocks, width):
                assert cells(line.text) <= width, example.name
                assert not CONTROL.search(line.text), example.name
            assert shown(blocks, width) == expected, example.name


@pytest.mark.parametrize("section", SECTIONS)
def test_the_examples_of_a_section_have_the_structure_and_the_links_of_their_html(section: str) -> None:
    for example in SECTIONS[section]:
        if not example.raw:
            expected = OUR_STRUCTURE.get(example.name, [*said(read(example.html).children)])
            assert structure(render.parse(example.markdown, BASE)) == expected, example.name


@settings(database=None, max_examples=scaled(150), derandomize=True)
@given(st.lists(st.sampled_from(TOGETHER), min_size=1, max_size=12), st.integers(1, 200))
def test_examples_one_after_the_other_are_laid_out_with_all_their_text(several: list[Example], width: int) -> None:
    markdown = "\n".join(one.markdown for one in several)
    expected = [*said(read(reference().render(markdown)).children)]
    blocks = render.parse(markdown, BASE)
    assert structure(blocks) == expected
    for line in render.text(blocks, width):
        assert cells(line.text) <= width
    assert shown(blocks, width) == text_said(expected)


def reference() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - its signature
    return parser


@pytest.mark.parametrize("between", ["- one\n- two", "# Title", "    code", "> quoted", "word"])
def test_what_stands_between_two_rules_is_no_front_matter_without_a_key(between: str) -> None:
    markdown = f"---\n\n{between}\n\n---\n\nrest\n"
    assert structure(render.parse(markdown, BASE)) == [*said(read(reference().render(markdown)).children)]


@pytest.mark.parametrize(
    "header", ["", "title: x", "# comment\ntitle: x", "tags:\n- a\n- b", "a:\n  b: c", "\ntitle: x\n\nother: y"]
)
def test_front_matter_is_not_shown(header: str) -> None:
    assert structure(render.parse(f"---\n{header}\n---\n\nrest\n")) == [("p", "rest", ())]


def test_what_html_hides_ends_where_the_specification_says() -> None:
    hidden = "<!--> one\n\n<!---> two\n\n<!-- <b> > --> three\n\n<? <b> > ?> four\n\n<![CDATA[ <b> > ]]> five\n\n"
    script = '<script>"<? <!-- <![CDATA["</script> six\n'
    assert shown(render.parse(hidden + script), 80) == "onetwothreefourfivesix"
