"""Links, highlights, matches, selections and pictures of a text in a window, without a screen."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Offset, Size
from textual.message import Message
from textual.messages import InvokeLater
from textual.strip import Strip
from textual.widget import Widget

from blogreader.keys import TABLE
from blogreader.model import Highlight
from blogreader.render import Block, Heading, Inline, Paragraph, ParsedDocument
from blogreader.render.document.anchors import Passage
from blogreader.tui.messages import TerminalSequence, Unable
from blogreader.tui.reader.highlight_marks import Highlighted, marks_of
from blogreader.tui.reader.marked_view import MarkedView
from blogreader.tui.reader.painter import Painter
from blogreader.tui.reader.text_selection import Spot
from blogreader.tui.reader.visual_mode import VisualMode
from blogreader.tui.terminal.image_strips import Picture

HEAD: tuple[Block, ...] = (Heading(1, Inline("The head")), Paragraph(Inline("of it")))
LINKS = "\n\n".join(f"Paragraph {number} with [link {number}](https://a.example/{number})." for number in range(20))
WORDS = "\n\n".join(f"Words of {number}. And more." for number in range(30))
GROUND = Color(1, 2, 3)


class MarkedPane(MarkedView):
    """A window of 60 cells and 12 rows that notes what is done beside it."""

    def __init__(self) -> None:
        super().__init__(id="text")
        self.keys = TABLE
        self.told: list[str] = []

    def leap(self) -> None:
        self.told.append("leap")

    def stand(self) -> None:
        self.told.append("stand")

    def capture_mouse(self, capture: bool = True) -> None:
        self.told.append("captured" if capture else "let go")

    def release_mouse(self) -> None:
        self.told.append("released")

    @property
    def texts(self) -> list[str]:
        """The rows in sight, without blanks around them."""
        return [line.text.strip() for _, line in self.in_sight]


@pytest.fixture(autouse=True)
def posted(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """What is asked of the screen and the app."""
    told: list[Message] = []

    def post(_: object, message: Message) -> None:
        if not isinstance(message, InvokeLater):
            told.append(message)

    app = SimpleNamespace(post_message=told.append, is_running=True)
    monkeypatch.setattr(Widget, "post_message", post)
    monkeypatch.setattr(Widget, "size", Size(60, 12))
    monkeypatch.setattr(Widget, "background_colors", (GROUND, GROUND))
    monkeypatch.setattr(Widget, "workers", SimpleNamespace(cancel_group=lambda *_: None))
    monkeypatch.setattr(Widget, "app", app)
    monkeypatch.setattr(Painter, "style", lambda _, roles: Style(link=" ".join(roles)))
    return told


def shown(text: str, *, head: tuple[Block, ...] = HEAD) -> MarkedPane:
    source = ParsedDocument(text, "https://a.example/")
    source.all()
    pane = MarkedPane()
    pane.show(head, source)
    return pane


def said(posted: list[Message]) -> list[str]:
    """Why keys had no effect, since the last look."""
    why = [message.why for message in posted if isinstance(message, Unable)]
    posted.clear()
    return why


def pieces(pane: MarkedPane, y: int) -> list[tuple[str, str]]:
    return [(text, (style and style.link) or "") for text, style, _ in pane.render_line(y)]


def marked(pane: MarkedPane, role: str) -> list[str]:
    """The pieces of the window that have a role."""
    return [text for y in range(12) for text, style in pieces(pane, y) if role in style.split()]


# Links


async def test_links_are_stepped_through_in_sight_and_beyond_it(posted: list[Message]) -> None:
    pane = shown(LINKS)
    await pane.action_previous_link()
    assert said(posted) == ["No link above."]
    for number in range(3):
        await pane.action_next_link()
        assert marked(pane, "link.current") == [f"link {number}"]
    assert pane.top == 0
    await pane.action_previous_link()
    assert marked(pane, "link.current") == ["link 1"]
    for _ in range(3):
        await pane.action_next_link()
    assert pane.texts[4] == "Paragraph 4 with link 4."
    assert marked(pane, "link.current") == ["link 4"]
    pane.scroll_rows(20)
    assert pane.at_hand() is None
    await pane.action_previous_link()
    at = pane.link
    assert at is not None
    assert pane.texts[4] == f"Paragraph {at.text.removeprefix('link ')} with {at.text}."
    await pane.go_to_end()
    for _ in range(9):
        await pane.action_next_link()
    assert said(posted)[0] == "No link below."
    empty = MarkedPane()
    await empty.action_next_link()
    await empty.action_previous_link()
    assert said(posted) == ["No link here."] * 2


def test_the_link_that_is_selected_is_followed_and_was_seen(posted: list[Message]) -> None:
    pane = shown(LINKS)
    pane.action_follow()
    assert said(posted) == ["No link at hand."]
    pane.choose_return(1, "https://a.example/1")
    assert marked(pane, "link.current") == ["link 1"]
    pane.choose_return(1, "https://a.example/2")
    assert marked(pane, "link.current") == ["link 1"]
    pane.action_follow()
    [message] = posted
    assert isinstance(message, MarkedView.Followed)
    assert (message.link.href, message.seen) == ("https://a.example/1", True)


def key(name: str, told: list[str]) -> Any:
    event: Any = events.Key(name, name if len(name) == 1 else None)
    event.stop = lambda: told.append("stop")
    event.prevent_default = lambda: told.append("prevent")
    return event


async def test_letters_before_the_links_in_sight_choose_one(posted: list[Message]) -> None:
    pane, told = shown(LINKS), list[str]()
    await pane.on_key(key("f", told))
    assert told == []
    pane.action_hints()
    asking = [pane.is_asking]
    rows = [pane.render_line(y) for y in range(12)]
    assert {row.cell_length for row in rows} == {60}
    assert [row.text.rstrip() for row in rows if "Paragraph" in row.text] == [
        f"  Paragraph {number} with{letter}link {number}." for number, letter in enumerate("fjdk")
    ]
    assert marked(pane, "hint") == [*"fjdk"]
    assert ("f", "text hint") in [piece for y in range(12) for piece in pieces(pane, y)]
    await pane.on_key(key("j", told))
    assert told == ["stop", "prevent"]
    [message] = posted
    assert isinstance(message, MarkedView.Followed)
    assert (message.link.text, message.seen) == ("link 1", False)
    asking.append(pane.is_asking)
    acts = (pane.action_line_down, pane.lay_out)
    for act in acts:
        pane.action_hints()
        act()
        asking.append(pane.is_asking)
    pane.action_hints()
    await pane.on_key(key("escape", told))
    assert [*asking, pane.is_asking] == [True] + [False] * 4
    posted.clear()
    shown(WORDS).action_hints()
    MarkedPane().action_hints()
    assert said(posted) == ["No link in sight."] * 2


def test_a_hint_without_room_before_its_link_stands_over_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "size", Size(2, 12))
    pane = shown("[ab](https://a.example/)", head=())
    pane.action_hints()
    assert pane.render_line(0).text == "f "
    monkeypatch.setattr(Widget, "size", Size(5, 12))
    pane = shown("[ab](https://a.example/)", head=())
    pane.action_hints()
    assert pane.render_line(0).text == "fab  "
    monkeypatch.setattr(Widget, "size", Size(60, 12))
    many = shown("\n\n".join(["a [b](https://a.example/1)" + " [c](https://a.example/2)" * 9] * 4), head=())
    many.action_hints()
    assert {len(text) for text in marked(many, "hint")} == {1, 2}
    assert {many.render_line(y).cell_length for y in range(12)} == {60}


def test_a_link_stays_selected_in_another_width_and_is_let_go_out_of_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    pane = shown("word " * 16 + LINKS)
    pane.choose_return(0, "https://a.example/0")
    assert pane.texts
    monkeypatch.setattr(Widget, "size", Size(24, 12))
    pane.on_resize()
    assert marked(pane, "link.current") == ["link", "0"]
    pane.scroll_rows(1)
    assert pane.link is not None
    pane.scroll_rows(30)
    assert not any((pane.link, pane.links.link))


# Highlights


def highlighted(number: int, passage: Passage | None, note: str = "") -> Highlighted:
    return Highlighted(Highlight(f"id-{number}", note=note), passage)


def noted(text: str = WORDS) -> MarkedPane:
    pane = shown(text)
    found = (
        highlighted(0, Passage(0, 0, 0, 5), "A note"),
        highlighted(1, Passage(20, 6, 20, 8)),
        highlighted(2, Passage(25, 0, 26, 5), "Another"),
        highlighted(3, None, "Of nothing"),
    )
    pane.take_highlights(found, marks_of(found))
    return pane


def test_highlights_are_stepped_through_from_what_is_in_sight(posted: list[Message]) -> None:
    pane = noted()
    assert marked(pane, "note.yellow.noted") == ["Words"]
    pane.action_next_note()
    assert (pane.top, pane.told, said(posted)) == (0, ["leap"], ["1/3 A note"])
    assert marked(pane, "note.current") == ["Words"]
    pane.action_next_note()
    assert (pane.texts[4], said(posted)) == ("Words of 20. And more.", ["2/3 · no note on it"])
    pane.action_next_note()
    pane.action_next_note()
    assert said(posted) == ["3/3 Another", "No highlight below."]
    assert pane.highlighting.current == pane.highlighting.all[2]
    for _ in range(3):
        pane.action_previous_note()
    assert said(posted) == ["2/3 · no note on it", "1/3 A note", "No highlight above."]
    assert pane.let_go()
    assert marked(pane, "note.current") == []
    pane.go_to(22, 0)
    pane.action_previous_note()
    assert said(posted) == ["1/3 A note"]
    shown(WORDS).action_next_note()
    assert said(posted) == ["There is no highlight in this text."]
    MarkedPane().action_next_note()
    assert said(posted) == []


def test_a_highlight_is_shown_by_its_id_unless_it_is_not_in_the_text(posted: list[Message]) -> None:
    pane = noted()
    assert pane.show_highlight("id-2")
    assert said(posted) == ["3/3 Another"]
    assert not pane.show_highlight("id-3")
    assert not pane.show_highlight("id-9")
    assert not MarkedPane().show_highlight("id-0")
    assert (said(posted), pane.told) == ([], ["leap"])


def test_a_passage_is_selected_and_brought_in_sight() -> None:
    pane = shown(WORDS)
    pane.select_passage(Passage(20, 6, 21, 5))
    assert pane.texts[4] == "Words of 20. And more."
    assert marked(pane, "selected") == ["of 20. And more.", "Words"]
    assert pane.selected == "of 20. And more.\n\nWords"
    pane.select_passage(None)
    assert (marked(pane, "selected"), pane.selected, MarkedPane().selected) == ([], "", "")
    MarkedPane().select_passage(Passage(0, 0, 0, 1))


async def test_what_was_begun_last_is_let_go_first() -> None:
    pane = noted(LINKS)
    pane.text_search.begin("Paragraph")
    pane.choose_return(1, "https://a.example/1")
    pane.highlighting.choose("id-0")
    await pane.action_visual()
    hands: list[Spot | None] = []
    for _ in range(3):
        assert pane.let_go()
        hands.append(pane.at_hand())
    assert (pane.visual, pane.selection.ends, pane.highlighting.current) == (None, None, None)
    assert (pane.link, pane.text_search.words) == (None, "")
    assert not pane.let_go()
    assert hands == [(3, 17), None, None]


def test_what_is_at_hand_is_the_highlight_or_the_match_or_the_link() -> None:
    pane = noted(LINKS)
    assert pane.at_hand() is None
    pane.choose_return(1, "https://a.example/1")
    assert pane.at_hand() == (3, 17)
    pane.text_search.begin("with")
    pane.text_search.take([SimpleNamespace(block=2, start=12, end=16)], {})  # type: ignore[list-item]
    pane.text_search.choose_from(0, 0)
    assert pane.at_hand() == (4, 12)
    pane.highlighting.choose("id-0")
    assert pane.at_hand() == (2, 0)


# Selecting by keys


async def test_selecting_begins_at_the_top_at_what_is_at_hand_or_where_it_was(posted: list[Message]) -> None:
    pane = noted()
    await pane.action_visual()
    assert (pane.selected, marked(pane, "selected")) == ("Words", ["Words"])
    for step in (pane.action_next_word, pane.action_next_word):
        await step()
    assert pane.selected == "0"
    pane.action_leave()
    assert (pane.visual, pane.selected) == (None, "")
    pane.watch_visual(SimpleNamespace(cursor=(2, 9, 10)), None)  # type: ignore[arg-type]
    await pane.action_visual()
    assert pane.selected == "0"
    pane.end_visual()
    assert (pane.visual, pane.selected) == (None, "0")
    await pane.action_visual()
    assert pane.selected == "."  # behind it
    pane.action_leave()
    pane.go_to(12, 0)
    await pane.action_visual()
    assert pane.visual is not None
    assert pane.visual.cursor == (12, 0, 5)
    pane.action_leave()
    pane.show_highlight("id-1")
    await pane.action_visual()
    assert (pane.selected, pane.highlighting.current) == ("of", None)
    posted.clear()
    bare = shown("***\n\n***")
    await bare.action_visual()
    await MarkedPane().action_visual()
    assert (bare.visual, said(posted)) == (None, ["There are no words here to select."])


async def test_the_cursor_moves_by_words_lines_sentences_and_blocks(posted: list[Message]) -> None:
    pane = shown("One two. Three four.\n\nFive six. Seven.\n\nEight.")
    await pane.action_visual()
    cursors = []
    for unit in ("word", "sentence", "line", "block"):
        for way in ("next", "next", "previous"):
            await getattr(pane, f"action_{way}_{unit}")()
            cursors.append(pane.selected)
    assert cursors == [
        *("two", ".", "two"),
        *("One two.", "Three four.", "One two."),
        *("One two. Three four.", "Five six. Seven.", "One two. Three four."),
        *("Five six. Seven.", "Eight.", "Five six. Seven."),
    ]
    assert said(posted) == []
    await pane.action_previous_block()
    for unit in ("word", "sentence", "line", "block"):
        await getattr(pane, f"action_previous_{unit}")()
    for _ in range(3):
        await pane.action_next_block()
    assert said(posted) == [
        *(f"No {unit} above." for unit in ("word", "sentence", "line", "block")),
        "No block below.",
    ]
    assert pane.selected == "Eight."
    for act in (pane.action_start, pane.action_previous_word, pane.action_previous_word, pane.action_previous_word):
        if (done := act()) is not None:
            await done
    assert pane.selected == ". Seven.\n\nEight."
    pane.action_swap()
    assert pane.visual is not None
    assert pane.visual.cursor[0] == 4
    pane.action_start()
    assert pane.visual.is_extending is False
    still = MarkedPane()
    still.action_start()
    still.action_swap()
    await still.action_next_word()
    assert said(posted) == []


async def test_selecting_goes_on_into_the_part_that_is_not_parsed_yet(posted: list[Message]) -> None:
    pane = MarkedPane()
    pane.show((), ParsedDocument("\n\n".join(f"Paragraph {number} of a long text." for number in range(1_300)), ""))
    assert pane.document is not None
    last = len(pane.document.blocks) - 1
    await pane.action_visual()
    await pane.action_previous_block()
    assert (said(posted), pane.is_whole) == (["No block above."], False)
    pane.visual = VisualMode(pane.document, last, 28)
    await pane.action_next_word()
    assert (pane.is_whole, pane.visual.cursor) == (True, (last + 1, 0, 9))
    assert said(posted) == []


async def test_while_selecting_its_keys_come_first_and_others_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    pane, told, run = shown(WORDS), list[str](), list[str]()

    async def note(_: Widget, action: str) -> None:
        run.append(action)

    monkeypatch.setattr(Widget, "run_action", note)
    await pane.on_key(key("w", told))
    await pane.action_visual()
    for name in ("w", "v", "f1", "o"):
        await pane.on_key(key(name, told))
    assert run == ["next_word", "start", "swap"]
    assert told == ["stop", "prevent"] * 3


# The mouse


def mouse(x: int, y: int, button: int = 1) -> Any:
    return SimpleNamespace(
        button=button,
        get_content_offset=lambda _: Offset(x, y) if 0 <= y < 12 else None,
        get_content_offset_capture=lambda _: Offset(x, y),
        stop=lambda: None,
    )


def test_text_is_selected_with_the_mouse_which_scrolls_at_the_edge() -> None:
    pane = shown(WORDS, head=())
    pane.on_mouse_move(mouse(9, 0))
    pane.on_mouse_down(mouse(8, 0, button=3))
    assert (pane.told, pane.selected) == ([], "")
    pane.on_mouse_down(mouse(8, 0))
    pane.on_mouse_move(mouse(10, 0))
    assert (pane.selected, marked(pane, "selected")) == ("of", ["of"])
    pane.on_mouse_move(mouse(7, 12))
    assert pane.top == 1
    assert (pane.selected[:17], pane.selected[-7:]) == ("of 0. And more.\n\n", "\n\nWords")
    pane.on_mouse_move(mouse(7, -1))
    assert pane.top == 0
    pane.on_mouse_move(mouse(7, 0))
    pane.on_mouse_move(mouse(7, 11))
    assert pane.top == 0
    pane.on_mouse_up(mouse(7, 11))
    pane.on_mouse_move(mouse(20, 0))
    assert pane.told == ["captured", "released"]
    assert pane.selected
    pane.on_mouse_down(mouse(8, 0))
    assert pane.selected == ""


def test_a_click_on_a_link_follows_it_and_one_beside_it_does_not(posted: list[Message]) -> None:
    pane = shown(LINKS, head=())
    for x, y in ((18, 0), (19, 0), (24, 0), (25, 0), (19, 1), (19, 2), (19, 2), (19, 12)):
        pane.on_mouse_down(mouse(x, min(y, 11)))
        pane.on_mouse_up(mouse(x, y))
    followed = [(message.link.text, message.seen) for message in posted if isinstance(message, MarkedView.Followed)]
    assert followed == [("link 0", False), ("link 0", True), ("link 1", False), ("link 1", True)]
    pane.on_mouse_down(mouse(19, 0))
    pane.on_mouse_move(mouse(22, 0))
    pane.on_mouse_up(mouse(22, 0))
    pane.on_mouse_up(mouse(19, 0))
    assert len(posted) == 4
    pane.on_mouse_down(mouse(59, 3))
    assert not pane.selection.is_being_made
    short = shown("[a](https://a.example/)", head=())
    short.on_mouse_down(mouse(2, 0))
    short.on_mouse_up(mouse(2, 5))
    MarkedPane().on_mouse_down(mouse(2, 0))
    assert len(posted) == 4


# Search


async def searched(pane: MarkedPane, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    going: list[Any] = []
    monkeypatch.setattr(MarkedView, "start", lambda _, __, work: going.append(work()))
    pane.search(words)
    for one in going:
        await one


async def test_a_search_goes_to_the_first_match_behind_where_it_began(
    posted: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = shown(WORDS)
    pane.go_to(12, 0)
    pane.told.clear()
    pane.begin_search()
    await searched(pane, "words of 2", monkeypatch)
    assert pane.texts[4] == "Words of 20. And more."
    assert (pane.text_search.found, marked(pane, "match.current")) == ("2/11", ["Words of 2"])
    assert pane.told.count("leap") == 1
    assert pane.told[-1] == "stand"
    await searched(pane, "words of 1", monkeypatch)  # which is nearer to where it began
    assert (pane.texts[0], pane.text_search.found) == ("Words of 10. And more.", "2/11")
    await searched(pane, "words of 10", monkeypatch)
    pane._step_match(1)
    assert said(posted) == ["1/1: this is the only match."]
    await searched(pane, "", monkeypatch)
    assert pane.texts[0] == "Words of 10. And more."
    assert marked(pane, "match") == []
    await searched(pane, "nowhere", monkeypatch)
    pane._step_match(-1)
    assert said(posted) == ["Nothing matches nowhere."]
    assert pane.told.count("leap") == 1


async def test_who_moves_while_a_search_goes_on_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    pane = shown(WORDS, head=())
    going: list[Any] = []
    monkeypatch.setattr(MarkedView, "start", lambda _, __, work: going.append(work()))
    for rows in (0, 1):
        pane.begin_search()
        pane.search("words of 1")
        pane.scroll_rows(rows)
        await going.pop()
        assert (pane.top, pane.text_search.found) == (rows, "1/11")


async def test_without_words_one_is_where_the_search_began_also_in_the_head(monkeypatch: pytest.MonkeyPatch) -> None:
    pane = shown(WORDS)
    pane.scroll_rows(1)
    pane.begin_search()
    await searched(pane, "words of 20", monkeypatch)
    assert pane.top > 20
    await searched(pane, "", monkeypatch)
    assert pane.top == 1
    other = shown(WORDS)
    await searched(other, "words of 1", monkeypatch)  # from the top, if it began nowhere
    assert (other.text_search.found, other.top) == ("1/11", 0)


async def test_of_a_text_that_is_not_on_the_screen_nothing_is_stepped_through_or_selected(
    posted: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Widget, "size", Size(0, 0))
    pane = noted()
    pane.action_next_note()
    pane.action_hints()
    await pane.action_next_link()
    await pane.action_visual()
    assert (pane.highlighting.current, pane.visual) == (None, None)
    assert said(posted) == ["No link in sight.", "No link here."]


async def test_steps_from_match_to_match_are_one_jump_until_the_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    pane = shown(WORDS)
    pane.begin_search()
    await searched(pane, "words", monkeypatch)
    leaps = [pane.told.count("leap")]
    for step in (20, 1, 1, -2):
        pane._step_match(step)
        leaps.append(pane.told.count("leap"))
    pane.scroll_rows(1)
    pane._step_match(5)
    leaps.append(pane.told.count("leap"))
    assert leaps == [1, 1, 1, 1, 1, 2]
    pane.text_search.begin("more")
    pane._step_match(1)
    pane._step_match(1)
    pane.text_search.take(*await pane.text_search.find(pane._source))
    await searched(pane, "of 1", monkeypatch)
    assert pane.text_search.found == "1/11"


async def test_steps_that_came_during_a_search_are_taken_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pane = shown(WORDS)
    pane.begin_search()
    going: list[Any] = []
    monkeypatch.setattr(MarkedView, "start", lambda _, __, work: going.append(work()))
    pane.search("words")
    pane._step_match(1)
    pane._step_match(1)
    await going[0]
    assert pane.text_search.found == "3/30"
    pane.search("more")
    pane.show((), None)
    await going[1]
    assert pane.text_search.is_running  # of another text


async def test_a_match_far_to_the_right_of_a_listing_is_brought_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    pane = shown(f"Text\n\n```\n{'x' * 100} there\n```")
    pane.begin_search()
    await searched(pane, "there", monkeypatch)
    assert pane.code_offset == 93
    pane.end_search()
    assert (pane.text_search.words, pane.told[-1]) == ("", "stand")
    pane.told.clear()
    pane.end_search()
    assert pane.told == []


def test_another_text_has_none_of_the_marks(posted: list[Message]) -> None:
    pane = noted(LINKS)
    pane.choose_return(1, "https://a.example/1")
    pane.text_search.begin("Paragraph")
    pane.selection.ends = (2, 0), (2, 5)
    pane.highlighting.choose("id-0")
    pane.end_visual()
    pane._select_from = (9, 9)
    pane.put_picture(2, "https://a.example/1.png", picture(("AB",), "<gone>"))
    posted.clear()
    pane.drop_marks()
    assert [one.sequence for one in posted if isinstance(one, TerminalSequence)] == ["<gone>"]
    assert not any((pane.link, pane.text_search.words, pane.selection.ends, pane.highlighting.current))
    assert (pane.highlighting.all, pane._select_from, marked(pane, "note.yellow.noted")) == ((), (0, 0), [])


# Pictures


def picture(rows: Iterable[str], deletion: str = "") -> Picture:
    return Picture(2, tuple(Strip([Segment(row)], 2) for row in rows), "sent", deletion)


def test_pictures_are_asked_for_shown_below_their_captions_and_hidden(posted: list[Message]) -> None:
    pane = shown("![one](https://a.example/1.png)\n\nText\n\n![two](https://a.example/2.png)")
    assert pane.room == (55, 9, (1, 2, 3))
    pane.action_pictures()
    pane.toggle_picture(2, "https://a.example/1.png", seen=True)
    asked = [(one.addresses, one.seen) for one in posted if isinstance(one, MarkedView.PicturesWanted)]
    one = {2: "https://a.example/1.png"}
    assert asked == [({**one, 4: "https://a.example/2.png"}, False), (one, True)]
    posted.clear()
    before = pane.texts
    pane.put_picture(2, one[2], picture(("AB", "CD"), "<gone>"))
    texts = [pane.render_line(y).text for y in range(12)]
    at = texts.index(f"  AB{' ' * 56}")
    assert texts[at + 1] == f"  CD{' ' * 56}"
    for block in (99, len(pane.document.blocks) if pane.document else 0):
        pane.put_picture(block, one[2], picture(("AB",)))
    pane.toggle_picture(2, one[2], seen=False)
    assert pane.texts == before
    assert [message.sequence for message in posted if isinstance(message, TerminalSequence)] == ["<gone>"]
    pane.put_picture(2, one[2], picture(("AB",), "<gone>"))
    pane.action_pictures()
    assert pane.texts == before
    assert len(posted) == 2
    pane.action_pictures()
    assert isinstance(posted[-1], MarkedView.PicturesWanted)
    posted.clear()
    MarkedPane().action_pictures()
    MarkedPane().put_picture(0, "", picture(()))
    assert posted == []


def test_pictures_are_made_again_for_another_width(posted: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    pane = shown("![one](https://a.example/1.png)\n\nText")
    pane.put_picture(2, "https://a.example/1.png", picture(("AB",), "<gone>"))
    monkeypatch.setattr(Widget, "size", Size(60, 20))
    pane.on_resize()
    assert posted == []
    monkeypatch.setattr(Widget, "size", Size(50, 20))
    pane.on_resize()
    gone, wanted = posted
    assert isinstance(gone, TerminalSequence)
    assert isinstance(wanted, MarkedView.PicturesWanted)
    assert (wanted.addresses, wanted.seen) == ({2: "https://a.example/1.png"}, False)
    monkeypatch.setattr(Widget, "size", Size(50, 2))
    assert pane.room.rows == 1
