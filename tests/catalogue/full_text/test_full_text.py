"""The index of texts against a search in plain Python, and against all that can happen to its file."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from blogreader.catalogue import Catalogue
from blogreader.catalogue.full_text import FullTextIndex, IndexedText, IndexLost, index
from blogreader.catalogue.full_text.spelling import nearest
from blogreader.catalogue.full_text.stems import language_of, stem
from blogreader.errors import Unwritable
from blogreader.search_terms import Finder, Term, terms, words
from tests.conftest import scaled
from tests.site.content import posts
from tests.site.markdown_out import render

ONE_FILE_FOR_ALL = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=scaled(100)
)


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[FullTextIndex]:
    with closing(FullTextIndex(tmp_path / "texts.db")) as opened:
        yield opened


def test_the_file_is_its_owner_s_alone(texts: FullTextIndex) -> None:
    texts.put([text(1, "words")])
    assert texts.path.stat().st_mode & 0o077 == 0


def text(number: int, body: str, title: str = "", language: str | None = None, stamp: str = "1") -> IndexedText:
    return IndexedText(f"{number}.md", stamp, f"https://example.org/{number}", title, language, body)


def numbers(keys: Iterator[str] | frozenset[str] | tuple[str, ...]) -> list[int]:
    return [int(key.rpartition("/")[2]) for key in keys]


def found(texts: FullTextIndex, line: str, *, quick: bool = False) -> list[int]:
    return numbers(texts.search(terms(line), 1_000, quick=quick).keys)


_WORDS = st.sampled_from(
    [
        "rust",
        "rusty",
        "Rust",
        "trust",
        "c++",
        "c",
        "don't",
        "don’t",
        "日本語",
        "本",
        "naïve",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        *("connect", "connected", "*", '"', "(", "col:x", "^", "-", "\u00ad", "'", "title", "a"),
    ]
)
bodies = st.lists(_WORDS | st.text(st.characters(), max_size=4), max_size=8).map(" ".join)
lines = st.lists(
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "", "-"]),
        st.sampled_from(["", '"']),
        bodies,
        st.sampled_from(["", '"', "*"]),
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


@pytest.mark.slow
@ONE_FILE_FOR_ALL
@given(
    st.lists(st.tuples(bodies, bodies), max_size=6), st.lists(lines | st.text(st.characters()), min_size=1, max_size=5)
)
@example([("", "a b"), ("", "b a")], ['"a b"', "-a", "a AND b", 'a" OR "b', "NEAR(a b)", "col:x", "{a b}: c"])
def test_any_line_finds_the_texts_that_a_search_in_python_finds(
    texts: FullTextIndex, those: list[tuple[str, str]], asked: list[str]
) -> None:
    texts.clear()
    texts.put([text(number, body, title) for number, (title, body) in enumerate(those)])
    for line in asked:
        wanted = terms(line)
        if not wanted:
            continue
        # A phrase does not go from the title into the text; one letter begins no words.
        wanted = tuple(
            Term(one.words, one.is_prefix and len(one.words[-1]) > 1, one.is_exact, one.is_excluded) for one in wanted
        )
        finder = Finder(wanted)
        expected = [
            number for number, (title, body) in enumerate(those) if finder.matches([*words(title), "\n", *words(body)])
        ]
        ranked = texts.search(terms(line), 3)
        assert (sorted(found(texts, line)), ranked.total) == (expected, len(expected))
        assert len(ranked.keys) == min(len(expected), 3)
        if not all(one.is_excluded for one in wanted):
            assert sorted(numbers(texts.keys(terms(line)))) == expected
        assert sorted(found(texts, line, quick=True)) == expected


def test_a_title_counts_more_than_a_text_and_a_rare_word_more_than_a_frequent_one(texts: FullTextIndex) -> None:
    texts.put(
        [
            text(1, "rust " + "word " * 50),
            text(2, "word " * 51, "Rust"),
            text(3, "rust " * 5 + "word " * 46),
            text(4, "word " * 51),
        ]
    )
    assert found(texts, "rust") == [2, 3, 1]


def test_words_of_a_known_language_are_found_in_their_other_forms(texts: FullTextIndex) -> None:
    texts.put(
        [
            text(1, "It connects", language="en-GB"),
            text(2, "connected connections", language="en"),
            text(3, "connectors", language=None),
            text(4, "Die Häuser", language="de"),
            text(5, "das Haus", language="de_AT"),
        ]
    )
    assert sorted(found(texts, "connect")) == [1, 2]
    assert sorted(found(texts, "connecting")) == [1, 2]
    assert found(texts, "connectors") == [3]  # a text that does not say its language is found by its very words
    assert sorted(found(texts, "haus")) == [4, 5]
    assert found(texts, '"connect"') == []
    assert sorted(texts.forms(terms("connect"))["connect"]) == ["connected", "connections", "connects"]


def test_a_stem_is_that_of_its_language() -> None:
    longest = "a" * 37 + "ing"
    stems = {
        "connections": "connect",
        "cry": "cri",
        "by": "by",
        longest: "a" * 37,
        f"a{longest}": f"a{longest}",
        "c++": "c++",
        "boat1s": "boat1s",
        "日": "日",
    }
    assert {word: stem(word, "en") for word in stems} == stems
    assert stem("häuser", "de") == "haus"
    assert [language_of(tag) for tag in ("en-US", "DE", "pt_BR", "ja", "", None, "x-klingon")] == [
        "en",
        "de",
        "pt",
        "",
        "",
        "",
        "",
    ]


def test_of_the_texts_without_a_word_as_many_are_returned_as_are_wanted_and_all_counted(texts: FullTextIndex) -> None:
    texts.put([text(number, "other") for number in (1, 2, 3)])
    ranked = texts.search(terms("-first"), 2)
    assert (numbers(ranked.keys), ranked.total) == ([3, 2], 3)


@pytest.mark.parametrize(
    "language",
    [
        *("ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id"),
        *("it", "lt", "nb", "ne", "nl", "nn", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr"),
    ],
)
def test_each_language_that_has_stems_has_an_algorithm(language: str) -> None:
    assert language_of(f"{language.upper()}_XX") == language
    assert stem("word", language)


def test_a_text_that_comes_again_takes_the_place_of_the_one_before(texts: FullTextIndex) -> None:
    texts.put([text(1, "first"), text(2, "other")])
    texts.put([text(1, "second", stamp="2")])
    assert (found(texts, "first"), found(texts, "second"), found(texts, "-second")) == ([], [1], [2])
    assert texts.keys(terms("first")) == frozenset()
    assert texts.stamps() == {"1.md": "2", "2.md": "1"}
    texts.put([text(1, "second", stamp="3")])  # touched, and as it was
    assert (texts.replaced(), texts.stamps()["1.md"]) == (1, "3")
    texts.drop(["1.md", "none.md"])
    assert (found(texts, "second"), texts.replaced()) == ([], 2)
    texts.clear()
    assert (texts.stamps(), texts.replaced()) == ({}, 0)


def test_what_was_written_in_pieces_is_one_and_the_file_as_small_as_that_when_it_is_tidied(
    texts: FullTextIndex,
) -> None:
    def asked(sql: str) -> int:
        with texts._used(texts._filling) as connection:
            return int(connection.execute(sql).fetchone()[0])

    for number in range(6):
        texts.put([text(number, " ".join(f"word{number}x{one}" for one in range(400)))])
    assert asked("SELECT count(DISTINCT segid) FROM bodies_idx") > 1
    texts.tidy()
    assert asked("SELECT count(DISTINCT segid) FROM bodies_idx") == 1
    assert asked("PRAGMA freelist_count") == 0
    assert Path(f"{texts.path}-wal").stat().st_size == 0
    assert found(texts, "word3x7") == [3]


def test_very_much_that_is_found_is_not_all_ranked_while_one_types(
    texts: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_MANY", 11)
    texts.put(
        [text(number, f"common rare{number} word{number}", "common" if number == 3 else "") for number in range(30)]
    )
    quick = texts.search(terms("common"), 5, quick=True)
    assert (numbers(quick.keys), quick.is_complete) == ([3, 29, 28, 27, 26], False)
    assert texts.search(terms("common"), 5).total == 30
    beginning = texts.search(terms("wor", typing=True), 40, quick=True)
    assert (len(beginning.keys), beginning.total, beginning.is_complete) == (8, 8, False)
    few = texts.search(terms("common rare1", typing=True), 50, quick=True)
    assert len(few.keys) <= few.total == 11  # rare1, rare10 … rare19
    assert texts.search(terms("rare1"), 50, quick=True).is_complete
    beginning = texts.search(terms("rare7 wo", typing=True), 50, quick=True)
    assert (beginning.is_complete, texts.search(terms("rare7 wo", typing=True), 50).total) == (False, 1)
    # One letter begins too many words to mean any of them.
    assert texts.search(terms("w", typing=True), 50).total == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("concurency", "concurrency"), ("cocnurrency", "concurrency"), ("rsut", "rust"), ("conurency", "concurrency")],
)
def test_a_word_that_no_text_has_is_meant_for_one_that_is_near(texts: FullTextIndex, typed: str, meant: str) -> None:
    texts.put([text(1, "concurrency in rust"), text(2, "concurrence")])
    assert texts.spelling(terms(typed)[0]) == meant


@pytest.mark.parametrize("typed", ["rust", "rus*", "xyzzy", "ab", "2024", '"concurency in"', "日本"])
def test_nothing_is_suggested_for_what_is_there_or_near_nothing(texts: FullTextIndex, typed: str) -> None:
    texts.put([text(1, "concurrency in rust")])
    assert texts.spelling(terms(typed)[0]) is None


@pytest.mark.parametrize("at", range(7))
def test_a_slip_anywhere_in_a_word_is_seen(at: int) -> None:
    word = "harbour"
    slips = {word[:at] + word[at + 1 :], word[:at] + "x" + word[at + 1 :], word[:at] + "x" + word[at:], word + "x"}
    if at < len(word) - 1:
        slips.add(word[:at] + word[at + 1] + word[at] + word[at + 2 :])

    def suggested(slip: str) -> str | None:
        tries = iter([{word: 1}, {}])  # what is two slips away is asked about later
        return nearest(slip, lambda words: {one: number for one, number in next(tries).items() if one in words})

    assert {slip for slip in slips if suggested(slip) != word} == set()


def test_of_words_that_are_equally_near_the_more_frequent_one_is_meant() -> None:
    known = {"cart": 2, "cast": 9, "card": 1}
    assert nearest("caxt", lambda words: {word: known[word] for word in words if word in known}) == "cast"


# What happens to its file


def broken(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4_096:] = os.urandom(len(data) - 4_096)
    path.write_bytes(data)


def no_database(path: Path) -> None:
    path.write_text("hello")


def of_another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def without_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE words")
        connection.commit()


@pytest.mark.parametrize("damage", [broken, no_database, of_another_version])
def test_a_file_that_can_not_be_used_is_made_anew_and_filled_again(tmp_path: Path, damage: "object") -> None:
    path = tmp_path / "texts.db"
    with closing(FullTextIndex(path)) as texts:
        texts.put([text(number, f"word{number} " * 50) for number in range(50)])
    assert path.stat().st_mode & 0o777 == 0o600  # its owner's alone
    damage(path)  # type: ignore[operator]
    with closing(FullTextIndex(path)) as texts:
        for _ in range(3):
            try:
                texts.put([text(1, "again")])
                assert texts.stamps() == {"1.md": "1"}
                assert found(texts, "again") == [1]
                assert path.stat().st_mode & 0o777 == 0o600
                break
            except IndexLost:
                assert texts.is_available
        else:
            pytest.fail("it stays lost")


def test_a_file_that_is_deleted_while_it_is_used_is_made_anew(texts: FullTextIndex) -> None:
    texts.put([text(1, "word")])
    for suffix in ("", "-wal", "-shm"):
        Path(f"{texts.path}{suffix}").unlink(missing_ok=True)
    assert (found(texts, "word"), texts.stamps()) == ([], {})
    texts.put([text(1, "word")])
    assert found(texts, "word") == [1]


def test_where_no_file_can_be_there_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "texts.db").mkdir()
    with closing(FullTextIndex(tmp_path / "texts.db")) as texts:
        with pytest.raises(IndexLost):
            texts.stamps()
        assert not texts.is_available
        with pytest.raises(IndexLost):
            texts.search(terms("a"), 1)


def test_without_full_text_search_in_sqlite_there_is_no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def execute(sql: str) -> None:
        done.append(sql.partition(" USING")[0])
        raise sqlite3.OperationalError("no such module: fts5")

    without = SimpleNamespace(execute=execute, close=lambda: done.append("closed"))
    assert index.has_fts5.__wrapped__()
    monkeypatch.setattr(sqlite3, "connect", lambda _: without)
    assert not index.has_fts5.__wrapped__()
    assert done == ["CREATE VIRTUAL TABLE probe", "closed"]


def test_to_close_it_interrupts_who_asks_it(texts: FullTextIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    texts.put([text(1, "word")])
    is_asking, is_interrupted = threading.Event(), threading.Event()
    monkeypatch.setattr(texts._asking, "interrupt", is_interrupted.set)

    def ask() -> None:
        with texts._asking.lock:
            is_asking.set()
            is_interrupted.wait(10)

    thread = threading.Thread(target=ask)
    thread.start()
    is_asking.wait()
    texts.close()
    assert is_interrupted.is_set()
    thread.join()
    assert found(texts, "word") == [1]  # it is opened again


def test_what_is_an_error_where_its_file_is_no_database_is_a_damage(
    texts: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts.put([text(1, "word")])
    texts.close()
    texts.path.write_bytes(b"no database at all\n" * 99)
    texts._lose(sqlite3.ProgrammingError("It failed."))
    assert not texts.path.exists()
    assert texts.is_available

    def unwritable(path: Path) -> None:
        raise Unwritable(path, "permission denied")

    monkeypatch.setattr(index, "remove", unwritable)
    texts._lose(sqlite3.DatabaseError("file is not a database"))
    assert not texts.is_available


def test_a_bug_of_ours_is_told_and_costs_no_file(texts: FullTextIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    texts.put([text(1, "word")])
    monkeypatch.setattr("blogreader.catalogue.full_text.index.Expansions.match", lambda *_: 'syntax "')
    with pytest.raises(sqlite3.OperationalError):
        texts.search(terms("word"), 1)
    assert texts.stamps() == {"1.md": "1"}


def test_what_another_process_put_in_is_found(texts: FullTextIndex) -> None:
    texts.put([text(1, "word")])
    with closing(FullTextIndex(texts.path)) as other:
        other.put([text(2, "word")])
        assert sorted(found(texts, "word")) == [1, 2]
        other.clear()
        other.put([text(3, "word")])
    assert found(texts, "word") == [3]


def test_two_processes_that_put_in_the_same_text_have_it_once(
    texts: FullTextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(FullTextIndex(texts.path)) as other:
        same = text(1, "sea")
        others: list[threading.Thread] = []

        def slowly(body: str) -> list[str]:
            """Look what is to be put in, while another one does the same."""
            if not others:
                others.append(threading.Thread(target=other.put, args=([same],)))
                others[0].start()
                others[0].join(0.1)  # done by then, if nothing keeps it from it
            return words(body)

        monkeypatch.setattr(index, "words", slowly)
        texts.put([same])
        others[0].join()
        assert found(texts, "sea") == [1]
        assert texts.is_available
        assert other.is_available


def test_a_search_is_given_up_when_another_one_is_wanted(texts: FullTextIndex) -> None:
    texts.put([text(number, " ".join(f"word{number}x{one}" for one in range(300))) for number in range(60)])
    is_asked = threading.Event()
    given_up: list[bool] = []

    def ask() -> None:
        try:
            while True:
                is_asked.set()
                texts.search(terms("wo* wor* word*"), 10)
        except IndexLost:
            given_up.append(True)

    thread = threading.Thread(target=ask)
    thread.start()
    is_asked.wait()
    while thread.is_alive():
        texts.interrupt()
        thread.join(0.001)
    assert (given_up, texts.is_available) == ([True], True)
    assert len(found(texts, "word1x1")) == 1


@pytest.mark.parametrize("said", ["interrupted", "vtable constructor failed: bodies", "SQL logic error"])
def test_a_search_is_given_up_whatever_sqlite_says_of_the_interruption(
    texts: FullTextIndex, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts.put([text(1, "sea")])

    def broken(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError(said)
        error.sqlite_errorcode = sqlite3.SQLITE_ERROR
        raise error

    def interrupted(connection: sqlite3.Connection) -> None:
        texts.interrupt()
        broken(connection)

    for how, error in ((interrupted, IndexLost), (broken, sqlite3.OperationalError)):
        with monkeypatch.context() as patched:
            patched.setattr(index, "Expansions", how)
            with pytest.raises(error):
                texts.search(terms("sea"), 10)
        assert found(texts, "sea") == [1]


def test_nothing_that_is_derived_is_written_as_if_a_power_cut_must_lose_none_of_it(
    texts: FullTextIndex, tmp_path: Path
) -> None:
    with texts._used(texts._filling) as filling, texts._used(texts._asking) as asking:
        connections: list[sqlite3.Connection] = [filling, asking]
        with closing(Catalogue(tmp_path / "catalogue.db")) as catalogue:
            catalogue.open()
            connections.append(catalogue._connection())
            # 2 (FULL), unless SQLite is told otherwise; tests/conftest makes 0 (OFF) of that.
            for connection in connections:
                assert sqlite3.Connection.execute(connection, "PRAGMA synchronous").fetchone() == (0,)
                assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.slow
def test_the_index_is_smaller_than_the_texts(texts: FullTextIndex) -> None:
    bodies = [render(post.blocks) for post in posts()]
    texts.put(text(number, body) for number, body in enumerate(bodies))
    texts.tidy()
    assert texts.path.stat().st_size < sum(len(body.encode()) for body in bodies)


SPELLINGS = {
    "naive": ("naive", "naïve", "NAÏVE", "nai\u0308ve"),
    "native": ("native", "Native"),
    "don't": ("don't", "don’t", "DON'T", "donʼt"),
    "c++": ("c++", "C++"),
    "and": ("and", "AND", "And"),
    "or": ("or", "OR"),
    "file": ("file", "ﬁle", "File"),
    "strasse": ("straße", "STRASSE"),
    "re-index": ("re-index", "re\u2010index", "RE\u2011INDEX"),
    "日本語": ("日本語",),
    "本日": ("本日",),
    "한국어": ("한국어",),
    "ภาษาไทย": ("ภาษาไทย",),
    "ไทย": ("ไทย",),
}
"""Words by what they are without case, accents and typography, written down by hand."""
PIECES = ("日", "本", "本語", "한국", "국어", "ภาษา", "ไทย")
"""Parts by which words of scripts without blanks are found too."""
_spelt = st.sampled_from(sorted(SPELLINGS)).flatmap(
    lambda word: st.tuples(st.just(word), st.sampled_from(SPELLINGS[word]))
)


@pytest.mark.slow
@ONE_FILE_FOR_ALL
@given(st.lists(st.lists(_spelt, max_size=6), min_size=1, max_size=5), st.lists(_spelt, min_size=1, max_size=3))
def test_words_phrases_and_beginnings_are_found_as_a_list_of_spellings_has_them(
    texts: FullTextIndex, those: list[list[tuple[str, str]]], asked: list[tuple[str, str]]
) -> None:
    texts.clear()
    texts.put([text(number, " ".join(spelt for _, spelt in body)) for number, body in enumerate(those)])
    written = [[word for word, _ in body] for body in those]
    names = [word for word, _ in asked]

    def having(holds: Callable[[list[str]], bool]) -> list[int]:
        return [number for number, body in enumerate(written) if holds(body)]

    line = " ".join(spelt for _, spelt in asked)
    assert sorted(found(texts, line)) == having(lambda body: all(_has(body, one) for one in names))
    assert sorted(found(texts, f"{line} -naive")) == having(
        lambda body: all(_has(body, one) for one in names) and "naive" not in body
    )
    if all(map(str.isascii, names)):
        assert sorted(found(texts, f'"{line}"')) == having(lambda body: _stand_together(body, names))
    assert sorted(found(texts, "na*")) == having(lambda body: "naive" in body or "native" in body)
    for part in PIECES:
        assert sorted(found(texts, part)) == having(partial(_has, wanted=part))


def _has(body: list[str], wanted: str) -> bool:
    return wanted in body if wanted.isascii() else any(wanted in word for word in body)


def _stand_together(body: list[str], phrase: list[str]) -> bool:
    return any(body[at : at + len(phrase)] == phrase for at in range(len(body)))
