"""What a power cut may leave of a recorded workload: of what was not synced, all, some or nothing."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.tracing import Call

_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class File:
    """A file's bytes as the system has them, and as the disk has them."""

    data: bytes = b""
    synced: bytes = b""


@dataclass
class Disk:
    """One folder."""

    files: list[File] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    """As the disk has them."""
    pending: list[tuple[str, str, int]] = field(default_factory=list)
    """What happened to names since they were synced: `put` or `drop`, the name, the file."""

    def now(self, how_many: int | None = None) -> dict[str, int]:
        """The names with the first so many of what happened to them."""
        names = dict(self.names)
        for what, name, file in self.pending[:how_many]:
            if what == "put":
                names[name] = file
            else:
                names.pop(name, None)
        return names

    def states(self) -> Iterator[dict[str, bytes]]:
        """What may be found after the power is back."""
        seen = set()
        for how_many in range(len(self.pending) + 1):
            for part in (0.0, 0.02, 0.5, 0.999, 1.0):
                state = {name: _partly(self.files[file], part) for name, file in self.now(how_many).items()}
                identity = tuple(sorted(state.items()))
                if identity not in seen:
                    seen.add(identity)
                    yield state


def _partly(file: File, part: float) -> bytes:
    if not file.data.startswith(file.synced):  # truncated since
        return file.data if part == 1 else file.synced
    rest = file.data[len(file.synced) :]
    return file.synced + rest[: int(len(rest) * part)]


def cuts(calls: list[Call], folder: Path) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Return every state that a cut at any moment may leave, with what was said until then."""
    disk, output = Disk(), ""
    opened: dict[int, int] = {}
    for call in calls:
        texts = [bytes.fromhex(one.replace("\\x", "")) for one in _TEXT.findall(call.text)]
        number = re.match(r"\d+", call.text)
        descriptor = int(number[0]) if number else -1
        name = texts[0].decode(errors="replace").removeprefix(f"{folder}/") if texts else ""
        names = disk.now()
        if call.result < 0:
            continue
        if call.name == "write" and descriptor == 1:
            output += texts[0].decode()
            continue
        if call.name == "openat":
            opened.pop(call.result, None)
            if "/" in name:
                continue
            if "O_CREAT" in call.text and name not in names:
                disk.files.append(File())
                disk.pending.append(("put", name, len(disk.files) - 1))
                names = disk.now()
            opened[call.result] = names[name]
            if "O_TRUNC" in call.text:
                disk.files[names[name]].data = b""
        elif call.name == "write" and descriptor in opened:
            disk.files[opened[descriptor]].data += texts[0]
        elif call.name == "ftruncate":
            file = disk.files[opened[descriptor]]
            file.data = file.data[: int(call.text.rpartition(", ")[2])]
        elif call.name == "fsync" and descriptor in opened:
            file = disk.files[opened[descriptor]]
            file.synced = file.data
        elif call.name == "fsync":  # the folder
            disk.names, disk.pending = names, []
        elif call.name == "rename":
            to = texts[1].decode().removeprefix(f"{folder}/")
            disk.pending += [("put", to, names[name]), ("drop", name, 0)]
        elif call.name == "unlink":
            disk.pending.append(("drop", name, 0))
        else:
            continue
        for state in deepcopy(disk).states():
            yield output, state
