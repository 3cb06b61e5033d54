"""Highlights and notes: shown in the open text, typed in a line, changed, and listed."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from blogreader.highlights import COLOURS, LONGEST_NOTE
from blogreader.keys import READER, first
from blogreader.library import Library
from blogreader.library.note_drafts import NoteDraft
from blogreader.model import Anchor, Entry, Highlight, NoteFields
from blogreader.records import dataclass, replace
from blogreader.text import clean_line
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


_KEEP_DRAFT_AFTER_SECONDS = 2.0
"""After this, typed text is on disk, however the program ends."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The purpose of the line: a note on a passage or an article, or a new text for a highlight."""

    entry: Entry
    draft: NoteDraft
    highlight: Highlight | None = None
    """The highlight being edited, as stored; None: a new one."""

    @property
    def before(self) -> str:
        """The stored text, which is not lost if the new one is dropped."""
        return self.highlight.note if self.highlight else ""

    @property
    def target(self) -> tuple[object, ...]:
        """What the note is on."""
        return self.draft.key, self.draft.highlight, self.draft.quote, self.draft.anchor


class NoteChanges(BackgroundTasks):
    """Keeps the highlights of the open text up to date; each change is one step to undo."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, state_changes: StateChanges) -> None:
        super().__init__(layout, library)
        self._state_changes = state_changes
        self._asked: Asked | None = None
        self._draft_timer: Timer | None = None
        self._dropped: dict[tuple[object, ...], str] = {}
        """Dropped texts by target, since Esc may have been pressed by mistake."""
        self._is_ready = False
        """Whether the state is in memory, so that reading it delays no key."""
        self._done: set[str] = set()
        """Drafts that became notes or were dropped, perhaps not on disk yet."""
        self._last_colour = COLOURS[0]
        self._shown: tuple[object, NoteFields] | None = None
        """The text whose highlights are shown, and their stored fields."""

    # In the text

    def look(self) -> None:
        """Show the highlights of the open text, if they differ from the shown ones."""
        page = self._layout.page
        if not isinstance(page, Loaded):
            self._shown = None
            return
        if not self._is_ready:  # the state is read with the first text: a third of a second for 20 000 notes
            self.run(WorkerGroup.NOTES, self._begin_to_look, page.entry.article.key)
            return
        fields = self._library.sync.notes.fields(page.entry.article.key)
        if self._shown is None or self._shown[0] is not page.source or self._shown[1] != fields:
            is_new = self._shown is None or self._shown[0] is not page.source
            self._shown = page.source, fields
            if fields or not is_new:
                self.run(WorkerGroup.NOTES, self._look, page)
            if is_new:
                self._tell_draft(page.entry)

    def _tell_draft(self, entry: Entry) -> None:
        """Say that an opened article has an unfinished note."""
        name = first(self._layout.keys, "reader.note")
        if name and not self._asked and self._drafts_of(entry):
            self._layout.say(f"There is an unfinished note here: {name} continues it.")

    def tell_draft(self, key: str) -> None:
        """Say which article has an unfinished note."""
        name, entries = first(self._layout.keys, "articles.note"), self._library.sync.entries([key])
        if name and entries:
            title = clean_line(entries[0].article.title)
            self._layout.say(f"A note on “{title}” is unfinished: {name} there continues it.")

    def _drafts_of(self, entry: Entry) -> list[NoteDraft]:
        drafts = self._library.sync.note_drafts.of(entry.article.key)
        return [one for one in drafts if one.id not in self._done]

    async def _begin_to_look(self, key: str) -> None:
        await self._library.change(lambda: self._library.sync.notes.fields(key))
        self._is_ready = True
        self.look()

    async def _look(self, page: Loaded) -> None:
        await self._library.change(lambda: None)
        found, marks = await self.here(
            asyncio.to_thread(_found, self._library.sync, page.entry.article.key, page.source)
        )
        self._layout.reader.take_highlights(found, marks)

    # The line

    async def ask(self, entry: Entry, quote: str, anchor: Anchor | None, *, selected: bool) -> None:
        """Ask for a note on a passage, or without one on the whole article.

        If nothing was selected, an unfinished note takes precedence.
        """
        await self._layout.line(NOTE)
        kept = [] if selected or self._asked else self._drafts_of(entry)
        if kept:
            self._resume(entry, kept[0])
        else:
            drafts = self._library.sync.note_drafts
            self._begin(Asked(entry, drafts.new(entry.article.key, quote, anchor, self._last_colour)))

    async def edit(self, entry: Entry, highlight: Highlight) -> None:
        """Edit the note and the colour of a highlight."""
        await self._layout.line(NOTE)
        kept = [] if self._asked else [one for one in self._drafts_of(entry) if one.highlight == highlight.id]
        if kept:
            self._resume(entry, kept[0])
        else:
            draft = self._library.sync.note_drafts.new(entry.article.key, "", None, "", highlight)
            self._begin(Asked(entry, draft, highlight))

    def _resume(self, entry: Entry, draft: NoteDraft) -> None:
        """Continue an unfinished note, on its original target."""
        found = self._library.sync.notes.of(entry.article.key)
        # A highlight that was deleted meanwhile is created again, so that the note is not lost.
        self._begin(Asked(entry, draft, next((one for one in found if one.id == draft.highlight), None)))
        self._layout.explain("This is your unfinished note: Enter saves it, Esc drops it.")
        page = self._layout.page
        if isinstance(page, Loaded) and page.entry.article.key == draft.key:
            self.run(WorkerGroup.PASSAGE, self._select, page.source, draft)

    async def _select(self, source: "ParsedDocument", draft: NoteDraft) -> None:
        from blogreader.render.document.anchors import find_passages

        one = Highlight(draft.id, draft.quote, anchor=draft.anchor)
        found = await self.here(asyncio.to_thread(find_passages, source, (one,))) if draft.quote else {}
        if self._asked and self._asked.draft.id == draft.id:
            self._layout.reader.select_passage(found.get(draft.id))

    def _begin(self, asked: Asked) -> None:
        if self._asked is not None:  # the focus moved by mouse: the typed text stays
            self._line.focus()
            self._layout.explain("A note is being written: Enter saves it, Esc drops it.")
            return
        dropped = self._dropped.pop(asked.target, "")
        self._asked = asked
        self._line.note = dropped or asked.draft.note
        self._layout.query_one("#noting").add_class("-shown")
        self._show_colour()
        self._line.focus()
        if dropped:
            self._layout.explain("This is what you wrote before: Enter saves it, Esc drops it.")

    def colour(self, step: int) -> None:
        """Use the next (1) or previous (-1) colour."""
        if (asked := self._asked) is None:
            return
        if not asked.draft.quote:
            self._layout.explain("A note on the whole article has no colour.")
            return
        colour = COLOURS[(COLOURS.index(asked.draft.colour) + step) % len(COLOURS)]
        self._asked = replace(asked, draft=replace(asked.draft, colour=colour))
        self._show_colour()

    def typed(self) -> None:
        """Save the typed text in a moment."""
        if self._draft_timer is None and self._asked and self._line.note != self._asked.draft.note:
            self._draft_timer = self._layout.later(None, _KEEP_DRAFT_AFTER_SECONDS, self._keep_draft)

    @property
    def noting(self) -> str:
        """The key of the article with the note being written; empty: there is none."""
        return self._asked.draft.key if self._asked and self._line.note.strip() != self._asked.before.strip() else ""

    def unkept(self) -> list[Callable[[], object]]:
        """Return functions that save an unfinished note."""
        asked = self._asked
        if asked is None or (note := self._line.note) == asked.draft.note:
            return []
        self._asked = replace(asked, draft=replace(asked.draft, note=note))
        drafts = self._library.sync.note_drafts
        keep = partial(drafts.keep, self._asked.draft) if note.strip() else partial(drafts.drop, asked.draft.id)
        return [keep]

    def _keep_draft(self) -> None:
        self._draft_timer = None
        for keep in self.unkept():
            self.run(WorkerGroup.CHANGE, self._library.change, keep)

    def keep(self) -> None:
        """Save the note."""
        asked, note = self._asked, self._line.note.strip()
        if asked is None:
            return
        draft = asked.draft
        if len(note) > LONGEST_NOTE:
            self._layout.explain(f"A note has at most {LONGEST_NOTE:,} characters; this has {len(note):,}.")
            return
        if not note and not draft.quote:
            self._layout.explain("A note on the whole article needs words; Esc cancels it.")
            return
        self._leave()
        library = self._library.sync
        if draft.quote:
            self._last_colour = draft.colour
        if asked.highlight is None or (note, draft.colour) != (asked.highlight.note, asked.highlight.colour):
            self._state_changes.make(partial(_keep, library, asked, note), asked.entry)
            new = "Highlighted." if draft.quote else "Noted."
            self._layout.explain(new if asked.highlight is None else "Changed.")
        else:
            self.run(WorkerGroup.CHANGE, self._library.change, partial(library.note_drafts.drop, draft.id))

    def cancel(self) -> None:
        """Close the line without saving; the text is offered again for a note on the same target."""
        asked, typed = self._asked, self._line.note
        is_new = asked is None or asked.highlight is None
        self._leave()
        self._layout.explain("No note was made." if is_new else "Nothing was changed.")
        if asked is None:
            return
        if typed.strip() and typed != asked.before:
            self._dropped[asked.target] = typed
        self.run(WorkerGroup.CHANGE, self._library.change, partial(self._library.sync.note_drafts.drop, asked.draft.id))

    def _leave(self) -> None:
        if self._asked is not None:
            self._done.add(self._asked.draft.id)
        self._asked = None
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        self._layout.query_one("#noting").remove_class("-shown")
        self._layout.reader.select_passage(None)
        self._layout.query_one(f"#{self._layout.at}").focus()

    def _show_colour(self) -> None:
        if self._asked is not None:
            draft = self._asked.draft
            what = Content.styled(f" {draft.colour} ", f"$foreground on $note-{draft.colour}")
            whole = Content.styled("on the whole article", "$muted")
            self._layout.query_one("#note-sign", Static).update(what if draft.quote else whole)

    @property
    def _line(self) -> NoteLine:
        return self._layout.query_one(f"#{NOTE}", NoteLine)

    # The list

    def show(self) -> None:
        """List the highlights of the open article."""
        self.run_for_overlay(WorkerGroup.OUTLINE, self._show)

    async def _show(self) -> None:
        from blogreader.tui.dialogs.notes_screen import NoteChoice, NotesScreen

        layout, page = self._layout, self._layout.page
        entry = page.entry
        if entry is None:
            return
        cursor, source = 0, page.source if isinstance(page, Loaded) else None
        has_deleted = False
        while True:
            await self._library.change(lambda: None)
            found, marks = await self.here(asyncio.to_thread(_found, self._library.sync, entry.article.key, source))
            layout.reader.take_highlights(found, marks)
            if not found:
                name = first(layout.keys, "reader.note")
                if not has_deleted:  # after the last one, a message says that it is deleted and how to bring it back
                    layout.explain(f"There are no highlights or notes here; {name} makes one." if name else "No notes.")
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
                has_deleted = True
                continue
            if chosen.does in {"undo", "redo"}:
                await self._state_changes.take_back(redo=chosen.does == "redo")
                has_deleted = True
                continue
            if chosen.does == "edit":
                await self.edit(entry, one.highlight)
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


def _keep(library: Library, asked: Asked, note: str) -> list[Entry]:
    """Save a finished note, and then delete its draft."""
    draft = asked.draft
    if asked.highlight is None:
        made = {"quote": draft.quote, "note": note, "colour": draft.colour}
        entries = library.notes.add(draft.key, **made, anchor=draft.anchor)
    else:
        entries = library.notes.edit(draft.key, asked.highlight.id, note=note, colour=draft.colour)
    library.note_drafts.drop(draft.id)
    return entries


_NO_TEXT = "There is no text here to go to; the quote is kept."
_NOT_FOUND = "This passage is not in the text any more; its quote is kept."


def _found(
    library: Library, key: str, source: "ParsedDocument | None"
) -> "tuple[tuple[Highlighted, ...], dict[int, list[Mark]]]":
    """Return the highlights of an article with their positions in its text, and their marks by block."""
    from blogreader.render.document.anchors import find_passages

    highlights = library.notes.of(key)
    passages = find_passages(source, highlights) if source else {}
    found = [Highlighted(one, passages.get(one.id)) for one in highlights]
    # In the order of the text; notes on the whole article come first, lost passages last.
    found.sort(key=lambda one: one.passage[:2] if one.passage else (1 << 40 if one.highlight.quote else -1, 0))
    return tuple(found), marks_of(found)
