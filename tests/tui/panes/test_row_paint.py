"""The rows of lists, painted without a screen: their words, in which style, and where they are cut."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from rich.style import Style
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.messages import InvokeLater
from textual.strip import Strip
from textual.widget import Widget

from blogreader.errors import LibraryError
from blogreader.library import VIEWS, CategoryProgress, Excerpt, Found, Progress, SourceProgress, View, source_view
from blogreader.model import Article, Entry, Failure, Place, Source, State, Status, Tally
from blogreader.records import replace
from blogreader.tui.dialogs.notes_screen import NoteRows
from blogreader.tui.dialogs.palette import Commands, PaletteRow
from blogreader.tui.messages import (
    BatchBookmarked,
    BatchMarked,
    FetchWanted,
    Jumped,
    Moved,
    NoteWanted,
    Opened,
    ReadTakenOff,
    Stepped,
    Unable,
)
from blogreader.tui.panes import row_list
from blogreader.tui.panes.article_list import ArticleList, GroupHeading
from blogreader.tui.panes.results import Results, wrapped
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.panes.sidebar import Contents, Sidebar
from blogreader.tui.row_selection import RowSelection
from tests.driving import NOW


@pytest.fixture(autouse=True)
def posted(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """What lists of 60 cells and 12 lines say; each style has its name as a link."""
    told: list[Message] = []

    def style(_: Widget, *names: str, partial: bool = False, default: Style | None = None) -> Style:
        assert default is None
        return Style(link=f"{' '.join(names).removeprefix('rows--')}{'' if partial else ' whole'}")

    monkeypatch.setattr(Widget, "get_component_rich_style", style)
    monkeypatch.setattr(
        Widget, "post_message", lambda _, message: None if isinstance(message, InvokeLater) else told.append(message)
    )
    monkeypatch.setattr(Widget, "size", Size(60, 12))
    monkeypatch.setattr(RowList, "_show_cursor", lambda _: None)
    monkeypatch.setattr(Sidebar, "_show_cursor", lambda _: None)
    return told


def words(strip: Strip) -> list[tuple[str, str]]:
    """Each piece with the name of its style."""
    return [(text, (style and (style.link or "bold" * bool(style.bold))) or "") for text, style, _ in strip]


def entry(slug: str, **facts: Any) -> Entry:
    url = f"https://blog.example/{slug}"
    return Entry(Article(url, url, slug.title(), **facts), State(url), "blog")


# Rows that are kept


def test_a_row_is_painted_once_until_what_it_is_painted_from_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[tuple[int, int, bool]] = []
    entries = [object() for _ in range(40)]

    class Rows(RowList):
        def entry_at(self, row: int) -> object:
            return entries[row]

        def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
            painted.append((index, line, at_cursor))
            return Strip.blank(width)

    monkeypatch.setattr(Widget, "refresh", lambda *_, **__: None)
    monkeypatch.setattr(Widget, "content_region", Region(0, 0, 60, 12))
    rows = Rows(id="rows")
    rows.set_reactive(RowList.count, 40)

    def since() -> list[tuple[int, int, bool]]:
        for y in range(3):
            rows.render_line(y)
        told = [*painted]
        painted.clear()
        return told

    assert since() == [(0, 0, True), (1, 0, False), (2, 0, False)]
    rows.set_reactive(RowList.cursor, 1)
    assert since() == [(0, 0, False), (1, 0, True)]
    rows.set_reactive(RowList.cursor, 0)
    assert since() == []
    entries[2] = object()
    assert since() == [(2, 0, False)]
    rows.refresh_row(1)
    assert since() == [(1, 0, False)]
    for forget in (rows.repaint, rows.forget_rows, rows.notify_style_update):
        forget()
        assert since() == [(0, 0, True), (1, 0, False), (2, 0, False)]
    monkeypatch.setattr(row_list, "_KEPT_ROWS", 1)
    entries[0] = object()
    assert since() == [(0, 0, True), (1, 0, False), (2, 0, False)]


def test_styles_are_asked_for_once_until_they_change(monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([Style(bold=True), Style(dim=True), Style(italic=True)])
    monkeypatch.setattr(Widget, "get_component_rich_style", lambda *_, **__: next(found))
    rows = RowList(id="rows")
    assert [rows.get_component_rich_style("a") for _ in range(2)] == [Style(bold=True)] * 2
    assert rows.get_component_rich_style("a", partial=True) == Style(dim=True)
    rows.notify_style_update()
    assert rows.get_component_rich_style("a") == Style(italic=True)


def test_rows_out_of_sight_are_marked_with_the_selection_too(monkeypatch: pytest.MonkeyPatch) -> None:
    pane, _ = articles(*(entry(f"title-{number}") for number in range(3)))
    monkeypatch.setattr(ArticleList, "rows_in_sight", [])
    y = pane.line_of(1)
    for selection, mark in ((RowSelection(), " "), (RowSelection().with_rows(1, 2), "+"), (RowSelection(), " ")):
        pane.set_reactive(ArticleList.selection, selection)
        pane.watch_selection()
        assert pane.render_line(y).text[0] == mark


# Results of a search


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 20, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 6, ["one", "two"]),
        ("onetwothree four", 4, ["onet", "woth"]),
        ("日本語の文です", 5, ["日本", "語の"]),
        ("a bb", 1, ["a", "b"]),
        ("日本", 1, ["日", "本"]),
        (" one", 3, [" on", "e"]),
        ("", 9, []),
    ],
)
def test_an_excerpt_is_broken_at_blanks_if_there_are_any(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrapped(text, width, 2)] == lines


class HitFinder:
    """Finds `hit` in titles."""

    def spans(self, text: str) -> list[tuple[int, int]]:
        at = text.lower().find("hit")
        return [(at, at + 3)] if at >= 0 else []


def results(*entries: Entry, finder: Any = None) -> Results:
    shown = Results(id="results")
    shown.set_reactive(Results.found, Found(entries, len(entries), finder=finder))
    shown.set_reactive(RowList.count, len(entries))
    return shown


def test_a_result_has_facts_beside_its_title_where_there_is_room() -> None:
    one = entry("a-hit-of-many", date=date(2026, 4, 3), category="Notes", minutes=9)
    shown = results(one, finder=HitFinder())
    facts = "  9 min · Notes · Apr 2026 "
    assert words(shown.render_row(0, 0, 76, at_cursor=False)) == [
        ("    ", "dim"),
        ("A-", ""),
        ("Hit", "match"),
        ("-Of-Many", ""),
        (" " * (76 - 4 - 13 - len(facts)), ""),
        (facts, "dim"),
    ]
    narrow = words(shown.render_row(0, 0, 75, at_cursor=True))
    assert narrow[0] == ("    ", "")
    assert narrow[1] == ("A-", "bold")
    assert narrow[-1][0] == ""
    assert shown.render_row(0, 0, 12, at_cursor=False).text == "    A-Hit-… "
    read = replace(one, state=replace(one.state, status=Status.READ, bookmark=1.0))
    assert words(results(read).render_row(0, 0, 60, at_cursor=False))[:2] == [(" ✓★ ", "dim"), ("A-Hit-Of-Many", "dim")]
    assert "·" not in results(entry("bare")).render_row(0, 0, 76, at_cursor=False).text


def test_hits_are_marked_on_both_lines_of_an_excerpt_and_what_has_no_room_is_cut(posted: list[Message]) -> None:
    one = entry("one")
    shown = results(one)
    assert words(shown.render_row(0, 1, 20, at_cursor=False)) == words(Strip.blank(20))
    shown.render_row(0, 2, 20, at_cursor=False)
    assert [type(message) for message in posted] == [Results.ExcerptsWanted]
    shown.put(one, Excerpt("first hit is here and more hits", ((6, 9), (27, 31))))
    assert words(shown.render_row(0, 1, 20, at_cursor=False)) == [
        ("    ", ""),
        ("first ", "dim"),
        ("hit", "match"),
        (" is", "dim"),
    ]
    assert shown.render_row(0, 2, 20, at_cursor=False).text == "    here and more…"
    assert words(shown.render_row(0, 2, 28, at_cursor=True)) == [
        ("    ", ""),
        ("more ", ""),
        ("hits", "match"),
        ("", ""),
    ]
    assert shown.render_row(0, 2, 40, at_cursor=False).text.strip() == ""
    other = entry("two")
    shown = results(one, other)
    shown.render_row(0, 1, 20, at_cursor=False)
    shown.put(other, Excerpt("text"))  # which lets the missing one be asked for again
    shown.render_row(0, 1, 20, at_cursor=False)
    shown.render_row(0, 1, 20, at_cursor=False)
    shown.ask_again()
    shown.render_row(0, 1, 20, at_cursor=False)
    assert len(posted) == 4


def test_an_excerpt_takes_all_cells_but_one_for_the_scroll_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []
    monkeypatch.setattr(RowList, "refresh_row", lambda _, row: painted.append(row))
    one, two = entry("one"), entry("two")
    shown = results(one, two)
    shown.put(two, Excerpt("fifteen letters and two more of them and others"))
    assert painted == [1]
    assert [shown.render_row(1, line, 20, at_cursor=False).text.strip() for line in (1, 2)] == [
        "fifteen letters",
        "and two more o…",
    ]
    assert [shown.render_row(1, line, 19, at_cursor=False).text.strip() for line in (1, 2)] == [
        "fifteen",
        "letters and…",
    ]


def test_the_excerpts_that_are_lacking_are_those_in_sight_and_below(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [entry(f"number-{number}") for number in range(20)]
    shown = results(*entries)
    assert shown.lacking == entries[:6]  # 12 lines are four rows, and one more may be seen in part
    monkeypatch.setattr(Widget, "scroll_offset", Offset(0, 7))
    assert shown.lacking == entries[2:8]
    shown.put(entries[3], Excerpt(""))
    assert shown.lacking == [entries[2], *entries[4:8]]


def test_results_of_the_same_words_keep_the_article_and_its_excerpt() -> None:
    one, two, three = entry("one"), entry("two"), entry("three")
    finder: Any = HitFinder()
    shown = results(one, two, finder=finder)
    shown.set_reactive(RowList.cursor, 1)
    shown.put(two, Excerpt("text"))

    def found(*entries: Entry, is_kept: bool, before: Any = finder) -> tuple[int, list[Entry], int]:
        old = Found((one, two), 2, finder=before)
        shown.is_kept = is_kept
        shown.set_reactive(RowList.cursor, 1)
        shown.set_reactive(Results.found, Found(entries, 2, finder=finder))
        shown.watch_found(old, shown.found)
        return shown.cursor, shown.lacking, shown.count

    assert found(three, one, two, is_kept=True) == (2, [three, one], 3)
    assert found(three, is_kept=True) == (0, [three], 1)
    assert found(three, two, is_kept=True, before=None) == (0, [three, two], 2)
    shown.put(two, Excerpt("text"))
    assert found(three, two, is_kept=False) == (0, [three, two], 2)
    assert shown.current is three
    found(is_kept=True)
    assert shown.current is None


def test_other_results_and_why_there_are_none_are_painted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[tuple[Any, ...]] = []
    shown = results()
    monkeypatch.setattr(Widget, "refresh", lambda _, *regions: painted.append(regions))
    shown.set_reactive(Results.remark, "Nothing matches.")
    shown.watch_remark()
    assert painted == [()]
    assert shown.render_line(1).text.startswith("    Nothing matches.")
    monkeypatch.setattr(RowList, "_show_cursor", lambda _: painted.append(("in sight",)))
    shown.watch_found(Found(), Found())
    assert painted == [(), ("in sight",), ()]


def test_enter_on_no_result_says_that_there_is_none(posted: list[Message]) -> None:
    results().action_choose()
    results(entry("one")).action_choose()
    assert isinstance(posted[0], Unable)
    assert isinstance(posted[1], Results.Opened)


# The sidebar

UNREAD, ALL = VIEWS[2], VIEWS[3]
SAVED = View("saved", "Saved [/b]", "rust", may_be_hidden=True)
BOOKS = CategoryProgress("Books", Tally(4, 2))
TINY = CategoryProgress("Tiny", Tally(1, 1))
SMALL = CategoryProgress("Small", Tally(1, 0))
NAMELESS = CategoryProgress(None, Tally(3, 0))
BLOG, FEED = Source("blog", "/blog"), Source("feed", "/feed", title="A feed", completeness="newest only")


def sidebar(contents: Contents, *, shown: View = ALL, unfolded: bool = False, at: str = "") -> Sidebar:
    pane = Sidebar(id="sidebar")
    pane.set_reactive(Sidebar.contents, contents)
    pane.set_reactive(Sidebar.shown, shown)
    pane.set_reactive(Sidebar.unfolded, unfolded)
    pane._open = at or pane._open
    pane.watch_contents()
    return pane


def progress(*categories: CategoryProgress, sources: tuple[SourceProgress, ...] = (), **facts: Any) -> Progress:
    return Progress(Tally(9, 3), 0, 0, categories, sources, **facts)


def rows(pane: Sidebar) -> list[str]:
    assert pane.count == len(pane._rows)
    return [pane.render_row(row, 0, 30, at_cursor=False).text.rstrip() for row in range(pane.count)]


def test_views_are_counted_with_what_is_left_where_there_is_room() -> None:
    left = Tally(7, 2, minutes=60, minutes_left=45)
    views = ((UNREAD, left), (ALL, None), (SAVED, Tally()), (View("offline", "Offline", ""), left))
    assert rows(sidebar(Contents(views, progress(slowness=2.0)))) == [
        " VIEWS",
        " Unread        7 · 1 h 30 min",
        " All",
        " Offline                    7",
    ]
    long = View("long", "A view of elev", "")
    assert rows(sidebar(Contents(((long, left),), progress())))[1] == " A view of elev             7"
    assert rows(sidebar(Contents(((replace(long, title="A view of ele"), left),), progress())))[1].endswith(
        " 7 · 45 min"
    )
    assert rows(sidebar(Contents(((UNREAD, left),))))[1] == f" {'Unread':<27}7"


def test_a_view_that_may_be_hidden_is_there_when_it_is_shown_or_has_articles() -> None:
    for tally, shown, titles in (
        (Tally(), ALL, 1),
        (None, ALL, 1),
        (Tally(1), ALL, 2),
        (Tally(), SAVED, 2),
    ):
        assert len(rows(sidebar(Contents(((SAVED, tally),)), shown=shown))) == titles
    assert rows(sidebar(Contents())) == []
    pane = sidebar(Contents(((SAVED, Tally()), (ALL, Tally(3)))))
    for old, new, titles in ((ALL, SAVED, 2), (SAVED, ALL, 1)):
        pane.set_reactive(Sidebar.shown, new)
        pane.watch_shown(old, new)
        assert [row.view for row in pane._rows[1:]] == [SAVED, ALL][-titles:]
        assert pane._rows[pane.cursor].view == new


def test_categories_of_one_article_are_folded() -> None:
    contents = Contents((), progress(BOOKS, TINY, NAMELESS, SMALL))
    folded = [
        "",
        " CATEGORIES",
        " Books               ▄ 2/4",
        " No category           0/3",
        " ▸ More                  2",
    ]
    squeezed = [" ".join(row.split()) for row in rows(sidebar(contents))]
    assert squeezed == [" ".join(row.split()) for row in folded]
    unfolded = [" ".join(row.split()) for row in rows(sidebar(contents, unfolded=True))]
    assert unfolded == [*squeezed[:-1], "▾ Less 2", "Tiny █ 1/1", "Small 0/1"]
    assert [" ".join(row.split()) for row in rows(sidebar(Contents((), progress(TINY, SMALL))))][1:] == [
        "CATEGORIES",
        "Tiny █ 1/1",
        "Small 0/1",
    ]
    assert rows(sidebar(Contents((), progress(BOOKS))))[-1].split() == ["Books", "▄", "2/4"]


def test_of_several_sources_the_categories_of_the_open_one_stand_below_it() -> None:
    sources = (
        SourceProgress(BLOG, Tally(4, 2), (BOOKS, SMALL)),
        SourceProgress(FEED, Tally(3, 3), (NAMELESS,)),
    )

    def told(*sources: SourceProgress, at: str = "") -> list[str]:
        return [" ".join(row.split()) for row in rows(sidebar(Contents((), progress(BOOKS, sources=sources)), at=at))]

    closed = ["", "SOURCES", "blog ▄ 2/4", "A feed █ 3/3+"]
    assert told(*sources) == closed
    assert told(*sources, at="blog") == [*closed[:3], "Books ▄ 2/4", "▸ More 1", closed[3]]
    assert told(*sources, at="feed") == closed
    assert told(sources[0])[1] == "CATEGORIES"  # a list of articles alone is no blog
    assert told(sources[1])[1:] == ["SOURCES", "A feed █ 3/3+"]
    alone = SourceProgress(replace(BLOG, completeness="complete"), Tally(4, 2), (BOOKS,))
    assert told(alone)[1:] == ["SOURCES", "blog ▄ 2/4", "Books ▄ 2/4"]
    pane = sidebar(Contents((), progress(sources=sources)), at="blog")
    assert [row.depth for row in pane._rows] == [0, 0, 0, 1, 1, 0]
    assert [row.is_done for row in pane._rows] == [False] * 6  # newest only: there may be more to read
    assert rows(pane)[3].startswith("  Books")
    assert [pane.render_row(row, 0, 30, at_cursor=False).cell_length for row in range(6)] == [30] * 6


def test_a_view_that_is_shown_or_done_has_a_style_of_its_own() -> None:
    pane = sidebar(
        Contents(((UNREAD, Tally(3)), (ALL, Tally(3))), progress(BOOKS, CategoryProgress("Done", Tally(2, 2))))
    )
    styles = {
        pane._rows[row].title: [
            style for text, style in words(pane.render_row(row, 0, 30, at_cursor=False)) if text.strip()
        ]
        for row in range(pane.count)
    }
    assert styles["VIEWS"] == ["dim"]
    assert styles["Unread"] == ["", "dim"]
    assert styles["All"] == ["accent", "dim"]
    assert styles["Books"] == ["", "dim", "dim"]
    assert styles["Done"] == ["dim", "dim", "dim"]
    assert words(pane.render_row(1, 0, 30, at_cursor=True))[-2] == ("3", "")


@pytest.mark.parametrize(("read", "sign"), [(0, " "), (1, "▁"), (12, "▁"), (13, "▂"), (50, "▄"), (99, "█"), (100, "█")])
def test_a_gauge_is_empty_only_where_nothing_is_read(read: int, sign: str) -> None:
    pane = sidebar(Contents((), progress(CategoryProgress("Books", Tally(100, read)))))
    assert words(pane.render_row(2, 0, 30, at_cursor=False))[3] == (f"{sign} ", "dim")


def test_new_counts_are_painted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[tuple[Any, ...]] = []
    pane = sidebar(Contents(((UNREAD, Tally(3)), (ALL, Tally(3)))), shown=ALL)
    pane.set_reactive(Sidebar.contents, Contents(((UNREAD, Tally(2)), (ALL, Tally(3)))))
    monkeypatch.setattr(Widget, "refresh", lambda _, *regions: painted.append(regions))
    pane.watch_contents()
    assert () in painted
    painted.clear()
    pane.set_reactive(RowList.cursor, 1)
    pane.set_reactive(Sidebar.shown, UNREAD)
    pane.watch_shown(ALL, UNREAD)  # where the cursor is already
    assert painted == [()]


def test_the_cursor_stays_on_its_view_and_else_goes_to_the_one_shown() -> None:
    pane = sidebar(Contents(((UNREAD, Tally(3)), (ALL, Tally(3)))), shown=ALL)
    assert pane.cursor == 2
    pane.set_reactive(RowList.cursor, 1)
    pane.set_reactive(Sidebar.contents, Contents(((SAVED, Tally(1)), (UNREAD, Tally(3)), (ALL, Tally(3)))))
    pane.watch_contents()
    assert pane.cursor == 2
    pane.set_reactive(Sidebar.contents, Contents(((SAVED, Tally(1)), (ALL, Tally(3)))))
    pane.watch_contents()
    assert pane.cursor == 2


def test_the_cursor_steps_over_what_can_not_be_chosen(posted: list[Message]) -> None:
    pane = sidebar(Contents(((UNREAD, Tally(3)), (ALL, Tally(3))), progress(BOOKS, SMALL)))
    for row, at in ((3, 5), (4, 2), (4, 5), (1, 1), (0, 1), (99, 6), (4, 2), (-9, 1)):
        pane.move_to(row)
        assert pane.cursor == at
    pane.set_reactive(RowList.cursor, 4)  # which no longer is a view
    pane.move_to(4)
    assert pane.cursor == 2
    pane.move_to(1)
    assert pane.cursor == 1
    pane.set_reactive(RowList.cursor, 0)
    pane.move_to(0)
    assert pane.cursor == 1
    posted.clear()
    pane.action_mark()
    pane.action_bookmark()
    pane.action_bookmark_top()
    mark, *bookmarks = posted
    assert isinstance(mark, BatchMarked)
    assert [(one.on, one.top) for one in bookmarks if isinstance(one, BatchBookmarked)] == [(None, False), (True, True)]
    posted.clear()
    pane.move_to(2)  # the view that is shown already
    assert posted == []
    pane.move_to(1)
    [message] = posted
    assert isinstance(message, Sidebar.Chosen)
    assert (message.view, message.entered) == (UNREAD, False)
    pane.action_choose()
    assert isinstance(chosen := posted[-1], Sidebar.Chosen)
    assert (chosen.view, chosen.entered) == (UNREAD, True)
    pane.move_to(6)
    pane.action_choose()
    assert pane.unfolded
    pane.set_reactive(RowList.cursor, pane.count)
    pane.action_choose()
    assert len(posted) == 2


def test_the_view_that_is_shown_is_unfolded_and_its_source_opened() -> None:
    small = next(
        row.view for row in sidebar(Contents((), progress(BOOKS, SMALL)), unfolded=True)._rows if row.title == "Small"
    )
    assert small is not None
    pane = sidebar(Contents((), progress(BOOKS, SMALL)))
    pane.set_reactive(Sidebar.shown, small)
    pane.watch_shown(ALL, small)
    assert pane.unfolded
    sources = tuple(SourceProgress(one, Tally(4, 2), (BOOKS,)) for one in (BLOG, FEED))
    pane = sidebar(Contents((), progress(sources=sources)))
    view = source_view(FEED)
    pane.set_reactive(Sidebar.shown, view)
    pane.watch_shown(ALL, view)
    assert [row.title for row in pane._rows[2:]] == ["blog", "A feed", "Books"]
    assert (pane.cursor, pane.unfolded) == (3, False)


# Any list


def moved(count: int, cursor: int, height: int = 1, headings: tuple[int, ...] = (), extra: int = 0) -> RowList:
    shown = RowList()
    values = (
        ("count", count),
        ("cursor", cursor),
        ("row_height", height),
        ("headings_at", headings),
        ("extra_lines", extra),
    )
    for name, value in values:
        shown.set_reactive(getattr(RowList, name), value)
    return shown


@pytest.mark.parametrize(
    ("action", "at"),
    [
        ("down", 21),
        ("up", 19),
        ("page_down", 30),
        ("page_up", 10),
        ("half_down", 25),
        ("half_up", 15),
        ("top", 0),
        ("bottom", 39),
    ],
)
def test_pages_leave_two_lines_in_sight(action: str, at: int, posted: list[Message]) -> None:
    shown = moved(40, 20)
    getattr(shown, f"action_{action}")()
    assert shown.cursor == at
    assert posted == []


@pytest.mark.parametrize(
    ("height", "extra", "headings", "down", "up"),
    [
        (2, 0, (), 25, 15),
        (3, 0, (), 23, 17),
        (3, 1, (), 23, 17),
        (1, 3, (), 27, 13),
        (1, 0, (24, 27), 28, 10),
        (1, 0, (30,), 30, 10),
        (1, 0, (20, 30), 30, 11),
        (1, 0, (11, 12), 30, 11),
        (12, 0, (), 21, 19),
    ],
)
def test_a_page_is_measured_in_lines(height: int, extra: int, headings: tuple[int, ...], down: int, up: int) -> None:
    shown = moved(40, 20, height, headings, extra)
    shown.action_page_down()
    assert shown.cursor == down
    shown = moved(40, 20, height, headings, extra)
    shown.action_page_up()
    assert shown.cursor == up


@pytest.mark.parametrize(("height", "down", "up"), [(2, 22, 18), (3, 21, 19), (4, 21, 19), (12, 21, 19)])
def test_half_a_page_is_a_row_at_least(height: int, down: int, up: int) -> None:
    for action, at in (("half_down", down), ("half_up", up)):
        shown = moved(40, 20, height)
        getattr(shown, f"action_{action}")()
        assert shown.cursor == at


def test_at_an_end_and_in_an_empty_list_it_is_said(posted: list[Message]) -> None:
    for shown, action in (
        (moved(3, 2), "down"),
        (moved(3, 0), "page_up"),
        (moved(0, 0), "up"),
        (moved(3, 2), "bottom"),
    ):
        getattr(shown, f"action_{action}")()
    assert [message.why for message in posted if isinstance(message, Unable)] == [
        "This is the last row.",
        "This is the first row.",
        "The list is empty.",
        "This is the last row.",
    ]


def test_a_row_in_sight_is_one_with_a_line_in_the_window_or_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert moved(40, 0).rows_in_sight == [*range(13)]
    assert moved(5, 0).rows_in_sight == [*range(5)]
    monkeypatch.setattr(Widget, "scroll_offset", Offset(0, 5))
    assert moved(40, 0, 3).rows_in_sight == [1, 2, 3, 4, 5]
    assert moved(40, 0, 1, (0, 9)).rows_in_sight == [*range(4, 16)]


def test_only_lines_in_sight_are_painted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[tuple[int, int]] = []
    monkeypatch.setattr(
        Widget, "refresh", lambda _, at: painted.append((at.y, at.height)) if (at.x, at.width) == (0, 60) else None
    )
    monkeypatch.setattr(Widget, "scroll_offset", Offset(0, 4))
    shown = moved(40, 5, 2, extra=1)
    for row in (0, 1, 2, 5, 6, 7, 8):
        shown.refresh_row(row)
    assert painted == [(0, 2), (6, 3), (9, 2), (11, 1)]
    painted.clear()
    shown.watch_cursor(5, 3)
    assert painted == [(2, 7)]
    painted.clear()
    moved(40, 5).watch_cursor(5, 7)
    assert painted == [(1, 1), (3, 1)]


@pytest.mark.parametrize(
    ("lines", "y", "said"), [(1, 10, ""), (1, 11, "  a"), (5, 7, "  a"), (5, 11, "  a"), (6, 11, None)]
)
def test_sentences_stand_at_the_foot_where_rows_have_room_above(lines: int, y: int, said: str | None) -> None:
    shown = moved(3, 0)
    strip = shown.foot_line(y, ["a"] * lines, 2)
    assert (strip.text.rstrip() if strip else None) == said
    assert shown.foot_line(11 - lines - 1, ["a"] * lines, 2) is None
    assert strip is None or strip.cell_length == 60
    assert strip is None or {style for text, style in words(strip) if text.strip()} <= {"dim"}


def test_an_empty_list_says_why_below_a_blank_line() -> None:
    shown = moved(0, 0)
    remark = "word " * 20
    assert [shown.remark_line(y, remark, 4).text.rstrip() for y in range(4)] == [
        "",
        "    word word word word word word word word word word word",
        "    word word word word word word word word word",
        "",
    ]
    assert shown.remark_line(1, remark).text.startswith("  word")
    assert words(shown.remark_line(1, remark))[0][1] == "dim"
    assert {shown.remark_line(y, remark).cell_length for y in range(3)} == {60}


# Highlights


def test_a_highlight_has_its_colour_quote_and_note() -> None:
    def told(quote: str, note: str, *, width: int = 24, lost: bool = False, at_cursor: bool = False) -> Any:
        one: Any = SimpleNamespace(
            highlight=SimpleNamespace(quote=quote, note=note), passage=None if lost or not quote else (0, 0, 0, 1)
        )
        return words(NoteRows([one], 0, id="note-rows").render_row(0, 0, width, at_cursor))

    assert told("A quote", "") == [(" · ", "dim"), ("A quote", ""), (" " * 13, ""), (" ", "")]
    assert told("A quote", "A note") == [(" · ", "dim"), ("A quote", "dim"), (" — A note    ", ""), (" ", "")]
    assert told("A quote", "A note", at_cursor=True)[1] == ("A quote", "")
    assert told("", "A note")[:3] == [(" ▪ ", "dim"), ("", "dim"), (f"{'A note':<20}", "")]
    assert told("A quote", "", lost=True)[0] == (" ? ", "dim")
    assert told("A quote of many words", "A note")[1:3] == [("A quote of…", "dim"), (" — A note", "")]
    assert told("A quote of many words", "")[1] == ("A quote of many wor…", "")
    for note in ("A note", ""):
        assert "".join(text for text, _ in told("A quote", note, width=3)) == " · … "


# Articles


class FakeListing:
    """Rows that count how often a page of them is read; what can't be read is damaged."""

    def __init__(self, *entries: Entry) -> None:
        self.entries = [*entries]
        self.read: list[int] = []
        self.is_damaged = False

    def __len__(self) -> int:
        return len(self.entries)

    def page(self, start: int, count: int) -> tuple[Entry, ...]:
        self.read.append(start)
        if self.is_damaged:
            raise LibraryError("The catalogue is damaged.")
        return tuple(self.entries[start : start + count])


def articles(*entries: Entry, cursor: int = 0, **values: Any) -> tuple[ArticleList, FakeListing]:
    pane, listing = ArticleList(id="articles"), FakeListing(*entries)
    for name, value in ({"listing": listing, "count": len(entries), "cursor": cursor} | values).items():
        pane.set_reactive(getattr(ArticleList, name), value)
    pane._fit()
    return pane, listing


LONG = entry("one", date=date(2026, 4, 3), category="Notes", minutes=9, summary="It says *much*.")


def line(pane: ArticleList, row: int = 0, at: int = 0, *, width: int = 60, at_cursor: bool = False) -> str:
    return pane.render_row(row, at, width, at_cursor).text.rstrip()


@pytest.mark.parametrize(
    ("width", "titles_only", "height", "extra", "first", "second"),
    [
        (112, False, 1, 0, f"     {'One':<61}  9 min · Notes · Apr 2026", None),
        (111, False, 2, 1, "     One", "     9 min · Notes · Apr 2026"),
        (60, False, 2, 1, "     One", "     9 min · Notes · Apr 2026"),
        (60, True, 1, 0, "     One", None),
        (20, False, 2, 1, "     One", "     9 min · Notes…"),
        (24, False, 2, 1, "     One", "     9 min · Notes · A…"),
        (8, False, 2, 1, "     O…", "     9…"),
    ],
)
def test_a_row_has_one_line_or_two_by_the_width(
    width: int,
    titles_only: bool,
    height: int,
    extra: int,
    first: str,
    second: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Widget, "size", Size(width, 12))
    pane, _ = articles(LONG, LONG, has_titles_only=titles_only)
    assert (pane.row_height, pane.extra_lines) == (height, extra)
    assert line(pane, width=width) == first
    assert second is None or line(pane, at=1, width=width) == second
    assert line(pane, 2, width=width) == ""


READ, READING = (
    State(LONG.article.key, status, place=Place(1, 0, "q", 0.5)) for status in (Status.READ, Status.READING)
)


@pytest.mark.parametrize(
    ("changes", "values", "marks"),
    [
        ({}, {}, "     "),
        ({"offline": True}, {}, " ↓   "),
        ({"offline": True}, {"are_most_offline": True}, "     "),
        ({}, {"are_most_offline": True}, " ○   "),
        ({"failure": Failure("No.", NOW)}, {}, " !   "),
        ({"failure": Failure("No.", NOW), "offline": True}, {}, " ↓   "),
        ({"state": READ}, {}, " ✓   "),
        ({"state": READ, "changed": True}, {}, " ≠   "),
        ({"state": READING, "failure": Failure("No.", NOW)}, {}, " ◐   "),
        ({"state": replace(READ, bookmark=1.0)}, {}, " ✓ ★ "),
        ({"state": READ}, {"reading": LONG.article.key}, "▎✓   "),
        ({"state": READ}, {"reading": LONG.article.key, "selection": RowSelection(((0, 1),))}, "+✓   "),
    ],
)
def test_the_marks_before_a_title_say_what_is_known_of_it(changes: Any, values: Any, marks: str) -> None:
    pane, _ = articles(replace(LONG, **changes), **values)
    pane.watch_selection()
    assert pane.render_row(0, 0, 60, at_cursor=False).text[:5].replace(" ", " ") == marks


def test_titles_and_marks_have_styles_by_what_was_done_with_the_article() -> None:
    def styles(changes: Any, *, at_cursor: bool = False, **values: Any) -> tuple[str, str]:
        pane, _ = articles(replace(LONG, **changes), **values)
        pieces = words(pane.render_row(0, 0, 60, at_cursor))
        return pieces[1][1], pieces[-1][1]

    assert styles({"offline": True}) == ("dim", "")
    assert styles({}) == ("", "")
    assert styles({}, at_cursor=True) == ("", "bold")
    assert styles({"state": READ}) == ("dim", "dim")
    assert styles({"state": READ}, reading=LONG.article.key) == ("dim", "accent")
    assert styles({"state": READ, "changed": True}) == ("", "")
    assert styles({"failure": Failure("No.", NOW)}) == ("error", "")
    pane, _ = articles(LONG, reading=LONG.article.key)
    assert words(pane.render_row(0, 1, 60, at_cursor=False)) == [
        ("▎", "mark"),
        ("    ", ""),
        ("9 min · Notes · Apr 2026", "dim"),
    ]
    pane, _ = articles(replace(LONG, state=READING), has_titles_only=True)
    assert words(pane.render_row(0, 0, 20, at_cursor=False))[-2:] == [("One       ", ""), (" 50% ", "dim")]
    assert pane.render_row(0, 0, 20, at_cursor=False).cell_length == 20


@pytest.mark.parametrize(
    ("changes", "values", "facts"),
    [
        ({}, {}, "9 min · Notes · Apr 2026"),
        ({"state": READING}, {}, "50% · 5 min left · Notes · Apr 2026"),
        ({"state": READING}, {"slowness": 2.0}, "50% · 10 min left · Notes · Apr 2026"),
        ({"state": READING}, {"standing": (LONG.article.key, 90)}, "90% · 1 min left · Notes · Apr 2026"),
        ({"state": READING}, {"standing": ("another", 90)}, "50% · 5 min left · Notes · Apr 2026"),
        ({"changed": True}, {}, "9 min · changed · Notes · Apr 2026"),
        ({"article": replace(LONG.article, category=None, date=None)}, {}, "9 min"),
        ({"article": replace(LONG.article, minutes=None, date=None)}, {}, "Notes"),
    ],
)
def test_the_facts_of_a_row_are_those_that_are_known(changes: Any, values: Any, facts: str) -> None:
    pane, _ = articles(replace(LONG, **changes), **values)
    assert line(pane, at=1).strip() == facts


def test_the_row_at_the_cursor_has_three_lines_or_is_whole(posted: list[Message]) -> None:
    pane, _ = articles(LONG)
    lines = ["One", "9 min · Notes · Apr 2026", "It says much."]
    assert [line(pane, at=at, at_cursor=True).strip() for at in range(3)] == lines
    assert [style for text, style in words(pane.render_row(0, 0, 60, at_cursor=True)) if text == "One"] == ["bold"]
    assert words(pane.render_row(0, 1, 60, at_cursor=True))[-1][1] == "dim"
    pane.action_whole()
    [why] = [message.why for message in posted if isinstance(message, Unable)]
    assert (pane.is_whole, why) == (False, "The whole title is visible already, and there is no more summary.")
    title = " ".join(f"word{number:02}" for number in range(20))
    long = replace(LONG, article=replace(LONG.article, title=title))
    pane, _ = articles(long)
    shown = [line(pane, at=at, at_cursor=True)[5:] for at in range(3)]
    assert shown[0] == title[:53].rsplit(" ", 1)[0]
    assert shown[1].endswith("…")
    assert shown[2] == lines[1]
    pane.action_whole()
    whole = [pane.is_whole]
    pane.watch_is_whole()
    assert (pane.row_height, pane.extra_lines) == (2, 3)
    shown = [line(pane, at=at, at_cursor=True)[5:] for at in range(5)]
    assert " ".join(shown[:3]) == title
    assert shown[3:] == lines[1:]
    pane.action_whole()
    assert [*whole, pane.is_whole] == [True, False]
    pane.watch_is_whole()
    assert pane.extra_lines == 1
    pane.set_reactive(ArticleList.has_titles_only, True)
    pane.watch_has_titles_only()
    assert (pane.row_height, pane.extra_lines) == (1, 0)
    marked, _ = articles(replace(LONG, offline=True))
    assert [line(marked, at=at, at_cursor=True)[:6].strip() for at in range(2)] == ["↓   O", "9"]
    empty, _ = articles()
    empty.action_whole()
    assert (empty.is_whole, len(posted)) == (False, 2)
    pane.set_reactive(ArticleList.is_whole, True)
    pane.watch_cursor(0, 0)
    assert not pane.is_whole


def test_an_unfolded_row_leaves_its_surroundings_in_sight() -> None:
    many = " ".join(["word"] * 400)
    pane, _ = articles(replace(LONG, article=replace(LONG.article, title=many, summary=many)), is_whole=True)
    assert pane.row_height + pane.extra_lines == 25  # twelve of the title, the facts, twelve of the summary


def test_pages_of_rows_are_read_once_and_the_oldest_of_nine_forgotten(posted: list[Message]) -> None:
    pane, listing = articles(*[entry(f"a{number}") for number in range(1_200)])
    assert [pane.entry_at(row) for row in (0, 127, 128, -1, 1_200)] == [
        *(listing.entries[row] for row in (0, 127, 128)),
        None,
        None,
    ]
    assert listing.read == [0, 128]
    for row in range(256, 1_024, 128):
        pane.entry_at(row)
    assert len(pane.entries_read) == 1_024
    pane.entry_at(0)  # which is the latest now
    pane.entry_at(1_024)
    listing.read.clear()
    pane.entry_at(5)
    assert listing.read == []
    pane.entry_at(128)
    assert listing.read == [128]
    listing.is_damaged = True
    assert pane.entry_at(128) is not None
    pane._pages.clear()
    assert pane.entry_at(3) is None
    assert line(pane, 3) == ""
    assert [type(message) for message in posted] == [ArticleList.Unreadable]


def test_only_rows_that_changed_are_painted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []
    monkeypatch.setattr(RowList, "refresh_row", lambda _, row: painted.append(row))
    pane, listing = articles(*[entry(f"a{number}") for number in range(200)])
    pane.entry_at(130)
    pane.renew()
    assert painted == [*range(6)]  # which had not been read
    painted.clear()
    pane.renew()
    assert painted == []
    listing.entries[3] = replace(listing.entries[3], offline=True)
    listing.entries[100] = replace(listing.entries[100], offline=True)
    pane.renew()
    assert painted == [3]
    painted.clear()
    pane.entry_at(130)
    fresh = [replace(listing.entries[row], changed=True) for row in (2, 131, 199)]
    pane.replace([*fresh, listing.entries[5]])
    assert painted == [2, 131, 199]
    assert [pane.entry_at(row) for row in (2, 131, 5)] == [*fresh[:2], listing.entries[5]]
    painted.clear()
    pane.watch_reading(listing.entries[1].article.key, listing.entries[131].article.key)
    assert sorted(painted) == [1, 131]
    painted.clear()
    key = listing.entries[4].article.key
    pane.watch_standing((key, 4), (key, 4))
    assert painted == []
    pane.watch_standing(None, (key, 4))
    pane.watch_standing((key, 4), None)
    assert painted == [4, 4]
    del listing.entries[3:]
    painted.clear()
    pane.renew()
    assert painted == [2, 3, 4, 5]


def test_rows_are_selected_one_by_one_in_ranges_or_all(posted: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []
    monkeypatch.setattr(RowList, "refresh_row", lambda _, row: painted.append(row))
    pane, _ = articles(*[entry(f"a{number}") for number in range(20)], cursor=4)

    def told() -> tuple[tuple[tuple[int, int], ...], int, list[int]]:
        pane._show_selection()
        rows, painted[:] = [*painted], []
        return pane.rows_selected.ranges, pane.selected, rows

    pane.action_select()
    assert told() == (((4, 5),), 1, [4])
    pane.action_select_range()
    pane.set_reactive(RowList.cursor, 2)
    pane.watch_cursor(4, 2)
    assert (pane.selected, {*painted}) == (3, {2, 3})
    painted.clear()
    assert told() == (((2, 5),), 3, [])
    pane.action_select_range()
    assert (pane.range_start, pane.selection.ranges) == (None, ((2, 5),))
    pane.set_reactive(RowList.cursor, 6)
    assert told() == (((2, 5),), 3, [])
    pane.action_select_range()
    pane.action_select()  # which ends the range first
    assert told() == (((2, 5),), 3, [6, 6])
    pane.action_select_all()
    assert told() == (((0, 20),), 20, [0, 1, 5, 6])
    pane.action_select_all()
    assert told() == ((), 0, [*range(7)])
    pane.action_select_range()
    pane.action_select_all()
    assert (pane.range_start, len(pane.rows_selected)) == (None, 20)
    told()
    assert pane.drop_selection()
    told()
    assert not pane.drop_selection()
    empty, _ = articles()
    for action in (empty.action_select, empty.action_select_range, empty.action_select_all):
        action()
    assert [message.why for message in posted if isinstance(message, Unable)] == ["The list is empty."] * 3


def test_another_list_is_shown_from_its_top(posted: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    scrolled: list[dict[str, Any]] = []
    monkeypatch.setattr(ArticleList, "scroll_to", lambda _, **values: scrolled.append(values))
    pane, _ = articles(LONG, LONG, LONG, cursor=2)
    assert pane.entry_at(0) == LONG
    pane.action_select()
    pane._show_selection()
    listing: Any = FakeListing(entry("two"), LONG)
    pane.set_reactive(ArticleList.listing, listing)
    pane.set_reactive(RowList.extra_lines, 9)
    pane.watch_listing()
    assert (pane.count, pane.cursor, pane.selection.ranges, pane.extra_lines) == (2, 0, (), 1)
    assert scrolled == [{"y": 0, "animate": False, "immediate": True}]
    assert isinstance(message := posted[-1], ArticleList.Highlighted)
    assert message.entry == pane.current == entry("two")
    pane.set_reactive(ArticleList.listing, None)
    pane.watch_listing()
    assert pane.count == 0
    assert pane.entry_at(0) is None


def test_keys_act_on_the_selection_and_else_on_the_article_under_the_cursor(posted: list[Message]) -> None:
    pane, _ = articles(LONG, LONG, cursor=1)
    for action in ("mark", "bookmark", "bookmark_top"):
        getattr(pane, f"action_{action}")()
    alone = [type(message) for message in posted]
    assert not {BatchMarked, BatchBookmarked} & {*alone}
    posted.clear()
    pane.action_select()
    pane._show_selection()
    for action in ("mark", "bookmark", "bookmark_top"):
        getattr(pane, f"action_{action}")()
    mark, bookmark, top = posted
    assert isinstance(mark, BatchMarked)
    assert (mark.status, mark.query) == (None, None)
    assert isinstance(bookmark, BatchBookmarked)
    assert isinstance(top, BatchBookmarked)
    assert [(one.on, one.top) for one in (bookmark, top)] == [(None, False), (True, True)]


@pytest.mark.parametrize(
    ("action", "kind", "facts"),
    [
        ("next_unread", Stepped, {"step": 1, "unread": True, "opened": False}),
        ("previous_unread", Stepped, {"step": -1, "unread": True, "opened": False}),
        ("move_up", Moved, {"entry": LONG, "step": -1}),
        ("move_down", Moved, {"entry": LONG, "step": 1}),
        ("note", NoteWanted, {"entry": LONG, "quote": "", "anchor": None, "selected": False}),
        ("open", Opened, {"entry": LONG, "again": False}),
        ("choose", Opened, {"entry": LONG, "again": False}),
        ("filter", RowList.FilterWanted, {}),
        ("fetch_shown", FetchWanted, {}),
        ("unbookmark_read", ReadTakenOff, {}),
    ],
)
def test_keys_of_a_list_say_what_is_wanted(
    action: str, kind: type[Message], facts: dict[str, Any], posted: list[Message]
) -> None:
    pane, _ = articles(entry("two"), LONG, cursor=1)
    getattr(pane, f"action_{action}")()
    [message] = posted
    assert type(message) is kind
    assert {name: getattr(message, name) for name in facts} == facts


@pytest.mark.parametrize("name", ["welcome", "slowness", "listing", "headings", "are_most_offline"])
def test_a_list_is_painted_again_when_something_on_all_of_its_rows_changes(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[tuple[Any, ...]] = []
    pane, _ = articles(LONG, is_alone=True)
    beside, _ = articles(LONG)
    monkeypatch.setattr(ArticleList, "scroll_to", lambda *_, **__: None)
    monkeypatch.setattr(Widget, "refresh", lambda _, *regions: painted.append(regions))
    getattr(pane, f"watch_{name}")()
    assert () in painted
    painted.clear()
    beside.watch_welcome()  # which is not shown there
    assert painted == []


def test_jumps_to_an_end_are_told_and_headings_part_the_list(posted: list[Message]) -> None:
    pane, _ = articles(LONG, entry("two"), entry("three"), cursor=1)
    pane.action_bottom()
    assert [message.entry for message in posted if isinstance(message, Jumped)] == [entry("two")]
    posted.clear()
    pane.action_bottom()
    assert not any(isinstance(message, Jumped) for message in posted)
    pane.set_reactive(RowList.headings_at, (0, 2))
    assert [pane.are_in_one_part(step) for step in (0, -1, -2)] == [True, False, False]
    pane.set_reactive(RowList.cursor, 0)
    assert [pane.are_in_one_part(step) for step in (1, 2)] == [True, False]
    pane.set_reactive(ArticleList.headings, (GroupHeading("A [/b] part", 2, Tally(9, 3)),))
    pane.watch_headings()
    assert pane.headings_at == (2,)
    assert words(pane.render_heading(0, 60)) == [(" A [/b] part", "bold"), ("  3/9", "dim")]
    assert pane.render_heading(0, 12).text == " A [/…  3/9"


def test_how_to_begin_stands_below_the_rows_of_a_list_that_is_alone() -> None:
    pane, _ = articles(LONG, welcome=("Enter opens it.",), is_alone=True)
    assert [strip.text.strip() if (strip := pane._welcome_line(y)) else None for y in (9, 10, 11)] == [
        None,
        "",
        "Enter opens it.",
    ]
    assert pane._welcome_line(11).text.startswith("     E")  # type: ignore[union-attr]
    changes: tuple[dict[str, Any], ...] = ({"is_alone": False}, {"welcome": ()})
    for values in changes:
        other, _ = articles(LONG, cursor=0, **({"welcome": ("Enter opens it.",), "is_alone": True} | values))
        assert other._welcome_line(11) is None
    clicks = []
    for y in (9, 10, 11):
        click: Any = SimpleNamespace(get_content_offset_capture=lambda _, y=y: Offset(5, y))
        click.prevent_default = lambda y=y: clicks.append(y)
        pane.on_click(click)
    assert clicks == [10, 11]
    unlisted, _ = articles(listing=None, when_empty="Nothing here.")
    assert [unlisted.render_line(y).text.strip() for y in (0, 1)] == ["", ""]
    assert pane.render_line(0).text.strip() == "One"
    empty, _ = articles(when_empty="Nothing here.", welcome=("Enter opens it.",), is_alone=True)
    assert [empty.render_line(y).text.rstrip() for y in (0, 1, 11)] == ["", "     Nothing here.", ""]


# The palette


def test_rows_that_are_added_to_the_palette_leave_its_cursor(
    posted: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Commands, "scroll_to", lambda *_, **__: None)
    pane = Commands(id="palette-rows")
    one, two, three = (PaletteRow(name, name) for name in ("one", "two", "three"))

    def shown(old: tuple[PaletteRow, ...], new: tuple[PaletteRow, ...]) -> tuple[int, int]:
        pane.set_reactive(RowList.cursor, 1)
        pane.set_reactive(Commands.rows, new)
        pane.watch_rows(old, new)
        return pane.count, pane.cursor

    assert shown((), (one, two)) == (2, 0)
    assert shown((one, two), (one, two, three)) == (3, 1)
    assert shown((one, two), (one, three, two)) == (3, 0)
    assert shown((one, two), (one,)) == (1, 0)
    pane.action_choose()
    assert [message.command for message in posted if isinstance(message, Commands.Chosen)] == [one]
    shown((), ())
    pane.action_choose()
    assert len(posted) == 1


def test_a_command_has_its_words_what_it_is_about_and_its_key() -> None:
    def told(row: PaletteRow, width: int = 30, *, at_cursor: bool = False) -> list[tuple[str, str]]:
        pane = Commands(id="palette-rows")
        pane.set_reactive(Commands.rows, (row,))
        return words(pane.render_row(0, 0, width, at_cursor))

    row = PaletteRow("fit MINUTES", "fit ", about="What fits", key="F")
    assert told(row) == [(" fit MINUTES", ""), ("  What fits   ", "dim"), ("  F ", "dim")]
    assert told(row, at_cursor=True)[1] == ("  What fits   ", "")
    assert told(row, 14) == [(" fit MINU…", ""), ("", "dim"), ("  F ", "dim")]
    assert told(PaletteRow("theme", "theme ")) == [(" theme", ""), (" " * 23, "dim"), (" ", "dim")]
    assert told(row, 3)[0] == (" …", "")
