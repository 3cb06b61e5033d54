"""What is installed: the wheel, built from the checkout and looked into."""

import configparser
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from blogreader import __version__, paths

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    # Without isolation nothing is downloaded: hatchling is one of the requirements of the tests.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.iterdir()
    assert path.name == f"blogreader-{__version__}-py3-none-any.whl"
    return zipfile.ZipFile(path)


def test_every_module_of_the_package_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "blogreader").rglob("*.py")}
    assert len(modules) > 50
    assert {name for name in wheel.namelist() if name.endswith(".py")} == modules


def test_the_looks_are_in_the_wheel_inside_the_package(wheel: zipfile.ZipFile) -> None:
    looks = {f"blogreader/styles/{path.name}" for path in (ROOT / "styles").glob("*.tcss")}
    assert looks
    assert {name for name in wheel.namelist() if name.endswith(".tcss")} == looks


def test_the_index_that_a_library_starts_with_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    text = wheel.read("blogreader/data/blog.md").decode()
    assert text.count("\n### [") == 102
    assert text == (ROOT / "blogreader" / "data" / "blog.md").read_text(encoding="utf-8")


def test_nothing_else_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert tops == {"blogreader", f"blogreader-{__version__}.dist-info"}
    known = (".py", ".tcss", ".tsv", ".md", ".typed")
    others = [name for name in wheel.namelist() if name.startswith("blogreader/") and not name.endswith(known)]
    assert others == []
    assert not [name for name in wheel.namelist() if "test" in name.lower()]


def test_the_wheel_says_how_it_is_started_and_who_may_use_it(wheel: zipfile.ZipFile) -> None:
    information = f"blogreader-{__version__}.dist-info"
    points = configparser.ConfigParser()
    points.read_string(wheel.read(f"{information}/entry_points.txt").decode())
    assert dict(points["console_scripts"]) == {"blogreader": "blogreader.cli:program"}
    license_text = wheel.read(f"{information}/licenses/LICENSE").decode()
    assert license_text == (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert license_text.startswith("MIT License")


def test_every_dependency_has_an_upper_bound(wheel: zipfile.ZipFile) -> None:
    metadata = wheel.read(f"blogreader-{__version__}.dist-info/METADATA").decode()
    required = [line for line in metadata.splitlines() if line.startswith("Requires-Dist: ")]
    assert len(required) > 5
    assert [line for line in required if "<" not in line] == []
    assert "Requires-Python: <3.15,>=3.11" in metadata


def test_an_unpacked_wheel_lists_articles_and_finds_its_looks(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "site")
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
        "from blogreader import paths; from blogreader.cli import main\n"
        "print(paths.styles(), len(list(paths.styles().glob('*.tcss')))); sys.exit(main())"
    )
    words = [str(tmp_path / "site"), "--library", str(tmp_path / "library"), "list", "--count"]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=60, check=True, cwd=tmp_path
    )
    looks = len(list((ROOT / "styles").glob("*.tcss")))
    assert done.stdout == f"{tmp_path / 'site' / 'blogreader' / 'styles'} {looks}\n102\n"


def test_the_looks_are_found_wherever_the_package_lies() -> None:
    names = {path.name for path in paths.styles().glob("*.tcss")}
    assert names == {path.name for path in (ROOT / "styles").glob("*.tcss")}
    assert paths.embedded_index().is_file()
