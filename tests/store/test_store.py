"""What the reader did is never lost: not by a full disk, a kill, a second process, nor by a mistake in the file."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.errors import Damaged, FormatTooNew, LibraryError, Unwritable
from blogreader.model import Place, State, Status
from blogreader.store.journal.state_files import stamp
from blogreader.store.state_codec import from_record, to_record
from blogreader.store.state_store import Bounds, StateStore
from blogreader.store.transfer import Foreign
from blogreader.text import clean
from tests.conftest import no_more_than_8_kb, scaled

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30
URL = "https://example.org/a"
OTHER = "https://example.org/b"
NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)

# Counts one article's place up, and touches one more article each time; says so after each change.
WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from blogreader.model import Place, Status
from blogreader.store.state_store import StateStore

store, name, changes = StateStore(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])

def count(states, bounds):
    counter, other = states
    offset = counter.place.offset if counter.place else 0
    return [replace(counter, place=Place(0, offset + 1, "x" * 40, 0.5)), replace(other, status=Status.READ)]

for number in range(changes):
    store.change(["counter", f"{name}/{number}"], count)
    print(number + 1, flush=True)
"""


def writer(folder: Path, name: str, changes: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(changes)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def to(status: Status) -> Callable[[list[State], Bounds], list[State]]:
    return lambda states, _: [replace(state, status=status) for state in states]


def mark(store: StateStore, keys: Iterable[str], status: Status = Status.READ) -> list[State]:
    return store.change(keys, to(status))


def counted(store: StateStore) -> int:
    place = store.get("counter").place
    return place.offset if place else 0


def write(folder: Path, tables: object) -> Path:
    path = folder / "state.json"
    path.write_text(tables if isinstance(tables, str) else json.dumps(tables), encoding="utf-8")
    return path


_moments = st.datetimes(datetime(1970, 1, 1), datetime(9990, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # drawn aware
_times = st.none() | _moments.map(lambda at: at.replace(microsecond=0))
states = st.builds(
    State,
    key=st.text(),
    status=st.sampled_from(Status),
    bookmark=st.none() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6),
    place=st.none()
    | st.builds(
        Place,
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.text(st.characters(), max_size=40),
        st.integers(0, 10_000).map(lambda number: number / 10_000),
    ),
    opened_at=_times,
    read_at=_times,
    seen=st.none()
    | st.lists(st.integers(0, 10_000).map(lambda number: number / 10_000), max_size=8, unique=True).map(
        lambda cuts: tuple(zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False))
    ),
)


@given(states)
def test_any_state_is_the_same_after_it_was_a_record(state: State) -> None:
    record = json.loads(json.dumps(to_record(state)))
    assert from_record(state.key, record) == state


def test_an_untouched_article_has_an_empty_record() -> None:
    assert to_record(State(URL)) == {}


@settings(max_examples=scaled(40))
@given(st.lists(states, max_size=5, unique_by=lambda state: state.key))
def test_states_read_back_from_the_file_in_another_store(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[State]
) -> None:
    folder = tmp_path_factory.mktemp("library")
    StateStore(folder).change([state.key for state in wanted], lambda *_: wanted)
    touched = [state for state in wanted if state != State(state.key)]
    assert sorted(StateStore(folder).all(), key=str) == sorted(touched, key=str)


def test_an_article_that_was_never_touched_is_unread(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    assert store.get(URL) == State(URL)
    assert store.all() == []
    assert store.session() == {}
    assert list(tmp_path.iterdir()) == []


def test_a_change_gives_the_states_after_it_in_the_order_asked_for(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, [URL])
    before = stamp(tmp_path)
    states = mark(store, [OTHER, URL, OTHER], Status.READING)
    assert states == [State(OTHER, Status.READING), State(URL, Status.READING)]
    assert stamp(tmp_path) != before


def test_a_change_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, [URL])
    before = stamp(tmp_path)
    assert mark(store, [URL]) == [State(URL, Status.READ)]
    assert stamp(tmp_path) == before
    mark(StateStore(tmp_path / "new"), [URL], Status.UNREAD)
    assert stamp(tmp_path / "new") == ""


def test_an_article_that_is_as_if_untouched_leaves_the_file(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, [URL, OTHER])
    mark(store, [URL], Status.UNREAD)
    store.engine.renew()
    assert json.loads((tmp_path / "state.json").read_text(encoding="utf-8"))["state"] == {OTHER: {"status": "read"}}


def test_a_change_is_told_the_bounds_of_the_reading_list(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    seen: list[Bounds] = []

    def at(*positions: float | None) -> None:
        def how(states: list[State], bounds: Bounds) -> list[State]:
            seen.append(bounds)
            return [replace(state, bookmark=at) for state, at in zip(states, positions, strict=True)]

        store.change([f"{number}" for number in range(len(positions))], how)

    at(3, -2.5, None)
    at(None, 7)
    at()
    assert seen == [(0, 0), (-2.5, 3), (7, 7)]


def test_a_change_that_fails_in_between_changes_nothing(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, [URL])
    before = (tmp_path / "state.json").read_bytes()

    def broken(*_: object) -> list[State]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.change([URL, OTHER], broken)
    assert (tmp_path / "state.json").read_bytes() == before
    mark(store, [OTHER])
    assert store.get(OTHER).status is Status.READ


def test_the_session_is_kept_beside_the_states(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, [URL])
    store.keep_session({"view": "unread", "key": "é\ud800", "pane": 2})
    again = StateStore(tmp_path)
    assert again.session() == {"view": "unread", "key": "é\ud800", "pane": 2}
    assert again.all() == [State(URL, Status.READ)]
    unchanged = stamp(tmp_path)
    again.keep_session(again.session())
    assert stamp(tmp_path) == unchanged
    again.keep_session({"view": "all"})
    assert store.session() == {"view": "all"}


def test_what_the_session_has_is_that_of_the_last_look(tmp_path: Path) -> None:
    store, other = StateStore(tmp_path, "m"), StateStore(tmp_path, "other")
    assert store.session_fields("marks") == {}
    other.keep_session_field("marks", "a", 1)
    assert store.session_fields("marks") == {}
    store.engine.look()
    assert store.session_fields("marks") == {"a": 1}
    other.keep_session({"view": "a"})
    assert store.session() == {"view": "a"}


@pytest.mark.parametrize("states", [[], [State(URL, status=Status.READ)] * 2])
def test_a_change_gives_a_state_for_each_that_it_got(tmp_path: Path, states: list[State]) -> None:
    store = StateStore(tmp_path)
    with pytest.raises(ValueError, match="zip"):
        store.change([URL], lambda *_: states)
    assert store.all() == []


def test_whoever_changed_something_is_not_told_of_it_and_others_are(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    changes: list[tuple[Callable[[], object], bool]] = [
        (lambda: store.change([URL], to(Status.READ), "mark"), False),
        (store.undo, False),
        (store.redo, False),
        (lambda: store.merge([Foreign(URL, {"status": "reading"}, {"status": 1 << 60})], dry_run=False), True),
    ]
    for change, is_told in changes:
        before = store.engine.stamp
        change()
        assert store.engine.touched_since(before) == {("state", URL)}
        assert store.engine.touched_since(before, ours=False) == ({("state", URL)} if is_told else set())


def test_the_file_has_one_article_a_line(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, ["https://example.org/ü\n", URL])
    store.engine.renew()
    lines = (tmp_path / "state.json").read_text(encoding="utf-8").splitlines()
    assert f' "{URL}": {{"status": "read"}}' in [line.removesuffix(",") for line in lines]


def test_an_article_that_stands_twice_in_an_export_has_of_each_field_what_was_set_last(tmp_path: Path) -> None:
    newer, older = {"status": "read"}, {"status": "reading", "bookmark": 1}
    twice = [Foreign(URL, newer, {"status": 5}), Foreign(URL, older, {"status": 3, "bookmark": 3})]
    for number, lines in enumerate((twice, twice[::-1])):
        store = StateStore(tmp_path / str(number))
        store.merge(lines, dry_run=False)
        assert (store.get(URL), StateStore(tmp_path / str(number)).get(URL)) == (State(URL, Status.READ, 1),) * 2


def test_fields_that_are_merged_with_the_values_they_have_are_newer_and_no_step(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    read = {"status": "read", "bookmark": 1}
    changed = store.merge([Foreign(URL, read, {"status": 3, "bookmark": 3})], dry_run=False)
    assert [(name, old, new) for _, name, old, new in changed.changes] == [
        ("status", None, "read"),
        ("bookmark", None, 1),
    ]
    again = store.merge([Foreign(URL, {**read, "bookmark": 2}, {"status": 5, "bookmark": 5})], dry_run=True)
    assert [(name, old, new) for _, name, old, new in again.changes] == [("bookmark", 1, 2)]
    assert store.get(URL) == State(URL, Status.READ, 1)
    assert store.merge([Foreign(URL, read, {"status": 5, "bookmark": 5})], dry_run=False).changes == ()
    assert store.merge([Foreign(URL, {"status": "reading"}, {"status": 4})], dry_run=False).changes == ()
    assert store.get(URL) == State(URL, Status.READ, 1)
    assert store.undo() is not None  # the first of them
    assert (store.get(URL), store.undo()) == (State(URL), None)


# A write that fails.


def test_a_full_disk_leaves_the_file_as_it_was_and_later_reads_too(tmp_path: Path) -> None:
    store, other = StateStore(tmp_path), StateStore(tmp_path)
    mark(store, [URL])
    store.keep_session({"view": "unread"})
    before = (tmp_path / "state.json").read_bytes()
    with no_more_than_8_kb(), pytest.raises(Unwritable, match=r"journal-\S+-1\.jsonl can't be written: file too large"):
        mark(store, [OTHER, *(f"https://example.org/{number}" for number in range(1_000))])
    with no_more_than_8_kb(), pytest.raises(Unwritable):
        store.keep_session({"view": "x" * 10_000})
    assert (tmp_path / "state.json").read_bytes() == before
    for one in (store, other, StateStore(tmp_path)):
        assert one.all() == [State(URL, Status.READ)]
        assert one.get(OTHER) == State(OTHER)
        assert one.session() == {"view": "unread"}
    mark(store, [OTHER])
    assert other.get(OTHER).status is Status.READ
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".jsonl", ".lock"]


def test_a_library_that_cannot_be_written_is_told_by_name_and_still_read(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, [URL])
    (tmp_path / "state.json.lock").unlink()
    (tmp_path / "state.json.lock").mkdir()  # so that it binds root too
    with pytest.raises(Unwritable, match=r"state\.json\.lock can't be written"):
        mark(store, [OTHER])
    assert store.all() == StateStore(tmp_path).all() == [State(URL, Status.READ)]


def test_a_folder_that_cannot_be_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    store = StateStore(tmp_path / "file" / "library")
    with pytest.raises(LibraryError, match=r"state\.json can't be read: not a directory"):
        store.all()
    with pytest.raises(Unwritable, match="can't be written: not a directory"):
        mark(store, [URL])


# More than one at a time.


def test_two_stores_see_each_others_changes(tmp_path: Path) -> None:
    one, two = StateStore(tmp_path), StateStore(tmp_path)
    mark(one, [URL])
    assert two.get(URL).status is Status.READ
    mark(two, [URL], Status.READING)
    mark(two, [OTHER])
    assert one.get(URL).status is Status.READING
    mark(one, [OTHER], Status.UNREAD)
    assert two.all() == one.all() == [State(URL, Status.READING)]


def test_threads_with_stores_of_their_own_or_a_common_one_lose_no_change(tmp_path: Path) -> None:
    common = StateStore(tmp_path)

    def count(store: StateStore) -> None:
        for _ in range(50):
            store.change(["counter"], lambda states, _: [_counted_up(states[0])])

    threads = [Thread(target=count, args=(store,)) for store in (common, common, StateStore(tmp_path))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert counted(common) == counted(StateStore(tmp_path)) == 150


def _counted_up(state: State) -> State:
    place = state.place or Place(0, 0, "", 0.0)
    return replace(state, place=replace(place, offset=place.offset + 1))


def test_two_processes_lose_no_change(tmp_path: Path) -> None:
    ours = StateStore(tmp_path)
    with writer(tmp_path, "one", 150) as one, writer(tmp_path, "two", 150) as two:
        for number in range(50):
            ours.change([f"ours/{number}", "counter"], lambda states, _: [_counted_up(state) for state in states])
        outputs = [process.communicate(timeout=PATIENCE_SECONDS)[0] for process in (one, two)]
    assert [len(output.splitlines()) for output in outputs] == [150, 150]
    assert counted(ours) == 350
    expected = {f"{name}/{number}" for name in ("one", "two") for number in range(150)}
    expected |= {"counter", *(f"ours/{number}" for number in range(50))}
    assert {state.key for state in ours.all()} == expected


@pytest.mark.slow
def test_a_writer_that_is_killed_at_any_moment_leaves_every_change_that_it_told_of(tmp_path: Path) -> None:
    chance = random.Random(20261101)
    ours = StateStore(tmp_path)
    told = 0
    for round_number in range(20):
        with writer(tmp_path, str(round_number), 1_000_000) as process:
            assert process.stdout
            for _ in range(chance.randint(1, 12)):
                assert process.stdout.readline()
                told += 1
            # The writer goes on meanwhile: the kill meets it in the middle of a change.
            process.kill()
            told += len(process.stdout.readlines())
        kept = counted(ours)
        # The last change may have been kept without its having been told of.
        assert told <= kept <= told + 1
        assert counted(StateStore(tmp_path)) == kept
        assert len(ours.all()) == 1 + kept
        told = kept


# A file that is not as it should be.


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "\x00\x01",
        "[" * 100_000,
        {"state": []},
        {"state": {URL: 5}},
        {"format": {"1": 5}},
        {"format": {"1": {"version": "2"}}},
    ],
)
def test_a_damaged_file_is_told_by_name_and_left_as_it_is(tmp_path: Path, content: object) -> None:
    path = write(tmp_path, content)
    before = path.read_bytes()
    store = StateStore(tmp_path)
    for use in (store.all, store.session, lambda: store.get(URL), lambda: mark(store, [OTHER])):
        with pytest.raises(Damaged) as caught:
            use()
        assert str(path) in str(caught.value)
    with pytest.raises(Damaged):
        store.keep_session({"view": "all"})
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "record",
    [
        {"status": "finished"},
        {"status": []},
        {"bookmark": "first"},
        {"bookmark": [1]},
        {"bookmark": float("inf")},
        {"bookmark": 10**400},
        {"place": 5},
        {"place": [1, 2, "quote"]},
        {"place": [1, 2, "quote", float("nan")]},
        {"place": [1, -2, "quote", 0.5]},
        {"opened_at": "yesterday"},
        {"read_at": 5},
    ],
)
def test_a_damaged_value_is_told_by_file_and_article_and_kept_in_a_copy(
    tmp_path: Path, record: dict[str, object]
) -> None:
    path = write(tmp_path, {"state": {URL: {**record, "mine": 1}, OTHER: {"status": "read"}}})
    before = path.read_bytes()
    store = StateStore(tmp_path)
    assert store.all() == [State(URL), State(OTHER, Status.READ)]
    [sentence] = store.engine.said()
    assert f"{path}: {URL}: {next(iter(record))} is not valid" in sentence
    assert clean(sentence) == sentence
    mark(store, [URL])
    assert [copy.read_bytes() for copy in tmp_path.glob("state.json.damaged-*")] == [before]
    assert StateStore(tmp_path).all() == [State(URL, Status.READ), State(OTHER, Status.READ)]


@pytest.mark.parametrize("bookmark", ["first", [1], float("inf"), float("nan"), 10**400])
def test_a_bookmark_that_is_no_number_does_not_spread(tmp_path: Path, bookmark: object) -> None:
    path = write(tmp_path, {"state": {URL: {"bookmark": bookmark}}})
    assert path.exists()
    StateStore(tmp_path).change([OTHER], lambda states, at: [replace(states[0], bookmark=at.last + 1)])
    assert StateStore(tmp_path).get(OTHER).bookmark == 1


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, {"format": {"1": {"version": 99}}, "state": {URL: {"status": "savoured"}}})
    before = path.read_bytes()
    store = StateStore(tmp_path)
    for use in (store.all, store.session, lambda: store.get(URL), lambda: mark(store, [URL])):
        with pytest.raises(FormatTooNew, match=r"state\.json was written by a newer blogreader"):
            use()
    with pytest.raises(FormatTooNew):
        store.keep_session({"view": "all"})
    assert path.read_bytes() == before


def test_a_file_edited_by_hand_is_used_at_once(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, [URL])
    write(tmp_path, '\ufeff{"state": {\r\n "https://example.org/b": {"status": "reading", "mine": 1, "bookmark": 2}}}')
    assert store.all() == [State(OTHER, Status.READING, bookmark=2)]


def test_tables_and_records_of_others_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path, {"notes": {"1": {"text": "mine"}}, "state": {OTHER: {"status": "read", "mine": 1}}})
    store = StateStore(tmp_path)
    mark(store, [URL])
    store.engine.renew()
    tables = json.loads(path.read_text(encoding="utf-8"))
    assert {name: tables[name] for name in ("notes", "state")} == {
        "notes": {"1": {"text": "mine"}},
        "state": {OTHER: {"status": "read", "mine": 1}, URL: {"status": "read"}},
    }


def test_files_that_are_links_into_a_folder_of_the_owners_are_used_there_and_stay_links(tmp_path: Path) -> None:
    library, dotfiles = tmp_path / "library", tmp_path / "dotfiles"
    store = StateStore(library)
    mark(store, [URL])
    store.engine.renew()
    mark(store, [OTHER])
    dotfiles.mkdir()
    there = sorted(path.name for path in library.iterdir())
    for name in there:
        (library / name).rename(dotfiles / name)
        (library / name).symlink_to(f"../dotfiles/{name}")
    again = StateStore(library)
    assert {state.key for state in again.all()} == {URL, OTHER}
    unchanged = stamp(library)
    mark(again, ["https://example.org/c"])
    assert stamp(library) != unchanged
    again.engine.renew()
    mark(again, [URL], Status.UNREAD)
    assert StateStore(library).engine.said() == []
    assert {state.key for state in StateStore(library).all()} == {OTHER, "https://example.org/c"}
    assert all((library / name).is_symlink() for name in ("state.json", "state.json.bak", "state.json.lock"))
    assert {path.name for path in dotfiles.iterdir()} <= set(there)
    assert "https://example.org/c" in (dotfiles / "state.json").read_text()


@pytest.mark.parametrize("name", ["state.json", "state.json.bak", "state.json.lock"])
def test_a_link_to_a_file_that_is_not_there_yet_makes_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / name).symlink_to(tmp_path / name)
    store = StateStore(tmp_path / "library")
    mark(store, [URL])
    store.engine.renew()
    store.engine.renew()
    assert ((tmp_path / name).is_file(), (tmp_path / "library" / name).is_symlink()) == (True, True)
    again = StateStore(tmp_path / "library")
    assert (again.all(), again.engine.said()) == ([State(URL, Status.READ)], [])


@pytest.mark.parametrize("where", ["disk/state.json", ".", "/dev/zero", "state.json"])
def test_a_link_that_leads_to_no_file_of_the_owners_is_told_and_nothing_is_written(tmp_path: Path, where: str) -> None:
    store = StateStore(tmp_path)
    mark(store, [URL])
    (tmp_path / "state.json").unlink()
    (tmp_path / "state.json").symlink_to(where)
    before = sorted(tmp_path.iterdir())
    for use in (
        StateStore(tmp_path).all,
        store.all,
        lambda: mark(StateStore(tmp_path), [OTHER]),
        lambda: stamp(tmp_path),
    ):
        with pytest.raises(LibraryError, match=r"state\.json can't be read: .*link"):
            use()
    assert (sorted(tmp_path.iterdir()), (tmp_path / "state.json").readlink()) == (before, Path(where))


def test_the_stamp_is_another_one_after_every_change(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    stamps = [stamp(tmp_path)]
    for number in range(30):
        mark(store, [URL], [Status.READ, Status.READING][number % 2])
        stamps.append(stamp(tmp_path))
    assert all(one != next_one for one, next_one in pairwise(stamps))
    assert stamps[0] == ""
