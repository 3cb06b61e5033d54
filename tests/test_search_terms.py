"""What is searched for: words of every script, terms of a line, and where a text has them."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blogreader.search_terms import Finder, Term, _tokens, terms, words

_SCRAPS = st.sampled_from(
    [
        "don't",
        "don’t",
        "c++",
        "C#",
        "naïve",
        "na\u0308ive",
        "日本語",
        "Pythonで",
        "한국어를",
        "\u1112\u1161\u11ab",
        "สวัสดี",
        "हिन्दी",
        "ﬁle",
        "Straße",
        "a_b",
        "-",
        "*",
        '"',
        "“",
        "”",
        "”a b”",
        "\u00ad",
        "\u202e",
        " ",
        "\n",
        "AND",
        "OR",
        "NOT",
        "NEAR(",
        "x*",
    ]
)
texts = st.lists(_SCRAPS | st.text(st.characters(), max_size=5), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't worry", ["don", "t", "worry"]),
        ("don’t", ["don", "t"]),
        ("don\u02bct", ["don", "t"]),
        ("well-known well‑known", ["well", "known", "well", "known"]),
        ("C++, C# and c", ["c++", "c#", "and", "c"]),
        ("Café ÉCOLE na\u0308ive", ["cafe", "ecole", "naive"]),
        ("Donau\u00addampf ﬁle Straße", ["donaudampf", "file", "strasse"]),
        ("foo_bar std::vector 3.14", ["foo", "bar", "std", "vector", "3", "14"]),
        ("日本語のPython入門。", ["日", "本", "語", "の", "python", "入", "門"]),
        ("한국어를", ["한", "국", "어", "를"]),
        ("\u1112\u1161\u11ab", ["한"]),
        ("हिन्दी", ["हिनदी"]),
        ("Ελλάς", ["ελλασ"]),
        ("— … “”", []),
    ],
)
def test_a_text_is_its_words_without_case_accents_and_signs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(texts)
def test_words_are_the_same_with_and_without_where_they_stand(text: str) -> None:
    assert words(text) == [word for _, _, word in _tokens(text)]


@given(texts)
def test_a_word_is_found_again_in_itself(text: str) -> None:
    for word in words(text):
        assert words(word) == [word]


def one(*of: str, **how: bool) -> Term:
    return Term(of, **how)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("rust", (one("rust"),)),
        ("Rust WASM rust", (one("rust"), one("wasm"))),
        ('"a phrase" b', (one("a", "phrase", is_exact=True), one("b"))),
        ("“a phrase” b", (one("a", "phrase", is_exact=True), one("b"))),
        ("-b a", (one("b", is_excluded=True), one("a"))),
        ('-"a b"', (one("a", "b", is_exact=True, is_excluded=True),)),
        ("own*", (one("own", is_prefix=True),)),
        ("don't", (one("don", "t"),)),
        ("well-known", (one("well", "known"),)),
        ("c++", (one("c++"),)),
        ("AND or NOT", (one("and"), one("or"), one("not"))),
        ('a "open phrase', (one("a"), one("open", "phrase", is_exact=True))),
        ('* " - "" -- (', ()),
        ("", ()),
        ("title:a", (one("title", "a"),)),
        ("日本語", (one("日", "本", "語"),)),
    ],
)
def test_a_line_asks_for_terms(line: str, expected: tuple[Term, ...]) -> None:
    assert terms(line) == expected


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("a own", one("own", is_prefix=True)),
        ("a own ", one("own")),
        ('a "own', one("own", is_exact=True)),
        ("a don't", one("don", "t", is_prefix=True)),
        ("a -own", one("own", is_prefix=True, is_excluded=True)),
    ],
)
def test_while_one_types_the_last_word_may_go_on(line: str, last: Term) -> None:
    assert terms(line, typing=True)[-1] == last


@given(texts | st.text(st.characters(), max_size=60), st.booleans())
@example('"' * 500, True)
@example("a " * 2_000, False)
def test_any_line_asks_for_words_that_a_text_can_have(line: str, typing: bool) -> None:
    asked = terms(line, typing=typing)
    assert len(asked) <= 32
    for term in asked:
        assert term.words
        assert words(" ".join(term.words)) == [*term.words]


def marked(text: str, line: str, **forms: list[str]) -> list[str]:
    return [text[start:end] for start, end in Finder(terms(line), forms).spans(text)]


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("The rust of Rust, trusty", "rust", ["rust", "Rust"]),
        ("Rustic and rusty", "rust*", ["Rustic", "rusty"]),
        ("A well-known well, well-kept", "well-kno*", ["well-known"]),
        ("Well‑known, well known; known", '"well known"', ["Well‑known", "well known"]),
        ("I don’t, you don't", "don't", ["don’t", "don't"]),
        ("東京の日本語学校", "日本語", ["日本語"]),
        ("Pythonで書く", "python", ["Python"]),
        ("Pythonで書く", "書く", ["書く"]),
        ("naïve na\u0308ive NAIVE", "naive", ["naïve", "na\u0308ive", "NAIVE"]),
        ("c c++ C++17", "c++", ["c++", "C++"]),
        ("a b a b c", '"a b" "a b c"', ["a b", "a b c"]),
        ("a b", "-b a", ["a"]),
        ("b a", '"a b" a', ["a"]),
        ("a c b", '"a b" c', ["c"]),
        ("\u1112\u1161\u11ab한", "한", ["\u1112\u1161\u11ab", "한"]),
        ("ﬁrst", "first", ["ﬁrst"]),
        # Two signs that are one vowel: which letter is which of the run can't be told.
        ("x 日ক\u09c7\u09be y", "日", ["日ক\u09c7\u09be"]),
        ("x 日日ক y", "日", ["日", "日"]),
    ],
)
def test_a_text_has_the_terms_where_they_stand(text: str, line: str, found: list[str]) -> None:
    assert marked(text, line) == found


def test_other_forms_count_where_a_word_stands_alone() -> None:
    assert marked("it connects, connected", "connect", connect=["connects", "connected"]) == ["connects", "connected"]
    assert marked("it connects", '"connect"', connect=["connects"]) == []
    assert marked("it connects well", '"connect well"', connect=["connects"]) == []


@given(texts, texts)
def test_spans_lie_in_the_text_and_do_not_overlap(text: str, line: str) -> None:
    spans = Finder(terms(line)).spans(text)
    assert [*spans] == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(texts, texts)
def test_a_text_matches_if_each_term_stands_in_it_and_none_that_is_excluded(text: str, line: str) -> None:
    asked = terms(line)
    in_text = words(text)
    expected = all(
        term.is_excluded
        != any(
            tuple(in_text[at : at + len(term.words) - 1]) == term.words[:-1]
            and (last := in_text[at + len(term.words) - 1])
            and (last.startswith(term.words[-1]) if term.is_prefix else last == term.words[-1])
            for at in range(len(in_text) - len(term.words) + 1)
        )
        for term in asked
    )
    assert Finder(asked).matches(in_text) == expected


def test_a_line_is_cleaned() -> None:
    assert terms("\x1b[2Jru\u202est") == (one("2jrust"),)


def test_of_a_search_without_end_the_first_terms_count() -> None:
    assert len(terms(" ".join(f"w{number}" for number in range(40)))) == 32
    assert [term.words for term in terms("x" * 1_001)] == [("x" * 1_000,)]
    assert [term.is_prefix for term in terms("a b", typing=True)] == [False, True]


@pytest.mark.parametrize("filler", ["word ", "wörd ", "wo\n"])
def test_a_long_text_has_the_words_that_it_has_in_pieces(filler: str) -> None:
    number = 45_000 // len(filler)
    assert words(filler * number + "Énd") == [*words(filler) * number, "end"]
