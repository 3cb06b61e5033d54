"""The search for a blog by the command: stopped by a signal, and begun at a list of feeds."""

import asyncio
import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from blogreader.library.reports import Refreshed, SourceReport
from blogreader.library.subscriptions import Subscriptions
from tests import blogs
from tests.blogs import HOST
from tests.conftest import Commands, environment
from tests.indexes.blog.test_survey import chain, jekyll
from tests.loopback import Loopback

PATIENCE_SECONDS = 60

pytestmark = pytest.mark.slow


def serve(running: Loopback, blog: blogs.Blog) -> None:
    for path, text in blog.pages.items():
        assert isinstance(text, str)
        running.pages[path] = text.replace(HOST, running.home)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_a_search_and_what_it_found_and_read_is_kept(
    commands: Commands, tmp_path: Path, number: signal.Signals
) -> None:
    blog = chain()
    config = tmp_path / "slow.toml"
    config.write_text("[network]\ndelay = 0.01\n")
    with Loopback() as running:
        serve(running, blog)
        words = [
            sys.executable,
            "-m",
            "blogreader",
            "--config",
            str(config),
            "--library",
            str(commands.library),
            "add",
            running.home,
        ]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())

        def stop(path: str) -> None:
            if path == blog.posts[20].path:
                process.send_signal(number)

        running.answer = stop
        try:
            out, err = process.communicate(timeout=PATIENCE_SECONDS)
        finally:
            process.kill()
    assert process.returncode == (-number if number is signal.SIGINT else 128 + number), (out, err)
    assert b"Stopped; what was found was kept." in err
    listed = json.loads(commands.done("list", "--json").out)
    assert 20 <= len(listed) < len(blog.posts)
    assert sum(one["offline"] for one in listed) >= 19


def test_a_signal_that_is_ignored_as_by_nohup_stops_nothing(commands: Commands) -> None:
    with Loopback() as running:
        serve(running, jekyll())
        words = [sys.executable, "-m", "blogreader", "--library", str(commands.library), "add", running.home]
        process = subprocess.Popen(
            ["/bin/sh", "-c", 'trap "" HUP; exec "$@"', "sh", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        running.answer = lambda _path: process.send_signal(signal.SIGHUP)
        try:
            out, err = process.communicate(timeout=PATIENCE_SECONDS)
        finally:
            process.kill()
    assert (process.returncode, err) == (0, b"")
    assert b"47 articles, complete" in out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_an_index_is_stored_is_no_word_that_nothing_was_changed(
    commands: Commands, tmp_path: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.md").write_text("# Notes\n\n### [One](https://blog.example/one)\n2026-01-01\n")
    loops: list[asyncio.AbstractEventLoop] = []
    add, take = Subscriptions.add, Subscriptions._take

    async def added(*arguments: Any, **options: Any) -> SourceReport:
        loops.append(asyncio.get_running_loop())
        return await add(*arguments, **options)

    def interrupted(*arguments: Any, **options: Any) -> Refreshed:
        signal.raise_signal(number)
        for _ in range(3):  # by then the loop has handled it
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loops[0]).result(PATIENCE_SECONDS)
        return take(*arguments, **options)

    monkeypatch.setattr(Subscriptions, "add", added)
    monkeypatch.setattr(Subscriptions, "_take", interrupted)
    result = commands("add", str(tmp_path / "index.md"))
    assert (result.status, result.out, result.err) == (128 + number, "index (Notes): 1 article\n", "")
    assert commands.done("list", "--count").out == "1\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_before_the_first_answer_ends_it_at_once(commands: Commands, number: signal.Signals) -> None:
    with Loopback() as running:
        let = threading.Event()
        words = [sys.executable, "-m", "blogreader", "--library", str(commands.library), "add", running.home]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())

        def hold(_path: str) -> None:
            process.send_signal(number)
            let.wait(PATIENCE_SECONDS)

        running.answer = hold
        try:
            out, err = process.communicate(timeout=PATIENCE_SECONDS / 2)
        finally:
            let.set()
            process.kill()
    assert process.returncode == (-number if number is signal.SIGINT else 128 + number), (out, err)
    assert b"nothing was changed" in err
    assert commands.done("list", "--count").out == "102\n"


def test_the_feeds_that_a_list_by_its_address_names_are_followed(commands: Commands) -> None:
    with Loopback() as running:
        serve(running, jekyll())
        outlines = f'<outline xmlUrl="{running.home}/feed.xml"/><outline xmlUrl="{running.home}/gone.xml"/>'
        again = f'<outline xmlUrl="{running.home}/blogroll.opml"/>'
        running.pages["/blogroll.opml"] = f'<opml version="2.0"><body>{outlines}{again}</body></opml>'
        result = commands("add", f"{running.home}/blogroll.opml")
    assert result.status == 3
    assert result.out.count("47 articles, complete") == 1
    assert "gone.xml" in result.err
    assert "is a list of 3 feeds" in result.err
