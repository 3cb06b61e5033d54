"""Documents, their pages and pictures as files; readable without this program."""

from blogreader.archive.archive import LARGEST_DOCUMENT, Archive, Kept

__all__ = ["LARGEST_DOCUMENT", "Archive", "Kept"]
