"""A view is saved as one entry of the configuration file; every other line stays as its owner wrote it."""

import tomllib
from pathlib import Path

import pytest

from blogreader.errors import ConfigError, Unwritable, UsageError
from blogreader.view_file import put

COMMENTED = """\
# mine
library = "~/reading"   # all of it

[views]
# what I read on the train
"Train" = "is:offline minutes:<=10"  # short

[keys]
"articles.mark" = "x"
"""


def saved(path: Path, name: str = "Rust", query: str = "rust is:unread sort:date") -> str:
    put(path, name, query)
    text = path.read_text(encoding="utf-8-sig")
    assert tomllib.loads(text)["views"][name] == query
    return text


def test_a_view_is_added_below_the_others_and_every_line_stays(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(COMMENTED)
    text = saved(path)
    assert [line for line in text.splitlines() if not line.startswith("Rust")] == COMMENTED.splitlines()
    assert 'short\nRust = "rust is:unread sort:date"\n' in text


def test_a_view_of_the_same_name_is_replaced_with_its_comment_kept(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(COMMENTED)
    assert '"Train" = "is:offline fits:20"  # short\n' in saved(path, "Train", "is:offline fits:20")


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# only a comment",
        "offline = true",
        "offline = true\n",
        "[keys]\n'articles.mark' = 'x'",
        "[views]",
        "[views]\n",
        "views = {}\n",
        "views = { Train = 'is:offline' }\n",
        "views.Train = 'is:offline'\noffline = true\n",
        "[views]\nTrain = '''\nis:offline\n'''\n[keys]\n",
        "\ufeff[views]\n",
        "offline = true\r\n[views]\r\nTrain = 'x'\r\n",
        '[sites."example.com"]\narticle = "main"\n[views]\n[network]\njobs = 2\n',
    ],
)
def test_any_form_of_the_file_takes_a_view(tmp_path: Path, before: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(before, newline="")
    old = tomllib.loads(before.removeprefix("\ufeff"))
    new = tomllib.loads(saved(path).removeprefix("\ufeff"))
    assert new == {**old, "views": {**old.get("views", {}), "Rust": "rust is:unread sort:date"}}
    assert path.read_text().startswith("\ufeff") is before.startswith("\ufeff")


@pytest.mark.parametrize("name", ["Rust", "oldest first", 'with "quotes"', "ünïcode ✓", "a.b", "#", "[x]", "a = b"])
@pytest.mark.parametrize("query", ["", "a", 'category:"Web APIs"', "back\\slash", "'", "ä OR ✓", "# no comment"])
def test_any_name_and_query_come_back(tmp_path: Path, name: str, query: str) -> None:
    saved(tmp_path / "config.toml", name, query)
    saved(tmp_path / "config.toml", "Another", query)
    assert tomllib.loads((tmp_path / "config.toml").read_text())["views"] == {name: query, "Another": query}


def test_a_file_and_a_folder_that_are_missing_are_made(tmp_path: Path) -> None:
    saved(tmp_path / "not" / "there" / "config.toml")


def test_a_link_to_ones_dotfiles_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles.toml").write_text(COMMENTED)
    (tmp_path / "config.toml").symlink_to("dotfiles.toml")
    saved(tmp_path / "config.toml")
    assert (tmp_path / "config.toml").is_symlink()
    assert "Rust" in (tmp_path / "dotfiles.toml").read_text()


@pytest.mark.parametrize("name", ["", " ", " Rust", "two\nlines", "x" * 61, "\x1b[31m", "\u202egnp"])
def test_a_name_that_is_none_is_refused_and_nothing_changes(tmp_path: Path, name: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(COMMENTED)
    with pytest.raises(UsageError, match=r"^A view's name is one line of at most 60 characters\.$"):
        put(path, name, "rust")
    assert path.read_text() == COMMENTED


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("[views\n", "can't be changed"),
        ("views = 3\n", "can't be changed"),
        ("views = ['a']\n", "can't be changed"),
        ("[[views]]\nTrain = 'x'\n", "can't be changed"),
        ("x = " + "[" * 2000, "can't be changed"),
    ],
)
def test_a_file_that_takes_no_view_is_told_and_left_as_it_is(tmp_path: Path, before: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(before)
    with pytest.raises(ConfigError, match=said):
        put(path, "Rust", "rust")
    assert path.read_text() == before


def test_nothing_is_written_that_says_more_than_the_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_text(COMMENTED)
    monkeypatch.setattr("blogreader.view_file.tomlkit.dumps", lambda _: "offline = true\n")
    with pytest.raises(
        ConfigError, match=r"can't be changed without changing more than the view; write it in by hand\.$"
    ):
        put(path, "Rust", "rust")
    assert path.read_text() == COMMENTED


def test_what_is_no_text_or_no_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8"):
        put(path, "Rust", "rust")
    path.unlink()
    path.mkdir()
    with pytest.raises(ConfigError, match="is a folder, not a file"):
        put(path, "Rust", "rust")


def test_a_folder_that_takes_nothing_leaves_the_file_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_text(COMMENTED)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("blogreader.files.os.fsync", full)
    with pytest.raises(Unwritable, match="no space left"):
        put(path, "Rust", "rust")
    assert path.read_text() == COMMENTED


def test_a_name_has_as_many_letters_as_fit_into_a_list(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    saved(path, "x" * 60)
    for name in ("x" * 61, "", " x", "two\nlines"):
        with pytest.raises(UsageError, match="one line of at most 60 characters"):
            put(path, name, "x")


def test_the_first_view_stands_apart_from_what_is_above_it(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert saved(path, "A", "b") == '[views]\nA = "b"\n'
    path.write_text("offline = true\n")
    assert saved(path, "A", "b") == 'offline = true\n\n[views]\nA = "b"\n'


@pytest.mark.slow
def test_a_file_that_is_no_configuration_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("#" * 999_999 + "\n")
    saved(path)
    path.write_text("#" * 1_000_000 + "\n")
    with pytest.raises(ConfigError, match=r"can't be read: larger than 1 MB\."):
        put(path, "A", "b")
