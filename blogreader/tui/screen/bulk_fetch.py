"""Fetching many articles, and refreshing sources, from the app."""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import aclosing
from time import monotonic

from textual.worker import Worker

from blogreader.errors import LibraryError
from blogreader.keys import ARTICLES, first
from blogreader.library import Library, Listing, Refreshed
from blogreader.model import Article, Entry
from blogreader.text import clean_line, counted
from blogreader.tui.row_selection import RowSelection
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.lists import Lists
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup

_TELLING_SECONDS = 2.0
"""Before that nobody knows how long the rest takes."""
_MINUTES_FROM = 90
_PAGE = 500
_BREATH = 100
"""Articles of which there is nothing to tell that are told of together."""
_MOMENT_SECONDS = 1.5
_COUNT_EVERY_SECONDS = 0.5


class BulkFetch(BackgroundTasks):
    """Fetches what the list shows, or the sources; each goes on until it is done or stopped."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, state_changes: StateChanges, lists: Lists) -> None:
        super().__init__(layout, library)
        self._state_changes = state_changes
        self._lists = lists
        self._fetching: Worker[None] | None = None
        self._refreshing: Worker[None] | None = None
        self._ended_at = -_MOMENT_SECONDS

    def fetch_shown(self) -> None:
        """Make all articles of the list offline, or those that are selected; again while it runs: nothing."""
        if self.is_running:
            self._layout.explain(f"Articles are being fetched; {first(self._layout.keys, 'everywhere.stop')} stops.")
        elif not self._layout.articles.count:
            self._layout.explain("The list is empty: there is nothing to fetch.")
        else:
            self._fetching = self.run(WorkerGroup.FETCH, self._fetch_shown, self._rows())

    def _rows(self) -> RowSelection:
        """Take what is selected, of which nothing is then, else all rows."""
        articles = self._layout.articles
        rows = articles.rows_selected if self._layout.at == ARTICLES else RowSelection()
        if not rows:
            return RowSelection(((0, articles.count),))
        articles.drop_selection()
        return rows

    @property
    def is_running(self) -> bool:
        """Whether many articles are being made offline."""
        return self._fetching is not None and not (self._fetching.is_finished or self._fetching.is_cancelled)

    @property
    def has_just_ended(self) -> bool:
        """Whether the line that says what stops it was there a moment ago."""
        return monotonic() - self._ended_at < _MOMENT_SECONDS

    def stop(self) -> bool:
        """Stop making articles offline, or reading the sources again; False when neither goes on."""
        if self._fetching is not None and self.is_running:
            self._fetching.cancel()
            return True
        if self._refreshing is None or self._refreshing.is_finished:
            return False
        self._refreshing.cancel()
        self._layout.explain("Stopped reading the sources.")
        return True

    def refresh(self, names: Sequence[str] = ()) -> None:
        """Read the sources again, or those that are named."""
        self._refreshing = self.run(WorkerGroup.REFRESH, self._refresh, names)

    async def _fetch_shown(self, rows: RowSelection) -> None:
        layout, library = self._layout, self._library.sync
        listing = layout.articles.listing
        if listing is None:
            return
        keys = await _keys(listing, rows)
        done = failed = 0
        fetched: dict[str, Article] = {}
        counted_at = monotonic()
        reasons: Counter[str] = Counter()
        stop = first(layout.keys, "everywhere.stop")
        began = monotonic()

        def activity() -> str:
            lost = f" · {failed} failed" if failed else ""
            left = _left(monotonic() - began, done, len(keys))
            return f"Fetching {done}/{len(keys)}{lost}{left} · {stop} stops"

        try:
            with layout.header.doing(activity()) as say:
                async with aclosing(library.fetch(keys)) as coming:
                    async for one in coming:
                        done += 1
                        failed += one.error is not None
                        if one.error:
                            reasons[str(one.error)] += 1
                        if not one.unchanged or done % _BREATH == 0:
                            say(activity(), done / len(keys))
                        if not one.unchanged:
                            fetched[one.article.key] = one.article
                            self._show(_current(library, layout.entries_shown, {one.article.key}))
                            if monotonic() - counted_at > _COUNT_EVERY_SECONDS:
                                await self._state_changes.count()
                                counted_at = monotonic()
        except LibraryError as error:
            raise LibraryError(f"Stopped after {done} of {len(keys)}. {error}") from error
        finally:
            if not self._library.is_being_left:  # else nobody sees it any more
                self._ended_at = monotonic()
                # Also what arrived in the moment in which it was stopped, and what was there before it was known.
                # Of the others nobody sees anything, and they are read when they come in sight; a list of 100 000 took
                # three seconds. Not read anew: one that has left every index meanwhile would leave a blank row.
                self._show(await asyncio.to_thread(_current, library, layout.entries_shown, keys))
                await self._state_changes.count()
                if await asyncio.to_thread(_are_others, library, fetched):
                    await self._lists.show_other_articles()  # titles and days that pages said: in another order
        why = f", {failed} failed: {reasons.most_common(1)[0][0]}" if failed else "."
        layout.say(f"{counted(done - failed, f'of {len(keys)} is', f'of {len(keys)} are')} offline{why}")

    def _show(self, entries: list[Entry]) -> None:
        """Show what became of articles."""
        self._layout.articles.replace(entries)
        for entry in entries:
            self._layout.show_state(entry)

    async def _refresh(self, names: Sequence[str]) -> None:
        layout = self._layout
        with layout.header.doing("Reading the sources again …"):
            reports = await self._library.sync.refresh(names)
        for report in reports:
            if report.error:
                layout.fail(report.error)
            else:
                moved = f", moved {len(report.moved)}" if report.moved else ""
                layout.say(
                    f"{report.source.name}: new {report.new}, changed {report.changed}, gone {report.gone}{moved}"
                )
        if not reports:
            layout.explain("You are not following any source: `add ADDRESS` in the command palette follows one.")
        await self._lists.show_other_articles()
        await self._look_for_changes(reports)

    async def _look_for_changes(self, reports: list[Refreshed]) -> None:
        """Fetch the articles that may say something else now again, and say which do."""
        layout, library, changed = self._layout, self._library.sync, list[Entry]()
        with layout.header.doing("Looking for texts that changed …"):
            async with aclosing(library.look_for_changes(reports)) as coming:
                async for one in coming:
                    if not (one.unchanged or one.error):
                        changed += library.entries([one.article.key])
        if changed:
            layout.articles.replace(changed)
            for entry in changed:
                layout.show_state(entry)
            await self._state_changes.count()
            title = clean_line(changed[0].article.title)
            what = f"“{title}” says" if len(changed) == 1 else f"{counted(len(changed), 'article')} say"
            layout.say(f"{what} something else now.")


def _left(seconds: float, done: int, of: int) -> str:
    """Return how long the rest takes, once that can be told: ` · about 20 s`."""
    if seconds < _TELLING_SECONDS or not done or done == of:
        return ""
    left = seconds / done * (of - done)
    return f" · about {round(left / 60)} min" if left > _MINUTES_FROM else f" · about {max(round(left / 5) * 5, 5)} s"


def _current(library: Library, shown: list[Entry], keys: Collection[str]) -> list[Entry]:
    """Return those of what is shown that are among these articles, as they are now."""
    return [library.current(entry) for entry in shown if entry.article.key in keys]


def _are_others(library: Library, before: Mapping[str, Article]) -> bool:
    """Return whether more is known of any of these articles than before: a title, a day."""
    keys = [*before]
    parts = (library.entries(keys[start : start + _PAGE]) for start in range(0, len(keys), _PAGE))
    return any(entry.article != before[entry.article.key] for part in parts for entry in part)


async def _keys(listing: Listing, rows: RowSelection) -> dict[str, None]:
    """Return the keys of these rows, in their order; a page at a time, between which it can be stopped."""
    keys: dict[str, None] = {}
    for first_row, stop in rows:
        for start in range(first_row, stop, _PAGE):
            keys |= dict.fromkeys(await asyncio.to_thread(listing.keys, start, min(_PAGE, stop - start)))
    return keys
