"""Names in a library for shell completion, read from the catalogue without updating it."""

from blogreader import paths
from blogreader.catalogue.names import Names
from blogreader.quoted_values import quoted
from blogreader.source_files import SourceFiles
from blogreader.text import counted


class Known:
    """What a shell may offer; nothing, if the library is missing or unreadable."""

    def __init__(self, folders: paths.Paths) -> None:
        self._names = Names(folders.cache / f"{paths.catalogue_name(None)}.db")
        self._files = SourceFiles(folders.library)

    def slugs(self, part: str, most: int) -> list[tuple[str, str]]:
        """Return the slugs with this prefix, in any case, with titles; those of unread articles first."""
        return self._names.slugs(part, most)

    def categories(self) -> list[tuple[str, str]]:
        """Return the categories, each with its number of articles."""
        return [(name, counted(number, "article")) for name, number in self._names.categories()]

    def authors(self) -> list[tuple[str, str]]:
        """Return the authors, each with their number of articles."""
        return [(name, counted(number, "article")) for name, number in self._names.authors()]

    def languages(self) -> list[tuple[str, str]]:
        """Return the languages of archived texts, each with its number of articles."""
        return [(tag, counted(number, "article")) for tag, number in self._names.languages()]

    def sources(self) -> list[tuple[str, str]]:
        """Return the names of the sources that are followed, with their titles."""
        return [(source.name, source.title or source.location) for source in self._files.read() or ()]


def term(field: str, value: str) -> str:
    """Return the term of a query for a value, quoted if necessary."""
    return f"{field}:{quoted(value)}"
