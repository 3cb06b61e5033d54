"""The panes of the reading screen and their values: all that controllers know of the screen."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.reactive import var
from textual.timer import Timer
from textual.widget import AwaitMount
from textual.widgets import Static
from textual.worker import Worker

from blogreader.conditions import Arrangement, Grouping
from blogreader.config import Config
from blogreader.errors import BlogreaderError
from blogreader.keys import ARTICLES, READER, SIDEBAR, Key
from blogreader.library import VIEWS, Part, View, without_read
from blogreader.model import Entry, Tally
from blogreader.records import replace
from blogreader.text import clean, clean_line
from blogreader.tui.panes.article_list import ArticleList, GroupHeading
from blogreader.tui.panes.bars import FooterBar, HeaderBar
from blogreader.tui.panes.filter_line import Complete, FilterLine, FilterPane, NoteLine, PromptLine, QueryLine
from blogreader.tui.panes.sidebar import Contents, Sidebar
from blogreader.tui.reader.content import Loaded, Loading, Page, Preview
from blogreader.tui.reader.reader import Reader
from blogreader.tui.screen.arrangement import air, arranged
from blogreader.tui.screen.held_screen import HeldScreen
from blogreader.tui.sort_words import part_title

QUERY = "query"
_FILTER = "filter"
FIND = "find"
ADDRESS = "address"
NOTE = "note"
KEYS_OF = {SIDEBAR: SIDEBAR, ARTICLES: ARTICLES, READER: READER}
"""The section of the key table for each pane."""
_PANES = (SIDEBAR, ARTICLES, READER)
_LINES: Mapping[str, Callable[[], Horizontal]] = {
    FIND: lambda: Horizontal(Static("/", id="find-slash"), FilterLine("", "words in the text", id=FIND), id="finding"),
    ADDRESS: lambda: Horizontal(
        Static("+", id="add-sign"),
        PromptLine("", "the address of a blog or any of its pages, a file, a folder", id=ADDRESS),
        id="adding",
    ),
    NOTE: lambda: Horizontal(Static(id="note-sign"), NoteLine("", "a note, or nothing", id=NOTE), id="noting"),
}
"""Lines for typing that are mounted when they are first needed: unseen, they took a twentieth of a start."""
_SAID_SECONDS = 5.0
_NOTICED_SECONDS, _READ_A_SECOND = 2.0, 15
"""A message stays for some seconds, and a second more for so many characters, at 180 words a minute."""
_MESSAGES_KEPT = 50


class Notice(NamedTuple):
    """A message about what was done, or what went wrong."""

    sentence: str
    is_error: bool


_NARROW = 80
"""In fewer columns, the remark on a filter takes two lines."""


class ReadingLayout(HeldScreen):
    """Shows the values and messages that are set here, without knowing who sets them."""

    AUTO_FOCUS = ""

    # The panes, from `compose` on. They stay; queries for them took a hundredth of a start.
    header: HeaderBar
    sidebar: Sidebar
    articles: ArticleList
    reader: Reader
    footer: FooterBar

    view: var[View] = var(VIEWS[3], init=False)
    """The view that the list shows, before its filter."""
    page: var[Page] = var(Preview(), init=False)
    """The value of the reader pane."""
    behind: var[Loaded | Loading | None] = var(None, init=False)
    """The open or loading article while a card is shown in its place."""
    contents: var[Contents] = var(Contents(), init=False)
    """The contents of the sidebar."""
    at: var[str] = var(ARTICLES, init=False)
    """The focused pane."""
    zen: var[bool] = var(False, init=False)
    """Whether only the text is shown."""

    mistake: var[str] = var("", init=False)
    """What is wrong with the typed query or the view's; the list stays as it was."""

    def __init__(
        self,
        config: Config,
        view: View,
        filters: dict[str, str],
        arrangements: dict[str, Arrangement],
        complete: Complete,
    ) -> None:
        super().__init__()
        self.config = config
        """The settings in force."""
        self.filters = filters
        """The filters of the views, by id."""
        self.messages: deque[Notice] = deque(maxlen=_MESSAGES_KEPT)
        """The last messages."""
        self._unread_messages: deque[Notice] = deque()
        self._is_noticed = False
        """Whether the message in the footer was shown long enough to be replaced."""
        self._message_timer: Timer | None = None
        self.is_first = False
        """Whether this is the first session, which says how to begin until the reader moves, filters, sorts, opens, or
        follows a source."""
        self.finish_by: date | None = None
        """The day by which the reader wants to finish the archive."""
        self.address = ""
        """A half-typed address, until one is asked for again."""
        self.arrangements = arrangements
        """The chosen arrangements of views, by id."""
        self._complete = complete
        self._filter_pane: FilterPane | None = None
        self._mounting_filter: AwaitMount | None = None
        self._said_timer: Timer | None = None
        self.overlay_task: Worker[None] | None = None
        """The last task started to open a dialog."""
        self.overlay_settled = asyncio.Event()
        """Set when that dialog is open, or will not open."""
        # The sidebar gets the view when it is created: a watcher would list it a second time.
        self.set_reactive(ReadingLayout.view, view)

    def compose(self) -> ComposeResult:
        """Compose the panes with their widths, so that the first frame is right."""
        self.header = HeaderBar(id="header")
        self.sidebar = Sidebar(id=SIDEBAR).data_bind(contents=ReadingLayout.contents, shown=ReadingLayout.view)
        self.articles = ArticleList(id=ARTICLES)
        self.reader = Reader(self.keys, self.config.text_width, id=READER).data_bind(page=ReadingLayout.page)
        self.footer = FooterBar(self.keys, id="footer")
        self._arrange(self.app.size)
        yield self.header
        with Horizontal(id="panes"):
            yield from self.panes
        if self.filter:
            yield self._made_filter_pane(self.app.size)
        yield self.footer

    def _made_filter_pane(self, size: Size) -> FilterPane:
        self._filter_pane = pane = FilterPane(self.filter, self._complete, id=_FILTER, line_id=QUERY)
        pane.set_class(bool(self.filter), "-shown")
        pane.set_class(size.width < _NARROW, "-narrow")
        return pane

    @property
    def filter_pane(self) -> FilterPane:
        """The line of the filter with the remark above it, which are mounted when they are first needed."""
        if (pane := self._filter_pane) is None:
            pane = self._made_filter_pane(self.size)
            self._mounting_filter = self.mount(pane, before=self.footer)
        return pane

    async def filter_line(self) -> QueryLine:
        """Return the line of the filter, once it can have the focus."""
        pane = self.filter_pane
        if self._mounting_filter is not None:
            await self._mounting_filter
            self._mounting_filter = None
        return pane.line

    async def line(self, name: str) -> FilterLine:
        """Return the line for finding words, an address or a note."""
        if not self.query(f"#{name}"):
            await self.mount(_LINES[name](), before=self.footer)
        return self.query_one(f"#{name}", FilterLine)

    # Dialogs

    @property
    def overlay_under_way(self) -> Worker[None] | None:
        """The task that is about to open a dialog."""
        task = self.overlay_task
        return task if task and not task.is_finished and not self.overlay_settled.is_set() else None

    def stop_overlay(self) -> bool:
        """Cancel a dialog that is not open yet; False if there is none."""
        if (task := self.overlay_under_way) is None:
            return False
        task.cancel()
        self.explain("Stopped.")
        return True

    def on_screen_suspend(self) -> None:
        """Deliver the next keys to the open dialog, which explains them itself."""
        self.overlay_settled.set()
        self.footer.bare = True

    def on_screen_resume(self) -> None:
        """Show the keys of the panes again, after those of a dialog."""
        self.footer.bare = self.zen

    # Watchers

    def watch_contents(self, contents: Contents) -> None:
        """Show how far the archive is read."""
        progress = contents.progress
        self.header.total = total = progress.total if progress else Tally()
        self.articles.are_most_offline = 2 * (progress.offline if progress else 0) > total.articles
        if progress:
            self.header.slowness = self.articles.slowness = self.reader.slowness = progress.slowness

    def watch_at(self, pane: str) -> None:
        """Show and focus a pane; the width decides which others are visible with it."""
        self.zen = self.zen and pane == READER
        self._show_panes()
        # Not `Widget.focus`, which takes the way through the app.
        self.set_focus(self.query_one(f"#{pane}"), scroll_visible=False)
        self.footer.pane = KEYS_OF[pane]

    def watch_zen(self, zen: bool) -> None:
        """Hide everything but the text, or show it again."""
        self.set_class(zen, "-zen")
        self.footer.bare = zen
        self._show_panes()

    def watch_mistake(self, mistake: str) -> None:
        """Show above the filter what is wrong with it."""
        if mistake or self._filter_pane is not None:
            self.note(mistake, "$text-error")
            self.show_filter_line(bool(self.filter or mistake or self.filter_pane.line.has_focus))
            self.filter_pane.set_class(bool(mistake), "-mistaken")

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
        """Divide the new width."""
        self._show_panes()
        if self._filter_pane is not None:
            self._filter_pane.set_class(self.size.width < _NARROW, "-narrow")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus, which the mouse may move."""
        # By now the focus may have moved on; following an old one would make it bounce.
        if self.focused is not event.widget:
            return
        if self._filter_pane is not None:
            self._filter_pane.set_class(event.widget.id == QUERY, "-typing")
        self.footer.hints = event.widget.HINTS if isinstance(event.widget, FilterLine) else ()
        if event.widget.id in _PANES:
            self.at = event.widget.id
            if self.mistake and not self.is_filter_shown:
                self.show_filter()  # leaving the line drops a mistake: it shows the filter in force again

    # Helpers

    @property
    def keys(self) -> tuple[Key, ...]:
        """The key table in force."""
        return self.config.keys

    def take(self, config: Config) -> None:
        """Apply other settings."""
        self.config = config
        self.reader.take_keys(config.keys)
        self.reader.take_usual_column(config.text_width)
        self.footer.keys = config.keys

    @property
    def filter(self) -> str:
        """The filter of the shown view; each view has its own."""
        return self.filters.get(self.view.id, "")

    @property
    def half_typed_address(self) -> str:
        """The half-typed address in its line, or when the program quit."""
        return self.query_one(f"#{ADDRESS}", FilterLine).value if self.has_class("-adding") else self.address

    @property
    def half_typed_filter(self) -> str:
        """The text in the filter line that is not a filter yet."""
        return self.filter_pane.line.value if self.mistake else ""

    @property
    def arrangement(self) -> Arrangement:
        """The chosen arrangement of the shown view."""
        return self.arrangements.get(self.view.id, Arrangement())

    @property
    def is_filter_shown(self) -> bool:
        """Whether the line shows the filter in force, and not an unfinished one."""
        return self._filter_pane is None or self._filter_pane.line.value == self.filter

    def show_filter(self) -> None:
        """Put the filter of the shown view into its line, which is visible only if there is one."""
        self.mistake = ""
        if self.filter or self._filter_pane is not None:
            self.filter_pane.line.value = self.filter
        self.show_filter_line(bool(self.filter))

    def show_filter_line(self, on: bool) -> None:
        """Show or hide the filter line, by a class of its own: a class of the screen would restyle everything."""
        if on or self._filter_pane is not None:
            self.filter_pane.set_class(on, "-shown")

    def note(self, sentence: str, style: str = "$muted") -> None:
        """Show a remark above the filter; empty: none."""
        self.filter_pane.remark.update(Content.styled(clean(sentence), style))

    def show_counts(self, tally: Tally) -> None:
        """Show the counts of the list and its parts; on the reading list, read articles don't count."""
        self.header.shown = without_read(tally) if self.view.read_apart else tally
        listing = self.articles.listing
        titles = self._source_titles()
        self.articles.headings = tuple(
            GroupHeading(title, part.start, part.tally)
            for part in (listing.parts if listing else ())
            if (title := _title(part, titles)) is not None
        )

    def _source_titles(self) -> dict[str, str]:
        progress = self.contents.progress
        return {one.source.name: one.source.title or one.source.name for one in progress.sources} if progress else {}

    def show_state(self, entry: Entry) -> None:
        """Show the new state of an article, if its text or card is shown."""
        page, behind = self.page, self.behind
        if isinstance(page, Preview) and page.entry and page.entry.article.key == entry.article.key:
            self.page = replace(page, entry=entry)  # the card says what was done with the article, too
        if isinstance(page, Loaded) and page.entry.article.key == entry.article.key:
            self.page = replace(page, entry=entry)
        if isinstance(behind, Loaded) and behind.entry.article.key == entry.article.key:
            self.behind = replace(behind, entry=entry)

    @property
    def entries_shown(self) -> list[Entry]:
        """The entries that are visible or cached: rows, and the open article."""
        pages = [page.entry for page in (self.page, self.behind) if isinstance(page, Preview | Loaded) and page.entry]
        return [*self.articles.entries_read, *pages]

    def say(self, sentence: str) -> None:
        """Show in the footer what was done, for as long as it takes to read."""
        self._tell(Notice(clean_line(sentence), is_error=False))

    def fail(self, error: BlogreaderError) -> None:
        """Show what went wrong."""
        self.fail_with(str(error))

    def fail_with(self, sentence: str) -> None:
        """Show in the footer what went wrong."""
        self._tell(Notice(clean_line(sentence), is_error=True))

    def _tell(self, message: Notice) -> None:
        """Show a message, once the previous one was shown long enough to be noticed."""
        self.messages.append(message)
        self._unread_messages.append(message)
        if len(self._unread_messages) == 1:
            self._show_message()
        elif self._is_noticed:
            self._next_message()

    def _show_message(self) -> None:
        message = self._unread_messages[0] if self._unread_messages else Notice("", is_error=False)
        self.footer.is_error, self.footer.message = message.is_error, message.sentence
        self._is_noticed = False
        if message.sentence:
            self._message_timer = self.later(self._message_timer, _NOTICED_SECONDS, self._notice)

    def _notice(self) -> None:
        self._is_noticed = True
        if len(self._unread_messages) > 1:
            self._next_message()
        else:
            seconds = len(self._unread_messages[0].sentence) / _READ_A_SECOND
            self._message_timer = self.later(self._message_timer, seconds, self._next_message)

    def _next_message(self) -> None:
        self._unread_messages.popleft()
        self._show_message()

    def forget_messages(self) -> None:
        """Drop all messages and activities, and show the keys."""
        self._unread_messages.clear()
        self._show_message()
        self.explain_no_more()
        self.footer.said, self.header.activities = "", ()

    def explain(self, sentence: str) -> None:
        """Show in the footer why a key had no effect, until the next key or for some seconds."""
        self.footer.said = clean(sentence)
        self._said_timer = self.later(self._said_timer, _SAID_SECONDS, self.explain_no_more)

    def explain_no_more(self) -> None:
        """Show the keys again."""
        if self._said_timer is not None:
            self._said_timer.stop()
            self._said_timer = None
            self.footer.said = ""

    def _show_panes(self) -> None:
        self._arrange(self.size)

    @property
    def panes(self) -> tuple[Sidebar, ArticleList, Reader]:
        """The panes, from the left to the right."""
        return self.sidebar, self.articles, self.reader

    def _arrange(self, size: Size) -> None:
        """Divide a width among the panes, and put air above the lists where the height allows it.

        By their own styles: a class of the screen would match every rule against every widget (15 ms a change).
        """
        at_reader, panes = self.at == READER, self.panes
        shares = arranged(size.width, at_sidebar=self.at == SIDEBAR, at_reader=at_reader, zen=self.zen)
        panes[1].has_titles_only, panes[1].is_alone = at_reader, not shares.reader
        for rows in panes[:2]:
            rows.styles.padding = (air(size.height), 0, 0, 0)
        for pane, share in zip(panes, shares, strict=True):
            pane.display = share > 0
            if share:
                pane.styles.width = share


def _title(part: Part, sources: Mapping[str, str]) -> str | None:
    if part.is_read:
        return "Read"
    if part.by is None:
        return None
    return part_title(part.by, sources.get(part.name or "", part.name) if part.by is Grouping.SOURCE else part.name)
