"""The names of an archive's files: whose a file is, counts by what it says; old names become new ones without loss."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blogreader import files
from blogreader.archive import Archive, document_names, older_names
from blogreader.archive.damage_checks import check
from blogreader.errors import Damaged, Unwritable
from blogreader.model import Document, Failure, Via

FETCHED = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
KEYS = [f"https://blog.example/{year}/post" for year in range(2020, 2026)]
FAILURE = Failure("blog.example took too long.", FETCHED)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def document(key: str, text: str = "", *, images: tuple[str, ...] = ()) -> Document:
    return Document(key, key, text or f"The text of {key}.\n", FETCHED, Via.EXTRACTED, images=images)


def text_of(archive: Archive, key: str) -> str | None:
    found = archive.read(key)
    return found.text if found else None


def with_old_names(archive: Archive) -> None:
    """Rename all files as older versions named them, which had nothing to say in a page of whose it is."""
    for key in KEYS:
        for ending in (document_names.DOCUMENT, *document_names.BESIDE, ".damaged", ".damaged-2"):
            path = archive.path_of(key).with_suffix(ending)
            if path.exists():
                if ending == document_names.PAGE:
                    path.write_bytes(gzip.compress(f"<p>{key}".encode(), mtime=0))
                path.rename(path.with_name(document_names.old_stem(key) + ending))


def fill(archive: Archive) -> None:
    """Keep a whole document, one that wants pictures, a damaged one with a copy, a failure, both, and a page alone."""
    for key in KEYS[:3]:
        archive.write_page(key, f"<p>{key}")
        archive.write(document(key, images=("https://blog.example/1.png",) if key == KEYS[1] else ()))
    archive.path_of(KEYS[2]).with_suffix(document_names.AGAIN).touch()
    for ending in (".damaged", ".damaged-2"):
        archive.path_of(KEYS[2]).with_suffix(ending).write_text("mine", encoding="utf-8")
    archive.write_failure(KEYS[3], FAILURE)
    archive.write(document(KEYS[4]))
    archive.write_failure(KEYS[4], FAILURE)
    archive.write_page(KEYS[5], f"<p>{KEYS[5]}")


def look(archive: Archive) -> list[object]:
    """Return all that is known of the articles."""
    marks = [(archive.has(key), archive.is_whole(key), archive.has_page(key)) for key in KEYS]
    return [*((text_of(archive, key), archive.read_page(key)) for key in KEYS), *marks, archive.kept(KEYS)]


def test_old_names_are_read_as_new_ones_are(archive: Archive) -> None:
    fill(archive)
    before = look(archive)
    with_old_names(archive)
    assert look(archive) == before
    assert not any(len(document_names.split(path.name)[1]) == document_names.HEX for path in archive.tree.paths())
    assert not [found.sentence for found in check(archive)]


def test_a_fetch_renames_what_has_an_old_name_and_the_rest_when_it_is_written(archive: Archive) -> None:
    fill(archive)
    before, files = look(archive), {path.name for path in archive.tree.paths()}
    with_old_names(archive)
    archive.sweep()
    assert look(archive) == before
    page = document_names.old_stem(KEYS[5]) + document_names.PAGE
    assert {path.name for path in archive.tree.paths()} == files - {
        document_names.stem(KEYS[5]) + document_names.PAGE
    } | {page}
    archive.settle(document(KEYS[5]))
    assert {path.name for path in archive.tree.paths()} == files
    assert archive.path_of(KEYS[2]).with_suffix(".damaged").read_text() == "mine"


def test_a_sweep_reads_no_document_of_today(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(archive)

    def refused(path: Path, *_: object, **__: object) -> bytes:
        raise AssertionError(path)

    for name in ("read_head", "read_bytes"):
        monkeypatch.setattr(files, name, refused)
    archive.sweep()


class Killed(BaseException):
    """Whatever ends a process in the middle."""


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True])
def test_a_renaming_that_is_killed_at_any_step_loses_nothing_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, after: bool
) -> None:
    move, steps = older_names._move, 0
    for killed_at in range(100):
        archive = Archive(tmp_path / f"{killed_at}")
        fill(archive)
        before = look(archive)
        with_old_names(archive)
        contents = sorted(path.read_bytes() for path in archive.tree.paths() if path.suffix != ".lock")
        steps = 0

        def moved(path: Path, document: Path, ending: str, killed_at: int = killed_at) -> None:
            nonlocal steps
            steps += 1
            if steps == killed_at + 1 and not after:
                raise Killed
            move(path, document, ending)
            if steps == killed_at + 1 and after:
                raise Killed

        monkeypatch.setattr(older_names, "_move", moved)
        try:
            archive.sweep()
        except Killed:
            ended = True
        else:
            ended = False
        monkeypatch.setattr(older_names, "_move", move)
        assert look(archive) == before
        archive.sweep()
        assert look(archive) == before
        assert sorted(path.read_bytes() for path in archive.tree.paths()) == contents
        if not ended:
            break
    assert steps > 8


def test_two_articles_that_shared_an_old_name_get_each_what_says_it_is_theirs(archive: Archive) -> None:
    first, second = KEYS[:2]
    archive.write(document(first))
    shared = archive.path_of(second).with_name(document_names.old_stem(second) + document_names.DOCUMENT)
    shared.parent.mkdir(exist_ok=True)
    archive.path_of(first).rename(shared)
    failed = shared.with_suffix(document_names.FAILED)
    failed.write_text(json.dumps({"url": second, "error": "no", "at": "2026-11-01T09:30:00Z"}), encoding="utf-8")
    assert archive.read(second) is None
    assert not archive.has(second)
    archive.write(document(second))
    assert text_of(archive, second) == document(second).text
    assert f"The text of {first}." in shared.read_text(encoding="utf-8")
    assert not failed.exists()


@pytest.fixture
def short(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> tuple[Archive, str, str]:
    """An archive in which two articles have one name."""
    monkeypatch.setattr(document_names, "HEX", 1)
    monkeypatch.setattr(document_names, "folder_of", lambda _: "ab")
    first = second = ""
    found: dict[str, str] = {}
    for number in range(100):
        key = f"https://blog.example/{number}/post"
        if other := found.get(document_names.stem(key)):
            first, second = other, key
            break
        found[document_names.stem(key)] = key
    assert archive.path_of(first) == archive.path_of(second)
    return archive, first, second


def test_a_document_under_the_same_name_is_never_another_articles(short: tuple[Archive, str, str]) -> None:
    archive, first, second = short
    archive.write_page(first, "<p>first")
    archive.write(document(first))
    with pytest.raises(Damaged, match=f"another article: {first}"):
        archive.read(second)
    assert archive.read_page(second) is None
    archive.write(document(second))
    assert text_of(archive, second) == document(second).text
    with pytest.raises(Damaged, match=f"another article: {second}"):
        archive.read(first)
    kept = archive.path_of(first).with_suffix(".damaged")
    assert f"The text of {first}." in kept.read_text(encoding="utf-8")


def test_what_is_kept_is_the_owners_where_two_share_a_name(short: tuple[Archive, str, str]) -> None:
    archive, first, second = short
    archive.write(document(second))
    assert archive.kept([first, second]).documents == {second}
    archive.write_failure(first, FAILURE)
    assert set(archive.kept([first, second]).failures) == {first}
    assert set(archive.kept([second]).failures) == set()


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.symlink_to("elsewhere")])
def test_what_is_in_the_way_of_a_renaming_is_not_lost(archive: Archive, make: Callable[[Path], None]) -> None:
    fill(archive)
    with_old_names(archive)
    make(archive.path_of(KEYS[0]))
    archive.sweep()
    copy = archive.path_of(KEYS[0]).with_suffix(".damaged")
    assert f"The text of {KEYS[0]}." in copy.read_text(encoding="utf-8")


def test_a_renaming_that_another_process_did_is_done_and_one_that_fails_is_told(tmp_path: Path) -> None:
    path = tmp_path / "old.again"
    older_names._move(path, tmp_path / "new.md", ".again")
    assert [*tmp_path.iterdir()] == []
    path.touch()
    with pytest.raises(Unwritable, match=r"old\.again can't be written: file name too long"):
        older_names._move(path, tmp_path / f"{'x' * 300}.md", ".again")
    (tmp_path / "new.again").touch()
    older_names._move(path, tmp_path / "new.md", ".again")
    assert [one.name for one in tmp_path.iterdir()] == ["new.again"]


def test_a_kept_page_is_a_gzip_file_that_says_whose_it_is(archive: Archive) -> None:
    html = "<p>Grüße" * 10_000
    archive.write_page(KEYS[0], html)
    path = archive.path_of(KEYS[0]).with_suffix(document_names.PAGE)
    assert gzip.decompress(path.read_bytes()).decode() == html
    path.rename(archive.path_of(KEYS[0]).with_suffix(".kept"))
    archive.path_of(KEYS[1]).parent.mkdir(exist_ok=True)
    archive.path_of(KEYS[0]).with_suffix(".kept").rename(archive.path_of(KEYS[1]).with_suffix(document_names.PAGE))
    assert archive.read_page(KEYS[1]) is None


def test_names_leave_room_for_those_of_half_written_files() -> None:
    assert len(document_names.stem("https://blog.example/" + "a" * 500) + document_names.PAGE) <= 103


def test_a_document_that_was_renamed_by_hand_is_told_and_kept_as_a_copy(archive: Archive) -> None:
    archive.write(document(KEYS[0]))
    archive.path_of(KEYS[1]).parent.mkdir(exist_ok=True)
    archive.path_of(KEYS[0]).rename(archive.path_of(KEYS[1]))
    with pytest.raises(Damaged, match="it belongs to another article"):
        archive.read(KEYS[1])
    assert not archive.has(KEYS[1])
    archive.write(replace(document(KEYS[1]), text="Its own.\n"))
    assert text_of(archive, KEYS[1]) == "Its own.\n"
    assert KEYS[0] in archive.path_of(KEYS[1]).with_suffix(".damaged").read_text(encoding="utf-8")


def test_what_no_longer_says_whose_it_is_belongs_to_the_article_of_its_name(archive: Archive) -> None:
    path = Path(f"{archive.folder}/{document_names.folder_of(KEYS[0])}/{document_names.old_stem(KEYS[0])}.md")
    path.parent.mkdir(parents=True)
    failed = path.with_suffix(document_names.FAILED)
    failed.write_text(json.dumps({"url": KEYS[1]}))
    path.write_text("damaged")
    assert older_names._is_own(KEYS[0], path, document_names.AGAIN)
    assert older_names._is_own(KEYS[0], path, document_names.DOCUMENT)
    assert not older_names._is_own(KEYS[0], path, document_names.FAILED)
    path.unlink()
    assert not older_names._is_own(KEYS[0], path, document_names.AGAIN)
    assert older_names._is_own(KEYS[1], path, document_names.FAILED)
    failed.unlink()
    assert older_names._is_own(KEYS[0], path, document_names.PAGE)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("slow-clocks-0a.md", ("slow-clocks-0a", "0a", ".md")),
        ("a-b.html.gz", ("a-b", "b", ".html.gz")),
        ("plain", ("plain", "plain", "")),
    ],
)
def test_a_name_has_a_hash_before_its_first_dot(name: str, parts: tuple[str, str, str]) -> None:
    assert document_names.split(name) == parts


def test_a_name_is_of_an_article_by_its_hash_in_either_length() -> None:
    key = KEYS[0]
    for stem in (document_names.stem(key), document_names.old_stem(key), f"x-{document_names.digest(key)}"):
        assert document_names.is_name_of(f"{stem}.md", key)
        assert not document_names.is_name_of(f"{stem}.md", KEYS[1])
    assert not document_names.is_name_of(f"x-{document_names.digest(key)[:12]}.md", key)


@pytest.mark.parametrize(
    ("key", "slug"),
    [
        ("https://blog.example/Slow_Clocks!", "slow-clocks"),
        ("https://blog.example/Ünïcödé", "unicode"),
        ("https://blog.example/日本", "article"),
        (f"https://blog.example/{'x' * 90}", "x" * 60),
    ],
)
def test_a_name_begins_with_the_slug_for_the_eye(key: str, slug: str) -> None:
    stem = document_names.stem(key)
    assert stem == f"{slug}-{document_names.digest(key)}"
    assert len(document_names.digest(key)) == 32
    old = document_names.old_stem(key)
    assert old[:-11] == ("x" * 80 if slug.startswith("x") else slug)
    assert document_names.digest(key).startswith(old[-10:])
    assert document_names.digest(key).startswith(document_names.folder_of(key))
    assert len(document_names.folder_of(key)) == 2


def test_a_file_says_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    for text, whose in (
        ("---\nurl: https://blog.example/a/\n---\n\nx\n", "https://blog.example/a"),
        (f"---\ntitle: {'x' * 20_000}\nurl: https://blog.example/a\n---\n", None),
        (
            f"---\ntitle: {'x' * 20_000}\nurl: https://blog.example/a/\nfetched: 2026-11-01\nvia: local\n---\nx\n",
            "https://blog.example/a",
        ),
        (
            "---\nurl: 'https://blog.example/a/'\nfetched: 2026-11-01\nvia: local\n---\nx\n",
            "https://blog.example/a",
        ),
        ("no front matter", None),
    ):
        path.write_text(text)
        assert document_names.owner(path, 1_000_000) == document_names.owner_of(text.encode()) == whose
    path.write_bytes(b"\xff")
    assert document_names.owner(path, 1_000) is document_names.owner_of(b"\xff") is None
    assert document_names.owner(tmp_path / "none", 1_000) is None
    for record, failed in (('{"url": "x"}', "x"), ('{"url": 5}', None), ("[]", None), ("{", None), ("[" * 9_999, None)):
        path.write_text(record)
        assert document_names.owner_of_failure(path, 1_000_000) == failed
    path.write_text('{"url": "x"}')
    assert document_names.owner_of_failure(path, 12) == "x"
    assert document_names.owner_of_failure(path, 11) is None


def test_owners_of_files_are_found_by_their_names(tmp_path: Path) -> None:
    owners = document_names.Owners(KEYS, 1_000)
    for stem in (document_names.stem, document_names.old_stem):
        assert owners.of(tmp_path / f"{stem(KEYS[2])}.md") == KEYS[2]
        assert owners.of(tmp_path / f"{stem(KEYS[2] + 'x')}.md") is None
    assert owners.of(tmp_path / "x-0a.md") is None


def test_the_identity_of_an_article_is_its_canonical_address_or_what_it_has() -> None:
    assert document_names.identity("HTTPS://Blog.Example/a/?utm_source=x") == "https://blog.example/a"
    assert document_names.identity("no address") == "no address"
