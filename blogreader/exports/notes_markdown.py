"""Highlights and notes as Markdown: for each an item with the quoted passage and the note below it.

Nothing in them can look like anything of ours: passages are escaped, and notes, which may be Markdown, stay inside of
their items, however they go on. The same highlights are the same text each time.
"""

import re
from collections.abc import Iterable, Iterator

from blogreader.model import Highlight
from blogreader.text import clean

HEADING = "Highlights and notes"
# Including the special characters of Obsidian and Logseq: tags, ==marks==, %%comments%%, ^names, properties::.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$]|&(?=[#\w])|(?<!\S)[#^]|=(?==)|%(?=%)|(?<=:):")
_AT_A_LINE = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))", re.MULTILINE)
_IS_CODE = re.compile(r"\t|^ ", re.MULTILINE)
_DEFINITION = re.compile(r"^([ \t>]{0,9})\[(?=[^\]\n]{1,200}\]:)", re.MULTILINE)
_FENCES = re.compile(r"`{3,}+")


def in_markdown(highlights: Iterable[Highlight]) -> str:
    """Return highlights as a Markdown list; empty if there are none."""
    return "\n\n".join("\n".join(_item(one)) for one in highlights)


def escaped(text: str) -> str:
    """Return plain text as Markdown that renders as the same text."""
    text = _SPECIAL.sub(r"\\\g<0>", clean(text))
    return _AT_A_LINE.sub(r"\1\\", text)


def _item(highlight: Highlight) -> Iterator[str]:
    lines = [f"> {line}".rstrip() for line in _quoted(highlight.quote)]
    # Definitions of links or footnotes would apply to the whole file.
    note = _DEFINITION.sub(r"\1\\[", clean(highlight.note)).strip("\n")
    if note:
        lines += ["", *note.split("\n")] if lines else note.split("\n")
    for number, line in enumerate(lines):
        begin = "- " if not number else "  "
        yield f"{begin}{line}" if line.strip() else begin.rstrip()


def _quoted(quote: str) -> list[str]:
    if not quote:
        return []
    if not _IS_CODE.search(quote):
        return escaped(quote).split("\n")
    fence = "`" * max([3, *(len(found) + 1 for found in _FENCES.findall(quote))])
    return [fence, *clean(quote).split("\n"), fence]
