"""What highlights cost: 1 000 in one article and 20 000 in a library of 200; prints medians in milliseconds.

Run by hand: `python -m tests.bench.bench_notes`.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from blogreader.highlights import added, new_highlight
from blogreader.library import Library
from blogreader.model import Place, State
from blogreader.paths import Paths
from blogreader.render import ParsedDocument
from blogreader.render.document.anchors import Passage, anchor_of, find_passages
from blogreader.tui.reader.highlight_marks import Highlighted, Highlighting, marks_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)
BASE = "https://example.org/"
TEXTS = [f"Paragraph {number} says that boat {number} came in late, which nobody minded." for number in range(1_000)]


def timed(name: str, do: Callable[[], object], times: int = 15) -> None:
    """Print how long something takes."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        do()
        found.append(time.perf_counter() - begun)
    print(f"{name:<44}{statistics.median(found) * 1000:8.2f} ms")


def noted(key: str, number: int) -> State:
    """Return the state of an article with so many highlights."""
    fields: list[tuple[str, object]] = []
    for block in range(number):
        anchor = anchor_of(TEXTS.__getitem__, Passage(block, 0, block, len(TEXTS[block])))
        highlight = new_highlight(key, NOW, quote=TEXTS[block], note=f"note {block}", anchor=anchor)
        fields += added(State(key), highlight, NOW).notes
    return State(key, notes=tuple(fields))


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index.md"
        rows = [f"### [Article {number}]({BASE}{number})\n2026-01-01 · Sea · 5 min\n\n" for number in range(200)]
        index.write_text("# A blog\n\n" + "".join(rows))
        paths = Paths(Path(folder) / "library", Path(folder) / "cache", Path(folder) / "config.toml")
        library = Library(paths, index=str(index), now=lambda: NOW)
        library.open()
        states = {f"{BASE}{number}": noted(f"{BASE}{number}", 1_000 if not number else 100) for number in range(191)}
        library._reading_state.change(states, lambda *_: [*states.values()], "note")
        library.keep_in_background()
        numbers = count(1)
        for key, name in ((f"{BASE}199", "no highlights"), (f"{BASE}0", "1 000 highlights")):
            timed(
                f"a place kept, {name}",
                lambda key=key: library.keep_place(key, Place(0, next(numbers), "", 0.5)),  # type: ignore[misc]
            )
        key = f"{BASE}0"
        timed("whether its highlights changed", lambda: library.notes.fields(key))
        timed("one more highlight", lambda: library.notes.add(key, quote="q", note=str(next(numbers))))
        timed("all highlights of the article", lambda: library.notes.of(key))
        timed("is:noted", lambda: len(library.select("is:noted")))
        timed("note:nobody", lambda: len(library.select("note:nobody")))
        highlights = library.notes.of(key)
        source, moved = ParsedDocument("\n\n".join(TEXTS)), ParsedDocument("\n\n".join(["Put in.", *TEXTS]))
        timed("found where they stood", lambda: find_passages(source, highlights), 5)
        timed("found elsewhere", lambda: find_passages(moved, highlights), 5)
        passages = find_passages(source, highlights)
        found = tuple(Highlighted(one, passages.get(one.id)) for one in highlights)
        highlighting = Highlighting()
        highlighting.take(found, marks_of(found))
        timed("marks of the forty rows of a window", lambda: [highlighting.marks(row, 0, 80) for row in range(40)])
        library.close()


if __name__ == "__main__":
    main()
