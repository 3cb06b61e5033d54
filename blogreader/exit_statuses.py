"""How a program that was started here has ended, in words."""

import signal

OF_SIGNAL = 128
"""Added to the number of a signal in the exit status of what it ended, by shells and by commands here."""


def ended(status: int) -> str:
    """Return `ended with status 2`, or which signal ended it: its negative number, or what a shell makes of that."""
    number = -status if status < 0 else status - OF_SIGNAL
    try:
        name = signal.Signals(number).name
    except ValueError:
        return f"ended with status {status}"
    return "was interrupted" if number == signal.SIGINT else f"was ended by {name}"
