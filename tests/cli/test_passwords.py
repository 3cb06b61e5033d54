"""User names and passwords in addresses: left out wherever addresses come in, said once, and kept nowhere."""

import gzip
import json
import logging
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from blogreader.archive import Archive
from blogreader.cli import log
from blogreader.errors import UnknownArticle
from blogreader.text import without_credentials
from blogreader.urls import without_userinfo
from tests.cli.test_commands import on_a_terminal
from tests.conftest import Commands, environment
from tests.site import Site

SECRET = "hunter2"
PATIENCE_SECONDS = 30


def with_password(url: str) -> str:
    return url.replace("://", f"://{SECRET}-me:{SECRET}@")


def leaks(folder: Path) -> list[str]:
    """The files in which the password stands, packed ones too."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            data += gzip.decompress(data) if path.suffix == ".gz" else b""
            if SECRET.encode() in data or SECRET in path.name:
                found.append(str(path))
    return found


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("http://u:p@h/x", "http://h/x"),
        ("https://u@h", "https://h"),
        ("HTTP://U:P%40@H:80/a@b", "HTTP://H:80/a@b"),
        ("http://u:p@w@h/", "http://h/"),
        ("ftp://u:p@h", "ftp://h"),
        (r"[x](http://u\:p\_\@w@h/y)", "[x](http://h/y)"),
        (r"[x](<http://u\:p@h/y>)", "[x](<http://h/y>)"),
        ("http:/u:p@h/y", "http:/h/y"),
        (r"http:\\u:p@h", r"http:\\h"),
        ("see //u:p@h/x.", "see //h/x."),
        ("(https://u:p@h) <https://v:q@i>", "(https://h) <https://i>"),
        ("https://medium.com/@user", "https://medium.com/@user"),
        ("https://x?y=a@b http://x#a@b", "https://x?y=a@b http://x#a@b"),
        ("//@ts-ignore a@b, mailto:a@b.c", "//@ts-ignore a@b, mailto:a@b.c"),
    ],
)
def test_what_stands_before_the_at_sign_of_an_authority_is_left_out(text: str, without: str) -> None:
    assert without_credentials(text) == without
    assert without_credentials(without) == without
    if text.isascii() and " " not in text and text.lower().startswith(("http://", "https://", "ftp://")):
        assert without_userinfo(text).lower() == without.lower()


@pytest.mark.parametrize(
    "piece",
    ["http://", "http:", "http:/", "//a:", r"http:\!", r"http:\/", r"http:\\!", r"http:\\\!", "http://a:", "a", "\\"],
)
def test_leaving_out_takes_time_that_grows_with_the_text(piece: str) -> None:
    def seconds(number: int) -> float:
        text = "@http://" + piece * number
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            without_credentials(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(16_000) < 40 * seconds(2_000) + 0.05


@pytest.mark.slow
def test_passwords_in_an_index_reach_neither_a_file_nor_the_terminal(
    commands: Commands, site: Site, tmp_path: Path
) -> None:
    url = with_password(site.url_of(site.posts[0]))
    index = tmp_path / "blog.md"
    index.write_text(
        f"# Blog\n\n### [One]({url})\n\nSee [there]({with_password('https://a.example/')}).\n\n"
        f"### [Two](<http://me\\:{SECRET}@b.example/two>)\n\n### [Three](//me:{SECRET}@c.example/three)\n"
    )
    result = commands("add", str(index))
    assert (result.status, result.out.split(":")[0]) == (0, "blog (Blog)")
    assert (
        "line 3: the user name and password in an address were left out; they are never stored (and in 3 other lines)."
        in result.err
    )
    results = [
        result,
        *(commands("list", form) for form in ("--json", "--plain", "--jsonl")),
        commands("sources", "--json"),
        commands("fetch", "url:127.0.0.1"),
        commands("open", "--print", site.posts[0].slug),
        commands("open", "--print", url),
        commands("show", "--format", "json", site.posts[0].slug),
        commands("export"),
        commands("doctor"),
    ]
    assert results[-6].out == "1 fetched, 0 unchanged, 0 failed\n"
    assert results[-5].out == results[-4].out == f"{site.url_of(site.posts[0])}\n"
    assert [one for one in results if SECRET in one.out + one.err] == []
    assert leaks(commands.library) == []
    assert not any("Authorization" in head for head in map(str, site.requests))


def test_a_password_in_a_source_is_left_out_and_that_is_said_once(commands: Commands, site: Site) -> None:
    said = f"The user name and password in {site.index_url} were left out; the library never stores them.\n"
    result = commands("add", with_password(site.index_url))
    assert (result.status, result.err) == (0, said)
    assert commands.done("sources", "--json").out.count(site.index_url) == 1
    assert commands.done("refresh", with_password(site.index_url)).out.startswith("127-0-0-1: new 0")
    again = commands("add", with_password(site.index_url))
    followed = f"{site.index_url} is already followed as 127-0-0-1; it was read again.\n"
    assert (again.status, again.err, again.out.startswith("127-0-0-1")) == (0, followed + said, True)
    assert len(commands.done("sources").rows) == 1
    assert commands.done("remove", with_password(site.index_url)).out == "127-0-0-1 is no longer followed\n"
    assert leaks(commands.library) == []


def test_a_password_in_the_new_place_of_a_source_is_left_out_and_said(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    result = commands("sources", "--move", "127-0-0-1", with_password(site.index_url))
    assert (result.status, result.out.split(",")[0]) == (0, "127-0-0-1: new 0")
    assert f"The user name and password in {site.index_url} were left out" in result.err
    assert leaks(commands.library) == []
    found = commands("add", "--dry-run", with_password(site.index_url))
    assert (found.status, SECRET in found.out + found.err) == (0, False)


@pytest.mark.slow
def test_what_an_older_version_kept_is_cleaned_when_it_is_read(commands: Commands, site: Site) -> None:
    commands.done("add", site.index_url)
    commands.done("fetch", "-q", f"url:{site.posts[0].slug}")
    listed, text = commands.library / "sources.json", commands.library / "sources" / "127-0-0-1.md"
    record = json.loads(listed.read_text())
    record["sources"][0] |= {"location": with_password(site.index_url), "base": with_password(site.index_url)}
    listed.write_text(json.dumps(record))
    text.write_text(text.read_text() + f"\n### [Old]({with_password('https://old.example/x')})\n")
    result = commands("list", "--json")
    assert SECRET not in result.out
    assert (
        result.err == f"The user name and password in {site.index_url} were left out; the library never stores them.\n"
    )
    assert commands.done("sources").rows[0].endswith(site.index_url)
    assert leaks(commands.library) == []
    archive = Archive(commands.library / "archive")
    [document] = (commands.library / "archive").rglob("*.md")
    url = site.url_of(site.posts[0])
    document.write_text(
        document.read_text().replace(
            f"\nurl: {url}\n", f"\nurl: {with_password(url)}\nfinal_url: {with_password(url)}\n"
        )
    )
    read = archive.read(url)
    assert read is not None
    assert (read.url, read.final_url) == (url, url)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("show", "http://me:{s}@nowhere.example/x"),
        ("show", "http://me:{s}@:99999/"),
        ("open", "http://me:{s}@h h/"),
        ("remove", "https://me:{s}@h/"),
        ("refresh", "https://{s}@h/"),
        ("add", "ftp://me:{s}@h/"),
        ("add", "http://me:{s}@127.0.0.1:1/index.md"),
        ("add", "http:/me:{s}@h/index.md"),
        ("add", "me:{s}@127.0.0.1:1/index.md"),
        ("add", "--dry-run", "me:{s}@127.0.0.1:1/x"),
        ("add", "me:{s}@h/feed.xml"),
        ("sources", "--move", "lucioduran", "me:{s}@127.0.0.1:1/x"),
        ("sources", "--move", "lucioduran", "http://me:{s}@127.0.0.1:1/x"),
        ("--index", "http://me:{s}@h/", "list"),
        ("--offline", "add", "http://me:{s}@h/"),
        ("sources", "http://me:{s}@h/"),
        ("list", "--no-such=http://me:{s}@h/"),
        ("import", "http://me:{s}@h/"),
        ("help", "http://me:{s}@h/"),
    ],
)
def test_no_sentence_has_the_password_that_was_typed(commands: Commands, words: tuple[str, ...]) -> None:
    result = commands(*(word.format(s=SECRET) for word in words))
    assert result.status != 0
    assert SECRET not in result.out + result.err
    assert leaks(commands.library) == []


@pytest.mark.slow
def test_the_line_of_progress_on_a_terminal_is_without_it(commands: Commands, site: Site) -> None:
    page = site.url_of(site.posts[0])
    shown = on_a_terminal(200, "--library", str(commands.library), "add", with_password(page))[1]
    assert f"Looking for the archive of {page[:40]}" in shown
    assert SECRET not in shown


def test_an_error_is_without_it_wherever_it_is_shown() -> None:
    assert str(UnknownArticle(f"http://me:{SECRET}@h/")) == str(UnknownArticle("http://h/"))


@pytest.mark.slow
@pytest.mark.parametrize("status", ["301", "302"])
def test_a_redirect_to_an_address_with_a_password_is_not_followed(
    commands: Commands, tmp_path: Path, status: str
) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", _REDIRECTING, status, SECRET], stdout=subprocess.PIPE, env=environment(), text=True
    )
    try:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        (tmp_path / "blog.md").write_text(f"- [One](http://127.0.0.1:{port}/one)\n")
        commands.done("add", str(tmp_path / "blog.md"))
        file = tmp_path / "log.txt"
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "blogreader",
                "--library",
                str(commands.library),
                "--log-file",
                str(file),
                "-v",
                "fetch",
            ],
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
            env=environment(),
        )
        assert done.returncode == 1
        assert b"contains a user name and password; it was not followed" in done.stderr
        assert SECRET.encode() not in done.stdout + done.stderr
        log_text = file.read_text()
        assert "GET http://127.0.0.1" in log_text
        assert SECRET not in log_text
        assert "biscuit" not in log_text
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert leaks(commands.library) == []
    finally:
        server.kill()
        server.wait()
        if server.stdout is not None:
            server.stdout.close()


_REDIRECTING = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[1]))
        to = "/two" if self.path == "/one" else f"http://me:{sys.argv[2]}@127.0.0.1/"
        self.send_header("Location", to)
        self.send_header("Set-Cookie", "session=biscuit; Path=/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words):
        pass

server = HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


@pytest.mark.parametrize(
    "message",
    [
        "receive_response_headers.complete return_value=(b'HTTP/1.1', 200, [(b'Set-Cookie', b'a=biscuit')])",
        "send_request_headers.started request=<Request> headers=[(b'Cookie', b'a=biscuit')]",
        "HTTP Request: GET http://me:biscuit@h/",
        "authorization: Basic biscuit",
        "{'Proxy-Authorization': 'Basic biscuit'}",
        "x-auth-token=biscuit",
    ],
)
@pytest.mark.parametrize("name", ["httpcore.http11", "httpx"])
def test_a_log_holds_no_secret_of_a_header(name: str, message: str) -> None:
    record = logging.LogRecord(name, logging.DEBUG, __file__, 1, message, None, None)
    assert "biscuit" not in log._Clean("%(message)s").format(record)
