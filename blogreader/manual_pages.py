"""The manual: pages in Markdown and an index of them, which come with the program."""

import re
from pathlib import Path
from typing import NamedTuple

from blogreader import paths
from blogreader.errors import UnknownPage
from blogreader.lazy import lazily

_ENTRY = lazily(r"^### \[([^\]\n]+)\]\(([a-z-]+)\.md\)\n([^\n]*)\n\n([^\n]*)", re.MULTILINE)
# What stands between two such comments is made of the tables that the program works with.
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
    """Return the index, in the form in which the program reads indexes."""
    return paths.manual() / "index.md"


def pages() -> list[ManualPage]:
    """Return the pages in their order."""
    text = index().read_text(encoding="utf-8")
    found = (match.groups() for match in _ENTRY.finditer(text))
    return [ManualPage(name, title, summary, paths.manual() / f"{name}.md") for title, name, _, summary in found]


def page(words: str) -> ManualPage:
    """Return the page of a name, or the only one with these words in its name or title; raises UnknownPage."""
    known = pages()
    asked = words.lower().strip()
    found = [one for one in known if one.name == asked]
    found = found or [one for one in known if asked and asked in f"{one.name} {one.title.lower()}"]
    if len(found) != 1:
        raise UnknownPage(words, tuple(one.name for one in found or known))
    return found[0]
