"""The texts of a feed in one file: kept, told apart, within bounds, and never lost."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from blogreader.errors import Unwritable
from blogreader.library.offline import feed_texts
from blogreader.library.offline.feed_texts import differing, fault, has, names, put, read

A, B, C = (f"https://n.example/{name}" for name in "abc")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "n.feed.zip"


def test_texts_are_kept_beside_those_before_and_the_later_one_holds(path: Path) -> None:
    assert (read(path, A), names(path), fault(path)) == (None, frozenset(), "")
    put(path, {})
    assert not path.exists()
    put(path, {A: "one", B: "two \ud800"})
    put(path, {B: "three", C: "é"})
    assert [read(path, key) for key in (A, B, C, f"{A}/x")] == ["one", "three", "é", None]
    known = names(path)
    assert [has(known, key) for key in (A, B, C, f"{A}/x")] == [True, True, True, False]
    assert not has(frozenset(), A)
    assert (len(known), {len(name) for name in known}, fault(path)) == (3, {32}, "")


def test_which_texts_differ_is_known_of_those_that_were_there(path: Path) -> None:
    assert differing(path, {A: "one"}) == frozenset()
    put(path, {A: "one", B: "two"})
    assert differing(path, {A: "one", B: "two", C: "three"}) == frozenset()
    assert differing(path, {A: "one!", B: "two", C: "three"}) == {A}


def test_a_text_is_read_and_kept_up_to_a_size_that_no_article_has(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_texts, "_LARGEST_TEXT", 10)
    put(path, {A: "a" * 10, B: "b" * 11})
    assert (read(path, A), read(path, B)) == ("a" * 10, None)
    put(path, {C: "c"})
    with zipfile.ZipFile(path) as packed:
        assert sorted(one.file_size for one in packed.infolist()) == [1, 10]


def test_the_oldest_texts_are_left_out_when_the_file_is_full(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(path, {A: "one", B: "two"})
    with zipfile.ZipFile(path) as packed:
        size = packed.start_dir
    monkeypatch.setattr(feed_texts, "_LARGEST", size + 1)
    put(path, {C: "six"})
    assert [read(path, key) for key in (A, B, C)] == ["one", "two", "six"]
    monkeypatch.setattr(feed_texts, "_LARGEST", size)
    put(path, {A: "six"})
    assert [read(path, key) for key in (A, B, C)] == ["six", None, "six"]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def _other(path: Path) -> None:
    path.write_text("words")


@pytest.mark.parametrize("damage", [_cut, _other])
def test_a_file_that_is_none_is_put_aside_and_its_texts_may_be_saved_by_hand(
    path: Path, damage: Callable[[Path], None]
) -> None:
    put(path, {A: "one"})
    damage(path)
    data = path.read_bytes()
    assert (read(path, A), names(path), differing(path, {A: "two"})) == (None, frozenset(), frozenset())
    assert fault(path) == "it is not an archive of texts"
    put(path, {B: "two"})
    assert (read(path, B), fault(path)) == ("two", "")
    assert path.with_name("n.feed.zip.damaged-1").read_bytes() == data
    path.write_text("again")
    put(path, {B: "two"})
    assert path.with_name("n.feed.zip.damaged-2").read_text() == "again"


def test_a_text_that_is_damaged_alone_is_told_and_not_read(path: Path) -> None:
    put(path, {A: "words and more words " * 50})
    data = bytearray(path.read_bytes())
    data[70] ^= 255
    path.write_bytes(data)
    assert (read(path, A), fault(path)) == (None, "a text in it is damaged")


def test_what_can_not_be_put_aside_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("words")

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(Unwritable, match="permission denied"):
        put(path, {A: "one"})
    assert path.read_text() == "words"
    path.unlink()
    path.mkdir()
    assert fault(path) != ""
