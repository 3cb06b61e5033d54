"""Documents of the state: changed as a whole, and what is remembered of those that did not change."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.store.journal.lazy_documents import Document, LazyDocuments, fields_called, text_of, with_fields
from blogreader.store.journal.packed_documents import PackedDocuments

NAMES = st.sampled_from(["status", "place", "note:a:1", "note:a:2", "note:b:1", "time:x", "time:y"])
CHANGES = st.lists(
    st.tuples(st.dictionaries(NAMES, st.none() | st.integers(0, 3), max_size=3), st.lists(NAMES, max_size=2)),
    max_size=8,
)


def naive(document: dict[str, object], beginning: str) -> tuple[tuple[str, object], ...]:
    return tuple(one for one in document.items() if one[0].startswith(beginning) and one[1] is not None)


@given(st.dictionaries(NAMES, st.integers(0, 3)), CHANGES)
def test_after_any_changes_a_document_and_its_groups_are_what_they_would_be_if_nothing_were_remembered(
    first: dict[str, object], changes: list[tuple[dict[str, object], list[str]]]
) -> None:
    document, expected = first, dict(first)
    for fields, asked in changes:
        before = dict(document)
        for name in asked:  # only what was asked for is remembered
            beginning = name.partition(":")[0]
            assert fields_called(document, beginning) == naive(expected, beginning)
        changed = with_fields(document, fields)
        assert document == before
        expected = {name: value for name, value in {**expected, **fields}.items() if value is not None}
        document = changed
        assert document == expected
    for beginning in ("note:", "time:", ""):
        assert fields_called(document, beginning) == naive(expected, beginning)


def test_a_field_without_a_value_is_not_among_those_of_its_name() -> None:
    document = {"note:a:1": None, "note:b:1": 1, "place": None}
    assert fields_called(document, "note:") == (("note:b:1", 1),)
    assert fields_called(document, "place") == ()


def test_fields_that_no_change_touched_are_not_looked_at_again() -> None:
    document = with_fields({f"note:{number}:1": number for number in range(1_000)}, {"place": 1})
    notes = fields_called(document, "note:")
    for number in range(10):
        document = with_fields(document, {"place": number, "time:x": [number]})
        assert fields_called(document, "note:") is notes
    document = with_fields(document, {"note:5:1": None})
    assert len(fields_called(document, "note:")) == 999


IDS = st.sampled_from(["https://a.example/1", "https://a.example/2", 'a"b', "a\\b", "ü\n\t", "a", "a/", ""])
DOCUMENTS = st.dictionaries(NAMES, st.integers(0, 3) | st.text(max_size=3), min_size=1, max_size=3)
CHANGED = st.lists(st.tuples(st.sampled_from(["put", "text", "get", "remove", "pack"]), IDS, DOCUMENTS), max_size=12)


@pytest.mark.slow
@given(st.dictionaries(IDS, DOCUMENTS), CHANGED, st.dictionaries(IDS, DOCUMENTS))
def test_packed_documents_are_what_they_are_unpacked(
    first: dict[str, Document], changes: list[tuple[str, str, Document]], others: dict[str, Document]
) -> None:
    expected = dict(first)
    documents = LazyDocuments({key: text_of(one) for key, one in first.items()}).pack()
    before = documents.copy()
    for what, key, document in changes:
        if what == "put":
            documents.put(key, document)
            expected[key] = document
        elif what == "text":
            documents.put_text(key, text_of(document))
            expected[key] = document
        elif what == "remove":
            documents.put(key, {})
            expected.pop(key, None)
        elif what == "pack":
            documents = documents.pack()
            assert documents.unpacked == 0
        assert documents.get(key) == expected.get(key, {})
        assert (key in documents) == (key in expected)
        assert len(documents) == len(expected)
    assert documents.parsed() == expected
    assert [*documents] == [key for key, _ in documents.lines()]
    assert {key: json.loads(text) for key, text in documents.lines()} == expected
    assert dict(documents.with_field("place")) == {key: one for key, one in expected.items() if "place" in one}
    assert before.parsed() == first
    other = LazyDocuments({key: text_of(one) for key, one in others.items()}).pack()
    differing = {key for key in {**expected, **others} if expected.get(key) != others.get(key)}
    assert (documents.differing(other), other.differing(documents)) == (differing, differing)


def test_packed_documents_stay_in_their_order_when_they_are_looked_at_and_changed() -> None:
    keys = [f"https://a.example/{number}" for number in range(100)]
    documents = LazyDocuments(dict.fromkeys(keys, b'{"status": "read"}')).pack()
    documents.get(keys[7])
    documents.put(keys[3], {"status": "unread"})
    documents.put("new", {"status": "read"})
    assert [*documents] == [*keys, "new"]
    assert (len(documents), documents.unpacked) == (101, 3)
    with_status = [key for key, _ in documents.with_field("status")]
    assert sorted(with_status) == sorted([*keys, "new"])
    other = LazyDocuments(dict.fromkeys(keys[1:], b'{"status":"read"}')).pack()
    assert documents.differing(other) == other.differing(documents) == {keys[0], keys[3], "new"}


def test_an_invalid_text_among_packed_documents_is_told_and_dropped() -> None:
    documents = LazyDocuments({"a": b'{"status": "read"}', "b": b"[]", "c": b"{"}).pack()
    assert documents.parsed() == {"a": {"status": "read"}, "b": {}, "c": {}}
    assert documents.unsound == {"b", "c"}
    again = documents.pack()
    assert (again.unsound, again.drop_unsound(), [*again]) == (again.unsound, 2, ["a"])
    documents = LazyDocuments({"a": b'{"status": "read"}', "b": b"[]"}).pack()
    assert documents.parsed() == {"a": {"status": "read"}, "b": {}}
    assert (documents.drop_unsound(), [*documents]) == (1, ["a"])


def test_one_document_of_very_many_is_found_among_few() -> None:
    packed = PackedDocuments((f"https://a.example/{number}", b'{"status": "read"}') for number in range(20_000))
    assert len(packed._data) < 20 * 20_000
    assert packed.get("https://a.example/19999") == b'{"status": "read"}'
    assert len(packed._last[1]) < 2_000  # what was unpacked for it


COLLIDING = "plumless", "buckeroo"
"""Two ids with one checksum."""


@pytest.mark.parametrize("number", [0, 1, 16, 17, 40])
def test_packed_texts_are_found_by_their_ids_in_any_block_and_come_in_their_order(number: int) -> None:
    first, second = COLLIDING
    texts = {first: b'{"a":1}', **{f"k{at}\té\\": b'{"b":%d}' % at for at in range(number)}, second: b'{"c":2}'}
    packed = PackedDocuments(texts.items())
    assert dict(packed.items()) == texts
    assert [*packed] == [*texts]
    assert [packed.get(key) for key in texts] == [*texts.values()]
    assert len(packed) == number + 2
    for key in ("", "k", "k0", "plumles", "k0\té\\x", 5, None):
        assert packed.get(key) is None  # type: ignore[arg-type]
        assert key not in packed  # type: ignore[operator]
    assert dict(packed.containing(b'"c"')) == {second: b'{"c":2}'}
    assert [*packed.containing(b"never")] == []
    assert first in packed


def test_nothing_is_packed_of_no_texts_and_a_text_of_two_lines_is_none() -> None:
    packed = PackedDocuments()
    assert ([*packed], len(packed), packed.get("a")) == ([], 0, None)
    with pytest.raises(ValueError, match="more than one line"):
        PackedDocuments([("a", b"{\n}")])
