"""What the reader pane asks: links, search, selection, pictures and counted moves, each without a screen."""

import asyncio
from collections import OrderedDict

import pytest
from rich.segment import Segment
from textual.strip import Strip

from blogreader import render
from blogreader.render import Code, Line, Options, ParsedDocument, highlight
from blogreader.render.layout.links import Link
from blogreader.render.layout.virtual_document import Position, VirtualDocument
from blogreader.tui.reader.in_sight import code_offset_to, part_of, shows, spot_at
from blogreader.tui.reader.inline_images import InlineImages, Room, image_addresses
from blogreader.tui.reader.link_selection import LinkSelection, link_at, link_beyond, link_to, links_in
from blogreader.tui.reader.pending_scroll import Moves, PendingScroll
from blogreader.tui.reader.prefetch import colour, uncoloured
from blogreader.tui.reader.text_search import TextSearch
from blogreader.tui.reader.text_selection import TextSelection
from blogreader.tui.terminal.image_strips import Picture

LINKS = (
    "See [one](https://a.example/1) and [two](https://a.example/2).\n\nNothing.\n\nThen [three](https://a.example/3)."
)
ROOM = Room(40, 20, (0, 0, 0))


def laid_out(text: str, width: int = 40) -> VirtualDocument:
    document = VirtualDocument((), _parsed(text))
    document.lay_out(width, Options(column=width))
    return document


def _parsed(text: str) -> ParsedDocument:
    source = ParsedDocument(text, "https://a.example/")
    while not source.complete:
        source.more()
    return source


def rows_of(document: VirtualDocument, first: int = 0, count: int = 100) -> list[tuple[Position, Line]]:
    return list(document.window(Position(first, 0), count))


def texts(links: list[Link]) -> list[str]:
    return [link.text for link in links]


# Links


def test_links_in_sight_come_in_the_order_of_the_text_and_only_from_those_rows() -> None:
    document = laid_out(LINKS)
    assert texts(links_in(document, rows_of(document))) == ["one", "two", "three"]
    assert texts(links_in(document, rows_of(document, 1))) == ["three"]
    assert links_in(document, []) == []


def test_steps_go_through_the_links_in_sight_and_end_at_both_edges() -> None:
    document, selection = laid_out(LINKS), LinkSelection()
    links = links_in(document, rows_of(document))
    assert selection.step(links, -1) is None
    for link in links:
        assert selection.step(links, 1) == link
        selection.link = link
    assert selection.step(links, 1) is None
    assert selection.step(links, -1) == links[1]
    selection.link = links[1]
    assert selection.step(links, -1) == links[0]
    selection.link = links[0]
    assert selection.step(links, -1) is None
    assert selection.step(links[1:], 1) == links[1]


def test_the_nearest_link_beyond_a_row_is_found_in_both_directions() -> None:
    document = laid_out(LINKS)
    below, above = link_beyond(document, Position(0, 0), 1), link_beyond(document, Position(2, 0), -1)
    assert below is not None
    assert above is not None
    assert (below.text, above.text) == ("three", "two")
    assert link_beyond(document, Position(2, 0), 1) is None
    assert link_beyond(document, Position(0, 0), -1) is None
    many = laid_out("Text.\n\n[a](https://a.example/1) [b](https://a.example/2) [c](https://a.example/3)\n\nText.")
    ends = (link_beyond(many, Position(0, 0), 1), link_beyond(many, Position(2, 0), -1))
    assert [link and link.text for link in ends] == ["a", "c"]


def test_a_link_is_found_by_its_cell_and_by_where_it_leads() -> None:
    document = laid_out(LINKS)
    row = document.rows(0)[0].text
    begin = row.index("one")
    cells = (begin - 1, begin, begin + 2, begin + 3)
    assert [at and at.text for at in (link_at(document, Position(0, 0), cell) for cell in cells)] == [
        *(None, "one"),
        *("one", None),
    ]
    assert (found := link_to(document, 2, "https://a.example/3")) is not None
    assert found.text == "three"
    assert link_to(document, 2, "https://a.example/1") is None


def test_letters_choose_a_link_and_any_other_key_puts_them_away() -> None:
    document, selection = laid_out(LINKS), LinkSelection()
    links = links_in(document, rows_of(document))
    selection.ask(links)
    assert [(link.text, letters) for link, letters in selection.hints_in(Position(0, 0))] == [
        ("one", "f"),
        ("two", "j"),
    ]
    assert selection.type("j") == links[1]
    assert not selection.is_asking
    selection.ask(links)
    selection.stop_asking()
    assert not selection.is_asking
    for other in ("!", None):
        selection.ask(links)
        assert selection.type(other) is None
        assert not selection.is_asking


def test_of_two_letters_the_first_leaves_the_links_that_begin_with_it() -> None:
    selection = LinkSelection()
    links = [
        Link(0, number, number + 1, f"https://a.example/{number}", str(number), 0, number, False)
        for number in range(30)
    ]
    selection.ask(links)
    label = next(label for label in selection.hints if len(label) == 2)
    wanted = selection.hints[label]
    assert selection.type(label[0]) is None
    assert selection.is_asking
    assert all(len(letters) == 1 for _, letters in selection.hints_in(Position(0, 0)))
    assert selection.type(label[1]) == wanted
    for _ in range(2):
        selection.ask(links)
        assert (wanted, label) in selection.hints_in(Position(0, 0))
        selection.type(label[0])


def test_of_more_links_than_two_letters_can_name_the_first_have_hints() -> None:
    selection = LinkSelection()
    assert selection.type("f") is None
    selection.ask([Link(0, at, at + 1, "https://a.example/", str(at), 0, at, False) for at in range(677)])
    assert [link.start for link in selection.hints.values()] == [*range(26 * 26)]


def test_a_link_is_found_again_in_another_layout_and_marked_in_its_block_alone() -> None:
    document, selection = laid_out(f"{'word ' * 12}[end](https://a.example/)", 80), LinkSelection()
    selection.link = links_in(document, rows_of(document))[0]
    document.lay_out(20, Options(column=20))
    again = selection.found_again(document)
    assert again is not None
    assert again.row > selection.link.row
    assert selection.marks(0) == (selection.link.mark,)
    assert selection.marks(1) == ()
    assert selection.is_in(rows_of(document)) is True
    assert selection.is_in([]) is False
    assert selection.is_in([row for row in rows_of(document) if row[0].row != again.row]) is True
    selection.link = again
    assert selection.is_in([row for row in rows_of(document) if row[0].row != again.row]) is False
    document = laid_out("No link any more.")
    assert selection.found_again(document) is None


# Search


async def found_in(text: str, words: str) -> TextSearch:
    search = TextSearch()
    search.begin(words)
    search.take(*await search.find(_parsed(text)))
    return search


async def test_matches_are_stepped_through_round_the_end() -> None:
    search = await found_in("a cat\n\na dog\n\nanother cat, and a cat", "cat")
    assert search.choose_from(1, 0) == search.current
    assert search.found == "2/3"
    assert [(match.block, search.found) for _ in range(3) if (match := search.step(1))] == [
        (2, "3/3"),
        (0, "1/3"),
        (2, "2/3"),
    ]
    assert search.choose_from(9, 0) is not None
    assert search.found == "1/3"


async def test_steps_that_come_while_words_are_looked_for_count_afterwards() -> None:
    search, source = TextSearch(), _parsed("cat cat cat cat")
    search.begin("cat")
    assert search.step(1) is None
    assert search.step(-1) is None
    assert search.found == ""
    search.take(*await search.find(source))
    search.choose_from(0, 0)
    assert search.found == "1/4"
    assert search.waiting_steps() == [1, -1]
    assert search.waiting_steps() == []
    search.begin("cat")
    search.step(1)
    search.begin("at")
    assert search.waiting_steps() == []


async def test_words_that_nothing_matches_are_said_to_match_nothing() -> None:
    search = await found_in("a dog", "cat")
    assert (search.found, search.count, search.step(1), search.choose_from(0, 0)) == ("no match", 0, None, None)
    search.end()
    assert (search.found, search.words) == ("", "")


async def test_before_a_search_and_without_words_or_text_there_are_no_matches() -> None:
    search = TextSearch()
    assert (search.current, search.step(1), search.is_running, search.count, search.found) == (None, None, False, 0, "")
    source = _parsed("a cat")
    for words, text, found in (("cat", None, "no match"), ("", source, ""), ("\u200b", source, "no match")):
        search.begin(words)
        search.take(*await search.find(text))
        assert (search.current, search.found, list(search.marks(0, 0, 9))) == (None, found, [])
    search = await found_in("cat cat", "cat")
    starts = [match and match.start for match in (search.current, search.choose_from(0, 0), search.current)]
    assert starts == [None, 0, 0]
    search = await found_in("cat cat cat", "cat")
    assert [match and match.start for match in (search.step(1), search.step(1))] == [0, 4]


async def test_the_match_at_hand_is_marked_besides_and_only_what_is_asked_for() -> None:
    search = await found_in("cat and cat", "cat")
    search.choose_from(0, 1)
    assert [(mark.start, mark.role) for mark in search.marks(0, 0, 100)] == [
        (0, "match"),
        (8, "match"),
        (8, "match.current"),
    ]
    assert [mark.start for mark in search.marks(0, 0, 4) if mark.role == "match"] == [0]
    assert list(search.marks(1, 0, 100)) == []
    search.end()
    assert (list(search.marks(0, 0, 100)), search.current, search.count) == ([], None, 0)


# Selection


def test_what_is_selected_is_text_over_blocks_in_either_direction() -> None:
    blocks = render.parse("first block\n\nsecond block\n\nthird block")
    for ends in (((0, 6), (2, 5)), ((2, 5), (0, 6))):
        selection = TextSelection()
        selection.begin(ends[0])
        assert selection.extend(ends[1])
        selection.end()
        assert selection.text(blocks) == "block\n\nsecond block\n\nthird"
        assert [(mark.start, mark.end < 100) for number in range(3) for mark in selection.marks(number)] == [
            (6, False),
            (0, False),
            (0, True),
        ]
        assert selection.drop()
        assert not selection.drop()
        assert selection.text(blocks) == ""


def test_parts_of_a_listing_are_selected_as_one() -> None:
    selection = TextSelection()
    selection.ends = (0, 2), (1, 3)
    assert selection.text((Code("one"), Code("two", continues=True))) == "e\ntwo"


def test_a_click_selects_nothing_and_a_move_back_to_it_drops_what_was() -> None:
    selection = TextSelection()
    assert not selection.extend((0, 3))
    selection.begin((0, 3))
    assert selection.is_being_made
    assert not selection.extend((0, 3))
    assert selection.ends is None
    assert selection.extend((0, 5))
    assert selection.extend((0, 3))
    assert selection.ends is None
    selection.end()
    assert not selection.extend((0, 9))


# Pictures


def picture(rows: int, deletion: str = "") -> Picture:
    return Picture(1, tuple(Strip([Segment(str(row))]) for row in range(rows)), "what was sent", deletion)


def test_a_picture_takes_rows_below_its_block_and_gives_them_back() -> None:
    document, images = laid_out("![one](https://a.example/1.png)\n\nText."), InlineImages()
    before = len(document.rows(0))
    assert images.put(document, 0, "https://a.example/1.png", picture(3, "<gone>"), ROOM) == ""
    assert images.shows(0, "https://a.example/1.png")
    assert images.pictures[0].transmission == ""
    rows = range(len(document.rows(0)))
    assert len(rows) == before + 3
    shown = [strip.text for row in rows if (strip := images.strip_at(document, Position(0, row)))]
    assert shown == ["0", "1", "2"]
    assert images.strip_at(document, Position(1, 0)) is None
    assert images.put(document, 0, "https://a.example/2.png", picture(1), ROOM) == "<gone>"
    assert len(document.rows(0)) == before + 1
    assert images.drop_all(document) == ""
    assert len(document.rows(0)) == before
    assert not images.shows(0, "https://a.example/2.png")


def test_a_picture_of_a_text_that_is_gone_is_only_removed_from_the_terminal() -> None:
    document, images = laid_out("Text.\n\n![one](https://a.example/1.png)"), InlineImages()
    for other in (None, laid_out("Text."), laid_out("")):
        images.put(document, 1, "https://a.example/1.png", picture(3, "<gone>"), ROOM)
        assert images.drop(other, 1) == "<gone>"
        assert not images.shows(1, "https://a.example/1.png")
        assert images.drop(other, 1) == ""


async def test_listings_in_sight_are_coloured_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlight, "_lexers", {})  # as if none had been shown before
    monkeypatch.setattr(highlight, "_listings", OrderedDict())
    document = laid_out("```python\nx = 1\n```\n\n```\nplain\n```\n\nText.\n\n```c\nint i;\n```\n\n```c\nint j;\n```")
    document.lay_out(40, Options(column=40, lazy_colours=True))
    assert {*uncoloured(document, Position(1, 0), 5)} == {3}
    codes = uncoloured(document, Position(), 20)
    assert {block: code.text for block, code in codes.items()} == {0: "x = 1", 3: "int i;", 4: "int j;"}
    plain = [document.rows(block)[0] for block in codes]
    painted: list[bool] = []
    await colour(
        document, codes, lambda: painted.append(document.rows(0)[0] != plain[0]), lambda: painted.append(False)
    )
    assert painted == [True, True, True, False]  # and then what comes after it
    assert all(document.rows(block)[0] != before for block, before in zip(codes, plain, strict=True))
    assert uncoloured(document, Position(), 20) == {}


async def test_a_long_listing_is_coloured_to_its_end_and_one_in_an_unknown_language_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(highlight, "_lexers", {})
    monkeypatch.setattr(highlight, "_listings", OrderedDict())
    document = laid_out("```python\n" + "number = 1\n" * 400 + "```\n\n```quuxes\nnumber = 1\n```")
    document.lay_out(40, Options(column=40, lazy_colours=True))
    codes = uncoloured(document, Position(), 500)
    assert len(codes) > 1
    before = document.rows([*codes][-1])
    turns = [0]

    async def others() -> None:
        while True:
            await asyncio.sleep(0)
            turns[-1] += 1

    going = asyncio.create_task(others())
    await colour(document, codes, lambda: turns.append(0), lambda: None)
    going.cancel()
    _, *coloured, _, _ = turns  # the first waits for lexers, and of the last there is nothing to colour
    assert coloured
    assert all(0 < count < 20 for count in coloured)  # between two parts, keys have their turn, and no more
    assert not any(map(highlight.is_plain_yet, codes.values()))
    assert document.rows([*codes][-1]) == before


def test_pictures_are_outgrown_by_a_column_of_another_width_and_not_by_another_height() -> None:
    document, images = laid_out("![one](https://a.example/1.png)"), InlineImages()
    assert not images.is_outgrown(ROOM)
    images.put(document, 0, "https://a.example/1.png", picture(1), ROOM)
    assert not images.is_outgrown(ROOM._replace(rows=3))
    assert images.is_outgrown(ROOM._replace(columns=30))


def test_addresses_of_pictures_are_those_of_the_blocks_that_have_one() -> None:
    document = laid_out("Text.\n\n![one](https://a.example/1.png)\n\n- ![two](https://a.example/2.png)\n")
    assert list(image_addresses(document).values()) == ["https://a.example/1.png", "https://a.example/2.png"]
    assert 0 not in image_addresses(document)


# Moves while a text is waited for


@pytest.mark.parametrize(
    ("keys", "moves"),
    [
        ("", Moves()),
        ("jjj", Moves(3)),
        ("jkkj", Moves(1)),
        ("jjG", Moves(0, from_end=True)),
        ("Gkkj", Moves(-1, from_end=True)),
        ("Gjk", Moves(-1, from_end=True)),
        ("Ggj", Moves(1)),
    ],
)
def test_moves_are_counted_from_the_top_or_from_the_end(keys: str, moves: Moves) -> None:
    pending = PendingScroll()
    pending.begin("Opening …")
    for key in keys:
        {
            "j": lambda: pending.scroll(1),
            "k": lambda: pending.scroll(-1),
            "g": pending.go_to_top,
            "G": pending.go_to_end,
        }[key]()
    assert pending.end() == moves
    assert pending.end() == Moves()
    assert not pending.is_waiting


def test_the_spinner_shows_after_its_first_turn_and_turns_on() -> None:
    pending = PendingScroll()
    pending.begin("Opening …")
    assert pending.line == ""
    assert pending.spin()
    first = pending.line
    assert first.endswith("Opening …")
    assert not pending.spin()
    assert pending.line != first
    pending.begin("Again …")
    assert pending.line == ""
    frames = [pending.line[0] for _ in range(20) if pending.spin() in (True, False)]
    assert len({*frames}) == 9
    assert frames[9:18] == frames[:9]


def test_before_any_text_nothing_is_waited_for() -> None:
    pending = PendingScroll()
    assert Moves() == (0, False)
    assert (pending.is_waiting, pending.line, pending.sentence) == (False, "", None)
    pending.scroll(3)
    assert pending.spin()
    assert pending.line == ""
    assert pending.end() == Moves()


def test_moves_are_counted_on_until_the_end_of_a_text_is_known() -> None:
    pending = PendingScroll()
    pending.begin("Opening …")
    pending.go_to_end()
    pending.land(pending.end())
    assert pending.is_waiting
    assert pending.line == ""
    pending.scroll(-1)
    assert pending.end() == Moves(-1, from_end=True)
    pending.land(Moves(from_end=True))
    pending.go_to_top()
    assert pending.end() == Moves()
    assert not pending.is_waiting


# What is in sight


def test_a_spot_is_found_at_a_cell_and_beside_a_line_and_below_the_text() -> None:
    document = laid_out("some words here\n\nmore")
    rows = rows_of(document)
    assert spot_at(document, rows, 5, 0) == (0, 5)
    assert spot_at(document, rows, 5, 99) == spot_at(document, rows, 5, len(rows) - 1)
    assert spot_at(document, [], 0, 0) is None
    assert shows(rows, 0, 5)
    assert not shows(rows, 0, 500)
    assert not shows(rows[:1], 1, 0)


def test_the_part_in_sight_ends_at_the_whole_only_at_the_end() -> None:
    document = laid_out("\n\n".join(f"paragraph {number}" for number in range(50)))
    rows = rows_of(document)
    start, end = part_of(document, rows[10:20], at_end=False)
    assert 0 < start < end < 1
    assert part_of(document, rows, at_end=False)[1] < 1
    assert part_of(document, rows, at_end=True) == (0.0, 1.0)
    assert part_of(document, [], at_end=True) == (0.0, 0.0)


def test_long_lines_of_code_are_moved_to_a_match_and_prose_is_not() -> None:
    document = laid_out(f"```\nshort\n{'x' * 100}y\n```\n\nprose")
    assert code_offset_to(document, 0, len("short\n") + 100) == 92
    assert code_offset_to(document, 0, 2) == 0
    assert code_offset_to(document, 1, 2) is None
