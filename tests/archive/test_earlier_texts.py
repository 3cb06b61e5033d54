"""What was read, kept as a delta beside the text that came since."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.archive import Archive, Earlier, earlier_texts
from blogreader.archive.damage_checks import check
from blogreader.model import Document, Via
from tests.conftest import scaled

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
KEY = "https://example.org/one"
lines = st.lists(st.sampled_from(["a\n", "b\n", "\n", "long line\n", "é\u2028x", "\r", "end"]), max_size=30).map(
    "".join
)


@settings(max_examples=scaled(300))
@given(lines, lines, st.none() | st.just(NOW))
def test_the_earlier_text_comes_back_to_the_letter(earlier: str, today: str, seen: datetime | None) -> None:
    data = earlier_texts.written(KEY, Earlier(NOW, earlier, seen), today)
    assert earlier_texts.parsed(data, today) == Earlier(NOW, earlier, seen)
    assert earlier_texts.owner(data) == KEY


@pytest.mark.parametrize(
    ("most", "delta"), [(9, [[0, 1], "x\n", [2, 3], "y\n", [4, 5]]), (8, [[0, 1], "x\nb\ny\n", [4, 5]])]
)
def test_texts_that_differ_in_very_many_lines_are_kept_whole_between_them(
    monkeypatch: pytest.MonkeyPatch, most: int, delta: object
) -> None:
    monkeypatch.setattr(earlier_texts, "_MOST_COMPARED", most)
    earlier, today = "a\nx\nb\ny\nc\n", "a\nv\nb\nw\nc\n"
    assert earlier_texts._delta(earlier, today) == delta
    assert earlier_texts._applied(delta, today) == earlier


def test_of_another_text_of_today_nothing_wrong_is_made() -> None:
    data = earlier_texts.written(KEY, Earlier(NOW, "a\nb\n"), "a\nc\n")
    assert earlier_texts.parsed(data, "a\nd\n") == Earlier(NOW, None)


def test_a_small_edit_of_a_long_text_takes_little() -> None:
    text = "".join(f"Paragraph {number} has some words.\n\n" for number in range(5_000))
    data = earlier_texts.written(KEY, Earlier(NOW, text), text.replace("graph 77 has", "graph 77 had"))
    assert len(data) < 1_000


def test_of_a_giant_only_the_fact_is_kept() -> None:
    around = len(earlier_texts.written(KEY, Earlier(NOW, "x"), "y")) - 1
    largest = "x" * (2_000_000 - around)
    data = earlier_texts.written(KEY, Earlier(NOW, largest), "y")
    assert earlier_texts.parsed(data, "y") == Earlier(NOW, largest)
    data = earlier_texts.written(KEY, Earlier(NOW, largest + "x"), "y")
    assert len(data) < 1_000
    assert earlier_texts.parsed(data, "y") == Earlier(NOW, None)


def test_letters_of_every_script_take_no_more_than_in_a_text() -> None:
    data = earlier_texts.written(KEY, Earlier(NOW, "漢" * 1_000), "y")
    assert len(data) < 4_000


def test_the_empty_lines_of_two_long_texts_that_have_nothing_in_common_are_not_compared() -> None:
    earlier, today = ("".join(f"{mark}{number}\n\n" for number in range(1_000)) for mark in "ab")
    assert earlier_texts._delta(earlier, today) == [earlier[:-1], [1_999, 2_000]]


@pytest.mark.parametrize(("number", "pieces"), [(1_999, 3), (2_000, 1)])
def test_very_long_texts_are_compared_where_they_differ(number: int, pieces: int) -> None:
    def text(mark: str, number: int) -> str:
        lines = [f"{mark}{line}\n" for line in range(number)]
        return "".join([*lines[:9], "alike\n", *lines[9:]])

    assert len(earlier_texts._delta(text("a", 1_999), text("b", number))) == pieces


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b'{"url": "x"}', b'{"changed": 3, "seen": null}', b"\xff", b"[" * 100_000],
    ids=["empty", "cut", "list", "null", "less", "number", "bytes", "deep"],
)
def test_what_is_no_such_file_is_refused_and_found_by_doctor(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever kind
        earlier_texts.parsed(data)
    archive = Archive(tmp_path)
    archive.write(Document(KEY, KEY, "Text.\n", NOW, Via.EXTRACTED))
    path = archive.path_of(KEY).with_suffix(".earlier")
    path.write_bytes(data)
    assert archive.read_earlier(KEY, "Text.\n") is None
    assert archive.kept([KEY]).changed == {}
    (finding,) = check(archive)
    assert "read before the article changed" in finding.sentence
    assert finding.mend is not None
    finding.mend()
    assert not path.exists()
    assert [*check(archive)] == []


@pytest.mark.parametrize("delta", [[[0, 99]], [[-1, 1]], [3], "x", [[1, 0]], [[0, 1, 2]], None])
def test_a_delta_that_makes_no_sense_makes_no_text(delta: object) -> None:
    record = json.loads(earlier_texts.written(KEY, Earlier(NOW, "a\n"), "b\n")) | {"delta": delta}
    assert earlier_texts.parsed(json.dumps(record).encode(), "b\n") == Earlier(NOW, None)


def test_the_archive_says_which_articles_changed_until_that_was_seen(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.write(Document(KEY, KEY, "Today.\n", NOW, Via.EXTRACTED))
    archive.write_earlier(KEY, Earlier(NOW, "Then.\n"), "Today.\n")
    assert archive.kept([KEY]).changed == {KEY: NOW}
    assert archive.read_earlier(KEY, "Today.\n") == Earlier(NOW, "Then.\n")
    archive.write_earlier(KEY, Earlier(NOW, "Then.\n", seen=NOW), "Today.\n")
    assert archive.kept([KEY]).changed == {}
    archive.write_earlier(KEY, None, "Today.\n")
    assert archive.read_earlier(KEY) is None
    assert [*check(archive)] == []


def test_a_file_of_another_article_is_none_of_this_one(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.write(Document(KEY, KEY, "Today.\n", NOW, Via.EXTRACTED))
    data = earlier_texts.written("https://example.org/two", Earlier(NOW, "Then.\n"), "Today.\n")
    archive.path_of(KEY).with_suffix(".earlier").write_bytes(data)
    assert archive.read_earlier(KEY, "Today.\n") is None


@pytest.mark.parametrize(
    ("delta", "text"),
    [
        ([[0, 2]], "one\ntwo\n"),
        ([[0, 0], "new\n", [1, 1], [2, 3]], "new\nthree\n"),
        ([[3, 3]], ""),
        ([], ""),
        ([[0, 4]], None),
        ([[2, 1]], None),
        ([[-1, 1]], None),
        ([[0, 1, 2]], None),
        ([5], None),
        ({"a": 1}, None),
        ("one", None),
    ],
)
def test_a_delta_is_made_of_lines_of_today_and_of_others(delta: object, text: str | None) -> None:
    assert earlier_texts._applied(delta, "one\ntwo\nthree\n") == text


@pytest.mark.parametrize(
    ("earlier", "today", "delta"),
    [
        ("a\nb\n", "a\nb\n", [[0, 2]]),
        ("a\nb\nc\n", "a\nx\nc\n", [[0, 1], "b\n", [2, 3]]),
        ("b\nc\n", "x\nc\n", ["b\n", [1, 2]]),
        ("a\nb\n", "a\nx\n", [[0, 1], "b\n"]),
        ("a\n", "x\n", ["a\n"]),
        ("", "x\n", []),
        ("x\n", "", ["x\n"]),
        ("a\nm\nz\n", "a\nn\nm\no\nz\n", [[0, 1], [2, 3], [4, 5]]),
        ("a\na\n", "a\n", [[0, 1], "a\n"]),
    ],
)
def test_what_is_alike_at_both_ends_is_named_by_its_lines(earlier: str, today: str, delta: object) -> None:
    assert earlier_texts._delta(earlier, today) == delta
    assert earlier_texts._applied(delta, today) == earlier
