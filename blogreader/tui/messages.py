"""Messages from panes to the screen and the app, and the actions that post them."""

from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from blogreader.conditions import Grouping, Sort
from blogreader.model import Anchor, Entry, Highlight, Place, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget as _Base
else:
    _Base = object


NO_ARTICLE = "There is no article here."


class Unable(Message):
    """A key that was pressed has nothing to do; the sentence says why."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class ArticleMessage(Message):
    """Something that is to be done with one article."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


class Opened(ArticleMessage):
    """It is to be read; `again`: fetched anew."""

    def __init__(self, entry: Entry, *, again: bool = False) -> None:
        super().__init__(entry)
        self.again = again


class Marked(ArticleMessage):
    """It is to become read, or unread again."""


class Bookmarked(ArticleMessage):
    """It is to be put on the reading list, or taken off it; `top`: at its beginning."""

    def __init__(self, entry: Entry, *, top: bool = False) -> None:
        super().__init__(entry)
        self.top = top


class Moved(ArticleMessage):
    """It is to stand before (-1) or after (1) its neighbour on the reading list."""

    def __init__(self, entry: Entry, step: int) -> None:
        super().__init__(entry)
        self.step = step


class BatchMessage(Message):
    """Something that is to be done with many articles at once.

    They are those that match a query, or, without one, those that are selected, else all that the list shows.
    """

    def __init__(self, query: str | None = None) -> None:
        super().__init__()
        self.query = query


class BatchMarked(BatchMessage):
    """They are to have a status; None: read, or unread where all of them are read."""

    def __init__(self, status: Status | None = None, query: str | None = None) -> None:
        super().__init__(query)
        self.status = status


class BatchBookmarked(BatchMessage):
    """They are to be put on the reading list, at its end or top, or taken off; None: off, where all of them are on."""

    def __init__(self, on: bool | None = None, *, top: bool = False, query: str | None = None) -> None:
        super().__init__(query)
        self.on = on
        self.top = top


class ReadTakenOff(Message):
    """What is read is to be taken off the reading list."""


class Browsed(ArticleMessage):
    """It is to be opened in the browser."""


class Copied(ArticleMessage):
    """Its address is to be copied, or a part of its text."""

    def __init__(self, entry: Entry, text: str = "") -> None:
        super().__init__(entry)
        self.text = text


class Stepped(Message):
    """Another article is wanted: the next (1) or previous (-1), any or an unread one; `opened`: to be read at once."""

    def __init__(self, step: int, *, unread: bool, opened: bool) -> None:
        super().__init__()
        self.step = step
        self.unread = unread
        self.opened = opened


class Jumped(ArticleMessage):
    """From a place in it its text is left for another one; without a place, its row of the list."""

    def __init__(self, entry: Entry, place: Place | None = None, rows: int = 0) -> None:
        super().__init__(entry)
        self.place = place
        self.rows = rows
        """Below the place."""


class NoteWanted(ArticleMessage):
    """A passage is to be highlighted, with a note; without a quote the note is on the article as a whole."""

    def __init__(self, entry: Entry, quote: str = "", anchor: Anchor | None = None, *, selected: bool = False) -> None:
        super().__init__(entry)
        self.quote = quote
        self.anchor = anchor
        self.selected = selected
        """Whether its reader selected the passage, and not only had it at hand."""


class NoteEdited(ArticleMessage):
    """A highlight is to be changed."""

    def __init__(self, entry: Entry, highlight: Highlight) -> None:
        super().__init__(entry)
        self.highlight = highlight


class NotesWanted(Message):
    """The highlights of the article are to be shown."""


class FetchWanted(Message):
    """All articles that the list shows, or those that are selected, are to be made offline."""


class Explained(Message):
    """A screen over the reading screen says why a key has nothing to do there."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class KeyWanted(Message):
    """A key's name in the footer was clicked."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class ZenWanted(Message):
    """The text alone is to be shown, or everything again."""


class FindWanted(Message):
    """What is to be found in the text will be typed."""


class OutlineWanted(Message):
    """The headings are to be shown."""


class DroppedWanted(Message):
    """What was left out of the page is to be shown."""


class ChangesWanted(Message):
    """What changed in the article since it was read is to be shown."""


class ReturnWanted(Message):
    """Where the last link was followed from is wanted."""


class AddressWanted(Message):
    """The address of what is to be followed will be typed."""


class ArticleWanted(Message):
    """An article was chosen by its title."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class FinishWanted(Message):
    """The archive is to be finished by a day, as it was typed; empty: by none."""

    def __init__(self, day: str) -> None:
        super().__init__()
        self.day = day


class SourceAdded(Message):
    """A blog, an index, a file or a folder is to be followed."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location


class SourcesRefreshed(Message):
    """Sources are to be read again: those that are named, or all."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.names = names


class SourceRemoved(Message):
    """A source is no longer to be followed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class SourceRestored(Message):
    """What was removed last is to be followed again."""


class ArrangementChosen(Message):
    """The list is to have this order, or to be parted so."""

    def __init__(self, sort: Sort | None = None, group: Grouping | None = None) -> None:
        super().__init__()
        self.sort = sort
        self.group = group


class ViewWanted(Message):
    """The view of this name is to be shown."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class ViewSaved(Message):
    """What the list shows is to be kept as a view of this name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class FitWanted(Message):
    """What fits into so many minutes is to be shown."""

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self.minutes = minutes


class QuitWanted(Message):
    """The program is to be left, with everything kept: to the app."""


class TerminalSequence(Message):
    """The terminal is to be sent what no widget can paint: to the app."""

    def __init__(self, sequence: str) -> None:
        super().__init__()
        self.sequence = sequence


class ArticleActions(_Base):
    """The actions of a pane in which one article is at hand."""

    @property
    def current(self) -> Entry | None:
        """The article at hand."""
        raise NotImplementedError

    def action_fetch(self) -> None:
        """Open the article, fetched again."""
        self._request(partial(Opened, again=True))

    def action_mark(self) -> None:
        """Mark as read or unread."""
        self._request(Marked)

    def action_bookmark(self) -> None:
        """Bookmark, or not."""
        self._request(Bookmarked)

    def action_bookmark_top(self) -> None:
        """Bookmark at the top of the list."""
        self._request(partial(Bookmarked, top=True))

    def action_browser(self) -> None:
        """Open in the browser."""
        self._request(Browsed)

    def action_copy(self) -> None:
        """Copy the address."""
        self._request(Copied)

    def action_next_article(self) -> None:
        """Open the next article of the list."""
        self.post_message(Stepped(1, unread=False, opened=True))

    def action_previous_article(self) -> None:
        """Open the previous article of the list."""
        self.post_message(Stepped(-1, unread=False, opened=True))

    def _request(self, message: "Callable[[Entry], ArticleMessage]") -> None:
        self.post_message(message(self.current) if self.current else Unable(NO_ARTICLE))
