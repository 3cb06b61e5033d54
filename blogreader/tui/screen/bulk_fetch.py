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
"""Before this, the time left can't be estimated."""
_MINUTES_FROM = 90
_PAGE = 500
_KEYS_AT_ONCE = 20_000
"""Rows whose keys are read in one step: for each step SQLite walks over the rows before, up to half of a million."""
_BREATH = 100
"""Unchanged articles that are reported together."""
_MOMENT_SECONDS = 1.5
_COUNT_EVERY_SECONDS = 0.5


class BulkFetch(BackgroundTasks):
    """Fetches the listed articles, or refreshes sources, until done or stopped."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, state_changes: StateChanges, lists: Lists) -> None:
        super().__init__(layout, library)
        self._state_changes = state_changes
        self._lists = lists
        self._fetching: Worker[None] | None = None
        self._refreshing: Worker[None] | None = None
        self._ended_at = -_MOMENT_SECONDS

    def fetch_shown(self) -> None:
        """Make all listed or selected articles available offline; does nothing while it is running."""
        if self.is_running:
            self._layout.explain(f"Articles are being fetched; {first(self._layout.keys, 'everywhere.stop')} stops.")
        elif not self._layout.articles.count:
            self._layout.explain("The list is empty: there is nothing to fetch.")
        else:
            self._fetching = self.run(WorkerGroup.FETCH, self._fetch_shown, self._rows())

    def _rows(self) -> RowSelection:
        """Return the selected rows and deselect them, or return all rows."""
        articles = self._layout.articles
        rows = articles.rows_selected if self._layout.at == ARTICLES else RowSelection()
        if not rows:
            return RowSelection(((0, articles.count),))
        articles.drop_selection()
        return rows

    @property
    def is_running(self) -> bool:
        """Whether articles are being fetched."""
        return self._fetching is not None and not (self._fetching.is_finished or self._fetching.is_cancelled)

    @property
    def has_just_ended(self) -> bool:
        """Whether it ended so recently that a key may still have been meant to stop it."""
        return monotonic() - self._ended_at < _MOMENT_SECONDS

    def stop(self) -> bool:
        """Stop fetching or refreshing; False if neither is running."""
        if self._fetching is not None and self.is_running:
            self._fetching.cancel()
            return True
        if self._refreshing is None or self._refreshing.is_finished:
            return False
        self._refreshing.cancel()
        self._layout.explain("Stopped reading the sources.")
        return True

    def refresh(self, names: Sequence[str] = ()) -> None:
        """Read sources again: the named ones, or all."""
        self._refreshing = self.run(WorkerGroup.REFRESH, self._refresh, names)

    async def _fetch_shown(self, rows: RowSelection) -> None:
        layout, library = self._layout, self._library.sync
        listing = layout.articles.listing
        if listing is None:
            return
        keys = await _keys(listing, rows)
        done = failed = untried = 0
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
                        untried += one.untried
                        if one.error and not one.untried:
                            failed += 1
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
        except asyncio.CancelledError:
            again = first(layout.keys, "lists.fetch-shown")
            layout.explain(f"Stopped after {done} of {len(keys)}{again and f' · {again} goes on'}")
            raise
        finally:
            if not self._library.is_being_left:  # otherwise nobody would see it
                self._ended_at = monotonic()
                # Including articles that arrived just as it was stopped, or were there already. Others are not visible,
                # and are read when they come into view; a list of 100 000 took three seconds. Not listed again, or an
                # article that has left every index would leave a blank row.
                self._show(await asyncio.to_thread(_current, library, layout.entries_shown, keys))
                await self._state_changes.count()
                if await asyncio.to_thread(_are_others, library, fetched):
                    await self._lists.show_other_articles()  # titles and dates from pages may change the order
        why = f", {failed} failed: {reasons.most_common(1)[0][0]}" if failed else "."
        left = f" {counted(untried, 'more was', 'more were')} not tried." if untried else ""
        there = counted(done - failed - untried, f"of {len(keys)} is", f"of {len(keys)} are")
        layout.say(f"{there} offline{why}{left}")

    def _show(self, entries: list[Entry]) -> None:
        """Show the new states of articles."""
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
        """Fetch articles that may have changed again, and report which did."""
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
            what = f"“{title}” has" if len(changed) == 1 else f"{counted(len(changed), 'article')} have"
            layout.say(f"{what} changed.")


def _left(seconds: float, done: int, of: int) -> str:
    """Return the estimated time left, once there is one: ` · about 20 s`."""
    if seconds < _TELLING_SECONDS or not done or done == of:
        return ""
    left = seconds / done * (of - done)
    return f" · about {round(left / 60)} min" if left > _MINUTES_FROM else f" · about {max(round(left / 5) * 5, 5)} s"


def _current(library: Library, shown: list[Entry], keys: Collection[str]) -> list[Entry]:
    """Return the current entries of those shown articles that are among `keys`."""
    return [library.current(entry) for entry in shown if entry.article.key in keys]


def _are_others(library: Library, before: Mapping[str, Article]) -> bool:
    """Return whether any of these articles has new facts, such as a title or date."""
    keys = [*before]
    parts = (library.entries(keys[start : start + _PAGE]) for start in range(0, len(keys), _PAGE))
    return any(entry.article != before[entry.article.key] for part in parts for entry in part)


async def _keys(listing: Listing, rows: RowSelection) -> dict[str, None]:
    """Return the keys of rows in order, reading some at a time, so that it can be stopped in between."""
    keys: dict[str, None] = {}
    for first_row, stop in rows:
        for start in range(first_row, stop, _KEYS_AT_ONCE):
            keys |= dict.fromkeys(await asyncio.to_thread(listing.keys, start, min(_KEYS_AT_ONCE, stop - start)))
    return keys
