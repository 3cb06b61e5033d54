"""What is pasted into the terminal is text, and no key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.message import Message

from blogreader.tui.terminal.paste_filter import PasteFilter, PasteSafeParser, read_pastes_as_text

START, END = "\x1b[200~", "\x1b[201~"


def parsed(*pieces: str) -> list[Message]:
    parser = PasteSafeParser(debug=False)
    return [message for piece in pieces for message in parser.feed(piece)]


def told(messages: list[Message]) -> list[str]:
    return [
        f"paste {one.text}" if isinstance(one, events.Paste) else one.key
        for one in messages
        if isinstance(one, events.Paste | events.Key)
    ]


@pytest.mark.parametrize(
    "text",
    ["red \x1b[31m and code", "\x1b]0;title\x07 end\nnext", "\x1b[2J", "\x1b", "\x1b\x1b[A", "x\x1b[201", "\x1b[200~"],
)
def test_escape_sequences_in_a_paste_press_no_key_in_whatever_pieces_it_comes(text: str) -> None:
    whole = f"a{START}{text}{END}b\x1b[A"
    expected = ["a", f"paste {text.replace(chr(27), '')}", "b", "up"]
    assert told(parsed(whole)) == expected
    assert told(parsed(*whole)) == expected
    for at in range(1, len(whole)):
        assert told(parsed(whole[:at], whole[at:])) == expected


@given(st.lists(st.text(alphabet="\x1b[201~ab\n", max_size=8), max_size=8))
def test_outside_of_a_paste_everything_is_passed_on_at_once(pieces: list[str]) -> None:
    text = "".join(pieces)
    filtered = PasteFilter()
    passed = [filtered.passed(piece) for piece in pieces]
    if START not in text:
        assert passed == pieces
    else:
        assert "".join(passed).startswith(text[: text.index(START) + len(START)])


def test_the_driver_of_the_terminal_reads_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(linux_driver), "XTermParser", XTermParser)
    read_pastes_as_text()
    assert vars(linux_driver)["XTermParser"] is PasteSafeParser
