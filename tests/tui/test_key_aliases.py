"""A key that has several names does the same by each of them, and something by the first."""

from pathlib import Path

import pytest

from blogreader.keys import ARTICLES, EVERYWHERE, LISTS, READER, SELECTING, TABLE, Key
from tests.driving import Driver, archived, prose, reading

pytestmark = pytest.mark.app

BEFORE = {
    READER: ("enter", "space", "space"),
    SELECTING: ("enter", "space", "v", "j", "v", "w"),
    LISTS: ("j", "j", "j"),
    ARTICLES: ("j", "j", "j"),
    EVERYWHERE: ("j", "j", "j"),
}
"""Keys that lead to where each of them has something to do."""
ALIASED = [key for key in TABLE if len(key.keys) > 1]


def picture(driver: Driver) -> list[list[tuple[str, object]]]:
    """The screen with its colours: what is selected differs by nothing else."""
    strips = driver.app.screen._compositor.render_strips()
    return [[(segment.text, segment.style) for segment in strip.simplify()] for strip in strips]


@pytest.mark.slow
@pytest.mark.parametrize("key", ALIASED, ids=lambda key: key.id)
async def test_all_names_of_a_key_do_the_same(tmp_path: Path, key: Key) -> None:
    texts = {f"article-{number}": f"## Part {number}\n\n{prose(30)}" for number in range(40)}
    pictures = []
    for number, name in enumerate(key.keys):
        folder = tmp_path / str(number) / "library"
        index = archived(folder, texts)
        async with reading(folder, index=index, size=(140, 24), offline=True) as driver:
            await driver.press(*BEFORE[key.pane])
            before = picture(driver)
            await driver.press(name)
            pictures.append(picture(driver))
            assert pictures[-1] != before
    assert all(one == pictures[0] for one in pictures)
