"""What changes behind the screen's back: other windows, a disk that does not keep up, and steps that are taken back."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker

from blogreader.errors import BlogreaderError
from blogreader.keys import Key, first
from blogreader.library import Library, Taken
from blogreader.model import Entry
from blogreader.text import clean
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.lists import Lists

if TYPE_CHECKING:
    from blogreader.tui.screen.screen import ReadingScreen

_EVERY_SECONDS = 0.25
_LATE_SECONDS = 0.25
"""A change that is not on disk after so long is marked as unsaved."""


class ExternalChanges:
    """Runs for one reading screen; the cursor and what is being read stay where they are."""

    def __init__(self, screen: "ReadingScreen", desk: AsyncLibrary, errands: Lists, keys: tuple[Key, ...]) -> None:
        self._screen = screen
        self._desk = desk
        self._errands = errands
        self._keys = keys
        self._trouble = ""
        self._failure = ""
        self._looking: Worker[None] | None = None

    def start(self) -> None:
        """Look now and then from now on."""
        self._screen.set_interval(_EVERY_SECONDS, self._tick)

    def _tick(self) -> None:
        number, seconds, why = self._desk.library.unsaved()
        self._screen.header.unsaved = number if seconds > _LATE_SECONDS else 0
        if why and why != self._trouble:
            self._screen.notify(clean(f"Not saved yet, and tried again: {why}"), severity="error", markup=False)
        self._trouble = why
        if self._looking is None or self._looking.is_finished:
            self._looking = self._screen.run_worker(self._look, group="news")

    async def _look(self) -> None:
        library, screen = self._desk.library, self._screen
        try:
            # What is being fetched here is shown article by article.
            entries = await asyncio.to_thread(library.news, archive=not self._errands.is_fetching)
            for sentence in library.said():
                screen.say(sentence)
            if entries is None:
                await self._errands.show_all_again()
            elif entries:
                # Read again behind the changes that were wished meanwhile: an old row must not come after a new one.
                keys = [entry.article.key for entry in entries]
                await self._errands.show_changed(await self._desk.change(partial(library.entries, keys)))
        except BlogreaderError as error:
            if str(error) != self._failure:
                self._failure = str(error)
                screen.fail(error)
        else:
            self._failure = ""

    async def take_back(self, *, redo: bool) -> None:
        """Undo or redo the last step, and say what it was."""
        library = self._desk.library
        try:
            taken, entries = await self._desk.change(partial(_taken, library, redo=redo))
            await self._errands.show_changed(entries)
        except BlogreaderError as error:
            self._screen.fail(error)
            return
        if taken is None:
            self._screen.explain("Nothing to redo." if redo else "Nothing to undo.")
            return
        other = first(self._keys, "everywhere.undo" if redo else "everywhere.redo")
        hint = f" — {other} to {'undo' if redo else 'redo'}" if other else ""
        self._screen.say(f"{taken.sentence}{hint}")


def _taken(library: Library, *, redo: bool) -> tuple[Taken | None, list[Entry]]:
    taken = library.redo() if redo else library.undo()
    return taken, library.entries(taken.keys if taken else ())
