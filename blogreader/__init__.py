"""Read a blog's archive to its end, in a terminal."""

__version__ = "0.1.0"
