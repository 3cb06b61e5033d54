"""An article's card: what is known of it before it is read, as blocks to lay out."""

from typing import TYPE_CHECKING

from blogreader import times
from blogreader.model import Entry
from blogreader.transitions import duration
from blogreader.urls import host_of

if TYPE_CHECKING:
    from blogreader.render import Block


def remark(text: str) -> "Block":
    """Return a paragraph of literal text."""
    from blogreader.render import Inline, Paragraph

    return Paragraph(Inline(text))


def head(entry: Entry) -> "tuple[Block, ...]":
    """Return title and facts, as they stand above an article's text too."""
    from blogreader.render import Heading, Inline

    article = entry.article
    facts = (
        article.date.isoformat() if article.date else None,
        article.category,
        duration(article.minutes) if article.minutes is not None else None,
        host_of(article.url) or None,
    )
    line = " · ".join(fact for fact in facts if fact)
    return (Heading(1, Inline(article.title)), *((remark(line),) if line else ()))


def card(entry: Entry, *remarks: str, hint: str = "") -> "tuple[Block, ...]":
    """Return head, summary and address, and what else is to be said; the hint is for an article that failed."""
    from blogreader import render

    article = entry.article
    summary = render.parse(article.summary) if article.summary else ()
    failure = (
        (f"The last attempt, {times.local(entry.failure.at):%Y-%m-%d %H:%M}: {entry.failure.sentence}", hint)
        if entry.failure and not remarks
        else ()
    )
    return (*head(entry), *summary, *map(remark, filter(None, (article.url, *failure, *remarks))))
