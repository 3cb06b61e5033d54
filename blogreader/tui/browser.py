"""Opening an address in the reader's browser, never inside the terminal."""

import os
import shutil
import subprocess
import sys

from blogreader.urls import openable


def open_in_browser(url: str) -> bool:
    """Start the system's own opener; False when there is no display, or nothing that opens addresses.

    The standard library's webbrowser falls back to text browsers, which would take this program's terminal.
    """
    address = openable(url)
    opener = "open" if sys.platform == "darwin" else "xdg-open" if _has_display() else None
    path = shutil.which(opener) if opener else None
    if address is None or path is None:
        return False
    nothing = subprocess.DEVNULL
    try:
        subprocess.Popen([path, address], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)  # noqa: S603 - rebuilt from its parts
    except OSError:
        return False  # as good as none: the caller copies the address instead
    return True


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
