"""URL -> Page: the only user of httpx."""

from blogreader.fetch.fetcher import Fetcher
from blogreader.fetch.network import Certificates, Network, load
from blogreader.fetch.politeness import Politeness

__all__ = ["Certificates", "Fetcher", "Network", "Politeness", "load"]
