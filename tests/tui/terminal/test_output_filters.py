"""What is written where marks, an encoding or colours are wanting."""

import ast
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

import blogreader
from blogreader.tui.terminal.ground import Ground, parsed
from blogreader.tui.terminal.output_filter import AsciiFilter, PlainFilter

GROUND = Color.parse("#000000")


def written(text: str, encoding: str) -> str:
    return "".join(segment.text for segment in AsciiFilter(encoding).apply([Segment(text)], GROUND))


def test_marks_frames_and_bars_are_shown_in_ascii() -> None:
    shown = written("▎✓ ★ ◐ 43% ███▍──── │ ┌──┐ › … “so”", "utf-8")
    assert written("12 min · Go", "utf-8") == "12 min - Go"  # not the star of the reading list
    assert shown.isascii()
    assert shown == '|x * ~ 43% ###.---- | +--+ > ~ "so"'


@pytest.mark.parametrize("text", ["é ✓ 漢字 🙂 ü", "плюс ─ …", "́a"])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "koi8-r"])
def test_what_an_encoding_lacks_takes_as_many_cells(text: str, encoding: str) -> None:
    shown = written(text, encoding)
    shown.encode(encoding)
    assert cell_len(shown) == cell_len(text)


def test_letters_that_the_encoding_has_stay() -> None:
    assert written("café ✓", "latin-1") == "café x"
    assert written("café", "ascii") == "caf?"


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
    ]
    shown = [segment.style for segment in plain.apply([Segment("a", style) for style in styles], GROUND)]
    assert all(style and style.color is None and style.bgcolor is None for style in shown)
    assert [bool(style and style.bold) for style in shown] == [True, False, False, False]
    assert [bool(style and style.dim) for style in shown] == [False, True, False, False]
    assert [bool(style and style.reverse) for style in shown] == [False, False, True, True]


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
        ("◐…⋯", "~"),
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
