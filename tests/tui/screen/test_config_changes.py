"""The configuration file is saved while the app runs: what it says holds from then on, and a mistake is told."""

from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from blogreader import config
from blogreader.config import Config
from blogreader.tui.screen.config_changes import ConfigFile
from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = pytest.mark.app

TEXT = prose(30)


def app(folder: Path, **options: Any) -> AbstractAsyncContextManager[Driver]:
    """The app on the archived articles alone."""
    return reading(folder, index=folder.parent / "index.md", **options)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    archived(folder, {"one": TEXT, "two": TEXT})
    return folder


def file_in(folder: Path, text: str = "") -> ConfigFile:
    path = folder / "config.toml"
    path.write_text(text)
    return ConfigFile(path, partial(config.read, path, named=False))


async def looked(driver: Driver) -> None:
    """Look at the file as often as it takes."""
    assert driver.screen.config_changes
    for _ in range(2):
        await driver.screen.config_changes.look()
    await driver.settle()


async def save(driver: Driver, folder: Path, text: str) -> None:
    (folder / "config.toml").write_text(text)
    await looked(driver)


async def test_a_key_that_is_changed_works_and_is_shown_at_once_and_the_old_one_says_so(folder: Path) -> None:
    async with app(folder, file=file_in(folder)) as driver:
        await looked(driver)
        await save(driver, folder, '[keys]\n"articles.mark" = "f6"\n"everywhere.back" = "B"\n')
        shown = {key.id: key.keys for key in driver.screen.footer.keys}
        assert (shown["articles.mark"], shown["everywhere.back"]) == (("f6",), ("B",))
        await driver.press("f6")
        assert driver.status("one").value == "read"
        await driver.press("r")
        assert "does nothing here" in driver.said or "works in" in driver.said
        assert driver.status("one").value == "read"
        await save(driver, folder, "")
        await driver.press("r")
        assert driver.status("one").value == "unread"


async def test_a_mistake_is_told_with_its_line_and_what_held_before_goes_on(folder: Path) -> None:
    async with app(folder, file=file_in(folder, '[keys]\n"articles.mark" = "f6"\n')) as driver:
        await looked(driver)
        await save(driver, folder, '[keys]\n"articles.marc" = "z"\n')
        assert "line 2: no key is called articles.marc (did you mean articles.mark?)" in driver.said
        await driver.press("f6")
        assert driver.status("one").value == "read"
        await save(driver, folder, '[keys]\n"articles.mark" = "f6"\n')
        assert driver.said == "The configuration is valid again."
        await driver.press("f9")
        await save(driver, folder, '[keys]\n"articles.mark" = "f6"\n\n')
        assert driver.said.startswith("F9 does nothing here")  # it is told once


@pytest.mark.slow
async def test_theme_width_icons_order_and_views_follow_the_file(folder: Path) -> None:
    async with app(folder, file=file_in(folder), size=(160, 30)) as driver:
        await looked(driver)
        text = (
            'theme = "blogreader-light"\nicons = "ascii"\n[reading]\ntext_width = 44\n[lists]\nsort = "title"\n'
            '[views]\n"Mine" = "title:two"\n'
        )
        await save(driver, folder, text)
        assert driver.app.theme == "blogreader-light"
        assert any("Mine" in line for line in driver.lines)
        assert not any("●" in line for line in driver.lines)
        await driver.read("two")
        assert driver.reader.text_width == 44
        await driver.press("plus", "equals_sign")
        assert driver.reader.text_width == 44


async def test_a_file_that_is_half_saved_is_left_until_it_stands_still(folder: Path) -> None:
    async with app(folder, file=file_in(folder)) as driver:
        await looked(driver)
        (folder / "config.toml").write_text("[keys]\n'articles.mark'")
        assert driver.screen.config_changes
        await driver.screen.config_changes.look()
        assert driver.said == ""
        await save(driver, folder, "[keys]\n'articles.mark' = 'f6'\n")
        assert driver.said == "The configuration was read again."


async def test_a_view_that_is_saved_is_told_once(folder: Path) -> None:
    async with app(folder, file=file_in(folder)) as driver:
        await looked(driver)
        driver.screen.lists.save("Mine")
        await driver.settle()
        assert driver.screen.view.title == "Mine"
        await looked(driver)
        assert [message.sentence.partition(",")[0] for message in driver.screen.messages] == ["Saved as Mine"]


async def test_what_only_a_start_can_change_is_said_so(folder: Path) -> None:
    async with app(folder, file=file_in(folder)) as driver:
        await looked(driver)
        await save(driver, folder, 'offline = true\nlibrary = "~/elsewhere"\n')
        assert driver.said == "The configuration was read again; library and offline at the next start."
        (folder / "config.toml").unlink()
        await looked(driver)
        assert driver.screen.config == Config()


async def test_how_articles_are_fetched_follows_the_file(folder: Path) -> None:
    async with app(folder, file=file_in(folder)) as driver:
        await looked(driver)
        await save(driver, folder, "[network]\njobs = 2\nproxy = 'http://localhost:1'\n")
        assert (driver.library.fetching.jobs, driver.library.fetching.proxy) == (2, "http://localhost:1")


async def test_when_an_article_counts_as_read_follows_the_file(folder: Path) -> None:
    path = file_in(folder, "[reading]\nread_percent = 10\nlook_seconds = 0\n")
    async with app(folder, config=path.read(), file=path) as driver:
        await driver.read("one")
        await driver.press("G")
        await driver.until(lambda: driver.library.entry(BLOG + "one").state.status.value == "read")
