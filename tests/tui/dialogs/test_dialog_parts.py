"""What dialogs list, paint and say, without a screen: their rows, filters, remarks and hints."""

import asyncio
import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.style import Style
from textual import events
from textual.css.query import NoMatches
from textual.geometry import Size
from textual.widget import Widget

from blogreader.cell_text import fitted
from blogreader.conditions import Arrangement, Grouping, Order, Sort
from blogreader.dropped import Dropped
from blogreader.errors import LibraryError, NotCopied
from blogreader.highlights import COLOURS
from blogreader.icons import MARKS
from blogreader.keys import TABLE
from blogreader.keys import shown as named
from blogreader.library import Excerpt, Found
from blogreader.library.connections import Connected
from blogreader.model import Article, Entry, Highlight, LinkSentence, Place, State, Status
from blogreader.records import replace
from blogreader.render import Block, Code, Heading, Inline, Paragraph, ParsedDocument
from blogreader.render.document.anchors import Passage
from blogreader.render.layout.virtual_document import VirtualDocument
from blogreader.tui.dialogs import connections_screen, manual_screen, search_screen
from blogreader.tui.dialogs.choice import Choice, Choices, ChoiceScreen
from blogreader.tui.dialogs.connections_screen import ConnectedArticles, ConnectionsScreen, rows_of
from blogreader.tui.dialogs.key_help import KeyHelp
from blogreader.tui.dialogs.manual_page_screen import ManualPageScreen
from blogreader.tui.dialogs.manual_screen import ManualScreen
from blogreader.tui.dialogs.notes_screen import NoteChoice, NoteRows, NotesScreen
from blogreader.tui.dialogs.outline import HeadingFilter, Headings, OutlineScreen
from blogreader.tui.dialogs.palette import Palette, PaletteLine
from blogreader.tui.dialogs.search_screen import JUMP_BACK, JUMP_FORWARD, Chosen, SearchLine, SearchScreen
from blogreader.tui.dialogs.sort_screen import SortChoices, SortScreen
from blogreader.tui.dialogs.text_screen import TextScreen, TextView, dropped_of, output_of
from blogreader.tui.panes.filter_line import FilterLine
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.reader.highlight_marks import Highlighted
from blogreader.tui.reader.landmarks import OutlineRow
from blogreader.tui.reader.reader import Reader

BIG = Size(99, 99)


def fake(**attributes: object) -> Any:
    return SimpleNamespace(**attributes)


@pytest.fixture(autouse=True)
def looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give what is dim and what stands out a look without a style sheet."""
    styles = {"rows--dim": Style(dim=True), "rows--accent": Style(underline=True)}
    monkeypatch.setattr(RowList, "get_component_rich_style", lambda _, name, partial: styles[name] if partial else None)


def painted(strip: Any) -> list[tuple[str, str]]:
    """Return the pieces of a line, each with how it looks: dim, bold, accent or plain."""
    names = {None: "", Style(dim=True): "dim", Style(bold=True): "bold", Style(underline=True): "accent"}
    return [(segment.text, names.get(segment.style, "")) for segment in strip]


def aside(widget: Widget) -> tuple[Any, list[Any]]:
    """Have a widget tell what it posts, and repaint nothing."""
    told: list[Any] = []
    anything: Any = widget
    anything.post_message = told.append
    anything.refresh = lambda *_, **__: anything
    anything._show_cursor = lambda *_: None
    anything.refresh_row = lambda row: told.append(("painted", row))
    return anything, told


def words(blocks: Any) -> list[str]:
    def said(block: Block) -> str:
        assert isinstance(block, Heading | Paragraph | Code)
        return block.text if isinstance(block, Code) else block.content.source

    return [line for block in blocks for line in said(block).splitlines()]


# Keys


@pytest.mark.parametrize(
    ("typed", "there", "missing"),
    [
        ([], ["In the article list", "In lists", "Everywhere", "Open the article"], ["In the reader"]),
        (["reading", "LIST", "top"], ["Put at the top of the reading list"], ["Open the article", "Everywhere"]),
        (["C-l"], ["Read the sources again"], ["Open the article"]),
        (["r"], ["Mark as read or unread"], ["Read the sources again", "Marks in lists"]),
        (["on"], ["★              On the reading list"], ["◐"]),
        (["c-l"], ["Read the sources again"], ["Open the article"]),
        (["bookmark-top"], ["Put at the top of the reading list"], ["Open the article"]),
        (["reading", "list"], ["★              On the reading list", "{ "], ["◐", "Open the article"]),
        ([], ["≠              The text is another one", "Marks in lists"], ["No key of this pane"]),
        (["of"], ["Put at the top of the reading list"], ["Read the sources again"]),
        (["zzz"], ["No key of this pane matches these words."], ["In lists"]),
    ],
)
def test_keys_are_found_by_words_of_their_help_or_by_their_names(
    typed: list[str], there: list[str], missing: list[str]
) -> None:
    shown: Any = KeyHelp("articles")
    shown._words = typed
    text = "\n".join(words(shown._rows(80)))
    assert [one for one in there if one not in text] == []
    assert [one for one in missing if one in text] == []


@pytest.mark.parametrize(
    ("pane", "parts"),
    [
        ("everywhere", ["Everywhere"]),
        ("reader", ["In the reader", "Everywhere"]),
        ("selecting", ["While selecting text", "Everywhere"]),
        ("sidebar", ["In the sidebar", "In lists", "Everywhere"]),
        ("articles", ["In the article list", "In lists", "Everywhere"]),
    ],
)
def test_the_keys_of_the_pane_come_before_those_of_all(pane: str, parts: list[str]) -> None:
    shown: Any = KeyHelp(pane)
    headings = [block.content.source for block in shown._rows(80) if isinstance(block, Heading)]
    assert headings == [*parts, "Marks in lists"]
    *keys, marks = [block.text.split("\n") for block in shown._rows(300) if isinstance(block, Code)]
    assert marks == [fitted(sign, 15) + meaning for sign, meaning in MARKS]
    by_sentence = {key.sentence: key for key in TABLE}
    for line in (line for lines in keys for line in lines):
        assert line[:15].split() == [named(key) for key in by_sentence[line[15:]].keys]


def test_the_help_of_a_key_stands_beside_it_in_as_many_lines_as_it_takes() -> None:
    shown: Any = KeyHelp("articles")
    shown._words = ["articles.mark"]
    lines = words(shown._rows(40))[1:]
    assert lines[0].startswith("r              Mark as read")
    assert [block.level for block in shown._rows(40) if isinstance(block, Heading)] == [2]
    assert all(line.startswith(" " * 15) for line in lines[1:])
    assert max(map(len, lines)) <= 40
    assert words(shown._rows(8)) == words(shown._rows(30)) != words(shown._rows(45))
    shown._words = []
    assert {block.level for block in shown._rows(40) if isinstance(block, Heading)} == {2}


async def test_the_filter_of_the_keys_is_left_before_the_dialog_is(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    async def dismiss(_: object, result: object) -> None:
        told.append(("dismissed", result))

    monkeypatch.setattr("blogreader.tui.dialogs.key_help.TextScreen.action_dismiss", dismiss, raising=False)
    shown: Any = KeyHelp("articles")
    line = fake(value="words", focus=partial(told.append, "line"))
    shown.query_one = lambda kind: line if kind.__name__ == "FilterLine" else fake(focus=partial(told.append, "text"))
    shown.add_class = lambda name: told.append(f"+{name}")
    shown.remove_class = lambda name: told.append(f"-{name}")
    shown.set_class = lambda on, name: told.append((name, on))
    shown.show_text = partial(told.append, "shown")
    shown.action_filter()
    for _ in range(2):
        shown._narrow(fake(line=fake(value=" two  words ")))
    assert shown._words == ["two", "words"]
    shown._leave()
    await shown.action_dismiss()
    assert told == ["+-filtered", "line", "shown", ("-filtered", True), "text", "--filtered"]
    assert line.value == ""
    shown._words = []
    shown._leave()
    await shown.action_dismiss()
    assert told[6:] == [("-filtered", False), "text", ("dismissed", None)]


# Choices, orders, headings


def test_a_choice_has_its_key_before_it_where_any_has_one() -> None:
    shown, told = aside(Choices([Choice("One\nline", "a"), Choice("Another" * 5)], id="x"))
    assert shown.count == 2
    assert painted(shown.render_row(0, 0, 30, False)) == [(" a       ", "bold"), ("One line", "")]
    assert painted(shown.render_row(1, 0, 30, False))[1] == ("AnotherAnotherAnoth…", "")
    shown.action_choose()
    shown.set_reactive(RowList.cursor, 2)
    shown.action_choose()
    assert [message.number for message in told] == [0]
    plain, _ = aside(Choices([Choice("Another" * 5)], id="x"))
    assert painted(plain.render_row(0, 0, 20, False)) == [(" AnotherAnotherAno…"[:19], "")]
    assert plain.get_content_height(BIG, BIG, 9) == 1
    plain.set_reactive(RowList.cursor, 1)
    plain.refresh = lambda *_, **__: told.append("painted")
    for words in ("One", "1"):
        told.clear()
        plain.take([Choice(words), Choice("Two", "b")])
        assert (plain.count, plain.cursor) == (2, 0)
        assert "painted" in told
    assert plain.render_row(1, 0, 20, False).text == " Two"


def test_a_choice_is_made_by_its_own_key_or_its_row_and_other_keys_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: Any = ChoiceScreen([Choice("One", "a"), Choice("Two", "escape"), Choice("Three")], "A title")
    told: list[object] = []
    shown.dismiss = shown._explain = told.append
    monkeypatch.setattr(ChoiceScreen, "active_bindings", {})
    keys = [events.Key("escape", None), events.Key("a", "a"), events.Key("b", "b")]
    for one in keys:
        shown.on_key(one)
    shown._choose(fake(number=2))
    assert told == [1, 0, "b does nothing here; q goes back.", 2]
    assert [(one._stop_propagation, one._no_default_action) for one in keys] == [(True, True)] * 2 + [(False, False)]


@pytest.mark.parametrize(
    ("row", "pieces"),
    [
        (0, [("▎", "accent"), (" n  ", "accent"), ("newest first", "accent")]),
        *(
            (row, [(" ", "accent"), (f" {letter}  ", "bold"), (words, "")])
            for row, letter, words in (
                (1, "o", "oldest first"),
                (2, "s", "shortest first"),
                (3, "t", "by title"),
                (4, "c", "by category"),
                (5, "l", "last opened first"),
                (6, "r", "as on the reading list"),
                (8, "C", "categories"),
                (9, "S", "sources"),
                (10, "N", "one piece"),
            )
        ),
        (7, [("▎", "accent"), (" M  ", "accent"), ("months", "accent")]),
        (11, [(" ", "accent"), (" x  ", "bold"), ("as the view has it", "")]),
    ],
)
def test_orders_and_groups_in_force_are_marked(row: int, pieces: list[tuple[str, str]]) -> None:
    in_force = Arrangement(Sort(Order.DATE, descending=True), Grouping.MONTH)
    shown, _ = aside(SortChoices(in_force, id="x"))
    assert painted(shown.render_row(row, 0, 40, False)) == pieces
    assert [painted(shown.render_heading(number, 40)) for number in range(3)] == [
        *([(" Sort", "dim")], [(" Group", "dim")], [(" Neither of them", "dim")]),
    ]
    assert (shown.headings_at, shown.count, shown.get_content_height(BIG, BIG, 9)) == ((0, 7, 11), 12, 15)


def test_an_order_is_chosen_by_its_letter_or_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: Any = SortScreen(Arrangement(group=Grouping.MONTH), Arrangement(), "All")
    chosen: list[object] = []
    shown.dismiss = chosen.append
    event = events.Key("o", "o")
    shown.on_key(event)
    for letter in "lS":
        shown.on_key(events.Key(letter, letter))
    shown._choose(fake(row=11))
    opened = Arrangement(Sort(Order.OPENED, descending=True), Grouping.MONTH)
    assert chosen[1:] == [opened, Arrangement(group=Grouping.SOURCE), Arrangement()]
    assert chosen[0] == Arrangement(Sort(Order.DATE), Grouping.MONTH)
    assert event._stop_propagation
    assert event._no_default_action
    told: list[str] = []
    shown._explain = told.append
    monkeypatch.setattr(SortScreen, "active_bindings", {})
    shown.on_key(events.Key("w", "w"))
    shown._tell_no_filter()
    assert told == ["w does nothing here; q goes back.", "There is nothing to filter here; q goes back."]


OUTLINE = (OutlineRow(2, "One", 0.0), OutlineRow(3, "Two\nlines", 0.256), OutlineRow(6, "Three", 1.0))


def test_headings_stand_below_each_other_by_their_level_with_where_they_are() -> None:
    shown, told = aside(Headings(OUTLINE, 1, id="x"))
    assert (shown.cursor, shown.count, shown.shown) == (1, 3, (0, 1, 2))
    assert painted(shown.render_row(0, 0, 30, False)) == [
        *((" ", "accent"), (" ", ""), (f"{'One':<22}", ""), ("   0% ", "dim")),
    ]
    assert painted(shown.render_row(1, 0, 30, True)) == [
        *(("▎", "accent"), (" ", ""), (f"{'  Two lines':<22}", "accent"), ("  25% ", "")),
    ]
    assert painted(shown.render_row(2, 0, 30, False))[2:] == [(f"{' ' * 7}{'Three':<15}", ""), (" 100% ", "dim")]
    shown.action_choose()
    assert told[-1].heading == 1
    shown.set_reactive(RowList.cursor, 3)
    shown.action_choose()
    assert len(told) == 1
    assert shown.get_content_height(BIG, BIG, 9) == 3
    assert aside(Headings(OUTLINE, -1, id="x"))[0].cursor == 0


@pytest.mark.parametrize(
    ("cursor", "old", "new", "at"),
    [
        (1, (0, 1, 2), (1, 2), 0),
        (1, (0, 1, 2), (0, 2), 1),
        (2, (0, 1, 2), (0, 1), 1),
        (0, (), (0, 1, 2), 1),
        (0, (0, 1, 2), (), 0),
    ],
)
def test_the_cursor_stays_on_its_heading_or_goes_to_the_next_one_left(
    cursor: int, old: tuple[int, ...], new: tuple[int, ...], at: int
) -> None:
    shown, _ = aside(Headings(OUTLINE, 1, id="x"))
    shown.set_reactive(RowList.cursor, cursor)
    shown.watch_shown(old, new)
    assert (shown.cursor, shown.count) == (at, len(new))


@pytest.mark.parametrize(
    ("words", "found"), [("", (0, 1, 2)), ("e", (0, 1, 2)), ("TWO", (1,)), ("lines two", (1,)), ("two three", ())]
)
def test_headings_are_found_by_all_their_words(words: str, found: tuple[int, ...]) -> None:
    shown: Any = OutlineScreen(OUTLINE, 1)
    headings = fake(shown=None)
    shown.query_one = lambda _: headings
    shown._narrow(fake(text=words))
    assert headings.shown == found


def test_the_filter_of_headings_is_left_for_them_and_shown_as_long_as_it_has_words() -> None:
    shown: Any = OutlineScreen(OUTLINE, 1)
    told: list[Any] = []
    headings = fake(focus=partial(told.append, "headings"), action_choose=partial(told.append, "chosen"))
    line = fake(value="two", focus=partial(told.append, "line"))
    shown.query_one = lambda kind: line if kind is HeadingFilter else headings
    shown.add_class = lambda name: told.append(f"+{name}")
    shown.set_class = lambda on, name: told.append((name, on))
    shown.dismiss = told.append
    shown._filter()
    shown._leave_filter()
    line.value = ""
    shown._leave_filter()
    shown._submit()
    shown._choose(fake(heading=2))
    assert told == [
        *("+-filtered", "line"),
        *(("-filtered", True), "headings"),
        *(("-filtered", False), "headings"),
        *("chosen", 2),
    ]


# Notes


def noted(quote: str = "a quote", note: str = "", *, is_lost: bool = False) -> Highlighted:
    at = dt.datetime(2026, 4, 5, 12, tzinfo=dt.UTC)
    return Highlighted(Highlight("h", quote, note, COLOURS[1], at), None if is_lost else Passage(1, 2, 3, 4))


@pytest.mark.parametrize(
    ("one", "at_cursor", "pieces"),
    [
        (noted(), False, [(" · ", "dim"), ("a quote", ""), (" " * 19, ""), (" ", "")]),
        (
            noted("q" * 30, "a note"),
            False,
            [(" · ", "dim"), (f"{'q' * 14}…", "dim"), (" — a note  ", ""), (" ", "")],
        ),
        (noted("q", "a note"), True, [(" · ", "dim"), ("q", ""), (f"{' — a note':<25}", ""), (" ", "")]),
        (noted("", "a\nnote"), False, [(" ▪ ", "dim"), ("", "dim"), (f"{'a note':<26}", ""), (" ", "")]),
        (noted(is_lost=True), False, [(" ? ", "dim"), ("a quote", ""), (" " * 19, ""), (" ", "")]),
        (noted("", "a", is_lost=True), False, [(" ▪ ", "dim"), ("", "dim"), (f"{'a':<26}", ""), (" ", "")]),
    ],
)
def test_a_highlight_is_a_row_of_its_quote_and_its_note(
    one: Highlighted, at_cursor: bool, pieces: list[tuple[str, str]]
) -> None:
    shown, _ = aside(NoteRows([one], 0, id="x"))
    assert aside(NoteRows([one, one], 1, id="x"))[0].cursor == 1
    assert painted(shown.render_row(0, 0, 30, at_cursor)) == pieces
    assert shown.get_content_height(BIG, BIG, 9) == shown.count == 1


@pytest.mark.parametrize(
    ("one", "has_text", "lines"),
    [
        (noted("a\x1b quote", "a note"), True, ["a quote", "a note", f"{COLOURS[1]} · 5 Apr 2026"]),
        (noted("", "a note"), True, ["a note", "on the whole · 5 Apr 2026"]),
        (noted(is_lost=True), True, ["a quote", f"{COLOURS[1]} · 5 Apr 2026 · not in the text any more"]),
        (noted(is_lost=True), False, ["a quote", f"{COLOURS[1]} · 5 Apr 2026"]),
        (noted("q" * 2_001, "n" * 2_001), True, ["q" * 2_000, "n" * 2_000, f"{COLOURS[1]} · 5 Apr 2026"]),
        (Highlighted(Highlight("h", "q"), Passage(1, 2, 3, 4)), True, ["q", COLOURS[0]]),
    ],
)
def test_the_highlight_at_the_cursor_is_shown_as_a_whole(one: Highlighted, has_text: bool, lines: list[str]) -> None:
    shown: Any = NotesScreen([one], 0, has_text=has_text)
    told: list[Any] = []
    shown.query_one = lambda what, *_: fake(cursor=0) if what is NoteRows else fake(update=told.append)
    shown._show()
    assert told[0].plain.split("\n") == lines
    styles = {told[0].plain[span.start : span.end]: span.style for span in told[0].spans}
    assert styles[lines[-1]] == "$muted"
    assert styles.get(lines[0], "") == ("italic" if one.highlight.quote else "")


def test_what_is_done_with_a_highlight_is_done_with_the_one_at_the_cursor() -> None:
    shown: Any = NotesScreen([noted(), noted()], 0)
    chosen: list[object] = []
    shown.dismiss = chosen.append
    shown.query_one = lambda _: fake(cursor=1)
    for do in (shown.action_edit, shown.action_delete, shown.action_undo, shown.action_redo, shown._choose):
        do()
    assert chosen == [NoteChoice(1, does) for does in ("edit", "delete", "undo", "redo", "go")]


# Connections


def entry(title: str, status: Status = Status.UNREAD, **facts: Any) -> Entry:
    url = f"https://blog.example/{title.lower()}"
    return Entry(Article(url, url, title, **facts), replace(State(url), status=status), "blog", offline=True)


ONE, TWO, THREE = (
    entry("One", minutes=9, date=dt.date(2026, 4, 5), summary="Of one\nthing."),
    entry("Two", Status.READ),
    entry("Three"),
)


def test_connections_stand_by_their_kind() -> None:
    rows = rows_of(Connected((ONE, TWO), (THREE,), (ONE,)))
    assert [(row.entry.article.title, row.part, row.mentions) for row in rows] == [
        ("One", "Links to 2 articles in your library", False),
        ("Two", "", False),
        ("Three", "Linked from 1 article", True),
        ("One", "Most similar", False),
    ]
    shown, _ = aside(ConnectedArticles(rows, "", id="x"))
    assert (shown.count, shown.headings_at, shown.row_height) == (4, (0, 2, 3), 2)
    assert shown.get_content_height(BIG, BIG, 60) == 11
    assert painted(shown.render_heading(1, 12)) == [(" Linked fro…", "bold")]


def test_a_connected_article_has_its_facts_beside_it_where_there_is_room_and_a_line_below() -> None:
    shown, told = aside(ConnectedArticles(rows_of(Connected((ONE, TWO), (THREE,))), "", id="x"))
    assert painted(shown.render_row(0, 0, 60, False)) == [
        *(("    ", "dim"), ("One", ""), (f"{'9 min · Apr 2026 ':>53}", "dim")),
    ]
    assert painted(shown.render_row(0, 0, 59, True)) == [("    ", ""), ("One", "bold"), (" " * 52, "")]
    assert painted(shown.render_row(1, 0, 20, False))[:2] == [(" ✓  ", "dim"), ("Two", "dim")]
    assert painted(shown.render_row(0, 1, 30, False)) == [("    ", ""), ("Of one thing.", "dim")]
    assert painted(shown.render_row(2, 1, 30, True)) == [("    ", ""), ("", "")]
    shown.render_row(2, 1, 30, False)
    assert [type(message).__name__ for message in told] == ["SentencesWanted"]
    shown.ask_again()
    shown.render_row(2, 1, 30, False)
    assert len(told) == 2
    shown.put(THREE, LinkSentence("As one\nsaid of it, it is long", 3))
    assert told[2:] == [("painted", 2)]
    assert painted(shown.render_row(2, 1, 16, False)) == [("    ", ""), ("“As one sa…", "dim")]
    for at, begins in ((9, "    “As"), (10, "    …")):  # the quotation mark counts
        shown.put(THREE, LinkSentence("As one said of it, it is long", at))
        assert shown.render_row(2, 1, 16, False).text.startswith(begins)
    shown.put(THREE, LinkSentence())
    assert shown.render_row(2, 1, 30, False).text.strip() == ""


def test_the_cursor_stays_on_its_article_when_more_are_known() -> None:
    shown, told = aside(ConnectedArticles(rows_of(Connected((ONE,), (TWO,))), "", id="x"))
    shown.set_reactive(RowList.cursor, 1)
    shown.show(rows_of(Connected((TWO, ONE), (TWO,))), "")
    assert (shown.cursor, shown.count, shown.headings_at) == (2, 3, (0, 2))
    shown.show(rows_of(Connected((THREE,))), "")
    assert shown.cursor == 0
    shown.show((), "Nothing")
    shown.action_choose()
    shown.action_filter()
    assert [message.why for message in told if not isinstance(message, tuple)] == [
        *("There is nothing to open.", "Nothing is filtered here: `links:` and `linked-by:` list the same."),
    ]
    assert [shown.get_content_height(BIG, BIG, width) for width in (60, 9, 3, 1)] == [3, 4, 7, 7]
    shown.show(rows_of(Connected((ONE,))), "")
    shown.action_choose()
    assert type(told[-1]).__name__ == "Chosen"


@pytest.mark.parametrize(
    ("connected", "is_offline", "remark", "is_reading"),
    [
        (
            Connected(is_known=False),
            True,
            "There is no full-text index, so the links between articles are unknown.",
            False,
        ),
        (Connected(lacking=None), True, "Nothing yet; the texts have not been read.", False),
        (Connected(lacking=1), True, "Nothing yet; 1 text is still to be read.", True),
        (Connected(), False, "This article is not archived, and no archived article links to it.", False),
        (
            Connected(),
            True,
            "It links to no article in your library, none links to it, and none is similar.",
            False,
        ),
    ],
)
def test_why_an_article_has_no_connections_is_said(
    connected: Connected, is_offline: bool, remark: str, is_reading: bool
) -> None:
    shown: Any = ConnectionsScreen(replace(ONE, offline=is_offline), connected, fake())
    assert shown._remark == remark
    hint = "Enter open  q back" + ("  · 1 text is still to be read" if is_reading else "")
    assert shown._hint.plain == hint


async def test_sentences_are_read_one_after_the_other_and_those_of_a_damaged_file_are_none() -> None:
    lacking, told = [ONE, TWO], list[Any]()

    async def sentence(key: str, to: str) -> LinkSentence:
        assert to == THREE.article.key
        if key == TWO.article.key:
            raise LibraryError("Damaged.")
        return LinkSentence("said")

    def put(one: Entry, found: LinkSentence) -> None:
        told.append((one.article.title, found.text))
        lacking.remove(one)

    shown: Any = ConnectionsScreen(THREE, Connected(), fake(sentence=sentence))
    articles = fake(lacking=lacking, put=put, ask_again=lambda: told.append("again"), rows=rows_of(Connected((ONE,))))
    articles.cursor = 0
    shown.query_one = lambda _: articles
    await shown._sentences()
    assert told == [("One", "said"), ("Two", ""), "again"]
    shown.run_worker = lambda work, group, exclusive: told.append((work, group, exclusive))
    shown._tell()
    assert told.pop() == (shown._sentences, "excerpts", True)
    shown.dismiss = told.append
    shown._choose()
    assert told[-1] is ONE


async def test_more_connections_are_shown_as_texts_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []

    async def sleep(seconds: float) -> None:
        told.append("later" if 0 < seconds <= 1 else seconds)

    monkeypatch.setattr(connections_screen, "asyncio", fake(sleep=sleep))
    answers = [Connected((ONE,), lacking=1), Connected((ONE,), lacking=1), Connected((ONE, TWO), lacking=0)]

    async def connections(key: str) -> Connected:
        assert key == THREE.article.key
        return answers.pop(0)

    shown: Any = ConnectionsScreen(THREE, Connected(lacking=None), fake(connections=connections))
    articles = fake(
        focus=partial(told.append, "focus"),
        show=lambda rows, remark: told.append((len(rows), remark)),
        update=lambda content: told.append(content.plain),
    )
    shown.query_one = lambda *_: articles
    shown.run_worker = lambda work, group, exclusive: told.append((work, group, exclusive))
    shown.on_mount()
    await shown._follow()
    assert told == [
        *("focus", (shown._follow, "texts", True)),
        *("later", (1, "Nothing yet; 1 text is still to be read."), "Enter open  q back  · 1 text is still to be read"),
        *("later", "later"),
        *((2, "It links to no article in your library, none links to it, and none is similar."), "Enter open  q back"),
    ]
    told.clear()
    shown.on_mount()
    assert told == ["focus"]


def test_the_sentences_that_are_lacking_are_those_of_the_rows_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "size", Size(60, 4))
    shown, told = aside(ConnectedArticles(rows_of(Connected((ONE, TWO), (TWO, THREE))), "Nothing.", id="x"))
    assert shown.lacking == []
    monkeypatch.setattr(Widget, "size", Size(60, 6))
    assert shown.lacking == [TWO]
    shown.put(TWO, LinkSentence("said"))
    assert (shown.lacking, told) == ([], [("painted", 2)])
    monkeypatch.setattr(Widget, "size", Size(60, 12))
    assert shown.lacking == [THREE]


# The search


FINDER: Any = object()


@pytest.mark.parametrize(
    ("found", "count", "remark"),
    [
        (Found(), "", "There are no letters or digits to search for."),
        (Found(finder=FINDER, total=1, entries=(ONE,)), "1 article", "No archived text contains that."),
        (Found(finder=FINDER, total=1_200), "1,200 articles", "No archived text contains that."),
        (Found(finder=FINDER, total=1, is_complete=False), "over 1 article", "No archived text contains that."),
        (Found(finder=FINDER, behind=2), "0 articles", "Nothing yet; 2 texts are still to be read."),
        (Found(finder=FINDER, suggestion="rust"), "0 articles", "Did you mean rust? Enter searches it."),
    ],
)
def test_how_many_were_found_is_said_or_why_none(found: Found, count: str, remark: str) -> None:
    assert search_screen._count(found) == count
    shown: Any = SearchScreen(fake())
    assert shown._remark("?", found, quick=False) == remark
    quick = "" if "No archived" in remark else remark
    assert shown._remark("?", found, quick=True) == quick
    assert shown._remark("  ", Found(), quick=False) == "Nothing is searched yet."


def search_of(*how: Any) -> Any:
    return SearchScreen(*how)


class Search:
    """A search on no screen; what it shows is told."""

    def __init__(self, *answers: Any, line: str = "rust", at: str | None = None) -> None:
        self.answers = [*answers]
        self.told: list[Any] = []
        self.moved: list[int] = []
        self.shown = shown = search_of(self, line, at)
        results = fake(found=Found(), remark="", is_kept=False, lacking=[], move_to=self.moved.append)
        results.focus, results.action_choose = partial(self.told.append, "results"), partial(self.told.append, "opened")
        results.put = lambda one, excerpt: self.told.append(
            (results.lacking.pop(0) and one.article.title, excerpt.text)
        )
        results.ask_again = partial(self.told.append, "again")
        results.current, self.results = ONE, results
        shown.results, shown._count = results, fake(update=lambda content: self.told.append(content.plain))
        self.line = fake(value=line, has_focus=True)
        self.line.focus, self.line.select_all = partial(self.told.append, "line"), partial(self.told.append, "selected")
        shown.query_one = self._query_one
        shown.run_worker = lambda _, group, exclusive: self.told.append(str(group)) if exclusive else None
        shown.dismiss = self.told.append

    def _query_one(self, what: Any, *_: Any) -> Any:
        if what is search_screen.SearchLine:
            return self.line
        return fake(update=lambda content: self.told.append(content.plain))

    async def search(self, line: str, *, quick: bool) -> Found | None:
        self.told.append((line, quick))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    async def excerpt(self, one: Entry, _: object) -> Excerpt:
        if one is TWO:
            raise LibraryError("Damaged.")
        return Excerpt("text")


WHOLE = Found((ONE, TWO), 2, finder=FINDER)
QUICK, FULL = ("rust", True), ("rust", False)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ([WHOLE], [QUICK]),
        ([None, None, WHOLE], [QUICK, FULL, "later", FULL]),
        ([replace(WHOLE, is_complete=False), WHOLE], [QUICK, "later", FULL]),
        ([replace(WHOLE, total=0), WHOLE], [QUICK, "later", FULL]),
        ([Found()], [QUICK]),
        ([replace(WHOLE, behind=2), replace(WHOLE, behind=1), WHOLE], [QUICK, "later", FULL, "later", FULL]),
    ],
)
async def test_a_search_is_quick_first_and_repeated_until_it_is_exact_and_all_texts_are_read(
    answers: list[Any], asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Search(*answers)

    async def sleep(seconds: float) -> None:
        search.told.append("later" if 0 < seconds <= 1 else seconds)

    monkeypatch.setattr(search_screen, "asyncio", fake(sleep=sleep))
    await search.shown._find("rust")
    assert [one for one in search.told if isinstance(one, tuple) or one == "later"] == asked
    assert search.results.is_kept
    assert search.results.found == answers[-1]
    counts = [search_screen._count(found) for found in answers if found]
    assert [one for one in search.told if isinstance(one, str) and one != "later"] == counts


async def test_answers_to_a_search_that_come_when_its_dialog_is_gone_end_nothing() -> None:
    search = Search(WHOLE)

    def gone(*_: object) -> None:
        raise NoMatches

    search.shown.query_one = gone
    await search.shown._find("rust")
    search.results.lacking = [ONE, TWO]
    await search.shown._excerpts()
    assert search.told[-3:] == [("One", "text"), ("Two", "Damaged."), "again"]


async def test_earlier_results_are_shown_with_the_cursor_where_it_was_and_a_failure_is_said() -> None:
    search = Search(WHOLE, WHOLE, at=TWO.article.key)
    for _ in range(2):
        assert await search.shown._show("rust", quick=False)
    assert search.moved == [1]
    search = Search(WHOLE, LibraryError("No\nindex."), at="gone")
    await search.shown._show("rust", quick=False)
    assert search.moved == []
    assert await search.shown._show("rust", quick=False)
    assert (search.results.found, search.results.remark) == (Found(), "No index.")


@pytest.mark.parametrize(("at", "line", "told"), [(None, "", ["line", "selected"]), ("a key", "rust", ["results"])])
def test_a_search_begins_in_its_line_or_in_earlier_results(at: str | None, line: str, told: list[str]) -> None:
    search = Search(line=line, at=at)
    search.shown.on_mount()
    assert search.told == [*told, *(["texts"] if line else [])]
    assert search.results.remark == "Nothing is searched yet."
    search.told.clear()
    event = fake(line=fake(value=line))
    search.shown._search(event)
    assert search.told == []
    event.line.value = "other"
    search.results.is_kept = True
    search.shown._search(event)
    assert (search.told, search.shown.searched, search.shown._at, search.results.is_kept) == (
        *(["texts"], "other", None, False),
    )


def test_from_the_search_one_opens_what_is_found_takes_a_suggestion_or_goes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = Search()
    shown = search.shown
    shown._submit()
    search.results.found = replace(WHOLE, suggestion="rusty")
    shown._submit()
    assert (search.told, search.line.value) == (["opened"], "rusty")
    shown._read()
    assert search.told.pop() == "excerpts"
    monkeypatch.setattr(SearchScreen, "is_current", True)
    shown._open()
    search.results.current = None
    shown._open()
    assert search.told[1:] == [Chosen(ONE, FINDER, "rust")]
    shown.action_jump_back()
    shown.action_jump_forward()
    shown._cancel()
    assert search.told[2:] == [JUMP_BACK, JUMP_FORWARD, None]
    shown._leave_line()
    shown._edit()
    assert search.told[5:] == ["results", "line", "selected"]
    shown.on_descendant_focus()
    search.line.has_focus = False
    shown.on_descendant_focus()
    assert search.told[8:] == ["Enter open  Esc leave  ↓ ↑ results", "Enter open  Esc leave  s other words"]


async def test_excerpts_are_read_one_after_the_other_while_they_belong_to_the_search() -> None:
    search = Search()
    search.results.lacking = [ONE, TWO]
    await search.shown._excerpts()
    assert search.told == [("One", "text"), ("Two", "Damaged."), "again"]


# Texts and the manual


def test_what_was_left_out_is_told_by_its_reason_and_short_labels_last() -> None:
    parts = [Dropped("a menu", "Home"), Dropped("a menu", "A long menu of it"), Dropped("hidden", "Not to be seen")]
    assert words(dropped_of(parts)._blocks(60)) == [
        "3 parts of this page left out",
        "What belongs to the article can be kept: [sites] in config.toml, keep.",
        *("A menu", "A long menu of it", "Hidden", "Not to be seen", "A menu", "Home"),
    ]
    ends = [Dropped("a", "e" * 11), Dropped("b", "t" * 12)]
    assert words(dropped_of(ends)._blocks(60))[2:] == ["B", "t" * 12, "A", "e" * 11]
    assert [block.level for block in dropped_of(ends)._blocks(60) if isinstance(block, Heading)] == [2, 3, 3]
    [title, _] = output_of("A title", "one", TABLE)._blocks(60)
    assert isinstance(title, Heading)
    assert title.level == 2
    assert words(output_of("A title", "one\ntwo", TABLE)._blocks(60)) == ["A title", "one", "two"]


async def test_a_text_is_copied_with_whole_lines_or_it_is_said_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    shown: Any = output_of("A title", f"{'x' * 200}\n  two\n", TABLE)
    shown.query_one = lambda _: fake(text_width=60)
    shown._explain = told.append
    monkeypatch.setattr(TextScreen, "app", None)

    async def copy(_: object, text: str) -> None:
        told.append(text)
        if len(told) > 4:
            raise NotCopied(88_000, 74_000)

    monkeypatch.setattr("blogreader.tui.terminal.clipboard.copy", copy)
    await shown.action_copy()
    await shown.copied("one\n", "No browser. ")
    await shown.copied("one\ntwo")
    assert told == [
        *(f"A title\n\n{'x' * 200}\n  two\n", "Copied 4 lines."),
        *("one\n", "No browser. Copied 1 line."),
        *("one\ntwo", str(NotCopied(88_000, 74_000))),
    ]


def test_a_text_is_made_for_the_width_that_is_left_by_a_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: Any = TextScreen(lambda width: [Heading(2, Inline(f"{width} cells"))])
    told: list[Any] = []
    view = TextView(id="text")
    monkeypatch.setattr(Widget, "size", Size(50, 9))
    monkeypatch.setattr(TextView, "show", lambda view, blocks: told.append((view.text_width, words(blocks))))
    monkeypatch.setattr(Widget, "screen", shown)
    shown.query_one = lambda _: view
    view.on_resize()
    assert told == [(47, ["43 cells"])]


async def test_pages_of_the_manual_are_listed_by_words_until_one_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    pages: list[Any] = [fake(title=title) for title in ("One", "Two")]

    async def dismiss(_: object, result: object) -> None:
        told.append(("dismissed", result))

    monkeypatch.setattr(ChoiceScreen, "action_dismiss", dismiss, raising=False)
    app = fake(push_screen=lambda page: told.append((page._number, page._words)))
    monkeypatch.setattr(ManualScreen, "app", app)
    shown: Any = ManualScreen(pages, TABLE)
    line = fake(value="x", focus=partial(told.append, "line"))
    shown.query_one = lambda kind: line if kind is FilterLine else fake(focus=partial(told.append, "pages"))
    shown.add_class = lambda name: told.append(f"+{name}")
    shown.remove_class = lambda name: told.append(f"-{name}")
    shown.set_class = lambda on, name: told.append((name, on))
    shown.run_worker = lambda work, group, exclusive: told.append((group, exclusive, work.close()))
    shown._filter()
    shown._leave()
    shown.choose(1)
    await shown.action_dismiss(3)
    assert told == [*("+-filtered", "line"), *(("-filtered", False), "pages"), (1, ""), ("dismissed", 3)]
    told.clear()
    shown._narrow(fake(line=fake(value=" two ")))
    shown._found = [1]
    shown.choose(0)
    shown.choose(1)
    shown._leave()
    await shown.action_dismiss()
    assert told == [("manual", True, None), (1, "two"), ("-filtered", True), "pages", "--filtered", "pages"]
    assert line.value == ""


def test_what_is_typed_or_chosen_beside_a_list_is_told_to_its_dialog() -> None:
    for line, action, last in ((SearchLine(id="x"), "results", "Cancelled"), (PaletteLine(id="x"), "rows", "Left")):
        typing, told = aside(line)
        getattr(typing, f"action_{action}")("page_down")
        asyncio.run(typing.action_submit())
        typing.action_cancel()
        assert [type(one).__name__ for one in told] == ["Moved", "Submitted", last]
        assert told[0].action == "page_down"
    typing, told = aside(HeadingFilter(id="x"))
    asyncio.run(typing.action_submit())
    assert [type(one).__name__ for one in told] == ["Submitted"]
    choices, said = aside(SortChoices(Arrangement(), id="x"))
    choices.set_reactive(RowList.cursor, 3)
    choices.action_choose()
    assert said.pop().row == 3
    notes, said = aside(NoteRows([noted(), noted()], 0, id="x"))
    notes.watch_cursor(0, 1)
    notes.action_choose()
    notes.action_filter()
    assert said[:2] == [("painted", 0), ("painted", 1)]
    assert [type(one).__name__ for one in said[2:]] == ["Moved", "Chosen", "Unable"]
    assert said[-1].why == "Highlights are not filtered; `note:word` in the list of articles finds them."


async def test_keys_of_a_line_move_in_the_list_below_it() -> None:
    for shown in (SearchScreen(fake()), Palette([], list)):
        anything: Any = shown
        told: list[str] = []

        async def run(action: str, told: list[str] = told) -> None:
            told.append(action)

        anything.results = listed = fake(run_action=run)
        anything.query_one = lambda _, listed=listed: listed
        await anything._move(fake(action="page_down"))
        assert told == ["page_down"]


async def test_pages_of_the_manual_are_found_by_a_phrase_or_by_all_words(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[Any] = [fake(title=title) for title in ("Reading lists", "Lists of reading", "Other")]
    monkeypatch.setattr(manual_screen, "PageText", lambda page: fake(markdown=f"text of {page.title}"))
    find: Callable[..., list[int]] = manual_screen._with_words
    assert find(pages, "READING lists") == [0]
    assert find(pages, "lists reading") == [0, 1]
    assert find(pages, "text of") == [0, 1, 2]
    assert find(pages, "nothing") == []
    shown: Any = ManualScreen(pages, TABLE)
    told: list[Any] = []
    shown.query_one = lambda _: fake(take=lambda choices: told.append([one.title for one in choices]))
    shown._explain = told.append
    for line in ("lists of", "nothing"):
        shown._words = line
        await shown._find()
    assert told == [["Lists of reading"], [], "No page of the manual has these words."]
    shown.choose(0)
    await asyncio.sleep(0)
    assert len(told) == 3


class Manual:
    """A page of the manual on no screen, with what it asks of its reader told."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.tasks: list[Any] = []
        texts = {name: f"# {name.title()}\n\nWords.\n\n## Part\n" for name in ("start", "keys", "end")}
        pages: Any = [
            fake(name=name, title=name.title(), summary=f"Of {name}.", path=Path(f"/x/{name}.md"), text=text)
            for name, text in texts.items()
        ]
        self.shown: Any = manual_page_of(pages, 1, TABLE)
        self.reader: Any = fake(
            link=None,
            document=fake(head=1, blocks=[]),
            standpoint=(3, 4),
            rows_below=2,
            selection=fake(ends=None),
            text_search=fake(found=""),
            page=None,
            let_go=self._let_go,
            focus=partial(self.told.append, "reader"),
            search=lambda words: self.told.append(("search", words)),
            begin_search=partial(self.told.append, "begins"),
            go_to=lambda *where: self.told.append(("goes", *where)),
        )
        self.line = fake(value="x", focus=partial(self.told.append, "line"))
        shown = self.shown
        shown.query_one = self._query_one
        shown._explain = self.told.append
        shown.run_worker = lambda work, group, exclusive: self.tasks.append((str(group), exclusive, work))
        shown.add_class = lambda name: self.told.append(f"+{name}")
        shown.remove_class = lambda name: self.told.append(f"-{name}")

    def _query_one(self, what: Any, *_: Any) -> Any:
        if what is Reader:
            return self.reader
        return self.line if what is FilterLine else fake(update=lambda content: self.told.append(content.plain))

    def _let_go(self) -> bool:
        self.told.append("let go")
        return self.reader.link is not None

    async def since(self) -> list[Any]:
        while self.tasks:
            group, exclusive, work = self.tasks.pop(0)
            assert exclusive
            self.told.append(group)
            await work
        told = [*self.told]
        self.told.clear()
        return told

    def follow(self, href: str, *, seen: bool = True) -> None:
        self.shown._follow(fake(link=fake(href=href), seen=seen))


def manual_page_of(*how: Any) -> Any:
    return ManualPageScreen(*how)


async def test_pages_of_the_manual_follow_each_other_and_links_lead_back() -> None:
    manual = Manual()
    shown = manual.shown
    shown._turn()
    shown._step(fake(step=1))
    assert (await manual.since())[0] == "This is the last page of the manual; q goes back."
    assert manual.reader.page.entry.article.title == "End"
    for _ in range(3):
        shown._step(fake(step=-1))
    assert (await manual.since())[0] == "This is the first page of the manual; q goes back."
    shown._return()
    assert (shown._stops, await manual.since()) == ([], ["You followed no link to get here."])
    manual.follow("file:///x/keys.md#part")
    await manual.since()
    assert (manual.reader.page.entry.article.title, manual.reader.page.start) == ("Keys", (1, 0))
    for href, start in (("#nowhere", None), ("#part", (1, 0)), ("#n%6fwhere", None)):
        manual.follow(href)
        await manual.since()
        assert (manual.reader.page.entry.article.title, manual.reader.page.start) == ("Keys", start)
    shown._stops = shown._stops[:2]
    shown._remember(fake(place=Place(1, 2, "q", 0.5), rows=3))
    shown._remember(fake(place=Place(1, 2, "", 0.5), rows=3))
    shown.action_jump_back()
    await manual.since()
    assert (manual.reader.page.start, manual.reader.page.rows) == (None, 3)
    shown._return()
    await manual.since()
    assert (manual.reader.page.entry.article.title, manual.reader.page.start) == ("Keys", (2, 4))
    shown._return()
    await manual.since()
    assert (manual.reader.page.entry.article.title, manual.reader.page.rows) == ("Start", 2)
    shown.action_jump_back()
    assert await manual.since() == ["No jump was made before this place."]


async def test_a_page_of_the_manual_is_shown_with_the_keys_that_help_in_it() -> None:
    manual = Manual()
    watched: dict[str, Any] = {}
    manual.shown.watch = lambda _, name, do, init: watched.update({name: (do, init)})
    manual.shown.on_mount()
    assert (await manual.since())[:2] == ["reader", "manual"]
    assert watched == dict.fromkeys(("link", "standing"), (manual.shown._tell, False))
    assert (manual.reader.page.entry.article.title, manual.reader.page.start) == ("Keys", None)


@pytest.mark.parametrize(("chosen", "stops"), [(None, 0), (1, 1)])
async def test_a_heading_of_a_page_of_the_manual_is_gone_to(
    chosen: int | None, stops: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    manual = Manual()

    async def choose(screen: OutlineScreen) -> int | None:
        manual.told.append(([row.title for row in screen._headings], screen._current, screen._keys == TABLE))
        return chosen

    monkeypatch.setattr(ManualPageScreen, "app", fake(push_screen_wait=choose))
    manual.shown._show_outline()
    assert await manual.since() == ["outline", "This page has no headings."]
    source = ParsedDocument("Words.\n\n## Part\n\nWords.\n\n## Other\n", "")
    source.all()
    manual.reader.document = VirtualDocument((), source)
    manual.shown._show_outline()
    outline = (["Part", "Other"], 1, True)
    assert await manual.since() == ["outline", outline, *([("goes", 3, 0)] if chosen else [])]
    assert [stop.is_link for stop in manual.shown._stops] == [True] * stops


@pytest.mark.parametrize(
    ("href", "seen", "told"),
    [
        ("https://x.example/a", True, ["browse", "browsed https://x.example/a"]),
        ("https://x.example/a", False, []),
        ("file:///x/other.md", True, ["Nothing that can be opened is at /x/other.md."]),
    ],
)
async def test_links_out_of_the_manual_are_opened_once_they_were_seen(href: str, seen: bool, told: list[str]) -> None:
    manual = Manual()

    async def browsed(url: str) -> None:
        manual.told.append(f"browsed {url}")

    manual.shown._browsed = browsed
    manual.follow(href, seen=seen)
    assert await manual.since() == told
    manual.reader.link = fake(href=href)
    manual.shown._open_outside()
    opens = "This opens a link that leads out of the manual; Tab selects one."
    assert await manual.since() == (["browse", f"browsed {href}"] if href.startswith("https") else [opens])


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("file:///x/keys.md#part", "→ Keys"),
        ("#part", "→ on this page"),
        ("https://x.example/a", "→ x.example/a"),
        ("", "2 hits  Tab links  / find  t outline  K page before  J next page  q all pages"),
    ],
)
def test_below_a_page_stands_where_its_link_leads_or_which_keys_help(href: str, words: str) -> None:
    manual = Manual()
    manual.reader.link, manual.reader.text_search.found = fake(href=href) if href else None, "2 hits"
    manual.shown._tell()
    assert manual.told == [words]


async def test_a_page_of_the_manual_is_searched_copied_and_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    manual = Manual()
    shown = manual.shown

    async def copy(_: object, text: str) -> None:
        manual.told.append(text)

    monkeypatch.setattr("blogreader.tui.terminal.clipboard.copy", copy)
    monkeypatch.setattr(ManualPageScreen, "app", None)
    shown._words = "words"
    shown._go(0)
    assert (await manual.since())[1:3] == ["begins", ("search", "words")]
    shown._go(0)
    assert not [one for one in await manual.since() if one == "begins"]
    shown._show_find()
    typed = fake(text="word")
    shown.has_class = lambda _: False
    shown._find(typed)
    assert await manual.since() == ["+-filtered", "line"]
    shown.has_class = lambda name: name == "-filtered"
    shown._find(typed)
    shown._leave_find()
    assert await manual.since() == [("search", "word"), "--filtered", "reader"]
    assert manual.line.value == ""
    for text, number in (("one\ntwo\n", 2), ("", 5)):
        shown._copy(fake(text=text))
        group, copied, said = await manual.since()
        assert (group, said) == ("copy", f"Copied {number} lines.")
        assert copied == (text or "# Start\n\nWords.\n\n## Part\n")
    shown._tell_no_picture()
    shown._tell_no_zen()
    shown._tell_no_article()
    no_article = "This is a page of the manual, not an article; q goes back."
    assert await manual.since() == [
        *("There is no picture on this page.", "The manual is always shown in a box; q goes back.", no_article),
    ]
    manual.reader.selection.ends = (1, 2)
    shown._tell_no_article()
    assert await manual.since() == ["let go", no_article]
    dismissed: list[str] = []

    async def dismiss() -> None:
        dismissed.append("dismissed")

    shown.action_dismiss = dismiss
    await shown.action_back()
    assert dismissed == ["dismissed"]
    manual.reader.link = fake()
    await shown.action_back()
    assert (dismissed, await manual.since()) == (["dismissed"], ["let go", "let go"])
