"""What `q` and `Esc` take away, one thing at a time, in whatever combination things were begun."""

from itertools import product
from pathlib import Path

import pytest

from tests.driving import Driver, archived, prose, reading

pytestmark = [pytest.mark.slow, pytest.mark.app]

# What was begun        q          Esc
# an article on its way stops it   stops it
# hints on the links    puts them away, as any key does
# a selection           drops it   drops it
# the link at hand      drops it   drops it
# a search in the text  drops it   drops it
# zen                   leaves it  says that there is nothing to drop
# an article            leaves it  says that there is nothing to drop
# a filter on the list  drops it   drops it
# nothing               quits      says that there is nothing to drop
BEGUN = ("selection", "link", "search")
STEPS = ("selection", "link", "search", "zen", "article", "filter")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    text = f"{prose(3)}\n\nA [link](https://other.example/) stands here.\n\n{prose(40, first=4)}"
    return archived(tmp_path / "library", {"one": text, "two": prose(2)})


async def begin(driver: Driver, begun: set[str]) -> None:
    """Do all of that, in an order in which nothing takes another away."""
    if "filter" in begun:
        await driver.press("slash")
        await driver.type("one")
        await driver.press("enter")
    await driver.press("enter")
    if "zen" in begun:
        await driver.press("z")
    if "search" in begun:
        await driver.press("slash")
        await driver.type("nods")
        await driver.press("enter")
    if "link" in begun:
        await driver.press("g", "tab")
    if "selection" in begun:
        row = next(row for row, text in enumerate(driver.pane) if "Paragraph 2" in text)
        await driver.drag((10, row), (20, row))
    assert there(driver) == begun | {"article"}


def there(driver: Driver) -> set[str]:
    """What is there to be taken away."""
    reader, screen = driver.reader, driver.screen
    found = {
        "selection": reader.selection.ends is not None,
        "link": reader.link is not None,
        "search": bool(reader.text_search.words),
        "zen": screen.zen,
        "article": screen.at == "reader",
        "filter": bool(screen.filter),
    }
    return {name for name, is_there in found.items() if is_there}


COMBINATIONS = [
    {name for name, wanted in zip(("selection", "link", "search", "zen", "filter"), choice, strict=True) if wanted}
    for choice in product((False, True), repeat=5)
]


@pytest.mark.parametrize("begun", COMBINATIONS, ids=lambda begun: "+".join(sorted(begun)) or "nothing")
async def test_each_q_takes_one_thing_away_and_the_last_one_quits(tmp_path: Path, index: Path, begun: set[str]) -> None:
    async with reading(tmp_path / "library", index=index) as driver:
        await begin(driver, begun)
        left = [step for step in STEPS if step in begun | {"article"}]
        while left:
            await driver.press("q")
            left = left[1:]
            assert there(driver) == set(left)
            assert not driver.app.leaving.is_due
        await driver.pilot.press("q")
        await driver.until(lambda: driver.app.return_code == 0)


@pytest.mark.parametrize("begun", COMBINATIONS, ids=lambda begun: "+".join(sorted(begun)) or "nothing")
async def test_esc_drops_what_was_begun_and_never_leaves(tmp_path: Path, index: Path, begun: set[str]) -> None:
    async with reading(tmp_path / "library", index=index) as driver:
        await begin(driver, begun)
        left = [step for step in BEGUN if step in begun]
        while left:
            await driver.press("escape")
            left = left[1:]
            assert there(driver) == set(left) | (begun - set(BEGUN)) | {"article"}
            assert "Nothing to" not in driver.footer
        for _ in range(3):
            await driver.press("escape")
            assert "Nothing to stop or drop" in driver.footer
            assert there(driver) == begun - set(BEGUN) | {"article"}
        assert ("q leaves zen" if "zen" in begun else "q goes back") in driver.footer
        await driver.press("j")
        assert "Nothing to" not in driver.footer


@pytest.mark.parametrize("pane", ["articles", "sidebar"])
async def test_esc_in_a_list_drops_the_filter_and_then_says_that_there_is_nothing(
    tmp_path: Path, index: Path, pane: str
) -> None:
    async with reading(tmp_path / "library", index=index, query="one") as driver:
        driver.screen.at = pane
        await driver.press("escape")
        assert driver.screen.filter == ""
        for width in (140, 100, 40):
            await driver.resize(width, 30)
            driver.screen.at = pane
            await driver.press("escape")
            assert "Nothing to stop" in driver.footer
            assert driver.app.return_code is None


async def test_a_selection_without_text_is_dropped_too(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"one": f"{prose(1)}\n\n---\n\n{prose(30, first=2)}"})
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.press("enter")
        first = 2
        # Nothing of a text lies between these, but they are selected all the same.
        driver.reader.selection.ends = ((first, 0), (first, 0))
        assert driver.reader.selected == ""
        await driver.press("q")
        assert there(driver) == {"article"}
        await driver.press("q")
        assert there(driver) == set()


async def test_letters_on_links_are_put_away_first_also_when_q_is_one_of_them(tmp_path: Path) -> None:
    links = " ".join(f"[l{number}](https://other.example/{number})" for number in range(40))
    index = archived(tmp_path / "library", {"one": f"{links}\n\n{prose(30)}"})
    async with reading(tmp_path / "library", index=index) as driver:
        await driver.press("enter")
        for key in ("escape", "q"):
            await driver.press("f")
            # With forty links `q` may begin two letters: one more is awaited then, and put away.
            for one in (key, "escape"):
                assert driver.screen.at == "reader"
                await driver.press(one)
            assert (driver.reader.is_asking, driver.screen.at) == (False, "reader")
