"""How far an article is read and how much is left, as whole numbers, computed here for everything that shows them."""


def percent(fraction: float) -> int:
    """Return a fraction from 0 to 1 in per cent, rounded down: 100 means the very end."""
    # The tiny summand makes up for binary floats: 0.29 * 100 is 28.999999999999996.
    return min(max(int(fraction * 100 + 1e-9), 0), 100)


def bar(fraction: float, width: int) -> tuple[str, str]:
    """Return the filled and the empty part of a bar of so many cells, as lines of text have it."""
    filled = int(min(max(fraction, 0), 1) * width + 1e-9)
    return "━" * filled, "─" * (width - filled)


def fine_bar(fraction: float, width: int) -> tuple[str, str]:
    """Return the filled and the empty part of a progress bar for the screen, to an eighth of a cell."""
    eighths = round(min(max(fraction, 0), 1) * width * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + ("▏▎▍▌▋▊▉"[rest - 1] if rest else "")
    return filled, "─" * (width - len(filled))


def at_speed(minutes: int, slowness: float) -> int:
    """Return the minutes that a reader needs for so many of an index, at `slowness` minutes for each, rounded up."""
    return int(-(-(minutes * slowness - 1e-9) // 1))


def minutes_left(minutes: int, read: int) -> int:
    """Return the minutes left when so many per cent are read, rounded up: 0 means the very end."""
    return -(-minutes * (100 - read) // 100)
