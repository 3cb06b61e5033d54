"""`$BROWSER` and the system's own ways to open an address: in which order, with which words, and never by a shell."""

import os
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from blogreader import web_browser
from tests.conftest import Commands, FakeBrowser
from tests.driving import BLOG, archived, reading

PATIENCE_SECONDS = 20
TEXT = ("www-browser", "w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "chawan", "cha")
GRAPHICAL = (
    *("firefox", "librewolf", "waterfox", "google-chrome", "google-chrome-stable", "chrome", "chromium-browser"),
    *("brave-browser", "opera", "vivaldi-stable", "microsoft-edge", "epiphany", "falkon", "konqueror", "qutebrowser"),
    *("chromium", "seamonkey"),
)
URL = "https://e.example/1?a=1&b=$(id)%20;c"


def words(url: str = URL) -> list[tuple[str, ...]]:
    return [command.words for command in web_browser.commands(url)]


def until_asked(browser: FakeBrowser) -> list[list[str]]:
    end = time.monotonic() + PATIENCE_SECONDS
    while not browser.asked and time.monotonic() < end:
        time.sleep(0.01)
    return browser.asked


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{b}", ("{b}", URL)),
        ("{b} %s", ("{b}", URL)),
        ("{b} --tab %s -x", ("{b}", "--tab", URL, "-x")),
        ("{b} --url=%s", ("{b}", f"--url={URL}")),
        ("{b} 'two words'", ("{b}", "two words", URL)),
        ("{b} 100%% %c", ("{b}", "100%", ":", URL)),
        ("env X=1 {b}", ("env", "X=1", "{b}", URL)),
        ("{b} %s &", ("{b}", URL)),
        ("{b}&", ("{b}", URL)),
        (" : {b} : ", ("{b}", URL)),
        ("no-such-program:{b} %s", ("{b}", URL)),
        ("'never closed:{b}", ("{b}", URL)),
        ("X=1 true:{b}", ("{b}", URL)),
    ],
)
def test_the_words_of_the_variable_become_a_program_and_its_arguments(
    browser: FakeBrowser, value: str, expected: tuple[str, ...]
) -> None:
    browser.choose(value.format(b=browser.path))
    assert words() == [tuple(word.format(b=browser.path) for word in expected)]


def test_several_are_tried_in_their_order_before_the_system_s_own(
    browser: FakeBrowser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "bin" / "xdg-open"
    opener.write_bytes(browser.path.read_bytes())
    opener.chmod(0o755)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":0")
    browser.choose("true:false %s")
    assert words() == [("true", URL), ("false", URL), (str(opener), URL)]
    monkeypatch.delenv("DISPLAY")
    assert words() == [("true", URL), ("false", URL)]


@pytest.mark.parametrize("value", ["sh -c 'true %s'", 'env A=1 sh -c "echo %s"', "bash -c 'x=%s; exec $x'"])
def test_no_address_is_put_into_a_script(browser: FakeBrowser, value: str) -> None:
    browser.choose(value)
    assert words() == []


def test_a_folder_with_a_blank_in_its_name_may_hold_the_program(browser: FakeBrowser, tmp_path: Path) -> None:
    path = tmp_path / "my programs" / "browser"
    path.parent.mkdir()
    path.write_bytes(browser.path.read_bytes())
    path.chmod(0o755)
    browser.choose(str(path))
    assert words() == [(str(path), URL)]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "-x", ""])
def test_what_is_no_web_address_is_given_to_no_program(browser: FakeBrowser, url: str) -> None:
    browser.choose("true")
    assert words(url) == []


@pytest.mark.parametrize("value", ["{b}", "{b} %s &", "env X=1 {b}", "false:{b}", "false &:{b}"])
def test_open_uses_the_first_that_takes_the_address(commands: Commands, browser: FakeBrowser, value: str) -> None:
    browser.choose(value.format(b=browser.path))
    commands.done("open", "formal-verification-tla")
    assert until_asked(browser) == [["https://lucioduran.com/blog/formal-verification-tla-plus-distributed-systems"]]


@pytest.mark.parametrize(
    "value",
    [
        *("{b}", "{b} %s &", "env X=1 {b}", "false:{b}", "w3m:{b}", "env A=b {d}/lynx:{b}", "nohup {d}/lynx:{b}"),
        *("setsid -f {d}/w3m:{b}", "nice {d}/lynx:{b}", "nice nohup {b}"),
    ],
)
async def test_the_key_uses_the_same_but_no_text_browser(
    tmp_path: Path, browser: FakeBrowser, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    for name in ("w3m", "lynx"):
        text = tmp_path / "bin" / name
        text.write_text(f"#!/bin/sh\ntouch {tmp_path}/text\n")
        text.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    browser.choose(value.format(b=browser.path, d=tmp_path / "bin"))
    async with reading(tmp_path / "library", index=archived(tmp_path / "library", {"one": "Words."})) as driver:
        await driver.press("o")
        await driver.until(lambda: bool(browser.asked))
        assert browser.asked == [[f"{BLOG}one"]]
        assert driver.said == "In the browser: blog.example/one"
    assert not (tmp_path / "text").exists()


async def test_a_text_browser_gets_the_terminal_where_it_is_the_only_one(
    tmp_path: Path, browser: FakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "bin" / "w3m"
    text.parent.mkdir(exist_ok=True)
    text.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/text\nexit 3\n')
    text.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    browser.choose("false:w3m")
    async with reading(tmp_path / "library", index=archived(tmp_path / "library", {"one": "Words."})) as driver:
        await driver.press("o")
        await driver.until(lambda: driver.said == "The browser ended with status 3.")
    assert (tmp_path / "text").read_text().strip() == f"{BLOG}one"


async def test_without_a_browser_the_key_copies_the_address(tmp_path: Path, browser: FakeBrowser) -> None:
    browser.choose("false:no-such-program")
    async with reading(tmp_path / "library", index=archived(tmp_path / "library", {"one": "Words."})) as driver:
        await driver.press("o")
        await driver.until(lambda: driver.said.startswith("No browser was found. Copied"))


@pytest.mark.parametrize("ending", ["", " &"])
def test_a_program_that_fails_is_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    log = tmp_path / "log"
    failing = tmp_path / "failing"
    failing.write_text(f'#!/bin/sh\necho x >> "{log}"\nexit 1\n')
    failing.chmod(0o755)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("BROWSER", f"{failing}{ending}")
    monkeypatch.setattr("sys.platform", "linux")
    assert not web_browser.run(URL)
    assert log.read_text() == "x\n"


@pytest.mark.parametrize(
    ("value", "is_background", "is_text"),
    [
        ("{b}/w3m", False, True),
        ("{b}/w3m &", True, True),
        ("env X=1 {b}/lynx -x", False, True),
        ("nice -n5 {b}/links", False, True),
        ("nohup {b}/w3m", False, True),
        ("setsid -f {b}/firefox-esr", True, False),
        ("env", False, False),
        ("{b}/firefox-esr", True, False),
        ("{b}/chromium --new", True, False),
        ("{b}/mine", False, False),
        ("{b}/mine&", True, False),
        ("{b}/myfirefox", False, False),
        *((f"{{b}}/{name}", False, True) for name in TEXT),
        *((f"{{b}}/{name}", True, False) for name in GRAPHICAL),
    ],
)
def test_a_program_is_known_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, is_background: bool, is_text: bool
) -> None:
    for name in (*TEXT, *GRAPHICAL, "firefox-esr", "mine", "myfirefox"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BROWSER", value.format(b=tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    [command] = [one for one in web_browser.commands(URL) if "wslview" not in one.words[0]]
    assert (command.is_background, command.is_text) == (is_background, is_text)


@pytest.mark.parametrize(
    ("platform", "display", "names"),
    [
        ("darwin", None, ["open"]),
        ("linux", None, ["wslview"]),
        ("linux", "DISPLAY", ["xdg-open", "wslview"]),
        ("linux", "WAYLAND_DISPLAY", ["xdg-open", "wslview"]),
    ],
)
def test_each_system_has_its_own_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, display: str | None, names: list[str]
) -> None:
    for name in ("open", "xdg-open", "wslview"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    if display:
        monkeypatch.setenv(display, ":0")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.platform", platform)
    found = [*web_browser.commands(URL)]
    assert [one.words for one in found] == [(str(tmp_path / name), URL) for name in names]
    assert all(one.is_background and not one.is_text for one in found)


@pytest.mark.parametrize(
    ("stdin", "stdout", "is_asked"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_text_browser_of_the_system_comes_last_and_only_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stdin: bool, stdout: bool, is_asked: bool
) -> None:
    (tmp_path / "lynx").write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/asked"\n')
    (tmp_path / "lynx").chmod(0o755)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: stdin))
    monkeypatch.setattr("sys.stdout", SimpleNamespace(isatty=lambda: stdout))
    assert web_browser.run(URL) is is_asked
    assert (tmp_path / "asked").exists() is is_asked
    assert not web_browser.run("ftp://e.example/")


def test_a_program_that_is_started_reads_nothing_writes_nothing_and_is_waited_for(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "program"
    program.write_text('#!/bin/sh\necho words; echo words >&2; cat > "$1"; exit 3\n')
    program.chmod(0o755)
    before, ours = {*threading.enumerate()}, os.dup(0)
    above, below = os.pipe()
    os.write(below, b"for the terminal")
    os.close(below)
    try:
        os.dup2(above, 0)
        command = web_browser.BrowserCommand((str(program), str(tmp_path / "read")), True, False)
        process = command.start()
    finally:
        os.dup2(ours, 0)
        os.close(ours)
        os.close(above)
    assert process is not None
    [waiting] = {*threading.enumerate()} - before or [threading.current_thread()]
    if waiting is not threading.current_thread():
        assert waiting.daemon  # nobody waits for a browser when the app ends
        waiting.join(PATIENCE_SECONDS)
    assert process.returncode == 3
    assert (tmp_path / "read").read_text() == ""
    assert capfd.readouterr() == ("", "")
    assert web_browser.BrowserCommand((str(tmp_path / "none"),), True, False).start() is None


def test_a_program_that_is_started_has_a_session_of_its_own(tmp_path: Path) -> None:
    program, told = tmp_path / "program", tmp_path / "told"
    write = "import os, pathlib, sys; pathlib.Path(sys.argv[1]).write_text(f'{os.getsid(0) == os.getpid()}')"
    program.write_text(f"#!{sys.executable} -IS\n{write}\n")
    program.chmod(0o755)
    process = web_browser.BrowserCommand((str(program), str(told)), True, False).start()
    assert process is not None
    assert process.wait(PATIENCE_SECONDS) == 0
    assert told.read_text() == "True"
