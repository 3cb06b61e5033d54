"""`next` and `today`: what to read next, and what fits into the time there is."""

import json
from typing import Any

import pytest

from tests.conftest import Commands


def following(commands: Commands, *words: str) -> dict[str, Any]:
    value = json.loads(commands.done("next", "--json", *words).out)
    assert isinstance(value, dict)
    return value


def test_what_is_being_read_comes_first_then_the_list_then_the_unread(commands: Commands) -> None:
    newest = following(commands)
    assert newest["date"] == max(one["date"] for one in json.loads(commands.done("list", "--json").out))
    commands.done("bookmark", "title:structured")
    commands.done("bookmark", "--top", "title:mojo")
    assert "mojo" in following(commands)["slug"]
    commands.done("mark", "reading", "title:tla")
    assert "tla" in following(commands)["slug"]
    commands.done("mark", "read", "title:tla OR title:mojo")
    assert "structured" in following(commands)["slug"]


def test_a_query_narrows_it_and_may_bring_an_order(commands: Commands) -> None:
    assert following(commands, "category:JVM")["category"] == "JVM"
    assert following(commands, "category:JVM", "sort:date")["category"] == "JVM"
    oldest = following(commands, "sort:date")
    assert oldest["date"] == min(one["date"] for one in json.loads(commands.done("list", "--json").out))
    commands.done("bookmark", "category:JVM")
    assert following(commands, "sort:date")["category"] == "JVM"


def test_a_row_is_printed_for_a_status_bar(commands: Commands) -> None:
    (line,) = commands.done("next").out.splitlines()
    assert line == commands.done("list").out.splitlines()[0]


def test_at_the_end_of_the_archive_it_says_so(commands: Commands) -> None:
    commands.done("mark", "read", "")
    found = commands("next")
    assert (found.status, found.out, found.err) == (1, "", "Nothing is left to read.\n")
    assert commands("next", "category:JVM").err == "Nothing that matches is left to read.\n"
    assert commands("today").status == 1


def test_a_day_has_what_fits_into_its_minutes(commands: Commands) -> None:
    for minutes in (5, 30, 60):
        articles = json.loads(commands.done("today", "--minutes", str(minutes), "--json").out)
        assert articles
        assert sum(one["minutes"] for one in articles) <= minutes
    found = commands("today", "-m", "30")
    assert found.status == 0
    assert f"{len(found.out.splitlines())} articles, about " in found.err
    assert commands("today", "--quiet").err == ""


def test_what_is_being_read_and_the_list_are_planned_first(commands: Commands) -> None:
    commands.done("bookmark", "title:mojo")
    commands.done("mark", "reading", "title:structured")
    slugs = [one["slug"] for one in json.loads(commands.done("today", "--json").out)]
    assert "structured" in slugs[0]
    assert "mojo" in slugs[1]


@pytest.mark.parametrize("minutes", ["0", "1441", "x", "1.5"])
def test_a_time_that_is_none_is_refused(commands: Commands, minutes: str) -> None:
    found = commands("today", "--minutes", minutes)
    assert (found.status, found.out) == (2, "")
    assert minutes in ("x", "1.5") or found.err == "blogreader: --minutes takes a number from 1 to 1440.\n"


def test_a_day_may_have_all_its_hours(commands: Commands) -> None:
    found = commands("today", "--minutes", "1440")
    assert (found.status, len(found.rows)) == (0, 102)
    assert found.err == "102 articles, about 14 h 49 min.\n"


def test_nothing_fits_into_a_minute_and_it_says_so(commands: Commands) -> None:
    found = commands("today", "--minutes", "1")
    assert (found.status, found.out) == (1, "")
    assert found.err == "Nothing that is left to read fits into 1 min.\n"
