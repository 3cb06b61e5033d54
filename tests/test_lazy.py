"""What is made on first use: patterns, and what packages offer."""

import re
import subprocess
import sys

import pytest

from blogreader import extract, fetch
from blogreader.lazy import from_modules, lazily
from tests.conftest import environment


def test_a_pattern_is_used_like_a_compiled_one() -> None:
    pattern = lazily("b+", re.IGNORECASE)
    assert pattern.fullmatch("bB")
    assert (pattern.pattern, pattern.sub("x", "abBc")) == ("b+", "axc")


def test_a_package_offers_what_its_modules_have_and_nothing_else() -> None:
    offered = from_modules("blogreader.query", {"parse": "parser"})
    assert offered("parse").__module__ == "blogreader.query.parser"
    with pytest.raises(AttributeError, match=r"module 'blogreader\.query' has no attribute 'other'"):
        offered("other")


@pytest.mark.parametrize("package", [extract, fetch])
def test_all_that_a_package_names_is_there(package: object) -> None:
    names = vars(package)["__all__"]
    assert [name for name in names if not hasattr(package, name)] == []
    assert not hasattr(package, "nothing")


def test_what_was_asked_for_once_is_there_without_a_search() -> None:
    code = "import blogreader.fetch as f; assert 'Fetcher' not in vars(f); f.Fetcher; assert 'Fetcher' in vars(f)"
    subprocess.run([sys.executable, "-c", code], check=True, env=environment(), timeout=60)
