"""What the styles speak of is on some screen, and every class that a screen or a pane sets has a look."""

import importlib.util
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import blogreader.tui
from blogreader import paths
from blogreader.tui.panes.results import Results
from blogreader.tui.panes.row_list import RowList


def literals(code: CodeType) -> Iterator[str]:
    """The strings of a module."""
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, CodeType):
            yield from literals(constant)
        elif isinstance(constant, tuple | frozenset):
            yield from (one for one in constant if isinstance(one, str))


def said() -> set[str]:
    """The strings of all modules of `tui`."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(blogreader.tui.__path__, "blogreader.tui."):
        spec = importlib.util.find_spec(module.name)
        assert spec is not None
        code = spec.loader.get_code(module.name)  # type: ignore[union-attr]
        found.update(literals(code))
    return found


def sources() -> Iterator[str]:
    """The text of all modules of `tui`."""
    for path in Path(blogreader.tui.__path__[0]).rglob("*.py"):
        yield path.read_text(encoding="utf-8")


def test_every_name_in_the_styles_is_one_in_the_code_and_every_name_in_the_code_has_a_style() -> None:
    texts = [path.read_text(encoding="utf-8") for path in paths.styles().glob("*.tcss")]
    plain = re.sub(r"/\*.*?\*/", "", "\n".join(texts), flags=re.DOTALL)
    selectors = "\n".join(line for line in plain.splitlines() if not line.rstrip().endswith(";"))
    names, classes = (set(re.findall(rf"{sign}", selectors)) for sign in (r"#([a-z][a-z-]*)", r"\.(-[a-z-]+)"))
    strings = said()
    assert len(names) > 20
    assert len(classes) > 5
    assert names - strings == set()
    assert classes - strings == set()
    ids = {one for source in sources() for one in re.findall(r'\bid="([^"]*)"', source)}
    assert ids - names == {"header", "footer"}
    asked = {one for source in sources() for one in re.findall(r'query_one\("#([^"]*)"', source)}
    assert asked
    assert asked - ids == set()
    arguments = {"-selection", "-ib"}  # of programs
    assert {one for one in strings if re.fullmatch(r"-[a-z][a-z-]*", one)} - classes == arguments


def test_the_parts_of_rows_that_are_painted_are_those_that_have_a_style() -> None:
    styles = "\n".join(path.read_text(encoding="utf-8") for path in paths.styles().glob("*.tcss"))
    looks = {*re.findall(r"\.(rows--[a-z]+)", styles)}
    assert looks == {*RowList.COMPONENT_CLASSES, *Results.COMPONENT_CLASSES}
    assert {one for source in sources() for one in re.findall(r'"(rows--[a-z]+)"', source)} == looks
