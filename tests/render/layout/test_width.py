"""Where lines may break, and which pieces stay whole."""

import pytest

from blogreader.render.layout.width import longest_word, wrap


def broken(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 5, [""]),
        ("one two three", 13, ["one two three"]),
        ("one two three", 12, ["one two", "three"]),
        ("one   two", 5, ["one", "two"]),
        ("  one  ", 5, ["one"]),
        # A line break always breaks.
        ("\none\n\ntwo\n", 5, ["", "one", "", "two", ""]),
        ("one\ttwo", 3, ["one", "two"]),
        ("one\u3000two", 3, ["one", "two"]),
        ("one\u200btwo", 3, ["one", "two"]),
        ("one\u2007two", 3, ["one", "\u2007tw", "o"]),
        # Words break behind hyphens with two letters on each side, and beside dashes.
        ("well-known", 5, ["well-", "known"]),
        ("an-other", 3, ["an-", "oth", "er"]),
        ("x-ray-x", 4, ["x-ra", "y-x"]),
        ("a-b-c d", 5, ["a-b-c", "d"]),
        ("--verbose", 4, ["--ve", "rbos", "e"]),
        ("ab—cd", 3, ["ab—", "cd"]),
        ("ab—cd", 2, ["ab", "—", "cd"]),
        ("été-hiver", 5, ["été-", "hiver"]),
        # A word that is too long breaks behind a sign in its second half, or anywhere.
        ("abcdef/ghij", 8, ["abcdef/", "ghij"]),
        ("abcd/efghij", 8, ["abcd/", "efghij"]),
        ("abc/defghij", 8, ["abc/defg", "hij"]),
        ("abcdefghijk", 4, ["abcd", "efgh", "ijk"]),
        ("ab cdefghijk", 4, ["ab", "cdef", "ghij", "k"]),
        ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]),
        ("abcdef gh", 4, ["abcd", "ef", "gh"]),
        ("abcdef g", 4, ["abcd", "ef g"]),
        ("abcdef gh", 5, ["abcde", "f gh"]),
        # Wide characters may stand at any end of a line, but for signs that may not.
        ("日本語日本", 4, ["日本", "語日", "本"]),
        ("日本、語", 4, ["日", "本、", "語"]),
        ("日「本語", 4, ["日", "「本", "語"]),
        ("日本abc", 5, ["日本", "abc"]),
        ("日本", 1, ["日", "本"]),
        # A single character on the last line is given company, where there is some.
        ("aaaa bbbb cccc d", 14, ["aaaa bbbb", "cccc d"]),
        ("aaaa bbbb d", 9, ["aaaa", "bbbb d"]),
        ("aaaa bbbb d", 6, ["aaaa", "bbbb d"]),
        ("aaaa bbbb d", 5, ["aaaa", "bbbb", "d"]),
        ("aaaabbbb d", 8, ["aaaabbbb", "d"]),
        ("aaaa  bbb d", 9, ["aaaa", "bbb d"]),
        ("aaaa bbbb dd", 9, ["aaaa bbbb", "dd"]),
        ("aaaa bbbbb", 9, ["aaaa", "bbbbb"]),
        ("aa aaaaab", 8, ["aa", "aaaaab"]),
    ],
)
def test_a_text_is_broken_into_lines(text: str, width: int, expected: list[str]) -> None:
    assert broken(text, width) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        (" ", 0),
        ("a bcd ef", 3),
        ("well-known", 5),
        ("日本", 2),
        ("日「本", 4),
        ("été\u00a0là", 6),
        ("a\nbc", 2),
    ],
)
def test_the_longest_piece_is_the_one_that_should_stay_whole(text: str, expected: int) -> None:
    assert longest_word(text) == expected
