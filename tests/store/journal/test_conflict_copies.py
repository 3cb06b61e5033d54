"""Copies that synchronisers make of conflicts: merged under every name, also in part, and never made more of."""

import json
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from blogreader.model import State, Status
from blogreader.store.journal.line_format import encode
from blogreader.store.journal.state_files import find
from blogreader.store.state_store import StateStore

pytestmark = pytest.mark.slow

URL, OTHER, THIRD = (f"https://example.org/{letter}" for letter in "abc")

STYLES = {
    "Syncthing": "{stem}.sync-conflict-20261101-093000-ABCDEFG{ext}",
    "Dropbox": "{stem} (laptop's conflicted copy 2026-11-01){ext}",
    "Dropbox, in German": "{stem} (In Konflikt stehende Kopie von Ada 2026-11-01){ext}",
    "Dropbox, of a host with a strange name": "{stem} (my.backup.lock's conflicted copy 2026-11-01){ext}",
    "Nextcloud": "{stem} (conflicted copy 2026-11-01 093000){ext}",
    "ownCloud": "{stem}_conflict-20261101-093000{ext}",
    "Google Drive": "{stem} (1){ext}",
    "Google Drive, older": "{stem}[Conflict]{ext}",
    "OneDrive": "{stem}-LAPTOP{ext}",
    "OneDrive, again": "{stem}-LAPTOP-2{ext}",
    "iCloud": "{stem} 2{ext}",
    "rclone": "{stem}{ext}.conflict1",
    "rclone, older": "{stem}{ext}..path2",
    "Unison": "{stem} (copy: conflict #2 on 2026-11-01){ext}",
    "Seafile": "{stem} (SFConflict ada@example.org 2026-11-01-09-30-00){ext}",
    "Resilio": "{stem}.Conflict{ext}",
    "Synology": "{stem}_laptop_Nov-01-093000-2026_Conflict{ext}",
}
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "zeroed": lambda data: bytes(len(data)),
    "cut": lambda data: data[: len(data) // 3],
    "half-written": lambda data: data[: len(data) - 7],
    "half zeroed": lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
}


def name_of(style: str, name: str) -> str:
    stem, ext = os.path.splitext(name)  # noqa: PTH122 - a name alone
    return STYLES[style].format(stem=stem, ext=ext)


def mark(store: StateStore, key: str, status: Status = Status.READ) -> None:
    store.change([key], lambda states, _: [replace(states[0], status=status)], "mark")


def store_of(folder: Path, machine: str = "one") -> StateStore:
    return StateStore(folder, machine=machine)


def keys(store: StateStore) -> set[str]:
    return {state.key for state in store.all()}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """One machine's library; beside it the files of another machine."""
    for name, key in (("one", URL), ("two", OTHER)):
        store = store_of(tmp_path / name, name)
        mark(store, key)
        store.engine.renew()
        mark(store, f"{key}/later")
    return tmp_path / "one"


@pytest.mark.parametrize("name", ["state.json", "journal-two-1.jsonl"])
@pytest.mark.parametrize("style", STYLES)
def test_a_copy_is_merged_whatever_its_synchroniser_calls_it(library: Path, style: str, name: str) -> None:
    copy = library / name_of(style, name)
    shutil.copy(library.parent / "two" / name, copy)
    store = store_of(library)
    assert OTHER in keys(store)
    assert "a conflict copy made by a synchroniser: it was merged" in " ".join(store.engine.said())
    mark(store, THIRD)
    assert (copy.exists(), copy.with_name(f"{copy.name}.merged").exists()) == (False, True)
    again = store_of(library)
    assert (keys(again) >= {URL, OTHER, THIRD}, again.engine.said()) == (True, [])


@pytest.mark.parametrize("name", ["state.json", "journal-two-1.jsonl"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_copy_is_told_once_kept_once_and_in_nobodys_way(
    library: Path, style: str, name: str, damage: str
) -> None:
    copy = library / name_of(style, name)
    bad = DAMAGES[damage]((library.parent / "two" / name).read_bytes())
    copy.write_bytes(bad)
    store = store_of(library)
    assert keys(store) >= {URL, f"{URL}/later"}
    assert "and it is damaged" in " ".join(store.engine.said())
    names = []
    for number in range(4):
        again = store_of(library)
        mark(again, f"{THIRD}/{number}")
        again.engine.renew()
        names.append({path.name for path in library.iterdir() if not path.name.startswith("journal-one-")})
    assert all(one == names[0] for one in names)
    assert copy.read_bytes() == bad
    assert [path.read_bytes() for path in library.glob("*.damaged-*")] == [bad]
    last = store_of(library)
    assert (keys(last) >= {URL, f"{URL}/later", f"{THIRD}/3"}, last.engine.said()) == (True, [])
    assert "and it is damaged" in " ".join(last.check())
    last.repair()
    assert (copy.exists(), last.check()) == (False, [])
    assert [path.read_bytes() for path in library.glob("*.damaged-*")] == [bad]


@pytest.mark.parametrize("name", ["state.json", "journal-two-1.jsonl"])
@pytest.mark.parametrize("style", ["Syncthing", "rclone", "OneDrive"])
def test_a_copy_that_its_synchroniser_finishes_later_is_merged_then(library: Path, style: str, name: str) -> None:
    copy = library / name_of(style, name)
    whole = (library.parent / "two" / name).read_bytes()
    store = store_of(library)
    for part in (0, 20, len(whole) - 5):
        copy.write_bytes(whole[:part])
        mark(store, f"{THIRD}/{part}")
    copy.write_bytes(whole)
    mark(store, THIRD)
    assert keys(store_of(library)) >= {URL, OTHER, THIRD}
    assert not copy.exists()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "name",
    [
        "state.json.damaged-0a1b2c3d",
        "journal-one-1.jsonl.damaged-0a1b2c3d",
        "state.json.bak",
        "state.json.lock",
        "journal-two-1.jsonl.conflict1.merged",
        "state.json.conflict1.damaged-0a1b2c3d",
    ],
)
def test_a_copy_of_what_is_no_state_is_none_of_a_state(library: Path, style: str, name: str) -> None:
    before = find(library)
    (library / name_of(style, name)).write_bytes(b"{")
    assert find(library) == before


def test_names_do_not_grow_and_one_that_is_as_long_as_can_be_keeps_nothing_from_being_written(library: Path) -> None:
    for letter, data in (("x", b"{"), ("ü", (library.parent / "two" / "state.json").read_bytes())):
        room = 255 - len("state ().json")
        (library / f"state ({letter * (room // len(letter.encode()))}).json").write_bytes(data)
    store = store_of(library)
    for number in range(3):
        mark(store, f"{THIRD}/{number}")
        store.engine.renew()
    assert keys(store_of(library)) >= {URL, OTHER, f"{THIRD}/2"}
    assert store_of(library).engine.said() == []
    assert len(list(library.glob("*.damaged-*"))) == len(list(library.glob("*.merged"))) == 1


def test_many_copies_damaged_at_random_cost_nothing_of_what_was_kept(library: Path) -> None:
    chance = random.Random(12)
    kept = keys(store_of(library))
    for style in STYLES:
        for name in ("state.json", "journal-two-1.jsonl", "journal-one-2.jsonl"):
            data = bytearray((library.parent / ("two" if "two" in name else "one") / name).read_bytes())
            for _ in range(chance.randrange(4)):
                start = chance.randrange(len(data))
                length = chance.randrange(40)
                data[start : start + length] = chance.choice([b"", bytes(length), chance.randbytes(length)])
            (library / name_of(style, name)).write_bytes(data)
    for number in range(3):
        store = store_of(library)
        assert keys(store) >= kept
        mark(store, f"{THIRD}/{number}")
        kept.add(f"{THIRD}/{number}")
    assert store_of(library).engine.said() == []
    store_of(library).repair()
    assert (keys(store_of(library)) >= kept, store_of(library).check()) == (True, [])


def test_a_value_of_a_copy_that_is_none_is_not_taken(library: Path) -> None:
    tables = json.loads((library.parent / "two" / "state.json").read_text())
    tables["state"][URL] = {"status": "eaten", "mine": 1}
    tables["when state"][URL] = {"status": 10**17, "mine": 10**17}
    (library / "state (1).json").write_text(json.dumps(tables))
    store = store_of(library)
    assert store.get(URL) == State(URL, Status.READ)
    mark(store, THIRD)
    assert store_of(library).get(URL) == State(URL, Status.READ)
    assert store_of(library).check() == [
        f"{library}/state (1).json is a conflict copy made by a synchroniser, and it is damaged."
    ]


FOREIGN: dict[str, object] = {
    "empty": {},
    "TinyDB's own": {"_default": {"1": {"title": "groceries"}}},
    "TinyDB's own, with a table called as ours": {"state": {THIRD: {"status": "read"}}},
    "one that says its version": {"format": {"1": {"version": 1}}, "state": {URL: {"bookmark": 3}}},
    "one with all our tables but times": {"state": {THIRD: {"status": "read"}}, "session": {"last": {"view": "all"}}},
}


@pytest.mark.parametrize("tables", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("style", ["Syncthing", "Google Drive", "OneDrive", "rclone"])
def test_a_foreign_file_of_tinydb_under_the_name_of_a_copy_is_not_taken_in_and_left_alone(
    library: Path, style: str, tables: object
) -> None:
    before = store_of(library).all()
    foreign = library / name_of(style, "state.json")
    foreign.write_text(json.dumps(tables))
    store = store_of(library)
    assert (store.all(), store.session(), store.engine.said()) == (before, {}, [])
    mark(store, OTHER)
    store.engine.renew()
    again = store_of(library)
    assert (set(again.all()), again.check()) == ({*before, State(OTHER, Status.READ)}, [])
    assert json.loads(foreign.read_text()) == tables
    assert sorted(path.name for path in library.iterdir() if path.suffix in (".merged", ".bak")) == ["state.json.bak"]


def test_a_copy_of_a_newer_version_is_told_and_keeps_nobody_out(library: Path) -> None:
    (library / "journal-two-9 (1).jsonl").write_bytes(encode({"journal": 99, "at": [], "n": 0}))
    (library / "state (1).json").write_text(json.dumps({"format": {"1": {"version": 99}}}))
    store = store_of(library)
    mark(store, THIRD)
    assert keys(store_of(library)) >= {URL, THIRD}
    assert all("was written by a newer blogreader" in sentence for sentence in store.engine.said())
    assert sorted(path.name for path in library.glob("* (1).*")) == ["journal-two-9 (1).jsonl", "state (1).json"]
