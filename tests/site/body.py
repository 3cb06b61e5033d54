"""Composes the text of one post: sections of prose with code, tables, lists, quotes, pictures and notes in them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .blocks import (
    Block,
    Code,
    Emphasis,
    FootnoteReference,
    Footnotes,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    join_sentences,
)
from .markdown_out import count_words, render
from .prose import Writer
from .snippets import LANGUAGES, code_block
from .subjects import Subject

LAST_HEADING = Heading(2, "Where this leaves us")
_SECTIONS = 5


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another post of the blog, to link to."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Markers:
    """Three sentences no other post has; they hold no markup, so they stand in the page as they are here."""

    first: str
    middle: str
    last: str


# Blocks that belong together, such as a sentence that ends in a colon and the code below it.
_Group = tuple[Block, ...]


class _Composer:
    def __init__(self, random: Random, subject: Subject, number: int, neighbours: list[Neighbour]) -> None:
        self.random = random
        self.subject = subject
        self.number = number
        self.neighbours = neighbours
        self.writer = Writer(random, subject)
        self.markers = Markers(
            first=f"The first sentence of post {number} is a promise to be brief about {subject.topic}.",
            middle=f"Halfway through post {number} the question of {subject.topic} turns from what to why.",
            last=f"Post {number} ends here, with nothing more to say about {subject.topic} for now.",
        )

    def words(self, template: str) -> str:
        return self.writer.plain(template)

    def opening(self) -> list[_Group]:
        first = Paragraph(join_sentences([(Text(self.markers.first),), self.writer.sentence(), self.writer.sentence()]))
        near, far, third, fourth = self.neighbours
        links: Inlines = (
            Text("Some of the background is in "),
            Link(near.title, f"/posts/{near.slug}"),
            Text(", and "),
            Link("an older post on the same ground", far.slug),
            Text(f" covers the rest; for the {self.random.choice(self.subject.components)} itself see "),
            Link("the reference", f"https://example.org/reference/{self.number}?from=blog&v=2"),
            Text(" or "),
            Link("how that post ends", f"./{third.slug}#{LAST_HEADING.anchor}"),
            Text(". The short version is "),
            Link("at the end", f"#{LAST_HEADING.anchor}"),
            Text(" of this page, and "),
            Link(fourth.title, f"/posts/{fourth.slug}#{LAST_HEADING.anchor}"),
            Text(" asks the same of another system."),
        )
        return [(first,), (Paragraph(links),), (self.writer.paragraph(3),)]

    def code(self, position: int) -> _Group:
        language = LANGUAGES[(self.number + position) % len(LANGUAGES)]
        lead = self.words(
            self.random.choice(
                (
                    "Reduced to what matters, the {component} comes down to this:",
                    "Here is the smallest program that shows {problem}:",
                    "What we run today to {do} is short enough to print:",
                )
            )
        )
        return (Paragraph((Text(lead),)), code_block(self.random, self.subject, language))

    def wide_table(self) -> _Group:
        header = ("Part", "Setting", "State", "Before", "After", "Change")
        rows = []
        for component in self.random.sample(self.subject.components, 5):
            before, after = self.random.randint(200, 9000), self.random.randint(20, 4000)
            change = f"{(after - before) * 100 // before:+d}%"
            rows.append(
                (
                    (Text(component),),
                    (Code(f"{self.random.choice(self.subject.names)}={self.random.randint(1, 64)}|auto"),),
                    (Emphasis(self.random.choice(("steady", "noisy", "unknown"))),),
                    (Text(f"{before:,} µs"),),
                    (Text(f"{after:,} µs"),),
                    (Strong(change),) if after < before else (Text(change),),
                )
            )
        lead = Paragraph((Text(self.words("The table lists {metric} for each part, before and after:")),))
        return (lead, Table(header, ("left", "left", "center", "right", "right", "right"), tuple(rows)))

    def narrow_table(self) -> _Group:
        rows = tuple(
            (
                (Text(quality),),
                (Text(self.words("{doing}")),),
                (Link("notes", f"https://example.org/notes/{position}"),),
            )
            for position, quality in enumerate(self.subject.qualities[:3], 1)
        )
        return (Table(("Goal", "Means", "See"), ("left", "center", "right"), rows),)

    def nested_list(self) -> _Group:
        first_ordered = bool(self.number % 2)
        deepest = ListBlock(
            first_ordered,
            tuple(
                ListItem((Code(name), Text(self.words(", which bounds {metric}")))) for name in self.subject.names[:3]
            ),
        )
        middle = ListBlock(
            not first_ordered,
            (
                ListItem((Text(self.words("{doing} comes first")),), (deepest,)),
                ListItem((Text(self.words("{parts} come second")),)),
            ),
        )
        with_code = ListItem(
            (Strong(self.words("{metric}")), Text(" has to be visible while it runs:")),
            (code_block(self.random, self.subject, "bash"),) if self.number % 5 == 0 else (),
        )
        top = ListBlock(
            first_ordered,
            (
                ListItem((Text(self.words("The {component} must be idle before you {do}")),), (middle,)),
                with_code,
                ListItem((Text(self.words("Somebody has to {do} afterwards")),)),
            ),
        )
        return (Paragraph((Text(self.words("Three things have to hold before {doing} pays off:")),)), top)

    def tasks(self) -> _Group:
        items = tuple(
            ListItem((Text(gerund[0].upper() + gerund[1:]),), checked=bool(position % 2))
            for position, (_, gerund) in enumerate(self.subject.actions[:4])
        )
        return (Paragraph((Text("What is done so far, and what is not:"),)), ListBlock(False, items))

    def quote(self) -> _Group:
        source: Inlines = (Text("— "), Link(self.words("Notes on the {component}"), "https://example.org/quoted"))
        return (Quote((self.writer.paragraph(2), Paragraph(source))),)

    def picture(self, image_number: int) -> _Group:
        alternative = self.words("Bar chart of {metric} against {parts}") + f", figure {image_number}"
        return (Image(f"/images/{image_number}.png", alternative),)

    def middle_paragraph(self) -> _Group:
        return (Paragraph(join_sentences([(Text(self.markers.middle),), *self._sentences(3)])),)

    def last_paragraph(self) -> _Group:
        return (Paragraph(join_sentences([*self._sentences(2), (Text(self.markers.last),)])),)

    def noted_paragraph(self) -> _Group:
        content: list[Inline] = [*self.writer.sentence(), FootnoteReference("1"), Text(" ")]
        content += [*self.writer.sentence(), FootnoteReference("2")]
        return (Paragraph(tuple(content)),)

    def footnotes(self) -> _Group:
        return (Footnotes((("1", self.writer.sentence()), ("2", self.writer.sentence()))),)

    def subsection(self) -> _Group:
        return (Heading(3, self.writer.heading()), self.writer.paragraph(3))

    def _sentences(self, count: int) -> list[Inlines]:
        return [self.writer.sentence() for _ in range(count)]


def write_body(
    random: Random, subject: Subject, number: int, minutes: int, neighbours: list[Neighbour]
) -> tuple[tuple[Block, ...], Markers]:
    """The blocks of a post of that many minutes, and the sentences that mark its beginning, middle and end."""
    composer = _Composer(random, subject, number, neighbours)
    noted = number % 7 == 3
    sections: list[list[_Group]] = [
        [composer.code(0), composer.picture(number)],
        [composer.nested_list(), composer.subsection()],
        [composer.middle_paragraph(), composer.wide_table(), composer.code(1)],
        [composer.quote(), composer.subsection(), composer.tasks() if number % 9 == 4 else composer.quote()],
        [composer.code(2), composer.picture(1000 + number) if number % 2 else composer.narrow_table()],
    ]
    for section in sections:
        section.insert(0, (Heading(2, composer.writer.heading()), composer.writer.paragraph(random.randint(2, 4))))
    ending: list[_Group] = [(Rule(),), (LAST_HEADING, composer.writer.paragraph(3))]
    if noted:
        ending.append(composer.noted_paragraph())
    ending.append(composer.last_paragraph())
    if noted:
        ending.append(composer.footnotes())

    opening = composer.opening()

    def flat() -> tuple[Block, ...]:
        groups = [*opening, *(group for section in sections for group in section), *ending]
        return tuple(block for group in groups for block in group)

    target = 1250 + 85 * (minutes - 5)
    words = count_words(render(flat()))
    turn = 0
    while words < target:
        paragraph = composer.writer.paragraph(random.randint(2, 5))
        section = sections[turn % _SECTIONS]
        section.insert(random.randint(1, len(section)), (paragraph,))
        words += count_words(render((paragraph,)))
        turn += 1
    return flat(), composer.markers
