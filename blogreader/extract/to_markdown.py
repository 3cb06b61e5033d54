"""Converts the article's elements to Markdown, and replaces placeholders by their contents, verbatim."""

import re
from functools import cache
from typing import TYPE_CHECKING

from blogreader.extract.dom.placeholders import TOKEN, Placeholder, PlaceholderKind, Placeholders
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.markdown_lines import (
    MARKERS,
    PREFIX,
    freed,
    lines_of,
    plain_dollars,
    plain_start,
    separated,
    with_bar,
    with_bullets,
    without_double_blanks,
)
from blogreader.text import clean, joins_words

if TYPE_CHECKING:
    from html_to_markdown import ConversionOptions

_DELIMITER_ROW = lazily(r"\|(?: ?:?-+:? ?\|)+\s*")
_BETWEEN_FORMULAS = lazily(r"\$\$[^$]+\$\$.*\$\$")
_CALLOUT = lazily(r"[ >]*> \[![A-Z]+\][+-]?(?: .*)?")
_PLAIN_LINE = lazily(r"[ >]*> [\w\[(\"'“‘*`<\\]")
_BLOCKS = (PlaceholderKind.CODE, PlaceholderKind.MATH, PlaceholderKind.TABLE)
_RUN = lazily(r"`+")
_FENCE = lazily(r"^[ \t]*(`{3,}|~{3,})", re.MULTILINE)
_FOOTNOTE_ITEM = lazily(r"- (\ufdd0[0-9]{1,9}\ufdd1) ?(.*)")

# What may have letters beside it.
_CLEAR_FORMULA = lazily(r"[A-Za-z]|[^\\^]*[\\^].*")


def to_markdown(html: str, placeholders: Placeholders) -> str:
    """Convert the article's HTML, and replace the placeholders."""
    # Takes ten milliseconds to load, and is not needed by a process that only requests extractions.
    from html_to_markdown import convert

    text = convert(html, _options()).content or ""
    kinds = {thing.kind for thing in placeholders.things}
    lines = [line.rstrip() if not line.endswith("  ") else line.rstrip() + "  " for line in text.split("\n")]
    if PlaceholderKind.LINE in kinds:
        lines = [part for line in lines for part in lines_of(line, placeholders)]
    if "\\" in text:
        lines = [freed(line) if "\\" in line else line for line in lines]
    if PlaceholderKind.BREAK in kinds:
        lines = [_broken(line, placeholders) if "\ufdd0" in line else line for line in lines]
    has_math = PlaceholderKind.INLINE_MATH in kinds or PlaceholderKind.MATH in kinds
    lines = separated(without_double_blanks(lines) if ">" in text else lines)
    lines = [plain_dollars(plain_start(line), has_math) for line in lines]
    if PlaceholderKind.LIST in kinds:
        lines = with_bullets(lines, placeholders)
    if PlaceholderKind.FOOTNOTE in kinds:
        lines = _footnotes(lines, placeholders)
    written = "\n".join(lines)
    while "\n\n\n" in written:
        written = written.replace("\n\n\n", "\n\n")
    out: list[str] = []
    delimiters = ""
    for line in written.split("\n"):
        if delimiters:
            bar = line.find("|")
            aligned, delimiters = line[:bar] + delimiters, ""
            out.append(
                aligned
                if aligned.count("|") == line.count("|") and _DELIMITER_ROW.fullmatch(line, max(0, bar))
                else line
            )
            continue
        restored = [line]
        if "\ufdd0" in line:
            if PlaceholderKind.ALIGNMENT in kinds:
                line, delimiters = _without_alignment(line, placeholders)  # noqa: PLW2901 - the same line
            restored = _restored(line, placeholders)
        # In GitHub's form, a callout's text is directly below its type.
        if (
            len(out) > 1
            and "[!" in out[-2]
            and _CALLOUT.fullmatch(out[-2])
            and not out[-1].strip(" >")
            and _PLAIN_LINE.match(restored[0])
        ):
            out.pop()
        out.extend(restored)
    return clean("\n".join(map(with_bar, out) if "\\|" in text else out)).strip() + "\n"


@cache
def _options() -> "ConversionOptions":
    import html_to_markdown as convert
    from html_to_markdown import ConversionOptions, PreprocessingOptions

    return ConversionOptions(
        preprocessing=PreprocessingOptions(enabled=False, preset=convert.PreprocessingPreset.STANDARD),
        escape_asterisks=True,
        escape_underscores=True,
        escape_misc=True,
        autolinks=False,
        br_in_tables=True,
        compact_tables=True,
        bullets="-",
        extract_metadata=False,
        include_blockquote_citations=False,
        strip_newlines=True,
        expand_abbreviations=False,
        # The defaults, as values: looking their names up for each page takes a quarter of a millisecond.
        heading_style=convert.HeadingStyle.ATX,
        list_indent_type=convert.ListIndentType.SPACES,
        highlight_style=convert.HighlightStyle.DOUBLE_EQUAL,
        whitespace_mode=convert.WhitespaceMode.NORMALIZED,
        newline_style=convert.NewlineStyle.SPACES,
        code_block_style=convert.CodeBlockStyle.BACKTICKS,
        inline_data_media=convert.InlineDataMedia.KEEP,
        hidden_content=convert.HiddenContent.DROP,
        url_escape_style=convert.UrlEscapeStyle.ANGLE,
        link_style=convert.LinkStyle.INLINE,
        output_format=convert.OutputFormat.MARKDOWN,
        tier_strategy=convert.TierStrategy.AUTO,
    )


def _without_alignment(line: str, placeholders: Placeholders) -> tuple[str, str]:
    """Return a table's first row without its alignment token, and the delimiter row to follow it."""
    for match in TOKEN.finditer(line):
        thing = placeholders.get(match)
        if thing is not None and thing.kind is PlaceholderKind.ALIGNMENT:
            rest = line[: match.start()] + line[match.end() :]
            return rest, thing.text if rest.lstrip(" >").startswith("|") else ""
    return line, ""


def _broken(line: str, placeholders: Placeholders) -> str:
    for match in TOKEN.finditer(line):
        thing = placeholders.get(match)
        if thing is not None and thing.kind is PlaceholderKind.BREAK:
            return line[: match.start()].rstrip()
    return line


def _footnotes(lines: list[str], placeholders: Placeholders) -> list[str]:
    """Turn list items that begin with a footnote's label into definitions, indenting further paragraphs by four."""
    out: list[str] = []
    inside = False
    for line in lines:
        found = _FOOTNOTE_ITEM.fullmatch(line) if line.startswith("- \ufdd0") else None
        token = TOKEN.fullmatch(found[1]) if found else None
        thing = placeholders.get(token) if token else None
        if found and thing is not None and thing.kind is PlaceholderKind.FOOTNOTE:
            if out and out[-1]:
                out.append("")
            out.append(f"[^{thing.text}]: ")
            inside = True
            line = f"  {found[2]}"  # noqa: PLW2901 - the rest of the line
        if inside and line.startswith("  ") and line.strip():
            if out[-1].endswith("]: ") and not _is_block(line, placeholders):
                out[-1] += line.strip()
            else:
                if out[-1].endswith("]: "):
                    out[-1:] = [out[-1].rstrip(), ""]
                out.append("  " + line)
        elif inside and not line.strip():
            if not out[-1].endswith("]: "):
                out.append("")
        else:
            inside = False
            out.append(line)
    return out


def _is_block(line: str, placeholders: Placeholders) -> bool:
    """Return whether a line is only a listing, a formula or a table."""
    token = TOKEN.fullmatch(line.strip())
    thing = placeholders.get(token) if token else None
    return thing is not None and thing.kind in _BLOCKS


def _restored(line: str, placeholders: Placeholders) -> list[str]:
    """Replace the tokens of a line; blocks get lines of their own, with the line's prefix."""
    if "\ufdd0" not in line:
        return [line]
    in_table = line.lstrip(" >").startswith("|")
    start = PREFIX.match(line)
    prefix = start[0] if start else ""
    following = MARKERS.sub(lambda match: " " * len(match[0]), prefix)
    out: list[str] = []
    pending = prefix
    position = len(prefix)
    in_block = False
    for match in TOKEN.finditer(line):
        if match.start() < position:
            continue  # part of the code before it
        thing = placeholders.get(match)
        before = line[position : match.start()]
        position = match.end()
        if thing is None:
            pending += before
        elif thing.kind in _BLOCKS and not in_table and not line.lstrip(" >").startswith("#"):
            if (pending + before).strip(" >-*+0123456789.") or before.strip():
                out.extend((pending + before.rstrip(), following.rstrip()))
                pending = following
            out.extend(_block(thing, pending, following, placeholders))
            pending = following
            in_block = True
        else:
            thing, position = _joined(line, match.end(), thing, placeholders)
            if in_block:  # text after a block begins a new line
                before, in_block = before.lstrip(), False
            pending += before
            pending += _inline(thing, in_table, pending[-1:], line[position : position + 1])
    rest = line[position:].lstrip() if in_block else line[position:]
    if out:
        if rest.strip() or pending.strip(" >"):
            out.extend((following.rstrip(), pending + rest))
    else:
        whole = pending + rest
        # A line that begins and ends with formulas would be read as a single one, in a block.
        is_between = _BETWEEN_FORMULAS.fullmatch(whole, len(prefix)) is not None
        out.append(f"{prefix}<span></span>{whole[len(prefix) :]}" if is_between else whole)
    return out


def _joined(line: str, end: int, thing: Placeholder, placeholders: Placeholders) -> tuple[Placeholder, int]:
    """Return inline code joined with any directly following, and the end: adjacent runs of backticks would merge."""
    while (
        thing.kind is PlaceholderKind.INLINE_CODE
        and (match := TOKEN.match(line, end)) is not None
        and (after := placeholders.get(match)) is not None
        and after.kind is PlaceholderKind.INLINE_CODE
    ):
        thing, end = Placeholder(PlaceholderKind.INLINE_CODE, thing.text + after.text), match.end()
    return thing, end


def _block(thing: Placeholder, first: str, following: str, placeholders: Placeholders) -> list[str]:
    lines = thing.text.split("\n")
    if thing.kind is PlaceholderKind.TABLE:
        lines = to_markdown(thing.text, placeholders).rstrip("\n").split("\n")
    elif thing.kind is PlaceholderKind.MATH:
        lines = ["$$", *(line for line in lines if line.strip()), "$$"]
    else:
        longest = max((len(match[1]) for match in _FENCE.finditer(thing.text)), default=2)
        fence = "`" * max(3, longest + 1)
        lines = [fence + thing.info, *lines, fence]
    return [first + lines[0], *((following + line).rstrip() if not line else following + line for line in lines[1:])]


def _inline(thing: Placeholder, in_table: bool, before: str, after: str) -> str:
    match thing.kind:
        case PlaceholderKind.CODE | PlaceholderKind.INLINE_CODE:
            lines = [line for line in thing.text.split("\n") if line.strip()]
            return "<br>".join(_span(line.strip() if len(lines) == 1 else line.rstrip(), in_table) for line in lines)
        case PlaceholderKind.MATH:
            written = f"$${' '.join(thing.text.split())}$$"
        case PlaceholderKind.INLINE_MATH:
            written = _formula(" ".join(thing.text.split()), before, after)
        case PlaceholderKind.FOOTNOTE:
            written = f"[^{thing.text}]"
        case PlaceholderKind.RAW:
            written = thing.text
        case PlaceholderKind.LINE:
            written = "<br>"
        case PlaceholderKind.ALIGNMENT | PlaceholderKind.BREAK | PlaceholderKind.TABLE | PlaceholderKind.LIST:
            written = ""
    return written.replace("|", r"\|") if in_table else written


def _formula(tex: str, before: str, after: str) -> str:
    """Write inline math, between two dollars on both sides if one could be money or a shell variable.

    This is the rule of GitHub and Pandoc, and of our renderer.
    """
    is_plain = _CLEAR_FORMULA.fullmatch(tex) is not None
    if joins_words(before) or (after.isdigit() if is_plain else joins_words(after)) or "`" in tex or "$" in tex:
        return f"$${tex}$$"
    return f"${tex}$"


def _span(text: str, in_table: bool) -> str:
    """Write a code span with a fence longer than any in it (CommonMark 6.1)."""
    written = f"`{text}`"
    if "`" in text:
        runs = {len(match[0]) for match in _RUN.finditer(text)}
        fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
        padded = f" {text} " if text.startswith("`") or text.endswith("`") else text
        written = f"{fence}{padded}{fence}"
    return written.replace("|", r"\|") if in_table else written
