"""The groups of background workers: in each the last request wins, except in `EACH_COUNTS`."""

from enum import StrEnum, auto


class WorkerGroup(StrEnum):
    """The purpose of a worker; a new one cancels the others in its group."""

    LIST = auto()
    OPEN = auto()
    READ_AHEAD = auto()
    """Reading the articles that may be opened next."""
    COMPLETE = auto()
    """Fetching the pictures of an opened article."""
    CHANGE = auto()
    """Every change counts; they run one after the other."""
    FETCH = auto()
    REFRESH = auto()
    ADD = auto()
    """Looking for a blog's archive."""
    SOURCES = auto()
    """Removing or restoring a source."""
    SAVE = auto()
    COUNT = auto()
    CATCH_UP = auto()
    FIRST_FRAME = auto()
    WARM_UP = auto()
    EXTERNAL = auto()
    FOLLOW = auto()
    OUTLINE = auto()
    """Choosing from a list over the text: its headings, its highlights."""
    DROPPED = auto()
    """Extracting a page again, to show what was left out of it."""
    PICTURES = auto()
    BROWSE = auto()
    COPY = auto()
    ENDING = auto()
    """The lines at the end of an article."""
    PALETTE = auto()
    """Matching titles."""
    PALETTE_TITLES = auto()
    """Reading all titles."""
    PAGE = auto()
    """Preparing a page for a dialog."""
    MARKS = auto()
    """Listing the marks."""
    NOTES = auto()
    """Locating the highlights of a text."""
    PASSAGE = auto()
    """Locating the passage of an unfinished note."""
    PROGRAM = auto()
    """A command configured by the reader, or the editor."""
    CONFIG = auto()
    MANUAL = auto()
    ACTION = auto()
    """A key's action that takes long."""
    PARSE = auto()
    COLOUR = auto()
    SEARCH = auto()
    TEXTS = auto()
    """Searching the texts of the archive."""
    EXCERPTS = auto()
    READ_TEXTS = auto()
    """Making texts searchable."""
    SCROLL = auto()
    """Moves that wait for the end of a text to be known."""


EACH_COUNTS = frozenset((WorkerGroup.CHANGE, WorkerGroup.SOURCES))
"""The groups in which a new request does not replace the previous one."""
