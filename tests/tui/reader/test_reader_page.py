"""The reader pane without a screen: what it shows of each page, what its keys ask for, and where it says one is."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from rich.style import Style
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.messages import InvokeLater
from textual.widget import Widget

from blogreader.errors import Damaged, TooMuch
from blogreader.keys import TABLE
from blogreader.model import Article, Entry, Failure, Highlight, Place, State, Status
from blogreader.records import replace
from blogreader.render import ParsedDocument
from blogreader.render.document.anchors import Passage
from blogreader.render.document.find import pattern
from blogreader.tui.messages import (
    NO_ARTICLE,
    ChangesWanted,
    Copied,
    DroppedWanted,
    FetchWanted,
    FindWanted,
    Jumped,
    NoteEdited,
    NotesWanted,
    NoteWanted,
    Opened,
    OutlineWanted,
    ReturnWanted,
    Stepped,
    Unable,
    ZenWanted,
)
from blogreader.tui.reader.content import Ending, Failed, Loaded, Loading, Page, Preview
from blogreader.tui.reader.highlight_marks import Highlighted
from blogreader.tui.reader.painter import Painter
from blogreader.tui.reader.pending_scroll import Moves
from blogreader.tui.reader.reader import Reader
from tests.driving import NOW

URL = "https://blog.example/one"
ENTRY = Entry(Article(URL, URL, "The title", minutes=10, summary="Its summary."), State(URL), "blog")
TEXT = "\n\n".join(f"## Part {number}\n\n{'word ' * 30}" for number in range(20))
ENDING = Ending(Status.UNREAD, 3, 9)
CARD = "This is a card: Enter opens the article."


class ReaderAlone(Reader):
    """A reader pane of 60 cells and 12 rows; its tasks wait to be run."""

    def __init__(self) -> None:
        super().__init__(TABLE, id="reader")
        self.clock: list[str] = []
        self.tasks: list[Any] = []
        self._clock: Any = SimpleNamespace(
            pause=lambda: self.clock.append("pause"),
            reset=lambda: self.clock.append("reset"),
            resume=lambda: self.clock.append("resume"),
        )

    def start(self, _: object, work: Callable[[], Any]) -> Any:
        self.tasks.append(work)

    def turn(self, page: Page) -> None:
        """Show a page."""
        before = self.page
        self.set_reactive(Reader.page, page)
        self.watch_page(before, page)

    @property
    def texts(self) -> list[str]:
        """The rows in sight that are not blank."""
        return [words for _, line in self.in_sight if (words := line.text.strip())]


@pytest.fixture(autouse=True)
def posted(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """What is asked of the screen."""
    told: list[Message] = []

    def post(_: object, message: Message) -> None:
        if not isinstance(message, InvokeLater):
            told.append(message)

    ground = Color(0, 0, 0)
    monkeypatch.setattr(Widget, "post_message", post)
    monkeypatch.setattr(Widget, "size", Size(60, 12))
    monkeypatch.setattr(Widget, "background_colors", (ground, ground))
    monkeypatch.setattr(Widget, "workers", SimpleNamespace(cancel_group=lambda *_: None))
    monkeypatch.setattr(Widget, "app", SimpleNamespace(is_running=True))
    monkeypatch.setattr(Painter, "style", lambda _, roles: Style(link=" ".join(roles)))
    return told


def loaded(text: str = TEXT, entry: Entry = ENTRY, *, start: tuple[int, int] | None = None, **values: Any) -> Loaded:
    source = ParsedDocument(text, URL)
    source.all()
    return Loaded(entry, source, start, **values)


def reader(page: Page | None = None) -> ReaderAlone:
    pane = ReaderAlone()
    pane.turn(loaded() if page is None else page)
    return pane


def since(posted: list[Message], *kinds: type[Message]) -> list[Any]:
    """What of some kinds was asked since the last look."""
    told = [message for message in posted if isinstance(message, kinds)]
    posted.clear()
    return told


def said(posted: list[Message]) -> list[str]:
    return [message.why for message in since(posted, Unable)]


# Pages


def test_a_text_stands_below_its_title_and_above_its_ending() -> None:
    pane = ReaderAlone()
    pane.set_reactive(Reader.ending, ENDING)
    pane.turn(loaded("Short."))
    assert pane.texts[:3] == ["The title", "10 min · blog.example", "Short."]
    assert pane.texts[-2].startswith("● unread · 3 of 9 read")
    pane.set_reactive(Reader.ending, replace(ENDING, status=Status.READ))
    pane.watch_ending()
    assert pane.texts[-2] == "✓ read · 3 of 9"
    pane.set_reactive(Reader.ending, None)
    pane.watch_ending()
    assert pane.texts[-2] == "✓ read · 3 of 9"
    pane.turn(Preview())
    pane.set_reactive(Reader.ending, ENDING)
    pane.watch_ending()
    assert pane.texts == []


def test_a_text_begins_at_its_place_and_says_that_it_was_resumed(posted: list[Message]) -> None:
    pane = reader(loaded(start=(8, 0), rows=1, resumed=0.25))
    assert (pane.standpoint, pane.rows_below) == ((11, 0), 1)
    assert (pane.fraction, pane.share_read) == (0.25, 0.25)
    assert pane.standing == "25% · 8 min left · resumed at 25%, g for the top"
    first = since(posted, Reader.Moved)[-1]
    assert (first.entry, first.laid_out, first.way, first.place.fraction) == (ENTRY, True, "read", 0.25)
    pane.action_line_down()
    assert pane.resumed is None
    assert "resumed" not in pane.standing
    assert reader(loaded(resumed=0.25)).standing == "25% · 8 min left"
    assert reader(loaded(start=(8, 0))).rows_below == 0
    pane.turn(loaded(start=(8, 0), rows=1, resumed=0.25))
    pane.turn(Preview(ENTRY))
    assert pane.resumed is None


def test_where_a_text_is_opened_elsewhere_what_is_above_is_not_read() -> None:
    elsewhere, resumed, top = (
        reader(loaded(start=start, resumed=saved)) for start, saved in (((20, 0), None), ((20, 0), 0.5), (None, None))
    )
    assert elsewhere.share_read == 0.0
    for pane in (elsewhere, resumed, top):
        pane.action_line_down()
    assert 0 < elsewhere.share_read < 0.3 < elsewhere.fraction < 0.8
    assert elsewhere.standing.startswith("at ")
    assert top.share_read == top.fraction > 0
    assert 0 < resumed.share_read < resumed.fraction
    read = reader(loaded(entry=replace(ENTRY, state=State(URL, Status.READ)), start=(20, 0)))
    assert read.share_read == read.fraction > 0.5


def test_the_state_of_the_same_text_changes_only_what_is_said_of_it(posted: list[Message]) -> None:
    page = loaded(start=(20, 0))
    pane = reader(page)
    before = pane.texts, pane.standing
    posted.clear()
    pane.turn(replace(page, entry=replace(ENTRY, article=replace(ENTRY.article, minutes=100))))
    assert pane.texts == before[0]
    assert pane.standing != before[1]
    assert pane.clock == ["pause"]
    pane.turn(loaded(start=(20, 0)))
    assert pane.clock == ["pause"] * 2


def test_a_search_of_the_archive_goes_on_in_the_text_that_it_led_to(posted: list[Message]) -> None:
    class Finder:
        def spans(self, text: str) -> list[tuple[int, int]]:
            compiled = pattern("part")
            return [match.span() for match in compiled.finditer(text)] if compiled else []

    finder: Any = Finder()
    pane = reader(loaded(finder=finder))
    assert pane.text_search.words == "what was searched"
    pane._show_match(SimpleNamespace(block=30, start=0))  # type: ignore[arg-type]
    assert since(posted, Jumped) == []
    assert reader(loaded()).text_search.words == ""


def test_a_card_has_the_keys_that_help_and_the_very_first_one_a_welcome() -> None:
    pane = reader(Preview(ENTRY, today=date(2026, 11, 1)))
    assert pane.texts == [
        "The title",
        "10 min · blog.example",
        "Its summary.",
        URL,
        "Enter reads · m puts it on your list",
    ]
    listed = replace(ENTRY, state=State(URL, bookmark=1.0))
    assert reader(Preview(listed)).texts[-1] == "Enter reads · m takes it off your list"
    failed = replace(ENTRY, failure=Failure("No.", NOW))
    assert reader(Preview(failed)).texts[-1].startswith("Enter tries again · ")
    opened = replace(ENTRY, state=State(URL, opened_at=NOW))
    assert "opened yesterday" in reader(Preview(opened, today=NOW.date() + timedelta(1))).texts
    first = reader(Preview(ENTRY, welcome=True))
    assert "Enter reads" not in " ".join(first.texts)
    assert any(line.startswith("Enter opens an article") for line in first.texts)
    assert reader(Preview(None, welcome=True)).texts[0].startswith("Enter opens an article")
    assert reader(Preview()).texts == []
    pane.take_keys(tuple(replace(key, keys=("x",)) if key.id == "reader.open" else key for key in TABLE))
    pane.turn(Preview(ENTRY))
    assert pane.texts[-1].startswith("x reads")


def test_what_failed_says_why_and_what_to_do() -> None:
    pane = reader(Failed(ENTRY, TooMuch("It takes too long.")))
    assert "! It takes too long." in pane.texts
    assert pane.texts[-1].startswith("Enter tries again")


def test_while_a_text_is_on_its_way_its_card_is_there_with_what_is_waited_for(posted: list[Message]) -> None:
    pane = reader(Preview(ENTRY))
    pane.turn(Loading(ENTRY, None))
    assert pane.clock[-2:] == ["reset", "resume"]
    assert pane.texts[0] == "The title"
    assert pane.pending.sentence == "Opening …"
    painted: list[Region] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Widget, "refresh", lambda _, *regions: painted.extend(regions))
        pane._spin()
    assert painted == [Region(0, 0, 60, 1)]
    assert pane.texts[:2] == ["Opening …", "The title"]
    row = pane.render_line(0)
    assert (row.text.rstrip(), row.cell_length) == ("⠙ Opening …", 60)
    assert [style and style.link for text, style, _ in row if text.strip()] == ["text dim"]
    card = pane.document
    pane._spin()
    assert pane.document is card
    assert pane.render_line(0).text.startswith("⠹ Opening …")
    assert "Opening" not in pane.render_line(1).text
    pane.turn(Loading(ENTRY, "blog.example"))
    assert pane.texts[:2] == ["Fetching from blog.example … q stops", "The title"]
    pane.turn(loaded("Text"))
    assert pane.pending.is_waiting is False
    pane.turn(Loading(ENTRY, None))
    posted.clear()
    pane.action_open()
    assert said(posted) == ["The article is still loading; q stops."]


def test_the_spinner_stands_beside_the_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "size", Size(100, 12))
    pane = reader(Preview(ENTRY))
    pane.turn(Loading(ENTRY, "blog.example"))
    pane._spin()
    assert pane.margin == 9
    assert pane.render_line(0).text.startswith(" " * 7 + "⠙ Fetching")
    pane.turn(Preview())
    pane.pending.begin("")  # of which a last tick may come
    pane._spin()
    assert pane.texts == []


# Moves while a text is on its way


async def test_moves_are_made_when_the_text_is_there() -> None:
    pane = reader(Preview(ENTRY))
    pane.turn(Loading(ENTRY, None))
    pane.action_line_down()
    pane.scroll_rows(2)
    pane.turn(loaded())
    assert (pane.top, pane.tasks) == (3, [])
    pane.turn(Loading(ENTRY, None))
    await pane.action_bottom()
    pane.action_line_up()
    pane.turn(loaded())
    waits = [pane.pending.is_waiting]
    pane.action_line_up()
    await pane.tasks.pop()()
    assert [*waits, pane.pending.is_waiting] == [True, False]
    last = pane.document.last_top(12) if pane.document else None
    assert last is not None
    assert pane.document is not None
    assert pane.top == pane.document.line_of(last) - 2
    pane.turn(Loading(ENTRY, None))
    await pane.action_bottom()
    pane.action_top()
    pane.turn(loaded())
    assert (pane.top, pane.tasks) == (0, [])
    pane.pending.land(Moves(from_end=True))
    pane.action_top()
    pane.action_line_down()
    await pane._go_to_counted_end()
    assert pane.top == 1


async def test_the_end_of_a_text_that_is_not_yet_parsed_is_gone_to_with_the_moves_until_then(
    posted: list[Message],
) -> None:
    source = ParsedDocument("\n\n".join(f"Paragraph {number} of a long text." for number in range(3_000)), URL)
    pane = ReaderAlone()
    pane.turn(Loaded(ENTRY, source, None))
    assert pane.is_whole is False
    posted.clear()
    await pane.action_bottom()
    assert len(since(posted, Jumped)) == 1
    assert (pane.is_whole, pane.at_bottom, pane.way) == (True, True, "jump")
    assert pane.pending.is_waiting is False
    pane.action_top()
    assert (pane.top, len(since(posted, Jumped))) == (0, 1)
    pane.action_top()
    assert since(posted, Jumped) == []
    await pane.action_bottom()
    assert len(since(posted, Jumped)) == 1
    await pane.action_bottom()
    assert since(posted, Jumped) == []


# Keys


async def test_a_page_beyond_the_end_finishes_a_text_and_not_a_card(posted: list[Message]) -> None:
    pane = reader()
    posted.clear()
    pane.action_page_down()
    assert (pane.top, since(posted, Reader.Finished)) == (10, [])
    await pane.go_to_end()
    pane.action_page_down()
    [finished] = since(posted, Reader.Finished)
    assert finished.entry == ENTRY
    for page, words in (
        (Preview(ENTRY), "This is the end of the card; Enter opens the article."),
        (Failed(ENTRY, TooMuch("No.")), "This is the end of the card; Enter tries again."),
        (Preview(), "There is no text here."),
        (Loading(ENTRY, None), None),
    ):
        card = reader(page)
        if isinstance(page, Failed):
            card.scroll_rows(9)
        posted.clear()
        card.action_page_down()
        assert said(posted) == ([words] if words else [])
    long = reader(Preview(replace(ENTRY, article=replace(ENTRY.article, summary="word " * 300))))
    long.action_page_down()
    assert long.top == 10


@pytest.mark.parametrize(
    ("page", "kind", "again"),
    [
        (Preview(ENTRY), Opened, False),
        (Failed(ENTRY, TooMuch("No.")), Opened, False),
        (Failed(ENTRY, Damaged("a file", "empty")), Opened, True),
        (Preview(), Unable, NO_ARTICLE),
        (loaded(), Unable, "No link at hand."),
    ],
)
def test_what_opens_opens_the_article_or_follows_a_link(
    page: Page, kind: type[Message], again: object, posted: list[Message]
) -> None:
    pane = reader(page)
    posted.clear()
    pane.action_open()
    [message] = posted
    assert isinstance(message, kind)
    assert (message.again if isinstance(message, Opened) else getattr(message, "why", None)) == again


@pytest.mark.parametrize(
    ("action", "kind"),
    [("find", FindWanted), ("outline", OutlineWanted), ("dropped", DroppedWanted), ("changes", ChangesWanted)],
)
async def test_what_is_of_a_text_is_asked_for_where_there_is_one(
    action: str, kind: type[Message], posted: list[Message]
) -> None:
    act = f"action_{action}"
    pane = reader()
    posted.clear()
    getattr(pane, act)()
    assert [type(message) for message in posted] == [kind]
    for page, words in (
        (Loading(ENTRY, None), "The text is still loading."),
        (Preview(), NO_ARTICLE),
        (Preview(ENTRY), CARD),
        (Failed(ENTRY, TooMuch("No.")), "This is a card: Enter tries again."),
    ):
        other = reader(page)
        posted.clear()
        getattr(other, act)()
        await other.action_next_heading()
        assert said(posted) == [words] * 2


async def test_headings_and_listings_are_jumped_to(posted: list[Message]) -> None:
    listings = "```\ncode\n```\n\n```\nmore\n```\n\n# One\n\n# Two"
    pane = reader(loaded(f"{TEXT}\n\n{listings}\n\n{TEXT}"))
    posted.clear()
    tops = []
    for act in (
        pane.action_next_heading,
        pane.action_next_heading,
        pane.action_previous_heading,
        pane.action_next_code,
        pane.action_next_code,
        pane.action_previous_code,
        pane.action_next_code,
        pane.action_next_heading,
        pane.action_next_heading,
        pane.action_previous_heading,
    ):
        await act()
        tops.append(pane.texts[0])
    assert tops == ["Part 0", "Part 1", "Part 0", "code", "more", "code", "more", "One", "Two", "One"]
    await pane.action_next_code()
    pane.action_top()
    await pane.action_previous_code()
    assert said(posted) == ["No code block below.", "No code block above."]


def test_what_is_of_an_article_is_asked_for_with_or_without_its_text(posted: list[Message]) -> None:
    for page, kinds in (
        (loaded(), [NotesWanted]),
        (Preview(ENTRY), [NotesWanted]),
        (Preview(), [Unable]),
        (Loading(ENTRY, None), [Unable]),
    ):
        pane = reader(page)
        posted.clear()
        pane.action_notes()
        assert [type(message) for message in posted] == kinds
    pane = reader()
    posted.clear()
    for act in (pane.action_return, pane.action_fetch_shown, pane.action_zen):
        act()
    assert [type(message) for message in posted] == [ReturnWanted, FetchWanted, ZenWanted]


def test_n_is_the_next_match_or_else_the_next_unread_article(posted: list[Message]) -> None:
    pane = reader()
    posted.clear()
    pane.action_next_unread()
    pane.action_previous_unread()
    assert [(one.step, one.unread, one.opened) for one in since(posted, Stepped)] == [(1, True, True), (-1, True, True)]
    pane.text_search.begin("part")
    pane.text_search.take([SimpleNamespace(block=number, start=0) for number in (0, 8)], {})  # type: ignore[misc]
    pane.action_next_unread()
    assert pane.standing.startswith("1/2 · ")
    pane.action_previous_unread()
    assert (pane.standing.startswith("2/2 · "), since(posted, Stepped)) == (True, [])


def test_copied_is_what_is_selected_or_the_listing_in_sight_or_the_address(posted: list[Message]) -> None:
    pane = reader(loaded("Words.\n\n```\nx = 1\ny = 2\n```"))
    pane.action_copy()
    pane.select_passage(Passage(0, 0, 0, 5))
    pane.action_copy()
    code = replace(ENTRY, article=replace(ENTRY.article, summary="```\nof a card\n```"))
    reader(Preview(code)).action_copy()
    reader(loaded("Words.")).action_copy()
    assert [(one.entry.article.key, one.text) for one in since(posted, Copied)] == [
        (URL, text) for text in ("x = 1\ny = 2", "Words", "", "")
    ]
    reader(Preview()).action_copy()
    assert said(posted) == [NO_ARTICLE]


# Notes


def noted(pane: ReaderAlone, posted: list[Message]) -> list[Any]:
    posted.clear()
    pane.action_note()
    return since(posted, NoteWanted, NoteEdited, Unable)


def test_a_note_is_on_what_is_selected_or_on_the_first_paragraph(posted: list[Message]) -> None:
    pane = reader(loaded("## Part\n\nFirst words.\n\nMore."))
    [first] = noted(pane, posted)
    assert (first.entry, first.quote, first.selected) == (ENTRY, "First words.", False)
    assert (first.anchor.block, pane.selected) == (1, "First words.")
    pane.let_go()
    pane.select_passage(Passage(1, 6, 2, 4))
    [selected] = noted(pane, posted)
    assert (selected.quote, selected.selected) == ("words.\n\nMore", True)
    pane.selection.ends = (0, 0), (1, 3)
    [nothing] = noted(pane, posted)
    assert (nothing.why, pane.selected) == ("There are no words here to highlight.", "")
    pane.selection.ends = (0, 0), (pane.document.head if pane.document else 0, 4)
    [into] = noted(pane, posted)
    assert into.quote == "Part"
    [none] = noted(reader(loaded("***")), posted)
    assert none.why == "There are no words here to highlight."


def test_a_note_on_a_card_is_on_the_article_and_on_none_there_is_none(posted: list[Message]) -> None:
    for page in (Preview(ENTRY), Failed(ENTRY, TooMuch("No."))):
        [note] = noted(reader(page), posted)
        assert (note.entry, note.quote, note.anchor) == (ENTRY, "", None)
    assert [one.why for one in noted(reader(Preview()), posted)] == [NO_ARTICLE]
    assert [one.why for one in noted(reader(Loading(ENTRY, None)), posted)] == ["The text is still loading."]


def test_a_highlight_that_is_current_or_of_the_same_passage_is_edited(posted: list[Message]) -> None:
    pane = reader(loaded("First words.\n\nMore."))
    one = Highlighted(Highlight("id"), Passage(1, 0, 1, 5))
    pane.take_highlights((one,), {})
    pane.show_highlight("id")
    [edited] = noted(pane, posted)
    assert (type(edited), edited.entry, edited.highlight) == (NoteEdited, ENTRY, one.highlight)
    pane.select_passage(Passage(0, 0, 0, 5))
    assert isinstance(noted(pane, posted)[0], NoteWanted)
    pane.let_go()
    pane.let_go()
    pane.select_passage(Passage(1, 0, 1, 5))
    assert [type(one) for one in noted(pane, posted)] == [NoteEdited]


def test_a_passage_that_is_too_long_is_not_highlighted(posted: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogreader.tui.reader.reader.LONGEST_QUOTE", 12)
    pane = reader(loaded("First\n\nSecond"))
    for end, kind in ((5, NoteWanted), (6, Unable)):
        pane.select_passage(Passage(0, 0, 1, end))
        [message] = noted(pane, posted)
        assert isinstance(message, kind)
    assert message.why == "A highlight has at most 12 characters; this has 13."


# Where one is


def test_the_section_the_progress_and_the_place_are_those_of_the_row_at_the_top(posted: list[Message]) -> None:
    pane = reader(loaded(f"Before.\n\n{TEXT}"))
    assert pane.section == ""
    assert (pane.place.block, pane.place.offset, pane.place.quote) == (0, 0, "")
    assert pane.place.fraction == pane.fraction
    pane.go_to(pane.document.head + 4 if pane.document else 0, 0)
    assert pane.section == "Part 1"
    assert (pane.place.block, pane.place.offset) == (4, 0)
    assert pane.place.quote
    moved = since(posted, Reader.Moved)[-1]
    assert (moved.entry, moved.laid_out, moved.way) == (ENTRY, False, "jump")
    assert moved.place == replace(pane.place, fraction=pane.share_read)
    pane.action_line_down()
    assert since(posted, Reader.Moved)[-1].way == "read"
    pane.slowness = 2.0
    before = pane.standing
    pane.stand()
    assert pane.standing != before
    while not pane.rows_below:
        pane.action_line_down()
    posted.clear()
    pane.leap()
    [jumped] = since(posted, Jumped)
    assert (jumped.entry, jumped.place, jumped.rows) == (ENTRY, pane.place, 1)


def test_of_a_card_no_place_is_told(posted: list[Message]) -> None:
    pane = reader(Preview(replace(ENTRY, article=replace(ENTRY.article, summary="## A part\n\n" + "word " * 300))))
    pane.set_reactive(Reader.standing, "43%")
    pane.set_reactive(Reader.section, "Part")
    pane.action_line_down()
    pane.leap()
    assert (pane.section, pane.standing) == ("", "")
    assert since(posted, Reader.Moved, Jumped) == []
    assert reader(Preview()).window == (0.0, 0.0)
    assert reader(Preview()).place == Place(0, 0, "", 0.0)
    assert reader(Preview()).code_at_hand == ""


def test_a_hidden_pane_tells_no_place(posted: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "size", Size(0, 0))
    pane = reader()
    pane.laid_out()
    assert since(posted, Reader.Moved) == []
