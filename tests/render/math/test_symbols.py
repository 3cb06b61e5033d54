"""The table of symbols and scripts: what is in it, and that all of it can be shown."""

from pathlib import Path

import pytest

from blogreader.render.math import symbols
from blogreader.render.math.symbols import tables
from blogreader.text import clean

TABLE = Path(symbols.__file__).with_name("characters.tsv")


def test_every_line_names_one_character_or_letter_and_no_name_stands_twice() -> None:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    pairs = [line.split("\t") for line in lines]
    assert {len(pair) for pair in pairs} == {2}
    assert {written[0] for written, _ in pairs} == set("\\^_")
    assert len({written for written, _ in pairs}) == len(pairs)
    found = tables()
    assert len(found.symbols) + len(found.above) + len(found.below) == len(pairs)


def test_its_source_and_licence_are_named_in_it() -> None:
    head = TABLE.read_text("utf-8").partition("\n\\")[0]
    for named in ("unicodeit", "Permission is hereby granted", "Günter Milde", "LaTeX Project"):
        assert named in head


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("\\alpha", "α"),
        ("\\to", "→"),
        ("\\infty", "∞"),
        ("\\mathbb{R}", "ℝ"),
        ("\\mathfrak{g}", "𝔤"),
        ("\\,", "\u2009"),
    ],
)
def test_a_command_is_its_character(command: str, shown: str) -> None:
    assert tables().symbols[command] == shown


def test_scripts_are_known_for_digits_and_not_for_what_nobody_would_know_again() -> None:
    found = tables()
    assert [found.above[digit] for digit in "0123456789"] == list("⁰¹²³⁴⁵⁶⁷⁸⁹")
    assert [found.below[digit] for digit in "0123456789"] == list("₀₁₂₃₄₅₆₇₈₉")
    assert not {*found.above, *found.below} & set("<>.∫*")


def test_nothing_in_it_is_a_control_character() -> None:
    found = tables()
    for shown in (*found.symbols.values(), *found.above.values(), *found.below.values()):
        assert shown
        assert clean(shown) == shown
