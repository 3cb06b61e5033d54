"""The reader pane: shows one page value, and tells where its reader stands."""

from dataclasses import replace

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from blogreader.keys import READER, Key, first
from blogreader.model import Entry, Place
from blogreader.progress import duration
from blogreader.tui.bindings import bindings
from blogreader.tui.card import card, head, remark
from blogreader.tui.page import Failed, Loaded, Loading, Page, Preview
from blogreader.tui.sheet import Sheet
from blogreader.tui.wishes import ArticleActions, Opened, Stepped

_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_SPINNER_SECONDS = 0.1
_FAR = 1_000_000_000


class Reader(ArticleActions, Sheet, inherit_bindings=False):
    """An article's text, or its card while there is none."""

    BINDINGS = bindings(READER)

    page: var[Page] = var(Preview(), init=False)
    """What is shown."""
    resumed: var[float | None] = var(None, init=False)
    """The fraction at which the article was opened, until the reader moves."""

    class Moved(Message):
        """The reader stands elsewhere in an article, or it was laid out anew; `by_reader`: by a key or the mouse."""

        def __init__(self, entry: Entry, place: Place, *, at_end: bool, by_reader: bool) -> None:
            super().__init__()
            self.entry = entry
            self.place = place
            self.at_end = at_end
            self.by_reader = by_reader

    class Finished(Message):
        """A page more was wanted at the end: the article is read, and the next unread one wanted."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class ZenWanted(Message):
        """The text alone is to be shown, or everything again."""

    def __init__(self, keys: tuple[Key, ...], *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        again, browser, back = (first(keys, name) for name in ("reader.open", "reader.browser", "everywhere.back"))
        self._hint = f"{again} tries again · {browser} opens it in the browser · {back} goes back"
        self._stop = f"{back} stops"
        self._frame = 0
        self._ahead = 0

    def on_mount(self) -> None:
        """Make the spinner's clock, which stands still but for loading."""
        self._clock = self.set_interval(_SPINNER_SECONDS, self._spin, pause=True)

    # Watchers

    def watch_page(self, old: Page, new: Page) -> None:
        """Show another value: an article at its kept place, anything else from its top."""
        if isinstance(new, Loading):
            self._frame = self._ahead = 0
            self._clock.resume()
        else:
            self._clock.pause()
        match new:
            case Loaded(entry, blocks):
                if isinstance(old, Loaded) and old.blocks is blocks:
                    return  # only its state changed
                place = entry.state.place
                at_head = place is None or (place.block, place.offset) == (0, 0)
                self.show(head(entry), blocks, None if at_head else place)
                self.resumed = None if at_head else self.fraction
                if self._ahead:
                    self.move(self.top + self._ahead)
                else:
                    self._tell(by_reader=False)
            case Preview(None):
                self.show((), ())
            case Preview(Entry() as entry):
                self.show((), card(entry))
            case Loading(entry, host):
                # The spinner's line comes first, where it is in sight whatever the summary's length.
                self.show((remark(_SPINNER[0] + self._waiting(host)),), card(entry, ""))
            case Failed(entry, error):
                self.show((), card(entry, str(error), self._hint))

    # Actions

    def action_page_down(self) -> None:
        """One page down; at the end, on to the next unread article."""
        if isinstance(self.page, Loaded) and self.at_end:
            self.post_message(self.Finished(self.page.entry))
        else:
            super().action_page_down()

    def action_open(self) -> None:
        """Open the article of the card, or try again what failed."""
        if self.current and isinstance(self.page, Preview | Failed):
            self.post_message(Opened(self.current))

    def action_next_article(self) -> None:
        """Open the next article of the list."""
        self.post_message(Stepped(1, unread=False, opened=True))

    def action_previous_article(self) -> None:
        """Open the previous article of the list."""
        self.post_message(Stepped(-1, unread=False, opened=True))

    def action_next_unread(self) -> None:
        """Open the next unread article."""
        self.post_message(Stepped(1, unread=True, opened=True))

    def action_previous_unread(self) -> None:
        """Open the previous unread article."""
        self.post_message(Stepped(-1, unread=True, opened=True))

    def action_zen(self) -> None:
        """The text alone, or everything again."""
        self.post_message(self.ZenWanted())

    # Handlers

    def on_resize(self) -> None:
        """Lay out for a new width, and tell where the reader stands then."""
        super().on_resize()
        self._tell(by_reader=False)

    # Helpers

    @property
    def current(self) -> Entry | None:
        """The article that is shown."""
        return self.page.entry

    @property
    def fraction(self) -> float:
        """How much of the article has been in sight, 0 to 1."""
        return min((self.scroll_offset.y + self.size.height) / self.line_count, 1.0) if self.line_count else 0.0

    @property
    def standing(self) -> str:
        """Say where the reader stands: `43 % · 7 min left`."""
        if not isinstance(self.page, Loaded):
            return ""
        minutes = self.page.entry.article.minutes
        left = f" · {duration(round(minutes * (1 - self.fraction)))} left" if minutes and not self.at_end else ""
        resumed = f" · resumed at {self.resumed:.0%}, g for the top" if self.resumed else ""
        return f"{self.fraction:.0%}{left}{resumed}"

    @property
    def top(self) -> int:
        """The line at the top; while the text is on its way, how far its reader has gone ahead."""
        return self._ahead if isinstance(self.page, Loading) else super().top

    @property
    def last_top(self) -> int:
        """The top line when the last one is in sight; unknown, and so no bound, while the text is on its way."""
        return _FAR if isinstance(self.page, Loading) else super().last_top

    def move(self, top: int) -> None:
        """Bring a line to the top; what is pressed while the text is on its way holds when it is there."""
        if isinstance(self.page, Loading):
            self._ahead = max(0, min(top, _FAR))
        else:
            super().move(top)

    def moved(self) -> None:
        """Tell where the reader went."""
        self.resumed = None
        self._tell(by_reader=True)

    def _tell(self, *, by_reader: bool) -> None:
        if isinstance(self.page, Loaded) and self._width:
            # What a list shows is what the footer said: how much has been in sight.
            place = replace(self.place or Place(0, 0, "", 0.0), fraction=self.fraction if self.place else 0.0)
            self.post_message(self.Moved(self.page.entry, place, at_end=self.at_end, by_reader=by_reader))

    def _spin(self) -> None:
        self._frame = (self._frame + 1) % len(_SPINNER)
        self.refresh(Region(0, 0, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Paint one line; the first one spins while the article is on its way."""
        strip = super().render_line(y)
        if y == 0 and isinstance(self.page, Loading) and not self.scroll_offset.y:
            text = f" {_SPINNER[self._frame]}{self._waiting(self.page.host)}"
            return (
                Strip([Segment(text, self._painter.style(("text", "strong")))])
                .adjust_cell_length(self.size.width)
                .apply_style(self.rich_style)
            )
        return strip

    def _waiting(self, host: str | None) -> str:
        return f" Asking {host} … {self._stop}" if host else " Opening …"
