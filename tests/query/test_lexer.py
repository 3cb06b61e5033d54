"""The tokens of a query, each with its columns, and the value at the cursor."""

import pytest

from blogreader.errors import QueryError
from blogreader.query.lexer import Token, TokenKind, Word, is_address, tokens, word_at

VALUE = TokenKind.VALUE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  ", [Token(TokenKind.END, 1)]),
        ("a  b ", [Token(VALUE, 1, "", "a", 1, end=2), Token(VALUE, 4, "", "b", 4, end=5), Token(TokenKind.END, 5)]),
        (
            "-(a)",
            [
                Token(TokenKind.NOT, 1, end=2),
                Token(TokenKind.OPEN, 2, end=3),
                Token(VALUE, 3, "", "a", 3, end=4),
                Token(TokenKind.CLOSE, 4, end=5),
                Token(TokenKind.END, 5),
            ],
        ),
        ("OR", [Token(TokenKind.OR, 1, end=3), Token(TokenKind.END, 3)]),
        ("is:OR", [Token(VALUE, 1, "is", "OR", 4, end=6), Token(TokenKind.END, 6)]),
        ('"OR"', [Token(VALUE, 1, "", "OR", 2, quoted=True, end=5), Token(TokenKind.END, 5)]),
        ("Is:read", [Token(VALUE, 1, "is", "read", 4, end=8), Token(TokenKind.END, 8)]),
        ("is:", [Token(VALUE, 1, "is", "", 4, end=4), Token(TokenKind.END, 4)]),
        ("linked-by:a", [Token(VALUE, 1, "linked-by", "a", 11, end=12), Token(TokenKind.END, 12)]),
        ("well-known:a", [Token(VALUE, 1, "", "well-known:a", 1, end=13), Token(TokenKind.END, 13)]),
        ("std::a", [Token(VALUE, 1, "", "std::a", 1, end=7), Token(TokenKind.END, 7)]),
        (
            'tag:"a \\"b\\" \\\\"',
            [Token(VALUE, 1, "tag", 'a "b" \\', 6, quoted=True, end=17), Token(TokenKind.END, 17)],
        ),
        ("tag:“a b”", [Token(VALUE, 1, "tag", "a b", 6, quoted=True, end=10), Token(TokenKind.END, 10)]),
        ('“a "b"”', [Token(VALUE, 1, "", 'a "b"', 2, quoted=True, end=8), Token(TokenKind.END, 8)]),
        (
            "https://a.example/b_(c))",
            [
                Token(VALUE, 1, "", "https://a.example/b_(c)", 1, end=24),
                Token(TokenKind.CLOSE, 24, end=25),
                Token(TokenKind.END, 25),
            ],
        ),
    ],
)
def test_a_query_is_these_tokens(text: str, expected: list[Token]) -> None:
    assert list(tokens(text)) == expected


@pytest.mark.parametrize(("text", "column"), [('a "b', 3), ('tag:"b\\"', 5), ("a “b", 3), ("tag:“b", 5), ('"', 1)])
def test_a_quote_that_is_not_closed_is_pointed_at(text: str, column: int) -> None:
    with pytest.raises(QueryError) as raised:
        list(tokens(text))
    assert raised.value.column == column


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("https://a.example", True),
        ("HTTP://a", True),
        ("file:///a", True),
        ("www.a.example", True),
        ("a.example/b", True),
        ("a.example/", False),
        ("a.example", False),
        ("and/or", False),
        ("www.a", False),
        ("x https://a", False),
    ],
)
def test_a_word_like_an_address_is_one(word: str, expected: bool) -> None:
    assert is_address(word) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The bar is the cursor.
        ("|", Word(0, 0, "")),
        ("ab|c d", Word(0, 3, "ab")),
        ("abc| d", Word(0, 3, "abc")),
        ("abc |d", Word(4, 4, "")),
        ("|abc", Word(0, 0, "")),
        ("Is:un|read", Word(3, 9, "un", "is")),
        ("is:|", Word(3, 3, "", "is")),
        ("i|s:read", Word(0, 3, "i")),
        ("is|:read", Word(0, 3, "is")),
        ('tag:"a b|c" d', Word(4, 10, "a b", "tag", is_quoted=True)),
        ('tag:"a \\"b|', Word(4, 10, 'a "b', "tag", is_quoted=True)),
        ('"a|', Word(0, 2, "a", is_quoted=True)),
        ('"abc"|', Word(0, 5, "abc", is_quoted=True)),
        ("tag:“a|b” d", Word(4, 8, "a", "tag", is_quoted=True)),
        ("https://a.ex|ample/b", Word(0, 19, "https://a.ex")),
        ("(a|)", Word(1, 2, "a")),
        ("(|)", Word(1, 1, "")),
        ("-a|", Word(1, 2, "a")),
    ],
)
def test_the_value_at_the_cursor_is_what_is_being_typed(text: str, expected: Word) -> None:
    assert word_at(text.replace("|", ""), text.index("|")) == expected
