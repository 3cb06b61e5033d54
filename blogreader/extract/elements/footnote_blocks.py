"""The blocks of footnotes: where they begin and end, and what in them is not part of a note."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract import known_markup
from blogreader.extract.dom.nodes import (
    attribute,
    children,
    element,
    elements,
    heading_level,
    is_blank,
    names,
    next_element,
    own_text,
    previous_element,
    text_of,
)
from blogreader.extract.lazy_patterns import lazily

# `[n 2]`, `[note 1]`: Wikipedia's second group of notes, besides the references.
MARK = lazily(r"[\[(]?\s*(\d{1,3}|[*†‡§¶]{1,3}|[a-zA-Z]|(?<=\[)[a-zA-Z][a-z-]{0,11}\s\d{1,3})\s*[\])]?[.:]?")
NUMBER = lazily(r"[\[(]?(\d{1,3})[\])]?[.:]?")
_NUMBERED = lazily(r"\s*[\[(]?(\d{1,3})(?:[.:)\]]|\s)")
_AFTER_MARK = lazily(r"\s*[.:)\]]+(?=\s)")
ARROWS = lazily(r"[\s↩︎↑^⏎←\ufe0e\ufe0f⤴↵⮐]*")
BACK = lazily(r"(.*?)[-_]?(?:ref|anchor|back|marker|-?src)[-_:]?((?s:.*))", re.IGNORECASE)
# `1. `, `[1] `, `* `; a number alone is in the group.
_OWN_MARK = lazily(r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.:)](?!\d)|[\^*†‡][.:)]?(?=\s)|(\d{1,3})(?=\s))\s*")
_POWER = lazily(r"(?:\b[a-zA-Z]|\b[kcmd]?m|\d|[)\]])\Z")
_NOTES = lazily(r" (?:foot|end)? ?notes? ")
HEADINGS = frozenset(
    (
        *("footnotes", "footnote", "notes", "endnotes", "end notes", "foot notes", "fußnoten", "anmerkungen"),
        *("notes de bas de page", "notas", "notas al pie", "notas de rodapé", "сноски", "примечания"),
        *("脚注", "注釈", "註", "注", "脚註", "脚注说明", "각주"),
    )
)
_INLINE = frozenset(("a", "span", "sup", "b", "strong", "small", "i", "em", "label", "u", "font"))
_BLOCKS = frozenset(("li", "p", "div", "aside", "dt", "section", "tr", "dd", "blockquote"))
_SHOWN = "img, iframe, video, audio, embed, [videoid]"
_LONGEST = 6_000
_LABEL = lazily(r"[\s↩︎↑^⏎←⤴↵⮐\[(]*(?:\d{1,3}|[*†‡§¶]{1,3})[\s\])↩︎↑^⏎←⤴↵⮐.:]*")
_FOLDING = lazily(r"(?<![\s:：\[\](){}+–−-])[\s:：\[\](){}+–−-]++\Z")


def order(label: str) -> tuple[bool, int, str]:
    """Return the sort key of a label: numbers by value, all others after them."""
    return not label.isdecimal(), int(label) if label.isdecimal() else 0, label


def number_of(node: LexborNode) -> str:
    """Return the number in an element that contains nothing else; otherwise an empty string."""
    match = NUMBER.fullmatch(text_of(node))
    return match[1] if match else ""


def block_of(node: LexborNode) -> LexborNode | None:
    """Return the block of a footnote's anchor."""
    here: LexborNode | None = node
    while here is not None and here.tag in _INLINE:
        here = here.parent
    if here is not None and here.tag in ("td", "th") and here.parent is not None and _LABEL.fullmatch(text_of(here)):
        here = here.parent  # a table with a row for each note
    if here is None or here.tag not in _BLOCKS or len(here.text_lexbor()) > _LONGEST:
        return None
    return here


def numbered(blocks: list[LexborNode]) -> dict[str, LexborNode]:
    """Return the blocks by the numbers at their beginnings, if these count from 1."""
    found: dict[str, LexborNode] = {}
    for block in blocks:
        if block.tag == "ol":
            for position, item in enumerate((item for item in elements(block) if item.tag == "li"), start=1):
                found.setdefault(str(position), item)
        elif block.tag == "li":
            found.setdefault(str(len(found) + 1), block)
        elif block.tag in ("p", "div"):
            first = first_child(block)
            if first is not None and (number := number_of(first)):
                found.setdefault(number, block)
            elif block.tag == "div" and not found:
                found.update(numbered(list(elements(block))))
    return found if "1" in found else {}


def first_child(block: LexborNode) -> LexborNode | None:
    """Return the first non-blank element or text in a block."""
    return next((c for c in children(block) if not is_blank(c)), None)


def following(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements after one, up to the next heading."""
    after = next_element(node)
    while after is not None and not heading_level(after):
        yield after
        after = next_element(after)


def put_under(tree: LexborHTMLParser, heading: LexborNode) -> None:
    """Merge a note and its heading, which is its number, into one block."""
    note = element(tree, "div")
    anchor = heading.css_first("[id]")
    if anchor is not None:
        note.attrs["id"] = attribute(anchor, "id")
    for part in list(following(heading)):
        note.insert_child(part)
        part.decompose()
    heading.replace_with(note)


def continued(block: LexborNode, starts: set[int]) -> Iterator[LexborNode]:
    """Yield the blocks that continue a note before the next: lists, quotations, and between notes also paragraphs."""
    after = next_element(block)
    waiting: list[LexborNode] = []
    among_notes = _holds_notes(block.parent)
    while after is not None and after.mem_id not in starts and after.tag in ("ul", "ol", "blockquote", "pre", "p"):
        if after.tag == "p" and text_of(after) and not among_notes:
            return
        if waiting or (after.tag == "p" and text_of(after)):
            waiting.append(after)
        else:
            yield after
        after = next_element(after)
    if after is not None and after.mem_id in starts:
        # After the last note, its paragraphs can't be told from what follows.
        yield from waiting


def _holds_notes(around: LexborNode | None) -> bool:
    if around is None:
        return False
    first = next(elements(around), None)
    return _NOTES.search(names(around)) is not None or (first is not None and announces(first))


def begins_with(block: LexborNode, mark: str) -> bool:
    """Return whether a block's text begins with the number of a mark, followed by something that ends it."""
    match = _NUMBERED.match(block.text_lexbor())
    return match is not None and match[1] == mark.strip("[]() .:")


def cut_mark(content: LexborNode, label: str) -> None:
    """Remove the number at the beginning of a footnote, and arrows back at its end."""
    for junk in reversed(content.css(known_markup.NOTE_MARKS)):
        junk.decompose()
    at = content
    while (first := first_child(at)) is not None and first.is_element_node:
        said = text_of(first)
        if first.tag in _INLINE and (said == label or MARK.fullmatch(said) or ARROWS.fullmatch(said)):
            after = first.next
            if after is not None and (cut := _AFTER_MARK.match(own_text(after))):
                after.replace_with(own_text(after)[cut.end() :])
            first.decompose()
            break
        at = first
    for link in reversed(content.css("a[href*='#']")):
        if ARROWS.fullmatch(text_of(link)) or (
            MARK.fullmatch(text_of(link)) and BACK.fullmatch(attribute(link, "href").partition("#")[2])
        ):
            link.decompose()
    first = first_child(content)
    # `12 boats passed` and `1.5 boats` are the text of a note.
    if first is not None and (cut := _OWN_MARK.match(own_text(first))) and (cut[1] is None or cut[1] == label):
        first.replace_with(own_text(first)[cut.end() :])


def cut_empty(home: LexborNode) -> None:
    """Remove the emptied container of the notes, and the heading or rule before it."""
    here = home
    while True:
        kept = [part for part in elements(here) if not announces(part)]
        if here.tag in ("body", "article", "main") or any(text_of(part) or part.css_first(_SHOWN) for part in kept):
            last = list(elements(here))
            while last and (announces(last[-1]) or not (text_of(last[-1]) or last[-1].css_first(_SHOWN))):
                last.pop().decompose()
            return
        parent, before = here.parent, previous_element(here)
        here.decompose()
        if before is not None and (before.tag == "hr" or announces(before)):
            before.decompose()
        if parent is None:
            return
        here = parent


def announces(node: LexborNode) -> bool:
    """Return whether this is the heading of a list of notes."""
    return len(node.text_lexbor()) < 40 and _FOLDING.sub("", text_of(node)).lower() in HEADINGS


def is_named(link: LexborNode) -> bool:
    """Return whether the text of a superscript link is the name of its note, as in HonKit's `[^name]`."""
    around = link.parent
    return around is not None and around.tag == "sup" and attribute(link, "href") == f"#fn_{text_of(link)}"


def is_exponent(sup: LexborNode) -> bool:
    """Return whether a superscript number is an exponent: `x<sup>2</sup>`, `12 m<sup>2</sup>`."""
    return bool(_POWER.search(own_text(sup.prev)))
