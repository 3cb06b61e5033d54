"""The posts of the blog that the test site serves: 102 of them, the same on every run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from .blocks import Block, slugify
from .body import Markers, Neighbour, write_body
from .hostile import HOSTILE_TITLES
from .markdown_out import render
from .prose import Writer
from .subjects import SUBJECTS

__all__ = ["AUTHOR", "BLOG_NAME", "CATEGORIES", "HOSTILE_TITLES", "POST_COUNT", "SitePost", "extra_post", "posts"]

BLOG_NAME = "The Loopback Notebook"
AUTHOR = "Ada Example"
POST_COUNT = 102
FIRST_DAY = date(2025, 10, 1)
LAST_DAY = date(2026, 4, 16)

# Category, the subject its posts are about, and how many posts it has.
CATEGORIES: tuple[tuple[str, str, int], ...] = (
    ("AI/ML", "models", 12),
    ("Databases", "databases", 9),
    ("Distributed Systems", "networking", 8),
    ("Rust", "compilers", 7),
    ("Observability", "observability", 6),
    ("Security", "security", 5),
    ("CI/CD", "builds", 4),
    ("Python", "concurrency", 4),
    ("Storage", "storage", 3),
    ("Frontend", "frontend", 3),
    ("Networking", "networking", 3),
    ("Compilers", "compilers", 3),
    ("Go", "concurrency", 2),
    ("PostgreSQL", "databases", 2),
    ("Evaluation", "models", 2),
    ("Incident Reviews", "observability", 2),
    ("Build Systems", "builds", 2),
    ("Accessibility", "frontend", 2),
    ("Linux", "storage", 2),
    ("Performance", "compilers", 2),
    ("Testing", "builds", 2),
    ("SQLite", "databases", 1),
    ("Cryptography", "security", 1),
    ("C++", "compilers", 1),
    ("Kubernetes", "networking", 1),
    ("WebAssembly", "compilers", 1),
    ("DNS", "networking", 1),
    ("TypeScript", "frontend", 1),
    ("Filesystems", "storage", 1),
    ("Tracing", "observability", 1),
    ("Agents", "models", 1),
    ("Prompt Engineering", "models", 1),
    ("Packaging", "builds", 1),
    ("Async I/O", "concurrency", 1),
    ("Hardware", "storage", 1),
    ("Career", "observability", 1),
    ("Typography", "frontend", 1),
    ("Policy & Law", "security", 1),
)

# The posts at the top of the index have what a careless reader of titles trips over.
_AWKWARD_TITLES = {
    1: 'Why `yield [x]` & "friends" break [sometimes] — a 🚀 story',
    2: "日本語の見出し: R&D <notes> on 100% of *nothing* & `a_b_c` [part 2]",
}


@dataclass(frozen=True, slots=True)
class SitePost:
    """One article; number 1 is the first of the index, which is the newest but for posts added later."""

    number: int
    slug: str
    title: str
    date: date
    category: str
    minutes: int
    summary: str
    blocks: tuple[Block, ...]
    markdown: str
    markers: Markers

    @property
    def path(self) -> str:
        """Where the site serves the post."""
        return f"/posts/{self.slug}"


@dataclass(frozen=True, slots=True)
class _Outline:
    """What is known of a post before its text is written, so that other posts can link to it."""

    number: int
    slug: str
    title: str
    date: date
    category: str
    subject: str
    minutes: int
    summary: str


@cache
def _outlines() -> tuple[_Outline, ...]:
    random = Random("outlines of the blog")
    days = {FIRST_DAY, LAST_DAY}
    while len(days) < POST_COUNT:
        days.add(FIRST_DAY + timedelta(random.randrange((LAST_DAY - FIRST_DAY).days)))
    places = [(category, subject) for category, subject, count in CATEGORIES for _ in range(count)]
    random.shuffle(places)
    titles: set[str] = set()
    outlines = []
    for number, (day, (category, subject)) in enumerate(zip(sorted(days, reverse=True), places, strict=True), 1):
        writer = Writer(random, SUBJECTS[subject])
        title = _AWKWARD_TITLES.get(number) or writer.title()
        while title in titles:
            title = writer.title()
        titles.add(title)
        outlines.append(
            _Outline(number, slugify(title), title, day, category, subject, random.randint(5, 12), writer.summary())
        )
    return tuple(outlines)


def _linked_summary(outline: _Outline) -> str:
    """The summary, which for the third post holds a link, as Markdown summaries may."""
    if outline.number != 3:
        return outline.summary
    target = _outlines()[41]
    return f"{outline.summary} A sequel to [an earlier post](/posts/{target.slug}), with **numbers** this time."


def _written(outline: _Outline) -> SitePost:
    random = Random(f"body of post {outline.number}")
    others = [other for other in _outlines() if other.number != outline.number]
    neighbours = [Neighbour(other.slug, other.title) for other in random.sample(others, 4)]
    blocks, markers = write_body(random, SUBJECTS[outline.subject], outline.number, outline.minutes, neighbours)
    return SitePost(
        number=outline.number,
        slug=outline.slug,
        title=outline.title,
        date=outline.date,
        category=outline.category,
        minutes=outline.minutes,
        summary=_linked_summary(outline),
        blocks=blocks,
        markdown=render(blocks),
        markers=markers,
    )


@cache
def posts() -> tuple[SitePost, ...]:
    """All posts of the blog in the order of the index: the newest first."""
    return tuple(_written(outline) for outline in _outlines())


@cache
def extra_post(number: int) -> SitePost:
    """A post the blog does not have yet: number 103 and on, each a day newer than the one before."""
    random = Random(f"outline of post {number}")
    category, subject, _ = random.choice(CATEGORIES)
    writer = Writer(random, SUBJECTS[subject])
    title = f"Post {number}, just published: {writer.title()}"
    day = LAST_DAY + timedelta(number - POST_COUNT)
    return _written(
        _Outline(number, slugify(title), title, day, category, subject, random.randint(5, 12), writer.summary())
    )
