"""`graph`: which archived articles link to which, for Graphviz, for programs and for the eye."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blogreader.archive import Archive
from blogreader.model import Document, Via
from tests.conftest import Commands

NOW = datetime(2026, 11, 8, tzinfo=UTC)


@pytest.fixture
def linked(commands: Commands) -> tuple[str, str]:
    archive = Archive(commands.library / "archive")
    first, second = (json.loads(line)["url"] for line in commands.done("list", "--jsonl").out.splitlines()[-2:])
    archive.write(
        Document(first, first, f"See [that]({second}#part) and [out](https://e.example/).", NOW, Via.EXTRACTED)
    )
    archive.write(Document(second, second, 'No links; `"quoted"`.', NOW, Via.EXTRACTED))
    return first, second


def test_json_has_the_articles_as_list_has_them_and_the_links(commands: Commands, linked: tuple[str, str]) -> None:
    found = json.loads(commands.done("graph", "--json").out)
    assert found["links"] == [{"from": linked[0], "to": linked[1]}]
    listed = {record["url"]: record for record in json.loads(commands.done("list", "--json").out)}
    assert sorted(record["url"] for record in found["articles"]) == sorted(linked)
    assert all(record == listed[record["url"]] for record in found["articles"])


def test_dot_is_a_graph_whose_nodes_and_titles_are_quoted(commands: Commands, linked: tuple[str, str]) -> None:
    lines = commands.done("graph", "--dot").out.splitlines()
    assert lines[0] == "digraph blog {"
    assert lines[-1] == "}"
    assert f'  "{linked[0]}" -> "{linked[1]}";' in lines
    assert sum("[label=" in line for line in lines) == 2


def test_a_label_has_room_for_a_long_title_and_no_escape_of_its_own(commands: Commands, tmp_path: Path) -> None:
    index = tmp_path / "index.md"
    titles = ("a" * 200, "b" * 201, 'c "c" C:\\c')
    index.write_text("".join(f"- [{title}](https://e.example/{n})\n" for n, title in enumerate(titles)))
    archive = Archive(commands.library / "archive")
    for n in range(3):
        url = f"https://e.example/{n}"
        archive.write(Document(url, url, f"[x](https://e.example/{(n + 1) % 3})", NOW, Via.EXTRACTED))
    found = commands("--index", str(index), "graph", "--dot").rows
    for label in ("a" * 200, "b" * 199 + "…", 'c \\"c\\" C:\\\\c'):
        assert [line for line in found if f'[label="{label}", URL="https://e.example/' in line]
    assert sum(" -> " in line for line in found) == 3
    assert f'{"b" * 201} -> c "c" C:\\c' in commands("--index", str(index), "graph").rows


def test_a_query_leaves_out_what_does_not_match(commands: Commands, linked: tuple[str, str]) -> None:
    assert commands.done("graph", "--dot", f"-{linked[1]}").out == "digraph blog {\n  node [shape=box];\n}\n"
    for query in ((), ("is:unread", "is:unread")):
        assert commands.done("graph", *query).out.count(" -> ") == 1


def test_only_one_form_can_be_asked_for(commands: Commands) -> None:
    result = commands("graph", "--dot", "--json")
    assert (result.status, result.out) == (2, "")


@pytest.mark.parametrize("other", ["--force", "--re-extract", "--retry-failed", "--offline"])
def test_a_check_is_combined_with_nothing_that_contradicts_it(commands: Commands, other: str) -> None:
    result = commands("fetch", "--check", other)
    assert (result.status, result.out) == (2, "")
    assert "--check asks servers what changed" in result.err


def test_a_check_of_what_is_not_archived_says_so(commands: Commands) -> None:
    result = commands("fetch", "--check")
    assert (result.status, result.out) == (1, "")
    assert result.err == "Nothing that matches is archived.\n"
