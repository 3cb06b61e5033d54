"""The marks of printed lists: in Unicode where that is shown, in ASCII elsewhere."""

import sys
from types import SimpleNamespace

import pytest

from blogreader.icons import ASCII, IN_ASCII, MARKS, UNICODE, Icons, chosen, shown


def test_each_mark_stands_for_one_thing() -> None:
    made = Icons("a", "b", "c", "d", "e", "f")
    assert [made.status(name) for name in ("unread", "reading", "read")] == ["a", "b", "c"]
    assert (made.bookmark, made.offline, made.open) == ("d", "e", "f")
    assert [chosen(name).unread for name in ("ascii", "unicode")] == ["o", "●"]


def test_the_marks_that_are_explained_are_those_of_lists_and_differ_in_ascii_too() -> None:
    told = [mark for mark, _ in MARKS]
    assert {UNICODE.reading, UNICODE.read, UNICODE.bookmark, UNICODE.offline, UNICODE.open} <= {*told}
    in_ascii = [mark.translate(IN_ASCII) for mark in told]
    assert {ASCII.reading, ASCII.read, ASCII.bookmark, ASCII.offline, ASCII.open} <= {*in_ascii}
    assert len(set(in_ascii)) == len(told)
    assert all(mark.isascii() for mark in in_ascii)


@pytest.mark.parametrize(
    ("text", "in_ascii"),
    [
        ("─━—–‐‑═╴·", "---------"),
        ("┄░▍▁▂▃⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "................"),
        ("│┃┆▏▎▌║⏎", "||||||||"),
        ("┌┐└┘├┤┬┴┼╭╮╰╯╞╪╡╟╫╢", "+++++++++++++++++++"),
        ("█▉▊▋▅▆▇▀▄■▨≠", "############"),
        ("•◦▪▫◆∙★▓", "********"),
        ("○●☐", "ooo"),
        ("✓☑×", "xxx"),
        ("◐ ↓▾ ↑↩ ←‹ →↳›▸", "% vv ^^ << >>>>"),
        ("▒ ⚠✗ …⋯ “”‘’", ": !! ~~ \"\"''"),
        ("a + b", "a + b"),
    ],
)
def test_what_a_terminal_may_lack_is_one_cell_of_ascii_and_stays_elsewhere(text: str, in_ascii: str) -> None:
    assert shown(text, ASCII) == in_ascii
    assert shown(text, UNICODE) == text


def test_the_marks_of_lists_are_these() -> None:
    assert vars(UNICODE) == vars(Icons("●", "◐", "✓", "★", "↓", "▎"))
    assert vars(ASCII) == vars(Icons("o", "%", "x", "*", "v", "|"))


@pytest.mark.parametrize(
    ("encoding", "locale", "mark"),
    [
        ("utf-8", {}, "●"),
        ("UTF8", {}, "●"),
        ("utf-16", {}, "●"),
        ("ascii", {"LC_ALL": "C.UTF-8"}, "o"),
        ("", {}, "o"),
        (None, {}, "o"),
        ("utf-8", {"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "o"),
        ("utf-8", {"LC_ALL": "POSIX"}, "o"),
        ("utf-8", {"LC_ALL": "de_DE.UTF-8", "LANG": "C"}, "●"),
        ("utf-8", {"LANG": "C"}, "o"),
        ("utf-8", {"LANG": "POSIX", "LC_CTYPE": "C.UTF-8"}, "o"),
        ("utf-8", {"LANG": "C", "LC_CTYPE": "C"}, "o"),
        ("utf-8", {"LANG": "C", "LC_CTYPE": "de_DE.UTF-8"}, "●"),
        ("utf-8", {"LANG": "de_DE.UTF-8"}, "●"),
        ("utf-8", {"LC_ALL": "", "LANG": "C", "LC_CTYPE": ""}, "o"),
    ],
)
def test_a_locale_without_utf_8_has_marks_in_ascii(
    monkeypatch: pytest.MonkeyPatch, encoding: str | None, locale: dict[str, str], mark: str
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "__stdout__", SimpleNamespace(encoding=encoding))
    assert chosen("auto").unread == mark
