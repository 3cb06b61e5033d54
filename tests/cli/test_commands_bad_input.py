"""Bad input and text that can't be trusted: a sentence that names the file, a fitting status, nothing lost."""

import json
import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.conftest import FORBIDDEN, Commands
from tests.site import HOSTILE_TITLES, Site

pytestmark = pytest.mark.installed

GOOD = "### [Good](https://example.org/good)\n2026-01-02 · Things · 3 min\n\nA summary.\n"
NOBODY = 65534


def refused(commands: Commands, path: Path, *said: str) -> None:
    """An index that can't be read is told, and nothing is followed in its place."""
    before = commands.done("list", "--plain").out
    result = commands("add", str(path))
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("blogreader: ")
    for words in (str(path), *said):
        assert words in result.err
    assert commands.done("list", "--plain").out == before != ""
    result = commands("list", "--index", str(path))
    assert (result.status, result.out) == (1, "")
    assert str(path) in result.err


def test_a_missing_file_is_told(commands: Commands, tmp_path: Path) -> None:
    refused(commands, tmp_path / "missing.md", "no such file or directory")
    refused(commands, tmp_path / "missing" / "index.md", "no such file or directory")


def test_a_folder_is_told(commands: Commands, tmp_path: Path) -> None:
    refused(commands, tmp_path, "contains no posts in Markdown")


def test_what_is_no_regular_file_is_told_at_once(commands: Commands, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(commands, tmp_path / "pipe", "not a regular file")
    refused(commands, Path("/dev/zero"), "not a regular file")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "line 1: this is a binary file"),
        (GOOD.encode() + b"\n\x89PNG\0\0", "line 6: this is a binary file"),
        (GOOD.encode() + b"\n### [Caf\xe9](https://example.org/caf\xe9)\n", "line 6: not UTF-8 text"),
        (b"# A title\n\nNothing but prose.\n", "contains no article"),
        (b"<!DOCTYPE html>\n<html><body></body></html>", "a page of markup"),
        (b"### [Broken](notaurl)\n", "is not an address"),
    ],
)
def test_what_is_no_index_is_told(commands: Commands, tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "index.md"
    path.write_bytes(data)
    if said == "is not an address":
        # Relative to the index, it is a local document.
        assert commands.done("add", str(path)).out == "index: 1 article\n"
        return
    refused(commands, path, said)


@pytest.mark.slow
def test_a_large_file_of_prose_is_told_in_reasonable_time(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "prose.md"
    path.write_text("So it went on [and on](and on) for pages - without an article * in it.\n" * 140_000)
    assert path.stat().st_size > 9_000_000
    begun = time.process_time()
    refused(commands, path, "contains no article")
    assert time.process_time() - begun < 20


@pytest.mark.slow
def test_articles_between_megabytes_of_prose_are_found(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "prose.md"
    prose = "So it went on for pages.\n" * 100_000
    path.write_text(f"{prose}\n{GOOD}\n{prose}\n### [Last](https://example.org/last)\n")
    assert commands("add", str(path)).out == "prose: 2 articles\n"


def test_a_broken_line_in_the_middle_costs_its_article_a_warning_and_the_rest_nothing(
    commands: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "index.md"
    path.write_text(
        f"{GOOD}\n### [No address](https://)\n2026-01-02 · Things · 3 min\n\n"
        "### [No such day](https://example.org/day)\n2026-13-45 · Things · 3 min\n\n"
        "### [Not closed](https://example.org/not-closed\n2026-01-02 · Things · 3 min\n\n"
        "### [Last](https://example.org/last)\n"
    )
    result = commands("add", str(path))
    assert (result.status, result.out) == (0, "index: 3 articles\n")
    first, second, third = result.err.splitlines()
    assert first.startswith(f"{path}, line 6: not a readable address: https://")
    assert second == f"{path}, line 10: 2026-13-45 is not a date."
    assert third.startswith(f"{path}, line 12: ")
    assert commands.done("list", "--count").out == "3\n"
    assert commands("add", str(path), "--quiet").err == ""


def test_two_entries_of_one_article_are_one_and_a_warning_says_so(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "index.md"
    path.write_text(f"{GOOD}\n### [Again](https://EXAMPLE.org:443/good/?utm_source=x#top)\n")
    result = commands("add", str(path))
    assert (result.status, result.out) == (0, "index: 1 article\n")
    assert result.err == f"{path}, line 6: the same article as in line 1, which is used.\n"
    assert commands.done("list", "--plain").out.split("\t")[4] == "Good"


def test_many_warnings_are_cut_short(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "index.md"
    path.write_text(GOOD + "\n### [Again](https://example.org/good)\n" * 50)
    lines = commands("add", str(path)).err.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "… and 30 more such lines."


def test_an_index_without_dates_lists_in_its_own_order(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "index.md"
    path.write_text("".join(f"### [{name}](https://example.org/{name})\n\n" for name in "cab"))
    commands.done("add", str(path))
    rows = [row.split("\t") for row in commands.done("list", "--plain").rows]
    assert [row[4] for row in rows] == ["c", "a", "b"]
    assert {tuple(row[1:4]) for row in rows} == {("", "", "")}
    assert [row.split()[0] for row in commands.done("list").rows] == ["●"] * 3
    assert commands.done("list", "date:2026", "--count").out == "0\n"
    assert "How much is left is not known" in commands.done("progress").out


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="blogreader-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def unprivileged() -> Iterator[None]:
    """For root no file is unreadable: be nobody meanwhile."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def owned_by_nobody(folder: Path) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


@pytest.fixture
def nobodys(commands: Commands, open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """A library in use that belongs to a user without privileges, all modules loaded."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(open_folder))
    index = open_folder / "index.md"
    index.write_text(GOOD)
    commands.library = open_folder / "library"
    commands.done("add", str(index))
    commands.done("mark", "read", "")
    commands("add", str(open_folder / "missing"))
    owned_by_nobody(commands.library)
    return commands


def test_a_file_that_must_not_be_read_is_told(nobodys: Commands, open_folder: Path) -> None:
    secret = open_folder / "secret.md"
    secret.write_text(GOOD)
    secret.chmod(0)
    with unprivileged():
        refused(nobodys, secret, "permission denied")


def test_a_library_file_that_must_not_be_read_is_told_and_kept(nobodys: Commands) -> None:
    for name in ("state.json", "sources.json", "sources/index.md"):
        path = nobodys.library / name
        before, mode = path.read_bytes(), path.stat().st_mode
        path.chmod(0)
        shutil.rmtree(nobodys.library / "cache")
        with unprivileged():
            for words in (("list",), ("mark", "unread", ""), ("sources",)):
                result = nobodys(*words)
                if name == "state.json" and words == ("sources",) and result.status == 0:
                    continue
                assert (result.status, result.out) == (1, "")
                assert f"{path} can't be read: permission denied." in result.err
        path.chmod(mode)
        assert path.read_bytes() == before
    assert nobodys.done("list", "is:read", "--count").out == "1\n"


def test_a_library_that_must_not_be_written_is_told_and_kept(nobodys: Commands) -> None:
    library = nobodys.library
    before = {path: path.read_bytes() for path in library.rglob("*.json")}
    for path in (library, *library.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with unprivileged():
        for words in (("mark", "unread", ""), ("bookmark", ""), ("add", str(library.parent / "index.md"))):
            result = nobodys(*words)
            assert (result.status, result.out) == (1, "")
            assert re.search(rf"{re.escape(str(library))}\S* can't be written: ", result.err)
    for path in (library, *library.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert {path: path.read_bytes() for path in library.rglob("*.json")} == before
    assert nobodys.done("list", "is:read", "--count").out == "1\n"


@pytest.mark.parametrize(
    "words", [("list",), ("add", "-"), ("mark", "read", ""), ("fetch",), ("progress",), ("sources",), ("show", "x")]
)
def test_a_library_folder_that_can_not_be_made_is_told(
    commands: Commands, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("in the way")
    commands.library = tmp_path / "file" / "library"
    result = commands(*words)
    assert (result.status, result.out) == (1, "")
    assert str(tmp_path / "file") in result.err
    assert "can't be written: not a directory" in result.err
    assert (tmp_path / "file").read_text() == "in the way"


COMMANDS_THAT_NEED_THE_LIBRARY: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("mark", "read", ""),
    ("bookmark", ""),
    ("progress",),
    ("show", "good"),
    ("add", "-"),
)


@pytest.mark.parametrize("name", ["state.json", "sources.json"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\0",
        b'{"state": 5}',
        b'{"format": 1, "sources": [{"name": "../../etc", "location": "/etc/passwd"}]}',
        b'{"format": 1, "sources": [{"name": "a", "location": 5, "odd": []}]}',
        b'{"format": "x", "sources": []}',
        b'{"format": 99, "sources": []}',
        b'{"format": {"1": {"version": 99}}, "state": {}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_of_the_library_is_told_and_left_as_it_is(commands: Commands, name: str, data: bytes) -> None:
    commands.library.mkdir()
    path = commands.library / name
    path.write_bytes(data)
    for words in COMMANDS_THAT_NEED_THE_LIBRARY:
        result = commands(*words)
        assert (result.status, result.out) == (1, ""), words
        assert result.err.startswith(f"blogreader: {path} "), words
        assert "damaged" in result.err or "newer blogreader" in result.err
    assert path.read_bytes() == data


def test_a_lost_text_of_a_source_is_told_locks_nothing_up_and_comes_back_with_a_refresh(
    commands: Commands, tmp_path: Path
) -> None:
    (tmp_path / "index.md").write_text(GOOD)
    commands.done("add", str(tmp_path / "index.md"))
    count = commands.done("list", "--count").out
    (commands.library / "sources" / "index.md").unlink()
    result = commands("sources")
    assert "the text of this source is missing; refresh reads it again" in result.err
    assert commands("list", "--count").status == 0
    commands.done("refresh")
    assert commands.done("list", "--count").out == count
    (commands.library / "sources" / "index.md").unlink()
    commands.done("remove", "index")


@pytest.mark.slow
def test_a_damaged_document_is_told_and_fetched_again_with_force(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    slug = site.posts[0].slug
    commands.done("show", slug)
    (document,) = (commands.library / "archive").rglob("*.md")
    for damage in (b"", b"no front matter", b"---\n: [\n---\n", b"---\nurl: 5\n---\n", b"\xff\xfe"):
        document.write_bytes(damage)
        result = commands("show", slug)
        assert (result.status, result.out) == (1, "")
        assert f"{document} is damaged" in result.err
        assert document.read_bytes() == damage
    assert commands("fetch", "--force", f"url:{slug}").status == 0
    assert commands.done("show", slug).out


# Text that can't be trusted


@pytest.fixture
def hostile(commands: Commands, site: Site) -> Commands:
    commands("add", site.hostile_index_url)
    return commands


@pytest.mark.slow
def test_no_command_prints_what_a_terminal_would_obey(hostile: Commands, site: Site) -> None:
    # `Commands` itself looks at every character that each of these prints.
    assert hostile.done("list", "--count").out == f"{len(HOSTILE_TITLES)}\n"
    fetched = hostile("fetch")
    assert (fetched.status, fetched.out) == (3, f"{len(HOSTILE_TITLES) - 1} fetched, 0 unchanged, 1 failed\n")
    lines = fetched.err.split("\n")[:-1]
    assert len(lines) == len(HOSTILE_TITLES)
    assert max(map(len, lines)) < 150
    for words in (
        ("list",),
        ("list", "--plain"),
        ("list", "--json"),
        ("list", "--jsonl"),
        ("sources",),
        ("sources", "--json"),
        ("progress",),
        ("progress", "--json"),
        ("bookmark", ""),
        ("bookmark", "--list"),
        ("mark", "read", ""),
        ("refresh",),
    ):
        result = hostile(*words)
        assert result.status == 0
        assert result.out
    for number, title in enumerate(HOSTILE_TITLES):
        if "\0" in title:  # its page is taken for a file of bytes
            continue
        for form in ("text", "md", "html", "json"):
            result = hostile("show", f"{site.url}/hostile/{number}", "--format", form)
            assert (result.status, result.err) == (0, "")
            assert "Hostile article begins." in result.out
    site.broken["index.md"] = 500
    assert hostile("refresh", "--offline").status != 0


def test_a_row_stays_one_row_whatever_stands_in_a_title(hostile: Commands) -> None:
    assert len(hostile.done("list").rows) == len(HOSTILE_TITLES)
    rows = hostile.done("list", "--plain").out.split("\n")[:-1]
    assert [row.count("\t") for row in rows] == [7] * len(HOSTILE_TITLES)
    assert all(json.loads(row) for row in hostile.done("list", "--jsonl").out.split("\n")[:-1])


def test_what_lies_in_the_catalogue_is_cleaned_again_where_it_is_shown(commands: Commands) -> None:
    commands.done("list")
    evil = "two\nrows\t\x1b]0;owned\x07\x9b31m\u202e"
    with closing(sqlite3.connect(commands.library / "cache" / "catalogue.db")) as connection, connection:
        connection.execute("UPDATE entries SET title = ?, category = ?, url = ? WHERE title LIKE 'TLA+%'", [evil] * 3)
    assert len(commands.done("list").rows) == 102
    assert {row.count("\t") for row in commands.done("list", "--plain").rows} == {7}
    (row,) = (row for row in commands.done("progress").rows if row.startswith("two rows"))
    assert "0/1" in row
    # JSON has it exactly, escaped.
    assert evil in [json.loads(row)["title"] for row in commands.done("list", "--jsonl").rows]


def test_foreign_words_on_the_command_line_are_not_echoed_raw(commands: Commands, tmp_path: Path) -> None:
    evil = "x\x1b]0;owned\x07\x9b31m\u202e\udcff"
    for words in (
        ("show", evil),
        ("open", evil),
        ("remove", evil),
        ("refresh", evil),
        ("list", f"a{evil.replace(']', ':')}:", "foo:"),
        ("list", f"is:{evil}"),
        ("mark", evil, ""),
        ("show", "x", "--format", evil),
        ("show", "x", "--width", evil),
        ("dirs", f"--{evil}"),
        ("--config", evil, "list"),
        ("--index", evil, "list"),
        ("--index", f"https://{evil}", "list"),
        ("add", evil),
        ("add", f"https://{evil.replace(']', '')}/"),
        ("add", f"{tmp_path}/{evil}"),
    ):
        result = commands(*words)
        assert result.status in (1, 2), words
        assert result.err, words


def test_the_name_of_a_file_may_be_hostile(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "x\x1b]0;owned\x07\n\u202e.md"
    path.write_text(GOOD + "\n### [Again](https://example.org/good)\n")
    result = commands("add", str(path))
    assert result.status == 0
    assert "line 6: the same article" in result.err
    assert len(commands.done("sources").rows) == 1
    assert json.loads(commands.done("sources", "--json").out)[0]["location"] == str(path)


def test_colours_on_a_terminal_are_ours_alone(
    hostile: Commands, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from blogreader.cli import main

    monkeypatch.setattr("blogreader.cli.output.colourful", lambda no_color: not no_color)
    assert main(["--library", str(hostile.library), "show", f"{site.url}/hostile/1"]) == 0
    text = capsys.readouterr().out
    ours = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;[^;\x1b\x07]*;(?:https?://[!-~]*)?(?:\x1b\\\\|\x07)")
    assert ours.search(text)
    assert not FORBIDDEN.search(ours.sub("", text))


@pytest.mark.parametrize("url", ["https://[", "http://x]y/", "https://[::1/index.md"])
def test_an_address_that_is_none_is_told(commands: Commands, url: str) -> None:
    result = commands("add", url)
    assert (result.status, result.out) == (1, "")
    assert url in result.err


@pytest.mark.parametrize("name", ["127.0.0.1:1/x", "127.0.0.1:1/feed.xml", "localhost:1/urls"])
def test_an_address_without_its_scheme_is_asked_whatever_it_ends_in(commands: Commands, name: str) -> None:
    result = commands("add", name)
    assert (result.status, result.out) == (1, "")
    assert result.err == f"blogreader: {name.partition('/')[0]} can't be reached: the connection was refused.\n"


@pytest.mark.parametrize("url", ["ftp://example.org/index.md", "http://", "javascript://x", "http://127.0.0.1:99999/"])
def test_an_address_that_is_not_of_the_web_is_told(commands: Commands, url: str) -> None:
    result = commands("add", url)
    assert (result.status, result.out) == (1, "")
    assert f"{url} is not a web address" in result.err


def test_a_library_that_can_only_be_read_is_read_and_it_is_said_that_nothing_is_kept(nobodys: Commands) -> None:
    library = nobodys.library
    for path in (library, *library.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with unprivileged():
        result = nobodys("list", "is:read", "--count")
    assert (result.status, result.out) == (0, "1\n")
    assert result.err == f"{library} is read-only: nothing you do now will be saved.\n"
    for path in (library, *library.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize(
    "words",
    [
        ("--library", "rel", "list"),
        ("--library", "rel", "dirs"),
        ("--config", "rel", "list"),
        ("--index", "rel", "list"),
        ("--library", "{tmp}", "add", "rel.md"),
        ("--library", "{tmp}", "import", "rel"),
    ],
)
def test_a_relative_name_in_a_folder_that_was_deleted_is_told(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = commands.bare(*(word.replace("{tmp}", str(tmp_path)) for word in words))
    assert (result.status, result.out) == (2, "")
    assert "can't be found: the current folder was deleted. Give an absolute path." in result.err


def test_a_library_as_deep_as_the_system_lets_it_be_is_used_or_told(commands: Commands, tmp_path: Path) -> None:
    deep = tmp_path / "/".join(["x" * 99] * ((3_790 - len(str(tmp_path))) // 100))
    for words in (("list", "--count"), ("mark", "read", "title:Drizzle"), ("list", "--count", "is:read"), ("doctor",)):
        result = commands.bare("--library", str(deep), *words)
        assert (result.status, "Traceback" in result.err) == (0, False)
    assert result.out == "Everything is fine.\n"
    result = commands.bare("--library", str(deep / ("y" * 99)), "list")
    assert (result.status, result.out) == (2, "")
    assert "this name is too long for a file." in result.err
