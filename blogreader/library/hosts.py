"""The hosts that the reader's own indexes name, which may be in a private network, and those known to be public."""

from collections.abc import Callable, Iterable
from functools import cached_property

from blogreader.model import Entry, Source
from blogreader.source_files import SourceFiles
from blogreader.urls import authority_of, host_of, is_public


def named_by(sources: Iterable[Source], otherwise: str) -> Callable[[Entry], bool]:
    """Return a predicate: whether the reader's index names an article's host; `otherwise`: without a source.

    An index from the public internet does not authorise access to hosts in a private network.
    """
    locations = {source.name: source.location for source in sources}

    def names(entry: Entry) -> bool:
        location = locations.get(entry.source, otherwise)
        if "://" not in location or not is_public(host_of(location)):
            return True
        return authority_of(location) == authority_of(entry.article.url)

    return names


class PublicHosts:
    """The hosts of sources that were met on the public internet; every method may raise LibraryError."""

    def __init__(
        self, files: SourceFiles, sources: Callable[[], tuple[Source, ...]], file_name: Callable[[str], str]
    ) -> None:
        """Create it; `file_name` returns the file name for the hosts of a source."""
        self._files = files
        self._sources = sources
        self._file_name = file_name
        self._remembered: set[tuple[str, str]] = set()
        """Sources and their hosts that are saved already."""

    @cached_property
    def known(self) -> set[str]:
        """All of them; newly met ones are added to this set."""
        names = [source.name for source in self._sources()]
        found = {(name, host) for name in names for host in self._files.companions.public_hosts(self._file_name(name))}
        self._remembered |= found
        return {host for _, host in found}

    def is_news(self, name: str, url: str) -> bool:
        """Return whether a source's host was met on the public internet, and is not saved yet."""
        host = _host(url)
        return host in self.known and (name, host) not in self._remembered

    def remember(self, name: str, url: str) -> None:
        """Save that a source's host was met on the public internet, for as long as the source is followed.

        If it later resolves to a private address, in any run, that is an attack.
        """
        with self._files.locked():
            if any(source.name == name for source in self._sources()):
                self._files.companions.put_public_host(self._file_name(name), _host(url))
                self._remembered.add((name, _host(url)))

    def forget(self, name: str) -> None:
        """Forget the hosts of a source that is no longer followed, unless another one has them."""
        if "known" in vars(self):
            left = {pair for pair in self._remembered if pair[0] != name}
            gone = {host for _, host in self._remembered - left} - {host for _, host in left}
            self.known.difference_update(gone)
            self._remembered = left

    def take_back(self, name: str) -> None:
        """Restore the hosts of a source that is followed again."""
        hosts = self._files.companions.public_hosts(self._file_name(name))
        self.known.update(hosts)
        self._remembered.update((name, host) for host in hosts)


def _host(url: str) -> str:
    """Return the host of an address in the form used for connections."""
    return host_of(url).rstrip(".")
