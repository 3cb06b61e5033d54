"""What a reader's command does to a state: everything can be undone, and nothing goes back by itself."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.model import Place, State, Status
from blogreader.reading_figures import bar, minutes_left, percent
from blogreader.reading_lengths import duration
from blogreader.transitions import (
    LOOKED_AT_SECONDS,
    Passed,
    ReadingRule,
    Sitting,
    bookmarked,
    is_read,
    looked,
    marked,
    moved,
    opened,
    placed,
    put_before,
    sat_down,
    settled,
    toggled,
)

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


# Figures


@pytest.mark.parametrize(
    ("fraction", "words"), [(0.0, 0), (0.004, 0), (0.29, 29), (0.57, 57), (0.6199, 61), (0.9999, 99), (1.0, 100)]
)
def test_a_fraction_is_rounded_down_and_nothing_is_whole_before_its_end(fraction: float, words: int) -> None:
    assert percent(fraction) == words


def test_every_hundredth_is_its_own_per_cent() -> None:
    assert [percent(number / 100) for number in range(101)] == list(range(101))


@pytest.mark.parametrize(
    ("minutes", "read", "left"), [(9, 0, 9), (9, 43, 6), (9, 99, 1), (9, 100, 0), (0, 10, 0), (100, 25, 75)]
)
def test_what_is_left_is_rounded_up_so_that_nothing_is_left_only_at_the_end(minutes: int, read: int, left: int) -> None:
    assert minutes_left(minutes, read) == left


@pytest.mark.parametrize(("status", "read"), [(Status.UNREAD, 0), (Status.READING, 40), (Status.READ, 100)])
def test_how_much_of_an_article_is_read_follows_its_status(status: Status, read: int) -> None:
    assert replace(FRESH, status=status, place=PLACE).percent == read


# Reading

PAGES = [(0.0, 0.25), (0.2, 0.45), (0.4, 0.65), (0.6, 0.85), (0.75, 1.0)]
"""The windows of an article of five pages."""


def sitting_of(windows: list[tuple[float, float] | None], seconds: float, begin: Sitting = Sitting()) -> Sitting:  # noqa: B008 - frozen
    """What is known after each window stood for so long."""
    now = 1_000.0
    for window in windows:
        begin = looked(begin, window, now)
        now += seconds
    return looked(begin, None, now)


@pytest.mark.parametrize(("seconds", "read"), [(0.03, False), (0.5, False), (2.0, True), (60.0, True)])
def test_pages_that_stood_for_a_while_are_read_and_those_that_flew_by_are_not(seconds: float, read: bool) -> None:
    assert is_read(sitting_of([*PAGES], seconds)) is read


def test_lines_one_after_the_other_are_read_while_they_cross_the_window() -> None:
    lines = [(number / 100, number / 100 + 0.2) for number in range(81)]
    assert is_read(sitting_of([*lines], 0.2))
    assert not is_read(sitting_of([*lines], 0.05))


@pytest.mark.parametrize("jump", [(0.8, 1.0), (0.3, 0.5)])
def test_a_jump_reads_no_more_than_where_it_leads(jump: tuple[float, float]) -> None:
    sitting = sitting_of([(0.0, 0.2), jump], 60)
    assert sitting.seen == ((0.0, 0.2), jump)
    assert not is_read(sitting)


def test_what_was_passed_over_can_be_looked_at_later_in_any_order() -> None:
    skimmed = sitting_of([*PAGES], 0.1)
    assert is_read(sitting_of([*reversed(PAGES)], 3, skimmed))


def test_an_article_read_over_several_sittings_counts() -> None:
    first = sitting_of([*PAGES[:3]], 5)
    assert not is_read(first)
    kept = placed(FRESH, PLACE, first.seen)
    assert is_read(sitting_of([*PAGES[3:]], 5, sat_down(kept)))


def test_where_nobody_kept_what_was_looked_at_it_is_what_stands_before_the_place() -> None:
    assert sat_down(placed(FRESH, PLACE)).seen == ((0.0, 0.4),)
    assert sat_down(placed(FRESH, PLACE, ())).seen == ()
    assert sat_down(FRESH).seen == ()


def test_what_was_read_before_does_not_read_an_article_by_its_being_opened() -> None:
    sitting = sat_down(placed(FRESH, PLACE, ((0.0, 1.0),)))
    assert not is_read(sitting_of([PAGES[4]], 1, sitting))


def test_time_in_which_the_text_is_not_on_the_screen_does_not_count() -> None:
    assert sitting_of([PAGES[0], None, PAGES[0], None], 1.5).seen == ()
    assert sitting_of([PAGES[0], PAGES[3], PAGES[0]], 1.5).seen == ()


@pytest.mark.parametrize("status", Status)
def test_what_is_marked_by_hand_is_not_marked_otherwise_in_the_same_sitting(status: Status) -> None:
    sitting = settled(sitting_of([*PAGES], 5), status)
    assert not is_read(sitting_of([*PAGES], 5, sitting))


def test_marking_as_unread_forgets_what_was_looked_at() -> None:
    state = placed(opened(FRESH, NOW), PLACE, ((0.0, 0.9),))
    assert marked(state, Status.READ, NOW).seen == ((0.0, 0.9),)
    assert marked(state, Status.UNREAD, NOW).seen is None


_windows = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(
    lambda ends: (min(ends) / 100, max(ends) / 100) if ends[0] != ends[1] else None
)


@given(st.lists(st.tuples(_windows, st.sampled_from([0.1, 0.7, 1.0, 5.0])), max_size=20))
def test_a_part_is_looked_at_when_it_stood_without_a_break(
    steps: list[tuple[tuple[float, float] | None, float]],
) -> None:
    sitting, now = Sitting(), 0.0
    for window, seconds in steps:
        sitting = looked(sitting, window, now)
        now += seconds
    sitting = looked(sitting, None, now)
    for number in range(100):
        middle, longest, stood = number / 100 + 0.005, 0.0, 0.0
        for window, seconds in steps:
            stood = stood + seconds if window and window[0] < middle < window[1] else 0.0
            longest = max(longest, stood)
        seen = any(first < middle < last for first, last in sitting.seen)
        if abs(longest - LOOKED_AT_SECONDS) > 1e-6:
            assert seen == (longest > LOOKED_AT_SECONDS)


@pytest.mark.parametrize(
    ("done", "total", "shown"), [(0, 0, "────"), (0, 9, "────"), (4, 9, "━───"), (8, 9, "━━━─"), (9, 9, "━━━━")]
)
def test_a_bar_is_full_only_at_the_end(done: int, total: int, shown: str) -> None:
    assert "".join(bar(done / total if total else 0, 4)) == shown


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), st.data())
def test_what_is_put_before_another_stands_there_in_its_order_and_nothing_else_moves(
    listed: list[str], data: st.DataObject
) -> None:
    beside = data.draw(st.sampled_from(listed))
    keys = data.draw(st.lists(st.sampled_from("abcdefghijkl"), unique=True).filter(lambda some: beside not in some))
    gap = data.draw(st.sampled_from([1.0, 5e-324, 1e-9]))
    states = [State(key, bookmark=number * gap) for number, key in enumerate(listed)]
    states += [State(key) for key in keys if key not in listed]
    after = put_before(states, dict.fromkeys(keys), beside)
    order = [state.key for state in sorted(after, key=lambda state: state.bookmark or 0) if state.bookmark is not None]
    left = [key for key in listed if key not in keys]
    at = left.index(beside)
    assert order == [*left[:at], *keys, *left[at:]]
    if gap == 1.0:
        assert all(state in after for state in states if state.key in left)


def test_what_would_stand_before_one_that_was_taken_off_stays_as_it_is() -> None:
    states = [State("a", bookmark=1.0), State("b")]
    assert put_before(states, ["b"], "gone") == states


def of(**bookmarks: float | None) -> list[State]:
    return [State(key, bookmark=at) for key, at in bookmarks.items()]


def order_of(states: list[State]) -> str:
    listed = [state for state in states if state.bookmark is not None]
    return "".join(state.key for state in sorted(listed, key=lambda state: state.bookmark or 0))


def test_the_order_of_the_list_is_that_of_its_positions() -> None:
    assert order_of(put_before(of(c=9.0, a=1.0, b=5.0, x=None), ["x"], "b")) == "axbc"
    assert order_of(moved(of(c=9.0, a=1.0, b=5.0, x=None), "c", "b", after=False)) == "acb"
    # Below one, on both sides of zero.
    assert put_before(of(c=0.5, a=-0.5, b=0.0, x=None), ["x"], "c") == of(c=0.5, a=-0.5, b=0.0, x=0.25)
    assert put_before(of(c=0.5, a=-0.5, b=0.0, x=None), ["x"], "b") == of(c=0.5, a=-0.5, b=0.0, x=-0.25)
    assert moved(of(c=0.5, a=-0.5, b=0.0, d=0.75), "d", "b", after=True) == of(c=0.5, a=-0.5, b=0.0, d=0.25)
    assert moved(of(c=0.5, a=0.0), "c", "a", after=False) == of(c=-1.0, a=0.0)


def test_what_is_put_at_the_top_stands_just_above_it() -> None:
    assert put_before(of(a=0.0, b=1.0, x=None, y=None), ["x", "y"], "a") == of(a=0.0, b=1.0, x=-2.0, y=-1.0)
    assert put_before(of(a=4.0, x=None), ["x"], "a") == of(a=4.0, x=3.0)
    assert put_before(of(a=3.0, b=6.0, x=None, y=None), ["x", "y"], "b") == of(a=3.0, b=6.0, x=4.0, y=5.0)


def test_without_room_before_one_all_are_counted_anew() -> None:
    next_to_it = math.nextafter(1.0, 2.0)
    assert put_before(of(a=0.0, b=1.0, c=next_to_it, x=None), ["x"], "c") == of(a=1.0, b=2.0, c=4.0, x=3.0)


@pytest.mark.parametrize(
    ("key", "beside", "after", "position"),
    [
        ("c", "a", False, 0.0),
        ("c", "a", True, 1.5),
        ("c", "b", False, 1.5),
        ("a", "b", True, 3.0),
        ("a", "d", True, 9.0),
        ("a", "d", False, 6.0),
        ("b", "a", True, 2.5),
        ("x", "a", True, None),
    ],
)
def test_one_that_is_moved_stands_between_its_new_neighbours_and_no_other_moves(
    key: str, beside: str, after: bool, position: float | None
) -> None:
    states = of(a=1.0, b=2.0, c=4.0, d=8.0, x=None)
    expected = [replace(state, bookmark=position) if state.key == key else state for state in states]
    assert moved(states, key, beside, after=after) == expected


def test_what_is_moved_beside_one_that_was_taken_off_stays_where_it_is() -> None:
    states = of(a=1.0, b=2.0, x=None)
    for beside in ("x", "gone", "a"):
        assert moved(states, "a", beside, after=True) == states


def test_without_room_between_two_all_are_counted_anew() -> None:
    next_to_it = math.nextafter(1.0, 2.0)
    for key, beside, after in (("a", "c", False), ("a", "b", True)):
        assert moved(of(a=0.0, b=1.0, c=next_to_it, d=7.0, x=None), key, beside, after=after) == of(
            a=2.0, b=1.0, c=3.0, d=4.0, x=None
        )
    # Beyond the greatest of all numbers there is no room either.
    assert moved(of(a=1.0, b=1e300), "a", "b", after=True) == of(a=2.0, b=1.0)
    assert moved(of(a=-1e300, b=1.0), "b", "a", after=False) == of(a=2.0, b=1.0)


def test_what_is_marked_otherwise_than_read_has_not_been_looked_at() -> None:
    sitting = sitting_of([*PAGES], 5)
    assert settled(sitting, Status.READ) == replace(sitting, is_settled=True)
    for status in (Status.UNREAD, Status.READING):
        assert settled(sitting, status) == replace(sitting, is_settled=True, seen=())


def test_a_place_is_kept_as_far_as_it_is_given() -> None:
    spans, other = ((0.0, 0.3),), ((0.0, 0.5),)
    kept = placed(FRESH, PLACE, spans)
    assert (kept.place, kept.seen) == (PLACE, spans)
    assert placed(kept, None) == kept
    assert placed(kept, None, ()).seen == ()
    assert placed(kept, replace(PLACE, block=9), other) == replace(kept, place=replace(PLACE, block=9), seen=other)


def test_a_rule_of_ones_own_counts_instead() -> None:
    rule = ReadingRule(seconds=1.0, share=0.5)
    seen = looked(looked(Sitting(), (0.0, 0.5), 0.0, rule), None, 1.0, rule)
    assert seen.seen == ((0.0, 0.5),)
    assert looked(looked(Sitting(), (0.0, 0.5), 0.0), None, 1.0).seen == ()
    assert is_read(seen, rule)
    assert not is_read(seen)
    assert not is_read(looked(looked(Sitting(), (0.0, 0.49), 0.0, rule), None, 1.0, rule), rule)
    assert is_read(Sitting(((0.0, 0.3), (0.5, 1.0)), has_looked=True))
    assert not is_read(Sitting(((0.0, 0.29), (0.5, 1.0)), has_looked=True))


def test_parts_that_touch_are_one() -> None:
    sitting = sitting_of([(0.5, 0.75), None, (0.0, 0.25), None, (0.25, 0.5), None, (0.8, 0.9)], 2)
    assert sitting.seen == ((0.0, 0.75), (0.8, 0.9))
    assert sitting_of([(0.7, 1.0)], 2, sitting).seen == ((0.0, 1.0),)


# What was come through


def come_through(*windows: tuple[float, float]) -> Passed:
    passed = Passed("a")
    for window in windows:
        passed = passed.seeing(*window)
    return passed


def test_what_was_come_through_counts_up_to_where_one_is() -> None:
    passed = come_through((0.0, 0.2), (0.2, 0.4), (0.35, 0.6))
    assert passed.spans == ((0.0, 0.6),)
    assert [passed.share(fraction) for fraction in (0.3, 0.6, 0.6004)] == [0.3, 0.6, 0.6004]
    assert passed.share(0.61) == 0.6


def test_a_text_whose_length_is_known_better_has_no_gap_where_one_went_on() -> None:
    assert come_through((0.0, 0.2), (0.3, 0.5)).spans == ((0.0, 0.5),)
    assert come_through((0.3, 0.5), (0.1, 0.2)).spans == ((0.1, 0.2), (0.3, 0.5))


def test_what_was_jumped_over_is_none_of_it() -> None:
    jump = replace(come_through((0.0, 0.2)), is_jump=True).seeing(0.8, 1.0)
    assert (jump.spans, jump.end) == (((0.0, 0.2),), None)
    assert jump.share(1.0) == 0.2
    on = replace(jump, is_jump=False).seeing(0.7, 0.9)
    assert on.spans == ((0.0, 0.2), (0.7, 0.9))
    assert on.share(0.9) == pytest.approx(0.4)


def test_a_text_that_is_not_in_sight_is_not_come_through() -> None:
    passed = come_through((0.0, 0.2))
    assert passed.seeing(0.0, 0.0) == replace(passed, end=None)


def test_an_article_that_is_opened_again_is_come_through_as_far_as_it_was() -> None:
    passed = come_through((0.0, 0.2), (0.2, 0.5))
    assert passed.opened("a", PLACE, is_jump=True) == replace(passed, is_jump=True, end=None)
    assert passed.opened("b", PLACE, is_jump=False) == Passed("b", ((0.0, 0.4),))
    assert passed.opened("b", PLACE, is_jump=True) == Passed("b", ((0.0, 0.4),), is_jump=True)
    for place in (None, Place(0, 0, "", 0.0)):
        assert passed.opened("b", place, is_jump=False) == Passed("b")
    assert passed.opened("a", None, is_jump=False) == Passed("a")


def test_where_a_text_begins_nothing_has_been_looked_at() -> None:
    assert sat_down(placed(FRESH, Place(0, 0, "", 0.0))) == Sitting()
