"""Memory that is free again, given back to the system after something that took very much of it."""

import sys


def give_back() -> None:
    """Let the system have what this process has freed: glibc keeps what lies below anything that is still used.

    It takes milliseconds, and lets other threads run meanwhile. Other systems and C libraries do it by themselves, or
    have no such call.
    """
    if sys.platform != "linux":
        return
    import ctypes  # not needed for a list

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
