"""Stores marks of places: a field each, so that windows and machines don't overwrite each other's."""

from blogreader.library.reading_state import ReadingState
from blogreader.model import Place, PlaceMark


class KeptMarks:
    """The marks of all articles; every method may raise LibraryError, and loads the state."""

    def __init__(self, state: ReadingState) -> None:
        self._state = state

    def of(self, key: str | None) -> dict[str, PlaceMark]:
        """Return the global marks and those of an article, by letter; invalid ones are skipped."""
        marks = (from_record(name, value) for name, value in self._state.place_marks().items())
        return {mark.letter: mark for mark in marks if mark and (mark.is_everywhere or mark.key == key)}

    def set(self, mark: PlaceMark) -> None:
        """Set a mark, replacing one with the same letter."""
        self._state.keep_place_mark(*to_record(mark))


def to_record(mark: PlaceMark) -> tuple[str, list[object]]:
    """Return the name and value under which a mark is stored."""
    place = mark.place
    kept = [place.block, place.offset, place.quote, round(place.fraction, 4), mark.rows] if place else []
    return mark.letter if mark.is_everywhere else f"{mark.letter} {mark.key}", [mark.key, *kept]


def from_record(name: str, value: object) -> PlaceMark | None:
    """Read what `to_record` wrote; None for anything else."""
    match value:
        case [str(key), int(block), int(offset), str(quote), int(fraction) | float(fraction), int(rows)] if (
            block >= 0 and offset >= 0 and 0 <= fraction <= 1
        ):
            mark = PlaceMark(name[:1], key, Place(block, offset, quote, float(fraction)), rows)
        case [str(key)]:
            mark = PlaceMark(name[:1], key, None)
        case _:
            return None
    return mark if is_letter(mark.letter) and to_record(mark)[0] == name else None


def is_letter(character: str) -> bool:
    """Return whether a character can name a mark."""
    return len(character) == 1 and character.isascii() and character.isalpha()
