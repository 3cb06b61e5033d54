"""What comes late: an answer to what was asked for one page never changes the page that is shown by then."""

import ast
import asyncio
import io
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from textual import events

from blogreader.errors import NotArchived
from blogreader.model import Entry, Status
from blogreader.tui.reader.content import Loaded, Preview
from blogreader.tui.screen import navigation
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.terminal import key_queue
from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = pytest.mark.app

PICTURED = f"""See [the end](#the-end) and [a note](#nowhere).

![Map]({BLOG}map.png)

{prose(40)}

## The end

Words.
"""
LONG = prose(400)
ALONE = (100, 30)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    file = io.BytesIO()
    Image.new("RGB", (64, 32), (200, 30, 30)).save(file, "png")
    texts = {"first": PICTURED, "second": prose(30), "third": LONG, "fourth": prose(20)}
    return archived(tmp_path / "library", texts, pictures={"map.png": file.getvalue()})


class Gate:
    """Holds back the answers of one method until they are let through."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.open = asyncio.Event()

    def late(self, method: Callable[..., Any], which: Callable[..., bool] = lambda *_: True) -> Callable[..., Any]:
        """The method, whose answers are late where the arguments are those."""

        async def late(*arguments: Any, **options: Any) -> Any:
            if self.open.is_set() or not which(*arguments):
                return await method(*arguments, **options)
            self.asked.set()
            try:
                return await method(*arguments, **options)
            finally:
                await self.open.wait()

        return late


def gate(patch: pytest.MonkeyPatch, owner: type, name: str, which: Callable[..., bool] = lambda *_: True) -> Gate:
    """Hold back the answers of a method of a class."""
    held = Gate()
    patch.setattr(owner, name, held.late(getattr(owner, name), lambda _, *arguments: which(*arguments)))
    return held


async def a_few_turns(*_: float) -> None:
    """Let others go on, whether or not they come to an end."""
    for _turn in range(20):
        await asyncio.sleep(0)


async def turns(holds: Callable[[], bool]) -> None:
    """Wait for something, whoever else waits meanwhile; fails after twenty seconds."""
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - what is waited for is no event
            await asyncio.sleep(0)


async def go_on(driver: Driver, held: Gate, slug: str = "second") -> list[str]:
    """Open another article while an answer is on its way, let it come, and return what stood there before."""
    await driver.until(held.asked.is_set)
    driver.screen.current_article.open(driver.library.entry(BLOG + slug))
    driver.screen.at = "reader"
    await driver.until(lambda: isinstance(page := driver.screen.page, Loaded) and page.entry.article.key == BLOG + slug)
    await driver.pilot.pause()
    before = driver.pane
    held.open.set()
    await driver.settle()
    return before


@pytest.mark.parametrize("method", ["pictures", "picture"])
async def test_a_picture_stays_with_its_article(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE, offline=True) as driver:
        await driver.read("first")
        held = gate(monkeypatch, AsyncLibrary, method)
        await driver.pilot.press("i")
        before = await go_on(driver, held)
        assert driver.pane == before
        assert driver.reader.images.pictures == {}


@pytest.mark.slow
@pytest.mark.parametrize(("words", "said"), [("the end", ""), ("a note", "")])
async def test_a_jump_stays_in_its_article(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE, offline=True) as driver:
        await driver.read("first")
        held = gate(monkeypatch, AsyncLibrary, "anchor")
        await driver.pilot.click(driver.reader, driver.cell_of(words))
        before = await go_on(driver, held)
        assert driver.pane == before
        assert driver.said == said
        assert len(driver.screen.navigation._jumps) == 0


@pytest.mark.slow
async def test_the_way_back_within_an_article_stays_in_it(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE, offline=True) as driver:
        await driver.read("first")
        await driver.click("the end")
        held = gate(monkeypatch, AsyncLibrary, "start")
        await driver.pilot.press("backspace")
        before = await go_on(driver, held)
        assert driver.pane == before


@pytest.mark.slow
@pytest.mark.parametrize("key", ["G", "right_square_bracket", "right_curly_bracket", "tab", "t"])
async def test_what_waits_for_the_rest_of_a_text_does_nothing_to_the_next_one(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE, offline=True) as driver:
        held = Gate()
        monkeypatch.setattr(
            "blogreader.tui.reader.document_view.asyncio", SimpleNamespace(to_thread=held.late(asyncio.to_thread))
        )
        driver.screen.current_article.open(driver.library.entry(BLOG + "third"))
        driver.screen.at = "reader"
        await turns(lambda: held.asked.is_set() and "Third" in driver.sight)
        assert not driver.reader.is_whole
        held.asked.clear()
        driver.app._keyboard.take(events.Key(key, key if len(key) == 1 else None))
        await turns(held.asked.is_set)  # the pane waits for the rest of its text, and the pilot would wait for it
        driver.screen.current_article.open(driver.library.entry(BLOG + "second"))
        await turns(
            lambda: isinstance(page := driver.screen.page, Loaded) and page.entry.article.key == BLOG + "second"
        )
        await turns(lambda: "Second" in driver.sight)
        before = driver.pane
        held.open.set()
        await driver.settle()
        assert driver.pane == before
        assert len(driver.app.screen_stack) == 1
        assert driver.reader.link is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "there"),
    [
        ("right_square_bracket", "The end"),
        ("right_curly_bracket", "print()"),
        ("tab", "a link"),
        ("G", "The last words."),
    ],
)
async def test_what_stands_beyond_the_parsed_part_of_a_text_is_gone_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, there: str
) -> None:
    text = f"{LONG}\n\n## The end\n\n```python\nprint()\n```\n\nSee [a link](#x).\n\n{prose(30)}\n\nThe last words."
    index = archived(tmp_path / "library", {"first": prose(3), "long": text})
    async with reading(tmp_path / "library", index=index, size=ALONE, offline=True) as driver:
        held = Gate()
        monkeypatch.setattr(
            "blogreader.tui.reader.document_view.asyncio", SimpleNamespace(to_thread=held.late(asyncio.to_thread))
        )
        driver.screen.current_article.open(driver.library.entry(BLOG + "long"))
        driver.screen.at = "reader"
        await turns(lambda: held.asked.is_set() and isinstance(driver.screen.page, Loaded))
        assert there not in driver.article
        driver.app._keyboard.take(events.Key(key, key if len(key) == 1 else None))
        await driver.pilot.pause()
        assert not driver.reader.is_whole
        held.open.set()
        await driver.settle()
        assert there in driver.sight
        assert "No " not in driver.said


@pytest.mark.parametrize("fails", [False, True])
async def test_an_article_that_nobody_waits_for_any_more_is_not_shown(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    async with reading(tmp_path / "library", index=index, size=ALONE, offline=True) as driver:
        arrive = asyncio.Event()
        document = driver.library.document

        async def late(entry: Entry, **options: bool) -> Any:
            if entry.article.key == BLOG + "third":
                with_patience = asyncio.ensure_future(arrive.wait())
                while not with_patience.done():  # an answer that can't be called back
                    try:
                        await asyncio.shield(with_patience)
                    except asyncio.CancelledError:
                        continue
                if fails:
                    raise NotArchived
            return await document(entry, **options)

        monkeypatch.setattr(driver.library, "document", late)
        driver.screen.current_article.open(driver.library.entry(BLOG + "third"))
        await driver.pilot.pause()
        driver.screen.current_article.open(driver.library.entry(BLOG + "second"))
        await driver.until(lambda: isinstance(driver.screen.page, Loaded))
        arrive.set()
        await driver.settle()
        assert driver.screen.page.entry is not None
        assert driver.screen.page.entry.article.key == BLOG + "second"
        assert driver.status("third") is Status.UNREAD


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_ahead")
async def test_an_article_that_comes_behind_a_card_waits_there(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 30), offline=True) as driver:
        held = gate(monkeypatch, AsyncLibrary, "text")
        await driver.pilot.press("enter")
        await driver.until(held.asked.is_set)
        await driver.pilot.press("h", "j")
        await driver.until(lambda: isinstance(driver.screen.page, Preview))
        held.open.set()
        await driver.settle()
        assert isinstance(driver.screen.page, Preview)
        assert "Second" in driver.sight
        await driver.press("tab")
        assert "See the end" in driver.sight


@pytest.mark.slow
async def test_a_slow_list_does_not_come_after_a_newer_one(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 30), offline=True) as driver:
        held = gate(monkeypatch, AsyncLibrary, "show", lambda view, *_: view.id == "all")
        work = asyncio.ensure_future(driver.screen.lists.list_now(driver.screen.lists.cursor))
        await driver.until(held.asked.is_set)
        await driver.pilot.press("1")
        await driver.until(lambda: "Continue" in driver.lines[0])
        held.open.set()
        await work
        await driver.settle()
        assert "Continue" in driver.lines[0]
        assert driver.screen.articles.count == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "keys"),
    [
        ((), ("slash", *"second", "enter", "enter")),
        (("slash", *"second", "enter", "1"), ("h", "j", "j", "j", "l", "enter")),
        (("1",), ("4", "slash", *"second", "down", "j", "enter")),
    ],
)
async def test_a_key_in_the_list_waits_for_the_list_that_was_asked_for_before_it(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, before: tuple[str, ...], keys: tuple[str, ...]
) -> None:
    monkeypatch.setattr(key_queue, "_PATIENCE_SECONDS", 60.0)
    async with reading(tmp_path / "library", index=index, size=(140, 30), offline=True) as driver:
        await driver.press(*before)
        held = gate(monkeypatch, AsyncLibrary, "show", lambda _view, words, _arrangement: words == "second")
        # A key that waits is never idle, and the next one is typed all the same.
        monkeypatch.setattr("textual.app.wait_for_idle", a_few_turns)
        monkeypatch.setattr("textual.pilot.wait_for_idle", a_few_turns)
        pressing = asyncio.ensure_future(driver.pilot.press(*keys))
        await driver.until(lambda: held.asked.is_set() and pressing.done())
        await driver.until(lambda: driver.screen.at == "articles")
        for _ in range(20):
            await driver.pilot.pause()
        held.open.set()
        await driver.until(lambda: driver.screen.at == "reader")
        await driver.settle()
        assert driver.screen.current_article.key == BLOG + "second"


async def test_the_cursor_that_moved_while_a_list_was_made_stays_where_it_is(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 30), offline=True) as driver:
        held = gate(monkeypatch, AsyncLibrary, "show")
        work = asyncio.ensure_future(driver.screen.lists.list_now(driver.screen.lists.cursor))
        await driver.until(held.asked.is_set)
        await driver.pilot.press("j", "j")
        held.open.set()
        await work
        await driver.settle()
        assert driver.screen.articles.cursor == 2


async def test_a_count_that_was_begun_earlier_does_not_come_after_a_later_one(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 30), offline=True) as driver:
        held = gate(monkeypatch, AsyncLibrary, "contents")
        old = asyncio.ensure_future(driver.screen.state_changes.count())
        await driver.until(held.asked.is_set)
        contents = driver.screen.contents
        held.open.set()
        driver.library.mark([BLOG + "first"], Status.READ)
        held.open.clear()
        monkeypatch.undo()
        await driver.screen.state_changes.count()
        assert driver.screen.contents != contents
        newest = driver.screen.contents
        held.open.set()
        await old
        assert driver.screen.contents is newest


async def test_a_list_that_was_begun_earlier_does_not_come_after_a_later_one_of_the_same_view(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 30), offline=True) as driver:
        await driver.press("3")
        held = gate(monkeypatch, AsyncLibrary, "show")
        old = asyncio.ensure_future(driver.screen.lists.list_now())
        await driver.until(held.asked.is_set)
        driver.library.mark([BLOG + "first"], Status.READ)
        monkeypatch.undo()
        await driver.screen.lists.list_now()
        assert driver.screen.articles.count == 3
        held.open.set()
        await old
        assert driver.screen.articles.count == 3


async def test_undo_that_answers_late_does_not_hide_what_was_done_after_it(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 30), offline=True) as driver:
        await driver.press("r")
        held = gate(monkeypatch, AsyncLibrary, "contents")
        undo = asyncio.ensure_future(driver.screen.action_undo())
        await driver.until(held.asked.is_set)
        driver.screen.articles.action_mark()
        await driver.until(lambda: driver.status("first") is Status.READ)
        held.open.set()
        await undo
        await driver.settle()
        current = driver.screen.articles.current
        assert current is not None
        assert current.state.status is Status.READ


@pytest.mark.slow
async def test_undo_that_waits_for_the_states_says_so(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 30), offline=True) as driver:
        await driver.press("r")
        written = threading.Event()
        undo = driver.library.undo
        monkeypatch.setattr(driver.library, "undo", lambda: undo() if written.wait(60) else None)
        undone = asyncio.ensure_future(driver.screen.action_undo())
        await driver.until(lambda: "Undoing … the states are being written" in driver.text)
        written.set()
        await undone
        await driver.settle()
        assert "Undoing" not in driver.text
        assert driver.status("first") is Status.UNREAD


@pytest.mark.slow
async def test_the_tally_of_another_list_is_not_shown(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 30), offline=True) as driver:
        held = gate(monkeypatch, AsyncLibrary, "recount")
        await driver.pilot.press("r")
        await driver.until(held.asked.is_set)
        await driver.pilot.press("2")
        await driver.until(lambda: "Reading list" in driver.lines[0])
        held.open.set()
        await driver.settle()
        assert "0 of 4" in driver.lines[0]


def test_whatever_waits_for_something_of_a_page_asks_whether_it_is_still_shown() -> None:
    tree = ast.parse(Path(navigation.__file__).read_text())
    waited = {ast.unparse(node.value).partition("(")[0] for node in ast.walk(tree) if isinstance(node, ast.Await)}
    # A clipboard and a browser belong to no page, and `_stand` waits in the same way.
    of_no_page = {"copy", "open_in_browser"}
    # A dialog holds every key until it is left, so that the page below it stays; what is known of an article's
    # connections is shown of that article, by its name; and the changes that were looked at have been seen.
    of_a_dialog = {"self._layout.app.push_screen_wait", "asyncio.to_thread"}
    assert waited == {"self.here", "self._stand"} | of_no_page | of_a_dialog
    tasks = [node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)]
    assert {
        task.name
        for task in tasks
        for node in ast.walk(task)
        if isinstance(node, ast.Await) and ast.unparse(node.value).partition("(")[0] in of_a_dialog
    } == {"_search", "_connections", "_changes"}


BURSTS = {
    "heading": ("right_square_bracket", "j", "j"),
    "listing": ("right_curly_bracket", "k", "k"),
    "link": ("tab", "j", "j"),
    "end, heading": ("G", "left_square_bracket", "j"),
    "end, none": ("G", "k", "right_square_bracket"),
    "selection": ("v", *["right_curly_bracket"] * 130, "w", "v", "w"),
    "search": ("slash", *"middle", "enter", "j", "j"),
    "next match": ("slash", *"middle", "enter", "n", "k", "j", "j"),
}


@pytest.mark.slow
@pytest.mark.parametrize("keys", BURSTS.values(), ids=BURSTS)
async def test_keys_wait_however_long_a_text_is_read_on_and_act_from_where_that_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    code = "```python\nprint()\n```\n\nSee [a link](#x) in the middle."
    text = f"{LONG}\n\n## The end\n\n{code}\n\n{LONG}\n\n## No more"
    for name in ("libraryFalse", "libraryTrue"):
        index = archived(tmp_path / name, {"long": text})
    ends = []
    monkeypatch.setattr(key_queue, "_PATIENCE_SECONDS", 0.2)
    for is_slow in (False, True):
        held = Gate()
        async with reading(tmp_path / f"library{is_slow}", index=index, size=ALONE, offline=True) as driver:
            with monkeypatch.context() as patch:
                if is_slow:
                    late = SimpleNamespace(to_thread=held.late(asyncio.to_thread))
                    for name in ("document_view", "text_search"):
                        patch.setattr(f"blogreader.tui.reader.{name}.asyncio", late)
                driver.screen.current_article.open(driver.library.entry(BLOG + "long"))
                driver.screen.at = "reader"
                await turns(lambda: isinstance(driver.screen.page, Loaded) and driver.reader.ending is not None)
                await turns(lambda: driver.app.focused is driver.reader and bool(driver.reader.in_sight))
                if not is_slow:
                    await driver.settle()
                for key in keys:
                    driver.app._keyboard.take(events.Key(key, key if len(key) == 1 else None))
                if is_slow:
                    await turns(lambda: "is being read" in driver.said or not driver._keys_are_coming)
                    held.open.set()
                await driver.settle()
                reader = driver.reader
                link = reader.link.href if reader.link else None
                ends.append((driver.here, reader.selected, link, reader.text_search.found))
    assert ends[0] == ends[1]


@pytest.mark.slow
@pytest.mark.parametrize("behind", [("j",), ("j", "j")])
async def test_what_a_key_has_to_say_is_not_taken_away_with_why_others_waited_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behind: tuple[str, ...]
) -> None:
    index = archived(tmp_path / "library", {"long": f"{LONG}\n\n{LONG}"})
    monkeypatch.setattr(key_queue, "_PATIENCE_SECONDS", 0.2)
    async with reading(tmp_path / "library", index=index, size=ALONE, offline=True) as driver:
        held = Gate()
        late = SimpleNamespace(to_thread=held.late(asyncio.to_thread))
        monkeypatch.setattr("blogreader.tui.reader.document_view.asyncio", late)
        driver.screen.current_article.open(driver.library.entry(BLOG + "long"))
        driver.screen.at = "reader"
        await turns(lambda: isinstance(driver.screen.page, Loaded) and bool(driver.reader.in_sight))
        for key in ("right_square_bracket", *behind):
            driver.app._keyboard.take(events.Key(key, key if len(key) == 1 else None))
        await turns(lambda: "is being read" in driver.said)
        held.open.set()
        await driver.settle()
        assert driver.screen.footer.said == "No heading below."
