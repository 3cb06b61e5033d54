"""What is counted, found and named in the rows in sight, of a text with a head and a foot that are not part of it."""

from string import ascii_lowercase

import pytest

from blogreader.reading_time import Words
from blogreader.render import Block, Code, Heading, Inline, Line, Options, Paragraph, ParsedDocument
from blogreader.render.layout.virtual_document import Position, VirtualDocument
from blogreader.tui.reader.in_sight import first_block, part_of, passage_of, shows, words_between, words_of
from blogreader.tui.reader.landmarks import code_at_hand, headings, is_code, section_at
from blogreader.tui.reader.link_selection import labels

HEAD: tuple[Block, ...] = (Paragraph(Inline("The head has")), Paragraph(Inline("two blocks")))
FOOT: tuple[Block, ...] = (Paragraph(Inline("and the foot one")),)


def laid_out(text: str, *, width: int = 40, head: tuple[Block, ...] = HEAD, foot: bool = True) -> VirtualDocument:
    source = ParsedDocument(text, "https://a.example/")
    source.all()
    document = VirtualDocument(head, source)
    document.grow()
    document.lay_out(width, Options(column=width))
    if foot:
        document.put_foot(FOOT)
    return document


def rows_of(document: VirtualDocument, first: int = 0, count: int = 1_000) -> list[tuple[Position, Line]]:
    return list(document.window(Position(first, 0), count))


# Words


def test_words_are_those_of_the_text_and_code_is_counted_apart() -> None:
    document = laid_out("A title\n\nThree more words.\n\n```\nif x:\n    y()\n```")
    assert words_of(document, rows_of(document)) == Words(5, 3)
    assert words_of(document, rows_of(document, 3)) == Words(3, 3)
    assert words_of(document, []) == words_of(None, rows_of(document)) == Words()
    bare = laid_out("Three more words.", head=(), foot=False)
    assert words_of(bare, rows_of(bare)) == Words(3)


@pytest.mark.parametrize(
    ("text", "count"), [("日本語の文です", 4), ("日 本", 3), ("Größe und Maß", 3), ("日本語 mixed", 3)]
)
def test_two_letters_of_a_script_without_blanks_are_about_a_word(text: str, count: int) -> None:
    document = laid_out(text)
    assert words_of(document, rows_of(document)) == Words(count)


def test_words_between_two_rows_are_those_above_the_second() -> None:
    document = laid_out("One\n\nTwo words\n\nThese are three")
    assert words_between(document, Position(2, 0), Position(4, 0)) == Words(3)
    assert words_between(document, Position(0, 0), Position(9, 0)) == Words(6)
    assert words_between(document, Position(4, 0), Position(2, 0)) == Words()
    assert words_between(None, Position(0, 0), Position(9, 0)) == Words()


def test_no_more_is_counted_than_can_be_scrolled_at_once() -> None:
    document = laid_out("```\n" + "word\n" * 1_200 + "```", head=(), foot=False)
    last = document.last_top(1)
    assert words_between(document, Position(0, 0), last).code == 1_000


# Parts


def test_the_part_in_sight_begins_where_that_above_ends() -> None:
    document = laid_out("\n\n".join(["word " * 5] * 10), head=(), foot=False)
    rows = rows_of(document)
    assert len(rows) == 19
    assert part_of(document, rows[:2], at_end=False) == (0.0, 0.1)
    assert part_of(document, rows[2:4], at_end=False) == pytest.approx((0.1, 0.2))
    assert part_of(document, rows[18:], at_end=True)[0] == pytest.approx(0.9)
    assert part_of(document, rows[17:], at_end=False) == pytest.approx((0.85, 0.9999))


def test_an_offset_is_shown_where_its_row_is() -> None:
    document = laid_out("Some words that do not fit on one line of it", width=20, head=(), foot=False)
    first, second = (rows_of(document)[row : row + 1] for row in (0, 1))
    size = len(first[0][1].text)
    assert [shows(first, 0, offset) for offset in (0, 10, size - 1, size, 30)] == [True, True, True, False, False]
    assert [shows(second, 0, offset) for offset in (0, 10, 20)] == [False, False, True]
    assert not shows(first, 1, 0)


def test_a_passage_counts_from_the_text_and_ends_with_it() -> None:
    document = laid_out("One\n\nTwo\n\nThree")
    inside = passage_of(document, (2, 1), (3, 2))
    assert (inside.block, inside.start, inside.last, inside.end) == (0, 1, 1, 2)
    above = passage_of(document, (0, 5), (2, 2))
    assert (above.block, above.start, above.last, above.end) == (0, 0, 0, 2)
    below = passage_of(document, (3, 1), (5, 2))
    assert (below.block, below.start, below.last) == (1, 1, 2)
    assert below.end > 1_000_000
    last = passage_of(document, (4, 0), (4, 5))
    assert (last.last, last.end) == (2, 5)


def test_the_block_at_hand_is_the_first_that_begins_in_sight_and_no_heading_if_there_is_another() -> None:
    long = "word " * 20
    document = laid_out(f"# A title\n\n{long}\n\nTwo\n\n***")
    assert first_block(document, rows_of(document)) == ((3, 0), (3, 99))
    assert first_block(document, [row for row in rows_of(document) if row[0] > Position(3, 0)]) == ((4, 0), (4, 3))
    assert first_block(document, [row for row in rows_of(document) if row[0].block == 3][1:]) == ((3, 0), (3, 99))
    assert first_block(document, [row for row in rows_of(document) if row[0].block == 2]) == ((2, 0), (2, 7))
    for block in (0, 1, 5, 6):
        assert first_block(document, [row for row in rows_of(document) if row[0].block == block]) is None
    bare = laid_out("Text", head=(), foot=False)
    assert first_block(bare, rows_of(bare)) == ((0, 0), (0, 4))


# Landmarks


def test_headings_of_the_text_are_listed_wherever_they_stand_and_the_last_before_a_spot_is_known() -> None:
    head = (Heading(1, Inline("The head")), Paragraph(Inline("of it")))
    document = laid_out("# One\n\n- ## In a list\n\n### *Three*\n\nText", head=head)
    found, _ = headings(document, None)
    assert [(block, row.level, row.title) for block, _, row in found] == [
        (2, 1, "One"),
        (3, 2, "In a list"),
        (4, 3, "Three"),
    ]
    assert [row.fraction for _, _, row in found] == sorted({row.fraction for _, _, row in found})
    assert [headings(document, here)[1] for here in (None, (0, 0), (2, 0), (3, 99), (4, 0), (5, 1))] == [
        -1,
        -1,
        0,
        1,
        2,
        2,
    ]


def test_a_section_is_that_of_the_nearest_heading_above_and_of_the_text() -> None:
    head = (Heading(1, Inline("The head")), Paragraph(Inline("of it")))
    document = laid_out("Before\n\n# First *part*\n\nText\n\n## Second\n\nText", head=head)
    titles = [section_at(document, block) for block in range(2, 9)]
    assert titles == ["", "First part", "First part", "Second", "Second", "Second", "Second"]
    assert section_at(document, 0) == ""


def test_the_section_of_a_long_text_is_looked_for_only_so_far_above() -> None:
    document = laid_out("# One\n\n" + "a\n\n" * 2_001, head=(), foot=False)
    assert [section_at(document, block) for block in (1_999, 2_000, 2_001)] == ["One", "One", ""]


def test_the_listing_at_hand_is_the_first_in_sight_and_whole() -> None:
    document = laid_out("Text\n\n```\none\n```\n\n- item\n\n  ```\n  two\n  ```\n\n- last\n\n```\nthree\n```")
    rows = rows_of(document)
    assert code_at_hand(document, rows) == "one"
    assert code_at_hand(document, [row for row in rows if row[0].block == 2]) == ""
    assert code_at_hand(document, [row for row in rows if row[0].block > 3]) == "two"
    listing = [row for row in rows if row[0].block == 4]
    assert code_at_hand(document, listing[:1]) == ""
    assert code_at_hand(document, listing[-1:]) == ""
    assert code_at_hand(document, [row for row in rows if row[0].block > 4]) == "three"


def test_of_a_listing_that_is_split_the_first_part_is_a_landmark_and_the_whole_is_at_hand() -> None:
    code = "\n".join(f"line {number}" for number in range(2_000))
    document = laid_out(f"```\n{code}\n```", head=(), foot=False)
    parts = [block for block in document.blocks if isinstance(block, Code)]
    assert len(parts) > 1
    assert [is_code(part) for part in parts[:2]] == [True, False]
    assert not is_code(HEAD[0])
    assert code_at_hand(document, rows_of(document, 1)) == code


# Hints


@pytest.mark.parametrize("count", [0, 1, 26, 27, 51, 52, 76, 77, 600, 676])
def test_no_hint_begins_another_and_as_many_as_can_have_one_letter(count: int) -> None:
    hints = labels(count)
    assert len({*hints}) == len(hints) == count
    assert not {hint for hint in hints if len(hint) == 2 and hint[0] in hints}
    assert all(len(hint) in (1, 2) for hint in hints)
    single = sum(len(hint) == 1 for hint in hints)
    assert single == (count if count <= 26 else 26 - -(-(count - 26) // 25))


def test_hints_begin_with_the_letters_under_the_fingers() -> None:
    assert labels(4) == ["f", "j", "d", "k"]
    letters = "".join(labels(26))
    assert (sorted(letters[:9]), sorted(letters)) == (sorted("asdfghjkl"), [*ascii_lowercase])
    assert labels(27)[:2] == ["j", "d"]
    assert labels(27)[25:] == ["ff", "fj"]
