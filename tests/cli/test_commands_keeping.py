"""`undo`, `redo`, `export`, `import` and `doctor`, and what every command says of files that were mended."""

import itertools
import json
import os
import random
from pathlib import Path

import pytest

from blogreader.model import State, Status
from blogreader.store.state_store import StateStore
from tests.conftest import Commands

pytestmark = pytest.mark.installed


def machine(commands: Commands, name: str) -> None:
    commands.library = commands.library.parent / name


def dump(commands: Commands) -> str:
    return commands.done("export").out


def values(export: str) -> dict[str, dict[str, object]]:
    """What an export says of each article, without when it was said."""
    found = {}
    for line in export.splitlines()[1:]:
        record = json.loads(line)
        del record["set"]
        if len(record) > 1:
            found[record.pop("url")] = record
    return found


def test_undo_and_redo_take_the_last_change_back_and_forth(commands: Commands) -> None:
    commands.done("mark", "read", "category:Security")
    number = commands.done("list", "--count", "is:read").out.strip()
    again = f"{number} articles: marked as unread again; `blogreader redo` reverses this\n"
    assert commands.done("undo").out == again
    assert commands.done("list", "--count", "is:unread").out == "102\n"
    assert commands.done("redo").out == f"{number} articles: marked as read again; `blogreader undo` reverses this\n"
    assert commands.done("list", "--count", "is:read").out == f"{number}\n"


def test_undo_says_what_became_of_the_reading_list(commands: Commands) -> None:
    commands.done("bookmark", "title:Drizzle")
    commands.done("unbookmark", "title:Drizzle")
    assert commands.done("undo").out.partition("Comparison: ")[2].startswith("on the reading list again;")
    assert commands.done("undo").out.partition("Comparison: ")[2].startswith("off the reading list again;")


def test_a_step_is_undone_also_when_the_host_is_called_otherwise(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "identity").write_text("0123456789abcdef\n")
    monkeypatch.setattr("blogreader.store.journal.machine._IDENTITY", tmp_path / "identity")
    commands.done("mark", "read", "title:Drizzle")
    called = os.uname_result(("Linux", "another", *os.uname()[2:]))
    monkeypatch.setattr("os.uname", lambda: called)
    assert commands.done("undo").out.endswith(": marked as unread again; `blogreader redo` reverses this\n")
    assert len(list(commands.library.glob("journal-*-1.jsonl"))) == 1


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_nothing_to_take_back_is_said(commands: Commands, word: str) -> None:
    result = commands(word)
    assert (result.status, result.out, result.err) == (1, "", f"Nothing to {word}.\n")


def test_an_import_takes_the_newer_fields_once(commands: Commands, tmp_path: Path) -> None:
    commands.done("mark", "read", "title:Drizzle")
    commands.done("bookmark", "title:TLA+")
    (tmp_path / "export").write_text(dump(commands))
    machine(commands, "other")
    commands.done("bookmark", "title:Drizzle")
    words = ("import", str(tmp_path / "export"))
    *changes, total = commands.done(*words, "--dry-run").rows
    assert total == "3 fields of 2 articles would be imported"
    assert [change.partition("  ")[2].partition(": ")[0] for change in changes] == ["status", "read_at", "bookmark"]
    assert changes[0].endswith("  status: unread → read")
    assert changes[2].endswith("  bookmark: none → on the reading list")
    assert commands.done("list", "--count", "is:read").out == "0\n"
    assert commands.done(*words).out == "3 fields of 2 articles imported\n"
    assert commands.done("list", "--count", "is:read", "is:bookmarked").out == "1\n"
    assert commands.done("list", "--count", "is:bookmarked").out == "2\n"
    before = dump(commands)
    assert commands.done(*words).out == "0 fields of 0 articles imported\n"
    assert dump(commands) == before
    assert commands.done("undo").out.startswith("2 articles: ")
    assert commands.done("list", "--count", "is:bookmarked").out == "1\n"


def test_what_was_taken_back_here_is_not_brought_back_by_an_older_export(commands: Commands, tmp_path: Path) -> None:
    commands.done("bookmark", "title:Drizzle")
    (tmp_path / "export").write_text(dump(commands))
    commands.done("unbookmark", "title:Drizzle")
    assert commands.done("import", str(tmp_path / "export")).out == "0 fields of 0 articles imported\n"


def test_two_machines_that_import_each_other_have_the_same(commands: Commands, tmp_path: Path) -> None:
    chance = random.Random(11)
    titles = ["Drizzle", "TLA+", "WebCodecs"]
    for _ in range(5):
        for name in ("one", "two"):
            machine(commands, name)
            commands("mark", chance.choice(["read", "unread"]), f"title:{chance.choice(titles)}")
            commands(chance.choice(["bookmark", "unbookmark"]), f"title:{chance.choice(titles)}")
            (tmp_path / f"of-{name}").write_text(dump(commands))
    for name, other in (("one", "two"), ("two", "one")):
        machine(commands, name)
        commands.done("import", str(tmp_path / f"of-{other}"))
    first = values(dump(commands))
    machine(commands, "one")
    assert values(dump(commands)) == first


@pytest.mark.slow
def test_the_order_of_imports_does_not_matter(commands: Commands, tmp_path: Path) -> None:
    url = "https://example.org/a"
    exports = []
    for month, status in ((1, "read"), (5, "read"), (3, "reading")):
        line = {"url": url, "status": status, "set": {"status": f"2026-0{month}-01T00:00:00Z"}}
        exports.append(json.dumps({"blogreader-state": 1}) + "\n" + json.dumps(line) + "\n")
    for number, order in enumerate(itertools.permutations(exports)):
        machine(commands, f"machine{number}")
        for text in order:
            (tmp_path / "export").write_text(text)
            commands.done("import", str(tmp_path / "export"))
        assert values(dump(commands))[url] == {"status": "read"}


def test_a_value_that_is_ours_already_is_no_field_taken_over_nor_a_step(commands: Commands, tmp_path: Path) -> None:
    for month, taken in ((1, "1 field of 1 article"), (5, "0 fields of 0 articles")):
        line = {"url": "https://example.org/a", "status": "read", "set": {"status": f"2026-0{month}-01T00:00:00Z"}}
        (tmp_path / "export").write_text(json.dumps({"blogreader-state": 1}) + "\n" + json.dumps(line) + "\n")
        assert commands.done("import", str(tmp_path / "export")).out == f"{taken} imported\n"
    commands.done("undo")
    assert "https://example.org/a" not in values(dump(commands))


@pytest.mark.parametrize("name", [b"state-\xff.json", b"state-old.json/"])
def test_a_strange_name_beside_the_state_does_not_matter(commands: Commands, name: bytes) -> None:
    commands.done("mark", "read", "title:Drizzle")
    path = os.fsencode(commands.library) + b"/" + name
    if name.endswith(b"/"):
        Path(os.fsdecode(path)).mkdir()
    else:
        Path(os.fsdecode(path)).write_bytes((commands.library / "state.json").read_bytes())
    assert (commands("list", "--count", "is:read").status, commands("mark", "read", "title:TLA+").status) == (0, 0)
    assert commands.done("list", "--count", "is:read").out == "2\n"


def test_an_import_of_the_last_year_there_is_leaves_the_export_whole(commands: Commands, tmp_path: Path) -> None:
    line = {"url": "https://example.org/a", "status": "read", "set": {"status": "9999-12-31T23:59:59.999999Z"}}
    (tmp_path / "export").write_text(json.dumps({"blogreader-state": 1}) + "\n" + json.dumps(line) + "\n")
    assert "a time that is too large" in commands("import", str(tmp_path / "export")).err
    commands.done("mark", "read", "title:Drizzle")
    assert len(values(dump(commands))) == 1


def test_a_step_of_which_nothing_is_left_to_take_back_is_told(commands: Commands) -> None:
    commands.done("mark", "read", "title:Drizzle")
    [url] = values(dump(commands))
    other = StateStore(commands.library, machine="other")
    other.change([url], lambda *_: [State(url, Status.READING)])
    assert commands.done("undo").out == "Nothing to undo: these articles have been changed since.\n"
    assert values(dump(commands))[url]["status"] == "reading"


def test_notes_are_united(commands: Commands, tmp_path: Path) -> None:
    export = tmp_path / "export"
    head = json.dumps({"blogreader-state": 1})
    for day, notes in ((1, ["one", "both"]), (2, ["both", "two"]), (1, ["one"])):
        line = {"url": "https://example.org/a", "notes": notes, "set": {"notes": f"2026-11-0{day}T00:00:00Z"}}
        export.write_text(f"{head}\n{json.dumps(line)}\n")
        commands.done("import", str(export))
    kept = values(dump(commands))["https://example.org/a"]
    notes = [json.dumps(value) for name, value in kept.items() if name.startswith("note:")]
    assert sorted(notes) == [json.dumps({"note": note}) for note in ("both", "one", "two")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "[1]",
        '{"blogreader-state": 2}',
        '{"blogreader-state": 1}\n{"url": 5, "set": {}}',
        '{"blogreader-state": 1}\n{"url": "https://example.org/a", "status": "read"}',
        '{"blogreader-state": 1}\n{"url": "https://example.org/a", "status": "eaten", "set": {"status": "2026-11-01"}}',
        '{"blogreader-state": 1}\n{"url": "https://example.org/a", "status": "read", "set": {"status": "soon"}}',
    ],
)
def test_what_is_no_export_is_refused_whole(commands: Commands, tmp_path: Path, text: str) -> None:
    (tmp_path / "export").write_text(text)
    result = commands("import", str(tmp_path / "export"))
    assert (result.status, result.out) == (1, "")
    assert "is not a" in result.err or "is empty" in result.err
    assert not (commands.library / "state.json").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_export_that_windows_tools_copied_is_read(
    commands: Commands, tmp_path: Path, encoding: str, end: str
) -> None:
    commands.done("mark", "read", "title:Drizzle")
    (tmp_path / "export").write_bytes(dump(commands).replace("\n", end).encode(encoding))
    machine(commands, "other")
    assert commands.done("import", str(tmp_path / "export")).out == "2 fields of 1 article imported\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{}", "{}"),
        ("\ufeff{}", "\ufeff{}"),
        ("\n \n{}", "\n\n{}\n\x1a"),
        ("\ufeff\ufeff{}", "{}"),
    ],
)
def test_exports_of_two_machines_that_were_joined_in_one_file_are_read(
    commands: Commands, tmp_path: Path, one: str, other: str
) -> None:
    commands.done("mark", "read", "title:Drizzle")
    first = dump(commands)
    machine(commands, "other")
    commands.done("mark", "read", "title:Zig")
    (tmp_path / "export").write_text(one.format("") + first + other.replace("{}", dump(commands)), "utf-8")
    machine(commands, "third")
    commands.done("import", str(tmp_path / "export"))
    assert {state["status"] for state in values(dump(commands)).values()} == {"read"}
    assert len(values(dump(commands))) == 1 + int(commands.done("list", "--count", "title:Zig").out)


def test_an_export_cut_within_a_character_is_refused_whole(commands: Commands, tmp_path: Path) -> None:
    commands.done("mark", "read", "title:Drizzle")
    (tmp_path / "export").write_bytes(dump(commands).encode("utf-16")[:-1])
    result = commands("import", str(tmp_path / "export"))
    assert (result.status, result.out) == (1, "")
    assert "is a binary file and not a known export" in result.err


def test_the_files_of_a_library_are_its_owners_alone_also_those_that_were_not(
    commands: Commands, tmp_path: Path
) -> None:
    (tmp_path / "index.md").write_text("### [A](https://example.org/a)\n")

    def use(status: str) -> dict[str, int]:
        assert commands("add", str(tmp_path / "index.md")).status == 0
        commands.done("mark", status, "title:A")
        commands.done("list")
        paths = [commands.library, *commands.library.rglob("*")]
        return {path.name: path.stat().st_mode & 0o7777 for path in paths}

    old = os.umask(0o002)
    try:
        first = use("read")
        for path in [commands.library, *commands.library.rglob("*")]:
            path.chmod(0o775 if path.is_dir() else 0o664)
        second = use("unread")
    finally:
        os.umask(old)
    assert {name: mode for name, mode in first.items() if mode & 0o077} == {}
    # What is not written anew can't be reached: the folder is closed.
    written = {"library", "cache", "sources.json", "index.md", "catalogue.db", "state.json.lock"}
    written.add(max(name for name in second if name.startswith("journal-")))
    assert {name: second[name] for name in written if second[name] & 0o077} == {}


def test_doctor_says_what_is_wrong_and_mends_it_where_it_is_told_to(commands: Commands) -> None:
    assert commands.done("doctor").out == "Everything is fine.\n"
    commands.done("mark", "read", "title:Drizzle")
    commands.done("mark", "read", "title:TLA+")
    journal = max(commands.library.glob("journal-*"))
    bad = journal.read_bytes().replace(b'"step":"mark"', b'"step":"MARK"', 1)
    journal.write_bytes(bad)
    result = commands("doctor")
    assert (result.status, journal.read_bytes()) == (1, bad)
    assert "1 damaged line; the others are kept" in result.out
    assert "`blogreader doctor --repair` repairs what it can; nothing was changed.\n" in result.err
    result = commands("doctor", "--repair")
    assert (result.status, result.err) == (0, "")
    assert "Repaired; copies of damaged files are kept beside them.\n" in result.out
    assert [path.read_bytes() for path in commands.library.glob("journal-*.damaged-*")] == [bad]
    assert commands.done("doctor").out == "Everything is fine.\n"


def test_doctor_finds_and_mends_a_damaged_backup(commands: Commands) -> None:
    commands.done("mark", "read", "title:Drizzle")
    backup = commands.library / "state.json.bak"
    bad = (commands.library / "state.json").read_bytes().replace(b'"at"', b'"au"')
    backup.write_bytes(bad)
    result = commands("doctor")
    assert (result.status, backup.read_bytes()) == (1, bad)
    assert f"{backup} is damaged" in result.out
    assert "Repaired" in commands.done("doctor", "--repair").out
    assert [path.read_bytes() for path in commands.library.glob("state.json.bak.damaged-*")] == [bad]
    assert commands.done("doctor").out == "Everything is fine.\n"


def test_doctor_mends_a_value_that_is_none(commands: Commands) -> None:
    commands.done("mark", "read", "title:Drizzle")
    snapshot = commands.library / "state.json"
    bad = '{"state": {"https://example.org/a": {"status": "raed"}, "https://example.org/b": {"status": "read"}}}'
    snapshot.write_text(bad)
    assert "status is not valid" in commands("doctor").out
    assert "Repaired" in commands.done("doctor", "--repair").out
    assert [path.read_text() for path in commands.library.glob("state.json.damaged-*")] == [bad]
    assert commands.done("doctor").out == "Everything is fine.\n"
    assert set(values(dump(commands))) == {"https://example.org/b"}


def test_a_command_that_meets_a_damage_says_so(commands: Commands) -> None:
    commands.done("mark", "read", "title:Drizzle")
    commands.done("mark", "read", "title:TLA+")
    snapshot = commands.library / "state.json"
    snapshot.write_bytes(b"broken")
    result = commands("list", "--count", "is:read")
    assert (result.status, result.out) == (0, "2\n")
    assert "was damaged" in result.err
    assert "rebuilt from state.json.bak and the journals" in result.err
