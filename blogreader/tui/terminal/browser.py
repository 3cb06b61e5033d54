"""Opening an address in the reader's browser, outside the terminal where there is one for that."""

import asyncio
import subprocess
from collections.abc import Callable

_LOOKS, _PAUSE_SECONDS = 10, 0.05
"""How often, and after what time each, a program is asked whether it gave up."""


async def open_in_browser(url: str, started: Callable[[], None]) -> bool:
    """Start what opens addresses, but no text browser; False when there is nothing that does.

    `started` is called as soon as a program runs, which may still say that it can't: then the next one is tried.
    """
    from blogreader import web_browser

    for command in web_browser.commands(url):
        process = None if command.is_text else command.start()
        if process is None:
            continue
        started()
        for _ in range(_LOOKS):
            await asyncio.sleep(_PAUSE_SECONDS)
            if process.poll() is not None:
                break
        if process.poll() in (None, 0):
            return True
    return False


def text_browser(url: str) -> Callable[[], int] | None:
    """Return what runs the text browser that `$BROWSER` names, for its exit status; None: it names none."""
    from blogreader import web_browser  # what most sessions never need

    command = next((one for one in web_browser.commands(url) if one.is_text), None)
    if command is None:
        return None

    def run() -> int:
        try:
            return subprocess.run(command.words, check=False).returncode  # noqa: S603 - no shell reads them
        except OSError:
            return 127

    return run
