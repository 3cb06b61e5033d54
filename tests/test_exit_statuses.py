"""How a program has ended, in words."""

import signal

import pytest

from blogreader.exit_statuses import ended


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (1, "ended with status 1"),
        (127, "ended with status 127"),
        (-signal.SIGINT, "was interrupted"),
        (128 + signal.SIGINT, "was interrupted"),
        (-signal.SIGTERM, "was ended by SIGTERM"),
        (128 + signal.SIGKILL, "was ended by SIGKILL"),
        (255, "ended with status 255"),
    ],
)
def test_a_signal_that_ended_it_is_named(status: int, said: str) -> None:
    assert ended(status) == said
