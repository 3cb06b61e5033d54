"""Frozen dataclasses that cost next to nothing at start: the standard ones take a millisecond each, plus `inspect`.

Made of the same declarations, with the same meaning. What is expensive is made with the first record, or when it is
asked for: a command makes none of most types that it loads. `msgspec` was measured too: its import alone takes as
long as all of these.
"""

from __future__ import annotations

import sys
from importlib import import_module
from operator import attrgetter

_MISSING = object()
TYPE_CHECKING = False  # declared as in `typing`, without importing it; type checkers know the name


class _Field:
    """A default that is more than a plain value."""

    __slots__ = ("compare", "default", "factory", "repr")

    def __init__(self, default: object, factory: object, compare: bool, repr: bool) -> None:  # noqa: A002 - the standard's word
        self.default, self.factory, self.compare, self.repr = default, factory, compare, repr


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
    from typing import Any
else:

    def field(*, default=_MISSING, default_factory=_MISSING, compare=True, repr=True):  # noqa: A002 - as above
        """Like `dataclasses.field`, as far as it is used here."""
        return _Field(default, default_factory, compare, repr)

    def dataclass(*, frozen, slots, eq=True):
        """Like `dataclasses.dataclass(frozen=True, slots=True)`, the only form supported."""
        if not (frozen and slots):
            raise TypeError("records are frozen and slotted; dataclasses has the others")
        return _made if eq else _made_unequal

    def replace(record, /, **changes):
        """Like `dataclasses.replace`, for these classes only."""
        for name in type(record).__match_args__:
            if name not in changes:
                changes[name] = getattr(record, name)
        return type(record)(**changes)


def _names_in(cls: type) -> list[str]:
    """Return the fields that a class declares, in order; `inspect` would take longer than everything else."""
    declared = cls.__dict__.get("__annotations__")  # noqa: RUF063
    if declared is None and sys.version_info >= (3, 14):
        annotationlib: Any = import_module("annotationlib")
        declared = annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)
    return [*(declared or ())]


def _made(cls: Any) -> Any:
    """Return the class with slots and the methods of a record."""
    own = _names_in(cls)
    fields: dict[str, Any] = {}
    for base in reversed(cls.__mro__[1:]):
        fields |= base.__dict__.get("__record_fields__", {})
    inherited = [*fields]
    for name in own:
        default = cls.__dict__.get(name, _MISSING)
        fields[name] = default if isinstance(default, _Field) else _Field(default, _MISSING, True, True)
    namespace = {name: value for name, value in cls.__dict__.items() if name not in own}
    for name in ("__dict__", "__weakref__"):
        namespace.pop(name, None)
    compared = [name for name, one in fields.items() if one.compare]
    key = attrgetter(*compared) if compared else _nothing
    namespace |= {
        "__slots__": tuple(name for name in own if name not in inherited),
        "__record_fields__": fields,
        "__match_args__": tuple(fields),
        "__dataclass_fields__": _StandardFields(),
        "__init__": _first_init,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__repr__": namespace.get("__repr__", _shown),
        "__eq__": lambda self, other: key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented,
        "__hash__": lambda self: hash(key(self)),
        "__getstate__": _state,
        "__setstate__": _restore,
        "__replace__": replace,
    }
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    return made


def _made_unequal(cls: Any) -> Any:
    """Return the same, each record of which is equal to itself alone."""
    made = _made(cls)
    made.__eq__, made.__hash__ = object.__eq__, object.__hash__
    return made


def _nothing(_: object) -> tuple[()]:
    return ()


def _first_init(self: Any, *values: object, **named: object) -> None:
    """Generate the real `__init__` and call it."""
    cls: Any = next(base for base in type(self).__mro__ if "__record_fields__" in base.__dict__)
    scope: dict[str, Any] = {"_missing": _MISSING}
    parameters: list[str] = []
    lines: list[str] = []
    for name, one in cls.__record_fields__.items():
        scope[f"_set_{name}"] = getattr(cls, name).__set__
        value = name
        if one.factory is not _MISSING:
            scope[f"_make_{name}"] = one.factory
            parameters.append(f"{name}=_missing")
            value = f"_make_{name}() if {name} is _missing else {name}"
        elif one.default is not _MISSING:
            scope[f"_default_{name}"] = one.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f"    _set_{name}(self, {value})")
    code = f"def __init__({', '.join(['self', *parameters])}):\n" + "\n".join(lines or ["    pass"])
    exec(code, scope)  # noqa: S102 - of the names of our own fields
    init = scope["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    cls.__init__ = init
    init(self, *values, **named)


def _refuse(_: object, name: str, *value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")


def _shown(self: Any) -> str:
    fields = self.__record_fields__.items()
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name, one in fields if one.repr)
    return f"{type(self).__qualname__}({shown})"


def _state(self: Any) -> list[object]:
    return [getattr(self, name) for name in self.__match_args__]


def _restore(self: Any, state: list[object]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)


class _StandardFields:
    """The attribute that `dataclasses.fields`, `asdict` and `replace` need, made on first use."""

    def __get__(self, record: object, cls: Any) -> object:
        import dataclasses

        values = {}
        for name, one in cls.__record_fields__.items():
            options = {"compare": one.compare, "repr": one.repr}
            if one.default is not _MISSING:
                options["default"] = one.default
            if one.factory is not _MISSING:
                options["default_factory"] = one.factory
            values[name] = dataclasses.field(**options)
        types = dict.fromkeys(values, object)
        for base in reversed(cls.__mro__):
            types |= {name: kind for name, kind in getattr(base, "__annotations__", {}).items() if name in types}
        found: Any = dataclasses.make_dataclass(cls.__name__, [(name, types[name], values[name]) for name in values])
        cls.__dataclass_fields__ = found.__dataclass_fields__
        return found.__dataclass_fields__


__all__ = ["dataclass", "field", "replace"]
