"""A blog's whole archive from any of its addresses: `indexes.survey` decides what is asked, this asks."""

from blogreader.library.discovery.archive_search import Progress
from blogreader.library.discovery.blogs import Blogs, Found, Wanted

__all__ = ["Blogs", "Found", "Progress", "Wanted"]
