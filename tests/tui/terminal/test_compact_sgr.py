"""What is written to the terminal with fewer bytes paints the same screen."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from blogreader.tui.terminal import compact_sgr
from blogreader.tui.terminal.compact_sgr import TerminalGone, compact, compact_driver
from blogreader.tui.terminal.paste_filter import PasteSafeParser
from blogreader.tui.terminal.shown_screen import ENTER
from tests.conftest import scaled

COLUMNS, LINES = 40, 6
property_test = settings(database=None, max_examples=scaled(150), derandomize=True)

colours = st.one_of(
    st.none(),
    st.sampled_from(["default", "red", "bright_blue", "bright_black", "color(7)", "color(99)", "color(255)"]),
    st.sampled_from(["#000000", "#ff8700", "#1e1e2e"]),
)
attributes = st.sampled_from(
    ["bold", "dim", "italic", "underline", "blink", "reverse", "strike", "overline", "underline2"]
)
# Few at once: with nine of them hardly a blank is left on which nothing is drawn.
styles = st.builds(
    lambda color, bgcolor, names: Style(color=color, bgcolor=bgcolor) + Style.parse(" ".join(names)),
    colours,
    colours,
    st.lists(attributes, max_size=2, unique=True) | st.just([]),
)
texts = st.one_of(
    st.sampled_from([" ", "    ", "word", "日本語", " x ", "é", "\u00a0", "ab  "]),
    st.text(st.sampled_from("ab 日本é·│"), max_size=6),
)
depths = st.sampled_from([ColorSystem.STANDARD, ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR])


@st.composite
def pieces(draw: st.DrawFn) -> str:
    """Return what Textual writes: styled text, each piece for itself, and what moves the cursor between."""
    style = draw(st.none() | styles)
    text = draw(texts)
    return text if style is None else style.render(text, color_system=draw(depths))


moves = st.one_of(
    st.builds("\x1b[{};{}H".format, st.integers(1, LINES), st.integers(1, COLUMNS)),
    st.sampled_from(["\r\n", "\r", "\n", "\x1b[?25l", "\x1b[?2026h", "\x1b[2J", "\x1b[K", "\x1b[H"]),
)
sequences = st.lists(st.one_of(pieces(), pieces(), moves), max_size=30).map("".join)


@dataclass(frozen=True)
class Cell:
    """What is seen of a character."""

    text: str
    background: str
    look: tuple[object, ...]


def painted(*texts: str) -> tuple[list[list[Cell]], tuple[int, int]]:
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.Stream(screen)
    for text in texts:
        stream.feed(text)
    rows = [[seen(screen.buffer[y][x]) for x in range(COLUMNS)] for y in range(LINES)]
    return rows, (screen.cursor.x, screen.cursor.y)


def seen(character: pyte.screens.Char) -> Cell:
    lines = (character.underscore, character.strikethrough, character.blink, character.reverse)
    # Of a blank one sees its ground, and what is drawn on it in the colour of the text.
    if character.data.isspace() and not any(lines):
        return Cell(" ", character.bg, ())
    return Cell(character.data, character.bg, (*lines, character.fg, character.bold, character.italics))


@pytest.mark.slow
@property_test
@given(sequences)
def test_the_screen_is_the_same(text: str) -> None:
    assert painted(compact(text)) == painted(text)


@property_test
@given(sequences)
def test_it_is_never_longer(text: str) -> None:
    assert len(compact(text)) <= len(text)


@pytest.mark.slow
@property_test
@given(sequences, sequences)
def test_it_ends_without_a_style_so_that_the_next_begins_without_one(first: str, second: str) -> None:
    assert painted(compact(first), compact(second), "x") == painted(first, second, "x")


# Pyte knows neither dim, overlined nor doubly underlined text: what is in force is told from the bytes.
@property_test
@given(st.lists(st.tuples(styles, st.sampled_from(["word", "x"]), depths), min_size=1, max_size=12))
def test_every_word_has_all_of_its_style_and_nothing_else(words: list[tuple[Style, str, ColorSystem]]) -> None:
    text = "".join(style.render(word, color_system=depth) for style, word, depth in words)
    assert in_force(compact(text)) == in_force(text)


def in_force(text: str) -> list[tuple[str, frozenset[str]]]:
    """Return each character with the parameters in force, read as ECMA-48 has it: one after the other."""
    out: list[tuple[str, frozenset[str]]] = []
    now: dict[str, str] = {}
    rest = text
    while rest:
        if not rest.startswith("\x1b["):
            out.append((rest[0], frozenset(now.values())))
            rest = rest[1:]
            continue
        parameters, rest = rest[2:].split("m", 1)
        left = parameters.split(";")
        while left:
            first = left.pop(0)
            if first in {"", "0"}:
                now = {}
            elif first in {"38", "48"}:
                size = 4 if left[0] == "2" else 2
                now[first] = ";".join([first, *left[:size]])
                del left[:size]
            elif first in {"39", "49"}:
                now.pop({"39": "38", "49": "48"}[first], None)
            elif 30 <= int(first) <= 37 or 90 <= int(first) <= 97:
                now["38"] = first
            elif 40 <= int(first) <= 47 or 100 <= int(first) <= 107:
                now["48"] = first
            else:
                now[first] = first
    return out


@pytest.mark.parametrize(
    "sequence",
    [
        "",
        "words",
        "\x1b[?1049h\x1b[?2004h\x1b[?25l",
        "\x1b[>4;2m",
        "\x1b[?2026$p",
        "\x1b]52;c;bTttMQ==\x07",
        "\x1b]52;c;YTttMTs=\x1b\\",
        "\x1b_Ga=T,f=100,i=31,m=1;AAAAm[31m\x1b\\",
        "\x1b[1;1H\x1b[2K\r\n",
        "\U0010eeee\u0305\u0305",
    ],
)
def test_what_is_no_style_stays_as_it_is(sequence: str) -> None:
    assert compact(sequence) == sequence
    word = Style(color="red", bold=True).render("x", color_system=ColorSystem.TRUECOLOR)
    assert sequence in compact(f"{word}{sequence}{word}")


@pytest.mark.parametrize("sequence", ["\x1b[2J", "\x1b[K", "\x1b_Ga=T;AAAA\x1b\\", "text"])
def test_what_might_take_the_style_in_force_is_written_without_one(sequence: str) -> None:
    word = Style(bgcolor="red").render("x", color_system=ColorSystem.STANDARD)
    assert f"\x1b[0m{sequence}" in compact(word + sequence + word)


def test_a_style_is_said_once() -> None:
    word = "\x1b[1;38;2;1;2;3;48;2;4;5;6mword\x1b[0m"
    line = f"\x1b[1;1H{word}{word}\x1b[2;1H{word}\r\n{word}"
    assert compact(line) == "\x1b[1;1H\x1b[1;38;2;1;2;3;48;2;4;5;6mwordword\x1b[2;1Hword\r\nword\x1b[0m"


def test_of_a_style_that_goes_on_only_what_changes_is_said() -> None:
    ground = "48;2;4;5;6"
    text = f"\x1b[31;{ground}ma\x1b[0m\x1b[32;{ground}m b\x1b[0m\x1b[1;32;{ground}mc\x1b[0m\x1b[{ground}m   \x1b[0m"
    assert compact(text) == f"\x1b[31;{ground}ma\x1b[32m b\x1b[1mc   \x1b[0m"


def test_blanks_take_a_style_that_is_seen_on_them() -> None:
    text = "\x1b[4ma\x1b[0m\x1b[1m \x1b[0m\x1b[4m \x1b[0m\x1b[41m \x1b[0m"
    assert painted(compact(text)) == painted(text)
    assert compact(text) == "\x1b[4ma\x1b[0;1m \x1b[0;4m \x1b[0;41m \x1b[0m"


@pytest.mark.parametrize("attribute", ["4", "5", "6", "7", "9", "21", "51", "52", "53"])
def test_a_blank_between_two_words_takes_nothing_of_theirs_that_is_seen_on_it(attribute: str) -> None:
    word = f"\x1b[{attribute}mx\x1b[0m"
    assert in_force(compact(f"{word} {word}"))[1] == (" ", frozenset())


def test_a_driver_writes_with_fewer_bytes() -> None:
    class Recording(LinuxDriver):
        def __init__(self) -> None:  # without a terminal
            self.written: list[str] = []

        def write(self, data: str) -> None:
            self.written.append(data)

    driver = compact_driver(Recording)()  # type: ignore[call-arg]
    driver.write("\x1b[1ma\x1b[0m\x1b[1mb\x1b[0m")
    assert driver.written == ["\x1b[1mab\x1b[0m"]  # type: ignore[attr-defined]


class FakeScreen:
    """Cells that are on the terminal already, or not."""

    def __init__(self, *, is_up: bool) -> None:
        self._is_up = is_up
        self.attributes = [1, 2, 3]

    def take_over(self) -> bool:
        return self._is_up


@pytest.mark.parametrize(("is_up", "entered"), [(True, []), (False, [ENTER])])
def test_over_cells_that_are_there_the_alternate_screen_is_not_entered_again(is_up: bool, entered: list[str]) -> None:
    class Starting(Driver):
        def __init__(self) -> None:  # without a terminal
            self.written: list[str] = []
            self.attrs_before: object = None

        def start_application_mode(self) -> None:
            self.write(ENTER)
            self.write("text")
            self.write(ENTER)

        def write(self, data: str) -> None:
            self.written.append(data)

        def disable_input(self) -> None: ...

        def stop_application_mode(self) -> None: ...

    shown: Any = FakeScreen(is_up=is_up)
    driver: Any = compact_driver(Starting, shown)()  # type: ignore[call-arg]
    driver.start_application_mode()
    assert driver.written == [*entered, "text", ENTER]  # only the first: it may be left and entered later
    assert driver.attrs_before == [1, 2, 3]
    plain: Any = compact_driver(Starting)()  # type: ignore[call-arg]
    plain.start_application_mode()
    assert (plain.written, plain.attrs_before) == ([ENTER, "text", ENTER], None)


def test_a_terminal_that_is_gone_is_told_once_and_written_to_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(linux_driver), "XTermParser", XTermParser)

    class Failing(Driver):
        def __init__(self) -> None:  # without a terminal
            self.written: list[str] = []
            self._app: Any = SimpleNamespace(post_message=self.written.append)
            self._writer_thread: Any = SimpleNamespace(is_alive=lambda: True)

        def run_input_thread(self) -> None:
            raise OSError

        def write(self, data: str) -> None:
            self.written.append(data)

        def start_application_mode(self) -> None: ...

        def disable_input(self) -> None: ...

        def stop_application_mode(self) -> None: ...

    driver: Any = compact_driver(Failing)()  # type: ignore[call-arg]
    driver.write("one")
    driver._writer_thread = SimpleNamespace(is_alive=lambda: False)
    driver.write("two")
    driver.write("three")
    assert driver.written == ["one"]
    assert driver._writer_thread is None
    driver.run_input_thread()
    assert isinstance(driver.written[1], TerminalGone)
    assert vars(linux_driver)["XTermParser"] is PasteSafeParser  # until then, what was pasted was text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\x1b[1;31ma\x1b[0mb\x1b[1;31m\x1b[0m", [("1;31", "a"), ("0", "b")]),
        ("a\x1b[44m \x1b[0m", [("", "a"), ("44", " ")]),
        ("", []),
    ],
)
def test_the_pieces_of_a_text_are_told_with_their_styles(text: str, found: list[tuple[str, str]]) -> None:
    assert compact_sgr.pieces(text) == found


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        ("31", "32", "\x1b[32m"),
        ("31;44", "44", "\x1b[39m"),
        ("31;44", "31", "\x1b[49m"),
        ("1;31", "31", "\x1b[0;31m"),
        ("90", "107", "\x1b[0;107m"),
        ("97", "39", "\x1b[39m"),
        ("38;5;9", "38;2;1;2;3;1", "\x1b[1;38;2;1;2;3m"),
        ("48;5;9;3", "48;5;8;3", "\x1b[48;5;8m"),
        ("100", "101", "\x1b[101m"),
        ("1", "1;30", "\x1b[30m"),
        ("1", "1;47", "\x1b[47m"),
    ],
)
def test_the_shorter_way_from_one_style_to_another_is_taken(first: str, second: str, between: str) -> None:
    text = f"\x1b[{first}ma\x1b[0m\x1b[{second}mb\x1b[0m"
    assert compact(text).partition("a")[2].rpartition("b")[0] == between
