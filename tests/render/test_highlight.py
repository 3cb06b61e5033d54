"""Which lexer a language has, and which roles its tokens."""

import pytest

from blogreader.render import Code, highlight


def coloured(text: str, language: str) -> list[tuple[str, str]]:
    """Return the pieces of a listing that are more than plain, with their roles."""
    found = highlight.pieces(Code(text, language), lazy=False)
    return [(text[start:end], role.removeprefix("code.")) for start, end, role in found if role != "code.plain"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("assembly", "mov eax, 1", ("mov", "name")),
        ("cjs", "let x", ("let", "keyword")),
        ("cli", "$ ls\nfile", ("file", "output")),
        ("dockerfile", "FROM x", ("FROM", "keyword")),
        ("env", "export A=1", ("export", "name")),
        ("golang", "func f()", ("func", "keyword")),
        ("gradle", "def x", ("def", "keyword")),
        ("hcl", 'a = "b"', ('"b"', "string")),
        ("html5", "<p>", ("p", "keyword")),
        ("json5", "let x", ("let", "keyword")),
        ("jsonc", "let x", ("let", "keyword")),
        ("jsonl", '{"a": 1}', ('"a"', "keyword")),
        ("mjs", "let x", ("let", "keyword")),
        ("mts", "interface A", ("interface", "keyword")),
        ("objc", "@interface A", ("@interface", "keyword")),
        ("patch", "+new", ("+new", "inserted")),
        ("plist", "<key>", ("<key>", "keyword")),
        ("psql", "SELECT 1", ("SELECT", "keyword")),
        ("shell", "export A=1", ("export", "name")),
        ("shell-session", "$ ls\nfile", ("file", "output")),
        ("shellsession", "$ ls\nfile", ("file", "output")),
        ("svelte", "<p>", ("p", "keyword")),
        ("terminal", "$ ls\nfile", ("file", "output")),
        ("toml", "a = 1", ("1", "number")),
        ("tsx", "interface A", ("interface", "keyword")),
        ("vue", "<p>", ("p", "keyword")),
        ("wat", "(module)", ("module", "keyword")),
        ("wrangler", "a = 1", ("1", "number")),
    ],
)
def test_names_of_languages_in_use_on_the_web_have_a_lexer(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in [(piece.strip(), role) for piece, role in coloured(text, language)]


@pytest.mark.parametrize(
    "info", ["python", "Python", "{.python}", "language-python", 'python title="x"', "{.python #a}"]
)
def test_the_language_is_the_first_word_of_an_info_string(info: str) -> None:
    assert coloured("def f", info)[0] == ("def", "keyword")


@pytest.mark.parametrize(
    "language",
    ["", "text", "txt", "plain", "plaintext", "none", "nohighlight", "output", "log", "ascii", "Text", "klingon"],
)
def test_what_is_no_language_is_plain_and_waits_for_no_lexer(language: str) -> None:
    assert highlight.pieces(Code("def f", language), lazy=False) == [(0, 5, "code.plain")]
    assert not highlight.is_plain_yet(Code("def f", language))
    assert highlight.pieces(Code("", language), lazy=False) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("python", "# a", [("# a", "comment")]),
        ("python", "None", [("None", "number")]),
        ("python", "a in b", [("in", "keyword")]),
        ("python", "a+(b)", [("+(", "operator"), (")", "operator")]),
        ("python", "'a'", [("'a'", "string")]),
        ("python", "12", [("12", "number")]),
        ("python", "len", [("len", "name")]),
        ("python", "class A", [("class", "keyword"), ("A", "name")]),
        ("python", "@a", [("@a", "name")]),
        ("python", "KeyError", [("KeyError", "name")]),
        ("python", "def f", [("def", "keyword"), ("f", "name")]),
        ("c", "#define A", [("#define A", "keyword")]),
        ("c", '#include "a.h"', [("#include", "keyword"), ('"a.h"', "string")]),
        ("html", '<p class="a">', [("<", "operator"), ("p", "keyword"), ("class", "name")]),
        ("diff", "-a\n+b", [("-a", "deleted"), ("+b", "inserted")]),
        ("diff", "diff --git a b", [("diff --git a b", "heading")]),
        ("diff", "@@ -1 +1 @@", [("@@ -1 +1 @@", "heading")]),
        ("console", "$ ls\nfile", [("$ ", "prompt"), ("file", "output")]),
        ("pycon", ">>> a", [(">>> ", "prompt")]),
        ("ini", "[a]", [("[a]", "keyword")]),
    ],
)
def test_tokens_have_the_role_of_their_kind(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = coloured(text, language)
    assert found[: len(expected)] == expected
