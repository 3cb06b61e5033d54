"""Every regular expression of the package, where it stands, and by which methods it is used."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import blogreader
from blogreader.lazy import lazily

ROOT = Path(blogreader.__file__).parent
_METHODS = frozenset(("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split", "compile"))
_GIVEN = re.ASCII | re.IGNORECASE | re.DOTALL | re.MULTILINE | re.VERBOSE
_ANCHORED = frozenset(("match", "fullmatch"))


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern in the source."""

    module: str
    where: str
    pattern: str
    flags: int
    uses: tuple[str, ...]
    """`match`, `fullmatch`, or `search` for all that go from place to place."""


def modules() -> list[str]:
    """Return the names of all modules of the package."""
    return [*map(_module, sorted(ROOT.rglob("*.py")))]


@cache
def patterns() -> list[Found]:
    """Return all patterns, which takes some seconds; raises for one that can't be understood."""
    nodes = {path: [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))] for path in sorted(ROOT.rglob("*.py"))}
    uses = {path: _uses(of_module) for path, of_module in nodes.items()}
    shared: dict[str, set[str]] = {}
    for name, used in chain.from_iterable(one.items() for one in uses.values()):
        if not name.startswith("_"):
            shared.setdefault(name, set()).update(used)
    found = [one for path in nodes for one in _of_module(path, nodes[path], uses[path] | shared)]
    written = {one.pattern for one in found}
    return found + [one for path in nodes for one in _made(_module(path)) if one.pattern not in written]


def _of_module(path: Path, nodes: list[ast.AST], uses: dict[str, set[str]]) -> Iterator[Found]:
    if path.name == "lazy.py":
        return  # where the late ones are compiled
    values: dict[str, Any] = {}
    names = dict(filter(None, map(_named, nodes)))
    for node in nodes:
        if not isinstance(node, ast.Call) or not (how := _asked(node)):
            continue
        values = values or vars(importlib.import_module(_module(path)))
        flags = next((one.value for one in node.keywords if one.arg == "flags"), None)
        if flags is None and len(node.args) > 1 and how == "compile":
            flags = node.args[1]
        named = names.get(id(node)) if how == "compile" else None
        used = (uses.get(named) or {"search"}) if named else {how if how in _ANCHORED else "search"}
        pattern = _value(node.args[0], values)
        if isinstance(pattern, bytes):
            pattern = pattern.decode("latin-1")
        yield Found(
            _module(path),
            f"{path.relative_to(ROOT)}:{node.lineno}",
            pattern,
            int(_value(flags, values)) if flags is not None else 0,
            tuple(sorted(used)),
        )


def _module(path: Path) -> str:
    return ".".join(("blogreader", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def _made(module: str) -> Iterator[Found]:
    """Yield what a module makes in a loop or a comprehension, and keeps in a table."""
    if module.endswith("__main__"):
        return
    for name, value in vars(importlib.import_module(module)).items():
        for number, pattern in enumerate(_inside(value)):
            yield Found(module, f"{module}.{name}:{number}", pattern.pattern, pattern.flags & _GIVEN, ("search",))


def _inside(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) or type(value) is type(lazily("")):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        yield from _inside((*value.keys(), *value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _inside(one)


def _named(node: ast.AST) -> tuple[int, str] | None:
    """Return which expression gets which name, by an assignment."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        return id(node.value), node.targets[0].id
    return None


def _asked(node: ast.Call) -> str:
    """Return which function of `re` is called, `compile` for the late ones too; empty: none."""
    function = node.func
    if isinstance(function, ast.Name):
        return "compile" if function.id == "lazily" else ""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re":
        return function.attr if function.attr in _METHODS else ""
    return ""


def _uses(nodes: list[ast.AST]) -> dict[str, set[str]]:
    """Return by which methods each name is used; one that is handed on, or asked from a place on, may be searched."""
    uses: dict[str, set[str]] = {}
    asked = set()
    for node in nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name = _name(node.func.value)
        if name and node.func.attr in _METHODS:
            asked.add(id(node.func.value))
            anchored = node.func.attr in _ANCHORED and len(node.args) == 1
            uses.setdefault(name, set()).add(node.func.attr if anchored else "search")
    for node in nodes:
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in asked:
            name = _name(node)
            if name and name.lstrip("_").isupper() and isinstance(node.ctx, ast.Load):
                uses.setdefault(name, set()).add("search")
    return uses


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _value(node: ast.expr, values: dict[str, Any]) -> Any:
    """Return what an expression is; what a function puts into it is a letter."""
    try:
        return eval(compile(ast.Expression(node), "pattern", "eval"), dict(values))
    except NameError:
        pass
    if isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.FormattedValue) else one for one in node.values]
        return "".join(_known(one, values) for one in parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _known(node.left, values) + _known(node.right, values)
    raise NameError(ast.unparse(node))


def _known(node: ast.expr, values: dict[str, Any]) -> str:
    try:
        return str(_value(node, values))
    except NameError:
        return "x"
