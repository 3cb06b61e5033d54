"""What a first request would load, in 50 ms of the event loop: httpcore and anyio ask for it when it is needed."""

from functools import cache

import anyio


@cache
def load() -> None:
    """Load it now: to be called in a thread, in which no event loop runs."""
    for name in ("Event", "Lock", "connect_tcp", "fail_after"):
        getattr(anyio, name)
    anyio.run(anyio.sleep, 0)
