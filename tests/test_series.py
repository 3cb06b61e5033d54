"""Series told by titles: which part one is, and which comes next."""

import pytest

from blogreader.series import following, part_of


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
