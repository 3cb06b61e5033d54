"""The keys of panes and dialogs lead to actions that exist."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from textual.actions import parse
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import blogreader.tui
from blogreader.tui.app import BlogreaderApp
from blogreader.tui.dialogs.changes_screen import ChangesScreen
from blogreader.tui.dialogs.choice import ChoiceScreen
from blogreader.tui.dialogs.connections_screen import ConnectionsScreen
from blogreader.tui.dialogs.key_help import KeyHelp
from blogreader.tui.dialogs.manual_page_screen import ManualPageScreen
from blogreader.tui.dialogs.manual_screen import ManualScreen
from blogreader.tui.dialogs.notes_screen import NotesScreen
from blogreader.tui.dialogs.outline import OutlineScreen
from blogreader.tui.dialogs.palette import Palette
from blogreader.tui.dialogs.search_screen import SearchScreen
from blogreader.tui.dialogs.sort_screen import SortScreen
from blogreader.tui.dialogs.text_screen import TextScreen


def classes() -> Iterator[type[DOMNode]]:
    for found in pkgutil.walk_packages(blogreader.tui.__path__, "blogreader.tui."):
        for value in vars(importlib.import_module(found.name)).values():
            if isinstance(value, type) and issubclass(value, DOMNode) and value.__module__ == found.name:
                yield value


BOUND = [
    pytest.param(one, binding.action, id=f"{one.__name__}-{binding.id or binding.key}")
    for one in classes()
    for binding in one.__dict__.get("BINDINGS", ())
    if isinstance(binding, Binding)
]


@pytest.mark.parametrize(("owner", "action"), BOUND)
def test_every_key_of_a_pane_or_a_dialog_has_an_action(owner: type[DOMNode], action: str) -> None:
    where, name, _ = parse(action)
    screens = [one for one in classes() if issubclass(one, Screen)]
    owners: dict[str, list[type[DOMNode]]] = {"": [owner], "app": [BlogreaderApp], "screen": [*screens]}
    assert any(hasattr(one, f"action_{name}") for one in owners[where])


def test_keys_of_panes_and_dialogs_are_looked_at() -> None:
    assert len(BOUND) > 100


@pytest.mark.parametrize(
    ("dialog", "actions"),
    [
        (ChoiceScreen, {"dismiss": "everywhere.manual"}),
        (ConnectionsScreen, {"dismiss": "everywhere.connections"}),
        (ManualPageScreen, {"back": "everywhere.back everywhere.stop", "dismiss": "everywhere.manual"}),
        (ManualPageScreen, {"jump_back": "everywhere.jump-back"}),
        (ManualScreen, {"narrow": "everywhere.search", "dismiss": "everywhere.manual"}),
        (NotesScreen, {"dismiss": "reader.notes", "edit": "reader.note everywhere.edit"}),
        (NotesScreen, {"undo": "everywhere.undo", "redo": "everywhere.redo"}),
        (OutlineScreen, {"dismiss": "reader.outline reader.return"}),
        (SearchScreen, {"edit": "everywhere.search", "jump_back": "everywhere.jump-back"}),
        (SearchScreen, {"jump_forward": "everywhere.jump-forward"}),
        (SortScreen, {"dismiss": ""}),
        (TextScreen, {"dismiss": "reader.dropped everywhere.help everywhere.progress", "copy": "reader.copy"}),
        (ChangesScreen, {"dismiss": "reader.changes"}),
        (KeyHelp, {"filter": "lists.filter"}),
        (Palette, {}),
    ],
)
def test_the_key_that_opens_a_dialog_closes_it_and_so_do_those_that_go_back(
    dialog: type[Screen[object]], actions: dict[str, str]
) -> None:
    bound = {one.id: one.action for found in dialog._merge_bindings().key_to_bindings.values() for one in found}
    assert bound["everywhere.quit"] == "app.quit"
    assert bound["everywhere.suspend"] == "app.suspend_process"
    for action, ids in actions.items():
        assert {bound.get(one) for one in ids.split()} <= {action}
    if dialog not in (ManualPageScreen, Palette):  # the palette is a line, in which keys are text
        assert bound["everywhere.back"] == bound["everywhere.stop"] == "dismiss"
