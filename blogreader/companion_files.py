"""The files beside the text of a source: articles that left its index, full texts of its feed, its public hosts."""

from contextlib import suppress
from itertools import count
from pathlib import Path

from blogreader import files

_GONE, _FEED, _HOSTS = _ENDINGS = (".gone.jsonl", ".feed.zip", ".hosts")
_LARGEST = 250_000_000
"""Bytes; the texts of a feed have at most 200 million, and the one that came last."""
Companions = dict[str, bytes]
"""The contents of the files of one source, by the endings of their names."""


class CompanionFiles:
    """Reads and writes these files by the names of sources; every method may raise LibraryError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write_gone(self, name: str, text: str | None) -> None:
        """Write the articles that left the index of a source; None: there are none."""
        path = self.gone_path(name)
        if text is None:
            files.remove(path)
        else:
            files.replace(path, text.encode("utf-8", "replace"))

    def read_gone(self, name: str) -> str | None:
        """Return the articles that left the index; None: there are none."""
        data = files.read_if_there(self.gone_path(name), _LARGEST)
        return None if data is None else data.decode("utf-8", "replace")

    def gone_path(self, name: str) -> Path:
        """Return the path of the articles that left the index."""
        return self._folder / f"{name}{_GONE}"

    def replace_damaged(self, path: Path, data: bytes | None) -> None:
        """Keep a damaged file under another name, and write its intact part in its place."""
        aside = next(
            one for number in count(1) if not (one := path.with_name(f"{path.name}.damaged-{number}")).exists()
        )
        files.move(path, aside)
        if data is not None:
            files.replace(path, data)

    def feed_path(self, name: str) -> Path:
        """Return the path of the full texts of a source's feed."""
        return self._folder / f"{name}{_FEED}"

    def read_all(self, name: str) -> Companions:
        """Return the contents of all files of a source, as far as they can be read."""
        found: Companions = {}
        for ending in _ENDINGS:
            with suppress(OSError):  # it is missing, or not a file of ours
                found[ending] = files.read_bytes(self._folder / f"{name}{ending}", _LARGEST)
        return found

    def write_all(self, name: str, companions: Companions) -> None:
        """Restore these files, perhaps for another name."""
        for ending, data in companions.items():
            files.replace(self._folder / f"{name}{ending}", data)

    def public_hosts(self, name: str) -> frozenset[str]:
        """Return the hosts of a source that were met on the public internet."""
        data = files.read_if_there(self.hosts_path(name), _LARGEST)
        return frozenset((data or b"").decode("utf-8", "replace").split())

    def put_public_host(self, name: str, host: str) -> None:
        """Record that a host of a source was met on the public internet; only under the lock."""
        known = self.public_hosts(name)
        if host not in known:
            files.replace(self.hosts_path(name), "".join(f"{one}\n" for one in sorted({*known, host})).encode())

    def hosts_path(self, name: str) -> Path:
        """Return the path of the list of public hosts."""
        return self._folder / f"{name}{_HOSTS}"

    def remove_all(self, name: str) -> None:
        """Delete the files of a source that is no longer followed."""
        for ending in _ENDINGS:
            files.remove(self._folder / f"{name}{ending}")
