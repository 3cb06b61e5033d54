"""Every page of the open web gives a text or a sentence that says why not, in bounded time and memory.

The probe gives up on a fetch that goes on long after its overall timeout.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from blogreader.text import clean
from tests.misbehaving import CASES, Case, Probe, Server
from tests.misbehaving.case import HOST
from tests.misbehaving.cases import COUNT
from tests.misbehaving.certificates import contexts
from tests.misbehaving.server import Served
from tests.misbehaving.wire import answer

pytestmark = pytest.mark.slow

MOST_MEMORY = 60_000_000


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authority") / "authority.pem"


@pytest.fixture(scope="session")
def server(authority: Path) -> Iterator[Server]:
    with Server(contexts(authority)) as running:
        yield running


@pytest.fixture(scope="session")
def probe(authority: Path, server: Server) -> Iterator[Probe]:
    """Depends on the server, which has written the authority's file by then."""
    del server
    with Probe(authority) as running:
        yield running


def test_no_two_cases_have_one_name() -> None:
    assert len(CASES) == COUNT > 200


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_page_or_a_sentence_in_bounded_time_and_memory(case: Case, server: Server, probe: Probe) -> None:
    with server.serving(case.answers, case.certificate) as served:
        outcome = probe.fetch(case, served.port, served.secure_port)
    assert not outcome.trace, outcome.trace
    assert (outcome.error, outcome.sentence) == (case.error, _filled(_sentence(case), served))
    assert clean(outcome.sentence) == outcome.sentence
    if not case.error:
        assert outcome.text == case.text
    assert outcome.memory <= MOST_MEMORY
    assert set(outcome.connected) <= set(case.connects)
    assert not served.left, "connections stayed open"
    _check_requests(case, served)
    if case.final is not None:
        assert outcome.final_url.partition("#")[0] == _filled(case.final, served)
    if case.retry_after is not None:
        least, most = case.retry_after
        assert least <= (-1 if outcome.retry_after is None else outcome.retry_after) <= most


def test_what_is_measured_is_seen(server: Server, probe: Probe) -> None:
    """A page of some size takes memory: the bound above does bound something."""
    page = "<p>" + "x" * 9_900_000
    case = Case("", answer(page), text=page, seconds=10)
    with server.serving(case.answers) as served:
        outcome = probe.fetch(case, served.port, served.secure_port)
    assert outcome.error == ""
    # A tenth may be memory that the process had of pages before.
    assert 9_000_000 <= outcome.memory <= MOST_MEMORY
    assert outcome.connected == [HOST]


def _check_requests(case: Case, served: Served) -> None:
    paths = tuple(visit.path for visit in served.requests)
    if case.requests is not None:
        assert paths == case.requests
    for visit in served.requests:
        assert visit.head.startswith("GET ")
        assert not visit.header("Authorization")
        assert not visit.header("Referer")
    assert served.connections <= 15


def _sentence(case: Case) -> str:
    host = case.start.partition("://")[2].partition(":")[0] or HOST
    return case.says.replace("{host}", host).replace(
        "{seconds} seconds", f"{case.seconds:g} second" + "s" * (case.seconds != 1)
    )


def _filled(address: str, served: Served) -> str:
    return address.replace("{port}", str(served.port)).replace("{secure}", str(served.secure_port))
