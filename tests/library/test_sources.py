"""The sources that a library follows: a list and the text of each, in files that a person can read."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.errors import Damaged, FormatTooNew, LibraryError, Unwritable
from blogreader.model import Source
from blogreader.source_files import SourceFiles, named

WEB = Source(
    name="blog",
    location="https://example.org/index.md",
    base="https://www.example.org/index.md",
    title="The bløg",
    etag='W/"5d2"',
    last_modified="Thu, 16 Apr 2026 10:00:00 GMT",
    read_at=datetime(2026, 11, 1, 9, 30, tzinfo=UTC),
)
LOCAL = Source(name="notes", location="/home/ada/notes.md")


def test_sources_read_back_in_their_order(tmp_path: Path) -> None:
    SourceFiles(tmp_path).write((WEB, LOCAL))
    assert SourceFiles(tmp_path).read() == (WEB, LOCAL)
    SourceFiles(tmp_path).write((LOCAL,))
    assert SourceFiles(tmp_path).read() == (LOCAL,)


def test_a_person_can_read_the_list(tmp_path: Path) -> None:
    SourceFiles(tmp_path).write((Source(name="blog", location="https://example.org/", title="The bløg"),))
    text = """{
 "format": 1,
 "sources": [
  {
   "name": "blog",
   "location": "https://example.org/",
   "title": "The bløg",
   "format": "markdown"
  }
 ]
}
"""
    assert (tmp_path / "sources.json").read_text(encoding="utf-8") == text
    assert (tmp_path / "sources.json.bak").read_text(encoding="utf-8") == text


def test_a_damaged_list_behind_a_link_is_set_aside_before_another_one_is_written(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "list.json").write_text("{")
    files = SourceFiles(tmp_path / "library")
    files.path.parent.mkdir()
    files.path.symlink_to(tmp_path / "mine" / "list.json")
    files.write((LOCAL,))
    [aside] = (tmp_path / "library").glob("sources.json.damaged-*")
    assert aside.read_text() == "{"
    assert files.path.is_symlink()
    assert files.read() == (LOCAL,)


def test_a_text_that_can_not_be_looked_at_is_there_and_says_why(tmp_path: Path) -> None:
    files = SourceFiles(tmp_path)
    assert not files.has_text(WEB)
    (tmp_path / "sources").symlink_to("sources")  # it leads to itself
    assert files.has_text(WEB)
    with pytest.raises(LibraryError, match="too many levels of symbolic links"):
        files.read_text(WEB)
    (tmp_path / "sources").unlink()
    (tmp_path / "sources").write_text("a file")
    assert not files.has_text(WEB)


def test_a_library_that_never_followed_any_is_not_one_that_follows_none(tmp_path: Path) -> None:
    assert SourceFiles(tmp_path).read() is None
    SourceFiles(tmp_path).write(())
    assert SourceFiles(tmp_path).read() == ()


def test_the_text_of_a_source_is_kept_and_forgotten(tmp_path: Path) -> None:
    files = SourceFiles(tmp_path)
    text = "# Bløg\r\n\n### [A](/a)\u2028\n"
    files.write_text(WEB, text)
    assert files.read_text(WEB) == text
    assert files.path_of(WEB) == tmp_path / "sources" / "blog.md"
    files.remove_text(WEB)
    files.remove_text(WEB)
    with pytest.raises(LibraryError, match=r"blog\.md can't be read: no such file"):
        files.read_text(WEB)


def test_a_lone_surrogate_in_a_text_does_not_keep_it_from_being_kept(tmp_path: Path) -> None:
    SourceFiles(tmp_path).write_text(WEB, "a\ud800b")
    assert SourceFiles(tmp_path).read_text(WEB) == "a?b"


def test_a_text_that_is_none_is_told_by_name(tmp_path: Path) -> None:
    files = SourceFiles(tmp_path)
    files.path_of(WEB).parent.mkdir()
    files.path_of(WEB).write_bytes(b"Caf\xe9")
    with pytest.raises(Damaged, match=r"blog\.md is damaged \(not UTF-8 text\)"):
        files.read_text(WEB)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\xfd",
        b"[]",
        b"5",
        b"[" * 100_000,
        b"{}",
        b'{"format": "x", "sources": []}',
        b'{"format": 1, "sources": 5}',
        b'{"format": 1, "sources": [5]}',
        b'{"format": 1, "sources": [{"name": "blog"}]}',
        b'{"format": 1, "sources": [{"name": "../../etc/passwd", "location": "/x"}]}',
        b'{"format": 1, "sources": [{"name": "", "location": "/x"}]}',
        b'{"format": 1, "sources": [{"name": 5, "location": "/x"}]}',
        b'{"format": 1, "sources": [{"name": "blog", "location": 5}]}',
        b'{"format": 1, "sources": [{"name": "blog", "location": "/x", "read_at": "yesterday"}]}',
        b'{"format": 1, "sources": [{"name": "blog", "location": "/x", "colour": "red"}]}',
        b'{"format": 1, "sources": [{"name": "blog", "location": null}]}',
        b'{"format": 1, "sources": [{"name": "blog", "location": "/a\\u0000b"}]}',
        b'{"format": 1, "sources": [{"name": "blog", "location": "/a\\ud800b"}]}',
        b'{"format": 1, "sources": [{"name": "blog", "location": "/x", "title": []}]}',
        b'{"format": 1, "sources": [{"name": "blog", "location": "/x", "read_at": "0001-01-01T00:00:00+14:00"}]}',
        b'{"format": 1, "sources": [{"name": "blog", "location": "/x", "read_at": "9999-12-31T23:59:59-14:00"}]}',
        b'{"format": 1, "sources": [{"name": "blog", "location": "/x", "read_at": 5}]}',
        b'{"format": 1, "sources": [{"name": "' + b"x" * 5_000 + b'", "location": "/x"}]}',
    ],
)
def test_a_damaged_list_is_told_by_name_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sources.json"
    path.write_bytes(content)
    with pytest.raises(Damaged) as caught:
        SourceFiles(tmp_path).read()
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content


def test_a_list_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sources.json"
    path.write_text('{"format": 2, "sources": {"new": "shape"}}', encoding="utf-8")
    with pytest.raises(FormatTooNew, match=r"sources\.json was written by a newer blogreader"):
        SourceFiles(tmp_path).read()
    assert path.read_text(encoding="utf-8") == '{"format": 2, "sources": {"new": "shape"}}'


def test_a_list_edited_by_hand_is_used(tmp_path: Path) -> None:
    (tmp_path / "sources.json").write_text(
        '{"sources": [{"location": "/home/ada/notes.md", "name": "notes"}], "format": 1}', encoding="utf-8"
    )
    assert SourceFiles(tmp_path).read() == (LOCAL,)


def test_a_list_that_cannot_be_read_or_written_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "sources.json").mkdir()
    with pytest.raises(LibraryError, match=r"sources\.json is a folder, not a file"):
        SourceFiles(tmp_path).read()
    with pytest.raises(Unwritable, match=r"sources\.json can't be written"):
        SourceFiles(tmp_path).write((WEB,))
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Unwritable, match="can't be written: not a directory"):
        SourceFiles(tmp_path / "file").write_text(WEB, "")


def test_files_that_are_links_into_a_folder_of_the_owners_are_used_there_and_stay_links(tmp_path: Path) -> None:
    library, dotfiles = tmp_path / "library", tmp_path / "dotfiles"
    files = SourceFiles(library)
    files.write((WEB,))
    files.write_text(WEB, "old")
    dotfiles.mkdir()
    for path, name in ((library / "sources.json", "sources.json"), (files.path_of(WEB), "blog.md")):
        path.rename(dotfiles / name)
        path.symlink_to(dotfiles / name)
    with files.locked():
        files.write((WEB, LOCAL))
        files.write_text(WEB, "new")
    assert (SourceFiles(library).read(), files.read_text(WEB)) == ((WEB, LOCAL), "new")
    assert ((library / "sources.json").is_symlink(), files.path_of(WEB).is_symlink()) == (True, True)
    assert (dotfiles / "blog.md").read_text() == "new"
    written = (dotfiles / "sources.json").read_text()
    (dotfiles / "sources.json").write_text(written.replace("https://", "https://ada:secret@"))
    assert SourceFiles(library).leave_out_credentials() == [WEB.location]
    assert ((dotfiles / "sources.json").read_text(), (library / "sources.json").is_symlink()) == (written, True)
    (dotfiles / "sources.json").unlink()
    (dotfiles / "sources.json").symlink_to("/dev/zero")
    with pytest.raises(
        LibraryError, match=r"sources\.json can't be read: it is a link to something that is not a regular file"
    ):
        SourceFiles(library).read()


def test_a_folder_of_texts_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "sources").symlink_to("../elsewhere")
    SourceFiles(tmp_path / "library").write_text(WEB, "text")
    assert (
        (tmp_path / "elsewhere" / "blog.md").read_text() == SourceFiles(tmp_path / "library").read_text(WEB) == "text"
    )


def test_the_stamp_is_another_one_after_every_change(tmp_path: Path) -> None:
    files = SourceFiles(tmp_path)
    embedded = tmp_path / "embedded.md"
    embedded.write_text("one", encoding="utf-8")
    stamps = [files.stamp((WEB,), embedded)]
    assert files.stamp((WEB,), embedded) == stamps[0]
    files.write((WEB,))
    stamps.append(files.stamp((WEB,), embedded))
    files.write_text(WEB, "one")
    stamps.append(files.stamp((WEB,), embedded))
    os.utime(files.path_of(WEB), ns=(0, 0))
    stamps.append(files.stamp((WEB,), embedded))
    embedded.write_text("another", encoding="utf-8")
    stamps.append(files.stamp((WEB,), embedded))
    stamps.append(files.stamp((WEB, LOCAL), embedded))
    assert len(set(stamps)) == len(stamps)


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("https://www.blog.example.org/index.md", "blog-example-org"),
        ("https://Bücher.example/", "bucher-example"),
        ("/home/ada/My notes.md", "my-notes"),
        ("/home/ada/漢字.md", "source"),
        ("/", "source"),
        ("http://[::1", "source"),
        ("http://", "source"),
        ("/home/" + "a" * 200, "a" * 40),
    ],
)
def test_a_source_is_named_after_its_host_or_file(location: str, name: str) -> None:
    assert named(location, set()) == name
    assert named(location, {name, f"{name}-2"}) == f"{name}-3"


@given(st.text(st.characters()), st.booleans())
def test_any_location_gives_a_name_that_reads_back(location: str, of_the_web: bool) -> None:
    name = named(f"http://{location}" if of_the_web else location, {"source"})
    assert name != "source"
    assert name.isascii()
    assert name.replace("-", "").isalnum()
    assert name == name.lower()


def test_a_source_without_a_title_or_a_time_reads_back(tmp_path: Path) -> None:
    source = replace(WEB, title=None, read_at=None, etag=None, base=None)
    SourceFiles(tmp_path).write((source,))
    assert SourceFiles(tmp_path).read() == (source,)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ('"name": "A b", "location": "/a"', "'A b' is not the name of a source"),
        ('"name": "a", "location": 5', "a holds something other than text"),
        ('"name": "a", "location": "/a\\u0000"', "a holds characters that no file name or address can contain"),
        ('"name": "a", "location": "/\\ud800"', "a holds characters that no file name or address can contain"),
    ],
)
def test_what_no_source_can_have_is_damage(tmp_path: Path, facts: str, reason: str) -> None:
    path = tmp_path / "sources.json"
    path.write_text(f'{{"format": 1, "sources": [{{{facts}}}]}}')
    with pytest.raises(Damaged) as caught:
        SourceFiles(tmp_path).read()
    assert str(caught.value).startswith(f"{path} is damaged ({reason}); ")


# The backup


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff", b"\0" * 300, b'{"format": 1, "sources": [5]}', None])
def test_a_damaged_or_lost_list_is_read_from_its_backup_and_said_once(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "sources.json"
    SourceFiles(tmp_path).write((WEB,))
    SourceFiles(tmp_path).write((WEB, LOCAL))
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    files = SourceFiles(tmp_path)
    assert (files.read(), files.read()) == ((WEB, LOCAL), (WEB, LOCAL))
    [sentence] = files.said()
    what = "missing" if damage is None else "damaged"
    assert sentence.startswith(f"{path} is {what}")
    assert sentence.endswith(": its backup is used; `blogreader doctor --repair` repairs it.")
    assert files.said() == []
    assert path.exists() is (damage is not None)
    assert list(files.faults()) == [path]
    if damage is None:
        assert files.faults()[path] == f"{path} is missing; its backup is there."
    files.write((WEB,))
    assert SourceFiles(tmp_path).read() == (WEB,)
    assert files.faults() == {}
    aside = [copy.read_bytes() for copy in tmp_path.glob("sources.json.damaged-*")]
    assert aside == ([] if damage is None else [damage])


def test_a_damaged_backup_is_told_and_does_not_matter_otherwise(tmp_path: Path) -> None:
    files = SourceFiles(tmp_path)
    files.write((WEB,))
    (tmp_path / "sources.json.bak").write_bytes(b"broken")
    assert (files.read(), files.said(), files.backup()) == ((WEB,), [], None)
    [(path, sentence)] = files.faults().items()
    assert path == tmp_path / "sources.json.bak"
    assert "is damaged" in sentence


def test_a_list_of_a_newer_version_is_not_replaced_by_its_backup(tmp_path: Path) -> None:
    files = SourceFiles(tmp_path)
    files.write((WEB,))
    newer = b'{"format": 2, "sources": {"new": "shape"}}'
    (tmp_path / "sources.json").write_bytes(newer)
    for use in (files.read, files.faults, lambda: files.write((LOCAL,))):
        with pytest.raises(FormatTooNew):
            use()
    assert (tmp_path / "sources.json").read_bytes() == newer


def test_where_the_backup_cannot_be_written_the_list_stays_as_it_was(tmp_path: Path) -> None:
    files = SourceFiles(tmp_path)
    files.write((WEB,))
    (tmp_path / "sources.json.bak").unlink()
    (tmp_path / "sources.json.bak").mkdir()
    with pytest.raises(Unwritable, match=r"sources\.json\.bak can't be written"):
        files.write((LOCAL,))
    assert files.read() == (WEB,)


def test_texts_are_found_by_the_names_of_their_sources(tmp_path: Path) -> None:
    files = SourceFiles(tmp_path)
    assert files.texts() == {}
    files.write_text(WEB, "text")
    for name in (".blog.md.1-1.tmp", "Blog 2.md", "blog.html"):
        (tmp_path / "sources" / name).write_text("text")
    (tmp_path / "sources" / "folder.md").mkdir()
    assert files.texts() == {"blog": files.path_of(WEB)}
