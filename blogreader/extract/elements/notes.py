"""The footnotes of a page, kept until it is known which of them its article uses."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.dom.nodes import element
from blogreader.extract.dom.placeholders import TOKEN, Placeholders
from blogreader.extract.lazy_patterns import lazily

_LABEL = lazily(r"[^\w-]+")


@dataclass(slots=True)
class FootnoteMarkup:
    """The definitions taken out of a page, until its article is known."""

    notes: list[tuple[str, LexborNode]] = field(default_factory=list)
    """Each with its label; a list item that is in no tree."""
    labels: set[str] = field(default_factory=set)

    def label(self, mark: str) -> str:
        """Return a label that is free: the mark that the page has, or the next number."""
        wanted = _LABEL.sub("-", mark).strip("-")
        if not wanted or wanted in self.labels:
            wanted = next(str(n) for n in range(1, len(self.labels) + 2) if str(n) not in self.labels)
        self.labels.add(wanted)
        return wanted

    def attach(self, tree: LexborHTMLParser, article: LexborNode, shelf: Placeholders) -> None:
        """Put those definitions at the end of the article whose marks are in it."""
        used = set(_labels_in(article.text_lexbor(), shelf))
        waiting = dict(self.notes)
        kept: set[str] = set()
        while fresh := [label for label in waiting if label in used and label not in kept]:
            for label in fresh:
                kept.add(label)
                used.update(_labels_in(waiting[label].text_lexbor(), shelf))
        if not kept:
            return
        notes = element(tree, "ul")
        for label, note in self.notes:
            if label in kept:
                notes.insert_child(note)
        article.insert_child(notes)


def _labels_in(text: str, shelf: Placeholders) -> Iterator[str]:
    for match in TOKEN.finditer(text):
        thing = shelf.get(match)
        if thing is not None and thing.text.startswith("[^"):
            yield thing.text[2:-1]
