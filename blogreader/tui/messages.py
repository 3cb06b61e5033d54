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
    """The key that was pressed has no effect here; the sentence says why."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class ArticleMessage(Message):
    """A request about one article."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


class Opened(ArticleMessage):
    """Open it; `again`: fetch it again."""

    def __init__(self, entry: Entry, *, again: bool = False) -> None:
        super().__init__(entry)
        self.again = again


class Marked(ArticleMessage):
    """Toggle it between read and unread."""


class Bookmarked(ArticleMessage):
    """Put it on the reading list or take it off; `top`: at the top."""

    def __init__(self, entry: Entry, *, top: bool = False) -> None:
        super().__init__(entry)
        self.top = top


class Moved(ArticleMessage):
    """Move it up (-1) or down (1) on the reading list."""

    def __init__(self, entry: Entry, step: int) -> None:
        super().__init__(entry)
        self.step = step


class BatchMessage(Message):
    """A request about many articles at once.

    These are the matches of a query or, without one, the selected articles, or else all in the list.
    """

    def __init__(self, query: str | None = None) -> None:
        super().__init__()
        self.query = query


class BatchMarked(BatchMessage):
    """Set their status; None: read, or unread if all of them are read."""

    def __init__(self, status: Status | None = None, query: str | None = None) -> None:
        super().__init__(query)
        self.status = status


class BatchBookmarked(BatchMessage):
    """Put them on the reading list, at its end or top, or take them off; None: off if all of them are on it."""

    def __init__(self, on: bool | None = None, *, top: bool = False, query: str | None = None) -> None:
        super().__init__(query)
        self.on = on
        self.top = top


class ReadTakenOff(Message):
    """Take read articles off the reading list."""


class Browsed(ArticleMessage):
    """Open it in the browser."""


class Copied(ArticleMessage):
    """Copy its address, or a part of its text."""

    def __init__(self, entry: Entry, text: str = "") -> None:
        super().__init__(entry)
        self.text = text


class Stepped(Message):
    """Go to the next (1) or previous (-1) article, any or an unread one; `opened`: and open it."""

    def __init__(self, step: int, *, unread: bool, opened: bool) -> None:
        super().__init__()
        self.step = step
        self.unread = unread
        self.opened = opened


class Jumped(ArticleMessage):
    """A jump begins at a place in its text or, without a place, at its row of the list."""

    def __init__(self, entry: Entry, place: Place | None = None, rows: int = 0) -> None:
        super().__init__(entry)
        self.place = place
        self.rows = rows
        """Rows below the place."""


class NoteWanted(ArticleMessage):
    """Highlight a passage, with a note; without a quote the note is on the whole article."""

    def __init__(self, entry: Entry, quote: str = "", anchor: Anchor | None = None, *, selected: bool = False) -> None:
        super().__init__(entry)
        self.quote = quote
        self.anchor = anchor
        self.selected = selected
        """Whether the passage was selected, not just in view."""


class NoteEdited(ArticleMessage):
    """Edit a highlight."""

    def __init__(self, entry: Entry, highlight: Highlight) -> None:
        super().__init__(entry)
        self.highlight = highlight


class NotesWanted(Message):
    """Show the highlights of the article."""


class FetchWanted(Message):
    """Fetch all articles in the list, or the selected ones."""


class Explained(Message):
    """A dialog says why a key has no effect there."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class KeyWanted(Message):
    """A key's name in the footer was clicked."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class ZenWanted(Message):
    """Show only the text, or everything again."""


class FindWanted(Message):
    """Open the line to find something in the text."""


class OutlineWanted(Message):
    """Show the outline."""


class DroppedWanted(Message):
    """Show what was left out of the page."""


class ChangesWanted(Message):
    """Show what changed in the article since it was read."""


class ReturnWanted(Message):
    """Go back to where the last link was followed."""


class AddressWanted(Message):
    """Open the line for the address of a new source."""


class ArticleWanted(Message):
    """Open the article that was chosen by its title."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class FinishWanted(Message):
    """Set the day by which to finish the archive, as typed; empty: none."""

    def __init__(self, day: str) -> None:
        super().__init__()
        self.day = day


class SourceAdded(Message):
    """Follow a blog, an index, a file or a folder."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location


class SourcesRefreshed(Message):
    """Read sources again: the named ones, or all."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.names = names


class SourceRemoved(Message):
    """Stop following a source."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class SourceRestored(Message):
    """Follow the last removed source again."""


class ArrangementChosen(Message):
    """Set the order or the groups of the list."""

    def __init__(self, sort: Sort | None = None, group: Grouping | None = None) -> None:
        super().__init__()
        self.sort = sort
        self.group = group


class ViewWanted(Message):
    """Show the view with this name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class ViewSaved(Message):
    """Save the list as a view with this name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class FitWanted(Message):
    """Show what fits into this many minutes."""

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self.minutes = minutes


class QuitWanted(Message):
    """To the app: save everything and quit."""


class TerminalSequence(Message):
    """To the app: send the terminal something that no widget can paint."""

    def __init__(self, sequence: str) -> None:
        super().__init__()
        self.sequence = sequence


class ArticleActions(_Base):
    """The actions of a pane with a current article."""

    @property
    def current(self) -> Entry | None:
        """The current article."""
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
