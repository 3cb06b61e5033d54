"""`search`: what it prints, for persons and for programs, and what it says when nothing is found."""

import json
from datetime import UTC, datetime

import pytest

from blogreader.archive import Archive
from blogreader.model import Document, Via
from tests.conftest import Commands

pytestmark = pytest.mark.installed

NOW = datetime(2026, 11, 8, tzinfo=UTC)
TLA = "https://lucioduran.com/blog/formal-verification-tla-plus-distributed-systems"


@pytest.fixture
def archived(commands: Commands) -> Commands:
    archive = Archive(commands.library / "archive")
    first, second = (json.loads(line)["url"] for line in commands.done("list", "--jsonl").out.splitlines()[-2:])
    archive.write(Document(TLA, TLA, "Model checking finds *the bug*. " * 3, NOW, Via.EXTRACTED, language="en"))
    archive.write(
        Document(first, first, "No checks, in C++. \x1b]0;x\x07日本語のテキスト", NOW, Via.EXTRACTED, language="en")
    )
    archive.write(Document(second, second, "Don’t panic [b]x[/b].", NOW, Via.EXTRACTED))
    return commands


def test_articles_are_printed_best_first_each_with_a_place_of_its_text(archived: Commands) -> None:
    result = archived.done("search", "model", "checking")
    title, text = result.out.splitlines()
    assert "TLA+ for Formal Verification" in title
    assert text == "    " + ("Model checking finds the bug. " * 3).strip()
    assert result.err == ""


def test_in_a_locale_of_ascii_a_place_is_told_in_it(archived: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    assert archived.done("search", "panic").rows[1].strip() == "Don’t panic [b]x[/b]."
    monkeypatch.setenv("LC_ALL", "C")
    assert archived.done("search", "panic").rows[1].strip() == "Don't panic [b]x[/b]."


def test_as_json_an_article_has_what_list_has_and_its_snippet_with_the_matches(archived: Commands) -> None:
    (record,) = json.loads(archived.done("search", "--json", "model", "checking").out)
    (listed,) = json.loads(archived.done("list", "--json", TLA).out)
    snippet, matches = record.pop("snippet"), record.pop("matches")
    assert record == listed
    assert [snippet[start:end] for start, end in matches] == ["Model", "checking"] * 3


def test_limit_bounds_what_is_printed_and_the_rest_is_told(archived: Commands) -> None:
    result = archived("search", "check", "--limit", "1")
    assert len(result.out.splitlines()) == 2
    assert result.err == "2 articles in all; --limit shows more.\n"
    assert len(json.loads(archived.done("search", "check", "--json").out)) == 2


@pytest.mark.parametrize("limit", ["0", "-1", "x"])
def test_a_limit_is_a_number_of_articles(archived: Commands, limit: str) -> None:
    result = archived("search", "check", f"--limit={limit}")
    assert (result.status, result.out) == (2, "")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["c++"], 1),
        (["don't"], 1),
        (["日本"], 1),
        (["check*"], 2),
        (["check", "-model"], 1),
        (['"model checking"'], 1),
        (['"checking model"'], 0),
        (["-bug"], 2),
        (["NOT", "a", "word"], 0),
        (["NEAR(a b)"], 0),
        (["title:model"], 0),
        (['"'], 0),
        (["*"], 0),
        (["a' OR '1"], 0),
    ],
)
def test_every_text_is_searched_and_none_is_an_error(archived: Commands, words: list[str], number: int) -> None:
    assert len(json.loads(archived("search", "--json", *words).out)) == number


def test_where_nothing_is_found_that_is_said_with_what_may_have_been_meant(archived: Commands) -> None:
    assert archived("search", "modle").err == "No archived text contains that. Did you mean `model`?\n"
    assert archived("search", "xyzzyplugh").err == "No archived text contains that.\n"
    assert archived("search", "*").err == "Nothing to search for in `*`: it has no letters or digits.\n"
    assert archived("search", "--json", "modle").out == "[]\n"


def test_words_are_needed(archived: Commands) -> None:
    assert archived("search").status == 2


def test_what_a_text_has_for_the_terminal_does_not_reach_it(archived: Commands) -> None:
    out = archived.done("search", "日本語").out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_text_is_a_term_of_every_command_that_takes_a_query(archived: Commands) -> None:
    assert archived.done("list", "--count", "text:checking").out == "2\n"
    assert "1 would be" in archived.done("mark", "--dry-run", "read", 'text:"model checking"').out
