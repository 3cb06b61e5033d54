"""The reader's clipboard: through the terminal, and through the system's own tool where there is one.

Terminals take text for the clipboard with OSC 52, over ssh too; but some don't know it, and some are told not to.
"""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from textual.app import App

from blogreader.errors import NotCopied
from blogreader.text import clean

_OSC_52_BYTES = 74_994
"""What in base64, with the sequence around it, is the 100 000 bytes that most terminals take."""
_PATIENCE_SECONDS = 2.0


async def copy(app: App[None], text: str) -> None:
    """Put text on the clipboard; raises NotCopied when it is too long for a terminal and no tool took it.

    Nobody can know what a terminal did with it: to have sent it is all that is promised.
    """
    text = clean(text)
    size = len(text.encode())
    fits = size <= _OSC_52_BYTES
    if fits:
        app.copy_to_clipboard(text)
    if not await asyncio.to_thread(_give_to_tool, text) and not fits:
        raise NotCopied(size, _OSC_52_BYTES)


def _give_to_tool(text: str) -> bool:
    """Return whether one of the tools that this system has took the text; they are tried one after the other."""
    return any(_took(path, arguments, text) for path, *arguments in _tools())


def _tools() -> Iterator[list[str]]:
    """Return the commands that are here and have a display to copy to, the likeliest first."""
    candidates: list[tuple[str, ...]] = []
    if sys.platform == "darwin":
        candidates.append(("pbcopy",))
    if os.environ.get("WSL_DISTRO_NAME") or os.environ.get("WSL_INTEROP"):
        candidates.append(("clip.exe",))
    if os.environ.get("WAYLAND_DISPLAY"):
        candidates.append(("wl-copy", "--type", "text/plain"))
    if os.environ.get("DISPLAY"):
        candidates += [("xclip", "-selection", "clipboard"), ("xsel", "-ib")]
    for name, *arguments in candidates:
        path = shutil.which(name)
        if path is not None:
            yield [path, *arguments]


def _took(path: str, arguments: list[str], text: str) -> bool:
    # Windows' own tool takes UTF-16 with a byte order mark; pbcopy takes what the locale says, which may be anything.
    data = text.encode("utf-16" if path.endswith(".exe") else "utf-8")
    nothing = subprocess.DEVNULL
    try:
        # xclip and wl-copy stay in the background until somebody pastes: nothing of theirs is read, or waited for.
        subprocess.run(  # noqa: S603 - one of ours, found on the PATH
            [path, *arguments],
            input=data,
            stdout=nothing,
            stderr=nothing,
            timeout=_PATIENCE_SECONDS,
            check=True,
            start_new_session=True,
            env={**os.environ, "LC_CTYPE": "UTF-8"} if sys.platform == "darwin" else None,
        )
    except (OSError, subprocess.SubprocessError):
        return False  # as good as none: the terminal was told, or the caller hears of it
    return True
