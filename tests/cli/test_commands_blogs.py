"""`add` and `sources` of a blog with its archive, and what `fetch` tells while it goes on."""

import asyncio
import io
import json
import os
import re
import signal
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from blogreader.cli import fetch, sources
from blogreader.cli.arguments import Arguments, read
from blogreader.errors import BlogreaderError, FetchError, LibraryError, MuchShorter, NotArchived, SourceError
from blogreader.icons import ASCII, UNICODE
from blogreader.indexes.blog import archive_file
from blogreader.indexes.blog.archive_file import BlogArchive, Post
from blogreader.library import Fetched, Library, Refreshed, SourceReport
from blogreader.library.discovery import SearchProgress, Wanted
from blogreader.model import Article, FetchSettings, IndexWarning, Source
from blogreader.records import replace
from blogreader.source_files import SourceFiles
from tests.blogs import HOST
from tests.conftest import Commands
from tests.driving import BLOG, archived
from tests.indexes.blog.test_survey import hugo
from tests.library.discovery.test_discovery import Web, library

NAME = "blog-example"


class TerminalOutput(io.StringIO):
    """What a terminal shows of stderr: all that was written, line by line."""

    def isatty(self) -> bool:
        return True

    @property
    def lines(self) -> list[str]:
        return [line for line in self.getvalue().replace("\r\x1b[K", "\n").split("\n") if line]


def opened(*words: str) -> Arguments:
    """Return the arguments of a command that knows its configuration."""
    arguments = read([*words])
    arguments.icons = UNICODE
    return arguments


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> TerminalOutput:
    stream = TerminalOutput()
    monkeypatch.setenv("COLUMNS", "60")
    return stream


@pytest.fixture
def web() -> Web:
    return Web(hugo())


@pytest.fixture
def made(commands: Commands, web: Web) -> Iterator[Library]:
    made = library(commands.library, web)
    yield made
    made.close()


def follow(made: Library, *words: str) -> int:
    return sources.follow(made, [HOST], opened("add", HOST, *words))


@pytest.mark.slow
def test_a_blog_that_is_added_is_told_with_how_sure_its_archive_is(
    made: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert follow(made) == 0
    out, err = capsys.readouterr()
    [report] = made.sources()
    assert out.startswith(f"{NAME} (")
    assert f": {report.articles} articles, " in out
    assert out.endswith(f" ({report.source.ways})\n")
    assert err == ""


@pytest.mark.slow
def test_a_terminal_shows_how_far_the_search_is_within_its_width(
    made: Library, monkeypatch: pytest.MonkeyPatch, shown: TerminalOutput
) -> None:
    monkeypatch.setattr("sys.stderr", shown)
    assert follow(made) == 0
    assert shown.getvalue().endswith("\r\x1b[K")
    assert f"Looking for the archive of {HOST} … " in shown.getvalue()
    assert max(map(len, shown.lines)) == 59
    [report] = made.sources()
    monkeypatch.setenv("COLUMNS", "100")
    assert follow(made) == 0
    assert f"{report.articles} posts, " in shown.getvalue()


@pytest.mark.slow
def test_who_wants_quiet_gets_it(made: Library, monkeypatch: pytest.MonkeyPatch, shown: TerminalOutput) -> None:
    monkeypatch.setattr("sys.stderr", shown)
    assert follow(made, "--quiet") == 0
    assert shown.getvalue() == ""


def test_a_dry_run_lists_what_would_come(
    made: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert follow(made, "--dry-run") == 0
    out, err = capsys.readouterr()
    posts = hugo().posts
    [first] = [line for line in out.splitlines() if posts[0].path in line]
    assert first == f"{posts[0].date.isoformat()}  {posts[0].title}  {HOST}{posts[0].path}"
    assert re.fullmatch(r"\d+ articles would be added, .+ \(.+\); nothing was changed\.\n", err)
    assert not [report for report in made.sources() if report.source.name == NAME]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert sources.follow(made, ["-"], opened("add", "-", "--dry-run")) == 1
    assert capsys.readouterr().err.endswith("--dry-run needs an address or a file, not standard input.\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_search_that_is_stopped_before_anything_came_changes_nothing(
    made: Library, web: Web, capsys: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    web.before = lambda _: os.kill(os.getpid(), number)
    before = signal.getsignal(number)
    assert follow(made) == 128 + number
    assert capsys.readouterr() == (
        "",
        f"Stopped before anything came from {HOST}; nothing was changed.\n",
    )
    assert signal.getsignal(number) == before


def test_a_search_that_is_stopped_in_the_middle_keeps_what_was_found(
    made: Library, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def stop_later(path: str) -> httpx.Response | None:
        asked.append(path)
        if len(asked) == 5:
            os.kill(os.getpid(), signal.SIGINT)
        return None

    web.before = stop_later
    assert follow(made) == 130
    [report] = made.sources()
    assert report.articles
    assert capsys.readouterr().out.startswith(f"{NAME} (")
    assert len(asked) < len(web.blog.pages)


class SlowLibrary:
    """A library that finds a blog post by post, and is stopped at some of them."""

    def __init__(self, *stopped_at: int) -> None:
        self._stopped_at = stopped_at
        self.was_told: list[tuple[bool, bool, bool]] = []
        """Whether the search is to stop, and at once, and whether one more signal ends it all, after each post."""

    async def add(self, location: str, data: bytes | None, wanted: Wanted) -> SourceReport:
        assert (location, data) == (HOST, None)
        for posts in range(1, 5):
            wanted.tell(SearchProgress(posts, 10 * posts))
            for _ in range(self._stopped_at.count(posts)):
                os.kill(os.getpid(), signal.SIGINT)
            for _ in range(5):  # until the loop has heard of it
                await asyncio.sleep(0)
            is_over = signal.getsignal(signal.SIGINT) is signal.default_int_handler
            self.was_told.append((wanted.stop.is_set(), wanted.at_once.is_set(), is_over))
        source = Source("b", location, title="A\nblog")
        return SourceReport(source, 2, warnings=(IndexWarning(3, "Odd"),), remark="Rest.")


@pytest.mark.parametrize(
    ("is_quiet", "is_terminal", "err"),
    [
        (False, False, f"{HOST}, line 3: Odd.\nRest.\n"),
        (True, False, ""),
        (True, True, ""),
        (
            False,
            True,
            "".join(
                f"\r\x1b[KLooking for the archive of {HOST} … {count}"
                for count in ("1 post,…", "2 posts…", "3 posts…", "4 posts…")
            )
            + f"\r\x1b[K{HOST}, line 3: Odd.\nRest.\n",
        ),
    ],
)
def test_a_search_is_told_on_a_terminal_post_by_post_and_then_what_it_found(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shown: TerminalOutput,
    is_quiet: bool,
    is_terminal: bool,
    err: str,
) -> None:
    stream = shown if is_terminal else io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("COLUMNS", str(len(f"Looking for the archive of {HOST} … 1 post,…") + 1))
    assert follow(cast("Library", SlowLibrary()), *(["--quiet"] if is_quiet else [])) == 0
    assert (capsys.readouterr().out, stream.getvalue()) == ("b (A blog): 2 articles\n", err)


@pytest.mark.parametrize(
    ("stopped_at", "status", "told"),
    [
        ((), 0, [(False, False, False)] * 4),
        ((3,), 130, [(False, False, False)] * 2 + [(True, False, False)] * 2),
        ((1, 3), 130, [(True, False, False)] * 2 + [(True, True, True)] * 2),
    ],
)
def test_one_signal_stops_a_search_and_a_second_one_what_it_still_does(
    capsys: pytest.CaptureFixture[str], stopped_at: tuple[int, ...], status: int, told: list[tuple[bool, bool, bool]]
) -> None:
    found = SlowLibrary(*stopped_at)
    assert follow(cast("Library", found)) == status
    assert found.was_told == told
    assert capsys.readouterr().out == "b (A blog): 2 articles\n"


@pytest.mark.parametrize("is_stored", [True, False])
def test_what_is_being_stored_is_stored_to_its_end(capsys: pytest.CaptureFixture[str], is_stored: bool) -> None:
    wishes: list[bool] = []

    class Storing(SlowLibrary):
        async def add(self, location: str, data: bytes | None, wanted: Wanted) -> SourceReport:
            assert data is None
            wishes.append(wanted.feed_only)
            if is_stored:
                wanted.storing()
            os.kill(os.getpid(), signal.SIGINT)
            for _ in range(5):
                await asyncio.sleep(0)
            return SourceReport(Source("b", location), 2)

    assert follow(cast("Library", Storing()), *(["--feed-only"] if is_stored else [])) == 130
    assert wishes == [is_stored]
    assert capsys.readouterr() == (
        ("b: 2 articles\n", "")
        if is_stored
        else ("", f"Stopped before anything came from {HOST}; nothing was changed.\n")
    )


def test_of_several_that_are_added_the_others_come_if_one_fails(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("- [One](https://blog.example/one)\n")
    found = commands("add", str(tmp_path / "none.md"), str(tmp_path / "one.md"))
    assert (found.status, found.out) == (3, "one: 1 article\n")
    found = commands("add", str(tmp_path / "none.md"), str(tmp_path / "no.md"))
    assert (found.status, found.out) == (1, "")
    assert commands("add", str(tmp_path / "one.md"), str(tmp_path / "none.md")).status == 3


ONE, TWO = Source("one", f"{HOST}/one"), Source("two", f"{HOST}/two")
NO_HOST = SourceError("It can't be found.")
DOUBTFUL = Refreshed(TWO, warnings=(IndexWarning(3, "odd"),), remark="There is more.")


@pytest.mark.parametrize(
    ("words", "reports", "status", "out", "err"),
    [
        ((), [Refreshed(ONE, 1, 2, 3)], 0, "one: new 1, changed 2, gone 3\n", ""),
        ((), [Refreshed(ONE, moved={"a": "b"})], 0, "one: new 0, changed 0, gone 0, moved 1\n", ""),
        (
            ("one", "two", "--whole"),
            [Refreshed(ONE, error=NO_HOST), DOUBTFUL],
            3,
            "two: new 0, changed 0, gone 0\n",
            "blogreader: It can't be found.\ntwo, line 3: odd.\ntwo: There is more.\n",
        ),
        (
            ("--quiet",),
            [Refreshed(ONE, error=NO_HOST), DOUBTFUL],
            3,
            "two: new 0, changed 0, gone 0\n",
            "blogreader: It can't be found.\n",
        ),
        ((), [Refreshed(ONE, error=NO_HOST)], NO_HOST.exit_status, "", "blogreader: It can't be found.\n"),
    ],
)
def test_a_refresh_is_told_source_by_source(
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    reports: list[Refreshed],
    status: int,
    out: str,
    err: str,
) -> None:
    asked: list[tuple[list[str], bool]] = []

    async def refreshed(_: Library, names: list[str], wanted: Wanted) -> list[Refreshed]:
        asked.append((names, wanted.whole))
        for report in reports:
            wanted.refreshed(report)
        return reports

    async def unchanged(*_: object) -> AsyncGenerator[Fetched, None]:
        yield Fetched(article(1), unchanged=True)

    monkeypatch.setattr(Library, "refresh", refreshed)
    monkeypatch.setattr(Library, "look_for_changes", unchanged)
    found = commands("refresh", *words)
    assert (found.status, found.out, found.err) == (status, out, err)
    assert asked == [([word for word in words if not word.startswith("-")], "--whole" in words)]


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        (0, ""),
        (1, "1 article has changed: 1\n"),
        (5, "5 articles have changed: 1, 2, 3, 4, 5\n"),
        (6, "6 articles have changed: 1, 2, 3, 4, 5, …\n"),
    ],
)
def test_a_refresh_names_the_archived_articles_that_changed(
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    changed: int,
    line: str,
) -> None:
    async def looked_for(*_: object) -> AsyncGenerator[Fetched, None]:
        yield Fetched(article(98), unchanged=True)
        for number in range(1, changed + 1):
            yield Fetched(article(number))
        yield Fetched(article(99), error=FAILED)

    monkeypatch.setattr(Library, "look_for_changes", looked_for)
    (commands.library.parent / "one.md").write_text("- [One](https://blog.example/one)\n")
    commands.done("add", str(commands.library.parent / "one.md"))
    assert commands("refresh").out == f"one: new 0, changed 0, gone 0\n{line}"


@pytest.mark.slow
def test_what_a_script_that_runs_in_the_background_ignores_stays_ignored(
    made: Library, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        web.before = lambda _: os.kill(os.getpid(), signal.SIGHUP)
        assert follow(made) == 0
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
    assert capsys.readouterr().err == ""


@pytest.mark.slow
def test_sources_are_told_with_how_sure_their_archives_are(commands: Commands, made: Library) -> None:
    assert follow(made) == 0
    [report] = made.sources()
    made.close()
    [row] = commands.done("sources").rows
    assert row.startswith(f"{NAME:<20}  {report.articles:>6} articles  read 2026-11-08  ")
    assert row.endswith(f"  {HOST}, complete ({report.source.ways})")
    [found] = json.loads(commands.done("sources", "--json").out)
    assert ", ".join(found["ways"]) == report.source.ways
    assert found["completeness"] == report.source.completeness
    assert found["read_at"] == "2026-11-08T12:30:00Z"


@pytest.mark.parametrize("width", [60, 200])
def test_on_a_terminal_sources_have_their_titles_in_rows_that_fit(
    commands: Commands, made: Library, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    assert follow(made) == 0
    [report] = made.sources()
    made.close()
    monkeypatch.setattr("blogreader.cli.output.row_width", lambda: width)
    [row] = commands.done("sources").rows
    whole = f"  read 2026-11-08  {report.source.title} · {HOST}, complete ({report.source.ways})"
    assert row.endswith(whole if width == 200 else "…")
    assert len(row) <= width


def test_what_was_left_out_is_listed_and_taken_in(commands: Commands, made: Library) -> None:
    assert follow(made) == 0
    posts = made.left_out(NAME)
    made.close()
    assert [line.split("  ")[0] for line in commands.done("sources", "--left-out", NAME).rows] == [
        post.url for post in posts
    ]
    found = json.loads(commands.done("sources", "--left-out", NAME, "--json").out)
    assert found == [{"url": post.url, "title": post.title or None} for post in posts]
    first, nowhere = posts[0].url, f"{HOST}/nowhere"
    sentence = f"blogreader: {nowhere} is not among the left-out addresses of {NAME}.\n"
    part = commands("sources", "--take-in", NAME, first, nowhere)
    assert (part.status, part.out, part.err) == (3, f"{NAME}: 1 article taken in\n", sentence)
    none = commands("sources", "--take-in", NAME, nowhere)
    assert (none.status, none.out, none.err) == (1, f"{NAME}: 0 articles taken in\n", sentence)
    rest = [post.url for post in posts[1:]]
    assert commands.done("sources", "--take-in", NAME, *rest).rows == [f"{NAME}: {len(rest)} articles taken in"]
    empty = commands("sources", "--left-out", NAME)
    assert (empty.status, empty.out, empty.err) == (0, "", "Nothing was left out.\n")
    assert commands.done("sources", "--left-out", NAME, "--quiet").out == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("http://x",), "Unrecognized arguments: http://x; see `blogreader sources --help`."),
        (("a", "b"), "Unrecognized arguments: a b; see `blogreader sources --help`."),
        (("--move", "x"), "--move needs one ADDRESS: where the source is now."),
        (("--move", "x", "a", "b"), "--move needs one ADDRESS: where the source is now."),
    ],
)
def test_addresses_without_a_use_are_refused(commands: Commands, words: tuple[str, ...], sentence: str) -> None:
    found = commands("sources", *words)
    assert (found.status, found.out, found.err) == (2, "", f"blogreader: {sentence}\n")


# Fetching many


def article(number: int) -> Article:
    return Article(f"{HOST}/{number}", f"{HOST}/{number}", f"Post {number}")


async def followed(*words: str, error: BlogreaderError | None = None, of: int = 4, **results: Any) -> list[Fetched]:
    """Follow a fetch of so many articles, the second of which ends with a result."""

    async def coming() -> AsyncGenerator[Fetched, None]:
        yield Fetched(article(1))
        yield Fetched(article(2), error=error, **results)
        if isinstance(error, LibraryError):
            raise error

    done: list[Fetched] = []
    await fetch._all(coming(), of, opened("fetch", "", *words), done)
    return done


FAILED = FetchError("blog.example failed.")


@pytest.mark.parametrize(
    ("words", "result", "line"),
    [
        ((), {}, "fetched"),
        (("--force",), {"unchanged": True}, "unchanged"),
        ((), {"unchanged": True, "unasked": True}, "archived already"),
        ((), {"unchanged": True, "unasked": True, "wanting": 1}, "archived already, except 1 picture"),
        ((), {"wanting": 2}, "fetched, except 2 pictures"),
        (("--check",), {}, "changed"),
        (("--check",), {"unchanged": True, "wanting": 1}, "unchanged, except 1 picture"),
        (("--re-extract",), {}, "extracted again"),
        ((), {"error": FAILED}, "blog.example failed."),
        ((), {"error": FAILED, "untried": True}, "not tried: blog.example failed."),
        ((), {"error": MuchShorter("It is shorter.")}, "It is shorter. `--accept-shorter` accepts it."),
    ],
)
async def test_each_article_is_told_with_what_became_of_it(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], result: dict[str, Any], line: str
) -> None:
    assert len(await followed(*words, **result)) == 2
    assert capsys.readouterr().err.splitlines()[1] == f"Post 2: {line}"


async def test_who_wants_quiet_hears_of_failures_alone(capsys: pytest.CaptureFixture[str]) -> None:
    await followed("--quiet", error=FAILED)
    assert capsys.readouterr().err == "Post 2: blog.example failed.\n"


async def test_a_terminal_has_a_bar_and_a_line_for_each_failure(
    monkeypatch: pytest.MonkeyPatch, shown: TerminalOutput
) -> None:
    now = iter((100.0, 130.0, 270.0))
    monkeypatch.setattr("time.monotonic", lambda: next(now, 270.0))
    monkeypatch.setattr("sys.stderr", shown)
    await followed(error=FAILED)
    bars = f"{'━' * 7}{'─' * 23}", f"{'━' * 15}{'─' * 15}"
    assert shown.lines == [f"{bars[0]} 1/4  1:30 left", "Post 2: blog.example failed.", f"{bars[1]} 2/4  2:50 left"]
    assert shown.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(("columns", "width"), [(54, 30), (53, 29), (30, 6), (24, 0), (10, 0)])
def test_the_bar_leaves_room_for_its_words(monkeypatch: pytest.MonkeyPatch, columns: int, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert fetch._bar(0 + 9, 9, 5.0, UNICODE) == f"{'━' * width} 9/9  0:00 left"


def test_in_ascii_the_filled_part_of_a_bar_is_another_sign_than_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "34")
    assert fetch._bar(1, 2, 5.0, ASCII) == f"{'#' * 5}{'-' * 5} 1/2  0:05 left"


async def test_a_library_that_takes_no_more_ends_it_with_how_far_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LibraryError):
        await followed(error=LibraryError("The disk is full."))
    assert capsys.readouterr().err.splitlines()[-1] == "Stopped after 2 of 4."


@pytest.mark.parametrize(
    ("words", "results", "status", "summary"),
    [
        ((), [{}, {}], 0, "2 fetched, 0 unchanged, 0 failed"),
        ((), [{"unchanged": True}, {}, {"unchanged": True}], 0, "1 fetched, 2 unchanged, 0 failed"),
        ((), [{"wanting": 2}, {"wanting": 1}, {}], 0, "3 fetched, 0 unchanged, 0 failed, 3 pictures lost"),
        ((), [{"error": FAILED}, {}], 3, "1 fetched, 0 unchanged, 1 failed"),
        ((), [{"error": FAILED}], 1, "0 fetched, 0 unchanged, 1 failed"),
        (
            (),
            [{"error": FAILED}, {"error": FAILED, "untried": True}],
            1,
            "0 fetched, 0 unchanged, 1 failed, 1 not tried",
        ),
        ((), [{"error": NotArchived()}, {"unchanged": True}], 4, "0 fetched, 1 unchanged, 1 failed"),
        ((), [{"error": NotArchived()}, {"error": FAILED}], 1, "0 fetched, 0 unchanged, 2 failed"),
        (("--check",), [{}, {"unchanged": True}], 0, "1 changed, 1 unchanged, 0 failed"),
        (("--re-extract",), [{}], 0, "1 extracted again, 0 unchanged, 0 failed"),
    ],
)
def test_the_last_line_counts_what_became_of_all_and_the_status_says_it_too(
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    results: list[dict[str, Any]],
    status: int,
    summary: str,
) -> None:
    async def coming(*_: object) -> AsyncGenerator[Fetched, None]:
        for number, result in enumerate(results):
            yield Fetched(article(number), **result)

    archived(commands.library, {"one": "Words."})
    monkeypatch.setattr(fetch, "_coming", coming)
    index = str(commands.library.parent / "index.md")
    found = commands("--index", index, "fetch", "--quiet", *words)
    assert (found.status, found.out) == (status, f"{summary}\n")
    lines = [line for line in found.err.splitlines() if not line.startswith("Post ")]
    pageless = ["1 article has no saved page; `blogreader fetch --force` fetches it."]
    assert lines == (pageless if "--re-extract" in words else [])


@pytest.mark.parametrize(
    ("words", "asked", "changed"),
    [
        ((), {}, {}),
        (("--force", "--accept-shorter"), {"again": True, "shorter": True}, {}),
        (("--retry-failed",), {"lost": True}, {}),
        (("--check",), {"check": True}, {}),
        (("--jobs", "7"), {}, {"jobs": 7}),
        (("--no-images", "--no-html"), {}, {"pictures": False, "pages": False}),
        (("--images",), {}, {}),
        (("--re-extract",), None, {}),
        (("--re-extract", "--accept-shorter"), None, {"shorter": True}),
    ],
)
def test_options_say_how_articles_are_fetched(
    made: Library,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    asked: dict[str, bool] | None,
    changed: dict[str, Any],
) -> None:
    called: list[object] = []
    monkeypatch.setattr(made, "fetch", lambda keys, **options: called.append((keys, options)))
    monkeypatch.setattr(made, "extract_again", lambda keys, *, shorter: called.append((keys, shorter)))
    fetch._coming(made, ["k"], read(["fetch", *words]))
    if asked is None:
        assert called == [(["k"], "shorter" in changed)]
        return
    nothing = dict.fromkeys(("again", "lost", "shorter", "check"), False)
    assert called == [(["k"], {**nothing, **asked, "settings": replace(made.fetching, **changed)})]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ((), [f"{BLOG}one"]),
        (("--retry-failed",), ["k", f"{BLOG}lost"]),
        (("--retry-failed", "--images"), ["k", f"{BLOG}lost"]),
        (("--retry-failed", "--no-images"), None),
    ],
)
def test_articles_that_lost_pictures_are_fetched_with_what_failed_unless_pictures_are_left_out(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], keys: list[str] | None
) -> None:
    asked: list[list[str]] = []

    async def coming(_: Library, keys: list[str], __: object) -> AsyncGenerator[Fetched, None]:
        asked.append(keys)
        yield Fetched(article(1))

    archived(commands.library, {"one": "Words."})
    monkeypatch.setattr(fetch, "_coming", coming)
    monkeypatch.setattr(Library, "with_lost_pictures", lambda *_: ["k", f"{BLOG}lost", "k"])
    found = commands("--index", str(commands.library.parent / "index.md"), "fetch", *words)
    assert asked == ([] if keys is None else [keys])
    assert keys is not None or found.err == "Nothing failed.\n"


def test_pictures_that_are_not_wanted_are_asked_for_by_an_option(
    made: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for is_usual in (True, False):
        monkeypatch.setattr(made, "fetching", FetchSettings(pictures=is_usual))
        for words, wanted in (((), is_usual), (("--images",), True), (("--no-images",), False)):
            assert fetch._with_pictures(made, read(["fetch", *words])) is wanted


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--jobs", "0"), "--jobs takes a number from 1 to "),
        (("--re-extract", "--force"), "--re-extract contacts no server: it can't be combined with --force or"),
        (("--re-extract", "--retry-failed"), "--re-extract contacts no server: it can't be combined with"),
        (("--accept-shorter",), "--accept-shorter needs --force, --re-extract or --retry-failed."),
        (("--check", "--force"), "--check asks servers what changed: it can't be combined with --force,"),
        (("--check", "--re-extract"), "--check asks servers what changed"),
        (("--check", "--retry-failed"), "--check asks servers what changed"),
        (("--check", "--offline"), "--check asks servers what changed"),
        (("--images", "--no-images"), "Use only one of --images and --no-images."),
    ],
)
def test_options_that_exclude_each_other_are_refused(commands: Commands, words: tuple[str, ...], sentence: str) -> None:
    found = commands("fetch", "", *words)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith(f"blogreader: {sentence}")


def test_what_was_not_asked_for_is_told_with_what_asks_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    for number, said in (
        (0, ""),
        (1, "1 article is archived already; `blogreader fetch --check` asks whether it has changed.\n"),
        (2, "2 articles are archived already; `blogreader fetch --check` asks whether they have changed.\n"),
    ):
        fetch._tell_unasked(number)
        assert capsys.readouterr().err == said


def test_a_list_of_feeds_is_shown_by_a_dry_run_with_what_is_none(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("https://n.example/feed\nno address\n")
    found = commands("import", "--format", "newsboat", "--dry-run", str(tmp_path / "urls"))
    assert (found.status, found.out) == (0, "https://n.example/feed\n")
    assert "line 2: not a web address: no address" in found.err
    assert found.err.endswith("1 feed would be followed; nothing was changed.\n")
    found = commands("import", "--quiet", "--format", "newsboat", "--dry-run", str(tmp_path / "urls"))
    assert "not a web address" not in found.err


def test_the_ways_to_the_posts_of_a_blog_are_a_list_in_json(commands: Commands) -> None:
    sources = [
        Source(name, f"{HOST}/", format="archive", ways=ways) for name, ways in (("a", "feed, sitemap"), ("b", ""))
    ]
    files = SourceFiles(commands.library)
    files.write(tuple(sources))
    for source in sources:
        files.write_text(source, archive_file.write(BlogArchive("", (Post(f"{HOST}/{source.name}", "One"),))))
    found = json.loads(commands.done("sources", "--json").out)
    assert [one["ways"] for one in found] == [["feed", "sitemap"], []]


def test_how_many_jobs_there_may_be(commands: Commands) -> None:
    most = int(commands("fetch", "", "--jobs", "0").err.split()[-1].rstrip("."))
    assert commands("fetch", "zzz", "--jobs", str(most + 1)).status == 2
    for jobs in (1, most):
        found = commands("fetch", "zzz", "--jobs", str(jobs))
        assert (found.status, found.err) == (1, "Nothing matches.\n")


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("zzz",), 1, "Nothing matches."),
        (("zzz", "--check"), 1, "Nothing that matches is archived."),
        (("zzz", "--retry-failed"), 0, "Nothing failed."),
        (("zzz", "--offline", "--force"), 1, "This works offline: nothing is fetched again.\nNothing matches."),
        (("zzz", "--offline"), 1, "Nothing matches."),
        (("zzz", "--accept-shorter", "--force"), 1, "Nothing matches."),
        (("zzz", "--accept-shorter", "--retry-failed"), 0, "Nothing failed."),
        (("zzz", "--accept-shorter", "--re-extract"), 1, "Nothing matches."),
    ],
)
def test_where_nothing_is_to_be_fetched_that_is_said(
    commands: Commands, words: tuple[str, ...], status: int, sentence: str
) -> None:
    found = commands("fetch", *words)
    assert (found.status, found.out, found.err) == (status, "", f"{sentence}\n")


@pytest.mark.parametrize("is_quiet", [False, True])
def test_an_interrupted_fetch_says_how_to_go_on(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, is_quiet: bool
) -> None:
    async def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fetch, "_followed", interrupted)
    found = commands("fetch", "", *(["--quiet"] if is_quiet else []))
    assert (found.status, found.out) == (130, "")
    assert found.err == ("" if is_quiet else "Stopped after 0 of 102. Run the same command again to continue.\n")
