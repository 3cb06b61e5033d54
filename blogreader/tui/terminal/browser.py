"""Opens addresses in the reader's browser, preferably outside of the terminal."""

import asyncio
import subprocess
from collections.abc import Callable

_LOOKS, _PAUSE_SECONDS = 10, 0.05
"""How often, and at what interval, to check whether a program gave up."""


async def open_in_browser(url: str, started: Callable[[], None]) -> bool:
    """Start a program that opens addresses, but not a text browser; False if there is none.

    `started` is called as soon as a program runs; it may still fail, and then the next one is tried.
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
    """Return a function that runs the text browser in `$BROWSER` and returns its exit status; None without one."""
    from blogreader import web_browser  # most sessions never need it

    command = next((one for one in web_browser.commands(url) if one.is_text), None)
    if command is None:
        return None

    def run() -> int:
        try:
            return subprocess.run(command.words, check=False).returncode  # noqa: S603 - no shell reads them
        except OSError:
            return 127

    return run
