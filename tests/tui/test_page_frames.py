"""Frames of the pages, the palette and the ends, at four widths; `BLOGREADER_FRAMES=write` writes them anew."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from blogreader.model import ReadingTime, Status
from tests.driving import BLOG, CLOCK, Driver, archived, prose, reading
from tests.tui.test_frames import check

pytestmark = [pytest.mark.app, pytest.mark.installed]

SIZES = ((140, 40), *(pytest.param(size, marks=pytest.mark.slow) for size in ((100, 30), (60, 24))), (40, 20))
TITLES = {"first": "What a queue taught us", "second": "In defence of retries", "third": "A short one"}
TODAY = date(2026, 11, 1)


async def progress(driver: Driver) -> None:
    times = tuple(
        ReadingTime(
            f"{ago}",
            TODAY - timedelta(ago),
            *(60.0 * (ago * 7 % 55 + 3), 60, 3_000, 900, 500, 300, 1_500, 1_200),
        )
        for ago in range(0, 170, 3)
    )
    driver.library._reading_state.change(
        [BLOG + "first"], lambda states, _: [replace(state, times=times) for state in states], "place"
    )
    driver.screen.pages.set_finish("2026-12-31")


async def ending(driver: Driver) -> None:
    await driver.press("enter", "G")


async def finished(driver: Driver) -> None:
    driver.library.mark([BLOG + "first", BLOG + "second"], Status.READ)
    driver.library.bookmark([BLOG + "second"], on=True)
    await driver.press("G", "enter")
    CLOCK.rest(5)
    await driver.press("space")
    driver.screen.explain_no_more()


async def palette(driver: Driver) -> None:
    await driver.press("colon", *"copy")


async def found_keys(driver: Driver) -> None:
    await driver.press("question_mark", "slash", *"jump")


SCENES = {
    "pace": progress,
    "ending": ending,
    "finished": finished,
    "palette": palette,
    "found-keys": found_keys,
}


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SCENES)
async def test_the_screen_is_as_its_frame(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    texts = {"first": prose(4), "second": prose(4, first=11), "third": "Short."}
    index = archived(tmp_path / "library", texts, titles=TITLES)
    async with reading(tmp_path / "library", index=index, size=size, offline=True) as driver:
        await SCENES[name](driver)
        await driver.settle()
        check(name, size[0], driver.lines)
