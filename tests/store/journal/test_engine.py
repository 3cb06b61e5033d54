"""The thread that writes, next to those who read: nothing is missed, given up too early, or ends it."""

import os
import re
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader import files
from blogreader.catalogue import Catalogue
from blogreader.errors import FormatTooNew, Unwritable
from blogreader.library.reading_state import ReadingState
from blogreader.model import Article, State, Status
from blogreader.store.journal import engine as engine_module
from blogreader.store.journal import writer
from blogreader.store.journal.compaction import Compaction
from blogreader.store.journal.engine import JournalEngine
from blogreader.store.journal.line_format import Record
from blogreader.store.journal.pending import Draft, Job, Pending
from blogreader.store.journal.replica import Replica
from blogreader.store.state_store import Bounds, StateStore

pytestmark = pytest.mark.installed

URL, OTHER, THIRD = (f"https://example.org/{letter}" for letter in "abc")
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def to_read(states: list[State], _: Bounds) -> list[State]:
    return [replace(state, status=Status.READ) for state in states]


def store_of(folder: Path, machine: str = "m") -> StateStore:
    return StateStore(folder, machine=machine)


def keeping_of(folder: Path) -> ReadingState:
    catalogue = Catalogue(folder / "cache" / "catalogue.db")
    keeping = ReadingState(folder, catalogue, looking=False)
    keeping.open_catalogue()
    catalogue.put_articles(((Article(key, key, key), "index") for key in (URL, OTHER, THIRD)), new=False)
    keeping.open()
    keeping.in_background()
    return keeping


@pytest.mark.parametrize("is_loaded", [True, False])
def test_in_the_background_a_long_journal_is_folded_outside_whenever_the_states_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_loaded: bool
) -> None:
    started: list[str] = []

    def start(_: object) -> bool:
        started.append("here")
        return True

    monkeypatch.setattr("blogreader.store.journal.compaction.Compaction.start", start)
    keeping = ReadingState(tmp_path, Catalogue(tmp_path / "cache" / "catalogue.db"), looking=False)
    if is_loaded:
        assert keeping.store.all() == []
    keeping.in_background()
    assert keeping.is_loaded is is_loaded  # to say so reads nothing
    keeping.store.change([f"https://example.org/{number}" for number in range(3_000)], to_read)
    assert started == ["here"]
    assert keeping.store.close() == 0


def test_what_any_thread_may_read_is_only_changed_with_the_guard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = store_of(tmp_path), store_of(tmp_path, "other")
    engine, original = store.engine, Replica.take
    taken: list[bool] = []

    def is_free() -> bool:
        if is_free := engine._guard.acquire(blocking=False):
            engine._guard.release()
        return is_free

    def take(self: Replica, record: Record, *, own: bool) -> object:
        if engine._reading is not None and self is engine.reading.memory:
            assert not threads.submit(is_free).result()
            taken.append(own)
        return original(self, record, own=own)

    with ThreadPoolExecutor(1) as threads:
        other.change([URL], to_read)
        monkeypatch.setattr(Replica, "take", take)
        store.change([OTHER], to_read)
        other.change([THIRD], to_read)
        engine.look()
    assert taken == [True, False]  # its own, and what another wrote


@pytest.mark.parametrize("method", ["since", "touched_since"])
def test_what_is_written_while_the_news_are_gathered_is_news_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    keeping, other = keeping_of(tmp_path), store_of(tmp_path, "other")
    keeping.store.engine.look()
    assert keeping.news() == set()
    other.change([URL], to_read)
    original = getattr(JournalEngine, method)
    again = [OTHER, THIRD]

    def slow(engine: JournalEngine, stamp: str, **options: bool) -> object:
        found = original(engine, stamp, **options)
        if again and engine is keeping.store.engine:
            other.change([again.pop()], to_read)
            engine.look()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(JournalEngine, method, slow)
        first = keeping.news()
    news = {*(first or ()), *(keeping.news() or ())}
    assert news == {URL, OTHER, THIRD}
    assert keeping.close() == 0
    catalogue = Catalogue(tmp_path / "cache" / "catalogue.db")
    catalogue.open()
    shown = {
        key for key in (URL, OTHER, THIRD) if (entry := catalogue.entry(key)) and entry.state.status is Status.READ
    }
    assert shown == {URL, OTHER, THIRD}
    catalogue.close()


def test_what_a_change_sees_halfway_written_by_another_thread_is_not_taken_for_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = keeping_of(tmp_path)
    keeping.store.engine.look()
    store_of(tmp_path, "other").change([OTHER], to_read)
    original = writer.append
    stamps: list[object] = []

    def appended(*arguments: object) -> None:
        original(*arguments)  # type: ignore[arg-type]
        # The files are others by now, and what is in them is told in a moment.
        stamps.append(keeping.store.engine.since("")[1] == keeping.store.engine.stamp)

    monkeypatch.setattr("blogreader.store.journal.engine.writer.append", appended)
    keeping.change([URL], to_read, "mark")
    assert keeping.close() == 0
    assert stamps == [False]


@pytest.mark.parametrize("failures", [1, 2, 4])
def test_closing_tries_as_long_as_it_says_and_not_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    store, left = store_of(tmp_path), [*range(failures)]
    original = writer.append

    def busy(*arguments: object) -> None:
        if left:
            left.pop()
            raise Unwritable("journal", "no space left on device")
        original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("blogreader.store.journal.engine.writer.append", busy)
    monkeypatch.setattr("blogreader.store.journal.engine._FIRST_PAUSE", 0.001)
    store.submit([URL], to_read)
    assert store.close(60) == 0
    assert {state.key for state in store_of(tmp_path).all()} == {URL}


@pytest.mark.slow
def test_closing_ends_when_it_says_also_when_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, tries = store_of(tmp_path), []

    def full(*_: object) -> None:
        tries.append(1)
        raise Unwritable("journal", "no space left on device")

    monkeypatch.setattr("blogreader.store.journal.engine.writer.append", full)
    monkeypatch.setattr("blogreader.store.journal.engine._FIRST_PAUSE", 0.01)
    store.submit([URL], to_read)
    assert store.close(0.3) == 1
    assert len(tries) > 1
    thread = store.engine._thread
    assert thread
    thread.join(20)
    assert not thread.is_alive()


def test_closing_takes_up_what_a_thread_that_ended_has_left(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    with files.locked(tmp_path / "state.json"):
        store.submit([URL], to_read)
        ended = threading.Thread(target=lambda: None)
        ended.start()
        ended.join()
        # As if it had ended before it could write.
        store.engine._thread = ended
    assert store.close() == 0
    assert {state.key for state in store_of(tmp_path).all()} == {URL}


def test_closing_does_not_count_on_a_thread_that_is_about_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path)
    store.submit([URL], to_read)
    assert store.close() == 0
    is_ending, may_end, locked = threading.Event(), threading.Event(), store.engine._locked

    @contextmanager
    def held() -> Iterator[None]:
        is_first = not is_ending.is_set()
        with locked():
            yield
        if is_first:
            is_ending.set()
            may_end.wait(20)

    monkeypatch.setattr(store.engine, "_locked", held)
    store.submit([OTHER], to_read)  # by a thread that finds that nothing is to be written any more
    try:
        assert is_ending.wait(20)
        assert store.close() == 0
    finally:
        may_end.set()
    assert {state.key for state in store_of(tmp_path).all()} == {URL, OTHER}


def no_process(*_: object, **__: object) -> None:
    raise BlockingIOError(11, "Resource temporarily unavailable")


def missing(*_: object, **__: object) -> None:
    raise FileNotFoundError(2, "No such file or directory")


@pytest.mark.parametrize("executable", [sys.executable, "", None])
@pytest.mark.parametrize("popen", [no_process, missing])
def test_a_journal_is_folded_here_where_no_process_can_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, popen: Callable[..., None], executable: str | None
) -> None:
    monkeypatch.setattr("blogreader.store.journal.compaction.subprocess.Popen", popen)
    monkeypatch.setattr("blogreader.store.journal.compaction.sys.executable", executable)
    monkeypatch.setattr("blogreader.store.journal.writer._LONG_OUTSIDE", 500)
    monkeypatch.setattr("blogreader.store.journal.writer._LONGEST", 4_000)
    monkeypatch.setattr("blogreader.store.journal.compaction._SMALL", 0)
    store = store_of(tmp_path)
    store.engine.in_background = True
    for number in range(60):
        store.submit([f"{URL}/{number}"], to_read)
        if number % 20 == 19:
            store.engine.reading.must_renew = True  # as after a damage
    assert store.close() == 0
    assert store.engine.trouble is None
    assert max(int(path.stem.rpartition("-")[2]) for path in tmp_path.glob("journal-*")) > 1
    again = store_of(tmp_path)
    assert (len(again.all()), again.engine.said()) == (60, [])


def test_a_newer_version_that_comes_between_ends_no_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogreader.store.journal.writer._LONG_OUTSIDE", 0)
    monkeypatch.setattr("blogreader.store.journal.writer._LONGEST", 0)

    def too_new(_: JournalEngine) -> None:
        raise FormatTooNew(tmp_path / "state.json")

    monkeypatch.setattr(JournalEngine, "renew", too_new)
    store = store_of(tmp_path)
    for key in (URL, OTHER, THIRD):
        store.submit([key], to_read)
    writing = store.engine._thread
    assert store.close() == 0
    assert writing is store.engine._thread
    [sentence] = store.engine.said()
    assert sentence.endswith("state.json was written by a newer blogreader; nothing was changed.")


def test_what_was_wrong_is_said_also_where_the_files_were_read_anew_since(tmp_path: Path) -> None:
    store_of(tmp_path).change([URL], to_read)
    copy = tmp_path / "state 2.json"
    copy.write_bytes(b"{")
    store = store_of(tmp_path)
    store.engine.look()
    copy.unlink()
    store.engine.look()
    [sentence] = store.engine.said()
    assert sentence.startswith(f"{copy} is a conflict copy")
    assert store.engine.said() == []


def test_a_snapshot_that_goes_before_it_is_kept_as_the_backup_is_written_again(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    store.change([URL], to_read)
    reading = store.engine.reading
    (tmp_path / "state.json").unlink()
    writer.renew(reading)
    assert [state.key for state in store_of(tmp_path).all()] == [URL]


def test_no_lock_is_held_that_others_take_first_when_the_files_are_read_for_the_first_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_of(tmp_path).change([URL], to_read)
    original = JournalEngine.look
    held: list[bool] = []

    def look(engine: JournalEngine) -> None:
        held.append(engine._guard._is_owned())  # type: ignore[attr-defined]
        original(engine)

    monkeypatch.setattr(JournalEngine, "look", look)
    uses: list[Callable[[StateStore], object]] = [
        lambda store: store.engine.get("state", URL),
        lambda store: store.engine.all("state"),
        lambda store: store.engine.with_field("state", "bookmark"),
        lambda store: store.engine.since(""),
        lambda store: store.engine.stamp,
        lambda store: store.engine.said(),
        lambda store: store.known([URL]),
        lambda store: store.all(),
        lambda store: store.check(),
        lambda store: list(store.export()),
        lambda store: store.submit([URL], to_read),
        lambda store: store.undo(),
        lambda store: store.merge([], dry_run=False),
        lambda store: store.close(),
    ]
    for use in uses:
        use(store_of(tmp_path))
    assert len(held) > len(uses) // 2
    assert not any(held)


@pytest.mark.parametrize("is_late", [False, True])
def test_who_folds_at_once_waits_for_the_process_and_ends_one_that_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_late: bool
) -> None:
    called: list[str] = []

    class Folding:
        def __init__(self, *_: object, **__: object) -> None:
            called.append("started")

        def wait(self, seconds: float | None = None) -> None:
            called.append("waited")
            if is_late and seconds is not None:
                raise subprocess.TimeoutExpired("folding", seconds)

        def kill(self) -> None:
            called.append("killed")

    store = store_of(tmp_path)
    store.submit([URL], to_read)
    assert store.close() == 0
    reading = store_of(tmp_path).engine.reading
    monkeypatch.setattr("blogreader.store.journal.compaction.subprocess.Popen", Folding)
    Compaction(tmp_path, "m").run(reading)
    assert called == []  # it is small
    assert reading.found.snapshot
    monkeypatch.setattr("blogreader.store.journal.compaction._SMALL", reading.found.snapshot.size + 1)
    Compaction(tmp_path, "m").run(reading)
    assert called == []
    monkeypatch.setattr("blogreader.store.journal.compaction._SMALL", reading.found.snapshot.size)
    Compaction(tmp_path, "m").run(reading)
    assert called == ["started", "waited", *(["killed", "waited"] if is_late else [])]


@pytest.mark.parametrize(("size", "is_started"), [(None, False), (999_999, False), (1_000_000, True)])
def test_a_large_snapshot_is_folded_at_once_by_a_process_without_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int | None, is_started: bool
) -> None:
    started: list[dict[str, object]] = []
    waited: list[float] = []

    def popen(_: list[str], **options: object) -> object:
        started.append(options)
        return SimpleNamespace(wait=waited.append)

    monkeypatch.setattr("blogreader.store.journal.compaction.subprocess.Popen", popen)
    snapshot = None if size is None else SimpleNamespace(size=size)
    Compaction(tmp_path, "m").run(SimpleNamespace(found=SimpleNamespace(snapshot=snapshot)))  # type: ignore[arg-type]
    nothing = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    assert started == [{**nothing, "start_new_session": True}] * is_started
    assert waited == [2 * files.PATIENCE_SECONDS] * is_started


def test_one_process_folds_at_a_time_and_is_kept_until_it_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Folding:
        status: int | None = None

        def __init__(self, *_: object, **__: object) -> None:
            pass

        def poll(self) -> int | None:
            return self.status

    monkeypatch.setattr("blogreader.store.journal.compaction.subprocess.Popen", Folding)
    folding: Any = Compaction(tmp_path, "m")
    folding.wait()
    assert not folding.is_running()
    assert folding.start()
    folding._started_at = 7.0
    process = folding._process
    for now, is_running in ((7.0, True), (307.0, True), (307.5, False)):
        monkeypatch.setattr(time, "monotonic", lambda now=now: now)
        assert folding.is_running() is is_running
    assert folding.start()
    assert folding._process is process
    process.status = 0
    assert not folding.is_running()
    assert folding.start()
    assert folding._process is not process
    assert folding._started_at == 307.5
    # Whoever started it may be gone: it ends by itself.
    ended, kept = weakref.ref(process), weakref.ref(folding._process)
    del process, folding
    assert kept() is not None
    assert ended() is None
    kept().status = 0  # type: ignore[union-attr]
    assert Compaction(tmp_path, "m").start()
    assert kept() is None
    monkeypatch.setattr("blogreader.store.journal.compaction.subprocess.Popen", no_process)
    assert not Compaction(tmp_path, "m").start()


def put_in(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Record from now on the articles whose states are put into the catalogue."""
    put: list[list[str]] = []
    original = Catalogue.put_states

    def recorded(self: Catalogue, states: Iterable[State], *, all_touched: bool = False) -> None:
        states = list(states)
        put.append([state.key for state in states])
        original(self, states, all_touched=all_touched)

    monkeypatch.setattr(Catalogue, "put_states", recorded)
    return put


def test_what_was_changed_here_is_put_into_the_catalogue_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping = keeping_of(tmp_path)
    put = put_in(monkeypatch)
    keeping.change([URL, OTHER], to_read, "mark")
    written(keeping.store)
    assert keeping.news() == {URL, OTHER}  # who looks at the lists is told of it all the same
    store_of(tmp_path, "other").change([THIRD], to_read)
    assert keeping.news() == {THIRD}
    keeping.undo()
    keeping.news()
    assert keeping.close() == 0
    assert [sorted(keys) for keys in put if keys] == [[URL, OTHER], [THIRD], [URL, OTHER]]


def test_what_another_window_changed_in_the_same_article_is_put_into_the_catalogue(tmp_path: Path) -> None:
    keeping = keeping_of(tmp_path)
    keeping.change([URL], to_read, "mark")
    written(keeping.store)
    store_of(tmp_path, "other").change([URL], lambda states, _: [replace(state, bookmark=3.0) for state in states])
    keeping.change([URL], lambda states, _: [replace(state, status=Status.READING) for state in states], "mark")
    written(keeping.store)
    keeping.news()
    entry = keeping._catalogue.entry(URL)
    assert entry
    assert (entry.state.status, entry.state.bookmark) == (Status.READING, 3.0)
    assert keeping.close() == 0


def test_what_is_copied_from_another_article_is_put_into_the_catalogue(tmp_path: Path) -> None:
    keeping = keeping_of(tmp_path)
    keeping.change([URL], to_read, "mark")
    assert keeping.adopt({URL: OTHER}) == 1
    entry = keeping._catalogue.entry(OTHER)
    assert entry
    assert entry.state.status is Status.READ
    assert keeping.close() == 0


def test_a_state_that_the_catalogue_refused_is_put_into_it_with_the_next_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = keeping_of(tmp_path)

    def refused(*_: object, **__: object) -> None:
        raise Unwritable(tmp_path, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "put_states", refused)
        with pytest.raises(Unwritable):
            keeping.change([URL], to_read, "mark")
    written(keeping.store)
    keeping.news()
    entry = keeping._catalogue.entry(URL)
    assert entry
    assert entry.state.status is Status.READ
    assert keeping.close() == 0


def test_an_undo_waits_for_the_snapshot_that_is_being_written_for_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = keeping_of(tmp_path)
    keeping.change([URL], to_read, "mark")
    written(keeping.store)
    lock = ExitStack()
    lock.enter_context(files.locked(keeping.store.path, own_links=True))

    class Writing:
        """The process, which is done as soon as somebody waits for it."""

        def poll(self) -> None:
            pass

        def wait(self, _: float) -> None:
            lock.close()

    monkeypatch.setattr(files, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(keeping.store.engine._folding, "_process", Writing())
    undone = keeping.undo()
    assert undone
    assert undone.keys == (URL,)
    assert keeping.close() == 0


def test_a_change_is_not_refused_while_the_journal_is_being_folded_however_long_that_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = keeping_of(tmp_path)
    keeping.change([URL], to_read, "mark")
    written(keeping.store)
    lock = ExitStack()
    lock.enter_context(files.locked(keeping.store.path, own_links=True))
    asked: list[int] = []

    class Writing:
        """The process, which outlasts all patience and ends only after it was found running several times."""

        def poll(self) -> int | None:
            asked.append(1)
            if len(asked) < 3:
                return None
            lock.close()
            return 0

        def wait(self, seconds: float) -> None:
            raise subprocess.TimeoutExpired("folding", seconds)

    monkeypatch.setattr(files, "PATIENCE_SECONDS", 0)
    folding = keeping.store.engine._folding
    monkeypatch.setattr(folding, "_process", Writing())
    monkeypatch.setattr(folding, "_started_at", time.monotonic())
    undone = keeping.undo()
    assert undone
    assert undone.keys == (URL,)
    assert keeping.close() == 0


def test_a_process_that_folds_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping = keeping_of(tmp_path)
    keeping.change([URL], to_read, "mark")
    written(keeping.store)

    class Stopped:
        """A process that was stopped while it held the lock."""

        def poll(self) -> None:
            pass

        def wait(self, seconds: float) -> None:
            raise subprocess.TimeoutExpired("folding", seconds)

    monkeypatch.setattr(files, "PATIENCE_SECONDS", 0)
    folding = keeping.store.engine._folding
    monkeypatch.setattr(folding, "_process", Stopped())
    monkeypatch.setattr(folding, "_started_at", time.monotonic() - 301)
    with files.locked(keeping.store.path, own_links=True), pytest.raises(Unwritable, match="another process"):
        keeping.undo()
    assert keeping.close() == 0


@pytest.mark.parametrize("number", [3, 2_000])
def test_the_ends_of_the_reading_list_are_known_after_many_changes(tmp_path: Path, number: int) -> None:
    store = store_of(tmp_path)
    keys = [f"https://example.org/{one}" for one in range(number)]

    def listed(states: list[State], bounds: Bounds) -> list[State]:
        return [replace(state, bookmark=bounds.last + place) for place, state in enumerate(states, 1)]

    store.submit(keys, listed)
    [last] = store.submit([URL], listed)
    assert last.bookmark == number + 1
    store.submit(keys, lambda states, _: [replace(state, bookmark=None) for state in states])
    assert store.submit([OTHER], listed)[0].bookmark == number + 2
    assert store.close() == 0


def test_how_much_is_unsaved_is_told_while_a_change_is_being_computed(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    store.submit([OTHER], to_read)
    begun, told = threading.Event(), threading.Event()

    def slow(states: list[State], bounds: Bounds) -> list[State]:
        begun.set()
        assert told.wait(60)
        return to_read(states, bounds)

    with ThreadPoolExecutor(2) as pool:
        changing = pool.submit(store.submit, [URL], slow)
        assert begun.wait(60)
        number, _ = pool.submit(store.engine.unsaved).result(60)
        assert number <= 1
        told.set()
        changing.result(60)
    assert store.close() == 0
    assert store.engine.unsaved() == (0, 0.0)


def written(store: StateStore) -> None:
    """Wait until everything is on disk."""
    until = time.monotonic() + 60
    while store.engine.unsaved()[0]:
        assert time.monotonic() < until
        os.sched_yield()


@pytest.mark.slow
def test_states_that_nobody_looks_at_any_more_are_compressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Compaction, "start", lambda _: True)  # it would be read again
    store = store_of(tmp_path)
    store.engine.in_background = True
    keys = [f"https://example.org/{number}" for number in range(6_000)]

    def unpacked() -> int:
        tables = store.engine.reading.memory.tables.values()
        return max(len(part) for documents in tables for part in (documents._held, documents._hidden))

    store.submit(keys, to_read, "mark")
    written(store)
    store.engine.look()  # which waits for who writes
    assert unpacked() == 0
    assert store.engine.get("state", 5) == {}  # type: ignore[arg-type]  # as a script may ask
    assert store.known(keys[:3])[2].status is Status.READ
    assert 0 < unpacked() < 10
    stamp = store.engine.stamp
    undone = store.undo()
    assert undone
    assert len(undone.after) == 6_000
    assert unpacked() == 0
    assert store.engine.touched_since(stamp) is None  # so many keys are not kept for whoever asks
    assert store.engine.touched_since(stamp, ours=False) == set()
    assert store.known(keys[:1])[0].status is Status.UNREAD
    assert store.redo()
    again = store_of(tmp_path)
    assert len(again.all()) == 6_000
    assert max(documents.unpacked for documents in again.engine.reading.memory.tables.values()) == 0


def test_the_memory_of_what_was_read_before_is_given_back_when_all_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path)
    store.change(["https://example.org/1"], to_read)
    before = weakref.ref(store.engine.reading)
    given: list[object] = []
    monkeypatch.setattr(engine_module, "give_back", lambda: given.append(before()))
    store_of(tmp_path).engine.renew()
    assert given == []  # it had read nothing before
    store.engine.look()
    assert given == [None]


def test_a_change_that_is_saved_keeps_its_result_and_nothing_of_what_it_set() -> None:
    pending = Pending()
    empty = sys.getsizeof(pending._over)
    draft = Draft({"state": {f"{number}": {"status": "read"} for number in range(3_000)}}, {"step": "mark"}, "done")
    job = Job(lambda: draft, waits=True, is_told=True)
    pending.cover(job, draft)
    pending.add(job)
    pending.remove(job)
    assert job.draft == Draft({}, {}, "done")
    assert sys.getsizeof(pending._over) == empty  # a dictionary that was only emptied keeps its size


def test_a_change_is_set_at_the_time_of_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_790_000_000_123_456_789
    monkeypatch.setattr(time, "time_ns", lambda: now)
    store = store_of(tmp_path)
    store.change([URL], to_read)
    [journal] = tmp_path.glob("journal-*.jsonl")
    [at] = {int(number) for number in re.findall(r"\b1\d{15}\b", journal.read_text())}
    assert abs(now // 1000 - at) < 10_000  # the last digits are those of the machine
    store.close()
