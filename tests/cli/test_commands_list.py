"""`list`: its forms, the JSON that scripts depend on, and queries as they come from a shell."""

import json
import re
import shutil
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from wcwidth import wcswidth

from blogreader.cli import article_output
from blogreader.icons import UNICODE
from blogreader.library import Library
from blogreader.model import Article, Entry, Place, State, Status
from blogreader.paths import find
from tests.conftest import Commands
from tests.site import Site

pytestmark = pytest.mark.installed

ARTICLES = 102
NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
FIELDS = [
    *("url", "slug", "title", "date", "category", "minutes", "summary", "author", "source", "status", "bookmarked"),
    *("bookmark_position", "offline", "fraction", "opened_at", "read_at", "error"),
]
UNTOUCHED = {
    "author": None,
    "status": "unread",
    "bookmarked": False,
    "bookmark_position": None,
    "offline": False,
    "fraction": None,
    "opened_at": None,
    "read_at": None,
    "error": None,
}


def listed(commands: Commands, *query: str) -> list[dict[str, Any]]:
    value = json.loads(commands.done("list", "--json", *query).out)
    assert isinstance(value, list)
    return value


def one(commands: Commands, query: str) -> dict[str, Any]:
    (article,) = listed(commands, query)
    return article


def library_of(commands: Commands) -> Library:
    library = Library(find(str(commands.library)), now=lambda: NOW)
    library.open()
    return library


def test_a_fresh_library_lists_the_articles_that_came_with_the_program(commands: Commands) -> None:
    articles = listed(commands)
    assert len(articles) == ARTICLES
    assert len({article["category"] for article in articles}) == 38
    assert sum(article["minutes"] for article in articles) == 889
    assert [article["date"] for article in articles] == sorted((a["date"] for a in articles), reverse=True)
    assert (articles[0]["date"], articles[-1]["date"]) == ("2026-04-16", "2025-10-01")


def test_the_manual_names_the_fields_of_an_object_in_their_order() -> None:
    text = (resources.files("blogreader") / "manual" / "shell.md").read_text(encoding="utf-8")
    said = text.partition("The names in an object are")[2].partition(";")[0]
    assert re.findall(r"`(\w+)`", said) == FIELDS


def test_an_untouched_article_has_every_field_and_nulls_for_what_is_not_known(commands: Commands) -> None:
    article = one(commands, "title:TLA+")
    assert list(article) == FIELDS
    assert {name: article[name] for name in UNTOUCHED} == UNTOUCHED
    assert article["url"] == "https://lucioduran.com/blog/formal-verification-tla-plus-distributed-systems"
    assert article["slug"] == "formal-verification-tla-plus-distributed-systems"
    assert (article["date"], article["category"], article["minutes"]) == ("2026-03-18", "Distributed Systems", 10)
    assert (article["source"], type(article["summary"])) == ("lucioduran", str)


def test_an_article_of_which_only_the_address_is_known_has_nulls(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "links.md").write_text("- [Bare](https://example.org/)\n")
    commands.done("add", str(tmp_path / "links.md"))
    article = one(commands, "")
    assert list(article) == FIELDS
    assert article == UNTOUCHED | {
        "url": "https://example.org/",
        "slug": "example.org",
        "title": "Bare",
        "date": None,
        "category": None,
        "minutes": None,
        "summary": "",
        "source": "links",
    }


def test_an_article_that_is_being_read_says_when_and_how_far(commands: Commands) -> None:
    library = library_of(commands)
    key = library.select("title:TLA+").page(0, 1)[0].article.key
    library.opened([key])
    library.keep_place(key, Place(3, 0, "quote", 0.25))
    library.close()
    article = one(commands, "is:reading")
    assert (article["status"], article["fraction"]) == ("reading", 0.25)
    assert (article["opened_at"], article["read_at"]) == ("2026-11-01T09:30:00Z", None)


def test_an_article_that_was_read_says_when(commands: Commands) -> None:
    library = library_of(commands)
    library.mark([library.select("title:TLA+").page(0, 1)[0].article.key], Status.READ)
    library.close()
    article = one(commands, "is:read")
    assert (article["status"], article["read_at"]) == ("read", "2026-11-01T09:30:00Z")


def test_a_bookmarked_article_says_its_position(commands: Commands) -> None:
    commands.done("bookmark", "title:TLA+")
    commands.done("bookmark", "title:Drizzle")
    article = one(commands, "is:bookmarked title:Drizzle")
    assert (article["bookmarked"], article["bookmark_position"]) == (True, 2)
    commands.done("unbookmark", "title:TLA+")
    position = one(commands, "is:bookmarked")["bookmark_position"]
    assert (position, type(position)) == (1, int)


@pytest.mark.slow
def test_a_failed_and_a_fetched_article_say_so(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    failing, fetched = site.posts[3], site.posts[4]
    site.broken[failing.slug] = 404
    commands("show", failing.slug)
    commands.done("show", fetched.slug)
    article = one(commands, "is:failed")
    assert (article["slug"], article["offline"]) == (failing.slug, False)
    assert "404" in article["error"]
    article = one(commands, "is:offline")
    assert (article["slug"], article["offline"], article["error"]) == (fetched.slug, True, None)


def test_jsonl_is_the_same_objects_one_a_line(commands: Commands) -> None:
    rows = commands.done("list", "--jsonl", "category:Security").rows
    assert [json.loads(row) for row in rows] == listed(commands, "category:Security")
    assert len(rows) == 5


def test_plain_separates_eight_fields_by_tabs(commands: Commands) -> None:
    rows = commands.done("list", "--plain").rows
    assert len(rows) == ARTICLES
    assert {row.count("\t") for row in rows} == {7}
    row = next(row for row in rows if "TLA+" in row).split("\t")
    assert row[:4] == ["unread", "2026-03-18", "10", "Distributed Systems"]
    assert row[4].startswith("TLA+ for Formal Verification")
    assert row[5] == "https://lucioduran.com/blog/formal-verification-tla-plus-distributed-systems"
    assert row[6] == "formal-verification-tla-plus-distributed-systems"
    assert row[7] == ""


def test_a_row_for_a_person_shows_marks_date_minutes_category_and_title(commands: Commands) -> None:
    commands.done("mark", "read", "title:TLA+")
    commands.done("bookmark", "title:TLA+")
    (row,) = commands.done("list", "title:TLA+").rows
    assert row.startswith("✓★  2026-03-18   10 min  Distributed Systems       TLA+ for Formal Verification")
    assert row.endswith("  formal-verification-tla-plus-distributed-systems")


def test_whatever_slug_list_prints_opens_its_article(commands: Commands) -> None:
    rows = [row.split("\t") for row in commands.done("list", "--plain", "category:Security").rows]
    for *_, url, slug, _ in rows:
        assert commands.done("open", "--print", slug).out == f"{url}\n"


SLUGS = """
### [One](https://blog.example/2024/01/update/)

### [Two](https://blog.example/2025/01/update/)

### [Three](https://blog.example/post.php?id=3)

### [Four](https://blog.example/post.php?id=4)

### [Five](notes/five.md)
"""


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("2025/01/update", "https://blog.example/2025/01/update/"),
        ("blog.example/2024/01/update/", "https://blog.example/2024/01/update/"),
        ("http://blog.example/2024/01/update", "https://blog.example/2024/01/update/"),
        ("post.php?id=4", "https://blog.example/post.php?id=4"),
        (" POST.php?ID=3 ", "https://blog.example/post.php?id=3"),
        ("./notes/five.md", "five.md"),
        ("../notes/five.md", "five.md"),
        ("./five.md", "five.md"),
    ],
)
def test_where_slugs_are_alike_a_part_of_the_address_names_its_article(
    commands: Commands, tmp_path: Path, words: str, url: str
) -> None:
    index = tmp_path / "index.md"
    index.write_text(f"# Alike\n{SLUGS}")
    assert commands.done("open", "--print", "--index", str(index), words).out.endswith(f"{url}\n")
    for both in ("update", "/01/", "post.php?id"):
        assert "could be any of these 2" in commands("open", "--print", "--index", str(index), both).err


@pytest.mark.parametrize("title", ["Short", "A title that is long " * 9, "長い題名の記事" * 9])
@pytest.mark.parametrize("slug", ["x", "what-is-new", "a-slug-of-many-words" * 5])
@pytest.mark.parametrize("width", [1, 20, 40, 79, 99, 100, 200])
def test_a_row_fits_its_terminal_and_has_the_beginnings_of_title_and_slug(title: str, slug: str, width: int) -> None:
    url = f"https://example.org/{slug}"
    row = article_output.row(Entry(Article(url, url, title, category="Web"), State(url), "blog"), width, UNICODE)
    assert wcswidth(row) <= width
    if width >= 79:
        assert f"  {slug[:15]}" in row
        assert title[:8] in row


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 102),
        ('category:"Distributed Systems"', 3),
        ("minutes:<=5", 2),
        ("date:2025-10", 19),
        ("is:read", 0),
        ("nothing-has-this-word", 0),
        ("category:security OR category:backend", 9),
        ('(category:security OR "formal verification") minutes:>8', 3),
    ],
)
def test_count_tells_only_how_many(commands: Commands, query: str, count: int) -> None:
    assert commands.done("list", query, "--count").out == f"{count}\n"


def test_an_empty_answer_is_no_error_and_an_empty_array(commands: Commands) -> None:
    assert commands.done("list", "is:read").out == ""
    assert commands.done("list", "is:read", "--jsonl").out == ""
    assert listed(commands, "is:read") == []


def test_words_of_a_query_may_come_one_by_one_between_options(commands: Commands) -> None:
    together = commands.done("list", "--plain", "category:Security minutes:>8").out
    assert together.count("\n") > 1
    assert commands.done("list", "category:Security", "--plain", "minutes:>8").out == together


@pytest.mark.parametrize(
    "words",
    [
        ("-is:read",),
        ("--", "-is:read"),
        ("-is:read", "-category:Nothing"),
        ("--offline", "-is:read"),
        ("-(is:read OR is:reading)",),
    ],
)
def test_a_term_that_begins_with_a_dash_is_no_option(commands: Commands, words: tuple[str, ...]) -> None:
    commands.done("mark", "read", "category:Security")
    assert commands.done("list", "--count", *words).out == "97\n"


def test_after_two_dashes_every_word_belongs_to_the_query(commands: Commands) -> None:
    result = commands("list", "--count", "--", "--json")
    assert (result.status, result.out) == (2, "")
    assert "Column 2 of the query" in result.err


def test_a_query_orders_the_list(commands: Commands) -> None:
    minutes = [article["minutes"] for article in listed(commands, "sort:minutes")]
    assert minutes == sorted(minutes)
    assert minutes[0] != minutes[-1]


@pytest.mark.parametrize(
    ("query", "column"),
    [("minutes:<", 10), ("minutes:<= 5", 11), ("is:purple", 4), ('"open', 1), ("a OR", 5), ("foo:bar", 1), ("()", 2)],
)
def test_a_mistake_in_a_query_is_told_with_its_column(commands: Commands, query: str, column: int) -> None:
    result = commands("list", query)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"blogreader: Column {column} of the query: expected ")


def test_two_forms_at_a_time_are_refused(commands: Commands) -> None:
    result = commands("list", "--json", "--count")
    assert (result.status, result.out) == (2, "")
    assert result.err == "blogreader: Use only one of --json, --jsonl, --plain and --count.\n"


@pytest.mark.slow
def test_a_list_larger_than_a_page_is_whole_and_in_order(commands: Commands, tmp_path: Path) -> None:
    numbers = range(1201)
    (tmp_path / "big.md").write_text(
        "".join(f"- [Title {number}](https://example.org/{number})\n" for number in numbers)
    )
    commands.done("add", str(tmp_path / "big.md"))
    expected = [f"Title {number}" for number in numbers]
    assert [article["title"] for article in listed(commands)] == expected
    assert [article["title"] for article in listed(commands, "title:title")] == expected


def test_a_lost_catalogue_loses_nothing(commands: Commands) -> None:
    commands.done("mark", "read", "category:Security")
    before = listed(commands)
    shutil.rmtree(commands.library / "cache")
    assert listed(commands) == before
    (commands.library / "cache" / "catalogue.db").write_bytes(b"no database at all" * 1000)
    assert listed(commands) == before


def test_an_index_alone_is_shown_without_following_it(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("- [Only this](https://example.org/a)\n")
    assert commands.done("list", "--index", str(tmp_path / "other.md"), "--count").out == "1\n"
    assert commands.done("list", "--count").out == "102\n"
    result = commands("--index", "https://example.org/index.md", "list")
    assert (result.status, result.out) == (1, "")
    assert "--index takes a file" in result.err
    result = commands("--index", str(tmp_path / "other.md"), "add", str(tmp_path / "other.md"))
    assert result.status == 1
    assert "--index" in result.err


@pytest.mark.parametrize(
    ("query", "name"),
    [("source:Just", "just"), ("is:unread -(source:xyz)  is:read", "xyz"), ("source:xyz OR title:zzzz", "xyz")],
)
@pytest.mark.parametrize("words", [("list",), ("list", "--count"), ("list", "--json"), ("fetch",), ("mark", "read")])
def test_a_source_that_there_is_not_is_said_with_those_that_there_are(
    commands: Commands, words: tuple[str, ...], query: str, name: str
) -> None:
    result = commands(*words, query)
    assert result.err == f"No source is called {name}; there is lucioduran (Lucio Duran: Blog).\n"
    assert commands(words[0], *words[1:], "-q", query).err == ("" if words[0] == "list" else result.err)


@pytest.mark.parametrize("query", ["source:LUCIODURAN title:zzzz", "title:zzzz"])
def test_a_source_that_there_is_gets_no_hint(commands: Commands, query: str) -> None:
    assert commands("list", query).err == ""
    assert commands("mark", "read", query).err == "Nothing matches.\n"


def test_of_many_sources_a_few_are_named(commands: Commands, tmp_path: Path) -> None:
    for letter in "abcdefg":
        (tmp_path / f"{letter}.md").write_text(f"### [A](https://example.org/{letter})\n")
        commands.done("add", str(tmp_path / f"{letter}.md"))
    assert commands("list", "source:xyz").err == "No source is called xyz; there are a, b, c, d, e, ….\n"
