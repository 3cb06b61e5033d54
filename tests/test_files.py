"""Files are read within bounds and replaced so that a crash leaves the old one or the new one."""

import os
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from blogreader import files
from blogreader.errors import Unreadable, Unwritable
from tests.conftest import no_more_than_8_kb, opened_files

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 20


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_replaced_file_holds_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "file"
    files.replace(path, b"one")
    files.replace(path, b"two")
    assert files.read_bytes(path, 3) == b"two"
    assert names(path.parent) == ["file"]


def test_a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.replace(path, b"old")
    with no_more_than_8_kb(), pytest.raises(Unwritable, match=r"file can't be written: file too large\."):
        files.replace(path, b"x" * 100_000)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_a_file_that_is_no_text_is_told_with_its_line(tmp_path: Path) -> None:
    for data, line in ((b"\xe9", 1), (b"\n\xe9\n", 2), (b"a\nb\n\n\xe9", 4)):
        with pytest.raises(UnicodeDecodeError) as caught:
            data.decode()
        assert files.no_text(tmp_path, caught.value) == f"{tmp_path}, line {line}, is not UTF-8 text."


def test_a_file_below_a_file_is_reported_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unwritable, match=r"/file/folder can't be written: not a directory"):
        files.replace(tmp_path / "file" / "folder" / "name", b"")
    with pytest.raises(Unwritable, match="not a directory"), files.locked(tmp_path / "file" / "folder" / "name"):
        pass


def test_a_folder_that_is_in_the_way_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "name").mkdir()
    with pytest.raises(Unwritable, match="is a directory"):
        files.replace(tmp_path / "name", b"")
    assert names(tmp_path) == ["name"]
    with pytest.raises(Unwritable):
        files.remove(tmp_path / "name")


def test_a_link_is_replaced_and_what_it_led_to_left_alone(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"precious")
    link.symlink_to(target)
    files.replace(link, b"new")
    assert target.read_bytes() == b"precious"
    assert (link.read_bytes(), link.is_symlink()) == (b"new", False)


def test_a_link_of_the_owners_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    target, link = tmp_path / "notes" / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to("notes/../notes/target")
    (tmp_path / "further").symlink_to(link)
    files.replace(tmp_path / "further", b"new", own_links=True)
    assert (target.read_bytes(), target.is_symlink(), link.is_symlink()) == (b"new", False, True)
    assert files.read_bytes(tmp_path / "further", 3, own_links=True) == b"new"
    assert names(tmp_path / "notes") == ["target"]


def test_a_link_to_a_file_that_is_not_there_yet_makes_it_but_no_folder(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "disk" / "file")
    for use in (lambda: files.read_bytes(link, 3, own_links=True), lambda: files.target(link)):
        with pytest.raises(OSError, match=r"it is a link into .*/disk, which is not there") as caught:
            use()
        assert not isinstance(caught.value, FileNotFoundError)
    with pytest.raises(Unwritable, match=r"link can't be written: it is a link into .*/disk, which is not there"):
        files.replace(link, b"new", own_links=True)
    assert names(tmp_path) == ["link"]
    (tmp_path / "disk").mkdir()
    with pytest.raises(FileNotFoundError):
        files.read_bytes(link, 3, own_links=True)
    files.replace(link, b"new", own_links=True)
    assert (tmp_path / "disk" / "file").read_bytes() == b"new"


def test_a_link_to_what_is_no_file_of_the_owners_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "file").write_bytes(b"mine")
    for name, where in (("folder", "."), ("device", "/dev/zero"), ("to-pipe", "pipe"), ("to-file", "file")):
        (tmp_path / name).symlink_to(where)
    before = sorted(names(tmp_path))
    for name in ("folder", "device", "to-pipe"):
        with pytest.raises(OSError, match="it is a link to something that is not a regular file"):
            files.read_bytes(tmp_path / name, 10, own_links=True)
        with pytest.raises(
            Unwritable, match=f"{name} can't be written: it is a link to something that is not a regular file"
        ):
            files.replace(tmp_path / name, b"new", own_links=True)
    with pytest.raises(OSError, match="symbolic links"):
        files.target(tmp_path / "circle")
    monkeypatch.setattr("os.geteuid", lambda: 4711)
    with pytest.raises(OSError, match=r"it is a link (that another user made|to another user's file)"):
        files.read_bytes(tmp_path / "to-file", 10, own_links=True)
    assert (sorted(names(tmp_path)), (tmp_path / "file").read_bytes()) == (before, b"mine")


def test_a_lock_that_is_a_link_is_taken_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "file.lock").symlink_to("elsewhere")
    with files.locked(tmp_path / "file", own_links=True):
        assert sorted(names(tmp_path)) == ["elsewhere", "file.lock"]
    with pytest.raises(Unwritable, match="symbolic links"), files.locked(tmp_path / "file"):
        pass


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_made_is_its_owners_alone(tmp_path: Path) -> None:
    library = tmp_path / "above" / "library"
    with files.locked(library / "file"):
        files.replace(library / "sub" / "file", b"")
        files.touch(library / "mark")
    assert {path.name: mode(path) for path in tmp_path.rglob("*")} == {
        "above": 0o700,
        "library": 0o700,
        "file.lock": 0o600,
        "sub": 0o700,
        "file": 0o600,
        "mark": 0o600,
    }


def test_what_was_open_to_others_is_closed_to_them_when_it_is_written(tmp_path: Path) -> None:
    for name in ("state.json", "archive.mark", "state.json.lock"):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(0o664)
    tmp_path.chmod(0o775)
    (tmp_path / "sources.target").touch()
    (tmp_path / "sources.target").chmod(0o644)
    (tmp_path / "sources.json").symlink_to("sources.target")
    with files.locked(tmp_path / "state.json"):
        files.replace(tmp_path / "state.json", b"")
        files.replace(tmp_path / "sources.json", b"", own_links=True)
        files.touch(tmp_path / "archive.mark")
    assert {mode(path) for path in tmp_path.iterdir()} == {0o600}
    assert mode(tmp_path) == 0o700


@pytest.mark.parametrize("other", ["etc", ".bashrc", "photos", "index.md"])
def test_a_folder_that_has_more_in_it_than_a_library_is_not_closed(tmp_path: Path, other: str) -> None:
    (tmp_path / other).touch()
    tmp_path.chmod(0o755)
    with files.locked(tmp_path / "state.json"):
        files.replace(tmp_path / "state.json", b"")
    assert mode(tmp_path) == 0o755
    assert mode(tmp_path / "state.json") == 0o600


def test_what_was_closed_is_not_opened_and_a_folder_shared_on_purpose_stays(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    path.chmod(0o400)
    tmp_path.chmod(0o2770)
    with files.locked(path):
        files.replace(path, b"new")
    assert (mode(path), mode(tmp_path), path.read_bytes()) == (0o400, 0o2770, b"new")


def test_two_threads_that_write_one_file_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "file"
    contents = [bytes([letter]) * 50_000 for letter in b"ab"]

    def write(content: bytes) -> None:
        for _ in range(40):
            files.replace(path, content)
            assert files.read_bytes(path, 50_000) in contents

    with ThreadPoolExecutor() as threads:
        for writing in [threads.submit(write, content) for content in contents]:
            writing.result(PATIENCE_SECONDS)
    assert names(tmp_path) == ["file"]


def test_a_file_may_have_just_as_many_bytes_as_allowed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert files.read_bytes(path, 5) == b"12345"
    with pytest.raises(files.TooLargeFile):
        files.read_bytes(path, 4)


def test_links_are_followed_only_when_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"text")
    (tmp_path / "link").symlink_to("target")
    with pytest.raises(OSError, match="symbolic links"):
        files.read_bytes(tmp_path / "link", 100)
    assert files.read_bytes(tmp_path / "link", 100, follow_links=True) == b"text"


def test_folders_pipes_and_devices_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(OSError, match=r"is a folder, not a file|not a regular file"):
            files.read_bytes(path, 100)


def test_what_is_not_read_is_closed_again(tmp_path: Path) -> None:
    lowest_free = []
    for _ in range(2):
        descriptor = os.open(os.devnull, os.O_RDONLY)
        os.close(descriptor)
        lowest_free.append(descriptor)
        with pytest.raises(IsADirectoryError):
            files.read_bytes(tmp_path, 100)
    assert lowest_free[0] == lowest_free[1]


def test_removing_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    files.remove(tmp_path / "nothing")


def test_a_lock_keeps_another_process_waiting_until_it_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "file"
    program = (
        "import sys; from pathlib import Path; from blogreader.files import locked\n"
        "print('ready', flush=True)\n"
        f"with locked(Path({str(path)!r})): print(Path({str(path)!r}).read_text(), flush=True)"
    )
    with files.locked(path):
        other = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert other.stdout
        assert other.stdout.readline() == "ready\n"
        path.write_text("written under the lock")
    with other:
        assert other.communicate(timeout=PATIENCE_SECONDS)[0] == "written under the lock\n"
    assert other.returncode == 0


def test_what_is_written_moved_or_touched_is_closed_again(tmp_path: Path) -> None:
    files.replace(tmp_path / "a", b"x")
    files.touch(tmp_path / "b")
    files.move(tmp_path / "b", tmp_path / "c")
    files.check_writable(tmp_path / "d" / "e")
    with files.locked(tmp_path / "a"):
        pass
    assert opened_files(tmp_path) == []
    assert sorted(names(tmp_path)) == ["a", "a.lock", "c"]


@pytest.mark.parametrize(
    ("before", "after", "inside"),
    [
        (0o755, 0o700, ()),
        (0o700, 0o700, ()),
        (0o750, 0o700, ("state.json", "sources.json", "journal-a", "archive", "cache", "config.toml", "0a", ".x.tmp")),
        (0o755, 0o755, ("state.json", "letter.txt")),
        (0o755, 0o755, ("0ab",)),
        (0o2775, 0o2775, ()),
        (0o1777, 0o1777, ()),
    ],
)
def test_a_folder_of_a_library_is_its_owner_s_alone_unless_it_is_shared(
    tmp_path: Path, before: int, after: int, inside: tuple[str, ...]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in inside:
        (folder / name).touch()
    folder.chmod(before)
    files.close_to_others(folder)
    assert folder.stat().st_mode & 0o7777 == after


def test_a_file_is_its_owner_s_alone_and_another_s_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    for before, after in ((0o644, 0o600), (0o400, 0o400), (0o755, 0o700)):
        path.touch()
        path.chmod(before)
        files.close_to_others(path)
        assert path.stat().st_mode & 0o7777 == after
    path.chmod(0o644)
    monkeypatch.setattr("os.geteuid", lambda: 4711)
    files.close_to_others(path)
    assert path.stat().st_mode & 0o7777 == 0o644


@pytest.mark.parametrize(
    ("name", "age", "is_one"),
    [
        (".x.1-1.tmp", 61, True),
        (".x.1-1.tmp", 50, False),
        (".x.1-1.tmp-wal", 61, True),
        (".x.{own}-1.tmp", 3_600, False),
        (".x.{own}-1.tmp", 7 * 24 * 3_600 - 60, False),
        (".x.{own}-1.tmp", 7 * 24 * 3_600 + 60, True),
        (".x.9999999999-1.tmp", 61, True),
        (".x.tmp", 61, True),
        ("x.1-1.tmp", 10**6, False),
        (".x.1-1.tmp.md", 10**6, False),
    ],
)
def test_an_unfinished_file_is_left_over_once_its_writer_is_gone(
    tmp_path: Path, name: str, age: int, is_one: bool
) -> None:
    path = tmp_path / name.format(own=os.getpid())
    assert not files.is_left_over(path)
    path.touch()
    os.utime(path, (0, time.time() - age))
    assert files.is_left_over(path) is is_one
    assert files.left_over(tmp_path) == [path] * is_one
    assert files.left_over(tmp_path / "none") == []


def test_a_lock_that_is_held_is_waited_for_and_then_told(tmp_path: Path) -> None:
    asked: list[int] = []

    def is_held_briefly() -> bool:
        asked.append(1)
        return len(asked) < 3

    held = files.locked(tmp_path / "file", patience=0, is_held_briefly=is_held_briefly)
    told = pytest.raises(Unwritable, match=r"file\.lock can't be written: another process has locked it")
    with files.locked(tmp_path / "file"), told, held:
        pass
    assert len(asked) == 3
    with files.locked(tmp_path / "file", patience=0):
        pass


def test_a_large_file_is_refused_and_what_it_has_from_an_offset_on_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert files.read_bytes(path, 5) == b"12345"
    assert files.read_bytes(path, 3, offset=2) == b"345"
    assert files.read_head(path, 2) == b"12"
    with pytest.raises(files.TooLargeFile):
        files.read_bytes(path, 4)
    with pytest.raises(files.TooLargeFile):
        files.read_bytes(path, 2, offset=2)
    assert files.read_if_there(tmp_path / "none", 1) is None
    with pytest.raises(Unreadable, match=r"^\S+ is a folder, not a file\.$"):
        files.read_if_there(tmp_path, 1)
    assert [files.is_file(one) for one in (path, tmp_path, tmp_path / "none", tmp_path / ("x" * 300))] == [
        *(True, False, False, False),
    ]


@pytest.mark.parametrize(("offset", "limit", "found"), [(0, 6, b"abcdef"), (2, 4, b"cdef"), (6, 1, b""), (9, 1, b"")])
def test_a_file_is_read_from_an_offset_and_one_that_is_missing_is_none(
    tmp_path: Path, offset: int, limit: int, found: bytes
) -> None:
    (tmp_path / "file").write_bytes(b"abcdef")
    (tmp_path / "link").symlink_to("file")
    assert files.read_if_there(tmp_path / "file", limit, offset=offset) == found
    assert files.read_if_there(tmp_path / "link", limit, offset=offset, own_links=True) == found
    with pytest.raises(Unreadable, match="symbolic links"):
        files.read_if_there(tmp_path / "link", limit, offset=offset)
    assert files.read_if_there(tmp_path / "none", limit, offset=offset) is None
    if limit > 1:
        with pytest.raises(Unreadable, match="larger than 0 MB"):
            files.read_if_there(tmp_path / "file", limit - 1, offset=offset)


def test_a_link_that_the_system_made_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = Path.lstat
    (tmp_path / "link").symlink_to(tmp_path / "missing")

    def of(owner: int) -> None:
        monkeypatch.setattr(Path, "lstat", lambda path: os.stat_result((*(look(path))[:4], owner, *(look(path))[5:])))

    monkeypatch.setattr("os.geteuid", lambda: 4711)
    for owner in (0, 4711):
        of(owner)
        assert files.target(tmp_path / "link") == tmp_path / "missing"
    of(4712)
    with pytest.raises(PermissionError, match="it is a link that another user made"):
        files.target(tmp_path / "link")


@pytest.mark.parametrize(
    ("age", "process", "is_left"),
    [
        (60, 2**31 - 1, False),
        (60.5, 2**31 - 1, True),
        (60.5, "own", False),
        (60.5, 1, True),
        (7 * 24 * 3600, "own", False),
        (7 * 24 * 3600 + 0.5, "own", True),
    ],
)
def test_an_unfinished_file_is_nobodys_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: float, process: int | str, is_left: bool
) -> None:
    path = tmp_path / f".file.{os.getpid() if process == 'own' else process}-7.tmp"
    path.write_bytes(b"")
    os.utime(path, (1_000_000, 1_000_000))
    monkeypatch.setattr(files, "time", SimpleNamespace(time=lambda: 1_000_000 + age))
    assert files.is_left_over(path) is is_left
