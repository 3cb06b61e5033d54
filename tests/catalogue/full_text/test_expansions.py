"""What is asked of the full-text index for the terms of a search, and how many texts that may be."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from blogreader.catalogue.full_text.expansions import Expansions, goes_on, is_counted, known_words
from blogreader.search_terms import terms

WORDS = [
    ("sail", "en", None, 5),
    ("sails", "en", "sail", 2),
    ("sailing", "en", "sail", 1),
    ("sail", "de", None, 4),
    ("sailor", "", None, 9),
    ("boat", "en", None, 3),
    ("boot", "de", None, 6),
    ("boote", "de", "boot", 7),
]
"""Words, each with its language, its stem if that is another, and the number of its texts."""


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.execute("CREATE TABLE words (word, language, stem, texts)")
        opened.execute("CREATE TABLE languages (name)")
        opened.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", WORDS)
        opened.executemany("INSERT INTO languages VALUES (?)", [("de",), ("en",)])
        yield opened


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("tide", '("tide")'),
        ("sails", '("sails" OR "sail" OR "sailing")'),
        ("boot", '("boot" OR "boote")'),
        ('"sails"', '("sails")'),
        ('"sails boot"', '("sails boot")'),
        ("sai*", '("sai" OR "sai" *)'),
        ("s*", '("s")'),
        ("tide boat", '("tide") AND ("boat")'),
        ("tide -ebb", '(("tide")) NOT (("ebb"))'),
        ("tide flow -ebb -boot", '(("tide") AND ("flow")) NOT (("ebb") OR ("boot" OR "boote"))'),
    ],
)
def test_a_search_asks_for_its_words_in_all_their_forms(connection: sqlite3.Connection, line: str, asked: str) -> None:
    forms = Expansions(connection)
    assert forms.match(terms(line)) == asked
    assert not forms.is_shortened


@pytest.mark.parametrize(
    ("line", "most"),
    [
        ("tide", 0),
        ("boat", 3),
        ("sails", 12),  # sail, of two languages, and sailing
        ('"sail"', 9),
        ("sail*", 12 + 12),  # the forms, and sails, sailing, sailor
        ("sailo*", 9),
        ("s*", 0),
        ('"boat sail"', 3),
        ('"boat 5"', 3),  # numbers are not counted
        ('"5 6"', 0),
        ('"boat tide"', 0),
    ],
)
def test_as_many_texts_as_have_a_form_of_a_word_or_the_rarest_of_a_phrase(
    connection: sqlite3.Connection, line: str, most: int
) -> None:
    assert Expansions(connection).estimate(terms(line)[0]) == most


@pytest.mark.parametrize(
    ("line", "texts"), [("sai*", 21), ("sail*", 12), ("low-sail*", 12), ("sail-low*", 0), ("sail", 0), ("s*", 0)]
)
def test_texts_are_counted_that_have_a_longer_word_than_the_last_one(
    connection: sqlite3.Connection, line: str, texts: int
) -> None:
    assert Expansions(connection).longer(terms(line)[0]) == texts


def test_the_beginning_of_a_word_is_completed_to_the_most_frequent_ones(connection: sqlite3.Connection) -> None:
    connection.executemany("INSERT INTO words VALUES (?, '', NULL, ?)", [(f"tide{n}", 20 - n) for n in range(10)])
    forms = Expansions(connection)
    (beginning,) = terms("tide*")
    forms.shorten(beginning)
    assert forms.is_shortened
    assert forms.one(beginning) == '("tide" OR ' + " OR ".join(f'"tide{n}"' for n in range(8)) + ")"
    (beginning,) = terms("low-sai*")
    forms.shorten(beginning)
    assert forms.one(beginning) == '("low sai" OR "low sailor" OR "low sail" OR "low sails" OR "low sailing")'


def test_more_words_than_sqlite_takes_values_are_looked_up(connection: sqlite3.Connection) -> None:
    asked = ["boat", *(f"x{number}" for number in range(898)), "sail", "boote", *"abc"]
    assert known_words(connection, asked) == {"boat": 3, "sail": 9, "boote": 7}
    assert known_words(connection, []) == {}


@pytest.mark.parametrize(
    ("word", "is_one"), [("x" * 60, True), ("x" * 61, False), ("x", False), ("xy", True), ("ж", True), ("10", False)]
)
def test_words_that_nobody_would_type_are_not_counted(word: str, is_one: bool) -> None:
    assert is_counted(word) is is_one


@pytest.mark.parametrize(
    ("line", "may"), [("a*", False), ("ab*", True), ("ab", False), ("x-b*", False), ("x-bc*", True)]
)
def test_two_letters_may_be_the_beginning_of_a_word(line: str, may: bool) -> None:
    assert goes_on(terms(line)[0]) is may
