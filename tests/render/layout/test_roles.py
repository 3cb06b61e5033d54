"""What each piece of a laid-out line is: its roles, where it leads, and where it stands in its block."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from blogreader import render
from blogreader.render import Line, Options, Span

GOLDENS = Path(__file__).parents[1]
WRITING = os.environ.get("BLOGREADER_GOLDENS") == "write"


def written(span: Span) -> str:
    offset = "" if span.offset is None else f"@{span.offset}"
    href = "" if span.href is None else f" -> {span.href}"
    return f"  {span.text!r} {' '.join(span.roles)}{offset}{href}"


def spans(lines: list[Line]) -> str:
    return "".join("\n".join(["-", *map(written, line.spans)]) + "\n" for line in lines)


NARROW = Options(highlight=False, rules=False)
WAYS = [
    *((path.stem, "", 44, NARROW) for path in sorted(GOLDENS.glob("*.md"))),
    ("code", ".wrapped", 24, replace(NARROW, wrap_code=True, fill_code=True, column=20)),
    ("code", ".scrolled", 30, replace(NARROW, code_offset=7)),
    ("tables", ".scrolled", 60, replace(NARROW, code_offset=30)),
    ("tables", ".records", 20, NARROW),
    ("constructs", ".tight", 9, Options()),
]


@pytest.mark.parametrize(("name", "way", "width", "options"), WAYS)
def test_the_roles_links_and_offsets_of_a_document_stay_as_they_are(
    name: str, way: str, width: int, options: Options
) -> None:
    golden = GOLDENS / f"{name}{way}.spans.txt"
    blocks = render.parse((GOLDENS / f"{name}.md").read_text("utf-8"))
    found = spans(render.text(blocks, width, options))
    if WRITING:
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")
