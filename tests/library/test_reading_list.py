"""Many articles changed at once, the order of the reading list, and the reader's views, copies and statistics."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from blogreader.conditions import Arrangement, Order, Sort
from blogreader.errors import UnknownView, Unwritable, UsageError
from blogreader.library import Library
from blogreader.library.copies import Copies
from blogreader.model import Document, Entry, FetchSettings, ReadingTime, Source, Status, Via
from blogreader.paths import Paths
from blogreader.records import replace
from tests.library.opened import BASE, NOW

A, B, C, D = (f"{BASE}{letter}" for letter in "abcd")
INDEX = "# The blog\n\n" + "".join(
    f"### [{letter}]({BASE}{letter})\n2026-0{month}-01 · {category} · {minutes} min\n"
    for letter, month, category, minutes in (("a", 1, "Boats", 5), ("b", 2, "Boats", 9), ("c", 2, "Cats", 7))
)


class Clock:
    """A clock that is set."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(folders: Paths, tmp_path: Path, clock: Clock) -> Iterator[Library]:
    index = tmp_path / "index.md"
    index.write_text(f"{INDEX}### [d]({D})\nBoats\n")
    made = Library(folders, index=str(index), now=clock)
    made.open()
    yield made
    made.close()


def statuses(library: Library) -> str:
    """Return the first letters of `unread`, `started` and `read`, of each article."""
    names = {Status.UNREAD: "u", Status.READING: "s", Status.READ: "r"}
    return "".join(names[library.entry(key).state.status] for key in (A, B, C, D))


def listed(library: Library) -> str:
    listing = library.select("is:bookmarked sort:list")
    return "".join(entry.article.title for entry in listing.page(0, 9))


# Many at once


def test_articles_are_marked_as_asked_for_or_the_other_way_if_all_are_read(library: Library) -> None:
    assert library.batch.mark([], Status.READ) == (0, Status.READ)
    assert library.batch.mark([A, B], Status.READ) == (2, Status.READ)
    assert library.batch.mark([A, B, C], Status.READ) == (1, Status.READ)
    assert statuses(library) == "rrru"
    assert library.batch.mark([A, D], None) == (1, Status.READ)
    assert library.batch.mark([A, D], None) == (2, Status.UNREAD)
    assert statuses(library) == "urru"
    assert library.batch.mark([B, A], Status.READING) == (2, Status.READING)
    assert statuses(library) == "ssru"
    assert library.entry(C).state.read_at == NOW


def test_articles_are_put_on_the_reading_list_and_taken_off_if_all_are_on_it(library: Library) -> None:
    assert library.batch.bookmark([], True) == (0, True)
    assert library.batch.bookmark([C, A], None) == (2, True)
    assert listed(library) == "ca"
    assert library.batch.bookmark([A, B], True) == (1, True)
    assert listed(library) == "cab"
    assert library.batch.bookmark([A, B], None) == (2, False)
    assert library.batch.bookmark([A, C], False) == (1, False)
    assert listed(library) == ""


def test_articles_are_put_at_the_top_whether_they_are_on_the_list_or_not(library: Library) -> None:
    library.batch.bookmark([A, B], True)
    assert library.batch.bookmark([C, B], None, top=True) == (2, True)
    assert listed(library) == "cba"
    assert library.batch.bookmark([C, B], None, top=True) == (2, True)
    assert library.batch.bookmark([B, A], True, top=True) == (2, True)
    assert listed(library) == "bac"
    assert library.batch.bookmark([A], False, top=True) == (1, False)
    assert listed(library) == "bc"


def test_articles_are_put_before_another_and_moved_by_one(library: Library) -> None:
    library.batch.bookmark([A, B, C], True)
    library.batch.bookmark_before([D, C, B], B)
    assert listed(library) == "adcb"
    library.batch.move_bookmark(A, C, after=True)
    assert listed(library) == "dcab"
    library.batch.move_bookmark(B, D, after=False)
    assert listed(library) == "bdca"
    assert library.undo() is not None
    assert listed(library) == "dcab"


# Views


@pytest.fixture
def configuration(folders: Paths) -> Path:
    folders.config.parent.mkdir(parents=True, exist_ok=True)
    return folders.config


def test_a_list_is_saved_as_a_view_in_the_place_of_one_of_its_name(library: Library, configuration: Path) -> None:
    library.use(fetching=FetchSettings(), views=[("One", "is:read"), ("Two", "is:unread")])
    unread, none = library.view("unread"), Arrangement(None, None)
    view = library.save_view("One", unread, "title:a", none)
    assert (view.title, view.query) == ("One", "is:unread title:a")
    assert [(one.title, one.query) for one in library.saved_views.all()] == [
        ("One", "is:unread title:a"),
        ("Two", "is:unread"),
    ]
    library.save_view("Three", library.view("all"), "", Arrangement(Sort(Order.TITLE, descending=False), None))
    assert [one.title for one in library.saved_views.all()] == ["One", "Two", "Three"]
    assert library.view("three").query == "sort:title"
    assert [entry.article.title for entry in library.show(library.view("one"), "", none).page(0, 9)] == ["a"]
    assert configuration.read_text() == '[views]\nOne = "is:unread title:a"\nThree = "sort:title"\n'


@pytest.mark.parametrize(
    ("name", "said"), [("ALL", "There is already a view called ALL; choose another name."), ("", "A view's name is")]
)
def test_a_name_that_is_taken_or_none_saves_nothing(
    library: Library, configuration: Path, name: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        library.save_view(name, library.view("all"), "", Arrangement(None, None))
    assert (library.saved_views.all(), configuration.exists()) == ((), False)


def test_a_view_is_known_by_its_name_in_any_case_and_others_are_named(library: Library) -> None:
    library.use(fetching=FetchSettings(jobs=7), views=[("My Own", "is:read")])
    assert library.fetching.jobs == 7
    assert library.view(" my OWN ").query == "is:read"
    assert library.view("reading list") == library.view("READING-LIST")
    with pytest.raises(UnknownView, match="My Own"):
        library.view("other")


def test_a_view_whose_query_is_none_has_no_count_and_none_is_counted_where_it_has_to_be_quick(library: Library) -> None:
    library.use(fetching=FetchSettings(), views=[("Good", "title:a"), ("Bad", "is:nothing")])
    for quick, expected in ((False, [1, None]), (True, [None, None])):
        counts = [tally.articles if tally else None for _, tally in library.views(quick=quick)]
        assert counts == [0, 0, 4, 4, 0, 0, 0, 0, *expected]


def test_the_layout_of_a_list_is_that_of_its_filter_then_the_readers_then_its_own(library: Library) -> None:
    by_title, by_minutes = Sort(Order.TITLE, descending=False), Sort(Order.MINUTES, descending=True)
    newest, everything = Sort(Order.DATE, descending=True), library.view("all")
    for filter_, arrangement, expected in (
        ("", Arrangement(None, None), newest),
        ("", Arrangement(by_title, None), by_title),
        ("sort:-minutes", Arrangement(by_title, None), by_minutes),
        ("sort:-date", Arrangement(by_title, None), newest),
    ):
        assert library.laid_out(everything, filter_, arrangement).sort == expected
    library.usual_order = "title"
    assert library.laid_out(everything, "", Arrangement(None, None)).sort == by_title


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [("", "fits:9"), ("is:unread", "is:unread fits:9"), ("fits:20 is:unread", "is:unread fits:9")],
)
def test_a_filter_is_restricted_to_what_fits(library: Library, filter_: str, expected: str) -> None:
    assert library.fitting(filter_, 9) == expected


def test_words_of_a_query_are_completed_by_what_the_library_has(library: Library) -> None:
    assert library.completions("category:B", 10)[2] == ("Boats",)
    assert library.completions("source:i", 8)[2] == ("index",)


# Copies for other programs


@pytest.fixture
def copies(folders: Paths) -> Copies:
    return Copies(folders)


def document(text: str) -> Document:
    return Document(A, A, text, NOW, Via.EXTRACTED)


def entry(library: Library) -> Entry:
    return library.entry(A)


@pytest.mark.parametrize("text", ["Words.", "Words.\n", "Words.\n\n\n"])
def test_a_temporary_copy_is_the_text_alone_and_written_again_each_time(
    library: Library, copies: Copies, folders: Paths, text: str
) -> None:
    path = copies.temporary(entry(library), document(text))
    assert path.read_bytes() == b"Words.\n"
    assert (path.parent, path.suffix) == (folders.cache / "copies", ".md")
    assert copies.temporary(entry(library), document("Other.")) == path
    assert path.read_bytes() == b"Other.\n"


def test_a_copy_to_edit_goes_if_it_was_not_edited_and_stays_otherwise(
    library: Library, copies: Copies, folders: Paths
) -> None:
    path, before = copies.begin(entry(library), document("Words."))
    assert (path.parent, before, path.read_bytes()) == (folders.library / "copies", b"Words.\n", b"Words.\n")
    assert copies.settle(path, before) is False
    assert not path.exists()
    assert copies.settle(path, before) is False  # somebody removed it
    path, before = copies.begin(entry(library), document("Words."))
    path.write_text("Edited.\n")
    assert copies.settle(path, before) is True
    assert copies.begin(entry(library), document("Words.")) == (path, None)
    assert path.read_text() == "Edited.\n"
    assert copies.settle(path, None) is True
    path.unlink()
    assert copies.settle(path, None) is False
    (folders.library / "elsewhere").write_bytes(b"Words.\n")
    path.symlink_to(folders.library / "elsewhere")  # as some editors write
    assert copies.settle(path, b"Words.\n") is False
    path.mkdir()
    with pytest.raises(Unwritable):
        copies.settle(path, b"")


# Statistics


def day(number: int, seconds: float, **facts: float) -> ReadingTime:
    return ReadingTime(f"{number}", date(2026, 11, number), seconds, **facts)  # type: ignore[arg-type]


def timed(library: Library, *times: ReadingTime) -> None:
    """Say when somebody sat at an article."""
    library._catalogue.put_states([replace(library.entry(B).state, times=times)])


def test_the_report_says_how_far_how_fast_and_until_when(library: Library, clock: Clock) -> None:
    clock.now = datetime.fromisoformat("2026-11-08T12:30").astimezone()  # wherever this is
    library.batch.mark([A], Status.READ)
    report = library.figures.report()
    assert (report.minutes_left, report.pace, report.finished_on, report.prose, report.code) == (
        24,
        *[None] * 4,
    )  # one of unknown length
    assert [(month.month, month.tally.articles, month.tally.read) for month in report.months] == [
        ("", 1, 0),
        ("2026-01", 1, 1),
        ("2026-02", 2, 0),
    ]
    facts = {"prose_words": 600, "prose_seconds": 120, "code_words": 500, "code_seconds": 600, "read": 1, "expected": 1}
    timed(library, day(7, 540, **facts), day(8, 60))
    report = library.figures.report()
    assert report.days == {date(2026, 11, 7): 540, date(2026, 11, 8): 60}
    assert (report.time.seconds, report.prose, report.code, report.pace) == (600, 300, 50, 10)
    assert report.finished_on == date(2026, 11, 8) + timedelta(17)  # 24 minutes at ten a week
    assert [report.needed(date(2026, 11, number)) for number in (7, 8, 14)] == [None, 168, 24]


def test_what_is_left_is_counted_at_the_speed_of_its_reader(library: Library) -> None:
    timed(library, day(8, 9_000, read=3_600, expected=1_800))
    report = library.figures.report()
    assert (report.progress.slowness, report.minutes_left) == (2.0, 56)


def test_where_most_lengths_are_unknown_nothing_is_said_of_what_is_left(library: Library) -> None:
    library.batch.mark([A, B, C], Status.READ)
    report = library.figures.report()
    assert (report.minutes_left, report.finished_on) == (None, None)
    assert report.needed(date(2026, 11, 14)) == 0


def test_an_archive_that_is_read_tells_its_longest_articles_and_when_it_was_read(
    library: Library, clock: Clock
) -> None:
    finished = library.figures.finished()
    assert (finished.begun, finished.ended, finished.longest, finished.bookmarked) == (None, None, (), ())
    library.opened([A])
    clock.now = NOW + timedelta(days=3)
    library.batch.mark([A, B, C], Status.READ)
    library.batch.bookmark([C, B, D], True)
    finished = library.figures.finished()
    assert (finished.title, finished.begun, finished.ended) == ("index", NOW, NOW + timedelta(days=3))
    assert [entry.article.title for entry in finished.longest] == ["b", "c", "a"]
    assert [entry.article.title for entry in finished.bookmarked] == ["c", "b", "d"]


def test_the_five_longest_articles_are_told_and_the_title_of_one_blog_alone(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(library._subscriptions.sources()[0].location)
    path.write_text("".join(f"### [{number}]({BASE}{number})\n2026-01-01 · {number} min\n" for number in range(1, 8)))
    library._catalogue_sync.take_articles(new=False)
    library.batch.mark([f"{BASE}{number}" for number in range(1, 8)], Status.READ)
    assert [entry.article.minutes for entry in library.figures.finished().longest] == [7, 6, 5, 4, 3]
    one, other = Source("one", "/one.md", title="The one"), Source("other", "/other.md")
    for sources, title in (((one,), "The one"), ((other,), "other"), ((one, other), "The archive")):
        monkeypatch.setattr(library._subscriptions, "sources", lambda sources=sources: sources)
        assert library.figures.finished().title == title


def test_today_is_the_readers_and_titles_are_in_the_order_of_the_index(library: Library) -> None:
    assert library.figures.today() == NOW.astimezone().date()
    assert library.figures.titles() == [(key, key[-1], key[-1]) for key in (A, B, C, D)]
