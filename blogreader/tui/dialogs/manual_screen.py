"""The manual over the reading screen: its pages to choose from, and over them the one that is chosen."""

import asyncio
from collections.abc import Sequence

from blogreader.keys import Key
from blogreader.manual_pages import ManualPage
from blogreader.render import Block, parse
from blogreader.tui.dialogs.choice import Choice, ChoiceScreen
from blogreader.tui.dialogs.text_screen import TextScreen
from blogreader.tui.worker_groups import WorkerGroup


class ManualScreen(ChoiceScreen):
    """The pages stay below the one that is read: whoever goes back twice does not leave the program."""

    def __init__(self, pages: Sequence[ManualPage], keys: tuple[Key, ...]) -> None:
        super().__init__([Choice(page.title) for page in pages], "The manual", keys)
        self._pages = pages

    def choose(self, number: int) -> None:
        """Show a page."""
        self.run_worker(self._show(self._pages[number]), group=WorkerGroup.MANUAL, exclusive=True)

    async def _show(self, page: ManualPage) -> None:
        blocks = await asyncio.to_thread(_parsed, page)
        if self.is_current:
            self.app.push_screen(TextScreen(lambda _: blocks, self._keys))


def _parsed(page: ManualPage) -> tuple[Block, ...]:
    return tuple(parse(page.text))
