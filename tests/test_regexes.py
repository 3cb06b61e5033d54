"""Every regular expression of the package takes steps in proportion to the text, whatever the text is."""

import sys
from collections.abc import Iterator

import pytest

from tests.attacks import attacks
from tests.patterns import modules, patterns
from tests.steps import Pattern, TooManySteps

SHORT, LONG = 24, 200
MOST_STEPS = 1_000
"""For each character."""
SUSPICIOUS, TOO_MUCH = 2.2, 2.7
"""Times the steps for twice the text; what is bounded (`{0,60}`) seems to grow faster until its bound is reached."""
LOOKED_AT = 10


@pytest.fixture(autouse=True)
def deep() -> Iterator[None]:
    """A matcher of functions goes as deep as a text is long."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    yield
    sys.setrecursionlimit(before)


def text(attack: tuple[str, str, str], length: int) -> str:
    before, pump, after = attack
    return before + pump * (length // len(pump)) + after


def worst(pattern: Pattern, use: str) -> tuple[float, tuple[str, str, str]]:
    """Return how many times as many steps a text of twice the length takes at the most, and which text."""
    suspicious = []
    for attack in attacks(pattern.tree, pattern.flags):
        found = growth(pattern, use, attack, SHORT)
        if found > SUSPICIOUS:
            suspicious.append((found, attack))
    found, chosen = 0.0, ("", "", "")
    for _, attack in sorted(suspicious, reverse=True)[:LOOKED_AT]:
        grown = growth(pattern, use, attack, LONG)
        if grown > found:
            found, chosen = grown, attack
        if found > TOO_MUCH:
            break
    return found, chosen


def growth(pattern: Pattern, use: str, attack: tuple[str, str, str], length: int) -> float:
    try:
        few, many = (pattern.steps(text(attack, size), use, MOST_STEPS * size) for size in (length, length * 2))
    except TooManySteps:
        return float("inf")
    return many / few


@pytest.mark.slow
def test_all_patterns_are_found() -> None:
    assert len(patterns()) > 200
    found = {one.where.partition("/")[0] for one in patterns()}
    assert found >= {"extract", "render", "indexes", "fetch", "query"}
    assert {one.module for one in patterns()} <= set(modules())


@pytest.mark.slow
@pytest.mark.parametrize("module", modules())
def test_the_patterns_of_a_module_are_linear(module: str) -> None:
    for found in (one for one in patterns() if one.module == module):
        pattern = Pattern(found.pattern, found.flags)
        for use in found.uses:
            growth, attack = worst(pattern, use)
            assert growth < TOO_MUCH, f"{found.where}, {use}: {growth:.1f} times the steps, {attack}: {found.pattern}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"(?:[ ]{1,4}|[ ]{2,4})*x", "match"),
        (r"(a+)+b", "match"),
        (r"(?:a|a)*b", "match"),
        (r"\s+$", "search"),
        (r"[ \t]*\n", "search"),
        (r"<a[^>]*>", "search"),
        (r"(.*)(.*)x", "match"),
        (r"\w+@", "search"),
        (r"`(.*?)`\1!", "search"),
        (r"\[(?:[^\]\\]|\\.|\\)*\]", "match"),
        (r"'(?:[^'\\]|\\.)*+'", "search"),
        (r'"?(?:query|exec|filter):|https?://\S+.*"~', "match"),
        (r"x=\s*[\"']?\s*(?![#\s])", "search"),
        (r"([A-Za-z_-]+)\s*[:=]\s*(.*?)\s*", "fullmatch"),
        (r"(\w+)[ \t]*(?:\|[ \t]*(.*?))?[ \t]*", "fullmatch"),
        (r"(\w+)[ \t]*\[(.*)\][ \t]*(?:\{.*\})?", "fullmatch"),
        (r"<html[^<>]{0,500}?\slang\s*=\s*[\"']?\s*(\w+)", "search"),
        (r"x|\\begin\{(a|b|cc)(\*?)\}[^x]+?\\end\{\1\2\}", "search"),
    ],
)
def test_one_that_is_not_linear_is_found(pattern: str, use: str) -> None:
    assert worst(Pattern(pattern), use)[0] >= TOO_MUCH


@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"[ ]*+x", "match"),
        (r"(?<![ ])[ ]++$", "search"),
        (r"<a[^<>]*+>", "search"),
        (r"(?:a|b)*+c", "match"),
        (r"\d{1,9}[.)]", "search"),
        (r"\b\w++", "search"),
        (r"\[(?:[^\[\]\\]|\\.)*+\]", "match"),
        (r"x=\s*+[\"']?+\s*+(?![#\s])", "search"),
    ],
)
def test_one_that_is_linear_passes(pattern: str, use: str) -> None:
    assert worst(Pattern(pattern), use)[0] < TOO_MUCH
