"""A blog's whole archive from any of its addresses: `indexes.survey` decides what is asked, this asks."""

from blogreader.library.discovery.blogs import Blogs, Found, Wanted
from blogreader.library.discovery.searching import Progress

__all__ = ["Blogs", "Found", "Progress", "Wanted"]
