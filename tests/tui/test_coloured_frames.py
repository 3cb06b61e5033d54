"""Frames with their colours, dark and light, at four sizes: every view, a text, the search and the progress.

A frame has its text, and then, for each cell, a letter for its look: a blank is plain text, or nothing, on the theme's
ground. The looks stand below the frames by what the theme calls their colours, in `#` where it does not: a mixture.
`BLOGREADER_FRAMES=write` writes them anew.
"""

import os
import string
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.color import Color
from textual.widgets import Input

from blogreader.archive import Archive, Earlier
from blogreader.config import Config
from blogreader.library import Library
from blogreader.model import Failure, Status
from blogreader.tui.themes import DARK, LIGHT, THEMES
from tests import picture
from tests.driving import BLOG, NOW, Driver, folders, reading

pytestmark = [pytest.mark.app, pytest.mark.installed]

FRAMES = Path(__file__).parents[1] / "frames" / "colours"
SIZES = ((140, 40), (100, 30), (60, 24), (40, 20))
SLUGS = [slug for slug, *_ in picture.ARTICLES]
READ, READING, LISTED, CHANGED, FAILED = SLUGS[1], SLUGS[2], SLUGS[4], SLUGS[5], SLUGS[9]
NEW = "### [A clock that goes back](https://blog.example/clock)\n2026-05-01 · Operations · 6 min\n"
ATTRIBUTES = ("bold", "italic", "underline", "reverse", "strike", "dim")
ROLES = (
    *("foreground", "background", "surface", "panel"),
    *("primary", "secondary", "accent", "success", "warning", "error"),
)
LETTERS = string.ascii_letters + string.digits

VIEWS = {
    "continue": ("1",),
    "reading-list": ("2",),
    "unread": ("3",),
    "all": ("3", "4"),
    "offline": ("5",),
    "new": ("6",),
    "failed": ("7",),
    "changed": ("8",),
    "saved": ("9",),
}
OTHERS = {
    "text": ("j", "enter", "space"),
    "hits": ("s", *"benchmark", "space", *"kernel"),
    "progress-page": ("p",),
}
QUICK = ("all",)
"""What is looked at while one works."""
SCENES = [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow, id=name) for name in (*VIEWS, *OTHERS)]


async def fill(folder: Path) -> None:
    """Make a library in which every view has something."""
    index = picture.library(folder)
    archive = Archive(folder / "archive")
    document = archive.read(BLOG + CHANGED)
    assert document is not None
    before = document.text.replace("A process that is killed", "Whoever is killed")
    archive.write_earlier(BLOG + CHANGED, Earlier(NOW - timedelta(days=1), before), document.text)
    archive.write_failure(BLOG + FAILED, Failure("The server said no.", NOW))
    opened = Library(folders(folder), now=lambda: NOW)
    opened.open()
    try:
        await opened.add(str(index))
        opened.mark([BLOG + READ], Status.READ)
        opened.mark([BLOG + READING], Status.READING)
        opened.bookmark([BLOG + READ, BLOG + LISTED], on=True)
        index.write_text(index.read_text() + "\n" + NEW)
        await opened.refresh()
    finally:
        opened.close()


class Looks:
    """The looks of the cells of a theme, by letters in the order in which they are met."""

    def __init__(self, theme: str) -> None:
        found = next(one for one in THEMES if one.name == theme)
        self.names = {Color.parse(getattr(found, name)).rgb: name for name in reversed(ROLES)}
        self.names |= {Color.parse(colour).rgb: name for name, colour in found.variables.items()}
        self.letters: dict[str, str] = {"foreground on background": " "}

    def rows(self, driver: Driver) -> list[str]:
        """Return a letter for each cell of the screen, blanks at the end of lines cut."""
        return [
            "".join(
                self._letter(segment.style or Style.null(), is_blank=character.isspace())
                for segment in strip
                for character in segment.text
            ).rstrip()
            for strip in driver.app.screen._compositor.render_strips()
        ]

    @property
    def used(self) -> str:
        """The colours behind the names that were met."""
        met = {part for look in self.letters for part in look.split()}
        return "\n".join(sorted(f"{name} {Color(*rgb).hex}" for rgb, name in self.names.items() if name in met))

    def _letter(self, style: Style, *, is_blank: bool) -> str:
        attributes = [name for name in ATTRIBUTES if getattr(style, name)]
        seen = style.bgcolor, style.color
        ground, colour = (self._name(one.get_truecolor()) if one else "nothing" for one in seen)
        if is_blank and not {"underline", "reverse", "strike"} & {*attributes}:
            colour, attributes = "foreground", []
        look = " ".join([*attributes, f"{colour} on {ground}"])
        if look not in self.letters:
            self.letters[look] = LETTERS[len(self.letters) - 1]
        return self.letters[look]

    def _name(self, colour: ColorTriplet) -> str:
        # A colour that went through another form is one off, here and there.
        near = (
            name for rgb, name in self.names.items() if all(abs(a - b) <= 1 for a, b in zip(rgb, colour, strict=True))
        )
        return next(near, colour.hex)


def told(rows: list[str]) -> str:
    return "\n".join(f"│{row}" for row in rows)


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The zone of the times in the frames."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("utc", "every_frame")  # painting asks for what comes in sight
@pytest.mark.parametrize("name", SCENES)
async def test_a_scene_has_the_text_and_the_colours_of_its_frames(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    await fill(folder)
    frames = []
    looks = {DARK: Looks(DARK), LIGHT: Looks(LIGHT)}
    config = Config(views=(("Short ones", "minutes:<8"),))
    async with reading(folder, size=SIZES[0], config=config) as driver:
        await driver.press(*({**VIEWS, **OTHERS}[name]))
        for field in driver.app.screen.query(Input):
            field.cursor_blink = False
        for size in SIZES:
            await driver.resize(*size)
            painted: dict[str, list[str]] = {}
            for theme in (DARK, LIGHT):
                driver.app.theme = theme
                await driver.settle()
                painted[theme] = looks[theme].rows(driver)
            frames.append(f"{size[0]}×{size[1]}\n{told(driver.lines)}")
            if painted[DARK] == painted[LIGHT]:
                frames.append(f"dark and light\n{told(painted[DARK])}")
            else:
                frames.extend(f"{theme}\n{told(rows)}" for theme, rows in painted.items())
    for theme, found in looks.items():
        listed = "\n".join(f"{letter or ' '}  {look}" for look, letter in found.letters.items())
        frames.append(f"{theme}\n{listed}\n{found.used}")
    text = "\n\n".join(frames) + "\n"
    path = FRAMES / f"{name}.txt"
    if os.environ.get("BLOGREADER_FRAMES") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert text == path.read_text()
