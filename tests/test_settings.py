"""The table of settings, and what is made of it: the check, the example, and what each setting changes."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from blogreader import config, settings
from blogreader.article_commands import ArticleCommand, argument, filled
from blogreader.conditions import Order
from blogreader.config import Config
from blogreader.settings import SECTIONS, SETTINGS, THEMES, Number, OneOf, Setting, Switch
from blogreader.transitions import ReadingRule

BY_NAME = {one.name: one for one in SETTINGS}


def understood(file: Path, text: str) -> Config:
    file.write_text(text)
    return config.read(file, named=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def another(setting: Setting) -> object:
    """A value that the setting takes, and that is not its usual one."""
    match setting.kind:
        case Switch():
            return not setting.default
        case Number(least=least):
            return int(least) if float(least).is_integer() else least
        case OneOf(words=words):
            return next(word for word in words if word != setting.default)
    texts = {
        "library": "~/elsewhere",
        "network.proxy": "http://proxy.example:3128",
        "network.wayback_address": "https://archive.example/{url}",
    }
    return texts[setting.name]


def test_the_example_changes_nothing(file: Path) -> None:
    assert understood(file, settings.example()) == Config()


def test_the_example_says_of_each_setting_and_section_what_it_is() -> None:
    said = " ".join(line.removeprefix("# ") for line in settings.example().splitlines())
    for one in (*SETTINGS, *SECTIONS):
        assert " ".join(one.sentence.split()) in said


def test_the_example_without_its_signs_sets_everything_that_there_is(file: Path) -> None:
    text = re.sub(r"^# (?=\S+ = |\"[^\"]+\" = |\[)", "", settings.example(), flags=re.MULTILINE)
    found = understood(file, text)
    assert {one.name for one in SETTINGS} <= found.given.keys()
    for section in SECTIONS:
        assert [name for name in found.given if name.startswith(f"{section.name}.")], section.name
    assert found.views == (("Short and new", "is:unread minutes:<10"), ("Databases", "category:Databases sort:date"))
    assert [one.key for one in found.commands] == ["w", "b", "v"]
    usual = {one.name: one.default for one in SETTINGS if not one.sample}
    assert {name: found.given[name][0] for name in usual} == usual


def test_every_setting_says_what_it_does_in_a_sentence() -> None:
    for one in (*SETTINGS, *SECTIONS):
        assert one.sentence[0].isupper(), one.name
        assert one.sentence.endswith("."), one.name
    assert len({one.name for one in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize("name", BY_NAME)
def test_each_setting_changes_one_thing(file: Path, name: str) -> None:
    setting = BY_NAME[name]
    line = f"{setting.key} = {settings.literal(another(setting))}\n"
    found = understood(file, f"# first\n[{setting.table}]\n{line}" if setting.table else f"# first\n{line}")
    assert found.given == {name: (another(setting), 3 if setting.table else 2)}
    assert found != Config()
    changed = [one.name for one in fields(Config) if getattr(found, one.name) != getattr(Config(), one.name)]
    assert len(set(changed) - {"given"}) == 1, changed


@pytest.mark.parametrize("name", BY_NAME)
def test_no_setting_takes_a_value_of_another_kind(name: str) -> None:
    odd: list[object] = [None, [], {}, ["x"], float("nan"), 10**9, -1]
    assert not [value for value in odd if BY_NAME[name].kind.takes(value)]


def test_a_list_can_be_sorted_by_whatever_a_query_can_but_by_relevance() -> None:
    assert {one.lstrip("-") for one in settings.ORDERS} == {one.value for one in Order} - {"relevance"}


def test_the_themes_are_those_of_the_app(tmp_path: Path) -> None:
    from blogreader.library import Library
    from blogreader.tui.app import BlogreaderApp
    from tests.driving import folders

    library = Library(folders(tmp_path))
    library.open()
    assert {*BlogreaderApp(library).available_themes, "auto"} == {*THEMES}
    library.close()


def test_when_an_article_counts_as_read_can_be_set(file: Path) -> None:
    found = understood(file, "[reading]\nread_percent = 95\nlook_seconds = 0.5\n")
    assert found.rule == ReadingRule(0.5, 0.95)


# Commands for an article


def test_a_command_gets_the_text_where_it_asks_for_nothing(file: Path) -> None:
    text = """[commands]
w = ["wc", "-w"]
C-p = ["print", "{path}"]
[commands.b]
run = ["save", "{url}"]
stdin = "{title}"
title = "Save it"
terminal = true
"""
    assert understood(file, text).commands == (
        ArticleCommand("w", ("wc", "-w"), "wc -w", "{text}"),
        ArticleCommand("ctrl+p", ("print", "{path}"), "print {path}"),
        ArticleCommand("b", ("save", "{url}"), "Save it", "{title}", terminal=True),
    )


def test_braces_that_name_nothing_of_an_article_are_the_programs_own(file: Path) -> None:
    (found,) = understood(file, "[commands]\na = ['awk', '{print $1} {print} {url}']\n").commands
    assert found.wanted == {"url"}
    assert filled(found.words[1], {"url": "u"}) == "{print $1} {print} u"


@pytest.mark.parametrize(
    ("word", "title", "expected"),
    [
        ("{title}", "--delete", " --delete"),
        ("{title}", "-rf", " -rf"),
        ("--title={title}", "-x", "--title=-x"),
        ("-t{title}", "x", "-tx"),
        ("{title}", "a{url}b", "a{url}b"),
        ("{title}", "$(touch x); `y`", "$(touch x); `y`"),
        ("{title}", "a\0b", "ab"),
    ],
)
def test_a_title_becomes_no_option_and_nothing_else_either(word: str, title: str, expected: str) -> None:
    assert argument(word, {"title": title, "url": "https://a.example"}) == expected


def test_literals_are_read_back_by_the_language() -> None:
    values: list[Any] = ['a"b\\c\n\t', "ä", True, 3, 0.5, ["a", "b"], {"run": ["x"], "terminal": False}]
    for value in values:
        assert tomllib.loads(f"x = {settings.literal(value)}")["x"] == value
