"""The log for `--verbose` and `--log-file`."""

import logging
import os
import re
import stat
from contextlib import suppress
from io import TextIOWrapper

from blogreader.errors import UsageError
from blogreader.files import close_to_others, reason
from blogreader.text import clean, without_credentials

# httpcore logs all headers of requests and responses: cookies and credentials, too.
_HEADERS = re.compile(r"(headers\.(?:started|complete|failed))\b.*", re.DOTALL)
_SECRET = re.compile(
    r"((?:set-)?cookie2?|(?:proxy-)?authorization"
    r"|(?<![\w-])(?:(?!x-)[\w-])*+x-(?:(?!token|key|auth)[\w-])*+(?:token|key|auth)[\w-]*+)(['\"]?\s*+[:=,]\s*+).*",
    re.IGNORECASE | re.DOTALL,
)


class _Clean(logging.Formatter):
    """Cleans what libraries log, since it contains servers' words, and removes secrets."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        if record.name.startswith(("httpcore", "httpx")):
            text = _SECRET.sub(r"\1\2…", _HEADERS.sub(r"\1", text))
        return without_credentials(clean(text))


class _Private(logging.FileHandler):
    """Readable only by its owner: a log shows what was read."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            with suppress(OSError):  # a file system without modes
                close_to_others(descriptor)
        return open(descriptor, "a", encoding=self.encoding, errors=self.errors)  # noqa: PTH123 - a descriptor


def start(file: str | None) -> None:
    """Begin logging, of the program and its libraries, to a file or to stderr; raises UsageError."""
    try:
        handler = _Private(file, encoding="utf-8", errors="replace") if file else logging.StreamHandler()
    except OSError as error:
        raise UsageError(f"The log {file} can't be written: {reason(error)}.") from error
    handler.setFormatter(_Clean("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.DEBUG)
