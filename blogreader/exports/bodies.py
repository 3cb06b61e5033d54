"""The part of an exported article below its title, in a page and in a book."""

from collections.abc import Callable, Mapping
from pathlib import Path

from blogreader import render
from blogreader.exports.chapters import Chapter
from blogreader.exports.notes_markdown import HEADING
from blogreader.exports.xhtml import Writer, escaped
from blogreader.urls import canonical, host_of, openable

TOP = 2
"""The level of the first headings inside an article, below its own title."""
NO_TEXT = "The text of this article is not archived; read it at its address."


def body(chapter: Chapter, *, top: int, targets: Mapping[str, str], picture: Callable[[Path], str | None]) -> str:
    """Return the text of an article as XHTML; without a text, its summary and a sentence about that.

    `targets` has the addresses of the other articles, by key; `picture` returns that of a picture's file.
    """

    def link(address: str) -> str | None:
        return targets.get(canonical(address) or "") or openable(address)

    def shown(address: str) -> str | None:
        path = chapter.picture(address)
        return picture(path) if path else None

    def written(markdown: str) -> str:
        return Writer(render.parse(markdown, chapter.base), chapter.anchor, top=top, link=link, picture=shown).all()

    if chapter.document:
        return written(chapter.document.text)
    summary = written(chapter.article.summary) if chapter.article.summary else ""
    return f'{summary}\n<p class="missing">{NO_TEXT}</p>'


def alone(chapter: Chapter, card: str, picture: Callable[[str], str | None]) -> str:
    """Return an article without a page around it, with its title; without a text, `card`, which is Markdown.

    `picture` returns the address of a picture as it is to be; None: it is not shown.
    """
    markdown = chapter.document.text if chapter.document else card
    blocks = render.parse(markdown, chapter.base)
    inner = Writer(blocks, chapter.anchor, top=TOP, link=openable, picture=picture).all()
    return f"<h1>{escaped(chapter.title)}</h1>\n{inner}"


def noted(chapter: Chapter) -> str:
    """Return what the reader highlighted in an article and wrote on it, as it was written; empty: nothing."""
    items = []
    for one in chapter.highlights:
        quote = (
            f'<blockquote class="{escaped(one.colour)}">{_paragraphs(one.quote)}</blockquote>\n' if one.quote else ""
        )
        items.append(f'<div class="noted">\n{quote}{_paragraphs(one.note)}\n</div>')
    if not items:
        return ""
    inner = "\n".join(items)
    return f'\n<section class="notes">\n<h{TOP}>{HEADING}</h{TOP}>\n{inner}\n</section>'


def _paragraphs(text: str) -> str:
    parts = [part.strip("\n") for part in text.split("\n\n")]
    lines = ["<br/>\n".join(escaped(line) for line in part.split("\n")) for part in parts if part.strip()]
    return "\n".join(f'<p class="as-written">{part}</p>' for part in lines)


def facts(chapter: Chapter) -> str:
    """Return a line with the facts about an article and a link to it."""
    article = chapter.article
    known = [
        chapter.date.isoformat() if chapter.date else "",
        chapter.author,
        article.category or "",
        f"{article.minutes} min" if article.minutes is not None else "",
    ]
    said = [escaped(one) for one in known if one]
    if address := openable(article.url):
        said.append(f'<a href="{escaped(address)}">{escaped(host_of(address))}</a>')
    return f'<p class="facts">{" · ".join(said)}</p>' if said else ""
