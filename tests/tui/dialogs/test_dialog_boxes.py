"""What each dialog is made of, without a screen: its parts, what they say, where the keys go, and which keys it has."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual import events
from textual.binding import Binding
from textual.compose import compose
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from blogreader.conditions import Arrangement, Order, Sort
from blogreader.keys import TABLE
from blogreader.library.changed_texts import ChangedText
from blogreader.library.connections import Connected
from blogreader.model import Article, Entry, Highlight, State
from blogreader.render import Heading, Inline
from blogreader.render.document.anchors import Passage
from blogreader.tui.dialogs.changes_screen import ChangesScreen
from blogreader.tui.dialogs.choice import Choice, ChoiceScreen
from blogreader.tui.dialogs.connections_screen import ConnectionsScreen
from blogreader.tui.dialogs.key_help import KeyHelp
from blogreader.tui.dialogs.manual_page_screen import ManualPageScreen
from blogreader.tui.dialogs.manual_screen import ManualScreen
from blogreader.tui.dialogs.notes_screen import NotesScreen
from blogreader.tui.dialogs.outline import OutlineScreen
from blogreader.tui.dialogs.overlay import Overlay
from blogreader.tui.dialogs.palette import Palette, PaletteLine, PaletteRow
from blogreader.tui.dialogs.search_screen import SearchLine, SearchScreen
from blogreader.tui.dialogs.sort_screen import SortScreen
from blogreader.tui.dialogs.text_screen import TextScreen, TextView
from blogreader.tui.panes.filter_line import FilterLine, NoteLine, QueryLine
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.reader.document_view import DocumentView
from blogreader.tui.reader.highlight_marks import Highlighted
from blogreader.tui.reader.landmarks import OutlineRow

URL = "https://blog.example/one"
ENTRY = Entry(Article(URL, URL, "One\n[/b]"), State(URL), "blog")
PAGES: Any = [
    SimpleNamespace(name="start", title="Start", summary="", path=Path("/x/start.md"), text="# Start\n"),
    SimpleNamespace(name="keys", title="Keys", summary="", path=Path("/x/keys.md"), text="# Keys\n"),
]
NOTE = Highlighted(Highlight("h", "a quote"), Passage(0, 0, 0, 7))


def searching() -> Any:
    return SearchScreen(SimpleNamespace(), "rust")


def connections() -> Any:
    return ConnectionsScreen(ENTRY, Connected((ENTRY,), (), (), lacking=0), SimpleNamespace())


DIALOGS: dict[str, Callable[[], Any]] = {
    "changes": lambda: ChangesScreen(ChangedText(datetime(2026, 4, 5, 12, tzinfo=UTC), None)),
    "choice": lambda: ChoiceScreen([Choice("One", "a")], "A [/b] title"),
    "connections": connections,
    "keys": lambda: KeyHelp("articles"),
    "manual": lambda: ManualScreen(PAGES, TABLE),
    "manual page": lambda: ManualPageScreen(PAGES, 1, TABLE),
    "notes": lambda: NotesScreen([NOTE, NOTE], 1),
    "order": lambda: SortScreen(Arrangement(), Arrangement(Sort(Order.TITLE)), "All [/b]"),
    "outline": lambda: OutlineScreen([OutlineRow(2, "Part", 0.0)], 0),
    "palette": lambda: Palette([PaletteRow("a command", "a command")], list, line="half"),
    "search": searching,
    "text": lambda: TextScreen(lambda _: [Heading(2, Inline("A text"))]),
}


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let widgets be made without an app."""
    app = SimpleNamespace(_compose_stacks=[], _composed=[], update_styles=lambda *_, **__: None)
    monkeypatch.setattr(Widget, "app", app)
    monkeypatch.setattr(Overlay, "app", app)
    monkeypatch.setattr(Widget, "post_message", lambda *_: None)
    monkeypatch.setattr(Input, "_watch_selection", lambda *_: None)


def parts(widgets: list[Widget], depth: int = 0) -> Iterator[tuple[int, Widget]]:
    for widget in widgets:
        yield depth, widget
        yield from parts(list(widget._pending_children), depth + 1)


def told(depth: int, widget: Widget) -> str:
    words = ""
    if isinstance(widget, Label):
        words = str(widget.content)
    elif isinstance(widget, Input):
        words = f"{widget.value or '_'} ({widget.placeholder})"
    elif isinstance(widget, RowList):
        words = f"row {widget.cursor + 1} of {widget.count}"
    elif isinstance(widget, DocumentView):
        words = "a text"
    return f"{'  ' * depth}{widget.id} {words}".rstrip()


BOXES = {
    "changes": """
box
  text a text
  text-hint Space page  y copy  q back""",
    "choice": """
choice
  choice-title A [/b] title
  choices row 1 of 1
  choice-hint Enter choose  q back""",
    "connections": """
connections
  connections-title One [/b]
  connected row 1 of 1
  connections-hint Enter open  q back""",
    "keys": """
box
  text a text
  key-foot
    key-slash /
    key-filter _ (words, or a key)
    key-hint / find a key  q back""",
    "manual": """
choice
  choice-title The manual
  choices row 1 of 2
  manual-foot
    manual-slash /
    manual-filter _ (words of a page)
    choice-hint Enter choose  q back  / find""",
    "manual page": """
manual-box
  manual-text a text
  manual-foot
    manual-slash /
    manual-filter _ (find in this page)
    manual-hint""",
    "notes": """
notes
  note-rows row 2 of 2
  note-whole
  notes-hint Enter go there  a change  x delete  q back""",
    "order": """
sort
  sort-title All [/b]
  sort-choices row 4 of 12""",
    "outline": """
outline
  headings row 1 of 1
  outline-foot
    outline-slash /
    outline-filter _ (words in a heading)
    outline-hint Enter go there  / filter  q back""",
    "palette": """
palette
  palette-head
    palette-sign :
    palette-line half (a command, or letters of a title)
  palette-rows row 1 of 0""",
    "search": """
search
  search-head
    search-sign s
    search-line rust (words, "a phrase", begin*, -without)
    search-count
  results row 1 of 0
  search-hint Enter open  Esc leave  ↓ ↑ results""",
    "text": """
box
  text a text
  text-hint Space page  y copy  q back""",
}


@pytest.mark.parametrize("dialog", DIALOGS)
def test_a_dialog_is_a_box_of_its_parts_with_the_keys_below(dialog: str) -> None:
    assert "".join(f"\n{told(*part)}" for part in parts(compose(DIALOGS[dialog]()))) == BOXES[dialog]


def test_the_keys_stand_out_from_what_they_do() -> None:
    *_, hint = (widget for depth, widget in parts(compose(DIALOGS["text"]())) if depth)
    assert isinstance(hint, Label)
    content = hint.content
    assert isinstance(content, Content)
    assert [(content.plain[span.start : span.end], span.style) for span in content.spans] == [
        (key, "bold $foreground") for key in ("Space", "y", "q")
    ]


@pytest.mark.parametrize(
    ("dialog", "at"),
    [
        *(("choice", "choices"), ("connections", "connected"), ("notes", "note-rows"), ("order", "sort-choices")),
        *(("outline", "headings"), ("text", "text")),
    ],
)
def test_a_dialog_takes_the_keys_when_it_is_shown(dialog: str, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = DIALOGS[dialog]()
    there = [widget for _, widget in parts(compose(shown))]
    focused: list[str | None] = []
    monkeypatch.setattr(Widget, "focus", lambda widget: focused.append(widget.id))
    updated: list[str | None] = []
    monkeypatch.setattr(Static, "update", lambda widget, _: updated.append(widget.id))
    shown.query_one = lambda kind, *_: next(one for one in there if kind == f"#{one.id}" or type(one) is kind)
    shown.on_mount()
    assert focused == [at]
    assert updated == (["note-whole"] if dialog == "notes" else [])


BACK = {"everywhere.back": "dismiss", "everywhere.stop": "dismiss"}


@pytest.mark.parametrize(
    ("dialog", "keys"),
    [
        ("changes", {"reader.changes": "dismiss"}),
        ("choice", BACK | {"everywhere.manual": "dismiss"}),
        ("connections", BACK | {"everywhere.connections": "dismiss"}),
        ("keys", {"lists.filter": "filter"}),
        ("manual", {"everywhere.search": "narrow"}),
        (
            "manual page",
            {
                "everywhere.back": "back",
                "everywhere.stop": "back",
                "everywhere.manual": "dismiss",
                "everywhere.jump-back": "jump_back",
            },
        ),
        (
            "notes",
            BACK
            | {"reader.notes": "dismiss", "reader.note": "edit", "everywhere.edit": "edit"}
            | {"everywhere.undo": "undo", "everywhere.redo": "redo", "x,delete": "delete"},
        ),
        ("order", BACK),
        ("outline", BACK | {"reader.outline": "dismiss", "reader.return": "dismiss"}),
        ("palette", {}),
        (
            "search",
            BACK
            | {"everywhere.search": "edit"}
            | {"everywhere.jump-back": "jump_back", "everywhere.jump-forward": "jump_forward"},
        ),
        (
            "text",
            BACK
            | dict.fromkeys(("enter", "reader.dropped", "everywhere.help", "everywhere.progress"), "dismiss")
            | {"reader.copy": "copy"},
        ),
    ],
)
def test_a_dialog_is_left_by_the_key_that_shows_it_too(dialog: str, keys: dict[str, str]) -> None:
    leaving = {"everywhere.suspend": "app.suspend_process", "everywhere.quit": "app.quit"}
    own = [one for one in DIALOGS[dialog]().BINDINGS if isinstance(one, Binding)]
    assert {one.id or one.key: one.action for one in own} == leaving | keys


def test_keys_of_a_text_in_a_dialog_move_in_it() -> None:
    ways = ("line", "page", "half")
    moves = {f"reader.{way}-{to}": f"{way}_{to}" for way in ways for to in ("down", "up")}
    own = [one for one in TextView.BINDINGS if isinstance(one, Binding)]
    assert {one.id: one.action for one in own} == moves | {"reader.top": "top", "reader.bottom": "bottom"}


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        (
            PaletteLine,
            dict.fromkeys(("down", "ctrl+n", "tab"), "rows('down')")
            | dict.fromkeys(("up", "ctrl+p", "shift+tab"), "rows('up')")
            | dict.fromkeys(("pagedown", "ctrl+d"), "rows('page_down')")
            | dict.fromkeys(("pageup", "ctrl+u"), "rows('page_up')"),
        ),
        (
            SearchLine,
            dict.fromkeys(("down", "ctrl+n"), "results('down')")
            | dict.fromkeys(("up", "ctrl+p"), "results('up')")
            | {"pagedown": "results('page_down')", "pageup": "results('page_up')", "tab": "keep"},
        ),
        (FilterLine, {"escape": "cancel", "down": "keep"}),
        (QueryLine, {"tab": "complete(1)", "shift+tab": "complete(-1)"}),
        (NoteLine, {"tab": "colour(1)", "shift+tab": "colour(-1)"}),
    ],
)
def test_keys_of_a_line_that_are_no_text_act_on_what_stands_beside_it(
    line: type[FilterLine], keys: dict[str, str]
) -> None:
    assert {one.key: one.action for one in Binding.make_bindings(line.BINDINGS)} == keys


def test_what_a_dialog_can_not_do_is_said_with_the_way_back(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(Overlay, "app", SimpleNamespace(post_message=lambda message: told.append(message.why)))
    monkeypatch.setattr(Overlay, "active_bindings", {"q": None})
    shown: Any = Overlay(TABLE)
    shown.on_key(events.Key("f9", None))
    shown.on_key(events.Key("q", "q"))
    shown._tell_why(SimpleNamespace(why="Because."))
    shown._tell_no_fetch()
    shown._tell_no_list()
    Overlay(TABLE[:0]).on_key(events.Key("f9", None))
    assert told == [
        "F9 does nothing here; q goes back.",
        "Because.",
        "Nothing can be fetched here; q goes back.",
        "The reading list is not here; q goes back.",
        "F9 does nothing here.",
    ]
