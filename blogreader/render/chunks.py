"""Where a long text may be cut so that no block goes on behind the cut, told without parsing it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_CHUNK = 24_000
# A fence in a list item stands up to so much farther out or in than the one that opened it (CommonMark 0.31.2, 4.5).
_SLACK = 3
# All of them begin a line: what is looked for at every character costs six times as much.
_LANDMARK = re.compile(
    r"""^(?:(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)
    | [ ]{0,3}(?P<comment><!--)
    | [ ]{0,3}<(?P<element>details|pre|script|style|textarea)\b
    | (?P<cut>\#{1,6}[ \t] | (?<=\n\n)(?=\w)))""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)


class _Fence(NamedTuple):
    start: int
    mark: str
    indent: str

    @property
    def quoted(self) -> bool:
        return ">" in self.indent


def cut(text: str) -> Iterator[tuple[str, str]]:
    """Give a text in pieces of about 24 000 characters, each with its prose: itself without fenced code.

    No element, comment, fence, list, quotation or footnote is cut.
    """
    start = told = position = 0
    prose = ""
    fence: _Fence | None = None
    while match := _LANDMARK.search(text, position):
        position = max(match.end(), match.start() + 1)
        if fence:
            if not _ends(match, fence):
                continue
            prose += text[told : fence.start]
            told = match.start()
            if match["fence"] and _closes(match, fence):
                fence, told = None, match.end()
                continue
            fence = None  # what it stood in is over: the line is looked at as any other
        if match["fence"]:
            if not (match["fence"][0] == "`" and "`" in match["info"]):
                fence = _Fence(match.start(), match["fence"], match["indent"])
        elif match["comment"]:
            position = _behind(text, "-->", position)
        elif match["element"]:
            position = _behind_element(text, match["element"].lower(), position)
        elif match.start() - start >= _CHUNK:
            yield text[start : match.start()], prose + text[told : match.start()]
            start = told = match.start()
            prose = ""
    yield text[start:], prose + (text[told : fence.start] if fence else text[told:])


def _behind(text: str, mark: str, position: int) -> int:
    found = text.find(mark, position)
    return found + len(mark) if found >= 0 else len(text)


def _behind_element(text: str, name: str, position: int) -> int:
    """Give where an element ends; disclosures are nested."""
    depth = 1
    for tag in re.compile(f"<(/?){name}\\b", re.IGNORECASE).finditer(text, position):
        depth += -1 if tag[1] else name == "details"
        if depth == 0:
            return tag.end()
    return len(text)


def _ends(match: re.Match[str], fence: _Fence) -> bool:
    """Tell whether a fence ends here: by another one, or because the quotation or list item around it ended."""
    if match["fence"]:
        return _closes(match, fence) or _is_outside(match["indent"], fence)
    return match["cut"] is not None and (fence.quoted or len(fence.indent) > _SLACK)


def _closes(match: re.Match[str], fence: _Fence) -> bool:
    depth = len(match["indent"].expandtabs(4)) - len(fence.indent.expandtabs(4))
    return (
        match["fence"].startswith(fence.mark)
        and not match["info"].strip()
        and -_SLACK <= depth <= _SLACK
        and (">" in match["indent"]) == fence.quoted
    )


def _is_outside(indent: str, fence: _Fence) -> bool:
    if fence.quoted and ">" not in indent:
        return True
    return len(indent.expandtabs(4)) < len(fence.indent.expandtabs(4)) - _SLACK
