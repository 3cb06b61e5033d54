"""Which of two texts is the article, and which text is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.library.offline.text_quality import (
    is_doubtful,
    linked_share,
    prefers_second,
    without_links,
    words,
)
from blogreader.library.offline.walls import is_remnant

PROSE = "The reader nods and turns the page, since there is more to come. "
NAVIGATION = "- [Home page](/)\n- [All the posts](/posts)\n- [About this blog](/about)\n" * 20


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one two-three", 3), ("...", 0), ("日本語の文", 5 // 2 + 1), ("`a_b`", 1), ("naïve café", 2)],
)
def test_words_are_counted_in_any_script(text: str, count: int) -> None:
    assert words(text) == count


def test_a_picture_in_an_address_is_no_words() -> None:
    assert words("a ![b](data:image/png;base64,a/b+c/d=) c") == 3
    assert not is_doubtful("word " * 71, 1)
    assert is_doubtful(f"![b](data:image/png;base64,{'a/' * 100})", 1)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", 0),
        ("no link at all", 0),
        ("[a link](/x)", 1),
        ("![a picture](/x.png)", 1),
        ('two [two more](/x "a title") words', 0.5),
        ("[wiki](https://en.example.org/a_(b)) two", 0.5),
        ("```\n[a](b)\n```\nprose", 0),
        ("~~~\n[a](b) [a](b)\n~~~\nprose [link](/x)", 0.5),
        ("[no link] (at all)", 0),
    ],
)
def test_the_share_of_links_is_that_of_the_words_outside_code(text: str, share: float) -> None:
    assert linked_share(text) == pytest.approx(share)


PIECES = (
    "a",
    "b c",
    "漢字",
    "[a](b)",
    "![c](d)",
    "[",
    "]",
    "](",
    "(",
    ")",
    "!",
    "`",
    "\\",
    "\n",
    '"',
    "_",
    " ",
    "```\n",
)


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_the_share_of_links_is_a_share(text: str) -> None:
    assert 0 <= linked_share(text) <= 1


def test_links_that_are_one_word_without_their_brackets_are_no_more_than_all_of_it() -> None:
    assert linked_share("[a](b)[c](d)") == 1


@pytest.mark.parametrize("pump", ["[", "![", "[a](", "[\\", "[[a](b)", "```\n"])
def test_of_links_inside_each_other_the_innermost_count(pump: str) -> None:
    """What they cost is counted with the steps of all regular expressions."""
    text = f"{pump * 10_000} word [link](/x)"
    links = text.count("[a](b)") + 1
    assert linked_share(text) == pytest.approx(links / words(without_links(text)))


@pytest.mark.parametrize(
    ("text", "minutes", "doubtful"),
    [
        (PROSE * 200, 10, False),
        (PROSE * 5, 10, True),
        (PROSE * 5, None, False),
        (PROSE * 5, 0, False),
        (NAVIGATION, None, True),
        (NAVIGATION + PROSE * 60, None, False),
        ("", None, False),
        ("", 5, True),
    ],
)
def test_a_text_is_doubtful_when_it_is_short_for_its_minutes_or_mostly_links(
    text: str, minutes: int | None, doubtful: bool
) -> None:
    assert is_doubtful(text, minutes) is doubtful


def test_of_two_texts_the_one_without_doubt_is_the_article_and_else_the_one_with_more_prose() -> None:
    whole, part = PROSE * 200, PROSE * 5
    assert prefers_second(part, whole, 10)
    assert not prefers_second(whole, part, 10)
    assert prefers_second(part, part * 2, 10)
    assert not prefers_second(part * 2, part, 10)
    assert not prefers_second(whole, whole, 10)
    assert not prefers_second(whole, NAVIGATION * 50, None)
    assert prefers_second(NAVIGATION, NAVIGATION + PROSE * 3, 30)


def test_a_notice_is_a_remnant_of_a_text() -> None:
    assert is_remnant("You need to enable JavaScript to run this app.", PROSE * 20)


def test_what_is_left_of_a_text_is_a_remnant_only_when_a_program_is_what_is_missing() -> None:
    notice = "Enable JavaScript to read on. "
    assert is_remnant(PROSE * 9 + notice, PROSE * 30)
    assert not is_remnant(PROSE * 9, PROSE * 30)  # an author may shorten a text
    assert not is_remnant(PROSE * 20 + notice, PROSE * 30)
    assert not is_remnant(PROSE * 9 + notice, PROSE * 30 + notice)  # which is about that
