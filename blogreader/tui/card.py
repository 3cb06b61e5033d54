"""An article's card: what is known of it before it is read, as blocks to lay out."""

from blogreader import render
from blogreader.model import Entry
from blogreader.progress import duration
from blogreader.render import Block, Heading, Inline, Paragraph
from blogreader.urls import host_of


def head(entry: Entry) -> tuple[Block, ...]:
    """Give title and facts, as they stand above an article's text too."""
    article = entry.article
    facts = (
        article.date.isoformat() if article.date else None,
        article.category,
        duration(article.minutes) if article.minutes is not None else None,
        host_of(article.url) or None,
    )
    line = " · ".join(fact for fact in facts if fact)
    return (Heading(1, Inline(article.title)), *((Paragraph(Inline(line)),) if line else ()))


def card(entry: Entry, *remarks: str) -> tuple[Block, ...]:
    """Give head, summary and address, and what else is to be said."""
    article = entry.article
    summary = render.parse(article.summary) if article.summary else ()
    failure = (
        (f"The last attempt, {entry.failure.at.astimezone():%Y-%m-%d %H:%M}: {entry.failure.sentence}",)
        if entry.failure and not remarks
        else ()
    )
    texts = (article.url, *failure, *remarks)
    return (*head(entry), *summary, *(Paragraph(Inline(text)) for text in texts))
