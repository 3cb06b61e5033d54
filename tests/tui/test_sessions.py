"""Sessions: where the reader is is saved while the program runs, since one that is killed can't save it."""

from pathlib import Path

import pytest

from blogreader.errors import Unwritable
from blogreader.tui.session import Session
from tests.driving import Driver, reading

pytestmark = pytest.mark.app


async def rest(driver: Driver) -> Session:
    """Let the program check until nothing changes, and return what a start would find."""
    await driver.settle()
    driver.app.keep_session()
    driver.app.keep_session()
    await driver.settle()
    return Session.of(driver.library.session(), driver.library.saved_views.all())


async def test_where_the_reader_rests_is_saved(tmp_path: Path) -> None:
    async with reading(tmp_path) as driver:
        await driver.press("j", "j")
        at = driver.screen.articles.current
        assert at is not None
        assert (await rest(driver)).article == at.article.key
        await driver.press("slash")
        await driver.type("minutes:<9")
        await driver.press("enter")
        assert "minutes:<9" in (await rest(driver)).filters.values()
        await driver.press("3")
        assert (await rest(driver)).view.id == "unread"


async def test_nothing_is_saved_while_the_reader_moves_or_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path) as driver:
        await rest(driver)
        saved: list[object] = []
        monkeypatch.setattr(driver.library, "keep_session", saved.append)
        await rest(driver)
        for _ in range(3):
            await driver.press("j")
            driver.app.keep_session()
        await driver.settle()
        assert saved == []
        await rest(driver)
        assert len(saved) == 1


async def test_a_session_that_cannot_be_saved_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Unwritable("session", "no space left on device")

    async with reading(tmp_path) as driver:
        await rest(driver)
        with monkeypatch.context() as patch:
            patch.setattr(driver.library, "keep_session", refuse)
            await driver.press("j")
            await rest(driver)
            await driver.until(lambda: "no space left on device" in driver.said)
