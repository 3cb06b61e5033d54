"""The key that shows what changed in an article since it was read."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from blogreader.archive import Archive, Earlier
from blogreader.library.changed_texts import ChangedText
from blogreader.library.differences import ChangedCode, ChangedPassage, Difference, Piece, Unchanged
from blogreader.model import Document, Via
from blogreader.render import Block, Code, Heading, Inline, Paragraph
from blogreader.render.layout.marks import Mark
from blogreader.tui.dialogs.changes_screen import ChangesView, shown
from tests.conftest import FORBIDDEN
from tests.driving import BLOG, NOW, archived, prose, reading
from tests.tui.test_frames import HEIGHT, WIDTHS, check

pytestmark = pytest.mark.app

CODE = "\n".join(f"line {number}" for number in range(12))
BEFORE = f"""{prose(2)}

It was slow then, and [nobody](x) knew why, \x1b]0;for it was long ago.

```python
{CODE}
```

The end.
"""
NOW_SAYS = BEFORE.replace("slow then", "very fast").replace("line 6\n", "line six\n") + "\nAn [/b] addition.\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Two articles, of which one changed."""
    kept = archived(tmp_path / "library", {"one": NOW_SAYS, "two": prose(2)})
    archive = Archive(tmp_path / "library" / "archive")
    document = archive.read(BLOG + "one")
    assert document is not None
    archive.write_earlier(BLOG + "one", Earlier(NOW - timedelta(days=1), BEFORE), document.text)
    return kept


OPEN_ONE = ("slash", *"one", "enter", "enter")


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
async def test_what_changed_is_as_its_frame(tmp_path: Path, index: Path, width: int) -> None:
    async with reading(tmp_path / "library", index=index, size=(width, HEIGHT)) as driver:
        await driver.press(*OPEN_ONE)
        assert "c shows" in driver.lines[-1] or width < 60
        await driver.press("c")
        assert not FORBIDDEN.search(driver.text)
        check("changes", width, driver.lines)


@pytest.mark.slow
async def test_words_that_are_gone_and_new_are_told_until_a_key_goes_back_and_then_it_is_seen(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, HEIGHT), query="is:changed") as driver:
        assert driver.screen.articles.count == 1
        await driver.press("enter")
        before = driver.pane
        for back in ("c", "q", "escape"):
            await driver.press("c")
            assert "It was [-slow then-]{+very fast+}, and nobody knew why" in driver.text
            assert "-   line 6" in driver.text.replace("│", " ") or "- line 6" in driver.text
            assert "+ line six" in driver.text
            await driver.press(back)
            assert driver.pane == before
        listing = driver.library.select("is:changed")
        assert len(listing) == 0


@pytest.mark.slow
async def test_a_changed_article_has_a_mark_a_row_of_the_sidebar_and_a_view_until_it_is_seen(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, HEIGHT), query="") as driver:
        assert any(line.startswith(" Changed        1 · 9 min") for line in driver.lines)
        row = driver.screen.articles.render_row(0, 0, 120, at_cursor=False)
        assert row.text.split()[:2] == ["≠", "One"]
        assert "9 min · changed · Notes" in driver.text
        assert "changed since you read it" in driver.sight
        await driver.press("8")
        assert driver.screen.articles.count == 1
        await driver.press("enter", "c", "q", "q", "4")
        assert not any(line.startswith(" Changed") for line in driver.lines)
        assert "≠" not in driver.text


async def test_an_article_that_is_as_it_was_read_says_so(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, HEIGHT), query="two") as driver:
        await driver.press("enter", "c")
        assert "This is the text that you read" in driver.lines[-1]


async def test_without_a_text_the_key_says_why_not(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, HEIGHT)) as driver:
        await driver.press("c")
        assert "c" in driver.lines[-1]


@pytest.mark.slow
async def test_what_is_no_longer_kept_is_told(tmp_path: Path, index: Path) -> None:
    archive = Archive(tmp_path / "library" / "archive")
    archive.write(Document(BLOG + "one", BLOG + "one", "Edited by hand.\n", NOW, Via.EXTRACTED))
    async with reading(tmp_path / "library", index=index, size=(100, HEIGHT), query="one") as driver:
        await driver.press("enter", "c")
        assert "The text that you read was not kept" in driver.text


def lines(*differences: Difference) -> list[tuple[Block, Sequence[Mark]]]:
    """The blocks behind the heading."""
    return [*shown(ChangedText(NOW, differences))][1:]


def test_differences_are_told_in_blocks_whose_marks_stand_on_what_is_gone_or_new() -> None:
    pieces = Piece("same", "It was "), Piece("gone", "slow "), Piece("new", "very fast\x1b "), Piece("same", "then.")
    heading, *_ = shown(ChangedText(NOW, ()))
    assert heading == (Heading(2, Inline("Changed since you read it: the new text was fetched on 1 Nov 2026")), ())
    listing = ChangedCode((Piece("same", "a\nb\n"), Piece("gone", "c\n"), Piece("new", "\x1bd\n")))
    assert lines(Unchanged(1), ChangedPassage(pieces), Unchanged(2), listing) == [
        (Paragraph(Inline("3 words {+new+}, 2 words [-gone-]."), role="dim"), ()),
        (Paragraph(Inline("⋯ 1 part of the text as before ⋯"), role="dim"), ()),
        (
            Paragraph(Inline("It was [-slow-] {+very fast+} then.")),
            [Mark(7, 15, "deleted"), Mark(16, 29, "inserted")],
        ),
        (Paragraph(Inline("⋯ 2 parts of the text as before ⋯"), role="dim"), ()),
        (Code("  a\n  b\n- c\n+ d", language="diff"), ()),
    ]


def test_where_there_is_nothing_to_compare_or_no_word_differs_it_is_said() -> None:
    assert lines(Unchanged(4)) == [(Paragraph(Inline("The words are the same.")), ())]
    unknown = [*shown(ChangedText(NOW, None))][1:]
    assert unknown == [(Paragraph(Inline("The text that you read was not kept, so the two can't be compared.")), ())]
    kinds: tuple[Literal["gone", "new"], ...] = ("gone", "new")
    for kind in kinds:
        assert len(lines(ChangedPassage((Piece(kind, "one"),)))) == 2


@pytest.mark.parametrize(
    ("texts", "lengths"),
    [
        ((1_998,), [1_998]),
        ((1_999,), [1_999, 0]),
        ((4_001,), [2_000, 2_001]),
        ((1_000, 999, 1), [1_999, 1]),
        ((900, 900, 900, 900), [1_800, 1_800]),
    ],
)
def test_a_long_passage_is_split_and_loses_nothing(texts: tuple[int, ...], lengths: list[int]) -> None:
    blocks = lines(ChangedPassage((*(Piece("same", "a" * length) for length in texts), Piece("new", "b"))))[1:]
    plain = [block.content.source for block, _ in blocks if isinstance(block, Paragraph)]
    assert [text.count("a") for text in plain] == lengths
    assert sum(text.count("b") for text in plain) == 1


@pytest.mark.parametrize(("count", "lengths"), [(200, [200]), (201, [200, 1]), (400, [200, 200])])
def test_a_long_listing_is_split_and_loses_nothing(count: int, lengths: list[int]) -> None:
    text = "".join(f"{number}\n" for number in range(count))
    codes = [block.text for block, _ in lines(ChangedCode((Piece("new", text),)))[1:] if isinstance(block, Code)]
    assert [len(code.splitlines()) for code in codes] == lengths
    assert "\n".join(codes).splitlines() == [f"+ {number}" for number in range(count)]


def test_a_block_that_was_made_later_has_no_marks() -> None:
    view = ChangesView(id="text")
    view.marks = [[Mark(0, 1, "inserted")], []]
    assert [view.marks_of(block, 0, 9) for block in range(3)] == [[Mark(0, 1, "inserted")], [], ()]
