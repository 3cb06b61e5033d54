"""SQLite's file and what lies beside it, replaced while others have it open."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from stat import S_ISREG

from blogreader.errors import Unwritable
from blogreader.files import reason

_BESIDE = ("-wal", "-shm", "-journal")


def found(path: Path) -> tuple[int, int] | None:
    """Return which file is there; None: none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path's own costs three times as much, at every statement
    except OSError:
        return None
    return status.st_dev, status.st_ino


def check_regular(path: Path) -> None:
    """Raise sqlite3.OperationalError where SQLite would open what is no file: a pipe would hold it up for good."""
    for suffix in ("", *_BESIDE):
        try:
            is_regular = S_ISREG(os.stat(f"{path}{suffix}").st_mode)  # noqa: PTH116 - as above
        except OSError:  # SQLite makes it, or says why it can't
            continue
        if not is_regular:
            error = sqlite3.OperationalError(f"{path.name}{suffix} is no regular file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error


def remove(path: Path) -> None:
    """Remove a file and what lies beside it; raises Unwritable."""
    try:
        for suffix in ("", *_BESIDE):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def put_in_place(temporary: Path, path: Path) -> None:
    """Put a database that nobody has open in the place of another; raises sqlite3.Error, Unwritable."""
    with closing(sqlite3.connect(temporary)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    remove(path)  # a log that was left is not this one's
    try:
        temporary.replace(path)
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def temporary(path: Path) -> Path:
    """Name a file beside it that is of this thread alone."""
    return path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")


@contextmanager
def removed_at_the_end(path: Path) -> Iterator[None]:
    """Begin without a file of this name, and leave nothing of what was made to be put elsewhere."""
    remove(path)  # a killed process of the same number may have left one
    try:
        yield
    finally:
        with suppress(Unwritable):  # why it came to this is told
            remove(path)
