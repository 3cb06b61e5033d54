"""A start: what is loaded before its first paint, how often it is laid out and painted, what stands there before."""

import codecs
import json
import re
import signal
import stat
import subprocess
import sys
import termios
from binascii import crc32
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pyte
import pytest

from blogreader.tui.terminal.shown_screen import ShownScreen
from tests.conftest import environment
from tests.driving import archived, prose
from tests.test_layers import loaded
from tests.tui.test_terminal import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.app]

PROBE = """
import json, sys
import blogreader.tui.app
from textual._compositor import Compositor
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget
from blogreader.cli import main
from blogreader.tui.terminal.key_queue import Keyboard

counts = {"layouts": 0, "paints": 0, "parses": 0, "widgets": 0, "sheets": []}
parse_rules = Stylesheet._parse_rules


def parsed(self, css, read_from, *words, **named):
    counts["sheets"].append(read_from[0])
    return parse_rules(self, css, read_from, *words, **named)


Stylesheet._parse_rules = parsed


def counted(cls, name, what):
    method = getattr(cls, name)

    def counting(self, *words, **named):
        counts[what] += name != "_display" or words[1] is not None and not self._batch_count
        counts.setdefault("modules", sorted(sys.modules)) if what == "paints" and counts["paints"] else None
        return method(self, *words, **named)

    setattr(cls, name, counting)


counted(Compositor, "reflow", "layouts")
counted(App, "_display", "paints")
counted(Stylesheet, "reparse", "parses")
counted(Widget, "_on_compose", "widgets")
open_keys = Keyboard.open


def opened(self):
    open(sys.argv.pop(), "w").write(json.dumps(counts))
    open_keys(self)


Keyboard.open = opened
sys.exit(main(sys.argv[1:-1]))
"""
MOST_BYTES = 14_000
"""Of a start at 120 × 40, until the list stands."""
MOST_WIDGETS = 9
"""With the screens and what the panes are made of: each takes about a millisecond to mount."""
MOST_MODULES = 110
"""Before the last screen is shown, those of Python's own start included."""
HEAVY = {"textual", "rich", "asyncio", "sqlite3", "tomllib", "urllib.request"} | {
    f"blogreader.{name}" for name in ("library", "model", "urls")
}
WIDTH, HEIGHT = 120, 40
KEPT = "last-screen"
TAKEN_OVER = b"\x1b[?2004h"
"""What Textual's driver writes and nobody else."""
Cells = dict[tuple[int, int], tuple[object, ...]]
BLANK = (" ", "default", False, False)


def seen(screen: pyte.Screen) -> Cells:
    """What a person sees of each cell: the colour of a blank is nothing."""
    found: Cells = {}
    for y in range(screen.lines):
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            found[x, y] = (cell.data, cell.bg, cell.reverse, cell.underscore)
            if cell.data != " ":
                found[x, y] += (cell.fg, cell.bold, cell.italics)
    return found


class Recording(Terminal):
    """A start, with what came in pieces as it came."""

    def __init__(self, words: list[str], width: int = WIDTH, variables: dict[str, str] | None = None) -> None:
        self.chunks: list[bytes] = []
        super().__init__(words, width, HEIGHT, {"PYTHONPATH": str(Path(__file__).parents[3]), **(variables or {})})

    def _read(self, seconds: float) -> bool:
        before = len(self.received)
        found = super()._read(seconds)
        if len(self.received) > before:
            self.chunks.append(self.received[before:])
        return found

    def changes(self) -> list[set[tuple[int, int]]]:
        """Which cells looked otherwise after each piece than before it."""
        looks = self.looks()
        return [{place for place, cell in now.items() if cell != before[place]} for before, now in pairwise(looks)]

    def looks(self) -> list[Cells]:
        """What a person saw before all pieces and after each."""
        screen = pyte.Screen(self.screen.columns, self.screen.lines)
        stream, decoder = pyte.Stream(screen), codecs.getincrementaldecoder("utf-8")("replace")
        found = [seen(screen)]
        for chunk in self.chunks:
            stream.feed(re.sub(r"\x1b\[[?>=][0-9;]*[$a-zA-Z]+", "", decoder.decode(chunk)))
            found.append(seen(screen))
        return found


def made(folder: Path, count: int = 60) -> list[str]:
    """Make a library of articles that are all archived, and return the words that start the program on it."""
    index = archived(folder / "library", {f"post-{number}": prose(30) for number in range(count)})
    words = [sys.executable, "-m", "blogreader", "--library", str(folder / "library"), "--offline"]
    subprocess.run([*words[:-1], "add", str(index)], check=True, capture_output=True, env=environment())
    return words


def left(words: list[str], *keys: tuple[str, str]) -> None:
    """Start the program, press keys, each until something is shown, and leave it."""
    running = Recording(words)
    try:
        running.until_shown(" of 60 · ")
        running.until_shown("Enter")
        for key, shown in keys:
            running.send(key)
            running.until_shown(shown)
        running.pause(0.5)
        running.send("\x11")
        assert running.end() == 0
    finally:
        running.close()


def started(words: list[str], width: int = WIDTH, variables: dict[str, str] | None = None) -> Recording:
    """Start the program, wait until nothing more comes, and leave it; return the recording of the start."""
    running = Recording(words, width, variables)
    try:
        running.until(lambda: b"\x1b[1;1H" in running.received.partition(TAKEN_OVER)[2])
        while running._read(1.5):
            pass
        recorded = [*running.chunks]
        running.send("\x11")
        assert running.end() == 0
        running.chunks = recorded
    finally:
        running.close()
    return running


def test_the_list_stands_after_one_layout_and_one_paint_and_nothing_is_loaded_for_it_that_lays_out_a_text(
    tmp_path: Path,
) -> None:
    words = made(tmp_path)
    probe, told = tmp_path / "probe.py", tmp_path / "told.json"
    probe.write_text(PROBE)
    running = Recording([sys.executable, str(probe), *words[3:], str(told)])
    try:
        running.until_shown(" of 60 · ")
        running.until(told.exists)
        running.until(lambda: told.read_text().endswith("}"))
        count = len(running.received)
        running.send("\x11")
        assert running.end() == 0
    finally:
        running.close()
    counts = json.loads(told.read_text())
    assert (counts["layouts"], counts["paints"], counts["parses"]) == (1, 1, 0)
    assert count < MOST_BYTES
    assert counts["widgets"] <= MOST_WIDGETS
    assert {Path(one).stem for one in counts["sheets"] if one.endswith(".tcss")} == {"app", "lists"}
    modules = set(counts["modules"])
    assert "blogreader.tui.panes.article_list" in modules
    early = {"query", "render", "tui.dialogs.palette", "library.offline.documents", "web_browser"}
    assert {f"blogreader.{name}" for name in early} & modules == set()
    assert {
        "markdown_it",
        "pygments",
        "yaml",
        "PIL",
        "wcwidth",
        "httpx",
        "tinydb",
        "tomllib",
        "secrets",
        "shlex",
    } & modules == set()


def test_nothing_heavy_is_loaded_before_the_last_screen_is_shown() -> None:
    modules = loaded(
        "import sys\nfrom blogreader.cli.main import main\nfrom blogreader.cli.arguments import read\n"
        "from blogreader.cli.last_screen import show\narguments = read(['--offline'])\n"
        "assert arguments.is_app and show(arguments) is None"
    )
    assert HEAVY & modules == set()
    assert len(modules) < MOST_MODULES


@pytest.mark.parametrize(
    "keys",
    [
        (),
        (("j" * 30, "Post-30"),),
        (("\r", "Paragraph 1 begins"),),
        (("jjj\r", "Paragraph 1 begins"), ("  jj", "Paragraph 26")),
    ],
    ids=["the first row", "a list that was scrolled", "a text", "the middle of a text"],
)
def test_no_cell_changes_twice_in_a_start_over_the_last_screen(
    tmp_path: Path, keys: tuple[tuple[str, str], ...]
) -> None:
    words = made(tmp_path)
    left(words)
    left(words, *keys)
    running = started(words)
    changes = running.changes()
    twice = [place for place in set().union(*changes) if sum(place in one for one in changes) > 1]
    assert twice == []
    taken_over = b"".join(running.chunks).index(TAKEN_OVER)
    picture = sum(
        len(cells) for number, cells in enumerate(changes) if len(b"".join(running.chunks[: number + 1])) <= taken_over
    )
    assert picture > WIDTH * HEIGHT / 2
    assert b"".join(running.chunks).count(b"\x1b[?1049h") == 1


def test_another_size_begins_with_the_empty_panes(tmp_path: Path) -> None:
    words = made(tmp_path)
    left(words)
    running = started(words, width=100)
    first = b"".join(running.chunks).partition(TAKEN_OVER)[0]
    assert b"\x1b[?1049h" in first
    assert b"Post" not in first
    assert b" " * 40 in first


def test_another_state_begins_with_the_empty_panes(tmp_path: Path) -> None:
    words = made(tmp_path)
    left(words)
    subprocess.run([*words[:-1], "mark", "read", "post-3"], check=True, capture_output=True, env=environment())
    running = started(words)
    first = b"".join(running.chunks).partition(TAKEN_OVER)[0]
    assert b"\x1b[?1049h" in first
    assert b"Post" not in first
    assert "✓ Post-3" in running.text or "✓" in running.text


@pytest.mark.parametrize("what", ["other settings", "another terminal", "without colours"])
def test_what_has_other_looks_begins_with_nothing(tmp_path: Path, what: str) -> None:
    words = made(tmp_path)
    left(words)
    variables = {"another terminal": {"TERM": "screen"}, "without colours": {"NO_COLOR": "1"}}.get(what, {})
    if what == "other settings":
        (tmp_path / "config.toml").write_text('theme = "blogreader-light"\n')
        words = [*words, "--config", str(tmp_path / "config.toml")]
    running = started(words, variables=variables)
    assert b"Post" not in b"".join(running.chunks).partition(TAKEN_OVER)[0]
    assert set().union(*running.changes()[:1]) == set()


def kept(folder: Path) -> Path:
    """The file of the last screen."""
    return folder / "library" / "cache" / KEPT


@pytest.fixture(scope="module")
def once_left(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A library that was left, and is left as it was by each start; and the words that start the program on it."""
    folder = tmp_path_factory.mktemp("left")
    words = made(folder)
    left(words)
    return folder, words


def test_the_last_screen_is_its_owners_alone_and_bounded(once_left: tuple[Path, list[str]]) -> None:
    status = kept(once_left[0]).stat()
    assert stat.S_IMODE(status.st_mode) == 0o600
    assert 1_000 < status.st_size < 100_000


def sealed(data: bytes) -> bytes:
    """Data with the right sum before it."""
    text = data.partition(b"\n")[2] if data[8:9] == b"\n" else data
    return b"%08x\n%b" % (crc32(text), text)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "empty": lambda data: data[:0],
    "one letter is another": lambda data: data.replace(b"Post-1", b"Post-X"),
    # As long as what they stand for: a row that is too long is refused for that.
    "a command to the terminal": lambda data: sealed(data.replace(b"Post-1", b"\\u001b]0;x\\u0007")),
    "text that runs backwards": lambda data: sealed(data.replace(b"Post-1", b"\\u202ePost-")),
    "a command in a style": lambda data: sealed(data.replace(b'["1","', b'["1m\\u001b[2J","')),
    "too deep": lambda data: sealed(b"[" * len(data)),
    "a list": lambda data: sealed(data[:0] + b"[]"),
    "a record of something else": lambda data: sealed(data[:0] + b'{"size": 3}'),
    "no row": lambda data: sealed(data.replace(b'"rows":[[', b'"rows":[[7],[')),
    "no stamps": lambda data: sealed(data.replace(b'"stamps":{', b'"stamps":[],"x":{')),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_screen_is_none_and_is_replaced(
    once_left: tuple[Path, list[str]], damage: Callable[[bytes], bytes]
) -> None:
    folder, words = once_left
    whole = kept(folder).read_bytes()
    changed = damage(whole)
    assert changed != whole
    kept(folder).write_bytes(changed)
    running = started(words)
    assert b"Post" not in b"".join(running.chunks).partition(TAKEN_OVER)[0]
    assert b"\x1b]0;x" not in running.received
    assert kept(folder).read_bytes() != changed
    assert sealed(kept(folder).read_bytes()) == kept(folder).read_bytes()


FAILING = """
import sys
import blogreader.cli.start
from blogreader.cli import main
from blogreader.errors import UsageError
from blogreader.library import Library
def open(self, later=False):
    {}
Library.open = open
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("what", "said", "status"),
    [
        ("raise UsageError('There is no way.')", "There is no way.", 2),
        ("raise ZeroDivisionError('a bug')", "ZeroDivisionError: a bug", 1),
        ("raise KeyboardInterrupt", "", 130),
        ("raise SystemExit(7)", "", 7),
    ],
)
def test_what_ends_a_start_is_told_on_the_usual_screen(
    once_left: tuple[Path, list[str]], tmp_path: Path, what: str, said: str, status: int
) -> None:
    _, words = once_left
    program = tmp_path / "program.py"
    program.write_text(FAILING.format(what))
    running = Recording([sys.executable, str(program), *words[3:]])
    try:
        assert running.end() == status
        _, entered, after = running.received.partition(b"\x1b[?1049h")
        assert entered
        picture, left_it, rest = after.partition(b"\x1b[?1049l")
        assert b"Post-1" in picture
        assert left_it
        assert said.encode() in rest
        assert b"Post-1" not in rest
        assert rest.count(b"\x1b[?25h") == 1
    finally:
        running.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_before_the_app_is_there_leaves_the_terminal_whole(
    once_left: tuple[Path, list[str]], tmp_path: Path, number: signal.Signals
) -> None:
    _, words = once_left
    program = tmp_path / "program.py"
    program.write_text(FAILING.format("import time; time.sleep(60)"))
    running = Recording([sys.executable, str(program), *words[3:]])
    try:
        running.until_shown("Post-1")
        running.process.send_signal(number)
        assert running.end() in (-number, 128 + number)
        assert running.received.count(b"\x1b[?1049l") == 1
        assert termios.tcgetattr(running._master)[3] & termios.ECHO
    finally:
        running.close()


def test_ctrl_c_in_the_moment_in_which_it_is_shown_takes_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def write(_: ShownScreen, text: str) -> None:
        written.append(text)
        if len(written) == 1:
            signal.raise_signal(signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(ShownScreen, "_write", write)
    with pytest.raises(KeyboardInterrupt):
        ShownScreen("Post-1", is_whole=True).show()
    assert written[0].endswith("Post-1")
    assert "\x1b[?1049l" in written[1]
    assert signal.getsignal(signal.SIGINT) == before


def test_a_terminal_that_showed_the_last_screen_is_left_as_it_was(once_left: tuple[Path, list[str]]) -> None:
    _, words = once_left
    running = Recording(words)
    try:
        running.until_shown(" of 60 · ")
        running.until(lambda: b"\x1b[1;1H" in running.received.partition(TAKEN_OVER)[2])
        running.send("\x11")
        assert running.end() == 0
        usual = termios.ECHO | termios.ICANON | termios.ISIG
        assert termios.tcgetattr(running._master)[3] & usual == usual
    finally:
        running.close()


def test_keys_over_the_last_screen_are_not_echoed_and_not_lost(tmp_path: Path) -> None:
    words = made(tmp_path)
    left(words)
    running = Recording(words)
    try:
        running.until_shown("q back")
        picture = seen(running.screen)
        running.send("jjj\x17\r")
        running.until(lambda: TAKEN_OVER in running.received)
        assert seen(running.screen) == picture
        running.until_shown("Paragraph 1 begins")
        assert "Post-3" in running.rows[0]  # C-w took nothing of the line back
        running.send("\x11")
        assert running.end() == 0
    finally:
        running.close()


def test_a_key_over_the_last_screen_changes_its_rows_alone_and_all_is_painted_behind_it(tmp_path: Path) -> None:
    words = made(tmp_path)
    left(words)
    running = Recording(words)
    try:
        running.until_shown("q back")
        running.send("j")
        running.until(lambda: b"\x1b[1;1H" in running.received.partition(TAKEN_OVER)[2])
        first = running.received.partition(TAKEN_OVER)[2].partition(b"\x1b[1;1H")[0]
        assert b"Post-1" in first
        while running._read(1.5):
            pass
        shown = seen(running.screen)
        running.send("\x11")
        assert running.end() == 0
    finally:
        running.close()
    kept(tmp_path).unlink()
    assert started(words).looks()[-1] == shown


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["list"], ["--nonsense"]])
def test_only_the_app_shows_the_last_screen(once_left: tuple[Path, list[str]], arguments: list[str]) -> None:
    _, words = once_left
    running = Recording([*words, *arguments])
    try:
        running.end()
        assert b"\x1b[?1049h" not in running.received
    finally:
        running.close()


def test_without_a_terminal_nothing_of_it_is_written(once_left: tuple[Path, list[str]]) -> None:
    _, words = once_left
    done = subprocess.run(words, capture_output=True, check=False, env=environment() | {"TERM": "xterm-256color"})
    assert done.returncode == 2
    assert b"\x1b" not in done.stdout + done.stderr
