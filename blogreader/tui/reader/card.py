"""An article's card: what is known before it is opened, as blocks to lay out."""

from typing import TYPE_CHECKING

from blogreader import times
from blogreader.errors import BlogreaderError, Damaged, MuchShorter
from blogreader.keys import Key, first
from blogreader.model import Entry, Status
from blogreader.reading_figures import at_speed, minutes_left, percent
from blogreader.reading_lengths import duration
from blogreader.text import clean_line
from blogreader.tui.reader.content import Ending
from blogreader.urls import host_of

if TYPE_CHECKING:
    from datetime import date

    from blogreader.render import Block


def remark(text: str, role: str = "", hang: int = 0) -> "Block":
    """Return a paragraph of literal text; `role` is `dim` or `error`, `hang` the length of a label before it."""
    from blogreader.render import Inline, Paragraph

    return Paragraph(Inline(text), role=role, hang=hang)


def head(entry: Entry) -> "tuple[Block, ...]":
    """Return title and facts, as shown above an article's text, too."""
    from blogreader.render import Heading, Inline

    article = entry.article
    facts = (
        duration(article.minutes) if article.minutes is not None else None,
        article.category,
        times.day_in_words(article.date) if article.date else None,
        host_of(article.url) or None,
    )
    line = " · ".join(fact for fact in facts if fact)
    # A blank line above the title.
    return (remark(""), Heading(1, Inline(article.title)), *((remark(line, "dim"),) if line else ()))


def card(entry: Entry, problem: str = "", hint: str = "", today: "date | None" = None) -> "tuple[Block, ...]":
    """Return head, summary, history, problem and address of an article, and which keys help.

    Without a given problem, that of the last attempt is shown, if it failed.
    """
    from blogreader import render

    article = entry.article
    summary = render.parse(article.summary) if article.summary else ()
    if not problem and entry.failure:
        at = times.local(entry.failure.at)
        problem = f"Last attempt, {times.day_in_words(at)}, {at:%H:%M}: {entry.failure.sentence}"
    rest = (
        (_history(entry, today), "dim"),
        (f"! {problem}" if problem else "", "error"),
        (article.url, "dim"),
        (hint, "dim"),
    )
    return (*head(entry), *summary, *(remark(text, role) for text, role in rest if text))


def _history(entry: Entry, today: "date | None") -> str:
    """Return what the reader did with an article: `26% read · opened yesterday · third on your list`."""
    state, position = entry.state, entry.bookmark_position
    read = "read" if state.status is Status.READ else f"{state.percent}% read" if state.percent else ""
    opened = times.local(state.opened_at) if state.opened_at else None
    facts = (
        read,
        "changed since you read it" if entry.changed else "",
        f"opened {times.day_from(opened, today)}" if opened else "",
        f"{_nth(position)} on your list" if position is not None else "",
        "offline" if entry.offline else "",
    )
    return " · ".join(fact for fact in facts if fact)


def _nth(position: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    return words[position - 1] if position <= len(words) else f"number {position}"


def foot(ending: Ending, keys: tuple[Key, ...]) -> "tuple[Block, ...]":
    """Return what is shown below an article's text: progress, and what comes next."""
    from blogreader.render import Rule

    count = f"{ending.read} of {ending.articles}"
    mark = first(keys, "reader.mark")
    read = {
        Status.READ: f"✓ read · {count}",
        Status.READING: f"◐ being read · {count} read · {mark} marks it",
        Status.UNREAD: f"● unread · {count} read · {mark} marks it",
    }[ending.status]
    page = first(keys, "reader.page-down")
    beside = f"{page}   "
    if ending.following:
        length = f" · {duration(ending.minutes)}" if ending.minutes else ""
        series = "Next in this series: " if ending.in_series else ""
        following = f"{beside}{series}{clean_line(ending.following, 200)}{length}"
    elif ending.read >= ending.articles:
        following = f"{beside}The archive is finished: what it was"
    elif ending.has_above:
        beside = ""
        following = f"No unread article comes below; {first(keys, 'reader.previous-unread')} opens the one above."
    else:
        beside = ""
        following = f"No other unread article is in this list; {first(keys, 'everywhere.back')} goes back to it."
    return Rule(), remark(read), remark(following, hang=len(beside))


def standing(entry: Entry, share: float, fraction: float, slowness: float, found: str, resumed: str | None) -> str:
    """Return how much of an article is read (`share`), and the reader's position if they jumped ahead of that.

    `resumed`: the key for the top, if it was opened at the saved place.
    """
    read, at = percent(share), percent(fraction)
    left = at_speed(minutes_left(entry.article.minutes or 0, read), slowness)
    left_words = f" · {duration(left)} left" if left else ""
    top = f", {resumed} for the top" if resumed else ""
    far = f"{at}%" if read == at else f"at {at}%{f' · {read}% read' if read else ''}"
    return f"{found and found + ' · '}{far}{left_words}{'' if resumed is None else f' · resumed at {read}%{top}'}"


def remedy(entry: Entry, error: BlogreaderError | None, keys: tuple[Key, ...]) -> str:
    """Return a sentence about the keys that help with a failed article."""
    opens, again = first(keys, "reader.open"), first(keys, "reader.fetch")
    elsewhere = f"{first(keys, 'reader.browser')} opens it in the browser · {first(keys, 'everywhere.back')} goes back"
    if isinstance(error, Damaged):
        return f"{again} fetches it again · {elsewhere}"
    if isinstance(error, MuchShorter):
        return f"{opens} opens the archived text · {again} accepts the shorter one · {elsewhere}"
    if entry.offline:
        return f"{opens} opens the archived text · {again} fetches it again · {elsewhere}"
    return f"{opens} tries again · {elsewhere}"


def welcome(keys: tuple[Key, ...]) -> list[str]:
    """Return five sentences about how to begin."""
    sentences = (
        ("reader.open", "opens an article, and goes on where you left it."),
        ("reader.page-down", "turns the page, and at the end opens the next article."),
        ("articles.bookmark", "puts an article on your reading list."),
        ("everywhere.palette", "and then `add ADDRESS` follows a blog of your own."),
        ("everywhere.help", "shows all keys."),
    )
    return [f"{key} {does}" for name, does in sentences if (key := first(keys, name))]
