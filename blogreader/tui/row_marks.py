"""The marks before a title in every list of the app: the status of an article, and whether it is bookmarked."""

from blogreader.model import State, Status

_STATUS = {Status.UNREAD: " ", Status.READING: "◐", Status.READ: "✓"}


def status_mark(state: State) -> str:
    """Return the mark of a status; unread articles have none."""
    return _STATUS[state.status]


def bookmark_mark(state: State) -> str:
    """Return the mark of an article on the reading list; a blank for any other."""
    return "★" if state.bookmark is not None else " "
