"""How SQLite gets at the rows of a condition: by the index that leaves the fewest, or as they are stored.

Without statistics its planner takes any index that can be used, such as the one of 99 000 unread articles among
100 000 before that of the 300 of a category, and before that of the three that failed the one that has the order. To
look up each row of an index takes about four times as long as to read the table from its beginning to its end and to
sort what matches (SQLite 3.40, 100 000 rows of half a kilobyte).
"""

import sqlite3
from collections.abc import Iterator

from blogreader.catalogue.sql import AccessPath, Texts, where, where_counted
from blogreader.conditions import All, Any, At, Between, Condition, Contains, Equals, Flag, FullText, Is, Linked, Not

_DEARER = 4
"""How many times as long as to read a row in its turn it takes to look it up."""
_ORDERED = {
    Flag.UNREAD: "by_status",
    Flag.READING: "by_status",
    Flag.READ: "by_status",
    Flag.BOOKMARKED: "bookmarked",
    Flag.OFFLINE: "archived",
    Flag.NEW: "added",
}
"""The indexes of flags that have the articles newest first."""
_BY_KEY = "sqlite_autoindex_entries_1"
"""The index that SQLite makes for the first UNIQUE of a table."""
_INDEXES = {**_ORDERED, Flag.FAILED: "failed", Flag.NOTED: "noted", Flag.CHANGED: "changed"}


def access_path(
    connection: sqlite3.Connection, condition: Condition, articles: int, texts: Texts | None, *, in_order: bool
) -> AccessPath:
    """Choose how to get at the rows of a condition among so many articles; raises UsageError as `where` does.

    `in_order`: they are to be newest first, if not with what is read apart.
    """
    sql, parts = where(condition, texts), list(_parts(condition))
    if not parts or (in_order and len(parts) == 1 and _has_order(parts[0])):
        return AccessPath("entries", sql)
    numbers = {part: _number(connection, part) for part in parts if _index(part)}
    rarest = min(numbers, key=numbers.__getitem__, default=None)
    if rarest is not None and numbers[rarest] * _DEARER <= articles:
        return AccessPath(f"entries INDEXED BY {_index(rarest)}", sql)
    if any(map(_is_by_key, parts)):
        return AccessPath(f"entries INDEXED BY {_BY_KEY}", sql)
    is_scanned = all(part in numbers or _is_scanned(part) for part in parts)
    return AccessPath("entries NOT INDEXED" if is_scanned else "entries", sql)


def _parts(condition: Condition) -> Iterator[Condition]:
    """Return the conditions that must all hold, out of the conjunctions in conjunctions."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _parts(part)
    else:
        yield condition


def _has_order(part: Condition) -> bool:
    return part.flag in _ORDERED if isinstance(part, Is) else _index(part) is not None


def _index(part: Condition) -> str | None:
    if isinstance(part, Is):
        return _INDEXES.get(part.flag)
    return "by_category" if isinstance(part, Equals) and part.field == "category" else None


def _is_scanned(part: Condition) -> bool:
    """Return whether each article has to be looked at for it."""
    match part:
        case Between(field, _, _):
            return field != "date"
        case All(parts):
            return all(map(_is_scanned, parts))
        case Any(parts):
            return any(map(_is_scanned, parts))
        case At():
            return True  # for what contains the address, if none has it
        case Contains() | Equals() | Is():
            return not (_is_by_key(part) or _index(part))
        case _:
            return isinstance(part, Not)


def _is_by_key(part: Condition) -> bool:
    """Return whether the keys of what it matches are found before the articles are looked at."""
    return isinstance(part, FullText | Linked) or (isinstance(part, Contains) and part.field in ("note", "tag"))


def _number(connection: sqlite3.Connection, part: Condition) -> int:
    """Return how many articles an index has for it."""
    counted = where_counted(part)
    if counted is None:
        sql, values = where(part)
        asked = f"SELECT count(*) FROM entries WHERE {sql}"
    else:
        sql, values = counted
        asked = f"SELECT ifnull(sum(articles), 0) FROM counts WHERE {sql}"
    return int(connection.execute(asked, values).fetchone()[0])
