"""Times, tags and texts in the spellings of exports."""

import datetime as dt
import json
import re

from blogreader import times

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_SECONDS = 100_000_000_000
"""A time from here on is in thousandths of a second (in seconds it is the year 5138), and from a thousand times as much
on in millionths."""
_FURTHEST = 1e20
"""What is as much, infinity with it, is a time in no unit."""
_LATEST = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
_LONGEST_TAGS = 20_000
"""Characters of all tags of an article."""
_QUOTED = re.compile(r"(?<!\\)(?:'((?:[^'\\]|\\.)*+)'|\"((?:[^\"\\]|\\.)*+)\")")


def moment(value: object) -> dt.datetime | None:
    """Return a time in seconds, thousandths or millionths since 1970, or in ISO 8601; None: it is none.

    Times before 1970 and after 2199 are no times at which anybody saved or read an article.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip()
        if value.isascii() and value.replace(".", "", 1).isdigit():
            value = float(value)
    if isinstance(value, int | float):
        if not 0 < value < _FURTHEST:
            return None
        seconds = float(value)
        while seconds >= _SECONDS:
            seconds /= 1000
        return _EPOCH + dt.timedelta(seconds=int(seconds)) if seconds < _SECONDS / 10 else None
    try:
        found = times.from_text(value)
    except (ValueError, OverflowError):
        return None
    return found.replace(microsecond=0) if _EPOCH < found < _LATEST else None


def day(value: object) -> dt.date | None:
    """Return a day of publication."""
    if isinstance(value, str) and (written := value.strip())[:4].isdigit() and "-" in written:
        try:  # the day as it is written, whatever its zone
            return dt.date.fromisoformat(written[:10])
        except ValueError:
            return None
    found_at = moment(value)
    return found_at.date() if found_at else None


def listed(value: object, separators: str = ",") -> tuple[str, ...]:
    """Return tags: a list, JSON's or Python's way of writing one, or words between separators."""
    if isinstance(value, list | tuple):
        names = [
            one.get("label") or one.get("name") or one.get("slug") if isinstance(one, dict) else one for one in value
        ]
        return tuple(one for one in names if isinstance(one, str) and one.strip())
    if not isinstance(value, str) or not value.strip():
        return ()
    text = value.strip()[:_LONGEST_TAGS]
    if text.startswith("[") and text.endswith("]"):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return tuple(re.sub(r"\\(.)", r"\1", one[0] or one[1]) for one in _QUOTED.findall(text))
        return listed(found) if isinstance(found, list) else ()
    return tuple(one.strip() for one in re.split(f"[{re.escape(separators)}]", text) if one.strip())


def whole(value: object) -> int | None:
    """Return a whole number; None: it is none."""
    if isinstance(value, str):
        value = value.strip()
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e9 else None


def fraction(value: object) -> float:
    """Return how much of an article is read, 0 to 1; hundredths above that."""
    if not isinstance(value, int | float | str):
        return 0.0
    try:
        found = float(value)
    except ValueError:
        return 0.0
    if not found > 0:  # NaN too
        return 0.0
    return min(found / 100 if found > 1 else found, 1.0)
