"""The reader pane: shows one page value, and posts where its reader stands and what is wanted."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from blogreader.errors import Damaged
from blogreader.highlights import LONGEST_QUOTE
from blogreader.keys import READER, SELECTING, Key, first
from blogreader.model import Entry, Place
from blogreader.text import clean_line
from blogreader.tui.bindings import bindings
from blogreader.tui.messages import (
    NO_ARTICLE,
    ArticleActions,
    ChangesWanted,
    Copied,
    DroppedWanted,
    FetchWanted,
    FindWanted,
    Jumped,
    NoteEdited,
    NotesWanted,
    NoteWanted,
    Opened,
    OutlineWanted,
    ReturnWanted,
    Stepped,
    TerminalSequence,
    Unable,
    ZenWanted,
)
from blogreader.tui.reader.card import card, foot, head, remark, remedy, standing, welcome
from blogreader.tui.reader.content import Ending, Failed, Loaded, Loading, Page, Preview
from blogreader.tui.reader.document_view import COLUMN, DocumentView, Way
from blogreader.tui.reader.highlight_marks import Highlighted, Highlighting
from blogreader.tui.reader.in_sight import code_offset_to, part_of, shows, spot_at
from blogreader.tui.reader.inline_images import InlineImages, Room, image_addresses
from blogreader.tui.reader.link_selection import LinkSelection, link_at, link_beyond, link_to, links_in
from blogreader.tui.reader.pending_scroll import Moves, PendingScroll
from blogreader.tui.reader.text_search import TextSearch
from blogreader.tui.reader.text_selection import Spot, TextSelection
from blogreader.tui.worker_groups import WorkerGroup

if TYPE_CHECKING:
    from blogreader.render import Block
    from blogreader.render.document.anchors import Passage
    from blogreader.render.document.find import Match
    from blogreader.render.layout.links import Link
    from blogreader.render.layout.marks import Mark
    from blogreader.render.layout.virtual_document import Position
    from blogreader.search_terms import Finder
    from blogreader.tui.reader.visual_mode import Unit, VisualMode
    from blogreader.tui.terminal.image_strips import Picture

_SPINNER_SECONDS = 0.1
_SEARCHED = "what was searched"
"""In sentences, where a search of the archive led to a text."""
_FAR = 1 << 40
_BESIDE = 3
"""Rows that are left beside a picture, for its caption and some text."""


class Reader(ArticleActions, DocumentView, inherit_bindings=False):
    """An article's text, or its card while there is none."""

    BINDINGS = bindings(READER)

    page: var[Page] = var(Preview(), init=False)
    """What is shown."""
    resumed: var[float | None] = var(None, init=False)
    """The fraction that was kept when the article was opened at its place, until the reader moves."""
    slowness: var[float] = var(1.0, init=False)
    """How many minutes its reader needs for one of an index."""
    ending: var[Ending | None] = var(None, init=False)
    """What is said at the end of the article."""
    standing: var[str] = var("", init=False)
    """Where the reader stands: `43 % · 7 min left`."""
    section: var[str] = var("", init=False)
    """The title of the section that the reader is in; empty before the first."""
    link: "var[Link | None]" = var(None, init=False)
    """The link at hand, for those who watch it."""
    visual: "var[VisualMode | None]" = var(None, init=False)
    """What is selected by keys, while it is; its moves are keys of their own."""

    class Moved(Message):
        """The reader stands elsewhere in an article, by some way; or it was laid out anew."""

        def __init__(self, entry: Entry, place: Place, *, laid_out: bool = False, way: Way = "read") -> None:
            super().__init__()
            self.entry = entry
            self.place = place
            self.laid_out = laid_out
            self.way = way

    class Finished(Message):
        """A page more was wanted at the end: the article is read, and the next unread one wanted."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Followed(Message):
        """Where a link leads is wanted; `seen`: where that is was on the screen before."""

        def __init__(self, link: "Link", *, seen: bool) -> None:
            super().__init__()
            self.link = link
            self.seen = seen

    class PicturesWanted(Message):
        """Pictures are to be shown: the blocks that they stand in, with their addresses."""

        def __init__(self, addresses: dict[int, str], *, seen: bool = False) -> None:
            super().__init__()
            self.addresses = addresses
            self.seen = seen
            """Its reader saw before where the one picture that is wanted comes from."""

    def __init__(self, keys: tuple[Key, ...], column: int = COLUMN, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(column, id=id)
        self.links = LinkSelection()
        self.text_search = TextSearch()
        self.selection = TextSelection()
        self.highlighting = Highlighting()
        self.images = InlineImages()
        self.pending = PendingScroll()
        self._search_origin = (0, 0, 0)
        """Block, offset and rows below it from which the words that are typed are looked for."""
        self._before_search: Position | None = None
        self._is_leaping = False
        """Whether the next match that is shown is jumped to from a place where the text was read."""
        self.take_keys(keys)

    def on_mount(self) -> None:
        """Make the spinner's clock, which stands still but for waiting."""
        self._clock = self.set_interval(_SPINNER_SECONDS, self._spin, pause=True)

    def take_keys(self, keys: tuple[Key, ...]) -> None:
        """Name these keys from now on."""
        self._keys = keys
        self._open, self._to_top = first(keys, "reader.open"), first(keys, "reader.top")
        self._stop = f"{first(keys, 'everywhere.back')} stops"

    # Watchers

    def watch_page(self, old: Page, new: Page) -> None:
        """Show another value: an article at its kept place, anything else from its top."""
        if isinstance(old, Loaded) and isinstance(new, Loaded) and old.source is new.source:
            return  # only its state changed
        self.end_search()
        self._deselect()
        self.highlighting.drop()
        self.highlighting.take((), {})
        self._drop_pictures()
        self._select_link(None)
        self.resumed = None
        self._clock.pause()
        moves = self.pending.end()
        match new:
            case Loaded(entry, source, start, rows, resumed, finder):
                self.resumed = resumed  # before it is laid out, which tells where its reader stands
                self.show(head(entry), source, start, rows)
                self.watch_ending()
                self._make(moves)
                if finder:
                    self.begin_search()
                    self._is_leaping = False  # the jump was made from where it was searched
                    self.search(_SEARCHED, finder)
            case Preview(None, is_first):
                self.show(self._welcome() if is_first else ())
            case Preview(Entry() as entry, is_first):
                hint = "" if is_first else self._hint(entry)
                self.show((*card(entry, hint=hint), *(self._welcome() if is_first else ())))
            case Loading(_, None):
                self._wait("Opening …")  # the disk is quicker than the eye: what is shown stays for a moment
            case Loading(entry, str(host)):
                self._wait(f"Fetching from {host} … {self._stop}")
                self._show_waiting(entry)
            case Failed(entry, error):
                self.show(card(entry, str(error), remedy(entry, error, self._keys)))
        self.stand()

    def watch_link(self) -> None:
        """Show another link as the one at hand."""
        self.repaint()

    def watch_ending(self) -> None:
        """Say below the text what stands there."""
        if isinstance(self.page, Loaded) and self.ending:
            self.put_foot(foot(self.ending, self._keys))

    # Actions

    def action_page_down(self) -> None:
        """One page down; at the end, on to the next unread article."""
        if isinstance(self.page, Loaded) and self.at_bottom:
            self.post_message(self.Finished(self.page.entry))
        elif isinstance(self.page, Preview | Failed) and self.current and self.at_bottom:
            self.post_message(Unable(f"This is the end of the card; {self._open} opens the article."))
        else:
            super().action_page_down()

    def action_top(self) -> None:
        """To the top."""
        if self.pending.is_waiting:
            self.pending.go_to_top()
        else:
            if not self._is_at_top:
                self._leap()
            super().action_top()

    async def action_bottom(self) -> None:
        """To the end."""
        if self.pending.is_waiting:
            self.pending.go_to_end()
        elif self.is_whole:
            if not self.at_bottom:
                self._leap()
            await super().action_bottom()
        else:
            self._leap()
            self.pending.land(Moves(from_end=True))  # a key may not wait until it is known
            await self._go_to_counted_end()

    async def action_next_heading(self) -> None:
        """To the next heading."""
        await self._jump("heading", 1)

    async def action_previous_heading(self) -> None:
        """To the previous heading."""
        await self._jump("heading", -1)

    async def action_next_code(self) -> None:
        """To the next code block."""
        await self._jump("code", 1)

    async def action_previous_code(self) -> None:
        """To the previous code block."""
        await self._jump("code", -1)

    def action_open(self) -> None:
        """Follow the link at hand; open the article of the card, or try again what failed."""
        if isinstance(self.page, Loaded):
            self.action_follow()
        elif isinstance(self.page, Loading):
            self.post_message(Unable(f"The article is still loading; {self._stop}."))
        elif self.current is None:
            self.post_message(Unable(NO_ARTICLE))
        else:
            # A damaged file would be read as damaged again.
            again = isinstance(self.page, Failed) and isinstance(self.page.error, Damaged)
            self.post_message(Opened(self.current, again=again))

    def action_follow(self) -> None:
        """Go where the link at hand leads."""
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

    async def action_visual(self) -> None:
        """Select by keys, from the word at hand on: of a highlight, a match, or of the first row in sight."""
        from blogreader.tui.reader.visual_mode import VisualMode

        if not self._has_text() or self.document is None or not self.in_sight:
            return
        spot = self.at_hand()
        if spot is None or not shows(self.in_sight, *spot):
            spot = self.document.offset_at(self.in_sight[0][0])
        visual = VisualMode(self.document, *max(spot, (self.document.head, 0)))
        if visual.is_empty:
            self.post_message(Unable("There are no words here to select."))
            return
        self.highlighting.drop()
        self.visual = visual
        self._show_selected()

    def action_note(self) -> None:
        """Highlight what is selected, or change the highlight at hand, or highlight the block at hand."""
        if self.current is None or isinstance(self.page, Loading):
            self._has_text()
        elif not isinstance(self.page, Loaded) or self.document is None:
            self.post_message(NoteWanted(self.current))
        elif self.selection.ends is None and (one := self.highlighting.current):
            self.post_message(NoteEdited(self.current, one.highlight))
        else:
            self._want_note(self.current)

    def action_notes(self) -> None:
        """Show the highlights of the article, also where its text can't be had."""
        if self.current is None or isinstance(self.page, Loading):
            self._has_text()
        else:
            self.post_message(NotesWanted())

    def action_next_note(self) -> None:
        """To the next highlight."""
        self._step_note(1)

    def action_previous_note(self) -> None:
        """To the previous highlight."""
        self._step_note(-1)

    # While text is selected by keys

    def action_start(self) -> None:
        """Select from the cursor on, or begin anew."""
        if self.visual:
            self.visual.start()
            self._show_selected()

    def action_swap(self) -> None:
        """Go to the other end of what is selected."""
        if self.visual:
            self.visual.swap()
            self._show_selected()

    def action_leave(self) -> None:
        """Select nothing."""
        self._deselect()

    def action_next_word(self) -> None:
        """To the next word."""
        self._move_selection("word", 1)

    def action_previous_word(self) -> None:
        """To the previous word."""
        self._move_selection("word", -1)

    def action_next_line(self) -> None:
        """To the next line."""
        self._move_selection("line", 1)

    def action_previous_line(self) -> None:
        """To the previous line."""
        self._move_selection("line", -1)

    def action_next_sentence(self) -> None:
        """To the next sentence."""
        self._move_selection("sentence", 1)

    def action_previous_sentence(self) -> None:
        """To the previous sentence."""
        self._move_selection("sentence", -1)

    def action_next_block(self) -> None:
        """To the next block."""
        self._move_selection("block", 1)

    def action_previous_block(self) -> None:
        """To the previous block."""
        self._move_selection("block", -1)

    # Links, and what else is in the text

    def action_hints(self) -> None:
        """Label the visible links with letters, to choose one by typing them."""
        links = links_in(self.document, self.in_sight) if self.document else []
        if links:
            self.links.ask(links)
            self.repaint(marks=False)
        else:
            self._tell_no_link("in sight")

    def action_find(self) -> None:
        """Find in the text."""
        if self._has_text():
            self.begin_search()
            self.post_message(FindWanted())

    def action_outline(self) -> None:
        """Show the headings."""
        if self._has_text():
            self.post_message(OutlineWanted())

    def action_dropped(self) -> None:
        """Show what was left out of the page, and why."""
        if self._has_text():
            self.post_message(DroppedWanted())

    def action_changes(self) -> None:
        """Show what changed since the article was read."""
        if self._has_text():
            self.post_message(ChangesWanted())

    def action_pictures(self) -> None:
        """Show all pictures, or none."""
        if self.images.pictures:
            self._drop_pictures()
        elif self._has_text():
            self.post_message(self.PicturesWanted(image_addresses(self.document) if self.document else {}))

    def action_return(self) -> None:
        """Go back to where the link was followed from."""
        self.post_message(ReturnWanted())

    def action_next_unread(self) -> None:
        """Go to the next match; without a search, open the next unread article."""
        if self.text_search.words:
            self._step_match(1)
        else:
            self.post_message(Stepped(1, unread=True, opened=True))

    def action_previous_unread(self) -> None:
        """Go to the previous match; without a search, open the previous unread article."""
        if self.text_search.words:
            self._step_match(-1)
        else:
            self.post_message(Stepped(-1, unread=True, opened=True))

    def action_copy(self) -> None:
        """Copy what is selected, else the code block at hand, else the address."""
        text = self.selected or (self.code_at_hand if isinstance(self.page, Loaded) else "")
        self._request(partial(Copied, text=text))

    def action_fetch_shown(self) -> None:
        """Make all articles that the list shows offline."""
        self.post_message(FetchWanted())

    def action_zen(self) -> None:
        """Show only the text, or everything again."""
        self.post_message(ZenWanted())

    # Handlers

    def on_key(self, event: events.Key) -> None:
        """Take the letters of a hint; any other key puts the hints away. While text is selected, take its keys."""
        if self.visual and (key := self._selecting_key(event)):
            event.stop()
            event.prevent_default()
            getattr(self, f"action_{key.action}")()
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
        """Select up to the mouse; beyond the edge the text moves."""
        if not self.selection.is_being_made:
            return
        offset = event.get_content_offset_capture(self)
        if not 0 <= offset.y < self.size.height:
            self.scroll_rows(1 if offset.y > 0 else -1)
        if self.selection.extend(self._spot(offset.x, max(0, min(offset.y, self.size.height - 1)))):
            self.repaint()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a selection, or choose the link that was clicked."""
        if not self.selection.is_being_made:
            return
        self.selection.end()
        self.release_mouse()
        offset, rows = event.get_content_offset(self), self.in_sight
        if offset and self.document and not self.selection.ends and 0 <= offset.y < len(rows):
            link = link_at(self.document, rows[offset.y][0], offset.x - self.margin)
            if link:
                self._choose_link(link)

    # Helpers

    async def _jump(self, kind: Literal["heading", "code"], step: int) -> None:
        """Go to the next (1) or previous (-1) heading or listing."""
        from blogreader.tui.reader.landmarks import is_code, is_heading

        if self._has_text():
            is_wanted, what = (is_heading, "heading") if kind == "heading" else (is_code, "code block")
            await self.jump(is_wanted, step, what)

    def _has_text(self) -> bool:
        """Return whether an article is open, and say so when none is."""
        if isinstance(self.page, Loading):
            self.post_message(Unable("The text is still loading."))
        elif not isinstance(self.page, Loaded):
            why = NO_ARTICLE if self.current is None else f"This is a card: {self._open} opens the article."
            self.post_message(Unable(why))
        return isinstance(self.page, Loaded)

    @property
    def current(self) -> Entry | None:
        """The article that is shown."""
        return self.page.entry

    @property
    def is_asking(self) -> bool:
        """Whether the next letters choose a link."""
        return self.links.is_asking

    @property
    def selected(self) -> str:
        """The text that is selected."""
        return self.selection.text(self.document.blocks) if self.document else ""

    def let_go(self) -> bool:
        """Drop what was begun last: a selection, a link, a search; False when there is none."""
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

    def let_go_of_selection(self) -> None:
        """Select nothing."""
        self._deselect()

    def _deselect(self) -> bool:
        self.visual = None
        if not self.selection.drop():
            return False
        self.repaint()
        return True

    def _spot(self, x: int, y: int) -> Spot | None:
        """Return the spot of the text at a cell of the window; to the right of a line, its end."""
        return spot_at(self.document, self.in_sight, x - self.margin, y) if self.document else None

    # Where the reader stands

    @property
    def fraction(self) -> float:
        """How much of the article stands above the end of the window, 0 to 1, in ten thousandths: so it is kept.

        Until the reader moves it is what was kept, however many rows the window has now.
        """
        return self.window[1] if self.resumed is None else self.resumed

    @property
    def window(self) -> tuple[float, float]:
        """The part of the article that is in sight, 0 to 1."""
        return part_of(self.document, self.in_sight, at_end=self.at_end) if self.document else (0.0, 0.0)

    def stand(self) -> None:
        """Say anew where the reader stands."""
        self.section = self._section()
        self.standing = self._standing()

    def _section(self) -> str:
        if not isinstance(self.page, Loaded) or not self.document or not self.in_sight:
            return ""
        from blogreader.tui.reader.landmarks import section_at

        return section_at(self.document, self.in_sight[0][0].block)

    def _standing(self) -> str:
        if not isinstance(self.page, Loaded):
            return ""
        is_resumed = self.resumed is not None and self.page.start is not None
        top = self._to_top if is_resumed else None
        return standing(self.page.entry, self.fraction, self.slowness, self.text_search.found, top)

    @property
    def place(self) -> Place:
        """Where the reader stands."""
        # What a list shows is what the footer said: how much has been in sight.
        place = None
        if self.document and self.standpoint:
            place = self.document.place_at(self.document.position_of(*self.standpoint), self.fraction)
        return place or Place(0, 0, "", self.fraction)

    def _leap(self) -> None:
        """Say from where a jump begins."""
        if isinstance(self.page, Loaded):
            self.post_message(Jumped(self.page.entry, self.place, self.rows_below))

    @property
    def code_at_hand(self) -> str:
        """The first code block in sight, whole; empty when there is none."""
        from blogreader.tui.reader.landmarks import code_at_hand

        return code_at_hand(self.document, self.in_sight) if self.document else ""

    def moved(self) -> None:
        """Post where the reader went; a link that is out of sight is at hand no more."""
        self.links.stop_asking()
        if self.link and not self.links.is_in(self.in_sight):
            self._select_link(None)
        self.resumed = None
        self._tell(way=self.way)

    def laid_out(self) -> None:
        """Fit the pictures into another width, and post where the reader stands now."""
        if self.images.is_outgrown(self.room):
            wanted = {**self.images.addresses}
            self._drop_pictures()
            self.post_message(self.PicturesWanted(wanted))
        self._tell(laid_out=True)

    def _tell(self, *, laid_out: bool = False, way: Way = "read") -> None:
        self.stand()
        if isinstance(self.page, Loaded) and self._width:
            self.post_message(self.Moved(self.page.entry, self.place, laid_out=laid_out, way=way))

    def at_hand(self) -> Spot | None:
        """Return what stays in sight when the window changes: the highlight at hand, the match, or the link."""
        if (current := self.highlighting.current) and current.passage and self.document:
            return current.passage.block + self.document.head, current.passage.start
        if (match := self.text_search.current) and self.document:
            return match.block + self.document.head, match.start
        return (self.link.block, self.link.start) if self.link else None

    def lay_out(self) -> None:
        """Lay out; the hints would stand elsewhere."""
        self.links.stop_asking()
        if self.visual:
            self.visual.forget_lines()
        super().lay_out()

    def stand_still(self) -> None:
        """Keep the place and what is at hand; a link stands in another row now."""
        super().stand_still()
        if self.document:
            self._select_link(self.links.found_again(self.document))

    # How it looks

    def marks_of(self, block: int, first: int, last: int) -> "Sequence[Mark]":
        """Mark the highlights, the link at hand, the matches, and what is selected."""
        head = self.document.head if self.document else 0
        return (
            *self.highlighting.marks(block - head, first, last),
            *self.links.marks(block),
            *self.text_search.marks(block - head, first, last),
            *self.selection.marks(block),
        )

    def picture_at(self, position: "Position") -> Strip | None:
        """Return the part of a picture that stands at a row."""
        strip = self.images.strip_at(self.document, position) if self.document else None
        if strip is None:
            return None
        return Strip([Segment(" " * self.margin, self._painter.style(())), *strip], self.margin + strip.cell_length)

    def render_line(self, y: int) -> Strip:
        """Paint a row, with the letters of the hints over it; the first one spins while a text is waited for."""
        if not y and not self.top and (waiting := self.pending.line):
            spinner = Segment(waiting, self._painter.style(("text", "strong")))
            return Strip([spinner]).adjust_cell_length(self.size.width, self._painter.style(()))
        strip = super().render_line(y)
        rows = self.in_sight
        if not self.links.is_asking or y >= len(rows):
            return strip
        for link, letters in self.links.hints_in(rows[y][0]):
            # Before the link where there is room, so that its own words stay in sight.
            x = self.margin + link.column
            x = x - len(letters) if x >= len(letters) else x
            shown = Strip([Segment(letters, self._painter.style(("text", "hint")))])
            strip = Strip.join([strip.crop(0, x), shown, strip.crop(x + len(letters), self.size.width)])
        return strip

    # While a text is waited for

    def scroll_rows(self, rows: int) -> None:
        """Move so many rows, or count them."""
        if self.pending.is_waiting:
            self.pending.scroll(rows)
        else:
            super().scroll_rows(rows)

    def _walk(self, rows: int) -> None:
        """Move so many rows for a key; while a text is waited for, nobody knows its end."""
        if self.pending.is_waiting:
            self.pending.scroll(rows)
        else:
            super()._walk(rows)

    def _wait(self, sentence: str) -> None:
        self.pending.begin(sentence)
        self._clock.reset()
        self._clock.resume()

    def _make(self, moves: Moves) -> None:
        """Make the moves that were counted."""
        if moves.from_end:
            self.pending.land(moves)  # what is pressed until then is counted too
            self.start(WorkerGroup.SCROLL, self._go_to_counted_end)
        elif moves.rows:
            self.scroll_rows(moves.rows)

    async def _go_to_counted_end(self) -> None:
        source, moves = self._source, Moves()
        try:
            await self.parsed()
        finally:  # also when it is stopped: nothing more is counted
            if self._source is source:  # else another text is shown, whose moves are counted anew
                moves = self.pending.end()
        if moves.from_end and self.document:
            self._move(self.document.last_top(self.size.height), "jump")
        if moves.rows:
            self.scroll_rows(moves.rows)

    def _welcome(self) -> "tuple[Block, ...]":
        return tuple(remark(line, "dim") for line in welcome(self._keys))

    def _hint(self, entry: Entry) -> str:
        """Say which keys help: with an article that failed, or to begin with one."""
        if entry.failure:
            return remedy(entry, None, self._keys)
        bookmark = "takes it off your list" if entry.state.bookmark is not None else "puts it on your list"
        names = ((self._open, "reads"), (first(self._keys, "articles.bookmark"), bookmark))
        return " · ".join(f"{key} {does}" for key, does in names if key)

    def _spin(self) -> None:
        if self.pending.spin() and self.current:
            self._show_waiting(self.current)
        self.refresh(Region(0, 0, self.size.width, 1))

    def _show_waiting(self, entry: Entry) -> None:
        """Show the card of the article that is waited for."""
        # The spinner's row comes first, where it is in sight whatever the summary's length.
        self.show((remark(self.pending.sentence or ""), *card(entry)))

    # Links

    def choose_return(self, block: int, href: str) -> None:
        """Put the way back at hand that stands behind a footnote: it shows which note was jumped to."""
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

    def take_highlights(self, found: tuple[Highlighted, ...], marks: "dict[int, list[Mark]]") -> None:
        """Show the highlights of the text."""
        self.highlighting.take(found, marks)
        self.repaint()

    def show_highlight(self, identity: str) -> bool:
        """Go to a highlight, which is at hand then; False: it stands nowhere in the text."""
        one = self.highlighting.choose(identity)
        if one is None or one.passage is None or self.document is None:
            return False
        self._leap()
        block, start = one.passage.block + self.document.head, one.passage.start
        position = self.document.position_of(block, start)
        self.show_row(position.block, position.row)
        if not shows(self.in_sight, block, start):
            offset = code_offset_to(self.document, block, start)
            self.code_offset = self.code_offset if offset is None else offset
        self.repaint()
        number = f"{self.highlighting.number(one)}/{self.highlighting.count}"
        self.post_message(Unable(clean_line(f"{number} {one.highlight.note or '· no note on it'}")))
        return True

    def _step_note(self, step: int) -> None:
        if not self._has_text() or self.document is None or not self.in_sight:
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

    def _want_note(self, entry: Entry) -> None:
        """Ask for a note on what is selected, or on the first block that begins in sight."""
        from blogreader.render.document.anchors import anchor_of, quoted, texts_of, trimmed

        if self.document is None or self._source is None:
            return
        if self.selection.ends is None:
            self._select_block()
        ends = self.selection.ends
        passage = None
        if ends and ends[1][0] >= self.document.head:
            text_of = texts_of(self._source)
            passage = trimmed(text_of, self._passage(*ends))
        if passage is None:
            self.post_message(Unable("There are no words here to highlight."))
            self._deselect()
            return
        quote = quoted(text_of, passage)
        if len(quote) > LONGEST_QUOTE:
            self.post_message(Unable(f"A highlight has at most {LONGEST_QUOTE:,} characters; this has {len(quote):,}."))
            return
        self.visual = None  # what is selected stays so while the note is typed
        if same := next((one for one in self.highlighting.all if one.passage == passage), None):
            self.post_message(NoteEdited(entry, same.highlight))
            return
        self.post_message(NoteWanted(entry, quote, anchor_of(text_of, passage)))

    def _passage(self, first: Spot, last: Spot) -> "Passage":
        """Return a part of what is shown as a passage of the text alone, without what stands above and below it."""
        from blogreader.render.document.anchors import Passage

        head = self.document.head if self.document else 0
        end = (self.document.end if self.document else None) or len(self.document.blocks if self.document else ())
        (block, start), (last_block, stop) = max(first, (head, 0)), last
        if last_block >= end:
            last_block, stop = end - 1, _FAR
        return Passage(block - head, start, last_block - head, stop)

    def _select_block(self) -> None:
        """Select the first block of the text that begins in sight, or the one at the top."""
        from blogreader.render import plain_text

        if self.document is None:
            return
        end = self.document.end if self.document.end is not None else len(self.document.blocks)
        rows = [at for at, _ in self.in_sight if self.document.head <= at.block < end]
        for at in sorted(rows, key=lambda at: at.row > 0):
            if (text := plain_text(self.document.blocks[at.block])).strip():
                self.selection.ends = (at.block, 0), (at.block, len(text))
                self.repaint()
                return

    def _selecting_key(self, event: events.Key) -> Key | None:
        keys = (key for key in self._keys if key.pane == SELECTING)
        return next((key for key in keys if not {event.key, *event.aliases}.isdisjoint(key.keys)), None)

    def _move_selection(self, unit: "Unit", step: int) -> None:
        visual = self.visual
        if visual is None or self.document is None:
            return
        if visual.move(unit, step):
            self._show_selected()
        elif step > 0 and not self.document.complete:
            self.start(WorkerGroup.ACTION, partial(self._move_selection_later, visual, unit))
        else:
            self.post_message(Unable(f"No {unit} {'below' if step > 0 else 'above'}."))

    async def _move_selection_later(self, visual: "VisualMode", unit: "Unit") -> None:
        """Move on in a text that had to be parsed first."""
        if await self.parsed() and self.visual is visual:
            self._move_selection(unit, 1)

    def _show_selected(self) -> None:
        """Mark what is selected, with the cursor in sight."""
        if self.visual is None or self.document is None:
            return
        self.selection.ends = self.visual.ends
        block, start, _ = self.visual.cursor
        position = self.document.position_of(block, start)
        self.show_row(position.block, position.row)
        if not shows(self.in_sight, block, start):
            offset = code_offset_to(self.document, block, start)
            self.code_offset = self.code_offset if offset is None else offset
        self.repaint()

    # Search

    def begin_search(self) -> None:
        """Remember where the search began: each letter more looks from there on."""
        self._search_origin = (*(self.standpoint or (0, 0)), self.rows_below)
        self._is_leaping = True
        self._select_link(None)

    def search(self, words: str, finder: "Finder | None" = None) -> None:
        """Mark what matches, and go to the first match from where the search began; no words: to its beginning."""
        self.text_search.begin(words, finder)
        self._before_search = self._position
        self.start(WorkerGroup.SEARCH, self._search)

    def end_search(self) -> None:
        """Take the marks away."""
        self.workers.cancel_group(self, WorkerGroup.SEARCH)
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
        # With fewer letters there may be a match nearer to where it began.
        if (self.text_search.count and self._position == self._before_search) or not self.text_search.words:
            self.go_to(block, offset, rows)
        if match := self.text_search.choose_from(block - self.document.head, offset):
            self._show_match(match)

    def _step_match(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match, round the end; while they are looked for, when they are found."""
        match = self.text_search.step(step)
        if match:
            # From match to match it is one jump; what was read in between is a place to come back to.
            self._is_leaping = self.way == "read"
            if self.text_search.count == 1:
                self.post_message(Unable("1/1: this is the only match."))
            self._show_match(match)
        elif not self.text_search.is_running:
            self.post_message(Unable(f"Nothing matches {self.text_search.words}."))

    def _show_match(self, match: "Match") -> None:
        if self.document:
            block = match.block + self.document.head
            position = self.document.position_of(block, match.start)
            if self._is_leaping:
                self._is_leaping = False
                self._leap()
            self.show_row(position.block, position.row)
            if not shows(self.in_sight, block, match.start):
                offset = code_offset_to(self.document, block, match.start)
                self.code_offset = self.code_offset if offset is None else offset
        self.repaint()
        self.stand()

    # Pictures

    @property
    def room(self) -> Room:
        """What there is for a picture now."""
        background = self.background_colors[1]
        return Room(self.text_width, max(self.size.height - _BESIDE, 1), background.rgb)

    def toggle_picture(self, block: int, url: str, *, seen: bool) -> None:
        """Show the picture of a block, or fold it again."""
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
        self._send(self.images.drop_all(self.document))
        self.repaint()

    def _send(self, sequence: str) -> None:
        if sequence:
            # Not up through the screen: what happens in one of its handlers does not go beyond it.
            self.app.post_message(TerminalSequence(sequence))
