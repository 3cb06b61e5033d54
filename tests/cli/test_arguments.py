"""The words of the command line: what is understood without argparse is what argparse makes of it."""

import re
import shlex
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.cli.arguments import Arguments, by_argparse, help_of, plain, read
from blogreader.cli.commands import APP_QUERY, COMMANDS, GLOBAL_OPTIONS, Argument
from blogreader.errors import UsageError
from tests.conftest import scaled

EMPTY = (
    r"^(SOURCE|FILE|ARTICLE|ADDRESS|--output|--library) is empty: is a variable of the shell not set\?"
    r" See `blogreader( \w+)? --help`\.$"
)
KNOWN = {name: (*command.arguments, *GLOBAL_OPTIONS) for name, command in COMMANDS.items()}
KNOWN[""] = (APP_QUERY, *GLOBAL_OPTIONS)


def words_of(known: tuple[Argument, ...]) -> st.SearchStrategy[list[str]]:
    """Words that a command may meet: its options, whole and cut, values of all kinds, terms of queries."""
    names = [name for argument in known for name in argument.names if argument.is_option]
    choices = [str(choice) for argument in known for choice in argument.options.get("choices", ())]
    usual = ["x", "3", "-3", "-is:read", "", "--", "-", "--x", "--json=1", "-z", "is:unread", "a b", "−"]
    leaving = {"-h", "--help", "--version"}
    return st.lists(st.sampled_from([*(name for name in names if name not in leaving), *choices, *usual]), max_size=6)


def understood(words: list[str], known: tuple[Argument, ...], name: str) -> dict[str, Any] | None:
    try:
        return vars(by_argparse(words, known, name or None))
    except UsageError:
        return None


@pytest.mark.parametrize("name", KNOWN)
@settings(max_examples=scaled(60))
@given(data=st.data())
def test_what_is_plain_is_understood_as_argparse_does(name: str, data: st.DataObject) -> None:
    words = data.draw(words_of(KNOWN[name]))
    found = plain(words, KNOWN[name])
    if found is not None:
        assert vars(found) == understood(words, KNOWN[name], name)


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_usual_is_plain(name: str) -> None:
    known = KNOWN[name]
    words: list[str] = []
    for argument in known:
        if argument.options.get("action") in ("help", "version"):
            continue
        value = "3" if "type" in argument.options else argument.options.get("choices", ("value",))[0]
        if argument.is_option:
            words += [argument.names[0], *([] if argument.is_flag else [value])]
        else:
            words.append(value)
    found = plain(words, known)
    assert isinstance(found, Arguments)
    assert vars(found) == understood(words, known, name)


@pytest.mark.parametrize(
    "words",
    [
        ("add", ""),
        ("add", "https://blog.example", " "),
        ("import", ""),
        ("show", ""),
        ("refresh", ""),
        ("remove", "\t"),
        ("export", "-o", "", "--format", "html"),
        ("list", "--library", ""),
        ("--library", "", "list"),
        ("sources", "--move", "notes", ""),
        ("add", "--", ""),
    ],
    ids=" ".join,
)
def test_what_is_named_by_an_empty_word_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match=EMPTY):
        read([*words])


@pytest.mark.parametrize(
    ("line", "is_app", "query"),
    [
        ("", True, []),
        ("is:unread sort:date", True, ["is:unread", "sort:date"]),
        ("-- list", True, ["list"]),
        ("--offline fetsch", True, ["fetsch"]),
        ("--library list", True, []),
        ("--no-such-thing= list", False, None),
        ("list", False, []),
        ("--library x --offline list a b", False, ["a", "b"]),
        ("list -- -a", False, ["-a"]),
        ("list -é -zz -1 ab a", False, ["-é", "-zz", "-1", "ab", "a"]),
        ("fetch --jobs 3 a", False, ["a"]),
    ],
)
def test_the_first_word_that_is_no_option_nor_its_value_is_the_command(
    line: str, is_app: bool, query: list[str] | None
) -> None:
    if query is None:
        with pytest.raises(UsageError, match="no-such-thing"):
            read(line.split())
        return
    found = read(line.split())
    assert (found.is_app, found.query) == (is_app, query)


@pytest.mark.parametrize("words", [("mark", "read", ""), ("list", ""), ("search", ""), ("",)], ids=" ".join)
def test_an_empty_query_means_all_articles(words: tuple[str, ...]) -> None:
    read([*words])


def test_every_command_has_examples_that_are_understood() -> None:
    for name, command in COMMANDS.items():
        assert command.examples, name
        for line, does in command.examples:
            line = line.removeprefix("source <(").removesuffix(")")  # noqa: PLW2901
            program, own, *words = shlex.split(line.partition(" | ")[0].partition(" > ")[0])
            assert (program, own) == ("blogreader", name), line
            assert by_argparse(words, KNOWN[name], name)
            assert does
            assert not does.endswith(".")


def test_every_command_names_a_function_that_there_is() -> None:
    for name, command in COMMANDS.items():
        assert callable(getattr(import_module(f"blogreader.cli.{command.module}"), command.function)), name


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_plain_text_whatever_python_prints_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = help_of(name or None)
    assert "\x1b" not in text
    if name:
        below = text.partition("\nexamples:\n")[2]
        assert [line for line, does in COMMANDS[name].examples if line not in below or does not in below] == []


EVERY = [(name, argument) for name, known in KNOWN.items() for argument in known]


def test_every_option_says_what_it_does_and_what_its_value_is() -> None:
    for name, argument in EVERY:
        told = argument.options.get("help", "")
        if argument.is_option:
            assert told, (name, argument.names)
        assert not told.endswith("."), (name, argument.names)
        assert argument.is_flag or {"metavar", "choices"} & argument.options.keys(), (name, argument.names)
        assert (argument.options.get("metavar") == "N") is ("type" in argument.options), (name, argument.names)


def test_what_is_taken_where_nothing_is_given_is_what_the_help_says() -> None:
    told = {}
    for name, argument in EVERY:
        if found := re.search(r"\bdefault: (\w+)\)?$", argument.options.get("help", "")):
            told[name, argument.name] = found[1]
            usual = 4 if argument.name == "jobs" else argument.default
            assert str(usual) == found[1], (name, argument.names)
    assert told == {
        ("search", "limit"): "20",
        ("notes", "format"): "md",
        ("show", "format"): "text",
        ("today", "minutes"): "30",
        ("fetch", "jobs"): "4",
        ("export", "format"): "states",
    }


@pytest.mark.parametrize("word", ["--quie", "--librar=x", "--jsonl=1", "--count=", "-z", "-Z"])
def test_an_option_is_written_out_and_a_switch_has_no_value(word: str) -> None:
    with pytest.raises(UsageError):
        read(["list", word])
