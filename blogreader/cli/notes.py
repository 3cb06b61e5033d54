"""The command `notes`: highlights and notes, as Markdown or JSON."""

from collections.abc import Iterator
from typing import Any

from blogreader.cli import article_output, output
from blogreader.cli.arguments import Arguments
from blogreader.cli.articles import entries
from blogreader.cli.context import opened
from blogreader.library import Library
from blogreader.model import Article, Highlight


def notes(arguments: Arguments) -> int:
    """Print the highlights and notes of matching articles, or all of them."""
    with opened(arguments) as library:
        found = [*_found(library, " ".join(arguments.query))]
    if arguments.json or arguments.format == "json":
        output.as_json([record for article, noted in found for record in _records(article, noted)])
    else:
        for article, noted in found:
            output.data(_markdown(article, noted))
    if not found:
        output.message("There are no highlights or notes." if not arguments.query else "Nothing matches.")
    return 0


def _found(library: Library, query: str) -> Iterator[tuple[Article, tuple[Highlight, ...]]]:
    """Yield articles with their highlights; without a query, also articles that are in no index any more."""
    seen: set[str] = set()
    for entry in entries(library, query, "is:noted"):
        seen.add(entry.article.key)
        yield entry.article, library.notes.of(entry.article.key)
    if not query.strip():
        for key, noted in library.notes.all():
            if key not in seen:
                yield Article(key, key, key), noted


def _markdown(article: Article, noted: tuple[Highlight, ...]) -> str:
    from blogreader.exports import escaped, in_markdown

    title = escaped(" ".join(article.title.split()))
    facts = " · ".join(filter(None, (article.date.isoformat() if article.date else "", article.category or "")))
    address = article.url.replace("<", "%3C").replace(">", "%3E")
    parts = (f"## [{title}](<{address}>)", escaped(facts), in_markdown(noted))
    return "\n\n".join(filter(None, parts)) + "\n"


def _records(article: Article, noted: tuple[Highlight, ...]) -> Iterator[dict[str, Any]]:
    for one in noted:
        yield {
            "url": article.url,
            "title": article.title,
            "date": article.date.isoformat() if article.date else None,
            **article_output.note(one),
        }
