"""Turns an export of another program into a source, and what its reader did there into states."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogreader import imports, times
from blogreader.errors import SourceError, UsageError
from blogreader.imports import Imported, Item
from blogreader.imports.items import SUBSCRIPTIONS, TITLES
from blogreader.indexes import subscription_lists
from blogreader.indexes.blog import archive_file as archives
from blogreader.library.reading_state import ReadingState
from blogreader.library.reports import ImportReport
from blogreader.library.subscriptions import EMBEDDED
from blogreader.model import Source, Status
from blogreader.source_files import IMPORTED, SourceFiles
from blogreader.store.transfer import FORMAT
from blogreader.text import fold_letters
from blogreader.urls import canonical

if TYPE_CHECKING:
    from blogreader.store.state_store import Merged

_GENERAL = frozenset(("bookmarks", "table", "urls"))
"""Formats not specific to a program: sources are named after their files."""
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
_BEHIND = 1_000_000_000.0
"""A position on the reading list after all regular ones; a time in seconds is after it in turn."""


def read(path: Path, chosen: str | None, data: bytes | None) -> Imported:
    """Read an export, or the feeds named in a list of subscriptions; raises SourceError."""
    name = "Standard input" if data is not None else str(path)
    found = imports.read(path, chosen, data, name)
    if found.format in SUBSCRIPTIONS:
        read_list = subscription_lists.read if found.format == "opml" else subscription_lists.read_newsboat
        named = read_list(found.text)
        found.feeds = named.feeds
        found.warnings += named.warnings
        if not found.feeds:
            raise SourceError(f"{name} lists no feeds.{named.doubt}")
        if found.format != "opml":
            found.leave("queries, filters, programs and files of newsboat", subscription_lists.not_followed(found.text))
    return found


class Importer:
    """Imports the contents of an export; every method may raise LibraryError."""

    def __init__(self, folder: Path, reading_state: ReadingState, now: Callable[[], datetime]) -> None:
        self._files = SourceFiles(folder)
        self._reading_state = reading_state
        self._now = now

    def take(
        self, found: Imported, file: str, *, name: str | None, to_read: bool, keep_embedded: bool, dry_run: bool
    ) -> ImportReport:
        """Follow the articles of an export as a source, merged with earlier imports, and merge the states.

        What is imported twice is there once. Raises SourceError, UsageError for a name that can't be one.
        """
        items = [
            replace(one, listed=one.listed or (to_read and one.status is Status.UNREAD)) for one in found.items.values()
        ]
        # A dry run creates nothing: no folder, no lock.
        with nullcontext() if dry_run else self._files.locked():
            followed = self._files.read()
            others = followed if followed is not None else (EMBEDDED,) if keep_embedded else ()
            source, known = self._source(found, file, name, others)
            before = {canonical(post.url) or post.url: post for post in known}
            joined = _joined(before, items)
            posts = tuple(joined.values())
            if not dry_run and (source not in others or posts != known):
                title = source.title or TITLES[found.format]
                self._files.write_text(source, archives.write(archives.BlogArchive(title, posts, home=source.location)))
                now = replace(source, read_at=self._now())
                rest = tuple(now if one == source else one for one in others)
                self._files.write(rest if source in others else (*others, now))
        merged = self._merged(items, file, dry_run=dry_run)
        return ImportReport(
            source=source,
            articles=tuple(filter(None, (archives.article_of(joined[key]) for key in joined if key in found.items)))
            if dry_run
            else (),
            new=sum(1 for key in found.items if key not in before),
            statuses={status: sum(1 for one in items if one.status is status) for status in Status},
            listed=sum(1 for one in items if one.listed),
            notes=sum(len(one.notes) for one in items),
            changed=len(merged.keys) if merged else 0,
        )

    def _source(
        self, found: Imported, file: str, name: str | None, followed: tuple[Source, ...]
    ) -> tuple[Source, tuple[archives.Post, ...]]:
        """Return the source that these articles belong to, and the posts that it has."""
        if name is not None and not re.fullmatch(r"[a-z0-9-]{1,100}", name):
            raise UsageError(f"{name[:100]} can't be the name of a source: use lower-case letters, digits and -.")
        stem = re.sub(r"[^a-z0-9]+", "-", fold_letters(Path(file).stem)).strip("-")[:40]
        base = name or (stem if found.format in _GENERAL and stem else found.format)
        number = 1
        called = base
        while taken := next((one for one in followed if one.name == called), None):
            if taken.format == "imported":
                if not self._files.has_text(taken):
                    return taken, ()
                return taken, archives.parse(self._files.read_text(taken), taken.name)[0].posts
            if name is not None:
                raise SourceError(
                    f"{name} is the name of a source that was not imported; `--name` sets a different one."
                )
            number += 1
            called = f"{base}-{number}"
        title = TITLES[found.format] if found.format not in _GENERAL else Path(file).name
        return Source(name=called, location=f"{IMPORTED}{called}", title=title, format="imported"), ()

    def _merged(self, items: Iterable[Item], file: str, *, dry_run: bool) -> "Merged | None":
        """Merge the states like an export of another machine: for each field the last writer wins."""
        lines = [json.dumps({"blogreader-state": FORMAT}), *_states(items)]
        if len(lines) == 1:
            return None
        return self._reading_state.merge("\n".join(lines), file, dry_run=dry_run)


def _states(items: Iterable[Item]) -> Iterator[str]:
    """Return the states as lines of our own export; untouched articles have none.

    The fields were set when the article was read or saved, as far as the export says it, so that what was done here
    since then holds, and nothing is set twice.
    """
    for item in items:
        fields: dict[str, Any] = {}
        if item.status is not Status.UNREAD:
            fields["status"] = item.status.value
        if item.read:
            fields["read_at"] = times.to_text(item.read)
        if item.listed:
            fields["bookmark"] = item.saved.timestamp() if item.saved else _BEHIND + item.line
        if item.notes:
            fields["notes"] = [
                {
                    **({"quote": note.quote} if note.quote else {}),
                    **({"note": note.note} if note.note else {}),
                    **({"at": times.to_text(note.at)} if note.at else {}),
                }
                for note in item.notes
            ]
        if fields:
            set_at = times.to_text(item.read or item.saved or _UNKNOWN)
            # Each note becomes a field of its own, set when it was made.
            yield json.dumps({"url": item.key, **fields, "set": dict.fromkeys(fields, set_at)})


def _joined(known: Mapping[str, archives.Post], items: list[Item]) -> dict[str, archives.Post]:
    """Return the posts of a source and of an export, by key, the last saved first."""
    posts = dict(known)
    for item in items:
        post = _post(item)
        posts[item.key] = _filled(post, known[item.key]) if item.key in known else post
    return dict(sorted(posts.items(), key=lambda pair: pair[1].saved or _UNKNOWN, reverse=True))


def _post(item: Item) -> archives.Post:
    return archives.Post(
        url=item.url,
        title=item.title,
        date=item.date,
        category=item.category or (item.tags[0] if item.tags else ""),
        minutes=item.minutes,
        summary=item.summary,
        author=item.author,
        ways=("import",),
        tags=item.tags,
        saved=item.saved,
    )


def _filled(post: archives.Post, before: archives.Post) -> archives.Post:
    """Return a post, with missing facts taken from an earlier import or its document."""
    return replace(
        post,
        title=post.title or before.title,
        date=post.date or before.date,
        category=post.category or before.category,
        minutes=post.minutes or before.minutes,
        summary=post.summary or before.summary,
        author=post.author or before.author,
        tags=tuple(dict.fromkeys((*post.tags, *before.tags))),
        saved=post.saved or before.saved,
    )
