"""A web page becomes the article on it: pure functions from HTML to Markdown, which touch neither files nor network.

What is asked for is loaded when it is: the program itself needs little more of this than `Hints`, because pages are
read in processes of their own.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blogreader.extract.alternate import alternate_markdown
    from blogreader.extract.markdown import markdown_page
    from blogreader.extract.moved import moved_to
    from blogreader.extract.page import extract
    from blogreader.extract.plain import plain_page
    from blogreader.extract.result import Extracted, Form, Hints

__all__ = ["Extracted", "Form", "Hints", "alternate_markdown", "extract", "markdown_page", "moved_to", "plain_page"]

_MODULES = {
    "Extracted": "result",
    "Form": "result",
    "Hints": "result",
    "alternate_markdown": "alternate",
    "extract": "page",
    "markdown_page": "markdown",
    "moved_to": "moved",
    "plain_page": "plain",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return found
