"""The named queries of the sidebar: what each is called and lists, and what is counted beside it."""

import pytest

from blogreader.conditions import EVERYTHING, All, Flag, Grouping, Is, Order, Query, Sort
from blogreader.errors import UnknownView
from blogreader.library.views import VIEWS, category_view, named, saved_view, source_view, united, without_read
from blogreader.model import Source, Tally

SAVED = saved_view("Boats", "boat is:unread")
SOURCE = Source(name="harbour", location="https://harbour.example", title="The  harbour\n", completeness="probably")


def test_of_a_list_without_its_read_articles_none_counts_as_read() -> None:
    tally = Tally(articles=9, read=4, reading=2, minutes=50, minutes_left=30, lengthless=1)
    assert without_read(tally) == Tally(articles=5, read=0, reading=2, minutes=50, minutes_left=30, lengthless=1)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("unread", "unread"),
        (" Reading LIST ", "reading-list"),
        ("reading-list", "reading-list"),
        ("boats", "saved Boats"),
        ("BOATS", "saved Boats"),
    ],
)
def test_a_view_is_known_by_its_id_or_its_title(asked: str, found: str) -> None:
    assert named(asked, [SAVED]).id == found


@pytest.mark.parametrize("asked", ["", "saved boats", "boat"])
def test_another_name_is_unknown_and_all_that_there_are_are_told(asked: str) -> None:
    with pytest.raises(UnknownView):
        named(asked, [SAVED])


def test_one_s_own_view_goes_before_another_of_its_name() -> None:
    own = saved_view("unread", "boat")
    assert named("unread", [own]) is own
    assert (own.id, own.title, own.query, own.when_empty) == ("saved unread", "unread", "boat", "Nothing matches.")


def test_the_views_that_are_always_there_have_ids_of_their_own_and_a_sentence_when_they_are_empty() -> None:
    assert [(view.id, view.title, view.query, view.when_empty) for view in VIEWS] == [
        ("continue", "Continue", "is:reading sort:-opened", "Nothing in progress. Press Enter to open an article."),
        (
            "reading-list",
            "Reading list",
            "is:bookmarked sort:list",
            "The reading list is empty. Press m to put an article on it.",
        ),
        ("unread", "Unread", "is:unread", "You have read everything."),
        ("all", "All", "", "No articles yet: `blogreader add SOURCE` follows a blog or an index."),
        ("offline", "Offline", "is:offline", "Nothing is offline yet. Press D to fetch everything a list shows."),
        ("new", "New", "is:new", "The last refresh brought nothing new. Press C-l to refresh."),
        ("failed", "Failed", "is:failed", "Nothing failed."),
        ("changed", "Changed", "is:changed", "No article changed since you read it."),
    ]
    assert [view.id for view in VIEWS if view.may_be_hidden] == ["new", "failed", "changed"]
    assert [view.id for view in VIEWS if view.read_apart] == ["reading-list"]


def test_a_category_is_a_view_of_all_sources_or_of_one() -> None:
    view = category_view("Sea\nstories", None)
    assert (view.id, view.title, view.source) == ("category Sea\nstories", "Sea stories", "")
    assert category_view("boats").query == "category:boats"
    assert category_view("Two words").query == 'category:"Two words"'
    none = category_view(None)
    assert (none.id, none.title, none.query) == ("category ", "No category", 'category:""')
    of_one = category_view("boats", SOURCE)
    assert (of_one.id, of_one.query, of_one.source) == (
        *("source harbour category boats", "source:harbour category:boats", "harbour"),
    )
    assert category_view(None, SOURCE).id == "source harbour category "
    assert len(category_view("x" * 500).title) == 200


def test_a_source_is_a_view_with_its_own_title_and_how_sure_it_is() -> None:
    view = source_view(SOURCE)
    assert (view.id, view.title, view.query, view.source) == (
        *("source harbour", "The harbour", "source:harbour", "harbour"),
    )
    assert view.remark == "probably complete"
    untitled = source_view(Source(name="x", location="y", title=" "))
    assert (untitled.title, untitled.remark) == ("x", None)
    assert source_view(Source(name="x", location="y", completeness="complete")).remark == "complete"
    assert source_view(Source(name="x", location="y", completeness="newest only")).remark == "the newest only"
    assert len(source_view(Source(name="x", location="y", title="x" * 500)).title) == 200


def test_queries_are_united_and_the_last_that_says_how_to_lay_out_is_followed() -> None:
    unread, new = Query(Is(Flag.NEW)), Query(Is(Flag.OFFLINE))
    assert united([]) == Query(All(()))
    assert united([Query(EVERYTHING), unread, Query(EVERYTHING)]).condition == Is(Flag.NEW)
    assert united([unread, new]).condition == All((Is(Flag.NEW), Is(Flag.OFFLINE)))
    by_date, by_title = Sort(Order.DATE, descending=True), Sort(Order.TITLE)
    first = Query(EVERYTHING, by_date, 30, Grouping.MONTH)
    assert united([first, unread]) == Query(Is(Flag.NEW), by_date, 30, Grouping.MONTH)
    both = united([first, Query(Is(Flag.NEW), by_title, 0, Grouping.NONE)])
    assert (both.sort, both.fits, both.group) == (by_title, 0, Grouping.NONE)
