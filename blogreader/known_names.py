"""The names that a library has, for completion: looked at in the catalogue as it is, and nothing is brought in step."""

from blogreader import paths
from blogreader.catalogue.names import Names
from blogreader.source_files import SourceFiles
from blogreader.text import counted


class Known:
    """What a shell may offer; a library that is not there, or can't be read, has nothing."""

    def __init__(self, folders: paths.Paths) -> None:
        self._names = Names(folders.cache / f"{paths.catalogue_name(None)}.db")
        self._files = SourceFiles(folders.library)

    def slugs(self, part: str, most: int) -> list[tuple[str, str]]:
        """Return the slugs that begin with this, in any case, with the titles; those of unread articles first."""
        return self._names.slugs(part, most)

    def categories(self) -> list[tuple[str, str]]:
        """Return the categories, each with how many articles it has."""
        return [(name, counted(number, "article")) for name, number in self._names.categories()]

    def sources(self) -> list[tuple[str, str]]:
        """Return the names of the sources that are followed, with their titles."""
        return [(source.name, source.title or source.location) for source in self._files.read() or ()]
