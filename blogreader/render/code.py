"""Code blocks to lines: highlighted, and cut or wrapped without a character changed."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from blogreader.render.blocks import Code
from blogreader.render.flow import Frame, Row, room
from blogreader.render.lines import Span
from blogreader.render.width import cells, cut

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_TAB = 4
# Beyond these highlighting takes longer than a reader waits, or a lexer's expressions run wild.
_MOST_LINES = 2_000
_LONGEST_LINE = 2_000
_LANGUAGE = re.compile(r"[\w+#.-]+")
# What the web writes and Pygments doesn't know.
_ALIASES = {
    "assembly": "nasm",
    "cjs": "javascript",
    "cli": "console",
    "dockerfile": "docker",
    "env": "bash",
    "golang": "go",
    "gradle": "groovy",
    "hcl": "terraform",
    "html5": "html",
    "json5": "javascript",
    "jsonc": "javascript",
    "jsonl": "json",
    "mjs": "javascript",
    "mts": "typescript",
    "objc": "objective-c",
    "patch": "diff",
    "plist": "xml",
    "psql": "postgresql",
    "shell": "bash",
    "shell-session": "console",
    "shellsession": "console",
    "svelte": "html",
    "terminal": "console",
    "toml": "toml",
    "tsx": "tsx",
    "vue": "html",
    "wat": "wast",
    "wrangler": "toml",
}
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "nohighlight", "output", "log", "ascii"})
# Pygments' token types, by how they begin; the longest beginning wins.
_ROLES = {
    ("Comment",): "comment",
    ("Comment", "Preproc"): "keyword",
    ("Comment", "PreprocFile"): "string",
    ("Keyword",): "keyword",
    ("Keyword", "Constant"): "number",
    ("Operator", "Word"): "keyword",
    ("Operator",): "operator",
    ("Punctuation",): "operator",
    ("Literal", "String"): "string",
    ("Literal", "Number"): "number",
    ("Literal", "Date"): "number",
    ("Literal",): "string",
    ("Name", "Attribute"): "name",
    ("Name", "Builtin"): "name",
    ("Name", "Class"): "name",
    ("Name", "Decorator"): "name",
    ("Name", "Exception"): "name",
    ("Name", "Function"): "name",
    ("Name", "Tag"): "keyword",
    ("Name", "Constant"): "number",
    ("Generic", "Deleted"): "deleted",
    ("Generic", "Inserted"): "inserted",
    ("Generic", "Heading"): "heading",
    ("Generic", "Subheading"): "heading",
    ("Generic", "Prompt"): "prompt",
    ("Generic", "Output"): "output",
    ("Generic", "Traceback"): "output",
    ("Generic", "Error"): "deleted",
}


def code_rows(code: Code, frame: Frame, base: int) -> list[Row]:
    """Lay out a code block: a cell of margin on the left, lines given whole as far as they fit."""
    margin = (Span("  ", ("code.plain",)),) if room(frame, 2) else ()
    width = frame.width - 2 * len(margin)
    colours = _colours(code.text, code.language) if frame.options.highlight else ((0, "code.plain"),)
    rows: list[Row] = []
    position = index = 0
    for line in code.text.split("\n"):
        end = position + len(line)
        pieces = []
        while index < len(colours):
            start, role = colours[index]
            finish = colours[index + 1][0] if index + 1 < len(colours) else len(code.text)
            if start >= end:
                break
            if finish > position:
                pieces.append((max(start, position), min(finish, end), role))
            if finish > end:
                break
            index += 1
        spans = _expanded(code.text, pieces, base)
        total = sum(cells(span.text) for span in spans)
        if frame.options.wrap_code:
            folded = [spans] if total <= width else _wrapped(spans, width)
        elif total > width or frame.options.code_offset:
            folded = [_window(spans, total, frame.options.code_offset, width)]
        else:
            folded = [spans]
        rows += [(*margin, *part) for part in folded]
        position = end + 1
    return rows


def _expanded(text: str, pieces: list[tuple[int, int, str]], base: int) -> list[Span]:
    """Give the spans of one line; a tab becomes the blanks up to the next multiple of four cells."""
    spans = []
    column = 0
    for start, end, role in pieces:
        content = text[start:end]
        position = start
        for part in re.split("(\t)", content) if "\t" in content else (content,):
            if part == "\t":
                size = _TAB - column % _TAB
                spans.append(Span(" " * size, (role,)))
                column += size
            elif part:
                spans.append(Span(part, (role,), None, base + position))
                column += cells(part)
            position += len(part)
    return spans


def _window(spans: list[Span], total: int, offset: int, width: int) -> list[Span]:
    """Give the part of a line that is seen, with a mark on each side where it goes on."""
    left = offset > 0 and total > 0
    right = total > offset + width
    marks = int(left) + int(right)
    if width <= marks:
        return [Span("›" if right else "‹", ("code.cut",))] if marks else []
    first, last = offset + int(left), offset + width - int(right)
    out = [Span("‹", ("code.cut",))] if left else []
    column = 0
    for span in spans:
        size = cells(span.text)
        if column < last and column + size > first:
            out += _sliced(span, first - column, last - column)
        column += size
    if right:
        missing = width - 1 - sum(cells(span.text) for span in out)
        out += [Span(" " * missing + "›", ("code.cut",))]
    return out


def _sliced(span: Span, first: int, last: int) -> list[Span]:
    """Give the cells from `first` to `last` of a span; half a wide character is a blank."""
    begin = cut(span.text, max(first, 0))
    skipped = cells(span.text[:begin])
    before = []
    if skipped < first:
        rest = span.text[begin:]
        begin += next(size for size in range(1, len(rest) + 1) if cells(rest[:size]) >= first - skipped)
        before = [Span(" " * (cells(span.text[:begin]) - first), span.roles)]
        skipped = cells(span.text[:begin])
    end = begin + cut(span.text[begin:], last - skipped)
    if begin >= end:
        return before
    return [*before, Span(span.text[begin:end], span.roles, None, None if span.offset is None else span.offset + begin)]


def _wrapped(spans: list[Span], width: int) -> list[list[Span]]:
    """Break a line at the width, its other lines indented two cells deeper than the first."""
    whole = "".join(span.text for span in spans)
    indent = len(whole) - len(whole.lstrip(" "))
    indent = indent if indent + 2 <= width // 2 else 0
    hanging = [Span(" " * indent + "↳ ", ("code.cut",))] if width >= 2 * _TAB else []
    lines: list[list[Span]] = [[]]
    left = width
    for span in spans:
        position = 0
        while position < len(span.text):
            rest = span.text[position : position + 4 * width + 16]
            fit = cut(rest, left)
            if fit == 0:
                if left < width - sum(len(mark.text) for mark in hanging) or (len(lines) == 1 and lines[0]):
                    lines.append([*hanging])
                    left = width - sum(len(mark.text) for mark in hanging)
                    continue
                fit = 1
            offset = None if span.offset is None else span.offset + position
            lines[-1].append(Span(rest[:fit], span.roles, None, offset))
            left -= cells(rest[:fit])
            position += fit
    return lines


@lru_cache(maxsize=64)
def _colours(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """Give where in the text which role begins; the first at 0."""
    lexer = _lexer(language)
    lines = text.split("\n")
    if lexer is None or len(lines) > _MOST_LINES or max(map(len, lines)) > _LONGEST_LINE:
        return ((0, "code.plain"),)
    out = [(0, "code.plain")]
    for position, kind, _ in lexer.get_tokens_unprocessed(text + "\n"):
        role = _role(tuple(kind))
        if role != out[-1][1] and position < len(text):
            if out[-1][0] == position:
                out.pop()
            out.append((position, role))
    return tuple(out)


@lru_cache(maxsize=256)
def _role(kind: tuple[str, ...]) -> str:
    for length in range(len(kind), 0, -1):
        if role := _ROLES.get(kind[:length]):
            return f"code.{role}"
    return "code.plain"


@lru_cache(maxsize=64)
def _lexer(language: str) -> "Lexer | None":
    """Find the lexer for a fence's info string: `python`, `{.python}`, `js title="x"`; None for plain text."""
    found = _LANGUAGE.search(language.removeprefix("language-"))
    name = found.group().strip(".").lower() if found else ""
    if name in _PLAIN:
        return None
    # Pygments costs 30 ms: it is loaded with the first code block that is looked at.
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(_ALIASES.get(name, name), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
