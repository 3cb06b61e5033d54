"""First lines of docstrings say "Return …", what is done, or what the thing is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import blogreader

FOLDERS = (Path(blogreader.__file__).parent, Path(__file__).parent)
OPENINGS = re.compile(r"(?:Gives?|Tells?|Says? (?:whether|if|what|how|where|that)|Answers? whether)\b")
"""Words for what a function returns that are not `Return`."""
SECOND_HALVES = re.compile(r"(?:[,;]|\band) (?:gives?|tells?) (?!way\b|up\b)", re.IGNORECASE)
TRANSLATED = re.compile(r"that it was on\b")
PROPERTIES = ("property", "cached_property", "setter")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def found(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line of each thing whose docstring begins otherwise, and its first line."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, Function | ast.ClassDef) or not (text := ast.get_docstring(node)):
            continue
        first = text.partition("\n")[0]
        if (
            (OPENINGS.match(first) and not is_procedure(node))
            or (first.startswith("Whether") and is_predicate(node))
            or SECOND_HALVES.search(first)
            or TRANSLATED.search(text)
        ):
            yield node.lineno, first


def is_procedure(node: ast.AST) -> bool:
    """Return whether it is a function that says something, to its reader or to an object, and returns nothing."""
    return isinstance(node, Function) and node.returns is not None and ast.unparse(node.returns) == "None"


def is_predicate(node: ast.AST) -> bool:
    """Return whether it is called to learn a truth: a property is the truth itself."""
    if not isinstance(node, Function) or node.returns is None or ast.unparse(node.returns) != "bool":
        return False
    return not any(name in ast.unparse(one) for one in node.decorator_list for name in PROPERTIES)


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_first_lines_say_return_or_what_is_done(folder: Path) -> None:
    wrong = [
        f"{path.relative_to(folder)}:{line}: {first}"
        for path in sorted(folder.rglob("*.py"))
        for line, first in found(path.read_text(encoding="utf-8"))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("signature", "first"),
    [
        ("def day() -> str:", "Give the day."),
        ("def day() -> str:", "Gives the day."),
        ("def is_dry() -> bool:", "Tell whether it is dry."),
        ("def is_dry() -> bool:", "Say whether it is dry."),
        ("def is_dry() -> bool:", "Whether it is dry."),
        ("def day() -> str:", "Read the file, and give the day."),
        ("def day() -> str:", "Read the file; tell which day it is."),
        ("def go_on() -> None:", "Go back to the line that it was on."),
        ("class Day:", "Gives days."),
    ],
)
def test_one_that_begins_otherwise_is_found(signature: str, first: str) -> None:
    assert [*found(f'{signature}\n    """{first}"""\n')] == [(1, first)]


@pytest.mark.parametrize(
    ("signature", "first"),
    [
        ("def day() -> str:", "Return the day."),
        ("def day() -> str:", "Read the file; return the day."),
        ("def say() -> None:", "Say what is wrong in the footer."),
        ("@property\ndef is_dry() -> bool:", "Whether it is dry."),
        ("class Day:", "A day, as the index gives it."),
    ],
)
def test_one_that_begins_as_it_should_passes(signature: str, first: str) -> None:
    assert [*found(f'{signature}\n    """{first}"""\n')] == []
