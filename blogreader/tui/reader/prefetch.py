"""Work done ahead while the reader reads: the rows below the window, and the colours of code."""

import asyncio
from collections.abc import Callable, Iterator

from blogreader.render import Code, Options, parse
from blogreader.render.highlight import colour_more, is_plain_yet, load_lexers
from blogreader.render.layout.virtual_document import Position, VirtualDocument

_SAMPLE = """# One

*One* **two** `three` [four](https://example.com).

- five

> six

```python
seven = 7  # "eight"
```
"""


def _nothing() -> None:
    """Do nothing: what is coloured is not shown yet."""


def usual_roles() -> Iterator[tuple[str, ...]]:
    """Yield the roles that most texts have."""
    sample = VirtualDocument(parse(_SAMPLE))
    sample.lay_out(80, Options(fill_code=True, rules=False))
    for block in range(len(sample.blocks)):
        for line in sample.rows(block):
            yield from (span.roles for span in line.spans)


def uncoloured(document: VirtualDocument, top: Position, rows: int) -> dict[int, Code]:
    """Lay out rows from a position; return the code blocks among them that lack colours."""
    found = {}
    for position, _ in document.window(top, rows):
        block = document.blocks[position.block]
        if position.block not in found and isinstance(block, Code) and is_plain_yet(block):
            found[position.block] = block
    return found


async def colour(
    document: VirtualDocument,
    codes: dict[int, Code],
    repaint: Callable[[], None] = _nothing,
    then: Callable[[], None] = _nothing,
) -> None:
    """Colour code blocks, a few lines at a time; their lexers are loaded outside the event loop."""
    await asyncio.to_thread(load_lexers, {code.language for code in codes.values()})
    for block, code in codes.items():
        done = False
        while not done and is_plain_yet(code):
            done = colour_more(code)
            await asyncio.sleep(0)
        document.lay_out_again(block)
        repaint()
    then()
