"""What two texts say differently: words, lines of listings, and nothing of how they are marked up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.library import differences as module
from blogreader.library.differences import (
    ChangedCode,
    ChangedPassage,
    Difference,
    Piece,
    Unchanged,
    differences,
    numbers,
)
from tests.conftest import scaled


def shown(found: tuple[Difference, ...]) -> list[str]:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return [
        f"={one.blocks}"
        if isinstance(one, Unchanged)
        else ("code:" if isinstance(one, ChangedCode) else "")
        + "".join(signs[piece.kind].format(piece.text) for piece in one.pieces)
        for one in found
    ]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo.", ["=2"]),
        ("It is *slow*.", "It is **slow**.", ["=1"]),
        ("A [link](/a) here.", "A [link](/b) here.", ["=1"]),
        ("It was slow then.", "It was fast then.", ["It was [-slow-]{+fast+} then."]),
        ("It was slow.", "It was slow, and old.", ["It was slow{+, and old+}."]),
        ("One.\n\nThree.", "One.\n\nTwo.\n\nThree.", ["=1", "{+Two.+}", "=1"]),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", ["=1", "[-Two.-]", "=1"]),
        ("a b c d", "a x y d", ["a [-b c-]{+x y+} d"]),
        ("Café naïve", "Cafe naïve", ["[-Café-]{+Cafe+} naïve"]),
        ("日本語の本", "日本語の木", ["日本語の[-本-]{+木+}"]),
        ("Emoji 👍🏽 here", "Emoji 👎 here", ["Emoji [-👍🏽-]{+👎+} here"]),
        ("```\na\nb\n```", "```\na\nc\n```", ["code:a\n[-b\n-]{+c\n+}"]),
        ("```py\na\tb\n```", "```js\na\tb\n```", ["=1"]),
        (
            "- one\n- two\n  more of it\n- three",
            "- one\n- two\n  less of it\n- three",
            ["=1", "two [-more-]{+less+} of it", "=1"],
        ),
        ("1. one\n2. two", "1. one\n2. two\n3. three", ["=2", "{+3. three+}"]),
        (
            "| a | b |\n|---|--:|\n| x | 1 |\n| y | 2 |",
            "| a | b |\n|:-:|---|\n| x | 1 |\n| y | 3 |",
            ["=2", "y [-2-]{+3+}"],
        ),
        ("> - one\n> - two", "> - one\n> - too", ["=1", "[-two-]{+too+}"]),
        ("```\na\nb", "```\na\nc", ["code:a\n[-b\n-]{+c\n+}"]),
        ("```py\na\n```\n\nWords one.", "```py\na\n```\n\nWords two.", ["=1", "Words [-one-]{+two+}."]),
        ("~~~\na\n```\n~~~\nOne.", "~~~\na\n```\n~~~\nTwo.", ["=1", "[-One-]{+Two+}."]),
        ("```\na\n````\nOne.", "```\na\n````\nTwo.", ["=1", "[-One-]{+Two+}."]),
        ("````\na\n```\nb\n````", "````\na\n```\nc\n````", ["code:a\n```\n[-b\n-]{+c\n+}"]),
        ("```\na\n```", "", ["code:[-a-]"]),
        ("", "```\na\n```", ["code:{+a+}"]),
        ("a", "```\na\n```", ["code:{+a+}", "[-a-]"]),
        ("One.\n```\na\n```", "Two.\n```\na\n```", ["[-One-]{+Two+}.", "=1"]),
        ("Alpha beta.", "Gamma delta.", ["[-Alpha beta-]{+Gamma delta+}."]),
        ("a b\n\nc d", "a x\n\ny z", ["a [-b-]{+x+}", "{+y z+}", "[-c d-]"]),
        ("_a_ b_c", "_a_ b_d", ["a [-b_c-]{+b_d+}"]),
        ("", "New.", ["{+New.+}"]),
        ("Old.", "", ["[-Old.-]"]),
        ("", "", []),
    ],
)
def test_what_is_different_is_told_by_words(before: str, now: str, said: list[str]) -> None:
    assert shown(differences(before, now)) == said


def test_a_paragraph_is_compared_with_the_one_that_it_was() -> None:
    before = "Alpha beta gamma delta.\n\nOne two three four."
    now = "A new beginning of it all.\n\nOne two three five.\n\nAn end."
    assert shown(differences(before, now)) == [
        "{+A new beginning of it all.+}",
        "[-Alpha beta gamma delta.-]",
        "One two three [-four-]{+five+}.",
        "{+An end.+}",
    ]


def test_of_a_long_listing_what_is_around_the_change_is_told() -> None:
    code = [f"line {number}" for number in range(40)]
    before, now = "\n".join(code), "\n".join([*code[:20], "new", *code[20:]])
    (found,) = differences(f"```\n{before}\n```", f"```\n{now}\n```")
    assert isinstance(found, ChangedCode)
    text = "".join(piece.text for piece in found.pieces)
    assert text == "⋯\nline 18\nline 19\nnew\nline 20\nline 21\n⋯\n"
    assert [piece.kind for piece in found.pieces] == ["same", "new", "same"]
    (found,) = differences(f"```\n{now}\n```", f"```\n{before}\n```")
    assert [piece.kind for piece in found.pieces] == ["same", "gone", "same"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "now", "shown_is"),
    [
        ("x 1 2 3", "y 1 2 3", "x y 1 2 3"),
        ("x 1 2 3 4", "y 1 2 3 4", "x y 1 2 ⋯"),
        ("1 2 3 x", "1 2 3 y", "1 2 3 x y"),
        ("1 2 3 4 x", "1 2 3 4 y", "⋯ 3 4 x y"),
        ("x 1 2 3 4 5 z", "y 1 2 3 4 5", "x y 1 2 3 4 5 z"),
        ("x 1 2 3 4 5 6 z", "y 1 2 3 4 5 6", "x y 1 2 ⋯ 5 6 z"),
    ],
)
def test_two_lines_around_a_change_are_told_and_no_line_is_left_out_for_a_sign(
    before: str, now: str, shown_is: str
) -> None:
    listings = (f"```\n{text.replace(' ', chr(10))}\n```" for text in (before, now))
    (found,) = differences(*listings)
    assert isinstance(found, ChangedCode)
    assert "".join(piece.text for piece in found.pieces).split() == shown_is.split()


def test_of_two_blocks_as_many_words_as_two_fifths_are_common_in_versions_of_one() -> None:
    before = "One two three four five."
    for now, number in (("One two x y z", 1), ("One x y z w", 2)):
        assert len(differences(f"{before}\n\nEnd a.", f"{now}\n\nb End")) == number + 1, now


def test_what_is_new_and_gone_is_counted_in_words() -> None:
    assert numbers(differences("It was slow then.", "It was very fast then.")) == (2, 1)


def test_a_row_is_compared_with_so_many_that_two_giants_are_too(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = list[set[str]]()

    def watched(before: set[str], now: set[str]) -> bool:
        compared.append(before)
        return are_alike(before, now)

    are_alike = module._are_alike
    monkeypatch.setattr(module, "_are_alike", watched)
    monkeypatch.setattr(module, "_MOST_COMPARED", 500)
    old, new = ("\n".join(f"| {sign}{number} x{sign} |" for number in range(100)) for sign in "on")
    assert numbers(differences(old, new)) == (200, 200)
    assert 0 < len(compared) <= 500
    assert shown(differences(old, old.replace("x", "y x")))[0] == "o0 {+y +}xo"


@pytest.mark.slow
def test_two_giants_without_anything_in_common_are_compared_in_a_moment() -> None:
    old = "\n\n".join(f"o{number} p{number}" for number in range(3_000))
    new = "\n\n".join(f"n{number} m{number}" for number in range(3_000))
    assert numbers(differences(old, new)) == (6_000, 6_000)
    assert numbers(differences("a " * 20_000, "b " * 20_000)) == (20_000, 20_000)


words = st.lists(st.sampled_from(["a", "b", "c", ".", ",", "日", "本"]), max_size=12).map(" ".join)
texts = st.lists(words, max_size=5).map("\n\n".join)


@pytest.mark.slow
@settings(max_examples=scaled(300))
@given(texts, texts)
def test_both_texts_can_be_read_in_the_differences(before: str, now: str) -> None:
    found = differences(before, now)
    for kind, text in (("gone", before), ("new", now)):
        if any(isinstance(one, Unchanged) for one in found):
            continue
        pieces = [
            piece.text
            for one in found
            if isinstance(one, ChangedPassage)
            for piece in one.pieces
            if kind_of(piece, kind)
        ]
        assert "".join("".join(pieces).split()) == "".join(text.split())


def kind_of(piece: Piece, kind: str) -> bool:
    return piece.kind in ("same", kind)
