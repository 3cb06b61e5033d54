"""Sessions: where the reader is is saved while the program runs, since one that is killed can't save it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from blogreader.conditions import Arrangement, Grouping, Order, Sort
from blogreader.errors import Unwritable
from blogreader.library import VIEWS, View
from blogreader.records import replace
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


@pytest.mark.slow
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


SAVED = View("saved Short", "Short", "minutes:<5")
FULL = Session(
    View("source blog category Notes", "Notes", "source:blog category:Notes", source="blog", remark="complete"),
    {"all": "rust", "unread": ""},
    {
        "all": Arrangement(Sort(Order.DATE, descending=True), Grouping.MONTH),
        "unread": Arrangement(),
        "continue": Arrangement(group=Grouping.NONE),
        "reading-list": Arrangement(Sort(Order.TITLE)),
    },
    article="one",
    reading="two",
    rows=3,
    top=4,
    theme="a-theme",
    finish_by="2027-03-31",
    noting="three",
    address="https://",
    half_filter="minutes:<",
    searched="words",
    half_command="fit",
)


def test_a_session_is_read_as_it_was_written() -> None:
    record = json.loads(json.dumps(FULL.record()))
    again = Session.of(record)
    left_out = {"unread": ""}
    assert again == replace(
        FULL,
        filters={name: text for name, text in FULL.filters.items() if name not in left_out},
        arrangements={name: one for name, one in FULL.arrangements.items() if name not in left_out},
    )
    assert (again.view.source, again.view.remark, again.finish_day) == ("blog", "complete", date(2027, 3, 31))
    assert record["arrangements"] == {
        "all": {"sort": "-date", "group": "month"},
        "continue": {"group": "none"},
        "reading-list": {"sort": "title"},
    }
    assert not {"noting", "address", "half_filter", "searched", "half_command"} & {*Session().record()}
    assert Session.of(Session().record()) == Session.of({}) == Session()
    assert Session().finish_day is None


@pytest.mark.parametrize(
    ("record", "session"),
    [
        ({"view": {"id": "unread", "title": "Renamed", "query": "is:read"}}, Session(VIEWS[2])),
        ({"view": {"id": "saved Short", "title": "Short", "query": "minutes:<9"}}, Session(SAVED)),
        ({"view": {"id": "saved Gone", "title": "Gone", "query": "minutes:<9"}}, Session()),
        ({"view": {"id": "unread", "title": "Unread"}}, Session()),
        ({"view": "unread"}, Session()),
        (
            {"view": {"id": "source blog", "title": "Blog", "query": "source:blog", "remark": 3}},
            Session(View("source blog", "Blog", "source:blog", source="blog")),
        ),
        (
            {"view": {"id": "source", "title": "Blog", "query": "is:read"}},
            Session(View("source", "Blog", "is:read")),
        ),
        ({"view": {"id": "two words", "title": "T", "query": "is:read"}}, Session(View("two words", "T", "is:read"))),
        ({"article": 3, "theme": None, "noting": ["a"], "rows": -1, "top": "4"}, Session()),
        ({"rows": 0, "top": 1}, Session(top=1)),
        ({"filters": [1], "arrangements": "none"}, Session()),
        ({"filters": {"all": 3, "unread": "a"}}, Session(filters={"unread": "a"})),
        ({"arrangements": {"all": 3, "unread": {"sort": "--date", "group": 4}, "continue": {"sort": 4}}}, Session()),
        ({"arrangements": {"all": {"group": "year"}}}, Session()),
        ({"arrangements": {"all": {"sort": "list"}}}, Session(arrangements={"all": Arrangement(Sort(Order.LIST))})),
        ({"finish_by": "in spring"}, Session(finish_by="in spring")),
    ],
)
def test_what_is_no_session_is_left_out_of_it(record: dict[str, Any], session: Session) -> None:
    read = Session.of(record, (SAVED,))
    assert read == session
    assert (read.view.source, read.view.remark) == (session.view.source, session.view.remark)
