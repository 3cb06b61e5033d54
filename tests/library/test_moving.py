"""Folders of notes that moved: their states are found again, no row leads to nothing, and others keep theirs."""

import asyncio
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from blogreader.errors import SourceError
from blogreader.library import Library, moved_folders
from blogreader.model import Source
from tests.conftest import Commands
from tests.driving import folders

NAMES = ("a.md", "deep/b.md", "deep/er/c d.md")


def notes(folder: Path, names: tuple[str, ...] = NAMES, index: str = "index.md") -> Path:
    """Write notes and their index, and return where this is."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"- [{Path(name).stem}](<{name}>)" for name in names]
    (folder / index).write_text("\n".join(["# Notes", *lines, ""]), encoding="utf-8")
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"# {name}\n\nThe text of {name}.\n", encoding="utf-8")
    return folder / index


def rows(commands: Commands) -> list[tuple[str, bool]]:
    """Return the names of the notes in the list, and whether each is read."""
    return [(line.split()[-1].removesuffix(".md"), "✓" in line) for line in commands.done("list").rows]


def renamed(folder: Path) -> Path:
    return folder.rename(folder.with_name("other-notes"))


def deeper(folder: Path) -> Path:
    (folder.parent / "home" / "me").mkdir(parents=True)
    return folder.rename(folder.parent / "home" / "me" / folder.name)


def with_another_index(folder: Path) -> Path:
    (folder / "index.md").rename(folder / "all.md")
    return folder.rename(folder.with_name("others"))


def with_more_notes(folder: Path) -> Path:
    notes(folder, (*NAMES, "new.md"))
    return folder.rename(folder.with_name("others"))


@pytest.mark.parametrize("move", [renamed, deeper, with_another_index, with_more_notes])
def test_a_folder_that_moved_keeps_its_states(commands: Commands, tmp_path: Path, move: Callable[[Path], Path]) -> None:
    commands.done("add", str(notes(tmp_path / "notes")))
    commands.done("mark", "read", "title:a")
    commands.done("bookmark", "title:b")
    before = rows(commands)
    now = move(tmp_path / "notes")
    index = now / "index.md" if (now / "index.md").exists() else now / "all.md"
    added = commands("add", str(index))
    assert "has moved" in added.err
    after = rows(commands)
    assert [row for row in after if row[0] != "new"] == before
    assert commands.done("list", "--count", "is:bookmarked").out == "1\n"
    assert len(commands.done("sources").rows) == 1
    assert "The text of a.md." in commands.done("show", "a.md").out


def test_one_note_in_a_folder_with_another_name_is_enough_when_its_index_is_gone(
    commands: Commands, tmp_path: Path
) -> None:
    commands.done("add", str(notes(tmp_path / "n1", ("a.md",))))
    commands.done("mark", "read", "title:a")
    (tmp_path / "n1").rename(tmp_path / "n2")
    commands("add", str(tmp_path / "n2" / "index.md"))
    assert rows(commands) == [("a", True)]


@pytest.mark.slow
@pytest.mark.parametrize("first", ["add", "import"])
def test_an_export_is_found_again_in_another_home_whichever_comes_first(
    commands: Commands, tmp_path: Path, first: str
) -> None:
    commands.done("add", str(notes(tmp_path / "alice" / "notes")))
    commands.done("mark", "read", "title:a OR title:b")
    exported = tmp_path / "states.jsonl"
    exported.write_text(commands.done("export").out, encoding="utf-8")
    (tmp_path / "bob").mkdir()
    (tmp_path / "alice" / "notes").rename(tmp_path / "bob" / "notes")
    shutil.rmtree(commands.library)
    steps = [("add", str(tmp_path / "bob" / "notes" / "index.md")), ("import", str(exported))]
    for words in steps if first == "add" else reversed(steps):
        assert commands(*words).status == 0
    assert [row for row in rows(commands) if row[0] in ("a", "b", "d")] == [("a", True), ("b", True), ("d", False)]


@pytest.mark.slow
def test_what_was_done_at_the_new_place_later_holds(commands: Commands, tmp_path: Path) -> None:
    commands.done("add", str(notes(tmp_path / "notes")))
    commands.done("mark", "read", "title:a")
    exported = tmp_path / "states.jsonl"
    exported.write_text(commands.done("export").out, encoding="utf-8")
    shutil.rmtree(commands.library)
    (tmp_path / "home").mkdir()
    (tmp_path / "notes").rename(tmp_path / "home" / "notes")
    commands.done("add", str(tmp_path / "home" / "notes" / "index.md"))
    commands.done("mark", "reading", "title:a")
    commands("import", str(exported))
    assert commands.done("list", "--count", "is:reading").out == "1\n"


def test_a_copy_of_a_folder_is_another_one(commands: Commands, tmp_path: Path) -> None:
    commands.done("add", str(notes(tmp_path / "notes")))
    commands.done("mark", "read", "title:a")
    shutil.copytree(tmp_path / "notes", tmp_path / "copy")
    commands.done("add", str(tmp_path / "copy" / "index.md"))
    assert sorted(rows(commands)).count(("a", True)) == 1
    assert sorted(rows(commands)).count(("a", False)) == 1
    assert len(commands.done("sources").rows) == 2


def test_notes_that_only_share_a_name_have_nothing_to_do_with_each_other(commands: Commands, tmp_path: Path) -> None:
    commands.done("add", str(notes(tmp_path / "diary", ("a.md", "x.md", "y.md", "z.md"))))
    commands.done("mark", "read", "title:a OR title:x OR title:y")
    shutil.rmtree(tmp_path / "diary")
    commands.done("add", str(notes(tmp_path / "recipes", ("a.md", "soup.md"))))
    commands.done("remove", "index")
    assert ("a", False) in rows(commands)
    assert not any(read for _, read in rows(commands))


def test_an_index_that_is_gone_for_a_while_is_not_given_up_for_another(commands: Commands, tmp_path: Path) -> None:
    commands.done("add", str(notes(tmp_path / "disk")))
    (tmp_path / "disk").rename(tmp_path / "away")
    commands.done("add", str(notes(tmp_path / "others", ("p.md", "q.md", "a.md"))))
    assert len(commands.done("sources").rows) == 2


@pytest.mark.slow
@pytest.mark.parametrize("below", ["{}/index.md", "{}/en/index.md", "2026/{}/a/b/c/d/index.md"])
def test_a_folder_with_an_index_for_each_post_is_found_again_in_time(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    names = tuple(below.format(f"post-{number}") for number in range(60))
    notes(tmp_path / "posts", names, "all.md")
    commands.done("add", str(tmp_path / "posts" / "all.md"))
    commands.done("mark", "read", "")
    (tmp_path / "posts").rename(tmp_path / "writings")
    asked = Mock(wraps=moved_folders._folders)
    monkeypatch.setattr(moved_folders, "_folders", asked)
    library = Library(folders(commands.library))
    library.open()
    asyncio.run(library.add(str(tmp_path / "writings" / "all.md")))
    assert library.select("is:read").tally.articles == 60
    assert asked.call_count == 60
    library.close()


def test_a_move_is_undone_as_one_step(commands: Commands, tmp_path: Path) -> None:
    commands.done("add", str(notes(tmp_path / "notes")))
    commands.done("mark", "read", "title:a OR title:b")
    (tmp_path / "notes").rename(tmp_path / "others")
    commands("add", str(tmp_path / "others" / "index.md"))
    commands.done("undo")
    assert not any(read for _, read in rows(commands))


@pytest.mark.slow
def test_a_folder_of_posts_that_moved_keeps_its_states(commands: Commands, tmp_path: Path) -> None:
    notes(tmp_path / "posts").unlink()
    commands.done("add", str(tmp_path / "posts"))
    commands.done("mark", "read", "title:a")
    before = rows(commands)
    (tmp_path / "posts").rename(tmp_path / "writings")
    assert "has moved" in commands("add", str(tmp_path / "writings")).err
    assert rows(commands) == before
    assert ("a", True) in before
    assert len(commands.done("sources").rows) == 1


class Moved:
    """Local articles and their states, some of which are where no file is."""

    def __init__(self, listed: Iterable[str], touched: Iterable[str], *sources: Source) -> None:
        self.adopted: list[dict[str, str]] = []
        self.relocated: list[tuple[str, str]] = []
        self.keys: dict[str, list[str]] = {}
        subscriptions: Any = SimpleNamespace(
            sources=lambda: sources,
            keys_of=lambda source: self.keys[source.location],
            relocate=lambda source, location: self.relocated.append((source.name, location)),
        )
        state: Any = SimpleNamespace(store=SimpleNamespace(all_keys=lambda: keys(touched)), adopt=self._adopt)
        catalogue: Any = SimpleNamespace(keys=lambda: [*keys(listed), "https://n.example/a"])
        self.made = moved_folders.MovedFolders(subscriptions, state, catalogue)

    def _adopt(self, pairs: dict[str, str]) -> int:
        self.adopted.append({path(old): path(new) for old, new in pairs.items()})
        return len(pairs)


def keys(paths: Iterable[str]) -> list[str]:
    return [f"file://{one}" if one.startswith("/") else one for one in paths]


def path(key: str) -> str:
    return key.removeprefix("file://")


@pytest.mark.parametrize(
    ("lost", "listed", "pairs"),
    [
        ("/x/n/a.md /x/n/b.md", "/y/m/a.md /y/m/b.md", "/x/n/a.md>/y/m/a.md /x/n/b.md>/y/m/b.md"),
        ("/x/n/a.md", "/y/n/a.md", "/x/n/a.md>/y/n/a.md"),
        ("/x/n/a.md", "/y/m/a.md", ""),  # another name, and one article
        ("/a.md", "/y/a.md", ""),
        ("/x/n/a.md /x/n/b.md", "/y/n/a.md", "/x/n/a.md>/y/n/a.md"),  # half of what was there
        ("/x/n/a.md /x/n/b.md /x/n/c.md", "/y/n/a.md", ""),
        ("/x/n/d/a.md /x/n/b.md", "/y/n/d/a.md /y/n/b.md", "/x/n/b.md>/y/n/b.md /x/n/d/a.md>/y/n/d/a.md"),
        ("/x/n/a.md", "/x/o/a.md https://n.example/a", ""),
        # Of two places the one where more of it is.
        ("/x/n/a.md /x/n/b.md", "/w/n/a.md /y/n/a.md /y/n/b.md", "/x/n/a.md>/y/n/a.md /x/n/b.md>/y/n/b.md"),
        ("/x/n/a.md /x/n/b.md", "/y/n/a.md /y/n/b.md /z/n/b.md", "/x/n/a.md>/y/n/a.md /x/n/b.md>/y/n/b.md"),
        (
            "/x/n/a.md /x/n/b.md /x/c.md /x/d.md /x/e.md",
            "/w/n/a.md /y/n/a.md /y/n/b.md",
            "/x/n/a.md>/y/n/a.md /x/n/b.md>/y/n/b.md",
        ),
        ("/x/n/a.md", "/y/n/a.md /zzzz/n/a.md", "/x/n/a.md>/y/n/a.md"),
    ],
)
def test_articles_are_found_again_where_as_much_of_their_folder_is(lost: str, listed: str, pairs: str) -> None:
    moved = Moved(listed.split(), [*lost.split(), *listed.split(), "https://n.example/gone"])
    moved.made.take_over()
    expected = dict(pair.split(">") for pair in pairs.split())
    assert [dict(sorted(one.items())) for one in moved.adopted] == ([expected] if expected else [])
    told = {
        0: [],
        1: ["1 local article was found at a new place; its state was kept."],
        2: ["2 local articles were found at a new place; their states were kept."],
    }
    assert moved.made.said() == told[len(expected)]
    assert moved.made.said() == []


def test_what_is_still_there_has_not_moved(tmp_path: Path) -> None:
    there = notes(tmp_path / "n", ("a.md",)).with_name("a.md")
    moved = Moved(["/y/n/a.md"], [str(there)])
    moved.made.take_over()
    moved = Moved([], ["/x/n/a.md"])
    moved.made.take_over()
    assert (moved.adopted, moved.made.said()) == ([], [])


@pytest.mark.parametrize(
    ("before", "now", "is_followed"),
    [
        ("abcd", "abcd", True),
        ("abcd", "abxy", True),
        ("abcd", "axyz", False),
        ("", "ab", False),
    ],
)
def test_an_index_is_followed_where_half_of_its_articles_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, now: str, is_followed: bool
) -> None:
    old, new = str(tmp_path / "old" / "index.md"), str(tmp_path / "new" / "index.md")
    here = notes(tmp_path / "here", ())
    moved = Moved([], [], Source("notes", old), Source("here", str(here)), Source("web", "https://n.example/i.md"))
    moved.keys = {old: keys(f"{tmp_path}/old/{one}.md" for one in before)}
    moved.keys |= {new: keys(f"{tmp_path}/new/{one}.md" for one in now), str(here): []}
    monkeypatch.setattr(moved_folders, "local_keys", moved.keys.__getitem__)
    for location in ("https://n.example/index.md", "relative.md", str(here)):
        moved.made.look_for(location)
    assert moved.relocated == []
    moved.made.look_for(new)
    assert moved.relocated == ([("notes", new)] if is_followed else [])
    assert moved.made.said() == ([f"notes has moved: from {old} to {new}."] if is_followed else [])
    if is_followed:  # then one article is proof enough
        assert moved.made._is_certain(f"{tmp_path}/old", f"{tmp_path}/new")
    assert not moved.made._is_certain(f"{tmp_path}/other", f"{tmp_path}/new")


def test_an_index_that_can_not_be_read_is_no_other_place_of_one_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(location: str) -> list[str]:
        raise SourceError(f"{location} is no index.")

    moved = Moved([], [], Source("notes", str(tmp_path / "gone.md")))
    monkeypatch.setattr(moved_folders, "local_keys", unreadable)
    moved.made.look_for(str(tmp_path / "index.md"))
    assert (moved.relocated, moved.made.said()) == ([], [])


def test_a_folder_of_posts_is_followed_where_half_of_its_posts_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = f"{tmp_path}/old", f"{tmp_path}/new"
    moved = Moved([], [], Source("notes", old))
    moved.keys = {old: keys(f"{old}/{one}.md" for one in "abcd"), new: keys(f"{new}/{one}.md" for one in "abxy")}
    monkeypatch.setattr(moved_folders, "local_keys", moved.keys.__getitem__)
    moved.made.look_for(new)
    assert moved.relocated == [("notes", new)]
    assert moved.made._is_certain(old, new)
    other = f"{tmp_path}/other"
    moved = Moved([], [], Source("a", other), Source("b", old), Source("c", f"{tmp_path}/none"))
    moved.keys = {other: keys(f"{other}/{one}.md" for one in "xyz"), f"{tmp_path}/none": []}
    moved.keys |= {old: keys(f"{old}/{one}.md" for one in "abcd"), new: keys(f"{new}/{one}.md" for one in "abx")}
    monkeypatch.setattr(moved_folders, "local_keys", moved.keys.__getitem__)
    moved.made.look_for(new)
    assert moved.relocated == [("b", new)]
