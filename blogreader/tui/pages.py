"""Screens of text over the reading screen: the keys of a pane, and how far the archive is read."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from blogreader.keys import CHAINS, EVERYWHERE, READER, Key, shown
from blogreader.library import Progress
from blogreader.model import Tally
from blogreader.progress import duration
from blogreader.render import Block, Code, Heading, Inline
from blogreader.text import clean_line
from blogreader.tui.bindings import bindings
from blogreader.tui.cells import fitted
from blogreader.tui.sheet import Sheet

_BAR = 20
_TITLES = {EVERYWHERE: "Everywhere", READER: "In the reader", "lists": "In lists", "articles": "In the article list"}
_MOVING = ("line-down", "line-up", "page-down", "page-up", "half-down", "half-up", "top", "bottom")


class TextSheet(Sheet, inherit_bindings=False):
    """Text to scroll through."""

    BINDINGS = [
        binding
        for binding in bindings(READER)
        if isinstance(binding, Binding) and binding.id and binding.id.partition(".")[2] in _MOVING
    ]


class TextScreen(ModalScreen[None]):
    """Any key that goes back closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,p,enter", "dismiss", "Back", show=False),
        Binding("ctrl+q", "app.quit", "Quit", show=False),
    ]

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        super().__init__()
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        """Show the text in a box."""
        with Vertical(id="box"):
            yield TextSheet(id="text")

    def on_mount(self) -> None:
        """Show the text."""
        self.query_one(TextSheet).show((), self._blocks)
        self.query_one(TextSheet).focus()


def keys_of(pane: str, table: tuple[Key, ...]) -> TextScreen:
    """Show the keys of a pane, nearest first."""
    blocks: list[Block] = []
    for one in CHAINS[pane]:
        lines = [
            f"{fitted(' '.join(shown(name) for name in key.keys), 14)} {key.sentence}"
            for key in table
            if key.pane == one
        ]
        blocks += [Heading(2, Inline(_TITLES[one])), Code("\n".join(lines))]
    return TextScreen(tuple(blocks))


def progress_of(progress: Progress) -> TextScreen:
    """Show how far every category is read, and all."""
    lines = [_line(one.category or "Without a category", one.tally) for one in progress.categories]
    total = progress.total
    return TextScreen(
        (
            Heading(2, Inline(f"{total.read} of {total.articles} read")),
            Code(
                "\n".join(
                    (
                        _line("All", total),
                        _counts(progress),
                    )
                )
            ),
            Code("\n".join(lines)),
        )
    )


def _counts(progress: Progress) -> str:
    reading, listed, offline = progress.total.reading, progress.bookmarked, progress.offline
    return f"{reading} being read · {listed} on the reading list · {offline} offline"


def _line(name: str, tally: Tally) -> str:
    filled = _BAR * tally.read // tally.articles if tally.articles else 0
    left = f"{duration(tally.minutes_left)} left" if tally.read < tally.articles else "done"
    count = f"{tally.read}/{tally.articles}"
    return f"{fitted(clean_line(name), 24)} {'━' * filled}{'─' * (_BAR - filled)} {count:>8}  {left}"
