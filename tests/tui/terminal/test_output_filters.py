"""What is written where marks, an encoding or colours are wanting."""

import ast
import os
import termios
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

import blogreader
from blogreader.tui.terminal import ground
from blogreader.tui.terminal.ground import Ground, ask_terminal, parsed
from blogreader.tui.terminal.output_filter import AsciiFilter, ControlFilter, PlainFilter

GROUND = Color.parse("#000000")


def written(text: str, encoding: str) -> str:
    return "".join(segment.text for segment in AsciiFilter(encoding).apply([Segment(text)], GROUND))


def test_marks_frames_and_bars_are_shown_in_ascii() -> None:
    shown = written("▎✓ ★ ◐ 43% ███▍──── │ ┌──┐ › … “so”", "utf-8")
    assert written("12 min · Go", "utf-8") == "12 min - Go"  # not the star of the reading list
    assert shown.isascii()
    assert shown == '|x * % 43% ###.---- | +--+ > ~ "so"'


@pytest.mark.parametrize("text", ["é ✓ 漢字 🙂 ü", "плюс ─ …", "́a"])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "koi8-r"])
def test_what_an_encoding_lacks_takes_as_many_cells(text: str, encoding: str) -> None:
    shown = written(text, encoding)
    shown.encode(encoding)
    assert cell_len(shown) == cell_len(text)


def test_letters_that_the_encoding_has_stay() -> None:
    assert written("café ✓", "latin-1") == "café x"
    assert written("café", "ascii") == "caf?"


@pytest.mark.parametrize(
    ("text", "shown"), [("a²", "a2"), ("①", "1"), ("ﬁ", "?"), ("Ａ", "??"), ("日", "??"), ("½", "?"), ("\u0301", "")]
)
def test_of_a_character_with_a_plain_form_as_wide_as_it_that_is_shown(text: str, shown: str) -> None:
    assert written(text, "ascii") == shown


def test_what_controls_the_terminal_passes_all_filters_as_it_is() -> None:
    control = Segment("✓\x07", Style(color="red"), [(ControlType.BELL,)])
    for one in (AsciiFilter("ascii"), ControlFilter(), PlainFilter(frozenset(), "#808080")):
        assert one.apply([control, Segment("✓\x07", Style(color="red"))], GROUND)[0] is control
        assert one.apply([Segment("a")], GROUND) == [Segment("a")]


def drawn() -> set[str]:
    """The characters beyond ASCII in the literals of what paints panes, dialogs and tables."""
    package = Path(blogreader.__file__).parent
    found = set()
    for path in (*(package / "tui").rglob("*.py"), package / "render" / "layout" / "table.py"):
        if path.name in ("visual_mode.py", "output_filter.py", "kitty.py"):  # marks of sentences, and filters
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        found |= {character for text in texts if isinstance(text, str) for character in text}
    return {character for character in found if not character.isascii() and character.isprintable()}


@pytest.mark.slow
def test_whatever_the_app_draws_itself_has_a_form_in_ascii() -> None:
    assert {character for character in drawn() if "?" in written(character, "ascii")} == set()
    assert written("a² + ┄┄ ░▒▓█ ⋯ ⚠", "ascii") == "a2 + .. .:*# ~ !"


def test_without_colours_there_are_no_greys_either() -> None:
    plain = PlainFilter(frozenset({"#101010"}), "#808080")
    styles = [
        Style(color="#ff0000", bgcolor="#101010", bold=True),
        Style(color="#808080", bgcolor="#101010"),
        Style(color="#ffffff", bgcolor="#334455"),
        Style(color="#808080", bgcolor="#334455", dim=True),
        Style(color="default", bgcolor="default"),
        Style(italic=True),
        Style(reverse=True, color="#808080"),
    ]
    shown = [segment.style for segment in plain.apply([Segment("a", style) for style in styles], GROUND)]
    assert all(style and style.color is None and style.bgcolor is None for style in shown)
    assert [bool(style and style.bold) for style in shown] == [True] + [False] * 6
    assert [bool(style and style.dim) for style in shown] == [False, True] + [False] * 5
    assert [bool(style and style.reverse) for style in shown] == [False, False, True, True, False, False, True]


@pytest.mark.parametrize(
    ("answer", "ground"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;c", Ground(False, b"")),
        (b"\x1b]11;rgb:1e/1e/2e\x07\x1b[?1;2c", Ground(True, b"")),
        (b"j\x1b]11;rgba:0000/0000/0000/ffff\x1b\\k\x1b[?6c\r", Ground(True, b"jk\r")),
        (b"\x1b[?6c", Ground(None, b"")),
        (b"", Ground(None, b"")),
        (b"\x1b]11;rgb:zz/00/00\x1b\\", Ground(None, b"\x1b]11;rgb:zz/00/00\x1b\\")),
    ],
)
def test_a_terminal_says_its_ground_and_no_key_is_lost(answer: bytes, ground: Ground) -> None:
    assert parsed(answer) == ground


@pytest.mark.parametrize(
    ("characters", "shown"),
    [
        ("─━—–‐‑═╴·", "-"),
        ("┄░▍▁▂▃⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "."),
        ("│┃┆▏▎▌║⏎", "|"),
        ("┌┐└┘├┤┬┴┼╭╮╰╯╞╪╡╟╫╢", "+"),
        ("█▉▊▋▅▆▇▀▄■▨≠", "#"),
        ("•◦▪▫◆∙★▓", "*"),
        ("✓☑×", "x"),
        ("…⋯", "~"),
        ("◐", "%"),
        ("○●☐", "o"),
        ("↓▾", "v"),
        ("↑↩", "^"),
        ("←‹", "<"),
        ("→↳›▸", ">"),
        ("▒", ":"),
        ("⚠✗", "!"),
        ("“”", '"'),
        ("‘’", "'"),
    ],
)
def test_a_mark_has_the_form_in_ascii_that_looks_most_like_it(characters: str, shown: str) -> None:
    assert written(characters, "ascii") == shown * len(characters)


def test_letters_beside_a_mark_stay_as_they_are() -> None:
    letters = "".join(map(chr, range(32, 127)))
    assert written(f"{letters}…", "ascii") == f"{letters}~"


@pytest.mark.parametrize(
    ("said", "is_dark"),
    [
        ("15;0", True),
        ("0;15", False),
        ("0;7", False),
        ("0;8", True),
        ("7", False),
        ("12;default;0", True),
        ("0;xy", None),
        ("0;999", True),
        ("0;1000", None),
    ],
)
def test_an_environment_that_says_its_ground_is_not_asked_for_it(
    said: str, is_dark: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORFGBG", said)
    with Path(os.devnull).open("rb") as file:  # no terminal to ask
        monkeypatch.setattr("sys.stdin", file)
        assert ask_terminal() == Ground(is_dark, b"")


@pytest.mark.parametrize(
    ("answers", "taken", "found"),
    [
        ((b"\x1b]11;rgb:ffff/ff", b"ff/ffff\x1b\\j\x1b[?6c", b"later"), 2, Ground(False, b"j")),
        ((b"\x1b]11;rgb:00/00/00\x07", b"", b"later"), 2, Ground(True, b"")),
        ((b"typed", b""), 2, Ground(None, b"typed")),
        ((b"x" * 1_024,) * 66, 64, Ground(None, b"x" * 65_536)),
    ],
)
def test_a_terminal_is_asked_and_left_as_it_was(
    answers: tuple[bytes, ...], taken: int, found: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLORFGBG", raising=False)
    ours, theirs = os.openpty()
    left = [*answers]
    try:
        before = termios.tcgetattr(theirs)
        with os.fdopen(os.dup(theirs), "rb", 0) as stdin, os.fdopen(os.dup(theirs), "wb", 0) as stderr:
            monkeypatch.setattr("sys.stdin", stdin)
            monkeypatch.setattr("sys.stderr", stderr)

            def read(_: int, most: int) -> bytes:
                assert not termios.tcgetattr(theirs)[3] & (termios.ECHO | termios.ICANON)
                return left.pop(0) if most >= 1_024 else b""

            monkeypatch.setattr(os, "read", read)
            monkeypatch.setattr("select.select", lambda read, *_: (read, [], []))
            assert ask_terminal() == found
            assert termios.tcgetattr(theirs) == before
        monkeypatch.undo()
        assert os.read(ours, 99) == b"\x1b]11;?\x1b\\\x1b[c"
    finally:
        os.close(ours)
        os.close(theirs)
    assert left == [*answers][taken:]


def test_a_terminal_that_does_not_answer_is_waited_for_a_fifth_of_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    def wait(_: object, __: object, ___: object, seconds: float) -> tuple[list[int], ...]:
        waits.append(round(seconds, 3))
        return [], [], []

    times = iter((5.0, 5.0, 5.125, 5.2, 5.3))
    monkeypatch.setattr("select.select", wait)
    monkeypatch.setattr(ground, "monotonic", lambda: next(times))
    assert ground._read(0) == b""
    assert waits == [0.2, 0.075]


def test_a_terminal_that_takes_no_question_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLORFGBG", raising=False)
    ours, theirs = os.openpty()
    try:
        before = termios.tcgetattr(theirs)
        with os.fdopen(os.dup(theirs), "rb", 0) as stdin, Path(os.devnull).open("rb") as stderr:
            monkeypatch.setattr("sys.stdin", stdin)
            monkeypatch.setattr("sys.stderr", stderr)
            assert ask_terminal() == Ground(None, b"")
            assert termios.tcgetattr(theirs) == before
            monkeypatch.undo()
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(
    ("colour", "is_dark"),
    [
        ("7f/7f/7f", True),
        ("80/80/80", False),
        ("00/ff/00", False),
        ("ff/00/00", True),
        ("00/00/ff", True),
        ("f/0/f", True),
        ("8/7/7", True),
        ("7/8/8", False),
        ("7ff/7ff/7ff", True),
    ],
)
def test_a_ground_is_dark_as_the_eye_sees_it(colour: str, is_dark: bool) -> None:
    assert parsed(f"\x1b]11;rgb:{colour}\x07".encode()).is_dark is is_dark


def test_what_was_typed_meanwhile_is_keys() -> None:
    assert [key.key for key in Ground(None, b"j\x1b[A").typed_keys()] == ["j", "up"]
    assert Ground(None, b"").typed_keys() == []
    assert [key.key for key in Ground(None, b"j\xff\xc3k").typed_keys()] == ["j", "k"]
