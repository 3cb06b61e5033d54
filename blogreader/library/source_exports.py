"""Articles as a Markdown index, and sources as OPML."""

from collections.abc import Iterable, Sequence

from blogreader.indexes import markdown_index, subscription_lists
from blogreader.library.reports import SourceReport
from blogreader.model import Entry, Index


def as_index(entries: Iterable[Entry], sources: Sequence[SourceReport]) -> str:
    """Return articles as an index that reads back as the same; its title is the source's, if there is only one."""
    titles = {report.source.title for report in sources}
    return markdown_index.write(
        Index(titles.pop() if len(titles) == 1 else None, tuple(one.article for one in entries))
    )


def as_opml(sources: Sequence[SourceReport]) -> str:
    """Return the sources with an address as OPML 2.0: blogs by their feeds, all others by their own."""
    followed = [report.source for report in sources if "://" in report.source.location]
    return subscription_lists.write(
        "blogreader", [(one.title or one.name, one.watched or one.location, one.location) for one in followed]
    )
