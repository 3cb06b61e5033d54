"""Libraries that tests open one after the other, or beside each other, over the same folders."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from blogreader.library import Library
from blogreader.paths import Paths

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
BASE = "https://example.org/"


def folders_in(folder: Path) -> Paths:
    """Return where a library in a folder keeps everything."""
    return Paths(folder / "library", folder / "library" / "cache", folder / "config.toml")


@contextmanager
def libraries_of(folders: Paths, index: Path, text: str) -> Iterator[Callable[[], Library]]:
    """Write an index, and yield what opens one more library that follows it; all are closed in the end."""
    index.write_text(text)
    made: list[Library] = []

    def make() -> Library:
        library = Library(folders, index=str(index), now=lambda: NOW)
        library.open()
        made.append(library)
        return library

    yield make
    for library in made:
        library.close()
