"""Conversion from older formats to the current one: one function a step, from old tables to new ones."""

from collections.abc import Callable
from typing import Any

from blogreader import times
from blogreader.store.journal.value_types import is_time, microseconds

FORMAT = 2
"""Of the snapshot; its table `format` contains the number."""

Tables = dict[str, dict[str, dict[str, Any]]]
"""TinyDB's form: table name -> document id -> document."""

WHEN = "when "
"""Prefix of a table's name: the table with the times at which the fields of that one were set."""


def from_1(tables: Tables) -> Tables:
    """Add the time at which each field was set, as far as the state itself tells."""
    when: dict[str, dict[str, Any]] = {}
    for key, record in tables.get("state", {}).items():
        opened, read = _moment(record.get("opened_at")), _moment(record.get("read_at"))
        found = {"opened_at": opened, "place": opened, "read_at": read, "status": read or opened}
        if known := {field: at for field, at in found.items() if at and field in record}:
            when[key] = known
    return {**tables, **({WHEN + "state": when} if when else {})}


MIGRATIONS: dict[int, Callable[[Tables], Tables]] = {1: from_1}


def migrated(tables: Tables, version: int) -> Tables:
    """Convert tables of an older format to the current one."""
    for old in range(version, FORMAT):
        tables = MIGRATIONS[old](tables)
    return tables


def _moment(text: object) -> int | None:
    try:
        at = microseconds(times.from_text(text))
    except ValueError:  # reported by whoever decodes the record
        return None
    return at if is_time(at) else None
