"""Which of two texts is the article, by their words: each bound has a text on either side of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.library.offline.text_quality import (
    has_fewer_words,
    is_doubtful,
    is_much_less,
    linked_share,
    minutes,
    prefers_second,
    without_links,
    words,
)

PICTURE = "![one](data:image/png;base64,iVBOR/w0K+Ggo)"


def text(number: int) -> str:
    return "word " * number


def linked(number: int, others: int) -> str:
    return f"[{text(number)}](/a) {text(others)}"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("", 0),
        ("one two, three!", 3),
        ("日本語の本", 3),
        ("日本", 2),
        ("本 한 あ ア", 6),
        ("Ünïcode wörds", 2),
        (PICTURE, 1),
        (f"{PICTURE} two", 2),
        ("one two-three ... `a_b`", 4),
    ],
)
def test_words_are_counted_and_two_letters_of_a_script_without_blanks_are_one_more(said: str, number: int) -> None:
    assert words(said) == number
    assert not has_fewer_words(said, max(number, 1)) or number == 0
    assert has_fewer_words(said, number + 1)


def test_a_minute_has_two_hundred_words_or_as_many_as_one_reads() -> None:
    assert [minutes(text(number)) for number in (0, 200, 299, 301, 1_000)] == [1, 1, 1, 2, 5]
    assert minutes(text(1_000), 100) == 10


@pytest.mark.parametrize(
    ("markdown", "bare"),
    [
        ("A [link](/a) here", "A link here"),
        ('[one](/a "title") ![two](/b.png)', "one two"),
        ("[one](/a_(b)) [two](</c)", "one two"),
        (r"\[one](/a) and [t\]wo](/b)", r"\[one](/a) and t\]wo"),
        ("[one] (/a)", "[one] (/a)"),
        (f"[one](/a) {PICTURE}", "one one"),
    ],
)
def test_links_are_replaced_by_their_texts(markdown: str, bare: str) -> None:
    assert without_links(markdown) == bare


def test_the_share_of_links_is_that_of_the_words_outside_of_listings() -> None:
    assert linked_share("") == 0
    assert linked_share(text(4)) == 0
    assert linked_share(linked(1, 3)) == 0.25
    assert linked_share("[one](/a)[two](/b)") == 1
    for fence in ("```", "~~~", "````"):
        assert linked_share(f"{linked(1, 3)}\n\n{fence}\n{text(90)}\n{fence}\n") == 0.25
        assert linked_share(f"{linked(1, 3)}\n\n{fence}\n[{text(90)}](/b)") == 0.25


PIECES = (*'[]()!`\\\n"_ a', "b c", "漢字", "[a](b)", "![c](d)", "](", "```\n")


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_the_share_of_links_is_a_share(text: str) -> None:
    assert 0 <= linked_share(text) <= 1


@pytest.mark.parametrize("pump", ["[", "![", "[a](", "[\\", "[[a](b)", "```\n"])
def test_of_links_inside_each_other_the_innermost_count(pump: str) -> None:
    """What they cost is counted with the steps of all regular expressions."""
    text = f"{pump * 10_000} word [link](/x)"
    links = text.count("[a](b)") + 1
    assert linked_share(text) == pytest.approx(links / words(without_links(text)))


def test_a_text_is_doubtful_that_is_too_short_for_its_minutes_or_mostly_links() -> None:
    assert (is_doubtful(text(699), 10), is_doubtful(text(700), 10)) == (True, False)
    assert (is_doubtful(text(1), None), is_doubtful(text(1), 0)) == (False, False)
    assert (is_doubtful("", None), is_doubtful(PICTURE, 1)) == (False, True)
    assert (is_doubtful(linked(6, 4), None), is_doubtful(linked(61, 39), None)) == (False, True)


def test_the_text_that_is_not_doubtful_is_preferred_and_of_two_alike_the_one_with_more_prose() -> None:
    short, long = text(20), text(100)
    assert (prefers_second(short, long, None), prefers_second(long, short, None)) == (True, False)
    assert prefers_second(long, long, None) is False
    assert (prefers_second(linked(90, 10), short, None), prefers_second(short, linked(90, 10), None)) == (True, False)
    assert (prefers_second(text(60), linked(50, 50), None), prefers_second(text(40), linked(50, 50), None)) == (
        *(False, True),
    )
    dump = linked(700, 300)  # doubtful, with more prose
    assert (prefers_second(dump, short, None), prefers_second(short, dump, None)) == (True, False)
    assert (prefers_second(short, text(71), 1), prefers_second(linked(70, 30), text(69), 1)) == (True, True)


def test_a_text_is_much_less_that_has_not_half_the_words_and_lacks_forty() -> None:
    assert (is_much_less(text(49), text(100)), is_much_less(text(50), text(100))) == (True, False)
    assert (is_much_less(text(20), text(60)), is_much_less(text(21), text(60))) == (True, False)
    assert is_much_less(text(60), text(20)) is False
