"""A web page becomes the article on it: pure functions from HTML to Markdown, which touch neither files nor network."""

from blogreader.extract.alternate import alternate_markdown
from blogreader.extract.markdown import markdown_page
from blogreader.extract.page import extract
from blogreader.extract.plain import plain_page
from blogreader.extract.result import Extracted, Hints

__all__ = ["Extracted", "Hints", "alternate_markdown", "extract", "markdown_page", "plain_page"]
