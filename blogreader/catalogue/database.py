"""The catalogue's file, rebuilt or moved to memory while in use if it is deleted, damaged or on a full disk."""

import os
import sqlite3
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from typing import NoReturn

from blogreader import files
from blogreader.catalogue import damage
from blogreader.catalogue.schema import SCHEMA, VERSION
from blogreader.errors import BlogreaderError, LibraryError, Unwritable
from blogreader.files import reason
from blogreader.text import fold

_BESIDE = ("-wal", "-shm", "-journal")


def identity_of(path: Path) -> tuple[int, int] | None:
    """Return device and inode of the file; None if there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path's own costs three times as much, at every statement
    except OSError:
        return None
    return status.st_dev, status.st_ino


def check_regular(path: Path) -> None:
    """Raise sqlite3.OperationalError where SQLite would open anything but a file: a pipe would block for good."""
    for suffix in ("", *_BESIDE):
        try:
            is_regular = S_ISREG(os.stat(f"{path}{suffix}").st_mode)  # noqa: PTH116 - as above
        except OSError:  # SQLite creates it, or says why it can't
            continue
        if not is_regular:
            error = sqlite3.OperationalError(f"{path.name}{suffix} is not a regular file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error


def remove(path: Path) -> None:
    """Remove a file and its companions (log, shared memory); raises Unwritable."""
    try:
        for suffix in ("", *_BESIDE):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def put_in_place(temporary: Path, path: Path) -> None:
    """Replace a database by one that nobody has open; raises sqlite3.Error, Unwritable."""
    with closing(sqlite3.connect(temporary)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    remove(path)  # a leftover log does not belong to this file
    try:
        temporary.replace(path)
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def temporary_beside(path: Path) -> Path:
    """Return a name next to it that only this thread uses."""
    return path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")


@contextmanager
def removed_at_the_end(path: Path) -> Iterator[None]:
    """Start without a file of this name, and remove whatever is left of it afterwards."""
    remove(path)  # left by a killed process with the same number
    try:
        yield
    finally:
        with suppress(Unwritable):  # the original error is reported
            remove(path)


_BUSY_SECONDS = 20
"""How long a thread waits for another window's change: to fill in a hundred thousand articles takes several on a busy
machine."""
_CLOSING_SECONDS = 2.0
"""How long closing waits for threads that are in the middle of a query."""


class Unusable(LibraryError):
    """The catalogue can be neither used nor repaired."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"The catalogue can't be used ({error}); deleting the cache folder rebuilds it.")


class Malformed(sqlite3.DatabaseError):
    """A row contains invalid values."""


class _Lease:
    """Held by a thread while it uses its connection; it ends with the thread, and the connection with it."""

    def __init__(self, connection: sqlite3.Connection, connections: list[sqlite3.Connection]) -> None:
        weakref.finalize(self, self._end, connection, connections).atexit = False

    @staticmethod
    def _end(connection: sqlite3.Connection, connections: list[sqlite3.Connection]) -> None:
        with suppress(ValueError):  # all of them were closed
            connections.remove(connection)
        with suppress(sqlite3.Error):
            connection.close()


class CatalogueFile:
    """One connection a thread to the file, or to whatever replaces it; safe from any thread."""

    def __init__(self, path: Path, refill: Callable[[], None] | None) -> None:
        """Create it; `refill` fills an empty catalogue through its thread's connection; without it none is repaired."""
        self.path = path
        self.connections: list[sqlite3.Connection] = []
        self.epoch = 0
        """Incremented whenever the catalogue moves to another file or to memory."""
        self._refill = refill
        self._memory = ""
        """The name of the in-memory database; empty while the catalogue is in its file."""
        self._held: sqlite3.Connection | None = None
        """The in-memory database exists as long as some connection to it is open."""
        self._local = threading.local()
        self._mending = threading.RLock()
        self._uses: dict[int, int] = {}
        """The threads that are in the middle of queries, with the nesting depth."""
        self._used = threading.Condition()
        self._is_open = False
        self._verified: tuple[int, int] | None = None
        """The identity of the file whose contents were verified."""
        self._said: deque[str] = deque()

    def open(self) -> None:
        """Open the file, making it when it is missing, of another version or damaged; raises LibraryError."""
        try:
            # The first look needs the lock too: SQLite removes the log of a file that it finds empty, as a file is
            # while another process creates it.
            with files.locked(self.path):
                files.touch(self.path, own_links=True)  # private to its owner, which SQLite's own would not be
                if not self._usable(self.get):
                    self._close()
                    remove(self.path)
                    files.touch(self.path)
                    self._make(self._connect())
        except (sqlite3.Error, Unwritable) as error:
            why = self._reason(error)
            if self._refill is None:
                raise why from error
            self._close()
            self._move_to_memory(why, refill=None)  # whoever opens it fills it
        self._verified = identity_of(self.path)
        self._is_open = True

    def close(self) -> None:
        """Close every thread's connection; a catalogue in memory is written to the file if there is none now.

        Connections of threads that never stop querying are left to them.
        """
        if self._held:
            self._write_back(self._held)
            self._held.close()
        with self._used:
            # SQLite lets one thread close a connection that another is using, which would read freed memory.
            if self._used.wait_for(lambda: not self._uses.keys() - {threading.get_ident()}, _CLOSING_SECONDS):
                self._close()
            self._memory, self._held = "", None
            self._is_open = False

    @contextmanager
    def used(self) -> Iterator[None]:
        """Keep `close` from closing this thread's connection in the meantime."""
        thread = threading.get_ident()
        with self._used:
            self._uses[thread] = self._uses.get(thread, 0) + 1
        try:
            yield
        finally:
            with self._used:
                self._uses[thread] -= 1
                if not self._uses[thread]:
                    del self._uses[thread]
                    self._used.notify_all()

    def _write_back(self, held: sqlite3.Connection) -> None:
        temporary = temporary_beside(self.path)
        # If it can't be written, the next process rebuilds it: leaving must not wait for it.
        locked = files.locked(self.path, patience=0)
        with suppress(sqlite3.Error, Unwritable), removed_at_the_end(temporary), locked:
            if identity_of(self.path) is None and self._copy([held], temporary):
                put_in_place(temporary, self.path)

    def said(self) -> list[str]:
        """Return the sentences about problems that have not been returned yet."""
        return [self._said.popleft() for _ in range(len(self._said))]

    def get(self) -> sqlite3.Connection:
        """Return this thread's connection to the current catalogue; raises sqlite3.Error, LibraryError."""
        if self._is_open and not self._is_refilling and self._is_another:
            self._verify()
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None or not (self._is_refilling or self._is_of_now):
            return self._connect()
        return connection

    def made(self) -> str:
        """Return a number for this catalogue: a rebuilt one may number its rows differently."""
        connection = self.get()
        if self._local.made is None:
            row = connection.execute("SELECT stamp FROM stamps WHERE name = 'made'").fetchone()
            self._local.made = row[0] if row else ""
        return str(self._local.made)

    # Recovery

    def mend(self, error: sqlite3.DatabaseError | UnicodeDecodeError, epoch: int) -> None:
        """Make the catalogue usable again after this error, which came from it at that place.

        Raises LibraryError when nothing can be done, and the error itself when it is a bug of ours.
        """
        with self._mending:
            if epoch != self.epoch or (self._is_open and self._is_another):
                return  # another thread or process already did
            self._check_cause(error)
            if self._refill is None or self._memory or self._is_refilling or not self._is_open:
                raise Unusable(error) from error
            if damage.is_bad_place(error):
                self._move_to_memory(self._reason(error), self._refill)
            else:
                self._make_anew(self._refill)
                self._said.append(f"{self.path} was damaged ({error}): it was rebuilt.")

    def give_up(self, error: sqlite3.DatabaseError | UnicodeDecodeError) -> NoReturn:
        """Raise the final error when recovery did not help."""
        with self._mending:
            self._check_cause(error)
        if isinstance(error, Malformed):  # in a fresh file: so we wrote it
            raise error
        raise Unusable(error) from error

    def _check_cause(self, error: sqlite3.DatabaseError | UnicodeDecodeError) -> None:
        """Raise an error that neither the place nor damage to the file explains."""
        if damage.is_bad_place(error) or damage.is_damage(error):
            return
        if not self._is_open and not self._is_refilling:
            return  # it was closed during the query
        try:
            is_whole = damage.is_whole(self.get())
        except (sqlite3.Error, LibraryError):
            return
        if is_whole:
            raise error

    def _verify(self) -> None:
        """Switch to the file that is there now: restore it if it was deleted, fill it if it is new."""
        with self._mending:
            if not self._is_another:
                return
            try:
                if identity_of(self.path) is None:
                    self._put_back()
                elif not self._usable(self._connect):
                    raise Unwritable(self.path, "it is of another version")  # noqa: TRY301 - as the others
                elif self._refill and not self._is_filled(self._local.connection):
                    self._fill(self._local.connection, self._refill)
            except Unwritable as error:
                self._move_to_memory(error, self._refill)
            self._verified = identity_of(self.path)

    def _put_back(self) -> None:
        """Restore a file that was deleted, from a connection that still has its contents."""
        temporary = temporary_beside(self.path)
        try:
            with removed_at_the_end(temporary), files.locked(self.path):
                if identity_of(self.path) is not None:
                    return
                if self._copy(self.connections, temporary):
                    put_in_place(temporary, self.path)
                    return
        except (sqlite3.Error, Unwritable) as error:
            self._move_to_memory(self._reason(error), self._refill)
            return
        if self._refill:
            self._make_anew(self._refill)

    def _make_anew(self, refill: Callable[[], None]) -> None:
        """Replace the file by a rebuilt catalogue that is already filled: nobody sees an empty one."""
        temporary = temporary_beside(self.path)
        try:
            with removed_at_the_end(temporary):
                files.touch(temporary)
                connection = self._connect(str(temporary))
                self._make(connection)
                self._fill(connection, refill)
                with files.locked(self.path):
                    put_in_place(temporary, self.path)
        except (sqlite3.Error, Unwritable) as error:
            self._move_to_memory(self._reason(error), refill)
            return
        self._verified = identity_of(self.path)
        self.epoch += 1

    def _reason(self, error: Exception) -> Unwritable:
        """Return why a file can't be created; raises the error if it is a bug."""
        if isinstance(error, Unwritable):
            return error
        if not damage.is_bad_place(error):
            raise error
        return Unwritable(self.path, str(error))

    def _move_to_memory(self, why: Unwritable, refill: Callable[[], None] | None) -> None:
        name = f"file:/blogreader-{os.urandom(8).hex()}?vfs=memdb"
        with ExitStack() as undoing:
            try:
                held = sqlite3.connect(name, uri=True, check_same_thread=False)
                undoing.callback(held.close)
                if self._is_open and self._copy(self.connections, name):
                    refill = None
                else:
                    self._make(self._connect(name))
            except sqlite3.Error as error:  # SQLite before 3.36
                raise Unusable(error) from why
            if refill:
                self._fill(self._local.connection, refill)
            undoing.pop_all()
        self._memory, self._held = name, held
        self.epoch += 1
        # Later changes would be missing from it; and the disk may need the room for more than a cache.
        with suppress(Unwritable):
            remove(self.path)
        self._said.append(f"{why} The list of articles is kept in memory for now.")

    @property
    def _is_another(self) -> bool:
        return not self._memory and identity_of(self.path) != self._verified

    @property
    def _is_of_now(self) -> bool:
        is_there = self._memory or not self._is_open or self._local.found == self._verified
        return bool(is_there) and self._local.epoch == self.epoch

    @property
    def _is_refilling(self) -> bool:
        return getattr(self._local, "is_refilling", False)

    def _fill(self, connection: sqlite3.Connection, refill: Callable[[], None]) -> None:
        """Fill the database behind this connection; queries of this thread meanwhile use it too."""
        self._local.connection, self._local.is_refilling = connection, True
        try:
            refill()
        except Unusable as error:
            raise Unwritable(self.path, str(error.__cause__ or error)) from error
        except BlogreaderError as error:
            raise Unusable(error) from error
        finally:
            self._local.is_refilling = False
            self._let_go()

    @staticmethod
    def _is_filled(connection: sqlite3.Connection) -> bool:
        return connection.execute("SELECT 1 FROM stamps WHERE name = 'articles'").fetchone() is not None

    def _copy(self, sources: list[sqlite3.Connection], target: Path | str) -> bool:
        """Copy the contents of the first of these connections that is readable, row numbers included."""
        # A file, even if the connection is to a database in memory.
        into = f"{target.absolute().as_uri()}?vfs=unix" if isinstance(target, Path) else target
        for source in [*sources]:
            with suppress(sqlite3.Error):
                if self._is_filled(source):
                    if isinstance(target, Path):
                        files.touch(target)
                    source.execute("VACUUM INTO ?", (into,))
                    return True
        return False

    # The file

    def _connect(self, name: str = "") -> sqlite3.Connection:
        self._let_go()
        found = identity_of(self.path)
        if not (name or self._memory):
            check_regular(self.path)
        connection = sqlite3.connect(
            name or self._memory or self.path, timeout=_BUSY_SECONDS, check_same_thread=False, uri=True
        )
        self.connections.append(connection)
        self._local.lease = _Lease(connection, self.connections)
        connection.create_function("fold", 1, fold, deterministic=True)
        # Derived data: a power cut may take the last changes, which the stamps then show. (OFF could leave a file
        # that is neither old nor new.)
        connection.execute("PRAGMA synchronous = NORMAL")
        self._local.found = found or identity_of(self.path)  # the first connection creates the file
        self._local.connection, self._local.epoch, self._local.made = connection, self.epoch, None
        return connection

    def _let_go(self) -> None:
        self._local.connection = self._local.lease = None

    def _usable(self, connect: Callable[[], sqlite3.Connection]) -> bool:
        try:
            row = connect().execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            if damage.is_bad_place(error):
                raise Unwritable(self.path, str(error)) from error
            return False
        return int(row[0]) == VERSION

    def _make(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("PRAGMA journal_mode = WAL")  # which an in-memory database refuses
            connection.executescript(
                f"BEGIN; {SCHEMA} INSERT INTO stamps VALUES ('made', '{os.urandom(8).hex()}');"
                f" PRAGMA user_version = {VERSION}; COMMIT;"
            )
        except sqlite3.Error as error:
            raise self._reason(error) from error

    def _close(self) -> None:
        for connection in [*self.connections]:
            with suppress(sqlite3.Error):
                connection.close()
        self.connections.clear()
        self._local = threading.local()
