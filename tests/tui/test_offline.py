"""Offline nothing is asked of any network: by the system calls, and by a trap inside the interpreter."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import environment
from tests.faults.tracing import STRACE
from tests.library.offline.test_interrupted import Program
from tests.site import Site

pytestmark = [pytest.mark.slow, pytest.mark.installed]

# Every way out of Python goes by one of these (docs: Audit events table), also from C.
TRAP = """
import sys
EVENTS = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
          "socket.gethostbyaddr", "socket.getnameinfo", "socket.bind")
def trap(event, arguments):
    if event in EVENTS and not (event == "socket.bind" and isinstance(arguments[-1], str)):
        sys.stderr.write(f"trapped: {event}\\n")
        sys.stderr.flush()
        import os
        os._exit(99)
sys.addaudithook(trap)
from blogreader.cli import main
sys.exit(main())
"""
ONLINE = re.compile(r"AF_INET|sin6?_port|htons\(")


@pytest.fixture
def program(tmp_path: Path, site: Site) -> Program:
    """A library of 102 articles, the first of which is archived; the server still answers, if anybody should ask."""
    program = Program(tmp_path)
    program.done("add", site.index_url)
    program.done("show", site.posts[0].slug)
    site.requests.clear()
    return program


def commands(site: Site) -> list[tuple[tuple[str, ...], int]]:
    here, away = site.posts[0].slug, site.posts[1].slug
    return [
        (("list",), 0),
        (("list", "--json", "is:unread"), 0),
        (("show", here), 0),
        (("show", away), 4),
        (("fetch", f"url:{here}"), 0),
        (("fetch",), 4),
        (("fetch", "--force", f"url:{away}"), 4),
        (("fetch", "--retry-failed"), 0),
        (("refresh",), 1),
        (("open", "--print", here), 0),
        (("progress",), 0),
        (("doctor",), 0),
        (("sources",), 0),
    ]


@pytest.mark.skipif(STRACE is None, reason="strace is not there, or may not trace: system calls are not seen")
def test_offline_no_system_call_goes_to_a_network(program: Program, site: Site, tmp_path: Path) -> None:
    assert STRACE
    log = tmp_path / "log"
    tracing = (STRACE, "-f", "-qq", "-o", str(log), "-e", "trace=%network")
    for words, status in commands(site):
        result = program("--offline", *words, before=tracing)
        found = [line for line in log.read_text().splitlines() if ONLINE.search(line)]
        assert not found, f"{words}: {found[:5]}"
        assert result.returncode == status, f"{words}: {result.stderr}"
    assert site.requests == []
    # What would be seen if there were something.
    assert program("fetch", "--force", f"url:{site.posts[0].slug}", before=tracing).returncode == 0
    assert ONLINE.search(log.read_text())
    assert site.posts[0].path in site.requests


def test_offline_the_interpreter_asks_for_no_name_and_no_connection(program: Program, site: Site) -> None:
    for words, status in commands(site):
        result = trapped(program, "--offline", *words)
        assert "trapped" not in result.stderr, f"{words}: {result.stderr}"
        assert result.returncode == status, f"{words}: {result.stderr}"
    assert site.requests == []
    result = trapped(program, "fetch", "--force", f"url:{site.posts[0].slug}")
    assert (result.returncode, result.stderr.splitlines()[-1][:8]) == (99, "trapped:")


def trapped(program: Program, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in an interpreter that ends when somebody turns to the network."""
    return subprocess.run(
        [sys.executable, "-c", TRAP, *program.command(*words)[3:]],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment(HOME=str(program.library.parent), NO_PROXY="*"),
    )
