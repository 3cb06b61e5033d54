"""Documents, pages and pictures as files, readable without this program."""

from blogreader.archive.archive import LARGEST_DOCUMENT, Archive, Kept
from blogreader.archive.earlier_texts import Earlier

__all__ = ["LARGEST_DOCUMENT", "Archive", "Earlier", "Kept"]
