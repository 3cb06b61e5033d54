"""A place is found again: at another width, and in a document that changed in the meantime."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.model import Place
from blogreader.render import Paragraph, ParsedDocument, Rule, parse, plain_text
from blogreader.render.document.places import find_place, place_of
from blogreader.render.layout.lines import Options
from blogreader.render.layout.virtual_document import Position, VirtualDocument
from tests.conftest import scaled
from tests.render.markdown.test_source import CONSTRUCTS, DEFINITIONS, small_chunks
from tests.render.test_render import DOCUMENTS, MARKDOWN

property_test = settings(database=None, max_examples=scaled(120), derandomize=True)
HEAD = parse("# Title\n\nWho wrote it\n")
golden = st.sampled_from([path.read_text("utf-8") for path in DOCUMENTS])
documents = st.one_of(
    golden, MARKDOWN, st.lists(st.sampled_from([*CONSTRUCTS, DEFINITIONS]), min_size=1, max_size=10).map("\n".join)
)
PARAGRAPHS = [
    f"Paragraph {number} says {word} and says nothing else that is of any use to its reader at all."
    for number, word in enumerate(
        ["alpha", "beta", "gamma", "delta", "zeta", "eta", "theta", "iota", "kappa", "mu", "nu", "xi"]
    )
]


def virtual_document(markdown: str, width: int = 80) -> VirtualDocument:
    source = ParsedDocument(markdown)
    source.all()
    made = VirtualDocument(HEAD, source)
    made.lay_out(width, Options(column=width))
    return made


def text_at(shown: VirtualDocument, position: Position) -> str:
    block, offset = shown.offset_at(position)
    return plain_text(shown.blocks[block])[offset : offset + 40]


def found(markdown: str, place: Place) -> tuple[int, int]:
    return find_place(ParsedDocument(markdown), place)


def quoted(number: int, offset: int = 0, paragraphs: list[str] = PARAGRAPHS) -> Place:
    return place_of(parse("\n\n".join(paragraphs))[number], number, offset, 0.3)


@pytest.mark.slow
@property_test
@given(documents, st.integers(40, 160), st.integers(40, 160), st.data())
def test_a_place_is_the_same_text_at_any_width_and_back(
    markdown: str, width: int, other: int, data: st.DataObject
) -> None:
    first, second = virtual_document(markdown, width), virtual_document(markdown, other)
    rows = sum(len(first.rows(block)) for block in range(len(first.blocks)))
    position = first.moved(Position(), data.draw(st.integers(0, rows)))
    place = first.place_at(position, 0.5)
    if place is None:
        assert position.block < len(HEAD)
        return
    assert find_place(ParsedDocument(markdown), place) == (place.block, place.offset)
    again = second.position_of(len(HEAD) + place.block, place.offset)
    block, start = second.offset_at(again)
    # The row that holds the text begins at it or before it, and the next one behind it.
    assert block == len(HEAD) + place.block
    assert (
        start <= place.offset
        or second.rows(block)[again.row].text.strip() == ""
        or "Table" in repr(first.blocks[block])
    )
    back = first.position_of(block, place.offset)
    assert first.offset_at(back)[0] == position.block
    assert text_at(first, back) == text_at(first, first.position_of(*first.offset_at(position)))


@property_test
@given(documents, st.integers(20, 160))
def test_every_row_with_text_is_found_again_at_its_width(markdown: str, width: int) -> None:
    shown = virtual_document(markdown, width)
    for number in range(len(HEAD), len(shown.blocks)):
        if "Table" in repr(shown.blocks[number]):
            continue  # the cells of a row stand beside each other
        for row, line in enumerate(shown.rows(number)):
            if any(span.offset is not None and span.text for span in line.spans):
                assert shown.position_of(*shown.offset_at(Position(number, row))) == Position(number, row)


def test_the_head_has_no_place() -> None:
    shown = virtual_document("Text.")
    assert shown.place_at(Position(0, 0), 0.0) is None
    assert shown.place_at(Position(1, 0), 0.0) is None
    assert shown.place_at(Position(2, 0), 0.0) == Place(0, 0, "Text.", 0.0)


@pytest.mark.parametrize("before", [1, 3, 50])
def test_paragraphs_inserted_before_change_no_place(before: int) -> None:
    new = "\n\n".join([*(f"Inserted {number}" for number in range(before)), *PARAGRAPHS])
    assert found(new, quoted(5, 10)) == (5 + before, 10)


def test_paragraphs_removed_before_change_no_place() -> None:
    assert found("\n\n".join(PARAGRAPHS[3:]), quoted(5, 10)) == (2, 10)
    assert found(PARAGRAPHS[5], quoted(5, 10)) == (0, 10)


def test_words_inserted_and_removed_before_the_quote_change_no_place() -> None:
    new = [*PARAGRAPHS]
    new[5] = "Really: " + new[5]
    assert found("\n\n".join(new), quoted(5, 10)) == (5, 18)
    new[5] = PARAGRAPHS[5][4:]
    assert found("\n\n".join(new), quoted(5, 10)) == (5, 6)


@pytest.mark.parametrize("shift", [-400, -41, -1, 0, 1, 39, 41, 400])
def test_the_quote_nearest_to_where_it_was_wins_within_a_block(shift: int) -> None:
    text = "x" * 500 + "The sentence that is said more than once, here." + "y" * 500
    place = Place(0, 500 + shift, "The sentence that is said more than once", 0.5)
    for around in ("{} {}", "{0} {1} {0}"):
        markdown = around.format(text, "-" * 5_000)
        assert found(markdown, place) == (0, 500)


@pytest.mark.slow
def test_what_repeats_itself_is_found_where_it_was() -> None:
    # Were the first one taken, a place in a table of figures would move up at every opening.
    line = "| 0 | 0 | 0 | 0 | 0 |\n"
    markdown = "```\n" + line * 200 + "```\n"
    for offset in (0, len(line), 40, 10 * len(line), 150 * len(line), 199 * len(line)):
        place = place_of(parse(markdown)[0], 0, offset, 0.5)
        assert found(markdown, place) == (0, offset)
    for offset in range(0, 3_000, 7):
        text = "a" * 4_000
        assert found(text, place_of(parse(text)[0], 0, offset, 0.5)) == (0, offset)


def test_of_blocks_that_say_the_same_the_nearest_wins() -> None:
    said = "The refrain, which comes again and again in this song."
    new = "\n\n".join([said, *PARAGRAPHS[:4], said, *PARAGRAPHS[4:8], said])
    for block, expected in ((0, 0), (2, 0), (3, 5), (5, 5), (7, 5), (8, 10), (30, 10)):
        assert found(new, Place(block, 0, said[:40], 0.0)) == (expected, 0)


def test_the_block_itself_is_asked_before_its_neighbours() -> None:
    new = ["The refrain, which comes again and again.", "Now: The refrain, which comes again and again."]
    assert found("\n\n".join(new), Place(1, 0, new[0][:40], 0.0)) == (1, 5)


@pytest.mark.parametrize(("fraction", "block"), [(0.0, 0), (0.26, 3), (0.55, 6), (0.999, 11), (1.0, 11)])
def test_where_the_quote_is_gone_as_much_of_the_text_is_skipped(fraction: float, block: int) -> None:
    assert found("\n\n".join(PARAGRAPHS), Place(4, 7, "gone", fraction)) == (block, 0)


@pytest.mark.parametrize(("fraction", "block"), [(0.24, 0), (0.25, 1), (0.49, 1), (0.5, 2), (0.75, 3), (1.0, 3)])
def test_a_block_ends_where_its_share_of_the_text_is_skipped(fraction: float, block: int) -> None:
    assert found("\n\n".join(["abcd"] * 4), Place(9, 7, "gone", fraction)) == (block, 0)


@pytest.mark.parametrize(("near", "expected"), [(0, 0), (19, 0), (21, 40), (39, 40), (99, 40)])
def test_of_a_quote_that_stands_twice_the_nearer_one_is_found(near: int, expected: int) -> None:
    text = f"The refrain.{'-' * 28}The refrain."
    assert found(text, Place(0, near, "The refrain.", 0.0)) == (0, expected)


@pytest.mark.parametrize("block", [0, 3, 11])
def test_without_a_quote_block_and_offset_are_what_is_left(block: int) -> None:
    assert found("\n\n".join(PARAGRAPHS), Place(block, 7, "", 0.9)) == (block, 7)
    assert found("\n\n".join(PARAGRAPHS[:2]), Place(block, 7, "", 0.9)) == (min(block, 1), 7)


def test_a_place_on_what_has_no_text_is_found() -> None:
    markdown = "one\n\n---\n\ntwo\n"
    place = place_of(parse(markdown)[1], 1, 0, 0.5)
    assert place == Place(1, 0, "", 0.5)
    assert isinstance(parse(markdown)[found(markdown, place)[0]], Rule)


@pytest.mark.parametrize("markdown", ["", "\n", "---\ntitle: x\n---\n", "[a]: /b"])
@pytest.mark.parametrize("place", [Place(0, 0, "", 0.0), Place(7, 90, "quote", 0.5), Place(3, 0, "", 1.0)])
def test_in_an_empty_document_every_place_is_its_beginning(markdown: str, place: Place) -> None:
    block, _ = found(markdown, place)
    assert block == 0
    shown = virtual_document(markdown)
    assert shown.position_of(block + shown.head, 0) == Position()


@property_test
@given(
    documents,
    st.builds(
        Place,
        st.integers(0, 60),
        st.integers(0, 10_000),
        st.one_of(st.text(max_size=40), st.sampled_from(["word", "a", "Word", " "])),
        st.floats(0, 1),
    ),
    st.integers(1, 160),
)
def test_any_place_leads_into_any_document(markdown: str, place: Place, width: int) -> None:
    block, offset = found(markdown, place)
    shown = virtual_document(markdown, width)
    position = shown.position_of(shown.head + block, offset)
    assert position == Position() or position.row < max(len(shown.rows(position.block)), 1)
    assert block < len(parse(markdown)) or not parse(markdown)


def test_no_more_is_parsed_than_it_takes() -> None:
    with small_chunks():
        source = ParsedDocument("\n\n".join(PARAGRAPHS * 20))
        assert find_place(source, quoted(5, 10)) == (5, 10)
        assert not source.complete
        assert find_place(source, Place(200, 0, "gone", 0.0)) == (0, 0)
        assert source.complete


def test_a_quote_is_short_and_of_the_text_as_it_is_read() -> None:
    (block,) = parse("Some *emphasis* and a [link](https://example.com) in a paragraph that goes on.")
    assert isinstance(block, Paragraph)
    assert place_of(block, 3, 5, 0.25) == Place(3, 5, "emphasis and a link in a paragraph that ", 0.25)
