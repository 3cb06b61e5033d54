"""A dialog with an article's connections: what it links to, what links to it and how, and what is similar."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Label
from textual.worker import Worker

from blogreader.cell_text import broken, cells, cut, cut_around
from blogreader.errors import LibraryError
from blogreader.keys import TABLE, Key
from blogreader.library.connections import Connected
from blogreader.model import Entry, LinkSentence, Status
from blogreader.reading_lengths import length
from blogreader.records import dataclass
from blogreader.text import clean_line, counted
from blogreader.times import month_in_words
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs.overlay import Overlay
from blogreader.tui.messages import Unable
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.row_marks import bookmark_mark, status_mark
from blogreader.tui.worker_groups import WorkerGroup

_ACTIONS = {
    "everywhere.back": "dismiss",
    "everywhere.stop": "dismiss",
    "everywhere.connections": "dismiss",
}
_LINES = 2
"""Of a row: its title, and what is said of it."""
_MOST_REMARK = 5
"""Lines that say why there is nothing."""
_INDENT = 4
_AGAIN_SECONDS = 0.5
"""The interval of updates while texts are still being indexed."""
_WIDE = 60
"""Rows of at least this width show facts beside the title, in cells."""


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """A connected article."""

    entry: Entry
    part: str = ""
    """The title of the part that it begins."""
    mentions: bool = False
    """Whether it links to the article, so that the sentence with the link is shown."""


class Telling(Protocol):
    """Provides connections."""

    async def connections(self, key: str) -> Connected:
        """Return an article's connections."""

    async def sentence(self, key: str, to: str) -> LinkSentence:
        """Return the sentence in which an article links to another."""


def rows_of(connected: Connected) -> tuple[ConnectionRow, ...]:
    """Return the connected articles by parts."""
    parts = (
        (f"Links to {counted(len(connected.links), 'article')} in your library", connected.links, False),
        (f"Linked from {counted(len(connected.linked_from), 'article')}", connected.linked_from, True),
        ("Most similar", connected.alike, False),
    )
    return tuple(
        ConnectionRow(entry, "" if number else title, mentions=is_mention)
        for title, entries, is_mention in parts
        for number, entry in enumerate(entries)
    )


class ConnectedArticles(RowList):
    """The connected articles by parts, each with a line about it."""

    class Chosen(Message):
        """Open the article under the cursor."""

    class SentencesWanted(Message):
        """Rows without their sentences came into view."""

    def __init__(self, rows: Sequence[ConnectionRow], remark: str, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.rows = rows
        self._remark = remark
        self._sentences: dict[str, LinkSentence] = {}
        self._is_asking = False
        self.set_reactive(RowList.row_height, _LINES)
        self.set_reactive(RowList.count, len(rows))
        self.set_reactive(RowList.headings_at, _parts_of(rows))

    def show(self, rows: Sequence[ConnectionRow], remark: str) -> None:
        """Show other rows as more texts are indexed; the cursor stays on its article."""
        current = self.rows[self.cursor] if self.rows else None
        same = [number for number, row in enumerate(rows) if current and _is_same(row, current)]
        self.rows, self._remark = rows, remark
        self.count, self.headings_at = len(rows), _parts_of(rows)
        self.cursor = same[0] if same else 0
        self.refresh(layout=True)

    # Actions

    def action_choose(self) -> None:
        """Open the article."""
        self.post_message(self.Chosen() if self.rows else Unable("There is nothing to open."))

    def action_filter(self) -> None:
        """Say that there is no filter."""
        self.post_message(Unable("Nothing is filtered here: `links:` and `linked-by:` list the same."))

    # Helpers

    @property
    def lacking(self) -> list[Entry]:
        """The articles in view whose sentences are missing."""
        shown = (self.rows[number] for number in self.rows_in_sight)
        return [row.entry for row in shown if row.mentions and row.entry.article.key not in self._sentences]

    def put(self, entry: Entry, sentence: LinkSentence) -> None:
        """Show the sentence of an article."""
        self._sentences[entry.article.key] = sentence
        for number, row in enumerate(self.rows):
            if row.mentions and row.entry.article.key == entry.article.key:
                self.refresh_row(number)

    def ask_again(self) -> None:
        """Request missing sentences again when rows without them are painted."""
        self._is_asking = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Take the height of all rows."""
        remark = broken(self._remark, max(width - 3, 1), _MOST_REMARK)
        return self.count * _LINES + len(self.headings_at) if self.count else len(remark) + 2

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        return super().render_line(y) if self.count else self.remark_line(y, self._remark)

    def render_heading(self, heading: int, width: int) -> Strip:
        """Paint the title of a part."""
        return Strip([Segment(cut(f" {self.rows[self.headings_at[heading]].part}", width), Style(bold=True))])

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Paint an article's title, or the line about it."""
        row = self.rows[index]
        dim = None if at_cursor else self.get_component_rich_style("rows--dim", partial=True)
        if line == 0:
            return self._title(row.entry, width, dim, at_cursor)
        said, at = clean_line(row.entry.article.summary), 0
        if row.mentions:
            key = row.entry.article.key
            if key not in self._sentences and not self._is_asking:
                self._is_asking = True
                self.post_message(self.SentencesWanted())
            found = self._sentences.get(key)
            said = f"“{clean_line(found.text)}”" if found and found.text else ""
            at = found.at + 1 if found else 0  # after the quotation mark
        return Strip([Segment(" " * _INDENT), Segment(cut_around(said, at, width - _INDENT - 1), dim)])

    @staticmethod
    def _title(entry: Entry, width: int, dim: Style | None, at_cursor: bool) -> Strip:
        article = entry.article
        month = month_in_words(article.date) if article.date else ""
        facts = " · ".join(filter(None, (length(entry), month)))
        said = f"  {facts} " if width >= _WIDE else " "
        shown = cut(clean_line(article.title), width - _INDENT - cells(said))
        gap = width - _INDENT - cells(shown) - cells(said)
        return Strip(
            [
                Segment(f" {status_mark(entry.state)}{bookmark_mark(entry.state)} ", dim),
                Segment(shown, dim if entry.state.status is Status.READ else Style(bold=at_cursor)),
                Segment(" " * gap + said, dim),
            ]
        )


def _parts_of(rows: Sequence[ConnectionRow]) -> tuple[int, ...]:
    return tuple(number for number, row in enumerate(rows) if row.part)


def _is_same(one: ConnectionRow, other: ConnectionRow) -> bool:
    return (one.entry.article.key, one.mentions) == (other.entry.article.key, other.mentions)


class ConnectionsScreen(Overlay["Entry | None"]):
    """Dismissed with the chosen article, or None."""

    BINDINGS = dialog_bindings(_ACTIONS)

    def __init__(self, entry: Entry, connected: Connected, telling: Telling, keys: tuple[Key, ...] = TABLE) -> None:
        super().__init__(keys)
        self._entry = entry
        self._connected = connected
        self._telling = telling

    def compose(self) -> ComposeResult:
        """Show the article's title, the connected articles, and the keys."""
        with Vertical(id="connections"):
            yield Label(Content(clean_line(self._entry.article.title)), id="connections-title")
            yield ConnectedArticles(rows_of(self._connected), self._remark, id="connected")
            yield Label(self._hint, id="connections-hint")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(ConnectedArticles).focus()
        if self._connected.lacking != 0:
            self._following: Worker[None] = self.run_worker(self._follow, group=WorkerGroup.TEXTS, exclusive=True)

    # Handlers

    @on(ConnectedArticles.Chosen)
    def _choose(self) -> None:
        articles = self.query_one(ConnectedArticles)
        self.dismiss(articles.rows[articles.cursor].entry)

    @on(ConnectedArticles.SentencesWanted)
    def _tell(self) -> None:
        self._reading: Worker[None] = self.run_worker(self._sentences, group=WorkerGroup.EXCERPTS, exclusive=True)

    # Helpers

    async def _follow(self) -> None:
        """Show more while texts are still being indexed."""
        while self._connected.lacking != 0:
            await asyncio.sleep(_AGAIN_SECONDS)
            connected = await self._telling.connections(self._entry.article.key)
            if connected != self._connected:
                self._connected = connected
                self.query_one(ConnectedArticles).show(rows_of(connected), self._remark)
                self.query_one("#connections-hint", Label).update(self._hint)

    async def _sentences(self) -> None:
        articles = self.query_one(ConnectedArticles)
        while lacking := articles.lacking:
            entry = lacking[0]
            try:
                sentence = await self._telling.sentence(entry.article.key, self._entry.article.key)
            except LibraryError:  # a single file, reported when it is opened: others may be readable
                sentence = LinkSentence()
            articles.put(entry, sentence)
        articles.ask_again()

    @property
    def _remark(self) -> str:
        if not self._connected.is_known:
            return "There is no full-text index, so the links between articles are unknown."
        if self._connected.lacking is None:
            return "Nothing yet; the texts have not been read."
        if self._connected.lacking:
            return f"Nothing yet; {counted(self._connected.lacking, 'text is', 'texts are')} still to be read."
        if not self._entry.offline:
            return "This article is not archived, and no archived article links to it."
        return "It links to no article in your library, none links to it, and none is similar."

    @property
    def _hint(self) -> Content:
        keys = self.named_keys(("lists.choose", "open"), ("everywhere.back", "back"))
        lacking = self._connected.lacking
        return keys + f"  · {counted(lacking, 'text is', 'texts are')} still to be read" if lacking else keys
