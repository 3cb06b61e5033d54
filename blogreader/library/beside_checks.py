"""Checks of the files beside the texts of sources: articles that left an index, full texts of a feed, known hosts."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from blogreader.companion_files import CompanionFiles
from blogreader.errors import LibraryError, SourceError
from blogreader.indexes.blog import archive_file as archives
from blogreader.model import Finding
from blogreader.text import counted

_HOST = re.compile(r"[\w.:\[\]-]{1,300}")


class BesideCheck:
    """Checks the files beside the text of one source."""

    def __init__(self, files: CompanionFiles, name: str) -> None:
        self._files = files
        self._name = name

    def findings(self) -> Iterator[Finding]:
        """Yield what can't be read; a repair keeps the damaged file under another name."""
        for look in (self._gone, self._hosts, self._feed_texts):
            try:
                yield from look()
            except (LibraryError, SourceError) as error:
                yield Finding(str(error))

    def _gone(self) -> Iterator[Finding]:
        text = self._files.read_gone(self._name)
        if text is None:
            return
        kept, lost = archives.salvaged(text)
        if lost:
            yield self._finding(
                self._files.gone_path(self._name),
                f"{counted(lost, 'line')} about articles that left the index of {self._name} can't be read",
                archives.write(kept).encode("utf-8", "replace"),
            )

    def _hosts(self) -> Iterator[Finding]:
        lines = sorted(self._files.public_hosts(self._name))
        good = [line for line in lines if _HOST.fullmatch(line)]
        if len(good) < len(lines):
            yield self._finding(
                self._files.hosts_path(self._name),
                f"{counted(len(lines) - len(good), 'word')} in it can't be a host",
                "".join(f"{host}\n" for host in good).encode(),
            )

    def _feed_texts(self) -> Iterator[Finding]:
        from blogreader.library.offline import feed_texts

        path = self._files.feed_path(self._name)
        if reason := feed_texts.fault(path):
            yield self._finding(path, f"{reason}; a refresh fetches the full texts of its feed again", None)

    def _finding(self, path: Path, reason: str, data: bytes | None) -> Finding:
        return Finding(f"{path} is damaged: {reason}.", partial(self._files.replace_damaged, path, data))
