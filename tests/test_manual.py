"""The manual: its tables are those that the program works with, and what it shows can be run."""

import ast
import json
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blogreader import config, manual_pages, paths
from blogreader.cli import reference
from blogreader.cli.arguments import by_argparse
from blogreader.cli.commands import APP_QUERY, COMMANDS, GLOBAL_OPTIONS
from blogreader.conditions import Flag, Order
from blogreader.errors import UnknownPage
from blogreader.indexes import markdown_index
from blogreader.query import parse, parser
from tests.conftest import Commands

pytestmark = pytest.mark.installed

PAGES = {page.name: page for page in manual_pages.pages()}
GENERATED = re.compile(
    r"^<!-- (keys|commands|settings|queries|marks) -->\n(.*?)^<!-- end -->$", re.DOTALL | re.MULTILINE
)
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
MAN = paths.manual() / "blogreader.1"


def compared(path: Path, text: str) -> None:
    """Compare a file with what it should be, or write it (`BLOGREADER_MANUAL=write`)."""
    if os.environ.get("BLOGREADER_MANUAL") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "BLOGREADER_MANUAL=write writes it anew"


@pytest.mark.parametrize("name", PAGES)
def test_the_tables_of_a_page_are_those_of_the_program(name: str) -> None:
    path = PAGES[name].path
    text = GENERATED.sub(
        lambda found: f"<!-- {found[1]} -->\n\n{reference.table(found[1])}\n\n<!-- end -->",
        path.read_text(encoding="utf-8"),
    )
    compared(path, text)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("search", ("search",)),
        ("Finding words", ("search",)),
        (" HOUR ", ("first-hour",)),
        ("ing", ("reading-list", "search", "failures")),
        ("nothing like it", tuple(PAGES)),
        ("", tuple(PAGES)),
    ],
)
def test_a_page_is_found_by_its_name_or_by_words_that_no_other_has(words: str, names: tuple[str, ...]) -> None:
    if len(names) == 1:
        assert manual_pages.page(words).name == names[0]
    else:
        with pytest.raises(UnknownPage, match=f"; the pages are {', '.join(names)}"):
            manual_pages.page(words)


def test_the_name_of_a_page_may_be_a_part_of_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGES["notes"]
    monkeypatch.setattr(manual_pages, "pages", lambda: [page._replace(name="release-notes"), page])
    assert manual_pages.page("notes") == page


def test_the_man_page_is_that_of_the_help() -> None:
    compared(MAN, reference.man_page())


def test_the_man_page_is_read_without_a_warning_in_any_locale() -> None:
    assert reference.man_page().isascii()


def test_every_table_stands_in_a_page() -> None:
    found = [name for page in PAGES.values() for name, _ in GENERATED.findall(page.path.read_text(encoding="utf-8"))]
    assert sorted(found) == ["commands", "keys", "marks", "queries", "settings"]


def test_the_table_of_queries_has_every_term() -> None:
    terms = " ".join(term for term, _ in reference.QUERIES) + " ".join(about for _, about in reference.QUERIES)
    assert [name for name in parser.FIELDS if f"{name}:" not in terms] == []
    assert [flag.value for flag in Flag if f"is:{flag.value}" not in terms] == []
    assert [order.value for order in Order if order.value not in terms] == []


def test_the_index_is_one_that_the_program_reads_and_names_every_page() -> None:
    index = markdown_index.read(manual_pages.index().read_text(encoding="utf-8"), str(manual_pages.index()))
    assert index.warnings == ()
    assert [article.title for article in index.articles] == [page.title for page in PAGES.values()]
    assert {path.name for path in paths.manual().glob("*.md")} == {"index.md", *(f"{name}.md" for name in PAGES)}
    assert len(PAGES) >= 15
    for article, page in zip(index.articles, PAGES.values(), strict=True):
        assert page.text.startswith(f"# {page.title}\n")
        assert article.summary == page.summary
        # Tables are looked things up in.
        words, whole = (len(text.split()) for text in (GENERATED.sub("", page.path.read_text()), page.text))
        assert article.minutes
        assert words / 400 < article.minutes <= max(whole / 60, 2), (page.name, words)


def test_every_link_leads_to_a_page() -> None:
    for page in PAGES.values():
        for target in re.findall(r"\]\(([^)]+)\)", FENCED.sub("", page.text)):
            assert target.removesuffix(".md") in PAGES, (page.name, target)


def blocks() -> Iterator[tuple[str, str, str]]:
    for page in PAGES.values():
        for language, code in FENCED.findall(page.text):
            yield page.name, language, code


@pytest.mark.parametrize(("name", "language", "code"), list(blocks()))
def test_every_block_of_code_can_be_run_or_read(name: str, language: str, code: str, tmp_path: Path) -> None:
    match language:
        case "sh":
            subprocess.run(["bash", "-n"], input=code, text=True, check=True, timeout=20)
            for words in command_lines(code):
                understood(words)
        case "toml":
            file = tmp_path / "config.toml"
            file.write_text(code)
            assert config.read(file, named=True).given
            assert tomllib.loads(code)
        case "query":
            for line in code.splitlines():
                parse(line, NOW)
        case "json":
            json.loads(code)
        case "python":
            ast.parse(code)
        case "yaml":
            import yaml

            assert yaml.safe_load(code)
        case "md":
            assert markdown_index.read(code, str(tmp_path / "index.md")).articles
        case _:
            assert language == "text", f"{name}: {language}"


def command_lines(code: str) -> Iterator[list[str]]:
    """The words of each call of the program in lines for a shell."""
    for line in code.splitlines():
        inner = re.findall(r"[$<]\(([^()]*)\)", line)
        for part in (*inner, re.sub(r'"?[$<]\([^()]*\)"?', "x", line)):
            for piece in re.split(r" \| | > | && ", part):
                if piece.strip().startswith("blogreader"):
                    yield shlex.split(piece)[1:]


def understood(words: list[str]) -> None:
    """Fails for words that the command line does not understand, the query in them included."""
    from blogreader.cli.arguments import _command

    name, rest = _command(words)
    command = COMMANDS.get(name or "")
    known = (*(command.arguments if command else (APP_QUERY,)), *GLOBAL_OPTIONS)
    arguments = by_argparse(rest if command else words, known, name if command else None)
    parse(" ".join(getattr(arguments, "query", [])), NOW)
    if not command and name:
        assert re.search(r"[:\s]", name), f"{name} is no command"


# What is printed


def test_a_page_is_printed_by_its_name_or_by_words_of_its_title(commands: Commands) -> None:
    for words in ("queries", "Queries", "first hour"):
        assert commands.done("manual", words).out.strip()
    assert "is:unread" in commands.done("manual", "queries").out
    assert "<!--" not in commands.done("manual", "keys").out


def test_a_page_that_is_not_there_is_told_with_those_that_are(commands: Commands) -> None:
    found = commands("manual", "cooking")
    assert (found.status, found.out) == (1, "")
    assert "the pages are first-hour, any-blog" in found.err
    assert commands("manual", "the").status == 1


def test_without_a_terminal_the_pages_are_listed(commands: Commands) -> None:
    lines = commands.done("manual").out.splitlines()
    assert [line.split()[0] for line in lines] == [*PAGES]
