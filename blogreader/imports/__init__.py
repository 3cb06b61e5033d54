"""Exports of other programs as items with what their owner did: one module a family, detected by content."""

from blogreader.imports.items import FORMATS, Imported, Item, Quotation
from blogreader.imports.recognition import read

__all__ = ["FORMATS", "Imported", "Item", "Quotation", "read"]
