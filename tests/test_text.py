"""Foreign text becomes ours: nothing of it reaches the terminal as a command, and comparing it is stable."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogreader
from blogreader.text import (
    category_of,
    clean,
    clean_line,
    counted,
    fold,
    is_wide,
    joins_words,
    people,
    pieces,
    site_title,
    unescaped_attribute,
    unescaped_text,
    without_wide_breaks,
)
from tests.site import HOSTILE_TITLES

BIDIRECTIONAL = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = {"\u200e", "\u200f", "\u061c"}

# Any code point at all, lone surrogates too, with those that matter more often than chance would have them.
texts = st.one_of(
    st.text(st.characters()),
    st.text(st.sampled_from("\r\n\t\v\f\x1c\x1e\x85\u2028\u2029\u202e\x1b\x9b\x00 aÉ\u0301ᴬ\ud800\U000e0041")),
)


def is_forbidden(character: str) -> bool:
    """Return by Unicode's own tables, not by ours, whether a terminal or a reader would be misled."""
    return (
        (unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t")
        or unicodedata.bidirectional(character) in BIDIRECTIONAL
        or character in MARKS
        or "\U000e0000" <= character <= "\U000e007f"
        or character == "\U0010eeee"
    )


@pytest.mark.slow
def test_of_all_code_points_exactly_the_forbidden_ones_go() -> None:
    breaks = set("\r\v\f\x85\u2028\u2029")
    for number in range(0x110000):
        character = chr(number)
        expected = "\n" if character in breaks else "" if is_forbidden(character) else character
        assert clean(character) == expected, hex(number)


@given(texts)
def test_cleaned_text_holds_nothing_forbidden_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert not any(map(is_forbidden, cleaned))
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_what_is_left_of_a_hostile_title_is_harmless(title: str) -> None:
    assert not any(map(is_forbidden, clean(title)))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("\x1b]52;c;cm0=\x07copied", "]52;c;cm0=copied"),
        ("\x1b[31mred", "[31mred"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("tab\tstays", "tab\tstays"),
        ("👨‍👩‍👧 नमस्ते e\u0301", "👨‍👩‍👧 नमस्ते e\u0301"),
        ("", ""),
    ],
)
def test_cleaning_keeps_the_words(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(texts, st.integers(1, 30))
def test_a_cleaned_line_is_one_short_line(text: str, longest: int) -> None:
    line = clean_line(text, longest)
    assert len(line) <= longest
    assert len(line.splitlines()) <= 1
    assert clean_line(line, longest) == line


def test_a_line_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert clean_line(" one  two\nthree ", 9) == "one two …"
    assert clean_line("one two", 7) == "one two"


@pytest.mark.slow
def test_every_code_point_folds_to_what_folds_to_itself() -> None:
    for number in range(0x110000):
        folded = fold(chr(number))
        assert fold(folded) == folded, hex(number)


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(categories=["L", "N"])))
def test_upper_and_lower_case_fold_to_the_same(text: str) -> None:
    # Not so for the few letters whose capital stands for several small ones, of which casefold knows one.
    one_to_one = "".join(character for character in text if character.upper().lower() == character)
    assert fold(one_to_one.upper()) == fold(one_to_one)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café", "cafe"),
        ("CAFE\u0301", "cafe"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("Å", "a"),
        ("ⅻ", "xii"),
        ("İstanbul", "istanbul"),
    ],
)
def test_case_and_accents_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, ("article",), "0 articles"),
        (1, ("article",), "1 article"),
        (2, ("article",), "2 articles"),
        (1, ("file was", "files were"), "1 file was"),
        (3, ("file was", "files were"), "3 files were"),
    ],
)
def test_what_is_counted_is_said_in_the_singular_and_the_plural(number: int, words: tuple[str, ...], said: str) -> None:
    assert counted(number, *words) == said


def test_no_sentence_makes_a_plural_of_its_own() -> None:
    own = re.compile(
        r"""\{[^{}]*else ['"]s['"][^{}]*\}|\{[^{}]+\} (?:articles|pictures|pages|files|changes|fields)\b"""
    )
    package = Path(blogreader.__file__).parent
    found = {
        f"{path.relative_to(package)}: {match[0]}"
        for path in package.rglob("*.py")
        for match in own.finditer(path.read_text())
    }
    assert found == set()


@given(st.text("ab \n日", max_size=60), st.integers(1, 10))
def test_a_text_is_cut_at_blanks_into_pieces_that_make_it_up(text: str, length: int) -> None:
    cut = [*pieces(text, length)]
    assert "".join(cut) == text
    assert all(piece[-1:].isspace() for piece in cut[:-1])
    assert all(len(piece) <= length or not any(map(str.isspace, piece[:-1][length:])) for piece in cut)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("?a&section=2&timestamp=3", "?a&section=2&timestamp=3"),
        ("&copy2", "&copy2"),
        ("&notin; &notit;", "∉ &notit;"),
        ("&amp;copy=2", "&copy=2"),
        ("a &copy b&copy", "a © b©"),
        ("&#38;&#x26;&#38", "&&&"),
        ("&lt;&quot;&eacute;", '<"é'),
        ("&&", "&&"),
    ],
)
def test_references_of_attributes_are_read_as_browsers_do(written: str, read: str) -> None:
    assert unescaped_attribute(written) == read


@pytest.mark.parametrize("read", [unescaped_text, unescaped_attribute])
@pytest.mark.parametrize("end", [";", "", " b"])
@pytest.mark.parametrize("start", ["&#", "&#x", "&#X", "&#0"])
def test_a_reference_with_thousands_of_digits_is_no_character_and_no_error(
    read: Callable[[str], str], start: str, end: str
) -> None:
    assert read(f"a&lt;{start}{'1' * 5_000}{end}") == f"a<\ufffd{end.removeprefix(';')}"


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (["Anna"], "Anna"),
        (["anna@blog.example (Anna Lee)"], "Anna Lee"),
        (["Anna <anna@blog.example>", "Ben [ben@blog.example]"], "Anna, Ben"),
        (["anna@blog.example", " ", ""], ""),
        (["Anna", "Ben", " Anna "], "Anna, Ben"),
        ([f"P{number}" for number in range(9)], "P0, P1, P2, P3, P4"),
        (["Anna (Oslo)"], "Anna (Oslo)"),
    ],
)
def test_people_are_names_without_addresses(names: list[str], line: str) -> None:
    assert people(names) == line


@given(st.lists(texts, max_size=3))
def test_people_are_one_clean_line_and_name_no_address(names: list[str]) -> None:
    line = people([*names, "a@b.example"])
    assert line == clean_line(line, 2_000)
    assert "@" not in line


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("记忆\n体", "记忆体"),
        ("记忆 \t\n \n体", "记忆体"),
        ("记忆\nmemory", "记忆\nmemory"),
        ("memory\n记忆", "memory\n记忆"),
        ("기억\n장치", "기억\n장치"),
        ("记忆\n“体", "记忆“体"),
        ("记忆”\n体", "记忆”体"),
        ("“\n”", "“\n”"),
        ("é\n”体", "é\n”体"),
        ("<b>记忆</b>\n体", "<b>记忆</b>\n体"),
        ("<em>记忆</em>\n<a href='x'>体</a>", "<em>记忆</em><a href='x'>体</a>"),
        (f"记忆<a {'x' * 300}>\n体", f"记忆<a {'x' * 300}>体"),
        (f"记忆<a {'x' * 500}>\n体", f"记忆<a {'x' * 500}>\n体"),
        ("一\n二\n三\n", "一二三\n"),
        ("lines\nof ascii", "lines\nof ascii"),
    ],
)
def test_lines_are_joined_between_chinese_letters_and_signs_and_nowhere_else(broken: str, joined: str) -> None:
    assert without_wide_breaks(broken) == joined


def test_a_line_is_cut_where_nothing_else_is_said() -> None:
    assert clean_line("x" * 2_000) == "x" * 2_000
    assert clean_line("x" * 2_001) == "x" * 1_999 + "…"


@pytest.mark.parametrize(
    "name",
    [
        *("post", "Posts", "blog", "BLOGS", "all", "none", "Uncategorized", "uncategorised", "Non classé", "未分類"),
        *("Sin categoría", "sin categorizar", "Sem categoria", "Senza categoria", "Geen categorie", "未分类", "미분류"),
        *("Okategoriserade", "Bez kategorii", "Без рубрики", "Kategorisiz", "غير مصنف"),
    ],
)
def test_a_name_for_no_category_is_none(name: str) -> None:
    assert category_of(name) == ""
    assert category_of(f"{name}x") == clean_line(f"{name}x")
    assert len(category_of("x" * 81)) == 80


@pytest.mark.parametrize(
    ("text", "length", "found"),
    [
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one ", "two"]),
        ("one\ntwo six", 9, ["one\ntwo ", "six"]),
        ("onetwo six", 4, ["onetwo ", "six"]),
        ("onetwo", 4, ["onetwo"]),
        ("onetwo ", 4, ["onetwo "]),
        ("", 4, []),
    ],
)
def test_a_text_is_cut_behind_the_last_blank_that_fits(text: str, length: int, found: list[str]) -> None:
    assert [*pieces(text, length)] == found


@pytest.mark.parametrize(
    ("character", "is_one"), [("中", True), ("あ", True), ("한", True), ("、", True), ("a", False), ("—", False)]
)
def test_wide_letters_are_those_of_east_asia(character: str, is_one: bool) -> None:
    assert is_wide(character) is is_one
    assert joins_words(character) is (character == "a")


def test_words_are_joined_by_blanks_in_scripts_that_have_them() -> None:
    assert [joins_words(character) for character in "aé1яا\u1e00"] == [True] * 6
    assert [joins_words(character) for character in "ก中-\u0e01\u2000"] == [False] * 5


def test_of_many_people_the_first_are_named() -> None:
    assert people([*"abcdef"]) == "a, b, c, d, e"
    assert people(["Ann", "Ann", "", "Bob"]) == "Ann, Bob"
    assert people(["x" * 201]) == "x" * 199 + "…"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Random Thoughts | Random Thoughts", "Random Thoughts"),
        ("Notes – notes – Ann", "Notes – Ann"),
        ("Ann | Notes | Ann", "Ann | Notes"),
        ("Ann - Notes", "Ann - Notes"),
        ("Knock-knock, who | is there", "Knock-knock, who | is there"),
        ("Blog\n|\x1b Blog", "Blog"),
        ("", ""),
    ],
)
def test_the_title_of_a_site_does_not_repeat_itself(said: str, title: str) -> None:
    assert site_title(said) == title


@pytest.mark.parametrize("between", [" | ", " · ", " • ", " — ", " – ", " - ", " :: ", " » "])
def test_a_title_that_is_said_twice_is_said_once_whatever_parts_it(between: str) -> None:
    assert site_title(f"A Blog{between}a blog") == "A Blog"
    assert site_title(f"A Blog{between}Another") == f"A Blog{between}Another"
