"""The search for a blog by the command: stopped by a signal, and begun at a list of feeds."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests import blogs
from tests.blogs import HOST
from tests.conftest import Commands, environment
from tests.indexes.test_survey import chain, jekyll
from tests.loopback import Loopback

PATIENCE_SECONDS = 60

pytestmark = [pytest.mark.installed, pytest.mark.slow]


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
