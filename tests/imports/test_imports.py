"""Exports of other programs, typed from the descriptions of their formats, and what is taken over of them."""

import codecs
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader import files, imports
from blogreader.cli.commands import COMMANDS
from blogreader.errors import SourceError
from blogreader.imports import Imported, Item, Quotation, recognition
from blogreader.library import importer
from blogreader.model import Status
from tests.conftest import Commands
from tests.site import Site

POCKET = """title,url,time_added,tags,status
"Slow trains, again",https://a.example/slow?utm_source=pocket,1439924125,rail|slow travel,unread
https://b.example/read,https://b.example/read,1539924125,,archive
Night,https://c.example/night,1539924126,rail,archive
"""
POCKET_HTML = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>Pocket Export</title></head>
<body>
<h1>Unread</h1>
<ul>
<li><a href="https://a.example/slow?utm_source=pocket" time_added="1439924125" tags="rail,slow travel">Slow trains, again</a></li>
</ul>
<h1>Read Archive</h1>
<ul>
<li><a href="https://b.example/read" time_added="1539924125" tags="">https://b.example/read</a></li>
<li><a href="https://c.example/night" time_added="1539924126" tags="rail">Night</a></li>
</ul></body></html>
"""
INSTAPAPER = """URL,Title,Selection,Folder,Timestamp,Tags
https://a.example/slow,"Slow trains, again","It was late.

It went on.",Unread,1439924125,"[""rail"",""slow travel""]"
https://b.example/read,B,,Archive,1539924125,[]
https://c.example/night,Night,,Starred,1539924126,[]
https://d.example/sea,Sea,,Travel,1539924127,[]
"""
READWISE = """Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen
"Slow trains, again",https://a.example/slow,01a,"['rail', 'it\\'s slow']",2023-05-01 12:34:56.123456+00:00,0.43,later,True
B,https://b.example/read,01b,,2023-05-02 12:34:56+00:00,1,archive,True
Night,https://c.example/night,01c,,2023-05-03 12:34:56+00:00,0,shortlist,False
Fed,https://d.example/fed,01d,,2023-05-04 12:34:56+00:00,0,feed,False
"""
WALLABAG = json.dumps(
    [
        {
            "is_archived": 1,
            "is_starred": 1,
            "tags": ["rail", "slow travel"],
            "is_public": False,
            "id": 7,
            "title": "Slow trains",
            "url": "https://a.example/slow",
            "content": "<p>It was late.</p>",
            "created_at": "2017-06-01T10:00:00+0200",
            "archived_at": "2017-06-02T10:00:00+02:00",
            "published_at": "2017-05-01T00:00:00+02:00",
            "published_by": ["Ann", "Ben"],
            "annotations": [{"text": "Indeed.", "quote": "It was late.", "created_at": "2017-06-02T11:00:00+0200"}],
            "language": "en",
            "reading_time": 4,
        },
        {"is_archived": 0, "tags": [{"label": "sea"}], "title": "", "url": "https://d.example/sea"},
    ],
    indent=1,
)
OMNIVORE = [
    {
        "id": "1",
        "slug": "slow-trains-18a",
        "title": "Slow trains",
        "description": "On being late.",
        "author": "Ann",
        "url": "https://a.example/slow",
        "state": "Archived",
        "readingProgress": 100,
        "labels": ["rail"],
        "savedAt": "2023-05-01T12:34:56.000Z",
        "publishedAt": "2023-04-01T00:00:00.000Z",
    },
    {"slug": "sea", "url": "https://d.example/sea", "state": "Active", "readingProgress": 12, "labels": []},
]
NETSCAPE = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file.
     <DT><A HREF="https://comment.example/">Never</A> -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1600000000" PERSONAL_TOOLBAR_FOLDER="true">Mine</H3>
    <DL><p>
        <DT><A HREF="https://a.example/slow?a=1&amp;b=2" ADD_DATE="1600000000" TAGS="rail,slow">Trains &amp; <b>more</b></A>
        <DD>What it is,
        in two lines
        <DT><H3>Travel</H3>
        <DL><p>
            <DT><H3>Sea</H3>
            <DL><p>
                <DT><A HREF="https://d.example/sea" ADD_DATE="1600000001000000">Sea</A>
                <DT><A HREF="javascript:if(a>b)alert('x')" ADD_DATE="1">Script</A>
            </DL><p>
            <HR>
            <DT><A FEEDURL="https://f.example/feed" HREF="https://f.example/">A feed</A>
        </DL><p>
    </DL><p>
    <DT><A HREF="https://e.example/">Last
</DL><p>
"""


def read(path: Path, text: str | bytes, name: str = "export", chosen: str | None = None) -> Imported:
    file = path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return imports.read(file, chosen)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def by_slug(found: Imported) -> dict[str, Item]:
    return {key.rpartition("/")[2]: item for key, item in found.items.items()}


def test_articles_of_two_exports_are_listed_by_when_they_were_saved_the_last_first() -> None:
    def item(slug: str, saved: datetime | None) -> Item:
        return Item(1, f"https://a.example/{slug}", f"https://a.example/{slug}", slug, saved=saved)

    known = importer._joined({}, [item("b", at(2020, 1, 1)), item("a", at(2022, 1, 1)), item("never", None)])
    both = importer._joined(known, [item("c", at(2021, 1, 1)), item("b", at(2023, 1, 1))])
    assert [post.title for post in both.values()] == ["b", "a", "c", "never"]
    assert both["https://a.example/b"].saved == at(2023, 1, 1)


def test_two_rows_of_one_article_say_together_what_each_says() -> None:
    early, late = at(2020, 1, 1), at(2021, 1, 1)
    bare = Item(1, "https://a.example/a", "https://a.example/a")
    full = Item(
        2,
        bare.key,
        bare.url,
        "Trains",
        saved=late,
        status=Status.READ,
        read=late,
        listed=True,
        category="Rail",
        tags=("slow",),
        author="Ada",
        date=date(2019, 1, 1),
        minutes=5,
        summary="On trains.",
        notes=(Quotation("a"),),
    )
    assert replace(bare.joined(full), tags=full.tags) == replace(full, line=1)
    assert "slow" in bare.joined(full).tags
    assert full.joined(bare) == full
    other = Item(3, bare.key, bare.url, saved=early, status=Status.READING, category="Sea", notes=(Quotation("b"),))
    for joined in (full.joined(other), other.joined(full)):
        assert (joined.saved, joined.status, joined.read) == (early, Status.READ, late)
        assert {joined.category, *joined.tags} == {"Rail", "slow", "Sea"}
        assert {note.quote for note in joined.notes} == {"a", "b"}


@pytest.mark.parametrize("text", [POCKET, POCKET_HTML])
def test_pockets_table_and_page_say_the_same(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.format == "pocket"
    items = by_slug(found)
    assert [*items] == ["slow", "read", "night"]
    slow, other, night = items.values()
    assert (slow.key, slow.url) == ("https://a.example/slow", "https://a.example/slow?utm_source=pocket")
    assert (slow.title, slow.tags, slow.status) == ("Slow trains, again", ("rail", "slow travel"), Status.UNREAD)
    assert slow.saved == at(2015, 8, 18, 18, 55, 25)
    assert (other.title, other.status, other.read) == ("", Status.READ, None)
    assert night.status is Status.READ
    assert not found.warnings


def test_pockets_zip_has_tables_and_passages(tmp_path: Path) -> None:
    passages = [
        {
            "url": "https://c.example/night",
            "title": "Night",
            "highlights": [{"quote": "Dark.", "created_at": 1539924200}],
        }
    ]
    with zipfile.ZipFile(tmp_path / "pocket.zip", "w") as packed:
        packed.writestr("pocket/part_000000.csv", POCKET)
        packed.writestr("pocket/part_000001.csv", "title,url,time_added,tags,status\nX,no address,1,,unread\n")
        packed.writestr("pocket/annotations/part_000000.json", json.dumps(passages))
        packed.writestr("__MACOSX/._part_000000.csv", b"\0\0")
    found = imports.read(tmp_path / "pocket.zip")
    assert found.format == "pocket"
    assert by_slug(found)["night"].notes == (Quotation("Dark.", "", at(2018, 10, 19, 4, 43, 20)),)
    assert by_slug(found)["night"].status is Status.READ
    assert [one.sentence for one in found.warnings] == ["not a web address: no address (pocket/part_000001.csv)"]


def test_instapapers_folders_are_statuses_and_categories(tmp_path: Path) -> None:
    items = by_slug(read(tmp_path, INSTAPAPER))
    assert items["slow"].notes == (Quotation("It was late.\n\nIt went on."),)
    assert items["slow"].tags == ("rail", "slow travel")
    assert [item.status for item in items.values()] == [Status.UNREAD, Status.READ, Status.UNREAD, Status.UNREAD]
    assert (items["night"].tags, items["night"].category, items["sea"].category) == (("starred",), "", "Travel")


def test_readwise_readers_places_and_shortlist(tmp_path: Path) -> None:
    found = read(tmp_path, READWISE)
    items = by_slug(found)
    assert found.format == "readwise"
    assert [item.status for item in items.values()] == [Status.READING, Status.READ, Status.UNREAD, Status.UNREAD]
    assert [item.listed for item in items.values()] == [False, False, True, False]
    assert items["slow"].tags == ("rail", "it's slow")
    assert items["slow"].saved == at(2023, 5, 1, 12, 34, 56)
    assert items["fed"].tags == ("feed",)
    assert found.left_out == {"reading positions (how far an article was read)": 1}


def test_readwises_highlights_of_articles(tmp_path: Path) -> None:
    highlight = {"text": "It was late.", "note": "why", "tags": [{"name": "rail"}, {"name": "slow travel"}]}
    article = {
        "user_book_id": 1,
        "title": "slow",
        "readable_title": "Slow",
        "author": "Ann",
        "source_url": "https://rail.example/slow",
        "document_note": "all of it",
        "book_tags": [{"id": 1, "name": "trains"}],
        "highlights": [
            {**highlight, "highlighted_at": "2023-05-01T12:00:00Z"},
            {"text": "Gone.", "note": "", "tags": [], "is_discard": True},
            {"text": "Two\nlines", "note": None, "tags": None},
        ],
    }
    book = {"user_book_id": 2, "title": "A book", "source_url": None, "highlights": [highlight]}
    found = read(tmp_path, json.dumps({"count": 2, "nextPageCursor": None, "results": [article, book]}))
    [slow] = found.items.values()
    assert (found.format, slow.url, slow.title) == ("readwise", "https://rail.example/slow", "Slow")
    assert (slow.author, slow.tags) == ("Ann", ("trains",))
    assert slow.notes == (
        Quotation("", "all of it"),
        Quotation("It was late.", "why\n\n#rail #slow-travel", at(2023, 5, 1, 12)),
        Quotation("Two\nlines"),
    )
    assert found.left_out == {"highlights of books, mails and others that have no address": 1}


def test_a_table_of_highlights_without_addresses_says_what_has_them(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="export as JSON"):
        read(tmp_path, 'Highlight,Book Title,Book Author,Note,Color\n"It was late.",Slow,Ann,,yellow\n')


def test_wallabags_articles_with_their_annotations(tmp_path: Path) -> None:
    found = read(tmp_path, WALLABAG)
    slow, sea = found.items.values()
    assert found.format == "wallabag"
    assert (slow.status, slow.read, slow.saved) == (Status.READ, at(2017, 6, 2, 8), at(2017, 6, 1, 8))
    assert (slow.tags, slow.author, slow.minutes) == (("rail", "slow travel", "starred"), "Ann, Ben", 4)
    assert slow.date == date(2017, 5, 1)
    assert slow.notes == (Quotation("It was late.", "Indeed.", at(2017, 6, 2, 9)),)
    assert (sea.status, sea.tags) == (Status.UNREAD, ("sea",))
    assert [*found.left_out] == ["texts of articles (`blogreader fetch` fetches them)"]


@pytest.mark.parametrize("packed", [False, True])
def test_omnivores_folder_has_metadata_and_highlights(tmp_path: Path, packed: bool) -> None:
    files = {
        "metadata_0_to_1.json": json.dumps(OMNIVORE[:1]),
        "metadata_1_to_2.json": json.dumps(OMNIVORE[1:]),
        "content/slow-trains-18a.html": "<p>" + "x" * 100,
        "highlights/slow-trains-18a.md": "> It was late.\n> Very.\n\nIndeed.\n\n> It went on.\n",
    }
    folder = tmp_path / "omnivore"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    if packed:
        with zipfile.ZipFile(tmp_path / "omnivore.zip", "w") as archive:
            for name in files:
                archive.write(folder / name, name)
    found = imports.read(tmp_path / "omnivore.zip" if packed else folder)
    slow, sea = found.items.values()
    assert found.format == "omnivore"
    assert (slow.status, slow.tags, slow.author, slow.summary) == (Status.READ, ("rail",), "Ann", "On being late.")
    assert (slow.date, slow.saved) == (date(2023, 4, 1), at(2023, 5, 1, 12, 34, 56))
    assert slow.notes == (Quotation("It was late.\nVery.", "Indeed."), Quotation("It went on."))
    assert (sea.status, sea.notes) == (Status.READING, ())


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "9" * 400, "-" + "9" * 400, "1e-9", "true", "[]"])
def test_a_number_that_is_no_time_and_no_share_costs_only_itself(tmp_path: Path, number: str) -> None:
    url = '"url": "https://a.example/1"'
    (item,) = read(
        tmp_path, f'[{{"is_archived": 1, {url}, "created_at": {number}, "reading_time": {number}}}]'
    ).items.values()
    assert (item.saved in (None, at(1970, 1, 1)), item.status) == (True, Status.READ)
    (item,) = read(tmp_path, f'[{{"slug": "a", {url}, "state": "", "readingProgress": {number}}}]').items.values()
    assert item.url == "https://a.example/1"


@pytest.mark.parametrize(
    ("progress", "status"),
    [
        ("0", Status.UNREAD),
        ("0.5", Status.READING),
        ("99", Status.READING),
        ("100", Status.READ),
        ("100.4", Status.READ),
    ],
)
def test_omnivores_progress_is_in_hundredths(tmp_path: Path, progress: str, status: Status) -> None:
    text = f'[{{"slug": "a", "url": "https://a.example/1", "state": "", "readingProgress": {progress}}}]'
    assert by_slug(read(tmp_path, text))["1"].status is status


def packed_or_not(path: Path, packed: bool, members: dict[str, bytes]) -> Path:
    made = path / "export.zip" if packed else path / "export"
    if packed:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return made
    for name, data in members.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(data)
    return made


@pytest.mark.parametrize("packed", [False, True])
def test_files_of_an_export_are_taken_all_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    table = POCKET.encode() + b"\n" * 9_000
    tables = {f"part_{number}.csv": table for number in range(3)}
    export = packed_or_not(tmp_path, packed, {"content/a.html": b"x" * 999, "a.png": b"x" * 999, **tables})
    monkeypatch.setattr(recognition, "_MOST_FILES", 3)
    monkeypatch.setattr(files, "LARGEST_EXPORT", 3 * len(table))
    assert len(imports.read(export).items) == 3
    monkeypatch.setattr(files, "LARGEST_EXPORT", 3 * len(table) - 1)
    with pytest.raises(SourceError, match="has more than 0 MB"):
        imports.read(export)
    monkeypatch.setattr(recognition, "_MOST_FILES", 2)
    with pytest.raises(SourceError, match="has more than 2 files"):
        imports.read(export)


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_of_an_export_that_is_not_utf_8_is_said(tmp_path: Path, packed: bool) -> None:
    table = POCKET.replace("Night", "Näch’t").encode("cp1252")
    found = imports.read(packed_or_not(tmp_path, packed, {"part_0.csv": POCKET.encode(), "part_1.csv": table}))
    assert [(one.line, one.sentence) for one in found.warnings] == [
        (1, "not UTF-8 text (line 4): it was read as Windows-1252 (part_1.csv)")
    ]


def test_a_bookmark_in_folders_without_end_has_the_names_of_the_innermost(tmp_path: Path) -> None:
    folders = "".join(f"<DT><H3>{number}</H3><DL><p>" for number in range(2_000))
    found = read(tmp_path, f'{BOOKMARKS.partition("<DL>")[0]}{folders}<DT><A HREF="https://a.example/1">A</A>')
    (item,) = found.items.values()
    assert (item.category, item.tags[0], len(item.tags)) == ("1999", "1950", 49)


def test_lines_of_bookmarks_are_counted_from_the_first_also_through_comments(tmp_path: Path) -> None:
    text = f'\n{NETSCAPE}<DL><p>\n<!-- one\ntwo -->\n<DT><A HREF="nowhere">A</A>\n<DT><A\nHREF="no">B</A><DT><A HREF="https://a.example/1">C</A></DL>'
    found = read(tmp_path, text)
    assert [one.line for one in found.warnings] == [6, 7]


def test_bookmarks_have_folders_tags_and_descriptions(tmp_path: Path) -> None:
    found = read(tmp_path, BOOKMARKS)
    assert found.format == "bookmarks"
    slow, sea, last = found.items.values()
    assert (slow.url, slow.title) == ("https://a.example/slow?a=1&b=2", "Trains & more")
    assert (slow.category, slow.tags, slow.summary) == ("", ("rail", "slow"), "What it is, in two lines")
    assert (sea.category, sea.tags, sea.saved) == ("Sea", ("Travel",), at(2020, 9, 13, 12, 26, 41))
    assert (last.url, last.title, last.category) == ("https://e.example/", "Last", "")
    assert [(one.line, one.sentence) for one in found.warnings] == [
        (18, "not a web address: javascript:if(a>b)alert('x')")
    ]
    assert [*found.left_out] == ["feeds among the bookmarks (`add` follows them)"]


@pytest.mark.parametrize("name", ["section", "region", "copy", "times", "currency", "para"])
def test_ampersands_in_addresses_that_a_browser_did_not_escape_stay(tmp_path: Path, name: str) -> None:
    text = f'{NETSCAPE}<DL><p><DT><A HREF="https://a.example/?a=1&{name}=2&amp;b=&quot;">T &copy; &amp; U</A></DL>'
    (item,) = read(tmp_path, text).items.values()
    assert (item.url, item.title) == (f'https://a.example/?a=1&{name}=2&b="', "T © & U")


@pytest.mark.parametrize(
    "folder",
    [
        '<H3 FOLDED id="com.apple.ReadingList">Leseliste</H3>',
        '<H3 ADD_DATE="1">Reading list</H3>',
        '<H3 UNFILED_BOOKMARKS_FOLDER="true">Weitere Lesezeichen</H3>',
        '<H3 PERSONAL_TOOLBAR_FOLDER="true">Barre personnelle</H3>',
        "<H3 FOLDED>BookmarksMenu</H3>",
    ],
)
def test_folders_that_a_browser_made_are_no_categories(tmp_path: Path, folder: str) -> None:
    text = f'{NETSCAPE}<DL><p><DT>{folder}<DL><p><DT><A HREF="https://a.example/1">A</A></DL><p></DL>'
    (item,) = read(tmp_path, text).items.values()
    assert (item.category, item.tags) == ("", ())
    assert item.listed == ("eading" in folder)


def test_what_is_to_be_read_is_on_the_reading_list(tmp_path: Path) -> None:
    text = (
        f'{NETSCAPE}<DL><p><DT><A HREF="https://a.example/1" TOREAD="1" TAGS="a,b">A</A><DD>One <b>two</b> three<p>Four'
    )
    marks = [{"href": "https://a.example/1", "description": "A", "extended": "One", "toread": "yes", "tags": "a b"}]
    for export, summary in ((text, "One two three\n\nFour"), (json.dumps(marks), "One")):
        (item,) = read(tmp_path, export).items.values()
        assert (item.title, item.listed, item.tags, item.summary) == ("A", True, ("a", "b"), summary)


def test_the_first_wallabags_articles_are_read(tmp_path: Path) -> None:
    rows = [
        {
            "id": "1",
            "title": "A",
            "url": "https://a.example/1",
            "is_read": "1",
            "is_fav": "0",
            "content": "",
            "tags": "a,b",
        },
        {
            "id": "2",
            "title": "B",
            "url": "https://a.example/2",
            "is_read": "0",
            "is_fav": "1",
            "content": "",
            "tags": "",
        },
    ]
    found = read(tmp_path, json.dumps(rows))
    first, second = found.items.values()
    assert found.format == "wallabag"
    assert (first.status, first.tags) == (Status.READ, ("a", "b"))
    assert (second.status, second.tags) == (Status.UNREAD, ("starred",))


@pytest.mark.parametrize("quote", ["if a < b and c > d", "Vec<String>", "<p> is a paragraph", "a &amp; b"])
def test_a_passage_that_looks_like_markup_is_kept_as_it_is(tmp_path: Path, quote: str) -> None:
    record = {"url": "https://a.example/1", "is_archived": 0, "annotations": [{"quote": quote, "text": quote}]}
    (item,) = read(tmp_path, json.dumps([record])).items.values()
    assert item.notes == (Quotation(quote, quote),)


def test_files_of_highlights_without_an_article_are_counted_and_other_files_in_markdown_left_alone(
    tmp_path: Path,
) -> None:
    members = {
        "metadata_0_to_1.json": json.dumps(OMNIVORE).encode(),
        "highlights/slow-trains-18a.md": b"> It was late.\n",
        "highlights/nobodys.md": b"> Very.\n",
        "highlights/empty.md": b"\n",
        "a.md": b"https://a.example/1\n",
    }
    found = imports.read(packed_or_not(tmp_path, True, members))
    assert [len(item.notes) for item in found.items.values()] == [1, 0]
    assert found.left_out == {
        "files of highlights without an article": 1,
        "reading positions (how far an article was read)": 1,
    }


def test_a_link_to_an_export_is_followed(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(POCKET)
    (tmp_path / "link").symlink_to(tmp_path / "x.csv")
    assert len(imports.read(tmp_path / "link").items) == 3


def test_an_export_is_known_by_its_beginning(tmp_path: Path) -> None:
    assert read(tmp_path, f"{'x' * 3_995}<opml").format == "opml"
    with pytest.raises(SourceError, match="known export"):
        read(tmp_path, f"{'x' * 3_996}<opml")


def test_a_passage_of_omnivores_may_go_on_without_its_mark(tmp_path: Path) -> None:
    folder = tmp_path / "omnivore"
    (folder / "highlights").mkdir(parents=True)
    (folder / "metadata_0_to_1.json").write_text(json.dumps(OMNIVORE[:1]))
    (folder / "highlights/slow-trains-18a.md").write_text(
        "> It was\nlate. [⤴️](https://omnivore.app/me/x#1)\n\nIndeed.\nYes.\n\n> On. [⤴](https://omnivore.app/me/x#2)"
    )
    (item,) = imports.read(folder).items.values()
    assert item.notes == (Quotation("It was\nlate.", "Indeed.\nYes."), Quotation("On."))


def test_only_the_heading_of_the_archive_says_that_articles_are_read(tmp_path: Path) -> None:
    lists = "".join(
        f"<h1>{name}</h1><ol><li><a href='https://a.example/{number}'>A</a></li></ol>"
        for number, name in enumerate(("Unread", "Archive", "Web archives", "Archives of the town"))
    )
    found = read(tmp_path, f"<!DOCTYPE html><title>Instapaper: Export</title>{lists}")
    assert [(item.status, item.category) for item in found.items.values()] == [
        (Status.UNREAD, ""),
        (Status.READ, ""),
        (Status.UNREAD, "Web archives"),
        (Status.UNREAD, "Archives of the town"),
    ]


def test_feeds_among_many_queries_of_newsboat_are_found_and_the_rest_is_counted(
    commands: Commands, tmp_path: Path
) -> None:
    urls = tmp_path / "feeds.txt"
    urls.write_text(
        '"query:Unread:unread = \\"yes\\""\nexec:~/bin/feed.sh tag\nfilter:~/f.sh:https://f.example/feed\nfile:///feed\n'
        '"query:All:age < 3"\n"https://a.example/feed" a "b c" !\nhttps://user:word@b.example/feed "~B"\n'
    )
    result = commands("import", "--dry-run", str(urls))
    assert result.out == "https://a.example/feed\nhttps://b.example/feed\n"
    assert "Not imported: queries, filters, programs and files of newsboat, 5 times." in result.err
    assert "word" not in result.err


def test_newsboats_cache_has_what_was_read(tmp_path: Path) -> None:
    cache = tmp_path / "what it's called?#%.db"
    with closing(sqlite3.connect(cache)) as connection:
        connection.executescript(
            "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title"
            " VARCHAR(1024) NOT NULL); CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid"
            " VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT"
            " NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL, unread"
            " INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0);"
            "INSERT INTO rss_feed VALUES ('https://a.example/feed', 'https://a.example/', 'A&#8217;s blog');"
        )
        rows = [
            ("Slow &amp; <late>", "https://a.example/slow", 1_439_924_125, "<p>Late</p>", 0, "e", 0),
            ("Sea", "https://a.example/sea", 1_539_924_125, "", 1, None, 0),
            ("Gone", "https://a.example/gone", 1_539_924_125, "", 1, None, 1),
            ("None", "", 1_339_924_125, "", 1, None, 0),
        ]
        connection.executemany(
            "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted)"
            " VALUES ('g', ?, 'Ann', ?, 'https://a.example/feed', ?, ?, ?, ?, ?)",
            rows,
        )
        connection.commit()
    before = cache.read_bytes()
    found = imports.read(cache)
    sea, slow = found.items.values()
    assert (found.format, slow.status, sea.status) == ("newsboat", Status.READ, Status.UNREAD)
    assert slow.title == "Slow & <late>"
    assert (slow.category, slow.tags, slow.author, slow.date) == ("A’s blog", ("flag e",), "Ann", date(2015, 8, 18))
    assert len(found.warnings) == 1
    assert len(found.left_out) == 2
    assert cache.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [cache.name]


def test_what_an_older_cache_of_newsboat_lacks_is_empty(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        connection.execute("CREATE TABLE rss_item (url, title)")
        connection.execute("INSERT INTO rss_item VALUES ('https://a.example/', CAST(X'4361668E' AS TEXT))")
        connection.commit()
    found = imports.read(tmp_path / "x.db")
    assert [*found.items.values()] == [Item(1, "https://a.example", "https://a.example/", "Caf\ufffd")]
    assert found.left_out == {}


def test_another_database_is_no_cache(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        connection.execute("CREATE TABLE a (b)")
        connection.commit()
    with pytest.raises(SourceError, match="is not a readable newsboat cache"):
        imports.read(tmp_path / "x.db")


def test_a_list_of_addresses_may_have_titles_and_remarks(tmp_path: Path) -> None:
    text = "# mine\nhttps://a.example/slow\n\n- <https://b.example/x> — A title\nsomething else\nhttps://a.example/slow/ Again\n"
    found = read(tmp_path, text)
    assert found.format == "urls"
    assert [(item.url, item.title) for item in found.items.values()] == [
        ("https://a.example/slow", "Again"),
        ("https://b.example/x", "A title"),
    ]
    assert [(one.line, one.sentence) for one in found.warnings] == [(5, "there is no address in this line")]
    assert (found.rows, found.refused, found.repeated) == (4, 1, 1)


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("[A [first] title](https://a.example/1 'x')", [("https://a.example/1", "A [first] title")]),
        (
            "- [A](https://a.example/1), [B](https://a.example/2): both",
            [("https://a.example/1", "A"), ("https://a.example/2", "B")],
        ),
        ("- [ ] https://a.example/1 A", [("https://a.example/1", "A")]),
        ("A title: https://a.example/1", [("https://a.example/1", "A title")]),
        ("See https://a.example/1.", [("https://a.example/1", "See")]),
        ("https://en.example/Apple_Inc.", [("https://en.example/Apple_Inc.", "")]),
        ("https://en.example/Late_(film)", [("https://en.example/Late_(film)", "")]),
        ("(https://a.example/1)", [("https://a.example/1", "")]),
        ('"https://a.example/1"', [("https://a.example/1", "")]),
        ("https://a.example/1 # a remark", [("https://a.example/1", "a remark")]),
        ("https://a.example/1 | A | B", [("https://a.example/1", "A | B")]),
        (
            "https://a.example/1,https://a.example/2;http://a.example/3",
            [("https://a.example/1", ""), ("https://a.example/2", ""), ("http://a.example/3", "")],
        ),
        ("https://a.example/1 https://a.example/2", [("https://a.example/1", ""), ("https://a.example/2", "")]),
        ("https://web.example/2020/https://a.example/1", [("https://web.example/2020/https://a.example/1", "")]),
        ("https://a.example/1,2", [("https://a.example/1,2", "")]),
    ],
)
def test_lines_of_a_list_are_read_as_people_write_them(tmp_path: Path, line: str, taken: list[tuple[str, str]]) -> None:
    found = read(tmp_path, "https://z.example/1\nhttps://z.example/2\n" + line + "\n")
    assert [(item.url, item.title) for item in found.items.values()][2:] == taken
    assert found.warnings == []


def test_a_table_of_any_program_needs_a_column_of_addresses(tmp_path: Path) -> None:
    text = "id;Title;URL;Folder;Created;Rating\n1;Slow;https://a.example/slow;Rail;2023-05-01T10:00:00Z;5\n"
    found = read(tmp_path, text)
    (item,) = found.items.values()
    assert (found.format, item.category, item.saved) == ("table", "Rail", at(2023, 5, 1, 10))
    assert found.left_out == {"values of the column `rating`": 1}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            f'# mine\nhttps://a.example/feed {"tech"} "~A"\n"query:Unread:unread = \\"yes\\""\nhttps://b.example/\n',
            "newsboat-urls",
        ),
        ('<?xml version="1.0"?><opml version="2.0"><body/></opml>', "opml"),
        ('{"blogreader-state": 1}\n', "states"),
    ],
)
def test_what_is_no_list_of_articles_is_told_from_one(tmp_path: Path, text: str, kind: str) -> None:
    assert read(tmp_path, text).format == kind


ENCODINGS: list[Callable[[str], bytes]] = [
    lambda text: codecs.BOM_UTF8 + text.encode(),
    lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    lambda text: text.encode("utf-16-le"),
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: text.replace("\n", "\r").encode(),
    lambda text: codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode(),
]


@pytest.mark.parametrize("encode", ENCODINGS)
@pytest.mark.parametrize(
    "text", [POCKET, POCKET_HTML, INSTAPAPER, READWISE, WALLABAG, BOOKMARKS, "https://a.example/ä\n"]
)
def test_byte_order_marks_utf_16_and_windows_line_ends_change_nothing(
    tmp_path: Path, text: str, encode: Callable[[str], bytes]
) -> None:
    expected = read(tmp_path, text)
    found = read(tmp_path, encode(text))
    assert found.format == expected.format
    assert found.items == expected.items
    assert len(found.warnings) == len(expected.warnings)


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, POCKET.replace("Night", "Näch’t").encode("cp1252"))
    assert by_slug(found)["night"].title == "Näch’t"
    assert [(one.line, one.sentence) for one in found.warnings] == [
        (1, "not UTF-8 text (line 4): it was read as Windows-1252")
    ]


def test_a_byte_of_zero_in_the_first_four_thousand_makes_a_file_binary(tmp_path: Path) -> None:
    table = POCKET.replace("Night", "Näch’t").encode("cp1252")
    assert read(tmp_path, table.ljust(4_000, b"\n") + b"\0").items
    with pytest.raises(SourceError, match="is a binary file and not a known export"):
        read(tmp_path, table.ljust(3_999, b"\n") + b"\0")


@pytest.mark.parametrize(
    "text",
    [
        "title,url,time_added,tags,status\n"
        '"broken,https://a.example/1,1,,unread\n' + "B,https://a.example/2,2,,archive\n" * 1,
        'title,url,time_added,tags,status\nA "quoted" one,https://a.example/1,1,,unread\nB,https://a.example/2,2,,archive\n',
        "title,url,time_added,tags,status\nA,https://a.example/1\nB,https://a.example/2,2,,archive,more,and more\n",
    ],
)
def test_a_broken_row_costs_no_other(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert [*by_slug(found)] == ["1", "2"]


def test_an_object_that_is_no_json_costs_no_other(tmp_path: Path) -> None:
    entries = [json.dumps({"is_archived": 1, "url": f"https://a.example/{number}"}) for number in range(4)]
    entries[1] = entries[1].replace(": 1", ": one")
    entries.insert(3, "7")
    found = read(tmp_path, "[\n" + ",\n".join(entries) + "\n]")
    assert [*by_slug(found)] == ["0", "2", "3"]
    assert [one.line for one in found.warnings] == [3, 5]
    cut = read(tmp_path, ("[\n" + ",\n".join(entries))[:-20])
    assert [*by_slug(cut)] == ["0", "2"]


@pytest.mark.parametrize("broken", ['{"is_archived": one}', "7"])
def test_where_reading_is_given_up_is_said(tmp_path: Path, broken: str) -> None:
    rows = ['{"is_archived": 1, "url": "https://a.example/first"}', *[broken] * 1_000]
    found = read(tmp_path, "[" + ",\n".join([*rows, rows[0].replace("first", "last")]) + "]")
    assert [*by_slug(found)] == ["first"]
    assert found.left_out == {"what comes after 1000 values that can't be read (line 1001)": 1}
    found = read(tmp_path, "[" + ",\n".join([*rows[:-1], rows[0].replace("first", "last")]) + "]")
    assert [*by_slug(found)] == ["first", "last"]
    assert (found.refused, found.left_out) == (999, {})


def test_what_a_terminal_would_obey_and_passwords_are_left_out(tmp_path: Path) -> None:
    text = 'title,url,time_added,tags,status\n"\x1b[2Jx\u202e",https://me:secret@a.example/1,1,\x1b]0;y\x07|b,unread\n'
    found = read(tmp_path, text)
    (item,) = found.items.values()
    assert (item.title, item.url, item.tags) == ("[2Jx", "https://a.example/1", ("]0;y", "b"))
    assert "secret" not in repr(found)
    assert "secret" not in repr(read(tmp_path, f"https://a.example/\nhttps://me:{'secret' * 20}@/ A\n"))
    assert [*found.left_out] == ["user names and passwords in addresses"]


def test_what_is_not_taken_over_is_named_on_one_line(tmp_path: Path) -> None:
    table = 'url,title,"Sc\x1b[31more  of it"\nhttps://a.example/1,A,5\n'
    (what,) = read(tmp_path, table, chosen="table").left_out
    assert what == "values of the column `sc[31more of it`"
    members = {"a.csv": POCKET.encode(), "b\n\x1b[2J.json": WALLABAG.encode()}
    found = imports.read(packed_or_not(tmp_path, True, members))
    (what,) = found.left_out
    assert what == "files of other kinds (b [2J.json)"
    assert found.items == imports.read(packed_or_not(tmp_path, True, {"a.csv": POCKET.encode()})).items


def test_what_comes_by_standard_input_is_called_so() -> None:
    with pytest.raises(SourceError, match=r"^Standard input is not a known export.* `blogreader add -` follows"):
        imports.read(Path("/x/addresses"), None, b"# A\n\n- [A](https://a.example/)\n", "Standard input")
    with pytest.raises(SourceError, match=r"^Standard input lists no feeds\.$"):
        importer.read(Path("/x/addresses"), None, b'<opml version="2.0"><body/></opml>')


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary file"),
        (b"PK\x03\x04nonsense", "zip file that is damaged"),
        (b"Just some words.\nAnd more.", "known export"),
        (b"# A\n\n- [A](https://a.example/)\n", "blogreader add"),
        *((begin + b"</x>", "blogreader add") for begin in (b'\n<?xml version="1.0"?>', b"<rss>", b"<feed>")),
        (b"url,status\nnowhere,\n,read\n", "no article. The first of 2 doubtful lines: 2, not a web address: nowhere"),
        (b"url,status\nnowhere,\n", "no article. The first of 1 doubtful line: 2, "),
        (b"words\xff\0", "binary file"),
        ("words\ud800".encode("utf-16-le", "surrogatepass"), "binary file"),
        (b"title,url,time_added,tags,status\n", "contains no article"),
        (b'[{"a": 1}]', "known export"),
    ],
)
def test_what_is_no_export_says_so(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read(tmp_path, data)


@pytest.mark.parametrize(
    ("name", "is_wanted"),
    [
        *((f"a/b.{ending}", True) for ending in ("json", "csv", "html", "htm", "txt", "md")),
        *((name, False) for name in ("a/b.png", "a/.b.csv", "__MACOSX/a/b.csv", "content/a.html", "x/content/a.html")),
        *((name, True) for name in ("a.csv", ".a/b.csv", "contents/a.html")),
    ],
)
def test_of_a_folder_the_files_that_may_be_of_an_export_are_read(name: str, is_wanted: bool) -> None:
    assert recognition._is_wanted(name) is is_wanted


def test_an_export_that_is_too_large_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"https://a.example/\n"
    monkeypatch.setattr(files, "LARGEST_EXPORT", len(data))
    assert len(imports.read(Path("x"), None, data).items) == 1
    with pytest.raises(SourceError, match="x has more than 0 MB"):
        imports.read(Path("x"), None, data + b"\n")


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="can't be read"):
        imports.read(tmp_path / "none")


@given(st.text(max_size=300), st.sampled_from([*imports.FORMATS, None]))
def test_any_text_is_read_or_refused(text: str, chosen: str | None) -> None:
    try:
        found = imports.read(Path("export"), chosen, text.encode("utf-8", "surrogatepass"))
    except SourceError:
        return
    assert found.items or found.text


@pytest.mark.slow
@given(
    st.lists(
        st.sampled_from(
            ['<a href="', "<a ", "https://a.example/", "<dl>", "<dt>", "</a>", "x", '"', "'", ">", "<h3>", "<!--", "\n"]
        )
    )
)
def test_any_markup_of_bookmarks_is_read(pieces: list[str]) -> None:
    text = "<!DOCTYPE NETSCAPE-Bookmark-file-1>" + "".join(pieces)
    with suppress(SourceError):
        imports.read(Path("export"), None, text.encode())


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(blacklist_categories=("C", "Z")), max_size=20),
            st.integers(1, 9),
            st.booleans(),
            st.lists(st.sampled_from(["a b", "c", "ü"]), max_size=2, unique=True),
        ),
        min_size=1,
        unique_by=lambda row: row[1],
    )
)
def test_a_table_that_csv_writes_reads_back(rows: list[tuple[str, int, bool, list[str]]]) -> None:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["title", "url", "time_added", "tags", "status"])
    for title, number, done, tags in rows:
        writer.writerow(
            [f"x {title}", f"https://a.example/{number}", number, "|".join(tags), "archive" if done else "unread"]
        )
    found = imports.read(Path("export"), None, out.getvalue().encode())
    assert [(item.title, item.url, item.status is Status.READ, [*item.tags]) for item in found.items.values()] == [
        (f"x {title}".strip(), f"https://a.example/{number}", done, tags) for title, number, done, tags in rows
    ]


# As its user does it


@pytest.fixture
def pocket(tmp_path: Path) -> str:
    (tmp_path / "pocket.csv").write_text(POCKET + "Bad,not an address,1,,unread\n")
    return str(tmp_path / "pocket.csv")


def test_an_import_is_a_source_that_is_listed_and_removed(commands: Commands, pocket: str) -> None:
    result = commands("import", pocket)
    assert result.status == 0
    assert result.out == "pocket (Pocket): 3 articles, 3 new, 2 read, 1 row left out; 2 states changed\n"
    assert result.err == f"{pocket}, line 5: not a web address: not an address.\n"
    assert commands.done("sources").out.split()[:3] == ["pocket", "3", "articles"]
    assert commands.done("list", "--plain").rows[0].split("\t")[0] == "read"
    assert commands.done("list", "--count", "slow travel").out == "1\n"
    assert commands.done("list", "--count", "category:rail").out == "2\n"
    assert commands.done("refresh").out == "pocket: new 0, changed 0, gone 0\n"
    assert commands.done("doctor").out == "Everything is fine.\n"
    commands.done("remove", "pocket")
    assert commands.done("list").out == ""


def test_an_import_goes_beside_what_a_library_in_use_has(commands: Commands, pocket: str) -> None:
    commands.done("mark", "read", "title:Drizzle")
    commands("import", pocket)
    assert commands.done("list", "--count").out == "105\n"
    commands.done("remove", "pocket")
    assert commands.done("list", "--count", "is:read").out == "1\n"


def test_the_same_import_again_changes_nothing(commands: Commands, pocket: str) -> None:
    commands("import", pocket)
    commands.done("mark", "unread", "night")
    before = commands.done("export").out, commands.done("list").out
    again = commands("import", pocket)
    assert again.out == "pocket (Pocket): 3 articles, 0 new, 2 read, 1 row left out; 0 states changed\n"
    assert (commands.done("export").out, commands.done("list").out) == before


def test_what_was_done_here_since_an_article_was_saved_holds(commands: Commands, pocket: str, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("https://c.example/night\n")
    commands.done("import", str(tmp_path / "list.txt"))
    commands.done("mark", "read", "night")
    commands.done("mark", "unread", "night")
    assert commands("import", pocket).out.endswith("; 1 state changed\n")
    assert commands.done("list", "--count", "is:unread", "night").out == "1\n"


def test_a_later_import_adds_and_forgets_nothing(commands: Commands, pocket: str) -> None:
    commands("import", pocket)
    Path(pocket).write_text(
        "title,url,time_added,tags,status\nNew,https://n.example/new,1639924126,,unread\n"
        ",https://a.example/slow,1439924125,,archive\n"
    )
    result = commands.done("import", pocket)
    assert result.out == "pocket (Pocket): 2 articles, 1 new, 1 read; 1 state changed\n"
    assert [row.split()[-1] for row in commands.done("list").rows] == ["new", "night", "read", "slow"]
    assert "Slow trains, again" in commands.done("list", "slow").out
    assert commands.done("list", "--count", "is:read").out == "3\n"


def kept(commands: Commands) -> dict[Path, bytes]:
    paths = [path for path in commands.library.rglob("*") if path.is_file() and "cache" not in path.parts]
    return {path: path.read_bytes() for path in paths}


def test_a_dry_run_leaves_no_trace(commands: Commands, pocket: str) -> None:
    commands.done("list")
    before = kept(commands)
    result = commands("import", pocket, "--dry-run")
    assert result.rows[:2] == [
        "read     Night  https://c.example/night",
        "read     Read  https://b.example/read",
    ]
    assert result.rows[-1] == "pocket (Pocket): 3 articles, 3 new, 2 read, 1 row left out; 2 states would change"
    assert result.err.endswith("Nothing was changed.\n")
    assert kept(commands) == before
    assert commands.done("list", "--count").out == "102\n"


def test_undo_takes_the_states_of_an_import_back(commands: Commands, pocket: str) -> None:
    commands("import", pocket)
    assert commands.done("undo").out.startswith("2 articles: marked as unread again")
    assert commands.done("list", "--count", "is:read").out == "0\n"


def test_what_is_unread_goes_on_the_reading_list_where_that_is_wished(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("https://a.example/1\nhttps://a.example/2\nhttps://a.example/3\n")
    commands.done("bookmark", "title:Drizzle")
    result = commands.done("import", str(tmp_path / "list.txt"), "--bookmark", "--name", "mine")
    assert result.out == "mine (list.txt): 3 articles, 3 new, 0 read, 3 on the reading list; 3 states changed\n"
    assert [row.split()[-1] for row in commands.done("bookmark", "--list").rows[1:]] == ["1", "2", "3"]
    commands.done("bookmark", "title:TLA+")
    assert commands.done("bookmark", "--list").rows[-1].split()[-1].startswith("formal")


def test_notes_go_with_the_states(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "wallabag.json").write_text(WALLABAG)
    result = commands("import", str(tmp_path / "wallabag.json"))
    assert "1 highlight or note is kept with the states" in result.err
    (line,) = [line for line in commands.done("export").rows if "a.example/slow" in line]
    [note] = [value for name, value in json.loads(line).items() if name.startswith("note:")]
    assert note == {"quote": "It was late.", "note": "Indeed.", "at": "2017-06-02T09:00:00Z"}
    before = commands.done("export").out
    commands("import", str(tmp_path / "wallabag.json"))
    assert commands.done("export").out == before


def test_a_name_that_is_taken_or_none_is_refused(commands: Commands, pocket: str) -> None:
    commands.done("mark", "read", "title:Drizzle")
    taken = commands("import", pocket, "--name", "lucioduran")
    assert (taken.status, commands("import", pocket, "--name", "a/b").status) == (1, 2)
    assert "was not imported" in taken.err
    assert commands.done("list", "--count").out == "102\n"


def test_several_exports_of_which_one_is_none(commands: Commands, pocket: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("words")
    result = commands("import", str(tmp_path / "x"), pocket)
    assert result.status == 3
    assert result.out.startswith("pocket (Pocket): 3 articles")
    assert commands("import", str(tmp_path / "x")).status == 1


def test_feeds_that_would_be_followed_are_listed(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text('https://a.example/feed tech "~A"\n')
    result = commands("import", str(tmp_path / "urls"), "--dry-run")
    assert (result.status, result.out) == (0, "https://a.example/feed\n")
    assert result.err == "1 feed would be followed; nothing was changed.\n"


def test_feeds_of_subscriptions_are_followed(commands: Commands, tmp_path: Path, site: Site) -> None:
    (tmp_path / "mine.opml").write_text(
        f'<opml version="2.0"><body><outline type="rss" xmlUrl="{site.index_url}"/></body></opml>'
    )
    assert commands.done("import", str(tmp_path / "mine.opml")).out.endswith(": 102 articles\n")
    assert site.index_url in commands.done("sources").out


def test_the_list_of_sources_is_rebuilt_with_what_was_imported(commands: Commands, pocket: str) -> None:
    commands("import", pocket)
    (commands.library / "sources.json").unlink()
    (commands.library / "sources.json.bak").unlink()
    assert commands("doctor", "--repair").status == 0
    assert "import:pocket" in commands.done("sources").out
    assert commands("import", pocket).out.startswith("pocket (Pocket): 3 articles, 0 new")


def test_the_formats_that_can_be_named_are_those_that_there_are() -> None:
    (option,) = [one for one in COMMANDS["import"].arguments if "--format" in one.names]
    assert option.options["choices"] == imports.FORMATS


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("<h1>Unread</h1><ul><li><a href='https://a.example/slow'>Slow</a></ul>", ["slow"]),
        ("<h1>Unread</h1><a href='https://a.example/slow'>Slow <b>trains</b></a>", ["slow"]),
        (
            "<h1>Unread</h1><a href='https://a.example/slow'>Slow<a href='https://a.example/fast'>Fast</a>",
            ["slow", "fast"],
        ),
        ("<h1>Unread</h1><a href='https://a.example/slow'>Slow", ["slow"]),
        ("<h1>Unread</h1><a 'odd' href='https://a.example/slow' =>Slow</a>", ["slow"]),
    ],
)
def test_links_of_a_page_are_taken_however_carelessly_it_is_written(
    tmp_path: Path, text: str, slugs: list[str]
) -> None:
    found = read(tmp_path, text, "export.html", "pocket")
    assert [*by_slug(found)] == slugs
    assert by_slug(found)["slow"].title in ("Slow", "Slow trains")


def test_a_row_with_a_column_too_few_is_refused_and_one_with_too_many_kept_where_it_has_an_address(
    tmp_path: Path,
) -> None:
    rows = "title,url,time_added,tags,status\nSlow,https://a.example/slow,yesterday,,unread\nfew,columns\n"
    found = read(tmp_path, rows + "Fast,https://a.example/fast,,,unread,more\n", "export.csv", "pocket")
    assert [item.title for item in found.items.values()] == ["Slow", "Fast"]
    said = "\n".join(map(str, found.warnings))
    assert "yesterday is not a time; the article is kept without it" in said
    assert "2 columns instead of 5" in said
