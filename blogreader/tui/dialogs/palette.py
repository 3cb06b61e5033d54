"""The command palette: every action by its sentence, and the commands on sources, which may be typed in full."""

from collections.abc import Callable, Iterator
from functools import partial

from textual import on
from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from blogreader.text import clean_line
from blogreader.tui.messages import AddressWanted, SourceAdded, SourceRemoved, SourceRestored, SourcesRefreshed
from blogreader.tui.panes.sidebar import Sidebar

_FOLLOW, _REFRESH, _REMOVE, _AGAIN = "add", "refresh", "remove", "follow again"


class Palette(CommandPalette):
    """Textual's own; what is typed in full is run by Enter, also when the list of matches is not there yet."""

    def __init__(self, below: Screen[None]) -> None:
        """`below` is the screen that is asked for what is typed."""
        super().__init__(providers=[*App.COMMANDS, SourceCommands])
        self._below = below

    @on(Input.Submitted)
    def _run_typed(self, event: Input.Submitted) -> None:
        message = typed(event.value)
        if message is None:
            return
        event.stop()
        event.prevent_default()
        self.dismiss()
        self._below.post_message(message)


def typed(text: str) -> Message | None:
    """Return what a line asks for that is a whole command on sources; None: it is none."""
    word, _, rest = text.strip().partition(" ")
    rest = rest.strip()
    if word == _FOLLOW:
        return SourceAdded(rest) if rest else AddressWanted()
    if text.strip().startswith(("http://", "https://")) and not rest:
        return SourceAdded(word)
    if word == _REMOVE and rest:
        return SourceRemoved(rest)
    if word == _REFRESH:
        return SourcesRefreshed(*rest.split())
    return SourceRestored() if text.strip() == _AGAIN else None


class SourceCommands(Provider):
    """Finds the commands on the sources that the sidebar shows."""

    async def discover(self) -> Hits:
        """Offer what can be done with sources."""
        for words, about, sentence, message in self._commands():
            yield DiscoveryHit(_shown(Content(words), about), self._posted(message), text=words, help=sentence)

    async def search(self, query: str) -> Hits:
        """Offer what a line asks for first, then what is like it."""
        if (asked := typed(query)) is not None:
            yield Hit(2.0, Content(clean_line(query)), self._posted(asked), text=query, help="Enter runs it")
        matcher = self.matcher(query)
        for words, about, sentence, message in self._commands():
            if (score := matcher.match(f"{words} {about}".strip())) > 0:
                prompt = _shown(matcher.highlight(words), about)
                yield Hit(score, prompt, self._posted(message), text=words, help=sentence)

    def _commands(self) -> Iterator[tuple[str, str, str, Message]]:
        """Return for each its words, its subject, a sentence of ours (Textual reads markup in it), what it asks."""
        yield _FOLLOW, "…", "Follow a blog, a feed, an index, a file or a folder", AddressWanted()
        progress = self.screen.query_one(Sidebar).contents.progress
        for one in progress.sources if progress else ():
            name, title = one.source.name, clean_line(one.source.title or one.source.location, 60)
            yield f"{_REFRESH} {name}", title, "Read this source again", SourcesRefreshed(name)
            stays = "Stop following this source; what you did with its articles is kept"
            yield f"{_REMOVE} {name}", title, stays, SourceRemoved(name)
        yield _AGAIN, "", "Follow the last removed source again", SourceRestored()

    def _posted(self, message: Message) -> Callable[[], object]:
        return partial(self.screen.post_message, message)


def _shown(words: Content, about: str) -> Content:
    return Content.assemble(words, "  ", (about, "dim")) if about else words
