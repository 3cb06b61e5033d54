"""The results of a search: each article's title and two lines of its text, with the hits marked."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from blogreader.cell_text import cells, cut, fitting
from blogreader.library import Excerpt, Found
from blogreader.model import Entry, Status
from blogreader.reading_lengths import length
from blogreader.search_terms import Span
from blogreader.text import clean_line
from blogreader.times import month_in_words
from blogreader.tui.messages import Unable
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.row_marks import bookmark_mark, status_mark

_LINES = 3
"""Lines of a row: its title, and two of its text."""
_INDENT = 4
_WIDE = 76
"""Rows of at least this width show facts beside the title, in cells."""


class Results(RowList):
    """The articles found, best first, each with the passage that contains the most terms."""

    COMPONENT_CLASSES = {"rows--match"}

    found: var[Found] = var(Found(), init=False)
    """The results shown."""
    remark: var[str] = var("", init=False)
    """The sentence for an empty list."""

    class Opened(Message):
        """Open the article under the cursor."""

    class ExcerptsWanted(Message):
        """Rows without their excerpts came into view."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.set_reactive(RowList.row_height, _LINES)
        self._excerpts: dict[str, Excerpt] = {}
        self._is_asking = False

    # Watchers

    def watch_found(self, old: Found, new: Found) -> None:
        """Show other results; if the words are the same, the cursor stays on its article."""
        current = old.entries[self.cursor].article.key if self.cursor < len(old.entries) else None
        self.count = len(new.entries)
        keys = [entry.article.key for entry in new.entries]
        same = old.finder is not None and self.is_kept
        self.set_reactive(RowList.cursor, keys.index(current) if same and current in keys else 0)
        if not same:
            self._excerpts.clear()
        self._show_cursor()
        self.refresh()

    def watch_remark(self) -> None:
        """Show the sentence."""
        self.refresh()

    # Actions

    def action_choose(self) -> None:
        """Open the article at its first hit."""
        if self.current:
            self.post_message(self.Opened())
        else:
            self.post_message(Unable("There is nothing to open."))

    # Helpers

    is_kept = False
    """Whether the next results are for the same words."""

    @property
    def current(self) -> Entry | None:
        """The article under the cursor."""
        return self.found.entries[self.cursor] if self.cursor < self.count else None

    @property
    def lacking(self) -> list[Entry]:
        """The articles in view whose excerpts are missing."""
        top, height = self.scroll_offset.y // self.row_height, self.size.height // self.row_height + 1
        rows = self.found.entries[top : top + height + 1]
        return [entry for entry in rows if entry.article.key not in self._excerpts]

    def put(self, entry: Entry, excerpt: Excerpt) -> None:
        """Show the excerpt of an article."""
        self._excerpts[entry.article.key] = excerpt
        self._is_asking = False
        for row, one in enumerate(self.found.entries):
            if one.article.key == entry.article.key:
                self.refresh_row(row)

    def ask_again(self) -> None:
        """Request missing excerpts again when rows without them are painted."""
        self._is_asking = False

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        return super().render_line(y) if self.count else self.remark_line(y, self.remark, _INDENT)

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Paint a line of a result: its title, or a line of its text with the hits marked."""
        entry = self.found.entries[index]
        dim = None if at_cursor else self.get_component_rich_style("rows--dim", partial=True)
        if line == 0:
            return self._title(entry, width, dim, at_cursor)
        excerpt = self._excerpts.get(entry.article.key)
        if excerpt is None:
            if not self._is_asking:
                self._is_asking = True
                self.post_message(self.ExcerptsWanted())
            return Strip.blank(width)
        pieces = wrapped(excerpt.text, width - _INDENT - 1, _LINES - 1)
        if line > len(pieces):
            return Strip.blank(width)
        start, end = pieces[line - 1]
        shown = excerpt.text[start:end]
        if line == _LINES - 1 and end < len(excerpt.text.rstrip()):
            shown = cut(shown + "…", width - _INDENT - 1)
        return Strip([Segment(" " * _INDENT), *self._marked(shown, excerpt.spans, start, dim)])

    def _title(self, entry: Entry, width: int, dim: Style | None, at_cursor: bool) -> Strip:
        article = entry.article
        month = month_in_words(article.date) if article.date else ""
        facts = (length(entry), clean_line(article.category or ""), month)
        said = "  " + " · ".join(filter(None, facts)) + " " if width >= _WIDE else ""
        title = clean_line(article.title)
        shown = cut(title, width - _INDENT - max(cells(said), 1))  # the last cell is the scroll bar's
        spans = self.found.finder.spans(title) if self.found.finder else []
        style = dim if entry.state.status is Status.READ else Style(bold=at_cursor)
        gap = width - _INDENT - cells(shown) - cells(said)
        return Strip(
            [
                Segment(f" {status_mark(entry.state)}{bookmark_mark(entry.state)} ", dim),
                *self._marked(shown, spans, 0, style),
                Segment(" " * gap),
                Segment(said, dim),
            ]
        )

    def _marked(self, text: str, spans: Sequence[Span], start: int, style: Style | None) -> list[Segment]:
        match = self.get_component_rich_style("rows--match", partial=True)
        hit = style + match if style else match
        segments: list[Segment] = []
        at = 0
        for span in spans:
            first_cell, last = max(span[0] - start, at), min(span[1] - start, len(text))
            if first_cell < last:
                segments += (Segment(text[at:first_cell], style), Segment(text[first_cell:last], hit))
                at = last
        return [*segments, Segment(text[at:], style)]


def wrapped(text: str, width: int, most: int) -> list[Span]:
    """Return where the first lines of a text begin and end, breaking at blanks if there are any."""
    lines: list[Span] = []
    start = 0
    while start < len(text) and len(lines) < most:
        end = start + fitting(text[start:], width)
        if end < len(text) and (blank := text.rfind(" ", start + 1, end + 1)) > start:
            end = blank
        end = max(end, start + 1)
        lines.append((start, end))
        start = end + 1 if text[end : end + 1] == " " else end
    return lines
