"""The page for a finished archive says what was read, when, and for how long."""

from datetime import date, datetime, timedelta

import pytest

from blogreader.library import CategoryProgress, Progress
from blogreader.library.reading_report import FinishedArchive, ReadingReport
from blogreader.model import Article, Entry, ReadingTime, State, Tally
from blogreader.records import replace
from blogreader.render import Block, Code, Heading, Paragraph
from blogreader.tui.dialogs.finished_page import finished_page
from tests.driving import BLOG, NOW

TODAY = NOW.date()
BOOKS = CategoryProgress("Books [/b]", Tally(12, 12, minutes=130))
REST = CategoryProgress(None, Tally(3, 2, minutes=9))
READ = Progress(Tally(15, 15, minutes=139), 15, 0, (BOOKS, REST))


def entry(title: str, minutes: int | None) -> Entry:
    url = BLOG + title.lower().replace(" ", "-")
    return Entry(Article(url, url, title, minutes=minutes), State(url), "blog", offline=True)


ARCHIVE = FinishedArchive(
    "A \x1bblog",
    ReadingReport(
        READ, (), ReadingTime("", TODAY, 5_400, skimmed=600), {TODAY: 1_800, date(2026, 10, 1): 3_600}, TODAY
    ),
    NOW - timedelta(days=31),
    NOW,
    (entry("A long one", 75), entry("One of no known length", None)),
    (entry("Kept", 5),),
)


def lines(archive: FinishedArchive, width: int = 60) -> list[str]:
    """Every block of the page in its own words, headings with a mark."""

    def said(block: Block) -> str:
        match block:
            case Heading(level, inline):
                return f"{'#' * level} {inline.source}"
            case Paragraph(inline):
                return inline.source
            case Code(text):
                return text
            case _:
                pytest.fail(f"{block} on the page")

    return [line for block in finished_page(archive)._blocks(width) for line in said(block).splitlines()]


def test_a_finished_archive_is_told_by_its_days_categories_and_articles() -> None:
    assert lines(ARCHIVE) == [
        "# A blog",
        "All 15 articles read.",
        "Begun on 1 Oct 2026, the last one read on 1 Nov 2026: 32 days.",
        "1 h 30 min of reading on 2 days, 10 min of it skimmed.",
        "## By category",
        f"{'Books [/b]':<40}   12/12  2 h 10 min",
        f"{'No category':<40}     2/3       9 min",
        "## The longest",
        f"{'A long one':<48}  1 h 15 min",
        "One of no known length",
        "## On your list",
        f"{'Kept':<48}       5 min",
    ]
    assert lines(ARCHIVE, 30)[5] == "Books [/b]   12/12  2 h 10 min"
    assert lines(ARCHIVE, 8)[5:10:3] == ["Boo…   12/12  2 h 10 min", "A l…  1 h 15 min"]


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(
        ARCHIVE,
        report=replace(ARCHIVE.report, days={}, progress=replace(READ, categories=())),
        longest=(),
        bookmarked=(),
    )
    assert [line for line in lines(bare) if line[:2] == "##" or "reading" in line] == []
    assert len(lines(bare)) == 3


@pytest.mark.parametrize(
    ("read", "articles", "said"),
    [
        *((15, 15, "All 15 articles read."), (14, 15, "14 of 15 articles read."), (2, 2, "All 2 articles read.")),
        *((1, 1, "1 of 1 article read."), (0, 0, "0 of 0 articles read.")),
    ],
)
def test_an_archive_is_finished_when_all_of_it_is_read(read: int, articles: int, said: str) -> None:
    report = replace(ARCHIVE.report, progress=replace(READ, total=Tally(articles, read)))
    assert lines(replace(ARCHIVE, report=report))[1] == said


@pytest.mark.parametrize(
    ("skimmed", "said"),
    [(0, "on 2 days."), (59, "on 2 days."), (60, "on 2 days, 1 min of it skimmed."), (110, ", 2 min of it skimmed.")],
)
def test_less_than_a_minute_of_skimming_is_not_told(skimmed: float, said: str) -> None:
    report = replace(ARCHIVE.report, time=replace(ARCHIVE.report.time, skimmed=skimmed))
    assert lines(replace(ARCHIVE, report=report))[3].endswith(said)


@pytest.mark.parametrize(
    ("begun", "ended", "said"),
    [
        (None, None, "Nothing was opened yet."),
        (NOW, None, "Begun on 1 Nov 2026."),
        (None, NOW, "Begun on 1 Nov 2026."),
        (NOW, NOW, "Begun and last read on 1 Nov 2026."),
        (NOW - timedelta(days=1), NOW, "Begun on 31 Oct 2026, the last one read on 1 Nov 2026: 2 days."),
        (NOW, NOW - timedelta(days=3), "Begun on 1 Nov 2026, the last one read on 29 Oct 2026: 1 day."),
    ],
)
def test_first_and_last_day_are_both_counted(begun: datetime | None, ended: datetime | None, said: str) -> None:
    assert lines(replace(ARCHIVE, begun=begun, ended=ended))[2] == said
