"""What a command works on: the settings and the library that flags, variables and the file name, and its input."""

import io
from pathlib import Path

import pytest

from blogreader import icons
from blogreader.cli import context
from blogreader.cli.arguments import Arguments, read
from blogreader.config import Config
from blogreader.errors import ConfigError, SourceError
from blogreader.library import Library
from blogreader.model import FetchSettings
from tests.driving import folders


@pytest.fixture(autouse=True)
def without_variables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("BLOGREADER_LIBRARY", "BLOGREADER_CONFIG", "BLOGREADER_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))


def arguments(tmp_path: Path, *words: str) -> Arguments:
    return read(["--library", str(tmp_path / "library"), "list", *words])


def test_a_configuration_that_a_flag_or_a_variable_names_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = str(tmp_path / "c.toml")
    _, chosen = context.settings(arguments(tmp_path))
    assert chosen == Config()
    with pytest.raises(ConfigError, match="does not exist"):
        context.settings(arguments(tmp_path, "--config", missing))
    monkeypatch.setenv("BLOGREADER_CONFIG", missing)
    with pytest.raises(ConfigError, match="does not exist"):
        context.settings(arguments(tmp_path))


@pytest.mark.parametrize("name", ["ascii", "unicode"])
def test_the_marks_of_lists_are_those_of_the_configuration(tmp_path: Path, name: str) -> None:
    (tmp_path / "c.toml").write_text(f'icons = "{name}"\n')
    found = arguments(tmp_path, "--config", str(tmp_path / "c.toml"))
    context.settings(found)
    assert found.icons == icons.chosen(name)


@pytest.mark.parametrize(
    ("words", "chosen", "variable", "is_offline"),
    [
        ((), Config(), "", False),
        (("--offline",), Config(), "", True),
        ((), Config(offline=True), "", True),
        ((), Config(), "1", True),
    ],
)
def test_the_network_is_left_alone_if_anything_says_so(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    chosen: Config,
    variable: str,
    is_offline: bool,
) -> None:
    monkeypatch.setenv("BLOGREADER_OFFLINE", variable)
    assert context.make(arguments(tmp_path, *words), folders(tmp_path / "library"), chosen).offline is is_offline


def test_a_library_has_the_settings_and_the_views_of_the_configuration(tmp_path: Path) -> None:
    chosen = Config(fetching=FetchSettings(jobs=7), views=(("Short ones", "minutes:<5"),))
    library = context.make(arguments(tmp_path), folders(tmp_path / "library"), chosen)
    assert library.fetching == chosen.fetching
    assert library.view("short ones").query == "minutes:<5"


def test_an_index_that_is_only_looked_at_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.md").write_text("- [One](https://blog.example/one)\n")
    monkeypatch.chdir(tmp_path)
    library = context.make(arguments(tmp_path, "--index", "index.md"), folders(tmp_path / "library"), Config())
    library.open()
    assert [entry.article.title for entry in library.select("").page(0, 9)] == ["One"]
    library.close()
    with pytest.raises(SourceError, match=r"^--index takes a file; `blogreader add https://"):
        context.make(arguments(tmp_path, "--index", "https://blog.example"), folders(tmp_path / "library"), Config())


@pytest.mark.parametrize(("words", "said"), [((), "Mended.\nIt matched nothing.\n"), (("--quiet",), "Mended.\n")])
def test_what_a_library_has_to_say_is_said_in_the_end_whatever_the_command_did(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    closed: list[Library] = []
    close = Library.close

    def closing(library: Library) -> int:
        closed.append(library)
        return close(library)

    monkeypatch.setattr(Library, "said", lambda _: ["Mended."])
    monkeypatch.setattr(Library, "missed", lambda _: ["It matched nothing."])
    monkeypatch.setattr(Library, "close", closing)
    for failure in (None, ZeroDivisionError):
        try:
            with context.opened(arguments(tmp_path, *words)) as library:
                assert len(library.select("")) == 102
                if failure:
                    raise failure
        except ZeroDivisionError:
            assert failure
        assert closed == [library]
        closed.clear()
        assert capsys.readouterr() == ("", said)


def test_a_name_of_a_file_that_is_no_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert context.absolute("ü") == str(tmp_path / "ü")
    with pytest.raises(SourceError, match=r"the file name is not UTF-8; rename the file first\.$"):
        context.absolute("caf\udce9")


class Input(io.TextIOWrapper):
    """Standard input, which may fail."""

    def __init__(self, data: bytes, failure: OSError | None = None) -> None:
        class Raw(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                if failure:
                    raise failure
                return super().read(size)

        super().__init__(Raw(data))


def test_of_standard_input_so_much_is_read_that_too_much_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    for length, found in ((4, 4), (5, 5), (6, 6), (7, 6)):
        monkeypatch.setattr("sys.stdin", Input(b"x" * length))
        assert len(context.standard_input(5)) == found
    monkeypatch.setattr("sys.stdin", Input(b"", IsADirectoryError(21, "Is a directory")))
    with pytest.raises(SourceError, match=r"^Standard input is a directory\.$"):
        context.standard_input(5)
