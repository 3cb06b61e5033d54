"""Input lines without a screen: what is pasted, completed and told, and what a line says it is."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from textual import events
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from blogreader.tui.panes.filter_line import FilterLine, FilterPane, NoteLine, PromptLine, QueryLine

CATEGORIES = ("category:Go", "category:Games", "category:Grün")


@pytest.fixture(autouse=True)
def posted(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """What the lines tell, but for what Textual's own do."""
    told: list[Message] = []
    monkeypatch.setattr(Input, "_watch_selection", lambda *_: None)
    monkeypatch.setattr(
        Widget,
        "post_message",
        lambda _, message: told.append(message) if isinstance(message, FilterLine.Told) else None,
    )
    return told


def complete(text: str, at: int) -> tuple[int, int, Sequence[str]]:
    """Complete what begins with a `g` before a position."""
    start = text.rfind(" ", 0, at) + 1
    return start, at, CATEGORIES if text[start:at].startswith("g") else ()


def query(value: str = "", at: int | None = None) -> QueryLine:
    line = QueryLine(value, "words", complete, id="query")
    line.cursor_position = len(value) if at is None else at
    return line


def test_a_line_has_its_value_what_stands_in_it_while_empty_and_its_old_text_selected_or_not() -> None:
    line = FilterLine("rust", "words", id="find")
    assert (line.value, line.placeholder, line.id, line.compact, line.select_on_focus) == (
        "rust",
        "words",
        "find",
        True,
        False,
    )
    line = query("rust")
    assert (line.value, line.placeholder, line.id, line.select_on_focus) == ("rust", "words", "query", True)


@pytest.mark.parametrize(
    ("kind", "text", "pasted"),
    [
        (FilterLine, "one\ntwo", "one two"),
        (FilterLine, "\n\none\ttwo\n", "one two"),
        (FilterLine, "a\x1b[31m\u202eb", "a[31mb"),
        (NoteLine, "one\n\ntwo\n", "one⏎⏎two"),
    ],
)
@pytest.mark.parametrize("ends", [(1, 3), (3, 1)])
def test_all_lines_of_a_paste_stand_in_place_of_what_is_selected(
    kind: type[FilterLine], text: str, pasted: str, ends: tuple[int, int]
) -> None:
    line = kind("abcd", id="line")
    line.selection = Selection(*ends)
    stopped: list[str] = []
    event: Any = events.Paste(text)
    event.stop = lambda: stopped.append("stop")
    event.prevent_default = lambda: stopped.append("prevent")
    line._on_paste(event)
    assert line.value == f"a{pasted}d"
    assert stopped == ["stop", "prevent"]  # Textual would paste its first line besides


@pytest.mark.parametrize(
    ("kind", "action", "value", "told"),
    [
        (FilterLine, "cancel", "", FilterLine.Left),
        (FilterLine, "keep", "rust", FilterLine.Left),
        (FilterLine, "submit", "rust", FilterLine.Left),
        (PromptLine, "keep", "rust", None),
        (PromptLine, "submit", "rust", FilterLine.Left),
        (NoteLine, "keep", "rust", None),
        (NoteLine, "cancel", "rust", NoteLine.Cancelled),
    ],
)
def test_keys_of_a_line_leave_it(
    kind: type[FilterLine], action: str, value: str, told: type[FilterLine.Told] | None, posted: list[Message]
) -> None:
    line = kind("rust", id="line")
    posted.clear()
    if (done := getattr(line, f"action_{action}")()) is not None:
        asyncio.run(done)
    assert line.value == value
    assert [type(one) for one in posted if not isinstance(one, FilterLine.Typed)] == ([told] if told else [])
    assert all(
        isinstance(one, FilterLine.Told) and (one.line, one.control, one.text) == (line, line, value) for one in posted
    )


def test_what_is_typed_is_told_with_its_line(posted: list[Message]) -> None:
    line = FilterLine("rus", id="line")
    line.value = "rust"
    message = posted[-1]
    assert isinstance(message, FilterLine.Typed)
    assert (message.line, message.text) == (line, "rust")


def test_completions_are_offered_one_after_the_other_in_both_directions(posted: list[Message]) -> None:
    line = query("rust g is:read", at=6)
    told = []
    for step in (1, 1, 1, 1, -1, -1):
        line.action_complete(step)
        message = posted[-1]
        assert isinstance(message, QueryLine.Completed)
        assert (message.line, message.text, message.candidates) == (line, line.value, CATEGORIES)
        assert line.value == f"rust {CATEGORIES[message.chosen]} is:read"
        assert line.cursor_position == len(f"rust {CATEGORIES[message.chosen]}")
        told.append(message.chosen)
    assert told == [0, 1, 2, 0, 2, 1]
    line = query("g")
    line.action_complete(-1)
    assert line.value == CATEGORIES[2]


def test_after_a_change_or_a_move_completing_begins_anew(posted: list[Message]) -> None:
    line = query("g")
    line.action_complete(1)
    line.cursor_position = 0
    line.action_complete(1)
    assert isinstance(message := posted[-1], QueryLine.Completed)
    assert (message.candidates, message.chosen, line.value) == ((), 0, CATEGORIES[0])
    line.value = f"{CATEGORIES[0]} g"
    line.cursor_position = len(line.value)
    line.action_complete(1)
    assert line.value == f"{CATEGORIES[0]} {CATEGORIES[0]}"
    line.value = "x g"
    line.cursor_position = 3
    for step in (-1, 1):
        line.action_complete(step)
    assert line.value == f"x {CATEGORIES[0]}"
    none = query("rust")
    for step in (1, -1):
        none.action_complete(step)
        assert isinstance(message := posted[-1], QueryLine.Completed)
        assert (message.candidates, message.chosen, none.value) == ((), 0, "rust")


def test_a_line_break_of_a_note_is_a_sign_in_its_line(posted: list[Message]) -> None:
    line = NoteLine(id="note")
    line.note = "one\ntwo\x1b"
    assert (line.value, line.note, line.cursor_position) == ("one⏎two", "one\ntwo", 7)
    for step in (1, -1):
        line.action_colour(step)
        assert isinstance(message := posted[-1], NoteLine.ColourWanted)
        assert (message.line, message.step, message.text) == (line, step, "one⏎two")
    line.note = "one, two\nthree"
    assert (line.value, line.cursor_position) == ("one, two⏎three", 14)


def test_the_pane_of_the_filter_is_a_remark_above_a_slash_and_the_line() -> None:
    pane = FilterPane("rust", complete, id="filter", line_id="query")
    remark, row = pane._pending_children
    assert (pane.id, remark, row.id) == ("filter", pane.remark, "filter-line")
    assert isinstance(row, Horizontal)
    slash, line = row._pending_children
    assert isinstance(slash, Static)
    assert (remark.id, slash.id, str(slash.content), line, line.id) == ("filter-note", "slash", "/", pane.line, "query")
    assert (pane.line.value, pane.line.placeholder) == ("rust", "words, is:unread, minutes:<10, category:…")


@pytest.mark.parametrize(
    ("kind", "hints"),
    [
        (FilterLine, "Enter to the matches, Esc clear"),
        (QueryLine, "Enter keep, Esc clear, Tab complete"),
        (PromptLine, "Enter follow, Esc leave it"),
        (NoteLine, "Enter keep, Esc highlight nothing, Tab colour"),
    ],
)
def test_a_line_says_what_its_keys_do(kind: type[FilterLine], hints: str) -> None:
    assert ", ".join(" ".join(hint) for hint in kind.HINTS) == hints
