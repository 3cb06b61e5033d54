"""A document in a window, without a screen: where keys, widths and the scrollbar lead, and how rows are painted."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.messages import InvokeLater
from textual.strip import Strip
from textual.widget import Widget

from blogreader.render import Block, Code, Heading, Inline, Line, Paragraph, ParsedDocument, highlight
from blogreader.render.layout.marks import Mark
from blogreader.tui.messages import Unable
from blogreader.tui.reader.document_view import DocumentView
from blogreader.tui.reader.landmarks import is_code, is_heading
from blogreader.tui.reader.painter import Painter, thumb
from blogreader.tui.reader.prefetch import usual_roles
from blogreader.tui.worker_groups import WorkerGroup

HEAD: tuple[Block, ...] = (Heading(1, Inline("The head")), Paragraph(Inline("of it")))
"""Three rows and one, with blank ones below."""


class Pane(DocumentView):
    """A window of 60 cells and 12 rows, which says what it is asked."""

    def __init__(self) -> None:
        super().__init__(id="text")
        self.steps: list[str] = []
        self.marks: list[Mark] = []
        self.held: tuple[int, int] | None = None

    def moved(self) -> None:
        self.steps.append(self.way)

    def laid_out(self) -> None:
        self.steps.append("laid out")

    def marks_of(self, block: int, first: int, last: int) -> list[Mark]:
        return [mark for mark in self.marks if mark.start < last and mark.end > first and block == 2]

    def at_hand(self) -> tuple[int, int] | None:
        return self.held

    @property
    def texts(self) -> list[str]:
        """The rows in sight, without blanks around them."""
        return [line.text.strip() for _, line in self.in_sight]


@pytest.fixture(autouse=True)
def posted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Why keys had no effect."""
    told: list[str] = []

    def post(_: Widget, message: Message) -> None:
        if not isinstance(message, InvokeLater):
            assert isinstance(message, Unable)
            told.append(message.why)

    monkeypatch.setattr(Widget, "post_message", post)
    monkeypatch.setattr(Widget, "size", Size(60, 12))
    monkeypatch.setattr(Painter, "style", lambda _, roles: Style(link=" ".join(roles)))
    return told


def shown(text: str, *, head: tuple[Block, ...] = (), start: tuple[int, int] | None = None, rows: int = 0) -> Pane:
    source = ParsedDocument(text, "https://a.example/")
    source.all()
    pane = Pane()
    pane.show(head, source, start, rows)
    return pane


def numbered(count: int) -> str:
    """A listing of so many lines, each a row."""
    return "```\n" + "\n".join(f"line {number}" for number in range(count)) + "\n```"


# Moving


@pytest.mark.parametrize(
    ("action", "top"),
    [
        ("line_down", 41),
        ("line_up", 39),
        ("page_down", 50),
        ("page_up", 30),
        ("half_down", 45),
        ("half_up", 35),
        ("top", 0),
        ("bottom", 88),
    ],
)
async def test_pages_leave_two_rows_in_sight(action: str, top: int, posted: list[str]) -> None:
    pane = shown(numbered(100))
    pane.scroll_rows(40)
    pane.steps.clear()
    if (done := getattr(pane, f"action_{action}")()) is not None:
        await done
    assert pane.top == top
    assert pane.texts[0] == f"line {top}"
    assert pane.steps == ["jump" if action in ("top", "bottom") else "read"]
    assert posted == []


def test_in_a_window_of_a_few_rows_a_page_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    for height in (1, 2, 3, 4, 5):
        monkeypatch.setattr(Widget, "size", Size(60, height))
        pane = shown(numbered(30))
        pane.scroll_rows(9)
        tops = []
        for act in (pane.action_page_down, pane.action_half_down, pane.action_half_up, pane.action_page_up):
            act()
            tops.append(pane.top)
        page = max(height - 2, 1)
        assert tops == [9 + page, 10 + page, 9 + page, 9]


async def test_at_an_end_it_is_said_and_nothing_moves(posted: list[str]) -> None:
    pane = shown(numbered(20))
    for action in (pane.action_line_up, pane.action_page_up, pane.action_half_up, pane.action_top):
        action()
    assert posted == ["This is the top of the text."] * 4
    posted.clear()
    await pane.action_bottom()
    assert (pane.top, pane.at_bottom, posted) == (8, True, [])
    pane.action_line_down()
    pane.action_half_down()
    await pane.action_bottom()
    assert posted == ["This is the end of the text."] * 3
    empty = Pane()
    posted.clear()
    empty.action_line_down()
    empty.action_line_up()
    empty.action_top()
    await empty.action_bottom()
    assert posted == ["There is no text here."] * 4
    assert (empty.top, empty.at_end, empty.at_bottom, empty.fits, empty.standpoint) == (0, True, True, True, None)
    assert (empty.rows_below, empty.way) == (0, "read")


def test_a_place_is_the_text_at_the_top_and_the_rows_below_it() -> None:
    pane = shown(f"{numbered(30)}\n\nThe end.", head=HEAD)
    pane.action_line_down()
    assert (pane.standpoint, pane.rows_below) == (None, 1)
    pane.scroll_rows(5)
    assert (pane.texts[0], pane.standpoint, pane.rows_below) == ("line 2", (2, 14), 0)
    assert shown(numbered(30), start=(0, 21)).texts[0] == "line 3"
    blank = shown("\n\n".join(["One"] * 30))
    blank.scroll_rows(3)
    assert (blank.texts[0], blank.standpoint, blank.rows_below) == ("", (1, 0), 1)
    assert shown("\n\n".join(["One"] * 30), start=(1, 0), rows=1).top == 3
    assert shown(numbered(30), head=HEAD, rows=1).top == 1
    assert shown(numbered(30), start=(0, 10_000)).at_bottom


def test_the_end_of_the_text_may_be_in_sight_above_a_foot(monkeypatch: pytest.MonkeyPatch) -> None:
    pane = shown(numbered(14))
    pane.put_foot((Paragraph(Inline("A foot")), Paragraph(Inline("of two"))))
    assert (pane.at_end, pane.at_bottom, pane.fits) == (False, False, False)
    pane.scroll_rows(1)
    assert pane.at_end is False
    pane.scroll_rows(1)
    assert (pane.at_end, pane.at_bottom) == (True, False)
    pane.scroll_rows(9)
    assert (pane.at_end, pane.at_bottom, pane.fits) == (True, True, False)
    assert (pane.top, pane.standpoint) == (6, (0, 42))
    monkeypatch.setattr(Widget, "size", Size(60, 18))
    pane.on_resize()
    assert (pane.at_end, pane.at_bottom, pane.fits) == (True, True, True)
    assert pane.texts[0] == "line 0"
    assert pane.standpoint == (0, 42)  # where one is again as soon as the window allows it
    monkeypatch.setattr(Widget, "size", Size(60, 12))
    pane.on_resize()
    assert pane.top == 6


def test_at_the_top_one_stands_in_no_text_and_below_it_in_its_rows() -> None:
    for head in ((), HEAD):
        pane = shown("\n\n".join(f"Number {number}" for number in range(60)), head=head)
        pane.scroll_rows(20)
        assert pane.texts[0] != ""
        pane.action_top()
        assert (pane.top, pane.texts[0], pane.rows_below) == (0, "The head" if head else "Number 0", 0)
        pane.scroll_rows(2)
        pane.scroll_rows(-2)
        assert not any((pane.standpoint, pane.rows_below))
    assert shown(numbered(40), head=HEAD, rows=5).top == 5


def test_what_is_brought_into_sight_has_some_text_above_it() -> None:
    pane = shown("\n\n".join(f"Number {number}" for number in range(60)))
    pane.show_row(3, 0)
    assert pane.top == 0
    pane.show_row(30, 0)
    assert pane.texts[4] == "Number 30"
    assert pane.steps[-1] == "jump"
    pane.go_to(20, 0)
    assert (pane.texts[0], pane.way) == ("Number 20", "jump")
    pane.go_to(20, 0, 1, way="aside")
    assert (pane.texts[:2], pane.way) == (["", "Number 21"], "aside")
    pane.go_to(0, 0)
    assert pane.top == 0


async def test_jumps_go_from_one_to_the_next_and_say_where_there_is_none(posted: list[str]) -> None:
    text = "\n\n".join(f"## Part {number}\n\n{'word ' * 60}" for number in range(6))
    pane = shown(text, head=HEAD)
    for _ in range(2):
        await pane.jump(is_heading, 1, "heading")
    assert pane.texts[0] == "Part 1"
    await pane.jump(is_heading, -1, "heading")
    assert pane.texts[0] == "Part 0"
    await pane.jump(is_heading, -1, "heading")
    assert posted == ["No heading above."]
    await pane.go_to_end()
    await pane.jump(is_heading, 1, "heading")
    assert posted[1:] == ["The next heading is already visible; the text ends here."]
    pane.go_to(8, 0)
    pane.steps.clear()
    await pane.jump(is_heading, 1, "heading")
    assert pane.steps == ["jump"]
    await pane.jump(is_code, 1, "code block")
    await pane.jump(is_code, -1, "code block")
    assert posted[2:] == ["No code block below.", "No code block above."]
    await Pane().jump(is_heading, 1, "heading")
    assert len(posted) == 4


async def test_what_is_jumped_to_is_parsed_for_only_where_none_is_known(
    monkeypatch: pytest.MonkeyPatch, posted: list[str]
) -> None:
    monkeypatch.setattr(Pane, "app", SimpleNamespace(is_running=True))
    pane = Pane()
    paragraphs = "\n\n".join(f"Paragraph {number} of a long text." for number in range(1_000))
    pane.show((), ParsedDocument(f"Text\n\n# One\n\n{paragraphs}\n\n# Last\n\n{'Text' * 99}", ""))
    parsed = []
    for step in (1, -1, 1):
        await pane.jump(is_heading, step, "heading")
        parsed.append((pane.is_whole, pane.top))
    assert (parsed[:2], posted) == ([(False, 2), (False, 2)], ["No heading above."])
    assert parsed[2][0]
    assert "Last" in pane.texts


async def test_what_is_parsed_of_a_text_is_there_while_the_rest_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pane, "app", SimpleNamespace(is_running=True))
    source, pane = ParsedDocument("\n\n".join(["a"] * 1_300), ""), Pane()
    pane.show((), source)
    assert pane.document is not None
    there: list[int] = []
    more = source.more

    def parse() -> None:
        there.append(len(pane.document.blocks) if pane.document else 0)
        more()

    painted: list[Any] = []
    monkeypatch.setattr(source, "more", parse)
    monkeypatch.setattr(Widget, "refresh", lambda _, *regions: painted.append(regions))
    assert await pane.parsed()
    assert there[0] < there[-1] < len(pane.document.blocks) == 1_300
    assert painted == [()]
    monkeypatch.setattr(Pane, "app", SimpleNamespace(is_running=False))
    pane.show((), ParsedDocument("\n\n".join(["a"] * 1_300), ""))
    assert await pane.parsed()
    assert not pane.is_whole  # the program ends


def test_a_pane_that_is_emptied_is_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    pane = shown("Text")
    painted: list[Any] = []
    monkeypatch.setattr(Widget, "refresh", lambda _, *regions: painted.append(regions))
    pane.show(())
    assert painted == [()]
    assert pane.texts == []


@pytest.mark.slow
async def test_the_end_of_a_text_that_is_still_parsed_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    app = SimpleNamespace(is_running=True)
    monkeypatch.setattr(Pane, "app", app)
    source = ParsedDocument("\n\n".join(f"Paragraph {number} of a long text." for number in range(3_000)), "")
    pane = Pane()
    pane.show((), source)
    assert not pane.is_whole
    assert await pane.go_to_end()
    assert (pane.is_whole, pane.at_bottom) == (True, True)
    assert pane.texts[-1] == "Paragraph 2999 of a long text."
    late = ParsedDocument("\n\n".join(["More"] * 3_000), "")
    pane.show((), late)
    going = asyncio.ensure_future(pane.go_to_end())
    await asyncio.sleep(0)
    pane.show((), source)
    assert not await going
    assert pane.top == 0


# Widths


@pytest.mark.parametrize(
    ("width", "column", "text", "margin"),
    [
        (2, 80, 1, 0),
        (3, 80, 1, 1),
        (55, 80, 52, 1),
        (56, 80, 51, 2),
        (79, 80, 74, 2),
        (80, 80, 71, 4),
        (89, 80, 80, 4),
        (100, 80, 80, 9),
        (101, 80, 80, 10),
        (100, 40, 40, 29),
        (300, 200, 200, 49),
    ],
)
def test_the_column_stands_in_the_middle_with_air_on_both_sides(
    width: int, column: int, text: int, margin: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Widget, "size", Size(width, 12))
    pane = shown("Text")
    pane.column = column
    pane.lay_out()
    assert (pane.text_width, pane.margin) == (text, margin)


def test_the_column_is_made_wider_and_narrower_up_to_its_bounds(
    posted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Widget, "size", Size(300, 12))
    pane = shown("Text")
    pane.action_wider()
    assert (pane.text_width, posted) == (84, [])
    pane.action_narrower()
    pane.action_narrower()
    assert (pane.text_width, posted) == (76, [])
    pane.action_usual_width()
    assert (pane.column, posted) == (80, [])
    pane.action_usual_width()
    assert posted.pop() == "The column already has its usual width."
    for _ in range(15):
        pane.action_narrower()
    assert (pane.column, posted) == (20, [])
    pane.action_narrower()
    assert (pane.column, posted.pop()) == (20, "The column is as narrow as it can get.")
    for _ in range(45):
        pane.action_wider()
    assert (pane.column, posted) == (200, [])
    pane.action_wider()
    assert (pane.column, posted.pop()) == (200, "The column is as wide as it can get here.")
    empty = Pane()
    empty.lay_out()
    empty.action_wider()
    assert posted.pop() == "There is no text here; its column is 84 cells wide now."


def test_another_usual_width_changes_the_text_that_has_the_usual_one() -> None:
    pane = shown("Text")
    pane.take_usual_column(70)
    assert (pane.column, pane.usual_column) == (70, 70)
    pane.column = 50
    pane.take_usual_column(60)
    assert (pane.column, pane.usual_column) == (50, 60)


def test_long_lines_of_code_are_wrapped_or_moved(posted: list[str]) -> None:
    pane = shown(f"```\n{'0123456789' * 8}\n```")
    assert pane.texts[0].endswith("›")
    pane.action_code_right()
    pane.lay_out()
    assert (pane.code_offset, posted) == (8, [])
    assert "89012" in pane.texts[0]
    for _ in range(9):
        pane.action_code_right()
        pane.lay_out()
    assert posted.pop() == "Nothing visible continues to the right."
    moved = pane.code_offset
    pane.action_code_left()
    assert pane.code_offset == moved - 8
    pane.code_offset = 3
    pane.action_code_left()
    assert pane.code_offset == 0
    posted.clear()
    pane.action_code_left()
    assert posted.pop() == "Code and tables are already at their left edge."
    pane.action_wrap()
    pane.lay_out()
    assert posted.pop() == "Long lines of code and wide tables are wrapped now."
    assert len(pane.texts) > 1
    pane.action_wrap()
    assert posted.pop() == "Long lines of code and wide tables are not wrapped now."
    pane.code_offset = 8
    pane.show((), None)
    assert pane.code_offset == 0


def test_what_is_at_hand_stays_in_sight_in_another_width(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(["word " * 100, "And the end of it", *(["Text"] * 40)])
    pane = shown(text)
    assert pane.texts
    pane.held = (0, 490)
    monkeypatch.setattr(Widget, "size", Size(24, 12))
    pane.on_resize()
    assert pane.top > 0
    assert any(
        span.offset is not None and span.offset <= 490 < span.offset + len(span.text)
        for span in pane.in_sight[4][1].spans
    )
    assert pane.standpoint is None
    monkeypatch.setattr(Widget, "size", Size(60, 12))
    pane.on_resize()
    assert pane.top == 0


def test_a_pane_that_is_hidden_lays_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "size", Size(0, 0))
    pane = shown(numbered(30), start=(0, 21))
    pane.put_foot((Paragraph(Inline("A foot")),))
    pane.scroll_rows(3)
    assert (pane.texts, pane.steps, pane.top) == ([], [], 0)
    monkeypatch.setattr(Widget, "size", Size(60, 12))
    pane.on_resize()
    assert (pane.texts[0], pane.steps) == ("line 3", ["laid out"])
    pane.on_resize()  # for the same size, as after a layout that a key has not waited for
    assert pane.steps == ["laid out"]
    monkeypatch.setattr(Widget, "size", Size(60, 11))
    pane.on_resize()
    assert pane.steps == ["laid out"] * 2
    Pane().on_resize()


@pytest.mark.parametrize("changed", ["column", "wrap_code", "code_offset"])
def test_another_form_of_the_lines_lays_the_text_out_again(changed: str) -> None:
    pane = shown("Text")
    pane.steps.clear()
    getattr(pane, f"watch_{changed}")()
    assert pane.steps == ["laid out"]


def test_behind_the_first_paint_the_rest_is_parsed_and_code_is_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    later: list[Any] = []
    begun: list[WorkerGroup] = []
    monkeypatch.setattr(Pane, "call_after_refresh", lambda _, then: later.append(then))
    monkeypatch.setattr(Pane, "start", lambda _, group, __: begun.append(group))
    monkeypatch.setattr(Pane, "get_line_filters", lambda _: [])
    monkeypatch.setattr(highlight, "_lexers", {})  # as if no listing had been shown before

    def done(source: ParsedDocument | None) -> list[WorkerGroup]:
        later.clear()
        begun.clear()
        Pane().show((), source)
        for then in later:
            then()
        return begun

    whole = ParsedDocument("Text", "")
    whole.all()
    code = ParsedDocument("```python\nx = 1\n```", "")
    code.all()
    long = ParsedDocument("\n\n".join(["More"] * 3_000), "")
    assert done(whole) == []
    assert done(code) == [WorkerGroup.COLOUR]
    assert done(long) == [WorkerGroup.PARSE]
    assert done(None) == []
    pane = shown(numbered(40))
    later.clear()
    pane.scroll_rows(0)
    assert later == []
    pane.scroll_rows(1)
    assert later == [pane._look_ahead]


def test_the_rows_of_the_next_page_are_painted_before_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pane, "get_line_filters", lambda _: [])
    painted: list[str] = []
    paint = Painter.strip

    def counted(self: Painter, line: Line, *how: Any) -> Strip:
        painted.append(line.text)
        return paint(self, line, *how)

    monkeypatch.setattr(Painter, "strip", counted)
    pane = shown(numbered(80))
    pane.render_lines(Region(0, 0, 60, 12))
    pane._look_ahead()
    painted.clear()
    pane.action_page_down()
    pane.render_lines(Region(0, 0, 60, 12))
    assert len(painted) <= 2  # where the scrollbar's thumb is shorter by now
    pane.put_foot((Paragraph(Inline("A foot")),))
    pane.scroll_rows(1_000)
    pane.scroll_rows(-6)
    assert "A foot" not in pane.texts
    pane._look_ahead()
    pane.put_foot((Paragraph(Inline("Another")),))
    pane.action_page_down()
    assert "Another" in [strip.text.strip() for strip in pane.render_lines(Region(0, 0, 60, 12))]


def test_usual_styles_are_found_before_the_first_text() -> None:
    found = {role for roles in usual_roles() for role in roles}
    assert found >= {"text", "strong", "emphasis", "code", "link", "quote", "code.plain"}


# The scrollbar


@pytest.mark.parametrize(
    ("height", "lines", "line", "rows"),
    [
        (12, 12, 0, range(0)),
        (12, 13, 0, range(11)),
        (12, 13, 1, range(1, 12)),
        (12, 24, 0, range(6)),
        (12, 24, 1, range(1, 7)),
        (12, 24, 12, range(6, 12)),
        (12, 24, 99, range(6, 12)),
        (12, 1_000, 0, range(1)),
        (12, 1_000, 1, range(1, 2)),
        (12, 1_000, 988, range(11, 12)),
    ],
)
def test_the_thumb_is_at_an_edge_only_where_the_text_is(height: int, lines: int, line: int, rows: range) -> None:
    assert thumb(height, lines, line) == rows


def test_the_bar_is_dragged_by_its_cell_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(Widget, "capture_mouse", lambda _: told.append("captured"))
    monkeypatch.setattr(Widget, "release_mouse", lambda _: told.append("released"))
    pane = shown(numbered(111))

    def at(x: int, y: int) -> Any:
        offset = SimpleNamespace(x=x, y=y)
        return SimpleNamespace(
            get_content_offset=lambda _: offset,
            get_content_offset_capture=lambda _: offset,
            stop=lambda: told.append("stop"),
        )

    pane.on_mouse_down(at(58, 5))
    pane.on_mouse_move(at(58, 5))
    pane.on_mouse_up(at(58, 5))
    assert (told, pane.top) == ([], 0)
    pane.on_mouse_down(at(59, 5))
    assert (told, pane.top) == (["captured", "stop"], 50)
    pane.on_mouse_move(at(10, 9))
    assert pane.top == 91
    pane.on_mouse_move(at(10, 40))
    assert pane.top == 99
    pane.on_mouse_move(at(10, -3))
    assert (pane.top, pane.way) == (0, "jump")
    told.clear()
    pane.on_mouse_up(at(10, 0))
    assert told == ["released", "stop"]
    pane.on_mouse_move(at(59, 5))
    assert pane.top == 0
    wheel: Any = at(1, 1)
    pane.on_mouse_scroll_down(wheel)
    pane.on_mouse_scroll_down(wheel)
    assert pane.top == 6
    pane.on_mouse_scroll_up(wheel)
    assert pane.top == 3


# Painting


def pieces(strip: Strip) -> list[tuple[str, str]]:
    return [(text, (style and style.link) or "") for text, style, _ in strip]


def test_a_row_is_text_in_its_column_the_bar_and_the_ground_between() -> None:
    pane = shown("Some *words*", head=HEAD)
    rows = [pane.render_line(y) for y in range(12)]
    assert {row.cell_length for row in rows} == {60}
    texts = [row.text.rstrip() for row in rows]
    assert texts[0].strip() == "The head"
    at = texts.index("  Some words")
    assert [text for text, _ in pieces(rows[at])[:2]] == ["  Some ", "words"]
    assert rows[at].text == f"  {'Some words':<58}"
    pane.marks = [Mark(5, 7, "match")]
    pane.repaint()
    assert [text for text, style in pieces(pane.render_line(at)) if "match" in style] == ["wo"]
    assert pieces(pane.render_line(11))[-1][0].strip() == ""


def test_the_rows_of_the_thumb_have_it_in_their_last_cell() -> None:
    pane = shown(numbered(48))
    shown_rows = [pane.render_line(y) for y in range(12)]
    assert [pieces(row)[-1][1] for row in shown_rows] == ["text thumb"] * 3 + ["text"] * 9
    pane.scroll_rows(36)
    assert ["thumb" in pieces(pane.render_line(y))[-1][1] for y in range(12)] == [False] * 9 + [True] * 3


def test_a_listing_stands_on_a_ground_of_its_own_with_its_language() -> None:
    pane = shown("```quuxes\nx = 1\ny\n```\n\nText\n\n```\nplain\n```")
    first, second = (pieces(pane.render_line(y)) for y in (0, 1))
    assert first[1:4] == [
        ("  x = 1", "code.plain"),
        (" " * 40, "text code.plain"),
        (" quuxes ", "text code.label"),
    ]
    assert not any("label" in style and text.strip() for text, style in second)
    at = pane.texts.index("plain")
    assert not any("label" in style and text.strip() for text, style in pieces(pane.render_line(at)))
    narrow = shown("```quuxes\n" + "x" * 45 + "\n```")
    assert "quuxes" not in narrow.render_line(0).text
    assert "quuxes" in shown("```quuxes\n" + "x" * 44 + "\n```").render_line(0).text


def test_of_a_part_of_the_window_only_that_is_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "background_colors", (None, None))
    monkeypatch.setattr(Widget, "get_line_filters", lambda _: ())
    pane = shown(numbered(48))
    strips = pane.render_lines(Region(2, 3, 6, 2))
    assert [strip.text for strip in strips] == ["  line", "  line"]
    assert [strip.cell_length for strip in pane.render_lines(Region(0, 0, 60, 2))] == [60, 60]


def test_a_foot_repaints_only_the_bar_until_it_is_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[Region] = []
    pane = shown(numbered(40))
    assert pane.texts
    monkeypatch.setattr(Widget, "refresh", lambda _, *regions: painted.extend(regions or [Region()]))
    pane.put_foot((Paragraph(Inline("A foot")),) * 30)
    assert painted
    assert all((region.x, region.width, region.height) == (59, 1, 1) for region in painted)
    painted.clear()
    short = shown(numbered(4))
    assert short.texts
    painted.clear()
    short.put_foot((Paragraph(Inline("A foot")),))
    assert Region() in painted
    assert isinstance(short.document and short.document.blocks[0], Code)
    assert short.texts[-1] == "A foot"
