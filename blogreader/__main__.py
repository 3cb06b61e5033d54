"""The program: `blogreader`, or `python -m blogreader`."""

import gc
import os
import sys

_INTERRUPTED = 130
_FEW_COLLECTIONS = 50_000
"""Objects, about twice what a command makes that prints a list: until then no time is spent on looking for garbage."""


def program() -> None:
    """Be the program: run what was said, and end at once.

    Taking the interpreter down takes longer than most commands; all that must be kept is kept when `main` returns.
    """
    gc.set_threshold(_FEW_COLLECTIONS)
    try:
        from blogreader.cli import main  # Ctrl-C while this is loaded is no error either

        status = main()
    except KeyboardInterrupt:
        status = _INTERRUPTED
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # told already, or nobody is there to be told
            pass
        except KeyboardInterrupt:
            status = _INTERRUPTED
    if status == _INTERRUPTED:
        import signal  # not above, where Ctrl-C would meet it before anything here answers

        # A shell ends its loop, or its script, only for a program that the signal ended; its status is 130 then.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    os._exit(status)


if __name__ == "__main__":
    program()
