"""The reader's clipboard: through the terminal, and through the system's tool if there is one.

Terminals accept text for the clipboard with OSC 52, even over ssh; but some don't support it, and in some it is off.
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
"""In base64, with the sequence around it, these are the 100 000 bytes that most terminals accept."""
_PATIENCE_SECONDS = 2.0


async def copy(app: App[None], text: str) -> None:
    """Put text on the clipboard; raises NotCopied if it is too long for the terminal and no tool accepted it.

    Terminals don't confirm it: success means only that it was sent.
    """
    text = clean(text)
    size = len(text.encode())
    fits = size <= _OSC_52_BYTES
    if fits:
        app.copy_to_clipboard(text)
    if not await asyncio.to_thread(_give_to_tool, text) and not fits:
        raise NotCopied(size, _OSC_52_BYTES)


def _give_to_tool(text: str) -> bool:
    """Return whether one of the system's tools accepted the text; they are tried one after another."""
    return any(_took(path, arguments, text) for path, *arguments in _tools())


def _tools() -> Iterator[list[str]]:
    """Yield the installed commands that have a display to copy to, most likely first."""
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
    # Windows' tool takes UTF-16 with a byte order mark; pbcopy expects the locale's encoding, which may be anything.
    data = text.encode("utf-16" if path.endswith(".exe") else "utf-8")
    nothing = subprocess.DEVNULL
    try:
        # xclip and wl-copy stay in the background until somebody pastes: neither their output nor their end is awaited.
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
        return False  # as if it were missing: the terminal got the text, or the caller learns of it
    return True
