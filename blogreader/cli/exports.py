"""The command `export`: states for another machine, and articles for other programs."""

import asyncio
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from blogreader import files
from blogreader.cli import article_output, output
from blogreader.cli.arguments import Arguments
from blogreader.cli.articles import entries, nothing
from blogreader.cli.context import absolute, opened
from blogreader.errors import BlogreaderError, LibraryError, UsageError
from blogreader.library import Library
from blogreader.model import Document, Entry, Via
from blogreader.text import clean, clean_line, counted

if TYPE_CHECKING:
    from blogreader.exports import Chapter

_WITHOUT_QUERY = ("states", "opml")
_WITHOUT_TEXT = ("states", "opml", "index")


def export(arguments: Arguments) -> int:
    """Write states, sources or matching articles to a file, a folder or standard output."""
    form: str = arguments.format
    query = " ".join(arguments.query)
    if query and form in _WITHOUT_QUERY:
        raise UsageError(f"--format {form} takes no QUERY: it always exports everything.")
    if arguments.no_notes and form in _WITHOUT_TEXT:
        raise UsageError(f"--no-notes is for articles: --format {form} writes none.")
    target = None if arguments.output in (None, "-") else Path(absolute(arguments.output))
    if form == "md" and target is None:
        raise UsageError("--format md writes a folder: say where with -o FOLDER.")
    if form == "epub" and target is None and sys.stdout.isatty():
        raise UsageError("A book can't be shown in a terminal: say where to write it with -o FILE.")
    with opened(arguments) as library, _saying_what_is_left(form, target):
        if form in _WITHOUT_TEXT:
            _put(target, _lines(_texts(library, form, query)))
            return 0
        found = [*entries(library, query)]
        if not found:
            output.message(nothing(library, query))
            return 1
        with closing(_Reading(library, arguments)) as reading:
            if form == "jsonl":
                _put(target, _lines(map(reading.record, found)))
            else:
                _articles(form, target, found, reading, arguments, _title(library, query))
            if form != "md" and target is not None and target.is_file():
                output.data(f"{counted(len(found), 'article')} written to {clean_line(str(target))}")
            reading.tell()
    return 0


@contextmanager
def _saying_what_is_left(form: str, target: Path | None) -> Iterator[None]:
    """Print what a Ctrl-C left: a file is replaced as a whole, a folder is written article by article."""
    try:
        yield
    except KeyboardInterrupt:
        name = clean_line(str(target))
        if target is None:
            output.message("Stopped: what was written is not all of it.")
        elif form == "md":
            output.message(f"Stopped: {name} has only some of the articles; the same command writes the others.")
        else:
            output.message(f"Stopped: {name} was not written.")
        raise


def _articles(
    form: str, target: Path | None, found: list[Entry], reading: "_Reading", arguments: Arguments, title: str
) -> None:
    """Write articles as a folder, a page or a book."""
    from blogreader.exports import Chapters, write_epub, write_folder, write_page

    chapters = Chapters(found, reading.chapter)
    if form == "html":
        _put(target, write_page(title, chapters))
    elif form == "epub":
        book = BytesIO()
        write_epub(book, title, chapters)
        _put(target, [book.getvalue()])
    elif target is not None:
        done = write_folder(target, chapters)
        if not arguments.quiet:
            for name in done.edited:
                output.message(f"{clean_line(name)} was changed since it was written, and was left as it is.")
        left = f", {len(done.edited)} left as they are" if done.edited else ""
        output.data(f"{counted(len(found), 'article')}: {done.written} written, {done.unchanged} unchanged{left}")


def _title(library: Library, query: str) -> str:
    """Return the title of a page or book: the blog, if it is a single one, and the query."""
    titles = {report.source.title or report.source.name for report in library.sources()}
    named = titles.pop() if len(titles) == 1 else "blogreader"
    return clean_line(f"{named}: {query}" if query else named, 200)


def _texts(library: Library, form: str, query: str) -> Iterable[str]:
    if form == "states":
        return library.export_states()
    from blogreader.library import source_exports

    if form == "opml":
        return [source_exports.as_opml(library.sources())]
    return [source_exports.as_index(entries(library, query), library.sources())]


class _Reading:
    """Reads documents from the archive, and counts the articles without one."""

    def __init__(self, library: Library, arguments: Arguments) -> None:
        self._library = library
        self._quiet = arguments.quiet
        self._with_notes: bool = not arguments.no_notes
        self._textless: set[str] = set()
        self._told: set[str] = set()
        self._loop = asyncio.new_event_loop()

    def document(self, entry: Entry) -> Document | None:
        """Return the archived document of an article; None if there is none, or it can't be read."""
        try:
            return self._loop.run_until_complete(self._library.kept_document(entry))
        except LibraryError as error:
            self._say(str(error))
        except BlogreaderError:
            pass  # not archived: `tell` counts it
        self._textless.add(entry.article.key)
        return None

    def chapter(self, entry: Entry) -> "Chapter":
        """Return an article with its document, pictures and highlights."""
        from blogreader.exports import Chapter

        document = self.document(entry)
        key = entry.article.key
        pictures = self._library.pictures(key) if document and document.pictures else {}
        is_file = document is not None and document.via is Via.LOCAL
        find = (lambda url: self._library.pictures(key, [url]).get(url)) if is_file else None
        highlights = self._library.notes.of(key) if self._with_notes else ()
        return Chapter(entry, document, pictures, find, highlights)

    def record(self, entry: Entry) -> str:
        """Return an article as a line of JSON, with its text."""
        import json

        document = self.document(entry)
        record = article_output.article(entry) | article_output.text(entry, document)
        if self._with_notes:
            record["notes"] = [*map(article_output.note, self._library.notes.of(entry.article.key))]
        line = json.dumps(record, ensure_ascii=False)
        return line if clean(line) == line else json.dumps(record)

    def tell(self) -> None:
        """Say how many articles have no text."""
        if self._textless and not self._quiet:
            have = counted(len(self._textless), "article has", "articles have")
            output.message(f"{have} no text here, only what the index says; `blogreader fetch` fetches it.")

    def close(self) -> None:
        """Close the event loop."""
        self._loop.close()

    def _say(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            output.message(sentence)


def _lines(texts: Iterable[str]) -> Iterator[bytes]:
    for text in texts:
        yield text.rstrip("\n").encode("utf-8", "replace") + b"\n"


def _put(target: Path | None, pieces: Iterable[bytes]) -> None:
    """Write to standard output, or replace a file as a whole or not at all; raises Unwritable."""
    if target is None:
        output.as_bytes(pieces)
        return
    try:
        is_other = not stat.S_ISREG(target.stat().st_mode)
    except OSError:
        is_other = False
    if is_other:  # a pipe or a device can't be replaced
        try:
            with target.open("wb") as file:
                file.writelines(pieces)
        except OSError as error:
            raise UsageError(f"{target} can't be written: {files.reason(error)}.") from error
        return
    files.replace_pieces(target, pieces, own_links=True)
