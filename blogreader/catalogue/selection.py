"""The rows that a query selects, in order and in parts: their ids, which a listing turns into entries on demand."""

import sqlite3
import sys
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from blogreader.catalogue.schema import LEFT
from blogreader.catalogue.sql import NEWEST_FIRST, OLDEST_FIRST, AccessPath, Sql, Texts, order_by, where, where_counted
from blogreader.conditions import EVERYTHING, Equals, Grouping, Query
from blogreader.errors import UsageError
from blogreader.model import Tally
from blogreader.records import dataclass, field

SUMS = (
    "count(*), ifnull(sum(status = 'read'), 0), ifnull(sum(status = 'reading'), 0), ifnull(sum(minutes), 0),"
    f" ifnull(sum({LEFT.format(row='')}), 0), ifnull(sum(minutes IS NULL AND status != 'read'), 0)"
)
"""The numbers of a `Tally`, in their order."""
COUNTED_SUMS = (
    "ifnull(sum(articles), 0), ifnull(sum(articles * (status = 'read')), 0),"
    " ifnull(sum(articles * (status = 'reading')), 0), ifnull(sum(minutes), 0), ifnull(sum(minutes_left), 0),"
    " ifnull(sum(lengthless * (status != 'read')), 0)"
)
"""The same over `counts`: a million articles are some hundred rows of it."""
_PARTS = {
    Grouping.MONTH: "substr(date, 1, 7)",
    Grouping.CATEGORY: "folded_category",
    Grouping.SOURCE: "source",
}
_NAMES = {Grouping.CATEGORY: "min(category)"}
"""How a part is named, where that differs from the grouping column."""
_READ = "status = 'read'"
_HEXADECIMAL = "%016x"
"""The form of an id in a long text: the eight bytes of an `array("q")`, the highest first."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list: consecutive rows below a heading."""

    start: int
    """Its first row, counted from 0."""
    tally: Tally
    by: Grouping | None = None
    """The kind of name; None if the list is not grouped, or for the read articles shown apart."""
    name: str | None = None
    """`2026-03`, a category or a source; None for the articles without one."""
    is_read: bool = False
    """Whether it consists of the read articles, shown apart from the rest."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a list."""

    tally: Tally
    ids: "array[int] | None"
    """In order; None: newest or oldest first, which an index provides on demand."""
    parts: tuple[Part, ...] = ()
    """The parts of the list from the top; none if it is not grouped."""
    is_oldest_first: bool = field(default=False)
    within: Sql = field(default=("1", []))
    """Without ids: which articles these are, every one or those of a category; what a reader does changes none."""


def answer(
    connection: sqlite3.Connection, query: Query, everything: Tally, texts: Texts | None, *, read_apart: bool = False
) -> Selection:
    """Run a query; `everything` is the count of all articles. Raises UsageError for an impossible one."""
    order = order_by(query.sort, query.condition)
    is_oldest = order[0] == OLDEST_FIRST
    by_date = order[0] in (NEWEST_FIRST, OLDEST_FIRST)
    group = None if query.group is Grouping.NONE else query.group
    if query.fits is not None:
        return _fitting(connection, query, order, texts)
    if query.condition == EVERYTHING and by_date and not (group or read_apart):
        return Selection(everything, None, is_oldest_first=is_oldest)
    from blogreader.catalogue.access_path import access_path  # a list of everything needs none

    counted = where_counted(query.condition)
    is_category = isinstance(query.condition, Equals) and query.condition.field == "category"
    terms = []
    if read_apart:
        terms.append(_READ)
    if group and not (group is Grouping.MONTH and by_date):
        # By month the newest comes first, whatever orders the articles of one.
        terms.append(f"{_PARTS[group]} IS NULL, {_PARTS[group]}{' DESC' if group is Grouping.MONTH else ''}")
    with _snapshot(connection), _few_groups():
        tally = Tally(*_row(connection, COUNTED_SUMS, counted, "counts")) if counted else None
        if tally is not None and not tally.articles:
            return Selection(tally, array("q"))
        if tally is not None and is_category and by_date and not (group or read_apart):
            return Selection(tally, None, is_oldest_first=is_oldest, within=where(query.condition))
        in_order = by_date and len(terms) == read_apart
        path = access_path(connection, query.condition, everything.articles, texts, in_order=in_order)
        if is_oldest and not terms:
            # The index has them newest first, those without a date at the end.
            ids, sums = _found(connection, path, (NEWEST_FIRST, []), summed=tally is None)
            sql, parameters = path.condition
            undated = _row(connection, "count(*)", (f"({sql}) AND date IS NULL", parameters))[0]
            dated = len(ids) - int(undated)
            ids = ids[:dated][::-1] + ids[dated:][::-1]
        else:
            by = ", ".join([*terms, order[0]]), order[1]
            ids, sums = _found(connection, path, by, summed=tally is None and not (group or read_apart))
        if not (group or read_apart):
            return Selection(tally or sums, ids)
        return _parted(connection, path, group, ids, read_apart=read_apart, is_oldest=is_oldest, counted=counted)


def _parted(
    connection: sqlite3.Connection,
    path: AccessPath,
    group: Grouping | None,
    ids: "array[int]",
    *,
    read_apart: bool,
    is_oldest: bool,
    counted: Sql | None,
) -> Selection:
    apart = _READ if read_apart else "0"
    part = f"CASE WHEN {apart} THEN NULL ELSE {_PARTS[group]} END" if group else "NULL"
    name = f"CASE WHEN {apart} THEN NULL ELSE {_NAMES.get(group, part)} END" if group else "NULL"
    turned = " DESC" if group is Grouping.MONTH and not is_oldest else ""
    table, sums, (sql, parameters) = path.table, SUMS, path.condition
    if counted and group is None:
        table, sums, (sql, parameters) = "counts", COUNTED_SUMS, counted
    rows = connection.execute(
        f"SELECT {apart} AS apart, {part} AS part, {name}, {sums} FROM {table} WHERE {sql}"
        f" GROUP BY 1, 2 ORDER BY 1, part IS NULL, part{turned}",
        parameters,
    ).fetchall()
    parts: list[Part] = []
    start = 0
    for is_read, _, called, *numbers in rows:
        tally = Tally(*numbers)
        if tally.articles:  # a row of the counts stays when its last article left it
            parts.append(Part(start, tally, None if is_read else group, called, bool(is_read)))
        start += tally.articles
    return Selection(total(part.tally for part in parts), ids, tuple(parts))


def total(tallies: "Iterator[Tally]") -> Tally:
    """Return the sum of tallies."""
    sums = [0] * 6
    for tally in tallies:
        numbers = (tally.articles, tally.read, tally.reading, tally.minutes, tally.minutes_left, tally.lengthless)
        sums = [one + more for one, more in zip(sums, numbers, strict=True)]
    return Tally(*sums)


def _fitting(connection: sqlite3.Connection, query: Query, order: Sql, texts: Texts | None) -> Selection:
    """Keep the articles that can be read to the end in the available time, one after the other.

    Articles being read come first, most recently opened first, then the reading list, then the rest in order.
    """
    left = query.fits or 0
    sql, parameters = where(query.condition, texts)
    asked = (
        f"SELECT id, status, minutes, {LEFT.format(row='')} AS rest FROM entries"
        f" WHERE ({sql}) AND status != 'read' AND minutes IS NOT NULL AND rest <= ?"
        " ORDER BY status != 'reading', CASE WHEN status = 'reading' THEN opened_at END DESC,"
        f" bookmark IS NULL, bookmark, {order[0]}"
    )
    ids: array[int] = array("q")
    reading = minutes = minutes_left = 0
    with _few_groups():
        for one, status, length, rest in connection.execute(asked, (*parameters, left, *order[1])):
            if rest <= left:
                left -= rest
                ids.append(one)
                reading += status == "reading"
                minutes += length
                minutes_left += rest
    return Selection(Tally(len(ids), 0, reading, minutes, minutes_left), ids)


def _found(connection: sqlite3.Connection, path: AccessPath, order: Sql, *, summed: bool) -> "tuple[array[int], Tally]":
    """Return the ids of the matching articles in order, and their counts if they are to be summed up.

    SQLite does it in one pass and one step, without the interpreter's lock: a row for each id would wait for that
    lock as often, and counting afterwards would test every article a second time.
    """
    # It keeps the order of a subquery for group_concat (its flattener's restriction 16, of 2007).
    # Where they are known, an index may have all that is asked for.
    sums, columns = (SUMS, "id, status, minutes, percent") if summed else ("0, 0, 0, 0, 0", "id")
    sql, parameters = path.condition
    *numbers, ids = connection.execute(
        f"SELECT {sums}, group_concat(printf('{_HEXADECIMAL}', id), '')"
        f" FROM (SELECT {columns} FROM {path.table} WHERE {sql} ORDER BY {order[0]})",
        (*parameters, *order[1]),
    ).fetchone()
    found = array("q", bytes.fromhex(ids or ""))
    if sys.byteorder == "little":
        found.byteswap()
    return found, Tally(*numbers)


def _row(connection: sqlite3.Connection, what: str, condition: Sql, table: str = "entries") -> Sequence[int]:
    found: Sequence[int] = connection.execute(
        f"SELECT {what} FROM {table} WHERE {condition[0]}", condition[1]
    ).fetchone()
    return found


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Make several queries see the same data, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.rollback()


@contextmanager
def _few_groups() -> Iterator[None]:
    """Turn SQLite's refusal of a query into a sentence."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "stack overflow" not in str(error):
            raise
        # Before 3.46 SQLite's parser stack was limited to 100 entries: some 30 groups.
        raise UsageError("This query has too many nested groups.") from error
