"""What the line of a note asks for, keeps and says, and which highlights the open text and its list show."""

import datetime as dt
from functools import partial
from typing import Any

import pytest

from blogreader.highlights import COLOURS, LONGEST_NOTE
from blogreader.keys import ARTICLES, READER, TABLE
from blogreader.library.note_drafts import NoteDraft
from blogreader.model import Anchor, Entry, Highlight
from blogreader.records import replace
from blogreader.render.document.anchors import Passage
from blogreader.tui.dialogs.notes_screen import NoteChoice
from blogreader.tui.reader.content import Loaded, Preview
from blogreader.tui.reader.highlight_marks import Highlighted
from blogreader.tui.screen import note_changes
from blogreader.tui.screen.note_changes import Asked, NoteChanges
from tests.tui.screen.told_panes import ONE, TWO, fake, held, screen

NOW = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
ANCHOR = Anchor(1, 2, 3, 4)
SOURCE: Any = object()
KEY = ONE.article.key
HIGHLIGHT = Highlight("h1", "a passage", "a thought", COLOURS[1], anchor=ANCHOR)


def drafted(
    name: str, note: str, quote: str = "", anchor: Anchor | None = None, colour: str = COLOURS[0], highlight: str = ""
) -> NoteDraft:
    return NoteDraft(name, KEY, NOW, note, quote, anchor, colour, highlight)


class Notes:
    """The line of a note, and a library that has highlights and drafts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.panes = screen(ONE, TWO)
        self.told: list[Any] = self.panes.told
        self.drafts: list[NoteDraft] = []
        self.highlights: list[Highlight] = []
        self.line = fake(note="", focus=partial(self.told.append, "line focused"))
        self.fields: Any = {}
        self.number = 0
        self.timers: list[Any] = []
        self.chosen: list[NoteChoice | None] = []
        self.listed: list[Any] = []
        panes = self.panes
        panes.query_one = self._query_one
        panes.line = self._mounted
        panes.later = self._later
        panes.reader = fake(
            select_passage=lambda passage: self.told.append(("selected", passage)),
            take_highlights=lambda found, marks: self.told.append(("highlights", len(found), len(marks))),
            show_highlight=lambda name: self.told.append(("gone to", name)),
            highlighting=fake(current=None, drop=partial(self.told.append, "dropped")),
        )
        panes.app = fake(push_screen_wait=self._choose)
        self.library = held(
            self.told,
            notes=fake(
                fields=lambda _: self.fields,
                of=lambda _: tuple(self.highlights),
                add=lambda key, **made: self.told.append(("added", key, *made.values())) or [ONE],
                edit=lambda key, name, **made: self.told.append(("edited", key, name, *made.values())) or [ONE],
                delete=self._delete,
            ),
            note_drafts=fake(
                of=lambda key: tuple(one for one in self.drafts if one.key == key),
                new=self._new,
                keep=lambda draft: self.told.append(("draft", draft.note, draft.colour)),
                drop=lambda name: self.told.append(("no draft", name)),
            ),
            entries=lambda keys: [one for one in (ONE, TWO) if one.article.key in keys],
        )

        def make(change: Any, entry: Entry) -> None:
            assert entry is ONE
            change()

        async def show(entries: list[Entry]) -> None:
            self.told.append([one.article.title for one in entries])

        async def take_back(*, redo: bool) -> None:
            self.told.append(("taken back", redo))

        self.notes: Any = NoteChanges(panes, self.library, fake(make=make, show=show, take_back=take_back))

        def find(_: object, key: str, source: object) -> Any:
            found = [
                Highlighted(one, Passage(3, 4, 5, 6) if source and one.anchor else None) for one in self.highlights
            ]
            assert key == KEY
            return tuple(found), {3: []}

        monkeypatch.setattr(note_changes, "_found", find)

    def _query_one(self, name: str, _: Any = None) -> Any:
        if name == "#note":
            return self.line
        if name == "#note-sign":
            return fake(update=lambda content: self.told.append(content.plain))
        return fake(
            add_class=lambda what: self.told.append(f"+{what}"),
            remove_class=lambda what: self.told.append(f"-{what}"),
            focus=lambda: self.told.append(f"{name} focused"),
        )

    async def _mounted(self, name: str) -> None:
        assert name == "note"

    def _later(self, timer: object, seconds: float, do: Any) -> Any:
        assert timer is None
        made = fake(seconds=seconds, do=do, stop=lambda: self.timers.clear())  # noqa: PLW0108
        self.timers.append(made)
        return made

    def _new(self, key: str, quote: str, anchor: Anchor | None, colour: str, of: Highlight | None = None) -> NoteDraft:
        self.number += 1
        if of:
            quote, anchor, colour = of.quote, of.anchor, of.colour
        note, name = (of.note, of.id) if of else ("", "")
        return NoteDraft(f"d{self.number}", key, NOW, note, quote, anchor, colour, name)

    def _delete(self, key: str, name: str) -> list[Entry]:
        self.highlights = [one for one in self.highlights if one.id != name]
        self.told.append(("deleted", key, name))
        return [ONE]

    async def _choose(self, shown: Any) -> NoteChoice | None:
        self.listed.append(shown)
        return self.chosen.pop(0)

    async def ask(self, quote: str = "a passage", *, selected: bool = True) -> None:
        """Ask for a note on a passage, or on the whole article."""
        await self.notes.ask(ONE, quote, ANCHOR if quote else None, selected=selected)

    async def since(self) -> list[Any]:
        told: list[Any] = await self.panes.since()
        return told


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Notes:
    return Notes(monkeypatch)


# The line


@pytest.mark.parametrize(("quote", "sign"), [("a passage", f" {COLOURS[0]} "), ("", "on the whole article")])
async def test_the_line_says_what_a_note_is_on(notes: Notes, quote: str, sign: str) -> None:
    await notes.ask(quote)
    assert await notes.since() == ["+-shown", sign, "line focused"]
    await notes.ask(quote)  # the focus moved by mouse meanwhile
    said = ("explained", "A note is being written: Enter saves it, Esc drops it.")
    assert await notes.since() == ["line focused", said]


async def test_a_note_is_made_and_its_draft_dropped(notes: Notes) -> None:
    await notes.ask()
    await notes.since()
    notes.line.note = "  a thought "
    notes.notes.keep()
    assert await notes.since() == [
        *("--shown", ("selected", None), "#articles focused"),
        ("added", KEY, "a passage", "a thought", COLOURS[0], ANCHOR),
        *(("no draft", "d1"), ("explained", "Highlighted.")),
    ]
    notes.notes.keep()
    assert await notes.since() == []
    await notes.ask("")
    notes.line.note = "on all of it"
    notes.notes.keep()
    told = await notes.since()
    assert ("added", KEY, "", "on all of it", COLOURS[0], None) in told
    assert told[-1] == ("explained", "Noted.")


@pytest.mark.parametrize(
    ("quote", "length", "said"),
    [
        ("a passage", LONGEST_NOTE, "Highlighted."),
        (
            "a passage",
            LONGEST_NOTE + 1,
            f"A note has at most {LONGEST_NOTE:,} characters; this has {LONGEST_NOTE + 1:,}.",
        ),
        ("a passage", 0, "Highlighted."),
        ("", 0, "A note on the whole article needs words; Esc cancels it."),
        ("", 1, "Noted."),
    ],
)
async def test_a_note_is_not_too_long_and_one_on_the_whole_article_has_words(
    notes: Notes, quote: str, length: int, said: str
) -> None:
    await notes.ask(quote)
    notes.line.note = "x" * length
    notes.notes.keep()
    assert (await notes.since())[-1] == ("explained", said)


async def test_a_highlight_is_changed_or_left_as_it_was(notes: Notes) -> None:
    await notes.notes.edit(ONE, HIGHLIGHT)
    assert notes.line.note == "a thought"
    assert (await notes.since())[1] == f" {COLOURS[1]} "
    notes.notes.keep()
    assert (await notes.since())[-2:] == ["runs change", ("no draft", "d1")]
    await notes.notes.edit(ONE, HIGHLIGHT)
    notes.line.note = "another"
    notes.notes.keep()
    assert (await notes.since())[-3:] == [
        *(("edited", KEY, "h1", "another", COLOURS[1]), ("no draft", "d2"), ("explained", "Changed.")),
    ]
    await notes.notes.edit(ONE, HIGHLIGHT)
    notes.notes.colour(1)
    notes.notes.keep()
    assert ("edited", KEY, "h1", "a thought", COLOURS[2]) in await notes.since()
    await notes.ask()
    assert COLOURS[2] in (await notes.since())[1]  # the last one that was used


async def test_colours_go_round_and_the_whole_article_has_none(notes: Notes) -> None:
    notes.notes.colour(1)
    assert await notes.since() == []
    await notes.ask()
    await notes.since()
    seen = []
    for step in (1, -1, -1):
        notes.notes.colour(step)
        seen += await notes.since()
    assert seen == [f" {COLOURS[number]} " for number in (1, 0, -1)]
    notes.notes.cancel()
    await notes.ask("")
    await notes.since()
    notes.notes.colour(1)
    assert await notes.since() == [("explained", "A note on the whole article has no colour.")]


async def test_what_is_dropped_is_offered_again_for_the_same_passage(notes: Notes) -> None:
    await notes.ask()
    notes.line.note = "a thought"
    notes.notes.cancel()
    told = await notes.since()
    assert ("explained", "No note was made.") in told
    assert told[-1] == ("no draft", "d1")
    await notes.ask("")
    assert notes.line.note == ""
    notes.notes.cancel()
    await notes.ask()
    assert notes.line.note == "a thought"
    before = ("explained", "This is what you wrote before: Enter saves it, Esc drops it.")
    assert before in await notes.since()
    notes.line.note = "  "
    notes.notes.cancel()
    await notes.ask()
    assert notes.line.note == ""
    notes.notes.cancel()
    await notes.since()
    await notes.notes.edit(ONE, HIGHLIGHT)
    notes.notes.cancel()
    assert ("explained", "Nothing was changed.") in await notes.since()
    await notes.notes.edit(ONE, HIGHLIGHT)
    assert before not in await notes.since()
    notes.notes.cancel()
    await notes.since()
    notes.notes.cancel()
    assert (await notes.since())[-1] == ("explained", "No note was made.")


# Drafts


async def test_typed_text_is_on_disk_after_two_seconds_and_once(notes: Notes) -> None:
    notes.notes.typed()
    await notes.ask()
    notes.notes.typed()  # nothing yet
    assert (notes.timers, notes.notes.noting, notes.notes.unkept()) == ([], "", [])
    notes.line.note = "a"
    notes.notes.typed()
    notes.notes.typed()
    [timer] = notes.timers
    assert timer.seconds == 2.0
    await notes.since()
    timer.do()
    assert await notes.since() == ["runs change", ("draft", "a", COLOURS[0])]
    assert notes.notes.unkept() == []
    assert notes.notes.noting == KEY
    notes.line.note = "  "
    notes.notes.typed()
    assert len(notes.timers) == 2
    [drop] = notes.notes.unkept()
    drop()
    assert await notes.since() == [("no draft", "d1")]
    assert notes.notes.noting == ""
    notes.notes.cancel()
    assert notes.timers == []


async def test_an_unfinished_note_is_gone_on_with_unless_something_was_selected(notes: Notes) -> None:
    kept = drafted("k1", "half a thought", "a passage", ANCHOR, COLOURS[2])
    notes.drafts = [kept]
    await notes.ask("another", selected=True)
    assert notes.line.note == ""
    notes.notes.cancel()
    await notes.since()
    await notes.ask("another", selected=False)
    assert notes.line.note == "half a thought"
    said = ("explained", "This is your unfinished note: Enter saves it, Esc drops it.")
    assert await notes.since() == ["+-shown", f" {COLOURS[2]} ", "line focused", said]
    notes.notes.keep()
    assert ("added", KEY, "a passage", "half a thought", COLOURS[2], ANCHOR) in await notes.since()
    await notes.ask("another", selected=False)  # its draft may not be off the disk yet
    assert notes.line.note == ""


@pytest.mark.parametrize(("is_there", "told"), [(True, "edited"), (False, "added")])
async def test_a_draft_of_a_highlight_changes_it_or_makes_it_anew(notes: Notes, is_there: bool, told: str) -> None:
    notes.drafts = [
        drafted("k0", "of another", highlight="h0"),
        drafted("k1", "better", "a passage", ANCHOR, COLOURS[1], "h1"),
    ]
    notes.highlights = [HIGHLIGHT] * is_there
    await notes.notes.edit(ONE, HIGHLIGHT)
    assert notes.line.note == "better"
    notes.notes.keep()
    assert [one[0] for one in await notes.since() if one[0] in ("added", "edited")] == [told]


async def test_the_passage_of_an_unfinished_note_is_marked_in_its_text(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blogreader.render.document import anchors

    asked: list[Any] = []

    def find(source: object, wanted: Any) -> Any:
        asked.append((source, wanted))
        return {wanted[0].id: "its place"}

    monkeypatch.setattr(anchors, "find_passages", find)
    notes.drafts = [drafted("k1", "half", "a passage", ANCHOR)]
    notes.panes.page = Loaded(TWO, SOURCE, None)
    await notes.ask("", selected=False)
    assert not [one for one in await notes.since() if one[0] == "selected"]
    notes.notes._leave()
    notes.notes._done.clear()
    notes.panes.page = Loaded(ONE, SOURCE, None)
    await notes.ask("", selected=False)
    assert (await notes.since())[-2:] == ["runs passage", ("selected", "its place")]
    assert asked == [(SOURCE, (Highlight("k1", "a passage", anchor=ANCHOR),))]
    notes.notes._leave()
    notes.notes._done.clear()
    notes.drafts = [drafted("k2", "half")]
    await notes.ask("", selected=False)
    assert (await notes.since())[-1] == ("selected", None)
    await notes.notes._select(SOURCE, replace(notes.drafts[0], id="another"))
    notes.notes._leave()
    await notes.since()
    await notes.notes._select(SOURCE, notes.drafts[0])
    assert await notes.since() == []
    assert len(asked) == 1


def without(name: str) -> Any:
    return tuple(replace(key, keys=()) if key.id == name else key for key in TABLE)


async def test_where_a_note_is_unfinished_is_told_at_the_start_and_when_its_article_is_opened(notes: Notes) -> None:
    notes.notes.tell_draft("gone")
    notes.notes.tell_draft(KEY)
    assert await notes.since() == [("said", "A note on “One” is unfinished: a there continues it.")]
    notes.panes.keys = without("articles.note")
    notes.notes.tell_draft(KEY)
    assert await notes.since() == []
    said = ("said", "There is an unfinished note here: a continues it.")
    notes.notes._tell_draft(ONE)
    assert await notes.since() == []
    notes.drafts = [drafted("k1", "half")]
    notes.notes._tell_draft(ONE)
    assert await notes.since() == [said]
    notes.panes.keys = without("reader.note")
    notes.notes._tell_draft(ONE)
    notes.panes.keys = TABLE
    await notes.ask()
    assert said not in await notes.since()
    notes.notes._tell_draft(ONE)
    assert await notes.since() == []


def test_a_note_is_on_its_target_and_what_was_stored_is_not_lost() -> None:
    draft = drafted("d", "new", "a passage", ANCHOR, highlight="h1")
    assert Asked(ONE, draft).before == ""
    assert Asked(ONE, draft, HIGHLIGHT).before == "a thought"
    changes: list[Any] = [{name: None} for name in ("key", "highlight", "quote", "anchor")]
    others = [replace(draft, **one) for one in changes]
    assert Asked(ONE, replace(draft, note="", colour=COLOURS[3])).target == Asked(ONE, draft).target
    assert not [one for one in others if Asked(ONE, one).target == Asked(ONE, draft).target]


# In the text


async def test_highlights_are_shown_in_a_text_that_has_some_and_when_they_change(notes: Notes) -> None:
    notes.notes.look()
    notes.panes.page = Loaded(ONE, SOURCE, None)
    notes.notes.look()
    assert await notes.since() == ["runs notes"]  # the state is read first; there are none
    notes.notes.look()
    assert await notes.since() == []
    notes.fields, notes.highlights = {"h1": 1}, [HIGHLIGHT]
    notes.notes.look()
    assert await notes.since() == ["runs notes", ("highlights", 1, 1)]
    notes.fields = {}
    notes.notes.look()
    assert (await notes.since())[0] == "runs notes"
    notes.drafts = [drafted("k1", "half")]
    notes.panes.page = Loaded(ONE, fake(), None)
    notes.notes.look()
    assert await notes.since() == [("said", "There is an unfinished note here: a continues it.")]
    notes.panes.page = Preview(ONE)
    notes.notes.look()
    assert notes.notes._shown is None


def test_highlights_stand_in_the_order_of_the_text_those_of_the_whole_first_and_lost_ones_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from blogreader.render.document import anchors

    found = [Highlight(name, quote) for name, quote in (("lost", "x"), ("two", "x"), ("one", "x"), ("whole", ""))]
    passages = {"one": anchors.Passage(1, 9, 1, 10), "two": anchors.Passage(2, 0, 2, 1)}
    monkeypatch.setattr(anchors, "find_passages", lambda *_: passages)
    library: Any = fake(notes=fake(of=lambda _: found))
    shown, marks = note_changes._found(library, KEY, SOURCE)
    assert [one.highlight.id for one in shown] == ["whole", "one", "two", "lost"]
    assert {*marks} == {1, 2}
    shown, marks = note_changes._found(library, KEY, None)
    assert [one.highlight.id for one in shown] == ["whole", "lost", "two", "one"]
    assert marks == {}


# The list


async def test_where_are_no_notes_the_key_is_told_that_makes_one(notes: Notes) -> None:
    notes.notes.show()
    assert await notes.since() == ["runs outline"]
    notes.panes.page = Loaded(ONE, SOURCE, None)
    notes.notes.show()
    said = ("explained", "There are no highlights or notes here; a makes one.")
    assert await notes.since() == ["runs outline", ("highlights", 0, 1), said]
    notes.panes.keys = without("reader.note")
    notes.notes.show()
    assert (await notes.since())[-1] == ("explained", "No notes.")


WHOLE = Highlight("h2", "", "on all of it")


@pytest.mark.parametrize(
    ("highlight", "page", "does", "told"),
    [
        (HIGHLIGHT, Loaded(ONE, SOURCE, None), "go", [("gone to", "h1")]),
        (WHOLE, Loaded(ONE, SOURCE, None), "go", [("explained", "It is on the whole article.")]),
        (
            replace(HIGHLIGHT, anchor=None),
            Loaded(ONE, SOURCE, None),
            "go",
            [("explained", "This passage is not in the text any more; its quote is kept.")],
        ),
        (HIGHLIGHT, Preview(ONE), "go", [("explained", "There is no text here to go to; the quote is kept.")]),
        (HIGHLIGHT, Loaded(ONE, SOURCE, None), "edit", ["+-shown", f" {COLOURS[1]} ", "line focused"]),
        (HIGHLIGHT, Loaded(ONE, SOURCE, None), "", []),
    ],
)
async def test_from_the_list_one_goes_to_a_passage_or_edits_its_note(
    notes: Notes, highlight: Highlight, page: Any, does: Any, told: list[object]
) -> None:
    notes.highlights, notes.panes.page = [highlight], page
    notes.chosen = [NoteChoice(0, does)] if does else [None]
    notes.notes.show()
    assert (await notes.since())[2:] == told
    assert (notes.panes.at == READER) is (told == [("gone to", "h1")])
    assert notes.listed[0]._has_text is isinstance(page, Loaded)
    assert notes.panes.at in (READER, ARTICLES)


async def test_highlights_are_deleted_one_after_the_other_and_brought_back(notes: Notes) -> None:
    notes.highlights = [HIGHLIGHT, WHOLE, replace(WHOLE, id="h3")]
    notes.panes.page = Loaded(ONE, SOURCE, None)
    notes.chosen = [NoteChoice(1, "delete"), NoteChoice(1, "undo"), NoteChoice(1, "redo"), NoteChoice(1, "delete")]
    notes.chosen += [NoteChoice(0, "delete")]
    notes.notes.show()
    told = await notes.since()
    assert [one for one in told if one[0] in ("deleted", "taken back")] == [
        *(("deleted", KEY, "h2"), ("taken back", False), ("taken back", True), ("deleted", KEY, "h3")),
        ("deleted", KEY, "h1"),
    ]
    assert told[3:6] == [("deleted", KEY, "h2"), ["One"], ("explained", "Deleted; U brings it back.")]
    assert told[2] == "dropped"
    assert told[-1] == ("highlights", 0, 1)
    assert [shown._at for shown in notes.listed] == [0, 1, 1, 1, 0]
    notes.panes.keys = without("everywhere.undo")
    await notes.notes._delete(ONE, HIGHLIGHT)
    assert (await notes.since())[-1] == ("explained", "Deleted.")


async def test_the_list_begins_at_the_highlight_that_was_gone_to(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Highlighted(WHOLE, None), Highlighted(HIGHLIGHT, Passage(3, 4, 5, 6)))
    monkeypatch.setattr(note_changes, "_found", lambda *_: (found, {}))
    notes.panes.page = Loaded(ONE, SOURCE, None)
    notes.panes.reader.highlighting.current = found[1]
    notes.chosen = [None]
    notes.notes.show()
    await notes.since()
    assert notes.listed[0]._at == 1
