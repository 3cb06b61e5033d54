"""The reading screen: routes the messages of the panes, and has the keys that work everywhere."""

from collections.abc import Callable

from textual import events, on

from blogreader.conditions import Arrangement
from blogreader.config import Config
from blogreader.errors import UsageError
from blogreader.keys import ARTICLES, EVERYWHERE, READER, SELECTING, first, is_bound, of_no_use
from blogreader.library import VIEWS
from blogreader.model import Entry
from blogreader.text import clean_line
from blogreader.tui.bindings import bindings
from blogreader.tui.messages import (
    AddressWanted,
    ArrangementChosen,
    ArticleWanted,
    BatchBookmarked,
    BatchMarked,
    Bookmarked,
    Browsed,
    ChangesWanted,
    Copied,
    DroppedWanted,
    FetchWanted,
    FindWanted,
    FinishWanted,
    FitWanted,
    Jumped,
    Marked,
    Moved,
    NoteEdited,
    NotesWanted,
    NoteWanted,
    Opened,
    OutlineWanted,
    QuitWanted,
    ReadTakenOff,
    ReturnWanted,
    SourceAdded,
    SourceRemoved,
    SourceRestored,
    SourcesRefreshed,
    Stepped,
    Unable,
    ViewSaved,
    ViewWanted,
    ZenWanted,
)
from blogreader.tui.panes.article_list import ArticleList
from blogreader.tui.panes.bars import OpenText
from blogreader.tui.panes.filter_line import FilterLine, NoteLine, QueryLine
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.panes.sidebar import Contents, Sidebar
from blogreader.tui.reader.content import Loaded, Loading, Page
from blogreader.tui.reader.reader import Reader
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.batch_changes import BatchChanges
from blogreader.tui.screen.bulk_fetch import BulkFetch
from blogreader.tui.screen.config_changes import ConfigChanges, ConfigFile
from blogreader.tui.screen.current_article import CurrentArticle
from blogreader.tui.screen.external_changes import ExternalChanges
from blogreader.tui.screen.layout import ADDRESS, FIND, KEYS_OF, NOTE, QUERY, ReadingLayout
from blogreader.tui.screen.lists import Lists
from blogreader.tui.screen.manual_viewer import Manual
from blogreader.tui.screen.navigation import Navigation
from blogreader.tui.screen.note_changes import NoteChanges
from blogreader.tui.screen.pages import Pages
from blogreader.tui.screen.palette_commands import PaletteCommands
from blogreader.tui.screen.place_marks import PlaceMarks
from blogreader.tui.screen.programs import Programs, Terminal
from blogreader.tui.screen.shutdown import session_of
from blogreader.tui.screen.source_changes import SourceChanges
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.screen.text_upkeep import TextUpkeep
from blogreader.tui.session import Session
from blogreader.tui.worker_groups import WorkerGroup


class ReadingScreen(ReadingLayout):
    """Only routes: creates the controllers, each of which knows those below it."""

    BINDINGS = bindings(EVERYWHERE)

    def __init__(
        self,
        library: AsyncLibrary,
        config: Config,
        query: str | None,
        file: ConfigFile | None,
        terminal: Terminal,
        take: Callable[[Config], None],
    ) -> None:
        """Create it; `file` is watched for changes, which `take` applies; `terminal` lends the terminal to programs."""
        kept = Session.of(library.sync.session(), library.sync.saved_views.all())
        self._session = kept if query is None else Session()
        view = self._session.view
        filters = {**kept.filters} if query is None else {**kept.filters, view.id: query}
        super().__init__(config, view, filters, {**kept.arrangements}, library.sync.completions)
        self.finish_by = kept.finish_day
        self.address = kept.address
        self.library = library
        self.state_changes = StateChanges(self, library)
        self.current_article = CurrentArticle(self, library, self.state_changes)
        self.lists = Lists(self, library, self.state_changes)
        self.batch_changes = BatchChanges(self, library, self.state_changes, self.lists)
        self.bulk_fetch = BulkFetch(self, library, self.state_changes, self.lists)
        self.source_changes = SourceChanges(self, library, self.lists)
        self.navigation = Navigation(self, library, self.lists, self.current_article, terminal)
        self.pages = Pages(self, library, self.state_changes)
        self.palette_commands = PaletteCommands(self, library, self.navigation, self.pages)
        self.place_marks = PlaceMarks(self, library, self.navigation)
        self.note_changes = NoteChanges(self, library, self.state_changes)
        self.external_changes = ExternalChanges(self, library, self.state_changes, self.lists, self.bulk_fetch)
        self.text_upkeep = TextUpkeep(self, library, self.bulk_fetch)
        self.programs = Programs(self, library, terminal)
        self.manual = Manual(self, library)
        self.config_changes = ConfigChanges(self, file, take) if file else None
        self.navigation.begin_with(kept.searched)
        self.palette_commands.begin_with(kept.half_command)
        self.is_ready = False
        """Whether there is anything to save when the program quits."""

    def on_mount(self) -> None:
        """Show what was shown in the last session, or the matches of the query."""
        self.watch_at(self.at)
        # In the same frame as the text: messages would need another one.
        self.watch(self.reader, "page", self._show_page, init=False)
        self.watch(self.reader, "standing", self.show_standing, init=False)
        self.watch(self.reader, "link", self.show_standing, init=False)
        self.watch(self.reader, "section", self.show_standing, init=False)
        self.watch(self.reader, "visual", self._show_keys, init=False)
        self.watch(self.articles, "selected", self.show_standing, init=False)
        self.watch(self.articles, "range_start", self.show_standing, init=False)
        if (entry := self.lists.start(self._session)) is not None:
            with self.navigation.jump():
                self.current_article.open(entry, rows=self._session.rows)
        self.is_ready = True

    def begin(self) -> None:
        """Start the work in the background of the lists."""
        self._offer_half_typed()
        self.current_article.run(WorkerGroup.WARM_UP, self.current_article.warm_up)
        self.external_changes.start()
        self.text_upkeep.start()
        if self.config_changes:
            self.config_changes.start()

    def _offer_half_typed(self) -> None:
        """Restore the half-typed filter of the last session, and say where a note is unfinished."""
        session = self._session
        if session.half_filter:
            # Once the list has the focus, since a mistake is dropped when the line loses it.
            self.call_after_refresh(self._restore_half_typed, session.half_filter)
        if session.noting and session.noting != session.reading:
            self.note_changes.tell_draft(session.noting)

    async def _restore_half_typed(self, text: str) -> None:
        (await self.filter_line()).value = text

    # Watchers

    def watch_view(self) -> None:
        """List another view with its own filter."""
        self.show_filter()
        self.lists.relist()

    def watch_page(self, old: Page, new: Page) -> None:
        """Mark the row of the open article."""
        self.current_article.notice_state(old, new)
        self.articles.reading = self.current_article.key
        self.note_changes.look()

    def watch_contents(self, contents: Contents) -> None:
        """Show how far the archive is read, also at the end of the article."""
        super().watch_contents(contents)
        self.current_article.ending.tell()

    def watch_behind(self, old: Loaded | Loading | None, new: Loaded | Loading | None) -> None:
        """Notice state changes of the article behind a card."""
        self.current_article.notice_state(old, new)

    def watch_at(self, pane: str) -> None:
        """Show and focus a pane; only in the reader is anything read."""
        super().watch_at(pane)
        self.current_article.look()
        if pane != READER:
            self.current_article.leave()
            self.current_article.preview()
        self.show_standing()

    @property
    def session(self) -> Session:
        """The session to be saved."""
        return session_of(
            self,
            noting=self.note_changes.noting,
            searched=self.navigation.searched,
            half_command=self.palette_commands.half_typed,
        )

    def show_state(self, entry: Entry) -> None:
        """Show the new state of an article, and of the highlights in its text."""
        super().show_state(entry)
        self.note_changes.look()

    def _show_page(self) -> None:
        """Show title and keys of what the reader shows now."""
        self.show_standing()
        self._show_keys()

    def _show_keys(self) -> None:
        """Show the keys in force in the text, or in the card."""
        self.footer.has_text = isinstance(self.reader.page, Loaded | Loading)
        if self.at == READER:
            self.footer.pane = SELECTING if self.reader.visual else READER

    def show_standing(self) -> None:
        """Show title and progress of the open text, the selected link's target, and the number of selected rows."""
        link, entry = self.reader.link, self.reader.current
        is_reading = self.at == READER and entry is not None
        standing = self.navigation.target_of(link) if link and is_reading else ""
        self.footer.standing = self._selected if self.at == ARTICLES else standing
        self.header.text = (
            OpenText(clean_line(entry.article.title), self.reader.section, self.reader.standing, self.reader.share_read)
            if entry and is_reading
            else None
        )

    @property
    def _selected(self) -> str:
        """The number of selected rows, in words."""
        articles = self.articles
        if not articles.selected:
            return ""
        end = first(self.keys, "articles.select-range") if articles.range_start is not None else ""
        return f"{articles.selected} selected" + (f" · {end} ends it" if end else "")

    # Actions

    def action_next_pane(self) -> None:
        """Go to the pane to the right; in the reader, an open article comes back from behind a card."""
        super().action_next_pane()
        if self.at == READER:
            self.current_article.bring_back()

    def action_show_view(self, name: str) -> None:
        """Show a named view, unfiltered; `saved`: the next saved view."""
        with self.navigation.jump():
            if name == "saved":
                self.lists.show_saved()
                return
            was_filtered = self.filters.pop(name, "")
            if self.view.id != name:
                self.view = next(view for view in VIEWS if view.id == name)
            elif was_filtered:
                self.watch_view()
            elif self.at == ARTICLES:
                self.explain(f"{self.view.title} is shown already.")
            self.at = ARTICLES

    def action_sort(self) -> None:
        """Choose the order and groups of the view."""
        from blogreader.tui.dialogs.sort_screen import SortScreen

        try:
            in_force = self.library.sync.laid_out(self.view, self.filter, self.arrangement)
        except UsageError as error:
            self.explain(str(error))
            return
        screen = SortScreen(self.arrangement, in_force, clean_line(self.view.title), self.keys)
        self.app.push_screen(screen, self._lay_out)

    def _lay_out(self, arrangement: Arrangement | None) -> None:
        if arrangement is not None:
            self.lists.arrange(arrangement)

    def action_refresh(self) -> None:
        """Refresh the sources."""
        self.bulk_fetch.refresh()

    async def action_undo(self) -> None:
        """Undo the last change, made in any window."""
        await self.state_changes.take_back(redo=False)
        await self.lists.follow_order()

    async def action_redo(self) -> None:
        """Redo the last undone change."""
        await self.state_changes.take_back(redo=True)
        await self.lists.follow_order()

    def action_search(self) -> None:
        """Search the texts of the archive."""
        self.navigation.show_search()
        self.text_upkeep.look()

    def action_connections(self) -> None:
        """Show the links of the current article, the links to it, and similar articles."""
        self.navigation.show_connections(self._entry_at_hand)
        self.text_upkeep.look()

    def action_jump_back(self) -> None:
        """Go back to where the last jump began."""
        self.navigation.jump_back()

    def action_jump_forward(self) -> None:
        """Go forward again through the jumps."""
        self.navigation.jump_forward()

    def action_set_mark(self) -> None:
        """Set the next letter as the mark of this place."""
        self.place_marks.ask(sets=True)

    def action_go_to_mark(self) -> None:
        """Go to the mark of the next letter."""
        self.place_marks.ask(sets=False)

    def action_stop(self) -> None:
        """Stop the newest task, or drop what was begun last; nothing else, and never quit."""
        if self.stop_overlay():
            pass
        elif isinstance(self.page, Loading):
            self.current_article.stop()
        elif self.source_changes.stop():
            self.explain("Stopped; what was found was kept.")
        elif self.bulk_fetch.stop() or self.programs.stop():
            pass
        elif self.bulk_fetch.has_just_ended:  # the key was probably meant to stop that
            self.explain("Fetching has just finished.")
        elif not self._drop():
            back = first(self.keys, "everywhere.back")
            where = "quits" if self.at != READER else "leaves zen" if self.zen else "goes back"
            self.explain("Nothing to stop or drop" + (f" · {back} {where}" if back else ""))

    def action_back(self) -> None:
        """Go back one step: stop a task, drop what was begun, leave zen mode, the text, the program."""
        if self.stop_overlay():
            pass
        elif isinstance(self.page, Loading):
            self.current_article.stop()
        elif self._drop():
            pass
        elif self.zen:
            self.zen = False
        elif self.at == READER:
            self.at = ARTICLES
        else:
            self.action_quit()

    def _drop(self) -> bool:
        """Drop one thing that was begun in the focused pane; False if there is none."""
        if self.at == READER:
            return self.reader.let_go()
        if self.at == ARTICLES and self.articles.drop_selection():
            return True
        if not self.filter:
            return False
        self.filter_pane.line.action_cancel()
        return True

    def action_suspend(self) -> None:
        """Suspend until the shell continues the program."""
        self.app.action_suspend_process()

    def action_quit(self) -> None:
        """Save everything and quit."""
        self.app.post_message(QuitWanted())

    def action_pipe(self) -> None:
        """Pipe the current article into one of the reader's commands."""
        self.programs.pipe(self._entry_at_hand)

    def action_edit(self) -> None:
        """Open a copy of the current article in the editor."""
        self.programs.edit(self._entry_at_hand)

    def action_palette(self) -> None:
        """Show the command palette."""
        self.palette_commands.show()

    def action_help(self) -> None:
        """Show the keys of the pane."""
        from blogreader.tui.dialogs.key_help import KeyHelp

        self.app.push_screen(KeyHelp(self.footer.pane, self.keys))

    def action_manual(self) -> None:
        """Show the list of the manual's pages."""
        self.manual.show()

    def action_progress(self) -> None:
        """Show how far the reader is through the archive."""
        self.pages.show_progress()

    @property
    def is_asking(self) -> bool:
        """Whether the next key is a requested letter, whatever else it does."""
        return self.place_marks.is_asking or (self.at == READER and self.reader.is_asking)

    @property
    def takes_commands(self) -> bool:
        """Whether a key can only be a command: no letter is requested, and the panes have handled all before it."""
        nodes = (*self.panes, self)
        return (
            (self.is_current and self.focused in self.panes)
            and not (self.is_asking or self.reader.visual)
            and not any(node.message_queue_size for node in nodes)
        )

    @property
    def _entry_at_hand(self) -> Entry | None:
        """The open article in the reader, or the one under the cursor of the list."""
        return self.reader.current if self.at == READER else self.articles.current

    # Handlers

    def on_screen_suspend(self) -> None:
        """Pause reading behind another screen."""
        self.current_article.look()

    def on_screen_resume(self) -> None:
        """Resume reading."""
        self.current_article.look()

    def on_key(self, event: events.Key) -> None:
        """Take the letter of a mark; for a key without an effect in this pane, say where it has one."""
        if self.place_marks.is_asking:
            event.stop()
            event.prevent_default()
            self.place_marks.take(event.key, event.character)
            return
        # Bindings are checked after this, when the key reaches the app.
        if not any(
            is_bound(name, KEYS_OF[self.at], self.keys) or name in self.active_bindings for name in event.aliases
        ):
            self.explain(of_no_use(event.key, KEYS_OF[self.at], self.keys))

    @on(Unable)
    def _tell_why(self, event: Unable) -> None:
        self.explain(event.why)

    @on(ZenWanted)
    def _toggle_zen(self) -> None:
        self.zen = not self.zen

    # From the lists

    @on(Sidebar.Chosen)
    def _choose(self, event: Sidebar.Chosen) -> None:
        self.view = event.view
        if event.entered:
            self.at = ARTICLES

    @on(ArticleList.Highlighted)
    def _preview(self) -> None:
        self.current_article.preview()
        self.current_article.ending.tell()

    @on(ArticleList.Unreadable)
    def _tell_unreadable(self, event: ArticleList.Unreadable) -> None:
        self.fail(event.error)

    @on(RowList.FilterWanted)
    async def _show_filter(self) -> None:
        self.lists.begin_filter()
        line = await self.filter_line()
        self.show_filter_line(True)
        line.focus()

    @on(FilterLine.Typed, f"#{QUERY}")
    def _filter(self, event: FilterLine.Typed) -> None:
        # The current text: by now, another view may have put its own filter there.
        text = event.line.value
        try:
            self.library.sync.query(text)
        except UsageError as error:  # the list keeps the last valid filter
            self.mistake = str(error)
            return
        self.mistake = ""
        if text != self.filter:
            self.lists.narrow(text, is_typing=event.line.has_focus)

    @on(QueryLine.Completed, f"#{QUERY}")
    def _tell_completed(self, event: QueryLine.Completed) -> None:
        if not event.candidates:
            self.explain("There is no completion for this.")
            return
        more = f" · {len(event.candidates)} fit" if len(event.candidates) > 1 else ""
        others = "  ".join((*event.candidates[event.chosen :], *event.candidates[: event.chosen]))
        self.note(clean_line(f"{others}{more}" if len(event.candidates) > 1 else "", 500))

    @on(FilterLine.Left, f"#{QUERY}")
    def _leave_filter(self) -> None:
        if self.mistake and self.filter_pane.line.value:
            self.explain("This is not a valid filter yet: Esc clears it.")
            return
        self.show_filter_line(bool(self.filter))
        self.articles.focus()

    @on(FetchWanted)
    def _fetch(self) -> None:
        self.bulk_fetch.fetch_shown()

    # For one article

    @on(Opened)
    def _open(self, event: Opened) -> None:
        with self.navigation.jump():
            self.current_article.open(event.entry, again=event.again)

    @on(Stepped)
    def _step(self, event: Stepped) -> None:
        if event.opened:
            with self.navigation.jump():
                self.current_article.step(event.step, unread=event.unread, opened=True)
        else:
            self.current_article.step(event.step, unread=event.unread, opened=False)

    @on(Marked)
    def _mark(self, event: Marked) -> None:
        self.state_changes.mark(event.entry)

    @on(Bookmarked)
    def _bookmark(self, event: Bookmarked) -> None:
        self.state_changes.bookmark(event.entry, top=event.top)

    @on(Moved)
    def _move_on_list(self, event: Moved) -> None:
        self.lists.move(event.step)

    # For many

    @on(BatchMarked)
    def _mark_many(self, event: BatchMarked) -> None:
        self.batch_changes.mark(event.status, event.query)

    @on(BatchBookmarked)
    def _bookmark_many(self, event: BatchBookmarked) -> None:
        self.batch_changes.bookmark(event.on, top=event.top, query=event.query)

    @on(ReadTakenOff)
    def _take_read_off(self) -> None:
        self.batch_changes.unbookmark_read()

    @on(ArrangementChosen)
    def _choose_arrangement(self, event: ArrangementChosen) -> None:
        now = self.arrangement
        self.lists.arrange(Arrangement(event.sort or now.sort, event.group or now.group))

    @on(FitWanted)
    def _fit(self, event: FitWanted) -> None:
        self.lists.fit(event.minutes)

    @on(ViewSaved)
    def _save_view(self, event: ViewSaved) -> None:
        self.lists.save(event.name)

    @on(ViewWanted)
    def _show_view(self, event: ViewWanted) -> None:
        self.lists.show_view(event.name)

    @on(Browsed)
    def _browse(self, event: Browsed) -> None:
        self.navigation.browse(event.entry.article.url)

    @on(Copied)
    def _copy(self, event: Copied) -> None:
        self.navigation.copy(event.text or event.entry.article.url)

    # For its text

    @on(Reader.Moved)
    def _keep_place(self, event: Reader.Moved) -> None:
        self.current_article.moved(event.entry, event.place, laid_out=event.laid_out, way=event.way)

    @on(Reader.Finished)
    def _go_on(self, event: Reader.Finished) -> None:
        with self.navigation.jump():
            if not self.current_article.finish(event.entry):
                self.pages.show_if_finished()

    @on(ArticleWanted)
    def _go_to(self, event: ArticleWanted) -> None:
        self.palette_commands.go_to(event.key)

    @on(FinishWanted)
    def _set_finish(self, event: FinishWanted) -> None:
        self.pages.set_finish(event.day)

    @on(Jumped)
    def _remember_jump(self, event: Jumped) -> None:
        self.navigation.jumped_from(event.entry, event.place, event.rows)

    @on(Reader.Followed)
    def _follow(self, event: Reader.Followed) -> None:
        self.navigation.follow(event.link, seen=event.seen)

    @on(Reader.PicturesWanted)
    def _show_pictures(self, event: Reader.PicturesWanted) -> None:
        self.navigation.show_pictures(event.addresses, seen=event.seen)

    @on(ReturnWanted)
    def _return(self) -> None:
        self.navigation.go_back()

    @on(FindWanted)
    async def _show_find(self) -> None:
        line = await self.line(FIND)
        self.add_class("-finding")
        line.value = ""
        line.focus()

    @on(FilterLine.Typed, f"#{FIND}")
    def _find(self, event: FilterLine.Typed) -> None:
        if self.has_class("-finding"):
            self.reader.search(event.text)

    @on(FilterLine.Left, f"#{FIND}")
    def _leave_find(self) -> None:
        self.remove_class("-finding")
        self.reader.focus()

    @on(OutlineWanted)
    def _show_outline(self) -> None:
        self.navigation.show_outline()

    @on(ChangesWanted)
    def _show_changes(self) -> None:
        self.navigation.show_changes()

    @on(DroppedWanted)
    def _show_dropped(self) -> None:
        self.navigation.show_dropped()

    # Highlights and notes

    @on(NoteWanted)
    async def _ask_note(self, event: NoteWanted) -> None:
        await self.note_changes.ask(event.entry, event.quote, event.anchor, selected=event.selected)

    @on(NoteEdited)
    async def _ask_other_note(self, event: NoteEdited) -> None:
        await self.note_changes.edit(event.entry, event.highlight)

    @on(NotesWanted)
    def _show_notes(self) -> None:
        self.note_changes.show()

    @on(FilterLine.Left, f"#{NOTE}")
    def _keep_note(self) -> None:
        self.note_changes.keep()

    @on(FilterLine.Typed, f"#{NOTE}")
    def _keep_draft(self) -> None:
        self.note_changes.typed()

    @on(NoteLine.Cancelled)
    def _drop_note(self) -> None:
        self.note_changes.cancel()

    @on(NoteLine.ColourWanted)
    def _take_colour(self, event: NoteLine.ColourWanted) -> None:
        self.note_changes.colour(event.step)

    # For the sources

    @on(AddressWanted)
    async def _show_prompt(self) -> None:
        line = await self.line(ADDRESS)
        self.add_class("-adding")
        line.value, self.address = self.address, ""
        line.cursor_position = len(line.value)
        line.focus()

    @on(FilterLine.Left, f"#{ADDRESS}")
    def _leave_prompt(self, event: FilterLine.Left) -> None:
        self.remove_class("-adding")
        self.query_one(f"#{self.at}").focus()
        if event.text.strip():
            self.source_changes.add(event.text.strip())

    @on(SourceAdded)
    def _add(self, event: SourceAdded) -> None:
        self.source_changes.add(event.location)

    @on(SourcesRefreshed)
    def _refresh(self, event: SourcesRefreshed) -> None:
        self.bulk_fetch.refresh(event.names)

    @on(SourceRemoved)
    def _remove(self, event: SourceRemoved) -> None:
        self.source_changes.remove(event.name)

    @on(SourceRestored)
    def _restore(self) -> None:
        self.source_changes.restore()
