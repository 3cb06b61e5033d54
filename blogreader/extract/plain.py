"""A page that is plain text: its paragraphs, and to the letter what is set in columns."""

import re

from blogreader.errors import Empty
from blogreader.extract.patterns import lazily
from blogreader.extract.result import Extracted, Hints
from blogreader.text import clean

_PARAGRAPHS = lazily(r"\n(?:[ \t]*\n)+")  # what the next line begins with is its own
_SIGNS = lazily(r"([\\`*_{}\[\]<>#|~$&])")
_AT_THE_START = lazily(r"^(\d{1,9})([.)])(?=\s)|^([-+=:])", re.MULTILINE)
_IN_COLUMNS = lazily(r"^[ \t]+\S|\S(?:\t| {3,})\S", re.MULTILINE)


def plain_page(text: str, hints: Hints) -> Extracted:
    """Give a plain text as Markdown that reads the same; raises Empty when there is none."""
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
        parts.append(_AT_THE_START.sub(_escaped, _SIGNS.sub(r"\\\1", paragraph)))
    _close(columns, parts)
    return Extracted(text="\n\n".join(parts) + "\n", title=hints.title)


def _close(columns: list[str], parts: list[str]) -> None:
    if columns:
        block = "\n\n".join(columns)
        longest = max((len(run) for run in re.findall("`+", block)), default=0)
        fence = "`" * max(3, longest + 1)
        parts.append(f"{fence}text\n{block}\n{fence}")
        columns.clear()


def _escaped(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}"
