"""Finding words in an article's text: what counts as the same, and where exactly it stands."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.render.document.find import Match, matches, pattern
from blogreader.text import clean, fold

_STANDS_FOR = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼ`´", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)
# What the rules are about, more often than chance would have it.
_scraps = st.text(
    st.one_of(
        st.sampled_from("sSßẞfilﬁﬀﬃſtﬆiIıİeéÉE\u0301\u0327\u0345 \u00a0\t\n'’-–…..\u00ad\u200bσςΣᾳαĳjǆKÅåかが\u3099½́"),
        st.characters(),
    ),
    max_size=30,
)


def same(text: str) -> str:
    """Return what has to be equal of what is looked for and what is found."""
    return " ".join(fold(text.translate(_STANDS_FOR)).split())


def found(words: str, text: str) -> list[str]:
    wanted = pattern(words)
    assert wanted is not None
    return [text[match.start : match.end] for match in matches(text, 0, wanted)]


@given(_scraps, _scraps)
def test_what_is_found_is_what_was_looked_for_and_stands_inside_the_text(words: str, text: str) -> None:
    wanted = pattern(words)
    if wanted is None:
        return
    end = 0
    for match in matches(f"{text}{words}{text}", 7, wanted):
        assert match.block == 7
        assert end <= match.start < match.end <= 2 * len(text) + len(words)
        assert same(f"{text}{words}{text}"[match.start : match.end]) == same(clean(words))
        end = match.end


@given(_scraps)
def test_a_text_is_found_in_itself(words: str) -> None:
    words = unicodedata.normalize("NFC", clean(words)).strip()
    wanted = pattern(words)
    assert wanted is None or wanted.search(words)


@given(st.text(st.sampled_from("aeiouycnzACEñüßéàçøåčžłđ ’–"), min_size=1, max_size=20))
def test_letters_without_accents_and_capitals_find_all_with_them(text: str) -> None:
    plain = fold(text)
    for written in (text, text.upper(), unicodedata.normalize("NFD", text)):
        if plain.strip() and fold(written) == plain:
            assert found(plain, written)[0] == written.strip()


@pytest.mark.parametrize("mark", "\u0300\u036f\u0483\u0487\u0591\u06ff\u1ab0\u1ace\u1dc0\u1dff\u20d0\u20dc\ufe20\ufe2f")
def test_accents_of_every_kind_belong_to_the_letter_before_them(mark: str) -> None:
    assert found("a", f"a{mark}b") == ([f"a{mark}"] if unicodedata.combining(mark) else ["a"])


@pytest.mark.parametrize(
    ("letter", "other"),
    [
        ("1", "①"),
        ("1", "¹"),
        ("0", "⁰"),
        ("z", "ⓩ"),
        ("ア", "ｱ"),
        ("h", "ₕ"),
        ("a", "ａ"),
        ("~", "～"),
        ("a", "ᴬ"),
        ("n", "ⁿ"),
    ],
)
def test_a_letter_finds_its_other_forms(letter: str, other: str) -> None:
    assert found(letter, f"- {other} -") == [other]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("raft", "Raft, RAFT and raft", ["Raft", "RAFT", "raft"]),
        ("Raft", "Raft, RAFT and raft", ["Raft"]),
        ("cafe", "café CAFÉ cafe\u0301 cafe", ["café", "CAFÉ", "cafe\u0301", "cafe"]),
        ("Cafe", "Café café", ["Café"]),
        ("cafes", "cafés cafe\u0301s cafe\u00ad\u0301s", ["cafés", "cafe\u0301s", "cafe\u00ad\u0301s"]),
        ("cafés", "cafés cafe\u0301s cafes\u0301 cafes", ["cafés", "cafe\u0301s"]),
        ("café", "cafe café CAFÉ cafe\u0301 càfé", ["café", "CAFÉ", "cafe\u0301"]),
        ("cafe\u0301", "cafe café", ["café"]),
        ("e", "ê\u0323x", ["ê\u0323"]),
        ("é", "é\u0323", []),
        (
            "e\u0323\u0301",
            "é e\u0323\u0301 \u1eb9\u0301 E\u0323\u0301",
            ["e\u0323\u0301", "\u1eb9\u0301", "E\u0323\u0301"],
        ),
        ("աբ", "ԱԲ աբ", ["ԱԲ", "աբ"]),
        ("Աբ", "ԱԲ Աբ", ["Աբ"]),
        ("ǆ", "ǆ ǅ Ǆ", ["ǆ", "ǅ", "Ǆ"]),
        ("ǅ", "ǆ ǅ Ǆ", ["ǅ"]),
        ("é'a", "é’a", ["é’a"]),
        ("x\ty", "x y", ["x y"]),
        ("strasse", "Straße STRASSE STRAẞE", ["Straße", "STRASSE", "STRAẞE"]),
        ("straße", "Straße Strasse", ["Straße", "Strasse"]),
        ("größe", "Größe GRÖSSE Grosse", ["Größe", "GRÖSSE"]),
        ("Strasse", "Straße STRASSE", ["Straße"]),
        ("ss", "ßs sß", ["ß", "ß"]),
        ("i", "i I İ ı", ["i", "I", "İ"]),
        ("I", "i I İ ı", ["I", "İ"]),
        ("ı", "i I İ ı", ["ı"]),
        ("istanbul", "İstanbul", ["İstanbul"]),
        ("fine", "ﬁne FINE", ["ﬁne", "FINE"]),
        ("office", "oﬃce oﬀice ofﬁce", ["oﬃce", "oﬀice", "ofﬁce"]),
        ("ine", "ﬁne", []),
        ("ﬁne", "fine", ["fine"]),
        ("it's", "it’s it‘s it's", ["it’s", "it‘s", "it's"]),
        ("it’s", "it's", ["it's"]),
        ('"a"', "“a” „a‟", ["“a”", "„a‟"]),
        ("a-b", "a–b a—b a‑b a−b a-b", ["a–b", "a—b", "a‑b", "a−b", "a-b"]),
        ("and so...", "and so… and so...", ["and so…", "and so..."]),
        ("and so…", "and so...", ["and so..."]),
        ("a  b", "a b a\n\t b a\u00a0b ab", ["a b", "a\n\t b", "a\u00a0b"]),
        (" raft ", "raft", ["raft"]),
        ("hyphen", "hy\u00adphen hy\u200bphen", ["hy\u00adphen", "hy\u200bphen"]),
        ("hy\u00adphen", "hyphen", ["hyphen"]),
        ("a.c*(", "abc a.c*( aXc", ["a.c*("]),
        ("[/b]\\", "[/b]\\", ["[/b]\\"]),
        ("^]-[", "^]-[", ["^]-["]),
        ("σας", "ΣΑΣ σας", ["ΣΑΣ", "σας"]),
        ("α", "ά α\u0301 α\u0345", ["ά", "α\u0301", "α"]),
        ("かき", "がき", ["がき"]),
        ("がき", "かき がき か\u3099き", ["がき", "か\u3099き"]),
        ("abc", "ａｂｃ ⓐⓑⓒ", ["ａｂｃ", "ⓐⓑⓒ"]),
        ("aa", "aaaaa", ["aa", "aa"]),
        ("👨", "👨\u200d👩", ["👨"]),
        ("raft", "", []),
    ],
)
def test_what_counts_as_the_same(words: str, text: str, expected: list[str]) -> None:
    assert found(words, text) == expected


@pytest.mark.parametrize("words", ["", " ", "\n\t", "\u00ad", "\x1b", "\u200b \ufeff"])
def test_nothing_is_looked_for_when_nothing_was_typed(words: str) -> None:
    assert pattern(words) is None


def test_matches_say_where_they_are() -> None:
    wanted = pattern("b")
    assert wanted is not None
    assert list(matches("abcB", 3, wanted)) == [Match(3, 1, 2), Match(3, 3, 4)]


def test_of_a_whole_page_pasted_the_beginning_is_looked_for() -> None:
    assert found("ab" * 5_000, "ab" * 60) == ["ab" * 50]


@pytest.mark.slow
def test_a_text_that_nearly_matches_everywhere_is_gone_through_once() -> None:
    # Were it tried again from every character of a run, these would take a minute.
    begun = time.process_time()
    for words, text in (
        ("a b", "a" + " " * 200_000),
        ("ab", "a" + "\u0301" * 200_000),
        ("ab", "a" + "\u00ad" * 200_000),
        ("ss" * 10 + "x", "s" * 200_000),
        ("fi" * 10 + "x", "ﬁ" * 200_000),
        ("a a a a a x", "a " * 100_000),
    ):
        assert found(words, text) == []
    assert time.process_time() - begun < 15
