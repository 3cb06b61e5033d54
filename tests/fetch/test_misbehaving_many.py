"""The whole program among servers that misbehave: each article gets a document or a sentence, and none harms others."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.library.offline.test_interrupted import Program
from tests.misbehaving import CASES, Case, Server
from tests.misbehaving.case import HOST, PAGE
from tests.misbehaving.certificates import contexts
from tests.misbehaving.server import NOTHING_HERE, Answers, Served, Visit
from tests.misbehaving.wire import answer, gigabytes_of_zeros, head, moved
from tests.site.images import png

pytestmark = pytest.mark.slow

SECONDS = 4
PATIENCE_SECONDS = 1_200
"""Each of some hundred pages may take the overall timeout; who waits for one without an end is never done."""
"""The overall timeout of one fetch."""
JOBS = 8
PNG = png(7)
SOME_STATUSES = ("status: 204", "status: 401", "status: 404", "status: 410", "status: 500", "status: 999")
FLOODS = (
    "coding: gzip without an end and without a content",
    "framing: chunks of a byte without an end",
    "framing: 100 Continue without an end",
    "framing: 103 Early Hints without an end",
)
"""What keeps client and server as busy as they can be until the time is over: neighbours would be late, too."""
MOST_MEMORY = 120_000_000
"""Bytes over what a single good page takes: of eight articles that come at once, few are as large as they may be."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(contexts(tmp_path_factory.mktemp("authority") / "authority.pem")) as running:
        yield running


def usual_cases() -> dict[str, Case]:
    """Return the cases that need neither TLS nor another host, nor settings of their own."""
    usual = Case("", b"")
    return {
        name: case
        for name, case in CASES.items()
        if (case.start, case.limit, case.headers, case.certificate) == (usual.start, None, {}, "")
        # Who asks to wait is waited for when many articles are fetched, up to two minutes.
        and not (case.names or case.retry_after)
        and name not in FLOODS
    }


@contextmanager
def serving_all(server: Server, answers: Mapping[str, Answers]) -> Iterator[Mapping[str, Served]]:
    """Serve all of them at the same time, each on a port of its own."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(server.serving(said, robots=NOTHING_HERE)) for name, said in answers.items()}


def url_of(served: Served, path: str = "/") -> str:
    return f"http://{HOST}:{served.port}{path}"


def listed(program: Program) -> dict[str, dict[str, Any]]:
    """Return what the program says of each article, by its address."""
    return {article["url"]: article for article in json.loads(program.done("list", "--json"))}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "config.toml").write_text(f"[network]\nseconds = {SECONDS}\njobs = {JOBS}\n")
    return Program(tmp_path, "--config", str(tmp_path / "config.toml"))


@pytest.fixture(scope="module")
def usual(server: Server, tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return the bytes that the fetch of a single good page takes."""
    program = Program(tmp_path_factory.mktemp("usual"))
    with server.serving(answer(PAGE), robots=NOTHING_HERE) as served:
        follow(program, [url_of(served)])
        status, most = measured(program, "fetch", "--quiet")
    assert status == 0
    return most


def follow(program: Program, urls: Iterable[str]) -> None:
    """Follow an index of these."""
    index = program.library.parent / "index.md"
    index.write_text("# Misfortunes\n\n" + "".join(f"- [Case {n}]({url})\n" for n, url in enumerate(urls)))
    program.done("add", str(index))


def measured(program: Program, *words: str) -> tuple[int, int]:
    """Run a command; return its status, and the most memory that it had in bytes. It may not take for ever."""
    # By a small process in between: what a process had before it became another program counts as that one's.
    waiting = (
        "import os, subprocess, sys\n"
        "process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "_, status, usage = os.wait4(process.pid, 0)\n"
        "print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", waiting, *program.command(*words)],
        env=program.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    status, most = map(int, done.stdout.split())
    return status, most * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.slow(seconds=20)
def test_every_article_gets_a_document_or_a_sentence(program: Program, server: Server, usual: int) -> None:
    cases = usual_cases()
    assert len(cases) > 250
    with serving_all(server, {name: case.answers for name, case in cases.items()}) as served:
        follow(program, map(url_of, served.values()))
        status, most = measured(program, "fetch", "--quiet")
    assert status == 3
    assert most <= usual + MOST_MEMORY, f"{(most - usual) / 1e6:.0f} MB"
    articles = listed(program)
    told = {name: articles[url_of(served[name])] for name in cases}
    wrong = [name for name, case in cases.items() if not is_right(case, told[name])]
    assert not wrong, "\n".join(f"{name}: {told[name]['offline']}, {told[name]['error']}" for name in wrong)


def said(case: Case) -> str:
    """Return the sentence of a case, as the reader finds it beside the article."""
    return case.says.replace("{host}", HOST).replace("{seconds}", str(SECONDS))


def is_right(case: Case, article: dict[str, Any]) -> bool:
    """Return whether there is a document where one can be had, and a sentence where not."""
    if case.error:
        return not article["offline"] and article["error"] == said(case)
    if case.text == PAGE:
        return bool(article["offline"]) and article["error"] is None
    return bool(article["offline"]) or article["error"] == "No article was found on this page."


def test_no_misfortune_takes_the_place_of_what_is_archived(program: Program, server: Server, usual: int) -> None:
    # The first time all is well, and from then on it is not.
    good = answer(PAGE, ETag='"1"')
    wall = "<!DOCTYPE html><html><body><p>Please enable JavaScript to view this page.</p></body></html>"
    answers: dict[str, Answers] = {
        name: [good, case.answers]
        for name, case in usual_cases().items()
        if case.error
        and (isinstance(case.answers, bytes) or callable(case.answers))
        # Of silences and of statuses some will do; and a 304 is an answer to one that is archived.
        and not name.startswith("slow: ")
        and (not name.startswith("status: ") or name.startswith(SOME_STATUSES))
    }
    answers["an empty page"] = [good, answer(b"")]
    answers["a page without an article"] = [good, answer("<!DOCTYPE html><html><body><nav>Home</nav></body></html>")]
    answers["a page that is nothing without its programs"] = [good, answer(wall)]
    with serving_all(server, answers) as served:
        follow(program, map(url_of, served.values()))
        program.done("fetch", "--quiet")
        before = {path: path.read_bytes() for path in (program.library / "archive").rglob("*.md")}
        assert len(before) == len(answers) > 70
        status, most = measured(program, "fetch", "--force", "--quiet")
    assert most <= usual + MOST_MEMORY, f"{(most - usual) / 1e6:.0f} MB"
    assert status == 1, [url for url, article in listed(program).items() if article["error"] is None]
    assert {path: path.read_bytes() for path in (program.library / "archive").rglob("*.md")} == before
    assert all(article["offline"] and article["error"] for article in listed(program).values())


async def _picture_bomb(visit: Visit) -> None:
    await visit.send(head("Content-Type: image/png", "Content-Encoding: gzip", "Connection: close"))
    await visit.send_all(gigabytes_of_zeros(10))


async def _endless_picture(visit: Visit) -> None:
    await visit.send(head("Content-Type: image/png", "Connection: close"), PNG)
    while True:
        await visit.send(bytes(50_000))


async def _silent_picture(visit: Visit) -> None:
    await visit.stall()


def test_pictures_that_misbehave_take_nothing_from_the_text_and_lead_nowhere(
    program: Program, server: Server, usual: int
) -> None:
    with server.serving(answer(PNG, content_type="image/png")) as inside:
        addresses = (
            *("/good.png", "/bomb.png", "/endless.png", "/silent.png", "/gone.png", "/page.png", "/pdf.png"),
            *(
                "/circle.png",
                "/inside.png",
                "/file.png",
                "data:image/png;base64,AAAA",
                "data:text/html,x",
                "http://[::1",
            ),
            *(f"http://{HOST}:{inside.port}/other-port.png", f"http://127.0.0.2:{inside.port}/other-address.png"),
            *(f"http://localhost:{inside.port}/by-name.png", "file:///etc/passwd", "javascript:alert(1)"),
        )
        shown = "".join(f'<p><img src="{address}" alt="Picture {n}"></p>' for n, address in enumerate(addresses))
        answers: Answers = {
            "/": answer(PAGE.replace("</article>", f"{shown}</article>")),
            "/good.png": answer(PNG, content_type="text/plain"),
            "/bomb.png": _picture_bomb,
            "/endless.png": _endless_picture,
            "/silent.png": _silent_picture,
            "/page.png": answer(PAGE, content_type="image/png"),
            "/pdf.png": answer(b"%PDF-1.7", content_type="image/png"),
            "/circle.png": moved("/circle.png"),
            "/inside.png": moved(f"http://{HOST}:{inside.port}/moved.png"),
            "/file.png": moved("file:///etc/passwd"),
        }
        with server.serving(answers) as outside:
            follow(program, [url_of(outside)])
            _, most = measured(program, "fetch", "--quiet")
    assert inside.requests == [], "a page may not have this machine asked for what its index does not name"
    assert most <= usual + MOST_MEMORY, f"{(most - usual) / 1e6:.0f} MB"
    (path,) = (program.library / "archive").glob("??/*.md")
    text = path.read_text()
    assert "that no cut, no packing and no detour may take a letter from" in text
    images = [image.read_bytes() for image in (program.library / "archive" / "images").rglob("*.*") if image.is_file()]
    assert images == [PNG]
    assert program("show", url_of(outside), "--offline").returncode == 0
    assert listed(program)[url_of(outside)]["offline"]


async def _endless_rules(visit: Visit) -> None:
    await visit.send(head("Content-Type: text/plain", "Connection: close"), b"User-agent: *\n")
    while True:
        await visit.send(b"Disallow: /words/and/words\n" * 1_000)


@pytest.mark.parametrize(
    ("robots", "is_fetched"),
    [
        (answer("User-agent: *\nDisallow: /\n", content_type="text/plain"), False),
        (answer("User-agent: blogreader\nDisallow: /\n\nUser-agent: *\nAllow: /\n", content_type="text/plain"), False),
        (answer("User-agent: *\nDisallow: /private\n", content_type="text/plain"), True),
        (answer("User-agent: another\nDisallow: /\n", content_type="text/plain"), True),
        (answer(PAGE), True),
        (answer(b"\0\xff" * 500, content_type="text/plain"), True),
        (answer(b"", "404 Not Found"), True),
        (answer(b"", "403 Forbidden"), True),
        # RFC 9309, 2.3.1.4: a server that fails closes all of it.
        (answer(b"", "500 Internal Server Error"), False),
        (moved("/robots.txt"), True),
        (_endless_rules, True),
    ],
    ids=[
        "closed",
        "closed to us",
        "open",
        "closed to another",
        "HTML",
        "bytes",
        "404",
        "403",
        "500",
        "circle",
        "endless",
    ],
)
def test_robots_txt_is_heard_when_many_are_fetched_and_not_for_one_that_is_opened(
    program: Program, server: Server, usual: int, robots: bytes, is_fetched: bool
) -> None:
    with server.serving(answer(PAGE), robots=robots) as served:
        follow(program, [url_of(served)])
        status, most = measured(program, "fetch", "--quiet")
        told = listed(program)[url_of(served)]["error"]
        assert status == (0 if is_fetched else 1), told
        assert most <= usual + 60_000_000, f"{(most - usual) / 1e6:.0f} MB"
        asked = [visit.path for visit in served.requests]
        assert ("/" in asked) is is_fetched
        assert asked.count("/robots.txt") >= 1
        if not is_fetched:
            what = (
                "could not serve its robots.txt and was skipped"
                if b" 500 " in robots
                else "asks programs to skip this page (robots.txt)"
            )
            assert told == f"{HOST} {what}; open the article to fetch it anyway."
        assert "as it was sent" in program.done("show", url_of(served))
