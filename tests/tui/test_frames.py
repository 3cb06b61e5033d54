"""Frames of the real screen, as text files to look at; `BLOGREADER_FRAMES=write` writes them anew."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import picture
from tests.driving import follow, reading
from tests.site import Site

pytestmark = [pytest.mark.app, pytest.mark.installed]

FRAMES = Path(__file__).parents[1] / "frames"
WIDTHS = (140, pytest.param(100, marks=pytest.mark.slow), 40)
"""The widest and the narrowest are looked at while one works."""
HEIGHT = 36
SCENES = {
    "start": (),
    "sidebar": ("r", "j", "m", "j", "r", "h"),
    "filter": ("slash", "r", "u", "s", "t", "enter", "j"),
    "offline": ("j", "enter"),
    "keys": ("question_mark",),
    "progress": ("r", "p"),
    "reading-list": ("m", "j", "j", "m", "2"),
    "empty": ("1",),
}
LIST_SCENES = {
    "sort": ("S",),
    "months": ("r", "S", "o", "S", "M", "j"),
    "selected": ("v", "j", "j", "V", "j"),
    "mistake": ("slash", *"rust is", "colon"),
    "completed": ("slash", *"cat", "colon", "a", "tab"),
    "read-apart": (*"mjmjmr", "2"),
}
READING_SCENES = {
    "article": ("j", "j", "enter"),
    "article-page": ("j", "j", "j", "enter", "space", "space", "space"),
    "article-zen": ("j", "j", "enter", "z", "space"),
    "article-left-out": ("j", "j", "enter", "X"),
    "noting": ("j", "j", "enter", "a", *"twice"),
    "selecting": ("j", "j", "enter", "a", "enter", "v", "right_curly_bracket", "v", "w", "w"),
    "notes": (*"jj", "enter", "a", *"twice", "enter", "v", *["right_curly_bracket"] * 2, "a", "tab", "enter", "A"),
}


def check(name: str, width: int, lines: list[str]) -> None:
    path = FRAMES / f"{name}-{width}.txt"
    frame = "\n".join(lines) + "\n"
    if os.environ.get("BLOGREADER_FRAMES") == "write":
        path.write_text(frame)
    assert frame == path.read_text()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SCENES)
async def test_the_screen_is_as_its_frame(tmp_path: Path, name: str, width: int) -> None:
    async with reading(tmp_path, size=(width, HEIGHT), offline=True) as driver:
        await driver.press(*SCENES[name])
        check(name, width, driver.lines)


@pytest.mark.parametrize("width", [*WIDTHS, pytest.param(60, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", LIST_SCENES)
async def test_a_list_that_is_laid_out_is_as_its_frame(tmp_path: Path, name: str, width: int) -> None:
    async with reading(tmp_path, size=(width, HEIGHT), offline=True) as driver:
        await driver.press(*LIST_SCENES[name])
        check(name, width, driver.lines)


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", READING_SCENES)
async def test_an_article_on_the_screen_is_as_its_frame(tmp_path: Path, site: Site, name: str, width: int) -> None:
    await follow(tmp_path, site.index_url)
    async with reading(tmp_path, size=(width, HEIGHT)) as driver:
        await driver.press(*READING_SCENES[name])
        check(name, width, driver.lines)


@pytest.mark.slow
@pytest.mark.skipif(not picture.PICTURE.exists(), reason="the picture is in the checkout, for the README alone")
async def test_the_picture_in_the_readme_shows_the_app_of_today() -> None:
    """`python -m tests.picture` draws it anew."""
    assert picture.words(picture.PICTURE.read_text(encoding="utf-8")) == picture.words(await picture.drawn())
