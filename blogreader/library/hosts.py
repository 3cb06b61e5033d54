"""Which hosts the reader's own indexes name: those alone may be inside a private network."""

from collections.abc import Callable, Iterable

from blogreader.model import Entry, Source
from blogreader.urls import authority_of, host_of, is_public


def named_by(sources: Iterable[Source], otherwise: str) -> Callable[[Entry], bool]:
    """Return what tells whether an article's host is named by its reader's own index; `otherwise` is that of no source.

    An index that came from the open internet is not the reader's word on the hosts of the network at home.
    """
    locations = {source.name: source.location for source in sources}

    def names(entry: Entry) -> bool:
        location = locations.get(entry.source, otherwise)
        if "://" not in location or not is_public(host_of(location)):
            return True
        return authority_of(location) == authority_of(entry.article.url)

    return names
