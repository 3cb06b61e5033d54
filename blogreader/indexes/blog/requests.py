"""The requests of a survey, and their responses."""

from collections.abc import Generator
from dataclasses import dataclass
from enum import StrEnum

from blogreader.indexes.blog.answer_facts import AnswerFacts

MOST_WITH_LISTS = 40
"""The limit of requests in one search, if there are lists of the posts."""
MOST = 5_000
"""The same, if posts or pages of a feed have to be followed one by one."""
ENOUGH = 25
"""Requests after which missing titles and dates are no reason to continue."""


class Form(StrEnum):
    """The form in which an address is requested."""

    ANY = "any"
    """The author's Markdown if there is any, otherwise the page."""
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
    """The response to it; without facts if it could not be parsed."""

    url: str
    """The final address after redirects."""
    reading: AnswerFacts | None = None
    text: str = ""
    """The text of a short JSON response, for those that are not lists of posts."""
    is_missing: bool = False
    """Whether the server said that the page does not exist, rather than failing or refusing."""


Steps = Generator[Ask, SiteAnswer, None]
Asked = Generator[Ask, SiteAnswer, SiteAnswer]
