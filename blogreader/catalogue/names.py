"""Names in the catalogue, read without making, locking or mending it: a shell that completes a word asks for them."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

_BUSY_SECONDS = 0.05
"""Nobody waits longer for a word to be completed."""


class Names:
    """A catalogue that is missing, of another version, or in use for writing has none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def slugs(self, part: str, most: int) -> list[tuple[str, str]]:
        """Return at most so many slugs that begin with this, in any case, with the titles."""
        asked = (
            "SELECT slug, title FROM entries WHERE substr(lower(slug), 1, ?) = lower(?)"
            " ORDER BY status = 'read', date DESC, position LIMIT ?"
        )
        return [(str(slug), str(title)) for slug, title in self._rows(asked, len(part), part, most)]

    def categories(self) -> list[tuple[str, int]]:
        """Return the categories with how many articles each has."""
        asked = (
            "SELECT category, sum(articles) FROM counts WHERE category != ''"
            " GROUP BY category HAVING sum(articles) > 0 ORDER BY category COLLATE NOCASE"
        )
        return [(str(name), int(number)) for name, number in self._rows(asked)]

    def _rows(self, asked: str, *parameters: object) -> Iterable[tuple[Any, ...]]:
        if not self._path.is_file():
            return []
        try:
            address = f"file:{quote(str(self._path))}?mode=ro"
            with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as connection:
                return connection.execute(asked, parameters).fetchall()
        except (sqlite3.Error, UnicodeDecodeError):
            return []
