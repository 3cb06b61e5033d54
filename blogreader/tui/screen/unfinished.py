"""What the next key has to wait for."""

import asyncio
from collections.abc import Awaitable

from textual.worker import Worker

from blogreader.tui.reader.reader import Reader
from blogreader.tui.screen.layout import ReadingLayout


async def explained(screen: ReadingLayout, why: str, ending: Awaitable[object]) -> None:
    """Wait for the end of something, with an explanation until then, unless what ended has given another one."""
    screen.explain(why)
    await asyncio.shield(ending)
    if screen.footer.said == why:
        screen.explain_no_more()


def searching(reader: Reader) -> Worker[None] | None:
    """Return the search in the text that has not reached its match yet."""
    searching = reader.searching if reader.text_search.is_running else None
    return None if searching is None or searching.is_finished else searching


async def ended(task: "asyncio.Task[bool]") -> None:
    """Wait for the end of a task."""
    await task
