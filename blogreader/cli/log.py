"""The log of `--verbose` and `--log-file`."""

import logging

from blogreader.errors import UsageError
from blogreader.files import reason
from blogreader.text import clean


class _Clean(logging.Formatter):
    """Servers have a say in what libraries log: their words pass `clean` too."""

    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record))


def start(file: str | None) -> None:
    """Write what the program and its libraries tell to a file, or to stderr; raises UsageError."""
    try:
        handler = logging.FileHandler(file, encoding="utf-8", errors="replace") if file else logging.StreamHandler()
    except OSError as error:
        raise UsageError(f"The log {file} can't be written: {reason(error)}.") from error
    handler.setFormatter(_Clean("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.DEBUG)
