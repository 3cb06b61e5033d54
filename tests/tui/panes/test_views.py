"""The views on the keys 1 to 9, those that were saved, and what fits into the time at hand."""

import tomllib
from pathlib import Path

import pytest

from blogreader.conditions import Arrangement
from blogreader.config import read
from blogreader.library import Library
from blogreader.model import Failure
from tests.driving import NOW, Driver, folders, follow, reading
from tests.site import Site

pytestmark = pytest.mark.app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


def titles(driver: Driver) -> list[str]:
    articles = driver.screen.articles
    return [entry.article.title for row in range(articles.count) if (entry := articles.entry_at(row))]


async def command(driver: Driver, text: str) -> None:
    await driver.press("colon")
    await driver.type(text)
    await driver.press("enter")


@pytest.mark.parametrize(
    ("key", "title", "empty"),
    [
        ("5", "Offline", "Nothing is offline yet"),
        ("6", "New", "The last refresh brought nothing"),
        ("7", "Failed", "Nothing failed."),
        ("8", "Changed", "No article changed since you read it."),
    ],
)
async def test_a_digit_shows_its_view_which_says_why_it_is_empty(
    folder: Path, key: str, title: str, empty: str
) -> None:
    async with reading(folder, size=(100, 30)) as driver:
        await driver.press(key)
        assert driver.lines[0].startswith(f" {title}  0 of 102")
        assert empty in driver.text
        assert any(line.startswith(f" {title} ") for line in driver.lines[1:])
        await driver.press(key)
        assert f"{title} is shown already." in driver.footer


@pytest.mark.slow
async def test_views_that_are_mostly_empty_stand_in_the_sidebar_when_they_are_not(tmp_path: Path) -> None:
    with Site() as site:
        await follow(tmp_path, site.index_url)
        async with reading(tmp_path, size=(100, 30)) as driver:
            assert "Failed" not in driver.text
            assert "Changed" not in driver.text
            driver.library._catalogue.put_kept([], {driver.library._catalogue.keys()[0]: _failure()})
            await driver.screen.state_changes.count()
            await driver.settle()
            assert any(line.startswith(" Failed ") for line in driver.lines)
            await driver.press("7")
            assert driver.screen.articles.count == 1


def _failure() -> Failure:
    return Failure("The server said no.", NOW)


async def test_without_a_saved_view_nine_says_how_to_save_one(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("9")
        assert "`save NAME` in the command palette" in driver.said


async def test_save_keeps_filter_order_and_parts_in_the_configuration(folder: Path) -> None:
    (folder / "config.toml").write_text("# mine\noffline = true  # always\n")
    async with reading(folder, query="rust OR wasm") as driver:
        await driver.press("3", "slash")
        await driver.type("rust OR wasm")
        await driver.press("enter", "S", "o", "S", "M")
        before = titles(driver)
        await command(driver, "save Rust, the oldest first")
        text = (folder / "config.toml").read_text()
        assert text.startswith("# mine\noffline = true  # always\n")
        assert tomllib.loads(text)["views"] == {
            "Rust, the oldest first": "is:unread (rust OR wasm) group:month sort:date"
        }
        assert driver.screen.view.title == "Rust, the oldest first"
        assert titles(driver) == before
        assert driver.screen.articles.headings
        assert "Rust, the oldest" in "\n".join(line[:26] for line in driver.lines)
        await driver.press("4", "9")
        assert titles(driver) == before
    saved = read(folder / "config.toml", named=True).views
    library = Library(folders(folder), views=saved, now=lambda: NOW)
    library.open()
    try:
        (view,) = library.saved_views.all()
        listing = library.show(view, "", Arrangement())
        assert [entry.article.title for entry in listing.page(0, 200)] == before
        assert listing.parts
    finally:
        library.close()


@pytest.mark.slow
async def test_nine_goes_through_the_saved_views_and_view_shows_one_by_name(folder: Path) -> None:
    async with reading(folder) as driver:
        for name, query in (("One", "rust"), ("Two", "jvm"), ("Three", "wasm")):
            driver.library.saved_views.save(name, query)
        shown = []
        for _ in range(4):
            await driver.press("9")
            shown.append(driver.screen.view.title)
        assert shown == ["One", "Two", "Three", "One"]
        await command(driver, "view two")
        assert driver.screen.view.title == "Two"
        assert driver.screen.articles.count == len(driver.library.select("jvm"))
        await command(driver, "view unread")
        assert driver.screen.view.title == "Unread"
        await command(driver, "view nowhere")
        assert "No view is called nowhere." in driver.said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "query"),
    [
        (("S", "S"), "rust group:source"),
        (("S", "o"), "rust sort:date"),
        (("S", "o", "S", "M"), "rust group:month sort:date"),
        (("slash", *"async", "enter"), "rust async"),
        ((), "rust"),
    ],
    ids=["groups", "order", "both", "filter", "nothing"],
)
async def test_a_view_that_is_saved_under_its_own_name_is_shown_as_it_was_saved(
    folder: Path, keys: tuple[str, ...], query: str
) -> None:
    async with reading(folder) as driver:
        driver.library.saved_views.save("Mine", "rust")
        await driver.press("9", *keys)
        before, headings = titles(driver), bool(driver.screen.articles.headings)
        await command(driver, "save Mine")
        assert tomllib.loads((folder / "config.toml").read_text())["views"] == {"Mine": query}
        await driver.until(lambda: driver.header.strip().startswith("Mine  "))
        assert (titles(driver), bool(driver.screen.articles.headings)) == (before, headings)
        assert (driver.screen.view.query, driver.screen.filter) == (query, "")


@pytest.mark.slow
async def test_a_saved_view_has_a_count_an_order_and_a_filter_of_its_own(folder: Path) -> None:
    async with reading(folder, size=(100, 30)) as driver:
        driver.library.saved_views.save("Security", "category:Security")
        await driver.press("9", "S", "t", "slash")
        await driver.type("a")
        await driver.press("enter", "r")
        assert any(line.startswith(" Security") and " 5 " in f"{line[:26]} " for line in driver.lines[1:])
        await driver.press("4")
        assert driver.screen.filter == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["All", "unread", "Reading list"])
async def test_a_name_that_is_taken_by_the_program_is_refused(folder: Path, name: str) -> None:
    async with reading(folder) as driver:
        await command(driver, f"save {name}")
        assert f"There is already a view called {name}" in driver.said
        assert not (folder / "config.toml").exists()


@pytest.mark.slow
async def test_a_configuration_that_cant_be_changed_is_told(folder: Path) -> None:
    (folder / "config.toml").write_text("[views\n")
    async with reading(folder) as driver:
        await command(driver, "save Mine")
        assert "can't be changed" in driver.said
        assert driver.screen.view.title == "All"


async def test_a_saved_view_that_cant_be_asked_says_why_and_the_list_stays(folder: Path) -> None:
    async with reading(folder) as driver:
        driver.library.saved_views.use([("Odd", "is:"), ("Good", "rust")])
        await driver.screen.state_changes.count()
        await driver.press("9")
        assert "Column 4 of the query" in driver.text
        await driver.press("9")
        assert "Column" not in driver.text
        assert driver.screen.articles.count == len(driver.library.select("rust"))


@pytest.mark.slow
async def test_fit_lists_what_fits_into_the_time_at_hand(folder: Path) -> None:
    async with reading(folder, offline=True) as driver:
        articles = driver.screen.articles
        first, fourth = articles.entry_at(0), articles.entry_at(3)
        assert first is not None
        assert fourth is not None
        driver.library.opened([fourth.article.key])
        driver.library.bookmark([first.article.key], on=True)
        await command(driver, "fit 30")
        assert driver.screen.filter == "fits:30"
        entries = [entry for row in range(articles.count) if (entry := articles.entry_at(row))]
        assert [entry.article.key for entry in entries[:2]] == [fourth.article.key, first.article.key]
        assert sum(entry.article.minutes or 0 for entry in entries) <= 30
        assert driver.screen.header.shown.minutes_left <= 30
        await command(driver, "fit 15")
        assert driver.screen.filter == "fits:15"
        await driver.press("escape")
        assert articles.count == 102


@pytest.mark.slow
async def test_fit_narrows_the_filter_that_is_there(folder: Path) -> None:
    async with reading(folder, query="category:JVM OR rust") as driver:
        await command(driver, "fit 20")
        assert driver.screen.filter == "category:JVM OR rust fits:20"
        assert 1 <= driver.screen.articles.count <= 4


@pytest.mark.parametrize("text", ["fit", "fit 0", "fit x", "fit 99999999999", "save", "mark done", "sort foo"])
async def test_a_command_that_is_not_whole_does_nothing(folder: Path, text: str) -> None:
    async with reading(folder) as driver:
        await driver.press("colon")
        await driver.type(text)
        await driver.press("enter")
        assert driver.app.is_running
        assert driver.screen.filter == ""
        assert driver.library.progress().total.read == 0


@pytest.mark.slow
async def test_sort_and_group_are_commands_too(folder: Path) -> None:
    async with reading(folder) as driver:
        await command(driver, "sort date")
        await command(driver, "group category")
        assert driver.lines[0].startswith(" All, oldest first, in categories")


@pytest.mark.slow
async def test_the_usual_order_of_the_configuration_holds_where_nothing_else_is_said(folder: Path) -> None:
    async with reading(folder) as driver:
        driver.library.usual_order = "title"
        await driver.press("3")
        assert titles(driver) == sorted(titles(driver), key=str.lower)
        await driver.press("S", "o", "S", "x")
        assert titles(driver) == sorted(titles(driver), key=str.lower)
