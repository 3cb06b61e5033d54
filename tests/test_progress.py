"""What a reader's wish does to a state: everything can be undone, and nothing goes back by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.model import Place, State, Status
from blogreader.progress import bookmarked, duration, marked, opened, placed, toggled

NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
FRESH = State("https://example.org/a")
PLACE = Place(3, 17, "from here on", 0.4)


def positions(states: list[State]) -> list[float | None]:
    return [state.bookmark for state in states]


def states(*bookmarks: float | None) -> list[State]:
    return [State(f"https://example.org/{number}", bookmark=at) for number, at in enumerate(bookmarks)]


def test_opening_an_unread_article_makes_it_one_that_is_being_read() -> None:
    assert opened(FRESH, NOW) == replace(FRESH, status=Status.READING, opened_at=NOW)


def test_opening_an_article_that_was_read_leaves_it_read() -> None:
    read = marked(FRESH, Status.READ, NOW)
    assert opened(read, LATER) == replace(read, opened_at=LATER)


def test_marking_as_read_keeps_the_place_and_the_time_of_the_first_time() -> None:
    read = marked(placed(opened(FRESH, NOW), PLACE), Status.READ, NOW)
    assert (read.status, read.read_at, read.place) == (Status.READ, NOW, PLACE)
    assert marked(read, Status.READ, LATER) == read


def test_marking_as_unread_forgets_the_place_and_when_it_was_read() -> None:
    unread = marked(marked(placed(opened(FRESH, NOW), PLACE), Status.READ, NOW), Status.UNREAD, LATER)
    assert unread == replace(FRESH, opened_at=NOW)


def test_marking_as_being_read_takes_the_mark_off_and_keeps_the_place() -> None:
    reading = marked(marked(placed(FRESH, PLACE), Status.READ, NOW), Status.READING, LATER)
    assert reading == replace(FRESH, status=Status.READING, place=PLACE)


@pytest.mark.parametrize(
    ("before", "after"),
    [(Status.UNREAD, Status.READ), (Status.READING, Status.READ), (Status.READ, Status.UNREAD)],
)
def test_one_key_goes_between_read_and_unread(before: Status, after: Status) -> None:
    assert toggled(replace(FRESH, status=before), NOW).status is after


def test_bookmarks_go_to_the_end_of_the_list_in_their_order() -> None:
    assert positions(bookmarked(states(None, None), 1, 5, on=True)) == [6, 7]


def test_a_bookmark_that_is_set_again_stays_where_it_is() -> None:
    assert positions(bookmarked(states(None, 2, None), 1, 5, on=True)) == [6, 2, 7]


def test_bookmarks_put_at_the_top_move_there_in_their_order() -> None:
    assert positions(bookmarked(states(None, 4), 1, 5, on=True, top=True)) == [-1, 0]


def test_taking_bookmarks_off_moves_no_other() -> None:
    assert bookmarked(states(3, None), 1, 5, on=False) == states(None, None)


@given(
    st.lists(st.none() | st.integers(-50, 50), max_size=8),
    st.lists(st.integers(-50, 50), max_size=4),
    st.booleans(),
)
def test_those_already_on_the_list_keep_their_order_whatever_is_added(
    chosen: list[int | None], others: list[int], top: bool
) -> None:
    known = [*others, *(at for at in chosen if at is not None)]
    first, last = min(known, default=0), max(known, default=0)
    after = [at for at in positions(bookmarked(states(*chosen), first, last, on=True, top=top)) if at is not None]
    added = [at for at, before in zip(after, chosen, strict=True) if top or before is None]
    assert len(after) == len(chosen)
    assert added == sorted(set(added))
    assert not set(added) & set(others)
    assert all(at < first if top else at > last for at in added)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (9, "9 min"), (59, "59 min"), (60, "1 h"), (120, "2 h"), (889, "14 h 49 min")],
)
def test_a_length_of_reading_is_said_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert duration(minutes) == words
