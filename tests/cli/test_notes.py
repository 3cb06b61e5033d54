"""`notes`, and notes in the folder that `export` writes."""

import json
from pathlib import Path

import pytest

from blogreader.cli import notes
from blogreader.exports import in_markdown
from blogreader.highlights import new_highlight
from blogreader.library import Library
from blogreader.model import Article, Highlight
from blogreader.render import Heading, ListBlock, Paragraph, parse, plain_text
from tests.conftest import Commands
from tests.driving import BLOG, NOW, archived, folders

HOSTILE = (
    "## Highlights and notes\n\n- > not a quote of ours\n\n---\ntitle: other\n---\n\n```\nnever closed\n<!-- nor this"
)


@pytest.fixture
def noted(commands: Commands) -> Commands:
    """A library of three articles, two of which have notes."""
    index = archived(commands.library, {"one": "The lamp is lit.", "two": "Boats.", "three": "Nothing."})
    commands("add", str(index))
    library = Library(folders(commands.library), now=lambda: NOW)
    library.open()
    library.notes.add(BLOG + "one", quote="The lamp", note="See *this*.\n\n- and that")
    library.notes.add(BLOG + "one", note="Twice.")
    library.notes.add(BLOG + "two", quote="Boats")
    library.close()
    return commands


ONE = f"""\
## [One](<{BLOG}one>)

2026-01-01 · Notes

- Twice.

- > The lamp

  See *this*.

  - and that

"""
TWO = f"""\
## [Two](<{BLOG}two>)

2026-01-01 · Notes

- > Boats

"""


def test_notes_are_printed_as_markdown_with_title_address_and_date(noted: Commands) -> None:
    assert noted.done("notes").out == ONE + TWO
    assert noted.done("notes", "title:two").out == TWO
    assert noted.done("notes", "note:lamp").out == ONE
    result = noted("notes", "title:three")
    assert (result.status, result.out, result.err) == (0, "", "Nothing matches.\n")


def test_notes_are_printed_as_json(noted: Commands) -> None:
    for words in (("--json",), ("--format", "json")):
        records = json.loads(noted.done("notes", *words).out)
        assert [(one["title"], one["quote"], one["note"]) for one in records] == [
            ("One", None, "Twice."),
            ("One", "The lamp", "See *this*.\n\n- and that"),
            ("Two", "Boats", None),
        ]
        assert [*records[1]] == ["url", "title", "date", "id", "quote", "note", "colour", "at"]
        assert (records[1]["url"], records[1]["date"]) == (f"{BLOG}one", "2026-01-01")
        assert (records[1]["colour"], records[1]["at"]) == ("yellow", NOW.isoformat().replace("+00:00", "Z"))
    assert json.loads(noted("notes", "--json", "title:three").out) == []


def test_notes_of_what_no_index_has_any_more_are_printed_too(noted: Commands) -> None:
    names = [row.split()[0] for row in noted.done("sources").rows]
    noted("remove", next(name for name in names if name.startswith("index")))
    assert "## [https://blog.example/one]" in noted.done("notes").out.replace("\\", "")
    assert "> The lamp" in noted.done("notes").out
    assert {one["date"] for one in json.loads(noted.done("notes", "--json").out)} == {None}
    assert noted("notes", "is:unread").out == ""


def test_an_export_has_the_notes_below_the_text_and_again_writes_nothing(noted: Commands, tmp_path: Path) -> None:
    target = tmp_path / "vault"
    noted.done("export", "--format", "md", "-o", str(target), "is:noted")
    text = (target / "One.md").read_text()
    assert "title: One" in text
    assert f"url: {BLOG}one" in text
    assert text.endswith(
        "The lamp is lit.\n\n## Highlights and notes\n\n- Twice.\n\n- > The lamp\n\n  See *this*.\n\n  - and that\n"
    )
    assert noted.done("export", "--format", "md", "-o", str(target), "is:noted").out.endswith("2 unchanged\n")
    library = Library(folders(noted.library), now=lambda: NOW)
    library.open()
    library.notes.add(BLOG + "two", note="More.")
    library.close()
    again = noted.done("export", "--format", "md", "-o", str(target), "is:noted").out
    assert "1 written, 1 unchanged" in again


def made(quote: str, note: str) -> Highlight:
    return new_highlight("k", NOW, quote=quote, note=note)


@pytest.mark.parametrize(
    "quote",
    [
        "*not* `ours` [x](y) <b> # & | ~ $x$ ==y== %%z%% ^a",
        "# no heading\n- no item\n1. no item\n+ none\n> none\n=== none\nkey:: value",
        "    if late {\n\t\tlight()\n\t}",
        "```\nfence\n````",
        "a\tb\tc",
        "港の灯り 🚢 השלט",
    ],
)
def test_a_passage_reads_in_markdown_as_it_was_and_is_nothing_else(quote: str) -> None:
    [block] = parse(in_markdown([made(quote, "")]))
    assert isinstance(block, ListBlock)
    assert plain_text(block).split() == quote.split()


def test_a_note_that_looks_like_ours_stays_inside_of_its_item() -> None:
    highlights = [
        made("first", HOSTILE),
        made("second", "[1]: https://evil.example\n[^1]: nor this"),
        made("third", "x"),
    ]
    text = f"See [1].\n\n## Highlights and notes\n\n{in_markdown(highlights)}"
    first, heading, notes = parse(text)
    assert isinstance(first, Paragraph)
    assert isinstance(heading, Heading)
    assert isinstance(notes, ListBlock)
    assert plain_text(first) == "See [1]."
    assert len(notes.items) == 3
    assert "evil.example" in plain_text(notes)
    assert "never closed" in text


def test_an_address_in_angle_brackets_has_none_of_its_own() -> None:
    article = Article("k", "https://n.example/<b>", "One")
    assert notes._markdown(article, ()).startswith("## [One](<https://n.example/%3Cb%3E>)\n")
