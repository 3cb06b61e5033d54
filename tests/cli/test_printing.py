"""Articles and settings as commands print them, and the help of a command: which fields, in which widths."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader import manual_pages
from blogreader.cli import article_output, articles, imports, main, search
from blogreader.cli.arguments import read
from blogreader.cli.articles import _card, _escaped
from blogreader.cli.commands import Argument, Command
from blogreader.cli.manual import manual
from blogreader.dropped import Dropped
from blogreader.errors import what_is_wrong
from blogreader.icons import UNICODE, chosen
from blogreader.imports.items import Imported, Item
from blogreader.library import Excerpt, Found, ImportReport
from blogreader.manual_pages import ManualPage
from blogreader.model import Article, Document, Entry, Failure, Highlight, Place, Source, State, Status, Via
from blogreader.records import replace
from blogreader.search_terms import Finder
from tests.cli.test_output import Stream
from tests.conftest import Commands

URL = "https://blog.example/slow-clocks"
NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
ASCII = chosen("ascii")
NO_LIBRARY: Any = None
"""Only pages of HTML need one, for their pictures."""


def entry(
    title: str = "Slow clocks", state: State | None = None, error: str = "", offline: bool = False, **said: object
) -> Entry:
    values: dict[str, object] = {
        "date": date(2026, 1, 2),
        "category": "Sea",
        "minutes": 7,
        "summary": "Sum.",
        "author": "Ann",
    }
    article = Article(URL, URL, title, **(values | said))  # type: ignore[arg-type]
    failure = Failure(error, NOW) if error else None
    return Entry(article, state or State(URL), "notes", offline=offline, failure=failure)


WHOLE = State(URL, Status.READ, place=Place(1, 2, "", 0.4), opened_at=NOW, read_at=NOW, bookmark=2.0)


def test_an_article_as_json_has_all_its_fields() -> None:
    assert article_output.article(entry(state=WHOLE, error="It failed.", offline=True)) == {
        "url": URL,
        "slug": "slow-clocks",
        "title": "Slow clocks",
        "date": "2026-01-02",
        "category": "Sea",
        "minutes": 7,
        "summary": "Sum.",
        "author": "Ann",
        "source": "notes",
        "status": "read",
        "bookmarked": True,
        "bookmark_position": None,
        "offline": True,
        "fraction": 0.4,
        "opened_at": "2026-11-01T09:30:00Z",
        "read_at": "2026-11-01T09:30:00Z",
        "error": "It failed.",
    }
    bare = article_output.article(entry(date=None, category=None, minutes=None, summary="", author=""))
    assert {name: value for name, value in bare.items() if value in (None, "", False)} == dict.fromkeys(
        ("date", "category", "minutes", "fraction", "opened_at", "read_at", "error", "bookmark_position")
    ) | {"summary": "", "author": "", "bookmarked": False, "offline": False}


def test_a_document_adds_its_text_and_its_author() -> None:
    document = Document(URL, URL, "Words.", NOW, Via.EXTRACTED, author=" Bob\n ")
    assert article_output.text(entry(), document) == {"author": "Ann", "text": "Words."}
    assert article_output.text(entry(author=""), document) == {"author": "Bob", "text": "Words."}
    assert article_output.text(entry(author=""), None) == {"author": None, "text": None}


def test_a_note_as_json() -> None:
    assert article_output.note(Highlight("i", "q", "n", "pink", NOW)) == {
        "id": "i",
        "quote": "q",
        "note": "n",
        "colour": "pink",
        "at": "2026-11-01T09:30:00Z",
    }
    assert article_output.note(Highlight("i", "", "", "pink", None)) == dict.fromkeys(
        ("quote", "note", "colour", "at")
    ) | {"id": "i"}


def test_fields_between_tabs_are_single_and_clean() -> None:
    assert article_output.plain(entry("Slow\tclocks\n x", WHOLE, "It\tfailed.")) == (
        f"read\t2026-01-02\t7\tSea\tSlow clocks x\t{URL}\tslow-clocks\tIt failed."
    )
    bare = entry(date=None, category=None, minutes=None)
    assert article_output.plain(bare) == f"unread\t\t\t\tSlow clocks\t{URL}\tslow-clocks\t"
    assert article_output.plain(entry(minutes=0)).split("\t")[2] == "0"


def row(width: int | None, one: Entry | None = None) -> str:
    return article_output.row(one or entry(), width, ASCII)


def test_a_row_has_marks_a_day_a_length_and_its_slug() -> None:
    facts = f"{ASCII.status('unread')}   2026-01-02    7 min  "
    assert row(None) == f"{facts}{'Sea':<24}  Slow clocks  slow-clocks"
    whole = f"{ASCII.status('read')}{ASCII.bookmark}{ASCII.offline} 2026-01-02"
    assert row(None, entry(state=WHOLE, offline=True)).startswith(whole)
    assert row(None, entry(date=None)).startswith(f"{ASCII.status('unread')}   {' ' * 10}  ")
    assert row(None, entry(category="c" * 30)) == f"{facts}{'c' * 23}…  Slow clocks  slow-clocks"


def test_what_failed_is_said_unless_the_article_is_there() -> None:
    assert row(None, entry(error="It failed.")).endswith("  slow-clocks  ! It failed.")
    assert "It failed." not in row(None, entry(error="It failed.", offline=True))
    assert row(80, entry(error="It failed.")).split("\n")[1] == "    ! It failed."
    assert row(30, entry(error="It failed " * 9)).split("\n")[1] == "    ! It failed It failed It…"


def test_a_row_for_a_terminal_is_as_wide_as_it() -> None:
    facts = f"{ASCII.status('unread')}   2026-01-02    7 min  "
    assert len(facts) == 25
    assert row(100) == f"{facts}{'Sea':<24}  {'Slow clocks':<36}  slow-clocks"
    assert row(99) == f"{facts}{'Slow clocks':<61}  slow-clocks"
    assert row(60) == f"{facts}{'Slow clocks':<22}  slow-clocks"
    assert row(45) == f"{facts}Slow cl…  slow-clo…".replace("slow-clo…", "slow-cloc…")[: len(row(45))]
    for width in range(1, 130):
        assert len(row(width)) <= width
    long = entry("A title of many words that needs all the room there is on this line and more of it")
    assert len(row(120, long)) == 120
    assert row(120, long).endswith("  slow-clocks")


def test_where_room_is_short_a_title_and_a_slug_have_half_of_it_each_and_a_slug_what_the_title_leaves() -> None:
    url = f"https://blog.example/{'s' * 60}"
    facts = f"{ASCII.status('unread')}   2026-01-02    7 min  {'Sea':<24}  "
    short = "t" * 22 + "…"
    for title, shown, of_slug in (("Slow clocks", "Slow clocks", 36), ("t" * 60, short, 24), ("t" * 24, short, 24)):
        one = entry(title)
        one = replace(one, article=replace(one.article, key=url, url=url))
        assert row(100, one) == f"{facts}{shown}  {'s' * (of_slug - 1)}…"


@pytest.mark.parametrize(
    ("words", "is_terminal", "rows", "said"),
    [
        (("drizzle",), True, 1, ""),
        (("zzzz",), True, 0, "Nothing matches.\n"),
        (("zzzz", "--plain"), True, 0, "Nothing matches.\n"),
        (("zzzz", "--quiet"), True, 0, ""),
        (("zzzz",), False, 0, ""),
    ],
)
def test_a_list_of_nothing_is_told_to_a_person_alone(
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    is_terminal: bool,
    rows: int,
    said: str,
) -> None:
    out, err = Stream(is_terminal=is_terminal), Stream()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    assert main(["--library", str(commands.library), "list", *words]) == 0
    assert (len(out.text.splitlines()), err.text) == (rows, said)


def test_a_card_says_what_the_index_says() -> None:
    assert _card(entry()) == f"2026-01-02 · Sea · Ann · 7 min\n\nSum.\n\n<{URL}>"
    assert _card(entry(minutes=0, date=None, category=None, author="")) == f"0 min\n\nSum.\n\n<{URL}>"
    assert _card(entry(minutes=None, date=None, category=None, author="", summary=" ")) == f"<{URL}>"
    assert _card(entry(category="*a*_b_", date=None, author="", minutes=None, summary="")).startswith("\\*a\\*\\_b\\_")
    assert _escaped("a`*_[]<>#&\\b") == "a\\`\\*\\_\\[\\]\\<\\>\\#\\&\\\\b"


WIDTHS = [
    ((), "60", 60),
    ((), "80", 80),
    ((), "81", 80),
    ((), "200", 80),
    (("--width", "100"), "60", 100),
    (("--width", "20"), "200", 20),
]


@pytest.mark.parametrize(("words", "columns", "width"), WIDTHS)
def test_a_text_is_as_wide_as_is_wanted_or_as_the_terminal_but_not_wider_than_it_reads_well(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    columns: str,
    width: int,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    document = Document(URL, URL, f"{'a ' * 300}\n\n```\n{'b' * 300}\n```\n", NOW, Via.EXTRACTED)
    arguments = read(["show", "x", *words])
    arguments.icons = chosen("unicode")
    articles._print(NO_LIBRARY, entry(), document, arguments)
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines if line.startswith("a")) in (width, width - 1)
    assert max(map(len, lines)) == width
    assert sum(line.count("b") for line in lines) == 300  # code goes on in the next line
    articles._print_dropped((Dropped("Too short", "c " * 300), Dropped("Shown nowhere", "d")), arguments)
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == "Too short:"
    assert lines[-2:] == ["Shown nowhere:", "    d"]
    assert max(map(len, lines)) in (width, width - 1)
    assert all(line.startswith("    ") for line in lines[:-2])


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("80", 80), ("200", 80)])
def test_a_page_of_the_manual_is_as_wide(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    (tmp_path / "page.md").write_text(f"{'a ' * 300}\n\n```\n{'b' * 300}\n```\n")
    page = ManualPage("name", "Title", "", tmp_path / "page.md")
    monkeypatch.setattr(manual_pages, "page", lambda _: page)
    assert manual(read(["manual", "name"])) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {max(len(line) for line in lines if letter in line) for letter in "ab"} == {width - 1, width}
    assert sum(line.count("b") for line in lines) == 300


def test_an_article_is_printed_as_markdown_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    document = Document(URL, URL, "~~old~~ <b>x</b>\n\n| a |\n|---|\n| b |\n\n", NOW, Via.EXTRACTED)

    def printed(form: str, document: Document | None) -> str:
        articles._print(NO_LIBRARY, entry("A *b*"), document, read(["show", "x", "--format", form]))
        return capsys.readouterr().out

    assert printed("md", document) == "# A \\*b\\*\n\n~~old~~ <b>x</b>\n\n| a |\n|---|\n| b |\n"
    assert json.loads(printed("json", document))["text"] == document.text
    assert json.loads(printed("json", None))["text"] is None
    assert printed("md", None) == f"# A \\*b\\*\n\n{_card(entry())}\n"
    for form, dropped, said in (
        ("json", (Dropped("Why", "What"),), ('[\n {\n  "reason": "Why",\n  "text": "What"\n }\n]\n', "")),
        ("json", (), ("[]\n", "")),
        ("text", (), ("", "Nothing was left out.\n")),
    ):
        articles._print_dropped(dropped, read(["show", "x", "--format", form]))
        assert capsys.readouterr() == said


@pytest.mark.parametrize(("width", "status"), [("1", 4), ("0", 2), ("-1", 2)])
def test_a_width_is_at_least_one_column(commands: Commands, width: str, status: int) -> None:
    assert commands("--offline", "show", "rag-pipeline", f"--width={width}").status == status


# Search


@pytest.mark.parametrize(
    ("width", "spans", "lines"),
    [
        (80, (), [["one two three four"]]),
        (80, ((4, 7), (8, 13)), [["one ", "[two]", " ", "[three]", " four"]]),
        (80, ((0, 7), (4, 13)), [["", "[one two]", "", "[ three]", " four"]]),  # one hit is in another
        (80, ((4, 18),), [["one ", "[two three four]", ""]]),
        (9, ((4, 13),), [["one ", "[two]", ""], ["", "[three]", ""], ["four"]]),  # a hit goes on in the next line
        (9, ((0, 3), (14, 18)), [["", "[one]", " two"], ["three"], ["", "[four]", ""]]),
        (7, ((14, 15),), [["one two"], ["three"], ["", "[f]", "our"]]),
        (3, (), [["one"], ["two"], ["thr"], ["ee "], ["fou"], ["r"]]),
        (0, (), [[one] for one in "onetwothreefour"]),
    ],
)
def test_an_excerpt_is_broken_at_its_blanks_and_no_hit_is_lost(
    width: int, spans: tuple[tuple[int, int], ...], lines: list[list[str]]
) -> None:
    found = search._wrapped(Excerpt("one two three four", spans), width)
    assert [[f"[{piece}]" if is_hit else piece for piece, is_hit in line] for line in found] == lines


def test_a_row_that_was_found_has_its_excerpt_below_it_as_wide_as_it(monkeypatch: pytest.MonkeyPatch) -> None:
    excerpt = Excerpt("word " * 30, ((0, 4),))

    def printed(columns: int, *, colourful: bool) -> list[str]:
        out = Stream(is_terminal=columns > 0)
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setenv("COLUMNS", str(columns))
        search._print(entry(), excerpt, colourful, ASCII)
        return out.text.splitlines()

    assert printed(0, colourful=False) == [row(None), "    " + ("word " * 30).strip()]
    assert printed(39, colourful=True)[:2] == [row(39), "    \x1b[1mword\x1b[22m word word word word word word"]
    assert printed(38, colourful=False)[1] == "    word word word word word word"
    for columns in (100, 101, 300):
        assert printed(columns, colourful=False)[:2] == [row(100), "    " + ("word " * 19).strip()]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_reading_texts_is_told_on_a_terminal_once_it_takes_a_while(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool
) -> None:
    err = Stream(is_terminal=is_terminal, is_buffered=True)
    clock = SimpleNamespace(now=5.0)
    monkeypatch.setattr("sys.stderr", err)
    monkeypatch.setattr(search, "time", SimpleNamespace(monotonic=lambda: clock.now))
    tell = search._progress(UNICODE)
    clock.now = 6.0
    assert tell(600, 2_400)
    assert err.text == ""
    clock.now = 6.01
    assert tell(1_200, 2_400)
    begun = "\r\x1b[KReading the texts … 1,200 of 2,400" if is_terminal else ""
    assert err.text == begun
    assert tell(2_400, 2_400)
    assert err.text == begun + ("\r\x1b[K" if is_terminal else "")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Found(), "Nothing to search for in `words`: it has no letters or digits.\n"),
        (Found(finder=Finder([])), "No archived text contains that.\n"),
        (Found(finder=Finder([]), suggestion="word"), "No archived text contains that. Did you mean `word`?\n"),
        (Found((entry(),), 3, finder=Finder([])), ""),
        (Found((entry(),), 4, finder=Finder([])), "4 articles in all; --limit shows more.\n"),
        (Found((entry(),), 3, finder=Finder([]), behind=1), "1 text could not be searched yet.\n"),
        (Found((entry(),), 3, finder=Finder([]), behind=None), ""),
    ],
)
def test_what_a_search_left_out_is_said(capsys: pytest.CaptureFixture[str], found: Found, sentence: str) -> None:
    search._tell(found, "words", 3)
    assert capsys.readouterr() == ("", sentence)


# Import


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("status", None, "unread"),
        ("status", "read", "read"),
        ("bookmark", None, "none"),
        ("bookmark", 2.5, "on the reading list"),
        ("place", [1, 2, "a quote", 0.456], "45%"),
        ("place", [1, 2, "a quote", 1], '[1, 2, "a quote", 1]'),
        ("read_at", "2026-11-01T09:30:00Z", "2026-11-01T09:30:00Z"),
        ("note:a:b", {"note": "Grüße\n"}, '{"note": "Grüße\\n"}'),
        ("seen", "x" * 70, "x" * 70),
        ("seen", ["x" * 56], '["' + "x" * 56 + '"]'),
        ("seen", ["x" * 57], '["' + "x" * 57 + "…"),
    ],
)
def test_a_field_of_a_state_is_told_in_words(name: str, value: object, said: str) -> None:
    assert imports._value(name, value) == said


ALL_FACTS = """\
p (Po cket): 1 article, 1 new, 3 read, 2 being read, 4 on the reading list, 2 rows left out, \
4 rows of an article listed before; 1 state changed
"""
ALL_LEFT_OUT = """\
f, line 3: Odd.
Not imported: tags, 2 times.
Not imported: a folder.
1 highlight or note is kept with the states, and part of `export`.
"""


@pytest.mark.parametrize(
    ("title", "report", "found", "words", "out", "err"),
    [
        (None, {}, {}, (), "p: 1 article, 1 new, 0 read; 0 states changed\n", ""),
        (
            "Po\ncket",
            {
                "statuses": Counter({Status.READ: 3, Status.READING: 2}),
                "listed": 4,
                "notes": 1,
                "changed": 1,
            },
            {"rows": 7, "refused": 2, "left_out": {"tags": 2, "a folder": 1}},
            (),
            ALL_FACTS,
            ALL_LEFT_OUT,
        ),
        (None, {"notes": 2}, {"left_out": {"tags": 1}}, ("-q",), "p: 1 article, 1 new, 0 read; 0 states changed\n", ""),
        (
            None,
            {"notes": 2},
            {},
            ("--dry-run",),
            "reading  One  https://a.example/1\np: 1 article, 1 new, 0 read; 0 states would change\n",
            "2 highlights and notes are kept with the states, and part of `export`.\nNothing was changed.\n",
        ),
    ],
)
def test_an_import_is_told_with_what_came_of_it(
    capsys: pytest.CaptureFixture[str],
    title: str | None,
    report: dict[str, Any],
    found: dict[str, Any],
    words: tuple[str, ...],
    out: str,
    err: str,
) -> None:
    one = Article("k", "https://a.example/1", "One")
    usual = {"articles": (one,), "new": 1, "statuses": Counter(), "listed": 0, "notes": 0, "changed": 0}
    item = Item(3, "k", "https://a.example/1", status=Status.READING)
    read_from = Imported("pocket", {"k": item}, **{"rows": 1, **found})
    if "refused" in found:
        read_from.warn(3, "Odd")
    made = ImportReport(Source("p", "import:p", title=title), **{**usual, **report})
    imports._tell(made, read_from, "f", read(["import", "x", *words]))
    assert capsys.readouterr() == (out, err)


# Help


def test_examples_have_their_explanation_beside_them_or_below() -> None:
    def epilog(*lines: str) -> str | None:
        return Command("m", "f", "Does it.\nMore.", examples=tuple((line, "does") for line in lines)).epilog

    assert epilog() is None
    assert epilog("a", "bbb") == "examples:\n  a     does\n  bbb   does"
    assert epilog("a", "b" * 48) == f"examples:\n  {'a':<48}   does\n  {'b' * 48}   does"
    assert epilog("a", "b" * 49) == f"examples:\n  a\n      does\n  {'b' * 49}\n      does"
    assert Command("m", "f", "Does it.\nMore.").summary == "Does it."


def test_an_argument_is_named_by_its_longest_form() -> None:
    one = Argument("-o", "--to-file", metavar="FILE")
    assert (one.name, one.default, one.is_flag, one.is_option) == ("to_file", None, False, True)
    flag = Argument("-q", action="store_true")
    assert (flag.name, flag.default, flag.is_flag) == ("q", False, True)
    many = Argument("query", nargs="*")
    assert (many.name, many.default, many.is_option) == ("query", [], False)
    assert Argument("x", nargs="+").default is None
    assert Argument("x", default=3).default == 3


# Settings


def test_settings_are_printed_in_columns(commands: Commands, tmp_path: Path) -> None:
    assert commands.done("config").rows[0].endswith('config.toml"  default, not there')
    file = tmp_path / "c.toml"
    file.touch()
    rows = commands.done("config", "--config", str(file)).rows
    assert rows[0].split() == ["config", json.dumps(str(file)), "--config"]
    longest = max(len(one[28:].partition("  ")[0]) for one in rows)
    width = min(longest, 48)
    assert all(one[26:28] == "  " for one in rows)
    assert [one for one in rows if one.startswith("network.jobs")] == [f"{'network.jobs':<26}  {'4':<{width}}  default"]
    file.write_text(f'[views]\n"A" = "{"x" * 60}"\n"B" = "y"\n')
    assert commands.done("config", "--config", str(file), "views").rows == [
        f'{"views.A":<26}  "{"x" * 60}"  {file}, line 2',
        f"{'views.B':<26}  {json.dumps('y'):<48}  {file}, line 3",
    ]


def test_one_setting_is_printed_bare_and_an_empty_table_is_said(commands: Commands, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.touch()
    assert commands.done("config", "network.jobs").out == "4\n"
    assert commands.done("config", "--config", str(file), "config").out == f"{file}\n"
    found = commands("config", "--config", str(file), "views")
    assert (found.status, found.out, found.err) == (0, "", "There is nothing in [views].\n")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("network.job", "did you mean network.jobs?"),
        ("jobs", "did you mean network.jobs?"),
        ("JOBS", "did you mean network.jobs?"),
        ("veiws", "did you mean views?"),
        ("innit", "did you mean init?"),
        ("qqqqqq", "`blogreader config` lists them."),
    ],
)
def test_a_setting_that_there_is_not_is_said_with_the_nearest(commands: Commands, name: str, hint: str) -> None:
    found = commands("config", name)
    assert (found.status, found.out, found.err) == (2, "", f"blogreader: No setting is called {name}; {hint}\n")


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_a_proxy_of_the_environment_is_told_without_its_password(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    for other in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, "http://me:secret@proxy.example:3128")
    [found] = json.loads(commands.done("config", "network.proxy", "--json").out)
    assert found == {"name": "network.proxy", "value": "http://proxy.example:3128", "from": name}
    file = tmp_path / "c.toml"
    file.write_text('[network]\nproxy = "http://mine.example:1"\n')
    [found] = json.loads(commands.done("config", "network.proxy", "--json", "--config", str(file)).out)
    assert (found["value"], found["from"]) == ("http://mine.example:1", f"{file}, line 2")


def test_what_overrides_the_file_is_told(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    def origin(name: str, *words: str) -> tuple[object, str]:
        [found] = json.loads(commands("config", name, "--json", *words).out)
        return found["value"], found["from"]

    assert origin("offline") == (False, "default")
    assert origin("offline", "--offline") == (True, "--offline")
    monkeypatch.setenv("BLOGREADER_OFFLINE", "1")
    assert origin("offline") == (True, "BLOGREADER_OFFLINE")
    assert origin("offline", "--offline") == (True, "--offline")
    assert commands("config", "--print").err == "blogreader: --print goes with init.\n"


def test_a_file_to_begin_with_replaces_none(commands: Commands, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "c.toml"
    assert commands.done("config", "init", "--config", str(file)).out == f"{file}\n"
    assert file.read_text() == commands.done("config", "init", "--print").out
    found = commands("config", "init", "--config", str(file))
    assert found.status == 1
    assert found.err == (
        f"blogreader: {file} is there already, and was left as it is; `blogreader config init --print` shows the"
        " example.\n"
    )
    below = commands("config", "init", "--config", str(file / "x" / "c.toml"))
    assert below.err == f"blogreader: {file / 'x'} can't be made: not a directory.\n"


def test_the_pages_of_the_manual_are_listed_where_there_is_no_terminal(commands: Commands) -> None:
    rows = commands.done("manual").rows
    assert rows[0].startswith("first-hour         ")
    assert all(row[18] == " " for row in rows)
    assert callable(manual)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (KeyError("url"), "url is missing"),
        (TypeError("'int' object"), "something in it has the wrong type"),
        (AttributeError("x"), "something in it has the wrong type"),
        (RecursionError("x"), "it is nested too deeply"),
        (json.JSONDecodeError("Expecting", "{", 0), "it is not JSON"),
        (ValueError("via is not one of a, b"), "via is not one of a, b"),
        (KeyError(5), "5"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_words(error: Exception, sentence: str) -> None:
    assert what_is_wrong(error) == sentence


def test_what_is_wrong_is_said_in_one_short_line() -> None:
    assert len(what_is_wrong(ValueError("x\n" * 1_000))) <= 200
