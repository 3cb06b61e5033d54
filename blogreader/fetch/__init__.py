"""URL -> Page: the only user of httpx."""

from blogreader.fetch.fetcher import Fetcher
from blogreader.fetch.network import load
from blogreader.fetch.politeness import Politeness

__all__ = ["Fetcher", "Politeness", "load"]
