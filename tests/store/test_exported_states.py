"""States as lines that another machine merges: what is taken of them, and what is refused, with its line."""

import json
from collections.abc import Iterable

import pytest

from blogreader.store.transfer import Foreign, NotExported, exported, imported, newer, with_notes

URL, OTHER = "https://example.org/a", "https://example.org/b"
HEAD = '{"blogreader-state": 1}'
THEN, LATER = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"
AT = 1_767_225_600_000_000


def line(url: object = URL, *, at: object = THEN, **fields: object) -> str:
    return json.dumps({"url": url, **fields, "set": dict.fromkeys(fields, at)})


def taken(*lines: str, end: str = "\n") -> list[Foreign]:
    return list(imported(end.join(lines)))


def refused(*lines: str) -> str:
    with pytest.raises(NotExported) as caught:
        taken(*lines)
    return str(caught.value)


def test_an_export_says_of_every_field_when_it_was_set_and_of_those_that_are_gone() -> None:
    lines = [*exported([(URL, {"status": "read", "bookmark": 2}, {"status": AT + 1, "place": AT})])]
    assert lines[0] == HEAD
    assert json.loads(lines[1]) == {
        "url": URL,
        "status": "read",
        "bookmark": 2,
        "set": {"status": "2026-01-01T00:00:00.000001Z", "bookmark": "1970-01-01T00:00:00Z", "place": THEN},
    }
    fields = {"status": "read", "bookmark": 2, "place": None}
    assert taken(*lines) == [Foreign(URL, fields, {"status": AT + 1, "bookmark": 0, "place": AT})]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\n \t\n", "\n\x1a\n\ufeff"])
def test_lines_may_end_and_be_parted_as_other_programs_do_it(end: str) -> None:
    found = taken("\ufeff" + HEAD, line(status="read"), HEAD, f"{line(OTHER, status='reading')}\x1a", "", end=end)
    assert [(one.key, one.fields) for one in found] == [(URL, {"status": "read"}), (OTHER, {"status": "reading"})]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([], "line 1: nothing in it"),
        (["", " "], "line 1: nothing in it"),
        ([line(status="read")], "line 1: not the first line of an export, or from a newer blogreader"),
        (['{"blogreader-state": 2}'], "line 1: not the first line of an export, or from a newer blogreader"),
        (["", HEAD, "x"], "line 3: not JSON"),
        ([HEAD, "[" * 100_000], "line 2: not JSON"),
        ([HEAD, "5"], "line 2: it has no fields"),
        ([HEAD, "[]"], "line 2: it has no fields"),
        ([HEAD, line(status="read"), '{"blogreader-state": 2}'], "line 3: not the first line of an export"),
        ([HEAD, line("not an address", status="read")], "line 2: no url, or no times for its fields"),
        ([HEAD, line(5, status="read")], "line 2: no url, or no times for its fields"),
        ([HEAD, json.dumps({"set": {}})], "line 2: no url, or no times for its fields"),
        ([HEAD, json.dumps({"url": URL, "set": []})], "line 2: no url, or no times for its fields"),
        ([HEAD, json.dumps({"url": URL})], "line 2: no url, or no times for its fields"),
        ([HEAD, line(more=json.loads("[" * 40 + "]" * 40))], "line 2: nested too deeply"),
        ([HEAD, line(notes="one")], "line 2: its notes are not a list"),
        ([HEAD, line(status="gone")], "line 2: status is not valid"),
        ([HEAD, line(read_at="soon")], "line 2: read_at is not valid: 'soon' is not a time"),
        ([f"{HEAD}\r", f"{line(status='read')}\r", "x"], "line 3: not JSON"),
        ([HEAD, line(**{"note:a:1": {"quote": 5}})], "line 2: note:a:1 is not valid"),
        ([HEAD, line(status="read", at="9999-01-01T00:00:01Z")], "line 2: a time that is too large"),
        ([HEAD, line(status="read", at="soon")], "line 2: 'soon' is not a time"),
        ([HEAD, json.dumps({"url": URL, "status": "read", "set": {}})], "line 2: status is missing"),
    ],
)
def test_what_is_no_export_is_refused_with_its_line(lines: list[str], says: str) -> None:
    assert refused(*lines).startswith(says)


def test_the_latest_time_there_is_can_be_imported_and_so_can_a_line_without_fields() -> None:
    assert taken(HEAD, line(status="read", at="9999-01-01T00:00:00Z"))
    assert taken(HEAD, line()) == [Foreign(URL, {}, {})]
    assert taken(HEAD, line(more=json.loads("[" * 39 + "]" * 39)))


def test_of_each_field_what_was_set_last_is_taken_over_and_ours_if_both_were_at_once() -> None:
    fields: dict[str, object] = {"status": "read", "place": None, "bookmark": 1, "seen": []}
    foreign = Foreign(URL, fields, {"status": 5, "place": 5, "bookmark": 5, "seen": 0})
    assert newer({"status": 4, "place": 5, "bookmark": 6}, foreign) == {"status": "read", "seen": []}
    assert newer({"seen": 0, "place": 3, "status": 5, "bookmark": 5}, foreign) == {"place": None}


def test_each_note_of_a_list_is_a_field_that_counts_as_set_when_it_was_made() -> None:
    listed = [{"quote": "one", "at": LATER}, {"quote": "two"}]
    found = with_notes(URL, {"status": "read", "notes": listed}, {"status": 7, "notes": 7})
    assert found.key == URL
    assert "notes" not in {**found.fields, **found.when}
    quotes = {one["quote"]: found.when[name] for name, one in found.fields.items() if name.startswith("note:")}
    assert quotes == {"one": AT + 31 * 86_400 * 1_000_000, "two": 0}
    assert (found.fields["status"], found.when["status"]) == ("read", 7)


def test_a_note_that_has_a_field_already_stays_as_it_is_there() -> None:
    [(name, value)] = notes_of(with_notes(URL, {"notes": [{"quote": "one"}]}, {}))
    deleted = with_notes(URL, {name: None, "notes": [{"quote": "one"}]}, {name: 9})
    assert (deleted.fields, deleted.when) == ({name: None}, {name: 9})
    assert value["quote"] == "one"
    assert with_notes(URL, {"notes": None}, {"notes": 3}) == Foreign(URL, {}, {})


def notes_of(foreign: Foreign) -> Iterable[tuple[str, dict[str, str]]]:
    return [(name, one) for name, one in foreign.fields.items() if name.startswith("note:")]
