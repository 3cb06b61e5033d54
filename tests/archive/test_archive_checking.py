"""The check of an archive: every finding, its sentence, and what mends it."""

import gzip
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blogreader import files
from blogreader.archive import Archive, damage_checks
from blogreader.archive.archive_tree import ArchiveTree
from blogreader.archive.damage_checks import check
from blogreader.errors import Damaged, LibraryError
from blogreader.library.reports import checked
from blogreader.model import ArchivedImage, Failure
from tests.archive.test_archive import DOCUMENT, KEY
from tests.conftest import Commands
from tests.site import Site

PNG = b"\x89PNG\r\n\x1a\n and so on"
HTML = "<!doctype html><p>Grüße</p>" * 100
Break = Callable[[Path], None]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def full(archive: Archive) -> Archive:
    """An archive with a document, its page and its pictures."""
    pictures = tuple(ArchivedImage(url, archive.keep_image(PNG + url.encode(), "png")) for url in DOCUMENT.images)
    archive.write_page(KEY, HTML)
    archive.write(replace(DOCUMENT, pictures=pictures))
    return archive


def sentences(archive: Archive) -> list[str]:
    return [finding.sentence for finding in check(archive)]


def mended(archive: Archive) -> list[str]:
    """Mend what is found, and return the sentences; nothing that can be mended is found again."""
    findings = [*check(archive)]
    for finding in findings:
        if finding.mend:
            finding.mend()
    return [finding.sentence for finding in findings]


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def page_of(archive: Archive) -> Path:
    return archive.path_of(KEY).with_suffix(".html.gz")


# Pages


def test_a_page_is_kept_packed_and_reads_back(archive: Archive) -> None:
    archive.write_page(KEY, HTML)
    path = page_of(archive)
    assert gzip.decompress(path.read_bytes()).decode() == HTML
    assert len(path.read_bytes()) < len(HTML) / 10
    assert archive.read_page(KEY) == HTML
    archive.write_page(KEY, "\ud800 a lone surrogate")
    assert archive.read_page(KEY) == "? a lone surrogate"
    archive.write_page(KEY, None)
    assert archive.read_page(KEY) is None
    assert [*archive.tree.paths()] == []


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def _junk(path: Path) -> None:
    path.write_bytes(b"no gzip")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [_cut, _junk, _empty, _flipped])
def test_a_damaged_page_is_told_found_and_removed(full: Archive, damage: Break) -> None:
    damage(page_of(full))
    with pytest.raises(
        Damaged,
        match=r"\.html\.gz is damaged .*`blogreader doctor --repair` removes it, and `blogreader fetch --force`",
    ):
        full.read_page(KEY)
    assert mended(full) == [f"{page_of(full)} is damaged: the page can't be decompressed."]
    assert full.read_page(KEY) is None
    assert sentences(full) == []
    assert full.has(KEY)


def test_a_page_that_is_no_file_is_not_read(archive: Archive) -> None:
    page_of(archive).mkdir(parents=True)
    with pytest.raises(LibraryError, match="is a folder, not a file"):
        archive.read_page(KEY)


# The mark of a document that is wanting pictures


def test_a_document_that_wants_pictures_has_a_mark_until_they_are_there(archive: Archive) -> None:
    assert not archive.is_whole(KEY)
    archive.write(DOCUMENT)
    mark = archive.path_of(KEY).with_suffix(".wanting")
    assert (mark.read_bytes(), archive.has(KEY), archive.is_whole(KEY)) == (b"", True, False)
    pictures = tuple(ArchivedImage(url, archive.keep_image(PNG, "png")) for url in DOCUMENT.images)
    archive.write(replace(DOCUMENT, pictures=pictures))
    assert archive.is_whole(KEY)
    assert not mark.exists()


# Findings


def test_an_archive_that_is_well_or_empty_has_no_findings(full: Archive, tmp_path: Path) -> None:
    assert sentences(full) == []
    assert sentences(Archive(tmp_path / "none")) == []


@pytest.mark.parametrize("content", [b"", b"no front matter", b"\xff\xfe", b"---\nurl: x\n---\n\ntext"])
def test_a_damaged_document_is_set_aside(full: Archive, content: bytes) -> None:
    path = full.path_of(KEY)
    path.write_bytes(content)
    first = mended(full)[0]
    assert first.startswith(f"{path} is damaged (")
    assert not full.has(KEY)
    assert path.with_suffix(".damaged").read_bytes() == content
    path.write_bytes(b"again")
    mended(full)
    assert path.with_suffix(".damaged").read_bytes() == content
    assert path.with_suffix(".damaged-2").read_bytes() == b"again"


def test_a_document_that_is_cut_off_is_set_aside(full: Archive) -> None:
    path = full.path_of(KEY)
    path.write_bytes(path.read_bytes()[:-4])
    assert mended(full) == [f"{path} is incomplete."]
    assert path.with_suffix(".damaged").is_file()
    assert full.read(KEY) is None


def test_a_document_in_the_place_of_another_is_set_aside(full: Archive) -> None:
    path = full.path_of(KEY)
    path.write_text(
        re.sub("^url: .*$", "url: https://example.org/another", path.read_text(), count=1, flags=re.MULTILINE)
    )
    assert mended(full) == [f"{path} holds another article: https://example.org/another."]
    assert full.read(KEY) is None


def _edited(path: Path) -> None:
    path.write_text(path.read_text() + "\nA remark of mine.\n")


def _cut_at_the_end_of_a_line(path: Path) -> None:
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))


def _changed_inside(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-4] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("change", [_edited, _cut_at_the_end_of_a_line, _changed_inside])
def test_a_document_that_is_not_as_it_was_fetched_is_remarked_and_left_alone(full: Archive, change: Break) -> None:
    path = full.path_of(KEY)
    change(path)
    text = path.read_bytes()
    [finding] = check(full)
    assert finding.is_remark
    assert finding.mend is None
    assert not finding.takes_away
    assert finding.sentence == (
        f"{path} is not the text that was fetched: it was edited or is damaged."
        f" `blogreader fetch --force 'url:\"{DOCUMENT.url}\"'` replaces it."
    )
    assert path.read_bytes() == text


def test_a_text_that_was_edited_stays_told_from_the_fetched_one_when_its_pictures_are_wanted_again(
    full: Archive,
) -> None:
    _edited(full.path_of(KEY))
    [remark] = sentences(full)
    next(full.tree.picture_paths()).unlink()
    assert len(mended(full)) == 2
    assert not full.is_whole(KEY)
    assert sentences(full) == [remark]


@pytest.mark.parametrize("lost", ["missing", "damaged"])
def test_a_picture_that_is_not_there_is_wanted_again(full: Archive, lost: str) -> None:
    first, second = full.tree.picture_paths()
    if lost == "missing":
        first.unlink()
    else:
        _flipped(first)
    found = mended(full)
    path = full.path_of(KEY)
    assert found[0] == f"1 picture is missing from {path}; `blogreader fetch` fetches what is missing."
    assert found[1:] == (
        [] if lost == "missing" else [f"{first} is damaged: the picture is not the one that was saved."]
    )
    document = full.read(KEY)
    assert document is not None
    assert [picture.file for picture in document.pictures] == [second.name]
    assert len(document.wanting) == 1
    assert not full.is_whole(KEY)
    assert not first.exists()
    assert sentences(full) == []


def test_pictures_of_nobody_are_found_and_removed_when_they_are_not_new(full: Archive) -> None:
    path = full.image_path(full.keep_image(PNG, "png"))
    assert path is not None
    assert sentences(full) == []  # a document may be about to name it
    age(path, 3700)
    assert mended(full) == [f"1 picture is in {full.folder} but used by no document (0.0 MB)."]
    assert not path.exists()
    assert len([*full.tree.picture_paths()]) == 2


def test_what_is_left_half_written_is_found_and_swept(full: Archive) -> None:
    left = [full.path_of(KEY).with_name(f".one.md.{number}-1.tmp") for number in range(2)]
    for path in left:
        path.write_bytes(b"half")
    assert sentences(full) == []  # somebody may be writing them
    for path in left:
        age(path, 100)
    assert mended(full) == [f"2 files were left half-written in {full.folder}."]
    assert not any(path.exists() for path in left)
    assert full.has(KEY)


def test_a_picture_that_was_left_half_written_is_swept_too(full: Archive) -> None:
    picture = next(full.tree.picture_paths())
    left = picture.with_name(f".{picture.name}.1-1.tmp")
    left.write_bytes(b"half")
    age(left, 100)
    full.sweep()
    assert not left.exists()
    assert picture.exists()


def test_a_sweep_leaves_what_is_new_or_has_another_name(full: Archive) -> None:
    folder = full.path_of(KEY).parent
    for name in (".new.md.1-1.tmp", "old.tmp", ".old"):
        (folder / name).write_bytes(b"")
    for name in ("old.tmp", ".old"):
        age(folder / name, 1000)
    before = {*full.tree.paths()}
    full.sweep()
    assert {*full.tree.paths()} == before


# Files that are none


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "of somebody").write_bytes(b"precious")


def _link_to_an_endless_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nothing"))


STRANGE: dict[Break, str] = {
    _folder: "a folder",
    os.mkfifo: "a pipe",
    _link_to_an_endless_device: "a link",
    _link_to_nothing: "a link",
}


@pytest.mark.parametrize("make", STRANGE)
@pytest.mark.parametrize("ending", [".md", ".html.gz", ".failed", ".wanting", ".again", ".shorter"])
def test_what_is_no_file_in_the_place_of_one_is_set_aside_unread(full: Archive, make: Break, ending: str) -> None:
    path = full.path_of(KEY).with_suffix(ending)
    path.unlink(missing_ok=True)
    make(path)
    kind = os.lstat(path).st_mode
    assert mended(full)[0] == f"{path} is {STRANGE[make]} where a file should be."
    assert not os.path.lexists(path)
    assert os.lstat(path.with_suffix(".damaged")).st_mode == kind
    assert [*check(full)] == []
    # And nothing is in the way of what is fetched next.
    full.write_page(KEY, HTML)
    full.write_failure(KEY, Failure("gone", DOCUMENT.fetched))
    full.write(full.read(KEY) or DOCUMENT)
    assert full.has(KEY)


@pytest.mark.parametrize("make", STRANGE)
def test_what_is_no_picture_in_the_place_of_one_is_set_aside_unread(full: Archive, make: Break) -> None:
    picture = next(full.tree.picture_paths())
    picture.unlink()
    make(picture)
    found = mended(full)
    assert f"{picture} is {STRANGE[make]} where a file should be." in found
    assert f"1 picture is missing from {full.path_of(KEY)}; `blogreader fetch` fetches what is missing." in found
    assert [*check(full)] == []


@pytest.mark.parametrize("make", STRANGE)
def test_what_is_no_file_among_what_was_set_aside_is_left_alone(full: Archive, make: Break) -> None:
    path = full.path_of(KEY)
    make(path.with_suffix(".damaged"))
    make(path.with_suffix(".damaged-2"))
    assert [*check(full)] == []
    path.write_bytes(b"no front matter")
    mended(full)
    assert path.with_suffix(".damaged-3").read_bytes() == b"no front matter"
    assert os.path.lexists(path.with_suffix(".damaged-2"))


@pytest.mark.slow
def test_what_was_set_aside_a_hundred_times_is_all_kept(full: Archive) -> None:
    path = full.path_of(KEY)
    for number in range(101):
        path.write_bytes(b"%d" % number)
        mended(full)
    assert len([*path.parent.glob("*.damaged*")]) == 101


def test_a_link_in_the_place_of_a_folder_is_not_followed(full: Archive, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("notes.md", "x.html.gz", ".half.1-1.tmp"):
        (elsewhere / name).write_bytes(b"precious")
        age(elsewhere / name, 1000)
    (full.folder / "ff").symlink_to(elsewhere)
    os.mkfifo(full.folder / "images" / "fe")
    (full.folder / "00").write_bytes(b"")
    assert sorted(mended(full)) == [
        f"{full.folder / '00'} is a file where a folder should be.",
        f"{full.folder / 'ff'} is a link where a folder should be.",
        f"{full.folder / 'images' / 'fe'} is a pipe where a folder should be.",
    ]
    assert sorted(path.name for path in elsewhere.iterdir()) == [".half.1-1.tmp", "notes.md", "x.html.gz"]
    assert [*check(full)] == []


def test_nothing_is_read_below_a_link_nor_written_there(full: Archive, tmp_path: Path) -> None:
    picture = full.keep_image(PNG, "png")
    document = full.path_of(KEY)
    for place in (document.parent, full.folder / "images" / picture[:2]):
        shutil.move(place, tmp_path / f"{place.name}-elsewhere")
        place.symlink_to(tmp_path / f"{place.name}-elsewhere")
    before = {path: path.read_bytes() for path in tmp_path.glob("*-elsewhere/*")}
    uses: list[Callable[[], object]] = [
        lambda: full.read(KEY),
        lambda: full.read_page(KEY),
        lambda: full.write(DOCUMENT),
        lambda: full.write_page(KEY, HTML),
        lambda: full.write_page(KEY, None),
        lambda: full.write_failure(KEY, Failure("No.", DOCUMENT.fetched)),
        lambda: full.write_shorter(DOCUMENT),
        lambda: full.keep_image(PNG, "png"),
    ]
    for use in uses:
        with pytest.raises(LibraryError, match="is a link where a folder should be; `blogreader doctor --repair`"):
            use()
    assert full.image_path(picture) is None
    assert {path: path.read_bytes() for path in tmp_path.glob("*-elsewhere/*")} == before
    assert len(mended(full)) == 2
    assert full.read(KEY) is None


def test_a_link_in_the_place_of_a_page_is_no_page(full: Archive, tmp_path: Path) -> None:
    page = page_of(full)
    page.rename(tmp_path / "page")
    assert not full.has_page(KEY)
    page.symlink_to(tmp_path / "page")
    assert not full.has_page(KEY)


@pytest.mark.slow
def test_a_page_that_unpacks_to_more_than_a_page_may_have_is_damaged(full: Archive) -> None:
    with gzip.open(page_of(full), "wb", 9) as page:
        for _ in range(101):
            page.write(bytes(1_000_000))
    assert mended(full) == [f"{page_of(full)} is damaged: the page can't be decompressed."]


# Files that go meanwhile


def test_what_goes_while_it_is_looked_at_is_nothing_wrong(full: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    path = full.path_of(KEY)
    endings = (".md", ".html.gz", ".failed", ".damaged", ".shorter")
    gone = [path.with_name(f"gone-{'0' * 32}{ending}") for ending in endings]
    picture = full.folder / "images" / "00" / f"{'0' * 64}.png"
    pages, pictures = [*full.tree.paths()], [*full.tree.picture_paths()]
    monkeypatch.setattr(ArchiveTree, "paths", lambda *_: iter([*gone, *pages]))
    monkeypatch.setattr(ArchiveTree, "picture_paths", lambda *_: iter([picture, *pictures]))
    assert [*check(full)] == []
    # Also between one look and the next.
    kind = path.lstat().st_mode
    monkeypatch.setattr("blogreader.archive.damage_checks._mode", lambda *_: kind)
    assert [*check(full)] == []


@pytest.mark.parametrize("what", [".md", ".html.gz", ".failed", "picture"])
def test_what_went_before_it_could_be_mended_is_mended(full: Archive, what: str) -> None:
    path = next(full.tree.picture_paths()) if what == "picture" else full.path_of(KEY).with_suffix(what)
    path.write_bytes(b"broken")
    found = [*check(full)]
    path.unlink()
    assert checked([one for one in found if str(path) in one.sentence.split(" is ")[0]], repair=True).is_well


def test_a_picture_that_a_document_names_is_never_nobodys(full: Archive) -> None:
    for picture in full.tree.picture_paths():
        age(picture, 10_000)
    assert sentences(full) == []


@pytest.mark.parametrize(("seconds", "is_nobodys"), [(3_600, False), (3_601, True)])
def test_a_picture_that_nobody_names_has_an_hour(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, seconds: int, is_nobodys: bool
) -> None:
    archive.keep_image(PNG + bytes(1_500_000), "png")
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
    for picture in archive.tree.picture_paths():
        os.utime(picture, (1_800_000_000 - seconds, 1_800_000_000 - seconds))
    assert sentences(archive) == (
        [f"1 picture is in {archive.folder} but used by no document (1.5 MB)."] if is_nobodys else []
    )


@pytest.mark.parametrize("ending", [".damaged", ".damaged-2", ".shorter"])
def test_a_picture_that_only_a_text_beside_names_is_not_nobodys(full: Archive, ending: str) -> None:
    path = full.path_of(KEY)
    path.rename(path.with_suffix(ending))
    for picture in full.tree.picture_paths():
        age(picture, 10_000)
    assert sentences(full) == []


def test_pictures_are_nobodys_only_where_every_document_could_be_read(
    full: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for picture in full.tree.picture_paths():
        age(picture, 10_000)
    read = files.read_bytes

    def refused(path: Path, *limits: object, **options: object) -> bytes:
        if path.suffix == ".md":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path, *limits, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "read_bytes", refused)
    [finding] = check(full)
    assert finding.sentence == f"{full.path_of(KEY)} can't be read: permission denied."
    assert finding.mend is None
    assert not finding.is_remark
    result = checked([finding], repair=True)
    assert (result.is_well, len([*full.tree.picture_paths()])) == (False, 2)


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user")
def test_what_must_not_be_read_is_told_and_neither_damaged_nor_removed(full: Archive) -> None:
    with tempfile.TemporaryDirectory() as name:  # those of pytest are closed to others
        others = Archive(Path(name) / "archive")
        shutil.copytree(full.folder, others.folder)
        for path in (Path(name), others.folder, *others.folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o600)
        before = {path: path.read_bytes() for path in others.folder.rglob("*") if path.is_file()}
        os.seteuid(65534)
        try:
            found = [*check(others)]
        finally:
            os.seteuid(0)
        assert {path: path.read_bytes() for path in before} == before
    told = {finding.sentence for finding in found}
    assert told >= {f"{path} can't be read: permission denied." for path in before}
    assert {finding.mend for finding in found} == {None}


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user")
@pytest.mark.parametrize("mode", [0, 0o444])
@pytest.mark.parametrize("which", ["", "its folder", "images", "a folder of pictures"])
def test_a_folder_that_must_not_be_read_is_told_and_nothing_counts_as_gone(
    full: Archive, which: str, mode: int
) -> None:
    for picture in full.tree.picture_paths():
        age(picture, 10_000)
    inside = {"its folder": full.path_of(KEY).parent, "a folder of pictures": next(full.tree.picture_paths()).parent}
    with tempfile.TemporaryDirectory() as name:
        others = Archive(Path(name) / "archive")
        shutil.copytree(full.folder, others.folder)
        for path in (Path(name), *others.folder.rglob("*"), others.folder):
            path.chmod(0o777 if path.is_dir() else 0o666)
        closed = others.folder / inside.get(which, full.folder / which).relative_to(full.folder)
        closed.chmod(mode)
        os.seteuid(65534)
        try:
            found = [*check(others)]
            if which == "" or (which == "its folder" and not mode):  # names are enough
                with pytest.raises(LibraryError, match="can't be read: permission denied"):
                    others.kept([KEY])
            else:
                assert others.kept([KEY]).documents == {KEY}
        finally:
            os.seteuid(0)
    assert f"{closed} can't be read: permission denied." in {finding.sentence for finding in found}
    assert {finding.mend for finding in found} == {None}


# Failures


@pytest.mark.parametrize(
    ("at", "error"),
    [
        ("0001-01-01T00:00:00+14:00", "busy"),
        ("9999-12-31T23:59:59-14:00", "busy"),
        ("0001-01-01T00:00:00+23:59", "busy"),
        ("soon", "zu groß"),
        (None, "busy"),
        (17, "busy"),
    ],
)
def test_a_failure_of_a_time_that_there_is_not_is_mended_with_that_of_its_file(
    full: Archive, at: object, error: str
) -> None:
    path = full.path_of(KEY).with_suffix(".failed")
    path.write_text(json.dumps({"url": KEY, "error": error, "at": at}))
    os.utime(path, (1_780_000_000, 1_780_000_000))
    assert full.kept([KEY]).failures == {}
    assert mended(full) == [f"{path} is damaged: it does not say what failed, or when."]
    then = datetime.fromtimestamp(1_780_000_000, UTC)
    assert full.kept([KEY]).failures == {KEY: Failure(error, then)}
    assert error in path.read_text(encoding="utf-8")
    assert [*check(full)] == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"error": 5}', b'{"url": 5, "error": "x", "at": null}', b"[" * 100_000]
)
def test_a_failure_that_says_nothing_is_removed(full: Archive, content: bytes) -> None:
    path = full.path_of(KEY).with_suffix(".failed")
    path.write_bytes(content)
    assert mended(full) == [f"{path} is damaged: it does not say what failed, or when."]
    assert not path.exists()


@pytest.mark.slow
def test_commands_go_on_where_a_failure_is_of_a_time_that_there_is_not(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    post = site.posts[0]
    path = Archive(commands.library / "archive").path_of(site.url_of(post)).with_suffix(".failed")
    path.parent.mkdir(parents=True)
    for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        path.write_text(json.dumps({"url": site.url_of(post), "error": "busy", "at": at}))
        shutil.rmtree(commands.library / "cache")
        assert commands.done("list", "--count").rows == ["102"]
        assert commands("doctor").status == 1
        commands.done("doctor", "--repair")
        assert commands.done("list", "--count", "is:failed").rows == ["1"]
        assert commands.done("doctor").rows == ["Everything is fine."]


# Left half-written


@pytest.mark.parametrize("where", ["", "sources", "cache", "archive/ab", "archive/images/ab"])
def test_doctor_sweeps_what_killed_writers_left_and_nothing_of_one_that_is_alive(
    commands: Commands, where: str
) -> None:
    commands.done("mark", "read", "title:Drizzle")
    folder = commands.library / where
    folder.mkdir(parents=True, exist_ok=True)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as writer:
        half = folder / f".state.json.{writer.pid}-140.tmp"
        half.write_bytes(b"half")
        age(half, 1000)
        os.kill(writer.pid, signal.SIGSTOP)  # it is alive, and takes its time
        assert commands.done("doctor", "--repair").rows == ["Everything is fine."]
        assert half.exists()
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
    result = commands("doctor")
    assert (result.status, result.rows) == (1, [f"1 file was left half-written in {half_folder(folder, commands)}."])
    assert half.exists()
    assert commands("doctor", "--repair").status == 0
    assert not half.exists()
    assert commands.done("list", "--count", "is:read").rows == ["1"]


def half_folder(folder: Path, commands: Commands) -> Path:
    """An archive's files are counted together."""
    archive = commands.library / "archive"
    return archive if folder.is_relative_to(archive) else folder


# By the command


@pytest.mark.slow
def test_doctor_finds_where_the_list_and_the_archive_disagree_and_puts_the_marks_right(
    commands: Commands, site: Site
) -> None:
    commands.done("add", site.index_url)
    gone, back, failed = site.posts[:3]
    for post in (gone, back):
        commands("fetch", "-q", f"url:{post.slug}")
    site.broken[failed.slug] = 404
    commands("fetch", "-q", f"url:{failed.slug}")
    archive = Archive(commands.library / "archive")
    path = archive.path_of(site.url_of(back))
    aside = path.rename(path.with_suffix(".elsewhere"))
    commands("doctor", "--repair")
    assert commands.done("list", "--count", "is:offline").out == "1\n"
    aside.rename(path)
    archive.path_of(site.url_of(gone)).unlink()
    archive.path_of(site.url_of(failed)).with_suffix(".failed").unlink()
    wrong = [
        f"1 article ({site.url_of(gone)}) is counted as offline but not in the archive.",
        f"1 article ({site.url_of(back)}) is in the archive but not counted as offline.",
        f"1 article ({site.url_of(failed)}) is counted differently from what the archive says about the last attempt.",
    ]
    result = commands("doctor")
    assert (result.status, result.rows) == (1, [*wrong, *result.rows[3:]])
    assert commands.done("list", "--count", "is:offline", f"url:{gone.slug}").out == "1\n"
    assert commands.done("doctor", "--repair").rows[:3] == wrong
    assert commands.done("list", "--count", "is:offline", f"url:{gone.slug}").out == "0\n"
    assert commands.done("list", "--count", "is:offline", f"url:{back.slug}").out == "1\n"
    assert commands.done("list", "--count", "is:failed").out == "0\n"
    assert commands.done("doctor").out == "Everything is fine.\n"


@pytest.mark.slow
def test_doctor_names_the_first_of_many_articles_that_are_counted_wrong(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    posts = site.posts[:4]
    commands("fetch", "-q", "--no-images", " OR ".join(f"url:{post.slug}" for post in posts))
    urls = sorted(map(site.url_of, posts))
    for url in urls:
        Archive(commands.library / "archive").path_of(url).unlink()
    assert f"4 articles ({', '.join(urls[:3])}, …) are counted as offline" in commands("doctor").out


def test_doctor_leaves_a_list_alone_that_the_next_start_fills_anyway(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    post = site.posts[0]
    commands("fetch", "-q", f"url:{post.slug}")
    Archive(commands.library / "archive").path_of(site.url_of(post)).unlink()
    (commands.library / "cache" / "catalogue.db").unlink()
    assert commands.done("doctor").out == "Everything is fine.\n"
    assert not (commands.library / "cache" / "catalogue.db").exists()
    assert commands.done("list", "--count", "is:offline").out == "0\n"


def test_doctor_tells_of_sources_that_can_not_be_read_beside_the_rest(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    commands("fetch", "-q", f"url:{site.posts[0].slug}")
    [picture, *_] = Archive(commands.library / "archive").tree.picture_paths()
    picture.write_bytes(b"broken")
    (commands.library / "sources.json").write_text("no list")
    (commands.library / "sources.json.bak").unlink()
    shutil.rmtree(commands.library / "sources")
    for words in (("doctor",), ("doctor", "--repair")):
        result = commands(*words)
        assert result.status == 1
        assert f"{commands.library / 'sources.json'} is damaged" in result.out
    assert not picture.exists()


@pytest.mark.slow
def test_doctor_finds_mends_and_a_fetch_brings_back(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    post = site.posts[0]
    commands("fetch", "-q", f"url:{post.slug}")
    assert commands.done("doctor").out == "Everything is fine.\n"
    [picture, *_] = Archive(commands.library / "archive").tree.picture_paths()
    picture.write_bytes(b"broken")
    result = commands("doctor")
    assert result.status == 1
    assert "1 picture is missing from " in result.out
    assert f"{picture} is damaged" in result.out
    assert "nothing was changed" in result.err
    assert picture.read_bytes() == b"broken"
    result = commands("doctor", "--repair")
    assert result.status == 0
    assert commands.done("doctor").out == "Everything is fine.\n"
    site.requests.clear()
    assert commands("fetch", "-q", f"url:{post.slug}").out == "1 fetched, 0 unchanged, 0 failed\n"
    assert post.path not in site.requests
    assert hashlib.sha256(picture.read_bytes()).hexdigest() == picture.stem


@pytest.mark.slow
def test_doctor_sets_a_damaged_document_aside_and_it_is_fetched_anew(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    post = site.posts[0]
    commands("fetch", "-q", f"url:{post.slug}")
    path = Archive(commands.library / "archive").path_of(site.url_of(post))
    path.write_bytes(b"broken")
    commands("doctor", "--repair")
    assert commands.done("list", "--count", "is:offline").out == "0\n"
    assert commands("fetch", "-q", f"url:{post.slug}").out == "1 fetched, 0 unchanged, 0 failed\n"
    assert post.markers.last in path.read_text()


@pytest.mark.slow
def test_doctor_remarks_a_text_that_was_edited_and_tells_what_brings_the_fetched_one_back(
    commands: Commands, site: Site
) -> None:
    commands.done("add", site.index_url)
    post = site.posts[0]
    commands("fetch", "-q", f"url:{post.slug}")
    archive = Archive(commands.library / "archive")
    path = archive.path_of(site.url_of(post))
    whole = path.read_text()
    _edited(path)
    next(archive.tree.picture_paths()).unlink()
    edited = path.read_text()
    assert commands("doctor").status == 1  # for the picture alone
    commands.done("doctor", "--repair")
    commands("fetch", "-q", f"url:{post.slug}")
    result = commands.done("doctor", "--repair")
    [remark, rest] = result.rows
    assert rest == "Everything else is fine."
    assert path.read_text() == edited
    [_, command, _] = remark.split("`")
    [program, *words] = shlex.split(command)
    assert program == "blogreader"
    assert commands("-q", *words).out == "1 fetched, 0 unchanged, 0 failed\n"
    assert path.read_text().partition("\n---\n")[2] == whole.partition("\n---\n")[2]
    assert commands.done("doctor").out == "Everything is fine.\n"


@pytest.mark.slow
def test_what_brings_a_damaged_page_again_does(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    post = site.posts[0]
    commands("fetch", "-q", f"url:{post.slug}")
    page = Archive(commands.library / "archive").path_of(site.url_of(post)).with_suffix(".html.gz")
    whole = page.read_bytes()
    _cut(page)
    result = commands("fetch", "--re-extract", "-q", f"url:{post.slug}")
    assert "`blogreader doctor --repair` removes it, and `blogreader fetch --force` fetches it again." in result.err
    commands.done("doctor", "--repair")
    commands("fetch", "--force", "-q", f"url:{post.slug}")
    assert page.read_bytes() == whole


def test_what_takes_a_text_away_is_told_from_what_does_not(full: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> list[tuple[str, bool, bool]]:
        return [
            (one.sentence.removeprefix(str(full.path_of(KEY))), one.takes_away, one.is_remark) for one in check(full)
        ]

    path = full.path_of(KEY)
    text = path.read_text()
    with monkeypatch.context() as patched:
        patched.setattr(damage_checks, "LARGEST_DOCUMENT", 10)
        [(sentence, takes_away, _)] = [one for one in found() if one[0].startswith(" is damaged (larger")]
        assert (sentence, takes_away) == (" is damaged (larger than 0 MB).", True)
    for content, sentence in (
        ("---\nnothing\n", " is damaged (no front matter)."),
        (text.rstrip("\n")[:-3], " is incomplete."),
        (text.replace(KEY, f"{KEY}x", 1), " holds another article: "),
    ):
        path.write_text(content)
        told = [one for one in found() if one[0].startswith(sentence)]
        assert [one[1:] for one in told] == [(True, False)]
    path.write_text(text.replace("\n\n", "\n\nMine. ", 1))
    [(sentence, takes_away, is_remark)] = found()
    assert sentence.startswith(" is not the text that was fetched")
    assert (takes_away, is_remark) == (False, True)


@pytest.mark.parametrize("ending", [".md", ".html.gz", ".failed", ".earlier", ".wanting"])
def test_a_folder_in_the_place_of_a_document_takes_its_text_away_and_no_other(full: Archive, ending: str) -> None:
    path = full.path_of(KEY).with_suffix(ending)
    path.unlink(missing_ok=True)
    path.mkdir()
    [found] = [one for one in check(full) if str(path) in one.sentence]
    assert found.sentence == f"{path} is a folder where a file should be."
    assert found.takes_away is (ending == ".md")
