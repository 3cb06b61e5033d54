"""The types for an extraction's input, besides the page, and its output."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from blogreader.dropped import Dropped
from blogreader.sites import SiteRules

Form = Literal["html", "markdown", "plain", "template"]
"""The form of a page's text; `template` asks for the fingerprints for a host's template."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about the article before its page is read; any of it may be missing."""

    title: str | None = None
    minutes: int | None = None
    """Reading time."""
    rules: SiteRules = field(default=SiteRules())
    """The reader's rules for the page's host."""
    template: tuple[str, ...] = ()
    """The template of its host, from `host_template`."""
    tells: bool = False
    """Whether dropped parts are returned, too, with reasons."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The article of a page: its text as Markdown, and its metadata, without doubtful values."""

    text: str
    """CommonMark with tables, task lists, footnotes, callouts, dollar math, absolute links; ends with one newline."""
    title: str | None = None
    author: str | None = None
    category: str | None = None
    published: date | None = None
    language: str | None = None
    """A language tag from the page: `en`, `pt-BR`."""
    images: tuple[str, ...] = ()
    """Absolute URLs, in the order of the text."""
    misses_rule: bool = False
    """Whether the article chosen by the reader's rules is not on the page, so that it was found without them."""
    dropped: tuple[Dropped, ...] = ()
    """The parts left out, if requested."""
