"""The program in a real terminal: what reaches it, how it starts and ends, and what a new size does."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest
from wcwidth import wcwidth

from tests.driving import follow
from tests.site import HOSTILE_TITLES, Site

pytestmark = [pytest.mark.slow, pytest.mark.app, pytest.mark.installed]

PATIENCE_SECONDS = 30
# What Textual itself writes: CSI sequences, the charset and keypad switches, and the shape of the mouse's pointer
# (OSC 22). Whatever else begins with ESC, and every C1 control, would be foreign.
OWN_SEQUENCES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[=>78c]|\x1b[()][0-2AB]|\x1b\]22;[a-z-]*\x07")
FOREIGN = re.compile(
    "[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f"
    "\U0010eeee]"
)


# The size of this terminal, and what kind it is, are not those of the one in which the tests run.
_OTHER_TERMINAL = {"COLUMNS", "LINES", "KITTY_WINDOW_ID", "TERM_PROGRAM", "NO_COLOR"}
_INHERITED = {name: value for name, value in os.environ.items() if name not in _OTHER_TERMINAL}


class Terminal:
    """A program in a pseudo-terminal, and the screen that a person would see."""

    def __init__(self, words: list[str], width: int, height: int, environment: dict[str, str] | None = None) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.received = b""
        self._rows: list[str] = []
        self._rows_of: object = None
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self._master = master
        self.process = subprocess.Popen(
            words,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**_INHERITED, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})},
        )
        os.close(slave)

    def send(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def resize(self, width: int, height: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.screen.resize(height, width)
        os.killpg(self.process.pid, signal.SIGWINCH)

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < end, self.text
            self._read(0.1)

    def until_shown(self, words: str) -> None:
        self.until(lambda: words in self.text)

    def pause(self, seconds: float) -> None:
        """Let so much time pass between two things that come from outside."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def end(self) -> int:
        self.until(lambda: self.process.poll() is not None)
        while self._read(0.05):
            pass
        return self.process.wait()

    @property
    def text(self) -> str:
        return "\n".join(self.rows)

    @property
    def rows(self) -> list[str]:
        """What the screen shows; put together anew only when something has come, or the size is another."""
        if self._rows_of != (now := (len(self.received), self.screen.columns, self.screen.lines)):
            self._rows, self._rows_of = [self._row(y) for y in range(self.screen.lines)], now
        return self._rows

    def _row(self, y: int) -> str:
        # Of a wide character whose first half was just written over, what came so far may have left the second half:
        # pyte's own `display` can't be asked then.
        cells, shown, is_behind_wide = self.screen.buffer[y], [], False
        for x in range(self.screen.columns):
            data = "" if is_behind_wide else cells[x].data or " "
            is_behind_wide = data > "\u1100" and wcwidth(data[0]) == 2
            shown.append(data)
        return "".join(shown)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # EIO: the program is gone
            return False
        self.show(data)
        return bool(data)

    def show(self, data: bytes) -> None:
        """Put on the screen what came from the program."""
        self.received += data
        # pyte knows no private device queries; they draw nothing.
        self._stream.feed(re.sub(r"\x1b\[[?>=][0-9;]*[$a-zA-Z]+", "", self._decoder.decode(data)))

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self._master)


@contextmanager
def terminal(*words: str, width: int = 120, height: int = 40, program: str = "-m blogreader") -> Iterator[Terminal]:
    running = Terminal([sys.executable, *program.split(), *words], width, height)
    try:
        yield running
    finally:
        running.close()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


async def test_nothing_foreign_reaches_the_terminal(tmp_path: Path, site: Site) -> None:
    await follow(tmp_path, site.hostile_index_url)
    with terminal("--library", str(tmp_path)) as running:
        running.until_shown(f" of {len(HOSTILE_TITLES)}")
        running.send("j" * len(HOSTILE_TITLES))
        running.send("kkkkk\r")
        running.until_shown("◐")
        running.send("G")
        running.until_shown("100%")
        running.send("q")
        running.until_shown("Enter open")
        running.send("h" + "j" * 12)
        running.until_shown("Enter choose")
        running.send("l/c1\r")
        running.until_shown("/ c1")
        running.send("p")
        running.until_shown("being read")
        running.send("q\x11")
        assert running.end() == 0
        rest = OWN_SEQUENCES.sub(b"", running.received)
        assert b"\x1b" not in rest
        assert not FOREIGN.search(rest.decode())
        assert b"cm0gLXJmIH4=" in running.received  # shown as text: the titles were on the screen


async def test_it_starts_reads_resizes_and_ends_with_status_zero(tmp_path: Path, site: Site) -> None:
    await follow(tmp_path, site.index_url)
    with terminal("--library", str(tmp_path), width=140) as running:
        running.until_shown(" of 102 · ")
        running.send("\r")
        running.until_shown(site.posts[0].markers.first[:25])
        running.send(" ")
        running.until(lambda: site.posts[0].markers.first[:25] not in running.text)
        for width in (40, 100, 140):
            running.resize(width, 30)
            running.until_shown("% ")
        running.send("q")
        running.until_shown("Enter open")
        running.send("q")
        assert running.end() == 0
        assert running.received.rstrip().endswith(b"\x1b[?1004l") or b"\x1b[?1049l" in running.received


async def test_escape_sequences_in_what_is_pasted_press_no_keys(tmp_path: Path, site: Site) -> None:
    await follow(tmp_path, site.index_url)
    with terminal("--library", str(tmp_path)) as running:
        running.until_shown(" of 102 · ")
        running.send("/")
        running.until_shown("Esc clear")
        running.send("\x1b[200~zz\x1b[31mqqq\x1b\x1b]0;x and much more behind it\x1b[201~")
        running.until_shown("zz[31mqqq]0;x and much more behind it")
        running.send("\x1b\x11")
        assert running.end() == 0


@pytest.mark.parametrize("first", ["before anything", "when the screen is cleared"])
def test_keys_pressed_before_the_first_screen_are_not_lost(tmp_path: Path, first: str) -> None:
    with terminal("--library", str(tmp_path), "--offline") as running:
        if first == "when the screen is cleared":
            running.until(lambda: b"\x1b[?1049h" in running.received)
        running.send("jjm2")
        running.until_shown("Reading list  1 of 102")
        running.until_shown("Agentic AI Architecture Patterns: Tool-Use")
        running.send("\r")
        running.until_shown("Offline, and this article")
        running.send("\x11")
        assert running.end() == 0


def test_a_bug_leaves_the_terminal_whole_and_a_status_that_is_not_zero(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text(
        "import sys\n"
        "from blogreader.cli import main\n"
        "from blogreader.library import Library\n"
        "async def document(self, key, again=False, shorter=False):\n    raise ZeroDivisionError('a bug')\n"
        "Library.document = document\n"
        "sys.exit(main())\n"
    )
    with terminal("--library", str(tmp_path / "library"), program=str(broken)) as running:
        running.until_shown(" of 102 · ")
        running.send("\r")
        assert running.end() != 0
        assert b"\x1b[?1049l" in running.received
        assert b"a bug" in running.received


def test_a_kept_place_survives_a_kill(tmp_path: Path, site: Site) -> None:
    index = tmp_path / "index.md"
    index.write_text(site.index_markdown())
    with terminal("--library", str(tmp_path / "library"), "--index", str(index)) as running:
        running.until_shown(" of 102 · ")
        running.send("\r")
        running.until_shown(site.posts[0].markers.first[:25])
        running.send("  ")
        kept = tmp_path / "library"
        # The top is a place too, and is kept first when the keys take their time.
        running.until(lambda: any(re.search(r'"place": ?\[[1-9]', path.read_text()) for path in kept.glob("journal-*")))
        os.killpg(running.process.pid, signal.SIGKILL)
        running.end()
    with terminal("--library", str(tmp_path / "library"), "--index", str(index)) as running:
        running.until_shown(" of 102 · ")
        running.send("\r")
        running.until_shown("resumed at")


async def test_a_killed_program_starts_with_the_text_that_was_open(tmp_path: Path, site: Site) -> None:
    index = tmp_path / "index.md"
    index.write_text(site.index_markdown())
    await follow(tmp_path / "library", str(index))
    with terminal("--library", str(tmp_path / "library")) as running:
        running.until_shown(" of 102 · ")
        running.send("j\r")
        running.until_shown(site.posts[1].markers.first[:25])
        running.send("  ")
        kept = tmp_path / "library"
        running.until(lambda: any(re.search(r'"reading": ?"', path.read_text()) for path in kept.glob("journal-*")))
        os.killpg(running.process.pid, signal.SIGKILL)
        running.end()
    with terminal("--library", str(tmp_path / "library")) as running:
        running.until_shown("resumed at")
        assert site.posts[1].title[:20] in running.text.split("\n")[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_is_told_to_end_leaves_the_terminal_whole(tmp_path: Path, number: signal.Signals) -> None:
    with terminal("--library", str(tmp_path)) as running:
        running.until_shown(" of 102 · ")
        running.send("jj")
        running.until_shown("agentic-ai-architecture-patterns")  # on its card: the keys have arrived
        running.process.send_signal(number)
        assert running.end() == 128 + number
        assert running.received.count(b"\x1b[?1049l") == 1
        journals = "".join(path.read_text() for path in tmp_path.glob("journal-*"))
        assert '"article":"https://lucioduran.com/blog/agentic' in journals


@pytest.mark.parametrize("keys", ["j", "\r" + " j" * 30])
def test_a_program_whose_terminal_is_gone_ends(tmp_path: Path, keys: str) -> None:
    running = Terminal([sys.executable, "-m", "blogreader", "--library", str(tmp_path)], 120, 40)
    try:
        running.until_shown(" of 102 · ")
        running.send(keys)
        os.close(running._master)
        running.process.send_signal(signal.SIGHUP)
        assert running.process.wait(PATIENCE_SECONDS) is not None
    finally:
        running.process.kill()
        running.process.wait()
