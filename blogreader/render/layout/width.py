"""Line breaking."""

import re
from collections.abc import Iterator

from blogreader.cell_text import cells, fitting, grapheme_cells, graphemes, is_narrow

# Blanks at which a line may break; U+00A0, U+2007 and U+202F are non-breaking.
_WORD = re.compile("[^ \\t\\n\u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]+")
# Hyphenated words break after hyphens and dashes, options such as --verbose don't.
_AFTER_HYPHEN = re.compile("(?<=[^\\W\\d_]{2}-)(?=[^\\W\\d_]{2})|(?<=[^\\W_]\u2014)(?=\\w)|(?<=\\w)(?=\u2014\\w)")
# A word that is too long breaks after one of these, if the line is at least half full there.
_SEPARATORS = frozenset("/?&=#.,;:_-+|@")
# JIS X 4051 and GB/T 15834, the short form: characters that may not begin a line, and that may not end one.
_NOT_FIRST = frozenset("、。，．・：；？！ー）］｝〉》」』】〕〗〙’”…‥々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%,.!?:;)]}")
_NOT_LAST = frozenset("（［｛〈《「『【〔〖〘‘“([{")


def longest_word(text: str) -> int:
    """Return the width of the longest piece that `wrap` tries not to break."""
    return max((cells(text[start:end]) for start, end in _atoms(text, 0, len(text))), default=0)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    r"""Return the lines of a text as (start, end) of each, none wider than `width` but for a single wider grapheme.

    Blanks at the ends of lines belong to no line; `\n` always breaks.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        lines += _wrap_segment(text, start, end, width)
        start = end + 1
    return lines


def _wrap_segment(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    line_start = line_end = start
    used = 0
    for word_start, word_end in _atoms(text, start, end):
        size = cells(text[word_start:word_end])
        if line_end > line_start:
            gap = cells(text[line_end:word_start])
            if used + gap + size <= width:
                used += gap + size
                line_end = word_end
                continue
            lines.append((line_start, line_end))
        line_start = word_start
        if size > width:
            *full, last = _break_word(text, word_start, word_end, width)
            lines += full
            line_start = last[0]
            size = cells(text[line_start:word_end])
        line_end, used = word_end, size
    lines.append((line_start, line_end))
    if len(lines) > 1 and used == 1:
        _keep_company(text, lines, width)
    return lines


def _keep_company(text: str, lines: list[tuple[int, int]], width: int) -> None:
    """Move a word down to a last line of one character."""
    (before_start, before_end), (last_start, last_end) = lines[-2:]
    blank = text.rfind(" ", before_start, before_end)
    if blank > before_start and text[last_start - 1] == " " and cells(text[blank + 1 : last_end]) <= width:
        lines[-2:] = [(before_start, before_start + len(text[before_start:blank].rstrip())), (blank + 1, last_end)]


def _atoms(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return start and end of the pieces between break opportunities."""
    for word in _WORD.finditer(text, start, end):
        content = word.group()
        if content.isascii():
            if "-" in content:
                yield from _split(
                    word.start(), word.end(), [match.start() for match in _AFTER_HYPHEN.finditer(content)]
                )
            else:
                yield word.span()
        elif is_narrow(content):
            yield from _split(word.start(), word.end(), [match.start() for match in _AFTER_HYPHEN.finditer(content)])
        else:
            yield from _split(word.start(), word.end(), _wide_breaks(content))


def _split(start: int, end: int, breaks: list[int]) -> Iterator[tuple[int, int]]:
    """Return start and end of the pieces of text[start:end], split at offsets relative to `start`."""
    begin = start
    for position in breaks:
        yield begin, start + position
        begin = start + position
    yield begin, end


def _wide_breaks(word: str) -> list[int]:
    """Return the break opportunities beside wide characters: East Asian text has no blanks."""
    breaks = []
    position = 0
    before = ""
    before_wide = False
    for grapheme in graphemes(word):
        wide = grapheme_cells(grapheme) == 2
        if before and (wide or before_wide) and grapheme[0] not in _NOT_FIRST and before[0] not in _NOT_LAST:
            breaks.append(position)
        position += len(grapheme)
        before, before_wide = grapheme, wide
    return breaks


def _break_word(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Return start and end of the parts of a word that is too wide for a line."""
    lines = []
    # A character takes part of a cell at least now and then: four times the width is enough to look at, and keeps
    # a word of a million characters linear.
    while start < end:
        piece = text[start : min(end, start + 4 * width + 16)]
        fit = fitting(piece, width)
        if fit == 0:
            fit = len(next(graphemes(piece)))
        if start + fit < end:
            half = fit // 2
            behind = next((place for place in range(fit, half, -1) if piece[place - 1] in _SEPARATORS), fit)
            fit = behind
        lines.append((start, start + fit))
        start += fit
    return lines
