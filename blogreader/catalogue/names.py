"""Names for shell completion, read from the catalogue without creating, locking or repairing it."""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from blogreader.catalogue.schema import AUTHORS, LANGUAGES

_BUSY_SECONDS = 0.05
"""Completion must not wait longer for a lock."""


class Names:
    """Empty if the catalogue is missing, of another version, or being written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def slugs(self, part: str, most: int) -> list[tuple[str, str]]:
        """Return a limited number of slugs with this prefix, in any case, with their titles."""
        asked = (
            "SELECT slug, title FROM entries WHERE substr(lower(slug), 1, ?) = lower(?)"
            " ORDER BY status = 'read', date DESC, position LIMIT ?"
        )
        return [(str(slug), str(title)) for slug, title in self._rows(asked, len(part), part, most)]

    def categories(self) -> list[tuple[str, int]]:
        """Return the categories, each with its number of articles."""
        asked = (
            "SELECT category, sum(articles) FROM counts WHERE category != ''"
            " GROUP BY category HAVING sum(articles) > 0 ORDER BY category COLLATE NOCASE"
        )
        return [(str(name), int(number)) for name, number in self._rows(asked)]

    def authors(self) -> list[tuple[str, int]]:
        """Return the authors, each with their number of articles, those of most first."""
        return [(str(name), int(number)) for name, number in self._rows(AUTHORS)]

    def languages(self) -> list[tuple[str, int]]:
        """Return the languages of documents, each with its number of articles, those of most first."""
        return [(str(tag), int(number)) for tag, number in self._rows(LANGUAGES)]

    def _rows(self, asked: str, *parameters: object) -> Iterable[tuple[Any, ...]]:
        if not os.path.isfile(self._path):  # noqa: PTH113 - pathlib's raises where a folder can't be looked into
            return []
        try:
            address = f"file:{quote(str(self._path))}?mode=ro"
            with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as connection:
                return connection.execute(asked, parameters).fetchall()
        except (sqlite3.Error, UnicodeDecodeError):
            return []
