"""The page for a finished archive: when it was begun and finished, how long it took, what was in it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from blogreader import times
from blogreader.cell_text import fitted
from blogreader.keys import TABLE, Key
from blogreader.library import CategoryProgress
from blogreader.library.reading_report import FinishedArchive
from blogreader.model import Entry
from blogreader.reading_lengths import duration
from blogreader.render import Block, Code, Heading, Inline, Paragraph
from blogreader.text import clean_line, counted
from blogreader.tui.dialogs.text_screen import TextScreen


def finished_page(archive: FinishedArchive, table: tuple[Key, ...] = TABLE) -> TextScreen:
    """Return the page."""

    def blocks(width: int) -> Iterator[Block]:
        total = archive.report.progress.total
        is_finished = total.read == total.articles > 1
        count = counted(total.articles, "article")
        yield Heading(1, Inline(clean_line(archive.title)))
        yield Paragraph(Inline(f"All {count} read." if is_finished else f"{total.read} of {count} read."))
        yield Paragraph(Inline(_when(archive)))
        if archive.report.days:
            time, days = archive.report.time, len(archive.report.days)
            skimmed = f", {duration(round(time.skimmed / 60))} of it skimmed" if time.skimmed >= 60 else ""
            spent = duration(round(time.seconds / 60))
            yield Paragraph(Inline(f"{spent} of reading on {counted(days, 'day')}{skimmed}."))
        if archive.report.progress.categories:
            yield Heading(2, Inline("By category"))
            yield Code("\n".join(_row(one, width) for one in archive.report.progress.categories))
        for title, entries in (("The longest", archive.longest), ("On your list", archive.bookmarked)):
            if entries:
                yield Heading(2, Inline(title))
                yield Code("\n".join(_titles(entries, width)))

    return TextScreen(blocks, table)


def _when(archive: FinishedArchive) -> str:
    begun, ended = archive.begun, archive.ended
    if begun is None or ended is None:
        return "Nothing was opened yet." if ended is None and begun is None else f"Begun on {_day(begun or ended)}."
    days = max(round((ended - begun) / timedelta(days=1)), 0) + 1
    if _day(begun) == _day(ended):
        return f"Begun and last read on {_day(begun)}."
    return f"Begun on {_day(begun)}, the last one read on {_day(ended)}: {counted(days, 'day')}."


def _day(time: datetime | None) -> str:
    return times.day_in_words(times.local(time)) if time else ""


def _row(one: CategoryProgress, width: int) -> str:
    name, count = clean_line(one.category or "No category"), f"{one.tally.read}/{one.tally.articles}"
    return f"{fitted(name, max(width - 20, 4))} {count:>7} {duration(one.tally.minutes):>11}"


def _titles(entries: Iterable[Entry], width: int) -> Iterator[str]:
    for entry in entries:
        length = duration(entry.article.minutes) if entry.article.minutes else ""
        yield f"{fitted(clean_line(entry.article.title), max(width - 12, 4))} {length:>11}".rstrip()
