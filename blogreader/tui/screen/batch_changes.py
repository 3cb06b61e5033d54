"""Changes to many articles at once: the selected ones, a whole view, or the matches of a query."""

from collections.abc import Callable, Sequence

from blogreader.keys import ARTICLES, READER, SIDEBAR, first
from blogreader.library import Listing, View
from blogreader.model import Status
from blogreader.records import dataclass
from blogreader.text import clean_line, counted
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.lists import Lists
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup

_STATUS = {Status.READ: "read", Status.UNREAD: "unread", Status.READING: "being read"}


@dataclass(frozen=True, slots=True)
class Target:
    """The articles that a key acts on, fixed when it is pressed."""

    keys: Callable[[], Sequence[str]]
    """Reads their canonical URLs; called outside the event loop."""
    words: str = ""
    """Words after their number: ` of Frontend`."""


class BatchChanges(BackgroundTasks):
    """Changes many articles, each time as a single step to undo, reported in one line."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, state_changes: StateChanges, lists: Lists) -> None:
        super().__init__(layout, library)
        self._state_changes = state_changes
        self._lists = lists

    def mark(self, status: Status | None, query: str | None = None) -> None:
        """Set the status of many articles."""
        self.run(WorkerGroup.CHANGE, self._mark, self._target(query), status)

    def bookmark(self, on: bool | None, *, top: bool = False, query: str | None = None) -> None:
        """Put many articles on the reading list, or take them off."""
        self.run(WorkerGroup.CHANGE, self._bookmark, self._target(query), on, top)

    def unbookmark_read(self) -> None:
        """Take read articles off the reading list."""
        self.run(WorkerGroup.CHANGE, self._unbookmark_read)

    def _target(self, query: str | None) -> Target:
        """Fix the articles now: something else may be shown when the change is made."""
        layout, library = self._layout, self._library.sync
        if query is not None:
            return Target(lambda: _keys(library.select(query)))
        if layout.at == SIDEBAR:
            view, narrowed, arrangement = layout.view, layout.filter, layout.arrangement
            return Target(lambda: _keys(library.show(view, narrowed, arrangement)), f" of {_name(view, narrowed)}")
        if layout.at == ARTICLES and layout.articles.selected:
            return Target(self.take_selected())
        entry = layout.page.entry if layout.at == READER else layout.articles.current
        keys = [entry.article.key] if entry else []
        return Target(lambda: keys)

    def take_selected(self) -> Callable[[], list[str]]:
        """Return a function that reads the selected articles, and deselect them."""
        articles = self._layout.articles
        rows, listing = articles.rows_selected, articles.listing
        articles.drop_selection()

        def keys() -> list[str]:
            if listing is None:
                return []
            return [key for start, stop in rows for key in listing.keys(start, stop - start)]

        return keys

    async def _mark(self, target: Target, status: Status | None) -> None:
        def make() -> tuple[int, int, Status]:
            keys = target.keys()
            return len(keys), *self._library.sync.batch.mark(keys, status)

        number, changed, wanted = await self._library.change(make)
        if not number:
            self._layout.explain("There is no article here.")
        elif not changed:
            self._layout.explain(f"{counted(number, 'article')}{target.words}: {_STATUS[wanted]} already.")
        else:
            await self._show(f"Marked {counted(changed, 'article')}{target.words} as {_STATUS[wanted]}")

    async def _bookmark(self, target: Target, on: bool | None, top: bool) -> None:
        def make() -> tuple[int, int, bool]:
            keys = target.keys()
            return len(keys), *self._library.sync.batch.bookmark(keys, on, top=top)

        number, changed, is_on = await self._library.change(make)
        if not number:
            self._layout.explain("There is no article here.")
        elif not changed:
            where = "on" if is_on else "off"
            self._layout.explain(f"{counted(number, 'article')}{target.words}: {where} the reading list already.")
        else:
            what = f"{counted(changed, 'article')}{target.words}"
            where = f"Put {what} {'at the top of' if top else 'on'}" if is_on else f"Took {what} off"
            await self._show(f"{where} the reading list")

    async def _unbookmark_read(self) -> None:
        def make() -> int:
            keys = _keys(self._library.sync.select("is:bookmarked is:read"))
            return self._library.sync.batch.bookmark(keys, on=False)[0] if keys else 0

        number = await self._library.change(make)
        if number:
            await self._show(f"Took {counted(number, 'read article')} off the reading list")
        else:
            self._layout.explain("Nothing on the reading list is read.")

    async def _show(self, sentence: str) -> None:
        """Show the new states; rows stay, except on the reading list, whose order may have changed."""
        layout = self._layout
        undo = first(layout.keys, "everywhere.undo")
        layout.say(sentence + (f" · {undo} takes it back" if undo else ""))
        await self._state_changes.show_all()
        if layout.view.read_apart:
            await self._lists.list_now(self._lists.cursor)


def _keys(listing: Listing) -> list[str]:
    return listing.keys(0, len(listing))


def _name(view: View, narrowed: str) -> str:
    return clean_line(f"{view.title} / {narrowed}" if narrowed else view.title, 60)
