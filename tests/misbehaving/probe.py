"""The client's process, from the side of the tests."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, Self

from tests.conftest import environment

from .case import Case
from .outcome import Outcome

_PATIENCE_SECONDS = 60.0
"""Beyond the fetcher's own timeout: after that the process hangs, and no answer of its own can be expected."""


class Hung(AssertionError):
    """The fetcher held up its whole process."""


class Probe:
    """Has one process fetch case after case; a context manager."""

    def __init__(self, authority: Path) -> None:
        self._authority = authority
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def fetch(self, case: Case, port: int, secure_port: int) -> Outcome:
        """Fetch what a case says, from a server on these ports; raises Hung."""
        return self._ask(
            {
                "url": case.start.replace("{port}", str(port)).replace("{secure}", str(secure_port)),
                "seconds": case.seconds,
                "limit": case.limit,
                "again": case.again,
                "headers": dict(case.headers),
                "names": {name: list(meanings) for name, meanings in case.names.items()},
            },
            case.seconds * (2 if case.again else 1),
        )

    def _ask(self, request: dict[str, Any], seconds: float) -> Outcome:
        writing, reading = self._started()
        writing.write(json.dumps(request) + "\n")
        writing.flush()
        if not select.select([reading], [], [], seconds + _PATIENCE_SECONDS)[0]:
            self._end()
            raise Hung(f"No answer within {seconds + _PATIENCE_SECONDS:g} seconds.")
        line = reading.readline()
        if not line:
            self._end()
            raise Hung("The process died.")
        return Outcome(**json.loads(line))

    def _started(self) -> tuple[IO[str], IO[str]]:
        if self._process is None:
            tests = str(Path(__file__).parents[2])
            paths = environment()["PYTHONPATH"]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.misbehaving.client"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                # The authority that signs what is good, beside or in place of the system's.
                env=environment(
                    PYTHONPATH=f"{paths}:{tests}", SSL_CERT_FILE=str(self._authority), NO_PROXY="*", no_proxy="*"
                ),
                cwd=tests,
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        process.communicate()
