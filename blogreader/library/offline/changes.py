"""Whether an article says something other than what its reader read."""

from blogreader.archive import Earlier
from blogreader.model import Document, State, Status
from blogreader.text import clean


def says_other(one: str, other: str) -> bool:
    """Return whether the words of two Markdown texts differ, regardless of markup."""
    from blogreader.catalogue.full_text.searchable_text import plain_text

    return one != other and plain_text(one).split() != plain_text(other).split()


def earlier_than(
    document: Document, now: Document, kept: Earlier | None, state: State | None, *, fetched: bool
) -> Earlier | None:
    """Return the text that was read, when `document` replaces the archived `now` and differs from it.

    `kept`: the earlier text known so far. Until the reader has seen the differences, the text that was read stays the
    one to compare with, however often the article changes. `fetched`: False for a re-extraction of the same page, which
    changes no article.
    """
    new, old = clean(document.text), clean(now.text)
    is_new_to_reader = kept is not None and not kept.seen and not was_read_since(kept, state)
    if kept is not None and (is_new_to_reader or not fetched or not says_other(new, old)):
        base = kept
    elif fetched and was_read(state) and says_other(new, old):
        base = Earlier(document.fetched, old)
    else:
        return None
    return None if base.text is not None and not says_other(base.text, new) else base


def was_read(state: State | None) -> bool:
    """Return whether the reader has opened an article at all."""
    return state is not None and (state.status is not Status.UNREAD or state.opened_at is not None)


def was_read_since(earlier: Earlier, state: State | None) -> bool:
    """Return whether an article was read to its end after it changed."""
    return state is not None and state.read_at is not None and state.read_at > earlier.changed
