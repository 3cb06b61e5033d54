"""Turns containers and admonitions in generators' Markdown into callouts: `:::tip`, `!!! note`, `{% note %}`."""

import re
from dataclasses import dataclass

from blogreader.extract.lazy_patterns import lazily

# Each keeps its name as the title if the resulting callout has another one.
_KINDS = {
    **dict.fromkeys(("note", "info", "abstract", "summary", "todo", "example"), ""),
    **dict.fromkeys(("tip", "hint", "success", "important", "question", "warning", "attention", "caution"), ""),
    **dict.fromkeys(("danger", "error", "failure", "bug"), ""),
}
_OTHERS = {
    "primary": "note",
    "secondary": "note",
    "default": "note",
    "seealso": "note",
    "see-also": "note",
    "notice": "note",
    "quote": "note",
    "tldr": "abstract",
    "faq": "question",
    "help": "question",
    "check": "success",
    "done": "success",
    "fail": "failure",
    "missing": "failure",
    "warn": "warning",
    "alert": "warning",
    "critical": "danger",
}
_DEEPEST = 25
"""Containers in each other; what is nested more deeply is shown as text anyway."""
_MARKS = (":::", "!!!", "???", "===", "///", "{%", "{{", "```{", "~~~{")
_SIGN = lazily(r":::|!!!|\?\?\?|===|///|\{%|\{\{|```|~~~")
"""Without one of these in it no line begins a container, or code with a fence."""
_FOLDED = ("details", "spoiler", "collapse", "expand", "dropdown")
_OF_ANY_KIND = ("admonition", "callout", "alert", "hint", "notice", "note", "message", "box", "aside", "banner")
"""Names of containers whose kind is a parameter."""
_TABS = ("tab", "tabitem", "tab-item")
_LAID_OUT = (*_TABS, "tabs", "tabpane", "columns", "column", "grid")
"""Names of shortcodes that only set out what is in them."""
# Text within a line, without trailing blanks.
_TEXT = r"(?:[^ \t\n]++|[ \t]++(?=[^ \t\n]))*+"
_FENCE = lazily(
    rf"[ ]*+(?:(?:>|(?:[-*+]|\d{{1,9}}[.)])(?=[ ]))[ ]*+)*+(`{{3,}}+(?=[^`]*$)|~{{3,}}+)[ \t]*+({_TEXT})[ \t]*+"
)
_COLONS = lazily(r"([ \t]*+)(:{3,}+)[ \t]*+((?:[^ \t:\n]++|[ \t]++(?!:*+\Z)|:++(?!\Z))*+)[ \t]*+:*+")
_SLASHES = lazily(rf"([ \t]*+)(/{{3,}}+)[ \t]*+(?:([\w-]++)[ \t]*+(?:\|[ \t]*+({_TEXT}))?)?[ \t]*+")
_INDENTED = lazily(
    r"([ \t]*+)(!!!|\?\?\?\+?|===[+!]?)[ \t]++((?:[\w-]++|[ ]++(?=[\w-]))*+)[ \t]*+(?:[\"“](.*)[\"”])?[ \t]*+"
)
_SHORTCODE = lazily(r"([ \t]*+)\{(%-?|\{[<%])[ \t]*+(/?)[ \t]*+(\w++(?:-++\w++)*+)(.*)(?:-%|(?<!-)%|[%>]\})\}[ \t]*+")
_ITEM = lazily(r"[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
_DIRECTIVE = lazily(r"\{([\w:-]+)\}[ \t]*(.*)")
_ATTRIBUTES = lazily(r"(.*)\{([^{}]*+)\}")
_ATTRIBUTE = lazily(r"(?<![\w-])([\w-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s,\"')]+))")
# Text that can't end as required is not searched again for each of its brackets.
_BRACKETED = lazily(r"(?=.*(?:\][ \t]*|\})\Z)([\w-]+)[ \t]*\[(.*)\][ \t]*(?:\{.*\})?")
_OPTION = lazily(r"[ \t]*:([\w-]+):[ \t]*(.*)")
_HEADING = lazily(r"#{1,6}+[ \t]++((?:[^ \t\n]++|[ \t]++(?!#*+[ \t]*+\Z))*+)(?:[ \t]++#*+)?[ \t]*+")
_QUOTED = lazily(r"\"([^\"]*)\"|'([^']*)'|([^\s\"'(),=]+)")


@dataclass(frozen=True, slots=True)
class _Opening:
    """The contents of a container's first line."""

    name: str
    title: str = ""
    layout: bool = False
    """Whether it only lays out its contents."""


def with_callouts(lines: list[str], depth: int = 0) -> list[str]:
    """Return Markdown with its containers as callouts and disclosures; code and everything else stay as they are.

    `depth` is the number of containers that these lines are in.
    """
    text = "\n".join(lines)
    if depth > _DEEPEST or not any(mark in text for mark in _MARKS):
        return lines
    out: list[str] = []
    number = 0
    in_list = False
    unclosed: dict[str, dict[int, int]] = {}
    while number < len(lines):
        line = lines[number]
        if line.strip():
            in_list = _ITEM.match(line) is not None or (in_list and line[0] in " \t")
        found = None
        if _SIGN.search(line) and (in_list or not line.startswith(("    ", "\t"))):
            found = (
                _fenced(lines, number, depth)
                or _container(lines, number, unclosed, depth)
                or _indented(lines, number, depth)
            )
        if found is None:
            out.append(line)
            number += 1
            continue
        start = number
        written, number = found
        if written == lines[start:number]:
            out += written
            continue
        if out and out[-1].strip():
            out.append("")
        out += written
        if number < len(lines) and lines[number].strip():
            out.append("")
    return out


def _fenced(lines: list[str], start: int, depth: int) -> tuple[list[str], int] | None:
    """Return the lines of code and where they end; a fence may also be a directive: three backticks and `{note}`."""
    match = _FENCE.fullmatch(lines[start])
    if match is None:
        return None
    directive = _DIRECTIVE.fullmatch(match[2])
    opening = _opened_by(directive[1], directive[2]) if directive else None
    if opening is not None and opening.layout:
        opening = None
    indent = lines[start][: match.start(1)]
    if opening is not None and indent.strip():
        return None  # in a quotation or an item: it stays, and nobody need know where it ends
    end = start + 1
    while end < len(lines):
        closing = _FENCE.fullmatch(lines[end])
        if closing and closing[1].startswith(match[1]) and not closing[2]:
            break
        end += 1
    if opening is None:
        return lines[start : end + 1], min(end + 1, len(lines))
    return _written(opening, lines[start + 1 : end], indent, depth), end + 1


def _container(
    lines: list[str], start: int, unclosed: dict[str, dict[int, int]], depth: int
) -> tuple[list[str], int] | None:
    """Return the lines of a container with an explicit end, and where it ends.

    `unclosed` has the kinds with an unclosed container, with the ends of the others, so that no search is repeated.
    """
    line = lines[start]
    opening: _Opening | None = None
    if (match := _COLONS.fullmatch(line)) and match[3]:
        opening = _colons(match[3])
        name = ""
    elif (match := _SLASHES.fullmatch(line)) and match[3]:
        opening = _opened_by(match[3], match[4] or "")
        name = ""
    elif (match := _SHORTCODE.fullmatch(line)) and not match[3]:
        opening = _shortcode(match[4], match[5].rstrip())
        name = match[4]
    if match is None or opening is None:
        return None
    kind = name or match[2][0]
    ends = unclosed.get(kind)
    if ends is None:
        ends = _ends(lines, start, match[2], name)
        if start not in ends:
            unclosed[kind] = ends
    end = ends.get(start)
    return (_written(opening, lines[start + 1 : end], match[1], depth), end + 1) if end else None


def _ends(lines: list[str], start: int, mark: str, name: str) -> dict[int, int]:
    """Return the ends of a container and of those of its kind inside of it, by the lines that open them.

    Those in code don't count. If it is never closed, later ones are included.
    """
    ends: dict[int, int] = {}
    waiting = [start]
    fence = ""
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if code := _FENCE.fullmatch(line):
            if not fence:
                fence = code[1]
            elif code[1].startswith(fence) and not code[2]:
                fence = ""
            continue
        if fence or not line.strip():
            continue
        if name:
            match = _SHORTCODE.fullmatch(line)
            is_end = match is not None and match[3] == "/"
            closes = match is not None and (match[4] == name if is_end else match[4] in ("end", f"end{name}"))
            opens = match is not None and match[4] == name and not is_end
        else:
            match = _COLONS.fullmatch(line) if mark[0] == ":" else _SLASHES.fullmatch(line)
            closes = match is not None and not match[3]
            opens = match is not None
        if closes:
            ends[waiting.pop()] = number
        elif opens:
            waiting.append(number)
        if not waiting:
            break
    return ends


def _indented(lines: list[str], start: int, depth: int) -> tuple[list[str], int] | None:
    """Return an admonition of Python-Markdown and where it ends: its contents are indented by four."""
    match = _INDENTED.fullmatch(lines[start])
    if match is None or not (match[3] or match[4]) or (match[2][0] == "=" and match[4] is None):
        return None
    inner = len(match[1].expandtabs(4)) + 4
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) >= inner):
        end += 1
    body = [_dedented(line, inner) for line in lines[start + 1 : end]]
    while body and not body[-1].strip():
        body.pop()
        end -= 1
    if match[2][0] == "=":
        inner_lines = with_callouts(_without_blank_ends(body), depth + 1)
        inside = (f"{match[1]}{line}" if line.strip() else "" for line in inner_lines)
        return [f"{match[1]}**{match[4]}**", "", *inside], end
    name = match[3].split()[0] if match[3] else "note"
    opening = _opened_by(name, match[4] or "", any_name=True)
    return (_written(opening, body, match[1], depth), end) if opening else None


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def _dedented(line: str, by: int) -> str:
    return line.expandtabs(4)[by:] if "\t" in line[:by] else line[by:]


def _without_blank_ends(lines: list[str]) -> list[str]:
    """Return lines without blank ones at the beginning and the end."""
    said = [number for number, line in enumerate(lines) if line.strip()]
    return lines[said[0] : said[-1] + 1] if said else []


def _colons(info: str) -> _Opening | None:
    if match := _DIRECTIVE.fullmatch(info):
        return _opened_by(match[1], match[2])
    if match := _BRACKETED.fullmatch(info):
        return _opened_by(match[1], match[2], any_name=True)
    title = ""
    if match := _ATTRIBUTES.fullmatch(info):
        said = {found[1]: found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(match[2])}
        title = said.get("title", "")
        classes = [word[1:] for word in match[2].split() if word.startswith(".")]
        info = match[1].rstrip() or next((name for name in classes if _kind(name)), classes[0] if classes else "layout")
    name, _, rest = info.partition(" ")
    return _opened_by(name, title or rest, any_name=True)


def _shortcode(name: str, rest: str) -> _Opening | None:
    said = {found[1]: found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(rest)}
    words = [next(filter(None, found.groups()), "") for found in _QUOTED.finditer(_ATTRIBUTE.sub("", rest))]
    kind = next((said[key] for key in ("type", "kind", "style", "level", "color", "class") if key in said), "")
    if not kind and words and _kind(words[0]):
        kind, *words = words
    title = said.get("title") or said.get("summary") or said.get("name") or " ".join(words)
    if name.lower() in _LAID_OUT:
        return _Opening(name, title if name.lower() in _TABS else "", layout=True)
    if name.lower() not in _OF_ANY_KIND and not _kind(name) and name.lower() not in _FOLDED:
        return None
    return _opened_by(kind if _kind(kind) and name.lower() in _OF_ANY_KIND else name, title)


def _kind(name: str) -> str:
    """Return the kind of callout for a name; empty if there is none."""
    bare = name.lower().removeprefix("callout-").removeprefix("alert-").removesuffix("-block")
    return bare if bare in _KINDS else _OTHERS.get(bare, "")


def _opened_by(name: str, title: str, *, any_name: bool = False) -> _Opening | None:
    """Return what a name opens: a callout, a disclosure, or with `any_name` mere layout."""
    title = title.strip()
    if name.lower() in _FOLDED:
        return _Opening("details", title)
    if kind := _kind(name):
        same = name.lower() in _KINDS or name.lower().startswith(("callout-", "alert-")) or name.lower() == "default"
        return _Opening(kind, title or ("" if same else name.capitalize()))
    if name.lower() in _OF_ANY_KIND:
        return _Opening("note", title)
    return _Opening(name, title, layout=True) if any_name and re.fullmatch(r"[\w-]+", name) else None


def _written(opening: _Opening, body: list[str], indent: str, depth: int) -> list[str]:
    """Return a container as Markdown, with nested containers; `:name: value` lines at its beginning are removed."""
    title = opening.title
    if indent:
        body = [line.removeprefix(indent) for line in body]
    first = 0
    while first < len(body) and (option := _OPTION.fullmatch(body[first])):
        if option[1] == "class" and (kind := _kind(option[2].split()[0] if option[2].strip() else "")):
            opening = _Opening(kind, title)
        first += 1
    body = _without_blank_ends(body[first:])
    if not opening.layout and not title and body and (heading := _HEADING.fullmatch(body[0])):
        title, body = heading[1], body[1:]
    inner = _without_blank_ends(with_callouts(body, depth + 1))
    if opening.layout:
        lines = [*((f"**{title}**", "") if title else ()), *inner]
    elif opening.name == "details":
        lines = ["<details>", f"<summary>{title or 'Details'}</summary>", "", *inner, "", "</details>"]
    else:
        lines = [
            f"> [!{opening.name.upper()}] {title}".rstrip(),
            *(f"> {line}" if line.strip() else ">" for line in inner),
        ]
    return [f"{indent}{line}" if line.strip() else "" for line in lines]
