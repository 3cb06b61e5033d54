"""The header, with what is shown and how far it is read, and the footer, with keys or messages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from blogreader.cell_text import cut
from blogreader.keys import CHAINS, EVERYWHERE, Key, shown
from blogreader.model import Tally
from blogreader.reading_figures import at_speed, fine_bar, percent
from blogreader.reading_lengths import duration
from blogreader.tui.messages import KeyWanted

_BAR = 24
_SHORT_BAR = 12
_LEAST_TITLE = 20
_LEAST_FACTS = 12
_ALWAYS = ("everywhere.help", "everywhere.back")


class Activity(NamedTuple):
    """A background activity."""

    sentence: str
    fraction: float | None = None
    """How much of it is done, 0 to 1; None: unknown."""


class OpenText(NamedTuple):
    """The open text, for the header."""

    title: str
    section: str
    standing: str
    """The reader's progress: `43% · 6 min left`."""
    fraction: float


class HeaderBar(Widget):
    """While browsing: the view, its order, the whole archive. While reading: title, section, progress."""

    title: reactive[str] = reactive("")
    """The view or category, with its filter."""
    shown: reactive[Tally] = reactive(Tally())
    """The listed articles."""
    total: reactive[Tally] = reactive(Tally())
    """All articles."""
    text: reactive[OpenText | None] = reactive(None)
    """The open text, shown instead of these; None while browsing."""
    slowness: reactive[float] = reactive(1.0)
    """The reader's minutes for each minute in an index."""
    activities: reactive[tuple[tuple[object, Activity], ...]] = reactive(())
    """Background activities with their owners, latest first; the first is shown to the right of the title."""
    unsaved: reactive[int] = reactive(0)
    """The number of unsaved changes."""

    @contextmanager
    def doing(self, sentence: str) -> Iterator[Callable[..., None]]:
        """Show an activity while it runs; yield a function that updates its sentence and fraction."""
        whose = object()
        self.activities = ((whose, Activity(sentence)), *self.activities)

        def say(another: str, fraction: float | None = None) -> None:
            self.activities = tuple(
                (one, Activity(another, fraction) if one is whose else said) for one, said in self.activities
            )

        try:
            yield say
        finally:
            self.activities = tuple((one, said) for one, said in self.activities if one is not whose)

    def render(self) -> Content:
        """Paint as much as fits."""
        width = self.size.width - 2
        rights = self._activity() if self.activities else self._text_right() if self.text else self._far()
        left, facts = (self.text.title, self._section(self.text)) if self.text else (self.title, f"  {self._facts}")
        whole = Content(left).cell_length + Content(facts).cell_length
        least = min(Content(left).cell_length, 2 * _LEAST_TITLE) + min(Content(facts).cell_length, _LEAST_FACTS)
        right = Content("")
        for is_dear, right in rights:
            if width - right.cell_length - 2 >= (whole if is_dear else least):
                break
        else:  # the shortest form, cut if need be
            right = Content(cut(right.plain, width))
        room = max(width - right.cell_length - 2 * bool(right), 0)
        if not self.text and whole > room:
            facts = facts.partition(" · ")[0]
        beside = max(room - Content(left).cell_length, min(room // 2, _LEAST_FACTS if self.text else room))
        title = cut(left, room - min(Content(facts).cell_length, beside))
        facts = cut(facts, room - Content(title).cell_length)
        gap = width - Content(title).cell_length - Content(facts).cell_length - right.cell_length
        return Content.assemble(" ", (title, "bold"), (facts, "$muted"), " " * gap, right)

    @staticmethod
    def _section(text: OpenText) -> str:
        return f" › {text.section}" if text.section else ""

    @property
    def _facts(self) -> str:
        """Return the count of the list, if it is not the whole archive, and of unsaved changes."""
        facts = []
        if self.shown != self.total:
            minutes = at_speed(self.shown.left or 0, self.slowness)
            left = f" · {duration(minutes)} left" if minutes else ""
            is_done = self.shown.articles and self.shown.read == self.shown.articles
            facts.append(f"{self.shown.articles} of {self.total.articles}{' · all read' if is_done else left}")
        if self.unsaved:
            facts.append(f"{self.unsaved} unsaved")
        return " · ".join(facts)

    def _far(self) -> "Iterator[_Right]":
        """Yield the progress through the archive, in minutes if they are known; the longest form first."""
        total = self.total
        if not total.articles:
            yield _Right(False, Content(""))
            return
        count = f"{total.read} of {total.articles}"
        minutes = at_speed(total.left or 0, self.slowness)
        left = f" · {duration(minutes)} left" if minutes else ""
        for cells, words in (
            (_BAR, f"{count}{left}"),
            (_SHORT_BAR, f"{count}{left}"),
            (0, f"{count}{left}"),
            (0, count),
            (0, f"{percent(total.read / total.articles)}%"),
        ):
            yield _Right(True, Content.assemble(_gauge(total.share_read, cells), (words, "$muted")))
        yield _Right(False, Content(""))  # what is listed comes first

    def _text_right(self) -> "Iterator[_Right]":
        if self.text is None:
            return
        standing = self.text.standing
        if standing:
            yield _Right(True, Content.assemble(_gauge(self.text.fraction, _SHORT_BAR), (standing, "$muted")))
        # What is being looked for comes first; else it is how much is read.
        parts = standing.split(" · ")
        for number in range(len(parts), 0, -1):
            yield _Right(False, Content.styled(" · ".join(parts[:number]), "$muted"))

    def _activity(self) -> "Iterator[_Right]":
        sentences = " · ".join(activity.sentence for _, activity in self.activities)
        fraction = self.activities[0][1].fraction
        if fraction is not None:
            yield _Right(False, Content.assemble(_gauge(fraction, _SHORT_BAR), (sentences, "$muted")))
        yield _Right(False, Content.styled(sentences, "$muted"))
        # The title stays, and what stops it as long as it can: what goes first is said in between.
        parts = self.activities[0][1].sentence.split(" · ")
        for number in range(len(parts) - 1, 0, -1):
            yield _Right(False, Content.styled(" · ".join((*parts[:number], parts[-1])), "$muted"))
        yield _Right(False, Content.styled(parts[0], "$muted"))


class _Right(NamedTuple):
    """A form of the text at the right of the header."""

    is_dear: bool
    """Whether it is said only where nothing to its left is cut for it."""
    said: Content


def _gauge(fraction: float, cells: int) -> Content:
    filled, empty = fine_bar(fraction, cells)
    return Content.assemble((filled, "$bar"), (empty, "$faint"), "  " if cells else "")


class FooterBar(Widget):
    """The keys of the focused pane, as many as fit, or a message in one line."""

    pane: reactive[str] = reactive(EVERYWHERE)
    """The pane whose keys are shown."""
    has_text: reactive[bool] = reactive(True)
    """Whether the reader shows a text or waits for one; keys that need it are left out of a card."""
    standing: reactive[str] = reactive("")
    """On the right: where the selected link leads."""
    said: reactive[str] = reactive("")
    """Why the last key had no effect, instead of the keys."""
    keys: reactive[tuple[Key, ...]] = reactive(())
    """The key table in force."""
    message: reactive[str] = reactive("")
    """A message, instead of the keys, until it has been read."""
    is_error: reactive[bool] = reactive(False)
    """Whether the message is an error."""
    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """The keys of the focused input line, instead of the pane's."""
    bare: reactive[bool] = reactive(False)
    """Whether keys are hidden, in zen mode; link targets are still shown."""

    def __init__(self, keys: tuple[Key, ...], *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.set_reactive(FooterBar.keys, keys)
        self._pieces: list[tuple[int, int, Key]] = []
        """The shown keys, each with its first cell and the one after its last."""

    def render(self) -> Content:
        """Paint the keys that have a label, nearest pane first."""
        self._pieces = []
        if self.said or self.message:
            colour = "$error" if self.is_error and not self.said else "$foreground"
            return Content.assemble(" ", (cut(self.said or self.message, self.size.width - 2), colour))
        if self.hints:
            return self._hinted()
        if self.bare:
            right = cut(self.standing, max(self.size.width - 2, 0))
            return Content.styled(right.rjust(self.size.width - 1 - Content(right).cell_length + len(right)), "$muted")
        # Help and quitting come first, so that they are shown even on the narrowest screen.
        last = [key for key in self.keys if key.id in _ALWAYS and key.keys]
        room = self.size.width - 2 - sum(self._piece(key).cell_length for key in last)
        right = cut(self.standing, max(room, 0))
        room -= Content(right).cell_length
        content, taken = Content(" "), {key.keys[0] for key in last}
        named = [key for key in self.keys if key.label and key.keys and (self.has_text or not key.needs_text)]
        chain = (key for pane in CHAINS[self.pane] for key in named if key.pane == pane)
        for key in sorted(chain, key=lambda key: key.keys[0] != "enter"):  # at the same place in every list
            if key.keys[0] in taken:
                continue
            taken.add(key.keys[0])
            if self._piece(key).cell_length <= room:
                room -= self._piece(key).cell_length
                content = self._with(content, key)
        for key in last:
            content = self._with(content, key)
        gap = self.size.width - 1 - content.cell_length - Content(right).cell_length
        return content + Content(" " * gap) + Content.styled(right, "$muted")

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        for first, end, key in self._pieces:
            if first <= event.x < end:
                self.post_message(KeyWanted(key.keys[0]))

    def _hinted(self) -> Content:
        """Return as many of the input line's keys as fit whole."""
        content = Content(" ")
        for key, label in self.hints:
            hint = Content.assemble((key, "bold"), " ", (label, "$muted"), "  ")
            if content.cell_length + hint.cell_length - 2 <= self.size.width:
                content += hint
        return content

    def _with(self, content: Content, key: Key) -> Content:
        piece = self._piece(key)
        self._pieces.append((content.cell_length, content.cell_length + piece.cell_length - 2, key))
        return content + piece

    def _piece(self, key: Key) -> Content:
        return Content.assemble((shown(key.keys[0]), "bold"), " ", (key.label, "$muted"), "  ")
