"""URL -> Page: the only user of httpx."""

from blogreader.fetch.fetcher import Fetcher
from blogreader.fetch.loading import load
from blogreader.fetch.politeness import Manners

__all__ = ["Fetcher", "Manners", "load"]
