"""The kept screen: what it is made of, what it depends on, and what of a damaged one is never shown."""

import json
import os
import re
import stat
import termios
from binascii import crc32
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, cast

import pytest

from blogreader import paths
from blogreader.cli import last_screen
from blogreader.cli.arguments import Arguments, read
from blogreader.tui.terminal import ground
from blogreader.tui.terminal.cells import LastScreen, Row
from blogreader.tui.terminal.ground import Ground

WIDTH, HEIGHT = 60, 4
GROUNDS = ["40", "41", "42", "43"]
ROWS: list[Row] = [
    [("1", "blogreader"), ("0;44", " ✓ ")],
    [("", "One")],
    [],
    [("38;2;1;2;3", "Two")],
]
PAINTED = (
    "\x1b[1;1H\x1b[m\x1b[1mblogreader\x1b[0;44m ✓ \x1b[2;1H\x1b[m\x1b[mOne\x1b[3;1H\x1b[m"
    "\x1b[4;1H\x1b[m\x1b[38;2;1;2;3mTwo\x1b[m"
)
VARIABLES = (
    *("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "COLORFGBG", "TEXTUAL_THEME"),
    *("TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS", "BLOGREADER_OFFLINE"),
)


class FakeTerminal:
    """A terminal for this process, and what was written to it."""

    def __init__(self) -> None:
        self._above, self._below = os.openpty()
        os.set_blocking(self._above, False)
        self.resize(WIDTH, HEIGHT)
        self.streams = {name: self.stream(mode) for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))}

    def stream(self, mode: str, encoding: str = "utf-8") -> TextIO:
        return cast("TextIO", open(self._below, mode, encoding=encoding, closefd=False))

    @contextmanager
    def in_place(self, **others: TextIO) -> Iterator[None]:
        """Let the standard streams be those of the terminal, but for these."""
        with pytest.MonkeyPatch.context() as patched:
            for name, stream in (self.streams | others).items():
                patched.setattr(f"sys.{name}", stream)
                patched.setattr(f"sys.__{name}__", stream)
            yield

    def resize(self, width: int, height: int) -> None:
        termios.tcsetwinsize(self._below, (height, width))

    def written(self) -> str:
        data = b""
        try:
            while more := os.read(self._above, 65_536):
                data += more
        except BlockingIOError:
            return data.decode()
        return data.decode()

    def close(self) -> None:
        os.close(self._above)
        os.close(self._below)


class Kept:
    """A library whose last screen was kept, and may be shown."""

    def __init__(self, folder: Path, terminal: FakeTerminal) -> None:
        self.terminal = terminal
        self.config = folder / "config.toml"
        self.library = folder / "library"
        self.cache = self.library / "cache"
        self.cache.mkdir(parents=True)
        (self.library / "sources").mkdir()
        self.keep()

    def arguments(self, *words: str) -> Arguments:
        return read(["--library", str(self.library), "--config", str(self.config), *words])

    def keep(
        self,
        rows: list[Row] = ROWS,
        size: tuple[int, int] = (WIDTH, HEIGHT),
        grounds: list[str] = GROUNDS,
        answer: Ground | None = None,
    ) -> None:
        folders = paths.find(str(self.library), str(self.config))
        with self.terminal.in_place():
            last_screen.keep(self.arguments(), folders, LastScreen(size, rows, grounds), answer)

    @property
    def file(self) -> Path:
        return self.cache / "last-screen"

    def shown(self, *words: str, **streams: TextIO) -> str | None:
        """What is painted, and nothing else; None: nothing is shown."""
        return self.shown_to(self.arguments(*words), **streams)

    def shown_to(self, arguments: Arguments, **streams: TextIO) -> str | None:
        self.terminal.written()
        with self.terminal.in_place(**streams):
            shown = last_screen.show(arguments)
            written = self.terminal.written()
            if shown is None:
                assert written == ""
                return None
            shown.leave()
        assert shown.is_whole is ("One" in written or "x" in written)
        match = re.fullmatch(r"\x1b\[\?1049h\x1b\[\?25l(.*)", written, re.DOTALL)
        assert match
        return match[1]

    def is_whole(self, *words: str) -> bool:
        """Return whether the kept cells are shown, and not the empty panes."""
        return self.shown(*words) == PAINTED

    def is_empty(self, *words: str) -> bool:
        """Return whether the empty panes are shown."""
        shown = self.shown(*words)
        return shown is not None and "One" not in shown and "\x1b[42m" in shown


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    for name in (*VARIABLES, "COLUMNS", "LINES", "BLOGREADER_LIBRARY", "BLOGREADER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal = FakeTerminal()
    yield Kept(tmp_path, terminal)
    terminal.close()


def test_what_was_kept_is_shown_cell_by_cell(kept: Kept) -> None:
    assert kept.shown() == PAINTED


def test_only_its_owner_can_read_it(kept: Kept) -> None:
    assert stat.S_IMODE(kept.file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_nothing_is_shown(kept: Kept, name: str) -> None:
    with open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8") as other:  # noqa: PTH123 - a device
        assert kept.shown(**{name: other}) is None


@pytest.mark.parametrize("term", ["dumb", "DUMB", None])
def test_a_terminal_that_can_only_write_lines_shows_nothing(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, term: str | None
) -> None:
    if term is None:
        monkeypatch.delenv("TERM")
    else:
        monkeypatch.setenv("TERM", term)
    kept.keep()
    assert kept.shown() is None


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_that_changes_its_looks_has_to_be_the_same(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "linux")
    assert kept.shown() is None
    kept.keep()
    assert kept.is_whole()


@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
def test_where_the_environment_names_a_size_nothing_is_shown(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "60")
    kept.keep()
    assert kept.shown() is None


def test_another_version_or_encoding_shows_nothing(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(last_screen, "__version__", "0.0.0")
        assert kept.shown() is None
    for name in ("stdout", "stderr"):
        assert kept.shown(**{name: kept.terminal.stream("w", "latin-1")}) is None
    assert kept.is_whole()


def test_other_settings_show_nothing(kept: Kept) -> None:
    kept.config.write_text('theme = "blogreader-light"\n')
    assert kept.shown() is None
    kept.keep()
    assert kept.is_whole()
    kept.config.unlink()
    assert kept.shown() is None
    assert kept.shown("--offline") is None
    kept.keep()
    assert kept.shown("--offline") is None
    assert kept.shown("--index", str(kept.config)) is None
    assert kept.shown("--config", str(kept.config.with_name("other.toml"))) is None


@pytest.mark.parametrize(
    "name", ["state.json", "sources/a.md", "journal-one-1.jsonl", "cache/catalogue.db", "cache/catalogue.db-wal"]
)
def test_where_anything_in_the_lists_may_have_changed_the_panes_are_empty(kept: Kept, name: str) -> None:
    (kept.library / name).write_text("x")
    assert kept.is_empty()
    kept.keep()
    assert kept.is_whole()
    (kept.library / name).write_text("xy")
    assert kept.is_whole() is ("sources" in name)
    (kept.library / name).unlink()
    assert kept.is_empty()


def test_another_size_a_query_or_no_row_begins_with_empty_panes(kept: Kept) -> None:
    assert kept.is_empty("is:unread")
    for size in ((WIDTH + 1, HEIGHT), (WIDTH, HEIGHT + 1)):
        kept.terminal.resize(*size)
        assert kept.is_empty()
    kept.terminal.resize(WIDTH, HEIGHT)
    assert kept.is_whole()
    kept.keep(rows=[])
    assert kept.is_empty()


@pytest.mark.parametrize(
    ("width", "panes"),
    [
        (60, "\x1b[42m" + " " * 60),
        (100, "\x1b[41m" + " " * 26 + "\x1b[42m" + " " * 74),
        (120, "\x1b[41m" + " " * 26 + "\x1b[42m" + " " * 59 + "\x1b[43m" + " " * 35),
    ],
)
def test_empty_panes_stand_between_a_header_and_a_footer(kept: Kept, width: int, panes: str) -> None:
    bar = "\x1b[40m" + " " * width
    rows = [bar, panes, panes, panes, bar]
    for height in (5, 2, 1):
        kept.terminal.resize(width, height)
        chosen = rows if height == 5 else [bar] * height
        expected = "".join(f"\x1b[{number};1H\x1b[m{row}" for number, row in enumerate(chosen, 1)) + "\x1b[m"
        kept.keep(rows=[], size=(width, height))
        assert kept.shown() == expected


@pytest.mark.parametrize(
    ("before", "now", "is_shown"), [(True, True, True), (False, False, True), (True, False, False), (True, None, False)]
)
def test_where_the_theme_follows_the_terminal_it_is_asked_first(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, before: bool, now: bool | None, is_shown: bool
) -> None:
    answer = Ground(now, b"typed")
    monkeypatch.setattr(ground, "ask_terminal", lambda: answer)
    kept.keep(answer=Ground(before, b""))
    arguments = kept.arguments()
    assert (kept.shown_to(arguments) == PAINTED) is is_shown
    assert arguments.ground == answer
    kept.keep(answer=None)
    assert kept.is_whole()


def test_a_folder_that_takes_no_file_costs_nothing_but_the_screen(kept: Kept) -> None:
    kept.file.unlink()
    kept.cache.rmdir()
    kept.cache.write_text("a file")
    kept.keep()
    assert kept.cache.read_text() == "a file"
    assert kept.shown() is None


def sealed(text: bytes) -> bytes:
    """Data with the right sum before it."""
    return b"%08x\n%b" % (crc32(text), text)


def changed(**values: object) -> Callable[[bytes], bytes]:
    """Change values of what is kept."""

    def change(data: bytes) -> bytes:
        return sealed(json.dumps(json.loads(data.partition(b"\n")[2]) | values).encode())

    return change


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "one letter is another": lambda data: data.replace(b"One", b"Owe"),
    "no sum": lambda data: data.partition(b"\n")[2],
    "no JSON": lambda _: sealed(b"{"),
    "too deep": lambda _: sealed(b"[" * 100_000),
    "a list": lambda _: sealed(b"[]"),
    "a record of something else": lambda _: sealed(b'{"size": 3}'),
    "a row too few": changed(rows=[[*row] for row in ROWS[1:]]),
    "no row": changed(rows=[7, [], [], []]),
    "no text": changed(rows=[[["1", 7]], [], [], []]),
    "no style": changed(rows=[[[1, "One"]], [], [], []]),
    "a command to the terminal": changed(rows=[[["1", "One\x1b]0;x\x07"]], [], [], []]),
    "text that runs backwards": changed(rows=[[["1", "One\u202e"]], [], [], []]),
    "two lines": changed(rows=[[["1", "One\nTwo"]], [], [], []]),
    "a tabulator": changed(rows=[[["1", "One\tTwo"]], [], [], []]),
    "a command in a style": changed(rows=[[["1m\x1b[2J", "One"]], [], [], []]),
    "a row that is too long": changed(rows=[[["1", "x" * WIDTH], ["", "One"]], [], [], []]),
    "another ground": changed(grounds=["40", "41", "42", "43m"]),
    "a ground too few": changed(grounds=["40", "41", "42"]),
    "no size": changed(size=["60", "4"]),
    "no stamps": changed(stamps=[]),
    "no conditions": changed(conditions=[]),
    "a ground that is neither": changed(is_dark="dark"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_screen_is_not_shown_and_is_replaced(kept: Kept, damage: Callable[[bytes], bytes]) -> None:
    kept.file.write_bytes(damage(kept.file.read_bytes()))
    assert kept.shown() is None
    kept.keep()
    assert kept.is_whole()


@pytest.mark.parametrize(
    ("width", "height", "is_shown"), [(500, 2, True), (501, 2, False), (2, 200, True), (2, 201, False)]
)
def test_a_screen_that_no_terminal_has_is_not_shown(kept: Kept, width: int, height: int, is_shown: bool) -> None:
    kept.terminal.resize(width, height)
    kept.keep(rows=[[("", "x" * width)]] * height, size=(width, height))
    assert (kept.shown() is not None) is is_shown


def test_a_row_may_be_as_wide_as_the_screen(kept: Kept) -> None:
    kept.keep(rows=[[("1", "One"), ("", "x" * (WIDTH - 3))], [], [], []])
    shown = kept.shown()
    assert shown is not None
    assert "One" in shown


def test_a_file_that_no_screen_fills_is_not_read(kept: Kept) -> None:
    data = kept.file.read_bytes().partition(b"\n")[2]
    for length, is_shown in ((1_000_000, True), (1_000_001, False)):
        kept.file.write_bytes(sealed(data + b" " * (length - len(data) - 9)))
        assert kept.file.stat().st_size == length
        assert (kept.shown() is not None) is is_shown
