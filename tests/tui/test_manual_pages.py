"""The manual in the app: under F1, without a network, at the first start."""

from pathlib import Path

import pytest

from blogreader import manual_pages
from tests.driving import reading

pytestmark = pytest.mark.app


async def test_f1_shows_the_pages_and_enter_opens_one(tmp_path: Path) -> None:
    async with reading(tmp_path, offline=True) as driver:
        await driver.press("f1")
        titles = [page.title for page in manual_pages.pages()]
        assert all(any(title in line for line in driver.lines) for title in titles)
        await driver.press("enter")
        await driver.until(lambda: any("The first hour" in line for line in driver.lines))
        assert any("Four keys" in line for line in driver.lines)
        await driver.press("q")
        assert any("The manual" in line for line in driver.lines)
        await driver.press("j", "enter")
        await driver.until(lambda: any("Any blog, by its address" in line for line in driver.lines))
        assert not any("<!--" in line for line in driver.lines)
        await driver.burst("q", "q")
        assert driver.app.screen is driver.screen
        assert driver.app.is_running


async def test_a_click_opens_its_page_once(tmp_path: Path) -> None:
    async with reading(tmp_path, offline=True) as driver:
        await driver.press("f1")
        title = manual_pages.pages()[1].title
        row = next(number for number, line in enumerate(driver.lines) if title in line)
        await driver.pilot.click(offset=(60, row))
        await driver.until(lambda: any("Any blog, by its address" in line for line in driver.lines))
        await driver.press("q")
        assert any("The manual" in line for line in driver.lines)
        await driver.press("q")
        assert driver.app.screen is driver.screen
        assert driver.app.is_running


@pytest.mark.parametrize("page", manual_pages.pages(), ids=lambda page: page.name)
def test_every_page_can_be_shown_at_any_width(page: manual_pages.ManualPage) -> None:
    from blogreader import render

    for width in (30, 80):
        lines = render.text(render.parse(page.text), width, render.Options(column=width, wrap_code=True))
        text = render.to_plain(lines)
        assert page.title.split()[0] in text
        assert "<!--" not in text
