"""A page of the manual, which can be read like an article: with links, an outline, and search."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Label

from blogreader.keys import Key, first
from blogreader.lazy import lazily
from blogreader.manual_pages import ManualPage
from blogreader.model import Article, Entry, State
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs.outline import OutlineScreen
from blogreader.tui.dialogs.overlay import Overlay
from blogreader.tui.messages import (
    Bookmarked,
    Browsed,
    ChangesWanted,
    Copied,
    DroppedWanted,
    FindWanted,
    Jumped,
    Marked,
    NoteEdited,
    NotesWanted,
    NoteWanted,
    Opened,
    OutlineWanted,
    ReturnWanted,
    Stepped,
    ZenWanted,
)
from blogreader.tui.panes.filter_line import FilterLine
from blogreader.tui.reader.content import Loaded
from blogreader.tui.reader.reader import Reader
from blogreader.tui.worker_groups import WorkerGroup
from blogreader.urls import openable, shown_target

if TYPE_CHECKING:
    from blogreader.render import ParsedDocument
    from blogreader.render.layout.links import Link

_ACTIONS = {
    "everywhere.back": "back",
    "everywhere.stop": "back",
    "everywhere.manual": "dismiss",
    "everywhere.jump-back": "jump_back",
}
_PAGE = lazily(r"file:[^#]*/([a-z-]+)\.md(?:#(.*))?")
_TITLE = lazily(r"\A# [^\n]*\n+")


class PageText:
    """The text of a page without its title, which is shown above it, like an article's."""

    def __init__(self, page: ManualPage) -> None:
        self.markdown = _TITLE.sub("", page.text)
        self._address = page.path.as_uri()

    def parsed(self) -> "ParsedDocument":
        """Return the whole text, parsed."""
        from blogreader.render import ParsedDocument

        source = ParsedDocument(self.markdown, self._address)
        source.all()
        return source


class _Stop(NamedTuple):
    """Where a link or a jump began: a page, and the position at the top."""

    page: int
    start: tuple[int, int] | None
    rows: int
    is_link: bool


class ManualPageScreen(Overlay[None]):
    """One page over the list of all; keys lead to its neighbours, and links to others."""

    BINDINGS = dialog_bindings(_ACTIONS)

    def __init__(self, pages: Sequence[ManualPage], number: int, keys: tuple[Key, ...], words: str = "") -> None:
        """Create it; `words`: what to find in this page, after a search in all of them."""
        super().__init__(keys)
        self._pages = pages
        self._number = number
        self._words = words
        self._stops: list[_Stop] = []

    def compose(self) -> ComposeResult:
        """Show the text in a box, with the keys or the search line below."""
        with Vertical(id="manual-box"):
            yield Reader(self._keys, id="manual-text")
            with Horizontal(id="manual-foot"):
                yield Label(Content("/"), id="manual-slash")
                yield FilterLine("", "find in this page", id="manual-filter")
                yield Label(id="manual-hint")

    def on_mount(self) -> None:
        """Show the page and focus it."""
        reader = self.query_one(Reader)
        reader.focus()
        for told in ("link", "standing"):
            self.watch(reader, told, self._tell, init=False)
        self._go(self._number)

    # Actions

    async def action_back(self) -> None:
        """Drop what was begun last, or go back to the list of pages."""
        if not self.query_one(Reader).let_go():
            await self.action_dismiss()

    def action_jump_back(self) -> None:
        """Go back to where the last jump began."""
        if self._stops:
            stop = self._stops.pop()
            self._go(stop.page, stop.start, stop.rows)
        else:
            self._explain("No jump was made before this place.")

    # Handlers

    @on(Reader.Followed)
    def _follow(self, event: Reader.Followed) -> None:
        href = event.link.href
        page = _PAGE.fullmatch(href)
        names = [one.name for one in self._pages]
        if href.startswith("#"):
            self._leave(is_link=True)
            self._go(self._number, unquote(href[1:]))
        elif page and page[1] in names:
            self._leave(is_link=True)
            self._go(names.index(page[1]), unquote(page[2] or ""))
        elif openable(href) is None:
            self._explain(f"Nothing that can be opened is at {shown_target(href)}.")
        elif event.seen:
            self._browse(href)

    @on(Browsed)
    def _open_outside(self) -> None:
        link = self.query_one(Reader).link
        if link and openable(link.href):
            self._browse(link.href)
        else:
            selects = first(self._keys, "reader.next-link")
            self._explain(
                f"This opens a link that leads out of the manual{f'; {selects} selects one' if selects else ''}."
            )

    @on(ReturnWanted)
    def _return(self) -> None:
        while self._stops and not self._stops[-1].is_link:
            self._stops.pop()
        if self._stops:
            self.action_jump_back()
        else:
            self._explain("You followed no link to get here.")

    @on(Jumped)
    def _remember(self, event: Jumped) -> None:
        # By now the position has changed.
        place = event.place
        start = (place.block, place.offset) if place and place.quote else None
        self._stops.append(_Stop(self._number, start, event.rows, is_link=False))

    @on(Stepped)
    def _step(self, event: Stepped) -> None:
        self._go_on(event.step)

    @on(Reader.Finished)
    def _turn(self) -> None:
        self._go_on(1)

    @on(FindWanted)
    def _show_find(self) -> None:
        line = self.query_one(FilterLine)
        line.value = ""
        self.add_class("-filtered")
        line.focus()

    @on(FilterLine.Typed)
    def _find(self, event: FilterLine.Typed) -> None:
        if self.has_class("-filtered"):
            self.query_one(Reader).search(event.text)

    @on(FilterLine.Left)
    def _leave_find(self) -> None:
        self.remove_class("-filtered")
        self.query_one(Reader).focus()

    @on(OutlineWanted)
    def _show_outline(self) -> None:
        self.run_worker(self._outline(), group=WorkerGroup.OUTLINE, exclusive=True)

    @on(Copied)
    def _copy(self, event: Copied) -> None:
        text = event.text or f"# {self._page.title}\n\n{PageText(self._page).markdown}"
        self.run_worker(self.copied(text), group=WorkerGroup.COPY, exclusive=True)

    @on(Reader.PicturesWanted)
    def _tell_no_picture(self) -> None:
        self._explain("There is no picture on this page.")

    @on(ZenWanted)
    def _tell_no_zen(self) -> None:
        self._explain(f"The manual is always shown in a box{self._way_back}.")

    @on(Opened)
    @on(Marked)
    @on(Bookmarked)
    @on(NoteWanted)
    @on(NoteEdited)
    @on(NotesWanted)
    @on(DroppedWanted)
    @on(ChangesWanted)
    def _tell_no_article(self) -> None:
        reader = self.query_one(Reader)
        if reader.selection.ends is not None:  # it would have become a note
            reader.let_go()
        self._explain(f"This is a page of the manual, not an article{self._way_back}.")

    # Helpers

    @property
    def _page(self) -> ManualPage:
        return self._pages[self._number]

    def _leave(self, *, is_link: bool = False) -> None:
        """Remember the current position, to come back to it."""
        reader = self.query_one(Reader)
        head = reader.document.head if reader.document else 0
        start = reader.standpoint and (reader.standpoint[0] - head, reader.standpoint[1])
        self._stops.append(_Stop(self._number, start, reader.rows_below, is_link))

    def _go_on(self, step: int) -> None:
        number = self._number + step
        if 0 <= number < len(self._pages):
            self._leave()
            self._go(number)
        else:
            self._explain(f"This is the {'last' if step > 0 else 'first'} page of the manual{self._way_back}.")

    def _go(self, number: int, at: tuple[int, int] | str | None = None, rows: int = 0) -> None:
        """Show a page from a position, from the target of a fragment, or from its top."""
        self._number = number
        self.run_worker(self._show(number, at, rows), group=WorkerGroup.MANUAL, exclusive=True)

    async def _show(self, number: int, at: tuple[int, int] | str | None, rows: int) -> None:
        from blogreader.render import anchors

        page, reader = self._pages[number], self.query_one(Reader)
        source = await asyncio.to_thread(PageText(page).parsed)
        start = anchors(source.blocks).get(at) if isinstance(at, str) else at
        entry = Entry(Article(page.name, "", page.title, summary=page.summary), State(page.name), "")
        reader.page = Loaded(entry, source, start, rows)
        if self._words:
            words, self._words = self._words, ""
            reader.begin_search()
            reader.search(words)
        self._tell()

    async def _outline(self) -> None:
        from blogreader.tui.reader.landmarks import headings

        reader = self.query_one(Reader)
        found, current = headings(reader.document, reader.standpoint) if reader.document else ([], -1)
        if not found:
            self._explain("This page has no headings.")
            return
        chosen = await self.app.push_screen_wait(OutlineScreen([row for *_, row in found], current, self._keys))
        if chosen is not None:
            self._leave(is_link=True)
            block, offset, _ = found[chosen]
            reader.go_to(block, offset)

    def _browse(self, url: str) -> None:
        self.run_worker(self._browsed(url), group=WorkerGroup.BROWSE, exclusive=True)

    async def _browsed(self, url: str) -> None:
        from blogreader.tui.terminal.browser import open_in_browser

        if not await open_in_browser(url, lambda: self._explain(f"In the browser: {shown_target(url)}")):
            await self.copied(url, "No browser was found. ")

    def _tell(self) -> None:
        """Show below the page where the selected link leads, or which keys help."""
        reader = self.query_one(Reader)
        told = Content(self._target(reader.link)) if reader.link else self._hint(reader.text_search.found)
        self.query_one("#manual-hint", Label).update(told)

    def _target(self, link: "Link") -> str:
        page = _PAGE.fullmatch(link.href)
        title = next((one.title for one in self._pages if page and one.name == page[1]), None)
        return f"→ {title or ('on this page' if link.href.startswith('#') else shown_target(link.href))}"

    def _hint(self, found: str) -> Content:
        keys = self.named_keys(
            ("reader.next-link", "links"),
            ("reader.find", "find"),
            ("reader.outline", "outline"),
            ("reader.previous-article", "page before"),
            ("reader.next-article", "next page"),
            ("everywhere.back", "all pages"),
        )
        return Content(f"{found}  ") + keys if found else keys
