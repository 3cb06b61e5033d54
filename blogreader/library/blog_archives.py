"""The archives of blogs in the texts of their sources: left-out addresses, and facts added from documents."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from blogreader.errors import SourceError
from blogreader.model import Article, Index, Source
from blogreader.records import replace
from blogreader.source_files import ARCHIVES, SourceFiles
from blogreader.urls import canonical

if TYPE_CHECKING:
    from blogreader.indexes.blog.archive_file import BlogArchive, Said


class Archives:
    """Reads and changes the archives; every method may raise LibraryError, SourceError."""

    def __init__(self, files: SourceFiles) -> None:
        self._files = files

    def keep(self, source: Source, text: str, before: Index, after: Index, moved: Mapping[str, str]) -> None:
        """Save the new text of a source, and the articles that have left its index; moved ones are listed once."""
        from blogreader.indexes.blog import archive_file as archives

        if source.format in ARCHIVES:
            if moved:
                text = archives.write(archives.without(archives.parse(text, source.name)[0], moved))
            self._files.write_text(source, text)
            return
        there = {article.key for article in after.articles}
        left = [one for one in before.articles if one.key not in there and one.key not in moved and "://" in one.key]
        # An article in both counts as listed: if this is killed between the two writes, none is lost.
        kept = self._files.companions.read_gone(source.name)
        if kept is not None and archives.salvaged(kept)[1]:  # unreadable lines may be repaired by hand
            self._files.companions.replace_damaged(self._files.companions.gone_path(source.name), None)
        if left:
            gone = archives.BlogArchive("", archives.posts_of(replace(one, gone=True) for one in left))
            self._files.companions.write_gone(source.name, archives.write(gone))
        self._files.write_text(source, text)
        if not left:
            self._files.companions.write_gone(source.name, None)

    def with_gone(self, source: Source, index: Index) -> Index:
        """Return the index of a source, including articles that have left it."""
        from blogreader.indexes.blog import archive_file as archives

        text = self._files.companions.read_gone(source.name) if source.format not in ARCHIVES else None
        if text is None:
            return index
        try:
            kept, _ = archives.salvaged(text)  # `doctor` reports what is lost
        except SourceError:  # written by a newer version
            return index
        gone = [article for post in kept.posts if (article := archives.article_of(post))]
        there = {article.key for article in index.articles}
        return replace(index, articles=(*index.articles, *(one for one in gone if one.key not in there)))

    def read(self, source: Source) -> "BlogArchive":
        """Return the archive of a blog as last found; raises SourceError for a source that is not a blog."""
        from blogreader.indexes.blog import archive_file as archives

        if source.format not in ARCHIVES:
            raise SourceError(f"{source.name} is an index, not a blog; nothing was left out.")
        if not self._files.has_text(source):
            return archives.BlogArchive(source.title or "", ())
        return archives.parse(self._files.read_text(source), source.name)[0]

    def take_in(self, source: Source, addresses: Iterable[str]) -> tuple[str, ...]:
        """Turn left-out addresses into posts; return those that had not been left out. Only under the lock."""
        from blogreader.indexes.blog import archive_file as archives

        archive = self.read(source)
        wanted = {canonical(address): address for address in addresses}
        taken = tuple(post for post in archive.left_out if canonical(post.url) in wanted)
        kept = tuple(post for post in archive.left_out if canonical(post.url) not in wanted)
        if taken:
            posts = (*archive.posts, *taken)
            self._files.write_text(source, archives.write(replace(archive, posts=posts, left_out=kept)))
        found = {canonical(post.url) for post in taken}
        return tuple(address for key, address in wanted.items() if key not in found)

    def fill(self, source: Source, said: "Mapping[str, Said]") -> list[Article]:
        """Add missing facts about posts from their documents; return the changed articles. Only under the lock."""
        from blogreader.indexes.blog import archive_file as archives

        archive = self.read(source)
        new = archives.filled(archive, said)
        if new != archive:
            self._files.write_text(source, archives.write(new))
        return [article for post in new.posts if (article := archives.article_of(post)) and article.key in said]
