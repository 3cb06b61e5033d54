"""Values in SQL: where they are given in a row, Python 3.14 refuses placeholders that have a number or a name."""

import ast
import re
from pathlib import Path

import pytest

import blogreader

PACKAGE = Path(blogreader.__file__).parent
STATEMENTS = [*(PACKAGE / "catalogue").rglob("*.py"), *(PACKAGE / "imports").rglob("*.py")]
NUMBERED = re.compile(r"\?\d|[\s(=,][:@$][a-z_]+\b")


def texts(path: Path) -> list[str]:
    """The strings of a module that may be SQL: all but docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
    return [node.value for node in found if isinstance(node.value, str)]


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_no_placeholder_has_a_number_or_a_name(path: Path) -> None:
    assert [text for text in texts(path) if NUMBERED.search(text)] == []
