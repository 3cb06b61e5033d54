"""Text cut and padded to cells of the terminal."""

from rich.cells import cell_len, set_cell_size


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
