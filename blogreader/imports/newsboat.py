"""What newsboat keeps: the items of its cache, which is SQLite, with what was read."""

import sqlite3
from contextlib import closing
from pathlib import Path

from blogreader.errors import SourceError
from blogreader.imports.items import Imported
from blogreader.imports.values import moment
from blogreader.model import Status
from blogreader.text import clean, unescaped_text

MAGIC = b"SQLite format 3\0"
_COLUMNS = ("rowid", "url", "title", "author", "pubDate", "unread", "flags", "feedurl", "deleted")
_MOST = 2_000_000
"""Items."""


def read(path: Path, into: Imported) -> None:
    """Read the items of a cache, which is only looked at; raises SourceError."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            # Titles of feeds that are not UTF-8 are kept as they came.
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            _read(connection, into)
    except sqlite3.Error as error:
        raise SourceError(f"{path} is not a readable newsboat cache: {clean(str(error))}.") from error


def _text(value: object) -> str:
    """Return a title or a name: newsboat keeps what a feed says in HTML, and resolves it where it shows it."""
    return unescaped_text(value) if isinstance(value, str) else ""


def _read(connection: sqlite3.Connection, into: Imported) -> None:
    there = {row[1] for row in connection.execute("PRAGMA table_info(rss_item)")}
    if "url" not in there:
        raise sqlite3.DatabaseError("it has no table of items")
    # Each name is one of ours: what an older version lacks is empty.
    chosen = ", ".join(name if name in there or name == "rowid" else f"NULL AS {name}" for name in _COLUMNS)
    feeds: dict[object, object] = {}
    if any(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'rss_feed'")):
        feeds = dict(connection.execute("SELECT rssurl, title FROM rss_feed"))
    has_text = "content" in there
    (texts,) = (
        connection.execute("SELECT count(*) FROM rss_item WHERE length(content) > 0").fetchone() if has_text else (0,)
    )
    into.leave("texts of articles (`blogreader fetch` fetches them)", texts)
    query = f"SELECT {chosen} FROM rss_item ORDER BY pubDate DESC, rowid LIMIT {_MOST}"  # noqa: S608 - names of ours
    for number, url, title, author, published, unread, flags, feed, deleted in connection.execute(query):
        if deleted:
            into.leave("deleted items")
            continue
        at = moment(published)
        named = feeds.get(feed)
        into.add(
            number,
            url,
            title=_text(title),
            status=Status.UNREAD if unread is None or unread else Status.READ,
            category=_text(named),
            tags=tuple(f"flag {one}" for one in flags) if isinstance(flags, str) else (),
            author=_text(author),
            date=at.date() if at else None,
        )
