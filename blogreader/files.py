"""Reading and writing files so that crashes, links and huge files do no harm.

Everything created here is private to its owner: files are 0600, folders 0700. A link is refused, or replaced like a
file, unless `own_links` follows it: a link that the owner of the library made to a regular file of theirs, in a folder
of notes or dotfiles.
"""

import fcntl
import os
import re
import stat
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EINVAL, ELOOP, EPERM
from io import BufferedReader
from pathlib import Path

from blogreader.errors import Unreadable, Unwritable
from blogreader.lazy import lazily

LARGEST_EXPORT = 300_000_000
"""Bytes of what another program kept; 100 000 rows of a table have about 20 million."""
PATIENCE_SECONDS = 5.0
"""How long to wait for a lock that another process holds."""
_PAUSE_SECONDS = 0.002
_MOST_LINKS = 40
"""In a row, as on Linux (path_resolution(7))."""
_LONGEST_START = 200
"""Bytes of a file's name that start the name of its temporary file: file systems allow 255."""
_OTHERS = 0o077
"""The permission bits for everyone but the owner."""
_SHARED = stat.S_ISGID | stat.S_ISVTX
"""A folder with one of these bits is shared on purpose."""
_OF_A_LIBRARY = lazily(
    r"(?:state|sources|journal-|archive|cache|config|documents|images|catalogue|machine-)[^/]*|[0-9a-f]{2}", re.DOTALL
)
"""The file names in the folders of a library."""

_TEMPORARY = lazily(r"\..*?(?:\.(?P<process>[0-9]{1,10})-[0-9]+)?\.tmp(?:-wal|-shm|-journal)?", re.DOTALL)
"""The names of files being written, SQLite's included."""
_LEFT_AFTER_SECONDS = 60
"""Writing a file takes milliseconds, and the processes of another system that shares the folder are invisible."""
_NOBODYS_AFTER_SECONDS = 7 * 24 * 3600
"""By then the process number of a killed writer may be in use again."""
_WRITTEN_AT_ONCE = 65_536
"""Bytes."""
_PROBE = 1_000_000
"""Bytes; a disk that is all but full accepts a little, but no list of articles."""


class TooLargeFile(OSError):
    """More bytes than allowed."""


def reason(error: OSError) -> str:
    """Return the operating system's message for an error, in a form that fits into a sentence."""
    words = error.strerror or str(error) or type(error).__name__
    return words[:1].lower() + words[1:]


def no_text(path: Path, error: UnicodeDecodeError) -> str:
    """Return a sentence about a file that is not UTF-8, with the line where that shows."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"{path}, line {line}, is not UTF-8 text."


def unreadable(what: object, error: OSError) -> Unreadable:
    """Return the error for a file, a folder or a stream that can't be read."""
    return Unreadable(what, reason(error))


def target(path: Path) -> Path:
    """Return the file to which links of its owner's lead, which may be missing still; a path that is no link, as it is.

    Raises OSError: for a link that somebody else made, for somebody else's file, for what is no regular file, and where
    the folder to which it leads is missing (a disk that is not there now has to be told from a file that is not).
    """
    found = path
    for _ in range(_MOST_LINKS):
        try:
            status = found.lstat()
        except FileNotFoundError:
            if found is not path and not found.parent.is_dir():
                raise OSError(EINVAL, f"it is a link into {found.parent}, which is not there", str(path)) from None
            return found
        if stat.S_ISLNK(status.st_mode):
            if status.st_uid not in (0, os.geteuid()):
                raise PermissionError(EPERM, "it is a link that another user made", str(path))
            found = found.parent / found.readlink()
            continue
        if found is not path and not stat.S_ISREG(status.st_mode):
            raise OSError(EINVAL, "it is a link to something that is not a regular file", str(path))
        if found is not path and status.st_uid != os.geteuid():
            raise PermissionError(EPERM, "it is a link to another user's file", str(path))
        return found
    raise OSError(ELOOP, os.strerror(ELOOP), str(path))


def read_bytes(
    path: Path, limit: int, *, follow_links: bool = False, own_links: bool = False, offset: int = 0
) -> bytes:
    """Read a regular file of at most `limit` bytes, or what it has from an offset on.

    Raises OSError: also for a link (unless they are followed), a folder, a pipe or a device, and TooLargeFile.
    """
    if own_links:
        path = target(path)
    with open_regular(path, follow_links=follow_links) as file:
        file.seek(offset)
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLargeFile(27, f"larger than {limit // 1_000_000} MB", str(path))
    return data


def read_if_there(path: Path, limit: int, *, own_links: bool = False, offset: int = 0) -> bytes | None:
    """Read a file of the library as `read_bytes` does; None if there is none. Raises Unreadable."""
    try:
        return read_bytes(path, limit, own_links=own_links, offset=offset)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(path, error) from error


@contextmanager
def open_regular(path: Path, *, follow_links: bool = False) -> Iterator[BufferedReader]:
    """Open a regular file for reading; raises OSError, also for a link, a folder, a pipe or a device."""
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | (0 if follow_links else os.O_NOFOLLOW)
    descriptor = os.open(path, flags)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(21, "is a folder, not a file", str(path))
        if not stat.S_ISREG(mode):
            raise OSError(EINVAL, "not a regular file", str(path))
        # Not before this: `fdopen` raises for a folder and leaves the descriptor open.
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(descriptor)


def read_head(path: Path, most: int) -> bytes:
    """Return at most `most` bytes from the start of a regular file; raises OSError, also for a link."""
    with open_regular(path) as file:
        return file.read(most)


def is_file(path: Path) -> bool:
    """Return whether a path names a file; one that no file can have, or that may not be looked at, does not."""
    try:
        return path.is_file()
    except OSError:  # a name of 300 letters, a folder of somebody else
        return False


def stamp(status: os.stat_result) -> str:
    """Return a text that changes whenever a file is rewritten, restored from a copy or replaced."""
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino}"


def sha256(path: Path) -> str:
    """Return the checksum of a regular file, reading it in pieces; raises OSError, also for a link."""
    import hashlib

    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_folder(path: Path) -> None:
    """Create a folder and its parents, private to the owner; raises Unwritable."""
    missing = [path]
    while not os.path.lexists(missing[-1].parent):
        missing.append(missing[-1].parent)
    try:
        for folder in reversed(missing):
            folder.mkdir(0o700, exist_ok=True)
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def close_to_others(place: Path | int) -> None:
    """Remove the permissions of others on the owner's file or folder, unless it is shared on purpose.

    A folder that contains anything foreign to a library (a home, a project, the root of a container) is left alone,
    too. Raises OSError.
    """
    status = os.stat(place)  # noqa: PTH116 - a descriptor too
    shared = stat.S_ISDIR(status.st_mode) and status.st_mode & _SHARED
    if not status.st_mode & _OTHERS or status.st_uid != os.geteuid() or shared:
        return
    if not stat.S_ISDIR(status.st_mode) or all(map(_is_of_a_library, os.listdir(place))):  # noqa: PTH208 - as above
        os.chmod(place, stat.S_IMODE(status.st_mode) & ~_OTHERS)  # noqa: PTH101 - as above


def _is_of_a_library(name: str) -> bool:
    return (_OF_A_LIBRARY.fullmatch(name) or _TEMPORARY.fullmatch(name)) is not None


def _opened(path: Path | str, flags: int) -> int:
    """Open a file for writing, creating its folder; raises OSError, or Unwritable for the folder."""
    flags |= os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK  # a pipe without a reader would block
    try:
        descriptor = os.open(path, flags, 0o600)
    except (FileNotFoundError, NotADirectoryError):
        make_folder(Path(path).parent)
        descriptor = os.open(path, flags, 0o600)
    with suppress(OSError):  # a file system without modes
        close_to_others(descriptor)
    return descriptor


def replace(path: Path, data: bytes, *, sync: bool = True, sync_folder: bool = True, own_links: bool = False) -> None:
    """Write a file so that it is either as before or wholly new, also after a power cut; raises Unwritable.

    Without `sync` a power cut may leave a damaged one; without `sync_folder` it may bring the old file back, until the
    folder is synced for another one. With `own_links` a link stays, and what it leads to is replaced.
    """
    replace_pieces(path, (data,), sync=sync, sync_folder=sync_folder, own_links=own_links)


def replace_pieces(
    path: Path, pieces: Iterable[bytes], *, sync: bool = True, sync_folder: bool = True, own_links: bool = False
) -> None:
    """Do the same with bytes that come in pieces."""
    try:
        if own_links:
            path = target(path)
        # As texts, and not as a file object: each article is two files, and both would take as long as writing them.
        folder, name = os.path.split(path)
        # Unique to this thread: a thread that was abandoned may still be writing the same article.
        start = os.fsencode(name)[:_LONGEST_START].decode("utf-8", "ignore")
        temporary = os.path.join(folder, f".{start}.{os.getpid()}-{threading.get_ident()}.tmp")  # noqa: PTH118 - as above
        try:
            descriptor = _opened(temporary, os.O_WRONLY | os.O_TRUNC)
            try:
                for piece in _gathered(pieces):
                    _write(descriptor, piece)
                _keep_narrow(path, descriptor)
                if sync:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)
            os.replace(temporary, path)  # noqa: PTH105 - as above
        except BaseException:  # whatever interrupts this leaves no half-written file behind
            _discard(temporary)
            raise
        if sync and sync_folder:
            _sync_folder(folder or ".")
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join small pieces, so that each is not a call of the system."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _WRITTEN_AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _write(descriptor: int, data: bytes) -> None:
    """Write all of it: the system takes at most 2 GB at once, and less where the disk is nearly full (write(2))."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _keep_narrow(path: Path, descriptor: int) -> None:
    """Narrow a new file to the permissions of the one that it replaces, its owner's included."""
    with suppress(OSError):  # usually there is none
        status = os.lstat(path)
        if stat.S_ISREG(status.st_mode) and status.st_mode & 0o600 != 0o600:
            os.fchmod(descriptor, status.st_mode & 0o600)


def _discard(temporary: str) -> None:
    with suppress(OSError):  # the original error is reported, not the leftover
        os.unlink(temporary)  # noqa: PTH108 - as above


def touch(path: Path, *, own_links: bool = False) -> None:
    """Create an empty file unless it exists; a power cut may undo that. Raises Unwritable."""
    try:
        os.close(_opened(target(path) if own_links else path, os.O_WRONLY))
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def move(path: Path, to: Path) -> None:
    """Rename a file within its folder; raises Unwritable."""
    try:
        path.replace(to)
        _sync_folder(path.parent)
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def remove(path: Path | str) -> None:
    """Remove a file if it exists; raises Unwritable."""
    try:
        os.unlink(path)  # noqa: PTH108 - as above
    except FileNotFoundError:
        pass
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def check_writable(folder: Path) -> None:
    """Create and remove a file in a folder, or in the nearest parent that exists; raises Unwritable.

    Permissions don't tell about a full disk or a file system mounted read-only.
    """
    there = folder
    while not os.path.lexists(there):
        there = there.parent
    probe = there / f".blogreader.{os.getpid()}-{threading.get_ident()}.tmp"
    try:
        descriptor = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(bytes(_PROBE))
                file.flush()
                os.fsync(descriptor)
        finally:
            probe.unlink()
    except OSError as error:
        raise Unwritable(folder, reason(error)) from error


def left_over(folder: Path) -> list[Path]:
    """Return the unfinished files that killed writers left in a folder; none if it can't be listed."""
    with suppress(OSError):
        return [path for path in folder.iterdir() if is_left_over(path)]
    return []


def is_left_over(path: Path) -> bool:
    """Return whether this is an unfinished file whose writer is dead."""
    match = _TEMPORARY.fullmatch(path.name)
    if match is None:
        return False
    try:
        age = time.time() - path.lstat().st_mtime
    except OSError:  # it was completed or removed
        return False
    if age > _NOBODYS_AFTER_SECONDS:
        return True
    return age > _LEFT_AFTER_SECONDS and not _is_alive(int(match["process"] or 0))


def _is_alive(process: int) -> bool:
    if process == os.getpid():
        return True
    if process <= 1:  # unknown; or process 1, which writes nothing here
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def locked(
    path: Path,
    *,
    own_links: bool = False,
    patience: float | None = None,
    is_held_briefly: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Keep other processes out while the file is read, changed and written; raises Unwritable.

    The lock is a file of its own, which is never deleted: a lock on a file that is replaced protects nothing. The
    folder, whose files are written now, is from now on its owner's alone. `patience`: other seconds than usual.
    `is_held_briefly`: whether the holder is known to end by itself; it is waited for beyond the patience.
    """
    lock = path.with_name(path.name + ".lock")
    try:
        descriptor = _opened(target(lock) if own_links else lock, os.O_RDWR)
    except OSError as error:
        raise Unwritable(lock, reason(error)) from error
    try:
        with suppress(OSError):
            close_to_others(lock.parent)
        try:
            _take(descriptor, PATIENCE_SECONDS if patience is None else patience, is_held_briefly)
        except BlockingIOError as error:
            raise Unwritable(lock, "another process has locked it") from error
        except OSError as error:
            raise Unwritable(lock, reason(error)) from error
        yield
    finally:
        # The work under the lock is done: failing to release it undoes nothing.
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        with suppress(OSError):
            os.close(descriptor)


def _take(descriptor: int, patience: float, is_held_briefly: Callable[[], bool]) -> None:
    """Acquire a lock by polling: a blocking flock(2) has no time limit, and would hang on a stopped holder."""
    until = time.monotonic() + patience
    while True:
        is_last = time.monotonic() > until and not is_held_briefly()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if is_last:
                raise
            time.sleep(_PAUSE_SECONDS)  # flock(2) has no time limit of its own
        else:
            return


def _sync_folder(folder: Path | str) -> None:
    """Make a new name durable (fsync(2): the directory entry has to be synced separately)."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
