"""URL -> Page: the only user of httpx."""

from blogreader.fetch.fetcher import Fetcher

__all__ = ["Fetcher"]
