"""What commands write, and where: data, sentences, bytes, colours, and what becomes of it when nobody takes it."""

import errno
import io
import logging
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from blogreader import __version__
from blogreader.cli import log, main, output, pager
from blogreader.errors import UsageError
from blogreader.model import IndexWarning
from tests.conftest import Commands

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Stream(io.TextIOWrapper):
    """A standard stream that is a terminal, or takes nothing: at once, or only when what is buffered is written."""

    def __init__(
        self,
        *,
        is_terminal: bool = False,
        failure: OSError | None = None,
        is_late: bool = False,
        descriptor: int = -1,
        is_buffered: bool = False,
    ) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=not is_buffered)
        self._is_terminal, self._failure, self._is_late, self._descriptor = is_terminal, failure, is_late, descriptor
        self._is_written = False

    def isatty(self) -> bool:
        return self._is_terminal

    def write(self, text: str) -> int:
        self._is_written = True
        if self._failure and not self._is_late:
            raise self._failure
        return super().write(text)

    def flush(self) -> None:
        if self._failure and self._is_written:
            self._is_written = False
            raise self._failure
        super().flush()

    def fileno(self) -> int:
        if self._descriptor < 0:
            raise io.UnsupportedOperation("no descriptor")
        return self._descriptor

    @property
    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


def standing(monkeypatch: pytest.MonkeyPatch, **streams: Stream) -> None:
    for name, stream in streams.items():
        monkeypatch.setattr(f"sys.{name}", stream)


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize(
    ("variables", "on_a_terminal", "in_a_pipe"),
    [
        ({}, True, False),
        ({"TERM": "xterm"}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"CLICOLOR": "0"}, False, False),
        ({"CLICOLOR": "1"}, True, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR_FORCE": "1", "TERM": "dumb"}, True, True),
        ({"CLICOLOR_FORCE": "0"}, True, False),
        ({"CLICOLOR_FORCE": ""}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, False, False),
    ],
)
def test_colours_are_where_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], on_a_terminal: bool, in_a_pipe: bool, no_color: bool
) -> None:
    for name in ("TERM", "CLICOLOR", "CLICOLOR_FORCE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for is_terminal, expected in ((True, on_a_terminal), (False, in_a_pipe)):
        standing(monkeypatch, stdout=Stream(is_terminal=is_terminal))
        assert output.colourful(no_color) is (expected and not no_color)


@pytest.mark.parametrize(
    ("columns", "found"), [("100", 100), ("1", 1), ("0", 80), ("-5", 80), ("wide", 80), ("", 80), (None, 80)]
)
def test_the_width_is_what_the_environment_says_or_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, columns: str | None, found: int
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    standing(monkeypatch, stdout=Stream())
    assert output.columns() == found
    assert output.row_width() is None
    standing(monkeypatch, stdout=Stream(is_terminal=True))
    assert output.row_width() == found


@pytest.mark.parametrize(("size", "found"), [((97, 20), 97), ((0, 0), 80)])
def test_the_width_of_a_terminal_is_its_own(monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], found: int) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size(size))
    standing(monkeypatch, stdout=Stream(descriptor=1))
    assert output.columns() == found


def test_data_goes_to_stdout_and_sentences_to_stderr_without_what_a_terminal_obeys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, err = Stream(), Stream()
    standing(monkeypatch, stdout=out, stderr=err)
    output.data("one\x1b[2J\x07")
    output.as_is("\x1b[1mtwo")
    output.message("https://ann:secret@blog.example/a\x1b[2J is wrong.")
    assert out.text == "one[2J\n\x1b[1mtwo\n"
    assert err.text == "https://blog.example/a[2J is wrong.\n"


def test_json_is_clean_without_changing_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Stream()
    standing(monkeypatch, stdout=out)
    output.as_json({"a": ["Grüße"]})
    output.as_json({"a": "Grüße"}, indent=None)
    output.as_json({"a": "Grüße\x9b2J\u202e"}, indent=None)
    output.as_json(["\x9b"])
    assert out.text == (
        '{\n "a": [\n  "Grüße"\n ]\n}\n{"a": "Grüße"}\n{"a": "Gr\\u00fc\\u00dfe\\u009b2J\\u202e"}\n[\n "\\u009b"\n]\n'
    )


def test_bytes_are_written_as_they_are_and_a_terminal_gets_clean_text(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [b"one\x1b[2J\n", b"\xfftwo"]
    out = Stream(is_buffered=True)
    standing(monkeypatch, stdout=out)
    out.write("before ")
    output.as_bytes(pieces)
    assert isinstance(out.buffer, io.BytesIO)
    assert out.buffer.getvalue() == b"before one\x1b[2J\n\xfftwo"
    out = Stream(is_terminal=True)
    standing(monkeypatch, stdout=out)
    output.as_bytes(pieces)
    assert out.text == "one[2J\n\ufffdtwo\n"


def full(is_late: bool, failure: OSError = FULL, **options: int) -> Stream:
    return Stream(failure=failure, is_late=is_late, **options)  # type: ignore[arg-type]


def printed() -> None:
    sys.stdout.write("x")
    output.finish()


@pytest.mark.parametrize(
    ("write", "is_late"),
    [
        (lambda: output.data("x"), False),
        (lambda: output.as_is("x"), False),
        (lambda: output.as_json(1), False),
        (printed, True),
    ],
)
def test_an_output_that_takes_no_more_is_told_and_one_whose_reader_has_enough_is_no_error(
    monkeypatch: pytest.MonkeyPatch, write: Callable[[], None], is_late: bool
) -> None:
    for failure, enough in ((FULL, False), (BrokenPipeError(), True)):
        standing(monkeypatch, stdout=full(is_late, failure))
        with pytest.raises(output.UnwritableOutput) as caught:
            write()
        assert caught.value.enough is enough
        if not enough:
            assert str(caught.value) == "Standard output can't be written: no space left on device."


@pytest.mark.parametrize("name", ["write", "flush"])
def test_bytes_that_are_not_taken_are_told(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    class Full(io.BytesIO):
        def fails(self, *_: object) -> int:
            raise FULL

    out = Stream()
    setattr(Full, name, Full.fails)
    monkeypatch.setattr(type(out), "buffer", Full())
    standing(monkeypatch, stdout=out)
    with pytest.raises(output.UnwritableOutput):
        output.as_bytes([b"x"])


def test_a_sentence_that_nobody_takes_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    standing(monkeypatch, stderr=Stream(failure=FULL))
    output.message("Nobody reads this.")


@pytest.mark.parametrize(
    ("number", "last"),
    [(20, "a, line 20: it is odd."), (21, "… and 1 more such line."), (25, "… and 5 more such lines.")],
)
def test_of_many_lines_that_are_not_understood_the_first_are_named(
    monkeypatch: pytest.MonkeyPatch, number: int, last: str
) -> None:
    err = Stream()
    standing(monkeypatch, stderr=err)
    output.warn("a", (IndexWarning(line, "it is odd") for line in range(1, number + 1)))
    lines = err.text.splitlines()
    assert lines[:20] == [f"a, line {line}: it is odd." for line in range(1, 21)]
    assert lines[-1] == last
    assert len(lines) == min(number, 21)


# The program


@pytest.mark.parametrize(("failure", "status"), [(FULL, 1), (BrokenPipeError(), 0)])
@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("words", [["--version"], ["list", "--count"]])
def test_a_command_whose_output_is_not_taken_ends_with_a_sentence_or_quietly(
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: list[str],
    is_late: bool,
    failure: OSError,
    status: int,
) -> None:
    err = Stream()
    with (tmp_path / "out").open("w") as file:
        standing(monkeypatch, stdout=full(is_late, failure, descriptor=file.fileno()), stderr=err)
        assert main(["--library", str(commands.library), *words] if words[0] == "list" else words) == status
        # What is left in the buffer fails no second time when the process ends.
        assert os.path.samestat(os.fstat(file.fileno()), os.stat(os.devnull))  # noqa: PTH116 - beside `fstat`
    assert err.text == ("blogreader: Standard output can't be written: no space left on device.\n" if status else "")


def test_the_version_is_told_and_help_is_no_error(commands: Commands) -> None:
    found = commands.bare("--version")
    assert (found.status, found.out, found.err) == (0, f"blogreader {__version__}\n", "")
    for words in (["--help"], ["-h"], ["list", "--help"], ["-q", "--version"]):
        found = commands.bare(*words)
        assert (found.status, found.err) == (0, "")
        assert found.out


def test_an_interrupted_command_says_so_by_its_status(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("blogreader.cli.maintenance.doctor", interrupted, raising=False)
    assert commands.bare("doctor").status == 130


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_streams_that_were_closed_are_no_trouble(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{stream}", None if stream == name else Stream())
    assert main(["--library", str(commands.library), "list", "--count"]) == 0
    assert getattr(sys, name) is not None
    assert getattr(sys, name).writable() is (name != "stdin")
    getattr(sys, name).close()


def test_a_terminal_that_knows_few_letters_gets_question_marks(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(out, encoding="ascii"))
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(err, encoding="ascii"))
    assert main(["--library", str(commands.library), "show", "nü"]) == 1
    assert main(["completion", "fish"]) == 0
    sys.stderr.flush()
    assert b" n?" in err.getvalue()


# The pager


@pytest.fixture
def paged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A terminal, and a program beside `less`: what it was given, and with which words, stands in the file."""
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.delenv("LESS", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    file = tmp_path / "paged"
    for name in ("less", "more", "my pager"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\necho "{name}|$*|$LESS" > "{file}"\ncat >> "{file}"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return file


@pytest.mark.parametrize(
    ("chosen", "less", "begins"),
    [
        (None, None, "less||FRX"),
        (None, "S", "less||S"),
        ("more -x 'a b'", None, "more|-x a b|FRX"),
        ("my pager", None, "my pager||FRX"),
    ],
)
def test_a_text_goes_through_the_pager(
    paged: Path, monkeypatch: pytest.MonkeyPatch, chosen: str | None, less: str | None, begins: str
) -> None:
    for name, value in (("PAGER", chosen), ("LESS", less)):
        if value is not None:
            monkeypatch.setenv(name, value)
    out = Stream(is_terminal=True)
    standing(monkeypatch, stdout=out)
    pager.show("Grüße \udcff\n\x1b[1mand more")
    assert paged.read_text() == f"{begins}\nGrüße ?\n\x1b[1mand more\n"
    assert out.text == ""


def test_where_there_is_no_less_the_other_one_is_used(paged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (paged.parent / "bin" / "less").unlink()
    monkeypatch.setenv("PATH", f"{paged.parent / 'bin'}")
    (paged.parent / "bin" / "cat").symlink_to("/bin/cat")
    standing(monkeypatch, stdout=Stream(is_terminal=True))
    pager.show("x")
    assert paged.read_text() == "more||FRX\nx\n"


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"TERM": "dumb"}, ""),
        ({"PAGER": "cat"}, ""),
        ({"PAGER": ""}, ""),
        ({"PAGER": " "}, ""),
        ({"PATH": ""}, ""),
        ({"PAGER": "no-such-pager -x"}, "PAGER names no-such-pager -x, which can't be started.\n"),
        ({"PAGER": "'less"}, "PAGER names 'less, which can't be started.\n"),
    ],
)
def test_without_a_pager_a_text_is_printed(
    paged: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sentence: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    out, err = Stream(is_terminal=True), Stream()
    standing(monkeypatch, stdout=out, stderr=err)
    pager.show("one\ntwo")
    assert (out.text, err.text) == ("one\ntwo\n", sentence)
    assert not paged.exists()


def test_a_pager_that_cannot_be_started_after_all_leaves_the_text_to_the_terminal(
    paged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (paged.parent / "bin" / "less").write_text("#!/no/such/interpreter\n")
    monkeypatch.setenv("PATH", str(paged.parent / "bin"))
    out = Stream(is_terminal=True)
    standing(monkeypatch, stdout=out)
    pager.show("one")
    assert out.text == "one\n"


def test_a_pager_that_is_left_early_is_no_error_and_interrupts_are_its_own(
    paged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (paged.parent / "bin" / "less").write_text(
        f'#!/bin/sh\ntrap "echo heard > {paged}; exit 1" INT\nkill -INT $PPID\nkill -INT $$\n'
    )
    standing(monkeypatch, stdout=Stream(is_terminal=True))
    before = signal.getsignal(signal.SIGINT)
    pager.show("words\n" * 100_000)
    assert paged.read_text() == "heard\n"
    assert signal.getsignal(signal.SIGINT) is before


# The log


@contextmanager
def logging_to(file: str | None) -> Iterator[None]:
    """Log, without the handlers of pytest, and as before in the end."""
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    logger.handlers[:] = []
    try:
        log.start(file)
        yield
    finally:
        for handler in logger.handlers:
            handler.close()
        logger.handlers[:] = handlers
        logger.setLevel(level)


def test_a_log_is_its_owners_alone_and_holds_no_secret(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text("before\n")
    file.chmod(0o644)
    with logging_to(str(file)):
        logging.getLogger("blogreader.x").debug("https://ann:secret@blog.example/\x1b[2J Cookie: mine \udcff")
        logging.getLogger("httpx").info("HTTP Request: x-auth-token=abc, and more")
        logging.getLogger("httpcore.http11").debug("send_request_headers.started request=<Request [b'GET']> cookie: a")
        logging.getLogger("httpcore.http11").debug("receive Set-Cookie: a=b")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before, *lines = file.read_text().splitlines()
    assert before == "before"
    assert [line[24:] for line in lines] == [
        "DEBUG blogreader.x: https://blog.example/[2J Cookie: mine ",
        "INFO httpx: HTTP Request: x-auth-token=…",
        "DEBUG httpcore.http11: send_request_headers.started",
        "DEBUG httpcore.http11: receive Set-Cookie: …",
    ]


def test_a_log_may_go_to_what_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"  # and no device of the machine, which a mistake would close to everybody else
    os.mkfifo(pipe)
    pipe.chmod(0o622)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with logging_to(str(pipe)):
            logging.getLogger("blogreader").debug("words")
        assert os.read(reader, 100).endswith(b" DEBUG blogreader: words\n")
    finally:
        os.close(reader)
    assert stat.S_IMODE(pipe.stat().st_mode) == 0o622
    with pytest.raises(UsageError) as caught, logging_to(str(tmp_path / "none" / "log")):
        pass
    assert str(caught.value) == f"The log {tmp_path / 'none' / 'log'} can't be written: no such file or directory."


def test_without_a_file_the_log_goes_to_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    err = Stream()
    monkeypatch.setattr("sys.stderr", err)
    with logging_to(None):
        logging.getLogger("blogreader").debug("words")
    assert err.text.endswith(" DEBUG blogreader: words\n")


def test_the_words_of_the_process_are_those_behind_its_name(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["blogreader", "--library", str(commands.library), "list", "--count"])
    assert main() == 0
    assert capsys.readouterr().out == "102\n"


def test_a_log_is_written_in_the_encoding_that_is_asked_for_whatever_it_holds(tmp_path: Path) -> None:
    handler = log._Private(tmp_path / "log", encoding="latin-1", errors="replace")
    handler.emit(logging.makeLogRecord({"msg": "é \u6f22"}))
    handler.close()
    assert (tmp_path / "log").read_bytes() == b"\xe9 ?\n"
