"""Changes to many articles at once, each as one step, and to the order of the reading list."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from blogreader import transitions
from blogreader.catalogue import Catalogue
from blogreader.library.reading_state import ReadingState
from blogreader.model import State, Status

if TYPE_CHECKING:
    from blogreader.store.state_store import Bounds


class Batch:
    """Changes many articles at once. It counts them without returning them: they may be the whole library."""

    def __init__(self, reading_state: ReadingState, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        self._reading_state = reading_state
        self._catalogue = catalogue
        self._now = now

    def mark(self, keys: Iterable[str], status: Status | None) -> tuple[int, Status]:
        """Set the status of articles; None: to read, or to unread if all of them are read.

        Return how many changed, and their new status.
        """
        now = self._now()
        number, wanted = 0, status or Status.READ

        def change(states: list[State], _: "Bounds") -> list[State]:
            nonlocal number, wanted
            if status is None and all(state.status is Status.READ for state in states):
                wanted = Status.UNREAD
            number = sum(state.status is not wanted for state in states)
            return [transitions.marked(state, wanted, now) for state in states]

        self._reading_state.change_many(keys, change, "mark")
        return number, wanted

    def bookmark(self, keys: Iterable[str], on: bool | None, *, top: bool = False) -> tuple[int, bool]:
        """Put articles on the reading list, in this order, or take them off; None: off, if all of them are on it.

        Return how many changed, and whether they are on the list now.
        """
        number, wanted = 0, True if on is None else on

        def change(states: list[State], bounds: "Bounds") -> list[State]:
            nonlocal number, wanted
            if on is None and not top and all(state.bookmark is not None for state in states):
                wanted = False
            moved = top and wanted
            number = len(states) if moved else sum((state.bookmark is not None) is not wanted for state in states)
            return transitions.bookmarked(states, *bounds, on=wanted, top=top)

        self._reading_state.change_many(keys, change, "bookmark")
        return number, wanted

    def bookmark_before(self, keys: Iterable[str], beside: str) -> None:
        """Put articles on the reading list before a given one, in this order, as one step."""
        wanted = {key: None for key in keys if key != beside}
        self._reading_state.change_many(
            dict.fromkeys((*self._catalogue.bookmarked(), *wanted)),
            lambda states, _: transitions.put_before(states, wanted, beside),
            "bookmark",
        )

    def move_bookmark(self, key: str, beside: str, *, after: bool) -> None:
        """Move an article on the reading list before or after another one."""
        self._reading_state.change_many(
            self._catalogue.bookmarked(),
            lambda states, _: transitions.moved(states, key, beside, after=after),
            "bookmark",
        )
