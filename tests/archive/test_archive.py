"""Documents as files: what is written reads back, damage is told by name, and no page chooses a path."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blogreader.archive import LARGEST_DOCUMENT, Archive, Earlier, Kept
from blogreader.errors import Damaged, LibraryError, Unwritable
from blogreader.model import ArchivedImage, Document, Failure, LostImage, Via
from blogreader.text import clean
from blogreader.urls import canonical
from tests.conftest import no_more_than_8_kb
from tests.site import HOSTILE_TITLES

KEY = "https://example.org/posts/on-reading"
FETCHED = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
DOCUMENT = Document(
    key=KEY,
    url="https://example.org/posts/on-reading?utm_source=feed",
    text="# On reading\n\nSlowly.\n\n---\n\nThe end.\n",
    fetched=FETCHED,
    via=Via.EXTRACTED,
    final_url="https://www.example.org/posts/on-reading",
    title="On reading: “slowly”",
    author="Ada",
    published=date(2026, 4, 16),
    etag='W/"5d2"',
    last_modified="Thu, 16 Apr 2026 10:00:00 GMT",
    language="en",
    images=("https://example.org/1.png", "https://example.org/2.png"),
)
FAILURE = Failure("example.org says that this page is gone (404).", FETCHED)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def put(archive: Archive, text: str | bytes) -> Path:
    """Write a file where the document belongs, by hand."""
    path = archive.path_of(KEY)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_document_costs_two_syncs_and_that_its_pictures_are_wanted_none(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = list[int]()
    monkeypatch.setattr(os, "fsync", synced.append)
    archive.write(DOCUMENT)
    assert not archive.is_whole(KEY)
    assert len(synced) == 2  # the file, and the folder with its name and the mark's
    due = replace(DOCUMENT, lost=tuple(LostImage(url, "It is gone.", FETCHED, 1) for url in DOCUMENT.images))
    archive.write(due)
    assert archive.is_whole(KEY, FETCHED)
    archive.write(DOCUMENT)
    assert not archive.is_whole(KEY, FETCHED)  # another mark took the place of the one with a day


def test_a_document_reads_back_with_the_checksum_of_its_text(archive: Archive) -> None:
    archive.write(DOCUMENT)
    digest = hashlib.sha256(DOCUMENT.text.encode()).hexdigest()
    assert archive.read(KEY) == replace(DOCUMENT, sha256=digest)
    assert archive.has(KEY)


def test_the_file_is_front_matter_and_markdown(archive: Archive) -> None:
    archive.write(DOCUMENT)
    path = archive.path_of(KEY)
    digest = hashlib.sha256(KEY.encode()).hexdigest()
    assert path.relative_to(archive.folder) == Path(digest[:2], f"on-reading-{digest[:32]}.md")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("---\nurl: https://example.org/posts/on-reading?utm_source=feed\n")
    assert "\npublished: 2026-04-16\n" in text
    assert text.endswith("\n---\n\n" + DOCUMENT.text)


_text = st.text(st.characters()).map(clean)
_line = st.one_of(
    _text, st.sampled_from([*HOSTILE_TITLES, "---", "null", "yes", "2026-04-16", "- a", "a: b", "x" * 3000])
)
_maybe = st.none() | _line.map(clean)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Document,
        key=st.just(KEY),
        url=_line.map(lambda line: clean(f"{KEY}#{line}")),
        text=_text | st.lists(st.sampled_from(["---\n", "\n", "---", " ", "a"])).map("".join),
        fetched=st.datetimes(datetime(1970, 1, 1), timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0)),  # noqa: DTZ001  # drawn aware
        via=st.sampled_from(Via),
        final_url=_maybe,
        title=_maybe,
        author=_maybe,
        published=st.none() | st.dates(),
        etag=_maybe,
        last_modified=_maybe,
        language=_maybe,
        images=st.lists(_line.map(clean), max_size=3).map(tuple),
    )
)
def test_any_document_reads_back(archive: Archive, document: Document) -> None:
    archive.write(document)
    read = archive.read(KEY)
    assert read is not None
    assert replace(read, sha256=None) == document


def test_what_a_page_says_is_clean_when_it_comes_out_again(archive: Archive) -> None:
    hostile = "a\x1b[31mb\u202ec\ud800"
    archive.write(replace(DOCUMENT, text=hostile, title=hostile, author=hostile, images=(hostile,)))
    read = archive.read(KEY)
    assert read is not None
    assert read.sha256 == hashlib.sha256(read.text.encode()).hexdigest()
    for text in (read.text, read.title, read.author, *read.images):
        assert text == "a[31mbc"


def test_a_newer_document_takes_the_place_of_the_older(archive: Archive) -> None:
    archive.write(DOCUMENT)
    archive.write(replace(DOCUMENT, text="Anew."))
    read = archive.read(KEY)
    assert read is not None
    assert read.text == "Anew."


def test_what_is_moved_has_all_that_was_read_of_it_and_replaces_nothing(archive: Archive) -> None:
    old, new = KEY, "https://example.org/2026/on-reading"
    archive.move(old, new)
    assert not archive.has(new)
    archive.write(DOCUMENT, sha256="0" * 64, page="<p>Slowly.")  # edited since it was fetched
    archive.write_earlier(old, Earlier(FETCHED, "Fast.\n"), DOCUMENT.text)
    archive.move(old, new)
    kept, moved = archive.read(old), archive.read(new)
    assert kept is not None
    assert moved == replace(kept, key=new, url=new, etag=None, last_modified=None)
    assert archive.read_page(new) == archive.read_page(old) == "<p>Slowly."
    assert archive.read_earlier(new, DOCUMENT.text) == Earlier(FETCHED, "Fast.\n")
    archive.write(replace(DOCUMENT, text="Newer.\n"), page=None)
    archive.move(old, new)
    assert (archive.read(new), archive.read_page(new)) == (moved, "<p>Slowly.")


def test_there_is_no_document_before_one_is_written(archive: Archive) -> None:
    assert archive.read(KEY) is None
    assert not archive.has(KEY)
    assert archive.kept([KEY]) == Kept(frozenset(), {}, {})


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/../../etc/passwd",
        "https://example.org/..%2F..%2Fetc%2Fpasswd",
        "https://example.org/%00",
        "https://example.org/" + "ü" * 5000,
        "https://example.org/" + "a" * 5000,
        "https://example.org/-rf",
        "https://example.org/CON",
        "https://example.org/漢字",
        "https://example.org",
        "file:///etc/passwd",
        "https://example.org/\ud800",
    ],
)
def test_no_address_leads_out_of_the_archive(archive: Archive, url: str) -> None:
    key = canonical(url) or url
    archive.write(replace(DOCUMENT, key=key, url=url))
    path = archive.path_of(key)
    assert path.parent.parent == archive.folder
    assert len(path.name) <= 100
    assert path.name.isascii()
    assert not path.name.startswith(("-", "."))
    assert path.resolve().is_file()
    assert archive.read(key) is not None


def test_what_is_no_text_has_a_place_too(archive: Archive) -> None:
    assert archive.path_of("caf\udce9").parent.parent == archive.folder
    assert archive.read("caf\udce9") is None


def test_articles_with_one_slug_are_kept_apart(archive: Archive) -> None:
    keys = ["https://a.example/post", "https://b.example/post"]
    for key in keys:
        archive.write(replace(DOCUMENT, key=key, url=key, text=key))
    documents = [archive.read(key) for key in keys]
    assert [document and document.text for document in documents] == keys


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "no front matter"),
        ("Just a text.\n", "no front matter"),
        ("---\nurl: x\n", "no front matter"),
        ("---\n{ : [\n---\n\ntext", "its front matter is not yaml"),
        ("---\n- a\n---\n\ntext", "its front matter"),
        ("---\nurl: " + "[" * 20_000 + "\n---\n\ntext", "its front matter"),
        ("---\nurl: x\nvia: local\n---\n\ntext", "its front matter: fetched is missing"),
        (
            "---\nurl: x\nfetched: 2026-11-01T09:30:00Z\nvia: magic\n---\n\ntext",
            "via is not one of markdown, extracted, local",
        ),
        ("---\nurl: x\nfetched: yesterday\nvia: local\n---\n\ntext", "yesterday"),
        ("---\nurl: 5\nfetched: 2026-11-01T09:30:00Z\nvia: local\n---\n\ntext", "it belongs to another article: 5"),
        ("---\nurl: !!python/object/apply:os.abort []\n---\n\ntext", "its front matter: it has tags"),
        (b"---\nurl: x\n---\n\nCaf\xe9", "not utf-8 text"),
    ],
)
def test_a_damaged_document_is_told_by_name_and_left_as_it_is(
    archive: Archive, content: str | bytes, says: str
) -> None:
    path = put(archive, content)
    before = path.read_bytes()
    with pytest.raises(Damaged) as caught:
        archive.read(KEY)
    assert str(path) in str(caught.value)
    assert says in str(caught.value).lower()
    assert str(caught.value).endswith("; `blogreader fetch` fetches the article again.")
    assert path.read_bytes() == before


def test_a_document_without_a_byte_is_none_before_it_is_read_and_any_other_damage_after(archive: Archive) -> None:
    put(archive, "")
    assert not archive.has(KEY)
    put(archive, "Just a text.\n")
    assert archive.has(KEY)
    with pytest.raises(Damaged):
        archive.read(KEY)
    assert (archive.has(KEY), archive.is_whole(KEY)) == (False, False)
    archive.write(replace(DOCUMENT, images=()))
    assert (archive.has(KEY), archive.is_whole(KEY)) == (True, True)
    assert archive.path_of(KEY).with_suffix(".damaged").read_text() == "Just a text.\n"
    archive.write(DOCUMENT)
    assert {path.suffix for path in archive.tree.paths()} == {".md", ".damaged", ".wanting"}


def test_a_document_without_a_byte_is_replaced_and_not_set_aside(archive: Archive) -> None:
    path = put(archive, "")
    with pytest.raises(Damaged):
        archive.read(KEY)
    archive.write(replace(DOCUMENT, images=()))
    assert {one.suffix for one in path.parent.iterdir()} == {".md"}


@pytest.mark.parametrize(
    ("mark", "is_whole", "lacks"),
    [
        ("", False, 0),
        ("2026-11-01T09:30:00Z 2", False, 2),
        ("2026-11-01T09:30:01Z 2\n", True, 2),
        ("2026-12-02T09:29:59Z 2", True, 2),
        ("2026-12-02T09:30:00Z 2", False, 2),
        (f"2026-11-02T09:30:01Z 2{' ' * 178}", True, 2),
        (f"2026-11-02T09:30:01Z 2{' ' * 179}", False, 0),
        ("2026-11-02T09:30:01Z", False, 0),
        ("2026-11-02T09:30:01Z two", False, 0),
    ],
)
def test_a_mark_says_when_pictures_are_due_and_how_many_they_are(
    archive: Archive, mark: str, is_whole: bool, lacks: int
) -> None:
    archive.write(replace(DOCUMENT, images=()))
    archive.path_of(KEY).with_suffix(".wanting").write_text(mark)
    assert (archive.is_whole(KEY, FETCHED), archive.lacks(KEY)) == (is_whole, lacks)


def test_documents_have_stamps_that_change_with_them(archive: Archive) -> None:
    assert (archive.stamps(), archive.stamp(KEY)) == ({}, None)
    archive.write(DOCUMENT)
    archive.write_failure("https://example.org/other", FAILURE)
    name = archive.name_of(KEY)
    archive.path_of(KEY).with_name("link.md").symlink_to(archive.path_of(KEY))
    stamps = archive.stamps()
    assert archive.stamp(KEY) == (name, stamps[name])
    assert [*stamps] == [name]
    archive.write(replace(DOCUMENT, text="Anew."))
    assert archive.stamps() != stamps


def test_a_file_is_read_by_its_name_where_it_is_what_that_says(archive: Archive) -> None:
    archive.write(DOCUMENT)
    name = archive.name_of(KEY)
    assert archive.read_file(name) == archive.read(KEY)
    path = archive.path_of(KEY)
    path.rename(path.with_name("on-reading-0123456789.md"))
    assert archive.read_file(f"{path.parent.name}/on-reading-0123456789.md") is None
    for content in ("", "no front matter", b"\xff"):
        put(archive, content)
        assert archive.read_file(name) is None
    path.unlink()
    assert archive.read_file(name) is None


@pytest.mark.parametrize(
    ("record", "failure"),
    [
        ('{"error": "No.", "at": "2026-11-01T09:30:00Z"}', Failure("No.", FETCHED)),
        ('{"error": "No.", "at": "2026-11-01T11:30:00+02:00"}', Failure("No.", FETCHED)),
        (f'{{"url": "{KEY}", "error": "N\\u001bo.", "at": "2026-11-01T09:30:00Z"}}', Failure("No.", FETCHED)),
        ('{"url": "https://b.example/", "error": "No.", "at": "2026-11-01T09:30:00Z"}', None),
        ('{"error": "\\u001b", "at": "2026-11-01T09:30:00Z"}', None),
        (
            '{"error": "https://a:b@c.example/ is gone.", "at": "2026-11-01T09:30:00Z"}',
            Failure("https://c.example/ is gone.", FETCHED),
        ),
        ('{"error": "No.", "at": "2026-11-01T09:30:00Z"}'.ljust(1_000_000), Failure("No.", FETCHED)),
        ('{"error": "No.", "at": "2026-11-01T09:30:00Z"}'.ljust(1_000_001), None),
    ],
)
def test_a_failure_is_read_as_it_was_said(archive: Archive, record: str, failure: Failure | None) -> None:
    put(archive, "").with_suffix(".failed").write_text(record)
    assert archive.kept([KEY]).failures == ({KEY: failure} if failure else {})


def test_a_damaged_document_that_was_mended_by_hand_counts_once_it_was_looked_at(archive: Archive) -> None:
    put(archive, "Just a text.\n")
    with pytest.raises(Damaged):
        archive.read(KEY)
    archive.settle(replace(DOCUMENT, images=()))
    assert archive.is_whole(KEY)


@pytest.mark.parametrize("before", [(), DOCUMENT.images])
@pytest.mark.parametrize("now", [(), DOCUMENT.images])
def test_the_mark_of_what_a_document_lacks_is_put_right_whatever_a_kill_left(
    archive: Archive, before: tuple[str, ...], now: tuple[str, ...]
) -> None:
    archive.write(replace(DOCUMENT, images=before))
    assert archive.is_whole(KEY) == (not before)
    archive.settle(replace(DOCUMENT, images=now))
    assert archive.is_whole(KEY) == (not now)
    archive.write(replace(DOCUMENT, images=before))
    assert archive.is_whole(KEY) == (not before)


def test_a_document_edited_by_hand_is_used(archive: Archive) -> None:
    put(
        archive,
        f"---\nvia: local\nfetched: 2026-11-01 09:30:00\nurl: {KEY}/\nmine: 1\n---\nMy text.\n",
    )
    read = archive.read(KEY)
    assert read == Document(KEY, f"{KEY}/", "My text.\n", FETCHED, Via.LOCAL)


def link(path: Path) -> None:
    (path.parent / "secret").write_text("secret", encoding="utf-8")
    path.symlink_to("secret")


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST_DOCUMENT + 1)


@pytest.mark.parametrize("make", [Path.mkdir, link, huge])
def test_links_folders_and_huge_files_are_not_read(archive: Archive, make: Callable[[Path], None]) -> None:
    path = archive.path_of(KEY)
    path.parent.mkdir(parents=True)
    make(path)
    with pytest.raises(LibraryError, match=r"can't be read|is a folder") as caught:
        archive.read(KEY)
    assert str(path) in str(caught.value)
    assert archive.has(KEY) is (make is huge)


def test_a_failure_is_remembered_until_the_article_is_had(archive: Archive) -> None:
    archive.write_failure(KEY, FAILURE)
    assert archive.kept([KEY]) == Kept(frozenset(), {KEY: FAILURE}, {})
    assert archive.read(KEY) is None
    archive.write(DOCUMENT)
    assert archive.kept([KEY]) == Kept(frozenset({KEY}), {}, {})


@pytest.mark.parametrize(
    "record", ["", "[]", "{}", "[" * 100_000, '{"error": 5, "at": "2026-11-01T09:30:00Z"}', '{"error": "x", "at": 5}']
)
def test_a_failure_that_cannot_be_read_counts_for_nothing(archive: Archive, record: str) -> None:
    put(archive, "").with_suffix(".failed").write_text(record, encoding="utf-8")
    assert archive.kept([KEY]).failures == {}


def test_what_is_kept_is_told_of_the_articles_asked_for_alone(archive: Archive) -> None:
    other = "https://example.org/other"
    archive.write(DOCUMENT)
    archive.write(replace(DOCUMENT, key=other))
    archive.write_failure("https://example.org/third", FAILURE)
    (archive.folder / "images" / "ab").mkdir(parents=True)
    (archive.folder / "notes.txt").write_text("not ours", encoding="utf-8")
    archive.path_of(KEY).with_name(".half-written.md.123.tmp").write_text("", encoding="utf-8")
    assert archive.kept([KEY, "https://example.org/fourth"]) == Kept(frozenset({KEY}), {}, {})


def test_an_archive_that_cannot_be_used_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    archive = Archive(tmp_path / "file")
    with pytest.raises(LibraryError, match="file can't be read: not a directory"):
        archive.kept([KEY])
    with pytest.raises(LibraryError, match="can't be read: not a directory"):
        archive.read(KEY)
    with pytest.raises(Unwritable, match="can't be written: not a directory"):
        archive.write(DOCUMENT)
    with pytest.raises(Unwritable):
        archive.write_failure(KEY, FAILURE)
    assert not archive.has(KEY)


PNG = b"\x89PNG\r\n\x1a\n and so on"
PNG_NAME = hashlib.sha256(PNG).hexdigest() + ".png"
PICTURES = (ArchivedImage("https://example.org/2.png", PNG_NAME),)


def test_a_picture_is_kept_under_the_hash_of_its_bytes(archive: Archive) -> None:
    assert archive.keep_image(PNG, "png") == archive.keep_image(PNG, "png") == PNG_NAME
    path = archive.image_path(PNG_NAME)
    assert path == archive.folder / "images" / PNG_NAME[:2] / PNG_NAME
    assert path.read_bytes() == PNG
    assert [file.name for file in path.parent.iterdir()] == [PNG_NAME]
    assert archive.kept([KEY]) == Kept(frozenset(), {}, {})


def test_a_picture_that_was_damaged_is_whole_when_it_is_kept_again(archive: Archive) -> None:
    path = archive.folder / "images" / PNG_NAME[:2] / PNG_NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(b"half")
    archive.keep_image(PNG, "png")
    assert path.read_bytes() == PNG


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../../state.json",
        "/etc/passwd",
        PNG_NAME.upper(),
        PNG_NAME[1:],
        PNG_NAME + "\n",
        PNG_NAME + "/../x",
        PNG_NAME.replace(".png", ""),
        PNG_NAME.replace(".png", ".p/g"),
        "0" * 64 + ".png",
    ],
)
def test_no_name_but_that_of_a_picture_leads_to_a_file(archive: Archive, name: str) -> None:
    archive.keep_image(PNG, "png")
    (archive.folder.parent / "state.json").write_text("{}", encoding="utf-8")
    assert archive.image_path(name) is None


@pytest.mark.parametrize("extension", ["", "PNG", "p/g", "../x", "png\n", "png.exe", "pngpng"])
def test_an_extension_is_a_short_word(archive: Archive, extension: str) -> None:
    with pytest.raises(ValueError, match="not the name of an image"):
        archive.keep_image(PNG, extension)
    assert not archive.folder.exists()


@pytest.mark.parametrize("make", [Path.mkdir, link])
def test_links_and_folders_are_no_pictures(archive: Archive, make: Callable[[Path], None]) -> None:
    path = archive.folder / "images" / PNG_NAME[:2] / PNG_NAME
    path.parent.mkdir(parents=True)
    make(path)
    assert archive.image_path(PNG_NAME) is None


def test_a_picture_that_cannot_be_kept_leaves_nothing(archive: Archive) -> None:
    with no_more_than_8_kb(), pytest.raises(Unwritable):
        archive.keep_image(b"x" * 20_000, "png")
    assert [path for path in archive.folder.rglob("*") if path.is_file()] == []


def test_a_document_tells_which_of_its_pictures_are_archived(archive: Archive) -> None:
    archive.write(replace(DOCUMENT, pictures=PICTURES))
    front = archive.path_of(KEY).read_text(encoding="utf-8")
    assert f"\nimages:\n- https://example.org/1.png\n- url: https://example.org/2.png\n  file: {PNG_NAME}\n---" in front
    read = archive.read(KEY)
    assert read is not None
    assert (read.images, read.pictures) == (DOCUMENT.images, PICTURES)


def front(images: str) -> str:
    return f"---\nurl: {KEY}\nfetched: 2026-11-01T09:30:00Z\nvia: local\nimages: {images}\n---\n\ntext"


@pytest.mark.parametrize(
    ("images", "addresses", "pictures"),
    [
        ("", (), ()),
        ("[a, b]", ("a", "b"), ()),
        ("[{url: a}, {url: b, file: null}]", ("a", "b"), ()),
        ("[{url: a, file: f, width: 3}, b]", ("a", "b"), (ArchivedImage("a", "f"),)),
        (r'[{url: "a\e", file: "\e../f"}]', ("a",), (ArchivedImage("a", "../f"),)),
    ],
)
def test_pictures_are_addresses_with_a_file_or_without(
    archive: Archive, images: str, addresses: tuple[str, ...], pictures: tuple[ArchivedImage, ...]
) -> None:
    put(archive, front(images))
    read = archive.read(KEY)
    assert read is not None
    assert (read.images, read.pictures) == (addresses, pictures)


@pytest.mark.parametrize("images", ["5", "[{file: f}]"])
def test_pictures_that_are_no_list_of_addresses_are_damage(archive: Archive, images: str) -> None:
    put(archive, front(images))
    with pytest.raises(Damaged, match="its front matter"):
        archive.read(KEY)


def test_a_failure_is_kept_as_a_person_can_read_it(archive: Archive) -> None:
    archive.write_failure("https://example.org/grüße", Failure("Größer als erlaubt.", FETCHED))
    [path] = archive.folder.rglob("*.failed")
    assert "Größer als erlaubt." in path.read_text(encoding="utf-8")


def test_the_head_of_a_document_names_its_author_and_language_or_nothing(archive: Archive) -> None:
    archive.write(replace(DOCUMENT, author="Ada: Löwe", language="de"))
    assert archive.author_and_language(KEY) == ("Ada: Löwe", "de")
    archive.write(replace(DOCUMENT, author=None, language=None))
    assert archive.author_and_language(KEY) == (None, None)
    put(archive, b"\xff")
    assert archive.author_and_language(KEY) == (None, None)
    archive.path_of(KEY).unlink()
    with pytest.raises(LibraryError, match="no such file"):
        archive.author_and_language(KEY)


@pytest.mark.parametrize(("size", "language"), [(16_384, "de"), (16_385, "d")])
def test_of_a_document_no_more_than_its_head_is_read_for_them(archive: Archive, size: int, language: str) -> None:
    begin, end = f"---\nurl: {KEY}\netag: ", "\nlanguage: de"
    put(archive, f"{begin}{'x' * (size - len(begin) - len(end))}{end}\n---\n\nText.\n")
    assert archive.author_and_language(KEY) == (None, language)


def test_a_document_tells_whether_pictures_of_it_are_lost(archive: Archive) -> None:
    assert not archive.has_lost(KEY)
    archive.write(replace(DOCUMENT, text="error: none\n"))
    assert not archive.has_lost(KEY)
    archive.write(replace(DOCUMENT, lost=(LostImage("https://example.org/1.png", "No.", FETCHED),)))
    assert archive.has_lost(KEY)
    put(archive, archive.path_of(KEY).read_text(encoding="utf-8").replace("fetched:", "fetched: never, "))
    assert not archive.has_lost(KEY)


def test_a_document_of_which_everything_is_known_reads_back(archive: Archive) -> None:
    one, two, three = (f"https://example.org/{number}.png" for number in range(3))
    whole = replace(
        DOCUMENT,
        category="Tools: sharp ones",
        images=(one, two, three),
        pictures=(ArchivedImage(two, PNG_NAME),),
        lost=(LostImage(three, "No.", FETCHED, 3),),
    )
    for via in Via:
        archive.write(replace(whole, via=via))
        read = archive.read(KEY)
        assert read is not None
        assert read == replace(whole, via=via, sha256=read.sha256)


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        ("", LostImage("a", "No.")),
        (", tried: 2026-11-01T09:30:00Z", LostImage("a", "No.", FETCHED)),
        (", times: 7", LostImage("a", "No.", None, 7)),
        (", times: 999999", LostImage("a", "No.", None, 999_999)),
        (", times: 1000000", None),
        (", times: -1", None),
        (", times: ٣", None),
        (", tried: yesterday", None),
    ],
)
def test_a_picture_that_is_lost_has_its_reason_and_its_attempts(
    archive: Archive, said: str, lost: LostImage | None
) -> None:
    put(archive, front(f"[{{url: a, error: No.{said}}}]"))
    if lost is None:
        with pytest.raises(Damaged):
            archive.read(KEY)
        return
    read = archive.read(KEY)
    assert read is not None
    assert (read.images, read.lost) == (("a",), (lost,))
