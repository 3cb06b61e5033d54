"""Highlights and notes: shown in the text that is open, asked for in a line, changed, and listed."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from blogreader.highlights import COLOURS, LONGEST_NOTE
from blogreader.keys import READER, first
from blogreader.library import Library
from blogreader.model import Anchor, Entry, Highlight, NoteFields
from blogreader.tui.panes.filter_line import NoteLine
from blogreader.tui.reader.content import Loaded
from blogreader.tui.reader.highlight_marks import Highlighted, marks_of
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import NOTE, ReadingLayout
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup

if TYPE_CHECKING:
    from blogreader.render import ParsedDocument
    from blogreader.render.layout.marks import Mark


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What the line is asked for: a note on a passage, on an article, or another one on a highlight."""

    entry: Entry
    quote: str = ""
    anchor: Anchor | None = None
    colour: str = COLOURS[0]
    highlight: Highlight | None = None


class NoteChanges(BackgroundTasks):
    """Keeps the highlights of the open text as they are kept; each change is one step of undo."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, state_changes: StateChanges) -> None:
        super().__init__(layout, library)
        self._state_changes = state_changes
        self._draft: NoteDraft | None = None
        self._last_colour = COLOURS[0]
        self._shown: tuple[object, NoteFields] | None = None
        """The text whose highlights are shown, and what was kept of them."""

    # What the text shows

    def look(self) -> None:
        """Show the highlights of the text that is open, where these are others than those that are shown."""
        page = self._layout.page
        if not isinstance(page, Loaded):
            self._shown = None
            return
        fields = self._library.sync.notes.fields(page.entry.article.key)
        if self._shown is None or self._shown[0] is not page.source or self._shown[1] != fields:
            is_empty = not fields and (self._shown is None or self._shown[0] is not page.source)
            self._shown = page.source, fields
            if not is_empty:
                self.run(WorkerGroup.NOTES, self._look, page)

    async def _look(self, page: Loaded) -> None:
        await self._library.change(lambda: None)
        found, marks = await self.here(
            asyncio.to_thread(_found, self._library.sync, page.entry.article.key, page.source)
        )
        self._layout.reader.take_highlights(found, marks)

    # The line

    def ask(self, entry: Entry, quote: str, anchor: Anchor | None) -> None:
        """Ask for a note on a passage, or without one on the article as a whole."""
        self._begin(NoteDraft(entry, quote, anchor, self._last_colour), "")

    def edit(self, entry: Entry, highlight: Highlight) -> None:
        """Ask for another note on a highlight, and for its colour."""
        self._begin(NoteDraft(entry, highlight.quote, None, highlight.colour, highlight), highlight.note)

    def _begin(self, draft: NoteDraft, note: str) -> None:
        if self._draft is not None:  # somebody went elsewhere with the mouse: what was typed stays
            self._line.focus()
            self._layout.explain("A note is being written: Enter keeps it, Esc drops it.")
            return
        self._draft = draft
        self._line.note = note
        self._layout.query_one("#noting").add_class("-shown")
        self._show_colour()
        self._line.focus()

    def colour(self, step: int) -> None:
        """Take the next (1) or previous (-1) colour."""
        if (draft := self._draft) is None:
            return
        if not draft.quote:
            self._layout.explain("A note on the whole article has no colour.")
            return
        colour = COLOURS[(COLOURS.index(draft.colour) + step) % len(COLOURS)]
        self._draft = NoteDraft(draft.entry, draft.quote, draft.anchor, colour, draft.highlight)
        self._show_colour()

    def keep(self) -> None:
        """Keep what was typed."""
        draft, note = self._draft, self._line.note.strip()
        if draft is None:
            return
        if len(note) > LONGEST_NOTE:
            self._layout.explain(f"A note has at most {LONGEST_NOTE:,} characters; this has {len(note):,}.")
            return
        if not note and not draft.quote:
            self._layout.explain("A note on the whole article has words; Esc leaves it.")
            return
        self._leave()
        notes, key = self._library.sync.notes, draft.entry.article.key
        if draft.quote:
            self._last_colour = draft.colour
        if draft.highlight is None:
            add = partial(notes.add, key, quote=draft.quote, note=note, colour=draft.colour, anchor=draft.anchor)
            self._state_changes.make(add, draft.entry)
            self._layout.explain("Highlighted." if draft.quote else "Noted.")
        else:
            change = partial(notes.edit, key, draft.highlight.id, note=note, colour=draft.colour)
            if (note, draft.colour) != (draft.highlight.note, draft.highlight.colour):
                self._state_changes.make(change, draft.entry)
                self._layout.explain("Changed.")

    def cancel(self) -> None:
        """Keep nothing."""
        is_new = self._draft is not None and self._draft.highlight is None
        self._leave()
        self._layout.explain("Nothing was noted." if is_new else "Nothing was changed.")

    def _leave(self) -> None:
        self._draft = None
        self._layout.query_one("#noting").remove_class("-shown")
        self._layout.reader.let_go_of_selection()
        self._layout.query_one(f"#{self._layout.at}").focus()

    def _show_colour(self) -> None:
        draft = self._draft
        if draft is not None:
            what = Content.styled(f" {draft.colour} ", f"$foreground on $note-{draft.colour}")
            whole = Content.styled("on the whole article", "$muted")
            self._layout.query_one("#note-sign", Static).update(what if draft.quote else whole)

    @property
    def _line(self) -> NoteLine:
        return self._layout.query_one(f"#{NOTE}", NoteLine)

    # The list

    def show(self) -> None:
        """List the highlights of the article that is open."""
        self.run_for_overlay(WorkerGroup.OUTLINE, self._show)

    async def _show(self) -> None:
        from blogreader.tui.dialogs.notes_screen import NoteChoice, NotesScreen

        layout, page = self._layout, self._layout.page
        entry = page.entry
        if entry is None:
            return
        cursor, source = 0, page.source if isinstance(page, Loaded) else None
        while True:
            await self._library.change(lambda: None)
            found, marks = await self.here(asyncio.to_thread(_found, self._library.sync, entry.article.key, source))
            layout.reader.take_highlights(found, marks)
            if not found:
                name = first(layout.keys, "reader.note")
                layout.explain(f"There are no highlights and no notes here; {name} makes one." if name else "No notes.")
                return
            current = layout.reader.highlighting.current
            at = next((number for number, one in enumerate(found) if one is current), min(cursor, len(found) - 1))
            screen = NotesScreen(found, at, layout.keys, has_text=source is not None)
            chosen: NoteChoice | None = await self.here(layout.app.push_screen_wait(screen))
            if chosen is None:
                return
            one = found[chosen.number]
            cursor = chosen.number
            if chosen.does == "delete":
                await self._delete(entry, one.highlight)
                continue
            if chosen.does == "edit":
                self.edit(entry, one.highlight)
            elif one.passage is None:
                is_whole = not one.highlight.quote
                layout.explain("It is on the whole article." if is_whole else _NOT_FOUND if source else _NO_TEXT)
            else:
                layout.at = READER
                layout.reader.show_highlight(one.highlight.id)
            return

    async def _delete(self, entry: Entry, highlight: Highlight) -> None:
        delete = partial(self._library.sync.notes.delete, entry.article.key, highlight.id)
        self._layout.reader.highlighting.drop()
        await self._state_changes.show(await self._library.change(delete) or [entry])
        undo = first(self._layout.keys, "everywhere.undo")
        self._layout.explain("Deleted" + (f"; {undo} brings it back." if undo else "."))


_NO_TEXT = "There is no text here to go to; the quote is kept."
_NOT_FOUND = "This passage is not in the text any more; its quote is kept."


def _found(
    library: Library, key: str, source: "ParsedDocument | None"
) -> "tuple[tuple[Highlighted, ...], dict[int, list[Mark]]]":
    """Return the highlights of an article with where they stand in its text, and what marks them."""
    from blogreader.render.document.anchors import find_passages

    highlights = library.notes.of(key)
    passages = find_passages(source, highlights) if source else {}
    found = [Highlighted(one, passages.get(one.id)) for one in highlights]
    # In the order of this text; what is said of the whole of it first, what was not found last.
    found.sort(key=lambda one: one.passage[:2] if one.passage else (1 << 40 if one.highlight.quote else -1, 0))
    return tuple(found), marks_of(found)
