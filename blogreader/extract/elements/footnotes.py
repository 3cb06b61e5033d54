"""Footnotes and side notes of every form as Markdown footnotes: marks `[^1]` in the text, definitions at its end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract import known_markup
from blogreader.extract.dom.nodes import (
    adopt,
    ancestors,
    attribute,
    element,
    elements,
    heading_level,
    names,
    next_element,
    outermost,
    own_text,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import TOKEN, PlaceholderKind, Placeholders
from blogreader.extract.elements.footnote_blocks import (
    ARROWS,
    BACK,
    HEADINGS,
    MARK,
    NUMBER,
    begins_with,
    block_of,
    continued,
    cut_empty,
    cut_mark,
    following,
    is_exponent,
    is_named,
    number_of,
    numbered,
    order,
    put_under,
)
from blogreader.extract.lazy_patterns import lazily

_LABEL = lazily(r"[^\w-]+")


@dataclass(slots=True)
class FootnoteMarkup:
    """The notes taken out of a page, until its article is known."""

    notes: list[tuple[str, LexborNode]] = field(default_factory=list)
    """Labels and notes; these are list items outside of the tree."""
    labels: set[str] = field(default_factory=set)

    def label(self, mark: str) -> str:
        """Return an unused label: the letters and digits of the mark on the page, or the next number."""
        wanted = _LABEL.sub("-", mark).strip("-")
        if not wanted or wanted in self.labels:
            wanted = next(label for label in map(str, count(1)) if label not in self.labels)
        self.labels.add(wanted)
        return wanted

    def attach(self, tree: LexborHTMLParser, article: LexborNode, placeholders: Placeholders) -> None:
        """Put the notes whose marks are in the article at its end."""
        used = set(_labels_in(article.text_lexbor(), placeholders))
        waiting = dict(self.notes)
        kept: set[str] = set()
        while fresh := [label for label in waiting if label in used and label not in kept]:
            for label in fresh:
                kept.add(label)
                used.update(_labels_in(waiting[label].text_lexbor(), placeholders))
        if not kept:
            return
        notes = element(tree, "ul")
        for label, note in self.notes:
            if label in kept:
                notes.insert_child(note)
        article.insert_child(notes)


def _labels_in(text: str, placeholders: Placeholders) -> Iterator[str]:
    for match in TOKEN.finditer(text):
        thing = placeholders.get(match)
        if thing is not None and thing.text.startswith("[^"):
            yield thing.text[2:-1]


_SCROLLED_TO = lazily(r"""scrollToReference\(['"]([\w-]+)['"]\)""")
# Addresses of notes: `#mn37note04`, `#fn-2`, `#endnote3`.
_NAMED_NOTE = lazily(r".*?(?:note|(?<![a-z])fn)[-_:.]?\d{1,3}")
_SECTION = lazily(r" (?:foot ?notes?|end ?notes?|doc endnotes) ")
# Marks are superscript anyway.
_ONLY_MARKS = lazily(r"[\s,;]*(?:\[\^[\w-]+\][\s,;–-]*)+")
_MOST = 2_000


def protect_footnotes(tree: HtmlPage, url: str, placeholders: Placeholders) -> FootnoteMarkup:
    """Take the footnotes out of a page, leaving their marks."""
    return _FootnoteProtector(tree, url.partition("#")[0], placeholders).protect()


class _FootnoteProtector:
    """Takes the footnotes out of one page."""

    def __init__(self, tree: HtmlPage, url: str, placeholders: Placeholders) -> None:
        self._tree = tree
        page = url.rstrip("/").rpartition("/")[2]
        # The forms of a page's own address before the `#`.
        self._own = frozenset(("", url, page, f"./{page}", "/" + url.partition("://")[2].partition("/")[2]))
        self._placeholders = placeholders
        self._notes = FootnoteMarkup()
        self._places: dict[str, LexborNode] = {}
        # Links that are marks by their name, and those that are marks whatever page they name.
        self._references: set[int] = set()
        self._citations: set[int] = set()

    def protect(self) -> FootnoteMarkup:
        self._take_linked()
        self._take_inline()
        self._take_loose()
        return self._notes

    # Marks that are links to their notes

    def _take_linked(self) -> None:
        for heading in self._tree.ask(known_markup.NOTE_HEADINGS):
            put_under(self._tree, heading)
        links = self._tree.css("a[href*='#'], a[onclick*='scrollToReference']")
        marks = [link for link in links if MARK.fullmatch(text_of(link)) or is_named(link)]
        if not marks:
            return
        self._references, self._citations = (
            {node.mem_id for node in self._tree.ask(selectors)}
            for selectors in (known_markup.FOOTNOTE_REFERENCES, known_markup.CITATIONS)
        )
        for node in self._tree.css("[id], a[name]"):
            self._places.setdefault(attribute(node, "id") or attribute(node, "name"), node)
        backs = self._define_by_way_back(links)
        found: dict[str, list[tuple[LexborNode, str]]] = {}
        blocks: dict[str, LexborNode] = {}
        for link in marks[:_MOST]:
            target = self._target(link)
            if target is None or target not in self._places or link.mem_id in backs:
                continue
            said = text_of(link)
            block = blocks.get(target) or block_of(self._places[target])
            if block is None or not self._is_reference(link, block):
                continue
            if any(ancestor.mem_id == block.mem_id for ancestor in ancestors(link)):
                continue
            # The same number at the beginning of the note leads back, whatever its address.
            backs.update(back.mem_id for back in block.css("a[href]") if text_of(back) == said)
            blocks[target] = block
            found.setdefault(target, []).append((link, said))
        labels = {target: self._notes.label(references[0][1]) for target, references in found.items()}
        for target, references in found.items():
            for link, _ in references:
                self._mark(link, labels[target])
        for raised in reversed(self._tree.css("sup")):
            if _ONLY_MARKS.fullmatch(self._placeholders.spelled_out(raised.text_lexbor())):
                raised.unwrap()
        ordered = sorted(blocks, key=lambda target: order(labels[target]))
        starts = {block.mem_id for block in blocks.values()}
        self._define([(labels[target], blocks[target]) for target in ordered], starts)

    def _define_by_way_back(self, links: list[LexborNode]) -> set[int]:
        """Find notes without an id of their own by their links back: `#_ftnref1` is in `_ftn1`."""
        backs = {node.mem_id for node in self._tree.ask(known_markup.FOOTNOTE_BACKREFERENCES)}
        for link in links:
            target = attribute(link, "href").partition("#")[2]
            place = self._places.get(target)
            if place is not None and place.tag == "li":
                continue  # `#ref-CR5` is an item in the list of references
            way = BACK.fullmatch(target)
            if way and way[2] and (MARK.fullmatch(text_of(link)) or ARROWS.fullmatch(text_of(link))):
                backs.add(link.mem_id)
                self._places.setdefault(way[1] + way[2], link)
        return backs

    def _target(self, link: LexborNode) -> str | None:
        """Return the id on this page that a link leads to."""
        address, _, target = attribute(link, "href").partition("#")
        if scrolled := _SCROLLED_TO.search(attribute(link, "onclick")):
            return scrolled[1]
        if not target:
            return None
        return target if address in self._own or link.mem_id in self._citations else None

    def _is_reference(self, link: LexborNode, block: LexborNode) -> bool:
        """Return whether a link whose text is a mark leads to a note, and not to a part of the text."""
        if link.mem_id in self._references:
            return True
        if heading_level(block) or block.css_first("h1, h2, h3, h4") is not None:
            return False
        if any(ancestor.tag == "sup" for ancestor in ancestors(link)) or link.css_first("sup") is not None:
            return True
        target = attribute(link, "href").partition("#")[2]
        if _NAMED_NOTE.fullmatch(target.lower()) and begins_with(block, text_of(link)):
            return True
        own = {attribute(link, "id"), attribute(link, "name"), *(attribute(a, "id") for a in ancestors(link, 2))} - {""}
        if any(attribute(back, "href").partition("#")[2] in own for back in block.css("a[href*='#']")):
            return True
        return any(_SECTION.search(names(ancestor)) for ancestor in ancestors(block, 4))

    def _mark(self, link: LexborNode, label: str) -> None:
        """Replace the link, with brackets and `<sup>` around it, by the mark."""
        place = link
        for ancestor in ancestors(link):
            if ancestor.tag not in ("sup", "span") or text_of(ancestor).strip("[]()") != text_of(link).strip("[]()"):
                break
            place = ancestor
        before, after = place.prev, place.next
        said, following = own_text(before), own_text(after)
        if before is not None and after is not None and said.endswith("[") and following.startswith("]"):
            before.replace_with(said[:-1])
            after.replace_with(following[1:])
        place.replace_with(self._placeholders.put(PlaceholderKind.RAW, f"[^{label}]"))

    # Notes in the text, at their marks

    def _take_inline(self) -> None:
        for _, _, selector, inner in known_markup.INLINE_NOTES:
            for note in outermost(self._tree.ask(selector)):
                content = note.css_first(inner) if inner else note
                if attribute(note, "data-definition"):
                    content = self._tree.css_first(f'[id="{attribute(note, "data-definition")}"]')
                if content is None or not text_of(content):
                    continue
                if self._follows_mark(note):
                    note.decompose()  # a copy of a note in the list below, shown beside the text by a script
                    continue
                label = self._notes.label("")
                self._keep(label, content)
                if content.mem_id != note.mem_id:
                    content.decompose()
                note.replace_with(self._placeholders.put(PlaceholderKind.RAW, f"[^{label}]"))
        for toggle in reversed(self._tree.ask(known_markup.NOTE_TOGGLES)):
            toggle.decompose()

    def _follows_mark(self, note: LexborNode) -> bool:
        before, text = note.prev, ""
        while before is not None and before.is_text_node and not text:
            text = own_text(before).rstrip()
            before = before.prev
        last = [match for match in TOKEN.finditer(text) if match.end() == len(text)]
        thing = self._placeholders.get(last[0]) if last else None
        return thing is not None and thing.text.startswith("[^")

    # Marks that are numbers without links

    def _take_loose(self) -> None:
        marks = [sup for sup in self._tree.ask("sup") if NUMBER.fullmatch(text_of(sup)) and not is_exponent(sup)]
        if not marks:
            return
        definitions = self._loose_definitions()
        inside = {block.mem_id for block in definitions.values()}
        found: dict[str, list[LexborNode]] = {}
        for sup in marks:
            number = number_of(sup)
            if number in definitions and not any(ancestor.mem_id in inside for ancestor in ancestors(sup)):
                found.setdefault(number, []).append(sup)
        labels = {number: self._notes.label(number) for number in sorted(found, key=order)}
        for number, places in found.items():
            for sup in places:
                sup.replace_with(self._placeholders.put(PlaceholderKind.RAW, f"[^{labels[number]}]"))
        self._define([(labels[number], definitions[number]) for number in labels], inside)

    def _loose_definitions(self) -> dict[str, LexborNode]:
        """Find the blocks that begin with a number, where notes are expected."""
        for section in self._sections():
            definitions = numbered(section)
            if definitions:
                return definitions
        return {}

    def _sections(self) -> Iterator[list[LexborNode]]:
        for node in self._tree.css("section, div, ol, aside, footer"):
            if _SECTION.search(names(node)):
                yield list(elements(node))
        for heading in self._tree.css("h2, h3, h4, h5, h6, p > strong:only-child"):
            if text_of(heading).lower().rstrip(":") in HEADINGS:
                yield list(following(heading if heading.tag != "strong" else heading.parent or heading))
        rules_ = self._tree.css("hr")
        if rules_:
            yield list(following(rules_[-1]))
        yield self._tree.ask("p[class*=footnote], div[class*=footnote]")

    # The definitions

    def _define(self, definitions: list[tuple[str, LexborNode]], starts: set[int]) -> None:
        """Store the notes with their continuations, and remove these and their headings from the page."""
        blocks: list[LexborNode] = []
        for label, block in definitions:
            content, others = block, []
            beside = next_element(block)
            if block.tag == "dt" and beside is not None and beside.tag == "dd":
                content, others = beside, [block]
            elif block.tag == "tr" and (cells := block.css("td")):
                content, others = cells[-1], [block]
            further = list(continued(block, starts)) if block.tag == "p" else []
            self._keep(label, content, further)
            blocks.extend((content, *others, *further))
        homes = {block.parent.mem_id: block.parent for block in blocks if block.parent is not None}
        for block in blocks:
            block.decompose()
        for home in homes.values():
            cut_empty(home)

    def _keep(self, label: str, content: LexborNode, further: list[LexborNode] | None = None) -> None:
        note = element(self._tree, "li", self._placeholders.put(PlaceholderKind.FOOTNOTE, label))
        cut_mark(content, label)
        for back in reversed(content.css(known_markup.FOOTNOTE_BACKREFERENCES)):
            back.decompose()
        if further:
            first = element(self._tree, "p")
            adopt(first, content)
            note.insert_child(first)
            for part in further:
                note.insert_child(part)
        else:
            adopt(note, content)
        self._notes.notes.append((label, note))
