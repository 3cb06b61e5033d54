"""Finds a blog's whole archive from any of its addresses: `indexes.blog.survey` decides, this sends the requests."""

from blogreader.library.discovery.archive_search import KeepingProgress, SearchProgress
from blogreader.library.discovery.blogs import Blogs, FoundBlog, Wanted

__all__ = ["Blogs", "FoundBlog", "KeepingProgress", "SearchProgress", "Wanted"]
