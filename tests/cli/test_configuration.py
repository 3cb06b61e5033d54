"""`config`: what is in force and where from, one value for a script, and a file to start with."""

import json
from pathlib import Path

import pytest

from blogreader import config
from blogreader.config import Config
from blogreader.settings import SETTINGS
from tests.conftest import Commands

pytestmark = pytest.mark.installed


def in_force(commands: Commands, *words: str) -> dict[str, tuple[object, str]]:
    value = json.loads(commands("config", "--json", *words).out)
    return {one["name"]: (one["value"], one["from"]) for one in value}


def test_every_setting_is_told_with_what_set_it(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('icons = "ascii"\n\n[network]\njobs = 2\n[keys]\n"articles.mark" = "R"\n[views]\nNew = "is:new"\n')
    monkeypatch.setenv("BLOGREADER_CONFIG", str(file))
    monkeypatch.setenv("BLOGREADER_OFFLINE", "1")
    found = in_force(commands)
    assert {one.name for one in SETTINGS} < found.keys()
    assert found["config"] == (str(file), "BLOGREADER_CONFIG")
    assert found["library"] == (str(commands.library), "--library")
    assert found["offline"] == (True, "BLOGREADER_OFFLINE")
    assert found["icons"] == ("ascii", f"{file}, line 1")
    assert found["network.jobs"] == (2, f"{file}, line 4")
    assert found["network.delay"] == (0.5, "default")
    assert found["keys.articles.mark"] == ("R", f"{file}, line 6")
    assert found["views.New"] == ("is:new", f"{file}, line 8")
    assert in_force(commands, "network").keys() == {one.name for one in SETTINGS if one.table == "network"}


def test_a_flag_beats_a_variable_and_a_variable_the_file(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(f'library = "{tmp_path}/third"\noffline = false\n')
    chosen = ("--config", str(file), "config", "--json")
    found = {one["name"]: one for one in json.loads(commands.bare(*chosen).out)}
    assert (found["library"]["value"], found["library"]["from"]) == (f"{tmp_path}/third", f"{file}, line 1")
    monkeypatch.setenv("BLOGREADER_LIBRARY", str(tmp_path / "second"))
    found = {one["name"]: one for one in json.loads(commands.bare(*chosen).out)}
    assert (found["library"]["value"], found["library"]["from"]) == (f"{tmp_path}/second", "BLOGREADER_LIBRARY")
    found = {one["name"]: one for one in json.loads(commands.bare(*chosen, "--library", "x", "--offline").out)}
    assert found["library"]["from"] == "--library"
    assert (found["offline"]["value"], found["offline"]["from"]) == (True, "--offline")


def test_the_proxy_of_the_environment_is_told_without_its_password(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://me:secret@proxy.example:3128")
    assert in_force(commands, "network.proxy")["network.proxy"] == ("http://proxy.example:3128", "HTTPS_PROXY")
    assert "secret" not in commands.done("config").out


def test_the_proxy_of_the_file_beats_those_of_the_environment_as_it_does_in_fetching(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.toml"
    monkeypatch.setenv("BLOGREADER_CONFIG", str(file))
    monkeypatch.setenv("ALL_PROXY", "http://last.example:3128")
    monkeypatch.setenv("HTTPS_PROXY", "http://first.example:3128")
    file.write_text('[network]\nproxy = "http://mine.example:3128"\n')
    assert in_force(commands)["network.proxy"] == ("http://mine.example:3128", f"{file}, line 2")
    file.write_text('[network]\nproxy = ""\n')
    assert in_force(commands)["network.proxy"] == ("http://first.example:3128", "HTTPS_PROXY")


def test_one_value_is_printed_as_it_is(commands: Commands) -> None:
    assert commands.done("config", "network.jobs").out == "4\n"
    assert commands.done("config", "icons").out == "auto\n"
    assert commands.done("config", "offline").out == "false\n"
    assert commands.done("config", "library").out == f"{commands.library}\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("network.job", "did you mean network.jobs?"),
        ("jobs", "did you mean network.jobs?"),
        ("nework", "did you mean network?"),
        ("int", "did you mean init?"),
        ("zzzzzz", "`blogreader config` lists them."),
    ],
)
def test_a_name_that_is_none_is_asked_about(commands: Commands, name: str, said: str) -> None:
    found = commands("config", name)
    assert (found.status, found.out) == (2, "")
    assert said in found.err


def test_a_file_to_begin_with_changes_nothing_and_is_written_over_nothing(commands: Commands, tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "config.toml"
    assert commands.done("--config", str(file), "config", "init").out == f"{file}\n"
    assert config.read(file, named=True) == Config()
    file.write_text("offline = true\n")
    found = commands("--config", str(file), "config", "init")
    assert (found.status, found.out) == (1, "")
    assert "is there already, and was left as it is" in found.err
    assert file.read_text() == "offline = true\n"
    assert commands.done("--config", str(file), "config", "init", "--print").out.startswith("# The configuration")
    assert commands("config", "--print").status == 2


def test_a_file_that_cant_be_written_is_told(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = commands("--config", str(tmp_path / "file" / "config.toml"), "config", "init")
    assert found.status == 1
    assert "can't be made" in found.err
