"""The differences in an article since it was read: words, and lines of listings."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from blogreader import times
from blogreader.keys import TABLE, Key
from blogreader.library.changed_texts import ChangedText
from blogreader.library.differences import ChangedPassage, Piece, Unchanged, numbers
from blogreader.render import Block, Code, Heading, Inline, Paragraph
from blogreader.render.layout.marks import Mark
from blogreader.text import clean, counted
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs.text_screen import TextScreen, TextView

if TYPE_CHECKING:
    from blogreader.library.differences import Difference

_LONGEST = 2_000
"""The most characters in a paragraph on the screen: longer ones are split."""
_MOST_LINES = 200
"""The most lines in a listing on the screen: longer ones are split."""
_SIGNS = {"gone": ("[-", "-]"), "new": ("{+", "+}"), "same": ("", "")}
"""As in `wdiff` and `git diff --word-diff`, so that old and new can be told apart without colours."""
_LINE_SIGNS = {"gone": "- ", "new": "+ ", "same": "  "}
_ROLES = {"gone": "deleted", "new": "inserted"}


class ChangesView(TextView, inherit_bindings=False):
    """Paragraphs with marked words."""

    has_code_ground = True

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.marks: Sequence[Sequence[Mark]] = ()
        """The marks of each block."""

    def marks_of(self, block: int, first: int, last: int) -> Sequence[Mark]:  # noqa: ARG002 - few in a block
        """Mark old and new words."""
        return self.marks[block] if block < len(self.marks) else ()


class ChangesScreen(TextScreen):
    """The dialog with the differences; any key that goes back closes it."""

    BINDINGS = dialog_bindings({"reader.changes": "dismiss"})

    def __init__(self, found: ChangedText, keys: tuple[Key, ...] = TABLE) -> None:
        self._shown = [*shown(found)]
        super().__init__(lambda _: (block for block, _ in self._shown), keys)

    def compose(self) -> ComposeResult:
        """Show the text in a box."""
        with Vertical(id="box"):
            view = ChangesView(id="text")
            view.marks = [marks for _, marks in self._shown]
            yield view
            yield Label(self._hint(), id="text-hint")


def shown(found: ChangedText) -> Iterator[tuple[Block, Sequence[Mark]]]:
    """Yield the differences as blocks with their marks."""
    day = times.day_in_words(times.local(found.changed))
    yield Heading(2, Inline(f"Changed since you read it: the new text was fetched on {day}")), ()
    if found.differences is None:
        yield Paragraph(Inline("The text that you read was not kept, so the two can't be compared.")), ()
        return
    new, gone = numbers(found.differences)
    if not new and not gone:
        yield Paragraph(Inline("The words are the same.")), ()
        return
    yield Paragraph(Inline(f"{counted(new, 'word')} {{+new+}}, {counted(gone, 'word')} [-gone-]."), role="dim"), ()
    for one in found.differences:
        yield from _of(one)


def _of(difference: "Difference") -> Iterator[tuple[Block, Sequence[Mark]]]:
    match difference:
        case Unchanged(blocks):
            yield Paragraph(Inline(f"⋯ {counted(blocks, 'part')} of the text as before ⋯"), role="dim"), ()
        case ChangedPassage(pieces):
            for some in _cut(pieces):
                yield _passage(some)
        case _:
            lines = [
                _LINE_SIGNS[piece.kind] + clean(line) for piece in difference.pieces for line in piece.text.splitlines()
            ]
            for start in range(0, len(lines), _MOST_LINES):
                yield Code("\n".join(lines[start : start + _MOST_LINES]), language="diff"), ()


def _cut(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces in groups short enough to be laid out at once."""
    small = (
        Piece(piece.kind, piece.text[start : start + _LONGEST])
        for piece in pieces
        for start in range(0, len(piece.text), _LONGEST)
    )
    length = 0

    def group(piece: Piece) -> int:
        nonlocal length
        length += len(piece.text)
        return length // _LONGEST

    for _, some in groupby(small, key=group):
        yield [*some]


def _passage(pieces: Iterable[Piece]) -> tuple[Block, Sequence[Mark]]:
    text, marks = "", list[Mark]()
    for piece in pieces:
        before, after = _SIGNS[piece.kind]
        words = piece.text.rstrip() if piece.kind != "same" else piece.text
        said = f"{before}{clean(words)}{after}{clean(piece.text[len(words) :])}"
        if piece.kind != "same":
            marks.append(Mark(len(text), len(text) + len(said.rstrip()), _ROLES[piece.kind]))
        text += said
    return Paragraph(Inline(text)), marks
