"""Where a long text can be cut between blocks, found without parsing it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from blogreader.render.markdown import flat_runs

_CHUNK = 24_000
_PLACES = 600
"""It is cut after this many possible places at the latest, since tiny blocks cost more than their characters."""
_FIRST_CHUNK = 8_000
"""A large screen of prose: what is looked at first does not wait for more."""
_FIRST_PLACES = 200
# A fence in a list item stands up to so much farther out or in than the one that opened it (CommonMark 0.31.2, 4.5).
_SLACK = 3
# No paragraph is an item of a list, nor the term of a definition: these go on with those before. What begins behind an
# empty line with a sign that is no list's is a paragraph too, a quotation, or HTML, or defines something.
# All of them begin a line: what is looked for at every character costs six times as much.
_LANDMARK = re.compile(
    r"""^(?:(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)
    | [ ]{0,3}(?P<hidden><!--|<\?|<!\[CDATA\[)
    | [ ]{0,3}(?P<math>\$\$)(?P<formula>[^\n]*)
    | [ ]{0,3}<(?P<element>details|pre|script|style|textarea)\b
    | (?P<run>(?:[-*+]|[0-9]{1,9}[.)])[ ]\S|\|)
    | (?P<cut>\#{1,6}[ \t] | (?<=\n\n)(?=[\w!\[("'“„«‘&\\>_] | \*[\w*] | <[a-z])
    (?!\d{1,9}[.)] | [^\n]+\n\n?[ ]{0,3}[:~][ \t])))""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)

# With the closing marks of constructs that may contain empty lines (4.6; a comment may be as short as `<!-->`).
_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_END_OF_ELEMENT = re.compile("</(?:pre|script|style|textarea)>", re.IGNORECASE)  # of any of them (4.6)
_IN_DETAILS = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)|<(?P<end>/?)details\b", re.MULTILINE | re.IGNORECASE
)
_END_OF_FORMULA = re.compile(r"\$\$[ \t]*(?:\([^()\n]*\)[ \t]*)?$", re.MULTILINE)


class _Fence(NamedTuple):
    start: int
    mark: str
    indent: str

    @property
    def quoted(self) -> bool:
        return ">" in self.indent


def cut(text: str) -> Iterator[tuple[str, str]]:  # noqa: PLR0912 - a case a landmark
    """Return a text in pieces of about 24 000 characters, each paired with its prose: the piece without fenced code.

    The first is a third of that. No element, comment, fence, list, quotation or footnote is split. A long list or table
    of which every line is an item or a row is a piece of its own.
    """
    start = told = position = places = 0
    most, most_places = min(_FIRST_CHUNK, _CHUNK), min(_FIRST_PLACES, _PLACES)
    since = tried = 0
    prose = ""
    fence: _Fence | None = None
    formulas = True  # none is closed after this
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
        if match["run"]:
            if match.start() >= tried:
                tried = flat_runs.end_of(text, match.start())
                if is_long(text, match.start(), tried) and flat_runs.is_apart(text, since, match.start(), tried):
                    if start < match.start():
                        yield text[start : match.start()], prose + text[told : match.start()]
                    yield text[match.start() : tried], text[match.start() : tried]
                    start = told = position = since = tried
                    prose, places = "", 0
                    most, most_places = _CHUNK, _PLACES
            continue
        is_fence = match["fence"] and not (match["fence"][0] == "`" and "`" in match["info"])
        if match["cut"] is not None and text.endswith("\n\n", 0, match.start()):
            since = match.start()
        if match["cut"] is not None or (is_fence and text.endswith("\n\n", 0, match.start("fence"))):
            places += 1
            if match.start() - start >= most or places > most_places:
                yield text[start : match.start()], prose + text[told : match.start()]
                start = told = match.start()
                most, most_places = _CHUNK, _PLACES
                prose, places = "", 0
        if is_fence:
            fence = _Fence(match.start(), match["fence"], match["indent"])
        elif match["hidden"]:
            position = _behind(text, _ENDS[match["hidden"].upper()], match.start("hidden") + 2)
        elif match["math"]:
            if formulas and "$$" not in match["formula"]:
                end = _END_OF_FORMULA.search(text, position)
                position, formulas = (end.end(), True) if end else (position, False)
        elif match["element"]:
            position = _behind_element(text, match["element"].lower(), position)
    yield text[start:], prose + (text[told : fence.start] if fence else text[told:])


def is_long(text: str, start: int = 0, end: int | None = None) -> bool:
    """Return whether a piece of a text has to be parsed bit by bit."""
    end = len(text) if end is None else end
    return end - start >= _CHUNK or text.count("\n", start, end) > _PLACES


def list_slices(text: str) -> Iterator[str]:
    """Cut a list of which every line is an item, as `cut` cuts a text."""
    return flat_runs.slices(text, _CHUNK, _PLACES)


def _behind(text: str, mark: str, position: int) -> int:
    found = text.find(mark, position)
    return found + len(mark) if found >= 0 else len(text)


def _behind_element(text: str, name: str, position: int) -> int:
    """Return the end of an element; disclosures nest, and contain code that may show their tags."""
    if name != "details":
        end = _END_OF_ELEMENT.search(text, position)
        return end.end() if end else len(text)
    depth = 1
    fence = ""
    for match in _IN_DETAILS.finditer(text, position):
        if fence:
            if match["fence"] and match["fence"].startswith(fence) and not match["info"].strip():
                fence = ""
        elif match["fence"]:
            fence = match["fence"]
        else:
            depth += -1 if match["end"] else 1
            if depth == 0:
                return match.end()
    return len(text)


def _ends(match: re.Match[str], fence: _Fence) -> bool:
    """Return whether a fence ends here: by a closing one, or with the enclosing quotation or list item."""
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
