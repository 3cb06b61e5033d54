"""What somebody names: an address, with a scheme where that was left out, or a path."""

from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from blogreader.errors import UsageError
from blogreader.paths import Paths, absolute, find, located


@pytest.mark.parametrize(
    "name",
    [
        "blog.example",
        "blog.example/about",
        "2ality.com",
        "blog.example:8080/x",
        "nas:8080/path",
        "192.168.1.2:8000",
        "localhost.example",
        "me:word@blog.example",
        "me:word@nas",
        "me:word@nas:8080/feed.xml",
        ":word@blog.example/index.md",
        "me:word@host.md",
    ],
)
def test_an_address_without_its_scheme_is_an_address(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert located(name) == f"https://{name}"


@pytest.mark.parametrize(
    "name",
    [
        "localhost:8000",
        "LOCALHOST:4000/posts/",
        "blog.localhost:1313",
        "127.0.0.1:1/x",
        "127.0.0.1",
        "127.0.0.2:80",
        "[::1]:8000/x",
        "me:word@127.0.0.1/x",
    ],
)
def test_a_server_on_this_machine_is_asked_without_tls(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert located(name) == f"http://{name}"


@pytest.mark.parametrize(
    "name",
    [
        "index.md",
        "notes",
        "./blog.example",
        "/blog.example",
        "a/b",
        "notes:",
        "notes:today",
        "me@notes",
        "1.2.3",
        "x:y/z",
    ],
)
def test_a_path_is_a_path(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert located(name) == str(tmp_path / name)  # of a whole path: itself


def test_what_is_there_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("blog.example", "nas:8080", "127.0.0.1", "me:word@host"):
        (tmp_path / name).touch()
        assert located(name) == str(tmp_path / name)


@pytest.mark.parametrize(("letters", "fits"), [(255, True), (256, False)])
def test_a_name_is_as_long_as_file_systems_take(letters: int, fits: bool) -> None:
    if fits:
        assert absolute(f"/{'x' * letters}") == f"/{'x' * letters}"
    else:
        with pytest.raises(UsageError, match="this name is too long for a file"):
            absolute(f"/{'x' * letters}")


@pytest.mark.parametrize(("letters", "fits"), [(3_800, True), (3_801, False)])
def test_a_path_leaves_room_for_the_files_of_a_library(letters: int, fits: bool) -> None:
    name = ("/" + "x" * 99) * (letters // 100) + "/" * (letters % 100 > 0)
    name = name.rstrip("/") + ("y" * (letters - len(name.rstrip("/"))))
    assert len(name) == letters
    if fits:
        assert absolute(name) == name
    else:
        with pytest.raises(UsageError, match="this name is too long for a file"):
            absolute(name)


def test_a_path_is_absolute_from_a_folder_or_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/ann")
    assert absolute("a/../b") == str(tmp_path / "b")
    assert absolute("b", Path("/c")) == "/c/b"
    assert absolute("/b", Path("/c")) == "/b"
    assert absolute("~/b", Path("/c")) == "/home/ann/b"
    with pytest.raises(UsageError, match=r"^~nobody-of-that-name/x: there is no user nobody-of-that-name; \./~nobody"):
        absolute("~nobody-of-that-name/x")
    with pytest.raises(UsageError, match=r"^a\\0b: a file name can't contain a NUL character\.$"):
        absolute("a\0b")


def test_of_a_long_name_so_much_is_quoted() -> None:
    for name, said in (("/" + "x" * 300, "/" + "x" * 118 + "…"), ("/a\0" + "y" * 116, "/a\\0" + "y" * 116)):
        with pytest.raises(UsageError) as caught:
            absolute(name)
        assert str(caught.value).startswith(f"{said}: ")


def test_elsewhere_the_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    system = PlatformDirs("blogreader", appauthor=False)
    monkeypatch.setattr("sys.platform", "darwin")
    assert find(environment={}) == Paths(
        Path(system.user_data_dir), Path(system.user_cache_dir), Path(system.user_config_dir) / "config.toml"
    )
