"""Pictures: the colours of their cells, files that mean harm, and what the terminal is sent where it is Kitty."""

import base64
import fcntl
import io
import os
import re
import struct
import termios
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from blogreader.archive import Archive
from blogreader.errors import PictureError
from blogreader.library import Library
from blogreader.model import ArchivedImage, Document, Via
from blogreader.paths import Paths
from blogreader.text import clean
from blogreader.tui.reader.inline_images import Room
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.terminal import image_strips, kitty
from blogreader.tui.terminal.image_strips import Colour, Picture, show
from blogreader.tui.terminal.kitty import Cell, Protocol
from blogreader.tui.terminal.output_filter import ControlFilter
from tests.test_layers import loaded

BLACK, WHITE, RED, GREEN, BLUE = (0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 128, 0), (0, 0, 255)
DAMAGED = "The picture is damaged or incomplete."
TOO_MANY = "The picture has too many pixels to be shown."
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def save_as(image: Image.Image, form: str = "PNG", **options: Any) -> Path:
        path = tmp_path / "picture"
        image.save(path, form, **options)
        return path

    return save_as


def chequered(*rows: tuple[Colour, ...]) -> Image.Image:
    """A picture of these pixels."""
    image = Image.new("RGB", (len(rows[0]), len(rows)))
    for y, row in enumerate(rows):
        for x, colour in enumerate(row):
            image.putpixel((x, y), colour)
    return image


def cells(picture: Picture) -> list[list[tuple[Colour, Colour]]]:
    """The upper and the lower colour of every cell."""
    return [[pair for segment in strip for pair in halves(segment)] for strip in picture.strips]


def halves(segment: Segment) -> list[tuple[Colour, Colour]]:
    assert segment.style is not None
    assert segment.style.bgcolor is not None
    lower = tuple(segment.style.bgcolor.triplet or ())
    upper = tuple(segment.style.color.triplet or ()) if segment.style.color else lower
    assert set(segment.text) == ({"▀"} if segment.style.color else {" "})
    return [(upper, lower)] * len(segment.text)  # type: ignore[list-item]


# Half blocks


def test_two_rows_of_pixels_are_one_of_cells(save: Save) -> None:
    image = chequered(
        (RED, RED, GREEN, BLUE),
        (RED, BLUE, GREEN, BLUE),
        (WHITE, BLACK, WHITE, BLACK),
        (BLACK, WHITE, BLACK, WHITE),
    )
    picture = show(save(image), 80, 30)
    assert picture.columns == 4
    assert cells(picture) == [
        [(RED, RED), (RED, BLUE), (GREEN, GREEN), (BLUE, BLUE)],
        [(WHITE, BLACK), (BLACK, WHITE), (WHITE, BLACK), (BLACK, WHITE)],
    ]
    assert (picture.transmission, picture.deletion) == ("", "")


def test_neighbours_of_the_same_colours_are_one_piece(save: Save) -> None:
    picture = show(save(Image.new("RGB", (40, 2), RED)), 80, 30)
    assert [[segment.text for segment in strip] for strip in picture.strips] == [[" " * 40]]


def test_below_an_odd_row_is_the_background(save: Save) -> None:
    assert cells(show(save(chequered((RED,), (RED,), (RED,))), 80, 30, BLUE)) == [[(RED, RED)], [(RED, BLUE)]]


@pytest.mark.parametrize(
    ("size", "box", "fitted"),
    [
        ((16, 16), (80, 30), (16, 8)),  # never enlarged
        ((400, 300), (80, 30), (80, 30)),
        ((400, 100), (80, 30), (80, 10)),
        ((100, 400), (80, 30), (15, 30)),
        ((1, 5000), (80, 30), (1, 30)),
        ((5000, 1), (80, 30), (80, 1)),
        ((400, 300), (1, 1), (1, 1)),
        ((400, 300), (0, -1), (1, 1)),
        ((3000, 3000), (1000, 1000), (297, 149)),
    ],
)
def test_a_picture_fits_into_its_box_and_keeps_its_shape(
    save: Save, size: tuple[int, int], box: tuple[int, int], fitted: tuple[int, int]
) -> None:
    picture = show(save(Image.new("RGB", size)), *box)
    assert (picture.columns, len(picture.strips)) == fitted
    assert {strip.cell_length for strip in picture.strips} == {fitted[0]}


def test_what_is_transparent_shows_the_background(save: Save) -> None:
    image = Image.new("RGBA", (2, 2), (255, 0, 0, 0))
    image.putpixel((1, 0), (255, 0, 0, 128))
    assert cells(show(save(image), 80, 30, BLUE)) == [[(BLUE, BLUE), ((128, 0, 127), BLUE)]]
    assert cells(show(save(image), 80, 30))[0][0] == (BLACK, BLACK)


@pytest.mark.parametrize("form", ["PNG", "GIF"])
def test_a_palette_with_a_transparent_colour_is_one_too(save: Save, form: str) -> None:
    image = Image.new("P", (2, 2), 0)
    image.putpalette([*RED, *GREEN])
    image.putpixel((1, 0), 1)
    assert cells(show(save(image, form, transparency=0), 80, 30, BLUE)) == [[(BLUE, BLUE), (GREEN, BLUE)]]


@pytest.mark.parametrize(
    ("image", "form", "colour"),
    [
        (Image.new("L", (2, 2), 100), "PNG", (100, 100, 100)),
        (Image.new("LA", (2, 2), (100, 255)), "PNG", (100, 100, 100)),
        (Image.new("1", (2, 2), 1), "PNG", WHITE),
        (Image.new("I;16", (2, 2), 100 * 256), "PNG", (100, 100, 100)),
        (Image.new("CMYK", (2, 2), (0, 255, 255, 0)), "JPEG", (254, 0, 0)),
        (Image.new("L", (2, 2), 100), "JPEG", (100, 100, 100)),
        (Image.new("RGB", (2, 2), BLUE), "BMP", BLUE),
        (Image.new("RGBA", (2, 2), (*BLUE, 255)), "WEBP", BLUE),
        (Image.new("RGB", (2, 2), BLUE), "AVIF", BLUE),
    ],
)
def test_every_kind_of_pixels_becomes_the_colour_that_it_means(
    save: Save, image: Image.Image, form: str, colour: Colour
) -> None:
    exact: dict[str, dict[str, Any]] = {"WEBP": {"lossless": True}, "AVIF": {"quality": 100}}
    [[(upper, lower), _]] = cells(show(save(image, form, **exact.get(form, {})), 80, 30))
    assert upper == lower
    assert upper == pytest.approx(colour, abs=3)


def test_of_an_animation_the_first_frame_is_shown(save: Save) -> None:
    frames = [Image.new("RGB", (2, 2), colour) for colour in (RED, GREEN, BLUE)]
    for form in ("GIF", "WEBP"):
        [[(upper, _), _]] = cells(show(save(frames[0], form, save_all=True, append_images=frames[1:]), 80, 30))
        assert upper == pytest.approx(RED, abs=3)


# The upper left corner of what is stored, and where it is to be seen (Exif 2.32, table 6).
UPRIGHT = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_a_photograph_stands_upright(save: Save, orientation: int) -> None:
    stored = Image.new("RGB", (80, 40), BLUE)
    stored.paste(RED, (0, 0, 40, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = show(save(stored, exif=exif.tobytes()), 80, 30)
    shown = cells(picture)
    assert (picture.columns, len(shown)) == ((80, 20) if orientation < 5 else (30, 30))
    corners = {(x, y): shown[-y][-x][-y] for x in (0, 1) for y in (0, 1)}
    assert [corner for corner, colour in corners.items() if colour == RED] == [UPRIGHT[orientation]]


def test_exif_data_that_are_cut_off_do_not_matter(save: Save) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = save(Image.new("RGB", (2, 2), RED), "PNG", exif=exif.tobytes()[:-9])
    assert cells(show(path, 80, 30)) == [[(RED, RED), (RED, RED)]]


def test_a_large_photograph_is_decoded_small(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_strips, "MOST_MEMORY", 500 * 375 * 8)
    picture = show(save(Image.new("RGB", (4000, 3000), RED), "JPEG"), 80, 30)
    assert (picture.columns, len(picture.strips)) == (80, 30)
    [[(upper, _), *_], *_] = cells(picture)
    assert upper == pytest.approx(RED, abs=3)


@pytest.mark.parametrize(("form", "memory"), [("PNG", 8), ("JPEG", 8), ("WEBP", 16), ("AVIF", 12)])
def test_pictures_are_decoded_in_as_much_memory_as_their_format_takes(
    save: Save, form: str, memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(Image.new("RGB", (8, 8), RED), form)
    monkeypatch.setattr(image_strips, "MOST_MEMORY", 8 * 8 * memory)
    assert show(path, 80, 30).columns == 8
    monkeypatch.setattr(image_strips, "MOST_MEMORY", 8 * 8 * memory - 1)
    with pytest.raises(PictureError, match=TOO_MANY):
        show(path, 80, 30)


# Files that mean harm


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose head says this size, whatever its data."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def encoded(form: str, size: tuple[int, int] = (64, 64)) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(file, form)
    return file.getvalue()


def jpeg_of(width: int, height: int) -> bytes:
    """A JPEG whose head says this size, whatever its data."""
    data = encoded("JPEG")
    size = data.index(b"\xff\xc0") + 5
    return data[:size] + struct.pack(">HH", height, width) + data[size + 4 :]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "This picture can't be shown"),
        (b"GIF89a", DAMAGED),
        (b"<!doctype html><p>404", "This picture can't be shown"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">', "An SVG drawing"),
        (b" " * 996 + b"<SVG>", "An SVG drawing"),
        (b" " * 997 + b"<SVG>", "This picture can't be shown"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n", "This picture can't be shown"),
        (png_of(30_000, 30_000), TOO_MANY),
        (png_of(10_000, 9_500), TOO_MANY),
        (png_of(8_000, 6_000), TOO_MANY),
        (png_of(2**31 - 1, 2**31 - 1), TOO_MANY),
        (jpeg_of(10_000, 9_500), TOO_MANY),
        (jpeg_of(60_000, 60_000), TOO_MANY),
        (png_of(0, 9), DAMAGED),
        (png_of(100, 100, b"\0" * 500), DAMAGED),
        (encoded("PNG")[:3000], DAMAGED),
        (encoded("JPEG")[:1500], DAMAGED),
        (encoded("GIF")[:2500], DAMAGED),
        (encoded("WEBP")[:1500], DAMAGED),
        (encoded("AVIF").replace(b"mdat", b"mdat" + b"\xff" * 64), DAMAGED),
    ],
)
def test_what_can_not_be_shown_is_told_in_a_sentence(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "picture").write_bytes(data)
    with pytest.raises(PictureError) as caught:
        show(tmp_path / "picture", 80, 30)
    assert str(caught.value).startswith(says)
    assert str(caught.value).endswith(".")


def test_links_folders_and_what_is_not_there_are_not_opened(tmp_path: Path, save: Save) -> None:
    (tmp_path / "link").symlink_to(save(Image.new("RGB", (2, 2))))
    (tmp_path / "folder").mkdir()
    for name, why in (
        ("link", "can't be read: .*"),
        ("folder", "is a folder, not a file"),
        ("nothing", "can't be read: .*"),
    ):
        with pytest.raises(PictureError, match=rf"^The picture {why}\.$"):
            show(tmp_path / name, 80, 30)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(image_strips.LARGEST_PICTURE + 1)
    with pytest.raises(PictureError, match="larger than 50 MB"):
        show(tmp_path / "huge", 80, 30)


# Which terminal


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, Protocol.KITTY),
        ({"TERM": "xterm-kitty"}, Protocol.KITTY),
        ({"TERM": "xterm-kitty", "COLORTERM": "24bit"}, Protocol.KITTY),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, Protocol.KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, Protocol.KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, Protocol.KITTY),
        ({"TERM": "xterm-256color"}, Protocol.BLOCKS),
        ({}, Protocol.BLOCKS),
        # A placeholder's colour would be changed on its way.
        ({"TERM": "xterm-kitty", "COLORTERM": ""}, Protocol.BLOCKS),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, Protocol.BLOCKS),
        # Multiplexers.
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux", "KITTY_WINDOW_ID": "1"}, Protocol.BLOCKS),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux"}, Protocol.BLOCKS),
        ({"TERM": "screen-256color", "STY": "1.pts", "TERM_PROGRAM": "ghostty"}, Protocol.BLOCKS),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}, Protocol.BLOCKS),
        ({"TERM": "xterm-ghostty", "ZELLIJ": "0"}, Protocol.BLOCKS),
        # Others, some of them started from Kitty or Ghostty.
        ({"TERM": "alacritty", "KITTY_WINDOW_ID": "1", "TERM_PROGRAM": "ghostty"}, Protocol.BLOCKS),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm", "KITTY_WINDOW_ID": "1"}, Protocol.BLOCKS),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, Protocol.BLOCKS),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode", "KITTY_WINDOW_ID": "1"}, Protocol.BLOCKS),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "240800", "KITTY_WINDOW_ID": "1"}, Protocol.BLOCKS),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7800", "TERM_PROGRAM": "ghostty"}, Protocol.BLOCKS),
    ],
)
def test_placeholders_are_for_terminals_that_are_known_to_have_them(
    environment: dict[str, str], expected: Protocol
) -> None:
    assert kitty.protocol({"COLORTERM": "truecolor"} | environment) is expected


@pytest.mark.parametrize("name", ["TMUX", "STY", "ZELLIJ", "TEXTUAL_DRIVER"])
def test_within_a_multiplexer_pictures_are_half_blocks(name: str) -> None:
    assert kitty.protocol({"COLORTERM": "truecolor", "TERM": "xterm-kitty", name: "1"}) is Protocol.BLOCKS


@pytest.mark.parametrize(
    "name",
    [
        *("ALACRITTY_WINDOW_ID", "KONSOLE_VERSION", "TERMINATOR_UUID", "VTE_VERSION", "WEZTERM_PANE", "WT_SESSION"),
        "XTERM_VERSION",
    ],
)
def test_another_terminal_that_was_started_from_one_with_placeholders_has_none(name: str) -> None:
    kitten = {"COLORTERM": "truecolor", "TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}
    assert kitty.protocol({**kitten, name: "1"}) is Protocol.BLOCKS


def test_a_cell_has_the_usual_size_where_the_system_does_not_know_it(tmp_path: Path) -> None:
    with (tmp_path / "no terminal").open("w") as file:
        assert kitty.cell_of(file.fileno()) == (10, 20)


# What Kitty is sent

CELL = Cell(10, 20)
COMMAND = re.compile(r"\x1b_G([^;\x1b]*)(?:;([A-Za-z0-9+/=]*))?\x1b\\")


def fields(text: str) -> dict[str, str]:
    return dict(field.split("=") for field in text.split(","))


def test_what_is_sent_is_the_picture_in_pieces_for_the_place_of_its_placeholders(save: Save) -> None:
    original = Image.effect_noise((400, 300), 90).convert("RGB")
    picture = show(save(original), 80, 30, cell=CELL)
    commands = COMMAND.findall(picture.transmission)
    assert COMMAND.sub("", picture.transmission) == ""
    assert max(len(data) for _, data in commands) <= 4096
    first, *others = [fields(head) for head, _ in commands]
    assert first | {"i": "", "m": ""} == {
        "a": "T", "U": "1", "i": "", "f": "100", "c": "40", "r": "15", "q": "2", "m": ""
    }  # fmt: skip
    assert {tuple(other) for other in others} == {("q", "m")}
    assert [head["m"] for head in (first, *others)] == ["1"] * len(others) + ["0"]
    sent = Image.open(io.BytesIO(base64.b64decode("".join(data for _, data in commands))))
    assert (sent.size, sent.tobytes()) == (original.size, original.tobytes())
    assert picture.deletion == f"\x1b_Ga=d,d=I,i={first['i']},q=2\x1b\\"


def test_a_picture_that_fills_its_pieces_ends_with_the_last_of_them() -> None:
    for size, more in ((3_071, ["0"]), (3_072, ["0"]), (3_073, ["1", "0"]), (6_144, ["1", "0"])):
        commands = COMMAND.findall(kitty.transmission(7, bytes(size), 1, 1))
        assert [fields(head)["m"] for head, _ in commands] == more


def test_every_placeholder_says_its_picture_its_row_and_its_column(save: Save) -> None:
    picture = show(save(Image.new("RGB", (400, 300))), 80, 30, cell=CELL)
    number = int(fields(COMMAND.findall(picture.transmission)[0][0])["i"])
    numerals = kitty._numerals()
    assert (picture.columns, len(picture.strips)) == (40, 15)
    for row, strip in enumerate(picture.strips):
        assert strip.cell_length == sum(segment.cell_length for segment in strip) == 40
        assert strip.text == "".join(f"\U0010eeee{numerals[row]}{numerals[column]}" for column in range(40))
        for style in (segment.style for segment in strip):
            assert style is not None
            assert style.color is not None
            red, green, blue = style.color.get_truecolor()
            assert red << 16 | green << 8 | blue == number


def test_a_small_picture_has_its_own_size_in_pixels(save: Save) -> None:
    picture = show(save(Image.new("RGB", (25, 25))), 80, 30, cell=CELL)
    assert (picture.columns, len(picture.strips)) == (3, 2)


def test_numbers_are_never_nought_nor_too_long_for_a_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kitty, "_numbers", iter(range(0xFFFFFD, 0x1000001)))
    assert [kitty.new_number() for _ in range(4)] == [0xFFFFFE, 0xFFFFFF, 1, 2]


def test_rows_and_columns_have_the_numerals_of_the_protocol() -> None:
    numerals = kitty._numerals()
    assert len(numerals) == len(set(numerals)) == kitty.MOST_CELLS
    # As its description says them: 0 to 3, and the last.
    assert (*numerals[:4], numerals[-1]) == ("\u0305", "\u030d", "\u030e", "\u0310", "\U0001d244")


# The last wall

ROW = kitty.strips(0x010203, 8, 1)[0]


def walled(*segments: Segment) -> list[Segment]:
    return ControlFilter().apply(list(segments), Color(0, 0, 0))


def test_our_rows_pass_the_wall_whole_or_cut() -> None:
    for strip in (ROW, ROW.crop(2, 5), ROW.apply_style(Style(bgcolor="red", bold=True))):
        assert walled(*strip) == list(strip)


def test_a_placeholder_that_is_none_of_ours_is_blank() -> None:
    colour = Style(color="#010203")  # of our very picture
    for style in (None, colour, colour + Style(meta={"picture": 1})):
        assert walled(Segment(ROW.text, style)) == [Segment(" " * 8, style)]
    assert walled(Segment("a\U0010eeeeb", Style(color="red")))[0].text == "   "


def test_nothing_passes_with_our_mark_but_placeholders() -> None:
    style = next(iter(ROW)).style
    for text in ("\x1b[2J", ROW.text + "\x1b[2J", "\U0010eeee", ROW.text + "\x9b"):
        assert all(segment.text.isprintable() for segment in walled(Segment(text, style)))


def test_foreign_text_loses_its_placeholders() -> None:
    assert "\U0010eeee" not in clean(ROW.text)


# On a screen


class Pane(Widget):
    """Shows a picture, and blanks below."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._picture = picture

    def render_line(self, y: int) -> Strip:
        strips = self._picture.strips
        return strips[y] if y < len(strips) else Strip.blank(self.size.width)


class Gallery(App[None]):
    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._picture = picture

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), ControlFilter()]

    def compose(self) -> ComposeResult:
        yield Pane(self._picture)


async def test_placeholders_reach_the_terminal_and_not_from_behind_a_dialogue(save: Save) -> None:
    picture = show(save(Image.new("RGB", (200, 100))), 80, 30, cell=CELL)
    async with Gallery(picture).run_test(size=(40, 10)) as pilot:

        def shown() -> list[str]:
            update = pilot.app.screen._compositor.render_strips()
            return [strip.text.rstrip() for strip in update]

        assert shown()[:5] == [strip.text for strip in picture.strips]
        await pilot.app.push_screen(ModalScreen())
        assert shown()[:5] == [""] * 5
        assert {strip.cell_length for strip in pilot.app.screen._compositor.render_strips()} == {40}
        assert pilot.app.screen.region == Region(0, 0, 40, 10)


# From the archive to the screen


def test_the_library_gives_the_file_of_an_archived_picture(tmp_path: Path) -> None:
    library = Library(Paths(config=tmp_path, library=tmp_path, cache=tmp_path))
    archive = Archive(tmp_path / "archive")
    key, images = "https://example.org/a", ("https://example.org/1.png", "https://example.org/2.png")
    name = archive.keep_image(encoded("PNG", (9, 9)), "png")
    archived = (ArchivedImage(images[1], name), ArchivedImage(images[0], "../state.json"))
    now = datetime(2026, 11, 8, tzinfo=UTC)
    archive.write(Document(key, key, "Text.", now, Via.EXTRACTED, images=images, pictures=archived))
    path = archive.image_path(name)
    assert path is not None
    assert library.pictures(key) == {images[1]: path}
    assert show(path, 80, 30).columns == 9
    assert library.pictures("https://example.org/b") == {}


@pytest.mark.parametrize(
    ("images", "term", "has_terminal", "rows", "is_sent"),
    [
        ("blocks", "xterm-kitty", True, 5, False),
        ("kitty", "xterm", True, 1, True),
        ("kitty", "xterm", False, 5, False),
        ("auto", "xterm-kitty", True, 1, True),
        ("auto", "xterm", True, 5, False),
    ],
)
async def test_a_picture_is_sent_or_painted_as_is_configured_or_else_as_the_terminal_can(
    images: str, term: str, has_terminal: bool, rows: int, is_sent: bool, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*kitty._MULTIPLEXERS, "NO_COLOR", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", "truecolor")
    nothing: Any = None
    library = AsyncLibrary(nothing)
    library.images = images
    ours, theirs = os.openpty()
    monkeypatch.setattr("sys.__stderr__", SimpleNamespace(fileno=lambda: theirs) if has_terminal else None)
    picture = await library.picture(save(Image.new("RGB", (10, 10))), Room(80, 30, BLACK))
    os.close(ours)
    os.close(theirs)
    assert (len(picture.strips), picture.transmission != "") == (rows, is_sent)
    library.close()


# What is loaded


@pytest.mark.slow
def test_pillow_is_loaded_when_the_first_picture_is_shown_and_the_terminal_is_not_asked(save: Save) -> None:
    path = save(Image.new("RGB", (2, 2)))
    code = "from blogreader.tui.terminal import image_strips as pictures, output_filter"
    assert not any(name.startswith("PIL") for name in loaded(code))
    assert "blogreader.tui.terminal.kitty" not in loaded("import blogreader.tui.terminal.output_filter")
    modules = loaded(code + f"\nfrom pathlib import Path\npictures.show(Path({str(path)!r}), 9, 9)")
    assert "PIL.Image" in modules
    assert not any(name.startswith(("textual_image", "PIL.EpsImagePlugin")) for name in modules)


@pytest.mark.parametrize(
    ("rows", "columns", "width", "height", "cell"),
    [
        (24, 80, 960, 600, Cell(12, 25)),
        (24, 80, 80, 24, Cell(1, 1)),
        (24, 80, 0, 0, Cell(10, 20)),  # most terminals do not say
        (24, 80, 79, 600, Cell(10, 20)),
        (24, 80, 960, 23, Cell(10, 20)),
        (0, 0, 960, 600, Cell(10, 20)),
    ],
)
def test_the_size_of_a_cell_is_what_the_terminal_says_or_a_usual_one(
    rows: int, columns: int, width: int, height: int, cell: Cell
) -> None:
    ours, theirs = os.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, width, height))
        assert kitty.cell_of(theirs) == cell
    finally:
        os.close(ours)
        os.close(theirs)
    with Path(os.devnull).open("rb") as file:
        assert kitty.cell_of(file.fileno()) == Cell(10, 20)
