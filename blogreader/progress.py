"""What a reader's wish does to a state, and how minutes are said: pure, with `now` given."""

import datetime as dt
from dataclasses import replace

from blogreader.model import Place, State, Status


def opened(state: State, now: dt.datetime) -> State:
    """Open an article: one that was unread is being read now; one that was read stays so."""
    status = Status.READING if state.status is Status.UNREAD else state.status
    return replace(state, status=status, opened_at=now)


def marked(state: State, status: Status, now: dt.datetime) -> State:
    """Set a status; the time of reading stays that of the first time, and goes with the mark."""
    if status is state.status:
        return state
    place = None if status is Status.UNREAD else state.place
    return replace(state, status=status, read_at=now if status is Status.READ else None, place=place)


def toggled(state: State, now: dt.datetime) -> State:
    """Make what is read unread, and anything else read."""
    return marked(state, Status.UNREAD if state.status is Status.READ else Status.READ, now)


def placed(state: State, place: Place) -> State:
    """Remember where the reader stands."""
    return replace(state, place=place)


def bookmarked(states: list[State], first: float, last: float, *, on: bool, top: bool = False) -> list[State]:
    """Put articles on the reading list, in their order, or take them off.

    `first` and `last` are the smallest and largest positions on the list. Those on it already keep their position,
    unless they are put at the top. Taking off never moves the others.
    """
    if not on:
        return [replace(state, bookmark=None) for state in states]
    if top:
        return [replace(state, bookmark=first - len(states) + rank) for rank, state in enumerate(states)]
    after = []
    for state in states:
        if state.bookmark is None:
            last += 1
            after.append(replace(state, bookmark=last))
        else:
            after.append(state)
    return after


def duration(minutes: int) -> str:
    """Say a length of reading: `14 h 49 min`, `9 min`, `2 h`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
