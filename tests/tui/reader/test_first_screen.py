"""The first screen of a text that may be opened next: what it is for, and how it is made beside everything else."""

import asyncio
from typing import Any

import pytest
from textual.strip import Strip

from blogreader.render import Heading, Inline, Line, ParsedDocument
from blogreader.render.highlight import is_plain_yet
from blogreader.tui.reader.first_screen import FirstScreen, first_screen
from blogreader.tui.reader.painter import Painter
from blogreader.tui.reader.text_column import TextColumn, text_column
from tests.tui.reader.test_painter import Look

HEAD = (Heading(1, Inline("Title")),)
CODE = "```python\n" + "".join(f"number_{number} = {number}\n" for number in range(20)) + "```\n"
LOOKS = "".join(
    f".pane--{role} {{ color: #111111; }}\n"
    for role in (
        *("text", "thumb", "heading1", "code-plain", "code-name", "code-label", "code-filling"),
        *("code-number", "code-operator", "code-cut"),
    )
)


async def made(text: str = CODE, pane: int = 100, start: tuple[int, int] | None = None) -> FirstScreen:
    look = Look()
    look.app.get_line_filters = list
    look.get_line_filters = list  # type: ignore[attr-defined]
    look.read(LOOKS)
    column = text_column(pane, 80)
    layout = column.layout(wrap_code=False, code_offset=0)
    source = ParsedDocument(text)
    source.all()
    return await first_screen(look.painter(), HEAD, source, start, column, layout, 16)


async def test_it_has_the_rows_in_view_and_their_code_is_coloured() -> None:
    screen = await made()
    assert len(screen.strips) == 16
    code: Any = screen.document.blocks[1]
    assert not is_plain_yet(code)
    paragraphs = "\n\n".join(f"Paragraph {number}" for number in range(60))
    screen = await made(paragraphs, start=(30, 0))
    assert {strip.text.split()[1] for strip in screen.strips.values() if strip.text.strip()} == {
        str(number) for number in range(30, 38)
    }


async def test_it_is_painted_a_few_rows_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []
    """Rows that were painted before each turn of the event loop."""
    strip = Painter.strip

    def counted(self: Painter, line: Line, column: TextColumn, language: str = "") -> Strip:
        painted[-1] += 1
        return strip(self, line, column, language)

    monkeypatch.setattr(Painter, "strip", counted)
    screen = asyncio.create_task(made("\n\n".join(f"Paragraph {number}" for number in range(60))))
    while not screen.done():
        painted.append(0)
        await asyncio.sleep(0)
    assert (sum(painted), max(painted)) == (16, 8)


@pytest.mark.parametrize("other", ["nothing", "document", "layout", "column", "looks"])
async def test_it_fits_the_same_document_in_the_same_column_with_the_same_looks(other: str) -> None:
    screen = await made()
    # Of the same measure and room, with another margin.
    column = text_column(101, 80) if other == "column" else screen.column
    assert column[1::2] == screen.column[1::2]
    painter: Any = Look().painter()
    document = (await made()).document if other == "document" else screen.document
    if other == "layout":
        document.lay_out(*column.layout(wrap_code=True, code_offset=0))
    if other == "looks":
        painter.generation += 1
    assert screen.fits(document, column, painter) is (other == "nothing")


async def test_it_is_that_of_its_text_under_its_head() -> None:
    screen = await made()
    assert screen.is_of(HEAD, screen.source)
    assert not screen.is_of(HEAD, ParsedDocument(CODE))
    assert not screen.is_of((Heading(1, Inline("Another title")),), screen.source)
    assert not screen.is_of(HEAD, None)
