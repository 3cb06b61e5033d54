"""Where wishes lead: what the panes post goes to the errands, to the article that is open, or to what is shown."""

from collections.abc import Callable
from functools import partial

from textual import getters, on
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer

from blogreader.errors import BlogreaderError, UsageError
from blogreader.keys import ARTICLES, READER, Key
from blogreader.library import View
from blogreader.model import Entry
from blogreader.text import clean
from blogreader.tui.messages import (
    Bookmarked,
    Browsed,
    Copied,
    FetchWanted,
    FindWanted,
    Marked,
    Opened,
    OutlineWanted,
    ReturnWanted,
    Stepped,
    Unable,
    ZenWanted,
)
from blogreader.tui.panes.article_list import ArticleList
from blogreader.tui.panes.bars import FooterBar, HeaderBar
from blogreader.tui.panes.filter_line import FilterLine
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.panes.sidebar import Sidebar
from blogreader.tui.reader.content import Page
from blogreader.tui.reader.reader import Reader
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.current_article import CurrentArticle
from blogreader.tui.screen.lists import Lists
from blogreader.tui.screen.navigation import Navigation
from blogreader.tui.screen.source_changes import Sources

_SAID_SECONDS = 5.0
QUERY = "query"
FIND = "find"
ADDRESS = "address"


class Routes(Screen[None]):
    """The handlers of the reading screen's messages."""

    header = getters.query_one(HeaderBar)
    articles = getters.query_one(ArticleList)
    reader = getters.query_one(Reader)
    footer = getters.query_one(FooterBar)

    desk: AsyncLibrary
    opening: CurrentArticle
    following: Navigation
    errands: Lists
    sources: Sources
    keys: tuple[Key, ...]
    filters: dict[str, str]
    at: var[str]
    view: var[View]
    page: var[Page]
    zen: var[bool]
    _said_timer: Timer | None = None

    @on(Sidebar.Chosen)
    def _choose(self, event: Sidebar.Chosen) -> None:
        self.view = event.view
        if event.entered:
            self.at = ARTICLES

    @on(ArticleList.Highlighted)
    def _preview(self) -> None:
        self.errands.preview()

    @on(RowList.FilterWanted)
    def _show_filter(self) -> None:
        self.add_class("-filtered")
        self.query_one(f"#{QUERY}").focus()

    @on(FilterLine.Typed, f"#{QUERY}")
    def _filter(self, event: FilterLine.Typed) -> None:
        # What stands there now: by the time that this comes, another view may have put its own filter there.
        if event.line.value != self.filter:
            self.filters[self.view.id] = event.line.value
            self.errands.relist()

    @on(FilterLine.Left, f"#{QUERY}")
    def _leave_filter(self) -> None:
        self.set_class(bool(self.filter), "-filtered")
        self.at = ARTICLES
        self.articles.focus()

    @on(FetchWanted)
    def _fetch(self) -> None:
        self.errands.fetch_shown()

    @on(ArticleList.Unreadable)
    def _tell_unreadable(self, event: ArticleList.Unreadable) -> None:
        self.fail(event.error)

    @on(Opened)
    def _open(self, event: Opened) -> None:
        self.opening.open(event.entry, again=event.again)
        self.at = READER

    @on(Stepped)
    def _step(self, event: Stepped) -> None:
        self.opening.step(event.step, unread=event.unread, opened=event.opened)

    @on(Marked)
    def _mark(self, event: Marked) -> None:
        mark = partial(self.desk.library.mark, [event.entry.article.key], None)
        self.errands.change(mark, event.entry, _of_status)

    @on(Bookmarked)
    def _bookmark(self, event: Bookmarked) -> None:
        if event.top and self.desk.library.current(event.entry).bookmark_position == 1:
            self.explain("It is at the top of the reading list already.")
            return
        on_list = True if event.top else None
        keys = [event.entry.article.key]
        bookmark = partial(self.desk.library.bookmark, keys, on_list, top=event.top)
        self.errands.change(bookmark, event.entry, partial(_of_list, top=event.top))

    @on(Browsed)
    def _browse(self, event: Browsed) -> None:
        self.following.browse(event.entry.article.url)

    @on(Copied)
    def _copy(self, event: Copied) -> None:
        self.following.copy(event.text or event.entry.article.url)

    @on(Reader.Moved)
    def _move(self, event: Reader.Moved) -> None:
        self.opening.moved(event.entry, event.place, laid_out=event.laid_out, aside=event.aside)

    @on(Reader.Finished)
    def _go_on(self, event: Reader.Finished) -> None:
        self.opening.finish(event.entry)

    @on(ZenWanted)
    def _toggle_zen(self) -> None:
        self.zen = not self.zen

    # Within a text

    @on(Reader.NoLink)
    def _tell_no_link(self, event: Reader.NoLink) -> None:
        self.explain(f"No link {event.where}.")

    @on(Reader.Followed)
    def _follow(self, event: Reader.Followed) -> None:
        self.following.follow(event.link, seen=event.seen)

    @on(Reader.PicturesWanted)
    def _show_pictures(self, event: Reader.PicturesWanted) -> None:
        self.following.show_pictures(event.addresses, seen=event.seen)

    @on(Reader.Dropped)
    def _drop_picture(self, event: Reader.Dropped) -> None:
        self.following.send(event.deletion)

    @on(ReturnWanted)
    def _return(self) -> None:
        self.following.go_back()

    @on(FindWanted)
    def _show_find(self) -> None:
        line = self.query_one(f"#{FIND}", FilterLine)
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
        self.following.show_outline()

    # Sources

    def ask_for_address(self) -> None:
        """Ask what is to be followed."""
        line = self.query_one(f"#{ADDRESS}", FilterLine)
        self.add_class("-adding")
        line.value = ""
        line.focus()

    @on(FilterLine.Left, f"#{ADDRESS}")
    def _add(self, event: FilterLine.Left) -> None:
        self.remove_class("-adding")
        self.query_one(f"#{self.at}").focus()
        if event.text.strip():
            self.sources.add(event.text.strip())

    # Helpers

    @property
    def filter(self) -> str:
        """What narrows the view that is shown; each view has its own."""
        return self.filters.get(self.view.id, "")

    @on(Unable)
    def _tell_why(self, event: Unable) -> None:
        self.explain(event.why)

    def explain(self, sentence: str) -> None:
        """Say in the footer why a key had nothing to do, until the next key or some seconds passed."""
        self.footer.said = clean(sentence)
        self._said_timer = self.errands.later(self._said_timer, _SAID_SECONDS, self.explain_no_more)

    def explain_no_more(self) -> None:
        """Show the keys again."""
        if self._said_timer is not None:
            self._said_timer.stop()
            self._said_timer = None
            self.footer.said = ""

    def say(self, sentence: str) -> None:
        """Return the reader something, for some seconds."""
        self.notify(clean(sentence), markup=False)

    def fail(self, error: BlogreaderError) -> None:
        """Return the reader what went wrong; a mistake in the filter stands where the filter is."""
        if isinstance(error, UsageError):
            self.header.problem = str(error)
        else:
            self.notify(clean(str(error)), severity="error", markup=False)

    def change(self, how: Callable[[], list[Entry]], entry: Entry) -> None:
        """Change the state of an article."""
        self.errands.change(how, entry)

    def show_standing(self) -> None:
        """Return where the reader stands, or where the link at hand leads."""
        link = self.reader.link
        standing = self.following.target_of(link) if link else self.reader.standing
        self.footer.standing = standing if self.at == READER else ""


def _of_status(entry: Entry) -> str:
    return f"Marked as {entry.state.status.value}."


def _of_list(entry: Entry, *, top: bool) -> str:
    if entry.state.bookmark is None:
        return "Taken off the reading list."
    return f"Put {'at the top of' if top else 'on'} the reading list."
