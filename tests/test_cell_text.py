"""Text cut and padded to cells, for lists on the screen and lines of commands alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, wcswidth

from blogreader.cell_text import broken, cells, cut, cut_around, fitted, fitting, graphemes, is_narrow, without_markup
from blogreader.reading_figures import fine_bar

PIECES = [*"ab -é…日本、한 🚀👍🙂", "👨\u200d👩\u200d👧", "👍🏽", "🇩🇪", "e\u0301", "❤\ufe0f"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)

WORDS = st.text(st.sampled_from("ab漢字é🙂  -"), max_size=80)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Tides", 5, "Tides"),
        ("Tides", 4, "Tid…"),
        ("How tides work", 5, "How…"),
        ("潮の満ち引き", 12, "潮の満ち引き"),
        ("潮の満ち引き", 6, "潮の…"),
        ("潮の満ち引き", 5, "潮の…"),
        ("👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 3, "👨\u200d👩\u200d👧…"),
        ("Tides", 1, "…"),
        ("Tides", 0, ""),
        ("Tides", -1, ""),
        ("", 0, ""),
    ],
)
def test_what_does_not_fit_is_an_ellipsis_in_the_place_of_whole_characters(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


@pytest.mark.parametrize(
    ("text", "width"), [("\u0301", 0), ("\u200d", 0), ("a\u0301", 1), ("\u0488b", 1), ("日\u0301", 2), ("", 0)]
)
def test_what_combines_takes_no_cell_of_its_own(text: str, width: int) -> None:
    assert cells(text) == width
    assert fitting(text, width) == len(text)


@given(TEXTS, st.integers(-2, 30))
def test_a_cut_text_never_takes_more_cells_and_a_fitted_one_all_of_them(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= max(width, 0)
    assert cells(fitted(text, width)) == max(width, 0)
    assert fitted(text, width).startswith(cut(text, width))


@given(TEXTS, st.integers(0, 30))
def test_as_many_whole_graphemes_fit_as_there_are_cells(text: str, width: int) -> None:
    number = fitting(text, width)
    assert cells(text[:number]) <= width
    assert "".join(graphemes(text[:number])) == text[:number]
    rest = next(iter(graphemes(text[number:])), "")
    assert not rest or cells(text[:number]) + cells(rest) > width


@given(TEXTS)
def test_a_narrow_text_takes_a_cell_a_character(text: str) -> None:
    if is_narrow(text):
        assert cells(text) == len(text)


@pytest.mark.slow
def test_what_is_known_at_a_glance_is_what_the_table_of_widths_says() -> None:
    others = [
        chr(number)
        for number in range(0xA0, 0x20000)
        if not 0xD800 <= number < 0xE000 and cells(chr(number)) != max(wcswidth(chr(number)), 0)
    ]
    assert others == []


@given(TEXTS)
def test_a_text_is_as_wide_as_its_graphemes(text: str) -> None:
    assert cells(text) == sum(max(wcswidth(one), 0) for one in iter_graphemes(text))


@given(WORDS, st.integers(2, 30), st.integers(1, 5))
def test_broken_text_has_no_line_too_many_or_too_wide(text: str, width: int, lines: int) -> None:
    out = broken(text, width, lines)
    assert 1 <= len(out) <= lines
    assert all(cells(line) <= width for line in out)


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
    filled, empty = fine_bar(fraction, width)
    assert len(filled) + len(empty) == width


def test_a_bar_is_filled_by_eighths() -> None:
    assert fine_bar(0, 4) == ("", "────")
    assert fine_bar(1, 4) == ("████", "")
    assert fine_bar(0.5, 4) == ("██", "──")
    assert fine_bar(1 / 32, 4) == ("▏", "───")
    assert fine_bar(31 / 32, 4) == ("███▉", "")
    assert fine_bar(2, 4) == fine_bar(1, 4)
    assert fine_bar(-1, 4) == fine_bar(0, 4)


def test_marks_of_inline_markdown_are_left_out() -> None:
    assert without_markup("See [the page](https://a.example/b) and `code`, **now**.") == "See the page and code, now."
    assert without_markup("snake_case and 2 [sic] stay") == "snake_case and 2 [sic] stay"


@pytest.mark.parametrize("text", ["words of one length " * 9, "日本語の文字" * 20, "e\u0301 👩‍👩‍👧 x " * 20, "x" * 200])
@pytest.mark.parametrize("width", [1, 7, 30, 500])
def test_a_text_cut_around_an_offset_has_what_stands_before_it(text: str, width: int) -> None:
    for at in range(0, len(text), 7):
        shown = cut_around(text, at, width)
        assert cells(shown) <= width
        if width >= 30:
            assert text[max(at - 3, 0) : at].strip() in shown


SENTENCE = "one two three four five six seven"


@pytest.mark.parametrize(
    ("text", "at", "width", "shown"),
    [
        (SENTENCE, 28, 33, SENTENCE),
        (SENTENCE, 19, 20, "one two three four…"),
        (SENTENCE, 20, 20, "…three four five si…"),
        (SENTENCE, 24, 20, "…four five six seven"),
        (SENTENCE, 28, 20, "…four five six seven"),
        (SENTENCE, 33, 20, "…five six seven"),
        ("x" * 40, 40, 20, "…" + "x" * 19),
        ("x" * 40, 30, 20, "…" + "x" * 18 + "…"),
        ("漢" * 20, 20, 20, "…" + "漢" * 9),
        ("x" * 9, 9, 2, "…x"),
    ],
)
def test_of_a_text_that_is_cut_around_an_offset_whole_words_stand_before_it(
    text: str, at: int, width: int, shown: str
) -> None:
    assert cut_around(text, at, width) == shown


@pytest.mark.parametrize(
    ("text", "width", "lines", "out"),
    [
        ("漢字", 1, 3, ["漢", "字"]),
        ("漢字", 1, 1, ["…"]),
        ("one two", 0, 3, [""]),
        ("one two", -1, 3, [""]),
        (" one  two ", 3, 3, ["one", "two"]),
        ("one two", 7, 3, ["one two"]),
        ("one two", 6, 3, ["one", "two"]),
        ("one two", 3, 1, ["on…"]),
        ("  ", 3, 3, [""]),
    ],
)
def test_a_line_takes_a_character_at_least(text: str, width: int, lines: int, out: list[str]) -> None:
    assert broken(text, width, lines) == out
