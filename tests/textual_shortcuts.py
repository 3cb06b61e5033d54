"""What Textual works out anew for each message and each style, remembered; only the quick profile takes these ways.

Each returns what Textual's own function returns, which the thorough profile runs.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Iterator
from types import FunctionType
from typing import Any, Final, TypeAlias

from textual import _callback, log, message_pump, reactive
from textual.css import match, stylesheet
from textual.css.model import CombinatorType, RuleSet, Selector
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import Reactive

_Handlers: TypeAlias = Iterable[tuple[type, Callable[[Message], Awaitable[None]]]]
_Named: TypeAlias = tuple[tuple[type, str], ...]
_DECORATED: Final = None
"""Some class of a pump has decorated handlers of a message: these may depend on who sent it."""

_named: dict[tuple[type, type, str], _Named | None] = {}
_is_computed: dict[tuple[type, Reactive[Any]], bool] = {}

_get_dispatch_methods = MessagePump._get_dispatch_methods
_get = Reactive.__get__
_check_selectors = match._check_selectors
_count_parameters = _callback._count_parameters


def take() -> None:
    """Take them, in all of this process."""
    MessagePump._get_dispatch_methods = _handlers  # type: ignore[method-assign,assignment]
    Reactive.__get__ = _value  # type: ignore[method-assign,assignment]
    RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]  # the same, without a call in Python
    match._check_selectors = stylesheet._check_selectors = _matches  # type: ignore[attr-defined,assignment]
    _callback._count_parameters = _parameters  # type: ignore[assignment]
    _callback.isawaitable = reactive.isawaitable = _is_awaitable  # type: ignore[attr-defined,assignment]
    message_pump.log = _Unlogged()  # type: ignore[assignment,attr-defined]


def _handlers(pump: MessagePump, name: str, message: Message) -> _Handlers:
    """Return the handlers of a message; which classes have one is looked up once."""
    key = (pump.__class__, message.__class__, name)
    try:
        named = _named[key]
    except KeyError:
        named = _named[key] = _classes_with(*key)
    if named is _DECORATED:
        return _get_dispatch_methods(pump, name, message)
    return _bound(pump, message, named) if named else ()


def _classes_with(pump: type, message: type, name: str) -> _Named | None:
    kinds = {kind for kind in message.__mro__ if issubclass(kind, Message)}
    if any(kinds & kind.__dict__.get("_decorated_handlers", {}).keys() for kind in pump.__mro__):
        return _DECORATED
    private = f"_{name}"
    return tuple(
        (kind, private if private in kind.__dict__ else name)
        for kind in pump.__mro__
        if private in kind.__dict__ or name in kind.__dict__
    )


def _bound(pump: MessagePump, message: Message, named: _Named) -> Iterator[tuple[type, Any]]:
    for kind, name in named:
        if message._no_default_action:
            break
        method = kind.__dict__.get(name)  # now: a test may have put another in its place
        if method is not None and not getattr(method, "_textual_on", None):
            yield kind, method.__get__(pump, kind)


def _value(variable: Reactive[Any], node: Any, kind: type) -> Any:
    """Return the value of a reactive; whether it is a computed one is a matter of the class."""
    if node is None:
        return variable
    key = (kind, variable)
    try:
        is_computed = _is_computed[key]
    except KeyError:
        is_computed = _is_computed[key] = hasattr(kind, variable.compute_name)
    if not is_computed:
        try:
            return node.__dict__[variable.internal_name]
        except KeyError:
            pass  # it has none yet
    return _get(variable, node, kind)


def _matches(selectors: list[Selector], nodes: list[DOMNode]) -> bool:
    """Return whether selectors match the last of these nodes: only if the last of them does."""
    if not selectors[-1].check(nodes[-1]):
        return False
    is_alone = len(selectors) == 1 and selectors[0].combinator == CombinatorType.DESCENDENT
    return is_alone or _check_selectors(selectors, nodes)


def _parameters(function: Callable[..., Any]) -> int:
    """Return how many parameters a function has: of a plain one the compiler has counted them."""
    if type(function) is not FunctionType or function.__dict__:  # what wraps another says so in there
        return _count_parameters(function)
    code = function.__code__
    stars = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return code.co_argcount + code.co_kwonlyargcount + stars


def _is_awaitable(result: object) -> bool:
    return result is not None and inspect.isawaitable(result)


class _Unlogged:
    """Logs no event: nobody is connected who would read of it."""

    @property
    def event(self) -> "_Unlogged":
        return self

    def verbosity(self, verbose: bool) -> "_Unlogged":  # noqa: ARG002 - as Textual calls it
        return self

    def __call__(self, *args: object, **more: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return getattr(log, name)
