"""A text with marks: links, highlights, matches of a search, a selection, and pictures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from blogreader.keys import SELECTING, Key
from blogreader.text import clean_line
from blogreader.tui.messages import TerminalSequence, Unable
from blogreader.tui.reader.document_view import COLUMN, DocumentView
from blogreader.tui.reader.highlight_marks import Highlighted, Highlighting
from blogreader.tui.reader.in_sight import code_offset_to, first_block, shows, spot_at
from blogreader.tui.reader.inline_images import InlineImages, Room, image_addresses
from blogreader.tui.reader.link_selection import LinkSelection, link_at, link_beyond, link_to, links_in
from blogreader.tui.reader.text_search import TextSearch
from blogreader.tui.reader.text_selection import Spot, TextSelection
from blogreader.tui.worker_groups import WorkerGroup

if TYPE_CHECKING:
    from textual.worker import Worker

    from blogreader.render.document.anchors import Passage
    from blogreader.render.document.find import Match
    from blogreader.render.layout.links import Link
    from blogreader.render.layout.marks import Mark
    from blogreader.render.layout.virtual_document import Position
    from blogreader.search_terms import Finder
    from blogreader.tui.reader.visual_mode import Unit, VisualMode
    from blogreader.tui.terminal.image_strips import Picture

_BESIDE = 3
"""Rows left free beside a picture, for its caption and some text."""


class MarkedView(DocumentView, inherit_bindings=False):
    """A text with a current link, highlight or match; subclasses say which article it is, and record jumps."""

    link: "var[Link | None]" = var(None, init=False)
    """The selected link, for watchers."""
    visual: "var[VisualMode | None]" = var(None, init=False)
    """The selection by keys, while it is active, with its own keys."""

    class Followed(Message):
        """Follow a link; `seen`: its target was shown before."""

        def __init__(self, link: "Link", *, seen: bool) -> None:
            super().__init__()
            self.link = link
            self.seen = seen

    class PicturesWanted(Message):
        """Show pictures, given as addresses by block."""

        def __init__(self, addresses: dict[int, str], *, seen: bool = False) -> None:
            super().__init__()
            self.addresses = addresses
            self.seen = seen
            """Whether the reader saw the address of the single wanted picture before."""

    def __init__(self, column: int = COLUMN, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(column, id=id)
        self.links = LinkSelection()
        self.text_search = TextSearch()
        self.selection = TextSelection()
        self.highlighting = Highlighting()
        self.images = InlineImages()
        self.keys: tuple[Key, ...] = ()
        """The key table in force."""
        self._select_from: Spot = 0, 0
        """Where the cursor was last, or after the last highlight, so that selecting continues from there."""
        self._search_origin = (0, 0, 0)
        """Block, offset and rows below it where the search began."""
        self._before_search: Position | None = None
        self.searching: Worker[None] | None = None
        self._is_leaping = False
        """Whether showing the next match is a jump, from where the text was being read."""

    # Hooks

    def has_text(self) -> bool:
        """Return whether a text is open; if not, say so."""
        return self.document is not None

    def leap(self) -> None:
        """Record where a jump begins."""

    def stand(self) -> None:
        """Update the reader's position and the current match."""

    # Watchers

    def watch_link(self) -> None:
        """Show another link as selected."""
        self.repaint()

    def watch_visual(self, before: "VisualMode | None", after: "VisualMode | None") -> None:
        """Remember where the cursor was."""
        if before and after is None:
            self._select_from = before.cursor[:2]

    # Actions

    def action_follow(self) -> None:
        """Follow the selected link."""
        if self.link:
            self.post_message(self.Followed(self.link, seen=True))
        else:
            self._tell_no_link("at hand")

    async def action_next_link(self) -> None:
        """Select the next link."""
        await self._step_link(1)

    async def action_previous_link(self) -> None:
        """Select the previous link."""
        await self._step_link(-1)

    def action_hints(self) -> None:
        """Label the visible links with letters, to choose one by typing them."""
        links = links_in(self.document, self.in_sight) if self.document else []
        if links:
            self.links.ask(links)
            self.repaint(marks=False)
        else:
            self._tell_no_link("in sight")

    async def action_visual(self) -> None:
        """Select by keys: from the current highlight or match, after the last highlight, or from the top."""
        from blogreader.tui.reader.visual_mode import VisualMode

        if not self.has_text() or self.document is None or not self.in_sight:
            return
        spot = self.at_hand()
        if spot is None or not shows(self.in_sight, *spot):
            block, offset = self._select_from
            is_in_sight = any(shows(self.in_sight, block, at) for at in (offset, offset - 1))
            spot = self._select_from if is_in_sight else self.document.offset_at(self.in_sight[0][0])
        visual = VisualMode(self.document, *max(spot, (self.document.head, 0)))
        if visual.is_empty:
            self.post_message(Unable("There are no words here to select."))
            return
        self.highlighting.drop()
        self.visual = visual
        self._show_selected()

    def action_next_note(self) -> None:
        """To the next highlight."""
        self._step_note(1)

    def action_previous_note(self) -> None:
        """To the previous highlight."""
        self._step_note(-1)

    def action_pictures(self) -> None:
        """Show all pictures, or none."""
        if self.images.pictures:
            self._drop_pictures()
        elif self.has_text():
            self.post_message(self.PicturesWanted(image_addresses(self.document) if self.document else {}))

    # While text is selected by keys

    def action_start(self) -> None:
        """Begin to select at the cursor, or begin again."""
        if self.visual:
            self.visual.start()
            self._show_selected()

    def action_swap(self) -> None:
        """Go to the other end of the selection."""
        if self.visual:
            self.visual.swap()
            self._show_selected()

    def action_leave(self) -> None:
        """End the selection."""
        self._deselect()

    async def action_next_word(self) -> None:
        """To the next word."""
        await self._move_selection("word", 1)

    async def action_previous_word(self) -> None:
        """To the previous word."""
        await self._move_selection("word", -1)

    async def action_next_line(self) -> None:
        """To the next line."""
        await self._move_selection("line", 1)

    async def action_previous_line(self) -> None:
        """To the previous line."""
        await self._move_selection("line", -1)

    async def action_next_sentence(self) -> None:
        """To the next sentence."""
        await self._move_selection("sentence", 1)

    async def action_previous_sentence(self) -> None:
        """To the previous sentence."""
        await self._move_selection("sentence", -1)

    async def action_next_block(self) -> None:
        """To the next block."""
        await self._move_selection("block", 1)

    async def action_previous_block(self) -> None:
        """To the previous block."""
        await self._move_selection("block", -1)

    # Handlers

    async def on_key(self, event: events.Key) -> None:
        """Take the letters of a hint; any other key hides the hints. While selecting by keys, take those keys."""
        if self.visual and (key := self._selecting_key(event)):
            event.stop()
            event.prevent_default()
            await self.run_action(key.action)  # like a binding's action, for which the next key waits
            return
        if not self.links.is_asking:
            return
        event.stop()
        event.prevent_default()
        link = self.links.type(event.character)
        self.repaint(marks=False)
        if link:
            self._choose_link(link)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection."""
        offset = event.get_content_offset(self)
        if offset and event.button == 1 and not self.is_on_bar(offset.x):
            self.selection.begin(self._spot(offset.x, offset.y))
            self._deselect()
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the mouse; beyond the edge, scroll."""
        if not self.selection.is_being_made:
            return
        offset = event.get_content_offset_capture(self)
        if not 0 <= offset.y < self.size.height:
            self.scroll_rows(1 if offset.y > 0 else -1)
        if self.selection.extend(self._spot(offset.x, max(0, min(offset.y, self.size.height - 1)))):
            self.repaint()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a selection, or follow the clicked link."""
        if not self.selection.is_being_made:
            return
        self.selection.end()
        self.release_mouse()
        offset, rows = event.get_content_offset(self), self.in_sight
        if offset and self.document and not self.selection.ends and 0 <= offset.y < len(rows):
            link = link_at(self.document, rows[offset.y][0], offset.x - self.margin)
            if link:
                self._choose_link(link)

    # Current things

    @property
    def is_asking(self) -> bool:
        """Whether the next letters choose a link."""
        return self.links.is_asking

    @property
    def selected(self) -> str:
        """The selected text."""
        return self.selection.text(self.document.blocks) if self.document else ""

    def at_hand(self) -> Spot | None:
        """Return what stays in view when the window changes: the current highlight, match or link."""
        if (current := self.highlighting.current) and current.passage and self.document:
            return current.passage.block + self.document.head, current.passage.start
        if (match := self.text_search.current) and self.document:
            return match.block + self.document.head, match.start
        return (self.link.block, self.link.start) if self.link else None

    def let_go(self) -> bool:
        """Drop what was begun last: a selection, a link, a search; False if there is none."""
        if self._deselect():
            return True
        if self.highlighting.drop():
            self.repaint()
        elif self.link:
            self._select_link(None)
        elif self.text_search.words:
            self.end_search()
        else:
            return False
        return True

    def _deselect(self) -> bool:
        self.visual = None
        if not self.selection.drop():
            return False
        self.repaint()
        return True

    def _spot(self, x: int, y: int) -> Spot | None:
        """Return the spot of the text at a cell of the window; to the right of a line, the line's end."""
        return spot_at(self.document, self.in_sight, x - self.margin, y) if self.document else None

    def _bring_in_sight(self, block: int, start: int) -> None:
        """Move to a spot of the text, if necessary sideways in a wide listing."""
        if self.document is None:
            return
        position = self.document.position_of(block, start)
        self.show_row(position.block, position.row)
        if not shows(self.in_sight, block, start):
            offset = code_offset_to(self.document, block, start)
            self.code_offset = self.code_offset if offset is None else offset
        self.repaint()

    # How it looks

    def lay_out(self) -> None:
        """Lay out, without hints, which would be misplaced."""
        self.links.stop_asking()
        if self.visual:
            self.visual.forget_lines()
        super().lay_out()

    def stand_still(self) -> None:
        """Keep the place and the selected link, which may be in another row now."""
        super().stand_still()
        if self.document:
            self._select_link(self.links.found_again(self.document))

    def marks_of(self, block: int, first: int, last: int) -> "Sequence[Mark]":
        """Mark highlights, the selected link, matches, and the selection."""
        head = self.document.head if self.document else 0
        return (
            *self.highlighting.marks(block - head, first, last),
            *self.links.marks(block),
            *self.text_search.marks(block - head, first, last),
            *self.selection.marks(block),
        )

    def picture_at(self, position: "Position") -> Strip | None:
        """Return the part of a picture at a row."""
        strip = self.images.strip_at(self.document, position) if self.document else None
        if strip is None:
            return None
        return Strip([Segment(" " * self.margin, self._painter.style(())), *strip], self.margin + strip.cell_length)

    def moved(self) -> None:
        """Hide the hints, and deselect a link that is out of view."""
        self.links.stop_asking()
        if self.link and not self.links.is_in(self.in_sight):
            self._select_link(None)

    def laid_out(self) -> None:
        """Fit the pictures to another width."""
        if self.images.is_outgrown(self.room):
            wanted = {**self.images.addresses}
            self._drop_pictures()
            self.post_message(self.PicturesWanted(wanted))

    def render_line(self, y: int) -> Strip:
        """Paint a row, with hints over it."""
        strip = super().render_line(y)
        if not self.links.is_asking or y >= len(rows := self.in_sight):
            return strip
        for link, letters in self.links.hints_in(rows[y][0]):
            # Before the link if there is room, so that its own words stay visible.
            x = self.margin + link.column
            x = x - len(letters) if x >= len(letters) else x
            shown = Strip([Segment(letters, self._painter.style(("text", "hint")))])
            strip = Strip.join([strip.crop(0, x), shown, strip.crop(x + len(letters), self.size.width)])
        return strip

    # Links

    def choose_return(self, block: int, href: str) -> None:
        """Select the link back after a footnote, which shows which note was jumped to."""
        if self.document and (link := link_to(self.document, block + self.document.head, href)):
            self._select_link(link)

    def _select_link(self, link: "Link | None") -> None:
        self.links.link = link
        self.link = link

    def _choose_link(self, link: "Link") -> None:
        """Select a link and ask to follow it."""
        seen = self.link == link
        self._select_link(link)
        self.post_message(self.Followed(link, seen=seen))

    def _tell_no_link(self, where: str) -> None:
        self.post_message(Unable(f"No link {where}."))

    async def _step_link(self, step: int) -> None:
        document, rows = self.document, self.in_sight
        if document is None or not rows:
            self._tell_no_link("here")
            return
        if link := self.links.step(links_in(document, rows), step):
            self._select_link(link)
            return
        if step > 0 and not await self.parsed():
            return
        link = link_beyond(document, rows[-1][0] if step > 0 else rows[0][0], step)
        if link is None:
            self._tell_no_link("below" if step > 0 else "above")
            return
        self.show_row(link.block, link.row)
        self._select_link(link)

    # Highlights, and selecting by keys

    def end_visual(self) -> None:
        """End selecting by keys; the text stays selected, and the next selection continues after it."""
        if self.visual:
            behind = self.visual.ends[1]
            self.visual = None
            self._select_from = behind

    def drop_marks(self) -> None:
        """Forget all marks and selections, for another text."""
        self.end_search()
        self._deselect()
        self._select_from = 0, 0
        self.highlighting.take((), {})
        self._drop_pictures()
        self._select_link(None)

    def take_highlights(self, found: tuple[Highlighted, ...], marks: "dict[int, list[Mark]]") -> None:
        """Show the highlights of the text."""
        self.highlighting.take(found, marks)
        self.repaint()

    def show_highlight(self, identity: str) -> bool:
        """Go to a highlight and make it current; False: it is not in the text."""
        one = self.highlighting.choose(identity)
        if one is None or one.passage is None or self.document is None:
            return False
        self.leap()
        block, start = one.passage.block + self.document.head, one.passage.start
        self._bring_in_sight(block, start)
        number = f"{self.highlighting.number(one)}/{self.highlighting.count}"
        self.post_message(Unable(clean_line(f"{number} {one.highlight.note or '· no note on it'}")))
        return True

    def select_passage(self, passage: "Passage | None") -> None:
        """Select a passage of the text and bring its beginning into view; None: select nothing."""
        self._deselect()
        if passage is None or self.document is None:
            return
        self.document.grow()
        block, last = passage.block + self.document.head, passage.last + self.document.head
        self.selection.ends = (block, passage.start), (last, passage.end)
        self._bring_in_sight(block, passage.start)

    def _step_note(self, step: int) -> None:
        if not self.has_text() or self.document is None or not self.in_sight:
            return
        block, offset = self.document.offset_at(self.in_sight[0][0])
        before = self.highlighting.current
        one = self.highlighting.step((block - self.document.head, offset), step)
        if one:
            self.document.grow()
            self.show_highlight(one.highlight.id)
        elif not self.highlighting.count:
            self.post_message(Unable("There is no highlight in this text."))
        else:
            self.highlighting.current = before
            self.post_message(Unable(f"No highlight {'below' if step > 0 else 'above'}."))

    def _select_block(self) -> None:
        """Select the first block that begins in view, or the one at the top."""
        if self.document and (found := first_block(self.document, self.in_sight)):
            self.selection.ends = found
            self.repaint()

    def _selecting_key(self, event: events.Key) -> Key | None:
        keys = (key for key in self.keys if key.pane == SELECTING)
        return next((key for key in keys if not {event.key, *event.aliases}.isdisjoint(key.keys)), None)

    async def _move_selection(self, unit: "Unit", step: int) -> None:
        visual = self.visual
        if visual is None or self.document is None:
            return
        has_moved = visual.move(unit, step)
        if not has_moved and step > 0 and not self.document.complete:
            if not await self.parsed() or self.visual is not visual:
                return
            has_moved = visual.move(unit, step)
        if has_moved:
            self._show_selected()
        else:
            self.post_message(Unable(f"No {unit} {'below' if step > 0 else 'above'}."))

    def _show_selected(self) -> None:
        """Mark the selection, with the cursor in view."""
        if self.visual is None or self.document is None:
            return
        self.selection.ends = self.visual.ends
        block, start, _ = self.visual.cursor
        self._bring_in_sight(block, start)

    # Search

    def begin_search(self) -> None:
        """Remember where the search begins: each further letter searches from there."""
        self._search_origin = (*(self.standpoint or (0, 0)), self.rows_below)
        self._is_leaping = True
        self._select_link(None)

    def search(self, words: str, finder: "Finder | None" = None) -> None:
        """Mark all matches and go to the first one after where the search began; without words, go back there."""
        self.text_search.begin(words, finder)
        self._before_search = self._position
        self.searching = self.start(WorkerGroup.SEARCH, self._search)

    def end_search(self) -> None:
        """Remove the marks."""
        self.workers.cancel_group(self, WorkerGroup.SEARCH)
        if self.text_search.words:
            self.text_search.end()
            self.repaint()
            self.stand()

    async def _search(self) -> None:
        source = self._source
        found = await self.text_search.find(source)
        if self.document is None or source is not self._source:
            return
        self.document.grow()
        self.text_search.take(*found)
        self.repaint()
        self.stand()
        block, offset, rows = self._search_origin
        # With fewer letters there may be a match nearer to the beginning.
        if (self.text_search.count and self._position == self._before_search) or not self.text_search.words:
            self.go_to(block, offset, rows)
        if match := self.text_search.choose_from(block - self.document.head, offset):
            self._show_match(match)
        for step in self.text_search.waiting_steps():  # one by one, as they would have gone when typed slowly
            self._step_match(step)

    def _step_match(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match, wrapping around; during a search, once they are found."""
        match = self.text_search.step(step)
        if match:
            # Steps from match to match are one jump, unless the text was read in between.
            self._is_leaping = self.way == "read"
            if self.text_search.count == 1:
                self.post_message(Unable("1/1: this is the only match."))
            self._show_match(match)
        elif not self.text_search.is_running:
            self.post_message(Unable(f"Nothing matches {self.text_search.words}."))

    def _show_match(self, match: "Match") -> None:
        if self.document:
            if self._is_leaping:
                self._is_leaping = False
                self.leap()
            self._bring_in_sight(match.block + self.document.head, match.start)
        self.repaint()
        self.stand()

    # Pictures

    @property
    def room(self) -> Room:
        """The current space for a picture."""
        background = self.background_colors[1]
        return Room(self.text_width, max(self.size.height - _BESIDE, 1), background.rgb)

    def toggle_picture(self, block: int, url: str, *, seen: bool) -> None:
        """Show or hide the picture of a block."""
        if self.images.shows(block, url):
            self._send(self.images.drop(self.document, block))
            self.repaint()
        else:
            self.post_message(self.PicturesWanted({block: url}, seen=seen))

    def put_picture(self, block: int, url: str, picture: "Picture") -> None:
        """Show a picture below the lines of its block."""
        if self.document and block < len(self.document.blocks):
            self._send(self.images.put(self.document, block, url, picture, self.room))
            self.repaint()

    def _drop_pictures(self) -> None:
        if self.images.pictures:
            self._send(self.images.drop_all(self.document))
            self.repaint()

    def _send(self, sequence: str) -> None:
        if sequence:
            # Not posted through the screen, whose handlers would stop it.
            self.app.post_message(TerminalSequence(sequence))
