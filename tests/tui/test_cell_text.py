"""Text in cells: cut, broken, bars."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from blogreader.tui.cell_text import bar, broken, cut, without_markup

WORDS = st.text(st.sampled_from("ab漢字é🙂  -"), max_size=80)


@given(WORDS, st.integers(2, 30), st.integers(1, 5))
def test_broken_text_has_no_line_too_many_or_too_wide(text: str, width: int, lines: int) -> None:
    out = broken(text, width, lines)
    assert 1 <= len(out) <= lines
    assert all(cell_len(line) <= width for line in out)


@given(WORDS, st.integers(2, 30))
def test_broken_text_loses_no_word_where_there_is_room_for_all(text: str, width: int) -> None:
    assert "".join("".join(broken(text, width, 100)).split()) == "".join(text.split())


def test_words_stay_whole_where_they_can() -> None:
    assert broken("one two three four", 9, 9) == ["one two", "three", "four"]
    assert broken("one two three four", 9, 2) == ["one two", "three fo…"]
    assert broken("incomprehensibility", 8, 9) == ["incompre", "hensibil", "ity"]
    assert broken("", 8, 2) == [""]
    assert broken("漢字漢字", 5, 2) == ["漢字", "漢字"]


@given(st.floats(-1, 2), st.integers(0, 40))
def test_a_bar_is_as_wide_as_asked_for(fraction: float, width: int) -> None:
    filled, empty = bar(fraction, width)
    assert len(filled) + len(empty) == width


def test_a_bar_is_filled_by_eighths() -> None:
    assert bar(0, 4) == ("", "────")
    assert bar(1, 4) == ("████", "")
    assert bar(0.5, 4) == ("██", "──")
    assert bar(1 / 32, 4) == ("▏", "───")
    assert bar(31 / 32, 4) == ("███▉", "")


def test_marks_of_inline_markdown_are_left_out() -> None:
    assert without_markup("See [the page](https://a.example/b) and `code`, **now**.") == "See the page and code, now."
    assert without_markup("snake_case and 2 [sic] stay") == "snake_case and 2 [sic] stay"


def test_cut_text_says_so() -> None:
    assert cut("one two", 5) == "one…"
    assert cut("one", 0) == ""
