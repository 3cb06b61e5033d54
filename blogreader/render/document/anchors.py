"""Anchors: the position of a highlight in a text, and how to find it again in another version of the text.

As in the W3C's Web Annotation Data Model (TextPositionSelector, TextQuoteSelector): by its position when the same
words stand there; else by its quote, and where that is there several times, by what stood around it, and then by what
is nearest; else by what is most like it, as long as it is very much like it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from blogreader.model import Anchor, Highlight
from blogreader.render.document.document import ParsedDocument
from blogreader.render.document.to_plain_text import plain_text
from blogreader.text import INVISIBLE, QUOTES

TextOf = Callable[[int], str]
"""Returns the plain text of a block by its index; raises IndexError past the last one."""

_AROUND = 48
"""Characters before and after a quote: enough to distinguish it, few enough for one line."""
_MOST_PLACES = 1_000
"""Occurrences of a quote with the same around it that are examined: text may repeat itself."""
_MOST_COMPARED = 20
"""Occurrences that are compared by what is around them, of each kind: the nearest, and the likeliest."""
_BESIDE = (24, 8)
"""Letters directly beside a quote that are unchanged if only its other side was edited."""
_SHORTEST_COMMON = 3
"""Letters that two contexts have in common by more than chance."""
_ALIKE = 0.8
_SHORTEST_ALIKE, _LONGEST_ALIKE = 24, 3_000
"""Letters of a quote for which an approximate match is tried."""
_SEEDS, _SEED = 8, 12
_MOST_SEEDED = 12
_BETWEEN = "\n\n"
"""Separates the blocks in a quote."""

# Blanks and what nobody sees are no part of a passage, and a quotation mark is one however it looks: where lines are
# broken, soft hyphens stand or quotes are curled is what extraction changes first.
_FOLDED: dict[int, str | None] = {
    **dict.fromkeys(code for code in range(0x3001) if chr(code).isspace()),
    **dict.fromkeys(map(ord, INVISIBLE)),
    **{ord(letter): alike[0] for alike in QUOTES for letter in alike},
}


class Passage(NamedTuple):
    """A part of a text, from an offset in one block's plain text to an offset in the same or another one's."""

    block: int
    start: int
    last: int
    end: int


def quoted(text_of: TextOf, passage: Passage) -> str:
    """Return the text of a passage, with a blank line between blocks."""
    return _BETWEEN.join(
        [
            text_of(number)[
                passage.start if number == passage.block else 0 : passage.end if number == passage.last else None
            ]
            for number in range(passage.block, passage.last + 1)
        ]
    )


def trimmed(text_of: TextOf, passage: Passage) -> Passage | None:
    """Return a passage without blanks and empty blocks at its ends; None if nothing is left."""
    block, start, last, end = passage
    end = min(end, len(text_of(last)))
    while block <= last:
        text = text_of(block)[start : end if block == last else None]
        if words := text.lstrip():
            start += len(text) - len(words)
            break
        block, start = block + 1, 0
    else:
        return None
    while not (words := text_of(last)[start if last == block else 0 : end].rstrip()):
        last -= 1
        end = len(text_of(last))
    return Passage(block, start, last, (start if last == block else 0) + len(words))


def anchor_of(text_of: TextOf, passage: Passage) -> Anchor:
    """Return the anchor of a passage."""
    before, after = _around(text_of, passage)
    return Anchor(*passage, before, after)


def find_passages(source: ParsedDocument, highlights: Iterable[Highlight]) -> dict[str, Passage]:
    """Return the passages of highlights by their ids; those that can't be found are left out.

    Parses only as much of a long text as necessary, but that may be all of it: call it in a thread.
    """
    found: dict[str, Passage] = {}
    moved: list[Highlight] = []
    at_once = texts_of(source)
    for highlight in highlights:
        if highlight.anchor and _stands(at_once, highlight.anchor, highlight.quote):
            anchor = highlight.anchor
            found[highlight.id] = Passage(anchor.block, anchor.start, anchor.last, anchor.end)
        elif highlight.quote:
            moved.append(highlight)
    if moved:
        whole = FoldedText(source.texts())
        for highlight in moved:
            if passage := whole.find(highlight):
                found[highlight.id] = passage
    return found


class FoldedText:
    """A text without blanks, for finding passages."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._folded = [text.translate(_FOLDED) for text in texts]
        self._starts = [*accumulate(map(len, self._folded), initial=0)]
        self._kept: dict[int, list[int]] = {}

    @cached_property
    def _whole(self) -> str:
        return "".join(self._folded)

    def find(self, highlight: Highlight) -> Passage | None:
        """Return the passage of a highlight; None if it isn't there."""
        words = highlight.quote.translate(_FOLDED)
        if not words:
            return None
        anchor = highlight.anchor
        start = self._whole.find(words)
        if start < 0:
            return self._alike(words, anchor)
        if anchor is not None:
            start = self._best(words, anchor)
        return self._passage(start, start + len(words))

    def _best(self, words: str, anchor: Anchor) -> int:
        """Return which of the occurrences of a quote is the one that was anchored."""
        before, after = anchor.before.translate(_FOLDED), anchor.after.translate(_FOLDED)
        old = self._old_place(anchor)
        if same := [place + len(before) for place in self._places(before + words + after, _MOST_PLACES)]:
            return min(same, key=lambda place: abs(place - old))
        # What stood around it was edited too: an edit beside the quote leaves the rest of it as it was.
        candidates = [*self._nearest(words, old)]
        for size in _BESIDE:
            near = before[-size:]
            candidates += (place + len(near) for place in self._places(near + words, _MOST_COMPARED))
            candidates += self._places(words + after[:size], _MOST_COMPARED)
        candidates = sorted(dict.fromkeys(candidates), key=lambda place: abs(place - old))
        return max(candidates, key=lambda place: self._likeness(place, len(words), before, after))

    def _places(self, words: str, most: int) -> Iterator[int]:
        place = self._whole.find(words)
        for _ in range(most):
            if place < 0:
                return
            yield place
            place = self._whole.find(words, place + 1)

    def _nearest(self, words: str, old: int) -> Iterator[int]:
        """Return the occurrences around a place, some in each direction."""
        place = old - 1
        for _ in range(_MOST_COMPARED):
            place = self._whole.find(words, place + 1)
            if place < 0:
                break
            yield place
        place = old
        for _ in range(_MOST_COMPARED):
            place = self._whole.rfind(words, 0, place + len(words) - 1)
            if place < 0:
                break
            yield place

    def _likeness(self, place: int, length: int, before: str, after: str) -> int:
        """Return how many letters around an occurrence are those of the original, some others between them."""
        here = self._whole[max(place - len(before) - _SEED, 0) : place]
        there = self._whole[place + length : place + length + len(after) + _SEED]
        pairs = (SequenceMatcher(None, *pair) for pair in ((before, here), (after, there)))
        sizes = (block.size for pair in pairs for block in pair.get_matching_blocks())
        return sum(size for size in sizes if size >= _SHORTEST_COMMON)

    def _old_place(self, anchor: Anchor) -> int:
        if anchor.block >= len(self._folded):
            return len(self._whole)
        return self._starts[anchor.block] + min(anchor.start, len(self._folded[anchor.block]))

    def _alike(self, words: str, anchor: Anchor | None) -> Passage | None:
        """Return the passage most similar to a quote in which a few letters changed."""
        if not _SHORTEST_ALIKE <= len(words) <= _LONGEST_ALIKE:
            return None
        starts: set[int] = set()
        for at in range(0, len(words) - _SEED + 1, len(words) // _SEEDS):
            place = self._whole.find(words[at : at + _SEED])
            while place >= 0 and len(starts) < _MOST_SEEDED * _SEEDS:
                starts.add(place - at)
                place = self._whole.find(words[at : at + _SEED], place + 1)
        old = self._old_place(anchor) if anchor else 0
        best, most = None, _ALIKE
        for start in sorted(starts, key=lambda one: abs(one - old))[:_MOST_SEEDED]:
            spare = len(words) // 5
            begin = max(start - spare, 0)
            window = self._whole[begin : start + len(words) + spare]
            matcher = SequenceMatcher(None, words, window, autojunk=False)
            blocks = [one for one in matcher.get_matching_blocks() if one.size]
            same = sum(one.size for one in blocks)
            first, end = blocks[0].b, blocks[-1].b + blocks[-1].size
            share = 2 * same / (len(words) + end - first)
            if share > most:
                best, most = (begin + first, begin + end), share
        return self._passage(*best) if best else None

    def _passage(self, first: int, end: int) -> Passage:
        block, start = self._spot(first)
        last, before_end = self._spot(end - 1)
        return Passage(block, start, last, before_end + 1)

    def _spot(self, place: int) -> tuple[int, int]:
        """Return the block and the offset in it for a letter of the folded text."""
        low, high = 0, len(self._folded)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._starts[middle] <= place else (low, middle)
        if low not in self._kept:
            text = self._texts[low]
            self._kept[low] = [at for at, letter in enumerate(text) if _FOLDED.get(ord(letter), letter) is not None]
        return low, self._kept[low][place - self._starts[low]]


def texts_of(source: ParsedDocument) -> TextOf:
    """Return the plain texts of a document's blocks, parsing it only as far as they are requested."""
    known: dict[int, str] = {}

    def text_of(number: int) -> str:
        while len(source.blocks) <= number and source.more():
            pass
        if number not in known:
            known[number] = plain_text(source.blocks[number])
        return known[number]

    return text_of


def _stands(text_of: TextOf, anchor: Anchor, quote: str) -> bool:
    """Return whether the same words are at the original position, in the same context."""
    passage = Passage(anchor.block, anchor.start, anchor.last, anchor.end)
    try:
        return quoted(text_of, passage) == quote and _around(text_of, passage) == (anchor.before, anchor.after)
    except IndexError:
        return False


def _around(text_of: TextOf, passage: Passage) -> tuple[str, str]:
    """Return the text before and after a passage, reaching into neighbouring blocks."""
    before, number = text_of(passage.block)[: passage.start], passage.block
    while len(before) < _AROUND and number > 0:
        number -= 1
        before = f"{text_of(number)}\n{before}"
    after, number = text_of(passage.last)[passage.end :], passage.last
    while len(after) < _AROUND:
        number += 1
        try:
            after += f"\n{text_of(number)}"
        except IndexError:
            break
    return before[-_AROUND:], after[:_AROUND]
