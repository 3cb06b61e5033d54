"""Anchors: a highlight is found again in a text that was fetched, or extracted, anew."""

import random
import re
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.highlights import new_highlight
from blogreader.model import Anchor, Highlight
from blogreader.render import ParsedDocument
from blogreader.render.document.anchors import FoldedText, Passage, anchor_of, find_passages, quoted, trimmed

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
PARTS = [
    "# The harbour",
    "The lamp at the end of the mole is lit at dusk, and the boats that are late see it from afar.",
    "A paragraph with *emphasis*, `code`, [a link](https://example.org/x) and “quotes” that curl — and dashes.",
    "- one item of a list\n- another item\n  - and one within it",
    "> What somebody else said of it, in so many words.\n>\n> And some more.",
    "| boat | length |\n|---|---|\n| Anna | 12 m |\n| Berta | 9 m |",
    '```go\nfunc main() {\n\tif late {\n\t\tprintln("lamp")\n\t}\n}\n```',
    "$$\n\\frac{a}{b} + \\sqrt{x}\n$$",
    "![The mole in winter](https://example.org/mole.png)",
    "港の灯りは夕暮れにともる。遅れた船は遠くからそれを見る。",
    "The ferry 🚢 leaves 👩‍👩‍👧 at nine 🇫🇷, they say.",
    "השלט על המזח נדלק עם ערב, והסירות רואות אותו מרחוק.",
    "البحر هادئ اليوم والقوارب تعود قبل الغروب.",
    "The lamp at the end of the mole is lit at dusk, and nobody minds.",
    "A claim with a footnote[^1] behind it.\n\n[^1]: What the footnote says of the lamp.",
]
EDITS = ["Something that was put in later.", "## A new heading", "- a new list\n- of two", "```\nnew code\n```"]


def texts(markdown: str) -> list[str]:
    return ParsedDocument(markdown).texts()


def marked(markdown: str, passage: Passage) -> Highlight:
    text_of = texts(markdown).__getitem__
    kept = trimmed(text_of, passage)
    assert kept
    return new_highlight("k", NOW, quote=quoted(text_of, kept), anchor=anchor_of(text_of, kept))


def passage_of(markdown: str, first: str, last: str | None = None) -> Passage:
    """Return the passage from where some words begin to where others end."""
    found = texts(markdown)
    block = next(number for number, text in enumerate(found) if first in text)
    end = last or first
    last_block = next(number for number, text in enumerate(found) if number >= block and end in text)
    return Passage(block, found[block].index(first), last_block, found[last_block].index(end) + len(end))


def found_again(highlight: Highlight, markdown: str) -> str | None:
    source = ParsedDocument(markdown)
    passage = find_passages(source, [highlight]).get(highlight.id)
    return None if passage is None else quoted(source.texts().__getitem__, passage)


def words(text: str) -> str:
    return re.sub(r"[\s\u200d]+", "", text)


ARTICLE = "\n\n".join(PARTS)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("boats that are late", None),
        ("emphasis, code, a link", None),
        ("another item", None),
        ("else said", "some more"),
        ("length", "Berta"),
        ("\tif late {\n\t\tprintln", None),
        ("mole in winter", None),
        ("夕暮れにともる", None),
        ("🚢 leaves 👩‍👩‍👧", None),
        ("המזח נדלק", None),
        ("هادئ اليوم", None),
        ("see it from afar", "another item"),
        ("The harbour", "so many words"),
        ("What the footnote says", None),
    ],
)
def test_a_passage_of_any_kind_comes_back_where_things_were_put_in_before_it(first: str, last: str | None) -> None:
    highlight = marked(ARTICLE, passage_of(ARTICLE, first, last))
    assert found_again(highlight, ARTICLE) == highlight.quote
    moved = "\n\n".join([*EDITS, *PARTS, "And an end."])
    assert found_again(highlight, moved) == highlight.quote


def test_a_formula_comes_back() -> None:
    block = next(number for number, text in enumerate(texts(ARTICLE)) if "√" in text)
    highlight = marked(ARTICLE, Passage(block, 0, block, 10_000))
    moved = "\n\n".join([*EDITS, *PARTS])
    assert words(found_again(highlight, moved) or "") == words(highlight.quote)


def test_of_equal_words_those_are_found_that_stand_between_the_same_ones() -> None:
    first, second = PARTS[1], PARTS[-2]
    highlight = marked(ARTICLE, Passage(*(number := texts(ARTICLE).index(second), 4), number, 8))
    assert highlight.quote == "lamp"
    moved = ParsedDocument("\n\n".join([first, "Put in.", second, "Put in.", first]))
    passage = find_passages(moved, [highlight])[highlight.id]
    assert (passage.block, passage.start) == (2, 4)


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("changed", [("", ""), ("are late", "come late"), ("before and after", "around")])
def test_of_equal_words_between_equal_ones_those_are_found_that_stand_nearest(
    number: int, changed: tuple[str, str]
) -> None:
    said = "The boats that are late see it from afar, each night of the year."
    parts = [*("Words that are the same before and after." for _ in range(3)), said] * 5
    at = 4 * number + 3
    highlight = marked("\n\n".join(parts), Passage(at, 0, at, len(said)))
    parts = [part.replace(*changed) for part in parts]
    passage = find_passages(ParsedDocument("\n\n".join(["Put in.", *parts])), [highlight])[highlight.id]
    assert (passage.block, passage.start, passage.last) == (at + 1, 0, at + 1)


@pytest.mark.parametrize("side", ["before", "after"])
def test_of_very_many_equal_words_those_are_found_of_which_one_side_is_as_it_was(side: str) -> None:
    chance = random.Random(1)
    names = [" ".join("".join(chance.choices("abcdefghijk", k=7)) for _ in range(8)) for _ in range(200)]
    parts = [f"{name} nobody minds the boats {name[::-1]}" for name in names]
    start = parts[90].index("nobody")
    highlight = marked("\n\n".join(parts), Passage(90, start, 90, start + len("nobody minds the boats")))
    kept = parts[90][:start] if side == "before" else ""
    parts[90] = f"{kept}nobody minds the boats{'' if kept else parts[90][start + 22 :]}"
    others = ["Elsewhere, too, nobody minds the boats; what others say of them we do not know."] * 300
    source = ParsedDocument("\n\n".join([*others, *parts]))
    assert find_passages(source, [highlight])[highlight.id].block == 390


def test_of_equal_words_in_a_text_that_now_ends_sooner_the_last_are_found() -> None:
    parts = ["Before it.", "Yes.", "After it."] * 12
    highlight = marked("\n\n".join(parts), Passage(34, 0, 34, 4))
    passage = find_passages(ParsedDocument("\n\n".join(parts[:30])), [highlight])[highlight.id]
    assert passage.block == 28


def test_lines_broken_otherwise_soft_hyphens_and_other_quotes_change_no_words() -> None:
    highlight = marked(ARTICLE, passage_of(ARTICLE, "code, a link and “quotes” that curl — and"))
    changed = ARTICLE.replace("“quotes” that", '"quo\u00adtes"\nthat').replace("—", "-")
    assert words(found_again(highlight, changed) or "") == 'code,alinkand"quo\u00adtes"thatcurl-and'


def test_a_few_words_are_found_whatever_is_between_them_that_nobody_sees() -> None:
    highlight = marked(ARTICLE, passage_of(ARTICLE, "curl — and"))
    changed = ARTICLE.replace("curl — and", "cu\u00adrl\u200b\n— and")
    assert words(found_again(highlight, changed) or "") == "cu\u00adrl\u200b—and"


def test_a_paragraph_that_was_parted_and_one_that_was_joined() -> None:
    highlight = marked(ARTICLE, passage_of(ARTICLE, "is lit at dusk, and the boats"))
    assert found_again(highlight, ARTICLE.replace("dusk, and", "dusk,\n\nand")) == "is lit at dusk,\n\nand the boats"
    across = marked(ARTICLE, passage_of(ARTICLE, "in so many words.", "some more."))
    assert (
        found_again(across, ARTICLE.replace("words.\n>\n> And", "words.\n> And")) == "in so many words. And some more."
    )


def test_a_passage_of_which_a_word_changed_is_found_and_one_that_is_gone_is_not() -> None:
    highlight = marked(ARTICLE, passage_of(ARTICLE, "the boats that are late see it from afar"))
    changed = found_again(highlight, ARTICLE.replace("are late see it", "come late can see it"))
    assert changed == "the boats that come late can see it from afar"
    assert found_again(highlight, ARTICLE.replace(PARTS[1], "Something else entirely, of roads and carts.")) is None
    assert found_again(highlight, "") is None


def test_what_came_without_a_place_is_found_by_its_quote() -> None:
    imported = new_highlight("k", NOW, quote="boats that are\nlate see it")
    assert found_again(imported, ARTICLE) == "boats that are late see it"
    assert found_again(new_highlight("k", NOW, note="on all of it"), ARTICLE) is None


def test_blanks_and_blocks_without_words_are_no_part_of_a_passage() -> None:
    text_of = ["", "  one ", "", "two  ", " "].__getitem__
    assert trimmed(text_of, Passage(0, 0, 4, 1)) == Passage(1, 2, 3, 3)
    assert trimmed(text_of, Passage(1, 0, 1, 2)) is None
    assert trimmed(text_of, Passage(4, 0, 4, 1)) is None
    assert trimmed(text_of, Passage(1, 2, 1, 99)) == Passage(1, 2, 1, 5)


@pytest.mark.slow
def test_a_thousand_highlights_are_looked_for_in_one_pass_and_only_as_far_as_they_reach() -> None:
    long = "\n\n".join(f"Paragraph {number} says that the boat {number} came in." for number in range(12_000))
    source = ParsedDocument(long)
    found = texts(long)[:1_000]
    marks = [
        new_highlight("k", NOW, quote=text, anchor=anchor_of(found.__getitem__, Passage(number, 0, number, len(text))))
        for number, text in enumerate(found[:990])
    ]
    assert len(find_passages(source, marks)) == 990
    assert not source.complete


@st.composite
def selections(draw: st.DrawFn) -> tuple[list[str], Passage]:
    """Return parts of an article and a passage in it."""
    parts = draw(st.permutations(PARTS[:-1]))[: draw(st.integers(1, len(PARTS) - 1))]
    found = texts("\n\n".join(parts))
    spots = [(number, at) for number, text in enumerate(found) for at in range(len(text) + 1)]
    one, other = sorted((draw(st.sampled_from(spots)), draw(st.sampled_from(spots))))
    return parts, Passage(*one, *other)


@pytest.mark.slow
@given(selections(), st.randoms(use_true_random=False))
def test_any_selection_comes_back_to_the_same_words_whatever_is_edited_elsewhere(
    selection: tuple[list[str], Passage], chance: random.Random
) -> None:
    parts, passage = selection
    markdown = "\n\n".join(parts)
    text_of = texts(markdown).__getitem__
    kept = trimmed(text_of, passage)
    if kept is None:
        return
    highlight = new_highlight("k", NOW, quote=quoted(text_of, kept), anchor=anchor_of(text_of, kept))
    # A part is a block, but for the lists of which the parser may make one.
    edited: list[str] = []
    for number, part in enumerate(parts):
        is_elsewhere = not kept.block <= number <= kept.last
        if is_elsewhere and chance.random() < 0.3:
            continue
        if (is_elsewhere or number == kept.block) and chance.random() < 0.3:
            edited += ["Put in.", chance.choice(EDITS), "Put in."]
        is_prose = part[0] not in "`$|!>"  # half of anything else would take what follows into itself
        edited.append(part[: len(part) // 2] if is_elsewhere and is_prose and chance.random() < 0.5 else part)
    again = found_again(highlight, "\n\n".join(edited))
    assert words(again or "") == words(highlight.quote)


_AROUND = [
    ("The keeper of the lamp", "he wrote", "home in the first winter"),
    ("Who mends the nets", "she said", "without looking up"),
    ("Two pilots agree that", "they tell", "every stranger"),
    ("In the office of the port", "I heard", "while a stamp came down"),
    ("Children sing that", "they sing", "skipping over a rope"),
    ("By the letter of the law", "it is held", "in each of its courts"),
    ("On the ferry to the isles", "one hears", "over a cup of tea"),
    ("The old captain knows that", "he tells", "his only cat"),
    ("Above the door is carved that", "it reads", "in letters of gold"),
    ("Nowadays, as ever,", "they write", "under pictures of the sea"),
]


@pytest.mark.parametrize("number", range(10))
def test_of_ten_equal_quotes_the_one_is_found_beside_which_words_were_edited(number: int) -> None:
    said = "nobody minds the boats that are late"
    parts = [f"{who} in those days {said}, so {verb} {how}." for who, verb, how in _AROUND]
    start = parts[number].index(said)
    highlight = marked("\n\n".join(parts), Passage(number, start, number, start + len(said)))
    parts[number] = parts[number].replace("days", "years").replace(", so", ": thus")
    source = ParsedDocument("\n\n".join(["Put in.", *parts[:5], "Put in.", *parts[5:]]))
    passage = find_passages(source, [highlight])[highlight.id]
    assert passage.block == (number + 1 if number < 5 else number + 2)


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_a_passage_is_found_in_its_very_place_whatever_is_edited_parted_and_joined_around_it(
    chance: random.Random,
) -> None:
    """Each word stands once, so that it is known where it is after the edits."""
    new = (f"“word” it’s{number}." for number in range(100_000))
    blocks = [[next(new) for _ in range(chance.randint(1, 20))] for _ in range(chance.randint(1, 12))]
    first = chance.randrange(len(blocks))
    last = min(first + chance.choice((0, 0, 1, 2)), len(blocks) - 1)
    start = chance.randrange(len(blocks[first]))
    end = chance.randrange(start if first == last else 0, len(blocks[last]))
    spots = [(number, at) for number, block in enumerate(blocks) for at in range(len(block))]
    kept = [blocks[number][at] for number, at in spots if (first, start) <= (number, at) <= (last, end)]
    kinds = [chance.choice(_KINDS) for _ in blocks]
    highlight = marked(
        laid_out(zip(kinds, blocks, strict=True)),
        Passage(
            first,
            " ".join(blocks[first]).index(kept[0]),
            last,
            " ".join(blocks[last]).index(kept[-1]) + len(kept[-1]),
        ),
    )
    assert words(highlight.quote) == words("".join(kept))
    edited: list[tuple[str, list[str]]] = []
    for kind, block in zip(kinds, blocks, strict=True):
        then: list[str] = []
        for word in block:
            then += [word] * (word in kept or chance.random() > 0.2)
            then += [next(new)] * (word not in kept[:-1] and chance.random() < 0.2)
        if chance.random() < 0.2:  # parted
            cut = chance.randint(0, len(then))
            edited.append((kind, then[:cut]))
            then = then[cut:]
        if edited and chance.random() < 0.2:  # joined with the one before
            edited[-1] = (edited[-1][0], edited[-1][1] + then)
        else:
            edited.append((chance.choice((kind, "")), then))
    text = laid_out(edited)
    if chance.random() < 0.5:
        text = text.translate(_STRAIGHT)
    assert words(found_again(highlight, text) or "").translate(_STRAIGHT) == words("".join(kept)).translate(_STRAIGHT)


_KINDS = ("", "", "## ", "> ")
_STRAIGHT = str.maketrans("“”’", '""\'')


def laid_out(blocks: Iterable[tuple[str, list[str]]]) -> str:
    """Return blocks of words as Markdown, with nothing that makes one block of two quotations."""
    lines = [(kind, " ".join(block)) for kind, block in blocks if block]
    kinds = ["", *(kind for kind, _ in lines)]
    return "\n\n".join(
        ("" if kind == "> " == before else kind) + line for before, (kind, line) in zip(kinds, lines, strict=False)
    )


LETTERS = "".join(random.Random(5).choices("abcdefghijklmnopqrstuvwxyz", k=3_100))


def place_in(folded: list[str], quote: str, anchor: Anchor | None = None) -> Passage | None:
    return FoldedText(folded).find(new_highlight("k", NOW, quote=quote, anchor=anchor))


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        # A letter changed in 24 letters at least, and in 3 000 at most.
        (LETTERS[:24], f"{LETTERS[:12]}.{LETTERS[13:24]}", (0, 24)),
        (LETTERS[:23], f"{LETTERS[:12]}.{LETTERS[13:23]}", None),
        (LETTERS[:3_000], f"{LETTERS[:2_900]}.{LETTERS[2_901:3_000]}", (0, 3_000)),
        (LETTERS[:3_001], f"{LETTERS[:2_900]}.{LETTERS[2_901:3_001]}", None),
        # Where it stands, whatever is around it.
        (LETTERS[:60], f"{'.' * 40}{LETTERS[:30]}.{LETTERS[31:60]}{'.' * 40}", (40, 100)),
        (LETTERS[:60], f"{'.' * 40}{LETTERS[:30]}{'.' * 12}{LETTERS[30:60]}{'.' * 40}", (40, 112)),
        # Letters were put in or taken out, at its begin or its end as well.
        (LETTERS[:60], f"{LETTERS[:30]}{LETTERS[36:60]}", (0, 54)),
        (LETTERS[:60], LETTERS[9:60], (0, 51)),
        (LETTERS[:60], LETTERS[:51], (0, 51)),
        # More than four fifths of both are the same, in the same order.
        (LETTERS[:60], LETTERS[:41], (0, 41)),
        (LETTERS[:60], LETTERS[:40], None),
        (LETTERS[:60], f"{LETTERS[30:60]}{LETTERS[:30]}", None),
    ],
)
def test_a_quote_is_found_as_long_as_it_is_very_much_like_what_stands_there(
    quote: str, text: str, expected: tuple[int, int] | None
) -> None:
    assert place_in([text], quote) == (None if expected is None else Passage(0, expected[0], 0, expected[1]))


def test_of_two_passages_that_are_like_a_quote_the_more_alike_is_found_and_of_equal_ones_the_nearest() -> None:
    quote, once, twice = LETTERS[:60], f"{LETTERS[:40]}.{LETTERS[41:60]}", f"{LETTERS[:40]}..{LETTERS[42:60]}"
    apart = "." * 100
    assert place_in([twice, apart, once, apart, twice], quote) == Passage(2, 0, 2, 60)
    for block in (0, 2, 4):
        assert place_in([once, apart, once, apart, once], quote, Anchor(block, 0, block, 60)) == Passage(
            block, 0, block, 60
        )
    assert place_in([once, apart, once], quote) == Passage(0, 0, 0, 60)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # The whole of what is around it decides; else what is the most like it, of three letters or more in a row.
        ("0000", "0000", 0),
        ("1111", "1ab1", 1),
        ("3333", "yyyy1ab1", 1),
        ("", "yyyycdeyyyy", 2),
        ("", "yyyycyeyyyy", 0),
        ("", "yyyyab yyyy", 0),
    ],
)
def test_of_equal_quotes_that_is_found_around_which_most_letters_are_as_they_were(
    before: str, after: str, expected: int
) -> None:
    parts = ["0000 lamp 0000 0000 0000", "1111 lamp 1ab1 1111 1111", "2222 lamp 2222 cde2 2222"]
    starts = [part.index("lamp") for part in parts]
    anchor = Anchor(0, 0, 0, 4, before, after)
    found = place_in(parts, "lamp", anchor)
    assert found == Passage(expected, starts[expected], expected, starts[expected] + 4)


@pytest.mark.parametrize("block", [0, 1, 2])
def test_of_equal_quotes_between_equal_words_the_nearest_is_found_up_to_the_first(block: int) -> None:
    anchor = Anchor(block, 3, block, 7, "ab ", " cd")
    assert place_in(["ab lamp cd"] * 3, "lamp", anchor) == Passage(block, 3, block, 7)


def test_a_quote_that_came_to_the_very_beginning_is_found_there() -> None:
    anchor = Anchor(1, 10, 1, 14, "Before it.", "which is lit at dusk")
    assert place_in(["lamp, lit at dusk", "A lamp of no name"], "lamp", anchor) == Passage(0, 0, 0, 4)


def test_an_anchor_has_48_characters_on_each_side_across_blocks() -> None:
    found = ["a" * 20, "b" * 40, "c" * 60]
    anchor = anchor_of(found.__getitem__, Passage(1, 20, 1, 21))
    assert (anchor.before, anchor.after) == (f"{'a' * 20}\n{'b' * 20}", f"{'b' * 19}\n{'c' * 28}")
    anchor = anchor_of(found.__getitem__, Passage(2, 48, 2, 50))
    assert (anchor.before, anchor.after) == ("c" * 48, "c" * 10)
    anchor = anchor_of(found.__getitem__, Passage(2, 47, 2, 60))
    assert (anchor.before, anchor.after) == (f"\n{'c' * 47}", "")
    anchor = anchor_of(found.__getitem__, Passage(0, 0, 2, 12))
    assert (anchor.before, anchor.after) == ("", "c" * 48)
    anchor = anchor_of(found.__getitem__, Passage(0, 0, 1, 0))
    assert (anchor.before, anchor.after) == ("", f"{'b' * 40}\n{'c' * 7}")


def test_a_passage_is_quoted_with_a_blank_line_between_its_blocks() -> None:
    text_of = ["one two", "three", "four five"].__getitem__
    assert quoted(text_of, Passage(0, 4, 2, 4)) == "two\n\nthree\n\nfour"
    assert quoted(text_of, Passage(0, 4, 0, 6)) == "tw"
    assert quoted(text_of, Passage(1, 1, 1, 99)) == "hree"
