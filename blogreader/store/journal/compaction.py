"""Folding the journal into a snapshot in a separate process: a thread would hold up the event loop."""

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from blogreader import files
from blogreader.errors import LibraryError
from blogreader.store.journal.loader import LoadedState, read
from blogreader.store.journal.state_files import FILE_NAME
from blogreader.store.journal.writer import is_long, renew

_SMALL = 1_000_000
_PATIENCE_SECONDS = 2 * files.PATIENCE_SECONDS
"""Enough for a process that has to wait for the lock first, too."""
_LONGEST_SECONDS = 300.0
"""Of a process that is not taken for a stopped one."""
_started: set["subprocess.Popen[bytes]"] = set()
"""Those that may still run: they outlive whoever started them, and end by themselves."""

_IMPORT = "from blogreader.store.journal import compaction as it"


class Compaction:
    """Starts the process, one at a time."""

    def __init__(self, folder: Path, machine: str) -> None:
        # The package that is running here, whatever the current folder.
        start = f"import sys; sys.path[:0] = [{str(Path(__file__).parents[3])!r}]; {_IMPORT}"
        self._command = [sys.executable, "-I", "-c", f"{start}; it.main(sys.argv[1:])", str(folder), machine]
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0

    def start(self) -> bool:
        """Start folding unless it is already running; return False when no process can be started."""
        if self._process is None or self._process.poll() is not None:
            self._process = self._popen()
            self._started_at = time.monotonic()
            _started.difference_update([process for process in _started if process.poll() is not None])
            _started.update(filter(None, (self._process,)))
        return self._process is not None

    def is_running(self) -> bool:
        """Return whether it is running, and will end by itself."""
        process = self._process
        is_slow = time.monotonic() - self._started_at > _LONGEST_SECONDS
        return process is not None and process.poll() is None and not is_slow

    def wait(self) -> None:
        """Wait, for a limited time, until it is not running: it holds the lock, of many states for long."""
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_PATIENCE_SECONDS)

    def run(self, reading: LoadedState) -> None:
        """Fold and wait if the journal is long; a failure is reported by the next writer."""
        if reading.found.snapshot is None or reading.found.snapshot.size < _SMALL:
            return
        process = self._popen()
        if process is None:  # the next writer does it
            return
        try:
            process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _popen(self) -> "subprocess.Popen[bytes] | None":
        if not self._command[0]:  # an embedded Python
            return None
        nothing = subprocess.DEVNULL
        try:
            return subprocess.Popen(  # noqa: S603 - our own program
                self._command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
            )
        except OSError:  # too many processes, not enough memory, or a Python that was replaced meanwhile
            return None


def main(words: list[str]) -> None:
    """Fold the journal if it is still necessary; `words` are the folder and the machine."""
    folder = Path(words[0])
    try:
        with files.locked(folder / FILE_NAME, own_links=True):
            reading = read(folder, words[1])
            if reading.must_renew or is_long(reading, outside=True):
                renew(reading)
    except LibraryError as error:
        sys.exit(str(error))
