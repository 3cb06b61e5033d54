"""Lets a test keep a request waiting and see what the client does meanwhile."""

from __future__ import annotations

import select
import socket
from threading import Event

_POLL_SECONDS = 0.01


def client_is_gone(connection: socket.socket) -> bool:
    """Return whether the client has closed its end; nothing is taken from what it may have sent."""
    readable, _, _ = select.select([connection], [], [], 0)
    if not readable:
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except ConnectionError:
        return True


class Hold:
    """A request that is not answered before `release` is called."""

    def __init__(self) -> None:
        self.reached = Event()
        """Set when a request has arrived and waits."""
        self.disconnected = Event()
        """Set when a client has closed its connection while it waited."""
        self._released = Event()

    def release(self) -> None:
        """Answer the requests that wait, and those that come later, as if there had been no hold."""
        self._released.set()

    def keep(self, connection: socket.socket, stopping: Event) -> bool:
        """Wait in the thread of the request; False when there is nobody left to answer."""
        self.reached.set()
        while not self._released.wait(_POLL_SECONDS):
            if stopping.is_set():
                return False
            if client_is_gone(connection):
                self.disconnected.set()
                return False
        return True
