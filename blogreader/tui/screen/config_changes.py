"""Watches the configuration file and applies changes as soon as they are saved."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from textual.worker import Worker

from blogreader.config import Config
from blogreader.errors import ConfigError
from blogreader.records import dataclass, replace
from blogreader.settings import SETTINGS
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.worker_groups import WorkerGroup

_EVERY_SECONDS = 0.5
_AT_NEXT_START = tuple(setting.name for setting in SETTINGS if not setting.is_live)


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """The path of the configuration, and the function that reads it."""

    path: Path
    read: Callable[[], Config]
    """Raises ConfigError."""


class ConfigChanges:
    """Reads the file again when it was saved; on a mistake, shows it and keeps the old settings."""

    def __init__(self, layout: ReadingLayout, file: ConfigFile, take: Callable[[Config], None]) -> None:
        self._layout = layout
        self._file = file
        self._take = take
        self._read: tuple[int, ...] | None = None
        """The file's stamp when it was last read; None: not checked yet."""
        self._before: tuple[int, ...] | None = None
        self._looking: Worker[None] | None = None
        self._was_wrong = False

    def start(self) -> None:
        """Begin to check regularly."""
        self._layout.set_interval(_EVERY_SECONDS, self._tick)

    def _tick(self) -> None:
        if self._looking is None or self._looking.is_finished:
            self._looking = self._layout.run_worker(self.look, group=WorkerGroup.CONFIG)

    async def look(self) -> None:
        """Apply the file if it has changed, and was the same in two checks: it may be half saved."""
        state = await asyncio.to_thread(_state, self._file.path)
        before, self._before = self._before, state
        if state != before or state == self._read:
            return
        is_first, self._read = self._read is None, state
        try:
            config = await asyncio.to_thread(self._file.read)
        except ConfigError as error:
            self._was_wrong = True
            self._layout.fail(error)
            return
        was_wrong, self._was_wrong = self._was_wrong, False
        old = self._layout.config
        if config == old:
            if was_wrong:
                self._layout.say("The configuration is valid again.")
            return
        self._take(config)
        later = [name for name in _AT_NEXT_START if getattr(config, name) != getattr(old, name)]
        # A saved view can be seen in the sidebar, and was reported if it was saved here.
        if not is_first and replace(config, views=old.views) != old:
            more = f"; {' and '.join(later)} at the next start" if later else ""
            self._layout.say(f"The configuration was read again{more}.")


def _state(path: Path) -> tuple[int, ...]:
    """Return a stamp that changes when a file is saved; empty if the file is missing."""
    try:
        status = os.stat(path)  # noqa: PTH116 - as cheap as it can be
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino
