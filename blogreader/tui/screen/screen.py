"""The reading screen: sidebar, list and reader; what is shown, and the keys that work everywhere."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.reactive import var
from textual.widgets import Static

from blogreader.keys import ARTICLES, EVERYWHERE, LISTS, READER, Key, first, is_bound, of_no_use
from blogreader.library import VIEWS, View
from blogreader.model import Tally
from blogreader.tui.bindings import bindings
from blogreader.tui.panes.article_list import ArticleList
from blogreader.tui.panes.bars import FooterBar, HeaderBar
from blogreader.tui.panes.filter_line import FilterLine, PromptLine
from blogreader.tui.panes.sidebar import Contents, Sidebar
from blogreader.tui.reader.content import Loading, Page, Preview
from blogreader.tui.reader.reader import Reader
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.current_article import CurrentArticle
from blogreader.tui.screen.external_changes import ExternalChanges
from blogreader.tui.screen.lists import Lists
from blogreader.tui.screen.navigation import Navigation
from blogreader.tui.screen.routes import ADDRESS, FIND, QUERY, Routes
from blogreader.tui.screen.source_changes import Sources
from blogreader.tui.session import Session

SIDEBAR = "sidebar"
_PANES = (SIDEBAR, ARTICLES, READER)
_WIDE = 120
"""Columns from which all panes are shown."""
_KEYS_OF = {SIDEBAR: LISTS, ARTICLES: ARTICLES, READER: READER}


class ReadingScreen(Routes):
    """Only this screen changes what is shown; its errands take time, its routes lead wishes to them."""

    AUTO_FOCUS = ""
    BINDINGS = bindings(EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (_WIDE, "-wide")]

    view: var[View] = var(VIEWS[3], init=False)
    """What the list shows, before it is filtered."""
    page: var[Page] = var(Preview(), init=False)
    """What the reader pane shows."""
    contents: var[Contents] = var(Contents(), init=False)
    """The counts of the sidebar."""
    at: var[str] = var(ARTICLES, init=False)
    """The pane that has the focus."""
    zen: var[bool] = var(False, init=False)
    """Whether the text stands alone."""

    def __init__(self, desk: AsyncLibrary, keys: tuple[Key, ...], query: str | None) -> None:
        # The first classes are set before there is anything to restyle: on a mounted screen each change costs 15 ms.
        super().__init__(classes=f"-at-{ARTICLES}")
        self.desk = desk
        self.opening = CurrentArticle(self, self.desk)
        self.following = Navigation(self, self.desk, self.opening)
        self.errands = Lists(self, self.desk, self.opening)
        self.keys = keys
        self.sources = Sources(self, self.desk, self.errands)
        self._news = ExternalChanges(self, self.desk, self.errands, keys)
        kept = Session.of(desk.library.session())
        self._session = kept if query is None else Session()
        self.filters = {**kept.filters} if query is None else {**kept.filters, self._session.view.id: query}
        # The sidebar takes the view when it is made: a watcher would list it a second time.
        self.set_reactive(ReadingScreen.view, self._session.view)
        self.set_class(bool(self.filter), "-filtered")
        self.is_ready = False
        """Whether there is something to keep when the program is left."""

    def compose(self) -> ComposeResult:
        """Lay the panes out; which of them are in sight is the look's to say."""
        yield HeaderBar(id="header")
        with Horizontal(id="panes"):
            yield Sidebar(id=SIDEBAR).data_bind(contents=ReadingScreen.contents, shown=ReadingScreen.view)
            yield ArticleList(id=ARTICLES)
            yield Reader(self.keys, id=READER).data_bind(page=ReadingScreen.page)
        with Horizontal(id="filter"):
            yield Static("/", id="slash")
            yield FilterLine(self.filter, "words, is:unread, minutes:<10, category:…", id=QUERY)
        with Horizontal(id="finding"):
            yield Static("/", id="find-slash")
            yield FilterLine("", "words in the text", id=FIND)
        with Horizontal(id="adding"):
            yield Static("+", id="add-sign")
            yield PromptLine("", "the address of a blog or of any of its pages, a file, a folder", id=ADDRESS)
        yield FooterBar(self.keys, id="footer")

    def on_mount(self) -> None:
        """Show what was shown when the app was left, or what the query asks for."""
        self.watch_at(self.at)
        # In the same frame as the text: as messages they would cost another one.
        self.watch(self.reader, "standing", self.show_standing, init=False)
        self.watch(self.reader, "link", self.show_standing, init=False)
        self.errands.start(self._session)
        self._news.start()
        self.is_ready = True

    # Watchers

    def watch_view(self) -> None:
        """List another view, with its own filter."""
        self.query_one(f"#{QUERY}", FilterLine).value = self.filter
        self.set_class(bool(self.filter), "-filtered")
        self.errands.relist()

    def watch_page(self) -> None:
        """Mark the row of the article that is read."""
        self.articles.reading = self.opening.key
        self.show_standing()

    def watch_contents(self, contents: Contents) -> None:
        """Show how far the archive is read."""
        self.header.total = contents.progress.total if contents.progress else Tally()

    def watch_at(self, pane: str) -> None:
        """Show and focus a pane; the look decides which others are in sight with it."""
        self._arrange()
        self.query_one(f"#{pane}").focus()
        self.zen = self.zen and pane == READER
        self.footer.pane = _KEYS_OF[pane]
        self.opening.look()
        if pane != READER:
            self.opening.leave()
        self.show_standing()

    def watch_zen(self, zen: bool) -> None:
        """Hide everything but the text, or show it again."""
        self.set_class(zen, "-zen")
        self.footer.bare = zen

    def _arrange(self) -> None:
        """Return the look where the reader is; where all panes have room nothing would change but 15 ms."""
        if self.size.width < _WIDE:
            at = self.classes.difference(f"-at-{name}" for name in _PANES) | {f"-at-{self.at}"}
            if at != self.classes:
                self.classes = at

    def on_resize(self) -> None:
        """Show the pane that has the focus at any width."""
        self._arrange()

    # Actions

    def action_next_pane(self) -> None:
        """Go to the pane to the right; in the reader, an article that is open comes back from behind a card."""
        if self.at == _PANES[-1]:
            self.explain("This is the last pane.")
        self.at = _PANES[min(_PANES.index(self.at) + 1, len(_PANES) - 1)]
        if self.at == READER:
            self.opening.bring_back()

    def action_previous_pane(self) -> None:
        """Go to the pane to the left."""
        if self.at == _PANES[0]:
            self.explain("This is the first pane.")
        self.at = _PANES[max(_PANES.index(self.at) - 1, 0)]

    def action_show_view(self, name: str) -> None:
        """Show one of the named views, unfiltered."""
        was_filtered = self.filters.pop(name, "")
        if self.view.id != name:
            self.view = next(view for view in VIEWS if view.id == name)
        elif was_filtered:
            self.watch_view()
        elif self.at == ARTICLES:
            self.explain(f"{self.view.title} is shown already.")
        self.at = ARTICLES

    def action_refresh(self) -> None:
        """Read the sources again."""
        self.errands.refresh()

    async def action_undo(self) -> None:
        """Take the last change back, from whatever window it was."""
        await self._news.take_back(redo=False)

    async def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        await self._news.take_back(redo=True)

    def action_stop(self) -> None:
        """Stop what is on its way, the newest first, or drop what was begun last; nothing else, and never leave."""
        if isinstance(self.page, Loading):
            self.opening.stop()
        elif self.sources.stop():
            self.explain("Stopped: what was found is kept.")
        elif self.errands.stop():
            pass
        elif self.errands.has_just_fetched():  # who meant to stop that does not mean to drop anything
            self.explain("What was fetched has just ended.")
        elif not self._drop():
            back = first(self.keys, "everywhere.back")
            where = "quits" if self.at != READER else "leaves zen" if self.zen else "goes back"
            self.explain("Nothing to stop or to drop" + (f" · {back} {where}" if back else ""))

    def action_back(self) -> None:
        """Go back by one step: stop what is on its way, drop what was begun, leave zen, the text, the program."""
        if isinstance(self.page, Loading):
            self.opening.stop()
        elif self._drop():
            pass
        elif self.zen:
            self.zen = False
        elif self.at == READER:
            self.at = ARTICLES
        else:
            self.action_quit()

    def _drop(self) -> bool:
        """Drop one thing that was begun in the pane with the focus; False when there is none."""
        if self.at == READER:
            return self.reader.let_go()
        if not self.filter:
            return False
        self.query_one(f"#{QUERY}", FilterLine).action_cancel()
        return True

    def action_suspend(self) -> None:
        """Suspend the program, until the shell goes on with it."""
        self.app.action_suspend_process()

    def action_quit(self) -> None:
        """Keep everything, and leave."""
        from blogreader.tui.app import BlogreaderApp

        if isinstance(self.app, BlogreaderApp):
            self.app.leaving.begin()

    def action_palette(self) -> None:
        """Show the command palette."""
        from blogreader.tui.dialogs.palette import Palette

        self.app.push_screen(Palette(self))

    def action_help(self) -> None:
        """Show the keys of the pane."""
        from blogreader.tui.dialogs.text_screen import keys_of

        self.app.push_screen(keys_of(_KEYS_OF[self.at], self.keys))

    def action_progress(self) -> None:
        """Show how far through the archive the reader is."""
        from blogreader.tui.dialogs.text_screen import progress_of

        if self.contents.progress:
            self.app.push_screen(progress_of(self.contents.progress, self.keys))
        else:
            self.explain("Nothing is counted yet.")

    # Handlers

    def on_screen_suspend(self) -> None:
        """Nothing is read behind another screen."""
        self.opening.look()

    def on_screen_resume(self) -> None:
        """Go on reading."""
        self.opening.look()

    def on_key(self, event: events.Key) -> None:
        """Say of a key that has nothing to do in this pane where it has."""
        # Bindings are looked at when a key has come up to the app, behind this.
        if not any(
            is_bound(name, _KEYS_OF[self.at], self.keys) or name in self.active_bindings for name in event.aliases
        ):
            self.explain(of_no_use(event.key, _KEYS_OF[self.at], self.keys))

    # Wishes of the panes

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow the mouse."""
        # By now the focus may be elsewhere again; to follow an old one would send it to and fro.
        if event.widget.id in _PANES and self.focused is event.widget:
            self.at = event.widget.id
