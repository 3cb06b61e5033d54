"""The panes of the reading screen and what they show: what controllers are given, and all that they know of it."""

from collections.abc import Callable
from dataclasses import replace

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from blogreader import icons
from blogreader.config import Config
from blogreader.errors import BlogreaderError, UsageError
from blogreader.keys import ARTICLES, LISTS, READER, Key
from blogreader.library import VIEWS, View
from blogreader.model import Entry, Tally
from blogreader.text import clean
from blogreader.tui.panes.article_list import ArticleList
from blogreader.tui.panes.bars import FooterBar, HeaderBar
from blogreader.tui.panes.filter_line import FilterLine, PromptLine
from blogreader.tui.panes.sidebar import Contents, Sidebar
from blogreader.tui.reader.content import Loaded, Loading, Page, Preview
from blogreader.tui.reader.reader import Reader

SIDEBAR = "sidebar"
QUERY = "query"
FIND = "find"
ADDRESS = "address"
KEYS_OF = {SIDEBAR: LISTS, ARTICLES: ARTICLES, READER: READER}
"""The section of the key table that is in force in each pane."""
_PANES = (SIDEBAR, ARTICLES, READER)
_WIDE = 120
"""Columns from which all panes are shown."""
_SAID_SECONDS = 5.0


class ReadingLayout(Screen[None]):
    """Shows the values that are set here, and what is said; knows nobody who sets them."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (_WIDE, "-wide")]

    header = getters.query_one(HeaderBar)
    articles = getters.query_one(ArticleList)
    reader = getters.query_one(Reader)
    footer = getters.query_one(FooterBar)

    view: var[View] = var(VIEWS[3], init=False)
    """What the list shows, before it is filtered."""
    page: var[Page] = var(Preview(), init=False)
    """What the reader pane shows."""
    behind: var[Loaded | Loading | None] = var(None, init=False)
    """The article that is open, or on its way, while a card is shown in its place."""
    contents: var[Contents] = var(Contents(), init=False)
    """The counts of the sidebar."""
    at: var[str] = var(ARTICLES, init=False)
    """The pane that has the focus."""
    zen: var[bool] = var(False, init=False)
    """Whether the text stands alone."""

    def __init__(self, config: Config, view: View, filters: dict[str, str]) -> None:
        # The first classes are set before there is anything to restyle: on a mounted screen each change costs 15 ms.
        super().__init__(classes=f"-at-{ARTICLES}")
        self.config = config
        """The settings in force."""
        self.filters = filters
        """What narrows the views, by their ids."""
        self._said_timer: Timer | None = None
        # The sidebar takes the view when it is made: a watcher would list it a second time.
        self.set_reactive(ReadingLayout.view, view)
        self.set_class(bool(self.filter), "-filtered")

    def compose(self) -> ComposeResult:
        """Lay the panes out; which of them are in sight is the look's to say."""
        yield HeaderBar(id="header")
        with Horizontal(id="panes"):
            yield Sidebar(id=SIDEBAR).data_bind(contents=ReadingLayout.contents, shown=ReadingLayout.view)
            yield ArticleList(icons.chosen(self.config.icons), id=ARTICLES)
            yield Reader(self.keys, self.config.text_width, id=READER).data_bind(page=ReadingLayout.page)
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

    # Watchers

    def watch_contents(self, contents: Contents) -> None:
        """Show how far the archive is read."""
        self.header.total = contents.progress.total if contents.progress else Tally()

    def watch_at(self, pane: str) -> None:
        """Show and focus a pane; the look decides which others are in sight with it."""
        self._arrange()
        self.query_one(f"#{pane}").focus()
        self.zen = self.zen and pane == READER
        self.footer.pane = KEYS_OF[pane]

    def watch_zen(self, zen: bool) -> None:
        """Hide everything but the text, or show it again."""
        self.set_class(zen, "-zen")
        self.footer.bare = zen

    # Actions

    def action_next_pane(self) -> None:
        """Go to the pane to the right."""
        if self.at == _PANES[-1]:
            self.explain("This is the last pane.")
        self.at = _PANES[min(_PANES.index(self.at) + 1, len(_PANES) - 1)]

    def action_previous_pane(self) -> None:
        """Go to the pane to the left."""
        if self.at == _PANES[0]:
            self.explain("This is the first pane.")
        self.at = _PANES[max(_PANES.index(self.at) - 1, 0)]

    # Handlers

    def on_resize(self) -> None:
        """Show the pane that has the focus at any width."""
        self._arrange()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the mouse."""
        # By now the focus may be elsewhere again; to follow an old one would send it to and fro.
        if event.widget.id in _PANES and self.focused is event.widget:
            self.at = event.widget.id

    # Helpers

    @property
    def keys(self) -> tuple[Key, ...]:
        """The key table in force."""
        return self.config.keys

    def take(self, config: Config) -> None:
        """Show everything by other settings from now on."""
        self.config = config
        self.articles.take_icons(icons.chosen(config.icons))
        self.reader.take_keys(config.keys)
        self.reader.take_usual_column(config.text_width)
        self.footer.keys = config.keys

    @property
    def filter(self) -> str:
        """What narrows the view that is shown; each view has its own."""
        return self.filters.get(self.view.id, "")

    def show_filter(self) -> None:
        """Put the filter of the view that is shown into its line, which is there only if there is one."""
        self.query_one(f"#{QUERY}", FilterLine).value = self.filter
        self.set_class(bool(self.filter), "-filtered")

    def show_state(self, entry: Entry) -> None:
        """Show what became of an article, if it is open, or its card is shown."""
        page, behind = self.page, self.behind
        if isinstance(page, Preview) and page.entry and page.entry.article.key == entry.article.key:
            shown = page.entry
            if (shown.article, shown.failure, shown.offline) != (entry.article, entry.failure, entry.offline):
                self.page = Preview(entry)
        if isinstance(page, Loaded) and page.entry.article.key == entry.article.key:
            self.page = replace(page, entry=entry)
        if isinstance(behind, Loaded) and behind.entry.article.key == entry.article.key:
            self.behind = replace(behind, entry=entry)

    def say(self, sentence: str) -> None:
        """Show a sentence in a corner, for some seconds."""
        self.notify(clean(sentence), markup=False)

    def fail(self, error: BlogreaderError) -> None:
        """Show what went wrong; a mistake in the filter stands where the filter is."""
        if isinstance(error, UsageError):
            self.header.problem = str(error)
        else:
            self.notify(clean(str(error)), severity="error", markup=False)

    def explain(self, sentence: str) -> None:
        """Say in the footer why a key had nothing to do, until the next key or some seconds passed."""
        self.footer.said = clean(sentence)
        self._said_timer = self.later(self._said_timer, _SAID_SECONDS, self.explain_no_more)

    def explain_no_more(self) -> None:
        """Show the keys again."""
        if self._said_timer is not None:
            self._said_timer.stop()
            self._said_timer = None
            self.footer.said = ""

    def later(self, timer: Timer | None, seconds: float, then: Callable[[], None]) -> Timer:
        """Do something after a time in which it is not asked for again."""
        if timer is not None:
            timer.stop()
        is_done = False

        def do() -> None:
            nonlocal is_done
            waiting.stop()
            if not is_done:
                is_done = True
                then()

        # Not `set_timer`: Textual's timers leave out what they are too late for, and one that comes once then never
        # comes, when the event loop was held up for so long as it began to wait.
        waiting = self.set_interval(seconds, do)
        return waiting

    def _arrange(self) -> None:
        """Set the class that shows the pane with the focus; where all panes have room it would only cost 15 ms."""
        if self.size.width < _WIDE:
            at = self.classes.difference(f"-at-{name}" for name in _PANES) | {f"-at-{self.at}"}
            if at != self.classes:
                self.classes = at
