"""Navigation in a text and out of it: links and the way back, outline, pictures, browser, clipboard."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, ParamSpec
from urllib.parse import unquote, urlsplit

from textual.worker import Worker

from blogreader.errors import BlogreaderError, PictureError
from blogreader.exit_statuses import ended
from blogreader.keys import ARTICLES, READER
from blogreader.model import Entry, Place
from blogreader.records import replace
from blogreader.text import counted
from blogreader.tui.messages import NO_ARTICLE, TerminalSequence
from blogreader.tui.reader.content import Failed, Loaded, Loading
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.current_article import CurrentArticle
from blogreader.tui.screen.jump_list import JumpList, ListStop, SearchStop, Stop, TextStop, is_left_by_link, is_same
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.lists import Lists
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.terminal.browser import open_in_browser, text_browser
from blogreader.tui.terminal.key_queue import passed
from blogreader.tui.worker_groups import WorkerGroup
from blogreader.urls import local_file, names_another_host, shown_target

if TYPE_CHECKING:
    from blogreader.render.layout.links import Link
    from blogreader.search_terms import Finder
    from blogreader.tui.dialogs.search_screen import SearchScreen

_SHORT_COPY = 60
_SENDING_SECONDS = 1.0
_NO_JUMP = "There is no earlier jump."
_NONE_AHEAD = "There is no later jump: you have not gone back."
_P = ParamSpec("_P")


class Navigation(BackgroundTasks):
    """Follows links and jumps, and comes back."""

    def __init__(
        self,
        layout: ReadingLayout,
        library: AsyncLibrary,
        lists: Lists,
        current_article: CurrentArticle,
        terminal: Callable[[Callable[[], int]], int],
    ) -> None:
        """`terminal` lends the terminal to a function, and takes it back."""
        super().__init__(layout, library)
        self._terminal = terminal
        self._lists = lists
        self._current_article = current_article
        self._jumps = JumpList()
        self._going: Stop | None = None
        """The stop that is being opened, or was opened last."""
        self._worker: Worker[None] | None = None
        self._searched = ""
        """The search terms of the last session."""
        self._searching: SearchScreen | None = None
        """The last search."""

    # The jump list

    @contextmanager
    def jump(self) -> Iterator[None]:
        """Record the current position as a stop, if the block leads elsewhere."""
        here = self._here
        yield
        if not is_same(self._here, here):
            self._leave(here)

    def jumped_from(self, entry: Entry, place: Place | None, rows: int) -> None:
        """Record where a jump began: at a place in a text, or without one in the list."""
        key, layout = entry.article.key, self._layout
        beside = layout.view, layout.filter
        self._leave(TextStop(key, place, rows, beside=beside) if place else ListStop(*beside, key))

    def _leave(self, stop: Stop) -> None:
        self._going = None
        self._jumps.leave(stop)

    def jump_back(self) -> None:
        """Go back to where the last jump began."""
        self._go_to(self._jumps.back(self._here), _NO_JUMP)

    def jump_forward(self) -> None:
        """Go forward to the next stop."""
        self._go_to(self._jumps.forward(self._here), _NONE_AHEAD)

    def go_back(self) -> None:
        """Go back to where the last link was followed."""
        self._go_to(self._jumps.back(self._here, is_left_by_link), "You did not follow a link to get here.")

    def open_article(self, key: str) -> None:
        """Open an article at its saved place, from anywhere; the cursor follows if the list contains it."""
        if entry := self.attempt(partial(self._library.sync.entry, key)):
            with self.jump():
                self._open_at(entry, None)

    def go_to_mark(self, letter: str, key: str | None) -> None:
        """Go to a mark; lower-case marks belong to an article."""
        self._going = None
        self._run(self._go_to_mark, letter, key)

    async def _go_to_mark(self, letter: str, key: str | None) -> None:
        marks = await self.here(self._library.change(partial(self._library.sync.place_marks.of, key)))
        layout, page, mark = self._layout, self._layout.page, marks.get(letter)
        if mark is None:
            where = "in this article" if letter.islower() else "anywhere"
            layout.explain(f"No place {where} has the mark {letter}.")
        elif layout.at == READER and isinstance(page, Loaded) and page.entry.article.key == mark.key:
            if mark.place is None or is_same(self._stop, TextStop(mark.key, mark.place, mark.rows)):
                layout.explain(f"This is where the mark {letter} is.")
            else:
                self._leave(self._stop)
                await self._stand(mark.place, mark.rows)
        elif entry := self.attempt(partial(self._library.sync.entry, mark.key)):
            self._leave(self._stop)
            self._open_at(entry, mark.place, mark.rows)

    def _go_to(self, stop: Stop | None, otherwise: str) -> None:
        layout, page = self._layout, self._layout.page
        self._going = stop or self._going
        if isinstance(stop, TextStop) and stop.beside not in (None, (layout.view, layout.filter)):
            self._lists.show(*stop.beside, stop.key)
        match stop:
            case None:
                layout.explain(otherwise)
            case ListStop(view, words, key):
                self._lists.show(view, words, key)
                layout.at = ARTICLES
            case SearchStop(line, key):
                self.show_search(line, key)
            case TextStop(key, Place() as place, rows) if (
                layout.at == READER and isinstance(page, Loaded) and page.entry.article.key == key
            ):
                self._run(self._stand, place, rows)
            case TextStop(key, place, rows):
                if entry := self.attempt(partial(self._library.sync.entry, key)):
                    self._open_at(entry, place, rows)

    @property
    def _here(self) -> Stop:
        """The current position, or the one that is being opened."""
        return self._going if self._going and self.under_way else self._stop

    @property
    def _stop(self) -> Stop:
        layout, page = self._layout, self._layout.page
        if layout.at == READER and isinstance(page, Loaded):
            beside = layout.view, layout.filter
            return TextStop(page.entry.article.key, layout.reader.place, layout.reader.rows_below, beside=beside)
        if layout.at == READER and isinstance(page, Loading | Failed):
            key = page.entry.article.key
            return self._going if isinstance(self._going, TextStop) and self._going.key == key else TextStop(key, None)
        current = layout.articles.current
        return ListStop(layout.view, layout.filter, current.article.key if current else None)

    @property
    def under_way(self) -> Worker[None] | None:
        """The task that brings a place into view, usually done before the next key."""
        return self._worker if self._worker and not self._worker.is_finished else None

    def _run(self, task: Callable[_P, Awaitable[object]], *arguments: _P.args, **options: _P.kwargs) -> None:
        self._worker = self.run(WorkerGroup.FOLLOW, task, *arguments, **options)

    # The search of the archive

    @property
    def searched(self) -> str:
        """The text in the search of the archive, now or when it was last open."""
        return self._searching.searched if self._searching else self._searched

    def begin_with(self, line: str) -> None:
        """Restore the search terms of the last session."""
        self._searched = line

    def show_search(self, line: str | None = None, key: str | None = None) -> None:
        """Open the search with the last words, or with earlier results for `line`."""
        self.run_for_overlay(WorkerGroup.OUTLINE, self._search, self.searched if line is None else line, key)

    async def _search(self, line: str, key: str | None) -> None:
        from blogreader.tui.dialogs.search_screen import JUMP_BACK, JUMP_FORWARD, Chosen, SearchScreen

        self._library.sync.texts.is_due = True  # they may have been edited by hand
        screen = self._searching = SearchScreen(self._library, line, key, self._layout.keys)
        chosen = await self._layout.app.push_screen_wait(screen)
        if isinstance(chosen, Chosen):
            if key is None:  # otherwise the results are the current stop in the jump list
                self._leave(self._here)
            self._leave(SearchStop(chosen.line, chosen.entry.article.key))
            self._open_at(chosen.entry, chosen.finder)
        elif chosen == JUMP_BACK:
            self._go_to(self._jumps.back(SearchStop(screen.searched, key or "")), _NO_JUMP)
        elif chosen == JUMP_FORWARD:
            self._go_to(self._jumps.forward(SearchStop(screen.searched, key or "")), _NONE_AHEAD)

    # Links, and the outline

    def follow(self, link: "Link", *, seen: bool) -> None:
        """Follow a link; to the browser only if the reader has seen the target."""
        if link.href.startswith("#"):
            self._going = None
            self._run(self._jump, unquote(link.href[1:]))
        elif link.image:
            self._layout.reader.toggle_picture(link.block, link.href, seen=seen)
        elif entry := self.attempt(partial(self._library.sync.at_address, link.href)):
            self._remember()
            self._open_at(entry, unquote(urlsplit(link.href).fragment) or None)
        elif local_file(link.href):
            self._layout.explain(f"{shown_target(link.href)} is in none of your indexes.")
        elif seen:
            self.browse(link.href)

    def target_of(self, link: "Link") -> str:
        """Describe a link's target in words."""
        if link.href.startswith("#"):
            return "→ in this article"
        if link.image:
            return f"▨ {shown_target(link.href)}"
        if entry := self.attempt(partial(self._library.sync.at_address, link.href)):
            return f"→ {entry.article.title}"
        warning = "⚠ not where it says: " if names_another_host(link.text, link.href) else ""
        return f"{warning}→ {shown_target(link.href)}"

    def show_outline(self) -> None:
        """Show the headings, and go to the chosen one; Backspace comes back."""
        self.run_for_overlay(WorkerGroup.OUTLINE, self._outline)

    async def _outline(self) -> None:
        from blogreader.tui.dialogs.outline import OutlineScreen
        from blogreader.tui.reader.landmarks import headings

        reader = self._layout.reader
        await self.here(reader.parsed())
        found, current = headings(reader.document, reader.standpoint) if reader.document else ([], -1)
        if not found:
            self._layout.explain("This article has no headings.")
            return
        screen = OutlineScreen([row for *_, row in found], current, self._layout.keys)
        chosen = await self.here(self._layout.app.push_screen_wait(screen))
        if chosen is not None:
            self._remember()
            block, offset, _ = found[chosen]
            reader.go_to(block, offset)

    def show_connections(self, entry: Entry | None) -> None:
        """Show an article's links, the links to it and similar articles, and open the chosen one."""
        if entry is None:
            self._layout.explain(NO_ARTICLE)
        else:
            self.run_for_overlay(WorkerGroup.OUTLINE, self._connections, entry)

    async def _connections(self, entry: Entry) -> None:
        from blogreader.tui.dialogs.connections_screen import ConnectionsScreen

        self._library.sync.texts.is_due = True  # they may have been edited by hand
        connected = await self.here(self._library.connections(entry.article.key))
        screen = ConnectionsScreen(entry, connected, self._library, self._layout.keys)
        chosen = await self._layout.app.push_screen_wait(screen)
        if chosen is not None:
            self._remember()
            self._open_at(chosen, None)

    def show_dropped(self) -> None:
        """Show what was left out of the article's page, and why."""
        self.run_for_overlay(WorkerGroup.DROPPED, self._dropped)

    async def _dropped(self) -> None:
        from blogreader.tui.dialogs.text_screen import dropped_of

        page = self._layout.page
        if not isinstance(page, Loaded):
            return
        try:
            dropped = await self.here(self._library.sync.dropped(page.entry.article.key))
        except BlogreaderError as error:
            self._layout.explain(str(error))
            return
        if not dropped:
            self._layout.explain("Nothing was left out of this page.")
        elif self._layout.page is page:
            await self.here(self._layout.app.push_screen(dropped_of(dropped, self._layout.keys)))

    def show_changes(self) -> None:
        """Show what changed since the article was read, and mark the changes as seen."""
        self.run_for_overlay(WorkerGroup.OUTLINE, self._changes)

    async def _changes(self) -> None:
        from blogreader.tui.dialogs.changes_screen import ChangesScreen

        page, changed_texts = self._layout.page, self._library.sync.changed_texts
        if not isinstance(page, Loaded):
            return
        key = page.entry.article.key
        found = await self.here(asyncio.to_thread(changed_texts.of, key))
        if found is None:
            self._layout.explain("This is the text that you read: it has not changed since.")
            return
        await self._layout.app.push_screen_wait(ChangesScreen(found, self._layout.keys))
        await asyncio.to_thread(changed_texts.seen, key)
        self._layout.show_state(self._library.sync.current(page.entry))

    async def _jump(self, fragment: str) -> None:
        page = self._layout.page
        if not isinstance(page, Loaded):
            return
        found = await self.here(self._library.anchor(page.source, fragment))
        if found is None:
            self._layout.explain("This link leads to a part of the page that the text does not include.")
            return
        self._remember()
        await self._stand(found, aside=fragment.startswith("fn-"))
        self._layout.reader.choose_return(found[0], f"#fnref-{fragment.removeprefix('fn-')}")

    async def _stand(self, place: Place | tuple[int, int], rows: int = 0, *, aside: bool = False) -> None:
        page, reader = self._layout.page, self._layout.reader
        if not isinstance(page, Loaded) or reader.document is None:
            return
        start = await self.here(self._library.start(page.source, place)) if isinstance(place, Place) else place
        reader.document.grow()
        block, offset = start or (-reader.document.head, 0)
        reader.go_to(block + reader.document.head, offset, rows, way="aside" if aside else "jump")

    def _open_at(self, entry: Entry, at: "Place | str | Finder | None", rows: int = 0) -> None:
        self.find(entry.article.key)
        self._current_article.open(entry, at=at, rows=rows)

    def _remember(self) -> None:
        here = self._here
        self._leave(replace(here, is_link=True) if isinstance(here, TextStop) else here)

    def browse(self, url: str) -> None:
        """Open an address in the browser, or copy it if there is none."""
        self.run(WorkerGroup.BROWSE, self._browse, url)

    async def _browse(self, url: str) -> None:
        if not await open_in_browser(url, lambda: self._layout.say(f"In the browser: {shown_target(url)}")):
            self._browse_here(url)

    def _browse_here(self, url: str) -> None:
        """Lend the terminal to the reader's text browser, or copy the address."""
        use = text_browser(url)
        if use is None:
            self.copy(url, "No browser was found. ")
        elif status := self._terminal(use):
            self._layout.explain(f"The browser {ended(status)}.")

    def copy(self, text: str, why: str = "") -> None:
        """Copy an address or a part of the text; `why` precedes the message."""
        self.run(WorkerGroup.COPY, self._copy, text, why)

    async def _copy(self, text: str, why: str) -> None:
        from blogreader.tui.terminal.clipboard import copy

        await copy(self._layout.app, text)
        lines = text.count("\n") + 1
        short = lines == 1 and len(text) <= _SHORT_COPY
        much = counted(lines, "line") if lines > 1 else counted(len(text), "character")
        self._layout.say(
            f"{why}Copied: {text}" if short else f"{why}Copied {much}: {text[:_SHORT_COPY].splitlines()[0]} …"
        )

    # Pictures

    def show_pictures(self, addresses: dict[int, str], *, seen: bool) -> None:
        """Show archived pictures; a single missing one opens in the browser if its address was `seen`."""
        if self._library.images == "off" and not seen:
            self._layout.explain("Pictures are off: `images` in config.toml.")
        else:
            self.run(WorkerGroup.PICTURES, self._show_pictures, addresses, seen)

    async def _show_pictures(self, addresses: dict[int, str], seen: bool) -> None:
        page, reader = self._layout.page, self._layout.reader
        if not isinstance(page, Loaded):
            return
        files = await self.here(self._library.pictures(page.entry.article.key, [*addresses.values()]))
        if self._library.images == "off":
            files = {}
        wanted = {block: files[url] for block, url in addresses.items() if url in files}
        if not wanted and seen and not any(map(local_file, addresses.values())):
            self.browse(*addresses.values())
        elif not wanted:
            what = "This picture is" if len(addresses) == 1 else "The pictures are"
            missing = f"{what} {'on the way' if self._current_article.is_completing else 'not in the archive'}."
            self._layout.explain(missing if addresses else "There is no picture in this article.")
        for block, path in wanted.items():
            try:
                room = reader.room
                picture = await self.here(self._library.picture(path, room))
                while room != reader.room:  # the window was resized meanwhile
                    room = reader.room
                    picture = await self.here(self._library.picture(path, room))
            except PictureError as error:
                self._layout.say(str(error))
                continue
            if picture.transmission:
                self._layout.app.post_message(TerminalSequence(picture.transmission))
                # The painted cells refer to the picture, which the terminal must have by then.
                await self.here(passed(self._layout.app, seconds=_SENDING_SECONDS))
            reader.put_picture(block, addresses[block], picture)
