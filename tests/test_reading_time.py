"""How long a text is read: idle time is left out, what is skimmed counts as skimmed, and no window loses another's."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from blogreader.model import ReadingTime, State
from blogreader.reading_time import ReadingTimer, Words, with_time
from blogreader.store.state_codec import from_record, to_record, unsound
from blogreader.store.state_store import StateStore
from blogreader.transitions import placed

DAY = date(2026, 11, 29)
PAGE = Words(240)
CODE = Words(0, 100)
KEY = "https://blog.example/a"


class Reader:
    """Somebody who scrolls through a text of ten pages."""

    def __init__(self, page: Words = PAGE, *, minutes: int | None = 10) -> None:
        self.now = 1_000.0
        self.page = page
        self.timer = ReadingTimer("one", DAY, minutes)
        self.timer.look(self.now, page)

    def stay(self, seconds: float) -> None:
        """Time passes."""
        self.now += seconds

    def turn(self, seconds: float, parts: int = 1) -> None:
        """Read a page, line by line when it has parts."""
        for _ in range(parts):
            self.stay(seconds / parts)
            # Another window: what is in sight is never the same twice.
            self.timer.look(self.now, replace(self.page, prose=self.page.prose + 1))
            self.timer.scrolled(Words(self.page.prose // parts, self.page.code // parts), 0.1 / parts)
            self.timer.look(self.now, self.page)

    def away(self) -> None:
        """Another pane, another window."""
        self.timer.look(self.now, None)

    @property
    def time(self) -> ReadingTime:
        """What is counted, with what goes on."""
        self.timer.look(self.now, self.page)
        return self.timer.time()


def test_pages_that_are_read_count_with_their_words_and_what_their_index_expects() -> None:
    reader = Reader()
    for _ in range(5):
        reader.turn(50)
    assert reader.time == ReadingTime("one", DAY, 250, 0, 1200, 250, read=250, expected=300)


def test_who_scrolls_line_by_line_is_as_quick_as_who_turns_pages() -> None:
    by_line, by_page = Reader(), Reader()
    for _ in range(5):
        by_line.turn(60, parts=24)
        by_page.turn(60)
    lines, pages = by_line.time, by_page.time
    assert lines.seconds == pages.seconds == 300
    assert lines.prose_words / lines.prose_seconds == pytest.approx(pages.prose_words / pages.prose_seconds, rel=0.1)


def test_what_is_passed_over_quicker_than_anybody_reads_is_skimmed() -> None:
    reader = Reader()
    for _ in range(4):
        reader.turn(8)
    assert reader.time == ReadingTime("one", DAY, 32, 32)


@pytest.mark.parametrize(("scrolls", "seconds"), [(True, 91.0), (False, 15.1)])
def test_who_moves_on_by_a_line_is_there_though_as_many_words_stay_in_sight(scrolls: bool, seconds: float) -> None:
    timer = ReadingTimer("one", DAY, None)
    few = Words(60)  # in 15 seconds
    timer.look(0.0, few)
    timer.look(60.0, few)
    if scrolls:
        timer.scrolled(Words(2), 0.01)
    timer.look(90.0, few)
    timer.look(91.0, None)
    assert timer.time().seconds == seconds


def test_who_moved_on_has_all_the_time_again_that_such_a_screen_may_take() -> None:
    few = Words(60)  # in 15 seconds, or 75 and a half at the slowest
    for end, is_there in ((135.5, True), (136.0, False)):
        timer = ReadingTimer("one", DAY, None)
        timer.look(0.0, few)
        timer.look(60.0, few)
        timer.scrolled(Words(2), 0.01)
        timer.look(end, None)
        assert (timer.time().seconds == end) is is_there


def test_nobody_is_there_when_a_page_stands_for_longer_than_anybody_reads_it() -> None:
    reader = Reader()
    reader.turn(3_600)
    time = reader.time
    assert 50 < time.seconds < 70  # what such a page takes
    assert (time.prose_words, time.read, time.expected) == (0, 0, 0)
    reader.turn(60)
    assert reader.time.prose_words == 240


def test_one_who_goes_away_from_a_page_and_leaves_is_not_counted_for_hours() -> None:
    reader = Reader()
    reader.stay(5_000)
    assert 50 < reader.time.seconds < 70
    reader.stay(5_000)
    assert 50 < reader.time.seconds < 70


def test_few_words_may_be_looked_at_for_some_time() -> None:
    reader = Reader(Words(3))
    reader.stay(18)
    assert reader.time.seconds == 18


def test_what_is_not_on_the_screen_takes_no_time() -> None:
    reader = Reader()
    reader.stay(30)
    reader.away()
    reader.stay(400)
    assert reader.time.seconds == 30
    reader.stay(5)
    assert reader.time.seconds == 35


def test_code_and_prose_have_a_speed_each_and_a_mixture_has_none() -> None:
    code, mixture = Reader(CODE), Reader(Words(120, 50))
    code.turn(80)
    mixture.turn(60)
    time = code.time
    assert (time.code_words, time.code_seconds, time.prose_words) == (100, 80, 0)
    time = mixture.time
    assert (time.prose_words, time.code_words, time.read) == (0, 0, 60)


def test_after_a_jump_nothing_is_known_of_the_speed_and_the_time_counts() -> None:
    reader = Reader()
    reader.stay(20)
    reader.timer.look(reader.now, PAGE)
    reader.timer.end_stretch()
    assert reader.time == ReadingTime("one", DAY, 20)


def test_the_last_page_counts_once_when_the_article_is_left_at_its_end() -> None:
    reader = Reader()
    reader.turn(60)
    for _ in range(3):
        reader.stay(60)
        reader.timer.look(reader.now, None)
        reader.timer.came_to_end(PAGE, 0.1)
        reader.timer.look(reader.now, PAGE)
    assert reader.time.prose_words == 480
    assert reader.time.expected == 120


def test_an_article_of_one_screen_counts_when_it_is_left() -> None:
    reader = Reader()
    reader.stay(60)
    reader.timer.look(reader.now, None)
    reader.timer.came_to_end(PAGE, 1.0)
    assert reader.timer.time() == ReadingTime("one", DAY, 60, 0, 240, 60, read=60, expected=600)


def test_an_article_without_minutes_expects_nothing() -> None:
    reader = Reader(minutes=None)
    reader.turn(60)
    assert (reader.time.prose_words, reader.time.read, reader.time.expected) == (240, 0, 0)


def test_who_opened_it_by_mistake_leaves_nothing() -> None:
    assert with_time((), ReadingTime("one", DAY, 2.9)) == ()
    assert with_time((), ReadingTime("one", DAY, 3)) == (ReadingTime("one", DAY, 3),)


# How it is kept


def test_a_time_is_read_as_it_was_written() -> None:
    state = State(KEY, times=(ReadingTime("ab", DAY, 61.5, 1.5, 240, 50, 10, 8.5, 58.5, 60), ReadingTime("cd", DAY, 3)))
    assert from_record(KEY, to_record(state)) == state


@pytest.mark.parametrize(
    "value",
    [
        "an hour",
        [],
        ["2026-11-29"],
        ["2026-11-29", 1, 2, 3, 4, 5, 6, 7],
        ["2026-11-29", 1, 2, 3, 4, 5, 6, 7, -1],
        ["2026-11-29", 1, 2, 3, 4, 5, 6, 7, "8"],
        ["2026-11-29", 1, 2, 3, 4, 5, 6, 7, float("nan")],
        ["2026-11-29", 1e6, 2, 3, 4, 5, 6, 7, 8],
        ["2026-13-29", 1, 2, 3, 4, 5, 6, 7, 8],
        [20261129, 1, 2, 3, 4, 5, 6, 7, 8],
    ],
)
def test_what_is_no_time_is_damage_and_the_rest_holds(value: object) -> None:
    record = {"status": "read", "time:ab": value, "time:cd": ["2026-11-29", 5, 0, 0, 0, 0, 0, 0, 0]}
    assert unsound(record) == ["time:ab"]


def counted(store: StateStore, id_: str, seconds: float) -> None:
    """A window counts on."""
    time = ReadingTime(id_, DAY, seconds)
    store.change([KEY], lambda states, _: [placed(state, None, None, time) for state in states], "place")


def total(store: StateStore) -> float:
    return sum(time.seconds for time in store.get(KEY).times)


def test_two_windows_count_on_at_once_and_neither_loses_time(tmp_path: Path) -> None:
    one, other = StateStore(tmp_path, machine="a"), StateStore(tmp_path, machine="a")
    for seconds in (10, 20, 30):
        counted(one, "w1", seconds)
        counted(other, "w2", seconds * 2)
    assert total(one) == total(other) == 90


def test_two_machines_that_were_apart_lose_nothing_when_their_files_meet(tmp_path: Path) -> None:
    homes = [tmp_path / name for name in ("a", "b")]
    stores = [StateStore(home, machine=home.name) for home in homes]
    for store, seconds in zip(stores, (40, 100), strict=True):
        counted(store, f"on-{seconds}", seconds)
        store.close()
    for one, other in (homes, homes[::-1]):
        for file in one.glob("journal-*"):
            target = other / file.name
            if not target.exists():
                target.write_bytes(file.read_bytes())
    assert [total(StateStore(home, machine=home.name)) for home in homes] == [140, 140]


def test_an_export_brings_time_along_and_the_same_again_adds_nothing(tmp_path: Path) -> None:
    from blogreader.store.transfer import imported

    one, other = StateStore(tmp_path / "a", machine="a"), StateStore(tmp_path / "b", machine="b")
    counted(one, "w1", 50)
    counted(other, "w2", 7)
    for _ in range(2):
        other.merge(imported("\n".join(one.export())), dry_run=False)
    assert total(other) == 57


def test_time_is_nothing_that_an_undo_takes_back(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    counted(store, "w1", 50)
    assert store.undo() is None
    assert total(store) == 50


@pytest.mark.parametrize(
    ("words", "seconds", "counted"),
    [
        (Words(3), 20, 20),
        (Words(3), 20.5, 0.8),
        (Words(), 20, 20),
        (Words(), 20.5, 0),
        (PAGE, 302, 302),
        (PAGE, 303, 60.5),
        (CODE, 299, 299),
        (CODE, 301, 60),
    ],
)
def test_a_page_may_stand_for_five_times_what_it_takes_and_anything_for_a_third_of_a_minute(
    words: Words, seconds: float, counted: float
) -> None:
    reader = Reader(words)
    reader.stay(seconds)
    assert reader.time.seconds == counted


@pytest.mark.parametrize(
    ("page", "seconds", "is_skimmed"), [(PAGE, 24, True), (PAGE, 24.5, False), (CODE, 23.9, True), (CODE, 24, False)]
)
def test_who_is_more_than_two_and_a_half_times_as_quick_as_usual_skims(
    page: Words, seconds: float, is_skimmed: bool
) -> None:
    reader = Reader(page)
    reader.turn(seconds)
    assert (reader.time.skimmed, reader.time.read) == ((seconds, 0) if is_skimmed else (0, seconds))


@pytest.mark.parametrize(("passed", "counts"), [(191, False), (192, True)])
def test_a_stretch_ends_when_four_fifths_of_its_first_screen_are_passed(passed: int, counts: bool) -> None:
    reader = Reader()
    reader.stay(60)
    reader.timer.look(reader.now, PAGE)
    reader.timer.scrolled(Words(passed), 0.1)
    reader.timer.end_stretch()
    assert reader.time.prose_words == (passed if counts else 0)
    assert reader.time.seconds == 60


@pytest.mark.parametrize(
    ("words", "prose", "code"),
    [
        (Words(240, 11), 240, 0),
        (Words(240, 12), 0, 0),
        (Words(27, 100), 0, 0),
        (Words(26, 100), 0, 100),
    ],
)
def test_nine_tenths_of_one_kind_make_a_page_of_that_kind(words: Words, prose: int, code: int) -> None:
    reader = Reader(words)
    reader.turn(60)
    assert (reader.time.prose_words, reader.time.code_words) == (prose, code)
    assert (reader.time.prose_seconds, reader.time.code_seconds) == (60 * bool(prose), 60 * bool(code))


def test_words_take_their_usual_time() -> None:
    assert Words(238, 100).seconds == pytest.approx(120)
    assert Words(238, 100).code_share == pytest.approx(0.5)
    assert Words().code_share == Words().seconds == 0
    assert Words(1, 2) + Words(3, 4) == Words(4, 6)


def test_a_sitting_of_the_same_window_replaces_what_was_known_of_it() -> None:
    one, other, more = (ReadingTime(name, DAY, seconds) for name, seconds in (("one", 5), ("other", 6), ("one", 7)))
    assert with_time((one, other), more) == (other, more)
    assert ReadingTimer("one", DAY, None).day == DAY
