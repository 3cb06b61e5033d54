"""Header and footer say at every width as much as fits, the dearest first."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from blogreader.keys import TABLE, Key
from blogreader.model import Tally
from blogreader.tui.messages import KeyWanted
from blogreader.tui.panes.bars import Activity, FooterBar, HeaderBar, OpenText

UNREAD = Tally(articles=60, read=10, minutes=400, minutes_left=300)
ALL = Tally(articles=102, read=42, minutes=1_100, minutes_left=700)
BROWSING = {"title": "Unread", "shown": UNREAD, "total": ALL}
READING = {"text": OpenText("The title of a text that is at hand", "Its section", "43% · 6 min left", 0.43)}
FETCHING = BROWSING | {
    "activities": ((0, Activity("3 of 12 offline · 2 failed · Esc stops", 0.25)), (1, Activity("Refreshing"))),
    "unsaved": 3,
}


@pytest.fixture
def patch(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return monkeypatch


def rendered(bar: Widget, width: int, patch: pytest.MonkeyPatch, values: dict[str, Any]) -> Content:
    patch.setattr(Widget, "size", Size(width, 1))
    for name, value in values.items():
        bar.set_reactive(getattr(type(bar), name), value)
    content = bar.render()
    assert isinstance(content, Content)
    return content


def header(width: int, patch: pytest.MonkeyPatch, **values: Any) -> Content:
    return rendered(HeaderBar(), width, patch, values)


def squeezed(content: Content) -> str:
    """The text, with any gap as two blanks."""
    return re.sub(" {2,}", "  ", content.plain.strip())


@pytest.mark.parametrize(
    ("values", "forms"),
    [
        (
            BROWSING,
            {
                10: "Unr…  6…",
                13: "Unread  60…",
                19: "Unread  60 of 102",
                30: "Unread  60 of 102 · 5 h left",
                35: "Unread  60 of 102 · 5 h left  41%",
                41: "Unread  60 of 102 · 5 h left  42 of 102",
                60: "Unread  60 of 102 · 5 h left  42 of 102 · 11 h 40 min left",
                74: "Unread  60 of 102 · 5 h left  ████▍───────  42 of 102 · 11 h 40 min left",
                86: "Unread  60 of 102 · 5 h left  ████████▊───────────────  42 of 102 · 11 h 40 min left",
            },
        ),
        (
            READING,
            {
                4: "4…",
                5: "43%",
                8: "…  43%",
                16: "The… › I…  43%",
                17: "The… › It…  43%",
                18: "The t… › I…  43%",
                22: "The tit… › Its…  43%",
                32: "The title of… › Its sect…  43%",
                33: "The title of… › Its secti…  43%",
                56: "The title of a text that is at hand › Its section  43%",
                67: "The title of a text that is at hand › Its sect…  43% · 6 min left",
                69: "The title of a text that is at hand › Its section  43% · 6 min left",
                83: "The title of a text that is at hand › Its section  █████▏──────  43% · 6 min left",
            },
        ),
        (
            {"text": OpenText("Title", "", "2 of 3 matches", 0.1)},
            {16: "2 of 3 matches", 23: "Title  2 of 3 matches", 37: "Title  █▎──────────  2 of 3 matches"},
        ),
        (
            {"text": OpenText("Title", "Part", "", 0.1)},
            {9: "Tit… ›…", 12: "Title › P…", 14: "Title › Part", 60: "Title › Part"},
        ),
        (
            FETCHING,
            {
                16: "3 of 12 offli…",
                17: "3 of 12 offline",
                36: "Unread  60 of 102  3 of 12 offline",
                49: "Unread  60 of 102  3 of 12 offline · Esc stops",
                60: "Unread  60 of 102  3 of 12 offline · 2 failed · Esc stops",
                72: "Unread  60 of 102  3 of 12 offline · 2 failed · Esc stops",
                73: "Unread  60 of 102  3 of 12 offline · 2 failed · Esc stops · Refreshing",
                87: "Unread  60 of 102  ███─────────  3 of 12 offline · 2 failed · Esc stops · Refreshing",
                109: "Unread  60 of 102 · 5 h left · 3 unsaved  ███─────────  "
                "3 of 12 offline · 2 failed · Esc stops · Refreshing",
            },
        ),
        (
            FETCHING | {"title": f"A {'long ' * 12}title"},
            {
                41: "A long lon…  60 of 102  3 of 12 offline",
                83: f"A {'long ' * 7}lon…  60 of 102  3 of 12 offline · Esc stops",
            },
        ),
        # A title stays until it is cut to 40 cells, and one form follows the other.
        (
            FETCHING | {"title": f"A {'long ' * 12}title"},
            {82: f"A {'long ' * 9}long…  60 of 102  3 of 12 offline"},
        ),
        ({"title": "Nothing yet"}, {11: "Nothin…", 15: "Nothing yet", 60: "Nothing yet"}),
    ],
    ids=["browsing", "reading", "finding", "unread", "fetching", "fetching long", "cut", "empty"],
)
def test_the_header_says_more_as_soon_as_there_is_room(
    values: dict[str, Any], forms: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for width, form in forms.items():
        content = header(width, monkeypatch, **values)
        assert squeezed(content) == form
        assert squeezed(header(width - 1, monkeypatch, **values)) != form or width in (60, 72)
        assert content.cell_length == width - 1


def test_the_header_counts_cells_and_not_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    for width in range(20, 90):
        content = header(width, monkeypatch, **(BROWSING | {"title": "未読の記事"}))
        assert content.cell_length == width - 1
    assert (
        squeezed(header(34, monkeypatch, **(BROWSING | {"title": "未読の記事"}))) == "未読の記事  60 of 102 · 5 h left"
    )


def test_what_goes_on_is_shown_until_it_is_over_the_latest_first() -> None:
    bar = HeaderBar()

    def shown() -> list[tuple[str, float | None]]:
        return [(activity.sentence, activity.fraction) for _, activity in bar.activities]

    with bar.doing("Fetching") as say:
        with bar.doing("Refreshing") as say_too:
            say("1 of 4", 0.25)
            states = [shown()]
            say_too("Half of it")
            say("2 of 4")
            states.append(shown())
        states.append(shown())
    assert [*states, shown()] == [
        [("Refreshing", None), ("1 of 4", 0.25)],
        [("Half of it", None), ("2 of 4", None)],
        [("2 of 4", None)],
        [],
    ]
    with pytest.raises(ZeroDivisionError), bar.doing("Failing"):
        raise ZeroDivisionError
    assert shown() == []


def test_the_parts_of_the_header_have_styles_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def styles(**values: Any) -> list[tuple[str, str]]:
        content = header(110, monkeypatch, **values)
        return [(content.plain[span.start : span.end].strip(), str(span.style)) for span in content.spans]

    count = "42 of 102 · 11 h 40 min left"
    assert styles(**BROWSING) == [
        ("Unread", "bold"),
        ("60 of 102 · 5 h left", "$muted"),
        ("████████▊", "$bar"),
        ("───────────────", "$faint"),
        (count, "$muted"),
    ]
    assert styles(**READING)[1:] == [
        ("› Its section", "$muted"),
        ("█████▏", "$bar"),
        ("──────", "$faint"),
        ("43% · 6 min left", "$muted"),
    ]
    assert styles(**FETCHING)[2:4] == [("███", "$bar"), ("─────────", "$faint")]
    assert styles(**(FETCHING | {"activities": ((0, Activity("Refreshing")),)}))[2:] == [("Refreshing", "$muted")]
    for width in (37, 49):  # the shorter forms, too
        narrow = header(width, monkeypatch, **FETCHING)
        assert [str(span.style) for span in narrow.spans] == ["bold", "$muted", "$muted"]


@pytest.mark.parametrize(
    ("shown", "total", "unsaved", "facts"),
    [
        (ALL, ALL, 0, ""),
        (ALL, ALL, 1, "1 unsaved"),
        (UNREAD, ALL, 0, "60 of 102 · 5 h left"),
        (UNREAD, ALL, 2, "60 of 102 · 5 h left · 2 unsaved"),
        (Tally(3, 3, minutes=9), ALL, 0, "3 of 102 · all read"),
        (Tally(3, 2, minutes=9), ALL, 0, "3 of 102"),
        (Tally(3, 0, lengthless=3), ALL, 0, "3 of 102"),
        (Tally(), ALL, 0, "0 of 102"),
    ],
)
def test_what_is_listed_is_counted_where_that_is_not_everything(
    shown: Tally, total: Tally, unsaved: int, facts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"title": "View", "shown": shown, "total": total, "unsaved": unsaved}
    assert squeezed(header(110, monkeypatch, **values)).startswith(f"View  {facts}  ".replace("    ", "  "))


def test_what_is_left_is_told_at_the_pace_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = squeezed(header(110, monkeypatch, **BROWSING, slowness=2.0))
    assert slow.startswith("Unread  60 of 102 · 10 h left")
    assert slow.endswith("42 of 102 · 23 h 20 min left")
    unknown = Tally(102, 42, lengthless=60)
    assert squeezed(header(110, monkeypatch, shown=unknown, total=unknown)).endswith("─  42 of 102")


def footer(width: int, patch: pytest.MonkeyPatch, **values: Any) -> str:
    content = rendered(FooterBar(TABLE, id="footer"), width, patch, values)
    return content.plain


LINK = "→ https://a.example/b"
HINTS = (("Enter", "keep"), ("Esc", "clear"), ("Tab", "complete"))


@pytest.mark.parametrize(
    ("values", "forms"),
    [
        (
            {"pane": "articles"},
            {
                10: "? keys  q back",
                26: "r read  ? keys  q back",
                30: "Enter open  ? keys  q back",
                37: "Enter open  ? keys  q back",
                38: "Enter open  r read  ? keys  q back",
                50: "Enter open  r read  m bookmark  ? keys  q back",
                59: "Enter open  r read  m bookmark  D fetch  ? keys  q back",
            },
        ),
        (
            {"pane": "reader", "has_text": False, "standing": LINK},
            {
                18: "? keys  q back",
                20: "? keys  q back  →…",
                39: "? keys  q back  → https://a.example/b",
                51: "Space page  ? keys  q back  → https://a.example/b",
                59: "Space page  r read  ? keys  q back  → https://a.example/b",
            },
        ),
        ({"pane": "reader", "bare": True, "standing": LINK}, {10: "→ https…", 22: "→ https://a.example…", 23: LINK}),
        (
            {"hints": HINTS, "standing": LINK},
            {
                9: "",
                11: "Enter keep",
                21: "Enter keep",
                22: "Enter keep  Esc clear",
                35: "Enter keep  Esc clear",
                36: "Enter keep  Esc clear  Tab complete",
            },
        ),
        ({"message": "A message.", "hints": HINTS}, {2: "", 11: "A messag…", 12: "A message.", 60: "A message."}),
        ({"said": "Said.", "message": "A message.", "bare": True}, {7: "Said.", 60: "Said."}),
    ],
    ids=["list", "card", "zen", "line", "message", "said"],
)
def test_the_footer_has_as_many_keys_as_fit(
    values: dict[str, Any], forms: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for width, form in forms.items():
        assert re.sub(" {2,}", "  ", footer(width, monkeypatch, **values).strip()) == form


@pytest.mark.parametrize("standing", [LINK, "→ https://例え.example/b"])
@pytest.mark.parametrize("bare", [False, True])
def test_where_a_link_leads_stands_at_the_right_edge(
    bare: bool, standing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in range(44, 120):
        shown = footer(width, monkeypatch, pane="reader", standing=standing, bare=bare)
        assert shown.endswith(f" {standing}")
        assert Content(shown).cell_length == width - 1


def test_an_error_has_its_colour_and_what_a_key_says_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def colour(**values: Any) -> list[str]:
        return [str(span.style) for span in rendered(FooterBar(TABLE, id="footer"), 60, monkeypatch, values).spans]

    assert colour(message="No.", is_error=True) == ["$error"]
    assert colour(message="Yes.") == ["$foreground"]
    assert colour(message="No.", is_error=True, said="Why not.") == ["$foreground"]
    assert colour(hints=HINTS[:1]) == ["bold", "$muted"]
    assert colour(bare=True, standing=LINK) == ["$muted"]
    assert {*colour(pane="reader", standing=LINK)} == {"bold", "$muted"}


def test_of_keys_on_the_same_key_that_of_the_nearest_pane_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = (
        Key("everywhere.help", ("f1", "h"), "", "keys"),
        Key("everywhere.quit", ("x", "q"), "", "quit"),
        Key("lists.filter", ("slash", "x"), "", "filter"),
        Key("articles.open", ("x", "o"), "", "open"),
        Key("articles.mark", ("h", "m"), "", "mark"),
        Key("lists.choose", ("f1",), "", "choose"),
        Key("articles.note", (), "", "note"),
        Key("articles.fetch", ("d",), ""),
        Key("lists.top", ("enter",), "", "first"),
    )
    shown = rendered(FooterBar(keys, id="footer"), 60, monkeypatch, {"pane": "articles"}).plain
    assert shown.split() == ["Enter", "first", "x", "open", "h", "mark", "/", "filter", "F1", "keys"]


def test_each_cell_of_a_key_presses_it_and_those_between_press_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    posted: list[Message] = []
    monkeypatch.setattr(FooterBar, "post_message", lambda _, message: posted.append(message))
    bar = FooterBar(TABLE, id="footer")
    shown = rendered(bar, 38, monkeypatch, {"pane": "articles"}).plain
    for x in range(38):
        event: Any = SimpleNamespace(x=x)
        bar.on_click(event)
    pressed = [message.key for message in posted if isinstance(message, KeyWanted)]
    assert shown.rstrip() == " Enter open  r read  ? keys  q back"
    assert pressed == ["enter"] * 10 + ["r"] * 6 + ["question_mark"] * 6 + ["q"] * 6
    rendered(bar, 38, monkeypatch, {"message": "A message."})
    event = SimpleNamespace(x=1)
    bar.on_click(event)
    assert len(posted) == len(pressed)
