"""The commands `list`, `show` and `open`."""

from collections.abc import Iterator

from blogreader.cli import article_output, output
from blogreader.cli.arguments import Arguments
from blogreader.cli.context import opened
from blogreader.dropped import Dropped
from blogreader.errors import NotArchived, UsageError
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


def list_(arguments: Arguments) -> int:
    """List articles."""
    if sum((arguments.json, arguments.jsonl, arguments.plain, arguments.count)) > 1:
        raise UsageError("Use only one of --json, --jsonl, --plain and --count.")
    with opened(arguments) as library:
        query = " ".join(arguments.query)
        if arguments.view is not None:
            query = f"{query} {library.view(arguments.view).query}".strip()
        if arguments.count:
            output.data(str(len(library.select(query))))
        elif arguments.json:
            output.as_json([article_output.article(entry) for entry in entries(library, query)])
        elif arguments.jsonl:
            for entry in entries(library, query):
                output.as_json(article_output.article(entry), indent=None)
        else:
            width = output.row_width()
            entry = None
            for entry in entries(library, query):
                output.data(
                    article_output.plain(entry)
                    if arguments.plain
                    else article_output.row(entry, width, arguments.icons)
                )
            if entry is None and width is not None and not arguments.quiet:  # a script sees that nothing came
                output.message("Nothing matches.")
    return 0


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

    pager.show(text)


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
