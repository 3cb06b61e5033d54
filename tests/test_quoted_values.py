"""How a value is written in a query."""

import pytest

from blogreader.quoted_values import in_quotes, quoted


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("sea", "sea"),
        ("c++", "c++"),
        ("a:b", "a:b"),
        ("a//b", "a//b"),
        (":a", '":a"'),
        ("//a", '"//a"'),
        ("/a", "/a"),
        ("two words", '"two words"'),
        ("a(b", '"a(b"'),
        ("a)", '"a)"'),
        ("“a”", '"“a”"'),
        ("", '""'),
        ('a"b', '"a\\"b"'),
        ("a\\b c", '"a\\\\b c"'),
    ],
)
def test_a_value_is_quoted_where_it_would_not_be_one_token(value: str, written: str) -> None:
    assert quoted(value) == written
    assert in_quotes(value).startswith('"')
