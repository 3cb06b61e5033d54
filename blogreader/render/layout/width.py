"""Cells, grapheme clusters, and where lines break."""

import re
from collections.abc import Iterator
from functools import lru_cache

# One cell a character, and nothing that combines: Latin, Greek, Cyrillic, general punctuation but
# the zero-width ones. The soft hyphen is left out.
_NARROW = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0557\u2010-\u2027\u2030-\u205e]*")
# The same and two cells a character: ideographs, kana, Hangul syllables, full-width forms; nothing joins them either.
_PLAIN_WIDE = "\u3001-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
_NARROW_OR_WIDE = re.compile(f"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e{_PLAIN_WIDE}]*")
_WIDE = re.compile(f"[{_PLAIN_WIDE}]")
# Blanks that a line may break at; U+00A0, U+2007 and U+202F are the non-breaking ones.
_WORD = re.compile("[^ \\t\\n\u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]+")
# A hyphenated word breaks behind its hyphens and dashes, an option such as --verbose doesn't.
_AFTER_HYPHEN = re.compile("(?<=[^\\W\\d_]{2}-)(?=[^\\W\\d_]{2})|(?<=[^\\W_]\u2014)(?=\\w)|(?<=\\w)(?=\u2014\\w)")
# Too long a word breaks behind one of these, when the line is at least half full there.
_SEPARATORS = frozenset("/?&=#.,;:_-+|@")
# Longer texts are hardly met twice.
_CACHED = 64
# JIS X 4051 and GB/T 15834, the short form: what may not begin a line, and what may not end one.
_NOT_FIRST = frozenset("、。，．・：；？！ー）］｝〉》」』】〕〗〙’”…‥々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%,.!?:;)]}")
_NOT_LAST = frozenset("（［｛〈《「『【〔〖〘‘“([{")


def cells(text: str) -> int:
    """Return how many cells a text without control characters takes."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    if _NARROW_OR_WIDE.fullmatch(text):
        return len(text) + len(_WIDE.findall(text))
    return _wide_cells(text) if len(text) <= _CACHED else sum(map(grapheme_cells, graphemes(text)))


@lru_cache(maxsize=4096)
def _wide_cells(text: str) -> int:
    return sum(map(grapheme_cells, graphemes(text)))


@lru_cache(maxsize=4096)
def grapheme_cells(grapheme: str) -> int:
    """Return how many cells one grapheme cluster takes."""
    from wcwidth import wcswidth

    return max(wcswidth(grapheme), 0)


def graphemes(text: str) -> Iterator[str]:
    """Return the text in pieces that must not be torn apart."""
    if text.isascii():
        return iter(text)
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


def cut(text: str, width: int) -> int:
    """Return how many characters of the text fit into `width` cells, whole grapheme clusters only."""
    if text.isascii() or _NARROW.fullmatch(text):
        return max(min(len(text), width), 0)
    used = position = 0
    # With one more than can fit, for it may belong to the last that does.
    head = text[: max(width, 0) + 2]
    if _NARROW_OR_WIDE.fullmatch(head):
        for place, character in enumerate(head):
            used += 2 if _WIDE.match(character) else 1
            if used > width:
                return place
        return len(head)
    for grapheme in graphemes(text):
        used += grapheme_cells(grapheme)
        if used > width:
            break
        position += len(grapheme)
    return position


def longest_word(text: str) -> int:
    """Return the cells of the longest piece that `wrap` would rather not break."""
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
    """Bring a word down to a last line of one character."""
    (before_start, before_end), (last_start, last_end) = lines[-2:]
    blank = text.rfind(" ", before_start, before_end)
    if blank > before_start and text[last_start - 1] == " " and cells(text[blank + 1 : last_end]) <= width:
        lines[-2:] = [(before_start, before_start + len(text[before_start:blank].rstrip())), (blank + 1, last_end)]


def _atoms(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the pieces between which a line may break."""
    for word in _WORD.finditer(text, start, end):
        content = word.group()
        if content.isascii():
            if "-" in content:
                yield from _split(
                    word.start(), word.end(), [match.start() for match in _AFTER_HYPHEN.finditer(content)]
                )
            else:
                yield word.span()
        elif _NARROW.fullmatch(content):
            yield from _split(word.start(), word.end(), [match.start() for match in _AFTER_HYPHEN.finditer(content)])
        else:
            yield from _split(word.start(), word.end(), _wide_breaks(content))


def _split(start: int, end: int, breaks: list[int]) -> Iterator[tuple[int, int]]:
    """Return the pieces of text[start:end], cut at breaks that count from `start`."""
    begin = start
    for position in breaks:
        yield begin, start + position
        begin = start + position
    yield begin, end


def _wide_breaks(word: str) -> list[int]:
    """Return where a word may break beside wide characters: East Asian text has no blanks."""
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
    """Break a word that is too wide for a line of its own."""
    lines = []
    # A character takes part of a cell at least now and then: four times the width is enough to look at, and keeps
    # a word of a million characters linear.
    while start < end:
        piece = text[start : min(end, start + 4 * width + 16)]
        fit = cut(piece, width)
        if fit == 0:
            fit = len(next(graphemes(piece)))
        if start + fit < end:
            half = fit // 2
            behind = next((place for place in range(fit, half, -1) if piece[place - 1] in _SEPARATORS), fit)
            fit = behind
        lines.append((start, start + fit))
        start += fit
    return lines
