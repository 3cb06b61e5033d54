"""A server on loopback that misbehaves on purpose, as data: what it does, and what a reader must be told of it."""

from .case import Case
from .cases import CASES
from .outcome import Outcome
from .probe import Probe
from .server import Server

__all__ = ["CASES", "Case", "Outcome", "Probe", "Server"]
