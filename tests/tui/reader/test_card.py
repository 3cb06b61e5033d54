"""What a card, the head and the foot of a text, and the header say of an article."""

from datetime import date, timedelta

import pytest

from blogreader import times
from blogreader.errors import BlogreaderError, Damaged, MuchShorter
from blogreader.keys import TABLE
from blogreader.model import Article, Entry, Failure, Place, State, Status
from blogreader.records import replace
from blogreader.render import Block, Heading, Inline, Paragraph, Rule
from blogreader.tui.reader.card import card, foot, head, remark, remedy, standing, welcome
from blogreader.tui.reader.content import Ending
from tests.driving import NOW

URL = "https://blog.example/one"
ARTICLE = Article(URL, URL, "One [/b]", date=date(2026, 4, 3), category="Notes", minutes=75, summary="A *summary*.")
ENTRY = Entry(ARTICLE, State(URL), "blog")
BARE = Entry(Article(URL, "file.md", "One"), State(URL), "blog")
ENDING = Ending(Status.READING, 3, 9)


def said(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """The words and the role of each block."""
    told = []
    for block in blocks:
        assert isinstance(block, Heading | Paragraph | Rule)
        words = "" if isinstance(block, Rule) else block.content.source
        told.append((words, block.role if isinstance(block, Paragraph) else type(block).__name__))
    return told


def test_a_card_has_facts_summary_history_problem_address_and_keys() -> None:
    facts = "1 h 15 min · Notes · 3 Apr 2026 · blog.example"
    assert said(card(ENTRY, "It failed.", "Enter tries again")) == [
        ("", ""),
        ("One [/b]", "Heading"),
        (facts, "dim"),
        ("A *summary*.", ""),
        ("! It failed.", "error"),
        (URL, "dim"),
        ("Enter tries again", "dim"),
    ]
    assert said(head(ENTRY)) == said(card(ENTRY))[:3]
    assert said(card(BARE)) == [("", ""), ("One", "Heading"), ("file.md", "dim")]
    short = replace(ENTRY, article=replace(ARTICLE, minutes=0, category=None, date=None))
    assert said(head(short))[2] == ("0 min · blog.example", "dim")
    assert head(ENTRY)[1] == Heading(1, head(ENTRY)[1].content)  # type: ignore[union-attr]


def test_a_remark_is_literal_text_that_hangs_only_where_it_is_told_to() -> None:
    assert remark("*a*") == Paragraph(Inline("*a*"), role="", hang=0)
    assert remark("a", "dim", 3) == Paragraph(Inline("a"), role="dim", hang=3)


def test_the_last_failure_is_told_with_its_time_unless_there_is_another_problem() -> None:
    failed = replace(ENTRY, failure=Failure("Not found.", NOW))
    assert (f"! Last attempt, 1 Nov 2026, {times.local(NOW):%H:%M}: Not found.", "error") in said(card(failed))
    assert ("! It failed.", "error") in said(card(failed, "It failed."))
    assert not any(role == "error" for _, role in said(card(ENTRY)))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (replace(ENTRY, state=State(URL, Status.READ)), "read"),
        (replace(ENTRY, state=State(URL, Status.READING, place=Place(1, 0, "q", 0.26))), "26% read"),
        (replace(ENTRY, offline=True), "offline"),
        (replace(ENTRY, changed=True), "changed since you read it"),
        (replace(ENTRY, state=State(URL, opened_at=NOW - timedelta(days=1))), "opened yesterday"),
        *(
            (replace(ENTRY, bookmark_position=position), f"{nth} on your list")
            for position, nth in enumerate(
                (
                    *("first", "second", "third", "fourth", "fifth"),
                    *("sixth", "seventh", "eighth", "ninth", "tenth", "number 11"),
                ),
                1,
            )
        ),
        (
            replace(
                ENTRY, state=State(URL, Status.READ, opened_at=NOW), changed=True, bookmark_position=2, offline=True
            ),
            "read · changed since you read it · opened today · second on your list · offline",
        ),
    ],
)
def test_a_card_says_what_was_done_with_the_article(entry: Entry, words: str) -> None:
    assert said(card(entry, today=NOW.date()))[4] == (words, "dim")


@pytest.mark.parametrize(
    ("ending", "lines"),
    [
        (
            replace(ENDING, following="Two", minutes=61),
            ["◐ being read · 3 of 9 read · r marks it", "Space   Two · 1 h 1 min"],
        ),
        (replace(ENDING, status=Status.READ, following="Two"), ["✓ read · 3 of 9", "Space   Two"]),
        (
            replace(ENDING, status=Status.UNREAD, following="Two", in_series=True),
            ["● unread · 3 of 9 read · r marks it", "Space   Next in this series: Two"],
        ),
        (
            replace(ENDING, read=9),
            ["◐ being read · 9 of 9 read · r marks it", "Space   The archive is finished: what it was"],
        ),
        (replace(ENDING, has_above=True), [..., "No unread article comes below; N opens the one above."]),
        (ENDING, [..., "No other unread article is in this list; q goes back to it."]),
    ],
)
def test_the_foot_says_how_far_one_is_and_what_comes_next(ending: Ending, lines: list[object]) -> None:
    rule, first, second = foot(ending, TABLE)
    assert isinstance(rule, Rule)
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert [first.content.source if lines[0] is not ... else ..., second.content.source] == lines
    assert second.hang == (8 if second.content.source.startswith("Space") else 0)  # below what Space opens


@pytest.mark.parametrize(
    ("share", "at", "found", "resumed", "said"),
    [
        (0.4, 0.4, "", None, "40% · 45 min left"),
        (0.4, 0.6, "", None, "at 60% · 40% read · 45 min left"),
        (0.0, 0.6, "", None, "at 60% · 1 h 15 min left"),
        (1.0, 1.0, "", None, "100%"),
        (0.4, 0.4, "3/17", None, "3/17 · 40% · 45 min left"),
        (0.4, 0.4, "", "g", "40% · 45 min left · resumed at 40%, g for the top"),
        (0.4, 0.4, "", "", "40% · 45 min left · resumed at 40%"),
    ],
)
def test_the_header_says_how_much_is_read_and_where_one_is(
    share: float, at: float, found: str, resumed: str | None, said: str
) -> None:
    assert standing(ENTRY, share, at, 1.0, found, resumed) == said


def test_what_is_left_of_a_text_is_told_at_the_pace_of_the_reader_where_its_length_is_known() -> None:
    assert standing(ENTRY, 0.4, 0.4, 2.0, "", None) == "40% · 1 h 30 min left"
    assert standing(BARE, 0.4, 0.4, 2.0, "", None) == "40%"
    assert standing(BARE, 0.0, 0.0, 2.0, "", None) == "0%"


BACK = "o opens it in the browser · q goes back"


@pytest.mark.parametrize(
    ("error", "offline", "words"),
    [
        (Damaged("a", "b"), True, f"F fetches it again · {BACK}"),
        (MuchShorter("Much shorter."), True, f"Enter opens the archived text · F accepts the shorter one · {BACK}"),
        (None, True, f"Enter opens the archived text · F fetches it again · {BACK}"),
        (None, False, f"Enter tries again · {BACK}"),
    ],
)
def test_a_failure_says_which_keys_help(error: BlogreaderError | None, offline: bool, words: str) -> None:
    assert remedy(replace(ENTRY, offline=offline), error, TABLE) == words


def test_how_to_begin_names_only_keys_that_there_are() -> None:
    assert welcome(TABLE) == [
        "Enter opens an article, and goes on where you left it.",
        "Space turns the page, and at the end opens the next article.",
        "m puts an article on your reading list.",
        ": and then `add ADDRESS` follows a blog of your own.",
        "? shows all keys.",
    ]
    assert len(welcome(TABLE[:0])) == 0
