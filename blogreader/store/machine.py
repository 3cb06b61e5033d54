"""What this machine is called in a library that a synchroniser carries to others."""

import os
import re
from hashlib import sha256
from pathlib import Path

_IDENTITY = Path("/etc/machine-id")
_LONGEST = 20
DIGITS = 1000
"""The last digits of a time say which machine it is of, so that no two machines have the same."""


def name() -> str:
    """Give a name that holds across restarts: the host's, and a part of what tells it from others of this name."""
    host = os.uname().nodename
    try:
        identity = _IDENTITY.read_bytes()
    except OSError:  # not everywhere; the host's name has to do
        identity = b""
    told_apart = sha256(identity + host.encode("utf-8", "surrogateescape")).hexdigest()[:6]
    plain = re.sub("[^a-z0-9]+", "-", host.lower())[:_LONGEST].strip("-") or "host"
    return f"{plain}-{told_apart}"


def digits(machine: str) -> int:
    """Give the last digits of this machine's times."""
    return int(sha256(machine.encode()).hexdigest()[:8], 16) % DIGITS
