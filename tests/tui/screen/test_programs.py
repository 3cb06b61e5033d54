"""An article is given to a program: a command of the reader's own, and the editor."""

import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from blogreader import config
from blogreader.config import Config
from tests.driving import BLOG, Driver, archived, reading

pytestmark = pytest.mark.app

TEXT = "A text with *words*, `code` and ünïcode.\n"


def app(folder: Path, **options: Any) -> AbstractAsyncContextManager[Driver]:
    """The app on the archived articles alone."""
    return reading(folder, index=folder.parent / "index.md", **options)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    archived(folder, {"one": TEXT, "two": "Another one.\n"})
    return folder


def commands(folder: Path, text: str) -> Config:
    path = folder / "commands.toml"
    path.write_text(f"[commands]\n{text}".replace("PYTHON", sys.executable))
    return config.read(path, named=True)


async def test_the_text_comes_on_standard_input_and_what_is_printed_is_said(folder: Path) -> None:
    chosen = commands(folder, "w = ['PYTHON', '-c', 'import sys; print(len(sys.stdin.read().split()), \"words\")']\n")
    async with app(folder, config=chosen) as driver:
        await driver.press("vertical_line", "w")
        await driver.until(lambda: "7 words" in driver.said)


async def test_arguments_are_filled_and_no_shell_reads_them(folder: Path) -> None:
    program = 'import sys; open(sys.argv[1], "w").write(repr(sys.argv[2:]))'
    told = folder / "told"
    chosen = commands(
        folder, f"x = ['PYTHON', '-c', '{program}', '{told}', '{{url}}', 't={{title}}; $(ls)', '{{slug}}']\n"
    )
    async with app(folder, config=chosen) as driver:
        await driver.press("vertical_line", "x")
        await driver.until(lambda: "done" in driver.said)
    assert told.read_text() == repr([BLOG + "one", "t=One; $(ls)", "one"])


async def test_a_path_is_that_of_a_copy_and_the_archive_stays_as_it_came(folder: Path) -> None:
    chosen = commands(
        folder, "x = ['PYTHON', '-c', 'import sys; open(sys.argv[1], \"a\").write(\"more\")', '{path}']\n"
    )
    before = {path: path.read_bytes() for path in (folder / "archive").rglob("*.md")}
    async with app(folder, config=chosen) as driver:
        await driver.press("vertical_line", "x")
        await driver.until(lambda: "done" in driver.said)
    assert {path: path.read_bytes() for path in (folder / "archive").rglob("*.md")} == before


@pytest.mark.slow
async def test_several_lines_are_shown_as_a_text_without_what_a_terminal_obeys(folder: Path) -> None:
    chosen = commands(folder, "x = ['PYTHON', '-c', 'print(\"first\\nsecond \\x1b]0;title\\x07 [b]\")', '{url}']\n")
    async with app(folder, config=chosen) as driver:
        await driver.press("vertical_line", "x")
        await driver.until(lambda: any("second ]0;title [b]" in line for line in driver.lines))
        await driver.press("q")
        assert not any("second" in line for line in driver.lines)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("['/nowhere/program']", "program can't be started: "),
        ("['PYTHON', '-c', 'import sys; sys.exit(\"no such account\")']", "ended with status 1: no such account"),
    ],
)
async def test_what_went_wrong_is_told(folder: Path, words: str, said: str) -> None:
    async with app(folder, config=commands(folder, f"x = {words}\n")) as driver:
        await driver.press("vertical_line", "x")
        await driver.until(lambda: said in driver.said)


async def test_escape_stops_a_command_with_all_that_it_started(folder: Path) -> None:
    chosen = commands(folder, "x = ['sh', '-c', 'sleep 1000 | cat']\n")
    async with app(folder, config=chosen) as driver:
        await driver.pilot.press("vertical_line")
        await driver.settle()
        await driver.pilot.press("x")
        await driver.until(lambda: driver.screen.programs._process is not None)
        await driver.pilot.press("escape")
        await driver.until(lambda: "stopped" in driver.said)


async def test_without_a_command_the_key_says_where_one_is_named(folder: Path) -> None:
    async with app(folder) as driver:
        await driver.press("vertical_line")
        assert driver.said == "No command is configured: [commands] in config.toml names them."


async def test_a_program_that_reads_nothing_is_no_failure(folder: Path) -> None:
    archived(folder.parent / "large" / "library", {"one": "word " * 100_000})
    chosen = commands(folder, "x = ['true']\n")
    async with app(folder.parent / "large" / "library", config=chosen) as driver:
        await driver.press("vertical_line", "x")
        await driver.until(lambda: "done" in driver.said)


async def test_a_text_that_is_too_long_for_an_argument_is_told(folder: Path) -> None:
    archived(folder.parent / "large" / "library", {"one": "word " * 100_000})
    chosen = commands(folder, "x = ['echo', '{text}']\n")
    async with app(folder.parent / "large" / "library", config=chosen) as driver:
        await driver.press("vertical_line", "x")
        await driver.until(lambda: "too long for an argument" in driver.said)


# The editor


@pytest.fixture
def editor(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that is the editor; it writes what it is told to write."""
    script = folder / "my editor"
    script.write_text(f'#!{sys.executable}\nimport sys\nopen(sys.argv[-1], "a").write("mine\\n")\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))


@pytest.mark.usefixtures("editor")
async def test_the_editor_gets_a_copy_which_stays_when_something_was_written(folder: Path) -> None:
    async with app(folder) as driver:
        await driver.press("e")
        await driver.until(lambda: "Your copy is" in driver.said)
        (copy,) = (folder / "copies").iterdir()
        assert copy.read_text() == TEXT + "mine\n"
        await driver.press("e")
        await driver.until(lambda: copy.read_text() == TEXT + "mine\nmine\n")
        assert driver.library.entry(BLOG + "one").offline


async def test_of_a_copy_in_which_nothing_was_written_nothing_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true --wait")
    async with app(folder) as driver:
        await driver.press("e")
        await driver.until(lambda: "no copy was kept" in driver.said)
        assert list((folder / "copies").iterdir()) == []


async def test_an_editor_that_is_not_there_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    async with app(folder) as driver:
        await driver.press("e")
        await driver.until(lambda: "VISUAL names no-such-editor --wait, which can't be started." in driver.said)
