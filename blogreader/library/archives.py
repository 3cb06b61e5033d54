"""The archives of blogs as they are kept in the texts of their sources: what was left out, and what documents add."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from blogreader.errors import SourceError
from blogreader.model import Article, Source
from blogreader.sources import SourceFiles
from blogreader.urls import canonical

if TYPE_CHECKING:
    from blogreader.indexes.archive import Archive, Said


class Archives:
    """Reads and changes them; every method may raise LibraryError, SourceError."""

    def __init__(self, files: SourceFiles) -> None:
        self._files = files

    def read(self, source: Source) -> "Archive":
        """Return the archive of a blog as it was last found; raises SourceError for a source that is an index."""
        from blogreader.indexes import archive as archives

        if source.format != "archive":
            raise SourceError(f"{source.name} is an index, not a blog: nothing was left out.")
        if not self._files.has_text(source):
            return archives.Archive(source.title or "", ())
        return archives.parse(self._files.read_text(source), source.name)[0]

    def take_in(self, source: Source, addresses: Iterable[str]) -> tuple[str, ...]:
        """Make posts of what was left out; return the addresses that are not among that. Only under the lock."""
        from blogreader.indexes import archive as archives

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
        """Keep what documents say of posts of which nobody said it; return these articles. Only under the lock."""
        from blogreader.indexes import archive as archives

        archive = self.read(source)
        new = archives.filled(archive, said)
        if new != archive:
            self._files.write_text(source, archives.write(new))
        return [article for post in new.posts if (article := archives.article_of(post)) and article.key in said]
