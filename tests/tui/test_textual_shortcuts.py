"""What the tests of the app take instead of Textual's own functions returns the same as these."""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.message import Message
from textual.message_pump import MessagePump

from blogreader.tui.screen.current_article import CurrentArticle
from tests import textual_shortcuts
from tests.driving import reading

_C = TypeVar("_C")


def below(kind: type[_C]) -> Iterator[type[_C]]:
    """All classes that are derived from one."""
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def test_every_message_has_the_same_handlers_in_every_pane() -> None:
    pumps = {kind for kind in below(MessagePump) if kind.__module__.startswith("blogreader.")}
    messages = set(below(Message))
    assert len(pumps) > 10
    assert len(messages) > 100
    handled = 0
    for kind in messages:
        message = kind.__new__(kind)
        message._no_default_action, message._sender = False, None
        for pump in (one.__new__(one) for one in pumps):
            own = [*textual_shortcuts._get_dispatch_methods(pump, kind.handler_name, message)]
            assert [*textual_shortcuts._handlers(pump, kind.handler_name, message)] == own, (pump.__class__, kind)
            handled += len(own)
    assert handled > 100


def test_a_message_whose_default_was_prevented_goes_no_further() -> None:
    pump = next(kind for kind in below(MessagePump) if kind.__name__ == "ArticleList")
    instance = pump.__new__(pump)
    for kind in below(Message):
        message = kind.__new__(kind)
        message._no_default_action, message._sender = False, None
        handlers = iter(textual_shortcuts._handlers(instance, kind.handler_name, message))
        own = iter(textual_shortcuts._get_dispatch_methods(instance, kind.handler_name, message))
        assert next(handlers, None) == next(own, None)
        message._no_default_action = True
        assert [*handlers] == [*own]


def nothing() -> None: ...


def several(one: int, /, two: int = 2, *three: int, four: int, **five: int) -> None: ...


@functools.wraps(several)
def wrapped(*_: object) -> None: ...


@pytest.mark.parametrize(
    "function", [nothing, several, wrapped, lambda one: one, CurrentArticle.open, CurrentArticle.warm_up, max]
)
def test_functions_have_as_many_parameters(function: Callable[..., Any]) -> None:
    try:
        expected: object = textual_shortcuts._count_parameters(function)
    except ValueError:
        with pytest.raises(ValueError):  # noqa: PT011 - of `inspect.signature`
            textual_shortcuts._parameters(function)
    else:
        assert textual_shortcuts._parameters(function) == expected


@pytest.mark.app
async def test_styles_match_the_same_panes_and_reactives_have_the_same_values(tmp_path: Path) -> None:
    async with reading(tmp_path / "library") as driver:
        panes = [driver.app, *driver.screen.walk_children(with_self=True)]
        selectors = [one.selectors for rule in driver.app.stylesheet.rules for one in rule.selector_set]
        matching = 0
        for pane in panes:
            nodes = pane.css_path_nodes
            for one in selectors:
                matches = textual_shortcuts._check_selectors(one, nodes)
                assert textual_shortcuts._matches(one, nodes) == matches
                matching += matches
            for name, variable in pane._reactives.items():
                value = textual_shortcuts._get(variable, pane, pane.__class__)
                assert textual_shortcuts._value(variable, pane, pane.__class__) == value, (pane, name)
        assert matching > len(panes)
