"""The commands `list`, `show` and `open`."""

from collections.abc import Iterator

from blogreader.cli import article_output, output
from blogreader.cli.arguments import Arguments
from blogreader.cli.context import opened
from blogreader.dropped import Dropped
from blogreader.errors import NotArchived, UsageError
from blogreader.icons import shown
from blogreader.library import Library
from blogreader.model import Document, Entry
from blogreader.text import clean, clean_line

_PAGE = 500
WIDEST = 80


def entries(library: Library, *queries: str) -> Iterator[Entry]:
    """Yield all entries that match, read a page at a time."""
    listing = library.select(*queries)
    for start in range(0, len(listing), _PAGE):
        yield from listing.page(start, _PAGE)


def nothing(library: Library, query: str) -> str:
    """Return a sentence about a query that nothing matches."""
    from blogreader.library import no_match  # a list with rows needs it never

    return no_match.sentence(library.query(query).condition, [report.source for report in library.sources()])


def list_(arguments: Arguments) -> int:
    """List articles."""
    if sum((arguments.json, arguments.jsonl, arguments.plain, arguments.count)) > 1:
        raise UsageError("Use only one of --json, --jsonl, --plain and --count.")
    with opened(arguments) as library:
        query = " ".join(arguments.query)
        if arguments.view is not None:
            query = f"{query} {library.view(arguments.view).query}".strip()
        if arguments.count:
            number = len(library.select(query))
            output.data(str(number))
        elif arguments.json:
            found = [article_output.article(entry) for entry in entries(library, query)]
            number = len(found)
            output.as_json(found)
        else:
            width, number = output.row_width(), 0
            for entry in entries(library, query):
                _print_row(entry, width, arguments)
                number += 1
        if number == 0 and not arguments.quiet:
            from blogreader.library.no_match import NOTHING

            sentence = nothing(library, query)
            # A script sees that nothing came, but not that it asked for what there is not.
            is_for_person = output.row_width() is not None and not (arguments.count or arguments.json)
            if sentence != NOTHING or is_for_person:
                output.message(sentence)
    return 0


def _print_row(entry: Entry, width: int | None, arguments: Arguments) -> None:
    if arguments.jsonl:
        output.as_json(article_output.article(entry), indent=None)
    elif arguments.plain:
        output.data(article_output.plain(entry))
    else:
        output.data(article_output.row(entry, width, arguments.icons))


def show(arguments: Arguments) -> int:
    """Print the text of an article."""
    import asyncio

    if arguments.width is not None and arguments.width < 1:
        raise UsageError("--width takes a number of columns, at least 1.")
    with opened(arguments) as library:
        entry = library.find(clean(arguments.article))
        if arguments.dropped:
            _print_dropped(asyncio.run(library.dropped(entry.article.key)), arguments)
            return 0
        try:
            document = asyncio.run(library.document(entry.article.key))
        except NotArchived as error:
            _print(library, entry, None, arguments)
            output.message(f"blogreader: {error} This is only its card.")
            return error.exit_status
        _print(library, entry, document, arguments)
    return 0


def open_(arguments: Arguments) -> int:
    """Open an article in the browser, or print its address."""
    from blogreader.urls import openable

    with opened(arguments) as library:
        url = library.find(clean(arguments.article)).article.url
    if arguments.print:
        output.data(url)
        return 0
    address = openable(url)
    if address is None:
        raise UsageError(f"{url} is not an address that a browser can open.")
    from blogreader import web_browser

    if not web_browser.run(address):
        output.message(f"blogreader: no browser could be started; the address is {address}")
        return 1
    return 0


def _print_dropped(dropped: tuple[Dropped, ...], arguments: Arguments) -> None:
    if arguments.format == "json":
        output.as_json([{"reason": one.reason, "text": one.text} for one in dropped])
        return
    from blogreader import render

    width = max((arguments.width or min(WIDEST, output.columns())) - 4, 1)
    for one in dropped:
        output.data(f"{one.reason}:")
        for line in render.text([render.Paragraph(render.Inline(one.text))], width, render.Options(column=width)):
            output.data(f"    {line.text}")
    if not dropped:
        output.message("Nothing was left out.")


def _print(library: Library, entry: Entry, document: Document | None, arguments: Arguments) -> None:
    """Print an article, or its card."""
    if arguments.format == "json":
        output.as_json({**article_output.article(entry), **article_output.text(entry, document)})
        return
    if arguments.format == "html":
        output.data(_as_html(library, entry, document))
        return
    markdown = f"# {_escaped(entry.article.title)}\n\n{document.text.rstrip() if document else _card(entry)}"
    if arguments.format == "md":
        output.data(markdown)
        return
    from blogreader import render

    width = arguments.width or min(WIDEST, output.columns())
    lines = render.text(render.parse(markdown), width, render.Options(column=width, wrap_code=True))
    if output.colourful(arguments.no_color):
        text = render.to_ansi(lines).removesuffix("\n")
    else:
        text = clean(render.to_plain(lines).removesuffix("\n"))
    from blogreader.cli import pager

    pager.show(shown(text, arguments.icons))


def _as_html(library: Library, entry: Entry, document: Document | None) -> str:
    from blogreader.exports import Chapter, alone
    from blogreader.urls import openable

    def picture(address: str) -> str | None:
        if found := openable(address):
            return found
        file = library.pictures(entry.article.key, [address]).get(address)
        return file.as_uri() if file else None

    return alone(Chapter(entry, document), _card(entry), picture)


def _card(entry: Entry) -> str:
    """Return what an index says about an article, as Markdown."""
    article = entry.article
    facts = (
        article.date.isoformat() if article.date else "",
        article.category or "",
        article.author or "",
        f"{article.minutes} min" if article.minutes is not None else "",
    )
    line = " · ".join(_escaped(clean_line(fact)) for fact in facts if fact)
    return "\n\n".join(part for part in (line, article.summary.strip(), f"<{article.url}>") if part)


def _escaped(title: str) -> str:
    return "".join("\\" + character if character in "\\`*_[]<>#&" else character for character in title)
