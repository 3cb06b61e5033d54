"""Chooses archived articles to request again after a refresh: those that may have changed, and a few others."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from blogreader.catalogue import Listing
from blogreader.errors import Damaged

if TYPE_CHECKING:
    from blogreader.archive import Archive
    from blogreader.library.reports import Refreshed

MOST_HINTED = 40
MOST_OTHERS = 10
"""Articles: a refresh must not turn into fetching everything."""
_PAGE = 1_000
_READ = "is:offline (is:read OR is:reading OR is:noted)"
"""A changed text matters only for articles that were read or have notes."""


def worth_asking(archive: "Archive", reports: Iterable["Refreshed"], select: Callable[..., Listing]) -> list[str]:
    """Return the keys of those articles, first the ones that a source hints at."""
    hints: dict[str, datetime | None] = {}
    sources = []
    for report in reports:
        if report.error is None:
            hints |= report.hints
            sources.append(report.source.name)
    hinted = [key for key in _keys(select("is:offline")) if key in hints and _is_older(archive, key, hints[key])]
    hinted = sorted(hinted, key=partial(_written_at, archive))[:MOST_HINTED]
    others = {key for name in sources for key in _keys(select(_READ, f'source:"{name}"')) if "://" in key}
    oldest = sorted(others.difference(hinted), key=lambda key: (_written_at(archive, key), key))
    return [*hinted, *oldest[:MOST_OTHERS]]


def _keys(listing: Listing) -> Iterator[str]:
    for start in range(0, len(listing), _PAGE):
        yield from listing.keys(start, _PAGE)


def _written_at(archive: "Archive", key: str) -> float:
    """Return when a document was last written or checked, in seconds since 1970; 0: unknown."""
    try:
        return archive.path_of(key).lstat().st_mtime
    except OSError:
        return 0.0


def _is_older(archive: "Archive", key: str, changed: datetime | None) -> bool:
    """Return whether an archived document was fetched before its article changed."""
    if changed is None:
        return True
    try:
        document = archive.read(key)
    except Damaged:  # `fetch` repairs it
        return False
    return document is not None and document.fetched < changed
