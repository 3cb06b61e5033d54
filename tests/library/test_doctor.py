"""What `doctor` says of sources and folders: nothing is well that can't be read or written."""

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from blogreader.errors import Unwritable
from blogreader.files import check_writable, is_left_over, left_over
from blogreader.library.folder_checks import check
from blogreader.library.offline import feed_texts
from blogreader.paths import Paths
from tests.cli.test_commands_bad_input import GOOD
from tests.conftest import Commands, no_more_than_8_kb
from tests.site import Site

OTHER = GOOD.replace("Good", "Better").replace("/good", "/better")


@pytest.fixture
def following(commands: Commands, tmp_path: Path) -> Commands:
    """A library that follows two indexes."""
    for name, text in (("one", GOOD), ("two", OTHER)):
        (tmp_path / f"{name}.md").write_text(text)
        commands.done("add", str(tmp_path / f"{name}.md"))
    commands.done("mark", "read", "title:Better")
    return commands


def titles(commands: Commands) -> list[str]:
    return sorted(line.split("\t")[4] for line in commands("list", "--plain").rows)


def list_of(commands: Commands) -> Path:
    return commands.library / "sources.json"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _removed(path: Path) -> None:
    path.unlink()


# The list of the sources


@pytest.mark.slow
@pytest.mark.parametrize("damage", [_cut, _zeroed, _emptied, _removed])
def test_a_lost_list_of_sources_locks_nothing_up_and_is_mended_from_its_backup(
    following: Commands, damage: Callable[[Path], None]
) -> None:
    path, sources = list_of(following), following.done("sources").out
    damage(path)
    for words in (("list", "--count"), ("mark", "unread", "title:Better"), ("sources",)):
        result = following(*words)
        assert result.status == 0
        assert "its backup is used; `blogreader doctor --repair` repairs it." in result.err
    assert result.out == sources
    result = following("doctor")
    assert (result.status, len(result.rows)) == (1, 1)
    assert result.out.startswith(f"{path} is ")
    assert "Repaired" in following.done("doctor", "--repair").out
    assert following.done("doctor").out == "Everything is fine.\n"
    assert following.done("sources").out == sources


def test_an_added_source_is_kept_though_the_list_was_damaged(following: Commands, tmp_path: Path) -> None:
    _cut(list_of(following))
    (tmp_path / "three.md").write_text(GOOD.replace("Good", "Best").replace("/good", "/best"))
    assert following("add", str(tmp_path / "three.md")).status == 0
    assert following.done("doctor").out == "Everything is fine.\n"
    assert titles(following) == ["Best", "Better", "Good"]
    assert len([*following.library.glob("sources.json.damaged-*")]) == 1


@pytest.mark.slow
@pytest.mark.parametrize("damage", [_cut, _zeroed, _emptied, _removed])
def test_without_a_backup_the_list_is_made_of_the_texts(following: Commands, damage: Callable[[Path], None]) -> None:
    for path in (list_of(following), following.library / "sources.json.bak"):
        damage(path)
    assert following("doctor").status == 1
    assert "Repaired" in following.done("doctor", "--repair").out
    assert following.done("doctor").out == "Everything is fine.\n"
    assert titles(following) == ["Better", "Good"]
    assert following.done("list", "--count", "is:read").rows == ["1"]


def test_an_index_of_which_only_the_text_is_known_names_no_private_addresses(following: Commands) -> None:
    text = following.library / "sources" / "one.md"
    text.write_text(f"{GOOD}\n### [Inside](http://127.0.0.1:1/x)\n2026-01-02 · Things · 3 min\n")
    for path in (list_of(following), following.library / "sources.json.bak"):
        path.unlink()
    following.done("doctor", "--repair")
    assert "on a private network" in following("show", "http://127.0.0.1:1/x").err


def test_what_can_not_be_mended_is_not_said_to_be(following: Commands) -> None:
    for path in (list_of(following), following.library / "sources.json.bak"):
        path.write_bytes(b"broken")
    shutil.rmtree(following.library / "sources")
    for words in (("doctor",), ("doctor", "--repair")):
        result = following(*words)
        assert result.status == 1
        assert f"{list_of(following)} is damaged" in result.out
        assert "`blogreader doctor --repair`" not in result.err
    assert "Not everything could be repaired." in result.err
    assert list_of(following).read_bytes() == b"broken"


# Their texts


@pytest.mark.slow
@pytest.mark.parametrize("damage", [_zeroed, _emptied, _removed, lambda path: path.write_bytes(b"\xff\xfe\xfd")])
def test_a_lost_text_is_said_by_every_command_and_mended_from_its_file(
    following: Commands, damage: Callable[[Path], None]
) -> None:
    path = following.library / "sources" / "one.md"
    damage(path)
    for _ in range(2):
        result = following("list", "--plain")
        assert (result.status, len(result.rows)) == (0, 1)
        assert f"{path} is " in result.err
        assert "the articles of one are not listed; `blogreader refresh one` reads it again." in result.err
    result = following("doctor")
    assert (result.status, result.rows) == (1, [result.rows[0]])
    assert result.out.startswith(f"{path} is ")
    assert "Repaired" in following.done("doctor", "--repair").out
    assert following.done("doctor").out == "Everything is fine.\n"
    assert titles(following) == ["Better", "Good"]
    assert following.done("list").err == ""


@pytest.mark.slow
def test_a_lost_text_from_the_network_is_not_well_until_a_refresh_brings_it(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    [path] = (commands.library / "sources").iterdir()
    path.write_bytes(b"")
    for words in (("doctor",), ("doctor", "--repair")):
        assert commands(*words).status == 1
    assert commands("list").out == ""
    commands.done("refresh")
    assert commands.done("doctor").out == "Everything is fine.\n"
    assert commands.done("list", "--count").rows == ["102"]


def test_a_lost_text_whose_file_went_too_is_not_mended(following: Commands, tmp_path: Path) -> None:
    (following.library / "sources" / "one.md").unlink()
    (tmp_path / "one.md").unlink()
    result = following("doctor", "--repair")
    assert result.status == 1
    assert f"{tmp_path / 'one.md'} can't be read: no such file or directory." in result.out


# Folders


def test_a_disk_that_is_full_is_not_well(following: Commands) -> None:
    with no_more_than_8_kb():
        found = [
            finding.sentence for finding in check(Paths(following.library, following.library / "cache", Path("/")))
        ]
    assert found == [
        f"{folder} can't be written: file too large."
        for folder in (following.library, following.library / "sources", following.library / "cache")
    ]


@pytest.mark.parametrize("name", ["state.json.lock", "sources.json.lock", "archive/documents.lock"])
def test_a_lock_that_can_not_be_taken_is_not_well(following: Commands, name: str) -> None:
    lock = following.library / name
    lock.unlink(missing_ok=True)
    lock.mkdir(parents=True)
    result = following("doctor")
    assert result.status == 1
    assert f"{lock} can't be written: is a directory." in result.out
    assert following("doctor", "--repair").status == 1


@pytest.mark.parametrize("name", ["state.json.lock", "cache/catalogue.db.lock"])
def test_a_lock_that_another_process_does_not_let_go_of_is_not_well(
    following: Commands, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("blogreader.files.PATIENCE_SECONDS", 0.01)
    with (following.library / name).open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = following("doctor")
    assert result.status == 1
    assert f"{following.library / name} can't be written: another process has locked it." in result.out
    assert following.done("doctor").out == "Everything is fine.\n"


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_in_the_place_of_the_catalogue_holds_nothing_up(
    following: Commands, make: Callable[[Path], None], suffix: str
) -> None:
    path = following.library / "cache" / f"catalogue.db{suffix}"
    path.unlink(missing_ok=True)
    make(path)
    result = following("list", "--count", "is:read")
    assert (result.status, result.out) == (0, "1\n")
    assert f"{path.with_name('catalogue.db')} can't be written: " in result.err
    assert "The list of articles is kept in memory for now." in result.err
    result = following("doctor")
    if make is Path.mkdir:  # it is not ours to be removed
        assert (result.status, f"{path} can't be written: it is not a regular file." in result.out) == (1, True)
    else:
        assert result.out == "Everything is fine.\n"


def test_a_library_that_can_not_be_made_is_not_well(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    commands.library = tmp_path / "file" / "library"
    result = commands("doctor")
    assert result.status == 1
    assert "can't be written: not a directory" in result.out
    assert not [*tmp_path.glob(".*")]


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user")
@pytest.mark.parametrize("what", ["library", "library/sources", "library/cache", "library/archive/ab", "a lock"])
def test_what_another_user_must_not_write_is_not_well(what: str) -> None:
    with tempfile.TemporaryDirectory() as name:  # those of pytest are closed to others
        top = Path(name)
        paths = Paths(top / "library", top / "library" / "cache", top)
        for folder in ("", "sources", "cache", "archive/ab", "archive/images/ab"):
            (paths.library / folder).mkdir(parents=True, exist_ok=True)
        lock = paths.library / "sources.json.lock"
        lock.touch()
        for path in (top, *top.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        closed = lock if what == "a lock" else top / what
        closed.chmod(0o555 if closed.is_dir() else 0o444)
        os.seteuid(65534)
        try:
            found = [*check(paths)]
        finally:
            os.seteuid(0)
        assert [finding.sentence for finding in found] == [f"{closed} can't be written: permission denied."]
        assert stat.S_ISDIR(top.stat().st_mode)


def test_looking_whether_a_folder_can_be_written_leaves_nothing_in_it(tmp_path: Path) -> None:
    check_writable(tmp_path / "not" / "there" / "yet")
    with no_more_than_8_kb(), pytest.raises(Unwritable):
        check_writable(tmp_path)
    assert [*tmp_path.iterdir()] == []


# What is left half-written


@pytest.mark.parametrize(
    ("name", "age", "left"),
    [
        (".state.json.999999999-1.tmp", 100, True),
        (".state.json.999999999-1.tmp", 10, False),
        (".catalogue.db.999999999-1.tmp-wal", 100, True),
        (".old.tmp", 100, True),
        (".state.json.{self}-1.tmp", 100_000, False),
        (".state.json.{parent}-1.tmp", 100_000, False),
        (".state.json.{parent}-1.tmp", 10_000_000, True),
        (".state.json.99999999999999999999-1.tmp", 100, True),
        ("state.json.999999999-1.tmp", 100, False),
        (".state.json.999999999-1.tmpx", 100, False),
        (".state.json", 100, False),
    ],
)
def test_a_file_is_left_half_written_when_nobody_alive_writes_it(
    tmp_path: Path, name: str, age: int, left: bool
) -> None:
    path = tmp_path / name.format(self=os.getpid(), parent=os.getppid())
    assert not is_left_over(path)
    path.write_bytes(b"half")
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))
    assert is_left_over(path) is left
    assert left_over(tmp_path) == ([path] if left else [])
    assert left_over(tmp_path / "nothing") == []


# What lies beside the texts of sources


def _left(commands: Commands, folder: Path) -> Path:
    """Take both articles out of the first index, and return where they are kept."""
    (folder / "one.md").write_text(GOOD.replace("Good", "First").replace("/good", "/first"))
    commands.done("refresh")
    (path,) = (commands.library / "sources").glob("*.gone.jsonl")
    assert commands.done("list", "--count", "is:gone").out == "1\n"
    return path


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b'{"url": "https', b"\0\0\0\0", b"[]", b"5", b"\xff\xfe"])
@pytest.mark.parametrize("where", ["head", "line", "end"])
def test_damage_in_what_left_an_index_is_told_costs_its_line_and_is_mended(
    following: Commands, tmp_path: Path, damage: bytes, where: str
) -> None:
    path = _left(following, tmp_path)
    lines = path.read_bytes().split(b"\n")
    lines = {
        "head": [damage, *lines[1:]],
        "line": [lines[0], damage, *lines[1:]],
        "end": [*lines[:-1], damage],
    }[where]
    path.write_bytes(b"\n".join(lines))
    before = path.read_bytes()
    assert following("list", "--count", "is:gone").out == "1\n"
    report = following("doctor")
    assert report.status == 1
    assert f"{path} is damaged: 1 line about articles that left the index" in report.out + report.err
    assert following("doctor", "--repair").status == 0
    assert path.with_name(f"{path.name}.damaged-1").read_bytes() == before
    assert following("doctor").status == 0
    assert following.done("list", "--count", "is:gone").out == "1\n"


@pytest.mark.slow
def test_a_refresh_writes_over_no_damaged_list_of_what_left_an_index(following: Commands, tmp_path: Path) -> None:
    path = _left(following, tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"url"', b'"uzl"'))
    before = path.read_bytes()
    (tmp_path / "one.md").write_text(GOOD.replace("Good", "Second").replace("/good", "/second"))
    following("refresh")
    assert path.with_name(f"{path.name}.damaged-1").read_bytes() == before


@pytest.mark.slow
def test_what_a_newer_version_kept_of_what_left_an_index_is_left_alone(following: Commands, tmp_path: Path) -> None:
    path = _left(following, tmp_path)
    path.write_text('{"archive": 99}\n{"url": "https://n.example/x"}\n')
    report = following("doctor", "--repair")
    assert report.status == 1
    assert "newer" in report.out + report.err
    assert path.read_text().startswith('{"archive": 99}')


def test_damage_in_the_hosts_that_were_met_is_told_and_mended(following: Commands) -> None:
    path = commands_hosts(following)
    path.write_bytes(b"n.example\n\xff\xfe\0/../x\n")
    report = following("doctor")
    assert report.status == 1
    assert f"{path} is damaged: 1 word in it can't be a host" in report.out + report.err
    assert following("doctor", "--repair").status == 0
    assert path.read_text() == "n.example\n"
    assert following("doctor").status == 0


def commands_hosts(commands: Commands) -> Path:
    return commands.library / "sources" / "one.hosts"


@pytest.mark.parametrize("damage", [_cut, _zeroed, _emptied])
def test_damage_in_the_texts_of_a_feed_is_told_and_mended(following: Commands, damage: Callable[[Path], None]) -> None:
    path = commands_hosts(following).with_name("one.feed.zip")
    feed_texts.put(path, {"https://n.example/good": "<p>" + "Words. " * 900})
    assert following("doctor").status == 0
    damage(path)
    report = following("doctor")
    assert report.status == 1
    assert f"{path} is damaged: it is not an archive of texts" in report.out + report.err
    assert following("doctor", "--repair").status == 0
    assert following("doctor").status == 0
    assert not path.exists()


def test_a_folder_that_can_not_be_written_is_told_and_nothing_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library"
    paths = Paths(library, library / "cache", tmp_path / "config.toml")
    for name in ("catalogue.db", "sources", "archive", "cache/catalogue.db-wal"):
        (library / name).mkdir(parents=True)
    told = [finding.sentence for finding in check(paths)]
    assert told == [
        f"{library}/catalogue.db can't be written: it is not a regular file.",
        f"{library}/cache/catalogue.db-wal can't be written: it is not a regular file.",
    ]
    closed = library

    def fail(folder: Path) -> None:
        if folder == closed:
            raise Unwritable(folder, "permission denied")

    monkeypatch.setattr("blogreader.files.check_writable", fail)
    assert [finding.sentence for finding in check(paths)] == [
        f"{library} can't be written: permission denied.",
        told[1],
    ]
    closed = library / "cache"
    assert len([finding for finding in check(paths) if str(closed) in finding.sentence]) == 1


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (["archive/aa"], ["archive/aa can't be written: permission denied."]),
        (["archive/ab"], ["archive/ab can't be written: permission denied."]),
        (
            ["archive/aa", "archive/ab"],
            ["archive/aa can't be written: permission denied, and 1 more folder beside it."],
        ),
        (["sources/catalogue.db", "archive/aa"], ["archive/aa can't be written: permission denied."]),
        (["catalogue.db-wal"], ["catalogue.db-wal can't be written: permission denied."]),
    ],
)
def test_folders_and_files_that_are_closed_to_the_reader_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: list[str], said: list[str]
) -> None:
    library = tmp_path / "library"
    for name in ("sources", "archive/aa", "archive/ab", "cache"):
        (library / name).mkdir(parents=True)
    (library / "catalogue.db-wal").touch()

    def access(path: Path, rights: int, **_: object) -> bool:
        assert rights == (os.R_OK | os.W_OK if path.suffix else os.W_OK | os.X_OK)
        return str(path.relative_to(library)) not in closed

    monkeypatch.setattr("blogreader.library.folder_checks._is_open", access)
    found = check(Paths(library, library / "cache", tmp_path / "config.toml"))
    assert [finding.sentence for finding in found] == [f"{library}/{sentence}" for sentence in said]


@pytest.mark.parametrize("number", [1, 2])
def test_files_that_were_left_half_written_are_told_and_removed(tmp_path: Path, number: int) -> None:
    paths = Paths(tmp_path / "library", tmp_path / "cache", tmp_path / "config.toml")
    (paths.library / "sources").mkdir(parents=True)
    paths.cache.mkdir()
    for folder in (paths.library, paths.library / "sources", paths.cache):
        for at in range(number):
            left = folder / f".{at}.state.json.999999999-1.tmp"
            left.touch()
            os.utime(left, (5, 5))
    found = [*check(paths)]
    what = "1 file was" if number == 1 else "2 files were"
    assert [finding.sentence for finding in found] == [
        f"{what} left half-written in {folder}." for folder in (paths.library, paths.library / "sources", paths.cache)
    ]
    for finding in found:
        assert finding.mend is not None
        finding.mend()
    assert [*check(paths)] == []
