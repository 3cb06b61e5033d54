"""What becomes of an item of another program's export: a post, and a state that loses against later ones."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from blogreader.imports import Item
from blogreader.imports.items import Quotation
from blogreader.indexes.blog.archive_file import Post
from blogreader.library import importer
from blogreader.model import Status
from blogreader.store.transfer import imported

A, B, C = (f"https://n.example/{name}" for name in "abc")
READ, SAVED = datetime(2026, 5, 3, 10, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
DAY = date(2020, 5, 3)


def item(key: str = A, line: int = 7, **facts: Any) -> Item:
    return Item(line, key, f"{key}/", **facts)


@pytest.mark.parametrize(
    ("facts", "fields", "set_at"),
    [
        ({"status": Status.READ}, {"status": "read"}, "1970-01-01T00:00:00Z"),
        ({"status": Status.READ, "saved": SAVED}, {"status": "read"}, "2026-04-01T00:00:00Z"),
        (
            {"status": Status.READ, "saved": SAVED, "read": READ},
            {"status": "read", "read_at": "2026-05-03T10:00:00Z"},
            "2026-05-03T10:00:00Z",
        ),
        ({"listed": True}, {"bookmark": 1_000_000_007.0}, "1970-01-01T00:00:00Z"),
        ({"listed": True, "saved": SAVED}, {"bookmark": SAVED.timestamp()}, "2026-04-01T00:00:00Z"),
        ({"notes": (Quotation("q", "", None),)}, {"notes": [{"quote": "q"}]}, "1970-01-01T00:00:00Z"),
        (
            {"notes": (Quotation("", "n", READ),)},
            {"notes": [{"note": "n", "at": "2026-05-03T10:00:00Z"}]},
            "1970-01-01T00:00:00Z",
        ),
    ],
)
def test_a_state_was_set_when_the_export_says_or_before_everything(
    facts: dict[str, Any], fields: dict[str, Any], set_at: str
) -> None:
    (line,) = importer._states([item(B), item(**facts)])
    assert json.loads(line) == {"url": A, **fields, "set": dict.fromkeys(fields, set_at)}
    assert list(imported('{"blogreader-state": 1}\n' + line))


@pytest.mark.parametrize(
    ("chosen", "data"),
    [
        ("newsboat", b"https://n.example/feed\nno address\n"),
        (
            "opml",
            b"<opml><body><outline xmlUrl='https://n.example/feed'/><outline xmlUrl='no address'/></body></opml>",
        ),
    ],
)
def test_the_feeds_of_a_list_are_found_with_a_warning_of_what_is_none(chosen: str, data: bytes) -> None:
    found = importer.read(Path("list"), chosen, data)
    assert [*found.feeds] == ["https://n.example/feed"]
    assert [one.sentence for one in found.warnings] == ["not a web address: no address"]


def test_an_item_is_a_post_that_was_imported() -> None:
    facts: dict[str, Any] = {"title": "T", "date": DAY, "minutes": 5, "summary": "S", "author": "A", "saved": SAVED}
    assert importer._post(item(**facts, tags=("x", "y"))) == Post(
        f"{A}/", "T", DAY, "x", 5, "S", "A", ("import",), tags=("x", "y"), saved=SAVED
    )
    assert importer._post(item(category="C", tags=("x",))).category == "C"
    assert importer._post(item()).category == ""


def test_an_item_that_is_imported_again_loses_nothing_and_the_last_saved_comes_first() -> None:
    full = Post(f"{A}/", "T", DAY, "C", 5, "S", "W", ("import",), tags=("x",), saved=SAVED)
    known = {A: full, B: Post(f"{B}/", "B")}
    joined = importer._joined(known, [item(tags=("y", "x")), item(C, saved=READ)])
    assert [*joined] == [C, A, B]
    assert joined[A] == Post(f"{A}/", "T", DAY, "y", 5, "S", "W", ("import",), tags=("y", "x"), saved=SAVED)
    newer: dict[str, Any] = {"title": "U", "date": date(2021, 1, 1), "category": "D", "minutes": 6, "summary": "R"}
    joined = importer._joined(known, [item(**newer, author="V", saved=READ)])
    assert joined[A] == Post(f"{A}/", **newer, author="V", ways=("import",), tags=("x",), saved=READ)
    assert importer._joined(known, []) == {A: full, B: known[B]}
