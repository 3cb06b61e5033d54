"""`show`: through the pager on a terminal, in colours where they are wanted, and a card where there is no text."""

import io
import sys
from pathlib import Path

import pytest

from blogreader.cli import output
from tests.conftest import Commands, environment
from tests.driving import archived
from tests.tui.test_terminal import Terminal


def on_a_terminal(library: Path, *words: str, **changes: str) -> Terminal:
    index = library.parent / "index.md"
    program = [sys.executable, "-m", "blogreader", "--library", str(library), "--index", str(index), "--offline"]
    here = {name: value for name, value in environment().items() if name not in ("PAGER", "LESS", "NO_COLOR")}
    return Terminal([*program, *words], 80, 20, {**here, "HOME": str(library), **changes})


def ended(terminal: Terminal) -> int:
    terminal.until(lambda: terminal.process.poll() is not None)
    terminal.pause(0.1)
    return terminal.process.returncode


@pytest.fixture
def library(tmp_path: Path) -> Path:
    archived(tmp_path / "library", {"one": "A *short* text.\n", "long": "\n\n".join(f"Line {n}." for n in range(99))})
    return tmp_path / "library"


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that says what it was given."""
    script = tmp_path / "my pager"
    script.write_text(
        f"#!{sys.executable}\nimport os, sys\ntext = sys.stdin.read()\n"
        'print("PAGED", sys.argv[1:], os.environ.get("LESS"), len(text.splitlines()), "short" in text)\n'
    )
    script.chmod(0o755)
    return str(script)


@pytest.mark.slow
def test_a_text_goes_through_the_pager_with_the_usual_options(library: Path, pager: str) -> None:
    terminal = on_a_terminal(library, "show", "one", PAGER=pager)
    assert ended(terminal) == 0
    terminal.until_shown("PAGED [] FRX")
    terminal = on_a_terminal(library, "show", "one", PAGER=f"'{pager}' -x 'a b'", LESS="S")
    assert ended(terminal) == 0
    terminal.until_shown("PAGED ['-x', 'a b'] S")


@pytest.mark.slow
@pytest.mark.parametrize("changes", [{"PAGER": "cat"}, {"PAGER": ""}, {"TERM": "dumb"}])
def test_without_a_pager_it_is_printed(library: Path, changes: dict[str, str]) -> None:
    terminal = on_a_terminal(library, "show", "one", **changes)
    assert ended(terminal) == 0
    terminal.until_shown("A short text.")


@pytest.mark.slow
def test_a_pager_that_is_not_there_is_named_and_the_text_is_printed(library: Path) -> None:
    terminal = on_a_terminal(library, "show", "one", PAGER="no-such-pager -x")
    assert ended(terminal) == 0
    terminal.until_shown("PAGER names no-such-pager -x, which can't be started.")
    terminal.until_shown("A short text.")


@pytest.mark.slow
def test_a_pager_that_is_left_before_the_end_is_no_error(library: Path) -> None:
    terminal = on_a_terminal(library, "show", "long", PAGER="true")
    assert ended(terminal) == 0
    assert "Traceback" not in terminal.text


def test_into_a_pipe_nothing_is_paged(commands: Commands, monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    monkeypatch.setenv("PAGER", "false")
    words = ("--index", str(library.parent / "index.md"), "--library", str(library), "show", "one")
    assert commands.bare(*words).out.endswith("A short text.\n")


@pytest.mark.parametrize(
    ("variables", "no_color", "expected"),
    [
        ({}, False, False),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR_FORCE": "0"}, False, False),
        ({"CLICOLOR_FORCE": ""}, False, False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False, False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": ""}, False, True),
        ({"CLICOLOR_FORCE": "1"}, True, False),
    ],
)
def test_colours_in_a_pipe_are_those_that_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], no_color: bool, expected: bool
) -> None:
    for name in ("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", io.StringIO())  # also where pytest captures nothing, on a terminal
    assert output.colourful(no_color) is expected


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_without_a_text_the_card_is_printed_and_it_is_said_so(commands: Commands, form: str) -> None:
    found = commands("--offline", "show", "rag-pipeline", "--format", form)
    assert found.status == 4
    assert "RAG Pipeline Architecture" in found.out
    assert found.err.endswith("This is only its card.\n")
    assert "2026-04-16" in found.out
    assert "lucioduran.com" in found.out


@pytest.mark.slow
def test_a_list_of_nothing_says_so_on_a_terminal_alone(library: Path, commands: Commands) -> None:
    terminal = on_a_terminal(library, "list", "xyzzy")
    assert ended(terminal) == 0
    terminal.until_shown("Nothing matches.")
    assert commands.done("list", "xyzzy").out == ""


@pytest.mark.slow
@pytest.mark.parametrize("words", [["list"], ["bookmark", "--list"], ["next"], ["today"], ["search", "short"]])
def test_rows_have_the_marks_of_the_configuration_and_fit_the_terminal(
    library: Path, tmp_path: Path, commands: Commands, words: list[str]
) -> None:
    index = tmp_path / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("[One]", f"[{'A long title ' * 9}]"), encoding="utf-8")
    commands.done("--index", str(index), "bookmark", "url:one")
    (tmp_path / "config.toml").write_text('icons = "ascii"\n')
    terminal = on_a_terminal(library, *words, "--config", str(tmp_path / "config.toml"))
    assert ended(terminal) == 0
    (row,) = [line for line in terminal.rows if "A long title" in line]
    assert row.rstrip().endswith("…  one")
    assert row.partition("2026")[0].isascii()
