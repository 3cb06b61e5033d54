"""Pages that are plain text: paragraphs, and verbatim blocks for text in columns."""

import re
from itertools import pairwise

from blogreader.errors import Empty
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.result import Extracted, Hints
from blogreader.text import clean

_NARROWEST = 50
"""Characters: shorter lines were not wrapped."""
_PARAGRAPHS = lazily(r"\n(?:[ \t]*\n)+")  # indentation of the next line belongs to it
_SIGNS = lazily(r"([\\`*_{}\[\]<>#|~$&])")
_AT_THE_START = lazily(r"^(\d{1,9})([.)])(?=\s)|^([-+=:])", re.MULTILINE)
_IN_COLUMNS = lazily(r"^[ \t]+\S|\S(?:\t| {3,})\S", re.MULTILINE)


def plain_page(text: str, hints: Hints) -> Extracted:
    """Return a plain text as Markdown that reads the same; raises Empty if there is none."""
    text = clean(text.removeprefix("\ufeff")).strip("\n")
    if not text.strip():
        raise Empty("No article was found on this page.")
    parts: list[str] = []
    columns: list[str] = []
    for paragraph in _PARAGRAPHS.split(text):
        if _IN_COLUMNS.search(paragraph):
            columns.append(paragraph)
            continue
        _close(columns, parts)
        parts.append(_broken(_AT_THE_START.sub(_escaped, _SIGNS.sub(r"\\\1", paragraph))))
    _close(columns, parts)
    return Extracted(text="\n\n".join(parts) + "\n", title=hints.title)


def _broken(paragraph: str) -> str:
    """Keep the lines of a paragraph, unless all are of similar length because they were wrapped at some width."""
    lines = paragraph.split("\n")
    width = max(map(len, lines))
    is_wrapped = width >= _NARROWEST and all(
        len(line) + 1 + len(following.split(" ", 1)[0]) > width for line, following in pairwise(lines)
    )
    return paragraph if is_wrapped else "\\\n".join(line.rstrip() for line in lines)


def _close(columns: list[str], parts: list[str]) -> None:
    if columns:
        block = "\n\n".join(columns)
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", block))])
        parts.append(f"{fence}text\n{block}\n{fence}")
        columns.clear()


def _escaped(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}"
