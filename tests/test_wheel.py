"""What is installed: the wheel, built from the checkout and looked into."""

import configparser
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from blogreader import __version__, paths

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
PARTS = (
    *("blogreader", "styles", "tests", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    *("LICENSE", "constraints.txt"),
)
"""What a distribution of the source is made of."""


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


def test_the_manual_the_man_page_and_the_completion_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = {*wheel.namelist()}
    for folder in ("manual", "completion"):
        files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "blogreader" / folder).iterdir()}
        assert len(files) >= 3
        assert files <= names
    # Where a system looks for them, below the folder of the installation.
    shared = {
        "man/man1/blogreader.1": "manual/blogreader.1",
        "bash-completion/completions/blogreader": "completion/blogreader.bash",
        "zsh/site-functions/_blogreader": "completion/blogreader.zsh",
        "fish/vendor_completions.d/blogreader.fish": "completion/blogreader.fish",
    }
    for place, name in shared.items():
        text = wheel.read(f"blogreader-{__version__}.data/data/share/{place}")
        assert text == (ROOT / "blogreader" / name).read_bytes()


def test_type_checkers_are_told_that_there_are_types(wheel: zipfile.ZipFile) -> None:
    assert "blogreader/py.typed" in wheel.namelist()


def test_the_same_source_becomes_the_same_bytes(tmp_path: Path) -> None:
    built = []
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    for name, moment in (("one", 1_500_000_000), ("two", 1_700_000_000)):
        folder = tmp_path / name / "blogreader"
        folder.mkdir(parents=True)
        for part in PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
            else:
                shutil.copy(source, folder / part)
        for path in folder.rglob("*"):
            os.utime(path, (moment, moment))
        # Without isolation, as above; the wheel is made of the sdist.
        words = [
            sys.executable,
            "-m",
            "build",
            "--no-isolation",
            "--outdir",
            str(tmp_path / name / "dist"),
            str(folder),
        ]
        done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False, env=environment)
        assert done.returncode == 0, done.stdout + done.stderr
        built.append({path.name: path.read_bytes() for path in (tmp_path / name / "dist").iterdir()})
    assert sorted(Path(name).suffix for name in built[0]) == [".gz", ".whl"]
    assert built[0] == built[1]


def test_the_versions_that_the_tests_passed_with_are_those_that_are_allowed() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert all("/" not in line and " " not in line for line in lines)
    versions = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    for line in (*project["dependencies"], *extras["test"], *extras["lint"]):
        wanted = Requirement(line)
        assert wanted.specifier.contains(versions[canonicalize_name(wanted.name)]), line


def test_every_dependency_has_its_reason_and_its_licence_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    lines = text.partition("\ndependencies = [\n")[2].partition("\n]\n")[0].splitlines()
    assert len(lines) > 20
    for number, line in enumerate(lines):
        if not line.lstrip().startswith("#"):
            assert re.search(r'",  # [A-Z][\w-]+( or [\w.-]+)*$', line), line
            assert any(before.lstrip().startswith("#") for before in lines[max(number - 2, 0) : number]), line


def test_nothing_else_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert tops == {"blogreader", f"blogreader-{__version__}.dist-info", f"blogreader-{__version__}.data"}
    known = (".py", ".tcss", ".tsv", ".md", ".typed", ".1", ".bash", ".zsh", ".fish")
    others = [name for name in wheel.namelist() if name.startswith("blogreader/") and not name.endswith(known)]
    assert others == []
    assert not [name for name in wheel.namelist() if "test" in name.lower()]


def test_the_wheel_says_how_it_is_started_and_who_may_use_it(wheel: zipfile.ZipFile) -> None:
    information = f"blogreader-{__version__}.dist-info"
    points = configparser.ConfigParser()
    points.read_string(wheel.read(f"{information}/entry_points.txt").decode())
    assert dict(points["console_scripts"]) == {"blogreader": "blogreader.__main__:program"}
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
