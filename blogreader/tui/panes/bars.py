"""The line at the top, with what is shown and how far the archive is read, and the one at the bottom, with the keys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from blogreader.keys import CHAINS, EVERYWHERE, Key, shown
from blogreader.model import Tally
from blogreader.reading_figures import percent
from blogreader.transitions import duration
from blogreader.tui.cell_text import cut

_BAR = 12
_LEAST_TITLE = 20
_ALWAYS = ("everywhere.help", "everywhere.back")


class HeaderBar(Widget):
    """What is shown, how many and how long; to the right the whole archive."""

    title: reactive[str] = reactive("")
    """The view or category, with its filter."""
    shown: reactive[Tally] = reactive(Tally())
    """The articles listed."""
    total: reactive[Tally] = reactive(Tally())
    """All articles."""
    problem: reactive[str] = reactive("")
    """What is wrong with the filter, instead of all that."""
    activities: reactive[tuple[tuple[object, str], ...]] = reactive(())
    """What is being done in the background, each with whose sentence it is; the one begun last comes first."""
    unsaved: reactive[int] = reactive(0)
    """Changes that the disk did not take yet."""

    @contextmanager
    def doing(self, sentence: str) -> Iterator[Callable[[str], None]]:
        """Show what is being done, as long as it is, at a place of its own; yield what says it anew."""
        whose = object()
        self.activities = ((whose, sentence), *self.activities)

        def say(another: str) -> None:
            self.activities = tuple((one, another if one is whose else said) for one, said in self.activities)

        try:
            yield say
        finally:
            self.activities = tuple((one, said) for one, said in self.activities if one is not whose)

    def render(self) -> Content:
        """Paint as much as there is room for."""
        width = self.size.width - 2
        if self.problem:
            return Content.assemble(" ", (cut(self.problem, width), "$text-error"))
        if self.activities:
            sentences = " · ".join(sentence for _, sentence in self.activities)
            return Content.assemble(" ", (cut(sentences, width), "$text-warning"))
        title, facts = self.title, f"  {self._facts}"
        if self.unsaved:
            facts += f" · {self.unsaved} unsaved"
        for far in self._far():
            room = width - Content(facts).cell_length - far.cell_length - 2
            if room >= min(Content(title).cell_length, _LEAST_TITLE):
                break
        else:
            far, room = Content(""), width - Content(facts).cell_length
        title = cut(title, max(room, 0))
        gap = width - Content(title).cell_length - Content(facts).cell_length - far.cell_length
        return Content.assemble(" ", (title, "bold"), (cut(facts, width), "$muted"), " " * max(gap, 0), far)

    @property
    def _facts(self) -> str:
        count = f"{self.shown.articles} of {self.total.articles}"
        if not self.shown.articles:
            return count
        if self.shown.read == self.shown.articles:
            return f"{count} · all read"
        return f"{count} · {duration(self.shown.minutes_left)} left" if self.shown.minutes_left else count

    def _far(self) -> Iterator[Content]:
        """Return how far the archive is read, the longest way to say it first."""
        read, articles = self.total.read, self.total.articles
        filled = _BAR * read // articles if articles else 0
        count = f"{read}/{articles} read"
        yield Content.assemble(("━" * filled, "$success"), ("─" * (_BAR - filled), "$faint"), f" {count}")
        yield Content(count)
        yield Content(f"{percent(read / articles)}%" if articles else "")


class FooterBar(Widget):
    """The keys of the focused pane, as many as there is room for, and where the reader stands."""

    pane: reactive[str] = reactive(EVERYWHERE)
    """Whose keys."""
    standing: reactive[str] = reactive("")
    """To the right."""
    said: reactive[str] = reactive("")
    """Why the last key had nothing to do, instead of the keys."""
    keys: reactive[tuple[Key, ...]] = reactive(())
    """The table in force."""
    bare: reactive[bool] = reactive(False)
    """Whether the keys are left out: the text stands alone, but where a link leads is said."""

    def __init__(self, keys: tuple[Key, ...], *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.set_reactive(FooterBar.keys, keys)

    def render(self) -> Content:
        """Paint the keys that have a label, nearest pane first."""
        if self.said:
            return Content.assemble(" ", (cut(self.said, self.size.width - 2), "$text-warning"))
        if self.bare:
            right = cut(self.standing, max(self.size.width - 2, 0))
            return Content.styled(right.rjust(self.size.width - 1 - Content(right).cell_length + len(right)), "$muted")
        # How to learn the others and how to leave come before all others, on the narrowest screen too.
        last = [self._piece(key) for key in self.keys if key.id in _ALWAYS and key.keys]
        room = self.size.width - 2 - sum(piece.cell_length for piece in last)
        right = cut(self.standing, max(room, 0))
        room -= Content(right).cell_length
        content, taken = Content(" "), {key.keys[0] for key in self.keys if key.id in _ALWAYS and key.keys}
        for pane in CHAINS[self.pane]:
            for key in self.keys:
                if key.pane != pane or not key.label or not key.keys or key.keys[0] in taken:
                    continue
                taken.add(key.keys[0])
                piece = self._piece(key)
                if piece.cell_length <= room:
                    content += piece
                    room -= piece.cell_length
        for piece in last:
            content += piece
        gap = self.size.width - 1 - content.cell_length - Content(right).cell_length
        return content + Content(" " * max(gap, 0)) + Content.styled(right, "$muted")

    def _piece(self, key: Key) -> Content:
        return Content.assemble((shown(key.keys[0]), "bold $text-accent"), " ", (key.label, "$muted"), "  ")
