"""What this machine is called in a library that a synchroniser carries to others."""

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from blogreader import files
from blogreader.errors import Unwritable

_IDENTITY = Path("/etc/machine-id")
_LONGEST = 20
DIGITS = 1000
"""The last digits of a time say which machine it is of, so that no two machines have the same."""


def name(folder: Path | None = None) -> str:
    """Return a name that holds across restarts: the host's, and a part of what tells it from others of this name.

    It is kept in the folder, under what no other machine has: a host that is renamed goes on with its journals.
    """
    host = os.uname().nodename
    try:
        identity = _IDENTITY.read_bytes()
    except OSError:  # not everywhere; the host's name has to do
        identity = b""
    kept = folder / f"machine-{sha256(identity).hexdigest()[:12]}" if folder and identity else None
    if kept and (known := _kept(kept)):
        return known
    told_apart = sha256(identity + host.encode("utf-8", "surrogateescape")).hexdigest()[:6]
    plain = re.sub("[^a-z0-9]+", "-", host.lower())[:_LONGEST].strip("-") or "host"
    derived = f"{plain}-{told_apart}"
    if kept:
        with suppress(Unwritable):  # derived once more it is the same, as long as the host is called so
            files.replace(kept, derived.encode())
    return derived


def _kept(path: Path) -> str:
    try:
        known = files.read_bytes(path, 2 * _LONGEST).decode("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
    return known if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+", known) else ""


def digits(machine: str) -> int:
    """Return the last digits of this machine's times."""
    return int(sha256(machine.encode()).hexdigest()[:8], 16) % DIGITS
