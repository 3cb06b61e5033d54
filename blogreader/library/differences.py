"""The differences between two texts of an article: word by word, and in listings line by line."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, TypeAlias

from blogreader.catalogue.full_text.searchable_text import plain_text
from blogreader.records import dataclass

Kind: TypeAlias = Literal["same", "gone", "new"]
_MOST_COMPARED = 2_000_000
"""Pairs of words, lines or blocks; beyond that only the common beginning and end, and versions nearby, are found."""
_LIKE = 0.4
"""The least share of common words that makes a block a version of another."""
_AROUND = 2
"""Unchanged lines of a listing that are shown around changed ones."""
_FENCE = re.compile(r"^[ \t>]*+(`{3,}+|~{3,}+)[^\n]*+$")
# Of a long list or table only what is different is to be shown.
_ITEM = re.compile(r"^[ \t>]*+(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\|)")
_RULE = re.compile(r"^[ \t>]*+\|[ \t:|-]++$")
# Scripts without blanks have a word a letter.
_TOKEN = re.compile(r"\s++|[\u0e00-\u109f\u2e80-\U0003ffff]|[^\W\u0e00-\u109f\u2e80-\U0003ffff]++|[^\w\s]|_", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, or some lines of a listing."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A number of unchanged paragraphs, headings, items, rows and listings."""

    blocks: int


@dataclass(frozen=True, slots=True)
class ChangedPassage:
    """A changed paragraph, list item, table row or similar."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ChangedCode:
    """A changed listing; the pieces are lines."""

    pieces: tuple[Piece, ...]


Difference: TypeAlias = Unchanged | ChangedPassage | ChangedCode


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    is_code: bool = False


def differences(before: str, now: str) -> tuple[Difference, ...]:
    """Return the differences between two Markdown texts, in the order of the text, regardless of markup."""
    old, new = _blocks(before), _blocks(now)
    found: list[Difference] = []
    for kind, first, last, from_new, to_new in _compared(old, new):
        if kind == "equal":
            found.append(Unchanged(last - first))
        else:
            found += (_of_pair(*pair) for pair in _paired(old[first:last], new[from_new:to_new]))
    return tuple(found)


def numbers(found: Sequence[Difference]) -> tuple[int, int]:
    """Return the numbers of new and removed words."""
    counts = {"new": 0, "gone": 0}
    for one in found:
        for piece in () if isinstance(one, Unchanged) else one.pieces:
            if piece.kind != "same":
                counts[piece.kind] += len(piece.text.split())
    return counts["new"], counts["gone"]


def _blocks(markdown: str) -> list[_Block]:
    """Return the paragraphs, items and rows of a text as they are read, and its listings."""
    found: list[_Block] = []
    lines: list[str] = []
    fence = ""
    for line in markdown.splitlines():
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and line.strip() == mark[1]:
                found.append(_Block("\n".join(lines), is_code=True))
                lines, fence = [], ""
            else:
                lines.append(line)
        elif mark or not line.strip():
            found += _prose(lines)
            lines, fence = [], mark[1] if mark else ""
        else:
            if _ITEM.match(line):
                found += _prose(lines)
                lines = []
            if not _RULE.match(line):
                lines.append(line)
    return [*found, *([_Block("\n".join(lines), is_code=True)] if fence else _prose(lines))]


def _prose(lines: Sequence[str]) -> list[_Block]:
    text = " ".join(plain_text("\n".join(lines)).split())
    return [_Block(text)] if text else []


def _compared(old: Sequence[object], new: Sequence[object]) -> list[tuple[str, int, int, int, int]]:
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    last, to_new = len(old) - end, len(new) - end
    found = [("equal", 0, begin, 0, begin)] if begin else []
    if (last - begin) * (to_new - begin) > _MOST_COMPARED:
        found.append(("replace", begin, last, begin, to_new))
    else:
        matcher = SequenceMatcher(None, old[begin:last], new[begin:to_new], autojunk=False)
        found += [(kind, a + begin, b + begin, c + begin, d + begin) for kind, a, b, c, d in matcher.get_opcodes()]
    return [*found, ("equal", last, len(old), to_new, len(new))] if end else found


def _paired(old: Sequence[_Block], new: Sequence[_Block]) -> Iterator[tuple[_Block | None, _Block | None]]:
    """Yield pairs of an old and a new version of a block, in order; None: there is no such version."""
    at = 0
    known = [set(block.text.split()) for block in old]
    ahead = max(_MOST_COMPARED // max(len(new), 1), 1)
    is_alone = len(old) == len(new) == 1
    for block in new:
        words = set(block.text.split())
        for number in range(at, min(at + ahead, len(old))):
            if old[number].is_code == block.is_code and (is_alone or _are_alike(known[number], words)):
                yield from ((gone, None) for gone in old[at:number])
                yield old[number], block
                at = number + 1
                break
        else:
            yield None, block
    yield from ((gone, None) for gone in old[at:])


def _are_alike(before: set[str], words: set[str]) -> bool:
    return len(before & words) >= _LIKE * max(len(before), len(words))


def _of_pair(old: _Block | None, new: _Block | None) -> Difference:
    is_code = (new or old or _Block("")).is_code
    if old is None or new is None:
        pieces = (Piece("new", new.text),) if new else (Piece("gone", old.text),) if old else ()
        return ChangedCode(pieces) if is_code else ChangedPassage(pieces)
    if is_code:
        return ChangedCode(tuple(_around([*_pieces(_lines(old.text), _lines(new.text))])))
    return ChangedPassage(tuple(_joined([*_pieces(_TOKEN.findall(old.text), _TOKEN.findall(new.text))])))


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")]


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for kind, first, last, from_new, to_new in _compared(old, new):
        if kind == "equal":
            yield Piece("same", "".join(new[from_new:to_new]))
        else:
            if first < last:
                yield Piece("gone", "".join(old[first:last]))
            if from_new < to_new:
                yield Piece("new", "".join(new[from_new:to_new]))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Treat blanks between changed words as changed, so that a changed phrase stays in one piece."""
    joined: list[Piece] = []
    for number, piece in enumerate(pieces):
        is_between = 0 < number < len(pieces) - 1
        if piece.kind == "same" and is_between and not piece.text.strip():
            joined += (Piece("gone", piece.text), Piece("new", piece.text))
        else:
            joined.append(piece)
    for is_same, some in groupby(joined, key=lambda piece: piece.kind == "same"):
        together = [*some]
        if is_same:
            yield from together
            continue
        for kind in ("gone", "new"):
            if text := "".join(piece.text for piece in together if piece.kind == kind):
                yield Piece("gone" if kind == "gone" else "new", text)


def _around(pieces: list[Piece]) -> Iterator[Piece]:
    """Leave out unchanged lines of a listing that are far from changed ones."""
    for number, piece in enumerate(pieces):
        lines = piece.text.splitlines(keepends=True)
        before = 0 if number == 0 else _AROUND
        after = 0 if number == len(pieces) - 1 else _AROUND
        if piece.kind != "same" or len(lines) <= before + after + 1:
            yield piece
        else:
            last = "".join(lines[len(lines) - after :]) if after else ""
            yield Piece("same", "".join(lines[:before]) + "⋯\n" + last)
