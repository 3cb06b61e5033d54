"""Checks the list of sources and the texts of their indexes, with repairs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from blogreader.errors import LibraryError, SourceError
from blogreader.indexes.blog import archive_file as archives
from blogreader.library.beside_checks import BesideCheck
from blogreader.library.source_texts import read_file, read_folder, read_index
from blogreader.library.subscriptions import EMBEDDED
from blogreader.model import Finding, Index, Source
from blogreader.source_files import IMPORTED, STANDARD_INPUT, SourceFiles
from blogreader.urls import authority_of, host_of, is_public


class SourceCheck:
    """Checks the files of the sources; every method may raise LibraryError."""

    def __init__(
        self,
        files: SourceFiles,
        sources: Callable[[], tuple[Source, ...]],
        index: Callable[[Source], Index],
        lost: Mapping[str, str],
    ) -> None:
        """`index` reads the index of a source; if its text is lost, `lost` says so by the source's name."""
        self._files = files
        self._sources = sources
        self._index = index
        self._lost = lost

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the list of sources and their texts; raises LibraryError."""
        try:
            faults = self._files.faults()
        except LibraryError as error:
            yield Finding(str(error))
            return
        for path, sentence in faults.items():
            yield Finding(sentence, self._mend_of(path))
        if not faults and not self._files.has_list and (rebuilt := self._rebuilt()):
            yield Finding(
                f"{self._files.path} is missing, although there are texts of sources.", partial(self._write, rebuilt)
            )
        try:
            sources = self._sources()
        except LibraryError:  # reported above
            return
        for source in sources:
            try:
                self._index(source)
            except LibraryError as error:
                yield Finding(str(error))
                continue
            if lost := self._lost.get(source.name):
                is_local = source.location.startswith("/")
                yield Finding(lost, partial(self._read_local_again, source) if is_local else None)
            yield from BesideCheck(self._files.companions, source.name).findings()

    def _mend_of(self, path: Path) -> Callable[[], None] | None:
        """Return a function that rewrites the list and its backup, one from the other or both from the texts."""
        try:
            sources = self._files.backup() if path == self._files.path else self._files.read()
        except LibraryError:
            sources = None
        if sources is None:
            sources = self._rebuilt() or None
        return None if sources is None else partial(self._write, sources)

    def _write(self, sources: tuple[Source, ...]) -> None:
        with self._files.locked():
            self._files.write(sources)

    def _read_local_again(self, source: Source) -> None:
        path = Path(source.location)
        self._files.write_text(source, read_folder(source).text if path.is_dir() else read_file(path))

    def _rebuilt(self) -> tuple[Source, ...]:
        """Return sources for the texts that exist; their original locations are unknown."""
        found: list[Source] = []
        try:
            texts = self._files.texts()
        except LibraryError:
            return ()
        for name, path in texts.items():
            source = EMBEDDED if name == EMBEDDED.name else Source(name=name, location=STANDARD_INPUT)
            if path.suffix == ".jsonl":
                source = replace(source, format="archive")
            with suppress(SourceError, LibraryError, OSError):
                text = self._files.read_text(source)
                index = read_index(text, None, name)
                read_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                if source.format == "archive" and (home := archives.parse(text, name)[0].home).startswith(IMPORTED):
                    source = replace(source, format="imported", location=home, title=index.title)
                elif source is not EMBEDDED:
                    source = replace(source, location=_likely_location(index), title=index.title)
                found.append(replace(source, read_at=read_at))
        return tuple(found)


def _likely_location(index: Index) -> str:
    """Return the site of an index of which only the text is left.

    An index that may be from the internet must not become the reader's own, which may name private addresses.
    """
    for article in index.articles:
        if "://" in article.url and is_public(host_of(article.url)):
            return f"https://{authority_of(article.url)}/"
    return STANDARD_INPUT
