"""`mark`, `bookmark`, `unbookmark` and `progress`."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

import pytest

from blogreader.model import ReadingTime
from blogreader.store.state_store import StateStore
from blogreader.times import day_in_words
from tests.conftest import Commands

TODAY = datetime.now(UTC).astimezone().date()

pytestmark = pytest.mark.installed


def slugs(commands: Commands, *query: str) -> list[str]:
    return [article["slug"] for article in json.loads(commands.done("list", "--json", *query).out)]


def test_mark_changes_all_that_match_and_counts_them(commands: Commands) -> None:
    assert commands.done("mark", "read", "category:Security").out == "5 marked read\n"
    assert commands.done("list", "is:read", "--count").out == "5\n"
    assert commands.done("mark", "reading", "is:read date:2026").out == "2 marked reading\n"
    assert commands.done("mark", "unread", "is:read").out == "3 marked unread\n"
    assert commands.done("list", "is:unread", "--count").out == "100\n"


def test_mark_says_how_many_were_so_already(commands: Commands) -> None:
    commands.done("mark", "read", "category:Security")
    assert commands.done("mark", "read", "category:Security").out == "0 marked read, 5 already so\n"
    assert commands.done("mark", "read", "").out == "97 marked read, 5 already so\n"


def test_a_dry_run_tells_and_changes_nothing(commands: Commands) -> None:
    assert commands.done("mark", "read", "category:Security", "--dry-run").out == "5 would be marked read\n"
    assert commands.done("bookmark", "--dry-run", "category:Security").out == "5 would be put on the reading list\n"
    assert commands.done("list", "is:read OR is:bookmarked", "--count").out == "0\n"
    commands.done("bookmark", "category:Security")
    said = commands.done("unbookmark", "--dry-run", "category:Security").out
    assert said == "5 would be taken off the reading list\n"
    assert commands.done("list", "is:bookmarked", "--count").out == "5\n"


@pytest.mark.parametrize(
    "words", [("-is:read",), ("--", "-is:read"), ("--dry-run", "-is:read"), ("-is:read", "--dry-run")]
)
def test_mark_takes_a_term_that_begins_with_a_dash(commands: Commands, words: tuple[str, ...]) -> None:
    commands.done("mark", "read", "category:Security")
    assert commands.done("mark", "read", *words).out.startswith("97 ")


@pytest.mark.parametrize("command", [("mark", "read"), ("bookmark",), ("unbookmark",)])
def test_a_change_that_nothing_matches_has_a_status_of_its_own(commands: Commands, command: tuple[str, ...]) -> None:
    result = commands(*command, "nothing-has-this-word")
    assert (result.status, result.out, result.err) == (1, "", "Nothing matches.\n")


@pytest.mark.parametrize("words", [("mark",), ("mark", "read"), ("mark", "done", ""), ("unbookmark",), ("bookmark",)])
def test_a_change_wants_a_status_it_knows_and_a_query(commands: Commands, words: tuple[str, ...]) -> None:
    result = commands(*words)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("blogreader: ")


@pytest.mark.parametrize("words", [("mark", "read", "is:"), ("bookmark", "is:"), ("unbookmark", "is:")])
def test_a_mistaken_query_changes_nothing(commands: Commands, words: tuple[str, ...]) -> None:
    assert commands(*words).status == 2
    assert not (commands.library / "state.json").exists()


def test_the_reading_list_keeps_the_order_in_which_it_was_made(commands: Commands) -> None:
    assert commands.done("bookmark", "title:Drizzle").out == "1 put on the reading list\n"
    assert commands.done("bookmark", "title:TLA+").out == "1 put on the reading list\n"
    assert commands.done("bookmark", "--top", "title:WebCodecs").out == "1 put on the reading list\n"
    rows = commands.done("bookmark", "--list").rows
    assert [row[:7] for row in rows] == ["  1  ●★", "  2  ●★", "  3  ●★"]
    assert ["WebCodecs" in rows[0], "Drizzle" in rows[1], "TLA+" in rows[2]] == [True] * 3
    in_order = slugs(commands, "is:bookmarked sort:list")
    # What is on it already keeps its place.
    assert commands.done("bookmark", "title:TLA+ OR title:Drizzle").out == "0 put on the reading list, 2 already so\n"
    assert slugs(commands, "is:bookmarked sort:list") == in_order


def test_the_reading_list_is_printed_as_json_in_its_order(commands: Commands) -> None:
    for title in ("Drizzle", "TLA+"):
        commands.done("bookmark", f"title:{title}")
    found = json.loads(commands.done("bookmark", "--list", "--json").out)
    assert [(one["bookmark_position"], one["slug"]) for one in found] == [
        *enumerate(slugs(commands, "is:bookmarked sort:list"), 1)
    ]
    refused = commands("bookmark", "--json", "title:Drizzle")
    assert (refused.status, refused.err) == (2, "blogreader: --json goes with --list.\n")


def test_articles_are_put_before_one_that_is_on_the_reading_list_as_one_step(commands: Commands) -> None:
    for title in ("Drizzle", "TLA+", "WebCodecs"):
        commands.done("bookmark", f"title:{title}")
    drizzle, tla, codecs = slugs(commands, "is:bookmarked sort:list")
    said = commands.done("bookmark", "--before", tla, "title:WebCodecs OR title:RISC-V").out
    assert said == "2 put on the reading list\n"
    found = slugs(commands, "is:bookmarked sort:list")
    assert (found[0], found[-1], len(found)) == (drizzle, tla, 4)
    assert codecs in found[1:3]
    commands.done("undo")
    assert slugs(commands, "is:bookmarked sort:list") == [drizzle, tla, codecs]
    commands.done("bookmark", "--before", drizzle, "title:RISC-V")
    assert slugs(commands, "is:bookmarked sort:list")[1:] == [drizzle, tla, codecs]


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["--before", "rag-pipeline", "title:TLA+"], 2, "is not on the reading list."),
        (["--before", "nosuch", "title:TLA+"], 1, "No article is called nosuch"),
        (["--before", "formal", "--top", "title:TLA+"], 2, "Use either --top or --before."),
    ],
)
def test_a_place_on_the_reading_list_that_is_none_is_told(
    commands: Commands, words: list[str], status: int, sentence: str
) -> None:
    commands.done("bookmark", "title:WebCodecs")
    result = commands("bookmark", *words)
    assert (result.status, result.out) == (status, "")
    assert sentence in result.err
    assert len(slugs(commands, "is:bookmarked")) == 1


def test_the_reading_list_can_be_narrowed_by_a_query(commands: Commands) -> None:
    commands.done("bookmark", "category:Security")
    commands.done("bookmark", "title:TLA+")
    (row,) = commands.done("bookmark", "--list", "-category:Security").rows
    assert row.startswith("  6  ●★")
    assert commands.done("bookmark", "--list", "is:read").out == ""


def test_the_order_that_a_query_names_beats_that_of_the_reading_list(commands: Commands) -> None:
    commands.done("bookmark", "category:Security")
    listed = commands.done("bookmark", "--list").rows
    ordered = commands.done("bookmark", "--list", "sort:-title").rows
    assert sorted(ordered) == sorted(listed)
    assert (
        [row.split()[-1] for row in ordered]
        == slugs(commands, "is:bookmarked sort:-title")
        != slugs(commands, "is:bookmarked sort:list")
    )
    result = commands("bookmark", "--list", "sort:title sort:date")
    assert (result.status, result.err) == (2, 'blogreader: Column 12 of the query: expected "sort:" only once.\n')


def test_several_go_to_the_top_of_the_list_in_their_order(commands: Commands) -> None:
    commands.done("bookmark", "title:TLA+")
    commands.done("bookmark", "--top", "category:Security")
    newest_first = slugs(commands, "category:Security")
    assert slugs(commands, "is:bookmarked sort:list")[:5] == newest_first


def test_unbookmark_takes_off_and_moves_no_other(commands: Commands) -> None:
    commands.done("bookmark", "category:Security")
    before = slugs(commands, "is:bookmarked sort:list")
    gone = before[2]
    assert commands.done("unbookmark", f"url:{gone}").out == "1 taken off the reading list\n"
    assert slugs(commands, "is:bookmarked sort:list") == before[:2] + before[3:]
    assert commands.done("unbookmark", "category:Security").out == "4 taken off the reading list, 1 already so\n"
    assert commands.done("bookmark", "--list").out == ""


def test_what_was_read_stands_at_the_end_of_the_list_without_a_number(commands: Commands) -> None:
    commands.done("bookmark", "category:Security")
    before = commands.done("bookmark", "--list").rows
    assert [row[:5] for row in before] == [f"{number:>3}  " for number in range(1, 6)]
    slug = before[1].split()[-1]
    commands.done("mark", "read", f"url:{slug}")
    after = commands.done("bookmark", "--list").rows
    assert [row.split()[-1] for row in after] == [row.split()[-1] for row in (before[0], *before[2:], before[1])]
    assert [row[:5] for row in after] == ["  1  ", "  2  ", "  3  ", "  4  ", "     "]


def test_progress_counts_by_category_and_in_all(commands: Commands) -> None:
    commands.done("mark", "read", "category:Security")
    commands.done("mark", "reading", "title:TLA+")
    commands.done("bookmark", "title:Drizzle")
    *rows, time, left = commands.done("progress").rows
    assert time == "No reading time yet: it is counted while a text is on the screen."
    assert left == "14 h 7 min left. Your pace is known once you have read for ten minutes."
    assert len(rows) == 38 + 2
    (security,) = (row for row in rows if row.startswith("Security "))
    assert security.split() == ["Security", "━" * 20, "5/5", "done"]
    (distributed,) = (row for row in rows if row.startswith("Distributed Systems "))
    assert distributed.split()[2:4] == ["─" * 20, "0/3"]
    assert rows[-2].startswith("All  ")
    assert "5/102" in rows[-2]
    assert rows[-1] == "1 being read, 1 on the reading list, 0 offline"


@pytest.mark.parametrize(
    ("columns", "name", "bar"), [(200, 28, 20), (77, 28, 20), (76, 28, 19), (60, 27, 4), (40, 7, 4)]
)
def test_rows_of_progress_fit_the_terminal_and_bars_give_way_first(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, columns: int, name: int, bar: int
) -> None:
    monkeypatch.setattr("blogreader.cli.output.row_width", lambda: columns)
    rows = commands.done("progress").rows[:39]
    assert {row.index("─") for row in rows} == {name + 2}
    assert {row.count("─") for row in rows} == {bar}
    assert all(len(row) <= columns for row in rows)
    assert rows[-1].split()[-6:] == ["0/102", "14", "h", "49", "min", "left"]
    (distributed,) = (row for row in rows if row.startswith("Distri"))
    assert distributed.startswith("Distributed Systems" if name > 20 else "Distri…  ")


def test_progress_where_most_lengths_are_unknown_says_so(commands: Commands, tmp_path: Path) -> None:
    index = tmp_path / "index.md"
    rows = [f"### [Post {number}](https://blog.example/{number})\n2026-01-0{number}\n" for number in (1, 2, 3)]
    index.write_text("# Notes\n\n" + "\n".join(rows) + "\n### [Undated](https://blog.example/4)\n")
    commands.done("add", str(index))
    *counted, _, _, left = commands.done("progress").rows
    assert left == "How much is left is not known: most articles tell their length only when they have been fetched."
    assert [row.split()[-1] for row in counted] == ["0/4"] * len(counted)
    report = json.loads(commands.done("progress", "--json", "--by", "2099-01-01").out)
    assert (report["minutes_left"], report["pace"]["minutes_a_week_needed"]) == (None, None)
    assert {one["month"]: one["articles"] for one in report["months"]} == {"2026-01": 3, None: 1}


def test_progress_as_json_adds_up(commands: Commands) -> None:
    commands.done("mark", "read", "category:Security")
    commands.done("mark", "reading", "title:TLA+")
    report = json.loads(commands.done("progress", "--json").out)
    assert list(report) == [
        "articles",
        "read",
        "reading",
        "unread",
        "minutes",
        "minutes_left",
        "offline",
        "bookmarked",
        "categories",
        "sources",
        "months",
        "time",
        "pace",
    ]
    assert list(report["time"]) == [
        "since",
        "minutes",
        "minutes_skimmed",
        "prose_words_a_minute",
        "code_words_a_minute",
        "minutes_for_one_of_the_index",
        "days",
    ]
    assert list(report["pace"]) == ["minutes_a_week", "finished_on", "by", "minutes_a_week_needed"]
    assert next(iter(report["categories"][0])) == "category"
    assert list(report["sources"][0])[:2] == ["source", "title"]
    assert next(iter(report["months"][0])) == "month"
    assert (report["articles"], report["read"], report["reading"], report["unread"]) == (102, 5, 1, 96)
    minutes = [article["minutes"] for article in json.loads(commands.done("list", "--json", "category:Security").out)]
    assert (report["minutes"], report["minutes_left"]) == (889, 889 - sum(minutes))
    assert [len(report[parts]) for parts in ("categories", "sources", "months")] == [38, 1, 7]
    for parts in ("categories", "sources", "months"):
        for name in ("articles", "read", "reading", "unread", "minutes", "minutes_left"):
            assert sum(one[name] for one in report[parts]) == report[name]
    assert (report["time"]["since"], report["time"]["days"]) == (None, {})
    assert report["pace"] == dict.fromkeys(("minutes_a_week", "finished_on", "by", "minutes_a_week_needed"))


def read_for(commands: Commands, key: str, *times: ReadingTime) -> None:
    """Keep what sittings took."""
    store = StateStore(commands.library, machine="tests")
    store.change([key], lambda states, _: [replace(state, times=times) for state in states], "place")
    store.close()


def test_progress_says_the_pace_the_end_and_what_a_day_takes(commands: Commands) -> None:
    url = json.loads(commands.done("list", "--json", "category:Security").out)[0]["url"]
    begun, lately = TODAY - timedelta(69), TODAY - timedelta(28)
    read_for(
        commands,
        url,
        ReadingTime("a", begun, 7_207, 604, 9_000, 2_400, 1_200, 900, 5_400, 3_600),
        ReadingTime("b", lately, 3_600),
    )
    by = (TODAY + timedelta(69)).isoformat()
    *_, time, speed, left, needed = commands.done("progress", "--by", by).rows
    assert time == f"Read for 3 h since {day_in_words(begun)}, 10 min of it skimmed; 0 min in the last seven days."
    assert speed == "Your speed: 225 words of prose and 80 words of code a minute."
    # An hour in eight weeks is 7.5 minutes a week.
    end = TODAY + timedelta(ceil(1_334 / 7.5 * 7))
    assert left == f"22 h 14 min left. At your pace, 8 min a week, the archive is finished on {day_in_words(end)}."
    assert needed == f"By {day_in_words(TODAY + timedelta(69))} it takes 2 h 14 min a week."
    report = json.loads(commands.done("progress", "--json", "--by", by).out)
    assert report["time"]["minutes_for_one_of_the_index"] == 1.5
    assert report["minutes_left"] == 1_334 == ceil(889 * 1.5)
    assert report["time"] == {
        "since": begun.isoformat(),
        "minutes": 180.1,
        "minutes_skimmed": 10.1,
        "prose_words_a_minute": 225,
        "code_words_a_minute": 80,
        "minutes_for_one_of_the_index": 1.5,
        "days": {begun.isoformat(): 120.1, lately.isoformat(): 60},
    }
    assert report["pace"] == {
        "minutes_a_week": 7.5,
        "finished_on": end.isoformat(),
        "by": by,
        "minutes_a_week_needed": 134,
    }


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "2020-01-01", "31.12.2026"])
def test_a_day_that_is_none_or_has_been_is_refused(commands: Commands, day: str) -> None:
    result = commands("progress", "--by", day)
    assert result.status == 2
    assert day in result.err


def test_the_state_of_an_article_that_is_gone_is_kept(commands: Commands) -> None:
    commands.done("mark", "read", "category:Security")
    commands.done("remove", "lucioduran")
    assert commands.done("list", "--count").out == "0\n"
    assert commands.done("progress").rows[-4].split()[-2:] == ["0/0", "done"]
    # Its index comes back from a file: what was read is read.
    from blogreader.paths import embedded_index

    commands.done("add", str(embedded_index()))
    assert commands.done("list", "is:read", "--count").out == "5\n"


@pytest.mark.parametrize("words", [("progress",), ("show", "--offline", "drizzle")])
def test_where_the_locale_has_no_more_than_ascii_nothing_else_is_drawn(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    commands.done("mark", "read", "category:Security")
    drawn = re.compile("[\u2010-\u2027\u2500-\u26ff]")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert drawn.search(commands(*words).out)
    monkeypatch.setenv("LC_ALL", "C")
    out = commands(*words).out
    assert not drawn.search(out)
    if words == ("progress",):
        assert re.search("^Security +#{20}  ", out, re.MULTILINE)
        assert re.search("^Accessibility +-{20}  ", out, re.MULTILINE)
