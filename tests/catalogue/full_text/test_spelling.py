"""Words that were meant: how long they are, and how far from what was typed."""

from collections.abc import Sequence

import pytest

from blogreader.catalogue.full_text.spelling import nearest


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        # One slip, in words of three to twenty letters.
        ("ct", "cat", None),
        ("cta", "cat", "cat"),
        ("x" * 20, "x" * 19, "x" * 19),
        ("x" * 21, "x" * 20, None),
        ("ca7", "cat", None),
        ("cat", "cats", "cats"),
        ("cat", "scat", "scat"),
        ("cat", "at", "at"),
        # Two of six letters on.
        ("boart", "boast", "boast"),
        ("boxxt", "boast", None),
        ("hxrbxr", "harbor", "harbor"),
        # In a word of more than nine, the second one is a letter too many or two that are swapped.
        ("xxrbouring", "harbouring", None),
        pytest.param("xxrbourin", "harbourin", "harbourin", marks=pytest.mark.slow),
        ("xharbouringx", "harbouring", "harbouring"),
        ("ahbrouring", "harbouring", "harbouring"),
        # Letters beyond ASCII, if some were typed.
        ("naïev", "naïve", "naïve"),
        ("nave", "naïve", None),
        ("naïv", "naïve", "naïve"),
    ],
)
def test_a_word_is_meant_that_is_a_slip_or_two_away(typed: str, known: str, meant: str | None) -> None:
    assert nearest(typed, lambda words: {known: 1} if known in words else {}) == meant


def test_the_nearer_word_is_meant_and_of_two_the_more_frequent_one() -> None:
    counts = {"harbours": 1, "harbouring": 9, "harbor": 5, "arbour": 5}

    def known(words: Sequence[str]) -> dict[str, int]:
        return {word: counts[word] for word in words if word in counts}

    assert nearest("harbour", known) == "harbor"
    counts["harbours"] = 6
    assert nearest("harbour", known) == "harbours"
