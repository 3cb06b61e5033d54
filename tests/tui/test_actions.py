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
