"""The first and the last position on the reading list, maintained so that a change need not look at every article."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from blogreader.store.state_codec import position


class Bounds(NamedTuple):
    """The smallest and the largest position on the reading list; both 0 when it is empty."""

    first: float
    last: float


class Positions:
    """The positions of the articles on the reading list."""

    def __init__(self, records: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        self._records = dict(records)
        self._bounds: Bounds | None = None

    def take(self, key: str, record: Mapping[str, Any]) -> None:
        """Record the current position of an article."""
        before = self._records.get(key)
        if record.get("bookmark") is None:
            self._records.pop(key, None)
        else:
            self._records[key] = record
        if (before or {}).get("bookmark") != record.get("bookmark"):
            self._bounds = None

    def bounds(self) -> Bounds:
        """Return the bounds; invalid positions are ignored."""
        if self._bounds is None:
            found = [at for record in self._records.values() if (at := _position(record)) is not None]
            self._bounds = Bounds(min(found, default=0), max(found, default=0))
        return self._bounds


def _position(record: Mapping[str, Any]) -> float | None:
    try:
        return position(record)
    except ValueError:  # reported by whoever decodes the whole record
        return None
