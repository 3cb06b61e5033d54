"""Ctrl-C in a command that does one thing after another: it ends all of it, which says what was not done."""

import asyncio
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from blogreader import files
from blogreader.cli import article_output, exports
from blogreader.cli.stop_signals import StoppedBySignals
from blogreader.imports import Imported
from blogreader.library import Library
from blogreader.library.discovery import Wanted
from tests.conftest import Commands
from tests.loopback import Loopback, Said

PATIENCE_SECONDS = 20


def feed(home: str, name: str) -> Said:
    items = "".join(
        f"<item><title>{name} {number}</title><link>{home}/{name}/{number}</link>"
        f"<pubDate>Mon, 0{number} Jun 2026 00:00:00 GMT</pubDate></item>"
        for number in (1, 2)
    )
    return Said(
        f"<rss version='2.0'><channel><title>{name}</title><link>{home}/{name}/</link>{items}</channel></rss>",
        "application/rss+xml",
    )


@pytest.fixture
def running() -> Iterator[Loopback]:
    with Loopback() as running:
        for name in ("a", "b", "c"):
            running.pages[f"/{name}.xml"] = feed(running.home, name)
        yield running


@pytest.fixture
def quick(commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    config = tmp_path / "quick.toml"
    config.write_text("[network]\ndelay = 0.01\n")
    monkeypatch.setenv("BLOGREADER_CONFIG", str(config))
    return commands


def stop_at(running: Loopback, path: str, number: int = signal.SIGINT) -> None:
    """Have the program stopped while it waits for the answer to this path."""

    def answer(asked: str) -> None:
        if asked == path:
            os.kill(os.getpid(), number)

    running.answer = answer


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_first_of_several_begins_no_other(
    quick: Commands, running: Loopback, number: signal.Signals
) -> None:
    stop_at(running, "/a.xml", number)
    addresses = [f"{running.home}/{name}.xml" for name in ("a", "b", "c")]
    result = quick("add", *addresses)
    assert (result.status, result.out) == (128 + number, "")
    [first, second] = result.err.splitlines()
    assert first == f"Stopped before anything came from {addresses[0]}; nothing was changed."
    assert second == f"Not followed: {addresses[1]}, {addresses[2]}."
    assert running.asked == ["/a.xml"]
    assert json.loads(quick.done("sources", "--json").out)[0]["location"] != addresses[0]


def test_a_signal_after_the_first_of_several_keeps_that_one(quick: Commands, running: Loopback) -> None:
    stop_at(running, "/b.xml")
    addresses = [f"{running.home}/{name}.xml" for name in ("a", "b", "c")]
    result = quick("add", "--feed-only", *addresses)
    assert result.status == 130
    assert "a.xml" not in result.err
    assert result.out.count(": 2 articles") == 1
    assert result.err.endswith(f"Not followed: {addresses[2]}.\n")
    assert "/c.xml" not in running.asked


def test_a_search_that_is_stopped_before_it_found_a_post_begins_no_other(quick: Commands, running: Loopback) -> None:
    running.pages["/empty/"] = "<html><body><p>Nothing.</p></body></html>"
    asked = list[str]()

    def answer(path: str) -> None:
        asked.append(path)
        if len(asked) == 3:  # the search is under way by then
            os.kill(os.getpid(), signal.SIGINT)

    running.answer = answer
    result = quick("add", f"{running.home}/empty/", f"{running.home}/c.xml")
    assert (result.status, result.out) == (130, "")
    assert "Stopped before any post" in result.err
    assert result.err.endswith(f"Not followed: {running.home}/c.xml.\n")
    assert "/c.xml" not in running.asked


def test_of_many_that_were_not_begun_the_first_few_are_named(quick: Commands, running: Loopback) -> None:
    stop_at(running, "/a.xml")
    others = [f"{running.home}/{number}" for number in range(9)]
    result = quick("add", f"{running.home}/a.xml", *others)
    assert result.err.endswith(f"Not followed: {', '.join(others[:5])} and 4 more.\n")


def test_a_stopped_import_imports_nothing_else(quick: Commands, running: Loopback, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(f"{running.home}/a.xml\n{running.home}/b.xml\n")
    (tmp_path / "more.txt").write_text("https://blog.example/one\nhttps://blog.example/two\n")
    before = quick.done("list", "--count").out
    stop_at(running, "/a.xml")
    result = quick("import", str(tmp_path / "urls"), str(tmp_path / "more.txt"))
    assert (result.status, result.out) == (130, "")
    assert result.err.endswith(f"Not followed: {running.home}/b.xml.\nNot imported: {tmp_path}/more.txt.\n")
    assert running.asked == ["/a.xml"]
    assert quick.done("list", "--count").out == before


def test_an_import_that_is_stopped_at_once_says_how_it_is_completed(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [str(tmp_path / name) for name in ("one.txt", "two.txt", "three.txt")]
    for name in names:
        Path(name).write_text(f"https://blog.example/{Path(name).stem}\n")
    take, taken = Library.import_articles, list[str]()

    def interrupted(self: Library, found: Imported, file: str, **options: object) -> object:
        taken.append(file)
        if len(taken) == 2:
            raise KeyboardInterrupt
        return take(self, found, file, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "import_articles", interrupted)
    result = commands("import", *names)
    assert result.status == 130
    assert result.out.startswith("one")
    assert result.err == (
        f"Stopped while importing {names[1]}; importing it again completes it.\nNot imported: {names[2]}.\n"
    )
    assert taken == names[:2]


@pytest.mark.parametrize("is_named", [False, True])
def test_a_stopped_refresh_lists_what_it_read_and_names_what_it_did_not(
    quick: Commands, running: Loopback, is_named: bool
) -> None:
    quick.done("add", "--feed-only", *(f"{running.home}/{name}.xml" for name in ("a", "b", "c")))
    names = [one["name"] for one in json.loads(quick.done("sources", "--json").out)]
    text = running.pages["/a.xml"]
    assert isinstance(text, Said)
    assert isinstance(text.body, str)
    item = f"<item><title>a 3</title><link>{running.home}/a/3</link></item></channel>"
    running.pages["/a.xml"] = Said(text.body.replace("</channel>", item), text.kind)
    stop_at(running, "/b.xml")
    running.asked.clear()
    result = quick("refresh", *(names if is_named else []))
    assert (result.status, result.out) == (130, f"{names[0]}: new 1, changed 0, gone 0\n")
    assert result.err == f"Not refreshed: {names[1]}, {names[2]}.\n"
    assert running.asked == ["/a.xml", "/b.xml"]
    assert [one["title"] for one in json.loads(quick.done("list", "is:new", "--json").out)] == ["a 3"]


def test_a_stop_while_changed_texts_are_looked_for_is_told(
    quick: Commands, running: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick.done("add", "--feed-only", f"{running.home}/a.xml")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Library, "look_for_changes", interrupted)
    result = quick("refresh")
    assert (result.status, result.out.count("new 0, changed 0, gone 0")) == (130, 1)
    assert result.err == "Stopped while looking for changed texts; the sources were refreshed.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--format", "html", "-o", "{}"), "Stopped: {} was not written."),
        (("--format", "index", "-o", "{}"), "Stopped: {} was not written."),
        (
            ("--format", "md", "-o", "{}"),
            "Stopped: {} has only some of the articles; the same command writes the others.",
        ),
        (("--format", "jsonl"), "Stopped: what was written is not all of it."),
    ],
)
def test_a_stopped_export_says_what_is_there(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    target = str(tmp_path / "target")

    def interrupted(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(article_output, "article", interrupted)
    monkeypatch.setattr(exports._Reading, "chapter", interrupted)
    monkeypatch.setattr(files, "replace_pieces", interrupted)
    result = commands("export", *(word.format(target) for word in words))
    assert (result.status, result.out, result.err) == (130, "", sentence.format(target) + "\n")
    assert not Path(target).is_file()


async def test_a_signal_stops_a_search_twice_ends_it_and_afterwards_does_what_it_did() -> None:
    wanted, loop = Wanted(), asyncio.get_running_loop()
    stopping = StoppedBySignals(wanted)
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    with stopping:
        stopping.is_under_way = True
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await wanted.stop.wait()
        assert (stopping.status, wanted.at_once.is_set()) == (128 + signal.SIGTERM, False)
    assert not loop.remove_signal_handler(signal.SIGTERM)
    with stopping:
        stopping._stop(signal.SIGTERM)
        assert wanted.at_once.is_set()
        assert not loop.remove_signal_handler(signal.SIGTERM)
    signal.signal(signal.SIGTERM, before)
