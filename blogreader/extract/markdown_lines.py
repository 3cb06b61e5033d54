"""Cleans up converted lines: removes needless escapes, and escapes text that would be misread."""

import re

from blogreader.extract.dom.placeholders import TOKEN, PlaceholderKind, Placeholders
from blogreader.extract.lazy_patterns import lazily

PREFIX = lazily(r"(?:[ \t]|>|[-*+](?= )|\d{1,9}[.)](?= ))*")
MARKERS = lazily(r"[-*+](?= )|\d{1,9}[.)](?= )")
_NUMBER = lazily(r"(?:[ \t]|>|[-*+](?= )|\d{1,9}[.)](?= ))*\d{1,9}")
_ITEM = lazily(r"[-*+] |\d{1,9}[.)] ")
_LISTS = lazily(r"([> ]*+)\ufdd0[0-9]{1,9}\ufdd1 *")
_BAR = lazily(r"\\\|")
_AROUND = lazily(r"[> ]*")
_DOLLAR = lazily(r"(?<!\\)((?:\\\\)*)\$")
_SUMS = lazily(r"(?<![\\$A-Za-z0-9])\$(?=([^\s$`][^$`]{0,300}(?<![\s\\$])|[^\s$`\\])\$(?![0-9]))")
_MAY_BE_TEX = lazily(r"^[A-Za-z]$|\\[A-Za-z]|[\w)}][_^]|[{=]")

# Escapes that CommonMark does not need: `snake\_case`, `a \= b`, `1\.5`, `C\#`. The text before them is checked last,
# so that the search jumps from backslash to backslash. An escaped backslash escapes nothing.
_NEEDLESS = lazily(
    r"\\(?:\\|(?<=\w\\)(_)(?=\w)|(?<=[^\s>]\\)([=+#>.)-])(?![~=])|(?<=[^\s>~]\\)(~)(?!\\?~)"
    r"|(?<=[^\s\d>]\\)([.])|([{}=:;,'\"/?@%^])|(&)(?!#?\w+;))"
)


def lines_of(line: str, placeholders: Placeholders) -> list[str]:
    """Split a line at the breaks protected by placeholders."""
    if "\ufdd0" not in line or line.lstrip(" >").startswith("|"):
        return [line]
    pieces: list[str] = []
    position = 0
    for match in TOKEN.finditer(line):
        if (thing := placeholders.get(match)) is not None and thing.kind is PlaceholderKind.LINE:
            pieces.append(line[position : match.start()].strip() if pieces else line[: match.start()].rstrip())
            position = match.end()
    if not pieces:
        return [line]
    start = PREFIX.match(line)
    following = MARKERS.sub(lambda match: " " * len(match[0]), start[0] if start else "")
    pieces.append(line[position:].strip())
    first, *others = pieces
    # Two in a row separate paragraphs; the last one breaks nothing.
    lines = [first + "  ", *(f"{following}{piece}  " if piece else following.rstrip() for piece in others)]
    while len(lines) > 1 and not lines[-1].strip(" >"):
        lines.pop()
    return [*lines[:-1], lines[-1].rstrip()]


def with_bullets(lines: list[str], placeholders: Placeholders) -> list[str]:
    """Return lines with another bullet for each list that directly follows one."""
    out: list[str] = []
    around: str | None = None
    last: dict[str, str] = {}
    for line in lines:
        match = _LISTS.fullmatch(line) if "\ufdd0" in line else None
        thing = placeholders.get(token) if match and (token := TOKEN.search(line)) else None
        if match and thing is not None and thing.kind is PlaceholderKind.LIST:
            around = match[1]
            last[around] = "-" if last.get(around) == "*" else "*"
            while out and not out[-1].strip(" >"):
                out.pop()
            continue
        if around is not None and line.strip(" >") and not line.startswith((f"{around}- ", f"{around}  ")):
            around = None
            last.clear()
        if around is not None and line.startswith(f"{around}- "):
            line = f"{around}{last[around]} {line[len(around) + 2 :]}"  # noqa: PLW2901 - the line in its list
        out.append(line)
    return out


def with_bar(line: str) -> str:
    """Unescape the bar at the start of a line that is not a table row."""
    return line.replace("\\|", "|", 1) if line.lstrip(" >").startswith("\\|") else line


def freed(line: str) -> str:
    """Return a line without needless escapes."""
    if "\\" not in line:
        return line
    if not line.lstrip(" >").startswith("|"):
        # An escaped bar at the start of a line shows, up to the end, that it is not a table row.
        start = PREFIX.match(line)
        end = start.end() if start else 0
        line = line[: end + 1] + _BAR.sub("|", line[end + 1 :])
    return _NEEDLESS.sub(lambda match: _without_escape(match, line), line)


def _without_escape(match: re.Match[str], line: str) -> str:
    sign = next((group for group in match.groups() if group), "")
    if not sign:
        return match[0]  # a backslash
    # `1.` at the beginning of a line would begin a list.
    if sign in ".)" and _NUMBER.fullmatch(line[: match.start()]):
        return match[0]
    return sign


def without_double_blanks(lines: list[str]) -> list[str]:
    """Keep one of several consecutive blank lines in a quotation, the least nested one."""
    out: list[str] = []
    for line in lines:
        if out and ">" in out[-1] and not line.strip(" >") and not out[-1].strip(" >"):
            out[-1] = min(out[-1], line, key=lambda blank: blank.count(">"))
        else:
            out.append(line)
    return out


def separated(lines: list[str]) -> list[str]:
    """Insert blank lines where a line would otherwise continue what precedes it.

    A paragraph after a list in a quotation would continue the last item, and one after a table would become a row.
    """
    out: list[str] = []
    for line in lines:
        if not line or (line[0].isalpha() and not (out and out[-1].startswith("| "))):  # as nearly all
            out.append(line)
            continue
        around, rest = _parted(line)
        if out and rest == "---" and "|" in out[-1]:  # below a line with a bar, it would make a table
            out.append(around.rstrip())
        elif out and rest.strip():
            before = out[-1]
            rest_before = before[len(around) :] if before.startswith(around) else ""
            if (
                (_ITEM.match(rest_before) or rest_before.startswith("  "))
                and ">" in around
                and not rest.startswith(" ")
                and not _ITEM.match(rest)
            ) or (rest_before.startswith("| ") and not rest.startswith(("|", " "))):
                out.append(around.rstrip())
        out.append(line)
    return out


def _parted(line: str) -> tuple[str, str]:
    """Return the prefix of the quotations and items around a line, and the rest."""
    match = _AROUND.match(line)
    end = match.end() if match else 0
    return line[:end], line[end:]


def plain_start(line: str) -> str:
    """Escape a colon that would make a line a definition, and signs that would make the line before a heading."""
    if ":" not in line and "=" not in line:
        return line
    start = PREFIX.match(line)
    end = start.end() if start else 0
    if line.startswith((": ", ":\t"), end) or (line.startswith("=", end) and not line[end:].strip("= ")):
        return f"{line[:end]}\\{line[end:]}"
    return line


def plain_dollars(line: str, has_math: bool) -> str:
    """Escape dollars that would be taken for a formula: amounts of money beside math, or two in a line."""
    if "$" not in line:
        return line
    if has_math:
        return _DOLLAR.sub(r"\1\\$", line)
    return _SUMS.sub(lambda match: match[0] if _MAY_BE_TEX.search(match[1]) else "\\" + match[0], line)
