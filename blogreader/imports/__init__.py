"""Exports of other programs -> items with what their owner did with them: one module a family, sniffed by content."""

from blogreader.imports.items import FORMATS, Imported, Item, Quotation
from blogreader.imports.recognition import read

__all__ = ["FORMATS", "Imported", "Item", "Quotation", "read"]
