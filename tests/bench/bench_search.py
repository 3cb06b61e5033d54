"""The search of the archive as one types, what its index takes, and what filling it costs.

`python -m tests.bench.bench_search [articles]` makes an archive of 10 000 articles of 1 500 words, which are as
frequent as those of a language, fills the index, and types some searches letter by letter: the time until
the titles are there, and until two lines of the ten texts in sight are. Once more with Chinese letters in place of the
words. Needs some 200 MB below the folder for temporary files, and minutes.
"""

import asyncio
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from blogreader.archive import Archive
from blogreader.library import Library
from blogreader.model import Document, Via
from blogreader.paths import Paths

_WORDS = 1_500
_VOCABULARY = 60_000
_IN_SIGHT = 10
_MOST = 200
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def vocabulary(chinese: bool) -> list[str]:
    """Return words, the most frequent first: short ones, as in every language."""
    draw = random.Random(1)
    if chinese:
        letters = [chr(0x4E00 + number) for number in range(6_000)]
        draw.shuffle(letters)
        return letters
    starts = [
        "b",
        "c",
        "d",
        "f",
        "g",
        "h",
        "j",
        "k",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "t",
        "v",
        "w",
        "st",
        "tr",
        "pr",
        "con",
        "pre",
        "re",
    ]
    ends = ["a", "e", "i", "o", "u", "an", "en", "in", "on", "er", "al", "ing", "tion"]
    found: set[str] = set()
    while len(found) < _VOCABULARY:
        found.add("".join(draw.choice(starts) + draw.choice(ends) for _ in range(draw.choice((1, 2, 2, 2, 3, 3, 4)))))
    words = sorted(found)
    draw.shuffle(words)
    return sorted(words, key=len)


def texts(number: int, words: list[str], chinese: bool) -> Iterator[str]:
    """Return texts whose words are as frequent as Zipf says, in paragraphs with headings, links and emphasis."""
    draw = random.Random(2)
    weights = [*accumulate(1 / (rank + 3) ** 0.95 for rank in range(len(words)))]
    for _ in range(number):
        drawn = draw.choices(words, cum_weights=weights, k=_WORDS)
        if chinese:
            yield "。\n\n".join("".join(drawn[start : start + 60]) for start in range(0, _WORDS, 60))
            continue
        drawn[10], drawn[40] = f"[{drawn[10]}](https://example.org/{drawn[11]})", f"*{drawn[40]}*"
        parts = (" ".join(drawn[start : start + 60]).capitalize() for start in range(0, _WORDS, 60))
        yield "\n\n".join(f"## {part[:20]}\n\n{part}." if not at % 5 else f"{part}." for at, part in enumerate(parts))


def typed(words: list[str], chinese: bool) -> list[str]:
    """Return searches: frequent words, rare ones, both, a phrase."""
    if chinese:
        return ["".join(words[:2]), "".join(words[200:203]), words[50]]
    return [
        words[1],
        f"{words[30]} {words[200]}",
        f"{words[1_000]} {words[5]}",
        words[5_000],
        f'"{words[2]} {words[9]}"',
    ]


def keep(folder: Path, number: int, words: list[str], chinese: bool) -> int:
    """Write the archive and its index; return the bytes of the texts."""
    archive, size = Archive(folder / "archive"), 0
    os.fsync = os.fstat  # type: ignore[assignment]  # the disk is not what is measured
    rows = ["# Bench\n"]
    for at, text in enumerate(texts(number, words, chinese)):
        url = f"https://example.org/{at}"
        archive.write(Document(url, url, text, NOW, Via.EXTRACTED, title=text[:40], language="en"))
        size += len(text.encode())
        rows.append(f"### [Article {at}]({url})\n2026-01-01 · Bench · 7 min\n")
    (folder / "index.md").write_text("\n".join(rows))
    return size


async def longest_block(task: "asyncio.Task[object]") -> float:
    """Return for how long the event loop did not come to its turn while something was done, in seconds."""
    longest = 0.0
    while not task.done():
        before = time.perf_counter()
        await asyncio.sleep(0.001)
        longest = max(longest, time.perf_counter() - before)
    return longest


async def measure(number: int, chinese: bool) -> None:
    """Print the figures of one archive."""
    words = vocabulary(chinese)
    with TemporaryDirectory() as name:
        folder = Path(name)
        size = keep(folder, number, words, chinese)
        library = Library(Paths(folder, folder / "cache", folder / "c.toml"), index=str(folder / "index.md"))
        library.open()
        library.keep_in_background()
        begun, used = time.perf_counter(), time.process_time()
        filling = asyncio.create_task(asyncio.to_thread(library.texts.catch_up))
        longest = await longest_block(filling)
        seconds, used = time.perf_counter() - begun, time.process_time() - used
        index = (folder / "cache" / "texts.db").stat().st_size
        print(f"{'Chinese' if chinese else 'words'}: {number:,} texts of {size / 1e6:.0f} MB")
        print(f"  filled in {seconds:.1f} s ({used / number * 1e3:.1f} ms of the processor a text), the event loop")
        print(f"  waited {longest * 1e3:.0f} ms at most; index {index / 1e6:.0f} MB, {index / size:.2f} of the texts")
        begun = time.perf_counter()
        library.texts.catch_up()
        print(f"  nothing changed: {time.perf_counter() - begun:.3f} s")
        await search(library, words, chinese)
        library.close()


async def search(library: Library, words: list[str], chinese: bool) -> None:
    """Type searches and print how long their answers took."""
    titles: list[tuple[float, str]] = []
    excerpts: list[float] = []
    blocked = 0.0
    for line in typed(words, chinese):
        for end in range(1, len(line) + 1):
            begun = time.perf_counter()
            asking = asyncio.create_task(
                asyncio.to_thread(library.texts.search, line[:end], _MOST, typing=True, quick=True)
            )
            blocked = max(blocked, await longest_block(asking))
            found = asking.result()
            titles.append((time.perf_counter() - begun, line[:end]))
            begun = time.perf_counter()
            for entry in found.entries[:_IN_SIGHT] if found else ():
                await asyncio.to_thread(library.texts.excerpt, entry.article.key, found.finder if found else None)
            excerpts.append(time.perf_counter() - begun)
    seconds = [one for one, _ in titles]
    print(
        f"  as typed, {len(seconds)} keys: {statistics.median(seconds) * 1e3:.1f} ms median,"
        f" {max(seconds) * 1e3:.1f} ms at most (for {max(titles)[1]!r}); the event loop waited {blocked * 1e3:.0f} ms"
    )
    print(f"  the texts of {_IN_SIGHT} rows after that: {statistics.median(excerpts) * 1e3:.1f} ms median")
    for line in typed(words, chinese):
        begun = time.perf_counter()
        answer = library.texts.search(line, _MOST)
        print(f"  all ranked: {(time.perf_counter() - begun) * 1e3:.1f} ms, {answer.total if answer else 0:,} found")


if __name__ == "__main__":
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for is_chinese in (False, True):
        asyncio.run(measure(articles, is_chinese))
