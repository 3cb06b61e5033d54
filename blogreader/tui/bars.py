"""The line at the top, with what is shown and how far the archive is read, and the one at the bottom, with the keys."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from blogreader.keys import CHAINS, EVERYWHERE, Key, shown
from blogreader.model import Tally
from blogreader.progress import duration
from blogreader.tui.cells import cut

_BAR = 12


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
    activity: reactive[str] = reactive("")
    """What is being done in the background."""

    def render(self) -> Content:
        """Paint as much as there is room for."""
        width = self.size.width - 2
        if self.problem:
            return Content.assemble(" ", (cut(self.problem, width), "$text-error"))
        if self.activity:
            return Content.assemble(" ", (cut(self.activity, width), "$text-warning"))
        count = f"{self.shown.articles} of {self.total.articles}"
        left = f"{duration(self.shown.minutes_left)} left" if self.shown.minutes_left else "all read"
        facts = f"  {count} · {left}" if self.shown.articles else f"  {count}"
        far = f"{self.total.read}/{self.total.articles} read"
        filled = _BAR * self.total.read // self.total.articles if self.total.articles else 0
        bar = "━" * filled, "─" * (_BAR - filled)
        room = width - len(facts)
        right = len(far) + _BAR + 3
        if room - right < min(len(self.title), 20):
            return Content.assemble(" ", (cut(self.title, max(room, 0)), "bold"), (cut(facts, width), "$muted"))
        title = cut(self.title, room - right)
        gap = " " * (room - right - Content(title).cell_length + 2)
        return Content.assemble(
            " ",
            (title, "bold"),
            (facts, "$muted"),
            gap,
            (bar[0], "$text-success"),
            (bar[1], "$faint"),
            f" {far}",
        )


class FooterBar(Widget):
    """The keys of the focused pane, as many as there is room for, and where the reader stands."""

    pane: reactive[str] = reactive(EVERYWHERE)
    """Whose keys."""
    standing: reactive[str] = reactive("")
    """To the right."""

    def __init__(self, keys: tuple[Key, ...], *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._keys = keys

    def render(self) -> Content:
        """Paint the keys that have a label, nearest pane first."""
        right = cut(self.standing, self.size.width - 2)
        room = self.size.width - 2 - Content(right).cell_length - (2 if right else 0)
        content = Content(" ")
        taken: set[str] = set()
        for pane in CHAINS[self.pane]:
            for key in self._keys:
                if key.pane != pane or not key.label or not key.keys or key.keys[0] in taken:
                    continue
                taken.add(key.keys[0])
                piece = Content.assemble(
                    (shown(key.keys[0]), "bold $text-accent"), " ", (key.label, "$muted"), "  "
                )
                if content.cell_length + piece.cell_length > room:
                    continue
                content += piece
        gap = self.size.width - 1 - content.cell_length - Content(right).cell_length
        return content + Content(" " * max(gap, 0)) + Content.styled(right, "$muted")
