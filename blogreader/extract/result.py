"""The types for an extraction's input, besides the page, and its output."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from blogreader.dropped import Dropped
from blogreader.sites import SiteRules

Form = Literal["html", "markdown", "plain", "template"]
"""What the text of a page is; of the last the fingerprints are wanted that a host's template is made of."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of the article before its page is read; each may be unknown."""

    title: str | None = None
    minutes: int | None = None
    """Reading time."""
    rules: SiteRules = field(default=SiteRules())
    """What the reader's configuration says of the page's host."""
    template: tuple[str, ...] = ()
    """What most pages of its host have, as `host_template` makes it of them."""
    tells: bool = False
    """Whether what is left out is wanted too, with the reasons."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The article of a page: its text as Markdown, and what the page says of it. Doubtful values are left out."""

    text: str
    """CommonMark with tables, task lists, footnotes, callouts and dollar math; links absolute; ends in one newline."""
    title: str | None = None
    author: str | None = None
    category: str | None = None
    published: date | None = None
    language: str | None = None
    """A language tag as the page gives it: `en`, `pt-BR`."""
    images: tuple[str, ...] = ()
    """Absolute URLs, in the order in which the text has them."""
    misses_rule: bool = False
    """The reader's rules name an element as the article that is not on the page: it was looked for without them."""
    dropped: tuple[Dropped, ...] = ()
    """What was left out, where that was wanted."""
