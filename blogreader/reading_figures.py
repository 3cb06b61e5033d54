"""How far an article is read, and what is left of it, as whole numbers: everything that shows them asks here."""


def percent(fraction: float) -> int:
    """Return a fraction from 0 to 1 in per cent, rounded down: nothing is at 100 before its end."""
    # The tiny share makes up for binary floats: 0.29 * 100 is 28.999999999999996.
    return min(max(int(fraction * 100 + 1e-9), 0), 100)


def bar(fraction: float, width: int) -> tuple[str, str]:
    """Return the filled and the empty part of a bar of so many cells, as lines of text have it."""
    filled = int(min(max(fraction, 0), 1) * width + 1e-9)
    return "━" * filled, "─" * (width - filled)


def fine_bar(fraction: float, width: int) -> tuple[str, str]:
    """Return the filled and the empty part of a bar of so many cells, to an eighth of a cell, as a screen has it."""
    eighths = round(min(max(fraction, 0), 1) * width * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + ("▏▎▍▌▋▊▉"[rest - 1] if rest else "")
    return filled, "─" * (width - len(filled))


def at_speed(minutes: int, slowness: float) -> int:
    """Return how many minutes so many of an index take a reader who needs `slowness` for one of them, rounded up."""
    return int(-(-(minutes * slowness - 1e-9) // 1))


def minutes_left(minutes: int, read: int) -> int:
    """Return what is left of so many minutes when so many per cent are read, rounded up: 0 only at the end."""
    return -(-minutes * (100 - read) // 100)
