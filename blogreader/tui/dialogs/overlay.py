"""The base of all dialogs, in which no key is silent either."""

from typing import Generic, TypeVar

from textual import events, on
from textual.content import Content
from textual.screen import ModalScreen

from blogreader.errors import NotCopied
from blogreader.keys import TABLE, Key, first, shown
from blogreader.text import counted
from blogreader.tui.messages import Explained, FetchWanted, ReadTakenOff, Unable

_R = TypeVar("_R")


class Overlay(ModalScreen[_R], Generic[_R]):
    """Explains keys without an effect in the footer of the screen below, as the panes do."""

    def __init__(self, keys: tuple[Key, ...] = TABLE) -> None:
        super().__init__()
        self._keys = keys

    def on_key(self, event: events.Key) -> None:
        """For an unbound key, say how to go back."""
        # Bindings are checked after this, when the key reaches the app.
        if not any(name in self.active_bindings for name in event.aliases):
            self._explain(f"{shown(event.key)} does nothing here{self._way_back}.")

    @on(Unable)
    def _tell_why(self, event: Unable) -> None:
        self._explain(event.why)

    @on(FetchWanted)
    def _tell_no_fetch(self) -> None:
        self._explain(f"Nothing can be fetched here{self._way_back}.")

    @on(ReadTakenOff)
    def _tell_no_list(self) -> None:
        self._explain(f"The reading list is not here{self._way_back}.")

    @property
    def _way_back(self) -> str:
        back = first(self._keys, "everywhere.back")
        return f"; {back} goes back" if back else ""

    def named_keys(self, *hints: tuple[str, str]) -> Content:
        """Return the keys of some ids with what they do, as the footer shows them; those without a key are left out.

        What is no id of the table stands for itself.
        """
        ids = {key.id for key in self._keys}
        named = ((first(self._keys, name) if name in ids else name, label) for name, label in hints)
        return Content("  ").join(
            Content.assemble((key, "bold $foreground"), f" {label}") for key, label in named if key
        )

    async def copied(self, text: str, why: str = "") -> None:
        """Put text on the clipboard, and say so after a reason, or why it can't be."""
        from blogreader.tui.terminal.clipboard import copy

        try:
            await copy(self.app, text)
        except NotCopied as error:
            self._explain(str(error))
        else:
            self._explain(f"{why}Copied {counted(len(text.rstrip().splitlines()), 'line')}.")

    def _explain(self, sentence: str) -> None:
        self.app.post_message(Explained(sentence))
