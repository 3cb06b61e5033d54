"""Text cut, padded and broken to cells of the terminal."""

import re

from rich.cells import cell_len, set_cell_size

_INLINE_MARKDOWN = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)|\*\*?|`")


def cut(text: str, width: int) -> str:
    """Return text of at most `width` cells, what does not fit replaced by an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"


def fitted(text: str, width: int) -> str:
    """Return text of exactly `width` cells."""
    return set_cell_size(cut(text, width), max(width, 0))


def broken(text: str, width: int, lines: int) -> list[str]:
    """Return text as at most so many lines of at most `width` cells, broken at blanks; the last one cut if need be."""
    if width <= 0:
        return [""]
    out: list[str] = []
    rest = text.strip()
    while rest and len(out) < lines - 1 and cell_len(rest) > width:
        # A row holds a few hundred cells, a title may hold 5 000 characters: only what can fit is looked at.
        head = set_cell_size(rest[: width + 1], width + 1)
        at = head.rfind(" ", 1)
        fitting = rest[:at] if at > 0 else set_cell_size(rest[:width], width).rstrip()
        fitting = fitting or rest[:1]
        out.append(fitting.rstrip())
        rest = rest[len(fitting) :].lstrip()
    return [*out, cut(rest, width)] if rest or not out else out


def without_markup(text: str) -> str:
    """Return a line of inline Markdown without its marks, where it has room for words alone."""
    return _INLINE_MARKDOWN.sub(lambda match: match[1] or "", text)


def bar(fraction: float, width: int) -> tuple[str, str]:
    """Return the filled and the empty part of a bar of so many cells, to an eighth of a cell."""
    eighths = round(min(max(fraction, 0), 1) * width * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + ("▏▎▍▌▋▊▉"[rest - 1] if rest else "")
    return filled, "─" * (width - len(filled))
