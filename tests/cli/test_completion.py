"""Completion: what is offered for a word, and that it arrives in the real shells."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.cli import main, reference, shell_completion
from blogreader.cli.commands import COMMANDS, GLOBAL_OPTIONS
from blogreader.cli.shell_completion import SHELLS
from blogreader.query.parser import FIELDS
from tests.conftest import Commands, environment
from tests.test_layers import loaded
from tests.tui.test_terminal import Terminal

RAG = "rag-pipeline-architecture-chunking-reranking-evaluation"


OPTIONS_OF_LIST = [
    name
    for one in (*COMMANDS["list"].arguments, *GLOBAL_OPTIONS)
    for name in one.names
    if one.is_option and name.startswith("--")
]


@pytest.fixture
def known(commands: Commands) -> Commands:
    """A library that was listed once, so that its names are known."""
    commands.done("list", "--count")
    return commands


def offered(commands: Commands, monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    monkeypatch.setenv("BLOGREADER_LIBRARY", str(commands.library))
    found = commands.bare("--complete", *words)
    assert (found.status, found.err) == (0, "")
    return ["\t".join(line.split("\t")[:2]) for line in found.out.splitlines()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["fet"], ["word\tfetch"]),
        (["--of"], ["word\t--offline"]),
        (["--offline", "unb"], ["word\tunbookmark"]),
        (["show", "rag"], [f"word\t{RAG}"]),
        (["show", "RAG-p"], [f"word\t{RAG}"]),
        (["show", RAG, ""], []),
        (["list", "is:un"], ["word\tis:unread"]),
        (["list", "rag", "is:un"], ["word\tis:unread"]),
        (["list", "-is:un"], ["word\t-is:unread"]),
        (["list", "cat:jv"], ["word\tcat:JVM"]),
        (["list", "category:dist"], ['word\tcategory:"Distributed Systems"']),
        (["list", 'category:"Dist'], ['word\tcategory:"Distributed Systems"']),
        (["list", "category:Distributed\\ Sy"], ['word\tcategory:"Distributed Systems"']),
        (["list", "sort:-da"], ["word\tsort:-date"]),
        (["list", "min"], ["open\tminutes:"]),
        (["list", "--view", "re"], ["word\treading-list"]),
        (["is:bookm"], ["word\tis:bookmarked"]),
        (["mark", "rea"], ["word\treading", "word\tread"]),
        (["mark", "read", "source:"], []),
        (["mark", "read", "is:un"], ["word\tis:unread"]),
        (["mark", "read", "is:new", "is:un"], ["word\tis:unread"]),
        (["--library", "-x", "list", "cat:jv"], ["word\tcat:JVM"]),
        (["list", "--quiet", "--view", "continue", "is:un"], ["word\tis:unread"]),
        (["list", "-"], [f"word\t{name}" for name in OPTIONS_OF_LIST]),
        (["add", "-q"], ["files"]),
        (["import", "x", ""], ["files"]),
        (["config", "library", ""], []),
        (["export", "--format", "e"], ["word\tepub"]),
        (["export", "-o", ""], ["files\t".strip()]),
        (["--library", ""], ["files"]),
        (["add", ""], ["files"]),
        (["config", "network.j"], ["word\tnetwork.jobs"]),
        (["manual", "quer"], ["word\tqueries"]),
        (["help", "conf"], ["word\tconfig"]),
        (["completion", ""], ["word\tbash", "word\tzsh", "word\tfish"]),
        (["list", "--json", "--js"], ["word\t--jsonl"]),
        (["no-such-command", "zzz"], []),
        (["list", "title:a"], []),
        (["list", "group:mo"], ["word\tgroup:month"]),
        (["list", "minutes:<1"], ["word\tminutes:<10"]),
        (["list", "-read:tod"], ["word\t-read:today"]),
        (["list", "links:rag"], [f"word\tlinks:{RAG}"]),
        *(
            (["list", f"{field}:"], [f"word\t{field}:{value}" for value in values.split()])
            for field, values in (
                ("fits", "10 15 30 60"),
                ("minutes", "<5 <10 5..10 >10"),
                ("date", "today yesterday 7d 30d"),
                ("read", "today yesterday 7d 30d"),
                ("opened", "today yesterday 7d 30d"),
                ("group", "month category source none"),
                ("is", "unread reading read bookmarked offline failed new noted changed gone"),
            )
        ),
        ([], None),
    ],
)
def test_what_is_offered(
    known: Commands, monkeypatch: pytest.MonkeyPatch, words: list[str], expected: list[str] | None
) -> None:
    found = offered(known, monkeypatch, *words)
    if expected is None:
        assert {"word\tlist", "word\tfetch", "open\tis:"} <= {*found}
    else:
        assert found == expected


def test_options_are_offered_with_their_help(known: Commands) -> None:
    rows = [line.split("\t") for line in known.bare("--complete", "export", "--").out.splitlines()]
    told = {name: explained for _, name, explained in rows}
    own = [one for one in COMMANDS["export"].arguments if one.is_option]
    assert "--format" in told
    assert [told[one.names[-1]] for one in own] == [one.options["help"] for one in own]


def test_of_very_many_names_so_many_are_offered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, expected in ((999, 999), (1_000, 1_000), (1_001, 1_000)):
        names = [(f"c{one}", "Of it") for one in range(number)]
        monkeypatch.setattr(
            shell_completion, "_library", lambda _, names=names: SimpleNamespace(categories=lambda: names)
        )
        assert shell_completion.answer(["list", "category:c"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == expected
        assert lines[0] == "word\tcategory:c0\tOf it"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_for_a_shell_is_printed_as_it_is(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert capsys.readouterr().out == shell_completion.script(shell).read_text(encoding="utf-8")


def test_views_of_ones_own_and_sources_are_offered(
    known: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text('[views]\n"Short ones" = "minutes:<5"\n')
    (tmp_path / "index.md").write_text("# Notes\n\n### [One](https://blog.example/one)\n2026-01-01\n")
    known("add", str(tmp_path / "index.md"))
    monkeypatch.setenv("BLOGREADER_CONFIG", str(tmp_path / "config.toml"))
    assert offered(known, monkeypatch, "list", "--view", "sh") == ["word\tShort ones"]
    for words in (("refresh", ""), ("remove", "in"), ("sources", "--move", ""), ("import", "x", "--name", "")):
        assert offered(known, monkeypatch, *words) == ["word\tindex"]
    monkeypatch.delenv("BLOGREADER_CONFIG")
    config = ("--config", str(tmp_path / "config.toml"))
    assert offered(known, monkeypatch, *config, "list", "--view", "sh") == ["word\tShort ones"]
    monkeypatch.setenv("BLOGREADER_CONFIG", str(tmp_path / "config.toml"))
    assert offered(known, monkeypatch, "list", "source:i") == ["word\tsource:index"]
    assert known.done("list", "--count", "--view", "short ones").out == "0\n"


@pytest.mark.parametrize(
    ("name", "typed"),
    [("“Raft”", "“Ra"), ("don't panic", "don't p"), ("it's", "'it'"), ('a "b" \\', 'a "b'), (":x", ":")],
)
def test_a_name_with_quotes_is_offered_as_a_term_that_finds_it(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, typed: str
) -> None:
    index = tmp_path / "index.md"
    index.write_text(f"# Notes\n\n### [One](https://blog.example/one)\n2026-01-01 · {name}\n", encoding="utf-8")
    commands.done("add", str(index))
    (word,) = offered(commands, monkeypatch, "list", f"category:{typed}")
    assert commands.done("list", "--count", word.removeprefix("word\t")).out == "1\n"


def test_a_library_that_is_not_there_has_nothing_to_offer_and_is_not_made(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offered(commands, monkeypatch, "show", "r") == []
    assert not commands.library.exists()


def test_a_library_that_is_somebody_elses_has_nothing_to_offer(
    known: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, private = os.stat, str(known.library)

    def denied(path: Any, *arguments: Any, **options: Any) -> os.stat_result:
        if str(path).startswith(private):
            raise PermissionError(13, "Permission denied", str(path))
        return looked(path, *arguments, **options)

    monkeypatch.setattr(os, "stat", denied)
    assert offered(known, monkeypatch, "show", "r") == []
    assert offered(known, monkeypatch, "list", "category:") == []


def test_a_catalogue_that_is_damaged_has_nothing_to_offer(known: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (known.library / "cache").glob("catalogue.db*"):
        path.write_bytes(b"no database " * 1_000)
    assert offered(known, monkeypatch, "show", "r") == []


def test_a_configuration_that_is_wrong_is_no_trouble_here(
    known: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("nonsense = 1\n")
    monkeypatch.setenv("BLOGREADER_CONFIG", str(tmp_path / "config.toml"))
    assert offered(known, monkeypatch, "list", "category:j") == []
    assert offered(known, monkeypatch, "list", "is:no") == ["word\tis:noted"]


@pytest.mark.parametrize("words", [["fe"], ["show", "rag"], ["list", "is:"]])
def test_an_answer_loads_nothing_that_it_does_without(known: Commands, words: list[str]) -> None:
    code = "import sys\nfrom blogreader.cli import main\nassert main(sys.argv[1:]) == 0"
    modules = loaded(code, "--complete", *words, "--library", str(known.library))
    needless = {"argparse", "asyncio", "dataclasses", "httpx", "inspect", "platformdirs", "textual", "tinydb"}
    assert needless & modules == set()


# The shells themselves

START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source <(blogreader completion bash)"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D; source <(blogreader completion zsh)"),
    "fish": (["fish", "--no-config", "-i"], "blogreader completion fish | source"),
}


@contextmanager
def shell(name: str, library: Path, home: Path) -> Iterator[Terminal]:
    """The shell with completion loaded, and the program on its path."""
    words, load = START[name]
    program = home / "bin" / "blogreader"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m blogreader "$@"\n')
    program.chmod(0o755)
    here = environment()
    changes = {
        **here,
        "HOME": str(home),
        "HISTFILE": "",
        "PS1": "#> ",
        "PROMPT": "#> ",
        "BLOGREADER_LIBRARY": str(library),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": f"{program.parent}:{here['PATH']}",
    }
    # Shells want a terminal that is theirs.
    own = f"import fcntl, os, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp({words[0]!r}, {words!r})"
    terminal = Terminal([sys.executable, "-c", own], 160, 40, changes)
    try:
        terminal.send(f"{load}\r")
        terminal.send("echo rea''dy\r")
        terminal.until_shown("ready")
        yield terminal
    finally:
        terminal.close()


LINES = [
    ("blogreader unb\t", "blogreader unbookmark"),
    ("blogreader show rag\t", f"blogreader show {RAG}"),
    ("blogreader list is:unr\t", "blogreader list is:unread"),
    ("blogreader list cat:JV\t", "blogreader list cat:JVM"),
    ("blogreader list group:mo\t", "blogreader list group:month"),
    ("blogreader config network.j\t", "blogreader config network.jobs"),
    ("blogreader list --view reading\t", "blogreader list --view reading-list"),
    ("blogreader mark read --dry\t", "blogreader mark read --dry-run"),
    ("blogreader --index a-fi\t", "blogreader --index a-file.md"),
]


@pytest.mark.slow
@pytest.mark.parametrize("name", SHELLS)
def test_words_are_completed_in_a_real_shell(name: str, known: Commands, tmp_path: Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name}")
    home = tmp_path / "home of a shell"
    with shell(name, known.library, home) as terminal:
        (home / "a-file.md").write_text("x")
        terminal.send(f"cd '{home}'\rclear\r")
        for typed, expected in LINES:
            terminal.send(typed)
            terminal.until_shown(expected)
            terminal.send("\x15\x0b")  # the line is emptied
        # A value with a blank is quoted for the shell, and inside the query.
        terminal.send("blogreader list --count category:Distri\t")
        terminal.until(lambda: "Systems" in terminal.text)
        terminal.send("\r")
        terminal.until(lambda: any(line.strip() == "3" for line in terminal.text.splitlines()))


HOSTILE = ("y`touch${IFS}made`", "x$(touch${IFS}made)", "don't", 'a "b\\" $HOME', "z!!")


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["category:", '"category:', "'category:", 'category:"'])
@pytest.mark.parametrize("name", SHELLS)
def test_a_name_from_outside_is_no_command_of_the_shell_in_whatever_quotes_it_is_completed(
    name: str, typed: str, commands: Commands, tmp_path: Path
) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name}")
    index = tmp_path / "index.md"
    rows = [f"### [A{row}](https://blog.example/{row})\n2026-01-0{row} · {one}\n" for row, one in enumerate(HOSTILE, 1)]
    index.write_text("# Notes\n\n" + "\n".join(rows))
    commands.done("add", str(index))
    home = tmp_path / "home"
    with shell(name, commands.library, home) as terminal:
        terminal.send(f"cd '{home}'\r")
        for category in HOSTILE:
            terminal.send("clear\r")
            terminal.until(lambda: "counted" not in terminal.text)
            terminal.send(f"blogreader list --count {typed}{category[0]}\t")
            terminal.send("\recho coun''ted\r")
            terminal.until_shown("counted")
            assert "1" in [line.strip() for line in terminal.text.splitlines()], terminal.text
    assert not (home / "made").exists()


def test_each_field_of_queries_is_offered_with_what_it_asks_for(known: Commands) -> None:
    rows = [line.split("\t") for line in known.bare("--complete", "list", "").out.splitlines()]
    assert {name: told for _, name, told in rows if name.endswith(":")} == {
        "category:": "of a category",
        "is:": "by its status",
        "source:": "of a source",
        "minutes:": "by its length",
        "date:": "by its day",
        "read:": "when it was finished",
        "opened:": "when it was last opened",
        "title:": "words in its title",
        "author:": "by an author",
        "lang:": "in a language",
        "url:": "a part of its address",
        "text:": "words in its text",
        "note:": "words in its highlights and notes",
        "tag:": "a #tag in your notes",
        "links:": "what links to an article",
        "linked-by:": "what an article links to",
        "fits:": "what fits into so many minutes",
        "sort:": "the order",
        "group:": "in groups, with headings",
    }


def test_every_field_of_queries_is_offered_in_shells_and_explained_in_the_manual() -> None:
    offered_fields = [name.removesuffix(":") for name, _ in shell_completion.FIELDS]
    assert sorted(offered_fields) == sorted({*FIELDS} - {"cat"})
    explained = " ".join(term for term, _ in reference.QUERIES)
    assert [field for field in FIELDS if f"`{field}:" not in explained] == []
    assert len({term for term, _ in reference.QUERIES}) == len(reference.QUERIES)
