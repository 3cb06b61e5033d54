"""How a program that was started here has ended, in words."""

import signal

_OF_SIGNAL = 128
"""What shells add to the number of a signal."""


def ended(status: int) -> str:
    """Return `ended with status 2`, or which signal ended it: its negative number, or what a shell makes of that."""
    number = -status if status < 0 else status - _OF_SIGNAL
    try:
        name = signal.Signals(number).name
    except ValueError:
        return f"ended with status {status}"
    return "was interrupted" if number == signal.SIGINT else f"was ended by {name}"
