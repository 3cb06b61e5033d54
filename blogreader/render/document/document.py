"""The blocks of a document, parsed a chunk at a time: the first screen of a long one does not wait for its end."""

import threading
from collections.abc import Iterator
from dataclasses import replace

from blogreader.render.blocks import Block, Context, FootnoteDefinition
from blogreader.render.document.to_plain_text import plain_text
from blogreader.render.markdown import flat_runs
from blogreader.render.markdown.block_parser import read_blocks, read_items, read_table
from blogreader.render.markdown.chunks import cut, is_long, list_slices
from blogreader.render.markdown.splitting import ListParts, footnote_parts
from blogreader.render.markdown.tokens import (
    block_tokens,
    definitions_of,
    footnote_numbers,
    footnotes_of,
    without_front_matter,
)
from blogreader.text import clean

# Shorter documents are parsed at once: some 10 ms.
_SHORT = 48_000
_FEW_LINES = 2_000


class ParsedDocument:
    """Markdown that is parsed into blocks bit by bit; `more` may be called from any thread."""

    def __init__(self, markdown: str, base: str | None = None) -> None:
        """`base` is the address that relative links are resolved against."""
        # Before splitting, so that parser and splitter agree on lines.
        text = clean(without_front_matter(markdown))
        self.blocks: list[Block] = []
        """The blocks parsed so far; only ever grows."""
        self.complete = False
        """Whether everything is parsed."""
        self.left = len(text)
        """Characters not parsed yet."""
        self._lock = threading.Lock()
        self._texts: list[str] = []
        self._notes: dict[str, tuple[Block, ...]] = {}
        self._items: Iterator[list[Block]] = iter(())
        """What is left of a long list."""
        self._short = len(text) <= _SHORT and text.count("\n") <= _FEW_LINES
        self._parts = iter([(text, "")]) if self._short else cut(text)
        prose = ""
        if not self._short and "]:" in text:
            # Definitions may be at the end of the text, so it is scanned for them first.
            parts = [*self._parts]
            self._parts = iter(parts)
            prose = "".join(prose for _, prose in parts)
        self._context = Context(definitions_of(prose), footnotes_of(prose), base)

    def more(self) -> bool:
        """Parse another chunk, or more of them where one only defines links and notes; False when that was the last."""
        with self._lock:
            known = len(self.blocks)
            while self.left and len(self.blocks) == known:
                if (some := next(self._items, None)) is not None:
                    self.blocks += some
                    continue
                part, _ = next(self._parts)
                if not self._short and is_long(part) and self._read_flat(part):
                    continue
                tokens, references = block_tokens(part)
                if self._short:
                    self._context = Context(references, footnote_numbers(tokens), self._context.base)
                self.blocks += read_blocks(tokens, part, self._context, self._notes)
                self.left -= len(part)
            if not self.left and not self.complete:
                self.blocks += self._footnotes()
                self.complete = True
            return not self.complete

    def _read_flat(self, part: str) -> bool:
        """Take a long list, to be parsed bit by bit, or a long table, all at once; return False for any other text."""
        if flat_runs.is_list(part):
            self._items = self._in_parts(part)
            return True
        table = read_table(part, self._context) if flat_runs.is_table(part) else None
        self.blocks += table or ()
        self.left -= len(part) if table else 0
        return table is not None

    def _in_parts(self, part: str) -> Iterator[list[Block]]:
        """Return the blocks of a long list, a few of them at a time."""
        cuts = [*list_slices(part)]
        parts: ListParts | None = None
        for number, some in enumerate(cuts, 1):
            whole = read_items(block_tokens(some)[0], some, self._context, self._notes)
            if whole is None:
                raise AssertionError(f"lines that look like a list are one, and not so: {some[:80]!r}")
            if parts is None:  # of a single item it can't be said how far it stands from the next one
                parts = ListParts(replace(whole, tight=flat_runs.is_tight(part)), flat_runs.count_items(part))
            self.left -= len(some)
            yield [*parts.add(whole.items), *(parts.end() if number == len(cuts) else ())]

    def all(self) -> tuple[Block, ...]:
        """Parse to the end."""
        while self.more():
            pass
        return tuple(self.blocks)

    def texts(self) -> list[str]:
        """Return the plain text of every block; takes seconds for a long document: call it in a thread."""
        blocks = self.all()
        if len(self._texts) < len(blocks):
            self._texts = [plain_text(block) for block in blocks]
        return self._texts

    def _footnotes(self) -> list[Block]:
        notes, numbers = self._notes, self._context.footnotes
        found = [FootnoteDefinition(numbers[label], notes[label]) for label in numbers if label in notes]
        return footnote_parts(found) if found else []


def parse(markdown: str, base: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of a document, footnotes last; there is at least one, and none contains control characters.

    Front matter is dropped. What is nested more than some 25 deep is kept as plain text.
    """
    return ParsedDocument(markdown, base).all()
