"""The name of this machine in a library that a synchroniser carries to others."""

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
"""The last digits of a time identify the machine, so that no two machines use the same time."""


def name(folder: Path | None = None) -> str:
    """Return a name that survives restarts: the host name, and a part of the machine's id.

    It is stored in the folder, under a name specific to this machine: after a change of host name its journals go on.
    """
    host = os.uname().nodename
    try:
        identity = _IDENTITY.read_bytes()
    except OSError:  # not on every system; then the host name has to do
        identity = b""
    kept = folder / f"machine-{sha256(identity).hexdigest()[:12]}" if folder and identity else None
    if kept and (known := _kept(kept)):
        return known
    told_apart = sha256(identity + host.encode("utf-8", "surrogateescape")).hexdigest()[:6]
    plain = re.sub("[^a-z0-9]+", "-", host.lower())[:_LONGEST].strip("-") or "host"
    derived = f"{plain}-{told_apart}"
    if kept:
        with suppress(Unwritable):  # deriving it again gives the same name while the host name stays
            files.replace(kept, derived.encode())
    return derived


def _kept(path: Path) -> str:
    try:
        known = files.read_bytes(path, 2 * _LONGEST).decode("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
    return known if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+", known) else ""


def digits(machine: str) -> int:
    """Return the last digits of the times of this machine."""
    return int(sha256(machine.encode()).hexdigest()[:8], 16) % DIGITS
