"""Reading and writing files so that a crash, a link or a huge file does no harm."""

import fcntl
import os
import stat
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from blogreader.errors import Unwritable

PATIENCE_SECONDS = 5.0
"""For so long a lock that another holds is waited for."""
_PAUSE_SECONDS = 0.002


class TooLargeFile(OSError):
    """More bytes than were allowed."""


def reason(error: OSError) -> str:
    """Give the operating system's words for an error, as they fit into a sentence."""
    words = error.strerror or str(error) or type(error).__name__
    return words[:1].lower() + words[1:]


def read_bytes(path: Path, limit: int, *, follow_links: bool = False, offset: int = 0) -> bytes:
    """Read a regular file of at most `limit` bytes, or what it has from an offset on.

    Raises OSError: also for a link (unless they are followed), a folder, a pipe or a device, and TooLargeFile.
    """
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | (0 if follow_links else os.O_NOFOLLOW)
    descriptor = os.open(path, flags)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(21, "is a folder, not a file", str(path))
        if not stat.S_ISREG(mode):
            raise OSError(22, "not a regular file", str(path))
        # Not before: `fdopen` raises for a folder, and leaves the descriptor open.
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            file.seek(offset)
            data = file.read(limit + 1)
    finally:
        os.close(descriptor)
    if len(data) > limit:
        raise TooLargeFile(27, f"larger than {limit // 1_000_000} MB", str(path))
    return data


def make_folder(path: Path) -> None:
    """Make a folder and those above it; raises Unwritable."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def _opened(path: Path, flags: int) -> int:
    """Open a file that is written, making its folder where there is none; raises OSError, Unwritable for the folder."""
    flags |= os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(path, flags, 0o644)
    except (FileNotFoundError, NotADirectoryError):
        make_folder(path.parent)
        return os.open(path, flags, 0o644)


def replace(path: Path, data: bytes, *, sync_folder: bool = True) -> None:
    """Write a file so that it is either as before or wholly new, also after a power cut; raises Unwritable.

    Without `sync_folder` a power cut may bring the old file back, until the folder is synced for another one.
    """
    replace_pieces(path, (data,), sync_folder=sync_folder)


def replace_pieces(path: Path, pieces: Iterable[bytes], *, sync_folder: bool = True) -> None:
    """Do the same with bytes that come in pieces."""
    # Of this thread alone: an article that is fetched again may still be being written by a thread given up on.
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        with ExitStack() as undoing:  # whatever ends this early, an interrupt too, leaves no half-written file behind
            undoing.callback(_discard, temporary)
            descriptor = _opened(temporary, os.O_WRONLY | os.O_TRUNC)
            with os.fdopen(descriptor, "wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(descriptor)
            temporary.replace(path)
            if sync_folder:
                _sync_folder(path.parent)
            undoing.pop_all()
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def _discard(temporary: Path) -> None:
    with suppress(OSError):  # why it came to this is told, and not that a leftover stays
        temporary.unlink()


def touch(path: Path) -> None:
    """Make an empty file, if it is not there; a power cut may take it back. Raises Unwritable."""
    try:
        os.close(_opened(path, os.O_WRONLY))
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def move(path: Path, to: Path) -> None:
    """Give a file another name in its folder; raises Unwritable."""
    try:
        path.replace(to)
        _sync_folder(path.parent)
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


def remove(path: Path) -> None:
    """Remove a file that may be missing; raises Unwritable."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Unwritable(path, reason(error)) from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other processes from changing the file while it is read, changed and written; raises Unwritable.

    The lock is a file of its own, which is never deleted: a lock on a file that is replaced protects nothing.
    """
    lock = path.with_name(path.name + ".lock")
    try:
        descriptor = _opened(lock, os.O_RDWR)
    except OSError as error:
        raise Unwritable(lock, reason(error)) from error
    try:
        try:
            _take(descriptor)
        except BlockingIOError as error:
            raise Unwritable(lock, "another process holds it") from error
        except OSError as error:
            raise Unwritable(lock, reason(error)) from error
        yield
    finally:
        # What was done under the lock is done: a failure to let go of it takes nothing of that back.
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        with suppress(OSError):
            os.close(descriptor)


def _take(descriptor: int) -> None:
    """Take a lock, asking again and again: a blocking flock(2) has no limit, and a stopped holder would stop us too."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make the new name durable (fsync(2): the entry in the directory needs a sync of its own)."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
