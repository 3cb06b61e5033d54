"""What leads through a text and out of it: links and the way back, outline, pictures, browser, clipboard."""

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from blogreader.errors import PictureError
from blogreader.model import Entry, Place
from blogreader.text import counted
from blogreader.tui.messages import TerminalSequence
from blogreader.tui.reader.content import Loaded
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.current_article import CurrentArticle
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.terminal.browser import open_in_browser
from blogreader.tui.terminal.key_queue import passed
from blogreader.tui.worker_groups import WorkerGroup
from blogreader.urls import local_file, names_another_host, shown_target

if TYPE_CHECKING:
    from blogreader.render.layout.links import Link

_LONGEST_WAY = 100
"""Stops on the way back."""
_SHORT_COPY = 60
_SENDING_SECONDS = 1.0
_START = Place(0, 0, "", 0.0)


@dataclass(frozen=True, slots=True)
class Stop:
    """An article that was left by a link, and where its reader stood."""

    key: str
    place: Place | None
    rows: int = 0
    """Below the place: the row at the top may have no text of its own."""


class History:
    """The last hundred stops, newest on top."""

    def __init__(self) -> None:
        self._stops: deque[Stop] = deque(maxlen=_LONGEST_WAY)

    def __len__(self) -> int:
        return len(self._stops)

    def push(self, stop: Stop) -> None:
        """Put a stop on top, unless it lies there already; of too many the oldest is forgotten."""
        if not self._stops or self._stops[-1] != stop:
            self._stops.append(stop)

    def pop(self) -> Stop | None:
        """Take the stop on top; None when there is none."""
        return self._stops.pop() if self._stops else None

    def clear(self) -> None:
        """Forget the way back."""
        self._stops.clear()


class Navigation(BackgroundTasks):
    """Goes where a link leads, and comes back."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, current_article: CurrentArticle) -> None:
        super().__init__(layout, library)
        self._current_article = current_article
        self._history = History()

    def follow(self, link: "Link", *, seen: bool) -> None:
        """Go where a link leads; out of this program only when its reader has seen where that is."""
        if link.href.startswith("#"):
            self.run(WorkerGroup.FOLLOW, self._jump, unquote(link.href[1:]))
        elif link.image:
            self._layout.reader.toggle_picture(link.block, link.href, seen=seen)
        elif entry := self.attempt(partial(self._library.sync.at_address, link.href)):
            self._remember()
            self._open_from_link(entry, unquote(urlsplit(link.href).fragment) or None)
        elif local_file(link.href):
            self._layout.explain(f"{shown_target(link.href)} is in none of your indexes.")
        elif seen:
            self.browse(link.href)

    def target_of(self, link: "Link") -> str:
        """Return where a link leads, in words."""
        if link.href.startswith("#"):
            return "→ in this article"
        if link.image:
            return f"▨ {shown_target(link.href)}"
        if entry := self.attempt(partial(self._library.sync.at_address, link.href)):
            return f"→ {entry.article.title}"
        warning = "⚠ not what it says: " if names_another_host(link.text, link.href) else ""
        return f"{warning}→ {shown_target(link.href)}"

    def go_back(self) -> None:
        """Go back to where the last link was followed from."""
        stop = self._history.pop()
        if stop is None:
            self._layout.explain("No link was followed here.")
            return
        page = self._layout.page
        if isinstance(page, Loaded) and page.entry.article.key == stop.key:
            self.run(WorkerGroup.FOLLOW, self._stand, stop.place or _START, stop.rows)
        elif entry := self.attempt(partial(self._library.sync.entry, stop.key)):
            self._open_from_link(entry, stop.place or _START, stop.rows)

    def show_outline(self) -> None:
        """Show the headings, and go to the one that is chosen; Backspace comes back."""
        self.run(WorkerGroup.OUTLINE, self._outline)

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

    async def _jump(self, fragment: str) -> None:
        page = self._layout.page
        if not isinstance(page, Loaded):
            return
        found = await self.here(self._library.anchor(page.source, fragment))
        if found is None:
            self._layout.explain("This link leads to a part of the page that its text does not have.")
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

    def _open_from_link(self, entry: Entry, at: "Place | str | None", rows: int = 0) -> None:
        self.find(entry.article.key)
        self._current_article.open(entry, at=at, rows=rows)

    def _remember(self) -> None:
        page = self._layout.page
        if isinstance(page, Loaded):
            reader = self._layout.reader
            self._history.push(Stop(page.entry.article.key, reader.place, reader.rows_below))

    def browse(self, url: str) -> None:
        """Open an address in the browser, or copy it where there is none."""
        self.run(WorkerGroup.BROWSE, self._browse, url)

    async def _browse(self, url: str) -> None:
        if not await open_in_browser(url, lambda: self._layout.say(f"In the browser: {shown_target(url)}")):
            self.copy(url, "No browser was found. ")

    def copy(self, text: str, why: str = "") -> None:
        """Copy an address, or a part of the text; `why` is said before."""
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
        """Show pictures from the archive; one that is not there opens in the browser if it was `seen` where it is."""
        self.run(WorkerGroup.PICTURES, self._show_pictures, addresses, seen)

    async def _show_pictures(self, addresses: dict[int, str], seen: bool) -> None:
        page, reader = self._layout.page, self._layout.reader
        if not isinstance(page, Loaded):
            return
        files = await self.here(self._library.pictures(page.entry.article.key, [*addresses.values()]))
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
                while room != reader.room:  # the window has another size by now
                    room = reader.room
                    picture = await self.here(self._library.picture(path, room))
            except PictureError as error:
                self._layout.say(str(error))
                continue
            if picture.transmission:
                self._layout.app.post_message(TerminalSequence(picture.transmission))
                # What is painted names the picture: the terminal must have it before.
                await self.here(passed(self._layout.app, seconds=_SENDING_SECONDS))
            reader.put_picture(block, addresses[block], picture)
