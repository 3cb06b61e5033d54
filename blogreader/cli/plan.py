"""The commands `next` and `today`: what to read, for a prompt, a status bar or a mail sent by cron."""

from blogreader.cli import article_output, output
from blogreader.cli.arguments import Arguments
from blogreader.cli.articles import entries
from blogreader.cli.context import opened
from blogreader.errors import UsageError
from blogreader.reading_lengths import duration
from blogreader.text import counted

_MOST_MINUTES = 24 * 60
_TURNS = ("is:reading sort:-opened", "is:bookmarked is:unread sort:list")
"""Queries for what comes before all unread articles."""


def next_(arguments: Arguments) -> int:
    """Print the next article: one being read, or else one of the reading list, or else an unread one."""
    query = " ".join(arguments.query)
    with opened(arguments) as library:
        # A `sort:` applies only to the unread articles: the reading list has an order of its own.
        asked = (*((query, turn) for turn in _TURNS), ("is:unread", query))
        entry = next((one for texts in asked for one in entries(library, *texts)), None)
    if entry is None:
        output.message("Nothing that matches is left to read." if query else "Nothing is left to read.")
        return 1
    if arguments.json:
        output.as_json(article_output.article(entry))
    else:
        output.data(article_output.row(entry, output.row_width(), arguments.icons))
    return 0


def today(arguments: Arguments) -> int:
    """Print the articles that fit into the given minutes."""
    if not 1 <= arguments.minutes <= _MOST_MINUTES:
        raise UsageError(f"--minutes takes a number from 1 to {_MOST_MINUTES}.")
    with opened(arguments) as library:
        listing = library.select(f"-is:read fits:{arguments.minutes}", " ".join(arguments.query))
        found, tally = listing.page(0, len(listing)), listing.tally
    if not found:
        output.message(f"Nothing that is left to read fits into {duration(arguments.minutes)}.")
        return 1
    if arguments.json:
        output.as_json([article_output.article(entry) for entry in found])
        return 0
    for entry in found:
        output.data(article_output.row(entry, output.row_width(), arguments.icons))
    if not arguments.quiet:
        output.message(f"{counted(len(found), 'article')}, about {duration(tally.minutes_left)}.")
    return 0
