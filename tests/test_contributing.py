"""CONTRIBUTING names files, modules and names in them: all of them are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
if not (ROOT / "CONTRIBUTING.md").exists():  # away from the checkout, where the wheel is tested
    pytest.skip("CONTRIBUTING.md is not here", allow_module_level=True)
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TABLES = "\n".join(line for line in TEXT.splitlines() if line.startswith("|"))
FILE = re.compile(r"[\w/*]+\.py|\w+(?:/\w+)+/?|\w+/")
ATTRIBUTE = re.compile(r"(\w+(?:/\w+)*)\.([A-Za-z]\w*)")
ELSEWHERE = {"state.json", "config.toml", "texts.db", "index.md", "pyproject.toml"}
SUFFIXES = ("", ".py", "/__init__.py")


def code(text: str) -> list[str]:
    """Return what stands between single backticks, outside of fenced code."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def known(name: str) -> list[Path]:
    """Return the files and folders that a name, or the end of a path, may mean."""
    ends = [f"{name.rstrip('/')}{suffix}" for suffix in SUFFIXES]
    found = [path for folder in ("blogreader", ".") for end in ends for path in ROOT.glob(f"{folder}/{end}")]
    return found or [path for folder in ("blogreader", "tests") for end in ends for path in (ROOT / folder).rglob(end)]


@pytest.mark.parametrize("name", sorted({one for one in code(TEXT) if FILE.fullmatch(one)}))
def test_a_file_that_is_named_exists(name: str) -> None:
    assert known(name), f"CONTRIBUTING names {name}"


@pytest.mark.parametrize("name", sorted({one for one in code(TABLES) if ATTRIBUTE.fullmatch(one)} - ELSEWHERE))
def test_a_name_in_a_module_exists(name: str) -> None:
    match = ATTRIBUTE.fullmatch(name)
    assert match
    sources = [path for path in known(f"{match[1]}.py") if path.is_file()]
    if match[2] == "py" or not sources:
        assert known(name), f"CONTRIBUTING names {name}"
        return
    wanted = re.compile(rf"^\s*(?:class |(?:async )?def ){match[2]}\b|^{match[2]}\b", re.MULTILINE)
    assert any(wanted.search(path.read_text(encoding="utf-8")) for path in sources), f"CONTRIBUTING names {name}"


def test_a_file_that_is_not_there_is_found_out() -> None:
    assert known("keys.py")
    assert known("exports/xhtml")
    assert not known("library/offline/bulk_fetch.py")
