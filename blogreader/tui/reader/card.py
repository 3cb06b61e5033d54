"""An article's card: what is known of it before it is read, as blocks to lay out."""

from typing import TYPE_CHECKING

from blogreader import times
from blogreader.errors import BlogreaderError, Damaged, MuchShorter
from blogreader.keys import Key, first
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


def remedy(entry: Entry, error: BlogreaderError | None, keys: tuple[Key, ...]) -> str:
    """Return which keys help with an article that failed, in words."""
    opens, again = first(keys, "reader.open"), first(keys, "reader.fetch")
    elsewhere = f"{first(keys, 'reader.browser')} opens it in the browser · {first(keys, 'everywhere.back')} goes back"
    if isinstance(error, Damaged):
        return f"{again} fetches it again · {elsewhere}"
    if isinstance(error, MuchShorter):
        return f"{opens} opens what is archived · {again} takes the shorter one · {elsewhere}"
    if entry.offline:
        return f"{opens} opens what is archived · {again} fetches it again · {elsewhere}"
    return f"{opens} tries again · {elsewhere}"
