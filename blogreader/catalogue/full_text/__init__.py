"""The words of every archived text, in SQLite: derived from the archive alone, so that it can be deleted."""

from blogreader.catalogue.full_text.index import FullTextIndex, IndexedText, IndexLost, Ranked

__all__ = ["FullTextIndex", "IndexLost", "IndexedText", "Ranked"]
