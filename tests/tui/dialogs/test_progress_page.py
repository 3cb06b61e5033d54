"""Time is counted while a text is read; `p` shows it with how far the archive is, and all panes say the same."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from blogreader.library import CategoryProgress, Progress
from blogreader.library.reading_report import MonthProgress, ReadingReport
from blogreader.library.reports import SourceProgress
from blogreader.model import ReadingTime, Source, Status, Tally
from blogreader.render import Block, Code, Heading, Paragraph
from blogreader.tui.dialogs.progress_page import calendar, progress_page, shade
from tests.driving import BLOG, CLOCK, Driver, archived, prose, reading

pytestmark = pytest.mark.app

SIZE = (140, 40)
TODAY = date(2026, 11, 1)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", {"first": prose(60), "second": prose(60), "third": "Short."})


def spent(driver: Driver, slug: str, *times: ReadingTime) -> None:
    """Keep what sittings took."""
    driver.library._reading_state.change(
        [BLOG + slug], lambda states, _: [replace(state, times=times) for state in states], "place"
    )


def lengthen(index: Path) -> None:
    """Have the first article take as long as all three."""
    index.write_text(index.read_text().replace("9 min", "27 min", 1))


def page(driver: Driver) -> str:
    """What the page over the panes shows."""
    return "\n".join(driver.lines)


@pytest.mark.slow
async def test_time_is_counted_while_the_text_is_read_and_at_no_other_moment(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter", "space", "space", "space", "q")
        seconds = driver.library.figures.report().time.seconds
        assert seconds > 60
        assert driver.library.figures.report().time.prose_words > 200
        await driver.press("j", "h", "k")
        CLOCK.rest(10_000)
        await driver.press("l", "j")
        assert driver.library.figures.report().time.seconds == seconds
        assert set(driver.library.figures.report().days) == {TODAY}
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        assert driver.library.figures.report().time.seconds == pytest.approx(seconds, abs=0.1)


@pytest.mark.slow
async def test_what_is_skimmed_counts_as_skimmed(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter")
        for _ in range(4):
            CLOCK.rest(1)
            await driver.pilot.press("space")
            await driver.pilot.pause()
        driver.screen.current_article.leave()
        await driver.settle()
        time = driver.library.figures.report().time
        assert time.skimmed > 0
        assert time.prose_words < 900


@pytest.mark.slow
async def test_p_shows_pace_end_calendar_sources_and_months(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        spent(driver, "first", ReadingTime("a", TODAY - timedelta(6), 3_600), ReadingTime("b", TODAY, 600))
        await driver.press("p")
        shown = page(driver)
        assert "0 of 3 read" in shown
        assert "Read for 1 h 10 min since 26 Oct 2026; 1 h 10 min in the last seven days." in shown
        assert "27 min left. At your pace, 1 h 10 min a week, the archive is finished on" in shown
        assert "4 Nov 2026." in shown
        assert "The last half year" in shown
        assert "By month of the archive" in shown
        await driver.press("G")
        assert "Jan 2026 " in page(driver)
        await driver.press("q")
        driver.screen.pages.set_finish("2026-11-15")
        await driver.settle()
        assert "By 15 Nov 2026 it takes 13 min a week." in page(driver)
        await driver.press("q")
    async with reading(tmp_path / "library", offline=True) as driver:
        assert driver.screen.finish_by is None  # with --index the session is not the library's


async def test_bars_are_counted_in_minutes_their_two_parts_and_the_days_of_the_calendar_of_different_colours(
    tmp_path: Path, index: Path
) -> None:
    lengthen(index)
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        driver.library.mark([BLOG + "first"], Status.READ)
        spent(driver, "first", ReadingTime("a", TODAY, 3_600))
        await driver.press("p", "G")
        strips = driver.app.screen._compositor.render_strips()
        row = next(strip for strip in strips[1:] if "████" in strip.text)
        colours = {sign: segment.style.color for segment in row if segment.style for sign in segment.text.strip()}
        assert len({colours["█"], colours["─"], colours["A"]}) == 3
        assert row.text.count("█") == 12  # of 20: 27 of 45 minutes
        legend = next(strip for strip in strips if "45 █ more min" in strip.text)
        days = {segment.text: segment.style.color for segment in legend if segment.style}
        assert days["█"] == days["░"] == colours["█"]
        assert days["·"] == colours["─"]


@pytest.mark.slow
async def test_the_day_of_the_end_is_remembered_and_a_wrong_one_said(tmp_path: Path) -> None:
    async with reading(tmp_path, offline=True) as driver:
        driver.screen.pages.set_finish("2027-03-31")
        await driver.settle()
        await driver.press("q")
    async with reading(tmp_path, offline=True) as driver:
        await driver.press("p")
        assert "By 31 Mar 2027 it takes " in page(driver)
        await driver.press("q")
        driver.screen.pages.set_finish("in spring")
        await driver.settle()
        assert driver.said == "in spring is not a date; write it as 2027-03-31."
        driver.screen.pages.set_finish("")
        await driver.settle()
        assert "By 2027" not in page(driver)


async def test_a_burst_of_keys_finds_the_page(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.burst("p", "q", "j", "p", "escape")
        assert len(driver.app.screen_stack) == 1
        assert driver.screen.articles.cursor == 1


@pytest.mark.slow
@pytest.mark.parametrize("factor", [1.0, 2.0])
async def test_what_is_left_is_the_same_in_sidebar_header_list_footer_and_page(
    tmp_path: Path, index: Path, factor: float
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        spent(driver, "third", ReadingTime("a", TODAY, 3_600 * factor, read=3_600 * factor, expected=3_600))
        await driver.press("enter", "space", "space")
        await driver.press("q", "1")
        percent = driver.library.entry(BLOG + "first").state.percent
        assert 0 < percent < 100
        slowness = driver.library.progress().slowness
        assert abs(slowness - factor) < 0.6  # the text that was read just now counts too
        left = f"{driver.library.progress().left(driver.library.select('is:reading').tally)} min"
        assert f"Continue  1 of 3 · {left} left" in driver.lines[0]
        assert any(line.startswith(" Continue") and f"1 · {left}" in line for line in driver.lines)
        assert f"{percent}% · {left} left" in driver.text
        await driver.press("enter")
        assert f"{percent}% · {left} left" in driver.lines[0]
        await driver.press("p")
        total = driver.library.progress()
        assert f"{total.left(total.total)} min left." in page(driver)


def test_a_calendar_has_half_a_year_of_days_and_is_the_darker_the_longer_was_read() -> None:
    days = {TODAY: 50 * 60.0, TODAY - timedelta(7): 60.0, TODAY - timedelta(181): 1_000.0, TODAY - timedelta(400): 9e9}
    rows = [*calendar(days, TODAY, 80)]
    assert "Jun" in rows[0]
    assert [row[:2] for row in rows[1:8]] == ["Mo", "  ", "We", "  ", "Fr", "  ", "Su"]
    assert rows[7].endswith("░ █")  # the first of November 2026 is a Sunday
    assert sum(sign in "░▒▓█" for row in rows[1:8] for sign in row) == 3
    assert max(map(len, rows)) <= 56
    assert max(map(len, calendar(days, TODAY, 35))) <= 40


@pytest.mark.parametrize(("minutes", "sign"), [(0, "·"), (0.5, "░"), (10, "░"), (11, "▒"), (30, "▓"), (46, "█")])
def test_a_day_has_a_shade(minutes: float, sign: str) -> None:
    assert shade(minutes * 60) == sign


def test_a_calendar_stands_by_weeks_with_its_months_above_and_what_is_to_come_left_blank() -> None:
    today = date(2026, 10, 28)  # a Wednesday
    days = {today: 3_600.0, today - timedelta(1): 60.0, date(2026, 5, 4): 700.0, date(2026, 5, 3): 9e9}
    assert [*calendar(days, today, 56)] == [
        "   May     Jun       Jul     Aug       Sep     Oct",
        "Mo " + "▒ " + "· " * 24 + "·",
        "   " + "· " * 25 + "░",
        "We " + "· " * 25 + "█",
        *(name + ("· " * 25).rstrip() for name in ("   ", "Fr ", "   ", "Su ")),
        "   · 0 ░ 10 ▒ 25 ▓ 45 █ more min",
    ]
    assert [*calendar(days, today, 55)][:2] == ["   May Jun  Jul Aug  Sep Oct", "Mo ▒" + "·" * 25]


def test_the_page_has_a_bar_for_each_part_where_there_is_room() -> None:
    parts = (CategoryProgress("Books", Tally(4, 1, minutes=40, minutes_left=30)), CategoryProgress(None, Tally(2, 2)))
    source = SourceProgress(Source("a", "/a", title="A blog"), Tally(6, 3, minutes=40, minutes_left=30), parts)
    nameless = SourceProgress(Source("b", "/b"), Tally(0, 0), ())
    total = Tally(6, 3, reading=1, minutes=40, minutes_left=30)
    progress = Progress(total, 5, 2, parts, (source, nameless), slowness=2.0)
    months = (MonthProgress("2026-04", Tally(1, 0, lengthless=1)), MonthProgress("", Tally(5, 3, lengthless=1)))
    report = ReadingReport(progress, months, ReadingTime("", TODAY), {TODAY: 60.0}, TODAY)

    def told(report: ReadingReport, width: int) -> list[str]:
        blocks = progress_page(report, None)._blocks(width)
        return [
            line for block in blocks for line in (block.text if isinstance(block, Code) else _said(block)).split("\n")
        ]

    wide = told(report, 68)
    assert wide[:2] == ["3 of 6 read", "1 being read · 2 on the reading list · 5 offline"]
    assert "The last half year" in wide
    assert wide[wide.index("By category") :] == [
        "By category",
        "All                      █████───────────────      3/6   1 h",
        "Books                    █████───────────────      1/4   1 h",
        "No category              ████████████████████      2/2  done",
        "By source",
        "A blog                   █████───────────────      3/6   1 h",
        "b                        ────────────────────      0/0  done",
        "By month of the archive",
        "Apr 2026                 ────────────────────      0/1       ",
        "Without a date           ████████████────────      3/5  0 min",
    ]
    bars = [block for block in progress_page(report, None)._blocks(68) if isinstance(block, Code)]
    pieces = [(bars[1].text[start:end], role) for start, end, role in bars[1].colours or () if end > start]
    assert pieces[:4] == [
        *((f"{'All':<24} ", "code.plain"), ("█████", "code.filled"), ("───────────────", "code.empty")),
        ("      3/6   1 h", "code.plain"),
    ]
    legend = bars[0].text.rindex("·")
    colours = [(bars[0].text[start:end], role) for start, end, role in bars[0].colours or () if start >= legend]
    assert {sign: role for sign, role in colours if sign in "·░▒▓█"} == dict.fromkeys("░▒▓█", "code.filled") | {
        "·": "code.empty",
    }
    assert {role for text, role in colours if text.strip().isalnum()} == {"code.plain"}
    narrow = told(report, 67)
    assert narrow[narrow.index("By category") + 1] == f"{'All':<55}    3/6  1 h"
    assert told(report, 10)[-1] == "Wit…    3/5 0 min"
    few = replace(report, progress=replace(progress, sources=(source,)), months=(), days={})
    assert not {"By source", "By month of the archive", "The last half year"} & {*told(few, 68)}


def _said(block: Block) -> str:
    assert isinstance(block, Heading | Paragraph)
    return block.content.source
