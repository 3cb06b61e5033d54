"""Every article known, with its state and its archive mark, in SQLite: derived, so that deleting it loses nothing."""

from blogreader.catalogue.catalogue import Catalogue
from blogreader.catalogue.listing import Listing
from blogreader.catalogue.selection import Part

__all__ = ["Catalogue", "Listing", "Part"]
