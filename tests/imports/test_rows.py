"""Rows, values and addresses of exports, each by itself: what is taken over, what is cut, and what is refused."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from blogreader.imports import (
    Imported,
    Item,
    Quotation,
    addresses,
    bookmarks,
    columns,
    csv_rows,
    json_rows,
    services,
    tags,
)
from blogreader.imports.tags import PageTag
from blogreader.imports.values import day, fraction, listed, moment, whole
from blogreader.model import IndexWarning, Status

URL = "https://a.example/one"
NOON = datetime(2023, 5, 1, 12, tzinfo=UTC)


def taken(address: object = URL, **said: Any) -> Item:
    into = Imported("table")
    into.add(3, address, **said)
    assert (into.rows, into.refused, into.warnings) == (1, 0, [])
    return into.items[URL]


# What is said of an article


def test_what_an_export_does_not_say_is_empty() -> None:
    assert taken() == Item(3, URL, URL)


def test_lines_are_cleaned_and_cut() -> None:
    found = taken(
        title=" One\n two\x1b ",
        category="c" * 101,
        tags=("t" * 101, "a", "", " a ", "b"),
        author="Ann " + "x" * 200,
        summary="One\ntwo \n\n\n three\x1b\n\n\n\n" + "s" * 10_000,
    )
    assert found.title == "One two"
    assert found.category == "c" * 99 + "…"
    assert found.tags == ("t" * 99 + "…", "a", "b")
    assert len(found.author) <= 200
    assert found.summary.startswith("One two\n\nthree\n\nsss")
    assert len(found.summary) == 10_001
    assert found.summary.endswith("s…")
    assert len(taken(title="x" * 2_001).title) == 2_000
    assert taken(title="x" * 2_000).title == "x" * 2_000
    assert taken(summary="s" * 10_000).summary == "s" * 10_000
    assert taken(title=5, author=None, summary=["x"]) == Item(3, URL, URL)


@pytest.mark.parametrize("title", [URL, f"{URL}?utm_source=x", f" {URL} "])
def test_an_address_is_no_title_of_its_own_article(title: str) -> None:
    assert taken(title=title).title == ""
    assert taken(title="https://b.example/").title == "https://b.example/"


@pytest.mark.parametrize(
    ("minutes", "kept"), [(1, 1), (9_999, 9_999), (10_000, None), (0, None), (-1, None), (None, None)]
)
def test_a_length_is_one_that_articles_have(minutes: int | None, kept: int | None) -> None:
    assert taken(minutes=minutes).minutes == kept


def test_only_what_is_read_has_a_time_of_it() -> None:
    assert taken(read=NOON, status=Status.READ).read == NOON
    assert taken(read=NOON, status=Status.READING).read is None


def test_notes_are_cut_and_empty_ones_left_out() -> None:
    long = "w" * 100_001
    found = taken(notes=(Quotation(f" {long}", long), Quotation(" ", "\n"), Quotation("", "n", NOON)))
    assert [(len(note.quote), len(note.note)) for note in found.notes] == [(99_999, 100_000), (0, 1)]
    assert found.notes[1].at == NOON


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "there is no address"),
        (None, "there is no address"),
        (7, "there is no address"),
        ("ftp://a.example/", "not a web address: ftp://a.example/"),
        ("notes", "not a web address: notes"),
        ("ftp://ann:secret@a.example/", "not a web address: ftp://a.example/"),
        ("x" * 100, f"not a web address: {'x' * 79}…"),
    ],
)
def test_a_row_without_an_address_is_refused(address: object, sentence: str) -> None:
    into = Imported("table")
    into.add(7, address)
    assert into.warnings == [IndexWarning(7, sentence)]
    assert (into.rows, into.refused, into.repeated, into.items) == (1, 1, 0, {})


def test_a_password_in_an_address_is_left_out_and_counted() -> None:
    into = Imported("table")
    for address in ("https://ann:secret@a.example/one", "https://a.example/@ann", "https://bob@a.example/two"):
        into.add(1, address)
    assert [item.url for item in into.items.values()] == [
        "https://a.example/one",
        "https://a.example/@ann",
        "https://a.example/two",
    ]
    assert into.left_out == {"user names and passwords in addresses": 2}


def test_what_is_left_out_is_counted_and_what_is_repeated_too() -> None:
    into = Imported("table")
    into.leave("x")
    into.leave("x", 2)
    into.leave("y", 0)
    assert into.left_out == {"x": 3}
    for _ in range(3):
        into.add(1, URL)
    into.refuse(2, "no")
    assert (into.rows, into.refused, into.repeated) == (4, 1, 2)


ONE = Item(
    *(1, URL, URL, "One", NOON, Status.READING, None, False, "Sea", ("a",), "Ann", date(2020, 1, 1), 5, "Sum."),
    notes=(Quotation("q"),),
)
OTHER = Item(
    *(2, URL, URL, "Other", NOON - timedelta(1), Status.READ, NOON, True, "Rail", ("b", "a"), "Bob", date(2021, 1, 1)),
    *(7, "Other."),
    notes=(Quotation("r"), Quotation("q")),
)
EMPTY = Item(1, URL, URL)


def test_two_rows_of_one_article_say_together_what_each_says() -> None:
    assert ONE.joined(OTHER) == Item(
        *(1, URL, URL, "One", NOON - timedelta(1), Status.READ, NOON, True, "Sea", ("a", "Rail", "b"), "Ann"),
        *(date(2020, 1, 1), 5, "Sum."),
        notes=(Quotation("q"), Quotation("r")),
    )
    back = OTHER.joined(ONE)
    assert (back.line, back.title, back.status, back.read, back.tags) == (
        2,
        "Other",
        Status.READ,
        NOON,
        ("b", "a", "Sea"),
    )
    assert EMPTY.joined(ONE) == Item(
        *(
            1,
            URL,
            URL,
            "One",
            NOON,
            Status.READING,
            None,
            False,
            "Sea",
            ("Sea", "a"),
            "Ann",
            date(2020, 1, 1),
            5,
            "Sum.",
        ),
        notes=(Quotation("q"),),
    )
    assert ONE.joined(EMPTY) == ONE
    assert ONE.joined(ONE) == ONE


# Values


@pytest.mark.parametrize(
    ("value", "at"),
    [
        (1682942400, NOON),
        (1682942400.9, NOON),
        ("1682942400", NOON),
        (" 1682942400.5 ", NOON),
        (1682942400_000, NOON),
        ("1682942400000000", NOON),
        (1682942400_000_000_000, NOON),
        ("2023-05-01T12:00:00.987Z", NOON),
        ("2023-05-01 14:00:00+02:00", NOON),
        (1, datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)),
        (9_999_999_999, datetime(2286, 11, 20, 17, 46, 39, tzinfo=UTC)),
        (10_000_000_000, None),
        (99_999_999_999, None),
        (100_000_000_000, datetime(1973, 3, 3, 9, 46, 40, tzinfo=UTC)),
        (0, None),
        (-5, None),
        ("-5", None),
        (True, None),
        (1e20, None),
        (float("inf"), None),
        (float("nan"), None),
        ("1" * 25, None),
        ("1" * 400, None),
        ("2200-01-01T00:00:00Z", None),
        ("2199-12-31T23:59:59Z", datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:01Z", datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)),
        ("soon", None),
        ("", None),
        (None, None),
        ([], None),
        ("\u0661\u0662", None),
    ],
)
def test_a_time_is_read_in_the_unit_that_it_is_in(value: object, at: datetime | None) -> None:
    assert moment(value) == at


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2023-05-01", date(2023, 5, 1)),
        (" 2023-05-01T23:59:00-08:00", date(2023, 5, 1)),
        ("2023-05-01T23:59:00-08:00", date(2023, 5, 1)),
        ("2023-13-01", None),
        ("2023", date(1970, 1, 1)),
        (1682942400, date(2023, 5, 1)),
        ("", None),
        (None, None),
    ],
)
def test_a_day_of_publication_is_the_one_that_is_written(value: object, found: date | None) -> None:
    assert day(value) == found


@pytest.mark.parametrize(
    ("value", "separators", "found"),
    [
        ("a, b ,,c d", ",", ("a", "b", "c d")),
        ("a|b,c", "|", ("a", "b,c")),
        ("a;b|c,d", ",;|", ("a", "b", "c", "d")),
        ("a b", " ", ("a", "b")),
        ('["a","b c"]', ",", ("a", "b c")),
        ("['a', 'it\\'s', \"b\"]", ",", ("a", "it's", "b")),
        ("[", ",", ("[",)),
        ("[5]", ",", ()),
        ("[]", ",", ()),
        (["a", " ", 5, {"label": "b"}, {"name": "c"}, {"slug": "d"}, {"x": "e"}], ",", ("a", "b", "c", "d")),
        (("a",), ",", ("a",)),
        (" ", ",", ()),
        (None, ",", ()),
        ({"a": 1}, ",", ()),
    ],
)
def test_tags_are_read_as_programs_write_them(value: object, separators: str, found: tuple[str, ...]) -> None:
    assert listed(value, separators) == found


def test_of_tags_without_end_the_first_are_read() -> None:
    assert listed("a" * 20_001) == ("a" * 20_000,)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        *(
            (5, 5),
            (5.9, 5),
            (" 5 ", 5),
            ("123456789", 123456789),
            ("1234567890", None),
            (0, 0),
            (-1, None),
            (1e9, None),
        ),
        *((999_999_999, 999_999_999), (True, None), ("5.5", None), ("\u0665", None), (None, None), ("", None)),
    ],
)
def test_a_whole_number_is_one(value: object, found: int | None) -> None:
    assert whole(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        *((0.5, 0.5), ("0.25", 0.25), (1, 1.0), (2, 0.02), (43, 0.43), (100, 1.0), (250, 1.0), (0, 0.0), (-1, 0.0)),
        *((float("nan"), 0.0), ("half", 0.0), (None, 0.0), ([], 0.0), ("", 0.0)),
    ],
)
def test_a_share_is_of_one_or_of_a_hundred(value: object, found: float) -> None:
    assert fraction(value) == pytest.approx(found)


# Tables


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("title,url,time_added,tags,status", "pocket"),
        ("url,time_added,status", "pocket"),
        ("URL;Title;Selection;Folder", "instapaper"),
        ('"Title"\tURL\tLocation\tReading progress\r', "readwise"),
        ("url,Document tags,Saved date", "readwise"),
        ("title,link", "table"),
        ("url,time_added", "table"),
        ("url,title,selection", "table"),
        ("url,title,location", "table"),
        ("url,document tags", "table"),
        ("href,x", "table"),
        ("source url,x", "table"),
        ("url", None),
        ("title,author", None),
        ("url,https://a.example/", None),
    ],
)
def test_a_table_is_known_by_its_columns(head: str, kind: str | None) -> None:
    assert columns.kind(head) == kind
    assert not columns.is_of_books(head)


def test_a_table_of_highlights_is_known_by_its_columns() -> None:
    assert columns.is_of_books('Highlight,"Book Title",x')
    assert columns.is_of_books("book title;HIGHLIGHT")
    assert not columns.is_of_books("Highlight,x")


def table(*lines: str, format_: str = "table") -> Imported:
    into = Imported(format_)
    columns.read("\n".join(lines), into)
    return into


def row(head: str, values: str, format_: str = "table") -> Item:
    into = table(f"url,{head}", f"{URL},{values}", format_=format_)
    assert into.warnings == []
    return into.items[URL]


@pytest.mark.parametrize(
    ("head", "values", "name", "expected"),
    [
        *((head, "One", "title", "One") for head in ("title", "Name", "resolved_title", "description title")),
        *(
            (head, "1682942400", "saved", NOON)
            for head in ("time_added", "saved date", "timestamp", "date_added", "created", "created_at", "saved")
        ),
        *((head, "1682942400", "saved", NOON) for head in ("saved_at", "added", "date")),
        *((head, "2023-05-01", "date", date(2023, 5, 1)) for head in ("published", "published_at", "published date")),
        *((head, "Sea", "category", "Sea") for head in ("folder", "category", "collection", "list")),
        *((head, "a;b|c", "tags", ("a", "b", "c")) for head in ("tags", "document tags", "labels", "tag")),
        *((head, "Ann", "author", "Ann") for head in ("author", "byline")),
        *((head, "5", "minutes", 5) for head in ("minutes", "reading_time", "time_to_read")),
        *((head, "Sum.", "summary", "Sum.") for head in ("excerpt", "summary", "description")),
        *((head, "q", "notes", (Quotation("q"),)) for head in ("selection", "highlight")),
        *((head, "n", "notes", (Quotation("", "n"),)) for head in ("note", "notes", "comment")),
        *((head, "yes", "tags", ("starred",)) for head in ("favorite", "favourite", "starred", "is_starred")),
        *((head, "Y", "status", Status.READ) for head in ("archived", "is_archived", "read")),
        *(("status", said, "status", Status.READ) for said in ("archive", "Archived", "read", "done", "finished", "1")),
        *(("location", said, "status", Status.READ) for said in ("true", "yes", "ARCHIVE")),
        *(("state", said, "status", Status.UNREAD) for said in ("0", "later", "false")),
        ("status", "reading", "status", Status.READING),
        *(("status", said, "listed", True) for said in ("shortlist", "queue")),
        ("status", "later", "listed", False),
        ("status", "feed", "tags", ("feed",)),
        ("folder", "Archive", "status", Status.READ),
        ("folder", "Starred", "tags", ("starred",)),
        *(("folder", said, "category", "") for said in ("unread", "Archive", "Starred", "unsorted", "home", "Inbox")),
        ("progress", "0.99", "status", Status.READING),
        *((head, "1", "status", Status.READ) for head in ("reading progress", "progress", "reading_progress")),
        ("progress", "0", "status", Status.UNREAD),
    ],
)
def test_a_column_is_taken_for_what_its_name_says(head: str, values: str, name: str, expected: object) -> None:
    assert getattr(row(head, values), name) == expected
    assert getattr(row(head.upper(), f'" {values} "'), name) == expected


def test_when_something_was_read_counts_where_it_was_read() -> None:
    for head in ("read_at", "archived_at", "date_read", "time_read", "finished"):
        assert row(f"status,{head}", "read,1682942400").read == NOON
        assert row(f"status,{head}", "later,1682942400").read is None


def test_of_several_columns_of_one_meaning_the_usual_one_counts() -> None:
    assert row("resolved_title,title", "Other,One").title == "One"
    assert row("title,title", "One,Other").title == "One"
    into = table("link,url", "https://b.example/,https://a.example/one")
    assert [*into.items] == [URL]


def test_pockets_tags_may_have_commas() -> None:
    assert row("tags", '"a,b|c"', "pocket").tags == ("a,b", "c")


def test_what_a_table_has_beside_is_counted() -> None:
    into = table(
        "url,id,seen,Colour,progress", f"{URL},1,x,red,0.5", "https://b.example/,2,,blue,", "https://c.example/,,,,"
    )
    assert into.left_out == {
        "values of the column `colour`": 2,
        "reading positions (how far an article was read)": 1,
    }


def test_rows_of_another_width_are_kept_where_they_have_an_address() -> None:
    into = table(
        "title,url,x", f"One,{URL}", "only this", "Two,https://b.example/,y,z", "a,b,c,d", "Three,https://c.example/,,"
    )
    assert [item.title for item in into.items.values()] == ["One", "Two", "Three"]
    assert into.warnings == [IndexWarning(3, "1 columns instead of 3"), IndexWarning(5, "4 columns instead of 3")]


def test_a_table_without_addresses_and_a_time_that_is_none_are_said() -> None:
    assert table("title,x", "a,b").warnings == [IndexWarning(1, "there is no column called `url`")]
    into = table("url,date", f"{URL},{'soon ' * 10}", "https://b.example/,")
    assert into.warnings == [IndexWarning(2, f"{('soon ' * 10)[:39]}… is not a time; the article is kept without it")]
    assert len(into.items) == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_of_a_table_stand_on_their_lines(delimiter: str) -> None:
    text = (
        delimiter.join(["a", "b"])
        + "\n\n"
        + delimiter.join(['"one\ntwo"', "x"])
        + "\n"
        + delimiter.join(["", " "])
        + "\nlast"
    )
    assert [*csv_rows.rows(text, lambda _: True)] == [
        (1, ["a", "b"]),
        (3, ["one\ntwo", "x"]),
        (6, ["last"]),
    ]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line() -> None:
    text = 'a,b\n"x,y\n1,2\n3,4'
    assert [*csv_rows.rows(text, lambda row: len(row) == 2)] == [
        (1, ["a", "b"]),
        (2, ["x", "y"]),
        (3, ["1", "2"]),
        (4, ["3", "4"]),
    ]
    assert [*csv_rows.rows(text, lambda row: row == ["1", "2"])][1] == (2, None)


def test_a_row_may_have_so_many_lines_and_no_more() -> None:
    for breaks, is_one in ((499, True), (500, False)):
        text = 'a,b\n"' + "x\n" * breaks + '",y'
        rows = [*csv_rows.rows(text, lambda row: len(row) == 2)]
        assert (len(rows) == 2) is is_one


def test_a_field_may_be_long_and_others_readers_of_tables_keep_their_limit() -> None:
    csv.field_size_limit(131_072)  # Python's own
    assert [*csv_rows.rows("x" * 200_000, lambda _: True)] == [(1, ["x" * 200_000])]
    assert [*csv_rows.rows(f"a\n{'x' * 10_000_001}\nb", lambda row: row == ["b"])] == [
        (1, ["a"]),
        (2, None),
        (3, ["b"]),
    ]
    assert csv.field_size_limit() == 131_072


# JSON


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[{"a":1},\n{"a":2}]', [(1, {"a": 1}), (2, {"a": 2})]),
        ('\ufeff [{"a":1}] [{"a":2}]', [(1, {"a": 1})]),
        ('{"a":1}\n\n{"a":2}', [(1, {"a": 1}), (3, {"a": 2})]),
        ('{"items": [{"a":1}], "x": 2}', [(1, {"a": 1})]),
        ('{"items":[{"a":1}]}', [(1, {"a": 1})]),
        ('[{"a":1}, {"a": x {"a"}, {"a":2}]', [(1, {"a": 1}), (1, None), (1, {"a": 2})]),
        ('[{"a":1},x{"a":2}]', [(1, {"a": 1}), (1, None), (1, {"a": 2})]),
        ('{"count": 2, "next": null,\n"results": [{"a":1}]}', [(2, {"a": 1})]),
        ('[{"a":1}, 5, {"a":2}]', [(1, {"a": 1}), (1, None), (1, {"a": 2})]),
        ('[{"a":1},\n{"a":},\n{"a":3}]', [(1, {"a": 1}), (2, None), (3, {"a": 3})]),
        ('[{"a":1},\n{"a', [(1, {"a": 1}), (2, None)]),
        ('{"a": {"b": [1]}}', [(1, {"a": {"b": [1]}})]),
        ('{"items":' + " " * 490 + '[{"a":1}]}', [(1, {"a": 1})]),
        ('{"items":' + " " * 491 + '[{"a":1}]}', [(1, {"items": [{"a": 1}]})]),
        ('{"items": {"b":[{"a":1}]}}', [(1, {"items": {"b": [{"a": 1}]}})]),
        (' \t\r\n[{"a":1}]', [(2, {"a": 1})]),
        ("", []),
        ("[]", []),
    ],
)
def test_objects_are_read_one_after_the_other(text: str, found: list[tuple[int, Any]]) -> None:
    assert [*json_rows.objects(text)] == found


def test_after_many_values_that_are_no_objects_reading_is_given_up() -> None:
    found = [*json_rows.objects(f"[{'5,' * 999}{{}},5,{{}}]")]
    assert len(found) == 1_001
    assert len([*json_rows.objects('[{"a":1},' + '{"a":},' * 1_200 + "]")]) == 1_001


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"url": "", "is_archived": 0}, "wallabag"),
        ({"url": "", "is_read": 0}, "wallabag"),
        ({"url": "", "hashed_url": ""}, "wallabag"),
        *(
            ({"url": "", "slug": "", name: ""}, "omnivore")
            for name in ("savedAt", "readingProgress", "labels", "state")
        ),
        ({"user_book_id": 1, "highlights": []}, "readwise"),
        ({"url": "", "highlights": []}, "pocket"),
        ({"href": "", "description": "", "tags": ""}, "bookmarks"),
        ({"is_archived": 0}, None),
        ({"url": "", "slug": ""}, None),
        ({"href": "", "tags": ""}, None),
        ({"highlights": []}, None),
    ],
)
def test_json_is_known_by_the_names_in_its_first_objects(record: dict[str, object], kind: str | None) -> None:
    assert services.kind(json.dumps([record])) == kind
    assert services.kind(json.dumps([{}, {}, record])) == kind
    assert services.kind(json.dumps([{}, {}, {}, record])) is None


def service(format_: str, **record: object) -> Imported:
    into = Imported(format_)
    services.read(json.dumps([record]), into, {"slow": (Quotation("q"),)})
    return into


def test_an_article_of_wallabag() -> None:
    into = service(
        "wallabag",
        given_url=URL,
        title="One",
        is_read="1",
        is_fav=True,
        tags=[{"label": "a"}],
        content="<p>",
        created_at="2023-05-01T12:00:00Z",
        archived_at="2023-05-01T12:00:00Z",
        published_by=["Ann", 5, "Bob"],
        published_at="2020-01-02",
        reading_time=4,
        annotations=[{"quote": "q", "text": "n", "created_at": 1682942400}, 5],
    )
    assert into.items[URL] == Item(
        *(1, URL, URL, "One", NOON, Status.READ, NOON),
        tags=("a", "starred"),
        author="Ann, Bob",
        date=date(2020, 1, 2),
        minutes=4,
        notes=(Quotation("q", "n", NOON),),
    )
    assert into.left_out == {"texts of articles (`blogreader fetch` fetches them)": 1}
    plain = service(
        "wallabag", url=URL, given_url="https://b.example/", is_archived=False, is_read=1, published_by="Ann"
    )
    assert plain.items[URL] == Item(1, URL, URL, author="Ann")
    assert plain.left_out == {}


@pytest.mark.parametrize(
    ("progress", "state", "status"),
    [
        (0, "Active", Status.UNREAD),
        (12, "Active", Status.READING),
        (1, "", Status.READING),
        (100, "Active", Status.READ),
        (99.9, "x", Status.READING),
        (0, "ARCHIVED", Status.READ),
        (250, "", Status.READ),
        (-5, "", Status.UNREAD),
        (True, "", Status.UNREAD),
        ("50", 5, Status.UNREAD),
    ],
)
def test_an_article_of_omnivore(progress: object, state: object, status: Status) -> None:
    into = service(
        "omnivore",
        url=URL,
        slug="slow",
        title="One",
        savedAt="2023-05-01T12:00:00Z",
        readAt="2023-05-01T12:00:00Z",
        publishedAt="2020-01-02",
        labels=["a"],
        author="Ann",
        description="Sum.",
        state=state,
        readingProgress=progress,
    )
    assert into.items[URL] == Item(
        *(1, URL, URL, "One", NOON, status, NOON if status is Status.READ else None),
        tags=("a",),
        author="Ann",
        date=date(2020, 1, 2),
        summary="Sum.",
        notes=(Quotation("q"),),
    )
    assert bool(into.left_out) is (status is Status.READING)


def test_passages_of_pocket_and_bookmarks_of_pinboard() -> None:
    highlights = [{"quote": "q", "note": "n", "created_at": 1682942400}]
    assert service("pocket", url=URL, title="One", highlights=highlights).items[URL] == Item(
        *(1, URL, URL, "One"), notes=(Quotation("q", "n", NOON),)
    )
    for toread in ("yes", "no"):
        found = service(
            "bookmarks",
            href=URL,
            description="One",
            time="2023-05-01T12:00:00Z",
            toread=toread,
            tags="a b",
            extended="E.",
        )
        assert found.items[URL] == Item(
            *(1, URL, URL, "One", NOON), listed=toread == "yes", tags=("a", "b"), summary="E."
        )


def test_highlights_of_readwise() -> None:
    into = service(
        "readwise",
        source_url=URL,
        title="Other",
        readable_title="One",
        book_tags=[{"name": "a"}],
        author="Ann",
        summary="Sum.",
        document_note="On all of it.",
        highlights=[
            {"text": "q", "note": " n ", "tags": [{"name": "two words"}, {"name": "b"}], "highlighted_at": 1682942400},
            {"text": "r"},
            {"text": "x", "is_discard": True},
            {"text": "x", "is_deleted": 1},
            {"text": "s", "is_discard": False, "is_deleted": 0},
        ],
    )
    assert into.items[URL] == Item(
        *(1, URL, URL, "One"),
        tags=("a",),
        author="Ann",
        summary="Sum.",
        notes=(
            Quotation("", "On all of it."),
            Quotation("q", "n\n\n#two-words #b", NOON),
            Quotation("r"),
            Quotation("s"),
        ),
    )
    assert service("readwise", source_url=URL, title="Other").items[URL].title == "Other"
    for address in (None, "", "mailto:x", "private://x"):
        none = service("readwise", source_url=address, title="A book")
        assert (none.items, none.refused) == ({}, 0)
        assert none.left_out == {"highlights of books, mails and others that have no address": 1}


def test_an_object_that_is_none_is_refused_and_so_many_end_it() -> None:
    into = Imported("pocket")
    services.read(f"[{'5,' * 999}5,5]", into)
    assert into.refused == 1_000
    assert into.warnings[0] == IndexWarning(1, "this is not an article in JSON; reading goes on after it")
    assert into.left_out == {"what comes after 1000 values that can't be read (line 1)": 1}
    into = Imported("pocket")
    services.read(f"[{'5,' * 998}5]", into)
    assert into.left_out == {}


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("", ()),
        ("> one\n> two\n\nnote\nand more\n\n> three", (Quotation("one\ntwo", "note\nand more"), Quotation("three"))),
        ("> one\nlazily\n", (Quotation("one\nlazily"),)),
        ("> one\n\n> two\n", (Quotation("one\n\ntwo"),)),
        ("> one\n\n\n> two\n", (Quotation("one\n\ntwo"),)),
        ("note alone\n", (Quotation("", "note alone"),)),
        ("> one [\u2934\ufe0f](https://o.example/x)\n", (Quotation("one"),)),
        (">\n", ()),
    ],
)
def test_passages_of_omnivore_have_their_notes_behind_them(markdown: str, found: tuple[Quotation, ...]) -> None:
    assert services.quotations(markdown) == found


# Lists of addresses, and tags


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (URL, [(URL, "")]),
        (f"- {URL} - One", [(URL, "One")]),
        (f"12. [x] One: {URL}.", [(URL, "One")]),
        (f"One {URL}, more", [(f"{URL},", "more")]),
        (f"{URL} https://b.example/", [(URL, ""), ("https://b.example/", "")]),
        (f"{URL},https://b.example/;", [(URL, ""), ("https://b.example/", "")]),
        (f"https://web.archive.org/web/{URL}", [(f"https://web.archive.org/web/{URL}", "")]),
        (f"'{URL}'", [(URL, "")]),
        (f"(One, {URL})", [(URL, "One")]),
        ("https://a.example/x_(y)", [("https://a.example/x_(y)", "")]),
        (f"[One [1]]({URL} 'x')", [(URL, "One [1]")]),
        (f"[One]({URL}) and [Two](<https://b.example/>)", [(URL, "One"), ("https://b.example/", "Two")]),
    ],
)
def test_a_line_has_an_address_and_what_stands_beside_it(line: str, found: list[tuple[str, str]]) -> None:
    into = Imported("urls")
    addresses.read(f"# a remark\n\n  {line}\nnothing", into)
    assert [(item.line, item.url, item.title) for item in into.items.values()] == [(3, *one) for one in found]
    assert into.warnings == [IndexWarning(4, "there is no address in this line")]


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        (f"{URL}\nwords\n", False),
        (f"{URL}\n{URL}\nwords\n", True),
        (f"# words\n# words\n{URL}\n", True),
        (f"- <{URL}>\n", True),
        (f"words {URL}\n", False),
        ("", False),
        (f"{URL}\n" * 50 + "words\n" * 60, True),
        ("words\n" * 25 + f"{URL}\n" * 25 + f"{URL}\n" * 60, False),
        ("words\n" * 24 + f"{URL}\n" * 26, True),
    ],
)
def test_a_list_begins_most_of_its_lines_with_addresses(text: str, is_list: bool) -> None:
    assert addresses.is_list(text) is is_list
    assert addresses.is_newsboats(text, "urls") is is_list
    assert not addresses.is_newsboats(text, "other")


@pytest.mark.parametrize(
    "line", [f'{URL} "~One"', f'{URL} tag "!hidden"', '"query:Unread:unread"', "exec:ls", "filter:x:y"]
)
def test_newsboats_list_is_known_by_what_only_it_has(line: str) -> None:
    assert addresses.is_newsboats(f"# mine\n {line}\n", "other")


def test_a_list_is_known_by_its_beginning() -> None:
    sign = "exec:"
    assert addresses.is_newsboats("\n" * (20_000 - len(sign)) + sign, "other")
    assert not addresses.is_newsboats("\n" * (20_001 - len(sign)) + sign, "other")
    assert addresses.is_list("\n" * (20_000 - len("https://a")) + "https://a")
    assert not addresses.is_list("\n" * (20_000 - len("https://")) + "https://a")


def test_a_page_is_a_sequence_of_tags_with_their_lines() -> None:
    text = (
        "<!-- <a> -->\n<!DOCTYPE x>\n<UL><li>One &amp; two\n<A HREF='x>y' b=c d checked=\"1\" href=z>Three</A ><br/>"
        '<p a = "1" b="never closed>x<!-- open <i>'
    )
    assert [*tags.tags(text)] == [
        PageTag(3, "ul", False),
        PageTag(3, "li", False, text="One & two"),
        PageTag(4, "a", False, {"href": "x>y", "b": "c", "d": "", "checked": "1"}, "Three"),
        PageTag(4, "a", True),
        PageTag(4, "br", False, {"/": ""}),
        PageTag(4, "p", False, {"a": "1", "b": "never", "closed": ""}, "x<!-- open"),
        PageTag(4, "i", False),
    ]
    assert [*tags.tags("no tag < here")] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\n<i>\n<b>", [PageTag(2, "i", False), PageTag(3, "b", False)]),
        ("<a x", [PageTag(1, "a", False, {"x": ""})]),
        ("<a x=", [PageTag(1, "a", False, {"x": ""})]),
        ("<a x ", [PageTag(1, "a", False, {"x": ""})]),
        ("<a", [PageTag(1, "a", False)]),
        ("<!--<i>", [PageTag(1, "i", False)]),
        ("<!-- --><i>", [PageTag(1, "i", False)]),
        ("<!-- <b> --><!--<i>", [PageTag(1, "i", False)]),
        ("<a x='1><b y='2'>", [PageTag(1, "a", False, {"x": "1><b y=", "2": ""})]),
        ("<a x='1><b y=2>", [PageTag(1, "a", False, {"x": "1"}), PageTag(1, "b", False, {"y": "2"})]),
    ],
)
def test_a_page_may_end_within_a_tag_a_value_or_a_remark(text: str, found: list[PageTag]) -> None:
    assert [*tags.tags(text)] == found


def test_of_a_tag_with_attributes_without_end_the_first_are_read() -> None:
    [found] = tags.tags("<a " + " ".join(f"x{number}=1" for number in range(150)) + ">")
    assert len(found.attributes) == 100


def test_bookmarks_are_known_by_how_they_begin() -> None:
    assert bookmarks.is_netscape("<!DOCTYPE NETSCAPE-Bookmark-file-1>")
    assert bookmarks.is_netscape("<DL><DT>")
    assert not bookmarks.is_netscape("<dl>")
    assert not bookmarks.is_netscape("<dt>")
    assert bookmarks.is_netscape(" " * 1_993 + "<dl><dt>")
    assert not bookmarks.is_netscape(" " * 1_994 + "<dl><dt>")


@pytest.mark.parametrize(
    ("heading", "status", "category", "starred"),
    [
        ("Unread", Status.UNREAD, "", ()),
        ("Home", Status.UNREAD, "", ()),
        ("Read Archive", Status.READ, "", ()),
        ("archived", Status.READ, "", ()),
        ("Archive", Status.READ, "", ()),
        ("Read", Status.READ, "", ()),
        ("Travel", Status.UNREAD, "Travel", ()),
        *((name, Status.UNREAD, "", ("starred",)) for name in ("Starred", "Liked", "Favorites", "favourites")),
    ],
)
def test_links_stand_below_the_heading_of_their_list(
    heading: str, status: Status, category: str, starred: tuple[str, ...]
) -> None:
    for level in (1, 2, 3):
        into = Imported("pocket")
        text = f"<h{level}>{heading}</h{level}>\n<a href={URL} time_added=1682942400 tags='a'>One <b>more</b></a> x\n"
        bookmarks.read_lists(f"{text}<a href=https://b.example/>Two", into)
        one, two = into.items.values()
        assert one == Item(2, URL, URL, "One more", NOON, status, category=category, tags=("a", *starred))
        assert (two.title, two.line, two.status) == ("Two", 3, status)


def test_the_folders_of_a_bookmark_are_its_category_and_tags() -> None:
    text = (
        "<DL><DT><H3 Unfiled_Bookmarks_Folder=TRUE>Autres</H3><DL><DT><H3>Sea</H3><DL><DT><H3>Rope</H3><DL>"
        f"<DT><A HREF={URL} ADD_DATE=1682942400 TAGS=a,b>One <i>more</i></A> x<DD>A word<br>and<p>two<b>three</b>\n"
        "<DT><A HREF=https://b.example/ TOREAD=1>Two</A></DL></DL>"
        "<DT><H3 id=com.apple.ReadingList>Lecture</H3><DL><DT><A HREF=https://c.example/>Three</A></DL>"
        "<DT><A HREF=https://d.example/ TOREAD=0>Four</A></DL><DT><H3>Bookmarks Bar</H3>"
        "<DL><DT><A HREF=https://e.example/>Five</A></DL></DL>"
    )
    into = Imported("bookmarks")
    bookmarks.read(text, into)
    found = [(item.title, item.category, item.tags, item.listed, item.summary) for item in into.items.values()]
    assert found == [
        ("One more", "Rope", ("Sea", "a", "b"), False, "A word\n\nand\n\ntwo three"),
        ("Two", "Rope", ("Sea",), True, ""),
        ("Three", "", (), True, ""),
        ("Four", "", (), False, ""),
        ("Five", "", (), False, ""),
    ]
    assert next(iter(into.items.values())).saved == NOON


def test_a_folder_goes_on_behind_the_one_inside_it() -> None:
    into = Imported("bookmarks")
    inner = "<DT><H3>Rope</H3><DL></DL>"
    bookmarks.read(
        f"<DL><DT><H3>Land</H3><DL><DT><H3>Sea</H3><DL>{inner}<DT><A HREF={URL}>One</A></DL></DL></DL>", into
    )
    (found,) = into.items.values()
    assert (found.category, found.tags) == ("Sea", ("Land",))
