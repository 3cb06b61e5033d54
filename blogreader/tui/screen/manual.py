"""The manual over the reading screen: its pages to choose from, and the one that is chosen."""

import asyncio
from typing import TYPE_CHECKING

from blogreader import manual_pages
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup

if TYPE_CHECKING:
    from blogreader.manual_pages import ManualPage
    from blogreader.render import Block


class Manual(BackgroundTasks):
    """Shows page after page, until nobody chooses one."""

    def show(self) -> None:
        """Show the pages to choose from."""
        self.run(WorkerGroup.MANUAL, self._choose)

    async def _choose(self) -> None:
        from blogreader.tui.dialogs.choice import Choice, ChoiceScreen

        pages = await asyncio.to_thread(manual_pages.pages)
        choices = [Choice(page.title) for page in pages]
        chosen: int | None = 0
        while chosen is not None:
            screen = ChoiceScreen(choices, "The manual", self._layout.keys, cursor=chosen)
            chosen = await self._layout.app.push_screen_wait(screen)
            if chosen is not None:
                await self._show(pages[chosen])

    async def _show(self, page: "ManualPage") -> None:
        from blogreader.tui.dialogs.text_screen import TextScreen

        blocks = await asyncio.to_thread(_parsed, page)
        await self._layout.app.push_screen_wait(TextScreen(lambda _: blocks, self._layout.keys))


def _parsed(page: "ManualPage") -> "tuple[Block, ...]":
    from blogreader import render

    return tuple(render.parse(page.text))
