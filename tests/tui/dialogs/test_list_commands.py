"""Lines that are commands on lists, that may become one, and what is wrong with those that can't."""

from typing import Any

import pytest

from blogreader.conditions import Grouping, Order, Sort
from blogreader.model import Status
from blogreader.tui import messages
from blogreader.tui.dialogs.list_commands import COMMANDS, begun, mistake, typed


@pytest.mark.parametrize(
    ("line", "kind", "values"),
    [
        ("mark read", messages.BatchMarked, {"status": Status.READ, "query": None}),
        ("  mark  unread   rust is:new ", messages.BatchMarked, {"status": Status.UNREAD, "query": "rust is:new"}),
        ("mark reading", messages.BatchMarked, {"status": Status.READING, "query": None}),
        ("bookmark", messages.BatchBookmarked, {"on": True, "top": False, "query": None}),
        ("bookmark is:read", messages.BatchBookmarked, {"on": True, "query": "is:read"}),
        ("unbookmark rust", messages.BatchBookmarked, {"on": False, "query": "rust"}),
        ("unbookmark is:read", messages.ReadTakenOff, {}),
        ("fetch", messages.FetchWanted, {}),
        ("fit 1", messages.FitWanted, {"minutes": 1}),
        ("fit 1000000", messages.FitWanted, {"minutes": 1_000_000}),
        ("fit 00000015", messages.FitWanted, {"minutes": 15}),
        ("save Two words", messages.ViewSaved, {"name": "Two words"}),
        ("view Two words", messages.ViewWanted, {"name": "Two words"}),
        ("sort date", messages.ArrangementChosen, {"sort": Sort(Order.DATE), "group": None}),
        ("sort -title", messages.ArrangementChosen, {"sort": Sort(Order.TITLE, descending=True)}),
        ("group source", messages.ArrangementChosen, {"sort": None, "group": Grouping.SOURCE}),
    ],
)
def test_a_whole_command_is_done(line: str, kind: type, values: dict[str, Any]) -> None:
    message = typed(line)
    assert type(message) is kind
    assert {name: getattr(message, name) for name in values} == values
    assert (begun(line), mistake(line)) == ((), "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mark", ""),
        ("mark blue", "`mark unread [QUERY]`, `mark reading [QUERY]`, `mark read [QUERY]`: blue can't be understood."),
        ("fetch all", "`fetch`: all can't be understood."),
        ("fit 0", "`fit MINUTES`: 0 can't be understood."),
        ("fit 1000001", "`fit MINUTES`: 1000001 can't be understood."),
        ("fit 000", "`fit MINUTES`: 000 can't be understood."),
        (f"fit {'0' * 5_000}1", f"`fit MINUTES`: {'0' * 39}… can't be understood."),
        (f"fit {'9' * 5_000}", f"`fit MINUTES`: {'9' * 39}… can't be understood."),
        ("fit ١٥", "`fit MINUTES`: ١٥ can't be understood."),
        ("fit -1", "`fit MINUTES`: -1 can't be understood."),
        ("fit", ""),
        ("save", ""),
        ("view  ", ""),
        ("sort --date", "`sort ORDER`: --date can't be understood."),
        ("sort DATE", "`sort ORDER`: DATE can't be understood."),
        ("group -month", "`group BY`: -month can't be understood."),
        (f"sort {'a' * 60}", f"`sort ORDER`: {'a' * 39}… can't be understood."),
        ("nothing of it", ""),
        ("", ""),
    ],
)
def test_what_is_no_command_says_why_where_it_begins_as_one(line: str, said: str) -> None:
    assert typed(line) is None
    assert mistake(line) == said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("mark", []),
        ("mark ", []),
        ("mark r", ["mark read", "mark reading"]),
        ("mark un", ["mark unread"]),
        (" mark  readi", ["mark reading"]),
        ("mark x", []),
        ("sort da", ["sort"]),
        ("sort -da", ["sort"]),
        ("sort x", []),
        ("group mo", ["group"]),
        ("group x", []),
        ("fit x", []),
        ("other x", []),
    ],
)
def test_a_line_may_become_a_command(line: str, words: list[str]) -> None:
    assert [command.words for command in begun(line)] == words


def test_each_command_has_its_form_and_a_sentence() -> None:
    assert [f"{one.words} {one.rest}: {one.sentence}" for one in COMMANDS] == [
        *(f"mark {status} [QUERY]: Mark the selection, or what matches" for status in ("unread", "reading", "read")),
        "bookmark [QUERY]: Put selection or matches on your list",
        "unbookmark [QUERY]: Take selection or matches off your list",
        "unbookmark is:read : Take read articles off the reading list",
        "fetch : Make the selection or the list offline",
        "fit MINUTES: Show what fits into so many minutes",
        "save NAME: Save this view, filter and order, under a name",
        "view NAME: Show a view by its name",
        f"sort ORDER: {' '.join(Order)}",
        f"group BY: {' '.join(Grouping)}",
    ]
