"""What somebody names: an address, with a scheme where that was left out, or a path."""

from pathlib import Path

import pytest

from blogreader.paths import located


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
