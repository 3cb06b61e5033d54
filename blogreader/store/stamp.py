"""Whether the state on disk is the one that was seen before, told without reading it."""

from pathlib import Path

FILE_NAME = "state.json"


def stamp(folder: Path) -> str:
    """Give a text that is another one whenever the file of the state was replaced; empty when there is no file."""
    try:
        status = (folder / FILE_NAME).stat()
    except OSError:
        return ""
    return f"{status.st_ino}:{status.st_size}:{status.st_mtime_ns}"
