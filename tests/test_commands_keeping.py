"""`undo`, `redo`, `export`, `import` and `doctor`, and what every command says of files that were mended."""

import json
import random
from pathlib import Path

import pytest

from tests.conftest import Commands


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
    again = f"{number} articles unread again; `blogreader redo` takes that back\n"
    assert commands.done("undo").out == again
    assert commands.done("list", "--count", "is:unread").out == "102\n"
    assert commands.done("redo").out == f"{number} articles read again; `blogreader undo` takes that back\n"
    assert commands.done("list", "--count", "is:read").out == f"{number}\n"


def test_undo_says_what_became_of_the_reading_list(commands: Commands) -> None:
    commands.done("bookmark", "title:Drizzle")
    commands.done("unbookmark", "title:Drizzle")
    assert commands.done("undo").out.startswith("1 article on the reading list again;")
    assert commands.done("undo").out.startswith("1 article off the reading list again;")


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
    assert commands.done(*words, "--dry-run").out == "3 fields of 2 articles would be taken over\n"
    assert commands.done("list", "--count", "is:read").out == "0\n"
    assert commands.done(*words).out == "3 fields of 2 articles taken over\n"
    assert commands.done("list", "--count", "is:read", "is:bookmarked").out == "1\n"
    assert commands.done("list", "--count", "is:bookmarked").out == "2\n"
    before = dump(commands)
    assert commands.done(*words).out == "0 fields of 0 articles taken over\n"
    assert dump(commands) == before
    assert commands.done("undo").out.startswith("2 articles ")
    assert commands.done("list", "--count", "is:bookmarked").out == "1\n"


def test_what_was_taken_back_here_is_not_brought_back_by_an_older_export(commands: Commands, tmp_path: Path) -> None:
    commands.done("bookmark", "title:Drizzle")
    (tmp_path / "export").write_text(dump(commands))
    commands.done("unbookmark", "title:Drizzle")
    assert commands.done("import", str(tmp_path / "export")).out == "0 fields of 0 articles taken over\n"


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


def test_notes_are_united(commands: Commands, tmp_path: Path) -> None:
    export = tmp_path / "export"
    head = json.dumps({"blogreader-state": 1})
    for day, notes in ((1, ["one", "both"]), (2, ["both", "two"]), (1, ["one"])):
        line = {"url": "https://example.org/a", "notes": notes, "set": {"notes": f"2026-11-0{day}T00:00:00Z"}}
        export.write_text(f"{head}\n{json.dumps(line)}\n")
        commands.done("import", str(export))
    assert values(dump(commands))["https://example.org/a"]["notes"] == ["one", "both", "two"]


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
    assert "is no export of states" in result.err
    assert not (commands.library / "state.json").exists()


def test_doctor_says_what_is_wrong_and_mends_it_where_it_is_told_to(commands: Commands) -> None:
    assert commands.done("doctor").out == "All is well.\n"
    commands.done("mark", "read", "title:Drizzle")
    commands.done("mark", "read", "title:TLA+")
    [journal] = commands.library.glob("journal-*")
    bad = journal.read_bytes().replace(b'"step":"mark"', b'"step":"MARK"', 1)
    journal.write_bytes(bad)
    result = commands("doctor")
    assert (result.status, journal.read_bytes()) == (1, bad)
    assert "1 damaged of its lines; the others hold" in result.out
    assert "`blogreader doctor --repair` mends" in result.err
    result = commands("doctor", "--repair")
    assert (result.status, result.err) == (0, "")
    assert "It is mended" in result.out
    assert [path.read_bytes() for path in commands.library.glob("journal-*.damaged-*")] == [bad]
    assert commands.done("doctor").out == "All is well.\n"


def test_a_command_that_meets_a_damage_says_so(commands: Commands) -> None:
    commands.done("mark", "read", "title:Drizzle")
    commands.done("mark", "read", "title:TLA+")
    snapshot = commands.library / "state.json"
    snapshot.write_bytes(b"broken")
    result = commands("list", "--count", "is:read")
    assert (result.status, result.out) == (0, "2\n")
    assert "was damaged" in result.err
    assert "rebuilt from the journals" in result.err
