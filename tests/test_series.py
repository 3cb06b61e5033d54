"""Series told by titles: which part one is, and which comes next."""

import pytest

from blogreader.series import dated, following, part_of, stems_of


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Raft, Part 2", ("raft", 2)),
        ("Raft, Part 2: Logs", ("raft", 2)),
        ("Raft – part two", ("raft", 2)),
        ("Part 3: Building a Database", ("building a database", 3)),
        ("Building a Database (2/5)", ("building a database", 2)),
        ("Building a Database (part 2 of 5)", ("building a database", 2)),
        ("Weekly Notes #12", ("weekly notes", 12)),
        ("Compiler Bau, Teil 4", ("compiler bau", 4)),
        ("Le café, partie 1", ("le cafe", 1)),
        ("Rustで書く 第3回", ("rustて書く", 3)),
        ("Memory Models II", ("memory models", 2)),
        ("Memory Models 3", ("memory models", 3)),
        ("Raft, Part IV", ("raft", 4)),
        ("3. Logs", ("logs", 3)),
        ("Raft", None),
        ("Party 2 nowhere", None),
        ("The best of 2024", None),
        ("Python 3.11", None),
        ("Part 2", None),
        ("I", None),
        ("", None),
    ],
)
def test_a_title_says_of_which_series_it_is_which_part(title: str, part: tuple[str, int] | None) -> None:
    assert part_of(title) == part


def test_the_next_part_is_the_one_with_the_next_number_there_is() -> None:
    others = [("d", "Raft, part 4"), ("b", "Raft, Part 2: Logs"), ("x", "Paxos, part 2"), ("a", "Raft, part 1")]
    assert following("Raft, part 1", others) == "b"
    assert following("Raft (2/4)", others) == "d"
    assert following("Raft, part 4", others) is None


def test_a_title_without_a_number_begins_the_series_of_its_name() -> None:
    assert following("Raft", [("b", "Raft, part 2")]) == "b"
    assert following("Raft", [("c", "Raft, part 3")]) is None
    assert following("Other", [("b", "Raft, part 2")]) is None
    assert following("What is Raft?!", [("b", "What is Raft, part 2")]) == "b"
    assert following("FAQ", [("b", "FAQ, part 2")]) == "b"


def test_where_two_articles_have_a_number_nobody_knows_which_is_next() -> None:
    assert following("Raft, part 1", [("b", "Raft, part 2"), ("c", "Raft II")]) is None


NOTES = [(f"{month:02}", f"Weeknotes, 3 {name} 2024") for month, name in enumerate(("May", "June", "July"), 5)]


@pytest.mark.parametrize(
    ("title", "others", "key"),
    [
        ("Weeknotes, 3 May 2024", NOTES, "06"),
        ("Weeknotes, 1 January 2024", NOTES, "05"),
        ("Weeknotes, 3 July 2024", NOTES, None),
        ("Weeknotes, 3 May 2024", NOTES[:2], None),
        ("Notes 2023-12", [("a", "Notes 2024-01"), ("b", "Notes 2023-11"), ("c", "Notes 2024-02")], "a"),
        ("Links for June 2024", [("a", "Links for May 2024"), ("b", "Links for Sept. 2024")], "b"),
        ("Trip to Japan 2019", [("a", "Trip to Japan 2023"), ("b", "Trip to Japan 2021")], None),
        ("Raft, part 2, May 2024", [("a", "Raft, part 3")], "a"),
        ("In May 2024 we left", [("a", "In June 2024 we left"), ("b", "In July 2024 we left")], None),
    ],
)
def test_titles_with_days_or_months_are_a_series_where_they_are_a_few(
    title: str, others: list[tuple[str, str]], key: str | None
) -> None:
    assert following(title, others) == key


@pytest.mark.parametrize(
    ("title", "part"),
    [
        *(
            (f"Raft, {word} 2", ("raft", 2))
            for word in ("pt.", "chapter", "Kapitel", "episode", "folge", "vol", "lesson")
        ),
        *((f"Raft, {word} 2", ("raft", 2)) for word in ("day", "week", "parte", "deel", "chapitre", "volume")),
        *((f"Raft, part {word}", ("raft", number)) for number, word in enumerate(("one", "two", "three", "four"), 1)),
        *((f"Raft, part {word}", ("raft", number)) for number, word in enumerate(("five", "six", "seven", "eight"), 5)),
        *((f"Raft {word}", ("raft", number)) for number, word in enumerate(("ii", "iii", "iv", "v", "vi", "vii"), 2)),
        *((f"Raft {word}", ("raft", number)) for number, word in enumerate(("viii", "ix", "x", "xi", "xii"), 8)),
        ("Raft, part ten", ("raft", 10)),
        ("Raft, part nine", ("raft", 9)),
        ("Raft i", None),
        ("Raft xiii", None),
        ("Raft, part 2 von 3", ("raft", 2)),
        ("Raft [2 of 3]", ("raft", 2)),
        ("Raft (#7)", ("raft", 7)),
        ("7) Raft logs", ("raft logs", 7)),
        ("7: Raft logs", ("raft logs", 7)),
        ("第2章 Raft", ("raft", 2)),
        ("Raft 123", None),
        ("Raf, part 2", ("raf", 2)),
        ("Ra, part 2", None),
        ("Raft, part 1234", None),
        ("Raft, part vvv", None),
    ],
)
def test_the_words_and_numbers_of_parts_are_known(title: str, part: tuple[str, int] | None) -> None:
    assert part_of(title) == part


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Weeknotes 2024-05-03", ("weeknotes", 2024 * 372 + 5 * 31 + 3)),
        ("Weeknotes 2024-05", ("weeknotes", 2024 * 372 + 5 * 31)),
        ("2024-05-03: Weeknotes", ("weeknotes", 2024 * 372 + 5 * 31 + 3)),
        ("Weeknotes, 3rd May 2024", ("weeknotes", 2024 * 372 + 5 * 31 + 3)),
        ("Weeknotes, May 3, 2024", ("weeknotes", 2024 * 372 + 5 * 31 + 3)),
        ("Weeknotes, Dec. 1999", ("weeknotes", 1999 * 372 + 12 * 31)),
        ("Weeknotes 2024-12-31", ("weeknotes", 2024 * 372 + 12 * 31 + 31)),
        ("Weeknotes 2024-13-01", None),
        ("Weeknotes 2024-00-01", None),
        ("Weeknotes 2024-05-32", None),
        ("Of 2024-05-03 and on", None),
        ("Wee 2024-05", ("wee", 2024 * 372 + 5 * 31)),
        ("We 2024-05", None),
        ("Weeknotes 2024", None),
        ("Weeknotes, May 1899", None),
        *(
            (f"Notes, {name} 2024", ("notes", 2024 * 372 + n * 31))
            for n, name in enumerate(("Jan", "February", "mar"), 1)
        ),
        *(
            (f"Notes, {name} 2024", ("notes", 2024 * 372 + n * 31))
            for n, name in enumerate(("April", "May", "June"), 4)
        ),
        *((f"Notes, {name} 2024", ("notes", 2024 * 372 + n * 31)) for n, name in enumerate(("July", "Aug", "Sept"), 7)),
        *((f"Notes, {name} 2024", ("notes", 2024 * 372 + n * 31)) for n, name in enumerate(("oct", "Nov.", "Dec"), 10)),
    ],
)
def test_a_day_or_a_month_at_the_end_of_a_title_is_a_number(title: str, found: tuple[str, int] | None) -> None:
    assert dated(title) == found


@pytest.mark.parametrize(
    ("title", "stems"),
    [
        ("Raft, part 2", ("raft",)),
        ("Weeknotes, May 2024", ("weeknotes",)),
        ("Raft, part 2, May 2024", ("raft, part 2", "raft")),
        ("Raft  at Sea", ("raft at sea",)),
        ("", ()),
    ],
)
def test_what_the_titles_of_a_series_have_in_common_is_known(title: str, stems: tuple[str, ...]) -> None:
    assert stems_of(title) == stems
