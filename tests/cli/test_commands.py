"""The command line itself: global options, help, folders, keys, and what only a process of its own can show."""

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest

from blogreader import __version__
from blogreader.cli.commands import COMMANDS
from blogreader.keys import TABLE
from tests.conftest import FORBIDDEN, Commands, environment
from tests.site import Site

pytestmark = pytest.mark.installed

PATIENCE_SECONDS = 30
NEEDS = {
    "completion": ["bash"],
    "search": ["words"],
    "add": ["x"],
    "remove": ["x"],
    "show": ["x"],
    "open": ["x"],
    "mark": ["read", "x"],
    "unbookmark": ["x"],
    "import": ["x"],
}


# Global options


@pytest.mark.parametrize("place", ["before", "after", "joined", "environment", "configuration"])
def test_the_library_is_named_in_many_ways(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    commands.done("mark", "read", "category:Security")
    library, command = str(commands.library), ["list", "is:read", "--count"]
    (tmp_path / "config.toml").write_text(f"library = {json.dumps(library)}\n")
    if place == "environment":
        monkeypatch.setenv("BLOGREADER_LIBRARY", library)
    words = {
        "before": ["--library", library, *command],
        "after": [*command, "--library", library],
        "joined": ["list", f"--library={library}", "--count", "is:read"],
        "environment": command,
        "configuration": ["--config", str(tmp_path / "config.toml"), *command],
    }
    result = commands.bare(*words[place])
    assert (result.status, result.out) == (0, "5\n")
    # Without any of them it is the user's own.
    monkeypatch.delenv("BLOGREADER_LIBRARY", raising=False)
    assert commands.bare(*command).out == "0\n"


def test_flag_beats_environment_beats_file(commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text('library = "/from/file"\n')
    (tmp_path / "other.toml").write_text('library = "/from/other"\n')

    def library(*words: str) -> str:
        return str(json.loads(commands.bare("dirs", "--json", *words).out)["library"])

    monkeypatch.setenv("BLOGREADER_CONFIG", str(tmp_path / "config.toml"))
    assert library() == "/from/file"
    assert library("--config", str(tmp_path / "other.toml")) == "/from/other"
    monkeypatch.setenv("BLOGREADER_LIBRARY", "/from/environment")
    assert library() == "/from/environment"
    assert library("--library", "/from/flag") == "/from/flag"


def test_dirs_tells_every_folder(commands: Commands, tmp_path: Path) -> None:
    folders = json.loads(commands.done("dirs", "--json").out)
    library = str(commands.library)
    assert folders == {
        "library": library,
        "archive": f"{library}/archive",
        "cache": f"{library}/cache",
        "config": folders["config"],
    }
    assert folders["config"].startswith(str(tmp_path / "home"))
    assert commands.done("dirs").rows == [f"{name:<8} {path}" for name, path in folders.items()]
    assert not commands.library.exists()


def test_json_holds_a_path_exactly_though_a_terminal_gets_none_of_its_characters(
    commands: Commands, tmp_path: Path
) -> None:
    library = f"{tmp_path}/a\x1b]0;b\u2028c\u202ed\udcff"
    assert json.loads(commands.bare("dirs", "--json", "--library", library).out)["library"] == library
    assert "]0;bc" not in commands.bare("dirs", "--library", library).rows[0]


def test_the_version_is_told_before_and_after_a_command(commands: Commands) -> None:
    for words in (["--version"], ["list", "--version"], ["--version", "list"]):
        assert commands.done(*words).out == f"blogreader {__version__}\n"


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_and_names_every_option(commands: Commands, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    text = commands.done(*([name] if name else []), "--help").out
    assert max(map(len, text.splitlines())) <= 100
    for option in ("--library DIR", "--config FILE", "--offline", "--no-color", "--quiet", "--log-file", "--version"):
        assert option in text
    if name:
        command = COMMANDS[name]
        assert text.startswith(f"usage: blogreader {name} ")
        assert command.help.splitlines()[0] in text
        assert all(argument.options.get("metavar", argument.names[-1]) in text for argument in command.arguments)
    else:
        for one, command in COMMANDS.items():
            assert f"  {one:<12}{command.help.splitlines()[0]}\n" in text
    assert commands.done(*([name] if name else []), "-h").out == text


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_as_a_command_prints_the_same(commands: Commands, name: str) -> None:
    words = [name] if name else []
    assert commands.done("help", *words).out == commands.done(*words, "--help").out
    assert not commands.library.exists()


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("fetsch", "There is no command fetsch; did you mean `blogreader help fetch`?"),
        ("book", "There is no command book; did you mean `blogreader help bookmark`?"),
        ("xyzzy", "There is no command xyzzy; `blogreader help` lists all commands."),
        ("is:unread", "There is no command is:unread; `blogreader help` lists all commands."),
    ],
)
def test_help_on_what_is_no_command_says_so(commands: Commands, word: str, said: str) -> None:
    result = commands("help", word)
    assert (result.status, result.out, result.err) == (2, "", f"blogreader: {said}\n")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_an_unknown_option_is_refused_by_every_command(commands: Commands, name: str) -> None:
    result = commands(name, *NEEDS.get(name, []), "--no-such-option")
    assert (result.status, result.out) == (2, "")
    assert "--no-such-option" in result.err
    assert result.err.count("\n") == 1
    assert not commands.library.exists()


@pytest.mark.parametrize("name", [name for name in NEEDS if name != "mark"])
def test_what_a_command_needs_must_be_there(commands: Commands, name: str) -> None:
    result = commands(name)
    assert (result.status, result.out) == (2, "")
    assert f"see `blogreader {name} --help`" in result.err


def test_options_are_not_guessed_from_their_beginnings(commands: Commands) -> None:
    assert commands("list", "--js").status == 2


@pytest.mark.slow
def test_a_log_is_written_where_it_is_wanted(commands: Commands, site: Site, tmp_path: Path) -> None:
    # In a process of its own: the log belongs to the process.
    log = tmp_path / "log.txt"
    log.touch(0o644)
    process = run("--library", str(commands.library), "--log-file", str(log), "add", site.index_url)
    assert (process.returncode, process.stderr) == (0, "")
    assert f"GET {site.index_url}" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    process = run("--library", str(commands.library), "-v", "refresh")
    assert f"GET {site.index_url}" in process.stderr
    result = commands("--log-file", str(tmp_path / "missing" / "log.txt"), "list")
    assert (result.status, result.out) == (2, "")
    assert str(tmp_path / "missing" / "log.txt") in result.err


# Keys


def test_keys_prints_every_key_by_pane(commands: Commands) -> None:
    text = commands.done("keys").out
    keys = json.loads(commands.done("keys", "--json").out)
    assert [key["id"] for key in keys] == [key.id for key in TABLE]
    assert all(list(key) == ["id", "keys", "does"] and key["keys"] and key["does"] for key in keys)
    for key in TABLE:
        assert any(key.sentence in row and row.endswith(key.id) for row in text.splitlines())
    assert [row for row in text.splitlines() if not row.startswith(" ")] == [
        f"{pane}:" for pane in dict.fromkeys(key.pane for key in TABLE)
    ]


def test_keys_are_those_of_the_configuration(commands: Commands, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[keys]\n"articles.open" = ["enter", "C-y"]\n"everywhere.progress" = "P"\n')
    keys = {key["id"]: key["keys"] for key in json.loads(commands.done("--config", str(config), "keys", "--json").out)}
    assert (keys["articles.open"], keys["everywhere.progress"]) == (["enter", "ctrl+y"], ["P"])
    (row,) = (row for row in commands.done("keys", "--config", str(config)).rows if row.endswith("articles.open"))
    assert row.split() == ["Enter", "C-y", "Open", "the", "article", "articles.open"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('offline = true\n[keys]\n"articles.mark" = "m"\n', 3, "articles.bookmark"),
        ('[keys]\n"articles.open" = "q"\n', 2, "everywhere.back"),
        ('[keys]\n\n"articles.fly" = "x"\n', 3, "no key is called articles.fly"),
        ('[keys]\n"articles.open" = 5\n', 2, "must be a key or a list of keys"),
        ("offline = true\ncolour = 1\n", 2, "colour is not a setting; allowed settings:"),
        ('offline = "yes"\n', 1, "offline must be true or false"),
        ("[network]\nseconds = 0\n", 2, "a number from 1 to 600"),
        ("[network]\nretries = 3\n", 2, "retries is not a setting"),
        ("offline = true\noffline =\n", 2, "line 2"),
    ],
)
def test_a_mistake_in_the_configuration_is_told_with_file_and_line(
    commands: Commands, tmp_path: Path, text: str, line: int, said: str
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(text)
    for command in ("keys", "list", "dirs"):
        result = commands("--config", str(config), command)
        assert (result.status, result.out) == (2, "")
        assert str(config) in result.err
        assert f"line {line}" in result.err
        assert said in result.err
    assert config.read_text() == text


def test_a_configuration_that_was_named_must_be_there(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = str(tmp_path / "missing.toml")
    result = commands("--config", missing, "list")
    assert (result.status, result.out, result.err) == (2, "", f"blogreader: {missing} does not exist.\n")
    monkeypatch.setenv("BLOGREADER_CONFIG", missing)
    assert commands("list").status == 2
    monkeypatch.setenv("BLOGREADER_CONFIG", str(tmp_path))
    result = commands("list")
    assert result.status == 2
    assert str(tmp_path) in result.err
    assert "is a directory" in result.err or "is a folder" in result.err
    (tmp_path / "latin.toml").write_bytes(b'library = "caf\xe9"\n')
    result = commands("--config", str(tmp_path / "latin.toml"), "list")
    assert (result.status, result.out) == (2, "")
    assert "latin.toml, line 1, is not UTF-8 text" in result.err


# Processes


def program(*words: str) -> list[str]:
    return [sys.executable, "-m", "blogreader", *words]


def run(*words: str, data: bytes = b"", changes: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        program(*words),
        input=data,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
        env=environment(**(changes or {})),
    )
    out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.mark.slow
def test_a_process_ends_with_the_status_and_without_a_traceback(commands: Commands) -> None:
    library = str(commands.library)
    done = run("--library", library, "list", "--count")
    assert (done.returncode, done.stdout, done.stderr) == (0, "102\n", "")
    for words, status in ((["list", "minutes:<"], 2), (["show", "nothing"], 1), (["add", "/missing"], 1)):
        done = run("--library", library, *words)
        assert (done.returncode, done.stdout) == (status, "")
        assert done.stderr.startswith("blogreader: ")
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [[], ["is:unread"], ["is:bookmarked"], ["-is:read"], ["--", "list"]])
def test_without_a_terminal_the_app_says_so(commands: Commands, words: list[str]) -> None:
    done = run("--library", str(commands.library), *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "blogreader: The app needs a terminal; `blogreader list` and the other commands do not.\n"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["Help"], "help"),
        (["HELP", "fetch"], "help"),
        (["fetsch", "--offline", "is:unread"], "fetch"),
        (["versoin"], "--version"),
        (["/help"], "help"),
    ],
)
def test_a_command_in_other_letters_or_with_more_words_is_asked_about(
    commands: Commands, words: list[str], meant: str
) -> None:
    said = f"blogreader: There is no command {words[0]}; did you mean `blogreader {meant}`?\n"
    result = commands(*words)
    assert (result.status, result.out, result.err) == (2, "", said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--view", "contnue"], "No view is called contnue; did you mean Continue?"),
        (["list", "--view", "xyzzy"], "No view is called xyzzy; the views are "),
        (["remove", "lucio-duran"], "There is no source called lucio-duran; did you mean lucioduran?"),
        (["refresh", "xyzzy"], "There is no source called xyzzy; `blogreader sources` lists them."),
        (["manual", "queris"], "The manual has no single page 'queris'; did you mean queries?"),
        (["manual", "xyzzy"], "The manual has no single page 'xyzzy'; the pages are first-hour, "),
    ],
)
def test_a_mistyped_name_is_asked_about_where_one_is_near(commands: Commands, words: list[str], said: str) -> None:
    result = commands(*words)
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"blogreader: {said}")


@pytest.mark.slow
@pytest.mark.parametrize(("word", "meant"), [("lst", "list"), ("fecth", "fetch"), ("soures", "sources")])
def test_a_mistyped_command_is_asked_about(commands: Commands, word: str, meant: str) -> None:
    said = f"blogreader: There is no command {word}; did you mean `blogreader {meant}`?\n"
    result = commands(word)
    assert (result.status, result.out, result.err) == (2, "", said)
    terminal, other = pty.openpty()
    done = subprocess.run(
        program("--library", str(commands.library), word),
        stdin=other,
        stdout=other,
        stderr=other,
        timeout=PATIENCE_SECONDS,
        check=False,
        env=environment(),
    )
    os.close(other)
    assert done.returncode == 2
    assert os.read(terminal, 1_000).decode().replace("\r", "") == said
    os.close(terminal)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sources", "more"], "Unrecognized arguments: more;"),
        (["list", "--jsno"], "There is no option --jsno; did you mean --json?"),
        (["list", "--jn"], "There is no option --jn; did you mean --json?"),
        (["list", "--Count=3"], "There is no option --Count=3; did you mean --count?"),
        (["--verison"], "There is no option --verison; did you mean --version?"),
        (["list", "--zzzzzz"], "Unrecognized arguments: --zzzzzz;"),
        (["remove", "x", "--json"], "Unrecognized arguments: --json;"),  # not --version
        # Taken for a term, it would list nearly everything.
        (["list", "-z"], "Unrecognized arguments: -z;"),
        (["list", "is:unread", "-j"], "Unrecognized arguments: -j;"),
        (["-x"], "Unrecognized arguments: -x;"),
        (["show", "--width", "wide", "x"], "Argument --width: 'wide' is not a number;"),
        (["mark", "raed", "x"], "STATUS is one of unread, reading, read, not raed; did you mean read?"),
        (
            ["export", "--format", "epbu"],
            "--format is one of states, index, jsonl, md, html, epub, opml, not epbu; did you mean epub?",
        ),
        (["completion", "tcsh"], "SHELL is one of bash, zsh, fish, not tcsh; see `blogreader completion --help`."),
        (["notes", "--format=jsn"], "--format is one of md, json, not jsn; did you mean json?"),
        (
            ["show", "x", "--format", "pdf"],
            "--format is one of text, md, html, json, not pdf; see `blogreader show --help`.",
        ),
        (["fetch", "--re-extract", "--force"], "--re-extract contacts no server"),
    ],
)
def test_a_wrong_word_is_told_as_it_was_typed(commands: Commands, words: list[str], said: str) -> None:
    result = commands(*words)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"blogreader: {said}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("-x", "Unrecognized arguments: -x; see `blogreader --help`."),
        ("show -- a b", "Unrecognized arguments: b; see `blogreader show --help`."),
        ("dirs x", "Unrecognized arguments: x; see `blogreader dirs --help`."),
        ("search --limitt=123456789012345 x", "There is no option --limitt=123456789012345; did you mean --limit?"),
        ("list --jsno=1", "There is no option --jsno=1; did you mean --json?"),
        ("mark", "The following arguments are required: status, QUERY; see `blogreader mark --help`."),
        ("export --format opml rust", "--format opml takes no QUERY: it always exports everything."),
        ("export --format index --no-notes", "--no-notes is for articles: --format index writes none."),
        ("export --format md", "--format md writes a folder: say where with -o FOLDER."),
        ("graph --dot --json", "Use only one of --dot and --json."),
        ("search --limit 0 rust", "--limit takes a number of articles, at least 1."),
        ("show --width 0 rust", "--width takes a number of columns, at least 1."),
        ("bookmark", "Say which articles (a query), or --list to see the reading list."),
        ("progress --by tomorrow", "--by tomorrow: not a date; write it as 2027-03-31."),
        ("progress --by 2020-03-31", "2020-03-31 is past: --by takes a date in the future."),
        (
            "fetch --re-extract --force",
            "--re-extract contacts no server: it can't be combined with --force or --retry-failed.",
        ),
        (
            "fetch --check --force",
            "--check asks servers what changed: it can't be combined with --force, --re-extract or others.",
        ),
    ],
)
def test_words_that_do_not_go_together_are_told_with_what_does(commands: Commands, line: str, said: str) -> None:
    result = commands(*line.split())
    assert (result.status, result.err) == (2, f"blogreader: {said}\n")


@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["list", "--count"], ["--help"]])
def test_a_reader_that_has_enough_is_no_error(commands: Commands, words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as `| head -1` does, but surely before the first byte
    try:
        done = subprocess.run(
            program("--library", str(commands.library), *words),
            stdin=subprocess.DEVNULL,
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=PATIENCE_SECONDS,
            check=False,
            env=environment(),
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["list"], ["list", "--count"], ["--help"], ["help", "fetch"], ["manual", "keys"]])
def test_a_full_disk_is_told(commands: Commands, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            program("--library", str(commands.library), *words),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE_SECONDS,
            check=False,
            env=environment(),
        )
    assert done.returncode == 1
    assert done.stderr == b"blogreader: Standard output can't be written: no space left on device.\n"


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("words", "status"), [(["list", "minutes:<"], 2), (["show", "nosuch"], 1), (["--offline", "refresh"], 1)]
)
def test_a_sentence_that_nobody_can_be_told_changes_no_exit_status(
    commands: Commands, words: list[str], status: int
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            program("--library", str(commands.library), *words),
            stdout=subprocess.PIPE,
            stderr=full,
            timeout=PATIENCE_SECONDS,
            check=False,
            env=environment(),
        )
    assert (done.returncode, done.stdout) == (status, b"")


@pytest.mark.slow
def test_closed_streams_are_no_error(commands: Commands) -> None:
    library = str(commands.library)
    for closing, words in ((">&-", "list"), ("2>&-", "list minutes:<"), ("<&-", "add -"), ("<&-", "is:unread")):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"$@" {words} {closing}', "sh", *program("--library", library)],
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
            env=environment(),
        )
        assert b"Traceback" not in done.stderr
        assert done.returncode == {"list": 0, "list minutes:<": 2, "add -": 1, "is:unread": 2}[words]


@pytest.mark.slow
def test_ctrl_c_ends_a_fetch_and_closes_its_connection(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    post = site.posts[0]
    hold = site.hold(post.slug)
    process = subprocess.Popen(
        program("--library", str(commands.library), "fetch", f"url:{post.slug}"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    try:
        assert hold.reached.wait(PATIENCE_SECONDS)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        process.kill()
    assert (process.returncode, out, err) == (
        -signal.SIGINT,
        b"",
        b"Stopped after 0 of 1. Run the same command again to continue.\n",
    )
    assert hold.disconnected.wait(PATIENCE_SECONDS)
    # Nothing was kept of it, and it is no failure of the article's.
    assert commands.done("list", "is:offline OR is:failed", "--count").out == "0\n"


@pytest.mark.slow
def test_ctrl_c_ends_the_loop_of_a_shell_too(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    post = site.posts[0]
    hold = site.hold(post.slug)
    words = program("--library", str(commands.library), "fetch", "-q", f"url:{post.slug}")
    process = subprocess.Popen(
        ["/bin/sh", "-c", 'while :; do "$@"; done', "sh", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    try:
        assert hold.reached.wait(PATIENCE_SECONDS)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode in (-signal.SIGINT, 128 + signal.SIGINT)


@pytest.mark.parametrize("module", ["blogreader.cli.main", "blogreader.cli.arguments", "blogreader.library", "sqlite3"])
def test_ctrl_c_while_it_starts_is_no_traceback(commands: Commands, module: str) -> None:
    code = f"""
import os, signal, sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from blogreader.__main__ import program
program()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "--library", str(commands.library), "list"],
        capture_output=True,
        env=environment(),
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


@pytest.mark.slow
def test_an_index_may_come_from_standard_input(commands: Commands, site: Site) -> None:
    library = str(commands.library)
    done = run("--library", library, "add", "-", data=site.index_markdown().encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, "stdin (The Loopback Notebook): 102 articles\n", "")
    assert run("--library", library, "list", "--count").stdout == "102\n"
    result = commands("refresh")
    assert (result.status, result.out) == (1, "")
    assert result.err == "blogreader: stdin came from standard input; to read it again, add it again.\n"
    for data, said in ((b"", "standard input is empty"), (b"a\n\0\1", "standard input, line 2: this is a binary file")):
        done = run("--library", library, "add", "-", data=data)
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
    assert commands.done("list", "--count").out == "102\n"


@pytest.mark.slow
@pytest.mark.parametrize("coercion", ["0", "1"])
def test_a_terminal_that_knows_no_utf8_gets_question_marks(commands: Commands, coercion: str) -> None:
    changes = {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": coercion, "PYTHONIOENCODING": ""}
    library = str(commands.library)
    for words in (["list"], ["keys"], ["progress"], ["list", "--json"], ["sources"]):
        done = run("--library", library, *words, changes=changes)
        assert (done.returncode, done.stderr) == (0, "")
    done = run("--library", library, "list", "title:TLA+", changes=changes | {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("o   2026-03-18")  # the marks have letters of their own there
    done = run("--library", library, "list", "title:Drizzle", changes=changes | {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Drizzle ORM: Type-Safe SQL for PostgreSQL ? Migrations" in done.stdout
    # Python takes what such a terminal sends for no text at all.
    for word in ("title:ü", "show ü", "add ü.md"):
        done = run("--library", library, *word.split(), changes=changes)
        assert done.returncode in (0, 1, 2, 4)
        assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("locale", "mark"),
    [
        ({"LC_ALL": "C"}, "o"),
        ({"LC_ALL": "POSIX", "LANG": "C.UTF-8"}, "o"),
        ({"LANG": "C"}, "o"),
        ({"LANG": "C.UTF-8"}, "●"),
        ({"LC_ALL": "C.UTF-8", "LANG": "C"}, "●"),
        ({}, "●"),
    ],
)
def test_marks_are_letters_where_the_locale_names_no_utf8(
    commands: Commands, locale: dict[str, str], mark: str
) -> None:
    changes = {"LC_ALL": "", "LC_CTYPE": "", "LANG": "", "PYTHONUTF8": "", "PYTHONIOENCODING": "utf-8"} | locale
    done = run("--library", str(commands.library), "list", "title:TLA+", changes=changes)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{mark}   2026-03-18")


def on_a_terminal(columns: int, *words: str) -> tuple[int, str]:
    """Run with a terminal as standard output."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    unset = ("COLUMNS", "LINES", "NO_COLOR")
    variables = {name: value for name, value in environment().items() if name not in unset} | {"PAGER": "cat"}
    with subprocess.Popen(
        program(*words), stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=variables
    ) as process:
        os.close(theirs)
        data = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says that the other end is closed by EIO
                break
            if not piece:
                break
            data += piece
        os.close(ours)
        status = process.wait(PATIENCE_SECONDS)
    return status, data.decode().replace("\r\n", "\n")


@pytest.mark.slow
def test_on_a_terminal_rows_are_cut_to_its_width(commands: Commands, site: Site) -> None:
    from wcwidth import wcswidth

    commands.done("add", site.index_url)
    status, text = on_a_terminal(60, "--library", str(commands.library), "list")
    rows = text.splitlines()
    assert (status, len(rows)) == (0, 102)
    assert max(wcswidth(row) for row in rows) == 60
    assert rows[0].endswith("…")
    # Fields for scripts are whole wherever they go.
    assert (
        on_a_terminal(60, "--library", str(commands.library), "list", "--plain")[1]
        == commands.done("list", "--plain").out
    )


@pytest.mark.slow
def test_on_a_terminal_fetch_draws_one_bar_and_leaves_the_summary(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    first, second = site.posts[0], site.posts[1]
    site.broken[first.slug] = 404
    query = f"url:{first.slug} OR url:{second.slug}"
    status, text = on_a_terminal(100, "--library", str(commands.library), "fetch", query)
    assert status == 3
    assert "2/2  0:00 left" in text
    assert ": fetched" not in text
    seen = [line.rpartition("\r\x1b[K")[2] for line in text.split("\n")]
    assert [line for line in seen if line] == [
        next(line for line in seen if line.endswith(" says that this page is gone (404).")),
        "1 fetched, 0 unchanged, 1 failed",
    ]


@pytest.mark.slow
def test_on_a_terminal_show_has_colours_unless_they_are_not_wanted(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    library, slug = str(commands.library), site.posts[0].slug
    coloured = on_a_terminal(100, "--library", library, "show", slug)[1]
    assert "\x1b[" in coloured
    assert "\x1b" not in on_a_terminal(100, "--library", library, "show", slug, "--no-color")[1]
    assert not FORBIDDEN.search(commands.done("show", slug).out)
