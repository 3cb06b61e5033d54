"""What is freed is given back to the system."""

import ctypes
import sys
from typing import Any

import pytest

from blogreader.memory import give_back


class Library:
    """A C library; with `malloc_trim` it is glibc."""

    def __init__(self, asked: list[int], *, is_glibc: bool) -> None:
        if is_glibc:
            self.malloc_trim = asked.append


@pytest.mark.parametrize(
    ("platform", "is_glibc", "asked"), [("linux", True, [0]), ("linux", False, []), ("darwin", True, [])]
)
def test_memory_is_given_back_where_the_system_would_not_have_it_otherwise(
    platform: str, is_glibc: bool, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []

    def opened(name: Any) -> Library:
        assert name is None  # what this process has loaded
        return Library(given, is_glibc=is_glibc)

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", opened)
    give_back()
    assert given == asked
