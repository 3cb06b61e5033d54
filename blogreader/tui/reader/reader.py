"""The reader pane: shows one page value, and tells where its reader stands and what is wanted."""

from functools import partial
from typing import Literal

from textual.message import Message
from textual.reactive import var

from blogreader.errors import BlogreaderError, Damaged, MuchShorter
from blogreader.keys import READER, Key, first
from blogreader.model import Entry, Place
from blogreader.reading_figures import minutes_left, percent
from blogreader.transitions import duration
from blogreader.tui.bindings import bindings
from blogreader.tui.messages import (
    NO_ARTICLE,
    ArticleActions,
    Copied,
    FetchWanted,
    FindWanted,
    Opened,
    OutlineWanted,
    ReturnWanted,
    Stepped,
    Unable,
    ZenWanted,
)
from blogreader.tui.reader.awaiting import AwaitingSheet
from blogreader.tui.reader.card import card, head, remark
from blogreader.tui.reader.content import Failed, Loaded, Loading, Page, Preview

_GRAIN = 10_000
"""Parts of an article in which places are kept."""


class Reader(ArticleActions, AwaitingSheet, inherit_bindings=False):
    """An article's text, or its card while there is none."""

    BINDINGS = bindings(READER)

    page: var[Page] = var(Preview(), init=False)
    """What is shown."""
    resumed: var[float | None] = var(None, init=False)
    """The fraction that was kept when the article was opened at its place, until the reader moves."""

    standing: var[str] = var("", init=False)
    """Where the reader stands: `43 % · 7 min left`."""

    class Moved(Message):
        """The reader stands elsewhere in an article, or it was laid out anew; `aside`: to look at something there."""

        def __init__(self, entry: Entry, place: Place, *, laid_out: bool = False, aside: bool = False) -> None:
            super().__init__()
            self.entry = entry
            self.place = place
            self.laid_out = laid_out
            self.aside = aside

    class Finished(Message):
        """A page more was wanted at the end: the article is read, and the next unread one wanted."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, keys: tuple[Key, ...], *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._open, self._again = first(keys, "reader.open"), first(keys, "reader.fetch")
        browser, back = first(keys, "reader.browser"), first(keys, "everywhere.back")
        self._elsewhere = f"{browser} opens it in the browser · {back} goes back"
        self._stop = f"{back} stops"
        self._to_top = first(keys, "reader.top")

    # Watchers

    def watch_page(self, old: Page, new: Page) -> None:
        """Show another value: an article at its kept place, anything else from its top."""
        if isinstance(old, Loaded) and isinstance(new, Loaded) and old.source is new.source:
            return  # only its state changed
        self.end_search()
        self.deselect()
        self.drop_pictures()
        self.link, self.resumed = None, None
        ahead = self.stop_waiting()
        match new:
            case Loaded(entry, source, start, rows, resumed):
                self.resumed = resumed  # before it is laid out, which tells where its reader stands
                self.show(head(entry), source, start, rows)
                self.go_ahead(ahead)
            case Preview(None):
                self.show(())
            case Preview(Entry() as entry):
                self.show(card(entry, hint=self._hint(entry)))
            case Loading(_, None):
                self.wait_for("Opening …")  # the disk is quicker than the eye: what is shown stays for a moment
            case Loading(_, str(host)):
                self.wait_for(f"Asking {host} … {self._stop}")
                self.late()
            case Failed(entry, error):
                self.show(card(entry, str(error), self._hint(entry, error)))
        self.stand()

    # Actions

    def action_page_down(self) -> None:
        """One page down; at the end, on to the next unread article."""
        if isinstance(self.page, Loaded) and self.at_end:
            self.post_message(self.Finished(self.page.entry))
        elif isinstance(self.page, Preview | Failed) and self.current and self.at_end:
            self.post_message(Unable(f"This is the end of the card; {self._open} opens the article."))
        else:
            super().action_page_down()

    async def action_next_heading(self) -> None:
        """To the next heading."""
        await self.jump_to("heading", 1)

    async def action_previous_heading(self) -> None:
        """To the previous heading."""
        await self.jump_to("heading", -1)

    async def action_next_code(self) -> None:
        """To the next code block."""
        await self.jump_to("code", 1)

    async def action_previous_code(self) -> None:
        """To the previous code block."""
        await self.jump_to("code", -1)

    def action_open(self) -> None:
        """Follow the link at hand; open the article of the card, or try again what failed."""
        if isinstance(self.page, Loaded):
            self.action_follow()
        elif isinstance(self.page, Loading):
            self.post_message(Unable(f"The article is on its way; {self._stop}."))
        elif self.current is None:
            self.post_message(Unable(NO_ARTICLE))
        else:
            # A damaged file would be read as damaged again.
            again = isinstance(self.page, Failed) and isinstance(self.page.error, Damaged)
            self.post_message(Opened(self.current, again=again))

    def action_find(self) -> None:
        """Find in the text."""
        if self._has_text():
            self.begin_search()
            self.post_message(FindWanted())

    def action_outline(self) -> None:
        """Show the headings."""
        if self._has_text():
            self.post_message(OutlineWanted())

    def action_pictures(self) -> None:
        """Show all pictures, or none."""
        if self._has_text():
            super().action_pictures()

    def action_return(self) -> None:
        """Go back to where the link was followed from."""
        self.post_message(ReturnWanted())

    def action_next_unread(self) -> None:
        """Go to the next match; without a search, open the next unread article."""
        if self.words:
            self.step_match(1)
        else:
            self.post_message(Stepped(1, unread=True, opened=True))

    def action_previous_unread(self) -> None:
        """Go to the previous match; without a search, open the previous unread article."""
        if self.words:
            self.step_match(-1)
        else:
            self.post_message(Stepped(-1, unread=True, opened=True))

    def action_copy(self) -> None:
        """Copy what is selected, else the code block at hand, else the address."""
        text = self.selected or (self.code_at_hand if isinstance(self.page, Loaded) else "")
        self._request(partial(Copied, text=text))

    def action_fetch_shown(self) -> None:
        """Make all articles that the list shows offline."""
        self.post_message(FetchWanted())

    def action_zen(self) -> None:
        """The text alone, or everything again."""
        self.post_message(ZenWanted())

    # Helpers

    async def jump_to(self, kind: Literal["heading", "code"], step: int) -> None:
        """Go to the next (1) or previous (-1) heading or listing."""
        from blogreader.tui.reader.landmarks import is_code, is_heading

        if self._has_text():
            is_wanted, what = (is_heading, "heading") if kind == "heading" else (is_code, "code block")
            await self.jump(is_wanted, step, what)

    def _has_text(self) -> bool:
        """Return whether an article is open, and say so when none is."""
        if isinstance(self.page, Loading):
            self.post_message(Unable("The text is on its way."))
        elif not isinstance(self.page, Loaded):
            why = NO_ARTICLE if self.current is None else f"This is a card: {self._open} opens the article."
            self.post_message(Unable(why))
        return isinstance(self.page, Loaded)

    @property
    def current(self) -> Entry | None:
        """The article that is shown."""
        return self.page.entry

    def let_go(self) -> bool:
        """Give up what was begun last: a selection, a link, a search; False when there is none."""
        if self.deselect():
            return True
        if self.link:
            self.link = None
        elif self.words:
            self.end_search()
        else:
            return False
        return True

    @property
    def fraction(self) -> float:
        """How much of the article stands above the end of the window, 0 to 1, in ten thousandths: so it is kept.

        Until the reader moves it is what was kept, however many rows the window has now.
        """
        return self.window[1] if self.resumed is None else self.resumed

    @property
    def window(self) -> tuple[float, float]:
        """The part of the article that is in sight, 0 to 1."""
        rows = self.in_sight
        if self.galley is None or not rows:
            return 0.0, 0.0
        first, last = rows[0][0], rows[-1][0]
        above = self.galley.moved(first, -1)
        start = self.galley.seen(above) if above < first else 0.0
        end = 1.0 if self.at_end else min(int(self.galley.seen(last) * _GRAIN), _GRAIN - 1) / _GRAIN
        return min(start, end), end

    def stand(self) -> None:
        """Say anew where the reader stands."""
        self.standing = self._standing()

    def _standing(self) -> str:
        if not isinstance(self.page, Loaded):
            return ""
        read = percent(self.fraction)
        left = minutes_left(self.page.entry.article.minutes or 0, read)
        left_words = f" · {duration(left)} left" if left else ""
        top = f", {self._to_top} for the top" if self._to_top else ""
        is_resumed = self.resumed is not None and self.page.start is not None
        resumed = f" · resumed at {read}%{top}" if is_resumed else ""
        found = f"{self.found} · " if self.found else ""
        return f"{found}{read}%{left_words}{resumed}"

    @property
    def place(self) -> Place:
        """Where the reader stands."""
        # What a list shows is what the footer said: how much has been in sight.
        place = None
        if self.galley and self.standpoint:
            place = self.galley.place_at(self.galley.position_of(*self.standpoint), self.fraction)
        return place or Place(0, 0, "", self.fraction)

    @property
    def code_at_hand(self) -> str:
        """The first code block in sight, whole; empty when there is none."""
        from blogreader.tui.reader.landmarks import code_at_hand

        return code_at_hand(self.galley, self.in_sight) if self.galley else ""

    def moved(self) -> None:
        """Return where the reader went."""
        super().moved()
        self.resumed = None
        self._tell(aside=self.way == "aside")

    def laid_out(self) -> None:
        """Return where the reader stands now."""
        super().laid_out()
        self._tell(laid_out=True)

    def _tell(self, *, laid_out: bool = False, aside: bool = False) -> None:
        self.stand()
        if isinstance(self.page, Loaded) and self._width:
            self.post_message(self.Moved(self.page.entry, self.place, laid_out=laid_out, aside=aside))

    def _hint(self, entry: Entry, error: BlogreaderError | None = None) -> str:
        """Say which keys help with an article that failed."""
        if isinstance(error, Damaged):
            return f"{self._again} fetches it again · {self._elsewhere}"
        if isinstance(error, MuchShorter):
            return f"{self._open} opens what is archived · {self._again} takes the shorter one · {self._elsewhere}"
        if entry.offline:
            return f"{self._open} opens what is archived · {self._again} fetches it again · {self._elsewhere}"
        return f"{self._open} tries again · {self._elsewhere}"

    def late(self) -> None:
        """Show the card of the article that is waited for."""
        if self.current:
            # The spinner's row comes first, where it is in sight whatever the summary's length.
            self.show((remark(self._waiting or ""), *card(self.current, "")))
