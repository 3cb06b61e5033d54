"""A fetch of many articles that is killed or stopped and begun again: nothing is lost, torn, or asked for twice."""

import hashlib
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import pytest
import yaml

from tests.conftest import environment
from tests.faults.tracing import STRACE
from tests.site import Site

pytestmark = pytest.mark.slow

ARTICLES = 102
KILLS = 10
AT_ONCE = 4
"""Articles that the program fetches at the same time (`--jobs`)."""
PATIENCE_SECONDS = 60.0

needs_strace = pytest.mark.skipif(
    STRACE is None, reason="strace is not there, or may not trace: nothing is killed by it"
)


class Program:
    """Runs the program, each command in a process of its own, with one library."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.library = folder / "library"
        self._options = options
        self.environment = environment(
            HOME=str(folder), XDG_CONFIG_HOME=str(folder), XDG_CACHE_HOME=str(folder), NO_PROXY="*", COLUMNS="80"
        )
        for name in ("BLOGREADER_LIBRARY", "BLOGREADER_CONFIG", "BLOGREADER_OFFLINE"):
            self.environment.pop(name, None)

    def command(self, *words: str) -> list[str]:
        """Return the words that start the program."""
        return [sys.executable, "-m", "blogreader", "--library", str(self.library), *self._options, *words]

    def __call__(self, *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*before, *self.command(*words)],
            capture_output=True,
            text=True,
            check=False,
            env=self.environment,
            timeout=PATIENCE_SECONDS,
        )

    def done(self, *words: str) -> str:
        """Run a command that must succeed, and return what it printed."""
        result = self(*words)
        assert result.returncode == 0, result.stderr
        return result.stdout

    @contextmanager
    def started(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """Run a command meanwhile; it has ended afterwards."""
        with subprocess.Popen(
            self.command(*words),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.environment,
            # Of its own: Ctrl-C is for it alone.
            start_new_session=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def archived(self) -> dict[str, list[str]]:
        """Return the addresses of all documents, each of which must be whole, and which pictures each still wants."""
        found = {}
        for path in self.library.glob("archive/[0-9a-f][0-9a-f]/*.md"):
            opening, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
            record = yaml.safe_load(front)
            assert opening == ""
            assert text.startswith("\n")
            assert record["sha256"] == hashlib.sha256(text.removeprefix("\n").encode()).hexdigest(), path
            images = record.get("images") or []
            for image in images:
                if isinstance(image, dict):
                    self._check_image(image["file"])
            found[record["url"]] = [image for image in images if isinstance(image, str)]
        return found

    def _check_image(self, name: str) -> None:
        data = (self.library / "archive" / "images" / name[:2] / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == name.partition(".")[0]

    def leftovers(self) -> list[Path]:
        """Return the files of the archive that are neither documents nor what belongs to one."""
        folder = self.library / "archive"
        return [path for path in folder.rglob("*") if path.name.startswith(".") or path.suffix == ".tmp"]

    def processes(self) -> list[int]:
        """Return the processes of this program that run, those that it has started and left included."""
        mine = f"HOME={self.library.parent}".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            # One that has just ended, or another user's.
            with suppress(OSError):
                if mine in path.read_bytes().split(b"\0"):
                    found.append(int(path.parent.name))
        return found

    def let_a_day_pass(self) -> None:
        """Make what is left of the dead look old: what is new may be of a process that is still writing."""
        for path in self.leftovers():
            os.utime(path, (path.stat().st_atime - 86_400, path.stat().st_mtime - 86_400))


@pytest.fixture
def program(tmp_path: Path, site: Site) -> Program:
    program = Program(tmp_path)
    program.done("add", site.index_url)
    site.requests.clear()
    return program


def addresses(site: Site, paths: list[str]) -> list[str]:
    """Return what was asked for of posts, as addresses."""
    return [f"{site.url}{path}" for path in paths if path.startswith("/posts/")]


def unfinished(archived: dict[str, list[str]]) -> int:
    """Count the documents that want pictures."""
    return sum(1 for wanting in archived.values() if wanting)


def test_killed_at_ten_moments_and_begun_again_every_document_is_whole_and_none_is_asked_for_again(
    program: Program, site: Site
) -> None:
    random = Random("ten moments")
    site.delay = 0.01
    archived: dict[str, list[str]] = {}
    for _ in range(KILLS):
        site.requests.clear()
        site.answers.clear()
        # A request has come and is not answered yet, or an answer is on its way into the archive.
        reached = moment(site, random.choice(["requests", "answers"]), random.randint(5, 30))
        more = random.uniform(0, 0.03)
        with program.started("fetch", "--quiet") as process:
            assert site.wait_until(reached, PATIENCE_SECONDS)
            # Some way into what it does then: the moment is what is random here, and nothing is waited for.
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(more)
            process.kill()
        assert process.returncode == -signal.SIGKILL
        check_requests(site, archived)
        now = program.archived()
        assert archived.keys() <= now.keys(), "what was archived is gone"
        assert all(set(now[url]) <= set(wanting) for url, wanting in archived.items()), "a picture is gone"
        archived = now
    assert 0 < len(archived) < ARTICLES
    program.let_a_day_pass()
    site.requests.clear()
    check_summary(program.done("fetch", "--quiet"), archived)
    check_requests(site, archived)
    assert program.archived() == {site.url_of(post): [] for post in site.posts}
    assert program.done("list", "--count", "is:offline") == f"{ARTICLES}\n"
    assert program.leftovers() == []
    # All of it is there: the next time nobody is asked.
    site.requests.clear()
    assert program.done("fetch", "--quiet") == f"0 fetched, {ARTICLES} unchanged, 0 failed\n"
    assert site.requests == []


def moment(site: Site, what: str, number: int) -> Callable[[], bool]:
    """Return a predicate: whether there have been so many requests or answers."""
    return lambda: len(getattr(site, what)) >= number


def check_summary(out: str, archived: dict[str, list[str]]) -> None:
    """See that at most those were fetched that were not whole, and those that were about to be marked as whole."""
    fetched, unchanged, failed = (int(part.split()[0]) for part in out.split(", "))
    assert (fetched + unchanged, failed) == (ARTICLES, 0)
    missing = ARTICLES - len(archived) + unfinished(archived)
    assert missing <= fetched <= missing + KILLS * AT_ONCE


def check_requests(site: Site, archived: dict[str, list[str]]) -> None:
    """See that nothing was asked for that was archived, and no article twice in one run."""
    asked = addresses(site, list(site.requests))
    assert not archived.keys() & set(asked), "what was archived was asked for again"
    assert len(set(asked)) == len(asked), "one run asked twice"


@needs_strace
@pytest.mark.parametrize(
    "fault", ["fsync:when=1", "fsync:when=4", "fsync:when=9", "rename:when=1", "rename:when=2", "rename:when=5"]
)
def test_killed_while_it_writes_nothing_is_torn_and_nothing_is_left_behind(
    program: Program, site: Site, tmp_path: Path, fault: str
) -> None:
    assert STRACE
    call, _, when = fault.partition(":")
    chosen = tuple(f"url:{post.slug}" for post in site.posts[:8])
    query = " OR ".join(chosen)
    # Of each of its threads the call of that number.
    tracing = (STRACE, "-f", "-qq", "-y", "-o", str(tmp_path / "log"), "-e", "trace=fsync,rename", "-e")
    program("fetch", "--quiet", query, before=(*tracing, f"inject={call}:signal=SIGKILL:{when}"))
    assert "killed by SIGKILL" in (tmp_path / "log").read_text()
    before = program.archived()
    assert len(before) - unfinished(before) < len(chosen)
    program.let_a_day_pass()
    site.requests.clear()
    assert program("fetch", "--quiet", query).returncode == 0
    check_requests(site, before)
    assert list(program.archived().values()) == [[]] * len(chosen)
    assert program.leftovers() == []


def test_a_half_written_picture_of_a_dead_process_is_swept_away(program: Program, site: Site) -> None:
    program.done("fetch", "--quiet", f"url:{site.posts[0].slug}")
    image = next((program.library / "archive" / "images").glob("??/*"))
    left = image.with_name(f".{image.name}.4194303-1.tmp")
    left.write_bytes(b"half")
    program.let_a_day_pass()
    program.done("fetch", "--quiet", f"url:{site.posts[1].slug}")
    assert program.leftovers() == []


def test_stopped_by_ctrl_c_and_begun_again_it_goes_on_where_it_was(program: Program, site: Site) -> None:
    site.delay = 0.01
    with program.started("fetch") as process:
        assert site.wait_until(lambda: len(site.answers) >= 60, PATIENCE_SECONDS)
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == -signal.SIGINT  # which shells call 130
    archived = program.archived()
    assert 0 < len(archived) < ARTICLES
    # Whoever is asked to stop takes what is half done along.
    assert program.leftovers() == []
    assert int(program.done("list", "--count", "is:offline")) == len(archived)
    # To be stopped is no failure of the article's.
    assert program.done("list", "--count", "is:failed") == "0\n"
    site.delay = 0
    site.requests.clear()
    check_summary(program.done("fetch", "--quiet"), archived)
    check_requests(site, archived)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux lets one wait for somebody else's children")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_however_it_ends_no_process_of_its_own_outlives_it(
    program: Program, site: Site, number: signal.Signals
) -> None:
    with program.started("fetch") as process:
        # By then pages are being extracted, which is done by others.
        assert site.wait_until(moment(site, "answers", 20), PATIENCE_SECONDS)
        started = [os.pidfd_open(child) for child in program.processes() if child != process.pid]
        assert started
        os.kill(process.pid, number)
        assert process.wait(PATIENCE_SECONDS) != 0
    try:
        for one in started:
            assert select.select([one], [], [], 10)[0], "a process goes on without the one that started it"
    finally:
        for one in started:
            os.close(one)


def test_failures_stay_with_their_articles_until_they_are_tried_again(program: Program, site: Site) -> None:
    gone, locked, *others = site.posts[2:6]
    query = " OR ".join(f"url:{post.slug}" for post in (gone, locked, *others))
    site.broken |= {gone.slug: 404, locked.slug: 401}
    result = program("fetch", "--quiet", query)
    assert (result.returncode, result.stdout) == (3, "2 fetched, 0 unchanged, 2 failed\n")
    failed = json.loads(program.done("list", "--json", "is:failed"))
    assert {article["url"]: article["error"] for article in failed} == {
        site.url_of(gone): "127.0.0.1 says that this page is gone (404).",
        site.url_of(locked): "127.0.0.1 does not show this page to everyone (401).",
    }
    # Killed while it tries again: the failure of the one that was not answered is still told.
    del site.broken[locked.slug]
    site.requests.clear()
    hold = site.hold(locked.slug)
    with program.started("fetch", "--retry-failed") as process:
        assert hold.reached.wait(PATIENCE_SECONDS)
        process.kill()
    assert set(site.requests) - {"/robots.txt"} <= {gone.path, locked.path}
    assert program.done("list", "--count", "is:failed") == "2\n"
    hold.release()
    result = program("fetch", "--quiet", "--retry-failed")
    assert (result.returncode, result.stdout) == (3, "1 fetched, 0 unchanged, 1 failed\n")
    site.broken.clear()
    assert program.done("fetch", "--quiet", "--retry-failed") == "1 fetched, 0 unchanged, 0 failed\n"
    assert program.done("list", "--count", "is:failed") == "0\n"
    assert program.done("list", "--count", "is:offline") == "4\n"


def test_a_disk_that_takes_no_more_ends_it_with_a_sentence_and_no_traceback(tmp_path: Path, site: Site) -> None:
    program = Program(tmp_path)
    program.done("add", site.index_url)
    full = (
        "import os, resource, sys\n"
        "os.environ['PYTHONDONTWRITEBYTECODE'] = '1'  # of byte code half a module would stay\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, 8_192))\n"
        "os.execv(sys.argv[1], sys.argv[1:])\n"
    )
    result = program("fetch", "--quiet", "category:Databases OR category:Security", before=(sys.executable, "-c", full))
    assert result.returncode == 1
    assert "can't be written: file too large." in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
