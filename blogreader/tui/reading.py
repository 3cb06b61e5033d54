"""The reading screen: sidebar, list and reader; it routes wishes to the library and answers to the panes."""

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static

from blogreader.errors import BlogreaderError, UsageError
from blogreader.keys import ARTICLES, EVERYWHERE, LISTS, READER, Key
from blogreader.library import VIEWS, Library, View
from blogreader.model import Tally
from blogreader.tui.articles import ArticleList
from blogreader.tui.bars import FooterBar, HeaderBar
from blogreader.tui.bindings import bindings
from blogreader.tui.desk import Desk
from blogreader.tui.errands import Errands
from blogreader.tui.filter import FilterLine
from blogreader.tui.news import News
from blogreader.tui.page import Loading, Page, Preview
from blogreader.tui.reader import Reader
from blogreader.tui.rows import Rows
from blogreader.tui.session import Session
from blogreader.tui.sidebar import Contents, Sidebar
from blogreader.tui.wishes import Bookmarked, Browsed, Copied, Marked, Opened, Stepped

SIDEBAR = "sidebar"
_PANES = (SIDEBAR, ARTICLES, READER)
_KEYS_OF = {SIDEBAR: LISTS, ARTICLES: ARTICLES, READER: READER}


class ReadingScreen(Screen[None]):
    """Only this screen changes what is shown; the errands that it sends for take time."""

    AUTO_FOCUS = ""
    BINDINGS = bindings(EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]

    header = getters.query_one(HeaderBar)
    articles = getters.query_one(ArticleList)
    reader = getters.query_one(Reader)
    footer = getters.query_one(FooterBar)

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

    def __init__(self, library: Library, keys: tuple[Key, ...], query: str | None) -> None:
        # The first classes are set before there is anything to restyle: on a mounted screen each change costs 15 ms.
        super().__init__(classes=f"-at-{ARTICLES}")
        self.desk = Desk(library)
        self._errands = Errands(self, self.desk)
        self._news = News(self, self.desk, self._errands, keys)
        self._keys = keys
        self._session = Session() if query is not None else Session.of(library.session())
        self.filter = query if query is not None else self._session.filter
        self.set_class(bool(self.filter), "-filtered")

    def compose(self) -> ComposeResult:
        """Lay the panes out; which of them are in sight is the look's to say."""
        yield HeaderBar(id="header")
        with Horizontal(id="panes"):
            yield Sidebar(id=SIDEBAR).data_bind(contents=ReadingScreen.contents, shown=ReadingScreen.view)
            yield ArticleList(id=ARTICLES)
            yield Reader(self._keys, id=READER).data_bind(page=ReadingScreen.page)
        with Horizontal(id="filter"):
            yield Static("/", id="slash")
            yield FilterLine(self.filter, id="query")
        yield FooterBar(self._keys, id="footer")

    def on_mount(self) -> None:
        """Show what was shown when the app was left, or what the query asks for."""
        self.set_reactive(ReadingScreen.view, self._session.view)
        self.watch_at(self.at)
        self._errands.start(self._session)
        self._news.start()

    # Watchers

    def watch_view(self) -> None:
        """List another view."""
        self._errands.relist()

    def watch_page(self, page: Page) -> None:
        """Mark the row of the article that is read."""
        self.articles.reading = None if isinstance(page, Preview) else page.entry.article.key
        self._show_standing()

    def watch_contents(self, contents: Contents) -> None:
        """Show how far the archive is read."""
        self.header.total = contents.progress.total if contents.progress else Tally()

    def watch_at(self, pane: str) -> None:
        """Show and focus a pane; the look decides which others are in sight with it."""
        for name in _PANES:
            self.set_class(pane == name, f"-at-{name}")
        self.query_one(f"#{pane}").focus()
        self.zen = self.zen and pane == READER
        self.footer.pane = _KEYS_OF[pane]
        self._show_standing()

    def watch_zen(self, zen: bool) -> None:
        """Hide everything but the text, or show it again."""
        self.set_class(zen, "-zen")

    # Actions

    def action_next_pane(self) -> None:
        """Go to the pane to the right."""
        self.at = _PANES[min(_PANES.index(self.at) + 1, len(_PANES) - 1)]

    def action_previous_pane(self) -> None:
        """Go to the pane to the left."""
        self.at = _PANES[max(_PANES.index(self.at) - 1, 0)]

    def action_show_view(self, name: str) -> None:
        """Show one of the named views."""
        self.view = next(view for view in VIEWS if view.id == name)
        self.at = ARTICLES

    def action_refresh(self) -> None:
        """Read the sources again."""
        self._errands.refresh()

    async def action_undo(self) -> None:
        """Take the last change back, from whatever window it was."""
        await self._news.take_back(redo=False)

    async def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        await self._news.take_back(redo=True)

    def action_back(self) -> None:
        """Go back by one step: stop what is on its way, leave the text, drop the filter, leave the program."""
        if isinstance(self.page, Loading):
            self._errands.stop_opening()
        elif self.zen:
            self.zen = False
        elif self.at == READER:
            self.at = ARTICLES
        elif self._errands.stop_fetching():
            return
        elif self.filter:
            self.query_one(FilterLine).action_cancel()
        else:
            self.action_quit()

    def action_quit(self) -> None:
        """Keep everything, and leave."""
        self._errands.quit()

    def action_palette(self) -> None:
        """Show the command palette."""
        from textual.command import CommandPalette

        self.app.push_screen(CommandPalette())

    def action_help(self) -> None:
        """Show the keys of the pane."""
        from blogreader.tui.pages import keys_of

        self.app.push_screen(keys_of(_KEYS_OF[self.at], self._keys))

    def action_progress(self) -> None:
        """Show how far through the archive the reader is."""
        from blogreader.tui.pages import progress_of

        if self.contents.progress:
            self.app.push_screen(progress_of(self.contents.progress))

    # Wishes of the panes

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow the mouse."""
        # By now the focus may be elsewhere again; to follow an old one would send it to and fro.
        if event.widget.id in _PANES and self.focused is event.widget:
            self.at = event.widget.id

    @on(Sidebar.Chosen)
    def _choose(self, event: Sidebar.Chosen) -> None:
        self.view = event.view
        if event.entered:
            self.at = ARTICLES

    @on(ArticleList.Highlighted)
    def _preview(self) -> None:
        self._errands.preview()

    @on(Rows.FilterWanted)
    def _show_filter(self) -> None:
        self.add_class("-filtered")
        self.query_one(FilterLine).focus()

    @on(FilterLine.Typed)
    def _filter(self, event: FilterLine.Typed) -> None:
        if event.text != self.filter:
            self.filter = event.text
            self._errands.relist()

    @on(FilterLine.Left)
    def _leave_filter(self) -> None:
        self.set_class(bool(self.filter), "-filtered")
        self.at = ARTICLES
        self.articles.focus()

    @on(ArticleList.FetchWanted)
    def _fetch(self) -> None:
        self._errands.fetch_shown()

    @on(Opened)
    def _open(self, event: Opened) -> None:
        self._errands.open(event.entry, again=event.again)
        self.at = READER

    @on(Stepped)
    def _step(self, event: Stepped) -> None:
        self._errands.step(event.step, unread=event.unread, opened=event.opened)

    @on(Marked)
    def _mark(self, event: Marked) -> None:
        self._errands.change(self.desk.library.mark, [event.entry.article.key], None)

    @on(Bookmarked)
    def _bookmark(self, event: Bookmarked) -> None:
        on_list = True if event.top else None
        self._errands.change(self.desk.library.bookmark, [event.entry.article.key], on_list, top=event.top)

    @on(Browsed)
    def _browse(self, event: Browsed) -> None:
        self._errands.browse(event.entry)

    @on(Copied)
    def _copy(self, event: Copied) -> None:
        self._errands.copy(event.entry)

    @on(Reader.Moved)
    def _follow(self, event: Reader.Moved) -> None:
        self._show_standing()
        self._errands.keep_place(event.entry.article.key, event.place)
        if event.by_reader and event.at_end and not self.reader.fits:
            self._errands.finish()

    @on(Reader.Finished)
    def _go_on(self) -> None:
        self._errands.finish()
        self._errands.step(1, unread=True, opened=True)

    @on(Reader.ZenWanted)
    def _toggle_zen(self) -> None:
        self.zen = not self.zen

    # Helpers

    def say(self, sentence: str) -> None:
        """Tell the reader something, for some seconds."""
        self.notify(sentence, markup=False)

    def fail(self, error: BlogreaderError) -> None:
        """Tell the reader what went wrong; a mistake in the filter stands where the filter is."""
        if isinstance(error, UsageError):
            self.header.problem = str(error)
        else:
            self.notify(str(error), severity="error", markup=False)

    def _show_standing(self) -> None:
        self.footer.standing = self.reader.standing if self.at == READER else ""
