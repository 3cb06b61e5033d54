"""The pages of the manual, in Markdown, and their index; both ship with the program."""

import re
from pathlib import Path
from typing import NamedTuple

from blogreader import paths
from blogreader.errors import UnknownPage
from blogreader.lazy import lazily

_ENTRY = lazily(r"^### \[([^\]\n]+)\]\(([a-z-]+)\.md\)\n([^\n]*)\n\n([^\n]*)", re.MULTILINE)
# The text between two such comments is generated from the program's tables.
_REMARK = lazily(r"^<!-- [a-z]+ -->\n", re.MULTILINE)


class ManualPage(NamedTuple):
    """One page."""

    name: str
    title: str
    summary: str
    path: Path

    @property
    def text(self) -> str:
        """Its Markdown, the title included."""
        return _REMARK.sub("", self.path.read_text(encoding="utf-8"))


def index() -> Path:
    """Return the index, in the format of any Markdown index."""
    return paths.manual() / "index.md"


def pages() -> list[ManualPage]:
    """Return the pages in order."""
    text = index().read_text(encoding="utf-8")
    found = (match.groups() for match in _ENTRY.finditer(text))
    return [ManualPage(name, title, summary, paths.manual() / f"{name}.md") for title, name, _, summary in found]


def page(words: str) -> ManualPage:
    """Return the page with this name, or the only one with these words in its name or title; raises UnknownPage."""
    known = pages()
    asked = words.lower().strip()
    found = [one for one in known if one.name == asked]
    found = found or [one for one in known if asked in f"{one.name} {one.title.lower()}"]
    if len(found) != 1:
        raise UnknownPage(words, tuple(one.name for one in found or known))
    return found[0]
