"""The reader pane: shows one page value, and posts the reader's position and requests."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from blogreader.errors import Damaged
from blogreader.highlights import LONGEST_QUOTE
from blogreader.keys import READER, Key, first
from blogreader.model import Entry, Place, Status
from blogreader.transitions import Passed
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
    Unable,
    ZenWanted,
)
from blogreader.tui.reader.card import card, foot, head, remark, remedy, standing, welcome
from blogreader.tui.reader.content import Ending, Failed, Loaded, Loading, Page, Preview
from blogreader.tui.reader.document_view import COLUMN, Way
from blogreader.tui.reader.in_sight import part_of, passage_of
from blogreader.tui.reader.marked_view import MarkedView
from blogreader.tui.reader.pending_scroll import Moves, PendingScroll
from blogreader.tui.worker_groups import WorkerGroup

if TYPE_CHECKING:
    from blogreader.render import Block

_SPINNER_SECONDS = 0.1
_SEARCHED = "what was searched"
"""Names the search terms in sentences, after a search in the archive."""


class Reader(ArticleActions, MarkedView, inherit_bindings=False):
    """An article's text, or its card while there is none."""

    BINDINGS = bindings(READER)

    page: var[Page] = var(Preview(), init=False)
    """The value shown."""
    resumed: var[float | None] = var(None, init=False)
    """The saved fraction of an article opened at its place, until the reader moves."""
    slowness: var[float] = var(1.0, init=False)
    """The reader's minutes for each minute in an index."""
    ending: var[Ending | None] = var(None, init=False)
    """What is shown at the end of the article."""
    standing: var[str] = var("", init=False)
    """The reader's progress: `43 % · 7 min left`."""
    section: var[str] = var("", init=False)
    """The title of the current section; empty before the first."""

    class Moved(Message):
        """The reader moved in an article, and how; or it was laid out again."""

        def __init__(self, entry: Entry, place: Place, *, laid_out: bool = False, way: Way = "read") -> None:
            super().__init__()
            self.entry = entry
            self.place = place
            self.laid_out = laid_out
            self.way = way

    class Finished(Message):
        """The reader paged beyond the end: the article is read, and the next unread one wanted."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, keys: tuple[Key, ...], column: int = COLUMN, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(column, id=id)
        self.pending = PendingScroll()
        self._passed = Passed()
        self.take_keys(keys)

    def on_mount(self) -> None:
        """Create the spinner's timer, which is paused except while waiting."""
        self._clock = self.set_interval(_SPINNER_SECONDS, self._spin, pause=True)

    def take_keys(self, keys: tuple[Key, ...]) -> None:
        """Use another key table."""
        self.keys = keys
        self._open, self._to_top = first(keys, "reader.open"), first(keys, "reader.top")
        self._stop = f"{first(keys, 'everywhere.back')} stops"

    def warm_up(self) -> None:
        """Find the usual styles, which the first text would take a tenth of its time for."""
        from blogreader.tui.reader.prefetch import usual_roles

        for roles in usual_roles():
            self._painter.style(roles)

    # Watchers

    def watch_page(self, old: Page, new: Page) -> None:
        """Show another value: an article at its saved place, anything else from its top."""
        if isinstance(old, Loaded) and isinstance(new, Loaded) and old.source is new.source:
            self.stand()  # only its state changed
            return
        self.drop_marks()
        self.resumed = None
        self._clock.pause()
        moves = self.pending.end()
        match new:
            case Loaded(entry, source, start, rows, resumed, finder):
                self.resumed = resumed  # before the layout, which posts the position
                is_jump = start is not None and resumed is None
                self._passed = self._passed.opened(entry.article.key, entry.state.place, is_jump=is_jump)
                self.show(head(entry), source, start, rows)
                self.watch_ending()
                self._make(moves)
                if finder:
                    self.begin_search()
                    self._is_leaping = False  # the jump was recorded where the search began
                    self.search(_SEARCHED, finder)
            case Preview(None, is_first, _):
                self.show((remark(""), *self._welcome()) if is_first else ())
            case Preview(Entry() as entry, is_first, today):
                hint = "" if is_first else self._hint(entry)
                self.show((*card(entry, hint=hint, today=today), *(self._welcome() if is_first else ())))
            case Loading(_, None):
                self._wait("Opening …")  # usually the disk is quicker than the eye: keep what is shown for a moment
            case Loading(entry, str(host)):
                self._wait(f"Fetching from {host} … {self._stop}")
                self._show_waiting(entry)
            case Failed(entry, error):
                self.show(card(entry, str(error), remedy(entry, error, self.keys)))
        self.stand()

    def watch_ending(self) -> None:
        """Show the ending below the text."""
        if isinstance(self.page, Loaded) and self.ending:
            self.put_foot(foot(self.ending, self.keys))

    # Actions

    def action_page_down(self) -> None:
        """One page down; at the end, on to the next unread article."""
        if isinstance(self.page, Loaded) and self.at_bottom:
            self.post_message(self.Finished(self.page.entry))
        elif isinstance(self.page, Preview | Failed) and self.current and self.at_bottom:
            self.post_message(Unable(f"This is the end of the card; {self._way_in}."))
        else:
            super().action_page_down()

    def action_top(self) -> None:
        """To the top."""
        if self.pending.is_waiting:
            self.pending.go_to_top()
        else:
            if not self._is_at_top:
                self.leap()
            super().action_top()

    async def action_bottom(self) -> None:
        """To the end."""
        if self.pending.is_waiting:
            self.pending.go_to_end()
        elif self.is_whole:
            if not self.at_bottom:
                self.leap()
            await super().action_bottom()
        else:
            self.leap()
            self.pending.land(Moves(from_end=True))  # a key must not wait until it is known
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
        """Follow the selected link; open the article of a card; retry a failed one."""
        if isinstance(self.page, Loaded):
            self.action_follow()
        elif isinstance(self.page, Loading):
            self.post_message(Unable(f"The article is still loading; {self._stop}."))
        elif self.current is None:
            self.post_message(Unable(NO_ARTICLE))
        else:
            # Reading a damaged file again would not help.
            again = isinstance(self.page, Failed) and isinstance(self.page.error, Damaged)
            self.post_message(Opened(self.current, again=again))

    def action_note(self) -> None:
        """Highlight the selection, or edit the current highlight, or highlight the current block."""
        if self.current is None or isinstance(self.page, Loading):
            self.has_text()
        elif not isinstance(self.page, Loaded) or self.document is None:
            self.post_message(NoteWanted(self.current))
        elif self.selection.ends is None and (one := self.highlighting.current):
            self.post_message(NoteEdited(self.current, one.highlight))
        else:
            self._want_note(self.current)

    def action_notes(self) -> None:
        """Show the highlights of the article, even if its text is not available."""
        if self.current is None or isinstance(self.page, Loading):
            self.has_text()
        else:
            self.post_message(NotesWanted())

    def action_find(self) -> None:
        """Find in the text."""
        if self.has_text():
            self.begin_search()
            self.post_message(FindWanted())

    def action_outline(self) -> None:
        """Show the headings."""
        if self.has_text():
            self.post_message(OutlineWanted())

    def action_dropped(self) -> None:
        """Show what was left out of the page, and why."""
        if self.has_text():
            self.post_message(DroppedWanted())

    def action_changes(self) -> None:
        """Show what changed since the article was read."""
        if self.has_text():
            self.post_message(ChangesWanted())

    def action_return(self) -> None:
        """Go back to where the last link was followed."""
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
        """Copy the selection, or the first visible code block, or the address."""
        text = self.selected or (self.code_at_hand if isinstance(self.page, Loaded) else "")
        self._request(partial(Copied, text=text))

    def action_fetch_shown(self) -> None:
        """Make all listed articles available offline."""
        self.post_message(FetchWanted())

    def action_zen(self) -> None:
        """Show only the text, or everything again."""
        self.post_message(ZenWanted())

    # Helpers

    async def _jump(self, kind: Literal["heading", "code"], step: int) -> None:
        """Go to the next (1) or previous (-1) heading or listing."""
        from blogreader.tui.reader.landmarks import is_code, is_heading

        if self.has_text():
            is_wanted, what = (is_heading, "heading") if kind == "heading" else (is_code, "code block")
            await self.jump(is_wanted, step, what)

    def has_text(self) -> bool:
        """Return whether an article is open; if not, say so."""
        if isinstance(self.page, Loading):
            self.post_message(Unable("The text is still loading."))
        elif not isinstance(self.page, Loaded):
            why = NO_ARTICLE if self.current is None else f"This is a card: {self._way_in}."
            self.post_message(Unable(why))
        return isinstance(self.page, Loaded)

    @property
    def _way_in(self) -> str:
        """What opens the article whose card is shown, in words."""
        return f"{self._open} {'tries again' if isinstance(self.page, Failed) else 'opens the article'}"

    @property
    def current(self) -> Entry | None:
        """The article shown."""
        return self.page.entry

    # The reader's position

    @property
    def fraction(self) -> float:
        """How much of the article is above the end of the window, 0 to 1, in ten thousandths, as stored.

        Until the reader moves, it is the stored value, however many rows the window has now.
        """
        return self.window[1] if self.resumed is None else self.resumed

    @property
    def share_read(self) -> float:
        """How much of the article is above the end of the window and was not jumped over, 0 to 1."""
        if not isinstance(self.page, Loaded) or self.page.entry.state.status is Status.READ or self.resumed is not None:
            return self.fraction
        return self._passed.share(self.fraction)

    @property
    def window(self) -> tuple[float, float]:
        """The part of the article in view, 0 to 1."""
        return part_of(self.document, self.in_sight, at_end=self.at_end) if self.document else (0.0, 0.0)

    def stand(self) -> None:
        """Update the section and the progress."""
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
        return standing(self.page.entry, self.share_read, self.fraction, self.slowness, self.text_search.found, top)

    @property
    def place(self) -> Place:
        """The reader's place."""
        # As shown in the lists and the footer: how much has been in view.
        place = None
        if self.document and self.standpoint:
            place = self.document.place_at(self.document.position_of(*self.standpoint), self.fraction)
        return place or Place(0, 0, "", self.fraction)

    def leap(self) -> None:
        """Post where a jump begins."""
        if isinstance(self.page, Loaded):
            self.post_message(Jumped(self.page.entry, self.place, self.rows_below))

    @property
    def code_at_hand(self) -> str:
        """The whole first code block in view; empty if there is none."""
        from blogreader.tui.reader.landmarks import code_at_hand

        return code_at_hand(self.document, self.in_sight) if self.document else ""

    def moved(self) -> None:
        """Post the reader's new position."""
        super().moved()
        self.resumed = None
        self._passed = replace(self._passed, is_jump=self.way != "read")
        self._tell(way=self.way)

    def laid_out(self) -> None:
        """Post the reader's position after a layout."""
        super().laid_out()
        self._tell(laid_out=True)

    def _tell(self, *, laid_out: bool = False, way: Way = "read") -> None:
        if not isinstance(self.page, Loaded) or not self._width:
            self.stand()
            return
        self._passed = self._passed.seeing(*self.window)
        self.stand()
        place = replace(self.place, fraction=self.share_read)
        self.post_message(self.Moved(self.page.entry, place, laid_out=laid_out, way=way))

    # How it looks

    def render_line(self, y: int) -> Strip:
        """Paint a row; the first one has the spinner while a text is loading."""
        if not y and not self.top and (waiting := self.pending.line):
            # Beside the column, so that the sentence stands in line with the text.
            before = " " * (self.margin - len(waiting) + len(self.pending.sentence or ""))
            spinner = Segment(before + waiting, self._painter.style(("text", "dim")))
            return Strip([spinner]).adjust_cell_length(self.size.width, self._painter.style(()))
        return super().render_line(y)

    # While a text is loading

    def scroll_rows(self, rows: int) -> None:
        """Move by rows, or count them while a text is loading."""
        if self.pending.is_waiting:
            self.pending.scroll(rows)
        else:
            super().scroll_rows(rows)

    def _walk(self, rows: int) -> None:
        """Move by rows for a key; while a text is loading, its end is unknown."""
        if self.pending.is_waiting:
            self.pending.scroll(rows)
        else:
            super()._walk(rows)

    def _wait(self, sentence: str) -> None:
        self.pending.begin(sentence)
        self._clock.reset()
        self._clock.resume()

    def _make(self, moves: Moves) -> None:
        """Make the counted moves."""
        if moves.from_end:
            self.pending.land(moves)  # keys until then are counted, too
            self.start(WorkerGroup.SCROLL, self._go_to_counted_end)
        elif moves.rows:
            self.scroll_rows(moves.rows)

    async def _go_to_counted_end(self) -> None:
        source, moves = self._source, Moves()
        try:
            await self.parsed()
        finally:  # even when it is stopped: no more counting
            if self._source is source:  # otherwise another text is shown, which counts its own moves
                moves = self.pending.end()
        if moves.from_end and self.document:
            self._move(self.document.last_top(self.size.height), "jump")
        if moves.rows:
            self.scroll_rows(moves.rows)

    def _welcome(self) -> "tuple[Block, ...]":
        return tuple(remark(line, "dim") for line in welcome(self.keys))

    def _hint(self, entry: Entry) -> str:
        """Return which keys help: with a failed article, or to open one."""
        if entry.failure:
            return remedy(entry, None, self.keys)
        bookmark = "takes it off your list" if entry.state.bookmark is not None else "puts it on your list"
        names = ((self._open, "reads"), (first(self.keys, "articles.bookmark"), bookmark))
        return " · ".join(f"{key} {does}" for key, does in names if key)

    def _spin(self) -> None:
        if self.pending.spin() and self.current:
            self._show_waiting(self.current)
        self.refresh(Region(0, 0, self.size.width, 1))

    def _show_waiting(self, entry: Entry) -> None:
        """Show the card of the article that is loading."""
        # The spinner's row comes first, so that it is visible however long the summary is: in place of the line of air.
        self.show((remark(self.pending.sentence or ""), *card(entry)[1:]))

    def _want_note(self, entry: Entry) -> None:
        """Ask for a note on the selection, or on the first block that begins in view."""
        from blogreader.render.document.anchors import anchor_of, quoted, texts_of, trimmed

        if self.document is None or self._source is None:
            return
        is_selected = self.selection.ends is not None
        if not is_selected:
            self._select_block()
        ends = self.selection.ends
        passage = None
        if ends and ends[1][0] >= self.document.head:
            text_of = texts_of(self._source)
            passage = trimmed(text_of, passage_of(self.document, *ends))
        if passage is None:
            self.post_message(Unable("There are no words here to highlight."))
            self._deselect()
            return
        quote = quoted(text_of, passage)
        if len(quote) > LONGEST_QUOTE:
            self.post_message(Unable(f"A highlight has at most {LONGEST_QUOTE:,} characters; this has {len(quote):,}."))
            return
        self.end_visual()  # the text stays selected while the note is typed
        if same := next((one for one in self.highlighting.all if one.passage == passage), None):
            self.post_message(NoteEdited(entry, same.highlight))
            return
        self.post_message(NoteWanted(entry, quote, anchor_of(text_of, passage), selected=is_selected))
