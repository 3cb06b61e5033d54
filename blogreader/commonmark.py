"""The parser of Markdown: CommonMark with tables, footnotes, definition lists and formulas."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Nesting levels of blocks, of which a list counts for two; the parser would drop deeper text.
DEEPEST = 50


def make_parser(deepest: int) -> "MarkdownIt":
    """Return a CommonMark parser with a limit on nested blocks."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": deepest})
    # Every address makes a link, and `urls.openable` says which lead anywhere: markdown-it would show the source of a
    # link to `javascript:`.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - its signature
    return parser


@lru_cache(maxsize=1)
def block_parser() -> "MarkdownIt":
    """Return the shared block parser; it leaves inline text unparsed."""
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = make_parser(DEEPEST).enable("table")
    deflist_plugin(parser)
    dollarmath_plugin(parser)
    footnote_plugin(parser, inline=False, move_to_end=False)
    # Inline text is parsed on demand: the first screen then takes a tenth of the time.
    parser.core.ruler.disable(["inline", "text_join"])
    return parser
