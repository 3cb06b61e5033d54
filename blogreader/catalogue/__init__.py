"""Every article known, with its state and whether it is archived, in SQLite: derived data that can be deleted."""

from blogreader.catalogue.catalogue import Catalogue
from blogreader.catalogue.listing import Listing
from blogreader.catalogue.selection import Part

__all__ = ["Catalogue", "Listing", "Part"]
