"""The picture of the app in the README: `python -m tests.picture` draws docs/app.svg anew, of the app itself."""

import asyncio
import html
import re
import tempfile
from pathlib import Path

from rich.cells import cell_len

from tests.driving import BLOG, archived, reading

PICTURE = Path(__file__).parents[1] / "docs" / "app.svg"
SIZE = (136, 34)
CELL = 12.2
"""Width of a cell, as Rich draws it."""
FONTS = "Menlo, Consolas, DejaVu Sans Mono, monospace"
ARTICLES = (
    ("why-pagers-page-twice", "Why pagers page twice", "2026-04-14", "Terminals", 9),
    ("a-journal-that-survives", "A journal that survives a power cut", "2026-04-02", "Storage", 14),
    ("queues-do-not-absorb-load", "Queues do not absorb load", "2026-03-27", "Operations", 7),
    ("grapheme-clusters", "Grapheme clusters, one cell at a time", "2026-03-15", "Terminals", 11),
    ("the-cost-of-a-redirect", "The cost of a redirect", "2026-03-03", "Networking", 5),
    ("merging-without-a-server", "Merging without a server", "2026-02-21", "Storage", 16),
    ("what-a-benchmark-hides", "What a benchmark hides", "2026-02-09", "Performance", 8),
    ("small-files-in-large-numbers", "Small files in large numbers", "2026-01-30", "Storage", 10),
    ("reading-strace-for-pleasure", "Reading strace for pleasure", "2026-01-18", "Operations", 13),
    ("a-parser-in-an-afternoon", "A parser in an afternoon", "2026-01-07", "Compilers", 6),
    ("timeouts-are-promises", "Timeouts are promises", "2025-12-19", "Networking", 9),
    ("the-second-monitor", "The second monitor", "2025-12-05", "Observability", 4),
)
READ = "a-journal-that-survives"
TEXT = """\
A process that is killed may lose what it had in memory. A machine whose power is cut may lose what it had *written*:
a page that the kernel has not flushed is gone, and a rename may be on the disk before the file that it names.

## Append, then sync

The smallest thing that survives is a line with a checksum at the end of a file. Whoever reads the file takes whole
lines and stops at the first one that does not add up:

```python
def append(journal: BinaryIO, change: bytes) -> None:
    line = change + b" " + checksum(change)
    journal.write(line + b"\\n")
    journal.flush()
    os.fsync(journal.fileno())  # before it counts
```

| step | killed here | power cut here |
|---|---|---|
| write | nothing lost | the line is cut |
| flush | nothing lost | the line is missing |
| fsync | nothing lost | nothing lost |

> [!NOTE]
> A directory entry is data too. Sync the folder after the first line of a new journal.

## What reading it back must allow

Lines may be read twice, so that each of them says what a field *is*, and never by how much it grew.
"""


def library(folder: Path) -> Path:
    """Make a library of a blog that does not exist, some of it archived, and return its index."""
    titles = {slug: title for slug, title, *_ in ARTICLES}
    index = archived(folder, dict.fromkeys([*titles][:7], TEXT), titles=titles)
    index.write_text(
        "# Notes on machines\n\n"
        + "\n".join(
            f"### [{title}]({BLOG}{slug})\n{date} · {category} · {minutes} min\n"
            for slug, title, date, category, minutes in ARTICLES
        )
    )
    return index


async def drawn() -> str:
    """Return the picture: some articles read and marked, one of them open."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "library"
        folder.mkdir()
        async with reading(folder, size=SIZE, offline=True, index=library(folder)) as driver:
            await driver.press("G", "r", "k", "r", "k", "m", "k", "r", "g", "j", "j", "m", "g", "j", "enter")
            return with_local_fonts(driver.app.export_screenshot(title="blogreader", simplify=True))


def with_local_fonts(picture: str) -> str:
    """Return a picture that asks nobody for a font, and looks alike with any: each piece of text has its place."""
    without = re.sub(r"@font-face \{[^}]*\}\s*", "", picture)
    placed = re.sub(r'<text class="([\w-]+)" x="([\d.]+)" y="([\d.]+)" textLength[^>]*>([^<]*)</text>', pieces, without)
    return placed.replace("font-family: Fira Code, monospace", f"font-family: {FONTS}")


def pieces(match: re.Match[str]) -> str:
    """Return a text in pieces without blanks at their ends, which not every program keeps."""
    look, x, y, text = match.groups()
    text = html.unescape(text)
    return "".join(
        f'<text class="{look}" x="{float(x) + cell_len(text[: piece.start()]) * CELL:g}" y="{y}"'
        f' textLength="{cell_len(piece[0]) * CELL:g}">{html.escape(piece[0])}</text>'
        for piece in re.finditer(r"\S+(?:\s\S+)*", text)
    )


def words(picture: str) -> list[str]:
    """Return the texts of a picture, row by row: what of it is the app's, and not the drawing's."""
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture)]


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(asyncio.run(drawn()), encoding="utf-8")
