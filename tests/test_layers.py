"""Who knows whom: what a fresh interpreter loads, and what the sources import. import-linter holds the rest."""

import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import blogreader
from tests.conftest import environment
from tests.site import Site

pytestmark = pytest.mark.installed

PACKAGE = Path(blogreader.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 450
# A widget is one file, however many keys it has; what it asks for, and computes, is elsewhere. Commands are a table.
WIDGETS = {
    "document_view.py": 580,
    "reader.py": 500,
    "marked_view.py": 600,
    "article_list.py": 520,
    "current_article.py": 520,
    "commands.py": 620,
}
# The one door, and what only routes: a line or three for each thing that can be asked.
WIDGETS |= {"library.py": 660, "screen.py": 700}
# Each of these is known to these parts of the program alone.
OWNERS = {
    "sqlite3": {"catalogue", "imports"},
    "tinydb": {"store"},
    "httpx": {"fetch"},
    "textual": {"tui"},
    "rich": {"tui"},
    "selectolax": {"extract", "indexes"},
    "feedparser": {"indexes"},
    "PIL": {"tui"},
}
MOST_OF_A_LIST = 155
"""Modules, those of Python's own start included; each takes some tenths of a millisecond."""
HEAVY = {
    "textual",
    "rich",
    "httpx",
    "tinydb",
    "yaml",
    "markdown_it",
    "pygments",
    "asyncio",
    "selectolax",
    "platformdirs",
    "PIL",
}


def loaded(code: str, *arguments: str) -> set[str]:
    """Which modules a fresh interpreter has loaded after this code."""
    ending = "\nimport sys\nnames = sorted(sys.modules)\nimport json\nsys.stderr.write(json.dumps(names))"
    done = subprocess.run(
        [sys.executable, "-c", code + ending, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env=environment(),
    )
    return set(json.loads(done.stderr.rpartition("\n")[2]))


COMMAND = "import sys\nfrom blogreader.cli import main\nassert main(sys.argv[1:]) == 0"


@pytest.fixture
def library(tmp_path: Path) -> list[str]:
    """The options of a library in use, and of a configuration file."""
    (tmp_path / "config.toml").write_text("")
    options = ["--library", str(tmp_path / "library"), "--config", str(tmp_path / "config.toml")]
    loaded(COMMAND, *options, "mark", "read", "category:Security")
    loaded(COMMAND, *options, "list")
    return options


def test_the_library_loads_no_screen_and_nothing_that_a_list_does_without() -> None:
    modules = loaded("import blogreader.library")
    assert HEAVY & modules == set()
    assert not any(name.startswith(("blogreader.tui", "blogreader.cli", "blogreader.render")) for name in modules)


def test_each_layer_loads_without_a_screen() -> None:
    parts = (
        "library.offline.documents",
        "fetch.fetcher",
        "extract.pipeline",
        "extract.worker.process",
        "render",
        "config",
        "store.state_store",
    )
    modules = loaded("import " + ", ".join(f"blogreader.{part}" for part in parts))
    assert "httpx" in modules
    # httpx itself loads rich where click is installed too.
    assert "textual" not in modules


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "--json"],
        ["list", "is:unread", "category:Security", "--plain"],
        ["list", "--count"],
        ["open", "--print", "formal"],
        ["progress"],
        ["sources"],
        ["bookmark", "--list"],
    ],
)
def test_commands_that_only_tell_load_nothing_heavy(library: list[str], words: list[str]) -> None:
    modules = loaded(COMMAND, *library, *words)
    # `sources` has its neighbours in its module, which read indexes.
    assert HEAVY & modules <= ({"asyncio"} if words == ["sources"] else set())
    assert "blogreader.catalogue" in modules


def test_a_file_of_the_readers_own_is_read_without_what_fetches(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("A [link](other.md).\n")
    code = "import sys\nfrom blogreader.library.offline import local_articles\nlocal_articles.read(sys.argv[1])"
    modules = loaded(code, f"file://{tmp_path}/note.md")
    assert "blogreader.fetch.charset" in modules
    assert {"httpx", "httpcore", "blogreader.fetch.fetcher"} & modules == set()


def test_a_list_loads_nothing_that_it_does_without(library: list[str]) -> None:
    modules = loaded(COMMAND, *library, "list")
    needless = {
        *("argparse", "dataclasses", "difflib", "hashlib", "inspect", "json", "locale", "logging", "random", "shutil"),
        *("tempfile", "tomllib", "blogreader.archive", "blogreader.extract", "blogreader.query", "blogreader.render"),
        *("blogreader.cli.argument_parser", "blogreader.indexes"),
    }
    assert needless & modules == set()
    assert len(modules) < MOST_OF_A_LIST


@pytest.mark.slow
def test_a_start_without_a_library_named_loads_nothing_more(library: list[str], tmp_path: Path) -> None:
    code = f"import os\nos.environ |= {{'XDG_DATA_HOME': {str(tmp_path)!r}}}\n{COMMAND}"
    loaded(code, *library[2:], "list")
    assert loaded(code, *library[2:], "list") == loaded(COMMAND, *library, "list")


@pytest.mark.slow
def test_what_fetches_leaves_the_loading_of_the_extraction_to_its_processes(tmp_path: Path) -> None:
    with Site() as site:
        options = ["--library", str(tmp_path / "library")]
        loaded(COMMAND, *options, "add", site.index_url)
        modules = loaded(COMMAND, *options, "-q", "fetch", "category:Security")
    assert "httpx" in modules
    assert {"selectolax", "html_to_markdown", "blogreader.extract.pipeline"} & modules == set()


@pytest.mark.slow
def test_a_first_request_leaves_nothing_to_load_in_the_event_loop() -> None:
    code = """
import asyncio, sys
from blogreader.fetch import Certificates, Fetcher, Network, load
load()
before = set(sys.modules)
async def get():
    network = Network(set(), Certificates())
    await Fetcher(network).get(sys.argv[1])
    await network.aclose()
asyncio.run(get())
more = set(sys.modules) - before
print(*sorted(name for name in more if name.partition(".")[0] in {"anyio", "httpcore", "httpx", "h11", "sniffio"}))
"""
    with Site() as site:
        done = subprocess.run(
            [sys.executable, "-c", code, site.index_url],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            env=environment(),
        )
    assert done.stdout.split() == []


_TIMES_AND_FILES = {"datetime", "pathlib", "threading", "urllib.parse"}
_LIBRARY = {"sqlite3", "blogreader.library", "blogreader.catalogue"}
NEEDLESS = {
    "--help": {*_TIMES_AND_FILES, *_LIBRARY, "blogreader.config", "blogreader.model"},
    "keys": {*_LIBRARY, "argparse", "tomllib"},
    "dirs": {*_LIBRARY, "argparse", "tomllib"},
    "config": {*_LIBRARY, "argparse", "tomllib"},
    "next": {"argparse", "dataclasses", "inspect", "tomllib", "blogreader.archive", "blogreader.render"},
    "today": {"argparse", "dataclasses", "inspect", "tomllib", "blogreader.archive", "blogreader.render"},
    "--complete fet": {*_TIMES_AND_FILES, *_LIBRARY, "blogreader.config", "blogreader.model"},
    "--complete show rag": {"blogreader.library", "blogreader.cli.articles", "tomllib", "json"},
    "--complete list is:un": {*_LIBRARY, "blogreader.config"},
}
"""What a command, or an answer to Tab, does without."""


@pytest.mark.slow
@pytest.mark.parametrize("words", NEEDLESS)
def test_a_command_loads_nothing_that_it_does_without(library: list[str], words: str) -> None:
    ours = words.split()
    modules = loaded(COMMAND, *([*ours, *library] if words.startswith("--complete") else [*library, *ours]))
    assert (HEAVY | NEEDLESS[words]) & modules == set()


def test_the_version_alone_is_told_before_any_command_is_known() -> None:
    modules = loaded(COMMAND, "--version")
    needless = {*_TIMES_AND_FILES, *_LIBRARY, "argparse", "blogreader.cli.commands", "blogreader.model"}
    assert (HEAVY | needless) & modules == set()


@pytest.mark.slow
def test_a_list_is_printed_without_a_search_for_garbage(library: list[str]) -> None:
    code = """
import gc, sys
from blogreader.__main__ import _FEW_COLLECTIONS
gc.set_threshold(_FEW_COLLECTIONS)
begun = [one["collections"] for one in gc.get_stats()]
from blogreader.cli import main
assert main(sys.argv[1:]) == 0
assert [one["collections"] for one in gc.get_stats()] == begun
"""
    loaded(code, *library, "list")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["dirs", "keys"])
def test_folders_and_keys_are_told_without_anything_heavy(library: list[str], command: str) -> None:
    assert HEAVY & loaded(COMMAND, *library, command) == set()


def imports(tree: ast.AST) -> Iterator[str]:
    """The modules that are imported when the code runs, at whatever depth it stands."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield from imports(ast.Module(node.orelse, []))
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
            case _:
                yield from imports(node)


def part(path: Path) -> str:
    """The part of the program that a module belongs to: the folder or module right below the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.slow
@pytest.mark.parametrize("library_name", OWNERS)
def test_a_library_is_known_to_its_owners_alone(library_name: str) -> None:
    knowing = {
        part(path)
        for path in MODULES
        for module in imports(ast.parse(path.read_text()))
        if module.partition(".")[0] == library_name
    }
    assert knowing == (OWNERS[library_name] if library_name != "rich" else knowing & {"tui"})


def test_what_is_imported_is_found_at_any_depth_and_types_are_left_out() -> None:
    code = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n import a\nelse:\n import b\n"
        "def f():\n if x:\n  from c.d import e\n  from . import f"
    )
    assert list(imports(ast.parse(code))) == ["typing", "b", "c.d"]


def test_no_module_is_longer_than_one_can_hold_in_mind() -> None:
    assert len(MODULES) > 50
    long = {
        str(path): count
        for path in MODULES
        if (count := len(path.read_text().splitlines())) > WIDGETS.get(path.name, LONGEST_MODULE)
    }
    assert long == {}


@pytest.mark.slow
def test_no_name_of_a_module_or_a_type_stands_for_two_things() -> None:
    modules = Counter(path.name for path in MODULES if path.name != "__init__.py")
    types = Counter(
        node.name for path in MODULES for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in (modules + types).items() if count > 1] == []


@pytest.mark.slow
def test_every_module_says_what_it_is_for() -> None:
    assert [str(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text()))] == []


@pytest.mark.slow
def test_only_what_returns_something_says_that_it_does() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and isinstance(node.returns, ast.Constant)
        and node.returns.value is None
        and (ast.get_docstring(node) or "").startswith("Return ")
    ]
    assert wrong == []


def test_extraction_loads_what_an_article_is_made_with_when_there_is_one_to_make() -> None:
    names = loaded("from blogreader.extract import Hints, extract")
    assert "selectolax" in names
    assert names.isdisjoint({"html_to_markdown", "html", "_hashlib", "blogreader.model"})
