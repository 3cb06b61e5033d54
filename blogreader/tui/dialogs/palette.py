"""The command palette: every action by its sentence, and the commands on sources, which may be typed in full."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input

from blogreader.text import clean_line

if TYPE_CHECKING:
    from blogreader.tui.screen.screen import ReadingScreen

_FOLLOW, _REFRESH, _REMOVE, _AGAIN = "add", "refresh", "remove", "follow again"


class Palette(CommandPalette):
    """Textual's own; what is typed in full is run by Enter, also when the list of matches is not there yet."""

    def __init__(self, reading: "ReadingScreen") -> None:
        super().__init__(providers=[*reading.app.COMMANDS, SourceCommands])
        self._reading = reading

    @on(Input.Submitted)
    def _run_typed(self, event: Input.Submitted) -> None:
        command = typed(self._reading, event.value)
        if command is None:
            return
        event.stop()
        event.prevent_default()
        self.dismiss()
        self._reading.call_later(command)


def typed(screen: "ReadingScreen", text: str) -> Callable[[], object] | None:
    """Return what a line asks for that is a whole command on sources; None: it is none."""
    word, _, rest = text.strip().partition(" ")
    rest = rest.strip()
    if word == _FOLLOW and rest:
        return partial(screen.sources.add, rest)
    if text.strip().startswith(("http://", "https://")) and not rest:
        return partial(screen.sources.add, word)
    if word == _REMOVE and rest:
        return partial(screen.sources.remove, rest)
    if word == _REFRESH:
        return partial(screen.sources.refresh, *rest.split())
    return screen.sources.restore if text.strip() == _AGAIN else None


class SourceCommands(Provider):
    """Finds the commands on sources."""

    async def discover(self) -> Hits:
        """Offer what can be done with sources."""
        for words, about, sentence, command in self._commands():
            yield DiscoveryHit(_shown(Content(words), about), command, text=words, help=sentence)

    async def search(self, query: str) -> Hits:
        """Offer what a line asks for first, then what is like it."""
        if (command := typed(self._reading, query)) is not None:
            yield Hit(2.0, Content(clean_line(query)), command, text=query, help="Enter does it")
        matcher = self.matcher(query)
        for words, about, sentence, command in self._commands():
            if (score := matcher.match(f"{words} {about}".strip())) > 0:
                yield Hit(score, _shown(matcher.highlight(words), about), command, text=words, help=sentence)

    def _commands(self) -> Iterator[tuple[str, str, str, Callable[[], object]]]:
        """Return of each its words, what it is about, a sentence of ours (Textual reads markup in it), what it does."""
        screen = self._reading
        yield _FOLLOW, "…", "Follow a blog, a feed, an index, a file or a folder", screen.ask_for_address
        for one in screen.contents.progress.sources if screen.contents.progress else ():
            name, title = one.source.name, clean_line(one.source.title or one.source.location, 60)
            yield f"{_REFRESH} {name}", title, "Read this source again", partial(screen.sources.refresh, name)
            stays = "Stop following this source; what you did with its articles stays"
            yield f"{_REMOVE} {name}", title, stays, partial(screen.sources.remove, name)
        yield _AGAIN, "", "Follow the source again that was removed last", screen.sources.restore

    @property
    def _reading(self) -> "ReadingScreen":
        from blogreader.tui.screen.screen import ReadingScreen

        assert isinstance(self.screen, ReadingScreen)  # noqa: S101 - the palette lies over nothing else
        return self.screen


def _shown(words: Content, about: str) -> Content:
    return Content.assemble(words, "  ", (about, "dim")) if about else words
