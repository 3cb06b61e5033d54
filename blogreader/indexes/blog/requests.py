"""The requests of a survey, and their responses."""

from collections.abc import Generator
from dataclasses import dataclass
from enum import StrEnum

from blogreader.indexes.blog.answer_facts import AnswerFacts

MOST_WITH_LISTS = 40
"""Requests of one search, where lists of the posts exist."""
MOST = 5_000
"""Where one post leads to the next, or one page of a feed."""
ENOUGH = 25
"""Requests after which titles and days alone are no reason to go on."""


class Form(StrEnum):
    """In what form an address is asked for."""

    ANY = "any"
    """The author's Markdown, if there is any, or else the page."""
    PAGE = "page"
    DATA = "data"
    """A feed, a sitemap, JSON: whatever its type."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The next request."""

    url: str
    form: Form = Form.DATA


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """What came of it; without a reading: nothing that could be read."""

    url: str
    """Where the redirects ended."""
    reading: AnswerFacts | None = None
    text: str = ""
    """Of a short answer in JSON, for what is no list of posts."""
    is_missing: bool = False
    """The server says that there is nothing: neither did it fail, nor does it keep programs out."""


Steps = Generator[Ask, SiteAnswer, None]
Asked = Generator[Ask, SiteAnswer, SiteAnswer]
