"""What a reader's commands do to a state, and when an article counts as read: pure, with `now` given."""

import datetime as dt
from collections.abc import Collection
from itertools import pairwise

from blogreader.model import Place, ReadingTime, Spans, State, Status
from blogreader.records import dataclass, replace

LOOKED_AT_SECONDS = 2.0
_MOST = 0.8
_TOUCHING = 1e-6
_NOTHING = 0.0005
"""Of a text: less than a row, by which figures may be out."""


def opened(state: State, now: dt.datetime) -> State:
    """Open an article: one that was unread is being read now; one that was read stays so."""
    status = Status.READING if state.status is Status.UNREAD else state.status
    return replace(state, status=status, opened_at=now)


def marked(state: State, status: Status, now: dt.datetime) -> State:
    """Set a status; the time of reading stays that of the first time, and goes with the mark."""
    if status is state.status:
        return state
    place, seen = (None, None) if status is Status.UNREAD else (state.place, state.seen)
    return replace(state, status=status, read_at=now if status is Status.READ else None, place=place, seen=seen)


def toggled(state: State, now: dt.datetime) -> State:
    """Make what is read unread, and anything else read."""
    return marked(state, Status.UNREAD if state.status is Status.READ else Status.READ, now)


def placed(state: State, place: Place | None, seen: Spans | None = None, time: ReadingTime | None = None) -> State:
    """Remember where the reader stands, what has been looked at so far and what this sitting takes, as far as given."""
    state = replace(state, place=place or state.place, seen=state.seen if seen is None else seen)
    if time is None:
        return state
    from blogreader.reading_time import with_time  # who lists articles reads none

    return replace(state, times=with_time(state.times, time))


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


def put_before(states: list[State], keys: Collection[str], beside: str) -> list[State]:
    """Put articles on the reading list before one that is on it, in their order; those on it already move there.

    `states` are theirs and those of all on the list. The others keep their positions, unless there is no room.
    """
    order = sorted(
        (state for state in states if state.bookmark is not None and state.key not in keys),
        key=lambda state: state.bookmark or 0,
    )
    at = next((number for number, state in enumerate(order) if state.key == beside), None)
    if at is None:  # another window took it off
        return states
    rank = {key: number for number, key in enumerate(keys, 1)}
    high = order[at].bookmark or 0
    low = order[at - 1].bookmark or 0 if at else high - len(keys) - 1
    places = {key: low + (high - low) * number / (len(keys) + 1) for key, number in rank.items()}
    in_order = [low, *places.values(), high]
    if any(one >= other for one, other in pairwise(in_order)):  # no room between them: all are counted anew
        whole = [*(state.key for state in order[:at]), *keys, *(state.key for state in order[at:])]
        places = {key: float(number) for number, key in enumerate(whole, 1)}
    return [replace(state, bookmark=places[state.key]) if state.key in places else state for state in states]


def moved(states: list[State], key: str, beside: str, *, after: bool) -> list[State]:
    """Move an article of the reading list before or after another one; those that are not on it are left alone.

    Only its own position becomes another, unless its new neighbours leave no room between them: then all are counted
    anew.
    """
    listed = sorted((state for state in states if state.bookmark is not None), key=lambda state: state.bookmark or 0)
    order = [state for state in listed if state.key != key]
    mine = next((state for state in listed if state.key == key), None)
    at = next((number for number, state in enumerate(order) if state.key == beside), None)
    if mine is None or at is None:
        return states
    at += after
    low = order[at - 1].bookmark if at else None
    high = order[at].bookmark if at < len(order) else None
    if low is None:
        between = (high or 0) - 1
    elif high is None:
        between = low + 1
    else:
        between = (low + high) / 2
    if (low is None or low < between) and (high is None or between < high):
        return [replace(state, bookmark=between) if state.key == key else state for state in states]
    order.insert(at, mine)
    ranks = {state.key: float(rank) for rank, state in enumerate(order, 1)}
    return [replace(state, bookmark=ranks.get(state.key)) for state in states]


# When an article is read


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """What counts as reading."""

    seconds: float = LOOKED_AT_SECONDS
    """A part of a text that stays on the screen for so long has been looked at."""
    share: float = _MOST
    """Who has looked at so much of a text, 0 to 1, and is at its end, has read it."""


USUAL_RULE = ReadingRule()


@dataclass(frozen=True, slots=True)
class Glance:
    """The part of a text that is on the screen, and since when, in seconds of any clock that only goes forward."""

    since: float
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Sitting:
    """What has been looked at in an article since it was opened, and before.

    The rule: a part of the text is looked at when it stays on the screen for two seconds without a break, however the
    reader came there. An article is read when its end is on the screen and four fifths of it have been looked at, in
    this sitting or earlier ones; one that fits on one screen, when it is left after two seconds. So a jump to the end
    reads nothing, and neither does holding Space; but what was passed over can be looked at later, in any order, and
    the rest stays looked at. What somebody marks by hand, or takes back, is not marked otherwise in the same sitting.
    """

    seen: Spans = ()
    glances: tuple[Glance, ...] = ()
    """What was on the screen during the last seconds, the latest last; empty: the text is not on the screen."""
    has_looked: bool = False
    """Whether anything was looked at in this sitting."""
    is_settled: bool = False
    """Whether the article was marked in this sitting."""


def sat_down(state: State) -> Sitting:
    """Return the beginning of a sitting; where nobody kept what was looked at, it is all before the place."""
    if state.seen is not None:
        return Sitting(state.seen)
    return Sitting(((0.0, state.place.fraction),) if state.place and state.place.fraction else ())


def looked(sitting: Sitting, window: tuple[float, float] | None, now: float, rule: ReadingRule = USUAL_RULE) -> Sitting:
    """Return the sitting when from now on this part of the text, 0 to 1, is on the screen; None: no part."""
    begin = now - rule.seconds
    glances = sitting.glances
    while len(glances) > 1 and glances[1].since <= begin:
        glances = glances[1:]
    seen, has_looked = sitting.seen, sitting.has_looked
    if glances and glances[0].since <= begin:
        # What all windows of the last seconds have in common stood there all the time.
        first, last = max(glance.first for glance in glances), min(glance.last for glance in glances)
        if first < last:
            seen, has_looked = _joined(seen, first, last), True
    if window is None:
        glances = ()
    elif not glances or (glances[-1].first, glances[-1].last) != window:
        glances = (*glances, Glance(now, *window))
    return replace(sitting, seen=seen, glances=glances, has_looked=has_looked)


def settled(sitting: Sitting, status: Status) -> Sitting:
    """Return the sitting after its article was marked; as anything but read: as if nothing had been looked at."""
    return replace(sitting, is_settled=True, seen=sitting.seen if status is Status.READ else ())


def is_read(sitting: Sitting, rule: ReadingRule = USUAL_RULE) -> bool:
    """Return whether most of the text has been looked at, so that reaching its end reads the article."""
    enough = _measure(sitting.seen) >= rule.share - _TOUCHING
    return enough and sitting.has_looked and not sitting.is_settled


@dataclass(frozen=True, slots=True)
class Passed:
    """The parts of an article that its reader came through line by line or page by page: what was jumped over is none.

    Per cents and minutes left are counted by it, and not by what was looked at: who skims has been there too.
    """

    key: str = ""
    spans: Spans = ()
    is_jump: bool = False
    """Whether what is in sight was jumped to, and not moved in since."""
    end: float | None = None
    """Where that ended which was in sight before, if it was come through."""

    def opened(self, key: str, place: Place | None, *, is_jump: bool) -> "Passed":
        """Return it when an article is opened: what is kept of it, or was come through since."""
        if key == self.key and place is not None:
            return replace(self, is_jump=is_jump, end=None)
        return Passed(key, ((0.0, place.fraction),) if place and place.fraction else (), is_jump)

    def seeing(self, first: float, last: float) -> "Passed":
        """Return it with what is in sight now, 0 to 1."""
        if self.is_jump or not last:
            return replace(self, end=None)
        # How long a text is may be known better by now, and this begin further on than what was above it ended.
        first = first if self.end is None else min(first, self.end)
        return replace(self, spans=_joined(self.spans, first, last), end=last)

    def share(self, fraction: float) -> float:
        """Return how much is read of what stands above a place, 0 to 1: all of it, but what was jumped over."""
        share = _measure(self.spans)
        return share if share < fraction - _NOTHING else fraction


def _measure(spans: Spans) -> float:
    """Return how much of a text, 0 to 1, its parts are together."""
    return sum(last - first for first, last in spans)


def _joined(spans: Spans, first: float, last: float) -> Spans:
    """Return parts of a text with one more, those that touch as one."""
    apart = [span for span in spans if span[1] < first - _TOUCHING or span[0] > last + _TOUCHING]
    touching = [span for span in spans if span not in apart]
    joined = min([first, *(span[0] for span in touching)]), max([last, *(span[1] for span in touching)])
    return tuple(sorted([*apart, joined]))
