"""A blog of 102 articles behind a real HTTP server on loopback, for the tests."""

from .content import BLOG_NAME, HOSTILE_TITLES, SitePost
from .hold import Hold
from .server import Site

__all__ = ["BLOG_NAME", "HOSTILE_TITLES", "Hold", "Site", "SitePost"]
