"""An archived picture as rows of cells: half blocks, or placeholders that Kitty paints over.

Uses Pillow alone, and not textual-image (0.12), which must be imported before the app runs: importing any part of it
queries the terminal and reads the answer from standard input, where Textual reads the keys (without an answer, that
costs 200 ms and a key); it writes to standard output, in between what Textual writes to standard error; and closing
one picture removes all others from the screen and leaves its data in the terminal.
"""

import io
import math
import struct
import warnings
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from blogreader import files
from blogreader.errors import PictureError
from blogreader.records import dataclass
from blogreader.tui.terminal import kitty
from blogreader.tui.terminal.kitty import Cell

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_PICTURE = 50_000_000
"""Bytes."""
MOST_MEMORY = 250_000_000
"""Bytes while decoding: 31 million pixels of PNG, 15 of WebP; more of JPEG, which can be decoded smaller."""

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

# Only those that browsers show: one of Pillow's other formats starts Ghostscript.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
# Measured: 4 a pixel, a second copy if there is transparency, and two libraries keep frames of their own.
_MEMORY_OF_A_PIXEL = {"WEBP": 16, "AVIF": 12}
_MEMORY_OF_ANOTHER = 8
_HALF_BLOCK = Cell(1, 2)
# Exif 2.32, table 6: how to rotate stored pixels, and from which orientation on width and height are swapped.
_ORIENTATION = 0x0112
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
_TRANSPOSED_FROM = 5
# What Pillow's decoders raise for broken or malicious files (40 000 were tried; RuntimeError is AVIF's).
_DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    RuntimeError,
    struct.error,
    ArithmeticError,
    LookupError,
    TypeError,
)
_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
_SVG_HEAD = 1_000
_DAMAGED = "The picture is damaged or incomplete."


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as rows of a screen."""

    columns: int
    """Cells of every row."""
    strips: tuple[Strip, ...]
    """From top to bottom, with all their colours: no other style may be applied to them."""
    transmission: str = ""
    """The sequence to send once, before the rows are painted; may be empty."""
    deletion: str = ""
    """The sequence to send when the picture is no longer shown; may be empty."""


class _Fit(NamedTuple):
    """The size of a fitted picture, in pixels and cells."""

    width: int
    height: int
    columns: int
    rows: int


def show(path: Path, columns: int, rows: int, background: Colour = (0, 0, 0), cell: Cell | None = None) -> Picture:
    """Return a picture that fits into columns and rows, never enlarged; takes up to a second, so call it in a thread.

    `cell` is the size of the terminal's cells if it supports Kitty's placeholders; None: half blocks, in which a pixel
    takes at most half a cell. Transparent parts show the background. Raises PictureError.
    """
    from PIL import (  # 50 ms, and 50 more for the formats: loaded with the first picture
        Image,
        UnidentifiedImageError,
    )

    data = _read(path)
    columns, rows = (min(number, kitty.MOST_CELLS) for number in (columns, rows))
    # Permanently and for all threads: `catch_warnings` is not thread-safe.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")  # truncated Exif data
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with _opened(data) as image:
            pixels, fit = _fitted(image, columns, rows, cell or _HALF_BLOCK)
            flat = _flattened(pixels, background)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError) as error:
        raise PictureError("The picture has too many pixels to be shown.") from error
    except UnidentifiedImageError as error:
        raise PictureError(_unknown(data)) from error
    except _DAMAGE as error:
        raise PictureError(_DAMAGED) from error
    if cell is None:
        return Picture(fit.columns, _half_blocks(flat, background))
    number = kitty.new_number()
    return Picture(
        fit.columns,
        kitty.strips(number, fit.columns, fit.rows),
        kitty.transmission(number, _png(flat), fit.columns, fit.rows),
        kitty.deletion(number),
    )


def _read(path: Path) -> bytes:
    try:
        return files.read_bytes(path, LARGEST_PICTURE)
    except OSError as error:
        raise PictureError(str(files.unreadable("The picture", error))) from error


def _opened(data: bytes) -> "Image":
    # Pillow preloads five formats; to find these two, it would load all of them.
    from PIL import AvifImagePlugin, Image, WebPImagePlugin  # noqa: F401 - they enter themselves into the list

    return Image.open(io.BytesIO(data), formats=_FORMATS)


def _fitted(image: "Image", columns: int, rows: int, cell: Cell) -> tuple["Image", _Fit]:
    """Return the first frame, upright and scaled down, and its size; it is decoded at about that size."""
    from PIL import Image

    if image.format not in ("JPEG", "MPO"):  # before asking for Exif data, which decodes a PNG
        _bound(image)
    orientation = image.getexif().get(_ORIENTATION, 1)
    turned = isinstance(orientation, int) and _TRANSPOSED_FROM <= orientation <= 8
    width, height = reversed(image.size) if turned else image.size
    fit = _fit(width, height, columns, rows, cell)
    size = (fit.height, fit.width) if turned else (fit.width, fit.height)
    image.draft("RGB", size)  # only for JPEG: 4000 x 3000 pixels as 500 x 375, eight times as fast
    _bound(image)
    image.load()
    image = _in_eight_bits(image)
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    how = _TURNS.get(orientation)
    return (image if how is None else image.transpose(Image.Transpose[how])), fit


def _bound(image: "Image") -> None:
    from PIL import Image

    memory = _MEMORY_OF_A_PIXEL.get(image.format or "", _MEMORY_OF_ANOTHER)
    if image.width * image.height * memory > MOST_MEMORY:
        raise Image.DecompressionBombError


def _fit(width: int, height: int, columns: int, rows: int, cell: Cell) -> _Fit:
    scale = min(1.0, columns * cell.width / width, rows * cell.height / height)
    pixels = max(1, round(width * scale)), max(1, round(height * scale))
    return _Fit(*pixels, math.ceil(pixels[0] / cell.width), math.ceil(pixels[1] / cell.height))


def _in_eight_bits(image: "Image") -> "Image":
    """Return the image as RGB, or as RGBA if it has transparency."""
    if image.mode.startswith("I"):  # 16-bit grey, which `convert` would clip instead of scaling
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _flattened(image: "Image", background: Colour) -> "Image":
    from PIL import Image

    if image.mode == "RGB":
        return image
    flat = Image.new("RGB", image.size, background)
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _half_blocks(image: "Image", background: Colour) -> tuple[Strip, ...]:
    """Paint two rows of pixels as one row of cells: the upper as the foreground, the lower as the background."""
    width, height = image.size
    data = image.tobytes()
    pixels: list[Colour] = list(zip(data[::3], data[1::3], data[2::3], strict=True))
    pixels += [background] * (width * (height % 2))
    strips = []
    for start in range(0, len(pixels), 2 * width):
        pairs = zip(pixels[start : start + width], pixels[start + width : start + 2 * width], strict=True)
        # Neighbours with the same colours form one piece: each piece costs 40 bytes of output.
        segments = [_half_block(*pair, len(list(group))) for pair, group in groupby(pairs)]
        strips.append(Strip(segments, width))
    return tuple(strips)


def _half_block(upper: Colour, lower: Colour, count: int) -> Segment:
    behind = Color.from_rgb(*lower)
    if upper == lower:
        return Segment(" " * count, Style.from_color(None, behind))
    return Segment("▀" * count, Style.from_color(Color.from_rgb(*upper), behind))


def _png(image: "Image") -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=3)
    return file.getvalue()


def _unknown(data: bytes) -> str:
    if b"<svg" in data[:_SVG_HEAD].lower():
        return "An SVG drawing can't be shown in a terminal."
    if data.startswith(_SIGNATURES):
        return _DAMAGED
    return "This picture can't be shown; PNG, JPEG, GIF, WebP, AVIF and BMP can."
