"""Documents as compressed text: of 100 000 that nobody looks at, a few megabytes are held."""

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from json.encoder import encode_basestring_ascii
from zlib import crc32

_IN_A_BLOCK = 16
"""Documents that are compressed together: more take less memory, and longer to find one."""
_FASTEST = 1
_BITS = 32
_BLOCK = (1 << _BITS) - 1


class PackedDocuments:
    """The texts of documents by id, in their order; nothing changes them."""

    __slots__ = ("_data", "_ends", "_index", "_last", "_number")

    def __init__(self, texts: Iterable[tuple[str, bytes]] = ()) -> None:
        """Pack texts of JSON on one line, each with another id; raises ValueError for other ones."""
        blocks: list[bytes] = []
        self._number = 0
        index = array("Q")
        coming = iter(texts)
        while some := list(islice(coming, _IN_A_BLOCK)):
            block = len(blocks)
            lines = []
            for key, text in some:
                name = _name(key)
                if b"\n" in text:
                    raise ValueError("a document of more than one line")
                lines.append(b"\n%b\t%b" % (name, text))
                index.append(crc32(name) << _BITS | block)
            blocks.append(zlib.compress(b"".join(lines), _FASTEST))
            self._number += len(some)
        self._data = b"".join(blocks)
        """All blocks as one object: thousands of small ones would keep the memory of all that lay between them."""
        self._ends = array("Q", accumulate(map(len, blocks), initial=0))
        """Where each block begins, and the last one ends."""
        self._index = array("Q", sorted(index))
        """The checksum of each id, with the number of its block."""
        self._last = -1, b""

    def __len__(self) -> int:
        return self._number

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.items())

    def get(self, key: str) -> bytes | None:
        """Return the text of a document; None if there is none."""
        if not self._number or not isinstance(key, str):  # a script may ask for anything
            return None
        name = _name(key)
        start = crc32(name) << _BITS
        wanted = b"\n%b\t" % name
        at = bisect_left(self._index, start)
        while at < len(self._index) and self._index[at] <= start | _BLOCK:
            lines = self._lines(self._index[at] & _BLOCK)
            if (found := lines.find(wanted)) >= 0:
                begin = found + len(wanted)
                end = lines.find(b"\n", begin)
                return lines[begin:] if end < 0 else lines[begin:end]
            at += 1
        return None

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Return the id and the text of every document."""
        for number in range(len(self._ends) - 1):
            yield from _documents(self._unpacked(number))

    def containing(self, part: bytes) -> Iterator[tuple[str, bytes]]:
        """Return those with this in their text; blocks without it are not looked into."""
        for number in range(len(self._ends) - 1):
            lines = self._unpacked(number)
            if part in lines:
                yield from ((key, text) for key, text in _documents(lines) if part in text)

    def _lines(self, number: int) -> bytes:
        last, lines = self._last  # read and replaced as a whole: other threads look, too
        if last != number:
            lines = self._unpacked(number)
            self._last = number, lines
        return lines

    def _unpacked(self, number: int) -> bytes:
        return zlib.decompress(self._data[self._ends[number] : self._ends[number + 1]])


def _documents(lines: bytes) -> Iterator[tuple[str, bytes]]:
    for line in lines[1:].split(b"\n"):
        name, _, text = line.partition(b"\t")
        yield json.loads(b'"%b"' % name) if b"\\" in name else name.decode("ascii"), text


def _name(key: str) -> bytes:
    """Return an id as it stands in a file: in ASCII, without a tab or a line break."""
    return encode_basestring_ascii(key)[1:-1].encode("ascii")
