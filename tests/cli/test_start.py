"""Starting the app: what must hold before, what it is made with, and what is done and said when it has ended."""

import asyncio
import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader import manual_pages
from blogreader.cli import last_screen, main, start
from blogreader.cli.arguments import Arguments, read
from blogreader.cli.context import settings
from blogreader.errors import UsageError
from blogreader.library import Library
from blogreader.tui.terminal.ground import UNKNOWN, Ground
from tests.cli.test_output import Stream
from tests.conftest import Commands


class Ended(Exception):
    """The process would be over now."""


class Started:
    """An app that ends at once, and what it was made with."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []
        self.done: list[str] = []
        self.return_code: int | None = None
        self.last_screen: object = None
        self.failure: Exception | None = None
        self.leaving = SimpleNamespace(taken_down=lambda: self.done.append("taken down"))

    def made(self, _: Arguments, library: Library, __: object, ___: object, query: str | None) -> "Started":
        self.asked.append(query)
        library.select("")  # it is open
        return self

    def run(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.close()
        self.done.append("run")
        if self.failure:
            raise self.failure


Terminal = Callable[[], dict[str, Stream]]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in place: to be called in the test, for pytest puts its own streams there before it."""

    def put() -> dict[str, Stream]:
        streams = {name: Stream(is_terminal=True) for name in ("stdin", "stdout", "stderr")}
        for name, stream in streams.items():
            monkeypatch.setattr(f"sys.{name}", stream)
        monkeypatch.setenv("TERM", "xterm")
        return streams

    return put


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    def end(status: int) -> None:
        raise Ended(status)

    app = Started()
    monkeypatch.setattr(start, "_made", app.made)
    monkeypatch.setattr(start, "_end", end)
    monkeypatch.setattr(last_screen, "keep", lambda *_: app.done.append("kept"))
    return app


@pytest.fixture
def run(commands: Commands) -> Callable[..., int]:
    """Start the app with these words; return the status with which the process would end."""

    def run(*words: str, **given: object) -> int:
        arguments = read(["--library", str(commands.library), *words])
        for name, value in given.items():
            setattr(arguments, name, value)
        with pytest.raises(Ended) as caught:
            start.app(arguments)
        [status] = caught.value.args
        assert isinstance(status, int)
        return status

    return run


def refusal(commands: Commands, *words: str) -> str:
    with pytest.raises(UsageError) as caught:
        start.app(read(["--library", str(commands.library), *words]))
    return str(caught.value)


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_every_stream_must_be_a_terminal(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, terminal: Terminal, started: Started, name: str
) -> None:
    terminal()
    monkeypatch.setattr(f"sys.{name}", Stream())
    assert refusal(commands) == "The app needs a terminal; `blogreader list` and the other commands do not."
    assert refusal(commands, "fetsch") == "There is no command fetsch; did you mean `blogreader fetch`?"
    assert started.asked == []


def test_a_terminal_that_can_not_move_its_cursor_is_no_place_for_it(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, terminal: Terminal, started: Started
) -> None:
    terminal()
    for term in ("dumb", "DUMB"):
        monkeypatch.setenv("TERM", term)
        assert refusal(commands) == (
            "The app needs a terminal that can move the cursor, and TERM is dumb; `blogreader list` and"
            " `blogreader show` work here too."
        )
    assert started.asked == []


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ((), None),
        (("is:unread", "sort:date"), "is:unread sort:date"),
        (("serch",), "serch"),  # it is near to a command, but there is an article with the word
        (("zzzz",), "zzzz"),
        (("",), ""),
    ],
)
def test_words_are_the_query_that_it_begins_with(
    run: Callable[..., int],
    tmp_path: Path,
    terminal: Terminal,
    started: Started,
    words: tuple[str, ...],
    query: str | None,
) -> None:
    streams = terminal()
    (tmp_path / "index.md").write_text("- [Serch engines](https://blog.example/one)\n")
    assert run("--index", str(tmp_path / "index.md"), *words) == 0
    assert started.asked == [query]
    assert started.done == ["run", "taken down"]
    assert streams["stderr"].text == ""


def test_a_word_that_is_near_to_a_command_and_finds_nothing_is_asked_about(
    commands: Commands, terminal: Terminal, started: Started
) -> None:
    streams, left = terminal(), list[str]()
    arguments = read(["--library", str(commands.library), "fetsch", "--quiet"])
    arguments.shown = SimpleNamespace(leave=lambda: left.append("left"))  # type: ignore[assignment]
    with pytest.raises(UsageError, match="did you mean `blogreader fetch`"):
        start.app(arguments)
    assert (started.asked, left, streams["stderr"].text) == ([], ["left"], "")


@pytest.mark.parametrize(
    ("code", "lost", "status", "said"),
    [
        (None, 0, 0, ""),
        (0, 0, 0, ""),
        (3, 0, 3, ""),
        (None, 1, 1, "1 change could not be saved. The disk is full.\n"),
        (3, 2, 3, "2 changes could not be saved. The disk is full.\n"),
    ],
)
def test_the_status_is_that_of_the_app_or_says_that_something_was_lost(
    run: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    terminal: Terminal,
    started: Started,
    code: int | None,
    lost: int,
    status: int,
    said: str,
) -> None:
    streams, close = terminal(), Library.close

    def closed(library: Library) -> int:
        close(library)
        return lost

    monkeypatch.setattr(Library, "close", closed)
    monkeypatch.setattr(Library, "unsaved", lambda _: (lost, 0, "The disk is full."))
    monkeypatch.setattr(Library, "said", lambda _: ["Something was mended."])
    started.return_code = code
    assert run() == status
    assert streams["stderr"].text == f"{said}Something was mended.\n"


def test_the_last_screen_is_kept_but_not_that_of_an_index_that_is_only_looked_at(
    run: Callable[..., int], tmp_path: Path, terminal: Terminal, started: Started
) -> None:
    terminal()
    (tmp_path / "index.md").write_text("- [One](https://blog.example/one)\n")
    left: list[str] = []
    shown = SimpleNamespace(leave=lambda: left.append("left"))
    for screen, words, is_kept in ((object(), (), True), (None, (), False), (object(), ("--index", "i"), False)):
        started.last_screen, started.done, left[:] = screen, [], []
        run(*(str(tmp_path / "index.md") if word == "i" else word for word in words), shown=shown, ground=None)
        assert started.done == ["run", "taken down", *(["kept"] if is_kept else [])]
        assert left == ["left"]


def test_a_bug_ends_it_with_its_traceback_after_the_terminal_was_given_back(
    commands: Commands, terminal: Terminal, started: Started
) -> None:
    terminal()
    started.failure = ZeroDivisionError()
    started.last_screen = object()
    with pytest.raises(ZeroDivisionError):
        start.app(read(["--library", str(commands.library)]))
    assert started.done == ["run", "taken down"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("fetsch", "fetch"),
        ("FETCH", "fetch"),
        ("/fetch", "fetch"),
        (":fetch", "fetch"),
        ("--lst", "list"),
        ("version", "--version"),
        ("usage", "help"),
        ("man", "manual"),
        ("f:etch", None),  # a term of a query
        ("fetch:", None),
        ("fetch", None),  # behind `--`: a word to search for
        ("fe", None),
        ("", None),
    ],
)
def test_a_word_that_is_near_to_a_command_is_asked_about(word: str, name: str | None) -> None:
    assert start._meant([word, "more"]) == (
        f"There is no command {word}; did you mean `blogreader {name}`?" if name else None
    )
    assert start._meant([]) is None


# What it is made with


@pytest.fixture
def collecting() -> Iterator[None]:
    """Leave the collection of garbage as it was."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.enable()


@pytest.mark.usefixtures("collecting")
@pytest.mark.parametrize(
    ("theme", "known", "ground", "is_asked"),
    [
        ("auto", None, Ground(True, b""), True),
        ("auto", Ground(False, b"x"), Ground(False, b"x"), False),
        ("dracula", None, UNKNOWN, False),
        ("dracula", Ground(False, b"x"), Ground(False, b"x"), False),
    ],
)
def test_a_terminal_is_asked_for_its_colours_once_if_the_theme_follows_them(
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    theme: str,
    known: Ground | None,
    ground: Ground,
    is_asked: bool,
) -> None:
    made: dict[str, Any] = {}
    asked: list[str] = []

    def app(library: object, chosen: object, query: object, **given: Any) -> SimpleNamespace:
        made.update(library=library, chosen=chosen, query=query, **given)
        return SimpleNamespace(
            leaving=SimpleNamespace(listen=lambda end, attributes: made.update(end=end, at=attributes))
        )

    def ask() -> Ground:
        asked.append("asked")
        return Ground(True, b"")

    monkeypatch.setattr("blogreader.tui.app.BlogreaderApp", app)
    monkeypatch.setattr("blogreader.tui.terminal.ground.ask_terminal", ask)
    monkeypatch.setenv("TEXTUAL_FPS", "30")
    file = tmp_path / "c.toml"
    file.write_text(f'theme = "{theme}"\n')
    arguments = read(["--library", str(commands.library), "--config", str(file)])
    arguments.ground = known
    arguments.shown = SimpleNamespace(attributes=[1]) if known else None  # type: ignore[assignment]
    folders, chosen = settings(arguments)
    start._made(arguments, "library", folders, chosen, "a query")  # type: ignore[arg-type]
    assert (made["library"], made["chosen"], made["query"]) == ("library", chosen, "a query")
    assert (made["ground"], made["shown"], bool(asked)) == (ground, arguments.shown, is_asked)
    assert (made["end"], made["at"]) == (start._end, [1] if known else None)
    assert os.environ["TEXTUAL_FPS"] == "30"
    assert not gc.isenabled()
    file.unlink()
    with pytest.raises(Exception, match="does not exist"):  # it was named, and is read again when it changes
        made["file"].read()


def test_the_process_ends_at_once_with_what_is_written_so_far(
    monkeypatch: pytest.MonkeyPatch, terminal: Terminal
) -> None:
    def end(status: int) -> None:
        raise Ended(status)

    monkeypatch.setattr(os, "_exit", end)
    streams = terminal()
    buffered = Stream(is_buffered=True)
    monkeypatch.setattr("sys.stderr", buffered)
    buffered.write("words")
    streams["stdout"].close()
    with pytest.raises(Ended) as caught:
        start._end(7)
    assert (caught.value.args, buffered.text) == ((7,), "words")


# From the command line


@pytest.mark.parametrize(
    ("words", "is_shown", "logs"),
    [
        ([], True, []),
        (["is:unread"], True, []),
        (["-v"], True, []),  # the app's screen is no place for a log
        (["--log-file", "a.log"], True, ["a.log"]),
        (["list"], False, []),
        (["-v", "list"], False, [None]),
        (["--log-file", "a.log", "list"], False, ["a.log"]),
    ],
)
def test_an_app_begins_with_the_last_screen_and_logs_to_a_file_alone(
    monkeypatch: pytest.MonkeyPatch, words: list[str], is_shown: bool, logs: list[str | None]
) -> None:
    told: list[str] = []
    logged: list[str | None] = []
    shown: Any = SimpleNamespace(leave=lambda: told.append("left"))

    def failed(arguments: Arguments) -> int:
        assert (arguments.shown is shown) is is_shown
        told.append("run")
        raise UsageError("It can't start.")

    def show(_: Arguments) -> object:
        told.append("shown")
        return shown

    monkeypatch.setattr(last_screen, "show", show)
    monkeypatch.setattr("blogreader.cli.log.start", logged.append)
    monkeypatch.setattr(start, "app", failed)
    monkeypatch.setattr("blogreader.cli.articles.list_", failed)
    assert main(words) == 2
    assert told == (["shown", "run", "left"] if is_shown else ["run"])
    assert logged == logs


def test_the_manual_is_opened_in_the_app_if_all_streams_are_a_terminal(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, terminal: Terminal
) -> None:
    opened: list[tuple[str | None, list[str]]] = []

    def app(arguments: Arguments) -> int:
        opened.append((arguments.index, arguments.query))
        return 7

    monkeypatch.setattr(start, "app", app)
    words = ["--library", str(commands.library), "manual"]
    terminal()
    assert main(words) == 7
    assert opened == [(str(manual_pages.index()), [])]
    for name in ("stdin", "stdout", "stderr"):
        terminal()
        out = Stream(is_terminal=name != "stdout")
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr(f"sys.{name}", out if name == "stdout" else Stream())
        assert main(words) == 0
        assert len(out.text.splitlines()) == len(manual_pages.pages())
    assert len(opened) == 1
