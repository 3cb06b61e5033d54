"""Documents of the state: changed as a whole, and what is remembered of those that did not change."""

from hypothesis import given
from hypothesis import strategies as st

from blogreader.store.journal.lazy_documents import fields_called, with_fields

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


def test_fields_that_no_change_touched_are_not_looked_at_again() -> None:
    document = with_fields({f"note:{number}:1": number for number in range(1_000)}, {"place": 1})
    notes = fields_called(document, "note:")
    for number in range(10):
        document = with_fields(document, {"place": number, "time:x": [number]})
        assert fields_called(document, "note:") is notes
    document = with_fields(document, {"note:5:1": None})
    assert len(fields_called(document, "note:")) == 999
