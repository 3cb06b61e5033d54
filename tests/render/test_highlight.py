"""Which lexer a language has, and which roles its tokens."""

from collections.abc import Iterator

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


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        *((kind, "comment") for kind in ("Comment", "Comment.Single")),
        *((kind, "keyword") for kind in ("Comment.Preproc", "Keyword", "Keyword.Type", "Operator.Word", "Name.Tag")),
        *((kind, "string") for kind in ("Comment.PreprocFile", "Literal", "Literal.String", "Literal.String.Doc")),
        *((kind, "number") for kind in ("Keyword.Constant", "Literal.Number", "Literal.Date", "Name.Constant")),
        *((kind, "operator") for kind in ("Operator", "Punctuation", "Punctuation.Marker")),
        *((f"Name.{kind}", "name") for kind in ("Attribute", "Builtin", "Class", "Decorator", "Exception", "Function")),
        *((kind, "deleted") for kind in ("Generic.Deleted", "Generic.Error")),
        ("Generic.Inserted", "inserted"),
        *((kind, "heading") for kind in ("Generic.Heading", "Generic.Subheading")),
        ("Generic.Prompt", "prompt"),
        *((kind, "output") for kind in ("Generic.Output", "Generic.Traceback")),
        *((kind, "plain") for kind in ("Name", "Name.Variable", "Text", "Generic", "Generic.Emph")),
    ],
)
def test_a_kind_of_token_has_the_role_of_the_nearest_kind_that_has_one(
    kind: str, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class One:
        def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
            yield 0, tuple(kind.split(".")), text

    monkeypatch.setitem(highlight._lexers, "one", One())
    assert highlight.pieces(Code(kind, "one"), lazy=False) == [(0, len(kind), f"code.{role}")]


def test_colours_that_are_given_are_those_of_the_listing() -> None:
    given = ((0, 3, "code.keyword"), (3, 5, "code.plain"))
    assert highlight.pieces(Code("def f", "klingon", colours=given), lazy=True) == list(given)


def test_a_listing_begins_with_its_blank_lines() -> None:
    assert highlight.pieces(Code("\n\ndef f\n", "python"), lazy=False)[:3] == [
        (0, 2, "code.plain"),
        (2, 5, "code.keyword"),
        (5, 6, "code.plain"),
    ]


def test_what_is_read_all_at_once_is_coloured_up_to_20_000_characters_and_2_000_in_a_line() -> None:
    def is_coloured(language: str, text: str) -> bool:
        return coloured(text, language) != []

    template = f"{'x' * 1_999}\n" * 9 + "<b>" + "x" * 1_997
    assert is_coloured("html+jinja", template)
    assert not is_coloured("html+jinja", f"\n{template}")
    assert is_coloured("html", f"\n{template}")
    for before, after in (("", ""), ("x\n", ""), ("", "\nx"), ("x\n" * 2_000, "\nx")):
        assert is_coloured("python", f"{before}{'1 ' * 1_000}{after}")
        assert not is_coloured("python", f"{before}{'1 ' * 1_000}2{after}")


def test_colours_of_the_last_64_listings_are_kept() -> None:
    def listing(number: int) -> Code:
        return Code(f"kept_{number}", "python")

    for number in range(64):
        highlight.pieces(listing(number), lazy=False)
    assert not any(highlight.is_plain_yet(listing(number)) for number in range(64))
    highlight.pieces(listing(0), lazy=False)
    highlight.pieces(listing(64), lazy=False)
    assert [number for number in range(65) if highlight.is_plain_yet(listing(number))] == [1]


def test_of_long_listings_fewer_are_kept_but_always_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlight, "_KEPT_CHARACTERS", 100)
    listings = [Code(f"'{letter * 48}'", "python") for letter in "abc"]
    for code in listings[:2]:
        highlight.pieces(code, lazy=False)
    assert [highlight.is_plain_yet(code) for code in listings] == [False, False, True]
    highlight.pieces(listings[2], lazy=False)
    assert [highlight.is_plain_yet(code) for code in listings] == [True, False, False]
    long = Code(f"'{'d' * 200}'", "python")
    highlight.pieces(long, lazy=False)
    assert [highlight.is_plain_yet(code) for code in (*listings, long)] == [True, True, True, False]


def test_lazily_1_500_characters_are_coloured_at_a_time_and_none_far_away() -> None:
    lines = [f"'{number:08}'" for number in range(2_000)]
    whole = "\n".join(lines)

    def part(start: int, size: int) -> Code:
        text = whole[start : start + size]
        return Code(text, "python", start > 0, whole, start)

    def reached(code: Code) -> int:
        """Return how many of its characters have colours."""
        return max((end for _, end, role in highlight.pieces(code, lazy=True) if role != "code.plain"), default=0)

    highlight.load_lexers(["python"])
    first = part(0, 11 * 200)
    assert 1_500 <= reached(first) < 1_520
    assert highlight.is_plain_yet(first)
    assert reached(first) == 11 * 200 - 1
    assert not highlight.is_plain_yet(first)
    far = part(11 * 600, 11 * 10)
    assert reached(far) == 0
    for _ in range(2):
        assert not highlight.colour_more(far)
    assert highlight.colour_more(far, 10_000)
    assert reached(far) == 11 * 10 - 1
    assert not highlight.colour_more(far)


def test_a_lexer_that_ends_early_leaves_the_rest_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    class Short:
        def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
            yield from [(0, ("Keyword",), "if")] if text.startswith("if") else []

    monkeypatch.setitem(highlight._lexers, "short", Short())
    for text, expected in (("if x", [(0, 2, "code.keyword"), (2, 4, "code.plain")]), ("x if", [(0, 4, "code.plain")])):
        assert highlight.pieces(Code(text, "short"), lazy=False) == expected
        assert not highlight.is_plain_yet(Code(text, "short"))


def test_without_its_lexer_a_listing_is_plain_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlight, "_lexers", {})
    code = Code("def f", "python")
    assert highlight.is_plain_yet(code)
    assert highlight.pieces(code, lazy=True) == [(0, 5, "code.plain")]
    assert not highlight.colour_more(code)
    highlight.load_lexers(["python"])
    assert highlight.pieces(code, lazy=True)[0] == (0, 3, "code.keyword")
