"""The groups in which work is done beside the event loop's own: of each the last request wins; see `EACH_COUNTS`."""

from enum import StrEnum


class WorkerGroup(StrEnum):
    """What a worker is for; a new one ends the others of its group."""

    LIST = "list"
    OPEN = "open"
    COMPLETE = "complete"
    """Bringing the pictures of an article that was opened."""
    CHANGE = "change"
    """Changes all count, and come one after the other."""
    FETCH = "fetch"
    REFRESH = "refresh"
    ADD = "add"
    """Looking for a blog's archive."""
    SOURCES = "sources"
    """Following a source no more, or again."""
    CATCH_UP = "catch up"
    WARM_UP = "warm up"
    EXTERNAL = "external"
    FOLLOW = "follow"
    OUTLINE = "outline"
    DROPPED = "dropped"
    """Extracting a page again, to tell what was left out of it."""
    PICTURES = "pictures"
    BROWSE = "browse"
    COPY = "copy"
    MARKS = "marks"
    """Saying which marks there are."""
    ACTION = "action"
    """A key's action that takes long."""
    PARSE = "parse"
    COLOUR = "colour"
    SEARCH = "search"
    TEXTS = "texts"
    """Searching the texts of the archive."""
    EXCERPTS = "excerpts"
    READ_TEXTS = "read texts"
    """Making texts searchable."""
    SCROLL = "scroll"
    """Moves that wait for the end of a text to be known."""


EACH_COUNTS = frozenset((WorkerGroup.CHANGE, WorkerGroup.SOURCES))
"""Those in which no request takes the place of the one before."""
