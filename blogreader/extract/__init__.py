"""Extracts the article from a web page: pure functions from HTML to Markdown, without files or network.

Modules are loaded on demand: the program itself needs little more than `Hints`, since pages are extracted in separate
processes.
"""

from typing import TYPE_CHECKING

from blogreader.lazy import from_modules

if TYPE_CHECKING:
    from blogreader.extract.formats.alternate import alternate_markdown
    from blogreader.extract.formats.markdown import markdown_page
    from blogreader.extract.formats.plain_text import plain_page
    from blogreader.extract.html_redirects import moved_to
    from blogreader.extract.pipeline import extract
    from blogreader.extract.result import Extracted, Form, Hints

__all__ = ["Extracted", "Form", "Hints", "alternate_markdown", "extract", "markdown_page", "moved_to", "plain_page"]

__getattr__ = from_modules(
    __name__,
    {
        "Extracted": "result",
        "Form": "result",
        "Hints": "result",
        "alternate_markdown": "formats.alternate",
        "extract": "pipeline",
        "markdown_page": "formats.markdown",
        "moved_to": "html_redirects",
        "plain_page": "formats.plain_text",
    },
)
